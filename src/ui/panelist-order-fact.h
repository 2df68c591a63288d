/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One line of a card: a name at the start, a value at the end, and a button that copies it. Hidden while there is
 * no value.
 *
 * Properties: name, value, copy-label (text: the tooltip of the copy button, NULL = no button). */
#define PANELIST_TYPE_ORDER_FACT (panelist_order_fact_get_type ())
G_DECLARE_FINAL_TYPE (PanelistOrderFact, panelist_order_fact, PANELIST, ORDER_FACT, GtkBox)

GtkWidget  *panelist_order_fact_new       (const char   *name,
                                     const char   *value);
void        panelist_order_fact_set_value (PanelistOrderFact *self,
                                     const char   *value);
const char *panelist_order_fact_get_value (PanelistOrderFact *self);

G_END_DECLS
