/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-session.h"

G_BEGIN_DECLS

#define PANELIST_COMPARE_MIN 2
#define PANELIST_COMPARE_MAX 4

/* Two to four services side by side, the cheapest marked; below each other in a narrow window.
 *
 * Signal `order-requested` (PanelistService). */
#define PANELIST_TYPE_COMPARE_DIALOG (panelist_compare_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PanelistCompareDialog, panelist_compare_dialog, PANELIST, COMPARE_DIALOG, AdwDialog)

AdwDialog *panelist_compare_dialog_new (PanelistSession *session,
                                        GPtrArray       *services,
                                        int              quantity);

G_END_DECLS
