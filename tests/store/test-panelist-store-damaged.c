/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "panelist-store.h"

/* Backups, and what can be done with a damaged file (safety.md A5). */

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

static int64_t
take_number (DexFuture *pending)
{
  g_autoptr (DexFuture) future = wait_for (pending);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  g_assert_no_error (error);
  return G_VALUE_HOLDS_BOOLEAN (value) ? g_value_get_boolean (value) : g_value_get_int64 (value);
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
  char *backups;
  PanelistPanel *panel;
  PanelistStore *store;
} Fixture;

static void
open_store (Fixture *fixture)
{
  g_autoptr (GPtrArray) panels = NULL;

  fixture->store = take (panelist_store_open (fixture->directory));
  panels = take (panelist_store_list_panels (fixture->store));
  g_clear_object (&fixture->panel);
  if (panels->len > 0)
    fixture->panel = g_object_ref (g_ptr_array_index (panels, 0));
}

static void
close_store (Fixture *fixture)
{
  if (fixture->store != NULL)
    take (panelist_store_close (fixture->store));
  g_clear_object (&fixture->store);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->directory = g_dir_make_tmp ("panelist-damaged-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->directory, "panelist.db", NULL);
  fixture->backups = g_build_filename (fixture->directory, "backups", NULL);
  open_store (fixture);
  fixture->panel = panelist_panel_new ("=Main Panel", "https://panel.example/api/v2");
  take (panelist_store_add_panel (fixture->store, fixture->panel));
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
  close_store (fixture);
  remove_tree (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->path);
  g_free (fixture->backups);
  g_clear_object (&fixture->panel);
}

static PanelistOrderDraft *
draft_of (Fixture    *fixture,
          const char *link)
{
  g_autoptr (PanelistService) service = NULL;
  PanelistOrderDraft *draft = NULL;

  service = g_object_new (PANELIST_TYPE_SERVICE, "id", "7", "name", "Clips Views", "type-text", "Default",
                          "type", PANELIST_SERVICE_TYPE_DEFAULT, "rate", "0.90",
                          "min", (int64_t) 50, "max", (int64_t) 10000, NULL);
  draft = panelist_order_draft_new (fixture->panel, service);
  panelist_order_draft_set_value (draft, PANELIST_FIELD_LINK, link);
  panelist_order_draft_set_value (draft, PANELIST_FIELD_QUANTITY, "250");
  return draft;
}

static PanelistOrder *
settle (Fixture             *fixture,
        PanelistOrder       *order,
        PanelistIntentState  to,
        const char          *remote_id)
{
  PanelistTransition transition = { .uuid = panelist_order_get_uuid (order),
                                    .from = PANELIST_INTENT_SUBMITTING,
                                    .to = to,
                                    .remote_id = remote_id };

  return take (panelist_store_transition (fixture->store, &transition));
}

static char *
place (Fixture             *fixture,
       PanelistIntentState  to,
       const char          *remote_id)
{
  g_autoptr (PanelistOrderDraft) draft = draft_of (fixture, "https://clips.example/1");
  g_autoptr (PanelistOrder) order = take (panelist_store_begin_add (fixture->store, draft, NULL));
  g_autoptr (PanelistOrder) settled = settle (fixture, order, to, remote_id);

  return g_strdup (panelist_order_get_uuid (settled));
}

static PanelistOrder *
find (Fixture    *fixture,
      const char *uuid)
{
  return take (panelist_store_find_order (fixture->store, uuid));
}

static GPtrArray *
list_backups (Fixture    *fixture,
              const char *prefix)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (fixture->backups, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix))
      g_ptr_array_add (names, g_strdup (name));
  return names;
}

/* As if it was made so many days earlier. */
static void
age_backups (Fixture *fixture,
             int      days)
{
  g_autoptr (GPtrArray) names = list_backups (fixture, "weekly-");

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *from = g_build_filename (fixture->backups, name, NULL);
      int64_t time = g_ascii_strtoll (strrchr (name, '-') + 1, NULL, 10) - days * G_TIME_SPAN_DAY;
      g_autofree char *to = g_strdup_printf ("%s/weekly-3-%" G_GINT64_FORMAT ".db", fixture->backups, (gint64) time);

      g_assert_cmpint (g_rename (from, to), ==, 0);
    }
}

static void
damage (Fixture *fixture)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);

  close_store (fixture);
  g_assert_true (g_file_set_contents (fixture->path, "This is no database, and it was one.", -1, NULL));
  g_remove (wal);
  assert_rejected (panelist_store_open (fixture->directory), PANELIST_STORE_ERROR_DAMAGED);
}

