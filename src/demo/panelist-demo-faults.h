/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What goes wrong with a request. Those before PANELIST_DEMO_FAULT_DROP_AFTER keep the call from being
 * done; from there on it is done and only its answer suffers. */
typedef enum {
  PANELIST_DEMO_FAULT_NONE,
  PANELIST_DEMO_FAULT_DROP_BEFORE,
  PANELIST_DEMO_FAULT_RESET,
  PANELIST_DEMO_FAULT_REDIRECT,
  PANELIST_DEMO_FAULT_RATE,
  PANELIST_DEMO_FAULT_REFUSE,
  PANELIST_DEMO_FAULT_DROP_AFTER,
  PANELIST_DEMO_FAULT_SLOW,
  PANELIST_DEMO_FAULT_TRUNCATE,
  PANELIST_DEMO_FAULT_HTML,
  PANELIST_DEMO_FAULT_EMPTY,
  PANELIST_DEMO_FAULT_5XX,
} PanelistDemoFault;

typedef struct _PanelistDemoFaults PanelistDemoFaults;

PanelistDemoFaults *panelist_demo_faults_new      (const char          *spec,
                                                   guint                seed,
                                                   GError             **error);
void                panelist_demo_faults_free     (PanelistDemoFaults  *self);
PanelistDemoFault   panelist_demo_faults_draw     (PanelistDemoFaults  *self,
                                                   const char          *action,
                                                   guint               *delay);
const char         *panelist_demo_fault_get_name  (PanelistDemoFault    fault);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistDemoFaults, panelist_demo_faults_free)

G_END_DECLS
