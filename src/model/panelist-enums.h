/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A flag that a panel may not tell (protocol.md 1: a missing flag means "unknown", not "false"). */
#define PANELIST_TYPE_FLAG (panelist_flag_get_type ())
typedef enum {
  PANELIST_FLAG_UNKNOWN,
  PANELIST_FLAG_NO,
  PANELIST_FLAG_YES,
} PanelistFlag;
GType panelist_flag_get_type (void);

/* What became of an intent (safety.md A2). Nicks are the words stored in the database. */
#define PANELIST_TYPE_INTENT_STATE (panelist_intent_state_get_type ())
typedef enum {
  PANELIST_INTENT_DRAFT,
  PANELIST_INTENT_HELD,
  PANELIST_INTENT_SUBMITTING,
  PANELIST_INTENT_PLACED,
  PANELIST_INTENT_REFUSED,
  PANELIST_INTENT_NOT_SENT,
  PANELIST_INTENT_UNCONFIRMED,
  PANELIST_INTENT_NOT_PLACED,
} PanelistIntentState;
GType    panelist_intent_state_get_type    (void);
gboolean panelist_intent_state_may_become  (PanelistIntentState from,
                                            PanelistIntentState to);

/* Why an intent stands as it does, where it was not the panel that said so: what a person reads is made of this.
 * NONE: the text is the panel's own, or there is none. */
#define PANELIST_TYPE_REASON (panelist_reason_get_type ())
typedef enum {
  PANELIST_REASON_NONE,
  PANELIST_REASON_OFFLINE,           /* this computer has no network */
  PANELIST_REASON_UNREACHABLE,       /* name, connection, reset */
  PANELIST_REASON_TIMED_OUT,
  PANELIST_REASON_NOT_SECURE,        /* certificate or TLS */
  PANELIST_REASON_PROXY,             /* the proxy refused, or asks for a sign-in */
  PANELIST_REASON_WRONG_ADDRESS,     /* the address is none */
  PANELIST_REASON_PANEL_CHANGED,     /* its address or key were changed meanwhile */
  PANELIST_REASON_KEY_REJECTED,      /* the panel had rejected the key before */
  PANELIST_REASON_KEY_MISSING,
  PANELIST_REASON_KEYRING_LOCKED,
  PANELIST_REASON_KEYRING_ABSENT,
  PANELIST_REASON_KEYRING_DAMAGED,
  PANELIST_REASON_NUMBER_TAKEN,      /* the panel gave the number of another order */
  PANELIST_REASON_FOUND_AT_START,    /* the application ended before the answer was stored */
  PANELIST_REASON_NOT_SAVED,         /* the outcome is known, shown as the text, and not on disk yet; never stored */
  PANELIST_REASON_PRICE_ROSE,        /* from here on: what stopped a held order */
  PANELIST_REASON_SERVICE_GONE,
  PANELIST_REASON_SERVICE_CHANGED,   /* what was confirmed is not what it would send now */
  PANELIST_REASON_FUNDS,
  PANELIST_REASON_DUPLICATE_LINK,
  PANELIST_REASON_TWIN_UNCONFIRMED,
  PANELIST_REASON_LIMIT_ORDER,
  PANELIST_REASON_LIMIT_DAY,
  PANELIST_REASON_LIMIT_MONTH,
  PANELIST_REASON_LIMIT_BALANCE,
  PANELIST_REASON_PANEL_REMOVED,
  PANELIST_REASON_DISK,              /* it could not be written down first */
} PanelistReason;
GType panelist_reason_get_type (void);

/* What a balance says about an order (safety.md A7, E2). It never decides more than this. */
#define PANELIST_TYPE_EVIDENCE (panelist_evidence_get_type ())
typedef enum {
  PANELIST_EVIDENCE_NONE,        /* the balance was not compared */
  PANELIST_EVIDENCE_MATCH,       /* it fell by exactly the price */
  PANELIST_EVIDENCE_UNCHANGED,
  PANELIST_EVIDENCE_UNCLEAR,     /* anything else moved it, or it can not be compared */
  PANELIST_EVIDENCE_TOO_SMALL,   /* the panel shows too few decimals to tell */
  PANELIST_EVIDENCE_UNREAD,      /* the panel did not tell its balance */
} PanelistEvidence;
GType panelist_evidence_get_type (void);

/* Which orders of a panel are asked about before they are placed (ux.md 8.1); the rest is held. */
#define PANELIST_TYPE_CONFIRM (panelist_confirm_get_type ())
typedef enum {
  PANELIST_CONFIRM_SHARE,        /* above 1 % of the last balance */
  PANELIST_CONFIRM_AMOUNT,       /* above a fixed amount */
  PANELIST_CONFIRM_ALWAYS,
} PanelistConfirm;
GType panelist_confirm_get_type (void);

#define PANELIST_TYPE_INTENT_KIND (panelist_intent_kind_get_type ())
typedef enum {
  PANELIST_INTENT_KIND_ADD,
  PANELIST_INTENT_KIND_REFILL,
  PANELIST_INTENT_KIND_CANCEL,
} PanelistIntentKind;
GType panelist_intent_kind_get_type (void);

