/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-catalog"

#include "config.h"

#include <string.h>

#include "panelist-catalog-private.h"
#include "panelist-text.h"

/* Platform and kind of every row. They are no part of the rows: people can change the keywords at any time. */

static PanelistGroups *
scan_categories (PanelistCatalog  *catalog,
                 PanelistKeywords *keywords)
{
  PanelistGroups *groups = NULL;

  groups = g_new0 (PanelistGroups, MAX (catalog->categories->len, 1));

  for (guint i = 0; i < catalog->categories->len; i++)
    {
      const PanelistSharedText *category = &g_array_index (catalog->categories, PanelistSharedText, i);
      g_autofree char *folded = NULL;

      folded = panelist_text_fold (catalog->text.data + category->display.offset, category->display.length);
      panelist_keywords_scan (keywords, folded, strlen (folded), &groups[i]);
    }

  return groups;
}

static inline gboolean
is_settled (const PanelistGroups *category)
{
  for (guint i = 0; i < PANELIST_N_GROUPINGS; i++)
    {
      if (category->group[i] == 0 || category->several[i])
        return FALSE;
    }

  return TRUE;
}

/* A category that names one group says it best; else the name, whatever else is said in it, comes first. */
static inline uint8_t
choose_group (const PanelistGroups *category,
              const PanelistGroups *name,
              guint                 grouping)
{
  const gboolean clear = category->group[grouping] != 0 && !category->several[grouping];

  return clear || name->group[grouping] == 0 ? category->group[grouping] : name->group[grouping];
}

static void
scan (PanelistKeywords *keywords,
      const char       *text,
      PanelistGroups   *groups)
{
  g_autofree char *folded = NULL;

  folded = panelist_text_fold (text != NULL ? text : "", -1);
  panelist_keywords_scan (keywords, folded, strlen (folded), groups);
}

/**
 * panelist_keywords_find:
 * @grouping: platform or kind
 * @name: (nullable): of a service
 * @category: (nullable): of the same service
 *
 * Returns: (transfer none) (nullable): the group that a catalog puts such a service in, by its name in the table; %NULL
 *   when nothing tells it, or several groups are named where it is told
 */
const char *
panelist_keywords_find (PanelistKeywords *self,
                        PanelistGrouping  grouping,
                        const char       *name,
                        const char       *category)
{
  PanelistGroups in_category = { 0 };
  PanelistGroups in_name = { 0 };
  guint8 group = 0;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (grouping < PANELIST_N_GROUPINGS, NULL);

  scan (self, category, &in_category);
  scan (self, name, &in_name);
  group = choose_group (&in_category, &in_name, grouping);

  if (group == PANELIST_GROUP_OTHER)
    return NULL;

  /* Else the category is clear. */
  if ((in_category.group[grouping] == 0 || in_category.several[grouping]) &&
      (in_name.several[grouping] || in_name.group[grouping] == 0))
    return NULL;

  return panelist_keywords_get_group (self, grouping, group);
}

PanelistCatalogGroups *
panelist_catalog_groups_new (PanelistCatalog  *catalog,
                             PanelistKeywords *keywords)
{
  g_autofree PanelistGroups *categories = NULL;
  PanelistCatalogGroups *self = NULL;

  self = g_new0 (PanelistCatalogGroups, 1);

  for (guint i = 0; i < PANELIST_N_GROUPINGS; i++)
    self->of[i] = g_new0 (uint8_t, MAX (catalog->n_rows, 1));

  categories = scan_categories (catalog, keywords);

  for (guint row = 0; row < catalog->n_rows; row++)
    {
      const PanelistGroups *category = &categories[catalog->category_of[row]];
      PanelistGroups name = { 0 };

      if (!is_settled (category))
        panelist_keywords_scan (keywords, catalog->folded.data + catalog->folded_starts[row],
                                catalog->folded_names[row], &name);

      for (guint i = 0; i < PANELIST_N_GROUPINGS; i++)
        self->of[i][row] = choose_group (category, &name, i);
    }

  return self;
}

void
panelist_catalog_groups_free (PanelistCatalogGroups *self)
{
  for (guint i = 0; i < PANELIST_N_GROUPINGS; i++)
    g_clear_pointer (&self->of[i], g_free);

  g_free (self);
}

/* All of it for another table of keywords, before anybody needs it */

struct _PanelistCatalogInference {
  PanelistKeywords *keywords;
  GPtrArray *catalogs;   /* PanelistCatalog */
  GPtrArray *groups;     /* PanelistCatalogGroups, of the catalog at the same place; NULL once they are taken */
};

static void
groups_free (gpointer groups)
{
  if (groups != NULL)
    panelist_catalog_groups_free (groups);
}

/**
 * panelist_catalog_inference_new:
 * @keywords: by what services are grouped
 * @catalogs: (array length=n_catalogs): of one panel or several
 *
 * Finds platform and kind of every service. May be called from any thread.
 *
 * Returns: (transfer full): for panelist_catalog_model_set_inference()
 */
PanelistCatalogInference *
panelist_catalog_inference_new (PanelistKeywords       *keywords,
                                PanelistCatalog *const *catalogs,
                                guint                   n_catalogs)
{
  PanelistCatalogInference *self = NULL;

  g_return_val_if_fail (keywords != NULL, NULL);

  self = g_new0 (PanelistCatalogInference, 1);
  self->keywords = panelist_keywords_ref (keywords);
  self->catalogs = g_ptr_array_new_with_free_func ((GDestroyNotify) panelist_catalog_unref);
  self->groups = g_ptr_array_new_with_free_func (groups_free);

  for (guint i = 0; i < n_catalogs; i++)
    {
      g_ptr_array_add (self->catalogs, panelist_catalog_ref (catalogs[i]));
      g_ptr_array_add (self->groups, panelist_catalog_groups_new (catalogs[i], keywords));
    }

  return self;
}

/**
 * panelist_catalog_inference_free:
 */
void
panelist_catalog_inference_free (PanelistCatalogInference *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->keywords, panelist_keywords_unref);
  g_clear_pointer (&self->catalogs, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_free (self);
}

PanelistKeywords *
panelist_catalog_inference_get_keywords (PanelistCatalogInference *self)
{
  return self->keywords;
}

/* NULL when the catalog was none of them: it has come since. */
PanelistCatalogGroups *
panelist_catalog_inference_take (PanelistCatalogInference *self,
                                 PanelistCatalog          *catalog)
{
  guint i = 0;

  if (!g_ptr_array_find (self->catalogs, catalog, &i))
    return NULL;

  return g_steal_pointer (&g_ptr_array_index (self->groups, i));
}
