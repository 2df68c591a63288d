/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ordering"

#include "config.h"

#include "panelist-ordering-private.h"

#include "panelist-clock.h"

/* Delayed commit of refills (ux.md 8.7): in the journal first, sent when the delay is over. As for orders, the row
 * decides whether the sending or the taking back was first. */

typedef struct {
  char *uuid;           /* of the request in the journal */
  GPtrArray *orders;    /* of one panel, at most a hundred */
} Batch;

struct _PanelistHeldRefill {
  GObject parent_instance;

  GPtrArray *orders;
  GPtrArray *batches;   /* of Batch */
  DexPromise *canceled;
  DexFuture *outcomes;
  int64_t hold_end;
};

G_DEFINE_FINAL_TYPE (PanelistHeldRefill, panelist_held_refill, G_TYPE_OBJECT)

static void
batch_free (gpointer data)
{
  Batch *batch = data;

  g_ptr_array_unref (batch->orders);
  g_free (batch->uuid);
  g_free (batch);
}

static void
panelist_held_refill_finalize (GObject *object)
{
  PanelistHeldRefill *self = PANELIST_HELD_REFILL (object);

  dex_clear (&self->outcomes);
  dex_clear (&self->canceled);
  g_clear_pointer (&self->batches, g_ptr_array_unref);
  g_clear_pointer (&self->orders, g_ptr_array_unref);

  G_OBJECT_CLASS (panelist_held_refill_parent_class)->finalize (object);
}

static void
panelist_held_refill_class_init (PanelistHeldRefillClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = panelist_held_refill_finalize;
}

static void
panelist_held_refill_init (PanelistHeldRefill *self)
{
  self->orders = g_ptr_array_new_with_free_func (g_object_unref);
  self->batches = g_ptr_array_new_with_free_func (batch_free);
  self->canceled = dex_promise_new ();
}

/**
 * panelist_held_refill_get_orders:
 * @self: a held refill
 *
 * Returns: (transfer none) (element-type PanelistOrder): what it asks for
 */
GPtrArray *
panelist_held_refill_get_orders (PanelistHeldRefill *self)
{
  g_return_val_if_fail (PANELIST_IS_HELD_REFILL (self), NULL);

  return self->orders;
}

int64_t
panelist_held_refill_get_hold_end (PanelistHeldRefill *self)
{
  g_return_val_if_fail (PANELIST_IS_HELD_REFILL (self), 0);

  return self->hold_end;
}

/**
 * panelist_held_refill_is_held:
 * @self: a held refill
 *
 * Returns: whether some of it can still be taken back
 */
gboolean
panelist_held_refill_is_held (PanelistHeldRefill *self)
{
  g_return_val_if_fail (PANELIST_IS_HELD_REFILL (self), FALSE);

  for (guint i = 0; i < self->orders->len; i++)
    if (panelist_order_get_refill_intent (g_ptr_array_index (self->orders, i)) == PANELIST_INTENT_HELD)
      return TRUE;

  return FALSE;
}

/**
 * panelist_held_refill_wait:
 * @self: a held refill
 *
 * Returns: (transfer full): a future of a #GPtrArray of #PanelistRequestOutcome, one for each order that was asked
 *   for; `draft` for those that were taken back
 */
DexFuture *
panelist_held_refill_wait (PanelistHeldRefill *self)
{
  dex_return_error_if_fail (PANELIST_IS_HELD_REFILL (self));

  return dex_ref (self->outcomes);
}

/* When the delay is over */

typedef struct {
  PanelistWish *wish;
  PanelistHeldRefill *held;
} Sending;

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  panelist_wish_free (sending->wish);
  g_clear_object (&sending->held);
  g_free (sending);
}

static gpointer
ref_order (gconstpointer order,
           gpointer      unused)
{
  return g_object_ref ((gpointer) order);
}

static void
await_batches (Sending *sending)
{
  for (guint i = 0; i < sending->held->batches->len; i++)
    {
      Batch *batch = g_ptr_array_index (sending->held->batches, i);
      g_autoptr (GPtrArray) orders = g_ptr_array_copy (batch->orders, ref_order, NULL);

      g_ptr_array_set_free_func (orders, g_object_unref);
      panelist_wish_await_batch (sending->wish, orders, batch->uuid);
    }
}

