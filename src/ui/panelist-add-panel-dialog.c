/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-add-panel-dialog.h"

#include <glib/gi18n.h>

#include "panelist-address.h"
#include "panelist-amount-row.h"
#include "panelist-clock.h"
#include "panelist-closures.h"
#include "panelist-dex.h"
#include "panelist-money.h"
#include "panelist-panel-words.h"
#include "panelist-properties.h"
#include "panelist-ui.h"

/* The one address that is known in advance, for the first panel. */
#define FIRST_ADDRESS "https://djuragansosmed.com/api/v2"

struct _PanelistAddPanelDialog
{
  AdwDialog parent_instance;

  GtkEditable *name;
  GtkEditable *address;
  GtkEditable *key;
  GtkEditable *currency;
  AdwExpanderRow *spending;
  AdwExpanderRow *advanced;
  AdwComboRow *confirm;
  PanelistAmountRow *confirm_amount;
  PanelistAmountRow *most_per_order;
  PanelistAmountRow *most_per_day;
  PanelistAmountRow *most_per_month;
  PanelistAmountRow *balance_to_keep;
  AdwSpinRow *interval;
  AdwSwitchRow *also_quantity;
  AdwSwitchRow *cancel_by_order;
  GtkEditable *unique_field;
  GtkWidget *test;
  GtkWidget *address_error_label;

  PanelistSession *session;
  PanelistPanel *panel;           /* the one that is edited, or NULL */
  gboolean busy;
  gboolean tested;                /* address and key as they stand have read a balance */
  gboolean failed;                /* the result tells what went wrong */
  gboolean may_test;
  gboolean may_save;
  gboolean address_valid;
  gboolean offers_session;
  char *address_error;
  char *result;

  PanelistBalance *balance;       /* what the test has read */
  DexFuture *work;
};

G_DEFINE_FINAL_TYPE (PanelistAddPanelDialog, panelist_add_panel_dialog, ADW_TYPE_DIALOG)

#define FIELD(name) G_STRUCT_OFFSET (PanelistAddPanelDialog, name)

static const PanelistPropertyInfo table[] = {
  { "session", PANELIST_PROPERTY_OBJECT, FIELD (session), panelist_session_get_type, TRUE, 0 },
  { "panel", PANELIST_PROPERTY_OBJECT, FIELD (panel), panelist_panel_get_type, TRUE, 0 },
  { "busy", PANELIST_PROPERTY_BOOLEAN, FIELD (busy), NULL, FALSE, 0 },
  { "tested", PANELIST_PROPERTY_BOOLEAN, FIELD (tested), NULL, FALSE, 0 },
  { "failed", PANELIST_PROPERTY_BOOLEAN, FIELD (failed), NULL, FALSE, 0 },
  { "may-test", PANELIST_PROPERTY_BOOLEAN, FIELD (may_test), NULL, FALSE, 0 },
  { "may-save", PANELIST_PROPERTY_BOOLEAN, FIELD (may_save), NULL, FALSE, 0 },
  { "address-valid", PANELIST_PROPERTY_BOOLEAN, FIELD (address_valid), NULL, FALSE, 0 },
  { "offers-session", PANELIST_PROPERTY_BOOLEAN, FIELD (offers_session), NULL, FALSE, 0 },
  { "address-error", PANELIST_PROPERTY_TEXT, FIELD (address_error), NULL, FALSE, 0 },
  { "result", PANELIST_PROPERTY_TEXT, FIELD (result), NULL, FALSE, 0 },
};

static GParamSpec *properties[G_N_ELEMENTS (table) + 1];

/* The rows of amounts are named like the properties of the panel. */
static const struct {
  const char *property;
  gsize offset;
} limits[] = {
  { "confirm-amount", FIELD (confirm_amount) },
  { "most-per-order", FIELD (most_per_order) },
  { "most-per-day", FIELD (most_per_day) },
  { "most-per-month", FIELD (most_per_month) },
  { "balance-to-keep", FIELD (balance_to_keep) },
};

static PanelistAmountRow *
get_limit_row (PanelistAddPanelDialog *self,
               guint                   index)
{
  return G_STRUCT_MEMBER (PanelistAmountRow *, self, limits[index].offset);
}

