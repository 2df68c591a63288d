/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-catalog"

#include "config.h"

#include "panelist-catalog-model.h"

#include <string.h>

#include "panelist-catalog-private.h"

/* What the list was before a new catalog, while the difference is announced piece by piece: up to `n_new` items are
 * the new ones already, behind them are the old ones from `next_old` on. */
typedef struct {
  PanelistCatalog **catalogs;
  GArray *rows;
  guint *now;        /* where an old item is in the new list; G_MAXUINT: it is going */
  guint *starts;
  guint n_catalogs;
  guint n_new;
  guint next_old;
} Past;

struct _PanelistCatalogModel {
  GObject parent_instance;

  PanelistCatalogListing listing;
  char *query;
  Past *past;        /* only while a difference is announced */
  gulong marks_changed;
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PanelistCatalogModel, panelist_catalog_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

G_DEFINE_ENUM_TYPE (PanelistCatalogSort, panelist_catalog_sort,
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_SORT_DEFAULT, "default"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_SORT_NAME, "name"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_SORT_RATE, "rate"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_SORT_MIN, "min"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_SORT_MAX, "max"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_SORT_FAVORITE, "favorite"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_SORT_ID, "id"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_SORT_REFILL, "refill"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_SORT_CANCEL, "cancel"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_SORT_SUCCESS, "success"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_SORT_PANEL, "panel"))

typedef enum {
  PROP_CATALOG = 1,
  PROP_QUERY,
  PROP_APPROXIMATE,
  PROP_FILTER,
  PROP_KEYWORDS,
  PROP_MARKS,
  PROP_SORT,
  PROP_DESCENDING,
  PROP_N_TOTAL,
  PROP_N_ITEMS,
} PanelistCatalogModelProperty;

static GParamSpec *properties[PROP_N_ITEMS + 1];

/* The past */

static Past *
past_new (const PanelistCatalogListing *listing,
          GArray                       *rows)
{
  Past *past = NULL;

  past = g_new0 (Past, 1);
  past->n_catalogs = listing->parts->len;
  past->catalogs = g_new0 (PanelistCatalog *, past->n_catalogs + 1);
  past->starts = g_new0 (guint, past->n_catalogs + 1);
  past->rows = g_array_ref (rows);
  past->now = g_new (guint, past->rows->len + 1);
  memset (past->now, 0xff, sizeof (guint) * (past->rows->len + 1));

  for (guint i = 0; i < past->n_catalogs; i++)
    {
      past->catalogs[i] = panelist_catalog_ref (g_array_index (listing->parts, PanelistCatalogPart, i).catalog);
      past->starts[i] = g_array_index (listing->parts, PanelistCatalogPart, i).start;
    }

  return past;
}

static void
past_free (Past *past)
{
  for (guint i = 0; i < past->n_catalogs; i++)
    g_clear_pointer (&past->catalogs[i], panelist_catalog_unref);

  g_clear_pointer (&past->catalogs, g_free);
  g_clear_pointer (&past->starts, g_free);
  g_clear_pointer (&past->rows, g_array_unref);
  g_clear_pointer (&past->now, g_free);
  g_free (past);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Past, past_free)

/* Another answer over the same catalogs: a signal for all but what both lists begin and end with */

static void
notify (PanelistCatalogModel         *self,
        PanelistCatalogModelProperty  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* What comes is announced before what goes. A list view throws the rows of what goes away, but fills those it moves out
 * of again: whoever shows the first item between both signals has no row made. */
static void
announce_change (PanelistCatalogModel *self,
                 GArray               *before,
                 guint                 position,
                 guint                 n_removed,
                 guint                 n_added)
{
  g_autoptr (Past) past = NULL;

  if (n_removed == 0 || n_added == 0)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
      return;
    }

  past = past_new (&self->listing, before);
  past->n_new = position + n_added;
  past->next_old = position;
  self->past = past;
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, n_added);
  /* What both lists end with is the same in both. */
  self->past = NULL;
  g_list_model_items_changed (G_LIST_MODEL (self), position + n_added, n_removed, 0);
}

