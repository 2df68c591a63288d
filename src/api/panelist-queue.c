/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-api"

#include "config.h"

#include "panelist-queue.h"

#include "panelist-clock.h"

#define CALLS_PER_MINUTE 30
#define MINUTE           (60 * G_USEC_PER_SEC)
#define ADD_SPACING      G_USEC_PER_SEC
#define NEVER            G_MAXINT64

/* Three lanes, each with one place. */
typedef enum {
  LANE_TURN,
  LANE_WRITE,
  LANE_READ,
  N_LANES,
} Lane;

typedef struct {
  DexPromise *promise;
  PanelistQueueKind kind;
} Waiter;

struct _PanelistQueue {
  GObject parent_instance;

  GQueue waiting[N_LANES];
  gboolean busy[N_LANES];

  int64_t starts[CALLS_PER_MINUTE];  /* a ring: when the last calls were let go */
  guint n_starts;
  int64_t add_from;
  int64_t pause_until;

  DexFuture *timer;
  gboolean pumping;
  gboolean again;
};

G_DEFINE_FINAL_TYPE (PanelistQueue, panelist_queue, G_TYPE_OBJECT)

/* What a caller holds: its last reference gives the place back. */
#define PANELIST_TYPE_QUEUE_PLACE (panelist_queue_place_get_type ())
G_DECLARE_FINAL_TYPE (PanelistQueuePlace, panelist_queue_place, PANELIST, QUEUE_PLACE, GObject)

struct _PanelistQueuePlace {
  GObject parent_instance;

  PanelistQueue *queue;
  Lane lane;
};

G_DEFINE_FINAL_TYPE (PanelistQueuePlace, panelist_queue_place, G_TYPE_OBJECT)

static void pump (PanelistQueue *self);

static void
panelist_queue_place_dispose (GObject *object)
{
  PanelistQueuePlace *self = PANELIST_QUEUE_PLACE (object);

  if (self->queue != NULL)
    {
      self->queue->busy[self->lane] = FALSE;
      pump (self->queue);
    }

  g_clear_object (&self->queue);

  G_OBJECT_CLASS (panelist_queue_place_parent_class)->dispose (object);
}

static void
panelist_queue_place_class_init (PanelistQueuePlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = panelist_queue_place_dispose;
}

static void
panelist_queue_place_init (PanelistQueuePlace *self)
{
}

static Lane
lane_of (PanelistQueueKind kind)
{
  switch (kind)
    {
    case PANELIST_QUEUE_TURN:
      return LANE_TURN;

    case PANELIST_QUEUE_ADD:
    case PANELIST_QUEUE_WRITE:
      return LANE_WRITE;

    case PANELIST_QUEUE_READ:
    case PANELIST_QUEUE_READ_BALANCE:
    default:
      return LANE_READ;
    }
}

/* When a call may start so that no minute sees more than its share; @n_kept places are left to others. */
static int64_t
window_opens (PanelistQueue *self,
              guint          n_kept)
{
  guint index = 0;

  if (self->n_starts + n_kept < CALLS_PER_MINUTE)
    return 0;

  index = (self->n_starts + n_kept) % CALLS_PER_MINUTE;

  return self->starts[index] + MINUTE;
}

/* On the monotonic clock; NEVER means that something else has to end first. */
static int64_t
may_start_at (PanelistQueue *self,
              Waiter        *waiter)
{
  Lane lane = lane_of (waiter->kind);
  int64_t time = 0;

  if (self->busy[lane])
    return NEVER;

  if (lane == LANE_TURN)
    return 0;

  if (waiter->kind == PANELIST_QUEUE_READ_BALANCE && self->busy[LANE_WRITE])
    return NEVER;

  time = window_opens (self, lane == LANE_READ && self->waiting[LANE_WRITE].length > 0 ? 1 : 0);

  if (waiter->kind == PANELIST_QUEUE_ADD)
    time = MAX (time, self->add_from);

  return MAX (time, self->pause_until);
}

static void
let_go (PanelistQueue *self,
        Lane           lane,
        int64_t        now)
{
  Waiter *waiter = NULL;
  PanelistQueuePlace *place = NULL;

  waiter = g_queue_pop_head (&self->waiting[lane]);
  self->busy[lane] = TRUE;

  if (lane != LANE_TURN)
    {
      self->starts[self->n_starts % CALLS_PER_MINUTE] = now;
      self->n_starts++;
    }

  if (waiter->kind == PANELIST_QUEUE_ADD)
    self->add_from = now + ADD_SPACING;

  place = g_object_new (PANELIST_TYPE_QUEUE_PLACE, NULL);
  place->queue = g_object_ref (self);
  place->lane = lane;
  dex_promise_resolve_object (waiter->promise, place);
  dex_unref (waiter->promise);
  g_free (waiter);
}

