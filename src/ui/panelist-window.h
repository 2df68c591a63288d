/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-settings.h"
#include "panelist-ui.h"

G_BEGIN_DECLS

/* The one window: a sidebar with pages and a panel switcher, and one page at a time beside it. */
#define PANELIST_TYPE_WINDOW (panelist_window_get_type ())
G_DECLARE_FINAL_TYPE (PanelistWindow, panelist_window, PANELIST, WINDOW, AdwApplicationWindow)

PanelistWindow *panelist_window_new (GtkApplication   *application,
                                     PanelistSettings *settings);

G_END_DECLS
