/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reply-test.h"

/* A row in one line: id|name|category|type|rate|min-max|flags|average time|description */
static void
append_row (GString         *lines,
            PanelistCatalog *catalog,
            guint            index)
{
  static const char flags[] = "?ny";
  g_autoptr (GEnumClass) types = g_type_class_ref (PANELIST_TYPE_SERVICE_TYPE);
  PanelistCatalogRow row = { 0 };

  panelist_catalog_get_row (catalog, index, &row);
  g_string_append_printf (lines, "%s|%s|%s|%s|%s|%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "|%c%c%c|%s|%s\n",
                          row.id, row.name, row.category,
                          g_enum_get_value (types, (int) row.type)->value_nick, row.rate, row.min, row.max,
                          flags[row.refill], flags[row.cancel], flags[row.drip_feed],
                          row.average_time != NULL ? row.average_time : "",
                          row.description != NULL ? row.description : "");
}

static char *
describe (const PanelistReply *reply,
          const char          *key)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PanelistCatalog) catalog = panelist_decode_services (reply, 3, key, &error);

  g_assert_true ((catalog == NULL) == (error != NULL));

  if (catalog == NULL)
    return g_strdup_printf ("error %d %d", error->code, panelist_api_error_get_class (error));

  g_assert_cmpint (panelist_catalog_get_panel_id (catalog), ==, 3);

  for (guint i = 0; i < panelist_catalog_get_size (catalog); i++)
    append_row (lines, catalog, i);

  if (panelist_catalog_get_n_skipped (catalog) > 0)
    g_string_append_printf (lines, "skipped %u\n", panelist_catalog_get_n_skipped (catalog));

  return g_string_free_and_steal (g_steal_pointer (&lines));
}

typedef struct {
  const char *body;
  const char *expected;
} ServicesCase;

static void
assert_cases (const ServicesCase *cases,
              gsize               n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (PanelistReply) reply = make_reply (200, cases[i].body);
      g_autofree char *actual = describe (reply, TEST_KEY);

      g_test_message ("%s", cases[i].body);
      g_assert_cmpstr (actual, ==, cases[i].expected);
    }
}

