/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-catalog"

#include "config.h"

#include <string.h>

#include "panelist-catalog-private.h"
#include "panelist-money.h"

/* Every row has a number to sort by, made once for each column; then whole numbers are sorted by their bytes.
 * Texts are sorted by eight bytes at a time. */

#define RADIX        256
#define KEY_BYTES    8
#define FEW          24
#define TEXT_ID      (UINT64_C (1) << 63)

typedef struct {
  uint64_t key;
  guint row;
} Entry;

/* Keys */

/* Doubles sort like their bits when these are turned around so. The amounts themselves stay exact. */
static uint64_t
key_from_double (double value)
{
  uint64_t bits = 0;

  memcpy (&bits, &value, sizeof bits);

  return bits >> 63 ? ~bits : bits | UINT64_C (1) << 63;
}

static inline uint64_t
key_from_text (const char *text,
               gsize       length,
               gsize       offset)
{
  uint64_t key = 0;

  for (gsize i = offset; i < offset + KEY_BYTES; i++)
    key = key << 8 | (i < length ? (uint8_t) text[i] : 0);

  return key;
}

/* Numbers by their value and before all other ids. */
static uint64_t
key_from_id (const char *id,
             gsize       length)
{
  uint64_t number = 0;

  if (length > 18 || (id[0] == '0' && length > 1))
    return TEXT_ID | key_from_text (id, length, 0) >> 1;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (id[i]))
        return TEXT_ID | key_from_text (id, length, 0) >> 1;

      number = number * 10 + (uint64_t) (id[i] - '0');
    }

  return number;
}

static inline uint64_t
key_from_limit (int64_t limit)
{
  return limit >= 0 ? (uint64_t) limit : PANELIST_UNKNOWN_KEY;
}

static inline uint64_t
key_from_flag (guint flag)
{
  return flag == PANELIST_FLAG_YES ? 0 : flag == PANELIST_FLAG_NO ? 1 : PANELIST_UNKNOWN_KEY;
}

static uint64_t
get_key (PanelistCatalog     *self,
         guint                row,
         PanelistCatalogSort  sort)
{
  switch (sort)
    {
    case PANELIST_CATALOG_SORT_NAME:
      return key_from_text (self->folded.data + self->folded_starts[row], self->folded_names[row], 0);

    case PANELIST_CATALOG_SORT_ID:
      return key_from_id (self->text.data + self->ids[row].offset, self->ids[row].length);

    case PANELIST_CATALOG_SORT_RATE:
      return self->rates[row].length > 0
                 ? key_from_double (panelist_money_sort_key (self->text.data + self->rates[row].offset))
                 : PANELIST_UNKNOWN_KEY;

    case PANELIST_CATALOG_SORT_MIN:
      return key_from_limit (self->mins[row]);

    case PANELIST_CATALOG_SORT_MAX:
      return key_from_limit (self->maxs[row]);

    case PANELIST_CATALOG_SORT_REFILL:
      return key_from_flag (self->flags[row] & 3);

    case PANELIST_CATALOG_SORT_CANCEL:
      return key_from_flag (self->flags[row] >> 2 & 3);

    case PANELIST_CATALOG_SORT_DEFAULT:
    case PANELIST_CATALOG_SORT_FAVORITE:
    case PANELIST_CATALOG_SORT_SUCCESS:
    case PANELIST_CATALOG_SORT_PANEL:
    default:
      g_return_val_if_reached (0);
    }
}

/* May be called from any thread. */
const uint64_t *
panelist_catalog_ensure_keys (PanelistCatalog     *self,
                              PanelistCatalogSort  sort)
{
  g_mutex_lock (&self->derived_lock);

  if (self->keys[sort] == NULL)
    {
      uint64_t *keys = g_new (uint64_t, MAX (self->n_rows, 1));

      for (guint i = 0; i < self->n_rows; i++)
        keys[i] = get_key (self, i, sort);

      self->keys[sort] = keys;
    }

  g_mutex_unlock (&self->derived_lock);

  return self->keys[sort];
}

/* Sorting numbers: stable, so that equal ones stay in the order they came in */

