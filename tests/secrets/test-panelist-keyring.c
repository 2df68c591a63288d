/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Against a real gnome-keyring on a bus of this test's own. */

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <libdex.h>
#include <libsecret/secret.h>

#include "panelist-secrets.h"

static void
on_name_appeared (GDBusConnection *connection,
                  const char      *name,
                  const char      *owner,
                  gpointer         owned)
{
  *(gboolean *) owned = TRUE;
}

/* The daemon may answer before the bus knows it; a call in between may start another one, which is locked. */
static void
wait_for_service (void)
{
  gboolean owned = FALSE;
  guint watch = 0;

  watch = g_bus_watch_name (G_BUS_TYPE_SESSION, "org.freedesktop.secrets", G_BUS_NAME_WATCHER_FLAGS_NONE,
                            on_name_appeared, NULL, &owned, NULL);
  while (!owned)
    g_main_context_iteration (NULL, TRUE);
  g_bus_unwatch_name (watch);
}

static char *
unlock (void)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) daemon = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                        G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  /* Its warnings are not ours: it warns when an item is replaced. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  daemon = g_subprocess_launcher_spawn (launcher, &error,
                                        "gnome-keyring-daemon", "--unlock", "--components=secrets", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (daemon, "test", NULL, &output, NULL, &error);
  g_assert_no_error (error);
  wait_for_service ();
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
assert_done (DexFuture *future)
{
  g_autoptr (GError) error = NULL;

  wait_for (future);
  dex_future_get_value (future, &error);
  g_assert_no_error (error);
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
  g_autoptr (PanelistKey) new_key = panelist_key_new ("canary-key-2", NULL);
  g_autoptr (DexFuture) stored = NULL;
  g_autoptr (DexFuture) again = NULL;
  g_autoptr (DexFuture) cleared = NULL;
  g_autofree char *output = NULL;

  output = unlock ();
  assert_rejected (panelist_secrets_lookup (secrets, "panel-1"), PANELIST_SECRETS_ERROR_MISSING);

  stored = panelist_secrets_store (secrets, "panel-1", "Panelist: Main Panel", key);
  assert_done (stored);
  other = panelist_keyring_new ();
  assert_kept (other, "panel-1", "canary-key-1");
  assert_rejected (panelist_secrets_lookup (secrets, "panel-2"), PANELIST_SECRETS_ERROR_MISSING);

  panelist_secrets_use_for_session (secrets, "panel-1", session_key);
  assert_kept (secrets, "panel-1", "session-key");
  assert_kept (other, "panel-1", "canary-key-1");

  /* A key typed for the session gives way to the one that is stored after it. */
  again = panelist_secrets_store (secrets, "panel-1", "Panelist: Main Panel", new_key);
  assert_done (again);
  assert_kept (secrets, "panel-1", "canary-key-2");

  cleared = panelist_secrets_clear (secrets, "panel-1");
  assert_done (cleared);
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

static GVariant *
call_bus (GDBusConnection *bus,
          const char      *name,
          const char      *path,
          const char      *interface,
          const char      *method,
          GVariant        *arguments)
{
  g_autoptr (GError) error = NULL;
  GVariant *answer = NULL;

  answer = g_dbus_connection_call_sync (bus, name, path, interface, method, arguments, NULL, G_DBUS_CALL_FLAGS_NONE,
                                        -1, NULL, &error);
  g_assert_no_error (error);
  return answer;
}

/* A person who dismisses each prompt: whoever has this name and no prompt to show. */
static GDBusConnection *
dismiss_prompts (void)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = NULL;

  bus = g_dbus_connection_new_for_address_sync (g_getenv ("DBUS_SESSION_BUS_ADDRESS"),
                                                G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                    G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                NULL, NULL, &error);
  g_assert_no_error (error);
  g_variant_unref (call_bus (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                             "RequestName", g_variant_new ("(su)", "org.gnome.keyring.SystemPrompter", 4)));
  return bus;
}

