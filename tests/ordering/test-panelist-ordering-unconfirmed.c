/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "workbench.h"

/* The evidence ladder of safety.md A7, over the wire. An order of 250 costs 0.225. */

#define BEFORE    "{\"balance\": \"100.84292\", \"currency\": \"USD\"}"
#define FELL      "{\"balance\": \"100.61792\", \"currency\": \"USD\"}"
#define NO_ANSWER "{}"
#define CANDIDATE "{\"order\": 105, \"error\": \"no\"}"

/* All four reads in a third of a second. */
#define FAST 2000

static PanelistOrder *
place_number (Workbench  *self,
              guint       number,
              int64_t     quantity,
              const char *answer)
{
  g_autofree char *link = g_strdup_printf ("https://clips.example/@a/%u", number);

  scripted_panel_answer (self->server, "add", 200, answer);

  return workbench_place (self, link, quantity);
}

static PanelistOrder *
place_unconfirmed (Workbench *self)
{
  PanelistOrder *order = place_number (self, 1, 250, NO_ANSWER);

  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_UNCONFIRMED);
  g_assert_cmpint (panelist_order_get_evidence_kind (order), ==, PANELIST_EVIDENCE_NONE);

  return order;
}

/* With its status, so that nothing asks for it any more for a while. */
static PanelistOrder *
place_followed (Workbench  *self,
                guint       number,
                const char *answer)
{
  PanelistOrder *order = place_number (self, number, 250, answer);

  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_PLACED);
  wait_until (panelist_order_get_charge (order) != NULL);

  return order;
}

static void
assert_stored (Workbench     *self,
               PanelistOrder *order)
{
  static const char *const texts[] = { "remote-id", "balance-after", "evidence-fall", "evidence", "candidate-id" };
  static const char *const numbers[] = { "evidence-time", "evidence-reads", "active-link-time", "ended-time",
                                         "settled-time" };
  g_autoptr (PanelistOrder) row = finish_object (panelist_store_find_order (self->store,
                                                                            panelist_order_get_uuid (order)));

  g_assert_cmpint (panelist_order_get_intent_state (row), ==, panelist_order_get_intent_state (order));
  g_assert_cmpint (panelist_order_get_evidence_kind (row), ==, panelist_order_get_evidence_kind (order));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *shown = NULL;
      g_autofree char *stored = NULL;

      g_object_get (order, texts[i], &shown, NULL);
      g_object_get (row, texts[i], &stored, NULL);
      g_assert_cmpstr (shown, ==, stored);
    }

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      int64_t shown = 0;
      int64_t stored = 0;

      g_object_get (order, numbers[i], &shown, NULL);
      g_object_get (row, numbers[i], &stored, NULL);
      g_assert_cmpint (shown, ==, stored);
    }
}

static guint
count_events (Workbench     *self,
              PanelistOrder *order,
              const char    *kind)
{
  g_autoptr (GPtrArray) events = finish_boxed (panelist_store_list_events (self->store,
                                                                           panelist_order_get_uuid (order)));
  guint n_events = 0;

  for (guint i = 0; i < events->len; i++)
    {
      PanelistOrderEvent *event = g_ptr_array_index (events, i);

      if (g_str_equal (event->kind, kind))
        n_events++;
    }

  return n_events;
}

/* E2 */

typedef struct {
  const char *name;
  guint status;
  const char *balance;
  PanelistEvidence evidence;
  const char *fall;
} Balance;

static const Balance balances[] = {
  { "unchanged", 200, BEFORE, PANELIST_EVIDENCE_UNCHANGED, "0.00000" },
  { "match", 200, FELL, PANELIST_EVIDENCE_MATCH, "0.22500" },
  { "match-rounded", 200, "{\"balance\": \"100.6180\", \"currency\": \"USD\"}", PANELIST_EVIDENCE_UNCLEAR, "0.22492" },
  { "one-unit", 200, "{\"balance\": \"100.61793\", \"currency\": \"USD\"}", PANELIST_EVIDENCE_MATCH, "0.22499" },
  { "two-units", 200, "{\"balance\": \"100.61794\", \"currency\": \"USD\"}", PANELIST_EVIDENCE_UNCLEAR, "0.22498" },
  { "other-client", 200, "{\"balance\": \"99\", \"currency\": \"USD\"}", PANELIST_EVIDENCE_UNCLEAR, "1.84292" },
  { "top-up", 200, "{\"balance\": \"200\", \"currency\": \"USD\"}", PANELIST_EVIDENCE_UNCLEAR, "-99.15708" },
  { "other-currency", 200, "{\"balance\": \"100.61792\", \"currency\": \"EUR\"}", PANELIST_EVIDENCE_UNCLEAR, NULL },
  { "no-currency", 200, "{\"balance\": \"100.61792\"}", PANELIST_EVIDENCE_UNCLEAR, NULL },
  { "guessed", 200, "{\"balance\": \"100,618\", \"currency\": \"USD\"}", PANELIST_EVIDENCE_UNCLEAR, NULL },
  { "no-number", 200, "{\"balance\": \"NaN\", \"currency\": \"USD\"}", PANELIST_EVIDENCE_UNCLEAR, NULL },
  { "down", 503, "<html>Down</html>", PANELIST_EVIDENCE_UNREAD, NULL },
};

