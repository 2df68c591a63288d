/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-base"

#include "config.h"

#include "panelist-money-private.h"

#include <string.h>
#include <unicode/ucurr.h>

#define MAX_TEXT 160   /* bytes, with signs and blanks */

/* Amounts with separators, signs and codes (protocol.md 4.6) */

/* Shorthands that panels write for their currency and that are no ISO 4217 code. */
static const char *const currency_words[] = {
  "tl",  "rp",  "rp.", "rs",  "rs.", "usdt", "usdc", "r$", "us$", "руб", "руб.", "р",  "р.",
  "грн", "zł",  "kr",  "kr.", "лв",  "лв.",  "ft",   "kč", "rm",  "lei", "dh",   "сом", "тг",
};

gboolean
panelist_money_is_iso_currency (const char *code)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar wide[4] = { 0 };

  if (strlen (code) != 3)
    return FALSE;

  for (guint i = 0; i < 3; i++)
    {
      if (!g_ascii_isalpha (code[i]))
        return FALSE;

      wide[i] = (UChar) g_ascii_toupper (code[i]);
    }

  return ucurr_isAvailable (wide, U_DATE_MIN, U_DATE_MAX, &status) && U_SUCCESS (status);
}

/* What may stand before or behind the digits: nothing, a sign, a known word, or both ("R$", "US$"). */
static gboolean
is_currency_affix (const char *start,
                   const char *end)
{
  g_autofree char *affix = NULL;
  g_autofree char *lower = NULL;
  gboolean only_signs = TRUE;

  affix = g_strstrip (g_strndup (start, (gsize) (end - start)));

  for (const char *p = affix; *p != '\0'; p = g_utf8_next_char (p))
    only_signs &= g_unichar_type (g_utf8_get_char (p)) == G_UNICODE_CURRENCY_SYMBOL;

  if (only_signs)
    return g_utf8_strlen (affix, -1) <= 1;

  if (panelist_money_is_iso_currency (affix))
    return TRUE;

  lower = g_utf8_casefold (affix, -1);

  for (guint i = 0; i < G_N_ELEMENTS (currency_words); i++)
    {
      if (g_str_equal (lower, currency_words[i]))
        return TRUE;
    }

  return FALSE;
}

/* All kinds of blanks become one blank, all kinds of minus and apostrophe the ASCII one. */
static char *
simplify_characters (const char *text)
{
  GString *result = NULL;

  result = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        c = ' ';
      else if (c == 0x2212)
        c = '-';
      else if (c == 0x2019)
        c = '\'';
      else if (g_unichar_type (c) == G_UNICODE_FORMAT)
        continue;

      g_string_append_unichar (result, c);
    }

  return g_strstrip (g_string_free_and_steal (result));
}

/* Whether the groups between the marks are those of a number: 1–3 digits, then groups of three, or
 * of two but the last ("12,34,567"). Anything else was no grouping, and the amount would be a
 * guess. */
static gboolean
is_grouped (const char *digits,
            gsize       length,
            char        mark)
{
  gsize in_group = 0;
  guint n_marks = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (digits[i] != mark)
        {
          in_group++;
          continue;
        }

      if (in_group < 1 || in_group > 3 || (n_marks > 0 && in_group < 2))
        return FALSE;

      in_group = 0;
      n_marks++;
    }

  return n_marks == 0 || in_group == 3;
}

