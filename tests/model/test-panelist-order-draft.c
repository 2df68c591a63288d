/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <libdex.h>

#include "panelist-money.h"
#include "panelist-order-draft.h"

#define LINK "https://example.com/p/1"
#define LINK_SENT "link=https%3A%2F%2Fexample.com%2Fp%2F1"
#define HEAD "action=add&service=2&"

static PanelistOrderDraft *
new_draft_with (const char *type,
                const char *rate,
                int64_t     min,
                int64_t     max,
                gboolean    also_send_quantity)
{
  g_autoptr (PanelistPanel) panel = panelist_panel_new ("Main Panel", "https://panel.example/api/v2");
  g_autoptr (PanelistService) service = NULL;

  g_object_set (panel, "also-send-quantity", also_send_quantity, NULL);
  service = g_object_new (PANELIST_TYPE_SERVICE,
                          "id", "2",
                          "type", panelist_service_type_from_text (type, NULL),
                          "rate", rate,
                          "min", min,
                          "max", max,
                          NULL);
  return panelist_order_draft_new (panel, service);
}

static PanelistOrderDraft *
new_draft (const char *type)
{
  return new_draft_with (type, "0.90", 1, 10000, FALSE);
}

/* "link=x|quantity=250": what a person types */
static void
fill (PanelistOrderDraft *draft,
      const char         *values)
{
  g_auto (GStrv) pairs = g_strsplit (values, "|", -1);

  for (gsize i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);
      PanelistField field = PANELIST_FIELD_LINK;

      g_assert_true (panelist_field_from_name (pair[0], &field));
      if (field == PANELIST_FIELD_RUNS)
        g_object_set (draft, "drip-feed", TRUE, NULL);
      panelist_order_draft_set_value (draft, field, pair[1]);
    }
}

static char *
encode (PanelistOrderDraft *draft)
{
  g_autoptr (PanelistForm) form = panelist_order_draft_dup_form (draft);

  return panelist_form_encode (form);
}

