/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include <string.h>

#include "panelist-clock.h"
#include "panelist-statement.h"
#include "panelist-store-private.h"

/* The columns of `intent` that are properties of an order, by the same name. */
#define ORDER_COLUMNS                                                                              \
  "id, uuid, panel, origin, quantity, expected_charge, currency, created_time, retry_of, parent, " \
  "state, remote_id, status, status_text, start_count, remains, first_charge, charge, reason, "    \
  "http_status, balance_before, evidence, sent_time, answered_time, placed_time, "                 \
  "first_progress_time, final_time, checked_time, next_check_time, seen, note, tag, reason_code, " \
  "evidence_kind, balance_before_time, balance_after, evidence_fall, evidence_time, "              \
  "evidence_reads, candidate_id, candidate_known, active_link_time, ended_time, settled_time, " \
  "balance_before_currency, balance_before_ambiguous, sent_sequence"

static const char *const order_properties[] = {
  "id",            "uuid",        "panel-id",      "origin",        "quantity",
  "expected-charge", "currency",  "created-time",  "retry-of",      "parent",
  "intent-state",  "remote-id",   "status",        "status-text",   "start-count",
  "remains",       "first-charge", "charge",       "reason",        "http-status",
  "balance-before", "evidence",   "sent-time",     "answered-time", "placed-time",
  "first-progress-time", "final-time", "checked-time", "next-check-time", "seen",
  "note",          "tag",         "reason-code",   "evidence-kind", "balance-before-time",
  "balance-after", "evidence-fall", "evidence-time", "evidence-reads", "candidate-id",
  "candidate-known", "active-link-time", "ended-time", "settled-time", "balance-before-currency",
  "balance-before-ambiguous", "sent-sequence",
};

#define N_ORDER_PROPERTIES ((int) G_N_ELEMENTS (order_properties))

/* One that was taken back is as if it had never been. */
#define NEWEST_CANCEL                                                                              \
  "FROM cancel_request WHERE order_intent = intent.id AND outcome <> 'draft' ORDER BY id DESC LIMIT 1)"
#define NEWEST_REFILL                                                                              \
  "FROM refill WHERE order_intent = intent.id AND outcome <> 'draft' ORDER BY id DESC LIMIT 1)"

/* Behind those: the service as it was, the form, the panel, the newest requests. */
#define SELECT_ORDER                                                                               \
  "SELECT " ORDER_COLUMNS ","                                                                      \
  " service, service_name, service_category, service_type, service_rate, service_min, service_max," \
  " service_refill, service_cancel, service_drip_feed, form,"                                      \
  " (SELECT name FROM panel WHERE panel.id = intent.panel),"                                       \
  " (SELECT outcome " NEWEST_CANCEL ", (SELECT reason " NEWEST_CANCEL ","                          \
  " (SELECT outcome " NEWEST_REFILL ", (SELECT refill_id " NEWEST_REFILL ","                       \
  " (SELECT state " NEWEST_REFILL ", (SELECT coalesce (state_text, reason) " NEWEST_REFILL ","     \
  " (SELECT created_time " NEWEST_REFILL ","                                                       \
  /* A floor that was known before a restore may be lower than what was ordered since: no search from there. */ \
  " iif (EXISTS (SELECT 1 FROM restore WHERE NOT EXISTS (SELECT 1 FROM intent f WHERE f.panel = intent.panel" \
  "   AND f.remote_id = CAST (intent.id_floor AS TEXT) AND f.id > newest_intent)), 0, coalesce (id_floor, 0))" \
  " FROM intent WHERE kind = 'add'"

static PanelistService *
read_service (PanelistStatement *statement,
              int                column)
{
  gboolean opened = FALSE;
  PanelistServiceType type = PANELIST_SERVICE_TYPE_UNKNOWN;

  type = panelist_service_type_from_text (panelist_statement_get_text (statement, column + 3), &opened);
  return g_object_new (
      PANELIST_TYPE_SERVICE,
      "id", panelist_statement_get_text (statement, column),
      "name", panelist_statement_get_text (statement, column + 1),
      "category", panelist_statement_get_text (statement, column + 2),
      "type-text", panelist_statement_get_text (statement, column + 3),
      "type", type,
      "drip-feed-opened", opened,
      "rate", panelist_statement_get_text (statement, column + 4),
      "min", panelist_statement_get_number (statement, column + 5),
      "max", panelist_statement_get_number (statement, column + 6),
      "refill", panelist_statement_get_enum (statement, column + 7, PANELIST_TYPE_FLAG),
      "cancel", panelist_statement_get_enum (statement, column + 8, PANELIST_TYPE_FLAG),
      "drip-feed", panelist_statement_get_enum (statement, column + 9, PANELIST_TYPE_FLAG),
      "panel-id", panelist_statement_get_number (statement, 2),
      NULL);
}

