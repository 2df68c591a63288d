/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-welcome-page.h"

#include "panelist-properties.h"

struct _PanelistWelcomePage
{
  AdwBin parent_instance;

  GtkWidget *add;

  GMenuModel *menu;
};

G_DEFINE_FINAL_TYPE (PanelistWelcomePage, panelist_welcome_page, ADW_TYPE_BIN)

static const PanelistPropertyInfo table[] = {
  { "menu", PANELIST_PROPERTY_OBJECT, G_STRUCT_OFFSET (PanelistWelcomePage, menu), g_menu_model_get_type, FALSE, 0 },
};

static GParamSpec *properties[G_N_ELEMENTS (table) + 1];

static void
panelist_welcome_page_get_property (GObject    *object,
                                    guint       id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  panelist_properties_get (object, &table[id - 1], value);
}

static void
panelist_welcome_page_set_property (GObject      *object,
                                    guint         id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  panelist_properties_set (object, &table[id - 1], value, pspec);
}

static gboolean
panelist_welcome_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (PANELIST_WELCOME_PAGE (widget)->add);
}

static void
panelist_welcome_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANELIST_TYPE_WELCOME_PAGE);

  G_OBJECT_CLASS (panelist_welcome_page_parent_class)->dispose (object);
}

static void
panelist_welcome_page_finalize (GObject *object)
{
  panelist_properties_finalize (object, table, G_N_ELEMENTS (table));

  G_OBJECT_CLASS (panelist_welcome_page_parent_class)->finalize (object);
}

static void
panelist_welcome_page_class_init (PanelistWelcomePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = panelist_welcome_page_get_property;
  object_class->set_property = panelist_welcome_page_set_property;
  object_class->dispose = panelist_welcome_page_dispose;
  object_class->finalize = panelist_welcome_page_finalize;
  widget_class->grab_focus = panelist_welcome_page_grab_focus;
  panelist_properties_install (object_class, table, G_N_ELEMENTS (table), properties);

  gtk_widget_class_set_template_from_resource (widget_class, PANELIST_RESOURCE_PATH "panelist-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistWelcomePage, add);
}

static void
panelist_welcome_page_init (PanelistWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
