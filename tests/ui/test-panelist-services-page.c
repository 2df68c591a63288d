/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "panelist-amount-row.h"
#include "panelist-compare-dialog.h"
#include "panelist-facet-bar.h"
#include "panelist-facet-chip.h"
#include "panelist-facet-list.h"
#include "panelist-price-card.h"
#include "panelist-quantity-lens.h"
#include "panelist-service-hints.h"
#include "panelist-service-inspector.h"
#include "panelist-service-picker.h"
#include "panelist-service-table.h"
#include "panelist-services-page.h"
#include "panelist-sparkline.h"
#include "panelist-table-row.h"
#include "ui-test.h"
#include "workbench.h"

static const char services[] =
    "[{\"service\": 1, \"name\": \"Clips Views\", \"type\": \"Default\", \"category\": \"Clips\","
    "  \"rate\": \"0.90\", \"min\": \"50\", \"max\": \"10000\", \"refill\": true, \"cancel\": true},"
    " {\"service\": 2, \"name\": \"Photos Likes\", \"type\": \"Default\", \"category\": \"Photos\","
    "  \"rate\": \"0.2\", \"min\": \"10\", \"max\": \"1500\", \"refill\": false},"
    " {\"service\": 3, \"name\": \"<b>x</b> & <span size=\\\"999999\\\"> _y\", \"type\": \"Package\","
    "  \"category\": \"<i>z</i>\", \"rate\": \"3\", \"min\": \"1\", \"max\": \"1\"}]";

typedef struct {
  Workbench bench;
  PanelistSession *session;
  GtkWidget *page;
  GtkListView *list;
  GtkWindow *window;
} Fixture;

static void
open_page (Fixture *fixture,
           int      width)
{
  g_autoptr (PanelistSettings) settings = NULL;
  GtkWidget *view = NULL;

  settings = panelist_settings_new_volatile ();
  fixture->session = panelist_session_new (fixture->bench.accounts, fixture->bench.secrets, settings, FALSE);
  fixture->page = g_object_new (PANELIST_TYPE_SERVICES_PAGE, "session", fixture->session, "panel",
                                fixture->bench.panel, NULL);
  view = adw_navigation_view_new ();
  adw_navigation_view_add (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (fixture->page));
  fixture->window = ui_test_show (view, width, 700);
  fixture->list = GTK_LIST_VIEW (ui_test_find (fixture->page, GTK_TYPE_LIST_VIEW, NULL));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  workbench_set_up (&fixture->bench, NULL);
  scripted_panel_answer (fixture->bench.server, "services", 200, services);
  finish (panelist_accounts_refresh_catalog (fixture->bench.accounts, fixture->bench.panel));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (fixture->window);
  panelist_tracker_stop (panelist_session_get_tracker (fixture->session));
  g_clear_object (&fixture->session);
  workbench_tear_down (&fixture->bench, NULL);
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (fixture->list)));
}

static char *
dup_id (Fixture *fixture,
        guint    position)
{
  g_autoptr (PanelistService) service = NULL;

  service = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (fixture->list)), position);
  return g_strdup (panelist_service_get_id (service));
}

static void
assert_id (Fixture    *fixture,
           guint       position,
           const char *id)
{
  g_autofree char *found = dup_id (fixture, position);

  g_assert_cmpstr (found, ==, id);
}

static void
search (Fixture    *fixture,
        const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (fixture->page, GTK_TYPE_SEARCH_ENTRY, NULL)), text);
}

static const char *
get_state (Fixture *fixture)
{
  GtkWidget *stack = gtk_widget_get_ancestor (GTK_WIDGET (fixture->list), GTK_TYPE_STACK);

  return gtk_stack_get_visible_child_name (GTK_STACK (stack));
}

static void
assert_summary (Fixture    *fixture,
                const char *expected)
{
  g_autofree char *summary = NULL;

  g_object_get (fixture->page, "summary", &summary, NULL);
  g_assert_cmpstr (summary, ==, expected);
}

/* Each keystroke is answered at once. */
static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  open_page (fixture, 1000);
  g_assert_cmpuint (count (fixture), ==, 3);
  assert_summary (fixture, "3 services");

  search (fixture, "likes");
  g_assert_cmpuint (count (fixture), ==, 1);
  assert_id (fixture, 0, "2");
  assert_summary (fixture, "1 of 3, by relevance");

  search (fixture, "nothing like it");
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_cmpstr (get_state (fixture), ==, "no-match");

  g_signal_emit_by_name (ui_test_find (fixture->page, GTK_TYPE_BUTTON, "Clear Search"), "clicked");
  g_assert_cmpuint (count (fixture), ==, 3);
  g_assert_cmpstr (get_state (fixture), ==, "list");
}

/* The currency of the panel is known with its first balance: header and rows follow. */
static void
read_balance (Fixture *fixture)
{
  finish (panelist_accounts_refresh_balance (fixture->bench.accounts, fixture->bench.panel));
}

static void
test_sort (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *title = NULL;

  open_page (fixture, 1000);
  assert_id (fixture, 0, "1");
  g_assert_nonnull (ui_test_find (fixture->page, GTK_TYPE_BUTTON, "Rate per 1,000"));
  read_balance (fixture);
  title = ui_test_find (fixture->page, GTK_TYPE_BUTTON, "$ per 1,000");
  g_assert_nonnull (title);
  g_signal_emit_by_name (title, "clicked");
  assert_id (fixture, 0, "2");
  assert_id (fixture, 2, "3");
  g_signal_emit_by_name (title, "clicked");
  assert_id (fixture, 0, "3");
  assert_summary (fixture, "3 services, by rate");
}

/* The selection is kept by id while the list changes. */
static void
test_selection (Fixture       *fixture,
                gconstpointer  data)
{
  GtkSingleSelection *selection = NULL;
  g_autofree char *kept = NULL;

  open_page (fixture, 1000);
  selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (fixture->list));
  gtk_single_selection_set_selected (selection, 1);
  search (fixture, "clips");
  g_assert_null (gtk_single_selection_get_selected_item (selection));
  search (fixture, "");
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 1);

  finish (panelist_accounts_refresh_catalog (fixture->bench.accounts, fixture->bench.panel));
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 1);
  g_object_get (panelist_session_get_settings (fixture->session), "services-selected", &kept, NULL);
  g_assert_true (g_str_has_suffix (kept, "/2"));
}

