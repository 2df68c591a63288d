/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-ordering.h"

G_BEGIN_DECLS

/* Takes a confirmed draft to its outcome for one form: held first or at once. What is on its way belongs to the
 * ordering and goes on when the form is gone; then nobody is told.
 *
 * Property: sending (boolean): something that was confirmed here is not decided yet and not held.
 * Signals, each with the PanelistOrderDraft as it was confirmed: `held` (PanelistOrder, draft), `settled`
 * (PanelistOrder, draft): the outcome is stored, whatever it is; `failed` (GError, draft): nothing was sent;
 * `returned` (draft): a held order was taken back here; `too-late`: it was sent, or taken back, before. */
#define PANELIST_TYPE_ORDER_PLACER (panelist_order_placer_get_type ())
G_DECLARE_FINAL_TYPE (PanelistOrderPlacer, panelist_order_placer, PANELIST, ORDER_PLACER, GObject)

PanelistOrderPlacer *panelist_order_placer_new        (PanelistOrdering    *ordering);
gboolean             panelist_order_placer_get_sending (PanelistOrderPlacer *self);
void                 panelist_order_placer_place      (PanelistOrderPlacer *self,
                                                       PanelistOrderDraft  *draft);
void                 panelist_order_placer_send_again (PanelistOrderPlacer *self,
                                                       PanelistOrderDraft  *draft,
                                                       PanelistOrder       *twin);
void                 panelist_order_placer_hold       (PanelistOrderPlacer *self,
                                                       PanelistOrderDraft  *draft,
                                                       guint                delay);
void                 panelist_order_placer_take_back  (PanelistOrderPlacer *self,
                                                       PanelistOrder       *order);

G_END_DECLS
