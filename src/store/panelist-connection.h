/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "panelist-rescue.h"

G_BEGIN_DECLS

/* The one SQLite connection of the process (safety.md A5). Errors are PANELIST_STORE_ERROR. */
typedef struct _PanelistConnection PanelistConnection;

PanelistConnection *panelist_connection_open      (const char          *path,
                                                   GError             **error);
gboolean            panelist_connection_choose_journal
                                                  (PanelistConnection  *self,
                                                   GError             **error);
gboolean            panelist_connection_check     (PanelistConnection  *self,
                                                   GError             **error);
void                panelist_connection_close     (PanelistConnection  *self);
sqlite3            *panelist_connection_get       (PanelistConnection  *self);
/* Where outcomes go that can not be stored; NULL when there is no such file. */
void                panelist_connection_take_rescue
                                                  (PanelistConnection  *self,
                                                   PanelistRescue      *rescue);
PanelistRescue     *panelist_connection_get_rescue
                                                  (PanelistConnection  *self);
gboolean            panelist_connection_run       (PanelistConnection  *self,
                                                   const char          *sql,
                                                   GError             **error);
gboolean            panelist_connection_begin     (PanelistConnection  *self,
                                                   GError             **error);
/* Commits, or rolls back and fails when `success` is FALSE; returns whether it was committed. */
gboolean            panelist_connection_end       (PanelistConnection  *self,
                                                   gboolean             success,
                                                   GError             **error);
void                panelist_connection_set_error (PanelistConnection  *self,
                                                   GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistConnection, panelist_connection_close)

G_END_DECLS