static void
on_order_requested (GtkWidget        *page,
                    PanelistService  *service,
                    PanelistService **requested)
{
  g_set_object (requested, service);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (PanelistService) requested = NULL;

  open_page (fixture, 1000);
  g_signal_connect (fixture->page, "order-requested", G_CALLBACK (on_order_requested), &requested);
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (gtk_list_view_get_model (fixture->list)), 1);
  g_signal_emit_by_name (ui_test_find (fixture->page, GTK_TYPE_BUTTON, "Order"), "clicked");
  g_assert_nonnull (requested);
  g_assert_cmpstr (panelist_service_get_id (requested), ==, "2");
}

static GtkWidget *
find_row (GtkWidget  *widget,
          guint       column,
          const char *text)
{
  if (PANELIST_IS_TABLE_ROW (widget))
    return g_strcmp0 (panelist_table_row_get_text (PANELIST_TABLE_ROW (widget), column), text) == 0 ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, column, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* One accessible name a row, and hostile text as it is, in wide and in narrow rows. */
static void
check_rows (Fixture *fixture,
            guint    column)
{
  GtkWidget *row = NULL;

  row = find_row (fixture->page, column, "Clips Views");
  g_assert_nonnull (row);
  gtk_test_accessible_assert_property (gtk_widget_get_parent (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "1, Clips Views, $0.90 per 1,000, 50 – 10,000 · Refill");
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (gtk_list_view_get_model (fixture->list)), 2);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (PANELIST_IS_TABLE_ROW (gtk_widget_get_first_child (child)))
      gtk_test_accessible_assert_role (gtk_widget_get_first_child (child), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
test_rows (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (PanelistService) service = NULL;
  GtkWidget *label = NULL;

  open_page (fixture, 1000);
  read_balance (fixture);
  check_rows (fixture, 1);

  service = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (fixture->list)), 2);
  g_assert_nonnull (find_row (fixture->page, 1, panelist_service_get_name (service)));
  label = ui_test_find (fixture->page, GTK_TYPE_LABEL, panelist_service_get_name (service));
  g_assert_nonnull (label);
  g_assert_false (gtk_label_get_use_markup (GTK_LABEL (label)));
  g_assert_false (gtk_label_get_use_underline (GTK_LABEL (label)));
}

static gboolean
is_second_selected (gpointer data)
{
  Fixture *fixture = data;
  PanelistService *service = gtk_single_selection_get_selected_item (
      GTK_SINGLE_SELECTION (gtk_list_view_get_model (fixture->list)));

  return service != NULL && g_str_equal (panelist_service_get_id (service), "2");
}

static gboolean
is_details_open (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *view = gtk_widget_get_ancestor (fixture->page, ADW_TYPE_NAVIGATION_VIEW);
  AdwNavigationPage *visible = adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (view));

  return visible != NULL && g_strcmp0 (adw_navigation_page_get_tag (visible), "service") == 0;
}

/* Whatever was searched for. Where there is no room beside the list, on a page of its own. */
static void
test_show_service (Fixture       *fixture,
                   gconstpointer  data)
{
  const int64_t panel = panelist_panel_get_id (fixture->bench.panel);

  open_page (fixture, 1000);
  search (fixture, "clips");
  panelist_services_page_show_service (PANELIST_SERVICES_PAGE (fixture->page), panel, "2");
  ui_test_wait_for (is_second_selected, fixture);
  g_assert_cmpuint (count (fixture), ==, 3);
  g_assert_false (is_details_open (fixture));
  panelist_services_page_show_service (PANELIST_SERVICES_PAGE (fixture->page), panel, "gone");
  gtk_window_destroy (fixture->window);
  panelist_tracker_stop (panelist_session_get_tracker (fixture->session));
  g_clear_object (&fixture->session);

  open_page (fixture, 360);
  panelist_services_page_show_service (PANELIST_SERVICES_PAGE (fixture->page), panel, "2");
  ui_test_wait_for (is_details_open, fixture);
}

static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  gboolean narrow = FALSE;

  open_page (fixture, 400);
  g_object_get (fixture->page, "narrow", &narrow, NULL);
  g_assert_true (narrow);
  read_balance (fixture);
  check_rows (fixture, 0);
  ui_test_assert_names (fixture->page);
}

/* Return on a row opens the details; Return again is the order, and not a label that can be selected. */
static void
test_details_as_page (Fixture       *fixture,
                      gconstpointer  data)
{
  GtkWidget *focus = NULL;

  open_page (fixture, 700);
  g_signal_emit_by_name (fixture->list, "activate", 1u);
  wait_until (GTK_IS_BUTTON (focus = gtk_window_get_focus (fixture->window)) &&
              g_strcmp0 (gtk_button_get_label (GTK_BUTTON (focus)), "_Order") == 0);
  g_assert_true (gtk_widget_get_mapped (focus));
}

static int
get_width (PanelistServiceTable *table,
           const char           *id)
{
  PanelistTableColumns *columns = panelist_service_table_get_columns (table);

  for (guint i = 0; i < panelist_table_columns_get_size (columns); i++)
    if (g_str_equal (panelist_table_columns_get (columns, i)->id, id))
      return panelist_table_columns_get_width (columns, i);
  g_assert_not_reached ();
}

static void
set_scope (PanelistServiceTable *table,
           Fixture              *fixture)
{
  g_autoptr (GPtrArray) panels = g_ptr_array_new ();
  g_autoptr (GPtrArray) catalogs = g_ptr_array_new ();

  if (fixture != NULL)
    {
      g_ptr_array_add (panels, fixture->bench.panel);
      g_ptr_array_add (catalogs, panelist_accounts_get_catalog (fixture->bench.accounts, fixture->bench.panel));
    }
  panelist_service_table_set_scope (table, panels, catalogs);
}

/* A figure that is cut reads as another one. */
static void
test_long_figures (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (PanelistServiceTable) table = NULL;
  PanelistAccounts *accounts = fixture->bench.accounts;
  PanelistPanel *panel = fixture->bench.panel;
  int rate = 0;
  int max = 0;

  open_page (fixture, 1000);
  table = panelist_service_table_new ();
  set_scope (table, fixture);
  rate = get_width (table, "rate");
  max = get_width (table, "max");

  scripted_panel_answer (fixture->bench.server, "services", 200,
                         "[{\"service\": 1, \"name\": \"Clips Views\", \"rate\": 95200, \"min\": 1, \"max\": 999999999},"
                         " {\"service\": 2, \"name\": \"Photos Likes\", \"rate\": \"0.00125\", \"min\": 1, \"max\": 9}]");
  finish (panelist_accounts_refresh_catalog (accounts, panel));
  set_scope (table, fixture);
  g_assert_cmpint (get_width (table, "rate"), >, rate);
  g_assert_cmpint (get_width (table, "max"), >, max);

  set_scope (table, NULL);
  g_assert_cmpint (get_width (table, "rate"), ==, rate);
}

