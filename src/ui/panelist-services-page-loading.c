/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-services-page-private.h"

#include <glib/gi18n.h>

#include "panelist-clock.h"
#include "panelist-panel-words.h"

/* After this a wait gets a spinner, and after that an explanation. Milliseconds. */
#define SLOW 3000
#define VERY_SLOW 30000

static DexFuture *
on_very_slow (DexFuture *future,
              gpointer   user_data)
{
  g_object_set (PANELIST_SERVICES_PAGE (user_data),
                "loading-hint", _("A long list can take two minutes"), NULL);
  return NULL;
}

static DexFuture *
on_slow (DexFuture *future,
         gpointer   user_data)
{
  g_object_set (PANELIST_SERVICES_PAGE (user_data), "slow", TRUE, NULL);
  return dex_future_finally (panelist_clock_sleep (VERY_SLOW - SLOW), on_very_slow, user_data, NULL);
}

static DexFuture *
on_refreshed (DexFuture *future,
              gpointer   user_data)
{
  PanelistServicesPage *self = PANELIST_SERVICES_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (dex_future_get_value (future, &error) == NULL)
    sentence = panelist_error_dup_sentence (error, panelist_panel_get_name (self->panel));
  dex_clear (&self->patience);
  dex_clear (&self->refresh);
  g_object_set (self, "slow", FALSE, "loading-hint", "", "failure", sentence, NULL);
  panelist_services_page_update_state (self);

  /* With a list on screen a failure is told by the banner: what can't be seen needs no toast. */
  return NULL;
}

void
panelist_services_page_refresh (PanelistServicesPage *self)
{
  PanelistAccounts *accounts = NULL;

  if (self->session == NULL || self->panel == NULL || self->refresh != NULL)
    return;
  accounts = panelist_session_get_accounts (self->session);
  self->refresh = dex_future_finally (panelist_accounts_refresh_catalog (accounts, self->panel),
                                      on_refreshed, self, NULL);
  self->patience = dex_future_finally (panelist_clock_sleep (SLOW), on_slow, self, NULL);
  panelist_services_page_update_state (self);
}

/* The services that are there already: no wait for any panel. */
void
panelist_services_page_load (PanelistServicesPage *self)
{
  g_autoptr (GPtrArray) panels = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) catalogs = g_ptr_array_new ();
  PanelistAccounts *accounts = NULL;

  if (self->session != NULL && self->panel != NULL)
    {
      PanelistCatalog *catalog = NULL;

      accounts = panelist_session_get_accounts (self->session);
      catalog = panelist_accounts_get_catalog (accounts, self->panel);
      g_ptr_array_add (panels, g_object_ref (self->panel));
      if (catalog != NULL)
        g_ptr_array_add (catalogs, catalog);
    }

  panelist_services_page_begin_change (self);
  panelist_service_table_set_scope (self->table, panels, catalogs);
  panelist_service_filters_set_scope (self->filters, panels, catalogs);
  panelist_catalog_model_set_catalogs (self->model, (PanelistCatalog *const *) catalogs->pdata, catalogs->len);
  panelist_services_page_end_change (self);
}

static void
on_catalog_changed (PanelistServicesPage *self,
                    PanelistPanel        *panel)
{
  if (panel == self->panel)
    panelist_services_page_load (self);
}

static void
on_panel_changed (PanelistServicesPage *self)
{
  dex_clear (&self->patience);
  dex_clear (&self->refresh);
  g_object_set (self, "slow", FALSE, "loading-hint", "", "failure", NULL, NULL);
  g_signal_group_set_target (self->currency, self->panel);
  panelist_services_page_load (self);
  if (panelist_catalog_model_get_catalog (self->model) == NULL)
    panelist_services_page_refresh (self);
}

static void
on_session_changed (PanelistServicesPage *self)
{
  g_binding_group_set_source (self->state, self->session ? panelist_session_get_settings (self->session) : NULL);
  g_signal_group_set_target (self->accounts, self->session ? panelist_session_get_accounts (self->session) : NULL);
  on_panel_changed (self);
}

/* The currency is known with the first balance only. */
static void
on_currency_changed (PanelistServicesPage *self)
{
  panelist_services_page_load (self);
  panelist_services_page_bind_rows (self);
}

/* Follows the session, the panel in use and what its accounts tell. */
void
panelist_services_page_set_up_loading (PanelistServicesPage *self)
{
  self->accounts = g_signal_group_new (PANELIST_TYPE_ACCOUNTS);
  g_signal_group_connect_swapped (self->accounts, "catalog-changed", G_CALLBACK (on_catalog_changed), self);

  self->currency = g_signal_group_new (PANELIST_TYPE_PANEL);
  g_signal_group_connect_swapped (self->currency, "notify::currency", G_CALLBACK (on_currency_changed), self);
  g_signal_group_connect_swapped (self->currency, "notify::currency-override", G_CALLBACK (on_currency_changed),
                                  self);
  g_signal_connect (self, "notify::session", G_CALLBACK (on_session_changed), NULL);
  g_signal_connect (self, "notify::panel", G_CALLBACK (on_panel_changed), NULL);
}
