/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One line of a card with the style class `facts`. Plain text.
 *
 * Properties: title, value (text), good (boolean: a tick stands before the value). */
#define PANELIST_TYPE_FACT (panelist_fact_get_type ())
G_DECLARE_FINAL_TYPE (PanelistFact, panelist_fact, PANELIST, FACT, GtkBox)

G_END_DECLS
