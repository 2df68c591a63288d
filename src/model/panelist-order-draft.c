/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-model"

#include "config.h"

#include "panelist-order-draft.h"

#include <stdio.h>
#include <string.h>

#include "panelist-money.h"
#include "panelist-text.h"

/* The answers to the question which parameter goes with which kind of traffic (protocol.md 3.2). */
#define TRAFFIC_GOOGLE "1"
#define TRAFFIC_REFERRER "2"

#define MAX_ANSWER_NUMBER 1000
#define MAX_MINUTES (60 * 24 * 365)

typedef struct {
  char *name;
  char *value;
} Extra;

struct _PanelistOrderDraft {
  GObject parent_instance;

  PanelistPanel *panel;
  PanelistService *service;
  char *values[PANELIST_N_FIELDS];
  GArray *extras;
  gboolean drip_feed;
  gboolean order_anyway;
  gboolean price_rose;
  char *retry_of;
  char *note;
  char *tag;
};

G_DEFINE_FINAL_TYPE (PanelistOrderDraft, panelist_order_draft, G_TYPE_OBJECT)

typedef enum {
  PROP_PANEL = 1,
  PROP_SERVICE,
  PROP_DRIP_FEED,
  PROP_NOTE,
  PROP_TAG,
  PROP_ORDER_ANYWAY,
  PROP_PRICE_ROSE,
  PROP_RETRY_OF,
  PROP_FIELDS,
  PROP_EFFECTIVE_QUANTITY,
  PROP_TOTAL_QUANTITY,
  PROP_EXPECTED_CHARGE,
  PROP_WORST_CHARGE,
  PROP_VALID,
} PanelistOrderDraftProperty;

static GParamSpec *properties[PROP_VALID + 1];

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

#define BIT(field) (UINT64_C (1) << (field))

static void
clear_extra (gpointer data)
{
  Extra *extra = data;

  g_clear_pointer (&extra->name, g_free);
  g_clear_pointer (&extra->value, g_free);
}

