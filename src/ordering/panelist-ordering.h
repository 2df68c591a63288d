/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-order-draft.h"
#include "panelist-tracker.h"

G_BEGIN_DECLS

/* What spends money or asks for it back: the only caller of `add`, `refill` and `cancel` (safety.md A). */
#define PANELIST_ORDER_ERROR (panelist_order_error_quark ())

typedef enum {
  PANELIST_ORDER_ERROR_INVALID,            /* the draft does not check */
  PANELIST_ORDER_ERROR_TWIN_UNCONFIRMED,   /* retry of an order whose twin is unconfirmed */
  PANELIST_ORDER_ERROR_PRICE_ROSE,         /* the rate was re-read and is higher; the message is the new rate */
  PANELIST_ORDER_ERROR_SERVICE_GONE,
  PANELIST_ORDER_ERROR_FUNDS,              /* balance below the expected charge */
  PANELIST_ORDER_ERROR_NOT_READY,          /* T0 failed: the panel did not answer `balance`; nothing was sent */
  PANELIST_ORDER_ERROR_NOT_ELIGIBLE,
} PanelistOrderError;

GQuark panelist_order_error_quark (void);

#define PANELIST_TYPE_ORDERING (panelist_ordering_get_type ())
G_DECLARE_FINAL_TYPE (PanelistOrdering, panelist_ordering, PANELIST, ORDERING, GObject)

PanelistOrdering *panelist_ordering_new            (PanelistAccounts   *accounts,
                                                    PanelistTracker    *tracker);
/* Places one order: turn → T0 → T1 → send once → T2. Takes a copy of the draft. The order appears in the list of
 * orders when T1 is durable. Resolves to the PanelistOrder once its outcome is stored, whatever it is; rejects
 * only when nothing was sent and no row was made (PANELIST_ORDER_ERROR, PANELIST_STORE_ERROR). */
DexFuture        *panelist_ordering_place          (PanelistOrdering   *self,
                                                    PanelistOrderDraft *draft) G_GNUC_WARN_UNUSED_RESULT;
/* Requests for one order or for many (PanelistOrder), panel by panel, 100 a call. Resolve to a GPtrArray of
 * PanelistRequestOutcome, one for each order, after everything is stored. */
DexFuture        *panelist_ordering_request_refill (PanelistOrdering   *self,
                                                    GPtrArray          *orders) G_GNUC_WARN_UNUSED_RESULT;
DexFuture        *panelist_ordering_request_cancel (PanelistOrdering   *self,
                                                    GPtrArray          *orders) G_GNUC_WARN_UNUSED_RESULT;
/* TRUE while something is on its way: the application must not end. Notifies `busy`. */
gboolean          panelist_ordering_get_busy       (PanelistOrdering   *self);
/* Resolves to TRUE as soon as nothing is on its way. The store must not be closed before. */
DexFuture        *panelist_ordering_wait_idle      (PanelistOrdering   *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
