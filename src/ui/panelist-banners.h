/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-session.h"
#include "panelist-ui.h"

G_BEGIN_DECLS

/* The banners below the header bar of a page: the demo's, and of all other things that last the most urgent
 * one (ux.md 12): an unconfirmed order, then the worst state of a panel. Buttons call actions of the window.
 *
 * Properties: session (PanelistSession), panel (PanelistPanel: told before others that are as bad),
 * hide-unconfirmed (boolean: the unconfirmed orders are in sight on this page), shown (boolean, read-only: there is
 * a banner, so what follows needs a gap). */
#define PANELIST_TYPE_BANNERS (panelist_banners_get_type ())
G_DECLARE_FINAL_TYPE (PanelistBanners, panelist_banners, PANELIST, BANNERS, AdwBin)

G_END_DECLS
