/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-order-summary.h"

#include <glib/gi18n.h>

#include "panelist-field-words.h"
#include "panelist-money.h"
#include "panelist-order-closures.h"
#include "panelist-order-words.h"
#include "panelist-ui.h"

struct _PanelistOrderSummary
{
  AdwBin parent_instance;

  PanelistOrderDraft *draft;
  PanelistPanel *panel;
  PanelistSpending *spending;
  char *obstacle;
  char *caption_text;
  char *charge_text;
  char *after_text;
  gboolean sending;
  gboolean ready;

  GtkWidget *lines;
  GtkWidget *unit;
  GtkWidget *unit_amount;
  GtkWidget *runs_line;
  GtkWidget *runs;
  GtkWidget *charge;
  GtkWidget *later;
  GtkWidget *later_amount;
  GtkWidget *after;
  GtkWidget *balance;
  GtkWidget *balance_after;
  GtkWidget *day;
  GtkWidget *day_text;
  GtkWidget *day_bar;
  GtkWidget *month;
  GtkWidget *month_text;
  GtkWidget *month_bar;
  GtkWidget *place;
};

G_DEFINE_FINAL_TYPE (PanelistOrderSummary, panelist_order_summary, ADW_TYPE_BIN)

typedef enum {
  PROP_DRAFT = 1,
  PROP_SPENDING,
  PROP_OBSTACLE,
  PROP_SENDING,
  PROP_READY,
  PROP_CAPTION,
  PROP_CHARGE_TEXT,
  PROP_AFTER_TEXT,
} PanelistOrderSummaryProperty;

static GParamSpec *properties[PROP_AFTER_TEXT + 1];

static guint place_signal;

static void
set_text (PanelistOrderSummary *self,
          char                **text,
          const char           *value,
          int                   property)
{
  if (g_set_str (text, value))
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_label (GtkWidget  *label,
           const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
}

static const char *
get_currency (PanelistOrderSummary *self)
{
  return self->panel != NULL ? panelist_panel_get_currency (self->panel) : NULL;
}

static void
set_amount (PanelistOrderSummary *self,
            GtkWidget            *label,
            const char           *amount)
{
  g_autofree char *text = NULL;

  text = panelist_money_format (amount, get_currency (self));
  set_label (label, text);
}

static int64_t
get_number (PanelistOrderSummary *self,
            PanelistField         field)
{
  const char *value = NULL;
  guint64 number = 0;

  value = panelist_order_draft_get_value (self->draft, field);
  if (value == NULL || !g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT32, &number, NULL))
    return -1;
  return (int64_t) number;
}

/* "500 × $0.090 per 1,000" and its amount, or the price of one package. */
static void
show_unit (PanelistOrderSummary          *self,
           PanelistService               *service,
           const PanelistServiceTypeInfo *info)
{
  g_autofree char *rate = NULL;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;
  g_autofree char *amount = NULL;
  int64_t quantity = -1;

  rate = panelist_money_format (panelist_service_get_rate (service), get_currency (self));

  if (info->charge == PANELIST_CHARGE_FLAT)
    {
      set_label (self->unit, _("1 package"));
      set_label (self->unit_amount, rate);
      return;
    }

  quantity = panelist_order_draft_get_effective_quantity (self->draft);
  if (info->charge == PANELIST_CHARGE_PER_THOUSAND && quantity >= 0)
    {
      number = panelist_number_format (quantity);
      /* Translators: a quantity and a price, for example "500 × $0.090 per 1,000" */
      text = g_strdup_printf (_("%s × %s per 1,000"), number, rate);
      amount = panelist_money_per_thousand (panelist_service_get_rate (service), quantity);
      set_label (self->unit, text);
      set_amount (self, self->unit_amount, amount);
      return;
    }

  /* Translators: a price, for example "$0.090 per 1,000" */
  text = g_strdup_printf (_("%s per 1,000"), rate);
  set_label (self->unit, text);
  set_label (self->unit_amount, "");
}

