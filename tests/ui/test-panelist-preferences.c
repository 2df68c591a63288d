/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "panelist-facet-bar.h"
#include "panelist-facet-chip.h"
#include "panelist-grouping-page.h"
#include "panelist-keyword-row.h"
#include "panelist-keywords-page.h"
#include "panelist-preferences-dialog.h"
#include "panelist-services-page.h"
#include "ui-test.h"
#include "workbench.h"

static const char services[] =
    "[{\"service\": 1, \"name\": \"Clips Views\", \"type\": \"Default\", \"category\": \"Clips\","
    "  \"rate\": \"0.90\", \"min\": \"50\", \"max\": \"10000\"},"
    " {\"service\": 2, \"name\": \"Photos Boosts\", \"type\": \"Default\", \"category\": \"Photos\","
    "  \"rate\": \"0.2\", \"min\": \"10\", \"max\": \"1500\"},"
    " {\"service\": 3, \"name\": \"Magazine Readers\", \"type\": \"Default\", \"category\": \"Magazines\","
    "  \"rate\": \"3\", \"min\": \"1\", \"max\": \"1\"}]";

typedef struct {
  Workbench bench;
  PanelistSession *session;
  PanelistSettings *settings;
  PanelistKeywordsFile *file;
  GtkWidget *page;
  GtkWindow *window;
  GtkWidget *dialog;
  GtkWidget *grouping;
} Fixture;

static void
open_dialog (Fixture *fixture)
{
  GtkWidget *view = NULL;

  fixture->settings = panelist_settings_new_volatile ();
  fixture->session = panelist_session_new (fixture->bench.accounts, fixture->bench.secrets, fixture->settings, FALSE);
  g_object_bind_property (fixture->file, "keywords", fixture->bench.accounts, "keywords", G_BINDING_SYNC_CREATE);
  fixture->page = g_object_new (PANELIST_TYPE_SERVICES_PAGE, "session", fixture->session, "panel",
                                fixture->bench.panel, NULL);
  view = adw_navigation_view_new ();
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (fixture->page));
  fixture->window = ui_test_show (view, 1000, 700);
  fixture->dialog = GTK_WIDGET (panelist_preferences_dialog_new (fixture->settings, fixture->file));
  adw_dialog_present (ADW_DIALOG (fixture->dialog), fixture->page);
  fixture->grouping = ui_test_find (fixture->dialog, PANELIST_TYPE_GROUPING_PAGE, NULL);
  adw_preferences_dialog_set_visible_page (ADW_PREFERENCES_DIALOG (fixture->dialog),
                                           ADW_PREFERENCES_PAGE (fixture->grouping));
  wait_until (gtk_widget_get_mapped (fixture->grouping));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  workbench_set_up (&fixture->bench, NULL);
  scripted_panel_answer (fixture->bench.server, "services", 200, services);
  finish (panelist_accounts_refresh_catalog (fixture->bench.accounts, fixture->bench.panel));
  fixture->file = panelist_keywords_file_new (NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
  gtk_window_destroy (fixture->window);
  panelist_tracker_stop (panelist_session_get_tracker (fixture->session));
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->settings);
  g_clear_object (&fixture->file);
  workbench_tear_down (&fixture->bench, NULL);
}

/* The pages */

static GtkWidget *
find_group_row (Fixture    *fixture,
                const char *title)
{
  GtkWidget *label = ui_test_find (fixture->grouping, GTK_TYPE_LABEL, title);

  return label != NULL ? gtk_widget_get_ancestor (label, ADW_TYPE_ACTION_ROW) : NULL;
}

static GtkWidget *
open_group (Fixture    *fixture,
            const char *title)
{
  GtkWidget *page = NULL;

  adw_action_row_activate (ADW_ACTION_ROW (find_group_row (fixture, title)));
  wait_until ((page = ui_test_find (fixture->dialog, PANELIST_TYPE_KEYWORDS_PAGE, NULL)) != NULL);
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (page)), ==, title);
  return page;
}

static void
close_group (Fixture *fixture)
{
  adw_preferences_dialog_pop_subpage (ADW_PREFERENCES_DIALOG (fixture->dialog));
  wait_until (ui_test_find (fixture->dialog, PANELIST_TYPE_KEYWORDS_PAGE, NULL) == NULL);
}

