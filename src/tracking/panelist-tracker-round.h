/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-accounts.h"

G_BEGIN_DECLS

/* What the tracker asks one panel for, and what it makes of the answers. These functions await:
 * call them in a fiber. The order objects change after the change is stored, never before. */

gboolean panelist_round_await_orders  (PanelistAccounts  *accounts,
                                       PanelistPanel     *panel,
                                       GPtrArray         *orders,
                                       GError           **error);
gboolean panelist_round_await_order   (PanelistAccounts  *accounts,
                                       PanelistPanel     *panel,
                                       PanelistOrder     *order,
                                       gboolean           trusting,
                                       GError           **error);
gboolean panelist_round_await_refills (PanelistAccounts  *accounts,
                                       PanelistPanel     *panel,
                                       GPtrArray         *refills,
                                       GError           **error);

G_END_DECLS
