/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "workbench.h"

#define DELAY 5

/* A delay that no test waits for: what is held stays held. */
#define LONG 20000

#define ALL_TAKEN "[{\"order\": 101, \"refill\": 6}, {\"order\": 102, \"refill\": 7}, {\"order\": 103, \"refill\": 8}]"

static PanelistHeldRefill *
hold (Workbench *self,
      GPtrArray *orders,
      guint      delay)
{
  return finish_object (panelist_ordering_hold_refill (self->ordering, orders, delay, FALSE));
}

static const PanelistRequestOutcome *
get_outcome (GPtrArray *outcomes,
             guint      index)
{
  return g_ptr_array_index (outcomes, index);
}

/* What every order shows, and what the journal says of it. */
static void
assert_states (Workbench           *self,
               GPtrArray           *orders,
               PanelistIntentState  state)
{
  g_autoptr (GPtrArray) stored = finish_boxed (panelist_store_list_orders (self->store));

  for (guint i = 0; i < orders->len; i++)
    {
      PanelistOrder *order = g_ptr_array_index (orders, i);
      PanelistOrder *row = workbench_find (stored, panelist_order_get_uuid (order));

      g_assert_cmpint (panelist_order_get_refill_intent (order), ==, state);
      g_assert_cmpint (panelist_order_get_refill_intent (row), ==, state);
    }
}

static char *
dup_events (Workbench     *self,
            PanelistOrder *order)
{
  g_autoptr (GPtrArray) events = finish_boxed (panelist_store_list_events (self->store,
                                                                           panelist_order_get_uuid (order)));
  g_autoptr (GString) kinds = g_string_new (NULL);

  for (guint i = 0; i < events->len; i++)
    {
      PanelistOrderEvent *event = g_ptr_array_index (events, i);

      if (g_str_has_prefix (event->kind, "refill-"))
        g_string_append_printf (kinds, "%s ", event->kind);
    }

  return g_strdup (kinds->str);
}

/* Durable before anybody hears of it; then one call, matched by number. */
static void
test_hold (Workbench     *self,
           gconstpointer  unused)
{
  g_autoptr (GPtrArray) orders = workbench_place_three (self, TRUE);
  g_autoptr (PanelistHeldRefill) held = NULL;
  g_autoptr (GPtrArray) outcomes = NULL;
  GListModel *refills = G_LIST_MODEL (panelist_accounts_get_refills (self->accounts));
  g_autofree char *events = NULL;

  scripted_panel_answer (self->server, "refill", 200,
                         "[{\"order\": 102, \"refill\": 7}, {\"order\": 101, \"refill\": \"6\"},"
                         " {\"order\": 103, \"refill\": {\"error\": \"Refill not available\"}}]");
  held = hold (self, orders, DELAY);

  assert_states (self, orders, PANELIST_INTENT_HELD);
  g_assert_true (panelist_ordering_get_newest_held_refill (self->ordering) == held);
  g_assert_true (panelist_ordering_get_busy (self->ordering));
  g_assert_false (panelist_ordering_get_sending (self->ordering));
  g_assert_cmpuint (scripted_panel_count (self->server, "refill"), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (refills), ==, 0);

  outcomes = finish_boxed (panelist_held_refill_wait (held));

  g_assert_cmpuint (scripted_panel_count (self->server, "refill"), ==, 1);
  g_assert_cmpstr (scripted_panel_get_field (self->server, "refill", "orders"), ==, "101,102,103");
  g_assert_cmpint (get_outcome (outcomes, 0)->outcome, ==, PANELIST_INTENT_PLACED);
  g_assert_cmpstr (get_outcome (outcomes, 0)->request_id, ==, "6");
  g_assert_cmpstr (get_outcome (outcomes, 1)->request_id, ==, "7");
  g_assert_cmpint (get_outcome (outcomes, 2)->outcome, ==, PANELIST_INTENT_REFUSED);
  g_assert_cmpstr (panelist_order_get_refill_id (g_ptr_array_index (orders, 1)), ==, "7");
  g_assert_cmpuint (g_list_model_get_n_items (refills), ==, 3);
  g_assert_null (panelist_ordering_get_newest_held_refill (self->ordering));

  events = dup_events (self, g_ptr_array_index (orders, 0));
  g_assert_cmpstr (events, ==, "refill-held refill-submitting refill-placed ");

  /* Followed by the tracker to their end. */
  scripted_panel_answer (self->server, "refill_status", 200,
                         "[{\"refill\": 7, \"status\": \"Completed\"}, {\"refill\": 6, \"status\": \"Rejected\"}]");
  finish (panelist_tracker_refresh (self->tracker, self->panel));
  g_assert_cmpint (panelist_order_get_refill_state (g_ptr_array_index (orders, 0)), ==, PANELIST_REFILL_STATE_REJECTED);
  g_assert_cmpint (panelist_order_get_refill_state (g_ptr_array_index (orders, 1)), ==, PANELIST_REFILL_STATE_COMPLETED);

  finish (panelist_tracker_refresh (self->tracker, self->panel));
  g_assert_cmpuint (scripted_panel_count (self->server, "refill_status"), ==, 1);
}

