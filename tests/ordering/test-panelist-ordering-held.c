/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <sqlite3.h>

#include "workbench.h"

#define LINK "https://clips.example/@a/1"
#define DELAY 5

/* A delay that no test waits for: what is held stays held. */
#define LONG 20000

static PanelistOrder *
hold (Workbench          *self,
      PanelistOrderDraft *draft,
      guint               delay)
{
  return finish_object (panelist_ordering_hold (self->ordering, draft, delay));
}

static PanelistOrder *
hold_link (Workbench  *self,
           const char *link,
           guint       delay)
{
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, link, 250);

  return hold (self, draft, delay);
}

static PanelistIntentState
get_stored_state (Workbench     *self,
                  PanelistOrder *order)
{
  g_autoptr (PanelistOrder) row = finish_object (panelist_store_find_order (self->store,
                                                                            panelist_order_get_uuid (order)));

  return panelist_order_get_intent_state (row);
}

static gboolean
is_listed (Workbench     *self,
           PanelistOrder *order)
{
  return panelist_object_list_lookup (panelist_accounts_get_orders (self->accounts),
                                      panelist_order_get_uuid (order)) == order;
}

static void
wait_until_sent (Workbench     *self,
                 PanelistOrder *order)
{
  finish (panelist_ordering_wait_idle (self->ordering));
  g_assert_cmpint (panelist_order_get_hold_end (order), ==, 0);
  g_assert_cmpint (get_stored_state (self, order), ==, panelist_order_get_intent_state (order));
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

      g_string_append_printf (kinds, "%s ", event->kind);
    }

  return g_strdup (kinds->str);
}

/* T-1: durable and in the list before anybody hears of it; nothing has left. Then it goes its way. */
static void
test_hold (Workbench     *self,
           gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *events = NULL;

  scripted_panel_answer (self->server, "add", 200, "{\"order\": 23501}");
  order = hold_link (self, LINK, DELAY);

  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_HELD);
  g_assert_cmpint (get_stored_state (self, order), ==, PANELIST_INTENT_HELD);
  g_assert_cmpint (panelist_order_get_hold_end (order), >, 0);
  g_assert_true (is_listed (self, order));
  g_assert_true (panelist_ordering_get_newest_held (self->ordering) == order);
  g_assert_true (panelist_ordering_get_busy (self->ordering));
  g_assert_false (panelist_ordering_get_sending (self->ordering));
  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 0);

  wait_until_sent (self, order);
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_PLACED);
  g_assert_cmpstr (panelist_order_get_remote_id (order), ==, "23501");
  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 1);
  g_assert_null (panelist_ordering_get_newest_held (self->ordering));
  g_assert_false (panelist_ordering_get_busy (self->ordering));

  events = dup_events (self, order);
  g_assert_true (g_str_has_prefix (events, "held submitting placed "));
}

/* The rows of A4 that end otherwise than for an order that was confirmed at once. */
static void
test_answers (Workbench     *self,
              gconstpointer  unused)
{
  static const struct {
    guint status;
    const char *body;
    PanelistIntentState outcome;
  } cases[] = {
    { 200, "{\"error\": \"Bad link\"}", PANELIST_INTENT_REFUSED },
    { 429, "{\"error\": \"Too many requests\"}", PANELIST_INTENT_REFUSED },
    { 500, "{\"error\": \"Server error\"}", PANELIST_INTENT_UNCONFIRMED },
    { 200, NULL, PANELIST_INTENT_UNCONFIRMED },
    { 200, "{\"order\": 5, \"error\": \"no\"}", PANELIST_INTENT_UNCONFIRMED },
    { 200, "{\"order\": 7}", PANELIST_INTENT_PLACED },
  };

  panelist_clock_set_time_scale (2000);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *link = g_strdup_printf ("https://clips.example/@a/%u", i);
      g_autoptr (PanelistOrder) order = NULL;

      scripted_panel_answer (self->server, "add", cases[i].status, cases[i].body);
      order = hold_link (self, link, DELAY);
      wait_until_sent (self, order);
      g_assert_cmpint (panelist_order_get_intent_state (order), ==, cases[i].outcome);
      g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, i + 1);
    }
}

