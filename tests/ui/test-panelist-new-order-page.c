/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "panelist-guard-words.h"
#include "panelist-new-order-page.h"
#include "ui-test.h"
#include "workbench.h"

#define LINK "https://clips.example/v/1"

typedef struct
{
  Workbench bench;
  PanelistSession *session;
  PanelistNewOrderPage *page;
  PanelistOrderDraft *draft;
  GtkWindow *window;
} Fixture;

static PanelistService *
find_service (Fixture    *fixture,
              const char *id)
{
  PanelistCatalog *catalog = NULL;
  guint index = 0;

  catalog = panelist_accounts_get_catalog (fixture->bench.accounts, fixture->bench.panel);
  g_assert_true (panelist_catalog_find (catalog, id, &index));
  return panelist_catalog_dup_service (catalog, index);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (PanelistSettings) settings = NULL;
  g_autoptr (PanelistService) service = NULL;

  workbench_set_up (&fixture->bench, NULL);
  finish (panelist_accounts_refresh_balance (fixture->bench.accounts, fixture->bench.panel));
  settings = panelist_settings_new (NULL);
  fixture->session = panelist_session_new (fixture->bench.accounts, fixture->bench.secrets,
                                           settings, FALSE);
  fixture->page = panelist_new_order_page_new (fixture->session);
  g_object_set (fixture->page, "panel", fixture->bench.panel, NULL);
  fixture->draft = panelist_new_order_page_get_draft (fixture->page);
  fixture->window = ui_test_show (GTK_WIDGET (fixture->page), 1000, 700);

  service = find_service (fixture, "1");
  panelist_new_order_page_set_service (fixture->page, fixture->bench.panel, service);
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

static void
fill_with (Fixture    *fixture,
           const char *link,
           const char *quantity)
{
  panelist_order_draft_set_value (fixture->draft, PANELIST_FIELD_LINK, link);
  panelist_order_draft_set_value (fixture->draft, PANELIST_FIELD_QUANTITY, quantity);
}

/* $1.35 is above 1 % of the balance: it is asked about. */
static void
fill (Fixture *fixture)
{
  fill_with (fixture, LINK, "1500");
}

/* $0.225 is below: it is held. */
static void
fill_small (Fixture *fixture)
{
  fill_with (fixture, LINK, "250");
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *label)
{
  return ui_test_find (widget, GTK_TYPE_BUTTON, label);
}

static void
click_place (Fixture *fixture)
{
  GtkWidget *summary = NULL;

  summary = ui_test_find (GTK_WIDGET (fixture->page), g_type_from_name ("PanelistOrderSummary"),
                          NULL);
  g_signal_emit_by_name (find_button (summary, "Place Order"), "clicked");
}

static AdwAlertDialog *
get_question (Fixture *fixture)
{
  AdwDialog *dialog = NULL;

  dialog = adw_window_get_visible_dialog (ADW_WINDOW (fixture->window));
  return ADW_IS_ALERT_DIALOG (dialog) ? ADW_ALERT_DIALOG (dialog) : NULL;
}

static void
answer (Fixture    *fixture,
        const char *label)
{
  g_autoptr (AdwAlertDialog) question = NULL;
  GtkWidget *button = NULL;

  g_set_object (&question, get_question (fixture));
  g_assert_nonnull (question);
  button = find_button (GTK_WIDGET (question), label);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  /* Whatever answers a second time finds nothing to confirm. */
  g_signal_emit_by_name (question, "response::place", "place");
  wait_until (get_question (fixture) == NULL);
}

/* Return presses what has the focus: that must not be what spends. */
static void
assert_return_is_harmless (Fixture *fixture)
{
  GtkWidget *focus = NULL;

  g_assert_null (adw_alert_dialog_get_default_response (get_question (fixture)));
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (get_question (fixture))));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_assert_nonnull (focus);
  g_assert_true (GTK_IS_BUTTON (focus));
  g_assert_nonnull (ui_test_find (focus, GTK_TYPE_LABEL, "Cancel"));
}

static GListModel *
get_orders (Fixture *fixture)
{
  return G_LIST_MODEL (panelist_accounts_get_orders (fixture->bench.accounts));
}

static PanelistIntentState
get_state (Fixture *fixture)
{
  g_autoptr (PanelistOrder) order = NULL;

  order = g_list_model_get_item (get_orders (fixture), 0);
  return order != NULL ? panelist_order_get_intent_state (order) : PANELIST_INTENT_DRAFT;
}

static guint
count_state (Fixture             *fixture,
             PanelistIntentState  state)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (get_orders (fixture)); i++)
    {
      g_autoptr (PanelistOrder) order = NULL;

      order = g_list_model_get_item (get_orders (fixture), i);
      n += panelist_order_get_intent_state (order) == state;
    }
  return n;
}

static gboolean
is_sending (Fixture *fixture)
{
  gboolean sending = FALSE;

  g_object_get (ui_test_find (GTK_WIDGET (fixture->page), g_type_from_name ("PanelistOrderSummary"),
                              NULL),
                "sending", &sending, NULL);
  return sending;
}

