/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "panelist-clock.h"
#include "reply-test.h"

typedef struct {
  const char *body;
  const char *amount;
  const char *currency;
  const char *text;
  gboolean ambiguous;
} BalanceCase;

static void
assert_balance (const PanelistReply *reply,
                const BalanceCase   *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PanelistBalance) balance = panelist_decode_balance (reply, TEST_KEY, &error);
  g_autoptr (PanelistBalance) copy = NULL;

  if (balance == NULL)
    g_test_message ("%s", expected->body);

  g_assert_no_error (error);
  copy = panelist_balance_copy (balance);
  g_assert_cmpstr (copy->amount, ==, expected->amount);
  g_assert_cmpstr (copy->currency, ==, expected->currency);
  g_assert_cmpstr (copy->text, ==, expected->text);
  g_assert_true (copy->ambiguous == expected->ambiguous);
  g_assert_cmpint (ABS (copy->time - panelist_clock_now ()), <=, 60);
}

static void
test_variants (void)
{
  static const BalanceCase cases[] = {
    { "{\"balance\":\"100.84292\",\"currency\":\"USD\"}", "100.84292", "USD", "100.84292", FALSE },
    { "{\"balance\":100.84292}", "100.84292", NULL, "100.84292", FALSE },
    { "{\"balance\":\"1e-9\"}", "0.000000001", NULL, "1e-9", FALSE },
    { "{\"balance\":1e-5}", "0.00001", NULL, "1e-5", FALSE },
    { "{\"balance\":\"-1\"}", "-1", NULL, "-1", FALSE },
    { "{\"balance\":\"1,234.56\"}", "1234.56", NULL, "1,234.56", FALSE },
    { "{\"balance\":\"1.234,56\"}", "1234.56", NULL, "1.234,56", FALSE },
    { "{\"balance\":\"12,5\"}", "12.5", NULL, "12,5", TRUE },
    { "{\"balance\":\"1,234\"}", "1234", NULL, "1,234", TRUE },
    { "{\"balance\":\"$100.50\"}", "100.50", NULL, "$100.50", FALSE },
    { "{\"balance\":\"100.50 USD\"}", "100.50", "USD", "100.50 USD", FALSE },
    { "{\"balance\":\"IDR 15000\"}", "15000", "IDR", "IDR 15000", FALSE },
    { "{\"balance\":\"100.50 USD\",\"currency\":\"TL\"}", "100.50", "TL", "100.50 USD", FALSE },
    { "{\"Balance\":\"5\"}", "5", NULL, "5", FALSE },
    { "{\"BALANCE\":5}", "5", NULL, "5", FALSE },
    { "{\"funds\":\"5\"}", "5", NULL, "5", FALSE },
    { "{\"amount\":\"5\"}", "5", NULL, "5", FALSE },
    { "{\"balancef\":\"5\"}", "5", NULL, "5", FALSE },
    { "{\"funds\":\"6\",\"balance\":\"5\"}", "5", NULL, "5", FALSE },
    { "{\"balance\":{\"amount\":\"5\",\"currency\":\"EUR\"}}", "5", "EUR", "5", FALSE },
    { "{\"balance\":{\"amount\":5},\"currency\":\"EUR\"}", "5", "EUR", "5", FALSE },
    { "{\"status\":\"success\",\"balance\":\"5\",\"currency\":\"EUR\"}", "5", "EUR", "5", FALSE },
    { "{\"data\":{\"balance\":\"5\",\"currency\":\"EUR\"}}", "5", "EUR", "5", FALSE },
    { "{\"data\":{\"data\":{\"balance\":\"5\"}}}", "5", NULL, "5", FALSE },
    { "{\"error\":\"\",\"balance\":\"5\"}", "5", NULL, "5", FALSE },
    { "{\"error\":0,\"errors\":[],\"balance\":\"5\"}", "5", NULL, "5", FALSE },
    { "100.5", "100.5", NULL, "100.5", FALSE },
    { " -3\n", "-3", NULL, "-3", FALSE },
    { "Notice: hm\n{\"balance\":\"5\"}", "5", NULL, "5", FALSE },

    /* Told, but not known. */
    { "{\"balance\":\"\"}", NULL, NULL, "", FALSE },
    { "{\"balance\":null}", NULL, NULL, "", FALSE },
    { "{\"balance\":\"abc\"}", NULL, NULL, "abc", FALSE },
    { "{\"balance\":\"NaN\"}", NULL, NULL, "NaN", FALSE },
    { "{\"balance\":\"1.2.3,4\"}", NULL, NULL, "1.2.3,4", FALSE },
    { "{\"balance\":\"12345678901234567890123456789012345678901\"}", NULL, NULL,
      "12345678901234567890123456789012345678901", FALSE },
    { "{\"balance\":\"5\",\"currency\":5}", "5", NULL, "5", FALSE },
    { "{\"balance\":\"5\",\"currency\":null}", "5", NULL, "5", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistReply) reply = make_reply (200, cases[i].body);

      assert_balance (reply, &cases[i]);
    }
}

