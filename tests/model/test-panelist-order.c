/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <libdex.h>

#include "panelist-order.h"

#define VIEW(name) (1u << PANELIST_ORDER_VIEW_##name)

/* By ux.md 9: an intent's state and the panel's status decide in which views an order stands. */
static const struct {
  PanelistIntentState intent;
  PanelistOrderStatus status;
  guint views;
  guint views_when_seen;
} view_cases[] = {
  { PANELIST_INTENT_HELD, PANELIST_ORDER_STATUS_NONE, VIEW (ACTIVE), VIEW (ACTIVE) },
  { PANELIST_INTENT_SUBMITTING, PANELIST_ORDER_STATUS_NONE, VIEW (ACTIVE), VIEW (ACTIVE) },
  { PANELIST_INTENT_REFUSED, PANELIST_ORDER_STATUS_NONE, VIEW (ATTENTION), 0 },
  { PANELIST_INTENT_NOT_SENT, PANELIST_ORDER_STATUS_NONE, VIEW (ATTENTION), 0 },
  { PANELIST_INTENT_UNCONFIRMED, PANELIST_ORDER_STATUS_NONE, VIEW (ATTENTION), VIEW (ATTENTION) },
  { PANELIST_INTENT_NOT_PLACED, PANELIST_ORDER_STATUS_NONE, 0, 0 },
  { PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_NONE, VIEW (ACTIVE), VIEW (ACTIVE) },
  { PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_PENDING, VIEW (ACTIVE), VIEW (ACTIVE) },
  { PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_PROCESSING, VIEW (ACTIVE), VIEW (ACTIVE) },
  { PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_ACTIVE, VIEW (ACTIVE), VIEW (ACTIVE) },
  { PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_IN_PROGRESS, VIEW (ACTIVE), VIEW (ACTIVE) },
  { PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_PAUSED, VIEW (ACTIVE), VIEW (ACTIVE) },
  { PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_UNKNOWN, VIEW (ACTIVE) | VIEW (ATTENTION), VIEW (ACTIVE) },
  { PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_COMPLETED, VIEW (COMPLETED), VIEW (COMPLETED) },
  { PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_PARTIAL, VIEW (PARTIAL) | VIEW (ATTENTION), VIEW (PARTIAL) },
  { PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_CANCELED, VIEW (CANCELED), VIEW (CANCELED) },
  { PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_REFUNDED, VIEW (CANCELED), VIEW (CANCELED) },
  { PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_EXPIRED, VIEW (CANCELED), VIEW (CANCELED) },
  { PANELIST_INTENT_PLACED, PANELIST_ORDER_STATUS_FAILED, VIEW (CANCELED) | VIEW (ATTENTION), VIEW (CANCELED) },
};

static guint
get_views (PanelistOrder *order)
{
  guint views = 0;

  for (int view = 0; view < PANELIST_ORDER_VIEW_ALL; view++)
    if (panelist_order_is_in_view (order, (PanelistOrderView) view))
      views |= 1u << view;
  return views;
}

static void
test_views (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (view_cases); i++)
    {
      g_autoptr (PanelistOrder) order = g_object_new (PANELIST_TYPE_ORDER,
                                                      "intent-state", view_cases[i].intent,
                                                      "status", view_cases[i].status,
                                                      NULL);

      g_test_message ("%d %d", view_cases[i].intent, view_cases[i].status);
      g_assert_cmphex (get_views (order), ==, view_cases[i].views);
      g_assert_true (panelist_order_is_in_view (order, PANELIST_ORDER_VIEW_ALL));
      g_object_set (order, "seen", TRUE, NULL);
      g_assert_cmphex (get_views (order), ==, view_cases[i].views_when_seen);
    }
}

static void
test_rejected_refill_needs_attention (void)
{
  g_autoptr (PanelistOrder) order = g_object_new (PANELIST_TYPE_ORDER,
                                                  "intent-state", PANELIST_INTENT_PLACED,
                                                  "status", PANELIST_ORDER_STATUS_COMPLETED,
                                                  "refill-intent", PANELIST_INTENT_PLACED,
                                                  "refill-state", PANELIST_REFILL_STATE_PENDING,
                                                  NULL);

  g_assert_false (panelist_order_needs_attention (order));
  g_object_set (order, "refill-state", PANELIST_REFILL_STATE_REJECTED, NULL);
  g_assert_true (panelist_order_needs_attention (order));
}