static void
notify_change (PanelistOrderDraft *self)
{
  static const PanelistOrderDraftProperty computed[] = {
    PROP_FIELDS,          PROP_EFFECTIVE_QUANTITY, PROP_TOTAL_QUANTITY,
    PROP_EXPECTED_CHARGE, PROP_WORST_CHARGE,       PROP_VALID,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (computed); i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[computed[i]]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static const PanelistServiceTypeInfo *
get_info (PanelistOrderDraft *self)
{
  PanelistServiceType type = PANELIST_SERVICE_TYPE_UNKNOWN;

  if (self->service != NULL)
    type = panelist_service_get_service_type (self->service);
  return panelist_service_type_get_info (type);
}

/* Reading values */

static gboolean
parse_number (const char *text,
              int64_t    *number)
{
  g_autofree char *trimmed = NULL;

  trimmed = g_strstrip (g_strdup (text));
  return g_ascii_string_to_signed (trimmed, 10, 0, G_MAXINT64, number, NULL);
}

static int64_t
get_number (PanelistOrderDraft *self,
            PanelistField       field,
            int64_t             fallback)
{
  int64_t number = 0;

  if (self->values[field] == NULL || !parse_number (self->values[field], &number))
    return fallback;
  return number;
}

static gboolean
is_blank (const char *text)
{
  for (const char *c = text; c != NULL && *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_isspace (g_utf8_get_char (c)))
      return FALSE;
  return TRUE;
}

/* `runs` = 1 is no drip-feed (protocol.md 3.2). */
static int64_t
get_runs (PanelistOrderDraft *self)
{
  if (!self->drip_feed || !panelist_order_draft_has_field (self, PANELIST_FIELD_RUNS))
    return 1;
  return MAX (get_number (self, PANELIST_FIELD_RUNS, 1), 1);
}

static uint64_t
traffic_field (PanelistOrderDraft *self)
{
  const char *kind = self->values[PANELIST_FIELD_TYPE_OF_TRAFFIC];

  if (g_strcmp0 (kind, TRAFFIC_GOOGLE) == 0)
    return BIT (PANELIST_FIELD_GOOGLE_KEYWORD);
  if (g_strcmp0 (kind, TRAFFIC_REFERRER) == 0)
    return BIT (PANELIST_FIELD_REFERRING_URL);
  return 0;
}

/* The fields that the form shows now: those of the type, less what the choices and flags rule out. */
static uint64_t
get_fields (PanelistOrderDraft *self)
{
  const uint64_t traffic = BIT (PANELIST_FIELD_GOOGLE_KEYWORD) | BIT (PANELIST_FIELD_REFERRING_URL);
  const uint64_t drip = BIT (PANELIST_FIELD_RUNS) | BIT (PANELIST_FIELD_INTERVAL);
  const PanelistServiceTypeInfo *info = NULL;
  uint64_t fields = 0;

  if (self->service == NULL)
    return 0;
  info = get_info (self);
  fields = info->required | info->optional;
  if ((fields & traffic) != 0)
    fields = (fields & ~traffic) | traffic_field (self);
  if (panelist_service_get_drip_feed (self->service) == PANELIST_FLAG_NO)
    fields &= ~drip;
  return fields;
}

static uint64_t
get_required (PanelistOrderDraft *self)
{
  uint64_t required = get_info (self)->required;

  required |= traffic_field (self);
  if (self->drip_feed)
    required |= BIT (PANELIST_FIELD_RUNS) | BIT (PANELIST_FIELD_INTERVAL);
  return required & get_fields (self);
}

static int64_t
get_lines (PanelistOrderDraft *self,
           int                 field)
{
  return field >= 0 ? panelist_order_draft_count_lines (self, (PanelistField) field, NULL) : 0;
}

/* Checking fields */

static PanelistProblem
check_range (int64_t  number,
             int64_t  min,
             int64_t  max,
             int64_t *limit)
{
  if (min >= 0 && number < min)
    {
      *limit = min;
      return PANELIST_PROBLEM_BELOW_MIN;
    }
  if (max >= 0 && number > max)
    {
      *limit = max;
      return PANELIST_PROBLEM_ABOVE_MAX;
    }
  return PANELIST_PROBLEM_NONE;
}

/* Limits that contradict each other are no limits (safety.md I63). */
static void
get_limits (PanelistOrderDraft *self,
            int64_t            *min,
            int64_t            *max)
{
  *min = panelist_service_get_min (self->service);
  *max = panelist_service_get_max (self->service);
  if (*min >= 0 && *max >= 0 && *min > *max)
    *min = *max = -1;
}

static PanelistProblem
check_service_range (PanelistOrderDraft *self,
                     int64_t             number,
                     int64_t            *limit)
{
  int64_t min = -1;
  int64_t max = -1;

  get_limits (self, &min, &max);
  return check_range (number, MAX (min, 1), max, limit);
}

static PanelistProblem
check_quantity (PanelistOrderDraft *self,
                int64_t             quantity,
                int64_t            *limit)
{
  PanelistProblem problem = PANELIST_PROBLEM_NONE;
  int64_t min = -1;
  int64_t max = -1;
  int64_t runs = get_runs (self);

  problem = check_service_range (self, quantity, limit);
  if (problem != PANELIST_PROBLEM_NONE)
    return problem;
  get_limits (self, &min, &max);
  if (runs > 1 && max >= 0 && quantity > max / runs)
    {
      *limit = max;
      return PANELIST_PROBLEM_TOTAL_ABOVE_MAX;
    }
  return PANELIST_PROBLEM_NONE;
}

static PanelistProblem
check_subscription_range (PanelistOrderDraft *self,
                          PanelistField       field,
                          int64_t             number,
                          int64_t            *limit)
{
  PanelistProblem problem = PANELIST_PROBLEM_NONE;

  problem = check_service_range (self, number, limit);
  if (problem != PANELIST_PROBLEM_NONE || field != PANELIST_FIELD_MAX)
    return problem;
  if (number < get_number (self, PANELIST_FIELD_MIN, 0))
    {
      *limit = get_number (self, PANELIST_FIELD_MIN, 0);
      return PANELIST_PROBLEM_MIN_ABOVE_MAX;
    }
  return PANELIST_PROBLEM_NONE;
}

static PanelistProblem
check_number (PanelistOrderDraft *self,
              PanelistField       field,
              int64_t            *limit)
{
  int64_t number = 0;

  if (!parse_number (self->values[field], &number))
    return PANELIST_PROBLEM_NOT_A_NUMBER;

  if (field == PANELIST_FIELD_QUANTITY)
    return check_quantity (self, number, limit);
  if (field == PANELIST_FIELD_MIN || field == PANELIST_FIELD_MAX)
    return check_subscription_range (self, field, number, limit);
  if (field == PANELIST_FIELD_RUNS)
    {
      *limit = 2;
      return number < 2 ? PANELIST_PROBLEM_TOO_FEW_RUNS : PANELIST_PROBLEM_NONE;
    }
  if (field == PANELIST_FIELD_INTERVAL)
    return check_range (number, 0, MAX_MINUTES, limit);   /* 0 is one of the intervals of some panels */
  if (field == PANELIST_FIELD_ANSWER_NUMBER)
    return check_range (number, 0, MAX_ANSWER_NUMBER, limit);
  return check_range (number, 0, -1, limit);
}

static PanelistProblem
check_list (PanelistOrderDraft *self,
            PanelistField       field,
            int64_t            *limit)
{
  int64_t lines = get_lines (self, (int) field);

  if (lines == 0)
    return PANELIST_PROBLEM_MISSING;
  if (get_info (self)->lines_field == (int) field)
    return check_service_range (self, lines, limit);
  return PANELIST_PROBLEM_NONE;
}

static PanelistProblem
check_choice (PanelistOrderDraft *self,
              PanelistField       field)
{
  const int *choices = NULL;
  gsize n_choices = 0;
  int64_t number = 0;

  choices = panelist_field_get_choices (field, &n_choices);
  if (parse_number (self->values[field], &number))
    for (gsize i = 0; i < n_choices; i++)
      if (choices[i] == number)
        return PANELIST_PROBLEM_NONE;
  return PANELIST_PROBLEM_NOT_A_CHOICE;
}

static GDateTime *
parse_date (const char *text)
{
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *again = NULL;
  int year = 0;
  int month = 0;
  int day = 0;

  if (sscanf (text, "%4d-%2d-%2d", &year, &month, &day) != 3)
    return NULL;
  date = g_date_time_new_local (year, month, day, 0, 0, 0);
  if (date == NULL)
    return NULL;
  again = g_date_time_format (date, "%Y-%m-%d");
  return g_str_equal (again, text) ? g_steal_pointer (&date) : NULL;
}

static PanelistProblem
check_date (PanelistOrderDraft *self,
            PanelistField       field)
{
  g_autoptr (GDateTime) date = NULL;
  g_autoptr (GDateTime) now = NULL;

  date = parse_date (self->values[field]);
  if (date == NULL)
    return PANELIST_PROBLEM_NOT_A_DATE;
  now = g_date_time_new_now_local ();
  return g_date_time_compare (date, now) > 0 ? PANELIST_PROBLEM_NONE
                                             : PANELIST_PROBLEM_NOT_IN_FUTURE;
}

static PanelistProblem
check_text (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_iscntrl (g_utf8_get_char (c)))
      return PANELIST_PROBLEM_CONTROL_CHARACTER;
  return PANELIST_PROBLEM_NONE;
}

/**
 * panelist_order_draft_check_field:
 * @self: a draft
 * @field: a field that the form shows
 * @limit: (out) (optional): the limit that was passed, where the problem has one
 *
 * Source: protocol.md 3.1–3.3 and 11 (8).
 *
 * Returns: what is wrong with the field, PANELIST_PROBLEM_NONE for an optional one that is empty
 */
PanelistProblem
panelist_order_draft_check_field (PanelistOrderDraft *self,
                                  PanelistField       field,
                                  int64_t            *limit)
{
  int64_t ignored = 0;

  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (self), PANELIST_PROBLEM_NO_SERVICE);
  g_return_val_if_fail (field < PANELIST_N_FIELDS, PANELIST_PROBLEM_NONE);

  if (limit == NULL)
    limit = &ignored;
  if (self->service == NULL)
    return PANELIST_PROBLEM_NO_SERVICE;
  if (!panelist_order_draft_has_field (self, field))
    return PANELIST_PROBLEM_NONE;
  /* Without the switch the drip-feed rows are closed: what stands in them is not sent. */
  if (!self->drip_feed && (field == PANELIST_FIELD_RUNS || field == PANELIST_FIELD_INTERVAL))
    return PANELIST_PROBLEM_NONE;
  if (is_blank (self->values[field]))
    return panelist_order_draft_requires_field (self, field) ? PANELIST_PROBLEM_MISSING
                                                             : PANELIST_PROBLEM_NONE;

  switch (panelist_field_get_kind (field))
    {
    case PANELIST_FIELD_KIND_LIST:
      return check_list (self, field, limit);
    case PANELIST_FIELD_KIND_NUMBER:
      return check_number (self, field, limit);
    case PANELIST_FIELD_KIND_CHOICE:
      return check_choice (self, field);
    case PANELIST_FIELD_KIND_DATE:
      return check_date (self, field);
    case PANELIST_FIELD_KIND_TEXT:
    default:
      return check_text (self->values[field]);
    }
}

