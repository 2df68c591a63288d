/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ordering"

#include "config.h"

#include "panelist-ordering-private.h"

#include "panelist-clock.h"
#include "panelist-dex.h"
#include "panelist-evidence.h"
#include "panelist-money.h"
#include "panelist-text.h"

/* The ladder of safety.md A7, as far as it climbs by itself: E2, E3 and E4. It only reads. */

#define N_READS 4

/* When the balance is read after the end of a request; on the monotonic clock, like every wait here. */
static const int64_t read_after[N_READS] = { 5, 30, 2 * 60, 10 * 60 };   /* seconds */

#define FIRST_READ_WAIT (30 * 1000)       /* milliseconds that the next `add` waits at most (A6) */
#define NOT_PLACED_AFTER (2 * 60)         /* seconds until "It Was Not Placed" */
#define N_TRIES 3                         /* of a number that the panel does not know yet */
#define TRY_AGAIN (2 * 1000)              /* milliseconds */

/* E2: judging */

static PanelistEvidenceBalance
get_balance_before (PanelistOrder *order,
                    char         **currency)
{
  PanelistEvidenceBalance before = { 0 };

  before.amount = panelist_order_get_balance_before (order);
  g_object_get (order, "balance-before-currency", currency, "balance-before-ambiguous", &before.ambiguous, NULL);
  before.currency = *currency;

  return before;
}

static const char *
get_price (PanelistOrder *order)
{
  const char *charge = panelist_order_get_first_charge (order);

  return charge != NULL ? charge : panelist_order_get_expected_charge (order);
}

/* The orders that were sent to the same panel since. */
typedef struct {
  char *known;
  GPtrArray *uncertain;
} Others;

static void
add_other (Others        *others,
           PanelistOrder *order)
{
  g_autofree char *before = NULL;

  switch (panelist_order_get_intent_state (order))
    {
    case PANELIST_INTENT_PLACED:
      before = g_steal_pointer (&others->known);
      others->known = panelist_money_add (before, get_price (order));
      break;

    case PANELIST_INTENT_UNCONFIRMED:
      /* A price that nobody knows explains every fall. */
      if (panelist_order_get_expected_charge (order) == NULL)
        g_clear_pointer (&others->known, g_free);
      else
        g_ptr_array_add (others->uncertain, (gpointer) panelist_order_get_expected_charge (order));
      break;

    case PANELIST_INTENT_DRAFT:
    case PANELIST_INTENT_HELD:
    case PANELIST_INTENT_SUBMITTING:
    case PANELIST_INTENT_REFUSED:
    case PANELIST_INTENT_NOT_SENT:
    case PANELIST_INTENT_NOT_PLACED:
    default:
      break;
    }
}

static void
collect_others (PanelistOrdering *self,
                PanelistOrder    *order,
                Others           *others)
{
  GListModel *orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));

  others->known = g_strdup ("0");
  others->uncertain = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr (PanelistOrder) other = g_list_model_get_item (orders, i);

      if (panelist_order_get_panel_id (other) == panelist_order_get_panel_id (order) &&
          panelist_order_get_sent_sequence (other) > panelist_order_get_sent_sequence (order))
        add_other (others, other);
    }
}

static PanelistEvidenceJudgement
judge (PanelistOrdering               *self,
       PanelistOrder                  *order,
       const PanelistEvidenceBalance  *before,
       const PanelistEvidenceBalance  *after)
{
  Others others = { 0 };
  PanelistEvidenceOthers known = { 0 };
  PanelistEvidenceJudgement judgement = { 0 };

  collect_others (self, order, &others);
  known.known = others.known;
  known.uncertain = (const char **) others.uncertain->pdata;
  known.n_uncertain = others.uncertain->len;
  judgement = panelist_evidence_judge (before, after, panelist_order_get_expected_charge (order), &known);

  g_free (others.known);
  g_ptr_array_unref (others.uncertain);

  return judgement;
}

