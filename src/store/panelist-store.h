/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "panelist-catalog.h"
#include "panelist-change-log.h"
#include "panelist-order-draft.h"
#include "panelist-order.h"
#include "panelist-panel.h"
#include "panelist-refill.h"

G_BEGIN_DECLS

/* The one database (design.md 5, safety.md A5): one connection, owned by one worker thread; a job is a plain
 * function from input to result. Every future here resolves after its transaction is durable, or rejects with
 * PANELIST_STORE_ERROR and has changed nothing. */
#define PANELIST_STORE_ERROR (panelist_store_error_quark ())

typedef enum {
  PANELIST_STORE_ERROR_FAILED,
  PANELIST_STORE_ERROR_FULL,          /* no space, or read-only: nothing was written */
  PANELIST_STORE_ERROR_DAMAGED,       /* the file is not a database, or fails its check */
  PANELIST_STORE_ERROR_NEWER,         /* written by a newer version: nothing was touched */
  PANELIST_STORE_ERROR_IN_USE,        /* another process holds the lock */
  PANELIST_STORE_ERROR_STATE,         /* the row was not in the state the transition starts from */
  PANELIST_STORE_ERROR_DUPLICATE,     /* same address and key twice; same remote id twice */
} PanelistStoreError;

GQuark panelist_store_error_quark (void);

#define PANELIST_TYPE_STORE (panelist_store_get_type ())
G_DECLARE_FINAL_TYPE (PanelistStore, panelist_store, PANELIST, STORE, GObject)

/* Opens DIR/panelist.db: directory 0700, lock, migrations after a backup, then one transaction that turns orphaned
 * `submitting` into `unconfirmed` and `held` into `not_sent` (also of refill and cancel requests).
 * Resolves to a PanelistStore. */
DexFuture *panelist_store_open           (const char         *directory) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to TRUE when every queued job has ended and the connection is closed. */
DexFuture *panelist_store_close          (PanelistStore      *self) G_GNUC_WARN_UNUSED_RESULT;
/* A damaged database: moves database and journal aside to a `damaged-…/` of its own, never deletes. Resolves to the
 * path; rejects with PANELIST_STORE_ERROR_IN_USE while a process has it open. */
DexFuture *panelist_store_move_aside     (const char         *directory) G_GNUC_WARN_UNUSED_RESULT;

/* Reads the whole file over, once a start; begin_add waits for it. Resolves to TRUE, or rejects with
 * PANELIST_STORE_ERROR_DAMAGED: then the next start says so before it shows anything. */
DexFuture *panelist_store_check          (PanelistStore      *self) G_GNUC_WARN_UNUSED_RESULT;
/* A backup when the last weekly one is a week old and something changed since. Resolves to whether one was made. */
DexFuture *panelist_store_back_up        (PanelistStore      *self) G_GNUC_WARN_UNUSED_RESULT;

/* What can be done with a damaged database. Nothing of it is ever deleted. */
/* The newest sound backup. Resolves to when it was made (UTC seconds, int64), 0 = there is none. */
DexFuture *panelist_store_find_backup    (const char         *directory) G_GNUC_WARN_UNUSED_RESULT;
/* Moves the damaged files aside and puts the newest sound backup in their place. Resolves to when it was made: the
 * list is complete up to then. */
DexFuture *panelist_store_restore_backup (const char         *directory) G_GNUC_WARN_UNUSED_RESULT;
/* Writes the orders of the damaged file that can be read to a CSV file. Resolves to how many (int64). */
DexFuture *panelist_store_export_damaged (const char         *directory,
                                          const char         *path) G_GNUC_WARN_UNUSED_RESULT;
/* Until when the list is complete, after the last restore (UTC seconds, int64), 0 = it was never restored. */
DexFuture *panelist_store_read_restored  (PanelistStore      *self) G_GNUC_WARN_UNUSED_RESULT;

/* Panels */
DexFuture *panelist_store_list_panels    (PanelistStore      *self) G_GNUC_WARN_UNUSED_RESULT; /* GPtrArray of PanelistPanel */
DexFuture *panelist_store_add_panel      (PanelistStore      *self,
                                          PanelistPanel      *panel) G_GNUC_WARN_UNUSED_RESULT; /* sets its id */
