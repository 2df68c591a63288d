/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-api"

#include "config.h"

#include "panelist-decode-private.h"

#include <string.h>

#include "panelist-text.h"

#define STATUS_MAX    64
#define CURRENCY_MAX  16
#define EXPIRY_MAX    32
#define CHILDREN_MAX  10000

/* What tells a state from the wrapper around one. `status` does not: `{"status":"success","data":{…}}`. */
static const char *const order_fields[] = {
  "charge", "remains", "start_count", "start_counter", "runs", "posts", "orders", NULL,
};
static const char *const wrapper_names[] = { "data", NULL };

static const PanelistExpectation expectation = {
  .fields = order_fields,
  .wrappers = wrapper_names,
  .budget = PANELIST_JSON_BUDGET,
};

/* Fields */

static int64_t
read_count (yyjson_val *value)
{
  int64_t count = -1;

  if (!panelist_json_get_integer (value, &count) || count < 0)
    return -1;

  return count;
}

/* An amount whose separators would have to be guessed is unknown here: a charge is evidence. */
static char *
read_charge (yyjson_val *value)
{
  g_autofree char *amount = NULL;
  gboolean ambiguous = FALSE;

  amount = panelist_json_dup_amount (value, &ambiguous);

  return ambiguous ? NULL : g_steal_pointer (&amount);
}

static GStrv
read_children (yyjson_val *value,
               const char *key)
{
  g_autoptr (GStrvBuilder) children = NULL;
  yyjson_val *child = NULL;
  gsize i = 0;
  gsize n = 0;

  if (!yyjson_is_arr (value))
    return NULL;

  children = g_strv_builder_new ();

  yyjson_arr_foreach (value, i, n, child)
    {
      char *id = NULL;

      if (i >= CHILDREN_MAX)
        break;

      id = panelist_decode_dup_id (child, key);

      if (id != NULL)
        g_strv_builder_take (children, id);
    }

  return g_strv_builder_end (children);
}

static void
read_status_text (PanelistStatusAnswer *answer,
                  yyjson_val           *value,
                  gboolean              is_item,
                  const char           *key)
{
  answer->status_text = panelist_decode_dup_text (value, STATUS_MAX, key);

  if (answer->status_text == NULL)
    answer->status_text = g_strdup ("");

  answer->status = panelist_order_status_from_text (answer->status_text, is_item);
}

/* One state; NULL when the object holds none. */
static PanelistStatusAnswer *
read_state (yyjson_val *object,
            const char *order_id,
            gboolean    is_item,
            const char *key)
{
  PanelistStatusAnswer *answer = NULL;
  yyjson_val *status = NULL;
  yyjson_val *start_count = NULL;

  status = panelist_json_member (object, "status");

  if (!yyjson_is_str (status) && !yyjson_is_raw (status) && !yyjson_is_null (status))
    return NULL;

  answer = panelist_status_answer_new ();
  answer->order_id = g_strdup (order_id);
  read_status_text (answer, status, is_item, key);
  start_count = panelist_json_member (object, "start_count");

  if (start_count == NULL)
    start_count = panelist_json_member (object, "start_counter");

  answer->charge = read_charge (panelist_json_member (object, "charge"));
  answer->currency = panelist_decode_dup_text (panelist_json_member (object, "currency"), CURRENCY_MAX, key);
  answer->start_count = read_count (start_count);
  answer->remains = read_count (panelist_json_member (object, "remains"));
  answer->runs = read_count (panelist_json_member (object, "runs"));
  answer->posts = read_count (panelist_json_member (object, "posts"));
  answer->expiry = panelist_decode_dup_text (panelist_json_member (object, "expiry"), EXPIRY_MAX, key);
  answer->orders = read_children (panelist_json_member (object, "orders"), key);

  return answer;
}

