/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-connection.h"
#include "panelist-store.h"

G_BEGIN_DECLS

/* A job runs on the store thread: a plain function from input to result. It sets up `result` on success. */
typedef gboolean (*PanelistJob) (PanelistConnection  *connection,
                                 gpointer             input,
                                 GValue              *result,
                                 GError             **error);

DexFuture          *panelist_store_run          (PanelistStore   *self,
                                                 PanelistJob      job,
                                                 gpointer         input,
                                                 GDestroyNotify   input_destroy) G_GNUC_WARN_UNUSED_RESULT;

/* panelist-store-file.c: the files of a data directory */
typedef struct {
  int lock;                         /* file descriptor that holds the lock */
  PanelistConnection *connection;
} PanelistStoreFile;

gboolean panelist_store_file_open       (const char         *directory,
                                         PanelistStoreFile  *file,
                                         GError            **error);
void     panelist_store_file_close      (PanelistStoreFile  *file);
char    *panelist_store_file_move_aside (const char         *directory,
                                         GError            **error);

/* panelist-store-orders.c */
gboolean panelist_store_recover_orders  (PanelistConnection  *connection,
                                         GError             **error);
gboolean panelist_store_add_event       (PanelistConnection  *connection,
                                         int64_t              intent,
                                         const char          *kind,
                                         const char          *detail,
                                         GError             **error);
gboolean panelist_store_find_intent     (PanelistConnection  *connection,
                                         const char          *uuid,
                                         int64_t             *intent,
                                         GError             **error);

void     panelist_store_set_true        (GValue              *result);

G_END_DECLS
