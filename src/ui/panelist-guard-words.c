/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-guard-words.h"

#include <glib/gi18n.h>

#include "panelist-money.h"
#include "panelist-order-words.h"
#include "panelist-text.h"

static char *
dup_name (PanelistOrder *other)
{
  g_autofree char *moment = NULL;
  const char *id = NULL;

  id = panelist_order_get_remote_id (other);
  if (id != NULL && id[0] != '\0')
    return panelist_order_dup_name (other);

  moment = panelist_time_dup_moment (panelist_order_get_created_time (other));
  /* Translators: an order that has no number yet; %s is when it was made, for example "14:02" */
  return g_strdup_printf (_("The order of %s"), moment);
}

/* Names the order that has the same link, and its panel when that is not `panel`. */
char *
panelist_guard_dup_other (PanelistOrder *other,
                          PanelistPanel *panel)
{
  g_autofree char *name = NULL;
  g_autofree char *own = NULL;
  g_autofree char *panel_name = NULL;
  g_autofree char *progress = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER (other), NULL);

  name = dup_name (other);
  if (panel == NULL || panelist_order_get_panel_id (other) != panelist_panel_get_id (panel))
    {
      g_object_get (other, "panel-name", &panel_name, NULL);
      own = g_steal_pointer (&name);
      /* Translators: an order and the name of a panel, "Order 23501 at Main Panel" */
      name = g_strdup_printf (_("%s at %s"), own, panel_name != NULL ? panel_name : "–");
    }

  switch ((int) panelist_order_get_intent_state (other))
    {
    case PANELIST_INTENT_UNCONFIRMED:
      /* Translators: %s names an order */
      return g_strdup_printf (_("%s is unconfirmed: it may already have been placed"), name);
    case PANELIST_INTENT_HELD:
    case PANELIST_INTENT_SUBMITTING:
      /* Translators: %s names an order */
      return g_strdup_printf (_("%s is being sent"), name);
    default:
      break;
    }

  progress = panelist_order_dup_progress (other);
  if (progress == NULL)
    /* Translators: "Order 23501 is active" */
    return g_strdup_printf (_("%s is active"), name);
  /* Translators: "Order 23501 is active: 843 of 1,000" */
  return g_strdup_printf (_("%s is active: %s"), name, progress);
}

/* The old and the new price; what is not told is a dash. */
char *
panelist_guard_dup_price (PanelistPanel   *panel,
                          PanelistService *before,
                          PanelistService *now)
{
  g_autofree char *old_rate = NULL;
  g_autofree char *new_rate = NULL;
  const PanelistServiceTypeInfo *info = NULL;
  const char *currency = NULL;

  g_return_val_if_fail (PANELIST_IS_PANEL (panel), NULL);
  g_return_val_if_fail (PANELIST_IS_SERVICE (before), NULL);
  g_return_val_if_fail (PANELIST_IS_SERVICE (now), NULL);

  currency = panelist_panel_get_currency (panel);
  old_rate = panelist_money_format (panelist_service_get_rate (before), currency);
  new_rate = panelist_money_format (panelist_service_get_rate (now), currency);
  info = panelist_service_type_get_info (panelist_service_get_service_type (now));
  if (info->charge == PANELIST_CHARGE_FLAT)
    /* Translators: two prices of one package, the old one and the new one */
    return g_strdup_printf (_("The price rose from %s to %s"), old_rate, new_rate);
  /* Translators: two prices of 1,000, the old one and the new one */
  return g_strdup_printf (_("The price rose from %s to %s per 1,000"), old_rate, new_rate);
}

static char *
dup_amount_reason (PanelistOrderDraft *draft)
{
  g_autofree char *charge = NULL;
  g_autofree char *text = NULL;
  PanelistPanel *panel = NULL;

  charge = panelist_order_draft_dup_worst_charge (draft);
  if (charge == NULL)
    return g_strdup (_("What it will cost in the end is not known"));

  panel = panelist_order_draft_get_panel (draft);
  if (panelist_panel_get_confirm (panel) == PANELIST_CONFIRM_AMOUNT)
    {
      text = panelist_money_format (panelist_panel_get_confirm_amount (panel), panelist_panel_get_currency (panel));
      /* Translators: %s is an amount */
      return g_strdup_printf (_("It costs more than %s, which is asked about at this panel"), text);
    }
  if (panelist_panel_get_balance (panel) == NULL)
    return g_strdup (_("The balance it is measured against is not known"));
  /* xgettext:no-c-format */
  return g_strdup (_("It costs more than 1 % of the balance"));
}

/* Why it is asked about, one sentence a line. `other` has the same link; `before` is the service at its old price;
 * both nullable. */
