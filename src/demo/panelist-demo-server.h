/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The demo panel: a real HTTP server on a loopback port that speaks the whole protocol with
 * invented services (design.md 6). The program `panelist-demo-panel` and the tests run it.
 *
 * Construct properties: port (0 = any), key, n-services, seed, time-scale, faults (text), log
 * (path or NULL). */
#define PANELIST_TYPE_DEMO_SERVER (panelist_demo_server_get_type ())
G_DECLARE_FINAL_TYPE (PanelistDemoServer, panelist_demo_server, PANELIST, DEMO_SERVER, GObject)

gboolean    panelist_demo_server_start       (PanelistDemoServer  *self,
                                              GError             **error);
void        panelist_demo_server_stop        (PanelistDemoServer  *self);
const char *panelist_demo_server_get_address (PanelistDemoServer  *self);

G_END_DECLS
