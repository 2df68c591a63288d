/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-session.h"
#include "panelist-ui.h"

G_BEGIN_DECLS

/* All panels, to be edited, removed and added to. Removing offers Undo; a panel with orders under way or
 * unconfirmed asks for its name to be typed. Construct-only property: session. */
#define PANELIST_TYPE_PANELS_DIALOG (panelist_panels_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PanelistPanelsDialog, panelist_panels_dialog, PANELIST, PANELS_DIALOG, AdwDialog)

AdwDialog *panelist_panels_dialog_new (PanelistSession *session);

G_END_DECLS
