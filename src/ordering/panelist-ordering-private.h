/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-ordering.h"

G_BEGIN_DECLS

/* The balance that T0 read last, measured by the monotonic clock: nothing here is decided by the wall clock. */
typedef struct {
  char *amount;
  char *currency;
  gboolean ambiguous;
  int64_t read_time;    /* UTC seconds, for people */
  int64_t monotonic;
} PanelistLastBalance;

struct _PanelistOrdering {
  GObject parent_instance;

  PanelistAccounts *accounts;
  PanelistTracker *tracker;
  GHashTable *balances;      /* PanelistPanel → PanelistLastBalance; gone as soon as a write may have changed it */
  GHashTable *links;         /* targets of orders between their guards and T1: a set of strings */
  GHashTable *held;          /* uuid → PanelistHeld, panelist-ordering-held.c */
  GHashTable *ends;          /* uuid of an unconfirmed order → int64_t, panelist-ordering-watch.c */
  GHashTable *first_reads;   /* PanelistPanel → DexPromise of the first evidence read that the next `add` waits for */
  GPtrArray *held_refills;   /* PanelistHeldRefill, oldest first */
  GHashTable *claimed_refills; /* PanelistOrder: of refills between their check and the journal */
  DexPromise *stopped;       /* settles what waits for its time to read */
  int64_t born;              /* panelist_clock_monotonic() */
  guint n_running;
  guint n_sending;
  DexPromise *idle;          /* of those who wait for the end; NULL without any */
};

/* One wish on its way: from the turn to its stored outcome. */
typedef struct {
  PanelistOrdering *self;
  PanelistOrderDraft *draft;
  PanelistOrder *held;       /* that waits to be submitted; NULL makes the row at T1 */
  gboolean order_anyway;     /* duplicates were agreed to */
  gboolean again;            /* Send Again: neither duplicates nor twins stop it */
} PanelistPlacement;

/* A wish to refill or to cancel some orders. */
typedef struct {
  PanelistOrdering *self;
  PanelistIntentKind kind;
  gboolean again;        /* those that are unconfirmed are meant */
  gboolean held;         /* it is in the journal as held */
  GPtrArray *orders;     /* of PanelistOrder, as asked */
  GHashTable *outcomes;  /* uuid → PanelistRequestOutcome */
} PanelistWish;

/* panelist-ordering.c */
PanelistAccounts *panelist_ordering_get_accounts   (PanelistOrdering   *self);
PanelistTracker  *panelist_ordering_get_tracker    (PanelistOrdering   *self);
PanelistPanel    *panelist_ordering_find_panel     (PanelistOrdering   *self,
                                                    PanelistOrder      *order);
/* Runs what must not be canceled: it counts as busy until it ends, whoever drops the returned future. */
DexFuture        *panelist_ordering_run            (PanelistOrdering   *self,
                                                    const char         *name,
                                                    DexFiberFunc        func,
                                                    gpointer            data,
                                                    GDestroyNotify      data_destroy) G_GNUC_WARN_UNUSED_RESULT;
/* The pause before an outcome is tried to be stored again. Awaits. */
void              panelist_ordering_await_retry    (guint               n_failures);
/* A request that spends, or asks for something back, begins or ends. */
void              panelist_ordering_count_sending  (PanelistOrdering   *self,
                                                    int                 difference);
PanelistPlacement *panelist_placement_new          (PanelistOrdering   *self,
                                                    PanelistOrderDraft *draft);
void              panelist_placement_free          (gpointer            data);
/* Turn → T0 → T1 → send once → T2. NULL with an error when nothing was sent and no row was made or changed. */
PanelistOrder    *panelist_ordering_await_sent     (PanelistPlacement  *placement,
                                                    GError            **error);

/* panelist-ordering-guards.c */
gboolean          panelist_guards_check_draft      (PanelistOrderDraft  *draft,
                                                    GError             **error);
gboolean          panelist_guards_check_wish       (PanelistPlacement   *placement,
                                                    GError             **error);
/* Until the row is in the list of orders: for another panel that looks for duplicates meanwhile. */
char             *panelist_guards_claim_link       (PanelistPlacement   *placement);
void              panelist_guards_release_link     (PanelistPlacement   *placement,
                                                    const char          *link);
gboolean          panelist_guards_check_limits     (PanelistOrderDraft  *draft,
                                                    const PanelistLastBalance *balance,
                                                    GError             **error);
PanelistTerms     panelist_guards_make_terms       (PanelistOrderDraft  *draft,
                                                    const PanelistLastBalance *balance);
