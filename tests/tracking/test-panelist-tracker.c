/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "workbench.h"

static PanelistOrder *
place (Workbench  *self,
       const char *id)
{
  g_autofree char *link = g_strdup_printf ("https://clips.example/@a/%s", id);
  g_autofree char *answer = g_strdup_printf ("{\"order\": \"%s\"}", id);
  PanelistOrder *order = NULL;

  scripted_panel_answer (self->server, "add", 200, answer);
  order = workbench_place (self, link, 250);
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_PLACED);

  return order;
}

static PanelistOrder *
place_and_watch (Workbench  *self,
                 const char *id)
{
  PanelistOrder *order = place (self, id);

  wait_until (panelist_order_get_status (order) != PANELIST_ORDER_STATUS_NONE);

  return order;
}

static void
assert_seen (PanelistOrder *order,
             gboolean       expected)
{
  gboolean seen = FALSE;

  g_object_get (order, "seen", &seen, NULL);
  g_assert_cmpint (seen, ==, expected);
}

/* A list in one call; a missing id stays as it was, a foreign one is no one's. */
static void
test_batch (Workbench     *self,
            gconstpointer  unused)
{
  g_autoptr (PanelistOrder) one = place_and_watch (self, "101");
  g_autoptr (PanelistOrder) two = place_and_watch (self, "102");
  g_autoptr (PanelistOrder) three = place_and_watch (self, "103");
  g_autoptr (GPtrArray) stored = NULL;
  guint before = scripted_panel_count (self->server, "status");

  scripted_panel_answer (self->server, "status", 200,
                         "{\"103\": {\"charge\": \"0.225\", \"start_count\": \"10\", \"status\": \"Completed\","
                         "           \"remains\": \"0\", \"currency\": \"USD\"},"
                         " \"999\": {\"status\": \"Canceled\"},"
                         " \"101\": {\"charge\": \"0.1\", \"start_count\": \"12\", \"status\": \"Partial\","
                         "           \"remains\": \"157\", \"currency\": \"USD\"}}");
  finish (panelist_tracker_refresh (self->tracker, NULL));

  g_assert_cmpuint (scripted_panel_count (self->server, "status"), ==, before + 1);
  g_assert_cmpint (panelist_order_get_status (one), ==, PANELIST_ORDER_STATUS_PARTIAL);
  g_assert_cmpint (panelist_order_get_remains (one), ==, 157);
  g_assert_cmpstr (panelist_order_get_charge (one), ==, "0.1");
  g_assert_cmpstr (panelist_order_get_first_charge (one), ==, "0.225");
  g_assert_cmpint (panelist_order_get_status (two), ==, PANELIST_ORDER_STATUS_PENDING);
  g_assert_cmpint (panelist_order_get_status (three), ==, PANELIST_ORDER_STATUS_COMPLETED);

  stored = finish_boxed (panelist_store_list_orders (self->store));
  g_assert_cmpint (panelist_order_get_status (workbench_find (stored, panelist_order_get_uuid (one))), ==,
                   PANELIST_ORDER_STATUS_PARTIAL);
  g_assert_cmpint (panelist_order_get_status (workbench_find (stored, panelist_order_get_uuid (two))), ==,
                   PANELIST_ORDER_STATUS_PENDING);

  /* Only the one that is not final is asked for again. */
  g_object_set (two, "seen", TRUE, NULL);
  finish (panelist_store_save_order (self->store, two));
  scripted_panel_answer (self->server, "status", 200, "{\"102\": {\"status\": \"In progress\"}}");
  finish (panelist_tracker_refresh (self->tracker, self->panel));
  assert_seen (two, FALSE);
  g_clear_pointer (&stored, g_ptr_array_unref);
  stored = finish_boxed (panelist_store_list_orders (self->store));
  assert_seen (workbench_find (stored, panelist_order_get_uuid (two)), FALSE);
  g_assert_cmpint (panelist_order_get_status (two), ==, PANELIST_ORDER_STATUS_IN_PROGRESS);
}

