/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-catalog"

#include "config.h"

#include <string.h>

#include "panelist-catalog-private.h"

#define GONE G_MAXUINT

static gboolean
is_in_order (const guint *now,
             guint        n)
{
  guint next = 0;

  for (guint i = 0; i < n; i++)
    {
      if (now[i] == GONE)
        continue;

      if (now[i] < next)
        return FALSE;

      next = now[i] + 1;
    }

  return TRUE;
}

static void
keep_longest (guint *now,
              guint  n)
{
  g_autofree guint *ends = g_new (guint, n + 1);       /* of the best row of each length: index into `now` */
  g_autofree guint *previous = g_new (guint, n + 1);
  guint length = 0;
  guint last = GONE;

  for (guint i = 0; i < n; i++)
    {
      guint low = 0;
      guint high = length;

      if (now[i] == GONE)
        continue;

      while (low < high)
        {
          const guint middle = low + (high - low) / 2;

          if (now[ends[middle]] < now[i])
            low = middle + 1;
          else
            high = middle;
        }

      previous[i] = low > 0 ? ends[low - 1] : GONE;
      ends[low] = i;
      length = MAX (length, low + 1);
    }

  last = length > 0 ? ends[length - 1] : GONE;

  for (guint i = n; i-- > 0;)
    {
      if (i == last)
        last = previous[i];
      else
        now[i] = GONE;
    }
}

/* Keeps the longest row of items that are still in order, so that the fewest have to move; all others are gone. `now`
 * tells for each old item where it is in the new list, or G_MAXUINT. */
void
panelist_catalog_keep_order (guint *now,
                             guint  n)
{
  if (!is_in_order (now, n))
    keep_longest (now, n);
}

/* What to announce, from front to back, when a list becomes another one. `now` tells for each old item where it
 * is in the new list, or G_MAXUINT; items that have to be announced as new although they stay become G_MAXUINT.
 *
 * Returns: (transfer full) (element-type PanelistSplice) */
GArray *
panelist_catalog_find_splices (guint *now,
                               guint  n_before,
                               guint  n_after)
{
  GArray *splices = NULL;
  guint position = 0;

  splices = g_array_new (FALSE, FALSE, sizeof (PanelistSplice));

  panelist_catalog_keep_order (now, n_before);

  for (guint i = 0; i < n_before || position < n_after;)
    {
      PanelistSplice splice = { .position = position };
      guint end = 0;

      for (; i < n_before && now[i] == GONE; i++)
        splice.n_removed++;

      end = i < n_before ? now[i] : n_after;
      splice.n_added = end - position;
      position = end;

      if (splice.n_removed > 0 || splice.n_added > 0)
        g_array_append_val (splices, splice);

      for (; i < n_before && now[i] == position; i++)
        position++;
    }

  return splices;
}
