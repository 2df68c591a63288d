/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-demo"

#include "config.h"

#include "panelist-demo-panel.h"

#include <stdio.h>
#include <string.h>

#include "panelist-demo-json.h"
#include "panelist-demo-order.h"
#include "panelist-money.h"

#define MINUTE ((int64_t) 60000)
#define FIRST_ORDER 23501
#define FIRST_REFILL 1
#define DRIFT_EVERY (60 * MINUTE)
#define MAX_CHILDREN 1000   /* of one order */

typedef struct {
  int64_t order;
  int64_t running_at;
  int64_t ended_at;
  gboolean rejected;
} Refill;

struct _PanelistDemoPanel {
  char *key;
  char *balance;
  guint seed;
  double time_scale;
  int64_t started;
  PanelistDemoCatalog *catalog;
  GPtrArray *orders;       /* of PanelistDemoOrder, by id - FIRST_ORDER */
  GPtrArray *open;         /* those that are not final; borrowed */
  GArray *refills;         /* by id - FIRST_REFILL */
  GString *log;            /* of the call that is being done; borrowed */
};

/* What a checked `add` is about to create. */
typedef struct {
  const PanelistDemoService *service;
  const PanelistServiceTypeInfo *info;
  const char *link;
  int64_t quantity;
  int64_t runs;
  int64_t interval;
  int64_t min;
  int64_t max;
  int64_t posts;
  int64_t old_posts;
  int64_t expires_in;
  char *charge;
} Request;

static int64_t
get_now (PanelistDemoPanel *self)
{
  return (int64_t) ((double) (g_get_monotonic_time () - self->started) / 1000 * self->time_scale);
}

static GBytes *
say_error (const char *text)
{
  GString *json = g_string_new ("{");

  panelist_demo_json_append_pair (json, "error", text);
  g_string_append_c (json, '}');
  return g_string_free_to_bytes (json);
}

static void
append_error (GString    *json,
              const char *text)
{
  g_string_append (json, "{\"error\": ");
  panelist_demo_json_append_text (json, text);
  g_string_append_c (json, '}');
}

static const char *
get_text (GHashTable *form,
          const char *name)
{
  const char *text = g_hash_table_lookup (form, name);

  return text != NULL && *text != '\0' ? text : NULL;
}

/* A whole number, `fallback` when the field is absent, -1 when it is none. */
static int64_t
get_number (GHashTable *form,
            const char *name,
            int64_t     fallback)
{
  const char *text = get_text (form, name);
  int64_t number = -1;

  if (text == NULL)
    return fallback;
  return g_ascii_string_to_signed (text, 10, 0, 999999999, &number, NULL) ? number : -1;
}

static void
pay (PanelistDemoPanel *self,
     const char        *amount)
{
  char *rest = panelist_money_subtract (self->balance, amount);

  g_free (self->balance);
  self->balance = rest;
}

static void
give_back (PanelistDemoPanel       *self,
           const PanelistDemoOrder *order)
{
  g_autofree char *refund = panelist_demo_order_refund (order);
  char *balance = refund ? panelist_money_add (self->balance, refund) : g_strdup (self->balance);

  g_free (self->balance);
  self->balance = balance;
}

static PanelistDemoOrder *
find_order (PanelistDemoPanel *self,
            const char        *id)
{
  int64_t number = 0;

  if (id == NULL || !g_ascii_string_to_signed (id, 10, FIRST_ORDER, G_MAXINT64, &number, NULL)
      || number - FIRST_ORDER >= (int64_t) self->orders->len)
    return NULL;
  return g_ptr_array_index (self->orders, number - FIRST_ORDER);
}

/* Orders */

static PanelistDemoOrder *
add_order (PanelistDemoPanel         *self,
           const PanelistDemoService *service,
           const char                *link,
           int64_t                    quantity,
           const char                *charge,
           int64_t                    now)
{
  PanelistDemoOrder *order = panelist_demo_order_new (FIRST_ORDER + self->orders->len, service, link, quantity,
                                                      charge);

  panelist_demo_order_plan (order, self->seed, now);
  g_ptr_array_add (self->orders, order);
  g_ptr_array_add (self->open, order);
  return order;
}

