/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What of a catalog is written, and what is told about it. */

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

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

typedef struct {
  const char *id;
  const char *name;
  const char *type;
  const char *rate;
  int64_t min;
  int64_t max;
  PanelistFlag refill;
} Service;

static PanelistCatalog *
make_catalog (Fixture       *fixture,
              const Service *services)
{
  g_autoptr (PanelistCatalogBuilder) builder = NULL;

  builder = panelist_catalog_builder_new (panelist_panel_get_id (fixture->panel));

  for (guint i = 0; services[i].id != NULL; i++)
    {
      PanelistCatalogRow row = { .id = services[i].id, .name = services[i].name, .type_text = services[i].type,
                                 .rate = services[i].rate, .category = "Clips", .category_length = 5,
                                 .min = services[i].min, .max = services[i].max, .refill = services[i].refill };

      row.id_length = strlen (row.id);
      row.name_length = strlen (row.name);
      row.type_text_length = strlen (row.type_text);
      row.rate_length = row.rate != NULL ? strlen (row.rate) : 0;
      g_assert_true (panelist_catalog_builder_add (builder, &row));
    }

  return panelist_catalog_builder_end (builder);
}

/* Text is cleaned once, when it comes from the panel: what then looks like markup or an entity stays as it is. */
static void
test_texts_stay (Fixture       *fixture,
                 gconstpointer  data)
{
  static const Service services[] = {
    { "1", "&amp;lt;b&amp;gt; Views &amp;amp;amp; more", "Default", "1", 1, 2, PANELIST_FLAG_YES },
    { "2", "a &lt;b&gt; c", "&amp;quot;Odd&amp;quot;", "1", -1, -1, PANELIST_FLAG_UNKNOWN },
    { NULL },
  };
  g_autoptr (PanelistCatalog) catalog = make_catalog (fixture, services);
  g_autoptr (PanelistCatalog) loaded = NULL;
  g_autoptr (PanelistCatalogDifference) difference = NULL;
  PanelistCatalogRow row = { 0 };

  g_assert_cmpint (take_int (panelist_store_save_catalog (fixture->store, catalog)), ==, 2);
  loaded = take_boxed (panelist_store_load_catalog (fixture->store, panelist_panel_get_id (fixture->panel)));
  panelist_catalog_get_row (loaded, 0, &row);
  g_assert_cmpstr (row.name, ==, "&lt;b&gt; Views &amp;amp; more");
  difference = panelist_catalog_compare (catalog, loaded);
  g_assert_cmpuint (difference->changed->len, ==, 0);
  g_assert_cmpint (take_int (panelist_store_save_catalog (fixture->store, catalog)), ==, 0);
}

static char *
read_changes (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->directory, "panelist.db", NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  sqlite3_stmt *statement = NULL;
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database,
                                       "SELECT service || ' ' || kind || ' ' || ifnull (old, '-') || ' → ' ||"
                                       " ifnull (new, '-') FROM service_change ORDER BY id",
                                       -1, &statement, NULL), ==, SQLITE_OK);

  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (text, "%s\n", (const char *) sqlite3_column_text (statement, 0));

  sqlite3_finalize (statement);
  sqlite3_close (database);

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
test_change_log (Fixture       *fixture,
                 gconstpointer  data)
{
  static const Service before[] = {
    { "1", "Same", "Default", "1", 1, 2, PANELIST_FLAG_YES },
    { "2", "Dearer", "Default", "0.90", 10, 1000, PANELIST_FLAG_YES },
    { "3", "Old name", "Default", "2.00", 10, -1, PANELIST_FLAG_NO },
    { "4", "Goes", "Default", "1", 1, 2, PANELIST_FLAG_YES },
    { NULL },
  };
  static const Service after[] = {
    { "1", "Same", "Default", "1.0", 1, 2, PANELIST_FLAG_YES },
    { "2", "Dearer", "Default", "1.10", 20, 1000, PANELIST_FLAG_UNKNOWN },
    { "3", "New name", "Package", "2", 10, 500, PANELIST_FLAG_YES },
    { "5", "Comes", "Default", NULL, 1, 2, PANELIST_FLAG_YES },
    { NULL },
  };
  g_autoptr (PanelistCatalog) first = make_catalog (fixture, before);
  g_autoptr (PanelistCatalog) second = make_catalog (fixture, after);
  g_autofree char *none = NULL;
  g_autofree char *some = NULL;

  assert_done (panelist_store_save_catalog (fixture->store, first));
  none = read_changes (fixture);
  g_assert_cmpstr (none, ==, "");
  assert_done (panelist_store_save_catalog (fixture->store, second));
  some = read_changes (fixture);
  g_assert_cmpstr (some, ==,
                   "2 price-up 0.90 → 1.10\n"
                   "2 min 10 → 20\n"
                   "2 refill-lost - → -\n"
                   "3 max - → 500\n"
                   "3 refill-gained - → -\n"
                   "3 renamed Old name → New name\n"
                   "3 type Default → Package\n"
                   "5 new - → -\n"
                   "4 removed 1 → -\n");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add ("/store-catalog/texts-stay", Fixture, NULL, set_up, test_texts_stay, tear_down);
  g_test_add ("/store-catalog/change-log", Fixture, NULL, set_up, test_change_log, tear_down);

  return g_test_run ();
}
