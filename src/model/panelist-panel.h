/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-enums.h"

G_BEGIN_DECLS

/* One saved account: an address and the key that belongs to it. The key itself is in the keyring only.
 *
 * Properties (all notify): id (int64, row of the database, 0 = not stored), uuid, name, address, currency
 * (what the panel last said), currency-override, balance (decimal text), balance-time (UTC seconds),
 * state (PanelistPanelState), state-detail (redacted text for Details), n-services, catalog-time,
 * last-answer-time, key-stored, is-demo, letter, color, also-send-quantity, cancel-by-order, user-agent,
 * unique-field (the parameter in which the panel takes a number of ours that is never used twice, NULL = none: safety.md
 * A2.6; evidence for the panel alone, it allows no repeat),
 * batch-status, takes-refill, takes-cancel (PanelistFlag: NO = remembered as unsupported),
 * poll-interval (seconds, 0 = default).
 * Guards of ux.md 8, in the panel's currency: confirm (PanelistConfirm), confirm-amount (decimal text, of AMOUNT),
 * most-per-order, most-per-day, most-per-month, balance-to-keep (decimal text, NULL = no such limit). Saved like the
 * rest with panelist_accounts_save(). */
#define PANELIST_TYPE_PANEL (panelist_panel_get_type ())
G_DECLARE_FINAL_TYPE (PanelistPanel, panelist_panel, PANELIST, PANEL, GObject)

PanelistPanel      *panelist_panel_new                (const char *name,
                                                       const char *address);
int64_t             panelist_panel_get_id             (PanelistPanel *self);
const char         *panelist_panel_get_uuid           (PanelistPanel *self);
const char         *panelist_panel_get_name           (PanelistPanel *self);
const char         *panelist_panel_get_address        (PanelistPanel *self);
const char         *panelist_panel_get_currency       (PanelistPanel *self);
const char         *panelist_panel_get_balance        (PanelistPanel *self);
int64_t             panelist_panel_get_balance_time   (PanelistPanel *self);
PanelistPanelState  panelist_panel_get_state          (PanelistPanel *self);
const char         *panelist_panel_get_state_detail   (PanelistPanel *self);
guint               panelist_panel_get_n_services     (PanelistPanel *self);
int64_t             panelist_panel_get_catalog_time   (PanelistPanel *self);
gboolean            panelist_panel_get_is_demo        (PanelistPanel *self);
gboolean            panelist_panel_get_also_send_quantity (PanelistPanel *self);
PanelistFlag        panelist_panel_get_takes_refill   (PanelistPanel *self);
PanelistFlag        panelist_panel_get_takes_cancel   (PanelistPanel *self);
PanelistConfirm     panelist_panel_get_confirm        (PanelistPanel *self);
const char         *panelist_panel_get_confirm_amount (PanelistPanel *self);
const char         *panelist_panel_get_most_per_order (PanelistPanel *self);
const char         *panelist_panel_get_most_per_day   (PanelistPanel *self);
const char         *panelist_panel_get_most_per_month (PanelistPanel *self);
const char         *panelist_panel_get_balance_to_keep (PanelistPanel *self);
void                panelist_panel_set_balance        (PanelistPanel *self,
                                                       const char    *balance,
                                                       const char    *currency,
                                                       int64_t        time);
void                panelist_panel_set_state          (PanelistPanel      *self,
                                                       PanelistPanelState  state,
                                                       const char         *detail);

G_END_DECLS
