/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <libdex.h>

#include "panelist-service-type.h"

/* The table of protocol.md 3.1 once more, in words: what is sent in which type. */
static const struct {
  const char *name;
  const char *required;
  const char *optional;
  PanelistQuantityRule quantity;
  const char *lines;
  gboolean drip_feed;
  PanelistChargeRule charge;
} rows[] = {
  { "Default", "link quantity", "runs interval", PANELIST_QUANTITY_TYPED, NULL, TRUE, PANELIST_CHARGE_PER_THOUSAND },
  { "Package", "link", "", PANELIST_QUANTITY_PACKAGE, NULL, FALSE, PANELIST_CHARGE_FLAT },
  { "SEO", "link quantity keywords", "", PANELIST_QUANTITY_TYPED, NULL, FALSE, PANELIST_CHARGE_PER_THOUSAND },
  { "Custom Comments", "link comments", "", PANELIST_QUANTITY_LINES, "comments", FALSE, PANELIST_CHARGE_PER_THOUSAND },
  { "Custom Comments Package", "link comments", "", PANELIST_QUANTITY_PACKAGE, NULL, FALSE, PANELIST_CHARGE_FLAT },
  { "Mentions", "link quantity usernames", "", PANELIST_QUANTITY_TYPED, NULL, FALSE, PANELIST_CHARGE_PER_THOUSAND },
  { "Mentions with Hashtags", "link quantity usernames hashtags", "", PANELIST_QUANTITY_TYPED, NULL, FALSE,
    PANELIST_CHARGE_PER_THOUSAND },
  { "Mentions Custom List", "link usernames", "", PANELIST_QUANTITY_LINES, "usernames", FALSE,
    PANELIST_CHARGE_PER_THOUSAND },
  { "Mentions Hashtag", "link quantity hashtag", "", PANELIST_QUANTITY_TYPED, NULL, FALSE,
    PANELIST_CHARGE_PER_THOUSAND },
  { "Mentions User Followers", "link quantity username", "", PANELIST_QUANTITY_TYPED, NULL, FALSE,
    PANELIST_CHARGE_PER_THOUSAND },
  { "Mentions Media Likers", "link quantity media", "", PANELIST_QUANTITY_TYPED, NULL, FALSE,
    PANELIST_CHARGE_PER_THOUSAND },
  { "Comment Likes", "link quantity username", "", PANELIST_QUANTITY_TYPED, NULL, FALSE,
    PANELIST_CHARGE_PER_THOUSAND },
  { "Comment Replies", "link username comments", "", PANELIST_QUANTITY_LINES, "comments", FALSE,
    PANELIST_CHARGE_PER_THOUSAND },
  { "Poll", "link quantity answer_number", "", PANELIST_QUANTITY_TYPED, NULL, FALSE, PANELIST_CHARGE_PER_THOUSAND },
  { "Invites from Groups", "link quantity groups", "", PANELIST_QUANTITY_TYPED, NULL, FALSE,
    PANELIST_CHARGE_PER_THOUSAND },
  { "Subscriptions", "username min max delay", "posts old_posts expiry", PANELIST_QUANTITY_PER_POST, NULL, FALSE,
    PANELIST_CHARGE_PER_POST },
  { "Web Traffic", "link quantity country device type_of_traffic", "google_keyword referring_url runs interval",
    PANELIST_QUANTITY_TYPED, NULL, TRUE, PANELIST_CHARGE_PER_THOUSAND },
  { "Custom Data", "link quantity custom_data", "", PANELIST_QUANTITY_TYPED, NULL, FALSE,
    PANELIST_CHARGE_PER_THOUSAND },
};

static uint64_t
bits_of_words (const char *words)
{
  g_auto (GStrv) names = g_strsplit (words, " ", -1);
  uint64_t bits = 0;

  for (gsize i = 0; names[i] != NULL; i++)
    {
      PanelistField field = PANELIST_FIELD_LINK;

      if (*names[i] == '\0')
        continue;
      g_assert_true (panelist_field_from_name (names[i], &field));
      g_assert_cmpstr (panelist_field_get_name (field), ==, names[i]);
      bits |= UINT64_C (1) << field;
    }
  return bits;
}

static void
test_table (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (rows), ==, PANELIST_SERVICE_TYPE_CUSTOM_DATA);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PanelistServiceType type = panelist_service_type_from_text (rows[i].name, NULL);
      const PanelistServiceTypeInfo *info = panelist_service_type_get_info (type);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpint (type, ==, i + 1);
      g_assert_cmpstr (info->name, ==, rows[i].name);
      g_assert_cmphex (info->required, ==, bits_of_words (rows[i].required));
      g_assert_cmphex (info->optional, ==, bits_of_words (rows[i].optional));
      g_assert_cmpint (info->quantity, ==, rows[i].quantity);
      g_assert_cmpstr (info->lines_field >= 0 ? panelist_field_get_name ((PanelistField) info->lines_field) : NULL,
                       ==,
                       rows[i].lines);
      g_assert_cmpint (info->drip_feed, ==, rows[i].drip_feed);
      g_assert_cmpint (info->charge, ==, rows[i].charge);
    }
}

