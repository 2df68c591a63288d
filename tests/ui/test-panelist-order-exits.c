/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "panelist-money.h"
#include "panelist-order-exits.h"
#include "panelist-order-row.h"
#include "panelist-order-steps.h"
#include "panelist-order-words.h"
#include "panelist-orders-page.h"
#include "panelist-outcome-words.h"
#include "ui-test.h"
#include "workbench.h"

#define LINK "https://clips.example/v/1"
#define RULE "It is not known yet whether this order was placed. Do not order it again."
#define IN_LIFE GINT_TO_POINTER (1)   /* time passes as it does */
#define UNKNOWN_NUMBER "{\"error\": \"Incorrect order ID\"}"

typedef struct
{
  Workbench bench;
  PanelistSession *session;
  PanelistOrdering *ordering;
  PanelistOrdersPage *page;
  GtkWindow *window;
  PanelistOrderDraft *restored;   /* what the page gave back to the form */
  guint n_orders;
} Fixture;

static void
on_restore_draft (Fixture            *fixture,
                  PanelistOrderDraft *draft)
{
  g_set_object (&fixture->restored, draft);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (PanelistSettings) settings = NULL;

  if (data == IN_LIFE)
    workbench_set_up_in_life (&fixture->bench);
  else
    workbench_set_up (&fixture->bench, NULL);
  settings = panelist_settings_new (NULL);
  g_object_set (settings, "orders-view", "all", NULL);
  fixture->session = panelist_session_new (fixture->bench.accounts, fixture->bench.secrets,
                                           settings, FALSE);
  fixture->ordering = panelist_session_get_ordering (fixture->session);
  fixture->page = panelist_orders_page_new (fixture->session);
  g_signal_connect_swapped (fixture->page, "restore-draft", G_CALLBACK (on_restore_draft), fixture);
  fixture->window = ui_test_show (GTK_WIDGET (fixture->page), 1000, 700);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  wait_until (!panelist_ordering_get_busy (fixture->ordering));
  panelist_ordering_stop (fixture->ordering);
  gtk_window_destroy (fixture->window);
  panelist_tracker_stop (panelist_session_get_tracker (fixture->session));
  g_clear_object (&fixture->restored);
  g_clear_object (&fixture->session);
  workbench_tear_down (&fixture->bench, NULL);
}

/* Looking and clicking */

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Only what is on screen; the details are there twice. */
static GtkWidget *
find_mapped (GtkWidget  *widget,
             GType       type,
             const char *text)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && ui_test_find (widget, type, text) == widget)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_mapped (child, type, text);
  return found;
}

static GtkWidget *
find (Fixture    *fixture,
      GType       type,
      const char *text)
{
  return find_mapped (GTK_WIDGET (fixture->window), type, text);
}

static gboolean
shows (Fixture    *fixture,
       const char *text)
{
  return find (fixture, GTK_TYPE_LABEL, text) != NULL;
}

/* A dialog that was just presented is mapped with its first frame. */
static GtkWidget *
get_button (Fixture    *fixture,
            const char *label)
{
  GtkWidget *text = NULL;

  settle ();
  wait_until ((text = find (fixture, GTK_TYPE_LABEL, label)) != NULL);
  return gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON);
}

