/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "panelist-panel.h"

G_BEGIN_DECLS

typedef enum {
  PANELIST_PAUSE_NONE,
  PANELIST_PAUSE_METERED,
  PANELIST_PAUSE_POWER_SAVER,
} PanelistPause;

#define PANELIST_TYPE_PAUSE (panelist_pause_get_type ())
GType panelist_pause_get_type (void);

/* What the machine has to spare for asking by itself (ux.md 9): nothing on a metered network or in
 * power saver. The demo panel costs neither, and a panel on this computer no network.
 *
 * Signal `changed`: ask again. */
#define PANELIST_TYPE_CONDITIONS (panelist_conditions_get_type ())
G_DECLARE_FINAL_TYPE (PanelistConditions, panelist_conditions, PANELIST, CONDITIONS, GObject)

PanelistConditions *panelist_conditions_new          (void);
PanelistPause       panelist_conditions_get_pause    (PanelistConditions *self,
                                                      PanelistPanel      *panel);
PanelistPause       panelist_conditions_get_pause_of (PanelistConditions *self,
                                                      GListModel         *panels);

G_END_DECLS
