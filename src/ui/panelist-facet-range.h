/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-service-filters.h"

G_BEGIN_DECLS

/* The facets that are typed: a range of prices, or a quantity that services take. What can't be read filters nothing
 * and says so in its row. */
#define PANELIST_TYPE_FACET_RANGE (panelist_facet_range_get_type ())
G_DECLARE_FINAL_TYPE (PanelistFacetRange, panelist_facet_range, PANELIST, FACET_RANGE, AdwPreferencesGroup)

GtkWidget *panelist_facet_range_new (PanelistServiceFilters *filters,
                                     PanelistCatalogFacet    facet);

G_END_DECLS
