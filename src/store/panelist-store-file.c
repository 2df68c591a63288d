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

#include "panelist-clock.h"
#include "panelist-migrations.h"

#define DATABASE "panelist.db"
#define LOCK "panelist.lock"

static void
set_file_error (GError     **error,
                const char  *what)
{
  int number = errno;

  g_set_error (error,
               PANELIST_STORE_ERROR,
               PANELIST_STORE_ERROR_FULL,
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

static PanelistConnection *
open_database (const char  *directory,
               GError     **error)
{
  g_autoptr (PanelistConnection) connection = NULL;
  g_autofree char *path = g_build_filename (directory, DATABASE, NULL);
  int file = -1;

  /* Made here so that it never exists with other permissions. */
  file = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0)
    {
      set_file_error (error, "The data file could not be opened");
      return NULL;
    }
  close (file);

  connection = panelist_connection_open (path, error);
  if (connection == NULL || !panelist_migrations_run (connection, directory, error) ||
      !panelist_store_recover_orders (connection, error))
    return NULL;
  return g_steal_pointer (&connection);
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
  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      set_file_error (error, "The data directory could not be made");
      return FALSE;
    }
  file->lock = take_lock (directory, error);
  if (file->lock < 0)
    return FALSE;
  file->connection = open_database (directory, error);
  if (file->connection != NULL)
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
 * Returns: (transfer full) (nullable): the folder that database, journal and rescue file are in now
 */
char *
panelist_store_file_move_aside (const char  *directory,
                                GError     **error)
{
  static const char *const names[] = { DATABASE, DATABASE "-wal", DATABASE "-shm", "panelist.rescue" };
  g_autofree char *folder = NULL;

  folder = g_strdup_printf ("%s/damaged-%" G_GINT64_FORMAT, directory, panelist_clock_now ());
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      set_file_error (error, "The folder for the copy could not be made");
      return NULL;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *from = g_build_filename (directory, names[i], NULL);
      g_autofree char *to = g_build_filename (folder, names[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        {
          set_file_error (error, "The damaged file could not be moved");
          return NULL;
        }
    }
  return g_steal_pointer (&folder);
}
