/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "panelist-about-dialog.h"
#include "panelist-table-row.h"
#include "panelist-update-words.h"
#include "panelist-updates-model.h"
#include "panelist-updates-page.h"
#include "ui-test.h"
#include "workbench.h"

typedef struct {
  Workbench bench;
  PanelistSession *session;
  PanelistSettings *settings;
  GtkWidget *page;
  GtkListView *list;
  GtkWindow *window;
  char *requested;
} Fixture;

#define ROW(id, name, rate, max, refill)                                                             \
  "{\"service\": " id ", \"name\": \"" name "\", \"type\": \"Default\", \"category\": \"Clips\","    \
  " \"rate\": \"" rate "\", \"min\": \"50\", \"max\": \"" max "\", \"refill\": " refill "}"

static const char before[] =
    "[" ROW ("1", "Clips Views", "0.086", "10000", "true") "," ROW ("2", "Photos Likes", "0.92", "20000", "true") ","
    ROW ("3", "Old Name", "1", "100", "false") "," ROW ("4", "Chat Members", "1", "100", "false") "]";

static const char after[] =
    "[" ROW ("1", "Clips Views", "0.090", "10000", "false") "," ROW ("2", "Photos Likes", "0.87", "50000", "true") ","
    ROW ("3", "<b>x</b> & <span size=\\\"999999\\\"> _y", "1", "100", "false") ","
    ROW ("5", "Videos Saves", "0.21", "100", "false") "]";

static void
refresh (Fixture    *fixture,
         const char *services)
{
  scripted_panel_answer (fixture->bench.server, "services", 200, services);
  finish (panelist_accounts_refresh_catalog (fixture->bench.accounts, fixture->bench.panel));
}

static void
on_requested (Fixture    *fixture,
              int64_t     panel_id,
              const char *service_id)
{
  g_free (fixture->requested);
  fixture->requested = g_strdup_printf ("%" G_GINT64_FORMAT "/%s", panel_id, service_id);
}

static void
open_page (Fixture *fixture,
           int      width)
{
  GtkWidget *view = NULL;

  fixture->page = g_object_new (PANELIST_TYPE_UPDATES_PAGE, "session", fixture->session, "panel",
                                fixture->bench.panel, NULL);
  g_signal_connect_swapped (fixture->page, "service-requested", G_CALLBACK (on_requested), fixture);
  view = adw_navigation_view_new ();
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (fixture->page));
  fixture->window = ui_test_show (view, width, 700);
  fixture->list = GTK_LIST_VIEW (ui_test_find (fixture->page, GTK_TYPE_LIST_VIEW, NULL));
}

static PanelistNews *
get_news (Fixture *fixture)
{
  return panelist_session_get_news (fixture->session);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (PanelistPanel) panel = NULL;
  g_autoptr (PanelistKey) key = panelist_key_new ("other-key", NULL);

  workbench_set_up (&fixture->bench, NULL);
  panel = panelist_panel_new ("Main Panel", scripted_panel_get_address (fixture->bench.server));
  finish (panelist_accounts_remove (fixture->bench.accounts, fixture->bench.panel));
  g_clear_object (&fixture->bench.panel);
  fixture->bench.panel = finish_object (panelist_accounts_add (fixture->bench.accounts, panel, key, FALSE));
  refresh (fixture, before);
  finish (panelist_accounts_refresh_balance (fixture->bench.accounts, fixture->bench.panel));
  fixture->settings = panelist_settings_new_volatile ();
  fixture->session = panelist_session_new (fixture->bench.accounts, fixture->bench.secrets, fixture->settings, FALSE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (fixture->window);
  panelist_tracker_stop (panelist_session_get_tracker (fixture->session));
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->settings);
  g_clear_pointer (&fixture->requested, g_free);
  workbench_tear_down (&fixture->bench, NULL);
}

static GListModel *
get_model (Fixture *fixture)
{
  return G_LIST_MODEL (gtk_list_view_get_model (fixture->list));
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (get_model (fixture));
}

static const char *
get_state (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (ui_test_find (fixture->page, GTK_TYPE_STACK, NULL)));
}

static gboolean
is_read (gpointer data)
{
  Fixture *fixture = data;

  return panelist_news_get_log (get_news (fixture)) != NULL && panelist_news_get_count (get_news (fixture)) == 0;
}

