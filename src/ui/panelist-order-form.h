/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-order-draft.h"
#include "panelist-order.h"

G_BEGIN_DECLS

/* The fields of a draft: one row for each that the service type has, the drip-feed, extra parameters, and the words
 * that stay on this computer. It knows fields, never types. */
#define PANELIST_TYPE_ORDER_FORM (panelist_order_form_get_type ())
G_DECLARE_FINAL_TYPE (PanelistOrderForm, panelist_order_form, PANELIST, ORDER_FORM, GtkBox)

GtkWidget *panelist_order_form_new              (PanelistOrderDraft *draft);
void       panelist_order_form_set_draft        (PanelistOrderForm  *self,
                                                 PanelistOrderDraft *draft);
void       panelist_order_form_set_other        (PanelistOrderForm  *self,
                                                 PanelistOrder      *other,
                                                 gboolean            is_twin);
gboolean   panelist_order_form_focus_empty      (PanelistOrderForm  *self);
void       panelist_order_form_add_extra        (PanelistOrderForm  *self);

G_END_DECLS
