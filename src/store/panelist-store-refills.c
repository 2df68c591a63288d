/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include "panelist-statement.h"
#include "panelist-store-private.h"

/* Reading */

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
      " FROM refill JOIN intent o ON o.id = order_intent"
      " WHERE outcome NOT IN ('draft', 'held') ORDER BY refill.id DESC",
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

/* What the panel says of them later */

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
