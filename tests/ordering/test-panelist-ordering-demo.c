/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "panelist-demo-server.h"
#include "workbench.h"

/* Orders on the demo panel, as the application places and follows them. */

#define KEY      "demo-key-0123456789"
#define N_ORDERS 6

typedef struct {
  Workbench bench;
  PanelistDemoServer *server;
  PanelistPanel *panel;
  char *log;
} Demo;

static void
set_up (Demo       *self,
        const char *faults)
{
  g_autoptr (PanelistPanel) panel = NULL;
  g_autoptr (PanelistKey) key = panelist_key_new (KEY, NULL);
  g_autoptr (GError) error = NULL;

  workbench_set_up (&self->bench, NULL);
  self->log = g_build_filename (self->bench.directory, "demo.log", NULL);
  self->server = g_object_new (PANELIST_TYPE_DEMO_SERVER, "key", KEY, "n-services", 200, "time-scale", 3000.0,
                               "seed", 7, "faults", faults, "log", self->log, NULL);
  g_assert_true (panelist_demo_server_start (self->server, &error));
  g_assert_no_error (error);

  panel = panelist_panel_new ("Demo", panelist_demo_server_get_address (self->server));
  g_object_set (panel, "is-demo", TRUE, NULL);
  self->panel = finish_object (panelist_accounts_add (self->bench.accounts, panel, key, TRUE));
  finish (panelist_accounts_refresh_catalog (self->bench.accounts, self->panel));
}

static void
tear_down (Demo *self)
{
  g_clear_object (&self->panel);
  workbench_tear_down (&self->bench, NULL);
  panelist_demo_server_stop (self->server);
  g_clear_object (&self->server);
  g_free (self->log);
}

/* The first service that takes link and quantity, refills and cancels. */
static PanelistService *
find_service (Demo *self)
{
  PanelistCatalog *catalog = panelist_accounts_get_catalog (self->bench.accounts, self->panel);

  for (guint i = 0; i < panelist_catalog_get_size (catalog); i++)
    {
      PanelistCatalogRow row = { 0 };

      panelist_catalog_get_row (catalog, i, &row);

      if (row.type == PANELIST_SERVICE_TYPE_DEFAULT && row.refill == PANELIST_FLAG_YES &&
          row.cancel == PANELIST_FLAG_YES)
        return panelist_catalog_dup_service (catalog, i);
    }

  g_assert_not_reached ();
}

static GPtrArray *
place_some (Demo *self)
{
  g_autoptr (PanelistService) service = find_service (self);
  g_autofree char *quantity = g_strdup_printf ("%d", (int) panelist_service_get_min (service));
  GPtrArray *orders = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < N_ORDERS; i++)
    {
      g_autoptr (PanelistOrderDraft) draft = panelist_order_draft_new (self->panel, service);
      g_autofree char *link = g_strdup_printf ("https://clips.example/@a/video/%u", i);

      panelist_order_draft_set_value (draft, PANELIST_FIELD_LINK, link);
      panelist_order_draft_set_value (draft, PANELIST_FIELD_QUANTITY, quantity);
      g_ptr_array_add (orders, finish_object (panelist_ordering_place (self->bench.ordering, draft)));
    }

  return orders;
}

/* Lines of the panel's log that hold both texts. */
static guint
count_log (Demo       *self,
           const char *first,
           const char *second)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_lines = 0;

  g_assert_true (g_file_get_contents (self->log, &text, NULL, NULL));
  g_assert_null (strstr (text, KEY));
  lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    n_lines += strstr (lines[i], first) != NULL && strstr (lines[i], second) != NULL;

  return n_lines;
}

static gboolean
all_final (GPtrArray *orders)
{
  for (guint i = 0; i < orders->len; i++)
    {
      if (!panelist_order_status_is_final (panelist_order_get_status (g_ptr_array_index (orders, i))))
        return FALSE;
    }

  return TRUE;
}

