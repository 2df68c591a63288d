/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include "panelist-clock.h"
#include "panelist-statement.h"
#include "panelist-store-private.h"

PanelistRequestOutcome *
panelist_request_outcome_new (const char *order_uuid)
{
  PanelistRequestOutcome *self = g_new0 (PanelistRequestOutcome, 1);

  self->order_uuid = g_strdup (order_uuid);
  self->outcome = PANELIST_INTENT_UNCONFIRMED;
  return self;
}

void
panelist_request_outcome_free (PanelistRequestOutcome *self)
{
  g_free (self->order_uuid);
  g_free (self->request_id);
  g_free (self->reason);
  g_free (self);
}

/* Begin */

typedef struct {
  PanelistIntentKind kind;
  int64_t panel_id;
  char *uuid;
  GPtrArray *orders;    /* uuids */
} Begin;

static void
begin_free (gpointer data)
{
  Begin *begin = data;

  g_free (begin->uuid);
  g_ptr_array_unref (begin->orders);
  g_free (begin);
}

static gboolean
insert_intent (PanelistConnection  *connection,
               Begin               *begin,
               int64_t             *intent,
               GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (
      connection,
      "INSERT INTO intent (kind, state, uuid, panel, app_version, created_time, sent_time, boot_time)"
      " VALUES (?1, 'submitting', ?2, ?3, ?4, ?5, ?5, ?6)",
      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_nick (statement, 1, PANELIST_TYPE_INTENT_KIND, (int) begin->kind);
  panelist_statement_bind_text (statement, 2, begin->uuid);
  panelist_statement_bind_number (statement, 3, begin->panel_id);
  panelist_statement_bind_text (statement, 4, PANELIST_VERSION);
  panelist_statement_bind_number (statement, 5, panelist_clock_now ());
  panelist_statement_bind_number (statement, 6, g_get_monotonic_time ());
  if (!panelist_statement_run (statement, error))
    return FALSE;
  *intent = sqlite3_last_insert_rowid (panelist_connection_get (connection));
  return panelist_store_add_event (connection, *intent, "submitting", NULL, error);
}

static gboolean
insert_children (PanelistConnection  *connection,
                 Begin               *begin,
                 int64_t              intent,
                 GError             **error)
{
  static const char *const inserts[] = {
    [PANELIST_INTENT_KIND_REFILL] =
        "INSERT INTO refill (intent, order_intent, outcome, created_time) VALUES (?, ?, 'submitting', ?)",
    [PANELIST_INTENT_KIND_CANCEL] =
        "INSERT INTO cancel_request (intent, order_intent, outcome, created_time)"
        " VALUES (?, ?, 'submitting', ?)",
  };
  static const char *const events[] = {
    [PANELIST_INTENT_KIND_REFILL] = "refill-submitting",
    [PANELIST_INTENT_KIND_CANCEL] = "cancel-submitting",
  };
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (connection, inserts[begin->kind], error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < begin->orders->len; i++)
    {
      int64_t order = 0;

      if (!panelist_store_find_intent (connection, g_ptr_array_index (begin->orders, i), &order, error))
        return FALSE;
      panelist_statement_bind_number (statement, 1, intent);
      panelist_statement_bind_number (statement, 2, order);
      panelist_statement_bind_number (statement, 3, panelist_clock_now ());
      if (!panelist_statement_run (statement, error) ||
          !panelist_store_add_event (connection, order, events[begin->kind], NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
begin_request (PanelistConnection  *connection,
               gpointer             input,
               GValue              *result,
               GError             **error)
{
  Begin *begin = input;
  int64_t intent = 0;
  gboolean done = FALSE;

  if (!panelist_connection_begin (connection, error))
    return FALSE;
  done = insert_intent (connection, begin, &intent, error) &&
         insert_children (connection, begin, intent, error);
  if (!panelist_connection_end (connection, done, error))
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_set_string (result, begin->uuid);
  return TRUE;
}

/**
 * panelist_store_begin_request:
 * @self: a store
 * @kind: refill or cancel
 * @panel_id: the panel of all orders
 * @orders: PanelistOrder that were placed
 *
 * Returns: (transfer full): resolves to the uuid (string) of an intent that is durable as `submitting`, with one
 *   child row for each order
 */
DexFuture *
panelist_store_begin_request (PanelistStore      *self,
                              PanelistIntentKind  kind,
                              int64_t             panel_id,
                              GPtrArray          *orders)
{
  Begin *begin = NULL;

  dex_return_error_if_fail (kind != PANELIST_INTENT_KIND_ADD);

  begin = g_new0 (Begin, 1);
  begin->kind = kind;
  begin->panel_id = panel_id;
  begin->uuid = g_uuid_string_random ();
  begin->orders = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < orders->len; i++)
    g_ptr_array_add (begin->orders,
                     g_strdup (panelist_order_get_uuid (g_ptr_array_index (orders, i))));
  return panelist_store_run_intent (self, begin_request, begin, begin_free);
}

/* Finish */

typedef struct {
  char *uuid;
  char *body;
  GPtrArray *outcomes;
  guint http_status;
} Finish;

static void
finish_free (gpointer data)
{
  Finish *finish = data;

  g_free (finish->uuid);
  g_free (finish->body);
  g_ptr_array_unref (finish->outcomes);
  g_free (finish);
}

/* The intent is what its rows are: of one state, or `unconfirmed` while any of them is; else what was accepted. */
static PanelistIntentState
sum_up (GPtrArray *outcomes)
{
  PanelistIntentState state = PANELIST_INTENT_UNCONFIRMED;

  for (guint i = 0; i < outcomes->len; i++)
    {
      PanelistRequestOutcome *outcome = g_ptr_array_index (outcomes, i);

      if (outcome->outcome == PANELIST_INTENT_UNCONFIRMED)
        return PANELIST_INTENT_UNCONFIRMED;
      if (i == 0 || outcome->outcome == PANELIST_INTENT_PLACED)
        state = outcome->outcome;
    }
  return state;
}

static gboolean
find_kind (PanelistConnection  *connection,
           int64_t              intent,
           int                 *kind,
           GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (connection, "SELECT kind FROM intent WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_number (statement, 1, intent);
  if (!panelist_statement_next (statement, error))
    return FALSE;
  *kind = panelist_statement_get_enum (statement, 0, PANELIST_TYPE_INTENT_KIND);
  return TRUE;
}

static gboolean
settle_intent (PanelistConnection  *connection,
               Finish              *finish,
               int64_t              intent,
               GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (
      connection,
      "UPDATE intent SET state = ?, http_status = ?, body = ?, answered_time = ?"
      " WHERE id = ? AND state = 'submitting'",
      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_nick (statement,
                                1,
                                PANELIST_TYPE_INTENT_STATE,
                                (int) sum_up (finish->outcomes));
  panelist_statement_bind_number (statement, 2, finish->http_status);
  panelist_statement_bind_text (statement, 3, finish->body);
  panelist_statement_bind_number (statement, 4, panelist_clock_now ());
  panelist_statement_bind_number (statement, 5, intent);
  if (!panelist_statement_run (statement, error))
    return FALSE;
  if (sqlite3_changes (panelist_connection_get (connection)) == 1)
    return TRUE;
  g_set_error_literal (error,
                       PANELIST_STORE_ERROR,
                       PANELIST_STORE_ERROR_STATE,
                       "The request was settled before");
  return FALSE;
}

static gboolean
settle_children (PanelistConnection  *connection,
                 Finish              *finish,
                 int64_t              intent,
                 gboolean             is_refill,
                 GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (
      connection,
      is_refill ? "UPDATE refill SET outcome = ?1, refill_id = ?2, reason = ?3, state = ?4"
                  " WHERE intent = ?5 AND order_intent = ?6"
                : "UPDATE cancel_request SET outcome = ?1, cancel_id = ?2, reason = ?3"
                  " WHERE intent = ?5 AND order_intent = ?6 AND ?4 IS NOT NULL",
      error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < finish->outcomes->len; i++)
    {
      PanelistRequestOutcome *outcome = g_ptr_array_index (finish->outcomes, i);
      g_autofree char *kind = NULL;
      int64_t order = 0;

      kind = g_strdup_printf (
          "%s-%s",
          is_refill ? "refill" : "cancel",
          g_enum_get_value (g_type_class_get (PANELIST_TYPE_INTENT_STATE), (int) outcome->outcome)
              ->value_nick);
      if (!panelist_store_find_intent (connection, outcome->order_uuid, &order, error))
        return FALSE;
      panelist_statement_bind_nick (statement, 1, PANELIST_TYPE_INTENT_STATE, (int) outcome->outcome);
      panelist_statement_bind_text (statement, 2, outcome->request_id);
      panelist_statement_bind_text (statement, 3, outcome->reason);
      panelist_statement_bind_nick (statement, 4, PANELIST_TYPE_REFILL_STATE, (int) outcome->state);
      panelist_statement_bind_number (statement, 5, intent);
      panelist_statement_bind_number (statement, 6, order);
      if (!panelist_statement_run (statement, error) ||
          !panelist_store_add_event (connection, order, kind, outcome->reason, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_outcome (GPtrArray  *outcomes,
             const char *order_uuid)
{
  for (guint i = 0; i < outcomes->len; i++)
    if (g_str_equal (((PanelistRequestOutcome *) g_ptr_array_index (outcomes, i))->order_uuid, order_uuid))
      return TRUE;
  return FALSE;
}

/* An order that the answer does not name is unconfirmed (safety.md A10). */
static gboolean
add_missing (PanelistConnection  *connection,
             Finish              *finish,
             int64_t              intent,
             gboolean             is_refill,
             GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = panelist_statement_new (
      connection,
      is_refill ? "SELECT o.uuid FROM refill r JOIN intent o ON o.id = r.order_intent WHERE r.intent = ?"
                : "SELECT o.uuid FROM cancel_request r JOIN intent o ON o.id = r.order_intent"
                  " WHERE r.intent = ?",
      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_number (statement, 1, intent);
  while (panelist_statement_next (statement, &failure))
    {
      const char *uuid = panelist_statement_get_text (statement, 0);
      PanelistRequestOutcome *missing = NULL;

      if (has_outcome (finish->outcomes, uuid))
        continue;
      missing = panelist_request_outcome_new (uuid);
      missing->outcome = PANELIST_INTENT_UNCONFIRMED;
      g_ptr_array_add (finish->outcomes, missing);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
finish_all (PanelistConnection  *connection,
            Finish              *finish,
            GError             **error)
{
  int64_t intent = 0;
  int kind = PANELIST_INTENT_KIND_REFILL;

  return panelist_store_find_intent (connection, finish->uuid, &intent, error) &&
         find_kind (connection, intent, &kind, error) &&
         add_missing (connection, finish, intent, kind == PANELIST_INTENT_KIND_REFILL, error) &&
         settle_intent (connection, finish, intent, error) &&
         settle_children (connection, finish, intent, kind == PANELIST_INTENT_KIND_REFILL, error);
}

static gboolean
finish_request (PanelistConnection  *connection,
                gpointer             input,
                GValue              *result,
                GError             **error)
{
  if (!panelist_connection_begin (connection, error))
    return FALSE;
  if (!panelist_connection_end (connection, finish_all (connection, input, error), error))
    return FALSE;
  panelist_store_set_true (result);
  return TRUE;
}

/**
 * panelist_store_finish_request:
 * @self: a store
 * @intent_uuid: what panelist_store_begin_request() gave
 * @http_status: of the answer, 0 = none
 * @body: (nullable): its first 4 KiB, redacted
 * @outcomes: PanelistRequestOutcome, one for each order, copied
 *
 * Returns: (transfer full): resolves to TRUE when every row is settled, in one transaction
 */
DexFuture *
panelist_store_finish_request (PanelistStore *self,
                               const char    *intent_uuid,
                               guint          http_status,
                               const char    *body,
                               GPtrArray     *outcomes)
{
  Finish *finish = g_new0 (Finish, 1);

  finish->uuid = g_strdup (intent_uuid);
  finish->body = g_strdup (body);
  finish->http_status = http_status;
  finish->outcomes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) panelist_request_outcome_free);
  for (guint i = 0; i < outcomes->len; i++)
    {
      PanelistRequestOutcome *outcome = g_ptr_array_index (outcomes, i);
      PanelistRequestOutcome *copy = panelist_request_outcome_new (outcome->order_uuid);

      copy->outcome = outcome->outcome;
      copy->request_id = g_strdup (outcome->request_id);
      copy->reason = g_strdup (outcome->reason);
      copy->state = outcome->state;
      g_ptr_array_add (finish->outcomes, copy);
    }
  return panelist_store_run (self, finish_request, finish, finish_free);
}

/* Refills */

static gboolean
list_refills (PanelistConnection  *connection,
              gpointer             input,
              GValue              *result,
              GError             **error)
{
  static const char *const changing[] = { "intent-state", "refill-id",    "state",       "state-text",
                                          "reason",       "created-time", "checked-time", "final-time" };
  g_autoptr (PanelistStatement) statement = NULL;
  g_autoptr (GPtrArray) refills = NULL;
  g_autoptr (GError) failure = NULL;

  statement = panelist_statement_new (
      connection,
      "SELECT refill.id, o.uuid, o.panel, o.remote_id, outcome, refill_id, refill.state,"
      " refill.state_text, refill.reason, refill.created_time, refill.checked_time, refill.final_time"
      " FROM refill JOIN intent o ON o.id = order_intent ORDER BY refill.id DESC",
      error);
  if (statement == NULL)
    return FALSE;
  refills = g_ptr_array_new_with_free_func (g_object_unref);
  while (panelist_statement_next (statement, &failure))
    {
      PanelistRefill *refill =
          g_object_new (PANELIST_TYPE_REFILL,
                        "id", panelist_statement_get_number (statement, 0),
                        "order-uuid", panelist_statement_get_text (statement, 1),
                        "panel-id", panelist_statement_get_number (statement, 2),
                        "order-remote-id", panelist_statement_get_text (statement, 3),
                        NULL);

      for (int i = 0; i < (int) G_N_ELEMENTS (changing); i++)
        panelist_statement_read_property (statement, i + 4, refill, changing[i]);
      g_ptr_array_add (refills, refill);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&refills));
  return TRUE;
}

DexFuture *
panelist_store_list_refills (PanelistStore *self)
{
  return panelist_store_run (self, list_refills, NULL, NULL);
}

static void
clear_update (gpointer data)
{
  PanelistRefillUpdate *update = data;

  g_free (update->state_text);
  g_free (update);
}

static gboolean
update_refills (PanelistConnection  *connection,
                GPtrArray           *updates,
                GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (
      connection,
      "UPDATE refill SET state = ?2, state_text = coalesce (?3, state_text), checked_time = ?4,"
      " final_time = CASE WHEN ?5 AND final_time = 0 THEN ?4 ELSE final_time END WHERE id = ?1",
      error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < updates->len; i++)
    {
      PanelistRefillUpdate *update = g_ptr_array_index (updates, i);

      panelist_statement_bind_number (statement, 1, update->refill);
      panelist_statement_bind_nick (statement, 2, PANELIST_TYPE_REFILL_STATE, (int) update->state);
      panelist_statement_bind_text (statement, 3, update->state_text);
      panelist_statement_bind_number (statement, 4, update->checked_time);
      panelist_statement_bind_number (statement, 5, panelist_refill_state_is_final (update->state));
      if (!panelist_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
apply_refills (PanelistConnection  *connection,
               gpointer             input,
               GValue              *result,
               GError             **error)
{
  if (!panelist_connection_begin (connection, error))
    return FALSE;
  if (!panelist_connection_end (connection, update_refills (connection, input, error), error))
    return FALSE;
  panelist_store_set_true (result);
  return TRUE;
}

/**
 * panelist_store_apply_refills:
 * @self: a store
 * @updates: PanelistRefillUpdate, copied
 *
 * Returns: (transfer full): resolves to TRUE when all are durable, in one transaction
 */
DexFuture *
panelist_store_apply_refills (PanelistStore *self,
                              GPtrArray     *updates)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (clear_update);

  for (guint i = 0; i < updates->len; i++)
    {
      PanelistRefillUpdate *update =
          g_memdup2 (g_ptr_array_index (updates, i), sizeof (PanelistRefillUpdate));

      update->state_text = g_strdup (update->state_text);
      g_ptr_array_add (copy, update);
    }
  return panelist_store_run (self, apply_refills, copy, (GDestroyNotify) g_ptr_array_unref);
}
