/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-base"

#include "config.h"

#include "panelist-money.h"

#include <math.h>
#include <mpdecimal.h>
#include <string.h>

#define PRECISION           64
#define MAX_TEXT            40   /* safety.md C4: of an amount that comes from outside */
#define MAX_FRACTION_DIGITS 12

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
