/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-facet-range.h"

#include <glib/gi18n.h>

#include "panelist-amount-row.h"
#include "panelist-facet-words.h"
#include "panelist-money.h"
#include "panelist-ui.h"

#define MAX_QUANTITY 1e9

struct _PanelistFacetRange
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *lowest;      /* of prices */
  GtkWidget *highest;
  GtkWidget *quantity;

  PanelistServiceFilters *filters;
  PanelistCatalogFacet facet;
  gboolean showing;       /* the rows are being set from the filter */
};

G_DEFINE_FINAL_TYPE (PanelistFacetRange, panelist_facet_range, ADW_TYPE_PREFERENCES_GROUP)

static void
show_filter (PanelistFacetRange *self)
{
  const PanelistCatalogFilter *filter = panelist_service_filters_get_filter (self->filters);

  if (self->showing)
    return;
  self->showing = TRUE;
  if (self->facet == PANELIST_CATALOG_FACET_PRICE)
    {
      g_object_set (self->lowest, "amount", panelist_catalog_filter_get_lowest (filter), NULL);
      g_object_set (self->highest, "amount", panelist_catalog_filter_get_highest (filter), NULL);
    }
  else
    {
      adw_spin_row_set_value (ADW_SPIN_ROW (self->quantity), (double) panelist_catalog_filter_get_quantity (filter));
    }
  self->showing = FALSE;
}

static void
on_price (PanelistFacetRange *self)
{
  if (self->showing || !panelist_amount_row_get_valid (PANELIST_AMOUNT_ROW (self->lowest)) ||
      !panelist_amount_row_get_valid (PANELIST_AMOUNT_ROW (self->highest)))
    return;
  self->showing = TRUE;
  panelist_service_filters_set_prices (self->filters,
                                       panelist_amount_row_get_amount (PANELIST_AMOUNT_ROW (self->lowest)),
                                       panelist_amount_row_get_amount (PANELIST_AMOUNT_ROW (self->highest)));
  self->showing = FALSE;
}

static void
on_quantity (PanelistFacetRange *self)
{
  if (self->showing)
    return;
  self->showing = TRUE;
  panelist_service_filters_set_quantity (self->filters,
                                         (int64_t) adw_spin_row_get_value (ADW_SPIN_ROW (self->quantity)));
  self->showing = FALSE;
}

/* What can be found at all, and in which currency. */
static void
show_bounds (PanelistFacetRange *self)
{
  const char *currency = panelist_service_filters_get_currency (self->filters);
  g_autoptr (PanelistCatalogFacets) facets = NULL;
  g_autofree char *lowest = NULL;
  g_autofree char *highest = NULL;
  g_autofree char *words = NULL;

  if (self->facet != PANELIST_CATALOG_FACET_PRICE)
    return;
  facets = panelist_catalog_model_dup_facets (panelist_service_filters_get_model (self->filters));
  lowest = panelist_money_format (panelist_catalog_facets_get_lowest (facets), currency);
  highest = panelist_money_format (panelist_catalog_facets_get_highest (facets), currency);
  if (lowest != NULL && highest != NULL)
    /* Translators: the lowest and the highest price that can be found */
    words = g_strdup_printf (_("For 1,000, or for one package: now %s – %s."), lowest, highest);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         words ? words : panelist_facet_get_hint (self->facet));
  g_object_set (self->lowest, "currency", currency, NULL);
  g_object_set (self->highest, "currency", currency, NULL);
}

static GtkWidget *
add_price (PanelistFacetRange *self,
           const char         *label)
{
  GtkWidget *row = NULL;

  row = g_object_new (PANELIST_TYPE_AMOUNT_ROW, "label", label, NULL);
  g_signal_connect_swapped (row, "notify::amount", G_CALLBACK (on_price), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return row;
}

static void
add_rows (PanelistFacetRange *self)
{
  if (self->facet == PANELIST_CATALOG_FACET_PRICE)
    {
      self->lowest = add_price (self, _("At Least"));
      self->highest = add_price (self, _("At Most"));
      return;
    }
  self->quantity = adw_spin_row_new_with_range (0, MAX_QUANTITY, 100);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->quantity), panelist_facet_get_title (self->facet));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->quantity), _("0 is any"));
  panelist_name_spin_buttons (self->quantity);
  g_signal_connect_swapped (self->quantity, "notify::value", G_CALLBACK (on_quantity), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->quantity);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), panelist_facet_get_hint (self->facet));
}

/* GObject */

static void
panelist_facet_range_dispose (GObject *object)
{
  PanelistFacetRange *self = PANELIST_FACET_RANGE (object);

  g_clear_object (&self->filters);

  G_OBJECT_CLASS (panelist_facet_range_parent_class)->dispose (object);
}

static void
panelist_facet_range_class_init (PanelistFacetRangeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = panelist_facet_range_dispose;
}

static void
panelist_facet_range_init (PanelistFacetRange *self)
{
}

/**
 * panelist_facet_range_new:
 * @filters: what is chosen
 * @facet: PRICE or QUANTITY
 *
 * Returns: (transfer none): a new floating group of rows
 */
GtkWidget *
panelist_facet_range_new (PanelistServiceFilters *filters,
                          PanelistCatalogFacet    facet)
{
  PanelistFacetRange *self = NULL;

  g_return_val_if_fail (PANELIST_IS_SERVICE_FILTERS (filters), NULL);
  g_return_val_if_fail (facet == PANELIST_CATALOG_FACET_PRICE || facet == PANELIST_CATALOG_FACET_QUANTITY, NULL);

  self = g_object_new (PANELIST_TYPE_FACET_RANGE, NULL);
  self->filters = g_object_ref (filters);
  self->facet = facet;
  add_rows (self);
  show_filter (self);
  g_signal_connect (self, "map", G_CALLBACK (show_bounds), NULL);
  g_signal_connect_object (filters, "changed", G_CALLBACK (show_filter), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