/* What a panel reads a name as: many drop blanks before it, and take `key[]` for a list in `key`. */
static char *
dup_read_name (const char *name)
{
  char *stripped = g_strstrip (g_strdup (name));

  stripped[strcspn (stripped, "[")] = '\0';
  return stripped;
}

gboolean
panelist_order_draft_may_be_unique_field (const char *name)
{
  PanelistField field = PANELIST_FIELD_LINK;
  gsize length = 0;

  g_return_val_if_fail (name != NULL, FALSE);

  length = strlen (name);
  if (length == 0 || length > 64 || strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_") != length)
    return FALSE;
  return !g_str_equal (name, "key") && !g_str_equal (name, "action") && !g_str_equal (name, "service") &&
         !panelist_field_from_name (name, &field);
}

/* Names the form sends itself, or that would spend another way. */
static gboolean
is_reserved_name (PanelistOrderDraft *self,
                  guint               index)
{
  g_autofree char *name = dup_read_name (g_array_index (self->extras, Extra, index).name);
  PanelistField field = PANELIST_FIELD_LINK;

  if (g_str_equal (name, "key") || g_str_equal (name, "action") || g_str_equal (name, "service"))
    return TRUE;
  if (panelist_field_from_name (name, &field) && panelist_order_draft_has_field (self, field))
    return TRUE;
  for (guint i = 0; i < index; i++)
    {
      g_autofree char *other = dup_read_name (g_array_index (self->extras, Extra, i).name);

      if (g_str_equal (other, name))
        return TRUE;
    }
  return FALSE;
}

static PanelistProblem
check_extras (PanelistOrderDraft *self)
{
  for (guint i = 0; i < self->extras->len; i++)
    {
      Extra *extra = &g_array_index (self->extras, Extra, i);

      if (*extra->name == '\0' && *extra->value == '\0')
        continue;
      if (*extra->name == '\0')
        return PANELIST_PROBLEM_MISSING;
      if (is_reserved_name (self, i))
        return PANELIST_PROBLEM_RESERVED_NAME;
    }
  return PANELIST_PROBLEM_NONE;
}

/**
 * panelist_order_draft_check:
 * @self: a draft
 * @field: (out) (optional): the first field with a problem; PANELIST_N_FIELDS for the extra parameters
 * @limit: (out) (optional): the limit that was passed
 *
 * Returns: the first problem of the form, in the order it is shown
 */
PanelistProblem
panelist_order_draft_check (PanelistOrderDraft *self,
                            PanelistField      *field,
                            int64_t            *limit)
{
  PanelistProblem problem = PANELIST_PROBLEM_NONE;

  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (self), PANELIST_PROBLEM_NO_SERVICE);

  if (self->service == NULL || self->panel == NULL)
    return PANELIST_PROBLEM_NO_SERVICE;
  for (int i = 0; i < PANELIST_N_FIELDS; i++)
    {
      problem = panelist_order_draft_check_field (self, (PanelistField) i, limit);
      if (problem == PANELIST_PROBLEM_NONE)
        continue;
      if (field != NULL)
        *field = (PanelistField) i;
      return problem;
    }
  if (field != NULL)
    *field = (PanelistField) PANELIST_N_FIELDS;
  return check_extras (self);
}

