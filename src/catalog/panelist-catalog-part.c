/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-catalog"

#include "config.h"

#include <stdlib.h>

#include "panelist-catalog-private.h"

void
panelist_catalog_part_clear (PanelistCatalogPart *self)
{
  g_clear_pointer (&self->catalog, panelist_catalog_unref);
  g_clear_pointer (&self->groups, panelist_catalog_groups_free);
  g_clear_pointer (&self->marked, g_array_unref);
  g_clear_pointer (&self->marks, g_free);
  g_clear_pointer (&self->matches, g_array_unref);
}

void
panelist_catalog_part_group (PanelistCatalogPart *self,
                             PanelistKeywords    *keywords)
{
  if (self->groups == NULL)
    self->groups = panelist_catalog_groups_new (self->catalog, keywords);
}

static void
marked_clear (gpointer data)
{
  PanelistMarkedRow *marked = data;

  g_clear_pointer (&marked->folded, g_free);
}

static void
add_mark (const char                *service_id,
          const PanelistServiceMark *mark,
          const char                *folded,
          gpointer                   user_data)
{
  PanelistCatalogPart *self = user_data;
  PanelistMarkedRow marked = { .success = mark->success };

  if (!panelist_catalog_find (self->catalog, service_id, &marked.row))
    return;

  marked.folded = g_strdup (folded);
  g_array_append_val (self->marked, marked);
  self->marks[marked.row] = (uint8_t) ((mark->favorite ? PANELIST_ROW_FAVORITE : 0) |
                                       (mark->n_orders > 0 ? PANELIST_ROW_USED : 0) |
                                       (mark->hidden ? PANELIST_ROW_HIDDEN : 0) | PANELIST_ROW_MARKED);
}

static int
compare_marked (gconstpointer a,
                gconstpointer b)
{
  const PanelistMarkedRow *first = a;
  const PanelistMarkedRow *second = b;

  return (first->row > second->row) - (first->row < second->row);
}

/* Copies what is known of the rows of all marked services; @marks is nullable. */
void
panelist_catalog_part_mark (PanelistCatalogPart  *self,
                            PanelistServiceMarks *marks)
{
  g_clear_pointer (&self->marked, g_array_unref);
  g_clear_pointer (&self->marks, g_free);
  self->marked = g_array_new (FALSE, FALSE, sizeof (PanelistMarkedRow));
  g_array_set_clear_func (self->marked, marked_clear);

  if (marks == NULL)
    return;

  self->marks = g_new0 (uint8_t, MAX (self->catalog->n_rows, 1));
  panelist_service_marks_foreach (marks, self->catalog->panel_id, add_mark, self);
  g_array_sort (self->marked, compare_marked);

  if (self->marked->len == 0)
    g_clear_pointer (&self->marks, g_free);
}

/* NULL when the row has no mark. */
const PanelistMarkedRow *
panelist_catalog_part_get_marked (const PanelistCatalogPart *self,
                                  guint                      row)
{
  const PanelistMarkedRow key = { .row = row };

  if (self->marks == NULL || self->marks[row] == 0)
    return NULL;

  return bsearch (&key, self->marked->data, self->marked->len, sizeof key, compare_marked);
}
