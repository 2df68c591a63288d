/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdint.h>

#include "panelist-enums.h"

G_BEGIN_DECLS

/* When to ask again (protocol.md 7.1, ux.md 9). Pure functions; times are seconds of the wall
 * clock unless said.
 *
 * Intervals and ages are meant in life and go through the time scale of the one clock exactly
 * once, here: with a scale of 60 an order is "ten minutes old" after ten seconds, and "in a
 * minute" is in one second. */

typedef struct {
  PanelistOrderStatus status;
  int64_t             placed_time;
  int64_t             final_time;      /* 0 = not final */
  int64_t             poll_interval;   /* seconds that a person chose for the panel, 0 = default */
  gboolean            is_demo;         /* lives fast: every 10 s of life */
} PanelistPaceOrder;

int64_t  panelist_pace_next_order_check (const PanelistPaceOrder *order,
                                         int64_t                  now);
gboolean panelist_pace_is_hidden_due    (int64_t                  checked_time,
                                         int64_t                  next_check_time,
                                         int64_t                  now);
gboolean panelist_pace_is_refill_due    (int64_t                  created_time,
                                         int64_t                  checked_time,
                                         gboolean                 is_demo,
                                         gboolean                 hidden,
                                         int64_t                  now);
gboolean panelist_pace_is_older         (int64_t                  time,
                                         int64_t                  seconds,
                                         int64_t                  now);
int64_t  panelist_pace_back_off         (guint                    n_failures);

G_END_DECLS