/* Closures of the template */

static gboolean
asks_above_amount (PanelistAddPanelDialog *self,
                   guint                   selected)
{
  return selected == PANELIST_CONFIRM_AMOUNT;
}

static char *
save_label (PanelistAddPanelDialog *self,
            PanelistPanel          *panel)
{
  return g_strdup (panel ? _("_Save") : _("_Add"));
}

static char *
key_title (PanelistAddPanelDialog *self,
           PanelistPanel          *panel)
{
  return g_strdup (panel ? _("New API Key") : _("API Key"));
}

static char *
key_description (PanelistAddPanelDialog *self,
                 PanelistPanel          *panel)
{
  if (panel != NULL)
    return g_strdup (_("Without a new key the one in use is kept. It is in the keyring and never shown."));
  return g_strdup (_("The key is on the panel’s website, usually under Account or API. It is kept in the keyring and never shown again."));
}

static gboolean
is_open (PanelistAddPanelDialog *self,
         gboolean                tested,
         gboolean                failed)
{
  return !tested && !failed;
}

static gboolean
passed (PanelistAddPanelDialog *self,
        gboolean                tested,
        gboolean                failed)
{
  return tested && !failed;
}

/* State */

static gboolean
is_unchanged (PanelistAddPanelDialog *self)
{
  return self->panel != NULL && *gtk_editable_get_text (self->key) == '\0' &&
         g_strcmp0 (gtk_editable_get_text (self->address), panelist_panel_get_address (self->panel)) == 0;
}

static gboolean
is_unique_field_valid (PanelistAddPanelDialog *self)
{
  const char *name = gtk_editable_get_text (self->unique_field);
  gboolean valid = *name == '\0' || panelist_order_draft_may_be_unique_field (name);

  if (valid)
    gtk_widget_remove_css_class (GTK_WIDGET (self->unique_field), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->unique_field), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (gtk_editable_get_delegate (self->unique_field)),
                               GTK_ACCESSIBLE_STATE_INVALID, !valid, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->unique_field),
                                 valid ? _("Field for a unique number, if documented")
                                       : _("Only letters, digits and “_”, and no field of the order"));
  return valid;
}

static gboolean
are_limits_valid (PanelistAddPanelDialog *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (gtk_widget_get_visible (GTK_WIDGET (get_limit_row (self, i))) &&
        !panelist_amount_row_get_valid (get_limit_row (self, i)))
      return FALSE;
  return TRUE;
}

static void
update (PanelistAddPanelDialog *self)
{
  gboolean has_address = *gtk_editable_get_text (self->address) != '\0';
  gboolean has_key = self->panel != NULL || *gtk_editable_get_text (self->key) != '\0';

  g_object_set (self,
                "may-test", !self->busy && has_address && has_key,
                "may-save", !self->busy && (self->tested || is_unchanged (self)) &&
                            is_unique_field_valid (self) && are_limits_valid (self),
                NULL);
}

static void
on_limit_changed (PanelistAddPanelDialog *self)
{
  update (self);
}

/* Amounts are in what the panel tells, or is said to tell. */
static void
show_currency (PanelistAddPanelDialog *self)
{
  const char *currency = gtk_editable_get_text (self->currency);

  if (*currency == '\0' && self->balance != NULL)
    currency = self->balance->currency;
  else if (*currency == '\0' && self->panel != NULL)
    currency = panelist_panel_get_currency (self->panel);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    g_object_set (get_limit_row (self, i), "currency", currency, NULL);
}

static void
on_currency_changed (PanelistAddPanelDialog *self)
{
  show_currency (self);
}

static void
show_result (PanelistAddPanelDialog *self,
             gboolean                failed,
             const char             *result)
{
  g_object_set (self, "failed", failed, "result", result, NULL);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), result,
                           failed ? GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH
                                  : GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
forget_test (PanelistAddPanelDialog *self)
{
  const char *hint = NULL;

  dex_clear (&self->work);
  g_clear_pointer (&self->balance, panelist_balance_free);
  hint = self->panel ? _("Test the connection after a change of API URL or key")
                     : _("Enter API URL and key, then test the connection");
  g_object_set (self, "busy", FALSE, "tested", FALSE, "failed", FALSE, "offers-session", FALSE,
                "result", hint, NULL);
  update (self);
}

