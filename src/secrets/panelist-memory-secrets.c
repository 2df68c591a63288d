/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-secrets"

#include "config.h"

#include "panelist-secrets.h"

struct _PanelistMemorySecrets {
  GObject parent_instance;

  GHashTable *keys;
};

static void
panelist_memory_secrets_use_for_session (PanelistSecrets *secrets,
                                         const char      *panel_uuid,
                                         PanelistKey     *key)
{
  PanelistMemorySecrets *self = PANELIST_MEMORY_SECRETS (secrets);

  g_hash_table_replace (self->keys, g_strdup (panel_uuid), panelist_key_ref (key));
}

static DexFuture *
panelist_memory_secrets_store (PanelistSecrets *secrets,
                               const char      *panel_uuid,
                               const char      *label,
                               PanelistKey     *key)
{
  panelist_memory_secrets_use_for_session (secrets, panel_uuid, key);
  return dex_future_new_true ();
}

static DexFuture *
panelist_memory_secrets_lookup (PanelistSecrets *secrets,
                                const char      *panel_uuid)
{
  PanelistMemorySecrets *self = PANELIST_MEMORY_SECRETS (secrets);
  PanelistKey *key = g_hash_table_lookup (self->keys, panel_uuid);

  if (key == NULL)
    return dex_future_new_reject (PANELIST_SECRETS_ERROR,
                                  PANELIST_SECRETS_ERROR_MISSING,
                                  "No key is kept for this panel");
  return dex_future_new_take_boxed (PANELIST_TYPE_KEY, panelist_key_ref (key));
}

static DexFuture *
panelist_memory_secrets_clear (PanelistSecrets *secrets,
                               const char      *panel_uuid)
{
  PanelistMemorySecrets *self = PANELIST_MEMORY_SECRETS (secrets);

  g_hash_table_remove (self->keys, panel_uuid);
  return dex_future_new_true ();
}

static void
secrets_iface_init (PanelistSecretsInterface *iface)
{
  iface->store = panelist_memory_secrets_store;
  iface->lookup = panelist_memory_secrets_lookup;
  iface->clear = panelist_memory_secrets_clear;
  iface->use_for_session = panelist_memory_secrets_use_for_session;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PanelistMemorySecrets, panelist_memory_secrets, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PANELIST_TYPE_SECRETS, secrets_iface_init))

static void
panelist_memory_secrets_finalize (GObject *object)
{
  PanelistMemorySecrets *self = PANELIST_MEMORY_SECRETS (object);

  g_clear_pointer (&self->keys, g_hash_table_unref);

  G_OBJECT_CLASS (panelist_memory_secrets_parent_class)->finalize (object);
}

static void
panelist_memory_secrets_class_init (PanelistMemorySecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = panelist_memory_secrets_finalize;
}

static void
panelist_memory_secrets_init (PanelistMemorySecrets *self)
{
  self->keys = g_hash_table_new_full (g_str_hash,
                                      g_str_equal,
                                      g_free,
                                      (GDestroyNotify) panelist_key_unref);
}

/**
 * panelist_memory_secrets_new:
 *
 * Returns: (transfer full): secrets that last as long as the object: the demo's, and those of a session
 */
PanelistSecrets *
panelist_memory_secrets_new (void)
{
  return g_object_new (PANELIST_TYPE_MEMORY_SECRETS, NULL);
}
