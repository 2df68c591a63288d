/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "workbench.h"

typedef struct {
  PanelistOrder *orders[3];
} Placed;

/* Three orders with the numbers 101, 102, 103, completed when `completed`. */
static GPtrArray *
place_three (Workbench *self,
             gboolean   completed)
{
  GPtrArray *orders = g_ptr_array_new_with_free_func (g_object_unref);

  if (completed)
    scripted_panel_answer (self->server, "status", 200, "{\"charge\": \"0.225\", \"start_count\": \"10\","
                           " \"status\": \"Completed\", \"remains\": \"0\", \"currency\": \"USD\"}");

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *link = g_strdup_printf ("https://clips.example/@a/%u", i);
      g_autofree char *answer = g_strdup_printf ("{\"order\": %u}", 101 + i);
      PanelistOrder *order = NULL;

      scripted_panel_answer (self->server, "add", 200, answer);
      order = workbench_place (self, link, 250);
      wait_until (panelist_order_get_status (order) != PANELIST_ORDER_STATUS_NONE);
      g_ptr_array_add (orders, order);
    }

  return orders;
}

static const PanelistRequestOutcome *
get_outcome (GPtrArray *outcomes,
             guint      index)
{
  return g_ptr_array_index (outcomes, index);
}

/* One call; rows in another order, one refused, one silent, one foreign. */
static void
test_cancel (Workbench     *self,
             gconstpointer  unused)
{
  g_autoptr (GPtrArray) orders = place_three (self, FALSE);
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GPtrArray) stored = NULL;

  scripted_panel_answer (self->server, "cancel", 200,
                         "[{\"order\": 103, \"cancel\": {\"error\": \"Incorrect order ID\"}},"
                         " {\"order\": 999, \"cancel\": 1}, {\"order\": 101, \"cancel\": 1}]");
  outcomes = finish_boxed (panelist_ordering_request_cancel (self->ordering, orders));

  g_assert_cmpuint (scripted_panel_count (self->server, "cancel"), ==, 1);
  g_assert_cmpstr (scripted_panel_get_field (self->server, "cancel", "orders"), ==, "101,102,103");
  g_assert_cmpuint (outcomes->len, ==, 3);
  g_assert_cmpint (get_outcome (outcomes, 0)->outcome, ==, PANELIST_INTENT_PLACED);
  g_assert_cmpint (get_outcome (outcomes, 1)->outcome, ==, PANELIST_INTENT_UNCONFIRMED);
  g_assert_cmpint (get_outcome (outcomes, 2)->outcome, ==, PANELIST_INTENT_REFUSED);
  g_assert_cmpstr (get_outcome (outcomes, 2)->reason, ==, "Incorrect order ID");

  stored = finish_boxed (panelist_store_list_orders (self->store));

  for (guint i = 0; i < 3; i++)
    {
      PanelistOrder *order = g_ptr_array_index (orders, i);
      PanelistOrder *row = workbench_find (stored, panelist_order_get_uuid (order));

      g_assert_cmpstr (get_outcome (outcomes, i)->order_uuid, ==, panelist_order_get_uuid (order));
      g_assert_cmpint (panelist_order_get_cancel_state (order), ==, get_outcome (outcomes, i)->outcome);
      g_assert_cmpint (panelist_order_get_cancel_state (row), ==, get_outcome (outcomes, i)->outcome);
    }
}

