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

#include "panelist-migrations.h"
#include "panelist-statement.h"
#include "panelist-store-private.h"

#define FOLDER "backups"
#define VERSION "version-"   /* before a migration */
#define WEEKLY "weekly-"
#define SUFFIX ".db"
#define UNFINISHED ".unfinished"
#define N_KEPT 3             /* of each kind, safety.md A5 */
#define WEEK (7 * G_TIME_SPAN_DAY)

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

/* An empty file is a sound database as well. */
static gboolean
has_orders (PanelistConnection  *copy,
            GError             **error)
{
  g_autoptr (PanelistStatement) statement = panelist_statement_new (copy, "SELECT id FROM intent LIMIT 1", error);

  return statement != NULL;
}

static gboolean
check_copy (const char  *path,
            GError     **error)
{
  g_autoptr (PanelistConnection) copy = NULL;

  copy = panelist_connection_open (path, error);
  return copy != NULL && has_orders (copy, error) && panelist_connection_check (copy, error);
}

/* When a backup was made, in microseconds, by its name; -1 for other files. */
static int64_t
get_time (const char *name,
          const char *prefix)
{
  const char *time = strrchr (name, '-');

  if (!g_str_has_prefix (name, prefix) || !g_str_has_suffix (name, SUFFIX) || time == NULL)
    return -1;
  return g_ascii_strtoll (time + 1, NULL, 10);
}

static int64_t
get_time_of_any (const char *name)
{
  return MAX (get_time (name, VERSION), get_time (name, WEEKLY));
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  int64_t time_of_a = get_time_of_any (*(const char *const *) a);
  int64_t time_of_b = get_time_of_any (*(const char *const *) b);

  return (time_of_a < time_of_b) - (time_of_a > time_of_b);
}

/* Newest first; of every kind with a prefix of "". */
static GPtrArray *
list_names (const char *folder,
            const char *prefix)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix) && get_time_of_any (name) >= 0)
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_newest_first);
  return names;
}

static void
drop_older (const char *folder,
            const char *prefix)
{
  g_autoptr (GPtrArray) names = list_names (folder, prefix);

  for (guint i = N_KEPT; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

      g_unlink (path);
    }
}

/* What a process left that ended while it made one, and SQLite's journal of it. */
static void
drop_unfinished (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (strstr (name, UNFINISHED) != NULL)
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_unlink (path);
      }
}

/* It gets its name when it is whole and on the disk: what has the name of a backup is one. */
static gboolean
make_whole (PanelistConnection  *connection,
            const char          *path,
            GError             **error)
{
  g_autofree char *unfinished = g_strconcat (path, UNFINISHED, NULL);

  if (!copy_database (connection, unfinished, error) || !check_copy (unfinished, error))
    {
      g_unlink (unfinished);
      return FALSE;
    }
  return g_rename (unfinished, path) == 0 || fail (error, "The backup could not be named");
}

/* Makes a backup and reads it over. Only then the older ones of its kind go. */
static gboolean
make (PanelistConnection  *connection,
      const char          *directory,
      const char          *prefix,
      int64_t              version,
      GError             **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  folder = g_build_filename (directory, FOLDER, NULL);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (error, "The folder for backups could not be made");
  /* Microseconds: two in one second are two. */
  path = g_strdup_printf ("%s/%s%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT SUFFIX,
                          folder,
                          prefix,
                          (gint64) version,
                          g_get_real_time ());
  drop_unfinished (folder);
  if (!make_whole (connection, path, error))
    return FALSE;
  drop_older (folder, prefix);
  return TRUE;
}

/**
 * panelist_backup_make:
 * @connection: the database
 * @directory: the data directory; the backup goes to `backups/` there
 * @version: of the database
 *
 * Before a migration: makes a backup and reads it over. Only then the older ones go, but for the newest three.
 *
 * Returns: whether there is a sound backup
 */
gboolean
panelist_backup_make (PanelistConnection  *connection,
                      const char          *directory,
                      int64_t              version,
                      GError             **error)
{
  return make (connection, directory, VERSION, version, error);
}

/* What grows with everything that is worth a backup. */
static char *
read_mark (PanelistConnection *connection)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (
      connection,
      "SELECT format ('%d %d %d %d %d %d %d %d', (SELECT max (id) FROM intent), (SELECT count (*) FROM order_event),"
      " (SELECT max (checked_time) FROM intent), (SELECT max (id) FROM balance_point),"
      " (SELECT max (id) FROM service_change), (SELECT count (*) FROM panel WHERE removed_time = 0),"
      " (SELECT count (*) FROM service_mark), (SELECT max (changed_time) FROM service_mark))",
      NULL);
  if (statement == NULL || !panelist_statement_next (statement, NULL))
    return NULL;
  return g_strdup (panelist_statement_get_text (statement, 0));
}

static gboolean
is_same_as (PanelistConnection *connection,
            const char         *path)
{
  g_autoptr (PanelistConnection) copy = panelist_connection_open (path, NULL);
  g_autofree char *mark = read_mark (connection);
  g_autofree char *mark_of_copy = NULL;

  if (copy == NULL || mark == NULL)
    return FALSE;
  mark_of_copy = read_mark (copy);
  return g_strcmp0 (mark, mark_of_copy) == 0;
}

/**
 * panelist_backup_make_weekly:
 * @connection: the database
 * @directory: the data directory
 * @version: of the database
 * @made: (out): whether one was due
 *
 * Returns: whether nothing went wrong
 */
gboolean
panelist_backup_make_weekly (PanelistConnection  *connection,
                             const char          *directory,
                             int64_t              version,
                             gboolean            *made,
                             GError             **error)
{
  g_autofree char *folder = g_build_filename (directory, FOLDER, NULL);
  g_autoptr (GPtrArray) names = list_names (folder, WEEKLY);
  int64_t age = WEEK;

  *made = FALSE;
  if (names->len > 0)
    {
      const char *newest = g_ptr_array_index (names, 0);
      g_autofree char *path = g_build_filename (folder, newest, NULL);

      /* One from the future was made by a wrong clock: its age is not known. */
      age = g_get_real_time () - get_time (newest, WEEKLY);
      if ((age >= 0 && age < WEEK) || is_same_as (connection, path))
        return TRUE;
    }
  *made = make (connection, directory, WEEKLY, version, error);
  return *made;
}

/**
 * panelist_backup_find:
 * @directory: the data directory
 * @time: (out): when it was made, UTC seconds
 *
 * Returns: (transfer full) (nullable): the path of the newest backup that is sound and not of a newer version
 */
char *
panelist_backup_find (const char *directory,
                      int64_t    *time)
{
  g_autofree char *folder = g_build_filename (directory, FOLDER, NULL);
  g_autoptr (GPtrArray) names = list_names (folder, "");

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (PanelistConnection) copy = panelist_connection_open (path, NULL);

      if (copy == NULL || !panelist_migrations_check (copy, NULL) || !has_orders (copy, NULL) ||
          !panelist_connection_check (copy, NULL))
        continue;
      *time = get_time_of_any (name) / G_USEC_PER_SEC;
      return g_steal_pointer (&path);
    }
  return NULL;
}
