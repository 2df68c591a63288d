/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "panelist-dex.h"

static void
wait_until_done (DexFuture *future)
{
  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
}

static DexFuture *
read_all_fiber (gpointer data)
{
  GInputStream *stream = data;
  g_autoptr (GString) text = g_string_new (NULL);

  while (TRUE)
    {
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;

      if (!(bytes = dex_await_boxed (panelist_stream_read_bytes (stream, 4), &error)))
        return dex_future_new_for_error (g_steal_pointer (&error));

      if (g_bytes_get_size (bytes) == 0)
        return dex_future_new_for_string (text->str);

      g_string_append_len (text, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
    }
}

static void
test_read (void)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (DexFuture) fiber = NULL;
  g_autoptr (GError) error = NULL;
  const GValue *value = NULL;

  stream = g_memory_input_stream_new_from_data ("some longer text", -1, NULL);
  fiber = panelist_spawn ("test-read", read_all_fiber, g_object_ref (stream), g_object_unref);
  g_assert_cmpstr (dex_future_get_name (fiber), ==, "test-read");
  wait_until_done (fiber);
  value = dex_future_get_value (fiber, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_value_get_string (value), ==, "some longer text");
}

static void
hello_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  gboolean *silent = user_data;

  /* Never unpaused: the client waits until it gives up. */
  if (*silent)
    {
      soup_server_message_pause (message);
      *silent = FALSE;
      return;
    }

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "hello", 5);
}

static SoupServer *
start_server (gboolean  *silent,
              char     **address)
{
  SoupServer *server = soup_server_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  GSList *uris = NULL;

  soup_server_add_handler (server, NULL, hello_cb, silent, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  *address = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return server;
}

static DexFuture *
fetch_fiber (gpointer data)
{
  const char *address = data;
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", address);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  if (!(stream = dex_await_object (panelist_soup_send (session, message, 0), &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return read_all_fiber (stream);
}

static void
test_send (void)
{
  g_autofree char *address = NULL;
  gboolean silent = FALSE;
  g_autoptr (SoupServer) server = start_server (&silent, &address);
  g_autoptr (DexFuture) fetch = NULL;
  g_autoptr (DexFuture) refused = NULL;
  g_autoptr (GError) error = NULL;
  const GValue *value = NULL;

  fetch = panelist_spawn ("test-fetch", fetch_fiber, address, NULL);
  wait_until_done (fetch);
  value = dex_future_get_value (fetch, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_value_get_string (value), ==, "hello");

  soup_server_disconnect (server);
  refused = panelist_spawn ("test-refused", fetch_fiber, address, NULL);
  wait_until_done (refused);
  g_assert_null (dex_future_get_value (refused, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
}

static void
finished_cb (SoupMessage *message,
             gpointer     user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* Dropping the future of a call ends the call. */
static void
test_drop_cancels (void)
{
  g_autofree char *address = NULL;
  gboolean silent = TRUE;
  gboolean finished = FALSE;
  g_autoptr (SoupServer) server = start_server (&silent, &address);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", address);
  DexFuture *send = NULL;
  DexFuture *race = NULL;

  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), &finished);
  send = panelist_soup_send (session, message, G_PRIORITY_DEFAULT);
  race = dex_future_first (send, dex_future_new_infinite (), NULL);

  while (silent)
    g_main_context_iteration (NULL, TRUE);

  g_assert_false (finished);
  dex_clear (&race);

  while (!finished)
    g_main_context_iteration (NULL, TRUE);

  soup_server_disconnect (server);
}

typedef struct {
  DexPromise *gate;
  gboolean    ended;
} Work;

static DexFuture *
work_fiber (gpointer data)
{
  Work *work = data;
  g_autoptr (GError) error = NULL;

  if (!dex_await (dex_ref (work->gate), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  work->ended = TRUE;
  return dex_future_new_for_int (7);
}

/* Whoever waits may go away: the work ends. */
static void
test_detach (void)
{
  Work work = { dex_promise_new (), FALSE };
  g_autoptr (DexPromise) gate = work.gate;
  g_autoptr (DexFuture) detached = NULL;
  DexFuture *chained = NULL;
  g_autoptr (GError) error = NULL;
  const GValue *value = NULL;

  detached = panelist_detach (panelist_spawn ("test-detach", work_fiber, &work, NULL));
  chained = dex_future_first (dex_ref (detached), dex_future_new_infinite (), NULL);

  while (g_main_context_iteration (NULL, FALSE))
    ;

  dex_clear (&chained);
  dex_promise_resolve_boolean (gate, TRUE);

  while (!work.ended || dex_future_is_pending (detached))
    g_main_context_iteration (NULL, TRUE);

  value = dex_future_get_value (detached, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_value_get_int (value), ==, 7);
}

static void
test_detach_error (void)
{
  g_autoptr (DexFuture) detached = NULL;
  g_autoptr (GError) error = NULL;

  detached = panelist_detach (dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full"));
  wait_until_done (detached);
  g_assert_null (dex_future_get_value (detached, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dex/read", test_read);
  g_test_add_func ("/dex/send", test_send);
  g_test_add_func ("/dex/drop-cancels", test_drop_cancels);

  g_test_add_func ("/dex/detach", test_detach);
  g_test_add_func ("/dex/detach-error", test_detach_error);

  return g_test_run ();
}
