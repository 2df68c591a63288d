/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdint.h>
#include <string.h>

#include "panelist-decode.h"

/* What every target shares. A target breaks off when a promise does not hold, not only when memory does not. */

#define FUZZ_KEY "0123456789abcdef0123456789abcdef"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static const guint fuzz_statuses[] = { 200, 201, 206, 302, 400, 401, 404, 429, 503 };

static inline void
fuzz_check (gboolean    condition,
            const char *promise)
{
  if (!condition)
    g_error ("broken: %s", promise);
}

/* Text for people: UTF-8, capped, without the key. */
static inline void
fuzz_check_text (const char *text,
                 gsize       max_characters)
{
  if (text == NULL)
    return;

  fuzz_check (g_utf8_validate (text, -1, NULL), "text is UTF-8");
  fuzz_check ((gsize) g_utf8_strlen (text, -1) <= max_characters, "text is capped");
  fuzz_check (strstr (text, FUZZ_KEY) == NULL, "text is free of the key");
}

static inline void
fuzz_check_error (const GError *error,
                  gboolean      has_result)
{
  fuzz_check ((error == NULL) == has_result, "a result or an error");

  if (error != NULL)
    {
      fuzz_check (error->domain == PANELIST_API_ERROR, "errors are of one domain");
      fuzz_check_text (error->message, 510);
    }
}

static inline PanelistReply *
fuzz_make_reply (const uint8_t *data,
                 size_t         size,
                 guint          http_status)
{
  PanelistReply *reply = panelist_reply_new ();

  reply->started = TRUE;
  reply->complete = TRUE;
  reply->http_status = http_status;
  g_clear_pointer (&reply->body, g_bytes_unref);
  reply->body = g_bytes_new (data, size);

  return reply;
}
