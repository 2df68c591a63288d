/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <locale.h>

#include "reply-test.h"

#define P PANELIST_INTENT_PLACED
#define R PANELIST_INTENT_REFUSED
#define N PANELIST_INTENT_NOT_SENT
#define U PANELIST_INTENT_UNCONFIRMED

typedef struct {
  guint status;
  const char *body;
  int row;
  PanelistIntentState outcome;
  const char *id;      /* remote id when placed, else candidate */
  const char *text;
} AddCase;

static void
assert_answer (const PanelistAddAnswer *answer,
               const AddCase           *expected)
{
  if (answer->row != expected->row || answer->outcome != expected->outcome)
    g_test_message ("HTTP %u: %.200s", expected->status, expected->body);

  g_assert_cmpint (answer->row, ==, expected->row);
  g_assert_cmpint (answer->outcome, ==, expected->outcome);
  g_assert_cmpuint (answer->http_status, ==, expected->status);
  g_assert_cmpstr (answer->remote_id, ==, expected->outcome == P ? expected->id : NULL);
  g_assert_cmpstr (answer->candidate_id, ==, expected->outcome == P ? NULL : expected->id);
  g_assert_nonnull (answer->body);
  g_assert_true (g_utf8_validate (answer->body, -1, NULL));
  g_assert_cmpuint (strlen (answer->body), <=, 4096);

  if (expected->text != NULL)
    g_assert_cmpstr (answer->text, ==, expected->text);
}

static void
assert_case (const AddCase *expected)
{
  g_autoptr (PanelistReply) reply = make_reply (expected->status, expected->body);
  g_autoptr (PanelistAddAnswer) answer = panelist_decode_add (reply, TEST_KEY);

  assert_answer (answer, expected);
}

static void
assert_cases (const AddCase *cases,
              gsize          n)
{
  for (gsize i = 0; i < n; i++)
    assert_case (&cases[i]);
}

/* Row 1: nothing counts but that `starting` never came. */
static void
test_not_sent (void)
{
  static const guint statuses[] = { 0, 200, 403, 407, 429, 502 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (PanelistReply) reply = make_reply (statuses[i], "{\"order\":1}");
      g_autoptr (PanelistAddAnswer) answer = NULL;

      reply->started = FALSE;
      cut_reply (reply);
      answer = panelist_decode_add (reply, TEST_KEY);
      assert_answer (answer, &(AddCase) { statuses[i], "", 1, N, NULL, "Connection reset" });
      g_assert_error (answer->failure, PANELIST_API_ERROR, PANELIST_API_ERROR_UNREACHABLE);
      g_assert_false (answer->check_balance);
    }
}

/* Row 2: whatever the body says. */
static void
test_lost (void)
{
  static const guint statuses[] = { 300, 301, 302, 303, 307, 308, 399, 408, 421, 425, 500, 501, 502, 503, 504,
                                    511, 599 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      const AddCase cases[] = {
        { statuses[i], "", 2, U, NULL, NULL },
        { statuses[i], "<html>", 2, U, NULL, NULL },
        { statuses[i], "{\"error\":\"Not enough funds\"}", 2, U, NULL, "Not enough funds" },
        { statuses[i], "{\"order\":23501}", 2, U, "23501", NULL },
        { statuses[i], "{\"order\":23501,\"error\":\"x\"}", 2, U, "23501", NULL },
      };

      assert_cases (cases, G_N_ELEMENTS (cases));
    }
}

/* Row 3 */
static void
test_rate_limited (void)
{
  static const AddCase cases[] = {
    { 429, "", 3, R, NULL, NULL },
    { 429, "Slow down", 3, R, NULL, NULL },
    { 429, "{\"error\":\"Too many requests\"}", 3, R, NULL, "Too many requests" },
    { 429, "{\"message\":\"60 calls a minute\"}", 3, R, NULL, "60 calls a minute" },
    { 429, "{\"order\":null}", 3, R, NULL, NULL },
    { 429, "{\"order\":7}", 5, U, "7", NULL },
    { 429, "noise {\"order\":7}", 5, U, "7", NULL },
    { 429, "{\"order\":7,\"order\":8}", 9, U, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistReply) reply = make_reply (429, cases[i].body);
      g_autoptr (PanelistReply) cut = cut_reply (make_reply (429, cases[i].body));
      g_autoptr (PanelistAddAnswer) answer = panelist_decode_add (reply, TEST_KEY);
      g_autoptr (PanelistAddAnswer) unsure = panelist_decode_add (cut, TEST_KEY);

      assert_answer (answer, &cases[i]);
      g_assert_cmpint (answer->error_class, ==, PANELIST_ERROR_CLASS_RATE);
      g_assert_true (answer->check_balance == (cases[i].row == 3));

      /* In a body that was cut, an id may have been to come. */
      g_assert_cmpint (unsure->outcome, ==, U);
    }
}

