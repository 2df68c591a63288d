/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-services-page-private.h"

#include <glib/gi18n.h>

#include "panelist-money.h"

/* Milliseconds after the last key: what is read out would be talked over before. */
#define PAUSE 600

static const char *
get_sort_words (PanelistServicesPage *self)
{
  switch (panelist_catalog_sort_from_column (self->sort))
    {
    case PANELIST_CATALOG_SORT_NAME:
      return _("by name");
    case PANELIST_CATALOG_SORT_RATE:
      return _("by rate");
    case PANELIST_CATALOG_SORT_MIN:
      return _("by minimum");
    case PANELIST_CATALOG_SORT_MAX:
      return _("by maximum");
    case PANELIST_CATALOG_SORT_FAVORITE:
      return _("favorites first");
    case PANELIST_CATALOG_SORT_ID:
      return _("by ID");
    case PANELIST_CATALOG_SORT_REFILL:
      return _("by refill");
    case PANELIST_CATALOG_SORT_CANCEL:
      return _("by cancel");
    case PANELIST_CATALOG_SORT_SUCCESS:
      return _("by success");
    case PANELIST_CATALOG_SORT_PANEL:
      return _("by panel");
    case PANELIST_CATALOG_SORT_DEFAULT:
    default:
      if (panelist_catalog_model_get_approximate (self->model))
        return _("by likeness");
      return *gtk_editable_get_text (self->search) != '\0' ? _("by relevance") : NULL;
    }
}

static char *
dup_summary (PanelistServicesPage *self,
             guint                 n_matches,
             guint                 n_total)
{
  g_autofree char *matches = NULL;
  g_autofree char *total = NULL;
  g_autofree char *count = NULL;

  matches = panelist_number_format (n_matches);
  total = panelist_number_format (n_total);
  if (n_matches == n_total)
    count = g_strdup_printf (ngettext ("%s service", "%s services", n_total), total);
  else
    /* Translators: how many services match, and how many there are */
    count = g_strdup_printf (_("%s of %s"), matches, total);
  if (get_sort_words (self) == NULL)
    return g_steal_pointer (&count);
  /* Translators: how many services are shown, and what they are sorted by */
  return g_strdup_printf (_("%s, %s"), count, get_sort_words (self));
}

/* How many services are shown, for who does not see it: after a search or a filter, not after each key. */
static gboolean
announce_now (gpointer data)
{
  PanelistServicesPage *self = data;
  g_autofree char *number = NULL;
  g_autofree char *words = NULL;
  guint n = 0;

  self->announcement = 0;
  n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  number = panelist_number_format (n);
  words = n > 0 ? g_strdup_printf (ngettext ("%s service", "%s services", n), number)
                : g_strdup (_("No Results Found"));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_accessible_announce (GTK_ACCESSIBLE (self->list), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  return G_SOURCE_REMOVE;
}

void
panelist_services_page_announce (PanelistServicesPage *self)
{
  g_clear_handle_id (&self->announcement, g_source_remove);
  self->announcement = g_timeout_add (PAUSE, announce_now, self);
}

/* What can be taken back to find more. */
static void
update_no_match (PanelistServicesPage *self)
{
  gboolean searching = *gtk_editable_get_text (self->search) != '\0';
  gboolean filtered = panelist_service_filters_get_n_active (self->filters) > 0;
  const char *hint = NULL;

  if (filtered)
    hint = _("Try fewer filters");
  else if (searching)
    hint = _("Try fewer or shorter words");
  else
    hint = _("All services are hidden");
  g_object_set (self, "searching", searching, "filtered", filtered, "no-match-hint", hint, NULL);
}

void
panelist_services_page_update_state (PanelistServicesPage *self)
{
  guint n_matches = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autofree char *summary = NULL;
  guint n_total = 0;
  const char *state = "list";

  g_object_get (self->model, "n-total", &n_total, NULL);
  if (n_total > 0)
    summary = dup_summary (self, n_matches, n_total);
  g_object_set (self, "summary", summary ? summary : "", NULL);

  if (n_total == 0)
    state = self->refresh == NULL && self->failure != NULL ? "failed" : "loading";
  else if (n_matches == 0)
    state = "no-match";
  update_no_match (self);
  gtk_stack_set_visible_child_name (self->states, state);
}
