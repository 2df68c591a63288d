/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-api"

#include "config.h"

#include "panelist-client.h"

#include <string.h>

#include "panelist-clock.h"
#include "panelist-decode.h"
#include "panelist-dex.h"
#include "panelist-queue.h"

#define READ_DEADLINE     30000
#define SERVICES_DEADLINE 120000
#define WRITE_DEADLINE    120000
#define SMALL_BODY        (64 * 1024)
#define STATUS_BODY       (1024 * 1024)
#define SERVICES_BODY     (64 * 1024 * 1024)
#define MAX_IDS           100
#define RATE_PAUSE        60
#define DECODE_STACK      (1024 * 1024)

struct _PanelistClient {
  GObject parent_instance;

  PanelistPanel *panel;
  PanelistSecrets *secrets;
  PanelistTransport *transport;
  PanelistQueue *queue;

  /* what the panel rejected: nothing is sent with it again (safety.md B16). The key as a digest only */
  char *rejected_key;
  char *rejected_address;

  /* what answered `balance` last: with anything else nothing is ordered (safety.md A3). The key as a digest only */
  char *proved_key;
  char *proved_address;
};

G_DEFINE_FINAL_TYPE (PanelistClient, panelist_client, G_TYPE_OBJECT)

/* One call of the ten, on its way through a fiber. */
typedef struct {
  PanelistClient *client;
  PanelistForm *form;
  GStrv ids;
  PanelistQueueKind kind;
  gsize max_body;
  guint deadline;
  gboolean is_write;

  PanelistKey *key;
  char *address;    /* what it was sent to */
} Call;

static Call *
call_new (PanelistClient    *client,
          const char        *action,
          PanelistQueueKind  kind)
{
  Call *call = NULL;

  call = g_new0 (Call, 1);
  call->client = g_object_ref (client);
  call->form = action != NULL ? panelist_form_new (action) : NULL;
  call->kind = kind;
  call->max_body = SMALL_BODY;
  call->deadline = READ_DEADLINE;

  return call;
}

static void
call_free (gpointer data)
{
  Call *call = data;

  g_clear_object (&call->client);
  g_clear_pointer (&call->form, panelist_form_unref);
  g_clear_pointer (&call->ids, g_strfreev);
  g_clear_pointer (&call->key, panelist_key_unref);
  g_clear_pointer (&call->address, g_free);
  g_free (call);
}

static void
call_set_ids (Call               *call,
              const char * const *ids,
              const char         *single,
              const char         *many)
{
  g_autofree char *joined = NULL;

  call->ids = g_strdupv ((GStrv) ids);
  joined = g_strjoinv (",", call->ids);
  panelist_form_add (call->form, g_strv_length (call->ids) == 1 ? single : many, joined);
}

static const char *
call_key (Call *call)
{
  return call->key != NULL ? panelist_key_get_text (call->key) : NULL;
}

/* The state of the panel */

static char *
digest (PanelistKey *key)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, panelist_key_get_text (key), -1);
}

static PanelistPanelState
state_of_class (PanelistErrorClass  error_class,
                PanelistPanelState  otherwise)
{
  switch (error_class)
    {
    case PANELIST_ERROR_CLASS_AUTH:
      return PANELIST_PANEL_STATE_KEY_REJECTED;

    case PANELIST_ERROR_CLASS_RATE:
      return PANELIST_PANEL_STATE_RATE_LIMITED;

    case PANELIST_ERROR_CLASS_MAINTENANCE:
      return PANELIST_PANEL_STATE_MAINTENANCE;

    case PANELIST_ERROR_CLASS_SERVER:
      return PANELIST_PANEL_STATE_NOT_ANSWERING;

    case PANELIST_ERROR_CLASS_OTHER:
    case PANELIST_ERROR_CLASS_BAD_ACTION:
    case PANELIST_ERROR_CLASS_SERVICE_GONE:
    case PANELIST_ERROR_CLASS_DUPLICATE_LINK:
    case PANELIST_ERROR_CLASS_QUOTA:
    case PANELIST_ERROR_CLASS_LINK:
    case PANELIST_ERROR_CLASS_QUANTITY:
    case PANELIST_ERROR_CLASS_DRIP_FEED:
    case PANELIST_ERROR_CLASS_FIELDS:
    case PANELIST_ERROR_CLASS_FUNDS:
    case PANELIST_ERROR_CLASS_ORDER_ID:
    case PANELIST_ERROR_CLASS_REFILL:
    case PANELIST_ERROR_CLASS_CANCEL:
    default:
      return otherwise;
    }
}

