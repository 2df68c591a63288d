/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist"

#include "config.h"

#include <glib/gi18n.h>
#include <libdex.h>
#include <locale.h>

#include "panelist-application.h"
#include "panelist-ui.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (PanelistApplication) application = NULL;

  dex_init ();
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, PANELIST_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  panelist_ui_init ();
  application = panelist_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
