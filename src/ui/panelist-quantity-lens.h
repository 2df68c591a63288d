/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The quantity that prices are shown for: a button that says it and opens the choice.
 *
 * Property: quantity (int, at least 1, set by the user too). */
#define PANELIST_QUANTITY_DEFAULT 1000
#define PANELIST_QUANTITY_MAX 1000000000

#define PANELIST_TYPE_QUANTITY_LENS (panelist_quantity_lens_get_type ())
G_DECLARE_FINAL_TYPE (PanelistQuantityLens, panelist_quantity_lens, PANELIST, QUANTITY_LENS, AdwBin)

G_END_DECLS
