/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include "panelist-clock.h"
#include "panelist-money.h"
#include "panelist-statement.h"
#include "panelist-store-private.h"

/* T-1 and T1 of safety.md A5: what is durable before a byte leaves. */

typedef struct {
  char *uuid;
  PanelistIntentState state;   /* that the row is in afterwards */
  PanelistService *service;
  PanelistForm *form;
  char *retry_of;
  char *expected_charge;
  char *currency;
  char *balance;
  char *balance_currency;
  char *note;
  char *tag;
  int64_t panel_id;
  gboolean balance_ambiguous;
  int64_t balance_time;
  int64_t quantity;
  int64_t day_start;
  int64_t month_start;
  PanelistSpentCheck check;
  gpointer check_data;
  GDestroyNotify check_destroy;
} Intent;

static void
intent_free (gpointer data)
{
  Intent *intent = data;

  g_free (intent->uuid);
  g_clear_object (&intent->service);
  g_clear_pointer (&intent->form, panelist_form_unref);
  g_free (intent->retry_of);
  g_free (intent->expected_charge);
  g_free (intent->currency);
  g_free (intent->balance);
  g_free (intent->balance_currency);
  g_free (intent->note);
  g_free (intent->tag);
  if (intent->check_destroy != NULL)
    intent->check_destroy (intent->check_data);
  g_free (intent);
}

static void
take_terms (Intent              *intent,
            const PanelistTerms *terms,
            PanelistPanel       *panel)
{
  if (terms == NULL)
    {
      intent->balance = g_strdup (panelist_panel_get_balance (panel));
      intent->balance_currency = g_strdup (panelist_panel_get_currency (panel));
      intent->balance_time = panelist_panel_get_balance_time (panel);
      return;
    }
  intent->balance = g_strdup (terms->balance);
  intent->balance_currency = g_strdup (terms->balance_currency);
  intent->balance_ambiguous = terms->balance_ambiguous;
  intent->balance_time = terms->balance_time;
  intent->day_start = terms->day_start;
  intent->month_start = terms->month_start;
  intent->check = terms->check;
  intent->check_data = terms->check_data;
  intent->check_destroy = terms->check_destroy;
}

/* A panel that documents such a parameter can tell a repeated order by it (safety.md A2.6). */
static void
add_unique_field (Intent        *intent,
                  PanelistPanel *panel)
{
  g_autofree char *name = NULL;

  g_object_get (panel, "unique-field", &name, NULL);
  if (name != NULL && panelist_order_draft_may_be_unique_field (name) && panelist_form_lookup (intent->form, name) == NULL)
    panelist_form_add (intent->form, name, intent->uuid);
}

static Intent *
intent_new (const char          *uuid,
            PanelistIntentState  state,
            PanelistOrderDraft  *draft,
            const PanelistTerms *terms)
{
  PanelistPanel *panel = panelist_order_draft_get_panel (draft);
  Intent *intent = g_new0 (Intent, 1);

  intent->uuid = uuid != NULL ? g_strdup (uuid) : g_uuid_string_random ();
  intent->state = state;
  intent->service = g_object_ref (panelist_order_draft_get_service (draft));
  intent->form = panelist_order_draft_dup_form (draft);
  add_unique_field (intent, panel);
  intent->expected_charge = panelist_order_draft_dup_expected_charge (draft);
  intent->currency = g_strdup (panelist_panel_get_currency (panel));
  intent->panel_id = panelist_panel_get_id (panel);
  intent->quantity = panelist_order_draft_get_total_quantity (draft);
  g_object_get (draft, "retry-of", &intent->retry_of, "note", &intent->note, "tag", &intent->tag, NULL);
  take_terms (intent, terms, panel);
  return intent;
}

/* Sums (safety.md A3). Another currency is another sum; the orders that a subscription makes are charged one by one,
 * the runs of a drip-feed with their parent. */