static void
test_reads (Workbench     *self,
            gconstpointer  data)
{
  const Balance *balance = data;
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *fall = NULL;
  g_autofree char *after = NULL;
  int64_t time = 0;
  guint n_reads = 0;

  panelist_clock_set_time_scale (FAST);
  order = place_unconfirmed (self);
  n_reads = scripted_panel_count (self->server, "balance");
  scripted_panel_answer (self->server, "balance", balance->status, balance->balance);

  wait_until (panelist_order_get_evidence_reads (order) == 4);
  wait_until (panelist_order_get_not_placed_allowed (order));
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_UNCONFIRMED);
  g_assert_cmpint (panelist_order_get_evidence_kind (order), ==, balance->evidence);
  g_assert_cmpuint (scripted_panel_count (self->server, "balance"), >=, n_reads + 4);
  g_assert_cmpuint (count_events (self, order, "evidence"), ==, 4);

  g_object_get (order, "evidence-fall", &fall, "balance-after", &after, "evidence-time", &time, NULL);
  g_assert_cmpstr (fall, ==, balance->fall);
  g_assert_cmpint (time, >, 0);
  assert_stored (self, order);
  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 1);
}

/* Later movements of the balance do not take away that it fell by the price, but for the money coming back. */
static void
test_reads_again (Workbench     *self,
                  gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = place_unconfirmed (self);

  scripted_panel_answer (self->server, "balance", 200, FELL);
  finish (panelist_ordering_check_balance (self->ordering, order));
  g_assert_cmpint (panelist_order_get_evidence_kind (order), ==, PANELIST_EVIDENCE_MATCH);

  scripted_panel_answer (self->server, "balance", 200, "{\"balance\": \"5\", \"currency\": \"USD\"}");
  finish (panelist_ordering_check_balance (self->ordering, order));
  g_assert_cmpint (panelist_order_get_evidence_kind (order), ==, PANELIST_EVIDENCE_MATCH);

  scripted_panel_answer (self->server, "balance", 200, BEFORE);
  finish (panelist_ordering_check_balance (self->ordering, order));
  g_assert_cmpint (panelist_order_get_evidence_kind (order), ==, PANELIST_EVIDENCE_UNCHANGED);
  assert_stored (self, order);
}

/* With another key another account answers: its balance is no evidence, whatever it is. The same key again changes
 * nothing. */
static void
test_other_account (Workbench     *self,
                    gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = place_unconfirmed (self);
  g_autoptr (PanelistKey) same = panelist_key_new (WORKBENCH_KEY, NULL);
  g_autoptr (PanelistKey) other = panelist_key_new ("other-key", NULL);

  g_object_unref (finish_object (panelist_accounts_save (self->accounts, self->panel, same)));
  finish (panelist_ordering_check_balance (self->ordering, order));
  g_assert_cmpint (panelist_order_get_evidence_kind (order), ==, PANELIST_EVIDENCE_UNCHANGED);

  g_object_unref (finish_object (panelist_accounts_save (self->accounts, self->panel, other)));
  scripted_panel_answer (self->server, "balance", 200, FELL);
  finish (panelist_ordering_check_balance (self->ordering, order));
  g_assert_cmpint (panelist_order_get_evidence_kind (order), ==, PANELIST_EVIDENCE_UNCLEAR);
}

/* A read on demand that fails says so, and is shown. */
static void
test_unreadable (Workbench     *self,
                 gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = place_unconfirmed (self);
  g_autoptr (GError) error = NULL;

  scripted_panel_answer (self->server, "balance", 503, "<html>Down</html>");
  error = finish_error (panelist_ordering_check_balance (self->ordering, order));
  g_assert_cmpstr (g_quark_to_string (error->domain), ==, g_quark_to_string (PANELIST_API_ERROR));
  g_assert_cmpint (panelist_order_get_evidence_kind (order), ==, PANELIST_EVIDENCE_UNREAD);
  assert_stored (self, order);
}

