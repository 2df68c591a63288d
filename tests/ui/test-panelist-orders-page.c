/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "panelist-money.h"
#include "panelist-order-row.h"
#include "panelist-order-words.h"
#include "panelist-orders-page.h"
#include "panelist-table-row.h"
#include "ui-test.h"
#include "workbench.h"

#define LINK "https://clips.example/v/1"

typedef struct
{
  Workbench bench;
  PanelistSession *session;
  PanelistOrdersPage *page;
  GtkWindow *window;
  guint n_orders;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (PanelistSettings) settings = NULL;

  workbench_set_up (&fixture->bench, NULL);
  scripted_panel_queue (fixture->bench.server, "add", 200, "{\"order\": 101}");
  scripted_panel_queue (fixture->bench.server, "add", 200, "{\"order\": 102}");
  settings = panelist_settings_new (NULL);
  g_object_set (settings, "orders-view", "all", NULL);
  fixture->session = panelist_session_new (fixture->bench.accounts, fixture->bench.secrets,
                                           settings, FALSE);
  fixture->page = panelist_orders_page_new (fixture->session);
  fixture->window = ui_test_show (GTK_WIDGET (fixture->page), 1000, 700);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  wait_until (!panelist_ordering_get_busy (panelist_session_get_ordering (fixture->session)));
  gtk_window_destroy (fixture->window);
  panelist_tracker_stop (panelist_session_get_tracker (fixture->session));
  g_clear_object (&fixture->session);
  workbench_tear_down (&fixture->bench, NULL);
}

static PanelistObjectList *
get_orders (Fixture *fixture)
{
  return panelist_accounts_get_orders (fixture->bench.accounts);
}

/* An order as the store would bring it; only the screen ever sees it. */
static PanelistOrder *
add_order (Fixture             *fixture,
           const char          *name,
           PanelistIntentState  state,
           PanelistOrderStatus  status,
           int64_t              remains)
{
  g_autoptr (PanelistService) service = NULL;
  g_autoptr (PanelistForm) form = NULL;
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *uuid = g_strdup_printf ("uuid-%u", ++fixture->n_orders);
  g_autofree char *remote_id = g_strdup_printf ("%u", 23500 + fixture->n_orders);

  service = g_object_new (PANELIST_TYPE_SERVICE,
                          "id", "1",
                          "name", name,
                          "category", "Clips",
                          "type", PANELIST_SERVICE_TYPE_DEFAULT,
                          "rate", "0.90",
                          "refill", PANELIST_FLAG_YES,
                          "cancel", PANELIST_FLAG_YES,
                          NULL);
  form = panelist_form_new ("add");
  panelist_form_add (form, "link", LINK);
  order = g_object_new (PANELIST_TYPE_ORDER,
                        "id", (int64_t) (1000 + fixture->n_orders),
                        "uuid", uuid,
                        "panel-id", panelist_panel_get_id (fixture->bench.panel),
                        "panel-name", "Main Panel",
                        "service", service,
                        "form", form,
                        "quantity", (int64_t) 1000,
                        "expected-charge", "0.09",
                        "currency", "USD",
                        "created-time", panelist_clock_now () - fixture->n_orders,
                        "intent-state", state,
                        "remote-id", state == PANELIST_INTENT_PLACED ? remote_id : NULL,
                        "status", status,
                        "remains", remains,
                        NULL);
  panelist_object_list_add (get_orders (fixture), order);
  return g_object_ref (order);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
collect (GtkWidget *widget,
         GType      type,
         GPtrArray *found)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static PanelistOrderRow *
find_row (Fixture       *fixture,
          PanelistOrder *order)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  collect (GTK_WIDGET (fixture->page), PANELIST_TYPE_ORDER_ROW, rows);
  for (guint i = 0; i < rows->len; i++)
    if (panelist_order_row_get_order (rows->pdata[i]) == order)
      return rows->pdata[i];
  return NULL;
}

typedef struct
{
  Fixture *fixture;
  PanelistOrder *order;
} Wanted;