static void
announce_answer (PanelistCatalogModel *self,
                 GArray               *before,
                 gboolean              was_approximate)
{
  const GArray *after = self->listing.rows;
  const guint shorter = MIN (before->len, after->len);
  guint head = 0;
  guint tail = 0;

  while (head < shorter && g_array_index (before, guint, head) == g_array_index (after, guint, head))
    head++;

  while (tail < shorter - head && g_array_index (before, guint, before->len - 1 - tail) ==
                                      g_array_index (after, guint, after->len - 1 - tail))
    tail++;

  if (before->len - head - tail > 0 || after->len - head - tail > 0)
    announce_change (self, before, head, before->len - head - tail, after->len - head - tail);

  if (before->len != after->len)
    notify (self, PROP_N_ITEMS);

  if (was_approximate != self->listing.approximate)
    notify (self, PROP_APPROXIMATE);
}

static void
arrange (PanelistCatalogModel *self)
{
  g_autoptr (GArray) before = g_array_ref (self->listing.rows);

  panelist_catalog_listing_arrange (&self->listing);
  announce_answer (self, before, self->listing.approximate);
}

static void
match (PanelistCatalogModel *self,
       gboolean              narrows)
{
  g_autoptr (GArray) before = g_array_ref (self->listing.rows);
  const gboolean was_approximate = self->listing.approximate;

  panelist_catalog_listing_match (&self->listing, narrows);
  panelist_catalog_listing_arrange (&self->listing);
  announce_answer (self, before, was_approximate);
}

/* Other catalogs: a signal for each run of rows that changed */

static PanelistService *
past_dup_service (const Past *past,
                  guint       row)
{
  guint i = past->n_catalogs - 1;

  while (past->starts[i] > row)
    i--;

  return panelist_catalog_dup_service (past->catalogs[i], row - past->starts[i]);
}

static PanelistCatalogPart *
find_panel (PanelistCatalogModel *self,
            int64_t               panel_id)
{
  for (guint i = 0; i < self->listing.parts->len; i++)
    {
      PanelistCatalogPart *part = &g_array_index (self->listing.parts, PanelistCatalogPart, i);

      if (part->catalog->panel_id == panel_id)
        return part;
    }

  return NULL;
}

/* Writes for each row of an old catalog where it is among the new rows, when it is there and the same. */
static void
map_rows (PanelistCatalog           *before,
          const PanelistCatalogPart *after,
          guint                     *rows)
{
  g_autofree PanelistCatalogMatch *matches = NULL;

  if (before == after->catalog)
    {
      for (guint i = 0; i < before->n_rows; i++)
        rows[i] = after->start + i;

      return;
    }

  matches = panelist_catalog_match_rows (before, after->catalog);
  panelist_catalog_share_objects (before, after->catalog, matches);

  for (guint i = 0; i < after->catalog->n_rows; i++)
    {
      if (matches[i].before != G_MAXUINT32 && !matches[i].changed)
        rows[matches[i].before] = after->start + i;
    }
}

/* Where each item of the old list is in the new one. */
static void
map_items (PanelistCatalogModel *self,
           Past                 *past)
{
  const GArray *rows = self->listing.rows;
  g_autofree guint *positions = NULL;
  g_autofree guint *new_rows = NULL;
  guint n_old = 0;

  for (guint i = 0; i < past->n_catalogs; i++)
    n_old += past->catalogs[i]->n_rows;

  new_rows = g_new (guint, n_old + 1);
  memset (new_rows, 0xff, sizeof (guint) * (n_old + 1));

  for (guint i = 0; i < past->n_catalogs; i++)
    {
      const PanelistCatalogPart *part = find_panel (self, past->catalogs[i]->panel_id);

      if (part != NULL)
        map_rows (past->catalogs[i], part, new_rows + past->starts[i]);
    }

  positions = g_new (guint, self->listing.n_total + 1);
  memset (positions, 0xff, sizeof (guint) * (self->listing.n_total + 1));

  for (guint i = 0; i < rows->len; i++)
    positions[g_array_index (rows, guint, i)] = i;

  for (guint i = 0; i < past->rows->len; i++)
    {
      const guint row = new_rows[g_array_index (past->rows, guint, i)];

      past->now[i] = row != G_MAXUINT ? positions[row] : G_MAXUINT;
    }
}

