/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reply-test.h"

static const char *const one_id[] = { "1", NULL };
static const char *const two_ids[] = { "1", "2", NULL };

/* A state in one line: id status text charge currency start/remains, and what parents have. */
static char *
describe (const PanelistStatusAnswer *answer)
{
  g_autoptr (GString) line = g_string_new (answer->order_id);
  g_autoptr (GEnumClass) statuses = g_type_class_ref (PANELIST_TYPE_ORDER_STATUS);

  if (answer->error != NULL)
    {
      g_string_append_printf (line, " error %d %s", panelist_api_error_get_class (answer->error),
                              answer->error->message);
      return g_string_free_and_steal (g_steal_pointer (&line));
    }

  g_string_append_printf (line, " %s \"%s\" %s %s %" G_GINT64_FORMAT "/%" G_GINT64_FORMAT,
                          g_enum_get_value (statuses, (int) answer->status)->value_nick, answer->status_text,
                          answer->charge != NULL ? answer->charge : "-",
                          answer->currency != NULL ? answer->currency : "-", answer->start_count,
                          answer->remains);

  if (answer->runs != -1)
    g_string_append_printf (line, " runs %" G_GINT64_FORMAT, answer->runs);

  if (answer->posts != -1)
    g_string_append_printf (line, " posts %" G_GINT64_FORMAT, answer->posts);

  if (answer->expiry != NULL)
    g_string_append_printf (line, " until %s", answer->expiry);

  if (answer->orders != NULL)
    {
      g_autofree char *orders = g_strjoinv (",", answer->orders);

      g_string_append_printf (line, " [%s]", orders);
    }

  return g_string_free_and_steal (g_steal_pointer (&line));
}

static char *
describe_one (const PanelistReply *reply,
              const char          *order_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PanelistStatusAnswer) answer = panelist_decode_status (reply, order_id, TEST_KEY, &error);
  g_autoptr (PanelistStatusAnswer) copy = NULL;

  g_assert_true ((answer == NULL) == (error != NULL));

  if (answer == NULL)
    return g_strdup_printf ("error %d %d", error->code, panelist_api_error_get_class (error));

  copy = panelist_status_answer_copy (answer);

  return describe (copy);
}

static char *
describe_many (const PanelistReply *reply,
               const char *const   *ids)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  guint n_foreign = 77;

  answers = panelist_decode_statuses (reply, ids, TEST_KEY, &n_foreign, &error);
  g_assert_true ((answers == NULL) == (error != NULL));

  if (answers == NULL)
    return g_strdup_printf ("error %d %d", error->code, panelist_api_error_get_class (error));

  for (guint i = 0; i < answers->len; i++)
    {
      g_autofree char *line = describe (g_ptr_array_index (answers, i));

      g_string_append_printf (lines, "%s\n", line);
    }

  if (n_foreign > 0)
    g_string_append_printf (lines, "foreign %u\n", n_foreign);

  return g_string_free_and_steal (g_steal_pointer (&lines));
}

typedef struct {
  const char *body;
  const char *expected;
} StatusCase;

