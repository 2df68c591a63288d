/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <libdex.h>

#include "panelist-enums.h"

typedef struct {
  const char *text;
  int value;
  gboolean final;
} Spelling;

static const Spelling order_spellings[] = {
  { "pending", PANELIST_ORDER_STATUS_PENDING, FALSE },
  { "queued", PANELIST_ORDER_STATUS_PENDING, FALSE },
  { "queue", PANELIST_ORDER_STATUS_PENDING, FALSE },
  { "awaiting", PANELIST_ORDER_STATUS_PENDING, FALSE },
  { "waiting", PANELIST_ORDER_STATUS_PENDING, FALSE },
  { "creating", PANELIST_ORDER_STATUS_PENDING, FALSE },
  { "new", PANELIST_ORDER_STATUS_PENDING, FALSE },
  { "processing", PANELIST_ORDER_STATUS_PROCESSING, FALSE },
  { "active", PANELIST_ORDER_STATUS_ACTIVE, FALSE },
  { "in progress", PANELIST_ORDER_STATUS_IN_PROGRESS, FALSE },
  { "inprogress", PANELIST_ORDER_STATUS_IN_PROGRESS, FALSE },
  { "running", PANELIST_ORDER_STATUS_IN_PROGRESS, FALSE },
  { "started", PANELIST_ORDER_STATUS_IN_PROGRESS, FALSE },
  { "completed", PANELIST_ORDER_STATUS_COMPLETED, TRUE },
  { "complete", PANELIST_ORDER_STATUS_COMPLETED, TRUE },
  { "finished", PANELIST_ORDER_STATUS_COMPLETED, TRUE },
  { "done", PANELIST_ORDER_STATUS_COMPLETED, TRUE },
  { "partial", PANELIST_ORDER_STATUS_PARTIAL, TRUE },
  { "partially completed", PANELIST_ORDER_STATUS_PARTIAL, TRUE },
  { "canceled", PANELIST_ORDER_STATUS_CANCELED, TRUE },
  { "cancelled", PANELIST_ORDER_STATUS_CANCELED, TRUE },
  { "stopped", PANELIST_ORDER_STATUS_CANCELED, TRUE },
  { "refunded", PANELIST_ORDER_STATUS_REFUNDED, TRUE },
  { "refund", PANELIST_ORDER_STATUS_REFUNDED, TRUE },
  { "fail", PANELIST_ORDER_STATUS_FAILED, TRUE },
  { "failed", PANELIST_ORDER_STATUS_FAILED, TRUE },
  { "error", PANELIST_ORDER_STATUS_FAILED, TRUE },
  { "rejected", PANELIST_ORDER_STATUS_FAILED, TRUE },
  { "paused", PANELIST_ORDER_STATUS_PAUSED, FALSE },
  { "expired", PANELIST_ORDER_STATUS_EXPIRED, TRUE },
  { "moonlight", PANELIST_ORDER_STATUS_UNKNOWN, FALSE },
  { "", PANELIST_ORDER_STATUS_UNKNOWN, FALSE },
};

static const Spelling refill_spellings[] = {
  { "pending", PANELIST_REFILL_STATE_PENDING, FALSE },
  { "in progress", PANELIST_REFILL_STATE_IN_PROGRESS, FALSE },
  { "refilling", PANELIST_REFILL_STATE_IN_PROGRESS, FALSE },
  { "completed", PANELIST_REFILL_STATE_COMPLETED, TRUE },
  { "rejected", PANELIST_REFILL_STATE_REJECTED, TRUE },
  { "error", PANELIST_REFILL_STATE_ERROR, TRUE },
  { "canceled", PANELIST_REFILL_STATE_CANCELED, TRUE },
  { "not found", PANELIST_REFILL_STATE_NOT_FOUND, TRUE },
  { "awaiting", PANELIST_REFILL_STATE_UNKNOWN, FALSE },
};

/* As panels write the same word: upper case, `_` and `-` for blanks, dots and blanks at the end, no blanks. */
static char **
dup_variants (const char *text)
{
  GStrvBuilder *builder = g_strv_builder_new ();

  g_strv_builder_add (builder, text);
  g_strv_builder_take (builder, g_ascii_strup (text, -1));
  g_strv_builder_take (builder, g_strdup_printf ("  %s ... ", text));
  g_strv_builder_take (builder, g_strdelimit (g_strdup (text), " ", '_'));
  g_strv_builder_take (builder, g_strdelimit (g_strdup (text), " ", '-'));
  return g_strv_builder_unref_to_strv (builder);
}

