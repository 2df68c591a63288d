/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-catalog"

#include "config.h"

#include <string.h>

#include "panelist-catalog-private.h"
#include "panelist-text.h"

#define RESOURCE "/panelist/catalog/keywords.ini"
#define OTHER    "Other"

/* A keyword, filed under its first word. */
typedef struct {
  PanelistSpan word;
  PanelistSpan rest;   /* with the sign or blank before it; empty when there is only one word */
  uint32_t next;       /* + 1; the next keyword with this first word, longer ones first */
  uint8_t grouping;
  uint8_t group;
} Keyword;

struct _PanelistKeywords {
  gatomicrefcount ref_count;
  GPtrArray *names[PANELIST_N_GROUPINGS];   /* of char *, [0] = Other */
  GPtrArray *words[PANELIST_N_GROUPINGS];   /* of GStrv, as they were written */
  guint n_builtin[PANELIST_N_GROUPINGS];
  char *changes;
  PanelistArena text;
  PanelistTextIndex index;   /* of first words */
  GArray *keywords;
};

G_DEFINE_BOXED_TYPE (PanelistKeywords, panelist_keywords, panelist_keywords_ref, panelist_keywords_unref)

static void
panelist_keywords_free (PanelistKeywords *self)
{
  for (guint i = 0; i < PANELIST_N_GROUPINGS; i++)
    {
      g_clear_pointer (&self->names[i], g_ptr_array_unref);
      g_clear_pointer (&self->words[i], g_ptr_array_unref);
    }

  g_clear_pointer (&self->changes, g_free);
  panelist_arena_clear (&self->text);
  g_clear_pointer (&self->index.slots, g_free);
  g_clear_pointer (&self->keywords, g_array_unref);
  g_free (self);
}

/**
 * panelist_keywords_ref:
 *
 * Returns: (transfer full): @self; may be called from any thread
 */
