/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-catalog"

#include "config.h"

#include "panelist-catalog-filter.h"


/* Of a text that was stored: enough for what can be chosen by hand. */
#define MAX_VALUES 1024

#define N_VALUE_FACETS PANELIST_CATALOG_FACET_PRICE

struct _PanelistCatalogFilter {
  GPtrArray *values[N_VALUE_FACETS];   /* of char *, NULL-terminated */
  char *lowest;
  char *highest;
  int64_t quantity;
  gboolean show_hidden;
};

G_DEFINE_BOXED_TYPE (PanelistCatalogFilter, panelist_catalog_filter, panelist_catalog_filter_copy,
                     panelist_catalog_filter_free)

G_DEFINE_ENUM_TYPE (PanelistCatalogFacet, panelist_catalog_facet,
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_FACET_PLATFORM, "platform"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_FACET_KIND, "kind"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_FACET_TYPE, "type"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_FACET_REFILL, "refill"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_FACET_CANCEL, "cancel"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_FACET_DRIP_FEED, "drip-feed"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_FACET_CATEGORY, "category"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_FACET_PANEL, "panel"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_FACET_FAVORITE, "favorite"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_FACET_USED, "used"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_FACET_PRICE, "price"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CATALOG_FACET_QUANTITY, "quantity"))

/**
 * panelist_catalog_filter_new:
 *
 * Returns: (transfer full): a filter that lets everything pass but what is hidden
 */
PanelistCatalogFilter *
panelist_catalog_filter_new (void)
{
  PanelistCatalogFilter *self = NULL;

  self = g_new0 (PanelistCatalogFilter, 1);

  for (guint i = 0; i < N_VALUE_FACETS; i++)
    self->values[i] = g_ptr_array_new_null_terminated (1, g_free, TRUE);

  return self;
}

/**
 * panelist_catalog_filter_copy:
 *
 * Returns: (transfer full): a copy
 */
PanelistCatalogFilter *
panelist_catalog_filter_copy (const PanelistCatalogFilter *self)
{
  PanelistCatalogFilter *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = panelist_catalog_filter_new ();

  for (guint i = 0; i < N_VALUE_FACETS; i++)
    {
      for (guint j = 0; j < self->values[i]->len; j++)
        g_ptr_array_add (copy->values[i], g_strdup (g_ptr_array_index (self->values[i], j)));
    }

  panelist_catalog_filter_set_prices (copy, self->lowest, self->highest);
  copy->quantity = self->quantity;
  copy->show_hidden = self->show_hidden;

  return copy;
}

/**
 * panelist_catalog_filter_free:
 */
void
panelist_catalog_filter_free (PanelistCatalogFilter *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < N_VALUE_FACETS; i++)
    g_clear_pointer (&self->values[i], g_ptr_array_unref);

  g_clear_pointer (&self->lowest, g_free);
  g_clear_pointer (&self->highest, g_free);
  g_free (self);
}

/* Text, to be kept with the state of a page */

/**
 * panelist_catalog_filter_to_text:
 *
 * Returns: (transfer full): a text for panelist_catalog_filter_new_from_text()
 */
char *
panelist_catalog_filter_to_text (const PanelistCatalogFilter *self)
{
  g_autoptr (GEnumClass) facets = g_type_class_ref (PANELIST_TYPE_CATALOG_FACET);
  g_autoptr (GVariant) variant = NULL;
  GVariantDict dict = { 0 };

  g_return_val_if_fail (self != NULL, NULL);

  g_variant_dict_init (&dict, NULL);

  for (guint i = 0; i < N_VALUE_FACETS; i++)
    {
      if (self->values[i]->len > 0)
        g_variant_dict_insert (&dict, g_enum_get_value (facets, (int) i)->value_nick, "^as",
                               self->values[i]->pdata);
    }

  if (self->lowest != NULL)
    g_variant_dict_insert (&dict, "lowest", "s", self->lowest);

  if (self->highest != NULL)
    g_variant_dict_insert (&dict, "highest", "s", self->highest);

  if (self->quantity > 0)
    g_variant_dict_insert (&dict, "quantity", "x", self->quantity);

  if (self->show_hidden)
    g_variant_dict_insert (&dict, "show-hidden", "b", TRUE);

  variant = g_variant_ref_sink (g_variant_dict_end (&dict));

  return g_variant_print (variant, TRUE);
}

