/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-new-order-page.h"

#include <glib/gi18n.h>

#include "panelist-add-panel-dialog.h"
#include "panelist-banners.h"
#include "panelist-guard-words.h"
#include "panelist-money.h"
#include "panelist-order-closures.h"
#include "panelist-order-errors.h"
#include "panelist-order-form.h"
#include "panelist-order-placer.h"
#include "panelist-order-question.h"
#include "panelist-order-summary.h"
#include "panelist-order-words.h"
#include "panelist-service-picker.h"
#include "panelist-ui.h"

/* How long what was typed can be brought back. Seconds. */
#define UNDO 8

struct _PanelistNewOrderPage
{
  AdwNavigationPage parent_instance;

  PanelistSession *session;
  PanelistPanel *panel;
  PanelistOrderDraft *draft;
  PanelistOrderPlacer *placer;
  PanelistSpending *spending;
  const char *limit_property;   /* of the panel: the limit that is in the way */
  PanelistService *before;      /* the service at its old price, after that rose */
  PanelistOrder *outcome_order;
  AdwDialog *question;
  PanelistOrderDraft *asked;    /* what the question shows */
  PanelistOrder *asked_twin;
  gboolean narrow;

  AdwBottomSheet *bottom_sheet;
  GtkWidget *outcome_group;
  GtkWidget *outcome;
  GtkWidget *outcome_icon;
  GtkWidget *service;
  GtkWidget *limit_group;
  GtkWidget *limit;
  PanelistOrderForm *form;
  GtkWidget *card;
  GtkWidget *summary;
  GtkWidget *sheet_summary;
  GtkWidget *bar;
  GtkWidget *bar_place;
};

G_DEFINE_FINAL_TYPE (PanelistNewOrderPage, panelist_new_order_page, ADW_TYPE_NAVIGATION_PAGE)

typedef enum {
  PROP_SESSION = 1,
  PROP_PANEL,
  PROP_NARROW,
} PanelistNewOrderPageProperty;

static GParamSpec *properties[PROP_NARROW + 1];

static guint show_order_signal;

/* Everything a person can type or agree to; the rest follows from panel and service. */
static void
copy_values (PanelistOrderDraft *from,
             PanelistOrderDraft *to)
{
  g_autofree char *note = NULL;
  g_autofree char *tag = NULL;
  g_autofree char *retry_of = NULL;
  gboolean drip_feed = FALSE;
  gboolean order_anyway = FALSE;
  gboolean price_rose = FALSE;

  g_object_get (from, "note", &note, "tag", &tag, "drip-feed", &drip_feed, "order-anyway", &order_anyway,
                "price-rose", &price_rose, "retry-of", &retry_of, NULL);
  g_object_set (to, "note", note, "tag", tag, "drip-feed", drip_feed, NULL);
  for (guint field = 0; field < PANELIST_N_FIELDS; field++)
    panelist_order_draft_set_value (
        to, field, panelist_order_draft_get_value (from, (PanelistField) field));

  while (panelist_order_draft_get_n_extras (to) > 0)
    panelist_order_draft_remove_extra (to, 0);
  for (guint i = 0; i < panelist_order_draft_get_n_extras (from); i++)
    {
      const char *name = NULL;
      const char *value = NULL;

      panelist_order_draft_get_extra (from, i, &name, &value);
      panelist_order_draft_set_extra (to, i, name, value);
    }

  /* Last: a link that changes takes the consent away. */
  g_object_set (to, "order-anyway", order_anyway, "price-rose", price_rose, "retry-of", retry_of, NULL);
}

/* `from` is not the draft of the form. */
static void
fill_form (PanelistNewOrderPage *self,
           PanelistOrderDraft   *from)
{
  panelist_order_draft_set_service (self->draft, panelist_order_draft_get_panel (from),
                                    panelist_order_draft_get_service (from));
  copy_values (from, self->draft);
}

/* TRUE while nothing was typed that the return of `sent` would destroy. */
static gboolean
is_untouched (PanelistOrderDraft *draft,
              PanelistOrderDraft *sent)
{
  for (guint field = 0; field < PANELIST_N_FIELDS; field++)
    {
      const char *value = NULL;

      value = panelist_order_draft_get_value (draft, (PanelistField) field);
      if (panelist_order_draft_has_field (draft, (PanelistField) field) && value != NULL &&
          value[0] != '\0' &&
          g_strcmp0 (value, panelist_order_draft_get_value (sent, (PanelistField) field)) != 0)
        return FALSE;
    }
  return TRUE;
}

