/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-connection.h"

G_BEGIN_DECLS

gboolean panelist_backup_make (PanelistConnection  *connection,
                               const char          *directory,
                               int64_t              version,
                               GError             **error);
gboolean panelist_backup_make_weekly
                              (PanelistConnection  *connection,
                               const char          *directory,
                               int64_t              version,
                               gboolean            *made,
                               GError             **error);
char    *panelist_backup_find (const char          *directory,
                               int64_t             *time);

G_END_DECLS
