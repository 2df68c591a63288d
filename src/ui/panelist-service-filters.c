/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-service-filters.h"

#include <glib/gi18n.h>

#include "panelist-facet-words.h"
#include "panelist-money.h"

struct _PanelistServiceFilters
{
  GObject parent_instance;

  PanelistCatalogModel *model;
  PanelistCatalogFilter *filter;
  GPtrArray *panels;        /* PanelistPanel: whose services these are */
  gboolean tells_drip_feed;
};

G_DEFINE_FINAL_TYPE (PanelistServiceFilters, panelist_service_filters, G_TYPE_OBJECT)

typedef enum {
  PROP_TEXT = 1,
  PROP_N_ACTIVE,
} PanelistServiceFiltersProperty;

static GParamSpec *properties[PROP_N_ACTIVE + 1];

enum {
  CHANGED,
  SCOPE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Takes @filter. */
static void
replace (PanelistServiceFilters *self,
         PanelistCatalogFilter  *filter)
{
  g_autoptr (PanelistCatalogFilter) before = NULL;

  if (panelist_catalog_filter_equal (self->filter, filter))
    {
      panelist_catalog_filter_free (filter);
      return;
    }

  before = self->filter;
  self->filter = filter;
  g_signal_emit (self, signals[CHANGED], 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
  if (panelist_catalog_filter_get_n_active (before) != panelist_catalog_filter_get_n_active (filter))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ACTIVE]);
}

/* GObject */

