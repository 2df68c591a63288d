/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-facet-chip.h"

#include <glib/gi18n.h>

#include "panelist-facet-list.h"
#include "panelist-facet-range.h"
#include "panelist-facet-words.h"

#define MAX_CHARACTERS 24
#define RANGE_WIDTH 260

struct _PanelistFacetChip
{
  GtkBox parent_instance;

  GtkWidget *button;      /* opens the choice, or switches */
  GtkWidget *label;
  GtkWidget *icon;        /* of the kind; or instead of the label, where a sign says it all */
  GtkWidget *arrow;       /* that there is a choice; NULL when it only switches */
  GtkWidget *remove;

  PanelistServiceFilters *filters;
  PanelistCatalogFacet facet;
  gboolean always;        /* stands there also when nothing is chosen */
};

G_DEFINE_FINAL_TYPE (PanelistFacetChip, panelist_facet_chip, GTK_TYPE_BOX)

static gboolean
only_switches (PanelistFacetChip *self)
{
  return self->facet == PANELIST_CATALOG_FACET_FAVORITE || self->facet == PANELIST_CATALOG_FACET_USED;
}

static void
name_buttons (PanelistFacetChip *self,
              const char        *chosen)
{
  const char *title = panelist_facet_get_title (self->facet);
  g_autofree char *label = NULL;
  g_autofree char *remove = NULL;

  if (chosen != NULL && !only_switches (self))
    /* Translators: a filter and what is chosen in it */
    label = g_strdup_printf (_("%s: %s"), title, chosen);
  else
    label = g_strdup (title);
  /* Translators: %s is a filter, for example "Platform" */
  remove = g_strdup_printf (_("Remove Filter: %s"), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL, remove, -1);
  gtk_widget_set_tooltip_text (self->remove, remove);
  gtk_widget_set_tooltip_text (self->button, chosen != NULL || !gtk_widget_get_visible (self->label) ? label : NULL);
}

/* Favorites: a star, filled or not. A kind: its icon, as long as it is the only one. */
static void
show_icon (PanelistFacetChip *self,
           gboolean           active)
{
  const char *const *chosen = NULL;

  if (self->facet == PANELIST_CATALOG_FACET_FAVORITE)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), active ? "starred-symbolic" : "non-starred-symbolic");
  if (self->facet != PANELIST_CATALOG_FACET_KIND)
    return;
  chosen = panelist_catalog_filter_get_values (panelist_service_filters_get_filter (self->filters), self->facet);
  active = chosen[0] != NULL && chosen[1] == NULL;
  gtk_widget_set_visible (self->icon, active);
  if (active)
    gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), panelist_kind_get_icon_name (chosen[0]));
}

static void
update (PanelistFacetChip *self)
{
  g_autofree char *chosen = NULL;
  gboolean active = FALSE;

  chosen = panelist_service_filters_dup_chosen (self->filters, self->facet);
  active = chosen != NULL;
  gtk_widget_set_visible (GTK_WIDGET (self),
                          active || (self->always && panelist_service_filters_offers (self->filters, self->facet)));
  gtk_label_set_label (GTK_LABEL (self->label), active ? chosen : panelist_facet_get_title (self->facet));
  show_icon (self, active);
  gtk_widget_set_visible (self->remove, active && !only_switches (self));
  if (self->arrow != NULL)
    gtk_widget_set_visible (self->arrow, !active);
  if (GTK_IS_TOGGLE_BUTTON (self->button))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->button), active);
  if (active)
    gtk_widget_add_css_class (GTK_WIDGET (self), "active");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "active");
  name_buttons (self, chosen);
}

static void
on_toggled (PanelistFacetChip *self)
{
  panelist_service_filters_choose (self->filters, self->facet, "yes",
                                   gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->button)));
}

/* The button that is clicked goes: the keyboard stays on the chip, or next to it. */
static void
on_remove (PanelistFacetChip *self)
{
  if (!gtk_widget_grab_focus (self->button))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_BACKWARD);
  panelist_service_filters_clear (self->filters, self->facet);
}