static void
click (Fixture    *fixture,
       const char *label)
{
  GtkWidget *button = NULL;

  button = get_button (fixture, label);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static AdwDialog *
get_dialog (Fixture *fixture)
{
  return adw_window_get_visible_dialog (ADW_WINDOW (fixture->window));
}

static PanelistOrderExits *
wait_for_exits (Fixture *fixture)
{
  wait_until (shows (fixture, RULE));
  return PANELIST_ORDER_EXITS (find (fixture, PANELIST_TYPE_ORDER_EXITS, NULL));
}

/* What the database has. */
static PanelistOrder *
find_stored (Fixture       *fixture,
             PanelistOrder *order)
{
  return finish_object (panelist_store_find_order (fixture->bench.store, panelist_order_get_uuid (order)));
}

static void
assert_stored (Fixture             *fixture,
               PanelistOrder       *order,
               PanelistIntentState  state,
               const char          *remote_id)
{
  g_autoptr (PanelistOrder) row = NULL;

  row = find_stored (fixture, order);
  g_assert_cmpint (panelist_order_get_intent_state (row), ==, state);
  g_assert_cmpstr (panelist_order_get_remote_id (row), ==, remote_id);
}

static guint
count (Fixture    *fixture,
       const char *action)
{
  return scripted_panel_count (fixture->bench.server, action);
}

/* Orders */

static PanelistOrder *
place (Fixture    *fixture,
       const char *link)
{
  g_autoptr (PanelistOrderDraft) draft = NULL;

  draft = workbench_draft (&fixture->bench, link, 250);
  return finish_object (panelist_ordering_place (fixture->ordering, draft));
}

/* The connection ends without an answer. */
static PanelistOrder *
place_unconfirmed (Fixture *fixture)
{
  PanelistOrder *order = NULL;

  scripted_panel_queue (fixture->bench.server, "add", 200, NULL);
  order = place (fixture, LINK);
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_UNCONFIRMED);
  wait_for_exits (fixture);
  return order;
}

/* An order as the store would bring it; only the screen ever sees it. */
static PanelistOrder *
add_order (Fixture             *fixture,
           PanelistIntentState  state)
{
  g_autoptr (PanelistForm) form = NULL;
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *uuid = g_strdup_printf ("uuid-%u", ++fixture->n_orders);
  PanelistCatalog *catalog = NULL;
  g_autoptr (PanelistService) service = NULL;
  guint index = 0;

  catalog = panelist_accounts_get_catalog (fixture->bench.accounts, fixture->bench.panel);
  g_assert_true (panelist_catalog_find (catalog, "1", &index));
  service = panelist_catalog_dup_service (catalog, index);
  form = panelist_form_new ("add");
  panelist_form_add (form, "link", LINK);
  panelist_form_add (form, "quantity", "250");
  order = g_object_new (PANELIST_TYPE_ORDER,
                        "id", (int64_t) (1000 + fixture->n_orders),
                        "uuid", uuid,
                        "panel-id", panelist_panel_get_id (fixture->bench.panel),
                        "panel-name", "Main Panel",
                        "service", service,
                        "form", form,
                        "quantity", (int64_t) 250,
                        "expected-charge", "0.225",
                        "currency", "USD",
                        "created-time", panelist_clock_now (),
                        "sent-time", panelist_clock_now (),
                        "intent-state", state,
                        NULL);
  panelist_object_list_add (panelist_accounts_get_orders (fixture->bench.accounts), order);
  return g_object_ref (order);
}

/* The sentences of safety.md A8 */

static char *
dup_usd (const char *amount)
{
  return panelist_money_format (amount, "USD");
}