static GtkWidget *
find_keyword (GtkWidget  *page,
              const char *word)
{
  GtkWidget *found = NULL;

  if (PANELIST_IS_KEYWORD_ROW (page))
    return g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (page)), word) == 0 ? page : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (page); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_keyword (child, word);
  return found;
}

static GtkWidget *
find_adder (GtkWidget  *page,
            const char *title)
{
  return ui_test_find (page, PANELIST_TYPE_KEYWORD_ROW, title);
}

static void
type (GtkWidget  *row,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
apply (GtkWidget  *row,
       const char *text)
{
  type (row, text);
  g_signal_emit_by_name (row, "apply");
}

static void
assert_problem (GtkWidget  *row,
                const char *words)
{
  GtkAccessible *text = GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row)));

  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, words);
  g_assert_false (adw_entry_row_get_show_apply_button (ADW_ENTRY_ROW (row)));
  gtk_test_accessible_assert_state (text, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
}

static void
assert_no_problem (GtkWidget *row)
{
  GtkAccessible *text = GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row)));

  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_assert_true (adw_entry_row_get_show_apply_button (ADW_ENTRY_ROW (row)));
  gtk_test_accessible_assert_state (text, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_FALSE);
}

static void
undo (Fixture *fixture)
{
  GtkWidget *button = NULL;

  wait_until ((button = ui_test_find (fixture->dialog, GTK_TYPE_BUTTON, "Undo")) != NULL);
  g_signal_emit_by_name (button, "clicked");
}

/* What the Services page makes of it */

static const char *
find_group (Fixture          *fixture,
            PanelistGrouping  grouping,
            const char       *name)
{
  return panelist_keywords_find (panelist_keywords_file_get_keywords (fixture->file), grouping, name, NULL);
}

static GListModel *
get_list (Fixture *fixture)
{
  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (ui_test_find (fixture->page, GTK_TYPE_LIST_VIEW, NULL))));
}

static gboolean
lists_only (Fixture    *fixture,
            const char *id)
{
  g_autoptr (PanelistService) service = g_list_model_get_item (get_list (fixture), 0);

  return g_list_model_get_n_items (get_list (fixture)) == 1 && g_strcmp0 (panelist_service_get_id (service), id) == 0;
}

static void
set_filter (Fixture    *fixture,
            const char *text)
{
  g_object_set (fixture->settings, "services-filter", text, NULL);
}

static GtkWidget *
open_chip (Fixture    *fixture,
           const char *words)
{
  GtkWidget *bar = ui_test_find (fixture->page, PANELIST_TYPE_FACET_BAR, NULL);
  GtkWidget *chip = gtk_widget_get_ancestor (ui_test_find (bar, GTK_TYPE_LABEL, words), PANELIST_TYPE_FACET_CHIP);
  GtkWidget *button = ui_test_find (chip, GTK_TYPE_MENU_BUTTON, NULL);
  GtkWidget *popover = NULL;

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  wait_until (gtk_widget_get_mapped (popover));
  return popover;
}

/* A keyword more, another one, none: the open list follows, with its filter and its selection. */
static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *page = NULL;
  GtkWidget *row = NULL;

  open_dialog (fixture);
  set_filter (fixture, "{'kind': <['likes']>}");
  g_assert_cmpuint (g_list_model_get_n_items (get_list (fixture)), ==, 0);

  page = open_group (fixture, "Likes");
  ui_test_assert_names (fixture->dialog);
  row = find_adder (page, "Add Keyword");
  apply (row, "  boosts ");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
  assert_no_problem (row);
  wait_until (lists_only (fixture, "2"));
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (get_list (fixture)), 0);

  apply (find_keyword (page, "boosts"), "readers");
  wait_until (lists_only (fixture, "3"));
  g_assert_null (find_group (fixture, PANELIST_GROUPING_KIND, "Boosts"));
  g_assert_null (gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (get_list (fixture))));

  g_signal_emit_by_name (g_object_get_data (G_OBJECT (find_keyword (page, "readers")), "remove"), "clicked");
  wait_until (g_list_model_get_n_items (get_list (fixture)) == 0);
  g_assert_null (find_keyword (page, "readers"));
  undo (fixture);
  wait_until (lists_only (fixture, "3"));
  g_assert_nonnull (find_keyword (page, "readers"));
  apply (find_keyword (page, "readers"), "boosts");
  wait_until (lists_only (fixture, "2"));
  g_assert_cmpuint (gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (get_list (fixture))), ==, 0);
}

