/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-ordering.h"

G_BEGIN_DECLS

/* The words for what speaks against an order (ux.md 8.1–8.5): plain translated text. */
char *panelist_guard_dup_other    (PanelistOrder      *other,
                                   PanelistPanel      *panel);
char *panelist_guard_dup_price    (PanelistPanel      *panel,
                                   PanelistService    *before,
                                   PanelistService    *now);
char *panelist_guard_dup_reasons  (PanelistQuestion    question,
                                   PanelistOrderDraft *draft,
                                   PanelistOrder      *other,
                                   PanelistService    *before);
/* A limit that is in the way, as the error of the ordering tells it: the whole sentence, a name for it, and the
 * property of the panel to be changed. NULL = the error is about something else. */
char       *panelist_guard_dup_limit          (const GError       *error,
                                               PanelistPanel      *panel);
const char *panelist_guard_get_limit_title    (const GError       *error);
const char *panelist_guard_get_limit_property (const GError       *error);

G_END_DECLS
