/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-placed-dialog.h"

#include <glib/gi18n.h>

#include "panelist-money.h"
#include "panelist-outcome-words.h"
#include "panelist-text.h"
#include "panelist-ui.h"

struct _PanelistPlacedDialog
{
  AdwDialog parent_instance;

  PanelistSession *session;
  PanelistOrder *order;
  DexFuture *asking;
  gboolean differs;   /* the charge of this number is another one, and that is shown */

  GtkWidget *confirm;
  GtkWidget *explanation;
  GtkWidget *number;
  GtkWidget *spinner;
  GtkWidget *answer;
};

G_DEFINE_FINAL_TYPE (PanelistPlacedDialog, panelist_placed_dialog, ADW_TYPE_DIALOG)

static const char *
get_panel_name (PanelistPlacedDialog *self)
{
  PanelistPanel *panel = NULL;

  panel = panelist_accounts_get_panel (panelist_session_get_accounts (self->session),
                                       panelist_order_get_panel_id (self->order));
  return panel != NULL ? panelist_panel_get_name (panel) : NULL;
}

static char *
dup_number (PanelistPlacedDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->number))));
}

static void
update (PanelistPlacedDialog *self)
{
  g_autofree char *number = NULL;

  number = dup_number (self);
  gtk_button_set_label (GTK_BUTTON (self->confirm),
                        self->differs ? _("_Yes, It Is") : _("_Check"));
  gtk_widget_set_sensitive (self->confirm, number[0] != '\0' && self->asking == NULL);
  gtk_editable_set_editable (GTK_EDITABLE (self->number), self->asking == NULL);
  gtk_widget_set_visible (self->spinner, self->asking != NULL);
}

/* `words` NULL: nothing to say; `invalid`: about what was entered. */
static void
show_answer (PanelistPlacedDialog *self,
             const char           *words,
             gboolean              invalid)
{
  gtk_label_set_label (GTK_LABEL (self->answer), words != NULL ? words : "");
  gtk_widget_set_visible (self->answer, words != NULL);
  if (invalid)
    {
      gtk_widget_add_css_class (self->answer, "error");
      gtk_widget_add_css_class (self->number, "error");
    }
  else
    {
      gtk_widget_remove_css_class (self->answer, "error");
      gtk_widget_remove_css_class (self->number, "error");
    }
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->number), GTK_ACCESSIBLE_STATE_INVALID,
                               invalid ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (words != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), words,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static char *
dup_difference (PanelistPlacedDialog *self,
                const GError         *error)
{
  g_autofree char *number = NULL;
  g_autofree char *charged = NULL;
  g_autofree char *expected = NULL;
  const char *currency = NULL;

  number = dup_number (self);
  currency = panelist_order_get_currency (self->order);
  expected = panelist_order_error_get_limit (error) != NULL
                 ? panelist_money_format (panelist_order_error_get_limit (error), currency)
                 : g_strdup (_("an unknown amount"));
  if (panelist_order_error_get_amount (error) == NULL)
    /* Translators: the number of an order, an amount */
    return g_strdup_printf (_("The panel knows order %s, but does not tell what it cost; %s was "
                              "expected. Is it this order?"),
                            number, expected);

  charged = panelist_money_format (panelist_order_error_get_amount (error), currency);
  /* Translators: an amount, the number of an order, another amount */
  return g_strdup_printf (_("The panel charged %s for order %s, but %s was expected. Is it this order?"),
                          charged, number, expected);
}

static DexFuture *
on_answered (DexFuture *future,
             gpointer   user_data)
{
  PanelistPlacedDialog *self = PANELIST_PLACED_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;

  dex_clear (&self->asking);
  if (dex_future_get_value (future, &error) != NULL ||
      g_error_matches (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_STATE))
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return NULL;
    }

  number = dup_number (self);
  self->differs = g_error_matches (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_CHARGE_DIFFERS);
  words = self->differs ? dup_difference (self, error)
                        : panelist_error_dup_nothing_settled (error, number, get_panel_name (self));
  update (self);
  show_answer (self, words, !self->differs);
  gtk_widget_grab_focus (self->number);
  return NULL;
}

static void
on_confirm_clicked (PanelistPlacedDialog *self)
{
  g_autofree char *number = NULL;
  DexFuture *future = NULL;

  number = dup_number (self);
  if (number[0] == '\0' || self->asking != NULL)
    return;

  show_answer (self, NULL, FALSE);
  /* The future is this dialog's: closing it lets go of the answer, and what is settled shows in the list. */
  future = panelist_ordering_confirm_placed (panelist_session_get_ordering (self->session),
                                             self->order, number, self->differs);
  self->asking = dex_future_finally (future, on_answered, self, NULL);
  update (self);
}

static void
on_cancel_clicked (PanelistPlacedDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

/* Another number is another question. */
static void
on_number_changed (PanelistPlacedDialog *self)
{
  self->differs = FALSE;
  show_answer (self, NULL, FALSE);
  update (self);
}

static void
panelist_placed_dialog_dispose (GObject *object)
{
  PanelistPlacedDialog *self = PANELIST_PLACED_DIALOG (object);

  dex_clear (&self->asking);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_PLACED_DIALOG);
  g_clear_object (&self->order);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (panelist_placed_dialog_parent_class)->dispose (object);
}

static void
panelist_placed_dialog_class_init (PanelistPlacedDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = panelist_placed_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               PANELIST_RESOURCE_PATH "panelist-placed-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistPlacedDialog, confirm);
  gtk_widget_class_bind_template_child (widget_class, PanelistPlacedDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, PanelistPlacedDialog, number);
  gtk_widget_class_bind_template_child (widget_class, PanelistPlacedDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, PanelistPlacedDialog, answer);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_number_changed);
}

static void
panelist_placed_dialog_init (PanelistPlacedDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/* `order`: an unconfirmed one */
AdwDialog *
panelist_placed_dialog_new (PanelistSession *session,
                            PanelistOrder   *order)
{
  PanelistPlacedDialog *self = NULL;
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (PANELIST_IS_SESSION (session), NULL);
  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  self = g_object_new (PANELIST_TYPE_PLACED_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->order = g_object_ref (order);

  name = panelist_text_isolate (get_panel_name (self) != NULL ? get_panel_name (self) : _("the panel"));
  /* Translators: %s is the name of a panel */
  words = g_strdup_printf (_("Enter the number that this order has on the website of %s, in its list of "
                             "orders. The panel is asked for it before anything is stored."),
                           name);
  gtk_label_set_label (GTK_LABEL (self->explanation), words);
  return ADW_DIALOG (self);
}
