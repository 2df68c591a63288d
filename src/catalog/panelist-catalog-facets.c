/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-catalog"

#include "config.h"

#include <math.h>

#include "panelist-catalog-private.h"
#include "panelist-money.h"

/* Which facets a row fails, and how many rows every value of a facet would leave: a row counts for a value when it
 * fails no facet, or this one alone. */

#define N_FLAGS 3
#define BIT(facet) (1u << (facet))

struct _PanelistRowFilter {
  const PanelistCatalogPart *part;
  guint active;            /* bit for each facet */
  guint constant;          /* what all rows of the part fail */
  gboolean show_hidden;
  uint8_t groups[PANELIST_N_GROUPINGS][PANELIST_MAX_GROUPS];
  uint8_t flags[N_FLAGS][4];
  uint8_t *types;
  uint8_t *categories;
  const uint64_t *rates;   /* keys */
  double lowest;
  double highest;
  int64_t quantity;
};

static const PanelistCatalogFacet group_facets[] = { PANELIST_CATALOG_FACET_PLATFORM, PANELIST_CATALOG_FACET_KIND };
static const PanelistCatalogFacet flag_facets[] = { PANELIST_CATALOG_FACET_REFILL, PANELIST_CATALOG_FACET_CANCEL,
                                                    PANELIST_CATALOG_FACET_DRIP_FEED };

static inline const char *
get_shared (const PanelistCatalogPart *part,
            GArray                    *texts,
            guint                      index)
{
  return part->catalog->text.data + g_array_index (texts, PanelistSharedText, index).display.offset;
}

static const char *
get_nick (GType type,
          int   value)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);

  return g_enum_get_value (klass, value)->value_nick;
}

static const char *
get_type_nick (const PanelistCatalogPart *part,
               guint                      index)
{
  return get_nick (PANELIST_TYPE_SERVICE_TYPE,
                   (int) g_array_index (part->catalog->types, PanelistSharedText, index).type);
}

static char *
dup_panel (const PanelistCatalogPart *part)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, part->catalog->panel_id);
}

static void
choose_groups (PanelistRowFilter           *self,
               const PanelistCatalogFilter *filter,
               PanelistKeywords            *keywords)
{
  for (guint i = 0; i < PANELIST_N_GROUPINGS; i++)
    {
      for (guint j = 0; j < panelist_keywords_get_n_groups (keywords, (PanelistGrouping) i); j++)
        self->groups[i][j] = panelist_catalog_filter_has (
            filter, group_facets[i], panelist_keywords_get_group (keywords, (PanelistGrouping) i, j));
    }
}

static void
choose_flags (PanelistRowFilter           *self,
              const PanelistCatalogFilter *filter)
{
  for (guint i = 0; i < N_FLAGS; i++)
    {
      for (int flag = PANELIST_FLAG_UNKNOWN; flag <= PANELIST_FLAG_YES; flag++)
        self->flags[i][flag] =
            panelist_catalog_filter_has (filter, flag_facets[i], get_nick (PANELIST_TYPE_FLAG, flag));
    }
}

static void
choose_shared (PanelistRowFilter           *self,
               const PanelistCatalogFilter *filter)
{
  const PanelistCatalogPart *part = self->part;
  PanelistCatalog *catalog = part->catalog;

  self->types = g_new0 (uint8_t, catalog->types->len + 1);
  self->categories = g_new0 (uint8_t, catalog->categories->len + 1);

  for (guint i = 0; (self->active & BIT (PANELIST_CATALOG_FACET_TYPE)) != 0 && i < catalog->types->len; i++)
    self->types[i] = panelist_catalog_filter_has (filter, PANELIST_CATALOG_FACET_TYPE, get_type_nick (part, i));

  for (guint i = 0;
       (self->active & BIT (PANELIST_CATALOG_FACET_CATEGORY)) != 0 && i < catalog->categories->len;
       i++)
    self->categories[i] = panelist_catalog_filter_has (filter, PANELIST_CATALOG_FACET_CATEGORY,
                                                       get_shared (part, catalog->categories, i));
}

