/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-session.h"

#include "panelist-dex.h"
#include "panelist-http.h"
#include "panelist-properties.h"
#include "panelist-service-history.h"

struct _PanelistSession
{
  GObject parent_instance;

  PanelistAccounts *accounts;
  PanelistTracker *tracker;
  PanelistOrdering *ordering;
  PanelistOrderTally *tally;
  PanelistServiceHistory *history;
  PanelistNews *news;
  PanelistSettings *settings;
  PanelistSecrets *secrets;
  gboolean demo;
  gboolean checking;
  gboolean damaged;
  int64_t restored_time;
};

G_DEFINE_FINAL_TYPE (PanelistSession, panelist_session, G_TYPE_OBJECT)

#define FIELD(name) G_STRUCT_OFFSET (PanelistSession, name)

static const PanelistPropertyInfo table[] = {
  { "checking", PANELIST_PROPERTY_BOOLEAN, FIELD (checking), NULL, FALSE, 0 },
  { "damaged", PANELIST_PROPERTY_BOOLEAN, FIELD (damaged), NULL, FALSE, 0 },
  { "restored-time", PANELIST_PROPERTY_NUMBER, FIELD (restored_time), NULL, FALSE, 0 },
};

static GParamSpec *properties[G_N_ELEMENTS (table) + 1];

static void
panelist_session_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  panelist_properties_get (object, &table[id - 1], value);
}

static void
panelist_session_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  panelist_properties_set (object, &table[id - 1], value, pspec);
}

static void
panelist_session_dispose (GObject *object)
{
  PanelistSession *self = PANELIST_SESSION (object);

  if (self->tracker != NULL)
    panelist_tracker_stop (self->tracker);
  g_clear_object (&self->news);
  g_clear_object (&self->history);
  g_clear_object (&self->tally);
  g_clear_object (&self->ordering);
  g_clear_object (&self->tracker);
  g_clear_object (&self->accounts);
  g_clear_object (&self->secrets);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (panelist_session_parent_class)->dispose (object);
}

static void
panelist_session_class_init (PanelistSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = panelist_session_dispose;
  object_class->get_property = panelist_session_get_property;
  object_class->set_property = panelist_session_set_property;
  panelist_properties_install (object_class, table, G_N_ELEMENTS (table), properties);
}

static void
panelist_session_init (PanelistSession *self)
{
}

/**
 * panelist_session_new:
 * @accounts: the panels, their orders and where they are stored
 * @secrets: where their keys are
 * @settings: preferences and page state
 * @demo: whether all of it is the demo panel
 *
 * Returns: (transfer full): a session that does not follow anything yet
 */
PanelistSession *
panelist_session_new (PanelistAccounts *accounts,
                      PanelistSecrets  *secrets,
                      PanelistSettings *settings,
                      gboolean          demo)
{
  PanelistSession *self = NULL;

  g_return_val_if_fail (PANELIST_IS_ACCOUNTS (accounts), NULL);
  g_return_val_if_fail (PANELIST_IS_SECRETS (secrets), NULL);
  g_return_val_if_fail (PANELIST_IS_SETTINGS (settings), NULL);

  self = g_object_new (PANELIST_TYPE_SESSION, NULL);
  self->accounts = g_object_ref (accounts);
  self->secrets = g_object_ref (secrets);
  self->settings = g_object_ref (settings);
  self->tracker = panelist_tracker_new (accounts);
  self->ordering = panelist_ordering_new (accounts, self->tracker);
  self->tally = panelist_order_tally_new (G_LIST_MODEL (panelist_accounts_get_orders (accounts)));
  self->history = panelist_service_history_new (G_LIST_MODEL (panelist_accounts_get_orders (accounts)),
                                                panelist_accounts_get_marks (accounts));
  self->news = panelist_news_new (accounts);
  self->demo = demo;
  return self;
}

