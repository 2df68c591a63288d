/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-base"

#include "config.h"

#include "panelist-text.h"

#include <string.h>

/* Parameters that tell where a link was copied, not what it points to. */
static const char *const tracking_parameters[] = {
  "_ga",    "_r",     "_t",       "dclid",   "fbclid",  "feature", "gclid",  "igsh",   "igshid",
  "mc_cid", "mc_eid", "mibextid", "msclkid", "ref_src", "ref_url", "si",     "ttclid", "twclid",
  "yclid",
};

static gboolean
is_tracking_parameter (const char *parameter)
{
  gsize length = strcspn (parameter, "=");

  if (g_ascii_strncasecmp (parameter, "utm_", 4) == 0)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (tracking_parameters); i++)
    {
      if (strlen (tracking_parameters[i]) == length &&
          g_ascii_strncasecmp (parameter, tracking_parameters[i], length) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Past `scheme://`, or `text` itself. */
static const char *
skip_scheme (const char *text)
{
  const char *p = text;

  if (!g_ascii_isalpha (*p))
    return text;

  while (g_ascii_isalnum (*p) || *p == '+' || *p == '-' || *p == '.')
    p++;

  return g_str_has_prefix (p, "://") ? p + 3 : text;
}

/* "clips.example/@a" is a link without its scheme; "john.doe" and "a/b" are not. */
static gboolean
looks_like_host_and_path (const char *text)
{
  gsize length = strcspn (text, "/?#");
  const char *dot = memchr (text, '.', length);

  if (g_ascii_strncasecmp (text, "www.", 4) == 0)
    return TRUE;

  if (text[length] != '/' || dot == NULL || dot == text || dot[1] == '/')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]) && strchr (".-:", text[i]) == NULL && (guchar) text[i] < 0x80)
        return FALSE;
    }

  return TRUE;
}

static void
append_meaningful_query (GString    *result,
                         const char *query)
{
  g_auto (GStrv) parameters = NULL;
  char separator = '?';

  parameters = g_strsplit (query, "&", -1);

  for (guint i = 0; parameters[i] != NULL; i++)
    {
      if (*parameters[i] == '\0' || is_tracking_parameter (parameters[i]))
        continue;

      g_string_append_c (result, separator);
      g_string_append (result, parameters[i]);
      separator = '&';
    }
}

static char *
normalize_url (const char *rest)
{
  g_autofree char *host = NULL;
  g_autofree char *lower = NULL;
  g_autofree char *path = NULL;
  g_autofree char *query = NULL;
  GString *result = NULL;
  gsize length = 0;

  length = strcspn (rest, "/?#");
  host = g_strndup (rest, length);
  lower = g_utf8_casefold (host, -1);
  result = g_string_new (g_str_has_prefix (lower, "www.") ? lower + 4 : lower);
  rest += length;

  length = strcspn (rest, "?#");
  path = g_strndup (rest, length);
  rest += length;

  if (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';

  g_string_append (result, path);

  if (*rest == '?')
    {
      query = g_strndup (rest + 1, strcspn (rest + 1, "#"));
      append_meaningful_query (result, query);
    }

  return g_string_free_and_steal (result);
}

static gboolean
is_trimmed (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_iscntrl (c);
}

static char *
dup_trimmed (const char *text)
{
  const char *end = text + strlen (text);

  while (*text != '\0' && is_trimmed (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  while (end > text && is_trimmed (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);

  return g_strndup (text, (gsize) (end - text));
}

/**
 * panelist_text_normalize_link:
 * @link: (nullable): what a person typed as the target of an order
 *
 * Two links with the same normalized form are the same target for the guards of safety.md A3. Of a
 * URL the scheme, `www.`, the fragment, tracking parameters and the last `/` are dropped and the
 * host is in lower case; of other text the leading `@` is dropped.
 *
 * Returns: (transfer full): the normalized link, empty for %NULL
 */
char *
panelist_text_normalize_link (const char *link)
{
  g_autofree char *valid = NULL;
  g_autofree char *trimmed = NULL;
  const char *rest = NULL;

  if (link == NULL)
    return g_strdup ("");

  valid = g_utf8_make_valid (link, -1);
  trimmed = dup_trimmed (valid);
  rest = skip_scheme (trimmed);

  if (rest != trimmed || looks_like_host_and_path (trimmed))
    return normalize_url (rest);

  return g_strdup (trimmed + (*trimmed == '@'));
}

/**
 * panelist_text_drop_tracking:
 * @link: (nullable): what a person typed as the target of an order
 *
 * Returns: (transfer full) (nullable): the link as typed but without the parameters that tell where it was copied;
 *   %NULL when it has none
 */
char *
panelist_text_drop_tracking (const char *link)
{
  g_autofree char *query = NULL;
  g_auto (GStrv) parameters = NULL;
  GString *result = NULL;
  const char *start = NULL;
  gsize length = 0;
  guint n_dropped = 0;

  if (link == NULL || (start = strchr (link, '?')) == NULL || memchr (link, '#', (gsize) (start - link)) != NULL)
    return NULL;

  length = strcspn (start + 1, "#");
  query = g_strndup (start + 1, length);
  parameters = g_strsplit (query, "&", -1);

  for (guint i = 0; parameters[i] != NULL; i++)
    n_dropped += is_tracking_parameter (parameters[i]);

  if (n_dropped == 0)
    return NULL;

  result = g_string_new_len (link, start - link);
  append_meaningful_query (result, query);
  g_string_append (result, start + 1 + length);

  return g_string_free_and_steal (result);
}

/**
 * panelist_text_short_link:
 * @link: (nullable): the target of an order
 *
 * For a row of a list: host and path of a URL, without scheme, `www.`, parameters and fragment;
 * other text as it is. Cleaned for display.
 *
 * Returns: (transfer full): the short form, empty for %NULL
 */
char *
panelist_text_short_link (const char *link)
{
  g_autofree char *shown = NULL;
  const char *rest = NULL;
  gsize length = 0;

  shown = panelist_text_display (link, -1, PANELIST_TEXT_DISPLAY_MAX);
  rest = skip_scheme (shown);

  if (rest == shown && !looks_like_host_and_path (shown))
    return g_steal_pointer (&shown);

  if (g_ascii_strncasecmp (rest, "www.", 4) == 0)
    rest += 4;

  length = strcspn (rest, "?#");

  while (length > 0 && rest[length - 1] == '/')
    length--;

  return g_strndup (rest, length);
}

/**
 * panelist_text_split_lines:
 * @text: (nullable): the text of a list field
 *
 * The items of a list field, one a line, as they are counted and sent: lines without their blanks
 * at both ends, empty ones dropped, everything else as typed.
 *
 * Returns: (transfer full): the lines, possibly none
 */
GStrv
panelist_text_split_lines (const char *text)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  g_autofree char *valid = NULL;

  builder = g_strv_builder_new ();
  valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  for (const char *p = valid; *p != '\0';)
    {
      g_autofree char *line = NULL;
      g_autofree char *trimmed = NULL;
      gsize length = strcspn (p, "\r\n");

      line = g_strndup (p, length);
      trimmed = dup_trimmed (line);

      if (*trimmed != '\0')
        g_strv_builder_take (builder, g_steal_pointer (&trimmed));

      p += length;
      p += *p != '\0';
    }

  return g_strv_builder_end (builder);
}
