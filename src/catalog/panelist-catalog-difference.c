/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-catalog"

#include "config.h"

#include <string.h>

#include "panelist-catalog-private.h"

static gboolean
same_text (const char *a,
           gsize       a_length,
           const char *b,
           gsize       b_length)
{
  if ((a == NULL) != (b == NULL))
    return FALSE;

  return a_length == b_length && (a_length == 0 || memcmp (a, b, a_length) == 0);
}

static gboolean
same_row (const PanelistCatalogRow *a,
          const PanelistCatalogRow *b)
{
  return same_text (a->name, a->name_length, b->name, b->name_length) &&
         same_text (a->category, a->category_length, b->category, b->category_length) &&
         same_text (a->type_text, a->type_text_length, b->type_text, b->type_text_length) &&
         same_text (a->rate, a->rate_length, b->rate, b->rate_length) &&
         same_text (a->description, a->description_length, b->description, b->description_length) &&
         same_text (a->average_time, a->average_time_length, b->average_time, b->average_time_length) &&
         a->min == b->min && a->max == b->max && a->refill == b->refill && a->cancel == b->cancel &&
         a->drip_feed == b->drip_feed;
}

PanelistCatalogMatch *
panelist_catalog_match_rows (PanelistCatalog *before,
                             PanelistCatalog *after)
{
  PanelistCatalogMatch *matches = NULL;

  matches = g_new0 (PanelistCatalogMatch, MAX (after->n_rows, 1));

  for (guint i = 0; i < after->n_rows; i++)
    {
      PanelistCatalogRow old_row = { 0 };
      PanelistCatalogRow new_row = { 0 };

      panelist_catalog_get_row (after, i, &new_row);

      if (!panelist_catalog_find (before, new_row.id, &matches[i].before))
        {
          matches[i].before = G_MAXUINT32;
          continue;
        }

      panelist_catalog_get_row (before, matches[i].before, &old_row);
      matches[i].changed = !same_row (&old_row, &new_row);
    }

  return matches;
}

/**
 * panelist_catalog_compare:
 * @before: what was known
 * @after: what is known now
 *
 * Compares row by row, by service id. A row that only stands elsewhere counts as changed, because the panel's
 * order is the default order of the list.
 *
 * Returns: (transfer full): what differs
 */
PanelistCatalogDifference *
panelist_catalog_compare (PanelistCatalog *before,
                          PanelistCatalog *after)
{
  PanelistCatalogDifference *self = NULL;
  g_autofree PanelistCatalogMatch *matches = NULL;
  g_autofree gboolean *kept = NULL;

  g_return_val_if_fail (before != NULL, NULL);
  g_return_val_if_fail (after != NULL, NULL);

  self = g_new0 (PanelistCatalogDifference, 1);
  self->added = g_array_new (FALSE, FALSE, sizeof (guint));
  self->removed = g_array_new (FALSE, FALSE, sizeof (guint));
  self->changed = g_array_new (FALSE, FALSE, sizeof (guint));
  kept = g_new0 (gboolean, MAX (before->n_rows, 1));
  matches = panelist_catalog_match_rows (before, after);

  for (guint i = 0; i < after->n_rows; i++)
    {
      if (matches[i].before == G_MAXUINT32)
        {
          g_array_append_val (self->added, i);
          continue;
        }

      kept[matches[i].before] = TRUE;

      if (matches[i].changed || matches[i].before != i)
        g_array_append_val (self->changed, i);
    }

  for (guint i = 0; i < before->n_rows; i++)
    {
      if (!kept[i])
        g_array_append_val (self->removed, i);
    }

  return self;
}

/**
 * panelist_catalog_difference_free:
 */
void
panelist_catalog_difference_free (PanelistCatalogDifference *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->added, g_array_unref);
  g_clear_pointer (&self->removed, g_array_unref);
  g_clear_pointer (&self->changed, g_array_unref);
  g_free (self);
}
