/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-model"

#include "config.h"

#include "panelist-service-kind.h"

#include <string.h>

#include "panelist-text.h"

static const struct {
  PanelistServiceKind kind;
  const char *words[6];
} kinds[] = {
  { PANELIST_SERVICE_KIND_VIEWS, { "view", "play", "watch", "impression", "listener" } },
  { PANELIST_SERVICE_KIND_LIKES, { "like", "reaction", "heart", "favorite" } },
  { PANELIST_SERVICE_KIND_COMMENTS, { "comment", "repl", "review", "mention" } },
  { PANELIST_SERVICE_KIND_MEMBERS, { "follower", "subscriber", "member", "friend" } },
  { PANELIST_SERVICE_KIND_SHARES, { "share", "repost", "save" } },
  { PANELIST_SERVICE_KIND_VOTES, { "vote", "poll" } },
  { PANELIST_SERVICE_KIND_TRAFFIC, { "traffic", "visit" } },
};

/* Words that begin so: "likes" is of "like", "unlike" is not. */
static gboolean
has_word (const char *folded,
          const char *word)
{
  for (const char *found = strstr (folded, word); found != NULL; found = strstr (found + 1, word))
    if (found == folded || !g_ascii_isalnum (found[-1]))
      return TRUE;
  return FALSE;
}

static gboolean
has_kind (const char *folded,
          gsize       index)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds[index].words) && kinds[index].words[i] != NULL; i++)
    if (has_word (folded, kinds[index].words[i]))
      return TRUE;
  return FALSE;
}

static PanelistServiceKind
find_kind (const char *text)
{
  PanelistServiceKind kind = PANELIST_SERVICE_KIND_OTHER;
  g_autofree char *folded = NULL;

  if (text == NULL)
    return kind;
  folded = panelist_text_fold (text, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (!has_kind (folded, i))
        continue;
      if (kind != PANELIST_SERVICE_KIND_OTHER)
        return PANELIST_SERVICE_KIND_OTHER;
      kind = kinds[i].kind;
    }
  return kind;
}

/**
 * panelist_service_get_kind:
 * @service: (nullable): a service
 *
 * The name decides; where it says nothing or too much, the category does.
 *
 * Returns: what it delivers, or %PANELIST_SERVICE_KIND_OTHER
 */
PanelistServiceKind
panelist_service_get_kind (PanelistService *service)
{
  PanelistServiceKind kind = PANELIST_SERVICE_KIND_OTHER;

  if (service == NULL)
    return kind;
  kind = find_kind (panelist_service_get_name (service));
  return kind != PANELIST_SERVICE_KIND_OTHER ? kind : find_kind (panelist_service_get_category (service));
}
