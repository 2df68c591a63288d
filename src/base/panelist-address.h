/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The address of a panel (protocol.md 1, safety.md B15): https, or http to a loopback address
 * only. */

#define PANELIST_ADDRESS_ERROR (panelist_address_error_quark ())

typedef enum {
  PANELIST_ADDRESS_ERROR_EMPTY,
  PANELIST_ADDRESS_ERROR_MALFORMED,
  PANELIST_ADDRESS_ERROR_SCHEME,
  PANELIST_ADDRESS_ERROR_PLAIN_HTTP,
  PANELIST_ADDRESS_ERROR_USER_INFO,
  PANELIST_ADDRESS_ERROR_OTHER_API,
} PanelistAddressError;

GQuark    panelist_address_error_quark (void);
char     *panelist_address_normalize   (const char  *address,
                                        GError     **error);
char     *panelist_address_propose     (const char  *pasted,
                                        GError     **error);
gboolean  panelist_address_is_loopback (const char  *address);
char     *panelist_address_dup_host    (const char  *address);

G_END_DECLS