/* Comparing approximations is enough here: they are equal where amounts are, and in the same order. */
static void
choose_prices (PanelistRowFilter           *self,
               const PanelistCatalogFilter *filter)
{
  const char *lowest = panelist_catalog_filter_get_lowest (filter);
  const char *highest = panelist_catalog_filter_get_highest (filter);

  self->rates = panelist_catalog_ensure_keys (self->part->catalog, PANELIST_CATALOG_SORT_RATE);
  self->lowest = panelist_money_sort_key (lowest);
  self->highest = highest != NULL ? panelist_money_sort_key (highest) : INFINITY;
}

static gboolean
has_panel (const PanelistCatalogFilter *filter,
           const PanelistCatalogPart   *part)
{
  g_autofree char *panel = dup_panel (part);

  return panelist_catalog_filter_has (filter, PANELIST_CATALOG_FACET_PANEL, panel);
}

PanelistRowFilter *
panelist_row_filter_new (const PanelistCatalogFilter *filter,
                         PanelistKeywords            *keywords,
                         PanelistCatalogPart         *part)
{
  PanelistRowFilter *self = NULL;

  self = g_new0 (PanelistRowFilter, 1);
  self->part = part;
  self->show_hidden = panelist_catalog_filter_get_show_hidden (filter);
  self->quantity = panelist_catalog_filter_get_quantity (filter);

  for (guint i = 0; i < PANELIST_CATALOG_N_FACETS; i++)
    self->active |= panelist_catalog_filter_is_active (filter, (PanelistCatalogFacet) i) ? BIT (i) : 0;

  if ((self->active & (BIT (PANELIST_CATALOG_FACET_PLATFORM) | BIT (PANELIST_CATALOG_FACET_KIND))) != 0)
    {
      panelist_catalog_part_group (part, keywords);
      choose_groups (self, filter, keywords);
    }

  if ((self->active & BIT (PANELIST_CATALOG_FACET_PANEL)) != 0 && !has_panel (filter, part))
    self->constant |= BIT (PANELIST_CATALOG_FACET_PANEL);

  if ((self->active & BIT (PANELIST_CATALOG_FACET_PRICE)) != 0)
    choose_prices (self, filter);

  choose_flags (self, filter);
  choose_shared (self, filter);

  return self;
}

void
panelist_row_filter_free (PanelistRowFilter *self)
{
  g_clear_pointer (&self->types, g_free);
  g_clear_pointer (&self->categories, g_free);
  g_free (self);
}

static inline gboolean
takes_quantity (const PanelistCatalog *catalog,
                guint                  row,
                int64_t                quantity)
{
  const int64_t min = catalog->mins[row];
  const int64_t max = catalog->maxs[row];

  return (min >= 0 || max >= 0) && min <= quantity && (max < 0 || quantity <= max);
}

static inline gboolean
has_price (const PanelistRowFilter *self,
           guint                    row)
{
  double rate = 0;

  if (self->rates[row] == PANELIST_UNKNOWN_KEY)
    return FALSE;

  rate = panelist_catalog_key_to_double (self->rates[row]);

  return rate >= self->lowest && rate <= self->highest;
}

static inline guint
test_facet (const PanelistRowFilter *self,
            guint                    row,
            PanelistCatalogFacet     facet)
{
  const PanelistCatalogPart *part = self->part;
  const PanelistCatalog *catalog = part->catalog;
  const uint8_t marks = part->marks != NULL ? part->marks[row] : 0;

  switch (facet)
    {
    case PANELIST_CATALOG_FACET_PLATFORM:
      return self->groups[PANELIST_GROUPING_PLATFORM][part->groups->of[PANELIST_GROUPING_PLATFORM][row]];
    case PANELIST_CATALOG_FACET_KIND:
      return self->groups[PANELIST_GROUPING_KIND][part->groups->of[PANELIST_GROUPING_KIND][row]];
    case PANELIST_CATALOG_FACET_TYPE:
      return self->types[catalog->type_of[row]];
    case PANELIST_CATALOG_FACET_REFILL:
      return self->flags[0][catalog->flags[row] & 3];
    case PANELIST_CATALOG_FACET_CANCEL:
      return self->flags[1][catalog->flags[row] >> 2 & 3];
    case PANELIST_CATALOG_FACET_DRIP_FEED:
      return self->flags[2][catalog->flags[row] >> 4 & 3];
    case PANELIST_CATALOG_FACET_CATEGORY:
      return self->categories[catalog->category_of[row]];
    case PANELIST_CATALOG_FACET_FAVORITE:
      return marks & PANELIST_ROW_FAVORITE;
    case PANELIST_CATALOG_FACET_USED:
      return marks & PANELIST_ROW_USED;
    case PANELIST_CATALOG_FACET_PRICE:
      return has_price (self, row);
    case PANELIST_CATALOG_FACET_QUANTITY:
      return takes_quantity (catalog, row, self->quantity);
    case PANELIST_CATALOG_FACET_PANEL:
    default:
      return TRUE;
    }
}

