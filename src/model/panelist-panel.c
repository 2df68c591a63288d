/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-model"

#include "config.h"

#include "panelist-panel.h"

#include "panelist-properties.h"

struct _PanelistPanel {
  GObject parent_instance;

  int64_t id;
  char *uuid;
  char *name;
  char *address;
  char *currency;
  char *currency_override;
  char *balance;
  int64_t balance_time;
  int state;
  char *state_detail;
  int64_t n_services;
  int64_t catalog_time;
  int64_t last_answer_time;
  gboolean key_stored;
  gboolean is_demo;
  char *letter;
  char *color;
  gboolean also_send_quantity;
  gboolean cancel_by_order;
  char *unique_field;
  char *user_agent;
  int batch_status;
  int takes_refill;
  int takes_cancel;
  int64_t poll_interval;
  int confirm;
  char *confirm_amount;
  char *most_per_order;
  char *most_per_day;
  char *most_per_month;
  char *balance_to_keep;
};

G_DEFINE_FINAL_TYPE (PanelistPanel, panelist_panel, G_TYPE_OBJECT)

#define FIELD(name) G_STRUCT_OFFSET (PanelistPanel, name)

static const PanelistPropertyInfo table[] = {
  { "id", PANELIST_PROPERTY_NUMBER, FIELD (id), NULL, FALSE, 0 },
  { "uuid", PANELIST_PROPERTY_TEXT, FIELD (uuid), NULL, FALSE, 0 },
  { "name", PANELIST_PROPERTY_TEXT, FIELD (name), NULL, FALSE, 0 },
  { "address", PANELIST_PROPERTY_TEXT, FIELD (address), NULL, FALSE, 0 },
  { "currency", PANELIST_PROPERTY_TEXT, FIELD (currency), NULL, FALSE, 0 },
  { "currency-override", PANELIST_PROPERTY_TEXT, FIELD (currency_override), NULL, FALSE, 0 },
  { "balance", PANELIST_PROPERTY_TEXT, FIELD (balance), NULL, FALSE, 0 },
  { "balance-time", PANELIST_PROPERTY_NUMBER, FIELD (balance_time), NULL, FALSE, 0 },
  { "state", PANELIST_PROPERTY_ENUM, FIELD (state), panelist_panel_state_get_type, FALSE, PANELIST_PANEL_STATE_OK },
  { "state-detail", PANELIST_PROPERTY_TEXT, FIELD (state_detail), NULL, FALSE, 0 },
  { "n-services", PANELIST_PROPERTY_NUMBER, FIELD (n_services), NULL, FALSE, 0 },
  { "catalog-time", PANELIST_PROPERTY_NUMBER, FIELD (catalog_time), NULL, FALSE, 0 },
  { "last-answer-time", PANELIST_PROPERTY_NUMBER, FIELD (last_answer_time), NULL, FALSE, 0 },
  { "key-stored", PANELIST_PROPERTY_BOOLEAN, FIELD (key_stored), NULL, FALSE, FALSE },
  { "is-demo", PANELIST_PROPERTY_BOOLEAN, FIELD (is_demo), NULL, FALSE, FALSE },
  { "letter", PANELIST_PROPERTY_TEXT, FIELD (letter), NULL, FALSE, 0 },
  { "color", PANELIST_PROPERTY_TEXT, FIELD (color), NULL, FALSE, 0 },
  { "also-send-quantity", PANELIST_PROPERTY_BOOLEAN, FIELD (also_send_quantity), NULL, FALSE, FALSE },
  { "cancel-by-order", PANELIST_PROPERTY_BOOLEAN, FIELD (cancel_by_order), NULL, FALSE, FALSE },
  { "unique-field", PANELIST_PROPERTY_TEXT, FIELD (unique_field), NULL, FALSE, 0 },
  { "user-agent", PANELIST_PROPERTY_TEXT, FIELD (user_agent), NULL, FALSE, 0 },
  { "batch-status", PANELIST_PROPERTY_ENUM, FIELD (batch_status), panelist_flag_get_type, FALSE, PANELIST_FLAG_UNKNOWN },
  { "takes-refill", PANELIST_PROPERTY_ENUM, FIELD (takes_refill), panelist_flag_get_type, FALSE, PANELIST_FLAG_UNKNOWN },
  { "takes-cancel", PANELIST_PROPERTY_ENUM, FIELD (takes_cancel), panelist_flag_get_type, FALSE, PANELIST_FLAG_UNKNOWN },
  { "poll-interval", PANELIST_PROPERTY_NUMBER, FIELD (poll_interval), NULL, FALSE, 0 },
  { "confirm", PANELIST_PROPERTY_ENUM, FIELD (confirm), panelist_confirm_get_type, FALSE, PANELIST_CONFIRM_SHARE },
  { "confirm-amount", PANELIST_PROPERTY_TEXT, FIELD (confirm_amount), NULL, FALSE, 0 },
  { "most-per-order", PANELIST_PROPERTY_TEXT, FIELD (most_per_order), NULL, FALSE, 0 },
  { "most-per-day", PANELIST_PROPERTY_TEXT, FIELD (most_per_day), NULL, FALSE, 0 },
  { "most-per-month", PANELIST_PROPERTY_TEXT, FIELD (most_per_month), NULL, FALSE, 0 },
  { "balance-to-keep", PANELIST_PROPERTY_TEXT, FIELD (balance_to_keep), NULL, FALSE, 0 },
};

