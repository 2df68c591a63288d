/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include "panelist-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "panelist-backup.h"
#include "panelist-clock.h"
#include "panelist-migrations.h"
#include "panelist-statement.h"

#define DATABASE "panelist.db"
#define LOCK "panelist.lock"
#define RESCUE "panelist.rescue"
#define HEADER_SIZE 100   /* of an SQLite file */
#define RESTORING "panelist.restoring"   /* a backup that is made ready to take the place of a damaged file */
#define SUSPICION "panelist.suspicion"   /* there when a check found damage: the next start checks first */

static void
set_file_error (GError     **error,
                const char  *what)
{
  int number = errno;

  g_set_error (error,
               PANELIST_STORE_ERROR,
               (int) panelist_store_error_from_errno (number),
               "%s: %s",
               what,
               g_strerror (number));
}

/* The lock, not the bus name, proves that no other process owns the data (safety.md A5). */
static int
take_lock (const char  *directory,
           GError     **error)
{
  g_autofree char *path = g_build_filename (directory, LOCK, NULL);
  int lock = -1;

  lock = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0)
    {
      set_file_error (error, "The lock file could not be made");
      return -1;
    }
  if (flock (lock, LOCK_EX | LOCK_NB) == 0)
    return lock;
  close (lock);
  g_set_error_literal (error,
                       PANELIST_STORE_ERROR,
                       PANELIST_STORE_ERROR_IN_USE,
                       "Another process uses this data");
  return -1;
}

static int64_t
get_size (const char *directory,
          const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  GStatBuf information = { 0 };

  return g_stat (path, &information) == 0 ? (int64_t) information.st_size : 0;
}

/* The size of a page, as the header of the file tells it; 0 when it has no header. */
static int64_t
read_page_size (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, DATABASE, NULL);
  guint8 header[HEADER_SIZE] = { 0 };
  int64_t size = 0;
  int file = open (path, O_RDONLY | O_CLOEXEC);

  if (file < 0)
    return 0;
  if (pread (file, header, HEADER_SIZE, 0) == HEADER_SIZE)
    size = (int64_t) header[16] << 8 | header[17];
  close (file);
  return size == 1 ? 65536 : size;
}

/* What SQLite does not mind: it takes an empty file for a new database and deletes the journal beside it, with all
 * that is in it, and it reads zeros where the last page was cut. With a journal it may put that right itself. */
static gboolean
check_size (const char  *directory,
            GError     **error)
{
  int64_t size = get_size (directory, DATABASE);
  int64_t page_size = read_page_size (directory);
  gboolean has_wal = get_size (directory, DATABASE "-wal") > 0;
  gboolean has_journal = has_wal || get_size (directory, DATABASE "-journal") > 0;

  /* Only a database that was made has a WAL; the other journal is there while it is made. */
  if (size == 0 ? !has_wal : has_journal || (page_size != 0 && size % page_size == 0))
    return TRUE;
  g_set_error_literal (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DAMAGED, "The data file was cut short");
  return FALSE;
}

/* Made here so that it never exists with other permissions. */
static gboolean
make_database (const char  *path,
               GError     **error)
{
  int file = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (file < 0)
    {
      set_file_error (error, "The data file could not be opened");
      return FALSE;
    }
  close (file);
  return TRUE;
}

/* A folder of its own: what was moved before is never written over. */
static char *
make_folder (const char  *directory,
             GError     **error)
{
  for (guint i = 1;; i++)
    {
      g_autofree char *folder = NULL;

      folder = g_strdup_printf ("%s/damaged-%" G_GINT64_FORMAT "-%u", directory, (gint64) panelist_clock_now (), i);
      if (g_mkdir (folder, 0700) == 0)
        return g_steal_pointer (&folder);
      if (errno != EEXIST)
        {
          set_file_error (error, "The folder for the copy could not be made");
          return NULL;
        }
    }
}

