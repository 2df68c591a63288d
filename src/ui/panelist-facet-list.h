/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "panelist-service-filters.h"

G_BEGIN_DECLS

/* The values of a facet with their counts, to choose any of; long lists can be searched. Counts follow the filter
 * while the list is on screen; values come and go when it is shown anew. */
#define PANELIST_TYPE_FACET_LIST (panelist_facet_list_get_type ())
G_DECLARE_FINAL_TYPE (PanelistFacetList, panelist_facet_list, PANELIST, FACET_LIST, GtkBox)

GtkWidget *panelist_facet_list_new (PanelistServiceFilters *filters,
                                    PanelistCatalogFacet    facet);

G_END_DECLS
