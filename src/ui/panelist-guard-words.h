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

G_END_DECLS