static void
read_requests (PanelistStatement *statement,
               int                column,
               PanelistOrder     *order)
{
  static const char *const properties[] = { "cancel-state", "cancel-reason", "refill-intent",
                                            "refill-id",    "refill-state",  "refill-text",
                                            "refill-time" };

  for (int i = 0; i < (int) G_N_ELEMENTS (properties); i++)
    if (panelist_statement_get_text (statement, column + i) != NULL)
      panelist_statement_read_property (statement, column + i, order, properties[i]);
}

/* Construct-only properties have to be there when the object is made. */
static PanelistOrder *
read_order (PanelistStatement *statement)
{
  g_autoptr (PanelistService) service = NULL;
  g_autoptr (PanelistForm) form = NULL;
  PanelistOrder *order = NULL;
  const int after = N_ORDER_PROPERTIES;

  service = read_service (statement, after);
  form = panelist_form_from_json (panelist_statement_get_text (statement, after + 10));
  order = g_object_new (
      PANELIST_TYPE_ORDER,
      "id", panelist_statement_get_number (statement, 0),
      "uuid", panelist_statement_get_text (statement, 1),
      "panel-id", panelist_statement_get_number (statement, 2),
      "origin", panelist_statement_get_enum (statement, 3, PANELIST_TYPE_ORDER_ORIGIN),
      "quantity", panelist_statement_get_number (statement, 4),
      "expected-charge", panelist_statement_get_text (statement, 5),
      "created-time", panelist_statement_get_number (statement, 7),
      "retry-of", panelist_statement_get_text (statement, 8),
      "parent", panelist_statement_get_text (statement, 9),
      "service", service,
      "form", form,
      "panel-name", panelist_statement_get_text (statement, after + 11),
      NULL);
  panelist_statement_read_property (statement, 6, order, "currency");
  for (int i = 10; i < after; i++)
    panelist_statement_read_property (statement, i, order, order_properties[i]);
  read_requests (statement, after + 12, order);
  g_object_set (order, "id-floor", panelist_statement_get_number (statement, after + 19), NULL);
  return order;
}

/* List */

static gboolean
list_orders (PanelistConnection  *connection,
             gpointer             input,
             GValue              *result,
             GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;
  g_autoptr (GPtrArray) orders = NULL;
  g_autoptr (GError) failure = NULL;

  statement = panelist_statement_new (connection, SELECT_ORDER " AND state <> 'draft' ORDER BY id DESC", error);
  if (statement == NULL)
    return FALSE;
  orders = g_ptr_array_new_with_free_func (g_object_unref);
  while (panelist_statement_next (statement, &failure))
    g_ptr_array_add (orders, read_order (statement));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&orders));
  return TRUE;
}

/**
 * panelist_store_list_orders:
 * @self: a store
 *
 * Returns: (transfer full): resolves to a GPtrArray (boxed) of PanelistOrder, newest first
 */
DexFuture *
panelist_store_list_orders (PanelistStore *self)
{
  return panelist_store_run (self, list_orders, NULL, NULL);
}

/* Of any state. */
PanelistOrder *
panelist_store_read_order (PanelistConnection  *connection,
                           const char          *uuid,
                           GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (connection, SELECT_ORDER " AND uuid = ?", error);
  if (statement == NULL)
    return NULL;
  panelist_statement_bind_text (statement, 1, uuid);
  return panelist_statement_next (statement, error) ? read_order (statement) : NULL;
}

static gboolean
find_order (PanelistConnection  *connection,
            gpointer             input,
            GValue              *result,
            GError             **error)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (GError) failure = NULL;

  order = panelist_store_read_order (connection, input, &failure);
  if (order == NULL)
    {
      if (failure == NULL)
        failure = g_error_new_literal (PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_STATE, "There is no such order");
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_value_init (result, PANELIST_TYPE_ORDER);
  g_value_take_object (result, g_steal_pointer (&order));
  return TRUE;
}

/**
 * panelist_store_find_order:
 * @self: a store
 * @uuid: an order
 *
 * Returns: (transfer full): resolves to a new PanelistOrder of what is stored, in any state
 */
