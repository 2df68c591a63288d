/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-api"

#include "config.h"

#include "panelist-decode-private.h"

#include <string.h>

#include "panelist-redact.h"
#include "panelist-text.h"

#define MAX_WRAPPERS   4
#define MAX_TEXT_DEPTH 4

/* Texts */

/* Before cleaning, so that a cut cannot leave half a key; and after it, so that a key that was written with
 * entities or invisible characters is found too. */
static char *
clean_text (const char *text,
            gsize       length,
            gsize       max_characters,
            const char *key)
{
  g_autofree char *redacted = NULL;
  g_autofree char *display = NULL;

  redacted = panelist_redact (text, (gssize) length, key);
  display = panelist_text_display (redacted, -1, max_characters);

  return panelist_redact (display, -1, key);
}

/* Text of a string or number, cleaned, capped and without the key; NULL for other values and empty text. */
char *
panelist_decode_dup_text (yyjson_val *value,
                          gsize       max_characters,
                          const char *key)
{
  g_autofree char *clean = NULL;
  const char *text = NULL;
  gsize length = 0;

  if (!panelist_json_get_text (value, &text, &length))
    return NULL;

  clean = clean_text (text, length, max_characters, key);

  return *clean != '\0' ? g_steal_pointer (&clean) : NULL;
}

/* An id, unless it is the key: ids are stored and shown. */
char *
panelist_decode_dup_id (yyjson_val *value,
                        const char *key)
{
  g_autofree char *id = NULL;
  g_autofree char *redacted = NULL;

  id = panelist_json_dup_id (value);

  if (id == NULL)
    return NULL;

  redacted = panelist_redact (id, -1, key);

  return strcmp (id, redacted) == 0 ? g_steal_pointer (&id) : NULL;
}

static char *
find_text (yyjson_val *value,
           const char *key,
           guint       depth)
{
  yyjson_val *child = NULL;
  gsize i = 0;
  gsize n = 0;
  yyjson_val *name = NULL;
  char *text = NULL;

  if (yyjson_is_str (value))
    return panelist_decode_dup_text (value, PANELIST_TEXT_ERROR_MAX, key);

  if (depth == MAX_TEXT_DEPTH)
    return NULL;

  if (yyjson_is_obj (value))
    {
      text = panelist_decode_dup_message (value, key);

      yyjson_obj_foreach (value, i, n, name, child)
        {
          if (text == NULL)
            text = find_text (child, key, depth + 1);
        }
    }
  else
    {
      yyjson_arr_foreach (value, i, n, child)
        {
          if (text == NULL)
            text = find_text (child, key, depth + 1);
        }
    }

  return text;
}

/* The first text in a string, object or array: `error` comes in all three. */
char *
panelist_decode_dup_any_text (yyjson_val *value,
                              const char *key)
{
  return find_text (value, key, 0);
}

/* Cuts at the end of a character. */
static void
truncate_text (char  *text,
               gsize  max)
{
  if (strlen (text) <= max)
    return;

  while (max > 0 && ((guchar) text[max] & 0xc0) == 0x80)
    max--;

  text[max] = '\0';
}

/* The beginning of an answer as it is kept in the database: valid UTF-8 without the key. */
char *
panelist_decode_dup_body (GBytes     *body,
                          const char *key)
{
  g_autofree char *valid = NULL;
  const char *data = NULL;
  char *redacted = NULL;
  gsize length = 0;

  data = g_bytes_get_data (body, &length);

  /* More than is kept, so that a key that lies across the cut is found as a whole. */
  length = MIN (length, 4 * PANELIST_DECODE_BODY_MAX);
  valid = g_utf8_make_valid (length > 0 ? data : "", (gssize) length);
  redacted = panelist_redact (valid, -1, key);
  truncate_text (redacted, PANELIST_DECODE_BODY_MAX);

  return redacted;
}

/* Error classes */

static PanelistErrorClass
get_class_of_status (guint http_status)
{
  switch (http_status)
    {
    case 400:
    case 422:
      return PANELIST_ERROR_CLASS_FIELDS;

    case 401:
    case 403:
      return PANELIST_ERROR_CLASS_AUTH;

    case 402:
      return PANELIST_ERROR_CLASS_FUNDS;

    case 429:
      return PANELIST_ERROR_CLASS_RATE;

    default:
      return http_status >= 500 ? PANELIST_ERROR_CLASS_SERVER : PANELIST_ERROR_CLASS_OTHER;
    }
}

