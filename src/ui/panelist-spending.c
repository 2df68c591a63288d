/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-spending.h"

#include "panelist-money.h"

struct _PanelistSpending
{
  GObject parent_instance;

  PanelistOrdering *ordering;
  PanelistPanel *panel;
  PanelistSpent *spent;
  guint reading;         /* which read counts: an earlier one may still come in */
};

G_DEFINE_FINAL_TYPE (PanelistSpending, panelist_spending, G_TYPE_OBJECT)

static guint changed_signal;

static void
emit_changed (PanelistSpending *self)
{
  g_signal_emit (self, changed_signal, 0);
}

typedef struct
{
  PanelistSpending *self;
  guint number;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_object (&reading->self);
  g_free (reading);
}

static DexFuture *
on_read (DexFuture *future,
         gpointer   user_data)
{
  Reading *reading = user_data;
  PanelistSpending *self = reading->self;
  const GValue *value = NULL;

  if (reading->number != self->reading)
    return dex_future_new_true ();

  value = dex_future_get_value (future, NULL);
  g_clear_pointer (&self->spent, panelist_spent_free);
  self->spent = value != NULL ? g_value_dup_boxed (value) : NULL;
  emit_changed (self);
  return dex_future_new_true ();
}

static void
panelist_spending_dispose (GObject *object)
{
  PanelistSpending *self = PANELIST_SPENDING (object);

  self->reading++;
  g_clear_pointer (&self->spent, panelist_spent_free);
  g_clear_object (&self->panel);
  g_clear_object (&self->ordering);

  G_OBJECT_CLASS (panelist_spending_parent_class)->dispose (object);
}

static void
panelist_spending_class_init (PanelistSpendingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = panelist_spending_dispose;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
panelist_spending_init (PanelistSpending *self)
{
}

PanelistSpending *
panelist_spending_new (PanelistOrdering *ordering)
{
  PanelistSpending *self = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDERING (ordering), NULL);

  self = g_object_new (PANELIST_TYPE_SPENDING, NULL);
  self->ordering = g_object_ref (ordering);
  return self;
}

/* The sums as they are now: after an order, at another day. What is read already is read anew. */
void
panelist_spending_reread (PanelistSpending *self)
{
  Reading *reading = NULL;

  g_return_if_fail (PANELIST_IS_SPENDING (self));

  self->reading++;
  if (self->panel == NULL)
    return;
  reading = g_new0 (Reading, 1);
  reading->self = g_object_ref (self);
  reading->number = self->reading;
  dex_future_disown (dex_future_finally (panelist_ordering_read_spent (self->ordering, self->panel), on_read, reading,
                                         reading_free));
}

void
panelist_spending_set_panel (PanelistSpending *self,
                             PanelistPanel    *panel)
{
  g_return_if_fail (PANELIST_IS_SPENDING (self));

  if (self->panel == panel)
    return;
  if (self->panel != NULL)
    g_signal_handlers_disconnect_by_func (self->panel, emit_changed, self);
  g_set_object (&self->panel, panel);
  g_clear_pointer (&self->spent, panelist_spent_free);
  if (panel != NULL)
    g_signal_connect_object (panel, "notify", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  panelist_spending_reread (self);
}

PanelistPanel *
panelist_spending_get_panel (PanelistSpending *self)
{
  g_return_val_if_fail (PANELIST_IS_SPENDING (self), NULL);

  return self->panel;
}

const char *
panelist_spending_get_day (PanelistSpending *self)
{
  g_return_val_if_fail (PANELIST_IS_SPENDING (self), NULL);

  return self->spent != NULL ? self->spent->day : NULL;
}

const char *
panelist_spending_get_month (PanelistSpending *self)
{
  g_return_val_if_fail (PANELIST_IS_SPENDING (self), NULL);

  return self->spent != NULL ? self->spent->month : NULL;
}

/* An amount that is not known is above every limit. */
static gboolean
is_above (const char          *amount,
          const char          *limit,
          PanelistOrderError   code,
          GError             **error)
{
  if (limit == NULL || (amount != NULL && panelist_money_compare (amount, limit) <= 0))
    return FALSE;

  g_propagate_error (error, panelist_order_error_new (code, amount, limit, NULL, PANELIST_REASON_NONE,
                                                      "Above a limit"));
  return TRUE;
}

gboolean
panelist_spending_check (PanelistSpending    *self,
                         PanelistOrderDraft  *draft,
                         GError             **error)
{
  g_autofree char *charge = NULL;
  g_autofree char *day = NULL;
  g_autofree char *month = NULL;
  g_autofree char *after = NULL;
  const char *keep = NULL;

  g_return_val_if_fail (PANELIST_IS_SPENDING (self), FALSE);
  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (draft), FALSE);

  if (self->panel == NULL || panelist_order_draft_get_service (draft) == NULL)
    return FALSE;

  /* A form that is not filled in yet costs nothing yet. */
  charge = panelist_order_draft_dup_worst_charge (draft);
  if (charge == NULL && panelist_order_draft_check (draft, NULL, NULL) != PANELIST_PROBLEM_NONE)
    return FALSE;

  if (is_above (charge, panelist_panel_get_most_per_order (self->panel), PANELIST_ORDER_ERROR_LIMIT_ORDER, error))
    return TRUE;

  if (self->spent != NULL)
    {
      day = panelist_money_add (self->spent->day, charge);
      month = panelist_money_add (self->spent->month, charge);
      if (is_above (day, panelist_panel_get_most_per_day (self->panel), PANELIST_ORDER_ERROR_LIMIT_DAY, error) ||
          is_above (month, panelist_panel_get_most_per_month (self->panel), PANELIST_ORDER_ERROR_LIMIT_MONTH, error))
        return TRUE;
    }

  keep = panelist_panel_get_balance_to_keep (self->panel);
  after = panelist_money_subtract (panelist_panel_get_balance (self->panel), charge);
  if (keep == NULL || after == NULL || panelist_money_compare (after, keep) >= 0)
    return FALSE;

  g_propagate_error (error, panelist_order_error_new (PANELIST_ORDER_ERROR_LIMIT_BALANCE, after, keep, NULL,
                                                      PANELIST_REASON_NONE, "Below the balance to keep"));
  return TRUE;
}
