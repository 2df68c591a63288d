/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdint.h>

#include <glib-object.h>

G_BEGIN_DECLS

/* By what a list of services is narrowed down, beside words. What is chosen in one facet is joined by "or", what is
 * chosen in several by "and". A flag that the panel does not tell is neither "yes" nor "no". */
#define PANELIST_TYPE_CATALOG_FACET (panelist_catalog_facet_get_type ())
typedef enum {
  PANELIST_CATALOG_FACET_PLATFORM,    /* names of the table of keywords */
  PANELIST_CATALOG_FACET_KIND,        /* the same */
  PANELIST_CATALOG_FACET_TYPE,        /* nicks of PanelistServiceType */
  PANELIST_CATALOG_FACET_REFILL,      /* nicks of PanelistFlag */
  PANELIST_CATALOG_FACET_CANCEL,
  PANELIST_CATALOG_FACET_DRIP_FEED,
  PANELIST_CATALOG_FACET_CATEGORY,    /* the panel's text */
  PANELIST_CATALOG_FACET_PANEL,       /* row ids */
  PANELIST_CATALOG_FACET_FAVORITE,    /* "yes" */
  PANELIST_CATALOG_FACET_USED,        /* "yes" */
  PANELIST_CATALOG_FACET_PRICE,       /* panelist_catalog_filter_set_prices() */
  PANELIST_CATALOG_FACET_QUANTITY,    /* panelist_catalog_filter_set_quantity() */
} PanelistCatalogFacet;
GType panelist_catalog_facet_get_type (void);

#define PANELIST_CATALOG_N_FACETS (PANELIST_CATALOG_FACET_QUANTITY + 1)

/* A value: whoever holds one may change it, PanelistCatalogModel takes a copy. */
#define PANELIST_TYPE_CATALOG_FILTER (panelist_catalog_filter_get_type ())
typedef struct _PanelistCatalogFilter PanelistCatalogFilter;

GType                  panelist_catalog_filter_get_type        (void);
PanelistCatalogFilter *panelist_catalog_filter_new             (void);
PanelistCatalogFilter *panelist_catalog_filter_new_from_text   (const char                  *text);
PanelistCatalogFilter *panelist_catalog_filter_copy            (const PanelistCatalogFilter *self);
void                   panelist_catalog_filter_free            (PanelistCatalogFilter       *self);
char                  *panelist_catalog_filter_to_text         (const PanelistCatalogFilter *self);
gboolean               panelist_catalog_filter_equal           (const PanelistCatalogFilter *self,
                                                                const PanelistCatalogFilter *other);
guint                  panelist_catalog_filter_get_n_active    (const PanelistCatalogFilter *self);
gboolean               panelist_catalog_filter_is_active       (const PanelistCatalogFilter *self,
                                                                PanelistCatalogFacet         facet);
gboolean               panelist_catalog_filter_has             (const PanelistCatalogFilter *self,
                                                                PanelistCatalogFacet         facet,
                                                                const char                  *value);
void                   panelist_catalog_filter_set             (PanelistCatalogFilter       *self,
                                                                PanelistCatalogFacet         facet,
                                                                const char                  *value,
                                                                gboolean                     chosen);
const char *const     *panelist_catalog_filter_get_values      (const PanelistCatalogFilter *self,
                                                                PanelistCatalogFacet         facet);
void                   panelist_catalog_filter_clear           (PanelistCatalogFilter       *self,
                                                                PanelistCatalogFacet         facet);
void                   panelist_catalog_filter_set_prices      (PanelistCatalogFilter       *self,
                                                                const char                  *lowest,
                                                                const char                  *highest);
const char            *panelist_catalog_filter_get_lowest      (const PanelistCatalogFilter *self);
const char            *panelist_catalog_filter_get_highest     (const PanelistCatalogFilter *self);
void                   panelist_catalog_filter_set_quantity    (PanelistCatalogFilter       *self,
                                                                int64_t                      quantity);
int64_t                panelist_catalog_filter_get_quantity    (const PanelistCatalogFilter *self);
void                   panelist_catalog_filter_set_show_hidden (PanelistCatalogFilter       *self,
                                                                gboolean                     show_hidden);
gboolean               panelist_catalog_filter_get_show_hidden (const PanelistCatalogFilter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistCatalogFilter, panelist_catalog_filter_free)

/* How many services each value of a facet would leave, with the query and all other facets as they are. */
#define PANELIST_TYPE_CATALOG_FACETS (panelist_catalog_facets_get_type ())
typedef struct _PanelistCatalogFacets PanelistCatalogFacets;

typedef struct {
  const char *value;
  guint count;
} PanelistCatalogFacetCount;

GType                            panelist_catalog_facets_get_type    (void);
PanelistCatalogFacets           *panelist_catalog_facets_ref         (PanelistCatalogFacets *self);
void                             panelist_catalog_facets_unref       (PanelistCatalogFacets *self);
const PanelistCatalogFacetCount *panelist_catalog_facets_get_counts  (PanelistCatalogFacets *self,
                                                                      PanelistCatalogFacet   facet,
                                                                      guint                 *n_counts);
guint                            panelist_catalog_facets_get_count   (PanelistCatalogFacets *self,
                                                                      PanelistCatalogFacet   facet,
                                                                      const char            *value);
const char                      *panelist_catalog_facets_get_lowest  (PanelistCatalogFacets *self);
const char                      *panelist_catalog_facets_get_highest (PanelistCatalogFacets *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistCatalogFacets, panelist_catalog_facets_unref)

G_END_DECLS
