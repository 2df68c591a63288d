/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "catalog-test.h"
#include "panelist-catalog-private.h"
#include "panelist-text.h"

static PanelistCatalog *
make_sample (void)
{
  g_autoptr (PanelistCatalogBuilder) builder = NULL;

  builder = panelist_catalog_builder_new (7);
  add_service (builder, "1", "Followers &amp; Friends", "First", "Default", "0.90", 50, 10000);
  add_service (builder, "2", "Custom comments", "Second", "custom_comments", "8", 10, 1500);
  add_service (builder, "27", "Photos Likes [R30]", "First", "Default", NULL, -1, -1);
  add_service (builder, "abc", "Café ⚡ vidéos", "Third", "Something else", "15000", 1, 999999999);
  add_service (builder, "31", NULL, NULL, NULL, "", 1, 2);
  add_service (builder, "32", "<b>27</b> friends of followers", "Second", "Poll", "1", 1, 2);

  return panelist_catalog_builder_end (builder);
}

static void
test_read (void)
{
  g_autoptr (PanelistCatalog) catalog = NULL;
  PanelistCatalogRow row = { 0 };
  guint index = 0;

  catalog = make_sample ();
  g_assert_cmpint (panelist_catalog_get_panel_id (catalog), ==, 7);
  g_assert_cmpuint (panelist_catalog_get_size (catalog), ==, 6);
  g_assert_cmpuint (panelist_catalog_get_n_skipped (catalog), ==, 0);

  panelist_catalog_get_row (catalog, 0, &row);
  g_assert_cmpstr (row.id, ==, "1");
  g_assert_cmpstr (row.name, ==, "Followers & Friends");
  g_assert_cmpuint (row.name_length, ==, strlen (row.name));
  g_assert_cmpstr (row.category, ==, "First");
  g_assert_cmpint (row.type, ==, PANELIST_SERVICE_TYPE_DEFAULT);
  g_assert_cmpstr (row.rate, ==, "0.90");
  g_assert_cmpint (row.min, ==, 50);
  g_assert_cmpint (row.max, ==, 10000);
  g_assert_null (row.description);
  g_assert_null (row.average_time);

  g_assert_true (panelist_catalog_find (catalog, "2", &index));
  panelist_catalog_get_row (catalog, index, &row);
  g_assert_cmpint (row.type, ==, PANELIST_SERVICE_TYPE_CUSTOM_COMMENTS);
  g_assert_cmpstr (row.type_text, ==, "custom_comments");

  g_assert_true (panelist_catalog_find (catalog, "abc", &index));
  panelist_catalog_get_row (catalog, index, &row);
  g_assert_cmpint (row.type, ==, PANELIST_SERVICE_TYPE_UNKNOWN);
  g_assert_cmpstr (row.type_text, ==, "Something else");
  g_assert_cmpint (row.max, ==, 999999999);

  g_assert_true (panelist_catalog_find (catalog, "31", &index));
  panelist_catalog_get_row (catalog, index, &row);
  g_assert_cmpstr (row.name, ==, "");
  g_assert_cmpstr (row.category, ==, "");
  g_assert_cmpstr (row.rate, ==, "");
  g_assert_cmpint (row.type, ==, PANELIST_SERVICE_TYPE_DEFAULT);

  g_assert_false (panelist_catalog_find (catalog, "3", &index));
  g_assert_false (panelist_catalog_find (catalog, "", &index));
}

static void
test_flags_and_texts (void)
{
  g_autoptr (PanelistCatalogBuilder) builder = NULL;
  g_autoptr (PanelistCatalog) catalog = NULL;
  PanelistCatalogRow row = { 0 };
  guint index = 0;

  builder = panelist_catalog_builder_new (1);

  for (int i = 0; i < 27; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);

      row.id = id;
      row.id_length = strlen (id);
      row.refill = (PanelistFlag) (i % 3);
      row.cancel = (PanelistFlag) (i / 3 % 3);
      row.drip_feed = (PanelistFlag) (i / 9);
      row.description = "Line one<br>Line &amp;lt; two";
      row.description_length = strlen (row.description);
      row.average_time = "52 minutes\n14 seconds";
      row.average_time_length = strlen (row.average_time);
      row.type_text = "Drip_Feed";
      row.type_text_length = strlen (row.type_text);
      row.min = -5;
      row.max = G_MAXINT64;
      g_assert_true (panelist_catalog_builder_add (builder, &row));
    }

  catalog = panelist_catalog_builder_end (builder);

  for (int i = 0; i < 27; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i);

      g_assert_true (panelist_catalog_find (catalog, id, &index));
      panelist_catalog_get_row (catalog, index, &row);
      g_assert_cmpint (row.refill, ==, i % 3);
      g_assert_cmpint (row.cancel, ==, i / 3 % 3);
      g_assert_cmpint (row.drip_feed, ==, i / 9);
      g_assert_cmpstr (row.description, ==, "Line one\nLine &lt; two");
      g_assert_cmpstr (row.average_time, ==, "52 minutes 14 seconds");
      g_assert_cmpint (row.type, ==, PANELIST_SERVICE_TYPE_DEFAULT);
      g_assert_true (row.drip_feed_opened);
      g_assert_cmpint (row.min, ==, -1);
      g_assert_cmpint (row.max, ==, G_MAXINT64);
    }
}