/* Weekly when changed; three are kept. */
static void
test_weekly (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) names = NULL;

  g_assert_true (take_number (panelist_store_back_up (fixture->store)));
  g_assert_false (take_number (panelist_store_back_up (fixture->store)));

  age_backups (fixture, 8);
  g_assert_false (take_number (panelist_store_back_up (fixture->store)));

  for (int i = 0; i < 4; i++)
    {
      g_free (place (fixture, PANELIST_INTENT_UNCONFIRMED, NULL));
      g_assert_true (take_number (panelist_store_back_up (fixture->store)));
      g_free (place (fixture, PANELIST_INTENT_UNCONFIRMED, NULL));
      age_backups (fixture, 6);
      g_assert_false (take_number (panelist_store_back_up (fixture->store)));
      age_backups (fixture, 1);
    }
  names = list_backups (fixture, "weekly-");
  g_assert_cmpuint (names->len, ==, 3);
}

/* Nothing is placed, and nothing backed up, before the file passed its check. */
static void
test_check (Fixture       *fixture,
            gconstpointer  data)
{
  take (panelist_store_check (fixture->store));
  take (panelist_store_check (fixture->store));
}

static void
test_restore (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *placed = place (fixture, PANELIST_INTENT_PLACED, "100");
  g_autofree char *unconfirmed = place (fixture, PANELIST_INTENT_UNCONFIRMED, NULL);
  g_autoptr (PanelistOrderDraft) draft = draft_of (fixture, "https://clips.example/2");
  g_autoptr (PanelistOrder) held = take (panelist_store_hold_add (fixture->store, draft, NULL));
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (PanelistOrder) old = NULL;
  g_autoptr (PanelistOrder) next = NULL;
  g_autoptr (PanelistOrder) last = NULL;
  g_autoptr (GPtrArray) orders = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *next_uuid = NULL;
  g_autofree char *last_uuid = NULL;
  int64_t time = 0;

  g_assert_true (take_number (panelist_store_back_up (fixture->store)));
  lost = place (fixture, PANELIST_INTENT_PLACED, "101");
  damage (fixture);

  time = take_number (panelist_store_find_backup (fixture->directory));
  g_assert_cmpint (time, >, 0);
  g_assert_cmpint (take_number (panelist_store_restore_backup (fixture->directory)), ==, time);

  open_store (fixture);
  g_assert_cmpint (take_number (panelist_store_read_restored (fixture->store)), ==, time);
  take (panelist_store_check (fixture->store));
  orders = take (panelist_store_list_orders (fixture->store));
  g_assert_cmpuint (orders->len, ==, 3);
  order = find (fixture, placed);
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_PLACED);

  /* It may have been sent after the backup was made. */
  g_clear_object (&order);
  order = find (fixture, panelist_order_get_uuid (held));
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_UNCONFIRMED);

  /* The number 101 was given to an order that is not known any more. */
  old = find (fixture, unconfirmed);
  g_assert_cmpint (panelist_order_get_id_floor (old), ==, 0);
  next_uuid = place (fixture, PANELIST_INTENT_PLACED, "105");
  next = find (fixture, next_uuid);
  g_assert_cmpint (panelist_order_get_id_floor (next), ==, 0);
  last_uuid = place (fixture, PANELIST_INTENT_UNCONFIRMED, NULL);
  last = find (fixture, last_uuid);
  g_assert_cmpint (panelist_order_get_id_floor (last), ==, 105);
}

/* The damaged file is kept, byte by byte. */
static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = NULL;
  g_autofree char *kept = NULL;
  const char *name = NULL;

  g_assert_true (take_number (panelist_store_back_up (fixture->store)));
  damage (fixture);
  g_assert_cmpint (take_number (panelist_store_restore_backup (fixture->directory)), >, 0);

  dir = g_dir_open (fixture->directory, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "damaged-"))
      {
        g_autofree char *path = g_build_filename (fixture->directory, name, "panelist.db", NULL);

        g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
      }
  g_assert_cmpstr (kept, ==, "This is no database, and it was one.");
}

static void
test_no_backup (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *content = NULL;

  damage (fixture);
  g_assert_cmpint (take_number (panelist_store_find_backup (fixture->directory)), ==, 0);
  assert_rejected (panelist_store_restore_backup (fixture->directory), PANELIST_STORE_ERROR_FAILED);
  g_assert_true (g_file_get_contents (fixture->path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "This is no database, and it was one.");
}

/* The newest backup that is sound: one may be damaged as well. */
static void
test_second_backup (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *newest = g_strdup_printf ("%s/weekly-3-%" G_GINT64_FORMAT ".db", fixture->backups,
                                             g_get_real_time () + G_TIME_SPAN_DAY);
  int64_t time = 0;

  g_assert_true (take_number (panelist_store_back_up (fixture->store)));
  time = take_number (panelist_store_find_backup (fixture->directory));
  g_assert_true (g_file_set_contents (newest, "rubbish", -1, NULL));
  damage (fixture);
  g_assert_cmpint (take_number (panelist_store_find_backup (fixture->directory)), ==, time);
  g_assert_cmpint (take_number (panelist_store_restore_backup (fixture->directory)), ==, time);
}

static void
test_in_use (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "orders.csv", NULL);

  g_assert_true (take_number (panelist_store_back_up (fixture->store)));
  assert_rejected (panelist_store_restore_backup (fixture->directory), PANELIST_STORE_ERROR_IN_USE);
  assert_rejected (panelist_store_export_damaged (fixture->directory, path), PANELIST_STORE_ERROR_IN_USE);
}

