/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "generated-catalog.h"
#include "panelist-demo-server.h"
#include "workbench.h"

/* Lists of services that come over HTTP, again and again: what of them is stored, and what is told of them. */

#define KEY "demo-key-0123456789"

static PanelistChangeLog *
read_log (Workbench *self)
{
  return finish_boxed (panelist_store_list_changes (self->store));
}

static PanelistCatalog *
load (Workbench     *self,
      PanelistPanel *panel)
{
  return finish_boxed (panelist_store_load_catalog (self->store, panelist_panel_get_id (panel)));
}

static void
assert_same (PanelistCatalog *a,
             PanelistCatalog *b)
{
  g_autoptr (PanelistCatalogDifference) difference = panelist_catalog_compare (a, b);

  g_assert_cmpuint (difference->added->len + difference->removed->len + difference->changed->len +
                    difference->moved->len, ==, 0);
}

static void
changed_cb (PanelistAccounts *accounts,
            PanelistPanel    *panel,
            guint            *n_changes)
{
  (*n_changes)++;
}

/* A day at the demo panel takes moments. Whatever it changes: what is stored is what it lists, and the log tells how
 * one became the other. */
static void
test_demo (Workbench     *self,
           gconstpointer  unused)
{
  g_autoptr (PanelistDemoServer) server = NULL;
  g_autoptr (PanelistPanel) panel = NULL;
  g_autoptr (PanelistPanel) added = NULL;
  g_autoptr (PanelistKey) key = panelist_key_new (KEY, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PanelistChangeLog) log = NULL;
  g_autoptr (PanelistCatalog) first = NULL;
  guint n_changes = 0;
  guint n_told = 0;

  server = g_object_new (PANELIST_TYPE_DEMO_SERVER, "key", KEY, "n-services", 1200, "time-scale", 36000.0, NULL);
  g_assert_true (panelist_demo_server_start (server, &error));
  g_assert_no_error (error);
  panel = panelist_panel_new ("Demo", panelist_demo_server_get_address (server));
  added = finish_object (panelist_accounts_add (self->accounts, panel, key, TRUE));
  finish (panelist_accounts_refresh_catalog (self->accounts, panel));
  first = panelist_catalog_ref (panelist_accounts_get_catalog (self->accounts, panel));
  g_signal_connect (self->accounts, "catalog-changed", G_CALLBACK (changed_cb), &n_changes);

  while (n_changes < 5)
    {
      g_autoptr (PanelistCatalog) before = panelist_catalog_ref (panelist_accounts_get_catalog (self->accounts, panel));
      g_autoptr (PanelistCatalog) stored = NULL;
      g_autoptr (PanelistCatalogDifference) difference = NULL;
      guint told = n_changes;

      finish (panelist_accounts_refresh_catalog (self->accounts, panel));
      difference = panelist_catalog_compare (before, panelist_accounts_get_catalog (self->accounts, panel));
      g_assert_cmpuint (n_changes - told, ==, difference->changes->len > 0);
      n_told += difference->changes->len;
      stored = load (self, panel);
      assert_same (stored, panelist_accounts_get_catalog (self->accounts, panel));
    }

  log = read_log (self);
  g_assert_cmpuint (panelist_change_log_get_size (log), ==, n_told);
  panelist_demo_server_stop (server);
}

static void
answer_generated (Workbench       *self,
                  guint            n_services,
                  GeneratedFlavor  flavor,
                  guint            changed_every)
{
  g_autoptr (GString) body = generated_catalog_new (n_services, flavor, changed_every);

  scripted_panel_answer (self->server, "services", 200, body->str);
}

static guint
get_size (Workbench *self)
{
  return panelist_catalog_get_size (panelist_accounts_get_catalog (self->accounts, self->panel));
}

/* From one to as many as are read; more, and none, change nothing and say so. */
static void
test_sizes (Workbench     *self,
            gconstpointer  unused)
{
  static const guint sizes[] = { 1, 1200, 10000, PANELIST_CATALOG_MAX_ROWS };
  static const struct {
    guint n_services;
    int code;
  } refused[] = { { 0, PANELIST_API_ERROR_EMPTY }, { 500000, PANELIST_API_ERROR_TOO_LARGE } };
  g_autoptr (PanelistCatalog) stored = NULL;
  PanelistCatalog *before = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      answer_generated (self, sizes[i], i < 2 ? GENERATED_HOSTILE : GENERATED_MIXED, 0);
      finish (panelist_accounts_refresh_catalog (self->accounts, self->panel));
      g_assert_cmpuint (get_size (self), ==, sizes[i]);
    }

  before = panelist_accounts_get_catalog (self->accounts, self->panel);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      answer_generated (self, refused[i].n_services, GENERATED_PLAIN, 0);
      error = finish_error (panelist_accounts_refresh_catalog (self->accounts, self->panel));
      g_assert_error (error, PANELIST_API_ERROR, refused[i].code);
      g_assert_true (panelist_accounts_get_catalog (self->accounts, self->panel) == before);
      g_assert_nonnull (panelist_accounts_get_catalog_error (self->accounts, self->panel));
    }

  stored = load (self, self->panel);
  assert_same (stored, before);
}

/* One in a hundred costs something else: so many lines, and no others. */
static void
test_one_in_hundred (Workbench     *self,
                     gconstpointer  unused)
{
  g_autoptr (PanelistChangeLog) before = NULL;
  g_autoptr (PanelistChangeLog) after = NULL;

  answer_generated (self, 10000, GENERATED_MIXED, 0);
  finish (panelist_accounts_refresh_catalog (self->accounts, self->panel));
  before = read_log (self);
  answer_generated (self, 10000, GENERATED_MIXED, 100);
  finish (panelist_accounts_refresh_catalog (self->accounts, self->panel));
  after = read_log (self);
  g_assert_cmpuint (panelist_change_log_get_size (after) - panelist_change_log_get_size (before), ==, 100);

  for (guint i = 0; i < 100; i++)
    {
      const PanelistChange *change = panelist_change_log_get (after, i);

      g_assert_true (change->kind == PANELIST_CATALOG_CHANGE_PRICE_UP ||
                     change->kind == PANELIST_CATALOG_CHANGE_PRICE_DOWN);
    }
}

#define ADD(path, func) g_test_add (path, Workbench, NULL, workbench_set_up, func, workbench_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("/catalog-refresh/demo", test_demo);
  ADD ("/catalog-refresh/sizes", test_sizes);
  ADD ("/catalog-refresh/one-in-hundred", test_one_in_hundred);

  return g_test_run ();
}