/* One in the middle that goes and comes back stands where it was. */
static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *page = NULL;
  GtkWidget *typed = NULL;

  open_dialog (fixture);
  page = open_group (fixture, "Clips");
  apply (find_adder (page, "Add Keyword"), "kurz");
  typed = find_keyword (page, "kurz");
  type (typed, "not applied");
  g_signal_emit_by_name (g_object_get_data (G_OBJECT (find_keyword (page, "clip")), "remove"), "clicked");
  g_assert_nonnull (find_keyword (page, "not applied"));
  g_assert_null (find_keyword (page, "clip"));
  undo (fixture);
  g_assert_cmpstr (panelist_keywords_file_get_keywords (fixture->file) != NULL
                       ? panelist_keywords_get_changes (panelist_keywords_file_get_keywords (fixture->file))
                       : NULL, ==, "[Platforms]\nClips=clips;clip;kurz;\n");
  g_assert_nonnull (find_keyword (page, "clip"));
}

/* Told while one types; what is wrong is never applied. */
static void
test_problems (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct {
    const char *text;
    const char *words;
  } cases[] = {
    { "b", "Needs at least 2 characters" },
    { "!!!", "Needs letters or digits" },
    { "CLIP", "Is in this list already" },
    { "photo", "Belongs to Photos already" },
  };
  g_autofree char *too_long = g_strnfill (PANELIST_KEYWORD_MAX_CHARACTERS + 1, 'a');
  GtkWidget *page = NULL;
  GtkWidget *row = NULL;

  open_dialog (fixture);
  page = open_group (fixture, "Clips");
  row = find_adder (page, "Add Keyword");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      apply (row, cases[i].text);
      assert_problem (row, cases[i].words);
    }
  type (row, too_long);
  assert_problem (row, "Takes at most 64 characters");
  type (row, "");
  assert_no_problem (row);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Add Keyword");

  row = find_keyword (page, "clips");
  apply (row, "");
  assert_problem (row, "Needs letters or digits");
  apply (row, "clip");
  assert_problem (row, "Is in this list already");
  type (row, "clips");
  assert_no_problem (row);
  g_assert_cmpstr (panelist_keywords_get_changes (panelist_keywords_file_get_keywords (fixture->file)), ==, "");
}

/* A platform of one's own: named, found, shown in the filter with its count, renamed, removed, back again. */
static void
test_own_platform (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkWidget *page = NULL;
  GtkWidget *row = NULL;
  GtkWidget *popover = NULL;

  open_dialog (fixture);
  row = find_adder (fixture->grouping, "Add Platform");
  apply (row, "clips");
  assert_problem (row, "This name is taken");
  apply (row, "A=B");
  assert_problem (row, "A name can not have [ ] = #");
  apply (row, "Magazine");
  wait_until ((page = ui_test_find (fixture->dialog, PANELIST_TYPE_KEYWORDS_PAGE, NULL)) != NULL);
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (page)), ==, "Magazine");
  g_assert_nonnull (find_keyword (page, "magazine"));
  g_assert_cmpstr (find_group (fixture, PANELIST_GROUPING_PLATFORM, "Magazine Readers"), ==, "Magazine");

  apply (ui_test_find (page, PANELIST_TYPE_KEYWORD_ROW, "Name"), "Papers & Magazines");
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (page)), ==, "Papers & Magazines");
  apply (find_adder (page, "Add Keyword"), "magazines");
  set_filter (fixture, "{'platform': <['Papers & Magazines']>}");
  wait_until (lists_only (fixture, "3"));
  close_group (fixture);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (find_group_row (fixture, "Papers & Magazines"))), ==,
                   "magazine, magazines");
  set_filter (fixture, "");
  popover = open_chip (fixture, "Platform");
  gtk_test_accessible_assert_property (ui_test_find (popover, GTK_TYPE_CHECK_BUTTON, "Papers & Magazines"),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Papers & Magazines, 1 service");
  gtk_popover_popdown (GTK_POPOVER (popover));

  page = open_group (fixture, "Papers & Magazines");
  g_signal_emit_by_name (ui_test_find (page, ADW_TYPE_BUTTON_ROW, "Remove Platform"), "activated");
  wait_until (ui_test_find (fixture->dialog, PANELIST_TYPE_KEYWORDS_PAGE, NULL) == NULL);
  g_assert_null (find_group_row (fixture, "Papers & Magazines"));
  undo (fixture);
  g_assert_nonnull (find_group_row (fixture, "Papers & Magazines"));
}

