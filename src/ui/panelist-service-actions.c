/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-service-actions.h"

#include <glib/gi18n.h>

#include "panelist-panel-words.h"
#include "panelist-ui.h"

#define UNDO_SECONDS 5

typedef struct {
  GWeakRef widget;
} Place;

static Place *
place_new (GtkWidget *widget)
{
  Place *place = NULL;

  place = g_new0 (Place, 1);
  g_weak_ref_init (&place->widget, widget);
  return place;
}

static void
place_free (gpointer data)
{
  Place *place = data;

  g_weak_ref_clear (&place->widget);
  g_free (place);
}

/* The marks are as they are stored again: only tell. */
static DexFuture *
on_not_stored (DexFuture *future,
               gpointer   user_data)
{
  Place *place = user_data;
  g_autoptr (GtkWidget) widget = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  widget = g_weak_ref_get (&place->widget);
  if (widget != NULL && dex_future_get_value (future, &error) == NULL)
    {
      sentence = panelist_error_dup_sentence (error, NULL);
      panelist_toast (widget, sentence);
    }
  return dex_future_new_true ();
}

/* Consumes @future. */
static void
tell_failure (GtkWidget *widget,
              DexFuture *future)
{
  dex_future_disown (dex_future_catch (future, on_not_stored, place_new (widget), place_free));
}

/**
 * panelist_service_favor:
 * @widget: where it was asked for
 * @favorite: whether the service is one of those that are wanted again
 */
void
panelist_service_favor (GtkWidget        *widget,
                        PanelistAccounts *accounts,
                        PanelistService  *service,
                        gboolean          favorite)
{
  tell_failure (widget, panelist_accounts_set_favorite (accounts, panelist_service_get_panel_id (service),
                                                        panelist_service_get_id (service), favorite));
}

typedef struct {
  PanelistAccounts *accounts;
  PanelistService *service;
} Hidden;

static void
hidden_free (gpointer  data,
             GClosure *closure)
{
  Hidden *hidden = data;

  g_clear_object (&hidden->accounts);
  g_clear_object (&hidden->service);
  g_free (hidden);
}

static void
on_undo (AdwToast *toast,
         gpointer  user_data)
{
  Hidden *hidden = user_data;

  dex_future_disown (panelist_accounts_set_hidden (hidden->accounts, panelist_service_get_panel_id (hidden->service),
                                                   panelist_service_get_id (hidden->service), FALSE));
}

/**
 * panelist_service_hide:
 * @widget: where it was asked for
 * @hidden: whether lists leave the service out
 *
 * Hiding can be taken back for a while.
 */
void
panelist_service_hide (GtkWidget        *widget,
                       PanelistAccounts *accounts,
                       PanelistService  *service,
                       gboolean          hidden)
{
  AdwToast *toast = NULL;
  Hidden *closure = NULL;

  tell_failure (widget, panelist_accounts_set_hidden (accounts, panelist_service_get_panel_id (service),
                                                      panelist_service_get_id (service), hidden));
  if (!hidden)
    return;
  toast = panelist_toast_with_button (widget, _("Service Hidden"), _("_Undo"), UNDO_SECONDS);
  if (toast == NULL)
    return;
  closure = g_new0 (Hidden, 1);
  closure->accounts = g_object_ref (accounts);
  closure->service = g_object_ref (service);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_undo), closure, hidden_free, G_CONNECT_DEFAULT);
}

/**
 * panelist_service_note:
 * @widget: where it was written
 * @note: what people want to remember of the service, empty for nothing
 */
void
panelist_service_note (GtkWidget        *widget,
                       PanelistAccounts *accounts,
                       PanelistService  *service,
                       const char       *note)
{
  g_autofree char *text = NULL;

  text = g_strstrip (g_strdup (note));
  tell_failure (widget, panelist_accounts_set_note (accounts, panelist_service_get_panel_id (service),
                                                    panelist_service_get_id (service),
                                                    *text != '\0' ? text : NULL));
}

/**
 * panelist_service_tag:
 * @widget: where they were written
 * @tags: words, with commas between them
 */
void
panelist_service_tag (GtkWidget        *widget,
                      PanelistAccounts *accounts,
                      PanelistService  *service,
                      const char       *tags)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  g_auto (GStrv) clean = NULL;

  parts = g_strsplit (tags, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_strstrip (parts[i]);
      if (*parts[i] != '\0' && !g_strv_contains ((const char *const *) parts + i + 1, parts[i]))
        g_strv_builder_add (builder, parts[i]);
    }
  clean = g_strv_builder_end (builder);
  tell_failure (widget, panelist_accounts_set_tags (accounts, panelist_service_get_panel_id (service),
                                                    panelist_service_get_id (service),
                                                    (const char *const *) clean));
}

/**
 * panelist_service_copy_id:
 * @widget: where it was asked for
 */
void
panelist_service_copy_id (GtkWidget       *widget,
                          PanelistService *service)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), panelist_service_get_id (service));
  panelist_toast (widget, _("ID Copied"));
}

/**
 * panelist_service_get_mark:
 * @accounts: (nullable): who keeps the marks
 * @service: (nullable): a service
 *
 * Returns: (transfer none) (nullable): what people added to it, and what their own orders say
 */
const PanelistServiceMark *
panelist_service_get_mark (PanelistAccounts *accounts,
                           PanelistService  *service)
{
  if (accounts == NULL || service == NULL)
    return NULL;
  return panelist_service_marks_lookup (panelist_accounts_get_marks (accounts),
                                        panelist_service_get_panel_id (service), panelist_service_get_id (service));
}
