/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-base"

#include "config.h"

#include "panelist-money.h"

#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <mpdecimal.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucurr.h>
#include <unicode/uloc.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

#include "panelist-text.h"

#define PRECISION           64
#define MAX_TEXT            40   /* safety.md C4: of an amount that comes from outside */
#define MAX_FRACTION_DIGITS 12
#define MAX_CURRENCY        12
#define MAX_FORMATTERS      512

/* With these an amount is unknown: the exact result does not fit, or there is none. */
#define FATAL_STATUS                                                                               \
  (MPD_Inexact | MPD_Overflow | MPD_Underflow | MPD_Division_by_zero | MPD_IEEE_Invalid_operation)

typedef mpd_t Decimal;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Decimal, mpd_del)

/* Emax and Emin bound the text that an exponent can blow up to. */
static const mpd_context_t exact = {
  .prec = PRECISION,
  .emax = PRECISION,
  .emin = -PRECISION,
  .round = MPD_ROUND_HALF_EVEN,
  .allcr = 1,
};

static Decimal *
read_amount (const char *amount)
{
  g_autoptr (Decimal) decimal = NULL;
  uint32_t status = 0;

  if (amount == NULL)
    return NULL;

  decimal = mpd_qnew ();
  mpd_qset_string (decimal, amount, &exact, &status);

  if ((status & (FATAL_STATUS | MPD_Conversion_syntax)) != 0 || !mpd_isfinite (decimal))
    return NULL;

  return g_steal_pointer (&decimal);
}

/* The canonical form, or NULL when `status` says that the value is none. Consumes nothing. */
static char *
write_amount (Decimal  *decimal,
              uint32_t  status)
{
  char *text = NULL;
  char *result = NULL;

  if ((status & FATAL_STATUS) != 0 || !mpd_isfinite (decimal))
    return NULL;

  if (mpd_iszero (decimal))
    mpd_set_positive (decimal);

  if (decimal->exp > 0)
    mpd_qrescale (decimal, decimal, 0, &exact, &status);

  if ((status & FATAL_STATUS) != 0)
    return NULL;

  if ((text = mpd_qformat (decimal, "f", &exact, &status)) == NULL)
    return NULL;

  result = g_strdup (text);
  mpd_free (text);

  return result;
}

static char *
write_trimmed (Decimal  *decimal,
               uint32_t  status)
{
  mpd_qreduce (decimal, decimal, &exact, &status);

  return write_amount (decimal, status);
}

/* `-?digits[.digits][e±digits]` */
static gboolean
is_plain_amount (const char *text)
{
  gsize digits = 0;

  if (strlen (text) > MAX_TEXT)
    return FALSE;

  text += *text == '-';
  digits = strspn (text, "0123456789");

  if (digits == 0)
    return FALSE;

  text += digits;

  if (*text == '.')
    {
      digits = strspn (text + 1, "0123456789");

      if (digits == 0)
        return FALSE;

      text += 1 + digits;
    }

  if (*text == 'e' || *text == 'E')
    {
      text += 1;
      text += *text == '-' || *text == '+';
      digits = strspn (text, "0123456789");

      if (digits == 0)
        return FALSE;

      text += digits;
    }

  return *text == '\0';
}

/**
 * panelist_money_parse:
 * @text: (nullable): `-?digits[.digits][e±digits]`, at most 40 characters
 *
 * Reads an amount as it stands in an answer or in the database, without any tolerance.
 *
 * Returns: (transfer full) (nullable): the amount in canonical form, or %NULL (unknown) for
 *   anything else
 */
char *
panelist_money_parse (const char *text)
{
  g_autoptr (Decimal) decimal = NULL;

  if (text == NULL || !is_plain_amount (text))
    return NULL;

  if ((decimal = read_amount (text)) == NULL)
    return NULL;

  return write_amount (decimal, 0);
}

/* Amounts with separators, signs and codes (protocol.md 4.6) */

