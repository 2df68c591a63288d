/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist"

#include "config.h"

#include <glib/gi18n.h>
#include <libdex.h>
#include <locale.h>
#include <sys/resource.h>

#include "panelist-application.h"
#include "panelist-redact.h"
#include "panelist-ui.h"

/* A dump would hold keys. A limit of 0 does not stop handlers that dumps are piped to (safety.md D8). */
static void
forbid_dumps (void)
{
  const struct rlimit limit = { .rlim_cur = 1, .rlim_max = 1 };

  if (!PANELIST_DEVELOPMENT)
    setrlimit (RLIMIT_CORE, &limit);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (PanelistApplication) application = NULL;

  forbid_dumps ();
  dex_init ();
  g_log_set_writer_func (panelist_redact_log_writer, NULL, NULL);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, PANELIST_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  panelist_ui_init ();
  application = panelist_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
