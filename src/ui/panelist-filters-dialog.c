/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-filters-dialog.h"

#include <glib/gi18n.h>

#include "panelist-facet-list.h"
#include "panelist-facet-range.h"
#include "panelist-facet-words.h"
#include "panelist-money.h"
#include "panelist-ui.h"

struct _PanelistFiltersDialog
{
  AdwDialog parent_instance;

  AdwNavigationView *view;
  AdwPreferencesPage *groups;
  AdwPreferencesGroup *values;
  GtkWidget *clear;
  GtkButton *show;

  GtkWidget *rows[PANELIST_CATALOG_N_FACETS];   /* NULL where a facet is not offered, or has a group of its own */
  GtkWidget *hidden;

  PanelistServiceFilters *filters;
};

G_DEFINE_FINAL_TYPE (PanelistFiltersDialog, panelist_filters_dialog, ADW_TYPE_DIALOG)

static const PanelistCatalogFacet lists[] = {
  PANELIST_CATALOG_FACET_PANEL,  PANELIST_CATALOG_FACET_PLATFORM, PANELIST_CATALOG_FACET_KIND,
  PANELIST_CATALOG_FACET_CATEGORY, PANELIST_CATALOG_FACET_TYPE,   PANELIST_CATALOG_FACET_REFILL,
  PANELIST_CATALOG_FACET_CANCEL, PANELIST_CATALOG_FACET_DRIP_FEED,
};

static const PanelistCatalogFacet switches[] = { PANELIST_CATALOG_FACET_FAVORITE, PANELIST_CATALOG_FACET_USED };

/* What is chosen */

static void
show_result (PanelistFiltersDialog *self)
{
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;
  guint n = 0;

  n = g_list_model_get_n_items (G_LIST_MODEL (panelist_service_filters_get_model (self->filters)));
  number = panelist_number_format (n);
  words = n > 0 ? g_strdup_printf (ngettext ("Show %s Service", "Show %s Services", n), number)
                : g_strdup (_("No Results Found"));
  gtk_button_set_label (self->show, words);
}

static void
update (PanelistFiltersDialog *self)
{
  const PanelistCatalogFilter *filter = panelist_service_filters_get_filter (self->filters);

  gtk_widget_set_sensitive (self->clear, panelist_service_filters_get_n_active (self->filters) > 0);
  for (guint i = 0; i < PANELIST_CATALOG_N_FACETS; i++)
    {
      PanelistCatalogFacet facet = (PanelistCatalogFacet) i;
      g_autofree char *chosen = NULL;

      if (self->rows[i] == NULL)
        continue;
      chosen = panelist_service_filters_dup_chosen (self->filters, facet);
      if (ADW_IS_SWITCH_ROW (self->rows[i]))
        adw_switch_row_set_active (ADW_SWITCH_ROW (self->rows[i]), chosen != NULL);
      else
        adw_action_row_set_subtitle (ADW_ACTION_ROW (self->rows[i]), chosen ? chosen : _("Any"));
    }
  adw_switch_row_set_active (ADW_SWITCH_ROW (self->hidden), panelist_catalog_filter_get_show_hidden (filter));
  show_result (self);
}

static void
on_clear (PanelistFiltersDialog *self)
{
  panelist_service_filters_clear_all (self->filters);
}

static void
on_show (PanelistFiltersDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static PanelistCatalogFacet
get_facet (GtkWidget *row)
{
  return (PanelistCatalogFacet) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "facet"));
}

static void
on_switched (GtkWidget             *row,
             GParamSpec            *pspec,
             PanelistFiltersDialog *self)
{
  panelist_service_filters_choose (self->filters, get_facet (row), "yes", adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
}

static void
on_hidden_switched (PanelistFiltersDialog *self)
{
  panelist_service_filters_set_show_hidden (self->filters, adw_switch_row_get_active (ADW_SWITCH_ROW (self->hidden)));
}

/* Pages of values */

static void
on_list_activated (PanelistFiltersDialog *self,
                   GtkWidget             *row)
{
  PanelistCatalogFacet facet = get_facet (row);
  AdwNavigationPage *page = NULL;
  GtkWidget *toolbar = NULL;
  GtkWidget *list = NULL;

  list = panelist_facet_list_new (self->filters, facet);
  gtk_widget_set_margin_start (list, 12);
  gtk_widget_set_margin_end (list, 12);
  gtk_widget_set_margin_bottom (list, 12);
  toolbar = adw_toolbar_view_new ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar), list);
  page = adw_navigation_page_new (toolbar, panelist_facet_get_title (facet));
  adw_navigation_view_push (self->view, page);
}

/* Rows */

