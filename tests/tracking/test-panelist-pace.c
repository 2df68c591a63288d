/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "panelist-clock.h"
#include "panelist-pace.h"

#define NOW    INT64_C (1800000000)
#define MINUTE 60
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

static void
assert_after (const PanelistPaceOrder *order,
              int64_t                  seconds)
{
  for (guint i = 0; i < 100; i++)
    {
      int64_t next = panelist_pace_next_order_check (order, NOW);

      g_assert_cmpint (next, >=, NOW + MAX (seconds * 9 / 10 - 1, 1));
      g_assert_cmpint (next, <=, NOW + seconds * 11 / 10 + 1);
    }
}

static void
test_intervals (void)
{
  static const struct {
    PanelistOrderStatus status;
    int64_t age;
    int64_t chosen;
    gboolean is_demo;
    int64_t expected;
  } cases[] = {
    { PANELIST_ORDER_STATUS_NONE, 0, 0, FALSE, MINUTE },
    { PANELIST_ORDER_STATUS_PENDING, 9 * MINUTE, 0, FALSE, MINUTE },
    { PANELIST_ORDER_STATUS_IN_PROGRESS, 10 * MINUTE, 0, FALSE, 5 * MINUTE },
    { PANELIST_ORDER_STATUS_IN_PROGRESS, DAY - 1, 0, FALSE, 5 * MINUTE },
    { PANELIST_ORDER_STATUS_IN_PROGRESS, DAY, 0, FALSE, 30 * MINUTE },
    { PANELIST_ORDER_STATUS_UNKNOWN, 0, 0, FALSE, 30 * MINUTE },
    { PANELIST_ORDER_STATUS_NOT_FOUND, 0, 0, FALSE, 30 * MINUTE },
    { PANELIST_ORDER_STATUS_PENDING, 0, 2 * MINUTE, FALSE, 2 * MINUTE },
    { PANELIST_ORDER_STATUS_PENDING, HOUR, 2 * MINUTE, FALSE, 2 * MINUTE },
    { PANELIST_ORDER_STATUS_PENDING, 0, 1, FALSE, 10 },
    { PANELIST_ORDER_STATUS_PENDING, 2 * DAY, 2 * MINUTE, FALSE, 30 * MINUTE },
    { PANELIST_ORDER_STATUS_PENDING, 2 * DAY, HOUR, FALSE, HOUR },
    { PANELIST_ORDER_STATUS_PENDING, HOUR, 0, TRUE, 10 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PanelistPaceOrder order = { 0 };

      order.status = cases[i].status;
      order.placed_time = NOW - cases[i].age;
      order.poll_interval = cases[i].chosen;
      order.is_demo = cases[i].is_demo;
      assert_after (&order, cases[i].expected);
    }
}

/* One more check a day later, then never again. */
static void
test_final (void)
{
  PanelistPaceOrder order = { PANELIST_ORDER_STATUS_COMPLETED, NOW - HOUR, 0, 0, FALSE };

  g_assert_cmpint (panelist_pace_next_order_check (&order, NOW), ==, NOW + DAY);

  order.final_time = NOW - HOUR;
  g_assert_cmpint (panelist_pace_next_order_check (&order, NOW), ==, NOW - HOUR + DAY);

  order.final_time = NOW - DAY;
  g_assert_cmpint (panelist_pace_next_order_check (&order, NOW), ==, 0);
}

/* The scale is applied once to ages and once to intervals. */
static void
test_scale (void)
{
  PanelistPaceOrder young = { PANELIST_ORDER_STATUS_PENDING, NOW - 9, 0, 0, FALSE };
  PanelistPaceOrder older = { PANELIST_ORDER_STATUS_PENDING, NOW - 10, 0, 0, FALSE };
  PanelistPaceOrder final = { PANELIST_ORDER_STATUS_COMPLETED, NOW, 0, 0, FALSE };

  panelist_clock_set_time_scale (60);
  assert_after (&young, 1);
  assert_after (&older, 5);
  g_assert_cmpint (panelist_pace_next_order_check (&final, NOW), ==, NOW + DAY / 60);
  g_assert_true (panelist_pace_is_older (NOW - 1, 60, NOW));
  g_assert_false (panelist_pace_is_older (NOW - 1, 61, NOW));
  panelist_clock_set_time_scale (1);
}

static void
test_is_older (void)
{
  g_assert_true (panelist_pace_is_older (0, 60, NOW));
  g_assert_true (panelist_pace_is_older (NOW + 5, 60, NOW));
  g_assert_true (panelist_pace_is_older (NOW - 60, 60, NOW));
  g_assert_false (panelist_pace_is_older (NOW - 59, 60, NOW));

  g_assert_true (panelist_pace_is_refill_due (NOW, 0, FALSE, FALSE, NOW));
  g_assert_false (panelist_pace_is_refill_due (NOW - 120, NOW - 59, FALSE, FALSE, NOW));
  g_assert_true (panelist_pace_is_refill_due (NOW - 120, NOW - 60, FALSE, FALSE, NOW));
  g_assert_false (panelist_pace_is_refill_due (NOW - HOUR, NOW - 60, FALSE, FALSE, NOW));
  g_assert_true (panelist_pace_is_refill_due (NOW - HOUR, NOW - 60, TRUE, FALSE, NOW));
}

static void
test_hidden (void)
{
  g_assert_false (panelist_pace_is_hidden_due (NOW - 119, NOW - 59, NOW));
  g_assert_true (panelist_pace_is_hidden_due (NOW - 120, NOW - 60, NOW));
  g_assert_false (panelist_pace_is_hidden_due (NOW - 300, NOW + 1, NOW));

  /* Times that make no sense: never later than half an hour, and not before it is time. */
  g_assert_true (panelist_pace_is_hidden_due (0, NOW - 30 * MINUTE, NOW));
  g_assert_false (panelist_pace_is_hidden_due (0, NOW - 30 * MINUTE + 1, NOW));
  g_assert_true (panelist_pace_is_hidden_due (NOW + DAY, NOW, NOW));

  g_assert_true (panelist_pace_is_refill_due (NOW, 0, FALSE, TRUE, NOW));
  g_assert_false (panelist_pace_is_refill_due (NOW - 240, NOW - 119, FALSE, TRUE, NOW));
  g_assert_true (panelist_pace_is_refill_due (NOW - 240, NOW - 120, FALSE, TRUE, NOW));
}

static void
test_back_off (void)
{
  static const int64_t expected[] = { 2000, 2000, 4000, 8000, 16000, 32000, 64000, 128000, 256000, 300000 };

  for (guint n_failures = 0; n_failures < 100; n_failures++)
    {
      int64_t middle = expected[MIN (n_failures, G_N_ELEMENTS (expected) - 1)];
      int64_t pause = panelist_pace_back_off (n_failures);

      g_assert_cmpint (pause, >=, MAX (middle * 9 / 10 - 1, 2000));
      g_assert_cmpint (pause, <=, MIN (middle * 11 / 10 + 1, 300000));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pace/intervals", test_intervals);
  g_test_add_func ("/pace/final", test_final);
  g_test_add_func ("/pace/scale", test_scale);
  g_test_add_func ("/pace/is-older", test_is_older);
  g_test_add_func ("/pace/hidden", test_hidden);
  g_test_add_func ("/pace/back-off", test_back_off);

  return g_test_run ();
}