static PanelistPanelState
state_of_secrets (const GError *error)
{
  switch ((PanelistSecretsError) error->code)
    {
    case PANELIST_SECRETS_ERROR_LOCKED:
      return PANELIST_PANEL_STATE_KEYRING_LOCKED;

    case PANELIST_SECRETS_ERROR_NO_SERVICE:
      return PANELIST_PANEL_STATE_KEYRING_ABSENT;

    case PANELIST_SECRETS_ERROR_DAMAGED:
      return PANELIST_PANEL_STATE_KEYRING_DAMAGED;

    case PANELIST_SECRETS_ERROR_MISSING:
    case PANELIST_SECRETS_ERROR_BAD_KEY:
    default:
      return PANELIST_PANEL_STATE_KEY_MISSING;
    }
}

/* The state that follows from an error; @now where the error says nothing about the panel. */
static PanelistPanelState
state_of_error (const GError       *error,
                PanelistPanelState  now)
{
  if (error->domain == PANELIST_SECRETS_ERROR)
    return state_of_secrets (error);

  if (error->domain != PANELIST_API_ERROR)
    return now;

  switch ((PanelistApiError) error->code)
    {
    case PANELIST_API_ERROR_PANEL:
      return state_of_class (panelist_api_error_get_class (error), PANELIST_PANEL_STATE_OK);

    case PANELIST_API_ERROR_OFFLINE:
      return PANELIST_PANEL_STATE_OFFLINE;

    case PANELIST_API_ERROR_NOT_SECURE:
      return PANELIST_PANEL_STATE_NOT_SECURE;

    case PANELIST_API_ERROR_MOVED:
      return PANELIST_PANEL_STATE_MOVED;

    case PANELIST_API_ERROR_WEB_PAGE:
    case PANELIST_API_ERROR_BLOCKED:
    case PANELIST_API_ERROR_WRONG_ADDRESS:
      return PANELIST_PANEL_STATE_WEB_PAGE;

    case PANELIST_API_ERROR_UNREACHABLE:
    case PANELIST_API_ERROR_TIMED_OUT:
    case PANELIST_API_ERROR_PROXY:
    case PANELIST_API_ERROR_HTTP:
    case PANELIST_API_ERROR_NO_JSON:
      return state_of_class (panelist_api_error_get_class (error), PANELIST_PANEL_STATE_NOT_ANSWERING);

    case PANELIST_API_ERROR_MALFORMED:
    case PANELIST_API_ERROR_TOO_LARGE:
    case PANELIST_API_ERROR_EMPTY:
    case PANELIST_API_ERROR_CANCELED:
    default:
      return now;
    }
}

static void
set_state (Call               *call,
           PanelistPanelState  state,
           const char         *detail)
{
  PanelistClient *self = call->client;

  if (state == PANELIST_PANEL_STATE_KEY_REJECTED && call->key != NULL)
    {
      g_free (self->rejected_key);
      self->rejected_key = digest (call->key);
      g_set_str (&self->rejected_address, panelist_panel_get_address (self->panel));
    }

  if (state == PANELIST_PANEL_STATE_OK)
    {
      g_clear_pointer (&self->rejected_key, g_free);
      g_object_set (self->panel, "last-answer-time", panelist_clock_now (), NULL);
    }

  panelist_panel_set_state (self->panel, state, state != PANELIST_PANEL_STATE_OK ? detail : NULL);
}

static void
note_error (Call         *call,
            const GError *error)
{
  PanelistPanelState now = PANELIST_PANEL_STATE_OK;
  PanelistPanelState state = PANELIST_PANEL_STATE_OK;

  now = panelist_panel_get_state (call->client->panel);
  state = state_of_error (error, now);

  if (state != now || state != PANELIST_PANEL_STATE_OK)
    set_state (call, state, error->message);

  if (panelist_api_error_get_class (error) == PANELIST_ERROR_CLASS_RATE)
    panelist_queue_pause (call->client->queue, RATE_PAUSE);
}

static void
note_answer (Call         *call,
             const GError *error)
{
  if (error != NULL)
    note_error (call, error);
  else
    set_state (call, PANELIST_PANEL_STATE_OK, NULL);
}

/* The way of a call */

