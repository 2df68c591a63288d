/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-order-draft.h"

G_BEGIN_DECLS

/* A field of one line: a link, a name, a keyword. One suffix at a time: paste while empty, a tick once
 * valid. The title turns into the error, so that nothing moves while typing. */
#define PANELIST_TYPE_TEXT_FIELD_ROW (panelist_text_field_row_get_type ())
G_DECLARE_FINAL_TYPE (PanelistTextFieldRow, panelist_text_field_row, PANELIST, TEXT_FIELD_ROW, AdwEntryRow)

GtkWidget *panelist_text_field_row_new (PanelistOrderDraft *draft,
                                        PanelistField       field);

G_END_DECLS
