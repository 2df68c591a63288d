/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdint.h>

#include "panelist-service.h"

G_BEGIN_DECLS

/* safety.md C5 */
#define PANELIST_CATALOG_MAX_ROWS 200000

/* All services of one panel at one moment: an immutable snapshot, a struct of arrays over one
 * arena, shared by reference and safe to read from any thread. `PanelistService` objects are made
 * only when asked for. */
#define PANELIST_TYPE_CATALOG (panelist_catalog_get_type ())
typedef struct _PanelistCatalog        PanelistCatalog;
typedef struct _PanelistCatalogBuilder PanelistCatalogBuilder;

/* Strings of a row are borrowed: from the caller when adding, from the arena when reading (there
 * they are NUL-terminated, never NULL but where said). A row that was read goes back in with
 * panelist_catalog_builder_restore(): cleaning text a second time would decode its entities
 * twice. */
typedef struct {
  const char *id;           gsize id_length;
  const char *name;         gsize name_length;          /* raw when adding, cleaned when reading */
  const char *category;     gsize category_length;
  const char *type_text;    gsize type_text_length;
  const char *rate;         gsize rate_length;          /* decimal text; NULL or empty = unknown */
  const char *description;  gsize description_length;   /* may be NULL */
  const char *average_time; gsize average_time_length;  /* may be NULL */
  int64_t min;                                          /* -1 = unknown */
  int64_t max;
  PanelistServiceType type;                             /* computed from type_text by the builder */
  gboolean drip_feed_opened;                            /* same */
  PanelistFlag refill;
  PanelistFlag cancel;
  PanelistFlag drip_feed;
} PanelistCatalogRow;

/* Why a row of an answer is in no catalog. */
typedef enum {
  PANELIST_CATALOG_SKIP_UNREADABLE,   /* no object, or one of too many members */
  PANELIST_CATALOG_SKIP_ID,           /* no number, or one that could not be ordered by */
  PANELIST_CATALOG_SKIP_DUPLICATE,    /* the number of an earlier row: that one counts */
  PANELIST_CATALOG_SKIP_FULL,         /* more rows, or more text, than a catalog takes */
} PanelistCatalogSkip;

#define PANELIST_CATALOG_N_SKIPS (PANELIST_CATALOG_SKIP_FULL + 1)

PanelistCatalogBuilder *panelist_catalog_builder_new       (int64_t                   panel_id);
void                    panelist_catalog_builder_reserve   (PanelistCatalogBuilder   *self,
                                                            guint                     n_rows);
gboolean                panelist_catalog_builder_add       (PanelistCatalogBuilder   *self,
                                                            const PanelistCatalogRow *row);
gboolean                panelist_catalog_builder_restore   (PanelistCatalogBuilder   *self,
                                                            const PanelistCatalogRow *row);
void                    panelist_catalog_builder_skip      (PanelistCatalogBuilder   *self);
guint                   panelist_catalog_builder_get_size  (PanelistCatalogBuilder   *self);
PanelistCatalog        *panelist_catalog_builder_end       (PanelistCatalogBuilder   *self);
void                    panelist_catalog_builder_free      (PanelistCatalogBuilder   *self);

GType                   panelist_catalog_get_type          (void);
PanelistCatalog        *panelist_catalog_ref               (PanelistCatalog          *self);
void                    panelist_catalog_unref             (PanelistCatalog          *self);
int64_t                 panelist_catalog_get_panel_id      (PanelistCatalog          *self);
guint                   panelist_catalog_get_size          (PanelistCatalog          *self);
guint                   panelist_catalog_get_n_skipped     (PanelistCatalog          *self);
guint                   panelist_catalog_get_skipped       (PanelistCatalog          *self,
                                                            PanelistCatalogSkip       reason);
void                    panelist_catalog_get_row           (PanelistCatalog          *self,
                                                            guint                     index,
                                                            PanelistCatalogRow       *row);
gboolean                panelist_catalog_find              (PanelistCatalog          *self,
                                                            const char               *id,
                                                            guint                    *index);
gboolean                panelist_catalog_contains          (PanelistCatalog          *self,
                                                            const char               *text);
PanelistService        *panelist_catalog_dup_service       (PanelistCatalog          *self,
                                                            guint                     index);
GArray                 *panelist_catalog_search            (PanelistCatalog          *self,
                                                            const char               *query);

/* What people want to know about a service that is not as it was. A flag is lost when it was "yes". */
#define PANELIST_TYPE_CATALOG_CHANGE_KIND (panelist_catalog_change_kind_get_type ())
typedef enum {
  PANELIST_CATALOG_CHANGE_NEW,
  PANELIST_CATALOG_CHANGE_REMOVED,
  PANELIST_CATALOG_CHANGE_PRICE_UP,
  PANELIST_CATALOG_CHANGE_PRICE_DOWN,
  PANELIST_CATALOG_CHANGE_PRICE,       /* it was or is unknown */
  PANELIST_CATALOG_CHANGE_MIN,
  PANELIST_CATALOG_CHANGE_MAX,
  PANELIST_CATALOG_CHANGE_REFILL_GAINED,
  PANELIST_CATALOG_CHANGE_REFILL_LOST,
  PANELIST_CATALOG_CHANGE_CANCEL_GAINED,
  PANELIST_CATALOG_CHANGE_CANCEL_LOST,
  PANELIST_CATALOG_CHANGE_DRIP_FEED_GAINED,
  PANELIST_CATALOG_CHANGE_DRIP_FEED_LOST,
  PANELIST_CATALOG_CHANGE_RENAMED,
  PANELIST_CATALOG_CHANGE_TYPE,
  PANELIST_CATALOG_CHANGE_CATEGORY,
  /* Only in the log of the store: */
  PANELIST_CATALOG_CHANGE_RETURNED,    /* it was removed before */
  PANELIST_CATALOG_CHANGE_CURRENCY,    /* of all rates of a panel, of no service */
} PanelistCatalogChangeKind;
GType panelist_catalog_change_kind_get_type (void);

typedef struct {
  PanelistCatalogChangeKind kind;
  guint before;   /* row of the old catalog, G_MAXUINT when new */
  guint after;    /* row of the new one, G_MAXUINT when removed */
} PanelistCatalogChange;

typedef struct {
  GArray *added;     /* guint indexes into the new catalog */
  GArray *removed;   /* guint indexes into the old catalog */
  GArray *changed;   /* guint indexes into the new catalog: any field differs */
  GArray *moved;     /* guint indexes into the new catalog: the fewest that have to move to get the new order */
  GArray *was;       /* guint for each row of the new catalog: its row in the old one, G_MAXUINT when added */
  GArray *changes;   /* of PanelistCatalogChange: in the order of the new catalog, then what was removed */
} PanelistCatalogDifference;

PanelistCatalogDifference *panelist_catalog_compare         (PanelistCatalog *before,
                                                             PanelistCatalog *after);
void                       panelist_catalog_difference_free (PanelistCatalogDifference *self);
char                      *panelist_catalog_change_dup_value (PanelistCatalogChangeKind kind,
                                                             const PanelistCatalogRow *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistCatalog, panelist_catalog_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistCatalogBuilder, panelist_catalog_builder_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistCatalogDifference, panelist_catalog_difference_free)

G_END_DECLS
