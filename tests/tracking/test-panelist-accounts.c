/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <signal.h>
#include <sys/resource.h>

#include "workbench.h"

static PanelistPanel *
new_panel (Workbench  *self,
           const char *name)
{
  return panelist_panel_new (name, scripted_panel_get_address (self->server));
}

static void
test_add (Workbench     *self,
          gconstpointer  unused)
{
  g_autoptr (PanelistKey) stored = NULL;

  stored = finish_boxed (panelist_secrets_lookup (self->secrets, panelist_panel_get_uuid (self->panel)));
  g_assert_cmpstr (panelist_key_get_text (stored), ==, WORKBENCH_KEY);
  g_assert_true (panelist_accounts_get_panel (self->accounts, panelist_panel_get_id (self->panel)) == self->panel);

  workbench_reopen (self);
  g_assert_cmpstr (panelist_panel_get_name (self->panel), ==, "Main Panel");
  g_assert_cmpuint (panelist_catalog_get_size (panelist_accounts_get_catalog (self->accounts, self->panel)), ==, 2);
}

/* Same address (however it is written) and same key: refused, and the key of the new one is not kept. */
static void
test_duplicate (Workbench     *self,
                gconstpointer  unused)
{
  g_autofree char *address = g_strconcat (scripted_panel_get_address (self->server), "/", NULL);
  g_autoptr (PanelistPanel) panel = panelist_panel_new ("Again", address);
  g_autoptr (PanelistPanel) other = new_panel (self, "Other");
  g_autoptr (PanelistPanel) added = NULL;
  g_autoptr (PanelistKey) key = panelist_key_new (WORKBENCH_KEY, NULL);
  g_autoptr (PanelistKey) other_key = panelist_key_new ("other-key", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) changed = NULL;

  error = finish_error (panelist_accounts_add (self->accounts, panel, key, FALSE));
  g_assert_error (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DUPLICATE);
  missing = finish_error (panelist_secrets_lookup (self->secrets, panelist_panel_get_uuid (panel)));
  g_assert_error (missing, PANELIST_SECRETS_ERROR, PANELIST_SECRETS_ERROR_MISSING);

  added = finish_object (panelist_accounts_add (self->accounts, other, other_key, FALSE));
  g_assert_true (added == other);
  changed = finish_error (panelist_accounts_save (self->accounts, other, key));
  g_assert_error (changed, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DUPLICATE);
}

/* Two at once do not pass the check side by side. */
static void
test_duplicate_at_once (Workbench     *self,
                        gconstpointer  unused)
{
  g_autoptr (PanelistPanel) one = new_panel (self, "One");
  g_autoptr (PanelistPanel) two = new_panel (self, "Two");
  g_autoptr (PanelistPanel) added = NULL;
  g_autoptr (PanelistKey) key = panelist_key_new ("other-key", NULL);
  g_autoptr (GError) error = NULL;
  DexFuture *first = panelist_accounts_add (self->accounts, one, key, FALSE);
  DexFuture *second = panelist_accounts_add (self->accounts, two, key, FALSE);

  added = finish_object (first);
  error = finish_error (second);
  g_assert_error (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DUPLICATE);
}

/* The home page, an empty list, an error, broken JSON: the old catalog stays. */
static void
test_catalog_stays (Workbench     *self,
                    gconstpointer  unused)
{
  static const struct {
    guint status;
    const char *body;
  } answers[] = {
    { 200, "[]" },
    { 200, "{\"error\": \"Server error\"}" },
    { 200, "<html>Home</html>" },
    { 200, "[{\"service\": 1," },
    { 200, "" },
    { 500, "" },
    { 200, NULL },
  };
  PanelistCatalog *before = panelist_accounts_get_catalog (self->accounts, self->panel);
  g_autoptr (PanelistChangeLog) log = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (PanelistCatalog) stored = NULL;
      g_autoptr (GError) error = NULL;

      scripted_panel_answer (self->server, "services", answers[i].status, answers[i].body);
      error = finish_error (panelist_accounts_refresh_catalog (self->accounts, self->panel));
      g_assert_true (panelist_accounts_get_catalog (self->accounts, self->panel) == before);
      stored = finish_boxed (panelist_store_load_catalog (self->store, panelist_panel_get_id (self->panel)));
      g_assert_cmpuint (panelist_catalog_get_size (stored), ==, 2);
      g_assert_cmpstr (panelist_accounts_get_catalog_error (self->accounts, self->panel)->message, ==,
                       error->message);
    }

  log = finish_boxed (panelist_store_list_changes (self->store));
  g_assert_cmpuint (panelist_change_log_get_size (log), ==, 0);
  scripted_panel_answer (self->server, "services", 200,
                         "[{\"service\": 1, \"name\": \"Back\", \"type\": \"Default\", \"rate\": \"1\","
                         " \"min\": 1, \"max\": 2}]");
  finish (panelist_accounts_refresh_catalog (self->accounts, self->panel));
  g_assert_null (panelist_accounts_get_catalog_error (self->accounts, self->panel));
}