static const PanelistChange *
get_change (Fixture *fixture,
            guint    position)
{
  g_autoptr (PanelistUpdate) update = g_list_model_get_item (get_model (fixture), position);

  /* The log of the news outlives it. */
  return panelist_update_get_change (update);
}

static void
assert_rows (Fixture    *fixture,
             const char *expected)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  GEnumClass *kinds = g_type_class_get (PANELIST_TYPE_CATALOG_CHANGE_KIND);

  for (guint i = 0; i < count (fixture); i++)
    g_string_append_printf (rows, "%s%s:%s", i > 0 ? " " : "", get_change (fixture, i)->service_id,
                            g_enum_get_value (kinds, (int) get_change (fixture, i)->kind)->value_nick);
  g_assert_cmpstr (rows->str, ==, expected);
}

static void
collect_rows (GtkWidget *widget,
              GPtrArray *rows)
{
  if (PANELIST_IS_TABLE_ROW (widget) && gtk_widget_get_mapped (widget))
    g_ptr_array_add (rows, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    collect_rows (child, rows);
}

static gboolean
has_rows (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  collect_rows (GTK_WIDGET (fixture->list), rows);
  return rows->len == MIN (count (fixture), 8) && rows->len > 0;
}

static void
assert_label (gpointer    row,
              const char *label)
{
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       label);
}

#define ALL "4:removed 5:new 3:renamed 2:max 2:price-down 1:refill-lost 1:price-up"

static void
test_list (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  refresh (fixture, after);
  open_page (fixture, 1000);
  ui_test_wait_for (is_read, fixture);
  assert_rows (fixture, ALL);
  g_assert_cmpstr (get_state (fixture), ==, "list");
  ui_test_wait_for (has_rows, fixture);
  collect_rows (GTK_WIDGET (fixture->list), rows);
  g_assert_cmpstr (panelist_table_row_get_text (rows->pdata[6], 1), ==, "Clips Views");
  g_assert_cmpstr (panelist_table_row_get_text (rows->pdata[6], 2), ==, "Rate");
  g_assert_cmpstr (panelist_table_row_get_text (rows->pdata[6], 3), ==, "$0.086");
  g_assert_cmpstr (panelist_table_row_get_text (rows->pdata[6], 5), ==, "$0.090");
  g_assert_cmpstr (panelist_table_row_get_text (rows->pdata[6], 6), ==, "+4.7 %");
  g_assert_cmpstr (panelist_table_row_get_text (rows->pdata[2], 1), ==, "x & _y");
  assert_label (rows->pdata[6], "Clips Views, rate rose from $0.086 to $0.090, +4.7 %, 1");
  assert_label (rows->pdata[5], "Clips Views, refill lost, 1");
  g_assert_nonnull (ui_test_find (fixture->page, GTK_TYPE_LABEL, "Today"));
  ui_test_assert_names (fixture->page);
}

/* With a second panel, rows say whose they are. */
static void
test_panels (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (PanelistPanel) panel = NULL;
  g_autoptr (PanelistPanel) added = NULL;
  g_autoptr (PanelistKey) key = panelist_key_new ("third-key", NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  panel = panelist_panel_new ("Second Panel", scripted_panel_get_address (fixture->bench.server));
  added = finish_object (panelist_accounts_add (fixture->bench.accounts, panel, key, FALSE));
  refresh (fixture, after);
  open_page (fixture, 1000);
  ui_test_wait_for (has_rows, fixture);
  collect_rows (GTK_WIDGET (fixture->list), rows);
  assert_label (rows->pdata[6], "Clips Views, rate rose from $0.086 to $0.090, +4.7 %, 1, Main Panel");

  /* A panel that goes takes its rows along. */
  finish (panelist_accounts_remove (fixture->bench.accounts, fixture->bench.panel));
  wait_until (count (fixture) == 0);
  g_assert_cmpstr (get_state (fixture), ==, "empty");
}

static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  refresh (fixture, after);
  open_page (fixture, 360);
  ui_test_wait_for (has_rows, fixture);
  collect_rows (GTK_WIDGET (fixture->list), rows);
  g_assert_cmpstr (panelist_table_row_get_text (rows->pdata[6], 0), ==, "Clips Views");
}