DexFuture *panelist_store_save_panel     (PanelistStore      *self,
                                          PanelistPanel      *panel) G_GNUC_WARN_UNUSED_RESULT; /* options and what was learned */
DexFuture *panelist_store_remove_panel   (PanelistStore      *self,
                                          PanelistPanel      *panel) G_GNUC_WARN_UNUSED_RESULT; /* marks it; its orders stay */
DexFuture *panelist_store_restore_panel  (PanelistStore      *self,
                                          PanelistPanel      *panel) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *panelist_store_add_balance    (PanelistStore      *self,
                                          PanelistPanel      *panel) G_GNUC_WARN_UNUSED_RESULT; /* a balance_point */

/* Catalog. Saving compares with what is stored and writes only the rows that differ, with the change log. */
DexFuture *panelist_store_load_catalog   (PanelistStore      *self,
                                          int64_t             panel_id) G_GNUC_WARN_UNUSED_RESULT; /* PanelistCatalog or NULL */
DexFuture *panelist_store_save_catalog   (PanelistStore      *self,
                                          PanelistCatalog    *catalog) G_GNUC_WARN_UNUSED_RESULT; /* int: rows written */

/* What changed in the catalogs of the panels that are there, newest first, of the last half year. Resolves to a
 * PanelistChangeLog (boxed). */
DexFuture *panelist_store_list_changes   (PanelistStore      *self) G_GNUC_WARN_UNUSED_RESULT;

/* What a service cost over time, for a chart of steps: oldest first, each rate holds until the next. The first has the
 * time 0: since before what is known. A rate is NULL while the service was gone, or its price unknown. Nothing from
 * before a change of the panel's currency. */
typedef struct {
  int64_t  time;     /* UTC seconds */
  char    *rate;     /* decimal text, nullable */
} PanelistPricePoint;
void       panelist_price_point_free     (PanelistPricePoint *self);
/* GPtrArray of PanelistPricePoint (boxed); empty when nothing is known of that service. */
DexFuture *panelist_store_list_price_points
                                         (PanelistStore      *self,
                                          int64_t             panel_id,
                                          const char         *service_id) G_GNUC_WARN_UNUSED_RESULT;

/* How many changes came since the page was last visited, but for those of hidden services (int64). */
DexFuture *panelist_store_count_news     (PanelistStore      *self,
                                          const char         *page) G_GNUC_WARN_UNUSED_RESULT;
/* The page shows changes up to this id. Resolves to TRUE. */
DexFuture *panelist_store_save_visit     (PanelistStore      *self,
                                          const char         *page,
                                          int64_t             newest) G_GNUC_WARN_UNUSED_RESULT;

/* What people add to a service (PanelistServiceMarks has it in memory); it does not depend on the catalog. */
#define PANELIST_TYPE_STORED_MARK (panelist_stored_mark_get_type ())
typedef struct {
  int64_t   panel_id;
  char     *service_id;
  gboolean  favorite;
  gboolean  hidden;
  char     *note;      /* nullable */
  GStrv     tags;      /* nullable; a tag has no line end */
} PanelistStoredMark;
GType               panelist_stored_mark_get_type (void);
PanelistStoredMark *panelist_stored_mark_copy     (const PanelistStoredMark *self);
void                panelist_stored_mark_free     (PanelistStoredMark       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistStoredMark, panelist_stored_mark_free)

/* GPtrArray of PanelistStoredMark. */
DexFuture *panelist_store_list_marks     (PanelistStore      *self) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to a PanelistStoredMark (boxed), of nothing when there is none. */
DexFuture *panelist_store_find_mark      (PanelistStore      *self,
                                          int64_t             panel_id,
                                          const char         *service_id) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *panelist_store_save_mark      (PanelistStore            *self,
                                          const PanelistStoredMark *mark) G_GNUC_WARN_UNUSED_RESULT;

