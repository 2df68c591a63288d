/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-api"

#include "config.h"

#include "panelist-decode-private.h"

#include <string.h>

#include "panelist-money.h"
#include "panelist-redact.h"
#include "panelist-text.h"

static const char *const wrapper_names[] = { "data", "services", NULL };

static const PanelistExpectation expectation = {
  .wrappers = wrapper_names,
  .budget = PANELIST_JSON_BUDGET_SERVICES,
};

typedef enum {
  FIELD_SERVICE,
  FIELD_ID,
  FIELD_SERVICE_ID,
  FIELD_NAME,
  FIELD_TYPE,
  FIELD_CATEGORY,
  FIELD_RATE,
  FIELD_PRICE,
  FIELD_MIN,
  FIELD_MAX,
  FIELD_REFILL,
  FIELD_CANCEL,
  FIELD_DRIP_FEED,
  FIELD_DESC,
  FIELD_DESCRIPTION,
  FIELD_AVERAGE_TIME,
} Field;

#define N_FIELDS (FIELD_AVERAGE_TIME + 1)
#define NO_FIELD (-1)

typedef struct {
  PanelistCatalogBuilder *builder;
  const char *redacted_key;   /* NULL while no text is known to hold it */
} Reader;

/* Fields of a row */

/* Ten rows of ten keys are looked at for each that a person sees: by length first, then as numbers, which is
 * what a comparison of constant length becomes. */
static inline int
find_field (yyjson_val *key)
{
  const char *name = unsafe_yyjson_get_str (key);

#define IS(text) (memcmp (name, text, sizeof text - 1) == 0)
  switch (unsafe_yyjson_get_len (key))
    {
    case 2:
      return IS ("id") ? FIELD_ID : NO_FIELD;

    case 3:
      return IS ("min") ? FIELD_MIN : IS ("max") ? FIELD_MAX : NO_FIELD;

    case 4:
      if (IS ("name"))
        return FIELD_NAME;

      return IS ("type") ? FIELD_TYPE : IS ("rate") ? FIELD_RATE : IS ("desc") ? FIELD_DESC : NO_FIELD;

    case 5:
      return IS ("price") ? FIELD_PRICE : NO_FIELD;

    case 6:
      return IS ("refill") ? FIELD_REFILL : IS ("cancel") ? FIELD_CANCEL : NO_FIELD;

    case 7:
      return IS ("service") ? FIELD_SERVICE : NO_FIELD;

    case 8:
      return IS ("category") ? FIELD_CATEGORY : IS ("dripfeed") ? FIELD_DRIP_FEED : NO_FIELD;

    case 10:
      return IS ("service_id") ? FIELD_SERVICE_ID : NO_FIELD;

    case 11:
      return IS ("description") ? FIELD_DESCRIPTION : NO_FIELD;

    case 12:
      return IS ("average_time") ? FIELD_AVERAGE_TIME : NO_FIELD;

    default:
      return NO_FIELD;
    }
#undef IS
}

/* One pass over the members. The first of equal keys wins. */
static void
collect_fields (yyjson_val *object,
                yyjson_val *values[N_FIELDS])
{
  yyjson_val *key = unsafe_yyjson_get_first (object);

  for (gsize n = unsafe_yyjson_get_len (object); n > 0; n--)
    {
      const int field = find_field (key);

      if (field != NO_FIELD && values[field] == NULL)
        values[field] = key + 1;

      key = unsafe_yyjson_get_next (key + 1);
    }
}

/* Text that is cut rather than refused: a name too long still names its service. */
static void
read_text (yyjson_val  *value,
           const char **text,
           gsize       *length)
{
  if (!yyjson_is_str (value))
    return;

  *text = unsafe_yyjson_get_str (value);
  *length = unsafe_yyjson_get_len (value);
}

static void
read_id (yyjson_val  *value,
         const char **id,
         gsize       *id_length)
{
  const char *text = NULL;
  gsize length = 0;

  if (*id != NULL || !panelist_json_get_text (value, &text, &length) || length == 0)
    return;

  *id = text;
  *id_length = length;
}

static inline gboolean
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

/* Whether text is `digits[.digits]` without a needless zero in front, as all but a few rates are. */
static gboolean
is_plain_amount (const char *text,
                 gsize       length)
{
  gsize i = 0;

  if (length == 0 || length > PANELIST_JSON_MAX_NUMBER || !is_digit (text[0]) ||
      (text[0] == '0' && length > 1 && text[1] != '.'))
    return FALSE;

  while (i < length && is_digit (text[i]))
    i++;

  if (i == length)
    return TRUE;

  if (text[i] != '.' || i + 1 == length)
    return FALSE;

  for (i++; i < length; i++)
    {
      if (!is_digit (text[i]))
        return FALSE;
    }

  return TRUE;
}

