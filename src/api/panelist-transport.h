/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <libdex.h>

#include "panelist-form.h"
#include "panelist-key.h"
#include "panelist-reply.h"

G_BEGIN_DECLS

/* One HTTP POST and its answer (safety.md B). The seam that tests replace; `PanelistHttp` is the
 * real one. */

typedef struct {
  const char   *address;
  PanelistForm *form;
  PanelistKey  *key;
  const char   *user_agent;      /* NULL = Panelist/VERSION */
  gboolean      is_write;        /* add, refill, cancel: own connection, HTTP/1, never idempotent */
  gboolean      bearer;          /* also send the key as `Authorization: Bearer` */
  gsize         max_body;        /* decoded bytes */
  guint         deadline;        /* milliseconds for the whole call */
} PanelistRequest;

#define PANELIST_TYPE_TRANSPORT (panelist_transport_get_type ())
G_DECLARE_INTERFACE (PanelistTransport, panelist_transport, PANELIST, TRANSPORT, GObject)

struct _PanelistTransportInterface {
  GTypeInterface parent_iface;

  DexFuture *(*send) (PanelistTransport *self, const PanelistRequest *request);
};

DexFuture *panelist_transport_send (PanelistTransport     *self,
                                    const PanelistRequest *request) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
