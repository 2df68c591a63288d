/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "catalog-test.h"
#include "panelist-catalog-model.h"

/* Keeps a second list by what the signals say, as every view does, and counts them. */
typedef struct {
  PanelistCatalogModel *model;
  GPtrArray *mirror;
  guint n_signals;
  guint n_changed;
  gboolean replaced;   /* something came with a signal that took something away */
} Fixture;

static void
on_items_changed (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpuint (position + removed, <=, fixture->mirror->len);

  if (removed > 0)
    g_ptr_array_remove_range (fixture->mirror, position, removed);

  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (fixture->mirror, (int) (position + i), g_list_model_get_item (model, position + i));

  fixture->n_signals++;
  fixture->replaced = fixture->replaced || (removed > 0 && added > 0);
  fixture->n_changed += MAX (removed, added);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->model = panelist_catalog_model_new ();
  fixture->mirror = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (fixture->model, "items-changed", G_CALLBACK (on_items_changed), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_pointer (&fixture->mirror, g_ptr_array_unref);
  g_assert_finalize_object (fixture->model);
}

/* The mirror is the model, object by object. */
static void
assert_mirror (Fixture *fixture,
               guint    n_signals,
               guint    n_changed)
{
  GListModel *list = G_LIST_MODEL (fixture->model);

  g_assert_cmpuint (g_list_model_get_n_items (list), ==, fixture->mirror->len);

  for (guint i = 0; i < fixture->mirror->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (list, i);

      g_assert_true (item == g_ptr_array_index (fixture->mirror, i));
    }

  g_assert_cmpuint (fixture->n_signals, ==, n_signals);
  g_assert_cmpuint (fixture->n_changed, ==, n_changed);
  fixture->n_signals = 0;
  fixture->n_changed = 0;
}

static char *
dup_ids (Fixture *fixture)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < fixture->mirror->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "",
                            panelist_service_get_id (g_ptr_array_index (fixture->mirror, i)));

  return g_string_free_and_steal (g_steal_pointer (&ids));
}

static void
assert_ids (Fixture    *fixture,
            const char *expected)
{
  g_autofree char *ids = dup_ids (fixture);

  g_assert_cmpstr (ids, ==, expected);
}

static PanelistCatalog *
make_sortable (void)
{
  g_autoptr (PanelistCatalogBuilder) builder = panelist_catalog_builder_new (1);

  add_service (builder, "1", "pear", "c", "Default", "10", 5, 100);
  add_service (builder, "2", "Apple pie", "c", "Default", NULL, -1, -1);
  add_service (builder, "3", "apple", "c", "Default", "9.5", 1, 999999999);
  add_service (builder, "4", "Äpfel", "c", "Default", "0.00001", 5, 50);
  add_service (builder, "5", "apple", "c", "Default", "9.50", 7, 100);

  return panelist_catalog_builder_end (builder);
}

static void
test_sort (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct {
    PanelistCatalogSort sort;
    gboolean descending;
    const char *ids;
  } cases[] = {
    { PANELIST_CATALOG_SORT_NAME, FALSE, "4 3 5 2 1" },
    { PANELIST_CATALOG_SORT_NAME, TRUE, "1 2 3 5 4" },
    { PANELIST_CATALOG_SORT_RATE, FALSE, "4 3 5 1 2" },
    { PANELIST_CATALOG_SORT_RATE, TRUE, "1 3 5 4 2" },
    { PANELIST_CATALOG_SORT_MIN, FALSE, "3 1 4 5 2" },
    { PANELIST_CATALOG_SORT_MIN, TRUE, "5 1 4 3 2" },
    { PANELIST_CATALOG_SORT_MAX, FALSE, "4 1 5 3 2" },
    { PANELIST_CATALOG_SORT_MAX, TRUE, "3 1 5 4 2" },
    { PANELIST_CATALOG_SORT_DEFAULT, TRUE, "1 2 3 4 5" },
    { PANELIST_CATALOG_SORT_DEFAULT, FALSE, "1 2 3 4 5" },
  };
  g_autoptr (PanelistCatalog) catalog = make_sortable ();

  panelist_catalog_model_set_catalog (fixture->model, catalog);
  assert_mirror (fixture, 1, 5);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      panelist_catalog_model_set_sort (fixture->model, cases[i].sort, cases[i].descending);
      g_assert_cmpuint (fixture->n_signals, <=, 2);
      assert_mirror (fixture, fixture->n_signals, fixture->n_changed);
      assert_ids (fixture, cases[i].ids);
    }

  /* A sort is kept while searching, relevance only counts without one. */
  panelist_catalog_model_set_query (fixture->model, "apple");
  assert_ids (fixture, "2 3 5");
  panelist_catalog_model_set_sort (fixture->model, PANELIST_CATALOG_SORT_RATE, FALSE);
  assert_ids (fixture, "3 5 2");
  panelist_catalog_model_set_query (fixture->model, NULL);
  assert_ids (fixture, "4 3 5 1 2");
}

/* A view looks for a row that it lost in all that comes with the same signal: another answer comes first, and what was
 * there goes after that. */