static void
show_runs (PanelistOrderSummary *self)
{
  g_autofree char *text = NULL;
  g_autofree char *number = NULL;
  gboolean drip_feed = FALSE;
  int64_t runs = -1;

  g_object_get (self->draft, "drip-feed", &drip_feed, NULL);
  runs = get_number (self, PANELIST_FIELD_RUNS);
  drip_feed = drip_feed && runs > 0 &&
              panelist_order_draft_has_field (self->draft, PANELIST_FIELD_RUNS);
  gtk_widget_set_visible (self->runs_line, drip_feed);
  if (!drip_feed)
    return;

  number = panelist_number_format (runs);
  /* Translators: how often a drip-feed repeats, for example "× 10 runs" */
  text = g_strdup_printf (ngettext ("× %s run", "× %s runs", (gulong) runs), number);
  set_label (self->runs, text);
}

/* What a subscription may cost in time: a range, or that there is no limit. */
static void
show_later (PanelistOrderSummary          *self,
            PanelistService               *service,
            const PanelistServiceTypeInfo *info)
{
  g_autofree char *worst = NULL;
  g_autofree char *least = NULL;
  g_autofree char *each = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *text = NULL;
  int64_t posts = -1;
  int64_t min = -1;

  gtk_widget_set_visible (self->later, info->charge == PANELIST_CHARGE_PER_POST);
  if (info->charge != PANELIST_CHARGE_PER_POST)
    return;

  worst = panelist_order_draft_dup_worst_charge (self->draft);
  posts = get_number (self, PANELIST_FIELD_POSTS);
  min = get_number (self, PANELIST_FIELD_MIN);

  gtk_widget_remove_css_class (self->later_amount, "warning");
  if (worst != NULL)
    {
      if (posts >= 0 && min >= 0)
        {
          each = panelist_money_per_thousand (panelist_service_get_rate (service), min);
          least = panelist_money_multiply (each, posts);
        }
      from = panelist_money_format (least != NULL ? least : "0", get_currency (self));
      to = panelist_money_format (worst, get_currency (self));
      /* Translators: the least and the most that a subscription may cost, "$0.45 – $0.90" */
      text = g_strdup_printf (_("%s – %s"), from, to);
      set_label (self->later_amount, text);
      return;
    }

  if (posts < 0)
    {
      gtk_widget_add_css_class (self->later_amount, "warning");
      set_label (self->later_amount, _("No limit"));
    }
  else
    set_label (self->later_amount, "–");
}

/* Returns: the words for a balance that is too low, or NULL */
static char *
show_balance (PanelistOrderSummary *self,
              const char           *charge)
{
  g_autofree char *left = NULL;
  g_autofree char *missing = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;
  const char *balance = NULL;

  balance = self->panel != NULL ? panelist_panel_get_balance (self->panel) : NULL;
  gtk_widget_set_visible (self->after, balance != NULL);
  gtk_widget_remove_css_class (self->balance_after, "error");
  set_text (self, &self->after_text, "", PROP_AFTER_TEXT);
  if (balance == NULL)
    return NULL;

  set_amount (self, self->balance, balance);
  if (charge == NULL)
    {
      set_label (self->balance_after, "–");
      return NULL;
    }

  left = panelist_money_subtract (balance, charge);
  if (panelist_money_is_negative (left))
    {
      missing = panelist_money_subtract (charge, balance);
      amount = panelist_money_format (missing, get_currency (self));
      /* Translators: %s is the amount that is missing, for example "$1.20 short" */
      text = g_strdup_printf (_("%s short"), amount);
      gtk_widget_add_css_class (self->balance_after, "error");
      set_label (self->balance_after, text);
      set_text (self, &self->after_text, text, PROP_AFTER_TEXT);
      return g_steal_pointer (&text);
    }

  amount = panelist_money_format (left, get_currency (self));
  set_label (self->balance_after, amount);
  /* Translators: %s is the balance that is left, for example "$100.39 after this order" */
  text = g_strdup_printf (_("%s after this order"), amount);
  set_text (self, &self->after_text, text, PROP_AFTER_TEXT);
  return NULL;
}

