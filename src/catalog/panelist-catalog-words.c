/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-catalog"

#include "config.h"

#include <string.h>

#include "panelist-catalog-private.h"

/* The words of a catalog, each once. A mistyped query is answered with those that are most like it, which takes a
 * look at some thousands of words instead of at every row. */

#define MIN_WORD     3
#define MAX_WORD     32
#define MAX_WORDS    65536
#define MAX_SIMILAR  16
#define ONE_MISTAKE  3   /* characters from which on a word may have so many */
#define TWO_MISTAKES 7

struct _PanelistCatalogWords {
  PanelistArena text;
  PanelistTextIndex index;
  GArray *spans;
};

void
panelist_catalog_words_free (PanelistCatalogWords *self)
{
  panelist_arena_clear (&self->text);
  g_clear_pointer (&self->index.slots, g_free);
  g_clear_pointer (&self->spans, g_array_unref);
  g_free (self);
}

static void
add_word (PanelistCatalogWords *self,
          const char           *word,
          gsize                 length)
{
  PanelistSpan span = { 0 };
  uint32_t position = 0;
  uint32_t hash = 0;

  if (length < MIN_WORD || length > MAX_WORD || g_ascii_isdigit (word[0]) || self->spans->len >= MAX_WORDS ||
      panelist_text_index_find (&self->index, &self->text, (const PanelistSpan *) (gpointer) self->spans->data,
                                sizeof (PanelistSpan), word, length, &hash, &position))
    return;

  span = panelist_arena_append (&self->text, word, length);
  g_array_append_val (self->spans, span);
  panelist_text_index_insert (&self->index, hash, self->spans->len - 1);
}

static void
add_text (PanelistCatalogWords *self,
          const char           *text,
          gsize                 length)
{
  for (gsize i = panelist_catalog_skip_until (text, length, 0, TRUE); i < length;)
    {
      const gsize end = panelist_catalog_skip_until (text, length, i, FALSE);

      add_word (self, text + i, end - i);
      i = panelist_catalog_skip_until (text, length, end, TRUE);
    }
}

/* May be called from any thread. */
PanelistCatalogWords *
panelist_catalog_ensure_words (PanelistCatalog *self)
{
  g_mutex_lock (&self->derived_lock);

  if (self->words == NULL)
    {
      self->words = g_new0 (PanelistCatalogWords, 1);
      panelist_arena_init (&self->words->text);
      self->words->index.seed = g_random_int ();
      self->words->spans = g_array_new (FALSE, FALSE, sizeof (PanelistSpan));
      add_text (self->words, self->folded.data, self->folded.length);
    }

  g_mutex_unlock (&self->derived_lock);

  return self->words;
}

static guint
decode (const char *text,
        gsize       length,
        gunichar    characters[MAX_WORD])
{
  const char *end = text + length;
  guint n = 0;

  for (const char *p = text; p < end && n < MAX_WORD; p = g_utf8_next_char (p))
    characters[n++] = g_utf8_get_char (p);

  return n;
}

/* How many letters have to be typed in, left out, replaced or swapped with the next to make `typed` the beginning
 * of `word`; `limit` + 1 when it is more than `limit`. Only so much of the table is filled as can matter. */
static guint
count_mistakes (const gunichar *typed,
                guint           n_typed,
                const gunichar *word,
                guint           n_word,
                guint           limit)
{
  guint rows[3][MAX_WORD + 2] = { { 0 } };
  guint best = limit + 1;

  for (guint j = 0; j <= n_word; j++)
    rows[0][j] = j;

  for (guint i = 1; i <= n_typed; i++)
    {
      guint *row = rows[i % 3];
      const guint *above = rows[(i + 2) % 3];
      const guint *before = rows[(i + 1) % 3];
      const guint first = i > limit ? i - limit : 0;
      const guint last = MIN (i + limit, n_word);

      best = limit + 1;

      if (first > n_word)
        return best;

      for (guint j = first; j <= last; j++)
        {
          guint cost = 0;

          if (j == 0)
            {
              row[0] = i;
              best = MIN (best, i);
              continue;
            }

          cost = above[j - 1] + (typed[i - 1] != word[j - 1]);

          if (j < i + limit)
            cost = MIN (cost, above[j] + 1);

          if (j > first)
            cost = MIN (cost, row[j - 1] + 1);

          if (i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1])
            cost = MIN (cost, before[j - 2] + 1);

          row[j] = cost;
          best = MIN (best, cost);
        }

      if (best > limit)
        return best;
    }

  return best;
}

/* Adds to `similar` (of char *) the words that `word` may have been meant for: those with the fewest mistakes. */
void
panelist_catalog_words_similar (const PanelistCatalogWords *self,
                                const char                 *word,
                                GPtrArray                  *similar)
{
  gunichar typed[MAX_WORD] = { 0 };
  gunichar other[MAX_WORD] = { 0 };
  guint n_found = 0;
  guint n_typed = 0;
  guint limit = 0;

  n_typed = decode (word, strlen (word), typed);
  limit = n_typed >= TWO_MISTAKES ? 2 : n_typed >= ONE_MISTAKE ? 1 : 0;

  for (guint i = 0; limit > 0 && i < self->spans->len; i++)
    {
      const PanelistSpan span = g_array_index (self->spans, PanelistSpan, i);
      const char *text = self->text.data + span.offset;
      const guint n = count_mistakes (typed, n_typed, other, decode (text, span.length, other), limit);

      if (n == 0 || n > limit)
        continue;

      if (n < limit)
        {
          g_ptr_array_set_size (similar, (int) (similar->len - n_found));
          n_found = 0;
          limit = n;
        }

      if (n_found < MAX_SIMILAR)
        {
          g_ptr_array_add (similar, g_strndup (text, span.length));
          n_found++;
        }
    }
}
