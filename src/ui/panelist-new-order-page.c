/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-new-order-page.h"

#include <glib/gi18n.h>

#include "panelist-banners.h"
#include "panelist-duplicate-guard.h"
#include "panelist-money.h"
#include "panelist-order-closures.h"
#include "panelist-order-errors.h"
#include "panelist-order-form.h"
#include "panelist-order-question.h"
#include "panelist-order-summary.h"
#include "panelist-order-words.h"
#include "panelist-service-picker.h"
#include "panelist-ui.h"

struct _PanelistNewOrderPage
{
  AdwNavigationPage parent_instance;

  PanelistSession *session;
  PanelistPanel *panel;
  PanelistOrderDraft *draft;
  PanelistDuplicateGuard *guard;
  AdwDialog *question;
  guint n_sending;

  AdwMultiLayoutView *layouts;
  AdwBottomSheet *bottom_sheet;
  GtkWidget *wide_toasts;
  GtkWidget *narrow_toasts;
  GtkWidget *outcome_group;
  GtkWidget *outcome;
  GtkWidget *outcome_icon;
  GtkWidget *service;
  PanelistOrderForm *form;
  GtkWidget *summary;
};

G_DEFINE_FINAL_TYPE (PanelistNewOrderPage, panelist_new_order_page, ADW_TYPE_NAVIGATION_PAGE)

typedef enum {
  PROP_SESSION = 1,
  PROP_PANEL,
} PanelistNewOrderPageProperty;

static GParamSpec *properties[PROP_PANEL + 1];

static guint show_order_signal;

/* One confirmed order on its way: what brings the form back when nothing was sent. */
typedef struct
{
  GWeakRef page;
  PanelistOrderDraft *draft;
  char *panel_name;
} PanelistPlacement;

static void
panelist_placement_free (PanelistPlacement *self)
{
  g_weak_ref_clear (&self->page);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->panel_name, g_free);
  g_free (self);
}

