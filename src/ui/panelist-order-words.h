/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "panelist-conditions.h"
#include "panelist-order-draft.h"
#include "panelist-order.h"
#include "panelist-panel.h"
#include "panelist-refill.h"

G_BEGIN_DECLS

/* The words for what became of an order (safety.md A8, A10; ux.md 9). All strings are translated; text of a
 * panel in them is cleaned and isolated, and is no markup. */

char       *panelist_order_dup_status        (PanelistOrder       *order);
const char *panelist_order_get_status_icon   (PanelistOrder       *order);
const char *panelist_order_get_status_style  (PanelistOrder       *order);
const char *panelist_order_status_get_word   (PanelistOrderStatus  status);
char       *panelist_order_dup_reason        (PanelistOrder       *order);
char       *panelist_order_dup_target        (PanelistOrder       *order);
char       *panelist_order_dup_second_line   (PanelistOrder       *order,
                                              const char          *panel_name);
gboolean    panelist_order_has_long_reason  (PanelistOrder       *order);
char       *panelist_order_dup_short_line    (PanelistOrder       *order);
char       *panelist_order_dup_progress      (PanelistOrder       *order);
double      panelist_order_get_fraction      (PanelistOrder       *order);
gboolean    panelist_order_is_moving         (PanelistOrder       *order);
char       *panelist_order_dup_charge        (PanelistOrder       *order);
char       *panelist_order_dup_age           (PanelistOrder       *order,
                                              int64_t              now);
char       *panelist_order_dup_label         (PanelistOrder       *order);
char       *panelist_order_dup_name          (PanelistOrder       *order);
char       *panelist_order_dup_support_text  (PanelistOrder       *order);
char       *panelist_order_dup_refill_state  (PanelistIntentState  intent,
                                              PanelistRefillState  state,
                                              const char          *text);
char       *panelist_order_draft_dup_drip_feed (PanelistOrderDraft *draft);
char       *panelist_order_dup_event         (const char          *kind,
                                              const char          *detail);
const char *panelist_order_view_get_name     (PanelistOrderView    view);
const char *panelist_order_view_get_title    (PanelistOrderView    view);
const char *panelist_order_view_get_empty    (PanelistOrderView    view);
const char *panelist_eligibility_get_refill  (PanelistEligibility  eligibility);
const char *panelist_eligibility_get_cancel  (PanelistEligibility  eligibility);
char       *panelist_panel_dup_obstacle      (PanelistPanel       *panel);
char       *panelist_time_dup_moment         (int64_t              time);
char       *panelist_time_dup_age            (int64_t              seconds);
char       *panelist_time_dup_updated        (int64_t              time,
                                              int64_t              now);
const char *panelist_pause_get_words         (PanelistPause        pause);

G_END_DECLS
