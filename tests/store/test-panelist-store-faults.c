/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the database refuses: transitions outside the diagram, changes of events, writes without room, newer files. */

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>

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
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->directory, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->directory, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->directory);
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

static void
test_newer (Fixture       *fixture,
            gconstpointer  data)
{
  sqlite3 *db = open_file (fixture);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_length = 0;
  gsize after_length = 0;

  g_assert_cmpint (run (db, "PRAGMA user_version = 99"), ==, SQLITE_OK);
  sqlite3_close (db);
  g_assert_true (g_file_get_contents (fixture->path, &before, &before_length, NULL));
  assert_rejected (panelist_store_open (fixture->directory), PANELIST_STORE_ERROR_NEWER);
  g_assert_true (g_file_get_contents (fixture->path, &after, &after_length, NULL));
  g_assert_cmpmem (before, before_length, after, after_length);
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
  return g_test_run ();
}
