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

/* Returns: (element-type PanelistPanel): whose services the page shows */
static GPtrArray *
dup_panels (PanelistServicesPage *self)
{
  GPtrArray *panels = NULL;
  GListModel *all = NULL;

  panels = g_ptr_array_new_with_free_func (g_object_unref);
  if (self->session == NULL || self->panel == NULL)
    return panels;
  if (!self->all_panels)
    {
      g_ptr_array_add (panels, g_object_ref (self->panel));
      return panels;
    }
  all = G_LIST_MODEL (panelist_accounts_get_panels (panelist_session_get_accounts (self->session)));
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    g_ptr_array_add (panels, g_list_model_get_item (all, i));
  return panels;
}

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

/* Returns: (nullable): why one of the panels could not be read */
static GError *
dup_failure (DexFutureSet *set)
{
  GError *error = NULL;

  for (guint i = 0; i < dex_future_set_get_size (set) && error == NULL; i++)
    dex_future_get_value (dex_future_set_get_future_at (set, i), &error);
  return error;
}

static DexFuture *
on_refreshed (DexFuture *future,
              gpointer   user_data)
{
  PanelistServicesPage *self = PANELIST_SERVICES_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  error = dup_failure (DEX_FUTURE_SET (future));
  if (error != NULL)
    sentence = panelist_error_dup_sentence (error, self->all_panels ? NULL : panelist_panel_get_name (self->panel));
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
  g_autoptr (GPtrArray) panels = NULL;
  g_autoptr (GPtrArray) futures = NULL;

  panels = dup_panels (self);
  if (panels->len == 0 || self->refresh != NULL)
    return;
  futures = g_ptr_array_new_with_free_func (dex_unref);
  for (guint i = 0; i < panels->len; i++)
    g_ptr_array_add (futures, panelist_accounts_refresh_catalog (panelist_session_get_accounts (self->session),
                                                                 g_ptr_array_index (panels, i)));
  self->refresh = dex_future_finally (dex_future_allv ((DexFuture *const *) futures->pdata, futures->len),
                                      on_refreshed, self, NULL);
  self->patience = dex_future_finally (panelist_clock_sleep (SLOW), on_slow, self, NULL);
  panelist_services_page_update_state (self);
}

/* The currency is known with the first balance only. */
static void
on_panel_told (PanelistServicesPage *self)
{
  panelist_services_page_load (self);
  panelist_services_page_bind_rows (self);
}

static void
watch_panels (PanelistServicesPage *self,
              GPtrArray            *panels)
{
  static const char *const told[] = { "notify::currency", "notify::currency-override", "notify::name" };

  for (guint i = 0; i < self->watched->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->watched, i), on_panel_told, self);
  g_ptr_array_set_size (self->watched, 0);
  for (guint i = 0; i < panels->len; i++)
    {
      g_ptr_array_add (self->watched, g_object_ref (g_ptr_array_index (panels, i)));
      for (gsize j = 0; j < G_N_ELEMENTS (told); j++)
        g_signal_connect_object (g_ptr_array_index (panels, i), told[j], G_CALLBACK (on_panel_told), self,
                                 G_CONNECT_SWAPPED);
    }
}

/* What the panels in use have, as far as it is there. */
GPtrArray *
panelist_services_page_dup_catalogs (PanelistServicesPage *self)
{
  g_autoptr (GPtrArray) panels = NULL;
  GPtrArray *catalogs = NULL;

  panels = dup_panels (self);
  catalogs = g_ptr_array_new_with_free_func ((GDestroyNotify) panelist_catalog_unref);
  for (guint i = 0; i < panels->len; i++)
    {
      PanelistCatalog *catalog = panelist_accounts_get_catalog (panelist_session_get_accounts (self->session),
                                                                g_ptr_array_index (panels, i));

      if (catalog != NULL)
        g_ptr_array_add (catalogs, panelist_catalog_ref (catalog));
    }
  return catalogs;
}

static gboolean
prepare (gpointer user_data)
{
  PanelistServicesPage *self = user_data;

  self->preparation = 0;
  panelist_catalog_model_prepare (self->model);
  return G_SOURCE_REMOVE;
}

