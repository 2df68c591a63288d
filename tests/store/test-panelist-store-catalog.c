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
                   "2 refill-lost yes → -\n"
                   "3 max - → 500\n"
                   "3 refill-gained no → yes\n"
                   "3 renamed Old name → New name\n"
                   "3 type Default → Package\n"
                   "5 new - → -\n"
                   "4 removed 1 → -\n");
}

static PanelistCatalog *
catalog_of (Fixture    *fixture,
            const char *list)
{
  g_autoptr (PanelistCatalogBuilder) builder = NULL;
  g_auto (GStrv) parts = g_strsplit (list, " ", 0);

  builder = panelist_catalog_builder_new (panelist_panel_get_id (fixture->panel));

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) part = g_strsplit (parts[i], ":", 2);
      PanelistCatalogRow row = { .id = part[0], .id_length = strlen (part[0]), .name = part[0],
                                 .name_length = strlen (part[0]), .type_text = "Default", .type_text_length = 7,
                                 .rate = part[1], .rate_length = part[1] != NULL ? strlen (part[1]) : 0,
                                 .min = 1, .max = 2 };

      g_assert_true (panelist_catalog_builder_add (builder, &row));
    }

  return panelist_catalog_builder_end (builder);
}

/* Saves "id:rate …" and asserts that it is what is stored then, in this order. Returns the rows written. */
static int
save (Fixture    *fixture,
      const char *list)
{
  g_autoptr (PanelistCatalog) catalog = catalog_of (fixture, list);
  g_autoptr (PanelistCatalog) stored = NULL;
  g_autoptr (PanelistCatalogDifference) difference = NULL;
  const int n = take_int (panelist_store_save_catalog (fixture->store, catalog));

  stored = take_boxed (panelist_store_load_catalog (fixture->store, panelist_panel_get_id (fixture->panel)));
  difference = panelist_catalog_compare (catalog, stored);
  g_assert_cmpuint (difference->added->len + difference->removed->len + difference->changed->len +
                    difference->moved->len, ==, 0);

  return n;
}

static char *
read_number (Fixture    *fixture,
             const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->directory, "panelist.db", NULL);
  g_autofree char *text = NULL;
  sqlite3_stmt *statement = NULL;
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL), ==, SQLITE_OK);

  if (sqlite3_step (statement) == SQLITE_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));

  sqlite3_finalize (statement);
  sqlite3_close (database);

  return g_steal_pointer (&text);
}

/* P12: what did not change is not written, wherever rows come, go and move; also where there is no room in between. */
static void
test_rows_written (Fixture       *fixture,
                   gconstpointer  data)
{
  g_assert_cmpint (save (fixture, "1:1 2:1 3:1 4:1 5:1"), ==, 5);
  g_assert_cmpint (save (fixture, "1:1 2:1 3:1 4:1 5:1"), ==, 0);
  g_assert_cmpint (save (fixture, "9:1 1:1 2:1 3:1 4:1 5:1"), ==, 1);
  g_assert_cmpint (save (fixture, "9:1 1:1 2:1 7:1 8:1 3:1 4:1 5:1 6:1"), ==, 3);
  g_assert_cmpint (save (fixture, "9:1 1:1 7:1 8:1 3:1 4:1 5:1 6:1"), ==, 1);
  g_assert_cmpint (save (fixture, "5:1 9:1 1:1 7:1 8:1 3:1 4:1 6:1"), ==, 1);
  g_assert_cmpint (save (fixture, "5:1 9:1 1:1 7:1 8:2 3:1 4:1 6:1"), ==, 1);
  g_assert_cmpint (save (fixture, "8:3 5:1 9:1 1:1 7:1 3:1 4:1 6:1"), ==, 1);

  /* As the first version wrote them: side by side. All move once, then there is room. */
  g_free (read_number (fixture, "UPDATE service SET position = (SELECT count (*) FROM service s"
                                " WHERE s.position < service.position)"));
  g_assert_cmpint (save (fixture, "8:3 5:1 10:1 9:1 1:1 7:1 3:1 4:1 6:1"), ==, 9);
  g_assert_cmpint (save (fixture, "8:3 5:1 11:1 10:1 9:1 1:1 7:1 3:1 4:1 6:1"), ==, 1);

  /* All the other way round: one may stay. */
  g_assert_cmpint (save (fixture, "6:1 4:1 3:1 7:1 1:1 9:1 10:1 11:1 5:1 8:3"), ==, 9);
}