static gboolean
is_rejected (Call *call)
{
  PanelistClient *self = call->client;
  g_autofree char *now = NULL;

  if (self->rejected_key == NULL ||
      panelist_panel_get_state (self->panel) != PANELIST_PANEL_STATE_KEY_REJECTED)
    return FALSE;

  now = digest (call->key);

  return g_str_equal (now, self->rejected_key) &&
         g_strcmp0 (panelist_panel_get_address (self->panel), self->rejected_address) == 0;
}

static void
note_proof (Call *call)
{
  g_free (call->client->proved_key);
  call->client->proved_key = digest (call->key);
  g_set_str (&call->client->proved_address, call->address);
}

/* Address or key may have been changed while a call waited in line or for the keyring. */
static gboolean
check_proof (Call    *call,
             GError **error)
{
  PanelistClient *self = call->client;
  g_autofree char *now = NULL;

  if (call->kind != PANELIST_QUEUE_ADD || self->proved_key == NULL)
    return TRUE;

  now = digest (call->key);

  if (g_str_equal (now, self->proved_key) &&
      g_strcmp0 (panelist_panel_get_address (self->panel), self->proved_address) == 0)
    return TRUE;

  g_propagate_error (error,
                     panelist_api_error_new (PANELIST_API_ERROR_CANCELED, PANELIST_ERROR_CLASS_OTHER, 0,
                                             "The address or key of the panel was changed"));

  return FALSE;
}

static gboolean
get_key (Call    *call,
         GError **error)
{
  PanelistClient *self = call->client;

  g_clear_pointer (&call->key, panelist_key_unref);
  call->key = dex_await_boxed (panelist_secrets_lookup (self->secrets, panelist_panel_get_uuid (self->panel)),
                               error);

  if (call->key == NULL)
    return FALSE;

  if (!is_rejected (call))
    return check_proof (call, error);

  g_propagate_error (error,
                     panelist_api_error_new (PANELIST_API_ERROR_PANEL, PANELIST_ERROR_CLASS_AUTH, 0,
                                             "The panel rejected this key before; nothing was sent"));

  return FALSE;
}

static PanelistReply *
send (Call *call)
{
  PanelistClient *self = call->client;
  g_autofree char *user_agent = NULL;
  PanelistRequest request = { 0, };

  g_object_get (self->panel, "user-agent", &user_agent, NULL);
  g_set_str (&call->address, panelist_panel_get_address (self->panel));
  request.address = call->address;
  request.form = call->form;
  request.key = call->key;
  request.user_agent = user_agent;
  request.is_write = call->is_write;
  request.max_body = call->max_body;
  request.deadline = call->deadline;

  return dex_await_boxed (panelist_transport_send (self->transport, &request), NULL);
}

/* Waits in line, asks for the key, sends. The key stays with the call until its answer is decoded. */
static PanelistReply *
exchange (Call    *call,
          GError **error)
{
  g_autoptr (GObject) place = NULL;
  PanelistReply *reply = NULL;

  if ((place = dex_await_object (panelist_queue_enter (call->client->queue, call->kind), error)) == NULL)
    return NULL;

  if (!get_key (call, error))
    return NULL;

  reply = send (call);
  g_return_val_if_fail (reply != NULL, NULL);

  if (reply->retry_after > 0 || reply->http_status == 429)
    panelist_queue_pause (call->client->queue, reply->retry_after > 0 ? reply->retry_after : RATE_PAUSE);

  return reply;
}

static DexFuture *
reject (Call   *call,
        GError *error)
{
  note_error (call, error);

  return dex_future_new_for_error (error);
}

/* services */

typedef struct {
  const PanelistReply *reply;
  int64_t panel_id;
  const char *key;
} Decode;

static DexFuture *
decode_services_fiber (gpointer data)
{
  Decode *decode = data;
  GError *error = NULL;
  PanelistCatalog *catalog = NULL;

  catalog = panelist_decode_services (decode->reply, decode->panel_id, decode->key, &error);

  if (catalog == NULL)
    return dex_future_new_for_error (error);

  return dex_future_new_take_boxed (PANELIST_TYPE_CATALOG, catalog);
}

