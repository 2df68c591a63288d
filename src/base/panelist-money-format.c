/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-base"

#include "config.h"

#include "panelist-money-private.h"

#include <inttypes.h>
#include <locale.h>
#include <string.h>
#include <unicode/ucurr.h>
#include <unicode/uloc.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

#include "panelist-text.h"

#define MAX_FRACTION_DIGITS 12
#define MAX_CURRENCY        12
#define MAX_FORMATTERS      512
#define MAX_REMEMBERED      2048

static const char *
number_locale (void)
{
  const char *name = NULL;

  name = setlocale (LC_NUMERIC, NULL);

  /* ICU's rendition of the C locale is made for programs: no grouping, odd currencies. */
  if (name == NULL || g_str_equal (name, "C") || g_str_has_prefix (name, "C.") ||
      g_str_equal (name, "POSIX"))
    return "en_US";

  return name;
}

static void
close_formatter (gpointer formatter)
{
  unumf_close (formatter);
}

static UNumberFormatter *
open_formatter (const char *skeleton)
{
  UNumberFormatter *formatter = NULL;
  UErrorCode status = U_ZERO_ERROR;
  UChar wide[128] = { 0 };
  char locale[ULOC_FULLNAME_CAPACITY] = { 0 };

  uloc_canonicalize (number_locale (), locale, sizeof locale, &status);
  u_charsToUChars (skeleton, wide, (int32_t) MIN (strlen (skeleton), G_N_ELEMENTS (wide) - 1));
  formatter = unumf_openForSkeletonAndLocale (wide, -1, locale, &status);

  if (U_SUCCESS (status))
    return formatter;

  unumf_close (formatter);
  return NULL;
}

/* Opening a formatter costs a thousand times what using it does, and a list shows the same few
 * again and again. They may be used from any thread. */
static const UNumberFormatter *
get_formatter (const char *skeleton)
{
  static GHashTable *formatters = NULL;
  static GMutex mutex;
  g_autofree char *name = NULL;
  UNumberFormatter *formatter = NULL;

  name = g_strdup_printf ("%s %s", number_locale (), skeleton);

  g_mutex_lock (&mutex);

  if (formatters == NULL)
    formatters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, close_formatter);

  if (!g_hash_table_lookup_extended (formatters, name, NULL, (gpointer *) &formatter) &&
      g_hash_table_size (formatters) < MAX_FORMATTERS)
    {
      formatter = open_formatter (skeleton);
      g_hash_table_insert (formatters, g_steal_pointer (&name), formatter);
    }

  g_mutex_unlock (&mutex);

  return formatter;
}

/* Returns NULL when ICU can not. */
static char *
format_anew (const char *skeleton,
             const char *amount)
{
  const UNumberFormatter *formatter = NULL;
  UFormattedNumber *formatted = NULL;
  UErrorCode status = U_ZERO_ERROR;
  UChar wide[256] = { 0 };
  int32_t length = 0;

  if ((formatter = get_formatter (skeleton)) == NULL)
    return NULL;

  formatted = unumf_openResult (&status);
  unumf_formatDecimal (formatter, amount, -1, formatted, &status);
  length = unumf_resultToString (formatted, wide, G_N_ELEMENTS (wide), &status);
  unumf_closeResult (formatted);

  if (U_FAILURE (status))
    return NULL;

  return g_utf16_to_utf8 ((const gunichar2 *) wide, length, NULL, NULL, NULL);
}

/* Returns NULL when ICU can not; `amount` is canonical. A list has few limits and rates, and shows each of them more
 * than once: what was written last is kept, as writing it anew costs ten times as much. */
static char *
format_with (const char *skeleton,
             const char *amount)
{
  static GHashTable *remembered = NULL;
  static GMutex mutex;
  g_autofree char *name = NULL;
  char *text = NULL;

  name = g_strjoin (" ", number_locale (), skeleton, amount, NULL);

  g_mutex_lock (&mutex);

  if (remembered == NULL)
    remembered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  text = g_strdup (g_hash_table_lookup (remembered, name));

  if (text == NULL && (text = format_anew (skeleton, amount)) != NULL)
    {
      if (g_hash_table_size (remembered) >= MAX_REMEMBERED)
        g_hash_table_remove_all (remembered);
      g_hash_table_insert (remembered, g_steal_pointer (&name), g_strdup (text));
    }

  g_mutex_unlock (&mutex);

  return text;
}

