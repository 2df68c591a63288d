/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-panels-dialog.h"

#include <glib/gi18n.h>

#include "panelist-add-panel-dialog.h"
#include "panelist-dex.h"
#include "panelist-panel-words.h"
#include "panelist-properties.h"
#include "panelist-text.h"

struct _PanelistPanelsDialog
{
  AdwDialog parent_instance;

  GtkListBox *list;

  PanelistSession *session;
};

G_DEFINE_FINAL_TYPE (PanelistPanelsDialog, panelist_panels_dialog, ADW_TYPE_DIALOG)

static const PanelistPropertyInfo table[] = {
  { "session", PANELIST_PROPERTY_OBJECT, G_STRUCT_OFFSET (PanelistPanelsDialog, session),
    panelist_session_get_type, TRUE, 0 },
};

static GParamSpec *properties[G_N_ELEMENTS (table) + 1];

/* Removing: at once, but the key stays in the keyring until Undo has passed */

typedef struct {
  PanelistPanelsDialog *dialog;   /* weak */
  PanelistAccounts *accounts;
  PanelistPanel *panel;
} Change;

static Change *
change_new (PanelistPanelsDialog *self,
            PanelistPanel        *panel)
{
  Change *change = NULL;

  change = g_new0 (Change, 1);
  g_set_weak_pointer (&change->dialog, self);
  change->accounts = g_object_ref (panelist_session_get_accounts (self->session));
  change->panel = g_object_ref (panel);
  return change;
}

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_weak_pointer (&change->dialog);
  g_clear_object (&change->accounts);
  g_clear_object (&change->panel);
  g_free (change);
}

static void
show_error (Change       *change,
            const GError *error)
{
  g_autofree char *sentence = NULL;

  if (change->dialog == NULL)
    return;
  sentence = panelist_error_dup_sentence (error, panelist_panel_get_name (change->panel));
  panelist_toast (GTK_WIDGET (change->dialog->list), sentence);
}

static DexFuture *
restore_fiber (gpointer data)
{
  Change *change = data;
  g_autoptr (GError) error = NULL;

  if (!dex_await (panelist_accounts_restore (change->accounts, change->panel), &error))
    show_error (change, error);
  return dex_future_new_true ();
}

static void
on_undo_clicked (AdwToast *toast,
                 Change   *change)
{
  /* From here on nothing is to be forgotten when the toast goes. */
  g_object_steal_data (G_OBJECT (toast), "change");
  dex_future_disown (panelist_spawn ("restore-panel", restore_fiber, change, change_free));
}

/* The toast is gone, by time or with its dialog: there is no way back. */
static void
on_undo_passed (gpointer data)
{
  Change *change = data;

  dex_future_disown (panelist_accounts_forget (change->accounts, change->panel));
  change_free (change);
}

static void
offer_undo (PanelistPanelsDialog *self,
            PanelistPanel        *panel)
{
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  AdwToast *toast = NULL;
  Change *change = NULL;

  name = panelist_text_isolate (panelist_panel_get_name (panel));
  /* Translators: %s is the name of a panel */
  title = g_strdup_printf (_("%s Removed"), name);
  toast = panelist_toast (GTK_WIDGET (self->list), title);
  if (toast == NULL)
    return;
  change = change_new (self, panel);
  g_object_set_data_full (G_OBJECT (toast), "change", change, on_undo_passed);
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect (toast, "button-clicked", G_CALLBACK (on_undo_clicked), change);
}

static DexFuture *
remove_fiber (gpointer data)
{
  Change *change = data;
  g_autoptr (GError) error = NULL;

  if (!dex_await (panelist_accounts_remove (change->accounts, change->panel), &error))
    show_error (change, error);
  else if (change->dialog != NULL)
    offer_undo (change->dialog, change->panel);
  else
    dex_future_disown (panelist_accounts_forget (change->accounts, change->panel));
  return dex_future_new_true ();
}

