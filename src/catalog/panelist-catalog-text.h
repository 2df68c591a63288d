/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdint.h>

#include <glib.h>

G_BEGIN_DECLS

/* Growing blocks of text, and the way names take into them: cleaned for display and folded for
 * search in one pass. */

/* Text is copied in blocks of so many bytes; room for one more is always kept after the end. */
#define PANELIST_ARENA_SLACK 16

/* Offset 0 holds the empty string. */
typedef struct {
  char *data;
  gsize length;
  gsize capacity;
} PanelistArena;

typedef struct {
  uint32_t offset;
  uint32_t length;
} PanelistSpan;

void         panelist_arena_init    (PanelistArena *self);
void         panelist_arena_grow    (PanelistArena *self,
                                     gsize          length);
PanelistSpan panelist_arena_append  (PanelistArena *self,
                                     const char    *text,
                                     gsize          length);
void         panelist_arena_shrink  (PanelistArena *self);
void         panelist_arena_clear   (PanelistArena *self);

static inline void
panelist_arena_reserve (PanelistArena *self,
                        gsize          length)
{
  if (G_UNLIKELY (self->length + length + PANELIST_ARENA_SLACK > self->capacity))
    panelist_arena_grow (self, length);
}

/* What is known of the characters met so far; for one thread. */
typedef struct _PanelistCharacterCache PanelistCharacterCache;

void     panelist_character_cache_free (PanelistCharacterCache  *self);
gsize    panelist_catalog_cap_text     (const char              *text,
                                        gsize                    length,
                                        gsize                    max);
gsize    panelist_catalog_append_name  (PanelistCharacterCache **cache,
                                        const char              *text,
                                        gsize                    length,
                                        gboolean                 is_clean,
                                        PanelistArena           *display,
                                        PanelistArena           *folded,
                                        PanelistSpan            *span);
gsize    panelist_catalog_append_folded (PanelistArena          *folded,
                                         const char             *text,
                                         gsize                   length);

G_END_DECLS
