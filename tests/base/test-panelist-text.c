/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "panelist-text.h"

typedef struct {
  const char *text;
  const char *expected;
} TextCase;

static void
test_fold (void)
{
  static const TextCase cases[] = {
    { NULL, "" },
    { "", "" },
    { "  Photos  FOLLOWERS\t[R30] ", "photos followers [r30]" },
    { "Beğeni — TÜRKÇE İzlenme ışık", "begeni — turkce izlenme isik" },
    { "Người theo dõi Đà Nẵng", "nguoi theo doi da nang" },
    { "ПОДПИСЧИКИ", "подписчики" },
    { "Straße STRAẞE", "strasse strasse" },
    { "𝓕𝓸𝓵𝓵𝓸𝔀𝓮𝓻𝓼 𝐋𝐢𝐤𝐞𝐬 ⓛⓘⓚⓔⓢ ｖｉｅｗｓ", "followers likes likes views" },
    { "ꜰᴏʟʟᴏᴡᴇʀꜱ", "followers" },
    { "🅵🅰🆂🆃 🅕", "fast f" },
    { "ﬁrst", "first" },
    { "F\u200bo\u200dl\u2060l\u00adow", "follow" },
    { "Z\u0351\u0343a\u0308l\u0327go", "zalgo" },
    { "❤️ Likes", "❤ likes" },
    { "👍🏽 Likes", "👍 likes" },
    { "a\u00a0\u2003b", "a b" },
    { "Łódź Øre æon", "lodz ore aeon" },
    { "ΟΔΟΣ οδος", "οδοσ οδοσ" },
    { "bad \xff\xc3( bytes", "bad \ufffd\ufffd( bytes" },
  };
  g_autofree char *with_nul = panelist_text_fold ("A\0B", 3);
  g_autofree char *with_nul_and_more = panelist_text_fold ("Ä\0B", 4);
  g_autofree char *part = panelist_text_fold ("ABCDEF", 3);
  g_autofree char *long_text = g_strnfill (100000, 'A');
  g_autofree char *capped = panelist_text_fold (long_text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = panelist_text_fold (cases[i].text, -1);
      g_autofree char *twice = panelist_text_fold (folded, -1);

      g_assert_cmpstr (folded, ==, cases[i].expected);
      g_assert_cmpstr (twice, ==, folded);
    }

  g_assert_cmpstr (with_nul, ==, "a b");
  g_assert_cmpstr (with_nul_and_more, ==, "a b");
  g_assert_cmpstr (part, ==, "abc");
  g_assert_cmpuint (strlen (capped), ==, PANELIST_TEXT_SEARCH_MAX);
}

static void
test_display (void)
{
  static const TextCase cases[] = {
    { NULL, "" },
    { "", "" },
    { "Photos Followers | 30 days", "Photos Followers | 30 days" },
    { "  Photos \t\n  Followers  ", "Photos Followers" },
    { "Rock &amp; Roll &#039;n&#x27; more", "Rock & Roll 'n' more" },
    { "&amp;lt;b&amp;gt;", "&lt;b&gt;" },
    { "A&nbsp;B &unknown; & C &", "A B &unknown; & C &" },
    { "&#0;&#xD800;&#x110000;&#99999999;x", "\ufffd\ufffd\ufffd\ufffdx" },
    { "&#8238;gnp&#27;[31m", "gnp[31m" },
    { "<b>x</b> & <span size=\"999999\">", "x &" },
    { "&lt;b&gt;x&lt;/b&gt;", "x" },
    { "I <3 this, < 100 > 50", "I <3 this, < 100 > 50" },
    { "a <b unclosed", "a <b unclosed" },
    { "a<script>alert(1)</script>b<style>x</style>c<!-- d -->e", "abce" },
    { "<script>never closed", "never closed" },
    { "one<br>two<br/>three", "one two three" },
    { "safe\u202egnp.exe\u202c\u2066x\u2069", "safegnp.exex" },
    { "zero\u200bwidth\ufeff\u2060", "zerowidth" },
    { "esc\x1b[31mred\x07", "esc[31mred" },
    { "c1\xc2\x85x\xc2\x9by", "c1 xy" },
    { "tab\tline\r\nend\u2028x", "tab line end x" },
    { "bad\xff\xc3", "bad\ufffd\ufffd" },
    { "مرحبا 👨\u200d👩\u200d👧", "مرحبا 👨\u200d👩\u200d👧" },
    { "می\u200cخواهم", "می\u200cخواهم" },
  };
  g_autofree char *with_nul = panelist_text_display ("a\0b", 3, 10);
  g_autofree char *cut = panelist_text_display ("abcdef", -1, 5);
  g_autofree char *cut_blank = panelist_text_display ("abc def", -1, 5);
  g_autofree char *exact = panelist_text_display ("ábcde", -1, 5);
  g_autofree char *nothing = panelist_text_display ("abc", -1, 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = panelist_text_display (cases[i].text, -1, PANELIST_TEXT_DISPLAY_MAX);

      g_assert_cmpstr (shown, ==, cases[i].expected);
      g_assert_true (g_utf8_validate (shown, -1, NULL));
    }

  g_assert_cmpstr (with_nul, ==, "ab");
  g_assert_cmpstr (cut, ==, "abcd…");
  g_assert_cmpstr (cut_blank, ==, "abc…");
  g_assert_cmpstr (exact, ==, "ábcde");
  g_assert_cmpstr (nothing, ==, "");
}