static gboolean
is_there (gpointer data)
{
  Wanted *wanted = data;

  return find_row (wanted->fixture, wanted->order) != NULL;
}

static PanelistOrderRow *
wait_for_row (Fixture       *fixture,
              PanelistOrder *order)
{
  Wanted wanted = { fixture, order };

  ui_test_wait_for (is_there, &wanted);
  return find_row (fixture, order);
}

static gboolean
shows (Fixture    *fixture,
       const char *text)
{
  GtkWidget *label = NULL;

  label = ui_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, text);
  return label != NULL && gtk_widget_get_mapped (label);
}

static GtkWidget *
find_clickable (GtkWidget  *within,
                const char *label)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  collect (within, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (gtk_widget_get_mapped (buttons->pdata[i]) &&
        gtk_widget_get_sensitive (buttons->pdata[i]) &&
        ui_test_find (buttons->pdata[i], GTK_TYPE_LABEL, label) != NULL)
      return buttons->pdata[i];
  return NULL;
}

/* The buttons of a dialog come into sight some frames after it. */
static void
click_within (GtkWidget  *within,
              const char *label)
{
  wait_until (find_clickable (within, label) != NULL);
  g_signal_emit_by_name (find_clickable (within, label), "clicked");
}

static void
click (Fixture    *fixture,
       const char *label)
{
  click_within (GTK_WIDGET (fixture->page), label);
}

/* Return presses what has the focus: that must not be what asks the panel. */
static void
assert_harmless (GtkWidget *focus)
{
  g_assert_nonnull (focus);
  g_assert_false (gtk_widget_has_css_class (focus, "suggested-action"));
  g_assert_false (gtk_widget_has_css_class (focus, "destructive-action"));
}

static void
answer (Fixture    *fixture,
        const char *heading,
        const char *label)
{
  AdwDialog *dialog = NULL;

  dialog = adw_window_get_visible_dialog (ADW_WINDOW (fixture->window));
  g_assert_nonnull (dialog);
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (dialog)), ==, heading);
  g_assert_null (adw_alert_dialog_get_default_response (ADW_ALERT_DIALOG (dialog)));
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  settle ();
  assert_harmless (gtk_root_get_focus (GTK_ROOT (fixture->window)));
  click_within (GTK_WIDGET (dialog), label);
  wait_until (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)) == NULL);
}

/* Tests */

static void
test_labels (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *charge = panelist_money_format ("0.09", "USD");
  g_autofree char *thousand = panelist_number_format (1000);
  g_autofree char *label = g_strdup_printf (
      "Order 23501, Clips Views HQ, in progress, 843 of %s, %s", thousand, charge);
  PanelistOrderRow *row = NULL;

  order = add_order (fixture, "Clips Views HQ", PANELIST_INTENT_PLACED,
                     PANELIST_ORDER_STATUS_IN_PROGRESS, 157);
  row = wait_for_row (fixture, order);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (row))),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, label);

  /* It follows the order. */
  g_object_set (order, "remains", (int64_t) 0, "status", PANELIST_ORDER_STATUS_COMPLETED, NULL);
  g_free (label);
  label = g_strdup_printf ("Order 23501, Clips Views HQ, completed, %s, %s", thousand, charge);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (row))),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, label);
  ui_test_assert_names (GTK_WIDGET (fixture->page));
}

static void
test_plain_text (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  GtkWidget *row = NULL;

  order = add_order (fixture, HOSTILE_TEXT, PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_UNKNOWN,
                     -1);
  g_object_set (order, "status-text", HOSTILE_TEXT, "reason", HOSTILE_TEXT, NULL);
  row = ui_test_find (GTK_WIDGET (wait_for_row (fixture, order)), PANELIST_TYPE_TABLE_ROW, NULL);
  g_assert_cmpstr (
      panelist_table_row_get_text (PANELIST_TABLE_ROW (row), PANELIST_ORDER_COLUMN_SERVICE), ==,
      HOSTILE_TEXT);
  panelist_orders_page_show_order (fixture->page, order);
  g_assert_nonnull (ui_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, HOSTILE_TEXT));
  ui_test_assert_names (GTK_WIDGET (fixture->page));
}