typedef struct {
  char *directory;
  PanelistSecrets *secrets;
  PanelistSettings *settings;
  gboolean demo;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_clear_pointer (&opening->directory, g_free);
  g_clear_object (&opening->secrets);
  g_clear_object (&opening->settings);
  g_free (opening);
}

static DexFuture *
panelist_session_open_fiber (gpointer data)
{
  Opening *opening = data;
  g_autoptr (PanelistStore) store = NULL;
  g_autoptr (PanelistTransport) transport = NULL;
  g_autoptr (PanelistAccounts) accounts = NULL;
  g_autoptr (PanelistSession) self = NULL;
  g_autoptr (GError) error = NULL;

  store = dex_await_object (panelist_store_open (opening->directory), &error);
  if (store == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  transport = panelist_http_new ();
  accounts = panelist_accounts_new (store, opening->secrets, transport);
  if (!dex_await (panelist_accounts_load (accounts), &error))
    {
      dex_await (panelist_store_close (store), NULL);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  self = panelist_session_new (accounts, opening->secrets, opening->settings, opening->demo);
  return dex_future_new_take_object (g_steal_pointer (&self));
}

/**
 * panelist_session_open:
 * @directory: where the data is
 * @secrets: where the keys are
 * @settings: preferences and page state
 * @demo: whether @directory is for the demo panel
 *
 * Opens the data and reads it. Following begins with panelist_session_start().
 *
 * Returns: (transfer full): a future that resolves to a #PanelistSession, or rejects with
 *   %PANELIST_STORE_ERROR
 */
DexFuture *
panelist_session_open (const char       *directory,
                       PanelistSecrets  *secrets,
                       PanelistSettings *settings,
                       gboolean          demo)
{
  Opening *opening = NULL;

  dex_return_error_if_fail (directory != NULL);
  dex_return_error_if_fail (PANELIST_IS_SECRETS (secrets));
  dex_return_error_if_fail (PANELIST_IS_SETTINGS (settings));

  opening = g_new0 (Opening, 1);
  opening->directory = g_strdup (directory);
  opening->secrets = g_object_ref (secrets);
  opening->settings = g_object_ref (settings);
  opening->demo = demo;
  return panelist_spawn ("session-open", panelist_session_open_fiber, opening, opening_free);
}

/* Until when the list is complete, unless that was read and dismissed before. */
static void
await_restored (PanelistSession *self,
                PanelistStore   *store)
{
  g_autofree char *seen = NULL;
  g_autofree char *text = NULL;
  int64_t time = 0;

  time = dex_await_int64 (panelist_store_read_restored (store), NULL);
  if (time <= 0)
    return;
  g_object_get (self->settings, "restored-seen", &seen, NULL);
  text = g_strdup_printf ("%" G_GINT64_FORMAT, time);
  if (g_strcmp0 (seen, text) != 0)
    g_object_set (self, "restored-time", time, NULL);
}

static DexFuture *
panelist_session_check_fiber (gpointer data)
{
  PanelistSession *self = data;
  g_autoptr (PanelistStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gboolean sound = FALSE;

  store = g_object_ref (panelist_accounts_get_store (self->accounts));
  await_restored (self, store);
  sound = dex_await (panelist_store_check (store), &error);
  if (!sound)
    {
      g_message ("The data could not be checked: %s", error->message);
      g_object_set (self, "damaged", g_error_matches (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DAMAGED),
                    NULL);
    }
  g_object_set (self, "checking", FALSE, NULL);
  g_clear_error (&error);
  if (sound && !dex_await (panelist_store_back_up (store), &error))
    g_message ("No backup could be made: %s", error->message);
  return dex_future_new_true ();
}

/**
 * panelist_session_start:
 *
 * Starts to follow orders, refills and balances, and reads the data over: no order is placed before that is done.
 */
void
panelist_session_start (PanelistSession *self)
{
  g_return_if_fail (PANELIST_IS_SESSION (self));

  panelist_tracker_start (self->tracker);
  panelist_ordering_start (self->ordering);
  g_object_set (self, "checking", TRUE, NULL);
  dex_future_disown (panelist_spawn ("session-check", panelist_session_check_fiber, g_object_ref (self),
                                     g_object_unref));
}

/**
 * panelist_session_close:
 *
 * Stops to follow anything and closes the data. The session is of no use afterwards.
 *
 * Returns: (transfer full): a future that resolves to %TRUE when everything is on disk
 */
DexFuture *
panelist_session_close (PanelistSession *self)
{
  dex_return_error_if_fail (PANELIST_IS_SESSION (self));

  panelist_tracker_stop (self->tracker);
  panelist_ordering_stop (self->ordering);
  return panelist_store_close (panelist_accounts_get_store (self->accounts));
}

/**
 * panelist_session_get_accounts:
 *
 * Returns: (transfer none): the panels, orders and refills
 */
PanelistAccounts *
panelist_session_get_accounts (PanelistSession *self)
{
  g_return_val_if_fail (PANELIST_IS_SESSION (self), NULL);

  return self->accounts;
}

/**
 * panelist_session_get_tracker:
 *
 * Returns: (transfer none): what follows orders and refills
 */
PanelistTracker *
panelist_session_get_tracker (PanelistSession *self)
{
  g_return_val_if_fail (PANELIST_IS_SESSION (self), NULL);

  return self->tracker;
}

/**
 * panelist_session_get_ordering:
 *
 * Returns: (transfer none): what places orders and requests refills and cancels
 */
PanelistOrdering *
panelist_session_get_ordering (PanelistSession *self)
{
  g_return_val_if_fail (PANELIST_IS_SESSION (self), NULL);

  return self->ordering;
}

/**
 * panelist_session_get_tally:
 *
 * Returns: (transfer none): how many orders each view has
 */
PanelistOrderTally *
panelist_session_get_tally (PanelistSession *self)
{
  g_return_val_if_fail (PANELIST_IS_SESSION (self), NULL);

  return self->tally;
}

/**
 * panelist_session_get_news:
 *
 * Returns: (transfer none): what changed in the catalogs
 */
PanelistNews *
panelist_session_get_news (PanelistSession *self)
{
  g_return_val_if_fail (PANELIST_IS_SESSION (self), NULL);

  return self->news;
}

/**
 * panelist_session_get_secrets:
 *
 * Returns: (transfer none): where the keys are
 */
PanelistSecrets *
panelist_session_get_secrets (PanelistSession *self)
{
  g_return_val_if_fail (PANELIST_IS_SESSION (self), NULL);

  return self->secrets;
}

/**
 * panelist_session_get_settings:
 *
 * Returns: (transfer none): preferences and page state
 */
PanelistSettings *
panelist_session_get_settings (PanelistSession *self)
{
  g_return_val_if_fail (PANELIST_IS_SESSION (self), NULL);

  return self->settings;
}

/**
 * panelist_session_get_demo:
 *
 * Returns: whether all of it is the demo panel: no real orders, no money
 */
gboolean
panelist_session_get_demo (PanelistSession *self)
{
  g_return_val_if_fail (PANELIST_IS_SESSION (self), FALSE);

  return self->demo;
}

/**
 * panelist_session_get_restored_time:
 *
 * Returns: until when the list of orders is complete, after a restore that was not dismissed; else 0
 */
int64_t
panelist_session_get_restored_time (PanelistSession *self)
{
  g_return_val_if_fail (PANELIST_IS_SESSION (self), 0);

  return self->restored_time;
}

/**
 * panelist_session_dismiss_restored:
 *
 * The person knows that orders may be missing.
 */
void
panelist_session_dismiss_restored (PanelistSession *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (PANELIST_IS_SESSION (self));

  text = g_strdup_printf ("%" G_GINT64_FORMAT, self->restored_time);
  g_object_set (self->settings, "restored-seen", text, NULL);
  g_object_set (self, "restored-time", (int64_t) 0, NULL);
}
