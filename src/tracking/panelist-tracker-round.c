/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-tracking"

#include "config.h"

#include "panelist-tracker-round.h"

#include "panelist-clock.h"
#include "panelist-pace.h"

#define BATCH 100   /* protocol.md 2: ids in one list */

/* A panel may deny an order that it just took (protocol.md 6): so long its word is not believed. */
#define GRACE (10 * 60)

/* Orders */

static int64_t
get_number (gpointer    object,
            const char *name)
{
  int64_t value = 0;

  g_object_get (object, name, &value, NULL);

  return value;
}

static int64_t
get_placed_time (PanelistOrder *order)
{
  int64_t placed_time = get_number (order, "placed-time");

  return placed_time > 0 ? placed_time : panelist_order_get_created_time (order);
}

static void
schedule (PanelistStatusUpdate *update,
          PanelistPanel        *panel,
          PanelistOrder        *order,
          int64_t               now)
{
  PanelistPaceOrder facts = { 0 };

  facts.status = update->status;
  facts.placed_time = get_placed_time (order);
  facts.final_time = get_number (order, "final-time");
  facts.poll_interval = get_number (panel, "poll-interval");
  facts.is_demo = panelist_panel_get_is_demo (panel);

  update->next_check_time = panelist_pace_next_order_check (&facts, now);
}

static void
take_answer (PanelistStatusUpdate       *update,
             const PanelistStatusAnswer *answer,
             int64_t                     now)
{
  /* Without a word of it the last known status stays (safety.md C6). */
  if (answer->status_text != NULL && *answer->status_text != '\0')
    {
      update->status = answer->status;
      update->status_text = g_strdup (answer->status_text);
    }

  update->charge = g_strdup (answer->charge);
  update->currency = g_strdup (answer->currency);
  update->start_count = answer->start_count;
  update->remains = answer->remains;
  update->checked_time = now;
  update->children = g_strdupv (answer->orders);
}

/* The panel denies the id. It loses nothing of what it said before, and what was final stays so. */
static void
take_denial (PanelistStatusUpdate       *update,
             const PanelistStatusAnswer *answer,
             PanelistOrder              *order,
             int64_t                     now)
{
  if (panelist_order_status_is_final (update->status) ||
      !panelist_pace_is_older (get_placed_time (order), GRACE, now))
    return;

  update->status = PANELIST_ORDER_STATUS_NOT_FOUND;
  update->status_text = g_strdup (answer->error->message);
  update->checked_time = now;
}

/* `answer` NULL: the panel did not speak of this order, and nothing is known of it (safety.md C6). */
static PanelistStatusUpdate *
make_update (PanelistPanel              *panel,
             PanelistOrder              *order,
             const PanelistStatusAnswer *answer,
             int64_t                     now)
{
  PanelistStatusUpdate *update = NULL;

  update = panelist_status_update_new (panelist_order_get_uuid (order));
  update->status = panelist_order_get_status (order);
  update->checked_time = get_number (order, "checked-time");

  if (answer != NULL && answer->error == NULL)
    take_answer (update, answer, now);
  else if (answer != NULL && panelist_api_error_get_class (answer->error) == PANELIST_ERROR_CLASS_ORDER_ID)
    take_denial (update, answer, order, now);

  schedule (update, panel, order, now);

  return update;
}

/* As the store does it: the first time that counts. */
static void
apply_times (PanelistOrder              *order,
             const PanelistStatusUpdate *update)
{
  if (update->status == PANELIST_ORDER_STATUS_IN_PROGRESS && get_number (order, "first-progress-time") == 0)
    g_object_set (order, "first-progress-time", update->checked_time, NULL);

  if (panelist_order_status_is_final (update->status) && get_number (order, "final-time") == 0)
    g_object_set (order, "final-time", update->checked_time, NULL);
}

static void
apply_update (PanelistOrder              *order,
              const PanelistStatusUpdate *update)
{
  g_object_freeze_notify (G_OBJECT (order));

  apply_times (order, update);

  /* As the store does it: a new status is news again. */
  if (update->status != panelist_order_get_status (order))
    g_object_set (order, "seen", FALSE, NULL);

  g_object_set (order, "status", update->status, "checked-time", update->checked_time, NULL);

  if (update->status_text != NULL)
    g_object_set (order, "status-text", update->status_text, NULL);

  if (update->charge != NULL)
    g_object_set (order, "charge", update->charge, NULL);

  if (update->charge != NULL && panelist_order_get_first_charge (order) == NULL)
    g_object_set (order, "first-charge", update->charge, NULL);

  if (update->currency != NULL)
    g_object_set (order, "currency", update->currency, NULL);

  if (update->start_count >= 0)
    g_object_set (order, "start-count", update->start_count, NULL);

  if (update->remains >= 0)
    g_object_set (order, "remains", update->remains, NULL);

  g_object_set (order, "next-check-time", update->next_check_time, NULL);

  g_object_thaw_notify (G_OBJECT (order));
}

