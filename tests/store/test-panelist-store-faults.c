/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the database refuses: transitions outside the diagram, changes of events, writes without room, files that are
 * newer or damaged. */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "panelist-backup.h"
#include "panelist-rescue.h"
#include "panelist-store.h"

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

static gpointer
take (DexFuture *pending)
{
  g_autoptr (DexFuture) future = wait_for (pending);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  g_assert_no_error (error);
  return G_VALUE_HOLDS_OBJECT (value) ? g_value_dup_object (value)
         : G_VALUE_HOLDS_BOXED (value) ? g_value_dup_boxed (value)
                                       : NULL;
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

typedef struct {
  char *directory;
  char *path;
  PanelistPanel *panel;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (PanelistStore) store = NULL;

  fixture->directory = g_dir_make_tmp ("panelist-faults-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->directory, "panelist.db", NULL);
  fixture->panel = panelist_panel_new ("Main Panel", "https://panel.example/api/v2");
  store = take (panelist_store_open (fixture->directory));
  take (panelist_store_add_panel (store, fixture->panel));
  take (panelist_store_close (store));
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
  remove_tree (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->path);
  g_clear_object (&fixture->panel);
}

static sqlite3 *
open_file (Fixture *fixture)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (fixture->path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  return db;
}

static int
run (sqlite3    *db,
     const char *sql)
{
  return sqlite3_exec (db, sql, NULL, NULL, NULL);
}

/* The trigger and the model agree about every pair of states. */
static void
test_transitions (Fixture       *fixture,
                  gconstpointer  data)
{
  sqlite3 *db = open_file (fixture);
  GEnumClass *states = g_type_class_ref (PANELIST_TYPE_INTENT_STATE);
  guint n_refused = 0;

  for (guint i = 0; i < states->n_values; i++)
    for (guint j = 0; j < states->n_values; j++)
      {
        const GEnumValue *from = &states->values[i];
        const GEnumValue *to = &states->values[j];
        gboolean allowed = from == to || panelist_intent_state_may_become (from->value, to->value);
        g_autofree char *insert = NULL;
        g_autofree char *update = NULL;

        insert = g_strdup_printf ("INSERT INTO intent (uuid, kind, state, panel, created_time)"
                                  " SELECT '%u-%u', 'add', '%s', id, 1 FROM panel",
                                  i, j, from->value_nick);
        update = g_strdup_printf ("UPDATE intent SET state = '%s' WHERE uuid = '%u-%u'", to->value_nick, i, j);
        g_assert_cmpint (run (db, insert), ==, SQLITE_OK);
        g_assert_cmpint (run (db, update), ==, allowed ? SQLITE_OK : SQLITE_CONSTRAINT);
        n_refused += !allowed;
      }
  g_assert_cmpuint (n_refused, ==, 8 * 7 - 14);
  g_type_class_unref (states);
  sqlite3_close (db);
}

static void
test_events (Fixture       *fixture,
             gconstpointer  data)
{
  sqlite3 *db = open_file (fixture);

  g_assert_cmpint (run (db,
                        "INSERT INTO intent (id, uuid, kind, state, panel, created_time)"
                        " SELECT 1, 'u', 'add', 'placed', id, 1 FROM panel;"
                        "INSERT INTO order_event VALUES (1, 1, 0, 0, 'placed', NULL)"),
                   ==, SQLITE_OK);
  g_assert_cmpint (run (db, "UPDATE order_event SET detail = 'x'"), ==, SQLITE_CONSTRAINT);
  g_assert_cmpint (run (db, "DELETE FROM order_event"), ==, SQLITE_CONSTRAINT);
  sqlite3_close (db);
}

static GBytes *
read_file (Fixture    *fixture,
           const char *suffix)
{
  g_autofree char *path = g_strconcat (fixture->path, suffix, NULL);
  char *data = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &data, &length, NULL) ? g_bytes_new_take (data, length) : g_bytes_new (NULL, 0);
}

/* A newer version may keep another journal, or have left one that is not written back yet: not a byte changes. */
static void
test_newer (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const changes[] = {
    "PRAGMA journal_mode = DELETE; PRAGMA user_version = 99",
    "PRAGMA journal_mode = WAL; PRAGMA user_version = 99; UPDATE panel SET name = 'Newer'",
  };
  static const char *const suffixes[] = { "", "-wal" };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      sqlite3 *db = open_file (fixture);
      GBytes *before[2] = { NULL, NULL };

      sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
      g_assert_cmpint (run (db, changes[i]), ==, SQLITE_OK);
      sqlite3_close (db);
      for (guint j = 0; j < 2; j++)
        before[j] = read_file (fixture, suffixes[j]);
      g_assert_cmpint (g_bytes_get_size (before[1]) > 0, ==, i == 1);

      assert_rejected (panelist_store_open (fixture->directory), PANELIST_STORE_ERROR_NEWER);
      for (guint j = 0; j < 2; j++)
        {
          g_autoptr (GBytes) after = read_file (fixture, suffixes[j]);

          g_assert_true (g_bytes_equal (before[j], after));
          g_clear_pointer (&before[j], g_bytes_unref);
        }
    }
}

