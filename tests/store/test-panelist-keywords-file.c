/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "panelist-keywords-file.h"
#include "panelist-store.h"

typedef struct {
  char *directory;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->directory = g_dir_make_tmp ("panelist-keywords-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->directory, "deeper", "keywords.ini", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", fixture->directory);

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_free (fixture->directory);
  g_free (fixture->path);
}

static DexFuture *
wake_up (DexFuture *future,
         gpointer   data)
{
  g_main_context_wakeup (NULL);

  return NULL;
}

static void
finish (DexFuture *pending)
{
  g_autoptr (DexFuture) future = pending;
  g_autoptr (GError) error = NULL;

  dex_future_disown (dex_future_finally (dex_ref (future), wake_up, NULL, NULL));

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);

  dex_future_get_value (future, &error);
  g_assert_no_error (error);
}

static PanelistKeywordsFile *
open_file (Fixture *fixture)
{
  PanelistKeywordsFile *file = panelist_keywords_file_new (fixture->path);

  finish (panelist_keywords_file_read (file));

  return file;
}

static void
set_words (PanelistKeywordsFile *file,
           const char           *name,
           const char           *word)
{
  const char *const words[] = { word, NULL };
  g_autoptr (PanelistKeywords) keywords = NULL;

  keywords = panelist_keywords_with_words (panelist_keywords_file_get_keywords (file), PANELIST_GROUPING_PLATFORM, name,
                                           words);
  g_object_set (file, "keywords", keywords, NULL);
}

static void
assert_platform (PanelistKeywordsFile *file,
                 const char           *text,
                 const char           *platform)
{
  g_assert_cmpstr (panelist_keywords_find (panelist_keywords_file_get_keywords (file), PANELIST_GROUPING_PLATFORM, text,
                                           NULL), ==, platform);
}

static void
put (Fixture    *fixture,
     const char *text,
     gssize      size)
{
  g_autofree char *directory = g_path_get_dirname (fixture->path);

  g_mkdir_with_parents (directory, 0700);
  g_assert_true (g_file_set_contents (fixture->path, text, size, NULL));
}

static void
count_change (GObject    *object,
              GParamSpec *pspec,
              guint      *n)
{
  (*n)++;
}

/* What is changed counts at once, and at the next start. */
static void
test_restart (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (PanelistKeywordsFile) file = open_file (fixture);
  g_autoptr (PanelistKeywordsFile) second = NULL;
  g_autoptr (PanelistKeywordsFile) third = NULL;
  guint n_changes = 0;

  g_assert_null (panelist_keywords_file_get_error (file));
  assert_platform (file, "Clip", "Clips");
  g_signal_connect (file, "notify::keywords", G_CALLBACK (count_change), &n_changes);

  /* Faster than they are written: the last ones count. */
  set_words (file, "Clips", "first");
  set_words (file, "Clips", "second");
  set_words (file, "Books", "book");
  assert_platform (file, "Second", "Clips");
  g_assert_cmpuint (n_changes, ==, 3);
  finish (panelist_keywords_file_wait (file));
  g_assert_null (panelist_keywords_file_get_error (file));

  second = open_file (fixture);
  assert_platform (second, "Second", "Clips");
  assert_platform (second, "First", NULL);
  assert_platform (second, "A book", "Books");

  /* Without changes there is no file. */
  g_object_set (second, "keywords", panelist_keywords_get_builtin (), NULL);
  finish (panelist_keywords_file_wait (second));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  third = open_file (fixture);
  assert_platform (third, "Clip", "Clips");
  finish (panelist_keywords_file_wait (third));
}

/* The built-in table stands for what can not be read, which is kept when something is changed. */
static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct {
    const char *text;
    gsize size;
  } cases[] = {
#define TEXT(text) { text, sizeof text - 1 }
    TEXT ("no section\n"),
    TEXT ("[Platforms]\nBooks\n"),
    TEXT ("[Platforms]\nBooks=\xff\xfe\n"),
    TEXT ("[Platforms]\0Books=book\n"),
#undef TEXT
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *aside = g_strconcat (fixture->path, "~", NULL);
      g_autofree char *kept = NULL;
      g_autoptr (PanelistKeywordsFile) file = NULL;
      g_autoptr (PanelistKeywordsFile) again = NULL;
      gsize size = 0;

      put (fixture, cases[i].text, (gssize) cases[i].size);
      file = open_file (fixture);
      g_assert_error (panelist_keywords_file_get_error (file), PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DAMAGED);
      assert_platform (file, "Clip", "Clips");

      set_words (file, "Clips", "mended");
      finish (panelist_keywords_file_wait (file));
      g_assert_null (panelist_keywords_file_get_error (file));
      g_assert_true (g_file_get_contents (aside, &kept, &size, NULL));
      g_assert_cmpmem (kept, size, cases[i].text, cases[i].size);

      again = open_file (fixture);
      g_assert_null (panelist_keywords_file_get_error (again));
      assert_platform (again, "Mended", "Clips");
    }
}

/* A file that is far larger than all keywords that a table takes is none. */
static void
test_too_large (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *text = g_strnfill (2 * 1024 * 1024, '#');
  g_autoptr (PanelistKeywordsFile) file = NULL;

  put (fixture, text, -1);
  file = open_file (fixture);
  g_assert_error (panelist_keywords_file_get_error (file), PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DAMAGED);
}

/* What can not be written counts all the same, is told, and is written when that can be done. */
static void
test_not_writable (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *directory = g_path_get_dirname (fixture->path);
  g_autoptr (PanelistKeywordsFile) file = open_file (fixture);
  g_autoptr (PanelistKeywordsFile) again = NULL;
  guint n_errors = 0;

  g_signal_connect (file, "notify::error", G_CALLBACK (count_change), &n_errors);
  g_assert_true (g_file_set_contents (directory, "no folder", -1, NULL));
  set_words (file, "Clips", "kurz");
  finish (panelist_keywords_file_wait (file));
  g_assert_error (panelist_keywords_file_get_error (file), PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_FAILED);
  assert_platform (file, "Kurz", "Clips");
  g_assert_cmpuint (n_errors, ==, 1);

  g_assert_cmpint (g_unlink (directory), ==, 0);
  panelist_keywords_file_write (file);
  finish (panelist_keywords_file_wait (file));
  g_assert_null (panelist_keywords_file_get_error (file));
  g_assert_cmpuint (n_errors, ==, 2);
  again = open_file (fixture);
  assert_platform (again, "Kurz", "Clips");
}

static void
test_volatile (void)
{
  g_autoptr (PanelistKeywordsFile) file = panelist_keywords_file_new (NULL);

  finish (panelist_keywords_file_read (file));
  set_words (file, "Clips", "kurz");
  finish (panelist_keywords_file_wait (file));
  g_assert_null (panelist_keywords_file_get_error (file));
  assert_platform (file, "Kurz", "Clips");
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/keywords-file/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("restart", test_restart);
  ADD ("damaged", test_damaged);
  ADD ("too-large", test_too_large);
  ADD ("not-writable", test_not_writable);
#undef ADD
  g_test_add_func ("/keywords-file/volatile", test_volatile);

  return g_test_run ();
}