/* What other orders of this panel cost is no evidence: 0.405 of them, then 0.225 more. */
static void
test_others (Workbench     *self,
             gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = place_unconfirmed (self);
  g_autoptr (PanelistOrder) other = place_number (self, 2, 450, "{\"order\": 7}");

  g_assert_cmpint (panelist_order_get_intent_state (other), ==, PANELIST_INTENT_PLACED);
  g_object_set (other, "first-charge", "0.405", NULL);

  scripted_panel_answer (self->server, "balance", 200, "{\"balance\": \"100.43792\", \"currency\": \"USD\"}");
  finish (panelist_ordering_check_balance (self->ordering, order));
  g_assert_cmpint (panelist_order_get_evidence_kind (order), ==, PANELIST_EVIDENCE_UNCHANGED);

  scripted_panel_answer (self->server, "balance", 200, "{\"balance\": \"100.21292\", \"currency\": \"USD\"}");
  finish (panelist_ordering_check_balance (self->ordering, order));
  g_assert_cmpint (panelist_order_get_evidence_kind (order), ==, PANELIST_EVIDENCE_MATCH);
}

/* Of two that cost the same and of which nobody knows, one was charged: which? */
static void
test_shared (Workbench     *self,
             gconstpointer  unused)
{
  g_autoptr (PanelistOrder) first = place_unconfirmed (self);
  g_autoptr (PanelistOrder) second = NULL;

  wait_until (panelist_order_get_evidence_reads (first) == 1);
  g_assert_cmpint (panelist_order_get_evidence_kind (first), ==, PANELIST_EVIDENCE_UNCHANGED);
  second = place_number (self, 2, 250, NO_ANSWER);
  g_assert_cmpint (panelist_order_get_intent_state (second), ==, PANELIST_INTENT_UNCONFIRMED);

  scripted_panel_answer (self->server, "balance", 200, FELL);
  finish (panelist_ordering_check_balance (self->ordering, second));
  g_assert_cmpint (panelist_order_get_evidence_kind (second), ==, PANELIST_EVIDENCE_MATCH);

  /* The first one stood still before the second one was sent: that stays. */
  finish (panelist_ordering_check_balance (self->ordering, first));
  g_assert_cmpint (panelist_order_get_evidence_kind (first), ==, PANELIST_EVIDENCE_UNCHANGED);
}

/* The next process goes on where this one stopped. */
static void
test_restart (Workbench     *self,
              gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = place_unconfirmed (self);
  g_autofree char *uuid = g_strdup (panelist_order_get_uuid (order));
  PanelistOrder *again = NULL;
  guint n_reads = 0;

  wait_until (panelist_order_get_evidence_reads (order) == 1);
  g_clear_object (&order);
  workbench_reopen (self);

  again = panelist_object_list_lookup (panelist_accounts_get_orders (self->accounts), uuid);
  g_assert_cmpint (panelist_order_get_evidence_kind (again), ==, PANELIST_EVIDENCE_UNCHANGED);
  g_assert_cmpuint (panelist_order_get_evidence_reads (again), ==, 1);
  g_assert_cmpint (panelist_ordering_check_not_placed (self->ordering, again, NULL), ==, PANELIST_NOT_PLACED_TOO_EARLY);

  n_reads = scripted_panel_count (self->server, "balance");
  scripted_panel_answer (self->server, "balance", 200, FELL);
  panelist_clock_set_time_scale (FAST);
  panelist_ordering_start (self->ordering);
  wait_until (panelist_order_get_evidence_reads (again) == 4);
  g_assert_cmpuint (scripted_panel_count (self->server, "balance"), >=, n_reads + 3);
  g_assert_cmpint (panelist_order_get_evidence_kind (again), ==, PANELIST_EVIDENCE_MATCH);
  g_assert_cmpuint (count_events (self, again, "evidence"), ==, 4);
}

/* A6 */

typedef struct {
  PanelistOrder *first;
  guint n_adds;
  guint reads_before;
} Waiting;

static void
note_second_add (ScriptedPanel *server,
                 GHashTable    *form,
                 gpointer       user_data)
{
  Waiting *waiting = user_data;

  waiting->n_adds++;
  waiting->reads_before = panelist_order_get_evidence_reads (waiting->first);
}

