/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-quantity-lens.h"
#include "panelist-service-filters.h"

G_BEGIN_DECLS

/* All filters of a list of services; what is chosen applies at once. In a narrow window it is a bottom sheet. */
#define PANELIST_TYPE_FILTERS_DIALOG (panelist_filters_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PanelistFiltersDialog, panelist_filters_dialog, PANELIST, FILTERS_DIALOG, AdwDialog)

AdwDialog *panelist_filters_dialog_new (PanelistServiceFilters *filters,
                                        PanelistQuantityLens   *lens);

G_END_DECLS