static DexFuture *
send_fiber (gpointer data)
{
  Sending *sending = data;
  PanelistOrdering *self = sending->wish->self;
  int64_t milliseconds = (sending->held->hold_end - panelist_clock_monotonic ()) / 1000;

  /* The promise is kept when all of it was taken back; a sleep rejects when its time is over. */
  if (dex_await (dex_future_first (panelist_clock_sleep (milliseconds), dex_ref (sending->held->canceled), NULL), NULL))
    panelist_wish_set_ended (sending->wish, sending->held->orders, PANELIST_INTENT_DRAFT, NULL);
  else
    await_batches (sending);

  g_ptr_array_remove (self->held_refills, sending->held);

  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, panelist_wish_collect_outcomes (sending->wish));
}

/* Holding */

typedef struct {
  PanelistWish *wish;
  guint delay;
} Hold;

static void
hold_free (gpointer data)
{
  Hold *hold = data;

  g_clear_pointer (&hold->wish, panelist_wish_free);
  g_free (hold);
}

/* Between its check and the journal no other request takes any of them. */
static void
claim (PanelistOrdering *self,
       GPtrArray        *batches,
       gboolean          claimed)
{
  for (guint i = 0; i < batches->len; i++)
    {
      GPtrArray *orders = g_ptr_array_index (batches, i);

      for (guint k = 0; k < orders->len; k++)
        {
          if (claimed)
            g_hash_table_add (self->claimed_refills, g_object_ref (g_ptr_array_index (orders, k)));
          else
            g_hash_table_remove (self->claimed_refills, g_ptr_array_index (orders, k));
        }
    }
}

/* T-1. What could not be stored is not held, and is told with the rest. */
static gboolean
await_held (Hold               *hold,
            PanelistHeldRefill *held,
            GPtrArray          *orders,
            GError            **error)
{
  PanelistOrdering *self = hold->wish->self;
  g_autofree char *uuid = NULL;
  GError *failure = NULL;
  Batch *batch = NULL;

  uuid = dex_await_string (panelist_store_hold_request (panelist_accounts_get_store (self->accounts),
                                                        PANELIST_INTENT_KIND_REFILL,
                                                        panelist_order_get_panel_id (g_ptr_array_index (orders, 0)),
                                                        orders),
                           &failure);

  if (uuid == NULL)
    {
      panelist_wish_set_ended (hold->wish, orders, PANELIST_INTENT_NOT_SENT, failure->message);
      g_clear_error (error);
      g_propagate_error (error, failure);
      return FALSE;
    }

  batch = g_new0 (Batch, 1);
  batch->uuid = g_steal_pointer (&uuid);
  batch->orders = g_ptr_array_ref (orders);
  g_ptr_array_add (held->batches, batch);

  for (guint i = 0; i < orders->len; i++)
    g_ptr_array_add (held->orders, g_object_ref (g_ptr_array_index (orders, i)));

  panelist_wish_show_state (hold->wish, orders, PANELIST_INTENT_HELD);

  return TRUE;
}

static DexFuture *
hold_refill_fiber (gpointer data)
{
  Hold *hold = data;
  PanelistOrdering *self = hold->wish->self;
  g_autoptr (PanelistHeldRefill) held = NULL;
  g_autoptr (GPtrArray) batches = NULL;
  g_autoptr (GError) error = NULL;
  Sending *sending = NULL;

  batches = panelist_wish_make_batches (hold->wish);

  if (batches->len == 0)
    return dex_future_new_reject (PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_NOT_ELIGIBLE,
                                  "None of these orders takes such a request now");

  held = g_object_new (PANELIST_TYPE_HELD_REFILL, NULL);
  claim (self, batches, TRUE);

  for (guint i = 0; i < batches->len; i++)
    await_held (hold, held, g_ptr_array_index (batches, i), &error);

  claim (self, batches, FALSE);

  if (held->batches->len == 0)
    return dex_future_new_for_error (g_steal_pointer (&error));

  held->hold_end = panelist_clock_monotonic () + hold->delay * G_TIME_SPAN_SECOND;
  g_ptr_array_add (self->held_refills, g_object_ref (held));

  sending = g_new0 (Sending, 1);
  sending->wish = g_steal_pointer (&hold->wish);
  sending->wish->held = TRUE;
  sending->held = g_object_ref (held);
  held->outcomes = panelist_ordering_run (self, "panelist-ordering-send-refill", send_fiber, sending, sending_free);

  return dex_future_new_for_object (held);
}

/**
 * panelist_ordering_hold_refill:
 * @self: ordering
 * @orders: (element-type PanelistOrder): orders of any panels
 * @delay: seconds until it is sent
 * @again: the person was asked about those whose refill is unconfirmed, and wants it once more
 *
 * Asks for refills: journal first, and when the delay is over one call for up to a hundred orders of a panel.
 *
 * Returns: (transfer full): a future of the #PanelistHeldRefill once it is durable as `held`; of
 *   %PANELIST_ORDER_ERROR_NOT_ELIGIBLE when none of them takes one, or of a %PANELIST_STORE_ERROR
 */