/* Everything a person can type; the rest follows from panel and service. */
static void
copy_values (PanelistOrderDraft *from,
             PanelistOrderDraft *to)
{
  g_autofree char *note = NULL;
  g_autofree char *tag = NULL;
  gboolean drip_feed = FALSE;

  g_object_get (from, "note", &note, "tag", &tag, "drip-feed", &drip_feed, NULL);
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
on_outcome_dismissed (PanelistNewOrderPage *self)
{
  gtk_widget_set_visible (self->outcome_group, FALSE);
}

static void
show_toast (PanelistNewOrderPage *self,
            const char           *title)
{
  const char *name = NULL;

  name = adw_multi_layout_view_get_layout_name (self->layouts);
  panelist_toast (g_str_equal (name, "narrow") ? gtk_widget_get_first_child (self->narrow_toasts)
                                               : gtk_widget_get_first_child (self->wide_toasts),
                  title);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), title,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Brings back what was typed, unless something else was typed in the meantime. */
static void
restore_form (PanelistNewOrderPage *self,
              PanelistOrderDraft   *draft)
{
  if (!is_untouched (self->draft, draft))
    return;

  panelist_order_draft_set_service (self->draft, panelist_order_draft_get_panel (draft),
                                    panelist_order_draft_get_service (draft));
  copy_values (draft, self->draft);
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

static void
show_order_outcome (PanelistNewOrderPage *self,
                    PanelistPlacement    *placement,
                    PanelistOrder        *order)
{
  g_autofree char *reason = NULL;

  reason = panelist_order_dup_reason (order);
  switch ((int) panelist_order_get_intent_state (order))
    {
    case PANELIST_INTENT_PLACED:
      show_toast (self, _("Order Placed"));
      refresh_balance (self, panelist_order_draft_get_panel (placement->draft));
      break;
    case PANELIST_INTENT_REFUSED:
      restore_form (self, placement->draft);
      show_outcome (self, "panelist-refused-symbolic", "error", _("Order Refused"), reason);
      break;
    case PANELIST_INTENT_NOT_SENT:
      restore_form (self, placement->draft);
      show_outcome (self, "panelist-not-sent-symbolic", NULL, _("Not Sent"), reason);
      break;
    default:
      show_outcome (self, "panelist-unconfirmed-symbolic", "warning", _("Unconfirmed"), reason);
      break;
    }
}

static void
show_error (PanelistNewOrderPage *self,
            PanelistPlacement    *placement,
            const GError         *error)
{
  g_autofree char *words = NULL;

  restore_form (self, placement->draft);
  if (g_error_matches (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_PRICE_ROSE))
    reread_service (self);
  words = panelist_error_dup_nothing_sent (error, placement->panel_name);
  show_outcome (self, "panelist-not-sent-symbolic", NULL, _("Not Sent"), words);
}

static void
update_sending (PanelistNewOrderPage *self)
{
  g_object_set (self->summary, "sending", self->n_sending > 0, NULL);
}

static DexFuture *
on_placed (DexFuture *future,
           gpointer   user_data)
{
  PanelistPlacement *placement = user_data;
  g_autoptr (PanelistNewOrderPage) self = NULL;
  g_autoptr (GError) error = NULL;
  const GValue *value = NULL;

  self = g_weak_ref_get (&placement->page);
  if (self == NULL || self->draft == NULL)
    return dex_future_new_true ();

  self->n_sending--;
  update_sending (self);
  value = dex_future_get_value (future, &error);
  if (value != NULL)
    show_order_outcome (self, placement, g_value_get_object (value));
  else
    show_error (self, placement, error);
  return dex_future_new_true ();
}

static PanelistOrder *
find_twin (PanelistNewOrderPage *self)
{
  if (self->guard == NULL || !panelist_order_draft_has_field (self->draft, PANELIST_FIELD_LINK))
    return NULL;
  return panelist_duplicate_guard_find (
      self->guard, panelist_order_draft_get_value (self->draft, PANELIST_FIELD_LINK));
}

/* The one place that spends. The form is empty from here on, so that a second click has nothing to place; the
 * order belongs to the ordering now and goes its way even when this page is gone. */
static void
place (PanelistNewOrderPage *self)
{
  PanelistPlacement *placement = NULL;
  DexFuture *future = NULL;

  placement = g_new0 (PanelistPlacement, 1);
  g_weak_ref_init (&placement->page, self);
  placement->draft = panelist_order_draft_copy (self->draft);
  g_object_set (placement->draft, "order-anyway",
                find_twin (self) != NULL && panelist_order_form_get_order_anyway (self->form), NULL);
  placement->panel_name =
      g_strdup (panelist_panel_get_name (panelist_order_draft_get_panel (self->draft)));

  gtk_widget_set_visible (self->outcome_group, FALSE);
  self->n_sending++;
  panelist_order_draft_clear_target (self->draft);
  update_sending (self);

  future = panelist_ordering_place (panelist_session_get_ordering (self->session),
                                    placement->draft);
  dex_future_disown (dex_future_finally (future, on_placed, placement,
                                         (GDestroyNotify) panelist_placement_free));
}

static void
on_question_answered (PanelistNewOrderPage *self,
                      const char           *response)
{
  gboolean confirmed = FALSE;

  /* Once only: whatever else the dialog may say later finds no question. */
  if (self->question == NULL)
    return;
  self->question = NULL;

  confirmed = g_str_equal (response, "place");
  if (confirmed && panelist_order_summary_get_ready (PANELIST_ORDER_SUMMARY (self->summary)))
    place (self);
}

static void
on_place_clicked (PanelistNewOrderPage *self)
{
  if (self->question != NULL || self->session == NULL ||
      !panelist_order_summary_get_ready (PANELIST_ORDER_SUMMARY (self->summary)))
    return;

  adw_bottom_sheet_set_open (self->bottom_sheet, FALSE);
  self->question = panelist_order_question_new (self->draft, find_twin (self));
  g_signal_connect_object (self->question, "response", G_CALLBACK (on_question_answered), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (self->question, GTK_WIDGET (self));
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

static void
show_duplicate (PanelistNewOrderPage *self)
{
  panelist_order_form_set_twin (self->form, find_twin (self));
  g_object_set (self->summary, "obstacle",
                panelist_order_form_get_order_anyway (self->form)
                    ? NULL
                    : _("Another order has the same link"),
                NULL);
}

static void
on_order_anyway (PanelistNewOrderPage *self)
{
  if (self->draft != NULL)
    show_duplicate (self);
}

static void
panelist_new_order_page_update (PanelistNewOrderPage *self)
{
  show_service (self);
  show_duplicate (self);
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
  gtk_widget_set_visible (self->outcome_group, FALSE);
}

static void
set_session (PanelistNewOrderPage *self,
             PanelistSession      *session)
{
  PanelistAccounts *accounts = NULL;

  if (!g_set_object (&self->session, session))
    return;

  g_clear_object (&self->guard);
  panelist_order_draft_set_service (self->draft, NULL, NULL);
  if (session != NULL)
    {
      accounts = panelist_session_get_accounts (session);
      self->guard =
          panelist_duplicate_guard_new (G_LIST_MODEL (panelist_accounts_get_orders (accounts)));
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
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_new_order_page_dispose (GObject *object)
{
  PanelistNewOrderPage *self = PANELIST_NEW_ORDER_PAGE (object);

  self->question = NULL;
  g_clear_object (&self->draft);
  g_clear_object (&self->guard);
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
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, layouts);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, bottom_sheet);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, wide_toasts);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, narrow_toasts);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, outcome_group);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, outcome);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, outcome_icon);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, service);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, form);
  gtk_widget_class_bind_template_child (widget_class, PanelistNewOrderPage, summary);
  gtk_widget_class_bind_template_callback (widget_class, bar_caption);
  gtk_widget_class_bind_template_callback (widget_class, on_order_anyway);
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

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANELIST_TYPE_SESSION, flags);
  properties[PROP_PANEL] = g_param_spec_object ("panel", NULL, NULL, PANELIST_TYPE_PANEL, flags);
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
  /* A shortcut calls the handler of the button: money never moves through an action (safety.md F2). */
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, on_place_shortcut,
                                NULL);
}