/* What stops it between confirming and sending: nothing leaves, and the row says why. */

static void
lose_key (ScriptedPanel *server,
          GHashTable    *form,
          gpointer       user_data)
{
  Workbench *self = user_data;

  dex_future_disown (panelist_secrets_clear (self->secrets, panelist_panel_get_uuid (self->panel)));
}

static void
drop_balance (Workbench *self)
{
  scripted_panel_answer (self->server, "balance", 200, "{\"balance\": \"0.2\", \"currency\": \"USD\"}");
}

static void
break_panel (Workbench *self)
{
  scripted_panel_answer (self->server, "balance", 503, "<html>Down</html>");
}

static void
raise_price (Workbench *self)
{
  scripted_panel_answer (self->server, "services", 200,
                         "[{\"service\": 1, \"name\": \"Followers\", \"type\": \"Default\", \"category\": \"C\","
                         "  \"rate\": \"9.00\", \"min\": \"50\", \"max\": \"10000\"}]");
  g_object_set (self->panel, "catalog-time", (int64_t) 1, NULL);
}

static void
drop_service (Workbench *self)
{
  scripted_panel_answer (self->server, "services", 200,
                         "[{\"service\": 7, \"name\": \"Other\", \"type\": \"Default\", \"category\": \"C\","
                         "  \"rate\": \"9.00\", \"min\": \"50\", \"max\": \"10000\"}]");
  g_object_set (self->panel, "catalog-time", (int64_t) 1, NULL);
}

static void
lower_limit (Workbench *self)
{
  g_object_set (self->panel, "most-per-order", "0.224", NULL);
}

static void
lower_day (Workbench *self)
{
  g_object_set (self->panel, "most-per-day", "0.224", NULL);
}

static void
keep_more (Workbench *self)
{
  g_object_set (self->panel, "balance-to-keep", "100.7", NULL);
}

static void
remove_panel (Workbench *self)
{
  finish (panelist_accounts_remove (self->accounts, self->panel));
}

static void
reject_key (Workbench *self)
{
  scripted_panel_answer (self->server, "balance", 401, "{\"error\": \"Invalid API key\"}");
}

static void
lose_key_at_balance (Workbench *self)
{
  scripted_panel_hook (self->server, "balance", lose_key, self);
}

typedef struct {
  const char *name;
  void (*change) (Workbench *self);
  PanelistReason reason;
} Obstacle;

static const Obstacle obstacles[] = {
  { "funds", drop_balance, PANELIST_REASON_FUNDS },
  { "panel-down", break_panel, PANELIST_REASON_UNREACHABLE },
  { "key-rejected", reject_key, PANELIST_REASON_KEY_REJECTED },
  { "key-missing", lose_key_at_balance, PANELIST_REASON_KEY_MISSING },
  { "price", raise_price, PANELIST_REASON_PRICE_ROSE },
  { "service-gone", drop_service, PANELIST_REASON_SERVICE_GONE },
  { "limit-order", lower_limit, PANELIST_REASON_LIMIT_ORDER },
  { "limit-day", lower_day, PANELIST_REASON_LIMIT_DAY },
  { "limit-balance", keep_more, PANELIST_REASON_LIMIT_BALANCE },
  { "panel-removed", remove_panel, PANELIST_REASON_PANEL_REMOVED },
};

static void
test_obstacle (Workbench     *self,
               gconstpointer  data)
{
  const Obstacle *obstacle = data;
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (PanelistOrder) row = NULL;

  order = hold_link (self, LINK, DELAY);
  obstacle->change (self);
  wait_until_sent (self, order);

  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_NOT_SENT);
  g_assert_cmpint (panelist_order_get_reason_code (order), ==, obstacle->reason);
  g_assert_true (is_listed (self, order));
  g_assert_true (panelist_order_needs_attention (order));
  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 0);

  row = finish_object (panelist_store_find_order (self->store, panelist_order_get_uuid (order)));
  g_assert_cmpint (panelist_order_get_reason_code (row), ==, obstacle->reason);
}