/* The next order to the panel waits for the first evidence. */
static void
test_next_waits (Workbench     *self,
                 gconstpointer  unused)
{
  g_autoptr (PanelistOrder) first = place_unconfirmed (self);
  g_autoptr (PanelistOrder) second = NULL;
  Waiting waiting = { first, 0, 0 };

  scripted_panel_hook (self->server, "add", note_second_add, &waiting);
  second = place_number (self, 2, 250, "{\"order\": 7}");
  g_assert_cmpint (panelist_order_get_intent_state (second), ==, PANELIST_INTENT_PLACED);
  g_assert_cmpuint (waiting.n_adds, ==, 1);
  g_assert_cmpuint (waiting.reads_before, ==, 1);
  g_assert_cmpint (panelist_order_get_evidence_kind (first), ==, PANELIST_EVIDENCE_UNCHANGED);
}

/* Unless the person does not want to wait. */
static void
test_go_on (Workbench     *self,
            gconstpointer  unused)
{
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, "https://clips.example/@a/2", 250);
  g_autoptr (PanelistOrder) first = NULL;
  g_autoptr (PanelistOrder) held = NULL;
  Waiting waiting = { 0 };
  gboolean waits = FALSE;

  panelist_clock_set_time_scale (1);
  first = place_unconfirmed (self);
  waiting.first = first;
  scripted_panel_hook (self->server, "add", note_second_add, &waiting);
  scripted_panel_answer (self->server, "add", 200, "{\"order\": 7}");
  held = finish_object (panelist_ordering_hold (self->ordering, draft, 0));

  while (!waits)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (held, "waiting", &waits, NULL);
    }

  g_assert_cmpuint (waiting.n_adds, ==, 0);
  panelist_ordering_go_on (self->ordering, self->panel);
  finish (panelist_ordering_wait_idle (self->ordering));
  g_assert_cmpint (panelist_order_get_intent_state (held), ==, PANELIST_INTENT_PLACED);
  g_assert_cmpuint (waiting.n_adds, ==, 1);
  g_assert_cmpuint (waiting.reads_before, ==, 0);
}

/* E1: a late answer of the same request */
static void
test_late_answer (Workbench     *self,
                  gconstpointer  unused)
{
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, "https://clips.example/@a/1", 250);
  g_autoptr (DexFuture) place = NULL;
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (PanelistOrder) shown = NULL;

  scripted_panel_answer (self->server, "add", 200, "{\"order\": 7}");
  place = panelist_ordering_place (self->ordering, draft);
  wait_until (panelist_ordering_get_sending (self->ordering));
  shown = g_list_model_get_item (G_LIST_MODEL (panelist_accounts_get_orders (self->accounts)), 0);
  g_object_set (shown, "stopped-waiting", TRUE, NULL);

  order = finish_object (dex_ref (place));
  g_assert_true (order == shown);
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_PLACED);
}

/* E3 */

typedef struct {
  const char *name;
  const char *status;
  PanelistIntentState outcome;
  gboolean known;
  guint n_requests;   /* for the number, before the first read of the balance */
} Candidate;

static const Candidate candidates[] = {
  { "equal", "{\"charge\": \"0.225\", \"status\": \"Pending\"}", PANELIST_INTENT_PLACED, FALSE, 1 },
  { "rounded", "{\"charge\": \"0.23\", \"status\": \"Pending\"}", PANELIST_INTENT_PLACED, FALSE, 1 },
  { "differs", "{\"charge\": \"0.25\", \"status\": \"Pending\"}", PANELIST_INTENT_UNCONFIRMED, FALSE, 1 },
  { "no-charge", "{\"charge\": null, \"status\": \"Pending\"}", PANELIST_INTENT_UNCONFIRMED, TRUE, 1 },
  { "unknown", "{\"error\": \"Incorrect order ID\"}", PANELIST_INTENT_UNCONFIRMED, FALSE, 3 },
  { "refused", "{\"error\": \"Something else\"}", PANELIST_INTENT_UNCONFIRMED, FALSE, 1 },
};

static void
test_candidate (Workbench     *self,
                gconstpointer  data)
{
  const Candidate *candidate = data;
  g_autoptr (PanelistOrder) order = NULL;
  gboolean known = FALSE;

  scripted_panel_answer (self->server, "status", 200, candidate->status);
  order = place_number (self, 1, 250, CANDIDATE);
  g_assert_cmpstr (panelist_order_get_candidate_id (order), ==, "105");
  wait_until (scripted_panel_count (self->server, "status") >= candidate->n_requests);

  if (candidate->outcome == PANELIST_INTENT_PLACED)
    {
      wait_until (panelist_order_get_intent_state (order) == PANELIST_INTENT_PLACED);
      g_assert_cmpstr (panelist_order_get_remote_id (order), ==, "105");
    }

  if (candidate->known)
    while (!known)
      {
        g_main_context_iteration (NULL, TRUE);
        g_object_get (order, "candidate-known", &known, NULL);
      }

  wait_until (panelist_order_get_evidence_reads (order) > 0 ||
              panelist_order_get_intent_state (order) == PANELIST_INTENT_PLACED);
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, candidate->outcome);
  assert_stored (self, order);
}