static DexFuture *
list_services_fiber (gpointer data)
{
  Call *call = data;
  g_autoptr (PanelistReply) reply = NULL;
  g_autoptr (PanelistCatalog) catalog = NULL;
  Decode decode = { 0, };
  GError *error = NULL;

  if ((reply = exchange (call, &error)) == NULL)
    return reject (call, error);

  /* Tens of megabytes may have to be read: not on the thread that draws. This fiber outlives the other. */
  decode.reply = reply;
  decode.panel_id = panelist_panel_get_id (call->client->panel);
  decode.key = call_key (call);
  catalog = dex_await_boxed (dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), DECODE_STACK,
                                                  decode_services_fiber, &decode, NULL),
                             &error);
  if (catalog == NULL)
    return reject (call, error);

  note_answer (call, NULL);

  return dex_future_new_take_boxed (PANELIST_TYPE_CATALOG, g_steal_pointer (&catalog));
}

/* add */

static PanelistAddAnswer *
not_sent (GError *error)
{
  PanelistAddAnswer *answer = NULL;

  answer = panelist_add_answer_new ();
  answer->outcome = PANELIST_INTENT_NOT_SENT;
  answer->row = 1;
  answer->text = g_strdup (error->message);
  answer->error_class = panelist_api_error_get_class (error);
  answer->failure = error;

  return answer;
}

static void
note_add (Call                *call,
          PanelistAddAnswer   *answer,
          const PanelistReply *reply)
{
  PanelistPanelState state = PANELIST_PANEL_STATE_OK;

  if (answer->failure != NULL)
    {
      note_error (call, answer->failure);
      return;
    }

  state = panelist_panel_get_state (call->client->panel);

  if (answer->outcome == PANELIST_INTENT_PLACED)
    state = PANELIST_PANEL_STATE_OK;
  else if (answer->outcome == PANELIST_INTENT_REFUSED)
    state = state_of_class (answer->error_class, PANELIST_PANEL_STATE_OK);
  else if (reply->http_status >= 500)
    state = PANELIST_PANEL_STATE_NOT_ANSWERING;
  else if (reply->http_status >= 300 && reply->http_status < 400)
    state = PANELIST_PANEL_STATE_MOVED;

  set_state (call, state, reply->location != NULL ? reply->location : answer->text);

  if (answer->error_class == PANELIST_ERROR_CLASS_RATE && reply->retry_after == 0)
    panelist_queue_pause (call->client->queue, RATE_PAUSE);
}

static DexFuture *
add_fiber (gpointer data)
{
  Call *call = data;
  g_autoptr (PanelistReply) reply = NULL;
  PanelistAddAnswer *answer = NULL;
  GError *error = NULL;

  if ((reply = exchange (call, &error)) == NULL)
    {
      note_error (call, error);
      return dex_future_new_take_boxed (PANELIST_TYPE_ADD_ANSWER, not_sent (error));
    }

  answer = panelist_decode_add (reply, call_key (call));
  note_add (call, answer, reply);

  return dex_future_new_take_boxed (PANELIST_TYPE_ADD_ANSWER, answer);
}

/* status */

static DexFuture *
read_status_fiber (gpointer data)
{
  Call *call = data;
  g_autoptr (PanelistReply) reply = NULL;
  PanelistStatusAnswer *answer = NULL;
  GError *error = NULL;

  if ((reply = exchange (call, &error)) == NULL)
    return reject (call, error);

  if ((answer = panelist_decode_status (reply, call->ids[0], call_key (call), &error)) == NULL)
    return reject (call, error);

  note_answer (call, NULL);

  return dex_future_new_take_boxed (PANELIST_TYPE_STATUS_ANSWER, answer);
}

static gboolean
get_flag (PanelistClient *self,
          const char     *name)
{
  PanelistFlag flag = PANELIST_FLAG_UNKNOWN;

  g_object_get (self->panel, name, &flag, NULL);

  return flag != PANELIST_FLAG_NO;
}

/* Whether the panel said no to the list, not to us (protocol.md 4.5, "many, whole error"). */
static gboolean
may_ask_singly (const GError *error)
{
  return g_error_matches (error, PANELIST_API_ERROR, PANELIST_API_ERROR_PANEL) &&
         state_of_class (panelist_api_error_get_class (error), PANELIST_PANEL_STATE_OK) ==
             PANELIST_PANEL_STATE_OK;
}