/* What leaves the computer, byte for byte, without `key`. */
static const struct {
  const char *type;
  const char *values;
  const char *body;
} form_cases[] = {
  { "Default", "link=" LINK "|quantity=250", HEAD LINK_SENT "&quantity=250" },
  { "Default", "link=  " LINK " |quantity= 250 |comments=x|username=y", HEAD LINK_SENT "&quantity=250" },
  { "Default", "link=" LINK "|quantity=250|runs=4|interval=30",
    HEAD LINK_SENT "&quantity=250&runs=4&interval=30" },
  { "Default", "link=a+b & ü|quantity=1", HEAD "link=a%2Bb%20%26%20%C3%BC&quantity=1" },
  { "Package", "link=" LINK "|quantity=5|runs=2|interval=5", HEAD LINK_SENT },
  { "SEO", "link=" LINK "|quantity=10|keywords=one\n\ntwo, three\n",
    HEAD LINK_SENT "&quantity=10&keywords=one%0Atwo%2C%20three" },
  { "Custom Comments", "link=" LINK "|quantity=9|comments=Nice\r\n\n  \nGreat\n",
    HEAD LINK_SENT "&comments=Nice%0AGreat" },
  { "Custom Comments Package", "link=" LINK "|comments=Nice\nGreat", HEAD LINK_SENT "&comments=Nice%0AGreat" },
  { "Mentions", "link=" LINK "|quantity=10|usernames=@a\nb",
    HEAD LINK_SENT "&quantity=10&usernames=%40a%0Ab" },
  { "Mentions with Hashtags", "link=" LINK "|quantity=10|usernames=a|hashtags=#x\ny",
    HEAD LINK_SENT "&quantity=10&usernames=a&hashtags=%23x%0Ay" },
  { "Mentions Custom List", "link=" LINK "|usernames=a\nb\nc", HEAD LINK_SENT "&usernames=a%0Ab%0Ac" },
  { "Mentions Hashtag", "link=" LINK "|quantity=10|hashtag=#x", HEAD LINK_SENT "&quantity=10&hashtag=%23x" },
  { "Mentions User Followers", "link=" LINK "|quantity=10|username=someone",
    HEAD LINK_SENT "&quantity=10&username=someone" },
  { "Mentions Media Likers", "link=" LINK "|quantity=10|media=https://m.example/1",
    HEAD LINK_SENT "&quantity=10&media=https%3A%2F%2Fm.example%2F1" },
  { "Comment Likes", "link=" LINK "|quantity=10|username=someone",
    HEAD LINK_SENT "&quantity=10&username=someone" },
  { "Comment Replies", "link=" LINK "|username=someone|comments=a\nb",
    HEAD LINK_SENT "&comments=a%0Ab&username=someone" },
  { "Poll", "link=" LINK "|quantity=10|answer_number=7", HEAD LINK_SENT "&quantity=10&answer_number=7" },
  { "Invites from Groups", "link=" LINK "|quantity=10|groups=g1\ng2",
    HEAD LINK_SENT "&quantity=10&groups=g1%0Ag2" },
  { "Subscriptions", "link=" LINK "|quantity=3|username=someone|min=10|max=20",
    HEAD "username=someone&min=10&max=20&delay=0" },
  { "Subscriptions", "username=someone|min=10|max=20|delay=30|posts=5|old_posts=2|expiry=2226-11-05",
    HEAD "username=someone&min=10&max=20&posts=5&old_posts=2&delay=30&expiry=05%2F11%2F2226" },
  { "Subscriptions", "username=someone|min=10|max=20|posts=0|old_posts=2",
    HEAD "username=someone&min=10&max=20&posts=0&old_posts=2&delay=0" },
  { "Web Traffic", "link=" LINK "|quantity=10|country=US|device=5|type_of_traffic=1|google_keyword=a b|referring_url=r",
    HEAD LINK_SENT "&quantity=10&country=US&device=5&type_of_traffic=1&google_keyword=a%20b" },
  { "Web Traffic", "link=" LINK "|quantity=10|country=US|device=1|type_of_traffic=2|google_keyword=a|referring_url=r",
    HEAD LINK_SENT "&quantity=10&country=US&device=1&type_of_traffic=2&referring_url=r" },
  { "Web Traffic", "link=" LINK "|quantity=10|country=US|device=1|type_of_traffic=3|google_keyword=a|referring_url=r",
    HEAD LINK_SENT "&quantity=10&country=US&device=1&type_of_traffic=3" },
  { "Web Traffic", "link=" LINK "|quantity=10|country=US|device=1|type_of_traffic=3|runs=2|interval=60",
    HEAD LINK_SENT "&quantity=10&country=US&device=1&type_of_traffic=3&runs=2&interval=60" },
  { "custom data", "link=" LINK "|quantity=10|custom_data=a\nb", HEAD LINK_SENT "&quantity=10&custom_data=a%0Ab" },
  { "something new", "link=" LINK "|quantity=10", HEAD LINK_SENT "&quantity=10" },
  { "something new", "link=" LINK, HEAD LINK_SENT },
};

static void
test_forms (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (form_cases); i++)
    {
      g_autoptr (PanelistOrderDraft) draft = new_draft (form_cases[i].type);
      g_autofree char *body = NULL;

      g_test_message ("%s", form_cases[i].body);
      fill (draft, form_cases[i].values);
      g_assert_cmpint (panelist_order_draft_check (draft, NULL, NULL), ==, PANELIST_PROBLEM_NONE);
      body = encode (draft);
      g_assert_cmpstr (body, ==, form_cases[i].body);
    }
}

