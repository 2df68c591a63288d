/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-orders-model.h"

#include <gtk/gtk.h>

#include "panelist-money.h"
#include "panelist-order-words.h"
#include "panelist-text.h"

#define N_VIEWS (PANELIST_ORDER_VIEW_ALL + 1)

struct _PanelistOrdersModel
{
  GObject parent_instance;

  GListModel *orders;
  GPtrArray *watched;   /* PanelistOrder, in the order of the list */
  GtkCustomFilter *filter;
  GtkCustomSorter *sorter;
  GtkSortListModel *sorted;
  GtkFilterListModel *filtered;

  PanelistOrderView view;
  char *query;
  GStrv words;          /* of the query, folded */
  char *sort;
  gboolean descending;
  guint update_source;
};

G_DEFINE_FINAL_TYPE (PanelistOrdersModel, panelist_orders_model, G_TYPE_OBJECT)

typedef enum {
  PROP_VIEW = 1,
  PROP_QUERY,
  PROP_SORT,
  PROP_DESCENDING,
} PanelistOrdersModelProperty;

static GParamSpec *properties[PROP_DESCENDING + 1];

static guint changed_signal;

static G_DEFINE_QUARK (panelist-order-haystack, haystack)

/* Searching */

static void
add_text (GString    *text,
          const char *part)
{
  if (part == NULL)
    return;
  g_string_append (text, part);
  g_string_append_c (text, '\n');
}

/* Everything of an order that can be searched for, folded; kept with the order until it changes. */
static const char *
get_haystack (PanelistOrder *order)
{
  g_autoptr (GString) text = NULL;
  g_autofree char *note = NULL;
  g_autofree char *tag = NULL;
  g_autofree char *panel = NULL;
  g_autofree char *charge = NULL;
  g_autofree char *date = NULL;
  g_autofree char *status = NULL;
  PanelistService *service = NULL;
  const char *haystack = NULL;

  haystack = g_object_get_qdata (G_OBJECT (order), haystack_quark ());
  if (haystack != NULL)
    return haystack;

  g_object_get (order, "note", &note, "tag", &tag, "panel-name", &panel, NULL);
  service = panelist_order_get_service (order);
  charge = panelist_order_dup_charge (order);
  date = panelist_time_dup_moment (panelist_order_get_created_time (order));
  status = panelist_order_dup_status (order);

  text = g_string_new (NULL);
  add_text (text, panelist_order_get_remote_id (order));
  add_text (text, panelist_order_get_link (order));
  add_text (text, service != NULL ? panelist_service_get_name (service) : NULL);
  add_text (text, note);
  add_text (text, tag);
  add_text (text, panel);
  add_text (text, charge);
  add_text (text, date);
  add_text (text, status);

  g_object_set_qdata_full (G_OBJECT (order), haystack_quark (),
                           panelist_text_fold (text->str, (gssize) text->len), g_free);
  return g_object_get_qdata (G_OBJECT (order), haystack_quark ());
}

