/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ordering"

#include "config.h"

#include "panelist-ordering-private.h"

#include <string.h>

#include "panelist-evidence.h"
#include "panelist-text.h"

/* What a person does with an unconfirmed order (safety.md A7, E5 to E7, and Send Again of A8). Nothing here happens by
 * itself. */

#define MAX_NUMBERS 500
#define BATCH 100   /* of numbers in one request */

typedef struct {
  PanelistOrdering *self;
  PanelistOrder *order;
  char *remote_id;
  gboolean accept;
} Settlement;

static Settlement *
settlement_new (PanelistOrdering *self,
                PanelistOrder    *order)
{
  Settlement *settlement = g_new0 (Settlement, 1);

  settlement->self = g_object_ref (self);
  settlement->order = g_object_ref (order);

  return settlement;
}

static void
settlement_free (gpointer data)
{
  Settlement *settlement = data;

  g_free (settlement->remote_id);
  g_clear_object (&settlement->order);
  g_clear_object (&settlement->self);
  g_free (settlement);
}

static gboolean
is_open (PanelistOrder *order)
{
  return panelist_order_get_intent_state (order) == PANELIST_INTENT_UNCONFIRMED ||
         panelist_order_get_intent_state (order) == PANELIST_INTENT_NOT_PLACED;
}

static gboolean
check_open (PanelistOrder  *order,
            GError        **error)
{
  if (is_open (order))
    return TRUE;

  g_set_error_literal (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_STATE, "The order is settled already");
  return FALSE;
}

static PanelistClient *
ref_client (Settlement  *settlement,
            GError     **error)
{
  PanelistPanel *panel = panelist_ordering_find_panel (settlement->self, settlement->order);

  if (panel != NULL)
    return g_object_ref (panelist_accounts_get_client (settlement->self->accounts, panel));

  g_set_error_literal (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_PANEL_REMOVED, "The panel was removed");
  return NULL;
}

/* E6 */

/* As A4 takes one from an answer: a number that is not 0, or a text. */
static gboolean
is_order_number (const char *remote_id)
{
  return panelist_text_is_remote_id (remote_id) && remote_id[strspn (remote_id, "0")] != '\0';
}

static gboolean
check_number (Settlement  *settlement,
              GError     **error)
{
  PanelistOrder *other = NULL;

  if (!is_order_number (settlement->remote_id))
    {
      g_set_error_literal (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_ID_INVALID, "This is no order number");
      return FALSE;
    }

  other = panelist_ordering_find_number (settlement->self, panelist_order_get_panel_id (settlement->order),
                                         settlement->remote_id);

  if (other == NULL)
    return TRUE;

  g_propagate_error (error, panelist_order_error_new (PANELIST_ORDER_ERROR_ID_TAKEN, NULL, NULL,
                                                      panelist_order_get_uuid (other), PANELIST_REASON_NONE,
                                                      "Another order has this number"));
  return FALSE;
}

/* What the panel says of the number; that it does not know it is an error of ours. */
static PanelistStatusAnswer *
await_verified (Settlement      *settlement,
                PanelistClient  *client,
                GError         **error)
{
  g_autoptr (PanelistStatusAnswer) answer = NULL;
  g_autoptr (GError) failure = NULL;
  const GError *reason = NULL;

  answer = dex_await_boxed (panelist_client_read_status (client, settlement->remote_id), &failure);

  if (answer != NULL && answer->error == NULL)
    return g_steal_pointer (&answer);

  reason = answer != NULL ? answer->error : failure;

  if (panelist_api_error_get_class (reason) == PANELIST_ERROR_CLASS_ORDER_ID)
    g_set_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_ID_UNKNOWN,
                 "The panel does not know this number: %s", reason->message);
  else
    g_propagate_error (error, g_error_copy (reason));

  return NULL;
}

static gboolean
check_charge (Settlement            *settlement,
              PanelistStatusAnswer  *answer,
              GError               **error)
{
  const char *expected = panelist_order_get_expected_charge (settlement->order);

  if (settlement->accept || panelist_evidence_is_charge (answer->charge, expected) ||
      panelist_evidence_is_near (answer->charge, expected))
    return TRUE;

  g_propagate_error (error, panelist_order_error_new (PANELIST_ORDER_ERROR_CHARGE_DIFFERS, answer->charge, expected,
                                                      NULL, PANELIST_REASON_NONE,
                                                      "The panel charged %s, and %s was expected",
                                                      answer->charge != NULL ? answer->charge : "an unknown amount",
                                                      expected != NULL ? expected : "nothing known"));
  return FALSE;
}