/* A status that is null or empty is none: the last one stays. */
static void
test_no_status (Workbench     *self,
                gconstpointer  unused)
{
  static const char *const answers[] = {
    "{\"101\": {\"charge\": \"0.3\", \"status\": null}}", "{\"101\": {\"charge\": \"0.3\", \"status\": \"\"}}",
  };
  g_autoptr (PanelistOrder) order = place_and_watch (self, "101");

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GPtrArray) stored = NULL;

      scripted_panel_answer (self->server, "status", 200, answers[i]);
      finish (panelist_tracker_refresh (self->tracker, self->panel));
      g_assert_cmpint (panelist_order_get_status (order), ==, PANELIST_ORDER_STATUS_PENDING);
      g_assert_cmpstr (panelist_order_get_charge (order), ==, "0.3");
      stored = finish_boxed (panelist_store_list_orders (self->store));
      g_assert_cmpint (panelist_order_get_status (g_ptr_array_index (stored, 0)), ==, PANELIST_ORDER_STATUS_PENDING);
    }
}

/* The id is not known in its first seconds. */
static void
test_grace (Workbench     *self,
            gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = NULL;

  scripted_panel_queue (self->server, "status", 200, "{\"error\": \"Incorrect order ID\"}");
  scripted_panel_queue (self->server, "status", 200, "{\"error\": \"Incorrect order ID\"}");
  order = place_and_watch (self, "101");
  g_assert_cmpint (panelist_order_get_status (order), ==, PANELIST_ORDER_STATUS_PENDING);
  g_assert_cmpuint (scripted_panel_count (self->server, "status"), ==, 3);
}

/* Denied every time: nothing is believed yet, and the order is not given up. */
static void
test_denied (Workbench     *self,
             gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = NULL;
  int64_t next = 0;

  scripted_panel_answer (self->server, "status", 200, "{\"error\": \"Incorrect order ID\"}");
  order = place (self, "101");

  while (next == 0)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (order, "next-check-time", &next, NULL);
    }

  g_assert_cmpuint (scripted_panel_count (self->server, "status"), ==, 4);
  g_assert_cmpint (panelist_order_get_status (order), ==, PANELIST_ORDER_STATUS_NONE);
  g_assert_cmpstr (panelist_order_get_remote_id (order), ==, "101");
}

/* Lists are not understood: one by one, and never a list again. */
static void
test_no_lists (Workbench     *self,
               gconstpointer  unused)
{
  g_autoptr (PanelistOrder) one = place_and_watch (self, "101");
  g_autoptr (PanelistOrder) two = place_and_watch (self, "102");
  PanelistFlag takes_lists = PANELIST_FLAG_UNKNOWN;
  guint before = scripted_panel_count (self->server, "status");

  scripted_panel_queue (self->server, "status", 200, "{\"error\": \"Incorrect request\"}");
  scripted_panel_answer (self->server, "status", 200, "{\"status\": \"In progress\", \"remains\": \"5\"}");
  finish (panelist_tracker_refresh (self->tracker, self->panel));
  g_assert_cmpint (panelist_order_get_status (one), ==, PANELIST_ORDER_STATUS_IN_PROGRESS);
  g_assert_cmpint (panelist_order_get_status (two), ==, PANELIST_ORDER_STATUS_IN_PROGRESS);
  g_assert_cmpuint (scripted_panel_count (self->server, "status"), ==, before + 3);

  workbench_reopen (self);
  g_object_get (self->panel, "batch-status", &takes_lists, NULL);
  g_assert_cmpint (takes_lists, ==, PANELIST_FLAG_NO);
}

