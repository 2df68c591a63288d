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
 * panelist_service_dup_price:
 * @quantity: what is bought; a package is always one
 *
 * Returns: (transfer full) (nullable): the price as decimal text
 */
char *
panelist_service_dup_price (PanelistService *service,
                            int              quantity)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE (service), NULL);

  if (quantity == PANELIST_RATE_QUANTITY || panelist_service_is_package (service))
    return g_strdup (panelist_service_get_rate (service));
  return panelist_money_per_thousand (panelist_service_get_rate (service), quantity);
}

/**
 * panelist_service_dup_price_words:
 * @quantity: what is bought
 * @currency: (nullable): of its panel
 *
 * Returns: (transfer full): the price and what it is for
 */
char *
panelist_service_dup_price_words (PanelistService *service,
                                  int              quantity,
                                  const char      *currency)
{
  g_autofree char *price = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *number = NULL;

  g_return_val_if_fail (PANELIST_IS_SERVICE (service), NULL);

  price = panelist_service_dup_price (service, quantity);
  if (price == NULL || quantity == PANELIST_RATE_QUANTITY || panelist_service_is_package (service))
    return panelist_service_dup_rate (service, currency);
  amount = panelist_money_format (price, currency);
  number = panelist_number_format (quantity);
  /* Translators: an amount of money for a quantity */
  return g_strdup_printf (_("%s for %s"), amount, number);
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
 * panelist_service_dup_success:
 * @mark: (nullable): what is known of the service
 *
 * Returns: (transfer full) (nullable): how many of the own orders were completed, in percent
 */
char *
panelist_service_dup_success (const PanelistServiceMark *mark)
{
  g_autofree char *figure = NULL;

  if (mark == NULL || mark->success < 0)
    return NULL;
  /* Translators: how many of the own orders were completed, in percent */
  figure = panelist_number_format ((mark->success + 5) / 10);
  return g_strdup_printf (_("%s %%"), figure);
}

static char *
dup_duration (int64_t seconds)
{
  const int minutes = (int) MIN ((seconds + 30) / 60, G_MAXINT);

  if (minutes < 1)
    return g_strdup (_("less than 1 min"));
  if (minutes < 60)
    /* Translators: a duration in minutes */
    return g_strdup_printf (C_("duration", "%d min"), minutes);
  if (minutes < 24 * 60)
    /* Translators: a duration in hours and minutes */
    return g_strdup_printf (C_("duration", "%d h %d min"), minutes / 60, minutes % 60);
  /* Translators: a duration in days and hours */
  return g_strdup_printf (C_("duration", "%d d %d h"), minutes / (24 * 60), minutes / 60 % 24);
}

/**
 * panelist_service_dup_time:
 * @mark: (nullable): what is known of the service
 *
 * Returns: (transfer full) (nullable): how long own orders took, %NULL when too few tell
 */
char *
panelist_service_dup_time (const PanelistServiceMark *mark)
{
  if (mark == NULL || mark->median_time < 0 || mark->n_timed < PANELIST_SERVICE_MARK_ENOUGH)
    return NULL;
  return dup_duration (mark->median_time);
}

/**
 * panelist_service_dup_short_detail:
 * @mark: (nullable): what is known of the service
 *
 * Returns: (transfer full): limits, refill and success, for the second line of a narrow row
 */
char *
panelist_service_dup_short_detail (PanelistService           *service,
                                   const PanelistServiceMark *mark)
{
  g_autofree char *limits = NULL;
  g_autofree char *success = NULL;
  const char *refill = NULL;
  const char *parts[4] = { NULL };
  guint n = 0;

  g_return_val_if_fail (PANELIST_IS_SERVICE (service), NULL);

  limits = panelist_service_dup_limits (service);
  refill = get_refill_word (service);
  success = panelist_service_dup_success (mark);
  parts[n++] = limits;
  if (refill != NULL)
    parts[n++] = refill;
  if (success != NULL)
    parts[n++] = success;
  return g_strjoinv (" · ", (char **) parts);
}

/* The own success, the panel where there are several, and what the user made of the service. */
static char *
dup_label_end (const char                *panel_name,
               const PanelistServiceMark *mark)
{
  g_autoptr (GString) end = g_string_new (NULL);
  g_autofree char *success = NULL;

  success = panelist_service_dup_success (mark);
  if (success != NULL)
    /* Translators: end of a spoken row; how many own orders of the service were completed */
    g_string_append_printf (end, _(", success %s"), success);
  if (panel_name != NULL)
    g_string_append_printf (end, ", %s", panel_name);
  if (mark != NULL && mark->favorite)
    /* Translators: end of a spoken row: the service is one */
    g_string_append (end, _(", favorite"));
  if (mark != NULL && mark->hidden)
    /* Translators: end of a spoken row: the service is hidden */
    g_string_append (end, _(", hidden"));
  return g_string_free_and_steal (g_steal_pointer (&end));
}

/**
 * panelist_service_dup_label:
 * @quantity: what its price is told for
 * @currency: (nullable): of its panel
 * @panel_name: (nullable): of its panel, where there are several
 * @mark: (nullable): what is known of the service
 *
 * Returns: (transfer full): the whole row in one sentence, for screen readers
 */
char *
panelist_service_dup_label (PanelistService           *service,
                            int                        quantity,
                            const char                *currency,
                            const char                *panel_name,
                            const PanelistServiceMark *mark)
{
  g_autofree char *price = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *end = NULL;

  g_return_val_if_fail (PANELIST_IS_SERVICE (service), NULL);

  price = panelist_service_dup_price_words (service, quantity, currency);
  detail = panelist_service_dup_short_detail (service, NULL);
  end = dup_label_end (panel_name, mark);
  /* Translators: number, name, rate, and limits of a service, read as one row; then what else is known of it */
  return g_strdup_printf (_("%s, %s, %s, %s%s"), panelist_service_get_id (service),
                          panelist_service_get_name (service), price, detail, end);
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
 * panelist_amount_count_shown:
 * @n_fraction_digits: the most digits behind the point that rates have
 * @quantity: what prices are told for
 *
 * Returns: how many digits behind the point the column of prices has room for
 */
guint
panelist_amount_count_shown (guint n_fraction_digits,
                             int   quantity)
{
  guint n = n_fraction_digits;

  for (int divisor = PANELIST_RATE_QUANTITY; divisor > 1 && quantity % divisor != 0; divisor /= 10)
    n++;
  return MIN (n, MAX (n_fraction_digits, PANELIST_MAX_ALIGNED_DIGITS));
}

/**
 * panelist_amount_dup_aligned:
 * @amount: (nullable): decimal text
 * @n_fraction_digits: the most digits behind the point in the column
 *
 * The currency stands in the header. Where the text is aligned at its end and figures are tabular, the
 * decimal points of a column stand below each other.
 *
 * Returns: (transfer full) (nullable): the amount, filled with blanks as wide as the digits it does not have
 */
char *
panelist_amount_dup_aligned (const char *amount,
                             guint       n_fraction_digits)
{
  g_autofree char *formatted = NULL;
  g_autoptr (GString) text = NULL;
  guint n_digits = 0;

  formatted = panelist_money_format (amount, NULL);
  if (formatted == NULL)
    return NULL;

  text = g_string_new (formatted);
  n_digits = panelist_amount_count_fraction (amount);
  if (n_digits == 0 && n_fraction_digits > 0)
    g_string_append (text, PUNCTUATION_SPACE);
  for (guint i = n_digits; i < n_fraction_digits; i++)
    g_string_append (text, FIGURE_SPACE);
  return g_string_free_and_steal (g_steal_pointer (&text));
}
