/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ordering"

#include "config.h"

#include "panelist-ordering-private.h"

#include "panelist-clock.h"
#include "panelist-money.h"
#include "panelist-pace.h"

/* T0 of safety.md A5: what was true when the person confirmed may not be true any more. */

#define BALANCE_AGE (10 * G_TIME_SPAN_SECOND)
#define CATALOG_AGE (24 * 60 * 60)

void
panelist_last_balance_free (gpointer data)
{
  PanelistLastBalance *balance = data;

  if (balance == NULL)
    return;

  g_free (balance->amount);
  g_free (balance->currency);
  g_free (balance);
}

static void
set_not_ready (GError       **error,
               const char    *what,
               const GError  *reason)
{
  g_propagate_error (error, panelist_order_error_new (PANELIST_ORDER_ERROR_NOT_READY, NULL, NULL, NULL,
                                                      panelist_ordering_reason_of (reason), "%s: %s", what,
                                                      reason->message));
}

/* T0: the balance before, unless one under 10 s old is known and nothing was written since. */
static gboolean
await_balance (PanelistOrdering  *self,
               PanelistPanel     *panel,
               PanelistClient    *client,
               GError           **error)
{
  PanelistLastBalance *last = g_hash_table_lookup (self->balances, panel);
  g_autoptr (PanelistBalance) balance = NULL;
  g_autoptr (GError) reason = NULL;

  /* A balance time of 0: address or key were changed and have not proved themselves (safety.md A3). */
  if (last != NULL && panelist_clock_monotonic () - last->monotonic < BALANCE_AGE &&
      panelist_panel_get_balance_time (panel) != 0)
    return TRUE;

  if (!(balance = dex_await_boxed (panelist_client_read_balance (client, TRUE), &reason)))
    {
      set_not_ready (error, "The panel did not tell its balance", reason);
      return FALSE;
    }

  last = g_new0 (PanelistLastBalance, 1);
  last->amount = g_strdup (balance->amount);
  last->currency = g_strdup (balance->currency);
  last->ambiguous = balance->ambiguous;
  last->read_time = balance->time;
  last->monotonic = panelist_clock_monotonic ();
  g_hash_table_replace (self->balances, g_object_ref (panel), last);

  return TRUE;
}

void
panelist_ordering_forget_balance (PanelistOrdering *self,
                                  PanelistPanel    *panel)
{
  g_hash_table_remove (self->balances, panel);
}

static gboolean
check_funds (PanelistOrdering    *self,
             PanelistOrderDraft  *draft,
             GError             **error)
{
  const PanelistLastBalance *last = NULL;
  g_autofree char *charge = NULL;

  last = g_hash_table_lookup (self->balances, panelist_order_draft_get_panel (draft));
  charge = panelist_order_draft_dup_expected_charge (draft);

  if (charge == NULL || last == NULL || last->amount == NULL || last->ambiguous ||
      panelist_money_compare (last->amount, charge) >= 0)
    return TRUE;

  g_propagate_error (error, panelist_order_error_new (PANELIST_ORDER_ERROR_FUNDS, charge, last->amount, NULL,
                                                      PANELIST_REASON_NONE,
                                                      "The balance %s is below the expected charge %s",
                                                      last->amount, charge));
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

  set_not_ready (error, "The panel did not tell its prices", reason);
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

static void
set_price_rose (GError          **error,
                PanelistService  *seen,
                PanelistService  *service)
{
  const char *rate = panelist_service_get_rate (service);

  g_propagate_error (error, panelist_order_error_new (PANELIST_ORDER_ERROR_PRICE_ROSE, rate,
                                                      panelist_service_get_rate (seen), NULL, PANELIST_REASON_NONE,
                                                      "%s", rate != NULL ? rate : ""));
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
  g_autoptr (PanelistService) seen = g_object_ref (panelist_order_draft_get_service (draft));
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
      set_price_rose (error, seen, service);
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
      set_price_rose (error, seen, service);
      return FALSE;
    }

  return service == seen || take_service (draft, service, error);
}

/* A panel that was removed while its turn was waited for is not ordered from. */
gboolean
panelist_ordering_check_panel (PanelistOrdering  *self,
                               PanelistPanel     *panel,
                               GError           **error)
{
  if (panelist_accounts_get_panel (self->accounts, panelist_panel_get_id (panel)) == panel)
    return TRUE;

  g_set_error_literal (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_PANEL_REMOVED, "The panel was removed");
  return FALSE;
}

gboolean
panelist_ordering_await_ready (PanelistPlacement  *placement,
                               PanelistClient     *client,
                               GError            **error)
{
  PanelistOrdering *self = placement->self;
  PanelistOrderDraft *draft = placement->draft;
  PanelistPanel *panel = panelist_order_draft_get_panel (draft);

  return panelist_guards_check_draft (draft, error) &&
         panelist_guards_check_wish (placement, error) &&
         await_service (self, draft, error) &&
         panelist_guards_check_draft (draft, error) &&
         await_balance (self, panel, client, error) &&
         check_funds (self, draft, error) &&
         panelist_guards_check_limits (draft, g_hash_table_lookup (self->balances, panel), error) &&
         panelist_guards_check_wish (placement, error) &&
         panelist_ordering_check_panel (self, panel, error);
}