static void
test_single (void)
{
  static const StatusCase cases[] = {
    { "{\"status\":\"Pending\"}", "1 pending \"Pending\" - - -1/-1" },
    { "{\"status\":\"In progress \"}", "1 in-progress \"In progress\" - - -1/-1" },
    { "{\"status\":\"Inprogress\"}", "1 in-progress \"Inprogress\" - - -1/-1" },
    { "{\"status\":\"Fail\"}", "1 failed \"Fail\" - - -1/-1" },
    { "{\"status\":\"error\"}", "1 failed \"error\" - - -1/-1" },
    { "{\"status\":\"Canceled\",\"message\":\"x\"}", "1 canceled \"Canceled\" - - -1/-1" },
    { "{\"status\":\"Moonlight\"}", "1 unknown \"Moonlight\" - - -1/-1" },
    { "{\"status\":7}", "1 unknown \"7\" - - -1/-1" },
    { "{\"status\":null,\"charge\":\"1\"}", "1 unknown \"\" 1 - -1/-1" },
    { "{\"status\":\"Success\"}", "1 unknown \"Success\" - - -1/-1" },
    { "{\"data\":{\"status\":\"Success\"}}", "1 completed \"Success\" - - -1/-1" },
    { "{\"status\":\"success\",\"data\":{\"status\":\"Completed\",\"charge\":\"2\",\"remains\":0}}",
      "1 completed \"Completed\" 2 - -1/0" },
    { "{\"status\":\"failed\",\"charge\":\"0\",\"message\":\"x\"}", "1 failed \"failed\" 0 - -1/-1" },
    { "{\"order\":1,\"status\":\"Completed\"}", "1 completed \"Completed\" - - -1/-1" },
    { "{\"order\":\"1\",\"status\":\"Completed\"}", "1 completed \"Completed\" - - -1/-1" },
    { "{\"status\":\"Completed\",\"start_counter\":5}", "1 completed \"Completed\" - - 5/-1" },
    { "{\"status\":\"Completed\",\"remains\":\"Unknown\"}", "1 completed \"Completed\" - - -1/-1" },
    { "{\"status\":\"Completed\",\"remains\":-5,\"start_count\":1.5}", "1 completed \"Completed\" - - -1/-1" },
    { "{\"status\":\"Completed\",\"remains\":\"7.0\",\"start_count\":1e3}", "1 completed \"Completed\" - - 1000/7" },
    { "{\"status\":\"Completed\",\"remains\":18446744073709551616}", "1 completed \"Completed\" - - -1/-1" },
    { "{\"status\":\"Completed\",\"charge\":\"1,234.56\"}", "1 completed \"Completed\" 1234.56 - -1/-1" },
    { "{\"status\":\"Completed\",\"charge\":\"1,234\"}", "1 completed \"Completed\" - - -1/-1" },
    { "{\"status\":\"Completed\",\"charge\":\"abc\"}", "1 completed \"Completed\" - - -1/-1" },
    { "{\"status\":\"Completed\",\"charge\":true}", "1 completed \"Completed\" - - -1/-1" },
    { "{\"status\":\"Completed\",\"charge\":1e-9}", "1 completed \"Completed\" 0.000000001 - -1/-1" },
    { "{\"status\":\"Active\",\"runs\":\"3\",\"orders\":[1,\"a\",\"x y\",null,{}]}",
      "1 active \"Active\" - - -1/-1 runs 3 [1,a]" },
    { "{\"status\":\"Active\",\"orders\":\"1,2\"}", "1 active \"Active\" - - -1/-1" },
    { "{\"status\":\"<b>x</b>\\u202e\"}", "1 unknown \"x\" - - -1/-1" },

    { "{\"order\":2,\"status\":\"Completed\"}", "error 12 0" },
    { "{\"charge\":\"1\"}", "error 12 0" },
    { "{\"status\":true}", "error 12 0" },
    { "{\"status\":[\"x\"]}", "error 12 0" },
    { "{}", "error 12 0" },
    { "[]", "error 12 0" },
    { "5", "error 11 0" },
    { "{\"error\":\"Incorrect order ID\"}", "error 0 11" },
    { "{\"status\":\"fail\",\"message\":\"Incorrect order ID\"}", "error 0 11" },
    { "{\"success\":false,\"message\":\"Incorrect order ID\"}", "error 0 11" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistReply) reply = make_reply (200, cases[i].body);
      g_autofree char *actual = describe_one (reply, "1");

      g_test_message ("%s", cases[i].body);
      g_assert_cmpstr (actual, ==, cases[i].expected);
    }
}