/* Shorthands that panels write for their currency and that are no ISO 4217 code. */
static const char *const currency_words[] = {
  "tl",  "rp",  "rp.", "rs",  "rs.", "usdt", "usdc", "r$", "us$", "руб", "руб.", "р",  "р.",
  "грн", "zł",  "kr",  "kr.", "лв",  "лв.",  "ft",   "kč", "rm",  "lei", "dh",   "сом", "тг",
};

static gboolean
is_iso_currency (const char *code)
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

  if (is_iso_currency (affix))
    return TRUE;

  lower = g_utf8_strdown (affix, -1);

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

  if (text == NULL || strlen (text) > 4 * MAX_TEXT || !g_utf8_validate (text, -1, NULL))
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

/* Arithmetic */

typedef void (*Operation) (mpd_t               *result,
                           const mpd_t         *a,
                           const mpd_t         *b,
                           const mpd_context_t *context,
                           uint32_t            *status);

static char *
calculate (Operation   operation,
           const char *a,
           const char *b)
{
  g_autoptr (Decimal) left = NULL;
  g_autoptr (Decimal) right = NULL;
  uint32_t status = 0;

  left = read_amount (a);
  right = read_amount (b);

  if (left == NULL || right == NULL)
    return NULL;

  operation (left, left, right, &exact, &status);

  return write_amount (left, status);
}

/**
 * panelist_money_add:
 * @a: (nullable): an amount
 * @b: (nullable): an amount of the same currency
 *
 * Returns: (transfer full) (nullable): the exact sum, %NULL when either is unknown
 */
char *
panelist_money_add (const char *a,
                    const char *b)
{
  return calculate (mpd_qadd, a, b);
}

/**
 * panelist_money_subtract:
 * @a: (nullable): an amount
 * @b: (nullable): an amount of the same currency
 *
 * Returns: (transfer full) (nullable): the exact difference, %NULL when either is unknown
 */
char *
panelist_money_subtract (const char *a,
                         const char *b)
{
  return calculate (mpd_qsub, a, b);
}

/**
 * panelist_money_multiply:
 * @amount: (nullable): an amount
 * @factor: how many times
 *
 * Returns: (transfer full) (nullable): the exact product, %NULL when @amount is unknown
 */
char *
panelist_money_multiply (const char *amount,
                         int64_t     factor)
{
  g_autoptr (Decimal) decimal = NULL;
  uint32_t status = 0;

  if ((decimal = read_amount (amount)) == NULL)
    return NULL;

  mpd_qmul_i64 (decimal, decimal, factor, &exact, &status);

  return write_amount (decimal, status);
}

/**
 * panelist_money_per_thousand:
 * @rate: (nullable): the price of 1000
 * @quantity: how many
 *
 * Returns: (transfer full) (nullable): the exact price of @quantity without trailing zeros, %NULL
 *   when @rate is unknown
 */
char *
panelist_money_per_thousand (const char *rate,
                             int64_t     quantity)
{
  g_autoptr (Decimal) decimal = NULL;
  uint32_t status = 0;

  if ((decimal = read_amount (rate)) == NULL)
    return NULL;

  mpd_qmul_i64 (decimal, decimal, quantity, &exact, &status);

  if ((status & FATAL_STATUS) != 0)
    return NULL;

  /* A division by 1000 that can not round. */
  decimal->exp -= 3;

  return write_trimmed (decimal, status);
}

/**
 * panelist_money_share:
 * @amount: (nullable): an amount
 * @part: the part of @whole, for example what remains of a partial order
 * @whole: above 0
 *
 * The one place that rounds (refunds, averages, percentages): to 12 fraction digits, half to even.
 *
 * Returns: (transfer full) (nullable): @amount × @part / @whole without trailing zeros, %NULL when
 *   unknown
 */
