/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <libdex.h>

#include "panelist-object-list.h"
#include "panelist-service-history.h"

typedef struct {
  PanelistObjectList *orders;
  PanelistServiceMarks *marks;
  PanelistServiceHistory *history;
  guint n_changes;
} Fixture;

static void
on_changed (PanelistServiceMarks *marks,
            int64_t               panel_id,
            const char           *service_id,
            Fixture              *self)
{
  self->n_changes++;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->orders = panelist_object_list_new (PANELIST_TYPE_ORDER, "uuid");
  self->marks = panelist_service_marks_new ();
  self->history = panelist_service_history_new (G_LIST_MODEL (self->orders), self->marks);
  g_signal_connect (self->marks, "changed", G_CALLBACK (on_changed), self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_assert_finalize_object (self->history);
  g_assert_finalize_object (self->orders);
  g_assert_finalize_object (self->marks);
}

static PanelistOrder *
new_order (const char          *service_id,
           PanelistIntentState  state,
           PanelistOrderStatus  status,
           int64_t              taken,
           const char          *charge,
           const char          *currency)
{
  static guint n_orders = 0;
  g_autofree char *uuid = g_strdup_printf ("%u", n_orders);
  g_autoptr (PanelistService) service = g_object_new (PANELIST_TYPE_SERVICE, "id", service_id, "name", "Views", NULL);

  n_orders++;
  return g_object_new (PANELIST_TYPE_ORDER,
                       "uuid", uuid, "panel-id", (int64_t) 1, "service", service,
                       "created-time", (int64_t) 1000 + n_orders, "intent-state", state, "status", status,
                       "placed-time", (int64_t) 2000, "final-time", taken > 0 ? 2000 + taken : (int64_t) 0,
                       "expected-charge", charge, "currency", currency, NULL);
}

static PanelistOrder *
add_order (Fixture       *self,
           PanelistOrder *order)
{
  panelist_object_list_add (self->orders, order);
  g_object_unref (order);
  return order;
}

static const PanelistServiceMark *
look (Fixture    *self,
      const char *service_id)
{
  panelist_service_history_flush (self->history);
  return panelist_service_marks_lookup (self->marks, 1, service_id);
}

static void
test_figures (Fixture       *self,
              gconstpointer  data)
{
  static const struct {
    PanelistOrderStatus status;
    int64_t taken;
  } orders[] = {
    { PANELIST_ORDER_STATUS_COMPLETED, 60 },   { PANELIST_ORDER_STATUS_COMPLETED, 3600 },
    { PANELIST_ORDER_STATUS_COMPLETED, 120 },  { PANELIST_ORDER_STATUS_COMPLETED, 100 },
    { PANELIST_ORDER_STATUS_PARTIAL, 90000 },  { PANELIST_ORDER_STATUS_CANCELED, 5 },
    { PANELIST_ORDER_STATUS_IN_PROGRESS, 0 },
  };
  const PanelistServiceMark *mark = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    add_order (self, new_order ("7", PANELIST_INTENT_PLACED, orders[i].status, orders[i].taken, "0.10", "USD"));
  add_order (self, new_order ("7", PANELIST_INTENT_REFUSED, PANELIST_ORDER_STATUS_NONE, 0, "0.10", "USD"));
  add_order (self, new_order ("7", PANELIST_INTENT_UNCONFIRMED, PANELIST_ORDER_STATUS_NONE, 0, "0.10", "USD"));
  add_order (self, new_order ("8", PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_NONE, 0, NULL, "USD"));

  mark = look (self, "7");
  g_assert_cmpuint (mark->n_orders, ==, 7);
  g_assert_cmpuint (mark->n_final, ==, 6);
  g_assert_cmpuint (mark->n_timed, ==, 4);
  g_assert_cmpint (mark->success, ==, 667);
  g_assert_cmpint (mark->partial, ==, 167);
  g_assert_cmpint (mark->median_time, ==, 110);
  g_assert_cmpstr (mark->spent, ==, "0.70");
  g_assert_cmpstr (mark->currency, ==, "USD");
  mark = look (self, "8");
  g_assert_cmpuint (mark->n_orders, ==, 1);
  g_assert_cmpint (mark->success, ==, -1);
  g_assert_cmpint (mark->partial, ==, -1);
  g_assert_cmpint (mark->median_time, ==, -1);
  g_assert_null (mark->spent);
}

/* Changes are counted once in the next idle moment, and told once. */
static void
test_follows (Fixture       *self,
              gconstpointer  data)
{
  PanelistOrder *order = add_order (self, new_order ("7", PANELIST_INTENT_HELD, PANELIST_ORDER_STATUS_NONE, 0, "1", "USD"));
  g_autoptr (PanelistService) other = g_object_new (PANELIST_TYPE_SERVICE, "id", "9", "name", "Likes", NULL);

  g_assert_null (look (self, "7"));
  g_assert_cmpuint (self->n_changes, ==, 0);
  g_object_set (order, "service", other, NULL);
  g_object_set (order, "intent-state", PANELIST_INTENT_PLACED, "first-charge", "0.97", NULL);
  while (panelist_service_marks_lookup (self->marks, 1, "9") == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (self->n_changes, ==, 1);
  g_assert_cmpstr (look (self, "9")->spent, ==, "0.97");
  g_assert_null (look (self, "7"));

  g_object_set (order, "checked-time", (int64_t) 5000, NULL);
  panelist_service_history_flush (self->history);
  g_assert_cmpuint (self->n_changes, ==, 1);

  panelist_object_list_remove (self->orders, panelist_order_get_uuid (order));
  g_assert_null (look (self, "9"));
}

/* No sum of two currencies; the newest order decides which. What a parent made is in its charge. */
static void
test_sums (Fixture       *self,
           gconstpointer  data)
{
  const PanelistServiceMark *mark = NULL;
  g_autoptr (PanelistService) service = g_object_new (PANELIST_TYPE_SERVICE, "id", "7", "name", "Views", NULL);

  add_order (self, new_order ("7", PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_NONE, 0, "5", "USD"));
  add_order (self, new_order ("7", PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_NONE, 0, "7000", "IDR"));
  add_order (self, new_order ("7", PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_NONE, 0, "8000.5", "IDR"));
  add_order (self, g_object_new (PANELIST_TYPE_ORDER, "uuid", "child", "panel-id", (int64_t) 1, "service", service,
                                 "intent-state", PANELIST_INTENT_PLACED, "parent", "23501", "expected-charge", "1",
                                 "currency", "IDR", NULL));
  mark = look (self, "7");
  g_assert_cmpuint (mark->n_orders, ==, 3);
  g_assert_cmpstr (mark->spent, ==, "15000.5");
  g_assert_cmpstr (mark->currency, ==, "IDR");
}

/* What people added stays when the figures change, and the other way round. */
static void
test_beside_added (Fixture       *self,
                   gconstpointer  data)
{
  const char *const tags[] = { "cafe", NULL };
  PanelistServiceMark added = PANELIST_SERVICE_MARK_INIT;
  PanelistOrder *order = add_order (self, new_order ("7", PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_NONE, 0, "1", "USD"));

  added.favorite = TRUE;
  added.note = "Good";
  added.tags = tags;
  panelist_service_history_flush (self->history);
  panelist_service_marks_set_added (self->marks, 1, "7", &added);
  g_assert_cmpuint (look (self, "7")->n_orders, ==, 1);
  g_object_set (order, "status", PANELIST_ORDER_STATUS_COMPLETED, NULL);
  g_assert_cmpint (look (self, "7")->success, ==, 1000);
  g_assert_true (look (self, "7")->favorite);
  g_assert_cmpstr (look (self, "7")->note, ==, "Good");
  g_assert_cmpstr (look (self, "7")->tags[0], ==, "cafe");
  panelist_object_list_remove (self->orders, panelist_order_get_uuid (order));
  g_assert_cmpuint (look (self, "7")->n_orders, ==, 0);
  g_assert_true (look (self, "7")->favorite);
  panelist_service_marks_set_added (self->marks, 1, "7", NULL);
  g_assert_null (look (self, "7"));
}

#define ADD(path, func) g_test_add ("/statistics/service-history/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  ADD ("figures", test_figures);
  ADD ("follows", test_follows);
  ADD ("sums", test_sums);
  ADD ("beside-added", test_beside_added);

  return g_test_run ();
}
