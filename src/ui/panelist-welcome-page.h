/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-ui.h"

G_BEGIN_DECLS

/* What a window without panels shows. Property: menu (GMenuModel, the primary menu). */
#define PANELIST_TYPE_WELCOME_PAGE (panelist_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (PanelistWelcomePage, panelist_welcome_page, PANELIST, WELCOME_PAGE, AdwBin)

G_END_DECLS
