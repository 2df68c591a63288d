/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <libdex.h>

#include "panelist-secrets.h"

static void
assert_key (const char *pasted,
            const char *expected)
{
  g_autoptr (PanelistKey) key = NULL;
  g_autoptr (GError) error = NULL;

  key = panelist_key_new (pasted, &error);
  if (expected == NULL)
    {
      g_assert_error (error, PANELIST_SECRETS_ERROR, PANELIST_SECRETS_ERROR_BAD_KEY);
      g_assert_null (key);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (panelist_key_get_text (key), ==, expected);
}

static void
test_pasted (void)
{
  g_autofree char *longest = g_strnfill (512, 'a');
  g_autofree char *too_long = g_strnfill (513, 'a');

  assert_key ("0123456789abcdef", "0123456789abcdef");
  assert_key ("  key with blanks around \n", "key with blanks around");
  assert_key (longest, longest);
  assert_key (too_long, NULL);
  assert_key ("", NULL);
  assert_key (" \n", NULL);
  assert_key ("two\nlines", NULL);
  assert_key ("escape\033[0m", NULL);
  assert_key ("not utf-8 \xff", NULL);
}

static void
test_memory (void)
{
  g_autoptr (PanelistSecrets) secrets = panelist_memory_secrets_new ();
  g_autoptr (PanelistKey) key = panelist_key_new ("secret", NULL);
  g_autoptr (PanelistKey) found = NULL;
  g_autoptr (DexFuture) future = NULL;
  g_autoptr (DexFuture) missing = NULL;
  g_autoptr (GError) error = NULL;

  dex_unref (panelist_secrets_store (secrets, "a", "Main Panel", key));
  future = panelist_secrets_lookup (secrets, "a");
  found = g_value_dup_boxed (dex_future_get_value (future, &error));
  g_assert_no_error (error);
  g_assert_true (panelist_key_equal (found, key));

  dex_unref (panelist_secrets_clear (secrets, "a"));
  missing = panelist_secrets_lookup (secrets, "a");
  g_assert_null (dex_future_get_value (missing, &error));
  g_assert_error (error, PANELIST_SECRETS_ERROR, PANELIST_SECRETS_ERROR_MISSING);
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secrets/key/pasted", test_pasted);
  g_test_add_func ("/secrets/memory", test_memory);
  return g_test_run ();
}