/* A number of another order, and one that the panel gave long before, prove nothing and are not asked for. */
static void
test_candidate_bound (Workbench     *self,
                      gconstpointer  unused)
{
  g_autoptr (PanelistOrder) placed = place_followed (self, 1, "{\"order\": 105}");
  guint n_requests = scripted_panel_count (self->server, "status");
  g_autoptr (PanelistOrder) order = place_number (self, 2, 250, CANDIDATE);
  g_autoptr (PanelistOrder) older = NULL;

  wait_until (panelist_order_get_evidence_reads (order) == 1);
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_UNCONFIRMED);

  older = place_number (self, 3, 250, "{\"order\": 104, \"error\": \"no\"}");
  wait_until (panelist_order_get_evidence_reads (older) == 1);
  g_assert_cmpint (panelist_order_get_intent_state (older), ==, PANELIST_INTENT_UNCONFIRMED);
  g_assert_cmpuint (scripted_panel_count (self->server, "status"), ==, n_requests);
}

/* E4 */

#define ACTIVE_LINK "{\"error\": \"You have active order with this link. Please wait\"}"

static void
order_anyway (Workbench *self)
{
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, "https://clips.example/@a/1", 300);
  g_autoptr (PanelistOrder) refused = NULL;

  g_object_set (draft, "order-anyway", TRUE, NULL);
  scripted_panel_answer (self->server, "add", 200, ACTIVE_LINK);
  refused = finish_object (panelist_ordering_place (self->ordering, draft));
  g_assert_cmpint (panelist_order_get_intent_state (refused), ==, PANELIST_INTENT_REFUSED);
}

static void
test_active_link (Workbench     *self,
                  gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = place_unconfirmed (self);
  int64_t time = 0;

  order_anyway (self);
  g_object_get (order, "active-link-time", &time, NULL);
  g_assert_cmpint (time, >, 0);
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_UNCONFIRMED);
  assert_stored (self, order);
}

static void
test_active_link_explained (Workbench     *self,
                            gconstpointer  unused)
{
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, "https://clips.example/@a/1", 251);
  g_autoptr (PanelistOrder) order = place_unconfirmed (self);
  g_autoptr (PanelistOrder) placed = NULL;
  int64_t time = 0;

  g_object_set (draft, "order-anyway", TRUE, NULL);
  scripted_panel_answer (self->server, "add", 200, "{\"order\": 7}");
  placed = finish_object (panelist_ordering_place (self->ordering, draft));
  order_anyway (self);
  g_object_get (order, "active-link-time", &time, NULL);
  g_assert_cmpint (time, ==, 0);
}

/* E5 */

static void
test_window (Workbench     *self,
             gconstpointer  unused)
{
  g_autoptr (PanelistOrder) floor = place_followed (self, 1, "{\"order\": 100}");
  g_autoptr (PanelistOrder) order = place_number (self, 2, 250, NO_ANSWER);
  g_autoptr (PanelistOrder) next = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;
  int64_t first = 0;
  int64_t last = 0;
  guint n_requests = 0;

  /* Without the number that the panel gave next there is no end to it. */
  g_assert_cmpint (panelist_order_get_id_floor (order), ==, 100);
  g_assert_false (panelist_ordering_get_id_window (self->ordering, order, NULL, NULL));
  error = finish_error (panelist_ordering_find_by_id_window (self->ordering, order));
  g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_NO_WINDOW);

  next = place_followed (self, 3, "{\"order\": 105}");
  g_assert_true (panelist_ordering_get_id_window (self->ordering, order, &first, &last));
  g_assert_cmpint (first, ==, 101);
  g_assert_cmpint (last, ==, 104);

  n_requests = scripted_panel_count (self->server, "status");
  scripted_panel_answer (self->server, "status", 200,
                         "{\"101\": {\"charge\": \"9\", \"status\": \"Pending\"},"
                         " \"102\": {\"error\": \"Incorrect order ID\"},"
                         " \"103\": {\"charge\": \"0.225\", \"status\": \"In progress\"},"
                         " \"104\": {\"charge\": null, \"status\": \"Pending\"},"
                         " \"105\": {\"charge\": \"0.225\", \"status\": \"Pending\"}}");
  hits = finish_boxed (panelist_ordering_find_by_id_window (self->ordering, order));
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpstr (((PanelistIdHit *) g_ptr_array_index (hits, 0))->remote_id, ==, "103");
  g_assert_cmpstr (scripted_panel_get_field (self->server, "status", "orders"), ==, "101,102,103,104");
  g_assert_cmpuint (scripted_panel_count (self->server, "status"), ==, n_requests + 1);
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_UNCONFIRMED);

  scripted_panel_answer (self->server, "status", 200, "{\"charge\": \"0.225\", \"status\": \"In progress\"}");
  finish (panelist_ordering_accept_id (self->ordering, order, "103"));
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_PLACED);
  g_assert_cmpstr (panelist_order_get_remote_id (order), ==, "103");
  assert_stored (self, order);
}

