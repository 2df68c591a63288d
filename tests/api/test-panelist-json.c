/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "json-oracle.h"
#include "reply-test.h"

static PanelistJson *
read_value (const char *text)
{
  PanelistJsonProblem problem = PANELIST_JSON_PROBLEM_NONE;

  return panelist_json_read_strict (text, strlen (text), PANELIST_JSON_BUDGET, &problem);
}

static void
test_integers (void)
{
  static const struct {
    const char *json;
    const char *digits;   /* NULL: none */
    int64_t integer;      /* -77: none */
  } cases[] = {
    { "0", "0", 0 },
    { "7", "7", 7 },
    { "\"7\"", "7", 7 },
    { "\"007\"", "007", 7 },
    { "-7", "-7", -7 },
    { "7.0", "7", 7 },
    { "7.000e2", "700", 700 },
    { "7e+2", "700", 700 },
    { "7E2", "700", 700 },
    { "\"7e2\"", "700", 700 },
    { "999999999999999999", "999999999999999999", 999999999999999999 },
    { "9223372036854775807", "9223372036854775807", G_MAXINT64 },
    { "-9223372036854775808", "-9223372036854775808", G_MININT64 },
    { "9223372036854775808", "9223372036854775808", -77 },
    { "99999999999999999999", "99999999999999999999", -77 },
    { "7.5", NULL, -77 },
    { "7.05", NULL, -77 },
    { "7e-2", NULL, -77 },
    { "7e41", NULL, -77 },
    { "7e99999999999999999999", NULL, -77 },
    { "\"7.\"", NULL, -77 },
    { "\".7\"", NULL, -77 },
    { "\"+7\"", NULL, -77 },
    { "\" 7\"", NULL, -77 },
    { "\"7 \"", NULL, -77 },
    { "\"\"", NULL, -77 },
    { "\"-\"", NULL, -77 },
    { "\"7e\"", NULL, -77 },
    { "\"7e+\"", NULL, -77 },
    { "\"7\\u0000\"", NULL, -77 },
    { "\"0x10\"", NULL, -77 },
    { "\"1,000\"", NULL, -77 },
    { "\"٣\"", NULL, -77 },
    { "true", NULL, -77 },
    { "null", NULL, -77 },
    { "[7]", NULL, -77 },
    { "{}", NULL, -77 },
    { "11111111112222222222333333333344444444445", NULL, -77 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistJson) json = read_value (cases[i].json);
      g_autofree char *digits = panelist_json_dup_integer (panelist_json_get_root (json));
      int64_t integer = -77;

      g_test_message ("%s", cases[i].json);
      g_assert_cmpstr (digits, ==, cases[i].digits);
      g_assert_true (panelist_json_get_integer (panelist_json_get_root (json), &integer) ==
                     (cases[i].integer != -77));
      g_assert_cmpint (integer, ==, cases[i].integer);
    }
}

static void
test_flags (void)
{
  static const struct {
    const char *json;
    PanelistFlag flag;
  } cases[] = {
    { "true", PANELIST_FLAG_YES },      { "false", PANELIST_FLAG_NO },   { "\"true\"", PANELIST_FLAG_YES },
    { "\"FALSE\"", PANELIST_FLAG_NO },  { "1", PANELIST_FLAG_YES },      { "0", PANELIST_FLAG_NO },
    { "\"1\"", PANELIST_FLAG_YES },     { "\"0\"", PANELIST_FLAG_NO },   { "null", PANELIST_FLAG_UNKNOWN },
    { "2", PANELIST_FLAG_UNKNOWN },     { "\"\"", PANELIST_FLAG_UNKNOWN }, { "\"yes\"", PANELIST_FLAG_UNKNOWN },
    { "1.0", PANELIST_FLAG_UNKNOWN },   { "[true]", PANELIST_FLAG_UNKNOWN }, { "{}", PANELIST_FLAG_UNKNOWN },
    { "\"true \"", PANELIST_FLAG_UNKNOWN }, { "\"truex\"", PANELIST_FLAG_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistJson) json = read_value (cases[i].json);

      g_test_message ("%s", cases[i].json);
      g_assert_cmpint (panelist_json_get_flag (panelist_json_get_root (json)), ==, cases[i].flag);
    }

  g_assert_cmpint (panelist_json_get_flag (NULL), ==, PANELIST_FLAG_UNKNOWN);
}