void              panelist_guards_get_calendar     (int64_t             *day_start,
                                                    int64_t             *month_start);

/* panelist-ordering-ready.c: T0 */
gboolean          panelist_ordering_await_ready    (PanelistPlacement   *placement,
                                                    PanelistClient      *client,
                                                    GError             **error);
gboolean          panelist_ordering_check_panel    (PanelistOrdering    *self,
                                                    PanelistPanel       *panel,
                                                    GError             **error);
/* After a write the balance that T0 read is no longer the one before. */
void              panelist_ordering_forget_balance (PanelistOrdering    *self,
                                                    PanelistPanel       *panel);
void              panelist_last_balance_free       (gpointer             data);

/* panelist-ordering-outcome.c: T2 and every later transition */
PanelistReason    panelist_ordering_reason_of      (const GError        *failure);
void              panelist_ordering_await_outcome  (PanelistOrdering    *self,
                                                    PanelistOrder       *order,
                                                    const PanelistAddAnswer *answer);
void              panelist_ordering_await_transition (PanelistOrdering  *self,
                                                    PanelistOrder       *order,
                                                    PanelistTransition  *transition);
/* Once, where nothing is lost when it can not be stored. */
gboolean          panelist_ordering_await_settled  (PanelistOrdering    *self,
                                                    PanelistOrder       *order,
                                                    const PanelistTransition *transition,
                                                    GError             **error);
/* What the row says now becomes what the object says. */
void              panelist_ordering_copy_row       (PanelistOrder       *order,
                                                    PanelistOrder       *row);

/* panelist-ordering-held.c */
void              panelist_held_free               (gpointer             data);

/* panelist-ordering-request.c */
PanelistWish     *panelist_wish_new                (PanelistOrdering    *self,
                                                    PanelistIntentKind   kind,
                                                    GPtrArray           *orders);
void              panelist_wish_free               (gpointer             data);
/* Those of its orders that take the request, in batches of one panel each; the others have ended as not sent. */
GPtrArray        *panelist_wish_make_batches       (PanelistWish        *wish);
/* One call: turn → T1 → send once → T2. `held`: the uuid of the request where it is in the journal already. */
void              panelist_wish_await_batch        (PanelistWish        *wish,
                                                    GPtrArray           *batch,
                                                    const char          *held);
void              panelist_wish_set_ended          (PanelistWish        *wish,
                                                    GPtrArray           *orders,
                                                    PanelistIntentState  state,
                                                    const char          *reason);
void              panelist_wish_show_state         (PanelistWish        *wish,
                                                    GPtrArray           *batch,
                                                    PanelistIntentState  state);
/* In the order asked, one for each order. */
GPtrArray        *panelist_wish_collect_outcomes   (PanelistWish        *wish);

/* panelist-ordering-evidence.c */
void              panelist_ordering_await_refusal  (PanelistOrdering    *self,
                                                    PanelistOrder       *order,
                                                    PanelistClient      *client,
                                                    const PanelistAddAnswer *answer);
/* One read, judged and stored. `n_reads` counts the planned ones; 0 for one beside them. */
gboolean          panelist_ordering_await_balance_read (PanelistOrdering *self,
                                                    PanelistOrder       *order,
                                                    PanelistClient      *client,
                                                    guint                n_reads,
                                                    PanelistIntentState  state,
                                                    GError             **error);
/* Asks for the number that was seen in an answer, and binds it when it is proved. */
void              panelist_ordering_await_candidate (PanelistOrdering   *self,
                                                    PanelistOrder       *order,
                                                    PanelistClient      *client);
/* E3 and E6 bind a number: the order is placed and followed. */
gboolean          panelist_ordering_await_bound    (PanelistOrdering    *self,
                                                    PanelistOrder       *order,
                                                    const char          *remote_id,
                                                    const char          *detail,
                                                    GError             **error);
PanelistOrder    *panelist_ordering_find_number    (PanelistOrdering    *self,
                                                    int64_t              panel_id,
                                                    const char          *remote_id);

/* panelist-ordering-watch.c */
/* An order just became unconfirmed: its reads begin. */
void              panelist_ordering_watch          (PanelistOrdering    *self,
                                                    PanelistOrder       *order);
/* Waits for the turn of a panel, and before that for the first evidence of an unconfirmed order there. */
GObject          *panelist_ordering_await_turn     (PanelistPlacement   *placement,
                                                    PanelistClient      *client,
                                                    GError             **error);
/* Whoever waits for the first evidence of this panel goes on. */
void              panelist_ordering_end_first_read (PanelistOrdering    *self,
                                                    PanelistPanel       *panel);

G_END_DECLS
