/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-api"

#include "config.h"

#include "panelist-http.h"

#include <libsoup/soup.h>

#include "panelist-address.h"
#include "panelist-api-error.h"
#include "panelist-clock.h"
#include "panelist-dex.h"
#include "panelist-http-body.h"
#include "panelist-redact.h"
#include "panelist-text.h"

#define READ_STEP         (16 * 1024)
#define SOCKET_TIMEOUT    90
#define IDLE_TIMEOUT      60
#define MAX_CONNECTIONS   64
#define MAX_PER_HOST      8
#define MAX_INTERIM       16
#define SLOWEST_RATE      1024
#define CONNECT_DEADLINE  10000
#define SLOW_WINDOW       10000

struct _PanelistHttp {
  GObject parent_instance;

  guint connect_deadline;
  guint slow_window;

  /* reads and writes never wait for each other; loopback addresses never go through a proxy */
  SoupSession *sessions[2][2];
};

typedef enum {
  PROP_CONNECT_DEADLINE = 1,
  PROP_SLOW_WINDOW,
} PanelistHttpProperty;

static GParamSpec *properties[PROP_SLOW_WINDOW + 1];

static void panelist_http_transport_init (PanelistTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PanelistHttp, panelist_http, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PANELIST_TYPE_TRANSPORT, panelist_http_transport_init))

/* Why a call was given up by us; the first reason stands. */
typedef enum {
  REASON_NONE,
  REASON_CONNECT,
  REASON_DEADLINE,
  REASON_SLOW,
  REASON_MISDIRECTED,
  REASON_RESTARTED,
  REASON_INTERIM,
} Reason;

/* One call from the first attempt to the last byte. Lives as long as its fiber. */
typedef struct {
  PanelistHttp *http;
  SoupSession *session;
  char *address;
  char *user_agent;
  PanelistForm *form;
  PanelistKey *key;
  gboolean is_write;
  gboolean bearer;
  gboolean loopback;
  gsize max_body;
  guint deadline;

  SoupMessage *message;
  GCancellable *cancellable;
  GCancellable *step;
  DexFuture *timers[3];
  GByteArray *body;
  guint64 n_seen;
  guint64 n_window;
  guint n_interim;
  Reason reason;
  gboolean started;
  gboolean complete;
  gboolean over_cap;
} Call;

static void
drop_message (Call *call)
{
  if (call->message != NULL)
    g_signal_handlers_disconnect_by_data (call->message, call);

  g_clear_object (&call->message);
  g_clear_object (&call->cancellable);
}

static void
call_free (gpointer data)
{
  Call *call = data;

  for (guint i = 0; i < G_N_ELEMENTS (call->timers); i++)
    dex_clear (&call->timers[i]);

  drop_message (call);
  g_clear_object (&call->http);
  g_clear_object (&call->session);
  g_clear_object (&call->step);
  g_clear_pointer (&call->form, panelist_form_unref);
  g_clear_pointer (&call->key, panelist_key_unref);
  g_clear_pointer (&call->body, g_byte_array_unref);
  g_free (call->address);
  g_free (call->user_agent);
  g_free (call);
}

/* Ends a call at once; what waits for it sees the operation complete as canceled. */
static void
call_stop (Call   *call,
           Reason  reason)
{
  if (call->reason == REASON_NONE)
    call->reason = reason;

  if (call->cancellable != NULL)
    g_cancellable_cancel (call->cancellable);

  if (call->step != NULL)
    g_cancellable_cancel (call->step);
}

static DexFuture *
connect_deadline_cb (DexFuture *timer,
                     gpointer   user_data)
{
  Call *call = user_data;

  if (!call->started)
    call_stop (call, REASON_CONNECT);

  return NULL;
}

static DexFuture *
total_deadline_cb (DexFuture *timer,
                   gpointer   user_data)
{
  call_stop (user_data, REASON_DEADLINE);

  return NULL;
}

static DexFuture *
slow_window_cb (DexFuture *timer,
                gpointer   user_data)
{
  Call *call = user_data;
  guint64 least = 0;

  least = (guint64) SLOWEST_RATE * call->http->slow_window / 1000;

  if (call->n_seen - call->n_window < least)
    {
      call_stop (call, REASON_SLOW);
      return NULL;
    }

  call->n_window = call->n_seen;

  return panelist_clock_deadline (call->http->slow_window);
}

/* SoupMessage */

static void
starting_cb (SoupMessage *message,
             gpointer     user_data)
{
  Call *call = user_data;

  call->started = TRUE;
}

static void
got_headers_cb (SoupMessage *message,
                gpointer     user_data)
{
  /* libsoup would read the body without a cap and then post again, without a body (B2, B3) */
  if (soup_message_get_status (message) == SOUP_STATUS_MISDIRECTED_REQUEST)
    call_stop (user_data, REASON_MISDIRECTED);
}