static void
test_evidence (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *price = dup_usd ("0.225");
  int64_t now = panelist_clock_now ();
  g_autofree char *moment = panelist_time_dup_moment (now);
  const struct
  {
    PanelistEvidence kind;
    const char *before;
    const char *after;
    const char *fall;
    char *sentence;
  } cases[] = {
    { PANELIST_EVIDENCE_NONE, "10", NULL, NULL,
      g_strdup ("The balance was not read yet. It tells whether this order was charged.") },
    { PANELIST_EVIDENCE_MATCH, "10", "9.775", "0.225",
      g_strdup_printf ("The balance fell by %s, exactly this order’s price: it was most likely placed.", price) },
    { PANELIST_EVIDENCE_MATCH, "10", "8.775", "0.225",
      g_strdup_printf ("Not counting later orders, the balance fell by %s, exactly this order’s price: "
                       "it was most likely placed.",
                       price) },
    { PANELIST_EVIDENCE_UNCHANGED, "10", "10", "0",
      g_strdup_printf ("The balance did not change until %s: it was probably not placed. "
                       "Some panels charge late.",
                       moment) },
    { PANELIST_EVIDENCE_UNCHANGED, "10", "9", "0",
      g_strdup_printf ("Not counting later orders, the balance did not change until %s: it was probably not placed. "
                       "Some panels charge late.",
                       moment) },
    { PANELIST_EVIDENCE_UNCLEAR, "10", "12", "-2",
      g_strdup ("Unclear: other orders or a top-up ran at the same time.") },
    { PANELIST_EVIDENCE_UNCLEAR, NULL, "12", NULL,
      g_strdup ("Unclear: the balance before this order is not known.") },
    { PANELIST_EVIDENCE_TOO_SMALL, "10", "10", NULL,
      g_strdup ("The panel shows too few decimals to tell.") },
    { PANELIST_EVIDENCE_UNREAD, "10", NULL, NULL,
      g_strdup_printf ("The balance could not be read at %s, so it does not tell anything yet.", moment) },
  };

  order = add_order (fixture, PANELIST_INTENT_UNCONFIRMED);
  wait_for_exits (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *label = NULL;
      GtkWidget *row = NULL;

      g_object_set (order, "evidence-kind", cases[i].kind, "balance-before", cases[i].before,
                    "balance-after", cases[i].after, "evidence-fall", cases[i].fall, "evidence-time",
                    now, NULL);
      if (!shows (fixture, cases[i].sentence))
        g_error ("Not on screen: %s", cases[i].sentence);

      /* One label says state and evidence. */
      label = panelist_order_dup_label (order);
      g_assert_nonnull (strstr (label, "unconfirmed"));
      g_assert_nonnull (strstr (label, cases[i].sentence));
      row = find (fixture, PANELIST_TYPE_ORDER_ROW, NULL);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)),
                                           GTK_ACCESSIBLE_PROPERTY_LABEL, label);
      g_free (cases[i].sentence);
    }
}

static void
test_more_evidence (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *words = NULL;

  order = add_order (fixture, PANELIST_INTENT_UNCONFIRMED);
  g_object_set (order, "active-link-time", panelist_clock_now (), "candidate-id", "23501", NULL);
  words = panelist_order_dup_evidence (order);
  g_assert_true (g_str_has_prefix (words, "The panel told a later order that one is active for this link: "
                                          "this order was most likely placed.\n"));
  g_assert_nonnull (strstr (words, "23501"));
  g_assert_nonnull (strstr (words, "no clean answer"));

  g_object_set (order, "candidate-known", TRUE, NULL);
  g_free (words);
  words = panelist_order_dup_evidence (order);
  g_assert_nonnull (strstr (words, "the panel knows that number: it was most likely placed."));

  /* A refusal that was charged all the same. */
  g_object_set (order, "reason", "Link is private", "evidence-kind", PANELIST_EVIDENCE_MATCH,
                "balance-before", "10", "balance-after", "9.775", "evidence-fall", "0.225", NULL);
  g_free (words);
  words = panelist_order_dup_evidence (order);
  g_assert_nonnull (strstr (words, "The panel answered with an error, but the balance fell by"));
  g_free (words);
  words = panelist_order_dup_cause (order);
  g_assert_nonnull (strstr (words, "Link is private"));
}

/* Every reason has words of its own. */
static void
check_reasons (Fixture *fixture)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (GHashTable) seen = NULL;

  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  order = add_order (fixture, PANELIST_INTENT_NOT_SENT);
  for (guint code = PANELIST_REASON_OFFLINE; code <= PANELIST_REASON_DISK; code++)
    {
      char *words = NULL;

      if (code == PANELIST_REASON_NUMBER_TAKEN || code == PANELIST_REASON_NOT_SAVED)
        continue;
      g_object_set (order, "reason-code", (int) code, "reason", "for logs", NULL);
      words = panelist_order_dup_not_sent (order);
      g_assert_true (g_str_has_suffix (words, ". Nothing left this computer."));
      g_assert_null (strstr (words, "for logs"));
      g_assert_true (g_hash_table_add (seen, words));
    }
}

