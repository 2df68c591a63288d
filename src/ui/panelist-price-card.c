/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-price-card.h"

#include <glib/gi18n.h>

#include "panelist-clock.h"
#include "panelist-money.h"
#include "panelist-sparkline.h"

#define DAY 86400

struct _PanelistPriceCard
{
  GtkBox parent_instance;

  GtkWidget *range;
  GtkWidget *chart;

  PanelistSession *session;
  PanelistService *service;
  GPtrArray *points;      /* PanelistPricePoint; NULL until they are read */
  DexFuture *work;
};

G_DEFINE_FINAL_TYPE (PanelistPriceCard, panelist_price_card, GTK_TYPE_BOX)

static guint loaded_signal;

static const char *
get_currency (PanelistPriceCard *self)
{
  PanelistPanel *panel = NULL;

  panel = panelist_accounts_get_panel (panelist_session_get_accounts (self->session),
                                       panelist_service_get_panel_id (self->service));
  return panel ? panelist_panel_get_currency (panel) : NULL;
}

/* What is seen and what is heard */

static void
show_words (PanelistPriceCard *self)
{
  const char *currency = get_currency (self);
  const PanelistPricePoint *last = g_ptr_array_index (self->points, self->points->len - 1);
  g_autofree char *lowest = NULL;
  g_autofree char *highest = NULL;
  g_autofree char *now = NULL;
  g_autofree char *range = NULL;
  g_autofree char *spoken = NULL;

  lowest = panelist_money_format (panelist_sparkline_get_lowest (PANELIST_SPARKLINE (self->chart)), currency);
  highest = panelist_money_format (panelist_sparkline_get_highest (PANELIST_SPARKLINE (self->chart)), currency);
  now = panelist_money_format (last->rate, currency);
  if (g_strcmp0 (lowest, highest) == 0)
    {
      /* Translators: %s is a price that did not change */
      range = g_strdup_printf (_("%s, unchanged"), lowest);
      spoken = g_strdup_printf (ngettext ("In the last %d day the price was always %s",
                                          "In the last %d days the price was always %s", PANELIST_PRICE_DAYS),
                                PANELIST_PRICE_DAYS, lowest);
    }
  else
    {
      range = g_strdup_printf (C_("price", "%s – %s"), lowest, highest);
      spoken = g_strdup_printf (ngettext ("In the last %d day the price was between %s and %s; now it is %s",
                                          "In the last %d days the price was between %s and %s; now it is %s",
                                          PANELIST_PRICE_DAYS),
                                PANELIST_PRICE_DAYS, lowest, highest, now ? now : _("unknown"));
    }
  gtk_label_set_label (GTK_LABEL (self->range), range);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->chart), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
show_points (PanelistPriceCard *self)
{
  const int64_t now = panelist_clock_now ();
  g_autofree PanelistPrice *prices = NULL;

  prices = g_new0 (PanelistPrice, self->points->len + 1);
  for (guint i = 0; i < self->points->len; i++)
    {
      const PanelistPricePoint *point = g_ptr_array_index (self->points, i);

      prices[i] = (PanelistPrice) { point->time, point->rate };
    }
  panelist_sparkline_set_prices (PANELIST_SPARKLINE (self->chart), prices, self->points->len,
                                 now - (int64_t) PANELIST_PRICE_DAYS * DAY, now);
  gtk_widget_set_visible (GTK_WIDGET (self), panelist_sparkline_get_lowest (PANELIST_SPARKLINE (self->chart)) != NULL);
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    show_words (self);
}

/* Reading: what comes from the thread of the store may be under way when nobody waits for it anymore */

typedef struct {
  GWeakRef card;
  PanelistService *service;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_weak_ref_clear (&reading->card);
  g_clear_object (&reading->service);
  g_free (reading);
}

