/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-services-page-private.h"

#include <glib/gi18n.h>

#include "panelist-compare-dialog.h"
#include "panelist-text.h"
#include "panelist-ui.h"

static gboolean
find (PanelistServicesPage *self,
      PanelistService      *service,
      guint                *index)
{
  for (guint i = 0; i < self->compared->len; i++)
    {
      PanelistService *other = g_ptr_array_index (self->compared, i);

      if (panelist_service_get_panel_id (other) != panelist_service_get_panel_id (service) ||
          g_strcmp0 (panelist_service_get_id (other), panelist_service_get_id (service)) != 0)
        continue;
      *index = i;
      return TRUE;
    }
  return FALSE;
}

gboolean
panelist_services_page_is_compared (PanelistServicesPage *self,
                                    PanelistService      *service)
{
  guint index = 0;

  return service != NULL && find (self, service, &index);
}

static char *
dup_names (PanelistServicesPage *self)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < self->compared->len; i++)
    {
      g_autofree char *name = panelist_text_isolate (panelist_service_get_name (g_ptr_array_index (self->compared, i)));

      if (names->len > 0)
        g_string_append (names, " · ");
      g_string_append (names, name);
    }
  return g_string_free_and_steal (g_steal_pointer (&names));
}

static void
update_bar (PanelistServicesPage *self)
{
  g_autofree char *names = dup_names (self);
  g_autofree char *label = NULL;
  const guint n = self->compared->len;

  /* Translators: a button; how many services are compared */
  label = g_strdup_printf (_("Compare (%u)"), n);
  gtk_label_set_label (self->compare_names, n > 1 ? names : n == 1 ? _("Choose another service to compare with") : "");
  gtk_button_set_label (self->compare_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->compare_button), n >= PANELIST_COMPARE_MIN);
  gtk_action_bar_set_revealed (self->compare_bar, n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->compare_bar), n > 0);
}

/* Adds to what is compared, or takes away. */
void
panelist_services_page_compare (PanelistServicesPage *self,
                                PanelistService      *service,
                                gboolean              compared)
{
  guint index = 0;
  gboolean found = find (self, service, &index);

  if (found == compared)
    return;
  if (found)
    g_ptr_array_remove_index (self->compared, index);
  else if (self->compared->len < PANELIST_COMPARE_MAX)
    g_ptr_array_add (self->compared, g_object_ref (service));
  else
    panelist_toast (GTK_WIDGET (self->list), _("No more than 4 services can be compared"));
  update_bar (self);
  panelist_services_page_update_actions (self);
}

static void
on_order_requested (PanelistServicesPage *self,
                    PanelistService      *service)
{
  panelist_services_page_order (self, service);
}

void
panelist_services_page_on_compare (PanelistServicesPage *self)
{
  AdwDialog *dialog = NULL;
  int quantity = 0;

  g_object_get (self->lens, "quantity", &quantity, NULL);
  dialog = panelist_compare_dialog_new (self->session, self->compared, quantity);
  g_signal_connect_object (dialog, "order-requested", G_CALLBACK (on_order_requested), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

void
panelist_services_page_compare_nothing (PanelistServicesPage *self)
{
  g_ptr_array_set_size (self->compared, 0);
  update_bar (self);
  panelist_services_page_update_actions (self);
}

void
panelist_services_page_set_up_compare (PanelistServicesPage *self)
{
  self->compared = g_ptr_array_new_with_free_func (g_object_unref);
  update_bar (self);
}