static void
set_address_error (PanelistAddPanelDialog *self,
                   const char             *error)
{
  g_object_set (self, "address-error", error, NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->address), GTK_ACCESSIBLE_STATE_INVALID,
                               error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (error != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->address), "error");
      gtk_accessible_update_relation (GTK_ACCESSIBLE (self->address), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                      self->address_error_label, NULL, -1);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->address), "error");
    }
}

static void
on_address_changed (PanelistAddPanelDialog *self)
{
  g_autofree char *address = NULL;

  address = panelist_address_normalize (gtk_editable_get_text (self->address), NULL);
  g_object_set (self, "address-valid", address != NULL, NULL);
  set_address_error (self, NULL);
  forget_test (self);
}

static void
on_key_changed (PanelistAddPanelDialog *self)
{
  forget_test (self);
}

/* What was typed or pasted becomes the address of an API, in sight of the user. */
static char *
settle_address (PanelistAddPanelDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  address = panelist_address_propose (gtk_editable_get_text (self->address), &error);
  if (address == NULL)
    {
      g_object_set (self, "address-valid", FALSE, NULL);
      set_address_error (self, panelist_address_error_get_words (error));
      return NULL;
    }
  if (g_strcmp0 (address, gtk_editable_get_text (self->address)) != 0)
    gtk_editable_set_text (self->address, address);
  return g_steal_pointer (&address);
}

static void
on_address_left (PanelistAddPanelDialog *self)
{
  g_autofree char *address = NULL;

  if (*gtk_editable_get_text (self->address) != '\0')
    address = settle_address (self);
}

/* The name that errors are told with before there is one. */
static char *
dup_name (PanelistAddPanelDialog *self)
{
  const char *typed = gtk_editable_get_text (self->name);
  g_autofree char *name = NULL;

  name = g_strstrip (g_strdup (typed));
  if (*name != '\0')
    return g_steal_pointer (&name);
  return panelist_address_dup_host (gtk_editable_get_text (self->address));
}

static void
show_error (PanelistAddPanelDialog *self,
            const GError           *error)
{
  g_autofree char *name = NULL;
  g_autofree char *sentence = NULL;

  name = dup_name (self);
  sentence = panelist_error_dup_sentence (error, name);
  show_result (self, TRUE, sentence);
}

/* Test Connection */

typedef struct {
  PanelistAccounts *accounts;
  PanelistSecrets *secrets;
  PanelistKey *key;       /* NULL = the one that is stored */
  char *uuid;
  char *address;
} Test;

static void
test_free (gpointer data)
{
  Test *test = data;

  g_clear_object (&test->accounts);
  g_clear_object (&test->secrets);
  g_clear_pointer (&test->key, panelist_key_unref);
  g_clear_pointer (&test->uuid, g_free);
  g_clear_pointer (&test->address, g_free);
  g_free (test);
}

static DexFuture *
test_fiber (gpointer data)
{
  Test *test = data;
  g_autoptr (GError) error = NULL;

  if (test->key == NULL)
    {
      test->key = dex_await_boxed (panelist_secrets_lookup (test->secrets, test->uuid), &error);
      if (test->key == NULL)
        return dex_future_new_for_error (g_steal_pointer (&error));
    }
  return panelist_accounts_test (test->accounts, test->address, test->key);
}

static DexFuture *
on_tested (DexFuture *future,
           gpointer   user_data)
{
  PanelistAddPanelDialog *self = PANELIST_ADD_PANEL_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *sentence = NULL;
  const GValue *value = NULL;

  value = dex_future_get_value (future, &error);
  self->balance = value ? g_value_dup_boxed (value) : NULL;
  dex_clear (&self->work);
  g_object_set (self, "busy", FALSE, NULL);
  if (value == NULL)
    {
      show_error (self, error);
    }
  else if (self->balance->amount == NULL)
    {
      show_result (self, TRUE, _("The panel answered, but told no balance that can be read."));
    }
  else
    {
      amount = panelist_money_format (self->balance->amount, self->balance->currency);
      /* Translators: %s is an amount of money */
      sentence = g_strdup_printf (_("The panel answered: balance %s"), amount);
      g_object_set (self, "tested", TRUE, NULL);
      show_result (self, FALSE, sentence);
      show_currency (self);
    }
  update (self);
  return NULL;
}