static guint
count_fraction_digits (const char *amount)
{
  const char *dot = strchr (amount, '.');

  return dot != NULL ? (guint) strlen (dot + 1) : 0;
}

static char *
fraction_skeleton (guint n_digits)
{
  GString *skeleton = NULL;

  if (n_digits == 0)
    return g_strdup ("precision-integer rounding-mode-half-even");

  skeleton = g_string_new (".");

  for (guint i = 0; i < n_digits; i++)
    g_string_append_c (skeleton, '0');

  g_string_append (skeleton, " rounding-mode-half-even");

  return g_string_free_and_steal (skeleton);
}

static guint
currency_fraction_digits (const char *currency)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar wide[4] = { 0 };
  int32_t digits = 0;

  u_charsToUChars (currency, wide, 3);
  digits = ucurr_getDefaultFractionDigits (wide, &status);

  return U_SUCCESS (status) ? (guint) CLAMP (digits, 0, MAX_FRACTION_DIGITS) : 2;
}

static char *
format_fraction (const char *amount,
                 guint       n_digits)
{
  g_autofree char *skeleton = NULL;
  char *text = NULL;

  skeleton = fraction_skeleton (MIN (n_digits, MAX_FRACTION_DIGITS));
  text = format_with (skeleton, amount);

  return text != NULL ? text : g_strdup (amount);
}

/* "TL", "credits" or "₺": no code that ICU knows, but the panel's own word for its money. */
static char *
format_other_currency (const char *amount,
                       const char *currency)
{
  g_autofree char *number = NULL;
  g_autofree char *word = NULL;

  word = panelist_text_display (currency, -1, MAX_CURRENCY);
  number = format_fraction (amount, MAX (count_fraction_digits (amount), 2));

  if (*word == '\0')
    return g_steal_pointer (&number);

  if (g_unichar_type (g_utf8_get_char (word)) == G_UNICODE_CURRENCY_SYMBOL &&
      !panelist_money_is_negative (amount))
    return g_strconcat (word, number, NULL);

  return g_strdup_printf ("%s\u00a0%s", number, word);
}

/**
 * panelist_money_format:
 * @amount: (nullable): an amount
 * @currency: (nullable): an ISO 4217 code, or whatever else the panel calls its currency
 *
 * Makes an amount readable in the current locale: with as many fraction digits as it has, at least
 * those of the currency, at most 12. The sign is the locale's own for the currency; where that
 * would be ambiguous the code stands instead. Without a currency the number stands alone.
 *
 * Returns: (transfer full) (nullable): text, %NULL when @amount is unknown
 */
char *
panelist_money_format (const char *amount,
                       const char *currency)
{
  g_autofree char *plain = NULL;
  g_autofree char *precision = NULL;
  g_autofree char *code = NULL;
  g_autofree char *skeleton = NULL;
  char *text = NULL;
  guint n_digits = 0;

  if ((plain = panelist_money_add (amount, "0")) == NULL)
    return NULL;

  n_digits = count_fraction_digits (plain);

  if (currency == NULL || *currency == '\0')
    return format_fraction (plain, n_digits);

  if (!panelist_money_is_iso_currency (currency))
    return format_other_currency (plain, currency);

  code = g_ascii_strup (currency, -1);
  n_digits = CLAMP (n_digits, currency_fraction_digits (code), MAX_FRACTION_DIGITS);
  precision = fraction_skeleton (n_digits);
  skeleton = g_strdup_printf ("currency/%s %s", code, precision);
  text = format_with (skeleton, plain);

  return text != NULL ? text : format_other_currency (plain, currency);
}

/**
 * panelist_number_format:
 * @number: a count
 *
 * Returns: (transfer full): @number with the grouping of the current locale
 */
char *
panelist_number_format (int64_t number)
{
  g_autofree char *plain = NULL;

  plain = g_strdup_printf ("%" PRId64, number);

  return format_fraction (plain, 0);
}
