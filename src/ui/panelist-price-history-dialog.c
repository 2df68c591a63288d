/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-price-history-dialog.h"

#include <glib/gi18n.h>

#include "panelist-money.h"
#include "panelist-order-words.h"
#include "panelist-price-card.h"

/* Panels that change a price more often are not read to the end. */
#define MAX_ROWS 60

struct _PanelistPriceHistoryDialog
{
  AdwDialog parent_instance;

  GtkWidget *card;
  AdwPreferencesGroup *group;

  PanelistSession *session;
  PanelistService *service;
};

G_DEFINE_FINAL_TYPE (PanelistPriceHistoryDialog, panelist_price_history_dialog, ADW_TYPE_DIALOG)

static char *
format_rate (PanelistPriceHistoryDialog *self,
             const char                 *rate)
{
  PanelistPanel *panel = NULL;
  char *text = NULL;

  panel = panelist_accounts_get_panel (panelist_session_get_accounts (self->session),
                                       panelist_service_get_panel_id (self->service));
  text = panelist_money_format (rate, panel ? panelist_panel_get_currency (panel) : NULL);
  return text ? text : g_strdup (_("not offered"));
}

static void
add_row (PanelistPriceHistoryDialog *self,
         const PanelistPricePoint   *before,
         const PanelistPricePoint   *point)
{
  g_autofree char *rate = NULL;
  g_autofree char *old = NULL;
  g_autofree char *title = NULL;
  g_autofree char *moment = NULL;
  GtkWidget *row = NULL;

  rate = format_rate (self, point->rate);
  if (before != NULL)
    {
      old = format_rate (self, before->rate);
      /* Translators: the price before and after a change */
      title = g_strdup_printf (_("%s → %s"), old, rate);
      moment = panelist_time_dup_moment (point->time);
    }
  row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title ? title : rate, "subtitle",
                      moment ? moment : _("when it was first seen"), NULL);
  gtk_widget_add_css_class (row, "numeric");
  adw_preferences_group_add (self->group, row);
}

static void
on_loaded (PanelistPriceHistoryDialog *self)
{
  GPtrArray *points = panelist_price_card_get_points (PANELIST_PRICE_CARD (self->card));

  if (points->len < 2)
    adw_preferences_group_set_description (self->group, _("The price did not change since it was first seen."));
  for (guint i = points->len, n = 0; i > 0 && n < MAX_ROWS; i--, n++)
    add_row (self, i > 1 ? g_ptr_array_index (points, i - 2) : NULL, g_ptr_array_index (points, i - 1));
}

/* GObject */

static void
panelist_price_history_dialog_dispose (GObject *object)
{
  PanelistPriceHistoryDialog *self = PANELIST_PRICE_HISTORY_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->service);

  G_OBJECT_CLASS (panelist_price_history_dialog_parent_class)->dispose (object);
}

static void
panelist_price_history_dialog_class_init (PanelistPriceHistoryDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = panelist_price_history_dialog_dispose;
}

static void
panelist_price_history_dialog_init (PanelistPriceHistoryDialog *self)
{
  GtkWidget *toolbar = NULL;
  GtkWidget *page = NULL;
  GtkWidget *first = NULL;

  self->card = panelist_price_card_new ();
  first = adw_preferences_group_new ();
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (first), self->card);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _("Changes"));
  page = adw_preferences_page_new ();
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (first));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->group);
  toolbar = adw_toolbar_view_new ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar), page);
  adw_dialog_set_child (ADW_DIALOG (self), toolbar);
  adw_dialog_set_content_width (ADW_DIALOG (self), 440);
  adw_dialog_set_content_height (ADW_DIALOG (self), 480);
  adw_dialog_set_title (ADW_DIALOG (self), _("Price History"));
  g_signal_connect_object (self->card, "loaded", G_CALLBACK (on_loaded), self, G_CONNECT_SWAPPED);
}

/**
 * panelist_price_history_dialog_new:
 * @session: where @service belongs
 * @service: whose price it is
 *
 * Returns: (transfer none): a new floating dialog
 */
AdwDialog *
panelist_price_history_dialog_new (PanelistSession *session,
                                   PanelistService *service)
{
  PanelistPriceHistoryDialog *self = NULL;

  g_return_val_if_fail (PANELIST_IS_SESSION (session), NULL);
  g_return_val_if_fail (PANELIST_IS_SERVICE (service), NULL);

  self = g_object_new (PANELIST_TYPE_PRICE_HISTORY_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->service = g_object_ref (service);
  panelist_price_card_set_service (PANELIST_PRICE_CARD (self->card), session, service);
  return ADW_DIALOG (self);
}
