/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-tracking"

#include "config.h"

#include "panelist-accounts-private.h"

#include <inttypes.h>

#include "panelist-address.h"
#include "panelist-dex.h"

static char *
dup_panel_key (PanelistPanel *panel)
{
  return g_strdup_printf ("%" PRId64, panelist_panel_get_id (panel));
}

static gboolean
is_listed (PanelistAccounts *self,
           PanelistPanel    *panel)
{
  g_autofree char *key = dup_panel_key (panel);

  return panelist_object_list_lookup (self->panels, key) == panel;
}

/* What a person has to do about the key before this panel can be asked anything (safety.md D3). */
static void
set_state_from_secrets_error (PanelistPanel *panel,
                              const GError  *error)
{
  if (!g_error_matches (error, PANELIST_SECRETS_ERROR, error->code))
    return;

  switch ((PanelistSecretsError) error->code)
    {
    case PANELIST_SECRETS_ERROR_LOCKED:
      panelist_panel_set_state (panel, PANELIST_PANEL_STATE_KEYRING_LOCKED, error->message);
      break;

    case PANELIST_SECRETS_ERROR_NO_SERVICE:
      panelist_panel_set_state (panel, PANELIST_PANEL_STATE_KEYRING_ABSENT, error->message);
      break;

    case PANELIST_SECRETS_ERROR_DAMAGED:
      panelist_panel_set_state (panel, PANELIST_PANEL_STATE_KEYRING_DAMAGED, error->message);
      break;

    case PANELIST_SECRETS_ERROR_MISSING:
      panelist_panel_set_state (panel, PANELIST_PANEL_STATE_KEY_MISSING, error->message);
      break;

    case PANELIST_SECRETS_ERROR_BAD_KEY:
    default:
      break;
    }
}

/* Changes of panels. They run one after the other, so that no two of them pass the check for duplicates at the
 * same time, and they run to their end whoever waits for them. */

typedef struct {
  PanelistAccounts *self;
  PanelistPanel    *panel;
  PanelistKey      *key;
  gboolean          for_session;
  DexFuture        *before;
  DexFiberFunc      work;
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  dex_clear (&change->before);
  g_clear_pointer (&change->key, panelist_key_unref);
  g_clear_object (&change->panel);
  g_clear_object (&change->self);
  g_free (change);
}

static DexFuture *
change_fiber (gpointer data)
{
  Change *change = data;

  /* How it ended is not our business. */
  if (change->before != NULL)
    dex_await (g_steal_pointer (&change->before), NULL);

  return change->work (change);
}

static DexFuture *
queue_change (PanelistAccounts *self,
              const char       *name,
              PanelistPanel    *panel,
              PanelistKey      *key,
              gboolean          for_session,
              DexFiberFunc      work)
{
  Change *change = NULL;

  change = g_new0 (Change, 1);
  change->self = g_object_ref (self);
  change->panel = g_object_ref (panel);
  change->key = key != NULL ? panelist_key_ref (key) : NULL;
  change->for_session = for_session;
  change->before = g_steal_pointer (&self->saving);
  change->work = work;

  self->saving = panelist_detach (panelist_spawn (name, change_fiber, change, change_free));

  return panelist_detach (dex_ref (self->saving));
}

static gboolean
normalize_address (PanelistPanel  *panel,
                      GError        **error)
{
  g_autofree char *normalized = NULL;

  if (!(normalized = panelist_address_normalize (panelist_panel_get_address (panel), error)))
    return FALSE;

  g_object_set (panel, "address", normalized, NULL);
  return TRUE;
}

/* Two panels with one key would spoil each other's balance evidence (safety.md A3). A key that can not be read
 * now because the keyring is locked is asked for; one that is gone can not be compared. */
