/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "panelist-change-log.h"
#include "panelist-service-marks.h"

G_BEGIN_DECLS

/* One change in a list: it borrows from the log it is of, and is made only when asked for. */
#define PANELIST_TYPE_UPDATE (panelist_update_get_type ())
G_DECLARE_FINAL_TYPE (PanelistUpdate, panelist_update, PANELIST, UPDATE, GObject)

const PanelistChange *panelist_update_get_change   (PanelistUpdate *self);

typedef enum {
  PANELIST_UPDATES_FAVORITES,
  PANELIST_UPDATES_USED,
  PANELIST_UPDATES_ALL,
} PanelistUpdatesView;

#define PANELIST_UPDATES_N_VIEWS (PANELIST_UPDATES_ALL + 1)

/* The changes that a view and a search leave: the newest day first, on each day those of favorites first. A section
 * is a day.
 *
 * Properties: view (text: favorites, used or all), query (text).
 * Signal `counts-changed`: panelist_updates_model_get_count() answers anew. */
#define PANELIST_TYPE_UPDATES_MODEL (panelist_updates_model_get_type ())
G_DECLARE_FINAL_TYPE (PanelistUpdatesModel, panelist_updates_model, PANELIST, UPDATES_MODEL, GObject)

PanelistUpdatesModel *panelist_updates_model_new         (void);
void                  panelist_updates_model_set_log     (PanelistUpdatesModel *self,
                                                          PanelistChangeLog    *log);
void                  panelist_updates_model_set_marks   (PanelistUpdatesModel *self,
                                                          PanelistServiceMarks *marks);
PanelistUpdatesView   panelist_updates_model_get_view    (PanelistUpdatesModel *self);
const char           *panelist_updates_model_get_query   (PanelistUpdatesModel *self);
guint                 panelist_updates_model_get_count   (PanelistUpdatesModel *self,
                                                          PanelistUpdatesView   view);

G_END_DECLS