static void
check_hints (void)
{
  g_autofree char *words = NULL;
  g_autofree char *moment = NULL;
  int64_t now = panelist_clock_now ();

  /* Never a minute too early. */
  words = panelist_not_placed_dup_hint (PANELIST_NOT_PLACED_TOO_EARLY, 60 - now % 60 + 1);
  moment = panelist_time_dup_moment (now + 120);
  g_assert_nonnull (strstr (words, "“It Was Not Placed” can be chosen from "));
  g_assert_nonnull (strstr (words, moment));
  g_free (words);
  words = panelist_not_placed_dup_hint (PANELIST_NOT_PLACED_NO_EVIDENCE, 0);
  g_assert_cmpstr (words, ==, "“It Was Not Placed” can be chosen after the balance was checked");
  g_clear_pointer (&words, g_free);
  g_assert_null (panelist_not_placed_dup_hint (PANELIST_NOT_PLACED_ALLOWED, 0));
}

static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  check_reasons (fixture);
  check_hints ();
}

/* Check Balance */

static void
test_check_balance (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (PanelistOrder) row = NULL;
  g_autofree char *price = dup_usd ("0.225");
  g_autofree char *sentence =
      g_strdup_printf ("The balance fell by %s, exactly this order’s price: it was most likely placed.", price);
  GtkWidget *button = NULL;
  guint n_reads = 0;

  order = place_unconfirmed (fixture);
  g_assert_true (shows (fixture, "The balance was not read yet. It tells whether this order was charged."));
  g_assert_true (shows (fixture, "The connection broke before the answer came."));

  scripted_panel_answer (fixture->bench.server, "balance", 200,
                         "{\"balance\": \"100.61792\", \"currency\": \"USD\"}");
  n_reads = count (fixture, "balance");
  /* Twice is one read. */
  button = get_button (fixture, "Check Balance");
  g_signal_emit_by_name (button, "clicked");
  g_signal_emit_by_name (button, "clicked");
  g_assert_false (gtk_widget_is_sensitive (button));
  wait_until (shows (fixture, sentence));
  wait_until (shows (fixture, "Check Balance"));
  g_assert_cmpuint (count (fixture, "balance"), ==, n_reads + 1);
  g_assert_cmpuint (count (fixture, "add"), ==, 1);

  row = find_stored (fixture, order);
  g_assert_cmpint (panelist_order_get_evidence_kind (row), ==, PANELIST_EVIDENCE_MATCH);
  g_assert_cmpstr (panelist_order_get_balance_after (row), ==, "100.61792");
  g_assert_cmpint (panelist_order_get_intent_state (row), ==, PANELIST_INTENT_UNCONFIRMED);
}

/* It Was Placed… */

static void
enter_number (Fixture    *fixture,
              const char *number)
{
  GtkWidget *entry = NULL;

  wait_until (find (fixture, ADW_TYPE_ENTRY_ROW, "Order Number") != NULL);
  entry = find (fixture, ADW_TYPE_ENTRY_ROW, "Order Number");
  wait_until (gtk_editable_get_editable (GTK_EDITABLE (entry)));
  gtk_editable_set_text (GTK_EDITABLE (entry), number);
  click (fixture, "Check");
}

