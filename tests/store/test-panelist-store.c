/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every test works on real files in a directory of its own. */

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "panelist-store.h"

/* The future is settled on the store thread: the loop that waits here has to hear of it. */
static DexFuture *
wake_up (DexFuture *future,
         gpointer   data)
{
  g_main_context_wakeup (NULL);
  return NULL;
}

static DexFuture *
wait_for (DexFuture *future)
{
  dex_future_disown (dex_future_finally (dex_ref (future), wake_up, NULL, NULL));
  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  return future;
}

static void
assert_done (DexFuture *pending)
{
  g_autoptr (DexFuture) future = wait_for (pending);
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  g_assert_no_error (error);
}

static void
assert_rejected (DexFuture          *pending,
                 PanelistStoreError  code)
{
  g_autoptr (DexFuture) future = wait_for (pending);
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  g_assert_error (error, PANELIST_STORE_ERROR, (int) code);
}

static gpointer
take_object (DexFuture *pending)
{
  g_autoptr (DexFuture) future = wait_for (pending);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  g_assert_no_error (error);
  return g_value_dup_object (value);
}

static gpointer
take_boxed (DexFuture *pending)
{
  g_autoptr (DexFuture) future = wait_for (pending);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  g_assert_no_error (error);
  return g_value_dup_boxed (value);
}

static int
take_int (DexFuture *pending)
{
  g_autoptr (DexFuture) future = wait_for (pending);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  g_assert_no_error (error);
  return g_value_get_int (value);
}

typedef struct {
  char *directory;
  PanelistStore *store;
  PanelistPanel *panel;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->directory = g_dir_make_tmp ("panelist-store-XXXXXX", NULL);
  fixture->store = take_object (panelist_store_open (fixture->directory));
  fixture->panel = panelist_panel_new ("Main Panel", "https://panel.example/api/v2");
  panelist_panel_set_balance (fixture->panel, "100.84292", "USD", 1000);
  assert_done (panelist_store_add_panel (fixture->store, fixture->panel));
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->store != NULL)
    assert_done (panelist_store_close (fixture->store));
  g_clear_object (&fixture->store);
  g_clear_object (&fixture->panel);
  remove_tree (fixture->directory);
  g_free (fixture->directory);
}

static void
reopen (Fixture *fixture)
{
  assert_done (panelist_store_close (fixture->store));
  g_clear_object (&fixture->store);
  fixture->store = take_object (panelist_store_open (fixture->directory));
}

static PanelistOrder *
begin (Fixture *fixture)
{
  g_autoptr (PanelistService) service = NULL;
  g_autoptr (PanelistOrderDraft) draft = NULL;

  service = g_object_new (PANELIST_TYPE_SERVICE,
                          "id", "7",
                          "name", "Clips Views",
                          "type-text", "Default",
                          "type", PANELIST_SERVICE_TYPE_DEFAULT,
                          "rate", "0.90",
                          "min", (int64_t) 50,
                          "max", (int64_t) 10000,
                          "refill", PANELIST_FLAG_YES,
                          NULL);
  draft = panelist_order_draft_new (fixture->panel, service);
  panelist_order_draft_set_value (draft, PANELIST_FIELD_LINK, "https://clips.example/1");
  panelist_order_draft_set_value (draft, PANELIST_FIELD_QUANTITY, "250");
  return take_object (panelist_store_begin_add (fixture->store, draft, NULL));
}

static PanelistOrder *
only_order (Fixture *fixture)
{
  g_autoptr (GPtrArray) orders = take_boxed (panelist_store_list_orders (fixture->store));

  g_assert_cmpuint (orders->len, ==, 1);
  return g_object_ref (g_ptr_array_index (orders, 0));
}

static DexFuture *
move (Fixture             *fixture,
      PanelistOrder       *order,
      PanelistIntentState  from,
      PanelistIntentState  to,
      const char          *remote_id)
{
  PanelistTransition transition = { .uuid = panelist_order_get_uuid (order),
                                    .from = from,
                                    .to = to,
                                    .remote_id = remote_id };

  return panelist_store_transition (fixture->store, &transition);
}

