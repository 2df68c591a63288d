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
  SCORE_OTHER,        /* id, category, type, platform, note or tags hold some of it */
} Score;

#define N_SCORES (SCORE_OTHER + 1)

/* The query */

static void
term_clear (gpointer data)
{
  PanelistQueryTerm *term = data;

  g_clear_pointer (&term->text, g_free);
}

static void
word_clear (gpointer data)
{
  PanelistQueryWord *word = data;

  g_clear_pointer (&word->terms, g_array_unref);
}

/* The platform is nowhere in the text of a row that was known by another keyword. */
static void
find_groups (PanelistQueryTerm *term,
             PanelistKeywords  *keywords)
{
  const guint n = panelist_keywords_get_n_groups (keywords, PANELIST_GROUPING_PLATFORM);

  for (guint i = 1; i < n; i++)
    {
      g_autofree char *folded = NULL;

      folded = panelist_text_fold (panelist_keywords_get_group (keywords, PANELIST_GROUPING_PLATFORM, i), -1);
      term->groups[i] = strstr (folded, term->text) != NULL;
      term->in_groups = term->in_groups || term->groups[i];
    }
}

static void
add_term (PanelistQueryWord *word,
          const char        *text,
          PanelistKeywords  *keywords)
{
  PanelistQueryTerm term = { 0 };

  term.text = g_strdup (text);
  term.length = strlen (text);
  find_groups (&term, keywords);
  g_array_append_val (word->terms, term);
}

static PanelistQueryWord *
add_word (PanelistCatalogQuery *self,
          const char           *text,
          PanelistKeywords     *keywords)
{
  PanelistQueryWord word = { 0 };

  word.terms = g_array_new (FALSE, FALSE, sizeof (PanelistQueryTerm));
  g_array_set_clear_func (word.terms, term_clear);
  add_term (&word, text, keywords);
  g_array_append_val (self->words, word);

  return &g_array_index (self->words, PanelistQueryWord, self->words->len - 1);
}

static inline const PanelistQueryWord *
get_word (const PanelistCatalogQuery *self,
          guint                       index)
{
  return &g_array_index (self->words, PanelistQueryWord, index);
}

static inline const PanelistQueryTerm *
get_term (const PanelistQueryWord *self,
          guint                    index)
{
  return &g_array_index (self->terms, PanelistQueryTerm, index);
}

/* Longest word first: it rules out the most rows. */
static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  const gsize first = get_term (a, 0)->length;
  const gsize second = get_term (b, 0)->length;

  return (first < second) - (first > second);
}

static PanelistCatalogQuery *
query_alloc (const char *folded)
{
  PanelistCatalogQuery *self = NULL;

  self = g_new0 (PanelistCatalogQuery, 1);
  self->folded = g_strdup (folded);
  self->length = strlen (folded);
  self->words = g_array_new (FALSE, FALSE, sizeof (PanelistQueryWord));
  g_array_set_clear_func (self->words, word_clear);

  return self;
}

PanelistCatalogQuery *
panelist_catalog_query_new (const char       *text,
                            PanelistKeywords *keywords)
{
  PanelistCatalogQuery *self = NULL;
  g_autofree char *folded = NULL;
  g_auto (GStrv) parts = NULL;

  folded = panelist_text_fold (text != NULL ? text : "",
                               text != NULL ? (gssize) strnlen (text, MAX_QUERY) : 0);
  self = query_alloc (g_strstrip (folded));
  parts = g_strsplit (self->folded, " ", MAX_WORDS);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] != '\0')
        add_word (self, parts[i], keywords);
    }

  g_array_sort (self->words, compare_words);

  return self;
}

/* The same query, in which every word may also be one that it is like. NULL when there is none. */
PanelistCatalogQuery *
panelist_catalog_query_loosen (const PanelistCatalogQuery *self,
                               PanelistKeywords           *keywords,
                               PanelistCatalogPart        *parts,
                               guint                       n_parts)
{
  g_autoptr (PanelistCatalogQuery) loose = query_alloc (self->folded);
  gboolean found = FALSE;

  for (guint i = 0; i < self->words->len; i++)
    {
      const char *text = get_term (get_word (self, i), 0)->text;
      g_autoptr (GPtrArray) similar = g_ptr_array_new_with_free_func (g_free);
      PanelistQueryWord *word = add_word (loose, text, keywords);

      for (guint j = 0; j < n_parts; j++)
        panelist_catalog_words_similar (panelist_catalog_ensure_words (parts[j].catalog), text, similar);

      for (guint j = 0; j < similar->len; j++)
        add_term (word, g_ptr_array_index (similar, j), keywords);

      found = found || similar->len > 0;
    }

  return found ? g_steal_pointer (&loose) : NULL;
}

void
panelist_catalog_query_free (PanelistCatalogQuery *self)
{
  g_clear_pointer (&self->folded, g_free);
  g_clear_pointer (&self->words, g_array_unref);
  g_free (self);
}

