/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "http-test.h"
#include "panelist-http-body.h"

#define CLOSED  "Connection: close\r\n"
#define REFUSED "{\"error\":\"Not enough funds\"}"
#define CHUNKED "Transfer-Encoding: chunked\r\n"
#define EMPTY   "Content-Length: 0\r\n\r\n"
#define SAY_NO  "Content-Length: 28\r\n\r\n" REFUSED
#define HTML    "Content-Length: 19\r\n\r\n<html><body>no</p>\n"

#define N PANELIST_INTENT_NOT_SENT
#define R PANELIST_INTENT_REFUSED
#define P PANELIST_INTENT_PLACED
#define U PANELIST_INTENT_UNCONFIRMED

typedef struct {
  const char *name;
  PanelistFault fault;
  const char *answer;
  const char *tail;
  PanelistIntentState outcome;
  gboolean candidate;
} Case;

/* The numbers are those of safety.md I. */
static const Case cases[] = {
  { "1a/plain answer", PANELIST_FAULT_NONE, OK LENGTH "\r\n" ORDER, NULL, P, FALSE },
  { "8/silence", PANELIST_FAULT_SILENCE, "", NULL, U, FALSE },
  { "9/reset", PANELIST_FAULT_RESET, "", NULL, U, FALSE },
  { "10/end", PANELIST_FAULT_CLOSE, "", NULL, U, FALSE },
  { "11/status line only", PANELIST_FAULT_CLOSE, OK, NULL, U, FALSE },
  { "13/endless headers", PANELIST_FAULT_ENDLESS, OK, "X-Header: 0123456789\r\n", U, FALSE },
  { "14/endless interim", PANELIST_FAULT_ENDLESS, "", "HTTP/1.1 100 Continue\r\n\r\n", U, FALSE },
  { "15/invalid status line", PANELIST_FAULT_CLOSE, "JUNK 999 what\r\n\r\n" ORDER, NULL, U, FALSE },
  { "16/two lengths", PANELIST_FAULT_CLOSE, OK LENGTH LENGTH "\r\n" ORDER, NULL, P, FALSE },
  { "17/length and chunks", PANELIST_FAULT_CLOSE, OK LENGTH CHUNKED
    "\r\nf\r\n" ORDER "\r\n0\r\n\r\n", NULL, P, FALSE },
  { "18/length too long", PANELIST_FAULT_CLOSE, OK "Content-Length: 99\r\n\r\n" ORDER, NULL, U, TRUE },
  { "19/length too short", PANELIST_FAULT_CLOSE, OK LENGTH "\r\n" ORDER "more", NULL, P, FALSE },
  { "20/chunks cut", PANELIST_FAULT_CLOSE, OK CHUNKED "\r\nf\r\n" ORDER "\r\n", NULL, U, TRUE },
  { "21/absurd chunk", PANELIST_FAULT_CLOSE, OK CHUNKED "\r\n8000000000000000\r\n{", NULL, U, FALSE },
  { "22/one byte at a time", PANELIST_FAULT_DRIP, OK "Content-Length: 100000\r\n\r\n{", NULL, U, FALSE },
  { "23/endless body", PANELIST_FAULT_ENDLESS, OK "\r\n[", "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,", U, FALSE },
  { "26/plain as gzip", PANELIST_FAULT_CLOSE,
    OK CLOSED "Content-Encoding: gzip\r\n" LENGTH "\r\n" ORDER, NULL, P, FALSE },
  { "27/unknown coding", PANELIST_FAULT_NONE, OK "Content-Encoding: rot13\r\n" LENGTH "\r\n" ORDER, NULL, P, FALSE },
  { "28/early answer", PANELIST_FAULT_EARLY, OK LENGTH "\r\n" ORDER, NULL, P, FALSE },
  { "29/second answer", PANELIST_FAULT_NONE, OK LENGTH "\r\n" ORDER OK LENGTH "\r\n{\"order\":23502}", NULL, P, FALSE },
  { "30/301", PANELIST_FAULT_NONE, "HTTP/1.1 301 Moved\r\nLocation: /other\r\n" LENGTH "\r\n" ORDER, NULL, U, TRUE },
  { "30/302", PANELIST_FAULT_NONE, "HTTP/1.1 302 Found\r\nLocation: /api/v2\r\n" EMPTY, NULL, U, FALSE },
  { "30/303", PANELIST_FAULT_NONE, "HTTP/1.1 303 See\r\nLocation: /api/v2\r\n" EMPTY, NULL, U, FALSE },
  { "31/307", PANELIST_FAULT_NONE, "HTTP/1.1 307 Go\r\nLocation: https://localhost/\r\n" EMPTY, NULL, U, FALSE },
  { "32/308 loop", PANELIST_FAULT_NONE, "HTTP/1.1 308 Go\r\nLocation: /api/v2\r\n" EMPTY, NULL, U, FALSE },
  { "33/file", PANELIST_FAULT_NONE, "HTTP/1.1 302 Go\r\nLocation: file:///etc/passwd\r\n" EMPTY, NULL, U, FALSE },
  { "34/401 basic", PANELIST_FAULT_NONE,
    "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"a\"\r\n" SAY_NO, NULL, R, FALSE },
  { "35/407", PANELIST_FAULT_NONE,
    "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"a\"\r\n" SAY_NO, NULL, R, FALSE },
  { "36/408", PANELIST_FAULT_CLOSE, "HTTP/1.1 408 Late\r\n" LENGTH "\r\n" ORDER, NULL, U, TRUE },
  { "37/421", PANELIST_FAULT_NONE, "HTTP/1.1 421 Misdirected\r\n" SAY_NO, NULL, U, FALSE },
  { "38/429", PANELIST_FAULT_NONE, "HTTP/1.1 429 Slow\r\nRetry-After: -1\r\n" EMPTY, NULL, R, FALSE },
  { "39/500", PANELIST_FAULT_NONE, "HTTP/1.1 500 Oops\r\n" HTML, NULL, U, FALSE },
  { "39/502", PANELIST_FAULT_NONE, "HTTP/1.1 502 Oops\r\n" HTML, NULL, U, FALSE },
  { "39/503 with an error", PANELIST_FAULT_NONE, "HTTP/1.1 503 Oops\r\n" SAY_NO, NULL, U, FALSE },
  { "39/504", PANELIST_FAULT_NONE, "HTTP/1.1 504 Oops\r\n" HTML, NULL, U, FALSE },
  { "39/403 challenge", PANELIST_FAULT_NONE, "HTTP/1.1 403 No\r\n" HTML, NULL, U, FALSE },
  { "40/511", PANELIST_FAULT_NONE, "HTTP/1.1 511 Portal\r\n" HTML, NULL, U, FALSE },
  { "41/204", PANELIST_FAULT_NONE, "HTTP/1.1 204 Nothing\r\n\r\n", NULL, U, FALSE },
  { "41/205", PANELIST_FAULT_NONE, "HTTP/1.1 205 Reset\r\n" EMPTY, NULL, U, FALSE },
  { "42/206", PANELIST_FAULT_NONE, "HTTP/1.1 206 Part\r\n" LENGTH "\r\n" ORDER, NULL, U, TRUE },
};