static void
test_ids (void)
{
  static const struct {
    const char *json;
    const char *id;
  } cases[] = {
    { "23501", "23501" },
    { "\"23501\"", "23501" },
    { "\"ig01\"", "ig01" },
    { "\"01ARZ3NDEKTSV4RRFFQ69G5FAV\"", "01ARZ3NDEKTSV4RRFFQ69G5FAV" },
    { "\"507f1f77bcf86cd799439011\"", "507f1f77bcf86cd799439011" },
    { "\"ord_01HZX\"", "ord_01HZX" },
    { "23501.0", "23501" },
    { "1.5", NULL },
    { "\"1,2\"", NULL },
    { "\"a b\"", NULL },
    { "\"\"", NULL },
    { "\"a\\u0000\"", NULL },
    { "\"é\"", NULL },
    { "true", NULL },
    { "null", NULL },
    { "{}", NULL },
    { "\"1234567890123456789012345678901234567890123456789012345678901234\"",
      "1234567890123456789012345678901234567890123456789012345678901234" },
    { "\"12345678901234567890123456789012345678901234567890123456789012345\"", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistJson) json = read_value (cases[i].json);
      g_autofree char *id = panelist_json_dup_id (panelist_json_get_root (json));

      g_test_message ("%s", cases[i].json);
      g_assert_cmpstr (id, ==, cases[i].id);
    }
}

static void
test_members (void)
{
  g_autoptr (PanelistJson) json =
      read_value ("{\"a\":1,\"b\":2,\"a\":3,\"a\\u0000\":4,\"\":5,\"obj\":{\"a\":6}}");
  yyjson_val *root = panelist_json_get_root (json);
  int64_t integer = 0;

  g_assert_true (panelist_json_get_integer (panelist_json_member (root, "a"), &integer));
  g_assert_cmpint (integer, ==, 1);
  g_assert_cmpuint (panelist_json_count_members (root, "a"), ==, 2);
  g_assert_cmpuint (panelist_json_count_members (root, "b"), ==, 1);
  g_assert_cmpuint (panelist_json_count_members (root, "c"), ==, 0);
  g_assert_null (panelist_json_member (root, "c"));
  g_assert_null (panelist_json_member (NULL, "a"));
  g_assert_null (panelist_json_member (panelist_json_member (root, "a"), "a"));
  g_assert_nonnull (panelist_json_member (panelist_json_member (root, "obj"), "a"));
}

/* Step 1 of protocol.md 4.2 */
static void
test_sniffing (void)
{
  static const struct {
    const char *body;
    gboolean strict;
    gboolean tolerant;
    PanelistJsonProblem problem;   /* of the tolerant one */
  } cases[] = {
    { "{}", TRUE, TRUE, PANELIST_JSON_PROBLEM_NONE },
    { "\xef\xbb\xbf\n {} \n", TRUE, TRUE, PANELIST_JSON_PROBLEM_NONE },
    { "\xef\xbb\xbf\xef\xbb\xbf{}", FALSE, TRUE, PANELIST_JSON_PROBLEM_NONE },
    { " \xef\xbb\xbf{}", FALSE, TRUE, PANELIST_JSON_PROBLEM_NONE },
    { "x{}", FALSE, TRUE, PANELIST_JSON_PROBLEM_NONE },
    { "[{]{}", FALSE, TRUE, PANELIST_JSON_PROBLEM_NONE },
    { "[2024-01-01 10:00:00] php.WARNING: {main} [] \n{\"a\":[1]}", FALSE, TRUE, PANELIST_JSON_PROBLEM_NONE },
    { "<br />\n<b>Notice</b>: [x] {y}\n[1]", FALSE, TRUE, PANELIST_JSON_PROBLEM_NONE },
    { "{}x", FALSE, FALSE, PANELIST_JSON_PROBLEM_INVALID },
    { "{}{}", FALSE, TRUE, PANELIST_JSON_PROBLEM_NONE },
    { "x", FALSE, FALSE, PANELIST_JSON_PROBLEM_INVALID },
    { "5", TRUE, FALSE, PANELIST_JSON_PROBLEM_INVALID },
    { "\"x\"", TRUE, FALSE, PANELIST_JSON_PROBLEM_INVALID },
    { "", FALSE, FALSE, PANELIST_JSON_PROBLEM_EMPTY },
    { "\xef\xbb\xbf\t\r\n ", FALSE, FALSE, PANELIST_JSON_PROBLEM_EMPTY },
    { "<!DOCTYPE html>{}", FALSE, FALSE, PANELIST_JSON_PROBLEM_WEB_PAGE },
    { " <HtMl>{}", FALSE, FALSE, PANELIST_JSON_PROBLEM_WEB_PAGE },
    { "<p>", FALSE, FALSE, PANELIST_JSON_PROBLEM_WEB_PAGE },
    { "{\"1\":{\"status\":\"x\"}", FALSE, FALSE, PANELIST_JSON_PROBLEM_INVALID },
    { "x [{\"a\":1}", FALSE, FALSE, PANELIST_JSON_PROBLEM_INVALID },
    { "{", FALSE, FALSE, PANELIST_JSON_PROBLEM_INVALID },
    { "[", FALSE, FALSE, PANELIST_JSON_PROBLEM_INVALID },
    { "{\"a\":\"\xff\"}", FALSE, FALSE, PANELIST_JSON_PROBLEM_INVALID },
    { "{\"a\":\"\\ud800\"}", FALSE, TRUE, PANELIST_JSON_PROBLEM_NONE },
    { "[NaN]", FALSE, FALSE, PANELIST_JSON_PROBLEM_INVALID },
    { "[0x10]", FALSE, FALSE, PANELIST_JSON_PROBLEM_INVALID },
    { "[01]", FALSE, FALSE, PANELIST_JSON_PROBLEM_INVALID },
    { "[1.]", FALSE, FALSE, PANELIST_JSON_PROBLEM_INVALID },
    { "[+1]", FALSE, FALSE, PANELIST_JSON_PROBLEM_INVALID },
    { "['a']", FALSE, FALSE, PANELIST_JSON_PROBLEM_INVALID },
    { "[1,]", FALSE, FALSE, PANELIST_JSON_PROBLEM_INVALID },
    { "[1/**/]", FALSE, FALSE, PANELIST_JSON_PROBLEM_INVALID },
    { "{a:1}", FALSE, FALSE, PANELIST_JSON_PROBLEM_INVALID },
    { "[\"\t\"]", FALSE, FALSE, PANELIST_JSON_PROBLEM_INVALID },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PanelistJsonProblem problem = PANELIST_JSON_PROBLEM_NONE;
      g_autoptr (PanelistJson) strict = read_value (cases[i].body);
      g_autoptr (PanelistJson) tolerant =
          panelist_json_read_tolerant (cases[i].body, strlen (cases[i].body), PANELIST_JSON_BUDGET, FALSE, &problem);
      g_autofree char *shown = g_strescape (cases[i].body, NULL);

      g_test_message ("%s", shown);
      g_assert_true ((strict != NULL) == cases[i].strict);
      g_assert_true ((tolerant != NULL) == cases[i].tolerant);
      g_assert_cmpint (problem, ==, cases[i].problem);
    }
}

