/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-demo-process.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "panelist-clock.h"
#include "panelist-dex.h"

#define PROGRAM "panelist-demo-panel"
#define DIRECTORY_PREFIX "demo-"

/* How long the program may take until it listens. Milliseconds. */
#define START_DEADLINE 20000

/* More than the address has, so that a broken program does not fill the memory. */
#define MAX_FIRST_LINE 1024

struct _PanelistDemoProcess
{
  GObject parent_instance;

  GSubprocess *process;
  char *address;
  char *key;
  char *directory;
};

G_DEFINE_FINAL_TYPE (PanelistDemoProcess, panelist_demo_process, G_TYPE_OBJECT)

/* Directories */

static void
remove_directory (const char *path)
{
  g_autoptr (GDir) directory = NULL;
  const char *name = NULL;

  directory = g_dir_open (path, 0, NULL);
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *child = NULL;

      child = g_build_filename (path, name, NULL);
      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_directory (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/* A process that crashed left its directory. The lock of the database tells it from one in use. */
static gboolean
is_abandoned (const char *path)
{
  g_autofree char *lock = NULL;
  gboolean abandoned = FALSE;
  int fd = -1;

  lock = g_build_filename (path, "panelist.lock", NULL);
  fd = open (lock, O_RDWR | O_CLOEXEC);
  if (fd < 0)
    return FALSE;
  abandoned = flock (fd, LOCK_EX | LOCK_NB) == 0;
  close (fd);
  return abandoned;
}

static void
remove_abandoned (const char *parent)
{
  g_autoptr (GDir) directory = NULL;
  const char *name = NULL;

  directory = g_dir_open (parent, 0, NULL);
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = NULL;

      path = g_build_filename (parent, name, NULL);
      if (g_str_has_prefix (name, DIRECTORY_PREFIX) && is_abandoned (path))
        remove_directory (path);
    }
}

static char *
make_directory (const char  *parent,
                GError     **error)
{
  g_autofree char *template = NULL;

  if (g_mkdir_with_parents (parent, 0700) == 0)
    {
      remove_abandoned (parent);
      template = g_build_filename (parent, DIRECTORY_PREFIX "XXXXXX", NULL);
      if (g_mkdtemp_full (template, 0700) != NULL)
        return g_steal_pointer (&template);
    }
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "No directory for the demo in %s",
               parent);
  return NULL;
}

/* The process */

static char *
find_program (void)
{
  static const char *const beside[] = { ".", "demo", NULL };
  g_autofree char *program = NULL;
  g_autofree char *folder = NULL;

  program = g_file_read_link ("/proc/self/exe", NULL);
  folder = program ? g_path_get_dirname (program) : g_strdup (".");
  for (guint i = 0; beside[i] != NULL; i++)
    {
      g_autofree char *path = NULL;

      path = g_build_filename (folder, beside[i], PROGRAM, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }
  return g_build_filename (PANELIST_BIN_DIR, PROGRAM, NULL);
}

/* In the child: it must not outlive this process, however that ends. */
static void
follow_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

static GSubprocess *
spawn (PanelistDemoProcess  *self,
       double                time_scale,
       GError              **error)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autofree char *program = NULL;
  char scale[G_ASCII_DTOSTR_BUF_SIZE];

  program = find_program ();
  g_ascii_dtostr (scale, sizeof scale, time_scale);
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_subprocess_launcher_set_child_setup (launcher, follow_parent, NULL, NULL);
  return g_subprocess_launcher_spawn (launcher, error, program, "--port", "0", "--key", self->key, "--time-scale",
                                      scale, NULL);
}

/* Its first line is the address it listens at. */
static DexFuture *
read_address_fiber (gpointer data)
{
  PanelistDemoProcess *self = data;
  g_autoptr (GString) text = NULL;
  g_autoptr (GError) error = NULL;

  text = g_string_new (NULL);
  while (strchr (text->str, '\n') == NULL)
    {
      g_autoptr (GBytes) bytes = NULL;

      bytes = dex_await_boxed (panelist_stream_read_bytes (g_subprocess_get_stdout_pipe (self->process),
                                                           MAX_FIRST_LINE),
                               &error);
      if (bytes == NULL)
        return dex_future_new_for_error (g_steal_pointer (&error));
      if (g_bytes_get_size (bytes) == 0 || text->len > MAX_FIRST_LINE)
        return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "The demo panel told no address");
      g_string_append_len (text, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
    }
  self->address = g_strndup (text->str, (gsize) (strchr (text->str, '\n') - text->str));
  return dex_future_new_take_object (g_object_ref (self));
}

/**
 * panelist_demo_process_start:
 * @parent: where a directory for the data is made
 * @time_scale: how many times faster than life its orders live
 *
 * Returns: (transfer full): a future that resolves to a #PanelistDemoProcess that listens
 */
DexFuture *
panelist_demo_process_start (const char *parent,
                             double      time_scale)
{
  g_autoptr (PanelistDemoProcess) self = NULL;
  g_autoptr (GError) error = NULL;

  dex_return_error_if_fail (parent != NULL);

  self = g_object_new (PANELIST_TYPE_DEMO_PROCESS, NULL);
  self->key = g_uuid_string_random ();
  self->directory = make_directory (parent, &error);
  if (self->directory == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  self->process = spawn (self, time_scale, &error);
  if (self->process == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_first (panelist_spawn ("demo-address", read_address_fiber, g_object_ref (self), g_object_unref),
                           panelist_clock_deadline (START_DEADLINE), NULL);
}

static void
panelist_demo_process_dispose (GObject *object)
{
  PanelistDemoProcess *self = PANELIST_DEMO_PROCESS (object);

  if (self->process != NULL)
    g_subprocess_send_signal (self->process, SIGTERM);
  g_clear_object (&self->process);
  if (self->directory != NULL)
    remove_directory (self->directory);
  g_clear_pointer (&self->directory, g_free);

  G_OBJECT_CLASS (panelist_demo_process_parent_class)->dispose (object);
}

static void
panelist_demo_process_finalize (GObject *object)
{
  PanelistDemoProcess *self = PANELIST_DEMO_PROCESS (object);

  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->key, g_free);

  G_OBJECT_CLASS (panelist_demo_process_parent_class)->finalize (object);
}

static void
panelist_demo_process_class_init (PanelistDemoProcessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = panelist_demo_process_dispose;
  object_class->finalize = panelist_demo_process_finalize;
}

static void
panelist_demo_process_init (PanelistDemoProcess *self)
{
}

/**
 * panelist_demo_process_get_address:
 *
 * Returns: (transfer none): the address of its API
 */
const char *
panelist_demo_process_get_address (PanelistDemoProcess *self)
{
  g_return_val_if_fail (PANELIST_IS_DEMO_PROCESS (self), NULL);

  return self->address;
}

/**
 * panelist_demo_process_get_key:
 *
 * Returns: (transfer none): the key of its one account, good for nothing but this process
 */
const char *
panelist_demo_process_get_key (PanelistDemoProcess *self)
{
  g_return_val_if_fail (PANELIST_IS_DEMO_PROCESS (self), NULL);

  return self->key;
}

/**
 * panelist_demo_process_get_directory:
 *
 * Returns: (transfer none): an empty directory that is removed with the object
 */
const char *
panelist_demo_process_get_directory (PanelistDemoProcess *self)
{
  g_return_val_if_fail (PANELIST_IS_DEMO_PROCESS (self), NULL);

  return self->directory;
}
