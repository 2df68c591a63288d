/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <libdex.h>

#include "panelist-form.h"
#include "panelist-key.h"

G_BEGIN_DECLS

/* One HTTP POST and its answer (safety.md B). The seam that tests replace; `PanelistHttp` is the real one. */

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

/* What came back, whole or in part. A transport never rejects: `failure` tells what went wrong. */
#define PANELIST_TYPE_REPLY (panelist_reply_get_type ())
typedef struct {
  gboolean  started;       /* SoupMessage::starting fired: bytes may have left. FALSE is the only proof of not sent */
  guint     http_status;   /* 0 = no status line */
  GBytes   *body;          /* decoded, up to the cap; never NULL */
  gboolean  complete;      /* the body ended as the message said */
  gboolean  over_cap;
  char     *location;      /* of a redirect */
  int64_t   retry_after;   /* seconds, clamped to 1…900; 0 = none */
  GError   *failure;       /* PANELIST_API_ERROR, or NULL */
} PanelistReply;

GType          panelist_reply_get_type (void);
PanelistReply *panelist_reply_new      (void);
PanelistReply *panelist_reply_copy     (const PanelistReply *self);
void           panelist_reply_free     (PanelistReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistReply, panelist_reply_free)

#define PANELIST_TYPE_TRANSPORT (panelist_transport_get_type ())
G_DECLARE_INTERFACE (PanelistTransport, panelist_transport, PANELIST, TRANSPORT, GObject)

struct _PanelistTransportInterface {
  GTypeInterface parent_iface;

  DexFuture *(*send) (PanelistTransport *self, const PanelistRequest *request);
};

DexFuture *panelist_transport_send (PanelistTransport     *self,
                                    const PanelistRequest *request) G_GNUC_WARN_UNUSED_RESULT;

#define PANELIST_TYPE_HTTP (panelist_http_get_type ())
G_DECLARE_FINAL_TYPE (PanelistHttp, panelist_http, PANELIST, HTTP, GObject)
PanelistTransport *panelist_http_new (void);

G_END_DECLS