/* The order numbers of a panel, to look many up at once. They live as long as the list is not changed. */
static GHashTable *
list_numbers (PanelistAccounts *accounts,
              PanelistPanel    *panel)
{
  GListModel *orders = G_LIST_MODEL (panelist_accounts_get_orders (accounts));
  GHashTable *numbers = NULL;

  numbers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr (PanelistOrder) order = g_list_model_get_item (orders, i);

      if (panelist_order_get_panel_id (order) == panelist_panel_get_id (panel) &&
          panelist_order_get_remote_id (order) != NULL)
        g_hash_table_add (numbers, (gpointer) panelist_order_get_remote_id (order));
    }

  return numbers;
}

static gboolean
has_new_children (PanelistAccounts *accounts,
                  PanelistPanel    *panel,
                  GPtrArray        *updates)
{
  g_autoptr (GHashTable) numbers = NULL;

  for (guint i = 0; i < updates->len; i++)
    {
      const PanelistStatusUpdate *update = g_ptr_array_index (updates, i);

      for (guint j = 0; update->children != NULL && update->children[j] != NULL; j++)
        {
          if (numbers == NULL)
            numbers = list_numbers (accounts, panel);

          if (!g_hash_table_contains (numbers, update->children[j]))
            return TRUE;
        }
    }

  return FALSE;
}

/* The store made rows of the runs of a drip-feed and the posts of a subscription: show them. */
static gboolean
await_new_orders (PanelistAccounts  *accounts,
                  GError           **error)
{
  PanelistObjectList *list = panelist_accounts_get_orders (accounts);
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GPtrArray) missing = NULL;

  if (!(stored = dex_await_boxed (panelist_store_list_orders (panelist_accounts_get_store (accounts)), error)))
    return FALSE;

  missing = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < stored->len; i++)
    {
      PanelistOrder *order = g_ptr_array_index (stored, i);

      /* An order that is being placed is put in by whoever places it. */
      if (panelist_order_get_intent_state (order) == PANELIST_INTENT_PLACED &&
          panelist_object_list_lookup (list, panelist_order_get_uuid (order)) == NULL)
        g_ptr_array_add (missing, g_object_ref (order));
    }

  panelist_object_list_splice (list, missing);

  return TRUE;
}

static gboolean
await_apply (PanelistAccounts  *accounts,
             PanelistPanel     *panel,
             GPtrArray         *updates,
             GError           **error)
{
  gboolean new_children = FALSE;

  if (updates->len == 0)
    return TRUE;

  new_children = has_new_children (accounts, panel, updates);

  if (!dex_await (panelist_store_apply_statuses (panelist_accounts_get_store (accounts), updates), error))
    return FALSE;

  for (guint i = 0; i < updates->len; i++)
    {
      const PanelistStatusUpdate *update = g_ptr_array_index (updates, i);
      PanelistOrder *order = NULL;

      order = panelist_object_list_lookup (panelist_accounts_get_orders (accounts), update->uuid);

      if (order != NULL)
        apply_update (order, update);
    }

  return !new_children || await_new_orders (accounts, error);
}

static GPtrArray *
new_updates (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) panelist_status_update_free);
}

/**
 * panelist_round_await_order:
 * @accounts: the accounts
 * @panel: a panel
 * @order: a placed order of @panel
 * @trusting: whether a denial is passed on and not stored: the panel may just not know the order yet
 * @error: return location for an error
 *
 * Reads and stores the status of one order with the single form of the call. Also without an answer the order
 * gets a time for its next check.
 *
 * Returns: whether the panel told the status; of an order that it denies the error has the class *order id*
 */
