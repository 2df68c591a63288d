/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* catalog-cost WORK FLAVOR N: reads an invented answer of N services once, for a counter of instructions around
 * this program. What the work `none` takes is to be subtracted. */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <yyjson.h>

#include "generated-catalog.h"
#include "panelist-decode.h"

static void
read_bare (GBytes *body)
{
  yyjson_doc *document = NULL;
  gsize length = 0;

  document = yyjson_read (g_bytes_get_data (body, &length), g_bytes_get_size (body), YYJSON_READ_NOFLAG);
  g_assert_nonnull (document);
  yyjson_doc_free (document);
}

static void
read_catalog (GBytes *body,
              guint   n_services)
{
  g_autoptr (PanelistReply) reply = panelist_reply_new ();
  g_autoptr (PanelistCatalog) catalog = NULL;
  g_autoptr (GError) error = NULL;

  reply->started = TRUE;
  reply->complete = TRUE;
  reply->http_status = 200;
  reply->body = g_bytes_ref (body);
  catalog = panelist_decode_services (reply, 1, "0123456789abcdef0123456789abcdef", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (panelist_catalog_get_size (catalog), ==, n_services);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GBytes) body = NULL;
  guint n_services = 0;

  if (argc != 4)
    return EXIT_FAILURE;

  n_services = (guint) g_ascii_strtoull (argv[3], NULL, 10);
  body = g_string_free_to_bytes (generated_catalog_new (n_services, (GeneratedFlavor) atoi (argv[2]), 0));

  if (strcmp (argv[1], "yyjson") == 0)
    read_bare (body);
  else if (strcmp (argv[1], "panelist") == 0)
    read_catalog (body, n_services);

  return EXIT_SUCCESS;
}