static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (PanelistPanel) panel = NULL;
  g_autoptr (PanelistKey) key = NULL;
  g_autofree char *failure = NULL;

  panel = panelist_panel_new ("Second Panel", scripted_panel_get_address (fixture->bench.server));
  key = panelist_key_new ("second-key", NULL);
  scripted_panel_answer (fixture->bench.server, "services", 200, "<html><body>Maintenance</body></html>");
  g_object_unref (finish_object (panelist_accounts_add (fixture->bench.accounts, panel, key, FALSE)));

  open_page (fixture, 1000);
  g_object_set (fixture->page, "panel", panel, NULL);
  wait_until (g_str_equal (get_state (fixture), "failed"));
  g_object_get (fixture->page, "failure", &failure, NULL);
  g_assert_nonnull (strstr (failure, "web page"));

  scripted_panel_answer (fixture->bench.server, "services", 200, services);
  gtk_widget_activate_action (fixture->page, "page.refresh", NULL);
  wait_until (g_str_equal (get_state (fixture), "list"));
  g_assert_cmpuint (count (fixture), ==, 3);
}

/* A bad answer changes nothing. */
static void
test_keeps_good_list (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *failure = NULL;

  open_page (fixture, 1000);
  scripted_panel_answer (fixture->bench.server, "services", 200, "[]");
  gtk_widget_activate_action (fixture->page, "page.refresh", NULL);
  while (failure == NULL)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (fixture->page, "failure", &failure, NULL);
    }
  g_assert_cmpuint (count (fixture), ==, 3);
  g_assert_cmpstr (get_state (fixture), ==, "list");
}

static gboolean
shows_details (Fixture *fixture)
{
  GtkWidget *split = ui_test_find (fixture->page, ADW_TYPE_OVERLAY_SPLIT_VIEW, NULL);

  return adw_overlay_split_view_get_show_sidebar (ADW_OVERLAY_SPLIT_VIEW (split));
}

static AdwNavigationPage *
get_visible_page (Fixture *fixture)
{
  GtkWidget *view = gtk_widget_get_ancestor (fixture->page, ADW_TYPE_NAVIGATION_VIEW);

  return adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (view));
}

/* Beside the list where there is room, else on a page of their own, however often that changes. */
static void
test_details (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *search = NULL;

  open_page (fixture, 1200);
  g_assert_true (shows_details (fixture));
  gtk_window_set_default_size (fixture->window, 700, 700);
  wait_until (!shows_details (fixture));

  search = ui_test_find (fixture->page, GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (gtk_list_view_get_model (fixture->list)), 2);
  g_signal_emit_by_name (search, "activate");
  g_assert_cmpstr (adw_navigation_page_get_title (get_visible_page (fixture)), ==, "Clips Views");
  g_assert_true (GTK_IS_BUTTON (gtk_window_get_focus (fixture->window)));

  gtk_window_set_default_size (fixture->window, 1200, 700);
  wait_until (get_visible_page (fixture) == ADW_NAVIGATION_PAGE (fixture->page));
  wait_until (shows_details (fixture));
}

/* Each way to sort can be chosen in the menu: it says which it is. */
static void
test_menu (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const sorts[] = { "default", "service", "rate", "min", "max", "id", "success", "favorite" };
  g_autoptr (GMenuModel) section = NULL;
  GtkWidget *button = NULL;

  open_page (fixture, 1000);
  button = ui_test_find (ui_test_find (fixture->page, ADW_TYPE_HEADER_BAR, NULL), GTK_TYPE_MENU_BUTTON, NULL);
  section = g_menu_model_get_item_link (gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button)), 1,
                                        G_MENU_LINK_SECTION);
  g_assert_cmpint (g_menu_model_get_n_items (section), ==, G_N_ELEMENTS (sorts));
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      g_autofree char *target = NULL;

      g_assert_true (g_menu_model_get_item_attribute (section, (int) i, G_MENU_ATTRIBUTE_TARGET, "s", &target));
      g_assert_cmpstr (target, ==, sorts[i]);
    }
}

/* Filters */

/* A chip, by the words on it. */
static GtkWidget *
find_chip (Fixture    *fixture,
           const char *words)
{
  GtkWidget *bar = ui_test_find (fixture->page, PANELIST_TYPE_FACET_BAR, NULL);
  GtkWidget *label = ui_test_find (bar, GTK_TYPE_LABEL, words);

  return label ? gtk_widget_get_ancestor (label, PANELIST_TYPE_FACET_CHIP) : NULL;
}

static GtkWidget *
open_chip (Fixture    *fixture,
           const char *words)
{
  GtkWidget *button = ui_test_find (find_chip (fixture, words), GTK_TYPE_MENU_BUTTON, NULL);
  GtkPopover *popover = NULL;

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (button));
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (popover)));
  return GTK_WIDGET (popover);
}

static void
choose (GtkWidget  *list,
        const char *value,
        gboolean    chosen)
{
  GtkWidget *button = ui_test_find (list, GTK_TYPE_CHECK_BUTTON, value);

  g_assert_nonnull (button);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), chosen);
}

static void
assert_spoken (GtkWidget  *list,
               const char *value,
               const char *label)
{
  gtk_test_accessible_assert_property (ui_test_find (list, GTK_TYPE_CHECK_BUTTON, value),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, label);
}