static void
test_skipped_ids (void)
{
  static const char *const bad[] = { NULL, "", "1,2", "a b", "a\tb", "a\nb", "a\x1f", "\x7f",
                                     "12345678901234567890123456789012345678901234567890123456789012345" };
  g_autoptr (PanelistCatalogBuilder) builder = NULL;
  g_autoptr (PanelistCatalog) catalog = NULL;
  PanelistCatalogRow row = { 0 };

  builder = panelist_catalog_builder_new (1);
  add_service (builder, "7", "the first one", NULL, NULL, NULL, 1, 2);
  add_service (builder, "8", "another", NULL, NULL, NULL, 1, 2);
  add_service (builder, "7", "the second one", NULL, NULL, NULL, 1, 2);
  add_service (builder, "7", "the third one", NULL, NULL, NULL, 1, 2);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    add_service (builder, bad[i], "no id", NULL, NULL, NULL, 1, 2);

  panelist_catalog_builder_skip (builder);
  g_assert_cmpuint (panelist_catalog_builder_get_size (builder), ==, 2);
  catalog = panelist_catalog_builder_end (builder);
  g_assert_cmpuint (panelist_catalog_builder_get_size (builder), ==, 0);
  g_assert_cmpuint (panelist_catalog_get_size (catalog), ==, 2);
  g_assert_cmpuint (panelist_catalog_get_n_skipped (catalog), ==, 3 + G_N_ELEMENTS (bad));
  g_assert_cmpuint (panelist_catalog_get_skipped (catalog, PANELIST_CATALOG_SKIP_DUPLICATE), ==, 2);
  g_assert_cmpuint (panelist_catalog_get_skipped (catalog, PANELIST_CATALOG_SKIP_ID), ==, G_N_ELEMENTS (bad));
  g_assert_cmpuint (panelist_catalog_get_skipped (catalog, PANELIST_CATALOG_SKIP_UNREADABLE), ==, 1);
  panelist_catalog_get_row (catalog, 0, &row);
  g_assert_cmpstr (row.name, ==, "the first one");
}

static void
test_empty (void)
{
  g_autoptr (PanelistCatalogBuilder) unused = NULL;
  g_autoptr (PanelistCatalogBuilder) builder = NULL;
  g_autoptr (PanelistCatalog) catalog = NULL;
  g_autoptr (GArray) found = NULL;

  unused = panelist_catalog_builder_new (1);
  builder = panelist_catalog_builder_new (1);
  catalog = panelist_catalog_builder_end (builder);
  g_assert_cmpuint (panelist_catalog_get_size (catalog), ==, 0);
  g_assert_false (panelist_catalog_find (catalog, "1", NULL));
  found = panelist_catalog_search (catalog, "x");
  g_assert_cmpuint (found->len, ==, 0);
}

/* What the fast path makes of names is what the functions for all text make of them. */
static void
assert_names (GPtrArray *names)
{
  g_autoptr (PanelistCatalogBuilder) builder = panelist_catalog_builder_new (1);
  g_autoptr (PanelistCatalog) catalog = NULL;

  for (guint i = 0; i < names->len; i++)
    {
      char id[16] = { 0 };

      g_snprintf (id, sizeof id, "%u", i);
      add_service (builder, id, g_ptr_array_index (names, i), NULL, NULL, NULL, 1, 2);
    }

  catalog = panelist_catalog_builder_end (builder);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *display =
          panelist_text_display (g_ptr_array_index (names, i), -1, PANELIST_TEXT_DISPLAY_MAX);
      g_autofree char *folded = panelist_text_fold (display, -1);
      const char *row_text = catalog->folded.data + catalog->folded_starts[i];
      PanelistCatalogRow row = { 0 };

      panelist_catalog_get_row (catalog, i, &row);
      g_assert_cmpstr (row.name, ==, display);
      g_assert_cmpmem (row_text, catalog->folded_names[i], folded,
                       panelist_catalog_cap_text (folded, strlen (folded), 1024));
      g_assert_cmpint (row_text[catalog->folded_names[i]], ==, PANELIST_CATALOG_FIELD_END);
    }
}