/* One read, judged and stored. `n_reads` counts the planned ones; 0 for one beside them. */
static gboolean
await_balance_read (PanelistOrdering    *self,
                    PanelistOrder       *order,
                    PanelistClient      *client,
                    guint                n_reads,
                    PanelistIntentState  state,
                    GError             **error)
{
  g_autofree char *currency = NULL;
  g_autofree char *words = NULL;
  g_autofree char *fall = NULL;
  g_autoptr (PanelistBalance) balance = NULL;
  g_autoptr (GError) failure = NULL;
  PanelistEvidenceBalance before = { 0 };
  PanelistEvidenceBalance after = { 0 };
  PanelistEvidenceJudgement judgement = { PANELIST_EVIDENCE_UNREAD, NULL, FALSE };
  PanelistTransition transition = { 0 };

  g_object_set (order, "checking", TRUE, NULL);
  balance = dex_await_boxed (panelist_client_read_balance (client, TRUE), &failure);
  g_object_set (order, "checking", FALSE, NULL);

  if (balance != NULL)
    {
      before = get_balance_before (order, &currency);
      after = (PanelistEvidenceBalance) { balance->amount, balance->currency, balance->ambiguous };
      judgement = judge (self, order, &before, &after);
      fall = judgement.fall;
      words = panelist_evidence_describe (judgement.kind, &before, &after, fall);
    }
  else
    words = g_strdup_printf ("The balance could not be read: %s", failure->message);

  transition.uuid = panelist_order_get_uuid (order);
  transition.from = state;
  transition.to = state == PANELIST_INTENT_REFUSED && judgement.kind == PANELIST_EVIDENCE_MATCH
                    ? PANELIST_INTENT_UNCONFIRMED : state;
  transition.evidence_reads = n_reads;
  transition.detail = words;

  if (panelist_evidence_may_replace (panelist_order_get_evidence_kind (order), judgement.kind, judgement.shared))
    {
      transition.evidence = words;
      transition.evidence_kind = judgement.kind;
      transition.balance_after = after.amount;
      transition.evidence_fall = fall;
      transition.evidence_time = panelist_clock_now ();
    }

  /* What a refusal is worth must not be lost; a suggestion can be read again. */
  if (state == PANELIST_INTENT_REFUSED)
    panelist_ordering_await_transition (self, order, &transition);
  else if (!panelist_ordering_await_settled (self, order, &transition, error))
    return FALSE;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

/* E3: the number that was seen in an answer */

static gboolean
is_above_floor (PanelistOrder *order,
                const char    *remote_id)
{
  int64_t number = 0;

  return !g_ascii_string_to_signed (remote_id, 10, G_MININT64, G_MAXINT64, &number, NULL) ||
         number > panelist_order_get_id_floor (order);
}

/* Nullable: of which order here the panel gave that number. */
PanelistOrder *
panelist_ordering_find_number (PanelistOrdering *self,
                               int64_t           panel_id,
                               const char       *remote_id)
{
  GListModel *orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr (PanelistOrder) order = g_list_model_get_item (orders, i);

      if (panelist_order_get_panel_id (order) == panel_id &&
          g_strcmp0 (panelist_order_get_remote_id (order), remote_id) == 0)
        return order;
    }

  return NULL;
}

static void
end_first_read (PanelistOrdering *self,
                PanelistPanel    *panel)
{
  DexPromise *promise = NULL;

  if ((promise = g_hash_table_lookup (self->first_reads, panel)) == NULL)
    return;

  dex_ref (promise);
  g_hash_table_remove (self->first_reads, panel);
  dex_promise_resolve_boolean (promise, TRUE);
  dex_unref (promise);
}

gboolean
panelist_ordering_await_bound (PanelistOrdering  *self,
                               PanelistOrder     *order,
                               const char        *remote_id,
                               const char        *detail,
                               GError           **error)
{
  PanelistTransition transition = { 0 };
  GError *failure = NULL;

  transition.uuid = panelist_order_get_uuid (order);
  transition.from = panelist_order_get_intent_state (order);
  transition.to = PANELIST_INTENT_PLACED;
  transition.remote_id = remote_id;
  transition.detail = detail;

  if (panelist_ordering_await_settled (self, order, &transition, &failure))
    {
      PanelistPanel *panel = panelist_ordering_find_panel (self, order);

      if (panel != NULL)
        {
          end_first_read (self, panel);
          dex_future_disown (panelist_tracker_watch (self->tracker, order));
        }

      return TRUE;
    }

  if (g_error_matches (failure, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DUPLICATE))
    {
      g_clear_error (&failure);
      failure = panelist_order_error_new (PANELIST_ORDER_ERROR_ID_TAKEN, NULL, NULL, NULL, PANELIST_REASON_NONE,
                                          "Another order has this number");
    }

  g_propagate_error (error, failure);
  return FALSE;
}

