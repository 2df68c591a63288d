/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-api"

#include "config.h"

#include "panelist-decode-private.h"

#include <string.h>

#include "panelist-text.h"

#define MAX_EMBEDDED 16

typedef enum {
  ID_NONE,     /* nothing that claims to be an id */
  ID_UNCLEAN,  /* something does; `id` is what it reads as, if anything */
  ID_CLEAN,
} IdKind;

/* What is in the body, before any judgment. */
typedef struct {
  gboolean is_object;     /* one complete JSON object and nothing else */
  gboolean is_ambiguous;  /* a key that decides occurs twice */
  IdKind id_kind;
  char *id;
  gboolean has_error;     /* anything but absent and null */
  gboolean is_undecided;  /* one of its texts leaves open what became of the order */
  char *text;             /* of the error */
} AddBody;

static void
add_body_clear (AddBody *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->text, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AddBody, add_body_clear)

/* Ids */

static gboolean
is_zero (const char *id)
{
  return id[strspn (id, "0")] == '\0';
}

/* Number: an integer from 1 to 2^63-1 is clean, any other whole one only a candidate. */
static IdKind
read_number_id (yyjson_val  *value,
                const char  *key,
                char       **id)
{
  g_autofree char *candidate = NULL;
  int64_t number = 0;
  const char *text = NULL;
  gsize length = 0;

  candidate = panelist_decode_dup_id (value, key);

  if (candidate == NULL || *candidate == '-' || is_zero (candidate))
    return ID_UNCLEAN;

  *id = g_steal_pointer (&candidate);

  if (!panelist_json_get_text (value, &text, &length) || strlen (*id) != length ||
      memcmp (*id, text, length) != 0)
    return ID_UNCLEAN;

  return g_ascii_string_to_signed (*id, 10, 1, G_MAXINT64, &number, NULL) ? ID_CLEAN : ID_UNCLEAN;
}

/* String: digits other than 0, or a text id. With blanks around it, it is a candidate. */
static IdKind
read_text_id (yyjson_val  *value,
              const char  *key,
              char       **id)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *redacted = NULL;
  const char *text = NULL;
  gsize length = 0;

  if (unsafe_yyjson_get_len (value) == 0)
    return ID_NONE;

  *id = panelist_decode_dup_id (value, key);

  if (*id != NULL)
    {
      if (!is_zero (*id))
        return ID_CLEAN;

      g_clear_pointer (id, g_free);
      return ID_UNCLEAN;
    }

  redacted = panelist_decode_dup_text (value, PANELIST_TEXT_ID_MAX, key);

  if (redacted == NULL || !panelist_json_get_text (value, &text, &length) ||
      length > PANELIST_TEXT_ID_MAX || memchr (text, '\0', length) != NULL)
    return ID_UNCLEAN;

  trimmed = g_strstrip (g_strndup (text, length));

  if (strcmp (trimmed, redacted) == 0 && panelist_text_is_remote_id (trimmed) && !is_zero (trimmed))
    *id = g_steal_pointer (&trimmed);

  return ID_UNCLEAN;
}

static IdKind
read_id (yyjson_val  *value,
         const char  *key,
         char       **id)
{
  if (value == NULL || yyjson_is_null (value) || yyjson_is_false (value))
    return ID_NONE;

  if (yyjson_is_raw (value))
    return read_number_id (value, key, id);

  if (yyjson_is_str (value))
    return read_text_id (value, key, id);

  return ID_UNCLEAN;
}

/* Takes one more claim in: a second, different id makes both unclean, and the first stays the candidate. */
static void
merge_id (AddBody    *body,
          yyjson_val *value,
          gboolean    may_be_clean,
          const char *key)
{
  g_autofree char *id = NULL;
  IdKind kind = ID_NONE;

  kind = read_id (value, key, &id);

  if (kind == ID_NONE)
    return;

  if (kind == ID_CLEAN && !may_be_clean)
    kind = ID_UNCLEAN;

  if (body->id_kind == ID_NONE)
    body->id_kind = kind;
  else if (g_strcmp0 (body->id, id) != 0)
    body->id_kind = ID_UNCLEAN;
  else
    body->id_kind = MAX (body->id_kind, kind);

  if (body->id == NULL)
    body->id = g_steal_pointer (&id);
}

