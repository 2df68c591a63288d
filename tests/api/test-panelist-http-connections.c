/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <unistd.h>

#include <glib/gstdio.h>

#include "http-test.h"

/* Certificates: nothing of the key may leave for a server that is not proved */

static GTlsCertificate *
make_certificate (const char *name,
                  const char *from,
                  const char *until)
{
  g_autofree char *directory = NULL;
  g_autofree char *key = NULL;
  g_autofree char *certificate = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *alternative = NULL;
  g_autoptr (GError) error = NULL;
  GTlsCertificate *made = NULL;
  int status = 0;

  directory = g_dir_make_tmp ("panelist-tls-XXXXXX", &error);
  g_assert_no_error (error);
  key = g_build_filename (directory, "key.pem", NULL);
  certificate = g_build_filename (directory, "certificate.pem", NULL);
  subject = g_strdup_printf ("/CN=%s", name);
  alternative = g_strdup_printf ("subjectAltName=%s:%s", strchr (name, '1') != NULL ? "IP" : "DNS", name);

  {
    const char *argv[] = { "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                           "-nodes", "-subj", subject, "-addext", alternative, "-keyout", key, "-out", certificate,
                           "-not_before", from, "-not_after", until, NULL };

    g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                  NULL, &status, &error);
    g_assert_no_error (error);
    g_assert_cmpint (status, ==, 0);
  }

  made = g_tls_certificate_new_from_files (certificate, key, &error);
  g_assert_no_error (error);
  g_remove (key);
  g_remove (certificate);
  g_rmdir (directory);

  return made;
}

static void
test_certificate (const char    *name,
                  const char    *until,
                  PanelistFault  fault,
                  const char    *words)
{
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (PanelistFaultServer) server = NULL;
  g_autoptr (PanelistTransport) transport = NULL;
  g_autoptr (PanelistReply) reply = NULL;
  g_autoptr (PanelistAddAnswer) answer = NULL;

  certificate = make_certificate (name, "20200101000000Z", until);
  server = panelist_fault_server_new (certificate);
  panelist_fault_server_play_text (server, fault, OK LENGTH "\r\n" ORDER);
  transport = g_object_new (PANELIST_TYPE_HTTP, "connect-deadline", PATIENCE, NULL);
  reply = send_to (transport, panelist_fault_server_get_address (server), TRUE);

  g_assert_false (reply->started);
  g_assert_cmpuint (panelist_fault_server_count (server, NULL), ==, 0);
  g_assert_nonnull (reply->failure);

  if (words != NULL)
    {
      g_assert_error (reply->failure, PANELIST_API_ERROR, PANELIST_API_ERROR_NOT_SECURE);
      g_assert_nonnull (strstr (reply->failure->message, words));
    }

  answer = panelist_decode_add (reply, KEY);
  g_assert_cmpint (answer->outcome, ==, PANELIST_INTENT_NOT_SENT);
}

static void
test_expired (void)
{
  test_certificate ("127.0.0.1", "20210101000000Z", PANELIST_FAULT_NONE, "expired");
}

static void
test_self_signed (void)
{
  test_certificate ("127.0.0.1", "20900101000000Z", PANELIST_FAULT_NONE, "issuer");
}

static void
test_wrong_host (void)
{
  test_certificate ("panel.example", "20900101000000Z", PANELIST_FAULT_NONE, "another host");
}

static void
test_cut_handshake (void)
{
  test_certificate ("127.0.0.1", "20900101000000Z", PANELIST_FAULT_NO_HANDSHAKE, NULL);
}

/* Accepted, and then not a byte: there is an end to waiting for a connection. */
static void
test_mute (void)
{
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (PanelistFaultServer) server = NULL;
  g_autoptr (PanelistTransport) transport = NULL;
  g_autoptr (PanelistReply) reply = NULL;
  g_autoptr (PanelistAddAnswer) answer = NULL;

  certificate = make_certificate ("127.0.0.1", "20200101000000Z", "20900101000000Z");
  server = panelist_fault_server_new (certificate);
  panelist_fault_server_play_text (server, PANELIST_FAULT_MUTE, "");
  transport = g_object_new (PANELIST_TYPE_HTTP, "connect-deadline", 300, NULL);
  reply = send_to (transport, panelist_fault_server_get_address (server), TRUE);

  g_assert_false (reply->started);
  g_assert_error (reply->failure, PANELIST_API_ERROR, PANELIST_API_ERROR_TIMED_OUT);
  answer = panelist_decode_add (reply, KEY);
  g_assert_cmpint (answer->outcome, ==, PANELIST_INTENT_NOT_SENT);
}

