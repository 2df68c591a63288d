/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>

#include "workbench.h"

/* The table A4 of safety.md, over the wire */

typedef struct {
  const char *name;
  guint status;
  const char *body;                /* NULL: the connection ends without an answer */
  const char *balance_after;       /* of the check after a refusal */
  PanelistIntentState outcome;
  const char *remote_id;
  gboolean balance_checked;
} Case;

#define UNCHANGED "{\"balance\": \"100.84292\", \"currency\": \"USD\"}"
#define FELL      "{\"balance\": \"100.61792\", \"currency\": \"USD\"}"   /* by 0.225: 250 at 0.90 */
#define UNCLEAR   "{\"balance\": \"90\", \"currency\": \"USD\"}"

static const Case cases[] = {
  { "2-500-error", 500, "{\"error\": \"Server error\"}", UNCHANGED, PANELIST_INTENT_UNCONFIRMED, NULL, FALSE },
  { "2-502-html", 502, "<html>Bad gateway</html>", UNCHANGED, PANELIST_INTENT_UNCONFIRMED, NULL, FALSE },
  { "2-503-id", 503, "{\"order\": 5}", UNCHANGED, PANELIST_INTENT_UNCONFIRMED, NULL, FALSE },
  { "2-302", 302, "{\"order\": 5}", UNCHANGED, PANELIST_INTENT_UNCONFIRMED, NULL, FALSE },
  { "2-408", 408, "{\"error\": \"Bad link\"}", UNCHANGED, PANELIST_INTENT_UNCONFIRMED, NULL, FALSE },
  { "3-429", 429, "{\"error\": \"Too many requests\"}", UNCHANGED, PANELIST_INTENT_REFUSED, NULL, TRUE },
  { "3-429-fell", 429, "{\"error\": \"Too many requests\"}", FELL, PANELIST_INTENT_UNCONFIRMED, NULL, TRUE },
  { "4-number", 200, "{\"order\": 23501}", UNCHANGED, PANELIST_INTENT_PLACED, "23501", FALSE },
  { "4-digits", 200, "{\"order\": \"23502\"}", UNCHANGED, PANELIST_INTENT_PLACED, "23502", FALSE },
  { "4-text", 201, "{\"order\": \"ord_01HZX\"}", UNCHANGED, PANELIST_INTENT_PLACED, "ord_01HZX", FALSE },
  { "4-bom", 200, "\xef\xbb\xbf {\"order\": 7} ", UNCHANGED, PANELIST_INTENT_PLACED, "7", FALSE },
  { "5-id-and-error", 200, "{\"order\": 5, \"error\": \"no\"}", UNCHANGED, PANELIST_INTENT_UNCONFIRMED, NULL, FALSE },
  { "5-php-before", 200, "Warning: x\n{\"order\": 5}", UNCHANGED, PANELIST_INTENT_UNCONFIRMED, NULL, FALSE },
  { "5-202", 202, "{\"order\": 5}", UNCHANGED, PANELIST_INTENT_UNCONFIRMED, NULL, FALSE },
  { "6-duplicate", 200, "{\"error\": \"You have active order with this link. Please wait\"}", UNCHANGED,
    PANELIST_INTENT_REFUSED, NULL, FALSE },
  { "7-timed-out", 400, "{\"error\": \"Request timed out\"}", UNCHANGED, PANELIST_INTENT_UNCONFIRMED, NULL, FALSE },
  { "8-refused", 200, "{\"error\": \"Bad link\"}", UNCHANGED, PANELIST_INTENT_REFUSED, NULL, TRUE },
  { "8-fell", 200, "{\"error\": \"Bad link\"}", FELL, PANELIST_INTENT_UNCONFIRMED, NULL, TRUE },
  { "8-unclear", 200, "{\"error\": \"Bad link\"}", UNCLEAR, PANELIST_INTENT_REFUSED, NULL, TRUE },
  { "8-auth", 200, "{\"error\": \"Invalid API key\"}", UNCHANGED, PANELIST_INTENT_REFUSED, NULL, FALSE },
  { "9-nothing", 200, "{\"status\": \"success\"}", UNCHANGED, PANELIST_INTENT_UNCONFIRMED, NULL, FALSE },
  { "9-empty", 200, "", UNCHANGED, PANELIST_INTENT_UNCONFIRMED, NULL, FALSE },
  { "9-html", 200, "<!doctype html><title>Just a moment</title>", UNCHANGED, PANELIST_INTENT_UNCONFIRMED, NULL, FALSE },
  { "9-cut", 200, "{\"order\": 23", UNCHANGED, PANELIST_INTENT_UNCONFIRMED, NULL, FALSE },
  { "9-twice", 200, "{\"order\": 1, \"order\": 2}", UNCHANGED, PANELIST_INTENT_UNCONFIRMED, NULL, FALSE },
  { "9-eof", 200, NULL, UNCHANGED, PANELIST_INTENT_UNCONFIRMED, NULL, FALSE },
};

