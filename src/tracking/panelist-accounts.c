/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-tracking"

#include "config.h"

#include "panelist-accounts-private.h"

#include <inttypes.h>

#include "panelist-address.h"
#include "panelist-clock.h"
#include "panelist-dex.h"

G_DEFINE_FINAL_TYPE (PanelistAccounts, panelist_accounts, G_TYPE_OBJECT)

typedef enum {
  PROP_PANELS = 1,
  PROP_ORDERS,
  PROP_REFILLS,
  PROP_KEYWORDS,
} PanelistAccountsProperty;

static GParamSpec *properties[PROP_KEYWORDS + 1];

enum {
  CATALOG_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
account_free (gpointer data)
{
  PanelistAccount *account = data;

  dex_clear (&account->catalog_refresh);
  dex_clear (&account->balance_refresh);
  g_clear_pointer (&account->catalog, panelist_catalog_unref);
  g_clear_pointer (&account->catalog_address, g_free);
  g_clear_error (&account->catalog_error);
  g_clear_object (&account->client);
  g_clear_object (&account->panel);
  g_free (account);
}

PanelistAccount *
panelist_accounts_get_account (PanelistAccounts *self,
                               PanelistPanel    *panel)
{
  PanelistAccount *account = NULL;

  if ((account = g_hash_table_lookup (self->accounts, panel)) != NULL)
    return account;

  account = g_new0 (PanelistAccount, 1);
  account->panel = g_object_ref (panel);
  account->client = panelist_client_new (panel, self->secrets, self->transport);
  g_hash_table_insert (self->accounts, panel, account);

  return account;
}

static void
set_catalog (PanelistAccounts *self,
             PanelistAccount  *account,
             PanelistCatalog  *catalog)
{
  g_set_str (&account->catalog_address, panelist_panel_get_address (account->panel));
  g_clear_pointer (&account->catalog, panelist_catalog_unref);
  account->catalog = panelist_catalog_ref (catalog);
  g_signal_emit (self, signals[CATALOG_CHANGED], 0, account->panel);
}

/* GObject */

static void
panelist_accounts_dispose (GObject *object)
{
  PanelistAccounts *self = PANELIST_ACCOUNTS (object);

  dex_clear (&self->saving);
  g_hash_table_remove_all (self->accounts);

  G_OBJECT_CLASS (panelist_accounts_parent_class)->dispose (object);
}

static void
panelist_accounts_finalize (GObject *object)
{
  PanelistAccounts *self = PANELIST_ACCOUNTS (object);

  g_clear_pointer (&self->accounts, g_hash_table_unref);
  g_clear_object (&self->marks);
  g_clear_pointer (&self->keywords, panelist_keywords_unref);
  g_clear_object (&self->refills);
  g_clear_object (&self->orders);
  g_clear_object (&self->panels);
  g_clear_object (&self->transport);
  g_clear_object (&self->secrets);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (panelist_accounts_parent_class)->finalize (object);
}

static void
panelist_accounts_get_property (GObject    *object,
                                guint       id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  PanelistAccounts *self = PANELIST_ACCOUNTS (object);

  switch ((PanelistAccountsProperty) id)
    {
    case PROP_PANELS:
      g_value_set_object (value, self->panels);
      break;

    case PROP_ORDERS:
      g_value_set_object (value, self->orders);
      break;

    case PROP_REFILLS:
      g_value_set_object (value, self->refills);
      break;

    case PROP_KEYWORDS:
      g_value_set_boxed (value, self->keywords);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
set_keywords (PanelistAccounts *self,
              PanelistKeywords *keywords)
{
  g_return_if_fail (keywords != NULL);

  if (self->keywords == keywords)
    return;

  panelist_keywords_unref (self->keywords);
  self->keywords = panelist_keywords_ref (keywords);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEYWORDS]);
}

static void
panelist_accounts_set_property (GObject      *object,
                                guint         id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  PanelistAccounts *self = PANELIST_ACCOUNTS (object);

  switch ((PanelistAccountsProperty) id)
    {
    case PROP_KEYWORDS:
      set_keywords (self, g_value_get_boxed (value));
      break;

    case PROP_PANELS:
    case PROP_ORDERS:
    case PROP_REFILLS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
panelist_accounts_class_init (PanelistAccountsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = panelist_accounts_dispose;
  object_class->finalize = panelist_accounts_finalize;
  object_class->get_property = panelist_accounts_get_property;
  object_class->set_property = panelist_accounts_set_property;

  properties[PROP_PANELS] =
    g_param_spec_object ("panels", NULL, NULL, PANELIST_TYPE_OBJECT_LIST, flags);
  properties[PROP_ORDERS] =
    g_param_spec_object ("orders", NULL, NULL, PANELIST_TYPE_OBJECT_LIST, flags);
  properties[PROP_REFILLS] =
    g_param_spec_object ("refills", NULL, NULL, PANELIST_TYPE_OBJECT_LIST, flags);
  properties[PROP_KEYWORDS] =
    g_param_spec_boxed ("keywords", NULL, NULL, PANELIST_TYPE_KEYWORDS,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[CATALOG_CHANGED] = g_signal_new ("catalog-changed",
                                           G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST,
                                           0,
                                           NULL, NULL, NULL,
                                           G_TYPE_NONE,
                                           1,
                                           PANELIST_TYPE_PANEL);
}

static void
panelist_accounts_init (PanelistAccounts *self)
{
  self->panels = panelist_object_list_new (PANELIST_TYPE_PANEL, "id");
  self->orders = panelist_object_list_new (PANELIST_TYPE_ORDER, "uuid");
  self->refills = panelist_object_list_new (PANELIST_TYPE_REFILL, "id");
  self->marks = panelist_service_marks_new ();
  self->keywords = panelist_keywords_ref (panelist_keywords_get_builtin ());
  self->accounts = g_hash_table_new_full (NULL, NULL, NULL, account_free);
}

/**
 * panelist_accounts_new:
 * @store: the open database
 * @secrets: where keys are kept
 * @transport: what requests go through
 *
 * Returns: (transfer full): accounts without panels; see panelist_accounts_load()
 */
PanelistAccounts *
panelist_accounts_new (PanelistStore     *store,
                       PanelistSecrets   *secrets,
                       PanelistTransport *transport)
{
  PanelistAccounts *self = NULL;

  g_return_val_if_fail (PANELIST_IS_STORE (store), NULL);
  g_return_val_if_fail (PANELIST_IS_SECRETS (secrets), NULL);
  g_return_val_if_fail (PANELIST_IS_TRANSPORT (transport), NULL);

  self = g_object_new (PANELIST_TYPE_ACCOUNTS, NULL);
  self->store = g_object_ref (store);
  self->secrets = g_object_ref (secrets);
  self->transport = g_object_ref (transport);

  return self;
}

/* Loading */

static DexFuture *
load_fiber (gpointer data)
{
  PanelistAccounts *self = data;
  g_autoptr (GPtrArray) panels = NULL;
  g_autoptr (GPtrArray) orders = NULL;
  g_autoptr (GPtrArray) refills = NULL;
  g_autoptr (GPtrArray) marks = NULL;
  g_autoptr (GError) error = NULL;

  if (!(panels = dex_await_boxed (panelist_store_list_panels (self->store), &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (!(orders = dex_await_boxed (panelist_store_list_orders (self->store), &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (!(refills = dex_await_boxed (panelist_store_list_refills (self->store), &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (!(marks = dex_await_boxed (panelist_store_list_marks (self->store), &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  panelist_accounts_show_marks (self, marks);
  panelist_object_list_splice (self->orders, orders);
  panelist_object_list_splice (self->refills, refills);

  for (guint i = 0; i < panels->len; i++)
    {
      PanelistPanel *panel = g_ptr_array_index (panels, i);
      g_autoptr (PanelistCatalog) catalog = NULL;
      PanelistAccount *account = NULL;

      account = panelist_accounts_get_account (self, panel);
      catalog = dex_await_boxed (panelist_store_load_catalog (self->store, panelist_panel_get_id (panel)),
                                 &error);

      if (error != NULL)
        return dex_future_new_for_error (g_steal_pointer (&error));

      if (catalog != NULL)
        set_catalog (self, account, catalog);
    }

  panelist_object_list_splice (self->panels, panels);

  return dex_future_new_true ();
}

/**
 * panelist_accounts_load:
 * @self: accounts that were not loaded before
 *
 * Returns: (transfer full): a future of %TRUE when panels, orders, refills and cached catalogs are read, or
 *   of a %PANELIST_STORE_ERROR
 */
DexFuture *
panelist_accounts_load (PanelistAccounts *self)
{
  dex_return_error_if_fail (PANELIST_IS_ACCOUNTS (self));

  return panelist_spawn ("panelist-accounts-load", load_fiber, g_object_ref (self), g_object_unref);
}

PanelistStore *
panelist_accounts_get_store (PanelistAccounts *self)
{
  g_return_val_if_fail (PANELIST_IS_ACCOUNTS (self), NULL);

  return self->store;
}

PanelistObjectList *
panelist_accounts_get_panels (PanelistAccounts *self)
{
  g_return_val_if_fail (PANELIST_IS_ACCOUNTS (self), NULL);

  return self->panels;
}

PanelistObjectList *
panelist_accounts_get_orders (PanelistAccounts *self)
{
  g_return_val_if_fail (PANELIST_IS_ACCOUNTS (self), NULL);

  return self->orders;
}

PanelistObjectList *
panelist_accounts_get_refills (PanelistAccounts *self)
{
  g_return_val_if_fail (PANELIST_IS_ACCOUNTS (self), NULL);

  return self->refills;
}

/**
 * panelist_accounts_get_panel:
 * @self: accounts
 * @panel_id: a row id
 *
 * Returns: (transfer none) (nullable): the panel, %NULL when it was removed
 */
PanelistPanel *
panelist_accounts_get_panel (PanelistAccounts *self,
                             int64_t           panel_id)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (PANELIST_IS_ACCOUNTS (self), NULL);

  key = g_strdup_printf ("%" PRId64, panel_id);

  return panelist_object_list_lookup (self->panels, key);
}

/**
 * panelist_accounts_get_client:
 * @self: accounts
 * @panel: a panel of these
 *
 * Returns: (transfer none): the one client of @panel: whoever calls shares its queue and its pace
 */
PanelistClient *
panelist_accounts_get_client (PanelistAccounts *self,
                              PanelistPanel    *panel)
{
  g_return_val_if_fail (PANELIST_IS_ACCOUNTS (self), NULL);
  g_return_val_if_fail (PANELIST_IS_PANEL (panel), NULL);

  return panelist_accounts_get_account (self, panel)->client;
}

/**
 * panelist_accounts_get_catalog:
 * @self: accounts
 * @panel: a panel of these
 *
 * Returns: (transfer none) (nullable): the last good catalog of @panel, %NULL before the first
 */
PanelistCatalog *
panelist_accounts_get_catalog (PanelistAccounts *self,
                               PanelistPanel    *panel)
{
  PanelistAccount *account = NULL;

  g_return_val_if_fail (PANELIST_IS_ACCOUNTS (self), NULL);
  g_return_val_if_fail (PANELIST_IS_PANEL (panel), NULL);

  account = g_hash_table_lookup (self->accounts, panel);

  return account != NULL ? account->catalog : NULL;
}

/**
 * panelist_accounts_get_catalog_error:
 * @self: accounts
 * @panel: a panel of these
 *
 * Returns: (transfer none) (nullable): why the last try to read the services failed; %NULL when it did not
 */
const GError *
panelist_accounts_get_catalog_error (PanelistAccounts *self,
                                     PanelistPanel    *panel)
{
  g_return_val_if_fail (PANELIST_IS_ACCOUNTS (self), NULL);
  g_return_val_if_fail (PANELIST_IS_PANEL (panel), NULL);

  return panelist_accounts_get_account (self, panel)->catalog_error;
}

/**
 * panelist_accounts_get_skipped:
 * @self: accounts
 * @panel: a panel of these
 * @reason: one reason
 *
 * Returns: how many rows of the last good answer were left out for it; 0 before the first of this start
 */
guint
panelist_accounts_get_skipped (PanelistAccounts    *self,
                               PanelistPanel       *panel,
                               PanelistCatalogSkip  reason)
{
  g_return_val_if_fail (PANELIST_IS_ACCOUNTS (self), 0);
  g_return_val_if_fail (PANELIST_IS_PANEL (panel), 0);
  g_return_val_if_fail (reason < PANELIST_CATALOG_N_SKIPS, 0);

  return panelist_accounts_get_account (self, panel)->skipped[reason];
}

/* `panelist_accounts_test()` */

typedef struct {
  PanelistClient *client;
} Test;

static void
test_free (gpointer data)
{
  Test *test = data;

  g_clear_object (&test->client);
  g_free (test);
}

static DexFuture *
test_fiber (gpointer data)
{
  Test *test = data;
  PanelistBalance *balance = NULL;
  g_autoptr (GError) error = NULL;

  if (!(balance = dex_await_boxed (panelist_client_read_balance (test->client, FALSE), &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_take_boxed (PANELIST_TYPE_BALANCE, balance);
}

/**
 * panelist_accounts_test:
 * @self: accounts
 * @address: an address that need not be saved
 * @key: a key that need not be saved
 *
 * Asks for the balance, which proves address and key and tells the currency. Nothing is stored.
 *
 * Returns: (transfer full): a future of a #PanelistBalance (boxed), or of a %PANELIST_API_ERROR or
 *   %PANELIST_ADDRESS_ERROR
 */
DexFuture *
panelist_accounts_test (PanelistAccounts *self,
                        const char       *address,
                        PanelistKey      *key)
{
  g_autoptr (PanelistSecrets) secrets = NULL;
  g_autoptr (PanelistPanel) panel = NULL;
  g_autofree char *normalized = NULL;
  GError *error = NULL;
  Test *test = NULL;

  dex_return_error_if_fail (PANELIST_IS_ACCOUNTS (self));
  dex_return_error_if_fail (key != NULL);

  if (!(normalized = panelist_address_normalize (address, &error)))
    return dex_future_new_for_error (error);

  panel = panelist_panel_new ("", normalized);
  secrets = panelist_memory_secrets_new ();
  panelist_secrets_use_for_session (secrets, panelist_panel_get_uuid (panel), key);

  test = g_new0 (Test, 1);
  test->client = panelist_client_new (panel, secrets, self->transport);

  return panelist_spawn ("panelist-accounts-test", test_fiber, test, test_free);
}

/**
 * panelist_accounts_use_for_session:
 * @self: accounts
 * @panel: a panel whose key can not be read
 * @key: the key to use until the application ends
 */
void
panelist_accounts_use_for_session (PanelistAccounts *self,
                                   PanelistPanel    *panel,
                                   PanelistKey      *key)
{
  g_return_if_fail (PANELIST_IS_ACCOUNTS (self));
  g_return_if_fail (PANELIST_IS_PANEL (panel));
  g_return_if_fail (key != NULL);

  panelist_secrets_use_for_session (self->secrets, panelist_panel_get_uuid (panel), key);
  panelist_panel_set_state (panel, PANELIST_PANEL_STATE_OK, NULL);
}

/* Refreshing */

typedef struct {
  PanelistAccounts *self;
  PanelistPanel    *panel;
} Refresh;

static void
refresh_free (gpointer data)
{
  Refresh *refresh = data;

  g_clear_object (&refresh->panel);
  g_clear_object (&refresh->self);
  g_free (refresh);
}

/* Returns the future that runs, or starts one. */
static DexFuture *
join_refresh (PanelistAccounts  *self,
              PanelistPanel     *panel,
              DexFuture        **running,
              const char        *name,
              DexFiberFunc       fiber)
{
  Refresh *refresh = NULL;

  if (*running == NULL || !dex_future_is_pending (*running))
    {
      refresh = g_new0 (Refresh, 1);
      refresh->self = g_object_ref (self);
      refresh->panel = g_object_ref (panel);

      dex_clear (running);
      *running = panelist_detach (panelist_spawn (name, fiber, refresh, refresh_free));
    }

  return dex_ref (*running);
}

/* The answer, when it is one that may take the place of the old catalog. */
static PanelistCatalog *
await_catalog (PanelistAccounts  *self,
               PanelistPanel     *panel,
               GError           **error)
{
  g_autoptr (PanelistClient) client = g_object_ref (panelist_accounts_get_account (self, panel)->client);
  g_autoptr (PanelistCatalog) catalog = NULL;
  g_autofree char *address = g_strdup (panelist_panel_get_address (panel));

  if (!(catalog = dex_await_boxed (panelist_client_list_services (client), error)))
    return NULL;

  /* The same number may be another service there. */
  if (g_strcmp0 (address, panelist_panel_get_address (panel)) != 0)
    {
      g_propagate_error (error, panelist_api_error_new (PANELIST_API_ERROR_CANCELED, PANELIST_ERROR_CLASS_OTHER, 0,
                                                        "The address of the panel was changed"));
      return NULL;
    }

  /* An empty list is how a panel breaks, not how it closes (safety.md C6). */
  if (panelist_catalog_get_size (catalog) == 0)
    {
      g_propagate_error (error, panelist_api_error_new (PANELIST_API_ERROR_EMPTY, PANELIST_ERROR_CLASS_OTHER, 0,
                                                        "The list of services is empty"));
      return NULL;
    }

  return g_steal_pointer (&catalog);
}

static DexFuture *
fail_refresh (PanelistAccounts *self,
              PanelistPanel    *panel,
              GError           *error)
{
  PanelistAccount *account = panelist_accounts_get_account (self, panel);

  g_clear_error (&account->catalog_error);
  account->catalog_error = g_error_copy (error);

  return dex_future_new_for_error (error);
}

static DexFuture *
refresh_catalog_fiber (gpointer data)
{
  Refresh *refresh = data;
  PanelistAccounts *self = refresh->self;
  PanelistPanel *panel = refresh->panel;
  PanelistAccount *account = NULL;
  g_autoptr (PanelistCatalog) catalog = NULL;
  g_autoptr (GError) error = NULL;
  int n_written = 0;

  if (!(catalog = await_catalog (self, panel, &error)))
    return fail_refresh (self, panel, g_steal_pointer (&error));

  n_written = dex_await_int (panelist_store_save_catalog (self->store, catalog), &error);

  if (error != NULL)
    return fail_refresh (self, panel, g_steal_pointer (&error));

  g_object_set (panel,
                "n-services", (int64_t) panelist_catalog_get_size (catalog),
                "catalog-time", panelist_clock_now (),
                NULL);

  if (!dex_await (panelist_store_save_panel (self->store, panel), &error))
    g_debug ("The time of a catalog was not saved: %s", error->message);

  account = panelist_accounts_get_account (self, panel);
  g_clear_error (&account->catalog_error);

  for (guint i = 0; i < PANELIST_CATALOG_N_SKIPS; i++)
    account->skipped[i] = panelist_catalog_get_skipped (catalog, (PanelistCatalogSkip) i);

  if (n_written > 0 || account->catalog == NULL)
    set_catalog (self, account, catalog);
  else
    g_set_str (&account->catalog_address, panelist_panel_get_address (panel));

  return dex_future_new_true ();
}

/**
 * panelist_accounts_refresh_catalog:
 * @self: accounts
 * @panel: a panel of these
 *
 * Reads the services anew. Whatever goes wrong, and for an empty answer, the old catalog stays.
 *
 * Returns: (transfer full): a future of %TRUE when the new catalog is stored and in use, or of a
 *   %PANELIST_API_ERROR, %PANELIST_SECRETS_ERROR or %PANELIST_STORE_ERROR
 */
DexFuture *
panelist_accounts_refresh_catalog (PanelistAccounts *self,
                                   PanelistPanel    *panel)
{
  dex_return_error_if_fail (PANELIST_IS_ACCOUNTS (self));
  dex_return_error_if_fail (PANELIST_IS_PANEL (panel));

  return join_refresh (self, panel, &panelist_accounts_get_account (self, panel)->catalog_refresh,
                       "panelist-accounts-refresh-catalog", refresh_catalog_fiber);
}

static DexFuture *
refresh_balance_fiber (gpointer data)
{
  Refresh *refresh = data;
  PanelistAccounts *self = refresh->self;
  g_autoptr (PanelistClient) client = g_object_ref (panelist_accounts_get_account (self, refresh->panel)->client);
  g_autoptr (PanelistBalance) balance = NULL;
  g_autoptr (GError) error = NULL;

  if (!(balance = dex_await_boxed (panelist_client_read_balance (client, FALSE), &error)))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (!dex_await (panelist_store_add_balance (self->store, refresh->panel), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_true ();
}

/**
 * panelist_accounts_refresh_balance:
 * @self: accounts
 * @panel: a panel of these
 *
 * Reads the balance anew, sets it on @panel and stores it.
 *
 * Returns: (transfer full): a future of %TRUE, or of a %PANELIST_API_ERROR, %PANELIST_SECRETS_ERROR or
 *   %PANELIST_STORE_ERROR
 */
DexFuture *
panelist_accounts_refresh_balance (PanelistAccounts *self,
                                   PanelistPanel    *panel)
{
  dex_return_error_if_fail (PANELIST_IS_ACCOUNTS (self));
  dex_return_error_if_fail (PANELIST_IS_PANEL (panel));

  return join_refresh (self, panel, &panelist_accounts_get_account (self, panel)->balance_refresh,
                       "panelist-accounts-refresh-balance", refresh_balance_fiber);
}