static void
lock (GDBusConnection *bus)
{
  const char *const objects[] = { "/org/freedesktop/secrets/collection/login", NULL };

  g_variant_unref (call_bus (bus, "org.freedesktop.secrets", "/org/freedesktop/secrets",
                             "org.freedesktop.Secret.Service", "Lock", g_variant_new ("(^ao)", objects)));
}

/* A locked keyring whose prompt is dismissed: libsecret tells that neither from "no such key" nor from "cleared". */
static void
test_locked (void)
{
  g_autoptr (PanelistSecrets) secrets = panelist_keyring_new ();
  g_autoptr (PanelistKey) key = panelist_key_new ("canary-key-1", NULL);
  g_autoptr (PanelistKey) other_key = panelist_key_new ("canary-key-2", NULL);
  g_autoptr (GDBusConnection) bus = NULL;
  g_autoptr (PanelistSecrets) other = NULL;
  g_autoptr (DexFuture) stored = NULL;

  g_free (unlock ());
  stored = panelist_secrets_store (secrets, "panel-1", "Panelist: Main Panel", key);
  assert_done (stored);

  bus = dismiss_prompts ();
  lock (bus);
  assert_rejected (panelist_secrets_lookup (secrets, "panel-1"), PANELIST_SECRETS_ERROR_LOCKED);
  assert_rejected (panelist_secrets_store (secrets, "panel-1", "Panelist: Main Panel", other_key),
                   PANELIST_SECRETS_ERROR_LOCKED);
  assert_rejected (panelist_secrets_clear (secrets, "panel-1"), PANELIST_SECRETS_ERROR_LOCKED);

  /* A key that never was there is missing, locked or not. For the session any key will do. */
  assert_rejected (panelist_secrets_lookup (secrets, "panel-2"), PANELIST_SECRETS_ERROR_MISSING);
  panelist_secrets_use_for_session (secrets, "panel-1", other_key);
  assert_kept (secrets, "panel-1", "canary-key-2");

  /* The stored one is where it was, after all of that. */
  other = panelist_keyring_new ();
  assert_rejected (panelist_secrets_lookup (other, "panel-1"), PANELIST_SECRETS_ERROR_LOCKED);
}

typedef DexFuture *(*FirstCall) (PanelistSecrets *secrets);

static DexFuture *
call_lookup (PanelistSecrets *secrets)
{
  return panelist_secrets_lookup (secrets, "panel-1");
}

static DexFuture *
call_clear (PanelistSecrets *secrets)
{
  return panelist_secrets_clear (secrets, "panel-1");
}

/* libsecret ends the process when its file is cut short: it is never shown one. */
static void
test_damaged_file (gconstpointer data)
{
  const char cut[] = "GnomeKeyring\n\r\0\n\1\0\4";
  const FirstCall *first_call = data;
  g_autoptr (PanelistSecrets) secrets = NULL;
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "keyrings", NULL);
  g_autofree char *path = g_build_filename (folder, "default.keyring", NULL);

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, cut, sizeof cut - 1, NULL));

  secrets = panelist_keyring_new ();
  assert_rejected ((*first_call) (secrets), PANELIST_SECRETS_ERROR_DAMAGED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  assert_rejected (panelist_secrets_lookup (secrets, "panel-1"), PANELIST_SECRETS_ERROR_MISSING);
}

int
main (int   argc,
      char *argv[])
{
  static const FirstCall lookup = call_lookup;
  static const FirstCall clear = call_clear;
  g_autofree char *home = g_dir_make_tmp (NULL, NULL);

  g_setenv ("HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", home, TRUE);
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secrets/keyring/no-service", test_no_service);
  g_test_add_data_func ("/secrets/keyring/damaged-file/lookup", &lookup, test_damaged_file);
  g_test_add_data_func ("/secrets/keyring/damaged-file/clear", &clear, test_damaged_file);
  g_test_add_func ("/secrets/keyring/journey", test_journey);
  g_test_add_func ("/secrets/keyring/locked", test_locked);
  return g_test_run ();
}