static void
test_order_status (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (order_spellings); i++)
    {
      g_auto (GStrv) variants = dup_variants (order_spellings[i].text);

      for (gsize j = 0; variants[j] != NULL; j++)
        for (int batch = FALSE; batch <= TRUE; batch++)
          {
            PanelistOrderStatus status = panelist_order_status_from_text (variants[j], batch);

            g_test_message ("%s", variants[j]);
            g_assert_cmpint (status, ==, order_spellings[i].value);
            g_assert_cmpint (panelist_order_status_is_final (status), ==, order_spellings[i].final);
          }
    }

  /* At the top level it is a wrapper word. */
  g_assert_cmpint (panelist_order_status_from_text ("Success", TRUE), ==, PANELIST_ORDER_STATUS_COMPLETED);
  g_assert_cmpint (panelist_order_status_from_text ("Success", FALSE), ==, PANELIST_ORDER_STATUS_UNKNOWN);
  g_assert_cmpint (panelist_order_status_from_text (NULL, TRUE), ==, PANELIST_ORDER_STATUS_UNKNOWN);
  g_assert_cmpint (panelist_order_status_from_text ("InProgress", FALSE), ==, PANELIST_ORDER_STATUS_IN_PROGRESS);
  g_assert_false (panelist_order_status_is_final (PANELIST_ORDER_STATUS_NONE));
}

static void
test_refill_state (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refill_spellings); i++)
    {
      g_auto (GStrv) variants = dup_variants (refill_spellings[i].text);

      for (gsize j = 0; variants[j] != NULL; j++)
        {
          PanelistRefillState state = panelist_refill_state_from_text (variants[j]);

          g_test_message ("%s", variants[j]);
          g_assert_cmpint (state, ==, refill_spellings[i].value);
          g_assert_cmpint (panelist_refill_state_is_final (state), ==, refill_spellings[i].final);
        }
    }
  g_assert_cmpint (panelist_refill_state_from_text (NULL), ==, PANELIST_REFILL_STATE_UNKNOWN);
}

static void
test_intent_transitions (void)
{
  static const struct {
    PanelistIntentState from;
    PanelistIntentState to;
  } allowed[] = {
    { PANELIST_INTENT_DRAFT, PANELIST_INTENT_HELD },
    { PANELIST_INTENT_DRAFT, PANELIST_INTENT_SUBMITTING },
    { PANELIST_INTENT_HELD, PANELIST_INTENT_DRAFT },
    { PANELIST_INTENT_HELD, PANELIST_INTENT_SUBMITTING },
    { PANELIST_INTENT_HELD, PANELIST_INTENT_NOT_SENT },
    { PANELIST_INTENT_SUBMITTING, PANELIST_INTENT_PLACED },
    { PANELIST_INTENT_SUBMITTING, PANELIST_INTENT_REFUSED },
    { PANELIST_INTENT_SUBMITTING, PANELIST_INTENT_NOT_SENT },
    { PANELIST_INTENT_SUBMITTING, PANELIST_INTENT_UNCONFIRMED },
    { PANELIST_INTENT_REFUSED, PANELIST_INTENT_UNCONFIRMED },
    { PANELIST_INTENT_UNCONFIRMED, PANELIST_INTENT_PLACED },
    { PANELIST_INTENT_UNCONFIRMED, PANELIST_INTENT_NOT_PLACED },
    { PANELIST_INTENT_NOT_PLACED, PANELIST_INTENT_PLACED },
    { PANELIST_INTENT_NOT_PLACED, PANELIST_INTENT_UNCONFIRMED },
  };

  for (int from = PANELIST_INTENT_DRAFT; from <= PANELIST_INTENT_NOT_PLACED; from++)
    for (int to = PANELIST_INTENT_DRAFT; to <= PANELIST_INTENT_NOT_PLACED; to++)
      {
        gboolean expected = FALSE;

        for (gsize i = 0; i < G_N_ELEMENTS (allowed); i++)
          if (allowed[i].from == (PanelistIntentState) from && allowed[i].to == (PanelistIntentState) to)
            expected = TRUE;
        g_test_message ("%d → %d", from, to);
        g_assert_cmpint (panelist_intent_state_may_become ((PanelistIntentState) from,
                                                           (PanelistIntentState) to),
                         ==,
                         expected);
      }
}