static void
test_names (void)
{
  static const char *const names[] = {
    "", " ", "a", "Z", "@[`{", "AZaz", "seven..", "eightAAA", "nineAAAAA", " leading", "trailing ",
    "two  blanks", "1234567  9", "12345678 9", "1234567 9", "tab\there", "a&b", "a<b", "a<b>c", "&lt;",
    "del\x7f", "a\x01", "seven!! next", "ÀÉÎ", "mixed ÀB", "12345678\x80", "emoji 😀 in it", "Ω", "ﬁ",
    "Photos Followers | Real | Max 100K | R30 | Speed 10K/day",
  };

  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (all, (gpointer) names[i]);

  assert_names (all);
}

static void
test_random_names (void)
{
  static const char letters[] = "abcXYZ019 |[]()&<;\t\x7f\x1f.-_";
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 10000; i++)
    {
      char name[60] = { 0 };
      const guint length = (guint) g_test_rand_int_range (0, sizeof name - 1);

      for (guint j = 0; j < length; j++)
        {
          /* Mostly harmless, so that the fast path is walked to its end often. */
          name[j] = g_test_rand_int_range (0, 30) > 0 ? (char) g_test_rand_int_range ('.', 'Z')
                                                      : letters[g_test_rand_int_range (0, sizeof letters - 1)];
        }

      g_ptr_array_add (names, g_strdup (name));
    }

  assert_names (names);
}

/* Where all characters are worth a look; elsewhere samples are enough. */
static gboolean
is_dense (gunichar c)
{
  return c < 0x600 || (c >= 0x2000 && c < 0x2100) || (c >= 0xfe00 && c < 0xff00) || (c >= 0x1f3f0 && c < 0x1f410);
}

/* Characters of all kinds, alone and among others: what depends on its neighbors is left to the functions for
 * all text. */
static void
test_all_characters (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (gunichar c = 0x80; c < 0x110000; c += is_dense (c) ? 1 : 211)
    {
      g_autoptr (GString) name = NULL;

      if (!g_unichar_validate (c))
        continue;

      name = g_string_new (NULL);
      g_string_append_unichar (name, c);
      g_string_append (name, " Ab ");
      g_string_append_unichar (name, c);
      g_string_append (name, "0123456789 x");
      g_string_append_unichar (name, c);
      g_ptr_array_add (names, g_strdup (name->str));
    }

  assert_names (names);
}

static void
test_random_characters (void)
{
  static const char *const pieces[] = {
    "a", "B", " ", "  ", "&amp;", "&#039;", "& ", "&", "&quot;", "&gt;", "&lt;b&gt;", "<b>", "<", ">", "é", "ß", "İ", "ı", "م",
    "َ", "́", "̀́̂̃̄", "😀", "👍🏽", "♻️", "️", "\u200d", "\u200b", "\u202e", "\u00a0", "½", "ﷺ", "ก็", "한", "ᄒ", "ς", "Σ", "🇺🇸",
    "Followers 12345678 ", "\xff", "\xc3", "&nbsp;", "&#65;", "\t", "\u2028", "\U000e0020", "ﬁ", "①", "𝓕",
  };
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (GString) name = g_string_new (NULL);
      const int n = g_test_rand_int_range (1, 9);

      for (int j = 0; j < n; j++)
        g_string_append (name, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

      g_ptr_array_add (names, g_strdup (name->str));
    }

  assert_names (names);
}

