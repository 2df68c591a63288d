/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ordering"

#include "config.h"

#include "panelist-ordering-private.h"

#include "panelist-clock.h"
#include "panelist-evidence.h"
#include "panelist-money.h"
#include "panelist-text.h"

/* The rungs of safety.md A7 that need no person: E2, E3 and E4. They only read; panelist-ordering-watch.c says when. */

#define N_TRIES 3                         /* of a number that the panel does not know yet */
#define TRY_AGAIN (2 * 1000)              /* milliseconds */

/* E2: judging */

static PanelistEvidenceBalance
get_balance_before (PanelistOrder *order,
                    char         **currency)
{
  PanelistEvidenceBalance before = { 0 };

  before.amount = panelist_order_get_balance_before (order);
  g_object_get (order, "balance-before-currency", currency, "balance-before-ambiguous", &before.ambiguous, NULL);
  before.currency = *currency;

  return before;
}

static const char *
get_price (PanelistOrder *order)
{
  const char *charge = panelist_order_get_first_charge (order);

  return charge != NULL ? charge : panelist_order_get_expected_charge (order);
}

/* The orders that were sent to the same panel since. */
typedef struct {
  char *known;
  GPtrArray *uncertain;
} Others;

static void
add_other (Others        *others,
           PanelistOrder *order)
{
  g_autofree char *before = NULL;

  switch (panelist_order_get_intent_state (order))
    {
    case PANELIST_INTENT_PLACED:
      before = g_steal_pointer (&others->known);
      others->known = panelist_money_add (before, get_price (order));
      break;

    case PANELIST_INTENT_UNCONFIRMED:
      /* A price that nobody knows explains every fall. */
      if (panelist_order_get_expected_charge (order) == NULL)
        g_clear_pointer (&others->known, g_free);
      else
        g_ptr_array_add (others->uncertain, (gpointer) panelist_order_get_expected_charge (order));
      break;

    case PANELIST_INTENT_DRAFT:
    case PANELIST_INTENT_HELD:
    case PANELIST_INTENT_SUBMITTING:
    case PANELIST_INTENT_REFUSED:
    case PANELIST_INTENT_NOT_SENT:
    case PANELIST_INTENT_NOT_PLACED:
    default:
      break;
    }
}

static void
collect_others (PanelistOrdering *self,
                PanelistOrder    *order,
                Others           *others)
{
  GListModel *orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));

  others->known = g_strdup ("0");
  others->uncertain = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr (PanelistOrder) other = g_list_model_get_item (orders, i);

      if (panelist_order_get_panel_id (other) == panelist_order_get_panel_id (order) &&
          panelist_order_get_sent_sequence (other) > panelist_order_get_sent_sequence (order))
        add_other (others, other);
    }
}

static PanelistEvidenceJudgement
judge (PanelistOrdering               *self,
       PanelistOrder                  *order,
       const PanelistEvidenceBalance  *before,
       const PanelistEvidenceBalance  *after)
{
  Others others = { 0 };
  PanelistEvidenceOthers known = { 0 };
  PanelistEvidenceJudgement judgement = { 0 };

  collect_others (self, order, &others);
  known.known = others.known;
  known.uncertain = (const char **) others.uncertain->pdata;
  known.n_uncertain = others.uncertain->len;
  judgement = panelist_evidence_judge (before, after, panelist_order_get_expected_charge (order), &known);

  g_free (others.known);
  g_ptr_array_unref (others.uncertain);

  return judgement;
}