static void
catalog_changed_cb (PanelistAccounts *accounts,
                    PanelistPanel    *panel,
                    guint            *n_changes)
{
  (*n_changes)++;
}

/* One in flight; who joins gets the same end. */
static void
test_catalog_once (Workbench     *self,
                   gconstpointer  unused)
{
  guint before = scripted_panel_count (self->server, "services");
  guint n_changes = 0;
  DexFuture *first = NULL;
  DexFuture *second = NULL;

  g_signal_connect (self->accounts, "catalog-changed", G_CALLBACK (catalog_changed_cb), &n_changes);
  first = panelist_accounts_refresh_catalog (self->accounts, self->panel);
  second = panelist_accounts_refresh_catalog (self->accounts, self->panel);
  finish (first);
  finish (second);
  g_assert_cmpuint (scripted_panel_count (self->server, "services"), ==, before + 1);
  g_assert_cmpuint (n_changes, ==, 0);
}

#define ROW(id, rate) "{\"service\": " id ", \"name\": \"Views\", \"type\": \"Default\", \"rate\": \"" rate "\"," \
                      " \"min\": 1, \"max\": 2, \"category\": \"Clips\"}"

/* What is as it was is silent, and the catalog in use stays; what is not is told once, and is in the log. */
static void
test_catalog_changes (Workbench     *self,
                      gconstpointer  unused)
{
  PanelistCatalog *before = NULL;
  g_autoptr (PanelistChangeLog) log = NULL;
  guint n_changes = 0;

  g_signal_connect (self->accounts, "catalog-changed", G_CALLBACK (catalog_changed_cb), &n_changes);
  scripted_panel_answer (self->server, "services", 200,
                         "[" ROW ("1", "1") "," ROW ("2", "1") "," ROW ("1", "9") ", 7, " ROW ("\"a b\"", "1") "]");
  finish (panelist_accounts_refresh_catalog (self->accounts, self->panel));
  g_assert_cmpuint (n_changes, ==, 1);
  before = panelist_accounts_get_catalog (self->accounts, self->panel);
  g_assert_cmpuint (panelist_catalog_get_size (before), ==, 2);
  finish (panelist_accounts_refresh_catalog (self->accounts, self->panel));
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_true (panelist_accounts_get_catalog (self->accounts, self->panel) == before);
  g_assert_cmpuint (panelist_accounts_get_skipped (self->accounts, self->panel, PANELIST_CATALOG_SKIP_DUPLICATE), ==, 1);
  g_assert_cmpuint (panelist_accounts_get_skipped (self->accounts, self->panel, PANELIST_CATALOG_SKIP_UNREADABLE), ==, 1);
  g_assert_cmpuint (panelist_accounts_get_skipped (self->accounts, self->panel, PANELIST_CATALOG_SKIP_ID), ==, 1);

  scripted_panel_answer (self->server, "services", 200, "[" ROW ("1", "1") "," ROW ("2", "1.5") "]");
  finish (panelist_accounts_refresh_catalog (self->accounts, self->panel));
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_cmpuint (panelist_accounts_get_skipped (self->accounts, self->panel, PANELIST_CATALOG_SKIP_DUPLICATE), ==, 0);
  log = finish_boxed (panelist_store_list_changes (self->store));
  g_assert_cmpint (panelist_change_log_get (log, 0)->kind, ==, PANELIST_CATALOG_CHANGE_PRICE_UP);
  g_assert_cmpstr (panelist_change_log_get (log, 0)->after, ==, "1.5");
}