static void
read_values (PanelistCatalogFilter *self,
             GVariantDict          *dict,
             PanelistCatalogFacet   facet,
             const char            *nick)
{
  g_autofree const char **values = NULL;

  if (!g_variant_dict_lookup (dict, nick, "^a&s", &values))
    return;

  for (guint i = 0; values[i] != NULL && i < MAX_VALUES; i++)
    panelist_catalog_filter_set (self, facet, values[i], TRUE);
}

/**
 * panelist_catalog_filter_new_from_text:
 * @text: (nullable): from panelist_catalog_filter_to_text(), or anything
 *
 * Returns: (transfer full): the filter, as far as @text can be read
 */
PanelistCatalogFilter *
panelist_catalog_filter_new_from_text (const char *text)
{
  g_autoptr (GEnumClass) facets = g_type_class_ref (PANELIST_TYPE_CATALOG_FACET);
  g_autoptr (GVariant) variant = NULL;
  PanelistCatalogFilter *self = NULL;
  GVariantDict dict = { 0 };
  const char *lowest = NULL;
  const char *highest = NULL;

  self = panelist_catalog_filter_new ();
  variant = text != NULL ? g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL) : NULL;

  if (variant == NULL)
    return self;

  g_variant_dict_init (&dict, variant);

  for (guint i = 0; i < N_VALUE_FACETS; i++)
    read_values (self, &dict, (PanelistCatalogFacet) i, g_enum_get_value (facets, (int) i)->value_nick);

  g_variant_dict_lookup (&dict, "lowest", "&s", &lowest);
  g_variant_dict_lookup (&dict, "highest", "&s", &highest);
  panelist_catalog_filter_set_prices (self, lowest, highest);
  g_variant_dict_lookup (&dict, "quantity", "x", &self->quantity);
  g_variant_dict_lookup (&dict, "show-hidden", "b", &self->show_hidden);
  g_variant_dict_clear (&dict);

  return self;
}

/**
 * panelist_catalog_filter_equal:
 *
 * Returns: whether both let the same services pass
 */
gboolean
panelist_catalog_filter_equal (const PanelistCatalogFilter *self,
                               const PanelistCatalogFilter *other)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (other != NULL, FALSE);

  for (guint i = 0; i < N_VALUE_FACETS; i++)
    {
      if (self->values[i]->len != other->values[i]->len)
        return FALSE;

      for (guint j = 0; j < self->values[i]->len; j++)
        {
          if (!panelist_catalog_filter_has (other, (PanelistCatalogFacet) i,
                                            g_ptr_array_index (self->values[i], j)))
            return FALSE;
        }
    }

  return g_strcmp0 (self->lowest, other->lowest) == 0 && g_strcmp0 (self->highest, other->highest) == 0 &&
         self->quantity == other->quantity && self->show_hidden == other->show_hidden;
}

/**
 * panelist_catalog_filter_is_active:
 *
 * Returns: whether anything is chosen in @facet
 */
gboolean
panelist_catalog_filter_is_active (const PanelistCatalogFilter *self,
                                   PanelistCatalogFacet         facet)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (facet == PANELIST_CATALOG_FACET_PRICE)
    return self->lowest != NULL || self->highest != NULL;

  if (facet == PANELIST_CATALOG_FACET_QUANTITY)
    return self->quantity > 0;

  return self->values[facet]->len > 0;
}

/**
 * panelist_catalog_filter_get_n_active:
 *
 * Returns: in how many facets something is chosen
 */
guint
panelist_catalog_filter_get_n_active (const PanelistCatalogFilter *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < PANELIST_CATALOG_N_FACETS; i++)
    n += panelist_catalog_filter_is_active (self, (PanelistCatalogFacet) i) ? 1 : 0;

  return n;
}