static void
test_placed (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (PanelistOrder) other = NULL;
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *price = dup_usd ("0.225");
  g_autofree char *charged = dup_usd ("0.9");
  g_autofree char *question =
      g_strdup_printf ("The panel charged %s for order 4711, but %s was expected. Is it this order?", charged,
                       price);

  scripted_panel_queue (fixture->bench.server, "add", 200, "{\"order\": 101}");
  other = place (fixture, "https://clips.example/v/2");
  order = place_unconfirmed (fixture);

  /* Twice is one dialog. */
  click (fixture, "It Was Placed…");
  g_signal_emit_by_name (get_button (fixture, "It Was Placed…"), "clicked");
  wait_until (get_dialog (fixture) != NULL);
  ui_test_assert_names (GTK_WIDGET (get_dialog (fixture)));
  g_assert_false (gtk_widget_is_sensitive (get_button (fixture, "Check")));

  enter_number (fixture, "no number!");
  wait_until (shows (fixture, "This is no order number. Copy it from the list of orders on the panel’s website."));
  enter_number (fixture, "101");
  wait_until (shows (fixture, "Order \u2068101\u2069 is in the list already: it is another order."));

  scripted_panel_answer (fixture->bench.server, "status", 200, UNKNOWN_NUMBER);
  enter_number (fixture, "4711");
  wait_until (shows (fixture, "The panel does not know order \u20684711\u2069. Compare the number with its website, "
                              "or try again in a minute."));

  /* Another amount is asked about, with both; another number is another question. */
  scripted_panel_answer (fixture->bench.server, "status", 200,
                         "{\"charge\": \"0.9\", \"status\": \"Pending\", \"remains\": \"250\","
                         " \"currency\": \"USD\"}");
  enter_number (fixture, "4711");
  wait_until (shows (fixture, question));
  assert_stored (fixture, order, PANELIST_INTENT_UNCONFIRMED, NULL);
  enter_number (fixture, " 4711 ");
  wait_until (shows (fixture, question));

  click (fixture, "Yes, It Is");
  wait_until (panelist_order_get_intent_state (order) == PANELIST_INTENT_PLACED);
  wait_until (get_dialog (fixture) == NULL);
  assert_stored (fixture, order, PANELIST_INTENT_PLACED, "4711");
  g_assert_cmpuint (count (fixture, "add"), ==, 2);
  wait_until (!shows (fixture, RULE));
}

/* It Was Not Placed */

static void
test_not_placed (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *words = NULL;
  GtkWidget *button = NULL;

  order = place_unconfirmed (fixture);
  button = get_button (fixture, "It Was Not Placed");
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));

  wait_until (panelist_order_get_not_placed_allowed (order));
  g_assert_true (gtk_widget_is_sensitive (button));
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));

  /* Twice is once. */
  g_signal_emit_by_name (button, "clicked");
  g_signal_emit_by_name (button, "clicked");
  wait_until (panelist_order_get_intent_state (order) == PANELIST_INTENT_NOT_PLACED);
  wait_until (shows (fixture, "Marked as not placed"));
  assert_stored (fixture, order, PANELIST_INTENT_NOT_PLACED, NULL);
  words = panelist_order_dup_reason (order);
  g_assert_true (g_str_has_prefix (words, "Marked as not placed on "));
  g_assert_cmpuint (count (fixture, "add"), ==, 1);

  /* The row takes it back. */
  wait_until (find (fixture, PANELIST_TYPE_ORDER_STEPS, "Undo") != NULL);
  button = gtk_widget_get_ancestor (ui_test_find (find (fixture, PANELIST_TYPE_ORDER_STEPS, "Undo"), GTK_TYPE_LABEL,
                                                  "Undo"),
                                    GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
  wait_until (panelist_order_get_intent_state (order) == PANELIST_INTENT_UNCONFIRMED);
  assert_stored (fixture, order, PANELIST_INTENT_UNCONFIRMED, NULL);
  wait_for_exits (fixture);
}

/* Send Again… */

static GtkWidget *
ask_again (Fixture *fixture)
{
  g_autofree char *price = dup_usd ("0.225");
  g_autofree char *words = g_strdup_printf (
      "This order may already have been placed. Sending it again can cost %s a second time; panels do not "
      "refund double orders.",
      price);
  AdwAlertDialog *dialog = NULL;
  GtkWidget *focus = NULL;

  gtk_widget_activate_action (GTK_WIDGET (wait_for_exits (fixture)), "exits.send-again", NULL);
  gtk_widget_activate_action (GTK_WIDGET (wait_for_exits (fixture)), "exits.send-again", NULL);
  wait_until (get_dialog (fixture) != NULL && gtk_widget_get_mapped (GTK_WIDGET (get_dialog (fixture))));
  settle ();
  dialog = ADW_ALERT_DIALOG (get_dialog (fixture));
  g_assert_cmpstr (adw_alert_dialog_get_heading (dialog), ==, "Send Again?");
  g_assert_cmpstr (adw_alert_dialog_get_body (dialog), ==, words);
  g_assert_null (adw_alert_dialog_get_default_response (dialog));
  focus = gtk_root_get_focus (GTK_ROOT (fixture->window));
  g_assert_nonnull (focus);
  g_assert_nonnull (ui_test_find (focus, GTK_TYPE_LABEL, "Cancel"));
  return get_button (fixture, "Send Again");
}