/* The journal. A transition is one UPDATE … WHERE uuid=? AND state=?; each appends an order_event. */
typedef struct {
  const char          *uuid;            /* of the order */
  PanelistIntentState  from;
  PanelistIntentState  to;
  const char          *remote_id;       /* NULL keeps, here and below */
  const char          *candidate_id;
  const char          *reason;
  PanelistReason       reason_code;     /* NONE keeps */
  const char          *body;            /* first 4 KiB of the answer, redacted */
  guint                http_status;
  const char          *evidence;        /* of the balance, in words */
  PanelistEvidence     evidence_kind;   /* NONE keeps this and the amounts and the time below */
  const char          *balance_after;
  const char          *evidence_fall;
  int64_t              evidence_time;
  guint                evidence_reads;  /* how many of the planned reads are done now; never falls */
  gboolean             candidate_known; /* FALSE keeps */
  gboolean             active_link;     /* the panel said that an order is active for this link; FALSE keeps */
  const char          *detail;          /* of the order_event */
} PanelistTransition;

/* Resolves to a GPtrArray of PanelistOrder, newest first; not to drafts. */
DexFuture *panelist_store_list_orders    (PanelistStore            *self) G_GNUC_WARN_UNUSED_RESULT;
/* Another account answers for a panel now: what its balance was before is compared with nothing any more. */
DexFuture *panelist_store_forget_balances (PanelistStore           *self,
                                          int64_t                   panel_id) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *panelist_store_find_order     (PanelistStore            *self,
                                          const char               *uuid) G_GNUC_WARN_UNUSED_RESULT; /* PanelistOrder */

/* What was spent at one panel, in its currency: submitting, placed and unconfirmed orders (safety.md A3). */
#define PANELIST_TYPE_SPENT (panelist_spent_get_type ())
typedef struct {
  char *day;      /* decimal text */
  char *month;
} PanelistSpent;
GType          panelist_spent_get_type (void);
PanelistSpent *panelist_spent_copy     (const PanelistSpent *self);
void           panelist_spent_free     (PanelistSpent       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistSpent, panelist_spent_free)

/* Decides, inside the transaction of T1 and on the store thread: FALSE and an error of its own end it with nothing
 * written. A plain function that touches nothing but its data. */
typedef gboolean (*PanelistSpentCheck)   (const PanelistSpent      *spent,
                                          gpointer                  data,
                                          GError                  **error);

/* What is known at T1 beside the draft. */
typedef struct {
  const char          *balance;            /* before; NULL = not known */
  const char          *balance_currency;
  gboolean             balance_ambiguous;
  int64_t              balance_time;
  int64_t              day_start;          /* of the local calendar, UTC seconds */
  int64_t              month_start;
  PanelistSpentCheck   check;              /* nullable */
  gpointer             check_data;         /* (transfer full) */
  GDestroyNotify       check_destroy;
} PanelistTerms;

/* T1: commits the intent as `submitting`, with all of safety.md A5. Resolves to its PanelistOrder. Only then may a
 * byte leave. Without terms the balance is what the panel object says and no sum is checked. */
DexFuture *panelist_store_begin_add      (PanelistStore            *self,
                                          PanelistOrderDraft       *draft,
                                          const PanelistTerms      *terms) G_GNUC_WARN_UNUSED_RESULT;
/* T-1: commits the intent as `held`. Resolves to its PanelistOrder. To take it back is a transition to `draft`, which
 * no list shows. */
DexFuture *panelist_store_hold_add       (PanelistStore            *self,
                                          PanelistOrderDraft       *draft,
                                          const PanelistTerms      *terms) G_GNUC_WARN_UNUSED_RESULT;
/* T1 of a held intent: writes all of it anew. Resolves to a new PanelistOrder with what is stored now; rejects with
 * PANELIST_STORE_ERROR_STATE when it is not held any more. */
DexFuture *panelist_store_submit_held    (PanelistStore            *self,
                                          const char               *uuid,
                                          PanelistOrderDraft       *draft,
                                          const PanelistTerms      *terms) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to a PanelistSpent (boxed). */
DexFuture *panelist_store_read_spent     (PanelistStore            *self,
                                          PanelistPanel            *panel,
                                          int64_t                   day_start,
                                          int64_t                   month_start) G_GNUC_WARN_UNUSED_RESULT;
/* T2 and every other transition of an `add`; with `from` = `to` it only adds what the struct holds. Resolves to a
 * new PanelistOrder of the row as it is then. */
DexFuture *panelist_store_transition     (PanelistStore            *self,
                                          const PanelistTransition *transition) G_GNUC_WARN_UNUSED_RESULT;