/* "$12.10 of $50.00" and a bar, where there is a limit. */
static void
show_limit (PanelistOrderSummary *self,
            GtkWidget            *box,
            GtkWidget            *label,
            GtkWidget            *bar,
            const char           *spent,
            const char           *limit)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *spent_text = NULL;
  g_autofree char *limit_text = NULL;
  g_autofree char *text = NULL;
  double most = 0;

  gtk_widget_set_visible (box, spent != NULL && limit != NULL);
  if (spent == NULL || limit == NULL)
    return;

  trimmed = panelist_money_trim (spent);
  spent_text = panelist_money_format (trimmed, get_currency (self));
  limit_text = panelist_money_format (limit, get_currency (self));
  /* Translators: two amounts: what was spent, and the limit, for example "$12.10 of $50.00" */
  text = g_strdup_printf (_("%s of %s"), spent_text, limit_text);
  set_label (label, text);

  /* For drawing only. */
  most = panelist_money_sort_key (limit);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar),
                                 most > 0 ? CLAMP (panelist_money_sort_key (spent) / most, 0, 1) : 1);
}

static void
show_limits (PanelistOrderSummary *self)
{
  PanelistPanel *panel = NULL;

  panel = self->spending != NULL ? panelist_spending_get_panel (self->spending) : NULL;
  if (panel == NULL || panel != self->panel)
    {
      gtk_widget_set_visible (self->day, FALSE);
      gtk_widget_set_visible (self->month, FALSE);
      return;
    }
  show_limit (self, self->day, self->day_text, self->day_bar, panelist_spending_get_day (self->spending),
              panelist_panel_get_most_per_day (panel));
  show_limit (self, self->month, self->month_text, self->month_bar, panelist_spending_get_month (self->spending),
              panelist_panel_get_most_per_month (panel));
}

/* Why the order can't be placed now, or NULL. */
static char *
dup_reason (PanelistOrderSummary *self,
            const char           *shortage)
{
  PanelistField field = PANELIST_FIELD_LINK;
  PanelistProblem problem = PANELIST_PROBLEM_NONE;
  int64_t limit = -1;
  char *reason = NULL;

  if (panelist_order_draft_get_service (self->draft) == NULL)
    return g_strdup (_("Choose a service first"));

  reason = panelist_panel_dup_obstacle (self->panel);
  if (reason != NULL)
    return reason;

  problem = panelist_order_draft_check (self->draft, &field, &limit);
  if (problem != PANELIST_PROBLEM_NONE)
    return panelist_field_dup_problem (self->draft, field, problem, limit);
  if (self->obstacle != NULL)
    return g_strdup (self->obstacle);
  if (shortage != NULL)
    return g_strdup (_("The balance is too low for this order"));
  return NULL;
}

static void
panelist_order_summary_update (PanelistOrderSummary *self)
{
  g_autofree char *charge = NULL;
  g_autofree char *text = NULL;
  g_autofree char *shortage = NULL;
  g_autofree char *reason = NULL;
  PanelistService *service = NULL;
  const PanelistServiceTypeInfo *info = NULL;
  gboolean ready = FALSE;

  if (self->draft == NULL)
    return;

  service = panelist_order_draft_get_service (self->draft);
  gtk_widget_set_visible (self->lines, service != NULL);
  gtk_widget_set_visible (self->later, FALSE);
  if (service != NULL)
    {
      info = panelist_service_type_get_info (panelist_service_get_service_type (service));
      show_unit (self, service, info);
      show_runs (self);
      show_later (self, service, info);
      if (info->charge == PANELIST_CHARGE_PER_POST)
        charge = g_strdup ("0");
      else
        charge = panelist_order_draft_dup_expected_charge (self->draft);
    }

  text = charge != NULL ? panelist_money_format (charge, get_currency (self)) : g_strdup ("–");
  set_text (self, &self->charge_text, text, PROP_CHARGE_TEXT);
  if (charge != NULL)
    gtk_widget_remove_css_class (self->charge, "dimmed");
  else
    gtk_widget_add_css_class (self->charge, "dimmed");
  shortage = show_balance (self, charge);
  show_limits (self);

  reason = dup_reason (self, shortage);
  ready = reason == NULL;
  if (reason == NULL && self->sending)
    reason = g_strdup (_("Sending…"));
  set_text (self, &self->caption_text, reason != NULL ? reason : "", PROP_CAPTION);
  if (self->ready != ready)
    {
      self->ready = ready;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
    }
}

