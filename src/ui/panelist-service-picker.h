/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-accounts.h"

G_BEGIN_DECLS

/* Chooses a service of one panel: a search over its catalog; with an empty search what was ordered last comes first.
 * Signal `picked` (PanelistPanel, PanelistService); the dialog closes itself. */
#define PANELIST_TYPE_SERVICE_PICKER (panelist_service_picker_get_type ())
G_DECLARE_FINAL_TYPE (PanelistServicePicker, panelist_service_picker, PANELIST, SERVICE_PICKER, AdwDialog)

AdwDialog *panelist_service_picker_new (PanelistAccounts *accounts,
                                        PanelistPanel    *panel);

G_END_DECLS
