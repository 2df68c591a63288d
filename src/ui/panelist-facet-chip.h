/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "panelist-service-filters.h"

G_BEGIN_DECLS

/* One facet in the bar: says what is chosen, opens the choice, and takes it back. Facets that are only yes or nothing
 * are switched by the chip itself. */
#define PANELIST_TYPE_FACET_CHIP (panelist_facet_chip_get_type ())
G_DECLARE_FINAL_TYPE (PanelistFacetChip, panelist_facet_chip, PANELIST, FACET_CHIP, GtkBox)

GtkWidget *panelist_facet_chip_new (PanelistServiceFilters *filters,
                                    PanelistCatalogFacet    facet,
                                    gboolean                always);

G_END_DECLS