/* Quantities and charges */

/**
 * panelist_order_draft_get_effective_quantity:
 * @self: a draft
 *
 * Returns: what one run delivers, typed or counted; 1 for a package; -1 while it is not known
 */
int64_t
panelist_order_draft_get_effective_quantity (PanelistOrderDraft *self)
{
  const PanelistServiceTypeInfo *info = NULL;
  int64_t lines = 0;

  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (self), -1);

  if (self->service == NULL)
    return -1;
  info = get_info (self);
  switch (info->quantity)
    {
    case PANELIST_QUANTITY_LINES:
      lines = get_lines (self, info->lines_field);
      return lines > 0 ? lines : -1;
    case PANELIST_QUANTITY_PACKAGE:
      return 1;
    case PANELIST_QUANTITY_PER_POST:
      return -1;
    case PANELIST_QUANTITY_TYPED:
    default:
      return get_number (self, PANELIST_FIELD_QUANTITY, -1);
    }
}

/**
 * panelist_order_draft_get_total_quantity:
 * @self: a draft
 *
 * Returns: the effective quantity of all runs together, -1 while it is not known
 */
int64_t
panelist_order_draft_get_total_quantity (PanelistOrderDraft *self)
{
  int64_t quantity = -1;
  int64_t runs = 1;

  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (self), -1);

  quantity = panelist_order_draft_get_effective_quantity (self);
  runs = get_runs (self);
  if (quantity < 0 || quantity > G_MAXINT64 / runs)
    return -1;
  return quantity * runs;
}

/**
 * panelist_order_draft_dup_expected_charge:
 * @self: a draft
 *
 * An estimate by protocol.md 3.6; the panel's own charge replaces it once it is known.
 *
 * Returns: (transfer full) (nullable): decimal text in the panel's currency; "0" where nothing is charged at once
 */
char *
panelist_order_draft_dup_expected_charge (PanelistOrderDraft *self)
{
  g_autofree char *rate = NULL;
  int64_t quantity = -1;

  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (self), NULL);

  if (self->service == NULL)
    return NULL;
  rate = panelist_money_parse (panelist_service_get_rate (self->service));
  if (rate == NULL)
    return NULL;
  switch (get_info (self)->charge)
    {
    case PANELIST_CHARGE_FLAT:
      return g_steal_pointer (&rate);
    case PANELIST_CHARGE_PER_POST:
      return g_strdup ("0");
    case PANELIST_CHARGE_PER_THOUSAND:
    default:
      quantity = panelist_order_draft_get_total_quantity (self);
      return quantity >= 0 ? panelist_money_per_thousand (rate, quantity) : NULL;
    }
}

