/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-api"

#include "config.h"

#include "panelist-decode-private.h"

#include <string.h>

#include "panelist-text.h"

#define STATUS_MAX 64

static const char *const wrapper_names[] = { "data", NULL };
static const char *const status_fields[] = { "refill", NULL };

/* One of the three calls that answer with a row for each id. */
typedef struct {
  const char *id_name;      /* the key of the id in a row */
  const char *value_name;   /* the key of what is told about it */
  gboolean one_is_id;       /* whether 1 is an id, and not just a yes */
  gboolean is_read;         /* refill_status */
} Call;

static const Call refill_call = { .id_name = "order", .value_name = "refill", .one_is_id = TRUE };
static const Call cancel_call = { .id_name = "order", .value_name = "cancel" };
static const Call status_call = { .id_name = "refill", .value_name = "status", .is_read = TRUE };

static const PanelistExpectation status_expectation = {
  .fields = status_fields,
  .wrappers = wrapper_names,
  .budget = PANELIST_JSON_BUDGET,
};

typedef struct {
  const Call *call;
  PanelistRequestAnswer *answer;
  guint *n_seen;            /* by position of the row */
  const char *key;
} Reader;

/* Rows */

static void
refuse_row (PanelistRequestRow *row,
            const char         *text,
            guint               http_status)
{
  row->outcome = PANELIST_INTENT_REFUSED;
  row->error_class = panelist_decode_get_class (text, http_status);
  g_set_str (&row->text, text);
}

/* A refusal of a write that leaves open what became of it stays open (safety.md A4, row 7). */
static void
refuse_write (PanelistRequestRow *row,
              const char         *text,
              guint               http_status)
{
  refuse_row (row, text, http_status);

  if (text != NULL && panelist_decode_is_undecided (text, row->error_class))
    row->outcome = PANELIST_INTENT_UNCONFIRMED;
}

static void
read_error (Reader             *self,
            PanelistRequestRow *row,
            yyjson_val         *object)
{
  g_autofree char *text = NULL;

  text = panelist_decode_dup_error (object, self->key);

  if (self->call->is_read)
    refuse_row (row, text, self->answer->http_status);
  else
    refuse_write (row, text, self->answer->http_status);
}

/* A refill or cancel that was accepted, with its id when the panel gave one. */
static void
accept_row (Reader             *self,
            PanelistRequestRow *row,
            yyjson_val         *value)
{
  row->outcome = PANELIST_INTENT_PLACED;

  if (yyjson_is_bool (value))
    return;

  row->request_id = panelist_decode_dup_id (value, self->key);

  if (row->request_id != NULL && !self->call->one_is_id && strcmp (row->request_id, "1") == 0)
    g_clear_pointer (&row->request_id, g_free);
}

/* Whether text is an id, or a word like "requested". Sentences are neither. */
static gboolean
is_word (yyjson_val *value)
{
  g_autofree char *id = NULL;

  id = panelist_json_dup_id (value);

  return id != NULL && *id != '-' && strcmp (id, "0") != 0;
}

static gboolean
holds_digit (yyjson_val *value)
{
  g_autofree char *id = NULL;

  id = panelist_json_dup_id (value);

  return id != NULL && strpbrk (id, "0123456789") != NULL;
}

/* What `refill` or `cancel` say: an id, yes, a word, an error, or nothing that can be relied on. */
static void
read_request_value (Reader             *self,
                    PanelistRequestRow *row,
                    yyjson_val         *value)
{
  g_autofree char *text = NULL;

  if (yyjson_is_obj (value))
    {
      if (panelist_decode_has_error (value))
        read_error (self, row, value);

      return;
    }

  if (yyjson_is_true (value))
    {
      accept_row (self, row, value);
      return;
    }

  text = panelist_decode_dup_text (value, PANELIST_TEXT_ERROR_MAX, self->key);

  if (text == NULL || panelist_json_get_flag (value) == PANELIST_FLAG_NO)
    return;

  if (panelist_error_class_from_text (text) != PANELIST_ERROR_CLASS_OTHER)
    refuse_write (row, text, self->answer->http_status);
  else if (is_word (value))
    accept_row (self, row, holds_digit (value) ? value : NULL);
  else
    g_set_str (&row->text, text);
}

