/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-ordering.h"

G_BEGIN_DECLS

/* What was spent at one panel, beside its limits (ux.md 8.3), for a form. The ordering decides in the end; this says it
 * before.
 *
 * Signal `changed`: what was spent, or a limit, is another one. */
#define PANELIST_TYPE_SPENDING (panelist_spending_get_type ())
G_DECLARE_FINAL_TYPE (PanelistSpending, panelist_spending, PANELIST, SPENDING, GObject)

PanelistSpending *panelist_spending_new       (PanelistOrdering   *ordering);
void              panelist_spending_set_panel (PanelistSpending   *self,
                                               PanelistPanel      *panel);
void              panelist_spending_reread    (PanelistSpending   *self);
PanelistPanel    *panelist_spending_get_panel (PanelistSpending   *self);
/* Decimal text; NULL = not known yet. */
const char       *panelist_spending_get_day   (PanelistSpending   *self);
const char       *panelist_spending_get_month (PanelistSpending   *self);
/* The limit that the order of a draft would hit, as the error of the ordering; FALSE = none. */
gboolean          panelist_spending_check     (PanelistSpending   *self,
                                               PanelistOrderDraft *draft,
                                               GError            **error);

G_END_DECLS