static void
test_large_answer (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (PanelistCatalog) catalog = make_numbered_catalog (1, 1000, 0);

  panelist_catalog_model_set_catalog (fixture->model, catalog);
  assert_mirror (fixture, 1, 1000);
  panelist_catalog_model_set_sort (fixture->model, PANELIST_CATALOG_SORT_ID, TRUE);
  g_assert_cmpuint (fixture->n_signals, ==, 2);
  assert_mirror (fixture, 2, fixture->n_changed);
  panelist_catalog_model_set_query (fixture->model, "number 7");
  assert_mirror (fixture, fixture->n_signals, fixture->n_changed);
  panelist_catalog_model_set_query (fixture->model, NULL);
  g_assert_cmpuint (fixture->n_signals, <=, 2);
  assert_mirror (fixture, fixture->n_signals, fixture->n_changed);
  g_assert_false (fixture->replaced);
}

static void
test_query (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (PanelistCatalog) catalog = make_numbered_catalog (1, 200, 0);
  guint position = 0;

  panelist_catalog_model_set_query (fixture->model, "number 1");
  assert_mirror (fixture, 0, 0);
  panelist_catalog_model_set_catalog (fixture->model, catalog);
  g_assert_true (panelist_catalog_model_get_catalog (fixture->model) == catalog);
  g_assert_cmpuint (fixture->n_signals, ==, 1);
  assert_mirror (fixture, 1, fixture->n_changed);

  panelist_catalog_model_set_query (fixture->model, "number 19");
  assert_ids (fixture, "1019 1190 1191 1192 1193 1194 1195 1196 1197 1198 1199 1119");
  g_assert_cmpuint (fixture->n_signals, ==, 2);
  assert_mirror (fixture, 2, fixture->n_changed);

  g_assert_true (panelist_catalog_model_find (fixture->model, "1190", &position));
  g_assert_cmpuint (position, ==, 1);
  g_assert_false (panelist_catalog_model_find (fixture->model, "1001", &position));
  g_assert_false (panelist_catalog_model_find (fixture->model, "nope", &position));

  /* The same question in other words. */
  panelist_catalog_model_set_query (fixture->model, " NUMBER  19 ");
  assert_mirror (fixture, 0, 0);

  panelist_catalog_model_set_query (fixture->model, "number 195");
  assert_ids (fixture, "1195");
  assert_mirror (fixture, 2, fixture->n_changed);

  panelist_catalog_model_set_query (fixture->model, "number 195x");
  assert_ids (fixture, "");
  assert_mirror (fixture, 1, 1);

  panelist_catalog_model_set_query (fixture->model, "");
  g_assert_cmpuint (fixture->mirror->len, ==, 200);
  assert_mirror (fixture, 1, 200);
}

/* Every answer to a growing query is the answer to the whole query. */
static void
test_narrowing (Fixture       *fixture,
                gconstpointer  data)
{
  static const char text[] = "service cat 7 number 1";
  g_autoptr (PanelistCatalog) catalog = make_numbered_catalog (1, 300, 0);

  panelist_catalog_model_set_catalog (fixture->model, catalog);

  for (guint length = 1; length < sizeof text; length++)
    {
      g_autofree char *query = g_strndup (text, length);
      g_autoptr (GArray) expected = panelist_catalog_search (catalog, query);

      panelist_catalog_model_set_query (fixture->model, query);
      g_assert_cmpuint (fixture->mirror->len, ==, expected->len);

      for (guint i = 0; i < expected->len; i++)
        {
          g_autoptr (PanelistService) service =
              panelist_catalog_dup_service (catalog, g_array_index (expected, guint, i));

          g_assert_true (service == g_ptr_array_index (fixture->mirror, i));
        }
    }
}

/* performance.md P12 */
static void
test_refresh (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (PanelistCatalog) first = make_numbered_catalog (1, 400, 0);
  g_autoptr (PanelistCatalog) same = make_numbered_catalog (1, 400, 0);
  g_autoptr (PanelistCatalog) changed = make_numbered_catalog (1, 400, 100);
  g_autoptr (PanelistCatalog) longer = make_numbered_catalog (1, 410, 100);
  g_autoptr (PanelistCatalog) other = make_numbered_catalog (2, 410, 100);

  panelist_catalog_model_set_catalog (fixture->model, first);
  assert_mirror (fixture, 1, 400);

  panelist_catalog_model_set_catalog (fixture->model, same);
  assert_mirror (fixture, 0, 0);

  panelist_catalog_model_set_catalog (fixture->model, changed);
  assert_mirror (fixture, 4, 4);

  /* The rates of the others depend on the number of rows. */
  panelist_catalog_model_set_catalog (fixture->model, longer);
  assert_mirror (fixture, fixture->n_signals, fixture->n_changed);

  /* Another panel is another list, however alike. */
  panelist_catalog_model_set_catalog (fixture->model, other);
  assert_mirror (fixture, 1, 410);

  panelist_catalog_model_set_catalog (fixture->model, NULL);
  assert_mirror (fixture, 1, 410);
}