static DexFuture *
read_singly (Call *call)
{
  g_autoptr (GPtrArray) answers = NULL;

  answers = g_ptr_array_new_with_free_func ((GDestroyNotify) panelist_status_answer_free);

  for (guint i = 0; call->ids[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      PanelistStatusAnswer *answer = NULL;

      answer = dex_await_boxed (panelist_client_read_status (call->client, call->ids[i]), &error);

      if (answer == NULL && !may_ask_singly (error))
        {
          if (answers->len == 0)
            return dex_future_new_for_error (g_steal_pointer (&error));
          break;
        }

      if (answer == NULL)
        {
          answer = panelist_status_answer_new ();
          answer->order_id = g_strdup (call->ids[i]);
          answer->error = g_steal_pointer (&error);
        }

      g_ptr_array_add (answers, answer);
    }

  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&answers));
}

static DexFuture *
read_statuses_fiber (gpointer data)
{
  Call *call = data;
  g_autoptr (PanelistReply) reply = NULL;
  GPtrArray *answers = NULL;
  guint n_foreign = 0;
  GError *error = NULL;

  if (!get_flag (call->client, "batch-status"))
    return read_singly (call);

  if ((reply = exchange (call, &error)) == NULL)
    return reject (call, error);

  answers = panelist_decode_statuses (reply, (const char * const *) call->ids, call_key (call), &n_foreign,
                                      &error);

  if (answers != NULL)
    {
      note_answer (call, NULL);
      return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, answers);
    }

  if (!may_ask_singly (error))
    return reject (call, error);

  if (panelist_api_error_get_class (error) == PANELIST_ERROR_CLASS_BAD_ACTION)
    g_object_set (call->client->panel, "batch-status", PANELIST_FLAG_NO, NULL);

  g_clear_error (&error);

  return read_singly (call);
}

/* refill, cancel, refill_status */

typedef PanelistRequestAnswer *(*DecodeRequest) (Call                *call,
                                                 const PanelistReply *reply);

static PanelistRequestAnswer *
decode_refill (Call                *call,
               const PanelistReply *reply)
{
  const char * const *ids = (const char * const *) call->ids;

  return ids[1] == NULL ? panelist_decode_refill (reply, ids[0], call_key (call))
                        : panelist_decode_refills (reply, ids, call_key (call));
}

static PanelistRequestAnswer *
decode_cancel (Call                *call,
               const PanelistReply *reply)
{
  return panelist_decode_cancel (reply, (const char * const *) call->ids, call_key (call));
}

static PanelistRequestAnswer *
decode_refill_status (Call                *call,
                      const PanelistReply *reply)
{
  const char * const *ids = (const char * const *) call->ids;

  return ids[1] == NULL ? panelist_decode_refill_status (reply, ids[0], call_key (call))
                        : panelist_decode_refill_statuses (reply, ids, call_key (call));
}

static PanelistRequestAnswer *
request_not_sent (Call   *call,
                  GError *error)
{
  PanelistRequestAnswer *answer = NULL;

  answer = panelist_request_answer_new ((const char * const *) call->ids);
  answer->failure = error;

  for (guint i = 0; i < answer->rows->len; i++)
    {
      PanelistRequestRow *row = g_ptr_array_index (answer->rows, i);

      row->outcome = PANELIST_INTENT_NOT_SENT;
      row->error_class = panelist_api_error_get_class (error);
      g_set_str (&row->text, error->message);
    }

  return answer;
}

/* The class of an answer that says the same of every row. */
static PanelistErrorClass
class_of_all (PanelistRequestAnswer *answer)
{
  PanelistErrorClass error_class = PANELIST_ERROR_CLASS_OTHER;

  for (guint i = 0; i < answer->rows->len; i++)
    {
      PanelistRequestRow *row = g_ptr_array_index (answer->rows, i);

      if (row->outcome != PANELIST_INTENT_REFUSED || (i > 0 && row->error_class != error_class))
        return PANELIST_ERROR_CLASS_OTHER;

      error_class = row->error_class;
    }

  return error_class;
}

static void
note_request (Call                  *call,
              PanelistRequestAnswer *answer,
              const char            *flag)
{
  PanelistRequestRow *row = NULL;
  PanelistErrorClass error_class = PANELIST_ERROR_CLASS_OTHER;
  PanelistPanelState state = PANELIST_PANEL_STATE_OK;

  if (answer->failure != NULL)
    error_class = panelist_api_error_get_class (answer->failure);
  else
    error_class = class_of_all (answer);

  if (error_class == PANELIST_ERROR_CLASS_BAD_ACTION && flag != NULL)
    g_object_set (call->client->panel, flag, PANELIST_FLAG_NO, NULL);

  if (answer->failure != NULL)
    {
      note_error (call, answer->failure);
      return;
    }

  state = state_of_class (error_class, PANELIST_PANEL_STATE_OK);
  row = g_ptr_array_index (answer->rows, 0);
  set_state (call, state, row->text);

  if (error_class == PANELIST_ERROR_CLASS_RATE)
    panelist_queue_pause (call->client->queue, RATE_PAUSE);
}