/* The outcome of the last order, until it is dismissed or the next one is placed. */
static void
show_outcome (PanelistNewOrderPage *self,
              const char           *icon,
              const char           *style,
              const char           *title,
              const char           *words)
{
  g_autofree char *announcement = NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->outcome), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->outcome), words);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->outcome_icon), icon);
  gtk_widget_remove_css_class (self->outcome_icon, "error");
  gtk_widget_remove_css_class (self->outcome_icon, "warning");
  if (style != NULL)
    gtk_widget_add_css_class (self->outcome_icon, style);
  gtk_widget_set_visible (self->outcome_group, TRUE);

  announcement = g_strdup_printf ("%s: %s", title, words);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), announcement,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
hide_outcome (PanelistNewOrderPage *self)
{
  gtk_widget_set_visible (self->outcome_group, FALSE);
  if (self->outcome_order != NULL)
    g_signal_handlers_disconnect_by_data (self->outcome_order, self);
  g_clear_object (&self->outcome_order);
}

static void
on_outcome_dismissed (PanelistNewOrderPage *self)
{
  hide_outcome (self);
}

/* On the page while it is in sight, else on the window. */
static GtkWidget *
get_toast_place (PanelistNewOrderPage *self)
{
  return gtk_widget_get_mapped (GTK_WIDGET (self)) ? GTK_WIDGET (self->form) : GTK_WIDGET (self);
}

static void
announce (PanelistNewOrderPage *self,
          const char           *words)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_toast (PanelistNewOrderPage *self,
            const char           *title)
{
  panelist_toast (get_toast_place (self), title);
  announce (self, title);
}

/* Brings back what was typed, unless something else was typed in the meantime. For what goes wrong by itself. */
static void
restore_form (PanelistNewOrderPage *self,
              PanelistOrderDraft   *draft)
{
  if (is_untouched (self->draft, draft))
    fill_form (self, draft);
}

/* The service as the catalog has it now, so that a new price is on screen. */
static void
reread_service (PanelistNewOrderPage *self)
{
  g_autoptr (PanelistService) service = NULL;
  PanelistCatalog *catalog = NULL;
  PanelistService *current = NULL;
  guint index = 0;

  current = panelist_order_draft_get_service (self->draft);
  if (current == NULL || self->session == NULL)
    return;

  catalog = panelist_accounts_get_catalog (panelist_session_get_accounts (self->session),
                                           panelist_order_draft_get_panel (self->draft));
  if (catalog == NULL ||
      !panelist_catalog_find (catalog, panelist_service_get_id (current), &index))
    return;

  service = panelist_catalog_dup_service (catalog, index);
  panelist_order_draft_set_service (self->draft, panelist_order_draft_get_panel (self->draft),
                                    service);
}

/* What the next order leaves is computed from the balance. A failure shows on the panel's own state. */
static void
refresh_balance (PanelistNewOrderPage *self,
                 PanelistPanel        *panel)
{
  PanelistAccounts *accounts = NULL;

  accounts = panelist_session_get_accounts (self->session);
  dex_future_disown (panelist_accounts_refresh_balance (accounts, panel));
}

/* The form asks once more, with the new price in sight and the old one told. Returns: (nullable): the words */
static char *
take_new_price (PanelistNewOrderPage *self,
                PanelistOrderDraft   *draft)
{
  PanelistService *before = panelist_order_draft_get_service (draft);
  PanelistService *now = NULL;

  now = panelist_order_draft_get_service (self->draft);
  if (now == NULL || !g_str_equal (panelist_service_get_id (now), panelist_service_get_id (before)))
    return NULL;

  g_set_object (&self->before, before);
  reread_service (self);
  g_object_set (self->draft, "price-rose", TRUE, NULL);
  return panelist_guard_dup_price (panelist_order_draft_get_panel (draft), before,
                                   panelist_order_draft_get_service (self->draft));
}

static void
show_not_sent (PanelistNewOrderPage *self,
               PanelistOrderDraft   *draft,
               gboolean              price_rose,
               const char           *words)
{
  g_autofree char *price = NULL;
  g_autofree char *text = NULL;

  price = price_rose ? take_new_price (self, draft) : NULL;
  if (price != NULL)
    /* Translators: %s is the sentence with the old and the new price */
    text = g_strdup_printf (_("%s. Nothing was sent: check the new charge and place the order again."), price);
  show_outcome (self, "panelist-not-sent-symbolic", NULL, _("Not Sent"), text != NULL ? text : words);
}