/* The facets that the row fails, one bit each. */
guint
panelist_row_filter_test (const PanelistRowFilter *self,
                          guint                    row)
{
  guint failed = self->constant;

  if (!self->show_hidden && self->part->marks != NULL && (self->part->marks[row] & PANELIST_ROW_HIDDEN) != 0)
    return PANELIST_ROW_HIDDEN_FAILS;

  for (guint bits = self->active; bits != 0; bits &= bits - 1)
    {
      const guint facet = (guint) __builtin_ctz (bits);

      if (!test_facet (self, row, (PanelistCatalogFacet) facet))
        failed |= BIT (facet);
    }

  return failed;
}

/* Counting */

struct _PanelistCatalogFacets {
  gatomicrefcount ref_count;
  GArray *counts[PANELIST_CATALOG_FACET_PRICE];   /* of PanelistCatalogFacetCount */
  GStringChunk *texts;
  char *lowest;
  char *highest;
};

G_DEFINE_BOXED_TYPE (PanelistCatalogFacets, panelist_catalog_facets, panelist_catalog_facets_ref,
                     panelist_catalog_facets_unref)

typedef struct {
  guint groups[PANELIST_N_GROUPINGS][PANELIST_MAX_GROUPS];
  guint flags[N_FLAGS][4];
  guint favorites;
  guint used;
} Counts;

typedef struct {
  guint *types;
  guint *categories;
  guint n_panel;
} PartCounts;

static inline gboolean
counts_for (guint                failed,
            PanelistCatalogFacet facet)
{
  return (failed & ~BIT (facet)) == 0;
}

static void
count_row (const PanelistCatalogPart *part,
           guint                      row,
           guint                      failed,
           Counts                    *counts,
           PartCounts                *of_part)
{
  const PanelistCatalog *catalog = part->catalog;
  const uint8_t marks = part->marks != NULL ? part->marks[row] : 0;

  for (guint i = 0; i < PANELIST_N_GROUPINGS; i++)
    counts->groups[i][part->groups->of[i][row]] += counts_for (failed, group_facets[i]);

  for (guint i = 0; i < N_FLAGS; i++)
    counts->flags[i][catalog->flags[row] >> (2 * i) & 3] += counts_for (failed, flag_facets[i]);

  of_part->types[catalog->type_of[row]] += counts_for (failed, PANELIST_CATALOG_FACET_TYPE);
  of_part->categories[catalog->category_of[row]] += counts_for (failed, PANELIST_CATALOG_FACET_CATEGORY);
  of_part->n_panel += counts_for (failed, PANELIST_CATALOG_FACET_PANEL);
  counts->favorites += (marks & PANELIST_ROW_FAVORITE) != 0 && counts_for (failed, PANELIST_CATALOG_FACET_FAVORITE);
  counts->used += (marks & PANELIST_ROW_USED) != 0 && counts_for (failed, PANELIST_CATALOG_FACET_USED);
}