static PanelistSpent *
sum_spent (PanelistConnection  *connection,
           int64_t              panel_id,
           const char          *currency,
           int64_t              day_start,
           int64_t              month_start,
           GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;
  PanelistSpent *spent = NULL;

  statement = panelist_statement_new (
      connection,
      "SELECT sum_money (iif (created_time >= ?3, amount, NULL)), sum_money (amount) FROM ("
      " SELECT created_time, coalesce (first_charge, expected_charge) AS amount FROM intent WHERE panel = ?1"
      " AND kind = 'add' AND state IN ('submitting', 'placed', 'unconfirmed') AND created_time >= ?4"
      " AND (currency IS NULL OR ?2 IS NULL OR currency = ?2)"
      " AND (origin = 'here' OR (origin = 'child' AND EXISTS (SELECT 1 FROM intent p WHERE p.panel = ?1"
      "   AND p.remote_id = intent.parent AND lower (p.service_type) LIKE 'subscription%'))))",
      error);
  if (statement == NULL)
    return NULL;
  panelist_statement_bind_number (statement, 1, panel_id);
  panelist_statement_bind_text (statement, 2, currency);
  panelist_statement_bind_number (statement, 3, day_start);
  panelist_statement_bind_number (statement, 4, month_start);
  if (!panelist_statement_next (statement, error))
    return NULL;
  spent = g_new0 (PanelistSpent, 1);
  spent->day = g_strdup (panelist_statement_get_text (statement, 0));
  spent->month = g_strdup (panelist_statement_get_text (statement, 1));
  return spent;
}

PanelistSpent *
panelist_spent_copy (const PanelistSpent *self)
{
  PanelistSpent *copy = g_new0 (PanelistSpent, 1);

  copy->day = g_strdup (self->day);
  copy->month = g_strdup (self->month);
  return copy;
}

void
panelist_spent_free (PanelistSpent *self)
{
  g_free (self->day);
  g_free (self->month);
  g_free (self);
}

G_DEFINE_BOXED_TYPE (PanelistSpent, panelist_spent, panelist_spent_copy, panelist_spent_free)

static gboolean
check_spent (PanelistConnection  *connection,
             Intent              *intent,
             GError             **error)
{
  g_autoptr (PanelistSpent) spent = NULL;

  if (intent->check == NULL)
    return TRUE;
  spent = sum_spent (connection, intent->panel_id, intent->currency, intent->day_start, intent->month_start, error);
  return spent != NULL && intent->check (spent, intent->check_data, error);
}

/* Rows */

static void
bind_intent (PanelistStatement *statement,
             Intent            *intent)
{
  static const char *const service_properties[] = { "id",  "name", "category", "type-text", "rate",
                                                    "min", "max",  "refill",   "cancel",    "drip-feed" };
  g_autofree char *form = panelist_form_to_json (intent->form);
  g_autofree char *body = panelist_form_encode (intent->form);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, body, -1);
  int index = 1;

  panelist_statement_bind_text (statement, index++, intent->uuid);
  panelist_statement_bind_nick (statement, index++, PANELIST_TYPE_INTENT_STATE, (int) intent->state);
  panelist_statement_bind_number (statement, index++, intent->panel_id);
  panelist_statement_bind_text (statement, index++, intent->retry_of);
  for (gsize i = 0; i < G_N_ELEMENTS (service_properties); i++)
    panelist_statement_bind_property (statement, index++, intent->service, service_properties[i]);
  panelist_statement_bind_text (statement, index++, form);
  panelist_statement_bind_text (statement, index++, hash);
  panelist_statement_bind_number (statement, index++, intent->quantity);
  panelist_statement_bind_text (statement, index++, intent->expected_charge);
  panelist_statement_bind_text (statement, index++, intent->currency);
  panelist_statement_bind_text (statement, index++, intent->balance);
  panelist_statement_bind_number (statement, index++, intent->balance_time);
  panelist_statement_bind_text (statement, index++, intent->balance_currency);
  panelist_statement_bind_number (statement, index++, intent->balance_ambiguous);
  panelist_statement_bind_text (statement, index++, PANELIST_VERSION);
  panelist_statement_bind_number (statement, index++, panelist_clock_now ());
  panelist_statement_bind_number (statement, index++, g_get_monotonic_time ());
  panelist_statement_bind_text (statement, index++, intent->note);
  panelist_statement_bind_text (statement, index++, intent->tag);
}