/* Row 4 */
static void
test_placed (void)
{
  static const AddCase cases[] = {
    { 200, "{\"order\":23501}", 4, P, "23501", NULL },
    { 201, "{\"order\":23501}", 4, P, "23501", NULL },
    { 200, " \r\n\t{\"order\":1}\n\n ", 4, P, "1", NULL },
    { 200, "\xef\xbb\xbf{\"order\":1}", 4, P, "1", NULL },
    { 200, "{\"order\":9223372036854775807}", 4, P, "9223372036854775807", NULL },
    { 200, "{\"order\":\"23501\"}", 4, P, "23501", NULL },
    { 200, "{\"order\":\"12345678901234567890123\"}", 4, P, "12345678901234567890123", NULL },
    { 200, "{\"order_id\":5}", 4, P, "5", NULL },
    { 200, "{\"data\":{\"order\":5}}", 4, P, "5", NULL },
    { 200, "{\"data\":{\"order_id\":\"x-1\"}}", 4, P, "x-1", NULL },
    { 200, "{\"order\":5,\"order_id\":\"5\"}", 4, P, "5", NULL },
    { 200, "{\"order\":5,\"id\":5}", 4, P, "5", NULL },
    { 200, "{\"order\":null,\"order_id\":5}", 4, P, "5", NULL },
    { 200, "{\"order\":5,\"error\":null}", 4, P, "5", NULL },
    { 200, "{\"order\":5,\"errors\":null}", 4, P, "5", NULL },
    { 200, "{\"status\":\"success\",\"order\":151}", 4, P, "151", NULL },
    { 200, "{\"success\":true,\"order\":\"AB123\"}", 4, P, "AB123", NULL },
    { 200, "{\"order\":\"ord_01HZX\"}", 4, P, "ord_01HZX", NULL },
    { 200, "{\"order\":\"0192f0c1-7b1e-7c3a-9f0e-1a2b3c4d5e6f\"}", 4, P,
      "0192f0c1-7b1e-7c3a-9f0e-1a2b3c4d5e6f", NULL },
    { 200, "{\"order\":5,\"charge\":\"1.2\",\"data\":{\"balance\":1}}", 4, P, "5", NULL },
    { 200, "{\"order\":5,\"note\":\"1\",\"note\":\"2\"}", 4, P, "5", NULL },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

/* Row 5 */
static void
test_unclean_id (void)
{
  static const AddCase cases[] = {
    { 200, "{\"order\":5,\"error\":\"Bad link\"}", 5, U, "5", "Bad link" },
    { 200, "{\"order\":5,\"error\":\"\"}", 5, U, "5", NULL },
    { 200, "{\"order\":5,\"error\":false}", 5, U, "5", NULL },
    { 200, "{\"order\":5,\"errors\":[]}", 5, U, "5", NULL },
    { 200, "{\"order\":5,\"success\":false}", 5, U, "5", NULL },
    { 200, "{\"order\":5,\"status\":\"error\"}", 5, U, "5", NULL },
    { 200, "{\"order\":5,\"status\":\"fail\",\"message\":\"no\"}", 5, U, "5", "no" },
    { 200, "{\"data\":{\"order\":5},\"error\":\"x\"}", 5, U, "5", "x" },
    { 200, "{\"order\":5,\"data\":{\"error\":\"x\"}}", 5, U, "5", "x" },
    { 200, "{\"id\":5}", 5, U, "5", NULL },
    { 200, "{\"data\":{\"id\":\"ab\"}}", 5, U, "ab", NULL },
    { 200, "{\"order\":1.5}", 5, U, NULL, NULL },
    { 200, "{\"order\":23501.0}", 5, U, "23501", NULL },
    { 200, "{\"order\":1e3}", 5, U, "1000", NULL },
    { 200, "{\"order\":-5}", 5, U, NULL, NULL },
    { 200, "{\"order\":0}", 5, U, NULL, NULL },
    { 200, "{\"order\":\"0\"}", 5, U, NULL, NULL },
    { 200, "{\"order\":\"000\"}", 5, U, NULL, NULL },
    { 200, "{\"order\":9223372036854775808}", 5, U, "9223372036854775808", NULL },
    { 200, "{\"order\":12345678901234567890}", 5, U, "12345678901234567890", NULL },
    { 200, "{\"order\":\" 77 \"}", 5, U, "77", NULL },
    { 200, "{\"order\":5,\"order_id\":6}", 5, U, "5", NULL },
    { 200, "{\"order\":5,\"id\":6}", 5, U, "5", NULL },
    { 200, "{\"order\":5,\"data\":{\"order\":6}}", 5, U, "5", NULL },
    { 200, "Notice: x in y {\"order\":5}", 5, U, "5", NULL },
    { 200, "Warning: [a] {b} in {\"c\":1} {\"order\":5}", 5, U, "5", NULL },
    { 200, "{\"order\":5} trailing", 5, U, "5", NULL },
    { 200, "{\"order\":5}{\"order\":6}", 5, U, "5", NULL },
    { 200, "<html>{\"order\":5}", 5, U, "5", NULL },
    { 202, "{\"order\":5}", 5, U, "5", NULL },
    { 203, "{\"order\":5}", 5, U, "5", NULL },
    { 206, "{\"order\":5}", 5, U, "5", NULL },
    { 400, "{\"order\":5}", 5, U, "5", NULL },
    { 401, "{\"order\":5,\"error\":\"Invalid API key\"}", 5, U, "5", "Invalid API key" },
    { 200, "{\"order\":\"has blank\"}", 5, U, NULL, NULL },
    { 200, "{\"order\":\"1,2\"}", 5, U, NULL, NULL },
    { 200, "{\"order\":\"1\\u0000\"}", 5, U, NULL, NULL },
  };
  g_autoptr (PanelistReply) cut = cut_reply (make_reply (200, "{\"order\":5}"));
  g_autoptr (PanelistReply) over_cap = make_reply (200, "{\"order\":5}");
  g_autoptr (PanelistAddAnswer) cut_answer = panelist_decode_add (cut, TEST_KEY);
  g_autoptr (PanelistAddAnswer) capped_answer = NULL;

  assert_cases (cases, G_N_ELEMENTS (cases));
  assert_answer (cut_answer, &(AddCase) { 200, "", 5, U, "5", NULL });
  over_cap->over_cap = TRUE;
  capped_answer = panelist_decode_add (over_cap, TEST_KEY);
  assert_answer (capped_answer, &(AddCase) { 200, "", 5, U, "5", NULL });
}

/* Rows 6 to 8 */
static void
test_refused (void)
{
  static const AddCase cases[] = {
    { 200, "{\"error\":\"You have active order with this link\"}", 6, R, NULL,
      "You have active order with this link" },
    { 200, "{\"error\":\"neworder.error.link_duplicate\"}", 6, R, NULL, "neworder.error.link_duplicate" },
    { 200, "{\"error\":\"Server error\"}", 7, U, NULL, "Server error" },
    { 200, "{\"error\":\"Unknown error\"}", 7, U, NULL, NULL },
    { 400, "{\"error\":\"Request timed out\"}", 7, U, NULL, NULL },
    { 400, "{\"error\":\"TIMEOUT\"}", 7, U, NULL, NULL },
    { 200, "{\"error\":\"Please try again later\"}", 7, U, NULL, NULL },
    { 200, "{\"error\":\"Bad Gateway\"}", 7, U, NULL, NULL },
    { 200, "{\"error\":\"Internal problem\"}", 7, U, NULL, NULL },
    { 200, "{\"error\":\"Your order is being processed\"}", 7, U, NULL, NULL },
    { 200, "{\"error\":\"Failed\",\"message\":\"The request timed out\"}", 7, U, NULL, "Failed" },
    { 200, "{\"error\":[\"one\",\"Gateway problem\"]}", 7, U, NULL, "one" },
    { 400, "{\"error\":{\"message\":\"Bad thing\",\"cause\":{\"text\":\"INTERNAL\"}}}", 7, U, NULL, "Bad thing" },
    { 200, "{\"status\":\"error\",\"message\":\"Failed\",\"data\":{\"message\":\"Server error\"}}", 7, U, NULL, "Failed" },
    { 200, "{\"error\":\"Not enough funds on balance\"}", 8, R, NULL, "Not enough funds on balance" },
    { 400, "{\"error\":\"Bad link\"}", 8, R, NULL, "Bad link" },
    { 401, "{\"error\":\"Invalid API key\"}", 8, R, NULL, "Invalid API key" },
    { 402, "{\"message\":\"Top up first\"}", 8, R, NULL, "Top up first" },
    { 404, "{\"msg\":\"No such thing\"}", 8, R, NULL, "No such thing" },
    { 200, "{\"errors\":{\"link\":[\"The link field is required.\"]}}", 8, R, NULL,
      "The link field is required." },
    { 200, "{\"error\":[\"one\",\"two\"]}", 8, R, NULL, "one" },
    { 200, "{\"error\":{\"code\":4,\"message\":\"Bad thing\"}}", 8, R, NULL, "Bad thing" },
    { 200, "{\"error\":true,\"message\":\"Bad thing\"}", 8, R, NULL, "Bad thing" },
    { 200, "{\"success\":false,\"message\":\"Bad thing\"}", 8, R, NULL, "Bad thing" },
    { 200, "{\"status\":\"Error\",\"msg\":\"Bad thing\"}", 8, R, NULL, "Bad thing" },
    { 200, "{\"status\":\"error\",\"data\":{\"error\":\"Bad thing\"}}", 8, R, NULL, "Bad thing" },
    { 200, "{\"order\":null,\"error\":\"Bad thing\"}", 8, R, NULL, "Bad thing" },
    { 200, "{\"order\":\"\",\"error\":\"Bad thing\"}", 8, R, NULL, "Bad thing" },
    { 200, "{\"order\":false,\"error\":\"Bad thing\"}", 8, R, NULL, "Bad thing" },
    { 200, "\xef\xbb\xbf {\"error\":\"Liên kết không hợp lệ\"} ", 8, R, NULL, "Liên kết không hợp lệ" },
    { 200, "{\"error\":\"<b>Bold</b>\\u0000 \\u202eevil\"}", 8, R, NULL, NULL },
    { 200, "{\"error\":\"Another: processing another transaction\"}", 8, R, NULL, NULL },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

/* Row 9 */
static void
test_anything_else (void)
{
  static const AddCase cases[] = {
    { 0, "", 9, U, NULL, NULL },
    { 100, "", 9, U, NULL, NULL },
    { 200, "", 9, U, NULL, NULL },
    { 200, "  \n", 9, U, NULL, NULL },
    { 200, "{}", 9, U, NULL, NULL },
    { 200, "{\"status\":\"success\"}", 9, U, NULL, NULL },
    { 200, "{\"status\":\"error\"}", 9, U, NULL, NULL },
    { 200, "{\"success\":false}", 9, U, NULL, NULL },
    { 200, "{\"message\":\"hello\"}", 9, U, NULL, NULL },
    { 200, "{\"error\":\"\"}", 9, U, NULL, NULL },
    { 200, "{\"error\":\"  \"}", 9, U, NULL, NULL },
    { 200, "{\"error\":5}", 9, U, NULL, NULL },
    { 200, "{\"error\":true}", 9, U, NULL, NULL },
    { 200, "{\"error\":{}}", 9, U, NULL, NULL },
    { 200, "{\"order\":null}", 9, U, NULL, NULL },
    { 200, "{\"order\":\"\"}", 9, U, NULL, NULL },
    { 200, "[]", 9, U, NULL, NULL },
    { 200, "[{\"order\":5}]", 9, U, NULL, NULL },
    { 200, "23501", 9, U, NULL, NULL },
    { 200, "\"23501\"", 9, U, NULL, NULL },
    { 200, "true", 9, U, NULL, NULL },
    { 200, "null", 9, U, NULL, NULL },
    { 200, "<html><body>OK</body></html>", 9, U, NULL, NULL },
    { 200, "Warning: x {\"error\":\"Bad link\"}", 9, U, NULL, NULL },
    { 200, "{\"error\":\"Bad link\"} x", 9, U, NULL, NULL },
    { 200, "{\"order\":23501", 9, U, NULL, NULL },
    { 200, "{\"order\":1,\"order\":2}", 9, U, NULL, NULL },
    { 200, "{\"order\":1,\"order\":1}", 9, U, NULL, NULL },
    { 200, "{\"error\":\"a\",\"error\":\"a\"}", 9, U, NULL, NULL },
    { 200, "{\"order\":1,\"error\":\"a\",\"error\":null}", 9, U, NULL, NULL },
    { 200, "{\"order_id\":1,\"order_id\":2}", 9, U, NULL, NULL },
    { 200, "{\"data\":{\"order\":1,\"order\":2}}", 9, U, NULL, NULL },
    { 201, "{\"error\":\"Bad link\"}", 9, U, NULL, NULL },
    { 204, "", 9, U, NULL, NULL },
    { 205, "", 9, U, NULL, NULL },
    { 206, "{\"error\":\"Bad link\"}", 9, U, NULL, NULL },
    { 403, "<html>Just a moment...</html>", 9, U, NULL, NULL },
    { 404, "<html>home</html>", 9, U, NULL, NULL },
    { 400, "{}", 9, U, NULL, NULL },
    { 407, "Proxy Authentication Required", 9, U, NULL, NULL },
  };
  g_autoptr (PanelistReply) cut = cut_reply (make_reply (200, "{\"error\":\"Bad link\"}"));
  g_autoptr (PanelistAddAnswer) answer = panelist_decode_add (cut, TEST_KEY);

  assert_cases (cases, G_N_ELEMENTS (cases));
  assert_answer (answer, &(AddCase) { 200, "", 9, U, NULL, NULL });
}

/* The words are looked for behind what is shown of them, too. */
static void
test_long_refusal (void)
{
  g_autofree char *words = g_strnfill (2000, 'x');
  g_autofree char *body = g_strdup_printf ("{\"error\":\"%s timed out\"}", words);

  assert_case (&(AddCase) { 200, body, 7, U, NULL, NULL });
}

/* What GLib asks for the rules of letters. In Turkish the small letter of I is not i. */
static const char *language = NULL;

char *
setlocale (int         category,
           const char *locale)
{
  static char name[32];

  g_strlcpy (name, language != NULL ? language : "C", sizeof name);

  return name;
}

static void
test_turkish (void)
{
  language = "tr_TR.UTF-8";
  assert_case (&(AddCase) { 400, "{\"error\":\"TIMEOUT\"}", 7, U, NULL, NULL });
  assert_case (&(AddCase) { 200, "{\"error\":\"Internal problem\"}", 7, U, NULL, NULL });
  g_assert_cmpint (panelist_error_class_from_text ("INVALID API KEY"), ==, PANELIST_ERROR_CLASS_AUTH);
  language = NULL;
}

/* Brackets that open and never close are not read over and over. */
static void
test_open_brackets (void)
{
  g_autoptr (GString) body = g_string_new ("noise ");

  while (body->len < 60 * 1024)
    g_string_append (body, "{\"a\":");

  assert_case (&(AddCase) { 200, body->str, 9, U, NULL, NULL });
}

static void
test_balance_check (void)
{
  static const struct {
    guint status;
    const char *body;
    gboolean check;
    PanelistErrorClass error_class;
  } cases[] = {
    { 200, "{\"error\":\"Not enough funds\"}", TRUE, PANELIST_ERROR_CLASS_FUNDS },
    { 402, "{\"error\":\"Please pay\"}", TRUE, PANELIST_ERROR_CLASS_FUNDS },
    { 200, "{\"error\":\"Invalid API key\"}", FALSE, PANELIST_ERROR_CLASS_AUTH },
    { 401, "{\"error\":\"Nope\"}", FALSE, PANELIST_ERROR_CLASS_AUTH },
    { 403, "{\"error\":\"Nope\"}", FALSE, PANELIST_ERROR_CLASS_AUTH },
    { 422, "{\"error\":\"Nope\"}", TRUE, PANELIST_ERROR_CLASS_FIELDS },
    { 200, "{\"error\":\"Something\"}", TRUE, PANELIST_ERROR_CLASS_OTHER },
    { 200, "{\"error\":\"neworder.error.link_duplicate\"}", FALSE, PANELIST_ERROR_CLASS_DUPLICATE_LINK },
    { 200, "{\"error\":\"neworder.error.link\"}", TRUE, PANELIST_ERROR_CLASS_LINK },
    { 200, "{\"order\":1}", FALSE, PANELIST_ERROR_CLASS_OTHER },
    { 500, "{\"error\":\"Bad link\"}", FALSE, PANELIST_ERROR_CLASS_LINK },

    /* Elsewhere the user of the key, here maybe the one of the link. */
    { 200, "{\"error\":\"User not found\"}", TRUE, PANELIST_ERROR_CLASS_LINK },
    { 200, "{\"error\":\"USER NOT FOUND: invalid api key\"}", FALSE, PANELIST_ERROR_CLASS_AUTH },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistReply) reply = make_reply (cases[i].status, cases[i].body);
      g_autoptr (PanelistAddAnswer) answer = panelist_decode_add (reply, TEST_KEY);

      g_assert_true (answer->check_balance == cases[i].check);
      g_assert_cmpint (answer->error_class, ==, cases[i].error_class);
    }
}

static void
test_key_is_removed (void)
{
  static const char *const bodies[] = {
    "{\"error\":\"bad: key=" TEST_KEY "&action=add\"}",
    "{\"error\":{\"request\":\"" TEST_KEY "\"}}",
    "{\"order\":\"" TEST_KEY "\"}",
    "{\"order\":\" " TEST_KEY " \"}",
    "{\"order\":5,\"error\":\"\\u0030123456789abcdef0123456789abcdef\"}",
    "{\"error\":\"0123456789&#97;bcdef0123456789abcdef\"}",
    "{\"error\":\"0123456789a\\u200bbcdef0123456789abcdef\"}",
    "noise " TEST_KEY " {\"id\":\"" TEST_KEY "\"}",
    TEST_KEY,
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (PanelistReply) reply = make_reply (200, bodies[i]);
      g_autoptr (PanelistAddAnswer) answer = panelist_decode_add (reply, TEST_KEY);
      const char *const texts[] = { answer->remote_id, answer->candidate_id, answer->text, answer->body };

      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        g_assert_true (texts[j] == NULL || strstr (texts[j], TEST_KEY) == NULL);
    }
}

/* A key that lies across the end of what is kept leaves no half of it. */
static void
test_key_across_the_cut (void)
{
  for (guint padding = 4096 - 40; padding < 4100; padding++)
    {
      g_autofree char *front = repeat ("x", padding);
      g_autofree char *body = g_strdup_printf ("{\"a\":\"%s%s\"}", front, TEST_KEY);
      g_autoptr (PanelistReply) reply = make_reply (200, body);
      g_autoptr (PanelistAddAnswer) answer = panelist_decode_add (reply, TEST_KEY);

      g_assert_null (strstr (answer->body, "01234567"));
    }
}

/* An answer of nothing but keys gets so short that its cut end is kept. */
static void
test_key_at_the_end (void)
{
  for (guint padding = 0; padding < strlen (TEST_KEY); padding++)
    {
      g_autofree char *front = repeat ("x", padding);
      g_autofree char *keys = repeat (TEST_KEY, 1000);
      g_autofree char *body = g_strconcat (front, keys, NULL);
      g_autoptr (PanelistReply) reply = make_reply (200, body);
      g_autoptr (PanelistAddAnswer) answer = panelist_decode_add (reply, TEST_KEY);
      g_autofree char *first = g_strndup (TEST_KEY, 8);

      g_assert_null (strstr (answer->body, first));
    }
}

static void
test_fixtures (void)
{
  static const struct {
    const char *name;
    AddCase expected;
  } cases[] = {
    { "example-02-add", { 200, "", 4, P, "23501", NULL } },
    { "10-add-number", { 200, "", 4, P, "151", NULL } },
    { "11-add-string", { 200, "", 4, P, "151", NULL } },
    { "12-add-text-id", { 200, "", 4, P, "ord_01HZX", NULL } },
    { "13-add-success", { 200, "", 4, P, "151", NULL } },
    { "14-add-success-without-id", { 200, "", 9, U, NULL, NULL } },
    { "15-add-bad-gateway", { 502, "", 2, U, NULL, NULL } },
    { "42-http-401", { 401, "", 8, R, NULL, "Invalid API key" } },
    { "43-http-402", { 402, "", 8, R, NULL, "Top up first" } },
    { "44-http-403-challenge", { 403, "", 9, U, NULL, NULL } },
    { "45-http-404-home-page", { 404, "", 9, U, NULL, NULL } },
    { "46-http-405", { 405, "", 9, U, NULL, NULL } },
    { "47-http-429", { 429, "", 3, R, NULL, "Too many requests, slow down" } },
    { "48-http-301", { 301, "", 2, U, NULL, NULL } },
    { "49-http-200-empty", { 200, "", 9, U, NULL, NULL } },
    { "50-http-200-bom", { 200, "", 9, U, NULL, NULL } },
    { "51-error-status-fail", { 200, "", 9, U, NULL, NULL } },
    { "52-error-status-fail-message", { 200, "", 8, R, NULL, "Maintenance" } },
    { "53-error-duplicate-link", { 200, "", 6, R, NULL, "neworder.error.link_duplicate" } },
    { "54-error-request-or-key", { 200, "", 8, R, NULL, "Incorrect request or API key" } },
    { "55-error-echoes-key", { 200, "", 8, R, NULL, "Bad link in key=[key]&action=add" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistReply) reply = load_reply (cases[i].expected.status, cases[i].name);
      g_autoptr (PanelistAddAnswer) answer = panelist_decode_add (reply, TEST_KEY);

      g_test_message ("%s", cases[i].name);
      assert_answer (answer, &cases[i].expected);
    }
}

static void
test_copy (void)
{
  g_autoptr (PanelistReply) reply = cut_reply (make_reply (200, "{\"order\":5,\"error\":\"x\"}"));
  g_autoptr (PanelistReply) reply_copy = panelist_reply_copy (reply);
  g_autoptr (PanelistAddAnswer) answer = panelist_decode_add (reply_copy, NULL);
  g_autoptr (PanelistAddAnswer) copy = panelist_add_answer_copy (answer);

  g_clear_pointer (&answer, panelist_add_answer_free);
  g_assert_cmpstr (copy->candidate_id, ==, "5");
  g_assert_cmpstr (copy->text, ==, "x");
  g_assert_cmpint (copy->row, ==, 5);
  g_assert_error (copy->failure, PANELIST_API_ERROR, PANELIST_API_ERROR_UNREACHABLE);
  g_assert_cmpuint (panelist_api_error_get_http_status (copy->failure), ==, 200);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/decode-add/1-not-sent", test_not_sent);
  g_test_add_func ("/decode-add/2-lost", test_lost);
  g_test_add_func ("/decode-add/3-rate-limited", test_rate_limited);
  g_test_add_func ("/decode-add/4-placed", test_placed);
  g_test_add_func ("/decode-add/5-unclean-id", test_unclean_id);
  g_test_add_func ("/decode-add/6-to-8-refused", test_refused);
  g_test_add_func ("/decode-add/9-anything-else", test_anything_else);
  g_test_add_func ("/decode-add/long-refusal", test_long_refusal);
  g_test_add_func ("/decode-add/turkish", test_turkish);
  g_test_add_func ("/decode-add/open-brackets", test_open_brackets);
  g_test_add_func ("/decode-add/balance-check", test_balance_check);
  g_test_add_func ("/decode-add/key-is-removed", test_key_is_removed);
  g_test_add_func ("/decode-add/key-across-the-cut", test_key_across_the_cut);
  g_test_add_func ("/decode-add/key-at-the-end", test_key_at_the_end);
  g_test_add_func ("/decode-add/fixtures", test_fixtures);
  g_test_add_func ("/decode-add/copy", test_copy);

  return g_test_run ();
}
