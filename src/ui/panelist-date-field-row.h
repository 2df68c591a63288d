/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-order-draft.h"

G_BEGIN_DECLS

/* A field that holds a day; shown in the locale's format. */
#define PANELIST_TYPE_DATE_FIELD_ROW (panelist_date_field_row_get_type ())
G_DECLARE_FINAL_TYPE (PanelistDateFieldRow, panelist_date_field_row, PANELIST, DATE_FIELD_ROW, AdwActionRow)

GtkWidget *panelist_date_field_row_new (PanelistOrderDraft *draft,
                                        PanelistField       field);

G_END_DECLS
