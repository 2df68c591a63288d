/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-demo"

#include "config.h"

#include "panelist-demo-server.h"

#include <errno.h>
#include <fcntl.h>
#include <libsoup/soup.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "panelist-demo-faults.h"
#include "panelist-demo-json.h"
#include "panelist-demo-panel.h"
#include "panelist-redact.h"

#define SLOW_PIECE 64
#define SLOW_PAUSE 50

struct _PanelistDemoServer {
  GObject parent_instance;
  guint port;
  char *key;
  guint n_services;
  guint seed;
  double time_scale;
  char *faults_text;
  char *log_path;
  char *address;
  int log_file;
  SoupServer *server;
  PanelistDemoPanel *panel;
  PanelistDemoFaults *faults;
};

G_DEFINE_FINAL_TYPE (PanelistDemoServer, panelist_demo_server, G_TYPE_OBJECT)

enum {
  PROP_PORT = 1,
  PROP_KEY,
  PROP_N_SERVICES,
  PROP_SEED,
  PROP_TIME_SCALE,
  PROP_FAULTS,
  PROP_LOG,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

/* A request on its way through the faults. */
typedef struct {
  PanelistDemoServer *self;
  SoupServerMessage *message;
  GHashTable *form;
  GString *log;
  PanelistDemoFate fate;
  GBytes *answer;       /* once the call is done */
  gboolean gone;        /* nobody listens any more */
} Call;

/* The end of an answer that is sent piece by piece, over the stolen connection. */
typedef struct {
  GIOStream *stream;
  GBytes *bytes;
  gsize sent;
} Trickle;

static void
call_free (Call *call)
{
  g_signal_handlers_disconnect_by_data (call->message, call);
  g_object_unref (call->self);
  g_object_unref (call->message);
  g_hash_table_unref (call->form);
  g_string_free (call->log, TRUE);
  g_clear_pointer (&call->answer, g_bytes_unref);
  g_free (call);
}

/* Reads the form's fields in their order and writes all but the key into `log`. */
static GHashTable *
read_form (SoupMessageBody *body,
           GString         *log)
{
  g_autoptr (GHashTable) form = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) pairs = g_strsplit (text, "&", -1);

  for (gsize i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) sides = g_strsplit (g_strdelimit (pairs[i], "+", ' '), "=", 2);
      g_autofree char *name = sides[0] ? g_uri_unescape_string (sides[0], NULL) : NULL;
      g_autofree char *value = sides[0] && sides[1] ? g_uri_unescape_string (sides[1], NULL) : NULL;

      if (name == NULL || value == NULL || !g_utf8_validate (name, -1, NULL) || !g_utf8_validate (value, -1, NULL))
        continue;
      if (strcmp (name, "key") != 0)
        panelist_demo_json_append_pair (log, name, value);
      g_hash_table_replace (form, g_steal_pointer (&name), g_steal_pointer (&value));
    }
  return g_steal_pointer (&form);
}

static void
write_log (PanelistDemoServer *self,
           GString            *log)
{
  g_autofree char *text = NULL;
  const char *at;
  gsize left;

  if (self->log_file < 0)
    return;
  text = panelist_redact (log->str, (gssize) log->len, self->key);
  at = text;
  left = strlen (text);
  while (left > 0)
    {
      gssize written = write (self->log_file, at, left);

      if (written < 0)
        {
          g_warning ("Can't write the log: %s", g_strerror (errno));
          return;
        }
      at += written;
      left -= (gsize) written;
    }
}

static void
set_text (SoupServerMessage *message,
          guint              status,
          const char        *type,
          const char        *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

static void
set_json (SoupServerMessage *message,
          GBytes            *answer)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (message), "application/json",
                                         NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), answer);
}

static void
close_connection (SoupServerMessage *message,
                  gboolean           reset)
{
  GSocket *socket = soup_server_message_get_socket (message);
  g_autoptr (GIOStream) stream = NULL;

  if (reset && socket != NULL)
    {
      const struct linger linger = { .l_onoff = 1 };

      if (setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger) != 0)
        g_warning ("Can't have the connection reset: %s", g_strerror (errno));
    }
  stream = soup_server_message_steal_connection (message);
  g_io_stream_close (stream, NULL, NULL);
}