typedef struct {
  PanelistIntentState intent;
  const char *remote_id;
  PanelistOrderStatus status;
  PanelistFlag service_flag;
  PanelistFlag panel_flag;
  PanelistIntentState request;
  PanelistRefillState refill_state;
  PanelistEligibility expected;
} EligibilityCase;

#define PLACED PANELIST_INTENT_PLACED, "23501"
#define NONE_YET PANELIST_INTENT_DRAFT, PANELIST_REFILL_STATE_UNKNOWN
#define YES PANELIST_FLAG_YES
#define NO PANELIST_FLAG_NO
#define UNKNOWN PANELIST_FLAG_UNKNOWN
#define STATUS(name) PANELIST_ORDER_STATUS_##name

static PanelistOrder *
new_order (const EligibilityCase *row,
           const char            *flag,
           const char            *request)
{
  g_autoptr (PanelistService) service = g_object_new (PANELIST_TYPE_SERVICE, flag, row->service_flag, NULL);

  return g_object_new (PANELIST_TYPE_ORDER,
                       "service", service,
                       "intent-state", row->intent,
                       "remote-id", row->remote_id,
                       "status", row->status,
                       request, row->request,
                       "refill-state", row->refill_state,
                       NULL);
}

static void
test_refill (void)
{
  static const EligibilityCase cases[] = {
    { PLACED, STATUS (COMPLETED), YES, YES, NONE_YET, PANELIST_ELIGIBLE },
    { PLACED, STATUS (COMPLETED), YES, UNKNOWN, NONE_YET, PANELIST_ELIGIBLE },
    { PLACED, STATUS (COMPLETED), UNKNOWN, UNKNOWN, NONE_YET, PANELIST_ELIGIBLE_UNKNOWN },
    { PLACED, STATUS (COMPLETED), NO, UNKNOWN, NONE_YET, PANELIST_NOT_ELIGIBLE_SERVICE },
    { PLACED, STATUS (COMPLETED), YES, NO, NONE_YET, PANELIST_NOT_ELIGIBLE_PANEL },
    { PLACED, STATUS (IN_PROGRESS), YES, YES, NONE_YET, PANELIST_NOT_ELIGIBLE_STILL_ACTIVE },
    { PLACED, STATUS (PENDING), YES, YES, NONE_YET, PANELIST_NOT_ELIGIBLE_STILL_ACTIVE },
    { PLACED, STATUS (PARTIAL), YES, YES, NONE_YET, PANELIST_NOT_ELIGIBLE_FINAL },
    { PLACED, STATUS (CANCELED), YES, YES, NONE_YET, PANELIST_NOT_ELIGIBLE_FINAL },
    { PANELIST_INTENT_PLACED, NULL, STATUS (COMPLETED), YES, YES, NONE_YET, PANELIST_NOT_ELIGIBLE_NO_ID },
    { PANELIST_INTENT_UNCONFIRMED, NULL, STATUS (NONE), YES, YES, NONE_YET, PANELIST_NOT_ELIGIBLE_NO_ID },
    { PANELIST_INTENT_REFUSED, NULL, STATUS (NONE), YES, YES, NONE_YET, PANELIST_NOT_ELIGIBLE_NO_ID },
    { PLACED, STATUS (COMPLETED), YES, YES, PANELIST_INTENT_SUBMITTING, PANELIST_REFILL_STATE_UNKNOWN,
      PANELIST_NOT_ELIGIBLE_OPEN_REQUEST },
    { PLACED, STATUS (COMPLETED), YES, YES, PANELIST_INTENT_SUBMITTING, PANELIST_REFILL_STATE_COMPLETED,
      PANELIST_NOT_ELIGIBLE_OPEN_REQUEST },
    { PLACED, STATUS (COMPLETED), YES, YES, PANELIST_INTENT_HELD, PANELIST_REFILL_STATE_UNKNOWN,
      PANELIST_NOT_ELIGIBLE_OPEN_REQUEST },
    { PLACED, STATUS (COMPLETED), YES, YES, PANELIST_INTENT_UNCONFIRMED, PANELIST_REFILL_STATE_UNKNOWN,
      PANELIST_ELIGIBLE_UNCONFIRMED },
    { PLACED, STATUS (COMPLETED), YES, YES, PANELIST_INTENT_PLACED, PANELIST_REFILL_STATE_IN_PROGRESS,
      PANELIST_NOT_ELIGIBLE_OPEN_REQUEST },
    { PLACED, STATUS (COMPLETED), YES, YES, PANELIST_INTENT_PLACED, PANELIST_REFILL_STATE_COMPLETED,
      PANELIST_ELIGIBLE },
    { PLACED, STATUS (COMPLETED), YES, YES, PANELIST_INTENT_PLACED, PANELIST_REFILL_STATE_REJECTED,
      PANELIST_ELIGIBLE },
    { PLACED, STATUS (COMPLETED), YES, YES, PANELIST_INTENT_REFUSED, PANELIST_REFILL_STATE_UNKNOWN,
      PANELIST_ELIGIBLE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistOrder) order = new_order (&cases[i], "refill", "refill-intent");

      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_cmpint (panelist_order_check_refill (order, cases[i].panel_flag), ==, cases[i].expected);
    }
}

