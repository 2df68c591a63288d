/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-session.h"
#include "panelist-ui.h"

G_BEGIN_DECLS

/* What changed in the catalogs of all panels, by day. While it is on screen, what it shows is seen.
 *
 * Properties: session (PanelistSession), panel (PanelistPanel, for the banners), both writable and nullable.
 * Signal `service-requested` (int64 panel, string service): that service of a catalog shall be shown.
 * Actions: page.search, page.refresh. */
#define PANELIST_TYPE_UPDATES_PAGE (panelist_updates_page_get_type ())
G_DECLARE_FINAL_TYPE (PanelistUpdatesPage, panelist_updates_page, PANELIST, UPDATES_PAGE, AdwNavigationPage)

G_END_DECLS