/* Has the test program trust @certificate as the system trusts its own ones. The file is read when it is wanted. */
static char *
trust (GTlsCertificate *certificate)
{
  g_autoptr (GTlsDatabase) database = NULL;
  g_autofree char *pem = NULL;
  g_autoptr (GError) error = NULL;
  char *path = NULL;
  int fd = -1;

  fd = g_file_open_tmp ("panelist-tls-XXXXXX", &path, &error);
  g_assert_no_error (error);
  close (fd);
  g_object_get (certificate, "certificate-pem", &pem, NULL);
  g_assert_true (g_file_set_contents (path, pem, -1, &error));
  database = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);

  return path;
}

/* With HTTP/2 libsoup may send a request again, or never end it (B5): it is not spoken, whatever the server offers. */
static void
test_protocol (void)
{
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (PanelistFaultServer) server = NULL;
  g_autoptr (PanelistTransport) transport = NULL;
  g_autofree char *path = NULL;

  certificate = make_certificate ("127.0.0.1", "20200101000000Z", "20900101000000Z");
  path = trust (certificate);
  server = panelist_fault_server_new (certificate);
  panelist_fault_server_play_text (server, PANELIST_FAULT_CLOSE, OK LENGTH "\r\n" ORDER);
  transport = g_object_new (PANELIST_TYPE_HTTP, "connect-deadline", PATIENCE, NULL);

  for (guint is_write = 0; is_write < 2; is_write++)
    {
      g_autoptr (PanelistReply) reply = NULL;
      g_autofree char *protocol = NULL;

      reply = send_to (transport, panelist_fault_server_get_address (server), is_write == 1);
      g_assert_no_error (reply->failure);
      g_assert_cmpuint (reply->http_status, ==, 200);
      protocol = panelist_fault_server_dup_protocol (server);
      g_assert_cmpstr (protocol, ==, "http/1.1");
    }

  g_tls_backend_set_default_database (g_tls_backend_get_default (), NULL);
  g_remove (path);
}

/* How connections are used */

static void
test_reuse (void)
{
  g_autoptr (PanelistFaultServer) server = NULL;
  g_autoptr (PanelistTransport) transport = NULL;

  server = panelist_fault_server_new (NULL);
  transport = new_transport ();
  panelist_fault_server_play_json (server, "{\"balance\":\"1\"}");

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (PanelistReply) reply = NULL;

      reply = send_to (transport, panelist_fault_server_get_address (server), FALSE);
      g_assert_no_error (reply->failure);
      g_assert_true (reply->complete);
    }

  g_assert_cmpuint (panelist_fault_server_get_n_connections (server), ==, 1);
  g_assert_cmpuint (panelist_fault_server_count (server, "balance"), ==, 20);
}

static void
test_stale (void)
{
  g_autoptr (PanelistFaultServer) server = NULL;
  g_autoptr (PanelistTransport) transport = NULL;

  server = panelist_fault_server_new (NULL);
  transport = new_transport ();
  panelist_fault_server_play_text (server, PANELIST_FAULT_STALE, OK LENGTH "\r\n{\"balance\":\"1\"}");

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PanelistReply) reply = NULL;

      reply = send_to (transport, panelist_fault_server_get_address (server), FALSE);
      g_assert_no_error (reply->failure);
      g_assert_cmpuint (reply->http_status, ==, 200);
    }

  g_assert_cmpuint (panelist_fault_server_count (server, "balance"), ==, 3);
  g_assert_cmpuint (panelist_fault_server_get_n_connections (server), ==, 2);
}