static const char *
get_link (Fixture *fixture)
{
  const char *link = NULL;

  link = panelist_order_draft_get_value (fixture->draft, PANELIST_FIELD_LINK);
  return link != NULL ? link : "";
}

static gboolean
shows (Fixture    *fixture,
       const char *text)
{
  return ui_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, text) != NULL;
}

/* Tests */

static void
test_places_once (Fixture       *fixture,
                  gconstpointer  data)
{
  scripted_panel_answer (fixture->bench.server, "add", 200, "{\"order\": 23501}");
  fill (fixture);
  click_place (fixture);
  click_place (fixture);
  assert_return_is_harmless (fixture);
  g_assert_nonnull (
      ui_test_find (GTK_WIDGET (get_question (fixture)), GTK_TYPE_LABEL, "Main Panel"));
  g_assert_nonnull (ui_test_find (GTK_WIDGET (get_question (fixture)), GTK_TYPE_LABEL, LINK));
  ui_test_assert_names (GTK_WIDGET (get_question (fixture)));

  answer (fixture, "Place Order");
  g_assert_cmpstr (get_link (fixture), ==, "");
  click_place (fixture);
  g_assert_null (get_question (fixture));

  wait_until (!is_sending (fixture));
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "add"), ==, 1);
  g_assert_cmpstr (scripted_panel_get_field (fixture->bench.server, "add", "link"), ==, LINK);
  g_assert_cmpstr (scripted_panel_get_field (fixture->bench.server, "add", "quantity"), ==, "1500");
  g_assert_cmpuint (g_list_model_get_n_items (get_orders (fixture)), ==, 1);
  g_assert_cmpint (get_state (fixture), ==, PANELIST_INTENT_PLACED);
  g_assert_true (shows (fixture, "Order Placed"));
}

static void
test_cancel_sends_nothing (Fixture       *fixture,
                           gconstpointer  data)
{
  fill (fixture);
  click_place (fixture);
  answer (fixture, "Cancel");
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "add"), ==, 0);
  g_assert_cmpstr (get_link (fixture), ==, LINK);

  click_place (fixture);
  adw_dialog_close (ADW_DIALOG (get_question (fixture)));
  wait_until (get_question (fixture) == NULL);
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "add"), ==, 0);
}

static void
test_refused_comes_back (Fixture       *fixture,
                         gconstpointer  data)
{
  scripted_panel_answer (fixture->bench.server, "add", 200, "{\"error\": \"Link is <b>private</b>\"}");
  fill (fixture);
  click_place (fixture);
  answer (fixture, "Place Order");
  wait_until (!is_sending (fixture));
  g_assert_cmpint (get_state (fixture), ==, PANELIST_INTENT_REFUSED);
  g_assert_true (shows (fixture, "Order Refused"));
  g_assert_cmpstr (get_link (fixture), ==, LINK);
}

static void
test_not_ready_comes_back (Fixture       *fixture,
                           gconstpointer  data)
{
  scripted_panel_answer (fixture->bench.server, "balance", 500, "<html>");
  fill (fixture);
  click_place (fixture);
  answer (fixture, "Place Order");
  wait_until (!is_sending (fixture));
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "add"), ==, 0);
  g_assert_true (shows (fixture, "Not Sent"));
  g_assert_cmpstr (get_link (fixture), ==, LINK);
}

static void
test_new_words_stay (Fixture       *fixture,
                     gconstpointer  data)
{
  scripted_panel_answer (fixture->bench.server, "balance", 500, "<html>");
  fill (fixture);
  click_place (fixture);
  answer (fixture, "Place Order");
  panelist_order_draft_set_value (fixture->draft, PANELIST_FIELD_LINK, "https://clips.example/v/2");
  wait_until (!is_sending (fixture));
  g_assert_cmpstr (get_link (fixture), ==, "https://clips.example/v/2");
}

static void
test_unconfirmed_stays_away (Fixture       *fixture,
                             gconstpointer  data)
{
  scripted_panel_answer (fixture->bench.server, "add", 200, NULL);
  fill (fixture);
  click_place (fixture);
  answer (fixture, "Place Order");
  wait_until (!is_sending (fixture));
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "add"), ==, 1);
  g_assert_cmpint (get_state (fixture), ==, PANELIST_INTENT_UNCONFIRMED);
  g_assert_true (shows (fixture, "Unconfirmed"));
  g_assert_cmpstr (get_link (fixture), ==, "");

  /* The same once more: no tick lets it through, the dialog says what it may cost. */
  panelist_panel_set_state (fixture->bench.panel, PANELIST_PANEL_STATE_OK, NULL);
  fill (fixture);
  g_assert_true (shows (fixture, "This May Already Be Ordered"));
  click_place (fixture);
  g_assert_nonnull (get_question (fixture));
  g_assert_cmpstr (adw_alert_dialog_get_heading (get_question (fixture)), ==, "Send Again?");
  assert_return_is_harmless (fixture);
  g_assert_cmpint (
      adw_alert_dialog_get_response_appearance (get_question (fixture), "place"), ==,
      ADW_RESPONSE_DESTRUCTIVE);
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (get_question (fixture)), "$1.35"));
  answer (fixture, "Cancel");
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "add"), ==, 1);

  scripted_panel_answer (fixture->bench.server, "add", 200, "{\"order\": 23502}");
  click_place (fixture);
  answer (fixture, "Send Again");
  wait_until (!is_sending (fixture));
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "add"), ==, 2);
  g_assert_cmpuint (count_state (fixture, PANELIST_INTENT_PLACED), ==, 1);
  g_assert_cmpuint (count_state (fixture, PANELIST_INTENT_UNCONFIRMED), ==, 1);
}