static void
announce_splices (PanelistCatalogModel *self,
                  Past                 *past)
{
  g_autoptr (GArray) splices = NULL;
  guint position = 0;

  splices = panelist_catalog_find_splices (past->now, past->rows->len, self->listing.rows->len);
  self->past = past;

  for (guint i = 0; i < splices->len; i++)
    {
      const PanelistSplice *splice = &g_array_index (splices, PanelistSplice, i);

      past->next_old += splice->position - position + splice->n_removed;
      position = splice->position + splice->n_added;
      past->n_new = position;
      g_list_model_items_changed (G_LIST_MODEL (self), splice->position, splice->n_removed, splice->n_added);
    }

  self->past = NULL;
}

static void
replace_catalogs (PanelistCatalogModel   *self,
                  PanelistCatalog *const *catalogs,
                  guint                   n_catalogs)
{
  g_autoptr (Past) past = past_new (&self->listing, self->listing.rows);
  const gboolean was_approximate = self->listing.approximate;

  panelist_catalog_listing_set_catalogs (&self->listing, catalogs, n_catalogs);
  panelist_catalog_listing_match (&self->listing, FALSE);
  panelist_catalog_listing_arrange (&self->listing);
  map_items (self, past);
  announce_splices (self, past);

  if (past->rows->len != self->listing.rows->len)
    notify (self, PROP_N_ITEMS);

  if (was_approximate != self->listing.approximate)
    notify (self, PROP_APPROXIMATE);
}

static void
on_marks_changed (PanelistCatalogModel *self)
{
  panelist_catalog_listing_mark (&self->listing);
  match (self, FALSE);
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

  if (self->past != NULL)
    return self->past->n_new + self->past->rows->len - self->past->next_old;

  return self->listing.rows->len;
}

