/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-client.h"
#include "panelist-keywords.h"
#include "panelist-object-list.h"
#include "panelist-service-marks.h"
#include "panelist-store.h"

G_BEGIN_DECLS

/* The panels that the user has, each with its client, its current catalog and its key; and the one
 * list of all orders and of all refills. Everything on screen is a view over what this holds.
 *
 * Properties: panels, orders, refills (PanelistObjectList, constant), keywords (PanelistKeywords, boxed: by what
 * services are grouped, the built-in ones until others are set).
 * Signal `catalog-changed` (PanelistPanel): panelist_accounts_get_catalog() answers anew, and what changed is in the
 * log of the store. A refresh that finds everything as it was is silent. */
#define PANELIST_TYPE_ACCOUNTS (panelist_accounts_get_type ())
G_DECLARE_FINAL_TYPE (PanelistAccounts, panelist_accounts, PANELIST, ACCOUNTS, GObject)

PanelistAccounts   *panelist_accounts_new             (PanelistStore     *store,
                                                       PanelistSecrets   *secrets,
                                                       PanelistTransport *transport);
/* Reads panels, orders, refills and cached catalogs from the store. Resolves to TRUE. */
DexFuture          *panelist_accounts_load            (PanelistAccounts  *self)
                                                       G_GNUC_WARN_UNUSED_RESULT;
PanelistStore      *panelist_accounts_get_store       (PanelistAccounts  *self);
PanelistObjectList *panelist_accounts_get_panels      (PanelistAccounts  *self);
PanelistObjectList *panelist_accounts_get_orders      (PanelistAccounts  *self);
PanelistObjectList *panelist_accounts_get_refills     (PanelistAccounts  *self);
PanelistPanel      *panelist_accounts_get_panel       (PanelistAccounts  *self,
                                                       int64_t            panel_id);
PanelistClient     *panelist_accounts_get_client      (PanelistAccounts  *self,
                                                       PanelistPanel     *panel);
PanelistCatalog    *panelist_accounts_get_catalog     (PanelistAccounts  *self,
                                                       PanelistPanel     *panel);
PanelistKeywords   *panelist_accounts_get_keywords    (PanelistAccounts  *self);
/* For Troubleshooting: why the last answer changed nothing (NULL: it was good), and what of it was left out. */
const GError       *panelist_accounts_get_catalog_error
                                                      (PanelistAccounts  *self,
                                                       PanelistPanel     *panel);
guint               panelist_accounts_get_skipped     (PanelistAccounts  *self,
                                                       PanelistPanel     *panel,
                                                       PanelistCatalogSkip reason);
/* What people add to services, filled by panelist_accounts_load(); see panelist-service-marks.h. The setters change
 * it at once; each resolves to TRUE when that is stored, or rejects with PANELIST_STORE_ERROR (tell it in a toast):
 * then the marks are as they are stored. They may be called in any order without waiting. */
PanelistServiceMarks *
                    panelist_accounts_get_marks       (PanelistAccounts  *self);
DexFuture          *panelist_accounts_set_favorite    (PanelistAccounts  *self,
                                                       int64_t            panel_id,
                                                       const char        *service_id,
                                                       gboolean           favorite)
                                                       G_GNUC_WARN_UNUSED_RESULT;
DexFuture          *panelist_accounts_set_hidden      (PanelistAccounts  *self,
                                                       int64_t            panel_id,
                                                       const char        *service_id,
                                                       gboolean           hidden)
                                                       G_GNUC_WARN_UNUSED_RESULT;
DexFuture          *panelist_accounts_set_note        (PanelistAccounts  *self,
                                                       int64_t            panel_id,
                                                       const char        *service_id,
                                                       const char        *note)
                                                       G_GNUC_WARN_UNUSED_RESULT;
DexFuture          *panelist_accounts_set_tags        (PanelistAccounts  *self,
                                                       int64_t            panel_id,
                                                       const char        *service_id,
                                                       const char *const *tags)
                                                       G_GNUC_WARN_UNUSED_RESULT;
/* `balance` with an address and a key that are not saved yet. Resolves to a PanelistBalance, or
 * rejects. */
DexFuture          *panelist_accounts_test            (PanelistAccounts  *self,
                                                       const char        *address,
                                                       PanelistKey       *key)
                                                       G_GNUC_WARN_UNUSED_RESULT;
/* Saves key and panel, key first; undoes the key when the panel can not be saved. Resolves to the
 * PanelistPanel; PANELIST_STORE_ERROR_DUPLICATE when a panel has that address and key.
 * `for_session`: do not use the keyring. */
DexFuture          *panelist_accounts_add             (PanelistAccounts  *self,
                                                       PanelistPanel     *panel,
                                                       PanelistKey       *key,
                                                       gboolean           for_session)
                                                       G_GNUC_WARN_UNUSED_RESULT;
/* A changed name, address or option; `key` NULL keeps the stored one. */
DexFuture          *panelist_accounts_save            (PanelistAccounts  *self,
                                                       PanelistPanel     *panel,
                                                       PanelistKey       *key)
                                                       G_GNUC_WARN_UNUSED_RESULT;
/* Removes at once, clears the key only with panelist_accounts_forget() when Undo has passed. */
DexFuture          *panelist_accounts_remove          (PanelistAccounts  *self,
                                                       PanelistPanel     *panel)
                                                       G_GNUC_WARN_UNUSED_RESULT;
DexFuture          *panelist_accounts_restore         (PanelistAccounts  *self,
                                                       PanelistPanel     *panel)
                                                       G_GNUC_WARN_UNUSED_RESULT;
DexFuture          *panelist_accounts_forget          (PanelistAccounts  *self,
                                                       PanelistPanel     *panel)
                                                       G_GNUC_WARN_UNUSED_RESULT;
void                panelist_accounts_use_for_session (PanelistAccounts  *self,
                                                       PanelistPanel     *panel,
                                                       PanelistKey       *key);
/* One at a time per panel; a second call returns the future that runs. Resolve to TRUE, or
 * reject. */
DexFuture          *panelist_accounts_refresh_catalog (PanelistAccounts  *self,
                                                       PanelistPanel     *panel)
                                                       G_GNUC_WARN_UNUSED_RESULT;
DexFuture          *panelist_accounts_refresh_balance (PanelistAccounts  *self,
                                                       PanelistPanel     *panel)
                                                       G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
