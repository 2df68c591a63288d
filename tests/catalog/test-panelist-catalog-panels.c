/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "catalog-test.h"
#include "panelist-catalog-private.h"

/* Several panels in one list, and the signals of a refresh, checked against a list that follows them. */
typedef struct {
  PanelistCatalogModel *model;
  GPtrArray *mirror;
  guint n_signals;
  guint n_changed;
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

  /* In between, too, the list is what was told of it. */
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, fixture->mirror->len);

  for (guint i = 0; i < fixture->mirror->len; i += 1 + fixture->mirror->len / 50)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);

      g_assert_true (item == g_ptr_array_index (fixture->mirror, i));
    }

  fixture->n_signals++;
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

static void
assert_told (Fixture *fixture,
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

static void
assert_services (Fixture    *fixture,
                 const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < fixture->mirror->len; i++)
    {
      PanelistService *service = g_ptr_array_index (fixture->mirror, i);

      g_string_append_printf (text, "%s%" G_GINT64_FORMAT ":%s", i > 0 ? " " : "",
                              panelist_service_get_panel_id (service), panelist_service_get_id (service));
    }

  g_assert_cmpstr (text->str, ==, expected);
}

static PanelistCatalog *
make (int64_t     panel_id,
      const char *ids,
      const char *rate)
{
  g_autoptr (PanelistCatalogBuilder) builder = panelist_catalog_builder_new (panel_id);
  g_auto (GStrv) list = g_strsplit (ids, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    add_service (builder, list[i], "Service", "Category", "Default", rate, 1, 2);

  return panelist_catalog_builder_end (builder);
}

static void
test_panels (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (PanelistCatalog) first = make (1, "20 3 1", "2");
  g_autoptr (PanelistCatalog) second = make (2, "3 100 a", "1");
  g_autoptr (PanelistCatalog) newer = make (2, "3 4 100 a", "1");
  g_autoptr (PanelistCatalogFilter) filter = panelist_catalog_filter_new ();
  PanelistCatalog *both[] = { first, second };
  PanelistCatalog *later[] = { first, newer };
  guint position = 0;

  panelist_catalog_model_set_catalog (fixture->model, first);
  assert_told (fixture, 1, 3);
  panelist_catalog_model_set_catalogs (fixture->model, both, 2);
  assert_told (fixture, 1, 3);
  assert_services (fixture, "1:20 1:3 1:1 2:3 2:100 2:a");
  panelist_catalog_model_set_catalogs (fixture->model, both, 2);
  assert_told (fixture, 0, 0);

  panelist_catalog_model_set_sort (fixture->model, PANELIST_CATALOG_SORT_ID, FALSE);
  assert_services (fixture, "1:1 1:3 2:3 1:20 2:100 2:a");
  panelist_catalog_model_set_sort (fixture->model, PANELIST_CATALOG_SORT_ID, TRUE);
  assert_services (fixture, "2:a 2:100 1:20 1:3 2:3 1:1");
  panelist_catalog_model_set_sort (fixture->model, PANELIST_CATALOG_SORT_RATE, FALSE);
  assert_services (fixture, "2:3 2:100 2:a 1:1 1:3 1:20");
  panelist_catalog_model_set_sort (fixture->model, PANELIST_CATALOG_SORT_NAME, TRUE);
  assert_services (fixture, "1:1 1:3 2:3 1:20 2:100 2:a");
  panelist_catalog_model_set_sort (fixture->model, PANELIST_CATALOG_SORT_PANEL, TRUE);
  assert_services (fixture, "2:3 2:100 2:a 1:1 1:3 1:20");
  panelist_catalog_model_set_sort (fixture->model, PANELIST_CATALOG_SORT_DEFAULT, FALSE);
  panelist_catalog_model_set_query (fixture->model, "3");
  assert_services (fixture, "1:3 2:3");
  panelist_catalog_model_set_query (fixture->model, NULL);
  assert_told (fixture, fixture->n_signals, fixture->n_changed);

  g_assert_true (panelist_catalog_model_find (fixture->model, "3", &position));
  g_assert_cmpuint (position, ==, 1);
  g_assert_true (panelist_catalog_model_find_in_panel (fixture->model, 2, "3", &position));
  g_assert_cmpuint (position, ==, 3);
  g_assert_false (panelist_catalog_model_find_in_panel (fixture->model, 2, "20", &position));
  g_assert_false (panelist_catalog_model_find_in_panel (fixture->model, 9, "20", &position));

  panelist_catalog_model_set_catalogs (fixture->model, later, 2);
  assert_told (fixture, 1, 1);
  assert_services (fixture, "1:20 1:3 1:1 2:3 2:4 2:100 2:a");

  panelist_catalog_filter_set (filter, PANELIST_CATALOG_FACET_PANEL, "2", TRUE);
  panelist_catalog_model_set_filter (fixture->model, filter);
  assert_services (fixture, "2:3 2:4 2:100 2:a");
  panelist_catalog_model_set_catalogs (fixture->model, both, 2);
  assert_services (fixture, "2:3 2:100 2:a");
  panelist_catalog_model_set_filter (fixture->model, NULL);
  assert_told (fixture, fixture->n_signals, fixture->n_changed);
  panelist_catalog_model_set_catalog (fixture->model, newer);
  assert_told (fixture, 2, 4);
  panelist_catalog_model_set_catalogs (fixture->model, NULL, 0);
  assert_told (fixture, 1, 4);
}

/* Only what changed is told, wherever it is. */
static void
test_splices (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct {
    const char *before;
    const char *after;
    guint n_signals;
    guint n_changed;
  } cases[] = {
    { "1 2 3 4 5 6", "1 2 3 4 5 6", 0, 0 },
    { "1 2 3 4 5 6", "2 3 4 5 6", 1, 1 },
    { "1 2 3 4 5 6", "1 3 4 6", 2, 2 },
    { "1 2 3 4 5 6", "0 1 2 7 8 3 4 5 6 9", 3, 4 },
    { "1 2 3 4 5 6", "1 7 3 4 8 6", 2, 2 },
    { "1 2 3 4 5 6", "2 3 4 5 6 1", 2, 2 },
    { "1 2 3 4 5 6", "6 1 2 3 4 5", 2, 2 },
    { "1 2 3 4 5 6", "1 4 3 2 5 6", 2, 3 },
    { "1 2 3", "4 5 6 7", 1, 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistCatalog) before = make (1, cases[i].before, "1");
      g_autoptr (PanelistCatalog) after = make (1, cases[i].after, "1");

      panelist_catalog_model_set_catalog (fixture->model, before);
      assert_told (fixture, fixture->n_signals, fixture->n_changed);
      panelist_catalog_model_set_catalog (fixture->model, after);
      g_test_message ("%s → %s", cases[i].before, cases[i].after);
      g_assert_cmpuint (fixture->n_changed, >=, cases[i].n_changed);
      assert_told (fixture, cases[i].n_signals, fixture->n_changed);
    }
}

static void
test_random_refreshes (Fixture       *fixture,
                       gconstpointer  data)
{
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (PanelistCatalogBuilder) builder = panelist_catalog_builder_new (1);
      g_autoptr (PanelistCatalog) catalog = NULL;

      for (guint i = 0; i < 80; i++)
        {
          g_autofree char *id = g_strdup_printf ("%d", g_test_rand_int_range (0, 200));
          g_autofree char *rate = g_strdup_printf ("%d", g_test_rand_int_range (1, 3));

          add_service (builder, id, "Service", "Category", "Default", rate, 1, 2);
        }

      catalog = panelist_catalog_builder_end (builder);
      panelist_catalog_model_set_sort (fixture->model,
                                       (PanelistCatalogSort) g_test_rand_int_range (0, PANELIST_CATALOG_N_SORTS),
                                       g_test_rand_bit ());
      panelist_catalog_model_set_catalog (fixture->model, catalog);
      assert_told (fixture, fixture->n_signals, fixture->n_changed);
    }
}

