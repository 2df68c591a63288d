/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include "panelist-clock.h"
#include "panelist-rescue.h"
#include "panelist-statement.h"
#include "panelist-store-private.h"

/* T2 and every other transition */

static PanelistTransition *
transition_copy (const PanelistTransition *transition)
{
  PanelistTransition *copy = g_memdup2 (transition, sizeof *transition);

  copy->uuid = g_strdup (transition->uuid);
  copy->remote_id = g_strdup (transition->remote_id);
  copy->candidate_id = g_strdup (transition->candidate_id);
  copy->reason = g_strdup (transition->reason);
  copy->body = g_strdup (transition->body);
  copy->evidence = g_strdup (transition->evidence);
  copy->balance_after = g_strdup (transition->balance_after);
  copy->evidence_fall = g_strdup (transition->evidence_fall);
  copy->detail = g_strdup (transition->detail);
  return copy;
}

static void
transition_free (gpointer data)
{
  PanelistTransition *transition = data;

  g_free ((char *) transition->uuid);
  g_free ((char *) transition->remote_id);
  g_free ((char *) transition->candidate_id);
  g_free ((char *) transition->reason);
  g_free ((char *) transition->body);
  g_free ((char *) transition->evidence);
  g_free ((char *) transition->balance_after);
  g_free ((char *) transition->evidence_fall);
  g_free ((char *) transition->detail);
  g_free (transition);
}

