/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "http-test.h"

/* Sizes */

/* @n_times the @text, as gzip. */
static GBytes *
pack (const char *text,
      gsize       size,
      guint       n_times)
{
  g_autoptr (GConverter) gzip = NULL;
  g_autoptr (GOutputStream) memory = NULL;
  g_autoptr (GOutputStream) packed = NULL;

  gzip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  memory = g_memory_output_stream_new_resizable ();
  packed = g_converter_output_stream_new (memory, gzip);

  for (guint i = 0; i < n_times; i++)
    g_assert_true (g_output_stream_write_all (packed, text, size, NULL, NULL, NULL));

  g_assert_true (g_output_stream_close (packed, NULL, NULL));

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* An answer whose body is the first @size bytes of @body, and says so. */
static GBytes *
make_answer (const char *status,
             const char *coding,
             GBytes     *body,
             gsize       size)
{
  g_autoptr (GString) answer = NULL;

  answer = g_string_new (NULL);
  g_string_printf (answer, "HTTP/1.1 %s\r\nContent-Encoding: %s\r\nContent-Length: %zu\r\n\r\n", status, coding,
                   size);
  g_string_append_len (answer, g_bytes_get_data (body, NULL), (gssize) size);

  return g_string_free_to_bytes (g_steal_pointer (&answer));
}

static GBytes *
make_bomb (const char *status)
{
  g_autoptr (GBytes) packed = NULL;
  g_autofree char *blanks = NULL;
  gsize size = 1024 * 1024;

  blanks = g_malloc (size);
  memset (blanks, ' ', size);
  packed = pack (blanks, size, 100);

  return make_answer (status, "gzip", packed, g_bytes_get_size (packed));
}

/* Bytes of memory in use: now ("VmRSS:"), or at most since it was asked for now ("VmHWM:"). */
static gsize
get_memory (const char *name)
{
  g_autofree char *text = NULL;

  if (g_str_equal (name, "VmRSS:"))
    g_assert_true (g_file_set_contents_full ("/proc/self/clear_refs", "5", 1, G_FILE_SET_CONTENTS_NONE, 0, NULL));

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));

  return (gsize) g_ascii_strtoull (strstr (text, name) + strlen (name), NULL, 10) * 1024;
}

static void
test_bombs (void)
{
  const char *statuses[] = { "200 OK", "400 Bad", "401 No", "407 No", "421 No", "500 Oops" };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (PanelistFaultServer) server = NULL;
      g_autoptr (PanelistTransport) transport = NULL;
      g_autoptr (PanelistReply) reply = NULL;
      g_autoptr (PanelistAddAnswer) answer = NULL;
      g_autoptr (GBytes) bomb = NULL;
      gsize before = 0;

      server = panelist_fault_server_new (NULL);
      transport = new_transport ();
      bomb = make_bomb (statuses[i]);
      panelist_fault_server_play (server, PANELIST_FAULT_NONE, bomb, NULL);
      before = get_memory ("VmRSS:");
      reply = send_to (transport, panelist_fault_server_get_address (server), TRUE);

      g_assert_cmpuint (get_memory ("VmHWM:") - before, <, 20 * 1024 * 1024);
      g_assert_cmpuint (g_bytes_get_size (reply->body), <=, 64 * 1024);
      g_assert_true (reply->over_cap || reply->http_status == 421);
      answer = panelist_decode_add (reply, KEY);
      g_assert_cmpint (answer->outcome, ==, PANELIST_INTENT_UNCONFIRMED);
      g_assert_cmpuint (panelist_fault_server_count (server, NULL), ==, 1);
    }
}

/* Codings */

static void
play_body (PanelistFaultServer *server,
           const char          *coding,
           GBytes              *body,
           gsize                size)
{
  g_autoptr (GBytes) answer = NULL;

  answer = make_answer ("200 OK", coding, body, size);
  panelist_fault_server_play (server, PANELIST_FAULT_CLOSE, answer, NULL);
}

static PanelistAddAnswer *
order (PanelistFaultServer *server)
{
  g_autoptr (PanelistTransport) transport = NULL;
  g_autoptr (PanelistReply) reply = NULL;

  transport = new_transport ();
  reply = send_to (transport, panelist_fault_server_get_address (server), TRUE);

  return panelist_decode_add (reply, KEY);
}

/* libsoup calls a cut gzip a success (B9): only what it holds tells. Cut anywhere, it is never another answer. */
static void
test_truncated (void)
{
  g_autoptr (PanelistFaultServer) server = NULL;
  g_autoptr (GBytes) body = NULL;
  guint n_placed = 0;

  server = panelist_fault_server_new (NULL);
  body = pack (ORDER, strlen (ORDER), 1);

  for (gsize size = 0; size <= g_bytes_get_size (body); size++)
    {
      g_autoptr (PanelistAddAnswer) answer = NULL;

      play_body (server, "gzip", body, size);
      answer = order (server);
      g_assert_cmpuint (panelist_fault_server_count (server, "add"), ==, size + 1);

      if (answer->outcome == PANELIST_INTENT_PLACED)
        {
          g_assert_cmpstr (answer->remote_id, ==, "23501");
          n_placed++;
          continue;
        }

      g_assert_cmpint (answer->outcome, ==, PANELIST_INTENT_UNCONFIRMED);
      g_assert_true (answer->candidate_id == NULL || g_str_equal (answer->candidate_id, "23501"));
    }

  g_assert_cmpuint (n_placed, >, 0);
  g_assert_cmpuint (n_placed, <, g_bytes_get_size (body));
}

