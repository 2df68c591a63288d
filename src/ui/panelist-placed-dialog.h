/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-session.h"

G_BEGIN_DECLS

/* Asks for the number of an unconfirmed order, has the panel verify it, and where the charge differs shows both
 * amounts and asks once more (safety.md A7, E6). */
#define PANELIST_TYPE_PLACED_DIALOG (panelist_placed_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PanelistPlacedDialog, panelist_placed_dialog, PANELIST, PLACED_DIALOG, AdwDialog)

AdwDialog *panelist_placed_dialog_new (PanelistSession *session,
                                       PanelistOrder   *order);

G_END_DECLS