/* Taken back it is as if it had never been: what the refill before says is there again. */
static void
test_take_back (Workbench     *self,
                gconstpointer  unused)
{
  g_autoptr (GPtrArray) orders = workbench_place_three (self, TRUE);
  g_autoptr (PanelistHeldRefill) before = NULL;
  g_autoptr (PanelistHeldRefill) held = NULL;
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autofree char *events = NULL;
  PanelistOrder *first = g_ptr_array_index (orders, 0);

  scripted_panel_answer (self->server, "refill", 200, ALL_TAKEN);
  before = hold (self, orders, DELAY);
  g_ptr_array_unref (finish_boxed (panelist_held_refill_wait (before)));
  scripted_panel_answer (self->server, "refill_status", 200,
                         "[{\"refill\": 6, \"status\": \"Rejected\"}, {\"refill\": 7, \"status\": \"Rejected\"},"
                         " {\"refill\": 8, \"status\": \"Rejected\"}]");
  finish (panelist_tracker_refresh (self->tracker, self->panel));

  held = hold (self, orders, LONG);
  g_assert_null (panelist_order_get_refill_id (first));
  finish (panelist_ordering_take_back_refill (self->ordering, held));
  outcomes = finish_boxed (panelist_held_refill_wait (held));

  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (get_outcome (outcomes, i)->outcome, ==, PANELIST_INTENT_DRAFT);

  assert_states (self, orders, PANELIST_INTENT_PLACED);
  g_assert_cmpstr (panelist_order_get_refill_id (first), ==, "6");
  g_assert_cmpint (panelist_order_get_refill_state (first), ==, PANELIST_REFILL_STATE_REJECTED);
  g_assert_cmpuint (scripted_panel_count (self->server, "refill"), ==, 1);
  g_assert_null (panelist_ordering_get_newest_held_refill (self->ordering));
  finish (panelist_ordering_wait_idle (self->ordering));
  g_assert_false (panelist_ordering_get_busy (self->ordering));

  events = dup_events (self, first);
  g_assert_true (g_str_has_suffix (events, "refill-held refill-draft "));
}

static void
test_too_late (Workbench     *self,
               gconstpointer  unused)
{
  g_autoptr (GPtrArray) orders = workbench_place_three (self, TRUE);
  g_autoptr (PanelistHeldRefill) held = NULL;
  g_autoptr (GError) error = NULL;

  scripted_panel_answer (self->server, "refill", 200, ALL_TAKEN);
  held = hold (self, orders, 0);
  g_ptr_array_unref (finish_boxed (panelist_held_refill_wait (held)));
  error = finish_error (panelist_ordering_take_back_refill (self->ordering, held));
  g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_STATE);
  assert_states (self, orders, PANELIST_INTENT_PLACED);
}

