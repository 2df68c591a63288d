/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-service.h"

G_BEGIN_DECLS

/* What a service delivers, inferred from its name and category (ux.md 5): the API does not tell. */
typedef enum {
  PANELIST_SERVICE_KIND_OTHER,      /* none of these words, or several */
  PANELIST_SERVICE_KIND_VIEWS,
  PANELIST_SERVICE_KIND_LIKES,
  PANELIST_SERVICE_KIND_COMMENTS,
  PANELIST_SERVICE_KIND_MEMBERS,
  PANELIST_SERVICE_KIND_SHARES,
  PANELIST_SERVICE_KIND_VOTES,
  PANELIST_SERVICE_KIND_TRAFFIC,
} PanelistServiceKind;

PanelistServiceKind panelist_service_get_kind (PanelistService *service);

G_END_DECLS
