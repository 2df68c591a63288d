/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-catalog ID…: the goals of the catalog that need no window. Both sides of a ratio take turns. */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>
#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

#include "bench.h"
#include "panelist-catalog-model.h"
#include "panelist-store.h"

#define N_ROUNDS 15
#define N_SEARCH_ROUNDS 5
#define N_SORT_ROUNDS 3

/* P2 */

static void
measure_decoding (void)
{
  const guint sizes[] = { 10000, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) body = bench_make_body (sizes[i], 0);
      g_autofree char *name = g_strdup_printf ("read %u services / json-glib parse", sizes[i]);
      g_autofree char *time = g_strdup_printf ("read %u services", sizes[i]);
      double ours = G_MAXDOUBLE;
      double theirs = G_MAXDOUBLE;

      for (guint round = 0; round < (i == 0 ? N_ROUNDS : N_SORT_ROUNDS); round++)
        {
          g_autoptr (JsonParser) parser = json_parser_new_immutable ();
          g_autoptr (PanelistCatalog) catalog = NULL;
          double start = bench_now ();

          catalog = bench_decode (body, 1);
          ours = MIN (ours, bench_now () - start);
          start = bench_now ();
          g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (body, NULL),
                                                     (gssize) g_bytes_get_size (body), NULL));
          theirs = MIN (theirs, bench_now () - start);
        }

      bench_print ("P2", name, ours / theirs, i == 0 ? 1.0 / 8 : -1, "ratio");
      bench_print ("P2", time, ours, -1, "ms");
    }
}

/* P5 */

static GListModel *
make_store (PanelistCatalog *catalog)
{
  g_autoptr (GPtrArray) services = g_ptr_array_new_with_free_func (g_object_unref);
  GListStore *store = g_list_store_new (PANELIST_TYPE_SERVICE);

  for (guint i = 0; i < panelist_catalog_get_size (catalog); i++)
    g_ptr_array_add (services, panelist_catalog_dup_service (catalog, i));

  g_list_store_splice (store, 0, 0, services->pdata, services->len);

  return G_LIST_MODEL (store);
}

static GtkExpression *
make_name_expression (void)
{
  return gtk_property_expression_new (PANELIST_TYPE_SERVICE, NULL, "name");
}

typedef struct {
  double total;
  double slowest;
} Typed;

static Typed
type_into_model (PanelistCatalogModel *model,
                 const char           *text)
{
  Typed typed = { 0 };

  panelist_catalog_model_set_query (model, "");

  for (gsize length = 1; length <= strlen (text); length++)
    {
      g_autofree char *query = g_strndup (text, length);
      double start = bench_now ();
      double time = 0;

      panelist_catalog_model_set_query (model, query);
      time = bench_now () - start;
      typed.total += time;
      typed.slowest = MAX (typed.slowest, time);
    }

  return typed;
}

static double
type_into_filter (GtkStringFilter *filter,
                  const char      *text)
{
  double total = 0;

  gtk_string_filter_set_search (filter, "");

  for (gsize length = 1; length <= strlen (text); length++)
    {
      g_autofree char *query = g_strndup (text, length);
      double start = bench_now ();

      gtk_string_filter_set_search (filter, query);
      total += bench_now () - start;
    }

  return total;
}

