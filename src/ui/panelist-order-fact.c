/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-order-fact.h"

#include <glib/gi18n.h>

#include "panelist-ui.h"

struct _PanelistOrderFact
{
  GtkBox parent_instance;

  char *name;
  char *value;
  char *copy_label;

  GtkWidget *text;
  GtkWidget *copy;
};

G_DEFINE_FINAL_TYPE (PanelistOrderFact, panelist_order_fact, GTK_TYPE_BOX)

typedef enum {
  PROP_NAME = 1,
  PROP_VALUE,
  PROP_COPY_LABEL,
} PanelistOrderFactProperty;

static GParamSpec *properties[PROP_COPY_LABEL + 1];

static void
on_copy_clicked (PanelistOrderFact *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->value);
  panelist_toast (GTK_WIDGET (self), _("Copied"));
}

static void
panelist_order_fact_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  PanelistOrderFact *self = PANELIST_ORDER_FACT (object);

  switch ((PanelistOrderFactProperty) id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_VALUE:
      g_value_set_string (value, self->value);
      break;
    case PROP_COPY_LABEL:
      g_value_set_string (value, self->copy_label);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_order_fact_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  PanelistOrderFact *self = PANELIST_ORDER_FACT (object);

  switch ((PanelistOrderFactProperty) id)
    {
    case PROP_NAME:
      if (g_set_str (&self->name, g_value_get_string (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_VALUE:
      panelist_order_fact_set_value (self, g_value_get_string (value));
      break;
    case PROP_COPY_LABEL:
      g_set_str (&self->copy_label, g_value_get_string (value));
      gtk_widget_set_visible (self->copy, self->copy_label != NULL);
      gtk_widget_set_tooltip_text (self->copy, self->copy_label);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_order_fact_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANELIST_TYPE_ORDER_FACT);

  G_OBJECT_CLASS (panelist_order_fact_parent_class)->dispose (object);
}

static void
panelist_order_fact_finalize (GObject *object)
{
  PanelistOrderFact *self = PANELIST_ORDER_FACT (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->value, g_free);
  g_clear_pointer (&self->copy_label, g_free);

  G_OBJECT_CLASS (panelist_order_fact_parent_class)->finalize (object);
}

static void
panelist_order_fact_class_init (PanelistOrderFactClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = panelist_order_fact_get_property;
  object_class->set_property = panelist_order_fact_set_property;
  object_class->dispose = panelist_order_fact_dispose;
  object_class->finalize = panelist_order_fact_finalize;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, NULL, flags);
  properties[PROP_COPY_LABEL] = g_param_spec_string ("copy-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               PANELIST_RESOURCE_PATH "panelist-order-fact.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderFact, text);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderFact, copy);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
}

static void
panelist_order_fact_init (PanelistOrderFact *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
panelist_order_fact_new (const char *name,
                   const char *value)
{
  return g_object_new (PANELIST_TYPE_ORDER_FACT, "name", name, "value", value, NULL);
}

/* `value`: plain text; NULL or empty hides the line. */
void
panelist_order_fact_set_value (PanelistOrderFact *self,
                         const char   *value)
{
  g_return_if_fail (PANELIST_IS_ORDER_FACT (self));

  if (!g_set_str (&self->value, value))
    return;

  gtk_label_set_label (GTK_LABEL (self->text), value != NULL ? value : "");
  gtk_widget_set_visible (GTK_WIDGET (self), value != NULL && value[0] != '\0');
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

const char *
panelist_order_fact_get_value (PanelistOrderFact *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER_FACT (self), NULL);

  return self->value;
}