static void
read_status_value (Reader             *self,
                   PanelistRequestRow *row,
                   yyjson_val         *value)
{
  if (yyjson_is_obj (value))
    {
      if (panelist_decode_has_error (value))
        read_error (self, row, value);
      else
        read_status_value (self, row, panelist_json_member (value, "status"));

      return;
    }

  if (!yyjson_is_str (value))
    return;

  row->text = panelist_decode_dup_text (value, STATUS_MAX, self->key);
  row->state = panelist_refill_state_from_text (row->text != NULL ? row->text : "");
  row->outcome = PANELIST_INTENT_PLACED;

  if (row->state == PANELIST_REFILL_STATE_NOT_FOUND)
    {
      row->outcome = PANELIST_INTENT_REFUSED;
      row->error_class = PANELIST_ERROR_CLASS_REFILL;
    }
}

static void
read_value (Reader             *self,
            PanelistRequestRow *row,
            yyjson_val         *value)
{
  if (self->call->is_read)
    read_status_value (self, row, value);
  else
    read_request_value (self, row, value);
}

/* `{"status":"success"}`, `{"success":true}`, `{"success":"text"}`: accepted, the id is not told. */
static gboolean
has_succeeded (yyjson_val *object)
{
  g_autofree char *word = NULL;
  yyjson_val *success = NULL;
  yyjson_val *status = NULL;

  success = panelist_json_member (object, "success");

  if (success != NULL)
    return panelist_json_get_flag (success) == PANELIST_FLAG_YES ||
           (yyjson_is_str (success) && yyjson_get_len (success) > 0 &&
            panelist_json_get_flag (success) == PANELIST_FLAG_UNKNOWN);

  status = panelist_json_member (object, "status");

  if (!yyjson_is_str (status) || yyjson_get_len (status) > STATUS_MAX)
    return FALSE;

  word = panelist_text_normalize_word (yyjson_get_str (status), (gssize) yyjson_get_len (status));

  return strcmp (word, "success") == 0;
}

/* All that is said about one id. */
static void
read_item (Reader             *self,
           PanelistRequestRow *row,
           yyjson_val         *item)
{
  yyjson_val *value = NULL;

  if (!yyjson_is_obj (item))
    {
      read_value (self, row, item);
      return;
    }

  value = panelist_json_member (item, self->call->value_name);

  /* Twice the key that decides, or an id beside an error: open. */
  if (panelist_json_count_members (item, "error") > 1 ||
      panelist_json_count_members (item, self->call->value_name) > 1)
    return;

  if (panelist_decode_has_error (item))
    {
      if (value == NULL || yyjson_is_null (value) || panelist_json_get_flag (value) == PANELIST_FLAG_NO)
        read_error (self, row, item);
    }
  else if (value != NULL)
    {
      read_value (self, row, value);
    }
  else if (!self->call->is_read && has_succeeded (item))
    {
      accept_row (self, row, NULL);
    }
}

/* The answer */

static void
reset_row (PanelistRequestRow *row)
{
  row->outcome = PANELIST_INTENT_UNCONFIRMED;
  row->state = PANELIST_REFILL_STATE_UNKNOWN;
  row->error_class = PANELIST_ERROR_CLASS_OTHER;
  g_clear_pointer (&row->request_id, g_free);
  g_clear_pointer (&row->text, g_free);
}

/* Rows are matched by id, never by position. An id that comes twice is ambiguous and stays open. */
static void
take_item (Reader     *self,
           const char *id,
           gsize       length,
           yyjson_val *item)
{
  gboolean found = FALSE;

  for (guint i = 0; i < self->answer->rows->len; i++)
    {
      PanelistRequestRow *row = g_ptr_array_index (self->answer->rows, i);

      if (strlen (row->id) != length || memcmp (row->id, id, length) != 0)
        continue;

      found = TRUE;

      if (self->n_seen[i]++ == 0)
        read_item (self, row, item);
      else
        reset_row (row);
    }

  if (!found)
    self->answer->n_foreign++;
}

static char *
read_own_id (Reader     *self,
             yyjson_val *item)
{
  static const char *const other_names[] = { "order_id", "id" };
  yyjson_val *value = NULL;

  value = panelist_json_member (item, self->call->id_name);

  for (guint i = 0; i < G_N_ELEMENTS (other_names) && value == NULL && !self->call->is_read; i++)
    value = panelist_json_member (item, other_names[i]);

  return panelist_decode_dup_id (value, self->key);
}

