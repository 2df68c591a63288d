/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A child places orders into a store and says on its output what is durable; it is killed at any moment. Whatever it
 * said has to be there afterwards (safety.md A5). */

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "panelist-store.h"

/* With sanitizers, unlike the engine of the other crash tests; the numbers of safety.md G, R1, are theirs. */
#define ROUNDS 50

static DexFuture *
wake_up (DexFuture *future,
         gpointer   data)
{
  g_main_context_wakeup (NULL);
  return NULL;
}

static DexFuture *
wait_for (DexFuture *future)
{
  dex_future_disown (dex_future_finally (dex_ref (future), wake_up, NULL, NULL));
  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  return future;
}

static gpointer
take (DexFuture *pending)
{
  g_autoptr (DexFuture) future = wait_for (pending);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  g_assert_no_error (error);
  return G_VALUE_HOLDS_OBJECT (value) ? g_value_dup_object (value)
         : G_VALUE_HOLDS_BOXED (value) ? g_value_dup_boxed (value)
                                       : NULL;
}

static void
say (const char *word,
     const char *uuid)
{
  printf ("%s %s\n", word, uuid);
  fflush (stdout);
}

/* Never returns: the parent kills it. Every second order gets its answer. */
static void
run_child (const char *directory)
{
  g_autoptr (PanelistStore) store = take (panelist_store_open (directory));
  g_autoptr (PanelistPanel) panel = panelist_panel_new ("Main Panel", "https://panel.example/api/v2");
  g_autoptr (PanelistService) service = NULL;
  g_autoptr (PanelistOrderDraft) draft = NULL;

  take (panelist_store_add_panel (store, panel));
  service = g_object_new (PANELIST_TYPE_SERVICE, "id", "7", "name", "Clips Views", "type-text", "Default",
                          "type", PANELIST_SERVICE_TYPE_DEFAULT, "rate", "0.90",
                          "min", (int64_t) 50, "max", (int64_t) 10000, NULL);
  draft = panelist_order_draft_new (panel, service);
  panelist_order_draft_set_value (draft, PANELIST_FIELD_LINK, "https://clips.example/1");
  panelist_order_draft_set_value (draft, PANELIST_FIELD_QUANTITY, "250");
  for (guint i = 1;; i++)
    {
      g_autoptr (PanelistOrder) order = take (panelist_store_begin_add (store, draft, NULL));
      g_autofree char *remote_id = g_strdup_printf ("%u", i);
      PanelistTransition answer = { .uuid = panelist_order_get_uuid (order),
                                    .from = PANELIST_INTENT_SUBMITTING,
                                    .to = PANELIST_INTENT_PLACED,
                                    .remote_id = remote_id };

      say ("begun", answer.uuid);
      if (i % 2 == 0)
        {
          g_object_unref (take (panelist_store_transition (store, &answer)));
          say ("placed", answer.uuid);
        }
    }
}

/* Reads what the child says until it has said @n_lines, kills it, and reads the rest. */
static void
kill_after (GSubprocess *child,
            guint        n_lines,
            GHashTable  *said)
{
  g_autoptr (GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));

  for (guint n = 1;; n++)
    {
      g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
      g_auto (GStrv) words = NULL;

      if (line == NULL)
        break;
      words = g_strsplit (line, " ", 2);
      /* The last line may be cut: it promised nothing yet. */
      if (g_strv_length (words) == 2 && strlen (words[1]) == 36)
        g_hash_table_insert (said, g_strdup (words[1]), GINT_TO_POINTER (words[0][0]));
      if (n == n_lines)
        g_subprocess_send_signal (child, SIGKILL);
    }
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
}

static void
check_file (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "panelist.db", NULL);
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "PRAGMA quick_check", -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, "ok");
  sqlite3_finalize (statement);
  sqlite3_close (db);
}

/* Everything said is there; nothing is left open; only what had no answer is unconfirmed. */
static void
check_orders (const char *directory,
              GHashTable *said)
{
  g_autoptr (PanelistStore) store = take (panelist_store_open (directory));
  g_autoptr (GPtrArray) orders = take (panelist_store_list_orders (store));
  guint n_found = 0;

  for (guint i = 0; i < orders->len; i++)
    {
      PanelistOrder *order = g_ptr_array_index (orders, i);
      PanelistIntentState state = panelist_order_get_intent_state (order);
      int word = GPOINTER_TO_INT (g_hash_table_lookup (said, panelist_order_get_uuid (order)));

      g_assert_true (state == PANELIST_INTENT_PLACED || state == PANELIST_INTENT_UNCONFIRMED);
      if (word == 'p')
        g_assert_cmpint (state, ==, PANELIST_INTENT_PLACED);
      n_found += word != 0;
    }
  g_assert_cmpuint (n_found, ==, g_hash_table_size (said));
  /* One order at most was committed and not said. */
  g_assert_cmpuint (orders->len, <=, n_found + 1);
  take (panelist_store_close (store));
}

static char *program = NULL;

static void
remove_files (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      g_remove (path);
    }
  g_rmdir (directory);
}

static void
test_kill (void)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autofree char *directory = g_dir_make_tmp ("panelist-crash-XXXXXX", NULL);
      g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autoptr (GSubprocess) child = NULL;
      g_autoptr (GError) error = NULL;

      child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--child", directory, NULL);
      g_assert_no_error (error);
      /* Odd numbers of lines end between T1 and T2, even ones behind T2 or T1. */
      kill_after (child, 1 + round % 7, said);
      check_orders (directory, said);
      check_file (directory);
      remove_files (directory);
    }
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  if (argc == 3 && strcmp (argv[1], "--child") == 0)
    run_child (argv[2]);
  g_test_init (&argc, &argv, NULL);
  program = argv[0];
  g_test_add_func ("/crash/store/kill", test_kill);
  return g_test_run ();
}
