/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-find-dialog.h"

#include <glib/gi18n.h>

#include "panelist-money.h"
#include "panelist-order-words.h"
#include "panelist-outcome-words.h"
#include "panelist-text.h"
#include "panelist-ui.h"

struct _PanelistFindDialog
{
  AdwDialog parent_instance;

  PanelistSession *session;
  PanelistOrder *order;
  DexFuture *asking;   /* for hits, or for the one that was accepted */
  char *accepted;

  GtkWidget *explanation;
  GtkWidget *search;
  GtkWidget *search_stack;
  GtkWidget *hits;
  GtkWidget *answer;
};

G_DEFINE_FINAL_TYPE (PanelistFindDialog, panelist_find_dialog, ADW_TYPE_DIALOG)

static const char *
get_panel_name (PanelistFindDialog *self)
{
  PanelistPanel *panel = NULL;

  panel = panelist_accounts_get_panel (panelist_session_get_accounts (self->session),
                                       panelist_order_get_panel_id (self->order));
  return panel != NULL ? panelist_panel_get_name (panel) : NULL;
}

static void
update (PanelistFindDialog *self)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->search_stack),
                                    self->asking != NULL ? "searching" : "label");
  gtk_widget_set_sensitive (self->search, self->asking == NULL);
  gtk_widget_set_sensitive (self->hits, self->asking == NULL);
}

static void
show_answer (PanelistFindDialog *self,
             const char         *words)
{
  gtk_label_set_label (GTK_LABEL (self->answer), words != NULL ? words : "");
  gtk_widget_set_visible (self->answer, words != NULL);
  if (words != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), words,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Accepting */

static DexFuture *
on_accepted (DexFuture *future,
             gpointer   user_data)
{
  PanelistFindDialog *self = PANELIST_FIND_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  dex_clear (&self->asking);
  if (dex_future_get_value (future, &error) != NULL ||
      g_error_matches (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_STATE))
    {
      adw_dialog_force_close (ADW_DIALOG (self));
      return NULL;
    }

  words = panelist_error_dup_nothing_settled (error, self->accepted, get_panel_name (self));
  show_answer (self, words);
  update (self);
  return NULL;
}

static void
on_accept_clicked (PanelistFindDialog *self,
                   GtkButton          *button)
{
  DexFuture *future = NULL;

  if (self->asking != NULL)
    return;

  g_set_str (&self->accepted, g_object_get_data (G_OBJECT (button), "remote-id"));
  show_answer (self, NULL);
  future = panelist_ordering_accept_id (panelist_session_get_ordering (self->session), self->order,
                                        self->accepted);
  self->asking = dex_future_finally (future, on_accepted, self, NULL);
  update (self);
}

/* Searching */

static void
add_hit (PanelistFindDialog  *self,
         const PanelistIdHit *hit)
{
  g_autofree char *title = NULL;
  g_autofree char *charge = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *label = NULL;
  GtkWidget *row = NULL;
  GtkWidget *button = NULL;

  /* Translators: %s is the number of an order */
  title = g_strdup_printf (_("Order %s"), hit->remote_id);
  charge = panelist_money_format (hit->charge, panelist_order_get_currency (self->order));
  subtitle = g_strdup_printf ("%s · %s", panelist_order_status_get_word (hit->status), charge);

  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);

  button = gtk_button_new_with_label (_("It Is This One"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  /* Translators: %s is "Order 23501" */
  label = g_strdup_printf (_("It is %s"), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (button), "remote-id", g_strdup (hit->remote_id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_accept_clicked), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (GTK_LIST_BOX (self->hits), row);
}

static void
show_hits (PanelistFindDialog *self,
           GPtrArray          *hits)
{
  g_autofree char *words = NULL;

  gtk_list_box_remove_all (GTK_LIST_BOX (self->hits));
  for (guint i = 0; i < hits->len; i++)
    add_hit (self, g_ptr_array_index (hits, i));
  gtk_widget_set_visible (self->hits, hits->len > 0);

  if (hits->len == 0)
    words = g_strdup (_("None of them has this order’s price. That is no proof that it was not placed."));
  else
    words = g_strdup_printf (
        ngettext ("%u order has this price. It can be another one’s: compare its link on the panel’s website "
                  "first.",
                  "%u orders have this price. They can be another one’s: compare their links on the panel’s "
                  "website first.",
                  hits->len),
        hits->len);
  show_answer (self, words);
}

static DexFuture *
on_found (DexFuture *future,
          gpointer   user_data)
{
  PanelistFindDialog *self = PANELIST_FIND_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  const GValue *value = NULL;

  dex_clear (&self->asking);
  value = dex_future_get_value (future, &error);
  if (value != NULL)
    {
      show_hits (self, g_value_get_boxed (value));
    }
  else
    {
      words = panelist_error_dup_nothing_settled (error, NULL, get_panel_name (self));
      show_answer (self, words);
    }
  update (self);
  return NULL;
}

static void
on_search_clicked (PanelistFindDialog *self)
{
  DexFuture *future = NULL;

  if (self->asking != NULL)
    return;

  show_answer (self, NULL);
  future = panelist_ordering_find_by_id_window (panelist_session_get_ordering (self->session),
                                                self->order);
  self->asking = dex_future_finally (future, on_found, self, NULL);
  update (self);
}

static void
panelist_find_dialog_dispose (GObject *object)
{
  PanelistFindDialog *self = PANELIST_FIND_DIALOG (object);

  dex_clear (&self->asking);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_FIND_DIALOG);
  g_clear_pointer (&self->accepted, g_free);
  g_clear_object (&self->order);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (panelist_find_dialog_parent_class)->dispose (object);
}

static void
panelist_find_dialog_class_init (PanelistFindDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = panelist_find_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               PANELIST_RESOURCE_PATH "panelist-find-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistFindDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, PanelistFindDialog, search);
  gtk_widget_class_bind_template_child (widget_class, PanelistFindDialog, search_stack);
  gtk_widget_class_bind_template_child (widget_class, PanelistFindDialog, hits);
  gtk_widget_class_bind_template_child (widget_class, PanelistFindDialog, answer);
  gtk_widget_class_bind_template_callback (widget_class, on_search_clicked);
}

static void
panelist_find_dialog_init (PanelistFindDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* `order`: an unconfirmed one with a window of numbers */
AdwDialog *
panelist_find_dialog_new (PanelistSession *session,
                          PanelistOrder   *order)
{
  PanelistFindDialog *self = NULL;
  g_autofree char *name = NULL;
  g_autofree char *charge = NULL;
  g_autofree char *words = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  int64_t first = 0;
  int64_t last = 0;

  g_return_val_if_fail (PANELIST_IS_SESSION (session), NULL);
  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  self = g_object_new (PANELIST_TYPE_FIND_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->order = g_object_ref (order);

  panelist_ordering_get_id_window (panelist_session_get_ordering (session), order, &first, &last);
  name = panelist_text_isolate (get_panel_name (self) != NULL ? get_panel_name (self) : _("The panel"));
  charge = panelist_money_format (panelist_order_get_expected_charge (order),
                                  panelist_order_get_currency (order));
  from = g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) first);
  to = g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) last);
  /* Translators: the name of a panel, two numbers of orders, an amount */
  words = g_strdup_printf (_("%s can be asked for the orders %s to %s, which were made around that time, to "
                             "find one that costs %s. Some panels show other customers’ orders as well."),
                           name, from, to, charge);
  gtk_label_set_label (GTK_LABEL (self->explanation), words);
  update (self);
  return ADW_DIALOG (self);
}
