/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "panelist-failure-page.h"
#include "ui-test.h"
#include "workbench.h"

typedef struct
{
  Workbench bench;
  char *directory;          /* a copy of the data, to be damaged */
  PanelistFailurePage *page;
  GtkWindow *window;
} Fixture;

static void
copy_file (const char *from,
           const char *to,
           const char *name)
{
  g_autofree char *source = g_build_filename (from, name, NULL);
  g_autofree char *target = g_build_filename (to, name, NULL);
  g_autofree char *data = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (source, &data, &length, NULL));
  g_assert_true (g_file_set_contents (target, data, (gssize) length, NULL));
}

static char *
find_backup (const char *directory)
{
  g_autofree char *folder = g_build_filename (directory, "backups", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = dir != NULL ? g_dir_read_name (dir) : NULL;

  return name != NULL ? g_build_filename ("backups", name, NULL) : NULL;
}

/* One order is in the data, and in its backup when there is one. */
static void
set_up (Fixture       *fixture,
        gconstpointer  with_backup)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autofree char *database = NULL;

  workbench_set_up (&fixture->bench, NULL);
  scripted_panel_answer (fixture->bench.server, "add", 200, "{\"order\": 23501}");
  order = workbench_place (&fixture->bench, "https://clips.example/v/1", 250);
  if (with_backup != NULL)
    finish (panelist_store_back_up (fixture->bench.store));
  workbench_reopen (&fixture->bench);

  fixture->directory = g_dir_make_tmp ("panelist-test-XXXXXX", NULL);
  database = g_build_filename (fixture->directory, "panelist.db", NULL);
  copy_file (fixture->bench.directory, fixture->directory, "panelist.db");
  if (with_backup != NULL)
    {
      g_autofree char *backup = find_backup (fixture->bench.directory);
      g_autofree char *folder = g_build_filename (fixture->directory, "backups", NULL);

      g_assert_nonnull (backup);
      g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
      copy_file (fixture->bench.directory, fixture->directory, backup);
    }

  fixture->page = g_object_new (PANELIST_TYPE_FAILURE_PAGE, NULL);
  fixture->window = ui_test_show (g_object_new (ADW_TYPE_TOAST_OVERLAY, "child", fixture->page, NULL), 800, 700);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (fixture->window);
  workbench_remove_tree (fixture->directory);
  g_free (fixture->directory);
  workbench_tear_down (&fixture->bench, NULL);
}

static void
write_at (Fixture    *fixture,
          long        offset,
          const char *bytes,
          gsize       length)
{
  g_autofree char *path = g_build_filename (fixture->directory, "panelist.db", NULL);
  FILE *file = g_fopen (path, "r+b");

  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, offset, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (bytes, 1, length, file), ==, length);
  fclose (file);
}

/* As the application does: the data is opened, and what comes of it is shown. */
static void
fail_to_open (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  error = finish_error (panelist_store_open (fixture->directory));
  panelist_failure_page_set_error (fixture->page, error, fixture->directory);
}

static gboolean
offers (Fixture    *fixture,
        const char *label)
{
  GtkWidget *button = NULL;

  button = ui_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, label);
  return button != NULL && gtk_widget_get_visible (button);
}

static gboolean
says (Fixture    *fixture,
      const char *words)
{
  return ui_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_LABEL, words) != NULL;
}

static void
test_restore (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (PanelistStore) store = NULL;
  g_autoptr (GPtrArray) orders = NULL;

  write_at (fixture, 0, "This is no database at all.", 27);
  fail_to_open (fixture);
  g_assert_true (says (fixture, "The Data File Is Damaged"));
  wait_until (offers (fixture, "Restore Backup"));
  g_assert_true (offers (fixture, "Export What Is Readable…"));
  g_assert_true (offers (fixture, "Start Empty"));
  ui_test_assert_names (GTK_WIDGET (fixture->page));

  /* What the button asks the application for: the order of the backup is there, and until when it is complete. */
  finish (panelist_store_restore_backup (fixture->directory));
  store = finish_object (panelist_store_open (fixture->directory));
  orders = finish_boxed (panelist_store_list_orders (store));
  g_assert_cmpuint (orders->len, ==, 1);
  g_assert_cmpstr (panelist_order_get_link (g_ptr_array_index (orders, 0)), ==, "https://clips.example/v/1");
  finish (panelist_store_close (store));
}

static void
test_no_backup (Fixture       *fixture,
                gconstpointer  data)
{
  write_at (fixture, 0, "This is no database at all.", 27);
  fail_to_open (fixture);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (offers (fixture, "Restore Backup"));

  /* Start Empty asks first. */
  g_signal_emit_by_name (ui_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_BUTTON, "Start Empty"), "clicked");
  g_assert_nonnull (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)));
  g_assert_cmpstr (adw_alert_dialog_get_heading (
                       ADW_ALERT_DIALOG (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)))),
                   ==, "Start Empty?");
  adw_dialog_force_close (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)));
}

/* The file of a newer version is whole: everything in it can be read. */
static void
test_export (Fixture       *fixture,
             gconstpointer  data)
{
  static const char version[] = { 0, 0, 3, (char) 0xe8 };
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  write_at (fixture, 60, version, sizeof version);
  fail_to_open (fixture);
  g_assert_true (says (fixture, "Data From a Newer Version"));
  g_assert_true (offers (fixture, "Export…"));
  g_assert_false (offers (fixture, "Start Empty"));
  g_assert_false (offers (fixture, "Restore Backup"));

  path = g_build_filename (fixture->directory, "orders.csv", NULL);
  panelist_failure_page_export (fixture->page, path);
  wait_until (says (fixture, "1 order exported"));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "23501"));
  g_assert_nonnull (strstr (text, "https://clips.example/v/1"));
}

static void
test_nothing_readable (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *path = NULL;

  write_at (fixture, 0, "This is no database at all.", 27);
  fail_to_open (fixture);
  path = g_build_filename (fixture->directory, "orders.csv", NULL);
  panelist_failure_page_export (fixture->page, path);
  wait_until (says (fixture, "No order could be read"));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add ("/ui/failure/restore", Fixture, "backup", set_up, test_restore, tear_down);
  g_test_add ("/ui/failure/no-backup", Fixture, NULL, set_up, test_no_backup, tear_down);
  g_test_add ("/ui/failure/export", Fixture, NULL, set_up, test_export, tear_down);
  g_test_add ("/ui/failure/nothing-readable", Fixture, NULL, set_up, test_nothing_readable, tear_down);
  return g_test_run ();
}
