/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-panel-row.h"

#include "panelist-closures.h"
#include "panelist-panel-words.h"
#include "panelist-properties.h"
#include "panelist-ui.h"

struct _PanelistPanelRow
{
  GtkListBoxRow parent_instance;

  PanelistPanel *panel;
};

G_DEFINE_FINAL_TYPE (PanelistPanelRow, panelist_panel_row, GTK_TYPE_LIST_BOX_ROW)

static const PanelistPropertyInfo table[] = {
  { "panel", PANELIST_PROPERTY_OBJECT, G_STRUCT_OFFSET (PanelistPanelRow, panel), panelist_panel_get_type, FALSE, 0 },
};

static GParamSpec *properties[G_N_ELEMENTS (table) + 1];

static gboolean
needs_care (PanelistPanelRow   *self,
            PanelistPanelState  state)
{
  return panelist_panel_get_urgency (state) != 0;
}

static char *
state_words (PanelistPanelRow   *self,
             PanelistPanel      *panel,
             PanelistPanelState  state)
{
  return panel ? panelist_panel_dup_state (panel) : NULL;
}

static void
panelist_panel_row_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  panelist_properties_get (object, &table[id - 1], value);
}

static void
panelist_panel_row_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  panelist_properties_set (object, &table[id - 1], value, pspec);
}

static void
panelist_panel_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANELIST_TYPE_PANEL_ROW);

  G_OBJECT_CLASS (panelist_panel_row_parent_class)->dispose (object);
}

static void
panelist_panel_row_finalize (GObject *object)
{
  panelist_properties_finalize (object, table, G_N_ELEMENTS (table));

  G_OBJECT_CLASS (panelist_panel_row_parent_class)->finalize (object);
}

static void
panelist_panel_row_class_init (PanelistPanelRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = panelist_panel_row_get_property;
  object_class->set_property = panelist_panel_row_set_property;
  object_class->dispose = panelist_panel_row_dispose;
  object_class->finalize = panelist_panel_row_finalize;
  panelist_properties_install (object_class, table, G_N_ELEMENTS (table), properties);

  g_type_ensure (PANELIST_TYPE_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class, PANELIST_RESOURCE_PATH "panelist-panel-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, needs_care);
  gtk_widget_class_bind_template_callback (widget_class, state_words);
  panelist_closures_bind (widget_class);
}

static void
panelist_panel_row_init (PanelistPanelRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * panelist_panel_row_new:
 * @panel: what the row stands for
 *
 * Returns: (transfer none): a new floating row
 */
GtkWidget *
panelist_panel_row_new (PanelistPanel *panel)
{
  return g_object_new (PANELIST_TYPE_PANEL_ROW, "panel", panel, NULL);
}

/**
 * panelist_panel_row_get_panel:
 *
 * Returns: (transfer none): what the row stands for
 */
PanelistPanel *
panelist_panel_row_get_panel (PanelistPanelRow *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL_ROW (self), NULL);

  return self->panel;
}