static void
trickle_free (Trickle *trickle)
{
  g_io_stream_close (trickle->stream, NULL, NULL);
  g_object_unref (trickle->stream);
  g_bytes_unref (trickle->bytes);
  g_free (trickle);
}

static gboolean
trickle_on (gpointer data)
{
  Trickle *trickle = data;
  gsize size = 0;
  const char *bytes = g_bytes_get_data (trickle->bytes, &size);
  gsize piece = MIN (SLOW_PIECE, size - trickle->sent);

  if (piece == 0
      || !g_output_stream_write_all (g_io_stream_get_output_stream (trickle->stream), bytes + trickle->sent,
                                     piece, NULL, NULL, NULL))
    return G_SOURCE_REMOVE;
  trickle->sent += piece;
  return G_SOURCE_CONTINUE;
}

/* Takes the connection and sends the answer by hand, slowly or only the first half of it. */
static void
send_by_hand (SoupServerMessage *message,
              GBytes            *answer,
              gboolean           truncate)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (answer, &size);
  GString *text = g_string_new (NULL);
  Trickle *trickle = g_new0 (Trickle, 1);

  g_string_append_printf (text, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %"
                          G_GSIZE_FORMAT "\r\nConnection: close\r\n\r\n", size);
  g_string_append_len (text, data, (gssize) (truncate ? size / 2 : size));
  trickle->bytes = g_string_free_to_bytes (text);
  trickle->stream = soup_server_message_steal_connection (message);
  if (truncate)
    {
      g_output_stream_write_all (g_io_stream_get_output_stream (trickle->stream),
                                 g_bytes_get_data (trickle->bytes, NULL), g_bytes_get_size (trickle->bytes),
                                 NULL, NULL, NULL);
      trickle_free (trickle);
    }
  else
    g_timeout_add_full (G_PRIORITY_DEFAULT, SLOW_PAUSE, trickle_on, trickle, (GDestroyNotify) trickle_free);
}

/* The answer to a call that was not done. */
static void
answer_before (Call *call)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (call->message);
  PanelistDemoFault fault = call->fate.fault;

  if (fault == PANELIST_DEMO_FAULT_REDIRECT)
    {
      set_text (call->message, SOUP_STATUS_FOUND, "text/html", "<html><body>Moved</body></html>");
      soup_message_headers_replace (headers, "Location", "https://elsewhere.example/api/v2");
    }
  else if (fault == PANELIST_DEMO_FAULT_RATE)
    {
      set_text (call->message, 429, "application/json", "{\"error\": \"Too many requests\"}");
      soup_message_headers_replace (headers, "Retry-After", "7");
    }
  else if (fault == PANELIST_DEMO_FAULT_REFUSE)
    set_text (call->message, SOUP_STATUS_OK, "application/json", "{\"error\": \"Not enough funds on balance\"}");
  else if (fault == PANELIST_DEMO_FAULT_STATUS_BEFORE)
    {
      GString *json = g_string_new ("{");

      panelist_demo_json_append_pair (json, "error", soup_status_get_phrase (call->fate.status));
      g_string_append_c (json, '}');
      set_text (call->message, call->fate.status, "application/json", json->str);
      g_string_free (json, TRUE);
    }
  else
    close_connection (call->message, fault == PANELIST_DEMO_FAULT_RESET);
}

static void
answer_with_page (SoupServerMessage *message,
                  guint              status)
{
  g_autofree char *page = NULL;

  page = g_strdup_printf ("<html><body>%u %s</body></html>", status, soup_status_get_phrase (status));
  set_text (message, status, "text/html", page);
}

