/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "panelist-add-panel-dialog.h"
#include "ui-test.h"
#include "workbench.h"

/* A desktop without a keyring */

#define TYPE_NO_KEYRING (no_keyring_get_type ())
G_DECLARE_FINAL_TYPE (NoKeyring, no_keyring, NO, KEYRING, GObject)

struct _NoKeyring
{
  GObject parent_instance;
  PanelistKey *key;
};

static DexFuture *
reject_store (PanelistSecrets *secrets,
              const char      *uuid,
              const char      *label,
              PanelistKey     *key)
{
  return dex_future_new_reject (PANELIST_SECRETS_ERROR, PANELIST_SECRETS_ERROR_NO_SERVICE, "no keyring");
}

static DexFuture *
lookup (PanelistSecrets *secrets,
        const char      *uuid)
{
  NoKeyring *self = NO_KEYRING (secrets);

  if (self->key == NULL)
    return dex_future_new_reject (PANELIST_SECRETS_ERROR, PANELIST_SECRETS_ERROR_NO_SERVICE, "no keyring");
  return dex_future_new_take_boxed (PANELIST_TYPE_KEY, panelist_key_ref (self->key));
}

static DexFuture *
reject_clear (PanelistSecrets *secrets,
              const char      *uuid)
{
  return dex_future_new_reject (PANELIST_SECRETS_ERROR, PANELIST_SECRETS_ERROR_NO_SERVICE, "no keyring");
}

static void
use_for_session (PanelistSecrets *secrets,
                 const char      *uuid,
                 PanelistKey     *key)
{
  NO_KEYRING (secrets)->key = panelist_key_ref (key);
}

static void
secrets_iface_init (PanelistSecretsInterface *iface)
{
  iface->store = reject_store;
  iface->lookup = lookup;
  iface->clear = reject_clear;
  iface->use_for_session = use_for_session;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (NoKeyring, no_keyring, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PANELIST_TYPE_SECRETS, secrets_iface_init))

static void
no_keyring_finalize (GObject *object)
{
  g_clear_pointer (&NO_KEYRING (object)->key, panelist_key_unref);
  G_OBJECT_CLASS (no_keyring_parent_class)->finalize (object);
}

static void
no_keyring_class_init (NoKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = no_keyring_finalize;
}

static void
no_keyring_init (NoKeyring *self)
{
}

/* The dialog in a window of its own */

typedef struct {
  Workbench bench;
  PanelistSession *session;
  AdwDialog *dialog;
  GtkWindow *window;
} Fixture;

static void
open_dialog (Fixture         *fixture,
             PanelistSecrets *secrets,
             PanelistPanel   *panel)
{
  g_autoptr (PanelistSettings) settings = NULL;
  g_autoptr (PanelistAccounts) accounts = NULL;

  accounts = g_object_ref (fixture->bench.accounts);
  if (secrets != fixture->bench.secrets)
    {
      g_set_object (&accounts, NULL);
      accounts = panelist_accounts_new (fixture->bench.store, secrets, fixture->bench.transport);
      finish (panelist_accounts_load (accounts));
    }
  settings = panelist_settings_new_volatile ();
  fixture->session = panelist_session_new (accounts, secrets, settings, FALSE);
  fixture->dialog = g_object_ref_sink (panelist_add_panel_dialog_new (fixture->session, panel));
  fixture->window = ui_test_show (gtk_label_new ("behind"), 700, 700);
  adw_dialog_present (fixture->dialog, GTK_WIDGET (fixture->window));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  workbench_set_up (&fixture->bench, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (fixture->window);
  g_clear_object (&fixture->dialog);
  panelist_tracker_stop (panelist_session_get_tracker (fixture->session));
  g_clear_object (&fixture->session);
  workbench_tear_down (&fixture->bench, NULL);
}

static GtkWidget *
find_row (Fixture    *fixture,
          const char *title)
{
  return ui_test_find (GTK_WIDGET (fixture->dialog), ADW_TYPE_ENTRY_ROW, title);
}

static void
type (Fixture    *fixture,
      const char *title,
      const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_row (fixture, title)), text);
}

