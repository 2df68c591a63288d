/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-service-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "panelist-money.h"
#include "panelist-text.h"

/* As wide as a digit, and as the decimal point, in tabular figures. */
#define FIGURE_SPACE "\u2007"
#define PUNCTUATION_SPACE "\u2008"

/* What is not told. */
#define UNKNOWN "–"

/**
 * panelist_service_is_package:
 *
 * Returns: whether the rate is for one package, not for 1,000
 */
gboolean
panelist_service_is_package (PanelistService *service)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE (service), FALSE);

  return panelist_service_type_get_info (panelist_service_get_service_type (service))->charge ==
         PANELIST_CHARGE_FLAT;
}

/**
 * panelist_service_dup_rate:
 * @currency: (nullable): of its panel
 *
 * Returns: (transfer full): the rate and what it is for
 */
char *
panelist_service_dup_rate (PanelistService *service,
                           const char      *currency)
{
  g_autofree char *amount = NULL;

  g_return_val_if_fail (PANELIST_IS_SERVICE (service), NULL);

  amount = panelist_money_format (panelist_service_get_rate (service), currency);
  if (amount == NULL)
    return g_strdup (_("Unknown rate"));
  if (panelist_service_is_package (service))
    /* Translators: an amount of money for one whole package */
    return g_strdup_printf (_("%s per package"), amount);
  /* Translators: an amount of money for 1,000 pieces */
  return g_strdup_printf (_("%s per 1,000"), amount);
}

/**
 * panelist_service_dup_limits:
 *
 * Returns: (transfer full): the smallest and the largest quantity of an order
 */
char *
panelist_service_dup_limits (PanelistService *service)
{
  g_autofree char *min = NULL;
  g_autofree char *max = NULL;

  g_return_val_if_fail (PANELIST_IS_SERVICE (service), NULL);

  if (panelist_service_is_package (service))
    return g_strdup (_("One package"));

  min = panelist_number_format (MAX (panelist_service_get_min (service), 0));
  max = panelist_number_format (MAX (panelist_service_get_max (service), 0));
  if (panelist_service_get_min (service) >= 0 && panelist_service_get_max (service) >= 0)
    /* Translators: the smallest and the largest quantity */
    return g_strdup_printf (_("%s – %s"), min, max);
  if (panelist_service_get_min (service) >= 0)
    /* Translators: the smallest quantity; the largest is unknown */
    return g_strdup_printf (_("at least %s"), min);
  if (panelist_service_get_max (service) >= 0)
    /* Translators: the largest quantity; the smallest is unknown */
    return g_strdup_printf (_("at most %s"), max);
  return g_strdup (UNKNOWN);
}

/**
 * panelist_service_dup_flag:
 * @flag: refill, cancel or drip-feed
 *
 * Returns: (transfer full): one word; a dash where the panel does not tell
 */
char *
panelist_service_dup_flag (PanelistFlag flag)
{
  switch (flag)
    {
    case PANELIST_FLAG_YES:
      return g_strdup (_("Yes"));
    case PANELIST_FLAG_NO:
      return g_strdup (_("No"));
    case PANELIST_FLAG_UNKNOWN:
    default:
      return g_strdup (UNKNOWN);
    }
}

/**
 * panelist_service_dup_type:
 *
 * Returns: (transfer full): the type as the protocol spells it, else as the panel does
 */
char *
panelist_service_dup_type (PanelistService *service)
{
  PanelistServiceType type = PANELIST_SERVICE_TYPE_UNKNOWN;
  const char *text = NULL;

  g_return_val_if_fail (PANELIST_IS_SERVICE (service), NULL);

  type = panelist_service_get_service_type (service);
  if (type != PANELIST_SERVICE_TYPE_UNKNOWN)
    return g_strdup (panelist_service_type_get_info (type)->name);
  text = panelist_service_get_type_text (service);
  if (text == NULL || *text == '\0')
    return g_strdup (UNKNOWN);
  return panelist_text_display (text, -1, 80);
}

/**
 * panelist_service_dup_origin:
 * @panel_name: (nullable): of its panel
 *
 * Returns: (transfer full): number, category and panel in one line
 */