static gboolean
await_no_duplicate (PanelistAccounts  *self,
                    PanelistPanel     *panel,
                    PanelistKey       *key,
                    GError           **error)
{
  GListModel *panels = G_LIST_MODEL (self->panels);

  for (guint i = 0; i < g_list_model_get_n_items (panels); i++)
    {
      g_autoptr (PanelistPanel) other = g_list_model_get_item (panels, i);
      g_autoptr (PanelistKey) other_key = NULL;
      g_autoptr (GError) reason = NULL;
      g_autofree char *address = NULL;

      address = panelist_address_normalize (panelist_panel_get_address (other), NULL);

      if (other == panel || g_strcmp0 (address, panelist_panel_get_address (panel)) != 0)
        continue;

      other_key = dex_await_boxed (panelist_secrets_lookup (self->secrets, panelist_panel_get_uuid (other)),
                                   &reason);

      if (other_key == NULL)
        {
          if (reason != NULL)
            set_state_from_secrets_error (other, reason);

          if (!g_error_matches (reason, PANELIST_SECRETS_ERROR, PANELIST_SECRETS_ERROR_LOCKED))
            continue;

          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }

      if (panelist_key_equal (key, other_key))
        {
          g_set_error (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DUPLICATE,
                       "A panel has this address and this key already");
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
await_keep_key (PanelistAccounts  *self,
                PanelistPanel     *panel,
                PanelistKey       *key,
                gboolean           for_session,
                GError           **error)
{
  const char *uuid = panelist_panel_get_uuid (panel);

  if (for_session)
    {
      panelist_secrets_use_for_session (self->secrets, uuid, key);
      return TRUE;
    }

  if (!dex_await (panelist_secrets_store (self->secrets, uuid, panelist_panel_get_name (panel), key), error))
    return FALSE;

  g_object_set (panel, "key-stored", TRUE, NULL);
  return TRUE;
}

static DexFuture *
add_work (gpointer data)
{
  Change *change = data;
  PanelistAccounts *self = change->self;
  PanelistPanel *panel = change->panel;
  g_autoptr (GError) error = NULL;

  if (!normalize_address (panel, &error) ||
      !await_no_duplicate (self, panel, change->key, &error) ||
      !await_keep_key (self, panel, change->key, change->for_session, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (!dex_await (panelist_store_add_panel (self->store, panel), &error))
    {
      /* The key belongs to nothing now. It was stored under a new name: no other key is lost. */
      dex_await (panelist_secrets_clear (self->secrets, panelist_panel_get_uuid (panel)), NULL);
      g_object_set (panel, "key-stored", FALSE, NULL);

      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  panelist_accounts_get_account (self, panel);
  panelist_object_list_add (self->panels, panel);

  return dex_future_new_for_object (panel);
}

/**
 * panelist_accounts_add:
 * @self: accounts
 * @panel: a new panel
 * @key: its key
 * @for_session: keep the key only until the application ends, not in the keyring
 *
 * Saves the key first, then the panel, so that no panel is ever without a key that was typed.
 *
 * Returns: (transfer full): a future of @panel, or of an error after which nothing was saved:
 *   %PANELIST_STORE_ERROR_DUPLICATE when a panel has that address and key, other store errors,
 *   %PANELIST_SECRETS_ERROR, %PANELIST_ADDRESS_ERROR
 */
DexFuture *
panelist_accounts_add (PanelistAccounts *self,
                       PanelistPanel    *panel,
                       PanelistKey      *key,
                       gboolean          for_session)
{
  dex_return_error_if_fail (PANELIST_IS_ACCOUNTS (self));
  dex_return_error_if_fail (PANELIST_IS_PANEL (panel));
  dex_return_error_if_fail (key != NULL);
  dex_return_error_if_fail (!is_listed (self, panel));

  return queue_change (self, "panelist-accounts-add", panel, key, for_session, add_work);
}

/* At another address the same number may be another service, at another price. */
static gboolean
forget_prices (PanelistAccounts *self,
               PanelistPanel    *panel)
{
  PanelistAccount *account = panelist_accounts_get_account (self, panel);

  if (account->catalog == NULL || g_strcmp0 (account->catalog_address, panelist_panel_get_address (panel)) == 0)
    return FALSE;

  g_object_set (panel, "catalog-time", (int64_t) 0, NULL);
  return TRUE;
}

/* The balance of another account says nothing about the orders of this one (safety.md A7). */
static void
await_forget_balances (PanelistAccounts *self,
                       PanelistPanel    *panel)
{
  GListModel *orders = G_LIST_MODEL (self->orders);
  g_autoptr (GError) error = NULL;

  if (!dex_await (panelist_store_forget_balances (self->store, panelist_panel_get_id (panel)), &error))
    g_message ("The balances of another account were not forgotten: %s", error->message);

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr (PanelistOrder) order = g_list_model_get_item (orders, i);

      if (panelist_order_get_panel_id (order) == panelist_panel_get_id (panel) &&
          panelist_order_get_intent_state (order) != PANELIST_INTENT_PLACED)
        g_object_set (order, "balance-before-ambiguous", TRUE, NULL);
    }
}

static DexFuture *
save_work (gpointer data)
{
  Change *change = data;
  PanelistAccounts *self = change->self;
  PanelistPanel *panel = change->panel;
  const char *uuid = panelist_panel_get_uuid (panel);
  g_autoptr (PanelistKey) before = NULL;
  g_autoptr (GError) error = NULL;
  gboolean moved = FALSE;

  if (!normalize_address (panel, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  moved = forget_prices (self, panel);
  before = dex_await_boxed (panelist_secrets_lookup (self->secrets, uuid), NULL);

  /* Without its key nothing can be compared; a changed name must be savable all the same. */
  if ((change->key != NULL || before != NULL) &&
      !await_no_duplicate (self, panel, change->key != NULL ? change->key : before, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (change->key != NULL && !await_keep_key (self, panel, change->key, FALSE, &error))
    {
      set_state_from_secrets_error (panel, error);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  if (!dex_await (panelist_store_save_panel (self->store, panel), &error))
    {
      if (change->key != NULL && before != NULL)
        await_keep_key (self, panel, before, FALSE, NULL);

      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  /* Address and key must prove themselves anew (safety.md A3); until then nothing is known against them. */
  panelist_panel_set_state (panel, PANELIST_PANEL_STATE_OK, NULL);
  g_object_set (panel, "balance-time", (int64_t) 0, NULL);

  if (moved || (change->key != NULL && (before == NULL || !panelist_key_equal (change->key, before))))
    await_forget_balances (self, panel);

  if (moved)
    dex_future_disown (panelist_accounts_refresh_catalog (self, panel));

  return dex_future_new_for_object (panel);
}

/**
 * panelist_accounts_save:
 * @self: accounts
 * @panel: a panel of these, with changed properties
 * @key: (nullable): a new key, %NULL keeps the stored one
 *
 * Returns: (transfer full): a future of @panel, or of an error as of panelist_accounts_add()
 */
DexFuture *
panelist_accounts_save (PanelistAccounts *self,
                        PanelistPanel    *panel,
                        PanelistKey      *key)
{
  dex_return_error_if_fail (PANELIST_IS_ACCOUNTS (self));
  dex_return_error_if_fail (PANELIST_IS_PANEL (panel));
  dex_return_error_if_fail (is_listed (self, panel));

  return queue_change (self, "panelist-accounts-save", panel, key, FALSE, save_work);
}

static DexFuture *
remove_work (gpointer data)
{
  Change *change = data;
  g_autofree char *key = dup_panel_key (change->panel);
  g_autoptr (GError) error = NULL;

  if (!dex_await (panelist_store_remove_panel (change->self->store, change->panel), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  panelist_object_list_remove (change->self->panels, key);

  return dex_future_new_true ();
}

/**
 * panelist_accounts_remove:
 * @self: accounts
 * @panel: a panel of these
 *
 * Takes the panel from the list. Its orders stay, and its key until panelist_accounts_forget().
 *
 * Returns: (transfer full): a future of %TRUE, or of a %PANELIST_STORE_ERROR
 */
DexFuture *
panelist_accounts_remove (PanelistAccounts *self,
                          PanelistPanel    *panel)
{
  dex_return_error_if_fail (PANELIST_IS_ACCOUNTS (self));
  dex_return_error_if_fail (PANELIST_IS_PANEL (panel));

  return queue_change (self, "panelist-accounts-remove", panel, NULL, FALSE, remove_work);
}

static DexFuture *
restore_work (gpointer data)
{
  Change *change = data;
  g_autoptr (GError) error = NULL;

  if (!dex_await (panelist_store_restore_panel (change->self->store, change->panel), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (!is_listed (change->self, change->panel))
    panelist_object_list_add (change->self->panels, change->panel);

  return dex_future_new_true ();
}

/**
 * panelist_accounts_restore:
 * @self: accounts
 * @panel: a panel that was removed and not forgotten
 *
 * Returns: (transfer full): a future of %TRUE, or of a %PANELIST_STORE_ERROR
 */
DexFuture *
panelist_accounts_restore (PanelistAccounts *self,
                           PanelistPanel    *panel)
{
  dex_return_error_if_fail (PANELIST_IS_ACCOUNTS (self));
  dex_return_error_if_fail (PANELIST_IS_PANEL (panel));

  return queue_change (self, "panelist-accounts-restore", panel, NULL, FALSE, restore_work);
}

static DexFuture *
forget_work (gpointer data)
{
  Change *change = data;
  g_autoptr (GError) error = NULL;

  /* Restored in the meantime: the key is needed. */
  if (is_listed (change->self, change->panel))
    return dex_future_new_true ();

  if (!dex_await (panelist_secrets_clear (change->self->secrets, panelist_panel_get_uuid (change->panel)),
                  &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  g_hash_table_remove (change->self->accounts, change->panel);

  return dex_future_new_true ();
}

/**
 * panelist_accounts_forget:
 * @self: accounts
 * @panel: a panel that was removed
 *
 * Clears the key of a removed panel. Does nothing to a panel that was restored.
 *
 * Returns: (transfer full): a future of %TRUE, or of a %PANELIST_SECRETS_ERROR
 */
DexFuture *
panelist_accounts_forget (PanelistAccounts *self,
                          PanelistPanel    *panel)
{
  dex_return_error_if_fail (PANELIST_IS_ACCOUNTS (self));
  dex_return_error_if_fail (PANELIST_IS_PANEL (panel));

  return queue_change (self, "panelist-accounts-forget", panel, NULL, FALSE, forget_work);
}
