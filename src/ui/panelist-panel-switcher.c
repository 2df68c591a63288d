/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-panel-switcher.h"

#include <glib/gi18n.h>

#include "panelist-closures.h"
#include "panelist-panel-row.h"
#include "panelist-properties.h"
#include "panelist-ui.h"

struct _PanelistPanelSwitcher
{
  AdwBin parent_instance;

  GtkListBox *list;
  GtkListBox *all_list;

  PanelistPanel *panel;
  GListModel *panels;
  gboolean all_panels;
  char *title;
  char *balances;
  GPtrArray *watched;    /* panels whose balance is followed */
};

G_DEFINE_FINAL_TYPE (PanelistPanelSwitcher, panelist_panel_switcher, ADW_TYPE_BIN)

#define FIELD(name) G_STRUCT_OFFSET (PanelistPanelSwitcher, name)

static const PanelistPropertyInfo table[] = {
  { "panel", PANELIST_PROPERTY_OBJECT, FIELD (panel), panelist_panel_get_type, FALSE, 0 },
  { "panels", PANELIST_PROPERTY_OBJECT, FIELD (panels), g_list_model_get_type, FALSE, 0 },
  { "all-panels", PANELIST_PROPERTY_BOOLEAN, FIELD (all_panels), NULL, FALSE, 0 },
  { "title", PANELIST_PROPERTY_TEXT, FIELD (title), NULL, FALSE, 0 },
  { "balances", PANELIST_PROPERTY_TEXT, FIELD (balances), NULL, FALSE, 0 },
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

static char *
dup_balance (PanelistPanel *panel)
{
  return panelist_balance_of (NULL, panel, NULL, NULL, NULL);
}

/* Balances of several panels are listed, never summed. */
static char *
dup_balances (PanelistPanelSwitcher *self)
{
  g_autoptr (GString) balances = g_string_new (NULL);

  for (guint i = 0; i < self->watched->len; i++)
    {
      g_autofree char *balance = dup_balance (g_ptr_array_index (self->watched, i));

      if (balances->len > 0)
        g_string_append (balances, " · ");
      g_string_append (balances, balance);
    }
  return g_string_free_and_steal (g_steal_pointer (&balances));
}

static void
update_words (PanelistPanelSwitcher *self)
{
  g_autofree char *balances = NULL;

  if (self->all_panels)
    balances = dup_balances (self);
  else if (self->panel != NULL)
    balances = dup_balance (self->panel);
  g_object_set (self,
                "title", self->all_panels ? _("All Panels") : self->panel ? panelist_panel_get_name (self->panel) : "",
                "balances", balances ? balances : "",
                NULL);
}

static void
watch_panels (PanelistPanelSwitcher *self)
{
  static const char *const told[] = { "notify::name", "notify::balance", "notify::currency",
                                      "notify::currency-override" };
  guint n = self->panels ? g_list_model_get_n_items (self->panels) : 0;

  for (guint i = 0; i < self->watched->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->watched, i), update_words, self);
  g_ptr_array_set_size (self->watched, 0);
  for (guint i = 0; i < n; i++)
    {
      PanelistPanel *panel = g_list_model_get_item (self->panels, i);

      g_ptr_array_add (self->watched, panel);
      for (gsize j = 0; j < G_N_ELEMENTS (told); j++)
        g_signal_connect_object (panel, told[j], G_CALLBACK (update_words), self, G_CONNECT_SWAPPED);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->all_list), n > 1);
  update_words (self);
}

static void
on_panels_set (PanelistPanelSwitcher *self)
{
  gtk_list_box_bind_model (self->list, self->panels, create_row, NULL, NULL);
  if (self->panels != NULL)
    g_signal_connect_object (self->panels, "items-changed", G_CALLBACK (watch_panels), self, G_CONNECT_SWAPPED);
  watch_panels (self);
}

static void
select_panel (PanelistPanelSwitcher *self)
{
  gtk_list_box_unselect_all (self->list);
  gtk_list_box_unselect_all (self->all_list);
  if (self->all_panels)
    {
      gtk_list_box_select_row (self->all_list, gtk_list_box_get_row_at_index (self->all_list, 0));
      return;
    }
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
  g_object_set (self, "all-panels", FALSE, "panel", panelist_panel_row_get_panel (PANELIST_PANEL_ROW (row)), NULL);
}

static void
on_all_activated (PanelistPanelSwitcher *self)
{
  gtk_menu_button_popdown (get_button (self));
  g_object_set (self, "all-panels", TRUE, NULL);
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
  PanelistPanelSwitcher *self = PANELIST_PANEL_SWITCHER (object);

  g_clear_pointer (&self->watched, g_ptr_array_unref);
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
  gtk_widget_class_bind_template_child (widget_class, PanelistPanelSwitcher, all_list);
  gtk_widget_class_bind_template_callback (widget_class, on_all_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_manage_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  panelist_closures_bind (widget_class);
}

static void
panelist_panel_switcher_init (PanelistPanelSwitcher *self)
{
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::panel", G_CALLBACK (update_words), NULL);
  g_signal_connect (self, "notify::all-panels", G_CALLBACK (update_words), NULL);
  g_signal_connect (self, "notify::panels", G_CALLBACK (on_panels_set), NULL);
  g_signal_connect_object (gtk_menu_button_get_popover (get_button (self)), "show", G_CALLBACK (select_panel), self,
                           G_CONNECT_SWAPPED);
}
