/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-panel-switcher.h"

#include "panelist-closures.h"
#include "panelist-panel-row.h"
#include "panelist-properties.h"
#include "panelist-ui.h"

struct _PanelistPanelSwitcher
{
  AdwBin parent_instance;

  GtkListBox *list;

  PanelistPanel *panel;
  GListModel *panels;
};

G_DEFINE_FINAL_TYPE (PanelistPanelSwitcher, panelist_panel_switcher, ADW_TYPE_BIN)

#define FIELD(name) G_STRUCT_OFFSET (PanelistPanelSwitcher, name)

static const PanelistPropertyInfo table[] = {
  { "panel", PANELIST_PROPERTY_OBJECT, FIELD (panel), panelist_panel_get_type, FALSE, 0 },
  { "panels", PANELIST_PROPERTY_OBJECT, FIELD (panels), g_list_model_get_type, FALSE, 0 },
};

static GParamSpec *properties[G_N_ELEMENTS (table) + 1];

/* The child has no name in the template: GTK takes a named one away from its parent before AdwBin does. */
static GtkMenuButton *
get_button (PanelistPanelSwitcher *self)
{
  return GTK_MENU_BUTTON (adw_bin_get_child (ADW_BIN (self)));
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  return panelist_panel_row_new (PANELIST_PANEL (item));
}

static void
on_panels_set (PanelistPanelSwitcher *self)
{
  gtk_list_box_bind_model (self->list, self->panels, create_row, NULL, NULL);
}

static void
select_panel (PanelistPanelSwitcher *self)
{
  for (int i = 0;; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);

      if (row == NULL)
        return;
      if (panelist_panel_row_get_panel (PANELIST_PANEL_ROW (row)) == self->panel)
        gtk_list_box_select_row (self->list, row);
    }
}

static void
on_row_activated (PanelistPanelSwitcher *self,
                  GtkListBoxRow         *row)
{
  gtk_menu_button_popdown (get_button (self));
  g_object_set (self, "panel", panelist_panel_row_get_panel (PANELIST_PANEL_ROW (row)), NULL);
}

static void
on_manage_clicked (PanelistPanelSwitcher *self)
{
  gtk_menu_button_popdown (get_button (self));
}

static void
panelist_panel_switcher_get_property (GObject    *object,
                                      guint       id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  panelist_properties_get (object, &table[id - 1], value);
}

static void
panelist_panel_switcher_set_property (GObject      *object,
                                      guint         id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  panelist_properties_set (object, &table[id - 1], value, pspec);
}

static void
panelist_panel_switcher_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANELIST_TYPE_PANEL_SWITCHER);

  G_OBJECT_CLASS (panelist_panel_switcher_parent_class)->dispose (object);
}

static void
panelist_panel_switcher_finalize (GObject *object)
{
  panelist_properties_finalize (object, table, G_N_ELEMENTS (table));

  G_OBJECT_CLASS (panelist_panel_switcher_parent_class)->finalize (object);
}

static void
panelist_panel_switcher_class_init (PanelistPanelSwitcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = panelist_panel_switcher_get_property;
  object_class->set_property = panelist_panel_switcher_set_property;
  object_class->dispose = panelist_panel_switcher_dispose;
  object_class->finalize = panelist_panel_switcher_finalize;
  panelist_properties_install (object_class, table, G_N_ELEMENTS (table), properties);

  g_type_ensure (PANELIST_TYPE_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class, PANELIST_RESOURCE_PATH "panelist-panel-switcher.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistPanelSwitcher, list);
  gtk_widget_class_bind_template_callback (widget_class, on_manage_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  panelist_closures_bind (widget_class);
}

static void
panelist_panel_switcher_init (PanelistPanelSwitcher *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::panels", G_CALLBACK (on_panels_set), NULL);
  g_signal_connect_object (gtk_menu_button_get_popover (get_button (self)), "show", G_CALLBACK (select_panel), self,
                           G_CONNECT_SWAPPED);
}
