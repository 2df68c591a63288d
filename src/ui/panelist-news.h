/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-accounts.h"

G_BEGIN_DECLS

/* What changed in the catalogs, and how much of it nobody has seen yet. The log is read only while somebody looks at
 * it: from panelist_news_watch() until panelist_news_unwatch().
 *
 * Properties: log (PanelistChangeLog, boxed, nullable: not read yet), count (int64: changes since the last visit). */
#define PANELIST_TYPE_NEWS (panelist_news_get_type ())
G_DECLARE_FINAL_TYPE (PanelistNews, panelist_news, PANELIST, NEWS, GObject)

PanelistNews      *panelist_news_new       (PanelistAccounts *accounts);
PanelistChangeLog *panelist_news_get_log   (PanelistNews     *self);
int64_t            panelist_news_get_count (PanelistNews     *self);
/* What is in the log is seen as soon as it is read, and so is what comes in while it is watched. */
void               panelist_news_watch     (PanelistNews     *self);
void               panelist_news_unwatch   (PanelistNews     *self);

G_END_DECLS
