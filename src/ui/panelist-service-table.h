/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-catalog-model.h"
#include "panelist-panel.h"
#include "panelist-table-row.h"

G_BEGIN_DECLS

/* How services look as a table: its columns, wide and narrow, and the factory of its rows. */
#define PANELIST_TYPE_SERVICE_TABLE (panelist_service_table_get_type ())
G_DECLARE_FINAL_TYPE (PanelistServiceTable, panelist_service_table, PANELIST, SERVICE_TABLE, GObject)

PanelistServiceTable *panelist_service_table_new         (void);
PanelistTableColumns *panelist_service_table_get_columns (PanelistServiceTable *self);
GtkListItemFactory   *panelist_service_table_new_factory (PanelistServiceTable *self,
                                                          gboolean              narrow);
void                  panelist_service_table_set_scope   (PanelistServiceTable *self,
                                                          GPtrArray            *panels,
                                                          GPtrArray            *catalogs);
void                  panelist_service_table_set_marks   (PanelistServiceTable *self,
                                                          PanelistServiceMarks *marks);
void                  panelist_service_table_refresh     (PanelistServiceTable *self,
                                                          GtkListView          *list);
void                  panelist_service_table_set_quantity (PanelistServiceTable *self,
                                                          int                   quantity);
void                  panelist_service_table_set_room    (PanelistServiceTable *self,
                                                          gboolean              roomy,
                                                          gboolean              spacious);
gboolean              panelist_service_table_is_star     (PanelistServiceTable *self,
                                                          GtkWidget            *list,
                                                          double                x);
guint                 panelist_service_table_get_position (GtkWidget           *widget);

const char           *panelist_catalog_sort_get_column   (PanelistCatalogSort   sort);
PanelistCatalogSort   panelist_catalog_sort_from_column  (const char           *id);

G_END_DECLS
