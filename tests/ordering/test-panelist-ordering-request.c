/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "workbench.h"

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
  g_autoptr (GPtrArray) orders = workbench_place_three (self, FALSE);
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

/* "Incorrect request": the panel takes none at all, and that is remembered. */
static void
test_unsupported (Workbench     *self,
                  gconstpointer  unused)
{
  g_autoptr (GPtrArray) orders = workbench_place_three (self, FALSE);
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

static void
note_sending (ScriptedPanel *server,
              GHashTable    *form,
              gpointer       user_data)
{
  Workbench *self = user_data;

  g_assert_true (panelist_ordering_get_sending (self->ordering));
}

/* While it is on its way nobody logs out by accident. */
static void
test_sending (Workbench     *self,
              gconstpointer  unused)
{
  g_autoptr (GPtrArray) orders = workbench_place_three (self, FALSE);
  g_autoptr (GPtrArray) outcomes = NULL;

  scripted_panel_hook (self->server, "cancel", note_sending, self);
  g_assert_false (panelist_ordering_get_sending (self->ordering));
  outcomes = finish_boxed (panelist_ordering_request_cancel (self->ordering, orders));
  g_assert_cmpuint (scripted_panel_count (self->server, "cancel"), ==, 1);
  g_assert_false (panelist_ordering_get_sending (self->ordering));
}

/* Two at once: each order is in one request. */
static void
test_twice (Workbench     *self,
            gconstpointer  unused)
{
  g_autoptr (GPtrArray) orders = workbench_place_three (self, FALSE);
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
  ADD ("/ordering-request/unsupported", test_unsupported);
  ADD ("/ordering-request/sending", test_sending);
  ADD ("/ordering-request/twice", test_twice);

  return g_test_run ();
}