static void
restarted_cb (SoupMessage *message,
              gpointer     user_data)
{
  call_stop (user_data, REASON_RESTARTED);
}

static void
got_informational_cb (SoupMessage *message,
                      gpointer     user_data)
{
  Call *call = user_data;

  if (++call->n_interim > MAX_INTERIM)
    call_stop (call, REASON_INTERIM);
}

static void
add_headers (Call        *call,
             SoupMessage *message)
{
  SoupMessageHeaders *headers = NULL;

  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Accept", "application/json");
  soup_message_headers_replace (headers, "User-Agent", panelist_http_check_agent (call->user_agent));

  if (call->bearer)
    {
      g_autofree char *value = NULL;

      value = g_strconcat ("Bearer ", panelist_key_get_text (call->key), NULL);
      soup_message_headers_replace (headers, "Authorization", value);
      explicit_bzero (value, strlen (value));
    }
}

static SoupMessage *
new_message (Call *call)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) body = NULL;

  if ((message = soup_message_new (SOUP_METHOD_POST, call->address)) == NULL)
    return NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_disable_feature (message, SOUP_TYPE_AUTH_MANAGER);

  /* HTTP/2 lets libsoup send a request again (B5), and a server that agrees to it and then hangs up leaves
   * libsoup 3.6.5 with a request that never ends, canceled or not. */
  soup_message_set_force_http1 (message, TRUE);

  if (!call->is_write)
    soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);

  g_signal_connect (message, "starting", G_CALLBACK (starting_cb), call);
  g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), call);
  g_signal_connect (message, "restarted", G_CALLBACK (restarted_cb), call);
  g_signal_connect (message, "got-informational", G_CALLBACK (got_informational_cb), call);

  add_headers (call, message);
  body = panelist_http_build_body (call->form, call->key);
  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);

  return g_steal_pointer (&message);
}

/* Inside the fiber */

static void
take_bytes (Call   *call,
            GBytes *bytes)
{
  gsize size = 0;
  gconstpointer data = NULL;

  data = g_bytes_get_data (bytes, &size);
  call->n_seen += size;
  call->over_cap = call->n_seen > call->max_body;
  size = MIN (size, call->max_body - call->body->len);

  if (size > 0)
    g_byte_array_append (call->body, data, (guint) size);
}

static gboolean
read_body (Call          *call,
           GInputStream  *stream,
           GError       **error)
{
  if (!call->is_write)
    call->timers[2] = dex_future_catch_loop (panelist_clock_deadline (call->http->slow_window),
                                             slow_window_cb, call, NULL);

  while (!call->over_cap)
    {
      g_autoptr (GBytes) bytes = NULL;
      DexFuture *step = NULL;

      step = panelist_stream_read_bytes (stream, READ_STEP);
      g_set_object (&call->step, dex_promise_get_cancellable (DEX_PROMISE (step)));
      bytes = dex_await_boxed (step, error);
      g_clear_object (&call->step);

      if (bytes == NULL)
        return FALSE;

      if (call->reason != REASON_NONE)
        return g_cancellable_set_error_if_cancelled (call->cancellable, error), FALSE;

      if (g_bytes_get_size (bytes) == 0)
        {
          call->complete = TRUE;
          return TRUE;
        }

      take_bytes (call, bytes);
    }

  /* Without this, dropping the stream would wait for the rest of the body. */
  g_cancellable_cancel (call->cancellable);

  return TRUE;
}

static gboolean
attempt (Call    *call,
         GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  DexFuture *send = NULL;

  drop_message (call);

  if ((call->message = new_message (call)) == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "The address is not valid");
      return FALSE;
    }

  send = panelist_soup_send (call->session, call->message, G_PRIORITY_DEFAULT);
  call->cancellable = g_object_ref (dex_promise_get_cancellable (DEX_PROMISE (send)));

  if ((stream = dex_await_object (send, error)) == NULL)
    return FALSE;

  return read_body (call, stream, error);
}

/* A stale connection ends without one byte of an answer; a read may then be asked again, once (B4). */
static gboolean
may_try_again (Call         *call,
               const GError *error)
{
  if (call->is_write || call->reason != REASON_NONE || !call->started)
    return FALSE;

  if (soup_message_get_status (call->message) != SOUP_STATUS_NONE)
    return FALSE;

  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
}

static GError *
fail (PanelistApiError  code,
      guint             status,
      const char       *message)
{
  return panelist_api_error_new (code, PANELIST_ERROR_CLASS_OTHER, status, message);
}

static gboolean
is_offline (Call *call)
{
  return !call->loopback && !call->started &&
         !g_network_monitor_get_network_available (g_network_monitor_get_default ());
}

