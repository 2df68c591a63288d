/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

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
fill (Fixture *fixture)
{
  panelist_order_draft_set_value (fixture->draft, PANELIST_FIELD_LINK, LINK);
  panelist_order_draft_set_value (fixture->draft, PANELIST_FIELD_QUANTITY, "250");
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
  return dialog != NULL ? ADW_ALERT_DIALOG (dialog) : NULL;
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
  g_assert_cmpstr (scripted_panel_get_field (fixture->bench.server, "add", "quantity"), ==, "250");
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

  /* The same link again: only after a tick, and then the dialog says what it may cost. */
  panelist_panel_set_state (fixture->bench.panel, PANELIST_PANEL_STATE_OK, NULL);
  fill (fixture);
  click_place (fixture);
  g_assert_null (get_question (fixture));
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (ui_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_CHECK_BUTTON, NULL)),
      TRUE);
  click_place (fixture);
  g_assert_cmpstr (adw_alert_dialog_get_heading (get_question (fixture)), ==, "Send Again?");
  assert_return_is_harmless (fixture);
  g_assert_cmpint (
      adw_alert_dialog_get_response_appearance (get_question (fixture), "place"), ==,
      ADW_RESPONSE_DESTRUCTIVE);
  answer (fixture, "Cancel");
  g_assert_cmpuint (scripted_panel_count (fixture->bench.server, "add"), ==, 1);
}

static void
test_duplicate_needs_a_tick (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;

  scripted_panel_answer (fixture->bench.server, "add", 200, "{\"order\": 23501}");
  order = workbench_place (&fixture->bench, LINK "/?utm_source=x", 250);
  fill (fixture);
  click_place (fixture);
  g_assert_null (get_question (fixture));
  g_assert_true (shows (fixture, "Another order has the same link"));

  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (ui_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_CHECK_BUTTON, NULL)),
      TRUE);
  click_place (fixture);
  g_assert_cmpstr (adw_alert_dialog_get_heading (get_question (fixture)), ==, "Place Order?");
  answer (fixture, "Cancel");
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
                          "max", (int64_t) 1000,
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
    { "/ui/new-order/reorder", test_reorder },
    { "/ui/new-order/names-and-plain-text", test_names_and_plain_text },
  };

  ui_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
