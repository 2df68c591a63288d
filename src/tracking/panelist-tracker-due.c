/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-tracking"

#include "config.h"

#include "panelist-tracker-due.h"

#include "panelist-clock.h"
#include "panelist-pace.h"

#define DUE_LIMIT       100
#define BALANCE_SPACING 60          /* seconds: protocol.md 7.1 */
#define BALANCE_IDLE    (30 * 60)

/* Orders */

gboolean
panelist_due_is_followed (PanelistOrder *order,
                          PanelistPanel *panel)
{
  return panelist_order_get_panel_id (order) == panelist_panel_get_id (panel) &&
         panelist_order_get_intent_state (order) == PANELIST_INTENT_PLACED &&
         panelist_order_get_remote_id (order) != NULL;
}

/* All that are not final. */
GPtrArray *
panelist_due_open_orders (PanelistAccounts *accounts,
                          PanelistPanel    *panel)
{
  GListModel *list = G_LIST_MODEL (panelist_accounts_get_orders (accounts));
  GPtrArray *orders = NULL;

  orders = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (PanelistOrder) order = g_list_model_get_item (list, i);

      if (panelist_due_is_followed (order, panel) &&
          !panelist_order_status_is_final (panelist_order_get_status (order)))
        g_ptr_array_add (orders, g_steal_pointer (&order));
    }

  return orders;
}

static gboolean
is_hidden_due (PanelistOrder *order,
               int64_t        now)
{
  int64_t placed_time = 0;
  int64_t checked_time = 0;
  int64_t next_check_time = 0;

  g_object_get (order,
                "placed-time", &placed_time,
                "checked-time", &checked_time,
                "next-check-time", &next_check_time,
                NULL);

  return panelist_pace_is_hidden_due (MAX (placed_time, checked_time), next_check_time, now);
}

/* What the store says, longest overdue first; up to what one list takes, so that the rest is asked for anew. */
GPtrArray *
panelist_due_await_orders (PanelistAccounts  *accounts,
                           PanelistPanel     *panel,
                           gboolean           hidden,
                           GError           **error)
{
  PanelistObjectList *list = panelist_accounts_get_orders (accounts);
  g_autoptr (GPtrArray) uuids = NULL;
  GPtrArray *orders = NULL;
  int64_t now = panelist_clock_now ();

  /* While hidden, the first ones may all have time yet. */
  uuids = dex_await_boxed (panelist_store_list_due (panelist_accounts_get_store (accounts),
                                                    panelist_panel_get_id (panel), now,
                                                    hidden ? 100 * DUE_LIMIT : DUE_LIMIT),
                           error);

  if (uuids == NULL)
    return NULL;

  orders = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < uuids->len && orders->len < DUE_LIMIT; i++)
    {
      PanelistOrder *order = panelist_object_list_lookup (list, g_ptr_array_index (uuids, i));

      if (order != NULL && panelist_due_is_followed (order, panel) && (!hidden || is_hidden_due (order, now)))
        g_ptr_array_add (orders, g_object_ref (order));
    }

  return orders;
}

/* Refills */

static gboolean
is_open_refill (PanelistRefill *refill,
                PanelistPanel  *panel)
{
  int64_t panel_id = 0;

  g_object_get (refill, "panel-id", &panel_id, NULL);

  return panel_id == panelist_panel_get_id (panel) && panelist_refill_get_refill_id (refill) != NULL &&
         panelist_refill_get_intent_state (refill) == PANELIST_INTENT_PLACED &&
         !panelist_refill_state_is_final (panelist_refill_get_state (refill)) &&
         panelist_refill_get_state (refill) != PANELIST_REFILL_STATE_NOT_FOUND;
}

GPtrArray *
panelist_due_open_refills (PanelistAccounts *accounts,
                           PanelistPanel    *panel)
{
  GListModel *list = G_LIST_MODEL (panelist_accounts_get_refills (accounts));
  GPtrArray *refills = NULL;

  refills = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (PanelistRefill) refill = g_list_model_get_item (list, i);

      if (is_open_refill (refill, panel))
        g_ptr_array_add (refills, g_steal_pointer (&refill));
    }

  return refills;
}

GPtrArray *
panelist_due_refills (PanelistAccounts *accounts,
                      PanelistPanel    *panel,
                      gboolean          hidden)
{
  GPtrArray *refills = panelist_due_open_refills (accounts, panel);

  for (guint i = refills->len; i > 0; i--)
    {
      PanelistRefill *refill = g_ptr_array_index (refills, i - 1);
      int64_t checked_time = 0;

      g_object_get (refill, "checked-time", &checked_time, NULL);

      if (!panelist_pace_is_refill_due (panelist_refill_get_created_time (refill), checked_time,
                                        panelist_panel_get_is_demo (panel), hidden, panelist_clock_now ()))
        g_ptr_array_remove_index (refills, i - 1);
    }

  return refills;
}

/* Balance */

gboolean
panelist_due_is_balance (PanelistPanel *panel,
                         gboolean       active,
                         gboolean       hidden)
{
  int64_t spacing = active ? BALANCE_SPACING : BALANCE_IDLE;

  return panelist_pace_is_older (panelist_panel_get_balance_time (panel), hidden ? 2 * spacing : spacing,
                                 panelist_clock_now ());
}