static void
test_duplicate_needs_a_tick (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *words = NULL;
  GtkWidget *check = NULL;

  scripted_panel_answer (fixture->bench.server, "add", 200, "{\"order\": 23501}");
  order = workbench_place (&fixture->bench, LINK "/?utm_source=x", 250);
  fill_small (fixture);
  click_place (fixture);
  g_assert_null (get_question (fixture));
  g_assert_cmpuint (count_state (fixture, PANELIST_INTENT_HELD), ==, 0);
  g_assert_true (shows (fixture, "Another order has the same link"));
  words = panelist_guard_dup_other (order, fixture->bench.panel);
  g_assert_true (g_str_has_prefix (words, "Order 23501 is active"));
  g_assert_true (shows (fixture, words));

  /* Ticked, it is asked about whatever it costs, and the question says why. */
  check = ui_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_CHECK_BUTTON, NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  click_place (fixture);
  g_assert_cmpstr (adw_alert_dialog_get_heading (get_question (fixture)), ==, "Place Order?");
  g_assert_cmpstr (adw_alert_dialog_get_body (get_question (fixture)), ==, words);
  answer (fixture, "Cancel");

  /* The consent is for this link only. */
  panelist_order_draft_set_value (fixture->draft, PANELIST_FIELD_LINK, LINK "?b");
  panelist_order_draft_set_value (fixture->draft, PANELIST_FIELD_LINK, LINK);
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "add"), ==, 1);
}

/* Held */

static GtkWidget *
find_limit (Fixture *fixture)
{
  GtkWidget *button = NULL;

  button = find_button (GTK_WIDGET (fixture->page), "Change Limit…");
  return gtk_widget_get_ancestor (button, ADW_TYPE_PREFERENCES_GROUP);
}

static GtkWidget *
find_toast_button (Fixture    *fixture,
                   const char *label)
{
  GtkWidget *toast = NULL;

  toast = ui_test_find (GTK_WIDGET (fixture->page), g_type_from_name ("AdwToastWidget"), NULL);
  return toast != NULL ? find_button (toast, label) : NULL;
}

/* In real time: the five seconds are long enough for what a test does meanwhile. */
static void
hold_slowly (Fixture *fixture)
{
  panelist_clock_set_time_scale (1);
  fill_small (fixture);
  g_object_set (fixture->draft, "tag", "Cafe", "note", "for Monday", NULL);
  click_place (fixture);
  wait_until (!is_sending (fixture));
  g_assert_null (get_question (fixture));
  g_assert_cmpint (get_state (fixture), ==, PANELIST_INTENT_HELD);
}

static void
assert_form_is_back (Fixture *fixture)
{
  g_autofree char *tag = NULL;
  g_autofree char *note = NULL;

  wait_until (*get_link (fixture) != '\0');
  g_object_get (fixture->draft, "tag", &tag, "note", &note, NULL);
  g_assert_cmpstr (get_link (fixture), ==, LINK);
  g_assert_cmpstr (panelist_order_draft_get_value (fixture->draft, PANELIST_FIELD_QUANTITY), ==, "250");
  g_assert_cmpstr (tag, ==, "Cafe");
  g_assert_cmpstr (note, ==, "for Monday");
  g_assert_cmpuint (g_list_model_get_n_items (get_orders (fixture)), ==, 0);
}

static void
test_held_and_canceled (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (PanelistOrder) row = NULL;

  hold_slowly (fixture);
  order = g_list_model_get_item (get_orders (fixture), 0);
  g_assert_true (shows (fixture, "Sending order, $0.225"));
  g_assert_cmpstr (get_link (fixture), ==, "");
  g_assert_nonnull (panelist_order_draft_get_service (fixture->draft));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->window)),
                                         ui_test_find (GTK_WIDGET (fixture->page),
                                                       g_type_from_name ("PanelistTextFieldRow"), "Link")));
  row = finish_object (panelist_store_find_order (fixture->bench.store, panelist_order_get_uuid (order)));
  g_assert_cmpint (panelist_order_get_intent_state (row), ==, PANELIST_INTENT_HELD);

  g_signal_emit_by_name (find_toast_button (fixture, "Cancel"), "clicked");
  assert_form_is_back (fixture);
  wait_until (!panelist_ordering_get_busy (panelist_session_get_ordering (fixture->session)));
  g_clear_object (&row);
  row = finish_object (panelist_store_find_order (fixture->bench.store, panelist_order_get_uuid (order)));
  g_assert_cmpint (panelist_order_get_intent_state (row), ==, PANELIST_INTENT_DRAFT);
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "add"), ==, 0);
}

