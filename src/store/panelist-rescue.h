/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "panelist-enums.h"

G_BEGIN_DECLS

/* A file whose room on the disk is taken beforehand, for outcomes that the database has no room for (safety.md A5).
 * Without the file everything works but that: each function takes NULL. */
typedef struct _PanelistRescue PanelistRescue;

typedef struct {
  char                *uuid;
  PanelistIntentState  state;
  guint                http_status;
  char                *remote_id;      /* nullable, as below */
  char                *candidate_id;
} PanelistRescueRecord;

PanelistRescue *panelist_rescue_open   (const char                 *path);
void            panelist_rescue_close  (PanelistRescue             *self);
/* GPtrArray of PanelistRescueRecord: those that are whole. */
GPtrArray      *panelist_rescue_read   (PanelistRescue             *self);
/* Replaces what is kept of the same intent. Whether it is on the disk. */
gboolean        panelist_rescue_write  (PanelistRescue             *self,
                                        const PanelistRescueRecord *record);
void            panelist_rescue_forget (PanelistRescue             *self,
                                        const char                 *uuid);
void            panelist_rescue_clear  (PanelistRescue             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistRescue, panelist_rescue_close)

G_END_DECLS
