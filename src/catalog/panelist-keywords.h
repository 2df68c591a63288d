/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* By which words a service is known to be for a platform and of a kind: data/keywords.ini, with what people
 * changed on top. Immutable, shared by reference, safe to read from any thread. */
#define PANELIST_TYPE_KEYWORDS (panelist_keywords_get_type ())
typedef struct _PanelistKeywords PanelistKeywords;

typedef enum {
  PANELIST_GROUPING_PLATFORM,
  PANELIST_GROUPING_KIND,
} PanelistGrouping;

#define PANELIST_N_GROUPINGS (PANELIST_GROUPING_KIND + 1)

/* The group of what no keyword is found in */
#define PANELIST_GROUP_OTHER 0
#define PANELIST_MAX_GROUPS  256

/* What people edit: enough for all of them, too little to stall */
#define PANELIST_MAX_KEYWORDS            256   /* of a group */
#define PANELIST_KEYWORD_MAX_CHARACTERS  64

/* Why a keyword, or the name of a group, can not be as it is written */
typedef enum {
  PANELIST_KEYWORD_FINE,
  PANELIST_KEYWORD_EMPTY,
  PANELIST_KEYWORD_TOO_SHORT,   /* one letter is in too many names */
  PANELIST_KEYWORD_TOO_LONG,
  PANELIST_KEYWORD_TWICE,       /* the group has it already, however it is written */
  PANELIST_KEYWORD_TAKEN,       /* another group has it */
  PANELIST_KEYWORD_SIGN,        /* a sign that the file of changes can not have in a name */
  PANELIST_KEYWORD_TOO_MANY,
} PanelistKeywordProblem;

GType              panelist_keywords_get_type     (void);
PanelistKeywords  *panelist_keywords_new          (const char             *overlay,
                                                   GError                **error);
PanelistKeywords  *panelist_keywords_get_builtin  (void);
PanelistKeywords  *panelist_keywords_ref          (PanelistKeywords       *self);
void               panelist_keywords_unref        (PanelistKeywords       *self);
guint              panelist_keywords_get_n_groups (PanelistKeywords       *self,
                                                   PanelistGrouping        grouping);
const char        *panelist_keywords_get_group    (PanelistKeywords       *self,
                                                   PanelistGrouping        grouping,
                                                   guint                   group);
const char        *panelist_keywords_find         (PanelistKeywords       *self,
                                                  PanelistGrouping        grouping,
                                                  const char             *name,
                                                  const char             *category);
char             **panelist_keywords_dup_words    (PanelistKeywords       *self,
                                                   PanelistGrouping        grouping,
                                                   guint                   group);
gboolean           panelist_keywords_is_builtin   (PanelistKeywords       *self,
                                                   PanelistGrouping        grouping,
                                                   guint                   group);
const char        *panelist_keywords_get_changes  (PanelistKeywords       *self);

/* Changes (panelist-keywords-edit.c): the table is immutable, so each gives another one */
gboolean           panelist_keywords_find_group   (PanelistKeywords       *self,
                                                   PanelistGrouping        grouping,
                                                   const char             *name,
                                                   guint                  *group);
gboolean           panelist_keywords_is_changed   (PanelistKeywords       *self,
                                                   PanelistGrouping        grouping,
                                                   const char             *name);
PanelistKeywords  *panelist_keywords_with_words   (PanelistKeywords       *self,
                                                   PanelistGrouping        grouping,
                                                   const char             *name,
                                                   const char *const      *words);
PanelistKeywords  *panelist_keywords_without_changes (PanelistKeywords    *self,
                                                   PanelistGrouping        grouping,
                                                   const char             *name);
PanelistKeywords  *panelist_keywords_with_name    (PanelistKeywords       *self,
                                                   PanelistGrouping        grouping,
                                                   const char             *name,
                                                   const char             *other_name);
PanelistKeywordProblem panelist_keywords_check_word (PanelistKeywords     *self,
                                                   PanelistGrouping        grouping,
                                                   const char             *name,
                                                   const char             *replaced,
                                                   const char             *word,
                                                   const char            **other);
PanelistKeywordProblem panelist_keywords_check_name (PanelistKeywords     *self,
                                                   PanelistGrouping        grouping,
                                                   const char             *replaced,
                                                   const char             *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistKeywords, panelist_keywords_unref)

G_END_DECLS