static PanelistStatusAnswer *
new_denied (const char *order_id,
            const char *text,
            guint       http_status)
{
  PanelistStatusAnswer *answer = NULL;

  answer = panelist_status_answer_new ();
  answer->order_id = g_strdup (order_id);
  answer->error = panelist_decode_new_refusal (text, http_status);

  return answer;
}

/* One item of a batch: a state, an error object, or the error as a bare string. NULL for anything else, which
 * leaves the order as it was. */
static PanelistStatusAnswer *
read_item (yyjson_val *item,
           const char *order_id,
           guint       http_status,
           const char *key)
{
  g_autofree char *text = NULL;

  if (yyjson_is_str (item))
    {
      text = panelist_decode_dup_text (item, PANELIST_TEXT_ERROR_MAX, key);
      return text != NULL ? new_denied (order_id, text, http_status) : NULL;
    }

  if (!yyjson_is_obj (item) || panelist_json_count_members (item, "error") > 1)
    return NULL;

  text = panelist_decode_dup_error (item, key);

  if (text != NULL || panelist_decode_has_error (item))
    return new_denied (order_id, text, http_status);

  return read_state (item, order_id, TRUE, key);
}

/* The id that a row carries itself, if it does. */
static char *
read_own_id (yyjson_val *object,
             const char *key)
{
  yyjson_val *value = NULL;

  value = panelist_json_member (object, "order");

  if (value == NULL)
    value = panelist_json_member (object, "order_id");

  return panelist_decode_dup_id (value, key);
}

/* Batches */

typedef struct {
  const char *const *ids;
  PanelistStatusAnswer **answers;   /* by position of the id */
  guint *n_seen;
  guint n_ids;
  guint n_foreign;
  guint http_status;
  const char *key;
} Batch;

static void
batch_init (Batch             *self,
            const char *const *ids,
            guint              http_status,
            const char        *key)
{
  self->ids = ids;
  self->n_ids = g_strv_length ((GStrv) ids);
  self->answers = g_new0 (PanelistStatusAnswer *, self->n_ids + 1);
  self->n_seen = g_new0 (guint, self->n_ids + 1);
  self->http_status = http_status;
  self->key = key;
}