static void
test_refresh_of_sorted (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (PanelistCatalog) first = make_numbered_catalog (1, 400, 0);
  g_autoptr (PanelistCatalog) changed = make_numbered_catalog (1, 400, 7);

  panelist_catalog_model_set_sort (fixture->model, PANELIST_CATALOG_SORT_RATE, TRUE);
  panelist_catalog_model_set_query (fixture->model, "number 2");
  panelist_catalog_model_set_catalog (fixture->model, first);
  panelist_catalog_model_set_catalog (fixture->model, changed);
  assert_mirror (fixture, fixture->n_signals, fixture->n_changed);
  panelist_catalog_model_set_catalog (fixture->model, first);
  assert_mirror (fixture, fixture->n_signals, fixture->n_changed);
}

static void
test_added_and_removed (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (PanelistCatalogBuilder) first = panelist_catalog_builder_new (1);
  g_autoptr (PanelistCatalogBuilder) second = panelist_catalog_builder_new (1);
  g_autoptr (PanelistCatalog) before = NULL;
  g_autoptr (PanelistCatalog) after = NULL;

  add_service (first, "1", "a", "c", "Default", "1", 1, 2);
  add_service (first, "2", "b", "c", "Default", "1", 1, 2);
  add_service (first, "3", "c", "c", "Default", "1", 1, 2);
  add_service (second, "1", "a", "c", "Default", "1", 1, 2);
  add_service (second, "4", "new", "c", "Default", "1", 1, 2);
  add_service (second, "2", "b", "c", "Default", "1", 1, 2);
  add_service (second, "3", "c", "c", "Default", "1", 1, 2);
  before = panelist_catalog_builder_end (first);
  after = panelist_catalog_builder_end (second);

  panelist_catalog_model_set_catalog (fixture->model, before);
  assert_mirror (fixture, 1, 3);
  panelist_catalog_model_set_catalog (fixture->model, after);
  assert_ids (fixture, "1 4 2 3");
  assert_mirror (fixture, 1, 1);
  panelist_catalog_model_set_catalog (fixture->model, before);
  assert_ids (fixture, "1 2 3");
  assert_mirror (fixture, 1, 1);
}

static void
count_notify (GObject    *object,
              GParamSpec *pspec,
              gpointer    user_data)
{
  GHashTable *counts = user_data;
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, pspec->name));

  g_hash_table_insert (counts, (gpointer) pspec->name, GUINT_TO_POINTER (n + 1));
}

static guint
take_count (GHashTable *counts,
            const char *name)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, name));

  g_hash_table_remove (counts, name);

  return n;
}

static void
test_properties (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (PanelistCatalog) catalog = make_numbered_catalog (1, 20, 0);
  g_autoptr (PanelistCatalog) read = NULL;
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *query = NULL;
  PanelistCatalogSort sort = PANELIST_CATALOG_SORT_DEFAULT;
  gboolean descending = FALSE;
  guint n_total = 0;
  guint n_items = 0;

  g_signal_connect (fixture->model, "notify", G_CALLBACK (count_notify), counts);
  g_object_set (fixture->model, "catalog", catalog, "query", "number 1", "sort", PANELIST_CATALOG_SORT_MAX,
                "descending", TRUE, NULL);
  g_object_get (fixture->model, "catalog", &read, "query", &query, "sort", &sort, "descending", &descending,
                "n-total", &n_total, "n-items", &n_items, NULL);
  g_assert_true (read == catalog);
  g_assert_cmpstr (query, ==, "number 1");
  g_assert_cmpint (sort, ==, PANELIST_CATALOG_SORT_MAX);
  g_assert_true (descending);
  g_assert_cmpuint (n_total, ==, 20);
  g_assert_cmpuint (n_items, ==, fixture->mirror->len);
  g_assert_cmpuint (take_count (counts, "catalog"), ==, 1);
  g_assert_cmpuint (take_count (counts, "n-total"), ==, 1);
  g_assert_cmpuint (take_count (counts, "query"), ==, 1);
  g_assert_cmpuint (take_count (counts, "sort"), ==, 1);
  g_assert_cmpuint (take_count (counts, "descending"), ==, 1);
  g_assert_cmpuint (take_count (counts, "n-items"), ==, 1);

  /* Nothing new, nothing said. */
  g_object_set (fixture->model, "catalog", catalog, "query", "number 1", "sort", PANELIST_CATALOG_SORT_MAX,
                "descending", TRUE, NULL);
  g_assert_cmpuint (g_hash_table_size (counts), ==, 0);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (fixture->model)) == PANELIST_TYPE_SERVICE);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->model), 1000));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/catalog-model/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("sort", test_sort);
  ADD ("large-answer", test_large_answer);
  ADD ("query", test_query);
  ADD ("narrowing", test_narrowing);
  ADD ("refresh", test_refresh);
  ADD ("refresh-of-sorted", test_refresh_of_sorted);
  ADD ("added-and-removed", test_added_and_removed);
  ADD ("properties", test_properties);
#undef ADD

  return g_test_run ();
}