static void
test_long_texts (void)
{
  g_autoptr (PanelistCatalogBuilder) builder = NULL;
  g_autoptr (PanelistCatalog) catalog = NULL;
  g_autofree char *name = g_strnfill (1000000, 'n');
  g_autofree char *expanding = NULL;
  GString *ligatures = g_string_new (NULL);
  PanelistCatalogRow row = { 0 };

  for (guint i = 0; i < 2000; i++)
    g_string_append (ligatures, "\uFDFA");

  expanding = g_string_free_and_steal (ligatures);
  builder = panelist_catalog_builder_new (1);
  add_service (builder, "1", name, name, name, "1", 1, 2);
  add_service (builder, "2", expanding, expanding, expanding, "1", 1, 2);
  catalog = panelist_catalog_builder_end (builder);

  for (guint i = 0; i < 2; i++)
    {
      panelist_catalog_get_row (catalog, i, &row);
      g_assert_true (g_utf8_validate (row.name, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (row.name, -1), <=, PANELIST_TEXT_DISPLAY_MAX);
      g_assert_cmpint (g_utf8_strlen (row.category, -1), <=, PANELIST_TEXT_DISPLAY_MAX);
      g_assert_cmpint (g_utf8_strlen (row.type_text, -1), <=, PANELIST_TEXT_DISPLAY_MAX);
    }

  g_assert_true (g_utf8_validate (catalog->folded.data, (gssize) catalog->folded.length, NULL));
  g_assert_cmpuint (catalog->folded.length, <, 8192);
}

/* Text that was read and goes in again stays as it is. */
static void
test_restore (void)
{
  g_autoptr (PanelistCatalogBuilder) builder = NULL;
  g_autoptr (PanelistCatalogBuilder) again = NULL;
  g_autoptr (PanelistCatalog) catalog = NULL;
  g_autoptr (PanelistCatalog) restored = NULL;
  g_autoptr (PanelistCatalogDifference) difference = NULL;
  PanelistCatalogRow row = { 0 };

  builder = panelist_catalog_builder_new (1);
  add_service (builder, "1", "&amp;lt;b&amp;gt; x", "a &amp;amp; b", "&amp;amp;", "1", 1, 2);
  add_service (builder, "2", "Plain", "a &amp;amp; b", "Default", "1", 1, 2);
  catalog = panelist_catalog_builder_end (builder);
  panelist_catalog_get_row (catalog, 0, &row);
  g_assert_cmpstr (row.name, ==, "&lt;b&gt; x");
  again = panelist_catalog_builder_new (1);

  for (guint i = 0; i < panelist_catalog_get_size (catalog); i++)
    {
      panelist_catalog_get_row (catalog, i, &row);
      g_assert_true (panelist_catalog_builder_restore (again, &row));
    }

  restored = panelist_catalog_builder_end (again);
  difference = panelist_catalog_compare (catalog, restored);
  g_assert_cmpuint (difference->added->len + difference->removed->len + difference->changed->len, ==, 0);
  g_assert_cmpmem (catalog->folded.data, catalog->folded.length, restored->folded.data,
                   restored->folded.length);
}

static void
test_many_ids (void)
{
  g_autoptr (PanelistCatalog) catalog = NULL;

  catalog = make_numbered_catalog (1, 5000, 0);

  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", 1000 + i);
      guint index = 0;

      g_assert_true (panelist_catalog_find (catalog, id, &index));
      g_assert_cmpuint (index, ==, i);
    }

  g_assert_false (panelist_catalog_find (catalog, "6000", NULL));
}

static void
test_row_limit (void)
{
  g_autoptr (PanelistCatalogBuilder) builder = NULL;
  g_autoptr (PanelistCatalog) catalog = NULL;

  builder = panelist_catalog_builder_new (1);

  for (guint i = 0; i < PANELIST_CATALOG_MAX_ROWS + 5; i++)
    {
      char id[16] = { 0 };

      g_snprintf (id, sizeof id, "%u", i);
      add_service (builder, id, "x", "y", "Default", "1", 1, 2);
    }

  catalog = panelist_catalog_builder_end (builder);
  g_assert_cmpuint (panelist_catalog_get_size (catalog), ==, PANELIST_CATALOG_MAX_ROWS);
  g_assert_cmpuint (panelist_catalog_get_n_skipped (catalog), ==, 5);
  g_assert_cmpuint (panelist_catalog_get_skipped (catalog, PANELIST_CATALOG_SKIP_FULL), ==, 5);
}

/* Search */

static void
assert_found (PanelistCatalog *catalog,
              const char      *query,
              const char      *expected)
{
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GString) ids = NULL;

  rows = panelist_catalog_search (catalog, query);
  ids = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      PanelistCatalogRow row = { 0 };

      panelist_catalog_get_row (catalog, g_array_index (rows, guint, i), &row);
      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", row.id);
    }

  g_assert_cmpstr (ids->str, ==, expected);
}

static void
test_search (void)
{
  static const struct {
    const char *query;
    const char *ids;
  } cases[] = {
    { NULL, "1 2 27 abc 31 32" },
    { "", "1 2 27 abc 31 32" },
    { "  \t ", "1 2 27 abc 31 32" },
    { "followers", "1 32" },
    { "FOLLOWERS", "1 32" },
    { "followers friends", "1 32" },
    { "friends followers", "1 32" },
    { "friends of", "32" },
    { "owers", "1 32" },
    { "cafe", "abc" },
    { "CAFÉ videos", "abc" },
    { "⚡", "abc" },
    { "27", "27 32" },
    { "ABC", "abc" },
    { "second", "2 32" },
    { "custom", "2" },
    { "poll", "32" },
    { "first likes", "27" },
    { "r30", "27" },
    { "[r30]", "27" },
    { "& friends", "1" },
    { "nothing like it", "" },
    { "&amp;", "" },
    { "1first", "" },
    { "\x1f", "1 2 27 abc 31 32" },
  };
  g_autoptr (PanelistCatalog) catalog = NULL;

  catalog = make_sample ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_found (catalog, cases[i].query, cases[i].ids);
}

