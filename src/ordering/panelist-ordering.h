/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-order-draft.h"
#include "panelist-order-error.h"
#include "panelist-tracker.h"

G_BEGIN_DECLS

/* What spends money or asks for it back: the only caller of `add`, `refill` and `cancel` (safety.md A). All futures
 * here run to their end whoever drops them. They reject with PANELIST_ORDER_ERROR or PANELIST_STORE_ERROR, or with
 * PANELIST_API_ERROR and PANELIST_SECRETS_ERROR where something is read; nothing has changed then.
 *
 * Properties (notify): busy (boolean: something is held, on its way or not stored yet; the process must not end),
 * sending (boolean: a request that spends is on its way; no logout, no suspend). */
#define PANELIST_TYPE_ORDERING (panelist_ordering_get_type ())
G_DECLARE_FINAL_TYPE (PanelistOrdering, panelist_ordering, PANELIST, ORDERING, GObject)

PanelistOrdering *panelist_ordering_new            (PanelistAccounts   *accounts,
                                                    PanelistTracker    *tracker);
/* Goes on with what an earlier process left behind: the evidence of orders that are unconfirmed. Stop ends those
 * reads; what is on its way goes on. */
void              panelist_ordering_start          (PanelistOrdering   *self);
void              panelist_ordering_stop           (PanelistOrdering   *self);
gboolean          panelist_ordering_get_busy       (PanelistOrdering   *self);
gboolean          panelist_ordering_get_sending    (PanelistOrdering   *self);
/* Resolves to TRUE as soon as nothing is held or on its way. The store must not be closed before. */
DexFuture        *panelist_ordering_wait_idle      (PanelistOrdering   *self) G_GNUC_WARN_UNUSED_RESULT;

/* Placing (ux.md 8.1–8.5). A draft is copied. Its properties say what was agreed to: order-anyway (another order has
 * the same link), retry-of (Edit and Try Again). */

/* Why an order is not held but asked about first (ux.md 8.2), bits. */
typedef enum {
  PANELIST_QUESTION_NONE      = 0,
  PANELIST_QUESTION_AMOUNT    = 1 << 0,   /* above the panel's threshold, or of a charge nobody knows */
  PANELIST_QUESTION_ALWAYS    = 1 << 1,   /* the panel's setting */
  PANELIST_QUESTION_DUPLICATE = 1 << 2,   /* "Order anyway" is ticked */
  PANELIST_QUESTION_PRICE     = 1 << 3,   /* its price rose when it was tried before: the draft's price-rose */
} PanelistQuestion;

PanelistQuestion  panelist_ordering_needs_question (PanelistOrdering   *self,
                                                    PanelistOrderDraft *draft);
/* An active or unconfirmed order of any panel with the same normalized link and kind, the unconfirmed one first; NULL
 * = none. A held order is its own duplicate only for others. */
PanelistOrder    *panelist_ordering_find_duplicate (PanelistOrdering   *self,
                                                    PanelistOrderDraft *draft);
/* The unconfirmed order that is the same wish: leads to Send Again instead (safety.md A2.4). */
PanelistOrder    *panelist_ordering_find_twin      (PanelistOrdering   *self,
                                                    PanelistOrderDraft *draft);
/* Resolves to a PanelistSpent (boxed): what was spent today and this month at a panel. */
DexFuture        *panelist_ordering_read_spent     (PanelistOrdering   *self,
                                                    PanelistPanel      *panel) G_GNUC_WARN_UNUSED_RESULT;

/* Places one order now, after its question was answered: turn → T0 → T1 → send once → T2. The order appears in the
 * list of orders when T1 is durable. Resolves to the PanelistOrder once its outcome is stored, whatever it is;
 * rejects only when nothing was sent and no row was made. A duplicate link rejects unless the draft says
 * order-anyway; a limit of the panel always does. */
DexFuture        *panelist_ordering_place          (PanelistOrdering   *self,
                                                    PanelistOrderDraft *draft) G_GNUC_WARN_UNUSED_RESULT;
/* Delayed commit: resolves to the PanelistOrder once it is durable as `held` and in the list of orders. It goes its
 * own way after `delay` seconds (5, 10 or 20) of the monotonic clock; what stops it then makes it `not-sent` with a
 * reason. Rejects like panelist_ordering_place(). */
DexFuture        *panelist_ordering_hold           (PanelistOrdering   *self,
                                                    PanelistOrderDraft *draft,
                                                    guint               delay) G_GNUC_WARN_UNUSED_RESULT;
/* Takes a held order back. Resolves to its PanelistOrderDraft, for the form; the order is in no list any more.
 * Rejects with PANELIST_ORDER_ERROR_STATE when it was sent before: the database decides the race. */
DexFuture        *panelist_ordering_cancel_held    (PanelistOrdering   *self,
                                                    PanelistOrder      *order) G_GNUC_WARN_UNUSED_RESULT;
/* What Ctrl+Z takes back; NULL = nothing is held. */
PanelistOrder    *panelist_ordering_get_newest_held (PanelistOrdering  *self);
/* The person does not want to wait for the evidence of the unconfirmed order before (order property waiting). */
void              panelist_ordering_go_on          (PanelistOrdering   *self,
                                                    PanelistPanel      *panel);

/* Unconfirmed orders (safety.md A7, A8). The reads of E2 and E3 run by themselves after an unconfirmed answer and
 * after panelist_ordering_start(). */

/* E2 on demand. Resolves to TRUE when a balance was read, judged and stored; rejects when the panel did not tell it,
 * which is stored as well. */
DexFuture        *panelist_ordering_check_balance  (PanelistOrdering   *self,
                                                    PanelistOrder      *order) G_GNUC_WARN_UNUSED_RESULT;
