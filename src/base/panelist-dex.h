/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>
#include <libsecret/secret.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The GIO-style calls that the application waits for, each wrapped once as a future. Dropping the
 * last reference to the future of a call cancels the call. */

DexFuture *panelist_spawn               (const char     *name,
                                         DexFiberFunc    func,
                                         gpointer        data,
                                         GDestroyNotify  data_destroy) G_GNUC_WARN_UNUSED_RESULT;
/* What WORK resolves to or rejects with; dropping this future, or what is chained on it, never
 * cancels WORK. */
DexFuture *panelist_detach              (DexFuture      *work) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to a GInputStream. */
DexFuture *panelist_soup_send           (SoupSession    *session,
                                         SoupMessage    *message,
                                         int             io_priority) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to a GBytes (boxed), empty at the end of the stream. */
DexFuture *panelist_stream_read_bytes   (GInputStream   *stream,
                                         gsize           count) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to TRUE. */
DexFuture *panelist_password_store      (const SecretSchema *schema,
                                         GHashTable         *attributes,
                                         const char         *label,
                                         const char         *password) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to a GBytes (boxed) that holds the password with its final NUL and is wiped with its
 * last reference, or to NULL where libsecret gives neither a password nor an error. */
DexFuture *panelist_password_lookup     (const SecretSchema *schema,
                                         GHashTable         *attributes) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to TRUE when there is a password, be it locked, without asking for it. */
DexFuture *panelist_password_find       (const SecretSchema *schema,
                                         GHashTable         *attributes) G_GNUC_WARN_UNUSED_RESULT;
/* Resolves to TRUE when something was removed, else to FALSE. */
DexFuture *panelist_password_clear      (const SecretSchema *schema,
                                         GHashTable         *attributes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
