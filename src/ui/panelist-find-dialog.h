/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-session.h"

G_BEGIN_DECLS

/* Searches the numbers that a panel gave since an unconfirmed order, on a click, and binds the one that the person
 * accepts (safety.md A7, E5). */
#define PANELIST_TYPE_FIND_DIALOG (panelist_find_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PanelistFindDialog, panelist_find_dialog, PANELIST, FIND_DIALOG, AdwDialog)

AdwDialog *panelist_find_dialog_new (PanelistSession *session,
                                     PanelistOrder   *order);

G_END_DECLS
