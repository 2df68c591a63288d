/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "catalog-test.h"
#include "panelist-catalog-model.h"

typedef struct {
  PanelistCatalogModel *model;
  PanelistCatalogFilter *filter;
  PanelistServiceMarks *marks;
} Fixture;

static void
add_flagged (PanelistCatalogBuilder *builder,
             const char             *id,
             const char             *name,
             const char             *category,
             const char             *type,
             const char             *rate,
             int64_t                 min,
             int64_t                 max,
             PanelistFlag            refill,
             PanelistFlag            cancel)
{
  PanelistCatalogRow row = { .id = id, .id_length = strlen (id), .name = name, .name_length = strlen (name),
                             .category = category, .category_length = strlen (category), .type_text = type,
                             .type_text_length = strlen (type), .rate = rate,
                             .rate_length = rate != NULL ? strlen (rate) : 0, .min = min, .max = max,
                             .refill = refill, .cancel = cancel };

  g_assert_true (panelist_catalog_builder_add (builder, &row));
}

static PanelistCatalog *
make_catalog (void)
{
  g_autoptr (PanelistCatalogBuilder) builder = panelist_catalog_builder_new (3);

  add_flagged (builder, "1", "Clips Views fast", "Clips Views", "Default", "0.50", 10, 1000, PANELIST_FLAG_YES,
               PANELIST_FLAG_NO);
  add_flagged (builder, "2", "Clips Likes", "Clips Likes", "default", "1.5", 100, 5000, PANELIST_FLAG_NO,
               PANELIST_FLAG_UNKNOWN);
  add_flagged (builder, "3", "Photos Likes", "Photos Likes", "Custom Comments", "2", 10, -1,
               PANELIST_FLAG_UNKNOWN, PANELIST_FLAG_YES);
  add_flagged (builder, "4", "Photos Followers", "Photos Followers", "Package", NULL, -1, -1, PANELIST_FLAG_YES,
               PANELIST_FLAG_YES);
  add_flagged (builder, "5", "Something else", "Odd", "Odd type", "0.5", 1, 10, PANELIST_FLAG_NO,
               PANELIST_FLAG_NO);

  return panelist_catalog_builder_end (builder);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (PanelistCatalog) catalog = make_catalog ();

  fixture->model = panelist_catalog_model_new ();
  fixture->filter = panelist_catalog_filter_new ();
  fixture->marks = panelist_service_marks_new ();
  panelist_catalog_model_set_catalog (fixture->model, catalog);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->model);
  g_assert_finalize_object (fixture->marks);
  panelist_catalog_filter_free (fixture->filter);
}

static void
assert_ids (Fixture    *fixture,
            const char *expected)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  GListModel *list = G_LIST_MODEL (fixture->model);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (PanelistService) service = g_list_model_get_item (list, i);

      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", panelist_service_get_id (service));
    }

  g_assert_cmpstr (ids->str, ==, expected);
}

static void
apply (Fixture *fixture)
{
  panelist_catalog_model_set_filter (fixture->model, fixture->filter);
}