static guint
count_rows (Fixture *fixture)
{
  GtkWidget *list = NULL;

  list = ui_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_LIST_VIEW, NULL);
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))));
}

static void
test_views (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct
  {
    const char *view;
    guint n;
  } views[] = {
    { "attention", 4 }, { "active", 2 }, { "completed", 1 },
    { "partial", 1 },   { "canceled", 0 }, { "all", 6 },
  };
  g_autoptr (PanelistOrder) unconfirmed = NULL;

  g_object_unref (add_order (fixture, "a", PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_PENDING, -1));
  g_object_unref (add_order (fixture, "b", PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_COMPLETED, 0));
  g_object_unref (add_order (fixture, "c", PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_PARTIAL, 9));
  g_object_unref (add_order (fixture, "d", PANELIST_INTENT_REFUSED, PANELIST_ORDER_STATUS_NONE, -1));
  g_object_unref (add_order (fixture, "e", PANELIST_INTENT_NOT_SENT, PANELIST_ORDER_STATUS_NONE, -1));
  unconfirmed = add_order (fixture, "f", PANELIST_INTENT_UNCONFIRMED, PANELIST_ORDER_STATUS_NONE, -1);
  settle ();

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_object_set (fixture->page, "view", views[i].view, NULL);
      if (!g_str_equal (views[i].view, "active"))
        g_assert_cmpuint (count_rows (fixture), ==, views[i].n);
    }
  g_assert_true (shows (fixture, "Needs Attention 4"));

  g_object_set (fixture->page, "view", "canceled", NULL);
  g_assert_true (shows (fixture, "No Canceled Orders"));
}

static void
test_unconfirmed_is_pinned (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr (PanelistOrder) old = NULL;
  g_autoptr (PanelistOrder) newer = NULL;
  GtkWidget *list = NULL;
  g_autoptr (PanelistOrder) first = NULL;

  newer = add_order (fixture, "newer", PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_PENDING, -1);
  old = add_order (fixture, "old", PANELIST_INTENT_UNCONFIRMED, PANELIST_ORDER_STATUS_NONE, -1);
  wait_for_row (fixture, old);
  settle ();

  list = ui_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_LIST_VIEW, NULL);
  first = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))), 0);
  g_assert_true (first == old);
  g_assert_true (
      shows (fixture,
             "It is not known yet whether this order was placed. Do not order it again."));

  /* Where it is not on screen a banner speaks for it. */
  wait_until (!shows (fixture, "1 order may or may not have been placed"));
  g_object_set (fixture->page, "view", "completed", NULL);
  wait_until (shows (fixture, "1 order may or may not have been placed"));
  panelist_orders_page_review (fixture->page);
  wait_for_row (fixture, old);
}

/* Unfolded at first; folded as long as the application runs, wherever the list goes meanwhile. */
static void
test_fold (Fixture       *fixture,
           gconstpointer  data)
{
  static const char words[] = "It is not known yet whether this order was placed. Do not order it again.";
  g_autoptr (PanelistOrder) order = NULL;
  GtkWidget *fold = NULL;

  order = add_order (fixture, "old", PANELIST_INTENT_UNCONFIRMED, PANELIST_ORDER_STATUS_NONE, -1);
  fold = ui_test_find_tooltip (GTK_WIDGET (wait_for_row (fixture, order)), "Show Less");
  g_assert_nonnull (fold);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (fold), GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);
  g_signal_emit_by_name (fold, "clicked");
  g_assert_false (shows (fixture, words));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (fold), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE);
  ui_test_assert_names (GTK_WIDGET (fixture->page));

  g_object_set (fixture->page, "view", "completed", NULL);
  settle ();
  g_object_set (fixture->page, "view", "attention", NULL);
  g_assert_nonnull (ui_test_find_tooltip (GTK_WIDGET (wait_for_row (fixture, order)), "Show More"));
  g_assert_false (shows (fixture, words));

  /* Review shows what is to be decided. */
  panelist_orders_page_review (fixture->page);
  g_assert_nonnull (ui_test_find_tooltip (GTK_WIDGET (wait_for_row (fixture, order)), "Show Less"));
  wait_until (shows (fixture, words));
}

