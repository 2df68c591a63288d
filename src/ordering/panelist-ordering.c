/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ordering"

#include "config.h"

#include "panelist-ordering-private.h"

#include "panelist-clock.h"
#include "panelist-dex.h"
#include "panelist-evidence.h"
#include "panelist-money.h"
#include "panelist-pace.h"
#include "panelist-text.h"

#define BALANCE_AGE (10 * G_TIME_SPAN_SECOND)
#define CATALOG_AGE (24 * 60 * 60)

/* The balance that T0 read last, measured by the monotonic clock: nothing here is decided by the wall clock. */
typedef struct {
  char *amount;
  char *currency;
  gboolean ambiguous;
  int64_t time;
} LastBalance;

struct _PanelistOrdering {
  GObject parent_instance;

  PanelistAccounts *accounts;
  PanelistTracker *tracker;
  GHashTable *balances;   /* PanelistPanel → LastBalance; gone as soon as a write may have changed it */
  guint n_running;
  DexPromise *idle;       /* of those who wait for the end; NULL without any */
};

G_DEFINE_QUARK (panelist-order-error-quark, panelist_order_error)
G_DEFINE_FINAL_TYPE (PanelistOrdering, panelist_ordering, G_TYPE_OBJECT)

typedef enum {
  PROP_BUSY = 1,
} PanelistOrderingProperty;

static GParamSpec *properties[PROP_BUSY + 1];

static void
last_balance_free (gpointer data)
{
  LastBalance *balance = data;

  g_free (balance->amount);
  g_free (balance->currency);
  g_free (balance);
}

/* GObject */

static void
panelist_ordering_finalize (GObject *object)
{
  PanelistOrdering *self = PANELIST_ORDERING (object);

  dex_clear (&self->idle);
  g_clear_pointer (&self->balances, g_hash_table_unref);
  g_clear_object (&self->tracker);
  g_clear_object (&self->accounts);

  G_OBJECT_CLASS (panelist_ordering_parent_class)->finalize (object);
}

