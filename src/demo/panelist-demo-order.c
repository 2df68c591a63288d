/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-demo"

#include "config.h"

#include "panelist-demo-order.h"

#include "panelist-money.h"

PanelistDemoOrder *
panelist_demo_order_new (int64_t                    id,
                         const PanelistDemoService *service,
                         const char                *link,
                         int64_t                    quantity,
                         const char                *charge)
{
  PanelistDemoOrder *order = g_new0 (PanelistDemoOrder, 1);

  order->id = id;
  order->service = service;
  order->link = g_strdup (link);
  order->quantity = order->remains = quantity;
  order->charge = g_strdup (charge);
  return order;
}

void
panelist_demo_order_free (PanelistDemoOrder *order)
{
  g_free (order->link);
  g_free (order->charge);
  g_free (order->expiry);
  g_clear_pointer (&order->children, g_array_unref);
  g_free (order);
}

/* Draws the order's fate, from `now` on: most complete, some end partially, a few are canceled. */
void
panelist_demo_order_plan (PanelistDemoOrder *order,
                          guint              seed,
                          int64_t            now)
{
  guint id = (guint) order->id;
  guint fate = panelist_demo_hash (seed, id, 20) % 100;

  order->created = now;
  order->processing_at = now + 20000 + panelist_demo_hash (seed, id, 21) % 100000;
  order->started_at = order->processing_at + 30000 + panelist_demo_hash (seed, id, 22) % 90000;
  order->ended_at = order->started_at + 120000 + panelist_demo_hash (seed, id, 23) % 1500000;
  order->start_count = panelist_demo_hash (seed, id, 24) % 20000;
  order->planned = PANELIST_DEMO_ORDER_COMPLETED;
  if (fate >= 95)
    order->planned = PANELIST_DEMO_ORDER_CANCELED;
  else if (fate >= 87 && order->quantity > 1)
    {
      order->planned = PANELIST_DEMO_ORDER_PARTIAL;
      order->rest = MAX (1, order->quantity * (5 + panelist_demo_hash (seed, id, 25) % 55) / 100);
    }
}

static void
end (PanelistDemoOrder      *order,
     PanelistDemoOrderState  state,
     int64_t                 remains)
{
  order->state = state;
  order->remains = remains;
}

/* Brings an order that is no parent to where it is at `now`; a final one stays. */
void
panelist_demo_order_advance (PanelistDemoOrder *order,
                             int64_t            now)
{
  g_return_if_fail (order != NULL);

  if (panelist_demo_order_is_final (order) || order->children != NULL)
    return;
  if (order->cancel_at != 0 && now >= order->cancel_at)
    end (order, PANELIST_DEMO_ORDER_CANCELED, order->quantity);
  else if (now >= order->started_at && order->planned == PANELIST_DEMO_ORDER_CANCELED)
    end (order, PANELIST_DEMO_ORDER_CANCELED, order->quantity);
  else if (now >= order->ended_at)
    end (order, order->planned, order->rest);
  else if (now >= order->started_at)
    {
      int64_t done = (order->quantity - order->rest) * (now - order->started_at)
                     / (order->ended_at - order->started_at);

      order->state = PANELIST_DEMO_ORDER_IN_PROGRESS;
      order->remains = order->quantity - done;
    }
  else if (now >= order->processing_at)
    order->state = PANELIST_DEMO_ORDER_PROCESSING;
}

static gboolean
is_drip_feed (const PanelistDemoOrder *order)
{
  return order->children != NULL && order->max == 0;
}

/* Returns: (nullable) (transfer full): what a final order gives back to the balance, NULL: nothing */
char *
panelist_demo_order_refund (const PanelistDemoOrder *order)
{
  g_return_val_if_fail (order != NULL, NULL);

  if (order->state == PANELIST_DEMO_ORDER_CANCELED && is_drip_feed (order))
    return panelist_money_share (order->charge, order->runs - order->children->len, order->runs);
  if (order->state == PANELIST_DEMO_ORDER_CANCELED)
    return g_strdup (order->charge);
  if (order->state == PANELIST_DEMO_ORDER_PARTIAL)
    return panelist_money_share (order->charge, order->remains, order->quantity);
  return NULL;
}

gboolean
panelist_demo_order_is_final (const PanelistDemoOrder *order)
{
  return order->state >= PANELIST_DEMO_ORDER_COMPLETED;
}

const char *
panelist_demo_order_get_text (const PanelistDemoOrder *order)
{
  static const char * const texts[] = {
    "Pending", "Processing", "In progress", "Active", "Paused", "Completed", "Partial", "Canceled", "Expired",
  };

  if (is_drip_feed (order) && order->state == PANELIST_DEMO_ORDER_COMPLETED)
    return "Finished";
  if (is_drip_feed (order) && order->state == PANELIST_DEMO_ORDER_CANCELED)
    return "Stopped";
  return texts[order->state];
}
