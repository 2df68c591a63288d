/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz.h"
#include "panelist-hostile-answers.h"

/* Longer ones are read by the tests of the decoders; here each is decoded dozens of times. */
#define MAX_SEED (256 * 1024)

/* Replays the seeds of a fuzzing target as an ordinary test program: the answers of safety.md I, and every file
 * of the directories given. With `--write DIRECTORY` it writes the former there, as seeds for libFuzzer. */

static void
test_bytes (gconstpointer data)
{
  const uint8_t *bytes = NULL;
  gsize size = 0;

  bytes = g_bytes_get_data ((GBytes *) data, &size);
  LLVMFuzzerTestOneInput (bytes, size);
}

static void
add_bytes (const char *name,
           GBytes     *bytes)
{
  g_autofree char *path = g_strdup_printf ("/fuzz/%s", name);

  g_test_add_data_func_full (path, g_bytes_ref (bytes), test_bytes, (GDestroyNotify) g_bytes_unref);
}

static void
add_directory (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      g_autofree char *text = NULL;
      gsize length = 0;

      if (g_file_get_contents (path, &text, &length, NULL))
        {
          g_autoptr (GBytes) bytes = g_bytes_new (text, length);

          add_bytes (name, bytes);
        }
    }
}

static void
take_hostile_answers (const char *write_directory)
{
  g_autoptr (GPtrArray) answers = panelist_hostile_answers_new ();

  for (guint i = 0; i < answers->len; i++)
    {
      const PanelistHostileAnswer *hostile = g_ptr_array_index (answers, i);
      g_autofree char *name = g_strdup_printf ("hostile-%d-%u", hostile->number, i);

      if (g_bytes_get_size (hostile->body) > MAX_SEED)
        continue;

      if (write_directory != NULL)
        {
          g_autofree char *path = g_build_filename (write_directory, name, NULL);
          gsize length = 0;
          const char *text = g_bytes_get_data (hostile->body, &length);

          g_file_set_contents (path, text, (gssize) length, NULL);
        }
      else
        {
          add_bytes (name, hostile->body);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (argc == 3 && strcmp (argv[1], "--write") == 0)
    {
      take_hostile_answers (argv[2]);
      return 0;
    }

  take_hostile_answers (NULL);

  for (int i = 1; i < argc; i++)
    add_directory (argv[i]);

  return g_test_run ();
}