static void
panelist_ordering_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  PanelistOrdering *self = PANELIST_ORDERING (object);

  switch ((PanelistOrderingProperty) id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, panelist_ordering_get_busy (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
panelist_ordering_class_init (PanelistOrderingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = panelist_ordering_finalize;
  object_class->get_property = panelist_ordering_get_property;

  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
panelist_ordering_init (PanelistOrdering *self)
{
  self->balances = g_hash_table_new_full (NULL, NULL, g_object_unref, last_balance_free);
}

/**
 * panelist_ordering_new:
 * @accounts: loaded accounts
 * @tracker: what follows the placed orders
 *
 * Returns: (transfer full): the one place that spends money
 */
PanelistOrdering *
panelist_ordering_new (PanelistAccounts *accounts,
                       PanelistTracker  *tracker)
{
  PanelistOrdering *self = NULL;

  g_return_val_if_fail (PANELIST_IS_ACCOUNTS (accounts), NULL);
  g_return_val_if_fail (PANELIST_IS_TRACKER (tracker), NULL);

  self = g_object_new (PANELIST_TYPE_ORDERING, NULL);
  self->accounts = g_object_ref (accounts);
  self->tracker = g_object_ref (tracker);

  return self;
}

PanelistAccounts *
panelist_ordering_get_accounts (PanelistOrdering *self)
{
  return self->accounts;
}

PanelistTracker *
panelist_ordering_get_tracker (PanelistOrdering *self)
{
  return self->tracker;
}

/**
 * panelist_ordering_get_busy:
 * @self: ordering
 *
 * Returns: whether something is on its way or not stored yet
 */
gboolean
panelist_ordering_get_busy (PanelistOrdering *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDERING (self), FALSE);

  return self->n_running > 0;
}

static void
count_running (PanelistOrdering *self,
               int               difference)
{
  gboolean before = self->n_running > 0;

  self->n_running = (guint) ((int) self->n_running + difference);

  if (before != (self->n_running > 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);

  if (self->n_running == 0 && self->idle != NULL)
    {
      g_autoptr (DexPromise) idle = g_steal_pointer (&self->idle);

      dex_promise_resolve_boolean (idle, TRUE);
    }
}

/**
 * panelist_ordering_wait_idle:
 * @self: ordering
 *
 * Returns: (transfer full): a future of %TRUE when nothing is on its way any more and everything is stored
 */
DexFuture *
panelist_ordering_wait_idle (PanelistOrdering *self)
{
  dex_return_error_if_fail (PANELIST_IS_ORDERING (self));

  if (self->n_running == 0)
    return dex_future_new_true ();

  if (self->idle == NULL)
    self->idle = dex_promise_new ();

  return dex_ref (DEX_FUTURE (self->idle));
}

static DexFuture *
run_ended_cb (DexFuture *work,
              gpointer   user_data)
{
  count_running (user_data, -1);

  return dex_ref (work);
}

DexFuture *
panelist_ordering_run (PanelistOrdering *self,
                       const char       *name,
                       DexFiberFunc      func,
                       gpointer          data,
                       GDestroyNotify    data_destroy)
{
  count_running (self, 1);

  return panelist_detach (dex_future_finally (panelist_spawn (name, func, data, data_destroy),
                                              run_ended_cb, g_object_ref (self), g_object_unref));
}

void
panelist_ordering_forget_balance (PanelistOrdering *self,
                                  PanelistPanel    *panel)
{
  g_hash_table_remove (self->balances, panel);
}

void
panelist_ordering_await_retry (guint n_failures)
{
  dex_await (panelist_clock_sleep (panelist_pace_back_off (n_failures)), NULL);
}

/* Placing */

typedef struct {
  PanelistOrdering *self;
  PanelistOrderDraft *draft;
} Placement;

static void
placement_free (gpointer data)
{
  Placement *placement = data;

  g_clear_object (&placement->draft);
  g_clear_object (&placement->self);
  g_free (placement);
}

static gboolean
check_draft (PanelistOrderDraft  *draft,
             GError             **error)
{
  PanelistField field = 0;
  int64_t limit = 0;
  PanelistProblem problem = PANELIST_PROBLEM_NONE;

  problem = panelist_order_draft_check (draft, &field, &limit);

  if (problem == PANELIST_PROBLEM_NONE)
    return TRUE;

  g_set_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_INVALID,
               "The order does not check: problem %d", problem);
  return FALSE;
}

/* The parameters that make two orders for one link two wishes: how many, and of what. Whoever only adds a
 * parameter of the panel, or spreads the same over several runs, wants the same once more. */
static gboolean
is_part_of_wish (const char *name,
                 const char *link_name)
{
  PanelistField field = PANELIST_FIELD_LINK;

  return g_strcmp0 (name, link_name) != 0 && panelist_field_from_name (name, &field) &&
         field != PANELIST_FIELD_RUNS && field != PANELIST_FIELD_INTERVAL && field != PANELIST_FIELD_DELAY &&
         field != PANELIST_FIELD_EXPIRY;
}

static const char *
get_link_name (PanelistForm *form)
{
  return panelist_form_lookup (form, "link") != NULL ? "link" : "username";
}

static gboolean
is_same_wish (PanelistOrder *order,
              int64_t        panel_id,
              const char    *service_id,
              const char    *link,
              PanelistForm  *form)
{
  PanelistForm *other = panelist_order_get_form (order);
  g_autofree char *other_link = NULL;

  if (panelist_order_get_panel_id (order) != panel_id || other == NULL ||
      g_strcmp0 (panelist_service_get_id (panelist_order_get_service (order)), service_id) != 0)
    return FALSE;

  other_link = panelist_text_normalize_link (panelist_order_get_link (order));

  if (!g_str_equal (other_link, link))
    return FALSE;

  for (guint i = 0; i < panelist_form_get_size (form); i++)
    {
      const char *name = panelist_form_get_name (form, i);
      const char *value = panelist_form_lookup (other, name);

      if (value != NULL && is_part_of_wish (name, get_link_name (form)) &&
          !g_str_equal (panelist_form_get_value (form, i), value))
        return FALSE;
    }

  return TRUE;
}

/* The same wish once more while it is not known what became of it (safety.md A2.4). */
static gboolean
check_twins (PanelistOrdering    *self,
             PanelistOrderDraft  *draft,
             GError             **error)
{
  GListModel *orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));
  int64_t panel_id = panelist_panel_get_id (panelist_order_draft_get_panel (draft));
  const char *service_id = panelist_service_get_id (panelist_order_draft_get_service (draft));
  g_autoptr (PanelistForm) form = panelist_order_draft_dup_form (draft);
  g_autofree char *link = NULL;

  link = panelist_text_normalize_link (panelist_form_lookup (form, get_link_name (form)));

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr (PanelistOrder) order = g_list_model_get_item (orders, i);

      if (panelist_order_get_intent_state (order) == PANELIST_INTENT_UNCONFIRMED &&
          is_same_wish (order, panel_id, service_id, link, form))
        {
          g_set_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_TWIN_UNCONFIRMED,
                       "The same order may have been placed already");
          return FALSE;
        }
    }

  return TRUE;
}

