/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The remedy for an error of the ordering after which nothing was sent and nothing changed. */
char *panelist_error_dup_nothing_sent (const GError *error,
                                       const char   *panel_name);

G_END_DECLS
