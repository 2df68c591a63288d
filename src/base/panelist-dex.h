/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>
#include <libsecret/secret.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The GIO-style calls that the application waits for, each wrapped once as a future. */

DexFuture *panelist_spawn               (const char     *name,
                                         DexFiberFunc    func,
                                         gpointer        data,
                                         GDestroyNotify  data_destroy) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *panelist_soup_send           (SoupSession    *session,
                                         SoupMessage    *message,
                                         int             io_priority) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *panelist_stream_read_bytes   (GInputStream   *stream,
                                         gsize           count) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *panelist_password_store      (const SecretSchema *schema,
                                         GHashTable         *attributes,
                                         const char         *label,
                                         const char         *password) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *panelist_password_lookup     (const SecretSchema *schema,
                                         GHashTable         *attributes) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *panelist_password_clear      (const SecretSchema *schema,
                                         GHashTable         *attributes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
