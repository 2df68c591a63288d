/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-change-log.h"
#include "panelist-table-row.h"

G_BEGIN_DECLS

/* The words for what changed of a service: plain text in the current locale, owned by the caller but for icon and
 * title. The panel's name is NULL where there is one panel only. */

const char        *panelist_change_get_icon   (const PanelistChange *change);
PanelistTableTone  panelist_change_get_tone   (const PanelistChange *change);
const char        *panelist_change_get_title  (const PanelistChange *change);
char              *panelist_change_dup_name   (const PanelistChange *change,
                                               const char           *panel_name);
char              *panelist_change_dup_before (const PanelistChange *change);
char              *panelist_change_dup_after  (const PanelistChange *change);
char              *panelist_change_dup_percent (const PanelistChange *change);
char              *panelist_change_dup_detail (const PanelistChange *change,
                                               const char           *panel_name);
char              *panelist_change_dup_short  (const PanelistChange *change,
                                               const char           *panel_name);
char              *panelist_change_dup_label  (const PanelistChange *change,
                                               const char           *panel_name,
                                               gboolean              favorite);
const char        *panelist_change_get_arrow  (void);
char              *panelist_time_dup_day      (int64_t               time,
                                               int64_t               now);

G_END_DECLS
