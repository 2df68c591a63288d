/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-order-errors.h"

#include <glib/gi18n.h>

#include "panelist-ordering.h"
#include "panelist-panel-words.h"
#include "panelist-text.h"

/* One %s in a fixed sentence of ours. */
static char *
dup_with_name (const char *format,
               const char *name)
{
  g_autofree char *isolated = NULL;
  g_auto (GStrv) parts = NULL;

  isolated = panelist_text_isolate (name != NULL ? name : "");
  parts = g_strsplit (format, "%s", 2);
  return g_strjoinv (isolated, parts);
}

static char *
dup_order_error (const GError *error,
                 const char   *panel_name)
{
  switch ((PanelistOrderError) error->code)
    {
    case PANELIST_ORDER_ERROR_FUNDS:
      return g_strdup (_("The balance is too low for this order. Add funds on the panel’s website."));
    case PANELIST_ORDER_ERROR_NOT_READY:
      /* Translators: %s is the name of a panel */
      return dup_with_name (_("%s is not answering. Try again in a moment."), panel_name);
    case PANELIST_ORDER_ERROR_PRICE_ROSE:
      return g_strdup (_("The price rose. The new price is shown now; check it and place the "
                         "order again."));
    case PANELIST_ORDER_ERROR_SERVICE_GONE:
      return g_strdup (_("The panel does not offer this service anymore. Choose another one."));
    case PANELIST_ORDER_ERROR_TWIN_UNCONFIRMED:
      return g_strdup (_("The same order is unconfirmed: it may already have been placed."));
    case PANELIST_ORDER_ERROR_NOT_ELIGIBLE:
      return g_strdup (_("The panel takes no such request for this order."));
    case PANELIST_ORDER_ERROR_DUPLICATE_LINK:
      return g_strdup (_("Another order has the same link. Tick “Order Anyway for the Same Link” "
                         "to place this one too."));
    case PANELIST_ORDER_ERROR_LIMIT_ORDER:
      return g_strdup (_("This order costs more than the limit for one order at this panel."));
    case PANELIST_ORDER_ERROR_LIMIT_DAY:
      return g_strdup (_("With this order, today’s spending at this panel would be above its limit."));
    case PANELIST_ORDER_ERROR_LIMIT_MONTH:
      return g_strdup (_("With this order, this month’s spending at this panel would be above its limit."));
    case PANELIST_ORDER_ERROR_LIMIT_BALANCE:
      return g_strdup (_("This order would leave less than the balance to keep at this panel."));
    case PANELIST_ORDER_ERROR_PANEL_REMOVED:
      return g_strdup (_("The panel was removed."));
    case PANELIST_ORDER_ERROR_STATE:
      return g_strdup (_("The order is not in that state anymore."));
    case PANELIST_ORDER_ERROR_TOO_EARLY:
    case PANELIST_ORDER_ERROR_ID_INVALID:
    case PANELIST_ORDER_ERROR_ID_TAKEN:
    case PANELIST_ORDER_ERROR_ID_UNKNOWN:
    case PANELIST_ORDER_ERROR_CHARGE_DIFFERS:
    case PANELIST_ORDER_ERROR_NO_WINDOW:
    case PANELIST_ORDER_ERROR_INVALID:
    default:
      return g_strdup (_("Something in the form does not fit the service. Check the fields."));
    }
}

/* The remedy for an error after which nothing was sent and nothing changed. */
char *
panelist_error_dup_nothing_sent (const GError *error,
                                 const char   *panel_name)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == PANELIST_ORDER_ERROR)
    return dup_order_error (error, panel_name);
  if (g_error_matches (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_FULL))
    return g_strdup (_("The disk is full, so the order could not be written down first. "
                       "Make room and try again."));
  if (error->domain == PANELIST_STORE_ERROR)
    return g_strdup (_("The order could not be written down first. Restart and try again."));
  return panelist_error_dup_sentence (error, panel_name);
}
