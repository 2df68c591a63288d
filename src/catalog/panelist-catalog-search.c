/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-catalog"

/* memmem */
#define _GNU_SOURCE

#include "config.h"

#include <string.h>

#include "panelist-catalog-private.h"
#include "panelist-text.h"

#define MAX_QUERY 512
#define MAX_WORDS 16

/* How well a row answers, best first. */
typedef enum {
  SCORE_ID,           /* the query is the id */
  SCORE_NAME_START,   /* the name begins with the query */
  SCORE_WORD_START,   /* a word of the name begins with it */
  SCORE_NAME,         /* the name holds it as a whole */
  SCORE_WORDS,        /* the name holds every word */
  SCORE_OTHER,        /* id, category or type hold some of it */
} Score;

#define N_SCORES (SCORE_OTHER + 1)

/* The query */

/* Longest word first: it rules out the most rows. */
static void
sort_words (PanelistCatalogQuery *self)
{
  for (guint i = 1; i < self->n_words; i++)
    {
      for (guint j = i; j > 0 && self->lengths[j] > self->lengths[j - 1]; j--)
        {
          char *word = self->words[j];
          gsize length = self->lengths[j];

          self->words[j] = self->words[j - 1];
          self->lengths[j] = self->lengths[j - 1];
          self->words[j - 1] = word;
          self->lengths[j - 1] = length;
        }
    }
}

PanelistCatalogQuery *
panelist_catalog_query_new (const char *text)
{
  PanelistCatalogQuery *self = NULL;
  g_autofree char *folded = NULL;
  g_auto (GStrv) parts = NULL;

  self = g_new0 (PanelistCatalogQuery, 1);
  folded = panelist_text_fold (text != NULL ? text : "",
                               text != NULL ? (gssize) strnlen (text, MAX_QUERY) : 0);
  self->folded = g_strdup (g_strstrip (folded));
  self->length = strlen (self->folded);
  parts = g_strsplit (self->folded, " ", MAX_WORDS);
  self->words = g_new0 (char *, MAX_WORDS + 1);
  self->lengths = g_new0 (gsize, MAX_WORDS + 1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] == '\0')
        continue;

      self->lengths[self->n_words] = strlen (parts[i]);
      self->words[self->n_words++] = g_strdup (parts[i]);
    }

  sort_words (self);

  return self;
}

void
panelist_catalog_query_free (PanelistCatalogQuery *self)
{
  g_clear_pointer (&self->folded, g_free);
  g_clear_pointer (&self->words, g_strfreev);
  g_clear_pointer (&self->lengths, g_free);
  g_free (self);
}

/* Whether whatever matches this query matched the earlier one too: each of its words is part of one of ours. */
gboolean
panelist_catalog_query_narrows (const PanelistCatalogQuery *self,
                                const PanelistCatalogQuery *earlier)
{
  for (guint i = 0; i < earlier->n_words; i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; j < self->n_words && !found; j++)
        found = strstr (self->words[j], earlier->words[i]) != NULL;

      if (!found)
        return FALSE;
    }

  return TRUE;
}

/* Matching */

static inline gboolean
row_has_words (const PanelistCatalogQuery *self,
               const char                 *row,
               gsize                       length,
               guint                       first)
{
  for (guint i = first; i < self->n_words; i++)
    {
      if (memmem (row, length, self->words[i], self->lengths[i]) == NULL)
        return FALSE;
    }

  return TRUE;
}

static inline const char *
get_folded_row (PanelistCatalog *catalog,
                guint            row,
                gsize           *length)
{
  *length = catalog->folded_starts[row + 1] - catalog->folded_starts[row];

  return catalog->folded.data + catalog->folded_starts[row];
}

/* The row that holds an offset of the folded text, at or after `row`: nearby first, then by halves. */
static guint
find_row_at (PanelistCatalog *catalog,
             guint            row,
             gsize            offset)
{
  guint low = 0;
  guint high = 0;
  guint step = 1;

  low = row;

  for (high = row + 1; high < catalog->n_rows && catalog->folded_starts[high] <= offset; step *= 2)
    {
      low = high;
      high = MIN (high + step, catalog->n_rows);
    }

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (catalog->folded_starts[middle] <= offset)
        low = middle;
      else
        high = middle;
    }

  return low;
}

