/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <time.h>

#include <glib.h>

#include "generated-catalog.h"
#include "panelist-decode.h"

G_BEGIN_DECLS

/* What the programs of this folder share. Each prints lines of `id TAB name TAB value TAB goal TAB unit`; a value up to
 * its goal is good. A goal below zero means that the value is only told. */

static inline void
bench_print (const char *id,
             const char *name,
             double      value,
             double      goal,
             const char *unit)
{
  g_print ("%s\t%s\t%.6g\t%.6g\t%s\n", id, name, value, goal, unit);
}

/* Milliseconds that this thread has worked: whatever else the machine does is not counted. */
static inline double
bench_now (void)
{
  struct timespec time = { 0 };

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return (double) time.tv_sec * 1000 + (double) time.tv_nsec / 1000000;
}

static inline GBytes *
bench_make_body (guint n_services,
                 guint changed_every)
{
  return g_string_free_to_bytes (generated_catalog_new (n_services, GENERATED_MIXED, changed_every));
}

static inline PanelistCatalog *
bench_decode (GBytes  *body,
              int64_t  panel_id)
{
  g_autoptr (PanelistReply) reply = panelist_reply_new ();
  g_autoptr (GError) error = NULL;
  PanelistCatalog *catalog = NULL;

  reply->started = TRUE;
  reply->complete = TRUE;
  reply->http_status = 200;
  g_clear_pointer (&reply->body, g_bytes_unref);
  reply->body = g_bytes_ref (body);
  catalog = panelist_decode_services (reply, panel_id, "0123456789abcdef0123456789abcdef", &error);
  g_assert_no_error (error);

  return catalog;
}

static inline PanelistCatalog *
bench_make_catalog (guint n_services,
                    guint changed_every)
{
  g_autoptr (GBytes) body = bench_make_body (n_services, changed_every);

  return bench_decode (body, 1);
}

G_END_DECLS
