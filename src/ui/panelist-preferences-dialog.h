/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-keywords-file.h"
#include "panelist-settings.h"
#include "panelist-ui.h"

G_BEGIN_DECLS

/* What can be preferred. What belongs to one panel is edited with the panel. */
#define PANELIST_TYPE_PREFERENCES_DIALOG (panelist_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PanelistPreferencesDialog, panelist_preferences_dialog, PANELIST, PREFERENCES_DIALOG, AdwPreferencesDialog)

AdwDialog *panelist_preferences_dialog_new (PanelistSettings     *settings,
                                            PanelistKeywordsFile *keywords);

G_END_DECLS
