/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ordering"

#include "config.h"

#include "panelist-ordering-private.h"

#include "panelist-clock.h"
#include "panelist-dex.h"
#include "panelist-pace.h"
#include "panelist-text.h"

G_DEFINE_FINAL_TYPE (PanelistOrdering, panelist_ordering, G_TYPE_OBJECT)

typedef enum {
  PROP_BUSY = 1,
  PROP_SENDING,
} PanelistOrderingProperty;

static GParamSpec *properties[PROP_SENDING + 1];

/* GObject */

static void
panelist_ordering_finalize (GObject *object)
{
  PanelistOrdering *self = PANELIST_ORDERING (object);

  panelist_ordering_stop (self);
  dex_clear (&self->idle);
  g_clear_pointer (&self->first_reads, g_hash_table_unref);
  g_clear_pointer (&self->ends, g_hash_table_unref);
  g_clear_pointer (&self->claimed_refills, g_hash_table_unref);
  g_clear_pointer (&self->held_refills, g_ptr_array_unref);
  g_clear_pointer (&self->held, g_hash_table_unref);
  g_clear_pointer (&self->links, g_hash_table_unref);
  g_clear_pointer (&self->balances, g_hash_table_unref);
  g_clear_object (&self->tracker);
  g_clear_object (&self->accounts);

  G_OBJECT_CLASS (panelist_ordering_parent_class)->finalize (object);
}

static void
panelist_ordering_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  PanelistOrdering *self = PANELIST_ORDERING (object);

  switch ((PanelistOrderingProperty) id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, panelist_ordering_get_busy (self));
      break;

    case PROP_SENDING:
      g_value_set_boolean (value, panelist_ordering_get_sending (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
panelist_ordering_class_init (PanelistOrderingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = panelist_ordering_finalize;
  object_class->get_property = panelist_ordering_get_property;

  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SENDING] =
    g_param_spec_boolean ("sending", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
panelist_ordering_init (PanelistOrdering *self)
{
  self->balances = g_hash_table_new_full (NULL, NULL, g_object_unref, panelist_last_balance_free);
  self->links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, panelist_held_free);
  self->held_refills = g_ptr_array_new_with_free_func (g_object_unref);
  self->claimed_refills = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->ends = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->first_reads = g_hash_table_new_full (NULL, NULL, g_object_unref, dex_unref);
  self->born = panelist_clock_monotonic ();
}

/**
 * panelist_ordering_new:
 * @accounts: loaded accounts
 * @tracker: what follows the placed orders
 *
 * Returns: (transfer full): the one place that spends money
 */
PanelistOrdering *
panelist_ordering_new (PanelistAccounts *accounts,
                       PanelistTracker  *tracker)
{
  PanelistOrdering *self = NULL;

  g_return_val_if_fail (PANELIST_IS_ACCOUNTS (accounts), NULL);
  g_return_val_if_fail (PANELIST_IS_TRACKER (tracker), NULL);

  self = g_object_new (PANELIST_TYPE_ORDERING, NULL);
  self->accounts = g_object_ref (accounts);
  self->tracker = g_object_ref (tracker);

  return self;
}

PanelistAccounts *
panelist_ordering_get_accounts (PanelistOrdering *self)
{
  return self->accounts;
}

PanelistTracker *
panelist_ordering_get_tracker (PanelistOrdering *self)
{
  return self->tracker;
}

/**
 * panelist_ordering_get_busy:
 * @self: ordering
 *
 * Returns: whether something is on its way or not stored yet
 */
gboolean
panelist_ordering_get_busy (PanelistOrdering *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDERING (self), FALSE);

  return self->n_running > 0;
}

/**
 * panelist_ordering_get_sending:
 * @self: ordering
 *
 * Returns: whether a request that spends is on its way: logging out now would leave its outcome unknown
 */
gboolean
panelist_ordering_get_sending (PanelistOrdering *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDERING (self), FALSE);

  return self->n_sending > 0;
}