static GArray *
match_all (const PanelistCatalogQuery *self,
           PanelistCatalog            *catalog)
{
  GArray *matches = NULL;
  const char *end = NULL;
  const char *p = NULL;
  guint row = 0;

  matches = g_array_new (FALSE, FALSE, sizeof (guint));
  end = catalog->folded.data + catalog->folded.length;

  for (p = catalog->folded.data; p < end;)
    {
      const char *text = NULL;
      gsize length = 0;

      p = memmem (p, (gsize) (end - p), self->words[0], self->lengths[0]);

      if (p == NULL)
        break;

      row = find_row_at (catalog, row, (gsize) (p - catalog->folded.data));
      text = get_folded_row (catalog, row, &length);

      if (row_has_words (self, text, length, 1))
        g_array_append_val (matches, row);

      p = text + length;

      if (++row >= catalog->n_rows)
        break;
    }

  return matches;
}

static GArray *
match_within (const PanelistCatalogQuery *self,
              PanelistCatalog            *catalog,
              GArray                     *within)
{
  GArray *matches = NULL;

  matches = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < within->len; i++)
    {
      guint row = g_array_index (within, guint, i);
      const char *text = NULL;
      gsize length = 0;

      text = get_folded_row (catalog, row, &length);

      if (row_has_words (self, text, length, 0))
        g_array_append_val (matches, row);
    }

  return matches;
}

/* The rows that match, in the order of the catalog. With `within`, rows of an earlier answer, only those are
 * looked at. */
GArray *
panelist_catalog_query_match (const PanelistCatalogQuery *self,
                              PanelistCatalog            *catalog,
                              GArray                     *within)
{
  GArray *matches = NULL;

  if (self->n_words > 0)
    return within != NULL ? match_within (self, catalog, within) : match_all (self, catalog);

  matches = g_array_sized_new (FALSE, FALSE, sizeof (guint), catalog->n_rows);

  for (guint i = 0; i < catalog->n_rows; i++)
    g_array_append_val (matches, i);

  return matches;
}

/* Ranking */

static Score
score_row (const PanelistCatalogQuery *self,
           PanelistCatalog            *catalog,
           guint                       row)
{
  const char *text = NULL;
  const char *found = NULL;
  gsize name_length = 0;
  gsize length = 0;

  text = get_folded_row (catalog, row, &length);
  name_length = catalog->folded_names[row];

  if (catalog->ids[row].length == self->length &&
      memcmp (text + name_length + 1, self->folded, self->length) == 0)
    return SCORE_ID;

  found = memmem (text, name_length, self->folded, self->length);

  if (found == text)
    return SCORE_NAME_START;

  if (found == NULL)
    return row_has_words (self, text, name_length, 0) ? SCORE_WORDS : SCORE_OTHER;

  return g_ascii_isalnum (found[-1]) || (found[-1] & 0x80) != 0 ? SCORE_NAME : SCORE_WORD_START;
}

/* The matches with the best first, those that are equally good in their order. */
GArray *
panelist_catalog_query_rank (const PanelistCatalogQuery *self,
                             PanelistCatalog            *catalog,
                             GArray                     *matches)
{
  g_autofree uint8_t *scores = NULL;
  GArray *ranked = NULL;
  guint next[N_SCORES + 1] = { 0 };

  if (self->n_words == 0)
    return g_array_ref (matches);

  scores = g_new (uint8_t, MAX (matches->len, 1));

  for (guint i = 0; i < matches->len; i++)
    {
      scores[i] = (uint8_t) score_row (self, catalog, g_array_index (matches, guint, i));
      next[scores[i] + 1]++;
    }

  for (guint i = 1; i < N_SCORES; i++)
    next[i] += next[i - 1];

  ranked = g_array_sized_new (FALSE, FALSE, sizeof (guint), matches->len);
  g_array_set_size (ranked, matches->len);

  for (guint i = 0; i < matches->len; i++)
    g_array_index (ranked, guint, next[scores[i]]++) = g_array_index (matches, guint, i);

  return ranked;
}

/**
 * panelist_catalog_search:
 * @query: (nullable): what to look for; %NULL and blanks find everything
 *
 * Finds the services in whose name, id, category or type every word of @query occurs, whatever case and
 * accents it is written with. May be called from any thread.
 *
 * Returns: (transfer full) (element-type guint): rows, the service with exactly this id first, then those whose
 *   name fits best; equally good ones in the panel's order
 */
GArray *
panelist_catalog_search (PanelistCatalog *self,
                         const char      *query)
{
  g_autoptr (PanelistCatalogQuery) parsed = NULL;
  g_autoptr (GArray) matches = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  parsed = panelist_catalog_query_new (query);
  matches = panelist_catalog_query_match (parsed, self, NULL);

  return panelist_catalog_query_rank (parsed, self, matches);
}

/**
 * panelist_catalog_contains:
 * @text: what must not be there
 *
 * Returns: whether any text of the catalog holds @text, exactly so written
 */
gboolean
panelist_catalog_contains (PanelistCatalog *self,
                           const char      *text)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  return memmem (self->text.data, self->text.length, text, strlen (text)) != NULL;
}
