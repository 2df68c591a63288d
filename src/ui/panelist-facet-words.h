/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-catalog-filter.h"

G_BEGIN_DECLS

/* The words for facets of services and their values: plain text in the current locale. Values of the facet PANEL are
 * ids: their words are names, which PanelistServiceFilters knows. */

const char *panelist_facet_get_title (PanelistCatalogFacet  facet);
const char *panelist_facet_get_hint  (PanelistCatalogFacet  facet);
char       *panelist_facet_dup_value (PanelistCatalogFacet  facet,
                                      const char           *value);
char       *panelist_facet_dup_chip  (PanelistCatalogFacet  facet,
                                      const char           *value);
const char *panelist_kind_get_title  (const char           *kind);
const char *panelist_kind_get_icon_name (const char        *kind);

G_END_DECLS