void
panelist_ordering_count_sending (PanelistOrdering *self,
                                 int               difference)
{
  gboolean before = self->n_sending > 0;

  self->n_sending = (guint) ((int) self->n_sending + difference);

  if (before != (self->n_sending > 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENDING]);
}

static void
count_running (PanelistOrdering *self,
               int               difference)
{
  gboolean before = self->n_running > 0;

  self->n_running = (guint) ((int) self->n_running + difference);

  if (before != (self->n_running > 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);

  if (self->n_running == 0 && self->idle != NULL)
    {
      g_autoptr (DexPromise) idle = g_steal_pointer (&self->idle);

      dex_promise_resolve_boolean (idle, TRUE);
    }
}

/**
 * panelist_ordering_wait_idle:
 * @self: ordering
 *
 * Returns: (transfer full): a future of %TRUE when nothing is on its way any more and everything is stored
 */
DexFuture *
panelist_ordering_wait_idle (PanelistOrdering *self)
{
  dex_return_error_if_fail (PANELIST_IS_ORDERING (self));

  if (self->n_running == 0)
    return dex_future_new_true ();

  if (self->idle == NULL)
    self->idle = dex_promise_new ();

  return dex_ref (DEX_FUTURE (self->idle));
}

static DexFuture *
run_ended_cb (DexFuture *work,
              gpointer   user_data)
{
  count_running (user_data, -1);

  return dex_ref (work);
}

DexFuture *
panelist_ordering_run (PanelistOrdering *self,
                       const char       *name,
                       DexFiberFunc      func,
                       gpointer          data,
                       GDestroyNotify    data_destroy)
{
  count_running (self, 1);

  return panelist_detach (dex_future_finally (panelist_spawn (name, func, data, data_destroy),
                                              run_ended_cb, g_object_ref (self), g_object_unref));
}

void
panelist_ordering_await_retry (guint n_failures)
{
  dex_await (panelist_clock_sleep (panelist_pace_back_off (n_failures)), NULL);
}

/* Nullable: a panel that was removed keeps its orders. */
PanelistPanel *
panelist_ordering_find_panel (PanelistOrdering *self,
                              PanelistOrder    *order)
{
  return panelist_accounts_get_panel (self->accounts, panelist_order_get_panel_id (order));
}

/* Placing */

PanelistPlacement *
panelist_placement_new (PanelistOrdering   *self,
                        PanelistOrderDraft *draft)
{
  PanelistPlacement *placement = NULL;

  placement = g_new0 (PanelistPlacement, 1);
  placement->self = g_object_ref (self);
  placement->draft = panelist_order_draft_copy (draft);
  g_object_get (draft, "order-anyway", &placement->order_anyway, NULL);

  return placement;
}

void
panelist_placement_free (gpointer data)
{
  PanelistPlacement *placement = data;

  g_clear_object (&placement->held);
  g_clear_object (&placement->draft);
  g_clear_object (&placement->self);
  g_free (placement);
}

/* T1: durable as `submitting`, with all of A5, before a byte leaves. */
static PanelistOrder *
await_submitting (PanelistPlacement          *placement,
                  const PanelistLastBalance  *balance,
                  GError                    **error)
{
  PanelistOrdering *self = placement->self;
  PanelistStore *store = panelist_accounts_get_store (self->accounts);
  PanelistTerms terms = panelist_guards_make_terms (placement->draft, balance);
  g_autoptr (PanelistOrder) row = NULL;

  if (placement->held == NULL)
    {
      g_autofree char *link = panelist_guards_claim_link (placement);

      row = dex_await_object (panelist_store_begin_add (store, placement->draft, &terms), error);
      panelist_guards_release_link (placement, link);

      if (row != NULL)
        panelist_object_list_add (panelist_accounts_get_orders (self->accounts), row);

      return g_steal_pointer (&row);
    }

  row = dex_await_object (panelist_store_submit_held (store, panelist_order_get_uuid (placement->held),
                                                      placement->draft, &terms),
                          error);

  if (row == NULL)
    return NULL;

  panelist_ordering_copy_row (placement->held, row);

  return g_object_ref (placement->held);
}

/* From the turn to the stored outcome: read it beside safety.md A4 and A5. */
PanelistOrder *
panelist_ordering_await_sent (PanelistPlacement  *placement,
                              GError            **error)
{
  PanelistOrdering *self = placement->self;
  PanelistPanel *panel = panelist_order_draft_get_panel (placement->draft);
  g_autoptr (PanelistClient) client = NULL;
  g_autoptr (GObject) turn = NULL;
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (PanelistAddAnswer) answer = NULL;
  g_autoptr (GError) failure = NULL;

  client = g_object_ref (panelist_accounts_get_client (self->accounts, panel));

  /* A6: from here to the end of this function nothing else is written to this panel. */
  if (!(turn = panelist_ordering_await_turn (placement, client, error)))
    return NULL;

  /* T0: what was true when the person confirmed may not be true any more. */
  if (!panelist_ordering_await_ready (placement, client, error))
    return NULL;

  /* T1, or nothing is sent. */
  if (!(order = await_submitting (placement, g_hash_table_lookup (self->balances, panel), error)))
    return NULL;

  panelist_ordering_forget_balance (self, panel);
  panelist_ordering_count_sending (self, 1);

  /* Send, once. This is the only call of `add` in the application, and no loop leads to it. */
  answer = dex_await_boxed (panelist_client_add (client, panelist_order_get_form (order)), &failure);

  if (answer == NULL)
    {
      /* The client promises an answer, always. Without one nothing is known. */
      answer = panelist_add_answer_new ();
      answer->outcome = PANELIST_INTENT_UNCONFIRMED;
      answer->text = g_strdup (failure->message);
    }

  /* T2: stored, then shown. */
  panelist_ordering_await_outcome (self, order, answer);
  panelist_ordering_count_sending (self, -1);

  if (panelist_order_get_intent_state (order) == PANELIST_INTENT_REFUSED)
    panelist_ordering_await_refusal (self, order, client, answer);

  if (panelist_order_get_intent_state (order) == PANELIST_INTENT_UNCONFIRMED)
    panelist_ordering_watch (self, order);

  g_clear_object (&turn);

  if (panelist_order_get_intent_state (order) == PANELIST_INTENT_PLACED &&
      panelist_order_get_remote_id (order) != NULL && panelist_ordering_check_panel (self, panel, NULL))
    dex_future_disown (panelist_tracker_watch (self->tracker, order));

  return g_steal_pointer (&order);
}

static DexFuture *
place_fiber (gpointer data)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (GError) error = NULL;

  if (!(order = panelist_ordering_await_sent (data, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_for_object (order);
}

/**
 * panelist_ordering_place:
 * @self: ordering
 * @draft: what to order; copied, so that the form may go on
 *
 * Places one order. Nothing that happens to the caller cancels it. At most one request leaves, whatever the
 * answer is or is not (safety.md A1).
 *
 * Returns: (transfer full): a future of the #PanelistOrder once its outcome is stored; of a
 *   %PANELIST_ORDER_ERROR or %PANELIST_STORE_ERROR when nothing was sent and nothing was stored
 */
DexFuture *
panelist_ordering_place (PanelistOrdering   *self,
                         PanelistOrderDraft *draft)
{
  dex_return_error_if_fail (PANELIST_IS_ORDERING (self));
  dex_return_error_if_fail (PANELIST_IS_ORDER_DRAFT (draft));

  if (panelist_order_draft_get_panel (draft) == NULL || panelist_order_draft_get_service (draft) == NULL)
    return dex_future_new_reject (PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_INVALID,
                                  "The order has no panel or no service");

  return panelist_ordering_run (self, "panelist-ordering-place", place_fiber, panelist_placement_new (self, draft),
                                panelist_placement_free);
}