/* The key as typed, NULL without one or with one that is none; then the result says so. */
static PanelistKey *
read_key (PanelistAddPanelDialog *self)
{
  g_autoptr (GError) error = NULL;
  PanelistKey *key = NULL;

  key = panelist_key_new (gtk_editable_get_text (self->key), &error);
  if (key == NULL)
    show_error (self, error);
  return key;
}

static void
start_test (PanelistAddPanelDialog *self)
{
  g_autofree char *address = NULL;
  g_autoptr (PanelistKey) key = NULL;
  gboolean typed = FALSE;
  Test *test = NULL;

  address = settle_address (self);
  if (address == NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->address));
      return;
    }
  forget_test (self);
  typed = *gtk_editable_get_text (self->key) != '\0';
  key = typed ? read_key (self) : NULL;
  if (typed && key == NULL)
    return;

  test = g_new0 (Test, 1);
  test->accounts = g_object_ref (panelist_session_get_accounts (self->session));
  test->secrets = g_object_ref (panelist_session_get_secrets (self->session));
  test->key = g_steal_pointer (&key);
  test->uuid = self->panel ? g_strdup (panelist_panel_get_uuid (self->panel)) : NULL;
  test->address = g_steal_pointer (&address);
  g_object_set (self, "busy", TRUE, "result", _("Asking for the balance…"), NULL);
  update (self);
  self->work = dex_future_finally (panelist_spawn ("test-connection", test_fiber, test, test_free), on_tested,
                                   self, NULL);
}

static void
on_test_clicked (PanelistAddPanelDialog *self)
{
  start_test (self);
}

/* Saving */

static DexFuture *
on_saved (DexFuture *future,
          gpointer   user_data)
{
  PanelistAddPanelDialog *self = PANELIST_ADD_PANEL_DIALOG (user_data);
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) != NULL)
    {
      dex_clear (&self->work);
      gtk_editable_set_text (self->key, "");
      adw_dialog_force_close (ADW_DIALOG (self));
      return NULL;
    }
  dex_clear (&self->work);
  g_object_set (self, "busy", FALSE, "offers-session", panelist_error_is_keyring (error), NULL);
  show_error (self, error);
  update (self);
  return NULL;
}

static void
take_options (PanelistAddPanelDialog *self,
              PanelistPanel          *panel)
{
  const char *unique_field = gtk_editable_get_text (self->unique_field);
  g_autofree char *name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    g_object_set (panel, limits[i].property, panelist_amount_row_get_amount (get_limit_row (self, i)), NULL);
  name = dup_name (self);
  g_object_set (panel,
                "confirm", adw_combo_row_get_selected (self->confirm),
                "name", name,
                "address", gtk_editable_get_text (self->address),
                "currency-override", gtk_editable_get_text (self->currency),
                "poll-interval", (int64_t) adw_spin_row_get_value (self->interval) * 60,
                "also-send-quantity", adw_switch_row_get_active (self->also_quantity),
                "cancel-by-order", adw_switch_row_get_active (self->cancel_by_order),
                "unique-field", *unique_field != '\0' ? unique_field : NULL,
                NULL);
  if (self->balance != NULL)
    panelist_panel_set_balance (panel, self->balance->amount, self->balance->currency, self->balance->time);
}

typedef struct {
  PanelistAccounts *accounts;
  PanelistPanel *panel;
  PanelistPanel *before;   /* how it was, to be brought back when it can't be saved */
  PanelistKey *key;
  gboolean for_session;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_clear_object (&saving->accounts);
  g_clear_object (&saving->panel);
  g_clear_object (&saving->before);
  g_clear_pointer (&saving->key, panelist_key_unref);
  g_free (saving);
}