static void
on_draft_changed (PanelistOrderSummary *self)
{
  PanelistPanel *panel = NULL;

  panel = self->draft != NULL ? panelist_order_draft_get_panel (self->draft) : NULL;
  if (self->panel != panel)
    {
      if (self->panel != NULL)
        g_signal_handlers_disconnect_by_func (self->panel, panelist_order_summary_update, self);
      g_set_object (&self->panel, panel);
      if (panel != NULL)
        g_signal_connect_object (panel, "notify", G_CALLBACK (panelist_order_summary_update), self,
                                 G_CONNECT_SWAPPED);
    }

  panelist_order_summary_update (self);
}

static void
on_place_clicked (PanelistOrderSummary *self)
{
  g_signal_emit (self, place_signal, 0);
}

static void
panelist_order_summary_set_draft (PanelistOrderSummary *self,
                                  PanelistOrderDraft   *draft)
{
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_func (self->draft, on_draft_changed, self);
  if (!g_set_object (&self->draft, draft))
    return;

  if (draft != NULL)
    g_signal_connect_object (draft, "changed", G_CALLBACK (on_draft_changed), self,
                             G_CONNECT_SWAPPED);
  on_draft_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRAFT]);
}

static void
panelist_order_summary_set_spending (PanelistOrderSummary *self,
                                     PanelistSpending     *spending)
{
  if (self->spending != NULL)
    g_signal_handlers_disconnect_by_func (self->spending, panelist_order_summary_update, self);
  if (!g_set_object (&self->spending, spending))
    return;

  if (spending != NULL)
    g_signal_connect_object (spending, "changed", G_CALLBACK (panelist_order_summary_update), self,
                             G_CONNECT_SWAPPED);
  panelist_order_summary_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPENDING]);
}

static void
panelist_order_summary_set_sending (PanelistOrderSummary *self,
                                    gboolean              sending)
{
  if (self->sending == sending)
    return;

  self->sending = sending;
  panelist_order_summary_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENDING]);
}