static void
test_window_bounds (Workbench     *self,
                    gconstpointer  unused)
{
  g_autoptr (PanelistOrder) floor = place_followed (self, 1, "{\"order\": 100}");
  g_autoptr (PanelistOrder) order = place_number (self, 2, 250, NO_ANSWER);
  g_autoptr (PanelistOrder) next = place_followed (self, 3, "{\"order\": 602}");

  g_assert_false (panelist_ordering_get_id_window (self->ordering, order, NULL, NULL));
  g_object_set (next, "remote-id", "601", NULL);
  g_assert_true (panelist_ordering_get_id_window (self->ordering, order, NULL, NULL));
  g_object_set (next, "remote-id", "101", NULL);
  g_assert_false (panelist_ordering_get_id_window (self->ordering, order, NULL, NULL));
  g_object_set (next, "remote-id", "ord_x", NULL);
  g_assert_false (panelist_ordering_get_id_window (self->ordering, order, NULL, NULL));

  g_object_set (next, "remote-id", "105", NULL);
  g_object_set (self->panel, "batch-status", PANELIST_FLAG_NO, NULL);
  g_assert_false (panelist_ordering_get_id_window (self->ordering, order, NULL, NULL));
}

/* E6 */

static void
test_confirm (Workbench     *self,
              gconstpointer  unused)
{
  static const struct {
    const char *number;
    const char *status;
    gboolean accept;
    int code;              /* 0 = it is placed then */
    const char *amount;
  } cases[] = {
    { "", NULL, FALSE, PANELIST_ORDER_ERROR_ID_INVALID, NULL },
    { "1,2", NULL, FALSE, PANELIST_ORDER_ERROR_ID_INVALID, NULL },
    { "0", NULL, FALSE, PANELIST_ORDER_ERROR_ID_INVALID, NULL },
    { "100", NULL, FALSE, PANELIST_ORDER_ERROR_ID_TAKEN, NULL },
    { "100", NULL, TRUE, PANELIST_ORDER_ERROR_ID_TAKEN, NULL },
    { "103", "{\"error\": \"Incorrect order ID\"}", FALSE, PANELIST_ORDER_ERROR_ID_UNKNOWN, NULL },
    { "103", "{\"error\": \"Incorrect order ID\"}", TRUE, PANELIST_ORDER_ERROR_ID_UNKNOWN, NULL },
    { "103", "{\"charge\": \"0.228\", \"status\": \"Pending\"}", FALSE, PANELIST_ORDER_ERROR_CHARGE_DIFFERS, "0.228" },
    { "103", "{\"charge\": null, \"status\": \"Pending\"}", FALSE, PANELIST_ORDER_ERROR_CHARGE_DIFFERS, NULL },
    { "103", "{\"charge\": \"0.22725\", \"status\": \"Pending\"}", FALSE, 0, NULL },   /* one percent */
    { " 103 ", "{\"charge\": \"0.225\", \"status\": \"Pending\"}", FALSE, 0, NULL },
    { "103", "{\"charge\": \"5\", \"status\": \"Pending\"}", TRUE, 0, NULL },
    { "103", "{\"charge\": null, \"status\": \"Pending\"}", TRUE, 0, NULL },
  };
  g_autoptr (PanelistOrder) other = place_followed (self, 0, "{\"order\": 100}");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistOrder) order = place_number (self, i + 1, 250, NO_ANSWER);

      if (cases[i].status != NULL)
        scripted_panel_answer (self->server, "status", 200, cases[i].status);

      if (cases[i].code == 0)
        {
          finish (panelist_ordering_confirm_placed (self->ordering, order, cases[i].number, cases[i].accept));
          g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_PLACED);
          g_assert_cmpstr (panelist_order_get_remote_id (order), ==, "103");
          assert_stored (self, order);
          return;
        }
      else
        {
          g_autoptr (GError) error = finish_error (panelist_ordering_confirm_placed (self->ordering, order,
                                                                                     cases[i].number, cases[i].accept));

          g_assert_error (error, PANELIST_ORDER_ERROR, cases[i].code);
          g_assert_cmpstr (panelist_order_error_get_amount (error), ==, cases[i].amount);
          g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_UNCONFIRMED);

          if (cases[i].code == PANELIST_ORDER_ERROR_ID_TAKEN)
            g_assert_cmpstr (panelist_order_error_get_order (error), ==, panelist_order_get_uuid (other));
        }
    }
}

