/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-facet-list.h"

#include <string.h>

#include <glib/gi18n.h>

#include "panelist-facet-words.h"
#include "panelist-money.h"
#include "panelist-text.h"

/* From here on a list can be searched. */
#define SEARCHABLE 12

/* A list is no longer: whoever looks for more types some letters. */
#define MAX_ROWS 100

#define MAX_HEIGHT 360

typedef struct {
  char *value;
  char *words;
  char *folded;
  GtkWidget *button;     /* NULL while it does not match */
  GtkWidget *count;
} Row;

struct _PanelistFacetList
{
  GtkBox parent_instance;

  GtkWidget *search;
  GtkWidget *rows_box;
  GtkWidget *more;

  PanelistServiceFilters *filters;
  PanelistCatalogFacet facet;
  GPtrArray *rows;
};

G_DEFINE_FINAL_TYPE (PanelistFacetList, panelist_facet_list, GTK_TYPE_BOX)

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->value);
  g_free (row->words);
  g_free (row->folded);
  g_free (row);
}

/* Rows */

static void
show_count (Row   *row,
            guint  count)
{
  g_autofree char *number = NULL;
  g_autofree char *services = NULL;
  g_autofree char *label = NULL;

  number = panelist_number_format (count);
  gtk_label_set_label (GTK_LABEL (row->count), number);
  services = g_strdup_printf (ngettext ("%s service", "%s services", count), number);
  /* Translators: a value of a filter, and how many services have it */
  label = g_strdup_printf (C_("facet", "%s, %s"), row->words, services);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
on_toggled (GtkCheckButton    *button,
            PanelistFacetList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      if (row->button == GTK_WIDGET (button))
        panelist_service_filters_choose (self->filters, self->facet, row->value, gtk_check_button_get_active (button));
    }
}

static void
add_button (PanelistFacetList *self,
            Row               *row,
            guint              count)
{
  const PanelistCatalogFilter *filter = panelist_service_filters_get_filter (self->filters);
  GtkWidget *box = NULL;
  GtkWidget *words = NULL;

  words = g_object_new (GTK_TYPE_LABEL, "label", row->words, "xalign", 0.0f, "hexpand", TRUE, "ellipsize",
                        PANGO_ELLIPSIZE_END, "max-width-chars", 36, NULL);
  row->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (row->count, "numeric");
  gtk_widget_add_css_class (row->count, "dimmed");
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  if (self->facet == PANELIST_CATALOG_FACET_KIND)
    gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_IMAGE, "icon-name", panelist_kind_get_icon_name (row->value),
                                                 "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "margin-start", 6,
                                                 NULL));
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), row->count);

  row->button = gtk_check_button_new ();
  gtk_check_button_set_child (GTK_CHECK_BUTTON (row->button), box);
  gtk_widget_add_css_class (row->button, "facet-value");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (row->button),
                               panelist_catalog_filter_has (filter, self->facet, row->value));
  show_count (row, count);
  g_signal_connect_object (row->button, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (self->rows_box), row->button);
}

static void
remove_buttons (PanelistFacetList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      if (row->button != NULL)
        gtk_box_remove (GTK_BOX (self->rows_box), row->button);
      row->button = NULL;
    }
}

static void
show_more (PanelistFacetList *self,
           guint              n_hidden)
{
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->more, n_hidden > 0);
  if (n_hidden == 0)
    return;
  number = panelist_number_format (n_hidden);
  words = g_strdup_printf (ngettext ("%s more: type to find it", "%s more: type to find them", n_hidden), number);
  gtk_label_set_label (GTK_LABEL (self->more), words);
}

static void
show_rows (PanelistFacetList *self)
{
  g_autoptr (PanelistCatalogFacets) facets = NULL;
  g_autofree char *needle = NULL;
  guint n = 0;

  facets = panelist_catalog_model_dup_facets (panelist_service_filters_get_model (self->filters));
  needle = panelist_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  remove_buttons (self);
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      if (strstr (row->folded, needle) != NULL && n++ < MAX_ROWS)
        add_button (self, row, panelist_catalog_facets_get_count (facets, self->facet, row->value));
    }
  show_more (self, n > MAX_ROWS ? n - MAX_ROWS : 0);
}

static void
add_row (PanelistFacetList *self,
         const char        *value)
{
  Row *row = NULL;

  row = g_new0 (Row, 1);
  row->value = g_strdup (value);
  row->words = panelist_service_filters_dup_value (self->filters, self->facet, value);
  row->folded = panelist_text_fold (row->words, -1);
  g_ptr_array_add (self->rows, row);
}

