/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include "panelist-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "panelist-statement.h"
#include "panelist-store-private.h"

#define FOLDER "backups"
#define PREFIX "version-"
#define SUFFIX ".db"
#define N_KEPT 3   /* safety.md A5 */

static gboolean
fail (GError     **error,
      const char  *what)
{
  int number = errno;

  g_set_error (error,
               PANELIST_STORE_ERROR,
               (int) panelist_store_error_from_errno (number),
               "%s: %s",
               what,
               g_strerror (number));
  return FALSE;
}

/* VACUUM INTO, never a copy of a live WAL file. */
static gboolean
run_vacuum (PanelistConnection  *connection,
            const char          *path,
            GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (connection, "VACUUM INTO ?", error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_text (statement, 1, path);
  return panelist_statement_run (statement, error);
}

/* Into an empty file that nobody else may read. SQLite does not wait for the disk here. */
static gboolean
copy_database (PanelistConnection  *connection,
               const char          *path,
               GError             **error)
{
  gboolean done = FALSE;
  int file = -1;

  file = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0)
    return fail (error, "The backup could not be made");
  done = run_vacuum (connection, path, error);
  if (done && fsync (file) != 0)
    done = fail (error, "The backup could not be written");
  close (file);
  return done;
}

static gboolean
check_copy (const char  *path,
            GError     **error)
{
  g_autoptr (PanelistConnection) copy = NULL;

  copy = panelist_connection_open (path, error);
  return copy != NULL && panelist_connection_check (copy, error);
}

/* When a backup was made, by its name; -1 for other files. */
static int64_t
get_time (const char *name)
{
  const char *time = strrchr (name, '-');

  if (!g_str_has_prefix (name, PREFIX) || !g_str_has_suffix (name, SUFFIX) || time == NULL)
    return -1;
  return g_ascii_strtoll (time + 1, NULL, 10);
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  int64_t time_of_a = get_time (*(const char *const *) a);
  int64_t time_of_b = get_time (*(const char *const *) b);

  return (time_of_a < time_of_b) - (time_of_a > time_of_b);
}

static void
drop_older (const char *folder)
{
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;

  dir = g_dir_open (folder, 0, NULL);
  names = g_ptr_array_new_with_free_func (g_free);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (get_time (name) >= 0)
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_newest_first);
  for (guint i = N_KEPT; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

      g_unlink (path);
    }
}

/**
 * panelist_backup_make:
 * @connection: the database
 * @directory: the data directory; the backup goes to `backups/` there
 * @version: of the database
 *
 * Makes a backup and reads it over. Only then the older ones go, but for the newest three.
 *
 * Returns: whether there is a sound backup
 */
gboolean
panelist_backup_make (PanelistConnection  *connection,
                      const char          *directory,
                      int64_t              version,
                      GError             **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  folder = g_build_filename (directory, FOLDER, NULL);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (error, "The folder for backups could not be made");
  /* Microseconds: two in one second are two. */
  path = g_strdup_printf ("%s/" PREFIX "%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT SUFFIX,
                          folder,
                          (gint64) version,
                          g_get_real_time ());
  if (!copy_database (connection, path, error) || !check_copy (path, error))
    {
      g_unlink (path);
      return FALSE;
    }
  drop_older (folder);
  return TRUE;
}
