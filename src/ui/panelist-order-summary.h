/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-spending.h"

G_BEGIN_DECLS

/* What the order of a draft costs, what is left after it, and why it can't be placed yet.
 *
 * Properties: draft (PanelistOrderDraft, writable), spending (PanelistSpending, writable),
 * obstacle (text, writable: a reason of the page why the order
 * must not be placed), sending (boolean, writable), ready (boolean), caption, charge-text, after-text (text).
 * Signal `place`: the button was clicked. */
#define PANELIST_TYPE_ORDER_SUMMARY (panelist_order_summary_get_type ())
G_DECLARE_FINAL_TYPE (PanelistOrderSummary, panelist_order_summary, PANELIST, ORDER_SUMMARY, AdwBin)

gboolean    panelist_order_summary_get_ready       (PanelistOrderSummary *self);
const char *panelist_order_summary_get_charge_text (PanelistOrderSummary *self);
const char *panelist_order_summary_get_after_text  (PanelistOrderSummary *self);
void        panelist_order_summary_focus_place     (PanelistOrderSummary *self);

G_END_DECLS
