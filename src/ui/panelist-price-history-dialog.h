/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-session.h"

G_BEGIN_DECLS

/* What a service cost and when that changed: the chart, and each change as a row. */
#define PANELIST_TYPE_PRICE_HISTORY_DIALOG (panelist_price_history_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PanelistPriceHistoryDialog, panelist_price_history_dialog, PANELIST, PRICE_HISTORY_DIALOG,
                      AdwDialog)

AdwDialog *panelist_price_history_dialog_new (PanelistSession *session,
                                              PanelistService *service);

G_END_DECLS
