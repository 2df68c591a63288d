/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-session.h"
#include "panelist-ui.h"

G_BEGIN_DECLS

/* Adds a panel, or edits one. What is new of address and key must have answered `balance` before it is saved.
 *
 * Construct-only properties: session (PanelistSession), panel (PanelistPanel to edit, NULL = a new one). */
#define PANELIST_TYPE_ADD_PANEL_DIALOG (panelist_add_panel_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PanelistAddPanelDialog, panelist_add_panel_dialog, PANELIST, ADD_PANEL_DIALOG, AdwDialog)

AdwDialog *panelist_add_panel_dialog_new (PanelistSession *session,
                                          PanelistPanel   *panel);
void       panelist_add_panel_dialog_show_limit (PanelistAddPanelDialog *self,
                                                 const char             *property);

G_END_DECLS
