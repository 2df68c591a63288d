/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* The demo panel in a process of its own, with an empty directory for its data. Both go with the object. */
#define PANELIST_TYPE_DEMO_PROCESS (panelist_demo_process_get_type ())
G_DECLARE_FINAL_TYPE (PanelistDemoProcess, panelist_demo_process, PANELIST, DEMO_PROCESS, GObject)

/* Resolves to a PanelistDemoProcess that listens, or rejects with G_IO_ERROR, G_FILE_ERROR or G_SPAWN_ERROR.
 * `parent`: where its directory is made. */
DexFuture  *panelist_demo_process_start         (const char          *parent,
                                                 double               time_scale) G_GNUC_WARN_UNUSED_RESULT;
const char *panelist_demo_process_get_address   (PanelistDemoProcess *self);
const char *panelist_demo_process_get_key       (PanelistDemoProcess *self);
const char *panelist_demo_process_get_directory (PanelistDemoProcess *self);

G_END_DECLS