/* A name made to stall layout: marks without end, and a line of a megabyte. */
static void
test_display_bounds (void)
{
  g_autoptr (GString) marks = g_string_new ("a");
  g_autofree char *shown = NULL;
  g_autofree char *line = g_strnfill (1024 * 1024, 'x');
  g_autofree char *shown_line = NULL;
  g_autofree char *tags = g_strnfill (1024 * 1024, '<');
  g_autofree char *shown_tags = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (marks, "\u0351");

  g_string_append (marks, "b\u0301");
  shown = panelist_text_display (marks->str, -1, PANELIST_TEXT_DISPLAY_MAX);
  g_assert_cmpint (g_utf8_strlen (shown, -1), ==, 1 + 8 + 2);

  shown_line = panelist_text_display (line, -1, PANELIST_TEXT_DISPLAY_MAX);
  g_assert_cmpint (g_utf8_strlen (shown_line, -1), ==, PANELIST_TEXT_DISPLAY_MAX);

  shown_tags = panelist_text_display (tags, -1, PANELIST_TEXT_DISPLAY_MAX);
  g_assert_cmpint (g_utf8_strlen (shown_tags, -1), ==, PANELIST_TEXT_DISPLAY_MAX);
}

static void
test_display_lines (void)
{
  static const TextCase cases[] = {
    { "one<br>two<br/>three", "one\ntwo\nthree" },
    { "<p>one</p><p>two</p>", "one\n\ntwo" },
    { "one\r\ntwo\n\n\n\n\nthree", "one\ntwo\n\nthree" },
    { "\n\n one \n two \n\n", "one\ntwo" },
    { "<ul><li>a</li><li>b</li></ul>", "a\n\nb" },
    { "a &amp; b", "a & b" },
    { "a\u2028b\tc", "a\nb c" },
    { "one line", "one line" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = panelist_text_display_lines (cases[i].text, -1, 4096);

      g_assert_cmpstr (shown, ==, cases[i].expected);
    }
}

static void
test_isolate (void)
{
  g_autofree char *isolated = panelist_text_isolate ("x");
  g_autofree char *empty = panelist_text_isolate (NULL);

  g_assert_cmpstr (isolated, ==, "\u2068x\u2069");
  g_assert_cmpstr (empty, ==, "");
}

static void
test_normalize_word (void)
{
  static const TextCase cases[] = {
    { "In progress ", "in progress" },
    { "IN_PROGRESS", "in progress" },
    { "in-progress...", "in progress" },
    { "Completed.", "completed" },
    { "  Custom__Comments ", "custom comments" },
    { "mentions_with_hashtags", "mentions with hashtags" },
    { "Subscriptions\u00a0", "subscriptions" },
    { "PENDING\n", "pending" },
    { "", "" },
    { NULL, "" },
    { "...", "" },
    { "\xff", "\ufffd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *word = panelist_text_normalize_word (cases[i].text, -1);

      g_assert_cmpstr (word, ==, cases[i].expected);
    }
}

static void
test_remote_id (void)
{
  g_autofree char *longest = g_strnfill (64, '7');
  g_autofree char *too_long = g_strnfill (65, '7');

  g_assert_true (panelist_text_is_remote_id ("23501"));
  g_assert_true (panelist_text_is_remote_id ("ord_01HZX"));
  g_assert_true (panelist_text_is_remote_id ("ig01.a-b"));
  g_assert_true (panelist_text_is_remote_id (longest));
  g_assert_false (panelist_text_is_remote_id (too_long));
  g_assert_false (panelist_text_is_remote_id (NULL));
  g_assert_false (panelist_text_is_remote_id (""));
  g_assert_false (panelist_text_is_remote_id ("1,2"));
  g_assert_false (panelist_text_is_remote_id ("1 2"));
  g_assert_false (panelist_text_is_remote_id ("1\n"));
  g_assert_false (panelist_text_is_remote_id ("é"));
}

static void
test_drop_tracking (void)
{
  static const TextCase cases[] = {
    { "https://clips.example/p?utm_source=x&v=1&UTM_Medium=y#t", "https://clips.example/p?v=1#t" },
    { "HTTPS://Clips.Example/P/?igsh=z", "HTTPS://Clips.Example/P/" },
    { "clips.example/p?a=1&fbclid=2", "clips.example/p?a=1" },
    { "https://clips.example/p?v=1", NULL },
    { "https://clips.example/p#?utm_source=x", NULL },
    { "@someone", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *link = panelist_text_drop_tracking (cases[i].text);

      g_assert_cmpstr (link, ==, cases[i].expected);
    }
}

static void
test_normalize_link (void)
{
  static const TextCase cases[] = {
    { "https://clips.example/@a/video/1", "clips.example/@a/video/1" },
    { " HTTP://WWW.Clips.Example/@A/Video/1/ ", "clips.example/@A/Video/1" },
    { "clips.example/@a/video/1", "clips.example/@a/video/1" },
    { "www.clips.example", "clips.example" },
    { "https://clips.example/", "clips.example" },
    { "https://clips.example/p?utm_source=x&v=1&UTM_Medium=y&igsh=z#t", "clips.example/p?v=1" },
    { "https://clips.example/p/?igshid=1", "clips.example/p" },
    { "https://clips.example?v=1&", "clips.example?v=1" },
    { "@someone", "someone" },
    { "someone", "someone" },
    { "john.doe", "john.doe" },
    { "a/b", "a/b" },
    { "Some One", "Some One" },
    { "12345", "12345" },
    { "", "" },
    { NULL, "" },
    { "\u00a0@x\u00a0", "x" },
    { "\xff", "\ufffd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *link = panelist_text_normalize_link (cases[i].text);

      g_assert_cmpstr (link, ==, cases[i].expected);
    }
}

static void
test_short_link (void)
{
  static const TextCase cases[] = {
    { "https://www.clips.example/@a/video/1/?x=1#y", "clips.example/@a/video/1" },
    { "https://clips.example/", "clips.example" },
    { "@someone", "@someone" },
    { "what? nothing", "what? nothing" },
    { "https://x.example/\u202ea\nb", "x.example/a b" },
    { NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *link = panelist_text_short_link (cases[i].text);

      g_assert_cmpstr (link, ==, cases[i].expected);
    }
}

static void
test_split_lines (void)
{
  g_auto (GStrv) lines = panelist_text_split_lines (" Nice \r\n\nGreat\r\t\n@a, b\n");
  g_auto (GStrv) none = panelist_text_split_lines (" \n\r\n ");
  g_auto (GStrv) null = panelist_text_split_lines (NULL);
  const char *expected[] = { "Nice", "Great", "@a, b", NULL };

  g_assert_cmpstrv (lines, expected);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpuint (g_strv_length (null), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/display", test_display);
  g_test_add_func ("/text/display-bounds", test_display_bounds);
  g_test_add_func ("/text/display-lines", test_display_lines);
  g_test_add_func ("/text/isolate", test_isolate);
  g_test_add_func ("/text/normalize-word", test_normalize_word);
  g_test_add_func ("/text/remote-id", test_remote_id);
  g_test_add_func ("/text/normalize-link", test_normalize_link);
  g_test_add_func ("/text/drop-tracking", test_drop_tracking);
  g_test_add_func ("/text/short-link", test_short_link);
  g_test_add_func ("/text/split-lines", test_split_lines);

  return g_test_run ();
}
