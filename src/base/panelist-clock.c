/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-base"

#include "config.h"

#include "panelist-clock.h"

/* A network peer does not get faster with our clock: beyond this, deadlines would fail healthy calls. */
#define MAX_DEADLINE_SCALE 20.0

static double time_scale = 1.0;

/**
 * panelist_clock_set_time_scale:
 * @scale: how many times faster than life time passes; 1 is life
 *
 * Speeds up every wait of the process. Call once, before the first wait.
 */
void
panelist_clock_set_time_scale (double scale)
{
  g_return_if_fail (scale > 0);

  time_scale = scale;
}

/**
 * panelist_clock_get_time_scale:
 *
 * Returns: the factor set with panelist_clock_set_time_scale(), 1 by default
 */
double
panelist_clock_get_time_scale (void)
{
  return time_scale;
}

/**
 * panelist_clock_now:
 *
 * The wall clock, for what is shown and stored. No state may be decided by it.
 *
 * Returns: UTC seconds since 1970
 */
int64_t
panelist_clock_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/**
 * panelist_clock_monotonic:
 *
 * The clock that waits are measured by; it passes faster with the time scale.
 *
 * Returns: microseconds since some moment in the past
 */
int64_t
panelist_clock_monotonic (void)
{
  return (int64_t) ((double) g_get_monotonic_time () * time_scale);
}

static DexFuture *
wait_for (int64_t milliseconds,
          double  scale)
{
  return dex_timeout_new_usec ((int64_t) ((double) MAX (milliseconds, 0) * 1000.0 / scale));
}

/**
 * panelist_clock_sleep:
 * @milliseconds: how long, on the scaled clock
 *
 * Returns: (transfer full): a future that **rejects** with `DEX_ERROR_TIMED_OUT` when the time is over
 *   (as libdex's timeouts do), so that it can race with work in dex_future_first()
 */
DexFuture *
panelist_clock_sleep (int64_t milliseconds)
{
  return wait_for (milliseconds, time_scale);
}

/**
 * panelist_clock_deadline:
 * @milliseconds: how long a network call may take in life
 *
 * Like panelist_clock_sleep(), but scaled at most twenty times: a peer does not answer faster
 * because our clock runs faster.
 *
 * Returns: (transfer full): a future that rejects with `DEX_ERROR_TIMED_OUT`
 */
DexFuture *
panelist_clock_deadline (int64_t milliseconds)
{
  return wait_for (milliseconds, MIN (time_scale, MAX_DEADLINE_SCALE));
}