/* What is new is counted while nobody looks, seen when somebody does, and seen once for all. */
static void
test_news (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (PanelistNews) later = NULL;

  refresh (fixture, after);
  wait_until (panelist_news_get_count (get_news (fixture)) == 7);
  g_assert_null (panelist_news_get_log (get_news (fixture)));
  open_page (fixture, 1000);
  ui_test_wait_for (is_read, fixture);

  /* While it is looked at, what comes in is seen. */
  refresh (fixture, before);
  wait_until (count (fixture) == 14);
  ui_test_wait_for (is_read, fixture);
  later = panelist_news_new (fixture->bench.accounts);
  panelist_news_watch (later);
  wait_until (panelist_news_get_log (later) != NULL);
  g_assert_cmpint (panelist_news_get_count (later), ==, 0);

  gtk_widget_set_visible (GTK_WIDGET (fixture->page), FALSE);
  refresh (fixture, after);
  wait_until (panelist_news_get_count (get_news (fixture)) > 0);
}

static gboolean
is_favorite_first (gpointer data)
{
  Fixture *fixture = data;

  return count (fixture) == 7 && g_str_equal (get_change (fixture, 0)->service_id, "1");
}

static void
test_views (Fixture       *fixture,
            gconstpointer  data)
{
  const int64_t panel = panelist_panel_get_id (fixture->bench.panel);
  g_autofree char *view = NULL;

  refresh (fixture, after);
  open_page (fixture, 1000);
  ui_test_wait_for (is_read, fixture);
  finish (panelist_accounts_set_favorite (fixture->bench.accounts, panel, "1", TRUE));
  ui_test_wait_for (is_favorite_first, fixture);
  assert_rows (fixture, "1:refill-lost 1:price-up 4:removed 5:new 3:renamed 2:max 2:price-down");

  g_object_set (fixture->page, "view", "favorites", NULL);
  assert_rows (fixture, "1:refill-lost 1:price-up");
  g_object_get (fixture->settings, "updates-view", &view, NULL);
  g_assert_cmpstr (view, ==, "favorites");
  g_object_set (fixture->page, "view", "used", NULL);
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_cmpstr (get_state (fixture), ==, "empty");
  g_assert_nonnull (ui_test_find (fixture->page, GTK_TYPE_LABEL, "No Updates of Used Services"));
  g_object_set (fixture->page, "view", "all", NULL);
  finish (panelist_accounts_set_favorite (fixture->bench.accounts, panel, "1", FALSE));
  assert_rows (fixture, ALL);
}

/* A hidden service is neither listed nor counted, in no view and not by the dot, until it is shown again. */
static void
test_hidden (Fixture       *fixture,
             gconstpointer  data)
{
  const int64_t panel = panelist_panel_get_id (fixture->bench.panel);

  refresh (fixture, after);
  wait_until (panelist_news_get_count (get_news (fixture)) == 7);
  dex_future_disown (panelist_accounts_set_hidden (fixture->bench.accounts, panel, "1", TRUE));
  wait_until (panelist_news_get_count (get_news (fixture)) == 5);
  dex_future_disown (panelist_accounts_set_hidden (fixture->bench.accounts, panel, "1", FALSE));
  wait_until (panelist_news_get_count (get_news (fixture)) == 7);

  finish (panelist_accounts_set_favorite (fixture->bench.accounts, panel, "1", TRUE));
  open_page (fixture, 1000);
  ui_test_wait_for (is_read, fixture);
  assert_rows (fixture, "1:refill-lost 1:price-up 4:removed 5:new 3:renamed 2:max 2:price-down");
  finish (panelist_accounts_set_hidden (fixture->bench.accounts, panel, "1", TRUE));
  assert_rows (fixture, "4:removed 5:new 3:renamed 2:max 2:price-down");
  g_assert_nonnull (ui_test_find (fixture->page, GTK_TYPE_LABEL, "All 5"));
  g_object_set (fixture->page, "view", "favorites", NULL);
  g_assert_cmpuint (count (fixture), ==, 0);
  finish (panelist_accounts_set_hidden (fixture->bench.accounts, panel, "1", FALSE));
  assert_rows (fixture, "1:refill-lost 1:price-up");
}

static gboolean
has_two (gpointer data)
{
  return count (data) == 2;
}

