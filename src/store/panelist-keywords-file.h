/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "panelist-keywords.h"

G_BEGIN_DECLS

/* By which words services are grouped, as people changed it: a file of their own beside the database, in the form of
 * data/keywords.ini. It is no part of the database: the demo groups by it, too, and it can be edited by hand.
 *
 * Properties: keywords (PanelistKeywords, boxed, never NULL; setting them writes the file), error (GError, boxed,
 * nullable: PANELIST_STORE_ERROR_DAMAGED while the built-in table stands for a file that can not be read, else why the
 * last change could not be written). */
#define PANELIST_TYPE_KEYWORDS_FILE (panelist_keywords_file_get_type ())
G_DECLARE_FINAL_TYPE (PanelistKeywordsFile, panelist_keywords_file, PANELIST, KEYWORDS_FILE, GObject)

PanelistKeywordsFile *panelist_keywords_file_new          (const char           *path);
DexFuture            *panelist_keywords_file_read         (PanelistKeywordsFile *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture            *panelist_keywords_file_wait         (PanelistKeywordsFile *self) G_GNUC_WARN_UNUSED_RESULT;
PanelistKeywords     *panelist_keywords_file_get_keywords (PanelistKeywordsFile *self);
void                  panelist_keywords_file_set_keywords (PanelistKeywordsFile *self,
                                                           PanelistKeywords     *keywords);
void                  panelist_keywords_file_write        (PanelistKeywordsFile *self);
const GError         *panelist_keywords_file_get_error    (PanelistKeywordsFile *self);

G_END_DECLS