/* Values show how many services they would leave; the chip tells what is chosen and takes it back. */
static void
test_chips (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *popover = NULL;
  GtkWidget *chip = NULL;
  g_autofree char *kept = NULL;

  open_page (fixture, 1000);
  popover = open_chip (fixture, "Platform");
  assert_spoken (popover, "Clips", "Clips, 1 service");
  assert_spoken (popover, "Photos", "Photos, 1 service");
  choose (popover, "Photos", TRUE);
  g_assert_cmpuint (count (fixture), ==, 1);
  assert_id (fixture, 0, "2");
  assert_summary (fixture, "1 of 3");
  choose (popover, "Clips", TRUE);
  g_assert_cmpuint (count (fixture), ==, 2);

  chip = find_chip (fixture, "Photos, Clips");
  g_assert_nonnull (chip);
  g_assert_true (gtk_widget_has_css_class (chip, "active"));
  gtk_test_accessible_assert_property (ui_test_find (chip, GTK_TYPE_MENU_BUTTON, NULL), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Platform: Photos, Clips");
  g_object_get (panelist_session_get_settings (fixture->session), "services-filter", &kept, NULL);
  g_assert_nonnull (strstr (kept, "Photos"));

  gtk_popover_popdown (GTK_POPOVER (popover));
  g_signal_emit_by_name (gtk_widget_get_last_child (chip), "clicked");
  g_assert_cmpuint (count (fixture), ==, 3);
  g_assert_nonnull (find_chip (fixture, "Platform"));
  ui_test_assert_names (fixture->page);
}

/* What the panel does not tell is in neither "yes" nor "no", and both say so. */
static void
test_unknown_flag (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkWidget *popover = NULL;

  open_page (fixture, 1000);
  popover = open_chip (fixture, "Refill");
  assert_spoken (popover, "Yes", "Yes, 1 service");
  assert_spoken (popover, "No", "No, 1 service");
  assert_spoken (popover, "Not told", "Not told, 1 service");
  g_assert_nonnull (ui_test_find (popover, GTK_TYPE_LABEL,
                                  "Where the panel does not tell, a service is in neither Yes nor No."));
  choose (popover, "No", TRUE);
  g_assert_cmpuint (count (fixture), ==, 1);
  assert_id (fixture, 0, "2");
  g_assert_nonnull (find_chip (fixture, "No Refill"));
}

/* Escape takes back the search first, then the filters. */
static void
press_escape (Fixture *fixture)
{
  g_signal_emit_by_name (ui_test_find (fixture->page, GTK_TYPE_SEARCH_ENTRY, NULL), "stop-search");
}

static void
test_escape (Fixture       *fixture,
             gconstpointer  data)
{
  open_page (fixture, 1000);
  choose (open_chip (fixture, "Platform"), "Photos", TRUE);
  search (fixture, "likes");
  g_assert_cmpuint (count (fixture), ==, 1);
  press_escape (fixture);
  assert_summary (fixture, "1 of 3");
  press_escape (fixture);
  assert_summary (fixture, "3 services");
  press_escape (fixture);
  assert_summary (fixture, "3 services");
}

/* With filters that leave nothing the page offers to clear them, and keeps the words. */
static void
test_no_match (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *button = NULL;

  open_page (fixture, 1000);
  search (fixture, "views");
  choose (open_chip (fixture, "Refill"), "Yes", TRUE);
  search (fixture, "likes");
  g_assert_cmpstr (get_state (fixture), ==, "no-match");
  g_assert_nonnull (ui_test_find (fixture->page, GTK_TYPE_LABEL, "Try fewer filters"));
  button = ui_test_find (fixture->page, GTK_TYPE_BUTTON, "Clear Filters");
  g_assert_true (gtk_widget_get_mapped (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (get_state (fixture), ==, "list");
  assert_id (fixture, 0, "2");
}

/* In a narrow page the chips are one button, which opens all filters. */
static void
test_filters_dialog (Fixture       *fixture,
                     gconstpointer  data)
{
  GtkWidget *button = NULL;
  GtkWidget *row = NULL;
  GtkWidget *list = NULL;
  AdwDialog *dialog = NULL;

  open_page (fixture, 400);
  g_assert_false (gtk_widget_get_mapped (ui_test_find (fixture->page, PANELIST_TYPE_FACET_BAR, NULL)));
  button = ui_test_find (fixture->page, GTK_TYPE_BUTTON, "Filters");
  g_assert_true (gtk_widget_get_mapped (button));
  g_signal_emit_by_name (button, "clicked");
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (fixture->window));
  g_assert_nonnull (dialog);
  ui_test_assert_names (GTK_WIDGET (dialog));

  row = gtk_widget_get_ancestor (ui_test_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "Category"), ADW_TYPE_ACTION_ROW);
  g_signal_emit_by_name (row, "activated");
  list = ui_test_find (GTK_WIDGET (dialog), PANELIST_TYPE_FACET_LIST, NULL);
  wait_until (gtk_widget_get_mapped (list));
  choose (list, "Photos", TRUE);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "Photos");
  g_assert_nonnull (ui_test_find (fixture->page, GTK_TYPE_BUTTON, "Filters (1)"));
  g_assert_nonnull (ui_test_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Show 1 Service"));
  adw_dialog_force_close (dialog);
}

/* Prices and a quantity are typed; what is no amount filters nothing. */
static void
test_ranges (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *popover = NULL;
  GtkWidget *row = NULL;

  open_page (fixture, 1000);
  read_balance (fixture);
  popover = open_chip (fixture, "Price");
  row = ui_test_find (popover, PANELIST_TYPE_AMOUNT_ROW, NULL);
  gtk_editable_set_text (GTK_EDITABLE (row), "0.9");
  g_assert_cmpuint (count (fixture), ==, 2);
  g_assert_nonnull (find_chip (fixture, "From $0.90"));
  gtk_editable_set_text (GTK_EDITABLE (row), "much");
  g_assert_cmpuint (count (fixture), ==, 3);
  gtk_editable_set_text (GTK_EDITABLE (row), "2");
  g_assert_cmpuint (count (fixture), ==, 1);
  gtk_editable_set_text (GTK_EDITABLE (row), "");
  g_assert_cmpuint (count (fixture), ==, 3);
}

/* The lens tells prices for another quantity; a package keeps its price. */
static void
test_lens (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (PanelistService) service = NULL;
  g_autofree char *label = NULL;
  GtkWidget *lens = NULL;
  GtkWidget *row = NULL;
  int kept = 0;

  open_page (fixture, 1000);
  read_balance (fixture);
  lens = ui_test_find (fixture->page, PANELIST_TYPE_QUANTITY_LENS, NULL);
  g_assert_nonnull (ui_test_find (lens, GTK_TYPE_LABEL, "Price for 1,000"));
  g_object_set (lens, "quantity", 500, NULL);
  g_assert_nonnull (ui_test_find (fixture->page, GTK_TYPE_BUTTON, "$ for 500"));
  row = find_row (fixture->page, 1, "Clips Views");
  g_assert_true (g_str_has_prefix (panelist_table_row_get_text (PANELIST_TABLE_ROW (row), 2), "0.45"));
  gtk_test_accessible_assert_property (gtk_widget_get_parent (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "1, Clips Views, $0.45 for 500, 50 – 10,000 · Refill");
  g_object_get (panelist_session_get_settings (fixture->session), "services-quantity", &kept, NULL);
  g_assert_cmpint (kept, ==, 500);

  service = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (fixture->list)), 2);
  row = find_row (fixture->page, 1, panelist_service_get_name (service));
  label = g_strdup_printf ("3, %s, $3.00 per package, One package", panelist_service_get_name (service));
  gtk_test_accessible_assert_property (gtk_widget_get_parent (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label);
}

/* What people add */

static GtkSingleSelection *
get_selection (Fixture *fixture)
{
  return GTK_SINGLE_SELECTION (gtk_list_view_get_model (fixture->list));
}

static const PanelistServiceMark *
get_mark (Fixture    *fixture,
          const char *id)
{
  return panelist_service_marks_lookup (panelist_accounts_get_marks (fixture->bench.accounts),
                                        panelist_panel_get_id (fixture->bench.panel), id);
}

static gboolean
is_enabled (Fixture    *fixture,
            const char *action)
{
  return gtk_widget_activate_action (fixture->page, action, NULL);
}

/* A favorite has a star, is spoken of as one, and can be filtered for; it survives a restart. */
static void
test_favorite (Fixture       *fixture,
               gconstpointer  data)
{
  GtkWidget *star = NULL;
  GtkWidget *chip = NULL;

  open_page (fixture, 1000);
  gtk_single_selection_set_selected (get_selection (fixture), 1);
  gtk_widget_activate_action (fixture->page, "page.toggle-favorite", NULL);
  g_assert_true (get_mark (fixture, "2")->favorite);
  gtk_test_accessible_assert_property (gtk_widget_get_parent (find_row (fixture->page, 1, "Photos Likes")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "2, Photos Likes, 0.2 per 1,000, 10 – 1,500 · No refill, favorite");

  star = ui_test_find (ui_test_find (fixture->page, PANELIST_TYPE_SERVICE_INSPECTOR, NULL), GTK_TYPE_TOGGLE_BUTTON,
                       NULL);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (star)));

  chip = find_chip (fixture, "Favorites");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (gtk_widget_get_first_child (chip)), TRUE);
  g_assert_cmpuint (count (fixture), ==, 1);
  assert_id (fixture, 0, "2");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (star), FALSE);
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_null (get_mark (fixture, "2"));
}

