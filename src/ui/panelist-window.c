/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-window.h"

#include "panelist-sidebar-row.h"

struct _PanelistWindow
{
  AdwApplicationWindow parent_instance;

  AdwNavigationSplitView *split;
  AdwNavigationView *pages_view;
  GtkListBox *pages;

  PanelistSettings *settings;
};

G_DEFINE_FINAL_TYPE (PanelistWindow, panelist_window, ADW_TYPE_APPLICATION_WINDOW)

typedef enum {
  PROP_SETTINGS = 1,
} PanelistWindowProperty;

static GParamSpec *properties[PROP_SETTINGS + 1];

static void
on_page_activated (PanelistWindow *self,
                   GtkListBoxRow  *row)
{
  const char *tag = NULL;

  tag = panelist_sidebar_row_get_tag (PANELIST_SIDEBAR_ROW (row));
  if (adw_navigation_view_find_page (self->pages_view, tag) == NULL)
    return;
  adw_navigation_view_replace_with_tags (self->pages_view, &tag, 1);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static void
panelist_window_constructed (GObject *object)
{
  PanelistWindow *self = PANELIST_WINDOW (object);
  GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  G_OBJECT_CLASS (panelist_window_parent_class)->constructed (object);

  g_object_bind_property (self->settings, "window-width", self, "default-width", flags);
  g_object_bind_property (self->settings, "window-height", self, "default-height", flags);
  g_object_bind_property (self->settings, "window-maximized", self, "maximized", flags);
}

static void
panelist_window_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  PanelistWindow *self = PANELIST_WINDOW (object);

  switch ((PanelistWindowProperty) id)
    {
    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_window_dispose (GObject *object)
{
  PanelistWindow *self = PANELIST_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_WINDOW);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (panelist_window_parent_class)->dispose (object);
}

static void
panelist_window_class_init (PanelistWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = panelist_window_constructed;
  object_class->set_property = panelist_window_set_property;
  object_class->dispose = panelist_window_dispose;

  properties[PROP_SETTINGS] =
      g_param_spec_object ("settings", NULL, NULL, PANELIST_TYPE_SETTINGS,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (PANELIST_TYPE_SIDEBAR_ROW);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               PANELIST_RESOURCE_PATH "panelist-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistWindow, split);
  gtk_widget_class_bind_template_child (widget_class, PanelistWindow, pages_view);
  gtk_widget_class_bind_template_child (widget_class, PanelistWindow, pages);
  gtk_widget_class_bind_template_callback (widget_class, on_page_activated);
}

static void
panelist_window_init (PanelistWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * panelist_window_new:
 * @application: the application
 * @settings: where size and page state are kept
 *
 * Returns: (transfer none): a new window, owned by GTK
 */
PanelistWindow *
panelist_window_new (GtkApplication   *application,
                     PanelistSettings *settings)
{
  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (PANELIST_IS_SETTINGS (settings), NULL);

  return g_object_new (PANELIST_TYPE_WINDOW,
                       "application", application,
                       "settings", settings,
                       NULL);
}
