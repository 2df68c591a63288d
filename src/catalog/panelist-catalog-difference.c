/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-catalog"

#include "config.h"

#include <string.h>

#include "panelist-catalog-private.h"
#include "panelist-money.h"

G_DEFINE_ENUM_TYPE (PanelistCatalogChangeKind, panelist_catalog_change_kind,
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_CHANGE_NEW, "new"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_CHANGE_REMOVED, "removed"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_CHANGE_PRICE_UP, "price-up"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_CHANGE_PRICE_DOWN, "price-down"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_CHANGE_PRICE, "price"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_CHANGE_MIN, "min"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_CHANGE_MAX, "max"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_CHANGE_REFILL_GAINED, "refill-gained"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_CHANGE_REFILL_LOST, "refill-lost"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_CHANGE_CANCEL_GAINED, "cancel-gained"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_CHANGE_CANCEL_LOST, "cancel-lost"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_CHANGE_DRIP_FEED_GAINED, "drip-feed-gained"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_CHANGE_DRIP_FEED_LOST, "drip-feed-lost"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_CHANGE_RENAMED, "renamed"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_CHANGE_TYPE, "type"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_CHANGE_CATEGORY, "category"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_CHANGE_RETURNED, "returned"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_CHANGE_CURRENCY, "currency"))

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

/* What changed in a row */

typedef struct {
  GArray *changes;
  PanelistCatalogRow before;
  PanelistCatalogRow after;
  guint before_row;
  guint after_row;
} Pair;

static void
add_change (Pair                      *self,
            PanelistCatalogChangeKind  kind)
{
  const PanelistCatalogChange change = { kind, self->before_row, self->after_row };

  g_array_append_val (self->changes, change);
}

static void
add_price (Pair *self)
{
  const char *before = self->before.rate;
  const char *after = self->after.rate;
  int order = 0;

  if (*before == '\0' || *after == '\0')
    {
      if (*before != *after)
        add_change (self, PANELIST_CATALOG_CHANGE_PRICE);

      return;
    }

  order = panelist_money_compare (before, after);

  if (order != 0)
    add_change (self, order < 0 ? PANELIST_CATALOG_CHANGE_PRICE_UP : PANELIST_CATALOG_CHANGE_PRICE_DOWN);
}

static void
add_flag (Pair                      *self,
          PanelistFlag               before,
          PanelistFlag               after,
          PanelistCatalogChangeKind  gained,
          PanelistCatalogChangeKind  lost)
{
  if (before != PANELIST_FLAG_YES && after == PANELIST_FLAG_YES)
    add_change (self, gained);
  else if (before == PANELIST_FLAG_YES && after != PANELIST_FLAG_YES)
    add_change (self, lost);
}

static void
add_changes (Pair *self)
{
  const PanelistCatalogRow *before = &self->before;
  const PanelistCatalogRow *after = &self->after;

  add_price (self);

  if (before->min != after->min)
    add_change (self, PANELIST_CATALOG_CHANGE_MIN);

  if (before->max != after->max)
    add_change (self, PANELIST_CATALOG_CHANGE_MAX);

  add_flag (self, before->refill, after->refill, PANELIST_CATALOG_CHANGE_REFILL_GAINED,
            PANELIST_CATALOG_CHANGE_REFILL_LOST);
  add_flag (self, before->cancel, after->cancel, PANELIST_CATALOG_CHANGE_CANCEL_GAINED,
            PANELIST_CATALOG_CHANGE_CANCEL_LOST);
  add_flag (self, before->drip_feed, after->drip_feed, PANELIST_CATALOG_CHANGE_DRIP_FEED_GAINED,
            PANELIST_CATALOG_CHANGE_DRIP_FEED_LOST);

  if (strcmp (before->name, after->name) != 0)
    add_change (self, PANELIST_CATALOG_CHANGE_RENAMED);

  if (strcmp (before->type_text, after->type_text) != 0)
    add_change (self, PANELIST_CATALOG_CHANGE_TYPE);

  if (strcmp (before->category, after->category) != 0)
    add_change (self, PANELIST_CATALOG_CHANGE_CATEGORY);
}

static char *
dup_limit (int64_t limit)
{
  return limit >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, limit) : NULL;
}

static char *
dup_flag (PanelistFlag flag)
{
  return flag == PANELIST_FLAG_UNKNOWN ? NULL : g_strdup (flag == PANELIST_FLAG_YES ? "yes" : "no");
}

/**
 * panelist_catalog_change_dup_value:
 * @row: the service as it was, or as it is
 *
 * Returns: (transfer full) (nullable): what changed of it, as text, for one that comes or goes its rate, for a flag
 *   "yes" or "no"; %NULL when that is unknown
 */
