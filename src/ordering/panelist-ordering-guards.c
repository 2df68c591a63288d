/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ordering"

#include "config.h"

#include "panelist-ordering-private.h"

#include "panelist-clock.h"
#include "panelist-keywords.h"
#include "panelist-money.h"
#include "panelist-text.h"

/* The guards of ux.md 8 and safety.md A3. None of them is passed without the person saying so in the draft; limits are
 * passed by changing them. */

gboolean
panelist_guards_check_draft (PanelistOrderDraft  *draft,
                             GError             **error)
{
  PanelistField field = 0;
  int64_t limit = 0;
  PanelistProblem problem = PANELIST_PROBLEM_NONE;

  problem = panelist_order_draft_check (draft, &field, &limit);

  if (problem == PANELIST_PROBLEM_NONE)
    return TRUE;

  g_set_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_INVALID,
               "The order does not check: problem %d", problem);
  return FALSE;
}

/* Twins (safety.md A2.4) */

/* The parameters that make two orders for one link two wishes: how many, and of what. Whoever only adds a
 * parameter of the panel, or spreads the same over several runs, wants the same once more. */
static gboolean
is_part_of_wish (const char *name,
                 const char *link_name)
{
  PanelistField field = PANELIST_FIELD_LINK;

  return g_strcmp0 (name, link_name) != 0 && panelist_field_from_name (name, &field) &&
         field != PANELIST_FIELD_RUNS && field != PANELIST_FIELD_INTERVAL && field != PANELIST_FIELD_DELAY &&
         field != PANELIST_FIELD_EXPIRY;
}

static const char *
get_link_name (PanelistForm *form)
{
  return panelist_form_lookup (form, "link") != NULL ? "link" : "username";
}

static gboolean
is_same_wish (PanelistOrder *order,
              int64_t        panel_id,
              const char    *service_id,
              const char    *link,
              PanelistForm  *form)
{
  PanelistForm *other = panelist_order_get_form (order);
  g_autofree char *other_link = NULL;

  if (panelist_order_get_panel_id (order) != panel_id || other == NULL ||
      g_strcmp0 (panelist_service_get_id (panelist_order_get_service (order)), service_id) != 0)
    return FALSE;

  other_link = panelist_text_normalize_link (panelist_order_get_link (order));

  if (!g_str_equal (other_link, link))
    return FALSE;

  for (guint i = 0; i < panelist_form_get_size (form); i++)
    {
      const char *name = panelist_form_get_name (form, i);
      const char *value = panelist_form_lookup (other, name);

      if (value != NULL && is_part_of_wish (name, get_link_name (form)) &&
          !g_str_equal (panelist_form_get_value (form, i), value))
        return FALSE;
    }

  return TRUE;
}

PanelistOrder *
panelist_ordering_find_twin (PanelistOrdering   *self,
                             PanelistOrderDraft *draft)
{
  GListModel *orders = NULL;
  g_autoptr (PanelistForm) form = NULL;
  g_autofree char *link = NULL;
  const char *service_id = NULL;
  int64_t panel_id = 0;

  g_return_val_if_fail (PANELIST_IS_ORDERING (self), NULL);
  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (draft), NULL);

  if ((form = panelist_order_draft_dup_form (draft)) == NULL)
    return NULL;

  orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));
  panel_id = panelist_panel_get_id (panelist_order_draft_get_panel (draft));
  service_id = panelist_service_get_id (panelist_order_draft_get_service (draft));
  link = panelist_text_normalize_link (panelist_form_lookup (form, get_link_name (form)));

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr (PanelistOrder) order = g_list_model_get_item (orders, i);

      if (panelist_order_get_intent_state (order) == PANELIST_INTENT_UNCONFIRMED &&
          is_same_wish (order, panel_id, service_id, link, form))
        return order;
    }

  return NULL;
}

/* Duplicates (ux.md 8.4) */

static const char *
get_kind (PanelistKeywords *keywords,
          PanelistService  *service)
{
  return panelist_keywords_find (keywords, PANELIST_GROUPING_KIND, panelist_service_get_name (service),
                                 panelist_service_get_category (service));
}