#define COLUMNS                                                                                          \
  "state, panel, retry_of, service, service_name, service_category, service_type, service_rate,"         \
  " service_min, service_max, service_refill, service_cancel, service_drip_feed, form, body_hash,"       \
  " quantity, expected_charge, currency, balance_before, balance_before_time, balance_before_currency,"  \
  " balance_before_ambiguous, app_version, boot_time, note, tag, sent_time, sent_sequence,"            \
  " id_floor"

#define VALUES                                                                                           \
  "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,"      \
  " ?23, ?24, ?26, ?27, ?28, iif (?2 = 'submitting', ?25, 0),"                                           \
  " iif (?2 = 'submitting', (SELECT coalesce (max (sent_sequence), 0) + 1 FROM intent), 0),"              \
  " (SELECT max (CAST (remote_id AS INTEGER)) FROM intent"                                               \
  "   WHERE panel = ?3 AND kind = 'add' AND remote_id NOT GLOB '*[^0-9]*')"

static gboolean
insert_intent (PanelistConnection  *connection,
               Intent              *intent,
               GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (connection,
                                      "INSERT INTO intent (kind, uuid, created_time, " COLUMNS ")"
                                      " SELECT 'add', ?1, ?25, " VALUES,
                                      error);
  if (statement == NULL)
    return FALSE;
  bind_intent (statement, intent);
  return panelist_statement_run (statement, error);
}

static gboolean
update_held (PanelistConnection  *connection,
             Intent              *intent,
             GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (connection,
                                      "UPDATE intent SET (" COLUMNS ") = (SELECT " VALUES ")"
                                      " WHERE uuid = ?1 AND state = 'held'",
                                      error);
  if (statement == NULL)
    return FALSE;
  bind_intent (statement, intent);
  if (!panelist_statement_run (statement, error))
    return FALSE;
  if (sqlite3_changes (panelist_connection_get (connection)) == 1)
    return TRUE;
  g_set_error_literal (error,
                       PANELIST_STORE_ERROR,
                       PANELIST_STORE_ERROR_STATE,
                       "The order is not held any more");
  return FALSE;
}

typedef gboolean (*Write) (PanelistConnection  *connection,
                           Intent              *intent,
                           GError             **error);

static gboolean
write_event (PanelistConnection  *connection,
             Intent              *intent,
             GError             **error)
{
  GEnumClass *klass = g_type_class_get (PANELIST_TYPE_INTENT_STATE);
  int64_t row = 0;

  return panelist_store_find_intent (connection, intent->uuid, &row, error) &&
         panelist_store_add_event (connection,
                                   row,
                                   g_enum_get_value (klass, (int) intent->state)->value_nick,
                                   NULL,
                                   error);
}

/* Sums, row and event in one transaction. */
static gboolean
commit_intent (PanelistConnection  *connection,
               Intent              *intent,
               Write                write,
               GValue              *result,
               GError             **error)
{
  g_autoptr (PanelistOrder) order = NULL;

  if (!panelist_connection_begin (connection, error))
    return FALSE;
  if (check_spent (connection, intent, error) && write (connection, intent, error) &&
      write_event (connection, intent, error))
    order = panelist_store_read_order (connection, intent->uuid, error);
  if (!panelist_connection_end (connection, order != NULL, error))
    return FALSE;
  g_value_init (result, PANELIST_TYPE_ORDER);
  g_value_take_object (result, g_steal_pointer (&order));
  return TRUE;
}

static gboolean
begin_intent (PanelistConnection  *connection,
              gpointer             input,
              GValue              *result,
              GError             **error)
{
  return commit_intent (connection, input, insert_intent, result, error);
}