/* At another address the prices are not known: they are asked for, and kept as unknown until they are. */
static void
test_moved (Workbench     *self,
            gconstpointer  unused)
{
  g_autofree char *address = g_strconcat (scripted_panel_get_address (self->server), "/moved", NULL);
  g_autoptr (PanelistPanel) saved = NULL;
  g_autoptr (PanelistPanel) renamed = NULL;
  guint before = scripted_panel_count (self->server, "services");

  g_object_set (self->panel, "name", "Other name", NULL);
  renamed = finish_object (panelist_accounts_save (self->accounts, self->panel, NULL));
  g_assert_cmpint (panelist_panel_get_catalog_time (self->panel), !=, 0);
  g_assert_cmpuint (scripted_panel_count (self->server, "services"), ==, before);

  scripted_panel_queue (self->server, "services", 500, "");
  g_object_set (self->panel, "address", address, NULL);
  saved = finish_object (panelist_accounts_save (self->accounts, self->panel, NULL));
  g_assert_cmpint (panelist_panel_get_catalog_time (self->panel), ==, 0);
  wait_until (scripted_panel_count (self->server, "services") == before + 1);
  workbench_reopen (self);
  g_assert_cmpint (panelist_panel_get_catalog_time (self->panel), ==, 0);
}

static void
test_remove (Workbench     *self,
             gconstpointer  unused)
{
  GListModel *panels = G_LIST_MODEL (panelist_accounts_get_panels (self->accounts));
  const char *uuid = panelist_panel_get_uuid (self->panel);
  g_autoptr (PanelistKey) kept = NULL;
  g_autoptr (PanelistKey) restored = NULL;
  g_autoptr (GError) error = NULL;

  finish (panelist_accounts_remove (self->accounts, self->panel));
  g_assert_cmpuint (g_list_model_get_n_items (panels), ==, 0);
  kept = finish_boxed (panelist_secrets_lookup (self->secrets, uuid));

  finish (panelist_accounts_restore (self->accounts, self->panel));
  g_assert_cmpuint (g_list_model_get_n_items (panels), ==, 1);
  finish (panelist_accounts_forget (self->accounts, self->panel));
  restored = finish_boxed (panelist_secrets_lookup (self->secrets, uuid));

  finish (panelist_accounts_remove (self->accounts, self->panel));
  finish (panelist_accounts_forget (self->accounts, self->panel));
  error = finish_error (panelist_secrets_lookup (self->secrets, uuid));
  g_assert_error (error, PANELIST_SECRETS_ERROR, PANELIST_SECRETS_ERROR_MISSING);
}

static void
test_test (Workbench     *self,
           gconstpointer  unused)
{
  g_autoptr (PanelistKey) key = panelist_key_new ("typed-key", NULL);
  g_autoptr (PanelistBalance) balance = NULL;
  g_autoptr (GError) rejected = NULL;
  g_autoptr (GError) plain = NULL;

  balance = finish_boxed (panelist_accounts_test (self->accounts, scripted_panel_get_address (self->server), key));
  g_assert_cmpstr (balance->amount, ==, "100.84292");
  g_assert_cmpstr (balance->currency, ==, "USD");
  g_assert_cmpstr (scripted_panel_get_field (self->server, "balance", "key"), ==, "typed-key");

  scripted_panel_answer (self->server, "balance", 200, "{\"error\": \"Invalid API key\"}");
  rejected = finish_error (panelist_accounts_test (self->accounts, scripted_panel_get_address (self->server), key));
  g_assert_cmpint (panelist_api_error_get_class (rejected), ==, PANELIST_ERROR_CLASS_AUTH);
  g_assert_cmpint (panelist_panel_get_state (self->panel), ==, PANELIST_PANEL_STATE_OK);

  plain = finish_error (panelist_accounts_test (self->accounts, "http://panel.example/api/v2", key));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (panelist_accounts_get_panels (self->accounts))), ==, 1);
}

static const PanelistServiceMark *
look (Workbench  *self,
      const char *service_id)
{
  return panelist_service_marks_lookup (panelist_accounts_get_marks (self->accounts),
                                        panelist_panel_get_id (self->panel), service_id);
}