char *
panelist_guard_dup_reasons (PanelistQuestion    question,
                            PanelistOrderDraft *draft,
                            PanelistOrder      *other,
                            PanelistService    *before)
{
  g_autoptr (GPtrArray) lines = NULL;
  PanelistPanel *panel = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (draft), NULL);

  panel = panelist_order_draft_get_panel (draft);
  lines = g_ptr_array_new_with_free_func (g_free);
  if (question & PANELIST_QUESTION_PRICE)
    g_ptr_array_add (lines, before != NULL
                                ? panelist_guard_dup_price (panel, before, panelist_order_draft_get_service (draft))
                                : g_strdup (_("The price rose since it was confirmed")));
  if (question & PANELIST_QUESTION_DUPLICATE && other != NULL)
    g_ptr_array_add (lines, panelist_guard_dup_other (other, panel));
  if (question & PANELIST_QUESTION_AMOUNT)
    g_ptr_array_add (lines, dup_amount_reason (draft));
  if (question & PANELIST_QUESTION_ALWAYS)
    g_ptr_array_add (lines, g_strdup (_("Every order at this panel is asked about")));
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static gboolean
is_limit (const GError *error)
{
  return error != NULL && error->domain == PANELIST_ORDER_ERROR &&
         (error->code == PANELIST_ORDER_ERROR_LIMIT_ORDER || error->code == PANELIST_ORDER_ERROR_LIMIT_DAY ||
          error->code == PANELIST_ORDER_ERROR_LIMIT_MONTH || error->code == PANELIST_ORDER_ERROR_LIMIT_BALANCE);
}

/* An amount that is not known: a subscription without an end, a balance nobody has read. */
static char *
dup_unknown (const GError *error,
             const char   *limit)
{
  switch (error->code)
    {
    case PANELIST_ORDER_ERROR_LIMIT_ORDER:
      /* Translators: %s is an amount */
      return g_strdup_printf (_("It may cost any amount; the limit for one order is %s"), limit);
    case PANELIST_ORDER_ERROR_LIMIT_DAY:
      /* Translators: %s is an amount */
      return g_strdup_printf (_("It may cost any amount; the limit for a day is %s"), limit);
    case PANELIST_ORDER_ERROR_LIMIT_MONTH:
      /* Translators: %s is an amount */
      return g_strdup_printf (_("It may cost any amount; the limit for a month is %s"), limit);
    default:
      /* Translators: %s is an amount */
      return g_strdup_printf (_("What it would leave is not known; %s is to be kept"), limit);
    }
}

char *
panelist_guard_dup_limit (const GError  *error,
                          PanelistPanel *panel)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *limit = NULL;
  const char *currency = NULL;

  g_return_val_if_fail (PANELIST_IS_PANEL (panel), NULL);

  if (!is_limit (error))
    return NULL;

  currency = panelist_panel_get_currency (panel);
  trimmed = panelist_money_trim (panelist_order_error_get_amount (error));
  amount = panelist_money_format (trimmed, currency);
  limit = panelist_money_format (panelist_order_error_get_limit (error), currency);
  if (amount == NULL)
    return dup_unknown (error, limit);

  switch (error->code)
    {
    case PANELIST_ORDER_ERROR_LIMIT_ORDER:
      /* Translators: two amounts: what an order costs, and the limit */
      return g_strdup_printf (_("It costs %s; the limit for one order is %s"), amount, limit);
    case PANELIST_ORDER_ERROR_LIMIT_DAY:
      /* Translators: two amounts: what would be spent today, and the limit */
      return g_strdup_printf (_("It would bring today’s spending to %s; the limit is %s"), amount, limit);
    case PANELIST_ORDER_ERROR_LIMIT_MONTH:
      /* Translators: two amounts: what would be spent this month, and the limit */
      return g_strdup_printf (_("It would bring this month’s spending to %s; the limit is %s"), amount, limit);
    default:
      /* Translators: two amounts: what is left, and what is to be kept */
      return g_strdup_printf (_("It would leave %s; %s is to be kept"), amount, limit);
    }
}

const char *
panelist_guard_get_limit_title (const GError *error)
{
  if (!is_limit (error))
    return NULL;
  switch (error->code)
    {
    case PANELIST_ORDER_ERROR_LIMIT_ORDER:
      return _("Above the limit for one order");
    case PANELIST_ORDER_ERROR_LIMIT_DAY:
      return _("Above the limit for a day");
    case PANELIST_ORDER_ERROR_LIMIT_MONTH:
      return _("Above the limit for a month");
    default:
      return _("Below the balance to keep");
    }
}

const char *
panelist_guard_get_limit_property (const GError *error)
{
  if (!is_limit (error))
    return NULL;
  switch (error->code)
    {
    case PANELIST_ORDER_ERROR_LIMIT_ORDER:
      return "most-per-order";
    case PANELIST_ORDER_ERROR_LIMIT_DAY:
      return "most-per-day";
    case PANELIST_ORDER_ERROR_LIMIT_MONTH:
      return "most-per-month";
    default:
      return "balance-to-keep";
    }
}
