/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Against a real gnome-keyring on a bus of this test's own. */

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <libdex.h>
#include <libsecret/secret.h>

#include "panelist-secrets.h"

static char *
unlock (void)
{
  g_autoptr (GSubprocess) daemon = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  daemon = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                 G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                             &error,
                             "gnome-keyring-daemon",
                             "--unlock",
                             "--components=secrets",
                             NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (daemon, "test", NULL, &output, NULL, &error);
  g_assert_no_error (error);
  return output;
}

static gboolean
wait_for (DexFuture *future)
{
  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  return dex_future_is_resolved (future);
}

static void
assert_rejected (DexFuture            *pending,
                 PanelistSecretsError  code)
{
  g_autoptr (DexFuture) future = pending;
  g_autoptr (GError) error = NULL;

  g_assert_false (wait_for (future));
  dex_future_get_value (future, &error);
  g_assert_error (error, PANELIST_SECRETS_ERROR, (int) code);
}

static void
assert_kept (PanelistSecrets *secrets,
             const char      *uuid,
             const char      *text)
{
  g_autoptr (DexFuture) future = panelist_secrets_lookup (secrets, uuid);
  PanelistKey *key = NULL;

  g_assert_true (wait_for (future));
  key = g_value_get_boxed (dex_future_get_value (future, NULL));
  g_assert_cmpstr (panelist_key_get_text (key), ==, text);
}

static void
test_journey (void)
{
  g_autoptr (PanelistSecrets) secrets = panelist_keyring_new ();
  g_autoptr (PanelistSecrets) other = NULL;
  g_autoptr (PanelistKey) key = panelist_key_new ("canary-key-1", NULL);
  g_autoptr (PanelistKey) session_key = panelist_key_new ("session-key", NULL);
  g_autoptr (DexFuture) stored = NULL;
  g_autoptr (DexFuture) cleared = NULL;
  g_autofree char *output = NULL;

  output = unlock ();
  assert_rejected (panelist_secrets_lookup (secrets, "panel-1"), PANELIST_SECRETS_ERROR_MISSING);

  stored = panelist_secrets_store (secrets, "panel-1", "Panelist: Main Panel", key);
  g_assert_true (wait_for (stored));
  other = panelist_keyring_new ();
  assert_kept (other, "panel-1", "canary-key-1");
  assert_rejected (panelist_secrets_lookup (secrets, "panel-2"), PANELIST_SECRETS_ERROR_MISSING);

  panelist_secrets_use_for_session (secrets, "panel-1", session_key);
  assert_kept (secrets, "panel-1", "session-key");
  assert_kept (other, "panel-1", "canary-key-1");

  cleared = panelist_secrets_clear (secrets, "panel-1");
  g_assert_true (wait_for (cleared));
  assert_rejected (panelist_secrets_lookup (other, "panel-1"), PANELIST_SECRETS_ERROR_MISSING);
}

static void
test_no_service (void)
{
  g_autoptr (PanelistSecrets) secrets = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus", TRUE);
  secrets = panelist_keyring_new ();
  assert_rejected (panelist_secrets_lookup (secrets, "panel-1"), PANELIST_SECRETS_ERROR_NO_SERVICE);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *home = g_dir_make_tmp (NULL, NULL);

  g_setenv ("HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", home, TRUE);
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secrets/keyring/no-service", test_no_service);
  g_test_add_func ("/secrets/keyring/journey", test_journey);
  return g_test_run ();
}