static void
test_panel (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) panels = NULL;
  g_autoptr (GPtrArray) left = NULL;
  PanelistPanel *panel = NULL;

  g_object_set (fixture->panel, "takes-refill", PANELIST_FLAG_NO, "key-stored", TRUE, NULL);
  assert_done (panelist_store_save_panel (fixture->store, fixture->panel));
  reopen (fixture);
  panels = take_boxed (panelist_store_list_panels (fixture->store));
  g_assert_cmpuint (panels->len, ==, 1);
  panel = g_ptr_array_index (panels, 0);
  g_assert_cmpint (panelist_panel_get_id (panel), ==, panelist_panel_get_id (fixture->panel));
  g_assert_cmpstr (panelist_panel_get_uuid (panel), ==, panelist_panel_get_uuid (fixture->panel));
  g_assert_cmpstr (panelist_panel_get_balance (panel), ==, "100.84292");
  g_assert_cmpint (panelist_panel_get_takes_refill (panel), ==, PANELIST_FLAG_NO);

  assert_done (panelist_store_remove_panel (fixture->store, panel));
  left = take_boxed (panelist_store_list_panels (fixture->store));
  g_assert_cmpuint (left->len, ==, 0);
  assert_done (panelist_store_restore_panel (fixture->store, panel));
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = begin (fixture);
  g_autoptr (PanelistOrder) stored = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autofree char *body = NULL;

  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_SUBMITTING);
  g_assert_cmpstr (panelist_order_get_expected_charge (order), ==, "0.225");
  g_assert_cmpint (panelist_order_get_quantity (order), ==, 250);

  assert_done (move (fixture, order, PANELIST_INTENT_SUBMITTING, PANELIST_INTENT_PLACED, "23501"));
  assert_rejected (move (fixture, order, PANELIST_INTENT_SUBMITTING, PANELIST_INTENT_REFUSED, NULL),
                   PANELIST_STORE_ERROR_STATE);

  reopen (fixture);
  stored = only_order (fixture);
  body = panelist_form_encode (panelist_order_get_form (stored));
  g_assert_cmpint (panelist_order_get_intent_state (stored), ==, PANELIST_INTENT_PLACED);
  g_assert_cmpstr (panelist_order_get_remote_id (stored), ==, "23501");
  g_assert_cmpstr (body, ==, "action=add&service=7&link=https%3A%2F%2Fclips.example%2F1&quantity=250");
  g_assert_cmpstr (panelist_service_get_rate (panelist_order_get_service (stored)), ==, "0.90");
  g_assert_cmpint (panelist_service_get_refill (panelist_order_get_service (stored)), ==, PANELIST_FLAG_YES);

  events = take_boxed (panelist_store_list_events (fixture->store, panelist_order_get_uuid (stored)));
  g_assert_cmpuint (events->len, ==, 2);
  g_assert_cmpstr (((PanelistOrderEvent *) g_ptr_array_index (events, 1))->kind, ==, "placed");
}

static void
test_same_remote_id (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (PanelistOrder) first = begin (fixture);
  g_autoptr (PanelistOrder) second = begin (fixture);

  assert_done (move (fixture, first, PANELIST_INTENT_SUBMITTING, PANELIST_INTENT_PLACED, "5"));
  assert_rejected (move (fixture, second, PANELIST_INTENT_SUBMITTING, PANELIST_INTENT_PLACED, "5"),
                   PANELIST_STORE_ERROR_DUPLICATE);
}

static void
test_orphans (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = begin (fixture);
  g_autoptr (PanelistOrder) stored = NULL;

  reopen (fixture);
  stored = only_order (fixture);
  g_assert_cmpint (panelist_order_get_intent_state (stored), ==, PANELIST_INTENT_UNCONFIRMED);
  assert_done (move (fixture, stored, PANELIST_INTENT_UNCONFIRMED, PANELIST_INTENT_NOT_PLACED, NULL));
  assert_done (move (fixture, stored, PANELIST_INTENT_NOT_PLACED, PANELIST_INTENT_UNCONFIRMED, NULL));
}

static void
test_status (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = begin (fixture);
  g_autoptr (PanelistOrder) stored = NULL;
  g_autoptr (GPtrArray) updates = NULL;
  g_autoptr (GPtrArray) due = NULL;
  g_autoptr (GPtrArray) later = NULL;
  PanelistStatusUpdate *update = NULL;

  assert_done (move (fixture, order, PANELIST_INTENT_SUBMITTING, PANELIST_INTENT_PLACED, "9"));
  due = take_boxed (panelist_store_list_due (fixture->store,
                                             panelist_panel_get_id (fixture->panel),
                                             G_MAXINT64,
                                             100));
  g_assert_cmpuint (due->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (due, 0), ==, panelist_order_get_uuid (order));

  updates = g_ptr_array_new_with_free_func ((GDestroyNotify) panelist_status_update_free);
  update = panelist_status_update_new (panelist_order_get_uuid (order));
  update->status = PANELIST_ORDER_STATUS_PARTIAL;
  update->status_text = g_strdup ("Partial");
  update->charge = g_strdup ("0.27819");
  update->start_count = 3572;
  update->remains = 157;
  update->checked_time = 77;
  g_ptr_array_add (updates, update);
  assert_done (panelist_store_apply_statuses (fixture->store, updates));
  /* What is not told stays as it was. */
  g_clear_pointer (&update->charge, g_free);
  update->remains = -1;
  update->status = PANELIST_ORDER_STATUS_NONE;
  assert_done (panelist_store_apply_statuses (fixture->store, updates));

  reopen (fixture);
  stored = only_order (fixture);
  g_assert_cmpint (panelist_order_get_status (stored), ==, PANELIST_ORDER_STATUS_PARTIAL);
  g_assert_cmpstr (panelist_order_get_charge (stored), ==, "0.27819");
  g_assert_cmpstr (panelist_order_get_first_charge (stored), ==, "0.27819");
  g_assert_cmpint (panelist_order_get_remains (stored), ==, 157);
  g_assert_true (panelist_order_needs_attention (stored));

  /* What is never due again stays so when evidence is added. */
  assert_done (move (fixture, stored, PANELIST_INTENT_PLACED, PANELIST_INTENT_PLACED, NULL));
  later = take_boxed (panelist_store_list_due (fixture->store,
                                               panelist_panel_get_id (fixture->panel),
                                               G_MAXINT64,
                                               100));
  g_assert_cmpuint (later->len, ==, 0);
}

