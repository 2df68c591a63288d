/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-accounts.h"

G_BEGIN_DECLS

/* What the tracker has to ask one panel for: by hand all that is open, by timer what is due; half
 * as often while nobody sees the window. Lists of PanelistOrder and PanelistRefill. */

gboolean   panelist_due_is_followed  (PanelistOrder     *order,
                                      PanelistPanel     *panel);
GPtrArray *panelist_due_open_orders  (PanelistAccounts  *accounts,
                                      PanelistPanel     *panel);
GPtrArray *panelist_due_await_orders (PanelistAccounts  *accounts,
                                      PanelistPanel     *panel,
                                      gboolean           hidden,
                                      GError           **error);
GPtrArray *panelist_due_open_refills (PanelistAccounts  *accounts,
                                      PanelistPanel     *panel);
GPtrArray *panelist_due_refills      (PanelistAccounts  *accounts,
                                      PanelistPanel     *panel,
                                      gboolean           hidden);
gboolean   panelist_due_is_balance   (PanelistPanel     *panel,
                                      gboolean           active,
                                      gboolean           hidden);

G_END_DECLS