/* Power lost between the two renames: what was made ready takes its place at the next start. */
static void
test_half_restored (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *restoring = g_build_filename (fixture->directory, "panelist.restoring", NULL);
  g_autofree char *uuid = place (fixture, PANELIST_INTENT_PLACED, "100");
  g_autoptr (PanelistOrder) order = NULL;

  close_store (fixture);
  g_assert_cmpint (g_rename (fixture->path, restoring), ==, 0);
  open_store (fixture);
  order = find (fixture, uuid);
  g_assert_cmpstr (panelist_order_get_remote_id (order), ==, "100");
  g_assert_false (g_file_test (restoring, G_FILE_TEST_EXISTS));
}

/* Export: from both ends up to where the file is damaged */

#define N_ORDERS 300

static void
fill (Fixture *fixture)
{
  for (guint i = 1; i <= N_ORDERS; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autoptr (PanelistOrderDraft) draft = draft_of (fixture, "https://clips.example/1,2");
      g_autoptr (PanelistOrder) order = NULL;

      g_object_set (draft, "note", "=1+1", NULL);
      order = take (panelist_store_begin_add (fixture->store, draft, NULL));
      g_object_unref (settle (fixture, order, PANELIST_INTENT_PLACED, number));
    }
  close_store (fixture);
}

/* Where the row of an order lies in the file. */
static gsize
find_row (const char *data,
          gsize       length,
          const char *uuid)
{
  for (gsize i = 0; i + strlen (uuid) <= length; i++)
    if (memcmp (data + i, uuid, strlen (uuid)) == 0)
      return i;
  g_assert_not_reached ();
}

static char *
dup_uuid (Fixture    *fixture,
          const char *number)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  char *uuid = NULL;

  g_assert_cmpint (sqlite3_open_v2 (fixture->path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "SELECT uuid FROM intent WHERE remote_id = ?", -1, &statement, NULL), ==,
                   SQLITE_OK);
  sqlite3_bind_text (statement, 1, number, -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  uuid = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return uuid;
}

static void
overwrite_page_of (Fixture    *fixture,
                   const char *number)
{
  g_autofree char *uuid = dup_uuid (fixture, number);
  g_autofree char *form = NULL;
  g_autofree char *data = NULL;
  gsize length = 0;
  gsize row = 0;

  g_assert_true (g_file_get_contents (fixture->path, &data, &length, NULL));
  /* The table, and not the index on the uuid: the row holds the form behind it. */
  row = find_row (data, length, uuid);
  for (gsize at = row; at + 36 < length; at = at + 1 + find_row (data + at + 1, length - at - 1, uuid))
    {
      if (g_strstr_len (data + at, 400, "clips.example") != NULL)
        {
          row = at;
          break;
        }
    }
  memset (data + row / 4096 * 4096, 0x55, 4096);
  g_assert_true (g_file_set_contents (fixture->path, data, (gssize) length, NULL));
}

static void
test_export (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "orders.csv", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *text = NULL;
  gsize length_before = 0;
  gsize length_after = 0;
  int64_t n_rows = 0;
  GStatBuf information = { 0 };

  fill (fixture);
  n_rows = take_number (panelist_store_export_damaged (fixture->directory, path));
  g_assert_cmpint (n_rows, ==, N_ORDERS);

  overwrite_page_of (fixture, "150");
  g_assert_true (g_file_get_contents (fixture->path, &before, &length_before, NULL));
  n_rows = take_number (panelist_store_export_damaged (fixture->directory, path));
  g_assert_cmpint (n_rows, <, N_ORDERS);
  g_assert_cmpint (n_rows, >, N_ORDERS / 2);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "Time,Panel,State,Order,"));
  g_assert_nonnull (strstr (text, ",'=Main Panel,placed,1,"));
  g_assert_nonnull (strstr (text, ",placed,300,"));
  g_assert_nonnull (strstr (text, ",\"https://clips.example/1,2\",250,0.225,"));
  g_assert_nonnull (strstr (text, ",'=1+1,"));
  g_assert_cmpint (g_stat (path, &information), ==, 0);
  g_assert_cmpint (information.st_mode & 0777, ==, 0600);

  /* What is damaged was not touched. */
  g_assert_true (g_file_get_contents (fixture->path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length_before, after, length_after);
}

static void
test_export_nothing (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "orders.csv", NULL);

  damage (fixture);
  assert_rejected (panelist_store_export_damaged (fixture->directory, path), PANELIST_STORE_ERROR_DAMAGED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

#define ADD(name, function) g_test_add ("/store/damaged/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("weekly", test_weekly);
  ADD ("check", test_check);
  ADD ("restore", test_restore);
  ADD ("kept", test_kept);
  ADD ("no-backup", test_no_backup);
  ADD ("second-backup", test_second_backup);
  ADD ("in-use", test_in_use);
  ADD ("half-restored", test_half_restored);
  ADD ("export", test_export);
  ADD ("export-nothing", test_export_nothing);
  return g_test_run ();
}
