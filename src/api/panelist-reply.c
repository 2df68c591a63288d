/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-api"

#include "config.h"

#include "panelist-reply.h"

G_DEFINE_BOXED_TYPE (PanelistReply, panelist_reply, panelist_reply_copy, panelist_reply_free)

/**
 * panelist_reply_new:
 *
 * Returns: (transfer full): a reply of which nothing is known: not started, no status, an empty body
 */
PanelistReply *
panelist_reply_new (void)
{
  PanelistReply *self = NULL;

  self = g_new0 (PanelistReply, 1);
  self->body = g_bytes_new_static ("", 0);

  return self;
}

/**
 * panelist_reply_copy:
 *
 * Returns: (transfer full): a copy that shares the body
 */
PanelistReply *
panelist_reply_copy (const PanelistReply *self)
{
  PanelistReply *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (PanelistReply, 1);
  *copy = *self;
  copy->body = g_bytes_ref (self->body);
  copy->location = g_strdup (self->location);
  copy->failure = self->failure != NULL ? g_error_copy (self->failure) : NULL;

  return copy;
}

/**
 * panelist_reply_free:
 */
void
panelist_reply_free (PanelistReply *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->location, g_free);
  g_clear_error (&self->failure);
  g_free (self);
}