static PanelistRequestAnswer *
ask (Call          *call,
     DecodeRequest  decode,
     const char    *flag)
{
  g_autoptr (PanelistReply) reply = NULL;
  PanelistRequestAnswer *answer = NULL;
  GError *error = NULL;

  if ((reply = exchange (call, &error)) == NULL)
    {
      note_error (call, error);
      return request_not_sent (call, error);
    }

  answer = decode (call, reply);
  note_request (call, answer, flag);

  return answer;
}

static DexFuture *
refill_fiber (gpointer data)
{
  return dex_future_new_take_boxed (PANELIST_TYPE_REQUEST_ANSWER, ask (data, decode_refill, "takes-refill"));
}

static DexFuture *
read_refill_statuses_fiber (gpointer data)
{
  return dex_future_new_take_boxed (PANELIST_TYPE_REQUEST_ANSWER, ask (data, decode_refill_status, NULL));
}

static void
call_start_cancel (Call               *call,
                   const char * const *ids,
                   const char         *name)
{
  g_clear_pointer (&call->form, panelist_form_unref);
  g_clear_pointer (&call->ids, g_strfreev);
  call->form = panelist_form_new ("cancel");
  call_set_ids (call, ids, name, "orders");
}

/* Some panels cancel one order at a time, by `order`. A row stays not sent when an earlier call failed. */
static PanelistRequestAnswer *
cancel_singly (Call *call)
{
  g_auto (GStrv) ids = NULL;
  PanelistRequestAnswer *all = NULL;

  ids = g_steal_pointer (&call->ids);
  all = panelist_request_answer_new ((const char * const *) ids);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      PanelistRequestRow *row = g_ptr_array_index (all->rows, i);

      row->outcome = PANELIST_INTENT_NOT_SENT;
    }

  for (guint i = 0; ids[i] != NULL && all->failure == NULL; i++)
    {
      const char *one[] = { ids[i], NULL };
      g_autoptr (PanelistRequestAnswer) answer = NULL;

      call_start_cancel (call, one, "order");
      answer = ask (call, decode_cancel, "takes-cancel");
      panelist_request_row_free (all->rows->pdata[i]);
      all->rows->pdata[i] = g_ptr_array_steal_index (answer->rows, 0);
      all->n_foreign += answer->n_foreign;
      all->http_status = answer->http_status;
      all->failure = g_steal_pointer (&answer->failure);
      g_set_str (&all->body, answer->body);
    }

  return all;
}

static DexFuture *
cancel_fiber (gpointer data)
{
  Call *call = data;
  gboolean by_order = FALSE;

  g_object_get (call->client->panel, "cancel-by-order", &by_order, NULL);

  return dex_future_new_take_boxed (PANELIST_TYPE_REQUEST_ANSWER,
                                    by_order ? cancel_singly (call) : ask (call, decode_cancel, "takes-cancel"));
}

/* balance */

static DexFuture *
read_balance_fiber (gpointer data)
{
  Call *call = data;
  g_autoptr (PanelistReply) reply = NULL;
  PanelistBalance *balance = NULL;
  GError *error = NULL;

  if ((reply = exchange (call, &error)) == NULL)
    return reject (call, error);

  if ((balance = panelist_decode_balance (reply, call_key (call), &error)) == NULL)
    return reject (call, error);

  note_proof (call);
  balance->time = panelist_clock_now ();
  panelist_panel_set_balance (call->client->panel, balance->amount, balance->currency, balance->time);
  note_answer (call, NULL);

  return dex_future_new_take_boxed (PANELIST_TYPE_BALANCE, balance);
}

/* GObject */

static void
panelist_client_dispose (GObject *object)
{
  PanelistClient *self = PANELIST_CLIENT (object);

  g_clear_object (&self->panel);
  g_clear_object (&self->secrets);
  g_clear_object (&self->transport);
  g_clear_object (&self->queue);
  g_clear_pointer (&self->rejected_key, g_free);
  g_clear_pointer (&self->rejected_address, g_free);
  g_clear_pointer (&self->proved_key, g_free);
  g_clear_pointer (&self->proved_address, g_free);

  G_OBJECT_CLASS (panelist_client_parent_class)->dispose (object);
}

