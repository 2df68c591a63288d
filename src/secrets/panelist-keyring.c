/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-secrets"

#include "config.h"

#include "panelist-secrets.h"

#include "panelist-clock.h"
#include "panelist-dex.h"
#include "panelist-keyring-file.h"

/* safety.md D2 */
#define TIMEOUT_MILLISECONDS 15000

/* How long to look whether there is a key, which needs no person. */
#define FIND_MILLISECONDS 3000

struct _PanelistKeyring {
  GObject parent_instance;

  PanelistSecrets *session;    /* keys that are used until the process ends */
  gboolean file_checked;
};

/* One attribute, which is no secret: no address and no key in it (safety.md D1). */
static const SecretSchema schema = {
  .name = PANELIST_APPLICATION_ID,
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "panel", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

typedef struct {
  PanelistKeyring *self;
  char *panel_uuid;
  char *label;
  PanelistKey *key;
} Call;

static Call *
call_new (PanelistSecrets *secrets,
          const char      *panel_uuid,
          const char      *label,
          PanelistKey     *key)
{
  Call *call = g_new0 (Call, 1);

  call->self = g_object_ref (PANELIST_KEYRING (secrets));
  call->panel_uuid = g_strdup (panel_uuid);
  call->label = g_strdup (label);
  call->key = key != NULL ? panelist_key_ref (key) : NULL;
  return call;
}

static void
call_free (gpointer data)
{
  Call *call = data;

  g_clear_object (&call->self);
  g_clear_pointer (&call->panel_uuid, g_free);
  g_clear_pointer (&call->label, g_free);
  g_clear_pointer (&call->key, panelist_key_unref);
  g_free (call);
}

static GHashTable *
make_attributes (const char *panel_uuid)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_hash_table_insert (attributes, g_strdup ("panel"), g_strdup (panel_uuid));
  return attributes;
}

/* What libsecret and D-Bus say, as the states of safety.md D3. The message is for logs. */
static GError *
translate_error (const GError *error)
{
  PanelistSecretsError code = PANELIST_SECRETS_ERROR_NO_SERVICE;

  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED))
    code = PANELIST_SECRETS_ERROR_LOCKED;
  return g_error_new (PANELIST_SECRETS_ERROR, (int) code, "The keyring: %s", error->message);
}

static DexFuture *
with_timeout (DexFuture *future,
              guint      milliseconds)
{
  return dex_future_first (future, panelist_clock_deadline (milliseconds), NULL);
}

/* A keyring that stays locked gives neither a key nor an error (safety.md D3, D4), and one that waits for a person
 * gives nothing at all. That there is a key can be told all the same. */
static gboolean
await_is_locked (GHashTable *attributes)
{
  return dex_await_boolean (with_timeout (panelist_password_find (&schema, attributes), FIND_MILLISECONDS), NULL);
}

static GError *
new_locked_error (void)
{
  return g_error_new_literal (PANELIST_SECRETS_ERROR, PANELIST_SECRETS_ERROR_LOCKED,
                              "The keyring has the key, and is locked");
}