/* The price fell while it was held: what is stored is what was sent. */
static void
test_cheaper (Workbench     *self,
              gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = NULL;

  scripted_panel_answer (self->server, "add", 200, "{\"order\": 23501}");
  order = hold_link (self, LINK, DELAY);
  g_assert_cmpstr (panelist_order_get_expected_charge (order), ==, "0.225");

  scripted_panel_answer (self->server, "services", 200,
                         "[{\"service\": 1, \"name\": \"Followers\", \"type\": \"Default\", \"category\": \"C\","
                         "  \"rate\": \"0.80\", \"min\": \"50\", \"max\": \"10000\"}]");
  g_object_set (self->panel, "catalog-time", (int64_t) 1, NULL);
  wait_until_sent (self, order);

  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_PLACED);
  g_assert_cmpstr (panelist_order_get_expected_charge (order), ==, "0.2");
  g_assert_cmpstr (panelist_service_get_rate (panelist_order_get_service (order)), ==, "0.80");
}

/* Cancel: the form comes back as it was, and the order is in no list, now or after a restart. */
static void
test_cancel (Workbench     *self,
             gconstpointer  unused)
{
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, LINK, 250);
  g_autoptr (PanelistOrderDraft) back = NULL;
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) stored = NULL;
  g_autofree char *events = NULL;
  g_autofree char *note = NULL;

  g_object_set (draft, "note", "for the cafe", NULL);
  panelist_order_draft_set_extra (draft, 0, "coupon", "SPRING");
  order = hold (self, draft, LONG);
  back = finish_object (panelist_ordering_cancel_held (self->ordering, order));

  g_assert_cmpstr (panelist_order_draft_get_value (back, PANELIST_FIELD_LINK), ==, LINK);
  g_assert_cmpstr (panelist_order_draft_get_value (back, PANELIST_FIELD_QUANTITY), ==, "250");
  g_assert_cmpuint (panelist_order_draft_get_n_extras (back), ==, 1);
  g_assert_true (panelist_order_draft_get_panel (back) == self->panel);
  g_object_get (back, "note", &note, NULL);
  g_assert_cmpstr (note, ==, "for the cafe");

  g_assert_cmpint (get_stored_state (self, order), ==, PANELIST_INTENT_DRAFT);
  g_assert_false (is_listed (self, order));
  g_assert_null (panelist_ordering_get_newest_held (self->ordering));
  finish (panelist_ordering_wait_idle (self->ordering));
  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 0);
  events = dup_events (self, order);
  g_assert_cmpstr (events, ==, "held draft ");

  /* A second click finds nothing to take back. */
  error = finish_error (panelist_ordering_cancel_held (self->ordering, order));
  g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_STATE);

  stored = finish_boxed (panelist_store_list_orders (self->store));
  g_assert_cmpuint (stored->len, ==, 0);
}

/* Two cancels at once: one form comes back. */
static void
test_cancel_twice (Workbench     *self,
                   gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = hold_link (self, LINK, LONG);
  g_autoptr (DexFuture) first = panelist_ordering_cancel_held (self->ordering, order);
  g_autoptr (DexFuture) second = panelist_ordering_cancel_held (self->ordering, order);
  g_autoptr (PanelistOrderDraft) draft = NULL;
  g_autoptr (GError) error = NULL;

  draft = finish_object (dex_ref (first));
  error = finish_error (dex_ref (second));
  g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_STATE);
}

/* Too late: it is on its way, and stays. */
static gboolean cancel_failed;

static DexFuture *
note_cancel (DexFuture *future,
             gpointer   user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dex_future_get_value (future, &error));
  g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_STATE);
  cancel_failed = TRUE;

  return dex_future_new_true ();
}

static void
cancel_now (ScriptedPanel *server,
            GHashTable    *form,
            gpointer       user_data)
{
  Workbench *self = user_data;
  PanelistOrder *order = NULL;
  g_autoptr (PanelistOrder) first = g_list_model_get_item (
    G_LIST_MODEL (panelist_accounts_get_orders (self->accounts)), 0);

  order = first;
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_SUBMITTING);
  g_assert_true (panelist_ordering_get_sending (self->ordering));
  dex_future_disown (dex_future_finally (panelist_ordering_cancel_held (self->ordering, order), note_cancel, NULL, NULL));
}