static GtkWidget *
make_popover (PanelistFacetChip *self)
{
  GtkWidget *popover = NULL;
  GtkWidget *child = NULL;

  if (self->facet == PANELIST_CATALOG_FACET_PRICE || self->facet == PANELIST_CATALOG_FACET_QUANTITY)
    {
      child = panelist_facet_range_new (self->filters, self->facet);
      gtk_widget_set_size_request (child, RANGE_WIDTH, -1);
    }
  else
    {
      child = panelist_facet_list_new (self->filters, self->facet);
    }
  gtk_widget_set_margin_start (child, 6);
  gtk_widget_set_margin_end (child, 6);
  gtk_widget_set_margin_top (child, 6);
  gtk_widget_set_margin_bottom (child, 6);
  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), child);
  return popover;
}

/* Not before it is opened: a window has a dozen of them. */
static void
create_popover (GtkMenuButton *button,
                gpointer       user_data)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, make_popover (PANELIST_FACET_CHIP (user_data)));
}

static void
add_button (PanelistFacetChip *self)
{
  GtkWidget *box = NULL;

  self->label = g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_END, "max-width-chars", MAX_CHARACTERS,
                              NULL);
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_visible (self->icon, self->facet == PANELIST_CATALOG_FACET_FAVORITE);
  gtk_widget_set_visible (self->label, self->facet != PANELIST_CATALOG_FACET_FAVORITE);
  gtk_box_append (GTK_BOX (box), self->icon);
  gtk_box_append (GTK_BOX (box), self->label);
  if (only_switches (self))
    {
      self->button = gtk_toggle_button_new ();
      gtk_button_set_child (GTK_BUTTON (self->button), box);
      gtk_widget_add_css_class (self->button, "flat");
      g_signal_connect_swapped (self->button, "toggled", G_CALLBACK (on_toggled), self);
    }
  else
    {
      self->arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "pan-down-symbolic", "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
      gtk_box_append (GTK_BOX (box), self->arrow);
      self->button = gtk_menu_button_new ();
      gtk_menu_button_set_child (GTK_MENU_BUTTON (self->button), box);
      gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (self->button), FALSE);
      gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->button), create_popover, self, NULL);
    }
  gtk_box_append (GTK_BOX (self), self->button);
}

static void
add_remove (PanelistFacetChip *self)
{
  self->remove = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (self->remove, "flat");
  gtk_widget_add_css_class (self->remove, "remove");
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (on_remove), self);
  gtk_box_append (GTK_BOX (self), self->remove);
}

/* GObject */

static void
panelist_facet_chip_dispose (GObject *object)
{
  PanelistFacetChip *self = PANELIST_FACET_CHIP (object);

  g_clear_object (&self->filters);

  G_OBJECT_CLASS (panelist_facet_chip_parent_class)->dispose (object);
}

static void
panelist_facet_chip_class_init (PanelistFacetChipClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = panelist_facet_chip_dispose;
}

static void
panelist_facet_chip_init (PanelistFacetChip *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "chip");
}

/**
 * panelist_facet_chip_new:
 * @filters: what is chosen
 * @facet: what the chip is for
 * @always: whether it stands there also when nothing is chosen
 *
 * Returns: (transfer none): a new floating chip
 */
GtkWidget *
panelist_facet_chip_new (PanelistServiceFilters *filters,
                         PanelistCatalogFacet    facet,
                         gboolean                always)
{
  PanelistFacetChip *self = NULL;

  g_return_val_if_fail (PANELIST_IS_SERVICE_FILTERS (filters), NULL);

  self = g_object_new (PANELIST_TYPE_FACET_CHIP, NULL);
  self->filters = g_object_ref (filters);
  self->facet = facet;
  self->always = always;
  add_button (self);
  add_remove (self);
  update (self);
  g_signal_connect_object (filters, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (filters, "scope-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
