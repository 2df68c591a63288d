/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <string.h>

#include "panelist-decode.h"

/* Replies as a transport makes them, from bytes or from the files in tests/fixtures/answers. */

#define TEST_KEY "0123456789abcdef0123456789abcdef"

static inline PanelistReply *
make_reply_from_bytes (guint       http_status,
                       const char *body,
                       gsize       length)
{
  PanelistReply *reply = panelist_reply_new ();

  reply->started = TRUE;
  reply->complete = TRUE;
  reply->http_status = http_status;
  g_clear_pointer (&reply->body, g_bytes_unref);
  reply->body = g_bytes_new (body, length);

  return reply;
}

static inline PanelistReply *
make_reply (guint       http_status,
            const char *body)
{
  return make_reply_from_bytes (http_status, body, strlen (body));
}

/* As for make_reply(), but what the file `name`.json holds. */
static inline PanelistReply *
load_reply (guint       http_status,
            const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file_name = g_strconcat (name, ".json", NULL);
  g_autofree char *path = g_build_filename (PANELIST_ANSWERS, file_name, NULL);
  g_autofree char *text = NULL;
  gsize length = 0;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);

  return make_reply_from_bytes (http_status, text, length);
}

/* The connection broke after the body that is there. */
static inline PanelistReply *
cut_reply (PanelistReply *reply)
{
  reply->complete = FALSE;
  reply->failure = panelist_api_error_new (PANELIST_API_ERROR_UNREACHABLE, PANELIST_ERROR_CLASS_OTHER,
                                           reply->http_status, "Connection reset");

  return reply;
}

static inline char *
repeat (const char *text,
        gsize       n)
{
  g_autoptr (GString) result = g_string_sized_new (strlen (text) * n);

  for (gsize i = 0; i < n; i++)
    g_string_append (result, text);

  return g_string_free_and_steal (g_steal_pointer (&result));
}