gboolean
panelist_round_await_order (PanelistAccounts  *accounts,
                            PanelistPanel     *panel,
                            PanelistOrder     *order,
                            gboolean           trusting,
                            GError           **error)
{
  PanelistClient *client = panelist_accounts_get_client (accounts, panel);
  g_autoptr (PanelistStatusAnswer) answer = NULL;
  g_autoptr (GPtrArray) updates = NULL;
  g_autoptr (GError) reason = NULL;

  answer = dex_await_boxed (panelist_client_read_status (client, panelist_order_get_remote_id (order)),
                            &reason);

  /* A refusal of the single call is an answer about this order like one row of a batch. */
  if (answer == NULL && panelist_api_error_get_class (reason) == PANELIST_ERROR_CLASS_ORDER_ID)
    {
      answer = panelist_status_answer_new ();
      answer->error = g_steal_pointer (&reason);
    }

  if (answer != NULL && answer->error != NULL && trusting)
    {
      g_propagate_error (error, g_error_copy (answer->error));
      return FALSE;
    }

  updates = new_updates ();
  g_ptr_array_add (updates, make_update (panel, order, answer, panelist_clock_now ()));

  if (!await_apply (accounts, panel, updates, error))
    return FALSE;

  if (answer == NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  else if (answer->error != NULL)
    g_propagate_error (error, g_error_copy (answer->error));

  return answer != NULL && answer->error == NULL;
}

static const PanelistStatusAnswer *
find_answer (GPtrArray  *answers,
             const char *remote_id)
{
  for (guint i = 0; i < answers->len; i++)
    {
      const PanelistStatusAnswer *answer = g_ptr_array_index (answers, i);

      if (g_strcmp0 (answer->order_id, remote_id) == 0)
        return answer;
    }

  return NULL;
}

/* One list of up to 100. */
static gboolean
await_batch (PanelistAccounts  *accounts,
             PanelistPanel     *panel,
             GPtrArray         *orders,
             GError           **error)
{
  PanelistClient *client = panelist_accounts_get_client (accounts, panel);
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (GStrv) ids = NULL;
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (GPtrArray) updates = NULL;
  int64_t now = 0;

  builder = g_strv_builder_new ();

  for (guint i = 0; i < orders->len; i++)
    g_strv_builder_add (builder, panelist_order_get_remote_id (g_ptr_array_index (orders, i)));

  ids = g_strv_builder_end (builder);

  if (!(answers = dex_await_boxed (panelist_client_read_statuses (client, (const char *const *) ids), error)))
    return FALSE;

  now = panelist_clock_now ();
  updates = new_updates ();

  for (guint i = 0; i < orders->len; i++)
    g_ptr_array_add (updates, make_update (panel, g_ptr_array_index (orders, i), find_answer (answers, ids[i]), now));

  return await_apply (accounts, panel, updates, error);
}

static PanelistFlag
get_takes_lists (PanelistPanel *panel)
{
  PanelistFlag takes_lists = PANELIST_FLAG_UNKNOWN;

  g_object_get (panel, "batch-status", &takes_lists, NULL);

  return takes_lists;
}

/* The client asks one by one where a panel does not take lists, and says so on the panel: that is remembered. */
static gboolean
await_some (PanelistAccounts  *accounts,
            PanelistPanel     *panel,
            GPtrArray         *orders,
            GError           **error)
{
  PanelistFlag before = get_takes_lists (panel);
  gboolean done = FALSE;
  g_autoptr (GError) reason = NULL;

  done = await_batch (accounts, panel, orders, error);

  if (get_takes_lists (panel) != before &&
      !dex_await (panelist_store_save_panel (panelist_accounts_get_store (accounts), panel), &reason))
    g_debug ("That a panel takes no lists was not saved: %s", reason->message);

  return done;
}

/**
 * panelist_round_await_orders:
 * @accounts: the accounts
 * @panel: a panel
 * @orders: (element-type PanelistOrder): placed orders of @panel
 * @error: return location for an error
 *
 * Reads and stores the status of many orders, 100 a call, one transaction each. Orders that the panel does not
 * speak of stay as they are.
 *
 * Returns: whether all were asked for
 */
gboolean
panelist_round_await_orders (PanelistAccounts  *accounts,
                             PanelistPanel     *panel,
                             GPtrArray         *orders,
                             GError           **error)
{
  for (guint start = 0; start < orders->len; start += BATCH)
    {
      g_autoptr (GPtrArray) some = NULL;

      some = g_ptr_array_new_with_free_func (g_object_unref);

      for (guint i = start; i < MIN (start + BATCH, orders->len); i++)
        g_ptr_array_add (some, g_object_ref (g_ptr_array_index (orders, i)));

      if (!await_some (accounts, panel, some, error))
        return FALSE;
    }

  return TRUE;
}

/* Refills */

static void
apply_refill (PanelistAccounts           *accounts,
              PanelistRefill             *refill,
              const PanelistRefillUpdate *update)
{
  PanelistOrder *order = NULL;

  g_object_set (refill,
                "state", update->state,
                "state-text", update->state_text,
                "checked-time", update->checked_time,
                NULL);

  if (panelist_refill_state_is_final (update->state))
    g_object_set (refill, "final-time", update->checked_time, NULL);

  order = panelist_object_list_lookup (panelist_accounts_get_orders (accounts),
                                       panelist_refill_get_order_uuid (refill));

  /* The order shows its newest refill. */
  if (order != NULL &&
      g_strcmp0 (panelist_order_get_refill_id (order), panelist_refill_get_refill_id (refill)) == 0)
    g_object_set (order, "refill-state", update->state, "refill-text", update->state_text, NULL);
}

static void
refill_update_free (gpointer data)
{
  PanelistRefillUpdate *update = data;

  g_free (update->state_text);
  g_free (update);
}

/* Only what the panel answered: its silence about a refill changes nothing but the time of the check. */
static PanelistRefillUpdate *
make_refill_update (PanelistRefill           *refill,
                    const PanelistRequestRow *row)
{
  PanelistRefillUpdate *update = NULL;

  update = g_new0 (PanelistRefillUpdate, 1);
  update->refill = panelist_refill_get_id (refill);
  update->checked_time = panelist_clock_now ();

  if (row->outcome == PANELIST_INTENT_PLACED)
    {
      update->state = row->state;
      update->state_text = g_strdup (row->text);
    }
  else if (row->outcome == PANELIST_INTENT_REFUSED && row->error_class == PANELIST_ERROR_CLASS_REFILL)
    {
      update->state = PANELIST_REFILL_STATE_NOT_FOUND;
      update->state_text = g_strdup (row->text);
    }
  else
    {
      update->state = panelist_refill_get_state (refill);
      g_object_get (refill, "state-text", &update->state_text, NULL);
    }

  return update;
}

static gboolean
await_some_refills (PanelistAccounts  *accounts,
                    PanelistPanel     *panel,
                    GPtrArray         *refills,
                    GError           **error)
{
  PanelistClient *client = panelist_accounts_get_client (accounts, panel);
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (GStrv) ids = NULL;
  g_autoptr (PanelistRequestAnswer) answer = NULL;
  g_autoptr (GPtrArray) updates = NULL;

  builder = g_strv_builder_new ();

  for (guint i = 0; i < refills->len; i++)
    g_strv_builder_add (builder, panelist_refill_get_refill_id (g_ptr_array_index (refills, i)));

  ids = g_strv_builder_end (builder);
  answer = dex_await_boxed (panelist_client_read_refill_statuses (client, (const char *const *) ids), error);

  if (answer == NULL)
    return FALSE;

  if (answer->failure != NULL)
    {
      g_propagate_error (error, g_error_copy (answer->failure));
      return FALSE;
    }

  /* One row for each id asked, in the order asked. */
  g_return_val_if_fail (answer->rows->len == refills->len, FALSE);

  updates = g_ptr_array_new_with_free_func (refill_update_free);

  for (guint i = 0; i < refills->len; i++)
    g_ptr_array_add (updates, make_refill_update (g_ptr_array_index (refills, i),
                                                  g_ptr_array_index (answer->rows, i)));

  if (!dex_await (panelist_store_apply_refills (panelist_accounts_get_store (accounts), updates), error))
    return FALSE;

  for (guint i = 0; i < refills->len; i++)
    apply_refill (accounts, g_ptr_array_index (refills, i), g_ptr_array_index (updates, i));

  return TRUE;
}

/**
 * panelist_round_await_refills:
 * @accounts: the accounts
 * @panel: a panel
 * @refills: (element-type PanelistRefill): refills of @panel that have an id
 * @error: return location for an error
 *
 * Reads and stores the states of refills, 100 a call.
 *
 * Returns: whether all were asked for
 */
gboolean
panelist_round_await_refills (PanelistAccounts  *accounts,
                              PanelistPanel     *panel,
                              GPtrArray         *refills,
                              GError           **error)
{
  for (guint start = 0; start < refills->len; start += BATCH)
    {
      g_autoptr (GPtrArray) some = NULL;

      some = g_ptr_array_new_with_free_func (g_object_unref);

      for (guint i = start; i < MIN (start + BATCH, refills->len); i++)
        g_ptr_array_add (some, g_object_ref (g_ptr_array_index (refills, i)));

      if (!await_some_refills (accounts, panel, some, error))
        return FALSE;
    }

  return TRUE;
}
