/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-tracking"

#include "config.h"

#include "panelist-conditions.h"

#include "panelist-address.h"

struct _PanelistConditions {
  GObject parent_instance;

  GNetworkMonitor *network;
  GPowerProfileMonitor *power;
};

G_DEFINE_FINAL_TYPE (PanelistConditions, panelist_conditions, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (PanelistPause,
                    panelist_pause,
                    G_DEFINE_ENUM_VALUE (PANELIST_PAUSE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (PANELIST_PAUSE_METERED, "metered"),
                    G_DEFINE_ENUM_VALUE (PANELIST_PAUSE_POWER_SAVER, "power-saver"))

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_notify (PanelistConditions *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
panelist_conditions_dispose (GObject *object)
{
  PanelistConditions *self = PANELIST_CONDITIONS (object);

  g_clear_object (&self->network);
  g_clear_object (&self->power);

  G_OBJECT_CLASS (panelist_conditions_parent_class)->dispose (object);
}

static void
panelist_conditions_class_init (PanelistConditionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = panelist_conditions_dispose;

  signals[CHANGED] = g_signal_new ("changed", PANELIST_TYPE_CONDITIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
panelist_conditions_init (PanelistConditions *self)
{
  self->network = g_object_ref (g_network_monitor_get_default ());
  self->power = g_power_profile_monitor_dup_default ();
  g_signal_connect_object (self->network, "notify::network-metered", G_CALLBACK (on_notify), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->power, "notify::power-saver-enabled", G_CALLBACK (on_notify), self,
                           G_CONNECT_SWAPPED);
}

/**
 * panelist_conditions_new:
 *
 * Returns: (transfer full): the conditions of this machine
 */
PanelistConditions *
panelist_conditions_new (void)
{
  return g_object_new (PANELIST_TYPE_CONDITIONS, NULL);
}

/**
 * panelist_conditions_get_pause:
 * @self: the conditions
 * @panel: a panel
 *
 * Returns: why @panel is not asked by itself now
 */
PanelistPause
panelist_conditions_get_pause (PanelistConditions *self,
                               PanelistPanel      *panel)
{
  g_return_val_if_fail (PANELIST_IS_CONDITIONS (self), PANELIST_PAUSE_NONE);
  g_return_val_if_fail (PANELIST_IS_PANEL (panel), PANELIST_PAUSE_NONE);

  if (panelist_panel_get_is_demo (panel))
    return PANELIST_PAUSE_NONE;

  if (g_network_monitor_get_network_metered (self->network) &&
      !panelist_address_is_loopback (panelist_panel_get_address (panel)))
    return PANELIST_PAUSE_METERED;

  if (g_power_profile_monitor_get_power_saver_enabled (self->power))
    return PANELIST_PAUSE_POWER_SAVER;

  return PANELIST_PAUSE_NONE;
}

/**
 * panelist_conditions_get_pause_of:
 * @self: the conditions
 * @panels: a list of #PanelistPanel
 *
 * Returns: why the first of @panels that is not asked by itself is not
 */
PanelistPause
panelist_conditions_get_pause_of (PanelistConditions *self,
                                  GListModel         *panels)
{
  g_return_val_if_fail (PANELIST_IS_CONDITIONS (self), PANELIST_PAUSE_NONE);
  g_return_val_if_fail (G_IS_LIST_MODEL (panels), PANELIST_PAUSE_NONE);

  for (guint i = 0; i < g_list_model_get_n_items (panels); i++)
    {
      g_autoptr (PanelistPanel) panel = g_list_model_get_item (panels, i);
      PanelistPause pause = panelist_conditions_get_pause (self, panel);

      if (pause != PANELIST_PAUSE_NONE)
        return pause;
    }

  return PANELIST_PAUSE_NONE;
}
