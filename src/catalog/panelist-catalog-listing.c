/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-catalog"

#include "config.h"

#include "panelist-catalog-private.h"

static void
part_clear (gpointer data)
{
  panelist_catalog_part_clear (data);
}

static GArray *
make_rows (void)
{
  return g_array_new (FALSE, FALSE, sizeof (guint));
}

void
panelist_catalog_listing_init (PanelistCatalogListing *self)
{
  *self = (PanelistCatalogListing) { 0 };
  self->parts = g_array_new (FALSE, FALSE, sizeof (PanelistCatalogPart));
  g_array_set_clear_func (self->parts, part_clear);
  self->keywords = panelist_keywords_ref (panelist_keywords_get_builtin ());
  self->filter = panelist_catalog_filter_new ();
  self->query = panelist_catalog_query_new (NULL, self->keywords);
  self->rows = make_rows ();
}

void
panelist_catalog_listing_clear (PanelistCatalogListing *self)
{
  g_clear_pointer (&self->parts, g_array_unref);
  g_clear_pointer (&self->keywords, panelist_keywords_unref);
  g_clear_object (&self->marks);
  g_clear_pointer (&self->filter, panelist_catalog_filter_free);
  g_clear_pointer (&self->query, panelist_catalog_query_free);
  g_clear_pointer (&self->order, g_free);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->facets, panelist_catalog_facets_unref);
}

/* What is known of a catalog that was listed already is taken over. */
static PanelistCatalogPart
take_part (GArray          *parts,
           PanelistCatalog *catalog)
{
  PanelistCatalogPart part = { 0 };

  for (guint i = 0; i < parts->len; i++)
    {
      PanelistCatalogPart *old = &g_array_index (parts, PanelistCatalogPart, i);

      if (old->catalog == catalog)
        {
          part.groups = g_steal_pointer (&old->groups);
          break;
        }
    }

  part.catalog = panelist_catalog_ref (catalog);
  part.matches = make_rows ();

  return part;
}

/* Follow with panelist_catalog_listing_match(). The old parts are only unreferenced: who holds them may go on. */
void
panelist_catalog_listing_set_catalogs (PanelistCatalogListing *self,
                                       PanelistCatalog *const *catalogs,
                                       guint                   n_catalogs)
{
  g_autoptr (GArray) old = g_steal_pointer (&self->parts);

  self->parts = g_array_new (FALSE, FALSE, sizeof (PanelistCatalogPart));
  g_array_set_clear_func (self->parts, part_clear);
  self->n_total = 0;

  for (guint i = 0; i < n_catalogs; i++)
    {
      PanelistCatalogPart part = take_part (old, catalogs[i]);

      part.start = self->n_total;
      panelist_catalog_part_mark (&part, self->marks);
      g_array_append_val (self->parts, part);
      self->n_total += catalogs[i]->n_rows;
    }

  g_clear_pointer (&self->order, g_free);
}

/* The marks have changed. Follow with panelist_catalog_listing_match(). */
void
panelist_catalog_listing_mark (PanelistCatalogListing *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    panelist_catalog_part_mark (&g_array_index (self->parts, PanelistCatalogPart, i), self->marks);

  if (self->sort == PANELIST_CATALOG_SORT_FAVORITE || self->sort == PANELIST_CATALOG_SORT_SUCCESS)
    g_clear_pointer (&self->order, g_free);
}

/* Takes from @inference (nullable) what that has; the rest is found when it is needed. Follow with a new query and
 * panelist_catalog_listing_match(). */
void
panelist_catalog_listing_group (PanelistCatalogListing   *self,
                                PanelistKeywords         *keywords,
                                PanelistCatalogInference *inference)
{
  panelist_keywords_ref (keywords);
  panelist_keywords_unref (self->keywords);
  self->keywords = keywords;

  for (guint i = 0; i < self->parts->len; i++)
    {
      PanelistCatalogPart *part = &g_array_index (self->parts, PanelistCatalogPart, i);

      g_clear_pointer (&part->groups, panelist_catalog_groups_free);

      if (inference != NULL)
        part->groups = panelist_catalog_inference_take (inference, part->catalog);
    }
}

static gboolean
match_parts (PanelistCatalogListing     *self,
             const PanelistCatalogQuery *query,
             gboolean                    narrows)
{
  const gboolean groups = panelist_catalog_query_needs_groups (query);
  gboolean found = FALSE;

  for (guint i = 0; i < self->parts->len; i++)
    {
      PanelistCatalogPart *part = &g_array_index (self->parts, PanelistCatalogPart, i);
      g_autoptr (GArray) within = g_steal_pointer (&part->matches);

      if (groups)
        panelist_catalog_part_group (part, self->keywords);

      part->matches = panelist_catalog_query_match (query, part, narrows ? within : NULL);
      found = found || part->matches->len > 0;
    }

  return found;
}

