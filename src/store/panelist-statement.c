/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include "panelist-statement.h"

struct _PanelistStatement {
  PanelistConnection *connection;
  sqlite3_stmt *statement;
};

PanelistStatement *
panelist_statement_new (PanelistConnection  *connection,
                        const char          *sql,
                        GError             **error)
{
  g_autoptr (PanelistStatement) self = g_new0 (PanelistStatement, 1);

  self->connection = connection;
  if (sqlite3_prepare_v2 (panelist_connection_get (connection), sql, -1, &self->statement, NULL) !=
      SQLITE_OK)
    {
      panelist_connection_set_error (connection, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
panelist_statement_free (PanelistStatement *self)
{
  sqlite3_finalize (self->statement);
  g_free (self);
}

void
panelist_statement_bind_text (PanelistStatement *self,
                              int                index,
                              const char        *text)
{
  sqlite3_bind_text (self->statement, index, text, -1, SQLITE_TRANSIENT);
}

void
panelist_statement_bind_number (PanelistStatement *self,
                                int                index,
                                int64_t            number)
{
  sqlite3_bind_int64 (self->statement, index, number);
}

static const char *
get_nick (GType type,
          int   value)
{
  GEnumClass *klass = g_type_class_get (type);
  GEnumValue *known = g_enum_get_value (klass, value);

  g_return_val_if_fail (known != NULL, NULL);

  return known->value_nick;
}

void
panelist_statement_bind_nick (PanelistStatement *self,
                              int                index,
                              GType              enum_type,
                              int                value)
{
  panelist_statement_bind_text (self, index, get_nick (enum_type, value));
}

void
panelist_statement_bind_property (PanelistStatement *self,
                                  int                index,
                                  gpointer           object,
                                  const char        *property)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_object_get_property (object, property, &value);
  if (G_VALUE_HOLDS_STRING (&value))
    panelist_statement_bind_text (self, index, g_value_get_string (&value));
  else if (G_VALUE_HOLDS_INT64 (&value))
    panelist_statement_bind_number (self, index, g_value_get_int64 (&value));
  else if (G_VALUE_HOLDS_BOOLEAN (&value))
    panelist_statement_bind_number (self, index, g_value_get_boolean (&value));
  else if (G_VALUE_HOLDS_ENUM (&value))
    panelist_statement_bind_nick (self, index, G_VALUE_TYPE (&value), g_value_get_enum (&value));
  else
    g_assert_not_reached ();
}

gboolean
panelist_statement_next (PanelistStatement  *self,
                         GError            **error)
{
  int code = sqlite3_step (self->statement);

  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    panelist_connection_set_error (self->connection, error);
  return FALSE;
}

gboolean
panelist_statement_run (PanelistStatement  *self,
                        GError            **error)
{
  g_autoptr (GError) failure = NULL;

  while (panelist_statement_next (self, &failure))
    ;
  panelist_statement_reset (self);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

void
panelist_statement_reset (PanelistStatement *self)
{
  sqlite3_reset (self->statement);
}

/* Borrowed until the next row; NULL for NULL. */
const char *
panelist_statement_get_text (PanelistStatement *self,
                             int                column)
{
  return (const char *) sqlite3_column_text (self->statement, column);
}

int64_t
panelist_statement_get_number (PanelistStatement *self,
                               int                column)
{
  return sqlite3_column_int64 (self->statement, column);
}

/* An unknown or missing nick is the enum's first value. */
int
panelist_statement_get_enum (PanelistStatement *self,
                             int                column,
                             GType              enum_type)
{
  GEnumClass *klass = g_type_class_get (enum_type);
  const char *nick = panelist_statement_get_text (self, column);
  GEnumValue *known = nick != NULL ? g_enum_get_value_by_nick (klass, nick) : NULL;

  return known != NULL ? known->value : klass->values[0].value;
}

void
panelist_statement_read_property (PanelistStatement *self,
                                  int                column,
                                  gpointer           object,
                                  const char        *property)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (object), property);

  g_return_if_fail (pspec != NULL);

  if (G_IS_PARAM_SPEC_STRING (pspec))
    g_object_set (object, property, panelist_statement_get_text (self, column), NULL);
  else if (G_IS_PARAM_SPEC_INT64 (pspec))
    g_object_set (object, property, panelist_statement_get_number (self, column), NULL);
  else if (G_IS_PARAM_SPEC_BOOLEAN (pspec))
    g_object_set (object, property, panelist_statement_get_number (self, column) != 0, NULL);
  else if (G_IS_PARAM_SPEC_ENUM (pspec))
    g_object_set (object, property, panelist_statement_get_enum (self, column, pspec->value_type), NULL);
  else
    g_assert_not_reached ();
}