/* An order that ended with nothing has no bar, one that ended with a part has. */
static void
test_bars (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (PanelistOrder) none = NULL;
  g_autoptr (PanelistOrder) some = NULL;
  g_autoptr (PanelistOrder) running = NULL;
  g_autofree char *all = panelist_number_format (1000);
  g_autofree char *text = NULL;

  none = add_order (fixture, "a", PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_CANCELED, 1000);
  some = add_order (fixture, "b", PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_CANCELED, 750);
  running = add_order (fixture, "c", PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_IN_PROGRESS, 1000);
  g_assert_cmpfloat (panelist_order_get_fraction (none), <, 0);
  g_assert_cmpfloat (panelist_order_get_fraction (some), ==, 0.25);
  g_assert_cmpfloat (panelist_order_get_fraction (running), ==, 0);
  text = panelist_order_dup_progress (none);
  g_assert_cmpstr (text, ==, all);
}

/* The reason comes first: the rest of the line may be cut. */
static void
test_reason_first (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *line = NULL;
  g_autofree char *link = NULL;

  order = add_order (fixture, "a", PANELIST_INTENT_REFUSED, PANELIST_ORDER_STATUS_NONE, -1);
  g_object_set (order, "reason", "Link is private", NULL);
  reason = panelist_order_dup_reason (order);
  g_assert_nonnull (strstr (reason, "Link is private"));
  line = panelist_order_dup_second_line (order, NULL);
  g_assert_true (g_str_has_prefix (line, reason));
  link = panelist_order_dup_target (order);
  g_assert_nonnull (strstr (line + strlen (reason), link));
}

static void
test_search (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  GtkWidget *entry = NULL;

  order = add_order (fixture, "Clips Views", PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_PENDING,
                     -1);
  g_object_set (order, "tag", "Café Lumen", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "page.search", NULL);
  g_object_unref (add_order (fixture, "Photos Likes", PANELIST_INTENT_PLACED,
                             PANELIST_ORDER_STATUS_PENDING, -1));
  settle ();
  entry = ui_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_SEARCH_ENTRY, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), "cafe");
  wait_until (count_rows (fixture) == 1);
  gtk_editable_set_text (GTK_EDITABLE (entry), "23502");
  wait_until (count_rows (fixture) == 1);
  gtk_editable_set_text (GTK_EDITABLE (entry), "photos lumen");
  wait_until (count_rows (fixture) == 0);
  g_assert_true (shows (fixture, "No Results Found"));
  click (fixture, "Clear Search");
  wait_until (count_rows (fixture) == 2);
}

/* What a screen reader hears of the row, ending with the hint. */
static void
assert_hint (Fixture       *fixture,
             PanelistOrder *order,
             const char    *hint)
{
  g_autofree char *words = panelist_order_dup_label (order);
  g_autofree char *label = g_strconcat (words, hint ? ", " : NULL, hint, NULL);
  GtkWidget *row = GTK_WIDGET (wait_for_row (fixture, order));

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       label);
}

/* Whether the panel took what is missing off the charge or not, the row tells what the order costs in the end. */
static void
test_partial_refund (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *due = NULL;
  g_autofree char *net = NULL;

  order = add_order (fixture, "a", PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_PARTIAL, 250);
  g_object_set (order, "first-charge", "0.08", "charge", "0.08", NULL);
  wait_for_row (fixture, order);
  due = panelist_order_dup_label (order);
  g_assert_nonnull (strstr (due, "250 not delivered, refund due $0.02"));

  g_object_set (order, "charge", "0.06", NULL);
  settle ();
  net = panelist_order_dup_label (order);
  g_assert_nonnull (strstr (net, "250 not delivered, charge now $0.06"));
  assert_hint (fixture, order, NULL);
}