/* How it stands now; the balance may contradict a refusal later. */
static void
show_order (PanelistNewOrderPage *self,
            PanelistOrder        *order)
{
  g_autofree char *reason = NULL;

  reason = panelist_order_dup_reason (order);
  switch ((int) panelist_order_get_intent_state (order))
    {
    case PANELIST_INTENT_REFUSED:
      show_outcome (self, "panelist-refused-symbolic", "error", _("Order Refused"), reason);
      break;
    case PANELIST_INTENT_UNCONFIRMED:
      show_outcome (self, "panelist-unconfirmed-symbolic", "warning", _("Unconfirmed"), reason);
      break;
    default:
      hide_outcome (self);
      break;
    }
}

static void
on_outcome_changed (PanelistNewOrderPage *self,
                    GParamSpec           *pspec,
                    PanelistOrder        *order)
{
  show_order (self, order);
}

static void
follow_outcome (PanelistNewOrderPage *self,
                PanelistOrder        *order)
{
  hide_outcome (self);
  self->outcome_order = g_object_ref (order);
  g_signal_connect_object (order, "notify::intent-state", G_CALLBACK (on_outcome_changed), self,
                           G_CONNECT_SWAPPED);
  show_order (self, order);
}

static void
on_settled (PanelistNewOrderPage *self,
            PanelistOrder        *order,
            PanelistOrderDraft   *draft)
{
  g_autofree char *reason = NULL;
  PanelistReason code = PANELIST_REASON_NONE;

  switch ((int) panelist_order_get_intent_state (order))
    {
    case PANELIST_INTENT_PLACED:
      show_toast (self, _("Order Placed"));
      refresh_balance (self, panelist_order_draft_get_panel (draft));
      break;
    case PANELIST_INTENT_REFUSED:
      g_object_set (draft, "retry-of", panelist_order_get_uuid (order), NULL);
      restore_form (self, draft);
      follow_outcome (self, order);
      break;
    case PANELIST_INTENT_NOT_SENT:
      g_object_set (draft, "retry-of", panelist_order_get_uuid (order), NULL);
      restore_form (self, draft);
      g_object_get (order, "reason-code", &code, NULL);
      reason = panelist_order_dup_reason (order);
      hide_outcome (self);
      show_not_sent (self, draft, code == PANELIST_REASON_PRICE_ROSE, reason);
      break;
    default:
      follow_outcome (self, order);
      break;
    }
}

static void
on_failed (PanelistNewOrderPage *self,
           GError               *error,
           PanelistOrderDraft   *draft)
{
  g_autofree char *words = NULL;

  restore_form (self, draft);
  words = panelist_guard_dup_limit (error, panelist_order_draft_get_panel (draft));
  if (words == NULL)
    words = panelist_error_dup_nothing_sent (error,
                                             panelist_panel_get_name (panelist_order_draft_get_panel (draft)));
  show_not_sent (self, draft, g_error_matches (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_PRICE_ROSE),
                 words);
}

/* Held: until it is sent it can be taken back */

static void
on_cancel_clicked (PanelistNewOrderPage *self,
                   AdwToast             *toast)
{
  panelist_order_placer_take_back (self->placer, g_object_get_data (G_OBJECT (toast), "order"));
}

static void
on_held_changed (AdwToast      *toast,
                 GParamSpec    *pspec,
                 PanelistOrder *order)
{
  if (panelist_order_get_intent_state (order) != PANELIST_INTENT_HELD)
    adw_toast_dismiss (toast);
}