/* Where an order came from. */
#define PANELIST_TYPE_ORDER_ORIGIN (panelist_order_origin_get_type ())
typedef enum {
  PANELIST_ORDER_ORIGIN_HERE,
  PANELIST_ORDER_ORIGIN_TRACKED,
  PANELIST_ORDER_ORIGIN_CHILD,
} PanelistOrderOrigin;
GType panelist_order_origin_get_type (void);

/* The first dictionary of protocol.md 5. NONE: the panel has not been asked yet. */
#define PANELIST_TYPE_ORDER_STATUS (panelist_order_status_get_type ())
typedef enum {
  PANELIST_ORDER_STATUS_NONE,
  PANELIST_ORDER_STATUS_UNKNOWN,
  PANELIST_ORDER_STATUS_PENDING,
  PANELIST_ORDER_STATUS_PROCESSING,
  PANELIST_ORDER_STATUS_ACTIVE,       /* drip-feed and subscription parents */
  PANELIST_ORDER_STATUS_IN_PROGRESS,
  PANELIST_ORDER_STATUS_COMPLETED,
  PANELIST_ORDER_STATUS_PARTIAL,
  PANELIST_ORDER_STATUS_CANCELED,
  PANELIST_ORDER_STATUS_REFUNDED,
  PANELIST_ORDER_STATUS_FAILED,
  PANELIST_ORDER_STATUS_PAUSED,
  PANELIST_ORDER_STATUS_EXPIRED,
  PANELIST_ORDER_STATUS_NOT_FOUND,    /* the panel denies the id, after the grace of protocol.md 6 */
} PanelistOrderStatus;
GType               panelist_order_status_get_type  (void);
PanelistOrderStatus panelist_order_status_from_text (const char *text,
                                                     gboolean    in_batch_item);
gboolean            panelist_order_status_is_final  (PanelistOrderStatus status);

/* The second dictionary of protocol.md 5. */
#define PANELIST_TYPE_REFILL_STATE (panelist_refill_state_get_type ())
typedef enum {
  PANELIST_REFILL_STATE_UNKNOWN,
  PANELIST_REFILL_STATE_PENDING,
  PANELIST_REFILL_STATE_IN_PROGRESS,
  PANELIST_REFILL_STATE_COMPLETED,
  PANELIST_REFILL_STATE_REJECTED,
  PANELIST_REFILL_STATE_ERROR,
  PANELIST_REFILL_STATE_CANCELED,
  PANELIST_REFILL_STATE_NOT_FOUND,
} PanelistRefillState;
GType               panelist_refill_state_get_type  (void);
PanelistRefillState panelist_refill_state_from_text (const char *text);
gboolean            panelist_refill_state_is_final  (PanelistRefillState state);

/* How a panel is reached right now; each state but OK has its own banner (ux.md 12, safety.md D3). */
#define PANELIST_TYPE_PANEL_STATE (panelist_panel_state_get_type ())
typedef enum {
  PANELIST_PANEL_STATE_OK,
  PANELIST_PANEL_STATE_OFFLINE,          /* this computer has no network */
  PANELIST_PANEL_STATE_NOT_ANSWERING,    /* time-out, refused, 5xx */
  PANELIST_PANEL_STATE_WEB_PAGE,         /* a web page instead of data */
  PANELIST_PANEL_STATE_MOVED,            /* a redirect; never followed */
  PANELIST_PANEL_STATE_NOT_SECURE,       /* certificate */
  PANELIST_PANEL_STATE_MAINTENANCE,
  PANELIST_PANEL_STATE_RATE_LIMITED,
  PANELIST_PANEL_STATE_KEY_REJECTED,
  PANELIST_PANEL_STATE_KEY_MISSING,
  PANELIST_PANEL_STATE_KEYRING_LOCKED,
  PANELIST_PANEL_STATE_KEYRING_ABSENT,
  PANELIST_PANEL_STATE_KEYRING_DAMAGED,
} PanelistPanelState;
GType panelist_panel_state_get_type (void);

/* protocol.md 6. */
#define PANELIST_TYPE_ERROR_CLASS (panelist_error_class_get_type ())
typedef enum {
  PANELIST_ERROR_CLASS_OTHER,
  PANELIST_ERROR_CLASS_AUTH,
  PANELIST_ERROR_CLASS_BAD_ACTION,
  PANELIST_ERROR_CLASS_SERVICE_GONE,
  PANELIST_ERROR_CLASS_DUPLICATE_LINK,
  PANELIST_ERROR_CLASS_QUOTA,
  PANELIST_ERROR_CLASS_LINK,
  PANELIST_ERROR_CLASS_QUANTITY,
  PANELIST_ERROR_CLASS_DRIP_FEED,
  PANELIST_ERROR_CLASS_FIELDS,
  PANELIST_ERROR_CLASS_FUNDS,
  PANELIST_ERROR_CLASS_ORDER_ID,
  PANELIST_ERROR_CLASS_REFILL,
  PANELIST_ERROR_CLASS_CANCEL,
  PANELIST_ERROR_CLASS_RATE,
  PANELIST_ERROR_CLASS_MAINTENANCE,
  PANELIST_ERROR_CLASS_SERVER,
} PanelistErrorClass;
GType              panelist_error_class_get_type  (void);
PanelistErrorClass panelist_error_class_from_text (const char *text);

G_END_DECLS
