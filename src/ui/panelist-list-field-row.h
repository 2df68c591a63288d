/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-order-draft.h"

G_BEGIN_DECLS

/* A field of many lines, with their number, doubles marked, and a way to load a file. */
#define PANELIST_TYPE_LIST_FIELD_ROW (panelist_list_field_row_get_type ())
G_DECLARE_FINAL_TYPE (PanelistListFieldRow, panelist_list_field_row, PANELIST, LIST_FIELD_ROW, AdwPreferencesRow)

GtkWidget *panelist_list_field_row_new (PanelistOrderDraft *draft,
                                        PanelistField       field);

G_END_DECLS