/* E6 and the acceptance of a hit of E5: asks the panel for that number and binds it. Resolves to TRUE when the order
 * is placed. Rejects with ID_INVALID, ID_TAKEN (get_order says by which), ID_UNKNOWN, or CHARGE_DIFFERS (get_amount
 * is what the panel says, NULL = nothing; get_limit what was expected): then call again with `accept`. */
DexFuture        *panelist_ordering_confirm_placed (PanelistOrdering   *self,
                                                    PanelistOrder      *order,
                                                    const char         *remote_id,
                                                    gboolean            accept) G_GNUC_WARN_UNUSED_RESULT;
/* E5: whether the numbers between what was known before and what the panel gave next are few enough to ask for. */
gboolean          panelist_ordering_get_id_window  (PanelistOrdering   *self,
                                                    PanelistOrder      *order,
                                                    int64_t            *first,
                                                    int64_t            *last);
typedef struct {
  char                *remote_id;
  PanelistOrderStatus  status;
  char                *charge;
} PanelistIdHit;
void              panelist_id_hit_free             (PanelistIdHit      *self);
/* E5, on a click only: at most 500 numbers in 5 requests. Resolves to a GPtrArray of PanelistIdHit: numbers that no
 * order here has, with this order's charge. Binds nothing: the person accepts one with
 * panelist_ordering_accept_id(), which is panelist_ordering_confirm_placed() without a difference. */
DexFuture        *panelist_ordering_find_by_id_window (PanelistOrdering *self,
                                                    PanelistOrder      *order) G_GNUC_WARN_UNUSED_RESULT;
DexFuture        *panelist_ordering_accept_id      (PanelistOrdering   *self,
                                                    PanelistOrder      *order,
                                                    const char         *remote_id) G_GNUC_WARN_UNUSED_RESULT;

/* E7. */
typedef enum {
  PANELIST_NOT_PLACED_ALLOWED,
  PANELIST_NOT_PLACED_TOO_EARLY,     /* `seconds` to go of the two minutes */
  PANELIST_NOT_PLACED_NO_EVIDENCE,   /* the balance was neither read nor seen to be unreadable yet */
  PANELIST_NOT_PLACED_STATE,         /* the order is not unconfirmed */
} PanelistNotPlaced;
/* The order property not-placed-allowed notifies when this becomes ALLOWED. */
PanelistNotPlaced panelist_ordering_check_not_placed (PanelistOrdering *self,
                                                    PanelistOrder      *order,
                                                    int64_t            *seconds);
/* Resolve to TRUE. Rejects with PANELIST_ORDER_ERROR_TOO_EARLY, or _STATE when the order was settled meanwhile. */
DexFuture        *panelist_ordering_state_not_placed (PanelistOrdering *self,
                                                    PanelistOrder      *order) G_GNUC_WARN_UNUSED_RESULT;
DexFuture        *panelist_ordering_undo_not_placed (PanelistOrdering  *self,
                                                    PanelistOrder      *order) G_GNUC_WARN_UNUSED_RESULT;
/* After the destructive question: the same once more as a new order with retry-of; the old one stays unconfirmed
 * until it is settled itself. `draft` NULL sends what the order sent, at its price. Resolves and rejects as
 * panelist_ordering_place(), but for duplicates and twins. */
DexFuture        *panelist_ordering_send_again     (PanelistOrdering   *self,
                                                    PanelistOrder      *order,
                                                    PanelistOrderDraft *draft) G_GNUC_WARN_UNUSED_RESULT;
/* The form of an order once more, with the service as it is now (as it was, where the panel lists it no more): for
 * Reorder, and with `retry` for Edit and Try Again of refused and not sent orders. NULL when its panel is gone. */
PanelistOrderDraft *panelist_ordering_draft_again  (PanelistOrdering   *self,
                                                    PanelistOrder      *order,
                                                    gboolean            retry);

/* Requests for one order or for many (PanelistOrder), panel by panel, 100 a call. Resolves to a GPtrArray of
 * PanelistRequestOutcome, one for each order, after everything is stored. */
DexFuture        *panelist_ordering_request_cancel (PanelistOrdering   *self,
                                                    GPtrArray          *orders) G_GNUC_WARN_UNUSED_RESULT;

/* A refill that goes its own way after a delay. While it is held the refill-intent of its orders says so. */
#define PANELIST_TYPE_HELD_REFILL (panelist_held_refill_get_type ())
G_DECLARE_FINAL_TYPE (PanelistHeldRefill, panelist_held_refill, PANELIST, HELD_REFILL, GObject)

GPtrArray        *panelist_held_refill_get_orders  (PanelistHeldRefill *self);
gboolean          panelist_held_refill_is_held     (PanelistHeldRefill *self);
int64_t           panelist_held_refill_get_hold_end (PanelistHeldRefill *self);
/* Resolves as panelist_ordering_request_cancel(), `draft` where it was taken back. */
DexFuture        *panelist_held_refill_wait        (PanelistHeldRefill *self) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to the PanelistHeldRefill once it is durable. `again`: the person knows that a refill of some of them is
 * unconfirmed; without it those are left out. */
DexFuture        *panelist_ordering_hold_refill    (PanelistOrdering   *self,
                                                    GPtrArray          *orders,
                                                    guint               delay,
                                                    gboolean            again) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to TRUE; rejects with PANELIST_ORDER_ERROR_STATE when it was sent before. */
DexFuture        *panelist_ordering_take_back_refill (PanelistOrdering *self,
                                                    PanelistHeldRefill *held) G_GNUC_WARN_UNUSED_RESULT;
PanelistHeldRefill *panelist_ordering_get_newest_held_refill (PanelistOrdering *self);

G_END_DECLS
