/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "workbench.h"

/* Service 1 costs 0.90 per thousand: 250 are 0.225. The panel tells 100.84292 USD. */
#define CHARGE "0.225"

/* The question (ux.md 8.1, 8.2) */

static void
test_question (Workbench     *self,
               gconstpointer  unused)
{
  static const struct {
    PanelistConfirm confirm;
    const char *amount;
    const char *balance;
    gboolean price_rose;
    PanelistQuestion question;
  } cases[] = {
    { PANELIST_CONFIRM_SHARE, NULL, "100.84292", FALSE, PANELIST_QUESTION_NONE },
    { PANELIST_CONFIRM_SHARE, NULL, "22.5", FALSE, PANELIST_QUESTION_NONE },            /* exactly one percent */
    { PANELIST_CONFIRM_SHARE, NULL, "22.49999", FALSE, PANELIST_QUESTION_AMOUNT },
    { PANELIST_CONFIRM_SHARE, NULL, "0", FALSE, PANELIST_QUESTION_AMOUNT },
    { PANELIST_CONFIRM_SHARE, NULL, "-5", FALSE, PANELIST_QUESTION_AMOUNT },
    { PANELIST_CONFIRM_SHARE, NULL, NULL, FALSE, PANELIST_QUESTION_AMOUNT },
    { PANELIST_CONFIRM_AMOUNT, "0.225", "1", FALSE, PANELIST_QUESTION_NONE },
    { PANELIST_CONFIRM_AMOUNT, "0.2249999", "100", FALSE, PANELIST_QUESTION_AMOUNT },
    { PANELIST_CONFIRM_AMOUNT, NULL, "100", FALSE, PANELIST_QUESTION_AMOUNT },
    { PANELIST_CONFIRM_ALWAYS, NULL, "100", FALSE, PANELIST_QUESTION_ALWAYS },
    { PANELIST_CONFIRM_SHARE, NULL, "100", TRUE, PANELIST_QUESTION_PRICE },
    { PANELIST_CONFIRM_ALWAYS, NULL, "100", TRUE, PANELIST_QUESTION_ALWAYS | PANELIST_QUESTION_PRICE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, "https://clips.example/@a/1", 250);

      g_object_set (self->panel, "confirm", cases[i].confirm, "confirm-amount", cases[i].amount,
                    "balance", cases[i].balance, NULL);
      g_object_set (draft, "price-rose", cases[i].price_rose, NULL);
      g_assert_cmpint (panelist_ordering_needs_question (self->ordering, draft), ==, cases[i].question);
    }
}

/* Limits of one order, at their edges */

typedef struct {
  const char *name;
  const char *property;
  const char *limit;
  const char *balance;     /* that the panel tells; NULL = 100.84292 */
  int code;                /* 0 = it is placed */
  const char *amount;      /* that the error carries */
} Limit;

static const Limit limits[] = {
  { "order-at", "most-per-order", "0.225", NULL, 0, NULL },
  { "order-above", "most-per-order", "0.2249999999", NULL, PANELIST_ORDER_ERROR_LIMIT_ORDER, "0.225" },
  { "order-zero", "most-per-order", "0", NULL, PANELIST_ORDER_ERROR_LIMIT_ORDER, "0.225" },
  { "day-at", "most-per-day", "0.225", NULL, 0, NULL },
  { "day-above", "most-per-day", "0.224", NULL, PANELIST_ORDER_ERROR_LIMIT_DAY, "0.225" },
  { "month-at", "most-per-month", "0.2250", NULL, 0, NULL },
  { "month-above", "most-per-month", "0.22", NULL, PANELIST_ORDER_ERROR_LIMIT_MONTH, "0.225" },
  { "keep-at", "balance-to-keep", "100.61792", NULL, 0, NULL },
  { "keep-below", "balance-to-keep", "100.61793", NULL, PANELIST_ORDER_ERROR_LIMIT_BALANCE, "100.61792" },
  { "keep-unknown", "balance-to-keep", "1", "{\"balance\": \"NaN\", \"currency\": \"USD\"}",
    PANELIST_ORDER_ERROR_LIMIT_BALANCE, NULL },
  { "keep-guessed", "balance-to-keep", "1", "{\"balance\": \"1,234\", \"currency\": \"USD\"}",
    PANELIST_ORDER_ERROR_LIMIT_BALANCE, NULL },
};