static gboolean
submit_intent (PanelistConnection  *connection,
               gpointer             input,
               GValue              *result,
               GError             **error)
{
  return commit_intent (connection, input, update_held, result, error);
}

/**
 * panelist_store_begin_add:
 * @self: a store
 * @draft: an order that checks; it is read before this returns
 * @terms: (nullable): what else is known
 *
 * Returns: (transfer full): resolves to the PanelistOrder once its intent is durable as `submitting`
 */
DexFuture *
panelist_store_begin_add (PanelistStore       *self,
                          PanelistOrderDraft  *draft,
                          const PanelistTerms *terms)
{
  dex_return_error_if_fail (PANELIST_IS_ORDER_DRAFT (draft));
  dex_return_error_if_fail (panelist_order_draft_get_service (draft) != NULL);

  return panelist_store_run_intent (self, begin_intent,
                                    intent_new (NULL, PANELIST_INTENT_SUBMITTING, draft, terms), intent_free);
}

/**
 * panelist_store_hold_add:
 * @self: a store
 * @draft: an order that checks; it is read before this returns
 * @terms: (nullable): what else is known
 *
 * Returns: (transfer full): resolves to the PanelistOrder once its intent is durable as `held`
 */
DexFuture *
panelist_store_hold_add (PanelistStore       *self,
                         PanelistOrderDraft  *draft,
                         const PanelistTerms *terms)
{
  dex_return_error_if_fail (PANELIST_IS_ORDER_DRAFT (draft));
  dex_return_error_if_fail (panelist_order_draft_get_service (draft) != NULL);

  return panelist_store_run_intent (self, begin_intent, intent_new (NULL, PANELIST_INTENT_HELD, draft, terms),
                                    intent_free);
}

/**
 * panelist_store_submit_held:
 * @self: a store
 * @uuid: a held order
 * @draft: the order as it is now; it is read before this returns
 * @terms: (nullable): what else is known
 *
 * Returns: (transfer full): resolves to the PanelistOrder once its intent is durable as `submitting`
 */
DexFuture *
panelist_store_submit_held (PanelistStore       *self,
                            const char          *uuid,
                            PanelistOrderDraft  *draft,
                            const PanelistTerms *terms)
{
  dex_return_error_if_fail (uuid != NULL);
  dex_return_error_if_fail (PANELIST_IS_ORDER_DRAFT (draft));

  return panelist_store_run_intent (self, submit_intent, intent_new (uuid, PANELIST_INTENT_SUBMITTING, draft, terms),
                                    intent_free);
}

/* What is shown of the sums */

typedef struct {
  int64_t panel_id;
  char *currency;
  int64_t day_start;
  int64_t month_start;
} Range;

static void
range_free (gpointer data)
{
  Range *range = data;

  g_free (range->currency);
  g_free (range);
}

static gboolean
read_spent (PanelistConnection  *connection,
            gpointer             input,
            GValue              *result,
            GError             **error)
{
  Range *range = input;
  PanelistSpent *spent = NULL;

  spent = sum_spent (connection, range->panel_id, range->currency, range->day_start, range->month_start, error);
  if (spent == NULL)
    return FALSE;
  g_value_init (result, PANELIST_TYPE_SPENT);
  g_value_take_boxed (result, spent);
  return TRUE;
}

DexFuture *
panelist_store_read_spent (PanelistStore *self,
                           PanelistPanel *panel,
                           int64_t        day_start,
                           int64_t        month_start)
{
  Range *range = NULL;

  dex_return_error_if_fail (PANELIST_IS_PANEL (panel));

  range = g_new0 (Range, 1);
  range->panel_id = panelist_panel_get_id (panel);
  range->currency = g_strdup (panelist_panel_get_currency (panel));
  range->day_start = day_start;
  range->month_start = month_start;
  return panelist_store_run (self, read_spent, range, range_free);
}