/* Both or neither, and one run is no drip-feed. */
static void
test_drip_feed (void)
{
  g_autoptr (PanelistOrderDraft) draft = new_draft ("Default");
  g_autofree char *one_run = NULL;
  g_autofree char *off = NULL;

  fill (draft, "link=x|quantity=10|runs=1|interval=5");
  one_run = encode (draft);
  g_assert_cmpstr (one_run, ==, HEAD "link=x&quantity=10");

  fill (draft, "runs=3");
  g_assert_cmpint (panelist_order_draft_get_total_quantity (draft), ==, 30);
  g_object_set (draft, "drip-feed", FALSE, NULL);
  off = encode (draft);
  g_assert_cmpstr (off, ==, HEAD "link=x&quantity=10");
  g_assert_cmpint (panelist_order_draft_get_total_quantity (draft), ==, 10);
}

static void
test_also_send_quantity (void)
{
  static const struct {
    const char *type;
    const char *values;
    int64_t min;
    const char *body;
  } cases[] = {
    { "Custom Comments", "link=x|comments=a\n\nb", 1, HEAD "link=x&comments=a%0Ab&quantity=2" },
    { "Mentions Custom List", "link=x|usernames=a\nb\nc", 1, HEAD "link=x&usernames=a%0Ab%0Ac&quantity=3" },
    { "Comment Replies", "link=x|username=u|comments=a", 1, HEAD "link=x&comments=a&username=u&quantity=1" },
    { "Package", "link=x", 50, HEAD "link=x&quantity=50" },
    { "Package", "link=x", -1, HEAD "link=x&quantity=1" },
    { "Custom Comments Package", "link=x|comments=a", 5, HEAD "link=x&comments=a&quantity=5" },
    { "Default", "link=x|quantity=9", 1, HEAD "link=x&quantity=9" },
    { "Subscriptions", "username=u|min=1|max=2", 1, HEAD "username=u&min=1&max=2&delay=0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistOrderDraft) draft = new_draft_with (cases[i].type, "1", cases[i].min, 10000, TRUE);
      g_autofree char *body = NULL;

      fill (draft, cases[i].values);
      body = encode (draft);
      g_assert_cmpstr (body, ==, cases[i].body);
    }
}

static void
test_extras (void)
{
  g_autoptr (PanelistOrderDraft) draft = new_draft ("something new");
  g_autofree char *body = NULL;
  static const char *const reserved[] = { "key", "action", "service", "link", "coupon", " key", "key[]", "action ", "link[0]" };

  fill (draft, "link=x|quantity=5");
  panelist_order_draft_set_extra (draft, 0, "coupon", "A+1");
  panelist_order_draft_set_extra (draft, 1, "", "");
  g_assert_cmpint (panelist_order_draft_check (draft, NULL, NULL), ==, PANELIST_PROBLEM_NONE);
  body = encode (draft);
  g_assert_cmpstr (body, ==, HEAD "link=x&quantity=5&coupon=A%2B1");

  for (gsize i = 0; i < G_N_ELEMENTS (reserved); i++)
    {
      panelist_order_draft_set_extra (draft, 1, reserved[i], "1");
      g_assert_cmpint (panelist_order_draft_check (draft, NULL, NULL), ==, PANELIST_PROBLEM_RESERVED_NAME);
    }
  panelist_order_draft_remove_extra (draft, 1);
  g_assert_cmpuint (panelist_order_draft_get_n_extras (draft), ==, 1);
  g_assert_cmpint (panelist_order_draft_check (draft, NULL, NULL), ==, PANELIST_PROBLEM_NONE);
}

static void
test_charges (void)
{
  /* The worked numbers of protocol.md 3.6; NULL: no bound, or not known yet. */
  static const struct {
    const char *type;
    const char *rate;
    const char *values;
    const char *expected;
    const char *worst;
  } cases[] = {
    { "Default", "0.90", "quantity=250", "0.225", "0.225" },
    { "Default", "15000", "quantity=1300", "19500", "19500" },
    { "Custom Comments", "8", "comments=1\n2\n3\n4\n5\n6\n7\n8\n9\n\n10\n11\n12\n", "0.096", "0.096" },
    { "Default", "1.20", "quantity=500|runs=4|interval=5", "2.40", "2.40" },
    { "Package", "3.5", "link=x", "3.50", "3.50" },
    { "Custom Comments Package", "3.5", "comments=a\nb", "3.50", "3.50" },
    { "Subscriptions", "2", "min=10|max=100|posts=5|old_posts=3", "0", "1.6" },
    { "Subscriptions", "2", "min=10|max=100|posts=5", "0", "1" },
    { "Subscriptions", "2", "min=10|max=100", "0", NULL },
    { "Default", "0.90", "link=x", NULL, NULL },
    { "Default", NULL, "quantity=250", NULL, NULL },
    { "Default", "garbage", "quantity=250", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistOrderDraft) draft = new_draft_with (cases[i].type, cases[i].rate, 1, 999999999, FALSE);
      g_autofree char *expected = NULL;
      g_autofree char *worst = NULL;

      g_test_message ("%s, %s", cases[i].type, cases[i].values);
      fill (draft, cases[i].values);
      expected = panelist_order_draft_dup_expected_charge (draft);
      worst = panelist_order_draft_dup_worst_charge (draft);
      if (cases[i].expected == NULL)
        g_assert_null (expected);
      else
        g_assert_true (panelist_money_equal (expected, cases[i].expected));
      if (cases[i].worst == NULL)
        g_assert_null (worst);
      else
        g_assert_true (panelist_money_equal (worst, cases[i].worst));
    }
}

static void
test_problems (void)
{
  static const struct {
    const char *type;
    const char *values;
    PanelistProblem problem;
    PanelistField field;
    int64_t limit;
  } cases[] = {
    { "Default", "quantity=50", PANELIST_PROBLEM_MISSING, PANELIST_FIELD_LINK, -1 },
    { "Default", "link= \t|quantity=50", PANELIST_PROBLEM_MISSING, PANELIST_FIELD_LINK, -1 },
    { "Default", "link=a\nb|quantity=50", PANELIST_PROBLEM_CONTROL_CHARACTER, PANELIST_FIELD_LINK, -1 },
    { "Default", "link=x", PANELIST_PROBLEM_MISSING, PANELIST_FIELD_QUANTITY, -1 },
    { "Default", "link=x|quantity=many", PANELIST_PROBLEM_NOT_A_NUMBER, PANELIST_FIELD_QUANTITY, -1 },
    { "Default", "link=x|quantity=1e3", PANELIST_PROBLEM_NOT_A_NUMBER, PANELIST_FIELD_QUANTITY, -1 },
    { "Default", "link=x|quantity=-5", PANELIST_PROBLEM_NOT_A_NUMBER, PANELIST_FIELD_QUANTITY, -1 },
    { "Default", "link=x|quantity=49", PANELIST_PROBLEM_BELOW_MIN, PANELIST_FIELD_QUANTITY, 50 },
    { "Default", "link=x|quantity=50", PANELIST_PROBLEM_NONE, 0, -1 },
    { "Default", "link=x|quantity=1000", PANELIST_PROBLEM_NONE, 0, -1 },
    { "Default", "link=x|quantity=1001", PANELIST_PROBLEM_ABOVE_MAX, PANELIST_FIELD_QUANTITY, 1000 },
    { "Default", "link=x|quantity=250|runs=4|interval=5", PANELIST_PROBLEM_NONE, 0, -1 },
    { "Default", "link=x|quantity=250|runs=4|interval=0", PANELIST_PROBLEM_NONE, 0, -1 },
    { "Default", "link=x|quantity=251|runs=4|interval=5", PANELIST_PROBLEM_TOTAL_ABOVE_MAX,
      PANELIST_FIELD_QUANTITY, 1000 },
    { "Default", "link=x|quantity=50|runs=4", PANELIST_PROBLEM_MISSING, PANELIST_FIELD_INTERVAL, -1 },
    { "Default", "link=x|quantity=50|runs=|interval=5", PANELIST_PROBLEM_MISSING, PANELIST_FIELD_RUNS, -1 },
    { "Default", "link=x|quantity=50|runs=1|interval=5", PANELIST_PROBLEM_TOO_FEW_RUNS, PANELIST_FIELD_RUNS, 2 },
    { "Package", "link=x", PANELIST_PROBLEM_NONE, 0, -1 },
    { "Custom Comments", "link=x|comments=\n \n", PANELIST_PROBLEM_MISSING, PANELIST_FIELD_COMMENTS, -1 },
    { "Custom Comments", "link=x|comments=a\nb", PANELIST_PROBLEM_BELOW_MIN, PANELIST_FIELD_COMMENTS, 50 },
    { "Custom Comments Package", "link=x|comments=a\nb", PANELIST_PROBLEM_NONE, 0, -1 },
    { "SEO", "link=x|quantity=50", PANELIST_PROBLEM_MISSING, PANELIST_FIELD_KEYWORDS, -1 },
    { "Mentions", "link=x|quantity=50", PANELIST_PROBLEM_MISSING, PANELIST_FIELD_USERNAMES, -1 },
    { "Mentions with Hashtags", "link=x|quantity=50|usernames=a", PANELIST_PROBLEM_MISSING, PANELIST_FIELD_HASHTAGS, -1 },
    { "Mentions Hashtag", "link=x|quantity=50", PANELIST_PROBLEM_MISSING, PANELIST_FIELD_HASHTAG, -1 },
    { "Mentions User Followers", "link=x|quantity=50", PANELIST_PROBLEM_MISSING, PANELIST_FIELD_USERNAME, -1 },
    { "Mentions Media Likers", "link=x|quantity=50", PANELIST_PROBLEM_MISSING, PANELIST_FIELD_MEDIA, -1 },
    { "Comment Likes", "link=x|quantity=50", PANELIST_PROBLEM_MISSING, PANELIST_FIELD_USERNAME, -1 },
    { "Comment Replies", "link=x|username=u", PANELIST_PROBLEM_MISSING, PANELIST_FIELD_COMMENTS, -1 },
    { "Poll", "link=x|quantity=50", PANELIST_PROBLEM_MISSING, PANELIST_FIELD_ANSWER_NUMBER, -1 },
    { "Invites from Groups", "link=x|quantity=50", PANELIST_PROBLEM_MISSING, PANELIST_FIELD_GROUPS, -1 },
    { "Subscriptions", "min=50|max=60", PANELIST_PROBLEM_MISSING, PANELIST_FIELD_USERNAME, -1 },
    { "Subscriptions", "username=u|max=60", PANELIST_PROBLEM_MISSING, PANELIST_FIELD_MIN, -1 },
    { "Subscriptions", "username=u|min=50", PANELIST_PROBLEM_MISSING, PANELIST_FIELD_MAX, -1 },
    { "Subscriptions", "username=u|min=49|max=60", PANELIST_PROBLEM_BELOW_MIN, PANELIST_FIELD_MIN, 50 },
    { "Subscriptions", "username=u|min=50|max=1001", PANELIST_PROBLEM_ABOVE_MAX, PANELIST_FIELD_MAX, 1000 },
    { "Subscriptions", "username=u|min=70|max=60", PANELIST_PROBLEM_MIN_ABOVE_MAX, PANELIST_FIELD_MAX, 70 },
    { "Subscriptions", "username=u|min=60|max=60", PANELIST_PROBLEM_NONE, 0, -1 },
    { "Subscriptions", "username=u|min=60|max=60|delay=20", PANELIST_PROBLEM_NOT_A_CHOICE, PANELIST_FIELD_DELAY, -1 },
    { "Subscriptions", "username=u|min=60|max=60|expiry=05/11/2226", PANELIST_PROBLEM_NOT_A_DATE,
      PANELIST_FIELD_EXPIRY, -1 },
    { "Subscriptions", "username=u|min=60|max=60|expiry=2226-02-30", PANELIST_PROBLEM_NOT_A_DATE,
      PANELIST_FIELD_EXPIRY, -1 },
    { "Subscriptions", "username=u|min=60|max=60|expiry=2020-01-01", PANELIST_PROBLEM_NOT_IN_FUTURE,
      PANELIST_FIELD_EXPIRY, -1 },
    { "Web Traffic", "link=x|quantity=50|device=1|type_of_traffic=3", PANELIST_PROBLEM_MISSING,
      PANELIST_FIELD_COUNTRY, -1 },
    { "Web Traffic", "link=x|quantity=50|country=US|device=6|type_of_traffic=3", PANELIST_PROBLEM_NOT_A_CHOICE,
      PANELIST_FIELD_DEVICE, -1 },
    { "Web Traffic", "link=x|quantity=50|country=US|device=1", PANELIST_PROBLEM_MISSING,
      PANELIST_FIELD_TYPE_OF_TRAFFIC, -1 },
    { "Web Traffic", "link=x|quantity=50|country=US|device=1|type_of_traffic=1", PANELIST_PROBLEM_MISSING,
      PANELIST_FIELD_GOOGLE_KEYWORD, -1 },
    { "Web Traffic", "link=x|quantity=50|country=US|device=1|type_of_traffic=2", PANELIST_PROBLEM_MISSING,
      PANELIST_FIELD_REFERRING_URL, -1 },
    { "Web Traffic", "link=x|quantity=50|country=US|device=1|type_of_traffic=3", PANELIST_PROBLEM_NONE, 0, -1 },
    { "something new", "link=x", PANELIST_PROBLEM_NONE, 0, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistOrderDraft) draft = new_draft_with (cases[i].type, "1", 50, 1000, FALSE);
      PanelistField field = PANELIST_FIELD_LINK;
      int64_t limit = -1;
      gboolean valid = FALSE;

      g_test_message ("%s, %s", cases[i].type, cases[i].values);
      fill (draft, cases[i].values);
      g_assert_cmpint (panelist_order_draft_check (draft, &field, &limit), ==, cases[i].problem);
      g_object_get (draft, "valid", &valid, NULL);
      g_assert_cmpint (valid, ==, cases[i].problem == PANELIST_PROBLEM_NONE);
      if (cases[i].problem != PANELIST_PROBLEM_NONE)
        g_assert_cmpint (field, ==, cases[i].field);
      if (cases[i].limit >= 0)
        g_assert_cmpint (limit, ==, cases[i].limit);
    }
}

static void
test_lines (void)
{
  g_autoptr (PanelistOrderDraft) draft = new_draft ("Custom Comments");
  guint n_duplicates = 0;

  fill (draft, "comments=a\n\nb\na\r\n \na");
  g_assert_cmpuint (panelist_order_draft_count_lines (draft, PANELIST_FIELD_COMMENTS, &n_duplicates), ==, 4);
  g_assert_cmpuint (n_duplicates, ==, 2);
  g_assert_cmpint (panelist_order_draft_get_effective_quantity (draft), ==, 4);
}

static void
on_changed (PanelistOrderDraft *draft,
            gpointer            count)
{
  *(guint *) count += 1;
}

/* Another service keeps what both have fields for; after sending, whom it was for is gone. */
static void
test_service_change (void)
{
  g_autoptr (PanelistOrderDraft) draft = new_draft ("Default");
  g_autoptr (PanelistOrderDraft) other = new_draft ("Poll");
  guint count = 0;

  fill (draft, "link=x|quantity=50|runs=2|interval=5");
  g_signal_connect (draft, "changed", G_CALLBACK (on_changed), &count);
  panelist_order_draft_set_service (draft,
                                    panelist_order_draft_get_panel (other),
                                    panelist_order_draft_get_service (other));
  g_assert_cmpuint (count, >, 0);
  g_assert_cmpstr (panelist_order_draft_get_value (draft, PANELIST_FIELD_LINK), ==, "x");
  g_assert_cmpstr (panelist_order_draft_get_value (draft, PANELIST_FIELD_QUANTITY), ==, "50");
  g_assert_false (panelist_order_draft_has_field (draft, PANELIST_FIELD_RUNS));
  g_assert_true (panelist_order_draft_requires_field (draft, PANELIST_FIELD_ANSWER_NUMBER));
  g_assert_cmpint (panelist_order_draft_get_total_quantity (draft), ==, 50);

  panelist_order_draft_clear_target (draft);
  g_assert_null (panelist_order_draft_get_value (draft, PANELIST_FIELD_LINK));
  g_assert_cmpstr (panelist_order_draft_get_value (draft, PANELIST_FIELD_QUANTITY), ==, "50");
}

static void
test_no_service (void)
{
  g_autoptr (PanelistOrderDraft) draft = panelist_order_draft_new (NULL, NULL);

  g_assert_cmpint (panelist_order_draft_check (draft, NULL, NULL), ==, PANELIST_PROBLEM_NO_SERVICE);
  g_assert_null (panelist_order_draft_dup_form (draft));
  g_assert_null (panelist_order_draft_dup_expected_charge (draft));
}

/* The panel tells that a service has no drip-feed: the fields go, whatever was typed. */
static void
test_no_drip_feed (void)
{
  g_autoptr (PanelistPanel) panel = panelist_panel_new ("Main Panel", "https://panel.example/api/v2");
  g_autoptr (PanelistService) service = g_object_new (PANELIST_TYPE_SERVICE,
                                                      "id", "2",
                                                      "type", PANELIST_SERVICE_TYPE_DEFAULT,
                                                      "drip-feed", PANELIST_FLAG_NO,
                                                      NULL);
  g_autoptr (PanelistOrderDraft) draft = panelist_order_draft_new (panel, service);
  g_autofree char *body = NULL;

  fill (draft, "link=x|quantity=50|runs=2|interval=5");
  body = encode (draft);
  g_assert_cmpstr (body, ==, HEAD "link=x&quantity=50");
}

static void
test_unique_field (void)
{
  static const char *const good[] = { "request_id", "uuid", "X1" };
  static const char *const bad[] = { "", "key", "action", "service", "link", "quantity", "a b", "a[]", "é", "a=b&c" };
  g_autofree char *too_long = g_strnfill (65, 'a');

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (panelist_order_draft_may_be_unique_field (good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (panelist_order_draft_may_be_unique_field (bad[i]));
  g_assert_false (panelist_order_draft_may_be_unique_field (too_long));
}

/* What was sent goes back into the form, and leaves it again byte for byte. */
static void
test_again (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (form_cases); i++)
    {
      g_autoptr (PanelistOrderDraft) draft = new_draft (form_cases[i].type);
      g_autoptr (PanelistForm) form = NULL;
      g_autoptr (PanelistOrder) order = NULL;
      g_autoptr (PanelistOrderDraft) again = NULL;
      g_autofree char *body = NULL;
      g_autofree char *note = NULL;
      g_autofree char *retry_of = NULL;

      fill (draft, form_cases[i].values);
      form = panelist_order_draft_dup_form (draft);
      order = g_object_new (PANELIST_TYPE_ORDER, "service", panelist_order_draft_get_service (draft), "form", form,
                            "note", "for the cafe", NULL);
      again = panelist_order_draft_new_from_order (panelist_order_draft_get_panel (draft), NULL, order);
      body = encode (again);
      g_assert_cmpstr (body, ==, form_cases[i].body);
      g_object_get (again, "note", &note, "retry-of", &retry_of, NULL);
      g_assert_cmpstr (note, ==, "for the cafe");
      g_assert_null (retry_of);
    }
}

static void
test_again_with_extras (void)
{
  g_autoptr (PanelistOrderDraft) draft = new_draft_with ("Custom Comments", "0.90", 1, 100, TRUE);
  g_autoptr (PanelistForm) form = NULL;
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (PanelistOrderDraft) again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  fill (draft, "link=" LINK "|comments=Nice\nGreat");
  panelist_order_draft_set_extra (draft, 0, "coupon", "SPRING");
  form = panelist_order_draft_dup_form (draft);
  order = g_object_new (PANELIST_TYPE_ORDER, "service", panelist_order_draft_get_service (draft), "form", form, NULL);
  again = panelist_order_draft_new_from_order (panelist_order_draft_get_panel (draft), NULL, order);
  before = encode (draft);
  after = encode (again);
  g_assert_cmpstr (before, ==, after);
  g_assert_nonnull (strstr (after, "quantity=2"));
  g_assert_cmpuint (panelist_order_draft_get_n_extras (again), ==, 1);
}

/* What was agreed to is agreed to for one link of one service. */
static void
test_agreements (void)
{
  g_autoptr (PanelistOrderDraft) draft = new_draft ("Default");
  g_autoptr (PanelistService) other = g_object_new (PANELIST_TYPE_SERVICE, "id", "3", NULL);
  g_autoptr (PanelistOrderDraft) copy = NULL;
  g_autofree char *retry_of = NULL;
  gboolean anyway = FALSE;
  gboolean rose = FALSE;

  fill (draft, "link=x|quantity=50");
  g_object_set (draft, "order-anyway", TRUE, "price-rose", TRUE, "retry-of", "u", NULL);
  copy = panelist_order_draft_copy (draft);
  g_object_get (copy, "order-anyway", &anyway, "price-rose", &rose, "retry-of", &retry_of, NULL);
  g_assert_true (anyway && rose);
  g_assert_cmpstr (retry_of, ==, "u");

  panelist_order_draft_set_value (draft, PANELIST_FIELD_QUANTITY, "60");
  g_object_get (draft, "order-anyway", &anyway, NULL);
  g_assert_true (anyway);
  panelist_order_draft_set_value (draft, PANELIST_FIELD_LINK, "y");
  g_object_get (draft, "order-anyway", &anyway, NULL);
  g_assert_false (anyway);

  panelist_order_draft_set_service (copy, panelist_order_draft_get_panel (copy), other);
  g_object_get (copy, "order-anyway", &anyway, NULL);
  g_assert_false (anyway);

  panelist_order_draft_clear_target (draft);
  g_clear_pointer (&retry_of, g_free);
  g_object_get (draft, "price-rose", &rose, "retry-of", &retry_of, NULL);
  g_assert_false (rose);
  g_assert_null (retry_of);
}

int
main (int    argc,
      char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/order-draft/forms", test_forms);
  g_test_add_func ("/model/order-draft/drip-feed", test_drip_feed);
  g_test_add_func ("/model/order-draft/also-send-quantity", test_also_send_quantity);
  g_test_add_func ("/model/order-draft/extras", test_extras);
  g_test_add_func ("/model/order-draft/charges", test_charges);
  g_test_add_func ("/model/order-draft/problems", test_problems);
  g_test_add_func ("/model/order-draft/lines", test_lines);
  g_test_add_func ("/model/order-draft/service-change", test_service_change);
  g_test_add_func ("/model/order-draft/no-service", test_no_service);
  g_test_add_func ("/model/order-draft/no-drip-feed", test_no_drip_feed);
  g_test_add_func ("/model/order-draft/again", test_again);
  g_test_add_func ("/order-draft/unique-field", test_unique_field);
  g_test_add_func ("/model/order-draft/again/extras", test_again_with_extras);
  g_test_add_func ("/model/order-draft/agreements", test_agreements);
  return g_test_run ();
}