static void
measure_search (void)
{
  static const char text[] = "clips views r30";
  const guint sizes[] = { 10000, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (PanelistCatalog) catalog = bench_make_catalog (sizes[i], 0);
      g_autoptr (PanelistCatalogModel) model = panelist_catalog_model_new ();
      g_autoptr (GtkFilterListModel) list = NULL;
      g_autofree char *ratio_name = g_strdup_printf ("typing into %u services / GtkStringFilter", sizes[i]);
      g_autofree char *slowest_name = g_strdup_printf ("slowest key, %u services", sizes[i]);
      g_autofree char *typo_name = g_strdup_printf ("a mistyped word, %u services", sizes[i]);
      g_autofree char *facets_name = g_strdup_printf ("counts of all facets, %u services", sizes[i]);
      g_autoptr (PanelistCatalogFacets) facets = NULL;
      GtkStringFilter *filter = gtk_string_filter_new (make_name_expression ());
      Typed ours = { G_MAXDOUBLE, G_MAXDOUBLE };
      double theirs = G_MAXDOUBLE;
      double start = 0;

      panelist_catalog_model_set_catalog (model, catalog);
      list = gtk_filter_list_model_new (make_store (catalog), GTK_FILTER (filter));

      for (guint round = 0; round < N_SEARCH_ROUNDS; round++)
        {
          const Typed typed = type_into_model (model, text);

          ours.total = MIN (ours.total, typed.total);
          ours.slowest = MIN (ours.slowest, typed.slowest);
          theirs = MIN (theirs, type_into_filter (filter, text));
        }

      bench_print ("P5", ratio_name, ours.total / theirs, 1.0 / 20, "ratio");
      bench_print ("P5", slowest_name, ours.slowest, sizes[i] == 10000 ? 1 : 8, "ms");
      start = bench_now ();
      panelist_catalog_model_set_query (model, "clisp veiws");
      bench_print ("P5", typo_name, bench_now () - start, -1, "ms");
      panelist_catalog_model_set_query (model, "");
      start = bench_now ();
      facets = panelist_catalog_model_dup_facets (model);
      bench_print ("P5", facets_name, bench_now () - start, -1, "ms");
    }
}

/* P7: each round reads the catalog anew, so that no key is there yet on either side */

static double
sort_with_gtk (PanelistCatalog *catalog)
{
  g_autoptr (GtkSortListModel) list = NULL;
  GtkSorter *sorter = GTK_SORTER (gtk_string_sorter_new (make_name_expression ()));
  GListModel *store = make_store (catalog);
  double start = bench_now ();

  list = gtk_sort_list_model_new (store, sorter);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), >, 0);

  return bench_now () - start;
}

static double
sort_with_model (PanelistCatalog     *catalog,
                 PanelistCatalogSort  sort)
{
  g_autoptr (PanelistCatalogModel) model = panelist_catalog_model_new ();
  double start = 0;

  panelist_catalog_model_set_catalog (model, catalog);
  start = bench_now ();
  panelist_catalog_model_set_sort (model, sort, FALSE);

  return bench_now () - start;
}

static void
measure_sort (void)
{
  g_autoptr (GEnumClass) sorts = g_type_class_ref (PANELIST_TYPE_CATALOG_SORT);
  g_autoptr (GBytes) body = bench_make_body (100000, 0);
  double ours[PANELIST_CATALOG_N_SORTS] = { 0 };
  double theirs = G_MAXDOUBLE;

  for (guint round = 0; round < N_SORT_ROUNDS; round++)
    {
      g_autoptr (PanelistCatalog) catalog = bench_decode (body, 1);

      theirs = MIN (theirs, sort_with_gtk (catalog));

      for (guint sort = PANELIST_CATALOG_SORT_NAME; sort < PANELIST_CATALOG_N_SORTS; sort++)
        {
          g_autoptr (PanelistCatalog) fresh = bench_decode (body, 1);
          const double time = sort_with_model (fresh, (PanelistCatalogSort) sort);

          ours[sort] = round == 0 ? time : MIN (ours[sort], time);
        }
    }

  for (guint sort = PANELIST_CATALOG_SORT_NAME; sort < PANELIST_CATALOG_N_SORTS; sort++)
    {
      g_autofree char *name = g_strdup_printf ("sort 100000 services by %s / GtkSortListModel",
                                               g_enum_get_value (sorts, (int) sort)->value_nick);

      bench_print ("P7", name, ours[sort] / theirs, 1.0 / 5, "ratio");
    }
}

/* P12 */

static DexFuture *
wake_up (DexFuture *future,
         gpointer   data)
{
  g_main_context_wakeup (NULL);
  return NULL;
}