static void
test_confirm_accepted (Workbench     *self,
                       gconstpointer  unused)
{
  static const struct {
    const char *number;
    const char *status;
    gboolean accept;
  } cases[] = {
    { " 103 ", "{\"charge\": \"0.225\", \"status\": \"Pending\"}", FALSE },
    { "104", "{\"charge\": \"5\", \"status\": \"Pending\"}", TRUE },
    { "ord_x", "{\"charge\": null, \"status\": \"Pending\"}", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistOrder) order = place_number (self, i + 1, 250, NO_ANSWER);
      g_autoptr (GError) error = NULL;

      scripted_panel_answer (self->server, "status", 200, cases[i].status);
      finish (panelist_ordering_confirm_placed (self->ordering, order, cases[i].number, cases[i].accept));
      g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_PLACED);

      /* It is settled: nobody settles it otherwise. */
      error = finish_error (panelist_ordering_confirm_placed (self->ordering, order, "999", TRUE));
      g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_STATE);
    }
}

/* E7 */

static void
test_not_placed (Workbench     *self,
                 gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = place_unconfirmed (self);
  g_autoptr (GError) error = NULL;
  int64_t seconds = 0;
  int64_t time = 0;

  g_assert_cmpint (panelist_ordering_check_not_placed (self->ordering, order, &seconds), ==,
                   PANELIST_NOT_PLACED_TOO_EARLY);
  g_assert_cmpint (seconds, >, 0);
  g_assert_cmpint (seconds, <=, 120);
  error = finish_error (panelist_ordering_state_not_placed (self->ordering, order));
  g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_TOO_EARLY);
  g_assert_false (panelist_order_get_not_placed_allowed (order));

  wait_until (panelist_order_get_not_placed_allowed (order));
  g_assert_cmpint (panelist_ordering_check_not_placed (self->ordering, order, NULL), ==, PANELIST_NOT_PLACED_ALLOWED);
  finish (panelist_ordering_state_not_placed (self->ordering, order));
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_NOT_PLACED);
  g_object_get (order, "settled-time", &time, NULL);
  g_assert_cmpint (time, >, 0);
  assert_stored (self, order);

  g_clear_error (&error);
  error = finish_error (panelist_ordering_state_not_placed (self->ordering, order));
  g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_STATE);

  finish (panelist_ordering_undo_not_placed (self->ordering, order));
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_UNCONFIRMED);
  g_object_get (order, "settled-time", &time, NULL);
  g_assert_cmpint (time, ==, 0);

  /* Later proof makes it placed all the same. */
  finish (panelist_ordering_state_not_placed (self->ordering, order));
  finish (panelist_ordering_confirm_placed (self->ordering, order, "103", FALSE));
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_PLACED);
}

/* Two minutes alone are not enough: the balance must have been read, or seen to be unreadable. */
static void
test_not_placed_without_evidence (Workbench     *self,
                                  gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = place_unconfirmed (self);

  panelist_ordering_stop (self->ordering);
  wait_until (panelist_ordering_check_not_placed (self->ordering, order, NULL) != PANELIST_NOT_PLACED_TOO_EARLY ||
              panelist_order_get_evidence_reads (order) > 0);

  while (panelist_ordering_check_not_placed (self->ordering, order, NULL) == PANELIST_NOT_PLACED_TOO_EARLY)
    g_main_context_iteration (NULL, FALSE);

  g_assert_cmpint (panelist_ordering_check_not_placed (self->ordering, order, NULL), ==,
                   PANELIST_NOT_PLACED_NO_EVIDENCE);
  scripted_panel_answer (self->server, "balance", 503, "<html>Down</html>");
  g_clear_error (&(GError *) { finish_error (panelist_ordering_check_balance (self->ordering, order)) });
  g_assert_cmpint (panelist_ordering_check_not_placed (self->ordering, order, NULL), ==, PANELIST_NOT_PLACED_ALLOWED);
}

