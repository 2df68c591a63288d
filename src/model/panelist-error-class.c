/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-model"

#include "config.h"

#include "panelist-enums.h"

#include <string.h>

G_DEFINE_ENUM_TYPE (PanelistErrorClass,
                    panelist_error_class,
                    G_DEFINE_ENUM_VALUE (PANELIST_ERROR_CLASS_OTHER, "other"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ERROR_CLASS_AUTH, "auth"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ERROR_CLASS_BAD_ACTION, "bad-action"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ERROR_CLASS_SERVICE_GONE, "service-gone"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ERROR_CLASS_DUPLICATE_LINK, "duplicate-link"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ERROR_CLASS_QUOTA, "quota"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ERROR_CLASS_LINK, "link"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ERROR_CLASS_QUANTITY, "quantity"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ERROR_CLASS_DRIP_FEED, "drip-feed"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ERROR_CLASS_FIELDS, "fields"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ERROR_CLASS_FUNDS, "funds"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ERROR_CLASS_ORDER_ID, "order-id"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ERROR_CLASS_REFILL, "refill"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ERROR_CLASS_CANCEL, "cancel"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ERROR_CLASS_RATE, "rate"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ERROR_CLASS_MAINTENANCE, "maintenance"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ERROR_CLASS_SERVER, "server"))

typedef struct {
  const char *fragment;
  PanelistErrorClass error_class;
  const char *except;   /* the fragment does not count where this one stands instead */
} Fragment;

/* The table of protocol.md 6: rows from top to bottom, the first hit wins. Where a fragment of a lower row
 * holds one of a higher row ("incorrect order id" has nothing of "incorrect request"), no order is needed. */