static void
panelist_new_order_page_init (PanelistNewOrderPage *self)
{
  self->draft = panelist_order_draft_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));

  panelist_order_form_set_draft (self->form, self->draft);
  g_signal_connect_object (self->draft, "changed", G_CALLBACK (panelist_new_order_page_update),
                           self, G_CONNECT_SWAPPED);
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

/* Fills the form with what was sent for `order`, but for a day, which may be over; nothing is placed.
 * Does nothing when its panel is gone. */
void
panelist_new_order_page_reorder (PanelistNewOrderPage *self,
                                 PanelistOrder        *order)
{
  PanelistAccounts *accounts = NULL;
  PanelistPanel *panel = NULL;
  PanelistForm *form = NULL;

  g_return_if_fail (PANELIST_IS_NEW_ORDER_PAGE (self));
  g_return_if_fail (PANELIST_IS_ORDER (order));

  if (self->session == NULL)
    return;
  accounts = panelist_session_get_accounts (self->session);
  panel = panelist_accounts_get_panel (accounts, panelist_order_get_panel_id (order));
  form = panelist_order_get_form (order);
  if (panel == NULL || form == NULL || panelist_order_get_service (order) == NULL)
    return;

  clear_action (GTK_WIDGET (self), NULL, NULL);
  panelist_order_draft_set_service (self->draft, panel, panelist_order_get_service (order));
  reread_service (self);
  g_object_set (self->draft, "drip-feed", panelist_form_lookup (form, "runs") != NULL, NULL);
  for (guint i = 0; i < panelist_form_get_size (form); i++)
    {
      PanelistField field = PANELIST_FIELD_LINK;

      if (panelist_field_from_name (panelist_form_get_name (form, i), &field) &&
          panelist_field_get_kind (field) != PANELIST_FIELD_KIND_DATE)
        panelist_order_draft_set_value (self->draft, field, panelist_form_get_value (form, i));
    }
}
