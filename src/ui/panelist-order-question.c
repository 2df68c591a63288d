/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-order-question.h"

#include <glib/gi18n.h>

#include "panelist-money.h"
#include "panelist-text.h"

static GtkWidget *
find_harmless_button (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && !gtk_widget_has_css_class (widget, "suggested-action") &&
      !gtk_widget_has_css_class (widget, "destructive-action"))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_harmless_button (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
on_mapped (AdwDialog *dialog)
{
  GtkWidget *button = NULL;

  button = find_harmless_button (GTK_WIDGET (dialog));
  if (button != NULL)
    gtk_widget_grab_focus (button);
}

/* No default response is not enough: the focus would begin on the first button, the one that spends, and
 * Return activates what has the focus. */
static void
keep_return_harmless (AdwDialog *dialog)
{
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), NULL);
  g_signal_connect_after (dialog, "map", G_CALLBACK (on_mapped), NULL);
}

static void
add_fact (GtkWidget  *list,
          GString    *spoken,
          const char *name,
          const char *value)
{
  GtkWidget *row = NULL;

  if (value == NULL || value[0] == '\0')
    return;

  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  gtk_widget_add_css_class (row, "property");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (GTK_LIST_BOX (list), row);

  g_string_append_printf (spoken, "%s: %s\n", name, value);
}

static void
add_target (PanelistOrderDraft *draft,
            GtkWidget          *list,
            GString            *spoken)
{
  const char *value = NULL;

  value = panelist_order_draft_get_value (draft, PANELIST_FIELD_LINK);
  if (panelist_order_draft_has_field (draft, PANELIST_FIELD_LINK))
    add_fact (list, spoken, _("Link"), value);
  else
    add_fact (list, spoken, _("Username"),
              panelist_order_draft_get_value (draft, PANELIST_FIELD_USERNAME));
}

static void
add_money (PanelistOrderDraft *draft,
           GtkWidget          *list,
           GString            *spoken,
           gboolean            per_post)
{
  g_autofree char *charge = NULL;
  g_autofree char *worst = NULL;
  g_autofree char *after = NULL;
  g_autofree char *text = NULL;
  PanelistPanel *panel = NULL;
  const char *currency = NULL;

  panel = panelist_order_draft_get_panel (draft);
  currency = panelist_panel_get_currency (panel);

  if (per_post)
    {
      worst = panelist_order_draft_dup_worst_charge (draft);
      text = worst != NULL ? panelist_money_format (worst, currency) : g_strdup (_("No limit"));
      add_fact (list, spoken, _("Charge at Most, Later"), text);
      return;
    }

  charge = panelist_order_draft_dup_expected_charge (draft);
  text = charge != NULL ? panelist_money_format (charge, currency) : g_strdup (_("Not known"));
  add_fact (list, spoken, _("Expected Charge"), text);

  if (charge != NULL && panelist_panel_get_balance (panel) != NULL)
    {
      after = panelist_money_subtract (panelist_panel_get_balance (panel), charge);
      g_clear_pointer (&text, g_free);
      text = panelist_money_format (after, currency);
      add_fact (list, spoken, _("Balance After"), text);
    }
}

static GtkWidget *
make_facts (PanelistOrderDraft *draft,
            GString            *spoken)
{
  g_autofree char *quantity = NULL;
  PanelistService *service = NULL;
  const PanelistServiceTypeInfo *info = NULL;
  GtkWidget *list = NULL;

  service = panelist_order_draft_get_service (draft);
  info = panelist_service_type_get_info (panelist_service_get_service_type (service));
  list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");

  add_fact (list, spoken, _("Panel"),
            panelist_panel_get_name (panelist_order_draft_get_panel (draft)));
  add_fact (list, spoken, _("Service"), panelist_service_get_name (service));
  add_target (draft, list, spoken);

  if (info->quantity != PANELIST_QUANTITY_PER_POST && info->quantity != PANELIST_QUANTITY_PACKAGE)
    {
      quantity = panelist_number_format (panelist_order_draft_get_total_quantity (draft));
      add_fact (list, spoken, _("Quantity"), quantity);
    }
  add_money (draft, list, spoken, info->quantity == PANELIST_QUANTITY_PER_POST);
  return list;
}