static void
copy_options (PanelistPanel *from,
              PanelistPanel *to)
{
  static const char *const names[] = {
    "name", "address", "currency-override", "poll-interval", "also-send-quantity", "cancel-by-order",
    "unique-field", "confirm", "confirm-amount", "most-per-order", "most-per-day", "most-per-month", "balance-to-keep",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      g_object_get_property (G_OBJECT (from), names[i], &value);
      g_object_set_property (G_OBJECT (to), names[i], &value);
    }
}

static DexFuture *
save_fiber (gpointer data)
{
  Saving *saving = data;
  g_autoptr (GError) error = NULL;

  if (saving->before == NULL)
    return panelist_accounts_add (saving->accounts, saving->panel, saving->key, saving->for_session);

  if (!dex_await (panelist_accounts_save (saving->accounts, saving->panel,
                                          saving->for_session ? NULL : saving->key), &error))
    {
      copy_options (saving->before, saving->panel);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }
  if (saving->for_session && saving->key != NULL)
    panelist_accounts_use_for_session (saving->accounts, saving->panel, saving->key);
  return dex_future_new_true ();
}

static void
save (PanelistAddPanelDialog *self,
      gboolean                for_session)
{
  g_autoptr (PanelistKey) key = NULL;
  Saving *saving = NULL;

  if (!self->may_save)
    return;
  if (*gtk_editable_get_text (self->key) != '\0')
    {
      key = read_key (self);
      if (key == NULL)
        return;
    }

  saving = g_new0 (Saving, 1);
  saving->accounts = g_object_ref (panelist_session_get_accounts (self->session));
  saving->key = g_steal_pointer (&key);
  saving->for_session = for_session;
  if (self->panel != NULL)
    {
      saving->panel = g_object_ref (self->panel);
      saving->before = panelist_panel_new ("", "");
      copy_options (self->panel, saving->before);
    }
  else
    {
      saving->panel = panelist_panel_new ("", "");
    }
  take_options (self, saving->panel);
  g_object_set (self, "busy", TRUE, "offers-session", FALSE, NULL);
  update (self);
  /* What is being saved is saved even when the dialog goes away. */
  self->work = dex_future_finally (panelist_detach (panelist_spawn ("save-panel", save_fiber, saving, saving_free)),
                                   on_saved, self, NULL);
}

/* Not "window.close": each time the dialog turns into a sheet or back, GTK looks it up twice as often. */
static void
on_cancel_clicked (PanelistAddPanelDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_save_clicked (PanelistAddPanelDialog *self)
{
  save (self, FALSE);
}

static void
on_session_activated (PanelistAddPanelDialog *self)
{
  save (self, TRUE);
}

static void
on_entry_activated (PanelistAddPanelDialog *self)
{
  if (self->may_save && !is_unchanged (self))
    save (self, FALSE);
  else if (self->may_test)
    start_test (self);
}

/* GObject */

static void
fill (PanelistAddPanelDialog *self)
{
  g_autofree char *currency = NULL;
  g_autofree char *unique_field = NULL;
  gboolean also_quantity = FALSE;
  gboolean cancel_by_order = FALSE;
  int64_t interval = 0;

  if (self->panel == NULL)
    {
      if (g_list_model_get_n_items (G_LIST_MODEL (panelist_accounts_get_panels (
              panelist_session_get_accounts (self->session)))) == 0)
        gtk_editable_set_text (self->address, FIRST_ADDRESS);
      return;
    }
  g_object_get (self->panel, "currency-override", &currency, "poll-interval", &interval,
                "also-send-quantity", &also_quantity, "cancel-by-order", &cancel_by_order,
                "unique-field", &unique_field, NULL);
  gtk_editable_set_text (self->name, panelist_panel_get_name (self->panel));
  gtk_editable_set_text (self->address, panelist_panel_get_address (self->panel));
  gtk_editable_set_text (self->currency, currency ? currency : "");
  adw_spin_row_set_value (self->interval, interval / 60);
  adw_switch_row_set_active (self->also_quantity, also_quantity);
  adw_switch_row_set_active (self->cancel_by_order, cancel_by_order);
  gtk_editable_set_text (self->unique_field, unique_field != NULL ? unique_field : "");
  adw_combo_row_set_selected (self->confirm, panelist_panel_get_confirm (self->panel));
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *amount = NULL;

      g_object_get (self->panel, limits[i].property, &amount, NULL);
      g_object_set (get_limit_row (self, i), "amount", amount, NULL);
    }
}