static void
test_containers (void)
{
  static const ServicesCase cases[] = {
    { "[{\"service\":1}]", "1|||default||-1--1|???||\n" },
    { "{\"services\":[{\"service\":1}]}", "1|||default||-1--1|???||\n" },
    { "{\"data\":{\"services\":[{\"service\":1}]}}", "1|||default||-1--1|???||\n" },
    { "{\"status\":\"success\",\"data\":{\"5\":{\"name\":\"a\"}}}", "5|a||default||-1--1|???||\n" },
    { "{\"5\":{\"name\":\"a\"},\"6\":{\"service\":7}}", "5|a||default||-1--1|???||\n7|||default||-1--1|???||\n" },
    { "Notice: [x]\n[{\"service\":1}]", "1|||default||-1--1|???||\n" },
    { "[]", "error 14 0" },
    { "{}", "error 14 0" },
    { "{\"data\":[]}", "error 14 0" },
    { "{\"services\":{}}", "error 14 0" },
    { "{\"status\":\"success\",\"data\":\"Empty Data\"}", "error 14 0" },
    { "{\"hello\":\"world\"}", "error 12 0" },
    { "[1,2,3]", "error 12 0" },
    { "[{\"name\":\"no id\"}]", "error 12 0" },
    { "[{\"service\":1}", "error 11 0" },
    { "[{\"service\":1},]", "error 11 0" },
    { "[{\"service\":one}]", "error 11 0" },
    { "5", "error 11 0" },
    { "{\"error\":\"Invalid API key\"}", "error 0 1" },
    { "{\"services\":[{\"service\":1}],\"error\":\"Invalid API key\"}", "error 0 1" },
    { "{\"status\":\"error\",\"message\":\"Maintenance\"}", "error 0 15" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_ids (void)
{
  static const ServicesCase cases[] = {
    { "[{\"service\":\"7\"},{\"id\":8},{\"service_id\":\"x-9\"},{\"service\":\"ig01\",\"id\":3}]",
      "7|||default||-1--1|???||\n8|||default||-1--1|???||\nx-9|||default||-1--1|???||\nig01|||default||-1--1|???||\n" },
    { "[{\"service\":null,\"id\":8},{\"service\":\"\",\"id\":9},{\"service\":0}]",
      "8|||default||-1--1|???||\n9|||default||-1--1|???||\n0|||default||-1--1|???||\n" },
    { "[{\"service\":1,\"name\":\"a\"},{\"service\":\"1\",\"name\":\"b\"},{\"service\":2,\"service\":3}]",
      "1|a||default||-1--1|???||\n2|||default||-1--1|???||\nskipped 1\n" },
    { "[{\"service\":1},{\"service\":\"1,2\"},{\"service\":\"a b\"},{\"service\":\"\\u0000\"},{\"service\":true},"
      "{\"service\":{}},{\"service\":[1]},null,[],\"x\"]",
      "1|||default||-1--1|???||\nskipped 9\n" },
    { "[{\"service\":1},{\"service\":\"" TEST_KEY TEST_KEY "x\"}]", "1|||default||-1--1|???||\nskipped 1\n" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_rates (void)
{
  static const struct {
    const char *json;
    const char *rate;
  } cases[] = {
    { "\"0.90\"", "0.90" },   { "8", "8" },           { "95200", "95200" },       { "250.00", "250.00" },
    { "\"1,234.56\"", "1234.56" }, { "\"1e-9\"", "0.000000001" }, { "1e-5", "0.00001" },
    { "0", "0" },             { "\"0\"", "0" },       { "\"007.5\"", "7.5" },     { "\"$5\"", "5" },
    { "\"\"", "" },           { "null", "" },         { "\"abc\"", "" },          { "true", "" },
    { "\"-1\"", "" },         { "-1", "" },           { "\"NaN\"", "" },          { "\"1,5\"", "" },
    { "\"1.\"", "" },         { "[1]", "" },          { "{}", "" },
    { "12345678901234567890123456789012345678901", "" },
    { "1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890" },
    { "0.12345678901234567890123456789012345678", "0.12345678901234567890123456789012345678" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("[{\"service\":1,\"rate\":%s}]", cases[i].json);
      g_autofree char *expected = g_strdup_printf ("1|||default|%s|-1--1|???||\n", cases[i].rate);
      g_autoptr (PanelistReply) reply = make_reply (200, body);
      g_autofree char *actual = describe (reply, TEST_KEY);

      g_test_message ("%s", body);
      g_assert_cmpstr (actual, ==, expected);
    }
}

static void
test_limits (void)
{
  static const struct {
    const char *min;
    const char *max;
    const char *limits;
  } cases[] = {
    { "\"50\"", "\"10000\"", "50-10000" },
    { "1", "999999999", "1-999999999" },
    { "1", "9223372036854775807", "1-9223372036854775807" },
    { "1", "18446744073709551616", "1--1" },
    { "\"\"", "null", "-1--1" },
    { "0", "100", "-1-100" },
    { "100", "10", "-1--1" },
    { "10", "10", "10-10" },
    { "-5", "100", "-1-100" },
    { "1.0", "1e3", "1-1000" },
    { "1.5", "\"1,000\"", "-1--1" },
    { "true", "{}", "-1--1" },
    { "10", "0", "10--1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body =
          g_strdup_printf ("[{\"service\":1,\"min\":%s,\"max\":%s}]", cases[i].min, cases[i].max);
      g_autofree char *expected = g_strdup_printf ("1|||default||%s|???||\n", cases[i].limits);
      g_autoptr (PanelistReply) reply = make_reply (200, body);
      g_autofree char *actual = describe (reply, TEST_KEY);

      g_test_message ("%s", body);
      g_assert_cmpstr (actual, ==, expected);
    }
}

static void
test_fields (void)
{
  static const ServicesCase cases[] = {
    { "[{\"service\":1,\"refill\":true,\"cancel\":false,\"dripfeed\":null}]", "1|||default||-1--1|yn?||\n" },
    { "[{\"service\":1,\"refill\":\"true\",\"cancel\":\"False\",\"dripfeed\":\"maybe\"}]", "1|||default||-1--1|yn?||\n" },
    { "[{\"service\":1,\"refill\":1,\"cancel\":0,\"dripfeed\":2}]", "1|||default||-1--1|yn?||\n" },
    { "[{\"service\":1,\"refill\":\"1\",\"cancel\":\"0\",\"dripfeed\":[]}]", "1|||default||-1--1|yn?||\n" },
    { "[{\"service\":1,\"type\":\"custom_comments\"}]", "1|||custom-comments||-1--1|???||\n" },
    { "[{\"service\":1,\"type\":\"Subscriptions \"}]", "1|||subscriptions||-1--1|???||\n" },
    { "[{\"service\":1,\"type\":5}]", "1|||unknown||-1--1|???||\n" },
    { "[{\"service\":1,\"type\":null}]", "1|||default||-1--1|???||\n" },
    { "[{\"service\":1,\"name\":5,\"category\":7}]", "1|||default||-1--1|???||\n" },
    { "[{\"service\":1,\"price\":\"3\"}]", "1|||default|3|-1--1|???||\n" },
    { "[{\"service\":1,\"price\":\"3\",\"rate\":\"2\"}]", "1|||default|2|-1--1|???||\n" },
    { "[{\"service\":1,\"name\":\"a\",\"name\":\"b\"}]", "1|a||default||-1--1|???||\n" },
    { "[{\"service\":1,\"desc\":\"d<br>e\",\"description\":\"f\",\"average_time\":\"5 minutes\"}]",
      "1|||default||-1--1|???|5 minutes|d\ne\n" },
    { "[{\"service\":1,\"desc\":\"\",\"description\":\"f\",\"average_time\":null}]", "1|||default||-1--1|???||f\n" },
    { "[{\"service\":1,\"name\":\"<b>x</b> &amp; <span size=\\\"999999\\\">y\"}]", "1|x & y||default||-1--1|???||\n" },
    { "[{\"service\":1,\"name\":\"a\\u0000b\\u202ec\"}]", "1|abc||default||-1--1|???||\n" },
    { "[{\"service\":1,\"name\":\"cut \\ud83d\"},{\"service\":2,\"name\":\"\\udc00 \\ud83d\\ude00 \\\\ud83d\"}]",
      "1|cut \ufffd||default||-1--1|???||\n2|\ufffd 😀 \\ud83d||default||-1--1|???||\n" },

    /* Keys in another order than in the row before, more keys, fewer keys. */
    { "[{\"service\":1,\"name\":\"a\",\"rate\":\"1\"},{\"rate\":\"2\",\"x\":1,\"name\":\"b\",\"service\":2},"
      "{\"name\":\"c\",\"service\":3},{\"nam\":\"no\",\"service\":4}]",
      "1|a||default|1|-1--1|???||\n2|b||default|2|-1--1|???||\n3|c||default||-1--1|???||\n4|||default||-1--1|???||\n" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_many_keys (void)
{
  g_autoptr (GString) body = g_string_new ("[{\"service\":1");
  g_autoptr (PanelistReply) allowed = NULL;
  g_autoptr (PanelistReply) refused = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  for (guint i = 0; i < 511; i++)
    g_string_append_printf (body, ",\"k%u\":%u", i, i);

  g_string_append (body, "},{\"service\":2}]");
  allowed = make_reply (200, body->str);
  first = describe (allowed, TEST_KEY);
  g_assert_cmpstr (first, ==, "1|||default||-1--1|???||\n2|||default||-1--1|???||\n");

  g_string_insert (body, 2, "\"one-more\":1,");
  refused = make_reply (200, body->str);
  second = describe (refused, TEST_KEY);
  g_assert_cmpstr (second, ==, "2|||default||-1--1|???||\nskipped 1\n");
}

static char *
make_rows (guint n)
{
  static const char *const names[] = {
    "Photos Followers | Real | R30 | Max 100K", "\\ud83d\\udd25 Clips Views [Instant] \\u26a1", "متابعين انستقرام",
    "Подписчики Telegram", "Lượt thích &amp; bình luận &#039;x&#039;", "Türkçe İzlenme",
  };
  g_autoptr (GString) body = g_string_new ("[");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (body,
                            "%s{\"service\":%u,\"name\":\"%s %u\",\"type\":\"Default\",\"category\":\"Category %u\","
                            "\"rate\":\"%u.%02u\",\"min\":\"10\",\"max\":\"%u\",\"refill\":true,\"cancel\":false}",
                            i > 0 ? ",\n" : "", i + 1, names[i % G_N_ELEMENTS (names)], i, i / 10, i % 50,
                            i % 100, 1000 + i);

  g_string_append (body, "]");

  return g_string_free_and_steal (g_steal_pointer (&body));
}

/* protocol.md 12, fixture 6 */
static void
test_ten_thousand (void)
{
  g_autofree char *body = make_rows (10000);
  g_autoptr (PanelistReply) reply = make_reply (200, body);
  g_autoptr (GError) error = NULL;
  g_autoptr (PanelistCatalog) catalog = panelist_decode_services (reply, 1, TEST_KEY, &error);
  PanelistCatalogRow row = { 0 };

  g_assert_no_error (error);
  g_assert_cmpuint (panelist_catalog_get_size (catalog), ==, 10000);
  g_assert_cmpuint (panelist_catalog_get_n_skipped (catalog), ==, 0);
  panelist_catalog_get_row (catalog, 1, &row);
  g_assert_cmpstr (row.name, ==, "🔥 Clips Views [Instant] ⚡ 1");
  panelist_catalog_get_row (catalog, 4, &row);
  g_assert_cmpstr (row.name, ==, "Lượt thích & bình luận 'x' 4");
  g_assert_true (panelist_catalog_find (catalog, "10000", NULL));
}

static void
test_too_many (void)
{
  g_autofree char *limit = repeat ("{\"id\":1},", PANELIST_CATALOG_MAX_ROWS - 1);
  g_autofree char *body = g_strdup_printf ("[%s{\"id\":1}]", limit);
  g_autofree char *beyond = g_strdup_printf ("[%s{\"id\":1},{\"id\":2}]", limit);
  g_autoptr (PanelistReply) at_limit = make_reply (200, body);
  g_autoptr (PanelistReply) over_limit = make_reply (200, beyond);
  g_autofree char *first = describe (at_limit, TEST_KEY);
  g_autofree char *second = describe (over_limit, TEST_KEY);

  g_assert_cmpstr (first, ==, "1|||default||-1--1|???||\nskipped 199999\n");
  g_assert_cmpstr (second, ==, "error 13 0");
}

static void
test_key_is_removed (void)
{
  static const ServicesCase cases[] = {
    { "[{\"service\":1,\"name\":\"a " TEST_KEY " &amp;lt; b\",\"category\":\"" TEST_KEY "\",\"type\":\"Poll\","
      "\"desc\":\"x<br>" TEST_KEY "\",\"average_time\":\"" TEST_KEY "\"},{\"service\":2,\"name\":\"c\"}]",
      "1|a [key] &lt; b|[key]|poll||-1--1|???|[key]|x\n[key]\n2|c||default||-1--1|???||\n" },
    { "[{\"service\":1,\"name\":\"0123456789&#97;bcdef0123456789abcdef\"}]", "1|[key]||default||-1--1|???||\n" },
    { "[{\"service\":1,\"name\":\"0123456789\\u0061bcdef0123456789abcdef\"}]", "1|[key]||default||-1--1|???||\n" },
    { "[{\"service\":\"" TEST_KEY "\"}]", "[key]|||default||-1--1|???||\n" },
  };
  g_autoptr (PanelistReply) odd = make_reply (200, "[{\"service\":1,\"name\":\"a%20b%2Bc a b+c\"}]");
  g_autofree char *actual = describe (odd, "a b+c");

  assert_cases (cases, G_N_ELEMENTS (cases));
  g_assert_cmpstr (actual, ==, "1|[key] [key]||default||-1--1|???||\n");
}

static void
test_fixtures (void)
{
  static const ServicesCase cases[] = {
    { "example-01-services",
      "1|Followers|First Category|default|0.90|50-10000|yy?||\n"
      "2|Comments|Second Category|custom-comments|8|10-1500|ny?||\n" },
    { "01-services-array",
      "10|Photos Followers | R30 ⚡|Photos & Threads|default|0.90|50-10000|yny|52 minutes 14 seconds|"
      "Start: 0-1 hr\nSpeed: 10K/day\n"
      "11|Comments|Photos & Threads|custom-comments|8|10-1500|ny?||\n" },
    { "02-services-in-services", "1|A|C|default|1|1-2|???||\n" },
    { "02-services-in-data", "1|A|C|default|250.00|1-2|???||\n" },
    { "03-services-keyed", "17|A|C|default|1|1-2|???||\n18|B|C|poll|2|1-2|???||\n" },
    { "04-services-empty-data", "error 14 0" },
    { "05-services-after-warning", "1|A|C|default|1|1-2|???||\n" },
    { "07-service-numbers", "7|||default|95200|1-999999999|???||\n" },
    { "08-service-flags",
      "1|A||default|1|1-2|y??||\n2|B||default|1|1-2|nyn||\n3|C||default|1|-1--1|???||\n" },
    { "09-service-oddities",
      "1|First||default|1|1-2|???||\n2|||unknown|1|1-2|???||\nskipped 3\n" },
    { "27-statuses-refused", "error 0 2" },
    { "49-http-200-empty", "error 11 0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistReply) reply = load_reply (200, cases[i].body);
      g_autofree char *actual = describe (reply, TEST_KEY);

      g_test_message ("%s", cases[i].body);
      g_assert_cmpstr (actual, ==, cases[i].expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/decode-services/containers", test_containers);
  g_test_add_func ("/decode-services/ids", test_ids);
  g_test_add_func ("/decode-services/rates", test_rates);
  g_test_add_func ("/decode-services/limits", test_limits);
  g_test_add_func ("/decode-services/fields", test_fields);
  g_test_add_func ("/decode-services/many-keys", test_many_keys);
  g_test_add_func ("/decode-services/ten-thousand", test_ten_thousand);
  g_test_add_func ("/decode-services/too-many", test_too_many);
  g_test_add_func ("/decode-services/key-is-removed", test_key_is_removed);
  g_test_add_func ("/decode-services/fixtures", test_fixtures);

  return g_test_run ();
}
