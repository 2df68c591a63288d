/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-facet-bar.h"

#include <glib/gi18n.h>

#include "panelist-facet-chip.h"

struct _PanelistFacetBar
{
  AdwBin parent_instance;

  AdwWrapBox *box;
};

G_DEFINE_FINAL_TYPE (PanelistFacetBar, panelist_facet_bar, ADW_TYPE_BIN)

static guint more_signal;

static const struct {
  PanelistCatalogFacet facet;
  gboolean always;
} facets[] = {
  { PANELIST_CATALOG_FACET_PANEL, TRUE },
  { PANELIST_CATALOG_FACET_PLATFORM, TRUE },
  { PANELIST_CATALOG_FACET_KIND, TRUE },
  { PANELIST_CATALOG_FACET_CATEGORY, TRUE },
  { PANELIST_CATALOG_FACET_REFILL, TRUE },
  { PANELIST_CATALOG_FACET_CANCEL, FALSE },
  { PANELIST_CATALOG_FACET_PRICE, TRUE },
  { PANELIST_CATALOG_FACET_FAVORITE, TRUE },
  { PANELIST_CATALOG_FACET_USED, FALSE },
  { PANELIST_CATALOG_FACET_TYPE, FALSE },
  { PANELIST_CATALOG_FACET_DRIP_FEED, FALSE },
  { PANELIST_CATALOG_FACET_QUANTITY, FALSE },
};

static void
on_more (PanelistFacetBar *self)
{
  g_signal_emit (self, more_signal, 0);
}

static void
panelist_facet_bar_class_init (PanelistFacetBarClass *klass)
{
  more_signal = g_signal_new ("more", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
panelist_facet_bar_init (PanelistFacetBar *self)
{
  self->box = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->box, 6);
  adw_wrap_box_set_line_spacing (self->box, 6);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Filters"), -1);
}

/**
 * panelist_facet_bar_set_filters:
 * @filters: what is chosen; called once
 */
void
panelist_facet_bar_set_filters (PanelistFacetBar       *self,
                                PanelistServiceFilters *filters)
{
  GtkWidget *more = NULL;

  g_return_if_fail (PANELIST_IS_FACET_BAR (self));
  g_return_if_fail (PANELIST_IS_SERVICE_FILTERS (filters));

  for (gsize i = 0; i < G_N_ELEMENTS (facets); i++)
    adw_wrap_box_append (self->box, panelist_facet_chip_new (filters, facets[i].facet, facets[i].always));

  more = gtk_button_new_with_mnemonic (_("_More…"));
  gtk_widget_add_css_class (more, "chip");
  g_signal_connect_swapped (more, "clicked", G_CALLBACK (on_more), self);
  gtk_widget_set_tooltip_text (more, _("All Filters"));
  adw_wrap_box_append (self->box, more);
}
