/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reply-test.h"

typedef enum {
  REFILL,
  REFILLS,
  CANCEL,
  REFILL_STATUS,
  REFILL_STATUSES,
} Call;

typedef struct {
  Call call;
  const char *ids;
  guint status;
  const char *body;
  const char *expected;
} RequestCase;

static PanelistRequestAnswer *
decode (const PanelistReply *reply,
        Call                 call,
        const char *const   *ids)
{
  switch (call)
    {
    case REFILL:
      return panelist_decode_refill (reply, ids[0], TEST_KEY);

    case REFILLS:
      return panelist_decode_refills (reply, ids, TEST_KEY);

    case CANCEL:
      return panelist_decode_cancel (reply, ids, TEST_KEY);

    case REFILL_STATUS:
      return panelist_decode_refill_status (reply, ids[0], TEST_KEY);

    case REFILL_STATUSES:
      return panelist_decode_refill_statuses (reply, ids, TEST_KEY);

    default:
      g_assert_not_reached ();
    }
}

/* `id:outcome[#request][=state][(text)]` for each row, then the whole. */
static char *
describe (const PanelistRequestAnswer *answer)
{
  static const char outcomes[] = "dhsPRNUn";
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GEnumClass) states = g_type_class_ref (PANELIST_TYPE_REFILL_STATE);

  for (guint i = 0; i < answer->rows->len; i++)
    {
      const PanelistRequestRow *row = g_ptr_array_index (answer->rows, i);

      g_string_append_printf (line, "%s%s:%c", i > 0 ? " " : "", row->id, outcomes[row->outcome]);

      if (row->request_id != NULL)
        g_string_append_printf (line, "#%s", row->request_id);

      if (row->state != PANELIST_REFILL_STATE_UNKNOWN)
        g_string_append_printf (line, "=%s", g_enum_get_value (states, (int) row->state)->value_nick);

      if (row->text != NULL)
        g_string_append_printf (line, "(%s)", row->text);
    }

  if (answer->n_foreign > 0)
    g_string_append_printf (line, " foreign %u", answer->n_foreign);

  if (answer->failure != NULL)
    g_string_append_printf (line, " failure %d/%d", answer->failure->code,
                            panelist_api_error_get_class (answer->failure));

  return g_string_free_and_steal (g_steal_pointer (&line));
}

static void
assert_reply (const PanelistReply *reply,
              Call                 call,
              const char          *ids,
              const char          *expected)
{
  g_auto (GStrv) list = g_strsplit (ids, ",", -1);
  g_autoptr (PanelistRequestAnswer) answer = decode (reply, call, (const char *const *) list);
  g_autoptr (PanelistRequestAnswer) copy = panelist_request_answer_copy (answer);
  g_autofree char *actual = NULL;

  g_clear_pointer (&answer, panelist_request_answer_free);
  actual = describe (copy);
  g_assert_cmpstr (actual, ==, expected);
  g_assert_cmpuint (copy->http_status, ==, reply->http_status);
  g_assert_nonnull (copy->body);
}

static void
assert_cases (const RequestCase *cases,
              gsize              n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (PanelistReply) reply = make_reply (cases[i].status, cases[i].body);

      g_test_message ("%s", cases[i].body);
      assert_reply (reply, cases[i].call, cases[i].ids, cases[i].expected);
    }
}