static void
change_balance (ScriptedPanel *server,
                GHashTable    *form,
                gpointer       user_data)
{
  scripted_panel_answer (server, "balance", 200, user_data);
}

static PanelistEvidence
expected_evidence (const Case *test)
{
  if (!test->balance_checked)
    return PANELIST_EVIDENCE_NONE;

  if (g_str_equal (test->balance_after, UNCHANGED))
    return PANELIST_EVIDENCE_UNCHANGED;

  return g_str_equal (test->balance_after, FELL) ? PANELIST_EVIDENCE_MATCH : PANELIST_EVIDENCE_UNCLEAR;
}

static void
test_case (Workbench     *self,
           gconstpointer  data)
{
  const Case *test = data;
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (GPtrArray) stored = NULL;
  g_autofree char *evidence = NULL;
  PanelistOrder *row = NULL;
  guint n_balances = 0;

  scripted_panel_answer (self->server, "add", test->status, test->body);
  scripted_panel_hook (self->server, "add", change_balance, (gpointer) test->balance_after);
  n_balances = scripted_panel_count (self->server, "balance");

  order = workbench_place (self, "https://clips.example/@a/1", 250);

  g_assert_cmpint (panelist_order_get_intent_state (order), ==, test->outcome);
  g_assert_cmpstr (panelist_order_get_remote_id (order), ==, test->remote_id);
  g_assert_cmpuint (scripted_panel_count (self->server, "balance") - n_balances, ==, 1 + test->balance_checked);
  g_object_get (order, "evidence", &evidence, NULL);
  g_assert_cmpint (evidence != NULL, ==, test->balance_checked);
  g_assert_cmpint (panelist_order_get_evidence_kind (order), ==, expected_evidence (test));
  g_assert_true (panelist_object_list_lookup (panelist_accounts_get_orders (self->accounts),
                                              panelist_order_get_uuid (order)) == order);

  stored = finish_boxed (panelist_store_list_orders (self->store));
  g_assert_cmpuint (stored->len, ==, 1);
  row = g_ptr_array_index (stored, 0);
  g_assert_cmpint (panelist_order_get_intent_state (row), ==, test->outcome);
  g_assert_cmpstr (panelist_order_get_remote_id (row), ==, test->remote_id);
  g_assert_cmpint (panelist_order_get_evidence_kind (row), ==, expected_evidence (test));
  g_assert_cmpint (panelist_order_get_reason_code (row), ==, panelist_order_get_reason_code (order));

  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 1);
  g_assert_cmpstr (scripted_panel_get_field (self->server, "add", "key"), ==, WORKBENCH_KEY);
  g_assert_cmpstr (scripted_panel_get_field (self->server, "add", "service"), ==, "1");
  g_assert_cmpstr (scripted_panel_get_field (self->server, "add", "quantity"), ==, "250");
  g_assert_cmpstr (scripted_panel_get_field (self->server, "add", "link"), ==, "https://clips.example/@a/1");
}

/* Row 1: the request never starts. */
static void
lose_key (ScriptedPanel *server,
          GHashTable    *form,
          gpointer       user_data)
{
  Workbench *self = user_data;

  dex_future_disown (panelist_secrets_clear (self->secrets, panelist_panel_get_uuid (self->panel)));
}

static void
assert_not_answered (PanelistOrder *order)
{
  int64_t answered_time = -1;

  g_object_get (order, "answered-time", &answered_time, NULL);
  g_assert_cmpint (answered_time, ==, 0);
}

