/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz.h"

static void
check_catalog (PanelistCatalog *catalog)
{
  g_autoptr (GArray) all = panelist_catalog_search (catalog, "");
  g_autoptr (GArray) some = panelist_catalog_search (catalog, "a 1");
  const guint n = panelist_catalog_get_size (catalog);

  fuzz_check (n > 0 && n <= PANELIST_CATALOG_MAX_ROWS, "a catalog has rows within the limit");
  fuzz_check (all->len == n && some->len <= n, "a search finds rows");

  for (guint i = 0; i < n; i++)
    {
      PanelistCatalogRow row = { 0 };
      guint index = 0;

      panelist_catalog_get_row (catalog, i, &row);
      fuzz_check_text (row.id, 64);
      fuzz_check_text (row.name, 512);
      fuzz_check_text (row.category, 512);
      fuzz_check_text (row.type_text, 512);
      fuzz_check_text (row.rate, 64);
      fuzz_check_text (row.description, 4096);
      fuzz_check_text (row.average_time, 512);
      fuzz_check (panelist_catalog_find (catalog, row.id, &index) && index == i, "ids are unique");
      fuzz_check (strchr (row.name, '\n') == NULL, "names are one line");
      fuzz_check (row.min == -1 || row.max == -1 || (row.min > 0 && row.min <= row.max), "limits agree");
      fuzz_check (row.rate_length == 0 || g_ascii_isdigit (row.rate[0]), "rates are amounts");
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (PanelistReply) reply = fuzz_make_reply (data, size, 200);
  g_autoptr (GError) error = NULL;
  g_autoptr (PanelistCatalog) catalog = panelist_decode_services (reply, 1, FUZZ_KEY, &error);

  fuzz_check_error (error, catalog != NULL);

  if (catalog != NULL)
    check_catalog (catalog);

  return 0;
}
