/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-connection.h"

G_BEGIN_DECLS

/* FALSE with PANELIST_STORE_ERROR_NEWER when a newer version wrote the file: nothing may be written to it. */
gboolean panelist_migrations_check (PanelistConnection  *connection,
                                    GError             **error);
int64_t  panelist_migrations_get_newest (void);
gboolean panelist_migrations_run   (PanelistConnection  *connection,
                                    const char          *directory,
                                    GError             **error);

G_END_DECLS