/* The class of protocol.md 6: by the text, without a hit there by the status. */
PanelistErrorClass
panelist_decode_get_class (const char *text,
                           guint       http_status)
{
  PanelistErrorClass error_class = PANELIST_ERROR_CLASS_OTHER;

  if (text != NULL)
    error_class = panelist_error_class_from_text (text);

  return error_class != PANELIST_ERROR_CLASS_OTHER ? error_class : get_class_of_status (http_status);
}

/* Whether a refusal of a write leaves open what became of it (safety.md A4, row 7): "timed out" has been said
 * of orders that were placed. */
gboolean
panelist_decode_is_undecided (const char         *text,
                              PanelistErrorClass  error_class)
{
  static const char *const fragments[] = {
    "timeout", "timed out", "try again later", "gateway", "internal", "unknown error", "being processed",
  };
  g_autofree char *lower = NULL;

  if (error_class == PANELIST_ERROR_CLASS_SERVER)
    return TRUE;

  /* Folded the same way in every language: the small letters of a Turkish "TIMEOUT" would have no i. */
  lower = g_utf8_casefold (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (fragments); i++)
    {
      if (strstr (lower, fragments[i]) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* The same of every text in a value, however long it is: the text that is shown is one of them, and cut. */
gboolean
panelist_decode_holds_undecided (yyjson_val *value)
{
  yyjson_val *child = NULL;
  yyjson_val *name = NULL;
  gsize i = 0;
  gsize n = 0;

  if (yyjson_is_str (value))
    {
      g_autofree char *text = g_utf8_make_valid (yyjson_get_str (value), (gssize) yyjson_get_len (value));

      return panelist_decode_is_undecided (text, panelist_error_class_from_text (text));
    }

  yyjson_arr_foreach (value, i, n, child)
    {
      if (panelist_decode_holds_undecided (child))
        return TRUE;
    }

  yyjson_obj_foreach (value, i, n, name, child)
    {
      if (panelist_decode_holds_undecided (child))
        return TRUE;
    }

  return FALSE;
}

/* Replies */

/* Whether the body is all that the panel sent. */
gboolean
panelist_decode_is_whole (const PanelistReply *reply)
{
  return reply->complete && !reply->over_cap && reply->failure == NULL;
}

/* Whether a status leaves open what became of a write, whatever the body says (safety.md A4, row 2). */
gboolean
panelist_decode_is_lost (guint http_status)
{
  return (http_status >= 300 && http_status < 400) || http_status == 408 || http_status == 421 ||
         http_status == 425 || http_status >= 500;
}

/* Errors */

GError *
panelist_decode_new_http (guint http_status)
{
  g_autofree char *message = NULL;
  PanelistApiError code = PANELIST_API_ERROR_HTTP;

  if (http_status == 404 || http_status == 405)
    code = PANELIST_API_ERROR_WRONG_ADDRESS;

  message = g_strdup_printf ("HTTP status %u without an error text", http_status);

  return panelist_api_error_new (code, get_class_of_status (http_status), http_status, message);
}

GError *
panelist_decode_new_malformed (guint       http_status,
                               const char *message)
{
  return panelist_api_error_new (PANELIST_API_ERROR_MALFORMED, PANELIST_ERROR_CLASS_OTHER, http_status,
                                 message);
}

/* The panel's own words. */
GError *
panelist_decode_new_refusal (const char *text,
                             guint       http_status)
{
  return panelist_api_error_new (PANELIST_API_ERROR_PANEL, panelist_decode_get_class (text, http_status),
                                 http_status, text != NULL ? text : "The panel gave no reason");
}

static GError *
new_web_page (guint http_status)
{
  PanelistErrorClass error_class = PANELIST_ERROR_CLASS_OTHER;

  error_class = get_class_of_status (http_status);

  /* HTML 403 is bot protection, not a matter of the key. */
  if (http_status == 403)
    return panelist_api_error_new (PANELIST_API_ERROR_BLOCKED, PANELIST_ERROR_CLASS_OTHER, http_status,
                                   "The server sent a web page and status 403: bot protection");

  if (http_status == 404 || http_status == 405)
    return panelist_decode_new_http (http_status);

  return panelist_api_error_new (PANELIST_API_ERROR_WEB_PAGE, error_class, http_status,
                                 "The server sent a web page: wrong address, maintenance or bot protection");
}

/* Why a body could not be read. */
GError *
panelist_decode_new_problem (PanelistJsonProblem problem,
                             guint               http_status)
{
  switch (problem)
    {
    case PANELIST_JSON_PROBLEM_WEB_PAGE:
      return new_web_page (http_status);

    case PANELIST_JSON_PROBLEM_TOO_LARGE:
      return panelist_api_error_new (PANELIST_API_ERROR_TOO_LARGE, PANELIST_ERROR_CLASS_OTHER, http_status,
                                     "The answer is nested too deeply or has too many values");

    case PANELIST_JSON_PROBLEM_EMPTY:
    case PANELIST_JSON_PROBLEM_INVALID:
    case PANELIST_JSON_PROBLEM_NONE:
    default:
      if (http_status >= 400)
        return panelist_decode_new_http (http_status);

      return panelist_api_error_new (PANELIST_API_ERROR_NO_JSON, PANELIST_ERROR_CLASS_OTHER, http_status,
                                     problem == PANELIST_JSON_PROBLEM_EMPTY ? "The answer is empty"
                                                                            : "The answer is not JSON");
    }
}

/* Refusals in an object */

static gboolean
is_empty_value (yyjson_val *value)
{
  if (value == NULL || yyjson_is_null (value) || yyjson_is_false (value))
    return TRUE;

  if (yyjson_is_raw (value))
    return panelist_json_get_flag (value) == PANELIST_FLAG_NO;

  return (yyjson_is_str (value) || yyjson_is_ctn (value)) && unsafe_yyjson_get_len (value) == 0;
}

/* `message` or `msg`, as text. */
char *
panelist_decode_dup_message (yyjson_val *object,
                             const char *key)
{
  static const char *const names[] = { "message", "msg" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      yyjson_val *value = panelist_json_member (object, names[i]);
      char *text = NULL;

      if (yyjson_is_str (value))
        text = panelist_decode_dup_text (value, PANELIST_TEXT_ERROR_MAX, key);

      if (text != NULL)
        return text;
    }

  return NULL;
}

static yyjson_val *
get_error_value (yyjson_val *object)
{
  yyjson_val *value = NULL;

  value = panelist_json_member (object, "error");

  return is_empty_value (value) ? panelist_json_member (object, "errors") : value;
}

/* protocol.md 4.2 step 2 */
gboolean
panelist_decode_has_error (yyjson_val *object)
{
  return !is_empty_value (get_error_value (object));
}

static gboolean
has_order_fields (yyjson_val *object)
{
  return panelist_json_member (object, "charge") != NULL ||
         panelist_json_member (object, "remains") != NULL ||
         panelist_json_member (object, "start_count") != NULL;
}

/* protocol.md 4.2 step 3, but for the message. */
gboolean
panelist_decode_has_failed (yyjson_val *object)
{
  static const char *const words[] = { "error", "fail", "failed" };
  g_autofree char *word = NULL;
  yyjson_val *status = NULL;
  const char *text = NULL;
  gsize length = 0;

  if (panelist_json_get_flag (panelist_json_member (object, "success")) == PANELIST_FLAG_NO)
    return TRUE;

  status = panelist_json_member (object, "status");

  if (!yyjson_is_str (status) || !panelist_json_get_text (status, &text, &length) || has_order_fields (object))
    return FALSE;

  word = panelist_text_normalize_word (text, (gssize) length);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strcmp (word, words[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The text of steps 2 and 3: what `error` or `errors` say, else the message beside them. */
char *
panelist_decode_dup_error (yyjson_val *object,
                           const char *key)
{
  char *text = NULL;

  if (panelist_decode_has_error (object))
    {
      text = panelist_decode_dup_any_text (get_error_value (object), key);

      return text != NULL ? text : panelist_decode_dup_message (object, key);
    }

  return panelist_decode_has_failed (object) ? panelist_decode_dup_message (object, key) : NULL;
}

/* The order of evaluation */

static GError *
find_failure (const PanelistReply *reply)
{
  if (reply->http_status >= 300 && reply->http_status < 400)
    return panelist_api_error_new (PANELIST_API_ERROR_MOVED, PANELIST_ERROR_CLASS_OTHER, reply->http_status,
                                   reply->location != NULL ? reply->location : "");

  if (reply->over_cap)
    return panelist_api_error_new (PANELIST_API_ERROR_TOO_LARGE, PANELIST_ERROR_CLASS_OTHER,
                                   reply->http_status, "The answer is longer than is read");

  if (reply->failure != NULL)
    return g_error_copy (reply->failure);

  if (!reply->complete)
    return panelist_api_error_new (PANELIST_API_ERROR_UNREACHABLE, PANELIST_ERROR_CLASS_OTHER,
                                   reply->http_status, "The answer was cut");

  return NULL;
}

static gboolean
has_any_field (yyjson_val        *object,
               const char *const *fields)
{
  for (guint i = 0; fields != NULL && fields[i] != NULL; i++)
    {
      if (panelist_json_member (object, fields[i]) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Steps 2 to 4 for one object. */
static GError *
find_refusal (yyjson_val                *object,
              const PanelistExpectation *expectation,
              guint                      http_status,
              const char                *key)
{
  g_autofree char *text = NULL;

  if (panelist_json_count_members (object, "error") > 1)
    return panelist_decode_new_malformed (http_status, "The answer has more than one error");

  text = panelist_decode_dup_error (object, key);

  if (text != NULL || panelist_decode_has_error (object))
    return panelist_decode_new_refusal (text, http_status);

  /* Without message it may be the word of a state, `{"status":"Fail"}`; a flat "no" is none. */
  if (panelist_json_get_flag (panelist_json_member (object, "success")) == PANELIST_FLAG_NO &&
      !has_any_field (object, expectation->fields))
    return panelist_decode_new_refusal (NULL, http_status);

  if (http_status < 400)
    return NULL;

  text = panelist_decode_dup_message (object, key);

  return text != NULL ? panelist_decode_new_refusal (text, http_status) : panelist_decode_new_http (http_status);
}

/* Step 5 */
static yyjson_val *
find_wrapped (yyjson_val                *object,
              const PanelistExpectation *expectation)
{
  if (has_any_field (object, expectation->fields))
    return NULL;

  for (guint i = 0; expectation->wrappers != NULL && expectation->wrappers[i] != NULL; i++)
    {
      yyjson_val *value = panelist_json_member (object, expectation->wrappers[i]);

      if (yyjson_is_ctn (value))
        return value;
    }

  return NULL;
}

static GError *
evaluate (PanelistReading           *reading,
          const PanelistExpectation *expectation,
          guint                      http_status,
          const char                *key)
{
  for (guint i = 0; i < MAX_WRAPPERS && yyjson_is_obj (reading->value); i++)
    {
      yyjson_val *wrapped = NULL;
      GError *refusal = NULL;

      refusal = find_refusal (reading->value, expectation, http_status, key);

      if (refusal != NULL)
        return refusal;

      wrapped = find_wrapped (reading->value, expectation);

      if (wrapped == NULL)
        return NULL;

      reading->value = wrapped;
      reading->is_wrapped = TRUE;
    }

  return http_status >= 400 ? panelist_decode_new_http (http_status) : NULL;
}

/* Reads an answer up to step 5 of protocol.md 4.2. FALSE with an error when it is none, or holds a refusal;
 * nothing is to be cleared then. */
gboolean
panelist_decode_read (const PanelistReply        *reply,
                      const PanelistExpectation  *expectation,
                      const char                 *key,
                      PanelistReading            *reading,
                      GError                    **error)
{
  PanelistJsonProblem problem = PANELIST_JSON_PROBLEM_NONE;
  GError *failure = NULL;
  const char *body = NULL;
  gsize length = 0;

  failure = find_failure (reply);

  if (failure == NULL)
    {
      body = g_bytes_get_data (reply->body, &length);
      reading->json = panelist_json_read_tolerant (body, length, expectation->budget,
                                                   expectation->number_allowed, &problem);

      if (reading->json == NULL)
        failure = panelist_decode_new_problem (problem, reply->http_status);
    }

  if (failure == NULL)
    {
      reading->value = panelist_json_get_root (reading->json);
      failure = evaluate (reading, expectation, reply->http_status, key);
    }

  if (failure == NULL)
    return TRUE;

  panelist_reading_clear (reading);
  g_propagate_error (error, failure);

  return FALSE;
}

void
panelist_reading_clear (PanelistReading *self)
{
  g_clear_pointer (&self->json, panelist_json_free);
  self->value = NULL;
  self->is_wrapped = FALSE;
}