static void
test_send_again (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (PanelistOrder) again = NULL;
  g_autofree char *retry_of = NULL;
  GListModel *orders = NULL;
  GtkWidget *button = NULL;

  order = place_unconfirmed (fixture);
  scripted_panel_queue (fixture->bench.server, "add", 200, "{\"order\": 102}");
  ask_again (fixture);
  click (fixture, "Cancel");
  wait_until (get_dialog (fixture) == NULL);
  g_assert_cmpuint (count (fixture, "add"), ==, 1);

  button = ask_again (fixture);
  g_signal_emit_by_name (button, "clicked");
  g_signal_emit_by_name (button, "clicked");
  orders = G_LIST_MODEL (panelist_accounts_get_orders (fixture->bench.accounts));
  wait_until (g_list_model_get_n_items (orders) == 2);
  again = g_list_model_get_item (orders, 0);
  if (again == order)
    g_set_object (&again, g_list_model_get_item (orders, 1));
  wait_until (panelist_order_get_intent_state (again) == PANELIST_INTENT_PLACED);
  wait_until (get_dialog (fixture) == NULL);
  settle ();

  /* Exactly one more, of the same; the old one stays as it is. */
  g_assert_cmpuint (count (fixture, "add"), ==, 2);
  g_assert_cmpstr (scripted_panel_get_field (fixture->bench.server, "add", "link"), ==, LINK);
  g_assert_cmpstr (scripted_panel_get_field (fixture->bench.server, "add", "quantity"), ==, "250");
  g_object_get (again, "retry-of", &retry_of, NULL);
  g_assert_cmpstr (retry_of, ==, panelist_order_get_uuid (order));
  assert_stored (fixture, again, PANELIST_INTENT_PLACED, "102");
  assert_stored (fixture, order, PANELIST_INTENT_UNCONFIRMED, NULL);
  g_assert_true (shows (fixture, RULE));
}

/* Find It… */

static void
test_find (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (PanelistOrder) before = NULL;
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (PanelistOrder) after = NULL;

  scripted_panel_queue (fixture->bench.server, "add", 200, "{\"order\": 101}");
  before = place (fixture, "https://clips.example/v/2");
  order = place_unconfirmed (fixture);
  g_assert_false (panelist_ordering_get_id_window (fixture->ordering, order, NULL, NULL));
  panelist_ordering_go_on (fixture->ordering, fixture->bench.panel);
  scripted_panel_queue (fixture->bench.server, "add", 200, "{\"order\": 105}");
  after = place (fixture, "https://clips.example/v/3");
  g_assert_true (panelist_ordering_get_id_window (fixture->ordering, order, NULL, NULL));

  scripted_panel_answer (fixture->bench.server, "status", 200,
                         "{\"102\": {\"error\": \"Incorrect order ID\"},"
                         " \"103\": {\"charge\": \"0.225\", \"status\": \"Pending\", \"currency\": \"USD\"},"
                         " \"104\": {\"charge\": \"7\", \"status\": \"Pending\", \"currency\": \"USD\"}}");
  gtk_widget_activate_action (GTK_WIDGET (wait_for_exits (fixture)), "exits.find", NULL);
  wait_until (shows (fixture, "Search"));
  ui_test_assert_names (GTK_WIDGET (get_dialog (fixture)));
  g_assert_null (scripted_panel_get_field (fixture->bench.server, "status", "orders"));

  click (fixture, "Search");
  wait_until (shows (fixture, "Order 103"));
  g_assert_false (shows (fixture, "Order 104"));
  g_assert_cmpstr (scripted_panel_get_field (fixture->bench.server, "status", "orders"), ==, "102,103,104");
  ui_test_assert_names (GTK_WIDGET (get_dialog (fixture)));
  assert_stored (fixture, order, PANELIST_INTENT_UNCONFIRMED, NULL);

  scripted_panel_answer (fixture->bench.server, "status", 200,
                         "{\"charge\": \"0.225\", \"status\": \"Pending\", \"currency\": \"USD\"}");
  click (fixture, "It Is This One");
  wait_until (panelist_order_get_intent_state (order) == PANELIST_INTENT_PLACED);
  wait_until (get_dialog (fixture) == NULL);
  assert_stored (fixture, order, PANELIST_INTENT_PLACED, "103");
}