static void
test_not_sent (Workbench     *self,
               gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (GPtrArray) stored = NULL;

  scripted_panel_hook (self->server, "balance", lose_key, self);
  order = workbench_place (self, "https://clips.example/@a/1", 250);
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_NOT_SENT);
  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 0);
  g_assert_nonnull (panelist_order_get_reason (order));
  assert_not_answered (order);

  stored = finish_boxed (panelist_store_list_orders (self->store));
  assert_not_answered (g_ptr_array_index (stored, 0));
  g_assert_cmpint (panelist_order_get_reason_code (order), ==, PANELIST_REASON_KEY_MISSING);
  g_assert_cmpint (panelist_order_get_reason_code (g_ptr_array_index (stored, 0)), ==, PANELIST_REASON_KEY_MISSING);
}

/* T1 */

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

/* What a power cut at this moment would leave: the files as they are, read by another connection elsewhere. */
typedef struct {
  Workbench *self;
  char *snapshot;
  char *state;
  char *charge;
  char *balance;
} Snapshot;

static void
take_snapshot (ScriptedPanel *server,
               GHashTable    *form,
               gpointer       user_data)
{
  Snapshot *snapshot = user_data;
  g_autofree char *path = NULL;
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;

  snapshot->snapshot = g_dir_make_tmp ("panelist-snapshot-XXXXXX", NULL);
  copy_file (snapshot->self->directory, snapshot->snapshot, "panelist.db");
  copy_file (snapshot->self->directory, snapshot->snapshot, "panelist.db-wal");

  path = g_build_filename (snapshot->snapshot, "panelist.db", NULL);
  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database, "SELECT state, expected_charge, balance_before FROM intent",
                                       -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  snapshot->state = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  snapshot->charge = g_strdup ((const char *) sqlite3_column_text (statement, 1));
  snapshot->balance = g_strdup ((const char *) sqlite3_column_text (statement, 2));
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);
}

static void
test_durable_before_sent (Workbench     *self,
                          gconstpointer  unused)
{
  Snapshot snapshot = { self, NULL, NULL, NULL, NULL };
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (PanelistStore) killed = NULL;
  g_autoptr (GPtrArray) orders = NULL;
  PanelistOrder *found = NULL;

  scripted_panel_answer (self->server, "add", 200, "{\"order\": 23501}");
  scripted_panel_hook (self->server, "add", take_snapshot, &snapshot);
  order = workbench_place (self, "https://clips.example/@a/1", 250);

  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_PLACED);
  g_assert_cmpstr (snapshot.state, ==, "submitting");
  g_assert_cmpstr (snapshot.charge, ==, "0.225");
  g_assert_cmpstr (snapshot.balance, ==, "100.84292");

  /* Killed at that moment: the next start does not know, and says so. */
  killed = finish_object (panelist_store_open (snapshot.snapshot));
  orders = finish_boxed (panelist_store_list_orders (killed));
  found = workbench_find (orders, panelist_order_get_uuid (order));
  g_assert_nonnull (found);
  g_assert_cmpint (panelist_order_get_intent_state (found), ==, PANELIST_INTENT_UNCONFIRMED);
  g_assert_cmpint (panelist_order_get_reason_code (found), ==, PANELIST_REASON_FOUND_AT_START);
  g_clear_pointer (&orders, g_ptr_array_unref);
  finish (panelist_store_close (killed));

  workbench_remove_tree (snapshot.snapshot);
  g_free (snapshot.snapshot);
  g_free (snapshot.state);
  g_free (snapshot.charge);
  g_free (snapshot.balance);
}

/* T2 on a full disk: the number is shown, the request is not repeated, and it is stored as soon as it can be. */

static void
fill_disk (ScriptedPanel *server,
           GHashTable    *form,
           gpointer       user_data)
{
  struct rlimit limit = { 0, RLIM_INFINITY };

  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
free_disk (void)
{
  struct rlimit limit = { RLIM_INFINITY, RLIM_INFINITY };

  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static gboolean
shows_number (Workbench *self)
{
  GListModel *orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));
  g_autoptr (PanelistOrder) order = g_list_model_get_item (orders, 0);

  return order != NULL && panelist_order_get_reason (order) != NULL &&
         strstr (panelist_order_get_reason (order), "23501") != NULL;
}

static PanelistReason
get_first_reason_code (Workbench *self)
{
  GListModel *orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));
  g_autoptr (PanelistOrder) order = g_list_model_get_item (orders, 0);

  return panelist_order_get_reason_code (order);
}