/* An order makes its service a used one. */
static void
test_used (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  refresh (fixture, after);
  g_object_set (fixture->settings, "updates-view", "used", NULL);
  open_page (fixture, 1000);
  ui_test_wait_for (is_read, fixture);
  g_assert_cmpuint (count (fixture), ==, 0);
  scripted_panel_answer (fixture->bench.server, "add", 200, "{\"order\": 23501}");
  order = workbench_place (&fixture->bench, "https://clips.example/@a/video/1", 100);
  ui_test_wait_for (has_two, fixture);
  assert_rows (fixture, "1:refill-lost 1:price-up");
  ui_test_wait_for (has_rows, fixture);
  collect_rows (GTK_WIDGET (fixture->list), rows);
  g_assert_cmpstr (panelist_table_row_get_text (rows->pdata[0], 1), ==, "Clips Views");
}

static void
type (Fixture    *fixture,
      const char *text)
{
  GtkWidget *entry = ui_test_find (fixture->page, GTK_TYPE_SEARCH_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  wait_until (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (entry)), text) == 0);
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  refresh (fixture, after);
  open_page (fixture, 1000);
  ui_test_wait_for (is_read, fixture);
  gtk_widget_activate_action (fixture->page, "page.search", NULL);
  type (fixture, "víEws  clips");
  wait_until (count (fixture) == 2);
  assert_rows (fixture, "1:refill-lost 1:price-up");
  type (fixture, "5");
  wait_until (count (fixture) == 1);
  assert_rows (fixture, "5:new");
  type (fixture, "nothing like it");
  wait_until (count (fixture) == 0);
  g_assert_cmpstr (get_state (fixture), ==, "no-match");
  type (fixture, "");
  wait_until (count (fixture) == 7);
}

static void
test_open (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *expected = g_strdup_printf ("%" G_GINT64_FORMAT "/1", panelist_panel_get_id (fixture->bench.panel));

  refresh (fixture, after);
  open_page (fixture, 1000);
  ui_test_wait_for (has_rows, fixture);
  g_signal_emit_by_name (fixture->list, "activate", 6u);
  g_assert_cmpstr (fixture->requested, ==, expected);
  g_clear_pointer (&fixture->requested, g_free);
  g_signal_emit_by_name (fixture->list, "activate", 0u);
  g_assert_null (fixture->requested);
  g_assert_nonnull (ui_test_find (fixture->page, GTK_TYPE_LABEL, "“\u2068Chat Members\u2069” is not offered anymore"));
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  open_page (fixture, 1000);
  ui_test_wait_for (is_read, fixture);
  g_assert_cmpstr (get_state (fixture), ==, "empty");
  g_assert_nonnull (ui_test_find (fixture->page, GTK_TYPE_LABEL, "No Updates Yet"));
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "services"), >, 0);
  scripted_panel_answer (fixture->bench.server, "services", 200, after);
  gtk_widget_activate_action (fixture->page, "page.refresh", NULL);
  wait_until (count (fixture) == 7);
  g_assert_cmpstr (get_state (fixture), ==, "list");
}

/* Troubleshooting says why an answer was not taken, and what of one was left out; no names, no key. */
static void
test_troubleshooting (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *good = NULL;
  g_autofree char *bad = NULL;
  g_autoptr (GError) error = NULL;

  refresh (fixture, "[" ROW ("1", "Clips Views", "0.086", "10000", "true") "," ROW ("1", "Twin", "1", "2", "true") ","
                    ROW ("\"a,b\"", "No number", "1", "2", "true") ", 7]");
  good = panelist_about_dialog_dup_report (fixture->session);
  g_assert_nonnull (strstr (good, "1 services, 3 rows skipped\n"));
  g_assert_nonnull (strstr (good, "1 rows skipped: with the number of an earlier row, which counts\n"));
  g_assert_nonnull (strstr (good, "1 rows skipped: without a usable number\n"));
  g_assert_nonnull (strstr (good, "1 rows skipped: not readable as a service\n"));
  g_assert_null (strstr (good, "old one stays"));

  scripted_panel_answer (fixture->bench.server, "services", 200, "[]");
  error = finish_error (panelist_accounts_refresh_catalog (fixture->bench.accounts, fixture->bench.panel));
  bad = panelist_about_dialog_dup_report (fixture->session);
  g_assert_nonnull (strstr (bad, "the old one stays: The panel lists no services\n"));
  g_assert_null (strstr (bad, "Main Panel"));
  g_assert_null (strstr (bad, "other-key"));
}

/* Words */

typedef struct {
  PanelistChange change;
  const char *detail;
  const char *narrow;
  const char *label;
} Case;

