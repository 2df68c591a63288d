/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-order-draft.h"

G_BEGIN_DECLS

/* A field that holds a whole number. It looks like AdwSpinRow but isn't one: that moves what was typed into
 * its range by itself, and nobody should pay for a number that was not typed. */
#define PANELIST_TYPE_NUMBER_FIELD_ROW (panelist_number_field_row_get_type ())
G_DECLARE_FINAL_TYPE (PanelistNumberFieldRow, panelist_number_field_row, PANELIST, NUMBER_FIELD_ROW, AdwActionRow)

GtkWidget *panelist_number_field_row_new (PanelistOrderDraft *draft,
                                          PanelistField       field);

G_END_DECLS