static DexFuture *
begin (Fixture       *fixture,
       PanelistStore *store)
{
  g_autoptr (PanelistService) service = NULL;
  g_autoptr (PanelistOrderDraft) draft = NULL;

  service = g_object_new (PANELIST_TYPE_SERVICE, "id", "7", "name", "Clips Views", "type-text", "Default",
                          "type", PANELIST_SERVICE_TYPE_DEFAULT, "rate", "0.90",
                          "min", (int64_t) 50, "max", (int64_t) 10000, NULL);
  draft = panelist_order_draft_new (fixture->panel, service);
  panelist_order_draft_set_value (draft, PANELIST_FIELD_LINK, "https://clips.example/1");
  panelist_order_draft_set_value (draft, PANELIST_FIELD_QUANTITY, "250");
  return panelist_store_begin_add (store, draft, NULL);
}

static guint
count (PanelistStore *store)
{
  g_autoptr (GPtrArray) orders = take (panelist_store_list_orders (store));

  return orders->len;
}

/* No room: the intent is refused, nothing changes, and it works again once there is room. */
static void
test_full (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (PanelistStore) store = take (panelist_store_open (fixture->directory));
  g_autoptr (PanelistOrder) first = take (begin (fixture, store));
  g_autoptr (PanelistOrder) second = NULL;
  struct rlimit old;
  struct rlimit small;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  small = old;
  small.rlim_cur = 4096;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  assert_rejected (begin (fixture, store), PANELIST_STORE_ERROR_FULL);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);

  g_assert_cmpuint (count (store), ==, 1);
  second = take (begin (fixture, store));
  g_assert_cmpuint (count (store), ==, 2);
  take (panelist_store_close (store));
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

/* A journal that is longer than what files may grow to in the test. */
static void
lengthen_journal (Fixture       *fixture,
                  PanelistStore *store)
{
  g_autoptr (GBytes) journal = NULL;

  do
    {
      g_autofree char *name = g_strnfill (4000, 'n');

      g_object_set (fixture->panel, "name", name, NULL);
      take (panelist_store_save_panel (store, fixture->panel));
      g_clear_pointer (&journal, g_bytes_unref);
      journal = read_file (fixture, "-wal");
    }
  while (g_bytes_get_size (journal) < 128 * 1024);
}

/* What the panel answered while the disk was full, and then the process was killed. */
static void
test_rescue (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const names[] = { "panelist.db", "panelist.db-wal", "panelist.rescue" };
  g_autofree char *killed = g_dir_make_tmp ("panelist-killed-XXXXXX", NULL);
  g_autoptr (PanelistStore) store = take (panelist_store_open (fixture->directory));
  g_autoptr (PanelistOrder) placed = take (begin (fixture, store));
  g_autoptr (PanelistOrder) same = take (begin (fixture, store));
  g_autoptr (PanelistOrder) other = take (begin (fixture, store));
  PanelistTransition transition = { .from = PANELIST_INTENT_SUBMITTING, .to = PANELIST_INTENT_PLACED };
  struct rlimit old;
  struct rlimit small;

  lengthen_journal (fixture, store);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  small = old;
  small.rlim_cur = 64 * 1024;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  transition.remote_id = "23501";
  transition.http_status = 200;
  transition.uuid = panelist_order_get_uuid (placed);
  assert_rejected (panelist_store_transition (store, &transition), PANELIST_STORE_ERROR_FULL);
  transition.uuid = panelist_order_get_uuid (same);
  assert_rejected (panelist_store_transition (store, &transition), PANELIST_STORE_ERROR_FULL);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    copy_file (fixture->directory, killed, names[i]);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PanelistStore) again = take (panelist_store_open (killed));
      g_autoptr (GPtrArray) orders = take (panelist_store_list_orders (again));

      /* The newest first. */
      g_assert_cmpuint (orders->len, ==, 3);
      g_assert_cmpint (panelist_order_get_intent_state (g_ptr_array_index (orders, 2)), ==, PANELIST_INTENT_PLACED);
      g_assert_cmpstr (panelist_order_get_remote_id (g_ptr_array_index (orders, 2)), ==, "23501");
      g_assert_cmpint (panelist_order_get_intent_state (g_ptr_array_index (orders, 1)), ==, PANELIST_INTENT_UNCONFIRMED);
      g_assert_cmpint (panelist_order_get_reason_code (g_ptr_array_index (orders, 1)), ==, PANELIST_REASON_NUMBER_TAKEN);
      g_assert_cmpint (panelist_order_get_intent_state (g_ptr_array_index (orders, 0)), ==, PANELIST_INTENT_UNCONFIRMED);
      g_assert_cmpint (panelist_order_get_reason_code (g_ptr_array_index (orders, 0)), ==, PANELIST_REASON_FOUND_AT_START);
      take (panelist_store_close (again));
    }
  remove_tree (killed);

  /* Not killed: stored as soon as there is room, and not kept any longer. */
  transition.uuid = panelist_order_get_uuid (placed);
  g_object_unref (take (panelist_store_transition (store, &transition)));
  take (panelist_store_close (store));
}