static void
sort_few (Entry *entries,
          guint  n)
{
  for (guint i = 1; i < n; i++)
    {
      const Entry entry = entries[i];
      guint j = i;

      for (; j > 0 && entries[j - 1].key > entry.key; j--)
        entries[j] = entries[j - 1];

      entries[j] = entry;
    }
}

static void
sort_entries (Entry *entries,
              Entry *other,
              guint  n)
{
  Entry *from = entries;
  Entry *to = other;
  uint64_t different = 0;

  if (n <= FEW)
    {
      sort_few (entries, n);
      return;
    }

  for (guint i = 1; i < n; i++)
    different |= entries[i].key ^ entries[0].key;

  for (guint shift = 0; shift < 64; shift += 8)
    {
      guint next[RADIX + 1] = { 0 };
      Entry *swap = NULL;

      /* What is equal in all keys needs no pass. */
      if ((different >> shift & 0xff) == 0)
        continue;

      for (guint i = 0; i < n; i++)
        next[(from[i].key >> shift & 0xff) + 1]++;

      for (guint i = 1; i < RADIX; i++)
        next[i] += next[i - 1];

      for (guint i = 0; i < n; i++)
        to[next[from[i].key >> shift & 0xff]++] = from[i];

      swap = from;
      from = to;
      to = swap;
    }

  if (from != entries)
    memcpy (entries, from, sizeof (Entry) * n);
}

/* Sorting texts */

typedef struct {
  PanelistCatalogPart *parts;
  guint n_parts;
  PanelistCatalogSort sort;
  gboolean descending;
} Sorting;

static const PanelistCatalogPart *
find_part (const Sorting *self,
           guint          row)
{
  guint i = self->n_parts - 1;

  while (self->parts[i].start > row)
    i--;

  return &self->parts[i];
}

static const char *
get_text (const Sorting *self,
          guint          row,
          gsize         *length)
{
  const PanelistCatalogPart *part = find_part (self, row);
  PanelistCatalog *catalog = part->catalog;

  row -= part->start;

  if (self->sort == PANELIST_CATALOG_SORT_NAME)
    {
      *length = catalog->folded_names[row];
      return catalog->folded.data + catalog->folded_starts[row];
    }

  *length = catalog->ids[row].length;

  return catalog->text.data + catalog->ids[row].offset;
}

static inline uint64_t
direct (const Sorting *self,
        uint64_t       key)
{
  return self->descending && key != PANELIST_UNKNOWN_KEY ? ~key : key;
}

/* Sorts each run of equal keys by what follows; `offset` is how much of the texts these keys hold. A run that
 * does not get shorter goes on without recursion: names may be alike for hundreds of bytes. */
static void
sort_runs (const Sorting *self,
           Entry         *entries,
           Entry         *other,
           guint          n,
           gsize          offset)
{
  for (guint start = 0; start < n;)
    {
      const uint64_t key = entries[start].key;
      guint end = start + 1;
      gboolean more = FALSE;

      while (end < n && entries[end].key == key)
        end++;

      for (guint i = start; end - start > 1 && i < end; i++)
        {
          gsize length = 0;
          const char *text = get_text (self, entries[i].row, &length);

          entries[i].key = direct (self, key_from_text (text, length, offset));
          more = more || length > offset;
        }

      if (more)
        {
          sort_entries (entries + start, other, end - start);
          sort_runs (self, entries + start, other, end - start, offset + KEY_BYTES);
        }

      start = end;
    }
}

/* Whole lists */

static void
fill_from_catalog (const Sorting *self,
                   Entry         *entries,
                   guint          n)
{
  for (guint i = 0; i < n; i++)
    {
      const PanelistCatalogPart *part = find_part (self, entries[i].row);

      entries[i].key = direct (self, part->catalog->keys[self->sort][entries[i].row - part->start]);
    }
}