static void
test_requests (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = begin (fixture);
  g_autoptr (PanelistOrder) stored = NULL;
  g_autoptr (GPtrArray) orders = g_ptr_array_new ();
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GPtrArray) refills = NULL;
  g_autoptr (DexFuture) started = NULL;
  PanelistRequestOutcome *outcome = NULL;
  const char *uuid = NULL;

  assert_done (move (fixture, order, PANELIST_INTENT_SUBMITTING, PANELIST_INTENT_PLACED, "9"));
  g_ptr_array_add (orders, order);
  started = wait_for (panelist_store_begin_request (fixture->store,
                                                    PANELIST_INTENT_KIND_REFILL,
                                                    panelist_panel_get_id (fixture->panel),
                                                    orders));
  uuid = g_value_get_string (dex_future_get_value (started, NULL));

  outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) panelist_request_outcome_free);
  outcome = panelist_request_outcome_new (panelist_order_get_uuid (order));
  outcome->outcome = PANELIST_INTENT_PLACED;
  outcome->request_id = g_strdup ("44");
  outcome->state = PANELIST_REFILL_STATE_PENDING;
  g_ptr_array_add (outcomes, outcome);
  assert_done (panelist_store_finish_request (fixture->store, uuid, 200, "[]", outcomes));
  assert_rejected (panelist_store_finish_request (fixture->store, uuid, 200, "[]", outcomes),
                   PANELIST_STORE_ERROR_STATE);

  reopen (fixture);
  refills = take_boxed (panelist_store_list_refills (fixture->store));
  g_assert_cmpuint (refills->len, ==, 1);
  g_assert_cmpstr (panelist_refill_get_refill_id (g_ptr_array_index (refills, 0)), ==, "44");
  stored = only_order (fixture);
  g_assert_cmpint (panelist_order_get_refill_intent (stored), ==, PANELIST_INTENT_PLACED);
  g_assert_cmpint (panelist_order_get_refill_state (stored), ==, PANELIST_REFILL_STATE_PENDING);
}

/* The answer names one of two orders: the other one is unconfirmed, not on its way for ever. */
static void
test_missing_outcome (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (PanelistOrder) first = begin (fixture);
  g_autoptr (PanelistOrder) second = begin (fixture);
  g_autoptr (GPtrArray) orders = g_ptr_array_new ();
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (DexFuture) started = NULL;
  PanelistRequestOutcome *outcome = NULL;

  assert_done (move (fixture, first, PANELIST_INTENT_SUBMITTING, PANELIST_INTENT_PLACED, "9"));
  assert_done (move (fixture, second, PANELIST_INTENT_SUBMITTING, PANELIST_INTENT_PLACED, "10"));
  g_ptr_array_add (orders, first);
  g_ptr_array_add (orders, second);
  started = wait_for (panelist_store_begin_request (fixture->store,
                                                    PANELIST_INTENT_KIND_CANCEL,
                                                    panelist_panel_get_id (fixture->panel),
                                                    orders));
  outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) panelist_request_outcome_free);
  outcome = panelist_request_outcome_new (panelist_order_get_uuid (first));
  outcome->outcome = PANELIST_INTENT_PLACED;
  g_ptr_array_add (outcomes, outcome);
  assert_done (panelist_store_finish_request (fixture->store,
                                              g_value_get_string (dex_future_get_value (started, NULL)),
                                              200,
                                              "[]",
                                              outcomes));

  stored = take_boxed (panelist_store_list_orders (fixture->store));
  g_assert_cmpuint (stored->len, ==, 2);
  g_assert_cmpint (panelist_order_get_cancel_state (g_ptr_array_index (stored, 1)), ==, PANELIST_INTENT_PLACED);
  g_assert_cmpint (panelist_order_get_cancel_state (g_ptr_array_index (stored, 0)), ==, PANELIST_INTENT_UNCONFIRMED);
}