static void
test_full_disk (Workbench     *self,
                gconstpointer  unused)
{
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, "https://clips.example/@a/1", 250);
  g_autoptr (DexFuture) place = NULL;
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (GPtrArray) stored = NULL;

  signal (SIGXFSZ, SIG_IGN);
  scripted_panel_answer (self->server, "add", 200, "{\"order\": 23501}");
  scripted_panel_hook (self->server, "add", fill_disk, NULL);

  place = panelist_ordering_place (self->ordering, draft);
  wait_until (shows_number (self));
  g_assert_true (dex_future_is_pending (place));
  g_assert_cmpint (get_first_reason_code (self), ==, PANELIST_REASON_NOT_SAVED);
  g_assert_true (panelist_ordering_get_busy (self->ordering));

  free_disk ();
  order = finish_object (dex_ref (place));
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_PLACED);
  g_assert_cmpstr (panelist_order_get_remote_id (order), ==, "23501");
  g_assert_null (panelist_order_get_reason (order));
  g_assert_cmpint (panelist_order_get_reason_code (order), ==, PANELIST_REASON_NONE);
  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 1);

  stored = finish_boxed (panelist_store_list_orders (self->store));
  g_assert_cmpstr (panelist_order_get_remote_id (g_ptr_array_index (stored, 0)), ==, "23501");
}

/* T1 on a full disk: nothing is sent. */
static void
test_full_disk_before (Workbench     *self,
                       gconstpointer  unused)
{
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, "https://clips.example/@a/1", 250);
  g_autoptr (GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  scripted_panel_hook (self->server, "balance", fill_disk, NULL);
  error = finish_error (panelist_ordering_place (self->ordering, draft));
  free_disk ();

  g_assert_cmpstr (g_quark_to_string (error->domain), ==, g_quark_to_string (PANELIST_STORE_ERROR));
  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (panelist_accounts_get_orders (self->accounts))), ==, 0);
}

/* The evidence after a refusal on a full disk: the panel's words come back with it. */
static void
fill_disk_at_check (ScriptedPanel *server,
                    GHashTable    *form,
                    gpointer       user_data)
{
  if (scripted_panel_count (server, "add") > 0)
    fill_disk (server, form, user_data);
}

static gboolean
shows_notice (Workbench *self)
{
  GListModel *orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));
  g_autoptr (PanelistOrder) order = g_list_model_get_item (orders, 0);

  return order != NULL && panelist_order_get_reason (order) != NULL &&
         strstr (panelist_order_get_reason (order), "not saved") != NULL;
}

static void
test_full_disk_at_check (Workbench     *self,
                         gconstpointer  unused)
{
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, "https://clips.example/@a/1", 250);
  g_autoptr (DexFuture) place = NULL;
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *evidence = NULL;

  signal (SIGXFSZ, SIG_IGN);
  scripted_panel_answer (self->server, "add", 200, "{\"error\": \"Bad link\"}");
  scripted_panel_hook (self->server, "balance", fill_disk_at_check, NULL);

  place = panelist_ordering_place (self->ordering, draft);
  wait_until (shows_notice (self));
  free_disk ();
  order = finish_object (dex_ref (place));

  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_REFUSED);
  g_assert_cmpstr (panelist_order_get_reason (order), ==, "Bad link");
  g_object_get (order, "evidence", &evidence, NULL);
  g_assert_nonnull (evidence);
}

/* What the row says is shown when it left the state that the outcome starts from. */
static void
settle_behind_back (ScriptedPanel *server,
                    GHashTable    *form,
                    gpointer       user_data)
{
  Workbench *self = user_data;
  g_autofree char *path = g_build_filename (self->directory, "panelist.db", NULL);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, "UPDATE intent SET state = 'unconfirmed'", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);
}

static void
test_row_decides (Workbench     *self,
                  gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = NULL;

  scripted_panel_answer (self->server, "add", 200, "{\"order\": 23501}");
  scripted_panel_hook (self->server, "add", settle_behind_back, self);
  order = workbench_place (self, "https://clips.example/@a/1", 250);
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_UNCONFIRMED);
  g_assert_null (panelist_order_get_remote_id (order));
}