static uint64_t
get_marked_key (const Sorting *self,
                guint          row)
{
  const PanelistCatalogPart *part = find_part (self, row);
  const PanelistMarkedRow *marked = NULL;

  row -= part->start;

  if (self->sort == PANELIST_CATALOG_SORT_FAVORITE)
    return part->marks != NULL && (part->marks[row] & PANELIST_ROW_FAVORITE) != 0 ? 0 : 1;

  marked = panelist_catalog_part_get_marked (part, row);

  return marked != NULL && marked->success >= 0 ? (uint64_t) marked->success : PANELIST_UNKNOWN_KEY;
}

/* Those few rows that have one are looked up, all others are unknown. */
static void
fill_from_marks (const Sorting *self,
                 Entry         *entries,
                 guint          n)
{
  for (guint i = 0; i < n; i++)
    {
      const PanelistCatalogPart *part = find_part (self, entries[i].row);
      const guint row = entries[i].row - part->start;
      const gboolean marked = part->marks != NULL && part->marks[row] != 0;

      entries[i].key = marked || self->sort == PANELIST_CATALOG_SORT_FAVORITE
                           ? direct (self, get_marked_key (self, entries[i].row))
                           : PANELIST_UNKNOWN_KEY;
    }
}

static void
fill_from_panels (const Sorting *self,
                  Entry         *entries,
                  guint          n)
{
  for (guint i = 0; i < n; i++)
    entries[i].key = direct (self, (uint64_t) (find_part (self, entries[i].row) - self->parts));
}

static void
sort_by (const Sorting *self,
         Entry         *entries,
         Entry         *other,
         guint          n)
{
  switch (self->sort)
    {
    case PANELIST_CATALOG_SORT_FAVORITE:
    case PANELIST_CATALOG_SORT_SUCCESS:
      fill_from_marks (self, entries, n);
      sort_entries (entries, other, n);
      return;

    case PANELIST_CATALOG_SORT_PANEL:
      fill_from_panels (self, entries, n);
      sort_entries (entries, other, n);
      return;

    case PANELIST_CATALOG_SORT_DEFAULT:
    case PANELIST_CATALOG_SORT_NAME:
    case PANELIST_CATALOG_SORT_ID:
    case PANELIST_CATALOG_SORT_RATE:
    case PANELIST_CATALOG_SORT_MIN:
    case PANELIST_CATALOG_SORT_MAX:
    case PANELIST_CATALOG_SORT_REFILL:
    case PANELIST_CATALOG_SORT_CANCEL:
    default:
      break;
    }

  for (guint i = 0; i < self->n_parts; i++)
    panelist_catalog_ensure_keys (self->parts[i].catalog, self->sort);

  fill_from_catalog (self, entries, n);
  sort_entries (entries, other, n);

  if (self->sort == PANELIST_CATALOG_SORT_NAME)
    sort_runs (self, entries, other, n, KEY_BYTES);
  else if (self->sort == PANELIST_CATALOG_SORT_ID)
    sort_runs (self, entries, other, n, 0);
}

/* All rows in the order of a column, those that are equal by id; what is unknown comes last in both directions.
 * Free with g_free(). */
guint *
panelist_catalog_sort_rows (PanelistCatalogPart *parts,
                            guint                n_parts,
                            PanelistCatalogSort  sort,
                            gboolean             descending)
{
  const Sorting by_id = { parts, n_parts, PANELIST_CATALOG_SORT_ID, FALSE };
  const Sorting by_column = { parts, n_parts, sort, descending };
  g_autofree Entry *entries = NULL;
  g_autofree Entry *other = NULL;
  guint *rows = NULL;
  guint n = 0;

  n = n_parts > 0 ? parts[n_parts - 1].start + parts[n_parts - 1].catalog->n_rows : 0;
  entries = g_new (Entry, MAX (n, 1));
  other = g_new (Entry, MAX (n, 1));
  rows = g_new (guint, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    entries[i] = (Entry) { 0, i };

  if (n > 0)
    {
      sort_by (&by_id, entries, other, n);

      if (sort != PANELIST_CATALOG_SORT_ID || descending)
        sort_by (&by_column, entries, other, n);
    }

  for (guint i = 0; i < n; i++)
    rows[i] = entries[i].row;

  return rows;
}
