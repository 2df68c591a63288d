/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "panelist-enums.h"

G_BEGIN_DECLS

/* Why a call to a panel gave no usable answer. Messages are for logs and Details, in English,
 * without the key. For PANELIST_API_ERROR_PANEL the message is the panel's own text, cleaned and
 * redacted. */
#define PANELIST_API_ERROR (panelist_api_error_quark ())

typedef enum {
  PANELIST_API_ERROR_PANEL,          /* the panel answered with an error text */
  PANELIST_API_ERROR_OFFLINE,        /* this computer has no network */
  PANELIST_API_ERROR_UNREACHABLE,    /* name, connection, reset, cut */
  PANELIST_API_ERROR_TIMED_OUT,
  PANELIST_API_ERROR_NOT_SECURE,     /* certificate or TLS; the message names the flags in words */
  PANELIST_API_ERROR_PROXY,
  PANELIST_API_ERROR_MOVED,          /* 3xx; the message is the new address */
  PANELIST_API_ERROR_WEB_PAGE,       /* HTML: wrong address, maintenance or bot protection */
  PANELIST_API_ERROR_BLOCKED,        /* HTML 403: bot protection */
  PANELIST_API_ERROR_WRONG_ADDRESS,  /* 404, 405 */
  PANELIST_API_ERROR_HTTP,           /* another status >= 400 without a text */
  PANELIST_API_ERROR_NO_JSON,        /* empty, or not JSON */
  PANELIST_API_ERROR_MALFORMED,      /* JSON, but not what the call promises */
  PANELIST_API_ERROR_TOO_LARGE,      /* over a cap of safety.md C5 */
  PANELIST_API_ERROR_EMPTY,          /* a catalog without services */
  PANELIST_API_ERROR_CANCELED,
} PanelistApiError;

GQuark              panelist_api_error_quark     (void);
GError             *panelist_api_error_new       (PanelistApiError    code,
                                                  PanelistErrorClass  error_class,
                                                  guint               http_status,
                                                  const char         *message);
PanelistErrorClass  panelist_api_error_get_class (const GError *error);
guint               panelist_api_error_get_http_status (const GError *error);

G_END_DECLS