static void
test_eligible_counts (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (PanelistOrder) running = NULL;
  g_autoptr (PanelistOrder) complete = NULL;
  g_autoptr (PanelistOrder) refused = NULL;

  running = add_order (fixture, "a", PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_IN_PROGRESS, 9);
  complete = add_order (fixture, "b", PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_COMPLETED, 0);
  refused = add_order (fixture, "c", PANELIST_INTENT_REFUSED, PANELIST_ORDER_STATUS_NONE, -1);

  g_signal_emit_by_name (wait_for_row (fixture, running), "pick", running);
  g_signal_emit_by_name (wait_for_row (fixture, complete), "pick", complete);
  g_signal_emit_by_name (wait_for_row (fixture, refused), "pick", refused);
  settle ();
  wait_until (shows (fixture, "3 Selected"));
  g_assert_true (shows (fixture, "Refill 1 of 3"));
  g_assert_true (shows (fixture, "Request Cancel 1 of 3…"));
  ui_test_assert_names (GTK_WIDGET (fixture->page));
  assert_hint (fixture, running, "Still active, no refill yet");
  assert_hint (fixture, refused, "Not placed, no refill");
  assert_hint (fixture, complete, NULL);

  click (fixture, "Done");
  g_assert_true (shows (fixture, "Orders"));
}

/* What GTK does with a key: the capturing controllers first, and of one the first shortcut that fits. */
static void
press_in_list (Fixture    *fixture,
               const char *trigger)
{
  GtkWidget *list = ui_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_LIST_VIEW, NULL);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (list);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) keys = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (keys) ||
          gtk_event_controller_get_propagation_phase (keys) != GTK_PHASE_CAPTURE)
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (keys)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (keys), j);
          g_autofree char *text = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

          if (g_strcmp0 (text, trigger) != 0)
            continue;
          g_assert_true (gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, list, NULL));
          return;
        }
    }
  g_error ("Nobody takes %s before the list", trigger);
}

static void
test_select_keys (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (PanelistOrder) first = NULL;
  g_autoptr (PanelistOrder) second = NULL;

  first = add_order (fixture, "a", PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_IN_PROGRESS, 9);
  second = add_order (fixture, "b", PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_COMPLETED, 0);
  g_signal_emit_by_name (wait_for_row (fixture, first), "pick", first);
  wait_until (shows (fixture, "1 Selected"));
  press_in_list (fixture, "<Control>a");
  wait_until (shows (fixture, "2 Selected"));
  press_in_list (fixture, "<Shift><Control>a");
  wait_until (shows (fixture, "Select Orders"));
  click (fixture, "Done");
}

static void
test_cancel_many (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (PanelistOrder) first = NULL;
  g_autoptr (PanelistOrder) second = NULL;
  PanelistOrderRow *row = NULL;
  g_autofree char *line = NULL;
  gboolean picking = TRUE;

  first = workbench_place (&fixture->bench, LINK, 250);
  second = workbench_place (&fixture->bench, "https://clips.example/v/2", 250);
  scripted_panel_answer (fixture->bench.server, "cancel", 200,
                         "[{\"order\": 102, \"cancel\": {\"error\": \"Already started\"}},"
                         " {\"order\": 101, \"cancel\": 1}]");
  wait_for_row (fixture, first);
  row = wait_for_row (fixture, second);
  g_signal_emit_by_name (row, "pick", first);
  g_signal_emit_by_name (row, "pick", second);

  click (fixture, "Request Cancel 2 of 2…");
  answer (fixture, "Cancel 2 Orders?", "Keep Orders");
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "cancel"), ==, 0);
  g_assert_true (shows (fixture, "2 Selected"));

  click (fixture, "Request Cancel 2 of 2…");
  answer (fixture, "Cancel 2 Orders?", "Request Cancel");
  /* What was selected is done: the rows say what becomes of it. */
  wait_until ((g_object_get (fixture->page, "picking", &picking, NULL), !picking));
  g_assert_false (shows (fixture, "2 Selected"));
  wait_until (panelist_order_get_cancel_state (first) == PANELIST_INTENT_PLACED);
  wait_until (panelist_order_get_cancel_state (second) == PANELIST_INTENT_REFUSED);
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "cancel"), ==, 1);

  line = panelist_order_dup_reason (first);
  g_assert_cmpstr (line, ==, "Cancel Requested");
  g_free (line);
  line = panelist_order_dup_reason (second);
  g_assert_nonnull (strstr (line, "Already started"));
  g_free (line);
  /* A refusal may use the room of the bar, and the count follows it. */
  g_assert_true (panelist_order_has_long_reason (second));
  g_assert_false (panelist_order_has_long_reason (first));
  line = panelist_order_dup_second_line (second, NULL);
  g_assert_nonnull (strstr (line, "Already started"));
  wait_until (shows (fixture, "The panel took 1 of 2 requests"));
}

