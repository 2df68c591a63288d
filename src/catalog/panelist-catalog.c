/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-catalog"

#include "config.h"

#include <string.h>

#include "panelist-catalog-private.h"

G_DEFINE_BOXED_TYPE (PanelistCatalog, panelist_catalog, panelist_catalog_ref, panelist_catalog_unref)

PanelistCatalog *
panelist_catalog_alloc (int64_t panel_id)
{
  PanelistCatalog *self = NULL;

  self = g_new0 (PanelistCatalog, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->derived_lock);
  g_mutex_init (&self->objects_lock);
  self->panel_id = panel_id;
  self->categories = g_array_new (FALSE, FALSE, sizeof (PanelistSharedText));
  self->types = g_array_new (FALSE, FALSE, sizeof (PanelistSharedText));

  return self;
}

static void
panelist_catalog_free (PanelistCatalog *self)
{
  for (guint i = 0; self->objects != NULL && i < self->n_rows; i++)
    g_weak_ref_clear (&self->objects[i]);

  g_clear_pointer (&self->objects, g_free);
  g_mutex_clear (&self->objects_lock);
  g_mutex_clear (&self->derived_lock);

  for (guint i = 0; i < PANELIST_CATALOG_N_SORTS; i++)
    g_clear_pointer (&self->keys[i], g_free);

  g_clear_pointer (&self->words, panelist_catalog_words_free);
  panelist_arena_clear (&self->text);
  panelist_arena_clear (&self->folded);
  g_clear_pointer (&self->index.slots, g_free);
  g_clear_pointer (&self->categories, g_array_unref);
  g_clear_pointer (&self->types, g_array_unref);
  g_clear_pointer (&self->ids, g_free);
  g_clear_pointer (&self->names, g_free);
  g_clear_pointer (&self->rates, g_free);
  g_clear_pointer (&self->descriptions, g_free);
  g_clear_pointer (&self->average_times, g_free);
  g_clear_pointer (&self->category_of, g_free);
  g_clear_pointer (&self->type_of, g_free);
  g_clear_pointer (&self->mins, g_free);
  g_clear_pointer (&self->maxs, g_free);
  g_clear_pointer (&self->flags, g_free);
  g_clear_pointer (&self->folded_starts, g_free);
  g_clear_pointer (&self->folded_names, g_free);
  g_free (self);
}

/**
 * panelist_catalog_ref:
 *
 * Returns: (transfer full): @self; may be called from any thread
 */
PanelistCatalog *
panelist_catalog_ref (PanelistCatalog *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * panelist_catalog_unref:
 */
void
panelist_catalog_unref (PanelistCatalog *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    panelist_catalog_free (self);
}

/**
 * panelist_catalog_get_panel_id:
 *
 * Returns: the panel whose services these are
 */
int64_t
panelist_catalog_get_panel_id (PanelistCatalog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->panel_id;
}

/**
 * panelist_catalog_get_size:
 *
 * Returns: the number of services
 */
guint
panelist_catalog_get_size (PanelistCatalog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rows;
}

/**
 * panelist_catalog_get_n_skipped:
 *
 * Returns: how many rows of the answer could not be used, equal ids included
 */
guint
panelist_catalog_get_n_skipped (PanelistCatalog *self)
{
  guint total = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < PANELIST_CATALOG_N_SKIPS; i++)
    total += self->n_skipped[i];

  return total;
}

/**
 * panelist_catalog_get_skipped:
 * @reason: one reason
 *
 * Returns: how many rows of the answer were skipped for it
 */
guint
panelist_catalog_get_skipped (PanelistCatalog     *self,
                              PanelistCatalogSkip  reason)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (reason < PANELIST_CATALOG_N_SKIPS, 0);

  return self->n_skipped[reason];
}

static const char *
read_span (PanelistCatalog *self,
           PanelistSpan     span,
           gsize           *length)
{
  *length = span.length;

  return self->text.data + span.offset;
}

static const char *
read_optional (PanelistCatalog *self,
               uint32_t         offset,
               gsize           *length)
{
  const char *text = NULL;

  if (offset == 0)
    {
      *length = 0;
      return NULL;
    }

  text = self->text.data + offset;
  *length = strlen (text);

  return text;
}

/**
 * panelist_catalog_get_row:
 * @index: below panelist_catalog_get_size()
 * @row: (out caller-allocates): the row; its texts live as long as @self
 *
 * Reads one service without making an object. `rate` is empty when unknown; `description` and `average_time`
 * are %NULL when the panel gave none.
 */
