/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "panelist-api-error.h"
#include "panelist-decode.h"
#include "panelist-fault-server.h"
#include "panelist-http.h"

#define KEY "canary0123456789abcdef"

static PanelistFaultServer *proxy = NULL;

/* The proxy of the whole process: what GLib gives out as its default. */
#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GSimpleProxyResolver)

struct _TestResolver {
  GSimpleProxyResolver parent_instance;
};

static void test_resolver_iface_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestResolver, test_resolver, G_TYPE_SIMPLE_PROXY_RESOLVER,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, test_resolver_iface_init))

static gboolean
test_resolver_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

/* The rest is inherited. */
static void
test_resolver_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = test_resolver_is_supported;
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
}

static void
test_resolver_init (TestResolver *self)
{
  g_autoptr (GUri) address = NULL;
  g_autofree char *uri = NULL;

  address = g_uri_parse (panelist_fault_server_get_address (proxy), G_URI_FLAGS_NONE, NULL);
  uri = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (address));
  g_simple_proxy_resolver_set_default_proxy (G_SIMPLE_PROXY_RESOLVER (self), uri);
}

static PanelistReply *
send_to (const char *address)
{
  g_autoptr (PanelistTransport) transport = NULL;
  g_autoptr (PanelistForm) form = NULL;
  g_autoptr (PanelistKey) key = NULL;
  PanelistRequest request = { 0, };
  DexFuture *future = NULL;
  PanelistReply *reply = NULL;

  transport = panelist_http_new ();
  form = panelist_form_new ("add");
  key = panelist_key_new (KEY, NULL);
  request.address = address;
  request.form = form;
  request.key = key;
  request.is_write = TRUE;
  request.max_body = 64 * 1024;
  request.deadline = 60000;
  future = panelist_transport_send (transport, &request);

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);

  reply = g_value_dup_boxed (dex_future_get_value (future, NULL));
  dex_unref (future);

  return reply;
}

/* An answer to CONNECT looks like one to the order; an order was not sent all the same (safety.md A4). */
static void
test_connect (gconstpointer data)
{
  const char *status = data;
  g_autofree char *answer = NULL;
  g_autofree char *request = NULL;
  g_autoptr (PanelistReply) reply = NULL;
  g_autoptr (PanelistAddAnswer) decoded = NULL;
  guint before = 0;

  before = panelist_fault_server_count (proxy, NULL);
  answer = g_strdup_printf ("HTTP/1.1 %s\r\nProxy-Authenticate: Basic realm=\"a\"\r\n"
                            "Content-Length: 15\r\n\r\n{\"order\":23501}", status);
  panelist_fault_server_play_text (proxy, PANELIST_FAULT_CLOSE, answer);
  reply = send_to ("https://panel.example/api/v2");

  g_assert_cmpuint (panelist_fault_server_count (proxy, NULL), ==, before + 1);
  request = panelist_fault_server_dup_request (proxy, before);
  g_assert_true (g_str_has_prefix (request, "CONNECT panel.example:443 "));
  g_assert_null (strstr (request, KEY));
  g_assert_false (reply->started);
  g_assert_error (reply->failure, PANELIST_API_ERROR, PANELIST_API_ERROR_PROXY);
  decoded = panelist_decode_add (reply, KEY);
  g_assert_cmpint (decoded->outcome, ==, PANELIST_INTENT_NOT_SENT);
}

static void
test_loopback (void)
{
  g_autoptr (PanelistFaultServer) server = NULL;
  g_autoptr (PanelistReply) reply = NULL;
  guint before = 0;

  before = panelist_fault_server_get_n_connections (proxy);
  server = panelist_fault_server_new (NULL);
  panelist_fault_server_play_json (server, "{\"order\":23501}");
  reply = send_to (panelist_fault_server_get_address (server));
  g_assert_no_error (reply->failure);
  g_assert_cmpuint (panelist_fault_server_count (server, "add"), ==, 1);
  g_assert_cmpuint (panelist_fault_server_get_n_connections (proxy), ==, before);
}

int
main (int   argc,
      char *argv[])
{
  int result = 0;

  dex_init ();
  g_test_init (&argc, &argv, NULL);
  proxy = panelist_fault_server_new (NULL);
  g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  g_unsetenv ("GIO_USE_PROXY_RESOLVER");
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, TEST_TYPE_RESOLVER, "test", 1000);

  g_test_add_data_func ("/proxy/407", "407 Sign In", test_connect);
  g_test_add_data_func ("/proxy/403", "403 Forbidden", test_connect);
  g_test_add_data_func ("/proxy/502", "502 Bad Gateway", test_connect);
  g_test_add_func ("/proxy/loopback", test_loopback);

  result = g_test_run ();
  g_clear_pointer (&proxy, panelist_fault_server_free);

  return result;
}
