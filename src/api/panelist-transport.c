/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-api"

#include "config.h"

#include "panelist-transport.h"

G_DEFINE_INTERFACE (PanelistTransport, panelist_transport, G_TYPE_OBJECT)

static void
panelist_transport_default_init (PanelistTransportInterface *iface)
{
}

/**
 * panelist_transport_send:
 * @self: a transport
 * @request: what to send; borrowed for the call only
 *
 * Posts a form with the key and collects what comes back, once: a transport never repeats a write.
 *
 * Returns: (transfer full): a future of a #PanelistReply (boxed); it never rejects
 */
DexFuture *
panelist_transport_send (PanelistTransport     *self,
                         const PanelistRequest *request)
{
  dex_return_error_if_fail (PANELIST_IS_TRANSPORT (self));
  dex_return_error_if_fail (request != NULL);
  dex_return_error_if_fail (request->address != NULL);
  dex_return_error_if_fail (request->form != NULL);
  dex_return_error_if_fail (request->key != NULL);

  return PANELIST_TRANSPORT_GET_IFACE (self)->send (self, request);
}