static const Fragment fragments[] = {
  { "invalid api key", PANELIST_ERROR_CLASS_AUTH, NULL },
  { "incorrect api key", PANELIST_ERROR_CLASS_AUTH, NULL },
  { "incorrect request or api key", PANELIST_ERROR_CLASS_AUTH, NULL },
  { "api is disable", PANELIST_ERROR_CLASS_AUTH, NULL },
  { "user not found", PANELIST_ERROR_CLASS_AUTH, NULL },
  { "missing key", PANELIST_ERROR_CLASS_AUTH, "missing keywords" },
  { "incorrect request", PANELIST_ERROR_CLASS_BAD_ACTION, NULL },
  { "invalid action", PANELIST_ERROR_CLASS_BAD_ACTION, NULL },
  { "this action is invalid", PANELIST_ERROR_CLASS_BAD_ACTION, NULL },
  { "the request not found", PANELIST_ERROR_CLASS_BAD_ACTION, NULL },
  { "incorrect service id", PANELIST_ERROR_CLASS_SERVICE_GONE, NULL },
  { "incorrect_service_id", PANELIST_ERROR_CLASS_SERVICE_GONE, NULL },
  { "service id does not exist", PANELIST_ERROR_CLASS_SERVICE_GONE, NULL },
  { "invalid service id", PANELIST_ERROR_CLASS_SERVICE_GONE, NULL },
  { "service inactive", PANELIST_ERROR_CLASS_SERVICE_GONE, NULL },
  { "service disabled", PANELIST_ERROR_CLASS_SERVICE_GONE, NULL },
  { "you have active order with this link", PANELIST_ERROR_CLASS_DUPLICATE_LINK, NULL },
  { "neworder.error.link_duplicate", PANELIST_ERROR_CLASS_DUPLICATE_LINK, NULL },
  { "max orders per link", PANELIST_ERROR_CLASS_QUOTA, NULL },
  { "processing another transaction", PANELIST_ERROR_CLASS_QUOTA, NULL },
  { "neworder.error.account_banned", PANELIST_ERROR_CLASS_QUOTA, NULL },
  { "schedule_time", PANELIST_ERROR_CLASS_QUOTA, NULL },
  { "bad link", PANELIST_ERROR_CLASS_LINK, NULL },
  { "invalid link", PANELIST_ERROR_CLASS_LINK, NULL },
  { "incorrect link", PANELIST_ERROR_CLASS_LINK, NULL },
  { "neworder.error.link", PANELIST_ERROR_CLASS_LINK, NULL },
  { "neworder.error.invalid_link", PANELIST_ERROR_CLASS_LINK, NULL },
  { "link_not_found", PANELIST_ERROR_CLASS_LINK, NULL },
  { "quantity less than minimal", PANELIST_ERROR_CLASS_QUANTITY, NULL },
  { "quantity more than maximum", PANELIST_ERROR_CLASS_QUANTITY, NULL },
  { "min_quantity", PANELIST_ERROR_CLASS_QUANTITY, NULL },
  { "max_quantity", PANELIST_ERROR_CLASS_QUANTITY, NULL },
  { "minimum quantity is", PANELIST_ERROR_CLASS_QUANTITY, NULL },
  { "quantity out of bounds", PANELIST_ERROR_CLASS_QUANTITY, NULL },
  { "quantity_must", PANELIST_ERROR_CLASS_QUANTITY, NULL },
  { "does not support dripfeed", PANELIST_ERROR_CLASS_DRIP_FEED, NULL },
  { "interval required", PANELIST_ERROR_CLASS_DRIP_FEED, NULL },
  { "runs required", PANELIST_ERROR_CLASS_DRIP_FEED, NULL },
  { "comments_field_is_required", PANELIST_ERROR_CLASS_FIELDS, NULL },
  { "neworder.error.comment", PANELIST_ERROR_CLASS_FIELDS, NULL },
  { "missing required parameters", PANELIST_ERROR_CLASS_FIELDS, NULL },
  { "neither parameter is set", PANELIST_ERROR_CLASS_FIELDS, NULL },
  { "incorrect parameters", PANELIST_ERROR_CLASS_FIELDS, NULL },
  { "missing order parameter", PANELIST_ERROR_CLASS_FIELDS, NULL },
  { "quantity required", PANELIST_ERROR_CLASS_FIELDS, NULL },
  { "not enough funds", PANELIST_ERROR_CLASS_FUNDS, NULL },
  { "not_enough_funds", PANELIST_ERROR_CLASS_FUNDS, NULL },
  { "insufficient balance", PANELIST_ERROR_CLASS_FUNDS, NULL },
  { "incorrect order id", PANELIST_ERROR_CLASS_ORDER_ID, NULL },
  { "invalid order id", PANELIST_ERROR_CLASS_ORDER_ID, NULL },
  { "incorrect_order_id", PANELIST_ERROR_CLASS_ORDER_ID, NULL },
  { "refill not found", PANELIST_ERROR_CLASS_REFILL, NULL },
  { "incorrect refill id", PANELIST_ERROR_CLASS_REFILL, NULL },
  { "not eligible for refill", PANELIST_ERROR_CLASS_REFILL, NULL },
  { "refill not available", PANELIST_ERROR_CLASS_REFILL, NULL },
  { "does not support refill", PANELIST_ERROR_CLASS_REFILL, NULL },
  { "order must be completed", PANELIST_ERROR_CLASS_REFILL, NULL },
  { "must be completed for 24", PANELIST_ERROR_CLASS_REFILL, NULL },
  { "already requested", PANELIST_ERROR_CLASS_REFILL, NULL },
  { "cannot cancel", PANELIST_ERROR_CLASS_CANCEL, NULL },
  { "already completed", PANELIST_ERROR_CLASS_CANCEL, NULL },
  { "already canceled", PANELIST_ERROR_CLASS_CANCEL, NULL },
  { "cancel not supported", PANELIST_ERROR_CLASS_CANCEL, NULL },
  { "already in cancellation", PANELIST_ERROR_CLASS_CANCEL, NULL },
  { "too many requests", PANELIST_ERROR_CLASS_RATE, NULL },
  { "rate limit", PANELIST_ERROR_CLASS_RATE, NULL },
  { "maintenance", PANELIST_ERROR_CLASS_MAINTENANCE, NULL },
  { "bảo trì", PANELIST_ERROR_CLASS_MAINTENANCE, NULL },
  { "server error", PANELIST_ERROR_CLASS_SERVER, NULL },
  { "internal server error", PANELIST_ERROR_CLASS_SERVER, NULL },
  { "unknown error", PANELIST_ERROR_CLASS_SERVER, NULL },
};

/* "limit 60/minute", with any number */
static gboolean
tells_limit_per_minute (const char *text)
{
  for (const char *hit = strstr (text, "limit "); hit != NULL; hit = strstr (hit + 1, "limit "))
    {
      const char *digits = hit + strlen ("limit ");
      gsize n_digits = strspn (digits, "0123456789");

      if (n_digits > 0 && g_str_has_prefix (digits + n_digits, "/minute"))
        return TRUE;
    }
  return FALSE;
}

/**
 * panelist_error_class_from_text:
 * @text: (nullable): what a panel answered as an error
 *
 * Source: the table of protocol.md 6. Whether the HTTP status has a say is the caller's business.
 *
 * Returns: the class, PANELIST_ERROR_CLASS_OTHER when no fragment fits
 */
PanelistErrorClass
panelist_error_class_from_text (const char *text)
{
  g_autofree char *lower = NULL;

  if (text == NULL)
    return PANELIST_ERROR_CLASS_OTHER;

  lower = g_utf8_casefold (text, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (fragments); i++)
    {
      if (strstr (lower, fragments[i].fragment) == NULL)
        continue;
      if (fragments[i].except != NULL && strstr (lower, fragments[i].except) != NULL)
        continue;
      return fragments[i].error_class;
    }
  if (tells_limit_per_minute (lower))
    return PANELIST_ERROR_CLASS_RATE;
  return PANELIST_ERROR_CLASS_OTHER;
}