static void
panelist_add_panel_dialog_constructed (GObject *object)
{
  PanelistAddPanelDialog *self = PANELIST_ADD_PANEL_DIALOG (object);

  G_OBJECT_CLASS (panelist_add_panel_dialog_parent_class)->constructed (object);

  adw_dialog_set_title (ADW_DIALOG (self), self->panel ? _("Edit Panel") : _("Add Panel"));
  fill (self);
  show_currency (self);
  forget_test (self);
}

static void
panelist_add_panel_dialog_get_property (GObject    *object,
                                        guint       id,
                                        GValue     *value,
                                        GParamSpec *pspec)
{
  panelist_properties_get (object, &table[id - 1], value);
}

static void
panelist_add_panel_dialog_set_property (GObject      *object,
                                        guint         id,
                                        const GValue *value,
                                        GParamSpec   *pspec)
{
  panelist_properties_set (object, &table[id - 1], value, pspec);
}

static void
panelist_add_panel_dialog_dispose (GObject *object)
{
  PanelistAddPanelDialog *self = PANELIST_ADD_PANEL_DIALOG (object);

  dex_clear (&self->work);
  g_clear_pointer (&self->balance, panelist_balance_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_ADD_PANEL_DIALOG);

  G_OBJECT_CLASS (panelist_add_panel_dialog_parent_class)->dispose (object);
}

static void
panelist_add_panel_dialog_finalize (GObject *object)
{
  panelist_properties_finalize (object, table, G_N_ELEMENTS (table));

  G_OBJECT_CLASS (panelist_add_panel_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PANELIST_RESOURCE_PATH "panelist-add-panel-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistAddPanelDialog, name);
  gtk_widget_class_bind_template_child (widget_class, PanelistAddPanelDialog, address);
  gtk_widget_class_bind_template_child (widget_class, PanelistAddPanelDialog, key);
  gtk_widget_class_bind_template_child (widget_class, PanelistAddPanelDialog, currency);
  gtk_widget_class_bind_template_child (widget_class, PanelistAddPanelDialog, spending);
  gtk_widget_class_bind_template_child (widget_class, PanelistAddPanelDialog, advanced);
  gtk_widget_class_bind_template_child (widget_class, PanelistAddPanelDialog, confirm);
  gtk_widget_class_bind_template_child (widget_class, PanelistAddPanelDialog, confirm_amount);
  gtk_widget_class_bind_template_child (widget_class, PanelistAddPanelDialog, most_per_order);
  gtk_widget_class_bind_template_child (widget_class, PanelistAddPanelDialog, most_per_day);
  gtk_widget_class_bind_template_child (widget_class, PanelistAddPanelDialog, most_per_month);
  gtk_widget_class_bind_template_child (widget_class, PanelistAddPanelDialog, balance_to_keep);
  gtk_widget_class_bind_template_child (widget_class, PanelistAddPanelDialog, interval);
  gtk_widget_class_bind_template_child (widget_class, PanelistAddPanelDialog, also_quantity);
  gtk_widget_class_bind_template_child (widget_class, PanelistAddPanelDialog, cancel_by_order);
  gtk_widget_class_bind_template_child (widget_class, PanelistAddPanelDialog, unique_field);
  gtk_widget_class_bind_template_child (widget_class, PanelistAddPanelDialog, test);
  gtk_widget_class_bind_template_child_full (widget_class, "address_error", FALSE,
                                             G_STRUCT_OFFSET (PanelistAddPanelDialog, address_error_label));
  gtk_widget_class_bind_template_callback (widget_class, asks_above_amount);
  gtk_widget_class_bind_template_callback (widget_class, is_open);
  gtk_widget_class_bind_template_callback (widget_class, key_title);
  gtk_widget_class_bind_template_callback (widget_class, key_description);
  gtk_widget_class_bind_template_callback (widget_class, on_address_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_currency_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_key_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_limit_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_session_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_test_clicked);
  gtk_widget_class_bind_template_callback (widget_class, passed);
  gtk_widget_class_bind_template_callback (widget_class, save_label);
}

static void
panelist_add_panel_dialog_class_init (PanelistAddPanelDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = panelist_add_panel_dialog_constructed;
  object_class->get_property = panelist_add_panel_dialog_get_property;
  object_class->set_property = panelist_add_panel_dialog_set_property;
  object_class->dispose = panelist_add_panel_dialog_dispose;
  object_class->finalize = panelist_add_panel_dialog_finalize;
  panelist_properties_install (object_class, table, G_N_ELEMENTS (table), properties);

  g_type_ensure (PANELIST_TYPE_AMOUNT_ROW);
  bind_template (widget_class);
  panelist_closures_bind (widget_class);
}

/* A dialog keeps the height it was presented with. What is said or opened later may need more. */
static void
fit_height (PanelistAddPanelDialog *self)
{
  GtkWidget *child = adw_dialog_get_child (ADW_DIALOG (self));
  int width = gtk_widget_get_width (child);
  int height = -1;

  if (width == 0)
    return;
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  adw_dialog_set_content_height (ADW_DIALOG (self), height);
}

static GtkWidget *
find_revealer (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_REVEALER (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_revealer (child);
  return found;
}

/* The dialog grows with what unfolds in it, frame by frame. */
static gboolean
on_frame (GtkWidget     *dialog,
          GdkFrameClock *clock,
          gpointer       expander)
{
  GtkWidget *revealer = find_revealer (expander);

  fit_height (PANELIST_ADD_PANEL_DIALOG (dialog));
  return revealer != NULL && gtk_revealer_get_child_revealed (GTK_REVEALER (revealer)) !=
                                 adw_expander_row_get_expanded (expander);
}

static void
on_unfolding (PanelistAddPanelDialog *self,
              GParamSpec             *pspec,
              GtkWidget              *expander)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame, g_object_ref (expander), g_object_unref);
}

