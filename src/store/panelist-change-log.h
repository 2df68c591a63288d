/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-catalog.h"

G_BEGIN_DECLS

/* More are not listed at once. */
#define PANELIST_CHANGE_LOG_MAX 200000

/* What changed in the catalogs, newest first: an immutable snapshot, shared by reference, with its texts in one
 * arena. */
#define PANELIST_TYPE_CHANGE_LOG (panelist_change_log_get_type ())
typedef struct _PanelistChangeLog PanelistChangeLog;

/* Strings belong to the log. */
typedef struct {
  int64_t id;               /* grows with time */
  int64_t panel_id;
  int64_t time;             /* UTC seconds */
  PanelistCatalogChangeKind kind;
  guint service;            /* 0 … n-services - 1: the same for all changes of one service */
  const char *service_id;   /* empty for PANELIST_CATALOG_CHANGE_CURRENCY */
  const char *name;         /* as it was called then, nullable */
  const char *before;       /* as panelist_catalog_change_dup_value() tells, nullable */
  const char *after;
  const char *currency;     /* of the amounts, nullable */
  const char *folded;       /* name and id, to be searched in; not NULL */
} PanelistChange;

GType                 panelist_change_log_get_type       (void);
PanelistChangeLog    *panelist_change_log_new            (void);
void                  panelist_change_log_add            (PanelistChangeLog    *self,
                                                          const PanelistChange *change);
PanelistChangeLog    *panelist_change_log_ref            (PanelistChangeLog    *self);
void                  panelist_change_log_unref          (PanelistChangeLog    *self);
guint                 panelist_change_log_get_size       (PanelistChangeLog    *self);
guint                 panelist_change_log_get_n_services (PanelistChangeLog    *self);
int64_t               panelist_change_log_get_newest     (PanelistChangeLog    *self);
const PanelistChange *panelist_change_log_get            (PanelistChangeLog    *self,
                                                          guint                 index);
/* The newest change of a service. */
const PanelistChange *panelist_change_log_get_of_service (PanelistChangeLog    *self,
                                                          guint                 service);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistChangeLog, panelist_change_log_unref)

G_END_DECLS
