/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include <string.h>

#include "panelist-clock.h"
#include "panelist-statement.h"
#include "panelist-store-private.h"

/* Load */

static int64_t
number_or_unknown (PanelistStatement *statement,
                   int                column)
{
  return panelist_statement_get_text (statement, column) != NULL
             ? panelist_statement_get_number (statement, column)
             : -1;
}

static void
add_row (PanelistCatalogBuilder *builder,
         PanelistStatement      *statement)
{
  PanelistCatalogRow row = { 0 };
  const char **texts[] = { &row.id, &row.name, &row.category, &row.type_text, &row.rate };
  gsize *lengths[] = { &row.id_length, &row.name_length, &row.category_length,
                       &row.type_text_length, &row.rate_length };

  row.min = number_or_unknown (statement, 5);
  row.max = number_or_unknown (statement, 6);
  for (int i = 0; i < (int) G_N_ELEMENTS (texts); i++)
    {
      *texts[i] = panelist_statement_get_text (statement, i);
      *lengths[i] = *texts[i] != NULL ? strlen (*texts[i]) : 0;
    }
  row.refill = (PanelistFlag) panelist_statement_get_enum (statement, 7, PANELIST_TYPE_FLAG);
  row.cancel = (PanelistFlag) panelist_statement_get_enum (statement, 8, PANELIST_TYPE_FLAG);
  row.drip_feed = (PanelistFlag) panelist_statement_get_enum (statement, 9, PANELIST_TYPE_FLAG);
  row.description = panelist_statement_get_text (statement, 10);
  row.description_length = row.description != NULL ? strlen (row.description) : 0;
  row.average_time = panelist_statement_get_text (statement, 11);
  row.average_time_length = row.average_time != NULL ? strlen (row.average_time) : 0;
  panelist_catalog_builder_restore (builder, &row);
}