/* Send Again */

static void
test_send_again (Workbench     *self,
                 gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = place_unconfirmed (self);
  g_autoptr (PanelistOrderDraft) again = panelist_ordering_draft_again (self->ordering, order, TRUE);
  g_autoptr (PanelistOrder) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *retry_of = NULL;

  /* Any other way is closed. */
  error = finish_error (panelist_ordering_hold (self->ordering, again, 5));
  g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_TWIN_UNCONFIRMED);
  g_assert_true (panelist_ordering_find_twin (self->ordering, again) == order);

  scripted_panel_answer (self->server, "add", 200, "{\"order\": 7}");
  second = finish_object (panelist_ordering_send_again (self->ordering, order, NULL));
  g_assert_cmpint (panelist_order_get_intent_state (second), ==, PANELIST_INTENT_PLACED);
  g_object_get (second, "retry-of", &retry_of, NULL);
  g_assert_cmpstr (retry_of, ==, panelist_order_get_uuid (order));
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_UNCONFIRMED);
  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 2);

  g_clear_error (&error);
  error = finish_error (panelist_ordering_send_again (self->ordering, second, NULL));
  g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_STATE);
}

/* Edit and Try Again of an order that was refused. */
static void
test_try_again (Workbench     *self,
                gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = place_number (self, 1, 250, "{\"error\": \"Bad link\"}");
  g_autoptr (PanelistOrderDraft) draft = panelist_ordering_draft_again (self->ordering, order, TRUE);
  g_autoptr (PanelistOrderDraft) reorder = panelist_ordering_draft_again (self->ordering, order, FALSE);
  g_autoptr (PanelistOrder) second = NULL;
  g_autofree char *retry_of = NULL;
  g_autofree char *none = NULL;

  g_object_get (reorder, "retry-of", &none, NULL);
  g_assert_null (none);

  panelist_order_draft_set_value (draft, PANELIST_FIELD_LINK, "https://clips.example/@b/1");
  scripted_panel_answer (self->server, "add", 200, "{\"order\": 7}");
  second = finish_object (panelist_ordering_place (self->ordering, draft));
  g_object_get (second, "retry-of", &retry_of, NULL);
  g_assert_cmpstr (retry_of, ==, panelist_order_get_uuid (order));
  g_assert_cmpstr (scripted_panel_get_field (self->server, "add", "quantity"), ==, "250");
  g_assert_cmpstr (scripted_panel_get_field (self->server, "add", "link"), ==, "https://clips.example/@b/1");
}

#define ADD(path, func) g_test_add (path, Workbench, NULL, workbench_set_up, func, workbench_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (balances); i++)
    {
      g_autofree char *path = g_strdup_printf ("/unconfirmed/balance/%s", balances[i].name);

      g_test_add (path, Workbench, &balances[i], workbench_set_up, test_reads, workbench_tear_down);
    }

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      g_autofree char *path = g_strdup_printf ("/unconfirmed/candidate/%s", candidates[i].name);

      g_test_add (path, Workbench, &candidates[i], workbench_set_up, test_candidate, workbench_tear_down);
    }

  ADD ("/unconfirmed/candidate/bound", test_candidate_bound);
  ADD ("/unconfirmed/reads-again", test_reads_again);
  ADD ("/unconfirmed/other-account", test_other_account);
  ADD ("/unconfirmed/unreadable", test_unreadable);
  ADD ("/unconfirmed/others", test_others);
  ADD ("/unconfirmed/shared", test_shared);
  ADD ("/unconfirmed/restart", test_restart);
  ADD ("/unconfirmed/next-waits", test_next_waits);
  ADD ("/unconfirmed/go-on", test_go_on);
  ADD ("/unconfirmed/late-answer", test_late_answer);
  ADD ("/unconfirmed/active-link", test_active_link);
  ADD ("/unconfirmed/active-link-explained", test_active_link_explained);
  ADD ("/unconfirmed/window", test_window);
  ADD ("/unconfirmed/window-bounds", test_window_bounds);
  ADD ("/unconfirmed/confirm", test_confirm);
  ADD ("/unconfirmed/confirm-accepted", test_confirm_accepted);
  ADD ("/unconfirmed/not-placed", test_not_placed);
  ADD ("/unconfirmed/not-placed-without-evidence", test_not_placed_without_evidence);
  ADD ("/unconfirmed/send-again", test_send_again);
  ADD ("/unconfirmed/try-again", test_try_again);

  return g_test_run ();
}
