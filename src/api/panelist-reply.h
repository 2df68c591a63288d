/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What came back, whole or in part. A transport never rejects: `failure` tells what went wrong. */
#define PANELIST_TYPE_REPLY (panelist_reply_get_type ())
typedef struct {
  gboolean  started;       /* bytes may have left; FALSE is the only proof of not sent */
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
void           panelist_reply_free     (PanelistReply       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistReply, panelist_reply_free)

G_END_DECLS
