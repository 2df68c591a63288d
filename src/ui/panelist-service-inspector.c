/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-service-inspector.h"

#include "panelist-closures.h"
#include "panelist-fact.h"
#include "panelist-properties.h"
#include "panelist-ui.h"

struct _PanelistServiceInspector
{
  AdwBin parent_instance;

  GtkWidget *order;

  PanelistService *service;
  PanelistPanel *panel;
  gboolean show_title;
};

G_DEFINE_FINAL_TYPE (PanelistServiceInspector, panelist_service_inspector, ADW_TYPE_BIN)

#define FIELD(name) G_STRUCT_OFFSET (PanelistServiceInspector, name)

static const PanelistPropertyInfo table[] = {
  { "service", PANELIST_PROPERTY_OBJECT, FIELD (service), panelist_service_get_type, FALSE, 0 },
  { "panel", PANELIST_PROPERTY_OBJECT, FIELD (panel), panelist_panel_get_type, FALSE, 0 },
  { "show-title", PANELIST_PROPERTY_BOOLEAN, FIELD (show_title), NULL, FALSE, FALSE },
};

static GParamSpec *properties[G_N_ELEMENTS (table) + 1];

enum {
  ORDER_REQUESTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
visible_child (PanelistServiceInspector *self,
               PanelistService          *service)
{
  return g_strdup (service ? "service" : "none");
}

static void
on_order_clicked (PanelistServiceInspector *self)
{
  if (self->service != NULL)
    g_signal_emit (self, signals[ORDER_REQUESTED], 0, self->service);
}

static void
panelist_service_inspector_get_property (GObject    *object,
                                         guint       id,
                                         GValue     *value,
                                         GParamSpec *pspec)
{
  panelist_properties_get (object, &table[id - 1], value);
}

static void
panelist_service_inspector_set_property (GObject      *object,
                                         guint         id,
                                         const GValue *value,
                                         GParamSpec   *pspec)
{
  panelist_properties_set (object, &table[id - 1], value, pspec);
}

static void
panelist_service_inspector_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANELIST_TYPE_SERVICE_INSPECTOR);

  G_OBJECT_CLASS (panelist_service_inspector_parent_class)->dispose (object);
}

static void
panelist_service_inspector_finalize (GObject *object)
{
  panelist_properties_finalize (object, table, G_N_ELEMENTS (table));

  G_OBJECT_CLASS (panelist_service_inspector_parent_class)->finalize (object);
}

static void
panelist_service_inspector_class_init (PanelistServiceInspectorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = panelist_service_inspector_get_property;
  object_class->set_property = panelist_service_inspector_set_property;
  object_class->dispose = panelist_service_inspector_dispose;
  object_class->finalize = panelist_service_inspector_finalize;
  panelist_properties_install (object_class, table, G_N_ELEMENTS (table), properties);

  signals[ORDER_REQUESTED] = g_signal_new ("order-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, PANELIST_TYPE_SERVICE);

  g_type_ensure (PANELIST_TYPE_FACT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PANELIST_RESOURCE_PATH "panelist-service-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistServiceInspector, order);
  gtk_widget_class_bind_template_callback (widget_class, visible_child);
  gtk_widget_class_bind_template_callback (widget_class, on_order_clicked);
  panelist_closures_bind (widget_class);
}

static void
panelist_service_inspector_init (PanelistServiceInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * panelist_service_inspector_new:
 * @panel: the panel of @service
 * @service: what to show
 *
 * Returns: (transfer none): an inspector with a title, for a page of its own
 */
GtkWidget *
panelist_service_inspector_new (PanelistPanel   *panel,
                                PanelistService *service)
{
  return g_object_new (PANELIST_TYPE_SERVICE_INSPECTOR,
                       "panel", panel,
                       "service", service,
                       "show-title", TRUE,
                       NULL);
}

/**
 * panelist_service_inspector_focus_order:
 *
 * Moves the keyboard to the button that opens the order form.
 */
void
panelist_service_inspector_focus_order (PanelistServiceInspector *self)
{
  g_return_if_fail (PANELIST_IS_SERVICE_INSPECTOR (self));

  gtk_widget_grab_focus (self->order);
}
