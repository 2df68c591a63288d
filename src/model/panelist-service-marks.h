/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdint.h>

#include <glib-object.h>

G_BEGIN_DECLS

/* What people add to the services of their panels, and what their own orders say about them. A catalog comes and
 * goes with every refresh; this stays, by panel and service id, also for services that are gone and come back.
 *
 * How a page uses it: panelist_accounts_get_marks() is the one object of the process, filled before the first page
 * is shown; give it to panelist_catalog_model_set_marks(), read one service with panelist_service_marks_lookup() and
 * follow `changed`. Nothing writes to it but panelist_accounts_set_favorite(), _set_hidden(), _set_note() and
 * _set_tags(), which show the change here at once, store it, and take it back when it could not be stored; and
 * PanelistServiceHistory, which keeps the figures of the own orders up to date.
 *
 * Signal `changed` (int64 panel, string service): the marks of this service, or with 0 and NULL those of many. */
#define PANELIST_TYPE_SERVICE_MARKS (panelist_service_marks_get_type ())
G_DECLARE_FINAL_TYPE (PanelistServiceMarks, panelist_service_marks, PANELIST, SERVICE_MARKS, GObject)

/* Shares are per mille of the orders that ended, -1 = none did. Below PANELIST_SERVICE_MARK_ENOUGH finished orders the
 * time tells nothing: do not show it. */
typedef struct {
  /* added by people */
  gboolean favorite;
  gboolean hidden;
  const char *note;          /* nullable */
  const char *const *tags;   /* nullable */
  /* from the own orders */
  guint n_orders;            /* how often it was ordered: placed orders */
  guint n_final;             /* how many of them ended */
  guint n_timed;             /* how many of them were completed, with both times known: what `median_time` is of */
  int success;               /* share that was completed */
  int partial;               /* share that was delivered in part */
  int64_t median_time;       /* seconds from placed to completed, -1 = unknown */
  const char *spent;         /* decimal text: the sum of their first charges; NULL = none known */
  const char *currency;      /* of `spent`; nullable. Orders in another currency are not in the sum */
} PanelistServiceMark;

#define PANELIST_SERVICE_MARK_ENOUGH 5

#define PANELIST_SERVICE_MARK_INIT { .success = -1, .partial = -1, .median_time = -1 }

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
void                       panelist_service_marks_set_added
                                                          (PanelistServiceMarks      *self,
                                                           int64_t                    panel_id,
                                                           const char                *service_id,
                                                           const PanelistServiceMark *mark);
void                       panelist_service_marks_set_history
                                                          (PanelistServiceMarks      *self,
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