/**
 * panelist_order_draft_dup_worst_charge:
 * @self: a draft
 *
 * Subscriptions: rate × max × (posts + old posts) / 1000 (protocol.md 3.6). For other types the same as the
 * expected charge.
 *
 * Returns: (transfer full) (nullable): decimal text, or NULL when there is no upper bound or it is not known
 */
char *
panelist_order_draft_dup_worst_charge (PanelistOrderDraft *self)
{
  g_autofree char *one_post = NULL;
  int64_t max = -1;
  int64_t posts = -1;
  int64_t old_posts = 0;

  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (self), NULL);

  if (self->service == NULL || get_info (self)->charge != PANELIST_CHARGE_PER_POST)
    return panelist_order_draft_dup_expected_charge (self);

  max = get_number (self, PANELIST_FIELD_MAX, -1);
  posts = get_number (self, PANELIST_FIELD_POSTS, -1);
  old_posts = get_number (self, PANELIST_FIELD_OLD_POSTS, 0);
  if (max < 0 || posts < 0 || posts > G_MAXINT64 - old_posts)
    return NULL;
  one_post = panelist_money_per_thousand (panelist_service_get_rate (self->service), max);
  return panelist_money_multiply (one_post, posts + old_posts);
}

/* What is sent */

static char *
dup_sent_value (PanelistOrderDraft *self,
                PanelistField       field)
{
  const char *value = self->values[field];
  g_autoptr (GDateTime) date = NULL;
  g_auto (GStrv) lines = NULL;

  switch (panelist_field_get_kind (field))
    {
    case PANELIST_FIELD_KIND_LIST:
      lines = panelist_text_split_lines (value);
      return g_strjoinv ("\n", lines);
    case PANELIST_FIELD_KIND_NUMBER:
    case PANELIST_FIELD_KIND_CHOICE:
      return g_strdup_printf ("%" G_GINT64_FORMAT, get_number (self, field, 0));
    case PANELIST_FIELD_KIND_DATE:
      date = parse_date (value);
      return date != NULL ? g_date_time_format (date, "%d/%m/%Y") : g_strdup (value);
    case PANELIST_FIELD_KIND_TEXT:
    default:
      return g_strstrip (g_strdup (value));
    }
}

static gboolean
is_sent (PanelistOrderDraft *self,
         PanelistField       field)
{
  if (!panelist_order_draft_has_field (self, field) || is_blank (self->values[field]))
    return FALSE;
  if (field == PANELIST_FIELD_RUNS || field == PANELIST_FIELD_INTERVAL)
    return get_runs (self) > 1;
  return TRUE;
}

/* The option of protocol.md 3.5: some panels refuse an order without `quantity` and then ignore it. */
static void
add_quantity (PanelistOrderDraft *self,
              PanelistForm       *form)
{
  g_autofree char *text = NULL;
  int64_t quantity = -1;

  if (!panelist_panel_get_also_send_quantity (self->panel))
    return;
  if (get_info (self)->quantity == PANELIST_QUANTITY_LINES)
    quantity = panelist_order_draft_get_effective_quantity (self);
  else if (get_info (self)->quantity == PANELIST_QUANTITY_PACKAGE)
    quantity = MAX (panelist_service_get_min (self->service), 1);
  if (quantity < 0)
    return;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, quantity);
  panelist_form_add (form, "quantity", text);
}

/**
 * panelist_order_draft_dup_form:
 * @self: a draft that checks
 *
 * Returns: (transfer full) (nullable): the body of `add` without `key`, or NULL without a service
 */
PanelistForm *
panelist_order_draft_dup_form (PanelistOrderDraft *self)
{
  g_autoptr (PanelistForm) form = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (self), NULL);

  if (self->service == NULL || self->panel == NULL)
    return NULL;
  form = panelist_form_new ("add");
  panelist_form_add (form, "service", panelist_service_get_id (self->service));
  for (int i = 0; i < PANELIST_N_FIELDS; i++)
    {
      g_autofree char *value = NULL;

      if (!is_sent (self, (PanelistField) i))
        continue;
      value = dup_sent_value (self, (PanelistField) i);
      panelist_form_add (form, panelist_field_get_name ((PanelistField) i), value);
    }
  add_quantity (self, form);
  for (guint i = 0; i < self->extras->len; i++)
    {
      Extra *extra = &g_array_index (self->extras, Extra, i);

      if (*extra->name != '\0')
        panelist_form_add (form, extra->name, extra->value);
    }
  return g_steal_pointer (&form);
}

/* GObject */

