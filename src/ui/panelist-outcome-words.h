/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-ordering.h"

G_BEGIN_DECLS

/* The words for what became of sending an order (safety.md A8): translated, plain text; what a panel said is cleaned
 * and isolated in them. `panel_name` may be NULL. */

char *panelist_order_dup_refusal         (PanelistOrder     *order);
char *panelist_order_dup_not_sent        (PanelistOrder     *order);
char *panelist_order_dup_not_sent_short  (PanelistOrder     *order);
char *panelist_order_dup_not_placed      (PanelistOrder     *order);
char *panelist_order_dup_countdown       (PanelistOrder     *order);
char *panelist_order_dup_waiting         (PanelistOrder     *order,
                                          const char        *panel_name);
char *panelist_order_dup_cause           (PanelistOrder     *order);
char *panelist_order_dup_evidence        (PanelistOrder     *order);
char *panelist_order_dup_advice          (PanelistOrder     *order,
                                          const char        *panel_name);
char *panelist_order_dup_sent            (PanelistOrder     *order,
                                          const char        *panel_name);
char *panelist_order_dup_sent_report     (PanelistOrder     *order,
                                          const char        *panel_name);
char *panelist_order_dup_news            (PanelistOrder     *order);
char *panelist_not_placed_dup_hint       (PanelistNotPlaced  allowed,
                                          int64_t            seconds);
char *panelist_error_dup_nothing_settled (const GError      *error,
                                          const char        *number,
                                          const char        *panel_name);

G_END_DECLS
