/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-statistics"

#include "config.h"

#include "panelist-service-history.h"

#include "panelist-money.h"

typedef struct {
  int64_t panel_id;
  char *service_id;
  GPtrArray *orders;   /* borrowed from the entries */
} Service;

typedef struct {
  PanelistServiceHistory *history;
  PanelistOrder *order;
  Service *service;
} Entry;

struct _PanelistServiceHistory {
  GObject parent_instance;

  GListModel *orders;
  PanelistServiceMarks *marks;
  GPtrArray *entries;     /* one for each order, at its position */
  GHashTable *services;   /* set of Service */
  GHashTable *pending;    /* set of Service whose orders changed */
  guint idle;
};

G_DEFINE_FINAL_TYPE (PanelistServiceHistory, panelist_service_history, G_TYPE_OBJECT)

static guint
service_hash (gconstpointer key)
{
  const Service *service = key;

  return g_str_hash (service->service_id) ^ (guint) service->panel_id;
}

static gboolean
service_equal (gconstpointer a,
               gconstpointer b)
{
  const Service *one = a;
  const Service *other = b;

  return one->panel_id == other->panel_id && g_str_equal (one->service_id, other->service_id);
}

static void
service_free (gpointer data)
{
  Service *service = data;

  g_clear_pointer (&service->orders, g_ptr_array_unref);
  g_clear_pointer (&service->service_id, g_free);
  g_free (service);
}

/* Counting */

static gboolean
is_counted (PanelistOrder *order)
{
  g_autofree char *parent = NULL;

  if (panelist_order_get_intent_state (order) != PANELIST_INTENT_PLACED)
    return FALSE;

  g_object_get (order, "parent", &parent, NULL);

  return parent == NULL;
}

static const char *
get_first_charge (PanelistOrder *order)
{
  const char *charge = panelist_order_get_first_charge (order);

  return charge != NULL ? charge : panelist_order_get_expected_charge (order);
}

/* Amounts in different currencies are never added: the newest order decides. */
static const char *
find_currency (Service *service)
{
  const char *currency = NULL;
  int64_t newest = -1;

  for (guint i = 0; i < service->orders->len; i++)
    {
      PanelistOrder *order = g_ptr_array_index (service->orders, i);

      if (!is_counted (order) || panelist_order_get_created_time (order) < newest)
        continue;

      newest = panelist_order_get_created_time (order);
      currency = panelist_order_get_currency (order);
    }

  return currency;
}

static void
add_charge (char          **sum,
            PanelistOrder  *order,
            const char     *currency)
{
  const char *charge = get_first_charge (order);
  char *more = NULL;

  if (charge == NULL || g_strcmp0 (panelist_order_get_currency (order), currency) != 0)
    return;

  more = *sum != NULL ? panelist_money_add (*sum, charge) : g_strdup (charge);
  g_free (*sum);
  *sum = more;
}

static void
add_time (GArray        *times,
          PanelistOrder *order)
{
  int64_t placed = 0;
  int64_t ended = 0;
  int64_t taken = 0;

  g_object_get (order, "placed-time", &placed, "final-time", &ended, NULL);
  taken = ended - placed;

  if (placed > 0 && ended > 0 && taken >= 0)
    g_array_append_val (times, taken);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const int64_t one = *(const int64_t *) a;
  const int64_t other = *(const int64_t *) b;

  return (one > other) - (one < other);
}

static int64_t
get_median (GArray *times)
{
  int64_t upper = 0;
  int64_t lower = 0;

  if (times->len == 0)
    return -1;

  g_array_sort (times, compare_times);
  upper = g_array_index (times, int64_t, times->len / 2);
  lower = g_array_index (times, int64_t, (times->len - 1) / 2);

  return lower + (upper - lower) / 2;
}

static int
get_share (guint part,
           guint whole)
{
  return whole > 0 ? (int) (((guint64) part * 1000 + whole / 2) / whole) : -1;
}

static void
count (PanelistServiceHistory *self,
       Service                *service)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (int64_t));
  g_autofree char *spent = NULL;
  PanelistServiceMark mark = PANELIST_SERVICE_MARK_INIT;
  guint n_completed = 0;
  guint n_partial = 0;

  mark.currency = find_currency (service);

  for (guint i = 0; i < service->orders->len; i++)
    {
      PanelistOrder *order = g_ptr_array_index (service->orders, i);
      const PanelistOrderStatus status = panelist_order_get_status (order);

      if (!is_counted (order))
        continue;

      mark.n_orders++;
      add_charge (&spent, order, mark.currency);

      if (!panelist_order_status_is_final (status))
        continue;

      mark.n_final++;
      n_partial += status == PANELIST_ORDER_STATUS_PARTIAL;

      if (status != PANELIST_ORDER_STATUS_COMPLETED)
        continue;

      n_completed++;
      add_time (times, order);
    }

  mark.success = get_share (n_completed, mark.n_final);
  mark.partial = get_share (n_partial, mark.n_final);
  mark.n_timed = times->len;
  mark.median_time = get_median (times);
  mark.spent = spent;
  panelist_service_marks_set_history (self->marks, service->panel_id, service->service_id, &mark);
}