static gboolean
is_same_kind (PanelistOrdering *self,
              PanelistService  *a,
              PanelistService  *b)
{
  PanelistKeywords *keywords = panelist_accounts_get_keywords (self->accounts);
  const char *kind_of_a = a != NULL ? get_kind (keywords, a) : NULL;
  const char *kind_of_b = b != NULL ? get_kind (keywords, b) : NULL;

  /* What can not be told is the same, until somebody says that it is not. */
  return kind_of_a == NULL || kind_of_b == NULL || g_str_equal (kind_of_a, kind_of_b);
}

/* An order that is held counts for those that were held after it. */
static gboolean
stands_in_the_way (PanelistOrder *order,
                   PanelistOrder *held)
{
  if (order == held)
    return FALSE;

  if (panelist_order_get_intent_state (order) == PANELIST_INTENT_HELD && held != NULL)
    return panelist_order_get_id (order) < panelist_order_get_id (held);

  return panelist_order_get_intent_state (order) == PANELIST_INTENT_UNCONFIRMED || panelist_order_is_active (order);
}

static PanelistOrder *
find_duplicate (PanelistOrdering   *self,
                PanelistOrderDraft *draft,
                PanelistOrder      *held)
{
  GListModel *orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));
  PanelistService *service = panelist_order_draft_get_service (draft);
  const char *target = panelist_order_draft_get_target (draft);
  g_autofree char *link = NULL;
  PanelistOrder *found = NULL;

  if (target == NULL || service == NULL)
    return NULL;

  link = panelist_text_normalize_link (target);

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr (PanelistOrder) order = g_list_model_get_item (orders, i);
      g_autofree char *other = NULL;

      if (!stands_in_the_way (order, held) || panelist_order_get_link (order) == NULL)
        continue;

      other = panelist_text_normalize_link (panelist_order_get_link (order));

      if (!g_str_equal (link, other) || !is_same_kind (self, service, panelist_order_get_service (order)))
        continue;

      if (panelist_order_get_intent_state (order) == PANELIST_INTENT_UNCONFIRMED)
        return order;

      found = found != NULL ? found : order;
    }

  return found;
}

PanelistOrder *
panelist_ordering_find_duplicate (PanelistOrdering   *self,
                                  PanelistOrderDraft *draft)
{
  g_return_val_if_fail (PANELIST_IS_ORDERING (self), NULL);
  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (draft), NULL);

  return find_duplicate (self, draft, NULL);
}

static char *
dup_link (PanelistPlacement *placement)
{
  const char *target = panelist_order_draft_get_target (placement->draft);

  return target != NULL ? panelist_text_normalize_link (target) : NULL;
}

/* Returns: (nullable): what to release; NULL when another one holds it already */
char *
panelist_guards_claim_link (PanelistPlacement *placement)
{
  g_autofree char *link = dup_link (placement);

  if (link == NULL || !g_hash_table_add (placement->self->links, g_strdup (link)))
    return NULL;

  return g_steal_pointer (&link);
}

void
panelist_guards_release_link (PanelistPlacement *placement,
                              const char        *link)
{
  if (link != NULL)
    g_hash_table_remove (placement->self->links, link);
}

static gboolean
is_claimed (PanelistPlacement *placement)
{
  g_autofree char *link = dup_link (placement);

  return link != NULL && g_hash_table_contains (placement->self->links, link);
}

/* Whether this wish stands against another order. Send Again asked about that already. */
gboolean
panelist_guards_check_wish (PanelistPlacement  *placement,
                            GError            **error)
{
  PanelistOrder *other = NULL;

  if (placement->again)
    return TRUE;

  if ((other = panelist_ordering_find_twin (placement->self, placement->draft)) != NULL)
    {
      g_propagate_error (error, panelist_order_error_new (PANELIST_ORDER_ERROR_TWIN_UNCONFIRMED, NULL, NULL,
                                                          panelist_order_get_uuid (other), PANELIST_REASON_NONE,
                                                          "The same order may have been placed already"));
      return FALSE;
    }

  if (placement->order_anyway)
    return TRUE;

  other = find_duplicate (placement->self, placement->draft, placement->held);

  if (other == NULL && !is_claimed (placement))
    return TRUE;

  g_propagate_error (error, panelist_order_error_new (PANELIST_ORDER_ERROR_DUPLICATE_LINK, NULL, NULL,
                                                      other != NULL ? panelist_order_get_uuid (other) : NULL,
                                                      PANELIST_REASON_NONE, "Another order has the same link"));
  return FALSE;
}