/* "value count, value count" */
static void
assert_counts (Fixture              *fixture,
               PanelistCatalogFacet  facet,
               const char           *expected)
{
  g_autoptr (PanelistCatalogFacets) facets = panelist_catalog_model_dup_facets (fixture->model);
  g_autoptr (GString) text = g_string_new (NULL);
  const PanelistCatalogFacetCount *counts = NULL;
  guint n = 0;

  counts = panelist_catalog_facets_get_counts (facets, facet, &n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s %u", i > 0 ? ", " : "", counts[i].value, counts[i].count);

  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_values (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct {
    PanelistCatalogFacet facet;
    const char *value;
    const char *ids;
  } cases[] = {
    { PANELIST_CATALOG_FACET_PLATFORM, "Clips", "1 2" },
    { PANELIST_CATALOG_FACET_PLATFORM, "Other", "5" },
    { PANELIST_CATALOG_FACET_PLATFORM, "No such", "" },
    { PANELIST_CATALOG_FACET_KIND, "likes", "2 3" },
    { PANELIST_CATALOG_FACET_TYPE, "default", "1 2" },
    { PANELIST_CATALOG_FACET_TYPE, "unknown", "5" },
    { PANELIST_CATALOG_FACET_REFILL, "yes", "1 4" },
    { PANELIST_CATALOG_FACET_REFILL, "no", "2 5" },
    { PANELIST_CATALOG_FACET_REFILL, "unknown", "3" },
    { PANELIST_CATALOG_FACET_CANCEL, "yes", "3 4" },
    { PANELIST_CATALOG_FACET_DRIP_FEED, "yes", "" },
    { PANELIST_CATALOG_FACET_CATEGORY, "Photos Likes", "3" },
    { PANELIST_CATALOG_FACET_PANEL, "3", "1 2 3 4 5" },
    { PANELIST_CATALOG_FACET_PANEL, "4", "" },
    { PANELIST_CATALOG_FACET_FAVORITE, "yes", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%d %s", cases[i].facet, cases[i].value);
      panelist_catalog_filter_set (fixture->filter, cases[i].facet, cases[i].value, TRUE);
      g_assert_cmpuint (panelist_catalog_filter_get_n_active (fixture->filter), ==, 1);
      apply (fixture);
      assert_ids (fixture, cases[i].ids);
      panelist_catalog_filter_clear (fixture->filter, cases[i].facet);
    }

  apply (fixture);
  assert_ids (fixture, "1 2 3 4 5");
}

static void
test_joined (Fixture       *fixture,
             gconstpointer  data)
{
  panelist_catalog_filter_set (fixture->filter, PANELIST_CATALOG_FACET_KIND, "likes", TRUE);
  panelist_catalog_filter_set (fixture->filter, PANELIST_CATALOG_FACET_KIND, "views", TRUE);
  apply (fixture);
  assert_ids (fixture, "1 2 3");
  panelist_catalog_filter_set (fixture->filter, PANELIST_CATALOG_FACET_PLATFORM, "Clips", TRUE);
  apply (fixture);
  assert_ids (fixture, "1 2");
  panelist_catalog_model_set_query (fixture->model, "fast");
  assert_ids (fixture, "1");
  panelist_catalog_model_set_query (fixture->model, "photos");
  assert_ids (fixture, "");
  g_assert_false (panelist_catalog_model_get_approximate (fixture->model));
  panelist_catalog_model_set_filter (fixture->model, NULL);
  assert_ids (fixture, "3 4");
}

static void
test_ranges (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct {
    const char *lowest;
    const char *highest;
    int64_t quantity;
    const char *ids;
  } cases[] = {
    { NULL, "0.5", 0, "1 5" },
    { "0.5", "1.50", 0, "1 2 5" },
    { "0.51", NULL, 0, "2 3" },
    { "3", NULL, 0, "" },
    { "", "", 0, "1 2 3 4 5" },
    { NULL, NULL, 10, "1 3 5" },
    { NULL, NULL, 11, "1 3" },
    { NULL, NULL, 5000, "2 3" },
    { NULL, NULL, 5001, "3" },
    { NULL, NULL, 9, "5" },
    { "1", "2", 100, "2 3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      panelist_catalog_filter_set_prices (fixture->filter, cases[i].lowest, cases[i].highest);
      panelist_catalog_filter_set_quantity (fixture->filter, cases[i].quantity);
      apply (fixture);
      g_test_message ("%u", i);
      assert_ids (fixture, cases[i].ids);
    }
}

static void
test_counts (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (PanelistCatalogFacets) facets = NULL;

  assert_counts (fixture, PANELIST_CATALOG_FACET_PLATFORM, "Clips 2, Photos 2, Other 1");
  assert_counts (fixture, PANELIST_CATALOG_FACET_KIND, "followers 1, likes 2, views 1, Other 1");
  assert_counts (fixture, PANELIST_CATALOG_FACET_TYPE, "default 2, custom-comments 1, package 1, unknown 1");
  assert_counts (fixture, PANELIST_CATALOG_FACET_REFILL, "yes 2, no 2, unknown 1");
  assert_counts (fixture, PANELIST_CATALOG_FACET_PANEL, "3 5");
  assert_counts (fixture, PANELIST_CATALOG_FACET_FAVORITE, "");

  /* A facet counts with the others as they are, but for itself. */
  panelist_catalog_filter_set (fixture->filter, PANELIST_CATALOG_FACET_KIND, "likes", TRUE);
  apply (fixture);
  assert_counts (fixture, PANELIST_CATALOG_FACET_PLATFORM, "Clips 1, Photos 1");
  assert_counts (fixture, PANELIST_CATALOG_FACET_KIND, "followers 1, likes 2, views 1, Other 1");
  assert_counts (fixture, PANELIST_CATALOG_FACET_REFILL, "no 1, unknown 1");
  panelist_catalog_filter_set (fixture->filter, PANELIST_CATALOG_FACET_PLATFORM, "Clips", TRUE);
  apply (fixture);
  assert_counts (fixture, PANELIST_CATALOG_FACET_PLATFORM, "Clips 1, Photos 1");
  assert_counts (fixture, PANELIST_CATALOG_FACET_KIND, "likes 1, views 1");
  assert_counts (fixture, PANELIST_CATALOG_FACET_CATEGORY, "Clips Likes 1");
  panelist_catalog_model_set_query (fixture->model, "photos");
  assert_counts (fixture, PANELIST_CATALOG_FACET_PLATFORM, "Photos 1");

  panelist_catalog_model_set_query (fixture->model, "");
  panelist_catalog_model_set_filter (fixture->model, NULL);
  facets = panelist_catalog_model_dup_facets (fixture->model);
  g_assert_cmpstr (panelist_catalog_facets_get_lowest (facets), ==, "0.50");
  g_assert_cmpstr (panelist_catalog_facets_get_highest (facets), ==, "2");
  g_assert_cmpuint (panelist_catalog_facets_get_count (facets, PANELIST_CATALOG_FACET_KIND, "likes"), ==, 2);
  g_assert_cmpuint (panelist_catalog_facets_get_count (facets, PANELIST_CATALOG_FACET_KIND, "nope"), ==, 0);
}

/* What a value counts is what choosing it leaves. */
static void
test_counts_hold (Fixture       *fixture,
                  gconstpointer  data)
{
  static const char *const kinds[] = { NULL, "likes", "views" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (PanelistCatalogFacets) facets = NULL;

      panelist_catalog_filter_clear (fixture->filter, PANELIST_CATALOG_FACET_KIND);

      if (kinds[i] != NULL)
        panelist_catalog_filter_set (fixture->filter, PANELIST_CATALOG_FACET_KIND, kinds[i], TRUE);

      apply (fixture);
      facets = panelist_catalog_model_dup_facets (fixture->model);

      for (guint facet = 0; facet < PANELIST_CATALOG_FACET_PRICE; facet++)
        {
          const PanelistCatalogFacetCount *counts = NULL;
          guint n = 0;

          counts = panelist_catalog_facets_get_counts (facets, (PanelistCatalogFacet) facet, &n);

          for (guint j = 0; j < n; j++)
            {
              g_autoptr (PanelistCatalogFilter) filter = panelist_catalog_filter_copy (fixture->filter);

              panelist_catalog_filter_clear (filter, (PanelistCatalogFacet) facet);
              panelist_catalog_filter_set (filter, (PanelistCatalogFacet) facet, counts[j].value, TRUE);
              panelist_catalog_model_set_filter (fixture->model, filter);
              g_test_message ("%u %s", facet, counts[j].value);
              g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, counts[j].count);
            }
        }
    }
}

static void
test_marks (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const tags[] = { "Kürbis", "autumn", NULL };
  PanelistServiceMark favorite = PANELIST_SERVICE_MARK_INIT;
  PanelistServiceMark used = PANELIST_SERVICE_MARK_INIT;
  PanelistServiceMark hidden = PANELIST_SERVICE_MARK_INIT;
  PanelistServiceMark noted = PANELIST_SERVICE_MARK_INIT;

  favorite.favorite = TRUE;
  favorite.success = 900;
  used.n_orders = 3;
  used.success = 950;
  hidden.hidden = TRUE;
  noted.note = "Good for winter";
  noted.tags = tags;
  panelist_catalog_model_set_marks (fixture->model, fixture->marks);
  panelist_service_marks_freeze (fixture->marks);
  panelist_service_marks_set (fixture->marks, 3, "2", &favorite);
  panelist_service_marks_set (fixture->marks, 3, "4", &used);
  panelist_service_marks_set (fixture->marks, 3, "1", &hidden);
  panelist_service_marks_set (fixture->marks, 3, "5", &noted);
  panelist_service_marks_set (fixture->marks, 3, "gone", &favorite);
  panelist_service_marks_set (fixture->marks, 8, "3", &hidden);
  assert_ids (fixture, "1 2 3 4 5");
  panelist_service_marks_thaw (fixture->marks);
  assert_ids (fixture, "2 3 4 5");
  assert_counts (fixture, PANELIST_CATALOG_FACET_FAVORITE, "yes 1");
  assert_counts (fixture, PANELIST_CATALOG_FACET_USED, "yes 1");
  assert_counts (fixture, PANELIST_CATALOG_FACET_PLATFORM, "Clips 1, Photos 2, Other 1");

  panelist_catalog_model_set_query (fixture->model, "winter");
  assert_ids (fixture, "5");
  panelist_catalog_model_set_query (fixture->model, "winter KURBIS odd");
  assert_ids (fixture, "5");
  panelist_catalog_model_set_query (fixture->model, "kurbis photos");
  assert_ids (fixture, "");
  panelist_catalog_model_set_query (fixture->model, "clips");
  assert_ids (fixture, "2");
  panelist_catalog_filter_set_show_hidden (fixture->filter, TRUE);
  apply (fixture);
  assert_ids (fixture, "1 2");
  panelist_catalog_model_set_query (fixture->model, NULL);

  panelist_catalog_filter_set (fixture->filter, PANELIST_CATALOG_FACET_FAVORITE, "yes", TRUE);
  apply (fixture);
  assert_ids (fixture, "2");
  panelist_service_marks_set (fixture->marks, 3, "3", &favorite);
  assert_ids (fixture, "2 3");
  panelist_service_marks_set (fixture->marks, 3, "2", NULL);
  assert_ids (fixture, "3");
  panelist_catalog_model_set_filter (fixture->model, NULL);

  panelist_catalog_model_set_sort (fixture->model, PANELIST_CATALOG_SORT_FAVORITE, FALSE);
  assert_ids (fixture, "3 2 4 5");
  panelist_catalog_model_set_sort (fixture->model, PANELIST_CATALOG_SORT_SUCCESS, TRUE);
  assert_ids (fixture, "4 3 2 5");
  panelist_catalog_model_set_sort (fixture->model, PANELIST_CATALOG_SORT_SUCCESS, FALSE);
  assert_ids (fixture, "3 4 2 5");
  panelist_catalog_model_set_marks (fixture->model, NULL);
  assert_ids (fixture, "1 2 3 4 5");
}

/* A platform is found by its name, also where the text has only another keyword of it. */
static void
test_search_of_groups (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PanelistKeywords) keywords = panelist_keywords_new ("[Platforms]\nThings=something\n", &error);

  g_assert_no_error (error);
  panelist_catalog_model_set_query (fixture->model, "Things");
  assert_ids (fixture, "");
  panelist_catalog_model_set_keywords (fixture->model, keywords);
  assert_ids (fixture, "5");
  g_assert_cmpstr (panelist_catalog_model_get_group (fixture->model, 0, PANELIST_GROUPING_PLATFORM), ==, "Things");
  panelist_catalog_model_set_query (fixture->model, "Things odd");
  assert_ids (fixture, "5");
  panelist_catalog_model_set_query (fixture->model, "Things likes");
  assert_ids (fixture, "");
}

/* Other keywords, also found beforehand in a thread: groups, counts and the list follow, a new catalog too. */
static gpointer
infer (gpointer data)
{
  PanelistCatalogModel *model = data;
  g_autoptr (PanelistKeywords) keywords = NULL;
  PanelistCatalog *catalog = panelist_catalog_model_get_catalog (model);

  keywords = panelist_keywords_new ("[Platforms]\nPhotos=pictures\nThings=something\n[Kinds]\nlikes=\n", NULL);

  return panelist_catalog_inference_new (keywords, &catalog, 1);
}

static void
test_other_keywords (Fixture       *fixture,
                     gconstpointer  data)
{
  const gboolean in_thread = GPOINTER_TO_INT (data);
  g_autoptr (PanelistCatalog) newer = make_catalog ();
  g_autoptr (PanelistCatalogInference) inference = NULL;
  g_autoptr (PanelistKeywords) keywords = NULL;

  assert_counts (fixture, PANELIST_CATALOG_FACET_PLATFORM, "Clips 2, Photos 2, Other 1");
  panelist_catalog_filter_set (fixture->filter, PANELIST_CATALOG_FACET_PLATFORM, "Things", TRUE);
  apply (fixture);
  assert_ids (fixture, "");
  inference = g_thread_join (g_thread_new ("infer", infer, fixture->model));

  if (in_thread)
    {
      panelist_catalog_model_set_inference (fixture->model, inference);
    }
  else
    {
      keywords = panelist_keywords_new ("[Platforms]\nPhotos=pictures\nThings=something\n[Kinds]\nlikes=\n", NULL);
      panelist_catalog_model_set_keywords (fixture->model, keywords);
    }

  assert_ids (fixture, "5");
  assert_counts (fixture, PANELIST_CATALOG_FACET_PLATFORM, "Clips 2, Things 1, Other 2");
  panelist_catalog_model_set_catalog (fixture->model, newer);
  assert_ids (fixture, "5");
  panelist_catalog_model_set_filter (fixture->model, NULL);
  assert_counts (fixture, PANELIST_CATALOG_FACET_KIND, "followers 1, views 1, Other 3");
  panelist_catalog_model_set_keywords (fixture->model, panelist_keywords_get_builtin ());
  assert_counts (fixture, PANELIST_CATALOG_FACET_KIND, "followers 1, likes 2, views 1, Other 1");
}

/* A catalog that came while others were looked through is looked through when it is needed. */
static void
test_late_catalog (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (PanelistCatalog) newer = make_catalog ();
  g_autoptr (PanelistCatalogInference) inference = infer (fixture->model);

  panelist_catalog_model_set_catalog (fixture->model, newer);
  panelist_catalog_model_set_inference (fixture->model, inference);
  assert_counts (fixture, PANELIST_CATALOG_FACET_PLATFORM, "Clips 2, Things 1, Other 2");
}

static void
test_text (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const bad[] = { NULL, "", "{", "5", "{'platform': <5>}", "{'nothing': <'x'>}" };
  g_autoptr (PanelistCatalogFilter) read = NULL;
  g_autofree char *text = NULL;

  panelist_catalog_filter_set (fixture->filter, PANELIST_CATALOG_FACET_PLATFORM, "It's \"new\" – 新", TRUE);
  panelist_catalog_filter_set (fixture->filter, PANELIST_CATALOG_FACET_PLATFORM, "Clips", TRUE);
  panelist_catalog_filter_set (fixture->filter, PANELIST_CATALOG_FACET_REFILL, "yes", TRUE);
  panelist_catalog_filter_set_prices (fixture->filter, "0.1", NULL);
  panelist_catalog_filter_set_quantity (fixture->filter, 5000000000);
  panelist_catalog_filter_set_show_hidden (fixture->filter, TRUE);
  text = panelist_catalog_filter_to_text (fixture->filter);
  read = panelist_catalog_filter_new_from_text (text);
  g_assert_true (panelist_catalog_filter_equal (fixture->filter, read));
  g_assert_cmpint (panelist_catalog_filter_get_quantity (read), ==, 5000000000);
  g_assert_cmpstr (panelist_catalog_filter_get_values (read, PANELIST_CATALOG_FACET_PLATFORM)[1], ==, "Clips");
  panelist_catalog_filter_set (read, PANELIST_CATALOG_FACET_REFILL, "yes", FALSE);
  g_assert_false (panelist_catalog_filter_equal (fixture->filter, read));

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (PanelistCatalogFilter) none = panelist_catalog_filter_new_from_text (bad[i]);

      g_assert_cmpuint (panelist_catalog_filter_get_n_active (none), ==, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/catalog-filter/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("values", test_values);
  ADD ("joined", test_joined);
  ADD ("ranges", test_ranges);
  ADD ("counts", test_counts);
  ADD ("counts-hold", test_counts_hold);
  ADD ("marks", test_marks);
  ADD ("search-of-groups", test_search_of_groups);
  ADD ("late-catalog", test_late_catalog);
  ADD ("text", test_text);
#undef ADD
  g_test_add ("/catalog-filter/other-keywords", Fixture, GINT_TO_POINTER (FALSE), set_up, test_other_keywords, tear_down);
  g_test_add ("/catalog-filter/other-keywords-in-thread", Fixture, GINT_TO_POINTER (TRUE), set_up, test_other_keywords,
              tear_down);

  return g_test_run ();
}