static void
test_refill_from_details (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *status = NULL;

  order = workbench_place (&fixture->bench, LINK, 250);
  scripted_panel_answer (fixture->bench.server, "status", 200,
                         "{\"charge\": \"0.225\", \"start_count\": \"10\", \"status\": \"Completed\","
                         " \"remains\": \"0\", \"currency\": \"USD\"}");
  scripted_panel_answer (fixture->bench.server, "refill", 200, "{\"refill\": \"7\"}");
  finish (panelist_tracker_refresh (fixture->bench.tracker, NULL));
  g_assert_cmpint (panelist_order_get_status (order), ==, PANELIST_ORDER_STATUS_COMPLETED);

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "page.details", NULL);
  wait_until (shows (fixture, "What Happened"));
  click (fixture, "Request Refill");
  wait_until (panelist_order_get_refill_intent (order) == PANELIST_INTENT_HELD);
  wait_until (shows (fixture, "Requesting refill for 1 order"));
  status = panelist_order_dup_status (order);
  g_assert_cmpstr (status, ==, "Refill Held");
  g_free (status);
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "refill"), ==, 0);
  wait_until (panelist_order_get_refill_intent (order) == PANELIST_INTENT_PLACED);
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "refill"), ==, 1);
  g_assert_cmpstr (scripted_panel_get_field (fixture->bench.server, "refill", "order"), ==, "101");
  status = panelist_order_dup_status (order);
  g_assert_cmpstr (status, ==, "Refill Requested");
  wait_until (shows (fixture, "Refills"));
}

/* [Undo] of the toast, and what Ctrl+Z does: nothing left, and the order is as it was. */
static void
test_refill_taken_back (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  PanelistOrdering *ordering = panelist_session_get_ordering (fixture->session);

  order = workbench_place (&fixture->bench, LINK, 250);
  scripted_panel_answer (fixture->bench.server, "status", 200,
                         "{\"charge\": \"0.225\", \"start_count\": \"10\", \"status\": \"Completed\","
                         " \"remains\": \"0\", \"currency\": \"USD\"}");
  finish (panelist_tracker_refresh (fixture->bench.tracker, NULL));
  panelist_clock_set_time_scale (1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "page.details", NULL);
  wait_until (shows (fixture, "What Happened"));

  click (fixture, "Request Refill");
  wait_until (shows (fixture, "Requesting refill for 1 order"));
  click (fixture, "Undo");
  wait_until (shows (fixture, "Refill taken back: nothing left this computer"));
  g_assert_cmpint (panelist_order_get_refill_intent (order), ==, PANELIST_INTENT_DRAFT);
  wait_until (!panelist_ordering_get_busy (ordering));

  click (fixture, "Request Refill");
  wait_until (panelist_ordering_get_newest_held_refill (ordering) != NULL);
  panelist_orders_page_take_back (fixture->page, panelist_ordering_get_newest_held_refill (ordering));
  wait_until (panelist_order_get_refill_intent (order) == PANELIST_INTENT_DRAFT);
  wait_until (!panelist_ordering_get_busy (ordering));
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "refill"), ==, 0);
}