/* Always into the same gap: there is room for a while, then all rows get new positions. */
static void
test_room (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GString) list = g_string_new ("a:1 z:1");
  guint n_renumbered = 0;

  save (fixture, list->str);

  for (int i = 0; i < 50; i++)
    {
      g_autofree char *row = g_strdup_printf ("%d:1 ", i);
      int n = 0;

      g_string_insert (list, 4, row);
      n = save (fixture, list->str);
      g_assert_true (n == 1 || n == i + 3);
      n_renumbered += n > 1;
    }

  g_assert_cmpuint (n_renumbered, >=, 1);
  g_assert_cmpuint (n_renumbered, <=, 3);
}

static void
set_currency (Fixture    *fixture,
              const char *currency)
{
  g_object_set (fixture->panel, "currency", currency, NULL);
  assert_done (panelist_store_save_panel (fixture->store, fixture->panel));
}

static char *
describe_changes (Fixture *fixture)
{
  g_autoptr (PanelistChangeLog) log = take_boxed (panelist_store_list_changes (fixture->store));
  g_autoptr (GString) text = g_string_new (NULL);
  GEnumClass *kinds = g_type_class_get (PANELIST_TYPE_CATALOG_CHANGE_KIND);

  for (guint i = 0; i < panelist_change_log_get_size (log); i++)
    {
      const PanelistChange *change = panelist_change_log_get (log, i);

      g_string_append_printf (text, "%s %s %s %s>%s %s|", change->service_id, change->name ? change->name : "-",
                              g_enum_get_value (kinds, (int) change->kind)->value_nick,
                              change->before ? change->before : "", change->after ? change->after : "",
                              change->currency ? change->currency : "-");
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
test_list_changes (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *changes = NULL;
  g_autoptr (PanelistChangeLog) log = NULL;
  g_autoptr (PanelistChangeLog) none = NULL;

  save (fixture, "1:1 2:1 3:1");
  set_currency (fixture, "USD");
  save (fixture, "1:1 2:1 3:1");
  save (fixture, "1:2 2:1");
  save (fixture, "1:2 2:1 3:4 4:1");
  changes = describe_changes (fixture);
  g_assert_cmpstr (changes, ==, "4 4 new >1 USD|3 3 returned 1>4 USD|3 3 removed 1> USD|1 1 price-up 1>2 USD|");
  log = take_boxed (panelist_store_list_changes (fixture->store));
  g_assert_cmpuint (panelist_change_log_get_n_services (log), ==, 3);
  g_assert_cmpuint (panelist_change_log_get (log, 1)->service, ==, panelist_change_log_get (log, 2)->service);
  g_assert_cmpint (panelist_change_log_get_newest (log), ==, 4);

  assert_done (panelist_store_remove_panel (fixture->store, fixture->panel));
  none = take_boxed (panelist_store_list_changes (fixture->store));
  g_assert_cmpuint (panelist_change_log_get_size (none), ==, 0);
}

static char *
describe_points (Fixture    *fixture,
                 const char *service_id)
{
  g_autoptr (GPtrArray) points = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  int64_t last = -1;

  points = take_boxed (panelist_store_list_price_points (fixture->store, panelist_panel_get_id (fixture->panel),
                                                         service_id));

  for (guint i = 0; i < points->len; i++)
    {
      PanelistPricePoint *point = g_ptr_array_index (points, i);

      g_assert_cmpint (point->time, >=, last);
      last = point->time;
      g_string_append_printf (text, "%s%s ", point->time == 0 ? "^" : "", point->rate != NULL ? point->rate : "-");
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* Rates in another currency are no rise: one line says that the currency changed, and charts begin there. */
static void
test_currency (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *changes = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *later = NULL;

  set_currency (fixture, "USD");
  save (fixture, "1:1 2:1");
  save (fixture, "1:2 2:1");
  before = describe_points (fixture, "1");
  g_assert_cmpstr (before, ==, "^1 2 ");
  set_currency (fixture, "IDR");
  save (fixture, "1:30000 2:15000 3:1");
  changes = describe_changes (fixture);
  g_assert_cmpstr (changes, ==, "3 3 new >1 IDR| - currency USD>IDR IDR|1 1 price-up 1>2 USD|");
  after = describe_points (fixture, "1");
  g_assert_cmpstr (after, ==, "^30000 ");
  save (fixture, "1:31000 2:15000 3:1");
  later = describe_points (fixture, "1");
  g_assert_cmpstr (later, ==, "^30000 31000 ");
}

static void
test_price_points (Fixture       *fixture,
                   gconstpointer  data)
{
  static const char *const catalogs[] = { "1:1 2:5", "1:2 2:5", "1:1.5 2:5 3:7", "2:5 3:7", "1:1.5 2:5 3", "2:6" };
  static const struct {
    const char *id;
    const char *points;
  } cases[] = {
    { "1", "^1 2 1.5 - 1.5 - " }, { "2", "^5 6 " }, { "3", "7 - - " }, { "4", "" },
  };
  g_autofree char *same = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (catalogs); i++)
    save (fixture, catalogs[i]);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *points = describe_points (fixture, cases[i].id);

      g_assert_cmpstr (points, ==, cases[i].points);
    }

  save (fixture, "2:6 9:0.05");
  save (fixture, "2:6 9:0.05");
  same = describe_points (fixture, "9");
  g_assert_cmpstr (same, ==, "0.05 ");
}

/* What is older than half a year goes with the next change; a chart still knows what the price was before. */
static void
test_bounded (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *n_old = NULL;
  g_autofree char *n_many = NULL;
  g_autofree char *points = NULL;

  save (fixture, "1:1 2:1");
  save (fixture, "1:2 2:1");
  save (fixture, "1:3 2:1");
  g_free (read_number (fixture, "UPDATE service_change SET time = time - 15552010 WHERE new = '2'"));
  save (fixture, "1:3 2:2");
  n_old = read_number (fixture, "SELECT count (*) FROM service_change");
  g_assert_cmpstr (n_old, ==, "2");
  points = describe_points (fixture, "1");
  g_assert_cmpstr (points, ==, "^2 3 ");

  g_free (read_number (fixture,
                       "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200100)"
                       " INSERT INTO service_change (panel, service, time, kind, old, new, name)"
                       " SELECT 1, i, (SELECT max (time) FROM service_change), 'min', 1, 2, 'Views' FROM n"));
  save (fixture, "1:4 2:2");
  n_many = read_number (fixture, "SELECT count (*) FROM service_change");
  g_assert_cmpstr (n_many, ==, "200000");
}

static int64_t
take_int64 (DexFuture *pending)
{
  g_autoptr (DexFuture) future = wait_for (pending);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  g_assert_no_error (error);
  return g_value_get_int64 (value);
}

static void
hide (Fixture    *fixture,
      const char *service_id,
      gboolean    hidden)
{
  PanelistStoredMark mark = { 0 };

  mark.panel_id = panelist_panel_get_id (fixture->panel);
  mark.service_id = (char *) service_id;
  mark.hidden = hidden;
  assert_done (panelist_store_save_mark (fixture->store, &mark));
}

static void
test_news (Fixture       *fixture,
           gconstpointer  data)
{
  save (fixture, "1:1 2:1");
  g_assert_cmpint (take_int64 (panelist_store_count_news (fixture->store, "updates")), ==, 0);
  save (fixture, "1:2 2:2");
  g_assert_cmpint (take_int64 (panelist_store_count_news (fixture->store, "updates")), ==, 2);
  assert_done (panelist_store_save_visit (fixture->store, "updates", 1));
  g_assert_cmpint (take_int64 (panelist_store_count_news (fixture->store, "updates")), ==, 1);
  assert_done (panelist_store_save_visit (fixture->store, "updates", 2));
  assert_done (panelist_store_save_visit (fixture->store, "updates", 1));
  g_assert_cmpint (take_int64 (panelist_store_count_news (fixture->store, "updates")), ==, 0);
  save (fixture, "1:1 2:2");
  g_assert_cmpint (take_int64 (panelist_store_count_news (fixture->store, "updates")), ==, 1);
  hide (fixture, "2", TRUE);
  g_assert_cmpint (take_int64 (panelist_store_count_news (fixture->store, "updates")), ==, 1);
  hide (fixture, "1", TRUE);
  g_assert_cmpint (take_int64 (panelist_store_count_news (fixture->store, "updates")), ==, 0);
  hide (fixture, "1", FALSE);
  g_assert_cmpint (take_int64 (panelist_store_count_news (fixture->store, "updates")), ==, 1);
  assert_done (panelist_store_remove_panel (fixture->store, fixture->panel));
  g_assert_cmpint (take_int64 (panelist_store_count_news (fixture->store, "updates")), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add ("/store-catalog/texts-stay", Fixture, NULL, set_up, test_texts_stay, tear_down);
  g_test_add ("/store-catalog/change-log", Fixture, NULL, set_up, test_change_log, tear_down);

  g_test_add ("/store-catalog/rows-written", Fixture, NULL, set_up, test_rows_written, tear_down);
  g_test_add ("/store-catalog/room", Fixture, NULL, set_up, test_room, tear_down);
  g_test_add ("/store-catalog/list-changes", Fixture, NULL, set_up, test_list_changes, tear_down);
  g_test_add ("/store-catalog/currency", Fixture, NULL, set_up, test_currency, tear_down);
  g_test_add ("/store-catalog/price-points", Fixture, NULL, set_up, test_price_points, tear_down);
  g_test_add ("/store-catalog/bounded", Fixture, NULL, set_up, test_bounded, tear_down);
  g_test_add ("/store-catalog/news", Fixture, NULL, set_up, test_news, tear_down);

  return g_test_run ();
}