static void
remove_panel (Change *change)
{
  dex_future_disown (panelist_spawn ("remove-panel", remove_fiber, change, change_free));
}

/* A panel with orders under way: its name must be typed */

static guint
count_open_orders (PanelistPanelsDialog *self,
                   PanelistPanel        *panel)
{
  GListModel *orders = G_LIST_MODEL (panelist_accounts_get_orders (panelist_session_get_accounts (self->session)));
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr (PanelistOrder) order = NULL;

      order = g_list_model_get_item (orders, i);
      if (panelist_order_get_panel_id (order) == panelist_panel_get_id (panel) &&
          (panelist_order_is_active (order) ||
           panelist_order_get_intent_state (order) == PANELIST_INTENT_UNCONFIRMED))
        n++;
    }
  return n;
}

static void
on_name_typed (GtkEditable    *entry,
               AdwAlertDialog *question)
{
  const char *name = g_object_get_data (G_OBJECT (question), "name");

  adw_alert_dialog_set_response_enabled (question, "remove",
                                         g_strcmp0 (gtk_editable_get_text (entry), name) == 0);
}

static void
on_remove_confirmed (AdwAlertDialog *question)
{
  remove_panel (g_object_steal_data (G_OBJECT (question), "change"));
}

static void
ask_name (PanelistPanelsDialog *self,
          PanelistPanel        *panel,
          guint                 n_orders)
{
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  g_autofree char *name = NULL;
  AdwAlertDialog *question = NULL;
  GtkWidget *entry = NULL;
  GtkWidget *list = NULL;

  name = panelist_text_isolate (panelist_panel_get_name (panel));
  /* Translators: %s is the name of a panel */
  heading = g_strdup_printf (_("Remove %s?"), name);
  body = g_strdup_printf (ngettext ("%u order is under way and will not be followed anymore. "
                                    "Type the name of the panel to remove it.",
                                    "%u orders are under way and will not be followed anymore. "
                                    "Type the name of the panel to remove it.",
                                    n_orders),
                          n_orders);
  question = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, body));
  g_object_set_data_full (G_OBJECT (question), "name", g_strdup (panelist_panel_get_name (panel)), g_free);
  g_object_set_data_full (G_OBJECT (question), "change", change_new (self, panel), change_free);

  entry = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _("Name of the Panel"));
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_name_typed), question, 0);
  list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  adw_alert_dialog_set_extra_child (question, list);

  adw_alert_dialog_add_responses (question, "keep", _("_Keep Panel"), "remove", _("_Remove Panel"), NULL);
  adw_alert_dialog_set_response_appearance (question, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_enabled (question, "remove", FALSE);
  adw_alert_dialog_set_close_response (question, "keep");
  g_signal_connect (question, "response::remove", G_CALLBACK (on_remove_confirmed), NULL);
  adw_dialog_present (ADW_DIALOG (question), GTK_WIDGET (self));
}

/* Rows */

static PanelistPanel *
get_panel (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "panel");
}

static void
on_remove_clicked (PanelistPanelsDialog *self,
                   GtkWidget            *button)
{
  PanelistPanel *panel = get_panel (button);
  guint n_orders = count_open_orders (self, panel);

  if (n_orders > 0)
    ask_name (self, panel, n_orders);
  else
    remove_panel (change_new (self, panel));
}

static void
present_add_panel (PanelistPanelsDialog *self,
                   PanelistPanel        *panel)
{
  adw_dialog_present (panelist_add_panel_dialog_new (self->session, panel), GTK_WIDGET (self));
}

static void
on_edit_clicked (PanelistPanelsDialog *self,
                 GtkWidget            *button)
{
  present_add_panel (self, get_panel (button));
}

static void
on_add_clicked (PanelistPanelsDialog *self)
{
  present_add_panel (self, NULL);
}