/* The character that groups, and the position of the decimal mark, by the rules of protocol.md 4.6. */
static gboolean
find_marks (const char  *digits,
            char        *group,
            const char **decimal)
{
  const char *last_dot = strrchr (digits, '.');
  const char *last_comma = strrchr (digits, ',');
  const char *other = NULL;

  *group = '\0';
  *decimal = NULL;

  if (last_dot != NULL && last_comma != NULL)
    {
      *group = last_dot > last_comma ? ',' : '.';
      *decimal = MAX (last_dot, last_comma);
    }
  else if (last_dot != NULL)
    {
      if (strchr (digits, '.') != last_dot)
        *group = '.';
      else
        *decimal = last_dot;
    }
  else if (last_comma != NULL)
    {
      if (strchr (digits, ',') != last_comma || strspn (last_comma + 1, "0123456789") == 3)
        *group = ',';
      else
        *decimal = last_comma;
    }

  if ((other = strpbrk (digits, " '")) != NULL)
    {
      if (*group != '\0')
        return FALSE;

      *group = *other;
    }

  return *decimal == NULL || strchr (digits, **decimal) == *decimal;
}

static char *
plain_from_separated (const char *digits)
{
  GString *plain = NULL;
  const char *decimal = NULL;
  gsize integer_length = 0;
  char group = '\0';

  if (!find_marks (digits, &group, &decimal))
    return NULL;

  integer_length = decimal != NULL ? (gsize) (decimal - digits) : strlen (digits);

  if (group != '\0' && !is_grouped (digits, integer_length, group))
    return NULL;

  plain = g_string_new (NULL);

  for (gsize i = 0; digits[i] != '\0'; i++)
    {
      if (digits + i == decimal)
        g_string_append_c (plain, '.');
      else if (i < integer_length && digits[i] == group)
        continue;
      else
        g_string_append_c (plain, digits[i]);
    }

  /* ".5" is written by people; the strict grammar wants a digit before it. */
  if (plain->str[0] == '.')
    g_string_prepend_c (plain, '0');

  return g_string_free_and_steal (plain);
}

/**
 * panelist_money_parse_tolerant:
 * @text: (nullable): an amount as a panel may write it: with separators, a currency sign or a code
 * @ambiguous: (out) (optional): whether only a comma told the parts apart; such an amount is shown,
 *   but is never evidence
 *
 * Reads an amount by the separator rules of protocol.md 4.6. What these rules do not explain is
 * unknown; nothing is guessed.
 *
 * Returns: (transfer full) (nullable): the amount in canonical form, or %NULL (unknown)
 */
char *
panelist_money_parse_tolerant (const char *text,
                               gboolean   *ambiguous)
{
  g_autofree char *simple = NULL;
  g_autofree char *digits = NULL;
  g_autofree char *plain = NULL;
  const char *start = NULL;
  const char *first = NULL;
  const char *end = NULL;
  gboolean negative = FALSE;
  char *result = NULL;

  if (ambiguous != NULL)
    *ambiguous = FALSE;

  if (text == NULL || strlen (text) > MAX_TEXT || !g_utf8_validate (text, -1, NULL))
    return NULL;

  simple = simplify_characters (text);

  if ((result = panelist_money_parse (simple)) != NULL)
    return result;

  start = simple;

  if (*start == '-' || *start == '+')
    negative = *start++ == '-';

  if ((first = strpbrk (start, "0123456789")) == NULL)
    return NULL;

  if (first > start && first[-1] == '-' && !negative)
    {
      negative = TRUE;

      if (!is_currency_affix (start, first - 1))
        return NULL;
    }
  else
    {
      if (first > start && (first[-1] == '.' || first[-1] == ',') && first - 1 == start)
        first--;

      if (!is_currency_affix (start, first))
        return NULL;
    }

  end = first + strspn (first, "0123456789.,' ");

  while (end > first && !g_ascii_isdigit (end[-1]))
    end--;

  if (!is_currency_affix (end, simple + strlen (simple)))
    return NULL;

  digits = g_strndup (first, (gsize) (end - first));

  if (ambiguous != NULL)
    *ambiguous = strchr (digits, ',') != NULL && strchr (digits, '.') == NULL;

  if ((plain = plain_from_separated (digits)) == NULL)
    return NULL;

  if (negative)
    {
      g_autofree char *signed_plain = g_strconcat ("-", plain, NULL);

      return panelist_money_parse (signed_plain);
    }

  return panelist_money_parse (plain);
}