static const Case cases[] = {
  { { .kind = PANELIST_CATALOG_CHANGE_PRICE_UP, .service_id = "7", .name = "Views", .before = "0.42", .after = "0.5",
      .currency = "USD" },
    "7 · Main", "Rate $0.42 → $0.50 · +19.0 % · Main", "Views, rate rose from $0.42 to $0.50, +19.0 %, 7, Main, favorite" },
  { { .kind = PANELIST_CATALOG_CHANGE_PRICE_DOWN, .service_id = "7", .name = "Views", .before = "0.125",
      .after = "0.118", .currency = "USD" },
    "7 · Main", "Rate $0.125 → $0.118 · −5.6 % · Main", "Views, rate fell from $0.125 to $0.118, −5.6 %, 7, Main, favorite" },
  { { .kind = PANELIST_CATALOG_CHANGE_PRICE, .service_id = "7", .name = "Views", .after = "2", .currency = "USD" },
    "7 · Main", "Rate – → $2.00 · Main", "Views, Rate from – to $2.00, 7, Main, favorite" },
  { { .kind = PANELIST_CATALOG_CHANGE_PRICE_UP, .service_id = "7", .name = "Views", .before = "0", .after = "2",
      .currency = "USD" },
    "7 · Main", "Rate $0.00 → $2.00 · Main", "Views, rate rose from $0.00 to $2.00, 7, Main, favorite" },
  { { .kind = PANELIST_CATALOG_CHANGE_MAX, .service_id = "7", .name = "Views", .before = "20000", .after = "50000" },
    "7 · Main", "Maximum 20,000 → 50,000 · Main", "Views, Maximum from 20,000 to 50,000, 7, Main, favorite" },
  { { .kind = PANELIST_CATALOG_CHANGE_REFILL_LOST, .service_id = "7", .name = "Views", .before = "yes", .after = "no" },
    "7 · Main", "Refill Yes → No · Main", "Views, refill lost, 7, Main, favorite" },
  { { .kind = PANELIST_CATALOG_CHANGE_NEW, .service_id = "7", .name = "Views", .after = "0.18", .currency = "USD" },
    "7 · Main", "New · $0.18 · Main", "Views, New, $0.18, 7, Main, favorite" },
  { { .kind = PANELIST_CATALOG_CHANGE_REMOVED, .service_id = "7", .name = "Views", .before = "1", .currency = "USD" },
    "7 · Main", "Removed · Main", "Views, Removed, 7, Main, favorite" },
  { { .kind = PANELIST_CATALOG_CHANGE_RETURNED, .service_id = "7", .name = "Views", .before = "1", .after = "1.5",
      .currency = "USD" },
    "7 · Main", "Back Again $1.00 → $1.50 · +50.0 % · Main",
    "Views, Back Again from $1.00 to $1.50, +50.0 %, 7, Main, favorite" },
  { { .kind = PANELIST_CATALOG_CHANGE_RENAMED, .service_id = "7", .name = "Views", .before = "Old", .after = "Views" },
    "7 · Main · was “\u2068Old\u2069”", "Renamed · was “\u2068Old\u2069” · Main",
    "Views, Renamed, was “\u2068Old\u2069”, 7, Main, favorite" },
  { { .kind = PANELIST_CATALOG_CHANGE_CURRENCY, .service_id = "", .before = "USD", .after = "IDR", .currency = "IDR" },
    "Rates before and after can’t be compared", "Currency USD → IDR", "Main, Currency from USD to IDR" },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *detail = panelist_change_dup_detail (&cases[i].change, "Main");
      g_autofree char *narrow = panelist_change_dup_short (&cases[i].change, "Main");
      g_autofree char *label = panelist_change_dup_label (&cases[i].change, "Main", TRUE);

      g_assert_cmpstr (detail, ==, cases[i].detail);
      g_assert_cmpstr (narrow, ==, cases[i].narrow);
      g_assert_cmpstr (label, ==, cases[i].label);
    }
}

static void
test_days (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_local (2026, 3, 1, 0, 30, 0);
  const int64_t seconds = g_date_time_to_unix (now);
  static const struct {
    int64_t ago;
    const char *day;
  } days[] = {
    { 0, "Today" }, { 29 * 60, "Today" }, { 31 * 60, "Yesterday" }, { 86400, "Yesterday" },
    { 86400 + 31 * 60, "27 February" }, { 80 * 86400, "11 December 2025" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *day = panelist_time_dup_day (seconds - days[i].ago, seconds);

      g_assert_cmpstr (day, ==, days[i].day);
    }
}

/* The list */

static PanelistChangeLog *
new_log (guint n_days,
         guint n_a_day)
{
  g_autoptr (PanelistChangeLog) log = panelist_change_log_new ();
  const guint n = n_days * n_a_day;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i % 5000);
      const PanelistChange change = { .id = n - i, .panel_id = 1, .service_id = id, .name = "Clips Views",
                                      .time = 1700000000 - (int64_t) (i / n_a_day) * 86400,
                                      .kind = PANELIST_CATALOG_CHANGE_MAX, .before = "1", .after = "2" };

      panelist_change_log_add (log, &change);
    }
  return g_steal_pointer (&log);
}