/* Appends, or adds to what has the same value already. */
static void
add_count (PanelistCatalogFacets *self,
           PanelistCatalogFacet   facet,
           const char            *value,
           guint                  count,
           GHashTable            *seen)
{
  PanelistCatalogFacetCount entry = { NULL, count };
  gpointer index = NULL;

  if (count == 0)
    return;

  if (seen != NULL && g_hash_table_lookup_extended (seen, value, NULL, &index))
    {
      g_array_index (self->counts[facet], PanelistCatalogFacetCount, GPOINTER_TO_UINT (index)).count += count;
      return;
    }

  entry.value = g_string_chunk_insert_const (self->texts, value);

  if (seen != NULL)
    g_hash_table_insert (seen, (gpointer) entry.value, GUINT_TO_POINTER (self->counts[facet]->len));

  g_array_append_val (self->counts[facet], entry);
}

static void
add_counts (PanelistCatalogFacets *self,
            PanelistKeywords      *keywords,
            const Counts          *counts)
{
  /* What is in no group comes last. */
  for (guint i = 0; i < PANELIST_N_GROUPINGS; i++)
    {
      const guint n = panelist_keywords_get_n_groups (keywords, (PanelistGrouping) i);

      for (guint j = 1; j <= n; j++)
        add_count (self, group_facets[i], panelist_keywords_get_group (keywords, (PanelistGrouping) i, j % n),
                   counts->groups[i][j % n], NULL);
    }

  for (guint i = 0; i < N_FLAGS; i++)
    {
      for (int flag = PANELIST_FLAG_YES; flag >= PANELIST_FLAG_UNKNOWN; flag--)
        add_count (self, flag_facets[i], get_nick (PANELIST_TYPE_FLAG, flag), counts->flags[i][flag], NULL);
    }

  add_count (self, PANELIST_CATALOG_FACET_FAVORITE, "yes", counts->favorites, NULL);
  add_count (self, PANELIST_CATALOG_FACET_USED, "yes", counts->used, NULL);
}

static void
add_part_counts (PanelistCatalogFacets     *self,
                 const PanelistCatalogPart *part,
                 const PartCounts          *counts,
                 GHashTable                *types,
                 GHashTable                *categories)
{
  g_autofree char *panel = dup_panel (part);

  for (guint i = 0; i < part->catalog->types->len; i++)
    add_count (self, PANELIST_CATALOG_FACET_TYPE, get_type_nick (part, i), counts->types[i], types);

  for (guint i = 0; i < part->catalog->categories->len; i++)
    add_count (self, PANELIST_CATALOG_FACET_CATEGORY, get_shared (part, part->catalog->categories, i),
               counts->categories[i], categories);

  add_count (self, PANELIST_CATALOG_FACET_PANEL, panel, counts->n_panel, NULL);
}

typedef struct {
  uint64_t lowest;
  uint64_t highest;
} Range;

static void
widen_range (PanelistCatalogFacets     *self,
             const PanelistCatalogPart *part,
             guint                      row,
             const uint64_t            *rates,
             Range                     *range)
{
  const char *rate = part->catalog->text.data + part->catalog->rates[row].offset;

  if (rates[row] == PANELIST_UNKNOWN_KEY)
    return;

  if (self->lowest == NULL || rates[row] < range->lowest)
    {
      range->lowest = rates[row];
      g_set_str (&self->lowest, rate);
    }

  if (self->highest == NULL || rates[row] > range->highest)
    {
      range->highest = rates[row];
      g_set_str (&self->highest, rate);
    }
}

static void
count_part (PanelistCatalogFacets       *self,
            const PanelistCatalogFilter *filter,
            PanelistKeywords            *keywords,
            PanelistCatalogPart         *part,
            Counts                      *counts,
            PartCounts                  *of_part,
            Range                       *range)
{
  const uint64_t *rates = panelist_catalog_ensure_keys (part->catalog, PANELIST_CATALOG_SORT_RATE);
  PanelistRowFilter *test = NULL;

  panelist_catalog_part_group (part, keywords);
  test = panelist_row_filter_new (filter, keywords, part);

  for (guint i = 0; i < part->matches->len; i++)
    {
      const guint row = g_array_index (part->matches, guint, i);
      const guint failed = panelist_row_filter_test (test, row);

      /* Two failed facets: it is nobody's. */
      if ((failed & (failed - 1)) != 0 || failed == PANELIST_ROW_HIDDEN_FAILS)
        continue;

      count_row (part, row, failed, counts, of_part);

      if (counts_for (failed, PANELIST_CATALOG_FACET_PRICE))
        widen_range (self, part, row, rates, range);
    }

  panelist_row_filter_free (test);
}

