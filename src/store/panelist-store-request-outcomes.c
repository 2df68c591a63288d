/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include "panelist-clock.h"
#include "panelist-statement.h"
#include "panelist-store-private.h"

/* What became of requests to refill and to cancel: by order, never by position (safety.md A10). */

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
settle_intent (PanelistConnection *connection,
               Finish             *finish,
               int64_t             intent,
               GError            **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (
      connection,
      "UPDATE intent SET state = ?1, http_status = ?2, body = ?3, answered_time = iif (?2 <> 0, ?4, 0)"
      /* From `held` the diagram has no way but to `not-sent`. */
      " WHERE id = ?5 AND state IN ('submitting', 'held')",
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
    return panelist_store_add_event (
        connection,
        intent,
        g_enum_get_value (g_type_class_get (PANELIST_TYPE_INTENT_STATE), (int) sum_up (finish->outcomes))->value_nick,
        NULL,
        error);
  g_set_error_literal (error,
                       PANELIST_STORE_ERROR,
                       PANELIST_STORE_ERROR_STATE,
                       "The request was settled before");
  return FALSE;
}

static gboolean
settle_children (PanelistConnection *connection,
                 Finish             *finish,
                 int64_t             intent,
                 gboolean            is_refill,
                 GError            **error)
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
      int64_t order = 0;

      if (!panelist_store_find_intent (connection, outcome->order_uuid, &order, error))
        return FALSE;
      panelist_statement_bind_nick (statement, 1, PANELIST_TYPE_INTENT_STATE, (int) outcome->outcome);
      panelist_statement_bind_text (statement, 2, outcome->request_id);
      panelist_statement_bind_text (statement, 3, outcome->reason);
      panelist_statement_bind_nick (statement, 4, PANELIST_TYPE_REFILL_STATE, (int) outcome->state);
      panelist_statement_bind_number (statement, 5, intent);
      panelist_statement_bind_number (statement, 6, order);
      if (!panelist_statement_run (statement, error) ||
          !panelist_store_add_request_event (connection, order, is_refill, outcome->outcome, outcome->reason, error))
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
add_missing (PanelistConnection *connection,
             Finish             *finish,
             int64_t             intent,
             gboolean            is_refill,
             GError            **error)
{
  g_autoptr (PanelistStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = panelist_statement_new (
      connection,
      is_refill ? "SELECT o.uuid FROM refill r JOIN intent o ON o.id = r.order_intent"
                  " WHERE r.intent = ? AND outcome = 'submitting'"
                : "SELECT o.uuid FROM cancel_request r JOIN intent o ON o.id = r.order_intent"
                  " WHERE r.intent = ? AND outcome = 'submitting'",
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
finish_all (PanelistConnection *connection,
            Finish             *finish,
            GError            **error)
{
  int64_t intent = 0;
  int kind = PANELIST_INTENT_KIND_REFILL;

  return panelist_store_find_intent (connection, finish->uuid, &intent, error) &&
         panelist_store_find_kind (connection, intent, &kind, error) &&
         add_missing (connection, finish, intent, kind == PANELIST_INTENT_KIND_REFILL, error) &&
         settle_intent (connection, finish, intent, error) &&
         settle_children (connection, finish, intent, kind == PANELIST_INTENT_KIND_REFILL, error);
}

static gboolean
finish_request (PanelistConnection *connection,
                gpointer            input,
                GValue             *result,
                GError            **error)
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