static GtkWidget *
find_button (Fixture    *fixture,
             const char *label)
{
  return ui_test_find (GTK_WIDGET (fixture->dialog), GTK_TYPE_BUTTON, label);
}

static gboolean
is (Fixture    *fixture,
    const char *property)
{
  gboolean value = FALSE;

  g_object_get (fixture->dialog, property, &value, NULL);
  return value;
}

static char *
dup_text (Fixture    *fixture,
          const char *property)
{
  char *value = NULL;

  g_object_get (fixture->dialog, property, &value, NULL);
  return value;
}

static void
click_test (Fixture *fixture)
{
  g_signal_emit_by_name (find_button (fixture, "Test"), "clicked");
  wait_until (!is (fixture, "busy"));
}

static guint
count_panels (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (panelist_accounts_get_panels (
      panelist_session_get_accounts (fixture->session))));
}

static void
test_addresses (Fixture       *fixture,
                gconstpointer  data)
{
  static const struct {
    const char *address;
    const char *words;
  } cases[] = {
    { "user:pw@panel.example", "name or password" },
    { "ftp://panel.example", "https://" },
    { "https://panel.example/adminapi/v1", "another API" },
    { "not an address", "no address. It looks like" },
  };

  open_dialog (fixture, fixture->bench.secrets, NULL);
  type (fixture, "API Key", "some-key");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = NULL;

      type (fixture, "API URL", cases[i].address);
      click_test (fixture);
      words = dup_text (fixture, "address-error");
      g_assert_nonnull (words);
      g_assert_nonnull (strstr (words, cases[i].words));
      g_assert_false (is (fixture, "may-save"));
      g_assert_false (gtk_widget_get_sensitive (find_button (fixture, "Add")));
    }
  /* It is gone as soon as the address is another one. */
  type (fixture, "API URL", scripted_panel_get_address (fixture->bench.server));
  {
    g_autofree char *words = dup_text (fixture, "address-error");

    g_assert_null (words);
  }
  g_assert_true (is (fixture, "address-valid"));
}

static void
test_failures (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct {
    guint status;
    const char *body;
    const char *words;
  } cases[] = {
    { 200, "{\"error\": \"Invalid API key\"}", "rejected the API key" },
    { 200, "<!DOCTYPE html><html><body>Welcome</body></html>", "web page" },
    { 404, "<html>Not Found</html>", "nothing at this address" },
    { 301, "", "points to another address, but does not say which" },
    { 200, "{\"balance\":", "can’t be read" },
    { 200, "{\"error\": \"" "<b>x</b> & y" "\"}", "answered: “" },
    { 500, "", "Try again later" },
  };

  open_dialog (fixture, fixture->bench.secrets, NULL);
  type (fixture, "API URL", scripted_panel_get_address (fixture->bench.server));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = g_strdup_printf ("other-key-%zu", i);
      g_autofree char *result = NULL;

      scripted_panel_answer (fixture->bench.server, "balance", cases[i].status, cases[i].body);
      type (fixture, "API Key", key);
      click_test (fixture);
      result = dup_text (fixture, "result");
      g_test_message ("%s", result);
      g_assert_true (is (fixture, "failed"));
      g_assert_nonnull (strstr (result, cases[i].words));
      g_assert_null (strstr (result, key));
      g_assert_false (is (fixture, "may-save"));
    }
}

/* What the panel says may wrap, and the dialog grows with it: nothing is cut. */
static void
test_fits (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *scroller = NULL;
  GtkWidget *expander = NULL;
  GtkAdjustment *adjustment = NULL;
  int height = -1;

  open_dialog (fixture, fixture->bench.secrets, NULL);
  scroller = ui_test_find (GTK_WIDGET (fixture->dialog), GTK_TYPE_SCROLLED_WINDOW, NULL);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 30);
  g_object_set (fixture->dialog, "result", "Main Panel rejected the API key. Copy it again from the panel’s website.",
                "failed", TRUE, NULL);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 30);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), <=, gtk_adjustment_get_page_size (adjustment));

  height = adw_dialog_get_content_height (fixture->dialog);
  expander = ui_test_find (GTK_WIDGET (fixture->dialog), ADW_TYPE_EXPANDER_ROW, NULL);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), TRUE);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 60);
  g_assert_cmpint (adw_dialog_get_content_height (fixture->dialog), >, height + 100);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), FALSE);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 60);
  g_assert_cmpint (adw_dialog_get_content_height (fixture->dialog), ==, height);
}