static void
test_take_back (Fixture       *fixture,
                gconstpointer  data)
{
  g_assert_false (panelist_new_order_page_take_back (fixture->page));
  hold_slowly (fixture);

  /* What is typed meanwhile is not lost either. */
  panelist_order_draft_set_value (fixture->draft, PANELIST_FIELD_LINK, "https://clips.example/v/2");
  g_assert_true (panelist_new_order_page_take_back (fixture->page));
  wait_until (g_str_equal (get_link (fixture), LINK));
  assert_form_is_back (fixture);
  wait_until (find_toast_button (fixture, "Undo") != NULL);
  g_signal_emit_by_name (find_toast_button (fixture, "Undo"), "clicked");
  g_assert_cmpstr (get_link (fixture), ==, "https://clips.example/v/2");
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "add"), ==, 0);
}

static void
test_held_and_sent (Fixture       *fixture,
                    gconstpointer  data)
{
  GtkWidget *toast = NULL;

  scripted_panel_answer (fixture->bench.server, "add", 200, "{\"order\": 23501}");
  fill_small (fixture);
  click_place (fixture);
  click_place (fixture);

  /* To dismiss the toast changes nothing. */
  wait_until (find_toast_button (fixture, "Cancel") != NULL);
  toast = ui_test_find (GTK_WIDGET (fixture->page), g_type_from_name ("AdwToastWidget"), NULL);
  gtk_widget_activate_action (toast, "toast.dismiss", NULL);

  wait_until (count_state (fixture, PANELIST_INTENT_PLACED) == 1);
  wait_until (shows (fixture, "Order Placed"));
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "add"), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (get_orders (fixture)), ==, 1);
  g_assert_false (panelist_new_order_page_take_back (fixture->page));
}

static void
test_held_and_refused (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *retry_of = NULL;

  scripted_panel_answer (fixture->bench.server, "add", 200, "{\"error\": \"Link is private\"}");
  fill_small (fixture);
  click_place (fixture);
  wait_until (shows (fixture, "Order Refused"));
  g_assert_cmpstr (get_link (fixture), ==, LINK);
  g_object_get (fixture->draft, "retry-of", &retry_of, NULL);
  g_assert_nonnull (retry_of);
}

static void
test_held_and_not_sent (Fixture       *fixture,
                        gconstpointer  data)
{
  scripted_panel_answer (fixture->bench.server, "balance", 500, "<html>");
  fill_small (fixture);
  click_place (fixture);
  wait_until (shows (fixture, "Not Sent"));
  g_assert_cmpint (get_state (fixture), ==, PANELIST_INTENT_NOT_SENT);
  g_assert_cmpstr (get_link (fixture), ==, LINK);
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "add"), ==, 0);
}

/* The panel's price rises behind the form: nothing is sent, both prices are told, and it is asked about. */
static void
test_price_rise (Fixture       *fixture,
                 gconstpointer  data)
{
  scripted_panel_answer (fixture->bench.server, "add", 200, "{\"order\": 23501}");
  fill_small (fixture);
  scripted_panel_answer (fixture->bench.server, "services", 200,
                         "[{\"service\": 1, \"name\": \"Followers\", \"type\": \"Default\", \"category\": \"A\","
                         "  \"rate\": \"1.20\", \"min\": \"50\", \"max\": \"10000\"}]");
  finish (panelist_accounts_refresh_catalog (fixture->bench.accounts, fixture->bench.panel));
  click_place (fixture);
  wait_until (shows (fixture, "Not Sent"));
  g_assert_true (shows (fixture, "The price rose from $0.90 to $1.20 per 1,000. Nothing was sent: check the new "
                                 "charge and place the order again."));
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "add"), ==, 0);
  g_assert_cmpstr (get_link (fixture), ==, LINK);
  g_assert_true (shows (fixture, "$0.30"));

  click_place (fixture);
  g_assert_cmpstr (adw_alert_dialog_get_body (get_question (fixture)), ==,
                   "The price rose from $0.90 to $1.20 per 1,000");
  answer (fixture, "Place Order");
  wait_until (!is_sending (fixture));
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "add"), ==, 1);
}

static void
test_always_asked (Fixture       *fixture,
                   gconstpointer  data)
{
  g_object_set (fixture->bench.panel, "confirm", PANELIST_CONFIRM_ALWAYS, NULL);
  fill_small (fixture);
  click_place (fixture);
  g_assert_cmpstr (adw_alert_dialog_get_body (get_question (fixture)), ==,
                   "Every order at this panel is asked about");
  answer (fixture, "Cancel");

  /* At the amount it is held, one unit above it is asked about. */
  g_object_set (fixture->bench.panel, "confirm", PANELIST_CONFIRM_AMOUNT, "confirm-amount", "0.2249", NULL);
  click_place (fixture);
  g_assert_cmpstr (adw_alert_dialog_get_body (get_question (fixture)), ==,
                   "It costs more than $0.2249, which is asked about at this panel");
  answer (fixture, "Cancel");
  g_object_set (fixture->bench.panel, "confirm-amount", "0.225", NULL);
  scripted_panel_answer (fixture->bench.server, "add", 200, "{\"order\": 23501}");
  click_place (fixture);
  g_assert_null (get_question (fixture));
  wait_until (count_state (fixture, PANELIST_INTENT_PLACED) == 1);
}

