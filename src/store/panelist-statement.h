/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "panelist-connection.h"

G_BEGIN_DECLS

/* A prepared statement. Parameters are bound by position from 1, or from the properties of an object: numbers and
 * flags as integers, enums as their nick, text as text. */
typedef struct _PanelistStatement PanelistStatement;

PanelistStatement *panelist_statement_new           (PanelistConnection  *connection,
                                                     const char          *sql,
                                                     GError             **error);
void               panelist_statement_free          (PanelistStatement   *self);
void               panelist_statement_bind_text     (PanelistStatement   *self,
                                                     int                  index,
                                                     const char          *text);
void               panelist_statement_bind_number   (PanelistStatement   *self,
                                                     int                  index,
                                                     int64_t              number);
void               panelist_statement_bind_nick     (PanelistStatement   *self,
                                                     int                  index,
                                                     GType                enum_type,
                                                     int                  value);
void               panelist_statement_bind_property (PanelistStatement   *self,
                                                     int                  index,
                                                     gpointer             object,
                                                     const char          *property);
/* TRUE while there are rows; `error` is set when it ended badly. */
gboolean           panelist_statement_next          (PanelistStatement   *self,
                                                     GError             **error);
/* Runs to the end and resets, ready for other parameters. */
gboolean           panelist_statement_run           (PanelistStatement   *self,
                                                     GError             **error);
void               panelist_statement_reset         (PanelistStatement   *self);
const char        *panelist_statement_get_text      (PanelistStatement   *self,
                                                     int                  column);
int64_t            panelist_statement_get_number    (PanelistStatement   *self,
                                                     int                  column);
int                panelist_statement_get_enum      (PanelistStatement   *self,
                                                     int                  column,
                                                     GType                enum_type);
void               panelist_statement_read_property (PanelistStatement   *self,
                                                     int                  column,
                                                     gpointer             object,
                                                     const char          *property);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistStatement, panelist_statement_free)

G_END_DECLS