static void
test_relevance (void)
{
  g_autoptr (PanelistCatalogBuilder) builder = NULL;
  g_autoptr (PanelistCatalog) catalog = NULL;

  builder = panelist_catalog_builder_new (1);
  add_service (builder, "other", "Views", "Like it", "Default", "1", 1, 2);
  add_service (builder, "words", "it is what people like", "x", "Default", "1", 1, 2);
  add_service (builder, "inside", "Alike it", "x", "Default", "1", 1, 2);
  add_service (builder, "wordstart", "Some like it", "x", "Default", "1", 1, 2);
  add_service (builder, "start", "Like it hot", "x", "Default", "1", 1, 2);
  catalog = panelist_catalog_builder_end (builder);
  assert_found (catalog, "like it", "start wordstart inside words other");
  assert_found (catalog, "start", "start wordstart");
}

static gboolean
matches_naively (PanelistCatalog *catalog,
                 guint            index,
                 const char      *query)
{
  PanelistCatalogRow row = { 0 };
  g_autofree char *folded = NULL;
  g_auto (GStrv) words = NULL;
  gboolean matches = TRUE;

  panelist_catalog_get_row (catalog, index, &row);
  folded = panelist_text_fold (query, -1);
  words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *const texts[] = { row.name, row.id, row.category, row.type_text };
      gboolean found = FALSE;

      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        {
          g_autofree char *text = panelist_text_fold (texts[j], -1);

          found = found || strstr (text, words[i]) != NULL;
        }

      matches = matches && found;
    }

  return matches;
}

static PanelistCatalogQuery *
parse (const char *text)
{
  return panelist_catalog_query_new (text, panelist_keywords_get_builtin ());
}

static void
set_up_part (PanelistCatalogPart *part,
             PanelistCatalog     *catalog)
{
  *part = (PanelistCatalogPart) { 0 };
  part->catalog = panelist_catalog_ref (catalog);
  panelist_catalog_part_mark (part, NULL);
  panelist_catalog_part_group (part, panelist_keywords_get_builtin ());
}

/* Against a search that is too simple to be wrong, also one that narrows an earlier answer. */
static void
test_random_search (void)
{
  static const char *const words[] = { "ser", "1", "2", "number 3", "e c", "7 cat", "or", "99", "default", "5 5" };
  g_autoptr (PanelistCatalog) catalog = NULL;
  PanelistCatalogPart part = { 0 };

  catalog = make_numbered_catalog (1, 120, 0);
  set_up_part (&part, catalog);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (words); j++)
        {
          g_autofree char *query = g_strdup_printf ("%s %s", words[i], words[j]);
          g_autoptr (PanelistCatalogQuery) earlier = parse (words[i]);
          g_autoptr (PanelistCatalogQuery) parsed = parse (query);
          g_autoptr (GArray) first = panelist_catalog_query_match (earlier, &part, NULL);
          g_autoptr (GArray) all = panelist_catalog_query_match (parsed, &part, NULL);
          g_autoptr (GArray) narrowed = panelist_catalog_query_match (parsed, &part, first);
          g_autoptr (GArray) ranked = panelist_catalog_query_rank (parsed, &part, all);
          guint next = 0;

          g_assert_true (panelist_catalog_query_narrows (parsed, earlier));

          for (guint row = 0; row < 120; row++)
            {
              if (matches_naively (catalog, row, query))
                g_assert_cmpuint (g_array_index (all, guint, next++), ==, row);
            }

          g_assert_cmpuint (all->len, ==, next);
          g_assert_cmpmem (all->data, all->len * sizeof (guint), narrowed->data,
                           narrowed->len * sizeof (guint));
          g_assert_cmpuint (ranked->len, ==, all->len);
        }
    }

  panelist_catalog_part_clear (&part);
}