PanelistKeywords *
panelist_keywords_ref (PanelistKeywords *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * panelist_keywords_unref:
 */
void
panelist_keywords_unref (PanelistKeywords *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    panelist_keywords_free (self);
}

static inline const PanelistSpan *
get_spans (PanelistKeywords *self)
{
  return (const PanelistSpan *) (gpointer) self->keywords->data;
}

/* Reading the table */

const char *
panelist_keywords_get_section (PanelistGrouping grouping)
{
  return grouping == PANELIST_GROUPING_PLATFORM ? "Platforms" : "Kinds";
}

static void
add_keyword (PanelistKeywords *self,
             PanelistGrouping  grouping,
             guint             group,
             const char       *text)
{
  g_autofree char *folded = NULL;
  Keyword keyword = { 0 };
  const char *word = NULL;
  uint32_t first = 0;
  uint32_t hash = 0;
  gsize length = 0;

  folded = panelist_text_fold (text, -1);
  g_strstrip (folded);
  /* As a text is read: what stands before a word is passed over, the word ends where its letters do. */
  word = folded + panelist_catalog_skip_until (folded, strlen (folded), 0, TRUE);
  length = panelist_catalog_skip_until (word, strlen (word), 0, FALSE);

  if (length == 0)
    return;

  keyword.grouping = (uint8_t) grouping;
  keyword.group = (uint8_t) group;
  keyword.word = panelist_arena_append (&self->text, word, length);
  keyword.rest = panelist_arena_append (&self->text, word + length, strlen (word + length));

  if (panelist_text_index_find (&self->index, &self->text, get_spans (self), sizeof (Keyword), word, length,
                                &hash, &first))
    {
      uint32_t *link = NULL;

      /* The one in the index stays the first of its list: "watch" gives way to "watch time" when they are read. */
      link = &g_array_index (self->keywords, Keyword, first).next;
      keyword.next = *link;
      *link = self->keywords->len + 1;
      g_array_append_val (self->keywords, keyword);
      return;
    }

  g_array_append_val (self->keywords, keyword);
  panelist_text_index_insert (&self->index, hash, self->keywords->len - 1);
}

static gboolean
find_group (PanelistKeywords *self,
            PanelistGrouping  grouping,
            const char       *name,
            guint            *group)
{
  return g_ptr_array_find_with_equal_func (self->names[grouping], name, g_str_equal, group);
}

static void
read_section (PanelistKeywords *self,
              PanelistGrouping  grouping,
              GKeyFile         *file)
{
  g_auto (GStrv) names = NULL;

  names = g_key_file_get_keys (file, panelist_keywords_get_section (grouping), NULL, NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      GStrv words = NULL;
      guint group = 0;

      words = g_key_file_get_string_list (file, panelist_keywords_get_section (grouping), names[i], NULL, NULL);

      if (find_group (self, grouping, names[i], &group))
        {
          g_strfreev (g_ptr_array_index (self->words[grouping], group));
          g_ptr_array_index (self->words[grouping], group) = words;
        }
      else if (self->names[grouping]->len < PANELIST_MAX_GROUPS)
        {
          g_ptr_array_add (self->names[grouping], g_strdup (names[i]));
          g_ptr_array_add (self->words[grouping], words);
        }
      else
        {
          g_strfreev (words);
        }
    }
}

static void
index_words (PanelistKeywords *self)
{
  for (guint grouping = 0; grouping < PANELIST_N_GROUPINGS; grouping++)
    {
      for (guint group = 1; group < self->names[grouping]->len; group++)
        {
          char **words = g_ptr_array_index (self->words[grouping], group);

          for (guint i = 0; words != NULL && words[i] != NULL && i < PANELIST_MAX_KEYWORDS; i++)
            add_keyword (self, (PanelistGrouping) grouping, group, words[i]);
        }
    }
}

static PanelistKeywords *
panelist_keywords_alloc (void)
{
  PanelistKeywords *self = NULL;

  self = g_new0 (PanelistKeywords, 1);
  g_atomic_ref_count_init (&self->ref_count);
  panelist_arena_init (&self->text);
  self->index.seed = g_random_int ();
  self->keywords = g_array_new (FALSE, FALSE, sizeof (Keyword));

  for (guint i = 0; i < PANELIST_N_GROUPINGS; i++)
    {
      self->names[i] = g_ptr_array_new_with_free_func (g_free);
      self->words[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
      g_ptr_array_add (self->names[i], g_strdup (OTHER));
      g_ptr_array_add (self->words[i], NULL);
    }

  return self;
}

static void
read_builtin (PanelistKeywords *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  bytes = g_resource_lookup_data (panelist_catalog_get_resource (), RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL || !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, &error))
    g_error ("The table of keywords can not be read: %s", error->message);

  for (guint i = 0; i < PANELIST_N_GROUPINGS; i++)
    {
      read_section (self, (PanelistGrouping) i, file);
      self->n_builtin[i] = self->names[i]->len;
    }
}

/**
 * panelist_keywords_new:
 * @overlay: (nullable): what people changed, in the form of data/keywords.ini
 * @error: return location for a #GKeyFileError
 *
 * Returns: (transfer full) (nullable): the table with @overlay on top, %NULL when that can not be read
 */
PanelistKeywords *
panelist_keywords_new (const char  *overlay,
                       GError     **error)
{
  g_autoptr (PanelistKeywords) self = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (overlay != NULL && *overlay != '\0' &&
      !g_key_file_load_from_data (file, overlay, (gsize) -1, G_KEY_FILE_NONE, error))
    return NULL;

  self = panelist_keywords_alloc ();
  self->changes = g_strdup (overlay != NULL ? overlay : "");
  read_builtin (self);

  for (guint i = 0; i < PANELIST_N_GROUPINGS; i++)
    read_section (self, (PanelistGrouping) i, file);

  index_words (self);

  return g_steal_pointer (&self);
}

/**
 * panelist_keywords_get_builtin:
 *
 * Returns: (transfer none): the table without changes
 */
PanelistKeywords *
panelist_keywords_get_builtin (void)
{
  static gsize table = 0;

  if (g_once_init_enter (&table))
    g_once_init_leave (&table, (gsize) panelist_keywords_new (NULL, NULL));

  return (PanelistKeywords *) table;
}

/**
 * panelist_keywords_get_n_groups:
 *
 * Returns: how many groups there are, with %PANELIST_GROUP_OTHER
 */
guint
panelist_keywords_get_n_groups (PanelistKeywords *self,
                                PanelistGrouping  grouping)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (grouping < PANELIST_N_GROUPINGS, 0);

  return self->names[grouping]->len;
}

