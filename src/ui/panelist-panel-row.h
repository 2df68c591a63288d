/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "panelist-panel.h"

G_BEGIN_DECLS

/* A panel in the menu of the switcher. Property: panel (PanelistPanel). */
#define PANELIST_TYPE_PANEL_ROW (panelist_panel_row_get_type ())
G_DECLARE_FINAL_TYPE (PanelistPanelRow, panelist_panel_row, PANELIST, PANEL_ROW, GtkListBoxRow)

GtkWidget     *panelist_panel_row_new       (PanelistPanel    *panel);
PanelistPanel *panelist_panel_row_get_panel (PanelistPanelRow *self);

G_END_DECLS