/* What a status answer changes; strings NULL and numbers -1 = not told: keep. */
typedef struct {
  char                *uuid;
  PanelistOrderStatus  status;
  char                *status_text;
  char                *charge;
  char                *currency;
  int64_t              start_count;
  int64_t              remains;
  int64_t              checked_time;
  int64_t              next_check_time;   /* 0 = never again */
  GStrv                children;          /* remote ids, or NULL */
} PanelistStatusUpdate;
PanelistStatusUpdate *panelist_status_update_new  (const char           *uuid);
void                  panelist_status_update_free (PanelistStatusUpdate *self);

/* One transaction for the whole batch; resolves to TRUE. */
DexFuture *panelist_store_apply_statuses (PanelistStore      *self,
                                          GPtrArray          *updates) G_GNUC_WARN_UNUSED_RESULT;
/* Order uuids (boxed GPtrArray of strings) of one panel that are due at `now`, longest overdue first, at most `limit`. */
DexFuture *panelist_store_list_due       (PanelistStore      *self,
                                          int64_t             panel_id,
                                          int64_t             now,
                                          guint               limit) G_GNUC_WARN_UNUSED_RESULT;
/* Local words of an order: note, tag, seen. */
DexFuture *panelist_store_save_order     (PanelistStore      *self,
                                          PanelistOrder      *order) G_GNUC_WARN_UNUSED_RESULT;
/* Time line: GPtrArray of PanelistOrderEvent. */
typedef struct {
  int64_t  time;
  char    *kind;      /* "submitting", "placed", "status", "refill-placed", … */
  char    *detail;
} PanelistOrderEvent;
void       panelist_order_event_free     (PanelistOrderEvent *self);
DexFuture *panelist_store_list_events    (PanelistStore      *self,
                                          const char         *order_uuid) G_GNUC_WARN_UNUSED_RESULT;

/* Refill and cancel requests (safety.md A10): one intent, one child row per order. */
/* Commits the intent as `submitting`. Resolves to its uuid (string). */
DexFuture *panelist_store_begin_request  (PanelistStore      *self,
                                          PanelistIntentKind  kind,
                                          int64_t             panel_id,
                                          GPtrArray          *orders) G_GNUC_WARN_UNUSED_RESULT;
/* The same as `held`: nothing of it leaves yet. */
DexFuture *panelist_store_hold_request   (PanelistStore      *self,
                                          PanelistIntentKind  kind,
                                          int64_t             panel_id,
                                          GPtrArray          *orders) G_GNUC_WARN_UNUSED_RESULT;
/* T1 of a held request, for those of its orders that still take it; and its taking back. Resolve to TRUE; reject with
 * PANELIST_STORE_ERROR_STATE when it is not held any more. */
DexFuture *panelist_store_submit_request (PanelistStore      *self,
                                          const char         *uuid,
                                          GPtrArray          *orders) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *panelist_store_take_back_request (PanelistStore   *self,
                                          const char         *uuid) G_GNUC_WARN_UNUSED_RESULT;
typedef struct {
  char                *order_uuid;
  PanelistIntentState  outcome;
  char                *request_id;        /* refill id, cancel id, or NULL */
  char                *reason;
  PanelistRefillState  state;
} PanelistRequestOutcome;
PanelistRequestOutcome *panelist_request_outcome_new  (const char             *order_uuid);
void                    panelist_request_outcome_free (PanelistRequestOutcome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistRequestOutcome, panelist_request_outcome_free)
DexFuture *panelist_store_finish_request (PanelistStore      *self,
                                          const char         *intent_uuid,
                                          guint               http_status,
                                          const char         *body,
                                          GPtrArray          *outcomes) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to a GPtrArray of PanelistRefill, newest first; not to what is held or was taken back. */
DexFuture *panelist_store_list_refills   (PanelistStore      *self) G_GNUC_WARN_UNUSED_RESULT;
typedef struct {
  int64_t              refill;            /* row id */
  PanelistRefillState  state;
  char                *state_text;
  int64_t              checked_time;
} PanelistRefillUpdate;
DexFuture *panelist_store_apply_refills  (PanelistStore      *self,
                                          GPtrArray          *updates) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