static void
panelist_order_draft_get_property (GObject    *object,
                                   guint       id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  PanelistOrderDraft *self = PANELIST_ORDER_DRAFT (object);

  switch ((PanelistOrderDraftProperty) id)
    {
    case PROP_PANEL:
      g_value_set_object (value, self->panel);
      break;
    case PROP_SERVICE:
      g_value_set_object (value, self->service);
      break;
    case PROP_DRIP_FEED:
      g_value_set_boolean (value, self->drip_feed);
      break;
    case PROP_NOTE:
      g_value_set_string (value, self->note);
      break;
    case PROP_TAG:
      g_value_set_string (value, self->tag);
      break;
    case PROP_ORDER_ANYWAY:
      g_value_set_boolean (value, self->order_anyway);
      break;
    case PROP_PRICE_ROSE:
      g_value_set_boolean (value, self->price_rose);
      break;
    case PROP_RETRY_OF:
      g_value_set_string (value, self->retry_of);
      break;
    case PROP_FIELDS:
      g_value_set_uint64 (value, get_fields (self));
      break;
    case PROP_EFFECTIVE_QUANTITY:
      g_value_set_int64 (value, panelist_order_draft_get_effective_quantity (self));
      break;
    case PROP_TOTAL_QUANTITY:
      g_value_set_int64 (value, panelist_order_draft_get_total_quantity (self));
      break;
    case PROP_EXPECTED_CHARGE:
      g_value_take_string (value, panelist_order_draft_dup_expected_charge (self));
      break;
    case PROP_WORST_CHARGE:
      g_value_take_string (value, panelist_order_draft_dup_worst_charge (self));
      break;
    case PROP_VALID:
      g_value_set_boolean (value,
                           panelist_order_draft_check (self, NULL, NULL) == PANELIST_PROBLEM_NONE);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_drip_feed (PanelistOrderDraft *self,
               gboolean            drip_feed)
{
  if (self->drip_feed == drip_feed)
    return;
  self->drip_feed = drip_feed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRIP_FEED]);
  notify_change (self);
}

