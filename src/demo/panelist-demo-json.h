/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void panelist_demo_json_append_text (GString    *json,
                                     const char *text);
void panelist_demo_json_append_pair (GString    *json,
                                     const char *name,
                                     const char *text);

G_END_DECLS