static void
test_approximate (Fixture       *fixture,
                  gconstpointer  data)
{
  static const struct {
    const char *query;
    const char *services;
    gboolean approximate;
  } cases[] = {
    { "followers", "1:1", FALSE },
    { "folowers", "1:1", TRUE },
    { "folowers cheap", "1:1", TRUE },
    { "folowers cheapp", "1:1", TRUE },
    { "folowers views", "", FALSE },
    { "veiws", "1:2", TRUE },
    { "viws", "1:2", TRUE },
    { "viewss", "1:2", TRUE },
    { "vieww", "1:2", TRUE },
    { "подпищики", "1:3", TRUE },
    { "xyzzy", "", FALSE },
    { "vx", "", FALSE },
    { "1234567", "", FALSE },
    { "", "1:1 1:2 1:3", FALSE },
  };
  g_autoptr (PanelistCatalogBuilder) builder = panelist_catalog_builder_new (1);
  g_autoptr (PanelistCatalog) catalog = NULL;

  add_service (builder, "1", "Clips Followers cheap", "c", "Default", "1", 1, 2);
  add_service (builder, "2", "Clips Views fast 1234568", "c", "Default", "1", 1, 2);
  add_service (builder, "3", "Подписчики", "c", "Default", "1", 1, 2);
  catalog = panelist_catalog_builder_end (builder);
  panelist_catalog_model_set_catalog (fixture->model, catalog);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      /* Typed letter by letter, too. */
      for (gsize length = 0; length <= strlen (cases[i].query); length++)
        {
          g_autofree char *typed = g_strndup (cases[i].query, length);

          if (g_utf8_validate (typed, -1, NULL))
            panelist_catalog_model_set_query (fixture->model, typed);
        }

      g_test_message ("%s", cases[i].query);
      assert_services (fixture, cases[i].services);
      g_assert_true (panelist_catalog_model_get_approximate (fixture->model) == cases[i].approximate);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/catalog-panels/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("panels", test_panels);
  ADD ("splices", test_splices);
  ADD ("random-refreshes", test_random_refreshes);
  ADD ("approximate", test_approximate);
#undef ADD

  return g_test_run ();
}