static void
test_spellings (void)
{
  static const struct {
    const char *text;
    PanelistServiceType type;
    gboolean opened;
  } cases[] = {
    { "default", PANELIST_SERVICE_TYPE_DEFAULT, FALSE },
    { NULL, PANELIST_SERVICE_TYPE_DEFAULT, FALSE },
    { "", PANELIST_SERVICE_TYPE_DEFAULT, FALSE },
    { "  ", PANELIST_SERVICE_TYPE_DEFAULT, FALSE },
    { "Drip Feed", PANELIST_SERVICE_TYPE_DEFAULT, TRUE },
    { "drip-feed", PANELIST_SERVICE_TYPE_DEFAULT, TRUE },
    { "custom_comments", PANELIST_SERVICE_TYPE_CUSTOM_COMMENTS, FALSE },
    { "Custom_comments", PANELIST_SERVICE_TYPE_CUSTOM_COMMENTS, FALSE },
    { "mentions_with_hashtags", PANELIST_SERVICE_TYPE_MENTIONS_WITH_HASHTAGS, FALSE },
    { "Invites From Groups", PANELIST_SERVICE_TYPE_INVITES_FROM_GROUPS, FALSE },
    { "Subscriptions ", PANELIST_SERVICE_TYPE_SUBSCRIPTIONS, FALSE },
    { "SUBSCRIPTIONS", PANELIST_SERVICE_TYPE_SUBSCRIPTIONS, FALSE },
    { "Mentions  Users -Followers", PANELIST_SERVICE_TYPE_MENTIONS_USER_FOLLOWERS, FALSE },
    { "mentions hastag", PANELIST_SERVICE_TYPE_MENTIONS_HASHTAG, FALSE },
    { "Custom Replies", PANELIST_SERVICE_TYPE_COMMENT_REPLIES, FALSE },
    { "custom data", PANELIST_SERVICE_TYPE_CUSTOM_DATA, FALSE },
    { "\xc2\xa0Poll\xe2\x80\x83", PANELIST_SERVICE_TYPE_POLL, FALSE },
    { "0", PANELIST_SERVICE_TYPE_UNKNOWN, FALSE },
    { "12", PANELIST_SERVICE_TYPE_UNKNOWN, FALSE },
    { "seo2", PANELIST_SERVICE_TYPE_UNKNOWN, FALSE },
    { "subscription reselling", PANELIST_SERVICE_TYPE_UNKNOWN, FALSE },
    { "pick a comment", PANELIST_SERVICE_TYPE_UNKNOWN, FALSE },
    { "Clips", PANELIST_SERVICE_TYPE_UNKNOWN, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean opened = !cases[i].opened;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (panelist_service_type_from_text (cases[i].text, &opened), ==, cases[i].type);
      g_assert_cmpint (opened, ==, cases[i].opened);
    }
}

static void
test_fields (void)
{
  static const char *const lists[] = { "comments", "usernames", "hashtags", "keywords", "groups", "custom_data" };
  static const int delays[] = { 0,   5,   10,  15,  30,  60,  90,  120, 150, 180,
                                210, 240, 270, 300, 360, 420, 480, 540, 600 };
  const int *choices = NULL;
  gsize n_choices = 0;
  PanelistField field = PANELIST_FIELD_LINK;
  guint n_lists = 0;

  for (int i = 0; i < PANELIST_N_FIELDS; i++)
    if (panelist_field_get_kind ((PanelistField) i) == PANELIST_FIELD_KIND_LIST)
      {
        g_assert_true (n_lists < G_N_ELEMENTS (lists));
        n_lists++;
      }
  g_assert_cmpuint (n_lists, ==, G_N_ELEMENTS (lists));
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_assert_true (panelist_field_from_name (lists[i], &field));
      g_assert_cmpint (panelist_field_get_kind (field), ==, PANELIST_FIELD_KIND_LIST);
    }

  choices = panelist_field_get_choices (PANELIST_FIELD_DELAY, &n_choices);
  g_assert_cmpmem (choices, n_choices * sizeof (int), delays, sizeof delays);
  choices = panelist_field_get_choices (PANELIST_FIELD_DEVICE, &n_choices);
  g_assert_cmpuint (n_choices, ==, 5);
  g_assert_cmpint (choices[4], ==, 5);
  choices = panelist_field_get_choices (PANELIST_FIELD_TYPE_OF_TRAFFIC, &n_choices);
  g_assert_cmpuint (n_choices, ==, 3);
  g_assert_cmpint (choices[0], ==, 1);
  g_assert_null (panelist_field_get_choices (PANELIST_FIELD_LINK, &n_choices));
  g_assert_cmpuint (n_choices, ==, 0);

  /* Names are case-sensitive. */
  g_assert_false (panelist_field_from_name ("Link", &field));
  g_assert_false (panelist_field_from_name ("coupon", &field));
}

int
main (int    argc,
      char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/service-type/table", test_table);
  g_test_add_func ("/model/service-type/spellings", test_spellings);
  g_test_add_func ("/model/service-type/fields", test_fields);
  return g_test_run ();
}
