/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-duplicate-guard.h"

#include "panelist-text.h"

struct _PanelistDuplicateGuard
{
  GObject parent_instance;

  GListModel *orders;
  GHashTable *by_link;   /* normalized link → GPtrArray of PanelistOrder; NULL = build it when asked */
};

G_DEFINE_FINAL_TYPE (PanelistDuplicateGuard, panelist_duplicate_guard, G_TYPE_OBJECT)

static void
index_order (PanelistDuplicateGuard *self,
             PanelistOrder          *order)
{
  g_autofree char *key = NULL;
  GPtrArray *orders = NULL;
  const char *link = NULL;

  link = panelist_order_get_link (order);
  if (link == NULL || link[0] == '\0')
    return;

  key = panelist_text_normalize_link (link);
  orders = g_hash_table_lookup (self->by_link, key);
  if (orders == NULL)
    {
      orders = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->by_link, g_steal_pointer (&key), orders);
    }
  g_ptr_array_add (orders, g_object_ref (order));
}

static void
index_range (PanelistDuplicateGuard *self,
             guint                   position,
             guint                   n_items)
{
  for (guint i = position; i < position + n_items; i++)
    {
      g_autoptr (PanelistOrder) order = NULL;

      order = g_list_model_get_item (self->orders, i);
      index_order (self, order);
    }
}

static void
on_items_changed (PanelistDuplicateGuard *self,
                  guint                   position,
                  guint                   n_removed,
                  guint                   n_added)
{
  if (self->by_link == NULL)
    return;
  if (n_removed > 0)
    g_clear_pointer (&self->by_link, g_hash_table_unref);
  else
    index_range (self, position, n_added);
}

static void
panelist_duplicate_guard_dispose (GObject *object)
{
  PanelistDuplicateGuard *self = PANELIST_DUPLICATE_GUARD (object);

  g_clear_pointer (&self->by_link, g_hash_table_unref);
  g_clear_object (&self->orders);

  G_OBJECT_CLASS (panelist_duplicate_guard_parent_class)->dispose (object);
}

static void
panelist_duplicate_guard_class_init (PanelistDuplicateGuardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = panelist_duplicate_guard_dispose;
}

static void
panelist_duplicate_guard_init (PanelistDuplicateGuard *self)
{
}

PanelistDuplicateGuard *
panelist_duplicate_guard_new (GListModel *orders)
{
  PanelistDuplicateGuard *self = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (orders), NULL);

  self = g_object_new (PANELIST_TYPE_DUPLICATE_GUARD, NULL);
  self->orders = g_object_ref (orders);
  g_signal_connect_object (orders, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/* Returns: (transfer none) (nullable): an order for the same link that is not over; an unconfirmed one first */
PanelistOrder *
panelist_duplicate_guard_find (PanelistDuplicateGuard *self,
                               const char             *link)
{
  g_autofree char *key = NULL;
  PanelistOrder *found = NULL;
  GPtrArray *orders = NULL;

  g_return_val_if_fail (PANELIST_IS_DUPLICATE_GUARD (self), NULL);

  if (link == NULL || link[0] == '\0')
    return NULL;

  if (self->by_link == NULL)
    {
      self->by_link = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) g_ptr_array_unref);
      index_range (self, 0, g_list_model_get_n_items (self->orders));
    }

  key = panelist_text_normalize_link (link);
  orders = g_hash_table_lookup (self->by_link, key);
  for (guint i = 0; orders != NULL && i < orders->len; i++)
    {
      PanelistOrder *order = g_ptr_array_index (orders, i);

      if (panelist_order_get_intent_state (order) == PANELIST_INTENT_UNCONFIRMED)
        return order;
      if (found == NULL && panelist_order_is_active (order))
        found = order;
    }
  return found;
}
