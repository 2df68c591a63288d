/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-api"

#include "config.h"

#include "panelist-api-error.h"

/* What rides along with each GError of this domain. */
typedef struct {
  PanelistErrorClass error_class;
  guint http_status;
} PanelistApiErrorPrivate;

static void
panelist_api_error_private_init (PanelistApiErrorPrivate *priv)
{
  priv->error_class = PANELIST_ERROR_CLASS_OTHER;
  priv->http_status = 0;
}

static void
panelist_api_error_private_copy (const PanelistApiErrorPrivate *source,
                                 PanelistApiErrorPrivate       *target)
{
  *target = *source;
}

static void
panelist_api_error_private_clear (PanelistApiErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (PanelistApiError, panelist_api_error)

/**
 * panelist_api_error_new:
 * @code: what went wrong
 * @error_class: what follows from it (protocol.md 6)
 * @http_status: status of the answer, 0 if there was none
 * @message: the panel's own text for %PANELIST_API_ERROR_PANEL, the new address for
 *   %PANELIST_API_ERROR_MOVED, else English words for logs. Already free of the key
 *
 * Returns: (transfer full): the error
 */
GError *
panelist_api_error_new (PanelistApiError    code,
                        PanelistErrorClass  error_class,
                        guint               http_status,
                        const char         *message)
{
  GError *error = NULL;
  PanelistApiErrorPrivate *priv = NULL;

  g_return_val_if_fail (message != NULL, NULL);

  error = g_error_new_literal (PANELIST_API_ERROR, (int) code, message);
  priv = panelist_api_error_get_private (error);
  priv->error_class = error_class;
  priv->http_status = http_status;

  return error;
}

/**
 * panelist_api_error_get_class:
 * @error: (nullable): any error
 *
 * Returns: the class given to panelist_api_error_new(); %PANELIST_ERROR_CLASS_OTHER for errors of other
 *   domains and for %NULL
 */
PanelistErrorClass
panelist_api_error_get_class (const GError *error)
{
  if (error == NULL || error->domain != PANELIST_API_ERROR)
    return PANELIST_ERROR_CLASS_OTHER;

  return panelist_api_error_get_private (error)->error_class;
}

/**
 * panelist_api_error_get_http_status:
 * @error: (nullable): any error
 *
 * Returns: the HTTP status of the answer, or 0
 */
guint
panelist_api_error_get_http_status (const GError *error)
{
  if (error == NULL || error->domain != PANELIST_API_ERROR)
    return 0;

  return panelist_api_error_get_private (error)->http_status;
}
