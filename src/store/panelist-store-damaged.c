/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "panelist-backup.h"
#include "panelist-csv.h"
#include "panelist-money.h"
#include "panelist-statement.h"
#include "panelist-store-private.h"

/* What can be done with a damaged database (safety.md A5, Damage). There is no store thread for its directory: all of
 * it runs on a thread of the pool. */

static DexFuture *
run_on_pool (DexFiberFunc   func,
             gpointer       data,
             GDestroyNotify data_destroy)
{
  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, func, data, data_destroy);
}

static DexFuture *
find_backup_fiber (gpointer data)
{
  g_autofree char *path = NULL;
  int64_t time = 0;

  path = panelist_backup_find (data, &time);
  return dex_future_new_for_int64 (path != NULL ? time : 0);
}

DexFuture *
panelist_store_find_backup (const char *directory)
{
  dex_return_error_if_fail (directory != NULL);

  return run_on_pool (find_backup_fiber, g_strdup (directory), g_free);
}

static DexFuture *
restore_fiber (gpointer data)
{
  g_autoptr (GError) error = NULL;
  int64_t time = 0;

  if (!panelist_store_file_restore (data, &time, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_for_int64 (time);
}

DexFuture *
panelist_store_restore_backup (const char *directory)
{
  dex_return_error_if_fail (directory != NULL);

  return run_on_pool (restore_fiber, g_strdup (directory), g_free);
}

/* Export: what can be read from both ends of the journal, up to where the file is damaged */

#define SELECT_READABLE                                                                             \
  "SELECT id, uuid, panel, state, remote_id, status_text, service, service_name, form, quantity,"   \
  " expected_charge, charge, currency, created_time, note, tag FROM intent WHERE kind = 'add'"

static const char *const headings[] = {
  "Time", "Panel", "State", "Order", "Status", "Service", "Name", "Link", "Quantity", "Expected Charge", "Charge",
  "Currency", "Note", "Tag", "UUID",
};

typedef struct {
  GHashTable *panels;   /* row id as text → name */
  GHashTable *seen;     /* uuids */
  GString *rows;
  int64_t n_rows;
} Readable;

static char *
dup_time (int64_t time)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (time);

  return moment != NULL ? g_date_time_format (moment, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

static char *
dup_link (const char *json)
{
  g_autoptr (PanelistForm) form = panelist_form_from_json (json);
  const char *link = form != NULL ? panelist_form_lookup (form, "link") : NULL;

  if (form != NULL && link == NULL)
    link = panelist_form_lookup (form, "username");
  return g_strdup (link);
}

static void
add_row (Readable          *readable,
         PanelistStatement *statement)
{
  const char *uuid = panelist_statement_get_text (statement, 1);
  g_autofree char *time = dup_time (panelist_statement_get_number (statement, 13));
  g_autofree char *link = dup_link (panelist_statement_get_text (statement, 8));
  const char *panel = panelist_statement_get_text (statement, 2);
  const char *quantity = panelist_statement_get_text (statement, 9);

  if (uuid == NULL || !g_hash_table_add (readable->seen, g_strdup (uuid)))
    return;
  panelist_csv_add_text (readable->rows, time);
  panelist_csv_add_text (readable->rows, panel != NULL ? g_hash_table_lookup (readable->panels, panel) : NULL);
  for (int column = 3; column <= 7; column++)
    panelist_csv_add_text (readable->rows, panelist_statement_get_text (statement, column));
  panelist_csv_add_text (readable->rows, link);
  panelist_csv_add_number (readable->rows, g_strcmp0 (quantity, "-1") != 0 ? quantity : NULL);
  panelist_csv_add_number (readable->rows, panelist_statement_get_text (statement, 10));
  panelist_csv_add_number (readable->rows, panelist_statement_get_text (statement, 11));
  panelist_csv_add_text (readable->rows, panelist_statement_get_text (statement, 12));
  panelist_csv_add_text (readable->rows, panelist_statement_get_text (statement, 14));
  panelist_csv_add_text (readable->rows, panelist_statement_get_text (statement, 15));
  panelist_csv_add_text (readable->rows, uuid);
  panelist_csv_end_row (readable->rows);
  readable->n_rows++;
}

/* Whether it came to the end. */
static gboolean
read_rows (Readable            *readable,
           PanelistConnection  *connection,
           const char          *sql,
           GError             **error)
{
  g_autoptr (PanelistStatement) statement = panelist_statement_new (connection, sql, error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  while (panelist_statement_next (statement, &failure))
    add_row (readable, statement);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
read_panels (Readable           *readable,
             PanelistConnection *connection)
{
  g_autoptr (PanelistStatement) statement = panelist_statement_new (connection, "SELECT id, name FROM panel", NULL);

  while (statement != NULL && panelist_statement_next (statement, NULL))
    g_hash_table_insert (readable->panels, g_strdup (panelist_statement_get_text (statement, 0)),
                         g_strdup (panelist_statement_get_text (statement, 1)));
}

static gboolean
read_copy (Readable    *readable,
           const char  *path,
           GError     **error)
{
  g_autoptr (PanelistConnection) connection = panelist_connection_open (path, error);
  g_autoptr (GError) damage = NULL;

  if (connection == NULL)
    return FALSE;
  read_panels (readable, connection);
  if (read_rows (readable, connection, SELECT_READABLE " ORDER BY id", &damage))
    return TRUE;
  g_message ("The journal is damaged: %s", damage->message);
  read_rows (readable, connection, SELECT_READABLE " ORDER BY id DESC", NULL);
  if (readable->n_rows > 0)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&damage));
  return FALSE;
}

static void
add_headings (GString *rows)
{
  for (gsize i = 0; i < G_N_ELEMENTS (headings); i++)
    panelist_csv_add_text (rows, headings[i]);
  panelist_csv_end_row (rows);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

typedef struct {
  char *directory;
  char *path;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_free (export->directory);
  g_free (export->path);
  g_free (export);
}

/* From a copy: what is damaged stays as it is. */
static gboolean
export_readable (Export      *export,
                 Readable    *readable,
                 GError     **error)
{
  g_autofree char *template = g_build_filename (export->directory, "reading-XXXXXX", NULL);
  g_autofree char *path = NULL;
  gboolean done = FALSE;

  if (g_mkdtemp_full (template, 0700) == NULL)
    {
      g_set_error_literal (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_FULL,
                           "There is no room to read a copy of the data file");
      return FALSE;
    }
  path = g_build_filename (template, "panelist.db", NULL);
  done = panelist_store_file_copy_aside (export->directory, template, error) && read_copy (readable, path, error);
  remove_folder (template);
  return done;
}

static DexFuture *
export_fiber (gpointer data)
{
  Export *export = data;
  Readable readable = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  readable.panels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  readable.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  readable.rows = g_string_new (NULL);
  add_headings (readable.rows);
  done = export_readable (export, &readable, &error) &&
         g_file_set_contents_full (export->path, readable.rows->str, (gssize) readable.rows->len,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error);
  g_string_free (readable.rows, TRUE);
  g_hash_table_unref (readable.seen);
  g_hash_table_unref (readable.panels);
  if (!done)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_for_int64 (readable.n_rows);
}

/**
 * panelist_store_export_damaged:
 * @directory: the data directory, not open
 * @path: where to write the CSV file
 *
 * Reads the orders from the first one on up to where the file is damaged, and then from the last one back to there.
 *
 * Returns: (transfer full): resolves to how many orders could be read (int64); rejects when none could
 */
DexFuture *
panelist_store_export_damaged (const char *directory,
                               const char *path)
{
  Export *export = NULL;

  dex_return_error_if_fail (directory != NULL);
  dex_return_error_if_fail (path != NULL);

  export = g_new0 (Export, 1);
  export->directory = g_strdup (directory);
  export->path = g_strdup (path);
  return run_on_pool (export_fiber, export, export_free);
}

/* Of an open store */

static gboolean
read_restored (PanelistConnection  *connection,
               gpointer             input,
               GValue              *result,
               GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (connection,
                                      "SELECT coalesce ((SELECT complete_until FROM restore ORDER BY id DESC LIMIT 1), 0)",
                                      error);
  if (statement == NULL || !panelist_statement_next (statement, error))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, panelist_statement_get_number (statement, 0));
  return TRUE;
}

DexFuture *
panelist_store_read_restored (PanelistStore *self)
{
  return panelist_store_run (self, read_restored, NULL, NULL);
}