static void
add_list_row (PanelistFiltersDialog *self,
              PanelistCatalogFacet   facet)
{
  GtkWidget *row = NULL;

  row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "activatable", TRUE, "title",
                      panelist_facet_get_title (facet), "subtitle-lines", 2, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic", "accessible-role",
                                           GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  g_object_set_data (G_OBJECT (row), "facet", GUINT_TO_POINTER ((guint) facet));
  g_signal_connect_object (row, "activated", G_CALLBACK (on_list_activated), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->values, row);
  self->rows[facet] = row;
}

static void
add_switch_row (PanelistFiltersDialog *self,
                AdwPreferencesGroup   *group,
                PanelistCatalogFacet   facet)
{
  GtkWidget *row = NULL;

  row = g_object_new (ADW_TYPE_SWITCH_ROW, "title", panelist_facet_get_title (facet), NULL);
  g_object_set_data (G_OBJECT (row), "facet", GUINT_TO_POINTER ((guint) facet));
  g_signal_connect_object (row, "notify::active", G_CALLBACK (on_switched), self, G_CONNECT_DEFAULT);
  adw_preferences_group_add (group, row);
  self->rows[facet] = row;
}

static void
add_switches (PanelistFiltersDialog *self)
{
  AdwPreferencesGroup *group = NULL;

  group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    if (panelist_service_filters_offers (self->filters, switches[i]))
      add_switch_row (self, group, switches[i]);
  self->hidden = g_object_new (ADW_TYPE_SWITCH_ROW, "title", _("Show Hidden Services"), NULL);
  g_signal_connect_object (self->hidden, "notify::active", G_CALLBACK (on_hidden_switched), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, self->hidden);
  adw_preferences_page_add (self->groups, group);
}

static void
add_rows (PanelistFiltersDialog *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    if (panelist_service_filters_offers (self->filters, lists[i]))
      add_list_row (self, lists[i]);
  add_switches (self);
  if (panelist_service_filters_offers (self->filters, PANELIST_CATALOG_FACET_PRICE))
    {
      GtkWidget *prices = panelist_facet_range_new (self->filters, PANELIST_CATALOG_FACET_PRICE);

      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (prices), panelist_facet_get_title (PANELIST_CATALOG_FACET_PRICE));
      adw_preferences_page_add (self->groups, ADW_PREFERENCES_GROUP (prices));
    }
  adw_preferences_page_add (self->groups, ADW_PREFERENCES_GROUP (panelist_facet_range_new (
                                              self->filters, PANELIST_CATALOG_FACET_QUANTITY)));
}

static void
add_lens (PanelistFiltersDialog *self,
          PanelistQuantityLens  *lens)
{
  GtkWidget *group = NULL;
  GtkWidget *row = NULL;

  row = adw_spin_row_new_with_range (1, PANELIST_QUANTITY_MAX, 100);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Show Prices For"));
  panelist_name_spin_buttons (row);
  g_object_bind_property (lens, "quantity", row, "value", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  group = adw_preferences_group_new ();
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  adw_preferences_page_add (self->groups, ADW_PREFERENCES_GROUP (group));
}

/* GObject */

static void
panelist_filters_dialog_dispose (GObject *object)
{
  PanelistFiltersDialog *self = PANELIST_FILTERS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_FILTERS_DIALOG);
  g_clear_object (&self->filters);

  G_OBJECT_CLASS (panelist_filters_dialog_parent_class)->dispose (object);
}

static void
panelist_filters_dialog_class_init (PanelistFiltersDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = panelist_filters_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, PANELIST_RESOURCE_PATH "panelist-filters-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistFiltersDialog, view);
  gtk_widget_class_bind_template_child (widget_class, PanelistFiltersDialog, groups);
  gtk_widget_class_bind_template_child (widget_class, PanelistFiltersDialog, values);
  gtk_widget_class_bind_template_child (widget_class, PanelistFiltersDialog, clear);
  gtk_widget_class_bind_template_child (widget_class, PanelistFiltersDialog, show);
  gtk_widget_class_bind_template_callback (widget_class, on_clear);
  gtk_widget_class_bind_template_callback (widget_class, on_show);
}

static void
panelist_filters_dialog_init (PanelistFiltersDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * panelist_filters_dialog_new:
 * @filters: what is chosen
 * @lens: the quantity that prices are shown for, where there is no room for it
 *
 * Returns: (transfer none): a new floating dialog
 */
AdwDialog *
panelist_filters_dialog_new (PanelistServiceFilters *filters,
                             PanelistQuantityLens   *lens)
{
  PanelistFiltersDialog *self = NULL;

  g_return_val_if_fail (PANELIST_IS_SERVICE_FILTERS (filters), NULL);

  self = g_object_new (PANELIST_TYPE_FILTERS_DIALOG, NULL);
  self->filters = g_object_ref (filters);
  add_rows (self);
  add_lens (self, lens);
  update (self);
  g_signal_connect_object (filters, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (panelist_service_filters_get_model (filters), "notify::n-items", G_CALLBACK (show_result),
                           self, G_CONNECT_SWAPPED);
  return ADW_DIALOG (self);
}