static void
test_cancel_late (Workbench     *self,
                  gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = NULL;

  cancel_failed = FALSE;
  scripted_panel_answer (self->server, "add", 200, "{\"order\": 23501}");
  scripted_panel_hook (self->server, "add", cancel_now, self);
  order = hold_link (self, LINK, DELAY);
  wait_until_sent (self, order);
  wait_until (cancel_failed);

  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_PLACED);
  g_assert_true (is_listed (self, order));
  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 1);
}

/* While T0 asks for the balance it is held yet: a cancel wins, and nothing is sent. */
static void
cancel_at_balance (ScriptedPanel *server,
                   GHashTable    *form,
                   gpointer       user_data)
{
  Workbench *self = user_data;
  PanelistOrder *order = panelist_ordering_get_newest_held (self->ordering);

  if (order != NULL)
    dex_future_disown (panelist_ordering_cancel_held (self->ordering, order));
}

static void
test_cancel_at_last (Workbench     *self,
                     gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = NULL;

  scripted_panel_answer (self->server, "add", 200, "{\"order\": 23501}");
  scripted_panel_hook (self->server, "balance", cancel_at_balance, self);
  order = hold_link (self, LINK, DELAY);
  finish (panelist_ordering_wait_idle (self->ordering));

  g_assert_cmpint (get_stored_state (self, order), ==, PANELIST_INTENT_DRAFT);
  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 0);
  g_assert_false (is_listed (self, order));
}

static void
test_newest (Workbench     *self,
             gconstpointer  unused)
{
  g_autoptr (PanelistOrder) first = hold_link (self, "https://clips.example/@a/1", LONG);
  g_autoptr (PanelistOrder) second = hold_link (self, "https://clips.example/@a/2", LONG);

  g_assert_true (panelist_ordering_get_newest_held (self->ordering) == second);
  g_object_unref (finish_object (panelist_ordering_cancel_held (self->ordering, second)));
  g_assert_true (panelist_ordering_get_newest_held (self->ordering) == first);
  g_object_unref (finish_object (panelist_ordering_cancel_held (self->ordering, first)));
  g_assert_null (panelist_ordering_get_newest_held (self->ordering));
}

/* A double click that got past the screen: the second order is another one's duplicate. */
static void
test_double_click (Workbench     *self,
                   gconstpointer  unused)
{
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, LINK, 250);
  g_autoptr (DexFuture) first = panelist_ordering_hold (self->ordering, draft, DELAY);
  g_autoptr (DexFuture) second = panelist_ordering_hold (self->ordering, draft, DELAY);
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (GError) error = NULL;

  scripted_panel_answer (self->server, "add", 200, "{\"order\": 23501}");
  order = finish_object (dex_ref (first));
  error = finish_error (dex_ref (second));
  g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_DUPLICATE_LINK);

  wait_until_sent (self, order);
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_PLACED);
  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 1);
}

/* Killed while it is held: the next start sends nothing and says so. */

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

static void
test_killed (Workbench     *self,
             gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = hold_link (self, LINK, LONG);
  g_autofree char *snapshot = g_dir_make_tmp ("panelist-snapshot-XXXXXX", NULL);
  g_autoptr (PanelistStore) killed = NULL;
  g_autoptr (GPtrArray) orders = NULL;
  PanelistOrder *found = NULL;

  copy_file (self->directory, snapshot, "panelist.db");
  copy_file (self->directory, snapshot, "panelist.db-wal");
  g_object_unref (finish_object (panelist_ordering_cancel_held (self->ordering, order)));

  killed = finish_object (panelist_store_open (snapshot));
  orders = finish_boxed (panelist_store_list_orders (killed));
  found = workbench_find (orders, panelist_order_get_uuid (order));
  g_assert_nonnull (found);
  g_assert_cmpint (panelist_order_get_intent_state (found), ==, PANELIST_INTENT_NOT_SENT);
  g_assert_cmpint (panelist_order_get_reason_code (found), ==, PANELIST_REASON_FOUND_AT_START);
  g_assert_cmpint (panelist_order_get_sent_sequence (found), ==, 0);
  g_clear_pointer (&orders, g_ptr_array_unref);
  finish (panelist_store_close (killed));
  workbench_remove_tree (snapshot);
}