/* One read, judged and stored. `n_reads` counts the planned ones; 0 for one beside them. */
gboolean
panelist_ordering_await_balance_read (PanelistOrdering    *self,
                                      PanelistOrder       *order,
                                      PanelistClient      *client,
                                      guint                n_reads,
                                      PanelistIntentState  state,
                                      GError             **error)
{
  g_autofree char *currency = NULL;
  g_autofree char *words = NULL;
  g_autofree char *fall = NULL;
  g_autoptr (PanelistBalance) balance = NULL;
  g_autoptr (GError) failure = NULL;
  PanelistEvidenceBalance before = { 0 };
  PanelistEvidenceBalance after = { 0 };
  PanelistEvidenceJudgement judgement = { PANELIST_EVIDENCE_UNREAD, NULL, FALSE };
  PanelistTransition transition = { 0 };

  g_object_set (order, "checking", TRUE, NULL);
  balance = dex_await_boxed (panelist_client_read_balance (client, TRUE), &failure);
  g_object_set (order, "checking", FALSE, NULL);

  if (balance != NULL)
    {
      before = get_balance_before (order, &currency);
      after = (PanelistEvidenceBalance) { balance->amount, balance->currency, balance->ambiguous };
      judgement = judge (self, order, &before, &after);
      fall = judgement.fall;
      words = panelist_evidence_describe (judgement.kind, &before, &after, fall);
    }
  else
    words = g_strdup_printf ("The balance could not be read: %s", failure->message);

  transition.uuid = panelist_order_get_uuid (order);
  transition.from = state;
  transition.to = state == PANELIST_INTENT_REFUSED && judgement.kind == PANELIST_EVIDENCE_MATCH
                    ? PANELIST_INTENT_UNCONFIRMED : state;
  transition.evidence_reads = n_reads;
  transition.detail = words;

  if (panelist_evidence_may_replace (panelist_order_get_evidence_kind (order), judgement.kind, judgement.shared))
    {
      transition.evidence = words;
      transition.evidence_kind = judgement.kind;
      transition.balance_after = after.amount;
      transition.evidence_fall = fall;
      transition.evidence_time = panelist_clock_now ();
    }

  /* What a refusal is worth must not be lost; a suggestion can be read again. */
  if (state == PANELIST_INTENT_REFUSED)
    panelist_ordering_await_transition (self, order, &transition);
  else if (!panelist_ordering_await_settled (self, order, &transition, error))
    return FALSE;

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

/* E3: the number that was seen in an answer */

static gboolean
is_above_floor (PanelistOrder *order,
                const char    *remote_id)
{
  int64_t number = 0;

  return !g_ascii_string_to_signed (remote_id, 10, G_MININT64, G_MAXINT64, &number, NULL) ||
         number > panelist_order_get_id_floor (order);
}

/* Nullable: of which order here the panel gave that number. */
PanelistOrder *
panelist_ordering_find_number (PanelistOrdering *self,
                               int64_t           panel_id,
                               const char       *remote_id)
{
  GListModel *orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr (PanelistOrder) order = g_list_model_get_item (orders, i);

      if (panelist_order_get_panel_id (order) == panel_id &&
          g_strcmp0 (panelist_order_get_remote_id (order), remote_id) == 0)
        return order;
    }

  return NULL;
}

gboolean
panelist_ordering_await_bound (PanelistOrdering  *self,
                               PanelistOrder     *order,
                               const char        *remote_id,
                               const char        *detail,
                               GError           **error)
{
  PanelistTransition transition = { 0 };
  GError *failure = NULL;

  transition.uuid = panelist_order_get_uuid (order);
  transition.from = panelist_order_get_intent_state (order);
  transition.to = PANELIST_INTENT_PLACED;
  transition.remote_id = remote_id;
  transition.detail = detail;

  if (panelist_ordering_await_settled (self, order, &transition, &failure))
    {
      PanelistPanel *panel = panelist_ordering_find_panel (self, order);

      if (panel != NULL)
        {
          panelist_ordering_end_first_read (self, panel);
          dex_future_disown (panelist_tracker_watch (self->tracker, order));
        }

      return TRUE;
    }

  if (g_error_matches (failure, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DUPLICATE))
    {
      g_clear_error (&failure);
      failure = panelist_order_error_new (PANELIST_ORDER_ERROR_ID_TAKEN, NULL, NULL, NULL, PANELIST_REASON_NONE,
                                          "Another order has this number");
    }

  g_propagate_error (error, failure);
  return FALSE;
}

/* The panel knows the number and does not say what it cost: a suggestion, asked about again with the next read. */
static void
await_candidate_known (PanelistOrdering *self,
                       PanelistOrder    *order)
{
  PanelistTransition transition = { 0 };
  g_autoptr (GError) error = NULL;

  transition.uuid = panelist_order_get_uuid (order);
  transition.from = PANELIST_INTENT_UNCONFIRMED;
  transition.to = PANELIST_INTENT_UNCONFIRMED;
  transition.candidate_known = TRUE;
  transition.detail = "The panel knows the number of its answer, and tells no charge";

  if (!panelist_ordering_await_settled (self, order, &transition, &error))
    g_message ("What a panel says of a number could not be stored: %s", error->message);
}

/* Right after `add` a panel may not know its own number yet (protocol.md 6). */
static PanelistStatusAnswer *
await_status (PanelistClient *client,
              const char     *remote_id)
{
  for (guint n_tries = 1; ; n_tries++)
    {
      g_autoptr (PanelistStatusAnswer) answer = NULL;
      g_autoptr (GError) error = NULL;

      answer = dex_await_boxed (panelist_client_read_status (client, remote_id), &error);

      if (answer != NULL && answer->error == NULL)
        return g_steal_pointer (&answer);

      if (panelist_api_error_get_class (answer != NULL ? answer->error : error) != PANELIST_ERROR_CLASS_ORDER_ID ||
          n_tries == N_TRIES)
        return NULL;

      dex_await (panelist_clock_sleep (TRY_AGAIN), NULL);
    }
}