/* The toast stays exactly as long as the order can be taken back; to dismiss it changes nothing. */
static void
on_held (PanelistNewOrderPage *self,
         PanelistOrder        *order,
         PanelistOrderDraft   *draft)
{
  g_autofree char *charge = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *title = NULL;
  AdwToast *toast = NULL;

  /* A subscription costs nothing at once. */
  charge = panelist_order_draft_dup_expected_charge (draft);
  if (charge != NULL)
    {
      amount = panelist_money_format (charge, panelist_panel_get_currency (panelist_order_draft_get_panel (draft)));
      /* Translators: %s is an amount */
      title = g_strdup_printf (_("Sending order, %s"), amount);
    }
  else
    title = g_strdup (_("Sending order"));
  announce (self, title);
  toast = panelist_toast_with_button (get_toast_place (self), title, _("_Cancel"), 0);
  if (toast == NULL)
    return;

  g_object_set_data_full (G_OBJECT (toast), "order", g_object_ref (order), g_object_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_cancel_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (order, "notify::intent-state", G_CALLBACK (on_held_changed), toast,
                           G_CONNECT_SWAPPED);
}

static void
on_returned (PanelistNewOrderPage *self,
             PanelistOrderDraft   *draft)
{
  panelist_new_order_page_restore_draft (self, draft);
  announce (self, _("Canceled. Nothing was sent."));
}

static void
on_too_late (PanelistNewOrderPage *self)
{
  show_toast (self, _("Too late: the order was already sent"));
}

/* Placing */

/* From here on the form is empty, so that a second click has nothing to place; what was confirmed belongs to the
 * ordering now and goes its way even when this page is gone. */
static void
clear_form (PanelistNewOrderPage *self)
{
  hide_outcome (self);
  g_clear_object (&self->before);
  panelist_order_draft_clear_target (self->draft);
  panelist_order_form_focus_empty (self->form);
}

static void
forget_question (PanelistNewOrderPage *self)
{
  self->question = NULL;
  g_clear_object (&self->asked);
  g_clear_object (&self->asked_twin);
}

static void
close_question (PanelistNewOrderPage *self)
{
  AdwDialog *question = self->question;

  forget_question (self);
  if (question != NULL)
    adw_dialog_force_close (question);
}

static void
on_question_answered (PanelistNewOrderPage *self,
                      const char           *response)
{
  g_autoptr (PanelistOrderDraft) draft = NULL;
  g_autoptr (PanelistOrder) twin = NULL;

  /* Once only: whatever else the dialog may say later finds no question. */
  if (self->question == NULL)
    return;
  g_set_object (&draft, self->asked);
  g_set_object (&twin, self->asked_twin);
  forget_question (self);
  if (!g_str_equal (response, "place"))
    return;

  clear_form (self);
  if (twin != NULL)
    panelist_order_placer_send_again (self->placer, draft, twin);
  else
    panelist_order_placer_place (self->placer, draft);
}

static void
ask (PanelistNewOrderPage *self,
     AdwDialog            *question,
     PanelistOrder        *twin)
{
  adw_bottom_sheet_set_open (self->bottom_sheet, FALSE);
  self->question = question;
  self->asked = panelist_order_draft_copy (self->draft);
  g_set_object (&self->asked_twin, twin);
  g_signal_connect_object (question, "response", G_CALLBACK (on_question_answered), self, G_CONNECT_SWAPPED);
  adw_dialog_present (question, GTK_WIDGET (self));
}

static void
hold (PanelistNewOrderPage *self)
{
  g_autoptr (PanelistOrderDraft) draft = NULL;
  int delay = 0;

  g_object_get (panelist_session_get_settings (self->session), "hold-delay", &delay, NULL);
  draft = panelist_order_draft_copy (self->draft);
  adw_bottom_sheet_set_open (self->bottom_sheet, FALSE);
  clear_form (self);
  panelist_order_placer_hold (self->placer, draft, (guint) delay);
}

/* The one way to spend here: a click on a button, or its shortcut. */
static void
on_place_clicked (PanelistNewOrderPage *self)
{
  g_autofree char *reasons = NULL;
  PanelistOrdering *ordering = NULL;
  PanelistOrder *twin = NULL;
  PanelistQuestion question = PANELIST_QUESTION_NONE;

  if (self->question != NULL || self->session == NULL ||
      !panelist_order_summary_get_ready (PANELIST_ORDER_SUMMARY (self->summary)))
    return;

  ordering = panelist_session_get_ordering (self->session);
  twin = panelist_ordering_find_twin (ordering, self->draft);
  if (twin != NULL)
    {
      ask (self, panelist_again_question_new (self->draft), twin);
      return;
    }

  question = panelist_ordering_needs_question (ordering, self->draft);
  if (question == PANELIST_QUESTION_NONE)
    {
      hold (self);
      return;
    }

  reasons = panelist_guard_dup_reasons (question, self->draft,
                                        panelist_ordering_find_duplicate (ordering, self->draft), self->before);
  ask (self, panelist_order_question_new (self->draft, reasons), NULL);
}

static gboolean
on_place_shortcut (GtkWidget *widget,
                   GVariant  *arguments,
                   gpointer   user_data)
{
  on_place_clicked (PANELIST_NEW_ORDER_PAGE (widget));
  return TRUE;
}

static void
show_service (PanelistNewOrderPage *self)
{
  g_autofree char *rate = NULL;
  g_autofree char *subtitle = NULL;
  PanelistService *service = NULL;
  PanelistPanel *panel = NULL;
  const PanelistServiceTypeInfo *info = NULL;

  service = panelist_order_draft_get_service (self->draft);
  panel = panelist_order_draft_get_panel (self->draft);
  if (service == NULL || panel == NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->service), _("Choose a Service"));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->service), NULL);
      return;
    }

  info = panelist_service_type_get_info (panelist_service_get_service_type (service));
  rate = panelist_money_format (panelist_service_get_rate (service),
                                panelist_panel_get_currency (panel));
  if (info->charge == PANELIST_CHARGE_FLAT)
    /* Translators: the number of a service, the name of a panel, a price */
    subtitle = g_strdup_printf (_("%s · %s · %s per package"), panelist_service_get_id (service),
                                panelist_panel_get_name (panel), rate);
  else
    /* Translators: the number of a service, the name of a panel, a price */
    subtitle = g_strdup_printf (_("%s · %s · %s per 1,000"), panelist_service_get_id (service),
                                panelist_panel_get_name (panel), rate);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->service),
                                 panelist_service_get_name (service));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->service), subtitle);
}

