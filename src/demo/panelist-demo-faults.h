/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What goes wrong with a request. Those before PANELIST_DEMO_FAULT_DROP_AFTER keep the call from
 * being done; from there on it is done and only its answer suffers. */
typedef enum {
  PANELIST_DEMO_FAULT_NONE,
  PANELIST_DEMO_FAULT_DROP_BEFORE,
  PANELIST_DEMO_FAULT_RESET,
  PANELIST_DEMO_FAULT_REDIRECT,
  PANELIST_DEMO_FAULT_RATE,
  PANELIST_DEMO_FAULT_REFUSE,
  PANELIST_DEMO_FAULT_STATUS_BEFORE,   /* 400 to 499 */
  PANELIST_DEMO_FAULT_DROP_AFTER,
  PANELIST_DEMO_FAULT_RESET_AFTER,
  PANELIST_DEMO_FAULT_SLOW,
  PANELIST_DEMO_FAULT_TRUNCATE,
  PANELIST_DEMO_FAULT_HTML,
  PANELIST_DEMO_FAULT_EMPTY,
  PANELIST_DEMO_FAULT_STATUS_AFTER,    /* 500 to 599 */
} PanelistDemoFault;

/* What one call meets. */
typedef struct {
  PanelistDemoFault fault;
  const char *name;     /* as in the specification, or "none"; lives as long as the faults */
  guint status;         /* of the two faults that are an HTTP status */
  guint delay;          /* milliseconds before the call is done */
  guint late;           /* milliseconds between that and its answer */
} PanelistDemoFate;

typedef struct _PanelistDemoFaults PanelistDemoFaults;

PanelistDemoFaults *panelist_demo_faults_new  (const char          *spec,
                                               guint                seed,
                                               GError             **error);
void                panelist_demo_faults_free (PanelistDemoFaults  *self);
PanelistDemoFate    panelist_demo_faults_draw (PanelistDemoFaults  *self,
                                               const char          *action);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistDemoFaults, panelist_demo_faults_free)

G_END_DECLS