/* Noise that looks like JSON again and again must not cost a reading of the rest each time. */
static void
test_long_noise (void)
{
  static const char *const noises[] = { "[1,", "{\"a\":", "[[[[", "[", "{", "{\"", "Array ( [0] => ", "[\"" };

  for (guint i = 0; i < G_N_ELEMENTS (noises); i++)
    {
      g_autofree char *noise = repeat (noises[i], 60000 / strlen (noises[i]));
      g_autofree char *rest = repeat ("{\"service\":1},", 100000);
      g_autofree char *body = g_strdup_printf ("%s\n[%s{}]", noise, rest);
      PanelistJsonProblem problem = PANELIST_JSON_PROBLEM_NONE;
      g_autoptr (PanelistJson) json = panelist_json_read_tolerant (
          body, strlen (body), PANELIST_JSON_BUDGET_SERVICES, FALSE, &problem);

      g_assert_true ((json != NULL) == (problem == PANELIST_JSON_PROBLEM_NONE));
    }
}

static void
test_noise_limit (void)
{
  g_autofree char *near = repeat ("x", PANELIST_JSON_MAX_NOISE - 1);
  g_autofree char *far = repeat ("x", PANELIST_JSON_MAX_NOISE);
  g_autofree char *near_body = g_strconcat (near, "{}", NULL);
  g_autofree char *far_body = g_strconcat (far, "{}", NULL);
  PanelistJsonProblem problem = PANELIST_JSON_PROBLEM_NONE;
  g_autoptr (PanelistJson) found =
      panelist_json_read_tolerant (near_body, strlen (near_body), PANELIST_JSON_BUDGET, FALSE, &problem);
  g_autoptr (PanelistJson) beyond =
      panelist_json_read_tolerant (far_body, strlen (far_body), PANELIST_JSON_BUDGET, FALSE, &problem);

  g_assert_nonnull (found);
  g_assert_null (beyond);
}

static PanelistJsonProblem
get_problem (const char *text,
             gsize       budget)
{
  PanelistJsonProblem problem = PANELIST_JSON_PROBLEM_NONE;
  g_autoptr (PanelistJson) json = panelist_json_read_strict (text, strlen (text), budget, &problem);

  g_assert_true ((json != NULL) == (problem == PANELIST_JSON_PROBLEM_NONE));

  return problem;
}