/* Limits: nothing passes one, and at its edge everything does */

static const char *
get_caption (Fixture *fixture)
{
  GtkWidget *summary = NULL;
  g_autofree char *caption = NULL;

  summary = ui_test_find (GTK_WIDGET (fixture->page), g_type_from_name ("PanelistOrderSummary"), NULL);
  g_object_get (summary, "caption", &caption, NULL);
  return g_intern_string (caption);
}

static void
assert_limit (Fixture    *fixture,
              const char *property,
              const char *edge,
              const char *beyond,
              const char *caption,
              const char *words)
{
  g_object_set (fixture->bench.panel, property, edge, NULL);
  g_assert_cmpstr (get_caption (fixture), ==, "");
  g_assert_false (gtk_widget_get_visible (find_limit (fixture)));

  g_object_set (fixture->bench.panel, property, beyond, NULL);
  g_assert_cmpstr (get_caption (fixture), ==, caption);
  g_assert_true (gtk_widget_get_visible (find_limit (fixture)));
  g_assert_true (shows (fixture, words));
  click_place (fixture);
  g_assert_null (get_question (fixture));
  g_assert_cmpstr (get_link (fixture), ==, LINK);
  g_object_set (fixture->bench.panel, property, NULL, NULL);
}

static void
test_limits (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;

  /* $0.225 spent before, for another link. */
  scripted_panel_answer (fixture->bench.server, "add", 200, "{\"order\": 23500}");
  order = workbench_place (&fixture->bench, "https://clips.example/v/0", 250);
  finish (panelist_accounts_refresh_balance (fixture->bench.accounts, fixture->bench.panel));
  fill_small (fixture);
  g_object_set (fixture->bench.panel, "most-per-day", "50", NULL);
  wait_until (shows (fixture, "$0.225 of $50.00"));
  g_object_set (fixture->bench.panel, "most-per-day", NULL, NULL);

  assert_limit (fixture, "most-per-order", "0.225", "0.2249", "Above the limit for one order",
                "It costs $0.225; the limit for one order is $0.2249");
  assert_limit (fixture, "most-per-day", "0.45", "0.4499", "Above the limit for a day",
                "It would bring today’s spending to $0.45; the limit is $0.4499");
  assert_limit (fixture, "most-per-month", "0.45", "0.4499", "Above the limit for a month",
                "It would bring this month’s spending to $0.45; the limit is $0.4499");
  assert_limit (fixture, "balance-to-keep", "100.61792", "100.61793", "Below the balance to keep",
                "It would leave $100.61792; $100.61793 is to be kept");
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "add"), ==, 1);

  /* At every edge at once it goes through, and counts. */
  g_object_set (fixture->bench.panel, "most-per-order", "0.225", "most-per-day", "0.45", "most-per-month", "0.45",
                "balance-to-keep", "100.61792", NULL);
  scripted_panel_answer (fixture->bench.server, "add", 200, "{\"order\": 23501}");
  click_place (fixture);
  wait_until (count_state (fixture, PANELIST_INTENT_PLACED) == 2);
  wait_until (shows (fixture, "$0.45 of $0.45"));
}

static void
test_change_limit (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkWidget *dialog = NULL;
  GtkWidget *row = NULL;

  fill_small (fixture);
  g_object_set (fixture->bench.panel, "most-per-order", "0.10", NULL);
  g_signal_emit_by_name (find_button (find_limit (fixture), "Change Limit…"), "clicked");
  dialog = GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)));
  row = gtk_widget_get_ancestor (adw_dialog_get_focus (ADW_DIALOG (dialog)), g_type_from_name ("PanelistAmountRow"));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Most per Order");
  gtk_editable_set_text (GTK_EDITABLE (row), "0.3");
  g_signal_emit_by_name (find_button (dialog, "Save"), "clicked");
  wait_until (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)) == NULL);
  g_assert_cmpstr (panelist_panel_get_most_per_order (fixture->bench.panel), ==, "0.3");
  g_assert_cmpstr (get_caption (fixture), ==, "");
}

static gboolean
is_ready (Fixture *fixture)
{
  gboolean ready = FALSE;

  g_object_get (ui_test_find (GTK_WIDGET (fixture->page), g_type_from_name ("PanelistOrderSummary"), NULL),
                "ready", &ready, NULL);
  return ready;
}

