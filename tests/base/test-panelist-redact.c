/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "panelist-redact.h"

#define CANARY "CANARY/7f3a+91\"c"

typedef struct {
  const char *text;
  const char *expected;
} TextCase;

static void
test_forms (void)
{
  static const TextCase cases[] = {
    { "no key here", "no key here" },
    { CANARY, "[key]" },
    { "a" CANARY "b" CANARY, "a[key]b[key]" },
    { "key=CANARY%2F7f3a%2B91%22c&action=add", "key=[key]&action=add" },
    { "key=CANARY%2f7f3a%2b91%22c&x", "key=[key]&x" },
    { "%43ANARY/7f3a+91\"c", "[key]" },
    { "{\"error\":\"bad key CANARY\\/7f3a+91\\\"c\"}", "{\"error\":\"bad key [key]\"}" },
    { "CANARY\\u002f7f3a\\u002B91\\u0022c", "[key]" },
    { "CANARY/7f3a+91 ", "CANARY/7f3a+91 " },
    { "CANARY/7f3a+91", "[key]" },
    { "cut: CANARY%2F7f3a%2", "cut: [key]" },
    { "cut: CANARY\\u002f7f3a\\u00", "cut: [key]" },
    { "CANARY/", "CANARY/" },
    { "CANARY%2", "CANARY%2" },
    { "CANARY\\u00", "CANARY\\u00" },
    { "", "" },
  };
  g_autofree char *null = panelist_redact (NULL, -1, CANARY);
  g_autofree char *part = panelist_redact ("x" CANARY "y", 1 + strlen (CANARY), CANARY);
  g_autofree char *nul = panelist_redact ("a\0" CANARY, 2 + strlen (CANARY), CANARY);
  g_autofree char *unicode = panelist_redact ("clé-😀, cl%C3%A9-%f0%9f%98%80, cl\\u00e9-\\ud83d\\ude00",
                                              -1, "clé-😀");
  g_autofree char *blank = panelist_redact ("a+b a%20b", -1, "a b");
  g_autofree char *empty = panelist_redact ("abc", -1, "");
  g_autofree char *broken = panelist_redact ("abc\xf0", -1, "\xf0");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *redacted = panelist_redact (cases[i].text, -1, CANARY);

      g_assert_cmpstr (redacted, ==, cases[i].expected);
    }

  g_assert_null (null);
  g_assert_cmpstr (part, ==, "x[key]");
  g_assert_cmpstr (nul, ==, "a [key]");
  g_assert_cmpstr (unicode, ==, "[key], [key], [key]");
  g_assert_cmpstr (blank, ==, "[key] [key]");
  g_assert_cmpstr (empty, ==, "abc");
  g_assert_cmpstr (broken, ==, "abc[key]");
}

static void
test_remember (void)
{
  g_autofree char *both = NULL;
  g_autofree char *longest = NULL;
  g_autofree char *once_more = NULL;
  g_autofree char *forgotten = NULL;

  panelist_redact_remember ("first-key");
  panelist_redact_remember ("first-key");
  panelist_redact_remember ("first-key-longer");

  both = panelist_redact ("first-key second-key", -1, "second-key");
  g_assert_cmpstr (both, ==, "[key] [key]");

  longest = panelist_redact ("first-key-longer", -1, NULL);
  g_assert_cmpstr (longest, ==, "[key]");

  panelist_redact_forget ("first-key-longer");
  panelist_redact_forget ("first-key");
  once_more = panelist_redact ("first-key", -1, NULL);
  g_assert_cmpstr (once_more, ==, "[key]");

  panelist_redact_forget ("first-key");
  forgotten = panelist_redact ("first-key", -1, NULL);
  g_assert_cmpstr (forgotten, ==, "first-key");
}

/* What a log line looks like when it leaves the process. */
static void
test_log_writer (void)
{
  if (g_test_subprocess ())
    {
      g_log_set_writer_func (panelist_redact_log_writer, NULL, NULL);
      panelist_redact_remember (CANARY);
      g_message ("key=CANARY%%2F7f3a%%2B91%%22c and %s", CANARY);
      g_message ("\033[31mred\r\nnext \u202eline \xff");
      g_log_structured ("panelist-" CANARY, G_LOG_LEVEL_MESSAGE, "MESSAGE", "plain");
      exit (0);
    }

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr_unmatched ("*CANARY*");
  g_test_trap_assert_stderr ("*key=?key? and ?key?*");
  g_test_trap_assert_stderr ("*\\x1b?31mred\\x0d\\x0anext \\u{202e}line \\xff*");
  g_test_trap_assert_stderr ("*panelist-?key?*plain*");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/redact/forms", test_forms);
  g_test_add_func ("/redact/remember", test_remember);
  g_test_add_func ("/redact/log-writer", test_log_writer);

  return g_test_run ();
}
