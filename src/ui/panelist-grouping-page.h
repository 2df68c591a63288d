/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-keywords-file.h"

G_BEGIN_DECLS

/* By which words services are grouped: a page of the preferences with all platforms and kinds, each of which opens a
 * PanelistKeywordsPage. */
#define PANELIST_TYPE_GROUPING_PAGE (panelist_grouping_page_get_type ())
G_DECLARE_FINAL_TYPE (PanelistGroupingPage, panelist_grouping_page, PANELIST, GROUPING_PAGE, AdwPreferencesPage)

void panelist_grouping_page_set_file (PanelistGroupingPage *self,
                                      PanelistKeywordsFile *file);

G_END_DECLS
