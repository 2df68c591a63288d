/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-base"

#include "config.h"

#include "panelist-redact.h"

#include <string.h>

#define MARK "[key]"

/* How many characters of a key, at the end of a text, are taken for a part of it. */
#define TELLING 8

/* Characters of the longest escape, `\uXXXX` */
#define ESCAPE_MAX 6

/* Keys in use, each once for every time it was remembered. Log lines come from any thread. */
static GMutex mutex;
static GPtrArray *remembered = NULL;

static void
wipe_and_free (gpointer data)
{
  char *key = data;

  explicit_bzero (key, strlen (key));
  g_free (key);
}

/* Matching: each function returns the bytes of `text` that stand for the thing, 0 when they do not. */

static gsize
match_percent (const char *text,
               const char *end,
               guchar      byte)
{
  if (byte == ' ' && text < end && *text == '+')
    return 1;

  if (end - text < 3 || *text != '%')
    return 0;

  if (!g_ascii_isxdigit (text[1]) || !g_ascii_isxdigit (text[2]))
    return 0;

  return g_ascii_xdigit_value (text[1]) * 16 + g_ascii_xdigit_value (text[2]) == byte ? 3 : 0;
}

static gsize
match_unicode_escape (const char *text,
                      const char *end,
                      gunichar    unit)
{
  gunichar value = 0;

  if (end - text < 6 || text[0] != '\\' || text[1] != 'u')
    return 0;

  for (int i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return 0;

      value = value * 16 + (gunichar) g_ascii_xdigit_value (text[i]);
    }

  return value == unit ? 6 : 0;
}

static gsize
match_json_character (const char *text,
                      const char *end,
                      gunichar    c)
{
  gsize high = 0;
  gsize low = 0;

  if (end - text >= 2 && text[0] == '\\' && c < 0x80 && strchr ("\"\\/", (int) c) != NULL &&
      text[1] == (char) c)
    return 2;

  if (c < 0x10000)
    return match_unicode_escape (text, end, c);

  if ((high = match_unicode_escape (text, end, 0xd800 + ((c - 0x10000) >> 10))) == 0)
    return 0;

  low = match_unicode_escape (text + high, end, 0xdc00 + ((c - 0x10000) & 0x3ff));

  return low != 0 ? high + low : 0;
}

/* One character of the key: raw or percent-encoded byte by byte, or escaped as in JSON. */
static gsize
match_character (const char *text,
                 const char *end,
                 const char *character,
                 gsize       size)
{
  gsize length = 0;

  gunichar c = 0;

  c = g_utf8_get_char_validated (character, (gssize) size);

  if (c != (gunichar) -1 && c != (gunichar) -2 &&
      (length = match_json_character (text, end, c)) > 0)
    return length;

  for (gsize i = 0; i < size; i++)
    {
      gsize step = 0;

      if (text + length < end && text[length] == character[i])
        step = 1;
      else
        step = match_percent (text + length, end, (guchar) character[i]);

      if (step == 0)
        return 0;

      length += step;
    }

  return length;
}

/* Whether nothing is left, or only what may be the beginning of an escaped character. */
static gboolean
is_cut (const char *text,
        const char *end)
{
  return text == end || (end - text < ESCAPE_MAX && (*text == '%' || *text == '\\'));
}

/* Also a key that the end of the text cuts: a cut answer may hold most of it. */
static gsize
match_key (const char *text,
           const char *end,
           const char *key)
{
  gsize length = 0;
  gsize n_characters = 0;

  for (; *key != '\0'; n_characters++)
    {
      gsize size = strnlen (key, (gsize) g_utf8_skip[(guchar) *key]);
      gsize step = match_character (text + length, end, key, size);

      if (step == 0)
        return n_characters >= TELLING && is_cut (text + length, end) ? (gsize) (end - text) : 0;

      length += step;
      key += size;
    }

  return length;
}

/* The longest, so that a key that begins another one leaves nothing of it. */
static gsize
match_any_key (const char *text,
               const char *end,
               const char *key,
               GPtrArray  *others)
{
  gsize longest = 0;

  if (key != NULL && *key != '\0')
    longest = match_key (text, end, key);

  for (guint i = 0; others != NULL && i < others->len; i++)
    {
      gsize length = match_key (text, end, g_ptr_array_index (others, i));

      longest = MAX (longest, length);
    }

  return longest;
}

static GString *
redact_bytes (const char *text,
              gsize       length,
              const char *key)
{
  const char *end = text + length;
  GString *result = NULL;

  result = g_string_sized_new (length);

  g_mutex_lock (&mutex);

  for (const char *p = text; p < end;)
    {
      gsize matched = match_any_key (p, end, key, remembered);

      if (matched > 0)
        {
          g_string_append (result, MARK);
          p += matched;
        }
      else
        g_string_append_c (result, *p++);
    }

  g_mutex_unlock (&mutex);

  return result;
}

