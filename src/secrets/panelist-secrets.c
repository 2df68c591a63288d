/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-secrets"

#include "config.h"

#include "panelist-secrets.h"

G_DEFINE_QUARK (panelist-secrets-error-quark, panelist_secrets_error)

G_DEFINE_INTERFACE (PanelistSecrets, panelist_secrets, G_TYPE_OBJECT)

static void
panelist_secrets_default_init (PanelistSecretsInterface *iface)
{
}

/**
 * panelist_secrets_store:
 * @self: where keys are kept
 * @panel_uuid: the panel the key belongs to
 * @label: what the user reads beside it in a keyring manager
 * @key: the key
 *
 * Returns: (transfer full): resolves to TRUE, or rejects with PANELIST_SECRETS_ERROR
 */
DexFuture *
panelist_secrets_store (PanelistSecrets *self,
                        const char      *panel_uuid,
                        const char      *label,
                        PanelistKey     *key)
{
  dex_return_error_if_fail (PANELIST_IS_SECRETS (self));
  dex_return_error_if_fail (panel_uuid != NULL && label != NULL && key != NULL);

  return PANELIST_SECRETS_GET_IFACE (self)->store (self, panel_uuid, label, key);
}

/**
 * panelist_secrets_lookup:
 * @self: where keys are kept
 * @panel_uuid: a panel
 *
 * Returns: (transfer full): resolves to a PanelistKey (boxed), or rejects with PANELIST_SECRETS_ERROR
 */
DexFuture *
panelist_secrets_lookup (PanelistSecrets *self,
                         const char      *panel_uuid)
{
  dex_return_error_if_fail (PANELIST_IS_SECRETS (self));
  dex_return_error_if_fail (panel_uuid != NULL);

  return PANELIST_SECRETS_GET_IFACE (self)->lookup (self, panel_uuid);
}

/**
 * panelist_secrets_clear:
 * @self: where keys are kept
 * @panel_uuid: a panel whose removal can no longer be undone
 *
 * Returns: (transfer full): resolves to TRUE, or rejects with PANELIST_SECRETS_ERROR
 */
DexFuture *
panelist_secrets_clear (PanelistSecrets *self,
                        const char      *panel_uuid)
{
  dex_return_error_if_fail (PANELIST_IS_SECRETS (self));
  dex_return_error_if_fail (panel_uuid != NULL);

  return PANELIST_SECRETS_GET_IFACE (self)->clear (self, panel_uuid);
}

/**
 * panelist_secrets_use_for_session:
 * @self: where keys are kept
 * @panel_uuid: a panel
 * @key: the key to answer with until the process ends, without storing it
 */
void
panelist_secrets_use_for_session (PanelistSecrets *self,
                                  const char      *panel_uuid,
                                  PanelistKey     *key)
{
  g_return_if_fail (PANELIST_IS_SECRETS (self));
  g_return_if_fail (panel_uuid != NULL && key != NULL);

  PANELIST_SECRETS_GET_IFACE (self)->use_for_session (self, panel_uuid, key);
}
