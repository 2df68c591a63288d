/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ordering"

#include "config.h"

#include "panelist-ordering-private.h"

/* T2 of safety.md A5, and every transition after it: stored, then shown. */

static const char *
outcome_words (const PanelistTransition *transition)
{
  if (transition->to == PANELIST_INTENT_PLACED)
    return transition->remote_id;

  return transition->reason != NULL ? transition->reason : "none";
}

/* T2. The one thing that may be repeated is the writing: the answer is in memory, and a row that stays
 * `submitting` becomes unconfirmed at the next start. Until it is stored the order shows what is known. NULL
 * when the row had left the state this starts from: then it is the row that is true. */
static PanelistOrder *
await_stored (PanelistOrdering   *self,
              PanelistOrder      *order,
              PanelistTransition *transition)
{
  PanelistStore *store = panelist_accounts_get_store (self->accounts);

  for (guint n_failures = 1; ; n_failures++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *notice = NULL;
      PanelistOrder *row = NULL;

      if ((row = dex_await_object (panelist_store_transition (store, transition), &error)) != NULL)
        return row;

      if (g_error_matches (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_STATE))
        {
          g_message ("An outcome came too late: %s", error->message);
          return NULL;
        }

      /* The panel gave the number of another order of ours: a candidate, and no proof (safety.md A5, T2). */
      if (g_error_matches (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DUPLICATE) &&
          transition->to == PANELIST_INTENT_PLACED)
        {
          transition->to = PANELIST_INTENT_UNCONFIRMED;
          transition->candidate_id = transition->remote_id;
          transition->remote_id = NULL;
          transition->reason = "The panel gave an order number that another order has";
          transition->reason_code = PANELIST_REASON_NUMBER_TAKEN;
          continue;
        }

      notice = g_strdup_printf ("The outcome is not saved yet: %s %s (%s)",
                                transition->to == PANELIST_INTENT_PLACED ? "order number" : "answer",
                                outcome_words (transition),
                                error->message);
      g_object_set (order, "reason", notice, "reason-code", PANELIST_REASON_NOT_SAVED, NULL);
      g_message ("An outcome could not be stored, %u in a row: %s", n_failures, error->message);
      panelist_ordering_await_retry (n_failures);
    }
}

/* Tells what is stored, and nothing else. */
void
panelist_ordering_copy_row (PanelistOrder *order,
                            PanelistOrder *row)
{
  static const char *const properties[] = {
    "service", "quantity", "expected-charge", "currency", "balance-before", "balance-before-time",
    "balance-before-currency", "balance-before-ambiguous", "sent-time", "sent-sequence", "id-floor", "remote-id",
    "reason", "reason-code", "http-status", "answered-time", "ended-time", "placed-time", "settled-time", "evidence",
    "evidence-kind", "balance-after", "evidence-fall", "evidence-time", "evidence-reads", "candidate-id",
    "candidate-known", "active-link-time", "intent-state",
  };

  g_object_freeze_notify (G_OBJECT (order));

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      g_object_get_property (G_OBJECT (row), properties[i], &value);
      g_object_set_property (G_OBJECT (order), properties[i], &value);
    }

  g_object_thaw_notify (G_OBJECT (order));
}

/* Another one was faster: it is the row that is true. */
static void
await_row (PanelistOrdering *self,
           PanelistOrder    *order)
{
  g_autoptr (PanelistOrder) row = NULL;
  g_autoptr (GError) error = NULL;

  row = dex_await_object (panelist_store_find_order (panelist_accounts_get_store (self->accounts),
                                                     panelist_order_get_uuid (order)),
                          &error);

  if (row != NULL)
    panelist_ordering_copy_row (order, row);
  else
    g_message ("An order could not be read again: %s", error->message);
}

void
panelist_ordering_await_transition (PanelistOrdering   *self,
                                    PanelistOrder      *order,
                                    PanelistTransition *transition)
{
  g_autoptr (PanelistOrder) row = NULL;

  if ((row = await_stored (self, order, transition)) != NULL)
    panelist_ordering_copy_row (order, row);
  else
    await_row (self, order);
}