static void
assert_limit_error (const GError *error,
                    const Limit  *limit)
{
  g_assert_error (error, PANELIST_ORDER_ERROR, limit->code);
  g_assert_cmpstr (panelist_order_error_get_limit (error), ==, limit->limit);
  g_assert_cmpstr (panelist_order_error_get_amount (error), ==, limit->amount);
}

static void
test_limit (Workbench     *self,
            gconstpointer  data)
{
  const Limit *limit = data;
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, "https://clips.example/@a/1", 250);
  g_autoptr (GPtrArray) stored = NULL;

  scripted_panel_answer (self->server, "add", 200, "{\"order\": 23501}");
  g_object_set (self->panel, limit->property, limit->limit, "balance-time", (int64_t) 0, NULL);

  if (limit->balance != NULL)
    scripted_panel_answer (self->server, "balance", 200, limit->balance);

  if (limit->code == 0)
    {
      g_autoptr (PanelistOrder) order = finish_object (panelist_ordering_place (self->ordering, draft));

      g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_PLACED);
      g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 1);
    }
  else
    {
      g_autoptr (GError) error = finish_error (panelist_ordering_place (self->ordering, draft));

      assert_limit_error (error, limit);
      g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 0);
      stored = finish_boxed (panelist_store_list_orders (self->store));
      g_assert_cmpuint (stored->len, ==, 0);
    }
}

/* The same is said before an order is held. */
static void
test_limit_held (Workbench     *self,
                 gconstpointer  data)
{
  const Limit *limit = data;
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, "https://clips.example/@a/1", 250);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) stored = NULL;

  g_object_set (self->panel, limit->property, limit->limit, "balance", "100.84292", NULL);
  error = finish_error (panelist_ordering_hold (self->ordering, draft, 5));
  assert_limit_error (error, limit);
  stored = finish_boxed (panelist_store_list_orders (self->store));
  g_assert_cmpuint (stored->len, ==, 0);
}

/* Sums: what counts, and what does not */

static void
assert_spent (Workbench  *self,
              const char *day)
{
  g_autoptr (PanelistSpent) spent = finish_boxed (panelist_ordering_read_spent (self->ordering, self->panel));

  g_assert_cmpstr (spent->day, ==, day);
  g_assert_cmpstr (spent->month, ==, day);
}

static PanelistOrder *
place_answered (Workbench  *self,
                guint       number,
                guint       status,
                const char *body)
{
  g_autofree char *link = g_strdup_printf ("https://clips.example/@a/%u", number);

  scripted_panel_answer (self->server, "add", status, body);

  return workbench_place (self, link, 250);
}

static void
test_sums (Workbench     *self,
           gconstpointer  unused)
{
  g_autoptr (PanelistOrder) placed = NULL;
  g_autoptr (PanelistOrder) refused = NULL;
  g_autoptr (PanelistOrder) unconfirmed = NULL;
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, "https://clips.example/@a/9", 250);
  g_autoptr (PanelistOrder) held = NULL;
  g_autoptr (PanelistOrder) last = NULL;
  g_autoptr (GError) error = NULL;

  panelist_clock_set_time_scale (2000);
  assert_spent (self, "0");
  placed = place_answered (self, 1, 200, "{\"order\": 1}");
  wait_until (panelist_order_get_charge (placed) != NULL);
  assert_spent (self, "0.225");
  refused = place_answered (self, 2, 200, "{\"error\": \"Bad link\"}");
  assert_spent (self, "0.225");
  unconfirmed = place_answered (self, 3, 500, "");
  assert_spent (self, "0.450");
  held = finish_object (panelist_ordering_hold (self->ordering, draft, 1000000));
  assert_spent (self, "0.450");
  g_object_unref (finish_object (panelist_ordering_cancel_held (self->ordering, held)));

  /* Another currency is another sum. */
  g_object_set (self->panel, "currency-override", "EUR", NULL);
  assert_spent (self, "0");
  g_object_set (self->panel, "currency-override", NULL, NULL);

  g_object_set (self->panel, "most-per-day", "0.674", NULL);
  error = finish_error (panelist_ordering_place (self->ordering, draft));
  g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_LIMIT_DAY);
  g_assert_cmpstr (panelist_order_error_get_amount (error), ==, "0.675");

  scripted_panel_answer (self->server, "add", 200, "{\"order\": 2}");
  g_object_set (self->panel, "most-per-day", "0.675", NULL);
  last = finish_object (panelist_ordering_place (self->ordering, draft));
  g_assert_cmpint (panelist_order_get_intent_state (last), ==, PANELIST_INTENT_PLACED);
}

