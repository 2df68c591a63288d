/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-base"

#include "config.h"

#include "panelist-money-private.h"

#include <string.h>

/* Amounts that a person types, in the way of the locale. What can be read in two ways is not read. */

static gboolean
is_group (gunichar c,
          gunichar group)
{
  return c == group || (g_unichar_isspace (group) && g_unichar_isspace (c));
}

/* The digits before the decimal separator, in groups or not: "1234", "1,234", "12,34,567". */
static gboolean
take_integer (const char **text,
              gunichar     group,
              GString     *digits)
{
  const char *p = *text;
  guint n_in_group = 0;
  gboolean grouped = FALSE;

  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c))
        {
          g_string_append_c (digits, (char) ('0' + g_unichar_digit_value (c)));
          n_in_group++;
        }
      else if (is_group (c, group))
        {
          if (n_in_group == 0 || n_in_group > 3 || (grouped && n_in_group < 2))
            return FALSE;
          grouped = TRUE;
          n_in_group = 0;
        }
      else
        {
          break;
        }
    }

  *text = p;
  return n_in_group > 0 && (!grouped || n_in_group == 3);
}

static gboolean
take_fraction (const char *p,
               GString    *digits)
{
  g_string_append_c (digits, '.');

  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!g_unichar_isdigit (g_utf8_get_char (p)))
        return FALSE;
      g_string_append_c (digits, (char) ('0' + g_unichar_digit_value (g_utf8_get_char (p))));
    }

  return digits->str[digits->len - 1] != '.';
}

/* A point is taken for the decimal separator wherever it is not the one between groups. */
char *
panelist_money_parse_with (const char *text,
                           gunichar    decimal,
                           gunichar    group)
{
  g_autofree char *stripped = NULL;
  g_autoptr (GString) digits = NULL;
  const char *p = NULL;
  gunichar c = 0;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;

  stripped = g_strstrip (g_strdup (text));
  digits = g_string_new (NULL);
  p = stripped;

  if (!take_integer (&p, group, digits))
    return NULL;

  if (*p != '\0')
    {
      c = g_utf8_get_char (p);

      if ((c != decimal && !(c == '.' && group != '.')) || !take_fraction (g_utf8_next_char (p), digits))
        return NULL;
    }

  return panelist_money_parse (digits->str);
}

/**
 * panelist_money_parse_typed:
 * @text: (nullable): what a person typed, with the separators of the locale
 *
 * Nothing is rounded, and nothing is guessed: no sign, no currency, at most one decimal separator, groups only
 * where groups can be.
 *
 * Returns: (transfer full) (nullable): canonical decimal text, %NULL when @text is no amount
 */
char *
panelist_money_parse_typed (const char *text)
{
  g_autofree char *sample = NULL;
  const char *end = NULL;
  gunichar decimal = '.';
  gunichar group = ',';

  /* As the locale writes it. */
  sample = panelist_money_format ("1234567.5", NULL);
  end = sample + strlen (sample);
  end = g_utf8_prev_char (end);
  decimal = g_utf8_get_char (g_utf8_prev_char (end));

  for (const char *p = sample; p < end; p = g_utf8_next_char (p))
    if (!g_unichar_isdigit (g_utf8_get_char (p)))
      {
        group = g_utf8_get_char (p);
        break;
      }

  return panelist_money_parse_with (text, decimal, group != decimal ? group : ' ');
}
