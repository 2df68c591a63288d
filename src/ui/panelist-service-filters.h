/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-catalog-model.h"
#include "panelist-panel.h"

G_BEGIN_DECLS

/* By what a list of services is narrowed down now: what the chips, the dialog and the page share. It does not change
 * the model: whoever shows the list does when `changed` tells so.
 *
 * Properties: text (the filter, to be kept with the state of a page), n-active (uint: facets that are chosen in).
 * Signals: `changed` (another filter), `scope-changed` (other services: facets may come and go). */
#define PANELIST_TYPE_SERVICE_FILTERS (panelist_service_filters_get_type ())
G_DECLARE_FINAL_TYPE (PanelistServiceFilters, panelist_service_filters, PANELIST, SERVICE_FILTERS, GObject)

PanelistServiceFilters      *panelist_service_filters_new             (PanelistCatalogModel   *model);
PanelistCatalogModel        *panelist_service_filters_get_model       (PanelistServiceFilters *self);
const PanelistCatalogFilter *panelist_service_filters_get_filter      (PanelistServiceFilters *self);
void                         panelist_service_filters_set_scope       (PanelistServiceFilters *self,
                                                                       GPtrArray              *panels,
                                                                       GPtrArray              *catalogs);
gboolean                     panelist_service_filters_offers          (PanelistServiceFilters *self,
                                                                       PanelistCatalogFacet    facet);
const char                  *panelist_service_filters_get_currency    (PanelistServiceFilters *self);
guint                        panelist_service_filters_get_n_active    (PanelistServiceFilters *self);
void                         panelist_service_filters_choose          (PanelistServiceFilters *self,
                                                                       PanelistCatalogFacet    facet,
                                                                       const char             *value,
                                                                       gboolean                chosen);
void                         panelist_service_filters_set_prices      (PanelistServiceFilters *self,
                                                                       const char             *lowest,
                                                                       const char             *highest);
void                         panelist_service_filters_set_quantity    (PanelistServiceFilters *self,
                                                                       int64_t                 quantity);
void                         panelist_service_filters_set_show_hidden (PanelistServiceFilters *self,
                                                                       gboolean                show_hidden);
void                         panelist_service_filters_clear           (PanelistServiceFilters *self,
                                                                       PanelistCatalogFacet    facet);
void                         panelist_service_filters_clear_all       (PanelistServiceFilters *self);
char                        *panelist_service_filters_dup_value       (PanelistServiceFilters *self,
                                                                       PanelistCatalogFacet    facet,
                                                                       const char             *value);
char                        *panelist_service_filters_dup_chosen      (PanelistServiceFilters *self,
                                                                       PanelistCatalogFacet    facet);

G_END_DECLS