static DexFuture *
confirm_fiber (gpointer data)
{
  Settlement *settlement = data;
  g_autoptr (PanelistClient) client = NULL;
  g_autoptr (PanelistStatusAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  if (!check_open (settlement->order, &error) || !check_number (settlement, &error) ||
      !(client = ref_client (settlement, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  g_object_set (settlement->order, "checking", TRUE, NULL);
  answer = await_verified (settlement, client, &error);
  g_object_set (settlement->order, "checking", FALSE, NULL);

  if (answer == NULL || !check_charge (settlement, answer, &error) || !check_open (settlement->order, &error) ||
      !panelist_ordering_await_bound (settlement->self, settlement->order, settlement->remote_id,
                                      "The number was given by a person, and the panel knows it", &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_true ();
}

/**
 * panelist_ordering_confirm_placed:
 * @self: ordering
 * @order: an unconfirmed order, or one that was said not to be placed
 * @remote_id: its number, as a person gave it; blanks around it are dropped
 * @accept: whether a charge that differs by more than one percent, or is not told, was agreed to
 *
 * Returns: (transfer full): a future of %TRUE when the order is placed under that number
 */
DexFuture *
panelist_ordering_confirm_placed (PanelistOrdering *self,
                                  PanelistOrder    *order,
                                  const char       *remote_id,
                                  gboolean          accept)
{
  Settlement *settlement = NULL;

  dex_return_error_if_fail (PANELIST_IS_ORDERING (self));
  dex_return_error_if_fail (PANELIST_IS_ORDER (order));
  dex_return_error_if_fail (remote_id != NULL);

  settlement = settlement_new (self, order);
  settlement->remote_id = g_strstrip (g_strdup (remote_id));
  settlement->accept = accept;

  return panelist_ordering_run (self, "panelist-ordering-confirm-placed", confirm_fiber, settlement,
                                settlement_free);
}

/* E5 */

void
panelist_id_hit_free (PanelistIdHit *self)
{
  g_free (self->remote_id);
  g_free (self->charge);
  g_free (self);
}

static gboolean
get_number (const char *remote_id,
            int64_t    *number)
{
  return remote_id != NULL && g_ascii_string_to_signed (remote_id, 10, 1, G_MAXINT64, number, NULL);
}

/* The smallest number above the floor that the panel gave: to an order that came after this one. */
static gboolean
find_next_number (PanelistOrdering *self,
                  PanelistOrder    *order,
                  int64_t           floor,
                  int64_t          *next)
{
  GListModel *orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));
  gboolean found = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr (PanelistOrder) other = g_list_model_get_item (orders, i);
      int64_t number = 0;

      if (panelist_order_get_panel_id (other) != panelist_order_get_panel_id (order) ||
          !get_number (panelist_order_get_remote_id (other), &number) || number <= floor ||
          (found && number >= *next))
        continue;

      *next = number;
      found = TRUE;
    }

  return found;
}

/**
 * panelist_ordering_get_id_window:
 * @self: ordering
 * @order: an order
 * @first: (out) (optional): the first number to ask for
 * @last: (out) (optional): the last one
 *
 * Returns: whether panelist_ordering_find_by_id_window() may be offered
 */
gboolean
panelist_ordering_get_id_window (PanelistOrdering *self,
                                 PanelistOrder    *order,
                                 int64_t          *first,
                                 int64_t          *last)
{
  PanelistPanel *panel = NULL;
  PanelistFlag batch = PANELIST_FLAG_UNKNOWN;
  int64_t floor = 0;
  int64_t next = 0;

  g_return_val_if_fail (PANELIST_IS_ORDERING (self), FALSE);
  g_return_val_if_fail (PANELIST_IS_ORDER (order), FALSE);

  floor = panelist_order_get_id_floor (order);
  panel = panelist_ordering_find_panel (self, order);

  if (floor <= 0 || panel == NULL || !is_open (order) || panelist_order_get_expected_charge (order) == NULL)
    return FALSE;

  g_object_get (panel, "batch-status", &batch, NULL);

  /* One by one it would be hundreds of requests. */
  if (batch == PANELIST_FLAG_NO || !find_next_number (self, order, floor, &next) || next == floor + 1 ||
      next - floor - 1 > MAX_NUMBERS)
    return FALSE;

  if (first != NULL)
    *first = floor + 1;

  if (last != NULL)
    *last = next - 1;

  return TRUE;
}

static void
add_hit (Settlement                  *settlement,
         const PanelistStatusAnswer  *answer,
         GPtrArray                   *hits)
{
  PanelistIdHit *hit = NULL;

  if (answer->error != NULL ||
      !panelist_evidence_is_charge (answer->charge, panelist_order_get_expected_charge (settlement->order)) ||
      panelist_ordering_find_number (settlement->self, panelist_order_get_panel_id (settlement->order),
                                     answer->order_id) != NULL)
    return;

  hit = g_new0 (PanelistIdHit, 1);
  hit->remote_id = g_strdup (answer->order_id);
  hit->status = answer->status;
  hit->charge = g_strdup (answer->charge);
  g_ptr_array_add (hits, hit);
}

static GStrv
make_numbers (int64_t first,
              int64_t last)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (int64_t number = first; number <= last; number++)
    g_strv_builder_take (builder, g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) number));

  return g_strv_builder_end (builder);
}