static void
panelist_client_class_init (PanelistClientClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = panelist_client_dispose;
}

static void
panelist_client_init (PanelistClient *self)
{
  self->queue = panelist_queue_new ();
}

/**
 * panelist_client_new:
 * @panel: the panel to call
 * @secrets: where its key is
 * @transport: what sends
 *
 * There must be one client per panel: its queue keeps the promise of safety.md A6.
 *
 * Returns: (transfer full): the client
 */
PanelistClient *
panelist_client_new (PanelistPanel     *panel,
                     PanelistSecrets   *secrets,
                     PanelistTransport *transport)
{
  PanelistClient *self = NULL;

  g_return_val_if_fail (PANELIST_IS_PANEL (panel), NULL);
  g_return_val_if_fail (PANELIST_IS_SECRETS (secrets), NULL);
  g_return_val_if_fail (PANELIST_IS_TRANSPORT (transport), NULL);

  self = g_object_new (PANELIST_TYPE_CLIENT, NULL);
  self->panel = g_object_ref (panel);
  self->secrets = g_object_ref (secrets);
  self->transport = g_object_ref (transport);

  return self;
}

/**
 * panelist_client_get_panel:
 * @self: a client
 *
 * Returns: (transfer none): the panel it calls
 */
PanelistPanel *
panelist_client_get_panel (PanelistClient *self)
{
  g_return_val_if_fail (PANELIST_IS_CLIENT (self), NULL);

  return self->panel;
}

/**
 * panelist_client_take_turn:
 * @self: a client
 *
 * Waits for the panel's one write slot (safety.md A6).
 *
 * Returns: (transfer full): a future of an object; dropping the last reference to it ends the turn
 */
DexFuture *
panelist_client_take_turn (PanelistClient *self)
{
  dex_return_error_if_fail (PANELIST_IS_CLIENT (self));

  return panelist_queue_enter (self->queue, PANELIST_QUEUE_TURN);
}

/**
 * panelist_client_list_services:
 * @self: a client
 *
 * Returns: (transfer full): a future of a #PanelistCatalog (boxed); rejects with %PANELIST_API_ERROR or
 *   %PANELIST_SECRETS_ERROR
 */
DexFuture *
panelist_client_list_services (PanelistClient *self)
{
  Call *call = NULL;

  dex_return_error_if_fail (PANELIST_IS_CLIENT (self));

  call = call_new (self, "services", PANELIST_QUEUE_READ);
  call->max_body = SERVICES_BODY;
  call->deadline = SERVICES_DEADLINE;

  return panelist_detach (panelist_spawn ("panelist-client-list-services", list_services_fiber, call, call_free));
}

/**
 * panelist_client_add:
 * @self: a client
 * @form: the form of a draft, with its action
 *
 * Sends an order once. Whatever happens is valued by safety.md A4; the key is the only thing added.
 *
 * Returns: (transfer full): a future of a #PanelistAddAnswer (boxed); it never rejects
 */
DexFuture *
panelist_client_add (PanelistClient *self,
                     PanelistForm   *form)
{
  Call *call = NULL;

  dex_return_error_if_fail (PANELIST_IS_CLIENT (self));
  dex_return_error_if_fail (form != NULL);

  call = call_new (self, NULL, PANELIST_QUEUE_ADD);
  call->form = panelist_form_ref (form);
  call->deadline = WRITE_DEADLINE;
  call->is_write = TRUE;

  return panelist_detach (panelist_spawn ("panelist-client-add", add_fiber, call, call_free));
}

/**
 * panelist_client_read_status:
 * @self: a client
 * @order_id: the panel's id of an order
 *
 * Returns: (transfer full): a future of a #PanelistStatusAnswer (boxed), or rejects
 */
DexFuture *
panelist_client_read_status (PanelistClient *self,
                             const char     *order_id)
{
  const char *ids[] = { order_id, NULL };
  Call *call = NULL;

  dex_return_error_if_fail (PANELIST_IS_CLIENT (self));
  dex_return_error_if_fail (order_id != NULL);

  call = call_new (self, "status", PANELIST_QUEUE_READ);
  call->max_body = STATUS_BODY;
  call_set_ids (call, ids, "order", "orders");

  return panelist_detach (panelist_spawn ("panelist-client-read-status", read_status_fiber, call, call_free));
}

