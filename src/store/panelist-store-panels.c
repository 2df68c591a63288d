/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include "panelist-clock.h"
#include "panelist-statement.h"
#include "panelist-store-private.h"

/* The columns of `panel` behind `id`, in the order of the statements below, by the property each holds. */
static const char *const stored[] = {
  "uuid",          "name",          "address",          "currency",           "currency-override",
  "balance",       "balance-time",  "catalog-time",     "last-answer-time",   "key-stored",
  "is-demo",       "letter",        "color",            "also-send-quantity", "cancel-by-order",
  "user-agent",    "batch-status",  "takes-refill",     "takes-cancel",       "poll-interval",
  "confirm",       "confirm-amount", "most-per-order",  "most-per-day",       "most-per-month",
  "balance-to-keep", "unique-field",
};

#define COLUMNS                                                                                    \
  "uuid, name, address, currency, currency_override, balance, balance_time, catalog_time, "        \
  "last_answer_time, key_stored, is_demo, letter, color, also_send_quantity, cancel_by_order, "    \
  "user_agent, batch_status, takes_refill, takes_cancel, poll_interval, confirm, confirm_amount, "   \
  "most_per_order, most_per_day, most_per_month, balance_to_keep, unique_field"

#define PARAMETERS "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?"

/* What the store thread works with: a copy that nobody else sees. */
static PanelistPanel *
snapshot (PanelistPanel *panel)
{
  PanelistPanel *copy = g_object_new (PANELIST_TYPE_PANEL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (stored); i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      g_object_get_property (G_OBJECT (panel), stored[i], &value);
      g_object_set_property (G_OBJECT (copy), stored[i], &value);
    }
  g_object_set (copy, "id", panelist_panel_get_id (panel), NULL);
  return copy;
}

static void
bind_panel (PanelistStatement *statement,
            PanelistPanel     *panel)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stored); i++)
    panelist_statement_bind_property (statement, (int) i + 1, panel, stored[i]);
}

/* List */

static gboolean
list_panels (PanelistConnection  *connection,
             gpointer             input,
             GValue              *result,
             GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;
  g_autoptr (GPtrArray) panels = NULL;
  g_autoptr (GError) failure = NULL;

  statement = panelist_statement_new (
      connection,
      "SELECT " COLUMNS ", id, (SELECT count (*) FROM service WHERE service.panel = panel.id)"
      " FROM panel WHERE removed_time = 0 ORDER BY id",
      error);
  if (statement == NULL)
    return FALSE;
  panels = g_ptr_array_new_with_free_func (g_object_unref);
  while (panelist_statement_next (statement, &failure))
    {
      PanelistPanel *panel = g_object_new (PANELIST_TYPE_PANEL, NULL);
      const int after = (int) G_N_ELEMENTS (stored);

      for (int i = 0; i < after; i++)
        panelist_statement_read_property (statement, i, panel, stored[i]);
      g_object_set (panel,
                    "id",
                    panelist_statement_get_number (statement, after),
                    "n-services",
                    panelist_statement_get_number (statement, after + 1),
                    NULL);
      g_ptr_array_add (panels, panel);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&panels));
  return TRUE;
}

/**
 * panelist_store_list_panels:
 * @self: a store
 *
 * Returns: (transfer full): resolves to a GPtrArray (boxed) of PanelistPanel that were not removed
 */
DexFuture *
panelist_store_list_panels (PanelistStore *self)
{
  return panelist_store_run (self, list_panels, NULL, NULL);
}

/* Add */

static gboolean
add_panel (PanelistConnection  *connection,
           gpointer             input,
           GValue              *result,
           GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (
      connection,
      "INSERT INTO panel (" COLUMNS ") VALUES (" PARAMETERS ")",
      error);
  if (statement == NULL)
    return FALSE;
  bind_panel (statement, input);
  if (!panelist_statement_run (statement, error))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, sqlite3_last_insert_rowid (panelist_connection_get (connection)));
  return TRUE;
}

static DexFuture *
set_id (DexFuture *added,
        gpointer   data)
{
  const GValue *id = dex_future_get_value (added, NULL);

  g_object_set (data, "id", g_value_get_int64 (id), NULL);
  return dex_future_new_true ();
}

