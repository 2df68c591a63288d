/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* The one clock: every wait of the application reads it, so that `--time-scale` speeds all of it
 * up. */

void       panelist_clock_set_time_scale     (double scale);
double     panelist_clock_get_time_scale     (void);
int64_t    panelist_clock_now                (void);
int64_t    panelist_clock_monotonic          (void);
DexFuture *panelist_clock_sleep              (int64_t milliseconds) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *panelist_clock_deadline           (int64_t milliseconds) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
