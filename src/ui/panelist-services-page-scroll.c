/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-services-page-private.h"

/* Where the list stands is kept as the number of its first row in sight: rows are all of one height, which is another
 * one with larger text. */

#define SETTLED 2

static double
get_row_height (PanelistServicesPage *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  return n > 0 ? gtk_adjustment_get_upper (self->adjustment) / n : 0;
}

/* When the page goes: not with each step of the wheel. */
static void
save_place (PanelistServicesPage *self)
{
  const double height = get_row_height (self);

  if (self->place >= 0 || height <= 0 || self->session == NULL)
    return;
  g_object_set (panelist_session_get_settings (self->session), "services-place",
                (int) (gtk_adjustment_get_value (self->adjustment) / height + 0.5), NULL);
}

/* The list can be moved when its rows have been measured: that is after a frame in which they are in sight. */
static gboolean
on_frame (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       user_data)
{
  PanelistServicesPage *self = PANELIST_SERVICES_PAGE (widget);

  if (self->n_frames++ < SETTLED)
    return G_SOURCE_CONTINUE;
  self->restoring = 0;
  if (self->place > 0)
    gtk_adjustment_set_value (self->adjustment, self->place * get_row_height (self));
  self->place = -1;
  return G_SOURCE_REMOVE;
}

static void
begin_restoring (PanelistServicesPage *self)
{
  if (self->place < 0 || self->restoring != 0 || !gtk_widget_get_mapped (GTK_WIDGET (self->list)) ||
      g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    return;
  self->n_frames = 0;
  self->restoring = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame, NULL, NULL);
}

/* Another session: the list goes to where it stood, once it is there. */
void
panelist_services_page_read_place (PanelistServicesPage *self)
{
  int place = 0;

  if (self->session != NULL)
    g_object_get (panelist_session_get_settings (self->session), "services-place", &place, NULL);
  self->place = place > 0 ? place : -1;
}

void
panelist_services_page_set_up_scroll (PanelistServicesPage *self)
{
  self->place = -1;
  self->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
  g_signal_connect_object (self->adjustment, "changed", G_CALLBACK (begin_restoring), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (begin_restoring), NULL);
  g_signal_connect (self, "unmap", G_CALLBACK (save_place), NULL);
}