static DexFuture *
timer_cb (DexFuture *timer,
          gpointer   user_data)
{
  pump (user_data);

  return NULL;
}

static void
wait_until (PanelistQueue *self,
            int64_t        time,
            int64_t        now)
{
  dex_clear (&self->timer);

  if (time != NEVER)
    self->timer = dex_future_catch (panelist_clock_sleep ((time - now) / 1000 + 1),
                                    timer_cb, self, NULL);
}

static void
pump_once (PanelistQueue *self)
{
  int64_t next = NEVER;
  int64_t now = 0;

  now = panelist_clock_monotonic ();

  for (Lane lane = LANE_TURN; lane < N_LANES; lane++)
    {
      Waiter *waiter = NULL;
      int64_t time = NEVER;

      if ((waiter = g_queue_peek_head (&self->waiting[lane])) != NULL)
        time = may_start_at (self, waiter);

      if (time <= now)
        let_go (self, lane, now);
      else
        next = MIN (next, time);
    }

  wait_until (self, next, now);
}

/* A place that nobody waits for any more comes back while it is given: hence the loop. */
static void
pump (PanelistQueue *self)
{
  g_autoptr (PanelistQueue) keep = NULL;

  self->again = TRUE;

  if (self->pumping)
    return;

  keep = g_object_ref (self);
  self->pumping = TRUE;

  while (self->again)
    {
      self->again = FALSE;
      pump_once (self);
    }

  self->pumping = FALSE;
}

static void
panelist_queue_dispose (GObject *object)
{
  PanelistQueue *self = PANELIST_QUEUE (object);

  dex_clear (&self->timer);

  for (Lane lane = LANE_TURN; lane < N_LANES; lane++)
    {
      Waiter *waiter = NULL;

      while ((waiter = g_queue_pop_head (&self->waiting[lane])) != NULL)
        {
          dex_promise_reject (waiter->promise,
                              g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The panel was closed"));
          dex_unref (waiter->promise);
          g_free (waiter);
        }
    }

  G_OBJECT_CLASS (panelist_queue_parent_class)->dispose (object);
}

static void
panelist_queue_class_init (PanelistQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = panelist_queue_dispose;
}

static void
panelist_queue_init (PanelistQueue *self)
{
  for (Lane lane = LANE_TURN; lane < N_LANES; lane++)
    g_queue_init (&self->waiting[lane]);
}

/**
 * panelist_queue_new:
 *
 * Returns: (transfer full): the queue of one panel
 */
PanelistQueue *
panelist_queue_new (void)
{
  return g_object_new (PANELIST_TYPE_QUEUE, NULL);
}

/**
 * panelist_queue_enter:
 * @self: a queue
 * @kind: what for
 *
 * Waits in line. Nothing may be sent to the panel before the future resolves.
 *
 * Returns: (transfer full): a future of an object; dropping the last reference to it, once the answer is
 *   in, makes room for the next
 */
DexFuture *
panelist_queue_enter (PanelistQueue     *self,
                      PanelistQueueKind  kind)
{
  Waiter *waiter = NULL;
  DexPromise *promise = NULL;

  dex_return_error_if_fail (PANELIST_IS_QUEUE (self));

  promise = dex_promise_new ();
  waiter = g_new0 (Waiter, 1);
  waiter->promise = dex_ref (promise);
  waiter->kind = kind;
  g_queue_push_tail (&self->waiting[lane_of (kind)], waiter);
  pump (self);

  return DEX_FUTURE (promise);
}

/**
 * panelist_queue_pause:
 * @self: a queue
 * @seconds: how long the panel asked to wait
 *
 * Lets no further call go for that long. A longer pause that is under way stands.
 */
void
panelist_queue_pause (PanelistQueue *self,
                      int64_t        seconds)
{
  g_return_if_fail (PANELIST_IS_QUEUE (self));

  self->pause_until = MAX (self->pause_until,
                           panelist_clock_monotonic () + seconds * G_USEC_PER_SEC);
  pump (self);
}