/* The same order number for two orders is no proof of the second. */
static void
test_same_number_twice (Workbench     *self,
                        gconstpointer  unused)
{
  g_autoptr (PanelistOrder) first = NULL;
  g_autoptr (PanelistOrder) second = NULL;

  scripted_panel_answer (self->server, "add", 200, "{\"order\": 23501}");
  first = workbench_place (self, "https://clips.example/@a/1", 250);
  second = workbench_place (self, "https://clips.example/@a/2", 250);
  g_assert_cmpint (panelist_order_get_intent_state (first), ==, PANELIST_INTENT_PLACED);
  g_assert_cmpint (panelist_order_get_intent_state (second), ==, PANELIST_INTENT_UNCONFIRMED);
  g_assert_cmpint (panelist_order_get_reason_code (second), ==, PANELIST_REASON_NUMBER_TAKEN);
  g_assert_null (panelist_order_get_remote_id (second));
}

/* Who asked goes away: the order goes on. */
static void
test_dropped (Workbench     *self,
              gconstpointer  unused)
{
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, "https://clips.example/@a/1", 250);
  g_autoptr (GPtrArray) stored = NULL;
  DexFuture *chained = NULL;

  scripted_panel_answer (self->server, "add", 200, "{\"order\": 23501}");
  chained = dex_future_first (panelist_ordering_place (self->ordering, draft), dex_future_new_infinite (), NULL);
  g_assert_true (panelist_ordering_get_busy (self->ordering));
  wait_until (scripted_panel_count (self->server, "balance") > 0);
  dex_clear (&chained);
  wait_until (!panelist_ordering_get_busy (self->ordering));

  stored = finish_boxed (panelist_store_list_orders (self->store));
  g_assert_cmpuint (stored->len, ==, 1);
  g_assert_cmpint (panelist_order_get_intent_state (g_ptr_array_index (stored, 0)), ==, PANELIST_INTENT_PLACED);
  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 1);
}

/* The data may be closed when nothing is on its way any more. */
static void
test_idle (Workbench     *self,
           gconstpointer  unused)
{
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, "https://clips.example/@a/1", 250);
  g_autoptr (DexFuture) place = NULL;
  g_autoptr (DexFuture) idle = NULL;
  g_autoptr (DexFuture) idle_too = NULL;

  finish (panelist_ordering_wait_idle (self->ordering));
  scripted_panel_answer (self->server, "add", 200, "{\"order\": 23501}");
  place = panelist_ordering_place (self->ordering, draft);
  idle = panelist_ordering_wait_idle (self->ordering);
  idle_too = panelist_ordering_wait_idle (self->ordering);
  wait_until (scripted_panel_count (self->server, "add") == 1);
  g_assert_true (dex_future_is_pending (idle));
  finish (dex_ref (idle));
  g_assert_true (dex_future_is_resolved (place));
  g_assert_true (dex_future_is_resolved (idle_too));
  g_assert_false (panelist_ordering_get_busy (self->ordering));
}

/* T0 */

static void
assert_refused_before (Workbench          *self,
                       const char         *link,
                       int64_t             quantity,
                       int                 code)
{
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, link, quantity);
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GError) error = NULL;
  guint n_adds = scripted_panel_count (self->server, "add");
  guint n_orders = 0;

  stored = finish_boxed (panelist_store_list_orders (self->store));
  n_orders = stored->len;
  error = finish_error (panelist_ordering_place (self->ordering, draft));
  g_assert_error (error, PANELIST_ORDER_ERROR, code);
  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, n_adds);

  g_clear_pointer (&stored, g_ptr_array_unref);
  stored = finish_boxed (panelist_store_list_orders (self->store));
  g_assert_cmpuint (stored->len, ==, n_orders);

  if (code == PANELIST_ORDER_ERROR_PRICE_ROSE)
    g_assert_cmpstr (error->message, ==, "9.00");
}

