/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-fact.h"

#include "panelist-properties.h"
#include "panelist-ui.h"

struct _PanelistFact
{
  GtkBox parent_instance;

  char *title;
  char *value;
  gboolean good;
};

G_DEFINE_FINAL_TYPE (PanelistFact, panelist_fact, GTK_TYPE_BOX)

static const PanelistPropertyInfo table[] = {
  { "title", PANELIST_PROPERTY_TEXT, G_STRUCT_OFFSET (PanelistFact, title), NULL, FALSE, 0 },
  { "value", PANELIST_PROPERTY_TEXT, G_STRUCT_OFFSET (PanelistFact, value), NULL, FALSE, 0 },
  { "good", PANELIST_PROPERTY_BOOLEAN, G_STRUCT_OFFSET (PanelistFact, good), NULL, FALSE, FALSE },
};

static GParamSpec *properties[G_N_ELEMENTS (table) + 1];

static void
panelist_fact_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  panelist_properties_get (object, &table[id - 1], value);
}

static void
panelist_fact_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  panelist_properties_set (object, &table[id - 1], value, pspec);
}

static void
panelist_fact_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANELIST_TYPE_FACT);

  G_OBJECT_CLASS (panelist_fact_parent_class)->dispose (object);
}

static void
panelist_fact_finalize (GObject *object)
{
  panelist_properties_finalize (object, table, G_N_ELEMENTS (table));

  G_OBJECT_CLASS (panelist_fact_parent_class)->finalize (object);
}

static void
panelist_fact_class_init (PanelistFactClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = panelist_fact_get_property;
  object_class->set_property = panelist_fact_set_property;
  object_class->dispose = panelist_fact_dispose;
  object_class->finalize = panelist_fact_finalize;
  panelist_properties_install (object_class, table, G_N_ELEMENTS (table), properties);

  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               PANELIST_RESOURCE_PATH "panelist-fact.ui");
}

static void
panelist_fact_init (PanelistFact *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