/* Records that were cut while they were written are none. */
static void
test_rescue_records (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "records", NULL);
  PanelistRescueRecord record = { (char *) "uuid-1", PANELIST_INTENT_PLACED, 200, (char *) "23501", NULL };
  g_autoptr (PanelistRescue) rescue = panelist_rescue_open (path);
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *bytes = NULL;
  gsize length = 0;

  g_assert_true (panelist_rescue_write (rescue, &record));
  record.remote_id = (char *) "23502";
  g_assert_true (panelist_rescue_write (rescue, &record));
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_cmpuint (length, ==, 64 * 1024);

  records = panelist_rescue_read (rescue);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpstr (((PanelistRescueRecord *) g_ptr_array_index (records, 0))->uuid, ==, "uuid-1");
  g_assert_cmpstr (((PanelistRescueRecord *) g_ptr_array_index (records, 0))->remote_id, ==, "23502");
  g_assert_cmpint (((PanelistRescueRecord *) g_ptr_array_index (records, 0))->state, ==, PANELIST_INTENT_PLACED);
  g_assert_null (((PanelistRescueRecord *) g_ptr_array_index (records, 0))->candidate_id);

  for (gsize i = 0; i < 512; i++)
    {
      g_autoptr (PanelistRescue) cut = NULL;
      g_autoptr (GPtrArray) none = NULL;

      bytes[i] ^= 1;
      g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
      bytes[i] ^= 1;
      cut = panelist_rescue_open (path);
      none = panelist_rescue_read (cut);
      g_assert_cmpuint (none->len, ==, 0);
    }

  panelist_rescue_forget (rescue, "uuid-1");
  g_clear_pointer (&records, g_ptr_array_unref);
  records = panelist_rescue_read (rescue);
  g_assert_cmpuint (records->len, ==, 0);
}

/* An empty file beside a journal is no new database: SQLite would throw the journal away. */
static void
test_emptied (Fixture       *fixture,
              gconstpointer  data)
{
  sqlite3 *db = open_file (fixture);
  g_autoptr (GBytes) journal = NULL;
  g_autoptr (GBytes) after = NULL;

  sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  g_assert_cmpint (run (db, "UPDATE panel SET name = 'Last'"), ==, SQLITE_OK);
  sqlite3_close (db);
  journal = read_file (fixture, "-wal");
  g_assert_cmpuint (g_bytes_get_size (journal), >, 0);
  g_assert_cmpint (truncate (fixture->path, 0), ==, 0);

  assert_rejected (panelist_store_open (fixture->directory), PANELIST_STORE_ERROR_DAMAGED);
  after = read_file (fixture, "-wal");
  g_assert_true (g_bytes_equal (journal, after));
}

/* Cut at any page and in the middle of one: said at the start, or at the latest before an order is written. */
static void
test_cut (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (GBytes) whole = read_file (fixture, "");
  gsize size = g_bytes_get_size (whole);

  for (gsize length = size - 1; length > 0; length = length > 2048 ? length - 2048 : 0)
    {
      g_autoptr (DexFuture) opened = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (fixture->path, g_bytes_get_data (whole, NULL), (gssize) length, NULL));
      opened = wait_for (panelist_store_open (fixture->directory));
      if (dex_future_get_value (opened, &error) != NULL)
        {
          g_autoptr (PanelistStore) store = take (dex_ref (opened));

          assert_rejected (begin (fixture, store), PANELIST_STORE_ERROR_DAMAGED);
          take (panelist_store_close (store));
        }
      else
        g_assert_error (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DAMAGED);
    }
}