/* Whether an object is the answer about the one id, and not a container of answers. */
static gboolean
is_single (Reader     *self,
           yyjson_val *object)
{
  return self->answer->rows->len == 1 &&
         (panelist_json_member (object, self->call->value_name) != NULL ||
          (!self->call->is_read && has_succeeded (object)));
}

static void
take_single (Reader     *self,
             yyjson_val *item)
{
  const PanelistRequestRow *row = g_ptr_array_index (self->answer->rows, 0);
  g_autofree char *own_id = NULL;

  own_id = read_own_id (self, item);

  if (own_id == NULL)
    take_item (self, row->id, strlen (row->id), item);
  else
    take_item (self, own_id, strlen (own_id), item);
}

static void
read_rows (Reader     *self,
           yyjson_val *value)
{
  yyjson_val *key = NULL;
  yyjson_val *item = NULL;
  gsize i = 0;
  gsize n = 0;

  if (is_single (self, value))
    {
      take_single (self, value);
      return;
    }

  yyjson_obj_foreach (value, i, n, key, item)
    {
      take_item (self, yyjson_get_str (key), yyjson_get_len (key), item);
    }

  yyjson_arr_foreach (value, i, n, item)
    {
      g_autofree char *own_id = NULL;

      if (n == 1 && is_single (self, item))
        {
          take_single (self, item);
          continue;
        }

      own_id = read_own_id (self, item);

      if (own_id != NULL)
        take_item (self, own_id, strlen (own_id), item);
      else
        self->answer->n_foreign++;
    }
}

static void
read_answer (PanelistRequestAnswer *answer,
             const Call            *call,
             yyjson_val            *value,
             const char            *key)
{
  g_autofree guint *n_seen = NULL;
  Reader self = { 0 };

  n_seen = g_new0 (guint, MAX (answer->rows->len, 1));
  self = (Reader) { .call = call, .answer = answer, .n_seen = n_seen, .key = key };
  read_rows (&self, value);
}

static PanelistRequestAnswer *
new_answer (const PanelistReply *reply,
            const char *const   *ids,
            const char          *key)
{
  PanelistRequestAnswer *answer = NULL;

  answer = panelist_request_answer_new (ids);
  answer->http_status = reply->http_status;
  answer->body = panelist_decode_dup_body (reply->body, key);

  return answer;
}

/* The whole call */

static void
settle_rows (PanelistRequestAnswer *answer,
             PanelistIntentState    outcome,
             const char            *text,
             PanelistErrorClass     error_class)
{
  for (guint i = 0; i < answer->rows->len; i++)
    {
      PanelistRequestRow *row = g_ptr_array_index (answer->rows, i);

      row->outcome = outcome;
      row->error_class = error_class;
      g_set_str (&row->text, text);
    }
}

/* Takes `failure`; every row shares its words. */
static void
fail (PanelistRequestAnswer *answer,
      PanelistIntentState    outcome,
      GError                *failure)
{
  settle_rows (answer, outcome, failure->message, panelist_api_error_get_class (failure));
  answer->failure = failure;
}

/* What went wrong before there was a body to look at; NULL when nothing did. */
static GError *
find_failure (const PanelistReply *reply)
{
  if (reply->failure != NULL)
    return g_error_copy (reply->failure);

  if (reply->http_status >= 300 && reply->http_status < 400)
    return panelist_api_error_new (PANELIST_API_ERROR_MOVED, PANELIST_ERROR_CLASS_OTHER, reply->http_status,
                                   reply->location != NULL ? reply->location : "");

  if (reply->over_cap)
    return panelist_api_error_new (PANELIST_API_ERROR_TOO_LARGE, PANELIST_ERROR_CLASS_OTHER,
                                   reply->http_status, "The answer is longer than is read");

  if (!reply->complete)
    return panelist_api_error_new (PANELIST_API_ERROR_UNREACHABLE, PANELIST_ERROR_CLASS_OTHER,
                                   reply->http_status, "The answer was cut");

  if (panelist_decode_is_lost (reply->http_status))
    return panelist_decode_new_http (reply->http_status);

  return NULL;
}

/* A refusal of the whole call in the panel's words, or the rate limit whatever the body is. Two errors at once
 * are none: which one is meant, nobody knows. */