/* The database goes first: should this end halfway, the journal that is left tells of it at the next start. */
static gboolean
move_files (const char  *directory,
            const char  *folder,
            gboolean     restores,
            GError     **error)
{
  static const char *const names[] = { RESTORING, DATABASE, DATABASE "-wal", DATABASE "-shm", RESCUE, SUSPICION };

  for (gsize i = restores ? 1 : 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *from = g_build_filename (directory, names[i], NULL);
      g_autofree char *to = g_build_filename (folder, names[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        {
          set_file_error (error, "The damaged file could not be moved");
          return FALSE;
        }
    }
  return TRUE;
}

static void
sync_folder (const char *folder)
{
  int file = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (file < 0)
    return;
  /* Where folders can not be synced, or may not be read, there is nothing more to do. */
  if (fsync (file) != 0)
    g_debug ("A folder could not be synced: %s", g_strerror (errno));
  close (file);
}

/* The damaged files go aside, for certain and with their log, before another one gets their name: SQLite would play the
 * log into it. */
static gboolean
put_restored (const char  *directory,
              GError     **error)
{
  g_autofree char *path = g_build_filename (directory, DATABASE, NULL);
  g_autofree char *restoring = g_build_filename (directory, RESTORING, NULL);
  g_autofree char *folder = make_folder (directory, error);

  if (folder == NULL || !move_files (directory, folder, TRUE, error))
    return FALSE;
  sync_folder (folder);
  sync_folder (directory);
  if (g_rename (restoring, path) != 0)
    {
      set_file_error (error, "The restored file could not be put in its place");
      return FALSE;
    }
  return TRUE;
}

/* A restore that ended between its renames: the damaged file is aside, and what takes its place is complete. */
static gboolean
finish_restore (const char  *directory,
                GError     **error)
{
  g_autofree char *path = g_build_filename (directory, DATABASE, NULL);
  g_autofree char *restoring = g_build_filename (directory, RESTORING, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) || !g_file_test (restoring, G_FILE_TEST_EXISTS) ||
         put_restored (directory, error);
}

static PanelistConnection *
open_database (const char  *directory,
               GError     **error)
{
  g_autoptr (PanelistConnection) connection = NULL;
  g_autofree char *path = g_build_filename (directory, DATABASE, NULL);
  g_autofree char *rescue = g_build_filename (directory, RESCUE, NULL);

  if (!finish_restore (directory, error) || !check_size (directory, error) || !make_database (path, error))
    return NULL;

  /* The version first: a newer file is not written to. */
  connection = panelist_connection_open (path, error);
  if (connection == NULL || !panelist_migrations_check (connection, error))
    return NULL;
  if (!panelist_connection_choose_journal (connection, error) ||
      !panelist_migrations_run (connection, directory, error))
    return NULL;
  panelist_connection_take_rescue (connection, panelist_rescue_open (rescue));
  if (!panelist_store_import_rescue (connection, error) || !panelist_store_recover_orders (connection, error))
    return NULL;
  return g_steal_pointer (&connection);
}

/* What lies in a folder whose own name is not on the disk is lost with the power, synced or not. */
static void
sync_folders_above (const char *directory)
{
  g_autofree char *folder = g_path_get_dirname (directory);

  sync_folder (folder);
  if (!g_str_equal (folder, directory) && !g_str_equal (folder, "/"))
    sync_folders_above (folder);
}

static gboolean
is_suspicious (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, SUSPICION, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/**
 * panelist_store_file_check:
 * @directory: the data directory
 * @file: what is open in it
 *
 * Reads the whole file over, once a start. When it is damaged the next start finds out before it shows anything.
 *
 * Returns: FALSE with PANELIST_STORE_ERROR_DAMAGED when it is damaged
 */
gboolean
panelist_store_file_check (const char         *directory,
                           PanelistStoreFile  *file,
                           GError            **error)
{
  g_autofree char *path = g_build_filename (directory, SUSPICION, NULL);
  g_autoptr (GError) failure = NULL;

  if (file->checked)
    return TRUE;
  if (panelist_connection_check (file->connection, &failure))
    {
      g_unlink (path);
      file->checked = TRUE;
      return TRUE;
    }
  if (g_error_matches (failure, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DAMAGED))
    g_file_set_contents_full (path, "", 0, G_FILE_SET_CONTENTS_NONE, 0600, NULL);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * panelist_store_file_open:
 * @directory: the data directory, made when it is not there
 * @file: (out): what is open then
 *
 * Returns: whether the database is open, up to date and recovered
 */
gboolean
panelist_store_file_open (const char         *directory,
                          PanelistStoreFile  *file,
                          GError            **error)
{
  gboolean is_new = FALSE;

  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      set_file_error (error, "The data directory could not be made");
      return FALSE;
    }
  file->lock = take_lock (directory, error);
  if (file->lock < 0)
    return FALSE;
  is_new = get_size (directory, DATABASE) == 0;
  if (is_new)
    sync_folders_above (directory);
  file->checked = FALSE;
  file->connection = open_database (directory, error);
  if (is_new)
    sync_folder (directory);
  if (file->connection != NULL &&
      (!is_suspicious (directory) || panelist_store_file_check (directory, file, error)))
    return TRUE;
  panelist_store_file_close (file);
  return FALSE;
}

void
panelist_store_file_close (PanelistStoreFile *file)
{
  g_clear_pointer (&file->connection, panelist_connection_close);
  if (file->lock >= 0)
    close (file->lock);
  file->lock = -1;
}

/**
 * panelist_store_file_move_aside:
 * @directory: a data directory with a damaged database
 *
 * Returns: (transfer full) (nullable): the folder that database, journal and rescue file are in now, or NULL with
 *   PANELIST_STORE_ERROR_IN_USE when a process has the database open
 */
char *
panelist_store_file_move_aside (const char  *directory,
                                GError     **error)
{
  g_autofree char *folder = NULL;
  gboolean moved = FALSE;
  int lock = take_lock (directory, error);

  if (lock < 0)
    return NULL;
  folder = make_folder (directory, error);
  moved = folder != NULL && move_files (directory, folder, FALSE, error);
  close (lock);
  return moved ? g_steal_pointer (&folder) : NULL;
}

static gboolean
sync_path (const char  *path,
           GError     **error)
{
  int file = open (path, O_RDONLY | O_CLOEXEC);
  gboolean done = file >= 0 && fsync (file) == 0;

  if (!done)
    set_file_error (error, "The restored file could not be written");
  if (file >= 0)
    close (file);
  return done;
}

/* What was held may have been sent after the backup was made: like the rest of what was on its way it is not known
 * now. From here on numbers are searched only above what is learned after the restore. */
static gboolean
mark_restored (PanelistConnection  *connection,
               int64_t              time,
               GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (connection,
                                      "INSERT INTO restore (time, complete_until, newest_intent)"
                                      " SELECT ?, ?, coalesce (max (id), 0) FROM intent",
                                      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_number (statement, 1, panelist_clock_now ());
  panelist_statement_bind_number (statement, 2, time);
  return panelist_statement_run (statement, error) &&
         panelist_connection_run (connection, "UPDATE intent SET state = 'submitting' WHERE state = 'held'", error);
}

static gboolean
copy_file (const char  *from,
           const char  *to,
           GError     **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) failure = NULL;

  if (!g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, &failure))
    {
      g_set_error (error,
                   PANELIST_STORE_ERROR,
                   g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? PANELIST_STORE_ERROR_FULL
                                                                             : PANELIST_STORE_ERROR_FAILED,
                   "A copy could not be made: %s",
                   failure->message);
      return FALSE;
    }
  if (g_chmod (to, 0600) == 0)
    return TRUE;
  set_file_error (error, "A copy could not be made");
  return FALSE;
}

/* What an earlier restore left that ended before it was ready: SQLite would play its journal back into the new copy. */
static void
drop_unready (const char *restoring)
{
  static const char *const suffixes[] = { "", "-journal", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (restoring, suffixes[i], NULL);

      g_unlink (path);
    }
}

static gboolean
make_ready (const char  *directory,
            const char  *backup,
            const char  *restoring,
            int64_t      time,
            GError     **error)
{
  g_autoptr (PanelistConnection) connection = NULL;

  drop_unready (restoring);
  if (!copy_file (backup, restoring, error))
    return FALSE;
  connection = panelist_connection_open (restoring, error);
  return connection != NULL && panelist_migrations_run (connection, directory, error) &&
         mark_restored (connection, time, error) && panelist_connection_check (connection, error);
}

/* Ready and on the disk first, then the damaged files go aside, then the other one takes their place. */
static gboolean
restore (const char  *directory,
         int64_t     *time,
         GError     **error)
{
  g_autofree char *backup = panelist_backup_find (directory, time);
  g_autofree char *restoring = g_build_filename (directory, RESTORING, NULL);

  if (backup == NULL)
    {
      g_set_error_literal (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_FAILED, "There is no sound backup");
      return FALSE;
    }
  if (!make_ready (directory, backup, restoring, *time, error) || !sync_path (restoring, error))
    {
      drop_unready (restoring);
      return FALSE;
    }
  return put_restored (directory, error) && sync_path (directory, error);
}

/**
 * panelist_store_file_restore:
 * @directory: a data directory with a damaged database
 * @time: (out): when the backup was made that is in its place now, UTC seconds
 *
 * Returns: whether the newest sound backup was restored; the damaged files are kept aside
 */
gboolean
panelist_store_file_restore (const char  *directory,
                             int64_t     *time,
                             GError     **error)
{
  gboolean done = FALSE;
  int lock = take_lock (directory, error);

  if (lock < 0)
    return FALSE;
  done = restore (directory, time, error);
  close (lock);
  return done;
}

/**
 * panelist_store_file_copy_aside:
 * @directory: a data directory with a damaged database
 * @folder: where to copy database and journal
 *
 * Returns: whether there is a copy that may be read, and be written to by SQLite, without harm to the original
 */
gboolean
panelist_store_file_copy_aside (const char  *directory,
                                const char  *folder,
                                GError     **error)
{
  static const char *const names[] = { DATABASE, DATABASE "-wal", DATABASE "-journal" };
  gboolean done = TRUE;
  int lock = take_lock (directory, error);

  for (gsize i = 0; lock >= 0 && done && i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *from = g_build_filename (directory, names[i], NULL);
      g_autofree char *to = g_build_filename (folder, names[i], NULL);

      done = !g_file_test (from, G_FILE_TEST_EXISTS) || copy_file (from, to, error);
    }
  if (lock >= 0)
    close (lock);
  return lock >= 0 && done;
}