static const GValue *
wait_for (DexFuture *future)
{
  g_autoptr (GError) error = NULL;

  dex_future_disown (dex_future_finally (dex_ref (future), wake_up, NULL, NULL));

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);

  return dex_future_get_value (future, &error);
}

static int
save (PanelistStore   *store,
      PanelistCatalog *catalog)
{
  g_autoptr (DexFuture) future = panelist_store_save_catalog (store, catalog);

  return g_value_get_int (wait_for (future));
}

static void
count_changes (GListModel *model,
               guint       position,
               guint       removed,
               guint       added,
               gpointer    user_data)
{
  guint *n_changed = user_data;

  *n_changed += MAX (removed, added);
}

static guint
show (PanelistCatalogModel *model,
      PanelistCatalog      *catalog)
{
  guint n_changed = 0;
  gulong handler = 0;

  handler = g_signal_connect (model, "items-changed", G_CALLBACK (count_changes), &n_changed);
  panelist_catalog_model_set_catalog (model, catalog);
  g_signal_handler_disconnect (model, handler);

  return n_changed;
}

/* One more in the middle, and one less behind it. */
static PanelistCatalog *
insert_and_remove (PanelistCatalog *catalog)
{
  g_autoptr (PanelistCatalogBuilder) builder = panelist_catalog_builder_new (panelist_catalog_get_panel_id (catalog));
  const guint n = panelist_catalog_get_size (catalog);
  PanelistCatalogRow row = { 0 };

  for (guint i = 0; i < n; i++)
    {
      panelist_catalog_get_row (catalog, i, &row);

      if (i != n / 2)
        panelist_catalog_builder_restore (builder, &row);

      if (i == n / 4)
        {
          row.id = "inserted";
          row.id_length = strlen (row.id);
          panelist_catalog_builder_restore (builder, &row);
        }
    }

  return panelist_catalog_builder_end (builder);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_folder (child);
    }

  g_remove (path);
}

static void
measure_reload (void)
{
  g_autofree char *folder = g_dir_make_tmp ("panelist-bench-XXXXXX", NULL);
  g_autoptr (DexFuture) opening = panelist_store_open (folder);
  g_autoptr (PanelistPanel) panel = panelist_panel_new ("Panel", "https://panel.example/api/v2");
  g_autoptr (PanelistCatalogModel) model = panelist_catalog_model_new ();
  g_autoptr (PanelistCatalog) first = bench_make_catalog (10000, 0);
  g_autoptr (PanelistCatalog) same = bench_make_catalog (10000, 0);
  g_autoptr (PanelistCatalog) other = bench_make_catalog (10000, 100);
  g_autoptr (PanelistCatalog) shifted = insert_and_remove (other);
  PanelistStore *store = g_value_get_object (wait_for (opening));
  g_autoptr (DexFuture) adding = panelist_store_add_panel (store, panel);
  g_autoptr (DexFuture) closing = NULL;

  wait_for (adding);
  save (store, first);
  show (model, first);
  bench_print ("P12", "unchanged reload of 10000: rows written", save (store, same), 0, "rows");
  bench_print ("P12", "unchanged reload of 10000: items changed", show (model, same), 0, "rows");
  bench_print ("P12", "reload with 1 % changed: rows written", save (store, other), 100, "rows");
  bench_print ("P12", "reload with 1 % changed: items changed", show (model, other), 100, "rows");
  bench_print ("P12", "reload with one service more and one less: rows written", save (store, shifted), 2, "rows");
  bench_print ("P12", "reload with one service more and one less: items changed", show (model, shifted), 2, "rows");
  closing = panelist_store_close (store);
  wait_for (closing);
  remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  static const struct {
    const char *id;
    void (*measure) (void);
  } goals[] = {
    { "P2", measure_decoding }, { "P5", measure_search }, { "P7", measure_sort }, { "P12", measure_reload },
  };

  dex_init ();

  for (int i = 1; i < argc; i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (goals); j++)
        {
          if (g_str_equal (argv[i], goals[j].id))
            goals[j].measure ();
        }
    }

  return EXIT_SUCCESS;
}
