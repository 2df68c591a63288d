/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-tracking"

#include "config.h"

#include "panelist-pace.h"

#include "panelist-clock.h"

#define MINUTE 60
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

#define DEMO_INTERVAL   10
#define YOUNG_AGE       (10 * MINUTE)
#define YOUNG_INTERVAL  MINUTE
#define ACTIVE_INTERVAL (5 * MINUTE)
#define OLD_INTERVAL    (30 * MINUTE)
#define LEAST_INTERVAL  10

#define LEAST_BACK_OFF 2000     /* milliseconds */
#define MOST_BACK_OFF  300000

/* How much time of life passed between two moments of the wall clock. */
static int64_t
life_between (int64_t from,
              int64_t to)
{
  return (int64_t) ((double) (to - from) * panelist_clock_get_time_scale ());
}

static int64_t
wall_seconds (int64_t life)
{
  return MAX ((int64_t) ((double) life / panelist_clock_get_time_scale ()), 1);
}

/* Ten percent either way: clients that started together must not stay together. */
static int64_t
with_jitter (int64_t value)
{
  return value + (int64_t) ((double) value * g_random_double_range (-0.1, 0.1));
}

static int64_t
interval_for_age (int64_t  age,
                  int64_t  chosen,
                  gboolean is_demo)
{
  if (is_demo)
    return DEMO_INTERVAL;

  if (age >= DAY)
    return MAX (OLD_INTERVAL, chosen);

  if (chosen > 0)
    return MAX (chosen, LEAST_INTERVAL);

  return age < YOUNG_AGE ? YOUNG_INTERVAL : ACTIVE_INTERVAL;
}

/**
 * panelist_pace_next_order_check:
 * @order: what is known of an order, with the answer that just came
 * @now: the wall clock
 *
 * Every 60 s in the first 10 minutes, every 5 minutes in the first day, then every 30 minutes; an unknown
 * status and an id that the panel denies every 30 minutes. A final order is asked for once more after a day,
 * since staff may still change it.
 *
 * Returns: the time of the next check, 0 = never again
 */
int64_t
panelist_pace_next_order_check (const PanelistPaceOrder *order,
                                int64_t                  now)
{
  int64_t interval = 0;

  if (panelist_order_status_is_final (order->status))
    {
      int64_t final_time = order->final_time > 0 ? order->final_time : now;

      if (life_between (final_time, now) >= DAY)
        return 0;

      return MAX (final_time + wall_seconds (DAY), now + 1);
    }

  if (order->status == PANELIST_ORDER_STATUS_UNKNOWN || order->status == PANELIST_ORDER_STATUS_NOT_FOUND)
    interval = OLD_INTERVAL;
  else
    interval = interval_for_age (life_between (order->placed_time, now), order->poll_interval, order->is_demo);

  return now + wall_seconds (with_jitter (interval));
}

/**
 * panelist_pace_is_hidden_due:
 * @checked_time: when an order was last asked for, or placed
 * @next_check_time: when it is to be asked for
 * @now: the wall clock
 *
 * Nobody sees a hidden window: it asks half as often. Shown again, what is late is asked for at once.
 *
 * Returns: whether the pause before @next_check_time has passed twice
 */
gboolean
panelist_pace_is_hidden_due (int64_t checked_time,
                             int64_t next_check_time,
                             int64_t now)
{
  int64_t pause = CLAMP (next_check_time - checked_time, 0, wall_seconds (OLD_INTERVAL));

  return next_check_time + pause <= now;
}

/**
 * panelist_pace_is_refill_due:
 * @created_time: when the refill was requested
 * @checked_time: when it was last asked for, 0 = never
 * @is_demo: whether the panel is the demo panel
 * @hidden: whether nobody sees the window: half as often
 * @now: the wall clock
 *
 * Returns: whether a refill that is not final is to be asked for
 */
gboolean
panelist_pace_is_refill_due (int64_t  created_time,
                             int64_t  checked_time,
                             gboolean is_demo,
                             gboolean hidden,
                             int64_t  now)
{
  int64_t interval = 0;

  interval = interval_for_age (life_between (created_time, now), 0, is_demo);

  return panelist_pace_is_older (checked_time, hidden ? 2 * interval : interval, now);
}

/**
 * panelist_pace_is_older:
 * @time: a moment of the past, 0 = never
 * @seconds: of life
 * @now: the wall clock
 *
 * Returns: whether @seconds of life passed since @time; also when @time lies in the future, as it does after
 *   the clock was set back
 */
gboolean
panelist_pace_is_older (int64_t time,
                        int64_t seconds,
                        int64_t now)
{
  return time <= 0 || time > now || life_between (time, now) >= seconds;
}

/**
 * panelist_pace_back_off:
 * @n_failures: how many times in a row a panel gave no usable answer, from 1
 *
 * Returns: how long to leave it alone: milliseconds of life, 2 s doubling to 5 min, with jitter
 */
int64_t
panelist_pace_back_off (guint n_failures)
{
  int64_t pause = 0;

  pause = n_failures < 9 ? (int64_t) LEAST_BACK_OFF << (MAX (n_failures, 1) - 1) : MOST_BACK_OFF;

  pause = with_jitter (pause);

  return CLAMP (pause, LEAST_BACK_OFF, MOST_BACK_OFF);
}