/* While the data is read over, and when it is found damaged, nothing is ordered, and the page says why. */
static void
test_damage (Fixture       *fixture,
             gconstpointer  data)
{
  fill_small (fixture);
  g_assert_true (is_ready (fixture));

  g_object_set (fixture->session, "checking", TRUE, NULL);
  wait_until (shows (fixture, "The data file is being checked…"));
  g_assert_false (is_ready (fixture));
  click_place (fixture);
  g_assert_null (get_question (fixture));
  g_assert_cmpstr (get_link (fixture), ==, LINK);

  g_object_set (fixture->session, "checking", FALSE, NULL);
  wait_until (is_ready (fixture));

  g_object_set (fixture->session, "damaged", TRUE, NULL);
  wait_until (shows (fixture, "The data file is damaged"));
  wait_until (shows (fixture, "The data file is damaged: close Panelist and open it again to restore it"));
  g_assert_false (is_ready (fixture));
  click_place (fixture);
  g_assert_null (get_question (fixture));
  g_assert_cmpuint (g_list_model_get_n_items (get_orders (fixture)), ==, 0);
  g_object_set (fixture->session, "damaged", FALSE, NULL);
}

/* R8: whatever is clicked in whatever order, what is sent is what was confirmed and not taken back. */

static void
count_link (ScriptedPanel *server,
            GHashTable    *form,
            gpointer       user_data)
{
  GHashTable *sent = user_data;
  const char *link = g_hash_table_lookup (form, "link");

  g_hash_table_insert (sent, g_strdup (link),
                       GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (sent, link)) + 1));
}

static void
press (Fixture    *fixture,
       const char *label,
       GRand      *random)
{
  g_autoptr (AdwAlertDialog) question = NULL;

  g_set_object (&question, get_question (fixture));
  if (question == NULL)
    return;
  g_signal_emit_by_name (find_button (GTK_WIDGET (question), label), "clicked");
  if (g_rand_boolean (random))
    g_signal_emit_by_name (question, "response::place", "place");
  wait_until (get_question (fixture) == NULL);
}

/* What spends, what takes back, and what is typed into; the rest of the form is not what this is about. */
static gboolean
is_pressed (GtkWidget *focus)
{
  const char *label = GTK_IS_BUTTON (focus) ? gtk_button_get_label (GTK_BUTTON (focus)) : NULL;

  return GTK_IS_TEXT (focus) || g_strcmp0 (label, "_Place Order") == 0 || g_strcmp0 (label, "_Cancel") == 0;
}

/* Return, where the focus is. */
static gboolean
press_enter (Fixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));
  gboolean asked = FALSE;
  gboolean confirmed = FALSE;

  if (focus == NULL || !is_pressed (focus))
    return FALSE;
  asked = gtk_widget_get_ancestor (focus, ADW_TYPE_ALERT_DIALOG) != NULL;
  /* Where a question begins, Return must not spend. */
  confirmed = asked ? gtk_widget_has_css_class (focus, "suggested-action")
                    : is_ready (fixture) && get_question (fixture) == NULL &&
                      panelist_ordering_needs_question (panelist_session_get_ordering (fixture->session),
                                                        fixture->draft) == PANELIST_QUESTION_NONE;
  gtk_widget_activate (focus);
  if (asked && gtk_widget_get_mapped (focus))
    wait_until (get_question (fixture) == NULL);
  return confirmed;
}

/* Returns: whether this confirmed what is in the form */

static gboolean
do_something (Fixture *fixture,
              GRand   *random)
{
  GtkWidget *button = NULL;
  gboolean confirmed = FALSE;

  /* At once after what was before, or when that is durable. */
  if (g_rand_boolean (random))
    wait_until (!is_sending (fixture));

  switch (g_rand_int_range (random, 0, 11))
    {
    case 0:
    case 1:
      confirmed = get_question (fixture) == NULL && is_ready (fixture) &&
                  panelist_ordering_needs_question (panelist_session_get_ordering (fixture->session),
                                                    fixture->draft) == PANELIST_QUESTION_NONE;
      click_place (fixture);
      if (g_rand_boolean (random))
        click_place (fixture);
      return confirmed;
    case 2:
      confirmed = get_question (fixture) != NULL;
      press (fixture, "Place Order", random);
      return confirmed;
    case 3:
      press (fixture, "Cancel", random);
      return FALSE;
    case 4:
      if (get_question (fixture) != NULL)
        adw_dialog_close (ADW_DIALOG (get_question (fixture)));
      wait_until (get_question (fixture) == NULL);
      return FALSE;
    case 5:
      panelist_new_order_page_take_back (fixture->page);
      return FALSE;
    case 6:
      button = find_toast_button (fixture, "Cancel");
      if (button != NULL)
        g_signal_emit_by_name (button, "clicked");
      return FALSE;
    case 7:
      button = ui_test_find (GTK_WIDGET (fixture->page), g_type_from_name ("AdwToastWidget"), NULL);
      if (button != NULL)
        gtk_widget_activate_action (button, "toast.dismiss", NULL);
      return FALSE;
    case 8:
      return press_enter (fixture);
    case 9:
      gtk_widget_child_focus (GTK_WIDGET (fixture->window),
                              g_rand_boolean (random) ? GTK_DIR_TAB_FORWARD : GTK_DIR_TAB_BACKWARD);
      return FALSE;
    default:
      g_main_context_iteration (NULL, FALSE);
      return FALSE;
    }
}

