/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "panelist-keywords.h"

G_BEGIN_DECLS

/* An entry row for a keyword, or for the name of a group: it tells while one types what is wrong with the text, and
 * applies only what is right.
 *
 * Signals: `check` (text): returns what is wrong with it as words, NULL when nothing; `accepted` (text): it was applied.
 */
#define PANELIST_TYPE_KEYWORD_ROW (panelist_keyword_row_get_type ())
G_DECLARE_FINAL_TYPE (PanelistKeywordRow, panelist_keyword_row, PANELIST, KEYWORD_ROW, AdwEntryRow)

GtkWidget  *panelist_keyword_row_new        (const char             *label,
                                             const char             *text);
void        panelist_keyword_row_set_text   (PanelistKeywordRow     *self,
                                             const char             *text);
const char *panelist_keyword_row_get_value  (PanelistKeywordRow     *self);
void        panelist_keyword_row_focus      (PanelistKeywordRow     *self);

char       *panelist_keyword_problem_to_words (PanelistKeywordProblem  problem,
                                               const char             *other);

G_END_DECLS