/* Rubbish in a page that opening does not read: no order is written to such a file, and the next start says so. */
static void
test_rubbish_page (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *rubbish = g_strnfill (4096, 'x');
  g_autoptr (PanelistStore) store = NULL;
  g_autoptr (DexFuture) aside = NULL;
  sqlite3 *db = open_file (fixture);
  int file = -1;
  off_t end = 0;

  g_assert_cmpint (run (db,
                        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                        " INSERT INTO template (name, form) SELECT 'Template number ' || i, '[]' FROM n"),
                   ==, SQLITE_OK);
  sqlite3_close (db);
  file = g_open (fixture->path, O_RDWR | O_CLOEXEC, 0);
  end = lseek (file, 0, SEEK_END);
  g_assert_cmpint (pwrite (file, rubbish, 4096, end - 3 * 4096), ==, 4096);
  close (file);

  store = take (panelist_store_open (fixture->directory));
  assert_rejected (begin (fixture, store), PANELIST_STORE_ERROR_DAMAGED);
  take (panelist_store_close (store));
  assert_rejected (panelist_store_open (fixture->directory), PANELIST_STORE_ERROR_DAMAGED);

  aside = wait_for (panelist_store_move_aside (fixture->directory));
  g_assert_nonnull (dex_future_get_value (aside, NULL));
  g_clear_object (&store);
  store = take (panelist_store_open (fixture->directory));
  take (panelist_store_add_panel (store, fixture->panel));
  dex_unref (wait_for (begin (fixture, store)));
  take (panelist_store_close (store));
}

static char *
take_path (DexFuture *pending)
{
  g_autoptr (DexFuture) future = wait_for (pending);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  g_assert_no_error (error);
  return g_value_dup_string (value);
}