static PanelistOrder *
find_link (Fixture    *fixture,
           const char *link)
{
  for (guint i = 0; i < g_list_model_get_n_items (get_orders (fixture)); i++)
    {
      g_autoptr (PanelistOrder) order = NULL;

      order = g_list_model_get_item (get_orders (fixture), i);
      if (g_strcmp0 (panelist_order_get_link (order), link) == 0)
        return order;
    }
  return NULL;
}

static void
give_number (ScriptedPanel *server,
             GHashTable    *form,
             gpointer       user_data)
{
  static guint number = 30000;
  g_autofree char *body = NULL;

  count_link (server, form, user_data);
  body = g_strdup_printf ("{\"order\": %u}", ++number);
  scripted_panel_answer (server, "add", 200, body);
}

static void
test_random_sequences (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GRand) random = NULL;
  g_autoptr (GHashTable) sent = NULL;
  guint n_sequences = 120;
  guint n_confirmed = 0;
  guint n_sent = 0;

  if (g_strcmp0 (g_getenv ("PANELIST_LONG"), "1") == 0)
    n_sequences = 1000;
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  panelist_clock_set_time_scale (60);
  g_object_set (panelist_session_get_settings (fixture->session), "hold-delay", 20, NULL);
  random = g_rand_new_with_seed (8);
  sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  scripted_panel_hook (fixture->bench.server, "add", give_number, sent);

  for (guint i = 0; i < n_sequences; i++)
    {
      g_autofree char *link = NULL;
      guint n_times = 0;
      gboolean confirmed = FALSE;

      link = g_strdup_printf ("https://clips.example/r/%u", i);
      fill_with (fixture, link, g_rand_boolean (random) ? "250" : "1500");
      for (int n = g_rand_int_range (random, 2, 10); n > 0; n--)
        confirmed |= do_something (fixture, random);

      if (get_question (fixture) != NULL)
        press (fixture, "Cancel", random);
      wait_until (!panelist_ordering_get_busy (panelist_session_get_ordering (fixture->session)));

      n_times = GPOINTER_TO_UINT (g_hash_table_lookup (sent, link));
      g_assert_cmpuint (n_times, <=, 1);
      /* Confirmed, and not taken back: then it is in the list. */
      g_assert_cmpint (n_times == 1, ==, find_link (fixture, link) != NULL);
      g_assert_true (n_times == 0 || confirmed);
      if (n_times == 0 && confirmed)
        g_assert_cmpstr (get_link (fixture), ==, link);
      n_confirmed += confirmed;
      n_sent += n_times;
    }

  g_test_message ("%u sequences, %u orders confirmed, %u sent", n_sequences, n_confirmed, n_sent);
  /* The seed leaves enough of each. */
  g_assert_cmpuint (n_sent, >, n_sequences / 5);
  g_assert_cmpuint (n_confirmed, >, n_sent);
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "add"), ==, n_sent);
  g_assert_cmpuint (count_state (fixture, PANELIST_INTENT_PLACED), ==, n_sent);
  g_object_set (panelist_session_get_settings (fixture->session), "hold-delay", 5, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
}

static gboolean
is_narrow (Fixture *fixture)
{
  gboolean narrow = FALSE;

  g_object_get (fixture->page, "narrow", &narrow, NULL);
  return narrow;
}

static void
resize (Fixture *fixture,
        int      width)
{
  gtk_window_set_default_size (fixture->window, width, 700);
  wait_until (is_narrow (fixture) == (width < 780));
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 3);
}

static GtkWidget *
get_focus (Fixture *fixture)
{
  return gtk_root_get_focus (GTK_ROOT (fixture->window));
}

/* The toast of a held order and what is half typed, with the focus in it. */
static void
assert_kept (Fixture    *fixture,
             GtkWidget  *focus,
             const char *text)
{
  GtkWidget *toast = NULL;

  toast = ui_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_LABEL, "Sending order, $0.225");
  g_assert_nonnull (toast);
  g_assert_true (gtk_widget_get_mapped (toast));
  g_assert_true (gtk_widget_is_sensitive (find_toast_button (fixture, "Cancel")));
  g_assert_true (get_focus (fixture) == focus);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (focus)), ==, text);
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (focus)), ==, 5);
  g_assert_cmpstr (get_link (fixture), ==, text);
}

static void
test_resize (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *focus = NULL;

  g_object_set (panelist_session_get_settings (fixture->session), "hold-delay", 20, NULL);
  hold_slowly (fixture);

  gtk_widget_grab_focus (ui_test_find (GTK_WIDGET (fixture->page), ADW_TYPE_ENTRY_ROW, "Link"));
  focus = get_focus (fixture);
  gtk_editable_set_text (GTK_EDITABLE (focus), "https://clips.exam");
  gtk_editable_set_position (GTK_EDITABLE (focus), 5);
  assert_kept (fixture, focus, "https://clips.exam");
  resize (fixture, 400);
  assert_kept (fixture, focus, "https://clips.exam");
  resize (fixture, 1000);
  assert_kept (fixture, focus, "https://clips.exam");
  /* Beside the form the summary is a card, no half of the page. */
  g_assert_cmpint (gtk_widget_get_width (ui_test_find (GTK_WIDGET (fixture->page),
                                                       g_type_from_name ("PanelistOrderSummary"), NULL)), <=, 320);
  g_assert_true (panelist_new_order_page_take_back (fixture->page));
  wait_until (g_str_equal (get_link (fixture), LINK));
  g_object_set (panelist_session_get_settings (fixture->session), "hold-delay", 5, NULL);
}