static gboolean
matches_query (PanelistOrdersModel *self,
               PanelistOrder       *order)
{
  const char *haystack = NULL;

  if (self->words == NULL || self->words[0] == NULL)
    return TRUE;

  haystack = get_haystack (order);
  for (guint i = 0; self->words[i] != NULL; i++)
    if (strstr (haystack, self->words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
match_order (gpointer item,
             gpointer user_data)
{
  PanelistOrdersModel *self = PANELIST_ORDERS_MODEL (user_data);
  PanelistOrder *order = PANELIST_ORDER (item);

  return panelist_order_is_in_view (order, self->view) && matches_query (self, order);
}

/* Sorting */

static int
compare_services (PanelistOrder *a,
                  PanelistOrder *b)
{
  PanelistService *first = NULL;
  PanelistService *second = NULL;

  first = panelist_order_get_service (a);
  second = panelist_order_get_service (b);
  return g_utf8_collate (first != NULL ? panelist_service_get_name (first) : "",
                         second != NULL ? panelist_service_get_name (second) : "");
}

static double
get_charge_key (PanelistOrder *order)
{
  const char *charge = NULL;

  charge = panelist_order_get_charge (order);
  if (charge == NULL)
    charge = panelist_order_get_first_charge (order);
  if (charge == NULL)
    charge = panelist_order_get_expected_charge (order);
  return panelist_money_sort_key (charge);
}

static int
compare_by_sort (PanelistOrdersModel *self,
                 PanelistOrder       *a,
                 PanelistOrder       *b)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  double charge_a = 0;
  double charge_b = 0;

  if (g_strcmp0 (self->sort, "status") == 0)
    {
      first = panelist_order_dup_status (a);
      second = panelist_order_dup_status (b);
      return g_utf8_collate (first, second);
    }
  if (g_strcmp0 (self->sort, "service") == 0)
    return compare_services (a, b);
  if (g_strcmp0 (self->sort, "charge") == 0)
    {
      charge_a = get_charge_key (a);
      charge_b = get_charge_key (b);
      return (charge_a > charge_b) - (charge_a < charge_b);
    }
  return 0;
}

static int
compare_age (PanelistOrder *a,
             PanelistOrder *b)
{
  int64_t time_a = 0;
  int64_t time_b = 0;

  time_a = panelist_order_get_created_time (a);
  time_b = panelist_order_get_created_time (b);
  if (time_a != time_b)
    return time_a < time_b ? 1 : -1;
  return (panelist_order_get_id (a) < panelist_order_get_id (b)) -
         (panelist_order_get_id (a) > panelist_order_get_id (b));
}

static int
compare_orders (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  PanelistOrdersModel *self = PANELIST_ORDERS_MODEL (user_data);
  PanelistOrder *first = (PanelistOrder *) a;
  PanelistOrder *second = (PanelistOrder *) b;
  gboolean pinned_a = FALSE;
  gboolean pinned_b = FALSE;
  int order = 0;

  pinned_a = panelist_order_get_intent_state (first) == PANELIST_INTENT_UNCONFIRMED;
  pinned_b = panelist_order_get_intent_state (second) == PANELIST_INTENT_UNCONFIRMED;
  if (pinned_a != pinned_b)
    return pinned_a ? -1 : 1;

  order = compare_by_sort (self, first, second);
  if (order == 0)
    order = compare_age (first, second);
  return self->descending ? -order : order;
}

/* Following */

static void
update (PanelistOrdersModel *self)
{
  g_clear_handle_id (&self->update_source, g_source_remove);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
on_update_due (gpointer user_data)
{
  PanelistOrdersModel *self = PANELIST_ORDERS_MODEL (user_data);

  self->update_source = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* A batch of a hundred statuses notifies hundreds of times; the list moves once. */
static void
on_order_notify (PanelistOrdersModel *self,
                 GParamSpec          *pspec,
                 PanelistOrder       *order)
{
  g_object_set_qdata (G_OBJECT (order), haystack_quark (), NULL);
  if (self->update_source == 0)
    self->update_source = g_idle_add (on_update_due, self);
}

static void
unwatch (gpointer data,
         gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (data, on_order_notify, user_data);
}

static void
on_items_changed (PanelistOrdersModel *self,
                  guint                position,
                  guint                n_removed,
                  guint                n_added)
{
  for (guint i = 0; i < n_removed; i++)
    unwatch (g_ptr_array_index (self->watched, position + i), self);
  if (n_removed > 0)
    g_ptr_array_remove_range (self->watched, position, n_removed);

  for (guint i = 0; i < n_added; i++)
    {
      PanelistOrder *order = g_list_model_get_item (self->orders, position + i);

      g_signal_connect_object (order, "notify", G_CALLBACK (on_order_notify), self,
                               G_CONNECT_SWAPPED);
      g_ptr_array_insert (self->watched, (int) (position + i), order);
    }
  if (self->update_source == 0)
    self->update_source = g_idle_add (on_update_due, self);
}

/* Properties */

static void
set_view (PanelistOrdersModel *self,
          const char          *name)
{
  for (guint view = 0; view < N_VIEWS; view++)
    if (g_strcmp0 (panelist_order_view_get_name ((PanelistOrderView) view), name) == 0 &&
        self->view != (PanelistOrderView) view)
      {
        self->view = (PanelistOrderView) view;
        gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
        g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
        g_signal_emit (self, changed_signal, 0);
      }
}

static void
set_query (PanelistOrdersModel *self,
           const char          *query)
{
  g_autofree char *folded = NULL;

  if (!g_set_str (&self->query, query))
    return;

  g_clear_pointer (&self->words, g_strfreev);
  folded = panelist_text_fold (query != NULL ? query : "", -1);
  self->words = g_strsplit_set (folded, " ", -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
  g_signal_emit (self, changed_signal, 0);
}

static void
panelist_orders_model_get_property (GObject    *object,
                                    guint       id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  PanelistOrdersModel *self = PANELIST_ORDERS_MODEL (object);

  switch ((PanelistOrdersModelProperty) id)
    {
    case PROP_VIEW:
      g_value_set_string (value, panelist_order_view_get_name (self->view));
      break;
    case PROP_QUERY:
      g_value_set_string (value, self->query);
      break;
    case PROP_SORT:
      g_value_set_string (value, self->sort);
      break;
    case PROP_DESCENDING:
      g_value_set_boolean (value, self->descending);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_orders_model_set_property (GObject      *object,
                                    guint         id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  PanelistOrdersModel *self = PANELIST_ORDERS_MODEL (object);

  switch ((PanelistOrdersModelProperty) id)
    {
    case PROP_VIEW:
      set_view (self, g_value_get_string (value));
      break;
    case PROP_QUERY:
      set_query (self, g_value_get_string (value));
      break;
    case PROP_SORT:
      if (!g_set_str (&self->sort, g_value_get_string (value)))
        break;
      gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_DESCENDING:
      if (self->descending == g_value_get_boolean (value))
        break;
      self->descending = g_value_get_boolean (value);
      gtk_sorter_changed (GTK_SORTER (self->sorter), GTK_SORTER_CHANGE_DIFFERENT);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_orders_model_dispose (GObject *object)
{
  PanelistOrdersModel *self = PANELIST_ORDERS_MODEL (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  panelist_orders_model_set_orders (self, NULL);
  g_clear_object (&self->sorted);
  g_clear_object (&self->filtered);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorter);

  G_OBJECT_CLASS (panelist_orders_model_parent_class)->dispose (object);
}

static void
panelist_orders_model_finalize (GObject *object)
{
  PanelistOrdersModel *self = PANELIST_ORDERS_MODEL (object);

  g_clear_pointer (&self->watched, g_ptr_array_unref);
  g_clear_pointer (&self->words, g_strfreev);
  g_clear_pointer (&self->query, g_free);
  g_clear_pointer (&self->sort, g_free);

  G_OBJECT_CLASS (panelist_orders_model_parent_class)->finalize (object);
}

static void
panelist_orders_model_class_init (PanelistOrdersModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = panelist_orders_model_get_property;
  object_class->set_property = panelist_orders_model_set_property;
  object_class->dispose = panelist_orders_model_dispose;
  object_class->finalize = panelist_orders_model_finalize;

  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, "all", flags);
  properties[PROP_QUERY] = g_param_spec_string ("query", NULL, NULL, NULL, flags);
  properties[PROP_SORT] = g_param_spec_string ("sort", NULL, NULL, "age", flags);
  properties[PROP_DESCENDING] = g_param_spec_boolean ("descending", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
panelist_orders_model_init (PanelistOrdersModel *self)
{
  self->view = PANELIST_ORDER_VIEW_ALL;
  self->sort = g_strdup ("age");
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  self->filter = gtk_custom_filter_new (match_order, self, NULL);
  self->sorter = gtk_custom_sorter_new (compare_orders, self, NULL);
  self->filtered =
      gtk_filter_list_model_new (NULL, GTK_FILTER (g_object_ref (self->filter)));
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->filtered)),
                                          GTK_SORTER (g_object_ref (self->sorter)));
}

PanelistOrdersModel *
panelist_orders_model_new (void)
{
  return g_object_new (PANELIST_TYPE_ORDERS_MODEL, NULL);
}

/* `orders`: the one list of orders; NULL to let go of it. */
void
panelist_orders_model_set_orders (PanelistOrdersModel *self,
                                  GListModel          *orders)
{
  g_return_if_fail (PANELIST_IS_ORDERS_MODEL (self));

  if (self->orders == orders)
    return;
  if (self->orders != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->orders, on_items_changed, self);
      g_ptr_array_foreach (self->watched, unwatch, self);
      g_ptr_array_set_size (self->watched, 0);
    }

  g_set_object (&self->orders, orders);
  gtk_filter_list_model_set_model (self->filtered, orders);
  if (orders == NULL)
    return;

  g_signal_connect_object (orders, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  on_items_changed (self, 0, 0, g_list_model_get_n_items (orders));
}

/* Returns: (transfer none): what the list shows */
GListModel *
panelist_orders_model_get_model (PanelistOrdersModel *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDERS_MODEL (self), NULL);

  return G_LIST_MODEL (self->sorted);
}

PanelistOrderView
panelist_orders_model_get_view (PanelistOrdersModel *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDERS_MODEL (self), PANELIST_ORDER_VIEW_ALL);

  return self->view;
}

/* Returns: (nullable): what is searched for */
const char *
panelist_orders_model_get_query (PanelistOrdersModel *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDERS_MODEL (self), NULL);

  return self->query;
}