/* The services that are there already: no wait for any panel. */
void
panelist_services_page_load (PanelistServicesPage *self)
{
  g_autoptr (GPtrArray) panels = NULL;
  g_autoptr (GPtrArray) catalogs = NULL;

  panels = dup_panels (self);
  catalogs = panelist_services_page_dup_catalogs (self);
  watch_panels (self, panels);
  panelist_services_page_begin_change (self);
  panelist_service_table_set_scope (self->table, panels, catalogs);
  panelist_service_filters_set_scope (self->filters, panels, catalogs);
  panelist_catalog_model_set_catalogs (self->model, (PanelistCatalog *const *) catalogs->pdata, catalogs->len);
  panelist_services_page_end_change (self);
  if (self->preparation == 0)
    self->preparation = g_idle_add_full (G_PRIORITY_LOW, prepare, self, NULL);
}

static void
on_catalog_changed (PanelistServicesPage *self,
                    PanelistPanel        *panel)
{
  if (panel == self->panel || self->all_panels)
    panelist_services_page_load (self);
}

static gboolean
has_all_catalogs (PanelistServicesPage *self)
{
  g_autoptr (GPtrArray) panels = NULL;

  panels = dup_panels (self);
  for (guint i = 0; i < panels->len; i++)
    if (panelist_accounts_get_catalog (panelist_session_get_accounts (self->session),
                                       g_ptr_array_index (panels, i)) == NULL)
      return FALSE;
  return TRUE;
}

/* Other panels than before, one or all. */
static void
on_scope_changed (PanelistServicesPage *self)
{
  dex_clear (&self->patience);
  dex_clear (&self->refresh);
  g_object_set (self, "slow", FALSE, "loading-hint", "", "failure", NULL, NULL);
  panelist_services_page_load (self);
  panelist_services_page_bind_rows (self);
  if (!has_all_catalogs (self))
    panelist_services_page_refresh (self);
}

static void
on_panels_changed (PanelistServicesPage *self)
{
  if (self->all_panels)
    on_scope_changed (self);
}

static void
on_session_changed (PanelistServicesPage *self)
{
  PanelistAccounts *accounts = self->session ? panelist_session_get_accounts (self->session) : NULL;

  g_binding_group_set_source (self->state, self->session ? panelist_session_get_settings (self->session) : NULL);
  g_signal_group_set_target (self->accounts, accounts);
  g_signal_group_set_target (self->panels, accounts ? panelist_accounts_get_panels (accounts) : NULL);
  panelist_services_page_begin_change (self);
  panelist_catalog_model_set_keywords (self->model, accounts ? panelist_accounts_get_keywords (accounts)
                                                             : panelist_keywords_get_builtin ());
  panelist_catalog_model_set_marks (self->model, accounts ? panelist_accounts_get_marks (accounts) : NULL);
  panelist_services_page_end_change (self);
  panelist_service_table_set_marks (self->table, accounts ? panelist_accounts_get_marks (accounts) : NULL);
  /* After the model: the list is as the marks are. */
  g_signal_group_set_target (self->marks, accounts ? panelist_accounts_get_marks (accounts) : NULL);
  g_object_set (self->inspector, "session", self->session, NULL);
  panelist_services_page_read_place (self);
  panelist_services_page_compare_nothing (self);
  on_scope_changed (self);
}

/* Follows the session, the panels in use and what they tell. */
void
panelist_services_page_set_up_loading (PanelistServicesPage *self)
{
  self->accounts = g_signal_group_new (PANELIST_TYPE_ACCOUNTS);
  g_signal_group_connect_swapped (self->accounts, "catalog-changed", G_CALLBACK (on_catalog_changed), self);
  g_signal_group_connect_swapped (self->accounts, "notify::keywords", G_CALLBACK (panelist_services_page_regroup), self);

  self->panels = g_signal_group_new (PANELIST_TYPE_OBJECT_LIST);
  g_signal_group_connect_swapped (self->panels, "items-changed", G_CALLBACK (on_panels_changed), self);
  self->marks = g_signal_group_new (PANELIST_TYPE_SERVICE_MARKS);
  g_signal_group_connect_swapped (self->marks, "changed", G_CALLBACK (panelist_services_page_on_marks_changed), self);
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (self, "notify::session", G_CALLBACK (on_session_changed), NULL);
  g_signal_connect (self, "notify::panel", G_CALLBACK (on_scope_changed), NULL);
  g_signal_connect (self, "notify::all-panels", G_CALLBACK (on_scope_changed), NULL);
}
