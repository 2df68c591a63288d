/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-ui.h"

G_BEGIN_DECLS

/* What a window shows whose data could not be opened: why, and what can be done.
 * Properties: menu (GMenuModel, the primary menu), title, explanation, may-restore, may-export, may-start-empty,
 * exporting, directory. */
#define PANELIST_TYPE_FAILURE_PAGE (panelist_failure_page_get_type ())
G_DECLARE_FINAL_TYPE (PanelistFailurePage, panelist_failure_page, PANELIST, FAILURE_PAGE, AdwBin)

void panelist_failure_page_set_error (PanelistFailurePage *self,
                                      const GError        *error,
                                      const char          *directory);
void panelist_failure_page_export    (PanelistFailurePage *self,
                                      const char          *path);

G_END_DECLS