static void
panelist_add_panel_dialog_init (PanelistAddPanelDialog *self)
{
  GtkEventController *focus = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  panelist_keep_unheard (self->key);
  /* The words on the button say less than its accessible label, and would win over it. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->test), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  panelist_name_spin_buttons (GTK_WIDGET (self->interval));
  g_signal_connect (self, "notify::result", G_CALLBACK (fit_height), NULL);
  g_signal_connect (self, "notify::failed", G_CALLBACK (fit_height), NULL);
  g_signal_connect (self, "notify::busy", G_CALLBACK (fit_height), NULL);
  g_signal_connect (self, "notify::address-error", G_CALLBACK (fit_height), NULL);
  g_signal_connect (self, "notify::offers-session", G_CALLBACK (fit_height), NULL);
  g_signal_connect_object (self->spending, "notify::expanded", G_CALLBACK (on_unfolding), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->advanced, "notify::expanded", G_CALLBACK (on_unfolding), self, G_CONNECT_SWAPPED);
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_address_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self->address), focus);
}

/**
 * panelist_add_panel_dialog_new:
 * @session: where the panel is saved
 * @panel: (nullable): the panel to edit, or %NULL for a new one
 *
 * Returns: (transfer none): a new floating dialog
 */
AdwDialog *
panelist_add_panel_dialog_new (PanelistSession *session,
                               PanelistPanel   *panel)
{
  g_return_val_if_fail (PANELIST_IS_SESSION (session), NULL);

  return g_object_new (PANELIST_TYPE_ADD_PANEL_DIALOG, "session", session, "panel", panel, NULL);
}

/**
 * panelist_add_panel_dialog_show_limit:
 * @property: the property of the panel that is the limit
 *
 * Opens the limits and begins at one of them.
 */
void
panelist_add_panel_dialog_show_limit (PanelistAddPanelDialog *self,
                                      const char             *property)
{
  g_return_if_fail (PANELIST_IS_ADD_PANEL_DIALOG (self));

  adw_expander_row_set_expanded (self->spending, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (g_strcmp0 (limits[i].property, property) == 0)
      adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (get_limit_row (self, i)));
}
