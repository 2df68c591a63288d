/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-ordering.h"
#include "panelist-settings.h"

G_BEGIN_DECLS

/* One open data directory and everything that works on it: what a page needs beside the panel in use.
 *
 * A page of the window is an AdwNavigationPage with a tag and two writable properties that the window binds:
 * `session` (PanelistSession, NULL until the data is open) and `panel` (PanelistPanel, the one in use, NULL
 * without panels). A page shows toasts with panelist_toast() and asks for another page with a signal that the
 * window answers.
 *
 * Properties (all construct-only): accounts, tracker, ordering, settings, demo (boolean). */
#define PANELIST_TYPE_SESSION (panelist_session_get_type ())
G_DECLARE_FINAL_TYPE (PanelistSession, panelist_session, PANELIST, SESSION, GObject)

PanelistAccounts *panelist_session_get_accounts (PanelistSession *self);
PanelistTracker  *panelist_session_get_tracker  (PanelistSession *self);
PanelistOrdering *panelist_session_get_ordering (PanelistSession *self);
PanelistSettings *panelist_session_get_settings (PanelistSession *self);
gboolean          panelist_session_get_demo     (PanelistSession *self);

/* Opens DIRECTORY, reads it and starts following its orders. Resolves to a PanelistSession, or rejects with
 * PANELIST_STORE_ERROR. */
DexFuture        *panelist_session_open         (const char        *directory,
                                                 PanelistSecrets   *secrets,
                                                 PanelistSettings  *settings,
                                                 gboolean           demo) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to TRUE when the data is closed. */
DexFuture        *panelist_session_close        (PanelistSession   *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
