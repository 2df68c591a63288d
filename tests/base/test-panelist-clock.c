/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "panelist-clock.h"

static void
wait_until_done (DexFuture *future)
{
  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
}

/* A wait ends by rejecting, so that it can race with work. */
static void
test_sleep (void)
{
  g_autoptr (DexFuture) sleep = panelist_clock_sleep (1);
  g_autoptr (DexFuture) past = panelist_clock_sleep (-5);
  g_autoptr (GError) error = NULL;

  wait_until_done (sleep);
  wait_until_done (past);
  g_assert_null (dex_future_get_value (sleep, &error));
  g_assert_error (error, DEX_ERROR, DEX_ERROR_TIMED_OUT);
}

/* At this scale an hour is over before the deadline of half a minute, which goes twenty times as
 * fast at most: were either not scaled so, the test would wait for the wrong one. */
static void
test_scale (void)
{
  g_autoptr (DexFuture) hour = NULL;
  g_autoptr (DexFuture) race = NULL;

  panelist_clock_set_time_scale (1e6);
  g_assert_cmpfloat (panelist_clock_get_time_scale (), ==, 1e6);

  hour = panelist_clock_sleep (60 * 60 * 1000);
  race = dex_future_first (panelist_clock_deadline (30 * 1000), dex_future_new_infinite (), NULL);
  wait_until_done (hour);
  g_assert_true (dex_future_is_pending (race));

  panelist_clock_set_time_scale (1);
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clock/sleep", test_sleep);
  g_test_add_func ("/clock/scale", test_scale);

  return g_test_run ();
}