/* Only a case that never ends by itself is worth a short patience. */
static guint
get_deadline (const Case *test)
{
  return test->fault == PANELIST_FAULT_SILENCE || test->fault == PANELIST_FAULT_DRIP ? 500 : PATIENCE;
}

static void
check_failure (const PanelistReply *reply)
{
  if (reply->failure == NULL)
    return;

  g_assert_true (reply->failure->domain == PANELIST_API_ERROR);
  g_assert_nonnull (reply->failure->message);
  g_assert_null (strstr (reply->failure->message, "canary"));
}

static void
test_add (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (PanelistFaultServer) server = NULL;
  g_autoptr (PanelistTransport) transport = NULL;
  g_autoptr (PanelistReply) reply = NULL;
  g_autoptr (PanelistAddAnswer) answer = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) tail = NULL;

  server = panelist_fault_server_new (NULL);
  transport = new_transport ();
  bytes = g_bytes_new_static (test->answer, strlen (test->answer));
  tail = test->tail != NULL ? g_bytes_new_static (test->tail, strlen (test->tail)) : NULL;
  panelist_fault_server_play (server, test->fault, bytes, tail);

  reply = send_within (transport, panelist_fault_server_get_address (server), TRUE, get_deadline (test));
  check_failure (reply);
  g_assert_true (reply->started);
  g_assert_cmpuint (g_bytes_get_size (reply->body), <=, 64 * 1024);

  answer = panelist_decode_add (reply, KEY);
  g_assert_cmpint (answer->outcome, ==, test->outcome);
  g_assert_cmpint (answer->candidate_id != NULL, ==, test->candidate);
  g_assert_cmpuint (panelist_fault_server_count (server, NULL), ==, 1);
  g_assert_cmpuint (panelist_fault_server_get_n_connections (server), ==, 1);
}

