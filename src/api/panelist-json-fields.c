/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-api"

#include "config.h"

#include "panelist-json.h"

#include <string.h>

#include "panelist-money.h"
#include "panelist-text.h"

/* Members */

/**
 * panelist_json_equals:
 * @text: a string or a key
 * @other: what it may be
 *
 * Returns: whether @text is the string @other
 */
gboolean
panelist_json_equals (yyjson_val *text,
                      const char *other)
{
  return yyjson_is_str (text) && unsafe_yyjson_equals_str (text, other);
}

/**
 * panelist_json_member:
 * @object: (nullable): any value
 * @name: a key
 *
 * Returns: (transfer none) (nullable): the first member of this name; %NULL also when @object is no object,
 *   or one with too many keys
 */
yyjson_val *
panelist_json_member (yyjson_val *object,
                      const char *name)
{
  if (!yyjson_is_obj (object) || unsafe_yyjson_get_len (object) > PANELIST_JSON_MAX_KEYS)
    return NULL;

  return yyjson_obj_get (object, name);
}

/**
 * panelist_json_count_members:
 * @object: (nullable): any value
 * @name: a key
 *
 * Returns: how often the key occurs; more than once is ambiguous (safety.md C3)
 */
guint
panelist_json_count_members (yyjson_val *object,
                             const char *name)
{
  yyjson_obj_iter iter = { 0 };
  yyjson_val *key = NULL;
  guint n = 0;

  if (!yyjson_is_obj (object) || unsafe_yyjson_get_len (object) > PANELIST_JSON_MAX_KEYS)
    return 0;

  yyjson_obj_iter_init (object, &iter);

  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    n += panelist_json_equals (key, name);

  return n;
}

/* Typed fields */

/**
 * panelist_json_get_text:
 * @value: (nullable): any value
 * @text: (out): its text, which may hold NUL; not changed when there is none
 * @length: (out): its length in bytes
 *
 * Returns: whether @value is a string or a number within the bounds
 */
gboolean
panelist_json_get_text (yyjson_val  *value,
                        const char **text,
                        gsize       *length)
{
  gsize max = 0;

  if (yyjson_is_str (value))
    max = PANELIST_JSON_MAX_STRING;
  else if (yyjson_is_raw (value))
    max = PANELIST_JSON_MAX_NUMBER;
  else
    return FALSE;

  if (unsafe_yyjson_get_len (value) > max)
    return FALSE;

  *text = unsafe_yyjson_get_str (value);
  *length = unsafe_yyjson_get_len (value);

  return TRUE;
}

/* Text that is a number for sure: as short as numbers are, and without NUL. */
static gboolean
get_number_text (yyjson_val *value,
                 char        buffer[PANELIST_JSON_MAX_NUMBER + 1])
{
  const char *text = NULL;
  gsize length = 0;

  if (!panelist_json_get_text (value, &text, &length) || length > PANELIST_JSON_MAX_NUMBER ||
      memchr (text, '\0', length) != NULL)
    return FALSE;

  memcpy (buffer, text, length);
  buffer[length] = '\0';

  return TRUE;
}

/* The digits before the point, when what is behind it is nothing and the exponent can be written out. */
static char *
write_out_integer (const char *text)
{
  g_autoptr (GString) digits = NULL;
  const char *p = text;
  guint64 exponent = 0;

  digits = g_string_new (NULL);

  if (*p == '-')
    g_string_append_c (digits, *p++);

  if (!g_ascii_isdigit (*p))
    return NULL;

  while (g_ascii_isdigit (*p))
    g_string_append_c (digits, *p++);

  if (*p == '.')
    {
      if (p[1] != '0')
        return NULL;

      p += 1 + strspn (p + 1, "0");
    }

  if (*p == 'e' || *p == 'E')
    {
      p += 1 + (p[1] == '+');

      if (!g_ascii_isdigit (*p))
        return NULL;

      exponent = g_ascii_strtoull (p, (char **) &p, 10);
    }

  if (*p != '\0' || exponent > PANELIST_JSON_MAX_NUMBER)
    return NULL;

  for (; exponent > 0; exponent--)
    g_string_append_c (digits, '0');

  return g_string_free_and_steal (g_steal_pointer (&digits));
}