/* Two at once can not both pass under a limit that has room for one: the sum is read where the row is written. */
static void
test_sums_at_once (Workbench     *self,
                   gconstpointer  unused)
{
  g_autoptr (PanelistOrderDraft) first = workbench_draft (self, "https://clips.example/@a/1", 250);
  g_autoptr (PanelistOrderDraft) second = workbench_draft (self, "https://clips.example/@a/2", 250);
  g_autoptr (PanelistOrder) a = NULL;
  g_autoptr (PanelistOrder) b = NULL;
  PanelistOrder *placed = NULL;
  PanelistOrder *stopped = NULL;

  scripted_panel_answer (self->server, "add", 200, "{\"order\": 1}");
  g_object_set (self->panel, "most-per-day", "0.3", NULL);
  a = finish_object (panelist_ordering_hold (self->ordering, first, 5));
  b = finish_object (panelist_ordering_hold (self->ordering, second, 5));
  finish (panelist_ordering_wait_idle (self->ordering));

  placed = panelist_order_get_intent_state (a) == PANELIST_INTENT_PLACED ? a : b;
  stopped = placed == a ? b : a;
  g_assert_cmpint (panelist_order_get_intent_state (placed), ==, PANELIST_INTENT_PLACED);
  g_assert_cmpint (panelist_order_get_intent_state (stopped), ==, PANELIST_INTENT_NOT_SENT);
  g_assert_cmpint (panelist_order_get_reason_code (stopped), ==, PANELIST_REASON_LIMIT_DAY);
  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 1);
}

/* Duplicates */

static void
test_duplicate (Workbench     *self,
                gconstpointer  unused)
{
  static const struct {
    const char *link;
    gboolean duplicate;
  } cases[] = {
    { "https://clips.example/@a/1", TRUE },
    { "http://www.clips.example/@a/1/", TRUE },
    { "https://CLIPS.example/@a/1?utm_source=x#top", TRUE },
    { "https://clips.example/@a/2", FALSE },
    { "https://clips.example/@a/1?page=2", FALSE },
  };
  g_autoptr (PanelistOrder) order = place_answered (self, 1, 200, "{\"order\": 1}");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, cases[i].link, 300);

      g_assert_true (panelist_ordering_find_duplicate (self->ordering, draft) == (cases[i].duplicate ? order : NULL));

      if (!cases[i].duplicate)
        continue;

      g_autoptr (GError) error = finish_error (panelist_ordering_hold (self->ordering, draft, 5));

      g_assert_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_DUPLICATE_LINK);
      g_assert_cmpstr (panelist_order_error_get_order (error), ==, panelist_order_get_uuid (order));
    }

  g_assert_cmpuint (scripted_panel_count (self->server, "add"), ==, 1);
}

