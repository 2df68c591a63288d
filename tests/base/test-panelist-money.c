/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <locale.h>
#include <math.h>

#include "panelist-money-private.h"

typedef struct {
  const char *text;
  const char *expected;
} TextCase;

static void
test_parse (void)
{
  static const TextCase cases[] = {
    { "0.90", "0.90" },
    { "8", "8" },
    { "0.27819", "0.27819" },
    { "0.08011655652", "0.08011655652" },
    { "100.84292", "100.84292" },
    { "95200", "95200" },
    { "-1", "-1" },
    { "-0", "0" },
    { "-0.00", "0.00" },
    { "007.50", "7.50" },
    { "1e-5", "0.00001" },
    { "1E-5", "0.00001" },
    { "1.50e+3", "1500" },
    { "1.5e1", "15" },
    { "1e3", "1000" },
    { "0.1234567890123456789012345678901234567", "0.1234567890123456789012345678901234567" },
    { "12345678901234567890123456789012345678.9", "12345678901234567890123456789012345678.9" },
    { "1e-9", "0.000000001" },

    { NULL, NULL },
    { "", NULL },
    { " 1", NULL },
    { "1 ", NULL },
    { "+1", NULL },
    { ".5", NULL },
    { "5.", NULL },
    { "1.2.3", NULL },
    { "1,5", NULL },
    { "1,234.56", NULL },
    { "abc", NULL },
    { "NaN", NULL },
    { "sNaN", NULL },
    { "Infinity", NULL },
    { "-Infinity", NULL },
    { "inf", NULL },
    { "0x10", NULL },
    { "1e", NULL },
    { "1e+", NULL },
    { "--1", NULL },
    { "1e400", NULL },
    { "1e-400", NULL },
    { "1e99999999999999999999", NULL },
    { "null", NULL },
    { "12345678901234567890123456789012345678901", NULL }, /* 41 characters */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *amount = panelist_money_parse (cases[i].text);

      g_assert_cmpstr (amount, ==, cases[i].expected);
    }
}

static void
test_parse_tolerant (void)
{
  static const struct {
    const char *text;
    const char *expected;
    gboolean    ambiguous;
  } cases[] = {
    /* protocol.md 4.6 */
    { "100.84292", "100.84292", FALSE },
    { "1,234.56", "1234.56", FALSE },
    { "1.234,56", "1234.56", FALSE },
    { "1,234.50", "1234.50", FALSE },
    { "1.234.567", "1234567", FALSE },
    { "1,234,567", "1234567", TRUE },
    { "1,234", "1234", TRUE },
    { "1,23", "1.23", TRUE },
    { "1,2345", "1.2345", TRUE },
    { "1.234", "1.234", FALSE },
    { "1.234.567,89", "1234567.89", FALSE },
    { "12,34,567.80", "1234567.80", FALSE },
    { "1 234.50", "1234.50", FALSE },
    { "1\u00a0234,50", "1234.50", TRUE },
    { "1\u202f234\u202f567,5", "1234567.5", TRUE },
    { "1'234.50", "1234.50", FALSE },
    { "1e-5", "0.00001", FALSE },

    { "$100.84", "100.84", FALSE },
    { "$ 100.84", "100.84", FALSE },
    { "100.84 USD", "100.84", FALSE },
    { "USD 100.84", "100.84", FALSE },
    { "usd100.84", "100.84", FALSE },
    { "$100.84 USD", "100.84", FALSE },
    { "€1.234,56", "1234.56", FALSE },
    { "1.234,56 €", "1234.56", FALSE },
    { "₺12,50", "12.50", TRUE },
    { "12,50 TL", "12.50", TRUE },
    { "Rp 15.000,00", "15000.00", FALSE },
    { "Rp. 1.500.000", "1500000", FALSE },
    { "R$ 1.234,56", "1234.56", FALSE },
    { "₹1,23,456.70", "123456.70", FALSE },
    { "500 руб.", "500", FALSE },
    { "-$5.00", "-5.00", FALSE },
    { "$-5.00", "-5.00", FALSE },
    { "\u22125.00", "-5.00", FALSE },
    { "-5", "-5", FALSE },
    { "+5", "5", FALSE },
    { "\u200e5.00\u200f", "5.00", FALSE },
    { ".5", "0.5", FALSE },
    { "$.50", NULL, FALSE },

    { NULL, NULL, FALSE },
    { "", NULL, FALSE },
    { "abc", NULL, FALSE },
    { "NaN", NULL, FALSE },
    { "$", NULL, FALSE },
    { "10k", NULL, FALSE },
    { "1.5M", NULL, FALSE },
    { "10 mio", NULL, FALSE },
    { "0x10", NULL, FALSE },
    { "5-", NULL, FALSE },
    { "1-2", NULL, FALSE },
    { "5 of 10", NULL, FALSE },
    { "balance: 5", NULL, FALSE },
    { "$$5", NULL, FALSE },
    { "1.2.3", NULL, FALSE },
    { "1.2.345", NULL, FALSE },
    { "1.23.45", NULL, FALSE },
    { "1,234.56,7", NULL, FALSE },
    { "1.234.567,8,9", NULL, FALSE },
    { "12 3456", NULL, FALSE },
    { "1'234 567", NULL, FALSE },
    { "1,2,3", NULL, TRUE },
    { "\xff\xfe", NULL, FALSE },
    { "12345678901234567890123456789012345678901", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *amount = NULL;
      gboolean ambiguous = FALSE;

      g_test_message ("%s", cases[i].text);
      amount = panelist_money_parse_tolerant (cases[i].text, &ambiguous);
      g_assert_cmpstr (amount, ==, cases[i].expected);
      g_assert_cmpint (ambiguous, ==, cases[i].ambiguous);
    }
}

/* The worked numbers of protocol.md 3.6. */
static void
test_charges (void)
{
  static const struct {
    const char *rate;
    int64_t     quantity;
    const char *expected;
  } cases[] = {
    { "0.90", 250, "0.225" },
    { "15000", 1300, "19500" },
    { "8", 12, "0.096" },
    { "1.20", 500 * 4, "2.4" },
    { "0.001", 1, "0.000001" },
    { "0", 1000, "0" },
    { "0.90", 0, "0" },
    { "95200", 999999999, "95199999904.8" },
    { "1", INT64_MAX, "9223372036854775.807" },
    { "12345678901234567890123456789012345678.9", INT64_MAX,
      "113868789553634907000073863000007386299989351751044710.3723" },
    { NULL, 1, NULL },
    { "abc", 1, NULL },
  };
  g_autofree char *package = panelist_money_trim ("3.50");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *charge = panelist_money_per_thousand (cases[i].rate, cases[i].quantity);

      g_assert_cmpstr (charge, ==, cases[i].expected);
    }

  g_assert_cmpstr (package, ==, "3.5");
  g_assert_true (panelist_money_equal ("3.5", "3.50"));
}