/* libsecret keeps keys in a file inside a sandbox, and where it is told to. */
static gboolean
uses_file (void)
{
  const char *backend = g_getenv ("SECRET_BACKEND");

  if (backend != NULL && *backend != '\0')
    return g_str_equal (backend, "file");
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/* Before the first call (safety.md D5). Until a damaged file is out of the way, libsecret must not see it. */
static GError *
check_file (PanelistKeyring *self)
{
  g_autofree char *path = NULL;
  g_autofree char *aside = NULL;

  if (self->file_checked)
    return NULL;
  path = g_build_filename (g_get_user_data_dir (), "keyrings", "default.keyring", NULL);
  if (!uses_file () || panelist_keyring_file_check (path, &aside))
    {
      self->file_checked = TRUE;
      return NULL;
    }
  self->file_checked = !g_file_test (path, G_FILE_TEST_EXISTS);
  return g_error_new (PANELIST_SECRETS_ERROR,
                      PANELIST_SECRETS_ERROR_DAMAGED,
                      "The key file was damaged; a copy was kept: %s",
                      aside);
}

static DexFuture *
store_fiber (gpointer data)
{
  Call *call = data;
  g_autoptr (GHashTable) attributes = NULL;
  g_autoptr (GError) error = NULL;

  /* A damaged file was moved aside by this check: storing goes on with a new one. */
  error = check_file (call->self);
  if (error != NULL && !call->self->file_checked)
    return dex_future_new_for_error (g_steal_pointer (&error));
  g_clear_error (&error);

  attributes = make_attributes (call->panel_uuid);
  if (!dex_await (with_timeout (panelist_password_store (&schema,
                                                         attributes,
                                                         call->label,
                                                         panelist_key_get_text (call->key)),
                                TIMEOUT_MILLISECONDS),
                  &error))
    return dex_future_new_for_error (translate_error (error));

  /* What is stored now is the key, not one that was typed for this session before. */
  dex_await (panelist_secrets_clear (call->self->session, call->panel_uuid), NULL);
  return dex_future_new_true ();
}

static DexFuture *
lookup_fiber (gpointer data)
{
  Call *call = data;
  g_autoptr (GHashTable) attributes = NULL;
  g_autoptr (GBytes) password = NULL;
  g_autoptr (GError) error = NULL;
  PanelistKey *key = NULL;

  key = dex_await_boxed (panelist_secrets_lookup (call->self->session, call->panel_uuid), NULL);
  if (key != NULL)
    return dex_future_new_take_boxed (PANELIST_TYPE_KEY, key);

  error = check_file (call->self);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  attributes = make_attributes (call->panel_uuid);
  password = dex_await_boxed (with_timeout (panelist_password_lookup (&schema, attributes), TIMEOUT_MILLISECONDS),
                              &error);
  if (password == NULL && (error == NULL || g_error_matches (error, DEX_ERROR, DEX_ERROR_TIMED_OUT))
      && await_is_locked (attributes))
    return dex_future_new_for_error (new_locked_error ());
  if (error != NULL)
    return dex_future_new_for_error (translate_error (error));
  /* NULL is not "never stored" (safety.md D4): the caller knows whether a key was. */
  if (password == NULL)
    return dex_future_new_reject (PANELIST_SECRETS_ERROR,
                                  PANELIST_SECRETS_ERROR_MISSING,
                                  "The keyring has no key for this panel");
  key = panelist_key_new (g_bytes_get_data (password, NULL), &error);
  if (key == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_boxed (PANELIST_TYPE_KEY, key);
}

static DexFuture *
clear_fiber (gpointer data)
{
  Call *call = data;
  g_autoptr (GHashTable) attributes = NULL;
  g_autoptr (GError) error = NULL;

  dex_await (panelist_secrets_clear (call->self->session, call->panel_uuid), NULL);

  /* Nothing is left to clear in a file that was moved aside; but it is told. */
  error = check_file (call->self);
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  attributes = make_attributes (call->panel_uuid);
  if (!dex_await_boolean (with_timeout (panelist_password_clear (&schema, attributes), TIMEOUT_MILLISECONDS), &error)
      && error == NULL && await_is_locked (attributes))
    return dex_future_new_for_error (new_locked_error ());
  if (error != NULL)
    return dex_future_new_for_error (translate_error (error));
  return dex_future_new_true ();
}

static DexFuture *
panelist_keyring_store (PanelistSecrets *secrets,
                        const char      *panel_uuid,
                        const char      *label,
                        PanelistKey     *key)
{
  return panelist_spawn ("keyring-store",
                         store_fiber,
                         call_new (secrets, panel_uuid, label, key),
                         call_free);
}

static DexFuture *
panelist_keyring_lookup (PanelistSecrets *secrets,
                         const char      *panel_uuid)
{
  return panelist_spawn ("keyring-lookup",
                         lookup_fiber,
                         call_new (secrets, panel_uuid, NULL, NULL),
                         call_free);
}

static DexFuture *
panelist_keyring_clear (PanelistSecrets *secrets,
                        const char      *panel_uuid)
{
  return panelist_spawn ("keyring-clear",
                         clear_fiber,
                         call_new (secrets, panel_uuid, NULL, NULL),
                         call_free);
}

static void
panelist_keyring_use_for_session (PanelistSecrets *secrets,
                                  const char      *panel_uuid,
                                  PanelistKey     *key)
{
  panelist_secrets_use_for_session (PANELIST_KEYRING (secrets)->session, panel_uuid, key);
}

static void
secrets_iface_init (PanelistSecretsInterface *iface)
{
  iface->store = panelist_keyring_store;
  iface->lookup = panelist_keyring_lookup;
  iface->clear = panelist_keyring_clear;
  iface->use_for_session = panelist_keyring_use_for_session;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PanelistKeyring, panelist_keyring, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PANELIST_TYPE_SECRETS, secrets_iface_init))

static void
panelist_keyring_dispose (GObject *object)
{
  g_clear_object (&PANELIST_KEYRING (object)->session);

  G_OBJECT_CLASS (panelist_keyring_parent_class)->dispose (object);
}

static void
panelist_keyring_class_init (PanelistKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = panelist_keyring_dispose;
}

static void
panelist_keyring_init (PanelistKeyring *self)
{
  self->session = panelist_memory_secrets_new ();
}

/**
 * panelist_keyring_new:
 *
 * Returns: (transfer full): the desktop's keyring, by libsecret's simple API
 */
PanelistSecrets *
panelist_keyring_new (void)
{
  return g_object_new (PANELIST_TYPE_KEYRING, NULL);
}
