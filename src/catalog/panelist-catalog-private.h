/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-catalog-text.h"
#include "panelist-catalog.h"

G_BEGIN_DECLS

/* Open addressing from text to an index; the text itself is where the index points to. */
typedef struct {
  uint32_t hash;
  uint32_t index;   /* + 1; 0 = empty */
} PanelistSlot;

typedef struct {
  PanelistSlot *slots;
  uint32_t n_slots;   /* a power of two */
  uint32_t n_used;
  uint32_t seed;
} PanelistTextIndex;

/* A category or a type text: written once, shared by all rows that have it. */
typedef struct {
  PanelistSpan raw;       /* in the builder's arena of raw texts */
  PanelistSpan display;   /* in the arena of the catalog */
  PanelistSpan folded;    /* in the builder's arena of raw texts */
  PanelistServiceType type;
  gboolean drip_feed_opened;
} PanelistSharedText;

/* Each row of the folded text is `name US id US category US type LF`, in lower case and without
 * diacritics. */
#define PANELIST_CATALOG_FIELD_END '\x1f'
#define PANELIST_CATALOG_ROW_END   '\n'

struct _PanelistCatalog {
  gatomicrefcount ref_count;
  int64_t panel_id;
  guint n_rows;
  guint n_skipped;

  PanelistArena text;
  PanelistArena folded;
  PanelistTextIndex index;
  GArray *categories;   /* of PanelistSharedText */
  GArray *types;        /* of PanelistSharedText */

  /* One element per row */
  PanelistSpan *ids;
  PanelistSpan *names;
  PanelistSpan *rates;
  uint32_t *descriptions;    /* offset, 0 = none */
  uint32_t *average_times;   /* offset, 0 = none */
  uint32_t *category_of;
  uint32_t *type_of;
  int64_t *mins;
  int64_t *maxs;
  uint8_t *flags;            /* refill, cancel, drip-feed: two bits each */
  uint32_t *folded_starts;   /* n_rows + 1 */
  uint16_t *folded_names;    /* length of the name in the folded row */

  /* The objects that live now, made lazily: one for each row at most. */
  GMutex objects_lock;
  GWeakRef *objects;
};

gboolean  panelist_text_index_find     (const PanelistTextIndex *self,
                                        const PanelistArena     *arena,
                                        const PanelistSpan      *spans,
                                        gsize                    stride,
                                        const char              *text,
                                        gsize                    length,
                                        uint32_t                *hash,
                                        uint32_t                *index);
void      panelist_text_index_insert   (PanelistTextIndex       *self,
                                        uint32_t                 hash,
                                        uint32_t                 index);
PanelistCatalog *
          panelist_catalog_alloc       (int64_t                  panel_id);

/* Row by row: G_MAXUINT32 or the row of `before` with the same id; `changed` tells whether any
 * field differs. Free with g_free(). */
typedef struct {
  uint32_t before;
  gboolean changed;
} PanelistCatalogMatch;

PanelistCatalogMatch *panelist_catalog_match_rows    (PanelistCatalog *before,
                                                      PanelistCatalog *after);
void                  panelist_catalog_share_objects (PanelistCatalog            *before,
                                                      PanelistCatalog            *after,
                                                      const PanelistCatalogMatch *matches);

/* A query: every word must be found in a row. */
typedef struct {
  char *folded;       /* words joined by one blank */
  gsize length;
  char **words;
  gsize *lengths;
  guint n_words;
} PanelistCatalogQuery;

PanelistCatalogQuery *panelist_catalog_query_new     (const char                 *text);
void                  panelist_catalog_query_free    (PanelistCatalogQuery       *self);
gboolean              panelist_catalog_query_narrows (const PanelistCatalogQuery *self,
                                                      const PanelistCatalogQuery *earlier);
GArray               *panelist_catalog_query_match   (const PanelistCatalogQuery *self,
                                                      PanelistCatalog            *catalog,
                                                      GArray                     *within);
GArray               *panelist_catalog_query_rank    (const PanelistCatalogQuery *self,
                                                      PanelistCatalog            *catalog,
                                                      GArray                     *matches);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistCatalogQuery, panelist_catalog_query_free)

G_END_DECLS