/* The panel knows the number and does not say what it cost: a suggestion, asked about again with the next read. */
static void
await_candidate_known (PanelistOrdering *self,
                       PanelistOrder    *order)
{
  PanelistTransition transition = { 0 };
  g_autoptr (GError) error = NULL;

  transition.uuid = panelist_order_get_uuid (order);
  transition.from = PANELIST_INTENT_UNCONFIRMED;
  transition.to = PANELIST_INTENT_UNCONFIRMED;
  transition.candidate_known = TRUE;
  transition.detail = "The panel knows the number of its answer, and tells no charge";

  if (!panelist_ordering_await_settled (self, order, &transition, &error))
    g_message ("What a panel says of a number could not be stored: %s", error->message);
}

/* Right after `add` a panel may not know its own number yet (protocol.md 6). */
static PanelistStatusAnswer *
await_status (PanelistClient *client,
              const char     *remote_id)
{
  for (guint n_tries = 1; ; n_tries++)
    {
      g_autoptr (PanelistStatusAnswer) answer = NULL;
      g_autoptr (GError) error = NULL;

      answer = dex_await_boxed (panelist_client_read_status (client, remote_id), &error);

      if (answer != NULL && answer->error == NULL)
        return g_steal_pointer (&answer);

      if (panelist_api_error_get_class (answer != NULL ? answer->error : error) != PANELIST_ERROR_CLASS_ORDER_ID ||
          n_tries == N_TRIES)
        return NULL;

      dex_await (panelist_clock_sleep (TRY_AGAIN), NULL);
    }
}

static void
await_candidate (PanelistOrdering *self,
                 PanelistOrder    *order,
                 PanelistClient   *client)
{
  g_autofree char *candidate = g_strdup (panelist_order_get_candidate_id (order));
  g_autoptr (PanelistStatusAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  gboolean known = FALSE;

  if (candidate == NULL || !is_above_floor (order, candidate) ||
      panelist_ordering_find_number (self, panelist_order_get_panel_id (order), candidate) != NULL ||
      (answer = await_status (client, candidate)) == NULL ||
      panelist_order_get_intent_state (order) != PANELIST_INTENT_UNCONFIRMED)
    return;

  g_object_get (order, "candidate-known", &known, NULL);

  if (answer->charge == NULL)
    {
      if (!known)
        await_candidate_known (self, order);
    }
  else if (panelist_evidence_is_charge (answer->charge, panelist_order_get_expected_charge (order)) &&
           !panelist_ordering_await_bound (self, order, candidate, "The panel knows the number of its answer, at this price",
                                           &error))
    g_message ("A number that was proved could not be bound: %s", error->message);
}

/* E4: a later order was refused because one is active for this link. That is evidence where nothing else here can
 * have been meant. */

static gboolean
is_explained (PanelistOrdering *self,
              PanelistOrder    *refused,
              const char       *link)
{
  GListModel *orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr (PanelistOrder) order = g_list_model_get_item (orders, i);
      g_autofree char *other = NULL;

      if (panelist_order_get_panel_id (order) != panelist_order_get_panel_id (refused) ||
          panelist_order_get_intent_state (order) != PANELIST_INTENT_PLACED || !panelist_order_is_active (order))
        continue;

      other = panelist_text_normalize_link (panelist_order_get_link (order));

      if (g_str_equal (other, link))
        return TRUE;
    }

  return FALSE;
}

static void
await_active_link (PanelistOrdering *self,
                   PanelistOrder    *order)
{
  PanelistTransition transition = { 0 };
  g_autoptr (GError) error = NULL;

  transition.uuid = panelist_order_get_uuid (order);
  transition.from = PANELIST_INTENT_UNCONFIRMED;
  transition.to = PANELIST_INTENT_UNCONFIRMED;
  transition.active_link = TRUE;
  transition.detail = "The panel refused a later order: one is active for this link";

  if (!panelist_ordering_await_settled (self, order, &transition, &error))
    g_message ("That a link is active could not be stored: %s", error->message);
}