static GtkWidget *
get_place (Fixture *fixture)
{
  return find_button (ui_test_find (GTK_WIDGET (fixture->page), g_type_from_name ("PanelistOrderSummary"), NULL),
                      "Place Order");
}

static GtkWidget *
get_bar_place (Fixture *fixture)
{
  GtkWidget *sheet = NULL;

  sheet = ui_test_find (GTK_WIDGET (fixture->page), ADW_TYPE_BOTTOM_SHEET, NULL);
  return find_button (adw_bottom_sheet_get_bottom_bar (ADW_BOTTOM_SHEET (sheet)), "Place Order");
}

/* There is one Place Order in sight, beside the form or below it, and the focus goes along. */
static void
test_place_order_follows (Fixture       *fixture,
                          gconstpointer  data)
{
  GtkWidget *bar = NULL;
  GtkWidget *beside = NULL;

  fill_small (fixture);
  beside = get_place (fixture);
  bar = get_bar_place (fixture);
  g_assert_true (gtk_widget_get_mapped (beside));
  g_assert_false (gtk_widget_get_mapped (bar));
  gtk_widget_grab_focus (beside);
  resize (fixture, 400);
  g_assert_false (gtk_widget_get_mapped (beside));
  g_assert_true (gtk_widget_get_mapped (bar));
  g_assert_true (get_focus (fixture) == bar);
  resize (fixture, 1000);
  g_assert_true (gtk_widget_get_mapped (beside));
  g_assert_false (gtk_widget_get_mapped (bar));
  g_assert_true (get_focus (fixture) == beside);
}

static void
test_reorder (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;

  scripted_panel_answer (fixture->bench.server, "add", 200, "{\"order\": 23501}");
  order = workbench_place (&fixture->bench, LINK, 250);
  panelist_new_order_page_reorder (fixture->page, order);
  g_assert_cmpstr (get_link (fixture), ==, LINK);
  g_assert_cmpstr (panelist_order_draft_get_value (fixture->draft, PANELIST_FIELD_QUANTITY), ==,
                   "250");
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "add"), ==, 1);
}

static void
test_names_and_plain_text (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr (PanelistService) service = NULL;

  service = g_object_new (PANELIST_TYPE_SERVICE,
                          "id", "9",
                          "name", HOSTILE_TEXT,
                          "category", HOSTILE_TEXT,
                          "type", PANELIST_SERVICE_TYPE_DEFAULT,
                          "rate", "1",
                          "min", (int64_t) 1,
                          "max", (int64_t) 10000,
                          NULL);
  panelist_new_order_page_set_service (fixture->page, fixture->bench.panel, service);
  g_assert_true (shows (fixture, HOSTILE_TEXT));
  ui_test_assert_names (GTK_WIDGET (fixture->page));

  fill (fixture);
  click_place (fixture);
  g_assert_nonnull (
      ui_test_find (GTK_WIDGET (get_question (fixture)), GTK_TYPE_LABEL, HOSTILE_TEXT));
  answer (fixture, "Cancel");
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
    { "/ui/new-order/places-once", test_places_once },
    { "/ui/new-order/cancel-sends-nothing", test_cancel_sends_nothing },
    { "/ui/new-order/refused-comes-back", test_refused_comes_back },
    { "/ui/new-order/not-ready-comes-back", test_not_ready_comes_back },
    { "/ui/new-order/new-words-stay", test_new_words_stay },
    { "/ui/new-order/unconfirmed-stays-away", test_unconfirmed_stays_away },
    { "/ui/new-order/duplicate-needs-a-tick", test_duplicate_needs_a_tick },
    { "/ui/new-order/held-and-canceled", test_held_and_canceled },
    { "/ui/new-order/take-back", test_take_back },
    { "/ui/new-order/held-and-sent", test_held_and_sent },
    { "/ui/new-order/held-and-refused", test_held_and_refused },
    { "/ui/new-order/held-and-not-sent", test_held_and_not_sent },
    { "/ui/new-order/price-rise", test_price_rise },
    { "/ui/new-order/always-asked", test_always_asked },
    { "/ui/new-order/limits", test_limits },
    { "/ui/new-order/change-limit", test_change_limit },
    { "/ui/new-order/damage", test_damage },
    { "/ui/new-order/random-sequences", test_random_sequences },
    { "/ui/new-order/resize", test_resize },
    { "/ui/new-order/place-order-follows", test_place_order_follows },
    { "/ui/new-order/reorder", test_reorder },
    { "/ui/new-order/names-and-plain-text", test_names_and_plain_text },
  };

  ui_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
