/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-demo-catalog.h"

G_BEGIN_DECLS

typedef enum {
  PANELIST_DEMO_ORDER_PENDING,
  PANELIST_DEMO_ORDER_PROCESSING,
  PANELIST_DEMO_ORDER_IN_PROGRESS,
  PANELIST_DEMO_ORDER_ACTIVE,       /* a parent of other orders */
  PANELIST_DEMO_ORDER_PAUSED,       /* a subscription that can't pay its next post */
  PANELIST_DEMO_ORDER_COMPLETED,
  PANELIST_DEMO_ORDER_PARTIAL,
  PANELIST_DEMO_ORDER_CANCELED,
  PANELIST_DEMO_ORDER_EXPIRED,
} PanelistDemoOrderState;

/* One order, planned when it is placed: times are milliseconds of the panel's own clock. */
typedef struct {
  int64_t id;
  const PanelistDemoService *service;
  char *link;
  char *charge;
  int64_t quantity;
  int64_t created;
  int64_t processing_at;
  int64_t started_at;
  int64_t ended_at;
  int64_t cancel_at;           /* 0: nobody asked */
  int64_t rest;                /* what an order that ends partially leaves */
  int64_t start_count;
  int64_t remains;
  PanelistDemoOrderState planned;
  PanelistDemoOrderState state;
  /* Parents only. */
  GArray *children;            /* of int64_t ids */
  int64_t runs;                /* of a drip-feed, or new posts of a subscription; 0: no end */
  int64_t interval;            /* between two of them */
  int64_t min;
  int64_t max;
  int64_t old_posts;
  char *expiry;
  int64_t expires_at;          /* 0: never */
} PanelistDemoOrder;

PanelistDemoOrder *panelist_demo_order_new      (int64_t                    id,
                                                 const PanelistDemoService *service,
                                                 const char                *link,
                                                 int64_t                    quantity,
                                                 const char                *charge);
void               panelist_demo_order_free     (PanelistDemoOrder         *order);
void               panelist_demo_order_plan     (PanelistDemoOrder         *order,
                                                 guint                      seed,
                                                 int64_t                    now);
void               panelist_demo_order_advance  (PanelistDemoOrder         *order,
                                                 int64_t                    now);
char              *panelist_demo_order_refund   (const PanelistDemoOrder   *order);
gboolean           panelist_demo_order_is_final (const PanelistDemoOrder   *order);
const char        *panelist_demo_order_get_text (const PanelistDemoOrder   *order);

G_END_DECLS