/* The answer to a call that was done. */
static void
answer_after (Call *call)
{
  switch (call->fate.fault)
    {
    case PANELIST_DEMO_FAULT_DROP_AFTER:
    case PANELIST_DEMO_FAULT_RESET_AFTER:
      close_connection (call->message, call->fate.fault == PANELIST_DEMO_FAULT_RESET_AFTER);
      break;
    case PANELIST_DEMO_FAULT_SLOW:
    case PANELIST_DEMO_FAULT_TRUNCATE:
      send_by_hand (call->message, call->answer, call->fate.fault == PANELIST_DEMO_FAULT_TRUNCATE);
      break;
    case PANELIST_DEMO_FAULT_HTML:
      set_text (call->message, SOUP_STATUS_OK, "text/html",
                "<!doctype html><html><head><title>Just a moment...</title></head><body></body></html>");
      break;
    case PANELIST_DEMO_FAULT_EMPTY:
      set_text (call->message, SOUP_STATUS_OK, "application/json", "");
      break;
    case PANELIST_DEMO_FAULT_STATUS_AFTER:
      answer_with_page (call->message, call->fate.status);
      break;
    case PANELIST_DEMO_FAULT_NONE:
    case PANELIST_DEMO_FAULT_DROP_BEFORE:
    case PANELIST_DEMO_FAULT_RESET:
    case PANELIST_DEMO_FAULT_REDIRECT:
    case PANELIST_DEMO_FAULT_RATE:
    case PANELIST_DEMO_FAULT_REFUSE:
    case PANELIST_DEMO_FAULT_STATUS_BEFORE:
    default:
      set_json (call->message, call->answer);
      break;
    }
}

static void
answer_call (Call *call)
{
  if (call->gone)
    return;
  if (call->fate.delay > 0 || call->fate.late > 0)
    soup_server_message_unpause (call->message);
  if (call->answer == NULL)
    answer_before (call);
  else
    answer_after (call);
}

static gboolean
answer_late_call (gpointer data)
{
  answer_call (data);
  return G_SOURCE_REMOVE;
}

/* Does the call, also for somebody who has hung up meanwhile, as every panel does. */
static gboolean
do_call (gpointer data)
{
  Call *call = data;
  PanelistDemoServer *self = call->self;

  if (self->panel != NULL
      && (call->fate.fault == PANELIST_DEMO_FAULT_NONE || call->fate.fault >= PANELIST_DEMO_FAULT_DROP_AFTER))
    call->answer = panelist_demo_panel_answer (self->panel, call->form, call->log);
  write_log (self, call->log);
  if (call->fate.late > 0)
    g_timeout_add_full (G_PRIORITY_DEFAULT, call->fate.late, answer_late_call, call, (GDestroyNotify) call_free);
  else
    {
      answer_call (call);
      call_free (call);
    }
  return G_SOURCE_REMOVE;
}

static void
on_gone (SoupServerMessage *message,
         Call              *call)
{
  call->gone = TRUE;
}

/* What is no call of the protocol is in the log all the same. */
static void
answer_other (PanelistDemoServer *self,
              SoupServerMessage  *message,
              const char         *path)
{
  g_autoptr (GString) log = g_string_new ("{\"kind\": \"request\"");

  panelist_demo_json_append_pair (log, "method", soup_server_message_get_method (message));
  panelist_demo_json_append_pair (log, "path", path);
  g_string_append (log, "}\n");
  write_log (self, log);
  if (strcmp (path, "/api/v2") != 0)
    set_text (message, SOUP_STATUS_NOT_FOUND, "text/html", "<!doctype html><html><body>Demo Panel</body></html>");
  else
    set_text (message, SOUP_STATUS_METHOD_NOT_ALLOWED, "application/json", "{\"error\": \"Incorrect request\"}");
}

static void
on_request (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  PanelistDemoServer *self = data;
  Call *call;

  if (strcmp (path, "/api/v2") != 0 || strcmp (soup_server_message_get_method (message), "POST") != 0)
    {
      answer_other (self, message, path);
      return;
    }
  call = g_new0 (Call, 1);
  call->self = g_object_ref (self);
  call->message = g_object_ref (message);
  call->log = g_string_new ("{\"kind\": \"request\", \"form\": {");
  call->form = read_form (soup_server_message_get_request_body (message), call->log);
  call->fate = panelist_demo_faults_draw (self->faults, g_hash_table_lookup (call->form, "action"));
  g_string_append_printf (call->log, "}, \"fault\": \"%s\"}\n", call->fate.name);
  g_signal_connect (message, "finished", G_CALLBACK (on_gone), call);
  g_signal_connect (message, "disconnected", G_CALLBACK (on_gone), call);
  if (call->fate.delay > 0 || call->fate.late > 0)
    soup_server_message_pause (message);
  if (call->fate.delay > 0)
    g_timeout_add (call->fate.delay, do_call, call);
  else
    do_call (call);
}