static void
log_order (PanelistDemoPanel       *self,
           const PanelistDemoOrder *order,
           const PanelistDemoOrder *parent)
{
  g_string_append_printf (self->log, "{\"kind\": \"%s\", \"order\": %" G_GINT64_FORMAT,
                          parent != NULL ? "child" : "order", order->id);
  if (parent != NULL)
    g_string_append_printf (self->log, ", \"parent\": %" G_GINT64_FORMAT, parent->id);
  g_string_append_printf (self->log, ", \"service\": %" G_GINT64_FORMAT ", \"quantity\": %" G_GINT64_FORMAT,
                          order->service->id, order->quantity);
  panelist_demo_json_append_pair (self->log, "link", order->link);
  panelist_demo_json_append_pair (self->log, "charge", order->charge);
  g_string_append (self->log, "}\n");
}

/* A subscription pays post by post: without money it waits for more. */
static gboolean
add_child (PanelistDemoPanel *self,
           PanelistDemoOrder *parent,
           int64_t            when)
{
  guint number = parent->children->len;
  int64_t quantity = parent->quantity;
  g_autofree char *charge = NULL;
  PanelistDemoOrder *child;

  if (parent->max > 0)
    quantity = parent->min + panelist_demo_hash (self->seed, (guint) parent->id, 100 + number)
               % (parent->max - parent->min + 1);
  charge = panelist_money_per_thousand (parent->service->rate, quantity);
  if (parent->max > 0)
    {
      if (panelist_money_compare (self->balance, charge) < 0)
        return FALSE;
      pay (self, charge);
    }
  child = add_order (self, parent->service, parent->link, quantity, charge, when);
  g_array_append_val (parent->children, child->id);
  log_order (self, child, parent);
  return TRUE;
}

static gboolean
are_children_final (PanelistDemoPanel *self,
                    PanelistDemoOrder *parent)
{
  for (guint i = 0; i < parent->children->len; i++)
    {
      int64_t id = g_array_index (parent->children, int64_t, i);

      if (!panelist_demo_order_is_final (g_ptr_array_index (self->orders, id - FIRST_ORDER)))
        return FALSE;
    }
  return TRUE;
}

static void
advance_parent (PanelistDemoPanel *self,
                PanelistDemoOrder *parent,
                int64_t            now)
{
  int64_t wanted = parent->runs > 0 ? parent->runs + parent->old_posts : G_MAXINT64;
  int64_t until = parent->expires_at > 0 ? MIN (now, parent->expires_at) : now;
  int64_t due = parent->old_posts + (until - parent->created) / parent->interval + (parent->max > 0 ? 0 : 1);

  if (parent->cancel_at != 0 && now >= parent->cancel_at)
    {
      parent->state = PANELIST_DEMO_ORDER_CANCELED;
      return;
    }
  parent->state = PANELIST_DEMO_ORDER_ACTIVE;
  for (int64_t i = parent->children->len; i < MIN (due, wanted); i++)
    {
      if (add_child (self, parent, parent->created + MAX (0, i - parent->old_posts) * parent->interval))
        continue;
      parent->state = PANELIST_DEMO_ORDER_PAUSED;
      break;
    }
  if ((int64_t) parent->children->len >= wanted && are_children_final (self, parent))
    parent->state = PANELIST_DEMO_ORDER_COMPLETED;
  else if (parent->expires_at > 0 && now >= parent->expires_at)
    parent->state = PANELIST_DEMO_ORDER_EXPIRED;
}

/* Lets the time since the last call pass: orders move on, refunds come back. */
static void
advance (PanelistDemoPanel *self)
{
  int64_t now = get_now (self);
  guint kept = 0;

  panelist_demo_catalog_drift (self->catalog, (guint) (now / DRIFT_EVERY));
  for (guint i = 0; i < self->open->len; i++)
    {
      PanelistDemoOrder *order = g_ptr_array_index (self->open, i);

      if (order->children != NULL)
        advance_parent (self, order, now);
      else
        panelist_demo_order_advance (order, now);
      if (!panelist_demo_order_is_final (order))
        self->open->pdata[kept++] = order;
      else
        give_back (self, order);
    }
  g_ptr_array_set_size (self->open, (int) kept);
}

/* Calls: add */

