/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ordering"

#include "config.h"

#include "panelist-order-error.h"

typedef struct {
  char *amount;
  char *limit;
  char *order;
  PanelistReason reason;
} PanelistOrderErrorPrivate;

static void
panelist_order_error_private_init (PanelistOrderErrorPrivate *priv)
{
  *priv = (PanelistOrderErrorPrivate) { NULL, NULL, NULL, PANELIST_REASON_NONE };
}

static void
panelist_order_error_private_copy (const PanelistOrderErrorPrivate *source,
                                   PanelistOrderErrorPrivate       *target)
{
  target->amount = g_strdup (source->amount);
  target->limit = g_strdup (source->limit);
  target->order = g_strdup (source->order);
  target->reason = source->reason;
}

static void
panelist_order_error_private_clear (PanelistOrderErrorPrivate *priv)
{
  g_free (priv->amount);
  g_free (priv->limit);
  g_free (priv->order);
}

G_DEFINE_EXTENDED_ERROR (PanelistOrderError, panelist_order_error)

static PanelistReason
reason_of_code (PanelistOrderError code)
{
  switch (code)
    {
    case PANELIST_ORDER_ERROR_TWIN_UNCONFIRMED:
      return PANELIST_REASON_TWIN_UNCONFIRMED;

    case PANELIST_ORDER_ERROR_PRICE_ROSE:
      return PANELIST_REASON_PRICE_ROSE;

    case PANELIST_ORDER_ERROR_SERVICE_GONE:
      return PANELIST_REASON_SERVICE_GONE;

    case PANELIST_ORDER_ERROR_FUNDS:
      return PANELIST_REASON_FUNDS;

    case PANELIST_ORDER_ERROR_NOT_READY:
      return PANELIST_REASON_UNREACHABLE;

    case PANELIST_ORDER_ERROR_DUPLICATE_LINK:
      return PANELIST_REASON_DUPLICATE_LINK;

    case PANELIST_ORDER_ERROR_LIMIT_ORDER:
      return PANELIST_REASON_LIMIT_ORDER;

    case PANELIST_ORDER_ERROR_LIMIT_DAY:
      return PANELIST_REASON_LIMIT_DAY;

    case PANELIST_ORDER_ERROR_LIMIT_MONTH:
      return PANELIST_REASON_LIMIT_MONTH;

    case PANELIST_ORDER_ERROR_LIMIT_BALANCE:
      return PANELIST_REASON_LIMIT_BALANCE;

    case PANELIST_ORDER_ERROR_PANEL_REMOVED:
      return PANELIST_REASON_PANEL_REMOVED;

    case PANELIST_ORDER_ERROR_INVALID:
      return PANELIST_REASON_SERVICE_CHANGED;

    case PANELIST_ORDER_ERROR_NOT_ELIGIBLE:
    case PANELIST_ORDER_ERROR_STATE:
    case PANELIST_ORDER_ERROR_TOO_EARLY:
    case PANELIST_ORDER_ERROR_ID_INVALID:
    case PANELIST_ORDER_ERROR_ID_TAKEN:
    case PANELIST_ORDER_ERROR_ID_UNKNOWN:
    case PANELIST_ORDER_ERROR_CHARGE_DIFFERS:
    case PANELIST_ORDER_ERROR_NO_WINDOW:
    default:
      return PANELIST_REASON_NONE;
    }
}

GError *
panelist_order_error_new (PanelistOrderError  code,
                          const char         *amount,
                          const char         *limit,
                          const char         *order,
                          PanelistReason      reason,
                          const char         *format,
                          ...)
{
  PanelistOrderErrorPrivate *priv = NULL;
  GError *error = NULL;
  va_list arguments;

  va_start (arguments, format);
  error = g_error_new_valist (PANELIST_ORDER_ERROR, (int) code, format, arguments);
  va_end (arguments);

  priv = panelist_order_error_get_private (error);
  priv->amount = g_strdup (amount);
  priv->limit = g_strdup (limit);
  priv->order = g_strdup (order);
  priv->reason = reason;

  return error;
}

static PanelistOrderErrorPrivate *
get_private (const GError *error)
{
  return error != NULL && error->domain == PANELIST_ORDER_ERROR ? panelist_order_error_get_private (error) : NULL;
}

const char *
panelist_order_error_get_amount (const GError *error)
{
  PanelistOrderErrorPrivate *priv = get_private (error);

  return priv != NULL ? priv->amount : NULL;
}

const char *
panelist_order_error_get_limit (const GError *error)
{
  PanelistOrderErrorPrivate *priv = get_private (error);

  return priv != NULL ? priv->limit : NULL;
}

const char *
panelist_order_error_get_order (const GError *error)
{
  PanelistOrderErrorPrivate *priv = get_private (error);

  return priv != NULL ? priv->order : NULL;
}

PanelistReason
panelist_order_error_get_reason (const GError *error)
{
  PanelistOrderErrorPrivate *priv = get_private (error);

  if (priv == NULL)
    return PANELIST_REASON_NONE;

  return priv->reason != PANELIST_REASON_NONE ? priv->reason : reason_of_code ((PanelistOrderError) error->code);
}