/* Mistakes are forgiven only when nothing matches without: it is the second pass, not the first. */
static void
match_loosely (PanelistCatalogListing *self)
{
  g_autoptr (PanelistCatalogQuery) loose = NULL;

  loose = panelist_catalog_query_loosen (self->query, self->keywords, panelist_catalog_listing_parts (self),
                                         self->parts->len);
  self->approximate = loose != NULL && match_parts (self, loose, FALSE);
}

static void
clear_matches (PanelistCatalogListing *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    g_array_set_size (g_array_index (self->parts, PanelistCatalogPart, i).matches, 0);
}

/* Finds what the query matches; with `narrows` only among what it matched before. Follow with
 * panelist_catalog_listing_arrange(). */
void
panelist_catalog_listing_match (PanelistCatalogListing *self,
                                gboolean                narrows)
{
  /* Nothing matched the earlier query as it was written: neither does a narrower one. */
  const gboolean in_vain = narrows && self->approximate;
  gboolean found = FALSE;

  self->approximate = FALSE;

  if (in_vain)
    clear_matches (self);
  else
    found = match_parts (self, self->query, narrows);

  if (!found && self->query->words->len > 0)
    match_loosely (self);
}

static gboolean
passes_all (const PanelistCatalogListing *self,
            const PanelistCatalogPart    *part)
{
  return panelist_catalog_filter_get_n_active (self->filter) == 0 &&
         (part->marks == NULL || panelist_catalog_filter_get_show_hidden (self->filter));
}

static void
append_passing (PanelistCatalogListing *self,
                PanelistCatalogPart    *part,
                GArray                 *rows)
{
  PanelistRowFilter *filter = NULL;

  if (passes_all (self, part) && part->start == 0)
    {
      g_array_append_vals (rows, part->matches->data, part->matches->len);
      return;
    }

  filter = panelist_row_filter_new (self->filter, self->keywords, part);

  for (guint i = 0; i < part->matches->len; i++)
    {
      const guint row = g_array_index (part->matches, guint, i);
      const guint listed = part->start + row;

      if (panelist_row_filter_test (filter, row) == 0)
        g_array_append_val (rows, listed);
    }

  panelist_row_filter_free (filter);
}

static GArray *
filter_matches (PanelistCatalogListing *self)
{
  GArray *rows = NULL;
  guint n = 0;

  for (guint i = 0; i < self->parts->len; i++)
    n += g_array_index (self->parts, PanelistCatalogPart, i).matches->len;

  rows = g_array_sized_new (FALSE, FALSE, sizeof (guint), n);

  for (guint i = 0; i < self->parts->len; i++)
    append_passing (self, &g_array_index (self->parts, PanelistCatalogPart, i), rows);

  return rows;
}

/* The rows in the order of the sort: a walk over all rows, which are sorted once, whatever the query. */
static GArray *
sort_rows (PanelistCatalogListing *self,
           GArray                 *rows)
{
  g_autofree uint8_t *listed = g_new0 (uint8_t, self->n_total + 1);
  GArray *sorted = NULL;

  if (self->order == NULL)
    self->order = panelist_catalog_sort_rows (panelist_catalog_listing_parts (self), self->parts->len, self->sort,
                                              self->descending);

  sorted = g_array_sized_new (FALSE, FALSE, sizeof (guint), rows->len);

  for (guint i = 0; i < rows->len; i++)
    listed[g_array_index (rows, guint, i)] = TRUE;

  for (guint i = 0; i < self->n_total; i++)
    {
      if (listed[self->order[i]])
        g_array_append_val (sorted, self->order[i]);
    }

  return sorted;
}

/* Filters and sorts what matches. */
void
panelist_catalog_listing_arrange (PanelistCatalogListing *self)
{
  g_autoptr (GArray) rows = filter_matches (self);

  g_clear_pointer (&self->facets, panelist_catalog_facets_unref);
  g_clear_pointer (&self->rows, g_array_unref);

  if (self->sort == PANELIST_CATALOG_SORT_DEFAULT)
    self->rows = panelist_catalog_query_rank (self->query, panelist_catalog_listing_parts (self), rows);
  else
    self->rows = sort_rows (self, rows);
}

PanelistCatalogFacets *
panelist_catalog_listing_count (PanelistCatalogListing *self)
{
  if (self->facets == NULL)
    self->facets = panelist_catalog_facets_count (self->filter, self->keywords,
                                                  panelist_catalog_listing_parts (self), self->parts->len);

  return self->facets;
}

const PanelistCatalogPart *
panelist_catalog_listing_get_part (const PanelistCatalogListing *self,
                                   guint                         row)
{
  guint i = self->parts->len - 1;

  while (g_array_index (self->parts, PanelistCatalogPart, i).start > row)
    i--;

  return &g_array_index (self->parts, PanelistCatalogPart, i);
}

PanelistService *
panelist_catalog_listing_dup_service (const PanelistCatalogListing *self,
                                      guint                         row)
{
  const PanelistCatalogPart *part = panelist_catalog_listing_get_part (self, row);

  return panelist_catalog_dup_service (part->catalog, row - part->start);
}
