/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <libdex.h>

#include "panelist-form.h"

static void
test_encode (void)
{
  static const struct {
    const char *value;
    const char *encoded;
  } cases[] = {
    { "", "" },
    { "1,10,100", "1%2C10%2C100" },
    { "https://example.com/p/1", "https%3A%2F%2Fexample.com%2Fp%2F1" },
    { "Nice\nGreat", "Nice%0AGreat" },
    { "a+b", "a%2Bb" },
    { "a b", "a%20b" },
    { "a&b=c%d;e#f", "a%26b%3Dc%25d%3Be%23f" },
    { "5 € 🎉", "5%20%E2%82%AC%20%F0%9F%8E%89" },
    { "A-Z_0.9~", "A-Z_0.9~" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistForm) form = panelist_form_new ("status");
      g_autofree char *expected = g_strconcat ("action=status&orders=", cases[i].encoded, NULL);
      g_autofree char *encoded = NULL;

      panelist_form_add (form, "orders", cases[i].value);
      encoded = panelist_form_encode (form);
      g_assert_cmpstr (encoded, ==, expected);
    }
}

static void
test_pairs (void)
{
  g_autoptr (PanelistForm) form = panelist_form_new ("add");

  panelist_form_add (form, "service", "2");
  panelist_form_add (form, "link", "x");
  g_assert_cmpuint (panelist_form_get_size (form), ==, 3);
  g_assert_cmpstr (panelist_form_get_name (form, 0), ==, "action");
  g_assert_cmpstr (panelist_form_get_value (form, 2), ==, "x");
  g_assert_cmpstr (panelist_form_lookup (form, "service"), ==, "2");
  g_assert_null (panelist_form_lookup (form, "Service"));
}

static void
test_json (void)
{
  g_autoptr (PanelistForm) form = panelist_form_new ("add");
  g_autoptr (PanelistForm) again = NULL;
  g_autofree char *json = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  panelist_form_add (form, "comments", "\"one\"\ntwo \\ 🎉");
  panelist_form_add (form, "empty", "");
  json = panelist_form_to_json (form);
  again = panelist_form_from_json (json);
  g_assert_nonnull (again);
  before = panelist_form_encode (form);
  after = panelist_form_encode (again);
  g_assert_cmpstr (after, ==, before);
}

static void
test_bad_json (void)
{
  static const char *const texts[] = {
    NULL, "", "{}", "[1]", "[[\"a\"]]", "[[\"a\",1]]", "[[\"a\",\"b\",\"c\"]]", "[[\"a\",null]]", "[[\"a\",\"b\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      g_assert_null (panelist_form_from_json (texts[i]));
    }
}

int
main (int    argc,
      char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/form/encode", test_encode);
  g_test_add_func ("/model/form/pairs", test_pairs);
  g_test_add_func ("/model/form/json", test_json);
  g_test_add_func ("/model/form/bad-json", test_bad_json);
  return g_test_run ();
}