static gpointer
panelist_catalog_model_get_item (GListModel *model,
                                 guint       position)
{
  PanelistCatalogModel *self = PANELIST_CATALOG_MODEL (model);
  const Past *past = self->past;

  if (position >= panelist_catalog_model_get_n_items (model))
    return NULL;

  if (past != NULL && position >= past->n_new)
    {
      const guint old = past->next_old + position - past->n_new;

      if (past->now[old] == G_MAXUINT)
        return past_dup_service (past, g_array_index (past->rows, guint, old));

      position = past->now[old];
    }

  return panelist_catalog_listing_dup_service (&self->listing,
                                               g_array_index (self->listing.rows, guint, position));
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
panelist_catalog_model_dispose (GObject *object)
{
  PanelistCatalogModel *self = PANELIST_CATALOG_MODEL (object);

  if (self->listing.marks != NULL)
    g_clear_signal_handler (&self->marks_changed, self->listing.marks);

  G_OBJECT_CLASS (panelist_catalog_model_parent_class)->dispose (object);
}

static void
panelist_catalog_model_finalize (GObject *object)
{
  PanelistCatalogModel *self = PANELIST_CATALOG_MODEL (object);

  panelist_catalog_listing_clear (&self->listing);
  g_clear_pointer (&self->query, g_free);

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
      g_value_set_boxed (value, panelist_catalog_model_get_catalog (self));
      break;

    case PROP_QUERY:
      g_value_set_string (value, self->query);
      break;

    case PROP_APPROXIMATE:
      g_value_set_boolean (value, self->listing.approximate);
      break;

    case PROP_FILTER:
      g_value_set_boxed (value, self->listing.filter);
      break;

    case PROP_KEYWORDS:
      g_value_set_boxed (value, self->listing.keywords);
      break;

    case PROP_MARKS:
      g_value_set_object (value, self->listing.marks);
      break;

    case PROP_SORT:
      g_value_set_enum (value, self->listing.sort);
      break;

    case PROP_DESCENDING:
      g_value_set_boolean (value, self->listing.descending);
      break;

    case PROP_N_TOTAL:
      g_value_set_uint (value, self->listing.n_total);
      break;

    case PROP_N_ITEMS:
      g_value_set_uint (value, self->listing.rows->len);
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

    case PROP_FILTER:
      panelist_catalog_model_set_filter (self, g_value_get_boxed (value));
      break;

    case PROP_KEYWORDS:
      panelist_catalog_model_set_keywords (self, g_value_get_boxed (value));
      break;

    case PROP_MARKS:
      panelist_catalog_model_set_marks (self, g_value_get_object (value));
      break;

    case PROP_SORT:
      panelist_catalog_model_set_sort (self, g_value_get_enum (value), self->listing.descending);
      break;

    case PROP_DESCENDING:
      panelist_catalog_model_set_sort (self, self->listing.sort, g_value_get_boolean (value));
      break;

    case PROP_APPROXIMATE:
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

  object_class->dispose = panelist_catalog_model_dispose;
  object_class->finalize = panelist_catalog_model_finalize;
  object_class->get_property = panelist_catalog_model_get_property;
  object_class->set_property = panelist_catalog_model_set_property;

  properties[PROP_CATALOG] =
      g_param_spec_boxed ("catalog", NULL, NULL, PANELIST_TYPE_CATALOG, G_PARAM_READWRITE | flags);
  properties[PROP_QUERY] =
      g_param_spec_string ("query", NULL, NULL, "", G_PARAM_READWRITE | flags);
  properties[PROP_APPROXIMATE] =
      g_param_spec_boolean ("approximate", NULL, NULL, FALSE, G_PARAM_READABLE | flags);
  properties[PROP_FILTER] =
      g_param_spec_boxed ("filter", NULL, NULL, PANELIST_TYPE_CATALOG_FILTER, G_PARAM_READWRITE | flags);
  properties[PROP_KEYWORDS] =
      g_param_spec_boxed ("keywords", NULL, NULL, PANELIST_TYPE_KEYWORDS, G_PARAM_READWRITE | flags);
  properties[PROP_MARKS] =
      g_param_spec_object ("marks", NULL, NULL, PANELIST_TYPE_SERVICE_MARKS, G_PARAM_READWRITE | flags);
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
  panelist_catalog_listing_init (&self->listing);
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
 * Returns: (transfer none) (nullable): the catalog whose services are listed, the first of several
 */
PanelistCatalog *
panelist_catalog_model_get_catalog (PanelistCatalogModel *self)
{
  g_return_val_if_fail (PANELIST_IS_CATALOG_MODEL (self), NULL);

  return self->listing.parts->len > 0 ? g_array_index (self->listing.parts, PanelistCatalogPart, 0).catalog : NULL;
}

/**
 * panelist_catalog_model_set_catalog:
 * @catalog: (nullable): what to list
 *
 * Lists one panel, see panelist_catalog_model_set_catalogs().
 */
void
panelist_catalog_model_set_catalog (PanelistCatalogModel *self,
                                    PanelistCatalog      *catalog)
{
  panelist_catalog_model_set_catalogs (self, &catalog, catalog != NULL ? 1 : 0);
}

static gboolean
lists_already (PanelistCatalogModel   *self,
               PanelistCatalog *const *catalogs,
               guint                   n_catalogs)
{
  if (n_catalogs != self->listing.parts->len)
    return FALSE;

  for (guint i = 0; i < n_catalogs; i++)
    {
      if (g_array_index (self->listing.parts, PanelistCatalogPart, i).catalog != catalogs[i])
        return FALSE;
    }

  return TRUE;
}

/**
 * panelist_catalog_model_set_catalogs:
 * @catalogs: (array length=n_catalogs): what to list, each of another panel
 *
 * Query, filter and sort stay. Where there is a newer catalog of a panel that was listed, services that did not
 * change stay the same objects, and only what changed is announced: nothing at all when nothing did.
 */
void
panelist_catalog_model_set_catalogs (PanelistCatalogModel   *self,
                                     PanelistCatalog *const *catalogs,
                                     guint                   n_catalogs)
{
  PanelistCatalog *first = NULL;
  guint n_total = 0;

  g_return_if_fail (PANELIST_IS_CATALOG_MODEL (self));
  g_return_if_fail (n_catalogs == 0 || catalogs != NULL);
  g_return_if_fail (self->past == NULL);

  if (lists_already (self, catalogs, n_catalogs))
    return;

  first = panelist_catalog_model_get_catalog (self);
  n_total = self->listing.n_total;
  replace_catalogs (self, catalogs, n_catalogs);

  if (first != panelist_catalog_model_get_catalog (self))
    notify (self, PROP_CATALOG);

  if (n_total != self->listing.n_total)
    notify (self, PROP_N_TOTAL);
}

/**
 * panelist_catalog_model_set_query:
 * @query: (nullable): see panelist_catalog_search()
 *
 * Lists what matches @query; when that is nothing, what does with a mistake or two in its words, see
 * panelist_catalog_model_get_approximate(). A query that only adds to the last one looks at the last answer only.
 */
void
panelist_catalog_model_set_query (PanelistCatalogModel *self,
                                  const char           *query)
{
  g_autoptr (PanelistCatalogQuery) earlier = NULL;

  g_return_if_fail (PANELIST_IS_CATALOG_MODEL (self));

  if (!g_set_str (&self->query, query != NULL ? query : ""))
    return;

  earlier = g_steal_pointer (&self->listing.query);
  self->listing.query = panelist_catalog_query_new (self->query, self->listing.keywords);

  if (strcmp (earlier->folded, self->listing.query->folded) != 0)
    match (self, earlier->words->len > 0 && panelist_catalog_query_narrows (self->listing.query, earlier));

  notify (self, PROP_QUERY);
}

/**
 * panelist_catalog_model_get_approximate:
 *
 * Returns: whether nothing matches the query as it is written, and what is listed is only like it
 */
gboolean
panelist_catalog_model_get_approximate (PanelistCatalogModel *self)
{
  g_return_val_if_fail (PANELIST_IS_CATALOG_MODEL (self), FALSE);

  return self->listing.approximate;
}

/**
 * panelist_catalog_model_set_filter:
 * @filter: (nullable): what else services must be like; it is copied
 */
void
panelist_catalog_model_set_filter (PanelistCatalogModel        *self,
                                   const PanelistCatalogFilter *filter)
{
  g_autoptr (PanelistCatalogFilter) copy = NULL;

  g_return_if_fail (PANELIST_IS_CATALOG_MODEL (self));

  copy = filter != NULL ? panelist_catalog_filter_copy (filter) : panelist_catalog_filter_new ();

  if (panelist_catalog_filter_equal (self->listing.filter, copy))
    return;

  panelist_catalog_filter_free (self->listing.filter);
  self->listing.filter = g_steal_pointer (&copy);
  arrange (self);
  notify (self, PROP_FILTER);
}

static void
replace_keywords (PanelistCatalogModel     *self,
                  PanelistKeywords         *keywords,
                  PanelistCatalogInference *inference)
{
  panelist_catalog_listing_group (&self->listing, keywords, inference);
  panelist_catalog_query_free (self->listing.query);
  self->listing.query = panelist_catalog_query_new (self->query, keywords);
  match (self, FALSE);
  notify (self, PROP_KEYWORDS);
}

/**
 * panelist_catalog_model_set_keywords:
 * @keywords: by what services are grouped
 */
void
panelist_catalog_model_set_keywords (PanelistCatalogModel *self,
                                     PanelistKeywords     *keywords)
{
  g_return_if_fail (PANELIST_IS_CATALOG_MODEL (self));
  g_return_if_fail (keywords != NULL);

  if (self->listing.keywords != keywords)
    replace_keywords (self, keywords, NULL);
}

/**
 * panelist_catalog_model_set_inference:
 * @inference: what a table of keywords makes of the catalogs; it is emptied
 *
 * Groups services by the keywords of @inference, without a look at those of its catalogs.
 */
void
panelist_catalog_model_set_inference (PanelistCatalogModel     *self,
                                      PanelistCatalogInference *inference)
{
  g_return_if_fail (PANELIST_IS_CATALOG_MODEL (self));
  g_return_if_fail (inference != NULL);

  replace_keywords (self, panelist_catalog_inference_get_keywords (inference), inference);
}

/**
 * panelist_catalog_model_prepare:
 *
 * Groups the services, which the first query would do else.
 */
void
panelist_catalog_model_prepare (PanelistCatalogModel *self)
{
  g_return_if_fail (PANELIST_IS_CATALOG_MODEL (self));

  for (guint i = 0; i < self->listing.parts->len; i++)
    panelist_catalog_part_group (&g_array_index (self->listing.parts, PanelistCatalogPart, i), self->listing.keywords);
}

/**
 * panelist_catalog_model_set_marks:
 * @marks: (nullable): what people added to services
 */
void
panelist_catalog_model_set_marks (PanelistCatalogModel *self,
                                  PanelistServiceMarks *marks)
{
  g_return_if_fail (PANELIST_IS_CATALOG_MODEL (self));
  g_return_if_fail (marks == NULL || PANELIST_IS_SERVICE_MARKS (marks));

  if (self->listing.marks == marks)
    return;

  if (self->listing.marks != NULL)
    g_clear_signal_handler (&self->marks_changed, self->listing.marks);

  g_set_object (&self->listing.marks, marks);

  if (marks != NULL)
    self->marks_changed = g_signal_connect_swapped (marks, "changed", G_CALLBACK (on_marks_changed), self);

  on_marks_changed (self);
  notify (self, PROP_MARKS);
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
  g_return_if_fail (sort < PANELIST_CATALOG_N_SORTS);

  descending = !!descending;
  sort_changed = self->listing.sort != sort;
  direction_changed = self->listing.descending != descending;

  if (!sort_changed && !direction_changed)
    return;

  self->listing.sort = sort;
  self->listing.descending = descending;
  g_clear_pointer (&self->listing.order, g_free);
  arrange (self);

  if (sort_changed)
    notify (self, PROP_SORT);

  if (direction_changed)
    notify (self, PROP_DESCENDING);
}

/**
 * panelist_catalog_model_dup_facets:
 *
 * Returns: (transfer full): how many of the services that match the query each value of a facet would leave, with
 *   the other facets of the filter as they are
 */
PanelistCatalogFacets *
panelist_catalog_model_dup_facets (PanelistCatalogModel *self)
{
  g_return_val_if_fail (PANELIST_IS_CATALOG_MODEL (self), NULL);

  return panelist_catalog_facets_ref (panelist_catalog_listing_count (&self->listing));
}

/**
 * panelist_catalog_model_get_group:
 * @position: of a service
 *
 * Returns: (transfer none): its platform or its kind, by the names of the table of keywords
 */
const char *
panelist_catalog_model_get_group (PanelistCatalogModel *self,
                                  guint                 position,
                                  PanelistGrouping      grouping)
{
  PanelistCatalogPart *part = NULL;
  guint row = 0;

  g_return_val_if_fail (PANELIST_IS_CATALOG_MODEL (self), NULL);
  g_return_val_if_fail (position < self->listing.rows->len, NULL);
  g_return_val_if_fail (grouping < PANELIST_N_GROUPINGS, NULL);

  row = g_array_index (self->listing.rows, guint, position);
  part = (PanelistCatalogPart *) panelist_catalog_listing_get_part (&self->listing, row);
  panelist_catalog_part_group (part, self->listing.keywords);

  return panelist_keywords_get_group (self->listing.keywords, grouping,
                                      part->groups->of[grouping][row - part->start]);
}

static gboolean
find_row (PanelistCatalogModel      *self,
          const PanelistCatalogPart *part,
          const char                *service_id,
          guint                     *position)
{
  guint row = 0;

  if (!panelist_catalog_find (part->catalog, service_id, &row))
    return FALSE;

  for (guint i = 0; i < self->listing.rows->len; i++)
    {
      if (g_array_index (self->listing.rows, guint, i) == part->start + row)
        {
          if (position != NULL)
            *position = i;

          return TRUE;
        }
    }

  return FALSE;
}

/**
 * panelist_catalog_model_find:
 * @service_id: of a service
 * @position: (out) (optional): where it is listed
 *
 * Returns: whether the service is listed now, of whichever panel
 */
gboolean
panelist_catalog_model_find (PanelistCatalogModel *self,
                             const char           *service_id,
                             guint                *position)
{
  g_return_val_if_fail (PANELIST_IS_CATALOG_MODEL (self), FALSE);
  g_return_val_if_fail (service_id != NULL, FALSE);

  for (guint i = 0; i < self->listing.parts->len; i++)
    {
      if (find_row (self, &g_array_index (self->listing.parts, PanelistCatalogPart, i), service_id, position))
        return TRUE;
    }

  return FALSE;
}

/**
 * panelist_catalog_model_find_in_panel:
 * @panel_id: the panel whose service it is
 * @service_id: of a service
 * @position: (out) (optional): where it is listed
 *
 * Returns: whether the service is listed now
 */
gboolean
panelist_catalog_model_find_in_panel (PanelistCatalogModel *self,
                                      int64_t               panel_id,
                                      const char           *service_id,
                                      guint                *position)
{
  const PanelistCatalogPart *part = NULL;

  g_return_val_if_fail (PANELIST_IS_CATALOG_MODEL (self), FALSE);
  g_return_val_if_fail (service_id != NULL, FALSE);

  part = find_panel (self, panel_id);

  return part != NULL && find_row (self, part, service_id, position);
}