static void
set_flag (PanelistOrderDraft         *self,
          gboolean                   *flag,
          gboolean                    value,
          PanelistOrderDraftProperty  property)
{
  if (*flag == value)
    return;
  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
panelist_order_draft_set_property (GObject      *object,
                                   guint         id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  PanelistOrderDraft *self = PANELIST_ORDER_DRAFT (object);

  switch ((PanelistOrderDraftProperty) id)
    {
    case PROP_PANEL:
      if (g_set_object (&self->panel, g_value_get_object (value)))
        notify_change (self);
      break;
    case PROP_SERVICE:
      panelist_order_draft_set_service (self, self->panel, g_value_get_object (value));
      break;
    case PROP_DRIP_FEED:
      set_drip_feed (self, g_value_get_boolean (value));
      break;
    case PROP_NOTE:
      if (g_set_str (&self->note, g_value_get_string (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_TAG:
      if (g_set_str (&self->tag, g_value_get_string (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_ORDER_ANYWAY:
      set_flag (self, &self->order_anyway, g_value_get_boolean (value), PROP_ORDER_ANYWAY);
      break;
    case PROP_PRICE_ROSE:
      set_flag (self, &self->price_rose, g_value_get_boolean (value), PROP_PRICE_ROSE);
      break;
    case PROP_RETRY_OF:
      if (g_set_str (&self->retry_of, g_value_get_string (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_FIELDS:
    case PROP_EFFECTIVE_QUANTITY:
    case PROP_TOTAL_QUANTITY:
    case PROP_EXPECTED_CHARGE:
    case PROP_WORST_CHARGE:
    case PROP_VALID:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_order_draft_finalize (GObject *object)
{
  PanelistOrderDraft *self = PANELIST_ORDER_DRAFT (object);

  g_clear_object (&self->panel);
  g_clear_object (&self->service);
  for (int i = 0; i < PANELIST_N_FIELDS; i++)
    g_clear_pointer (&self->values[i], g_free);
  g_clear_pointer (&self->extras, g_array_unref);
  g_clear_pointer (&self->retry_of, g_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->tag, g_free);

  G_OBJECT_CLASS (panelist_order_draft_parent_class)->finalize (object);
}

static void
panelist_order_draft_class_init (PanelistOrderDraftClass *klass)
{
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = panelist_order_draft_get_property;
  object_class->set_property = panelist_order_draft_set_property;
  object_class->finalize = panelist_order_draft_finalize;

  properties[PROP_PANEL] =
      g_param_spec_object ("panel", NULL, NULL, PANELIST_TYPE_PANEL, writable);
  properties[PROP_SERVICE] =
      g_param_spec_object ("service", NULL, NULL, PANELIST_TYPE_SERVICE, writable);
  properties[PROP_DRIP_FEED] = g_param_spec_boolean ("drip-feed", NULL, NULL, FALSE, writable);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, writable);
  properties[PROP_TAG] = g_param_spec_string ("tag", NULL, NULL, NULL, writable);
  properties[PROP_ORDER_ANYWAY] = g_param_spec_boolean ("order-anyway", NULL, NULL, FALSE, writable);
  properties[PROP_PRICE_ROSE] = g_param_spec_boolean ("price-rose", NULL, NULL, FALSE, writable);
  properties[PROP_RETRY_OF] = g_param_spec_string ("retry-of", NULL, NULL, NULL, writable);
  properties[PROP_FIELDS] =
      g_param_spec_uint64 ("fields", NULL, NULL, 0, G_MAXUINT64, 0, readable);
  properties[PROP_EFFECTIVE_QUANTITY] =
      g_param_spec_int64 ("effective-quantity", NULL, NULL, -1, G_MAXINT64, -1, readable);
  properties[PROP_TOTAL_QUANTITY] =
      g_param_spec_int64 ("total-quantity", NULL, NULL, -1, G_MAXINT64, -1, readable);
  properties[PROP_EXPECTED_CHARGE] =
      g_param_spec_string ("expected-charge", NULL, NULL, NULL, readable);
  properties[PROP_WORST_CHARGE] =
      g_param_spec_string ("worst-charge", NULL, NULL, NULL, readable);
  properties[PROP_VALID] = g_param_spec_boolean ("valid", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[CHANGED] = g_signal_new ("changed",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
}

static void
panelist_order_draft_init (PanelistOrderDraft *self)
{
  self->extras = g_array_new (FALSE, TRUE, sizeof (Extra));
  g_array_set_clear_func (self->extras, clear_extra);
  /* Always sent with a subscription; 0 = at once (protocol.md 3.2). */
  self->values[PANELIST_FIELD_DELAY] = g_strdup ("0");
}

/**
 * panelist_order_draft_new:
 * @panel: (nullable): where to order
 * @service: (nullable): what to order
 *
 * Returns: (transfer full): an empty form for the service
 */
PanelistOrderDraft *
panelist_order_draft_new (PanelistPanel   *panel,
                          PanelistService *service)
{
  PanelistOrderDraft *self = g_object_new (PANELIST_TYPE_ORDER_DRAFT, NULL);

  panelist_order_draft_set_service (self, panel, service);
  return self;
}

/**
 * panelist_order_draft_copy:
 * @self: a draft
 *
 * Returns: (transfer full): a draft with the same contents that does not follow @self
 */
PanelistOrderDraft *
panelist_order_draft_copy (PanelistOrderDraft *self)
{
  PanelistOrderDraft *copy = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (self), NULL);

  copy = panelist_order_draft_new (self->panel, self->service);
  for (int i = 0; i < PANELIST_N_FIELDS; i++)
    g_set_str (&copy->values[i], self->values[i]);
  for (guint i = 0; i < self->extras->len; i++)
    {
      Extra *extra = &g_array_index (self->extras, Extra, i);

      panelist_order_draft_set_extra (copy, i, extra->name, extra->value);
    }
  copy->drip_feed = self->drip_feed;
  copy->order_anyway = self->order_anyway;
  copy->price_rose = self->price_rose;
  g_set_str (&copy->retry_of, self->retry_of);
  g_set_str (&copy->note, self->note);
  g_set_str (&copy->tag, self->tag);
  return copy;
}

PanelistPanel *
panelist_order_draft_get_panel (PanelistOrderDraft *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (self), NULL);

  return self->panel;
}

PanelistService *
panelist_order_draft_get_service (PanelistOrderDraft *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (self), NULL);

  return self->service;
}

/**
 * panelist_order_draft_set_service:
 * @self: a draft
 * @panel: (nullable): the panel of the service
 * @service: (nullable): what to order now; values of the fields both services have are kept
 */
void
panelist_order_draft_set_service (PanelistOrderDraft *self,
                                  PanelistPanel      *panel,
                                  PanelistService    *service)
{
  gboolean opened = FALSE;

  g_return_if_fail (PANELIST_IS_ORDER_DRAFT (self));

  if (g_set_object (&self->panel, panel))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PANEL]);
  if (g_set_object (&self->service, service))
    {
      set_flag (self, &self->order_anyway, FALSE, PROP_ORDER_ANYWAY);
      if (service != NULL)
        g_object_get (service, "drip-feed-opened", &opened, NULL);
      if (opened || (self->drip_feed && !panelist_order_draft_has_field (self, PANELIST_FIELD_RUNS)))
        {
          self->drip_feed = opened;
          g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRIP_FEED]);
        }
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERVICE]);
    }
  notify_change (self);
}

/**
 * panelist_order_draft_get_value:
 * @self: a draft
 * @field: a field
 *
 * Returns: (nullable): its text as typed; lists one item a line, numbers in plain digits, dates as YYYY-MM-DD
 */
const char *
panelist_order_draft_get_value (PanelistOrderDraft *self,
                                PanelistField       field)
{
  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (self), NULL);
  g_return_val_if_fail (field < PANELIST_N_FIELDS, NULL);

  return self->values[field];
}

void
panelist_order_draft_set_value (PanelistOrderDraft *self,
                                PanelistField       field,
                                const char         *value)
{
  g_return_if_fail (PANELIST_IS_ORDER_DRAFT (self));
  g_return_if_fail (field < PANELIST_N_FIELDS);

  if (!g_set_str (&self->values[field], value))
    return;
  if (field == PANELIST_FIELD_LINK || field == PANELIST_FIELD_USERNAME)
    set_flag (self, &self->order_anyway, FALSE, PROP_ORDER_ANYWAY);
  notify_change (self);
}

/**
 * panelist_order_draft_has_field:
 * @self: a draft
 * @field: a field
 *
 * Returns: whether the form shows the field now
 */
gboolean
panelist_order_draft_has_field (PanelistOrderDraft *self,
                                PanelistField       field)
{
  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (self), FALSE);

  return (get_fields (self) & BIT (field)) != 0;
}

gboolean
panelist_order_draft_requires_field (PanelistOrderDraft *self,
                                     PanelistField       field)
{
  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (self), FALSE);

  return (get_required (self) & BIT (field)) != 0;
}

/**
 * panelist_order_draft_set_extra:
 * @self: a draft
 * @index: which extra parameter; one behind the last adds one
 * @name: its name on the wire
 * @value: its text
 */
void
panelist_order_draft_set_extra (PanelistOrderDraft *self,
                                guint               index,
                                const char         *name,
                                const char         *value)
{
  Extra *extra = NULL;

  g_return_if_fail (PANELIST_IS_ORDER_DRAFT (self));
  g_return_if_fail (index <= self->extras->len);

  if (index == self->extras->len)
    g_array_set_size (self->extras, index + 1);
  extra = &g_array_index (self->extras, Extra, index);
  g_set_str (&extra->name, name != NULL ? name : "");
  g_set_str (&extra->value, value != NULL ? value : "");
  notify_change (self);
}

guint
panelist_order_draft_get_n_extras (PanelistOrderDraft *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (self), 0);

  return self->extras->len;
}