/* The runs of a drip-feed become orders of their own, once. */
static void
test_children (Workbench     *self,
               gconstpointer  unused)
{
  GListModel *orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));
  g_autoptr (PanelistOrder) parent = place_and_watch (self, "101");
  g_autoptr (PanelistOrder) child = NULL;
  g_autofree char *parent_id = NULL;

  scripted_panel_answer (self->server, "status", 200, "{\"101\": {\"status\": \"Active\", \"runs\": 3, \"orders\": [11, 12]}}");
  finish (panelist_tracker_refresh (self->tracker, self->panel));
  g_assert_cmpuint (g_list_model_get_n_items (orders), ==, 3);
  child = g_list_model_get_item (orders, 1);
  g_object_get (child, "parent", &parent_id, NULL);
  g_assert_cmpstr (parent_id, ==, "101");

  scripted_panel_answer (self->server, "status", 200,
                         "{\"101\": {\"status\": \"Active\", \"runs\": 3, \"orders\": [11, 12]},"
                         " \"11\": {\"status\": \"Completed\"}, \"12\": {\"status\": \"Pending\"}}");
  finish (panelist_tracker_refresh (self->tracker, self->panel));
  g_assert_cmpuint (g_list_model_get_n_items (orders), ==, 3);
}

/* A key that is refused: the timers stop with the first answer. */
static void
test_auth_stops (Workbench     *self,
                 gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = place_and_watch (self, "101");
  guint n_calls = 0;

  scripted_panel_answer (self->server, "status", 200, "{\"error\": \"Invalid API key\"}");
  scripted_panel_answer (self->server, "balance", 200, "{\"error\": \"Invalid API key\"}");
  g_object_set (self->panel, "balance-time", (int64_t) 1, NULL);
  panelist_tracker_start (self->tracker);
  wait_until (panelist_panel_get_state (self->panel) == PANELIST_PANEL_STATE_KEY_REJECTED);
  n_calls = scripted_panel_count (self->server, "status") + scripted_panel_count (self->server, "balance");

  /* Twenty ticks of the timers. */
  {
    g_autoptr (DexFuture) later = panelist_clock_sleep (100000);

    wait_until (!dex_future_is_pending (later));
  }

  g_assert_cmpuint (scripted_panel_count (self->server, "status") + scripted_panel_count (self->server, "balance"),
                    ==, n_calls);
}

/* By timer, to the end. */
static void
test_timer (Workbench     *self,
            gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = place_and_watch (self, "101");
  int64_t last_time = 0;

  scripted_panel_queue (self->server, "status", 200, "{\"101\": {\"status\": \"In progress\", \"remains\": \"100\"}}");
  scripted_panel_answer (self->server, "status", 200, "{\"101\": {\"status\": \"Completed\", \"remains\": \"0\"}}");
  panelist_tracker_start (self->tracker);
  wait_until (panelist_order_get_status (order) == PANELIST_ORDER_STATUS_IN_PROGRESS);
  wait_until (panelist_order_get_status (order) == PANELIST_ORDER_STATUS_COMPLETED);
  g_assert_cmpint (panelist_order_get_remains (order), ==, 0);

  while (last_time == 0)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (self->tracker, "last-time", &last_time, NULL);
    }
}

/* All panels are tried; the first error is told. */
static void
test_refresh_error (Workbench     *self,
                    gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = place_and_watch (self, "101");
  g_autoptr (GError) error = NULL;
  gboolean refreshing = FALSE;
  DexFuture *refresh = NULL;

  scripted_panel_answer (self->server, "status", 503, "<html>Maintenance</html>");
  refresh = panelist_tracker_refresh (self->tracker, NULL);
  g_object_get (self->tracker, "refreshing", &refreshing, NULL);
  g_assert_true (refreshing);
  error = finish_error (refresh);
  g_object_get (self->tracker, "refreshing", &refreshing, NULL);
  g_assert_false (refreshing);
  g_assert_cmpint (panelist_order_get_status (order), ==, PANELIST_ORDER_STATUS_PENDING);
}

#define ADD(path, func) g_test_add (path, Workbench, NULL, workbench_set_up, func, workbench_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("/tracker/batch", test_batch);
  ADD ("/tracker/no-status", test_no_status);
  ADD ("/tracker/grace", test_grace);
  ADD ("/tracker/denied", test_denied);
  ADD ("/tracker/no-lists", test_no_lists);
  ADD ("/tracker/children", test_children);
  ADD ("/tracker/auth-stops", test_auth_stops);
  ADD ("/tracker/timer", test_timer);
  ADD ("/tracker/refresh-error", test_refresh_error);

  return g_test_run ();
}
