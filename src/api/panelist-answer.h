/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "panelist-enums.h"

G_BEGIN_DECLS

/* What the decoders make of answers. Plain boxed values; all text is redacted, capped and cleaned
 * for display. */

/* The answer to `add`, as the table of safety.md A4 values it. */
#define PANELIST_TYPE_ADD_ANSWER (panelist_add_answer_get_type ())
typedef struct {
  PanelistIntentState  outcome;        /* PLACED, REFUSED, NOT_SENT or UNCONFIRMED */
  int                  row;            /* of table A4, 1…9 */
  char                *remote_id;      /* placed */
  char                *candidate_id;   /* unconfirmed: an id that is not clean; evidence E3 */
  char                *text;           /* the panel's error text, or why nothing was sent */
  PanelistErrorClass   error_class;
  guint                http_status;
  gboolean             check_balance;  /* rows 3 and 8 */
  char                *body;           /* first 4 KiB, redacted, for the database */
  GError              *failure;        /* of the transport or the keyring, or NULL */
} PanelistAddAnswer;
GType              panelist_add_answer_get_type (void);
PanelistAddAnswer *panelist_add_answer_new      (void);
PanelistAddAnswer *panelist_add_answer_copy     (const PanelistAddAnswer *self);
void               panelist_add_answer_free     (PanelistAddAnswer *self);

#define PANELIST_TYPE_BALANCE (panelist_balance_get_type ())
typedef struct {
  char     *amount;      /* decimal text, or NULL */
  char     *currency;    /* or NULL */
  char     *text;        /* verbatim */
  gboolean  ambiguous;   /* separators had to be guessed: never evidence */
  int64_t   time;
} PanelistBalance;
GType            panelist_balance_get_type (void);
PanelistBalance *panelist_balance_new      (void);
PanelistBalance *panelist_balance_copy     (const PanelistBalance *self);
void             panelist_balance_free     (PanelistBalance *self);

/* The state of one order. With `error` set the rest is unknown. */
#define PANELIST_TYPE_STATUS_ANSWER (panelist_status_answer_get_type ())
typedef struct {
  char                *order_id;
  PanelistOrderStatus  status;
  char                *status_text;
  char                *charge;        /* decimal text or NULL */
  char                *currency;      /* or NULL */
  int64_t              start_count;   /* -1 unknown */
  int64_t              remains;
  int64_t              runs;          /* drip-feed parent, -1 */
  int64_t              posts;         /* subscription, -1 */
  char                *expiry;        /* or NULL */
  GStrv                orders;        /* children of a parent, or NULL */
  GError              *error;         /* PANELIST_API_ERROR, class ORDER_ID and others */
} PanelistStatusAnswer;
GType                 panelist_status_answer_get_type (void);
PanelistStatusAnswer *panelist_status_answer_new      (void);
PanelistStatusAnswer *panelist_status_answer_copy     (const PanelistStatusAnswer *self);
void                  panelist_status_answer_free     (PanelistStatusAnswer *self);

/* One order's part of the answer to `refill` or `cancel`, or one refill's of `refill_status`. */
typedef struct {
  char                *id;            /* order id; for refill_status the refill id */
  PanelistIntentState  outcome;       /* PLACED = accepted, UNCONFIRMED = not in the answer */
  char                *request_id;    /* refill id or cancel id, or NULL */
  PanelistRefillState  state;         /* refill_status only */
  char                *text;          /* error or status text, or NULL */
  PanelistErrorClass   error_class;
} PanelistRequestRow;

#define PANELIST_TYPE_REQUEST_ANSWER (panelist_request_answer_get_type ())
typedef struct {
  GPtrArray           *rows;          /* of PanelistRequestRow, one for each id, as asked */
  guint                n_foreign;     /* ids not asked for: dropped */
  guint                http_status;
  char                *body;          /* first 4 KiB, redacted */
  GError              *failure;       /* of the whole call, or NULL */
} PanelistRequestAnswer;
GType                  panelist_request_answer_get_type (void);
PanelistRequestRow    *panelist_request_row_new         (const char *id);
void                   panelist_request_row_free        (PanelistRequestRow *self);
PanelistRequestAnswer *panelist_request_answer_new      (const char * const *ids);
PanelistRequestAnswer *panelist_request_answer_copy     (const PanelistRequestAnswer *self);
void                   panelist_request_answer_free     (PanelistRequestAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistAddAnswer, panelist_add_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistBalance, panelist_balance_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistStatusAnswer, panelist_status_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistRequestAnswer, panelist_request_answer_free)

G_END_DECLS