/* What is chosen is listed also when it would leave nothing: else it could not be taken back here. */
static void
add_rows (PanelistFacetList *self)
{
  g_autoptr (PanelistCatalogFacets) facets = NULL;
  const PanelistCatalogFacetCount *counts = NULL;
  const char *const *chosen = NULL;
  guint n = 0;

  chosen = panelist_catalog_filter_get_values (panelist_service_filters_get_filter (self->filters), self->facet);
  facets = panelist_catalog_model_dup_facets (panelist_service_filters_get_model (self->filters));
  counts = panelist_catalog_facets_get_counts (facets, self->facet, &n);
  for (guint i = 0; i < n; i++)
    add_row (self, counts[i].value);
  for (guint i = 0; chosen[i] != NULL; i++)
    if (panelist_catalog_facets_get_count (facets, self->facet, chosen[i]) == 0)
      add_row (self, chosen[i]);
}

static void
on_changed (PanelistFacetList *self)
{
  const PanelistCatalogFilter *filter = panelist_service_filters_get_filter (self->filters);
  g_autoptr (PanelistCatalogFacets) facets = NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  facets = panelist_catalog_model_dup_facets (panelist_service_filters_get_model (self->filters));
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      if (row->button == NULL)
        continue;
      gtk_check_button_set_active (GTK_CHECK_BUTTON (row->button),
                                   panelist_catalog_filter_has (filter, self->facet, row->value));
      show_count (row, panelist_catalog_facets_get_count (facets, self->facet, row->value));
    }
}

static void
on_map (PanelistFacetList *self)
{
  remove_buttons (self);
  g_ptr_array_set_size (self->rows, 0);
  add_rows (self);
  gtk_widget_set_visible (self->search, self->rows->len > SEARCHABLE);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  show_rows (self);
}

/* GObject */

static void
panelist_facet_list_dispose (GObject *object)
{
  PanelistFacetList *self = PANELIST_FACET_LIST (object);

  g_clear_object (&self->filters);

  G_OBJECT_CLASS (panelist_facet_list_parent_class)->dispose (object);
}

static void
panelist_facet_list_finalize (GObject *object)
{
  PanelistFacetList *self = PANELIST_FACET_LIST (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (panelist_facet_list_parent_class)->finalize (object);
}

static void
panelist_facet_list_class_init (PanelistFacetListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = panelist_facet_list_dispose;
  object_class->finalize = panelist_facet_list_finalize;
}

static GtkWidget *
add_caption (PanelistFacetList *self,
             const char        *text)
{
  GtkWidget *label = NULL;

  label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "wrap", TRUE, "max-width-chars", 30, NULL);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_box_append (GTK_BOX (self), label);
  return label;
}

static void
panelist_facet_list_init (PanelistFacetList *self)
{
  GtkWidget *scroller = NULL;

  self->rows = g_ptr_array_new_with_free_func (row_free);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);

  self->search = g_object_new (GTK_TYPE_SEARCH_ENTRY, "search-delay", 0u, NULL);
  g_signal_connect_swapped (self->search, "changed", G_CALLBACK (show_rows), self);
  gtk_box_append (GTK_BOX (self), self->search);

  self->rows_box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", self->rows_box, "hscrollbar-policy", GTK_POLICY_NEVER,
                           "propagate-natural-height", TRUE, "propagate-natural-width", TRUE, "max-content-height",
                           MAX_HEIGHT, "vexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (self), scroller);
  self->more = add_caption (self, NULL);
}

/**
 * panelist_facet_list_new:
 * @filters: what is chosen
 * @facet: one with values
 *
 * Returns: (transfer none): a new floating list
 */
GtkWidget *
panelist_facet_list_new (PanelistServiceFilters *filters,
                         PanelistCatalogFacet    facet)
{
  PanelistFacetList *self = NULL;
  g_autofree char *placeholder = NULL;
  const char *title = panelist_facet_get_title (facet);

  g_return_val_if_fail (PANELIST_IS_SERVICE_FILTERS (filters), NULL);

  self = g_object_new (PANELIST_TYPE_FACET_LIST, NULL);
  self->filters = g_object_ref (filters);
  self->facet = facet;
  /* Translators: %s is for example "Category" or "Platform" */
  placeholder = g_strdup_printf (_("Search: %s"), title);
  gtk_search_entry_set_placeholder_text (GTK_SEARCH_ENTRY (self->search), placeholder);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, placeholder, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows_box), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (panelist_facet_get_hint (facet) != NULL)
    add_caption (self, panelist_facet_get_hint (facet));
  g_signal_connect (self, "map", G_CALLBACK (on_map), NULL);
  g_signal_connect_object (filters, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
