/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-catalog"

#include "config.h"

#include "panelist-keywords.h"

#include <string.h>

#include "panelist-catalog-private.h"
#include "panelist-text.h"

/* They have a meaning of their own where the file has a name. */
#define SIGNS "[]=#"

/* What people change in the table of keywords, and what is wrong with it. */

/**
 * panelist_keywords_find_group:
 * @name: of a group, as the table has it
 * @group: (out) (optional): its number in this table
 *
 * Returns: whether there is such a group; what is in no group is none
 */
gboolean
panelist_keywords_find_group (PanelistKeywords *self,
                              PanelistGrouping  grouping,
                              const char       *name,
                              guint            *group)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  for (guint i = 1; i < panelist_keywords_get_n_groups (self, grouping); i++)
    {
      if (strcmp (panelist_keywords_get_group (self, grouping, i), name) != 0)
        continue;

      if (group != NULL)
        *group = i;

      return TRUE;
    }

  return FALSE;
}

/* Comments of people stay. */
static GKeyFile *
open_changes (PanelistKeywords *self)
{
  GKeyFile *file = g_key_file_new ();
  const char *changes = panelist_keywords_get_changes (self);

  if (*changes != '\0')
    g_key_file_load_from_data (file, changes, (gsize) -1, G_KEY_FILE_KEEP_COMMENTS, NULL);

  return file;
}

static PanelistKeywords *
close_changes (GKeyFile *file)
{
  g_autofree char *text = NULL;

  for (guint i = 0; i < PANELIST_N_GROUPINGS; i++)
    {
      const char *section = panelist_keywords_get_section ((PanelistGrouping) i);
      g_auto (GStrv) names = g_key_file_get_keys (file, section, NULL, NULL);

      if (names != NULL && names[0] == NULL)
        g_key_file_remove_group (file, section, NULL);
    }

  text = g_key_file_to_data (file, NULL, NULL);

  return panelist_keywords_new (text, NULL);
}

static gboolean
has_builtin_words (PanelistGrouping   grouping,
                   const char        *name,
                   const char *const *words)
{
  PanelistKeywords *builtin = panelist_keywords_get_builtin ();
  g_auto (GStrv) before = NULL;
  guint group = 0;

  if (!panelist_keywords_find_group (builtin, grouping, name, &group))
    return FALSE;

  before = panelist_keywords_dup_words (builtin, grouping, group);

  return g_strv_equal ((const char *const *) before, words);
}

/**
 * panelist_keywords_is_changed:
 * @name: of a group
 *
 * Returns: whether people changed its words; groups that they added have nothing else
 */
gboolean
panelist_keywords_is_changed (PanelistKeywords *self,
                              PanelistGrouping  grouping,
                              const char       *name)
{
  g_autoptr (GKeyFile) file = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  file = open_changes (self);

  return g_key_file_has_key (file, panelist_keywords_get_section (grouping), name, NULL);
}

/**
 * panelist_keywords_with_words:
 * @name: of a group; a new one is added
 * @words: all of its words; none are fine, too
 *
 * Returns: (transfer full): the table with these words
 */
PanelistKeywords *
panelist_keywords_with_words (PanelistKeywords  *self,
                              PanelistGrouping   grouping,
                              const char        *name,
                              const char *const *words)
{
  g_autoptr (GKeyFile) file = NULL;
  const char *section = panelist_keywords_get_section (grouping);

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (words != NULL, NULL);

  file = open_changes (self);

  if (has_builtin_words (grouping, name, words))
    g_key_file_remove_key (file, section, name, NULL);
  else
    g_key_file_set_string_list (file, section, name, words, g_strv_length ((char **) words));

  return close_changes (file);
}

/**
 * panelist_keywords_without_changes:
 * @name: of a group
 *
 * Returns: (transfer full): the table with the built-in words of the group; one that people added is gone
 */
PanelistKeywords *
panelist_keywords_without_changes (PanelistKeywords *self,
                                   PanelistGrouping  grouping,
                                   const char       *name)
{
  g_autoptr (GKeyFile) file = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  file = open_changes (self);
  g_key_file_remove_key (file, panelist_keywords_get_section (grouping), name, NULL);

  return close_changes (file);
}

/**
 * panelist_keywords_with_name:
 * @name: of a group that people added
 * @other_name: what it is to be called
 *
 * Returns: (transfer full): the table with another name for the group, which then comes last
 */
PanelistKeywords *
panelist_keywords_with_name (PanelistKeywords *self,
                             PanelistGrouping  grouping,
                             const char       *name,
                             const char       *other_name)
{
  g_autoptr (GKeyFile) file = NULL;
  g_auto (GStrv) words = NULL;
  const char *section = panelist_keywords_get_section (grouping);
  guint group = 0;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (other_name != NULL, NULL);
  g_return_val_if_fail (panelist_keywords_find_group (self, grouping, name, &group), NULL);
  g_return_val_if_fail (!panelist_keywords_is_builtin (self, grouping, group), NULL);

  words = panelist_keywords_dup_words (self, grouping, group);
  file = open_changes (self);
  g_key_file_remove_key (file, section, name, NULL);
  g_key_file_set_string_list (file, section, other_name, (const char *const *) words, g_strv_length (words));

  return close_changes (file);
}