static int64_t
count_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text ? text : "", "\n", -1);
  int64_t count = 0;

  for (gsize i = 0; lines[i] != NULL; i++)
    count += *g_strstrip (lines[i]) != '\0' ? 1 : 0;
  return count;
}

static char *
check_required (GHashTable                    *form,
                const PanelistServiceTypeInfo *info)
{
  for (int i = 0; i < PANELIST_N_FIELDS; i++)
    {
      const char *name = panelist_field_get_name ((PanelistField) i);

      if (!(info->required & ((uint64_t) 1 << i)) || get_text (form, name) != NULL)
        continue;
      if (i == PANELIST_FIELD_LINK)
        return g_strdup ("Bad link");
      if (i == PANELIST_FIELD_COMMENTS)
        return g_strdup ("neworder.error.comments_field_is_required");
      if (i == PANELIST_FIELD_QUANTITY)
        return g_strdup ("Quantity required");
      return g_strdup_printf ("Missing required parameters: %s", name);
    }
  return NULL;
}

static char *
check_limits (int64_t                    quantity,
              const PanelistDemoService *service)
{
  if (quantity < service->min)
    return g_strdup_printf ("Quantity less than minimal %" G_GINT64_FORMAT, service->min);
  if (quantity > service->max)
    return g_strdup_printf ("Quantity more than maximum %" G_GINT64_FORMAT, service->max);
  return NULL;
}

static char *
check_drip_feed (GHashTable *form,
                 Request    *request)
{
  gboolean has_runs = get_text (form, "runs") != NULL;
  gboolean has_interval = get_text (form, "interval") != NULL;

  request->runs = 1;
  if (!has_runs && !has_interval)
    return NULL;
  if (!request->service->drip_feed)
    return g_strdup ("This service does not support dripfeed");
  request->runs = get_number (form, "runs", 1);
  request->interval = get_number (form, "interval", -1);
  if (!has_runs || request->runs < 1)
    return g_strdup ("Runs required");
  if (!has_interval || request->interval < 0)
    return g_strdup ("Interval required");
  if (request->runs > MAX_CHILDREN)
    return g_strdup ("Incorrect parameters");
  if (request->quantity * request->runs > request->service->max)
    return g_strdup_printf ("Quantity more than maximum %" G_GINT64_FORMAT, request->service->max);
  return NULL;
}

static gboolean
read_expiry (const char *text,
             int64_t    *expires_in)
{
  int day = 0;
  int month = 0;
  int year = 0;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = NULL;

  if (sscanf (text, "%2d/%2d/%4d", &day, &month, &year) != 3)
    return FALSE;
  then = g_date_time_new_utc (year, month, day, 23, 59, 59);
  if (then == NULL || g_date_time_compare (then, now) <= 0)
    return FALSE;
  *expires_in = g_date_time_difference (then, now) / 1000;
  return TRUE;
}

/* Whether a field of few numbers to choose from holds one of them. */
static gboolean
has_choice (GHashTable    *form,
            PanelistField  field)
{
  int64_t number = get_number (form, panelist_field_get_name (field), -1);
  gsize n_choices = 0;
  const int *choices = panelist_field_get_choices (field, &n_choices);

  for (gsize i = 0; i < n_choices; i++)
    {
      if (choices[i] == number)
        return TRUE;
    }
  return FALSE;
}

static char *
check_subscription (GHashTable *form,
                    Request    *request)
{
  g_autofree char *refusal = NULL;

  request->min = get_number (form, "min", -1);
  request->max = get_number (form, "max", -1);
  request->posts = get_number (form, "posts", 0);
  request->old_posts = get_number (form, "old_posts", 0);
  refusal = check_limits (request->min, request->service);
  if (refusal == NULL)
    refusal = check_limits (request->max, request->service);
  if (refusal != NULL)
    return g_steal_pointer (&refusal);
  if (request->min > request->max || !has_choice (form, PANELIST_FIELD_DELAY)
      || request->posts < 0 || request->posts > MAX_CHILDREN
      || request->old_posts < 0 || request->old_posts > MAX_CHILDREN
      || (get_text (form, "expiry") != NULL && !read_expiry (get_text (form, "expiry"), &request->expires_in)))
    return g_strdup ("Incorrect parameters");
  request->link = get_text (form, "username");
  return NULL;
}