static void
test_errors (void)
{
  static const struct {
    guint status;
    const char *body;
    int code;
    PanelistErrorClass error_class;
  } cases[] = {
    { 200, "{\"balance\":\"1\",\"balance\":\"1\"}", PANELIST_API_ERROR_MALFORMED, PANELIST_ERROR_CLASS_OTHER },
    { 200, "{\"balance\":true}", PANELIST_API_ERROR_MALFORMED, PANELIST_ERROR_CLASS_OTHER },
    { 200, "{\"balance\":[1]}", PANELIST_API_ERROR_MALFORMED, PANELIST_ERROR_CLASS_OTHER },
    { 200, "{\"balance\":{}}", PANELIST_API_ERROR_MALFORMED, PANELIST_ERROR_CLASS_OTHER },
    { 200, "{}", PANELIST_API_ERROR_MALFORMED, PANELIST_ERROR_CLASS_OTHER },
    { 200, "[]", PANELIST_API_ERROR_MALFORMED, PANELIST_ERROR_CLASS_OTHER },
    { 200, "\"5\"", PANELIST_API_ERROR_NO_JSON, PANELIST_ERROR_CLASS_OTHER },
    { 200, "5 6", PANELIST_API_ERROR_NO_JSON, PANELIST_ERROR_CLASS_OTHER },
    { 200, "01", PANELIST_API_ERROR_NO_JSON, PANELIST_ERROR_CLASS_OTHER },
    { 200, "", PANELIST_API_ERROR_NO_JSON, PANELIST_ERROR_CLASS_OTHER },
    { 200, "\xef\xbb\xbf \n", PANELIST_API_ERROR_NO_JSON, PANELIST_ERROR_CLASS_OTHER },
    { 200, "OK", PANELIST_API_ERROR_NO_JSON, PANELIST_ERROR_CLASS_OTHER },
    { 200, "<!doctype html>", PANELIST_API_ERROR_WEB_PAGE, PANELIST_ERROR_CLASS_OTHER },
    { 200, "<HTML>{\"balance\":\"5\"}", PANELIST_API_ERROR_WEB_PAGE, PANELIST_ERROR_CLASS_OTHER },
    { 200, "<?xml version='1.0'?>", PANELIST_API_ERROR_WEB_PAGE, PANELIST_ERROR_CLASS_OTHER },
    { 503, "<html>", PANELIST_API_ERROR_WEB_PAGE, PANELIST_ERROR_CLASS_SERVER },
    { 403, "<html>", PANELIST_API_ERROR_BLOCKED, PANELIST_ERROR_CLASS_OTHER },
    { 404, "<html>", PANELIST_API_ERROR_WRONG_ADDRESS, PANELIST_ERROR_CLASS_OTHER },
    { 405, "", PANELIST_API_ERROR_WRONG_ADDRESS, PANELIST_ERROR_CLASS_OTHER },
    { 404, "{}", PANELIST_API_ERROR_WRONG_ADDRESS, PANELIST_ERROR_CLASS_OTHER },
    { 500, "", PANELIST_API_ERROR_HTTP, PANELIST_ERROR_CLASS_SERVER },
    { 500, "{\"balance\":\"5\"}", PANELIST_API_ERROR_HTTP, PANELIST_ERROR_CLASS_SERVER },
    { 429, "[]", PANELIST_API_ERROR_HTTP, PANELIST_ERROR_CLASS_RATE },
    { 401, "{\"error\":\"Nope\"}", PANELIST_API_ERROR_PANEL, PANELIST_ERROR_CLASS_AUTH },
    { 200, "{\"error\":\"Invalid API key\"}", PANELIST_API_ERROR_PANEL, PANELIST_ERROR_CLASS_AUTH },
    { 200, "{\"error\":\"User not found\"}", PANELIST_API_ERROR_PANEL, PANELIST_ERROR_CLASS_AUTH },
    { 200, "{\"errors\":[\"Invalid API key\"]}", PANELIST_API_ERROR_PANEL, PANELIST_ERROR_CLASS_AUTH },
    { 200, "{\"error\":5}", PANELIST_API_ERROR_PANEL, PANELIST_ERROR_CLASS_OTHER },
    { 200, "{\"success\":false}", PANELIST_API_ERROR_PANEL, PANELIST_ERROR_CLASS_OTHER },
    { 200, "{\"error\":\"a\",\"error\":\"b\"}", PANELIST_API_ERROR_MALFORMED, PANELIST_ERROR_CLASS_OTHER },
    { 200, "{\"data\":{\"error\":\"Invalid API key\"}}", PANELIST_API_ERROR_PANEL, PANELIST_ERROR_CLASS_AUTH },
    { 200, "{\"status\":\"fail\",\"msg\":\"Maintenance\"}", PANELIST_API_ERROR_PANEL,
      PANELIST_ERROR_CLASS_MAINTENANCE },
    { 302, "{\"balance\":\"5\"}", PANELIST_API_ERROR_MOVED, PANELIST_ERROR_CLASS_OTHER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PanelistReply) reply = make_reply (cases[i].status, cases[i].body);
      g_autoptr (PanelistBalance) balance = panelist_decode_balance (reply, TEST_KEY, &error);

      if (balance != NULL || error->code != cases[i].code)
        g_test_message ("HTTP %u: %s", cases[i].status, cases[i].body);

      g_assert_null (balance);
      g_assert_error (error, PANELIST_API_ERROR, cases[i].code);
      g_assert_cmpint (panelist_api_error_get_class (error), ==, cases[i].error_class);
      g_assert_cmpuint (panelist_api_error_get_http_status (error), ==, cases[i].status);
    }
}