/* Objects */

static gboolean
has_twin (yyjson_val *object)
{
  static const char *const names[] = { "order", "order_id", "id", "error", "errors", "data" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (panelist_json_count_members (object, names[i]) > 1)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_present (yyjson_val *value)
{
  return value != NULL && !yyjson_is_null (value);
}

static gboolean
holds_undecided (yyjson_val *object)
{
  static const char *const names[] = { "error", "errors", "message", "msg" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (panelist_decode_holds_undecided (panelist_json_member (object, names[i])))
        return TRUE;
    }

  return FALSE;
}

/* Reads one level: the top, or the one `data` object. */
static void
read_level (AddBody    *body,
            yyjson_val *object,
            guint       http_status,
            const char *key)
{
  body->is_ambiguous |= has_twin (object);
  body->has_error |= is_present (panelist_json_member (object, "error")) ||
                     is_present (panelist_json_member (object, "errors")) ||
                     panelist_decode_has_failed (object);
  body->is_undecided |= holds_undecided (object);
  merge_id (body, panelist_json_member (object, "order"), TRUE, key);
  merge_id (body, panelist_json_member (object, "order_id"), TRUE, key);
  merge_id (body, panelist_json_member (object, "id"), FALSE, key);

  if (body->text == NULL)
    body->text = panelist_decode_dup_error (object, key);

  if (body->text == NULL && http_status >= 400)
    body->text = panelist_decode_dup_message (object, key);
}

static void
read_object (AddBody    *body,
             yyjson_val *object,
             guint       http_status,
             const char *key)
{
  yyjson_val *data = NULL;

  read_level (body, object, http_status, key);
  data = panelist_json_member (object, "data");

  if (yyjson_is_obj (data))
    read_level (body, data, http_status, key);
}

/* Noise before or after the object: what is in it can only give a candidate (safety.md C7). */
static void
read_embedded (AddBody             *body,
               const PanelistReply *reply,
               const char          *key)
{
  const char *data = NULL;
  gsize length = 0;
  gsize offset = 0;

  data = g_bytes_get_data (reply->body, &length);

  for (guint i = 0; i < MAX_EMBEDDED && body->id == NULL; i++)
    {
      g_autoptr (PanelistJson) json = NULL;
      g_auto (AddBody) found = { 0 };

      json = panelist_json_read_embedded (data, length, PANELIST_JSON_BUDGET, &offset);

      if (json == NULL)
        return;

      read_object (&found, panelist_json_get_root (json), reply->http_status, key);

      if (found.id_kind == ID_NONE || found.is_ambiguous)
        continue;

      body->id_kind = ID_UNCLEAN;
      body->id = g_steal_pointer (&found.id);
    }
}

static void
read_body (AddBody             *body,
           const PanelistReply *reply,
           const char          *key)
{
  g_autoptr (PanelistJson) json = NULL;
  PanelistJsonProblem problem = PANELIST_JSON_PROBLEM_NONE;
  const char *data = NULL;
  yyjson_val *root = NULL;
  gsize length = 0;

  data = g_bytes_get_data (reply->body, &length);
  json = panelist_json_read_strict (data, length, PANELIST_JSON_BUDGET, &problem);

  if (json == NULL)
    {
      if (problem != PANELIST_JSON_PROBLEM_TOO_LARGE)
        read_embedded (body, reply, key);

      return;
    }

  root = panelist_json_get_root (json);

  if (!yyjson_is_obj (root) || unsafe_yyjson_get_len (root) > PANELIST_JSON_MAX_KEYS)
    return;

  body->is_object = TRUE;
  read_object (body, root, reply->http_status, key);

  /* Which of the two is meant, nobody knows: neither is used. */
  if (body->is_ambiguous)
    {
      body->id_kind = ID_NONE;
      body->has_error = FALSE;
      g_clear_pointer (&body->id, g_free);
      g_clear_pointer (&body->text, g_free);
    }
}

/* The outcome */

/* "User not found" is the key's user elsewhere; here it may as well be the link's. */
static PanelistErrorClass
get_class (const char *text,
           guint       http_status)
{
  static const char fragment[] = "user not found";
  PanelistErrorClass error_class = PANELIST_ERROR_CLASS_OTHER;
  g_autofree char *lower = NULL;
  char *found = NULL;

  if (text == NULL)
    return panelist_decode_get_class (NULL, http_status);

  lower = g_utf8_casefold (text, -1);

  while ((found = strstr (lower, fragment)) != NULL)
    {
      memset (found, ' ', strlen (fragment));
      error_class = PANELIST_ERROR_CLASS_LINK;
    }

  if (panelist_error_class_from_text (lower) != PANELIST_ERROR_CLASS_OTHER)
    error_class = panelist_error_class_from_text (lower);

  return error_class != PANELIST_ERROR_CLASS_OTHER ? error_class : panelist_decode_get_class (NULL, http_status);
}

static void
settle (PanelistAddAnswer   *answer,
        int                  row,
        PanelistIntentState  outcome)
{
  answer->row = row;
  answer->outcome = outcome;
}

/* Table A4 of safety.md: the first row that fits. Read side by side with it. */
static void
classify (PanelistAddAnswer   *answer,
          const PanelistReply *reply,
          const AddBody       *body)
{
  const guint status = reply->http_status;
  const gboolean is_whole = panelist_decode_is_whole (reply);
  const gboolean is_clean = is_whole && body->is_object && !body->is_ambiguous;
  const gboolean is_refusal =
      is_clean && body->text != NULL && (status == 200 || (status >= 400 && status < 500));

  if (!reply->started)
    settle (answer, 1, PANELIST_INTENT_NOT_SENT);

  else if (panelist_decode_is_lost (status))
    settle (answer, 2, PANELIST_INTENT_UNCONFIRMED);

  else if (status == 429 && is_whole && !body->is_ambiguous && body->id_kind == ID_NONE)
    settle (answer, 3, PANELIST_INTENT_REFUSED);

  else if ((status == 200 || status == 201) && is_clean && body->id_kind == ID_CLEAN && !body->has_error)
    settle (answer, 4, PANELIST_INTENT_PLACED);

  else if (body->id_kind != ID_NONE)
    settle (answer, 5, PANELIST_INTENT_UNCONFIRMED);

  else if (is_refusal && answer->error_class == PANELIST_ERROR_CLASS_DUPLICATE_LINK)
    settle (answer, 6, PANELIST_INTENT_REFUSED);

  else if (is_refusal && (body->is_undecided || answer->error_class == PANELIST_ERROR_CLASS_SERVER))
    settle (answer, 7, PANELIST_INTENT_UNCONFIRMED);

  else if (is_refusal)
    settle (answer, 8, PANELIST_INTENT_REFUSED);

  else
    settle (answer, 9, PANELIST_INTENT_UNCONFIRMED);
}

/**
 * panelist_decode_add:
 * @reply: what came back for an `add`
 * @key: (nullable): the key that was sent; it is removed from every text
 *
 * Values an answer to `add` by table A4 of safety.md and by nothing else.
 *
 * Returns: (transfer full): the outcome; never %NULL
 */
PanelistAddAnswer *
panelist_decode_add (const PanelistReply *reply,
                     const char          *key)
{
  g_auto (AddBody) body = { 0 };
  PanelistAddAnswer *answer = NULL;

  g_return_val_if_fail (reply != NULL, NULL);

  answer = panelist_add_answer_new ();
  answer->http_status = reply->http_status;
  answer->failure = reply->failure != NULL ? g_error_copy (reply->failure) : NULL;
  answer->body = panelist_decode_dup_body (reply->body, key);

  if (reply->started)
    read_body (&body, reply, key);

  answer->error_class = body.text != NULL || reply->http_status >= 400
                            ? get_class (body.text, reply->http_status)
                            : PANELIST_ERROR_CLASS_OTHER;
  classify (answer, reply, &body);

  if (answer->outcome == PANELIST_INTENT_PLACED)
    answer->remote_id = g_steal_pointer (&body.id);
  else
    answer->candidate_id = g_steal_pointer (&body.id);

  /* After a refused key the panel is not asked any more. */
  answer->check_balance = (answer->row == 3 || answer->row == 8) &&
                          answer->error_class != PANELIST_ERROR_CLASS_AUTH;
  answer->text = g_steal_pointer (&body.text);

  if (answer->text == NULL && answer->failure != NULL && answer->row == 1)
    answer->text = g_strdup (answer->failure->message);

  return answer;
}