static gboolean
is_list (const char * const *ids)
{
  return ids != NULL && ids[0] != NULL && g_strv_length ((GStrv) ids) <= MAX_IDS;
}

/**
 * panelist_client_read_statuses:
 * @self: a client
 * @order_ids: 1 to 100 ids
 *
 * Asks for many at once, or one after the other where the panel takes no lists.
 *
 * Returns: (transfer full): a future of a #GPtrArray (boxed) of #PanelistStatusAnswer, or rejects
 */
DexFuture *
panelist_client_read_statuses (PanelistClient     *self,
                               const char * const *order_ids)
{
  Call *call = NULL;

  dex_return_error_if_fail (PANELIST_IS_CLIENT (self));
  dex_return_error_if_fail (is_list (order_ids));

  call = call_new (self, "status", PANELIST_QUEUE_READ);
  call->max_body = STATUS_BODY;
  call_set_ids (call, order_ids, "orders", "orders");

  return panelist_detach (panelist_spawn ("panelist-client-read-statuses", read_statuses_fiber, call, call_free));
}

/**
 * panelist_client_refill:
 * @self: a client
 * @order_ids: 1 to 100 ids
 *
 * Returns: (transfer full): a future of a #PanelistRequestAnswer (boxed); it never rejects
 */
DexFuture *
panelist_client_refill (PanelistClient     *self,
                        const char * const *order_ids)
{
  Call *call = NULL;

  dex_return_error_if_fail (PANELIST_IS_CLIENT (self));
  dex_return_error_if_fail (is_list (order_ids));

  call = call_new (self, "refill", PANELIST_QUEUE_WRITE);
  call->deadline = WRITE_DEADLINE;
  call->is_write = TRUE;
  call_set_ids (call, order_ids, "order", "orders");

  return panelist_detach (panelist_spawn ("panelist-client-refill", refill_fiber, call, call_free));
}

/**
 * panelist_client_cancel:
 * @self: a client
 * @order_ids: 1 to 100 ids
 *
 * Returns: (transfer full): a future of a #PanelistRequestAnswer (boxed); it never rejects
 */
DexFuture *
panelist_client_cancel (PanelistClient     *self,
                        const char * const *order_ids)
{
  Call *call = NULL;

  dex_return_error_if_fail (PANELIST_IS_CLIENT (self));
  dex_return_error_if_fail (is_list (order_ids));

  call = call_new (self, NULL, PANELIST_QUEUE_WRITE);
  call->deadline = WRITE_DEADLINE;
  call->is_write = TRUE;
  call_start_cancel (call, order_ids, "orders");

  return panelist_detach (panelist_spawn ("panelist-client-cancel", cancel_fiber, call, call_free));
}

/**
 * panelist_client_read_refill_statuses:
 * @self: a client
 * @refill_ids: 1 to 100 ids of refills
 *
 * Returns: (transfer full): a future of a #PanelistRequestAnswer (boxed); it never rejects
 */
DexFuture *
panelist_client_read_refill_statuses (PanelistClient     *self,
                                      const char * const *refill_ids)
{
  Call *call = NULL;

  dex_return_error_if_fail (PANELIST_IS_CLIENT (self));
  dex_return_error_if_fail (is_list (refill_ids));

  call = call_new (self, "refill_status", PANELIST_QUEUE_READ);
  call_set_ids (call, refill_ids, "refill", "refills");

  return panelist_detach (panelist_spawn ("panelist-client-read-refill-statuses", read_refill_statuses_fiber,
                                          call, call_free));
}

/**
 * panelist_client_read_balance:
 * @self: a client
 * @for_write: for an order or as evidence: in the queue of writes
 *
 * Returns: (transfer full): a future of a #PanelistBalance (boxed), or rejects; also set on the panel
 */
DexFuture *
panelist_client_read_balance (PanelistClient *self,
                              gboolean        for_write)
{
  Call *call = NULL;

  dex_return_error_if_fail (PANELIST_IS_CLIENT (self));

  call = call_new (self, "balance", for_write ? PANELIST_QUEUE_WRITE : PANELIST_QUEUE_READ_BALANCE);

  return panelist_detach (panelist_spawn ("panelist-client-read-balance", read_balance_fiber, call, call_free));
}