/* A price that has to be guessed, or is below nothing, is unknown. */
static char *
read_rate (yyjson_val         *value,
           PanelistCatalogRow *row)
{
  g_autofree char *rate = NULL;
  const char *text = NULL;
  gboolean ambiguous = FALSE;
  gsize length = 0;

  if (!panelist_json_get_text (value, &text, &length))
    return NULL;

  if (is_plain_amount (text, length))
    {
      row->rate = text;
      row->rate_length = length;
      return NULL;
    }

  rate = panelist_json_dup_amount (value, &ambiguous);

  if (rate == NULL || ambiguous || panelist_money_is_negative (rate))
    return NULL;

  row->rate = rate;
  row->rate_length = strlen (rate);

  return g_steal_pointer (&rate);
}

/* Limits that contradict themselves or say nothing are unknown: no local check then. */
static void
read_limits (yyjson_val         *min,
             yyjson_val         *max,
             PanelistCatalogRow *row)
{
  row->min = -1;
  row->max = -1;

  if (!panelist_json_get_integer (min, &row->min) || row->min <= 0)
    row->min = -1;

  if (!panelist_json_get_integer (max, &row->max) || row->max <= 0)
    row->max = -1;

  if (row->min > row->max && row->max != -1)
    row->min = row->max = -1;
}

/* Rows */

/* Cleans and redacts what is shown, in this order: entities and invisible characters must not hide the key. */
static char *
redact_text (Reader      *self,
             const char **text,
             gsize       *length,
             gsize        max_characters)
{
  g_autofree char *display = NULL;
  char *redacted = NULL;

  if (*text == NULL)
    return NULL;

  if (max_characters > PANELIST_TEXT_DISPLAY_MAX)
    display = panelist_text_display_lines (*text, (gssize) *length, max_characters);
  else
    display = panelist_text_display (*text, (gssize) *length, max_characters);

  redacted = panelist_redact (display, -1, self->redacted_key);
  *text = redacted;
  *length = strlen (redacted);

  return redacted;
}

static void
add_redacted_row (Reader             *self,
                  PanelistCatalogRow *row)
{
  const gsize max = PANELIST_TEXT_DISPLAY_MAX;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autofree char *category = NULL;
  g_autofree char *type = NULL;
  g_autofree char *description = NULL;
  g_autofree char *average_time = NULL;

  id = redact_text (self, &row->id, &row->id_length, max);
  name = redact_text (self, &row->name, &row->name_length, max);
  category = redact_text (self, &row->category, &row->category_length, max);
  type = redact_text (self, &row->type_text, &row->type_text_length, max);
  description = redact_text (self, &row->description, &row->description_length, PANELIST_TEXT_SEARCH_MAX);
  average_time = redact_text (self, &row->average_time, &row->average_time_length, max);
  panelist_catalog_builder_restore (self->builder, row);
}

/* `key_id` is what the row is filed under in an object keyed by id. */
static void
read_row (Reader     *self,
          yyjson_val *object,
          yyjson_val *key_id)
{
  g_autofree char *rate = NULL;
  yyjson_val *values[N_FIELDS] = { NULL };
  PanelistCatalogRow row = { 0 };

  if (!yyjson_is_obj (object) || unsafe_yyjson_get_len (object) > PANELIST_JSON_MAX_KEYS)
    {
      panelist_catalog_builder_skip (self->builder);
      return;
    }

  collect_fields (object, values);
  read_id (values[FIELD_SERVICE], &row.id, &row.id_length);
  read_id (values[FIELD_ID], &row.id, &row.id_length);
  read_id (values[FIELD_SERVICE_ID], &row.id, &row.id_length);
  read_id (key_id, &row.id, &row.id_length);
  read_text (values[FIELD_NAME], &row.name, &row.name_length);
  read_text (values[FIELD_CATEGORY], &row.category, &row.category_length);
  panelist_json_get_text (values[FIELD_TYPE], &row.type_text, &row.type_text_length);
  read_text (values[FIELD_DESC], &row.description, &row.description_length);

  if (row.description_length == 0)
    read_text (values[FIELD_DESCRIPTION], &row.description, &row.description_length);

  panelist_json_get_text (values[FIELD_AVERAGE_TIME], &row.average_time, &row.average_time_length);
  rate = read_rate (values[FIELD_RATE] != NULL ? values[FIELD_RATE] : values[FIELD_PRICE], &row);
  read_limits (values[FIELD_MIN], values[FIELD_MAX], &row);
  row.refill = panelist_json_get_flag (values[FIELD_REFILL]);
  row.cancel = panelist_json_get_flag (values[FIELD_CANCEL]);
  row.drip_feed = panelist_json_get_flag (values[FIELD_DRIP_FEED]);

  if (self->redacted_key != NULL)
    add_redacted_row (self, &row);
  else
    panelist_catalog_builder_add (self->builder, &row);
}