static char *
check_traffic (GHashTable *form)
{
  int64_t kind = get_number (form, "type_of_traffic", -1);

  if (!has_choice (form, PANELIST_FIELD_TYPE_OF_TRAFFIC) || !has_choice (form, PANELIST_FIELD_DEVICE))
    return g_strdup ("Incorrect parameters");
  if (kind == 1 && get_text (form, "google_keyword") == NULL)
    return g_strdup ("Missing required parameters: google_keyword");
  if (kind == 2 && get_text (form, "referring_url") == NULL)
    return g_strdup ("Missing required parameters: referring_url");
  return NULL;
}

static char *
check_quantity (GHashTable *form,
                Request    *request)
{
  const PanelistServiceTypeInfo *info = request->info;
  char *refusal = NULL;

  if (info->quantity == PANELIST_QUANTITY_PER_POST)
    return check_subscription (form, request);
  request->link = get_text (form, "link");
  if (strpbrk (request->link, " \t\r\n<>") != NULL || strlen (request->link) > 2048)
    return g_strdup ("Bad link");
  request->quantity = 1;
  if (info->quantity == PANELIST_QUANTITY_LINES)
    request->quantity = count_lines (get_text (form, panelist_field_get_name ((PanelistField) info->lines_field)));
  else if (info->quantity == PANELIST_QUANTITY_TYPED)
    request->quantity = get_number (form, "quantity", -1);
  if (info->quantity != PANELIST_QUANTITY_PACKAGE)
    refusal = check_limits (request->quantity, request->service);
  if (refusal == NULL && request->service->type == PANELIST_SERVICE_TYPE_WEB_TRAFFIC)
    refusal = check_traffic (form);
  if (refusal == NULL && get_number (form, "answer_number", 1) < 1)
    refusal = g_strdup ("Incorrect parameters");
  return refusal != NULL ? refusal : check_drip_feed (form, request);
}

static char *
check_state (PanelistDemoPanel *self,
             Request           *request)
{
  for (guint i = 0; i < self->open->len; i++)
    {
      const PanelistDemoOrder *order = g_ptr_array_index (self->open, i);

      if (order->service == request->service && strcmp (order->link, request->link) == 0)
        return g_strdup ("You have active order with this link. Please wait until order being completed.");
    }
  if (request->info->charge == PANELIST_CHARGE_PER_POST)
    request->charge = g_strdup ("0");
  else if (request->info->charge == PANELIST_CHARGE_FLAT)
    request->charge = g_strdup (request->service->rate);
  else
    request->charge = panelist_money_per_thousand (request->service->rate, request->quantity * request->runs);
  if (panelist_money_compare (self->balance, request->charge) < 0)
    return g_strdup ("Not enough funds on balance");
  return NULL;
}

static PanelistDemoOrder *
place (PanelistDemoPanel *self,
       GHashTable        *form,
       const Request     *request)
{
  int64_t now = get_now (self);
  PanelistDemoOrder *order = add_order (self, request->service, request->link, request->quantity,
                                        request->charge, now);

  pay (self, request->charge);
  if (request->runs <= 1 && request->max == 0)
    return order;
  order->children = g_array_new (FALSE, FALSE, sizeof (int64_t));
  order->state = PANELIST_DEMO_ORDER_ACTIVE;
  order->runs = request->max > 0 ? request->posts : request->runs;
  order->interval = MAX (1, (request->max > 0 ? 20 : request->interval) * MINUTE);
  order->min = request->min;
  order->max = request->max;
  order->old_posts = request->old_posts;
  order->expiry = g_strdup (get_text (form, "expiry"));
  order->expires_at = request->expires_in > 0 ? now + request->expires_in : 0;
  return order;
}

static GBytes *
answer_add (PanelistDemoPanel *self,
            GHashTable        *form)
{
  Request request = { 0 };
  g_autofree char *refusal = NULL;
  g_autofree char *json = NULL;
  g_autofree char *charge = NULL;
  PanelistDemoOrder *order;

  request.service = panelist_demo_catalog_find (self->catalog, get_number (form, "service", -1));
  if (request.service == NULL)
    return say_error ("Incorrect service ID");
  request.info = panelist_service_type_get_info (request.service->type);
  refusal = check_required (form, request.info);
  if (refusal == NULL)
    refusal = check_quantity (form, &request);
  if (refusal == NULL)
    refusal = check_state (self, &request);
  charge = request.charge;
  if (refusal != NULL)
    return say_error (refusal);
  order = place (self, form, &request);
  log_order (self, order, NULL);
  json = g_strdup_printf ("{\"order\": %" G_GINT64_FORMAT "}", order->id);
  return g_bytes_new (json, strlen (json));
}

