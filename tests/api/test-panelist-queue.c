/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "panelist-clock.h"
#include "panelist-queue.h"

/* A minute of the queue is 60 ms of the test. */
#define SCALE 1000.0

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static GObject *
await (DexFuture *future)
{
  GObject *place = NULL;
  const GValue *value = NULL;
  g_autoptr (GError) error = NULL;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);

  value = dex_future_get_value (future, &error);
  g_assert_no_error (error);
  place = g_value_dup_object (value);
  dex_unref (future);

  return place;
}

static void
test_lanes (void)
{
  g_autoptr (PanelistQueue) queue = NULL;
  g_autoptr (GObject) write = NULL;
  g_autoptr (GObject) read = NULL;
  g_autoptr (GObject) turn = NULL;
  DexFuture *next_write = NULL;
  DexFuture *next_read = NULL;
  DexFuture *next_turn = NULL;

  queue = panelist_queue_new ();
  turn = await (panelist_queue_enter (queue, PANELIST_QUEUE_TURN));
  write = await (panelist_queue_enter (queue, PANELIST_QUEUE_WRITE));
  read = await (panelist_queue_enter (queue, PANELIST_QUEUE_READ));
  next_turn = panelist_queue_enter (queue, PANELIST_QUEUE_TURN);
  next_write = panelist_queue_enter (queue, PANELIST_QUEUE_WRITE);
  next_read = panelist_queue_enter (queue, PANELIST_QUEUE_READ);
  settle ();
  g_assert_true (dex_future_is_pending (next_turn));
  g_assert_true (dex_future_is_pending (next_write));
  g_assert_true (dex_future_is_pending (next_read));

  g_clear_object (&write);
  g_assert_true (dex_future_is_resolved (next_write));
  g_assert_true (dex_future_is_pending (next_read));
  g_assert_true (dex_future_is_pending (next_turn));
  g_clear_object (&turn);
  g_assert_true (dex_future_is_resolved (next_turn));

  dex_clear (&next_turn);
  dex_clear (&next_write);
  dex_clear (&next_read);
}

static void
test_abandoned (void)
{
  g_autoptr (PanelistQueue) queue = NULL;
  g_autoptr (GObject) write = NULL;
  DexFuture *next = NULL;

  queue = panelist_queue_new ();
  write = await (panelist_queue_enter (queue, PANELIST_QUEUE_WRITE));

  for (guint i = 0; i < 3; i++)
    dex_unref (panelist_queue_enter (queue, PANELIST_QUEUE_WRITE));

  next = panelist_queue_enter (queue, PANELIST_QUEUE_WRITE);
  g_clear_object (&write);
  g_assert_true (dex_future_is_resolved (next));
  dex_clear (&next);
}

static void
test_balance (void)
{
  g_autoptr (PanelistQueue) queue = NULL;
  g_autoptr (GObject) write = NULL;
  DexFuture *balance = NULL;

  queue = panelist_queue_new ();
  write = await (panelist_queue_enter (queue, PANELIST_QUEUE_ADD));
  balance = panelist_queue_enter (queue, PANELIST_QUEUE_READ_BALANCE);
  settle ();
  g_assert_true (dex_future_is_pending (balance));
  g_clear_object (&write);
  g_assert_true (dex_future_is_resolved (balance));
  dex_clear (&balance);
}

static void
test_adds_apart (void)
{
  g_autoptr (PanelistQueue) queue = NULL;
  int64_t before = 0;

  queue = panelist_queue_new ();

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GObject) place = NULL;

      place = await (panelist_queue_enter (queue, PANELIST_QUEUE_ADD));
      g_assert_cmpint (panelist_clock_monotonic () - before, >=, G_USEC_PER_SEC);
      before = panelist_clock_monotonic ();
    }
}

static void
test_minute (void)
{
  g_autoptr (PanelistQueue) queue = NULL;
  int64_t start = 0;
  DexFuture *read = NULL;
  g_autoptr (GObject) write = NULL;

  queue = panelist_queue_new ();
  start = panelist_clock_monotonic ();

  for (guint i = 0; i < 30; i++)
    g_object_unref (await (panelist_queue_enter (queue, PANELIST_QUEUE_READ)));

  /* the write came later and goes first */
  read = panelist_queue_enter (queue, PANELIST_QUEUE_READ);
  write = await (panelist_queue_enter (queue, PANELIST_QUEUE_WRITE));
  g_assert_cmpint (panelist_clock_monotonic () - start, >=, 60 * G_USEC_PER_SEC);
  g_object_unref (await (read));
}

static void
test_pause (void)
{
  g_autoptr (PanelistQueue) queue = NULL;
  int64_t start = 0;

  queue = panelist_queue_new ();
  start = panelist_clock_monotonic ();
  panelist_queue_pause (queue, 20);
  panelist_queue_pause (queue, 1);
  g_object_unref (await (panelist_queue_enter (queue, PANELIST_QUEUE_READ)));
  g_assert_cmpint (panelist_clock_monotonic () - start, >=, 20 * G_USEC_PER_SEC);
}

static void
test_closed (void)
{
  PanelistQueue *queue = NULL;
  DexFuture *waiting = NULL;
  g_autoptr (GError) error = NULL;

  queue = panelist_queue_new ();
  panelist_queue_pause (queue, 900);
  waiting = panelist_queue_enter (queue, PANELIST_QUEUE_READ);
  g_assert_finalize_object (queue);
  g_assert_null (dex_future_get_value (waiting, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  dex_clear (&waiting);
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  panelist_clock_set_time_scale (SCALE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/queue/lanes", test_lanes);
  g_test_add_func ("/queue/abandoned", test_abandoned);
  g_test_add_func ("/queue/balance", test_balance);
  g_test_add_func ("/queue/adds-apart", test_adds_apart);
  g_test_add_func ("/queue/minute", test_minute);
  g_test_add_func ("/queue/pause", test_pause);
  g_test_add_func ("/queue/closed", test_closed);

  return g_test_run ();
}
