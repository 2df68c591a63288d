/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* An API key in memory that is wiped when the last reference goes (safety.md D7). */
#define PANELIST_TYPE_KEY (panelist_key_get_type ())
typedef struct _PanelistKey PanelistKey;

GType        panelist_key_get_type  (void);
PanelistKey *panelist_key_new       (const char   *text,
                                     GError      **error);
PanelistKey *panelist_key_ref       (PanelistKey  *self);
void         panelist_key_unref     (PanelistKey  *self);
const char  *panelist_key_get_text  (PanelistKey  *self);
gboolean     panelist_key_equal     (PanelistKey  *a,
                                     PanelistKey  *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistKey, panelist_key_unref)

G_END_DECLS