static void
test_add (Fixture       *fixture,
          gconstpointer  data)
{
  g_autofree char *result = NULL;
  g_autoptr (PanelistPanel) panel = NULL;

  open_dialog (fixture, fixture->bench.secrets, NULL);
  type (fixture, "Name", HOSTILE_TEXT);
  type (fixture, "API URL", scripted_panel_get_address (fixture->bench.server));
  type (fixture, "API Key", "second-key");
  g_assert_false (is (fixture, "may-save"));
  click_test (fixture);
  result = dup_text (fixture, "result");
  g_assert_nonnull (strstr (result, "100.84292"));
  g_assert_true (gtk_widget_get_sensitive (find_button (fixture, "Add")));

  /* What was tested is no longer what would be saved. */
  type (fixture, "API Key", "third-key");
  g_assert_false (gtk_widget_get_sensitive (find_button (fixture, "Add")));
  click_test (fixture);

  g_signal_emit_by_name (find_button (fixture, "Add"), "clicked");
  wait_until (count_panels (fixture) == 2);
  panel = g_list_model_get_item (G_LIST_MODEL (panelist_accounts_get_panels (
                                     panelist_session_get_accounts (fixture->session))), 1);
  g_assert_cmpstr (panelist_panel_get_name (panel), ==, HOSTILE_TEXT);
  g_assert_cmpstr (panelist_panel_get_balance (panel), ==, "100.84292");
  wait_until (gtk_widget_get_parent (GTK_WIDGET (fixture->dialog)) == NULL);
}

static void
test_duplicate (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *result = NULL;

  open_dialog (fixture, fixture->bench.secrets, NULL);
  type (fixture, "API URL", scripted_panel_get_address (fixture->bench.server));
  type (fixture, "API Key", WORKBENCH_KEY);
  click_test (fixture);
  g_signal_emit_by_name (find_button (fixture, "Add"), "clicked");
  wait_until (!is (fixture, "busy"));
  result = dup_text (fixture, "result");
  g_assert_nonnull (strstr (result, "exists already"));
  g_assert_cmpuint (count_panels (fixture), ==, 1);
}

static void
test_no_keyring (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (NoKeyring) secrets = NULL;
  GtkWidget *offer = NULL;

  secrets = g_object_new (TYPE_NO_KEYRING, NULL);
  open_dialog (fixture, PANELIST_SECRETS (secrets), NULL);
  type (fixture, "API URL", scripted_panel_get_address (fixture->bench.server));
  type (fixture, "API Key", "second-key");
  click_test (fixture);
  g_assert_false (is (fixture, "offers-session"));
  g_signal_emit_by_name (find_button (fixture, "Add"), "clicked");
  wait_until (is (fixture, "offers-session"));
  g_assert_cmpuint (count_panels (fixture), ==, 1);

  offer = ui_test_find (GTK_WIDGET (fixture->dialog), ADW_TYPE_BUTTON_ROW, "Use Key for This Session");
  g_assert_true (gtk_widget_get_visible (offer));
  g_signal_emit_by_name (offer, "activated");
  wait_until (count_panels (fixture) == 2);
  g_assert_nonnull (secrets->key);
}

static void
test_edit (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *unique_field = NULL;

  open_dialog (fixture, fixture->bench.secrets, fixture->bench.panel);
  /* The name alone needs no test. */
  type (fixture, "Name", "Other Name");
  g_assert_true (is (fixture, "may-save"));
  type (fixture, "API URL", "https://other.example/api/v2");
  g_assert_false (is (fixture, "may-save"));
  type (fixture, "API URL", panelist_panel_get_address (fixture->bench.panel));
  type (fixture, "Field for a unique number, if documented", "key");
  g_assert_false (is (fixture, "may-save"));
  type (fixture, "Only letters, digits and “_”, and no field of the order", "request_id");
  g_assert_true (is (fixture, "may-save"));
  g_signal_emit_by_name (find_button (fixture, "Save"), "clicked");
  wait_until (g_strcmp0 (panelist_panel_get_name (fixture->bench.panel), "Other Name") == 0 &&
              gtk_widget_get_parent (GTK_WIDGET (fixture->dialog)) == NULL);
  g_object_get (fixture->bench.panel, "unique-field", &unique_field, NULL);
  g_assert_cmpstr (unique_field, ==, "request_id");
}