static void
panelist_order_summary_get_property (GObject    *object,
                                     guint       id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  PanelistOrderSummary *self = PANELIST_ORDER_SUMMARY (object);

  switch ((PanelistOrderSummaryProperty) id)
    {
    case PROP_DRAFT:
      g_value_set_object (value, self->draft);
      break;
    case PROP_SPENDING:
      g_value_set_object (value, self->spending);
      break;
    case PROP_OBSTACLE:
      g_value_set_string (value, self->obstacle);
      break;
    case PROP_SENDING:
      g_value_set_boolean (value, self->sending);
      break;
    case PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;
    case PROP_CAPTION:
      g_value_set_string (value, self->caption_text);
      break;
    case PROP_CHARGE_TEXT:
      g_value_set_string (value, self->charge_text);
      break;
    case PROP_AFTER_TEXT:
      g_value_set_string (value, self->after_text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_order_summary_set_property (GObject      *object,
                                     guint         id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  PanelistOrderSummary *self = PANELIST_ORDER_SUMMARY (object);

  switch ((PanelistOrderSummaryProperty) id)
    {
    case PROP_DRAFT:
      panelist_order_summary_set_draft (self, g_value_get_object (value));
      break;
    case PROP_SPENDING:
      panelist_order_summary_set_spending (self, g_value_get_object (value));
      break;
    case PROP_OBSTACLE:
      set_text (self, &self->obstacle, g_value_get_string (value), PROP_OBSTACLE);
      panelist_order_summary_update (self);
      break;
    case PROP_SENDING:
      panelist_order_summary_set_sending (self, g_value_get_boolean (value));
      break;
    case PROP_READY:
    case PROP_CAPTION:
    case PROP_CHARGE_TEXT:
    case PROP_AFTER_TEXT:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_order_summary_dispose (GObject *object)
{
  PanelistOrderSummary *self = PANELIST_ORDER_SUMMARY (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->panel);
  g_clear_object (&self->spending);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_ORDER_SUMMARY);

  G_OBJECT_CLASS (panelist_order_summary_parent_class)->dispose (object);
}

static void
panelist_order_summary_finalize (GObject *object)
{
  PanelistOrderSummary *self = PANELIST_ORDER_SUMMARY (object);

  g_clear_pointer (&self->obstacle, g_free);
  g_clear_pointer (&self->caption_text, g_free);
  g_clear_pointer (&self->charge_text, g_free);
  g_clear_pointer (&self->after_text, g_free);

  G_OBJECT_CLASS (panelist_order_summary_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_DRAFT] =
      g_param_spec_object ("draft", NULL, NULL, PANELIST_TYPE_ORDER_DRAFT, writable);
  properties[PROP_SPENDING] =
      g_param_spec_object ("spending", NULL, NULL, PANELIST_TYPE_SPENDING, writable);
  properties[PROP_OBSTACLE] = g_param_spec_string ("obstacle", NULL, NULL, NULL, writable);
  properties[PROP_SENDING] = g_param_spec_boolean ("sending", NULL, NULL, FALSE, writable);
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, readable);
  properties[PROP_CAPTION] = g_param_spec_string ("caption", NULL, NULL, NULL, readable);
  properties[PROP_CHARGE_TEXT] = g_param_spec_string ("charge-text", NULL, NULL, NULL, readable);
  properties[PROP_AFTER_TEXT] = g_param_spec_string ("after-text", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
panelist_order_summary_class_init (PanelistOrderSummaryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = panelist_order_summary_get_property;
  object_class->set_property = panelist_order_summary_set_property;
  object_class->dispose = panelist_order_summary_dispose;
  object_class->finalize = panelist_order_summary_finalize;
  install_properties (object_class);

  place_signal = g_signal_new ("place", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               PANELIST_RESOURCE_PATH "panelist-order-summary.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSummary, lines);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSummary, unit);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSummary, unit_amount);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSummary, runs_line);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSummary, runs);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSummary, charge);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSummary, later);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSummary, later_amount);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSummary, after);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSummary, balance);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSummary, balance_after);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSummary, day);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSummary, day_text);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSummary, day_bar);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSummary, month);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSummary, month_text);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSummary, month_bar);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSummary, place);
  gtk_widget_class_bind_template_callback (widget_class, has_caption);
  gtk_widget_class_bind_template_callback (widget_class, on_place_clicked);
}

static void
panelist_order_summary_init (PanelistOrderSummary *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

gboolean
panelist_order_summary_get_ready (PanelistOrderSummary *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER_SUMMARY (self), FALSE);

  return self->ready;
}

const char *
panelist_order_summary_get_charge_text (PanelistOrderSummary *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER_SUMMARY (self), NULL);

  return self->charge_text;
}

/* The balance after the order as a phrase, or what is missing; empty when not known. */
const char *
panelist_order_summary_get_after_text (PanelistOrderSummary *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER_SUMMARY (self), NULL);

  return self->after_text;
}

/* Puts the focus on Place Order. */
void
panelist_order_summary_focus_place (PanelistOrderSummary *self)
{
  g_return_if_fail (PANELIST_IS_ORDER_SUMMARY (self));

  gtk_widget_grab_focus (self->place);
}
