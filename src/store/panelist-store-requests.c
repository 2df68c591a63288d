/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include "panelist-clock.h"
#include "panelist-statement.h"
#include "panelist-store-private.h"

/* Requests to refill and to cancel (safety.md A10): a row of `intent` for the call, a child row for each order. Both
 * go through the same states as an `add`. */

typedef struct {
  PanelistIntentKind kind;
  PanelistIntentState state;   /* that its rows are in afterwards */
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

static const char *
get_nick (PanelistIntentState state)
{
  return g_enum_get_value (g_type_class_get (PANELIST_TYPE_INTENT_STATE), (int) state)->value_nick;
}

/* The entry of the time line of an order. */
gboolean
panelist_store_add_request_event (PanelistConnection *connection,
                                  int64_t             order,
                                  gboolean            is_refill,
                                  PanelistIntentState state,
                                  const char         *detail,
                                  GError            **error)
{
  g_autofree char *kind = NULL;

  kind = g_strdup_printf ("%s-%s", is_refill ? "refill" : "cancel", get_nick (state));
  return panelist_store_add_event (connection, order, kind, detail, error);
}

static gboolean
insert_intent (PanelistConnection *connection,
               Begin              *begin,
               int64_t            *intent,
               GError            **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (
      connection,
      "INSERT INTO intent (kind, state, uuid, panel, app_version, created_time, sent_time, boot_time)"
      " VALUES (?1, ?7, ?2, ?3, ?4, ?5, iif (?7 = 'submitting', ?5, 0), ?6)",
      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_nick (statement, 1, PANELIST_TYPE_INTENT_KIND, (int) begin->kind);
  panelist_statement_bind_text (statement, 2, begin->uuid);
  panelist_statement_bind_number (statement, 3, begin->panel_id);
  panelist_statement_bind_text (statement, 4, PANELIST_VERSION);
  panelist_statement_bind_number (statement, 5, panelist_clock_now ());
  panelist_statement_bind_number (statement, 6, g_get_monotonic_time ());
  panelist_statement_bind_nick (statement, 7, PANELIST_TYPE_INTENT_STATE, (int) begin->state);
  if (!panelist_statement_run (statement, error))
    return FALSE;
  *intent = sqlite3_last_insert_rowid (panelist_connection_get (connection));
  return panelist_store_add_event (connection, *intent, get_nick (begin->state), NULL, error);
}

static gboolean
insert_children (PanelistConnection *connection,
                 Begin              *begin,
                 int64_t             intent,
                 GError            **error)
{
  static const char *const inserts[] = {
    [PANELIST_INTENT_KIND_REFILL] =
        "INSERT INTO refill (intent, order_intent, outcome, created_time) VALUES (?, ?, ?, ?)",
    [PANELIST_INTENT_KIND_CANCEL] =
        "INSERT INTO cancel_request (intent, order_intent, outcome, created_time) VALUES (?, ?, ?, ?)",
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
      panelist_statement_bind_nick (statement, 3, PANELIST_TYPE_INTENT_STATE, (int) begin->state);
      panelist_statement_bind_number (statement, 4, panelist_clock_now ());
      if (!panelist_statement_run (statement, error) ||
          !panelist_store_add_request_event (connection, order, begin->kind == PANELIST_INTENT_KIND_REFILL,
                                              begin->state, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
begin_request (PanelistConnection *connection,
               gpointer            input,
               GValue             *result,
               GError            **error)
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

static Begin *
begin_new (const char         *uuid,
           PanelistIntentKind  kind,
           PanelistIntentState state,
           int64_t             panel_id,
           GPtrArray          *orders)
{
  Begin *begin = g_new0 (Begin, 1);

  begin->kind = kind;
  begin->state = state;
  begin->panel_id = panel_id;
  begin->uuid = uuid != NULL ? g_strdup (uuid) : g_uuid_string_random ();
  begin->orders = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < orders->len; i++)
    g_ptr_array_add (begin->orders, g_strdup (panelist_order_get_uuid (g_ptr_array_index (orders, i))));
  return begin;
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
panelist_store_begin_request (PanelistStore     *self,
                              PanelistIntentKind kind,
                              int64_t            panel_id,
                              GPtrArray         *orders)
{
  dex_return_error_if_fail (kind != PANELIST_INTENT_KIND_ADD);

  return panelist_store_run_intent (self, begin_request,
                                    begin_new (NULL, kind, PANELIST_INTENT_SUBMITTING, panel_id, orders), begin_free);
}

/**
 * panelist_store_hold_request:
 * @self: a store
 * @kind: refill or cancel
 * @panel_id: the panel of all orders
 * @orders: PanelistOrder that were placed
 *
 * Returns: (transfer full): resolves to the uuid (string) of an intent that is durable as `held`, with one child row
 *   for each order
 */
DexFuture *
panelist_store_hold_request (PanelistStore     *self,
                             PanelistIntentKind kind,
                             int64_t            panel_id,
                             GPtrArray         *orders)
{
  dex_return_error_if_fail (kind != PANELIST_INTENT_KIND_ADD);

  return panelist_store_run_intent (self, begin_request,
                                    begin_new (NULL, kind, PANELIST_INTENT_HELD, panel_id, orders), begin_free);
}

/* From held: to be sent, or taken back */

gboolean
panelist_store_find_kind (PanelistConnection *connection,
                          int64_t             intent,
                          int                *kind,
                          GError            **error)
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

/* The one place that decides whether the sending or the taking back was first. */
static gboolean
move_intent (PanelistConnection *connection,
             Begin              *begin,
             int64_t             intent,
             GError            **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (
      connection,
      "UPDATE intent SET state = ?2, sent_time = iif (?2 = 'submitting', ?3, 0) WHERE id = ?1 AND state = 'held'",
      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_number (statement, 1, intent);
  panelist_statement_bind_nick (statement, 2, PANELIST_TYPE_INTENT_STATE, (int) begin->state);
  panelist_statement_bind_number (statement, 3, panelist_clock_now ());
  if (!panelist_statement_run (statement, error))
    return FALSE;
  if (sqlite3_changes (panelist_connection_get (connection)) == 1)
    return panelist_store_add_event (connection, intent, get_nick (begin->state), NULL, error);
  g_set_error_literal (error,
                       PANELIST_STORE_ERROR,
                       PANELIST_STORE_ERROR_STATE,
                       "The request is not held any more");
  return FALSE;
}

static gboolean
move_child (PanelistConnection *connection,
            Begin              *begin,
            int64_t             intent,
            int64_t             order,
            PanelistIntentState state,
            GError            **error)
{
  gboolean is_refill = begin->kind == PANELIST_INTENT_KIND_REFILL;
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (
      connection,
      is_refill ? "UPDATE refill SET outcome = ?3 WHERE intent = ?1 AND order_intent = ?2"
                : "UPDATE cancel_request SET outcome = ?3 WHERE intent = ?1 AND order_intent = ?2",
      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_number (statement, 1, intent);
  panelist_statement_bind_number (statement, 2, order);
  panelist_statement_bind_nick (statement, 3, PANELIST_TYPE_INTENT_STATE, (int) state);
  return panelist_statement_run (statement, error) &&
         panelist_store_add_request_event (connection, order, is_refill, state, NULL, error);
}

static GArray *
list_children (PanelistConnection *connection,
               Begin              *begin,
               int64_t             intent,
               GError            **error)
{
  g_autoptr (PanelistStatement) statement = NULL;
  g_autoptr (GArray) orders = NULL;
  g_autoptr (GError) failure = NULL;

  statement = panelist_statement_new (
      connection,
      begin->kind == PANELIST_INTENT_KIND_REFILL ? "SELECT order_intent FROM refill WHERE intent = ?"
                                                 : "SELECT order_intent FROM cancel_request WHERE intent = ?",
      error);
  if (statement == NULL)
    return NULL;
  orders = g_array_new (FALSE, FALSE, sizeof (int64_t));
  panelist_statement_bind_number (statement, 1, intent);
  while (panelist_statement_next (statement, &failure))
    {
      int64_t order = panelist_statement_get_number (statement, 0);

      g_array_append_val (orders, order);
    }
  if (failure == NULL)
    return g_steal_pointer (&orders);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gboolean
is_named (PanelistConnection *connection,
          Begin              *begin,
          int64_t             order,
          gboolean           *named,
          GError            **error)
{
  *named = FALSE;
  for (guint i = 0; i < begin->orders->len && !*named; i++)
    {
      int64_t id = 0;

      if (!panelist_store_find_intent (connection, g_ptr_array_index (begin->orders, i), &id, error))
        return FALSE;
      *named = id == order;
    }
  return TRUE;
}

/* Of what is sent, those that no longer take the request are not. */
static gboolean
move_children (PanelistConnection *connection,
               Begin              *begin,
               int64_t             intent,
               GError            **error)
{
  g_autoptr (GArray) orders = NULL;

  if (!(orders = list_children (connection, begin, intent, error)))
    return FALSE;
  for (guint i = 0; i < orders->len; i++)
    {
      int64_t order = g_array_index (orders, int64_t, i);
      PanelistIntentState state = begin->state;
      gboolean named = TRUE;

      if (state == PANELIST_INTENT_SUBMITTING && !is_named (connection, begin, order, &named, error))
        return FALSE;
      if (!move_child (connection, begin, intent, order, named ? state : PANELIST_INTENT_NOT_SENT, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
move_all (PanelistConnection *connection,
          Begin              *begin,
          GError            **error)
{
  int64_t intent = 0;
  int kind = PANELIST_INTENT_KIND_REFILL;

  if (!panelist_store_find_intent (connection, begin->uuid, &intent, error) ||
      !panelist_store_find_kind (connection, intent, &kind, error))
    return FALSE;
  begin->kind = (PanelistIntentKind) kind;
  return move_intent (connection, begin, intent, error) && move_children (connection, begin, intent, error);
}

static gboolean
move_request (PanelistConnection *connection,
              gpointer            input,
              GValue             *result,
              GError            **error)
{
  if (!panelist_connection_begin (connection, error))
    return FALSE;
  if (!panelist_connection_end (connection, move_all (connection, input, error), error))
    return FALSE;
  panelist_store_set_true (result);
  return TRUE;
}

/**
 * panelist_store_submit_request:
 * @self: a store
 * @uuid: of a held request
 * @orders: (element-type PanelistOrder): those that still take it; the others become `not-sent`
 *
 * Returns: (transfer full): resolves to TRUE once it is durable as `submitting`; rejects with
 *   PANELIST_STORE_ERROR_STATE when it is not held any more
 */
DexFuture *
panelist_store_submit_request (PanelistStore *self,
                               const char    *uuid,
                               GPtrArray     *orders)
{
  dex_return_error_if_fail (uuid != NULL);
  dex_return_error_if_fail (orders != NULL && orders->len > 0);

  return panelist_store_run_intent (self, move_request,
                                    begin_new (uuid, PANELIST_INTENT_KIND_REFILL, PANELIST_INTENT_SUBMITTING, 0, orders),
                                    begin_free);
}

/**
 * panelist_store_take_back_request:
 * @self: a store
 * @uuid: of a held request
 *
 * Returns: (transfer full): resolves to TRUE once nothing of it shows any more; rejects with
 *   PANELIST_STORE_ERROR_STATE when it is not held any more
 */
DexFuture *
panelist_store_take_back_request (PanelistStore *self,
                                  const char    *uuid)
{
  g_autoptr (GPtrArray) none = NULL;

  dex_return_error_if_fail (uuid != NULL);

  none = g_ptr_array_new ();
  return panelist_store_run (self, move_request,
                             begin_new (uuid, PANELIST_INTENT_KIND_REFILL, PANELIST_INTENT_DRAFT, 0, none), begin_free);
}