void
panelist_ordering_await_candidate (PanelistOrdering *self,
                                   PanelistOrder    *order,
                                   PanelistClient   *client)
{
  g_autofree char *candidate = g_strdup (panelist_order_get_candidate_id (order));
  g_autoptr (PanelistStatusAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  gboolean known = FALSE;

  if (candidate == NULL || !is_above_floor (order, candidate) ||
      panelist_ordering_find_number (self, panelist_order_get_panel_id (order), candidate) != NULL ||
      (answer = await_status (client, candidate)) == NULL ||
      panelist_order_get_intent_state (order) != PANELIST_INTENT_UNCONFIRMED)
    return;

  g_object_get (order, "candidate-known", &known, NULL);

  if (answer->charge == NULL)
    {
      if (!known)
        await_candidate_known (self, order);
    }
  else if (panelist_evidence_is_charge (answer->charge, panelist_order_get_expected_charge (order)) &&
           !panelist_ordering_await_bound (self, order, candidate, "The panel knows the number of its answer, at this price",
                                           &error))
    g_message ("A number that was proved could not be bound: %s", error->message);
}

/* E4: a later order was refused because one is active for this link. That is evidence where nothing else here can
 * have been meant. */

static gboolean
is_explained (PanelistOrdering *self,
              PanelistOrder    *refused,
              const char       *link)
{
  GListModel *orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr (PanelistOrder) order = g_list_model_get_item (orders, i);
      g_autofree char *other = NULL;

      if (panelist_order_get_panel_id (order) != panelist_order_get_panel_id (refused) ||
          panelist_order_get_intent_state (order) != PANELIST_INTENT_PLACED || !panelist_order_is_active (order))
        continue;

      other = panelist_text_normalize_link (panelist_order_get_link (order));

      if (g_str_equal (other, link))
        return TRUE;
    }

  return FALSE;
}

static void
await_active_link (PanelistOrdering *self,
                   PanelistOrder    *order)
{
  PanelistTransition transition = { 0 };
  g_autoptr (GError) error = NULL;

  transition.uuid = panelist_order_get_uuid (order);
  transition.from = PANELIST_INTENT_UNCONFIRMED;
  transition.to = PANELIST_INTENT_UNCONFIRMED;
  transition.active_link = TRUE;
  transition.detail = "The panel refused a later order: one is active for this link";

  if (!panelist_ordering_await_settled (self, order, &transition, &error))
    g_message ("That a link is active could not be stored: %s", error->message);
}

static void
await_blocked_link (PanelistOrdering *self,
                    PanelistOrder    *refused)
{
  PanelistObjectList *list = panelist_accounts_get_orders (self->accounts);
  g_autofree char *link = panelist_text_normalize_link (panelist_order_get_link (refused));
  g_autoptr (GPtrArray) twins = NULL;

  if (*link == '\0' || is_explained (self, refused, link))
    return;

  twins = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (PanelistOrder) order = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_autofree char *other = NULL;

      if (panelist_order_get_intent_state (order) != PANELIST_INTENT_UNCONFIRMED ||
          panelist_order_get_panel_id (order) != panelist_order_get_panel_id (refused))
        continue;

      other = panelist_text_normalize_link (panelist_order_get_link (order));

      if (g_str_equal (other, link))
        g_ptr_array_add (twins, g_object_ref (order));
    }

  for (guint i = 0; i < twins->len; i++)
    await_active_link (self, g_ptr_array_index (twins, i));
}

/* Rows 3, 6 and 8 of A4: what a refusal leads to. The turn is still held. */
void
panelist_ordering_await_refusal (PanelistOrdering       *self,
                                 PanelistOrder          *order,
                                 PanelistClient         *client,
                                 const PanelistAddAnswer *answer)
{
  g_autoptr (GError) error = NULL;

  /* A panel that says no and takes the money all the same did not say no. */
  if (answer->check_balance && !panelist_ordering_await_balance_read (self, order, client, 0, PANELIST_INTENT_REFUSED, &error))
    g_message ("After a refusal: %s", error->message);

  if (answer->error_class == PANELIST_ERROR_CLASS_DUPLICATE_LINK)
    await_blocked_link (self, order);
}