/* Whether whatever matches this query matched the earlier one too: each of its words is part of one of ours. */
gboolean
panelist_catalog_query_narrows (const PanelistCatalogQuery *self,
                                const PanelistCatalogQuery *earlier)
{
  for (guint i = 0; i < earlier->words->len; i++)
    {
      gboolean found = FALSE;

      for (guint j = 0; j < self->words->len && !found; j++)
        found = strstr (get_term (get_word (self, j), 0)->text, get_term (get_word (earlier, i), 0)->text) != NULL;

      if (!found)
        return FALSE;
    }

  return TRUE;
}

/* Matching */

static gboolean
mark_has_term (const PanelistCatalogPart *part,
               guint                      row,
               const PanelistQueryTerm   *term)
{
  const PanelistMarkedRow *marked = panelist_catalog_part_get_marked (part, row);

  return marked != NULL && strstr (marked->folded, term->text) != NULL;
}

static inline gboolean
row_has_term (const PanelistCatalogPart *part,
              guint                      row,
              const char                *text,
              gsize                      length,
              const PanelistQueryTerm   *term)
{
  if (memmem (text, length, term->text, term->length) != NULL)
    return TRUE;

  if (term->in_groups && term->groups[part->groups->of[PANELIST_GROUPING_PLATFORM][row]])
    return TRUE;

  return part->marks != NULL && mark_has_term (part, row, term);
}

static inline gboolean
row_has_word (const PanelistCatalogPart *part,
              guint                      row,
              const char                *text,
              gsize                      length,
              const PanelistQueryWord   *word)
{
  for (guint i = 0; i < word->terms->len; i++)
    {
      if (row_has_term (part, row, text, length, get_term (word, i)))
        return TRUE;
    }

  return FALSE;
}

static inline const char *
get_folded_row (PanelistCatalog *catalog,
                guint            row,
                gsize           *length)
{
  *length = catalog->folded_starts[row + 1] - catalog->folded_starts[row];

  return catalog->folded.data + catalog->folded_starts[row];
}

static inline gboolean
row_has_words (const PanelistCatalogQuery *self,
               const PanelistCatalogPart  *part,
               guint                       row,
               guint                       first)
{
  const char *text = NULL;
  gsize length = 0;

  text = get_folded_row (part->catalog, row, &length);

  for (guint i = first; i < self->words->len; i++)
    {
      if (!row_has_word (part, row, text, length, get_word (self, i)))
        return FALSE;
    }

  return TRUE;
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

/* The first row at or after `row` in whose text the term is found; n_rows when there is none. */
static guint
find_next (PanelistCatalog         *catalog,
           guint                    row,
           const PanelistQueryTerm *term)
{
  const char *text = catalog->folded.data;
  const char *found = NULL;

  if (row >= catalog->n_rows)
    return catalog->n_rows;

  found = memmem (text + catalog->folded_starts[row], catalog->folded.length - catalog->folded_starts[row],
                  term->text, term->length);

  return found != NULL ? find_row_at (catalog, row, (gsize) (found - text)) : catalog->n_rows;
}

static void
add_candidates (const PanelistCatalogPart *part,
                const PanelistQueryTerm   *term,
                uint8_t                   *candidates)
{
  PanelistCatalog *catalog = part->catalog;

  for (guint row = find_next (catalog, 0, term); row < catalog->n_rows; row = find_next (catalog, row + 1, term))
    candidates[row] = TRUE;

  for (guint row = 0; term->in_groups && row < catalog->n_rows; row++)
    candidates[row] |= term->groups[part->groups->of[PANELIST_GROUPING_PLATFORM][row]];

  for (guint i = 0; i < part->marked->len; i++)
    {
      const PanelistMarkedRow *marked = &g_array_index (part->marked, PanelistMarkedRow, i);

      candidates[marked->row] |= strstr (marked->folded, term->text) != NULL;
    }
}

/* Rows may match by what is not in their text: all who do by one word are found first. */
static void
match_beside (const PanelistCatalogQuery *self,
              const PanelistCatalogPart  *part,
              GArray                     *matches)
{
  const PanelistQueryWord *word = get_word (self, 0);
  g_autofree uint8_t *candidates = g_new0 (uint8_t, part->catalog->n_rows + 1);

  for (guint i = 0; i < word->terms->len; i++)
    add_candidates (part, get_term (word, i), candidates);

  for (guint row = 0; row < part->catalog->n_rows; row++)
    {
      if (candidates[row] && row_has_words (self, part, row, 1))
        g_array_append_val (matches, row);
    }
}

static void
match_text (const PanelistCatalogQuery *self,
            const PanelistCatalogPart  *part,
            GArray                     *matches)
{
  const PanelistQueryTerm *term = get_term (get_word (self, 0), 0);
  PanelistCatalog *catalog = part->catalog;

  for (guint row = find_next (catalog, 0, term); row < catalog->n_rows; row = find_next (catalog, row + 1, term))
    {
      if (row_has_words (self, part, row, 1))
        g_array_append_val (matches, row);
    }
}

/* The rows that match, in the order of the catalog. With `within`, rows of an earlier answer, only those are
 * looked at. The groups of the part must be there when a term is in_groups. */
GArray *
panelist_catalog_query_match (const PanelistCatalogQuery *self,
                              const PanelistCatalogPart  *part,
                              GArray                     *within)
{
  GArray *matches = NULL;

  matches = g_array_sized_new (FALSE, FALSE, sizeof (guint), self->words->len == 0 ? part->catalog->n_rows : 64);

  if (self->words->len == 0)
    {
      for (guint i = 0; i < part->catalog->n_rows; i++)
        g_array_append_val (matches, i);
    }
  else if (within != NULL)
    {
      for (guint i = 0; i < within->len; i++)
        {
          const guint row = g_array_index (within, guint, i);

          if (row_has_words (self, part, row, 0))
            g_array_append_val (matches, row);
        }
    }
  else if (get_word (self, 0)->terms->len > 1 || get_term (get_word (self, 0), 0)->in_groups ||
           part->marked->len > 0)
    {
      match_beside (self, part, matches);
    }
  else
    {
      match_text (self, part, matches);
    }

  return matches;
}

/* Whether some term of any word is the name of a platform. */
gboolean
panelist_catalog_query_needs_groups (const PanelistCatalogQuery *self)
{
  for (guint i = 0; i < self->words->len; i++)
    {
      const PanelistQueryWord *word = get_word (self, i);

      for (guint j = 0; j < word->terms->len; j++)
        {
          if (get_term (word, j)->in_groups)
            return TRUE;
        }
    }

  return FALSE;
}

/* Ranking */

static gboolean
name_has_words (const PanelistCatalogQuery *self,
                const char                 *name,
                gsize                       length)
{
  for (guint i = 0; i < self->words->len; i++)
    {
      const PanelistQueryWord *word = get_word (self, i);
      gboolean found = FALSE;

      for (guint j = 0; j < word->terms->len && !found; j++)
        found = memmem (name, length, get_term (word, j)->text, get_term (word, j)->length) != NULL;

      if (!found)
        return FALSE;
    }

  return TRUE;
}

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
    return self->words->len > 1 || get_word (self, 0)->terms->len > 1
               ? (name_has_words (self, text, name_length) ? SCORE_WORDS : SCORE_OTHER)
               : SCORE_OTHER;

  return g_ascii_isalnum (found[-1]) || (found[-1] & 0x80) != 0 ? SCORE_NAME : SCORE_WORD_START;
}

