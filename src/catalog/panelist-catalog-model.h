/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "panelist-catalog-filter.h"
#include "panelist-catalog.h"
#include "panelist-keywords.h"
#include "panelist-service-marks.h"

G_BEGIN_DECLS

/* The GListModel of the services of one or several panels that match a query and pass a filter: an array of row
 * numbers, one or two `items-changed` for each answer, objects made lazily in `get_item`. A newer catalog of a panel is
 * announced as the rows that changed, and no others.
 *
 * Properties: catalog (PanelistCatalog, boxed, nullable: the first one), query (text), approximate (whether the
 * services match only when mistakes in the query are forgiven), filter (PanelistCatalogFilter, boxed), keywords
 * (PanelistKeywords, boxed), marks (PanelistServiceMarks, nullable), sort (PanelistCatalogSort), descending,
 * n-total (rows of all catalogs), n-items (rows that are listed). */
#define PANELIST_TYPE_CATALOG_MODEL (panelist_catalog_model_get_type ())
G_DECLARE_FINAL_TYPE (PanelistCatalogModel, panelist_catalog_model, PANELIST,
                      CATALOG_MODEL, GObject)

/* Platform and kind of all services of some catalogs, made in a thread where the list must not wait for it
 * (panelist-catalog-groups.c). */
typedef struct _PanelistCatalogInference PanelistCatalogInference;

PanelistCatalogInference *panelist_catalog_inference_new  (PanelistKeywords         *keywords,
                                                           PanelistCatalog *const   *catalogs,
                                                           guint                     n_catalogs);
void                      panelist_catalog_inference_free (PanelistCatalogInference *self);

/* Those that are equal are sorted by id; what is unknown comes last in both directions. */
#define PANELIST_TYPE_CATALOG_SORT (panelist_catalog_sort_get_type ())
typedef enum {
  PANELIST_CATALOG_SORT_DEFAULT,   /* relevance while searching, else the panel's own order */
  PANELIST_CATALOG_SORT_NAME,
  PANELIST_CATALOG_SORT_RATE,
  PANELIST_CATALOG_SORT_MIN,
  PANELIST_CATALOG_SORT_MAX,
  PANELIST_CATALOG_SORT_FAVORITE,
  PANELIST_CATALOG_SORT_ID,
  PANELIST_CATALOG_SORT_REFILL,
  PANELIST_CATALOG_SORT_CANCEL,
  PANELIST_CATALOG_SORT_SUCCESS,
  PANELIST_CATALOG_SORT_PANEL,     /* in the order of panelist_catalog_model_set_catalogs() */
} PanelistCatalogSort;
GType panelist_catalog_sort_get_type (void);

#define PANELIST_CATALOG_N_SORTS (PANELIST_CATALOG_SORT_PANEL + 1)

PanelistCatalogModel  *panelist_catalog_model_new             (void);
PanelistCatalog       *panelist_catalog_model_get_catalog     (PanelistCatalogModel        *self);
void                   panelist_catalog_model_set_catalog     (PanelistCatalogModel        *self,
                                                               PanelistCatalog             *catalog);
void                   panelist_catalog_model_set_catalogs    (PanelistCatalogModel        *self,
                                                               PanelistCatalog *const      *catalogs,
                                                               guint                        n_catalogs);
void                   panelist_catalog_model_set_query       (PanelistCatalogModel        *self,
                                                               const char                  *query);
gboolean               panelist_catalog_model_get_approximate (PanelistCatalogModel        *self);
void                   panelist_catalog_model_set_filter      (PanelistCatalogModel        *self,
                                                               const PanelistCatalogFilter *filter);
void                   panelist_catalog_model_set_keywords    (PanelistCatalogModel        *self,
                                                               PanelistKeywords            *keywords);
void                   panelist_catalog_model_set_inference   (PanelistCatalogModel        *self,
                                                               PanelistCatalogInference    *inference);
void                   panelist_catalog_model_prepare         (PanelistCatalogModel        *self);
void                   panelist_catalog_model_set_marks       (PanelistCatalogModel        *self,
                                                               PanelistServiceMarks        *marks);
void                   panelist_catalog_model_set_sort        (PanelistCatalogModel        *self,
                                                               PanelistCatalogSort          sort,
                                                               gboolean                     descending);
PanelistCatalogFacets *panelist_catalog_model_dup_facets      (PanelistCatalogModel        *self);
const char            *panelist_catalog_model_get_group       (PanelistCatalogModel        *self,
                                                               guint                        position,
                                                               PanelistGrouping             grouping);
gboolean               panelist_catalog_model_find            (PanelistCatalogModel        *self,
                                                               const char                  *service_id,
                                                               guint                       *position);
gboolean               panelist_catalog_model_find_in_panel   (PanelistCatalogModel        *self,
                                                               int64_t                      panel_id,
                                                               const char                  *service_id,
                                                               guint                       *position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistCatalogInference, panelist_catalog_inference_free)

G_END_DECLS
