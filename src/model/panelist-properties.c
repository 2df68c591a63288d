/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-model"

#include "config.h"

#include "panelist-properties.h"

static GParamSpec *
make_pspec (const PanelistPropertyInfo *info)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  flags |= info->construct_only ? G_PARAM_CONSTRUCT_ONLY : G_PARAM_CONSTRUCT;

  switch (info->kind)
    {
    case PANELIST_PROPERTY_TEXT:
      return g_param_spec_string (info->name, NULL, NULL, NULL, flags);
    case PANELIST_PROPERTY_NUMBER:
      return g_param_spec_int64 (info->name, NULL, NULL, G_MININT64, G_MAXINT64, info->initial, flags);
    case PANELIST_PROPERTY_BOOLEAN:
      return g_param_spec_boolean (info->name, NULL, NULL, info->initial != 0, flags);
    case PANELIST_PROPERTY_ENUM:
      return g_param_spec_enum (info->name, NULL, NULL, info->type (), (int) info->initial, flags);
    case PANELIST_PROPERTY_OBJECT:
      return g_param_spec_object (info->name, NULL, NULL, info->type (), flags);
    case PANELIST_PROPERTY_BOXED:
      return g_param_spec_boxed (info->name, NULL, NULL, info->type (), flags);
    default:
      g_assert_not_reached ();
    }
}

void
panelist_properties_install (GObjectClass               *klass,
                             const PanelistPropertyInfo *table,
                             guint                       n_properties,
                             GParamSpec                **pspecs)
{
  for (guint i = 0; i < n_properties; i++)
    pspecs[i + 1] = make_pspec (&table[i]);
  g_object_class_install_properties (klass, n_properties + 1, pspecs);
}

void
panelist_properties_get (GObject                    *object,
                         const PanelistPropertyInfo *info,
                         GValue                     *value)
{
  gconstpointer field = G_STRUCT_MEMBER_P (object, info->offset);

  switch (info->kind)
    {
    case PANELIST_PROPERTY_TEXT:
      g_value_set_string (value, *(char *const *) field);
      break;
    case PANELIST_PROPERTY_NUMBER:
      g_value_set_int64 (value, *(const int64_t *) field);
      break;
    case PANELIST_PROPERTY_BOOLEAN:
      g_value_set_boolean (value, *(const gboolean *) field);
      break;
    case PANELIST_PROPERTY_ENUM:
      g_value_set_enum (value, *(const int *) field);
      break;
    case PANELIST_PROPERTY_OBJECT:
      g_value_set_object (value, *(gpointer const *) field);
      break;
    case PANELIST_PROPERTY_BOXED:
      g_value_set_boxed (value, *(gpointer const *) field);
      break;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
set_number (int64_t *field,
            int64_t  value)
{
  if (*field == value)
    return FALSE;
  *field = value;
  return TRUE;
}

static gboolean
set_int (int *field,
         int  value)
{
  if (*field == value)
    return FALSE;
  *field = value;
  return TRUE;
}

static gboolean
set_boxed (gpointer *field,
           GType     type,
           gpointer  value)
{
  if (*field == value)
    return FALSE;
  if (*field != NULL)
    g_boxed_free (type, *field);
  *field = value != NULL ? g_boxed_copy (type, value) : NULL;
  return TRUE;
}

void
panelist_properties_set (GObject                    *object,
                         const PanelistPropertyInfo *info,
                         const GValue               *value,
                         GParamSpec                 *pspec)
{
  gpointer field = G_STRUCT_MEMBER_P (object, info->offset);
  gboolean changed = FALSE;

  switch (info->kind)
    {
    case PANELIST_PROPERTY_TEXT:
      changed = g_set_str ((char **) field, g_value_get_string (value));
      break;
    case PANELIST_PROPERTY_NUMBER:
      changed = set_number (field, g_value_get_int64 (value));
      break;
    case PANELIST_PROPERTY_BOOLEAN:
      changed = set_int (field, g_value_get_boolean (value));
      break;
    case PANELIST_PROPERTY_ENUM:
      changed = set_int (field, g_value_get_enum (value));
      break;
    case PANELIST_PROPERTY_OBJECT:
      changed = g_set_object ((GObject **) field, g_value_get_object (value));
      break;
    case PANELIST_PROPERTY_BOXED:
      changed = set_boxed (field, info->type (), g_value_get_boxed (value));
      break;
    default:
      g_assert_not_reached ();
    }

  if (changed)
    g_object_notify_by_pspec (object, pspec);
}

void
panelist_properties_finalize (GObject                    *object,
                              const PanelistPropertyInfo *table,
                              guint                       n_properties)
{
  for (guint i = 0; i < n_properties; i++)
    {
      gpointer *field = (gpointer *) G_STRUCT_MEMBER_P (object, table[i].offset);

      if (table[i].kind == PANELIST_PROPERTY_TEXT)
        g_clear_pointer (field, g_free);
      else if (table[i].kind == PANELIST_PROPERTY_OBJECT)
        g_clear_object (field);
      else if (table[i].kind == PANELIST_PROPERTY_BOXED && *field != NULL)
        g_boxed_free (table[i].type (), g_steal_pointer (field));
    }
}