void
panelist_service_history_flush (PanelistServiceHistory *self)
{
  g_autoptr (GHashTable) pending = NULL;
  GHashTableIter iter = { 0 };
  gpointer service = NULL;
  gboolean several = FALSE;

  g_return_if_fail (PANELIST_IS_SERVICE_HISTORY (self));

  g_clear_handle_id (&self->idle, g_source_remove);
  pending = g_steal_pointer (&self->pending);
  self->pending = g_hash_table_new (NULL, NULL);
  several = g_hash_table_size (pending) > 1;

  if (several)
    panelist_service_marks_freeze (self->marks);

  g_hash_table_iter_init (&iter, pending);

  while (g_hash_table_iter_next (&iter, &service, NULL))
    count (self, service);

  if (several)
    panelist_service_marks_thaw (self->marks);
}

static gboolean
on_idle (gpointer data)
{
  PanelistServiceHistory *self = data;

  self->idle = 0;
  panelist_service_history_flush (self);

  return G_SOURCE_REMOVE;
}

static void
queue_count (PanelistServiceHistory *self,
             Service                *service)
{
  g_hash_table_add (self->pending, service);

  if (self->idle == 0)
    self->idle = g_idle_add (on_idle, self);
}

/* Following */

static Service *
ensure_service (PanelistServiceHistory *self,
                PanelistOrder          *order)
{
  PanelistService *of_order = panelist_order_get_service (order);
  const char *id = of_order != NULL ? panelist_service_get_id (of_order) : NULL;
  Service wanted = { .panel_id = panelist_order_get_panel_id (order), .service_id = (char *) id };
  Service *service = NULL;

  if (id == NULL)
    return NULL;

  if ((service = g_hash_table_lookup (self->services, &wanted)) != NULL)
    return service;

  service = g_new0 (Service, 1);
  service->panel_id = wanted.panel_id;
  service->service_id = g_strdup (id);
  service->orders = g_ptr_array_new ();
  g_hash_table_add (self->services, service);

  return service;
}

static void
move_entry (Entry   *entry,
            Service *service)
{
  if (entry->service != NULL)
    {
      g_ptr_array_remove_fast (entry->service->orders, entry->order);
      queue_count (entry->history, entry->service);
    }

  entry->service = service;

  if (service != NULL)
    {
      g_ptr_array_add (service->orders, entry->order);
      queue_count (entry->history, service);
    }
}

static void
on_order_notify (Entry *entry)
{
  Service *service = ensure_service (entry->history, entry->order);

  if (service != entry->service)
    move_entry (entry, service);
  else if (service != NULL)
    queue_count (entry->history, service);
}

/* Takes `order`. */
static Entry *
entry_new (PanelistServiceHistory *self,
           PanelistOrder          *order)
{
  Entry *entry = NULL;

  entry = g_new0 (Entry, 1);
  entry->history = self;
  entry->order = order;
  move_entry (entry, ensure_service (self, order));
  g_signal_connect_swapped (order, "notify", G_CALLBACK (on_order_notify), entry);

  return entry;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_signal_handlers_disconnect_by_data (entry->order, entry);
  move_entry (entry, NULL);
  g_clear_object (&entry->order);
  g_free (entry);
}

static void
on_items_changed (PanelistServiceHistory *self,
                  guint                   position,
                  guint                   removed,
                  guint                   added)
{
  if (removed > 0)
    g_ptr_array_remove_range (self->entries, position, removed);

  for (guint i = position; i < position + added; i++)
    g_ptr_array_insert (self->entries, (int) i, entry_new (self, g_list_model_get_item (self->orders, i)));
}

static void
panelist_service_history_dispose (GObject *object)
{
  PanelistServiceHistory *self = PANELIST_SERVICE_HISTORY (object);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->orders);
  g_clear_object (&self->marks);

  G_OBJECT_CLASS (panelist_service_history_parent_class)->dispose (object);
}

static void
panelist_service_history_finalize (GObject *object)
{
  PanelistServiceHistory *self = PANELIST_SERVICE_HISTORY (object);

  g_clear_pointer (&self->pending, g_hash_table_unref);
  g_clear_pointer (&self->services, g_hash_table_unref);

  G_OBJECT_CLASS (panelist_service_history_parent_class)->finalize (object);
}

static void
panelist_service_history_class_init (PanelistServiceHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = panelist_service_history_dispose;
  G_OBJECT_CLASS (klass)->finalize = panelist_service_history_finalize;
}

static void
panelist_service_history_init (PanelistServiceHistory *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->services = g_hash_table_new_full (service_hash, service_equal, service_free, NULL);
  self->pending = g_hash_table_new (NULL, NULL);
}

/**
 * panelist_service_history_new:
 * @orders: a list of #PanelistOrder
 * @marks: where the figures go
 *
 * Counts all orders that are there, and from then on what changes.
 *
 * Returns: (transfer full): the history of @orders
 */
PanelistServiceHistory *
panelist_service_history_new (GListModel           *orders,
                              PanelistServiceMarks *marks)
{
  PanelistServiceHistory *self = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (orders), NULL);
  g_return_val_if_fail (PANELIST_IS_SERVICE_MARKS (marks), NULL);

  self = g_object_new (PANELIST_TYPE_SERVICE_HISTORY, NULL);
  self->orders = g_object_ref (orders);
  self->marks = g_object_ref (marks);
  g_signal_connect_object (orders, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  on_items_changed (self, 0, 0, g_list_model_get_n_items (orders));
  panelist_service_history_flush (self);

  return self;
}
