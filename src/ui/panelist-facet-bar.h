/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-service-filters.h"

G_BEGIN_DECLS

/* The chips of all facets, in lines; those that are used less come when something is chosen in them, and else in
 * the dialog of all filters.
 *
 * Property: filters (PanelistServiceFilters, set once).
 * Signal `more`: all filters are asked for. */
#define PANELIST_TYPE_FACET_BAR (panelist_facet_bar_get_type ())
G_DECLARE_FINAL_TYPE (PanelistFacetBar, panelist_facet_bar, PANELIST, FACET_BAR, AdwBin)

void panelist_facet_bar_set_filters (PanelistFacetBar       *self,
                                     PanelistServiceFilters *filters);

G_END_DECLS
