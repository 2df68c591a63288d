/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include <malloc.h>
#include <string.h>

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

static gboolean
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
  return panelist_catalog_builder_restore (builder, &row);
}

/* `positions` (nullable) gets the position of each row. */
static gboolean
read_catalog (PanelistConnection  *connection,
              int64_t              panel_id,
              PanelistCatalog    **catalog,
              GArray              *positions,
              GError             **error)
{
  g_autoptr (PanelistCatalogBuilder) builder = NULL;
  g_autoptr (PanelistStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = panelist_statement_new (
      connection,
      "SELECT service, name, category, type, rate, min, max, refill, cancel, drip_feed,"
      " description, average_time, position FROM service WHERE panel = ? ORDER BY position",
      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_number (statement, 1, panel_id);
  builder = panelist_catalog_builder_new (panel_id);
  while (panelist_statement_next (statement, &failure))
    {
      const int64_t position = panelist_statement_get_number (statement, 12);

      if (add_row (builder, statement) && positions != NULL)
        g_array_append_val (positions, position);
    }
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

  if (!read_catalog (connection, *(int64_t *) input, &catalog, NULL, error))
    return FALSE;
#ifdef __GLIBC__
  /* A catalog grows while it is read: what it grew out of goes back to the system. */
  malloc_trim (0);
#endif
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

/* Where rows stand */

/* Rows stand far apart, so that one that comes in between moves no other. */
#define STEP (INT64_C (1) << 20)

/* From `first` to before `end` in the room between two positions; FALSE when there is too little. */
static gboolean
spread (int64_t *positions,
        guint    first,
        guint    end,
        guint    n)
{
  const int64_t count = end - first;
  const int64_t low = first > 0 ? positions[first - 1] : 0;
  int64_t start = low;
  int64_t step = STEP;

  if (end < n && first > 0)
    step = (positions[end] - low) / (count + 1);
  else if (end < n)
    start = positions[end] - STEP * (count + 1);

  for (guint i = first; i < end; i++)
    positions[i] = start + step * (int64_t) (i - first + 1);

  return step > 0;
}

/* Rows that stay keep their position; `stays` has for each row whether it does. */
static gboolean
place_rows (int64_t        *positions,
            const gboolean *stays,
            guint           n)
{
  guint end = 0;

  for (guint i = 0; i < n; i = end)
    {
      end = i + 1;
      if (stays[i])
        continue;
      while (end < n && !stays[end])
        end++;
      if (!spread (positions, i, end, n))
        return FALSE;
    }
  return TRUE;
}

/* Save */

typedef struct {
  PanelistConnection *connection;
  PanelistCatalog *before;    /* NULL: nothing was stored */
  PanelistCatalog *after;
  GArray *stored_positions;   /* of the rows of `before` */
  int64_t *positions;         /* of the rows of `after` */
  int n_written;
} Save;

static void
save_clear (Save *save)
{
  g_clear_pointer (&save->before, panelist_catalog_unref);
  g_clear_pointer (&save->stored_positions, g_array_unref);
  g_clear_pointer (&save->positions, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Save, save_clear)

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
write_row (Save               *save,
           PanelistStatement  *statement,
           guint               index,
           GError            **error)
{
  PanelistCatalogRow row = { 0 };

  panelist_catalog_get_row (save->after, index, &row);
  panelist_statement_bind_number (statement, 1, panelist_catalog_get_panel_id (save->after));
  panelist_statement_bind_text (statement, 2, row.id);
  panelist_statement_bind_number (statement, 3, save->positions[index]);
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

/* `wanted` has for each row whether it is written. */
static gboolean
write_rows (Save            *save,
            const gboolean  *wanted,
            GError         **error)
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
  for (guint i = 0; i < panelist_catalog_get_size (save->after); i++)
    {
      if (!wanted[i])
        continue;
      if (!write_row (save, statement, i, error))
        return FALSE;
      save->n_written++;
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
      save->n_written++;
    }
  return TRUE;
}

static void
mark_rows (gboolean *marks,
           GArray   *rows,
           gboolean  mark)
{
  for (guint i = 0; i < rows->len; i++)
    marks[g_array_index (rows, guint, i)] = mark;
}

/* Finds the positions, and which rows have to be written for them beside those in `wanted`. */
static void
place (Save                      *save,
       PanelistCatalogDifference *difference,
       gboolean                  *wanted)
{
  const guint n = panelist_catalog_get_size (save->after);
  g_autofree gboolean *stays = g_new0 (gboolean, n);

  for (guint i = 0; i < n; i++)
    {
      const guint was = g_array_index (difference->was, guint, i);

      stays[i] = was != G_MAXUINT;
      if (stays[i])
        save->positions[i] = g_array_index (save->stored_positions, int64_t, was);
    }
  mark_rows (stays, difference->moved, FALSE);
  if (place_rows (save->positions, stays, n))
    return;

  /* No room is left somewhere: all rows get new positions, with room again. */
  memset (stays, 0, n * sizeof *stays);
  place_rows (save->positions, stays, n);
  for (guint i = 0; i < n; i++)
    wanted[i] = TRUE;
}

static gboolean
write_difference (Save                       *save,
                  PanelistCatalogDifference  *difference,
                  GError                    **error)
{
  const guint n = panelist_catalog_get_size (save->after);
  g_autofree gboolean *wanted = g_new0 (gboolean, n);

  mark_rows (wanted, difference->added, TRUE);
  mark_rows (wanted, difference->changed, TRUE);
  mark_rows (wanted, difference->moved, TRUE);
  place (save, difference, wanted);
  return remove_rows (save, difference->removed, error) && write_rows (save, wanted, error) &&
         panelist_store_log_changes (save->connection, save->before, save->after, difference->changes, error);
}

static gboolean
write_first (Save    *save,
             GError **error)
{
  const guint n = panelist_catalog_get_size (save->after);
  g_autofree gboolean *wanted = g_new0 (gboolean, n);

  place_rows (save->positions, wanted, n);
  for (guint i = 0; i < n; i++)
    wanted[i] = TRUE;

  /* The first catalog is no news. */
  return write_rows (save, wanted, error) &&
         panelist_store_log_changes (save->connection, NULL, save->after, NULL, error);
}

/* The currency may be known only after the first catalog. */
static gboolean
note_currency (Save    *save,
               GError **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (save->connection,
                                      "UPDATE panel SET catalog_currency = currency WHERE id = ?"
                                      " AND catalog_currency IS NULL AND currency IS NOT NULL",
                                      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_number (statement, 1, panelist_catalog_get_panel_id (save->after));
  return panelist_statement_run (statement, error);
}

static gboolean
is_same (PanelistCatalogDifference *difference)
{
  return difference->added->len + difference->removed->len + difference->changed->len + difference->moved->len == 0;
}

static gboolean
save_catalog (PanelistConnection  *connection,
              gpointer             input,
              GValue              *result,
              GError             **error)
{
  g_auto (Save) save = { .connection = connection, .after = input };
  g_autoptr (PanelistCatalogDifference) difference = NULL;
  gboolean written = TRUE;

  save.stored_positions = g_array_new (FALSE, FALSE, sizeof (int64_t));
  save.positions = g_new0 (int64_t, panelist_catalog_get_size (input));
  if (!read_catalog (connection, panelist_catalog_get_panel_id (input), &save.before, save.stored_positions, error))
    return FALSE;
  if (save.before != NULL)
    difference = panelist_catalog_compare (save.before, input);
  if (difference != NULL && is_same (difference))
    {
      if (!note_currency (&save, error))
        return FALSE;
    }
  else
    {
      if (!panelist_connection_begin (connection, error))
        return FALSE;
      written = difference != NULL ? write_difference (&save, difference, error) : write_first (&save, error);
      if (!panelist_connection_end (connection, written, error))
        return FALSE;
    }
  g_value_init (result, G_TYPE_INT);
  g_value_set_int (result, save.n_written);
  return TRUE;
}

/**
 * panelist_store_save_catalog:
 * @self: a store
 * @catalog: what the panel offers now, not empty
 *
 * Writes only the rows that differ from what is stored, and the change log, in one transaction; none when nothing
 * differs.
 *
 * Returns: (transfer full): resolves to the number of rows written (int): 0 = the stored catalog says the same
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
