/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-catalog"

#include "config.h"

#include <string.h>

#include "panelist-catalog-model.h"
#include "panelist-catalog-private.h"
#include "panelist-money.h"

struct _PanelistCatalogModel {
  GObject parent_instance;

  PanelistCatalog *catalog;
  char *query;
  PanelistCatalogSort sort;
  gboolean descending;

  PanelistCatalogQuery *parsed;
  GArray *matches;   /* of guint: the rows that match, in the order of the catalog */
  GArray *rows;      /* of guint: the same rows as they are shown */
  guint *order;      /* all rows as the sort puts them; NULL while the order is the panel's */
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PanelistCatalogModel, panelist_catalog_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

G_DEFINE_ENUM_TYPE (PanelistCatalogSort, panelist_catalog_sort,
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_SORT_DEFAULT, "default"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_SORT_NAME, "name"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_SORT_RATE, "rate"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_SORT_MIN, "min"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_SORT_MAX, "max"))

typedef enum {
  PROP_CATALOG = 1,
  PROP_QUERY,
  PROP_SORT,
  PROP_DESCENDING,
  PROP_N_TOTAL,
  PROP_N_ITEMS,
} PanelistCatalogModelProperty;

static GParamSpec *properties[PROP_N_ITEMS + 1];

/* Sorting: every row gets a key once, then whole numbers are compared */

typedef struct {
  uint64_t key;
  guint row;
} SortEntry;

#define UNKNOWN_KEY G_MAXUINT64

/* Doubles sort like their bits when these are turned around so. The amounts themselves stay exact. */
static uint64_t
key_from_double (double value)
{
  uint64_t bits = 0;

  memcpy (&bits, &value, sizeof bits);

  return bits >> 63 ? ~bits : bits | UINT64_C (1) << 63;
}

static uint64_t
get_sort_key (PanelistCatalog     *catalog,
              guint                row,
              PanelistCatalogSort  sort)
{
  PanelistCatalogRow values = { 0 };
  const char *name = NULL;
  uint64_t key = 0;

  switch (sort)
    {
    case PANELIST_CATALOG_SORT_NAME:
      /* The first eight bytes decide most of it. */
      name = catalog->folded.data + catalog->folded_starts[row];

      for (guint i = 0; i < 8; i++)
        key = key << 8 | (i < catalog->folded_names[row] ? (uint8_t) name[i] : 0);

      return key;

    case PANELIST_CATALOG_SORT_RATE:
      panelist_catalog_get_row (catalog, row, &values);
      return values.rate_length > 0 ? key_from_double (panelist_money_sort_key (values.rate)) : UNKNOWN_KEY;

    case PANELIST_CATALOG_SORT_MIN:
      return catalog->mins[row] >= 0 ? (uint64_t) catalog->mins[row] : UNKNOWN_KEY;

    case PANELIST_CATALOG_SORT_MAX:
      return catalog->maxs[row] >= 0 ? (uint64_t) catalog->maxs[row] : UNKNOWN_KEY;

    case PANELIST_CATALOG_SORT_DEFAULT:
    default:
      return row;
    }
}

static int
compare_names (PanelistCatalog *catalog,
               guint            a,
               guint            b)
{
  gsize length = 0;
  int result = 0;

  length = MIN (catalog->folded_names[a], catalog->folded_names[b]);
  result = memcmp (catalog->folded.data + catalog->folded_starts[a],
                   catalog->folded.data + catalog->folded_starts[b], length);

  return result != 0 ? result : (int) catalog->folded_names[a] - (int) catalog->folded_names[b];
}

