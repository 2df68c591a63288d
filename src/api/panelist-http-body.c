/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-api"

#include "config.h"

#include "panelist-http-body.h"

#include <string.h>

#include <libsoup/soup.h>

#define RETRY_AFTER_MAX     (15 * 60)
#define RETRY_AFTER_GARBAGE 60

/* A request body: it holds the key, so it is wiped when libsoup lets go of it (safety.md D7). */
typedef struct {
  gsize size;
  char data[];
} Body;

static void
body_free (gpointer user_data)
{
  Body *body = user_data;

  explicit_bzero (body->data, body->size);
  g_free (body);
}

static char *
append_encoded (char       *end,
                const char *text)
{
  static const char digits[] = "0123456789ABCDEF";

  for (const char *c = text; *c != '\0'; c++)
    {
      if (g_ascii_isalnum (*c) || strchr ("-._~", *c) != NULL)
        {
          *end++ = *c;
          continue;
        }

      *end++ = '%';
      *end++ = digits[((guchar) *c) >> 4];
      *end++ = digits[((guchar) *c) & 15];
    }

  return end;
}

/**
 * panelist_http_build_body:
 * @form: the fields without the key
 * @key: the key
 *
 * Builds the body of a request; `key` comes first. The bytes are wiped with the last reference.
 *
 * Returns: (transfer full): the body
 */
GBytes *
panelist_http_build_body (PanelistForm *form,
                          PanelistKey  *key)
{
  g_autofree char *fields = NULL;
  const char *text = NULL;
  Body *body = NULL;
  char *end = NULL;
  gsize size = 0;

  g_return_val_if_fail (form != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  fields = panelist_form_encode (form);
  text = panelist_key_get_text (key);
  size = strlen ("key=&") + 3 * strlen (text) + strlen (fields);

  body = g_malloc0 (sizeof (Body) + size + 1);
  body->size = size;
  end = append_encoded (g_stpcpy (body->data, "key="), text);
  *end++ = '&';
  end = g_stpcpy (end, fields);

  return g_bytes_new_with_free_func (body->data, (gsize) (end - body->data), body_free, body);
}

/**
 * panelist_http_check_agent:
 * @user_agent: (nullable): the User-Agent that the user set for a panel
 *
 * libsoup drops a header with a control character (safety.md B12), and an empty one is blocked by
 * bot protection.
 *
 * Returns: @user_agent, or that of Panelist when it is not fit to send
 */
const char *
panelist_http_check_agent (const char *user_agent)
{
  if (user_agent == NULL || *user_agent == '\0')
    return "Panelist/" PANELIST_VERSION;

  for (const char *c = user_agent; *c != '\0'; c++)
    if (!g_ascii_isprint (*c))
      return "Panelist/" PANELIST_VERSION;

  return user_agent;
}

/**
 * panelist_http_parse_retry_after:
 * @value: (nullable): the header
 * @now: UTC seconds, for dates
 *
 * Returns: seconds, 1…900; 60 for garbage; 0 without a header
 */
int64_t
panelist_http_parse_retry_after (const char *value,
                                 int64_t     now)
{
  g_autoptr (GDateTime) date = NULL;
  char *end = NULL;
  int64_t seconds = 0;

  if (value == NULL)
    return 0;

  seconds = g_ascii_strtoll (value, &end, 10);

  if (end != value && *end == '\0')
    return CLAMP (seconds, 1, RETRY_AFTER_MAX);

  if ((date = soup_date_time_new_from_http_string (value)) == NULL)
    return RETRY_AFTER_GARBAGE;

  return CLAMP (g_date_time_to_unix (date) - now, 1, RETRY_AFTER_MAX);
}

static const struct
{
  GTlsCertificateFlags flag;
  const char *words;
} flag_words[] = {
  { G_TLS_CERTIFICATE_UNKNOWN_CA, "its issuer is not trusted" },
  { G_TLS_CERTIFICATE_BAD_IDENTITY, "it belongs to another host" },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED, "it is not valid yet" },
  { G_TLS_CERTIFICATE_EXPIRED, "it has expired" },
  { G_TLS_CERTIFICATE_REVOKED, "it was revoked" },
  { G_TLS_CERTIFICATE_INSECURE, "its algorithm is insecure" },
  { G_TLS_CERTIFICATE_GENERIC_ERROR, "it could not be checked" },
};

/**
 * panelist_http_describe_flags:
 * @flags: what is wrong with a certificate
 *
 * Returns: (transfer full): the flags in English words, for Details
 */
char *
panelist_http_describe_flags (GTlsCertificateFlags flags)
{
  g_autoptr (GString) words = NULL;

  words = g_string_new ("The certificate was rejected");

  for (guint i = 0; i < G_N_ELEMENTS (flag_words); i++)
    if ((flags & flag_words[i].flag) != 0)
      g_string_append_printf (words, "; %s", flag_words[i].words);

  return g_string_free_and_steal (g_steal_pointer (&words));
}

/**
 * panelist_http_find_flags:
 * @description: (nullable): what panelist_http_describe_flags() told, or any other text
 *
 * Returns: the flags it tells of
 */
GTlsCertificateFlags
panelist_http_find_flags (const char *description)
{
  GTlsCertificateFlags flags = G_TLS_CERTIFICATE_NO_FLAGS;

  for (guint i = 0; description != NULL && i < G_N_ELEMENTS (flag_words); i++)
    if (strstr (description, flag_words[i].words) != NULL)
      flags |= flag_words[i].flag;

  return flags;
}
