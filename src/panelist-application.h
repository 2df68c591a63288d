/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The process: its options, its actions and its one window. */
#define PANELIST_TYPE_APPLICATION (panelist_application_get_type ())
G_DECLARE_FINAL_TYPE (PanelistApplication, panelist_application, PANELIST,
                      APPLICATION, AdwApplication)

PanelistApplication *panelist_application_new (void);

G_END_DECLS