/* Unknown values come last in both directions, equal ones in the panel's order. */
static int
compare_entries (gconstpointer first,
                 gconstpointer second,
                 gpointer      user_data)
{
  const SortEntry *a = first;
  const SortEntry *b = second;
  PanelistCatalogModel *self = user_data;
  int result = 0;

  if ((a->key == UNKNOWN_KEY) != (b->key == UNKNOWN_KEY))
    return a->key == UNKNOWN_KEY ? 1 : -1;

  result = (a->key > b->key) - (a->key < b->key);

  if (result == 0 && self->sort == PANELIST_CATALOG_SORT_NAME)
    result = compare_names (self->catalog, a->row, b->row);

  if (result == 0)
    return (a->row > b->row) - (a->row < b->row);

  return self->descending ? -result : result;
}

static void
ensure_order (PanelistCatalogModel *self)
{
  g_autofree SortEntry *entries = NULL;
  guint n = 0;

  if (self->order != NULL || self->catalog == NULL || self->sort == PANELIST_CATALOG_SORT_DEFAULT)
    return;

  n = self->catalog->n_rows;
  entries = g_new (SortEntry, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    entries[i] = (SortEntry) { get_sort_key (self->catalog, i, self->sort), i };

  g_sort_array (entries, n, sizeof (SortEntry), compare_entries, self);
  self->order = g_new (guint, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    self->order[i] = entries[i].row;
}

/* Answers */

/* The matches in the order of the sort: a walk over the sorted rows, whatever the query. */
static GArray *
sort_matches (PanelistCatalogModel *self)
{
  g_autofree uint8_t *matched = NULL;
  GArray *rows = NULL;

  ensure_order (self);
  matched = g_new0 (uint8_t, MAX (self->catalog->n_rows, 1));
  rows = g_array_sized_new (FALSE, FALSE, sizeof (guint), self->matches->len);

  for (guint i = 0; i < self->matches->len; i++)
    matched[g_array_index (self->matches, guint, i)] = TRUE;

  for (guint i = 0; i < self->catalog->n_rows; i++)
    {
      if (matched[self->order[i]])
        g_array_append_val (rows, self->order[i]);
    }

  return rows;
}

static GArray *
arrange_matches (PanelistCatalogModel *self)
{
  if (self->catalog == NULL)
    return g_array_new (FALSE, FALSE, sizeof (guint));

  if (self->sort == PANELIST_CATALOG_SORT_DEFAULT)
    return panelist_catalog_query_rank (self->parsed, self->catalog, self->matches);

  return sort_matches (self);
}

static GArray *
find_matches (PanelistCatalogModel *self,
              GArray               *within)
{
  if (self->catalog == NULL)
    return g_array_new (FALSE, FALSE, sizeof (guint));

  return panelist_catalog_query_match (self->parsed, self->catalog, within);
}

static void
emit_changed (PanelistCatalogModel *self,
              guint                 position,
              guint                 removed,
              guint                 added)
{
  if (removed == 0 && added == 0)
    return;

  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);

  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

/* Shows `matches` (taken) and tells what changed in one signal: all but what both lists begin and end with. */
static void
show_matches (PanelistCatalogModel *self,
              GArray               *matches)
{
  g_autoptr (GArray) before = NULL;
  GArray *after = NULL;
  guint shorter = 0;
  guint head = 0;
  guint tail = 0;

  g_clear_pointer (&self->matches, g_array_unref);
  self->matches = matches;
  before = g_steal_pointer (&self->rows);
  after = self->rows = arrange_matches (self);
  shorter = MIN (before->len, after->len);

  while (head < shorter && g_array_index (before, guint, head) == g_array_index (after, guint, head))
    head++;

  while (tail < shorter - head &&
         g_array_index (before, guint, before->len - 1 - tail) ==
             g_array_index (after, guint, after->len - 1 - tail))
    tail++;

  emit_changed (self, head, before->len - head - tail, after->len - head - tail);
}

/* A new catalog of the same panel */

static gboolean
is_kept (const GArray *before,
         guint         old_position,
         const GArray *after,
         guint         new_position,
         const guint  *now)
{
  return now[g_array_index (before, guint, old_position)] == g_array_index (after, guint, new_position);
}

/* Where each row of the old catalog is now; G_MAXUINT32 where it is gone or is another object. */
static guint *
map_rows (PanelistCatalog            *before,
          PanelistCatalog            *after,
          const PanelistCatalogMatch *matches)
{
  guint *now = NULL;

  now = g_new (guint, MAX (before->n_rows, 1));
  memset (now, 0xff, sizeof (guint) * MAX (before->n_rows, 1));

  for (guint i = 0; i < after->n_rows; i++)
    {
      if (matches[i].before != G_MAXUINT32 && !matches[i].changed)
        now[matches[i].before] = i;
    }

  return now;
}

/* Nothing moved: each run of changed rows has a signal of its own, and nothing between them is touched. */
static void
emit_changed_runs (PanelistCatalogModel *self,
                   const GArray         *before,
                   const GArray         *after,
                   const guint          *now)
{
  for (guint i = 0; i < after->len;)
    {
      guint start = i;

      while (i < after->len && !is_kept (before, i, after, i, now))
        i++;

      emit_changed (self, start, i - start, i - start);
      i += i == start;
    }
}

static void
emit_difference (PanelistCatalogModel *self,
                 const GArray         *before,
                 const GArray         *after,
                 const guint          *now)
{
  guint shorter = 0;
  guint head = 0;
  guint tail = 0;

  if (before->len == after->len)
    {
      emit_changed_runs (self, before, after, now);
      return;
    }

  shorter = MIN (before->len, after->len);

  while (head < shorter && is_kept (before, head, after, head, now))
    head++;

  while (tail < shorter - head &&
         is_kept (before, before->len - 1 - tail, after, after->len - 1 - tail, now))
    tail++;

  emit_changed (self, head, before->len - head - tail, after->len - head - tail);
}

static void
replace_catalog (PanelistCatalogModel *self,
                 PanelistCatalog      *catalog)
{
  g_autoptr (PanelistCatalog) old = NULL;
  g_autoptr (GArray) before = NULL;
  g_autofree PanelistCatalogMatch *matches = NULL;
  g_autofree guint *now = NULL;

  old = g_steal_pointer (&self->catalog);
  before = g_steal_pointer (&self->rows);
  self->catalog = panelist_catalog_ref (catalog);
  g_clear_pointer (&self->order, g_free);
  matches = panelist_catalog_match_rows (old, catalog);
  panelist_catalog_share_objects (old, catalog, matches);
  now = map_rows (old, catalog, matches);
  g_clear_pointer (&self->matches, g_array_unref);
  self->matches = find_matches (self, NULL);
  self->rows = arrange_matches (self);
  emit_difference (self, before, self->rows, now);
}

/* Another panel, the first catalog, or none: nothing stays. */
static void
reset_catalog (PanelistCatalogModel *self,
               PanelistCatalog      *catalog)
{
  guint before = 0;

  before = self->rows->len;
  g_clear_pointer (&self->catalog, panelist_catalog_unref);
  self->catalog = catalog != NULL ? panelist_catalog_ref (catalog) : NULL;
  g_clear_pointer (&self->order, g_free);
  g_clear_pointer (&self->matches, g_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  self->matches = find_matches (self, NULL);
  self->rows = arrange_matches (self);
  emit_changed (self, 0, before, self->rows->len);
}

/* GListModel */

static GType
panelist_catalog_model_get_item_type (GListModel *model)
{
  return PANELIST_TYPE_SERVICE;
}

static guint
panelist_catalog_model_get_n_items (GListModel *model)
{
  PanelistCatalogModel *self = PANELIST_CATALOG_MODEL (model);

  return self->rows->len;
}

static gpointer
panelist_catalog_model_get_item (GListModel *model,
                                 guint       position)
{
  PanelistCatalogModel *self = PANELIST_CATALOG_MODEL (model);

  if (position >= self->rows->len)
    return NULL;

  return panelist_catalog_dup_service (self->catalog, g_array_index (self->rows, guint, position));
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = panelist_catalog_model_get_item_type;
  iface->get_n_items = panelist_catalog_model_get_n_items;
  iface->get_item = panelist_catalog_model_get_item;
}

/* GObject */

static void
panelist_catalog_model_finalize (GObject *object)
{
  PanelistCatalogModel *self = PANELIST_CATALOG_MODEL (object);

  g_clear_pointer (&self->catalog, panelist_catalog_unref);
  g_clear_pointer (&self->query, g_free);
  g_clear_pointer (&self->parsed, panelist_catalog_query_free);
  g_clear_pointer (&self->matches, g_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->order, g_free);

  G_OBJECT_CLASS (panelist_catalog_model_parent_class)->finalize (object);
}

static void
panelist_catalog_model_get_property (GObject    *object,
                                     guint       property_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  PanelistCatalogModel *self = PANELIST_CATALOG_MODEL (object);

  switch ((PanelistCatalogModelProperty) property_id)
    {
    case PROP_CATALOG:
      g_value_set_boxed (value, self->catalog);
      break;

    case PROP_QUERY:
      g_value_set_string (value, self->query);
      break;

    case PROP_SORT:
      g_value_set_enum (value, self->sort);
      break;

    case PROP_DESCENDING:
      g_value_set_boolean (value, self->descending);
      break;

    case PROP_N_TOTAL:
      g_value_set_uint (value, self->catalog != NULL ? self->catalog->n_rows : 0);
      break;

    case PROP_N_ITEMS:
      g_value_set_uint (value, self->rows->len);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
panelist_catalog_model_set_property (GObject      *object,
                                     guint         property_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  PanelistCatalogModel *self = PANELIST_CATALOG_MODEL (object);

  switch ((PanelistCatalogModelProperty) property_id)
    {
    case PROP_CATALOG:
      panelist_catalog_model_set_catalog (self, g_value_get_boxed (value));
      break;

    case PROP_QUERY:
      panelist_catalog_model_set_query (self, g_value_get_string (value));
      break;

    case PROP_SORT:
      panelist_catalog_model_set_sort (self, g_value_get_enum (value), self->descending);
      break;

    case PROP_DESCENDING:
      panelist_catalog_model_set_sort (self, self->sort, g_value_get_boolean (value));
      break;

    case PROP_N_TOTAL:
    case PROP_N_ITEMS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
panelist_catalog_model_class_init (PanelistCatalogModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = panelist_catalog_model_finalize;
  object_class->get_property = panelist_catalog_model_get_property;
  object_class->set_property = panelist_catalog_model_set_property;

  properties[PROP_CATALOG] =
      g_param_spec_boxed ("catalog", NULL, NULL, PANELIST_TYPE_CATALOG, G_PARAM_READWRITE | flags);
  properties[PROP_QUERY] =
      g_param_spec_string ("query", NULL, NULL, "", G_PARAM_READWRITE | flags);
  properties[PROP_SORT] =
      g_param_spec_enum ("sort", NULL, NULL, PANELIST_TYPE_CATALOG_SORT, PANELIST_CATALOG_SORT_DEFAULT,
                         G_PARAM_READWRITE | flags);
  properties[PROP_DESCENDING] =
      g_param_spec_boolean ("descending", NULL, NULL, FALSE, G_PARAM_READWRITE | flags);
  properties[PROP_N_TOTAL] =
      g_param_spec_uint ("n-total", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | flags);
  properties[PROP_N_ITEMS] =
      g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
panelist_catalog_model_init (PanelistCatalogModel *self)
{
  self->query = g_strdup ("");
  self->parsed = panelist_catalog_query_new ("");
  self->matches = g_array_new (FALSE, FALSE, sizeof (guint));
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
}

/**
 * panelist_catalog_model_new:
 *
 * Returns: (transfer full): an empty model, without catalog and query
 */
PanelistCatalogModel *
panelist_catalog_model_new (void)
{
  return g_object_new (PANELIST_TYPE_CATALOG_MODEL, NULL);
}

/**
 * panelist_catalog_model_get_catalog:
 *
 * Returns: (transfer none) (nullable): the catalog whose services are listed
 */
PanelistCatalog *
panelist_catalog_model_get_catalog (PanelistCatalogModel *self)
{
  g_return_val_if_fail (PANELIST_IS_CATALOG_MODEL (self), NULL);

  return self->catalog;
}

/**
 * panelist_catalog_model_set_catalog:
 * @catalog: (nullable): what to list
 *
 * Query and sort stay. When @catalog is a newer one of the same panel, services that did not change stay the
 * same objects, and only what changed is announced: nothing at all when nothing did.
 */
void
panelist_catalog_model_set_catalog (PanelistCatalogModel *self,
                                    PanelistCatalog      *catalog)
{
  guint n_before = 0;
  guint n_after = 0;

  g_return_if_fail (PANELIST_IS_CATALOG_MODEL (self));

  if (self->catalog == catalog)
    return;

  n_before = self->catalog != NULL ? self->catalog->n_rows : 0;
  n_after = catalog != NULL ? catalog->n_rows : 0;

  if (self->catalog != NULL && catalog != NULL && self->catalog->panel_id == catalog->panel_id)
    replace_catalog (self, catalog);
  else
    reset_catalog (self, catalog);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CATALOG]);

  if (n_before != n_after)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TOTAL]);
}

/**
 * panelist_catalog_model_set_query:
 * @query: (nullable): see panelist_catalog_search()
 *
 * Lists what matches @query. A query that only adds to the last one looks at the last answer only.
 */
void
panelist_catalog_model_set_query (PanelistCatalogModel *self,
                                  const char           *query)
{
  g_autoptr (PanelistCatalogQuery) earlier = NULL;
  gboolean narrows = FALSE;

  g_return_if_fail (PANELIST_IS_CATALOG_MODEL (self));

  if (!g_set_str (&self->query, query != NULL ? query : ""))
    return;

  earlier = g_steal_pointer (&self->parsed);
  self->parsed = panelist_catalog_query_new (self->query);

  if (strcmp (earlier->folded, self->parsed->folded) != 0)
    {
      narrows = earlier->n_words > 0 && panelist_catalog_query_narrows (self->parsed, earlier);
      show_matches (self, find_matches (self, narrows ? self->matches : NULL));
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
}

/**
 * panelist_catalog_model_set_sort:
 * @sort: what to sort by
 * @descending: whether the greatest comes first; the default order has no direction
 */
void
panelist_catalog_model_set_sort (PanelistCatalogModel *self,
                                 PanelistCatalogSort   sort,
                                 gboolean              descending)
{
  gboolean sort_changed = FALSE;
  gboolean direction_changed = FALSE;

  g_return_if_fail (PANELIST_IS_CATALOG_MODEL (self));

  descending = !!descending;
  sort_changed = self->sort != sort;
  direction_changed = self->descending != descending;

  if (!sort_changed && !direction_changed)
    return;

  self->sort = sort;
  self->descending = descending;
  g_clear_pointer (&self->order, g_free);
  show_matches (self, g_array_ref (self->matches));

  if (sort_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SORT]);

  if (direction_changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESCENDING]);
}

/**
 * panelist_catalog_model_find:
 * @service_id: of a service
 * @position: (out) (optional): where it is listed
 *
 * Returns: whether the service is listed now
 */
gboolean
panelist_catalog_model_find (PanelistCatalogModel *self,
                             const char           *service_id,
                             guint                *position)
{
  guint row = 0;

  g_return_val_if_fail (PANELIST_IS_CATALOG_MODEL (self), FALSE);
  g_return_val_if_fail (service_id != NULL, FALSE);

  if (self->catalog == NULL || !panelist_catalog_find (self->catalog, service_id, &row))
    return FALSE;

  for (guint i = 0; i < self->rows->len; i++)
    {
      if (g_array_index (self->rows, guint, i) == row)
        {
          if (position != NULL)
            *position = i;

          return TRUE;
        }
    }

  return FALSE;
}
