/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-news.h"
#include "panelist-order-tally.h"
#include "panelist-ordering.h"
#include "panelist-settings.h"

G_BEGIN_DECLS

/* One open data directory and everything that works on it: what a page needs beside the panel in use.
 *
 * A page of the window is an AdwNavigationPage with a tag and two writable properties that the window binds:
 * `session` (PanelistSession, NULL until the data is open) and `panel` (PanelistPanel, the one in use, NULL
 * without panels). A page shows toasts with panelist_toast() and asks for another page with a signal that the
 * window answers. It may have the actions page.search, page.refresh and page.details for the shortcuts.
 * Banners stand below the header bar: a page has a PanelistBanners in its top bars.
 *
 * Properties: checking (boolean: the data is being read over; nothing is placed before that is done), damaged
 * (boolean: that found damage), restored-time (int64). */
#define PANELIST_TYPE_SESSION (panelist_session_get_type ())
G_DECLARE_FINAL_TYPE (PanelistSession, panelist_session, PANELIST, SESSION, GObject)

PanelistSession  *panelist_session_new          (PanelistAccounts  *accounts,
                                                 PanelistSecrets   *secrets,
                                                 PanelistSettings  *settings,
                                                 gboolean           demo);
DexFuture        *panelist_session_open         (const char        *directory,
                                                 PanelistSecrets   *secrets,
                                                 PanelistSettings  *settings,
                                                 gboolean           demo) G_GNUC_WARN_UNUSED_RESULT;
void              panelist_session_start        (PanelistSession   *self);
DexFuture        *panelist_session_close        (PanelistSession   *self) G_GNUC_WARN_UNUSED_RESULT;

PanelistAccounts *panelist_session_get_accounts (PanelistSession   *self);
PanelistTracker  *panelist_session_get_tracker  (PanelistSession   *self);
PanelistOrdering *panelist_session_get_ordering (PanelistSession   *self);
PanelistOrderTally *panelist_session_get_tally  (PanelistSession   *self);
PanelistNews     *panelist_session_get_news     (PanelistSession   *self);
PanelistSecrets  *panelist_session_get_secrets  (PanelistSession   *self);
PanelistSettings *panelist_session_get_settings (PanelistSession   *self);
gboolean          panelist_session_get_demo     (PanelistSession   *self);
int64_t           panelist_session_get_restored_time (PanelistSession *self);
void              panelist_session_dismiss_restored  (PanelistSession *self);

G_END_DECLS