/* Calls: status */

static void
append_parent (GString                 *json,
               const PanelistDemoOrder *order)
{
  g_string_append_c (json, '{');
  panelist_demo_json_append_pair (json, "status", panelist_demo_order_get_text (order));
  if (order->max > 0)
    {
      panelist_demo_json_append_pair (json, "expiry", order->expiry ? order->expiry : "");
      g_string_append_printf (json, ", \"posts\": %" G_GINT64_FORMAT, order->runs);
    }
  else
    g_string_append_printf (json, ", \"runs\": %" G_GINT64_FORMAT, order->runs);
  g_string_append (json, ", \"orders\": [");
  for (guint i = 0; i < order->children->len; i++)
    g_string_append_printf (json, "%s%" G_GINT64_FORMAT, i > 0 ? ", " : "",
                            g_array_index (order->children, int64_t, i));
  g_string_append (json, "]}");
}

static void
append_status (PanelistDemoPanel *self,
               GString           *json,
               const char        *id)
{
  const PanelistDemoOrder *order = find_order (self, id);
  gboolean started = order != NULL && order->state >= PANELIST_DEMO_ORDER_IN_PROGRESS;

  if (order == NULL)
    append_error (json, "Incorrect order ID");
  else if (order->children != NULL)
    append_parent (json, order);
  else
    g_string_append_printf (json, "{\"charge\": \"%s\", \"start_count\": \"%" G_GINT64_FORMAT "\", \"status\":"
                            " \"%s\", \"remains\": \"%" G_GINT64_FORMAT "\", \"currency\": \"USD\"}",
                            order->charge, started ? order->start_count : 0,
                            panelist_demo_order_get_text (order), order->remains);
}

/* Calls: refill */

static Refill *
find_refill (PanelistDemoPanel *self,
             const char        *id)
{
  int64_t number = 0;

  if (id == NULL || !g_ascii_string_to_signed (id, 10, FIRST_REFILL, G_MAXINT64, &number, NULL)
      || number - FIRST_REFILL >= (int64_t) self->refills->len)
    return NULL;
  return &g_array_index (self->refills, Refill, number - FIRST_REFILL);
}

static gboolean
has_open_refill (PanelistDemoPanel *self,
                 int64_t            order)
{
  for (guint i = 0; i < self->refills->len; i++)
    {
      const Refill *refill = &g_array_index (self->refills, Refill, i);

      if (refill->order == order && get_now (self) < refill->ended_at)
        return TRUE;
    }
  return FALSE;
}

/* The new refill's id, or 0 and the panel's words. */
static guint
request_refill (PanelistDemoPanel  *self,
                const char         *id,
                const char        **refusal)
{
  const PanelistDemoOrder *order = find_order (self, id);
  Refill refill = { 0 };
  guint number = FIRST_REFILL + self->refills->len;

  *refusal = NULL;
  if (order == NULL)
    *refusal = "Incorrect order ID";
  else if (order->service->refill != 1 || order->children != NULL)
    *refusal = "This service does not support refill";
  else if (order->state != PANELIST_DEMO_ORDER_COMPLETED)
    *refusal = "Order must be completed";
  else if (has_open_refill (self, order->id))
    *refusal = "Refill already requested";
  if (*refusal != NULL)
    return 0;
  refill.order = order->id;
  refill.running_at = get_now (self) + MINUTE + panelist_demo_hash (self->seed, number, 30) % MINUTE;
  refill.ended_at = refill.running_at + 3 * MINUTE + panelist_demo_hash (self->seed, number, 31) % (10 * MINUTE);
  refill.rejected = panelist_demo_hash (self->seed, number, 32) % 100 >= 85;
  g_array_append_val (self->refills, refill);
  g_string_append_printf (self->log, "{\"kind\": \"refill\", \"refill\": %u, \"order\": %" G_GINT64_FORMAT "}\n",
                          number, order->id);
  return number;
}

