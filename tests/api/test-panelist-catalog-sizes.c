/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "generated-catalog.h"
#include "panelist-catalog-model.h"
#include "reply-test.h"

/* Answers of every size load, are searched, sorted, filtered and scrolled through. */

static PanelistCatalog *
load (guint            n_services,
      GeneratedFlavor  flavor,
      guint            changed_every,
      GError         **error)
{
  g_autoptr (GString) body = generated_catalog_new (n_services, flavor, changed_every);
  g_autoptr (PanelistReply) reply = make_reply_from_bytes (200, body->str, body->len);

  return panelist_decode_services (reply, 1, TEST_KEY, error);
}

/* As a view does: a screen here and there. */
static void
scroll (PanelistCatalogModel *model)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (model));

  for (guint i = 0; i < n; i += 1 + n / 100)
    {
      g_autoptr (PanelistService) service = g_list_model_get_item (G_LIST_MODEL (model), i);
      const char *name = panelist_service_get_name (service);

      g_assert_true (g_utf8_validate (name, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (name, -1), <=, 513);
      g_assert_null (strpbrk (name, "\n\t"));
    }
}

static guint
count_found (PanelistCatalogModel *model,
             const char           *query)
{
  panelist_catalog_model_set_query (model, query);
  scroll (model);

  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

static void
on_items_changed (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  guint *n_changed = user_data;

  *n_changed += MAX (removed, added);
}

static void
assert_usable (PanelistCatalog *catalog,
               guint            n_services)
{
  g_autoptr (PanelistCatalogModel) model = panelist_catalog_model_new ();
  g_autoptr (PanelistCatalogFacets) facets = NULL;
  g_autofree char *last = g_strdup_printf ("%u", 100 + n_services);
  guint n_found = 0;
  guint position = 0;

  g_assert_cmpuint (panelist_catalog_get_size (catalog), ==, n_services);
  g_assert_cmpuint (panelist_catalog_get_n_skipped (catalog), ==, 0);
  panelist_catalog_model_set_catalog (model, catalog);
  g_assert_cmpuint (count_found (model, ""), ==, n_services);
  g_assert_cmpuint (count_found (model, last), >=, 1);
  g_assert_true (panelist_catalog_model_find (model, last, &position));
  g_assert_cmpuint (position, ==, 0);
  n_found = count_found (model, "clips");
  g_assert_cmpuint (n_found, <=, n_services);
  g_assert_cmpuint (count_found (model, "clips likes"), <=, n_found);
  g_assert_cmpuint (count_found (model, "no such thing at all"), ==, 0);
  panelist_catalog_model_set_query (model, NULL);

  for (guint sort = 0; sort < PANELIST_CATALOG_N_SORTS; sort++)
    {
      panelist_catalog_model_set_sort (model, (PanelistCatalogSort) sort, TRUE);
      g_assert_cmpuint (count_found (model, ""), ==, n_services);
    }

  facets = panelist_catalog_model_dup_facets (model);
  g_assert_cmpuint (panelist_catalog_facets_get_count (facets, PANELIST_CATALOG_FACET_PANEL, "1"), ==, n_services);
}

static void
test_sizes (gconstpointer data)
{
  const GeneratedFlavor flavor = (GeneratedFlavor) GPOINTER_TO_UINT (data);
  static const guint sizes[] = { 1, 1200, 10000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PanelistCatalog) catalog = NULL;

      /* Names that are hard to read are hard for the sanitizers, too. */
      if (flavor == GENERATED_HOSTILE && sizes[i] > 1200)
        continue;

      catalog = load (sizes[i], flavor, 0, &error);
      g_assert_no_error (error);
      assert_usable (catalog, sizes[i]);
    }
}

static void
test_large (void)
{
  static const guint sizes[] = { 100000, PANELIST_CATALOG_MAX_ROWS };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PanelistCatalog) catalog = load (sizes[i], GENERATED_MIXED, 0, &error);

      g_assert_no_error (error);
      assert_usable (catalog, sizes[i]);
    }
}

/* What is refused leaves what is listed as it is: none, and more than can be. */
static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PanelistCatalog) catalog = load (1200, GENERATED_PLAIN, 0, &error);
  g_autoptr (PanelistCatalogModel) model = panelist_catalog_model_new ();
  g_autoptr (PanelistCatalog) none = NULL;
  g_autoptr (PanelistCatalog) many = NULL;
  g_autoptr (GString) body = g_string_new ("[{\"service\":1}");
  g_autoptr (PanelistReply) reply = NULL;

  g_assert_no_error (error);
  panelist_catalog_model_set_catalog (model, catalog);
  none = load (0, GENERATED_PLAIN, 0, &error);
  g_assert_null (none);
  g_assert_error (error, PANELIST_API_ERROR, PANELIST_API_ERROR_EMPTY);
  g_clear_error (&error);

  for (guint i = 1; i < 500000; i++)
    g_string_append_printf (body, ",{\"service\":%u}", i + 1);

  g_string_append_c (body, ']');
  reply = make_reply_from_bytes (200, body->str, body->len);
  many = panelist_decode_services (reply, 1, TEST_KEY, &error);
  g_assert_null (many);
  g_assert_error (error, PANELIST_API_ERROR, PANELIST_API_ERROR_TOO_LARGE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1200);
}

/* performance.md P12 */
static void
test_reload (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PanelistCatalog) first = load (10000, GENERATED_EMOJI, 0, &error);
  g_autoptr (PanelistCatalog) same = load (10000, GENERATED_EMOJI, 0, &error);
  g_autoptr (PanelistCatalog) other = load (10000, GENERATED_EMOJI, 100, &error);
  g_autoptr (PanelistCatalogModel) model = panelist_catalog_model_new ();
  guint n_changed = 0;

  g_assert_no_error (error);
  panelist_catalog_model_set_catalog (model, first);
  g_signal_connect (model, "items-changed", G_CALLBACK (on_items_changed), &n_changed);
  panelist_catalog_model_set_catalog (model, same);
  g_assert_cmpuint (n_changed, ==, 0);
  panelist_catalog_model_set_catalog (model, other);
  g_assert_cmpuint (n_changed, ==, 100);
}

int
main (int   argc,
      char *argv[])
{
  static const char *const names[] = { "plain", "mixed", "emoji", "hostile" };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strconcat ("/catalog-sizes/", names[i], NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_sizes);
    }

  g_test_add_func ("/catalog-sizes/large", test_large);
  g_test_add_func ("/catalog-sizes/refused", test_refused);
  g_test_add_func ("/catalog-sizes/reload", test_reload);

  return g_test_run ();
}