static void
await_blocked_link (PanelistOrdering *self,
                    PanelistOrder    *refused)
{
  PanelistObjectList *list = panelist_accounts_get_orders (self->accounts);
  g_autofree char *link = panelist_text_normalize_link (panelist_order_get_link (refused));
  g_autoptr (GPtrArray) twins = NULL;

  if (*link == '\0' || is_explained (self, refused, link))
    return;

  twins = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (PanelistOrder) order = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_autofree char *other = NULL;

      if (panelist_order_get_intent_state (order) != PANELIST_INTENT_UNCONFIRMED ||
          panelist_order_get_panel_id (order) != panelist_order_get_panel_id (refused))
        continue;

      other = panelist_text_normalize_link (panelist_order_get_link (order));

      if (g_str_equal (other, link))
        g_ptr_array_add (twins, g_object_ref (order));
    }

  for (guint i = 0; i < twins->len; i++)
    await_active_link (self, g_ptr_array_index (twins, i));
}

/* Rows 3, 6 and 8 of A4: what a refusal leads to. The turn is still held. */
void
panelist_ordering_await_refusal (PanelistOrdering       *self,
                                 PanelistOrder          *order,
                                 PanelistClient         *client,
                                 const PanelistAddAnswer *answer)
{
  g_autoptr (GError) error = NULL;

  /* A panel that says no and takes the money all the same did not say no. */
  if (answer->check_balance && !await_balance_read (self, order, client, 0, PANELIST_INTENT_REFUSED, &error))
    g_message ("After a refusal: %s", error->message);

  if (answer->error_class == PANELIST_ERROR_CLASS_DUPLICATE_LINK)
    await_blocked_link (self, order);
}

/* The reads that run by themselves. What waits for its time holds no ordering: it ends with the last of those who use
 * it. */

typedef struct {
  GWeakRef ordering;
  PanelistOrder *order;
  DexFuture *stopped;
} Watch;

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  g_weak_ref_clear (&watch->ordering);
  g_clear_object (&watch->order);
  dex_clear (&watch->stopped);
  g_free (watch);
}

static int64_t
get_end (PanelistOrdering *self,
         PanelistOrder    *order)
{
  const int64_t *end = g_hash_table_lookup (self->ends, panelist_order_get_uuid (order));

  /* What an earlier process left behind ended before this one began, by any clock. */
  return end != NULL ? *end : self->born;
}

static void
update_not_placed_allowed (PanelistOrdering *self,
                           PanelistOrder    *order)
{
  gboolean allowed = panelist_ordering_check_not_placed (self, order, NULL) == PANELIST_NOT_PLACED_ALLOWED;

  g_object_set (order, "not-placed-allowed", allowed, NULL);
}

/* FALSE when nothing more is to be read of this order. */
static gboolean
await_planned_read (PanelistOrdering *self,
                    PanelistOrder    *order,
                    guint             n_reads)
{
  g_autoptr (PanelistPanel) panel = NULL;
  g_autoptr (PanelistClient) client = NULL;
  g_autoptr (GObject) turn = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_set_object (&panel, panelist_ordering_find_panel (self, order)))
    return FALSE;

  client = g_object_ref (panelist_accounts_get_client (self->accounts, panel));
  turn = dex_await_object (panelist_client_take_turn (client), NULL);

  if (turn != NULL && panelist_order_get_intent_state (order) == PANELIST_INTENT_UNCONFIRMED &&
      !await_balance_read (self, order, client, n_reads, PANELIST_INTENT_UNCONFIRMED, &error))
    g_message ("Evidence of an order: %s", error->message);

  g_clear_object (&turn);

  if (panelist_order_get_intent_state (order) == PANELIST_INTENT_UNCONFIRMED)
    await_candidate (self, order, client);

  end_first_read (self, panel);
  update_not_placed_allowed (self, order);

  return panelist_order_get_intent_state (order) == PANELIST_INTENT_UNCONFIRMED;
}