static void
panelist_service_filters_get_property (GObject    *object,
                                       guint       id,
                                       GValue     *value,
                                       GParamSpec *pspec)
{
  PanelistServiceFilters *self = PANELIST_SERVICE_FILTERS (object);

  switch ((PanelistServiceFiltersProperty) id)
    {
    case PROP_TEXT:
      g_value_take_string (value, panelist_catalog_filter_to_text (self->filter));
      break;
    case PROP_N_ACTIVE:
      g_value_set_uint (value, panelist_catalog_filter_get_n_active (self->filter));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_service_filters_set_property (GObject      *object,
                                       guint         id,
                                       const GValue *value,
                                       GParamSpec   *pspec)
{
  PanelistServiceFilters *self = PANELIST_SERVICE_FILTERS (object);

  switch ((PanelistServiceFiltersProperty) id)
    {
    case PROP_TEXT:
      replace (self, panelist_catalog_filter_new_from_text (g_value_get_string (value)));
      break;
    case PROP_N_ACTIVE:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_service_filters_finalize (GObject *object)
{
  PanelistServiceFilters *self = PANELIST_SERVICE_FILTERS (object);

  g_clear_object (&self->model);
  g_clear_pointer (&self->filter, panelist_catalog_filter_free);
  g_clear_pointer (&self->panels, g_ptr_array_unref);

  G_OBJECT_CLASS (panelist_service_filters_parent_class)->finalize (object);
}

static void
panelist_service_filters_class_init (PanelistServiceFiltersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = panelist_service_filters_get_property;
  object_class->set_property = panelist_service_filters_set_property;
  object_class->finalize = panelist_service_filters_finalize;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, G_PARAM_READWRITE | flags);
  properties[PROP_N_ACTIVE] = g_param_spec_uint ("n-active", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[SCOPE_CHANGED] = g_signal_new ("scope-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);
}

static void
panelist_service_filters_init (PanelistServiceFilters *self)
{
  self->filter = panelist_catalog_filter_new ();
  self->panels = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * panelist_service_filters_new:
 * @model: what is listed, for the counts
 *
 * Returns: (transfer full): filters with nothing chosen
 */
PanelistServiceFilters *
panelist_service_filters_new (PanelistCatalogModel *model)
{
  PanelistServiceFilters *self = NULL;

  g_return_val_if_fail (PANELIST_IS_CATALOG_MODEL (model), NULL);

  self = g_object_new (PANELIST_TYPE_SERVICE_FILTERS, NULL);
  self->model = g_object_ref (model);
  return self;
}

/**
 * panelist_service_filters_get_model:
 *
 * Returns: (transfer none): the list that is narrowed down
 */
PanelistCatalogModel *
panelist_service_filters_get_model (PanelistServiceFilters *self)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE_FILTERS (self), NULL);

  return self->model;
}

/**
 * panelist_service_filters_get_filter:
 *
 * Returns: (transfer none): what is chosen, for panelist_catalog_model_set_filter()
 */
const PanelistCatalogFilter *
panelist_service_filters_get_filter (PanelistServiceFilters *self)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE_FILTERS (self), NULL);

  return self->filter;
}

/* Whether it is told of any service: most panels do of none. */
static gboolean
tells_drip_feed (PanelistCatalog *catalog)
{
  PanelistCatalogRow row = { 0 };

  for (guint i = 0; i < panelist_catalog_get_size (catalog); i++)
    {
      panelist_catalog_get_row (catalog, i, &row);
      if (row.drip_feed != PANELIST_FLAG_UNKNOWN)
        return TRUE;
    }
  return FALSE;
}

/**
 * panelist_service_filters_set_scope:
 * @panels: (element-type PanelistPanel): whose services are listed
 * @catalogs: (element-type PanelistCatalog): what these panels have
 */
void
panelist_service_filters_set_scope (PanelistServiceFilters *self,
                                    GPtrArray              *panels,
                                    GPtrArray              *catalogs)
{
  g_return_if_fail (PANELIST_IS_SERVICE_FILTERS (self));

  g_ptr_array_set_size (self->panels, 0);
  for (guint i = 0; i < panels->len; i++)
    g_ptr_array_add (self->panels, g_object_ref (g_ptr_array_index (panels, i)));
  self->tells_drip_feed = FALSE;
  for (guint i = 0; i < catalogs->len && !self->tells_drip_feed; i++)
    self->tells_drip_feed = tells_drip_feed (g_ptr_array_index (catalogs, i));
  g_signal_emit (self, signals[SCOPE_CHANGED], 0);
}

static gboolean
has_one_currency (PanelistServiceFilters *self)
{
  for (guint i = 1; i < self->panels->len; i++)
    if (g_strcmp0 (panelist_panel_get_currency (g_ptr_array_index (self->panels, i)),
                   panelist_panel_get_currency (g_ptr_array_index (self->panels, 0))) != 0)
      return FALSE;
  return TRUE;
}

/**
 * panelist_service_filters_offers:
 *
 * Returns: whether it makes sense to choose in @facet: what no panel tells can't be chosen, and prices in different
 *   currencies have no common range. What is chosen already can always be taken back.
 */
gboolean
panelist_service_filters_offers (PanelistServiceFilters *self,
                                 PanelistCatalogFacet    facet)
{
  PanelistServiceMarks *marks = NULL;
  gboolean has_marks = FALSE;

  g_return_val_if_fail (PANELIST_IS_SERVICE_FILTERS (self), FALSE);

  if (panelist_catalog_filter_is_active (self->filter, facet))
    return TRUE;
  switch (facet)
    {
    case PANELIST_CATALOG_FACET_DRIP_FEED:
      return self->tells_drip_feed;
    case PANELIST_CATALOG_FACET_PANEL:
      return self->panels->len > 1;
    case PANELIST_CATALOG_FACET_PRICE:
      return has_one_currency (self);
    case PANELIST_CATALOG_FACET_FAVORITE:
    case PANELIST_CATALOG_FACET_USED:
      g_object_get (self->model, "marks", &marks, NULL);
      has_marks = marks != NULL;
      g_clear_object (&marks);
      return has_marks;
    case PANELIST_CATALOG_FACET_PLATFORM:
    case PANELIST_CATALOG_FACET_KIND:
    case PANELIST_CATALOG_FACET_TYPE:
    case PANELIST_CATALOG_FACET_REFILL:
    case PANELIST_CATALOG_FACET_CANCEL:
    case PANELIST_CATALOG_FACET_CATEGORY:
    case PANELIST_CATALOG_FACET_QUANTITY:
    default:
      return TRUE;
    }
}

/**
 * panelist_service_filters_get_currency:
 *
 * Returns: (transfer none) (nullable): the one of all panels, %NULL when it is unknown or they have several
 */
const char *
panelist_service_filters_get_currency (PanelistServiceFilters *self)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE_FILTERS (self), NULL);

  if (self->panels->len == 0 || !has_one_currency (self))
    return NULL;
  return panelist_panel_get_currency (g_ptr_array_index (self->panels, 0));
}