/* T0: the balance before, unless one under 10 s old is known and nothing was written since. */
static gboolean
await_balance (PanelistOrdering  *self,
               PanelistPanel     *panel,
               PanelistClient    *client,
               GError           **error)
{
  LastBalance *last = g_hash_table_lookup (self->balances, panel);
  g_autoptr (PanelistBalance) balance = NULL;
  g_autoptr (GError) reason = NULL;

  /* A balance time of 0: address or key were changed and have not proved themselves (safety.md A3). */
  if (last != NULL && panelist_clock_monotonic () - last->time < BALANCE_AGE &&
      panelist_panel_get_balance_time (panel) != 0)
    return TRUE;

  if (!(balance = dex_await_boxed (panelist_client_read_balance (client, TRUE), &reason)))
    {
      g_set_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_NOT_READY,
                   "The panel did not tell its balance: %s", reason->message);
      return FALSE;
    }

  last = g_new0 (LastBalance, 1);
  last->amount = g_strdup (balance->amount);
  last->currency = g_strdup (balance->currency);
  last->ambiguous = balance->ambiguous;
  last->time = panelist_clock_monotonic ();
  g_hash_table_replace (self->balances, g_object_ref (panel), last);

  return TRUE;
}

/* Whatever comes next may change the balance: only this order may still compare with it. */
static LastBalance *
take_balance (PanelistOrdering *self,
              PanelistPanel    *panel)
{
  gpointer key = NULL;
  gpointer balance = NULL;

  if (g_hash_table_steal_extended (self->balances, panel, &key, &balance))
    g_object_unref (key);

  return balance;
}

static gboolean
check_funds (PanelistOrdering    *self,
             PanelistOrderDraft  *draft,
             GError             **error)
{
  const LastBalance *last = NULL;
  g_autofree char *charge = NULL;

  last = g_hash_table_lookup (self->balances, panelist_order_draft_get_panel (draft));
  charge = panelist_order_draft_dup_expected_charge (draft);

  if (charge == NULL || last == NULL || last->amount == NULL || last->ambiguous ||
      panelist_money_compare (last->amount, charge) >= 0)
    return TRUE;

  g_set_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_FUNDS,
               "The balance %s is below the expected charge %s", last->amount, charge);
  return FALSE;
}

static gboolean
await_catalog (PanelistOrdering  *self,
               PanelistPanel     *panel,
               GError           **error)
{
  g_autoptr (GError) reason = NULL;

  if (panelist_accounts_get_catalog (self->accounts, panel) != NULL &&
      !panelist_pace_is_older (panelist_panel_get_catalog_time (panel), CATALOG_AGE, panelist_clock_now ()))
    return TRUE;

  if (dex_await (panelist_accounts_refresh_catalog (self->accounts, panel), &reason))
    return TRUE;

  g_set_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_NOT_READY,
               "The panel did not tell its prices: %s", reason->message);
  return FALSE;
}

/* Whether two forms send the same. */
static gboolean
is_same_form (PanelistForm *a,
              PanelistForm *b)
{
  g_autofree char *body_of_a = panelist_form_encode (a);
  g_autofree char *body_of_b = panelist_form_encode (b);

  return g_str_equal (body_of_a, body_of_b);
}

/* Puts the service as it is now into the draft. What a person confirmed is what is sent, for no more than the
 * price that was shown: a service of another type, or one that opens or closes drip-feed, changes both. */