void
panelist_order_draft_get_extra (PanelistOrderDraft *self,
                                guint               index,
                                const char        **name,
                                const char        **value)
{
  g_return_if_fail (PANELIST_IS_ORDER_DRAFT (self));
  g_return_if_fail (index < self->extras->len);

  *name = g_array_index (self->extras, Extra, index).name;
  *value = g_array_index (self->extras, Extra, index).value;
}

void
panelist_order_draft_remove_extra (PanelistOrderDraft *self,
                                   guint               index)
{
  g_return_if_fail (PANELIST_IS_ORDER_DRAFT (self));
  g_return_if_fail (index < self->extras->len);

  g_array_remove_index (self->extras, index);
  notify_change (self);
}

/**
 * panelist_order_draft_count_lines:
 * @self: a draft
 * @field: a list field
 * @n_duplicates: (out) (optional): how many of the lines stood there before
 *
 * Returns: the lines that are not empty
 */
guint
panelist_order_draft_count_lines (PanelistOrderDraft *self,
                                  PanelistField       field,
                                  guint              *n_duplicates)
{
  g_autoptr (GHashTable) seen = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_lines = 0;

  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (self), 0);
  g_return_val_if_fail (field < PANELIST_N_FIELDS, 0);

  seen = g_hash_table_new (g_str_hash, g_str_equal);
  lines = panelist_text_split_lines (self->values[field]);
  for (; lines[n_lines] != NULL; n_lines++)
    g_hash_table_add (seen, lines[n_lines]);
  if (n_duplicates != NULL)
    *n_duplicates = n_lines - g_hash_table_size (seen);
  return n_lines;
}

/**
 * panelist_order_draft_clear_target:
 * @self: a draft
 *
 * Empties what tells whom the order is for, and keeps the service and the numbers: the form after sending.
 */
void
panelist_order_draft_clear_target (PanelistOrderDraft *self)
{
  static const PanelistField targets[] = {
    PANELIST_FIELD_LINK,     PANELIST_FIELD_COMMENTS, PANELIST_FIELD_USERNAMES,
    PANELIST_FIELD_USERNAME, PANELIST_FIELD_MEDIA,    PANELIST_FIELD_CUSTOM_DATA,
  };

  g_return_if_fail (PANELIST_IS_ORDER_DRAFT (self));

  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    g_clear_pointer (&self->values[targets[i]], g_free);
  set_flag (self, &self->order_anyway, FALSE, PROP_ORDER_ANYWAY);
  set_flag (self, &self->price_rose, FALSE, PROP_PRICE_ROSE);
  if (g_set_str (&self->retry_of, NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RETRY_OF]);
  if (g_set_str (&self->note, NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTE]);
  notify_change (self);
}