static PanelistCatalog *
make_catalog (Fixture *fixture,
              guint    n_rows,
              guint    n_cheaper)
{
  g_autoptr (PanelistCatalogBuilder) builder = NULL;

  builder = panelist_catalog_builder_new (panelist_panel_get_id (fixture->panel));
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i + 1);
      PanelistCatalogRow row = { .id = id, .name = "Clips Views", .category = "Clips",
                                 .type_text = "Default", .rate = i < n_cheaper ? "0.80" : "0.90",
                                 .min = 10, .max = 1000 };

      row.id_length = strlen (row.id);
      row.name_length = strlen (row.name);
      row.category_length = strlen (row.category);
      row.type_text_length = strlen (row.type_text);
      row.rate_length = strlen (row.rate);
      panelist_catalog_builder_add (builder, &row);
    }
  return panelist_catalog_builder_end (builder);
}

static void
test_catalog (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (PanelistCatalog) none = NULL;
  g_autoptr (PanelistCatalog) first = make_catalog (fixture, 10000, 0);
  g_autoptr (PanelistCatalog) same = make_catalog (fixture, 10000, 0);
  g_autoptr (PanelistCatalog) cheaper = make_catalog (fixture, 10000, 100);
  g_autoptr (PanelistCatalog) shorter = make_catalog (fixture, 9990, 100);
  g_autoptr (PanelistCatalog) loaded = NULL;
  g_autoptr (PanelistCatalogDifference) difference = NULL;
  int64_t panel = panelist_panel_get_id (fixture->panel);

  none = take_boxed (panelist_store_load_catalog (fixture->store, panel));
  g_assert_null (none);
  g_assert_cmpint (take_int (panelist_store_save_catalog (fixture->store, first)), ==, 10000);
  g_assert_cmpint (take_int (panelist_store_save_catalog (fixture->store, same)), ==, 0);
  g_assert_cmpint (take_int (panelist_store_save_catalog (fixture->store, cheaper)), ==, 100);
  g_assert_cmpint (take_int (panelist_store_save_catalog (fixture->store, shorter)), ==, 10);

  loaded = take_boxed (panelist_store_load_catalog (fixture->store, panel));
  difference = panelist_catalog_compare (shorter, loaded);
  g_assert_cmpuint (panelist_catalog_get_size (loaded), ==, 9990);
  g_assert_cmpuint (difference->changed->len + difference->added->len + difference->removed->len, ==, 0);
}

static void
test_files (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *database = g_build_filename (fixture->directory, "panelist.db", NULL);
  GStatBuf information;

  g_assert_cmpint (g_stat (database, &information), ==, 0);
  g_assert_cmpuint (information.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (fixture->directory, &information), ==, 0);
  g_assert_cmpuint (information.st_mode & 0777, ==, 0700);
  assert_rejected (panelist_store_open (fixture->directory), PANELIST_STORE_ERROR_IN_USE);
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *database = g_build_filename (fixture->directory, "panelist.db", NULL);
  g_autofree char *rubbish = g_strnfill (8192, 'x');
  g_autofree char *kept = NULL;
  g_autofree char *text = NULL;
  g_autoptr (DexFuture) aside = NULL;

  assert_done (panelist_store_close (fixture->store));
  g_clear_object (&fixture->store);
  g_assert_true (g_file_set_contents (database, rubbish, -1, NULL));
  assert_rejected (panelist_store_open (fixture->directory), PANELIST_STORE_ERROR_DAMAGED);

  aside = wait_for (panelist_store_move_aside (fixture->directory));
  kept = g_build_filename (g_value_get_string (dex_future_get_value (aside, NULL)), "panelist.db", NULL);
  g_assert_true (g_file_get_contents (kept, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, rubbish);
  fixture->store = take_object (panelist_store_open (fixture->directory));
}

#define ADD(name, function)                                                                        \
  g_test_add ("/store/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("panel", test_panel);
  ADD ("order", test_order);
  ADD ("same-remote-id", test_same_remote_id);
  ADD ("orphans", test_orphans);
  ADD ("status", test_status);
  ADD ("requests", test_requests);
  ADD ("missing-outcome", test_missing_outcome);
  ADD ("catalog", test_catalog);
  ADD ("files", test_files);
  ADD ("damaged", test_damaged);
  return g_test_run ();
}