static char *
dup_warning (PanelistOrderDraft *draft)
{
  g_autofree char *charge = NULL;
  g_autofree char *amount = NULL;

  charge = panelist_order_draft_dup_expected_charge (draft);
  if (charge == NULL)
    return g_strdup (_("This order may already have been placed. Sending it again can cost its "
                       "price a second time; panels do not refund double orders."));

  amount = panelist_money_format (
      charge, panelist_panel_get_currency (panelist_order_draft_get_panel (draft)));
  /* Translators: %s is an amount */
  return g_strdup_printf (_("This order may already have been placed. Sending it again can cost %s "
                            "a second time; panels do not refund double orders."),
                          amount);
}

static AdwDialog *
make_question (PanelistOrderDraft    *draft,
               const char            *heading,
               const char            *body,
               const char            *label,
               AdwResponseAppearance  appearance)
{
  g_autoptr (GString) spoken = NULL;
  AdwDialog *dialog = NULL;
  GtkWidget *facts = NULL;

  dialog = adw_alert_dialog_new (heading, body);
  spoken = g_string_new (body);
  g_string_append_c (spoken, '\n');
  facts = make_facts (draft, spoken);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), facts);
  adw_alert_dialog_set_prefer_wide_layout (ADW_ALERT_DIALOG (dialog), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  spoken->str, -1);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "place", label, NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "place", appearance);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  keep_return_harmless (dialog);
  return dialog;
}

/* "Place Order?" with everything that matters, and `reasons` why it is asked. Response `place`. */
AdwDialog *
panelist_order_question_new (PanelistOrderDraft *draft,
                             const char         *reasons)
{
  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (draft), NULL);

  return make_question (draft, _("Place Order?"), reasons, _("_Place Order"), ADW_RESPONSE_SUGGESTED);
}

/* "Send Again?" when the same order is unconfirmed. Response `place`. */
AdwDialog *
panelist_again_question_new (PanelistOrderDraft *draft)
{
  g_autofree char *warning = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (draft), NULL);

  warning = dup_warning (draft);
  return make_question (draft, _("Send Again?"), warning, _("_Send Again"), ADW_RESPONSE_DESTRUCTIVE);
}

/* "Refill N Orders Again?", where a refill is unconfirmed already. Response `refill`. */
AdwDialog *
panelist_refill_question_new (guint n_orders)
{
  g_autofree char *heading = NULL;
  AdwDialog *dialog = NULL;

  heading = g_strdup_printf (ngettext ("Refill %u Order Again?", "Refill %u Orders Again?", n_orders),
                             n_orders);
  dialog = adw_alert_dialog_new (
      heading, _("It is not known whether a refill was requested before. If it was, the panel may "
                 "answer “already requested”."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "refill",
                                  _("Request _Again"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "refill",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  keep_return_harmless (dialog);
  return dialog;
}

/* "Cancel N Orders?" with Keep Orders. Response `request-cancel`. */
AdwDialog *
panelist_cancel_question_new (guint    n_orders,
                              gboolean uncertain)
{
  g_autofree char *heading = NULL;
  AdwDialog *dialog = NULL;

  heading = g_strdup_printf (ngettext ("Cancel %u Order?", "Cancel %u Orders?", n_orders),
                             n_orders);
  dialog = adw_alert_dialog_new (
      heading, uncertain ? _("The panel is asked to stop. It may refuse, and it does not tell "
                             "whether it takes such a request for every one of them.")
                         : _("The panel is asked to stop. It may refuse; what is delivered "
                             "already stays charged."));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "keep",
                                  ngettext ("_Keep Order", "_Keep Orders", n_orders),
                                  "request-cancel", _("Request _Cancel"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "request-cancel",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "keep");
  keep_return_harmless (dialog);
  return dialog;
}