/**
 * panelist_redact:
 * @text: (nullable): any text, also an answer that echoes the request
 * @length: its length in bytes, or -1 when it ends with NUL
 * @key: (nullable): the key that was used, beside those that are remembered
 *
 * Replaces every occurrence of the keys, as they are, URL-encoded, escaped for JSON or in a mixture
 * of these; at the end of @text also the beginning of a key. Redact before you cut all the same: less than
 * eight characters of a key are not found.
 *
 * Returns: (transfer full) (nullable): the text without keys; NUL bytes inside became blanks; %NULL
 *   for %NULL
 */
char *
panelist_redact (const char *text,
                 gssize      length,
                 const char *key)
{
  GString *result = NULL;

  if (text == NULL)
    return NULL;

  result = redact_bytes (text, length < 0 ? strlen (text) : (gsize) length, key);

  for (gsize i = 0; i < result->len; i++)
    {
      if (result->str[i] == '\0')
        result->str[i] = ' ';
    }

  return g_string_free_and_steal (result);
}

static gboolean
find_remembered (const char *key,
                 guint      *index)
{
  for (guint i = 0; remembered != NULL && i < remembered->len; i++)
    {
      if (g_str_equal (g_ptr_array_index (remembered, i), key))
        {
          *index = i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * panelist_redact_remember:
 * @key: a key that came into memory
 *
 * From now on no log line and no redacted text holds it. Each call wants one
 * panelist_redact_forget().
 */
void
panelist_redact_remember (const char *key)
{
  g_return_if_fail (key != NULL);

  if (*key == '\0')
    return;

  g_mutex_lock (&mutex);

  if (remembered == NULL)
    remembered = g_ptr_array_new_with_free_func (wipe_and_free);

  g_ptr_array_add (remembered, g_strdup (key));

  g_mutex_unlock (&mutex);
}

/**
 * panelist_redact_forget:
 * @key: a key that was remembered
 *
 * Undoes one panelist_redact_remember() and wipes its copy.
 */
void
panelist_redact_forget (const char *key)
{
  guint index = 0;

  g_return_if_fail (key != NULL);

  g_mutex_lock (&mutex);

  if (find_remembered (key, &index))
    g_ptr_array_remove_index_fast (remembered, index);

  if (remembered != NULL && remembered->len == 0)
    g_clear_pointer (&remembered, g_ptr_array_unref);

  g_mutex_unlock (&mutex);
}

/* The log */

static gboolean
is_printable (gunichar c)
{
  if (c < 0x20 || c == 0x7f || (c >= 0x80 && c <= 0x9f))
    return FALSE;

  if (c == 0x2028 || c == 0x2029)
    return FALSE;

  return c < 0x80 || g_unichar_type (c) != G_UNICODE_FORMAT;
}

/* A terminal or a log reader must not be steered by what a panel sent (safety.md E). */
static char *
escape_unprintable (const char *text,
                    gsize       length)
{
  const char *end = text + length;
  GString *result = NULL;

  result = g_string_sized_new (length);

  for (const char *p = text; p < end;)
    {
      gunichar c = 0;

      c = (guchar) *p < 0x80 ? (guchar) *p : g_utf8_get_char_validated (p, end - p);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          g_string_append_printf (result, "\\x%02x", (guchar) *p++);
          continue;
        }

      if (is_printable (c))
        g_string_append_unichar (result, c);
      else if (c < 0x100)
        g_string_append_printf (result, "\\x%02x", c);
      else
        g_string_append_printf (result, "\\u{%x}", c);

      p = g_utf8_next_char (p);
    }

  return g_string_free_and_steal (result);
}

static char *
clean_field (const GLogField *field)
{
  g_autoptr (GString) redacted = NULL;

  redacted = redact_bytes (field->value, strlen (field->value), NULL);

  return escape_unprintable (redacted->str, redacted->len);
}

/**
 * panelist_redact_log_writer:
 * @level: of the message
 * @fields: (array length=n_fields): of the message
 * @n_fields: how many
 * @user_data: unused
 *
 * The #GLogWriterFunc of the application: takes every remembered key out of every text field,
 * escapes what is not printable, and hands on to g_log_writer_default().
 *
 * Returns: what g_log_writer_default() returned
 */
GLogWriterOutput
panelist_redact_log_writer (GLogLevelFlags   level,
                            const GLogField *fields,
                            gsize            n_fields,
                            gpointer         user_data)
{
  g_autoptr (GPtrArray) texts = NULL;
  g_autofree GLogField *clean = NULL;

  texts = g_ptr_array_new_with_free_func (g_free);
  clean = g_memdup2 (fields, n_fields * sizeof (GLogField));

  for (gsize i = 0; i < n_fields; i++)
    {
      char *text = NULL;

      /* With a length it is no text but data for a program. */
      if (fields[i].length >= 0 || fields[i].value == NULL)
        continue;

      text = clean_field (&fields[i]);
      g_ptr_array_add (texts, text);
      clean[i].value = text;
    }

  return g_log_writer_default (level, clean, n_fields, user_data);
}