char *
panelist_catalog_change_dup_value (PanelistCatalogChangeKind  kind,
                                   const PanelistCatalogRow  *row)
{
  g_return_val_if_fail (row != NULL, NULL);

  switch (kind)
    {
    case PANELIST_CATALOG_CHANGE_NEW:
    case PANELIST_CATALOG_CHANGE_REMOVED:
    case PANELIST_CATALOG_CHANGE_PRICE_UP:
    case PANELIST_CATALOG_CHANGE_PRICE_DOWN:
    case PANELIST_CATALOG_CHANGE_PRICE:
    case PANELIST_CATALOG_CHANGE_RETURNED:
      return row->rate_length > 0 ? g_strdup (row->rate) : NULL;
    case PANELIST_CATALOG_CHANGE_MIN:
      return dup_limit (row->min);
    case PANELIST_CATALOG_CHANGE_MAX:
      return dup_limit (row->max);
    case PANELIST_CATALOG_CHANGE_RENAMED:
      return g_strdup (row->name);
    case PANELIST_CATALOG_CHANGE_TYPE:
      return g_strdup (row->type_text);
    case PANELIST_CATALOG_CHANGE_CATEGORY:
      return g_strdup (row->category);
    case PANELIST_CATALOG_CHANGE_REFILL_GAINED:
    case PANELIST_CATALOG_CHANGE_REFILL_LOST:
      return dup_flag (row->refill);
    case PANELIST_CATALOG_CHANGE_CANCEL_GAINED:
    case PANELIST_CATALOG_CHANGE_CANCEL_LOST:
      return dup_flag (row->cancel);
    case PANELIST_CATALOG_CHANGE_DRIP_FEED_GAINED:
    case PANELIST_CATALOG_CHANGE_DRIP_FEED_LOST:
      return dup_flag (row->drip_feed);
    case PANELIST_CATALOG_CHANGE_CURRENCY:
    default:
      return NULL;
    }
}

/* Whole catalogs */

static void
add_row_changes (PanelistCatalogDifference  *self,
                 PanelistCatalog            *before,
                 PanelistCatalog            *after,
                 const PanelistCatalogMatch *matches,
                 guint                       row)
{
  Pair pair = { .changes = self->changes, .before_row = G_MAXUINT, .after_row = row };

  if (matches[row].before == G_MAXUINT32)
    {
      add_change (&pair, PANELIST_CATALOG_CHANGE_NEW);
      return;
    }

  pair.before_row = matches[row].before;
  panelist_catalog_get_row (before, pair.before_row, &pair.before);
  panelist_catalog_get_row (after, row, &pair.after);
  add_changes (&pair);
}

/* `now` has for each old row where it is in the new catalog, or G_MAXUINT. */
static void
add_moves (PanelistCatalogDifference *self,
           guint                     *now,
           guint                      n_before)
{
  panelist_catalog_keep_order (now, n_before);

  for (guint i = 0; i < self->was->len; i++)
    {
      const guint was = g_array_index (self->was, guint, i);

      if (was != G_MAXUINT && now[was] == G_MAXUINT)
        g_array_append_val (self->moved, i);
    }
}

/**
 * panelist_catalog_compare:
 * @before: what was known
 * @after: what is known now
 *
 * Compares row by row, by service id. Where rows stand is compared apart from what they say, because the panel's
 * order is the default order of the list: one row that comes in between moves no other.
 *
 * Returns: (transfer full): what differs
 */
PanelistCatalogDifference *
panelist_catalog_compare (PanelistCatalog *before,
                          PanelistCatalog *after)
{
  PanelistCatalogDifference *self = NULL;
  g_autofree PanelistCatalogMatch *matches = NULL;
  g_autofree guint *now = NULL;

  g_return_val_if_fail (before != NULL, NULL);
  g_return_val_if_fail (after != NULL, NULL);

  self = g_new0 (PanelistCatalogDifference, 1);
  self->added = g_array_new (FALSE, FALSE, sizeof (guint));
  self->removed = g_array_new (FALSE, FALSE, sizeof (guint));
  self->changed = g_array_new (FALSE, FALSE, sizeof (guint));
  self->moved = g_array_new (FALSE, FALSE, sizeof (guint));
  self->was = g_array_sized_new (FALSE, FALSE, sizeof (guint), MAX (after->n_rows, 1));
  self->changes = g_array_new (FALSE, FALSE, sizeof (PanelistCatalogChange));
  now = g_new (guint, MAX (before->n_rows, 1));
  for (guint i = 0; i < before->n_rows; i++)
    now[i] = G_MAXUINT;
  matches = panelist_catalog_match_rows (before, after);

  for (guint i = 0; i < after->n_rows; i++)
    {
      const gboolean added = matches[i].before == G_MAXUINT32;
      const guint was = added ? G_MAXUINT : matches[i].before;

      g_array_append_val (self->was, was);

      if (added || matches[i].changed)
        add_row_changes (self, before, after, matches, i);

      if (added)
        g_array_append_val (self->added, i);
      else
        now[was] = i;

      if (!added && matches[i].changed)
        g_array_append_val (self->changed, i);
    }

  for (guint i = 0; i < before->n_rows; i++)
    {
      const PanelistCatalogChange removed = { PANELIST_CATALOG_CHANGE_REMOVED, i, G_MAXUINT };

      if (now[i] != G_MAXUINT)
        continue;

      g_array_append_val (self->removed, i);
      g_array_append_val (self->changes, removed);
    }

  add_moves (self, now, before->n_rows);

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
  g_clear_pointer (&self->moved, g_array_unref);
  g_clear_pointer (&self->was, g_array_unref);
  g_clear_pointer (&self->changes, g_array_unref);
  g_free (self);
}