/* At the very moment it is sent: either or, and never both. */
static void
test_at_last (Workbench     *self,
              gconstpointer  unused)
{
  g_autoptr (GPtrArray) orders = workbench_place_three (self, TRUE);
  guint n_sent = 0;

  panelist_clock_set_time_scale (2000);

  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (PanelistHeldRefill) held = NULL;
      g_autoptr (DexFuture) taken_back = NULL;
      g_autoptr (GPtrArray) outcomes = NULL;

      scripted_panel_answer (self->server, "refill", 200, "{\"error\": \"Refill not available\"}");
      held = hold (self, orders, DELAY);

      for (guint n = 0; n < i; n++)
        g_main_context_iteration (NULL, FALSE);

      taken_back = panelist_ordering_take_back_refill (self->ordering, held);
      outcomes = finish_boxed (panelist_held_refill_wait (held));
      wait_until (!dex_future_is_pending (taken_back));

      n_sent += dex_future_get_value (taken_back, NULL) == NULL;
      g_assert_cmpuint (scripted_panel_count (self->server, "refill"), ==, n_sent);
      g_assert_cmpint (get_outcome (outcomes, 0)->outcome, ==,
                       dex_future_get_value (taken_back, NULL) == NULL ? PANELIST_INTENT_REFUSED
                                                                       : PANELIST_INTENT_DRAFT);
    }
}

/* Two clicks at once: each order is in one of them. */
static void
test_twice (Workbench     *self,
            gconstpointer  unused)
{
  g_autoptr (GPtrArray) orders = workbench_place_three (self, TRUE);
  g_autoptr (DexFuture) first = panelist_ordering_hold_refill (self->ordering, orders, DELAY, FALSE);
  g_autoptr (DexFuture) second = panelist_ordering_hold_refill (self->ordering, orders, DELAY, FALSE);
  g_autoptr (PanelistHeldRefill) held = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) later = NULL;

  scripted_panel_answer (self->server, "refill", 200, ALL_TAKEN);
  error = finish_error (dex_ref (second));
  g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_NOT_ELIGIBLE);
  held = finish_object (dex_ref (first));
  later = finish_error (panelist_ordering_hold_refill (self->ordering, orders, DELAY, FALSE));
  g_assert_error (later, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_NOT_ELIGIBLE);
  g_ptr_array_unref (finish_boxed (panelist_held_refill_wait (held)));
  g_assert_cmpuint (scripted_panel_count (self->server, "refill"), ==, 1);
}

/* What is unconfirmed is not asked for again but by a person who was asked (safety.md A10). */
static void
test_unconfirmed (Workbench     *self,
                  gconstpointer  unused)
{
  g_autoptr (GPtrArray) orders = workbench_place_three (self, TRUE);
  g_autoptr (PanelistHeldRefill) held = NULL;
  g_autoptr (PanelistHeldRefill) again = NULL;
  g_autoptr (GError) error = NULL;

  scripted_panel_answer (self->server, "refill", 200, NULL);
  held = hold (self, orders, DELAY);
  g_ptr_array_unref (finish_boxed (panelist_held_refill_wait (held)));
  assert_states (self, orders, PANELIST_INTENT_UNCONFIRMED);

  error = finish_error (panelist_ordering_hold_refill (self->ordering, orders, DELAY, FALSE));
  g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_NOT_ELIGIBLE);
  g_assert_cmpuint (scripted_panel_count (self->server, "refill"), ==, 1);

  scripted_panel_answer (self->server, "refill", 200, "{\"error\": \"Refill already requested\"}");
  again = finish_object (panelist_ordering_hold_refill (self->ordering, orders, DELAY, TRUE));
  g_ptr_array_unref (finish_boxed (panelist_held_refill_wait (again)));
  assert_states (self, orders, PANELIST_INTENT_REFUSED);
  g_assert_cmpuint (scripted_panel_count (self->server, "refill"), ==, 2);
}