/**
 * panelist_service_filters_get_n_active:
 *
 * Returns: in how many facets something is chosen
 */
guint
panelist_service_filters_get_n_active (PanelistServiceFilters *self)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE_FILTERS (self), 0);

  return panelist_catalog_filter_get_n_active (self->filter);
}

/**
 * panelist_service_filters_choose:
 * @facet: one with values
 * @value: one of them
 * @chosen: whether services with it are wanted
 */
void
panelist_service_filters_choose (PanelistServiceFilters *self,
                                 PanelistCatalogFacet    facet,
                                 const char             *value,
                                 gboolean                chosen)
{
  PanelistCatalogFilter *filter = NULL;

  g_return_if_fail (PANELIST_IS_SERVICE_FILTERS (self));
  g_return_if_fail (value != NULL);

  filter = panelist_catalog_filter_copy (self->filter);
  panelist_catalog_filter_set (filter, facet, value, chosen);
  replace (self, filter);
}

/**
 * panelist_service_filters_set_prices:
 * @lowest: (nullable): decimal text
 * @highest: (nullable): the same
 */
void
panelist_service_filters_set_prices (PanelistServiceFilters *self,
                                     const char             *lowest,
                                     const char             *highest)
{
  PanelistCatalogFilter *filter = NULL;

  g_return_if_fail (PANELIST_IS_SERVICE_FILTERS (self));

  filter = panelist_catalog_filter_copy (self->filter);
  panelist_catalog_filter_set_prices (filter, lowest, highest);
  replace (self, filter);
}

/**
 * panelist_service_filters_set_quantity:
 * @quantity: what a service must take, 0 = any
 */
void
panelist_service_filters_set_quantity (PanelistServiceFilters *self,
                                       int64_t                 quantity)
{
  PanelistCatalogFilter *filter = NULL;

  g_return_if_fail (PANELIST_IS_SERVICE_FILTERS (self));

  filter = panelist_catalog_filter_copy (self->filter);
  panelist_catalog_filter_set_quantity (filter, quantity);
  replace (self, filter);
}

/**
 * panelist_service_filters_set_show_hidden:
 * @show_hidden: whether services that were hidden are listed too
 */
void
panelist_service_filters_set_show_hidden (PanelistServiceFilters *self,
                                          gboolean                show_hidden)
{
  PanelistCatalogFilter *filter = NULL;

  g_return_if_fail (PANELIST_IS_SERVICE_FILTERS (self));

  filter = panelist_catalog_filter_copy (self->filter);
  panelist_catalog_filter_set_show_hidden (filter, show_hidden);
  replace (self, filter);
}

/**
 * panelist_service_filters_clear:
 *
 * Takes back what is chosen in @facet.
 */
void
panelist_service_filters_clear (PanelistServiceFilters *self,
                                PanelistCatalogFacet    facet)
{
  PanelistCatalogFilter *filter = NULL;

  g_return_if_fail (PANELIST_IS_SERVICE_FILTERS (self));

  filter = panelist_catalog_filter_copy (self->filter);
  panelist_catalog_filter_clear (filter, facet);
  replace (self, filter);
}

/**
 * panelist_service_filters_clear_all:
 *
 * Takes back all that is chosen. Hidden services stay as they are, shown or not.
 */