gboolean
panelist_ordering_await_settled (PanelistOrdering          *self,
                                 PanelistOrder             *order,
                                 const PanelistTransition  *transition,
                                 GError                   **error)
{
  g_autoptr (PanelistOrder) row = NULL;
  GError *failure = NULL;

  row = dex_await_object (panelist_store_transition (panelist_accounts_get_store (self->accounts), transition),
                          &failure);

  if (row != NULL)
    {
      panelist_ordering_copy_row (order, row);
      return TRUE;
    }

  if (g_error_matches (failure, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_STATE))
    {
      await_row (self, order);
      g_clear_error (&failure);
      failure = panelist_order_error_new (PANELIST_ORDER_ERROR_STATE, NULL, NULL, NULL, PANELIST_REASON_NONE,
                                          "The order is in another state by now");
    }

  g_propagate_error (error, failure);
  return FALSE;
}

static PanelistReason
reason_of_api (const GError *failure)
{
  switch ((PanelistApiError) failure->code)
    {
    case PANELIST_API_ERROR_OFFLINE:
      return PANELIST_REASON_OFFLINE;

    case PANELIST_API_ERROR_TIMED_OUT:
      return PANELIST_REASON_TIMED_OUT;

    case PANELIST_API_ERROR_NOT_SECURE:
      return PANELIST_REASON_NOT_SECURE;

    case PANELIST_API_ERROR_PROXY:
      return PANELIST_REASON_PROXY;

    case PANELIST_API_ERROR_WRONG_ADDRESS:
      return PANELIST_REASON_WRONG_ADDRESS;

    case PANELIST_API_ERROR_CANCELED:
      return PANELIST_REASON_PANEL_CHANGED;

    /* Before a request is sent the client speaks for the panel in one case only. */
    case PANELIST_API_ERROR_PANEL:
      return PANELIST_REASON_KEY_REJECTED;

    case PANELIST_API_ERROR_UNREACHABLE:
    case PANELIST_API_ERROR_MOVED:
    case PANELIST_API_ERROR_WEB_PAGE:
    case PANELIST_API_ERROR_BLOCKED:
    case PANELIST_API_ERROR_HTTP:
    case PANELIST_API_ERROR_NO_JSON:
    case PANELIST_API_ERROR_MALFORMED:
    case PANELIST_API_ERROR_TOO_LARGE:
    case PANELIST_API_ERROR_EMPTY:
    default:
      return PANELIST_REASON_UNREACHABLE;
    }
}

static PanelistReason
reason_of_secrets (const GError *failure)
{
  switch ((PanelistSecretsError) failure->code)
    {
    case PANELIST_SECRETS_ERROR_LOCKED:
      return PANELIST_REASON_KEYRING_LOCKED;

    case PANELIST_SECRETS_ERROR_NO_SERVICE:
      return PANELIST_REASON_KEYRING_ABSENT;

    case PANELIST_SECRETS_ERROR_DAMAGED:
      return PANELIST_REASON_KEYRING_DAMAGED;

    case PANELIST_SECRETS_ERROR_MISSING:
    case PANELIST_SECRETS_ERROR_BAD_KEY:
    default:
      return PANELIST_REASON_KEY_MISSING;
    }
}

/* Why nothing left this computer, or no answer came back. */
PanelistReason
panelist_ordering_reason_of (const GError *failure)
{
  if (failure == NULL)
    return PANELIST_REASON_NONE;

  if (failure->domain == PANELIST_ORDER_ERROR)
    return panelist_order_error_get_reason (failure);

  if (failure->domain == PANELIST_STORE_ERROR)
    return PANELIST_REASON_DISK;

  if (failure->domain == PANELIST_SECRETS_ERROR)
    return reason_of_secrets (failure);

  return failure->domain == PANELIST_API_ERROR ? reason_of_api (failure) : PANELIST_REASON_UNREACHABLE;
}

void
panelist_ordering_await_outcome (PanelistOrdering        *self,
                                 PanelistOrder           *order,
                                 const PanelistAddAnswer *answer)
{
  PanelistTransition transition = { 0 };

  transition.uuid = panelist_order_get_uuid (order);
  transition.from = PANELIST_INTENT_SUBMITTING;
  transition.to = answer->outcome;
  transition.remote_id = answer->outcome == PANELIST_INTENT_PLACED ? answer->remote_id : NULL;
  transition.candidate_id = answer->candidate_id;
  transition.reason = answer->text;
  transition.reason_code = panelist_ordering_reason_of (answer->failure);
  transition.body = answer->body;
  transition.http_status = answer->http_status;

  panelist_ordering_await_transition (self, order, &transition);
}
