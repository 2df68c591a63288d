/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* The calls of one panel wait here (safety.md A6): one request of the write queue and one other
 * read in flight, `add` at least one second apart, at most 30 calls in any minute with the write
 * queue first, and none at all while the panel asks to wait. */
#define PANELIST_TYPE_QUEUE (panelist_queue_get_type ())
G_DECLARE_FINAL_TYPE (PanelistQueue, panelist_queue, PANELIST, QUEUE, GObject)

typedef enum {
  PANELIST_QUEUE_TURN,          /* the right to write, for a whole order: no request by itself */
  PANELIST_QUEUE_ADD,
  PANELIST_QUEUE_WRITE,         /* refill, cancel, balance for an order */
  PANELIST_QUEUE_READ,
  PANELIST_QUEUE_READ_BALANCE,  /* not while a write is in flight */
} PanelistQueueKind;

PanelistQueue *panelist_queue_new   (void);
DexFuture     *panelist_queue_enter (PanelistQueue     *self,
                                     PanelistQueueKind  kind) G_GNUC_WARN_UNUSED_RESULT;
void           panelist_queue_pause (PanelistQueue     *self,
                                     int64_t            seconds);

G_END_DECLS