/* What waits on a connection for the next request may be stale: no write is ever put on it (B4). */
static void
test_writes_apart (void)
{
  g_autoptr (PanelistFaultServer) server = NULL;
  g_autoptr (PanelistTransport) transport = NULL;

  server = panelist_fault_server_new (NULL);
  transport = new_transport ();
  panelist_fault_server_play_text (server, PANELIST_FAULT_STALE, OK LENGTH "\r\n" ORDER);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (PanelistReply) reply = NULL;
      g_autoptr (PanelistAddAnswer) answer = NULL;

      reply = send_to (transport, panelist_fault_server_get_address (server), TRUE);
      answer = panelist_decode_add (reply, KEY);
      g_assert_cmpint (answer->outcome, ==, PANELIST_INTENT_PLACED);
    }

  g_assert_cmpuint (panelist_fault_server_count (server, "add"), ==, 3);
  g_assert_cmpuint (panelist_fault_server_get_n_connections (server), ==, 3);
}

/* As many reads as may be on their way to one host, and none gets an answer: a write goes all the same (B6). */
static void
test_write_beside_reads (void)
{
  g_autoptr (PanelistFaultServer) server = NULL;
  g_autoptr (PanelistTransport) transport = NULL;
  g_autoptr (PanelistReply) write = NULL;
  DexFuture *reads[20];

  server = panelist_fault_server_new (NULL);
  transport = new_transport ();
  panelist_fault_server_play_text (server, PANELIST_FAULT_SILENCE, "");

  for (guint i = 0; i < G_N_ELEMENTS (reads); i++)
    reads[i] = start_sending (transport, panelist_fault_server_get_address (server), FALSE, PATIENCE);

  while (panelist_fault_server_count (server, "balance") < 8)
    g_main_context_iteration (NULL, FALSE);

  panelist_fault_server_play_json (server, ORDER);
  write = send_to (transport, panelist_fault_server_get_address (server), TRUE);
  g_assert_no_error (write->failure);
  g_assert_cmpuint (panelist_fault_server_count (server, "add"), ==, 1);

  /* the end for all reads */
  g_clear_pointer (&server, panelist_fault_server_free);

  for (guint i = 0; i < G_N_ELEMENTS (reads); i++)
    panelist_reply_free (await_boxed (reads[i]));
}

/* What a server wants to be remembered is forgotten (B11). */
static void
test_no_memory (void)
{
  g_autoptr (PanelistFaultServer) server = NULL;
  g_autoptr (PanelistTransport) transport = NULL;

  server = panelist_fault_server_new (NULL);
  transport = new_transport ();
  panelist_fault_server_play_text (server, PANELIST_FAULT_NONE,
                                   OK "Set-Cookie: session=1; Path=/\r\nCache-Control: max-age=3600\r\n"
                                      "ETag: \"1\"\r\n" LENGTH "\r\n{\"balance\":\"1\"}");

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (PanelistReply) reply = NULL;
      g_autofree char *request = NULL;

      reply = send_to (transport, panelist_fault_server_get_address (server), FALSE);
      g_assert_no_error (reply->failure);
      request = panelist_fault_server_dup_request (server, i);
      g_assert_null (strstr (request, "Cookie"));
      g_assert_null (strstr (request, "If-None-Match"));
    }

  g_assert_cmpuint (panelist_fault_server_count (server, "balance"), ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http-connections/expired", test_expired);
  g_test_add_func ("/http-connections/self-signed", test_self_signed);
  g_test_add_func ("/http-connections/wrong-host", test_wrong_host);
  g_test_add_func ("/http-connections/cut-handshake", test_cut_handshake);
  g_test_add_func ("/http-connections/mute", test_mute);
  g_test_add_func ("/http-connections/protocol", test_protocol);
  g_test_add_func ("/http-connections/reuse", test_reuse);
  g_test_add_func ("/http-connections/stale", test_stale);
  g_test_add_func ("/http-connections/writes-apart", test_writes_apart);
  g_test_add_func ("/http-connections/write-beside-reads", test_write_beside_reads);
  g_test_add_func ("/http-connections/no-memory", test_no_memory);

  return g_test_run ();
}
