/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <string.h>

#include "panelist-catalog-filter.h"
#include "panelist-catalog-model.h"
#include "panelist-catalog-text.h"
#include "panelist-catalog.h"
#include "panelist-keywords.h"
#include "panelist-service-marks.h"

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

typedef struct _PanelistCatalogWords PanelistCatalogWords;

struct _PanelistCatalog {
  gatomicrefcount ref_count;
  int64_t panel_id;
  guint n_rows;
  guint n_skipped[PANELIST_CATALOG_N_SKIPS];

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

  /* Made when they are first asked for, with the lock held, and then never changed. */
  GMutex derived_lock;
  uint64_t *keys[PANELIST_CATALOG_N_SORTS];   /* of the columns that are all in the rows */
  PanelistCatalogWords *words;

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

/* Words in folded text: letters and digits. Symbols and emoji (U+2000…U+2FFF, and all beyond U+FFFF) stand between
 * words. */

static inline gboolean
panelist_catalog_begins_word (char c)
{
  const uint8_t byte = (uint8_t) c;

  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (byte >= 0x80 && byte < 0xf0 && byte != 0xe2);
}

static inline gsize
panelist_catalog_character_length (char c)
{
  const uint8_t byte = (uint8_t) c;

  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

/* Where the next word begins at or after @i, or its end when @i is in one. */
static inline gsize
panelist_catalog_skip_until (const char *text,
                             gsize       length,
                             gsize       i,
                             gboolean    word)
{
  while (i < length && panelist_catalog_begins_word (text[i]) != word)
    i += panelist_catalog_character_length (text[i]);

  return MIN (i, length);
}

/* Groups, see panelist-keywords.h. The resource is made from panelist-catalog.gresource.xml. */

GResource *panelist_catalog_get_resource (void);

typedef struct {
  uint8_t group[PANELIST_N_GROUPINGS];
  gboolean several[PANELIST_N_GROUPINGS];
} PanelistGroups;

typedef struct {
  uint8_t *of[PANELIST_N_GROUPINGS];   /* for each row */
} PanelistCatalogGroups;

const char            *panelist_keywords_get_section (PanelistGrouping     grouping);   /* of the key file */
void                   panelist_keywords_scan       (PanelistKeywords      *self,
                                                     const char            *text,
                                                     gsize                  length,
                                                     PanelistGroups        *groups);
PanelistCatalogGroups *panelist_catalog_groups_new  (PanelistCatalog       *catalog,
                                                     PanelistKeywords      *keywords);
void                   panelist_catalog_groups_free (PanelistCatalogGroups *self);

PanelistKeywords      *panelist_catalog_inference_get_keywords (PanelistCatalogInference *self);
PanelistCatalogGroups *panelist_catalog_inference_take         (PanelistCatalogInference *self,
                                                                PanelistCatalog          *catalog);

/* One of the catalogs that a model lists, with what is known of its rows beside them. */

typedef struct {
  guint row;
  int success;    /* per mille, -1 = unknown */
  char *folded;   /* note and tags */
} PanelistMarkedRow;

#define PANELIST_ROW_FAVORITE (1 << 0)
#define PANELIST_ROW_USED     (1 << 1)
#define PANELIST_ROW_HIDDEN   (1 << 2)
#define PANELIST_ROW_MARKED   (1 << 3)

typedef struct {
  PanelistCatalog *catalog;
  guint start;                     /* number of its first row among those of all parts */
  PanelistCatalogGroups *groups;   /* NULL until they are needed */
  GArray *marked;                  /* of PanelistMarkedRow, by row */
  uint8_t *marks;                  /* for each row; NULL while `marked` is empty */
  GArray *matches;                 /* of guint: the rows that match the query, in their order */
} PanelistCatalogPart;

void                       panelist_catalog_part_clear    (PanelistCatalogPart  *self);
void                       panelist_catalog_part_group    (PanelistCatalogPart  *self,
                                                           PanelistKeywords     *keywords);
void                       panelist_catalog_part_mark     (PanelistCatalogPart  *self,
                                                           PanelistServiceMarks *marks);
const PanelistMarkedRow   *panelist_catalog_part_get_marked (const PanelistCatalogPart *self,
                                                             guint               row);

/* A query: every word must be found in a row. */
typedef struct {
  char *text;
  gsize length;
  gboolean groups[PANELIST_MAX_GROUPS];   /* the platforms whose names hold it */
  gboolean in_groups;                     /* whether there is one */
} PanelistQueryTerm;

typedef struct {
  GArray *terms;   /* of PanelistQueryTerm: one of them must be found */
} PanelistQueryWord;

typedef struct {
  char *folded;       /* words joined by one blank */
  gsize length;
  GArray *words;      /* of PanelistQueryWord, the longest first */
} PanelistCatalogQuery;

PanelistCatalogQuery *panelist_catalog_query_new     (const char                 *text,
                                                      PanelistKeywords           *keywords);
PanelistCatalogQuery *panelist_catalog_query_loosen  (const PanelistCatalogQuery *self,
                                                      PanelistKeywords           *keywords,
                                                      PanelistCatalogPart        *parts,
                                                      guint                       n_parts);
void                  panelist_catalog_query_free    (PanelistCatalogQuery       *self);
gboolean              panelist_catalog_query_narrows (const PanelistCatalogQuery *self,
                                                      const PanelistCatalogQuery *earlier);
GArray               *panelist_catalog_query_match   (const PanelistCatalogQuery *self,
                                                      const PanelistCatalogPart  *part,
                                                      GArray                     *within);
gboolean              panelist_catalog_query_needs_groups (const PanelistCatalogQuery *self);
GArray               *panelist_catalog_query_rank    (const PanelistCatalogQuery *self,
                                                      const PanelistCatalogPart  *parts,
                                                      GArray                     *rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistCatalogQuery, panelist_catalog_query_free)

/* The words that occur in a catalog, for queries that were mistyped. */
PanelistCatalogWords *panelist_catalog_ensure_words  (PanelistCatalog            *self);
void                  panelist_catalog_words_free    (PanelistCatalogWords       *self);
void                  panelist_catalog_words_similar (const PanelistCatalogWords *self,
                                                      const char                 *word,
                                                      GPtrArray                  *similar);

/* Sorting */
guint          *panelist_catalog_sort_rows   (PanelistCatalogPart   *parts,
                                              guint                  n_parts,
                                              PanelistCatalogSort    sort,
                                              gboolean               descending);

/* Filtering: bit i of a mask is set when the row fails facet i */
typedef struct _PanelistRowFilter PanelistRowFilter;

PanelistRowFilter     *panelist_row_filter_new       (const PanelistCatalogFilter *filter,
                                                      PanelistKeywords            *keywords,
                                                      PanelistCatalogPart         *part);   /* borrows all three */
void                   panelist_row_filter_free      (PanelistRowFilter           *self);
guint                  panelist_row_filter_test      (const PanelistRowFilter     *self,
                                                      guint                        row);
#define PANELIST_ROW_HIDDEN_FAILS (1u << 31)

PanelistCatalogFacets *panelist_catalog_facets_count (const PanelistCatalogFilter *filter,
                                                      PanelistKeywords            *keywords,
                                                      PanelistCatalogPart         *parts,
                                                      guint                        n_parts);   /* `matches` are counted */

/* Which rows are listed, and in which order: everything but the signals of PanelistCatalogModel. */
typedef struct {
  GArray *parts;                    /* of PanelistCatalogPart */
  guint n_total;
  PanelistKeywords *keywords;
  PanelistServiceMarks *marks;      /* nullable */
  PanelistCatalogFilter *filter;
  PanelistCatalogQuery *query;
  gboolean approximate;             /* `matches` are those of a looser query: none matches this one */
  PanelistCatalogSort sort;
  gboolean descending;
  guint *order;                     /* all rows as the sort puts them; NULL while they need not be sorted */
  GArray *rows;                     /* of guint: what is listed; never changed, only replaced */
  PanelistCatalogFacets *facets;    /* NULL until asked for */
} PanelistCatalogListing;

void                   panelist_catalog_listing_init         (PanelistCatalogListing *self);
void                   panelist_catalog_listing_clear        (PanelistCatalogListing *self);
void                   panelist_catalog_listing_set_catalogs (PanelistCatalogListing *self,
                                                              PanelistCatalog *const *catalogs,
                                                              guint                   n_catalogs);
void                   panelist_catalog_listing_mark         (PanelistCatalogListing *self);
void                   panelist_catalog_listing_group        (PanelistCatalogListing *self,
                                                              PanelistKeywords       *keywords,
                                                              PanelistCatalogInference *inference);
void                   panelist_catalog_listing_match        (PanelistCatalogListing *self,
                                                              gboolean                narrows);
void                   panelist_catalog_listing_arrange      (PanelistCatalogListing *self);
PanelistCatalogFacets *panelist_catalog_listing_count        (PanelistCatalogListing *self);
const PanelistCatalogPart *
                       panelist_catalog_listing_get_part     (const PanelistCatalogListing *self,
                                                              guint                   row);
PanelistService       *panelist_catalog_listing_dup_service  (const PanelistCatalogListing *self,
                                                              guint                   row);

static inline PanelistCatalogPart *
panelist_catalog_listing_parts (const PanelistCatalogListing *self)
{
  return (PanelistCatalogPart *) (gpointer) self->parts->data;
}

/* What to announce when a list becomes another one */
typedef struct {
  guint position;   /* in the list as it is after all splices before this one */
  guint n_removed;
  guint n_added;
} PanelistSplice;

void    panelist_catalog_keep_order   (guint *now,
                                       guint  n);
GArray *panelist_catalog_find_splices (guint *now,
                                       guint  n_before,
                                       guint  n_after);

static inline double
panelist_catalog_key_to_double (uint64_t key)
{
  double value = 0;

  key = key >> 63 ? key & ~(UINT64_C (1) << 63) : ~key;
  memcpy (&value, &key, sizeof value);

  return value;
}

#define PANELIST_UNKNOWN_KEY G_MAXUINT64

const uint64_t *panelist_catalog_ensure_keys (PanelistCatalog     *self,
                                              PanelistCatalogSort  sort);

G_END_DECLS