/* Twice in one second: both copies are kept. While it is open it is not moved. */
static void
test_move_aside (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (PanelistStore) store = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *text = NULL;

  store = take (panelist_store_open (fixture->directory));
  assert_rejected (panelist_store_move_aside (fixture->directory), PANELIST_STORE_ERROR_IN_USE);
  take (panelist_store_close (store));

  g_assert_true (g_file_set_contents (fixture->path, "first", -1, NULL));
  first = take_path (panelist_store_move_aside (fixture->directory));
  g_assert_true (g_file_set_contents (fixture->path, "second", -1, NULL));
  second = take_path (panelist_store_move_aside (fixture->directory));
  g_assert_cmpstr (first, !=, second);
  kept = g_build_filename (first, "panelist.db", NULL);
  g_assert_true (g_file_get_contents (kept, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "first");
}

/* Sound copies, the newest three, for nobody else to read. */
static void
test_backups (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (PanelistConnection) connection = NULL;
  g_autofree char *folder = g_build_filename (fixture->directory, "backups", NULL);
  g_autofree char *other = g_build_filename (folder, "mine.db", NULL);
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) error = NULL;
  const char *name = NULL;
  guint n_backups = 0;

  connection = panelist_connection_open (fixture->path, &error);
  g_assert_no_error (error);
  for (int64_t version = 1; version <= 5; version++)
    {
      g_assert_true (panelist_backup_make (connection, fixture->directory, version, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_set_contents (other, "mine", -1, NULL));
    }

  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf information;
      sqlite3 *copy = NULL;

      if (g_str_equal (name, "mine.db"))
        continue;
      g_assert_true (g_str_has_prefix (name, "version-3-") || g_str_has_prefix (name, "version-4-") ||
                     g_str_has_prefix (name, "version-5-"));
      g_assert_cmpint (g_stat (path, &information), ==, 0);
      g_assert_cmpuint (information.st_mode & 0777, ==, 0600);
      g_assert_cmpint (sqlite3_open_v2 (path, &copy, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
      g_assert_cmpint (run (copy, "SELECT name FROM panel"), ==, SQLITE_OK);
      sqlite3_close (copy);
      n_backups++;
    }
  g_assert_cmpuint (n_backups, ==, 3);
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
}

/* A file of the first version: a backup, then everything is there and new things can be stored. */
static void
test_first_version (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (fixture->directory, "backups", NULL);
  g_autoptr (PanelistStore) store = take (panelist_store_open (fixture->directory));
  g_autoptr (PanelistOrder) order = take (begin (fixture, store));
  g_autoptr (GPtrArray) orders = NULL;
  g_autoptr (GPtrArray) marks = NULL;
  const PanelistStoredMark *mark = NULL;
  g_autoptr (GDir) dir = NULL;
  sqlite3 *db = NULL;

  take (panelist_store_close (store));
  g_clear_object (&store);
  db = open_file (fixture);
  g_assert_cmpint (run (db,
                        "ALTER TABLE intent DROP COLUMN reason_code; ALTER TABLE intent DROP COLUMN evidence_kind;"
                        "ALTER TABLE panel DROP COLUMN confirm; ALTER TABLE panel DROP COLUMN confirm_amount;"
                        "ALTER TABLE panel DROP COLUMN most_per_order; ALTER TABLE panel DROP COLUMN most_per_day;"
                        "ALTER TABLE panel DROP COLUMN most_per_month; ALTER TABLE panel DROP COLUMN balance_to_keep;"
                        "ALTER TABLE intent DROP COLUMN balance_before_currency;"
                        "ALTER TABLE intent DROP COLUMN balance_before_ambiguous;"
                        "ALTER TABLE intent DROP COLUMN balance_after; ALTER TABLE intent DROP COLUMN evidence_fall;"
                        "ALTER TABLE intent DROP COLUMN evidence_time; ALTER TABLE intent DROP COLUMN evidence_reads;"
                        "ALTER TABLE intent DROP COLUMN candidate_known;"
                        "ALTER TABLE intent DROP COLUMN active_link_time;"
                        "ALTER TABLE intent DROP COLUMN ended_time; ALTER TABLE intent DROP COLUMN settled_time;"
                        "DROP INDEX intent_sent; ALTER TABLE intent DROP COLUMN sent_sequence; DROP TABLE restore;"
                        "ALTER TABLE panel DROP COLUMN unique_field;"
                        "CREATE TABLE favorite (panel INTEGER NOT NULL REFERENCES panel (id), service TEXT NOT NULL,"
                        " tag TEXT, note TEXT, PRIMARY KEY (panel, service)) STRICT, WITHOUT ROWID;"
                        "INSERT INTO favorite SELECT id, '7', 'cafe', 'Good' FROM panel;"
                        "DROP TABLE service_mark; DROP TABLE visit; DROP INDEX service_change_service;"
                        "ALTER TABLE service_change DROP COLUMN name; ALTER TABLE service_change DROP COLUMN currency;"
                        "ALTER TABLE panel DROP COLUMN catalog_currency;"
                        "INSERT INTO service_change (panel, service, time, kind, new)"
                        " SELECT id, '7', 1700000000, 'new', 'Clips Views' FROM panel;"
                        "PRAGMA user_version = 1"),
                   ==, SQLITE_OK);
  sqlite3_close (db);

  store = take (panelist_store_open (fixture->directory));
  orders = take (panelist_store_list_orders (store));
  g_assert_cmpuint (orders->len, ==, 1);
  g_assert_cmpstr (panelist_order_get_uuid (g_ptr_array_index (orders, 0)), ==, panelist_order_get_uuid (order));
  g_assert_cmpint (panelist_order_get_reason_code (g_ptr_array_index (orders, 0)), ==, PANELIST_REASON_FOUND_AT_START);
  marks = take (panelist_store_list_marks (store));
  g_assert_cmpuint (marks->len, ==, 1);
  mark = g_ptr_array_index (marks, 0);
  g_assert_cmpstr (mark->service_id, ==, "7");
  g_assert_true (mark->favorite);
  g_assert_cmpstr (mark->note, ==, "Good");
  g_assert_cmpstr (mark->tags[0], ==, "cafe");
  take (panelist_store_close (store));
  db = open_file (fixture);
  g_assert_cmpint (run (db, "SELECT 1 / (name = 'Clips Views' AND old IS NULL AND new IS NULL) FROM service_change"),
                   ==, SQLITE_OK);
  sqlite3_close (db);

  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  g_assert_true (g_str_has_prefix (g_dir_read_name (dir), "version-1-"));
  g_assert_null (g_dir_read_name (dir));
}

#define ADD(name, function) g_test_add ("/store/faults/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("transitions", test_transitions);
  ADD ("events", test_events);
  ADD ("newer", test_newer);
  ADD ("full", test_full);
  ADD ("rescue", test_rescue);
  ADD ("rescue-records", test_rescue_records);
  ADD ("emptied", test_emptied);
  ADD ("cut", test_cut);
  ADD ("rubbish-page", test_rubbish_page);
  ADD ("move-aside", test_move_aside);
  ADD ("backups", test_backups);
  ADD ("first-version", test_first_version);
  return g_test_run ();
}