static void
test_checks (Workbench     *self,
             gconstpointer  unused)
{
  g_autoptr (PanelistOrder) unknown = NULL;

  assert_refused_before (self, "https://clips.example/@a/1", 10, PANELIST_ORDER_ERROR_INVALID);
  assert_refused_before (self, "", 250, PANELIST_ORDER_ERROR_INVALID);

  scripted_panel_queue (self->server, "balance", 500, "{\"error\": \"Server error\"}");
  assert_refused_before (self, "https://clips.example/@a/1", 250, PANELIST_ORDER_ERROR_NOT_READY);

  scripted_panel_queue (self->server, "balance", 200, "{\"balance\": \"0.2\", \"currency\": \"USD\"}");
  assert_refused_before (self, "https://clips.example/@a/1", 250, PANELIST_ORDER_ERROR_FUNDS);

  g_object_set (self->panel, "balance-time", (int64_t) 0, NULL);
  scripted_panel_answer (self->server, "add", 200, "{}");
  unknown = workbench_place (self, "https://clips.example/@a/1", 250);
  g_assert_cmpint (panelist_order_get_intent_state (unknown), ==, PANELIST_INTENT_UNCONFIRMED);
  assert_refused_before (self, "http://www.clips.example/@a/1/", 250, PANELIST_ORDER_ERROR_TWIN_UNCONFIRMED);
}

/* A rate that is older than a day is read again; it rose tenfold meanwhile. */
static void
test_price_rose (Workbench     *self,
                 gconstpointer  unused)
{
  scripted_panel_answer (self->server, "services", 200,
                         "[{\"service\": 1, \"name\": \"Followers\", \"type\": \"Default\", \"category\": \"C\","
                         "  \"rate\": \"9.00\", \"min\": \"50\", \"max\": \"10000\"}]");
  g_object_set (self->panel, "catalog-time", (int64_t) 1, NULL);
  assert_refused_before (self, "https://clips.example/@a/1", 250, PANELIST_ORDER_ERROR_PRICE_ROSE);
}

static void
test_service_gone (Workbench     *self,
                   gconstpointer  unused)
{
  scripted_panel_answer (self->server, "services", 200,
                         "[{\"service\": 7, \"name\": \"Other\", \"type\": \"Default\", \"category\": \"C\","
                         "  \"rate\": \"9.00\", \"min\": \"50\", \"max\": \"10000\"}]");
  g_object_set (self->panel, "catalog-time", (int64_t) 1, NULL);
  assert_refused_before (self, "https://clips.example/@a/1", 250, PANELIST_ORDER_ERROR_SERVICE_GONE);
}

/* The rate is as it was, but the panel now sells a package of it: what was confirmed cost a quarter. */
static void
test_charge_rose (Workbench     *self,
                  gconstpointer  unused)
{
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, "https://clips.example/@a/1", 250);
  g_autoptr (GError) error = NULL;

  scripted_panel_answer (self->server, "services", 200,
                         "[{\"service\": 1, \"name\": \"Followers\", \"type\": \"Package\", \"category\": \"C\","
                         "  \"rate\": \"0.90\", \"min\": \"50\", \"max\": \"10000\"}]");
  g_object_set (self->panel, "catalog-time", (int64_t) 1, NULL);
  error = finish_error (panelist_ordering_place (self->ordering, draft));
  g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_PRICE_ROSE);
  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 0);
}

#define DRIP_SERVICE(max, flag)                                                                              \
  "[{\"service\": 1, \"name\": \"Followers\", \"type\": \"Drip Feed\", \"category\": \"C\", \"rate\": \"0.90\"," \
  "  \"min\": \"50\", \"max\": \"" max "\", \"dripfeed\": " flag "}]"

static PanelistOrderDraft *
new_drip_feed_draft (Workbench *self,
                     gboolean   drip_feed)
{
  PanelistOrderDraft *draft = NULL;

  scripted_panel_answer (self->server, "services", 200, DRIP_SERVICE ("10000", "true"));
  finish (panelist_accounts_refresh_catalog (self->accounts, self->panel));
  draft = workbench_draft (self, "https://clips.example/@a/1", 250);
  panelist_order_draft_set_value (draft, PANELIST_FIELD_RUNS, "4");
  panelist_order_draft_set_value (draft, PANELIST_FIELD_INTERVAL, "30");
  g_object_set (draft, "drip-feed", drip_feed, NULL);
  g_object_set (self->panel, "catalog-time", (int64_t) 1, NULL);

  return draft;
}