static void
test_many (void)
{
  static const StatusCase cases[] = {
    { "{\"1\":{\"status\":\"Success\"},\"2\":{\"status\":\"Pending\"}}",
      "1 completed \"Success\" - - -1/-1\n2 pending \"Pending\" - - -1/-1\n" },
    { "{\"2\":{\"status\":\"Pending\"}}", "2 pending \"Pending\" - - -1/-1\n" },
    { "{\"2\":{\"status\":\"Pending\"},\"1\":{\"status\":\"Pending\"}}",
      "1 pending \"Pending\" - - -1/-1\n2 pending \"Pending\" - - -1/-1\n" },
    { "{\"data\":{\"1\":{\"status\":\"Pending\"}}}", "1 pending \"Pending\" - - -1/-1\n" },
    { "{\"status\":\"success\",\"data\":{\"1\":{\"status\":\"Pending\"}}}", "1 pending \"Pending\" - - -1/-1\n" },
    { "[{\"order\":\"1\",\"status\":\"Pending\"},{\"order_id\":2,\"status\":\"Pending\"}]",
      "1 pending \"Pending\" - - -1/-1\n2 pending \"Pending\" - - -1/-1\n" },
    { "{\"data\":[{\"order\":1,\"status\":\"Pending\"}]}", "1 pending \"Pending\" - - -1/-1\n" },
    { "{\"1\":\"Incorrect order ID\",\"2\":{\"error\":\"Incorrect order ID\"}}",
      "1 error 11 Incorrect order ID\n2 error 11 Incorrect order ID\n" },
    { "{\"1\":{\"status\":\"fail\",\"message\":\"Incorrect order ID\"}}", "1 error 11 Incorrect order ID\n" },
    { "{\"1\":{\"error\":5}}", "1 error 0 The panel gave no reason\n" },

    /* Nothing known */
    { "[]", "" },
    { "{}", "" },
    { "{\"1\":null,\"2\":5}", "" },
    { "{\"1\":{},\"2\":{\"charge\":\"1\"}}", "" },
    { "{\"1\":[],\"2\":\"\"}", "" },
    { "{\"1\":{\"status\":\"Pending\"},\"1\":{\"status\":\"Completed\"}}", "" },
    { "[{\"order\":1,\"status\":\"Pending\"},{\"order\":1,\"status\":\"Pending\"}]", "" },
    { "{\"1\":{\"error\":\"a\",\"error\":\"b\",\"status\":\"Pending\"}}", "" },

    /* Not asked for */
    { "{\"3\":{\"status\":\"Pending\"},\" 1\":{\"status\":\"Pending\"},\"01\":{\"status\":\"Pending\"}}", "foreign 3\n" },
    { "[{\"order\":3,\"status\":\"Pending\"},{\"status\":\"Pending\"},\"x\",null]", "foreign 4\n" },
    { "{\"status\":\"Pending\"}", "foreign 1\n" },

    { "{\"error\":\"Incorrect request\"}", "error 0 2" },
    { "{\"error\":\"Invalid API key\"}", "error 0 1" },
    { "5", "error 11 0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistReply) reply = make_reply (200, cases[i].body);
      g_autofree char *actual = describe_many (reply, two_ids);

      g_test_message ("%s", cases[i].body);
      g_assert_cmpstr (actual, ==, cases[i].expected);
    }
}

static void
test_many_of_one (void)
{
  static const StatusCase cases[] = {
    { "{\"status\":\"Pending\",\"charge\":\"1\"}", "1 pending \"Pending\" 1 - -1/-1\n" },
    { "{\"order\":1,\"status\":\"Pending\"}", "1 pending \"Pending\" - - -1/-1\n" },
    { "{\"order\":2,\"status\":\"Pending\"}", "foreign 1\n" },
    { "{\"1\":{\"status\":\"Pending\"}}", "1 pending \"Pending\" - - -1/-1\n" },
    { "{\"status\":\"success\",\"data\":{\"1\":{\"status\":\"Pending\"}}}", "1 pending \"Pending\" - - -1/-1\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistReply) reply = make_reply (200, cases[i].body);
      g_autofree char *actual = describe_many (reply, one_id);

      g_test_message ("%s", cases[i].body);
      g_assert_cmpstr (actual, ==, cases[i].expected);
    }
}

static void
test_hundred (void)
{
  g_autoptr (GString) body = g_string_new ("{");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (PanelistReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;

  for (guint i = 100; i > 0; i--)
    {
      g_autofree char *id = g_strdup_printf ("%u", 9000 + i);

      g_strv_builder_add (builder, id);
      g_string_append_printf (body, "%s\"%u\":{\"status\":\"Completed\",\"remains\":%u}", i < 100 ? "," : "",
                              9101 - i, 101 - i);
    }

  g_string_append (body, "}");
  ids = g_strv_builder_end (builder);
  reply = make_reply (200, body->str);
  answers = panelist_decode_statuses (reply, (const char *const *) ids, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answers->len, ==, 100);

  for (guint i = 0; i < 100; i++)
    {
      const PanelistStatusAnswer *answer = g_ptr_array_index (answers, i);

      g_assert_cmpstr (answer->order_id, ==, ids[i]);
      g_assert_cmpint (answer->remains, ==, 100 - i);
    }
}

static void
test_fixtures (void)
{
  static const StatusCase single[] = {
    { "example-03-status", "1 partial \"Partial\" 0.27819 USD 3572/157" },
    { "16-status-strings", "1 partial \"Partial\" 0.27819 USD 3572/157" },
    { "17-status-numbers", "1 in-progress \"In progress\" 0.08011655652 IDR 3572/157" },
    { "18-status-nothing-yet", "1 pending \"Pending\" - - -1/-1" },
    { "19-status-snake-case", "1 in-progress \"in_progress\" 0.00001 - 0/0" },
    { "20-status-drip-feed-parent", "1 active \"Active\" - - -1/-1 runs 3 [11,12]" },
    { "21-status-subscription", "1 paused \"Paused\" - - -1/-1 posts 4 until 05/11/2026 []" },
    { "22-status-unknown", "1 unknown \"Moonlight\" - - -1/-1" },
    { "51-error-status-fail", "1 failed \"Fail\" - - -1/-1" },
    { "52-error-status-fail-message", "error 0 15" },
    { "49-http-200-empty", "error 11 0" },
  };
  static const StatusCase many[] = {
    { "23-statuses-keyed", "1 completed \"Completed\" 0.5 USD 1/0\n2 error 11 Incorrect order ID\n" },
    { "24-statuses-array", "1 completed \"Completed\" 0.5 - 1/0\n2 processing \"Processing\" 1 - -1/5\n" },
    { "25-statuses-one-missing", "2 completed \"Completed\" 0.5 USD 1/0\n" },
    { "26-statuses-plain-error", "1 error 11 Incorrect order ID\n2 completed \"Success\" 1 - -1/-1\n" },
    { "27-statuses-refused", "error 0 2" },
  };
  const char *const example_ids[] = { "1", "10", "100", NULL };
  g_autoptr (PanelistReply) example = load_reply (200, "example-04-statuses");
  g_autofree char *lines = describe_many (example, example_ids);

  g_assert_cmpstr (lines, ==,
                   "1 partial \"Partial\" 0.27819 USD 3572/157\n10 error 11 Incorrect order ID\n"
                   "100 in-progress \"In progress\" 1.44219 USD 234/10\n");

  for (guint i = 0; i < G_N_ELEMENTS (single); i++)
    {
      g_autoptr (PanelistReply) reply = load_reply (200, single[i].body);
      g_autofree char *actual = describe_one (reply, "1");

      g_assert_cmpstr (actual, ==, single[i].expected);
    }

  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    {
      g_autoptr (PanelistReply) reply = load_reply (200, many[i].body);
      g_autofree char *actual = describe_many (reply, two_ids);

      g_assert_cmpstr (actual, ==, many[i].expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/decode-status/single", test_single);
  g_test_add_func ("/decode-status/many", test_many);
  g_test_add_func ("/decode-status/many-of-one", test_many_of_one);
  g_test_add_func ("/decode-status/hundred", test_hundred);
  g_test_add_func ("/decode-status/fixtures", test_fixtures);

  return g_test_run ();
}