static gboolean
on_text_read (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

static void
on_clipboard_read (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
  g_idle_add (on_text_read, NULL);
}

static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *text = NULL;

  order = add_order (fixture, PANELIST_INTENT_UNCONFIRMED);
  gtk_widget_activate_action (GTK_WIDGET (wait_for_exits (fixture)), "exits.copy", NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->page)), NULL,
                                 on_clipboard_read, &text);
  wait_until (text != NULL);
  g_assert_nonnull (strstr (text, "Main Panel"));
  g_assert_nonnull (strstr (text, "link: " LINK "\n"));
  g_assert_nonnull (strstr (text, "quantity: 250\n"));
  g_assert_null (strstr (text, WORKBENCH_KEY));
}

/* Held, on its way, refused, not sent */

static PanelistOrder *
hold (Fixture    *fixture,
      const char *link,
      guint       delay)
{
  g_autoptr (PanelistOrderDraft) draft = NULL;

  draft = workbench_draft (&fixture->bench, link, 250);
  return finish_object (panelist_ordering_hold (fixture->ordering, draft, delay));
}

static void
test_held (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  GtkWidget *button = NULL;

  order = hold (fixture, LINK, 20);
  wait_until (shows (fixture, "Cancel Sending"));
  words = panelist_order_dup_waiting (order, NULL);
  g_assert_true (g_str_has_prefix (words, "Sending in "));
  ui_test_assert_names (GTK_WIDGET (fixture->page));

  /* Twice is once: the second one finds nothing to take back and says nothing of the form. */
  button = get_button (fixture, "Cancel Sending");
  g_signal_emit_by_name (button, "clicked");
  wait_until (fixture->restored != NULL);
  g_assert_cmpstr (panelist_order_draft_get_value (fixture->restored, PANELIST_FIELD_LINK), ==, LINK);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (panelist_accounts_get_orders (fixture->bench.accounts))),
                    ==, 0);
  wait_until (!panelist_ordering_get_busy (fixture->ordering));
  g_assert_cmpuint (count (fixture, "add"), ==, 0);
}

/* The order after an unconfirmed one waits for its evidence, or goes on at once. */
static void
test_go_on (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (PanelistOrder) first = NULL;
  g_autoptr (PanelistOrder) second = NULL;
  gboolean waiting = FALSE;

  first = place_unconfirmed (fixture);
  scripted_panel_queue (fixture->bench.server, "add", 200, "{\"order\": 102}");
  second = hold (fixture, "https://clips.example/v/2", 0);
  wait_until ((g_object_get (second, "waiting", &waiting, NULL), waiting));
  wait_until (shows (fixture, "Go On"));
  g_assert_true (shows (fixture, "Cancel Sending"));
  g_assert_cmpuint (count (fixture, "add"), ==, 1);
  click (fixture, "Go On");
  wait_until (panelist_order_get_intent_state (second) == PANELIST_INTENT_PLACED);
  g_assert_cmpuint (count (fixture, "add"), ==, 2);
}

static void
test_stop_waiting (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *words = NULL;

  order = add_order (fixture, PANELIST_INTENT_SUBMITTING);
  wait_until (find (fixture, ADW_TYPE_SPINNER, NULL) != NULL);
  g_assert_null (panelist_order_dup_waiting (order, NULL));
  g_assert_false (shows (fixture, "Stop Waiting"));

  g_object_set (order, "sent-time", panelist_clock_now () - 10, NULL);
  words = panelist_order_dup_waiting (order, NULL);
  g_assert_cmpstr (words, ==, "Still waiting for \u2068Main Panel\u2069");
  click (fixture, "Stop Waiting");
  wait_until (find (fixture, ADW_TYPE_SPINNER, NULL) == NULL);
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_SUBMITTING);
  g_free (words);
  words = panelist_order_dup_waiting (order, NULL);
  g_assert_cmpstr (words, ==, "The answer may still come");

  /* A late answer settles it. */
  g_object_set (order, "remote-id", "4711", "intent-state", PANELIST_INTENT_PLACED, NULL);
  wait_until (find (fixture, PANELIST_TYPE_ORDER_STEPS, NULL) == NULL);
}

