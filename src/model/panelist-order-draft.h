/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-order.h"
#include "panelist-panel.h"
#include "panelist-service.h"

G_BEGIN_DECLS

/* What a person is filling in: an order that does not exist yet. It knows from the type table which fields
 * there are, what is wrong with them, and what the order will cost.
 *
 * Properties: panel, service (writable; changing the service keeps the values of the fields both have),
 * drip-feed (boolean, writable: runs and interval are sent), note, tag (writable), fields (flags, bits of
 * PanelistField that the form shows), order-anyway (boolean, writable: place it although another order has the same
 * link; falls back to FALSE when link or service changes), price-rose (boolean, writable: the price was higher when it
 * was tried; ask before the next time), retry-of (uuid, writable: the order it tries again), effective-quantity
 * (int64, -1 unknown), total-quantity (× runs), expected-charge (decimal text or NULL), worst-charge
 * (subscriptions; NULL = no limit), valid (boolean).
 * Signal `changed`: anything above, or a field's value, changed. */
#define PANELIST_TYPE_ORDER_DRAFT (panelist_order_draft_get_type ())
G_DECLARE_FINAL_TYPE (PanelistOrderDraft, panelist_order_draft, PANELIST, ORDER_DRAFT, GObject)

typedef enum {
  PANELIST_PROBLEM_NONE,
  PANELIST_PROBLEM_MISSING,            /* required and empty */
  PANELIST_PROBLEM_NOT_A_NUMBER,
  PANELIST_PROBLEM_BELOW_MIN,          /* limit = the smallest allowed */
  PANELIST_PROBLEM_ABOVE_MAX,          /* limit = the largest allowed */
  PANELIST_PROBLEM_TOTAL_ABOVE_MAX,    /* drip-feed: quantity × runs above the service's max */
  PANELIST_PROBLEM_TOO_FEW_RUNS,       /* runs below 2 */
  PANELIST_PROBLEM_MIN_ABOVE_MAX,
  PANELIST_PROBLEM_NOT_A_CHOICE,
  PANELIST_PROBLEM_NOT_A_DATE,
  PANELIST_PROBLEM_NOT_IN_FUTURE,
  PANELIST_PROBLEM_CONTROL_CHARACTER,
  PANELIST_PROBLEM_RESERVED_NAME,      /* an extra parameter named `key` or `action`, or twice */
  PANELIST_PROBLEM_NO_SERVICE,
} PanelistProblem;

PanelistOrderDraft *panelist_order_draft_new                    (PanelistPanel   *panel,
                                                                 PanelistService *service);
/* The order once more, as it was filled in, with its note and tag; `service` NULL is the service as it was then. For
 * Reorder; set retry-of for Edit and Try Again. */
PanelistOrderDraft *panelist_order_draft_new_from_order         (PanelistPanel      *panel,
                                                                 PanelistService    *service,
                                                                 PanelistOrder      *order);
PanelistOrderDraft *panelist_order_draft_copy                   (PanelistOrderDraft *self);
PanelistPanel      *panelist_order_draft_get_panel              (PanelistOrderDraft *self);
PanelistService    *panelist_order_draft_get_service            (PanelistOrderDraft *self);
void                panelist_order_draft_set_service            (PanelistOrderDraft *self,
                                                                 PanelistPanel      *panel,
                                                                 PanelistService    *service);
const char         *panelist_order_draft_get_value              (PanelistOrderDraft *self,
                                                                 PanelistField       field);
void                panelist_order_draft_set_value              (PanelistOrderDraft *self,
                                                                 PanelistField       field,
                                                                 const char         *value);
gboolean            panelist_order_draft_has_field              (PanelistOrderDraft *self,
                                                                 PanelistField       field);
gboolean            panelist_order_draft_requires_field         (PanelistOrderDraft *self,
                                                                 PanelistField       field);
void                panelist_order_draft_set_extra              (PanelistOrderDraft *self,
                                                                 guint               index,
                                                                 const char         *name,
                                                                 const char         *value);
guint               panelist_order_draft_get_n_extras           (PanelistOrderDraft *self);
void                panelist_order_draft_get_extra              (PanelistOrderDraft *self,
                                                                 guint               index,
                                                                 const char        **name,
                                                                 const char        **value);
void                panelist_order_draft_remove_extra           (PanelistOrderDraft *self,
                                                                 guint               index);
PanelistProblem     panelist_order_draft_check_field            (PanelistOrderDraft *self,
                                                                 PanelistField       field,
                                                                 int64_t            *limit);
PanelistProblem     panelist_order_draft_check                  (PanelistOrderDraft *self,
                                                                 PanelistField      *field,
                                                                 int64_t            *limit);
guint               panelist_order_draft_count_lines            (PanelistOrderDraft *self,
                                                                 PanelistField       field,
                                                                 guint              *n_duplicates);
int64_t             panelist_order_draft_get_effective_quantity (PanelistOrderDraft *self);
int64_t             panelist_order_draft_get_total_quantity     (PanelistOrderDraft *self);
char               *panelist_order_draft_dup_expected_charge    (PanelistOrderDraft *self);
char               *panelist_order_draft_dup_worst_charge       (PanelistOrderDraft *self);
PanelistForm       *panelist_order_draft_dup_form               (PanelistOrderDraft *self);
/* What it is ordered for: the link, or the name that a subscription follows. NULL = not filled in. */
const char         *panelist_order_draft_get_target             (PanelistOrderDraft *self);
void                panelist_order_draft_clear_target           (PanelistOrderDraft *self);

/* Whether a parameter of that name can carry the unique number of an order (PanelistPanel:unique-field): letters,
 * digits and _, and none of the protocol's own. */
gboolean panelist_order_draft_may_be_unique_field (const char *name);

G_END_DECLS