/* TRUE when the time has come, FALSE when there is nobody left to wait for it. */
static gboolean
await_time (Watch   *watch,
            int64_t  time)
{
  int64_t milliseconds = (time - panelist_clock_monotonic ()) / 1000 + 1;

  return !dex_await (dex_future_first (panelist_clock_sleep (milliseconds), dex_ref (watch->stopped), NULL), NULL);
}

static int64_t
get_read_time (PanelistOrdering *self,
               PanelistOrder    *order,
               guint             index)
{
  int64_t after = read_after[index];

  /* In a later process the rest of the plan begins anew. */
  if (!g_hash_table_contains (self->ends, panelist_order_get_uuid (order)) &&
      panelist_order_get_evidence_reads (order) > 0)
    after -= read_after[panelist_order_get_evidence_reads (order) - 1];

  return get_end (self, order) + after * G_TIME_SPAN_SECOND;
}

static void
await_first_candidate (Watch *watch)
{
  g_autoptr (PanelistOrdering) self = g_weak_ref_get (&watch->ordering);
  PanelistPanel *panel = NULL;
  g_autoptr (PanelistClient) client = NULL;

  if (self == NULL || (panel = panelist_ordering_find_panel (self, watch->order)) == NULL)
    return;

  client = g_object_ref (panelist_accounts_get_client (self->accounts, panel));
  await_candidate (self, watch->order, client);
}

static DexFuture *
watch_fiber (gpointer data)
{
  Watch *watch = data;
  guint n_done = panelist_order_get_evidence_reads (watch->order);
  int64_t times[N_READS + 1] = { 0 };

  {
    g_autoptr (PanelistOrdering) self = g_weak_ref_get (&watch->ordering);

    if (self == NULL)
      return dex_future_new_true ();

    for (guint i = n_done; i < N_READS; i++)
      times[i] = get_read_time (self, watch->order, i);

    times[N_READS] = get_end (self, watch->order) + NOT_PLACED_AFTER * G_TIME_SPAN_SECOND;
  }

  await_first_candidate (watch);

  for (guint i = n_done; i < N_READS; i++)
    {
      g_autoptr (PanelistOrdering) self = NULL;

      if (panelist_order_get_intent_state (watch->order) != PANELIST_INTENT_UNCONFIRMED ||
          !await_time (watch, times[i]) || (self = g_weak_ref_get (&watch->ordering)) == NULL ||
          !await_planned_read (self, watch->order, i + 1))
        break;
    }

  if (await_time (watch, times[N_READS]))
    {
      g_autoptr (PanelistOrdering) self = g_weak_ref_get (&watch->ordering);

      if (self != NULL)
        update_not_placed_allowed (self, watch->order);
    }

  return dex_future_new_true ();
}

static void
begin_watch (PanelistOrdering *self,
             PanelistOrder    *order)
{
  PanelistPanel *panel = panelist_ordering_find_panel (self, order);
  Watch *watch = NULL;

  if (self->stopped == NULL)
    self->stopped = dex_promise_new ();

  if (panel != NULL && panelist_order_get_evidence_reads (order) == 0 &&
      !g_hash_table_contains (self->first_reads, panel))
    g_hash_table_insert (self->first_reads, g_object_ref (panel), dex_promise_new ());

  watch = g_new0 (Watch, 1);
  g_weak_ref_init (&watch->ordering, self);
  watch->order = g_object_ref (order);
  watch->stopped = dex_ref (DEX_FUTURE (self->stopped));
  dex_future_disown (panelist_spawn ("panelist-ordering-watch", watch_fiber, watch, watch_free));
}

void
panelist_ordering_watch (PanelistOrdering *self,
                         PanelistOrder    *order)
{
  int64_t now = panelist_clock_monotonic ();

  g_hash_table_insert (self->ends, g_strdup (panelist_order_get_uuid (order)), g_memdup2 (&now, sizeof now));
  begin_watch (self, order);
}

/**
 * panelist_ordering_stop:
 * @self: ordering
 *
 * No evidence is read from here on.
 */