char *
panelist_service_dup_origin (PanelistService *service,
                             const char      *panel_name)
{
  g_autofree char *id = NULL;
  g_autofree char *category = NULL;
  g_autofree char *panel = NULL;

  g_return_val_if_fail (PANELIST_IS_SERVICE (service), NULL);

  id = panelist_text_isolate (panelist_service_get_id (service));
  category = panelist_text_isolate (panelist_service_get_category (service));
  panel = panelist_text_isolate (panel_name);
  if (*panel == '\0')
    /* Translators: number and category of a service */
    return g_strdup_printf (C_("service", "%s · %s"), id, category);
  /* Translators: number and category of a service, and the name of its panel */
  return g_strdup_printf (C_("service", "%s · %s · %s"), id, category, panel);
}

static const char *
get_refill_word (PanelistService *service)
{
  switch (panelist_service_get_refill (service))
    {
    case PANELIST_FLAG_YES:
      return _("Refill");
    case PANELIST_FLAG_NO:
      return _("No refill");
    case PANELIST_FLAG_UNKNOWN:
    default:
      return NULL;
    }
}

/**
 * panelist_service_dup_short_detail:
 *
 * Returns: (transfer full): limits and refill, for the second line of a narrow row
 */
char *
panelist_service_dup_short_detail (PanelistService *service)
{
  g_autofree char *limits = NULL;
  const char *refill = NULL;

  g_return_val_if_fail (PANELIST_IS_SERVICE (service), NULL);

  limits = panelist_service_dup_limits (service);
  refill = get_refill_word (service);
  if (refill == NULL)
    return g_steal_pointer (&limits);
  /* Translators: the limits of the quantity, and whether there is a refill */
  return g_strdup_printf (C_("service", "%s · %s"), limits, refill);
}

/**
 * panelist_service_dup_label:
 * @currency: (nullable): of its panel
 *
 * Returns: (transfer full): the whole row in one sentence, for screen readers
 */
char *
panelist_service_dup_label (PanelistService *service,
                            const char      *currency)
{
  g_autofree char *rate = NULL;
  g_autofree char *detail = NULL;

  g_return_val_if_fail (PANELIST_IS_SERVICE (service), NULL);

  rate = panelist_service_dup_rate (service, currency);
  detail = panelist_service_dup_short_detail (service);
  /* Translators: number, name, rate, and limits of a service, read as one row */
  return g_strdup_printf (_("%s, %s, %s, %s"), panelist_service_get_id (service),
                          panelist_service_get_name (service), rate, detail);
}

/**
 * panelist_amount_count_fraction:
 * @amount: (nullable): decimal text
 *
 * Returns: how many digits it has behind the point
 */
guint
panelist_amount_count_fraction (const char *amount)
{
  const char *point = NULL;

  point = amount ? strchr (amount, '.') : NULL;
  return point ? (guint) strlen (point + 1) : 0;
}

/**
 * panelist_service_dup_aligned_rate:
 * @n_fraction_digits: the most digits behind the point in the column
 *
 * The currency stands in the header. Where the text is aligned at its end and figures are tabular, the
 * decimal points of a column stand below each other.
 *
 * Returns: (transfer full): the rate, filled with blanks as wide as the digits it does not have
 */
char *
panelist_service_dup_aligned_rate (PanelistService *service,
                                   guint            n_fraction_digits)
{
  g_autofree char *amount = NULL;
  g_autoptr (GString) text = NULL;
  guint n_digits = 0;

  g_return_val_if_fail (PANELIST_IS_SERVICE (service), NULL);

  amount = panelist_money_format (panelist_service_get_rate (service), NULL);
  if (amount == NULL)
    return g_strdup (UNKNOWN);

  text = g_string_new (amount);
  n_digits = panelist_amount_count_fraction (panelist_service_get_rate (service));
  if (n_digits == 0 && n_fraction_digits > 0)
    g_string_append (text, PUNCTUATION_SPACE);
  for (guint i = n_digits; i < n_fraction_digits; i++)
    g_string_append (text, FIGURE_SPACE);
  return g_string_free_and_steal (g_steal_pointer (&text));
}