static gboolean
take_service (PanelistOrderDraft  *draft,
              PanelistService     *service,
              GError             **error)
{
  g_autoptr (PanelistForm) form_before = panelist_order_draft_dup_form (draft);
  g_autofree char *charge_before = panelist_order_draft_dup_expected_charge (draft);
  g_autoptr (PanelistForm) form = NULL;
  g_autofree char *charge = NULL;
  gboolean drip_feed = FALSE;

  g_object_get (draft, "drip-feed", &drip_feed, NULL);
  panelist_order_draft_set_service (draft, panelist_order_draft_get_panel (draft), service);
  g_object_set (draft, "drip-feed", drip_feed, NULL);

  form = panelist_order_draft_dup_form (draft);
  charge = panelist_order_draft_dup_expected_charge (draft);

  if (panelist_money_compare (charge, charge_before) > 0 || (charge == NULL && charge_before != NULL))
    {
      g_set_error_literal (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_PRICE_ROSE,
                           panelist_service_get_rate (service) != NULL ? panelist_service_get_rate (service) : "");
      return FALSE;
    }

  if (!is_same_form (form_before, form))
    {
      g_set_error_literal (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_INVALID,
                           "The service changed, and the order with it");
      return FALSE;
    }

  return TRUE;
}

/* T0: the service as the panel describes it within the last day. What changed in the person's favor or beside the
 * price goes into the draft and must check again; a price that rose stops the order. */
static gboolean
await_service (PanelistOrdering    *self,
               PanelistOrderDraft  *draft,
               GError             **error)
{
  PanelistPanel *panel = panelist_order_draft_get_panel (draft);
  PanelistService *seen = panelist_order_draft_get_service (draft);
  g_autoptr (PanelistService) service = NULL;
  PanelistCatalog *catalog = NULL;
  const char *rate = NULL;
  guint index = 0;

  if (!await_catalog (self, panel, error))
    return FALSE;

  catalog = panelist_accounts_get_catalog (self->accounts, panel);

  if (!panelist_catalog_find (catalog, panelist_service_get_id (seen), &index))
    {
      g_set_error (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_SERVICE_GONE,
                   "The panel no longer lists this service");
      return FALSE;
    }

  service = panelist_catalog_dup_service (catalog, index);
  rate = panelist_service_get_rate (service);

  /* An unknown price is no price that was agreed to. */
  if (panelist_money_compare (rate, panelist_service_get_rate (seen)) > 0 ||
      (rate == NULL && panelist_service_get_rate (seen) != NULL))
    {
      g_set_error_literal (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_PRICE_ROSE, rate != NULL ? rate : "");
      return FALSE;
    }

  return service == seen || take_service (draft, service, error);
}

/* A panel that was removed while its turn was waited for is not ordered from. */
static gboolean
check_panel (PanelistOrdering  *self,
             PanelistPanel     *panel,
             GError           **error)
{
  if (panelist_accounts_get_panel (self->accounts, panelist_panel_get_id (panel)) == panel)
    return TRUE;

  g_set_error_literal (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_SERVICE_GONE, "The panel was removed");
  return FALSE;
}

static gboolean
await_ready (PanelistOrdering    *self,
             PanelistOrderDraft  *draft,
             PanelistClient      *client,
             GError             **error)
{
  return check_draft (draft, error) &&
         check_twins (self, draft, error) &&
         await_service (self, draft, error) &&
         check_draft (draft, error) &&
         await_balance (self, panelist_order_draft_get_panel (draft), client, error) &&
         check_funds (self, draft, error) &&
         check_panel (self, panelist_order_draft_get_panel (draft), error);
}

static const char *
outcome_words (const PanelistTransition *transition)
{
  if (transition->to == PANELIST_INTENT_PLACED)
    return transition->remote_id;

  return transition->reason != NULL ? transition->reason : "none";
}

/* T2. The one thing that may be repeated is the writing: the answer is in memory, and a row that stays
 * `submitting` becomes unconfirmed at the next start. Until it is stored the order shows what is known. FALSE
 * when the row had left the state this starts from: then it is the row that is true. */