/**
 * panelist_store_add_panel:
 * @self: a store
 * @panel: a panel that is not stored yet
 *
 * Returns: (transfer full): resolves to TRUE when @panel has its id
 */
DexFuture *
panelist_store_add_panel (PanelistStore *self,
                          PanelistPanel *panel)
{
  dex_return_error_if_fail (PANELIST_IS_PANEL (panel));

  return dex_future_then (panelist_store_run (self, add_panel, snapshot (panel), g_object_unref),
                          set_id,
                          g_object_ref (panel),
                          g_object_unref);
}

/* Save */

static gboolean
save_panel (PanelistConnection  *connection,
            gpointer             input,
            GValue              *result,
            GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (
      connection,
      "UPDATE panel SET (" COLUMNS ") = (" PARAMETERS ") WHERE id = ?",
      error);
  if (statement == NULL)
    return FALSE;
  bind_panel (statement, input);
  panelist_statement_bind_property (statement, (int) G_N_ELEMENTS (stored) + 1, input, "id");
  if (!panelist_statement_run (statement, error))
    return FALSE;
  panelist_store_set_true (result);
  return TRUE;
}

DexFuture *
panelist_store_save_panel (PanelistStore *self,
                           PanelistPanel *panel)
{
  dex_return_error_if_fail (PANELIST_IS_PANEL (panel));

  return panelist_store_run (self, save_panel, snapshot (panel), g_object_unref);
}

/* Remove and restore */

static gboolean
set_removed (PanelistConnection  *connection,
             PanelistPanel       *panel,
             int64_t              time,
             GValue              *result,
             GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement =
      panelist_statement_new (connection, "UPDATE panel SET removed_time = ? WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_number (statement, 1, time);
  panelist_statement_bind_property (statement, 2, panel, "id");
  if (!panelist_statement_run (statement, error))
    return FALSE;
  panelist_store_set_true (result);
  return TRUE;
}

static gboolean
remove_panel (PanelistConnection  *connection,
              gpointer             input,
              GValue              *result,
              GError             **error)
{
  return set_removed (connection, input, panelist_clock_now (), result, error);
}

static gboolean
restore_panel (PanelistConnection  *connection,
               gpointer             input,
               GValue              *result,
               GError             **error)
{
  return set_removed (connection, input, 0, result, error);
}

DexFuture *
panelist_store_remove_panel (PanelistStore *self,
                             PanelistPanel *panel)
{
  dex_return_error_if_fail (PANELIST_IS_PANEL (panel));

  return panelist_store_run (self, remove_panel, snapshot (panel), g_object_unref);
}

DexFuture *
panelist_store_restore_panel (PanelistStore *self,
                              PanelistPanel *panel)
{
  dex_return_error_if_fail (PANELIST_IS_PANEL (panel));

  return panelist_store_run (self, restore_panel, snapshot (panel), g_object_unref);
}

/* Balance */

static gboolean
add_balance (PanelistConnection  *connection,
             gpointer             input,
             GValue              *result,
             GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  if (panelist_panel_get_balance (input) != NULL)
    {
      statement = panelist_statement_new (
          connection,
          "INSERT INTO balance_point (panel, time, balance, currency) VALUES (?, ?, ?, ?)",
          error);
      if (statement == NULL)
        return FALSE;
      panelist_statement_bind_property (statement, 1, input, "id");
      panelist_statement_bind_property (statement, 2, input, "balance-time");
      panelist_statement_bind_property (statement, 3, input, "balance");
      panelist_statement_bind_property (statement, 4, input, "currency");
      if (!panelist_statement_run (statement, error))
        return FALSE;
    }
  return save_panel (connection, input, result, error);
}

/**
 * panelist_store_add_balance:
 * @self: a store
 * @panel: a panel whose balance was just read
 *
 * Returns: (transfer full): resolves to TRUE when the balance is in the panel's history
 */
DexFuture *
panelist_store_add_balance (PanelistStore *self,
                            PanelistPanel *panel)
{
  dex_return_error_if_fail (PANELIST_IS_PANEL (panel));

  return panelist_store_run (self, add_balance, snapshot (panel), g_object_unref);
}