static GError *
describe_reason (Call  *call,
                 guint  status)
{
  switch (call->reason)
    {
    case REASON_CONNECT:
      if (is_offline (call))
        return fail (PANELIST_API_ERROR_OFFLINE, 0, "This computer is offline");
      return fail (PANELIST_API_ERROR_TIMED_OUT, status, "No connection in time");

    case REASON_DEADLINE:
      return fail (PANELIST_API_ERROR_TIMED_OUT, status, "No complete answer in time");

    case REASON_SLOW:
      return fail (PANELIST_API_ERROR_TIMED_OUT, status, "The answer came too slowly");

    case REASON_MISDIRECTED:
      return fail (PANELIST_API_ERROR_HTTP, status, "The server is not the one for this address (421)");

    case REASON_RESTARTED:
      return fail (PANELIST_API_ERROR_UNREACHABLE, status, "The connection asked to send again");

    case REASON_INTERIM:
      return fail (PANELIST_API_ERROR_UNREACHABLE, status, "The server sent interim answers only");

    case REASON_NONE:
    default:
      return NULL;
    }
}

static gboolean
is_of_proxy (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_FAILED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NOT_ALLOWED);
}

static GError *
describe_error (Call         *call,
                const GError *error,
                guint         status)
{
  g_autofree char *text = NULL;
  GTlsCertificateFlags flags = G_TLS_CERTIFICATE_NO_FLAGS;

  flags = soup_message_get_tls_peer_certificate_errors (call->message);
  text = panelist_redact (error->message, -1, panelist_key_get_text (call->key));

  if (flags != G_TLS_CERTIFICATE_NO_FLAGS && error->domain == G_TLS_ERROR)
    {
      g_autofree char *words = NULL;

      words = panelist_http_describe_flags (flags);
      return fail (PANELIST_API_ERROR_NOT_SECURE, status, words);
    }

  if (is_offline (call))
    return fail (PANELIST_API_ERROR_OFFLINE, 0, "This computer is offline");

  if (error->domain == G_TLS_ERROR && error->code != G_TLS_ERROR_EOF)
    return fail (PANELIST_API_ERROR_NOT_SECURE, status, text);

  if (is_of_proxy (error))
    return fail (PANELIST_API_ERROR_PROXY, status, text);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return fail (PANELIST_API_ERROR_TIMED_OUT, status, text);

  return fail (PANELIST_API_ERROR_UNREACHABLE, status, text);
}

static GError *
describe_failure (Call         *call,
                  const GError *error,
                  guint         status)
{
  if (call->reason != REASON_NONE)
    return describe_reason (call, status);

  if (error != NULL)
    return describe_error (call, error, status);

  /* A status without the request having been started is a proxy's word (A4). */
  if (!call->started)
    return fail (PANELIST_API_ERROR_PROXY, status, status == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED
                                                       ? "The proxy asks for a sign-in"
                                                       : "The proxy refused the connection");

  if (call->over_cap)
    return fail (PANELIST_API_ERROR_TOO_LARGE, status, "The answer is too large");

  return NULL;
}

static char *
dup_location (Call        *call,
              const char  *location)
{
  g_autofree char *absolute = NULL;
  g_autofree char *redacted = NULL;

  if (location == NULL)
    return NULL;

  absolute = g_uri_resolve_relative (call->address, location, G_URI_FLAGS_NONE, NULL);
  redacted = panelist_redact (absolute != NULL ? absolute : location, -1, panelist_key_get_text (call->key));

  return panelist_text_display (redacted, -1, PANELIST_TEXT_DISPLAY_MAX);
}

static PanelistReply *
make_reply (Call         *call,
            const GError *error)
{
  g_autoptr (PanelistReply) reply = NULL;
  SoupMessageHeaders *headers = NULL;

  reply = panelist_reply_new ();
  reply->started = call->started;
  reply->complete = call->complete;
  reply->over_cap = call->over_cap;
  g_clear_pointer (&reply->body, g_bytes_unref);
  reply->body = g_byte_array_free_to_bytes (g_steal_pointer (&call->body));

  if (call->message == NULL)
    {
      reply->failure = fail (PANELIST_API_ERROR_WRONG_ADDRESS, 0, error->message);
      return g_steal_pointer (&reply);
    }

  reply->http_status = soup_message_get_status (call->message);
  reply->failure = describe_failure (call, error, reply->http_status);
  headers = soup_message_get_response_headers (call->message);

  if (SOUP_STATUS_IS_REDIRECTION (reply->http_status))
    reply->location = dup_location (call, soup_message_headers_get_one (headers, "Location"));

  if (reply->http_status >= 400)
    reply->retry_after = panelist_http_parse_retry_after (soup_message_headers_get_one (headers, "Retry-After"),
                                                          panelist_clock_now ());

  return g_steal_pointer (&reply);
}