static void
test_bounds (void)
{
  static const struct {
    const char *open;
    const char *middle;
    const char *close;
  } nests[] = { { "[", "1", "]" }, { "{\"a\":", "1", "}" }, { "[0,{\"b\":", "[]", "},0]" } };

  for (guint i = 0; i < G_N_ELEMENTS (nests); i++)
    {
      for (guint depth = 1; depth <= 40; depth++)
        {
          g_autofree char *open = repeat (nests[i].open, depth);
          g_autofree char *close = repeat (nests[i].close, depth);
          g_autofree char *text = g_strconcat (open, nests[i].middle, close, NULL);
          const guint levels = i < 2 ? depth : 2 * depth + 1;

          g_assert_cmpint (get_problem (text, PANELIST_JSON_BUDGET), ==,
                           levels <= PANELIST_JSON_MAX_DEPTH ? PANELIST_JSON_PROBLEM_NONE
                                                             : PANELIST_JSON_PROBLEM_TOO_LARGE);
        }
    }
}

static void
test_budget (void)
{
  g_autofree char *brackets = repeat ("[", 4 * 1024 * 1024);
  g_autofree char *many = repeat ("1,", 1000000);
  g_autofree char *numbers = g_strdup_printf ("[%s1]", many);

  g_assert_cmpint (get_problem (brackets, PANELIST_JSON_BUDGET), ==, PANELIST_JSON_PROBLEM_TOO_LARGE);
  g_assert_cmpint (get_problem (numbers, PANELIST_JSON_BUDGET), ==, PANELIST_JSON_PROBLEM_TOO_LARGE);
  g_assert_cmpint (get_problem (numbers, PANELIST_JSON_BUDGET_SERVICES), ==, PANELIST_JSON_PROBLEM_NONE);
  g_assert_cmpint (get_problem ("[]", 64), ==, PANELIST_JSON_PROBLEM_TOO_LARGE);
}

/* Differential */

static void
assert_oracle_agrees (const char *text)
{
  g_autoptr (PanelistJson) json = read_value (text);

  if (json != NULL)
    assert_json_glib_agrees (json, text, strlen (text));
}

/* Pieces of JSON put together at random: most are broken, many are not. */
static void
test_differential (void)
{
  static const char *const pieces[] = {
    "{", "}", "[", "]", ",", ":", "\"a\":", "\"b\"", "\"\\u00e9\"", "\"\\n\"", "1", "-1", "0", "01", "1.5", "1e3",
    "1E+3", "-0", "true", "false", "null", "tru", "NaN", "'a'", "\"", "\\", " ", "\n", "/**/", "{}", "[]",
    "{\"order\":23501}", "[{\"service\":1},{\"service\":\"2\"}]", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "1.", ".5",
    "{\"a\":[1,{\"b\":null}]}", "\"x\\u0000y\"", "99999999999", "é", "\"é\"",
  };
  static const char *const known[] = {
    "{\"order\":1,\"order\":2}", "[1,2,3]", "{\"a\":{\"b\":{\"c\":[]}}}", "[\"\\/\\b\\f\\n\\r\\t\\\\\\\"\"]", "[1e5,-1.25]",
    "[true,false,null]", "{\"\":1}", "[\"\\u0041\"]",
  };
  guint n_accepted = 0;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    assert_oracle_agrees (known[i]);

  for (guint i = 0; i < 8000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (PanelistJson) json = NULL;
      const int n = g_test_rand_int_range (1, 6);

      /* In an array or not, with commas or not. */
      const gboolean is_array = g_test_rand_bit ();

      for (int j = 0; j < n; j++)
        g_string_append_printf (text, "%s%s", is_array ? (j > 0 ? "," : "[") : "",
                                pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

      if (is_array)
        g_string_append_c (text, ']');

      json = read_value (text->str);
      n_accepted += json != NULL;
      assert_oracle_agrees (text->str);
    }

  g_assert_cmpuint (n_accepted, >, 400);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/integers", test_integers);
  g_test_add_func ("/json/flags", test_flags);
  g_test_add_func ("/json/ids", test_ids);
  g_test_add_func ("/json/members", test_members);
  g_test_add_func ("/json/sniffing", test_sniffing);
  g_test_add_func ("/json/long-noise", test_long_noise);
  g_test_add_func ("/json/noise-limit", test_noise_limit);
  g_test_add_func ("/json/bounds", test_bounds);
  g_test_add_func ("/json/budget", test_budget);
  g_test_add_func ("/json/differential", test_differential);

  return g_test_run ();
}