void
panelist_catalog_get_row (PanelistCatalog    *self,
                          guint               index,
                          PanelistCatalogRow *row)
{
  const PanelistSharedText *category = NULL;
  const PanelistSharedText *type = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (index < self->n_rows);
  g_return_if_fail (row != NULL);

  category = &g_array_index (self->categories, PanelistSharedText, self->category_of[index]);
  type = &g_array_index (self->types, PanelistSharedText, self->type_of[index]);
  row->id = read_span (self, self->ids[index], &row->id_length);
  row->name = read_span (self, self->names[index], &row->name_length);
  row->category = read_span (self, category->display, &row->category_length);
  row->type_text = read_span (self, type->display, &row->type_text_length);
  row->rate = read_span (self, self->rates[index], &row->rate_length);
  row->description = read_optional (self, self->descriptions[index], &row->description_length);
  row->average_time = read_optional (self, self->average_times[index], &row->average_time_length);
  row->min = self->mins[index];
  row->max = self->maxs[index];
  row->type = type->type;
  row->drip_feed_opened = type->drip_feed_opened;
  row->refill = (PanelistFlag) (self->flags[index] & 3);
  row->cancel = (PanelistFlag) (self->flags[index] >> 2 & 3);
  row->drip_feed = (PanelistFlag) (self->flags[index] >> 4 & 3);
}

/**
 * panelist_catalog_find:
 * @id: of a service
 * @index: (out) (optional): its row
 *
 * Returns: whether the catalog has a service with this id; constant time
 */
gboolean
panelist_catalog_find (PanelistCatalog *self,
                       const char      *id,
                       guint           *index)
{
  uint32_t hash = 0;
  uint32_t found = 0;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  if (!panelist_text_index_find (&self->index, &self->text, self->ids, sizeof (PanelistSpan), id,
                                 strlen (id), &hash, &found))
    return FALSE;

  if (index != NULL)
    *index = found;

  return TRUE;
}

/* Objects */

static PanelistService *
make_service (PanelistCatalog *self,
              guint            index)
{
  PanelistCatalogRow row = { 0 };

  panelist_catalog_get_row (self, index, &row);

  return g_object_new (PANELIST_TYPE_SERVICE,
                       "id", row.id,
                       "name", row.name,
                       "category", row.category,
                       "type", row.type,
                       "type-text", row.type_text,
                       "rate", row.rate_length > 0 ? row.rate : NULL,
                       "min", row.min,
                       "max", row.max,
                       "refill", row.refill,
                       "cancel", row.cancel,
                       "drip-feed", row.drip_feed,
                       "drip-feed-opened", row.drip_feed_opened,
                       "description", row.description,
                       "average-time", row.average_time,
                       "panel-id", self->panel_id,
                       NULL);
}

/* With the lock held. A zeroed GWeakRef is an empty one. */
static void
ensure_objects (PanelistCatalog *self)
{
  if (self->objects == NULL)
    self->objects = g_new0 (GWeakRef, MAX (self->n_rows, 1));
}

/**
 * panelist_catalog_dup_service:
 * @index: below panelist_catalog_get_size()
 *
 * Returns: (transfer full): the object of this row. As long as somebody holds it, everybody gets the same one
 */
PanelistService *
panelist_catalog_dup_service (PanelistCatalog *self,
                              guint            index)
{
  PanelistService *service = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->n_rows, NULL);

  g_mutex_lock (&self->objects_lock);
  ensure_objects (self);
  service = g_weak_ref_get (&self->objects[index]);

  if (service == NULL)
    {
      service = make_service (self, index);
      g_weak_ref_set (&self->objects[index], service);
    }

  g_mutex_unlock (&self->objects_lock);

  return service;
}

/* The objects of `before` that still live become those of the rows of `after` that did not change, so that
 * a service stays one object across refreshes. `before` keeps them too. */
void
panelist_catalog_share_objects (PanelistCatalog            *before,
                                PanelistCatalog            *after,
                                const PanelistCatalogMatch *matches)
{
  GWeakRef *objects = NULL;

  if (before == after)
    return;

  g_mutex_lock (&before->objects_lock);
  objects = before->objects;
  g_mutex_unlock (&before->objects_lock);

  if (objects == NULL)
    return;

  g_mutex_lock (&after->objects_lock);
  ensure_objects (after);

  for (guint i = 0; i < after->n_rows; i++)
    {
      g_autoptr (PanelistService) service = NULL;
      g_autoptr (PanelistService) other = NULL;

      if (matches[i].before == G_MAXUINT32 || matches[i].changed)
        continue;

      service = g_weak_ref_get (&objects[matches[i].before]);
      other = service != NULL ? g_weak_ref_get (&after->objects[i]) : NULL;

      if (service != NULL && other == NULL)
        g_weak_ref_set (&after->objects[i], service);
    }

  g_mutex_unlock (&after->objects_lock);
}

