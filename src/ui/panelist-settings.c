/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-settings.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

struct _PanelistSettings
{
  GObject parent_instance;

  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (PanelistSettings, panelist_settings, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (PanelistColorScheme, panelist_color_scheme,
                    G_DEFINE_ENUM_VALUE (PANELIST_COLOR_SCHEME_FOLLOW_SYSTEM, "follow-system"),
                    G_DEFINE_ENUM_VALUE (PANELIST_COLOR_SCHEME_LIGHT, "light"),
                    G_DEFINE_ENUM_VALUE (PANELIST_COLOR_SCHEME_DARK, "dark"))

typedef enum {
  PROP_COLOR_SCHEME = 1,
  PROP_HOLD_DELAY,
  PROP_RESTORED_SEEN,
  PROP_WINDOW_WIDTH,
  PROP_WINDOW_HEIGHT,
  PROP_WINDOW_MAXIMIZED,
  PROP_PAGE,
  PROP_PANEL,
  PROP_ALL_PANELS,
  PROP_SERVICES_QUERY,
  PROP_SERVICES_SORT,
  PROP_SERVICES_DESCENDING,
  PROP_SERVICES_SELECTED,
  PROP_SERVICES_DETAILS,
  PROP_SERVICES_FILTER,
  PROP_SERVICES_QUANTITY,
  PROP_SERVICES_PLACE,
  PROP_ORDERS_VIEW,
  PROP_ORDERS_QUERY,
  PROP_ORDERS_SORT,
  PROP_ORDERS_DESCENDING,
  PROP_UPDATES_VIEW,
} PanelistSettingsProperty;

static GParamSpec *properties[PROP_UPDATES_VIEW + 1];

/* A property and its key have the same name, and the type of the property is that of the key. */
static void
panelist_settings_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  PanelistSettings *self = PANELIST_SETTINGS (object);

  if (G_VALUE_HOLDS_BOOLEAN (value))
    g_value_set_boolean (value, g_settings_get_boolean (self->settings, pspec->name));
  else if (G_VALUE_HOLDS_INT (value))
    g_value_set_int (value, g_settings_get_int (self->settings, pspec->name));
  else if (G_VALUE_HOLDS_ENUM (value))
    g_value_set_enum (value, g_settings_get_enum (self->settings, pspec->name));
  else
    g_value_take_string (value, g_settings_get_string (self->settings, pspec->name));
}

static void
panelist_settings_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  PanelistSettings *self = PANELIST_SETTINGS (object);
  g_auto (GValue) before = G_VALUE_INIT;

  g_value_init (&before, pspec->value_type);
  g_object_get_property (object, pspec->name, &before);
  if (g_param_values_cmp (pspec, &before, value) == 0)
    return;

  if (G_VALUE_HOLDS_BOOLEAN (value))
    g_settings_set_boolean (self->settings, pspec->name, g_value_get_boolean (value));
  else if (G_VALUE_HOLDS_INT (value))
    g_settings_set_int (self->settings, pspec->name, g_value_get_int (value));
  else if (G_VALUE_HOLDS_ENUM (value))
    g_settings_set_enum (self->settings, pspec->name, g_value_get_enum (value));
  else if (g_value_get_string (value) != NULL)
    g_settings_set_string (self->settings, pspec->name, g_value_get_string (value));
  else
    g_settings_set_string (self->settings, pspec->name, "");
}