/* The order that has the same link, and whether it may be this one. Returns: (nullable): why that is in the way */
static const char *
show_duplicate (PanelistNewOrderPage *self)
{
  PanelistOrdering *ordering = NULL;
  PanelistOrder *other = NULL;
  PanelistOrder *twin = NULL;
  gboolean order_anyway = FALSE;

  if (self->session != NULL)
    {
      ordering = panelist_session_get_ordering (self->session);
      twin = panelist_ordering_find_twin (ordering, self->draft);
      other = twin != NULL ? twin : panelist_ordering_find_duplicate (ordering, self->draft);
    }

  panelist_order_form_set_other (self->form, other, twin != NULL);
  g_object_get (self->draft, "order-anyway", &order_anyway, NULL);
  return other != NULL && twin == NULL && !order_anyway ? _("Another order has the same link") : NULL;
}

/* The limit that this order would hit, and how to change it. Returns: (nullable): what is in the way */
static const char *
show_limit (PanelistNewOrderPage *self)
{
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;
  gboolean hit = FALSE;

  hit = self->spending != NULL && panelist_spending_check (self->spending, self->draft, &error);
  gtk_widget_set_visible (self->limit_group, hit);
  self->limit_property = panelist_guard_get_limit_property (error);
  if (!hit)
    return NULL;

  words = panelist_guard_dup_limit (error, panelist_order_draft_get_panel (self->draft));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->limit), panelist_guard_get_limit_title (error));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->limit), words);
  return panelist_guard_get_limit_title (error);
}

/* Nothing is placed before the data is known to be sound. Returns: (nullable): what is in the way */
static const char *
get_damage (PanelistNewOrderPage *self)
{
  gboolean checking = FALSE;
  gboolean damaged = FALSE;

  if (self->session != NULL)
    g_object_get (self->session, "checking", &checking, "damaged", &damaged, NULL);
  if (damaged)
    return _("The data file is damaged");
  return checking ? _("The data file is being checked…") : NULL;
}

static void
show_obstacle (PanelistNewOrderPage *self)
{
  const char *obstacle = NULL;
  const char *duplicate = NULL;
  const char *limit = NULL;

  if (self->draft == NULL)
    return;
  duplicate = show_duplicate (self);
  limit = show_limit (self);
  obstacle = get_damage (self);
  if (obstacle == NULL)
    obstacle = limit != NULL ? limit : duplicate;
  g_object_set (self->summary, "obstacle", obstacle, NULL);
}