DexFuture *
panelist_store_find_order (PanelistStore *self,
                           const char    *uuid)
{
  return panelist_store_run (self, find_order, g_strdup (uuid), g_free);
}

static gboolean
forget_balances (PanelistConnection  *connection,
                 gpointer             input,
                 GValue              *result,
                 GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (connection,
                                      "UPDATE intent SET balance_before_ambiguous = 1 WHERE panel = ?"
                                      " AND state IN ('submitting', 'refused', 'unconfirmed', 'not-placed')",
                                      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_number (statement, 1, *(int64_t *) input);
  if (!panelist_statement_run (statement, error))
    return FALSE;
  panelist_store_set_true (result);
  return TRUE;
}

DexFuture *
panelist_store_forget_balances (PanelistStore *self,
                                int64_t        panel_id)
{
  return panelist_store_run (self, forget_balances, g_memdup2 (&panel_id, sizeof panel_id), g_free);
}

/* Events */

gboolean
panelist_store_find_intent (PanelistConnection  *connection,
                            const char          *uuid,
                            int64_t             *intent,
                            GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = panelist_statement_new (connection, "SELECT id FROM intent WHERE uuid = ?", error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_text (statement, 1, uuid);
  if (panelist_statement_next (statement, &failure))
    {
      *intent = panelist_statement_get_number (statement, 0);
      return TRUE;
    }
  if (failure == NULL)
    failure = g_error_new_literal (PANELIST_STORE_ERROR,
                                   PANELIST_STORE_ERROR_STATE,
                                   "There is no such order");
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
panelist_store_add_event (PanelistConnection  *connection,
                          int64_t              intent,
                          const char          *kind,
                          const char          *detail,
                          GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (
      connection,
      "INSERT INTO order_event (intent, sequence, boot_time, time, kind, detail)"
      " SELECT ?1, coalesce (max (sequence), 0) + 1, ?2, ?3, ?4, ?5 FROM order_event WHERE intent = ?1",
      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_number (statement, 1, intent);
  panelist_statement_bind_number (statement, 2, g_get_monotonic_time ());
  panelist_statement_bind_number (statement, 3, panelist_clock_now ());
  panelist_statement_bind_text (statement, 4, kind);
  panelist_statement_bind_text (statement, 5, detail);
  return panelist_statement_run (statement, error);
}

static gboolean
list_events (PanelistConnection  *connection,
             gpointer             input,
             GValue              *result,
             GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) failure = NULL;

  statement = panelist_statement_new (
      connection,
      "SELECT time, order_event.kind, detail FROM order_event"
      " JOIN intent ON intent.id = order_event.intent WHERE uuid = ? ORDER BY sequence",
      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_text (statement, 1, input);
  events = g_ptr_array_new_with_free_func ((GDestroyNotify) panelist_order_event_free);
  while (panelist_statement_next (statement, &failure))
    {
      PanelistOrderEvent *event = g_new0 (PanelistOrderEvent, 1);

      event->time = panelist_statement_get_number (statement, 0);
      event->kind = g_strdup (panelist_statement_get_text (statement, 1));
      event->detail = g_strdup (panelist_statement_get_text (statement, 2));
      g_ptr_array_add (events, event);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&events));
  return TRUE;
}

void
panelist_order_event_free (PanelistOrderEvent *self)
{
  g_free (self->kind);
  g_free (self->detail);
  g_free (self);
}

/**
 * panelist_store_list_events:
 * @self: a store
 * @order_uuid: an order
 *
 * Returns: (transfer full): resolves to a GPtrArray (boxed) of PanelistOrderEvent, oldest first
 */
DexFuture *
panelist_store_list_events (PanelistStore *self,
                            const char    *order_uuid)
{
  return panelist_store_run (self, list_events, g_strdup (order_uuid), g_free);
}

/* Statuses */

PanelistStatusUpdate *
panelist_status_update_new (const char *uuid)
{
  PanelistStatusUpdate *self = g_new0 (PanelistStatusUpdate, 1);

  self->uuid = g_strdup (uuid);
  self->start_count = -1;
  self->remains = -1;
  return self;
}

void
panelist_status_update_free (PanelistStatusUpdate *self)
{
  g_free (self->uuid);
  g_free (self->status_text);
  g_free (self->charge);
  g_free (self->currency);
  g_strfreev (self->children);
  g_free (self);
}

static PanelistStatusUpdate *
status_update_copy (const PanelistStatusUpdate *update)
{
  PanelistStatusUpdate *copy = g_memdup2 (update, sizeof *update);

  copy->uuid = g_strdup (update->uuid);
  copy->status_text = g_strdup (update->status_text);
  copy->charge = g_strdup (update->charge);
  copy->currency = g_strdup (update->currency);
  copy->children = g_strdupv (update->children);
  return copy;
}

static gboolean
apply_status (PanelistStatement     *statement,
              PanelistStatusUpdate  *update,
              GError               **error)
{
  panelist_statement_bind_text (statement, 1, update->uuid);
  panelist_statement_bind_nick (statement, 2, PANELIST_TYPE_ORDER_STATUS, (int) update->status);
  panelist_statement_bind_text (statement, 3, update->status_text);
  panelist_statement_bind_text (statement, 4, update->charge);
  panelist_statement_bind_text (statement, 5, update->currency);
  panelist_statement_bind_number (statement, 6, update->start_count);
  panelist_statement_bind_number (statement, 7, update->remains);
  panelist_statement_bind_number (statement, 8, update->checked_time);
  panelist_statement_bind_number (statement, 9, update->next_check_time);
  panelist_statement_bind_number (statement, 10, panelist_order_status_is_final (update->status));
  panelist_statement_bind_number (statement, 11, update->status == PANELIST_ORDER_STATUS_IN_PROGRESS);
  return panelist_statement_run (statement, error);
}

static gboolean
log_status (PanelistConnection    *connection,
            PanelistStatusUpdate  *update,
            GError               **error)
{
  g_autoptr (PanelistStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;
  GEnumClass *klass = g_type_class_get (PANELIST_TYPE_ORDER_STATUS);
  int64_t intent = 0;

  if (update->status == PANELIST_ORDER_STATUS_NONE)
    return TRUE;
  statement = panelist_statement_new (connection,
                                      "SELECT id FROM intent WHERE uuid = ? AND status <> ?",
                                      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_text (statement, 1, update->uuid);
  panelist_statement_bind_nick (statement, 2, PANELIST_TYPE_ORDER_STATUS, (int) update->status);
  if (panelist_statement_next (statement, &failure))
    intent = panelist_statement_get_number (statement, 0);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (intent == 0)
    return TRUE;
  panelist_statement_reset (statement);
  return panelist_store_add_event (connection,
                                   intent,
                                   "status",
                                   g_enum_get_value (klass, (int) update->status)->value_nick,
                                   error);
}

/* Runs of a drip-feed and posts of a subscription are ordinary orders with a parent (protocol.md 8). */
static gboolean
add_children (PanelistConnection    *connection,
              PanelistStatusUpdate  *update,
              GError               **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  if (update->children == NULL)
    return TRUE;
  statement = panelist_statement_new (
      connection,
      "INSERT OR IGNORE INTO intent (kind, state, uuid, panel, origin, parent, service, service_name,"
      " service_category, service_type, service_rate, service_min, service_max, service_refill,"
      " service_cancel, form, currency, created_time, placed_time, remote_id, next_check_time, tag)"
      " SELECT 'add', 'placed', ?2, panel, 'child', remote_id, service, service_name, service_category,"
      " service_type, service_rate, service_min, service_max, service_refill, service_cancel, form,"
      " currency, ?4, ?4, ?3, ?4, tag FROM intent WHERE uuid = ?1",
      error);
  if (statement == NULL)
    return FALSE;
  for (gsize i = 0; update->children[i] != NULL; i++)
    {
      g_autofree char *uuid = g_uuid_string_random ();

      panelist_statement_bind_text (statement, 1, update->uuid);
      panelist_statement_bind_text (statement, 2, uuid);
      panelist_statement_bind_text (statement, 3, update->children[i]);
      panelist_statement_bind_number (statement, 4, panelist_clock_now ());
      if (!panelist_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
apply_all (PanelistConnection  *connection,
           GPtrArray           *updates,
           GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (
      connection,
      "UPDATE intent SET status = CASE ?2 WHEN 'none' THEN status ELSE ?2 END,"
      " status_text = coalesce (?3, status_text), first_charge = coalesce (first_charge, ?4),"
      " charge = coalesce (?4, charge), currency = coalesce (?5, currency),"
      " start_count = CASE ?6 WHEN -1 THEN start_count ELSE ?6 END,"
      " remains = CASE ?7 WHEN -1 THEN remains ELSE ?7 END, checked_time = ?8, next_check_time = ?9,"
      " final_time = CASE WHEN ?10 AND final_time = 0 THEN ?8 ELSE final_time END,"
      " first_progress_time = CASE WHEN ?11 AND first_progress_time = 0 THEN ?8"
      "   ELSE first_progress_time END,"
      " seen = CASE WHEN status IS ?2 OR ?2 = 'none' THEN seen ELSE 0 END WHERE uuid = ?1",
      error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < updates->len; i++)
    {
      PanelistStatusUpdate *update = g_ptr_array_index (updates, i);

      if (!log_status (connection, update, error) || !apply_status (statement, update, error) ||
          !add_children (connection, update, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
apply_statuses (PanelistConnection  *connection,
                gpointer             input,
                GValue              *result,
                GError             **error)
{
  if (!panelist_connection_begin (connection, error))
    return FALSE;
  if (!panelist_connection_end (connection, apply_all (connection, input, error), error))
    return FALSE;
  panelist_store_set_true (result);
  return TRUE;
}

/**
 * panelist_store_apply_statuses:
 * @self: a store
 * @updates: PanelistStatusUpdate, copied
 *
 * Returns: (transfer full): resolves to TRUE when all are durable, in one transaction
 */
DexFuture *
panelist_store_apply_statuses (PanelistStore *self,
                               GPtrArray     *updates)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) panelist_status_update_free);

  for (guint i = 0; i < updates->len; i++)
    g_ptr_array_add (copy, status_update_copy (g_ptr_array_index (updates, i)));
  return panelist_store_run (self, apply_statuses, copy, (GDestroyNotify) g_ptr_array_unref);
}

/* Due orders */

typedef struct {
  int64_t panel_id;
  int64_t now;
  guint limit;
} Due;

static gboolean
list_due (PanelistConnection  *connection,
          gpointer             input,
          GValue              *result,
          GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;
  g_autoptr (GPtrArray) uuids = NULL;
  g_autoptr (GError) failure = NULL;
  Due *due = input;

  statement = panelist_statement_new (
      connection,
      "SELECT uuid FROM intent WHERE panel = ? AND next_check_time > 0 AND next_check_time <= ?"
      " AND state = 'placed' AND kind = 'add' ORDER BY next_check_time LIMIT ?",
      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_number (statement, 1, due->panel_id);
  panelist_statement_bind_number (statement, 2, due->now);
  panelist_statement_bind_number (statement, 3, due->limit);
  uuids = g_ptr_array_new_with_free_func (g_free);
  while (panelist_statement_next (statement, &failure))
    g_ptr_array_add (uuids, g_strdup (panelist_statement_get_text (statement, 0)));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&uuids));
  return TRUE;
}

DexFuture *
panelist_store_list_due (PanelistStore *self,
                         int64_t        panel_id,
                         int64_t        now,
                         guint          limit)
{
  Due due = { panel_id, now, limit };

  return panelist_store_run (self, list_due, g_memdup2 (&due, sizeof due), g_free);
}

/* Note, tag, seen */

typedef struct {
  char *uuid;
  char *note;
  char *tag;
  gboolean seen;
} Words;

static void
words_free (gpointer data)
{
  Words *words = data;

  g_free (words->uuid);
  g_free (words->note);
  g_free (words->tag);
  g_free (words);
}

static gboolean
save_order (PanelistConnection  *connection,
            gpointer             input,
            GValue              *result,
            GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;
  Words *words = input;

  statement = panelist_statement_new (connection,
                                      "UPDATE intent SET note = ?, tag = ?, seen = ? WHERE uuid = ?",
                                      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_text (statement, 1, words->note);
  panelist_statement_bind_text (statement, 2, words->tag);
  panelist_statement_bind_number (statement, 3, words->seen);
  panelist_statement_bind_text (statement, 4, words->uuid);
  if (!panelist_statement_run (statement, error))
    return FALSE;
  panelist_store_set_true (result);
  return TRUE;
}

/**
 * panelist_store_save_order:
 * @self: a store
 * @order: an order whose note, tag or seen changed
 *
 * Returns: (transfer full): resolves to TRUE
 */
DexFuture *
panelist_store_save_order (PanelistStore *self,
                           PanelistOrder *order)
{
  Words *words = g_new0 (Words, 1);

  g_object_get (order,
                "uuid", &words->uuid,
                "note", &words->note,
                "tag", &words->tag,
                "seen", &words->seen,
                NULL);
  return panelist_store_run (self, save_order, words, words_free);
}