static gboolean
await_stored (PanelistOrdering   *self,
              PanelistOrder      *order,
              PanelistTransition *transition)
{
  PanelistStore *store = panelist_accounts_get_store (self->accounts);

  for (guint n_failures = 1; ; n_failures++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *notice = NULL;

      if (dex_await (panelist_store_transition (store, transition), &error))
        return TRUE;

      if (g_error_matches (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_STATE))
        {
          g_message ("An outcome came too late: %s", error->message);
          return FALSE;
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

/* As the store does it: the first time counts, and a request that got no answer has none. */
static void
apply_times (PanelistOrder            *order,
             const PanelistTransition *transition)
{
  int64_t now = panelist_clock_now ();
  int64_t answered_time = 0;

  g_object_get (order, "answered-time", &answered_time, NULL);

  if (answered_time == 0 && transition->http_status != 0 && transition->to != PANELIST_INTENT_NOT_SENT)
    g_object_set (order, "answered-time", now, NULL);

  if (transition->to == PANELIST_INTENT_PLACED && panelist_order_get_intent_state (order) != PANELIST_INTENT_PLACED)
    g_object_set (order, "placed-time", now, NULL);
}

/* Only what is stored reaches the object. */
static void
apply_transition (PanelistOrder            *order,
                  const PanelistTransition *transition)
{
  g_object_freeze_notify (G_OBJECT (order));

  apply_times (order, transition);

  if (transition->remote_id != NULL)
    g_object_set (order, "remote-id", transition->remote_id, NULL);

  if (transition->evidence != NULL)
    g_object_set (order, "evidence", transition->evidence, "evidence-kind", transition->evidence_kind, NULL);

  if (transition->http_status != 0)
    g_object_set (order, "http-status", (int64_t) transition->http_status, NULL);

  g_object_set (order,
                "reason", transition->reason,
                "reason-code", transition->reason_code,
                "intent-state", transition->to,
                NULL);

  g_object_thaw_notify (G_OBJECT (order));
}

/* Shows what the row says. */
static void
await_row (PanelistOrdering *self,
           PanelistOrder    *order)
{
  static const char *const properties[] = { "remote-id", "reason", "reason-code", "http-status", "evidence",
                                            "evidence-kind", "answered-time", "placed-time", "intent-state" };
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GError) error = NULL;

  if (!(stored = dex_await_boxed (panelist_store_list_orders (panelist_accounts_get_store (self->accounts)), &error)))
    {
      g_message ("An order could not be read again: %s", error->message);
      return;
    }

  for (guint i = 0; i < stored->len; i++)
    {
      PanelistOrder *row = g_ptr_array_index (stored, i);

      if (!g_str_equal (panelist_order_get_uuid (row), panelist_order_get_uuid (order)))
        continue;

      g_object_freeze_notify (G_OBJECT (order));

      for (guint j = 0; j < G_N_ELEMENTS (properties); j++)
        {
          g_auto (GValue) value = G_VALUE_INIT;

          g_object_get_property (G_OBJECT (row), properties[j], &value);
          g_object_set_property (G_OBJECT (order), properties[j], &value);
        }

      g_object_thaw_notify (G_OBJECT (order));
    }
}

static void
await_transition (PanelistOrdering   *self,
                  PanelistOrder      *order,
                  PanelistTransition *transition)
{
  if (await_stored (self, order, transition))
    apply_transition (order, transition);
  else
    await_row (self, order);
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
static PanelistReason
reason_of (const PanelistAddAnswer *answer)
{
  if (answer->failure == NULL)
    return PANELIST_REASON_NONE;

  if (answer->failure->domain == PANELIST_SECRETS_ERROR)
    return reason_of_secrets (answer->failure);

  return answer->failure->domain == PANELIST_API_ERROR ? reason_of_api (answer->failure)
                                                       : PANELIST_REASON_UNREACHABLE;
}

static void
await_outcome (PanelistOrdering        *self,
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
  transition.reason_code = reason_of (answer);
  transition.body = answer->body;
  transition.http_status = answer->http_status;

  await_transition (self, order, &transition);
}

/* Rows 3 and 8 of A4: a panel that says no and takes the money all the same did not say no. */
static void
await_balance_check (PanelistOrdering *self,
                     PanelistOrder    *order,
                     PanelistClient   *client,
                     LastBalance      *last)
{
  PanelistEvidenceBalance before = { last->amount, last->currency, last->ambiguous };
  PanelistEvidenceBalance after = { 0 };
  PanelistEvidence evidence = PANELIST_EVIDENCE_UNREAD;
  PanelistTransition transition = { 0 };
  g_autoptr (PanelistBalance) balance = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *words = NULL;

  if (!(balance = dex_await_boxed (panelist_client_read_balance (client, TRUE), &error)))
    words = g_strdup_printf ("The balance could not be read: %s", error->message);
  else
    {
      after = (PanelistEvidenceBalance) { balance->amount, balance->currency, balance->ambiguous };
      evidence = panelist_evidence_judge (&before, &after, panelist_order_get_expected_charge (order));
      words = panelist_evidence_describe (evidence, &before, &after);
    }

  /* A copy: the order shows something else while this can not be stored. */
  reason = g_strdup (panelist_order_get_reason (order));
  transition.uuid = panelist_order_get_uuid (order);
  transition.from = PANELIST_INTENT_REFUSED;
  transition.to = evidence == PANELIST_EVIDENCE_MATCH ? PANELIST_INTENT_UNCONFIRMED : PANELIST_INTENT_REFUSED;
  transition.reason = reason;
  transition.evidence = words;
  transition.evidence_kind = evidence;
  transition.detail = words;

  await_transition (self, order, &transition);
}

/* From the wish to its stored outcome: read it beside safety.md A4 and A5. */
static DexFuture *
place_fiber (gpointer data)
{
  Placement *placement = data;
  PanelistOrdering *self = placement->self;
  PanelistOrderDraft *draft = placement->draft;
  PanelistPanel *panel = panelist_order_draft_get_panel (draft);
  g_autoptr (PanelistClient) client = NULL;
  g_autoptr (GObject) turn = NULL;
  g_autoptr (PanelistOrder) order = NULL;
  g_autoptr (PanelistAddAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  LastBalance *before = NULL;

  client = g_object_ref (panelist_accounts_get_client (self->accounts, panel));

  /* A6: from here to the end of this fiber nothing else is written to this panel. */
  if (!(turn = dex_await_object (panelist_client_take_turn (client), &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  /* T0: what was true when the person confirmed may not be true any more. Nothing is made when it fails. */
  if (!await_ready (self, draft, client, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  /* T1: durable as `submitting` before a byte leaves. */
  order = dex_await_object (panelist_store_begin_add (panelist_accounts_get_store (self->accounts), draft, NULL),
                            &error);

  if (order == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  panelist_object_list_add (panelist_accounts_get_orders (self->accounts), order);

  /* Send, once. This is the only call of `add` in the application, and no loop leads to it. */
  before = take_balance (self, panel);
  answer = dex_await_boxed (panelist_client_add (client, panelist_order_get_form (order)), &error);

  if (answer == NULL)
    {
      /* The client promises an answer, always. Without one nothing is known. */
      answer = panelist_add_answer_new ();
      answer->outcome = PANELIST_INTENT_UNCONFIRMED;
      answer->text = g_strdup (error->message);
    }

  /* T2: stored, then shown. */
  await_outcome (self, order, answer);

  if (panelist_order_get_intent_state (order) == PANELIST_INTENT_REFUSED && answer->check_balance && before != NULL)
    await_balance_check (self, order, client, before);

  g_clear_pointer (&before, last_balance_free);
  g_clear_object (&turn);

  if (panelist_order_get_intent_state (order) == PANELIST_INTENT_PLACED &&
      panelist_order_get_remote_id (order) != NULL && check_panel (self, panel, NULL))
    dex_future_disown (panelist_tracker_watch (self->tracker, order));

  return dex_future_new_for_object (order);
}

/**
 * panelist_ordering_place:
 * @self: ordering
 * @draft: what to order; copied, so that the form may go on
 *
 * Places one order. Nothing that happens to the caller cancels it. At most one request leaves, whatever the
 * answer is or is not (safety.md A1).
 *
 * Returns: (transfer full): a future of the #PanelistOrder once its outcome is stored; of a
 *   %PANELIST_ORDER_ERROR or %PANELIST_STORE_ERROR when nothing was sent and nothing was stored
 */
DexFuture *
panelist_ordering_place (PanelistOrdering   *self,
                         PanelistOrderDraft *draft)
{
  Placement *placement = NULL;

  dex_return_error_if_fail (PANELIST_IS_ORDERING (self));
  dex_return_error_if_fail (PANELIST_IS_ORDER_DRAFT (draft));

  if (panelist_order_draft_get_panel (draft) == NULL || panelist_order_draft_get_service (draft) == NULL)
    return dex_future_new_reject (PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_INVALID,
                                  "The order has no panel or no service");

  placement = g_new0 (Placement, 1);
  placement->self = g_object_ref (self);
  placement->draft = panelist_order_draft_copy (draft);

  return panelist_ordering_run (self, "panelist-ordering-place", place_fiber, placement, placement_free);
}
