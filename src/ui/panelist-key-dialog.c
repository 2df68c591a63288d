/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-key-dialog.h"

#include <glib/gi18n.h>

#include "panelist-text.h"
#include "panelist-ui.h"

typedef struct {
  PanelistSession *session;
  PanelistPanel *panel;
  AdwAlertDialog *dialog;
  GtkEditable *entry;
} Question;

static void
question_free (gpointer  data,
               GClosure *closure)
{
  Question *question = data;

  g_clear_object (&question->session);
  g_clear_object (&question->panel);
  g_free (question);
}

static void
on_changed (Question *question)
{
  g_autoptr (PanelistKey) key = NULL;

  key = panelist_key_new (gtk_editable_get_text (question->entry), NULL);
  adw_alert_dialog_set_response_enabled (question->dialog, "use", key != NULL);
}

static void
on_use (Question *question)
{
  g_autoptr (PanelistKey) key = NULL;
  PanelistAccounts *accounts = NULL;

  key = panelist_key_new (gtk_editable_get_text (question->entry), NULL);
  gtk_editable_set_text (question->entry, "");
  if (key == NULL)
    return;
  accounts = panelist_session_get_accounts (question->session);
  panelist_accounts_use_for_session (accounts, question->panel, key);
  /* A panel that answers takes its banner away; one that doesn't gets the banner of what is wrong now. */
  dex_future_disown (panelist_accounts_refresh_balance (accounts, question->panel));
}

/**
 * panelist_key_dialog_new:
 * @session: where @panel belongs
 * @panel: whose key is asked for
 *
 * Returns: (transfer none): a new floating dialog
 */
AdwDialog *
panelist_key_dialog_new (PanelistSession *session,
                         PanelistPanel   *panel)
{
  g_autofree char *name = NULL;
  g_autofree char *body = NULL;
  Question *question = NULL;
  GtkWidget *list = NULL;

  g_return_val_if_fail (PANELIST_IS_SESSION (session), NULL);
  g_return_val_if_fail (PANELIST_IS_PANEL (panel), NULL);

  name = panelist_text_isolate (panelist_panel_get_name (panel));
  /* Translators: %s is the name of a panel */
  body = g_strdup_printf (_("The API key of %s stays in memory and is asked for again at the next start."), name);

  question = g_new0 (Question, 1);
  question->session = g_object_ref (session);
  question->panel = g_object_ref (panel);
  question->dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Use Key for This Session"), body));
  question->entry = GTK_EDITABLE (adw_password_entry_row_new ());
  panelist_keep_unheard (question->entry);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (question->entry), _("API Key"));

  list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (question->entry));
  adw_alert_dialog_set_extra_child (question->dialog, list);

  adw_alert_dialog_add_responses (question->dialog, "cancel", _("_Cancel"), "use", _("_Use Key"), NULL);
  adw_alert_dialog_set_response_appearance (question->dialog, "use", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_response_enabled (question->dialog, "use", FALSE);
  adw_alert_dialog_set_default_response (question->dialog, "use");
  adw_alert_dialog_set_close_response (question->dialog, "cancel");

  g_signal_connect_data (question->dialog, "response::use", G_CALLBACK (on_use), question, question_free,
                         G_CONNECT_SWAPPED);
  g_signal_connect_swapped (question->entry, "changed", G_CALLBACK (on_changed), question);
  return ADW_DIALOG (question->dialog);
}