static void
append_refill_row (PanelistDemoPanel *self,
                   GString           *json,
                   const char        *id)
{
  const char *refusal;
  guint number = request_refill (self, id, &refusal);
  int64_t order = g_ascii_strtoll (id, NULL, 10);

  g_string_append_printf (json, "{\"order\": %" G_GINT64_FORMAT ", \"refill\": ", order);
  if (refusal != NULL)
    append_error (json, refusal);
  else
    g_string_append_printf (json, "%u", number);
  g_string_append_c (json, '}');
}

static const char *
get_refill_text (PanelistDemoPanel *self,
                 const Refill      *refill)
{
  int64_t now = get_now (self);

  if (now < refill->running_at)
    return "Pending";
  if (now < refill->ended_at)
    return "In progress";
  return refill->rejected ? "Rejected" : "Completed";
}

static void
append_refill_status_row (PanelistDemoPanel *self,
                          GString           *json,
                          const char        *id)
{
  const Refill *refill = find_refill (self, id);

  g_string_append_printf (json, "{\"refill\": %" G_GINT64_FORMAT ", \"status\": ", g_ascii_strtoll (id, NULL, 10));
  if (refill == NULL)
    append_error (json, "Refill not found");
  else
    panelist_demo_json_append_text (json, get_refill_text (self, refill));
  g_string_append_c (json, '}');
}

/* Calls: cancel */

static const char *
request_cancel (PanelistDemoPanel *self,
                PanelistDemoOrder *order)
{
  if (order == NULL)
    return "Incorrect order ID";
  if (order->state == PANELIST_DEMO_ORDER_CANCELED)
    return "Order already canceled";
  if (panelist_demo_order_is_final (order))
    return "Order already completed";
  if (order->service->cancel != 1)
    return "Cancel not supported";
  if (order->cancel_at != 0)
    return "Order already in cancellation";
  if (order->children == NULL && order->state != PANELIST_DEMO_ORDER_PENDING)
    return "Cannot cancel order in progress";
  order->cancel_at = get_now (self) + MINUTE / 2;
  g_string_append_printf (self->log, "{\"kind\": \"cancel\", \"order\": %" G_GINT64_FORMAT "}\n", order->id);
  return NULL;
}

static void
append_cancel_row (PanelistDemoPanel *self,
                   GString           *json,
                   const char        *id)
{
  const char *refusal = request_cancel (self, find_order (self, id));

  g_string_append_printf (json, "{\"order\": %" G_GINT64_FORMAT ", \"cancel\": ", g_ascii_strtoll (id, NULL, 10));
  if (refusal != NULL)
    append_error (json, refusal);
  else
    g_string_append_c (json, '1');
  g_string_append_c (json, '}');
}

/* Lists of ids */

typedef void (*AppendRow) (PanelistDemoPanel *self,
                           GString           *json,
                           const char        *id);

static void
append_status_member (PanelistDemoPanel *self,
                      GString           *json,
                      const char        *id)
{
  panelist_demo_json_append_text (json, id);
  g_string_append (json, ": ");
  append_status (self, json, id);
}

static GBytes *
answer_list (PanelistDemoPanel *self,
             const char        *ids,
             const char        *brackets,
             AppendRow          append_row)
{
  g_auto (GStrv) list = g_strsplit (ids, ",", -1);
  guint count = g_strv_length (list);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GString *json;

  if (count > 100)
    return say_error ("Maximum 100 orders");
  json = g_string_new_len (brackets, 1);
  for (guint i = 0; i < count; i++)
    {
      /* A name comes once in an object, a row of an array as often as it is asked for. */
      if (!g_hash_table_add (seen, g_strstrip (list[i])) && *brackets == '{')
        continue;
      if (i > 0)
        g_string_append (json, ", ");
      append_row (self, json, list[i]);
    }
  g_string_append_c (json, brackets[1]);
  return g_string_free_to_bytes (json);
}

static GBytes *
answer_status (PanelistDemoPanel *self,
               GHashTable        *form)
{
  GString *json;

  if (get_text (form, "orders") != NULL)
    return answer_list (self, get_text (form, "orders"), "{}", append_status_member);
  if (get_text (form, "order") == NULL)
    return say_error ("Incorrect request");
  json = g_string_new (NULL);
  append_status (self, json, get_text (form, "order"));
  return g_string_free_to_bytes (json);
}

