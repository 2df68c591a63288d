/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-accounts.h"
#include "panelist-conditions.h"

G_BEGIN_DECLS

/* Follows orders and refills until they end: asks for what is due, in lists of 100, one
 * transaction per list (ux.md 9, protocol.md 7.1). Reads only.
 *
 * Properties: refreshing (boolean), last-time (UTC seconds of the last complete round, 0 = never),
 * pause (why the timers rest, PanelistPause), hidden (boolean, set by who shows it: nobody looks,
 * half as often is enough). */
#define PANELIST_TYPE_TRACKER (panelist_tracker_get_type ())
G_DECLARE_FINAL_TYPE (PanelistTracker, panelist_tracker, PANELIST, TRACKER, GObject)

PanelistTracker *panelist_tracker_new     (PanelistAccounts *accounts);
/* The timers: orders, refills, balances and catalogs when due. */
void             panelist_tracker_start   (PanelistTracker  *self);
void             panelist_tracker_stop    (PanelistTracker  *self);
/* By hand: every order that is not final of one panel (NULL = all), its refills and its balance,
 * due or not. Resolves to TRUE; rejects with the first error after all panels were tried. */
DexFuture       *panelist_tracker_refresh (PanelistTracker  *self,
                                           PanelistPanel    *panel) G_GNUC_WARN_UNUSED_RESULT;
/* Right after an order was placed: asks for its status, three times 2 s apart while the id is not
 * known yet. */
DexFuture       *panelist_tracker_watch   (PanelistTracker  *self,
                                           PanelistOrder    *order) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