void
panelist_ordering_stop (PanelistOrdering *self)
{
  GHashTableIter iter;
  gpointer promise = NULL;

  g_return_if_fail (PANELIST_IS_ORDERING (self));

  if (self->stopped != NULL)
    dex_promise_resolve_boolean (self->stopped, TRUE);

  dex_clear (&self->stopped);

  g_hash_table_iter_init (&iter, self->first_reads);

  while (g_hash_table_iter_next (&iter, NULL, &promise))
    {
      dex_promise_resolve_boolean (promise, TRUE);
      g_hash_table_iter_remove (&iter);
    }
}

/* A6: after an unconfirmed `add` the next one to that panel waits for the first evidence. */

static void
await_first_read (PanelistPlacement *placement,
                  PanelistPanel     *panel)
{
  PanelistOrdering *self = placement->self;
  DexPromise *promise = g_hash_table_lookup (self->first_reads, panel);

  if (placement->held != NULL)
    g_object_set (placement->held, "waiting", TRUE, NULL);

  dex_await (dex_future_first (dex_ref (DEX_FUTURE (promise)), panelist_clock_sleep (FIRST_READ_WAIT), NULL), NULL);
  end_first_read (self, panel);

  if (placement->held != NULL)
    g_object_set (placement->held, "waiting", FALSE, NULL);
}

GObject *
panelist_ordering_await_turn (PanelistPlacement  *placement,
                              PanelistClient     *client,
                              GError            **error)
{
  PanelistPanel *panel = panelist_order_draft_get_panel (placement->draft);

  for (;;)
    {
      g_autoptr (GObject) turn = NULL;

      while (g_hash_table_contains (placement->self->first_reads, panel))
        await_first_read (placement, panel);

      if (!(turn = dex_await_object (panelist_client_take_turn (client), error)))
        return NULL;

      /* Meanwhile another order may have ended so; its evidence needs the turn. */
      if (!g_hash_table_contains (placement->self->first_reads, panel))
        return g_steal_pointer (&turn);
    }
}

void
panelist_ordering_go_on (PanelistOrdering *self,
                         PanelistPanel    *panel)
{
  g_return_if_fail (PANELIST_IS_ORDERING (self));
  g_return_if_fail (PANELIST_IS_PANEL (panel));

  end_first_read (self, panel);
}

/* On demand */

typedef struct {
  PanelistOrdering *self;
  PanelistOrder *order;
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  g_clear_object (&check->order);
  g_clear_object (&check->self);
  g_free (check);
}

static Check *
check_new (PanelistOrdering *self,
           PanelistOrder    *order)
{
  Check *check = NULL;

  check = g_new0 (Check, 1);
  check->self = g_object_ref (self);
  check->order = g_object_ref (order);

  return check;
}