static PanelistOrder *
find_completed (GPtrArray *orders)
{
  for (guint i = 0; i < orders->len; i++)
    {
      if (panelist_order_get_status (g_ptr_array_index (orders, i)) == PANELIST_ORDER_STATUS_COMPLETED)
        return g_ptr_array_index (orders, i);
    }

  return NULL;
}

/* Placed, followed by the timers to the end, refilled, and still there after a restart. */
static void
test_journey (void)
{
  Demo demo = { 0 };
  g_autoptr (GPtrArray) orders = NULL;
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  g_autoptr (PanelistHeldRefill) held = NULL;
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GPtrArray) stored = NULL;
  PanelistOrder *completed = NULL;

  set_up (&demo, NULL);
  orders = place_some (&demo);

  for (guint i = 0; i < orders->len; i++)
    g_assert_cmpint (panelist_order_get_intent_state (g_ptr_array_index (orders, i)), ==, PANELIST_INTENT_PLACED);

  g_assert_cmpuint (count_log (&demo, "\"kind\": \"request\"", "\"add\""), ==, N_ORDERS);

  panelist_tracker_start (demo.bench.tracker);
  wait_until (all_final (orders));
  completed = find_completed (orders);
  g_assert_nonnull (completed);
  g_assert_nonnull (panelist_order_get_charge (completed));

  g_ptr_array_add (wanted, completed);
  held = finish_object (panelist_ordering_hold_refill (demo.bench.ordering, wanted, 5, FALSE));
  outcomes = finish_boxed (panelist_held_refill_wait (held));
  g_assert_cmpint (((PanelistRequestOutcome *) g_ptr_array_index (outcomes, 0))->outcome, ==, PANELIST_INTENT_PLACED);
  wait_until (panelist_refill_state_is_final (panelist_order_get_refill_state (completed)));

  stored = finish_boxed (panelist_store_list_orders (demo.bench.store));
  g_assert_cmpuint (stored->len, ==, N_ORDERS);

  for (guint i = 0; i < orders->len; i++)
    {
      PanelistOrder *order = g_ptr_array_index (orders, i);
      PanelistOrder *row = workbench_find (stored, panelist_order_get_uuid (order));

      g_assert_cmpint (panelist_order_get_status (row), ==, panelist_order_get_status (order));
      g_assert_cmpstr (panelist_order_get_charge (row), ==, panelist_order_get_charge (order));
      g_assert_cmpint (panelist_order_get_refill_state (row), ==, panelist_order_get_refill_state (order));
    }

  tear_down (&demo);
}

/* Answers that are lost after the panel took the order, and requests that are lost before: one request for each
 * order, and no order of the panel without a row here. */
static void
test_lost_answers (void)
{
  Demo demo = { 0 };
  g_autoptr (GPtrArray) orders = NULL;
  guint n_placed = 0;
  guint n_unconfirmed = 0;

  set_up (&demo, "add:drop-after=0.4,add:drop-before=0.3");
  orders = place_some (&demo);

  for (guint i = 0; i < orders->len; i++)
    {
      PanelistIntentState state = panelist_order_get_intent_state (g_ptr_array_index (orders, i));

      n_placed += state == PANELIST_INTENT_PLACED;
      n_unconfirmed += state == PANELIST_INTENT_UNCONFIRMED;
    }

  g_assert_cmpuint (n_placed + n_unconfirmed, ==, N_ORDERS);
  g_assert_cmpuint (n_unconfirmed, >, 0);
  g_assert_cmpuint (count_log (&demo, "\"kind\": \"request\"", "\"add\""), ==, N_ORDERS);
  g_assert_cmpuint (count_log (&demo, "\"kind\": \"order\"", ""), >=, n_placed);
  g_assert_cmpuint (count_log (&demo, "\"kind\": \"order\"", ""), <=, N_ORDERS);

  tear_down (&demo);
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ordering-demo/journey", test_journey);
  g_test_add_func ("/ordering-demo/lost-answers", test_lost_answers);

  return g_test_run ();
}