static gboolean
update_intent (PanelistConnection  *connection,
               PanelistTransition  *transition,
               GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (
      connection,
      "UPDATE intent SET state = ?3, remote_id = coalesce (?4, remote_id),"
      " candidate_id = coalesce (?5, candidate_id), reason = coalesce (?6, reason),"
      " body = coalesce (?7, body), evidence = coalesce (?8, evidence),"
      " reason_code = iif (?11 = 'none', reason_code, ?11),"
      " evidence_kind = iif (?12 = 'none', evidence_kind, ?12),"
      " balance_after = iif (?12 = 'none', balance_after, ?13),"
      " evidence_fall = iif (?12 = 'none', evidence_fall, ?14),"
      " evidence_time = iif (?12 = 'none', evidence_time, ?15),"
      " evidence_reads = max (evidence_reads, ?16), candidate_known = max (candidate_known, ?17),"
      " active_link_time = iif (?18, ?10, active_link_time),"
      " http_status = CASE ?9 WHEN 0 THEN http_status ELSE ?9 END,"
      /* What did not leave, and what was never answered, has no time of an answer. */
      " answered_time = iif (answered_time = 0 AND ?9 <> 0 AND ?3 <> 'not-sent', ?10, answered_time),"
      " ended_time = iif (state = 'submitting', ?10, ended_time),"
      " settled_time = CASE WHEN ?3 = state THEN settled_time WHEN ?3 = 'not-placed' THEN ?10 ELSE 0 END,"
      /* Evidence added to a placed order must not make it due, nor placed, a second time. */
      " placed_time = iif (?3 = 'placed' AND state <> 'placed', ?10, placed_time),"
      " next_check_time = iif (?3 = 'placed' AND state <> 'placed', ?10, next_check_time)"
      " WHERE uuid = ?1 AND state = ?2",
      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_text (statement, 1, transition->uuid);
  panelist_statement_bind_nick (statement, 2, PANELIST_TYPE_INTENT_STATE, (int) transition->from);
  panelist_statement_bind_nick (statement, 3, PANELIST_TYPE_INTENT_STATE, (int) transition->to);
  panelist_statement_bind_text (statement, 4, transition->remote_id);
  panelist_statement_bind_text (statement, 5, transition->candidate_id);
  panelist_statement_bind_text (statement, 6, transition->reason);
  panelist_statement_bind_text (statement, 7, transition->body);
  panelist_statement_bind_text (statement, 8, transition->evidence);
  panelist_statement_bind_number (statement, 9, transition->http_status);
  panelist_statement_bind_number (statement, 10, panelist_clock_now ());
  panelist_statement_bind_nick (statement, 11, PANELIST_TYPE_REASON, (int) transition->reason_code);
  panelist_statement_bind_nick (statement, 12, PANELIST_TYPE_EVIDENCE, (int) transition->evidence_kind);
  panelist_statement_bind_text (statement, 13, transition->balance_after);
  panelist_statement_bind_text (statement, 14, transition->evidence_fall);
  panelist_statement_bind_number (statement, 15, transition->evidence_time);
  panelist_statement_bind_number (statement, 16, transition->evidence_reads);
  panelist_statement_bind_number (statement, 17, transition->candidate_known);
  panelist_statement_bind_number (statement, 18, transition->active_link);
  if (!panelist_statement_run (statement, error))
    return FALSE;
  if (sqlite3_changes (panelist_connection_get (connection)) == 1)
    return TRUE;
  g_set_error_literal (error,
                       PANELIST_STORE_ERROR,
                       PANELIST_STORE_ERROR_STATE,
                       "The order is not in the state this starts from");
  return FALSE;
}

static const char *
event_kind (PanelistTransition *transition)
{
  GEnumClass *klass = g_type_class_get (PANELIST_TYPE_INTENT_STATE);

  if (transition->from == transition->to)
    return "evidence";
  return g_enum_get_value (klass, (int) transition->to)->value_nick;
}

static gboolean
store_transition (PanelistConnection  *connection,
                  PanelistTransition  *transition,
                  GError             **error)
{
  int64_t intent = 0;
  gboolean done = FALSE;

  if (!panelist_connection_begin (connection, error))
    return FALSE;
  done = panelist_store_find_intent (connection, transition->uuid, &intent, error) &&
         update_intent (connection, transition, error) &&
         panelist_store_add_event (connection,
                                   intent,
                                   event_kind (transition),
                                   transition->detail,
                                   error);
  return panelist_connection_end (connection, done, error);
}

static gboolean
is_lost_without_rescue (PanelistTransition *transition,
                        const GError       *error)
{
  return transition->from == PANELIST_INTENT_SUBMITTING &&
         !g_error_matches (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_STATE) &&
         !g_error_matches (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DUPLICATE);
}

/* An outcome that can not be stored now is kept in the rescue file until it can (safety.md A5, T2 fails). */
static void
rescue (PanelistConnection *connection,
        PanelistTransition *transition)
{
  PanelistRescueRecord record = { 0 };

  record.uuid = (char *) transition->uuid;
  record.state = transition->to;
  record.http_status = transition->http_status;
  record.remote_id = (char *) transition->remote_id;
  record.candidate_id = (char *) transition->candidate_id;
  if (!panelist_rescue_write (panelist_connection_get_rescue (connection), &record))
    g_message ("An outcome could not be kept in the rescue file either");
}

static gboolean
run_transition (PanelistConnection  *connection,
                gpointer             input,
                GValue              *result,
                GError             **error)
{
  PanelistTransition *transition = input;
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (GError) failure = NULL;

  if (!store_transition (connection, transition, &failure))
    {
      if (is_lost_without_rescue (transition, failure))
        rescue (connection, transition);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  panelist_rescue_forget (panelist_connection_get_rescue (connection), transition->uuid);
  order = panelist_store_read_order (connection, transition->uuid, error);
  if (order == NULL)
    return FALSE;
  g_value_init (result, PANELIST_TYPE_ORDER);
  g_value_take_object (result, g_steal_pointer (&order));
  return TRUE;
}

/**
 * panelist_store_transition:
 * @self: a store
 * @transition: what happened; copied
 *
 * Returns: (transfer full): resolves to a new PanelistOrder of the row as it is then, once that is durable; rejects
 *   with PANELIST_STORE_ERROR_STATE when the order was not in the state @transition starts from
 */
DexFuture *
panelist_store_transition (PanelistStore            *self,
                           const PanelistTransition *transition)
{
  dex_return_error_if_fail (transition->from == transition->to ||
                            panelist_intent_state_may_become (transition->from, transition->to));

  return panelist_store_run (self, run_transition, transition_copy (transition), transition_free);
}

/* Start-up: outcomes that were kept in the rescue file. A number that another order has is only a candidate. */

static gboolean
import_record (PanelistConnection          *connection,
               const PanelistRescueRecord  *record,
               GError                     **error)
{
  PanelistTransition transition = { 0 };
  g_autoptr (GError) failure = NULL;

  transition.uuid = record->uuid;
  transition.from = PANELIST_INTENT_SUBMITTING;
  transition.to = record->state;
  transition.http_status = record->http_status;
  transition.remote_id = record->remote_id;
  transition.candidate_id = record->candidate_id;
  transition.detail = "from the rescue file";
  if (!panelist_intent_state_may_become (transition.from, transition.to))
    return TRUE;
  if (store_transition (connection, &transition, &failure) ||
      g_error_matches (failure, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_STATE))
    return TRUE;
  if (g_error_matches (failure, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DUPLICATE))
    {
      transition.to = PANELIST_INTENT_UNCONFIRMED;
      transition.candidate_id = transition.remote_id;
      transition.remote_id = NULL;
      transition.reason_code = PANELIST_REASON_NUMBER_TAKEN;
      return store_transition (connection, &transition, error);
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
panelist_store_import_rescue (PanelistConnection  *connection,
                              GError             **error)
{
  PanelistRescue *rescue = panelist_connection_get_rescue (connection);
  g_autoptr (GPtrArray) records = panelist_rescue_read (rescue);

  for (guint i = 0; i < records->len; i++)
    if (!import_record (connection, g_ptr_array_index (records, i), error))
      return FALSE;
  panelist_rescue_clear (rescue);
  return TRUE;
}

/* "refill-unconfirmed" and the like, in the time lines of the orders that were asked for. */
#define EVENTS_OF_REQUESTS(table)                                                                        \
  "INSERT INTO order_event (intent, sequence, boot_time, time, kind, detail)"                            \
  " SELECT order_intent, (SELECT coalesce (max (sequence), 0) FROM order_event e WHERE e.intent = order_intent)" \
  "   + row_number () OVER (PARTITION BY order_intent ORDER BY id), 0, unixepoch (),"                    \
  "   iif ('" table "' = 'refill', 'refill-', 'cancel-') || iif (outcome = 'held', 'not-sent', 'unconfirmed')," \
  "   'found at start' FROM " table " WHERE outcome IN ('held', 'submitting');"

/* Start-up: holding the lock proves that no owner of these rows lives (safety.md A5) */

gboolean
panelist_store_recover_orders (PanelistConnection  *connection,
                               GError             **error)
{
  gboolean done = FALSE;

  if (!panelist_connection_begin (connection, error))
    return FALSE;
  done = panelist_connection_run (
      connection,
      "INSERT INTO order_event (intent, sequence, boot_time, time, kind, detail)"
      " SELECT id, (SELECT coalesce (max (sequence), 0) + 1 FROM order_event e WHERE e.intent = intent.id),"
      " 0, unixepoch (), CASE state WHEN 'held' THEN 'not-sent' ELSE 'unconfirmed' END, 'found at start'"
      " FROM intent WHERE state IN ('held', 'submitting');"
      EVENTS_OF_REQUESTS ("refill") EVENTS_OF_REQUESTS ("cancel_request")
      "UPDATE refill SET outcome = iif (outcome = 'held', 'not-sent', 'unconfirmed')"
      " WHERE outcome IN ('held', 'submitting');"
      "UPDATE cancel_request SET outcome = iif (outcome = 'held', 'not-sent', 'unconfirmed')"
      " WHERE outcome IN ('held', 'submitting');"
      "UPDATE intent SET ended_time = iif (state = 'held', 0, unixepoch ()), reason_code = 'found-at-start',"
      " state = iif (state = 'held', 'not-sent', 'unconfirmed')"
      " WHERE state IN ('held', 'submitting');",
      error);
  return panelist_connection_end (connection, done, error);
}