static DexFuture *
on_read (DexFuture *future,
         gpointer   user_data)
{
  const Reading *reading = user_data;
  g_autoptr (PanelistPriceCard) self = NULL;
  const GValue *value = NULL;

  self = g_weak_ref_get ((GWeakRef *) &reading->card);
  value = dex_future_get_value (future, NULL);
  if (self == NULL || value == NULL || self->service != reading->service || self->points != NULL)
    return dex_future_new_true ();
  self->points = g_value_dup_boxed (value);
  show_points (self);
  g_signal_emit (self, loaded_signal, 0);
  return dex_future_new_true ();
}

static void
start_reading (PanelistPriceCard *self)
{
  PanelistStore *store = NULL;
  Reading *reading = NULL;

  reading = g_new0 (Reading, 1);
  g_weak_ref_init (&reading->card, self);
  reading->service = g_object_ref (self->service);
  store = panelist_accounts_get_store (panelist_session_get_accounts (self->session));
  self->work = dex_future_finally (panelist_store_list_price_points (store,
                                                                     panelist_service_get_panel_id (self->service),
                                                                     panelist_service_get_id (self->service)),
                                   on_read, reading, reading_free);
}

/* GObject */

static void
panelist_price_card_dispose (GObject *object)
{
  PanelistPriceCard *self = PANELIST_PRICE_CARD (object);

  dex_clear (&self->work);
  g_clear_pointer (&self->points, g_ptr_array_unref);
  g_clear_object (&self->session);
  g_clear_object (&self->service);

  G_OBJECT_CLASS (panelist_price_card_parent_class)->dispose (object);
}

static void
panelist_price_card_class_init (PanelistPriceCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = panelist_price_card_dispose;

  loaded_signal = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
panelist_price_card_init (PanelistPriceCard *self)
{
  g_autofree char *title = NULL;
  GtkWidget *head = NULL;
  GtkWidget *label = NULL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "price-card");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  title = g_strdup_printf (ngettext ("Price, %d Day", "Price, %d Days", PANELIST_PRICE_DAYS), PANELIST_PRICE_DAYS);
  label = g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0.0f, "hexpand", TRUE, NULL);
  gtk_widget_add_css_class (label, "caption-heading");
  self->range = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->range, "caption");
  gtk_widget_add_css_class (self->range, "numeric");
  gtk_widget_add_css_class (self->range, "dimmed");
  head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_append (GTK_BOX (head), label);
  gtk_box_append (GTK_BOX (head), self->range);
  gtk_box_append (GTK_BOX (self), head);
  self->chart = panelist_sparkline_new ();
  gtk_box_append (GTK_BOX (self), self->chart);
}

/**
 * panelist_price_card_new:
 *
 * Returns: (transfer none): a new floating card of nothing
 */
GtkWidget *
panelist_price_card_new (void)
{
  return g_object_new (PANELIST_TYPE_PRICE_CARD, NULL);
}

/**
 * panelist_price_card_set_service:
 * @session: (nullable): where @service belongs
 * @service: (nullable): whose price it is
 *
 * Reads the prices; the card shows them when they are there.
 */
void
panelist_price_card_set_service (PanelistPriceCard *self,
                                 PanelistSession   *session,
                                 PanelistService   *service)
{
  g_return_if_fail (PANELIST_IS_PRICE_CARD (self));

  dex_clear (&self->work);
  g_clear_pointer (&self->points, g_ptr_array_unref);
  g_set_object (&self->session, session);
  g_set_object (&self->service, service);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (session != NULL && service != NULL)
    start_reading (self);
}

/**
 * panelist_price_card_get_points:
 *
 * Returns: (transfer none) (nullable) (element-type PanelistPricePoint): the prices, oldest first; %NULL until they are
 *   read
 */
GPtrArray *
panelist_price_card_get_points (PanelistPriceCard *self)
{
  g_return_val_if_fail (PANELIST_IS_PRICE_CARD (self), NULL);

  return self->points;
}