DexFuture *
panelist_ordering_hold_refill (PanelistOrdering *self,
                               GPtrArray        *orders,
                               guint             delay,
                               gboolean          again)
{
  Hold *hold = NULL;

  dex_return_error_if_fail (PANELIST_IS_ORDERING (self));
  dex_return_error_if_fail (orders != NULL);

  hold = g_new0 (Hold, 1);
  hold->wish = panelist_wish_new (self, PANELIST_INTENT_KIND_REFILL, orders);
  hold->wish->again = again;
  hold->delay = delay;

  return panelist_ordering_run (self, "panelist-ordering-hold-refill", hold_refill_fiber, hold, hold_free);
}

/* Taking back */

typedef struct {
  PanelistOrdering *self;
  PanelistHeldRefill *held;
} TakeBack;

static void
take_back_free (gpointer data)
{
  TakeBack *take_back = data;

  g_clear_object (&take_back->self);
  g_clear_object (&take_back->held);
  g_free (take_back);
}

/* The order shows the refill before, if there was one. */
static void
await_shown (PanelistOrdering *self,
             PanelistOrder    *order)
{
  static const char *const properties[] = { "refill-id", "refill-state", "refill-text", "refill-time",
                                            "refill-intent" };
  g_autoptr (PanelistOrder) row = NULL;
  g_autoptr (GError) error = NULL;

  row = dex_await_object (panelist_store_find_order (panelist_accounts_get_store (self->accounts),
                                                     panelist_order_get_uuid (order)),
                          &error);

  if (row == NULL)
    {
      g_message ("An order could not be read again: %s", error->message);
      return;
    }

  g_object_freeze_notify (G_OBJECT (order));

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      g_object_get_property (G_OBJECT (row), properties[i], &value);
      g_object_set_property (G_OBJECT (order), properties[i], &value);
    }

  g_object_thaw_notify (G_OBJECT (order));
}

static DexFuture *
take_back_fiber (gpointer data)
{
  TakeBack *take_back = data;
  PanelistStore *store = panelist_accounts_get_store (take_back->self->accounts);
  GPtrArray *batches = take_back->held->batches;
  g_autoptr (GError) error = NULL;
  guint n_back = 0;

  for (guint i = 0; i < batches->len; i++)
    {
      Batch *batch = g_ptr_array_index (batches, i);

      g_clear_error (&error);

      if (!dex_await (panelist_store_take_back_request (store, batch->uuid), &error))
        continue;

      n_back++;

      for (guint k = 0; k < batch->orders->len; k++)
        await_shown (take_back->self, g_ptr_array_index (batch->orders, k));
    }

  if (n_back == batches->len && dex_future_is_pending (DEX_FUTURE (take_back->held->canceled)))
    dex_promise_resolve_boolean (take_back->held->canceled, TRUE);

  if (n_back > 0)
    return dex_future_new_true ();

  if (g_error_matches (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_STATE))
    return dex_future_new_reject (PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_STATE, "The refill is not held any more");

  return dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * panelist_ordering_take_back_refill:
 * @self: ordering
 * @held: a held refill
 *
 * Returns: (transfer full): a future of %TRUE once at least a part of it is taken back; of %PANELIST_ORDER_ERROR_STATE
 *   when all of it was sent, or taken back, before
 */
DexFuture *
panelist_ordering_take_back_refill (PanelistOrdering   *self,
                                    PanelistHeldRefill *held)
{
  TakeBack *take_back = NULL;

  dex_return_error_if_fail (PANELIST_IS_ORDERING (self));
  dex_return_error_if_fail (PANELIST_IS_HELD_REFILL (held));

  take_back = g_new0 (TakeBack, 1);
  take_back->self = g_object_ref (self);
  take_back->held = g_object_ref (held);

  return panelist_ordering_run (self, "panelist-ordering-take-back-refill", take_back_fiber, take_back, take_back_free);
}

PanelistHeldRefill *
panelist_ordering_get_newest_held_refill (PanelistOrdering *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDERING (self), NULL);

  for (guint i = self->held_refills->len; i > 0; i--)
    if (panelist_held_refill_is_held (g_ptr_array_index (self->held_refills, i - 1)))
      return g_ptr_array_index (self->held_refills, i - 1);

  return NULL;
}
