/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-enums.h"

G_BEGIN_DECLS

/* Why nothing was sent, or nothing was settled. Messages are for logs; a person reads words made of the code and of
 * what the error carries. */
#define PANELIST_ORDER_ERROR (panelist_order_error_quark ())

typedef enum {
  PANELIST_ORDER_ERROR_INVALID,            /* the draft does not check */
  PANELIST_ORDER_ERROR_TWIN_UNCONFIRMED,   /* the same wish is unconfirmed (order) */
  PANELIST_ORDER_ERROR_PRICE_ROSE,         /* the rate is higher now; the message is the new rate (amount, limit = old) */
  PANELIST_ORDER_ERROR_SERVICE_GONE,
  PANELIST_ORDER_ERROR_FUNDS,              /* charge (amount) above the balance (limit) */
  PANELIST_ORDER_ERROR_NOT_READY,          /* T0 failed: the panel did not answer; nothing was sent (reason) */
  PANELIST_ORDER_ERROR_NOT_ELIGIBLE,
  PANELIST_ORDER_ERROR_DUPLICATE_LINK,     /* an active or unconfirmed order has this link (order) */
  PANELIST_ORDER_ERROR_LIMIT_ORDER,        /* charge (amount) above the most per order (limit) */
  PANELIST_ORDER_ERROR_LIMIT_DAY,          /* the day's sum with this order (amount) above the most (limit) */
  PANELIST_ORDER_ERROR_LIMIT_MONTH,
  PANELIST_ORDER_ERROR_LIMIT_BALANCE,      /* the balance after it (amount) below what is to be kept (limit) */
  PANELIST_ORDER_ERROR_PANEL_REMOVED,
  PANELIST_ORDER_ERROR_STATE,              /* the order is in another state by now */
  PANELIST_ORDER_ERROR_TOO_EARLY,          /* "It Was Not Placed" before its time */
  PANELIST_ORDER_ERROR_ID_INVALID,         /* no order number */
  PANELIST_ORDER_ERROR_ID_TAKEN,           /* another order here has that number (order) */
  PANELIST_ORDER_ERROR_ID_UNKNOWN,         /* the panel does not know that number */
  PANELIST_ORDER_ERROR_CHARGE_DIFFERS,     /* the panel's charge (amount, NULL = not told), expected (limit) */
  PANELIST_ORDER_ERROR_NO_WINDOW,          /* too many numbers, or no end to them, for a search */
} PanelistOrderError;

GQuark panelist_order_error_quark (void);

/* Decimal text in the panel's currency; an `amount` of NULL is not known, for example without an upper bound. */
const char     *panelist_order_error_get_amount (const GError *error);
const char     *panelist_order_error_get_limit  (const GError *error);
/* The uuid of the order that is in the way, or NULL. */
const char     *panelist_order_error_get_order  (const GError *error);
/* What a `not-sent` order gives as its reason. */
PanelistReason  panelist_order_error_get_reason (const GError *error);

/* For those who raise it: what it carries may be NULL; a reason of NONE is the one that belongs to the code. */
GError         *panelist_order_error_new        (PanelistOrderError  code,
                                                 const char         *amount,
                                                 const char         *limit,
                                                 const char         *order,
                                                 PanelistReason      reason,
                                                 const char         *format,
                                                 ...) G_GNUC_PRINTF (6, 7);

G_END_DECLS