/* Rows that match, numbered as in all parts and in that order, with the best first; those that are equally good
 * stay in their order. */
GArray *
panelist_catalog_query_rank (const PanelistCatalogQuery *self,
                             const PanelistCatalogPart  *parts,
                             GArray                     *rows)
{
  g_autofree uint8_t *scores = NULL;
  GArray *ranked = NULL;
  guint next[N_SCORES + 1] = { 0 };

  if (self->words->len == 0)
    return g_array_ref (rows);

  scores = g_new (uint8_t, MAX (rows->len, 1));

  for (guint i = 0; i < rows->len; i++)
    {
      const guint row = g_array_index (rows, guint, i);

      while (row - parts->start >= parts->catalog->n_rows)
        parts++;

      scores[i] = (uint8_t) score_row (self, parts->catalog, row - parts->start);
      next[scores[i] + 1]++;
    }

  for (guint i = 1; i < N_SCORES; i++)
    next[i] += next[i - 1];

  ranked = g_array_sized_new (FALSE, FALSE, sizeof (guint), rows->len);
  g_array_set_size (ranked, rows->len);

  for (guint i = 0; i < rows->len; i++)
    g_array_index (ranked, guint, next[scores[i]]++) = g_array_index (rows, guint, i);

  return ranked;
}

/**
 * panelist_catalog_search:
 * @query: (nullable): what to look for; %NULL and blanks find everything
 *
 * Finds the services in whose name, id, category, type or platform every word of @query occurs, whatever case and
 * accents it is written with. May be called from any thread.
 *
 * Returns: (transfer full) (element-type guint): rows, the service with exactly this id first, then those whose
 *   name fits best; equally good ones in the panel's order
 */
GArray *
panelist_catalog_search (PanelistCatalog *self,
                         const char      *query)
{
  PanelistCatalogPart part = { 0 };
  g_autoptr (PanelistCatalogQuery) parsed = NULL;
  GArray *rows = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  part.catalog = panelist_catalog_ref (self);
  panelist_catalog_part_mark (&part, NULL);
  parsed = panelist_catalog_query_new (query, panelist_keywords_get_builtin ());

  if (panelist_catalog_query_needs_groups (parsed))
    panelist_catalog_part_group (&part, panelist_keywords_get_builtin ());

  part.matches = panelist_catalog_query_match (parsed, &part, NULL);
  rows = panelist_catalog_query_rank (parsed, &part, part.matches);
  panelist_catalog_part_clear (&part);

  return rows;
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