/* A person closed drip-feed: a newer description of the service does not open it again. */
static void
test_drip_feed_stays_closed (Workbench     *self,
                             gconstpointer  unused)
{
  g_autoptr (PanelistOrderDraft) draft = new_drip_feed_draft (self, FALSE);
  g_autoptr (PanelistOrder) order = NULL;

  scripted_panel_answer (self->server, "add", 200, "{\"order\": 23501}");
  scripted_panel_answer (self->server, "services", 200, DRIP_SERVICE ("20000", "true"));
  order = finish_object (panelist_ordering_place (self->ordering, draft));
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_PLACED);
  g_assert_cmpstr (scripted_panel_get_field (self->server, "add", "quantity"), ==, "250");
  g_assert_null (scripted_panel_get_field (self->server, "add", "runs"));
}

/* A person wanted four runs: one is not sent in their place. */
static void
test_drip_feed_gone (Workbench     *self,
                     gconstpointer  unused)
{
  g_autoptr (PanelistOrderDraft) draft = new_drip_feed_draft (self, TRUE);
  g_autoptr (GError) error = NULL;

  scripted_panel_answer (self->server, "services", 200, DRIP_SERVICE ("10000", "false"));
  error = finish_error (panelist_ordering_place (self->ordering, draft));
  g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_INVALID);
  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 0);
}

/* Another parameter does not make the same wish another one. */
static void
test_twin_with_extra (Workbench     *self,
                      gconstpointer  unused)
{
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, "https://clips.example/@a/1", 250);
  g_autoptr (PanelistOrder) unknown = NULL;
  g_autoptr (PanelistOrder) other = NULL;
  g_autoptr (GError) error = NULL;

  scripted_panel_answer (self->server, "add", 200, "{}");
  unknown = workbench_place (self, "https://clips.example/@a/1", 250);
  g_assert_cmpint (panelist_order_get_intent_state (unknown), ==, PANELIST_INTENT_UNCONFIRMED);

  panelist_order_draft_set_extra (draft, 0, "coupon", "SPRING");
  error = finish_error (panelist_ordering_place (self->ordering, draft));
  g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_TWIN_UNCONFIRMED);

  panelist_order_draft_set_value (draft, PANELIST_FIELD_QUANTITY, "300");
  g_clear_error (&error);
  error = finish_error (panelist_ordering_place (self->ordering, draft));
  g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_DUPLICATE_LINK);
  g_assert_cmpstr (panelist_order_error_get_order (error), ==, panelist_order_get_uuid (unknown));

  g_object_set (draft, "order-anyway", TRUE, NULL);
  other = finish_object (panelist_ordering_place (self->ordering, draft));
  g_assert_nonnull (other);
  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 2);
}

/* The panel that told its balance is not the one that the order would go to. */
static void
move_panel (ScriptedPanel *server,
            GHashTable    *form,
            gpointer       user_data)
{
  Workbench *self = user_data;
  g_autofree char *address = g_strconcat (scripted_panel_get_address (server), "/moved", NULL);

  g_object_set (self->panel, "address", address, NULL);
}

static void
change_key (ScriptedPanel *server,
            GHashTable    *form,
            gpointer       user_data)
{
  Workbench *self = user_data;
  g_autoptr (PanelistKey) key = panelist_key_new ("other-key", NULL);

  panelist_accounts_use_for_session (self->accounts, self->panel, key);
}

static void
test_panel_changed (Workbench     *self,
                    gconstpointer  unused)
{
  static const ScriptedPanelHook hooks[] = { change_key, move_panel };

  for (guint i = 0; i < G_N_ELEMENTS (hooks); i++)
    {
      g_autoptr (PanelistOrder) order = NULL;

      g_object_set (self->panel, "balance-time", (int64_t) 0, NULL);
      scripted_panel_hook (self->server, "balance", hooks[i], self);
      order = workbench_place (self, "https://clips.example/@a/1", 250);
      g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_NOT_SENT);
      g_assert_cmpint (panelist_order_get_reason_code (order), ==, PANELIST_REASON_PANEL_CHANGED);
      g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 0);
    }
}

static void
test_panel_removed (Workbench     *self,
                    gconstpointer  unused)
{
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, "https://clips.example/@a/1", 250);
  g_autoptr (GError) error = NULL;

  finish (panelist_accounts_remove (self->accounts, self->panel));
  error = finish_error (panelist_ordering_place (self->ordering, draft));
  g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_PANEL_REMOVED);
  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 0);
}