PanelistCatalogFacets *
panelist_catalog_facets_count (const PanelistCatalogFilter *filter,
                               PanelistKeywords            *keywords,
                               PanelistCatalogPart         *parts,
                               guint                        n_parts)
{
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) categories = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree Counts *counts = g_new0 (Counts, 1);
  PanelistCatalogFacets *self = NULL;
  Range range = { 0 };

  self = g_new0 (PanelistCatalogFacets, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->texts = g_string_chunk_new (1024);

  for (guint i = 0; i < G_N_ELEMENTS (self->counts); i++)
    self->counts[i] = g_array_new (FALSE, FALSE, sizeof (PanelistCatalogFacetCount));

  for (guint i = 0; i < n_parts; i++)
    {
      g_autofree guint *of_types = g_new0 (guint, parts[i].catalog->types->len + 1);
      g_autofree guint *of_categories = g_new0 (guint, parts[i].catalog->categories->len + 1);
      PartCounts of_part = { of_types, of_categories, 0 };

      count_part (self, filter, keywords, &parts[i], counts, &of_part, &range);
      add_part_counts (self, &parts[i], &of_part, types, categories);
    }

  add_counts (self, keywords, counts);

  return self;
}

/**
 * panelist_catalog_facets_ref:
 *
 * Returns: (transfer full): @self
 */
PanelistCatalogFacets *
panelist_catalog_facets_ref (PanelistCatalogFacets *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * panelist_catalog_facets_unref:
 */
void
panelist_catalog_facets_unref (PanelistCatalogFacets *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (self->counts); i++)
    g_clear_pointer (&self->counts[i], g_array_unref);

  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_clear_pointer (&self->lowest, g_free);
  g_clear_pointer (&self->highest, g_free);
  g_free (self);
}

/**
 * panelist_catalog_facets_get_counts:
 * @facet: one with values
 * @n_counts: (out): how many values have services
 *
 * Returns: (transfer none) (array length=n_counts): values and counts, in an order that does not change with the
 *   query: of the table of keywords, of the panel
 */
const PanelistCatalogFacetCount *
panelist_catalog_facets_get_counts (PanelistCatalogFacets *self,
                                    PanelistCatalogFacet   facet,
                                    guint                 *n_counts)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (facet < G_N_ELEMENTS (self->counts), NULL);
  g_return_val_if_fail (n_counts != NULL, NULL);

  *n_counts = self->counts[facet]->len;

  return (const PanelistCatalogFacetCount *) (gpointer) self->counts[facet]->data;
}

/**
 * panelist_catalog_facets_get_count:
 * @facet: one with values
 *
 * Returns: how many services @value would leave
 */
guint
panelist_catalog_facets_get_count (PanelistCatalogFacets *self,
                                   PanelistCatalogFacet   facet,
                                   const char            *value)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (facet < G_N_ELEMENTS (self->counts), 0);

  for (guint i = 0; i < self->counts[facet]->len; i++)
    {
      const PanelistCatalogFacetCount *count =
          &g_array_index (self->counts[facet], PanelistCatalogFacetCount, i);

      if (g_strcmp0 (count->value, value) == 0)
        return count->count;
    }

  return 0;
}

/**
 * panelist_catalog_facets_get_lowest:
 *
 * Returns: (transfer none) (nullable): the lowest rate that a price range could begin with
 */
const char *
panelist_catalog_facets_get_lowest (PanelistCatalogFacets *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->lowest;
}

/**
 * panelist_catalog_facets_get_highest:
 *
 * Returns: (transfer none) (nullable): the highest rate
 */
const char *
panelist_catalog_facets_get_highest (PanelistCatalogFacets *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->highest;
}
