/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-order-draft.h"

G_BEGIN_DECLS

/* A field with a fixed set of values. */
#define PANELIST_TYPE_CHOICE_FIELD_ROW (panelist_choice_field_row_get_type ())
G_DECLARE_FINAL_TYPE (PanelistChoiceFieldRow, panelist_choice_field_row, PANELIST, CHOICE_FIELD_ROW, AdwComboRow)

GtkWidget *panelist_choice_field_row_new (PanelistOrderDraft *draft,
                                          PanelistField       field);

G_END_DECLS