/* A hidden service is left out, can be brought back at once, and later by way of the filters. */
static void
test_hide (Fixture       *fixture,
           gconstpointer  data)
{
  open_page (fixture, 1000);
  gtk_single_selection_set_selected (get_selection (fixture), 0);
  g_assert_true (is_enabled (fixture, "page.hide"));
  g_assert_cmpuint (count (fixture), ==, 2);
  g_assert_true (get_mark (fixture, "1")->hidden);
  g_assert_cmpuint (gtk_single_selection_get_selected (get_selection (fixture)), ==, 0);
  assert_id (fixture, 0, "2");

  g_object_set (panelist_session_get_settings (fixture->session), "services-filter", "{'show-hidden': <true>}", NULL);
  g_assert_cmpuint (count (fixture), ==, 3);
  gtk_single_selection_set_selected (get_selection (fixture), 0);
  g_assert_true (is_enabled (fixture, "page.show-again"));
  g_object_set (panelist_session_get_settings (fixture->session), "services-filter", "", NULL);
  g_assert_cmpuint (count (fixture), ==, 3);
}

static GtkWidget *
find_entry (Fixture    *fixture,
            const char *title)
{
  return ui_test_find (ui_test_find (fixture->page, PANELIST_TYPE_SERVICE_INSPECTOR, NULL), ADW_TYPE_ENTRY_ROW, title);
}

/* Note and tags are kept for the service they were typed for, and found by the search. */
static void
test_note (Fixture       *fixture,
           gconstpointer  data)
{
  open_page (fixture, 1000);
  gtk_single_selection_set_selected (get_selection (fixture), 1);
  gtk_editable_set_text (GTK_EDITABLE (find_entry (fixture, "Note")), "slow on <b>Sundays</b>");
  gtk_editable_set_text (GTK_EDITABLE (find_entry (fixture, "Tags, with commas between them")), "cheap, , trusted");
  gtk_single_selection_set_selected (get_selection (fixture), 0);
  g_assert_cmpstr (get_mark (fixture, "2")->note, ==, "slow on <b>Sundays</b>");
  g_assert_cmpstr (get_mark (fixture, "2")->tags[1], ==, "trusted");
  g_assert_null (get_mark (fixture, "2")->tags[2]);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_entry (fixture, "Note"))), ==, "");

  search (fixture, "sunday trusted");
  g_assert_cmpuint (count (fixture), ==, 1);
  assert_id (fixture, 0, "2");
}

