/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-facet-words.h"

#include <glib/gi18n.h>

#include "panelist-enums.h"
#include "panelist-service-type.h"

/**
 * panelist_facet_get_title:
 *
 * Returns: (transfer none): what the facet is about
 */
const char *
panelist_facet_get_title (PanelistCatalogFacet facet)
{
  switch (facet)
    {
    case PANELIST_CATALOG_FACET_PLATFORM:
      return _("Platform");
    case PANELIST_CATALOG_FACET_KIND:
      return _("Kind");
    case PANELIST_CATALOG_FACET_TYPE:
      return _("Type");
    case PANELIST_CATALOG_FACET_REFILL:
      return _("Refill");
    case PANELIST_CATALOG_FACET_CANCEL:
      return C_("facet", "Cancel");
    case PANELIST_CATALOG_FACET_DRIP_FEED:
      return _("Drip-feed");
    case PANELIST_CATALOG_FACET_CATEGORY:
      return _("Category");
    case PANELIST_CATALOG_FACET_PANEL:
      return _("Panel");
    case PANELIST_CATALOG_FACET_FAVORITE:
      return _("Favorites");
    case PANELIST_CATALOG_FACET_USED:
      return _("Used Before");
    case PANELIST_CATALOG_FACET_PRICE:
      return _("Price");
    case PANELIST_CATALOG_FACET_QUANTITY:
      return _("Takes Quantity");
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * panelist_facet_get_hint:
 *
 * Returns: (transfer none) (nullable): what is not obvious about the facet, as a sentence
 */
const char *
panelist_facet_get_hint (PanelistCatalogFacet facet)
{
  switch (facet)
    {
    case PANELIST_CATALOG_FACET_REFILL:
    case PANELIST_CATALOG_FACET_CANCEL:
    case PANELIST_CATALOG_FACET_DRIP_FEED:
      return _("Where the panel does not tell, a service is in neither Yes nor No.");
    case PANELIST_CATALOG_FACET_PLATFORM:
    case PANELIST_CATALOG_FACET_KIND:
      return _("Guessed from category and name.");
    case PANELIST_CATALOG_FACET_PRICE:
      return _("For 1,000, or for one package.");
    case PANELIST_CATALOG_FACET_QUANTITY:
      return _("Services whose limits allow this quantity.");
    case PANELIST_CATALOG_FACET_TYPE:
    case PANELIST_CATALOG_FACET_CATEGORY:
    case PANELIST_CATALOG_FACET_PANEL:
    case PANELIST_CATALOG_FACET_FAVORITE:
    case PANELIST_CATALOG_FACET_USED:
    default:
      return NULL;
    }
}

/**
 * panelist_kind_get_title:
 * @kind: the name of a kind in the table of keywords
 *
 * Returns: (transfer none): the word for it; what people added is as they wrote it
 */
const char *
panelist_kind_get_title (const char *kind)
{
  static const struct {
    const char *kind;
    const char *title;
  } titles[] = {
    { "followers", N_("Followers") },
    { "likes", N_("Likes") },
    { "views", N_("Views") },
    { "watch-time", N_("Watch Time") },
    { "comments", N_("Comments") },
    { "members", N_("Members") },
    { "shares", N_("Shares") },
    { "mentions", N_("Mentions") },
    { "votes", N_("Votes") },
    { "watchers", N_("Watchers") },
    { "visits", N_("Visits") },
    { "reviews", N_("Reviews") },
    { "downloads", N_("Downloads") },
    { "Other", N_("Other") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_strcmp0 (kind, titles[i].kind) == 0)
      return _ (titles[i].title);
  return kind;
}

/**
 * panelist_kind_get_icon_name:
 * @kind: the name of a kind in the table of keywords
 *
 * Returns: (transfer none): an icon that stands beside the word for it; a tag for what people added
 */
const char *
panelist_kind_get_icon_name (const char *kind)
{
  static const struct {
    const char *kind;
    const char *icon_name;
  } icons[] = {
    { "followers", "panelist-followers-symbolic" },
    { "likes", "panelist-likes-symbolic" },
    { "views", "panelist-views-symbolic" },
    { "watch-time", "panelist-watch-time-symbolic" },
    { "comments", "panelist-comments-symbolic" },
    { "members", "panelist-members-symbolic" },
    { "shares", "panelist-shares-symbolic" },
    { "mentions", "panelist-mentions-symbolic" },
    { "votes", "panelist-votes-symbolic" },
    { "watchers", "panelist-watchers-symbolic" },
    { "visits", "panelist-visits-symbolic" },
    { "reviews", "panelist-reviews-symbolic" },
    { "downloads", "panelist-downloads-symbolic" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_strcmp0 (kind, icons[i].kind) == 0)
      return icons[i].icon_name;
  return "panelist-other-kind-symbolic";
}

static PanelistFlag
parse_flag (const char *value)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (PANELIST_TYPE_FLAG);
  GEnumValue *found = NULL;

  found = g_enum_get_value_by_nick (klass, value);
  return found ? (PanelistFlag) found->value : PANELIST_FLAG_UNKNOWN;
}

static const char *
get_type_name (const char *nick)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (PANELIST_TYPE_SERVICE_TYPE);
  GEnumValue *found = NULL;

  found = g_enum_get_value_by_nick (klass, nick);
  if (found == NULL || found->value == PANELIST_SERVICE_TYPE_UNKNOWN)
    return _("Unknown type");
  return panelist_service_type_get_info ((PanelistServiceType) found->value)->name;
}

static const char *
get_flag_word (const char *value)
{
  switch (parse_flag (value))
    {
    case PANELIST_FLAG_YES:
      return _("Yes");
    case PANELIST_FLAG_NO:
      return _("No");
    case PANELIST_FLAG_UNKNOWN:
    default:
      return _("Not told");
    }
}

/**
 * panelist_facet_dup_value:
 * @value: one of the facet's
 *
 * Returns: (transfer full): the value where the facet is known, for example in its list
 */
char *
panelist_facet_dup_value (PanelistCatalogFacet  facet,
                          const char           *value)
{
  g_return_val_if_fail (value != NULL, NULL);

  switch (facet)
    {
    case PANELIST_CATALOG_FACET_PLATFORM:
    case PANELIST_CATALOG_FACET_KIND:
      return g_strdup (panelist_kind_get_title (value));
    case PANELIST_CATALOG_FACET_TYPE:
      return g_strdup (get_type_name (value));
    case PANELIST_CATALOG_FACET_REFILL:
    case PANELIST_CATALOG_FACET_CANCEL:
    case PANELIST_CATALOG_FACET_DRIP_FEED:
      return g_strdup (get_flag_word (value));
    case PANELIST_CATALOG_FACET_FAVORITE:
    case PANELIST_CATALOG_FACET_USED:
      return g_strdup (panelist_facet_get_title (facet));
    case PANELIST_CATALOG_FACET_CATEGORY:
      return g_strdup (*value != '\0' ? value : _("No category"));
    case PANELIST_CATALOG_FACET_PANEL:
    case PANELIST_CATALOG_FACET_PRICE:
    case PANELIST_CATALOG_FACET_QUANTITY:
    default:
      return g_strdup (value);
    }
}

static const char *
get_flag_chip (PanelistCatalogFacet facet,
               PanelistFlag         flag)
{
  static const char *const chips[][3] = {
    [PANELIST_FLAG_YES] = { N_("Refill"), N_("Cancel Possible"), N_("Drip-feed") },
    [PANELIST_FLAG_NO] = { N_("No Refill"), N_("No Cancel"), N_("No Drip-feed") },
    [PANELIST_FLAG_UNKNOWN] = { N_("Refill Not Told"), N_("Cancel Not Told"), N_("Drip-feed Not Told") },
  };

  return _ (chips[flag][facet - PANELIST_CATALOG_FACET_REFILL]);
}

/**
 * panelist_facet_dup_chip:
 * @value: one of the facet's
 *
 * Returns: (transfer full): facet and value in one, for where it stands alone
 */
char *
panelist_facet_dup_chip (PanelistCatalogFacet  facet,
                         const char           *value)
{
  g_return_val_if_fail (value != NULL, NULL);

  if (facet == PANELIST_CATALOG_FACET_REFILL || facet == PANELIST_CATALOG_FACET_CANCEL ||
      facet == PANELIST_CATALOG_FACET_DRIP_FEED)
    return g_strdup (get_flag_chip (facet, parse_flag (value)));
  return panelist_facet_dup_value (facet, value);
}