static DexFuture *
send_fiber (gpointer data)
{
  Call *call = data;
  g_autoptr (GError) error = NULL;
  PanelistReply *reply = NULL;

  call->timers[0] = dex_future_catch (panelist_clock_deadline (call->http->connect_deadline),
                                      connect_deadline_cb, call, NULL);
  call->timers[1] = dex_future_catch (panelist_clock_deadline (call->deadline),
                                      total_deadline_cb, call, NULL);

  if (!attempt (call, &error) && call->message != NULL && may_try_again (call, error))
    {
      g_clear_error (&error);
      attempt (call, &error);
    }

  reply = make_reply (call, error);
  drop_message (call);

  return dex_future_new_take_boxed (PANELIST_TYPE_REPLY, reply);
}

/* PanelistTransport */

static DexFuture *
panelist_http_send (PanelistTransport     *transport,
                    const PanelistRequest *request)
{
  PanelistHttp *self = PANELIST_HTTP (transport);
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  Call *call = NULL;

  if ((address = panelist_address_normalize (request->address, &error)) == NULL)
    {
      PanelistReply *reply = NULL;

      reply = panelist_reply_new ();
      reply->failure = fail (PANELIST_API_ERROR_WRONG_ADDRESS, 0, error->message);
      return dex_future_new_take_boxed (PANELIST_TYPE_REPLY, reply);
    }

  call = g_new0 (Call, 1);
  call->http = g_object_ref (self);
  call->loopback = panelist_address_is_loopback (address);
  call->session = g_object_ref (self->sessions[request->is_write][call->loopback]);
  call->address = g_steal_pointer (&address);
  call->user_agent = g_strdup (request->user_agent);
  call->form = panelist_form_ref (request->form);
  call->key = panelist_key_ref (request->key);
  call->is_write = request->is_write;
  call->bearer = request->bearer;
  call->max_body = request->max_body;
  call->deadline = request->deadline;
  call->body = g_byte_array_new ();

  return panelist_spawn ("panelist-http-send", send_fiber, call, call_free);
}

static void
panelist_http_transport_init (PanelistTransportInterface *iface)
{
  iface->send = panelist_http_send;
}

/* GObject */

static void
panelist_http_dispose (GObject *object)
{
  PanelistHttp *self = PANELIST_HTTP (object);

  for (guint i = 0; i < 4; i++)
    {
      SoupSession **session = &self->sessions[i / 2][i % 2];

      if (*session != NULL)
        soup_session_abort (*session);

      g_clear_object (session);
    }

  G_OBJECT_CLASS (panelist_http_parent_class)->dispose (object);
}

static void
panelist_http_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  PanelistHttp *self = PANELIST_HTTP (object);

  switch ((PanelistHttpProperty) prop_id)
    {
    case PROP_CONNECT_DEADLINE:
      g_value_set_uint (value, self->connect_deadline);
      break;

    case PROP_SLOW_WINDOW:
      g_value_set_uint (value, self->slow_window);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
panelist_http_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  PanelistHttp *self = PANELIST_HTTP (object);

  switch ((PanelistHttpProperty) prop_id)
    {
    case PROP_CONNECT_DEADLINE:
      self->connect_deadline = g_value_get_uint (value);
      break;

    case PROP_SLOW_WINDOW:
      self->slow_window = g_value_get_uint (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
panelist_http_class_init (PanelistHttpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = panelist_http_dispose;
  object_class->get_property = panelist_http_get_property;
  object_class->set_property = panelist_http_set_property;

  properties[PROP_CONNECT_DEADLINE] =
    g_param_spec_uint ("connect-deadline", NULL, NULL, 1, G_MAXUINT, CONNECT_DEADLINE,
                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  properties[PROP_SLOW_WINDOW] =
    g_param_spec_uint ("slow-window", NULL, NULL, 1, G_MAXUINT, SLOW_WINDOW,
                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static SoupSession *
new_session (gboolean loopback)
{
  SoupSession *session = NULL;

  session = soup_session_new_with_options ("max-conns", MAX_CONNECTIONS,
                                           "max-conns-per-host", MAX_PER_HOST,
                                           "timeout", SOCKET_TIMEOUT,
                                           "idle-timeout", IDLE_TIMEOUT,
                                           NULL);

  if (loopback)
    soup_session_set_proxy_resolver (session, NULL);

  return session;
}

static void
panelist_http_init (PanelistHttp *self)
{
  for (guint i = 0; i < 4; i++)
    self->sessions[i / 2][i % 2] = new_session (i % 2 == 1);
}

/**
 * panelist_http_new:
 *
 * Returns: (transfer full): a transport without cookies, cache, log or credentials
 */
PanelistTransport *
panelist_http_new (void)
{
  return g_object_new (PANELIST_TYPE_HTTP, NULL);
}
