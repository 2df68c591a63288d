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
/* The same for what leads to a request that spends: not before the file passed its check (safety.md A5). */
DexFuture          *panelist_store_run_intent   (PanelistStore   *self,
                                                 PanelistJob      job,
                                                 gpointer         input,
                                                 GDestroyNotify   input_destroy) G_GNUC_WARN_UNUSED_RESULT;

PanelistStoreError  panelist_store_error_from_errno (int number);

/* panelist-store-file.c: the files of a data directory */
typedef struct {
  int lock;                         /* file descriptor that holds the lock */
  PanelistConnection *connection;
  gboolean checked;                 /* whether it passed the check of this start */
} PanelistStoreFile;

gboolean panelist_store_file_open       (const char         *directory,
                                         PanelistStoreFile  *file,
                                         GError            **error);
gboolean panelist_store_file_check      (const char         *directory,
                                         PanelistStoreFile  *file,
                                         GError            **error);
void     panelist_store_file_close      (PanelistStoreFile  *file);
char    *panelist_store_file_move_aside (const char         *directory,
                                         GError            **error);
gboolean panelist_store_file_restore    (const char         *directory,
                                         int64_t            *time,
                                         GError            **error);
gboolean panelist_store_file_copy_aside (const char         *directory,
                                         const char         *folder,
                                         GError            **error);

/* panelist-store-transition.c: what became of the orders that an earlier process left behind */
gboolean panelist_store_import_rescue   (PanelistConnection  *connection,
                                         GError             **error);
gboolean panelist_store_recover_orders  (PanelistConnection  *connection,
                                         GError             **error);

/* panelist-store-changes.c: what differs between two catalogs of a panel, as a part of the transaction that stores the
 * later one. `before` NULL: it is the first. */
gboolean panelist_store_log_changes     (PanelistConnection  *connection,
                                         PanelistCatalog     *before,
                                         PanelistCatalog     *after,
                                         GArray              *changes,
                                         GError             **error);

/* panelist-store-orders.c */
gboolean panelist_store_add_event       (PanelistConnection  *connection,
                                         int64_t              intent,
                                         const char          *kind,
                                         const char          *detail,
                                         GError             **error);
/* NULL without an error when there is none. */
PanelistOrder *
         panelist_store_read_order      (PanelistConnection  *connection,
                                         const char          *uuid,
                                         GError             **error);
gboolean panelist_store_find_intent     (PanelistConnection  *connection,
                                         const char          *uuid,
                                         int64_t             *intent,
                                         GError             **error);

/* panelist-store-requests.c */
gboolean panelist_store_find_kind       (PanelistConnection  *connection,
                                         int64_t              intent,
                                         int                 *kind,
                                         GError             **error);
/* "refill-unconfirmed" and the like, in the time line of an order. */
gboolean panelist_store_add_request_event (PanelistConnection *connection,
                                         int64_t              order,
                                         gboolean             is_refill,
                                         PanelistIntentState  state,
                                         const char          *detail,
                                         GError             **error);

void     panelist_store_set_true        (GValue              *result);

G_END_DECLS