/* What is wrong with it */

static char *
fold (const char *text)
{
  char *folded = panelist_text_fold (text, -1);

  return g_strstrip (folded);
}

static gboolean
is_same (const char *folded,
         const char *text)
{
  g_autofree char *other = fold (text);

  return strcmp (folded, other) == 0;
}

static gboolean
has_word (PanelistKeywords *self,
          PanelistGrouping  grouping,
          guint             group,
          const char       *folded,
          const char       *but)
{
  g_auto (GStrv) words = panelist_keywords_dup_words (self, grouping, group);
  gboolean passed_over = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (!passed_over && but != NULL && strcmp (words[i], but) == 0)
        passed_over = TRUE;
      else if (is_same (folded, words[i]))
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_control (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (c)))
        return TRUE;
    }

  return FALSE;
}

static PanelistKeywordProblem
check_length (const char *folded,
              const char *text)
{
  /* Signs alone are in no word. */
  if (panelist_catalog_skip_until (folded, strlen (folded), 0, TRUE) == strlen (folded))
    return PANELIST_KEYWORD_EMPTY;

  if (g_utf8_strlen (folded, -1) < 2)
    return PANELIST_KEYWORD_TOO_SHORT;

  if (g_utf8_strlen (text, -1) > PANELIST_KEYWORD_MAX_CHARACTERS)
    return PANELIST_KEYWORD_TOO_LONG;

  return PANELIST_KEYWORD_FINE;
}

/**
 * panelist_keywords_check_word:
 * @name: of the group that shall have it
 * @replaced: (nullable): the word of that group that it shall stand for; %NULL when it is added
 * @word: a keyword
 * @other: (out) (optional): the name of the group that has it already, when that is another one
 *
 * Returns: what is wrong with the word
 */
PanelistKeywordProblem
panelist_keywords_check_word (PanelistKeywords  *self,
                              PanelistGrouping   grouping,
                              const char        *name,
                              const char        *replaced,
                              const char        *word,
                              const char       **other)
{
  g_autofree char *folded = NULL;
  PanelistKeywordProblem problem = PANELIST_KEYWORD_FINE;

  g_return_val_if_fail (self != NULL, PANELIST_KEYWORD_EMPTY);
  g_return_val_if_fail (name != NULL, PANELIST_KEYWORD_EMPTY);
  g_return_val_if_fail (word != NULL, PANELIST_KEYWORD_EMPTY);

  folded = fold (word);
  problem = check_length (folded, word);

  for (guint i = 1; problem == PANELIST_KEYWORD_FINE && i < panelist_keywords_get_n_groups (self, grouping); i++)
    {
      const char *group = panelist_keywords_get_group (self, grouping, i);
      const gboolean own = strcmp (group, name) == 0;
      g_auto (GStrv) words = panelist_keywords_dup_words (self, grouping, i);

      if (has_word (self, grouping, i, folded, own ? replaced : NULL))
        {
          problem = own ? PANELIST_KEYWORD_TWICE : PANELIST_KEYWORD_TAKEN;

          if (other != NULL && !own)
            *other = group;
        }
      else if (own && replaced == NULL && g_strv_length (words) >= PANELIST_MAX_KEYWORDS)
        {
          problem = PANELIST_KEYWORD_TOO_MANY;
        }
    }

  return problem;
}

/**
 * panelist_keywords_check_name:
 * @replaced: (nullable): the name of the group that shall be called so; %NULL when a group is added
 * @name: of a group
 *
 * Returns: what is wrong with the name
 */
PanelistKeywordProblem
panelist_keywords_check_name (PanelistKeywords *self,
                              PanelistGrouping  grouping,
                              const char       *replaced,
                              const char       *name)
{
  const guint n_groups = panelist_keywords_get_n_groups (self, grouping);
  g_autofree char *folded = NULL;
  PanelistKeywordProblem problem = PANELIST_KEYWORD_FINE;

  g_return_val_if_fail (self != NULL, PANELIST_KEYWORD_EMPTY);
  g_return_val_if_fail (name != NULL, PANELIST_KEYWORD_EMPTY);

  folded = fold (name);
  problem = check_length (folded, name);

  if (problem != PANELIST_KEYWORD_FINE)
    return problem;

  if (strpbrk (name, SIGNS) != NULL || has_control (name))
    return PANELIST_KEYWORD_SIGN;

  for (guint i = 0; i < n_groups; i++)
    {
      const char *group = panelist_keywords_get_group (self, grouping, i);

      if ((replaced == NULL || strcmp (group, replaced) != 0) && is_same (folded, group))
        return PANELIST_KEYWORD_TAKEN;
    }

  return replaced == NULL && n_groups >= PANELIST_MAX_GROUPS ? PANELIST_KEYWORD_TOO_MANY : PANELIST_KEYWORD_FINE;
}