static void
test_cancel (void)
{
  static const EligibilityCase cases[] = {
    { PLACED, STATUS (NONE), YES, YES, NONE_YET, PANELIST_ELIGIBLE },
    { PLACED, STATUS (PENDING), YES, UNKNOWN, NONE_YET, PANELIST_ELIGIBLE },
    { PLACED, STATUS (IN_PROGRESS), UNKNOWN, YES, NONE_YET, PANELIST_ELIGIBLE_UNKNOWN },
    { PLACED, STATUS (UNKNOWN), YES, YES, NONE_YET, PANELIST_ELIGIBLE },
    { PLACED, STATUS (PENDING), NO, YES, NONE_YET, PANELIST_NOT_ELIGIBLE_SERVICE },
    { PLACED, STATUS (PENDING), YES, NO, NONE_YET, PANELIST_NOT_ELIGIBLE_PANEL },
    { PLACED, STATUS (COMPLETED), YES, YES, NONE_YET, PANELIST_NOT_ELIGIBLE_FINAL },
    { PLACED, STATUS (EXPIRED), YES, YES, NONE_YET, PANELIST_NOT_ELIGIBLE_FINAL },
    { PANELIST_INTENT_SUBMITTING, NULL, STATUS (NONE), YES, YES, NONE_YET, PANELIST_NOT_ELIGIBLE_NO_ID },
    { PANELIST_INTENT_UNCONFIRMED, NULL, STATUS (NONE), YES, YES, NONE_YET, PANELIST_NOT_ELIGIBLE_NO_ID },
    { PLACED, STATUS (PENDING), YES, YES, PANELIST_INTENT_SUBMITTING, PANELIST_REFILL_STATE_UNKNOWN,
      PANELIST_NOT_ELIGIBLE_OPEN_REQUEST },
    { PLACED, STATUS (PENDING), YES, YES, PANELIST_INTENT_PLACED, PANELIST_REFILL_STATE_UNKNOWN,
      PANELIST_NOT_ELIGIBLE_OPEN_REQUEST },
    { PLACED, STATUS (PENDING), YES, YES, PANELIST_INTENT_REFUSED, PANELIST_REFILL_STATE_UNKNOWN,
      PANELIST_ELIGIBLE },
    { PLACED, STATUS (PENDING), YES, YES, PANELIST_INTENT_NOT_SENT, PANELIST_REFILL_STATE_UNKNOWN,
      PANELIST_ELIGIBLE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistOrder) order = new_order (&cases[i], "cancel", "cancel-state");

      g_test_message ("%" G_GSIZE_FORMAT, i);
      g_assert_cmpint (panelist_order_check_cancel (order, cases[i].panel_flag), ==, cases[i].expected);
    }
}