/* The refunds of protocol.md 8, and what rounds. */
static void
test_share (void)
{
  static const struct {
    const char *amount;
    int64_t     part;
    int64_t     whole;
    const char *expected;
  } cases[] = {
    { "10.00", 1000, 10000, "1" },
    { "3.00", 2000, 10000, "0.6" },
    { "1", 1, 3, "0.333333333333" },
    { "2", 1, 3, "0.666666666667" },
    { "0.000000000001", 1, 2, "0" },              /* half to even: down */
    { "0.000000000003", 1, 2, "0.000000000002" }, /* half to even: up */
    { "0.0000000000010000000001", 1, 2, "0.000000000001" },
    { "-1", 1, 3, "-0.333333333333" },
    { "1", 0, 3, "0" },
    { "1", 1, 0, NULL },
    { "1", 1, -3, NULL },
    { NULL, 1, 3, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *share = NULL;

      share = panelist_money_share (cases[i].amount, cases[i].part, cases[i].whole);

      g_assert_cmpstr (share, ==, cases[i].expected);
    }
}

static void
assert_result (char       *result,
               const char *expected)
{
  g_assert_cmpstr (result, ==, expected);
  g_free (result);
}

static void
test_arithmetic (void)
{
  const char *huge = "1234567890123456789012345678901234567890123456789012345678901234";

  assert_result (panelist_money_add ("0.1", "0.2"), "0.3");
  assert_result (panelist_money_add ("0.10", "0.2"), "0.30");
  assert_result (panelist_money_add ("-0.3", "0.3"), "0.0");
  assert_result (panelist_money_add ("1", NULL), NULL);
  assert_result (panelist_money_add (NULL, "1"), NULL);
  assert_result (panelist_money_add (huge, "0"), huge);
  assert_result (panelist_money_add (huge, "0.1"), NULL);
  assert_result (panelist_money_subtract ("100.84292", "0.27819"), "100.56473");
  assert_result (panelist_money_subtract ("0.5", "0.75"), "-0.25");
  assert_result (panelist_money_subtract (NULL, NULL), NULL);
  assert_result (panelist_money_multiply ("0.27819", 3), "0.83457");
  assert_result (panelist_money_multiply ("0.27819", -1), "-0.27819");
  assert_result (panelist_money_multiply (huge, 9), NULL);
  assert_result (panelist_money_multiply (NULL, 10), NULL);
  assert_result (panelist_money_trim ("100"), "100");
  assert_result (panelist_money_trim ("1200.00"), "1200");
  assert_result (panelist_money_trim ("0.000"), "0");
  assert_result (panelist_money_trim (NULL), NULL);
}

static void
test_comparison (void)
{
  g_assert_true (panelist_money_is_zero ("0.000"));
  g_assert_false (panelist_money_is_zero ("0.0001"));
  g_assert_false (panelist_money_is_zero (NULL));
  g_assert_true (panelist_money_is_negative ("-0.0001"));
  g_assert_false (panelist_money_is_negative ("0"));
  g_assert_false (panelist_money_is_negative (NULL));

  g_assert_cmpint (panelist_money_compare ("0.9", "0.90"), ==, 0);
  g_assert_cmpint (panelist_money_compare ("10", "9"), ==, 1);
  g_assert_cmpint (panelist_money_compare ("-10", "-9"), ==, -1);
  g_assert_cmpint (panelist_money_compare ("0.30000000000000000001", "0.3"), ==, 1);
  g_assert_cmpint (panelist_money_compare (NULL, "-1"), ==, -1);
  g_assert_cmpint (panelist_money_compare ("0", NULL), ==, 1);
  g_assert_cmpint (panelist_money_compare (NULL, NULL), ==, 0);

  g_assert_true (panelist_money_equal ("0.9", "0.900"));
  g_assert_false (panelist_money_equal ("0.9", "0.901"));
  g_assert_false (panelist_money_equal (NULL, NULL));
  g_assert_false (panelist_money_equal (NULL, "0"));

  g_assert_true (panelist_money_sort_key ("0.5") < panelist_money_sort_key ("95200"));
  g_assert_true (isinf (panelist_money_sort_key (NULL)) && panelist_money_sort_key (NULL) < 0);
}

static void
test_format (void)
{
  static const struct {
    const char *amount;
    const char *currency;
    const char *expected;
  } cases[] = {
    { "0.27819", "USD", "$0.27819" },
    { "12.5", "USD", "$12.50" },
    { "100", "usd", "$100.00" },
    { "-0.45", "USD", "-$0.45" },
    { "1234567.8", "USD", "$1,234,567.80" },
    { "0.1234567890125", "USD", "$0.123456789012" },
    { "0.00001", "EUR", "€0.00001" },
    { "19500", "JPY", "¥19,500" },
    { "19500.5", "JPY", "¥19,500.5" },
    { "1.5", "CAD", "CA$1.50" },
    { "12345678901234567890.12", "USD", "$12,345,678,901,234,567,890.12" },

    { "12.5", "TL", "12.50\u00a0TL" },
    { "12.512", "credits", "12.512\u00a0credits" },
    { "12.5", "XYZ", "12.50\u00a0XYZ" },
    { "12.5", "₺", "₺12.50" },
    { "-12.5", "₺", "-12.50\u00a0₺" },
    { "1", "<b>\u202eUSD</b>", "1.00\u00a0USD" },
    { "1", "\x01\x02", "1.00" },

    { "1234.5", NULL, "1,234.5" },
    { "1234", "", "1,234" },
    { NULL, "USD", NULL },
    { "abc", "USD", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = panelist_money_format (cases[i].amount, cases[i].currency);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }

  assert_result (panelist_number_format (1234567), "1,234,567");
  assert_result (panelist_number_format (-5), "-5");
  assert_result (panelist_number_format (INT64_MIN), "-9,223,372,036,854,775,808");
}

static void
test_parse_typed (void)
{
  static const struct {
    const char *text;
    gunichar decimal;
    gunichar group;
    const char *expected;
  } cases[] = {
    { "50", '.', ',', "50" },
    { " 50.00 ", '.', ',', "50.00" },
    { "1,250.50", '.', ',', "1250.50" },
    { "12,34,567.5", '.', ',', "1234567.5" },
    { "0.27819", '.', ',', "0.27819" },
    { "1.250,50", ',', '.', "1250.50" },
    { "0,5", ',', '.', "0.5" },
    { "1\u202f250,5", ',', 0x202f, "1250.5" },
    { "1 250,5", ',', 0x202f, "1250.5" },
    { "12.5", ',', 0x202f, "12.5" },
    { "\u0661\u0662\u066b\u0665", 0x066b, 0x066c, "12.5" },
    /* Two ways to read it, or none. */
    { "1,5", '.', ',', NULL },
    { "12.50", ',', '.', NULL },
    { "1,2,3", '.', ',', NULL },
    { "1,,250", '.', ',', NULL },
    { ",250", '.', ',', NULL },
    { "1,250,", '.', ',', NULL },
    { "1.2.3", '.', ',', NULL },
    { "5.", '.', ',', NULL },
    { ".5", '.', ',', NULL },
    { "-5", '.', ',', NULL },
    { "$5", '.', ',', NULL },
    { "5 USD", '.', ',', NULL },
    { "1e3", '.', ',', NULL },
    { "", '.', ',', NULL },
    { "\xff", '.', ',', NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *amount = panelist_money_parse_with (cases[i].text, cases[i].decimal, cases[i].group);

      g_assert_cmpstr (amount, ==, cases[i].expected);
    }

  assert_result (panelist_money_parse_typed ("1,250.50"), "1250.50");
  g_assert_null (panelist_money_parse_typed (NULL));
}

int
main (int   argc,
      char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/money/parse", test_parse);
  g_test_add_func ("/money/parse-tolerant", test_parse_tolerant);
  g_test_add_func ("/money/parse-typed", test_parse_typed);
  g_test_add_func ("/money/charges", test_charges);
  g_test_add_func ("/money/share", test_share);
  g_test_add_func ("/money/arithmetic", test_arithmetic);
  g_test_add_func ("/money/comparison", test_comparison);
  g_test_add_func ("/money/format", test_format);

  return g_test_run ();
}
