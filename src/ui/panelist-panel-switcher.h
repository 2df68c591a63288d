/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-panel.h"

G_BEGIN_DECLS

/* The panel in use with its balance, and a menu of all panels.
 *
 * Properties: panel (PanelistPanel, the one in use; set by the user too), panels (GListModel of them), all-panels
 * (boolean: lists are of all of them together; set by the user too), title, balances (text, what it shows). */
#define PANELIST_TYPE_PANEL_SWITCHER (panelist_panel_switcher_get_type ())
G_DECLARE_FINAL_TYPE (PanelistPanelSwitcher, panelist_panel_switcher, PANELIST, PANEL_SWITCHER, AdwBin)

G_END_DECLS
