/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-model"

#include "config.h"

#include "panelist-object-list.h"

struct _PanelistObjectList {
  GObject parent_instance;

  GType item_type;
  char *key_property;
  GPtrArray *items;
  GHashTable *by_key;   /* key → item, borrowed from items */
};

static GType
panelist_object_list_get_item_type (GListModel *model)
{
  return PANELIST_OBJECT_LIST (model)->item_type;
}

static guint
panelist_object_list_get_n_items (GListModel *model)
{
  return PANELIST_OBJECT_LIST (model)->items->len;
}

static gpointer
panelist_object_list_get_item (GListModel *model,
                               guint       position)
{
  PanelistObjectList *self = PANELIST_OBJECT_LIST (model);

  if (position >= self->items->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->items, position));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = panelist_object_list_get_item_type;
  iface->get_n_items = panelist_object_list_get_n_items;
  iface->get_item = panelist_object_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PanelistObjectList, panelist_object_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static char *
dup_key (PanelistObjectList *self,
         gpointer            item)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_object_get_property (item, self->key_property, &value);
  if (G_VALUE_HOLDS_STRING (&value))
    return g_value_dup_string (&value);
  return g_strdup_printf ("%" G_GINT64_FORMAT, g_value_get_int64 (&value));
}

static void
index_item (PanelistObjectList *self,
            gpointer            item)
{
  char *key = dup_key (self, item);

  if (key != NULL)
    g_hash_table_insert (self->by_key, key, item);
}

static void
panelist_object_list_finalize (GObject *object)
{
  PanelistObjectList *self = PANELIST_OBJECT_LIST (object);

  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->key_property, g_free);

  G_OBJECT_CLASS (panelist_object_list_parent_class)->finalize (object);
}

static void
panelist_object_list_class_init (PanelistObjectListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = panelist_object_list_finalize;
}

static void
panelist_object_list_init (PanelistObjectList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * panelist_object_list_new:
 * @item_type: the type of all items
 * @key_property: a construct-only text or int64 property that differs from item to item
 *
 * Returns: (transfer full): an empty list
 */
PanelistObjectList *
panelist_object_list_new (GType       item_type,
                          const char *key_property)
{
  PanelistObjectList *self = NULL;

  g_return_val_if_fail (key_property != NULL, NULL);

  self = g_object_new (PANELIST_TYPE_OBJECT_LIST, NULL);
  self->item_type = item_type;
  self->key_property = g_strdup (key_property);
  return self;
}

/**
 * panelist_object_list_lookup:
 * @self: a list
 * @key: a key, a number in decimal digits
 *
 * Returns: (transfer none) (nullable): the item with that key
 */
gpointer
panelist_object_list_lookup (PanelistObjectList *self,
                             const char         *key)
{
  g_return_val_if_fail (PANELIST_IS_OBJECT_LIST (self), NULL);

  return key != NULL ? g_hash_table_lookup (self->by_key, key) : NULL;
}

/**
 * panelist_object_list_add:
 * @self: a list
 * @item: (transfer none): a new item, put at the end
 */
void
panelist_object_list_add (PanelistObjectList *self,
                          gpointer            item)
{
  g_return_if_fail (PANELIST_IS_OBJECT_LIST (self));
  g_return_if_fail (G_TYPE_CHECK_INSTANCE_TYPE (item, self->item_type));

  g_ptr_array_add (self->items, g_object_ref (item));
  index_item (self, item);
  g_list_model_items_changed (G_LIST_MODEL (self), self->items->len - 1, 0, 1);
}

/**
 * panelist_object_list_splice:
 * @self: a list
 * @items: (transfer none): new items, put at the end at once
 */
void
panelist_object_list_splice (PanelistObjectList *self,
                             GPtrArray          *items)
{
  guint before = 0;

  g_return_if_fail (PANELIST_IS_OBJECT_LIST (self));
  g_return_if_fail (items != NULL);

  if (items->len == 0)
    return;
  before = self->items->len;
  for (guint i = 0; i < items->len; i++)
    {
      g_ptr_array_add (self->items, g_object_ref (g_ptr_array_index (items, i)));
      index_item (self, g_ptr_array_index (items, i));
    }
  g_list_model_items_changed (G_LIST_MODEL (self), before, 0, items->len);
}

/**
 * panelist_object_list_remove:
 * @self: a list
 * @key: the key of an item
 *
 * Returns: whether there was such an item
 */
gboolean
panelist_object_list_remove (PanelistObjectList *self,
                             const char         *key)
{
  gpointer item = NULL;
  guint position = 0;

  g_return_val_if_fail (PANELIST_IS_OBJECT_LIST (self), FALSE);

  item = panelist_object_list_lookup (self, key);
  if (item == NULL || !g_ptr_array_find (self->items, item, &position))
    return FALSE;
  g_hash_table_remove (self->by_key, key);
  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  return TRUE;
}