/**
 * panelist_catalog_filter_has:
 * @facet: one with values
 *
 * Returns: whether @value is chosen
 */
gboolean
panelist_catalog_filter_has (const PanelistCatalogFilter *self,
                             PanelistCatalogFacet         facet,
                             const char                  *value)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (facet < N_VALUE_FACETS, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  return g_ptr_array_find_with_equal_func (self->values[facet], value, g_str_equal, NULL);
}

/**
 * panelist_catalog_filter_set:
 * @facet: one with values
 * @value: one of them, see #PanelistCatalogFacet
 * @chosen: whether services with it pass
 */
void
panelist_catalog_filter_set (PanelistCatalogFilter *self,
                             PanelistCatalogFacet   facet,
                             const char            *value,
                             gboolean               chosen)
{
  guint index = 0;
  gboolean has = FALSE;

  g_return_if_fail (self != NULL);
  g_return_if_fail (facet < N_VALUE_FACETS);
  g_return_if_fail (value != NULL);

  has = g_ptr_array_find_with_equal_func (self->values[facet], value, g_str_equal, &index);

  if (chosen && !has)
    g_ptr_array_add (self->values[facet], g_strdup (value));
  else if (!chosen && has)
    g_ptr_array_remove_index (self->values[facet], index);
}

/**
 * panelist_catalog_filter_get_values:
 * @facet: one with values
 *
 * Returns: (transfer none): what is chosen, NULL-terminated, in the order in which it was
 */
const char *const *
panelist_catalog_filter_get_values (const PanelistCatalogFilter *self,
                                    PanelistCatalogFacet         facet)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (facet < N_VALUE_FACETS, NULL);

  return (const char *const *) self->values[facet]->pdata;
}

/**
 * panelist_catalog_filter_clear:
 *
 * Takes back all that was chosen in @facet.
 */
void
panelist_catalog_filter_clear (PanelistCatalogFilter *self,
                               PanelistCatalogFacet   facet)
{
  g_return_if_fail (self != NULL);

  if (facet == PANELIST_CATALOG_FACET_PRICE)
    panelist_catalog_filter_set_prices (self, NULL, NULL);
  else if (facet == PANELIST_CATALOG_FACET_QUANTITY)
    self->quantity = 0;
  else
    g_ptr_array_set_size (self->values[facet], 0);
}

/**
 * panelist_catalog_filter_set_prices:
 * @lowest: (nullable): the lowest rate, in decimal text
 * @highest: (nullable): the highest
 *
 * A service without a rate passes only when both are %NULL.
 */
void
panelist_catalog_filter_set_prices (PanelistCatalogFilter *self,
                                    const char            *lowest,
                                    const char            *highest)
{
  g_return_if_fail (self != NULL);

  g_set_str (&self->lowest, lowest != NULL && *lowest != '\0' ? lowest : NULL);
  g_set_str (&self->highest, highest != NULL && *highest != '\0' ? highest : NULL);
}

const char *
panelist_catalog_filter_get_lowest (const PanelistCatalogFilter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->lowest;
}

const char *
panelist_catalog_filter_get_highest (const PanelistCatalogFilter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->highest;
}

/**
 * panelist_catalog_filter_set_quantity:
 * @quantity: what a service must take, by the limits that are known; 0 = anything
 */
void
panelist_catalog_filter_set_quantity (PanelistCatalogFilter *self,
                                      int64_t                quantity)
{
  g_return_if_fail (self != NULL);

  self->quantity = MAX (quantity, 0);
}

int64_t
panelist_catalog_filter_get_quantity (const PanelistCatalogFilter *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->quantity;
}

/**
 * panelist_catalog_filter_set_show_hidden:
 * @show_hidden: whether services pass that people hid
 */
void
panelist_catalog_filter_set_show_hidden (PanelistCatalogFilter *self,
                                         gboolean               show_hidden)
{
  g_return_if_fail (self != NULL);

  self->show_hidden = !!show_hidden;
}

gboolean
panelist_catalog_filter_get_show_hidden (const PanelistCatalogFilter *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->show_hidden;
}