static void
on_change_limit_clicked (PanelistNewOrderPage *self)
{
  AdwDialog *dialog = NULL;

  if (self->session == NULL || self->limit_property == NULL)
    return;
  dialog = panelist_add_panel_dialog_new (self->session, panelist_order_draft_get_panel (self->draft));
  panelist_add_panel_dialog_show_limit (PANELIST_ADD_PANEL_DIALOG (dialog), self->limit_property);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
panelist_new_order_page_update (PanelistNewOrderPage *self)
{
  if (self->draft == NULL)
    return;
  show_service (self);
  if (self->spending != NULL)
    panelist_spending_set_panel (self->spending, panelist_order_draft_get_panel (self->draft));
  show_obstacle (self);
}

static void
on_service_picked (PanelistNewOrderPage *self,
                   PanelistPanel        *panel,
                   PanelistService      *service)
{
  panelist_new_order_page_set_service (self, panel, service);
}

static void
choose_service (PanelistNewOrderPage *self)
{
  AdwDialog *picker = NULL;
  PanelistPanel *panel = NULL;

  panel = panelist_order_draft_get_panel (self->draft);
  if (panel == NULL)
    panel = self->panel;
  if (panel == NULL || self->session == NULL)
    return;

  picker = panelist_service_picker_new (panelist_session_get_accounts (self->session), panel);
  g_signal_connect_object (picker, "picked", G_CALLBACK (on_service_picked), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (picker, GTK_WIDGET (self));
}

static void
on_service_activated (PanelistNewOrderPage *self)
{
  choose_service (self);
}

static void
choose_service_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  choose_service (PANELIST_NEW_ORDER_PAGE (widget));
}

static void
add_parameter_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  panelist_order_form_add_extra (PANELIST_NEW_ORDER_PAGE (widget)->form);
}

/* Where one goes on by the keyboard. */
static void
focus_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PanelistNewOrderPage *self = PANELIST_NEW_ORDER_PAGE (widget);

  if (panelist_order_draft_get_service (self->draft) == NULL || !panelist_order_form_focus_empty (self->form))
    gtk_widget_grab_focus (self->service);
}

static void
clear_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PanelistNewOrderPage *self = PANELIST_NEW_ORDER_PAGE (widget);
  g_autoptr (PanelistOrderDraft) empty = NULL;

  empty = panelist_order_draft_new (panelist_order_draft_get_panel (self->draft),
                                    panelist_order_draft_get_service (self->draft));
  copy_values (empty, self->draft);
  hide_outcome (self);
}

/* What was sent counts against the limits at once, and when its charge is told. */
static void
on_orders_changed (PanelistNewOrderPage *self)
{
  if (self->spending != NULL)
    panelist_spending_reread (self->spending);
  show_obstacle (self);
}

static void
on_sending_changed (PanelistNewOrderPage *self)
{
  g_object_set (self->summary, "sending", panelist_order_placer_get_sending (self->placer), NULL);
  on_orders_changed (self);
}

/* Another day may have begun. */
static void
panelist_new_order_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (panelist_new_order_page_parent_class)->map (widget);

  on_orders_changed (PANELIST_NEW_ORDER_PAGE (widget));
}

