/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include "panelist-connection.h"

#include <errno.h>

#include "panelist-money.h"
#include "panelist-store-private.h"

#define BUSY_MILLISECONDS 5000
#define MAX_LENGTH (16 * 1024 * 1024)

struct _PanelistConnection {
  sqlite3 *database;
  PanelistRescue *rescue;
};

/* What the system said of a file: no room and no permission have a remedy of their own. */
PanelistStoreError
panelist_store_error_from_errno (int number)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
    case EROFS:
    case EACCES:
    case EPERM:
      return PANELIST_STORE_ERROR_FULL;
    default:
      return PANELIST_STORE_ERROR_FAILED;
    }
}

static PanelistStoreError
classify (sqlite3 *database,
          int      code)
{
  if (code == SQLITE_IOERR_CORRUPTFS || code == SQLITE_IOERR_DATA)
    return PANELIST_STORE_ERROR_DAMAGED;
  switch (code & 0xff)
    {
    case SQLITE_FULL:
    case SQLITE_READONLY:
      return PANELIST_STORE_ERROR_FULL;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return panelist_store_error_from_errno (sqlite3_system_errno (database));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return PANELIST_STORE_ERROR_DAMAGED;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    /* Somebody else holds the locks of the log for so long that SQLite gives up. */
    case SQLITE_PROTOCOL:
      return PANELIST_STORE_ERROR_IN_USE;
    default:
      return PANELIST_STORE_ERROR_FAILED;
    }
}

/**
 * panelist_connection_set_error:
 * @self: a connection whose last call failed
 * @error: (out): PANELIST_STORE_ERROR
 */
void
panelist_connection_set_error (PanelistConnection  *self,
                               GError             **error)
{
  int code = sqlite3_extended_errcode (self->database);
  PanelistStoreError kind = classify (self->database, code);

  if (code == SQLITE_CONSTRAINT_UNIQUE)
    kind = PANELIST_STORE_ERROR_DUPLICATE;
  g_set_error (error,
               PANELIST_STORE_ERROR,
               (int) kind,
               "SQLite %d: %s",
               code,
               sqlite3_errmsg (self->database));
}

/* sum_money(amount): exact, where SQLite's sum() would use floating point. */

static void
sum_money_step (sqlite3_context *context,
                int              n_values,
                sqlite3_value  **values)
{
  char **sum = sqlite3_aggregate_context (context, sizeof (char *));
  g_autofree char *added = NULL;
  const char *amount = (const char *) sqlite3_value_text (values[0]);

  if (sum == NULL || amount == NULL)
    return;
  added = panelist_money_add (*sum != NULL ? *sum : "0", amount);
  if (added != NULL)
    g_set_str (sum, added);
}

static void
sum_money_final (sqlite3_context *context)
{
  char **sum = sqlite3_aggregate_context (context, 0);

  if (sum == NULL || *sum == NULL)
    {
      sqlite3_result_text (context, "0", -1, SQLITE_STATIC);
      return;
    }
  sqlite3_result_text (context, *sum, -1, SQLITE_TRANSIENT);
  g_clear_pointer (sum, g_free);
}

