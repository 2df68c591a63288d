/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "panelist-key.h"

G_BEGIN_DECLS

/* Where the keys of panels are kept. The seam that tests replace: `PanelistKeyring` is the real one
 * (libsecret), `PanelistMemorySecrets` keeps keys for the life of the process (the demo). */
#define PANELIST_SECRETS_ERROR (panelist_secrets_error_quark ())

typedef enum {
  PANELIST_SECRETS_ERROR_LOCKED,      /* locked, or the prompt was dismissed */
  PANELIST_SECRETS_ERROR_NO_SERVICE,  /* nothing answers */
  PANELIST_SECRETS_ERROR_DAMAGED,     /* the key file was damaged; a copy was kept */
  PANELIST_SECRETS_ERROR_MISSING,     /* no key under this name: never proof that none was stored */
  PANELIST_SECRETS_ERROR_BAD_KEY,     /* control characters, empty, or over 512 bytes */
} PanelistSecretsError;

GQuark panelist_secrets_error_quark (void);

#define PANELIST_TYPE_SECRETS (panelist_secrets_get_type ())
G_DECLARE_INTERFACE (PanelistSecrets, panelist_secrets, PANELIST, SECRETS, GObject)

struct _PanelistSecretsInterface {
  GTypeInterface parent_iface;

  DexFuture *(*store)  (PanelistSecrets *self, const char *panel_uuid, const char *label, PanelistKey *key);
  DexFuture *(*lookup) (PanelistSecrets *self, const char *panel_uuid);
  DexFuture *(*clear)  (PanelistSecrets *self, const char *panel_uuid);
  void       (*use_for_session) (PanelistSecrets *self, const char *panel_uuid, PanelistKey *key);
};

DexFuture *panelist_secrets_store           (PanelistSecrets *self,
                                             const char      *panel_uuid,
                                             const char      *label,
                                             PanelistKey     *key) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *panelist_secrets_lookup          (PanelistSecrets *self,
                                             const char      *panel_uuid) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *panelist_secrets_clear           (PanelistSecrets *self,
                                             const char      *panel_uuid) G_GNUC_WARN_UNUSED_RESULT;
void       panelist_secrets_use_for_session (PanelistSecrets *self,
                                             const char      *panel_uuid,
                                             PanelistKey     *key);

#define PANELIST_TYPE_KEYRING (panelist_keyring_get_type ())
G_DECLARE_FINAL_TYPE (PanelistKeyring, panelist_keyring, PANELIST, KEYRING, GObject)
PanelistSecrets *panelist_keyring_new (void);

#define PANELIST_TYPE_MEMORY_SECRETS (panelist_memory_secrets_get_type ())
G_DECLARE_FINAL_TYPE (PanelistMemorySecrets, panelist_memory_secrets, PANELIST,
                      MEMORY_SECRETS, GObject)
PanelistSecrets *panelist_memory_secrets_new (void);

G_END_DECLS
