/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "panelist-catalog.h"

G_BEGIN_DECLS

/* The GListModel of the services that match a query: an array of row indexes over a catalog, one
 * `items-changed` for each answer, objects made lazily in `get_item`.
 *
 * Properties: catalog (PanelistCatalog, boxed, nullable), query (text), sort (PanelistCatalogSort),
 * descending, n-total (rows of the catalog), n-items (rows that match). */
#define PANELIST_TYPE_CATALOG_MODEL (panelist_catalog_model_get_type ())
G_DECLARE_FINAL_TYPE (PanelistCatalogModel, panelist_catalog_model, PANELIST,
                      CATALOG_MODEL, GObject)

#define PANELIST_TYPE_CATALOG_SORT (panelist_catalog_sort_get_type ())
typedef enum {
  PANELIST_CATALOG_SORT_DEFAULT,   /* relevance while searching, else the panel's own order */
  PANELIST_CATALOG_SORT_NAME,
  PANELIST_CATALOG_SORT_RATE,
  PANELIST_CATALOG_SORT_MIN,
  PANELIST_CATALOG_SORT_MAX,
} PanelistCatalogSort;
GType panelist_catalog_sort_get_type (void);

PanelistCatalogModel *panelist_catalog_model_new         (void);
PanelistCatalog      *panelist_catalog_model_get_catalog (PanelistCatalogModel *self);
void                  panelist_catalog_model_set_catalog (PanelistCatalogModel *self,
                                                          PanelistCatalog      *catalog);
void                  panelist_catalog_model_set_query   (PanelistCatalogModel *self,
                                                          const char           *query);
void                  panelist_catalog_model_set_sort    (PanelistCatalogModel *self,
                                                          PanelistCatalogSort   sort,
                                                          gboolean              descending);
gboolean              panelist_catalog_model_find        (PanelistCatalogModel *self,
                                                          const char           *service_id,
                                                          guint                *position);

G_END_DECLS
