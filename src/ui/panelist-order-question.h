/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-order-draft.h"
#include "panelist-order.h"

G_BEGIN_DECLS

/* The dialogs that ask before something is sent. None has a default response: Return must not spend. */

AdwDialog *panelist_order_question_new  (PanelistOrderDraft *draft,
                                         const char         *reasons);
AdwDialog *panelist_again_question_new  (PanelistOrderDraft *draft);
AdwDialog *panelist_refill_question_new (guint               n_orders);
AdwDialog *panelist_cancel_question_new (guint               n_orders,
                                         gboolean            uncertain);

G_END_DECLS