static void
read_rows (Reader     *self,
           yyjson_val *container)
{
  yyjson_val *key = NULL;
  yyjson_val *row = NULL;
  gsize i = 0;
  gsize n = 0;

  if (yyjson_is_arr (container))
    {
      yyjson_arr_foreach (container, i, n, row)
        {
          read_row (self, row, NULL);
        }

      return;
    }

  yyjson_obj_foreach (container, i, n, key, row)
    {
      read_row (self, row, key);
    }
}

static PanelistCatalog *
build_catalog (yyjson_val *container,
               int64_t     panel_id,
               const char *redacted_key)
{
  g_autoptr (PanelistCatalogBuilder) builder = NULL;
  Reader self = { 0 };

  builder = panelist_catalog_builder_new (panel_id);
  self.builder = builder;
  self.redacted_key = redacted_key;

  panelist_catalog_builder_reserve (builder, (guint) MIN (yyjson_get_len (container), PANELIST_CATALOG_MAX_ROWS));
  read_rows (&self, container);

  return panelist_catalog_builder_end (builder);
}

/* A key of other characters has several spellings, which only the redaction itself knows. */
static gboolean
is_simple_key (const char *key)
{
  for (; *key != '\0'; key++)
    {
      if (!g_ascii_isalnum (*key) && strchr ("_.-~", *key) == NULL)
        return FALSE;
    }

  return TRUE;
}

/* Whether something in an object is a service, when the object is a container keyed by id. */
static gboolean
is_container (yyjson_val *value)
{
  yyjson_val *key = NULL;
  yyjson_val *row = NULL;
  gsize i = 0;
  gsize n = 0;

  if (yyjson_is_arr (value))
    return TRUE;

  yyjson_obj_foreach (value, i, n, key, row)
    {
      if (yyjson_is_obj (row))
        return TRUE;
    }

  return FALSE;
}

/* `{"status":"success","data":"Empty Data"}`, `{}`: a catalog of nothing. */
static gboolean
is_empty_catalog (yyjson_val *value)
{
  return yyjson_get_len (value) == 0 || yyjson_is_str (panelist_json_member (value, "data"));
}

static GError *
check_container (yyjson_val *value,
                 guint       http_status)
{
  if (is_empty_catalog (value))
    return panelist_api_error_new (PANELIST_API_ERROR_EMPTY, PANELIST_ERROR_CLASS_OTHER, http_status,
                                   "The panel lists no services");

  if (!is_container (value))
    return panelist_decode_new_malformed (http_status, "The answer holds no services");

  if (yyjson_get_len (value) > PANELIST_CATALOG_MAX_ROWS)
    return panelist_api_error_new (PANELIST_API_ERROR_TOO_LARGE, PANELIST_ERROR_CLASS_OTHER, http_status,
                                   "The panel lists more services than are read");

  return NULL;
}

/**
 * panelist_decode_services:
 * @reply: what came back for a `services`
 * @panel_id: the panel that was asked
 * @key: (nullable): the key that was sent; it is removed from every text
 * @error: return location
 *
 * Reads the list of services in one pass from the parsed answer into a catalog. Rows that cannot be used are
 * skipped and counted; an answer without a single usable row is an error, so that it never takes the place of
 * a good catalog.
 *
 * Returns: (transfer full) (nullable): the catalog, or %NULL with a %PANELIST_API_ERROR
 */
PanelistCatalog *
panelist_decode_services (const PanelistReply  *reply,
                          int64_t               panel_id,
                          const char           *key,
                          GError              **error)
{
  g_auto (PanelistReading) reading = { 0 };
  g_autoptr (PanelistCatalog) catalog = NULL;
  GError *problem = NULL;

  g_return_val_if_fail (reply != NULL, NULL);

  if (!panelist_decode_read (reply, &expectation, key, &reading, error))
    return NULL;

  problem = check_container (reading.value, reply->http_status);

  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return NULL;
    }

  catalog = build_catalog (reading.value, panel_id, NULL);

  if (key != NULL && *key != '\0' && (!is_simple_key (key) || panelist_catalog_contains (catalog, key)))
    {
      g_clear_pointer (&catalog, panelist_catalog_unref);
      catalog = build_catalog (reading.value, panel_id, key);
    }

  if (panelist_catalog_get_size (catalog) == 0)
    {
      g_propagate_error (error, panelist_decode_new_malformed (reply->http_status,
                                                               "No service of the answer could be read"));
      return NULL;
    }

  return g_steal_pointer (&catalog);
}
