/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-model"

#include "config.h"

#include "panelist-enums.h"

#include <string.h>

#include "panelist-text.h"

G_DEFINE_ENUM_TYPE (PanelistFlag,
                    panelist_flag,
                    G_DEFINE_ENUM_VALUE (PANELIST_FLAG_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FLAG_NO, "no"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FLAG_YES, "yes"))

G_DEFINE_ENUM_TYPE (PanelistIntentState,
                    panelist_intent_state,
                    G_DEFINE_ENUM_VALUE (PANELIST_INTENT_DRAFT, "draft"),
                    G_DEFINE_ENUM_VALUE (PANELIST_INTENT_HELD, "held"),
                    G_DEFINE_ENUM_VALUE (PANELIST_INTENT_SUBMITTING, "submitting"),
                    G_DEFINE_ENUM_VALUE (PANELIST_INTENT_PLACED, "placed"),
                    G_DEFINE_ENUM_VALUE (PANELIST_INTENT_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (PANELIST_INTENT_NOT_SENT, "not-sent"),
                    G_DEFINE_ENUM_VALUE (PANELIST_INTENT_UNCONFIRMED, "unconfirmed"),
                    G_DEFINE_ENUM_VALUE (PANELIST_INTENT_NOT_PLACED, "not-placed"))

G_DEFINE_ENUM_TYPE (PanelistReason,
                    panelist_reason,
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_UNREACHABLE, "unreachable"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_TIMED_OUT, "timed-out"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_NOT_SECURE, "not-secure"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_PROXY, "proxy"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_WRONG_ADDRESS, "wrong-address"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_PANEL_CHANGED, "panel-changed"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_KEY_REJECTED, "key-rejected"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_KEY_MISSING, "key-missing"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_KEYRING_LOCKED, "keyring-locked"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_KEYRING_ABSENT, "keyring-absent"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_KEYRING_DAMAGED, "keyring-damaged"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_NUMBER_TAKEN, "number-taken"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_FOUND_AT_START, "found-at-start"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_NOT_SAVED, "not-saved"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_PRICE_ROSE, "price-rose"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_SERVICE_GONE, "service-gone"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_SERVICE_CHANGED, "service-changed"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_FUNDS, "funds"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_DUPLICATE_LINK, "duplicate-link"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_TWIN_UNCONFIRMED, "twin-unconfirmed"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_LIMIT_ORDER, "limit-order"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_LIMIT_DAY, "limit-day"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_LIMIT_MONTH, "limit-month"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_LIMIT_BALANCE, "limit-balance"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_PANEL_REMOVED, "panel-removed"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REASON_DISK, "disk"))

G_DEFINE_ENUM_TYPE (PanelistConfirm,
                    panelist_confirm,
                    G_DEFINE_ENUM_VALUE (PANELIST_CONFIRM_SHARE, "share"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CONFIRM_AMOUNT, "amount"),
                    G_DEFINE_ENUM_VALUE (PANELIST_CONFIRM_ALWAYS, "always"))

