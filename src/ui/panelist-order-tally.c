/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-order-tally.h"

#define N_VIEWS (PANELIST_ORDER_VIEW_ALL + 1)
#define UNCONFIRMED N_VIEWS
#define N_COUNTS (UNCONFIRMED + 1)

typedef struct {
  PanelistOrderTally *tally;
  PanelistOrder *order;
  guint counted;           /* bits of the counts it is in */
  PanelistIntentState state;
} Entry;

struct _PanelistOrderTally
{
  GObject parent_instance;

  GListModel *orders;
  GPtrArray *entries;      /* one for each order, at its position */
  guint counts[N_COUNTS];
};

G_DEFINE_FINAL_TYPE (PanelistOrderTally, panelist_order_tally, G_TYPE_OBJECT)

enum {
  CHANGED,
  OUTCOME,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static guint
get_counted (PanelistOrder *order)
{
  guint counted = 0;

  for (guint view = 0; view < N_VIEWS; view++)
    if (panelist_order_is_in_view (order, (PanelistOrderView) view))
      counted |= 1u << view;
  if (panelist_order_get_intent_state (order) == PANELIST_INTENT_UNCONFIRMED)
    counted |= 1u << UNCONFIRMED;
  return counted;
}

static gboolean
recount (Entry *entry,
         guint  counted)
{
  guint changed = entry->counted ^ counted;

  for (guint i = 0; i < N_COUNTS; i++)
    if (changed & (1u << i))
      entry->tally->counts[i] += counted & (1u << i) ? 1 : -1;
  entry->counted = counted;
  return changed != 0;
}

/* What became of the sending; a person who says so knows it already. */
static gboolean
is_outcome (PanelistIntentState state)
{
  return state == PANELIST_INTENT_PLACED || state == PANELIST_INTENT_REFUSED ||
         state == PANELIST_INTENT_NOT_SENT || state == PANELIST_INTENT_UNCONFIRMED;
}

static void
on_order_notify (Entry *entry)
{
  PanelistIntentState before = entry->state;

  entry->state = panelist_order_get_intent_state (entry->order);
  if (entry->state != before && before != PANELIST_INTENT_NOT_PLACED && is_outcome (entry->state))
    g_signal_emit (entry->tally, signals[OUTCOME], 0, entry->order);
  if (recount (entry, get_counted (entry->order)))
    g_signal_emit (entry->tally, signals[CHANGED], 0);
}

static Entry *
entry_new (PanelistOrderTally *self,
           PanelistOrder      *order)
{
  Entry *entry = NULL;

  entry = g_new0 (Entry, 1);
  entry->tally = self;
  entry->order = order;
  entry->state = panelist_order_get_intent_state (order);
  recount (entry, get_counted (order));
  g_signal_connect_swapped (order, "notify", G_CALLBACK (on_order_notify), entry);
  return entry;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  recount (entry, 0);
  g_signal_handlers_disconnect_by_data (entry->order, entry);
  g_clear_object (&entry->order);
  g_free (entry);
}

static void
on_items_changed (PanelistOrderTally *self,
                  guint               position,
                  guint               removed,
                  guint               added)
{
  if (removed > 0)
    g_ptr_array_remove_range (self->entries, position, removed);
  if (position == self->entries->len)
    for (guint i = 0; i < added; i++)
      g_ptr_array_add (self->entries, entry_new (self, g_list_model_get_item (self->orders, position + i)));
  else
    for (guint i = 0; i < added; i++)
      g_ptr_array_insert (self->entries, (int) (position + i),
                          entry_new (self, g_list_model_get_item (self->orders, position + i)));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
panelist_order_tally_dispose (GObject *object)
{
  PanelistOrderTally *self = PANELIST_ORDER_TALLY (object);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_object (&self->orders);

  G_OBJECT_CLASS (panelist_order_tally_parent_class)->dispose (object);
}

static void
panelist_order_tally_class_init (PanelistOrderTallyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = panelist_order_tally_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[OUTCOME] = g_signal_new ("outcome", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, PANELIST_TYPE_ORDER);
}

static void
panelist_order_tally_init (PanelistOrderTally *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
}

/**
 * panelist_order_tally_new:
 * @orders: a list of #PanelistOrder
 *
 * Returns: (transfer full): the counts of @orders
 */
PanelistOrderTally *
panelist_order_tally_new (GListModel *orders)
{
  PanelistOrderTally *self = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (orders), NULL);

  self = g_object_new (PANELIST_TYPE_ORDER_TALLY, NULL);
  self->orders = g_object_ref (orders);
  g_signal_connect_object (orders, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  on_items_changed (self, 0, 0, g_list_model_get_n_items (orders));
  return self;
}

/**
 * panelist_order_tally_get:
 * @view: a view of the Orders page
 *
 * Returns: how many orders it has
 */
guint
panelist_order_tally_get (PanelistOrderTally *self,
                          PanelistOrderView   view)
{
  g_return_val_if_fail (PANELIST_IS_ORDER_TALLY (self), 0);
  g_return_val_if_fail (view < N_VIEWS, 0);

  return self->counts[view];
}

/**
 * panelist_order_tally_get_unconfirmed:
 *
 * Returns: how many orders may or may not have been placed
 */
guint
panelist_order_tally_get_unconfirmed (PanelistOrderTally *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER_TALLY (self), 0);

  return self->counts[UNCONFIRMED];
}