/* Kinds are named by translated words, and have icons. */
static void
test_own_kind (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *row = NULL;

  open_dialog (fixture);
  row = find_adder (fixture->grouping, "Add Kind");
  apply (row, "watch time");
  assert_problem (row, "This name is taken");
  apply (row, "Boosts");
  wait_until (ui_test_find (fixture->dialog, PANELIST_TYPE_KEYWORDS_PAGE, NULL) != NULL);
  g_assert_cmpstr (find_group (fixture, PANELIST_GROUPING_KIND, "Photos boosts"), ==, "Boosts");
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (ui_test_find (find_group_row (fixture, "Boosts"), GTK_TYPE_IMAGE,
                                                                     NULL))), ==, "panelist-other-kind-symbolic");
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (ui_test_find (find_group_row (fixture, "Views"), GTK_TYPE_IMAGE,
                                                                     NULL))), ==, "panelist-views-symbolic");
}

static void
test_restore (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *restore = NULL;
  GtkWidget *page = NULL;
  GtkWidget *reset = NULL;

  open_dialog (fixture);
  restore = ui_test_find (fixture->grouping, ADW_TYPE_BUTTON_ROW, "Restore All Built-in Keywords");
  g_assert_false (gtk_widget_get_sensitive (restore));
  page = open_group (fixture, "Views");
  reset = ui_test_find (page, ADW_TYPE_BUTTON_ROW, "Restore Built-in Keywords");
  g_assert_false (gtk_widget_get_sensitive (reset));
  apply (find_adder (page, "Add Keyword"), "readers");
  g_assert_true (gtk_widget_get_sensitive (reset));
  g_signal_emit_by_name (reset, "activated");
  g_assert_null (find_keyword (page, "readers"));
  undo (fixture);
  g_assert_nonnull (find_keyword (page, "readers"));
  close_group (fixture);

  g_assert_true (gtk_widget_get_sensitive (restore));
  g_signal_emit_by_name (restore, "activated");
  g_assert_false (gtk_widget_get_sensitive (restore));
  g_assert_null (find_group (fixture, PANELIST_GROUPING_KIND, "Readers"));
  undo (fixture);
  g_assert_cmpstr (find_group (fixture, PANELIST_GROUPING_KIND, "Readers"), ==, "views");
}

/* Faster than they are worked out: the last ones count. */
static void
test_fast_changes (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkWidget *page = NULL;

  open_dialog (fixture);
  set_filter (fixture, "{'kind': <['likes']>}");
  page = open_group (fixture, "Likes");
  apply (find_adder (page, "Add Keyword"), "boosts");
  for (guint i = 0; i < 10; i++)
    {
      apply (find_keyword (page, "boosts"), "readers");
      apply (find_keyword (page, "readers"), "boosts");
    }
  wait_until (lists_only (fixture, "2"));
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 3);
  g_assert_true (lists_only (fixture, "2"));
}

/* A file that can not be read: said, with what to do; it goes with the first change. */
static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->bench.directory, "keywords.ini", NULL);
  AdwBanner *banner = NULL;

  g_assert_true (g_file_set_contents (path, "no section", -1, NULL));
  g_set_object (&fixture->file, NULL);
  fixture->file = panelist_keywords_file_new (path);
  finish (panelist_keywords_file_read (fixture->file));
  open_dialog (fixture);
  banner = adw_preferences_page_get_banner (ADW_PREFERENCES_PAGE (fixture->grouping));
  g_assert_true (adw_banner_get_revealed (banner));
  g_assert_true (g_str_has_prefix (adw_banner_get_title (banner), "The file of changed keywords is damaged"));
  apply (find_adder (open_group (fixture, "Views"), "Add Keyword"), "readers");
  finish (panelist_keywords_file_wait (fixture->file));
  g_assert_false (adw_banner_get_revealed (banner));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  /* A window that closes while a page slides in leaves what GTK keeps of the page before (GTK 4.18). */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

#define ADD(name, test) g_test_add ("/ui/preferences/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("words", test_words);
  ADD ("order", test_order);
  ADD ("problems", test_problems);
  ADD ("own-platform", test_own_platform);
  ADD ("own-kind", test_own_kind);
  ADD ("restore", test_restore);
  ADD ("fast-changes", test_fast_changes);
  ADD ("damaged", test_damaged);
#undef ADD

  return g_test_run ();
}
