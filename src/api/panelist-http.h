/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-transport.h"

G_BEGIN_DECLS

/* The transport over libsoup (safety.md B).
 *
 * Construct-only properties, for tests with a short patience: connect-deadline (milliseconds to
 * the first byte sent, 10,000), slow-window (milliseconds over which a body of a read must bring 1
 * KiB/s, 10,000). */
#define PANELIST_TYPE_HTTP (panelist_http_get_type ())
G_DECLARE_FINAL_TYPE (PanelistHttp, panelist_http, PANELIST, HTTP, GObject)

PanelistTransport *panelist_http_new (void);

G_END_DECLS
