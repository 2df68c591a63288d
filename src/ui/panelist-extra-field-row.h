/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-order-draft.h"

G_BEGIN_DECLS

/* One extra parameter, name and value as the panel wants them: for types that nobody knows (protocol.md 3.4). */
#define PANELIST_TYPE_EXTRA_FIELD_ROW (panelist_extra_field_row_get_type ())
G_DECLARE_FINAL_TYPE (PanelistExtraFieldRow, panelist_extra_field_row, PANELIST, EXTRA_FIELD_ROW, AdwPreferencesRow)

GtkWidget *panelist_extra_field_row_new (PanelistOrderDraft *draft,
                                         guint               index);

G_END_DECLS