/* What changed while it was held stops only what it concerns; without a panel nothing leaves at all. */
static void
test_obstacles (Workbench     *self,
                gconstpointer  unused)
{
  g_autoptr (GPtrArray) orders = workbench_place_three (self, TRUE);
  g_autoptr (PanelistHeldRefill) first = NULL;
  g_autoptr (PanelistHeldRefill) second = NULL;
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GPtrArray) stopped = NULL;

  scripted_panel_answer (self->server, "refill", 200,
                         "[{\"order\": 101, \"refill\": {\"error\": \"No\"}},"
                          " {\"order\": 103, \"refill\": {\"error\": \"No\"}}]");
  first = hold (self, orders, DELAY);
  g_object_set (g_ptr_array_index (orders, 1), "status", PANELIST_ORDER_STATUS_PARTIAL, NULL);
  outcomes = finish_boxed (panelist_held_refill_wait (first));
  g_assert_cmpstr (scripted_panel_get_field (self->server, "refill", "orders"), ==, "101,103");
  g_assert_cmpint (get_outcome (outcomes, 0)->outcome, ==, PANELIST_INTENT_REFUSED);
  g_assert_cmpint (get_outcome (outcomes, 1)->outcome, ==, PANELIST_INTENT_NOT_SENT);
  g_object_set (g_ptr_array_index (orders, 1), "status", PANELIST_ORDER_STATUS_COMPLETED, NULL);
  g_assert_cmpint (panelist_order_get_refill_intent (g_ptr_array_index (orders, 1)), ==, PANELIST_INTENT_NOT_SENT);

  second = hold (self, orders, DELAY);
  finish (panelist_accounts_remove (self->accounts, self->panel));
  stopped = finish_boxed (panelist_held_refill_wait (second));
  g_assert_cmpint (get_outcome (stopped, 0)->outcome, ==, PANELIST_INTENT_NOT_SENT);
  assert_states (self, orders, PANELIST_INTENT_NOT_SENT);
  g_assert_cmpuint (scripted_panel_count (self->server, "refill"), ==, 1);
}

static void
copy_file (const char *from,
           const char *to,
           const char *name)
{
  g_autofree char *source = g_build_filename (from, name, NULL);
  g_autofree char *target = g_build_filename (to, name, NULL);
  g_autofree char *data = NULL;
  gsize length = 0;

  if (g_file_get_contents (source, &data, &length, NULL))
    g_assert_true (g_file_set_contents (target, data, (gssize) length, NULL));
}

/* Killed while it is held: the next start sends nothing, and says so in the time line as well. */
static void
test_killed (Workbench     *self,
             gconstpointer  unused)
{
  g_autoptr (GPtrArray) orders = workbench_place_three (self, TRUE);
  g_autoptr (PanelistHeldRefill) held = hold (self, orders, LONG);
  g_autofree char *snapshot = g_dir_make_tmp ("panelist-snapshot-XXXXXX", NULL);
  g_autoptr (PanelistStore) killed = NULL;
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GPtrArray) events = NULL;
  PanelistOrderEvent *last = NULL;

  copy_file (self->directory, snapshot, "panelist.db");
  copy_file (self->directory, snapshot, "panelist.db-wal");
  finish (panelist_ordering_take_back_refill (self->ordering, held));

  killed = finish_object (panelist_store_open (snapshot));
  stored = finish_boxed (panelist_store_list_orders (killed));

  for (guint i = 0; i < orders->len; i++)
    {
      const char *uuid = panelist_order_get_uuid (g_ptr_array_index (orders, i));

      g_assert_cmpint (panelist_order_get_refill_intent (workbench_find (stored, uuid)), ==, PANELIST_INTENT_NOT_SENT);
    }

  events = finish_boxed (panelist_store_list_events (killed, panelist_order_get_uuid (g_ptr_array_index (orders, 2))));
  last = g_ptr_array_index (events, events->len - 1);
  g_assert_cmpstr (last->kind, ==, "refill-not-sent");
  g_assert_cmpstr (last->detail, ==, "found at start");
  g_clear_pointer (&stored, g_ptr_array_unref);
  finish (panelist_store_close (killed));
  workbench_remove_tree (snapshot);
  finish (panelist_ordering_wait_idle (self->ordering));
}

#define ADD(path, func) g_test_add (path, Workbench, NULL, workbench_set_up, func, workbench_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("/refill/hold", test_hold);
  ADD ("/refill/take-back", test_take_back);
  ADD ("/refill/too-late", test_too_late);
  ADD ("/refill/at-last", test_at_last);
  ADD ("/refill/twice", test_twice);
  ADD ("/refill/unconfirmed", test_unconfirmed);
  ADD ("/refill/obstacles", test_obstacles);
  ADD ("/refill/killed", test_killed);

  return g_test_run ();
}