/* Shown at once, there after a restart, whatever the catalog says about that service. */
static void
test_marks (Workbench     *self,
            gconstpointer  unused)
{
  const char *const tags[] = { " cafe ", "two\nlines", "Cafe", "", NULL };
  const int64_t panel = panelist_panel_get_id (self->panel);
  DexFuture *futures[5] = { NULL };

  futures[0] = panelist_accounts_set_favorite (self->accounts, panel, "1", TRUE);
  g_assert_true (look (self, "1")->favorite);
  futures[1] = panelist_accounts_set_note (self->accounts, panel, "1", "  Slow at night \n");
  futures[2] = panelist_accounts_set_tags (self->accounts, panel, "1", tags);
  futures[3] = panelist_accounts_set_hidden (self->accounts, panel, "gone", TRUE);
  futures[4] = panelist_accounts_set_favorite (self->accounts, panel, "2", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (futures); i++)
    finish (futures[i]);
  finish (panelist_accounts_set_favorite (self->accounts, panel, "2", FALSE));

  workbench_reopen (self);
  g_assert_true (look (self, "1")->favorite);
  g_assert_false (look (self, "1")->hidden);
  g_assert_cmpstr (look (self, "1")->note, ==, "Slow at night");
  g_assert_cmpuint (g_strv_length ((char **) look (self, "1")->tags), ==, 2);
  g_assert_cmpstr (look (self, "1")->tags[0], ==, "cafe");
  g_assert_cmpstr (look (self, "1")->tags[1], ==, "two lines");
  g_assert_true (look (self, "gone")->hidden);
  g_assert_null (look (self, "2"));

  /* The service goes and comes back. */
  scripted_panel_queue (self->server, "services", 200,
                        "[{\"service\": 5, \"name\": \"Other\", \"type\": \"Default\", \"rate\": \"1\","
                        " \"min\": 1, \"max\": 2, \"category\": \"Clips\"}]");
  finish (panelist_accounts_refresh_catalog (self->accounts, self->panel));
  finish (panelist_accounts_refresh_catalog (self->accounts, self->panel));
  workbench_reopen (self);
  g_assert_true (look (self, "1")->favorite);
}

/* On a full disk: told, and shown as it is stored. */
static void
test_marks_full (Workbench     *self,
                 gconstpointer  unused)
{
  const int64_t panel = panelist_panel_get_id (self->panel);
  struct rlimit old = { 0 };
  struct rlimit small = { 0 };
  g_autoptr (GError) first = NULL;
  g_autoptr (GError) second = NULL;
  DexFuture *note = NULL;
  DexFuture *favorite = NULL;

  finish (panelist_accounts_set_note (self->accounts, panel, "1", "Stored"));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  small.rlim_cur = 1;
  small.rlim_max = old.rlim_max;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  note = panelist_accounts_set_note (self->accounts, panel, "1", "Not stored");
  favorite = panelist_accounts_set_favorite (self->accounts, panel, "1", TRUE);
  g_assert_cmpstr (look (self, "1")->note, ==, "Not stored");
  first = finish_error (note);
  second = finish_error (favorite);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);
  g_assert_error (first, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_FULL);
  g_assert_error (second, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_FULL);
  g_assert_cmpstr (look (self, "1")->note, ==, "Stored");
  g_assert_false (look (self, "1")->favorite);
}

#define ADD(path, func) g_test_add (path, Workbench, NULL, workbench_set_up, func, workbench_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("/accounts/add", test_add);
  ADD ("/accounts/duplicate", test_duplicate);
  ADD ("/accounts/duplicate-at-once", test_duplicate_at_once);
  ADD ("/accounts/catalog-stays", test_catalog_stays);
  ADD ("/accounts/catalog-once", test_catalog_once);
  ADD ("/accounts/catalog-changes", test_catalog_changes);
  ADD ("/accounts/moved", test_moved);
  ADD ("/accounts/marks", test_marks);
  ADD ("/accounts/marks-full", test_marks_full);
  ADD ("/accounts/remove", test_remove);
  ADD ("/accounts/test", test_test);

  return g_test_run ();
}
