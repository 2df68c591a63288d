/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One page in the sidebar.
 *
 * Properties: tag (of the page it opens), icon-name, title, count (text at the end, "" for none),
 * attention (boolean: the count asks for attention and is drawn as a badge), news (boolean: a dot: there is something
 * that was not seen yet), description (what count or dot
 * mean, for screen readers). */
#define PANELIST_TYPE_SIDEBAR_ROW (panelist_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (PanelistSidebarRow, panelist_sidebar_row, PANELIST, SIDEBAR_ROW, GtkListBoxRow)

const char *panelist_sidebar_row_get_tag (PanelistSidebarRow *self);

G_END_DECLS