static void
connect_placer (PanelistNewOrderPage *self)
{
  self->placer = panelist_order_placer_new (panelist_session_get_ordering (self->session));
  self->spending = panelist_spending_new (panelist_session_get_ordering (self->session));
  g_signal_connect_object (self->spending, "changed", G_CALLBACK (show_obstacle), self, G_CONNECT_SWAPPED);
  g_object_set (self->summary, "spending", self->spending, NULL);
  g_signal_connect_object (self->placer, "notify::sending", G_CALLBACK (on_sending_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->placer, "held", G_CALLBACK (on_held), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->placer, "settled", G_CALLBACK (on_settled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->placer, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->placer, "returned", G_CALLBACK (on_returned), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->placer, "too-late", G_CALLBACK (on_too_late), self, G_CONNECT_SWAPPED);
}

static void
set_session (PanelistNewOrderPage *self,
             PanelistSession      *session)
{
  if (self->session == session)
    return;

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (panelist_session_get_tally (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  if (self->placer != NULL)
    g_signal_handlers_disconnect_by_data (self->placer, self);
  g_clear_object (&self->placer);
  g_clear_object (&self->spending);
  g_object_set (self->summary, "spending", NULL, NULL);
  g_set_object (&self->session, session);
  close_question (self);
  hide_outcome (self);
  panelist_order_draft_set_service (self->draft, NULL, NULL);
  if (session != NULL)
    {
      connect_placer (self);
      g_signal_connect_object (session, "notify", G_CALLBACK (show_obstacle), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (panelist_session_get_tally (session), "changed", G_CALLBACK (on_orders_changed), self,
                               G_CONNECT_SWAPPED);
    }
  panelist_new_order_page_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
set_panel (PanelistNewOrderPage *self,
           PanelistPanel        *panel)
{
  if (!g_set_object (&self->panel, panel))
    return;

  /* A form that is being filled in names its own panel and keeps it. */
  if (panelist_order_draft_get_service (self->draft) == NULL)
    panelist_order_draft_set_service (self->draft, panel, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PANEL]);
}

static gboolean
has_focus_within (GtkWidget *widget)
{
  GtkWidget *focus = NULL;

  focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* What the order costs stands beside the form, or below it. The focus goes along with Place Order. */
static void
set_narrow (PanelistNewOrderPage *self,
            gboolean              narrow)
{
  gboolean focused = FALSE;

  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    focused = narrow ? has_focus_within (self->card)
                     : has_focus_within (self->bar) || has_focus_within (self->sheet_summary);
  adw_bottom_sheet_set_open (self->bottom_sheet, FALSE);
  adw_bottom_sheet_set_can_open (self->bottom_sheet, narrow);
  gtk_widget_set_visible (narrow ? self->bar : self->card, TRUE);
  if (narrow)
    adw_bottom_sheet_set_reveal_bottom_bar (self->bottom_sheet, TRUE);
  /* Before what has it goes out of sight. */
  if (focused && narrow)
    gtk_widget_grab_focus (self->bar_place);
  else if (focused)
    panelist_order_summary_focus_place (PANELIST_ORDER_SUMMARY (self->summary));
  if (!narrow)
    adw_bottom_sheet_set_reveal_bottom_bar (self->bottom_sheet, FALSE);
  gtk_widget_set_visible (narrow ? self->card : self->bar, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
panelist_new_order_page_get_property (GObject    *object,
                                      guint       id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  PanelistNewOrderPage *self = PANELIST_NEW_ORDER_PAGE (object);

  switch ((PanelistNewOrderPageProperty) id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_PANEL:
      g_value_set_object (value, self->panel);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_new_order_page_set_property (GObject      *object,
                                      guint         id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  PanelistNewOrderPage *self = PANELIST_NEW_ORDER_PAGE (object);

  switch ((PanelistNewOrderPageProperty) id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_PANEL:
      set_panel (self, g_value_get_object (value));
      break;
    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_new_order_page_dispose (GObject *object)
{
  PanelistNewOrderPage *self = PANELIST_NEW_ORDER_PAGE (object);

  forget_question (self);
  g_clear_object (&self->placer);
  g_clear_object (&self->spending);
  g_clear_object (&self->outcome_order);
  g_clear_object (&self->draft);
  g_clear_object (&self->before);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_NEW_ORDER_PAGE);
  g_clear_object (&self->panel);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (panelist_new_order_page_parent_class)->dispose (object);
}


static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, PANELIST_RESOURCE_PATH "panelist-new-order-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, bottom_sheet);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, outcome_group);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, outcome);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, outcome_icon);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, service);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, limit_group);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, limit);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, form);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, card);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, summary);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, sheet_summary);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, bar);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, bar_place);
  gtk_widget_class_bind_template_callback (widget_class, bar_caption);
  gtk_widget_class_bind_template_callback (widget_class, on_change_limit_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_outcome_dismissed);
  gtk_widget_class_bind_template_callback (widget_class, on_place_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_service_activated);
}

static void
panelist_new_order_page_class_init (PanelistNewOrderPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = panelist_new_order_page_get_property;
  object_class->set_property = panelist_new_order_page_set_property;
  object_class->dispose = panelist_new_order_page_dispose;
  widget_class->map = panelist_new_order_page_map;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANELIST_TYPE_SESSION, flags);
  properties[PROP_PANEL] = g_param_spec_object ("panel", NULL, NULL, PANELIST_TYPE_PANEL, flags);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  show_order_signal = g_signal_new ("show-order", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, PANELIST_TYPE_ORDER);

  g_type_ensure (PANELIST_TYPE_BANNERS);
  g_type_ensure (PANELIST_TYPE_ORDER_FORM);
  g_type_ensure (PANELIST_TYPE_ORDER_SUMMARY);
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "form.choose-service", NULL,
                                   choose_service_action);
  gtk_widget_class_install_action (widget_class, "form.add-parameter", NULL, add_parameter_action);
  gtk_widget_class_install_action (widget_class, "form.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "page.focus", NULL, focus_action);
  /* A shortcut calls the handler of the button: money never moves through an action (safety.md F2). */
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, on_place_shortcut,
                                NULL);
}

static void
panelist_new_order_page_init (PanelistNewOrderPage *self)
{
  self->draft = panelist_order_draft_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  panelist_keep_focus (adw_navigation_page_get_child (ADW_NAVIGATION_PAGE (self)));

  panelist_order_form_set_draft (self->form, self->draft);
  g_signal_connect_object (self->draft, "changed", G_CALLBACK (panelist_new_order_page_update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->draft, "notify::order-anyway", G_CALLBACK (show_obstacle), self,
                           G_CONNECT_SWAPPED);
  g_object_set (self->summary, "draft", self->draft, NULL);
  panelist_new_order_page_update (self);
}

PanelistNewOrderPage *
panelist_new_order_page_new (PanelistSession *session)
{
  g_return_val_if_fail (session == NULL || PANELIST_IS_SESSION (session), NULL);

  return g_object_new (PANELIST_TYPE_NEW_ORDER_PAGE, "session", session, NULL);
}

/* What is being filled in; for tests and for the window. */
PanelistOrderDraft *
panelist_new_order_page_get_draft (PanelistNewOrderPage *self)
{
  g_return_val_if_fail (PANELIST_IS_NEW_ORDER_PAGE (self), NULL);

  return self->draft;
}

/* Starts an order of `service`; what is typed stays where the new type has the same fields. */
void
panelist_new_order_page_set_service (PanelistNewOrderPage *self,
                                     PanelistPanel        *panel,
                                     PanelistService      *service)
{
  g_return_if_fail (PANELIST_IS_NEW_ORDER_PAGE (self));
  g_return_if_fail (PANELIST_IS_PANEL (panel));
  g_return_if_fail (PANELIST_IS_SERVICE (service));

  panelist_order_draft_set_service (self->draft, panel, service);
}

/* Fills the form with what was sent for `order`; nothing is placed. Does nothing when its panel is gone. */
void
panelist_new_order_page_reorder (PanelistNewOrderPage *self,
                                 PanelistOrder        *order)
{
  g_autoptr (PanelistOrderDraft) draft = NULL;

  g_return_if_fail (PANELIST_IS_NEW_ORDER_PAGE (self));
  g_return_if_fail (PANELIST_IS_ORDER (order));

  if (self->session == NULL)
    return;
  draft = panelist_ordering_draft_again (panelist_session_get_ordering (self->session), order, FALSE);
  if (draft != NULL)
    panelist_new_order_page_restore_draft (self, draft);
}

static void
on_undo_clicked (PanelistNewOrderPage *self,
                 AdwToast             *toast)
{
  fill_form (self, g_object_get_data (G_OBJECT (toast), "draft"));
}

/**
 * panelist_new_order_page_restore_draft:
 * @draft: what to fill in
 *
 * Fills the form because the person asked for it: with a held order that was taken back, or to try one again.
 * What was typed meanwhile can be brought back. Nothing is placed.
 */
void
panelist_new_order_page_restore_draft (PanelistNewOrderPage *self,
                                       PanelistOrderDraft   *draft)
{
  g_autoptr (PanelistOrderDraft) typed = NULL;
  AdwToast *toast = NULL;

  g_return_if_fail (PANELIST_IS_NEW_ORDER_PAGE (self));
  g_return_if_fail (PANELIST_IS_ORDER_DRAFT (draft));

  typed = is_untouched (self->draft, draft) ? NULL : panelist_order_draft_copy (self->draft);
  hide_outcome (self);
  fill_form (self, draft);
  if (typed == NULL)
    return;

  announce (self, _("The form was replaced"));
  toast = panelist_toast_with_button (get_toast_place (self), _("The form was replaced"), _("_Undo"), UNDO);
  if (toast == NULL)
    return;
  g_object_set_data_full (G_OBJECT (toast), "draft", g_steal_pointer (&typed), g_object_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_undo_clicked), self, G_CONNECT_SWAPPED);
}

/**
 * panelist_new_order_page_take_back:
 *
 * Takes the newest held order back into the form. Spends nothing.
 *
 * Returns: whether there was one
 */
gboolean
panelist_new_order_page_take_back (PanelistNewOrderPage *self)
{
  PanelistOrder *order = NULL;

  g_return_val_if_fail (PANELIST_IS_NEW_ORDER_PAGE (self), FALSE);

  if (self->session == NULL)
    return FALSE;
  order = panelist_ordering_get_newest_held (panelist_session_get_ordering (self->session));
  if (order == NULL)
    return FALSE;
  panelist_order_placer_take_back (self->placer, order);
  return TRUE;
}
