/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <string.h>

#include "panelist-catalog.h"

/* Rows for the tests of this folder, in short. */

static inline void
add_service (PanelistCatalogBuilder *builder,
             const char             *id,
             const char             *name,
             const char             *category,
             const char             *type,
             const char             *rate,
             int64_t                 min,
             int64_t                 max)
{
  PanelistCatalogRow row = { 0 };

  row.id = id;
  row.id_length = id != NULL ? strlen (id) : 0;
  row.name = name;
  row.name_length = name != NULL ? strlen (name) : 0;
  row.category = category;
  row.category_length = category != NULL ? strlen (category) : 0;
  row.type_text = type;
  row.type_text_length = type != NULL ? strlen (type) : 0;
  row.rate = rate;
  row.rate_length = rate != NULL ? strlen (rate) : 0;
  row.min = min;
  row.max = max;
  panelist_catalog_builder_add (builder, &row);
}

static inline PanelistCatalog *
make_numbered_catalog (int64_t panel_id,
                       guint   n,
                       guint   changed_every)
{
  g_autoptr (PanelistCatalogBuilder) builder = NULL;

  builder = panelist_catalog_builder_new (panel_id);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", 1000 + i);
      g_autofree char *name = g_strdup_printf ("Service number %u", i);
      g_autofree char *category = g_strdup_printf ("Category %u", i / 10);
      g_autofree char *rate = g_strdup_printf ("%u.%02u", (n - i) % 17, i % 100);

      add_service (builder, id, name, category, "Default",
                   changed_every > 0 && i % changed_every == 0 ? "99" : rate, 10, 1000 + i);
    }

  return panelist_catalog_builder_end (builder);
}