static gboolean
harden (PanelistConnection  *self,
        GError             **error)
{
  sqlite3_busy_timeout (self->database, BUSY_MILLISECONDS);
  sqlite3_extended_result_codes (self->database, TRUE);
  sqlite3_limit (self->database, SQLITE_LIMIT_LENGTH, MAX_LENGTH);
  sqlite3_limit (self->database, SQLITE_LIMIT_ATTACHED, 1);
  sqlite3_db_config (self->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_create_function (self->database,
                           "sum_money",
                           1,
                           SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                           NULL,
                           NULL,
                           sum_money_step,
                           sum_money_final);
  return panelist_connection_run (self,
                                  "PRAGMA trusted_schema = OFF;"
                                  "PRAGMA mmap_size = 0;"
                                  "PRAGMA foreign_keys = ON;",
                                  error);
}

static int
keep_text (gpointer   data,
           int        n_columns,
           char     **values,
           char     **names)
{
  g_set_str ((char **) data, n_columns > 0 ? values[0] : NULL);
  return 0;
}

/**
 * panelist_connection_choose_journal:
 * @self: a connection to a file that may be written to
 *
 * WAL where the file system can share memory, else DELETE with EXTRA (safety.md A5).
 *
 * Returns: whether it is set
 */
gboolean
panelist_connection_choose_journal (PanelistConnection  *self,
                                    GError             **error)
{
  g_autofree char *mode = NULL;

  sqlite3_db_config (self->database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);

  if (sqlite3_exec (self->database, "PRAGMA journal_mode = WAL", keep_text, &mode, NULL) != SQLITE_OK)
    {
      panelist_connection_set_error (self, error);
      return FALSE;
    }
  if (g_strcmp0 (mode, "wal") == 0)
    return panelist_connection_run (self, "PRAGMA synchronous = FULL", error);
  return panelist_connection_run (self, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA", error);
}

/**
 * panelist_connection_open:
 * @path: the database, made when it is not there
 *
 * Nothing is written before panelist_connection_choose_journal(), not even when it is closed again: the file may be
 * one of a newer version.
 *
 * Returns: (transfer full) (nullable): the connection, with every rule of safety.md A5 set but the journal
 */
PanelistConnection *
panelist_connection_open (const char  *path,
                          GError     **error)
{
  g_autoptr (PanelistConnection) self = g_new0 (PanelistConnection, 1);

  if (sqlite3_open_v2 (path,
                       &self->database,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                           SQLITE_OPEN_EXRESCODE,
                       NULL) != SQLITE_OK)
    {
      panelist_connection_set_error (self, error);
      return NULL;
    }
  if (!harden (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
panelist_connection_close (PanelistConnection *self)
{
  sqlite3_close (self->database);
  g_clear_pointer (&self->rescue, panelist_rescue_close);
  g_free (self);
}

void
panelist_connection_take_rescue (PanelistConnection *self,
                                 PanelistRescue     *rescue)
{
  g_clear_pointer (&self->rescue, panelist_rescue_close);
  self->rescue = rescue;
}

PanelistRescue *
panelist_connection_get_rescue (PanelistConnection *self)
{
  return self->rescue;
}

sqlite3 *
panelist_connection_get (PanelistConnection *self)
{
  return self->database;
}

/**
 * panelist_connection_check:
 * @self: a connection
 *
 * Returns: FALSE with PANELIST_STORE_ERROR_DAMAGED when SQLite finds the file damaged
 */
gboolean
panelist_connection_check (PanelistConnection  *self,
                           GError             **error)
{
  g_autofree char *answer = NULL;

  if (sqlite3_exec (self->database, "PRAGMA quick_check(1)", keep_text, &answer, NULL) != SQLITE_OK)
    {
      panelist_connection_set_error (self, error);
      return FALSE;
    }
  if (g_strcmp0 (answer, "ok") == 0)
    return TRUE;
  g_set_error (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DAMAGED, "The data file fails its check: %s", answer);
  return FALSE;
}

/**
 * panelist_connection_run:
 * @self: a connection
 * @sql: fixed statements, never text from outside
 *
 * Returns: whether all of them ran
 */
gboolean
panelist_connection_run (PanelistConnection  *self,
                         const char          *sql,
                         GError             **error)
{
  if (sqlite3_exec (self->database, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  panelist_connection_set_error (self, error);
  return FALSE;
}

gboolean
panelist_connection_begin (PanelistConnection  *self,
                           GError             **error)
{
  return panelist_connection_run (self, "BEGIN IMMEDIATE", error);
}

gboolean
panelist_connection_end (PanelistConnection  *self,
                         gboolean             success,
                         GError             **error)
{
  if (success && panelist_connection_run (self, "COMMIT", error))
    return TRUE;
  if (!sqlite3_get_autocommit (self->database))
    panelist_connection_run (self, "ROLLBACK", NULL);
  return FALSE;
}