static void
test_narrows (void)
{
  static const struct {
    const char *earlier;
    const char *later;
    gboolean narrows;
  } cases[] = {
    { "fol", "follow", TRUE },
    { "fol", "fol insta", TRUE },
    { "low", "follow", TRUE },
    { "a b", "ab b", TRUE },
    { "follow", "fol", FALSE },
    { "a b", "a", FALSE },
    { "", "a", TRUE },
    { "a", "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistCatalogQuery) earlier = parse (cases[i].earlier);
      g_autoptr (PanelistCatalogQuery) later = parse (cases[i].later);

      g_assert_true (panelist_catalog_query_narrows (later, earlier) == cases[i].narrows);
    }
}

/* Comparing */

static void
test_compare (void)
{
  g_autoptr (PanelistCatalogBuilder) first = panelist_catalog_builder_new (1);
  g_autoptr (PanelistCatalogBuilder) second = panelist_catalog_builder_new (1);
  g_autoptr (PanelistCatalog) before = NULL;
  g_autoptr (PanelistCatalog) after = NULL;
  g_autoptr (PanelistCatalogDifference) difference = NULL;
  g_autoptr (PanelistCatalogDifference) none = NULL;

  add_service (first, "1", "same", "c", "Default", "1", 1, 2);
  add_service (first, "2", "price", "c", "Default", "1", 1, 2);
  add_service (first, "3", "gone", "c", "Default", "1", 1, 2);
  add_service (first, "4", "moved", "c", "Default", "1", 1, 2);
  add_service (second, "1", "same", "c", "Default", "1", 1, 2);
  add_service (second, "2", "price", "c", "Default", "1.0", 1, 2);
  add_service (second, "4", "moved", "c", "Default", "1", 1, 2);
  add_service (second, "5", "new", "c", "Default", "1", 1, 2);
  before = panelist_catalog_builder_end (first);
  after = panelist_catalog_builder_end (second);

  difference = panelist_catalog_compare (before, after);
  g_assert_cmpuint (difference->added->len, ==, 1);
  g_assert_cmpuint (g_array_index (difference->added, guint, 0), ==, 3);
  g_assert_cmpuint (difference->removed->len, ==, 1);
  g_assert_cmpuint (g_array_index (difference->removed, guint, 0), ==, 2);
  g_assert_cmpuint (difference->changed->len, ==, 1);
  g_assert_cmpuint (g_array_index (difference->changed, guint, 0), ==, 1);
  g_assert_cmpuint (difference->moved->len, ==, 0);
  g_assert_cmpuint (g_array_index (difference->was, guint, 2), ==, 3);
  g_assert_cmpuint (g_array_index (difference->was, guint, 3), ==, G_MAXUINT);

  none = panelist_catalog_compare (after, after);
  g_assert_cmpuint (none->added->len + none->removed->len + none->changed->len + none->moved->len, ==, 0);
}

static PanelistCatalog *
catalog_of (const char *ids)
{
  g_autoptr (PanelistCatalogBuilder) builder = panelist_catalog_builder_new (1);
  g_auto (GStrv) parts = g_strsplit (ids, " ", 0);

  for (guint i = 0; parts[i] != NULL; i++)
    add_service (builder, parts[i], "n", "c", "Default", "1", 1, 2);

  return panelist_catalog_builder_end (builder);
}

/* The fewest rows move: one that comes in between, and one that goes, move no other. */
static void
test_compare_moves (void)
{
  static const struct {
    const char *before;
    const char *after;
    const char *moved;
  } cases[] = {
    { "1 2 3 4", "9 1 2 3 4", "" },
    { "1 2 3 4", "1 9 2 8 3 4", "" },
    { "1 2 3 4", "2 4", "" },
    { "1 2 3 4", "4 1 2 3", "4" },
    { "1 2 3 4", "2 3 4 1", "1" },
    { "1 2 3 4 5", "5 1 2 9 4", "5" },
    { "1 2 3", "3 2 1", "2 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistCatalog) before = catalog_of (cases[i].before);
      g_autoptr (PanelistCatalog) after = catalog_of (cases[i].after);
      g_autoptr (PanelistCatalogDifference) difference = panelist_catalog_compare (before, after);
      g_autoptr (GString) moved = g_string_new (NULL);

      for (guint j = 0; j < difference->moved->len; j++)
        {
          PanelistCatalogRow row = { 0 };

          panelist_catalog_get_row (after, g_array_index (difference->moved, guint, j), &row);
          g_string_append_printf (moved, "%s%s", j > 0 ? " " : "", row.id);
        }

      g_assert_cmpstr (moved->str, ==, cases[i].moved);
      g_assert_cmpuint (difference->changed->len, ==, 0);
    }
}

static void
change_row (PanelistCatalogRow *row,
            guint               field)
{
  const char **texts[] = { &row->name, &row->category, &row->type_text, &row->rate, &row->description,
                           &row->average_time };
  gsize *lengths[] = { &row->name_length, &row->category_length, &row->type_text_length, &row->rate_length,
                       &row->description_length, &row->average_time_length };

  if (field < G_N_ELEMENTS (texts))
    {
      *texts[field] = "2";
      *lengths[field] = 1;
      return;
    }

  switch (field)
    {
    case 6: row->min = 2; break;
    case 7: row->max = 2; break;
    case 8: row->refill = PANELIST_FLAG_YES; break;
    case 9: row->cancel = PANELIST_FLAG_YES; break;
    case 10: row->drip_feed = PANELIST_FLAG_YES; break;
    default: g_assert_not_reached ();
    }
}

/* No field is forgotten. */
static void
test_compare_fields (void)
{
  for (guint field = 0; field <= 10; field++)
    {
      g_autoptr (PanelistCatalogBuilder) first = panelist_catalog_builder_new (1);
      g_autoptr (PanelistCatalogBuilder) second = panelist_catalog_builder_new (1);
      g_autoptr (PanelistCatalog) before = NULL;
      g_autoptr (PanelistCatalog) after = NULL;
      g_autoptr (PanelistCatalogDifference) difference = NULL;
      PanelistCatalogRow row = { .id = "1", .id_length = 1, .name = "1", .name_length = 1,
                                 .category = "1", .category_length = 1, .rate = "1", .rate_length = 1,
                                 .type_text = "1", .type_text_length = 1, .min = 1, .max = 1 };

      panelist_catalog_builder_add (first, &row);
      change_row (&row, field);
      panelist_catalog_builder_add (second, &row);
      before = panelist_catalog_builder_end (first);
      after = panelist_catalog_builder_end (second);
      difference = panelist_catalog_compare (before, after);
      g_assert_cmpuint (difference->changed->len, ==, 1);
    }
}

typedef struct {
  const char *before;   /* rate min max flags name type category */
  const char *after;
  const char *kinds;
} ChangeCase;

static PanelistFlag
read_flag (char c)
{
  return c == 'y' ? PANELIST_FLAG_YES : c == 'n' ? PANELIST_FLAG_NO : PANELIST_FLAG_UNKNOWN;
}

static PanelistCatalog *
make_one (const char *text)
{
  g_autoptr (PanelistCatalogBuilder) builder = panelist_catalog_builder_new (1);
  g_auto (GStrv) fields = g_strsplit (text, " ", 7);
  PanelistCatalogRow row = { .id = "1", .id_length = 1 };

  row.rate = fields[0][0] != '-' ? fields[0] : NULL;
  row.rate_length = row.rate != NULL ? strlen (row.rate) : 0;
  row.min = g_ascii_strtoll (fields[1], NULL, 10);
  row.max = g_ascii_strtoll (fields[2], NULL, 10);
  row.refill = read_flag (fields[3][0]);
  row.cancel = read_flag (fields[3][1]);
  row.drip_feed = read_flag (fields[3][2]);
  row.name = fields[4];
  row.name_length = strlen (row.name);
  row.type_text = fields[5];
  row.type_text_length = strlen (row.type_text);
  row.category = fields[6];
  row.category_length = strlen (row.category);
  panelist_catalog_builder_add (builder, &row);

  return panelist_catalog_builder_end (builder);
}

static void
test_changes (void)
{
  static const ChangeCase cases[] = {
    { "1 1 9 ??? a b c", "1 1 9 ??? a b c", "" },
    { "1 1 9 ??? a b c", "1.00 1 9 ??? a b c", "" },
    { "1 1 9 ??? a b c", "1.01 1 9 ??? a b c", "price-up " },
    { "0.1 1 9 ??? a b c", "0.09999999999999999999 1 9 ??? a b c", "price-down " },
    { "- 1 9 ??? a b c", "1 1 9 ??? a b c", "price " },
    { "1 1 9 ??? a b c", "- 1 9 ??? a b c", "price " },
    { "1 1 9 ??? a b c", "1 2 8 ??? a b c", "min max " },
    { "1 1 9 ??? a b c", "1 1 -1 ??? a b c", "max " },
    { "1 1 9 yyy a b c", "1 1 9 n?n a b c", "refill-lost cancel-lost drip-feed-lost " },
    { "1 1 9 n?n a b c", "1 1 9 yyy a b c", "refill-gained cancel-gained drip-feed-gained " },
    { "1 1 9 n?n a b c", "1 1 9 ?n? a b c", "" },
    { "1 1 9 ??? a b c", "1 1 9 ??? A B C", "renamed type category " },
  };
  g_autoptr (GEnumClass) kinds = g_type_class_ref (PANELIST_TYPE_CATALOG_CHANGE_KIND);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistCatalog) before = make_one (cases[i].before);
      g_autoptr (PanelistCatalog) after = make_one (cases[i].after);
      g_autoptr (PanelistCatalogDifference) difference = panelist_catalog_compare (before, after);
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint j = 0; j < difference->changes->len; j++)
        {
          const PanelistCatalogChange *change =
              &g_array_index (difference->changes, PanelistCatalogChange, j);

          g_assert_cmpuint (change->before, ==, 0);
          g_assert_cmpuint (change->after, ==, 0);
          g_string_append_printf (text, "%s ", g_enum_get_value (kinds, (int) change->kind)->value_nick);
        }

      g_test_message ("%s → %s", cases[i].before, cases[i].after);
      g_assert_cmpstr (text->str, ==, cases[i].kinds);
    }
}