/* One that is unconfirmed is asked about: it may have arrived. */
static void
test_refill_again (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *line = NULL;

  order = workbench_place (&fixture->bench, LINK, 250);
  scripted_panel_answer (fixture->bench.server, "status", 200,
                         "{\"charge\": \"0.225\", \"start_count\": \"10\", \"status\": \"Completed\","
                         " \"remains\": \"0\", \"currency\": \"USD\"}");
  scripted_panel_answer (fixture->bench.server, "refill", 200, NULL);
  finish (panelist_tracker_refresh (fixture->bench.tracker, NULL));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "page.details", NULL);
  wait_until (shows (fixture, "What Happened"));
  click (fixture, "Request Refill");
  wait_until (panelist_order_get_refill_intent (order) == PANELIST_INTENT_UNCONFIRMED);
  wait_until (shows (fixture, "It is not known whether 1 request arrived"));

  click (fixture, "Request Refill");
  answer (fixture, "Refill 1 Order Again?", "Cancel");
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "refill"), ==, 1);
  scripted_panel_answer (fixture->bench.server, "refill", 200, "{\"error\": \"Refill already requested\"}");
  click (fixture, "Request Refill");
  answer (fixture, "Refill 1 Order Again?", "Request Again");
  wait_until (panelist_order_get_refill_intent (order) == PANELIST_INTENT_REFUSED);
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "refill"), ==, 2);
  line = panelist_order_dup_second_line (order, NULL);
  g_assert_nonnull (strstr (line, "Refill already requested"));
}

static void
test_seen (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;

  scripted_panel_answer (fixture->bench.server, "add", 200, "{\"error\": \"Link is private\"}");
  g_object_unref (workbench_place (&fixture->bench, "https://clips.example/v/2", 250));
  g_object_unref (workbench_place (&fixture->bench, "https://clips.example/v/3", 250));
  order = workbench_place (&fixture->bench, LINK, 250);
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_REFUSED);
  g_assert_true (panelist_order_needs_attention (order));
  g_signal_emit_by_name (wait_for_row (fixture, order), "seen", order);
  g_assert_false (panelist_order_needs_attention (order));
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  settle ();
  g_assert_true (shows (fixture, "No Orders Yet"));
  g_object_set (fixture->page, "view", "partial", NULL);
  g_assert_true (shows (fixture, "No Orders Yet"));
  g_assert_true (shows (fixture, "New Order"));

  g_object_unref (add_order (fixture, "Clips Views", PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_PENDING, -1));
  wait_until (shows (fixture, "No Partial Orders"));
  g_assert_false (shows (fixture, "New Order"));
  ui_test_assert_names (GTK_WIDGET (fixture->page));
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/ui/orders/labels", test_labels },
    { "/ui/orders/plain-text", test_plain_text },
    { "/ui/orders/views", test_views },
    { "/ui/orders/unconfirmed-is-pinned", test_unconfirmed_is_pinned },
    { "/ui/orders/fold", test_fold },
    { "/ui/orders/bars", test_bars },
    { "/ui/orders/reason-first", test_reason_first },
    { "/ui/orders/search", test_search },
    { "/ui/orders/partial-refund", test_partial_refund },
    { "/ui/orders/eligible-counts", test_eligible_counts },
    { "/ui/orders/select-keys", test_select_keys },
    { "/ui/orders/cancel-many", test_cancel_many },
    { "/ui/orders/refill-from-details", test_refill_from_details },
    { "/ui/orders/refill-taken-back", test_refill_taken_back },
    { "/ui/orders/refill-again", test_refill_again },
    { "/ui/orders/seen", test_seen },
    { "/ui/orders/empty", test_empty },
  };

  ui_test_init (&argc, &argv);
  /* A dialog that is still coming does not take its answer. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
