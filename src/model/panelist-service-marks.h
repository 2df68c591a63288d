/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdint.h>

#include <glib-object.h>

G_BEGIN_DECLS

/* What people add to the services of their panels, and what their own orders say about them. A catalog comes and
 * goes with every refresh; this stays, also for services that are gone.
 *
 * Signal `changed` (int64 panel, string service): the marks of this service, or with 0 and NULL those of many. */
#define PANELIST_TYPE_SERVICE_MARKS (panelist_service_marks_get_type ())
G_DECLARE_FINAL_TYPE (PanelistServiceMarks, panelist_service_marks, PANELIST, SERVICE_MARKS, GObject)

typedef struct {
  gboolean favorite;
  gboolean hidden;
  guint n_orders;      /* how often it was ordered here */
  int success;         /* per mille of the final orders that were completed; -1 = unknown */
  const char *note;    /* nullable */
  const char *const *tags;   /* nullable */
} PanelistServiceMark;

#define PANELIST_SERVICE_MARK_INIT { .success = -1 }

typedef void (*PanelistServiceMarkFunc) (const char                *service_id,
                                         const PanelistServiceMark *mark,
                                         const char                *folded,
                                         gpointer                   user_data);

PanelistServiceMarks      *panelist_service_marks_new     (void);
void                       panelist_service_marks_freeze  (PanelistServiceMarks      *self);
void                       panelist_service_marks_thaw    (PanelistServiceMarks      *self);
void                       panelist_service_marks_set     (PanelistServiceMarks      *self,
                                                           int64_t                    panel_id,
                                                           const char                *service_id,
                                                           const PanelistServiceMark *mark);
const PanelistServiceMark *panelist_service_marks_lookup  (PanelistServiceMarks      *self,
                                                           int64_t                    panel_id,
                                                           const char                *service_id);
void                       panelist_service_marks_foreach (PanelistServiceMarks      *self,
                                                           int64_t                    panel_id,
                                                           PanelistServiceMarkFunc    func,
                                                           gpointer                   user_data);

G_END_DECLS