static void
test_try_again (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *words = NULL;
  g_autofree char *retry_of = NULL;

  order = add_order (fixture, PANELIST_INTENT_NOT_SENT);
  g_object_set (order, "reason-code", PANELIST_REASON_OFFLINE, NULL);
  words = panelist_order_dup_news (order);
  g_assert_cmpstr (words, ==, "Not Sent: Offline. Nothing left this computer.");
  wait_until (shows (fixture, "Try Again…"));
  click (fixture, "Try Again…");
  g_assert_nonnull (fixture->restored);
  g_object_get (fixture->restored, "retry-of", &retry_of, NULL);
  g_assert_cmpstr (retry_of, ==, panelist_order_get_uuid (order));
  g_assert_cmpstr (panelist_order_draft_get_value (fixture->restored, PANELIST_FIELD_QUANTITY), ==, "250");
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *words = NULL;

  scripted_panel_queue (fixture->bench.server, "add", 200, "{\"error\": \"Link is private\"}");
  order = place (fixture, LINK);
  g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_REFUSED);
  words = panelist_order_dup_news (order);
  g_assert_cmpstr (words, ==, "Order Refused: “\u2068Link is private\u2069”. The balance did not change.");
  g_free (words);
  g_object_set (order, "checking", TRUE, NULL);
  words = panelist_order_dup_reason (order);
  g_assert_cmpstr (words, ==, "“\u2068Link is private\u2069”. Checking the balance…");
  g_object_set (order, "checking", FALSE, NULL);

  /* The details have room for trying it again. */
  panelist_orders_page_show_order (fixture->page, order);
  wait_until (shows (fixture, "Try Again…"));
}

/* The details have the same exits, and the outcome is told once. */

static void
on_outcome (guint *n_outcomes)
{
  ++*n_outcomes;
}

static void
test_details (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (PanelistOrder) order = NULL;
  guint n_outcomes = 0;

  g_signal_connect_swapped (panelist_session_get_tally (fixture->session), "outcome", G_CALLBACK (on_outcome),
                            &n_outcomes);
  order = place_unconfirmed (fixture);
  g_assert_cmpuint (n_outcomes, ==, 1);
  panelist_orders_page_show_order (fixture->page, order);
  settle ();
  ui_test_assert_names (GTK_WIDGET (fixture->page));
  g_object_set (fixture->page, "view", "completed", NULL);
  wait_until (find (fixture, PANELIST_TYPE_ORDER_ROW, NULL) == NULL);
  g_assert_true (shows (fixture, RULE));
  g_assert_true (shows (fixture, "It Was Placed…"));
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
    gconstpointer data;
  } tests[] = {
    { "/ui/order-exits/evidence", test_evidence, NULL },
    { "/ui/order-exits/more-evidence", test_more_evidence, NULL },
    { "/ui/order-exits/words", test_words, NULL },
    { "/ui/order-exits/check-balance", test_check_balance, IN_LIFE },
    { "/ui/order-exits/placed", test_placed, NULL },
    { "/ui/order-exits/not-placed", test_not_placed, NULL },
    { "/ui/order-exits/send-again", test_send_again, NULL },
    { "/ui/order-exits/find", test_find, IN_LIFE },
    { "/ui/order-exits/copy", test_copy, NULL },
    { "/ui/order-exits/held", test_held, IN_LIFE },
    { "/ui/order-exits/go-on", test_go_on, IN_LIFE },
    { "/ui/order-exits/stop-waiting", test_stop_waiting, NULL },
    { "/ui/order-exits/try-again", test_try_again, NULL },
    { "/ui/order-exits/refused", test_refused, NULL },
    { "/ui/order-exits/details", test_details, NULL },
  };

  ui_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].data, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