static DexFuture *
check_balance_fiber (gpointer data)
{
  Check *check = data;
  g_autoptr (PanelistPanel) panel = NULL;
  g_autoptr (PanelistClient) client = NULL;
  g_autoptr (GObject) turn = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  if (!g_set_object (&panel, panelist_ordering_find_panel (check->self, check->order)))
    return dex_future_new_reject (PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_PANEL_REMOVED, "The panel was removed");

  client = g_object_ref (panelist_accounts_get_client (check->self->accounts, panel));

  if (!(turn = dex_await_object (panelist_client_take_turn (client), &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (panelist_order_get_intent_state (check->order) != PANELIST_INTENT_UNCONFIRMED)
    return dex_future_new_reject (PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_STATE, "The order is not unconfirmed");

  done = await_balance_read (check->self, check->order, client, 0, PANELIST_INTENT_UNCONFIRMED, &error);
  g_clear_object (&turn);
  update_not_placed_allowed (check->self, check->order);

  return done ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * panelist_ordering_check_balance:
 * @self: ordering
 * @order: an unconfirmed order
 *
 * Returns: (transfer full): a future of %TRUE when one more read is judged and stored; of an error when the panel did
 *   not tell its balance
 */
DexFuture *
panelist_ordering_check_balance (PanelistOrdering *self,
                                 PanelistOrder    *order)
{
  dex_return_error_if_fail (PANELIST_IS_ORDERING (self));
  dex_return_error_if_fail (PANELIST_IS_ORDER (order));

  return panelist_ordering_run (self, "panelist-ordering-check-balance", check_balance_fiber, check_new (self, order),
                                check_free);
}

/* A process that ended in the middle of its turn may have left a refusal without the balance that it is checked by
 * (A4): that of the order that was sent last to its panel, and no other. */

static DexFuture *
check_refusal_fiber (gpointer data)
{
  Check *check = data;
  g_autoptr (PanelistPanel) panel = NULL;
  g_autoptr (PanelistClient) client = NULL;
  g_autoptr (GObject) turn = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_set_object (&panel, panelist_ordering_find_panel (check->self, check->order)))
    return dex_future_new_true ();

  client = g_object_ref (panelist_accounts_get_client (check->self->accounts, panel));

  if (!(turn = dex_await_object (panelist_client_take_turn (client), &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (!await_balance_read (check->self, check->order, client, 0, PANELIST_INTENT_REFUSED, &error))
    g_message ("After a refusal: %s", error->message);

  if (panelist_order_get_intent_state (check->order) == PANELIST_INTENT_UNCONFIRMED)
    panelist_ordering_watch (check->self, check->order);

  return dex_future_new_true ();
}

static void
check_refusals (PanelistOrdering *self)
{
  GListModel *orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));
  g_autoptr (GHashTable) newest = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  GHashTableIter iter;
  gpointer value = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr (PanelistOrder) order = g_list_model_get_item (orders, i);
      int64_t panel_id = panelist_order_get_panel_id (order);
      PanelistOrder *other = g_hash_table_lookup (newest, &panel_id);

      if (other == NULL || panelist_order_get_sent_sequence (order) > panelist_order_get_sent_sequence (other))
        g_hash_table_replace (newest, g_memdup2 (&panel_id, sizeof panel_id), g_steal_pointer (&order));
    }

  g_hash_table_iter_init (&iter, newest);

  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (panelist_order_get_intent_state (value) == PANELIST_INTENT_REFUSED &&
          panelist_order_get_evidence_kind (value) == PANELIST_EVIDENCE_NONE)
        dex_future_disown (panelist_ordering_run (self, "panelist-ordering-check-refusal", check_refusal_fiber,
                                                  check_new (self, value), check_free));
    }
}

/**
 * panelist_ordering_start:
 * @self: ordering
 *
 * Goes on with the evidence of the orders that an earlier process left unconfirmed, or refused and not checked.
 */
void
panelist_ordering_start (PanelistOrdering *self)
{
  GListModel *orders = NULL;

  g_return_if_fail (PANELIST_IS_ORDERING (self));

  orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr (PanelistOrder) order = g_list_model_get_item (orders, i);

      if (panelist_order_get_intent_state (order) == PANELIST_INTENT_UNCONFIRMED)
        begin_watch (self, order);
    }

  check_refusals (self);
}

/**
 * panelist_ordering_check_not_placed:
 * @self: ordering
 * @order: an order
 * @seconds: (out) (optional): how long it still takes, with %PANELIST_NOT_PLACED_TOO_EARLY
 *
 * Returns: whether a person may say now that it was not placed, or why not
 */
PanelistNotPlaced
panelist_ordering_check_not_placed (PanelistOrdering *self,
                                    PanelistOrder    *order,
                                    int64_t          *seconds)
{
  int64_t left = 0;

  g_return_val_if_fail (PANELIST_IS_ORDERING (self), PANELIST_NOT_PLACED_STATE);
  g_return_val_if_fail (PANELIST_IS_ORDER (order), PANELIST_NOT_PLACED_STATE);

  if (panelist_order_get_intent_state (order) != PANELIST_INTENT_UNCONFIRMED)
    return PANELIST_NOT_PLACED_STATE;

  left = get_end (self, order) + NOT_PLACED_AFTER * G_TIME_SPAN_SECOND - panelist_clock_monotonic ();

  if (left > 0)
    {
      if (seconds != NULL)
        *seconds = (left + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND;

      return PANELIST_NOT_PLACED_TOO_EARLY;
    }

  return panelist_order_get_evidence_kind (order) != PANELIST_EVIDENCE_NONE ? PANELIST_NOT_PLACED_ALLOWED
                                                                            : PANELIST_NOT_PLACED_NO_EVIDENCE;
}