/* Objects */

static void
test_objects (void)
{
  g_autoptr (PanelistCatalog) catalog = NULL;
  PanelistService *service = NULL;
  PanelistService *twin = NULL;
  gpointer gone = NULL;

  catalog = make_sample ();
  service = panelist_catalog_dup_service (catalog, 0);
  twin = panelist_catalog_dup_service (catalog, 0);
  g_assert_true (service == twin);
  g_assert_cmpstr (panelist_service_get_id (service), ==, "1");
  g_assert_cmpstr (panelist_service_get_name (service), ==, "Followers & Friends");
  g_assert_cmpstr (panelist_service_get_category (service), ==, "First");
  g_assert_cmpstr (panelist_service_get_rate (service), ==, "0.90");
  g_assert_cmpint (panelist_service_get_min (service), ==, 50);
  g_assert_cmpint (panelist_service_get_max (service), ==, 10000);
  g_assert_cmpint (panelist_service_get_panel_id (service), ==, 7);
  g_assert_cmpint (panelist_service_get_service_type (service), ==, PANELIST_SERVICE_TYPE_DEFAULT);
  g_assert_cmpint (panelist_service_get_refill (service), ==, PANELIST_FLAG_UNKNOWN);
  g_object_unref (twin);

  gone = service;
  g_object_add_weak_pointer (G_OBJECT (service), &gone);
  g_object_unref (service);
  g_assert_null (gone);

  service = panelist_catalog_dup_service (catalog, 2);
  g_assert_null (panelist_service_get_rate (service));
  g_assert_cmpint (panelist_service_get_min (service), ==, -1);

  /* An object outlives its catalog. */
  g_clear_pointer (&catalog, panelist_catalog_unref);
  g_assert_cmpstr (panelist_service_get_name (service), ==, "Photos Likes [R30]");
  g_object_unref (service);
}

