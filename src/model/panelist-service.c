/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-model"

#include "config.h"

#include "panelist-service.h"

#include "panelist-properties.h"

struct _PanelistService {
  GObject parent_instance;

  char *id;
  char *name;
  char *category;
  int type;
  char *type_text;
  char *rate;
  int64_t min;
  int64_t max;
  int refill;
  int cancel;
  int drip_feed;
  gboolean drip_feed_opened;
  char *description;
  char *average_time;
  int64_t panel_id;
};

G_DEFINE_FINAL_TYPE (PanelistService, panelist_service, G_TYPE_OBJECT)

#define FIELD(name) G_STRUCT_OFFSET (PanelistService, name)

static const PanelistPropertyInfo table[] = {
  { "id", PANELIST_PROPERTY_TEXT, FIELD (id), NULL, TRUE, 0 },
  { "name", PANELIST_PROPERTY_TEXT, FIELD (name), NULL, TRUE, 0 },
  { "category", PANELIST_PROPERTY_TEXT, FIELD (category), NULL, TRUE, 0 },
  { "type", PANELIST_PROPERTY_ENUM, FIELD (type), panelist_service_type_get_type, TRUE, PANELIST_SERVICE_TYPE_UNKNOWN },
  { "type-text", PANELIST_PROPERTY_TEXT, FIELD (type_text), NULL, TRUE, 0 },
  { "rate", PANELIST_PROPERTY_TEXT, FIELD (rate), NULL, TRUE, 0 },
  { "min", PANELIST_PROPERTY_NUMBER, FIELD (min), NULL, TRUE, -1 },
  { "max", PANELIST_PROPERTY_NUMBER, FIELD (max), NULL, TRUE, -1 },
  { "refill", PANELIST_PROPERTY_ENUM, FIELD (refill), panelist_flag_get_type, TRUE, PANELIST_FLAG_UNKNOWN },
  { "cancel", PANELIST_PROPERTY_ENUM, FIELD (cancel), panelist_flag_get_type, TRUE, PANELIST_FLAG_UNKNOWN },
  { "drip-feed", PANELIST_PROPERTY_ENUM, FIELD (drip_feed), panelist_flag_get_type, TRUE, PANELIST_FLAG_UNKNOWN },
  { "drip-feed-opened", PANELIST_PROPERTY_BOOLEAN, FIELD (drip_feed_opened), NULL, TRUE, FALSE },
  { "description", PANELIST_PROPERTY_TEXT, FIELD (description), NULL, TRUE, 0 },
  { "average-time", PANELIST_PROPERTY_TEXT, FIELD (average_time), NULL, TRUE, 0 },
  { "panel-id", PANELIST_PROPERTY_NUMBER, FIELD (panel_id), NULL, TRUE, 0 },
};

static GParamSpec *properties[G_N_ELEMENTS (table) + 1];

static void
panelist_service_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  panelist_properties_get (object, &table[id - 1], value);
}

static void
panelist_service_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  panelist_properties_set (object, &table[id - 1], value, pspec);
}

static void
panelist_service_finalize (GObject *object)
{
  panelist_properties_finalize (object, table, G_N_ELEMENTS (table));

  G_OBJECT_CLASS (panelist_service_parent_class)->finalize (object);
}

static void
panelist_service_class_init (PanelistServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = panelist_service_get_property;
  object_class->set_property = panelist_service_set_property;
  object_class->finalize = panelist_service_finalize;
  panelist_properties_install (object_class, table, G_N_ELEMENTS (table), properties);
}

static void
panelist_service_init (PanelistService *self)
{
}

const char *
panelist_service_get_id (PanelistService *self)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE (self), NULL);

  return self->id;
}

const char *
panelist_service_get_name (PanelistService *self)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE (self), NULL);

  return self->name;
}

const char *
panelist_service_get_category (PanelistService *self)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE (self), NULL);

  return self->category;
}

PanelistServiceType
panelist_service_get_service_type (PanelistService *self)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE (self), PANELIST_SERVICE_TYPE_UNKNOWN);

  return (PanelistServiceType) self->type;
}

const char *
panelist_service_get_type_text (PanelistService *self)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE (self), NULL);

  return self->type_text;
}

const char *
panelist_service_get_rate (PanelistService *self)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE (self), NULL);

  return self->rate;
}

int64_t
panelist_service_get_min (PanelistService *self)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE (self), -1);

  return self->min;
}

int64_t
panelist_service_get_max (PanelistService *self)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE (self), -1);

  return self->max;
}

PanelistFlag
panelist_service_get_refill (PanelistService *self)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE (self), PANELIST_FLAG_UNKNOWN);

  return (PanelistFlag) self->refill;
}

PanelistFlag
panelist_service_get_cancel (PanelistService *self)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE (self), PANELIST_FLAG_UNKNOWN);

  return (PanelistFlag) self->cancel;
}

PanelistFlag
panelist_service_get_drip_feed (PanelistService *self)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE (self), PANELIST_FLAG_UNKNOWN);

  return (PanelistFlag) self->drip_feed;
}

const char *
panelist_service_get_description (PanelistService *self)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE (self), NULL);

  return self->description;
}

const char *
panelist_service_get_average_time (PanelistService *self)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE (self), NULL);

  return self->average_time;
}

int64_t
panelist_service_get_panel_id (PanelistService *self)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE (self), 0);

  return self->panel_id;
}