static GError *
find_refusal (yyjson_val *root,
              guint       http_status,
              const char *key)
{
  g_autofree char *text = NULL;

  if (panelist_json_count_members (root, "error") < 2)
    text = panelist_decode_dup_error (root, key);

  if (text == NULL && http_status >= 400)
    text = panelist_decode_dup_message (root, key);

  if (text != NULL)
    return panelist_decode_new_refusal (text, http_status);

  return http_status == 429 ? panelist_decode_new_http (http_status) : NULL;
}

/* An id or a yes beside the error: it cannot be both (safety.md A4, row 5). */
static gboolean
is_contradicted (yyjson_val *root,
                 const Call *call)
{
  yyjson_val *value = NULL;

  value = panelist_json_member (root, call->value_name);

  return (yyjson_is_raw (value) || yyjson_is_str (value) || yyjson_is_true (value)) &&
         panelist_json_get_flag (value) != PANELIST_FLAG_NO;
}

static PanelistIntentState
get_refused_state (const GError *refusal,
                   yyjson_val   *root,
                   const Call   *call)
{
  if (is_contradicted (root, call))
    return PANELIST_INTENT_UNCONFIRMED;

  if (panelist_api_error_get_http_status (refusal) == 429 ||
      !panelist_decode_is_undecided (refusal->message, panelist_api_error_get_class (refusal)))
    return PANELIST_INTENT_REFUSED;

  return PANELIST_INTENT_UNCONFIRMED;
}

/* Why a body that is no refusal says nothing about the rows; NULL when it does. */
static GError *
find_misfit (yyjson_val          *root,
             guint                http_status,
             PanelistJsonProblem  problem)
{
  if (root == NULL)
    return panelist_decode_new_problem (problem, http_status);

  if (http_status != 200 && http_status != 201)
    return panelist_decode_new_http (http_status);

  if (yyjson_is_obj (root) && yyjson_get_len (root) > PANELIST_JSON_MAX_KEYS)
    return panelist_decode_new_problem (PANELIST_JSON_PROBLEM_TOO_LARGE, http_status);

  if (!yyjson_is_ctn (root) || panelist_decode_has_error (root))
    return panelist_decode_new_malformed (http_status, "The answer is of another kind");

  return NULL;
}

static void
read_write (PanelistRequestAnswer *answer,
            const PanelistReply   *reply,
            const Call            *call,
            const char            *key)
{
  g_autoptr (PanelistJson) json = NULL;
  PanelistJsonProblem problem = PANELIST_JSON_PROBLEM_NONE;
  GError *failure = NULL;
  const char *body = NULL;
  yyjson_val *root = NULL;
  yyjson_val *data = NULL;
  gsize length = 0;

  body = g_bytes_get_data (reply->body, &length);
  json = panelist_json_read_strict (body, length, PANELIST_JSON_BUDGET, &problem);
  root = json != NULL ? panelist_json_get_root (json) : NULL;
  failure = find_refusal (root, reply->http_status, key);

  if (failure != NULL)
    {
      fail (answer, get_refused_state (failure, root, call), failure);
      return;
    }

  failure = find_misfit (root, reply->http_status, problem);

  if (failure != NULL)
    {
      fail (answer, PANELIST_INTENT_UNCONFIRMED, failure);
      return;
    }

  data = panelist_json_member (root, "data");
  read_answer (answer, call, yyjson_is_ctn (data) ? data : root, key);
}

/* Writes are valued like an `add` (safety.md A10): what is not said clearly stays open. */
static PanelistRequestAnswer *
decode_write (const PanelistReply *reply,
              const Call          *call,
              const char *const   *ids,
              const char          *key)
{
  PanelistRequestAnswer *answer = NULL;
  GError *failure = NULL;

  answer = new_answer (reply, ids, key);
  failure = find_failure (reply);

  if (failure == NULL && reply->started)
    read_write (answer, reply, call, key);
  else if (reply->started)
    fail (answer, PANELIST_INTENT_UNCONFIRMED, failure);
  else if (failure != NULL)
    fail (answer, PANELIST_INTENT_NOT_SENT, failure);
  else
    fail (answer, PANELIST_INTENT_NOT_SENT,
          panelist_api_error_new (PANELIST_API_ERROR_UNREACHABLE, PANELIST_ERROR_CLASS_OTHER, 0,
                                  "Nothing was sent"));

  return answer;
}