/* Where a panel takes a number of ours (safety.md A2.6): it is the order's own, never used again. */
static void
test_unique_field (Workbench     *self,
                   gconstpointer  unused)
{
  g_autoptr (PanelistOrder) first = NULL;
  g_autoptr (PanelistOrder) second = NULL;
  g_autoptr (PanelistOrderDraft) again = NULL;

  g_object_set (self->panel, "unique-field", "request_id", NULL);
  finish (panelist_accounts_save (self->accounts, self->panel, NULL));
  scripted_panel_answer (self->server, "add", 200, "{\"order\": 23501}");
  first = workbench_place (self, "https://clips.example/@a/1", 250);
  g_assert_cmpstr (scripted_panel_get_field (self->server, "add", "request_id"), ==, panelist_order_get_uuid (first));
  g_assert_cmpstr (panelist_form_lookup (panelist_order_get_form (first), "request_id"), ==,
                   panelist_order_get_uuid (first));

  again = panelist_ordering_draft_again (self->ordering, first, FALSE);
  g_assert_cmpuint (panelist_order_draft_get_n_extras (again), ==, 0);
  scripted_panel_answer (self->server, "add", 200, "{\"order\": 23502}");
  panelist_order_draft_set_value (again, PANELIST_FIELD_LINK, "https://clips.example/@a/2");
  second = finish_object (panelist_ordering_place (self->ordering, again));
  g_assert_cmpstr (scripted_panel_get_field (self->server, "add", "request_id"), ==, panelist_order_get_uuid (second));
  g_assert_cmpstr (panelist_order_get_uuid (first), !=, panelist_order_get_uuid (second));
}

/* After a restart everything is as it was stored. */
static void
test_restart (Workbench     *self,
              gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *uuid = NULL;
  PanelistOrder *again = NULL;

  scripted_panel_answer (self->server, "add", 200, "{\"order\": 23501}");
  order = workbench_place (self, "https://clips.example/@a/1", 250);
  wait_until (panelist_order_get_status (order) == PANELIST_ORDER_STATUS_PENDING);
  uuid = g_strdup (panelist_order_get_uuid (order));
  g_clear_object (&order);

  workbench_reopen (self);
  again = panelist_object_list_lookup (panelist_accounts_get_orders (self->accounts), uuid);
  g_assert_nonnull (again);
  g_assert_cmpint (panelist_order_get_intent_state (again), ==, PANELIST_INTENT_PLACED);
  g_assert_cmpstr (panelist_order_get_remote_id (again), ==, "23501");
  g_assert_cmpint (panelist_order_get_status (again), ==, PANELIST_ORDER_STATUS_PENDING);
  g_assert_cmpstr (panelist_order_get_charge (again), ==, "0.225");
  g_assert_cmpstr (panelist_order_get_expected_charge (again), ==, "0.225");
  g_assert_nonnull (panelist_accounts_get_catalog (self->accounts, self->panel));
}

#define ADD(path, func) g_test_add (path, Workbench, NULL, workbench_set_up, func, workbench_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ordering/answer/%s", cases[i].name);

      g_test_add (path, Workbench, &cases[i], workbench_set_up, test_case, workbench_tear_down);
    }

  ADD ("/ordering/answer/1-not-sent", test_not_sent);
  ADD ("/ordering/durable-before-sent", test_durable_before_sent);
  ADD ("/ordering/full-disk", test_full_disk);
  ADD ("/ordering/full-disk-before", test_full_disk_before);
  ADD ("/ordering/full-disk-at-check", test_full_disk_at_check);
  ADD ("/ordering/row-decides", test_row_decides);
  ADD ("/ordering/same-number-twice", test_same_number_twice);
  ADD ("/ordering/dropped", test_dropped);
  ADD ("/ordering/idle", test_idle);
  ADD ("/ordering/checks", test_checks);
  ADD ("/ordering/price-rose", test_price_rose);
  ADD ("/ordering/service-gone", test_service_gone);
  ADD ("/ordering/charge-rose", test_charge_rose);
  ADD ("/ordering/drip-feed-stays-closed", test_drip_feed_stays_closed);
  ADD ("/ordering/drip-feed-gone", test_drip_feed_gone);
  ADD ("/ordering/twin-with-extra", test_twin_with_extra);
  ADD ("/ordering/panel-changed", test_panel_changed);
  ADD ("/ordering/panel-removed", test_panel_removed);
  ADD ("/ordering/unique-field", test_unique_field);
  ADD ("/ordering/restart", test_restart);

  return g_test_run ();
}