/* What is typed in the way of the locale is stored as exact decimal text; what can be read in two ways is not saved. */
static void
test_limits (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct {
    const char *text;
    const char *problem;
  } cases[] = {
    { "12,50", "Not an amount; it is written like 1,250.50" },
    { "$5", "Not an amount; it is written like 1,250.50" },
    { "-1", "Not an amount; it is written like 1,250.50" },
    { "0", "Must be above 0; leave it empty for no limit" },
  };
  g_autoptr (GPtrArray) panels = NULL;
  PanelistPanel *stored = NULL;
  GtkWidget *day = NULL;
  GtkWidget *ask = NULL;

  g_object_set (fixture->bench.panel, "most-per-month", "1000", NULL);
  open_dialog (fixture, fixture->bench.secrets, fixture->bench.panel);
  panelist_add_panel_dialog_show_limit (PANELIST_ADD_PANEL_DIALOG (fixture->dialog), "most-per-day");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (fixture, "Most per Month"))), ==, "1,000");

  day = find_row (fixture, "Most per Day");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (day), cases[i].text);
      g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (day)), ==, cases[i].problem);
      gtk_test_accessible_assert_state (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (day))),
                                        GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE);
      g_assert_false (is (fixture, "may-save"));
    }
  gtk_editable_set_text (GTK_EDITABLE (day), "1,250.505");
  g_assert_true (is (fixture, "may-save"));

  /* The amount to ask above is needed only where it counts. */
  ask = ui_test_find (GTK_WIDGET (fixture->dialog), ADW_TYPE_COMBO_ROW, "Ask Before Placing");
  adw_combo_row_set_selected (ADW_COMBO_ROW (ask), PANELIST_CONFIRM_AMOUNT);
  g_assert_false (is (fixture, "may-save"));
  gtk_editable_set_text (GTK_EDITABLE (find_row (fixture, "An amount is needed")), "2");
  g_assert_true (is (fixture, "may-save"));

  gtk_editable_set_text (GTK_EDITABLE (find_row (fixture, "Most per Month")), "");
  gtk_editable_set_text (GTK_EDITABLE (find_row (fixture, "Balance to Keep")), "0.5");
  g_signal_emit_by_name (find_button (fixture, "Save"), "clicked");
  wait_until (gtk_widget_get_parent (GTK_WIDGET (fixture->dialog)) == NULL);

  panels = finish_boxed (panelist_store_list_panels (fixture->bench.store));
  stored = g_ptr_array_index (panels, 0);
  g_assert_cmpint (panelist_panel_get_confirm (stored), ==, PANELIST_CONFIRM_AMOUNT);
  g_assert_cmpstr (panelist_panel_get_confirm_amount (stored), ==, "2");
  g_assert_null (panelist_panel_get_most_per_order (stored));
  g_assert_cmpstr (panelist_panel_get_most_per_day (stored), ==, "1250.505");
  g_assert_null (panelist_panel_get_most_per_month (stored));
  g_assert_cmpstr (panelist_panel_get_balance_to_keep (stored), ==, "0.5");
}

static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  open_dialog (fixture, fixture->bench.secrets, NULL);
  ui_test_assert_names (GTK_WIDGET (fixture->dialog));
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

#define ADD(name, test) g_test_add ("/ui/add-panel-dialog/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("addresses", test_addresses);
  ADD ("failures", test_failures);
  ADD ("fits", test_fits);
  ADD ("add", test_add);
  ADD ("duplicate", test_duplicate);
  ADD ("no-keyring", test_no_keyring);
  ADD ("edit", test_edit);
  ADD ("limits", test_limits);
  ADD ("names", test_names);
#undef ADD

  return g_test_run ();
}