static void
panelist_demo_server_set_property (GObject      *object,
                                   guint         id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  PanelistDemoServer *self = PANELIST_DEMO_SERVER (object);

  switch (id)
    {
    case PROP_PORT: self->port = g_value_get_uint (value); break;
    case PROP_KEY: self->key = g_value_dup_string (value); break;
    case PROP_N_SERVICES: self->n_services = g_value_get_uint (value); break;
    case PROP_SEED: self->seed = g_value_get_uint (value); break;
    case PROP_TIME_SCALE: self->time_scale = g_value_get_double (value); break;
    case PROP_FAULTS: self->faults_text = g_value_dup_string (value); break;
    case PROP_LOG: self->log_path = g_value_dup_string (value); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_demo_server_finalize (GObject *object)
{
  PanelistDemoServer *self = PANELIST_DEMO_SERVER (object);

  panelist_demo_server_stop (self);
  g_free (self->key);
  g_free (self->faults_text);
  g_free (self->log_path);
  g_free (self->address);
  G_OBJECT_CLASS (panelist_demo_server_parent_class)->finalize (object);
}

static void
panelist_demo_server_class_init (PanelistDemoServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = panelist_demo_server_set_property;
  object_class->finalize = panelist_demo_server_finalize;
  properties[PROP_PORT] = g_param_spec_uint ("port", NULL, NULL, 0, 65535, 0, flags);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, "demo-key-0123456789abcdef", flags);
  properties[PROP_N_SERVICES] = g_param_spec_uint ("n-services", NULL, NULL, 0, 500000, 1200, flags);
  properties[PROP_SEED] = g_param_spec_uint ("seed", NULL, NULL, 0, G_MAXUINT, 1, flags);
  properties[PROP_TIME_SCALE] = g_param_spec_double ("time-scale", NULL, NULL, 0.001, 1000000, 1, flags);
  properties[PROP_FAULTS] = g_param_spec_string ("faults", NULL, NULL, NULL, flags);
  properties[PROP_LOG] = g_param_spec_string ("log", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
panelist_demo_server_init (PanelistDemoServer *self)
{
  self->log_file = -1;
}

static gboolean
open_log (PanelistDemoServer  *self,
          GError             **error)
{
  if (self->log_path == NULL)
    return TRUE;
  self->log_file = open (self->log_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (self->log_file >= 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "Can't open the log %s: %s", self->log_path,
               g_strerror (errno));
  return FALSE;
}

/* Opens the panel on its loopback port. Fails on faults it does not know, a port or a log it can't open. */
gboolean
panelist_demo_server_start (PanelistDemoServer  *self,
                            GError             **error)
{
  g_autoptr (GUri) uri = NULL;
  GSList *uris;

  g_return_val_if_fail (PANELIST_IS_DEMO_SERVER (self), FALSE);
  g_return_val_if_fail (self->server == NULL, FALSE);

  self->faults = panelist_demo_faults_new (self->faults_text, self->seed, error);
  if (self->faults == NULL || !open_log (self, error))
    return FALSE;
  self->panel = panelist_demo_panel_new (self->key, self->n_services, self->seed, self->time_scale);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  if (!soup_server_listen_local (self->server, self->port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;
  uris = soup_server_get_uris (self->server);
  uri = g_uri_ref (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_free (self->address);
  self->address = g_strdup_printf ("http://127.0.0.1:%d/api/v2", g_uri_get_port (uri));
  return TRUE;
}

/* Closes the port and forgets every order. */
void
panelist_demo_server_stop (PanelistDemoServer *self)
{
  g_return_if_fail (PANELIST_IS_DEMO_SERVER (self));

  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_pointer (&self->panel, panelist_demo_panel_free);
  g_clear_pointer (&self->faults, panelist_demo_faults_free);
  if (self->log_file >= 0)
    close (self->log_file);
  self->log_file = -1;
}

/* Returns: (nullable) (transfer none): the panel's address, NULL before it was started */
const char *
panelist_demo_server_get_address (PanelistDemoServer *self)
{
  g_return_val_if_fail (PANELIST_IS_DEMO_SERVER (self), NULL);

  return self->address;
}