static void
update_row (PanelistPanel *panel,
            GParamSpec    *pspec,
            AdwActionRow  *row)
{
  g_autofree char *balance = NULL;
  g_autofree char *subtitle = NULL;

  balance = panelist_panel_dup_balance (panel);
  /* Translators: the address of a panel, and its balance */
  subtitle = g_strdup_printf (_("%s · %s"), panelist_panel_get_address (panel), balance ? balance : "–");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), panelist_panel_get_name (panel));
  adw_action_row_set_subtitle (row, subtitle);
}

static void
add_button (PanelistPanelsDialog *self,
            AdwActionRow         *row,
            PanelistPanel        *panel,
            const char           *icon_name,
            const char           *tooltip,
            GCallback             callback)
{
  GtkWidget *button = NULL;

  button = gtk_button_new_from_icon_name (icon_name);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "panel", g_object_ref (panel), g_object_unref);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (row, button);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  PanelistPanelsDialog *self = user_data;
  PanelistPanel *panel = item;
  AdwActionRow *row = NULL;
  GtkWidget *avatar = NULL;

  row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), FALSE);
  /* In a narrow window the balance goes to a second line. */
  adw_action_row_set_subtitle_lines (row, 0);
  avatar = adw_avatar_new (32, NULL, TRUE);
  g_object_bind_property (panel, "name", avatar, "text", G_BINDING_SYNC_CREATE);
  adw_action_row_add_prefix (row, avatar);
  add_button (self, row, panel, "document-edit-symbolic", _("Edit Panel"), G_CALLBACK (on_edit_clicked));
  add_button (self, row, panel, "user-trash-symbolic", _("Remove Panel"), G_CALLBACK (on_remove_clicked));
  g_signal_connect_object (panel, "notify", G_CALLBACK (update_row), row, 0);
  update_row (panel, NULL, row);
  return GTK_WIDGET (row);
}

/* GObject */

static void
panelist_panels_dialog_constructed (GObject *object)
{
  PanelistPanelsDialog *self = PANELIST_PANELS_DIALOG (object);
  PanelistAccounts *accounts = panelist_session_get_accounts (self->session);

  G_OBJECT_CLASS (panelist_panels_dialog_parent_class)->constructed (object);

  gtk_list_box_bind_model (self->list, G_LIST_MODEL (panelist_accounts_get_panels (accounts)), create_row, self,
                           NULL);
}

static void
panelist_panels_dialog_get_property (GObject    *object,
                                     guint       id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  panelist_properties_get (object, &table[id - 1], value);
}

static void
panelist_panels_dialog_set_property (GObject      *object,
                                     guint         id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  panelist_properties_set (object, &table[id - 1], value, pspec);
}

static void
panelist_panels_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANELIST_TYPE_PANELS_DIALOG);

  G_OBJECT_CLASS (panelist_panels_dialog_parent_class)->dispose (object);
}

static void
panelist_panels_dialog_finalize (GObject *object)
{
  panelist_properties_finalize (object, table, G_N_ELEMENTS (table));

  G_OBJECT_CLASS (panelist_panels_dialog_parent_class)->finalize (object);
}

static void
panelist_panels_dialog_class_init (PanelistPanelsDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = panelist_panels_dialog_constructed;
  object_class->get_property = panelist_panels_dialog_get_property;
  object_class->set_property = panelist_panels_dialog_set_property;
  object_class->dispose = panelist_panels_dialog_dispose;
  object_class->finalize = panelist_panels_dialog_finalize;
  panelist_properties_install (object_class, table, G_N_ELEMENTS (table), properties);

  gtk_widget_class_set_template_from_resource (widget_class, PANELIST_RESOURCE_PATH "panelist-panels-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistPanelsDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked);
}

static void
panelist_panels_dialog_init (PanelistPanelsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * panelist_panels_dialog_new:
 * @session: whose panels
 *
 * Returns: (transfer none): a new floating dialog
 */
AdwDialog *
panelist_panels_dialog_new (PanelistSession *session)
{
  g_return_val_if_fail (PANELIST_IS_SESSION (session), NULL);

  return g_object_new (PANELIST_TYPE_PANELS_DIALOG, "session", session, NULL);
}