/**
 * panelist_json_dup_integer:
 * @value: (nullable): any value
 *
 * Reads a whole number of any size from a string or a number: `7`, `"7"`, `7.0`, `7e3`.
 *
 * Returns: (transfer full) (nullable): its digits
 */
char *
panelist_json_dup_integer (yyjson_val *value)
{
  char buffer[PANELIST_JSON_MAX_NUMBER + 1] = { 0 };

  if (!get_number_text (value, buffer))
    return NULL;

  return write_out_integer (buffer);
}

/**
 * panelist_json_get_integer:
 * @value: (nullable): any value
 * @integer: (out): the number; not changed when there is none
 *
 * Returns: whether @value is a whole number of 64 bits, as a string or a number
 */
gboolean
panelist_json_get_integer (yyjson_val *value,
                           int64_t    *integer)
{
  g_autofree char *digits = NULL;
  const char *text = NULL;
  gsize length = 0;
  int64_t simple = 0;
  gboolean is_simple = FALSE;

  if (!panelist_json_get_text (value, &text, &length))
    return FALSE;

  /* Nearly all are short and plain. */
  is_simple = length > 0 && length <= 18;

  for (gsize i = 0; i < length && is_simple; i++)
    {
      const uint8_t digit = (uint8_t) (text[i] - '0');

      is_simple = digit <= 9;
      simple = simple * 10 + digit;
    }

  if (is_simple)
    {
      *integer = simple;
      return TRUE;
    }

  digits = panelist_json_dup_integer (value);

  return digits != NULL && g_ascii_string_to_signed (digits, 10, G_MININT64, G_MAXINT64, integer, NULL);
}

/**
 * panelist_json_dup_amount:
 * @value: (nullable): any value
 * @ambiguous: (out) (optional): whether separators had to be guessed
 *
 * Returns: (transfer full) (nullable): the decimal text of a number, or of a string that holds an amount
 */
char *
panelist_json_dup_amount (yyjson_val *value,
                          gboolean   *ambiguous)
{
  char buffer[PANELIST_JSON_MAX_NUMBER + 1] = { 0 };
  gboolean guessed = FALSE;
  char *amount = NULL;

  if (ambiguous != NULL)
    *ambiguous = FALSE;

  if (!get_number_text (value, buffer))
    return NULL;

  if (yyjson_is_raw (value))
    return panelist_money_parse (buffer);

  amount = panelist_money_parse_tolerant (buffer, &guessed);

  if (ambiguous != NULL)
    *ambiguous = guessed;

  return amount;
}

/**
 * panelist_json_get_flag:
 * @value: (nullable): any value
 *
 * Returns: yes for `true`, `"true"`, `1` and `"1"`, no for their opposites, else unknown
 */
PanelistFlag
panelist_json_get_flag (yyjson_val *value)
{
  const char *text = NULL;
  gsize length = 0;

  if (yyjson_is_bool (value))
    return unsafe_yyjson_get_bool (value) ? PANELIST_FLAG_YES : PANELIST_FLAG_NO;

  if (!panelist_json_get_text (value, &text, &length))
    return PANELIST_FLAG_UNKNOWN;

  if ((length == 1 && *text == '1') || (length == 4 && g_ascii_strncasecmp (text, "true", 4) == 0))
    return PANELIST_FLAG_YES;

  if ((length == 1 && *text == '0') || (length == 5 && g_ascii_strncasecmp (text, "false", 5) == 0))
    return PANELIST_FLAG_NO;

  return PANELIST_FLAG_UNKNOWN;
}

/**
 * panelist_json_dup_id:
 * @value: (nullable): any value
 *
 * Returns: (transfer full) (nullable): an id as text, if @value is one that can be sent back
 */
char *
panelist_json_dup_id (yyjson_val *value)
{
  g_autofree char *id = NULL;
  const char *text = NULL;
  gsize length = 0;

  if (yyjson_is_raw (value))
    {
      id = panelist_json_dup_integer (value);
    }
  else if (panelist_json_get_text (value, &text, &length) && length <= PANELIST_TEXT_ID_MAX &&
           memchr (text, '\0', length) == NULL)
    {
      id = g_strndup (text, length);
    }

  if (id == NULL || !panelist_text_is_remote_id (id))
    return NULL;

  return g_steal_pointer (&id);
}