static void
test_transport (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PanelistReply) cut = cut_reply (make_reply (200, "{\"balance\":\"5\"}"));
  g_autoptr (PanelistReply) incomplete = make_reply (200, "{\"balance\":\"5\"}");
  g_autoptr (PanelistReply) over_cap = make_reply (200, "{\"balance\":\"5\"}");
  g_autoptr (PanelistReply) moved = make_reply (301, "");

  g_assert_null (panelist_decode_balance (cut, NULL, &error));
  g_assert_error (error, PANELIST_API_ERROR, PANELIST_API_ERROR_UNREACHABLE);
  g_clear_error (&error);

  incomplete->complete = FALSE;
  g_assert_null (panelist_decode_balance (incomplete, NULL, &error));
  g_assert_error (error, PANELIST_API_ERROR, PANELIST_API_ERROR_UNREACHABLE);
  g_clear_error (&error);

  over_cap->over_cap = TRUE;
  g_assert_null (panelist_decode_balance (over_cap, NULL, &error));
  g_assert_error (error, PANELIST_API_ERROR, PANELIST_API_ERROR_TOO_LARGE);
  g_clear_error (&error);

  moved->location = g_strdup ("https://panel.example/api/v2");
  g_assert_null (panelist_decode_balance (moved, NULL, &error));
  g_assert_error (error, PANELIST_API_ERROR, PANELIST_API_ERROR_MOVED);
  g_assert_cmpstr (error->message, ==, "https://panel.example/api/v2");
}