static void
test_read (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (PanelistFaultServer) server = NULL;
  g_autoptr (PanelistTransport) transport = NULL;
  g_autoptr (PanelistReply) reply = NULL;
  g_autoptr (PanelistBalance) balance = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) tail = NULL;
  g_autoptr (GError) error = NULL;

  server = panelist_fault_server_new (NULL);
  transport = new_transport ();
  bytes = g_bytes_new_static (test->answer, strlen (test->answer));
  tail = test->tail != NULL ? g_bytes_new_static (test->tail, strlen (test->tail)) : NULL;
  panelist_fault_server_play (server, test->fault, bytes, tail);

  reply = send_within (transport, panelist_fault_server_get_address (server), FALSE, get_deadline (test));
  check_failure (reply);

  /* no body of the table is a balance: whatever else came, it must be an error with words */
  balance = panelist_decode_balance (reply, KEY, &error);
  g_assert_null (balance);
  g_assert_nonnull (error);
  g_assert_null (strstr (error->message, "canary"));
  g_assert_cmpuint (panelist_fault_server_count (server, NULL), <=, 2);
}

/* Not sent: nothing of the key may have left */

static void
test_refused (void)
{
  g_autoptr (PanelistFaultServer) server = NULL;
  g_autoptr (PanelistTransport) transport = NULL;
  g_autoptr (PanelistReply) reply = NULL;
  g_autoptr (PanelistAddAnswer) answer = NULL;
  g_autofree char *address = NULL;

  server = panelist_fault_server_new (NULL);
  address = g_strdup (panelist_fault_server_get_address (server));
  g_clear_pointer (&server, panelist_fault_server_free);

  transport = new_transport ();
  reply = send_to (transport, address, TRUE);
  g_assert_false (reply->started);
  g_assert_error (reply->failure, PANELIST_API_ERROR, PANELIST_API_ERROR_UNREACHABLE);
  answer = panelist_decode_add (reply, KEY);
  g_assert_cmpint (answer->outcome, ==, N);
}

static void
test_bad_address (void)
{
  const char *addresses[] = { "http://panel.example/api/v2", "file:///etc/passwd", "https://a:b@panel.example/", "x" };
  g_autoptr (PanelistTransport) transport = NULL;

  transport = new_transport ();

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (PanelistReply) reply = NULL;

      reply = send_to (transport, addresses[i], TRUE);
      g_assert_false (reply->started);
      g_assert_error (reply->failure, PANELIST_API_ERROR, PANELIST_API_ERROR_WRONG_ADDRESS);
    }
}

static void
test_large_header (void)
{
  g_autoptr (PanelistFaultServer) server = NULL;
  g_autoptr (PanelistTransport) transport = NULL;
  g_autoptr (PanelistReply) reply = NULL;
  g_autoptr (GString) answer = NULL;

  server = panelist_fault_server_new (NULL);
  transport = new_transport ();
  answer = g_string_new (OK "X-Large: ");
  g_string_set_size (answer, 1024 * 1024);
  memset (answer->str + strlen (OK "X-Large: "), 'x', 1024 * 1024 - strlen (OK "X-Large: "));
  g_string_append (answer, "\r\n" LENGTH "\r\n" ORDER);
  panelist_fault_server_play_text (server, PANELIST_FAULT_CLOSE, answer->str);
  reply = send_to (transport, panelist_fault_server_get_address (server), TRUE);

  g_assert_true (reply->started);
  g_assert_nonnull (reply->failure);
  g_assert_cmpuint (g_bytes_get_size (reply->body), ==, 0);
  g_assert_cmpuint (panelist_fault_server_count (server, "add"), ==, 1);
}

