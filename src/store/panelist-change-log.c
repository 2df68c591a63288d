/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include "panelist-change-log.h"

#include "panelist-text.h"

#define CHUNK 16384

struct _PanelistChangeLog {
  GArray *changes;         /* of PanelistChange */
  GStringChunk *texts;
  GArray *newest;          /* of guint: the first change of each service */
  GHashTable *services;    /* set of PanelistChange: copies of those */
};

G_DEFINE_BOXED_TYPE (PanelistChangeLog, panelist_change_log, panelist_change_log_ref, panelist_change_log_unref)

static guint
change_hash (gconstpointer key)
{
  const PanelistChange *change = key;

  return g_str_hash (change->service_id) ^ (guint) change->panel_id;
}

static gboolean
change_equal (gconstpointer a,
              gconstpointer b)
{
  const PanelistChange *one = a;
  const PanelistChange *other = b;

  return one->panel_id == other->panel_id && g_str_equal (one->service_id, other->service_id);
}

static const char *
keep (PanelistChangeLog *self,
      const char        *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->texts, text) : NULL;
}

static const char *
keep_folded (PanelistChangeLog    *self,
             const PanelistChange *change)
{
  g_autofree char *name = panelist_text_fold (change->name, -1);
  g_autofree char *text = g_strconcat (name, " ", change->service_id, NULL);

  return keep (self, text);
}

/**
 * panelist_change_log_new:
 *
 * Returns: (transfer full): an empty log, for one thread until it is full
 */
PanelistChangeLog *
panelist_change_log_new (void)
{
  PanelistChangeLog *self = NULL;

  self = g_atomic_rc_box_new0 (PanelistChangeLog);
  self->changes = g_array_new (FALSE, FALSE, sizeof (PanelistChange));
  self->newest = g_array_new (FALSE, FALSE, sizeof (guint));
  self->texts = g_string_chunk_new (CHUNK);
  self->services = g_hash_table_new_full (change_hash, change_equal, g_free, NULL);
  return self;
}

/**
 * panelist_change_log_add:
 * @change: an older one than all before, with its strings borrowed; `service` and `folded` are not read
 */
void
panelist_change_log_add (PanelistChangeLog    *self,
                         const PanelistChange *change)
{
  PanelistChange added = { 0 };
  const PanelistChange *first = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (change != NULL && change->service_id != NULL);

  added = *change;
  added.service_id = keep (self, change->service_id);
  added.name = keep (self, change->name);
  added.before = keep (self, change->before);
  added.after = keep (self, change->after);
  added.currency = keep (self, change->currency);
  added.folded = keep_folded (self, change);
  first = g_hash_table_lookup (self->services, &added);
  added.service = first != NULL ? first->service : g_hash_table_size (self->services);
  if (first == NULL)
    {
      g_hash_table_add (self->services, g_memdup2 (&added, sizeof added));
      g_array_append_val (self->newest, self->changes->len);
    }
  g_array_append_val (self->changes, added);
}

PanelistChangeLog *
panelist_change_log_ref (PanelistChangeLog *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PanelistChangeLog *self = data;

  g_clear_pointer (&self->services, g_hash_table_unref);
  g_clear_pointer (&self->newest, g_array_unref);
  g_clear_pointer (&self->changes, g_array_unref);
  g_clear_pointer (&self->texts, g_string_chunk_free);
}

void
panelist_change_log_unref (PanelistChangeLog *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear);
}

guint
panelist_change_log_get_size (PanelistChangeLog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->changes->len;
}

guint
panelist_change_log_get_n_services (PanelistChangeLog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_hash_table_size (self->services);
}

/**
 * panelist_change_log_get_newest:
 *
 * Returns: the largest id, 0 in an empty log
 */
int64_t
panelist_change_log_get_newest (PanelistChangeLog *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->changes->len > 0 ? g_array_index (self->changes, PanelistChange, 0).id : 0;
}

/**
 * panelist_change_log_get:
 *
 * Returns: (transfer none): a change, as long as the log is there
 */
const PanelistChange *
panelist_change_log_get (PanelistChangeLog *self,
                         guint              index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->changes->len, NULL);

  return &g_array_index (self->changes, PanelistChange, index);
}

/**
 * panelist_change_log_get_of_service:
 * @service: below panelist_change_log_get_n_services()
 *
 * Returns: (transfer none): the newest change of that service, as long as the log is there
 */
const PanelistChange *
panelist_change_log_get_of_service (PanelistChangeLog *self,
                                    guint              service)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (service < self->newest->len, NULL);

  return panelist_change_log_get (self, g_array_index (self->newest, guint, service));
}
