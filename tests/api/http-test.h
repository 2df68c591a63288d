/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <string.h>

#include "panelist-api-error.h"
#include "panelist-decode.h"
#include "panelist-fault-server.h"
#include "panelist-http.h"

/* Calls over a real socket, to the server of the test or to nobody. */

#define KEY "canary+key/0123456789"

/* Long enough for the system's certificates to be loaded by a slow build. */
#define PATIENCE 60000

#define OK     "HTTP/1.1 200 OK\r\n"
#define ORDER  "{\"order\":23501}"
#define LENGTH "Content-Length: 15\r\n"

static inline PanelistTransport *
new_transport (void)
{
  return g_object_new (PANELIST_TYPE_HTTP, "slow-window", 300, NULL);
}

static inline gpointer
await_boxed (DexFuture *future)
{
  const GValue *value = NULL;
  g_autoptr (GError) error = NULL;
  gpointer boxed = NULL;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);

  value = dex_future_get_value (future, &error);
  g_assert_no_error (error);
  boxed = g_value_dup_boxed (value);
  dex_unref (future);

  return boxed;
}

/* Sends an order or a question for the balance. */
static inline DexFuture *
start_sending (PanelistTransport *transport,
               const char        *address,
               gboolean           is_write,
               guint              deadline)
{
  g_autoptr (PanelistForm) form = NULL;
  g_autoptr (PanelistKey) key = NULL;
  PanelistRequest request = { 0, };

  form = panelist_form_new (is_write ? "add" : "balance");
  key = panelist_key_new (KEY, NULL);
  request.address = address;
  request.form = form;
  request.key = key;
  request.is_write = is_write;
  request.max_body = 64 * 1024;
  request.deadline = deadline;

  return panelist_transport_send (transport, &request);
}

/* As start_sending(), and waits for what comes of it. */
static inline PanelistReply *
send_within (PanelistTransport *transport,
             const char        *address,
             gboolean           is_write,
             guint              deadline)
{
  return await_boxed (start_sending (transport, address, is_write, deadline));
}

/* As send_within(), without hurry. */
static inline PanelistReply *
send_to (PanelistTransport *transport,
         const char        *address,
         gboolean           is_write)
{
  return send_within (transport, address, is_write, PATIENCE);
}