static void
test_order_anyway (Workbench     *self,
                   gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = place_answered (self, 1, 200, "{\"order\": 1}");
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, "https://clips.example/@a/1", 300);
  g_autoptr (PanelistOrder) second = NULL;

  g_object_set (draft, "order-anyway", TRUE, NULL);
  g_assert_cmpint (panelist_ordering_needs_question (self->ordering, draft), ==, PANELIST_QUESTION_DUPLICATE);
  scripted_panel_answer (self->server, "add", 200, "{\"order\": 2}");
  second = finish_object (panelist_ordering_place (self->ordering, draft));
  g_assert_cmpint (panelist_order_get_intent_state (second), ==, PANELIST_INTENT_PLACED);

  /* What was agreed to was this link. */
  panelist_order_draft_set_value (draft, PANELIST_FIELD_LINK, "https://clips.example/@a/3");
  g_assert_cmpint (panelist_ordering_needs_question (self->ordering, draft), ==, PANELIST_QUESTION_NONE);
}

/* An order that has ended does not stand in the way; one of another kind neither. */
static void
test_not_in_the_way (Workbench     *self,
                     gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = place_answered (self, 1, 200, "{\"order\": 1}");
  g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, "https://clips.example/@a/1", 300);
  PanelistCatalog *catalog = panelist_accounts_get_catalog (self->accounts, self->panel);
  g_autoptr (PanelistService) views = NULL;
  g_autoptr (PanelistOrderDraft) other = NULL;
  guint index = 0;

  g_assert_true (panelist_ordering_find_duplicate (self->ordering, draft) == order);

  g_assert_true (panelist_catalog_find (catalog, "2", &index));
  views = panelist_catalog_dup_service (catalog, index);
  other = panelist_order_draft_new (self->panel, views);
  panelist_order_draft_set_value (other, PANELIST_FIELD_LINK, "https://clips.example/@a/1");
  g_assert_null (panelist_ordering_find_duplicate (self->ordering, other));

  g_object_set (order, "status", PANELIST_ORDER_STATUS_COMPLETED, NULL);
  g_assert_null (panelist_ordering_find_duplicate (self->ordering, draft));
}

/* The guards of a panel outlive the process. */
static void
test_saved (Workbench     *self,
            gconstpointer  unused)
{
  g_object_set (self->panel, "confirm", PANELIST_CONFIRM_AMOUNT, "confirm-amount", "2.50", "most-per-order", "10",
                "most-per-day", "50.00", "most-per-month", "500", "balance-to-keep", "5", NULL);
  g_object_unref (finish_object (panelist_accounts_save (self->accounts, self->panel, NULL)));
  workbench_reopen (self);

  g_assert_cmpint (panelist_panel_get_confirm (self->panel), ==, PANELIST_CONFIRM_AMOUNT);
  g_assert_cmpstr (panelist_panel_get_confirm_amount (self->panel), ==, "2.50");
  g_assert_cmpstr (panelist_panel_get_most_per_order (self->panel), ==, "10");
  g_assert_cmpstr (panelist_panel_get_most_per_day (self->panel), ==, "50.00");
  g_assert_cmpstr (panelist_panel_get_most_per_month (self->panel), ==, "500");
  g_assert_cmpstr (panelist_panel_get_balance_to_keep (self->panel), ==, "5");
}

#define ADD(path, func) g_test_add (path, Workbench, NULL, workbench_set_up, func, workbench_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("/guards/question", test_question);

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *path = g_strdup_printf ("/guards/limit/%s", limits[i].name);
      g_autofree char *held = g_strdup_printf ("/guards/limit/%s/held", limits[i].name);

      g_test_add (path, Workbench, &limits[i], workbench_set_up, test_limit, workbench_tear_down);

      if (limits[i].code != 0 && limits[i].balance == NULL)
        g_test_add (held, Workbench, &limits[i], workbench_set_up, test_limit_held, workbench_tear_down);
    }

  ADD ("/guards/sums", test_sums);
  ADD ("/guards/sums-at-once", test_sums_at_once);
  ADD ("/guards/duplicate", test_duplicate);
  ADD ("/guards/order-anyway", test_order_anyway);
  ADD ("/guards/not-in-the-way", test_not_in_the_way);
  ADD ("/guards/saved", test_saved);

  return g_test_run ();
}
