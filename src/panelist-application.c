/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist"

#include "config.h"

#include "panelist-application.h"

#include <glib/gi18n.h>

#include "panelist-settings.h"
#include "panelist-ui.h"
#include "panelist-window.h"

struct _PanelistApplication
{
  AdwApplication parent_instance;

  PanelistSettings *settings;
};

G_DEFINE_FINAL_TYPE (PanelistApplication, panelist_application, ADW_TYPE_APPLICATION)

static void
panelist_application_startup (GApplication *application)
{
  PanelistApplication *self = PANELIST_APPLICATION (application);

  G_APPLICATION_CLASS (panelist_application_parent_class)->startup (application);
  self->settings = panelist_settings_new (NULL);
}

static void
panelist_application_activate (GApplication *application)
{
  PanelistApplication *self = PANELIST_APPLICATION (application);
  GtkWindow *window = NULL;

  window = gtk_application_get_active_window (GTK_APPLICATION (self));
  if (window == NULL)
    window = GTK_WINDOW (panelist_window_new (GTK_APPLICATION (self), self->settings));
  gtk_window_present (window);
}

static void
panelist_application_dispose (GObject *object)
{
  PanelistApplication *self = PANELIST_APPLICATION (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (panelist_application_parent_class)->dispose (object);
}

static void
panelist_application_class_init (PanelistApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = panelist_application_dispose;
  G_APPLICATION_CLASS (klass)->startup = panelist_application_startup;
  G_APPLICATION_CLASS (klass)->activate = panelist_application_activate;
}

static void
panelist_application_init (PanelistApplication *self)
{
}

/**
 * panelist_application_new:
 *
 * Returns: (transfer full): the application, to be run
 */
PanelistApplication *
panelist_application_new (void)
{
  /* The style sheet and the icons are found by the resource path, which a development build shares. */
  return g_object_new (PANELIST_TYPE_APPLICATION,
                       "application-id", PANELIST_APPLICATION_ID,
                       "resource-base-path", "/io/github/panelist/Panelist",
                       NULL);
}
