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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistKeywords, panelist_keywords_unref)

G_END_DECLS