/* Own orders: told in the list and in the details; the time only when enough of them tell. */
static void
test_own_history (Fixture       *fixture,
                  gconstpointer  data)
{
  PanelistServiceMark mark = PANELIST_SERVICE_MARK_INIT;
  const char *label = "1, Clips Views, 0.90 per 1,000, 50 – 10,000 · Refill, success 98 %";
  GtkWidget *inspector = NULL;

  open_page (fixture, 1000);
  inspector = ui_test_find (fixture->page, PANELIST_TYPE_SERVICE_INSPECTOR, NULL);
  gtk_single_selection_set_selected (get_selection (fixture), 0);
  g_assert_false (gtk_widget_get_mapped (ui_test_find (inspector, GTK_TYPE_LABEL, "Own orders")));

  mark.n_orders = 14;
  mark.n_final = 12;
  mark.n_timed = 4;
  mark.success = 976;
  mark.partial = 24;
  mark.median_time = 7800;
  mark.spent = "6.3";
  mark.currency = "USD";
  panelist_service_marks_set_history (panelist_accounts_get_marks (fixture->bench.accounts),
                                      panelist_panel_get_id (fixture->bench.panel), "1", &mark);
  g_assert_nonnull (ui_test_find (inspector, GTK_TYPE_LABEL, "$6.30"));
  g_assert_nonnull (ui_test_find (inspector, GTK_TYPE_LABEL, "98 %"));
  g_assert_null (ui_test_find (inspector, GTK_TYPE_LABEL, "2 h 10 min"));
  mark.n_timed = PANELIST_SERVICE_MARK_ENOUGH;
  panelist_service_marks_set_history (panelist_accounts_get_marks (fixture->bench.accounts),
                                      panelist_panel_get_id (fixture->bench.panel), "1", &mark);
  g_assert_nonnull (ui_test_find (inspector, GTK_TYPE_LABEL, "2 h 10 min"));
  gtk_test_accessible_assert_property (gtk_widget_get_parent (find_row (fixture->page, 1, "Clips Views")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, label);
}

/* The chart is an image with one sentence. */
static void
test_price (Fixture       *fixture,
            gconstpointer  data)
{
  GtkWidget *card = NULL;
  GtkWidget *chart = NULL;
  AdwDialog *dialog = NULL;

  scripted_panel_answer (fixture->bench.server, "services", 200,
                         "[{\"service\": 1, \"name\": \"Clips Views\", \"type\": \"Default\", \"category\": \"Clips\","
                         "  \"rate\": \"1.10\", \"min\": \"50\", \"max\": \"10000\"}]");
  finish (panelist_accounts_refresh_catalog (fixture->bench.accounts, fixture->bench.panel));
  open_page (fixture, 1000);
  read_balance (fixture);
  gtk_single_selection_set_selected (get_selection (fixture), 0);
  card = ui_test_find (fixture->page, PANELIST_TYPE_PRICE_CARD, NULL);
  wait_until (panelist_price_card_get_points (PANELIST_PRICE_CARD (card)) != NULL);
  g_assert_nonnull (ui_test_find (card, GTK_TYPE_LABEL, "$0.90 – $1.10"));
  chart = ui_test_find (card, PANELIST_TYPE_SPARKLINE, NULL);
  gtk_test_accessible_assert_role (chart, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (
      chart, GTK_ACCESSIBLE_PROPERTY_LABEL,
      "In the last 90 days the price was between $0.90 and $1.10; now it is $1.10");

  gtk_widget_activate_action (fixture->page, "page.history", NULL);
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (fixture->window));
  card = ui_test_find (GTK_WIDGET (dialog), PANELIST_TYPE_PRICE_CARD, NULL);
  wait_until (panelist_price_card_get_points (PANELIST_PRICE_CARD (card)) != NULL);
  g_assert_nonnull (ui_test_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "$0.90 → $1.10"));
  adw_dialog_force_close (dialog);
}

/* Two services side by side; the cheapest is marked by a word. */
static graphene_point_t
get_place (AdwDialog *dialog,
           GtkWidget *widget)
{
  graphene_point_t place = { 0, 0 };

  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (dialog), &place, &place));
  return place;
}

/* The label, or the button, with these words in the card of this number. */
static GtkWidget *
find_nth_in (GtkWidget  *widget,
             const char *words,
             guint      *n)
{
  GtkWidget *found = NULL;

  if ((GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), words) == 0 && (*n)-- == 0))
    return GTK_IS_BUTTON (gtk_widget_get_parent (widget)) ? gtk_widget_get_parent (widget) : widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_nth_in (child, words, n);
  return found;
}

static GtkWidget *
find_nth (AdwDialog  *dialog,
          const char *words,
          guint       n)
{
  return find_nth_in (GTK_WIDGET (dialog), words, &n);
}

static void
test_compare (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (PanelistService) requested = NULL;
  GtkWidget *button = NULL;
  GtkWidget *cheapest = NULL;
  AdwDialog *dialog = NULL;

  open_page (fixture, 1000);
  gtk_single_selection_set_selected (get_selection (fixture), 0);
  gtk_widget_activate_action (fixture->page, "page.compare", NULL);
  button = ui_test_find (fixture->page, GTK_TYPE_BUTTON, "Compare (1)");
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_single_selection_set_selected (get_selection (fixture), 1);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (ui_test_find (ui_test_find (fixture->page,
                                                                               PANELIST_TYPE_SERVICE_INSPECTOR, NULL),
                                                                 GTK_TYPE_TOGGLE_BUTTON, "Compare")),
                                TRUE);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");

  dialog = adw_window_get_visible_dialog (ADW_WINDOW (fixture->window));
  cheapest = ui_test_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "Cheapest");
  ui_test_wait_frames (GTK_WIDGET (dialog), 3);
  g_assert_cmpfloat (get_place (dialog, cheapest).x, >, get_place (dialog, find_nth (dialog, "Price", 0)).x + 100);
  ui_test_assert_names (GTK_WIDGET (dialog));

  g_signal_connect (fixture->page, "order-requested", G_CALLBACK (on_order_requested), &requested);
  g_signal_emit_by_name (find_nth (dialog, "Order", 1), "clicked");
  g_assert_cmpstr (panelist_service_get_id (requested), ==, "2");
}

/* Whatever the names: each line is in line in all cards, and one card below the other where there is no room. */
static void
test_compare_lines (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char *const words[] = { "Price", "Quantity", "Type", "Order" };
  g_autoptr (GString) json = g_string_new ("[");
  g_autofree char *long_name = g_strnfill (500, 'w');
  g_autoptr (GPtrArray) compared = g_ptr_array_new_with_free_func (g_object_unref);
  AdwDialog *dialog = NULL;

  for (guint i = 1; i <= PANELIST_COMPARE_MAX; i++)
    g_string_append_printf (json,
                            "%s{\"service\": %u, \"name\": \"%s\", \"type\": \"Default\", \"category\": \"%s\","
                            " \"rate\": \"1\", \"min\": 1, \"max\": 9}",
                            i > 1 ? "," : "", i, i == 2 ? long_name : "Clips", i == 3 ? long_name : "Clips");
  g_string_append_c (json, ']');
  scripted_panel_answer (fixture->bench.server, "services", 200, json->str);
  finish (panelist_accounts_refresh_catalog (fixture->bench.accounts, fixture->bench.panel));
  open_page (fixture, 1000);
  for (guint i = 0; i < PANELIST_COMPARE_MAX; i++)
    g_ptr_array_add (compared, g_list_model_get_item (G_LIST_MODEL (get_selection (fixture)), i));
  dialog = panelist_compare_dialog_new (fixture->session, compared, 1000);
  adw_dialog_present (dialog, fixture->page);
  ui_test_wait_frames (GTK_WIDGET (dialog), 5);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    for (guint j = 1; j < PANELIST_COMPARE_MAX; j++)
      {
        g_assert_cmpfloat (get_place (dialog, find_nth (dialog, words[i], j)).y, ==,
                           get_place (dialog, find_nth (dialog, words[i], 0)).y);
        g_assert_cmpfloat (get_place (dialog, find_nth (dialog, words[i], j)).x, >,
                           get_place (dialog, find_nth (dialog, words[i], j - 1)).x);
      }
  /* Nothing is known of it, of none of them. */
  g_assert_null (find_nth (dialog, "Median time", 0));
  adw_dialog_set_content_width (dialog, 360);
  ui_test_wait_frames (GTK_WIDGET (dialog), 5);
  g_assert_cmpfloat (get_place (dialog, find_nth (dialog, "Price", 1)).x, ==,
                     get_place (dialog, find_nth (dialog, "Price", 0)).x);
  g_assert_cmpfloat (get_place (dialog, find_nth (dialog, "Price", 1)).y, >,
                     get_place (dialog, find_nth (dialog, "Order", 0)).y);
  adw_dialog_force_close (dialog);
}

