/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text from a panel is hostile (safety.md E, C5): these make it searchable and fit to show. */

#define PANELIST_TEXT_DISPLAY_MAX 512
#define PANELIST_TEXT_SEARCH_MAX  4096
#define PANELIST_TEXT_ERROR_MAX   500
#define PANELIST_TEXT_ID_MAX      64

char     *panelist_text_fold          (const char *text,
                                       gssize      length);
char     *panelist_text_display       (const char *text,
                                       gssize      length,
                                       gsize       max_characters);
char     *panelist_text_display_lines (const char *text,
                                       gssize      length,
                                       gsize       max_characters);
char     *panelist_text_isolate       (const char *text);
char     *panelist_text_normalize_word (const char *text,
                                        gssize      length);
gboolean  panelist_text_is_remote_id  (const char *text);
char     *panelist_text_normalize_link (const char *link);
char     *panelist_text_drop_tracking  (const char *link);
char     *panelist_text_short_link    (const char *link);
GStrv     panelist_text_split_lines   (const char *text);

G_END_DECLS