static void
panelist_settings_dispose (GObject *object)
{
  PanelistSettings *self = PANELIST_SETTINGS (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (panelist_settings_parent_class)->dispose (object);
}

static void
panelist_settings_class_init (PanelistSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = panelist_settings_get_property;
  object_class->set_property = panelist_settings_set_property;
  object_class->dispose = panelist_settings_dispose;

#define ENUM(name, type) g_param_spec_enum (name, NULL, NULL, type, 0, flags)
#define FLAG(name) g_param_spec_boolean (name, NULL, NULL, FALSE, flags)
#define NUMBER(name) g_param_spec_int (name, NULL, NULL, 0, G_MAXINT, 0, flags)
#define TEXT(name) g_param_spec_string (name, NULL, NULL, NULL, flags)
  properties[PROP_COLOR_SCHEME] = ENUM ("color-scheme", PANELIST_TYPE_COLOR_SCHEME);
  properties[PROP_HOLD_DELAY] = NUMBER ("hold-delay");
  properties[PROP_RESTORED_SEEN] = TEXT ("restored-seen");
  properties[PROP_WINDOW_WIDTH] = NUMBER ("window-width");
  properties[PROP_WINDOW_HEIGHT] = NUMBER ("window-height");
  properties[PROP_WINDOW_MAXIMIZED] = FLAG ("window-maximized");
  properties[PROP_PAGE] = TEXT ("page");
  properties[PROP_PANEL] = TEXT ("panel");
  properties[PROP_ALL_PANELS] = FLAG ("all-panels");
  properties[PROP_SERVICES_QUERY] = TEXT ("services-query");
  properties[PROP_SERVICES_SORT] = TEXT ("services-sort");
  properties[PROP_SERVICES_DESCENDING] = FLAG ("services-descending");
  properties[PROP_SERVICES_SELECTED] = TEXT ("services-selected");
  properties[PROP_SERVICES_DETAILS] = FLAG ("services-details");
  properties[PROP_SERVICES_FILTER] = TEXT ("services-filter");
  properties[PROP_SERVICES_QUANTITY] = NUMBER ("services-quantity");
  properties[PROP_SERVICES_PLACE] = NUMBER ("services-place");
  properties[PROP_ORDERS_VIEW] = TEXT ("orders-view");
  properties[PROP_ORDERS_QUERY] = TEXT ("orders-query");
  properties[PROP_ORDERS_SORT] = TEXT ("orders-sort");
  properties[PROP_ORDERS_DESCENDING] = FLAG ("orders-descending");
  properties[PROP_UPDATES_VIEW] = TEXT ("updates-view");
#undef ENUM
#undef FLAG
#undef NUMBER
#undef TEXT

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
panelist_settings_init (PanelistSettings *self)
{
}

static GSettingsSchema *
find_schema_in (const char *directory)
{
  g_autoptr (GSettingsSchemaSource) source = NULL;

  source = g_settings_schema_source_new_from_directory (directory,
                                                        g_settings_schema_source_get_default (),
                                                        TRUE, NULL);
  if (source == NULL)
    return NULL;
  return g_settings_schema_source_lookup (source, PANELIST_APPLICATION_ID, FALSE);
}

/* The schema among those of the system, else that of the build tree, else that of a prefix which the system does
 * not look into. */
static GSettingsSchema *
find_schema (void)
{
  g_autofree char *program = NULL;
  GSettingsSchema *schema;

  schema = g_settings_schema_source_lookup (g_settings_schema_source_get_default (),
                                            PANELIST_APPLICATION_ID, TRUE);
  program = g_file_read_link ("/proc/self/exe", NULL);
  if (schema == NULL && program != NULL)
    {
      g_autofree char *folder = g_path_get_dirname (program);
      g_autofree char *directory = g_build_filename (folder, "..", "data", NULL);

      schema = find_schema_in (directory);
    }
  if (schema == NULL)
    schema = find_schema_in (PANELIST_SCHEMA_DIR);
  return schema;
}

static PanelistSettings *
settings_new_for_backend (GSettingsBackend *backend)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (PanelistSettings) self = NULL;

  schema = find_schema ();
  if (schema == NULL)
    g_error ("The settings schema %s is not installed", PANELIST_APPLICATION_ID);

  self = g_object_new (PANELIST_TYPE_SETTINGS, NULL);
  self->settings = g_settings_new_full (schema, backend, NULL);
  g_signal_connect_object (self->settings, "changed", G_CALLBACK (g_object_notify), self,
                           G_CONNECT_SWAPPED);
  return g_steal_pointer (&self);
}

/**
 * panelist_settings_new:
 * @file: (nullable): a file to keep the settings in, or %NULL for those of the user
 *
 * Returns: (transfer full): the settings
 */
PanelistSettings *
panelist_settings_new (const char *file)
{
  g_autoptr (GSettingsBackend) backend = NULL;

  if (file != NULL)
    backend = g_keyfile_settings_backend_new (file, "/", NULL);
  return settings_new_for_backend (backend);
}

/**
 * panelist_settings_new_volatile:
 *
 * For the demo panel, which leaves no traces, and for tests.
 *
 * Returns: (transfer full): settings that are forgotten with the object
 */
PanelistSettings *
panelist_settings_new_volatile (void)
{
  g_autoptr (GSettingsBackend) backend = NULL;

  backend = g_memory_settings_backend_new ();
  return settings_new_for_backend (backend);
}