static void
test_hints (void)
{
  static const struct {
    const char *name;
    const char *hints;
  } cases[] = {
    { "Clips Views [R30] [Max 50K]", "30 days" },
    { "Photos Likes, 60 Days Refill, Instant", "60 days, instant start" },
    { "Clips Views, 0-1 Hour Start, Speed 5K/Day", "0–1 h start, 5K per day" },
    { "Videos Likes | No Refill | Non Drop", "no refill, no drop" },
    { "Chat Members Lifetime ♻️ 1.5k/hour", "lifetime, 1.5K per hour" },
    { "Starter 4000 Package", "" },
    { NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *hints = panelist_service_dup_hints (cases[i].name);

      g_assert_cmpstr (hints, ==, cases[i].hints);
    }
}

static char *
dup_many_services (guint n)
{
  g_autoptr (GString) json = g_string_new ("[");

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (json,
                            "%s{\"service\": %u, \"name\": \"Clips Views %u\", \"type\": \"Default\","
                            " \"category\": \"Clips\", \"rate\": \"1\", \"min\": 1, \"max\": 9}",
                            i > 1 ? "," : "", i, i);
  g_string_append_c (json, ']');
  return g_string_free_and_steal (g_steal_pointer (&json));
}

/* Where the list stands is kept when the page goes, and comes back with the next session. */
static void
test_place (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *many = dup_many_services (500);
  PanelistSettings *settings = NULL;
  GtkAdjustment *adjustment = NULL;
  double height = 0;
  int place = 0;

  scripted_panel_answer (fixture->bench.server, "services", 200, many);
  finish (panelist_accounts_refresh_catalog (fixture->bench.accounts, fixture->bench.panel));
  open_page (fixture, 1000);
  settings = panelist_session_get_settings (fixture->session);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->list));
  wait_until (gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment));
  height = gtk_adjustment_get_upper (adjustment) / 500;
  gtk_adjustment_set_value (adjustment, 300 * height);
  gtk_widget_set_visible (fixture->page, FALSE);
  g_object_get (settings, "services-place", &place, NULL);
  g_assert_cmpint (place, ==, 300);

  gtk_window_destroy (fixture->window);
  fixture->page = g_object_new (PANELIST_TYPE_SERVICES_PAGE, "session", fixture->session, "panel",
                                fixture->bench.panel, NULL);
  fixture->window = ui_test_show (fixture->page, 1000, 700);
  fixture->list = GTK_LIST_VIEW (ui_test_find (fixture->page, GTK_TYPE_LIST_VIEW, NULL));
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->list));
  wait_until (ABS (gtk_adjustment_get_value (adjustment) - 300 * height) < height);
}

/* The demo is left, or the data opened again: the page lets go of all that it had. */
static void
test_session (Fixture       *fixture,
              gconstpointer  data)
{
  open_page (fixture, 1000);
  gtk_single_selection_set_selected (get_selection (fixture), 0);
  g_object_set (fixture->page, "session", NULL, "panel", NULL, NULL);
  g_assert_cmpuint (count (fixture), ==, 0);
  g_object_set (fixture->page, "session", fixture->session, "panel", fixture->bench.panel, NULL);
  g_assert_cmpuint (count (fixture), ==, 3);
}

static const char other_services[] =
    "[{\"service\": 1, \"name\": \"Chat Members\", \"type\": \"Default\", \"category\": \"Chat\","
    "  \"rate\": \"0.40\", \"min\": \"5\", \"max\": \"100\"},"
    " {\"service\": 7, \"name\": \"Clips Likes\", \"type\": \"Default\", \"category\": \"Clips\","
    "  \"rate\": \"0.10\", \"min\": \"5\", \"max\": \"100\"}]";

static PanelistPanel *
add_other_panel (Fixture *fixture)
{
  g_autoptr (PanelistKey) key = NULL;
  PanelistPanel *panel = NULL;

  panel = panelist_panel_new ("Other Panel", scripted_panel_get_address (fixture->bench.server));
  key = panelist_key_new ("other-key", NULL);
  scripted_panel_answer (fixture->bench.server, "services", 200, other_services);
  g_object_unref (finish_object (panelist_accounts_add (fixture->bench.accounts, panel, key, FALSE)));
  finish (panelist_accounts_refresh_catalog (fixture->bench.accounts, panel));
  scripted_panel_answer (fixture->bench.server, "services", 200, services);
  return panel;
}

/* One list over both: the panel is a facet and is told in the row; an id is found in each, the order goes to its own. */
static void
test_all_panels (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (PanelistPanel) other = NULL;
  g_autoptr (PanelistService) requested = NULL;
  GtkSingleSelection *selection = NULL;
  g_autofree char *kept = NULL;

  other = add_other_panel (fixture);
  open_page (fixture, 1000);
  g_assert_null (ui_test_find (find_chip (fixture, "Platform"), GTK_TYPE_LABEL, "Panel"));
  g_object_set (fixture->page, "all-panels", TRUE, NULL);
  g_assert_cmpuint (count (fixture), ==, 5);
  assert_summary (fixture, "5 services");

  search (fixture, "1");
  assert_id (fixture, 0, "1");
  assert_id (fixture, 1, "1");
  search (fixture, "");
  gtk_test_accessible_assert_property (gtk_widget_get_parent (find_row (fixture->page, 1, "Chat Members")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "1, Chat Members, 0.40 per 1,000, 5 – 100, Other Panel");

  selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (fixture->list));
  gtk_single_selection_set_selected (selection, 3);
  g_signal_connect (fixture->page, "order-requested", G_CALLBACK (on_order_requested), &requested);
  gtk_widget_activate_action (fixture->page, "page.order", NULL);
  g_assert_cmpint (panelist_service_get_panel_id (requested), ==, panelist_panel_get_id (other));

  choose (open_chip (fixture, "Panel"), "Other Panel", TRUE);
  g_assert_cmpuint (count (fixture), ==, 2);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 0);
  g_object_get (panelist_session_get_settings (fixture->session), "services-selected", &kept, NULL);
  g_assert_true (g_str_has_suffix (kept, "/1"));
  ui_test_assert_names (fixture->page);
}