static DexFuture *
find_fiber (gpointer data)
{
  Settlement *settlement = data;
  g_autoptr (PanelistClient) client = NULL;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;
  int64_t first = 0;
  int64_t last = 0;

  if (!panelist_ordering_get_id_window (settlement->self, settlement->order, &first, &last))
    return dex_future_new_reject (PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_NO_WINDOW,
                                  "There are too many numbers to ask for, or no end to them");

  if (!(client = ref_client (settlement, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  hits = g_ptr_array_new_with_free_func ((GDestroyNotify) panelist_id_hit_free);

  for (int64_t number = first; number <= last; number += BATCH)
    {
      g_auto (GStrv) numbers = make_numbers (number, MIN (number + BATCH - 1, last));
      g_autoptr (GPtrArray) answers = NULL;

      if (!(answers = dex_await_boxed (panelist_client_read_statuses (client, (const char *const *) numbers), &error)))
        return dex_future_new_for_error (g_steal_pointer (&error));

      for (guint i = 0; i < answers->len; i++)
        add_hit (settlement, g_ptr_array_index (answers, i), hits);
    }

  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&hits));
}

/**
 * panelist_ordering_find_by_id_window:
 * @self: ordering
 * @order: an unconfirmed order
 *
 * Asks the panel for the numbers that it gave between this order and the next one known. To somebody else it can look
 * like scanning: call it on a person's click only.
 *
 * Returns: (transfer full): a future of a #GPtrArray (boxed) of #PanelistIdHit
 */
DexFuture *
panelist_ordering_find_by_id_window (PanelistOrdering *self,
                                     PanelistOrder    *order)
{
  dex_return_error_if_fail (PANELIST_IS_ORDERING (self));
  dex_return_error_if_fail (PANELIST_IS_ORDER (order));

  return panelist_ordering_run (self, "panelist-ordering-find", find_fiber, settlement_new (self, order),
                                settlement_free);
}

DexFuture *
panelist_ordering_accept_id (PanelistOrdering *self,
                             PanelistOrder    *order,
                             const char       *remote_id)
{
  return panelist_ordering_confirm_placed (self, order, remote_id, FALSE);
}

/* E7 */

static DexFuture *
state_fiber (gpointer data)
{
  Settlement *settlement = data;
  gboolean undo = settlement->accept;
  PanelistTransition transition = { 0 };
  g_autoptr (GError) error = NULL;

  transition.uuid = panelist_order_get_uuid (settlement->order);
  transition.from = undo ? PANELIST_INTENT_NOT_PLACED : PANELIST_INTENT_UNCONFIRMED;
  transition.to = undo ? PANELIST_INTENT_UNCONFIRMED : PANELIST_INTENT_NOT_PLACED;
  transition.detail = undo ? "A person took back that it was not placed" : "A person said that it was not placed";

  if (!panelist_ordering_await_settled (settlement->self, settlement->order, &transition, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_true ();
}

/**
 * panelist_ordering_state_not_placed:
 * @self: ordering
 * @order: an unconfirmed order
 *
 * Returns: (transfer full): a future of %TRUE when the order is marked as not placed
 */
DexFuture *
panelist_ordering_state_not_placed (PanelistOrdering *self,
                                    PanelistOrder    *order)
{
  PanelistNotPlaced allowed = PANELIST_NOT_PLACED_STATE;

  dex_return_error_if_fail (PANELIST_IS_ORDERING (self));
  dex_return_error_if_fail (PANELIST_IS_ORDER (order));

  allowed = panelist_ordering_check_not_placed (self, order, NULL);

  if (allowed == PANELIST_NOT_PLACED_STATE)
    return dex_future_new_reject (PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_STATE, "The order is not unconfirmed");

  if (allowed != PANELIST_NOT_PLACED_ALLOWED)
    return dex_future_new_reject (PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_TOO_EARLY,
                                  "It is too early to say that it was not placed");

  return panelist_ordering_run (self, "panelist-ordering-not-placed", state_fiber, settlement_new (self, order),
                                settlement_free);
}

DexFuture *
panelist_ordering_undo_not_placed (PanelistOrdering *self,
                                   PanelistOrder    *order)
{
  Settlement *settlement = NULL;

  dex_return_error_if_fail (PANELIST_IS_ORDERING (self));
  dex_return_error_if_fail (PANELIST_IS_ORDER (order));

  settlement = settlement_new (self, order);
  settlement->accept = TRUE;

  return panelist_ordering_run (self, "panelist-ordering-undo-not-placed", state_fiber, settlement, settlement_free);
}

/* Once more */

/**
 * panelist_ordering_draft_again:
 * @self: ordering
 * @order: an order
 * @retry: whether it is tried again, and not ordered a second time
 *
 * Returns: (transfer full) (nullable): a form that sends what @order sent
 */
PanelistOrderDraft *
panelist_ordering_draft_again (PanelistOrdering *self,
                               PanelistOrder    *order,
                               gboolean          retry)
{
  PanelistPanel *panel = NULL;
  PanelistCatalog *catalog = NULL;
  PanelistOrderDraft *draft = NULL;
  g_autoptr (PanelistService) service = NULL;
  guint index = 0;

  g_return_val_if_fail (PANELIST_IS_ORDERING (self), NULL);
  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  if ((panel = panelist_ordering_find_panel (self, order)) == NULL || panelist_order_get_service (order) == NULL)
    return NULL;

  catalog = panelist_accounts_get_catalog (self->accounts, panel);

  if (catalog != NULL &&
      panelist_catalog_find (catalog, panelist_service_get_id (panelist_order_get_service (order)), &index))
    service = panelist_catalog_dup_service (catalog, index);

  draft = panelist_order_draft_new_from_order (panel, service, order);

  if (retry)
    g_object_set (draft, "retry-of", panelist_order_get_uuid (order), NULL);

  return draft;
}

static DexFuture *
send_again_fiber (gpointer data)
{
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (GError) error = NULL;

  if (!(order = panelist_ordering_await_sent (data, &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_for_object (order);
}

/**
 * panelist_ordering_send_again:
 * @self: ordering
 * @order: an unconfirmed order
 * @draft: (nullable): what to send, where the service or its price is another one now
 *
 * A new order that is linked to @order, which stays as it is.
 *
 * Returns: (transfer full): a future of the new #PanelistOrder, as of panelist_ordering_place()
 */
DexFuture *
panelist_ordering_send_again (PanelistOrdering   *self,
                              PanelistOrder      *order,
                              PanelistOrderDraft *draft)
{
  g_autoptr (PanelistOrderDraft) same = NULL;
  PanelistPlacement *placement = NULL;
  PanelistPanel *panel = NULL;

  dex_return_error_if_fail (PANELIST_IS_ORDERING (self));
  dex_return_error_if_fail (PANELIST_IS_ORDER (order));

  if (panelist_order_get_intent_state (order) != PANELIST_INTENT_UNCONFIRMED)
    return dex_future_new_reject (PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_STATE, "The order is not unconfirmed");

  if ((panel = panelist_ordering_find_panel (self, order)) == NULL)
    return dex_future_new_reject (PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_PANEL_REMOVED, "The panel was removed");

  if (draft == NULL)
    draft = same = panelist_order_draft_new_from_order (panel, NULL, order);

  placement = panelist_placement_new (self, draft);
  placement->again = TRUE;
  g_object_set (placement->draft, "retry-of", panelist_order_get_uuid (order), NULL);

  return panelist_ordering_run (self, "panelist-ordering-send-again", send_again_fiber, placement,
                                panelist_placement_free);
}
