/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdint.h>

#include <glib.h>

#include "panelist-service-type.h"

G_BEGIN_DECLS

/* One invented service. A flag the panel does not tell is -1. */
typedef struct {
  int64_t id;
  PanelistServiceType type;
  const char *type_text;
  char *rate;
  int64_t min;
  int64_t max;
  int refill;
  int cancel;
  gboolean drip_feed;
  gboolean gone;        /* not offered for now */
  gboolean renamed;
} PanelistDemoService;

typedef struct _PanelistDemoCatalog PanelistDemoCatalog;

PanelistDemoCatalog       *panelist_demo_catalog_new      (guint                n_services,
                                                           guint                seed);
void                       panelist_demo_catalog_free     (PanelistDemoCatalog *self);
void                       panelist_demo_catalog_drift    (PanelistDemoCatalog *self,
                                                           guint                epoch);
const PanelistDemoService *panelist_demo_catalog_find     (PanelistDemoCatalog *self,
                                                           int64_t              id);
GBytes                    *panelist_demo_catalog_get_json (PanelistDemoCatalog *self);
guint                      panelist_demo_hash             (guint                seed,
                                                           guint                number,
                                                           guint                purpose);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistDemoCatalog, panelist_demo_catalog_free)

G_END_DECLS