/* Limits (ux.md 8.3). An amount that is not known is above every limit. */

static gboolean
is_above (const char *amount,
          const char *limit)
{
  return limit != NULL && (amount == NULL || panelist_money_compare (amount, limit) > 0);
}

static gboolean
check_above (const char          *amount,
             const char          *limit,
             PanelistOrderError   code,
             GError             **error)
{
  if (!is_above (amount, limit))
    return TRUE;

  g_propagate_error (error, panelist_order_error_new (code, amount, limit, NULL, PANELIST_REASON_NONE,
                                                      "%s is above the limit of %s",
                                                      amount != NULL ? amount : "An unknown amount", limit));
  return FALSE;
}

static gboolean
check_balance_to_keep (PanelistPanel              *panel,
                       const PanelistLastBalance  *balance,
                       const char                 *charge,
                       GError                    **error)
{
  const char *keep = panelist_panel_get_balance_to_keep (panel);
  g_autofree char *after = NULL;

  if (keep == NULL)
    return TRUE;

  if (balance != NULL && !balance->ambiguous)
    after = panelist_money_subtract (balance->amount, charge);

  if (after != NULL && panelist_money_compare (after, keep) >= 0)
    return TRUE;

  g_propagate_error (error, panelist_order_error_new (PANELIST_ORDER_ERROR_LIMIT_BALANCE, after, keep, NULL,
                                                      PANELIST_REASON_NONE,
                                                      "The balance after it is %s, and %s is to be kept",
                                                      after != NULL ? after : "unknown", keep));
  return FALSE;
}

/* What one order alone must not do. A subscription counts with the most it can come to. */
gboolean
panelist_guards_check_limits (PanelistOrderDraft         *draft,
                              const PanelistLastBalance  *balance,
                              GError                    **error)
{
  PanelistPanel *panel = panelist_order_draft_get_panel (draft);
  g_autofree char *charge = NULL;

  charge = panelist_order_draft_dup_worst_charge (draft);

  return check_above (charge, panelist_panel_get_most_per_order (panel), PANELIST_ORDER_ERROR_LIMIT_ORDER, error) &&
         check_balance_to_keep (panel, balance, charge, error);
}

/* What it must not come to together with the others: decided inside the transaction of T1, on the store thread. */

typedef struct {
  char *charge;
  char *most_per_day;
  char *most_per_month;
} SpentLimits;

static void
spent_limits_free (gpointer data)
{
  SpentLimits *limits = data;

  g_free (limits->charge);
  g_free (limits->most_per_day);
  g_free (limits->most_per_month);
  g_free (limits);
}

static gboolean
check_spent (const PanelistSpent  *spent,
             gpointer              data,
             GError              **error)
{
  const SpentLimits *limits = data;
  g_autofree char *day = NULL;
  g_autofree char *month = NULL;

  day = panelist_money_add (spent->day, limits->charge);
  month = panelist_money_add (spent->month, limits->charge);

  return check_above (day, limits->most_per_day, PANELIST_ORDER_ERROR_LIMIT_DAY, error) &&
         check_above (month, limits->most_per_month, PANELIST_ORDER_ERROR_LIMIT_MONTH, error);
}

/* Where day and month of the local calendar begin. */
void
panelist_guards_get_calendar (int64_t *day_start,
                              int64_t *month_start)
{
  g_autoptr (GDateTime) now = NULL;
  g_autoptr (GDateTime) day = NULL;
  g_autoptr (GDateTime) month = NULL;

  now = g_date_time_new_from_unix_local (panelist_clock_now ());
  day = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                               g_date_time_get_day_of_month (now), 0, 0, 0);
  month = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now), 1, 0, 0, 0);
  *day_start = day != NULL ? g_date_time_to_unix (day) : 0;
  *month_start = month != NULL ? g_date_time_to_unix (month) : 0;
}

