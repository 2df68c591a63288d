/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-keywords-file.h"

G_BEGIN_DECLS

/* The keywords of one platform or kind, to be pushed on a preferences dialog. What is changed there counts at once;
 * what is taken away can be undone by a toast. */
#define PANELIST_TYPE_KEYWORDS_PAGE (panelist_keywords_page_get_type ())
G_DECLARE_FINAL_TYPE (PanelistKeywordsPage, panelist_keywords_page, PANELIST, KEYWORDS_PAGE, AdwNavigationPage)

AdwNavigationPage *panelist_keywords_page_new    (PanelistKeywordsFile *file,
                                                  PanelistGrouping      grouping,
                                                  const char           *name);
/* Changes the table and tells it in a toast of the dialog that @widget is in, with Undo. */
void               panelist_keywords_page_change (GtkWidget            *widget,
                                                  PanelistKeywordsFile *file,
                                                  PanelistKeywords     *keywords,
                                                  const char           *told);
char              *panelist_keywords_page_check_name (PanelistKeywordsFile *file,
                                                      PanelistGrouping      grouping,
                                                      const char           *replaced,
                                                      const char           *name);

G_END_DECLS
