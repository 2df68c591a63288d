/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-service-hints.h"

#include <glib/gi18n.h>

#include "panelist-money.h"
#include "panelist-text.h"

/* The words are those of the wire: panels write English, whatever the locale. They are looked for in folded text. */
typedef enum {
  HINT_REFILL_DAYS,
  HINT_LIFETIME,
  HINT_NO_REFILL,
  HINT_START_RANGE,
  HINT_INSTANT,
  HINT_SPEED,
  HINT_NO_DROP,
} Hint;

static const char *const patterns[] = {
  [HINT_REFILL_DAYS] = "\\b(?:r ?(\\d{1,3})\\b|(\\d{1,3}) ?(?:d|days?|hari)\\b)",
  [HINT_LIFETIME] = "\\blife ?time\\b",
  [HINT_NO_REFILL] = "\\bno refill\\b",
  [HINT_START_RANGE] = "\\b(\\d{1,3}) ?(?:-|to) ?(\\d{1,3}) ?(h|hrs?|hours?|m|min|minutes?)\\b",
  [HINT_INSTANT] = "\\binstant\\b",
  [HINT_SPEED] = "\\b(\\d+(?:\\.\\d+)?)\\s?(k|m)?\\s?/\\s?(d|days?|h|hours?)\\b",
  [HINT_NO_DROP] = "\\b(?:no|non|zero) ?drop\\b",
};

static GRegex *
get_regex (Hint hint)
{
  static GRegex *regexes[G_N_ELEMENTS (patterns)];

  if (regexes[hint] == NULL)
    regexes[hint] = g_regex_new (patterns[hint], G_REGEX_OPTIMIZE, G_REGEX_MATCH_DEFAULT, NULL);
  return regexes[hint];
}

static char *
dup_days (GMatchInfo *match)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  guint n = 0;

  first = g_match_info_fetch (match, 1);
  second = g_match_info_fetch (match, 2);
  n = (guint) g_ascii_strtoull (first != NULL && *first != '\0' ? first : second, NULL, 10);
  return g_strdup_printf (ngettext ("%u day", "%u days", n), n);
}

static char *
dup_start (GMatchInfo *match)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *unit = NULL;

  from = g_match_info_fetch (match, 1);
  to = g_match_info_fetch (match, 2);
  unit = g_match_info_fetch (match, 3);
  if (*unit == 'h')
    /* Translators: in so many hours an order starts, for example "0–1 h start" */
    return g_strdup_printf (_("%s–%s h start"), from, to);
  /* Translators: in so many minutes an order starts, for example "0–15 min start" */
  return g_strdup_printf (_("%s–%s min start"), from, to);
}

static char *
dup_speed (GMatchInfo *match)
{
  g_autofree char *number = NULL;
  g_autofree char *factor = NULL;
  g_autofree char *unit = NULL;
  g_autofree char *amount = NULL;

  number = g_match_info_fetch (match, 1);
  factor = g_match_info_fetch (match, 2);
  unit = g_match_info_fetch (match, 3);
  amount = g_ascii_strup (factor, -1);
  if (*unit == 'h')
    /* Translators: how fast an order is delivered; a number, and K or M behind it or nothing */
    return g_strdup_printf (_("%s%s per hour"), number, amount);
  /* Translators: how fast an order is delivered; a number, and K or M behind it or nothing */
  return g_strdup_printf (_("%s%s per day"), number, amount);
}

static char *
dup_hint (Hint        hint,
          GMatchInfo *match)
{
  switch (hint)
    {
    case HINT_REFILL_DAYS:
      return dup_days (match);
    case HINT_LIFETIME:
      return g_strdup (_("lifetime"));
    case HINT_NO_REFILL:
      return g_strdup (_("no refill"));
    case HINT_START_RANGE:
      return dup_start (match);
    case HINT_INSTANT:
      return g_strdup (_("instant start"));
    case HINT_SPEED:
      return dup_speed (match);
    case HINT_NO_DROP:
      return g_strdup (_("no drop"));
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * panelist_service_dup_hints:
 * @name: (nullable): of a service
 *
 * Returns: (transfer full): what the name says about refill, start and speed, empty when it says nothing
 */
char *
panelist_service_dup_hints (const char *name)
{
  g_autofree char *folded = NULL;
  g_autoptr (GString) hints = g_string_new (NULL);

  folded = panelist_text_fold (name ? name : "", -1);
  for (gsize i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *hint = NULL;

      if (!g_regex_match (get_regex ((Hint) i), folded, G_REGEX_MATCH_DEFAULT, &match))
        continue;
      hint = dup_hint ((Hint) i, match);
      if (hints->len > 0)
        g_string_append (hints, ", ");
      g_string_append (hints, hint);
    }
  return g_string_free_and_steal (g_steal_pointer (&hints));
}
