/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-ordering.h"

G_BEGIN_DECLS

PanelistAccounts *panelist_ordering_get_accounts (PanelistOrdering   *self);
PanelistTracker  *panelist_ordering_get_tracker  (PanelistOrdering   *self);
/* Runs what must not be canceled: it counts as busy until it ends, whoever drops the returned future. */
DexFuture        *panelist_ordering_run          (PanelistOrdering   *self,
                                                  const char         *name,
                                                  DexFiberFunc        func,
                                                  gpointer            data,
                                                  GDestroyNotify      data_destroy) G_GNUC_WARN_UNUSED_RESULT;
/* After a write the balance that T0 read is no longer the one before. */
void              panelist_ordering_forget_balance (PanelistOrdering *self,
                                                    PanelistPanel    *panel);
/* The pause before an outcome is tried to be stored again. Awaits. */
void              panelist_ordering_await_retry  (guint               n_failures);

G_END_DECLS