static void
batch_clear (Batch *self)
{
  for (guint i = 0; self->answers != NULL && i < self->n_ids; i++)
    g_clear_pointer (&self->answers[i], panelist_status_answer_free);

  g_clear_pointer (&self->answers, g_free);
  g_clear_pointer (&self->n_seen, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static void
batch_take (Batch      *self,
            const char *id,
            gsize       length,
            yyjson_val *item)
{
  for (guint i = 0; i < self->n_ids; i++)
    {
      if (strlen (self->ids[i]) != length || memcmp (self->ids[i], id, length) != 0)
        continue;

      if (self->n_seen[i]++ == 0)
        self->answers[i] = read_item (item, self->ids[i], self->http_status, self->key);

      return;
    }

  self->n_foreign++;
}

static void
batch_read_object (Batch      *self,
                   yyjson_val *object)
{
  yyjson_val *id = NULL;
  yyjson_val *item = NULL;
  gsize i = 0;
  gsize n = 0;

  yyjson_obj_foreach (object, i, n, id, item)
    {
      batch_take (self, yyjson_get_str (id), yyjson_get_len (id), item);
    }
}

static void
batch_read_array (Batch      *self,
                  yyjson_val *array)
{
  yyjson_val *item = NULL;
  gsize i = 0;
  gsize n = 0;

  yyjson_arr_foreach (array, i, n, item)
    {
      g_autofree char *id = read_own_id (item, self->key);

      if (id != NULL)
        batch_take (self, id, strlen (id), item);
      else
        self->n_foreign++;
    }
}

/* `{"status":…}` where one id was asked for: the state itself, not a container. */
static gboolean
batch_read_bare (Batch      *self,
                 yyjson_val *object)
{
  g_autofree char *own_id = NULL;

  if (self->n_ids != 1 || !yyjson_is_str (panelist_json_member (object, "status")))
    return FALSE;

  own_id = read_own_id (object, self->key);

  if (own_id == NULL || strcmp (own_id, self->ids[0]) == 0)
    batch_take (self, self->ids[0], strlen (self->ids[0]), object);
  else
    self->n_foreign++;

  return TRUE;
}

/* In the order asked. An id that came twice is ambiguous and not used. */
static GPtrArray *
batch_end (Batch *self)
{
  GPtrArray *answers = NULL;

  answers = g_ptr_array_new_with_free_func ((GDestroyNotify) panelist_status_answer_free);

  for (guint i = 0; i < self->n_ids; i++)
    {
      if (self->n_seen[i] == 1 && self->answers[i] != NULL)
        g_ptr_array_add (answers, g_steal_pointer (&self->answers[i]));
    }

  return answers;
}

/**
 * panelist_decode_status:
 * @reply: what came back for a `status` of one order
 * @order_id: the id that was asked for
 * @key: (nullable): the key that was sent; it is removed from every text
 * @error: return location
 *
 * A panel that denies the id gives an error of class %PANELIST_ERROR_CLASS_ORDER_ID.
 *
 * Returns: (transfer full) (nullable): the state, or %NULL with a %PANELIST_API_ERROR
 */
PanelistStatusAnswer *
panelist_decode_status (const PanelistReply  *reply,
                        const char           *order_id,
                        const char           *key,
                        GError              **error)
{
  g_auto (PanelistReading) reading = { 0 };
  g_autofree char *own_id = NULL;
  PanelistStatusAnswer *answer = NULL;

  g_return_val_if_fail (reply != NULL, NULL);
  g_return_val_if_fail (order_id != NULL, NULL);

  if (!panelist_decode_read (reply, &expectation, key, &reading, error))
    return NULL;

  if (yyjson_is_obj (reading.value))
    {
      own_id = read_own_id (reading.value, key);

      if (own_id == NULL || strcmp (own_id, order_id) == 0)
        answer = read_state (reading.value, order_id, reading.is_wrapped, key);
    }

  if (answer == NULL)
    g_propagate_error (error, panelist_decode_new_malformed (reply->http_status,
                                                             "The answer holds no state of this order"));

  return answer;
}

/**
 * panelist_decode_statuses:
 * @reply: what came back for a `status` of many orders
 * @order_ids: (array zero-terminated=1): the ids that were asked for
 * @key: (nullable): the key that was sent; it is removed from every text
 * @n_foreign: (out) (optional): items of ids that were not asked for; they are dropped
 * @error: return location
 *
 * Ids that the panel does not speak of, or speaks of twice, have no answer: nothing is known of them. One that
 * it denies has an answer with `error`.
 *
 * Returns: (transfer full) (element-type PanelistStatusAnswer) (nullable): the answers in the order asked, or
 *   %NULL with a %PANELIST_API_ERROR
 */
GPtrArray *
panelist_decode_statuses (const PanelistReply  *reply,
                          const char *const    *order_ids,
                          const char           *key,
                          guint                *n_foreign,
                          GError              **error)
{
  g_auto (PanelistReading) reading = { 0 };
  g_auto (Batch) batch = { 0 };

  g_return_val_if_fail (reply != NULL, NULL);
  g_return_val_if_fail (order_ids != NULL, NULL);

  if (n_foreign != NULL)
    *n_foreign = 0;

  if (!panelist_decode_read (reply, &expectation, key, &reading, error))
    return NULL;

  batch_init (&batch, order_ids, reply->http_status, key);

  if (yyjson_is_arr (reading.value))
    batch_read_array (&batch, reading.value);
  else if (!batch_read_bare (&batch, reading.value))
    batch_read_object (&batch, reading.value);

  if (n_foreign != NULL)
    *n_foreign = batch.n_foreign;

  return batch_end (&batch);
}