static PanelistRequestAnswer *
decode_refill_status (const PanelistReply *reply,
                      const char *const   *ids,
                      const char          *key)
{
  g_auto (PanelistReading) reading = { 0 };
  PanelistRequestAnswer *answer = NULL;
  GError *failure = NULL;

  answer = new_answer (reply, ids, key);

  if (panelist_decode_read (reply, &status_expectation, key, &reading, &failure))
    {
      read_answer (answer, &status_call, reading.value, key);
    }
  else if (answer->rows->len == 1 && panelist_api_error_get_class (failure) == PANELIST_ERROR_CLASS_REFILL)
    {
      /* Not the call failed: the panel does not know this refill. */
      settle_rows (answer, PANELIST_INTENT_REFUSED, failure->message, PANELIST_ERROR_CLASS_REFILL);
      g_clear_error (&failure);
    }
  else
    {
      fail (answer, reply->started ? PANELIST_INTENT_UNCONFIRMED : PANELIST_INTENT_NOT_SENT, failure);
    }

  return answer;
}

/**
 * panelist_decode_refill:
 * @reply: what came back for a `refill` of one order
 * @order_id: the order that was asked for
 * @key: (nullable): the key that was sent; it is removed from every text
 *
 * Returns: (transfer full): an answer with one row; never %NULL
 */
PanelistRequestAnswer *
panelist_decode_refill (const PanelistReply *reply,
                        const char          *order_id,
                        const char          *key)
{
  const char *const ids[] = { order_id, NULL };

  g_return_val_if_fail (reply != NULL, NULL);
  g_return_val_if_fail (order_id != NULL, NULL);

  return decode_write (reply, &refill_call, ids, key);
}

/**
 * panelist_decode_refills:
 * @reply: what came back for a `refill` of many orders
 * @order_ids: (array zero-terminated=1): the orders that were asked for
 * @key: (nullable): the key that was sent; it is removed from every text
 *
 * Returns: (transfer full): an answer with a row for each order; never %NULL
 */
PanelistRequestAnswer *
panelist_decode_refills (const PanelistReply *reply,
                         const char *const   *order_ids,
                         const char          *key)
{
  g_return_val_if_fail (reply != NULL, NULL);
  g_return_val_if_fail (order_ids != NULL, NULL);

  return decode_write (reply, &refill_call, order_ids, key);
}

/**
 * panelist_decode_refill_status:
 * @reply: what came back for a `refill_status` of one refill
 * @refill_id: the refill that was asked for
 * @key: (nullable): the key that was sent; it is removed from every text
 *
 * Returns: (transfer full): an answer with one row: placed when its state was told, refused when the panel
 *   denies it, else unconfirmed, with `failure` when the whole call failed; never %NULL
 */
PanelistRequestAnswer *
panelist_decode_refill_status (const PanelistReply *reply,
                               const char          *refill_id,
                               const char          *key)
{
  const char *const ids[] = { refill_id, NULL };

  g_return_val_if_fail (reply != NULL, NULL);
  g_return_val_if_fail (refill_id != NULL, NULL);

  return decode_refill_status (reply, ids, key);
}

/**
 * panelist_decode_refill_statuses:
 * @reply: what came back for a `refill_status` of many refills
 * @refill_ids: (array zero-terminated=1): the refills that were asked for
 * @key: (nullable): the key that was sent; it is removed from every text
 *
 * Returns: (transfer full): an answer with a row for each refill; never %NULL
 */
PanelistRequestAnswer *
panelist_decode_refill_statuses (const PanelistReply *reply,
                                 const char *const   *refill_ids,
                                 const char          *key)
{
  g_return_val_if_fail (reply != NULL, NULL);
  g_return_val_if_fail (refill_ids != NULL, NULL);

  return decode_refill_status (reply, refill_ids, key);
}

/**
 * panelist_decode_cancel:
 * @reply: what came back for a `cancel`
 * @order_ids: (array zero-terminated=1): the orders that were asked for
 * @key: (nullable): the key that was sent; it is removed from every text
 *
 * A row that is placed was accepted for handling; the order is canceled when its status says so.
 *
 * Returns: (transfer full): an answer with a row for each order; never %NULL
 */
PanelistRequestAnswer *
panelist_decode_cancel (const PanelistReply *reply,
                        const char *const   *order_ids,
                        const char          *key)
{
  g_return_val_if_fail (reply != NULL, NULL);
  g_return_val_if_fail (order_ids != NULL, NULL);

  return decode_write (reply, &cancel_call, order_ids, key);
}