static GBytes *
answer_refill (PanelistDemoPanel *self,
               GHashTable        *form)
{
  const char *refusal;
  guint number;
  g_autofree char *json = NULL;

  if (get_text (form, "orders") != NULL)
    return answer_list (self, get_text (form, "orders"), "[]", append_refill_row);
  if (get_text (form, "order") == NULL)
    return say_error ("Incorrect request");
  number = request_refill (self, get_text (form, "order"), &refusal);
  if (refusal != NULL)
    return say_error (refusal);
  json = g_strdup_printf ("{\"refill\": \"%u\"}", number);
  return g_bytes_new (json, strlen (json));
}

static GBytes *
answer_refill_status (PanelistDemoPanel *self,
                      GHashTable        *form)
{
  const Refill *refill;
  g_autofree char *json = NULL;

  if (get_text (form, "refills") != NULL)
    return answer_list (self, get_text (form, "refills"), "[]", append_refill_status_row);
  if (get_text (form, "refill") == NULL)
    return say_error ("Incorrect request");
  refill = find_refill (self, get_text (form, "refill"));
  if (refill == NULL)
    return say_error ("Refill not found");
  json = g_strdup_printf ("{\"status\": \"%s\"}", get_refill_text (self, refill));
  return g_bytes_new (json, strlen (json));
}

static GBytes *
answer_balance (PanelistDemoPanel *self)
{
  g_autofree char *json = g_strdup_printf ("{\"balance\": \"%s\", \"currency\": \"USD\"}", self->balance);

  return g_bytes_new (json, strlen (json));
}

/* Opens a panel whose only customer has `key` and 100.84292 USD; its clock runs `time_scale` times faster. */
PanelistDemoPanel *
panelist_demo_panel_new (const char *key,
                         guint       n_services,
                         guint       seed,
                         double      time_scale)
{
  PanelistDemoPanel *self = g_new0 (PanelistDemoPanel, 1);

  self->key = g_strdup (key);
  self->balance = g_strdup ("100.84292");
  self->seed = seed;
  self->time_scale = time_scale;
  self->started = g_get_monotonic_time ();
  self->catalog = panelist_demo_catalog_new (n_services, seed);
  self->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) panelist_demo_order_free);
  self->open = g_ptr_array_new ();
  self->refills = g_array_new (FALSE, TRUE, sizeof (Refill));
  return self;
}

void
panelist_demo_panel_free (PanelistDemoPanel *self)
{
  g_free (self->key);
  g_free (self->balance);
  panelist_demo_catalog_free (self->catalog);
  g_ptr_array_unref (self->open);
  g_ptr_array_unref (self->orders);
  g_array_unref (self->refills);
  g_free (self);
}

/* Does the call that `form` asks for; `log` gets a line for each order, refill and cancellation that comes of it.
 *
 * Returns: (transfer full): the JSON answer */
GBytes *
panelist_demo_panel_answer (PanelistDemoPanel *self,
                            GHashTable        *form,
                            GString           *log)
{
  const char *action = get_text (form, "action");

  g_return_val_if_fail (self != NULL, NULL);

  if (g_strcmp0 (get_text (form, "key"), self->key) != 0)
    return say_error ("Invalid API key");
  self->log = log;
  advance (self);
  if (g_strcmp0 (action, "services") == 0)
    return g_bytes_ref (panelist_demo_catalog_get_json (self->catalog));
  if (g_strcmp0 (action, "add") == 0)
    return answer_add (self, form);
  if (g_strcmp0 (action, "status") == 0)
    return answer_status (self, form);
  if (g_strcmp0 (action, "refill") == 0)
    return answer_refill (self, form);
  if (g_strcmp0 (action, "refill_status") == 0)
    return answer_refill_status (self, form);
  if (g_strcmp0 (action, "cancel") == 0 && get_text (form, "orders") != NULL)
    return answer_list (self, get_text (form, "orders"), "[]", append_cancel_row);
  if (g_strcmp0 (action, "balance") == 0)
    return answer_balance (self);
  return say_error ("Incorrect request");
}