/**
 * panelist_keywords_get_group:
 * @group: below panelist_keywords_get_n_groups()
 *
 * Returns: (transfer none): its name as the table has it: not translated
 */
const char *
panelist_keywords_get_group (PanelistKeywords *self,
                             PanelistGrouping  grouping,
                             guint             group)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (grouping < PANELIST_N_GROUPINGS, NULL);
  g_return_val_if_fail (group < self->names[grouping]->len, NULL);

  return g_ptr_array_index (self->names[grouping], group);
}

/**
 * panelist_keywords_dup_words:
 * @group: below panelist_keywords_get_n_groups()
 *
 * Returns: (transfer full): the words that lead to this group, as they were written
 */
char **
panelist_keywords_dup_words (PanelistKeywords *self,
                             PanelistGrouping  grouping,
                             guint             group)
{
  char **words = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (grouping < PANELIST_N_GROUPINGS, NULL);
  g_return_val_if_fail (group < self->words[grouping]->len, NULL);

  words = g_ptr_array_index (self->words[grouping], group);

  return words != NULL ? g_strdupv (words) : g_new0 (char *, 1);
}

/**
 * panelist_keywords_is_builtin:
 * @group: below panelist_keywords_get_n_groups()
 *
 * Returns: whether the table has this group without what people changed
 */
gboolean
panelist_keywords_is_builtin (PanelistKeywords *self,
                              PanelistGrouping  grouping,
                              guint             group)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (grouping < PANELIST_N_GROUPINGS, FALSE);

  return group < self->n_builtin[grouping];
}

/**
 * panelist_keywords_get_changes:
 *
 * Returns: (transfer none): what people changed, for panelist_keywords_new(); empty when nothing
 */
const char *
panelist_keywords_get_changes (PanelistKeywords *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->changes;
}

/* Looking for keywords in folded text */

/* Whether the rest of a keyword stands at `text`, to the end of a word. */
static gboolean
has_rest (PanelistKeywords *self,
          const Keyword    *keyword,
          const char       *text,
          gsize             length)
{
  const gsize rest = keyword->rest.length;

  if (rest == 0)
    return TRUE;

  return rest <= length && memcmp (self->text.data + keyword->rest.offset, text, rest) == 0 &&
         (rest == length || !panelist_catalog_begins_word (text[rest]));
}

/* The longest keyword of each grouping that begins with this word. */
static void
match_word (PanelistKeywords *self,
            uint32_t          first,
            const char       *after,
            gsize             length,
            int               found[PANELIST_N_GROUPINGS])
{
  gsize best[PANELIST_N_GROUPINGS] = { 0 };

  for (uint32_t i = first + 1; i != 0; i = g_array_index (self->keywords, Keyword, i - 1).next)
    {
      const Keyword *keyword = &g_array_index (self->keywords, Keyword, i - 1);
      const gsize size = keyword->rest.length + 1;

      if (size > best[keyword->grouping] && has_rest (self, keyword, after, length))
        {
          best[keyword->grouping] = size;
          found[keyword->grouping] = keyword->group;
        }
    }
}

/* Which group of each grouping is named first in a folded text; `several` tells that others are named too. */
void
panelist_keywords_scan (PanelistKeywords *self,
                        const char       *text,
                        gsize             length,
                        PanelistGroups   *groups)
{
  *groups = (PanelistGroups) { 0 };

  for (gsize i = panelist_catalog_skip_until (text, length, 0, TRUE); i < length;)
    {
      const gsize end = panelist_catalog_skip_until (text, length, i, FALSE);
      int found[PANELIST_N_GROUPINGS] = { 0 };
      uint32_t first = 0;
      uint32_t hash = 0;

      if (panelist_text_index_find (&self->index, &self->text, get_spans (self), sizeof (Keyword), text + i,
                                    end - i, &hash, &first))
        match_word (self, first, text + end, length - end, found);

      for (guint j = 0; j < PANELIST_N_GROUPINGS; j++)
        {
          if (found[j] == 0)
            continue;

          if (groups->group[j] == 0)
            groups->group[j] = (uint8_t) found[j];
          else if (groups->group[j] != found[j])
            groups->several[j] = TRUE;
        }

      i = panelist_catalog_skip_until (text, length, end, TRUE);
    }
}
