/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-sidebar-row.h"

#include "panelist-ui.h"

struct _PanelistSidebarRow
{
  GtkListBoxRow parent_instance;

  GtkWidget *count_label;

  char *tag;
  char *icon_name;
  char *title;
  char *count;
  char *description;
  gboolean attention;
  gboolean news;
};

G_DEFINE_FINAL_TYPE (PanelistSidebarRow, panelist_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

typedef enum {
  PROP_TAG = 1,
  PROP_ICON_NAME,
  PROP_TITLE,
  PROP_COUNT,
  PROP_DESCRIPTION,
  PROP_ATTENTION,
  PROP_NEWS,
} PanelistSidebarRowProperty;

static GParamSpec *properties[PROP_NEWS + 1];

/* An empty pill would still be drawn: the label is there only with a text. */
static void
update_count (PanelistSidebarRow *self)
{
  gboolean shown = self->count != NULL && *self->count != '\0';

  gtk_widget_set_visible (self->count_label, shown);
  if (self->attention)
    {
      gtk_widget_add_css_class (self->count_label, "badge");
      gtk_widget_remove_css_class (self->count_label, "count");
    }
  else
    {
      gtk_widget_add_css_class (self->count_label, "count");
      gtk_widget_remove_css_class (self->count_label, "badge");
    }
}

static void
update_description (PanelistSidebarRow *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, self->title ? self->title : "",
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->description ? self->description : "", -1);
}

static void
panelist_sidebar_row_get_property (GObject    *object,
                                   guint       id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  PanelistSidebarRow *self = PANELIST_SIDEBAR_ROW (object);

  switch ((PanelistSidebarRowProperty) id)
    {
    case PROP_TAG:
      g_value_set_string (value, self->tag);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_COUNT:
      g_value_set_string (value, self->count);
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;
    case PROP_ATTENTION:
      g_value_set_boolean (value, self->attention);
      break;
    case PROP_NEWS:
      g_value_set_boolean (value, self->news);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_sidebar_row_set_property (GObject      *object,
                                   guint         id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  PanelistSidebarRow *self = PANELIST_SIDEBAR_ROW (object);
  gboolean changed = FALSE;

  switch ((PanelistSidebarRowProperty) id)
    {
    case PROP_TAG:
      changed = g_set_str (&self->tag, g_value_get_string (value));
      break;
    case PROP_ICON_NAME:
      changed = g_set_str (&self->icon_name, g_value_get_string (value));
      break;
    case PROP_TITLE:
      changed = g_set_str (&self->title, g_value_get_string (value));
      break;
    case PROP_COUNT:
      changed = g_set_str (&self->count, g_value_get_string (value));
      break;
    case PROP_DESCRIPTION:
      changed = g_set_str (&self->description, g_value_get_string (value));
      break;
    case PROP_ATTENTION:
      changed = self->attention != g_value_get_boolean (value);
      self->attention = g_value_get_boolean (value);
      break;
    case PROP_NEWS:
      changed = self->news != g_value_get_boolean (value);
      self->news = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }

  if (!changed)
    return;
  update_count (self);
  update_description (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
panelist_sidebar_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANELIST_TYPE_SIDEBAR_ROW);

  G_OBJECT_CLASS (panelist_sidebar_row_parent_class)->dispose (object);
}

static void
panelist_sidebar_row_finalize (GObject *object)
{
  PanelistSidebarRow *self = PANELIST_SIDEBAR_ROW (object);

  g_clear_pointer (&self->tag, g_free);
  g_clear_pointer (&self->icon_name, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->count, g_free);
  g_clear_pointer (&self->description, g_free);

  G_OBJECT_CLASS (panelist_sidebar_row_parent_class)->finalize (object);
}

static void
panelist_sidebar_row_class_init (PanelistSidebarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = panelist_sidebar_row_get_property;
  object_class->set_property = panelist_sidebar_row_set_property;
  object_class->dispose = panelist_sidebar_row_dispose;
  object_class->finalize = panelist_sidebar_row_finalize;

  properties[PROP_TAG] = g_param_spec_string ("tag", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_COUNT] = g_param_spec_string ("count", NULL, NULL, NULL, flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);
  properties[PROP_ATTENTION] = g_param_spec_boolean ("attention", NULL, NULL, FALSE, flags);
  properties[PROP_NEWS] = g_param_spec_boolean ("news", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               PANELIST_RESOURCE_PATH "panelist-sidebar-row.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "count", FALSE,
                                             G_STRUCT_OFFSET (PanelistSidebarRow, count_label));
}

static void
panelist_sidebar_row_init (PanelistSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_count (self);
}

/**
 * panelist_sidebar_row_get_tag:
 *
 * Returns: (nullable): the tag of the page that the row opens
 */
const char *
panelist_sidebar_row_get_tag (PanelistSidebarRow *self)
{
  g_return_val_if_fail (PANELIST_IS_SIDEBAR_ROW (self), NULL);

  return self->tag;
}