static void
test_fixtures (void)
{
  static const struct {
    const char *name;
    BalanceCase expected;
  } cases[] = {
    { "example-10-balance", { "", "100.84292", "USD", "100.84292", FALSE } },
    { "38-balance-string", { "", "100.84292", "USD", "100.84292", FALSE } },
    { "39-balance-number", { "", "100.5", "IDR", "100.5", FALSE } },
    { "40-balance-separators", { "", "1234.50", "BRL", "1,234.50", FALSE } },
    { "41-balance-in-data", { "", "7", NULL, "7", FALSE } },
    { "50-http-200-bom", { "", "5", "USD", "5", FALSE } },
  };
  static const struct {
    guint status;
    const char *name;
    int code;
    PanelistErrorClass error_class;
  } errors[] = {
    { 401, "42-http-401", PANELIST_API_ERROR_PANEL, PANELIST_ERROR_CLASS_AUTH },
    { 402, "43-http-402", PANELIST_API_ERROR_PANEL, PANELIST_ERROR_CLASS_FUNDS },
    { 403, "44-http-403-challenge", PANELIST_API_ERROR_BLOCKED, PANELIST_ERROR_CLASS_OTHER },
    { 404, "45-http-404-home-page", PANELIST_API_ERROR_WRONG_ADDRESS, PANELIST_ERROR_CLASS_OTHER },
    { 200, "45-http-404-home-page", PANELIST_API_ERROR_WEB_PAGE, PANELIST_ERROR_CLASS_OTHER },
    { 405, "46-http-405", PANELIST_API_ERROR_WRONG_ADDRESS, PANELIST_ERROR_CLASS_OTHER },
    { 429, "47-http-429", PANELIST_API_ERROR_PANEL, PANELIST_ERROR_CLASS_RATE },
    { 301, "48-http-301", PANELIST_API_ERROR_MOVED, PANELIST_ERROR_CLASS_OTHER },
    { 200, "49-http-200-empty", PANELIST_API_ERROR_NO_JSON, PANELIST_ERROR_CLASS_OTHER },
    { 200, "52-error-status-fail-message", PANELIST_API_ERROR_PANEL, PANELIST_ERROR_CLASS_MAINTENANCE },
    { 200, "53-error-duplicate-link", PANELIST_API_ERROR_PANEL, PANELIST_ERROR_CLASS_DUPLICATE_LINK },
    { 200, "54-error-request-or-key", PANELIST_API_ERROR_PANEL, PANELIST_ERROR_CLASS_AUTH },
    { 200, "55-error-echoes-key", PANELIST_API_ERROR_PANEL, PANELIST_ERROR_CLASS_LINK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistReply) reply = load_reply (200, cases[i].name);

      assert_balance (reply, &cases[i].expected);
    }

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PanelistReply) reply = load_reply (errors[i].status, errors[i].name);

      g_assert_null (panelist_decode_balance (reply, TEST_KEY, &error));
      g_assert_error (error, PANELIST_API_ERROR, errors[i].code);
      g_assert_cmpint (panelist_api_error_get_class (error), ==, errors[i].error_class);
      g_assert_null (strstr (error->message, TEST_KEY));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/decode-balance/variants", test_variants);
  g_test_add_func ("/decode-balance/errors", test_errors);
  g_test_add_func ("/decode-balance/transport", test_transport);
  g_test_add_func ("/decode-balance/fixtures", test_fixtures);

  return g_test_run ();
}