static gboolean
read_catalog (PanelistConnection  *connection,
              int64_t              panel_id,
              PanelistCatalog    **catalog,
              GError             **error)
{
  g_autoptr (PanelistCatalogBuilder) builder = NULL;
  g_autoptr (PanelistStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = panelist_statement_new (
      connection,
      "SELECT service, name, category, type, rate, min, max, refill, cancel, drip_feed,"
      " description, average_time FROM service WHERE panel = ? ORDER BY position",
      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_number (statement, 1, panel_id);
  builder = panelist_catalog_builder_new (panel_id);
  while (panelist_statement_next (statement, &failure))
    add_row (builder, statement);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (panelist_catalog_builder_get_size (builder) > 0)
    *catalog = panelist_catalog_builder_end (builder);
  return TRUE;
}

static gboolean
load_catalog (PanelistConnection  *connection,
              gpointer             input,
              GValue              *result,
              GError             **error)
{
  g_autoptr (PanelistCatalog) catalog = NULL;

  if (!read_catalog (connection, *(int64_t *) input, &catalog, error))
    return FALSE;
  g_value_init (result, PANELIST_TYPE_CATALOG);
  g_value_take_boxed (result, g_steal_pointer (&catalog));
  return TRUE;
}

/**
 * panelist_store_load_catalog:
 * @self: a store
 * @panel_id: the row of a panel
 *
 * Returns: (transfer full): resolves to its PanelistCatalog (boxed), or to NULL when none is stored
 */
DexFuture *
panelist_store_load_catalog (PanelistStore *self,
                             int64_t        panel_id)
{
  return panelist_store_run (self, load_catalog, g_memdup2 (&panel_id, sizeof panel_id), g_free);
}

/* Save */

static void
bind_limit (PanelistStatement *statement,
            int                index,
            int64_t            limit)
{
  if (limit >= 0)
    panelist_statement_bind_number (statement, index, limit);
  else
    panelist_statement_bind_text (statement, index, NULL);
}

static gboolean
write_row (PanelistStatement  *statement,
           PanelistCatalog    *catalog,
           guint               index,
           GError            **error)
{
  PanelistCatalogRow row = { 0 };

  panelist_catalog_get_row (catalog, index, &row);
  panelist_statement_bind_number (statement, 1, panelist_catalog_get_panel_id (catalog));
  panelist_statement_bind_text (statement, 2, row.id);
  panelist_statement_bind_number (statement, 3, index);
  panelist_statement_bind_text (statement, 4, row.name);
  panelist_statement_bind_text (statement, 5, row.category);
  panelist_statement_bind_text (statement, 6, row.type_text);
  panelist_statement_bind_text (statement, 7, row.rate);
  bind_limit (statement, 8, row.min);
  bind_limit (statement, 9, row.max);
  panelist_statement_bind_nick (statement, 10, PANELIST_TYPE_FLAG, (int) row.refill);
  panelist_statement_bind_nick (statement, 11, PANELIST_TYPE_FLAG, (int) row.cancel);
  panelist_statement_bind_nick (statement, 12, PANELIST_TYPE_FLAG, (int) row.drip_feed);
  panelist_statement_bind_text (statement, 13, row.description);
  panelist_statement_bind_text (statement, 14, row.average_time);
  return panelist_statement_run (statement, error);
}

typedef struct {
  PanelistConnection *connection;
  PanelistCatalog *before;    /* NULL: nothing was stored */
  PanelistCatalog *after;
  PanelistStatement *change;
  int64_t now;
} Save;

static gboolean
log_change (Save                         *save,
            const PanelistCatalogChange  *change,
            GError                      **error)
{
  PanelistCatalogRow before = { 0 };
  PanelistCatalogRow after = { 0 };
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;

  if (change->before != G_MAXUINT)
    {
      panelist_catalog_get_row (save->before, change->before, &before);
      old = panelist_catalog_change_dup_value (change->kind, &before);
    }
  if (change->after != G_MAXUINT)
    {
      panelist_catalog_get_row (save->after, change->after, &after);
      new = panelist_catalog_change_dup_value (change->kind, &after);
    }
  panelist_statement_bind_number (save->change, 1, panelist_catalog_get_panel_id (save->after));
  panelist_statement_bind_text (save->change, 2, after.id != NULL ? after.id : before.id);
  panelist_statement_bind_number (save->change, 3, save->now);
  panelist_statement_bind_nick (save->change, 4, PANELIST_TYPE_CATALOG_CHANGE_KIND, (int) change->kind);
  panelist_statement_bind_text (save->change, 5, old);
  panelist_statement_bind_text (save->change, 6, new);
  panelist_statement_bind_text (save->change, 7, after.id != NULL ? after.name : before.name);
  return panelist_statement_run (save->change, error);
}

static gboolean
log_changes (Save     *save,
             GArray   *changes,
             GError  **error)
{
  for (guint i = 0; i < changes->len; i++)
    if (!log_change (save, &g_array_index (changes, PanelistCatalogChange, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
write_rows (Save     *save,
            GArray   *rows,
            GError  **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (
      save->connection,
      "INSERT OR REPLACE INTO service (panel, service, position, name, category, type, rate, min,"
      " max, refill, cancel, drip_feed, description, average_time)"
      " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
      error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      if (!write_row (statement, save->after, g_array_index (rows, guint, i), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
remove_rows (Save     *save,
             GArray   *rows,
             GError  **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (save->connection,
                                      "DELETE FROM service WHERE panel = ? AND service = ?",
                                      error);
  if (statement == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      PanelistCatalogRow row = { 0 };

      panelist_catalog_get_row (save->before, g_array_index (rows, guint, i), &row);
      panelist_statement_bind_number (statement, 1, panelist_catalog_get_panel_id (save->after));
      panelist_statement_bind_text (statement, 2, row.id);
      if (!panelist_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

static GArray *
all_rows (PanelistCatalog *catalog)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < panelist_catalog_get_size (catalog); i++)
    g_array_append_val (rows, i);
  return rows;
}

static gboolean
write_difference (Save     *save,
                  int      *n_written,
                  GError  **error)
{
  g_autoptr (PanelistCatalogDifference) difference = NULL;
  g_autoptr (GArray) rows = NULL;

  /* The first catalog is no news. */
  if (save->before == NULL)
    {
      rows = all_rows (save->after);
      *n_written = (int) rows->len;
      return write_rows (save, rows, error);
    }
  difference = panelist_catalog_compare (save->before, save->after);
  *n_written =
      (int) (difference->removed->len + difference->added->len + difference->changed->len);
  return remove_rows (save, difference->removed, error) &&
         write_rows (save, difference->added, error) &&
         write_rows (save, difference->changed, error) && log_changes (save, difference->changes, error);
}

static gboolean
save_catalog (PanelistConnection  *connection,
              gpointer             input,
              GValue              *result,
              GError             **error)
{
  g_autoptr (PanelistCatalog) before = NULL;
  g_autoptr (PanelistStatement) change = NULL;
  Save save = { .connection = connection, .after = input, .now = panelist_clock_now () };
  int n_written = 0;

  if (!read_catalog (connection, panelist_catalog_get_panel_id (input), &before, error))
    return FALSE;
  change = panelist_statement_new (
      connection,
      "INSERT INTO service_change (panel, service, time, kind, old, new, name) VALUES (?,?,?,?,?,?,?)",
      error);
  if (change == NULL || !panelist_connection_begin (connection, error))
    return FALSE;
  save.before = before;
  save.change = change;
  if (!panelist_connection_end (connection, write_difference (&save, &n_written, error), error))
    return FALSE;
  g_value_init (result, G_TYPE_INT);
  g_value_set_int (result, n_written);
  return TRUE;
}

/**
 * panelist_store_save_catalog:
 * @self: a store
 * @catalog: what the panel offers now, not empty
 *
 * Writes only the rows that differ from what is stored, and the change log, in one transaction.
 *
 * Returns: (transfer full): resolves to the number of rows written (int)
 */
DexFuture *
panelist_store_save_catalog (PanelistStore   *self,
                             PanelistCatalog *catalog)
{
  dex_return_error_if_fail (catalog != NULL && panelist_catalog_get_size (catalog) > 0);

  return panelist_store_run (self,
                             save_catalog,
                             panelist_catalog_ref (catalog),
                             (GDestroyNotify) panelist_catalog_unref);
}