static void
on_items_changed (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GString    *changes)
{
  g_string_append_printf (changes, "%u-%u+%u ", position, removed, added);
}

static void
assert_sections (PanelistUpdatesModel *model,
                 guint                 n_expected)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (model));
  guint start = 0;
  guint end = 0;
  guint n_sections = 0;

  for (guint i = 0; i < n; i = end)
    {
      guint again = 0;
      guint last = 0;

      gtk_section_model_get_section (GTK_SECTION_MODEL (model), i, &start, &end);
      g_assert_cmpuint (start, ==, i);
      g_assert_cmpuint (end, >, start);
      gtk_section_model_get_section (GTK_SECTION_MODEL (model), end - 1, &again, &last);
      g_assert_cmpuint (again, ==, start);
      g_assert_cmpuint (last, ==, end);
      n_sections++;
    }
  g_assert_cmpuint (n_sections, ==, n_expected);
  gtk_section_model_get_section (GTK_SECTION_MODEL (model), n, &start, &end);
  g_assert_cmpuint (start, ==, n);
}

/* A hundred thousand and more: sections hold, and what did not change is not announced. */
static void
test_model (void)
{
  g_autoptr (PanelistUpdatesModel) model = panelist_updates_model_new ();
  g_autoptr (PanelistServiceMarks) marks = panelist_service_marks_new ();
  g_autoptr (PanelistChangeLog) log = new_log (40, 5000);
  g_autoptr (PanelistChangeLog) shorter = new_log (39, 5000);
  g_autoptr (GString) changes = g_string_new (NULL);
  const PanelistServiceMark favorite = { .favorite = TRUE, .success = -1 };
  PanelistUpdate *update = NULL;

  g_signal_connect (model, "items-changed", G_CALLBACK (on_items_changed), changes);
  panelist_updates_model_set_marks (model, marks);
  panelist_updates_model_set_log (model, log);
  g_assert_cmpstr (changes->str, ==, "0-0+200000 ");
  assert_sections (model, 40);
  g_string_truncate (changes, 0);
  panelist_updates_model_set_log (model, shorter);
  g_assert_cmpstr (changes->str, ==, "0-5000+0 ");
  g_string_truncate (changes, 0);
  panelist_updates_model_set_log (model, log);
  g_assert_cmpstr (changes->str, ==, "0-0+5000 ");

  panelist_service_marks_set (marks, 1, "4321", &favorite);
  g_assert_cmpuint (panelist_updates_model_get_count (model, PANELIST_UPDATES_FAVORITES), ==, 40);
  update = g_list_model_get_item (G_LIST_MODEL (model), 5000);
  g_assert_cmpstr (panelist_update_get_change (update)->service_id, ==, "4321");
  g_clear_object (&update);
  g_object_set (model, "view", "favorites", NULL);
  assert_sections (model, 40);
  g_object_set (model, "query", "views 4321", NULL);
  assert_sections (model, 40);
  g_object_set (model, "view", "no such view", NULL);
  assert_sections (model, 40);
  panelist_updates_model_set_log (model, NULL);
  assert_sections (model, 0);
}

#define ADD(path, func) g_test_add ("/ui/updates-page/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  ADD ("list", test_list);
  ADD ("panels", test_panels);
  ADD ("narrow", test_narrow);
  ADD ("news", test_news);
  ADD ("views", test_views);
  ADD ("hidden", test_hidden);
  ADD ("used", test_used);
  ADD ("search", test_search);
  ADD ("open", test_open);
  ADD ("empty", test_empty);
  ADD ("troubleshooting", test_troubleshooting);
  g_test_add_func ("/ui/updates-page/words", test_words);
  g_test_add_func ("/ui/updates-page/days", test_days);
  g_test_add_func ("/ui/updates-page/model", test_model);

  return g_test_run ();
}
