/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The panel behind the demo server: its services, orders, refills and balance, all in memory. */
typedef struct _PanelistDemoPanel PanelistDemoPanel;

PanelistDemoPanel *panelist_demo_panel_new    (const char        *key,
                                               guint              n_services,
                                               guint              seed,
                                               double             time_scale);
void               panelist_demo_panel_free   (PanelistDemoPanel *self);
GBytes            *panelist_demo_panel_answer (PanelistDemoPanel *self,
                                               GHashTable        *form,
                                               GString           *log);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistDemoPanel, panelist_demo_panel_free)

G_END_DECLS