char *
panelist_money_share (const char *amount,
                      int64_t     part,
                      int64_t     whole)
{
  g_autoptr (Decimal) decimal = NULL;
  g_autoptr (Decimal) divisor = NULL;
  mpd_context_t sticky = exact;
  uint32_t status = 0;

  if (whole <= 0 || (decimal = read_amount (amount)) == NULL)
    return NULL;

  mpd_qmul_i64 (decimal, decimal, part, &exact, &status);

  if ((status & FATAL_STATUS) != 0)
    return NULL;

  /* Rounding twice would be wrong at a half; 05UP leaves a digit from which the second rounding is
   * right. */
  sticky.round = MPD_ROUND_05UP;
  divisor = mpd_qnew ();
  mpd_qset_i64 (divisor, whole, &exact, &status);
  mpd_qdiv (decimal, decimal, divisor, &sticky, &status);

  if (decimal->exp < -MAX_FRACTION_DIGITS)
    mpd_qrescale (decimal, decimal, -MAX_FRACTION_DIGITS, &exact, &status);

  return write_trimmed (decimal, status & ~(uint32_t) MPD_Inexact);
}

/**
 * panelist_money_trim:
 * @amount: (nullable): an amount
 *
 * Returns: (transfer full) (nullable): @amount without trailing zeros in its fraction
 */
char *
panelist_money_trim (const char *amount)
{
  g_autoptr (Decimal) decimal = NULL;

  if ((decimal = read_amount (amount)) == NULL)
    return NULL;

  return write_trimmed (decimal, 0);
}

/**
 * panelist_money_is_zero:
 * @amount: (nullable): an amount
 *
 * Returns: whether @amount is known and 0
 */
gboolean
panelist_money_is_zero (const char *amount)
{
  g_autoptr (Decimal) decimal = NULL;

  decimal = read_amount (amount);

  return decimal != NULL && mpd_iszero (decimal);
}

/**
 * panelist_money_is_negative:
 * @amount: (nullable): an amount
 *
 * Returns: whether @amount is known and below 0
 */
gboolean
panelist_money_is_negative (const char *amount)
{
  g_autoptr (Decimal) decimal = NULL;

  decimal = read_amount (amount);

  return decimal != NULL && mpd_isnegative (decimal) && !mpd_iszero (decimal);
}

/**
 * panelist_money_compare:
 * @a: (nullable): an amount
 * @b: (nullable): an amount of the same currency
 *
 * An order for lists, exact for any number of digits: the unknown amount comes before all others.
 *
 * Returns: -1, 0 or 1
 */
int
panelist_money_compare (const char *a,
                        const char *b)
{
  g_autoptr (Decimal) left = NULL;
  g_autoptr (Decimal) right = NULL;
  uint32_t status = 0;

  left = read_amount (a);
  right = read_amount (b);

  if (left == NULL || right == NULL)
    return (left != NULL) - (right != NULL);

  return mpd_qcmp (left, right, &status);
}

/**
 * panelist_money_equal:
 * @a: (nullable): an amount
 * @b: (nullable): an amount of the same currency
 *
 * Returns: whether both are known and the same number ("0.90" equals "0.9"); unknown equals nothing
 */
gboolean
panelist_money_equal (const char *a,
                      const char *b)
{
  g_autoptr (Decimal) left = NULL;
  g_autoptr (Decimal) right = NULL;
  uint32_t status = 0;

  left = read_amount (a);
  right = read_amount (b);

  return left != NULL && right != NULL && mpd_qcmp (left, right, &status) == 0;
}

/**
 * panelist_money_sort_key:
 * @amount: (nullable): an amount
 *
 * An approximation that is good for sorting thousands of rows and for nothing else.
 *
 * Returns: about @amount, minus infinity when unknown
 */
double
panelist_money_sort_key (const char *amount)
{
  return amount != NULL ? g_ascii_strtod (amount, NULL) : -INFINITY;
}

/* Formatting */

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

/* Returns NULL when ICU can not; `amount` is canonical. */
static char *
format_with (const char *skeleton,
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
  g_autoptr (Decimal) decimal = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *precision = NULL;
  g_autofree char *code = NULL;
  g_autofree char *skeleton = NULL;
  char *text = NULL;
  guint n_digits = 0;

  if ((decimal = read_amount (amount)) == NULL || (plain = write_amount (decimal, 0)) == NULL)
    return NULL;

  n_digits = count_fraction_digits (plain);

  if (currency == NULL || *currency == '\0')
    return format_fraction (plain, n_digits);

  if (!is_iso_currency (currency))
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
