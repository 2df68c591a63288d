/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "catalog-test.h"
#include "panelist-catalog-private.h"
#include "panelist-text.h"

static void
assert_groups (PanelistKeywords *keywords,
               const char       *text,
               const char       *platform,
               const char       *kind)
{
  g_autofree char *folded = panelist_text_fold (text, -1);
  PanelistGroups groups = { 0 };

  panelist_keywords_scan (keywords, folded, strlen (folded), &groups);
  g_test_message ("%s", text);
  g_assert_cmpstr (panelist_keywords_get_group (keywords, PANELIST_GROUPING_PLATFORM, groups.group[0]), ==, platform);
  g_assert_cmpstr (panelist_keywords_get_group (keywords, PANELIST_GROUPING_KIND, groups.group[1]), ==, kind);
}

static void
test_builtin (void)
{
  static const struct {
    const char *text;
    const char *platform;
    const char *kind;
  } cases[] = {
    { "", "Other", "Other" },
    { "Nothing known", "Other", "Other" },
    { "Clips Views", "Clips", "views" },
    { "🔥CLIPS⚡ | Víews [Instant]", "Clips", "views" },
    { "𝓒𝓵𝓲𝓹𝓼 𝓥𝓲𝓮𝔀𝓼", "Clips", "views" },
    { "Videos Watch Time (hours)", "Videos", "watch-time" },
    { "Watch it: video likes", "Videos", "likes" },
    { "Watch timer", "Other", "Other" },
    { "Me gusta para Photos", "Photos", "likes" },
    { "Chat Подписчики", "Chat", "followers" },
    { "Takipçi | Photos", "Photos", "followers" },
    { "Live Stream 2", "Streams", "Other" },
    { "live viewers", "Other", "watchers" },
    { "photos videos likes views", "Photos", "likes" },
    { "eclipse reviews", "Other", "reviews" },
    { "clips-views", "Clips", "views" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_groups (panelist_keywords_get_builtin (), cases[i].text, cases[i].platform, cases[i].kind);
}

/* Every keyword of the table leads to its own group, unless an earlier one begins alike. */
static void
test_table (void)
{
  PanelistKeywords *keywords = panelist_keywords_get_builtin ();

  for (guint i = 0; i < PANELIST_N_GROUPINGS; i++)
    {
      g_assert_cmpuint (panelist_keywords_get_n_groups (keywords, (PanelistGrouping) i), >, 5);

      for (guint j = 1; j < panelist_keywords_get_n_groups (keywords, (PanelistGrouping) i); j++)
        {
          g_auto (GStrv) words = panelist_keywords_dup_words (keywords, (PanelistGrouping) i, j);

          g_assert_cmpuint (g_strv_length (words), >, 0);

          for (guint k = 0; words[k] != NULL; k++)
            {
              g_autofree char *folded = panelist_text_fold (words[k], -1);
              PanelistGroups groups = { 0 };

              panelist_keywords_scan (keywords, folded, strlen (folded), &groups);
              g_test_message ("%s", words[k]);
              g_assert_cmpuint (groups.group[i], !=, PANELIST_GROUP_OTHER);
            }
        }
    }
}

static void
test_overlay (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PanelistKeywords) keywords = NULL;
  g_autoptr (PanelistKeywords) same = NULL;
  g_autoptr (PanelistKeywords) broken = NULL;
  g_auto (GStrv) words = NULL;
  guint n_groups = 0;

  keywords = panelist_keywords_new ("[Platforms]\nClips=kurz\nPhotos=\nBücher=bücher;E-Book\n[Kinds]\nviews=augen\n",
                                    &error);
  g_assert_no_error (error);
  n_groups = panelist_keywords_get_n_groups (keywords, PANELIST_GROUPING_PLATFORM);
  g_assert_cmpstr (panelist_keywords_get_group (keywords, PANELIST_GROUPING_PLATFORM, n_groups - 1), ==, "Bücher");
  words = panelist_keywords_dup_words (keywords, PANELIST_GROUPING_PLATFORM, n_groups - 1);
  g_assert_cmpuint (g_strv_length (words), ==, 2);
  assert_groups (keywords, "Kurz augen", "Clips", "views");
  assert_groups (keywords, "Clips views", "Other", "Other");
  assert_groups (keywords, "Photos likes", "Other", "likes");
  assert_groups (keywords, "BUCHER", "Bücher", "Other");
  assert_groups (keywords, "100 e-books, 1 E-Book", "Bücher", "Other");
  assert_groups (keywords, "E Book", "Other", "Other");
  assert_groups (panelist_keywords_get_builtin (), "Clips views", "Clips", "views");

  same = panelist_keywords_new ("", &error);
  g_assert_no_error (error);
  assert_groups (same, "Clips views", "Clips", "views");

  broken = panelist_keywords_new ("no section\n", &error);
  g_assert_null (broken);
  g_assert_nonnull (error);
}

static void
test_limits (void)
{
  g_autoptr (GString) overlay = g_string_new ("[Platforms]\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (PanelistKeywords) keywords = NULL;

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (overlay, "Platform %u=word%u\n", i, i);

  keywords = panelist_keywords_new (overlay->str, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (panelist_keywords_get_n_groups (keywords, PANELIST_GROUPING_PLATFORM), ==, PANELIST_MAX_GROUPS);
  assert_groups (keywords, "word5", "Platform 5", "Other");
  assert_groups (keywords, "word399", "Other", "Other");
}

/* What people change: the words of a group, groups of their own, and all of it back. */

static char *
join_words (PanelistKeywords *keywords,
            PanelistGrouping  grouping,
            const char       *name)
{
  g_auto (GStrv) words = NULL;
  guint group = 0;

  if (!panelist_keywords_find_group (keywords, grouping, name, &group))
    return NULL;

  words = panelist_keywords_dup_words (keywords, grouping, group);

  return g_strjoinv ("|", words);
}

static void
assert_words (PanelistKeywords *keywords,
              PanelistGrouping  grouping,
              const char       *name,
              const char       *expected)
{
  g_autofree char *words = join_words (keywords, grouping, name);

  g_assert_cmpstr (words, ==, expected);
}

static void
replace (PanelistKeywords **keywords,
         PanelistKeywords  *other)
{
  panelist_keywords_unref (*keywords);
  *keywords = other;
}

static void
set_words (PanelistKeywords **keywords,
           PanelistGrouping   grouping,
           const char        *name,
           const char        *words)
{
  g_auto (GStrv) list = g_strsplit (words, "|", -1);

  replace (keywords, panelist_keywords_with_words (*keywords, grouping, name, (const char *const *) list));
}

static void
test_changes (void)
{
  g_autoptr (PanelistKeywords) keywords = panelist_keywords_ref (panelist_keywords_get_builtin ());
  g_autoptr (PanelistKeywords) read_again = NULL;
  g_autoptr (GError) error = NULL;
  guint group = 0;

  g_assert_cmpstr (panelist_keywords_get_changes (keywords), ==, "");
  set_words (&keywords, PANELIST_GROUPING_PLATFORM, "Clips", "kurz|clips;now|a\\b");
  set_words (&keywords, PANELIST_GROUPING_PLATFORM, "Bücher & Co", "bücher");
  set_words (&keywords, PANELIST_GROUPING_KIND, "views", "");
  set_words (&keywords, PANELIST_GROUPING_KIND, "boosts", "boost|boosts");
  assert_words (keywords, PANELIST_GROUPING_PLATFORM, "Clips", "kurz|clips;now|a\\b");
  assert_words (keywords, PANELIST_GROUPING_KIND, "views", "");
  assert_groups (keywords, "Kurz, Bucher boosts", "Clips", "boosts");
  assert_groups (keywords, "Clip views", "Other", "Other");

  /* As it is written and read at the next start */
  read_again = panelist_keywords_new (panelist_keywords_get_changes (keywords), &error);
  g_assert_no_error (error);
  assert_words (read_again, PANELIST_GROUPING_PLATFORM, "Clips", "kurz|clips;now|a\\b");
  assert_words (read_again, PANELIST_GROUPING_PLATFORM, "Bücher & Co", "bücher");
  assert_words (read_again, PANELIST_GROUPING_PLATFORM, "Photos", "photos|photo|pictures|picture");
  assert_groups (read_again, "Bucher boosts", "Bücher & Co", "boosts");

  g_assert_true (panelist_keywords_find_group (keywords, PANELIST_GROUPING_PLATFORM, "Clips", &group));
  g_assert_true (panelist_keywords_is_builtin (keywords, PANELIST_GROUPING_PLATFORM, group));
  g_assert_true (panelist_keywords_is_changed (keywords, PANELIST_GROUPING_PLATFORM, "Clips"));
  g_assert_false (panelist_keywords_is_changed (keywords, PANELIST_GROUPING_PLATFORM, "Photos"));
  g_assert_true (panelist_keywords_find_group (keywords, PANELIST_GROUPING_PLATFORM, "Bücher & Co", &group));
  g_assert_false (panelist_keywords_is_builtin (keywords, PANELIST_GROUPING_PLATFORM, group));
  g_assert_false (panelist_keywords_find_group (keywords, PANELIST_GROUPING_PLATFORM, "Other", NULL));

  replace (&keywords, panelist_keywords_with_name (keywords, PANELIST_GROUPING_PLATFORM, "Bücher & Co", "Books"));
  assert_words (keywords, PANELIST_GROUPING_PLATFORM, "Bücher & Co", NULL);
  assert_groups (keywords, "Bücher", "Books", "Other");

  replace (&keywords, panelist_keywords_without_changes (keywords, PANELIST_GROUPING_PLATFORM, "Books"));
  assert_groups (keywords, "Bücher", "Other", "Other");
  replace (&keywords, panelist_keywords_without_changes (keywords, PANELIST_GROUPING_PLATFORM, "Clips"));
  assert_groups (keywords, "Clip", "Clips", "Other");
  replace (&keywords, panelist_keywords_without_changes (keywords, PANELIST_GROUPING_KIND, "views"));

  /* Words that are the built-in ones again are no change. */
  set_words (&keywords, PANELIST_GROUPING_PLATFORM, "Photos", "photos");
  set_words (&keywords, PANELIST_GROUPING_PLATFORM, "Photos", "photos|photo|pictures|picture");
  replace (&keywords, panelist_keywords_without_changes (keywords, PANELIST_GROUPING_KIND, "boosts"));
  g_assert_cmpstr (panelist_keywords_get_changes (keywords), ==, "");
}

/* What people wrote themselves stays as they wrote it. */
static void
test_comments (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PanelistKeywords) keywords = panelist_keywords_new ("#Mine\n[Kinds]\nviews=augen\n", &error);

  g_assert_no_error (error);
  set_words (&keywords, PANELIST_GROUPING_PLATFORM, "Clips", "kurz");
  g_assert_nonnull (strstr (panelist_keywords_get_changes (keywords), "#Mine\n[Kinds]\nviews=augen"));
}

static void
test_check_word (void)
{
  static const struct {
    const char *word;
    const char *replaced;
    PanelistKeywordProblem problem;
    const char *other;
  } cases[] = {
    { "kurz", NULL, PANELIST_KEYWORD_FINE, NULL },
    { "live clips", NULL, PANELIST_KEYWORD_FINE, NULL },
    { "赞赏", NULL, PANELIST_KEYWORD_FINE, NULL },
    { "", NULL, PANELIST_KEYWORD_EMPTY, NULL },
    { "  ", NULL, PANELIST_KEYWORD_EMPTY, NULL },
    { "+++", NULL, PANELIST_KEYWORD_EMPTY, NULL },
    { "\360\237\216\254", NULL, PANELIST_KEYWORD_EMPTY, NULL },
    { "c", NULL, PANELIST_KEYWORD_TOO_SHORT, NULL },
    { "clip", NULL, PANELIST_KEYWORD_TWICE, NULL },
    { "ＣＬÍP ", NULL, PANELIST_KEYWORD_TWICE, NULL },
    { "clip", "clip", PANELIST_KEYWORD_FINE, NULL },
    { "Clip", "clip", PANELIST_KEYWORD_FINE, NULL },
    { "clips", "clip", PANELIST_KEYWORD_TWICE, NULL },
    { "Photo", NULL, PANELIST_KEYWORD_TAKEN, "Photos" },
    { "photo", "clip", PANELIST_KEYWORD_TAKEN, "Photos" },
    { "views", NULL, PANELIST_KEYWORD_FINE, NULL },
  };
  PanelistKeywords *keywords = panelist_keywords_get_builtin ();
  g_autoptr (GString) many = g_string_new ("word");
  g_autoptr (PanelistKeywords) full = panelist_keywords_ref (keywords);
  g_autofree char *too_long = g_strnfill (PANELIST_KEYWORD_MAX_CHARACTERS + 1, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *other = NULL;

      g_test_message ("'%s' for '%s'", cases[i].word, cases[i].replaced);
      g_assert_cmpint (panelist_keywords_check_word (keywords, PANELIST_GROUPING_PLATFORM, "Clips", cases[i].replaced,
                                                     cases[i].word, &other), ==, cases[i].problem);
      g_assert_cmpstr (other, ==, cases[i].other);
    }

  g_assert_cmpint (panelist_keywords_check_word (keywords, PANELIST_GROUPING_PLATFORM, "Clips", NULL, too_long, NULL),
                   ==, PANELIST_KEYWORD_TOO_LONG);

  for (guint i = 1; i < PANELIST_MAX_KEYWORDS; i++)
    g_string_append_printf (many, "|word%u", i);

  set_words (&full, PANELIST_GROUPING_PLATFORM, "Clips", many->str);
  g_assert_cmpint (panelist_keywords_check_word (full, PANELIST_GROUPING_PLATFORM, "Clips", NULL, "one more", NULL),
                   ==, PANELIST_KEYWORD_TOO_MANY);
  g_assert_cmpint (panelist_keywords_check_word (full, PANELIST_GROUPING_PLATFORM, "Clips", "word7", "other", NULL),
                   ==, PANELIST_KEYWORD_FINE);
}

static void
test_check_name (void)
{
  static const struct {
    const char *name;
    const char *replaced;
    PanelistKeywordProblem problem;
  } cases[] = {
    { "Books & More", NULL, PANELIST_KEYWORD_FINE },
    { "كتب", NULL, PANELIST_KEYWORD_FINE },
    { " ", NULL, PANELIST_KEYWORD_EMPTY },
    { "X", NULL, PANELIST_KEYWORD_TOO_SHORT },
    { "clips", NULL, PANELIST_KEYWORD_TAKEN },
    { "CLIPS", "Clips", PANELIST_KEYWORD_FINE },
    { "Photos", "Clips", PANELIST_KEYWORD_TAKEN },
    { "other", NULL, PANELIST_KEYWORD_TAKEN },
    { "A=B", NULL, PANELIST_KEYWORD_SIGN },
    { "[Books]", NULL, PANELIST_KEYWORD_SIGN },
    { "#Books", NULL, PANELIST_KEYWORD_SIGN },
    { "Bo\noks", NULL, PANELIST_KEYWORD_SIGN },
  };
  g_autofree char *too_long = g_strnfill (PANELIST_KEYWORD_MAX_CHARACTERS + 1, 'a');
  PanelistKeywords *keywords = panelist_keywords_get_builtin ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("'%s' for '%s'", cases[i].name, cases[i].replaced);
      g_assert_cmpint (panelist_keywords_check_name (keywords, PANELIST_GROUPING_PLATFORM, cases[i].replaced,
                                                     cases[i].name), ==, cases[i].problem);
    }

  g_assert_cmpint (panelist_keywords_check_name (keywords, PANELIST_GROUPING_PLATFORM, NULL, too_long), ==,
                   PANELIST_KEYWORD_TOO_LONG);
}

static void
test_rows (void)
{
  g_autoptr (PanelistCatalogBuilder) builder = panelist_catalog_builder_new (1);
  g_autoptr (PanelistCatalog) catalog = NULL;
  PanelistKeywords *keywords = panelist_keywords_get_builtin ();
  PanelistCatalogGroups *groups = NULL;
  static const struct {
    const char *name;
    const char *category;
    const char *platform;
    const char *kind;
  } cases[] = {
    { "HQ | R30", "Clips Followers", "Clips", "followers" },
    { "Likes for videos", "Clips Followers", "Clips", "followers" },
    { "Likes for videos", "Clips: followers, likes", "Clips", "likes" },
    { "Something", "Clips: followers, likes", "Clips", "followers" },
    { "Video Comments", "Best sellers", "Videos", "comments" },
    { "Best", "Best", "Other", "Other" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      add_service (builder, id, cases[i].name, cases[i].category, "Default", "1", 1, 2);
    }

  catalog = panelist_catalog_builder_end (builder);
  groups = panelist_catalog_groups_new (catalog, keywords);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s, %s", cases[i].name, cases[i].category);
      g_assert_cmpstr (panelist_keywords_get_group (keywords, PANELIST_GROUPING_PLATFORM, groups->of[0][i]), ==,
                       cases[i].platform);
      g_assert_cmpstr (panelist_keywords_get_group (keywords, PANELIST_GROUPING_KIND, groups->of[1][i]), ==,
                       cases[i].kind);
    }

  panelist_catalog_groups_free (groups);
}

/* One service alone is in the group that its catalog puts it in; what is named with another one is in none. */
static void
test_find (void)
{
  static const struct {
    const char *name;
    const char *category;
    const char *kind;
  } cases[] = {
    { "Clips Views [HQ]", "Clips", "views" },
    { "Photos Likes 30d", "Photos", "likes" },
    { "Custom Comments", "Videos", "comments" },
    { "Followers", "First Category", "followers" },
    { "Chat Members", NULL, "members" },
    { "Premium 30 days", "Videos Watch Time", "watch-time" },
    { "Reviews", NULL, "reviews" },
    { "Likes + Views", NULL, NULL },
    { "Likes + Views", "Likes", "likes" },
    { "Views", "Likes and Views", "views" },
    { "Package", "Likes and Views", NULL },
    { "Unlikely", NULL, NULL },
    { NULL, NULL, NULL },
  };
  PanelistKeywords *keywords = panelist_keywords_get_builtin ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s, %s", cases[i].name, cases[i].category);
      g_assert_cmpstr (panelist_keywords_find (keywords, PANELIST_GROUPING_KIND, cases[i].name, cases[i].category), ==,
                       cases[i].kind);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/keywords/builtin", test_builtin);
  g_test_add_func ("/keywords/table", test_table);
  g_test_add_func ("/keywords/overlay", test_overlay);
  g_test_add_func ("/keywords/limits", test_limits);
  g_test_add_func ("/keywords/changes", test_changes);
  g_test_add_func ("/keywords/comments", test_comments);
  g_test_add_func ("/keywords/check-word", test_check_word);
  g_test_add_func ("/keywords/check-name", test_check_name);
  g_test_add_func ("/keywords/rows", test_rows);
  g_test_add_func ("/keywords/find", test_find);

  return g_test_run ();
}