/* The database stores these words. */
static void
test_intent_nicks (void)
{
  static const char *const nicks[] = { "draft",   "held",     "submitting",  "placed",
                                       "refused", "not-sent", "unconfirmed", "not-placed" };
  g_autoptr (GEnumClass) klass = g_type_class_ref (PANELIST_TYPE_INTENT_STATE);

  g_assert_cmpuint (klass->n_values, ==, G_N_ELEMENTS (nicks));
  for (gsize i = 0; i < G_N_ELEMENTS (nicks); i++)
    g_assert_cmpstr (g_enum_get_value (klass, (int) i)->value_nick, ==, nicks[i]);
}

static void
test_error_class (void)
{
  static const struct {
    const char *text;
    PanelistErrorClass error_class;
  } cases[] = {
    { "Invalid API key", PANELIST_ERROR_CLASS_AUTH },
    { "Incorrect API key", PANELIST_ERROR_CLASS_AUTH },
    { "Incorrect request or API key", PANELIST_ERROR_CLASS_AUTH },
    { "API is disable", PANELIST_ERROR_CLASS_AUTH },
    { "User not found", PANELIST_ERROR_CLASS_AUTH },
    { "Missing key", PANELIST_ERROR_CLASS_AUTH },
    { "Missing keywords", PANELIST_ERROR_CLASS_OTHER },
    { "Incorrect request", PANELIST_ERROR_CLASS_BAD_ACTION },
    { "Invalid action", PANELIST_ERROR_CLASS_BAD_ACTION },
    { "This action is invalid", PANELIST_ERROR_CLASS_BAD_ACTION },
    { "The request not found", PANELIST_ERROR_CLASS_BAD_ACTION },
    { "Incorrect service ID", PANELIST_ERROR_CLASS_SERVICE_GONE },
    { "neworder.error.incorrect_service_id", PANELIST_ERROR_CLASS_SERVICE_GONE },
    { "Service ID does not exist", PANELIST_ERROR_CLASS_SERVICE_GONE },
    { "Invalid service ID", PANELIST_ERROR_CLASS_SERVICE_GONE },
    { "Service inactive", PANELIST_ERROR_CLASS_SERVICE_GONE },
    { "Service disabled", PANELIST_ERROR_CLASS_SERVICE_GONE },
    { "You have active order with this link. Please wait", PANELIST_ERROR_CLASS_DUPLICATE_LINK },
    { "neworder.error.link_duplicate", PANELIST_ERROR_CLASS_DUPLICATE_LINK },
    { "Max orders per link", PANELIST_ERROR_CLASS_QUOTA },
    { "Processing another transaction", PANELIST_ERROR_CLASS_QUOTA },
    { "neworder.error.account_banned", PANELIST_ERROR_CLASS_QUOTA },
    { "schedule_time is in the past", PANELIST_ERROR_CLASS_QUOTA },
    { "Bad link", PANELIST_ERROR_CLASS_LINK },
    { "Invalid link", PANELIST_ERROR_CLASS_LINK },
    { "Incorrect link", PANELIST_ERROR_CLASS_LINK },
    { "neworder.error.link", PANELIST_ERROR_CLASS_LINK },
    { "neworder.error.invalid_link", PANELIST_ERROR_CLASS_LINK },
    { "link_not_found", PANELIST_ERROR_CLASS_LINK },
    { "Quantity less than minimal 100", PANELIST_ERROR_CLASS_QUANTITY },
    { "Quantity more than maximum 5", PANELIST_ERROR_CLASS_QUANTITY },
    { "neworder.error.min_quantity", PANELIST_ERROR_CLASS_QUANTITY },
    { "neworder.error.max_quantity", PANELIST_ERROR_CLASS_QUANTITY },
    { "Minimum quantity is 10", PANELIST_ERROR_CLASS_QUANTITY },
    { "Quantity out of bounds", PANELIST_ERROR_CLASS_QUANTITY },
    { "quantity_must be a number", PANELIST_ERROR_CLASS_QUANTITY },
    { "Service does not support dripfeed", PANELIST_ERROR_CLASS_DRIP_FEED },
    { "Interval required", PANELIST_ERROR_CLASS_DRIP_FEED },
    { "Runs required", PANELIST_ERROR_CLASS_DRIP_FEED },
    { "comments_field_is_required", PANELIST_ERROR_CLASS_FIELDS },
    { "neworder.error.comment", PANELIST_ERROR_CLASS_FIELDS },
    { "Missing required parameters", PANELIST_ERROR_CLASS_FIELDS },
    { "Neither parameter is set", PANELIST_ERROR_CLASS_FIELDS },
    { "Incorrect parameters", PANELIST_ERROR_CLASS_FIELDS },
    { "Missing order parameter", PANELIST_ERROR_CLASS_FIELDS },
    { "Quantity required", PANELIST_ERROR_CLASS_FIELDS },
    { "Not enough funds on balance", PANELIST_ERROR_CLASS_FUNDS },
    { "neworder.error.not_enough_funds", PANELIST_ERROR_CLASS_FUNDS },
    { "Insufficient balance", PANELIST_ERROR_CLASS_FUNDS },
    { "Incorrect order ID", PANELIST_ERROR_CLASS_ORDER_ID },
    { "Invalid order ID", PANELIST_ERROR_CLASS_ORDER_ID },
    { "incorrect_order_id", PANELIST_ERROR_CLASS_ORDER_ID },
    { "Refill not found", PANELIST_ERROR_CLASS_REFILL },
    { "Incorrect refill ID", PANELIST_ERROR_CLASS_REFILL },
    { "Not eligible for refill", PANELIST_ERROR_CLASS_REFILL },
    { "Refill not available", PANELIST_ERROR_CLASS_REFILL },
    { "Service does not support refill", PANELIST_ERROR_CLASS_REFILL },
    { "Order must be completed", PANELIST_ERROR_CLASS_REFILL },
    { "It must be completed for 24 hours", PANELIST_ERROR_CLASS_REFILL },
    { "Refill already requested", PANELIST_ERROR_CLASS_REFILL },
    { "Cannot cancel", PANELIST_ERROR_CLASS_CANCEL },
    { "Order already completed", PANELIST_ERROR_CLASS_CANCEL },
    { "Order already canceled", PANELIST_ERROR_CLASS_CANCEL },
    { "Cancel not supported", PANELIST_ERROR_CLASS_CANCEL },
    { "Already in cancellation", PANELIST_ERROR_CLASS_CANCEL },
    { "Too many requests", PANELIST_ERROR_CLASS_RATE },
    { "Rate limit reached", PANELIST_ERROR_CLASS_RATE },
    { "Limit 60/minute", PANELIST_ERROR_CLASS_RATE },
    { "Limit reached", PANELIST_ERROR_CLASS_OTHER },
    { "Maintenance mode", PANELIST_ERROR_CLASS_MAINTENANCE },
    { "BẢO TRÌ hệ thống", PANELIST_ERROR_CLASS_MAINTENANCE },
    { "Server error", PANELIST_ERROR_CLASS_SERVER },
    { "Internal Server Error", PANELIST_ERROR_CLASS_SERVER },
    { "Unknown error", PANELIST_ERROR_CLASS_SERVER },
    { "Etwas anderes", PANELIST_ERROR_CLASS_OTHER },
    { "", PANELIST_ERROR_CLASS_OTHER },
    /* The upper row wins. */
    { "Too many requests: invalid API key", PANELIST_ERROR_CLASS_AUTH },
    { "Server error: not enough funds", PANELIST_ERROR_CLASS_FUNDS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (panelist_error_class_from_text (cases[i].text), ==, cases[i].error_class);
    }
  g_assert_cmpint (panelist_error_class_from_text (NULL), ==, PANELIST_ERROR_CLASS_OTHER);
}

int
main (int    argc,
      char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/enums/order-status", test_order_status);
  g_test_add_func ("/model/enums/refill-state", test_refill_state);
  g_test_add_func ("/model/enums/intent-transitions", test_intent_transitions);
  g_test_add_func ("/model/enums/intent-nicks", test_intent_nicks);
  g_test_add_func ("/model/enums/error-class", test_error_class);
  return g_test_run ();
}