static void
open_many (Fixture *fixture)
{
  g_autofree char *body = dup_many_services (1000);

  scripted_panel_answer (fixture->bench.server, "services", 200, body);
  finish (panelist_accounts_refresh_catalog (fixture->bench.accounts, fixture->bench.panel));
  open_page (fixture, 1000);
  ui_test_wait_frames (fixture->page, 2);
}

static GHashTable *
collect_rows (Fixture *fixture)
{
  GHashTable *rows = g_hash_table_new (NULL, NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (PANELIST_IS_TABLE_ROW (gtk_widget_get_first_child (child)))
      g_hash_table_add (rows, gtk_widget_get_first_child (child));
  return rows;
}

/* A key fills the rows that are there with what it found: but for the one or two that GTK holds on to, none is thrown away
 * and made anew. */
static void
test_recycled_rows (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char *const words[] = { "1", "2", "clips 3", "" };
  g_autoptr (GHashTable) before = NULL;

  open_many (fixture);
  before = collect_rows (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autoptr (GHashTable) after = NULL;
      GHashTableIter iter;
      gpointer row = NULL;
      guint n_new = 0;

      search (fixture, words[i]);
      g_assert_cmpuint (count (fixture), >, g_hash_table_size (before));
      after = collect_rows (fixture);
      g_hash_table_iter_init (&iter, after);
      while (g_hash_table_iter_next (&iter, &row, NULL))
        n_new += g_hash_table_contains (before, row) ? 0 : 1;
      g_assert_cmpuint (g_hash_table_size (after), >, 100);
      g_assert_cmpuint (n_new, <=, 2);
    }
}

static void
assert_focused (Fixture    *fixture,
                const char *id)
{
  GtkWidget *focus = gtk_window_get_focus (fixture->window);
  guint position = 0;

  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (fixture->list)));
  position = panelist_service_table_get_position (focus);
  assert_id (fixture, position, id);
  g_assert_cmpuint (gtk_single_selection_get_selected (get_selection (fixture)), ==, position);
}

/* The list changes under the focus, which stays with the service; with the first where that is gone. */
static void
test_focus (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *id = NULL;

  open_many (fixture);
  search (fixture, "7");
  id = dup_id (fixture, 3);
  gtk_list_view_scroll_to (fixture->list, 3, GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->list));
  assert_focused (fixture, id);
  search (fixture, "");
  assert_focused (fixture, id);
  gtk_widget_activate_action (fixture->page, "page.sort", "s", "service");
  assert_focused (fixture, id);
  gtk_widget_activate_action (fixture->page, "page.descending", NULL);
  assert_focused (fixture, id);
  ui_test_wait_frames (fixture->page, 2);
  assert_focused (fixture, id);
  search (fixture, "999");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (fixture->window), GTK_WIDGET (fixture->list)));
}

static void
on_picked (AdwDialog        *picker,
           PanelistPanel    *panel,
           PanelistService  *service,
           PanelistService **picked)
{
  g_set_object (picked, service);
}

/* What was found first is selected with each key, and is what Return takes. */
static void
test_picker (Fixture       *fixture,
             gconstpointer  data)
{
  AdwDialog *picker = NULL;
  GtkWidget *text = NULL;
  GtkListView *list = NULL;
  g_autoptr (PanelistService) first = NULL;
  g_autoptr (PanelistService) picked = NULL;

  open_many (fixture);
  picker = panelist_service_picker_new (fixture->bench.accounts, fixture->bench.panel);
  g_signal_connect (picker, "picked", G_CALLBACK (on_picked), &picked);
  adw_dialog_present (picker, fixture->page);
  ui_test_wait_frames (fixture->page, 2);
  list = GTK_LIST_VIEW (ui_test_find (ui_test_find (GTK_WIDGET (picker), GTK_TYPE_STACK, NULL), GTK_TYPE_LIST_VIEW, NULL));
  text = gtk_widget_get_ancestor (gtk_window_get_focus (fixture->window), GTK_TYPE_SEARCH_ENTRY);
  for (guint i = 1; i <= 3; i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (text), i == 1 ? "7" : i == 2 ? "78" : "9");
      ui_test_wait_frames (fixture->page, 1);
      g_assert_cmpuint (gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (gtk_list_view_get_model (list))), ==, 0);
      g_assert_cmpfloat (gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list))), ==, 0);
    }
  first = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), 0);
  g_signal_emit_by_name (text, "activate");
  g_assert_nonnull (picked);
  g_assert_cmpstr (panelist_service_get_id (picked), ==, panelist_service_get_id (first));
  ui_test_wait_frames (fixture->page, 2);
}

static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  open_page (fixture, 1000);
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (gtk_list_view_get_model (fixture->list)), 0);
  ui_test_assert_names (fixture->page);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);
  /* A window that ends in the middle of a transition keeps what it has drawn. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

#define ADD(name, test) g_test_add ("/ui/services-page/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("search", test_search);
  ADD ("sort", test_sort);
  ADD ("selection", test_selection);
  ADD ("order", test_order);
  ADD ("rows", test_rows);
  ADD ("show-service", test_show_service);
  ADD ("narrow", test_narrow);
  ADD ("details-as-page", test_details_as_page);
  ADD ("long-figures", test_long_figures);
  ADD ("details", test_details);
  ADD ("menu", test_menu);
  ADD ("failure", test_failure);
  ADD ("keeps-good-list", test_keeps_good_list);
  ADD ("chips", test_chips);
  ADD ("unknown-flag", test_unknown_flag);
  ADD ("escape", test_escape);
  ADD ("no-match", test_no_match);
  ADD ("filters-dialog", test_filters_dialog);
  ADD ("ranges", test_ranges);
  ADD ("lens", test_lens);
  g_test_add_func ("/ui/services-page/hints", test_hints);
  ADD ("favorite", test_favorite);
  ADD ("hide", test_hide);
  ADD ("note", test_note);
  ADD ("own-history", test_own_history);
  ADD ("price", test_price);
  ADD ("compare", test_compare);
  ADD ("compare-lines", test_compare_lines);
  ADD ("place", test_place);
  ADD ("session", test_session);
  ADD ("all-panels", test_all_panels);
  ADD ("recycled-rows", test_recycled_rows);
  ADD ("focus", test_focus);
  ADD ("picker", test_picker);
  ADD ("names", test_names);
#undef ADD

  return g_test_run ();
}