/* The worked numbers of the protocol (8): the charge stays, or is told anew without what was not delivered. */
static void
test_refund (void)
{
  static const struct
  {
    PanelistOrderStatus status;
    int64_t quantity;
    int64_t remains;
    const char *first;
    const char *now;
    const char *refund;
  } cases[] = {
    { PANELIST_ORDER_STATUS_PARTIAL, 10000, 1000, "10.00", "10.00", "1" },
    { PANELIST_ORDER_STATUS_PARTIAL, 10000, 2000, "3.00", "3", "0.6" },
    { PANELIST_ORDER_STATUS_PARTIAL, 10000, 2000, "3.00", "2.40", "0.60" },
    { PANELIST_ORDER_STATUS_PARTIAL, 10000, 2000, "3.00", NULL, "0.6" },
    { PANELIST_ORDER_STATUS_PARTIAL, 10000, 2000, NULL, NULL, NULL },
    { PANELIST_ORDER_STATUS_PARTIAL, 10000, -1, "3.00", "3.00", NULL },
    { PANELIST_ORDER_STATUS_PARTIAL, 10000, 12000, "3.00", "3.00", NULL },
    { PANELIST_ORDER_STATUS_COMPLETED, 10000, 2000, "3.00", "3.00", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistOrder) order = NULL;
      g_autofree char *refund = NULL;

      g_test_message ("%" G_GSIZE_FORMAT, i);
      order = g_object_new (PANELIST_TYPE_ORDER, "intent-state", PANELIST_INTENT_PLACED, "status", cases[i].status,
                            "quantity", cases[i].quantity, "remains",
                            cases[i].remains, "first-charge", cases[i].first, "charge", cases[i].now, NULL);
      refund = panelist_order_dup_refund (order);
      g_assert_cmpstr (refund, ==, cases[i].refund);
    }
}

static void
test_link (void)
{
  g_autoptr (PanelistForm) form = panelist_form_new ("add");
  g_autoptr (PanelistForm) subscription = panelist_form_new ("add");
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (PanelistOrder) other = NULL;

  panelist_form_add (form, "username", "someone");
  panelist_form_add (form, "link", "https://clips.example/1");
  panelist_form_add (subscription, "username", "someone");
  order = g_object_new (PANELIST_TYPE_ORDER, "form", form, NULL);
  other = g_object_new (PANELIST_TYPE_ORDER, "form", subscription, NULL);
  g_assert_cmpstr (panelist_order_get_link (order), ==, "https://clips.example/1");
  g_assert_cmpstr (panelist_order_get_link (other), ==, "someone");
}

static void
count_notify (GObject    *object,
              GParamSpec *pspec,
              gpointer    count)
{
  *(guint *) count += 1;
}

static void
test_notify_only_on_change (void)
{
  g_autoptr (PanelistOrder) order = g_object_new (PANELIST_TYPE_ORDER, NULL);
  guint count = 0;

  g_assert_cmpint (panelist_order_get_remains (order), ==, -1);
  g_signal_connect (order, "notify", G_CALLBACK (count_notify), &count);
  g_object_set (order, "remains", INT64_C (157), "charge", "0.27819", NULL);
  g_assert_cmpuint (count, ==, 2);
  g_object_set (order, "remains", INT64_C (157), "charge", "0.27819", NULL);
  g_assert_cmpuint (count, ==, 2);
  g_assert_cmpint (panelist_order_get_remains (order), ==, 157);
  g_assert_cmpstr (panelist_order_get_charge (order), ==, "0.27819");
}

int
main (int    argc,
      char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/order/views", test_views);
  g_test_add_func ("/model/order/rejected-refill", test_rejected_refill_needs_attention);
  g_test_add_func ("/model/order/refill", test_refill);
  g_test_add_func ("/model/order/cancel", test_cancel);
  g_test_add_func ("/model/order/refund", test_refund);
  g_test_add_func ("/model/order/link", test_link);
  g_test_add_func ("/model/order/notify-only-on-change", test_notify_only_on_change);
  return g_test_run ();
}