/* All of T1 is in the row (safety.md A5), for an order that was held as for one that was not. */
static void
assert_record (Workbench     *self,
               PanelistOrder *order)
{
  g_autofree char *snapshot = g_dir_make_tmp ("panelist-snapshot-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (snapshot, "panelist.db", NULL);
  g_autofree char *body = panelist_form_encode (panelist_order_get_form (order));
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1);
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;

  static const char *const expected[] = {
    "1", "Followers", "First Category", "Default", "0.90", "50", "10000", "yes", "yes", "unknown", NULL, "250", "0.225",
    "USD", "100.84292", "1", "USD", "0", "23501", "1", "1", "1", PANELIST_VERSION,
  };

  g_assert_null (strstr (body, WORKBENCH_KEY));
  copy_file (self->directory, snapshot, "panelist.db");
  copy_file (self->directory, snapshot, "panelist.db-wal");
  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database,
                                       "SELECT service, service_name, service_category, service_type, service_rate,"
                                       " service_min, service_max, service_refill, service_cancel,"
                                       " service_drip_feed, body_hash, quantity, expected_charge, currency,"
                                       " balance_before, balance_before_time > 0, balance_before_currency,"
                                       " balance_before_ambiguous, id_floor, created_time > 0, boot_time > 0,"
                                       " sent_time >= created_time, app_version FROM intent WHERE uuid = ?",
                                       -1, &statement, NULL), ==, SQLITE_OK);
  sqlite3_bind_text (statement, 1, panelist_order_get_uuid (order), -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);

  for (int i = 0; i < (int) G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr ((const char *) sqlite3_column_text (statement, i), ==, expected[i] != NULL ? expected[i] : hash);

  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);
  workbench_remove_tree (snapshot);
}

static void
test_record (Workbench     *self,
             gconstpointer  unused)
{
  g_autoptr (PanelistOrder) before = NULL;
  g_autoptr (PanelistOrder) held = NULL;
  g_autoptr (PanelistOrder) placed = NULL;

  scripted_panel_queue (self->server, "add", 200, "{\"order\": 23501}");
  scripted_panel_queue (self->server, "add", 200, "{\"error\": \"Bad link\"}");
  scripted_panel_queue (self->server, "add", 200, "{\"error\": \"Bad link\"}");
  before = workbench_place (self, "https://clips.example/@a/0", 250);

  held = hold_link (self, "https://clips.example/@a/1", DELAY);
  wait_until_sent (self, held);
  assert_record (self, held);

  placed = workbench_place (self, "https://clips.example/@a/2", 250);
  assert_record (self, placed);
}

#define ADD(path, func) g_test_add (path, Workbench, NULL, workbench_set_up, func, workbench_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("/held/hold", test_hold);
  ADD ("/held/answers", test_answers);

  for (guint i = 0; i < G_N_ELEMENTS (obstacles); i++)
    {
      g_autofree char *path = g_strdup_printf ("/held/not-sent/%s", obstacles[i].name);

      g_test_add (path, Workbench, &obstacles[i], workbench_set_up, test_obstacle, workbench_tear_down);
    }

  ADD ("/held/cheaper", test_cheaper);
  ADD ("/held/cancel", test_cancel);
  ADD ("/held/cancel-twice", test_cancel_twice);
  ADD ("/held/cancel-late", test_cancel_late);
  ADD ("/held/cancel-at-last", test_cancel_at_last);
  ADD ("/held/newest", test_newest);
  ADD ("/held/double-click", test_double_click);
  ADD ("/held/killed", test_killed);
  ADD ("/held/record", test_record);

  return g_test_run ();
}