void
panelist_service_filters_clear_all (PanelistServiceFilters *self)
{
  PanelistCatalogFilter *filter = NULL;

  g_return_if_fail (PANELIST_IS_SERVICE_FILTERS (self));

  filter = panelist_catalog_filter_new ();
  panelist_catalog_filter_set_show_hidden (filter, panelist_catalog_filter_get_show_hidden (self->filter));
  replace (self, filter);
}

static const char *
find_panel_name (PanelistServiceFilters *self,
                 const char             *value)
{
  for (guint i = 0; i < self->panels->len; i++)
    {
      PanelistPanel *panel = g_ptr_array_index (self->panels, i);

      if (panelist_panel_get_id (panel) == g_ascii_strtoll (value, NULL, 10))
        return panelist_panel_get_name (panel);
    }
  return _("Unknown panel");
}

/**
 * panelist_service_filters_dup_value:
 * @value: one of the facet's
 *
 * Returns: (transfer full): the words for it in the list of its facet
 */
char *
panelist_service_filters_dup_value (PanelistServiceFilters *self,
                                    PanelistCatalogFacet    facet,
                                    const char             *value)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE_FILTERS (self), NULL);

  if (facet == PANELIST_CATALOG_FACET_PANEL)
    return g_strdup (find_panel_name (self, value));
  return panelist_facet_dup_value (facet, value);
}

static char *
dup_prices (PanelistServiceFilters *self)
{
  const char *currency = panelist_service_filters_get_currency (self);
  g_autofree char *lowest = NULL;
  g_autofree char *highest = NULL;

  lowest = panelist_money_format (panelist_catalog_filter_get_lowest (self->filter), currency);
  highest = panelist_money_format (panelist_catalog_filter_get_highest (self->filter), currency);
  if (lowest != NULL && highest != NULL)
    /* Translators: the lowest and the highest price */
    return g_strdup_printf (C_("price", "%s – %s"), lowest, highest);
  if (lowest != NULL)
    /* Translators: the lowest price */
    return g_strdup_printf (_("From %s"), lowest);
  if (highest != NULL)
    /* Translators: the highest price */
    return g_strdup_printf (_("Up to %s"), highest);
  return NULL;
}

static char *
dup_quantity (PanelistServiceFilters *self)
{
  g_autofree char *number = NULL;

  number = panelist_number_format (panelist_catalog_filter_get_quantity (self->filter));
  /* Translators: what services must take; %s is a quantity */
  return g_strdup_printf (_("Takes %s"), number);
}

/**
 * panelist_service_filters_dup_chosen:
 *
 * Returns: (transfer full) (nullable): the words for all that is chosen in @facet, %NULL when nothing is
 */
char *
panelist_service_filters_dup_chosen (PanelistServiceFilters *self,
                                     PanelistCatalogFacet    facet)
{
  const char *const *values = NULL;
  g_autoptr (GString) words = NULL;

  g_return_val_if_fail (PANELIST_IS_SERVICE_FILTERS (self), NULL);

  if (!panelist_catalog_filter_is_active (self->filter, facet))
    return NULL;
  if (facet == PANELIST_CATALOG_FACET_PRICE)
    return dup_prices (self);
  if (facet == PANELIST_CATALOG_FACET_QUANTITY)
    return dup_quantity (self);

  words = g_string_new (NULL);
  values = panelist_catalog_filter_get_values (self->filter, facet);
  for (guint i = 0; values[i] != NULL; i++)
    {
      g_autofree char *value = NULL;

      value = facet == PANELIST_CATALOG_FACET_PANEL ? g_strdup (find_panel_name (self, values[i]))
                                                    : panelist_facet_dup_chip (facet, values[i]);
      if (words->len > 0)
        g_string_append (words, ", ");
      g_string_append (words, value);
    }
  return g_string_free_and_steal (g_steal_pointer (&words));
}