static void
test_refill (void)
{
  static const RequestCase cases[] = {
    { REFILL, "5", 200, "{\"refill\":\"1\"}", "5:P#1" },
    { REFILL, "5", 200, "{\"refill\":1}", "5:P#1" },
    { REFILL, "5", 201, "{\"refill\":1}", "5:P#1" },
    { REFILL, "5", 200, "{\"refill\":\"rf-1\"}", "5:P#rf-1" },
    { REFILL, "5", 200, "{\"refill\":{\"error\":\"Refill not available\"}}", "5:R(Refill not available)" },
    { REFILL, "5", 200, "{\"success\":\"Refill sent\",\"refill\":12345}", "5:P#12345" },
    { REFILL, "5", 200, "{\"status\":\"success\",\"refill\":12345}", "5:P#12345" },
    { REFILL, "5", 200, "{\"status\":\"success\"}", "5:P" },
    { REFILL, "5", 200, "{\"success\":\"Refill sent\"}", "5:P" },
    { REFILL, "5", 200, "{\"refill\":true}", "5:P" },
    { REFILL, "5", 200, "{\"refill\":5}", "5:P#5" },
    { REFILL, "5", 200, "[{\"order\":5,\"refill\":9}]", "5:P#9" },
    { REFILL, "5", 200, "[{\"refill\":9}]", "5:P#9" },
    { REFILL, "5", 200, "{\"5\":{\"refill\":9}}", "5:P#9" },
    { REFILL, "5", 200, "{\"data\":{\"refill\":9}}", "5:P#9" },
    { REFILL, "5", 200, "{\"order\":6,\"refill\":9}", "5:U foreign 1" },
    { REFILL, "5", 200, "{\"error\":\"Refill not available\"}", "5:R(Refill not available) failure 0/12" },
    { REFILL, "5", 200, "{\"error\":\"Incorrect request\"}", "5:R(Incorrect request) failure 0/2" },
    { REFILL, "5", 200, "{\"error\":\"Server error\"}", "5:U(Server error) failure 0/16" },
    { REFILL, "5", 400, "{\"error\":\"timed out\"}", "5:U(timed out) failure 0/9" },
    { REFILL, "5", 200, "{\"refill\":{\"error\":\"Try again later\"}}", "5:U(Try again later)" },
    { REFILL, "5", 200, "{\"refill\":0}", "5:U" },
    { REFILL, "5", 200, "{\"refill\":false}", "5:U" },
    { REFILL, "5", 200, "{\"refill\":null}", "5:U" },
    { REFILL, "5", 200, "{\"refill\":[1]}", "5:U" },
    { REFILL, "5", 200, "{\"refill\":9,\"error\":\"x\"}", "5:U(x) failure 0/0" },
    { REFILL, "5", 200, "{\"refill\":9,\"refill\":10}", "5:U" },
    { REFILL, "5", 200, "{}", "5:U" },
    { REFILL, "5", 200, "[]", "5:U" },
    { REFILL, "5", 200, "7", "5:U(The answer is of another kind) failure 12/0" },
    { REFILL, "5", 200, "{\"error\":\"a\",\"error\":\"b\"}", "5:U(The answer is of another kind) failure 12/0" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_refills (void)
{
  static const RequestCase cases[] = {
    { REFILLS, "1,2,3", 200, "[{\"order\":3,\"refill\":\"7\"},{\"order\":\"1\",\"refill\":8}]", "1:P#8 2:U 3:P#7" },
    { REFILLS, "1,2", 200, "{\"1\":{\"refill\":8},\"2\":{\"error\":\"Refill not available\"}}",
      "1:P#8 2:R(Refill not available)" },
    { REFILLS, "1,2", 200, "{\"1\":8,\"2\":true}", "1:P#8 2:P" },
    { REFILLS, "1,2", 200, "[{\"order\":1,\"refill\":8},{\"order\":1,\"refill\":9},{\"order\":2,\"refill\":9}]",
      "1:U 2:P#9" },
    { REFILLS, "1,2", 200, "[{\"order\":9,\"refill\":8},{\"refill\":8},5]", "1:U 2:U foreign 3" },
    { REFILLS, "1,2", 200, "[{\"order\":1,\"error\":\"Order must be completed\"}]", "1:R(Order must be completed) 2:U" },
    { REFILLS, "1,2", 200, "[{\"order\":1,\"refill\":4,\"error\":\"x\"}]", "1:U 2:U" },
    { REFILLS, "1,2", 200, "[{\"order\":1,\"error\":\"a\",\"error\":\"b\"}]", "1:U 2:U" },
    { REFILLS, "1,2", 200, "{\"data\":[{\"order\":1,\"refill\":4}]}", "1:P#4 2:U" },
    { REFILLS, "1,2", 200, "{\"error\":\"Incorrect request\"}",
      "1:R(Incorrect request) 2:R(Incorrect request) failure 0/2" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_cancel (void)
{
  static const RequestCase cases[] = {
    { CANCEL, "2", 200, "[{\"order\":2,\"cancel\":1}]", "2:P" },
    { CANCEL, "2", 200, "[{\"order\":2,\"cancel\":\"1\"}]", "2:P" },
    { CANCEL, "2", 200, "[{\"order\":2,\"cancel\":true}]", "2:P" },
    { CANCEL, "2", 200, "[{\"order\":2,\"cancel\":45}]", "2:P#45" },
    { CANCEL, "2", 200, "[{\"order\":2,\"cancel\":0}]", "2:U" },
    { CANCEL, "2", 200, "[{\"order\":2,\"cancel\":false}]", "2:U" },
    { CANCEL, "2", 200, "[{\"order\":2,\"cancel\":-1}]", "2:U(-1)" },
    { CANCEL, "2", 200, "[{\"order\":2,\"cancel\":\"requested\"}]", "2:P" },
    { CANCEL, "2", 200, "[{\"order\":2,\"cancel\":\"c-45\"}]", "2:P#c-45" },
    { CANCEL, "2", 200, "[{\"order\":2,\"cancel\":\"Order already completed\"}]", "2:R(Order already completed)" },
    { CANCEL, "2", 200, "[{\"order\":2,\"cancel\":\"We will see\"}]", "2:U(We will see)" },
    { CANCEL, "2", 200, "{\"cancel\":true}", "2:P" },
    { CANCEL, "2", 200, "{\"cancel\":45}", "2:P#45" },
    { CANCEL, "2", 200, "{\"success\":true}", "2:P" },
    { CANCEL, "2", 200, "{\"success\":\"Canceled\"}", "2:P" },
    { CANCEL, "2", 200, "{\"success\":false}", "2:U foreign 1" },
    { CANCEL, "2", 200, "{\"error\":\"Order cannot be canceled\"}", "2:R(Order cannot be canceled) failure 0/0" },
    { CANCEL, "2,3", 200, "{\"cancel\":true}", "2:U 3:U foreign 1" },
    { CANCEL, "2,3", 200, "{\"2\":{\"cancel\":true},\"3\":{\"cancel\":\"id7\"}}", "2:P 3:P#id7" },
    { CANCEL, "2,3", 200, "{\"2\":\"Incorrect order ID\",\"4\":1}", "2:R(Incorrect order ID) 3:U foreign 1" },
    { CANCEL, "2,3", 200, "{\"2\":{},\"3\":null}", "2:U 3:U" },
    { CANCEL, "2,3", 200, "{\"2\":{\"success\":true},\"3\":{\"status\":\"success\"}}", "2:P 3:P" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

/* What is valued before any row is looked at. */
static void
test_whole_call (void)
{
  static const RequestCase cases[] = {
    { CANCEL, "2", 302, "[{\"order\":2,\"cancel\":1}]", "2:U() failure 6/0" },
    { CANCEL, "2", 408, "[{\"order\":2,\"cancel\":1}]", "2:U(HTTP status 408 without an error text) failure 10/0" },
    { CANCEL, "2", 503, "{\"error\":\"x\"}", "2:U(HTTP status 503 without an error text) failure 10/16" },
    { CANCEL, "2", 429, "", "2:R(HTTP status 429 without an error text) failure 10/14" },
    { CANCEL, "2", 429, "{\"error\":\"server error\"}", "2:R(server error) failure 0/16" },
    { CANCEL, "2", 401, "{\"error\":\"Invalid API key\"}", "2:R(Invalid API key) failure 0/1" },
    { CANCEL, "2", 400, "{\"message\":\"no\"}", "2:R(no) failure 0/9" },
    { CANCEL, "2", 400, "{}", "2:U(HTTP status 400 without an error text) failure 10/9" },
    { CANCEL, "2", 202, "[{\"order\":2,\"cancel\":1}]", "2:U(HTTP status 202 without an error text) failure 10/0" },
    { CANCEL, "2", 200, "", "2:U(The answer is empty) failure 11/0" },
    { CANCEL, "2", 200, "Notice: x [{\"order\":2,\"cancel\":1}]", "2:U(The answer is not JSON) failure 11/0" },
    { CANCEL, "2", 200, "[{\"order\":2,\"cancel\":1}] x", "2:U(The answer is not JSON) failure 11/0" },
    { CANCEL, "2", 404, "<html>", "2:U(HTTP status 404 without an error text) failure 9/0" },
  };
  g_autoptr (PanelistReply) cut = cut_reply (make_reply (200, "[{\"order\":2,\"cancel\":1}]"));
  g_autoptr (PanelistReply) not_sent = cut_reply (make_reply (0, ""));
  g_autoptr (PanelistReply) silent = panelist_reply_new ();

  assert_cases (cases, G_N_ELEMENTS (cases));
  assert_reply (cut, CANCEL, "2", "2:U(Connection reset) failure 2/0");
  not_sent->started = FALSE;
  assert_reply (not_sent, CANCEL, "2,3", "2:N(Connection reset) 3:N(Connection reset) failure 2/0");
  assert_reply (not_sent, REFILL_STATUS, "2", "2:N(Connection reset) failure 2/0");
  silent->complete = TRUE;
  assert_reply (silent, REFILL, "2", "2:N(Nothing was sent) failure 2/0");
}

static void
test_refill_status (void)
{
  static const RequestCase cases[] = {
    { REFILL_STATUS, "9", 200, "{\"status\":\"Completed\"}", "9:P=completed(Completed)" },
    { REFILL_STATUS, "9", 200, "{\"status\":\"Rejected\"}", "9:P=rejected(Rejected)" },
    { REFILL_STATUS, "9", 200, "{\"status\":\"Error\"}", "9:P=error(Error)" },
    { REFILL_STATUS, "9", 200, "{\"status\":\"Refilling\"}", "9:P=in-progress(Refilling)" },
    { REFILL_STATUS, "9", 200, "{\"status\":\"Moonlight\"}", "9:P(Moonlight)" },
    { REFILL_STATUS, "9", 200, "{\"refill\":9,\"status\":\"Completed\"}", "9:P=completed(Completed)" },
    { REFILL_STATUS, "9", 200, "{\"refill\":8,\"status\":\"Completed\"}", "9:U foreign 1" },
    { REFILL_STATUS, "9", 200, "[{\"status\":\"Completed\"}]", "9:P=completed(Completed)" },
    { REFILL_STATUS, "9", 200, "{\"status\":{\"error\":\"Refill not found\"}}", "9:R(Refill not found)" },
    { REFILL_STATUS, "9", 200, "{\"error\":\"Refill not found\"}", "9:R(Refill not found)" },
    { REFILL_STATUS, "9", 200, "{\"status\":5}", "9:U" },
    { REFILL_STATUS, "9", 200, "Notice: x {\"status\":\"Completed\"}", "9:P=completed(Completed)" },
    { REFILL_STATUS, "9", 503, "", "9:U(HTTP status 503 without an error text) failure 10/16" },
    { REFILL_STATUSES, "9,8", 200, "{\"8\":\"Completed\",\"9\":{\"status\":\"Pending\"}}",
      "9:P=pending(Pending) 8:P=completed(Completed)" },
    { REFILL_STATUSES, "9,8", 200, "[{\"refill\":\"8\",\"status\":\"Canceled\"},{\"refill\":7,\"status\":\"x\"}]",
      "9:U 8:P=canceled(Canceled) foreign 1" },
    { REFILL_STATUSES, "9,8", 200, "{\"data\":[{\"refill\":8,\"status\":\"Canceled\"}]}", "9:U 8:P=canceled(Canceled)" },
    { REFILL_STATUSES, "9,8", 200, "[{\"refill\":8,\"error\":\"Refill not found\"}]", "9:U 8:R(Refill not found)" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_fixtures (void)
{
  static const RequestCase cases[] = {
    { REFILL, "5", 200, "example-05-refill", "5:P#1" },
    { REFILLS, "1,2,3", 200, "example-06-refills", "1:P#1 2:P#2 3:R(Incorrect order ID)" },
    { REFILL_STATUS, "9", 200, "example-07-refill-status", "9:P=completed(Completed)" },
    { REFILL_STATUSES, "1,2,3", 200, "example-08-refill-statuses",
      "1:P=completed(Completed) 2:P=rejected(Rejected) 3:R(Refill not found)" },
    { CANCEL, "2,9", 200, "example-09-cancel", "2:P 9:R(Incorrect order ID)" },
    { REFILL, "5", 200, "28-refill-integer", "5:P#1" },
    { REFILLS, "1,2,3", 200, "29-refills-nested-error", "1:P#71 2:R(Refill not available) 3:R(Incorrect order ID)" },
    { REFILL, "5", 200, "30-refill-error", "5:R(Order is not eligible for refill)" },
    { REFILL_STATUS, "9", 200, "31-refill-status-array", "9:P=in-progress(In progress)" },
    { REFILL, "23501", 200, "32-refill-id-is-order-id", "23501:P#23501" },
    { REFILL_STATUS, "9", 200, "33-refill-status-not-found", "9:R=not-found(Not found)" },
    { CANCEL, "2", 200, "34-cancel-one", "2:P" },
    { CANCEL, "2", 200, "35-cancel-id", "2:P#45" },
    { CANCEL, "4218,4219", 200, "36-cancel-keyed",
      "4218:P 4219:R(Order cannot be canceled: already completed)" },
    { CANCEL, "2,3,9", 200, "37-cancel-other-order", "2:P 3:P 9:R(Incorrect order ID)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistReply) reply = load_reply (cases[i].status, cases[i].body);

      g_test_message ("%s", cases[i].body);
      assert_reply (reply, cases[i].call, cases[i].ids, cases[i].expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/decode-request/refill", test_refill);
  g_test_add_func ("/decode-request/refills", test_refills);
  g_test_add_func ("/decode-request/cancel", test_cancel);
  g_test_add_func ("/decode-request/whole-call", test_whole_call);
  g_test_add_func ("/decode-request/refill-status", test_refill_status);
  g_test_add_func ("/decode-request/fixtures", test_fixtures);

  return g_test_run ();
}