/* Bytes on the wire */

static void
test_request (void)
{
  g_autoptr (PanelistFaultServer) server = NULL;
  g_autoptr (PanelistTransport) transport = NULL;
  g_autoptr (PanelistReply) reply = NULL;
  g_autofree char *request = NULL;

  server = panelist_fault_server_new (NULL);
  transport = new_transport ();
  panelist_fault_server_play_json (server, ORDER);
  reply = send_to (transport, panelist_fault_server_get_address (server), TRUE);
  request = panelist_fault_server_dup_request (server, 0);

  g_assert_true (g_str_has_prefix (request, "POST /api/v2 HTTP/1.1\r\n"));
  g_assert_true (g_str_has_suffix (request, "\r\n\r\nkey=canary%2Bkey%2F0123456789&action=add"));
  g_assert_nonnull (strstr (request, "\r\nAccept: application/json\r\n"));
  g_assert_nonnull (strstr (request, "\r\nUser-Agent: Panelist/" PANELIST_VERSION "\r\n"));
  g_assert_nonnull (strstr (request, "\r\nContent-Type: application/x-www-form-urlencoded\r\n"));
  g_assert_null (strstr (request, "Cookie"));
  g_assert_null (strstr (request, "Authorization"));
}

static void
test_location (void)
{
  g_autoptr (PanelistFaultServer) server = NULL;
  g_autoptr (PanelistTransport) transport = NULL;
  g_autoptr (PanelistReply) reply = NULL;

  server = panelist_fault_server_new (NULL);
  transport = new_transport ();
  panelist_fault_server_play_text (server, PANELIST_FAULT_NONE,
                                   "HTTP/1.1 301 Moved\r\nLocation: https://other.example/?key=" KEY "\r\n"
                                   "Content-Length: 0\r\n\r\n");
  reply = send_to (transport, panelist_fault_server_get_address (server), FALSE);

  g_assert_cmpuint (reply->http_status, ==, 301);
  g_assert_true (g_str_has_prefix (reply->location, "https://other.example/"));
  g_assert_null (strstr (reply->location, KEY));
  g_assert_cmpuint (panelist_fault_server_count (server, NULL), ==, 1);
}

static void
test_retry_after (void)
{
  const struct {
    const char *value;
    int64_t seconds;
  } table[] = {
    { NULL, 0 },
    { "-1", 1 },
    { "0", 1 },
    { "30", 30 },
    { "1000000000", 900 },
    { "soon", 60 },
    { "", 60 },
    { "Sat, 01 Jan 2022 00:02:00 GMT", 120 },
    { "Sat, 01 Jan 2000 00:00:00 GMT", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_cmpint (panelist_http_parse_retry_after (table[i].value, 1640995200), ==, table[i].seconds);
}

static void
test_agent (void)
{
  g_assert_cmpstr (panelist_http_check_agent (NULL), ==, "Panelist/" PANELIST_VERSION);
  g_assert_cmpstr (panelist_http_check_agent (""), ==, "Panelist/" PANELIST_VERSION);
  g_assert_cmpstr (panelist_http_check_agent ("a\r\nKey: b"), ==, "Panelist/" PANELIST_VERSION);
  g_assert_cmpstr (panelist_http_check_agent ("Mozilla/5.0 (X11)"), ==, "Mozilla/5.0 (X11)");
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *add = NULL;
      g_autofree char *read = NULL;

      add = g_strdup_printf ("/http/add/%s", cases[i].name);
      read = g_strdup_printf ("/http/read/%s", cases[i].name);
      g_test_add_data_func (add, &cases[i], test_add);
      g_test_add_data_func (read, &cases[i], test_read);
    }

  g_test_add_func ("/http/not-sent/refused", test_refused);
  g_test_add_func ("/http/not-sent/bad-address", test_bad_address);
  g_test_add_func ("/http/large-header", test_large_header);
  g_test_add_func ("/http/request", test_request);
  g_test_add_func ("/http/location", test_location);
  g_test_add_func ("/http/retry-after", test_retry_after);
  g_test_add_func ("/http/agent", test_agent);

  return g_test_run ();
}