static void
test_refill (Workbench     *self,
             gconstpointer  unused)
{
  g_autoptr (GPtrArray) orders = place_three (self, TRUE);
  g_autoptr (GPtrArray) outcomes = NULL;
  GListModel *refills = G_LIST_MODEL (panelist_accounts_get_refills (self->accounts));

  scripted_panel_answer (self->server, "refill", 200,
                         "[{\"order\": 102, \"refill\": 7}, {\"order\": 101, \"refill\": \"6\"},"
                         " {\"order\": 103, \"refill\": {\"error\": \"Refill not available\"}}]");
  outcomes = finish_boxed (panelist_ordering_request_refill (self->ordering, orders));

  g_assert_cmpuint (scripted_panel_count (self->server, "refill"), ==, 1);
  g_assert_cmpint (get_outcome (outcomes, 0)->outcome, ==, PANELIST_INTENT_PLACED);
  g_assert_cmpstr (get_outcome (outcomes, 0)->request_id, ==, "6");
  g_assert_cmpstr (get_outcome (outcomes, 1)->request_id, ==, "7");
  g_assert_cmpint (get_outcome (outcomes, 2)->outcome, ==, PANELIST_INTENT_REFUSED);
  g_assert_cmpstr (panelist_order_get_refill_id (g_ptr_array_index (orders, 1)), ==, "7");
  g_assert_cmpuint (g_list_model_get_n_items (refills), ==, 3);

  /* Followed by the tracker to their end. */
  scripted_panel_answer (self->server, "refill_status", 200,
                         "[{\"refill\": 7, \"status\": \"Completed\"}, {\"refill\": 6, \"status\": \"Rejected\"}]");
  finish (panelist_tracker_refresh (self->tracker, self->panel));
  g_assert_cmpint (panelist_order_get_refill_state (g_ptr_array_index (orders, 0)), ==, PANELIST_REFILL_STATE_REJECTED);
  g_assert_cmpint (panelist_order_get_refill_state (g_ptr_array_index (orders, 1)), ==, PANELIST_REFILL_STATE_COMPLETED);

  finish (panelist_tracker_refresh (self->tracker, self->panel));
  g_assert_cmpuint (scripted_panel_count (self->server, "refill_status"), ==, 1);
}

/* "Incorrect request": the panel takes none at all, and that is remembered. */
static void
test_unsupported (Workbench     *self,
                  gconstpointer  unused)
{
  g_autoptr (GPtrArray) orders = place_three (self, FALSE);
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GError) error = NULL;

  scripted_panel_answer (self->server, "cancel", 200, "{\"error\": \"Incorrect request\"}");
  outcomes = finish_boxed (panelist_ordering_request_cancel (self->ordering, orders));
  g_assert_cmpint (get_outcome (outcomes, 0)->outcome, ==, PANELIST_INTENT_REFUSED);

  error = finish_error (panelist_ordering_request_cancel (self->ordering, orders));
  g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_NOT_ELIGIBLE);
  g_assert_cmpuint (scripted_panel_count (self->server, "cancel"), ==, 1);

  workbench_reopen (self);
  g_assert_cmpint (panelist_panel_get_takes_cancel (self->panel), ==, PANELIST_FLAG_NO);
}

/* Two at once: each order is in one request. */
static void
test_twice (Workbench     *self,
            gconstpointer  unused)
{
  g_autoptr (GPtrArray) orders = place_three (self, FALSE);
  g_autoptr (GPtrArray) first_outcomes = NULL;
  g_autoptr (DexFuture) second = NULL;
  g_autoptr (GError) error = NULL;
  const GValue *refused = NULL;
  DexFuture *first = NULL;

  scripted_panel_answer (self->server, "cancel", 200,
                         "[{\"order\": 101, \"cancel\": 1}, {\"order\": 102, \"cancel\": 1}, {\"order\": 103, \"cancel\": 1}]");
  first = panelist_ordering_request_cancel (self->ordering, orders);
  second = panelist_ordering_request_cancel (self->ordering, orders);
  first_outcomes = finish_boxed (first);
  wait_until (!dex_future_is_pending (second));

  g_assert_cmpuint (scripted_panel_count (self->server, "cancel"), ==, 1);
  g_assert_cmpint (get_outcome (first_outcomes, 0)->outcome, ==, PANELIST_INTENT_PLACED);

  /* The second is refused by the journal, or at once when the first has already changed the orders. */
  refused = dex_future_get_value (second, &error);
  if (refused != NULL)
    g_assert_cmpint (get_outcome (g_value_get_boxed (refused), 0)->outcome, ==, PANELIST_INTENT_NOT_SENT);
  else
    g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_NOT_ELIGIBLE);
}

#define ADD(path, func) g_test_add (path, Workbench, NULL, workbench_set_up, func, workbench_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("/ordering-request/cancel", test_cancel);
  ADD ("/ordering-request/refill", test_refill);
  ADD ("/ordering-request/unsupported", test_unsupported);
  ADD ("/ordering-request/twice", test_twice);

  return g_test_run ();
}