static GParamSpec *properties[G_N_ELEMENTS (table) + 1];

static void
panelist_panel_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  panelist_properties_get (object, &table[id - 1], value);
}

static void
panelist_panel_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  panelist_properties_set (object, &table[id - 1], value, pspec);
}

static void
panelist_panel_finalize (GObject *object)
{
  panelist_properties_finalize (object, table, G_N_ELEMENTS (table));

  G_OBJECT_CLASS (panelist_panel_parent_class)->finalize (object);
}

static void
panelist_panel_class_init (PanelistPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = panelist_panel_get_property;
  object_class->set_property = panelist_panel_set_property;
  object_class->finalize = panelist_panel_finalize;
  panelist_properties_install (object_class, table, G_N_ELEMENTS (table), properties);
}

static void
panelist_panel_init (PanelistPanel *self)
{
}

int64_t
panelist_panel_get_id (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), 0);

  return self->id;
}

const char *
panelist_panel_get_uuid (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), NULL);

  return self->uuid;
}

const char *
panelist_panel_get_name (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), NULL);

  return self->name;
}

const char *
panelist_panel_get_address (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), NULL);

  return self->address;
}

const char *
panelist_panel_get_balance (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), NULL);

  return self->balance;
}

int64_t
panelist_panel_get_balance_time (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), 0);

  return self->balance_time;
}

PanelistPanelState
panelist_panel_get_state (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), PANELIST_PANEL_STATE_OK);

  return (PanelistPanelState) self->state;
}

const char *
panelist_panel_get_state_detail (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), NULL);

  return self->state_detail;
}

guint
panelist_panel_get_n_services (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), 0);

  return (guint) self->n_services;
}

int64_t
panelist_panel_get_catalog_time (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), 0);

  return self->catalog_time;
}

gboolean
panelist_panel_get_is_demo (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), FALSE);

  return self->is_demo;
}

gboolean
panelist_panel_get_also_send_quantity (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), FALSE);

  return self->also_send_quantity;
}

PanelistFlag
panelist_panel_get_takes_refill (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), PANELIST_FLAG_UNKNOWN);

  return (PanelistFlag) self->takes_refill;
}

PanelistFlag
panelist_panel_get_takes_cancel (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), PANELIST_FLAG_UNKNOWN);

  return (PanelistFlag) self->takes_cancel;
}

PanelistConfirm
panelist_panel_get_confirm (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), PANELIST_CONFIRM_ALWAYS);

  return (PanelistConfirm) self->confirm;
}

const char *
panelist_panel_get_confirm_amount (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), NULL);

  return self->confirm_amount;
}

const char *
panelist_panel_get_most_per_order (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), NULL);

  return self->most_per_order;
}

const char *
panelist_panel_get_most_per_day (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), NULL);

  return self->most_per_day;
}

const char *
panelist_panel_get_most_per_month (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), NULL);

  return self->most_per_month;
}

const char *
panelist_panel_get_balance_to_keep (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), NULL);

  return self->balance_to_keep;
}

/**
 * panelist_panel_get_currency:
 * @self: a panel
 *
 * The catalog of a panel names no currency (protocol.md 9): it is what the panel's balance is in, unless
 * the user said otherwise.
 *
 * Returns: (nullable): the currency that amounts of this panel are in, or NULL while it is not known
 */
const char *
panelist_panel_get_currency (PanelistPanel *self)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (self), NULL);

  if (self->currency_override != NULL && *self->currency_override != '\0')
    return self->currency_override;
  return self->currency;
}

/**
 * panelist_panel_new:
 * @name: what the user calls the panel
 * @address: the address of its API
 *
 * Returns: (transfer full): a panel with a new UUID that is not stored yet
 */
PanelistPanel *
panelist_panel_new (const char *name,
                    const char *address)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return g_object_new (PANELIST_TYPE_PANEL,
                       "uuid", uuid,
                       "name", name,
                       "address", address,
                       NULL);
}

/**
 * panelist_panel_set_balance:
 * @self: a panel
 * @balance: (nullable): decimal text
 * @currency: (nullable): as the panel says; NULL keeps the one known
 * @time: when it was read, UTC seconds
 */
void
panelist_panel_set_balance (PanelistPanel *self,
                            const char    *balance,
                            const char    *currency,
                            int64_t        time)
{
  g_return_if_fail (PANELIST_IS_PANEL (self));

  g_object_set (self, "balance", balance, "balance-time", time, NULL);
  if (currency != NULL)
    g_object_set (self, "currency", currency, NULL);
}

/**
 * panelist_panel_set_state:
 * @self: a panel
 * @state: how it is reached now
 * @detail: (nullable): redacted text for Details
 */
void
panelist_panel_set_state (PanelistPanel      *self,
                          PanelistPanelState  state,
                          const char         *detail)
{
  g_return_if_fail (PANELIST_IS_PANEL (self));

  g_object_set (self, "state-detail", detail, "state", state, NULL);
}
