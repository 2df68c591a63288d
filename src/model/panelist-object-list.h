/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A GListModel of one item type that finds its items by a text key in constant time: the one list of
 * panels, orders or refills of the process. Lists on screen are views over it. */
#define PANELIST_TYPE_OBJECT_LIST (panelist_object_list_get_type ())
G_DECLARE_FINAL_TYPE (PanelistObjectList, panelist_object_list, PANELIST, OBJECT_LIST, GObject)

PanelistObjectList *panelist_object_list_new    (GType               item_type,
                                                 const char         *key_property);
gpointer            panelist_object_list_lookup (PanelistObjectList *self,
                                                 const char         *key);
void                panelist_object_list_add    (PanelistObjectList *self,
                                                 gpointer            item);
void                panelist_object_list_splice (PanelistObjectList *self,
                                                 GPtrArray          *items);
gboolean            panelist_object_list_remove (PanelistObjectList *self,
                                                 const char         *key);

G_END_DECLS