#define N_THREADS 4

static gpointer
read_everything (gpointer data)
{
  PanelistCatalog *catalog = data;

  for (guint i = 0; i < panelist_catalog_get_size (catalog); i++)
    {
      g_autoptr (PanelistService) service = panelist_catalog_dup_service (catalog, i);
      guint index = 0;

      g_assert_true (panelist_catalog_find (catalog, panelist_service_get_id (service), &index));
      g_assert_cmpuint (index, ==, i);
    }

  panelist_catalog_unref (catalog);

  return NULL;
}

static void
test_threads (void)
{
  PanelistCatalog *catalog = NULL;
  GThread *threads[N_THREADS] = { NULL };

  catalog = make_numbered_catalog (1, 500, 0);

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("reader", read_everything, panelist_catalog_ref (catalog));

  panelist_catalog_unref (catalog);

  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/catalog/read", test_read);
  g_test_add_func ("/catalog/flags-and-texts", test_flags_and_texts);
  g_test_add_func ("/catalog/skipped-ids", test_skipped_ids);
  g_test_add_func ("/catalog/empty", test_empty);
  g_test_add_func ("/catalog/names", test_names);
  g_test_add_func ("/catalog/random-names", test_random_names);
  g_test_add_func ("/catalog/all-characters", test_all_characters);
  g_test_add_func ("/catalog/random-characters", test_random_characters);
  g_test_add_func ("/catalog/long-texts", test_long_texts);
  g_test_add_func ("/catalog/restore", test_restore);
  g_test_add_func ("/catalog/many-ids", test_many_ids);
  g_test_add_func ("/catalog/row-limit", test_row_limit);
  g_test_add_func ("/catalog/search", test_search);
  g_test_add_func ("/catalog/relevance", test_relevance);
  g_test_add_func ("/catalog/random-search", test_random_search);
  g_test_add_func ("/catalog/narrows", test_narrows);
  g_test_add_func ("/catalog/compare", test_compare);
  g_test_add_func ("/catalog/compare-moves", test_compare_moves);
  g_test_add_func ("/catalog/compare-fields", test_compare_fields);
  g_test_add_func ("/catalog/changes", test_changes);
  g_test_add_func ("/catalog/objects", test_objects);
  g_test_add_func ("/catalog/threads", test_threads);

  return g_test_run ();
}
