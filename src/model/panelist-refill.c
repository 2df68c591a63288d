/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-model"

#include "config.h"

#include "panelist-refill.h"

#include "panelist-properties.h"

struct _PanelistRefill {
  GObject parent_instance;

  int64_t id;
  char *order_uuid;
  int64_t panel_id;
  char *order_remote_id;
  int intent_state;
  char *refill_id;
  int state;
  char *state_text;
  char *reason;
  int64_t created_time;
  int64_t checked_time;
  int64_t final_time;
};

G_DEFINE_FINAL_TYPE (PanelistRefill, panelist_refill, G_TYPE_OBJECT)

#define FIELD(name) G_STRUCT_OFFSET (PanelistRefill, name)

static const PanelistPropertyInfo table[] = {
  { "id", PANELIST_PROPERTY_NUMBER, FIELD (id), NULL, TRUE, 0 },
  { "order-uuid", PANELIST_PROPERTY_TEXT, FIELD (order_uuid), NULL, TRUE, 0 },
  { "panel-id", PANELIST_PROPERTY_NUMBER, FIELD (panel_id), NULL, TRUE, 0 },
  { "order-remote-id", PANELIST_PROPERTY_TEXT, FIELD (order_remote_id), NULL, TRUE, 0 },
  { "intent-state", PANELIST_PROPERTY_ENUM, FIELD (intent_state), panelist_intent_state_get_type, FALSE, PANELIST_INTENT_DRAFT },
  { "refill-id", PANELIST_PROPERTY_TEXT, FIELD (refill_id), NULL, FALSE, 0 },
  { "state", PANELIST_PROPERTY_ENUM, FIELD (state), panelist_refill_state_get_type, FALSE, PANELIST_REFILL_STATE_UNKNOWN },
  { "state-text", PANELIST_PROPERTY_TEXT, FIELD (state_text), NULL, FALSE, 0 },
  { "reason", PANELIST_PROPERTY_TEXT, FIELD (reason), NULL, FALSE, 0 },
  { "created-time", PANELIST_PROPERTY_NUMBER, FIELD (created_time), NULL, FALSE, 0 },
  { "checked-time", PANELIST_PROPERTY_NUMBER, FIELD (checked_time), NULL, FALSE, 0 },
  { "final-time", PANELIST_PROPERTY_NUMBER, FIELD (final_time), NULL, FALSE, 0 },
};

static GParamSpec *properties[G_N_ELEMENTS (table) + 1];

static void
panelist_refill_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  panelist_properties_get (object, &table[id - 1], value);
}

static void
panelist_refill_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  panelist_properties_set (object, &table[id - 1], value, pspec);
}

static void
panelist_refill_finalize (GObject *object)
{
  panelist_properties_finalize (object, table, G_N_ELEMENTS (table));

  G_OBJECT_CLASS (panelist_refill_parent_class)->finalize (object);
}

static void
panelist_refill_class_init (PanelistRefillClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = panelist_refill_get_property;
  object_class->set_property = panelist_refill_set_property;
  object_class->finalize = panelist_refill_finalize;
  panelist_properties_install (object_class, table, G_N_ELEMENTS (table), properties);
}

static void
panelist_refill_init (PanelistRefill *self)
{
}

int64_t
panelist_refill_get_id (PanelistRefill *self)
{
  g_return_val_if_fail (PANELIST_IS_REFILL (self), 0);

  return self->id;
}

const char *
panelist_refill_get_order_uuid (PanelistRefill *self)
{
  g_return_val_if_fail (PANELIST_IS_REFILL (self), NULL);

  return self->order_uuid;
}

const char *
panelist_refill_get_refill_id (PanelistRefill *self)
{
  g_return_val_if_fail (PANELIST_IS_REFILL (self), NULL);

  return self->refill_id;
}

PanelistIntentState
panelist_refill_get_intent_state (PanelistRefill *self)
{
  g_return_val_if_fail (PANELIST_IS_REFILL (self), PANELIST_INTENT_DRAFT);

  return (PanelistIntentState) self->intent_state;
}

PanelistRefillState
panelist_refill_get_state (PanelistRefill *self)
{
  g_return_val_if_fail (PANELIST_IS_REFILL (self), PANELIST_REFILL_STATE_UNKNOWN);

  return (PanelistRefillState) self->state;
}

const char *
panelist_refill_get_reason (PanelistRefill *self)
{
  g_return_val_if_fail (PANELIST_IS_REFILL (self), NULL);

  return self->reason;
}

int64_t
panelist_refill_get_created_time (PanelistRefill *self)
{
  g_return_val_if_fail (PANELIST_IS_REFILL (self), 0);

  return self->created_time;
}