G_DEFINE_ENUM_TYPE (PanelistEvidence,
                    panelist_evidence,
                    G_DEFINE_ENUM_VALUE (PANELIST_EVIDENCE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (PANELIST_EVIDENCE_MATCH, "match"),
                    G_DEFINE_ENUM_VALUE (PANELIST_EVIDENCE_UNCHANGED, "unchanged"),
                    G_DEFINE_ENUM_VALUE (PANELIST_EVIDENCE_UNCLEAR, "unclear"),
                    G_DEFINE_ENUM_VALUE (PANELIST_EVIDENCE_TOO_SMALL, "too-small"),
                    G_DEFINE_ENUM_VALUE (PANELIST_EVIDENCE_UNREAD, "unread"))

G_DEFINE_ENUM_TYPE (PanelistIntentKind,
                    panelist_intent_kind,
                    G_DEFINE_ENUM_VALUE (PANELIST_INTENT_KIND_ADD, "add"),
                    G_DEFINE_ENUM_VALUE (PANELIST_INTENT_KIND_REFILL, "refill"),
                    G_DEFINE_ENUM_VALUE (PANELIST_INTENT_KIND_CANCEL, "cancel"))

G_DEFINE_ENUM_TYPE (PanelistOrderOrigin,
                    panelist_order_origin,
                    G_DEFINE_ENUM_VALUE (PANELIST_ORDER_ORIGIN_HERE, "here"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ORDER_ORIGIN_TRACKED, "tracked"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ORDER_ORIGIN_CHILD, "child"))

G_DEFINE_ENUM_TYPE (PanelistOrderStatus,
                    panelist_order_status,
                    G_DEFINE_ENUM_VALUE (PANELIST_ORDER_STATUS_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ORDER_STATUS_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ORDER_STATUS_PENDING, "pending"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ORDER_STATUS_PROCESSING, "processing"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ORDER_STATUS_ACTIVE, "active"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ORDER_STATUS_IN_PROGRESS, "in-progress"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ORDER_STATUS_COMPLETED, "completed"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ORDER_STATUS_PARTIAL, "partial"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ORDER_STATUS_CANCELED, "canceled"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ORDER_STATUS_REFUNDED, "refunded"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ORDER_STATUS_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ORDER_STATUS_PAUSED, "paused"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ORDER_STATUS_EXPIRED, "expired"),
                    G_DEFINE_ENUM_VALUE (PANELIST_ORDER_STATUS_NOT_FOUND, "not-found"))

G_DEFINE_ENUM_TYPE (PanelistRefillState,
                    panelist_refill_state,
                    G_DEFINE_ENUM_VALUE (PANELIST_REFILL_STATE_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REFILL_STATE_PENDING, "pending"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REFILL_STATE_IN_PROGRESS, "in-progress"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REFILL_STATE_COMPLETED, "completed"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REFILL_STATE_REJECTED, "rejected"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REFILL_STATE_ERROR, "error"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REFILL_STATE_CANCELED, "canceled"),
                    G_DEFINE_ENUM_VALUE (PANELIST_REFILL_STATE_NOT_FOUND, "not-found"))

G_DEFINE_ENUM_TYPE (PanelistPanelState,
                    panelist_panel_state,
                    G_DEFINE_ENUM_VALUE (PANELIST_PANEL_STATE_OK, "ok"),
                    G_DEFINE_ENUM_VALUE (PANELIST_PANEL_STATE_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (PANELIST_PANEL_STATE_NOT_ANSWERING, "not-answering"),
                    G_DEFINE_ENUM_VALUE (PANELIST_PANEL_STATE_WEB_PAGE, "web-page"),
                    G_DEFINE_ENUM_VALUE (PANELIST_PANEL_STATE_MOVED, "moved"),
                    G_DEFINE_ENUM_VALUE (PANELIST_PANEL_STATE_NOT_SECURE, "not-secure"),
                    G_DEFINE_ENUM_VALUE (PANELIST_PANEL_STATE_MAINTENANCE, "maintenance"),
                    G_DEFINE_ENUM_VALUE (PANELIST_PANEL_STATE_RATE_LIMITED, "rate-limited"),
                    G_DEFINE_ENUM_VALUE (PANELIST_PANEL_STATE_KEY_REJECTED, "key-rejected"),
                    G_DEFINE_ENUM_VALUE (PANELIST_PANEL_STATE_KEY_MISSING, "key-missing"),
                    G_DEFINE_ENUM_VALUE (PANELIST_PANEL_STATE_KEYRING_LOCKED, "keyring-locked"),
                    G_DEFINE_ENUM_VALUE (PANELIST_PANEL_STATE_KEYRING_ABSENT, "keyring-absent"),
                    G_DEFINE_ENUM_VALUE (PANELIST_PANEL_STATE_KEYRING_DAMAGED, "keyring-damaged"))

#define BIT(state) (1u << (state))

/* The diagram of safety.md A2; rows are the state a transition starts from. */
static const guint transitions[] = {
  [PANELIST_INTENT_DRAFT] = BIT (PANELIST_INTENT_HELD) | BIT (PANELIST_INTENT_SUBMITTING),
  [PANELIST_INTENT_HELD] = BIT (PANELIST_INTENT_DRAFT) | BIT (PANELIST_INTENT_SUBMITTING) |
                           BIT (PANELIST_INTENT_NOT_SENT),
  [PANELIST_INTENT_SUBMITTING] = BIT (PANELIST_INTENT_PLACED) | BIT (PANELIST_INTENT_REFUSED) |
                                 BIT (PANELIST_INTENT_NOT_SENT) |
                                 BIT (PANELIST_INTENT_UNCONFIRMED),
  [PANELIST_INTENT_PLACED] = 0,
  [PANELIST_INTENT_REFUSED] = BIT (PANELIST_INTENT_UNCONFIRMED),
  [PANELIST_INTENT_NOT_SENT] = 0,
  [PANELIST_INTENT_UNCONFIRMED] = BIT (PANELIST_INTENT_PLACED) | BIT (PANELIST_INTENT_NOT_PLACED),
  [PANELIST_INTENT_NOT_PLACED] = BIT (PANELIST_INTENT_PLACED) | BIT (PANELIST_INTENT_UNCONFIRMED),
};

/**
 * panelist_intent_state_may_become:
 * @from: the state an intent is in
 * @to: the state it would get
 *
 * Returns: whether the diagram of safety.md A2 has this transition
 */
gboolean
panelist_intent_state_may_become (PanelistIntentState from,
                                  PanelistIntentState to)
{
  g_return_val_if_fail (from < G_N_ELEMENTS (transitions), FALSE);

  return (transitions[from] & BIT (to)) != 0;
}

typedef struct {
  const char *spelling;
  int value;
} Word;

static const Word order_words[] = {
  { "pending", PANELIST_ORDER_STATUS_PENDING },
  { "queued", PANELIST_ORDER_STATUS_PENDING },
  { "queue", PANELIST_ORDER_STATUS_PENDING },
  { "awaiting", PANELIST_ORDER_STATUS_PENDING },
  { "waiting", PANELIST_ORDER_STATUS_PENDING },
  { "creating", PANELIST_ORDER_STATUS_PENDING },
  { "new", PANELIST_ORDER_STATUS_PENDING },
  { "processing", PANELIST_ORDER_STATUS_PROCESSING },
  { "active", PANELIST_ORDER_STATUS_ACTIVE },
  { "in progress", PANELIST_ORDER_STATUS_IN_PROGRESS },
  { "running", PANELIST_ORDER_STATUS_IN_PROGRESS },
  { "started", PANELIST_ORDER_STATUS_IN_PROGRESS },
  { "completed", PANELIST_ORDER_STATUS_COMPLETED },
  { "complete", PANELIST_ORDER_STATUS_COMPLETED },
  { "finished", PANELIST_ORDER_STATUS_COMPLETED },
  { "done", PANELIST_ORDER_STATUS_COMPLETED },
  { "partial", PANELIST_ORDER_STATUS_PARTIAL },
  { "partially completed", PANELIST_ORDER_STATUS_PARTIAL },
  { "canceled", PANELIST_ORDER_STATUS_CANCELED },
  { "cancelled", PANELIST_ORDER_STATUS_CANCELED },
  { "stopped", PANELIST_ORDER_STATUS_CANCELED },
  { "refunded", PANELIST_ORDER_STATUS_REFUNDED },
  { "refund", PANELIST_ORDER_STATUS_REFUNDED },
  { "fail", PANELIST_ORDER_STATUS_FAILED },
  { "failed", PANELIST_ORDER_STATUS_FAILED },
  { "error", PANELIST_ORDER_STATUS_FAILED },
  { "rejected", PANELIST_ORDER_STATUS_FAILED },
  { "paused", PANELIST_ORDER_STATUS_PAUSED },
  { "expired", PANELIST_ORDER_STATUS_EXPIRED },
};

static const Word refill_words[] = {
  { "pending", PANELIST_REFILL_STATE_PENDING },
  { "in progress", PANELIST_REFILL_STATE_IN_PROGRESS },
  { "refilling", PANELIST_REFILL_STATE_IN_PROGRESS },
  { "completed", PANELIST_REFILL_STATE_COMPLETED },
  { "rejected", PANELIST_REFILL_STATE_REJECTED },
  { "error", PANELIST_REFILL_STATE_ERROR },
  { "canceled", PANELIST_REFILL_STATE_CANCELED },
  { "cancelled", PANELIST_REFILL_STATE_CANCELED },
  { "not found", PANELIST_REFILL_STATE_NOT_FOUND },
};

static char *
without_blanks (const char *text)
{
  GString *result = NULL;

  result = g_string_new (NULL);
  for (const char *c = text; *c != '\0'; c++)
    if (*c != ' ')
      g_string_append_c (result, *c);
  return g_string_free_and_steal (result);
}

/* Compared as protocol.md 5 says: normalized words, trailing dots dropped, then also without blanks. */
static int
look_up_word (const Word *words,
              gsize       n_words,
              const char *text,
              int         fallback)
{
  g_autofree char *word = NULL;
  g_autofree char *squeezed = NULL;

  word = panelist_text_normalize_word (text, -1);
  for (gsize length = strlen (word); length > 0 && word[length - 1] == '.'; length--)
    word[length - 1] = '\0';
  g_strchomp (word);
  squeezed = without_blanks (word);

  for (gsize i = 0; i < n_words; i++)
    {
      g_autofree char *spelling = NULL;

      spelling = without_blanks (words[i].spelling);
      if (g_str_equal (word, words[i].spelling) || g_str_equal (squeezed, spelling))
        return words[i].value;
    }
  return fallback;
}

/**
 * panelist_order_status_from_text:
 * @text: (nullable): the status as the panel wrote it
 * @in_batch_item: whether it stood inside a batch item or `data`, where `success` means completed
 *
 * Source: the first dictionary of protocol.md 5.
 *
 * Returns: the status, PANELIST_ORDER_STATUS_UNKNOWN for any other text
 */
PanelistOrderStatus
panelist_order_status_from_text (const char *text,
                                 gboolean    in_batch_item)
{
  static const Word success[] = { { "success", PANELIST_ORDER_STATUS_COMPLETED } };
  PanelistOrderStatus status = PANELIST_ORDER_STATUS_UNKNOWN;

  if (text == NULL)
    return PANELIST_ORDER_STATUS_UNKNOWN;

  status = (PanelistOrderStatus) look_up_word (order_words,
                                               G_N_ELEMENTS (order_words),
                                               text,
                                               PANELIST_ORDER_STATUS_UNKNOWN);
  if (status == PANELIST_ORDER_STATUS_UNKNOWN && in_batch_item)
    status = (PanelistOrderStatus) look_up_word (success,
                                                 G_N_ELEMENTS (success),
                                                 text,
                                                 PANELIST_ORDER_STATUS_UNKNOWN);
  return status;
}

/**
 * panelist_order_status_is_final:
 * @status: a status
 *
 * Returns: whether an order in this status is no longer followed
 */
gboolean
panelist_order_status_is_final (PanelistOrderStatus status)
{
  switch (status)
    {
    case PANELIST_ORDER_STATUS_COMPLETED:
    case PANELIST_ORDER_STATUS_PARTIAL:
    case PANELIST_ORDER_STATUS_CANCELED:
    case PANELIST_ORDER_STATUS_REFUNDED:
    case PANELIST_ORDER_STATUS_FAILED:
    case PANELIST_ORDER_STATUS_EXPIRED:
      return TRUE;
    case PANELIST_ORDER_STATUS_NONE:
    case PANELIST_ORDER_STATUS_UNKNOWN:
    case PANELIST_ORDER_STATUS_PENDING:
    case PANELIST_ORDER_STATUS_PROCESSING:
    case PANELIST_ORDER_STATUS_ACTIVE:
    case PANELIST_ORDER_STATUS_IN_PROGRESS:
    case PANELIST_ORDER_STATUS_PAUSED:
    case PANELIST_ORDER_STATUS_NOT_FOUND:
    default:
      return FALSE;
    }
}

/**
 * panelist_refill_state_from_text:
 * @text: (nullable): the state as the panel wrote it
 *
 * Source: the second dictionary of protocol.md 5.
 *
 * Returns: the state, PANELIST_REFILL_STATE_UNKNOWN for any other text
 */
PanelistRefillState
panelist_refill_state_from_text (const char *text)
{
  if (text == NULL)
    return PANELIST_REFILL_STATE_UNKNOWN;

  return (PanelistRefillState) look_up_word (refill_words,
                                             G_N_ELEMENTS (refill_words),
                                             text,
                                             PANELIST_REFILL_STATE_UNKNOWN);
}

/**
 * panelist_refill_state_is_final:
 * @state: a refill's state
 *
 * Returns: whether the refill is no longer followed
 */
gboolean
panelist_refill_state_is_final (PanelistRefillState state)
{
  switch (state)
    {
    case PANELIST_REFILL_STATE_COMPLETED:
    case PANELIST_REFILL_STATE_REJECTED:
    case PANELIST_REFILL_STATE_ERROR:
    case PANELIST_REFILL_STATE_CANCELED:
    case PANELIST_REFILL_STATE_NOT_FOUND:
      return TRUE;
    case PANELIST_REFILL_STATE_UNKNOWN:
    case PANELIST_REFILL_STATE_PENDING:
    case PANELIST_REFILL_STATE_IN_PROGRESS:
    default:
      return FALSE;
    }
}