PanelistTerms
panelist_guards_make_terms (PanelistOrderDraft        *draft,
                            const PanelistLastBalance *balance)
{
  PanelistPanel *panel = panelist_order_draft_get_panel (draft);
  PanelistTerms terms = { 0 };
  SpentLimits *limits = NULL;

  if (balance != NULL)
    {
      terms.balance = balance->amount;
      terms.balance_currency = balance->currency;
      terms.balance_ambiguous = balance->ambiguous;
      terms.balance_time = balance->read_time;
    }

  panelist_guards_get_calendar (&terms.day_start, &terms.month_start);

  if (panelist_panel_get_most_per_day (panel) == NULL && panelist_panel_get_most_per_month (panel) == NULL)
    return terms;

  limits = g_new0 (SpentLimits, 1);
  limits->charge = panelist_order_draft_dup_worst_charge (draft);
  limits->most_per_day = g_strdup (panelist_panel_get_most_per_day (panel));
  limits->most_per_month = g_strdup (panelist_panel_get_most_per_month (panel));
  terms.check = check_spent;
  terms.check_data = limits;
  terms.check_destroy = spent_limits_free;

  return terms;
}

DexFuture *
panelist_ordering_read_spent (PanelistOrdering *self,
                              PanelistPanel    *panel)
{
  int64_t day_start = 0;
  int64_t month_start = 0;

  dex_return_error_if_fail (PANELIST_IS_ORDERING (self));
  dex_return_error_if_fail (PANELIST_IS_PANEL (panel));

  panelist_guards_get_calendar (&day_start, &month_start);

  return panelist_store_read_spent (panelist_accounts_get_store (self->accounts), panel, day_start, month_start);
}

/* The question (ux.md 8.1, 8.2) */

static gboolean
is_above_threshold (PanelistPanel *panel,
                    const char    *charge)
{
  g_autofree char *share = NULL;
  const char *threshold = panelist_panel_get_confirm_amount (panel);

  if (panelist_panel_get_confirm (panel) == PANELIST_CONFIRM_SHARE)
    {
      share = panelist_money_share (panelist_panel_get_balance (panel), 1, 100);
      threshold = share;
    }

  return charge == NULL || threshold == NULL || panelist_money_compare (charge, threshold) > 0;
}

/**
 * panelist_ordering_needs_question:
 * @self: ordering
 * @draft: an order that checks
 *
 * A charge that is exactly the threshold is held; what has no upper bound, and what is measured against a balance
 * that nobody knows, is asked about.
 *
 * Returns: why it must be asked about; %PANELIST_QUESTION_NONE when panelist_ordering_hold() is right
 */
PanelistQuestion
panelist_ordering_needs_question (PanelistOrdering   *self,
                                  PanelistOrderDraft *draft)
{
  PanelistQuestion question = PANELIST_QUESTION_NONE;
  PanelistPanel *panel = NULL;
  g_autofree char *charge = NULL;
  gboolean order_anyway = FALSE;
  gboolean price_rose = FALSE;

  g_return_val_if_fail (PANELIST_IS_ORDERING (self), PANELIST_QUESTION_ALWAYS);
  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (draft), PANELIST_QUESTION_ALWAYS);

  panel = panelist_order_draft_get_panel (draft);
  charge = panelist_order_draft_dup_worst_charge (draft);
  g_object_get (draft, "order-anyway", &order_anyway, "price-rose", &price_rose, NULL);

  if (panel == NULL || panelist_panel_get_confirm (panel) == PANELIST_CONFIRM_ALWAYS)
    question |= PANELIST_QUESTION_ALWAYS;
  else if (is_above_threshold (panel, charge))
    question |= PANELIST_QUESTION_AMOUNT;

  if (order_anyway && panelist_ordering_find_duplicate (self, draft) != NULL)
    question |= PANELIST_QUESTION_DUPLICATE;

  if (price_rose)
    question |= PANELIST_QUESTION_PRICE;

  return question;
}