static void
test_truncated_balance (void)
{
  static const char text[] = "{\"balance\":\"100.84292\",\"currency\":\"USD\"}";
  g_autoptr (PanelistFaultServer) server = NULL;
  g_autoptr (GBytes) body = NULL;
  guint n_read = 0;

  server = panelist_fault_server_new (NULL);
  body = pack (text, strlen (text), 1);

  for (gsize size = 0; size <= g_bytes_get_size (body); size++)
    {
      g_autoptr (PanelistTransport) transport = NULL;
      g_autoptr (PanelistReply) reply = NULL;
      g_autoptr (PanelistBalance) balance = NULL;
      g_autoptr (GError) error = NULL;

      play_body (server, "gzip", body, size);
      transport = new_transport ();
      reply = send_to (transport, panelist_fault_server_get_address (server), FALSE);
      balance = panelist_decode_balance (reply, KEY, &error);
      g_assert_true ((balance == NULL) == (error != NULL));

      if (balance == NULL)
        continue;

      g_assert_cmpstr (balance->amount, ==, "100.84292");
      n_read++;
    }

  g_assert_cmpuint (n_read, >, 0);
  g_assert_cmpuint (n_read, <, g_bytes_get_size (body));
}

static void
test_codings (void)
{
  static const struct {
    const char *coding;
    const char *body;
    gsize size;
    gboolean certain;   /* else newer libsoups read it, and older ones see noise */
  } table[] = {
    { "br", "\x0b\x07\x80" ORDER "\x03", 19, TRUE },
    { "zstd", "\x28\xb5\x2f\xfd\x20\x0f\x79\x00\x00" ORDER, 24, FALSE },
    { "rot13", ORDER, 15, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (PanelistFaultServer) server = NULL;
      g_autoptr (PanelistAddAnswer) answer = NULL;
      g_autoptr (GBytes) body = NULL;

      server = panelist_fault_server_new (NULL);
      body = g_bytes_new_static (table[i].body, table[i].size);
      play_body (server, table[i].coding, body, table[i].size);
      answer = order (server);

      if (table[i].certain || answer->outcome != PANELIST_INTENT_UNCONFIRMED)
        g_assert_cmpint (answer->outcome, ==, PANELIST_INTENT_PLACED);
    }
}

/* A flood must leave the main loop time for everything else. */

static gboolean
tick_cb (gpointer user_data)
{
  guint *n_ticks = user_data;

  (*n_ticks)++;

  return G_SOURCE_CONTINUE;
}

static void
test_main_loop (void)
{
  const struct {
    PanelistFault fault;
    const char *answer;
    const char *tail;
  } floods[] = {
    { PANELIST_FAULT_SILENCE, "", NULL },
    { PANELIST_FAULT_DRIP, OK "\r\n", NULL },
    { PANELIST_FAULT_DRIP, "HTTP/1.1 421 No\r\n\r\n", NULL },
    { PANELIST_FAULT_ENDLESS, OK "\r\n", "                " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (floods); i++)
    {
      g_autoptr (PanelistFaultServer) server = NULL;
      g_autoptr (PanelistTransport) transport = NULL;
      g_autoptr (PanelistReply) reply = NULL;
      g_autoptr (GBytes) answer = NULL;
      g_autoptr (GBytes) tail = NULL;
      guint n_ticks = 0;
      guint source = 0;

      server = panelist_fault_server_new (NULL);
      transport = new_transport ();
      answer = g_bytes_new (floods[i].answer, strlen (floods[i].answer));
      tail = floods[i].tail != NULL ? g_bytes_new (floods[i].tail, strlen (floods[i].tail)) : NULL;
      panelist_fault_server_play (server, floods[i].fault, answer, tail);
      source = g_idle_add_full (G_PRIORITY_DEFAULT, tick_cb, &n_ticks, NULL);
      reply = send_within (transport, panelist_fault_server_get_address (server), TRUE, 500);
      g_source_remove (source);

      g_assert_nonnull (reply->failure);
      g_assert_cmpuint (n_ticks, >, 10);
    }
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http-bodies/bombs", test_bombs);
  g_test_add_func ("/http-bodies/truncated", test_truncated);
  g_test_add_func ("/http-bodies/truncated-balance", test_truncated_balance);
  g_test_add_func ("/http-bodies/codings", test_codings);
  g_test_add_func ("/http-bodies/main-loop", test_main_loop);

  return g_test_run ();
}
