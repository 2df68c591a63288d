/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-demo"

#include "config.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "panelist-demo-server.h"

typedef struct {
  int port;
  char *key;
  int n_services;
  int64_t seed;
  double time_scale;
  char *faults;
  char *log;
  gboolean version;
} Options;

static gboolean
read_options (Options   *options,
              int       *argc,
              char    ***argv,
              GError   **error)
{
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &options->port, "Port on the loopback interface, 0 for any", "N" },
    { "key", 0, 0, G_OPTION_ARG_STRING, &options->key, "API key of the one account", "KEY" },
    { "services", 0, 0, G_OPTION_ARG_INT, &options->n_services, "How many services to invent", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options->seed, "The same seed invents the same services", "S" },
    { "time-scale", 0, 0, G_OPTION_ARG_DOUBLE, &options->time_scale, "Let orders live X times faster", "X" },
    { "faults", 0, 0, G_OPTION_ARG_STRING, &options->faults, "What goes wrong: add:drop-after=0.2,*:delay=300ms", "SPEC" },
    { "log", 0, 0, G_OPTION_ARG_FILENAME, &options->log, "Write each request and order as a line of JSON", "FILE" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Show the version and leave", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- a demo panel: no real orders, no money");

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc > 1)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "“%s” is no option: see --help", (*argv)[1]);
      return FALSE;
    }
  if (options->port >= 0 && options->port <= 65535 && options->n_services >= 0
      && options->n_services <= 500000 && options->seed >= 0 && options->seed <= G_MAXUINT
      && options->time_scale >= 0.001 && options->time_scale <= 1000000)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "A value is out of range: port up to 65535, services up to 500000, time scale 0.001 to 1000000");
  return FALSE;
}

static gboolean
on_signal (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static int
serve (const Options  *options,
       GError        **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (PanelistDemoServer) server = NULL;

  server = g_object_new (PANELIST_TYPE_DEMO_SERVER,
                         "port", (guint) options->port,
                         "key", options->key ? options->key : "demo-key-0123456789abcdef",
                         "n-services", (guint) options->n_services,
                         "seed", (guint) options->seed,
                         "time-scale", options->time_scale,
                         "faults", options->faults,
                         "log", options->log,
                         NULL);
  if (!panelist_demo_server_start (server, error))
    return EXIT_FAILURE;
  printf ("%s\n", panelist_demo_server_get_address (server));
  fflush (stdout);
  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  g_main_loop_run (loop);
  return EXIT_SUCCESS;
}

int
main (int    argc,
      char **argv)
{
  Options options = { .n_services = 1200, .seed = 1, .time_scale = 1 };
  g_autoptr (GError) error = NULL;
  int result = EXIT_FAILURE;

  if (!read_options (&options, &argc, &argv, &error))
    result = EXIT_FAILURE;
  else if (options.version)
    {
      printf ("panelist-demo-panel %s\n", PANELIST_VERSION);
      result = EXIT_SUCCESS;
    }
  else
    result = serve (&options, &error);
  if (error != NULL)
    fprintf (stderr, "panelist-demo-panel: %s\n", error->message);
  g_free (options.key);
  g_free (options.faults);
  g_free (options.log);
  return result;
}
