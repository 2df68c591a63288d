/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What panels write into the names of their services, as "R30" or "0-1 Hour Start": nothing is promised by it. */
char *panelist_service_dup_hints (const char *name);

G_END_DECLS
