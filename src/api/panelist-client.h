/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "panelist-answer.h"
#include "panelist-api-error.h"
#include "panelist-catalog.h"
#include "panelist-panel.h"
#include "panelist-secrets.h"
#include "panelist-transport.h"

G_BEGIN_DECLS

/* The ten calls of protocol.md 2 for one panel. Asks the key from the secrets just before a
 * request is signed, queues and paces (safety.md A6), decodes off the main thread, and keeps the
 * panel's `state` up to date. */
#define PANELIST_TYPE_CLIENT (panelist_client_get_type ())
G_DECLARE_FINAL_TYPE (PanelistClient, panelist_client, PANELIST, CLIENT, GObject)

PanelistClient *panelist_client_new                  (PanelistPanel      *panel,
                                                      PanelistSecrets    *secrets,
                                                      PanelistTransport  *transport);
PanelistPanel  *panelist_client_get_panel            (PanelistClient     *self);
/* The panel's one write slot (safety.md A6). Resolves to an object; dropping the last reference to
 * it ends the turn. `add`, `refill`, `cancel` and a balance `for_write` are called by whoever
 * holds the turn. */
DexFuture      *panelist_client_take_turn            (PanelistClient     *self)
                                                      G_GNUC_WARN_UNUSED_RESULT;
/* resolves to a PanelistCatalog (boxed), or rejects: PANELIST_API_ERROR, PANELIST_SECRETS_ERROR */
DexFuture      *panelist_client_list_services        (PanelistClient     *self)
                                                      G_GNUC_WARN_UNUSED_RESULT;
/* resolves to a PanelistAddAnswer (boxed), always; sends at most once */
DexFuture      *panelist_client_add                  (PanelistClient     *self,
                                                      PanelistForm       *form)
                                                      G_GNUC_WARN_UNUSED_RESULT;
/* resolves to a PanelistStatusAnswer (boxed), or rejects */
DexFuture      *panelist_client_read_status          (PanelistClient     *self,
                                                      const char         *order_id)
                                                      G_GNUC_WARN_UNUSED_RESULT;
/* up to 100 ids; resolves to a GPtrArray (boxed) of PanelistStatusAnswer for the ids the panel
 * spoke of, or rejects */
DexFuture      *panelist_client_read_statuses        (PanelistClient     *self,
                                                      const char * const *order_ids)
                                                      G_GNUC_WARN_UNUSED_RESULT;
/* up to 100 ids each; resolve to a PanelistRequestAnswer (boxed), always. One id uses the single
 * form of the call */
DexFuture      *panelist_client_refill               (PanelistClient     *self,
                                                      const char * const *order_ids)
                                                      G_GNUC_WARN_UNUSED_RESULT;
DexFuture      *panelist_client_cancel               (PanelistClient     *self,
                                                      const char * const *order_ids)
                                                      G_GNUC_WARN_UNUSED_RESULT;
DexFuture      *panelist_client_read_refill_statuses (PanelistClient     *self,
                                                      const char * const *refill_ids)
                                                      G_GNUC_WARN_UNUSED_RESULT;
/* resolves to a PanelistBalance (boxed), or rejects; also sets it on the panel.
 * `for_write`: in the queue of writes, exempt from the 60 s spacing (safety.md T0, evidence) */
DexFuture      *panelist_client_read_balance         (PanelistClient     *self,
                                                      gboolean            for_write)
                                                      G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
