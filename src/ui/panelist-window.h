/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-session.h"
#include "panelist-ui.h"

G_BEGIN_DECLS

/* The one window: a sidebar with pages and a panel switcher, and one page at a time beside it.
 *
 * Properties: session (PanelistSession, NULL while the data is being opened), panel (PanelistPanel, the one in
 * use), slow (boolean: opening takes long).
 * Signals for what is not the business of a window: `open-requested`, `start-empty-requested`,
 * `demo-requested`, `leave-demo-requested`.
 *
 * Its actions are installed on the class and so, other than `win.` actions, not exported on the bus:
 * session.add-panel, session.manage-panels, session.try-demo, session.leave-demo, session.open,
 * session.start-empty, session.review; panel.edit, panel.details, panel.unlock, panel.use-key,
 * panel.enter-key (uuid of a panel); view.page (tag), view.search, view.refresh, view.details. */
#define PANELIST_TYPE_WINDOW (panelist_window_get_type ())
G_DECLARE_FINAL_TYPE (PanelistWindow, panelist_window, PANELIST, WINDOW, AdwApplicationWindow)

PanelistWindow *panelist_window_new          (GtkApplication   *application,
                                              PanelistSettings *settings);
void            panelist_window_show_failure (PanelistWindow   *self,
                                              const GError     *error,
                                              const char       *directory);
void            panelist_window_show_page    (PanelistWindow   *self,
                                              const char       *tag);

G_END_DECLS
