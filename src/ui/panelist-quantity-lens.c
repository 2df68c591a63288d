/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-quantity-lens.h"

#include <glib/gi18n.h>

#include "panelist-money.h"
#include "panelist-ui.h"

#define STEP 100

struct _PanelistQuantityLens
{
  AdwBin parent_instance;

  GtkWidget *button;
  GtkWidget *spin;
  int quantity;
};

G_DEFINE_FINAL_TYPE (PanelistQuantityLens, panelist_quantity_lens, ADW_TYPE_BIN)

typedef enum {
  PROP_QUANTITY = 1,
} PanelistQuantityLensProperty;

static GParamSpec *properties[PROP_QUANTITY + 1];

static void
set_quantity (PanelistQuantityLens *self,
              int                   quantity)
{
  g_autofree char *number = NULL;
  g_autofree char *label = NULL;

  if (self->quantity == quantity)
    return;
  self->quantity = quantity;
  number = panelist_number_format (quantity);
  /* Translators: the quantity that all prices are shown for */
  label = g_strdup_printf (_("Price for %s"), number);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), label);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->spin), quantity);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUANTITY]);
}

static void
on_value_changed (PanelistQuantityLens *self)
{
  set_quantity (self, gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->spin)));
}

static void
on_activate (PanelistQuantityLens *self)
{
  gtk_spin_button_update (GTK_SPIN_BUTTON (self->spin));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
}

static void
on_choice_clicked (PanelistQuantityLens *self,
                   GtkWidget            *choice)
{
  set_quantity (self, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (choice), "quantity")));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
}

static GtkWidget *
make_choices (PanelistQuantityLens *self)
{
  static const int choices[] = { 100, 500, 1000, 5000, 10000, 100000 };
  GtkWidget *grid = NULL;

  grid = gtk_grid_new ();
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autofree char *number = panelist_number_format (choices[i]);
      GtkWidget *choice = gtk_button_new_with_label (number);

      g_object_set_data (G_OBJECT (choice), "quantity", GINT_TO_POINTER (choices[i]));
      g_signal_connect_object (choice, "clicked", G_CALLBACK (on_choice_clicked), self, G_CONNECT_SWAPPED);
      gtk_grid_attach (GTK_GRID (grid), choice, (int) i % 3, (int) i / 3, 1, 1);
    }
  return grid;
}

static GtkWidget *
make_popover (PanelistQuantityLens *self)
{
  GtkWidget *popover = NULL;
  GtkWidget *box = NULL;

  self->spin = gtk_spin_button_new_with_range (1, PANELIST_QUANTITY_MAX, STEP);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spin), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Quantity"), -1);
  panelist_name_spin_buttons (self->spin);
  g_signal_connect_object (self->spin, "value-changed", G_CALLBACK (on_value_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->spin, "activate", G_CALLBACK (on_activate), self, G_CONNECT_SWAPPED);

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), self->spin);
  gtk_box_append (GTK_BOX (box), make_choices (self));
  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

/* GObject */

static void
panelist_quantity_lens_get_property (GObject    *object,
                                     guint       id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  switch ((PanelistQuantityLensProperty) id)
    {
    case PROP_QUANTITY:
      g_value_set_int (value, PANELIST_QUANTITY_LENS (object)->quantity);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_quantity_lens_set_property (GObject      *object,
                                     guint         id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  switch ((PanelistQuantityLensProperty) id)
    {
    case PROP_QUANTITY:
      set_quantity (PANELIST_QUANTITY_LENS (object), g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_quantity_lens_class_init (PanelistQuantityLensClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = panelist_quantity_lens_get_property;
  object_class->set_property = panelist_quantity_lens_set_property;
  properties[PROP_QUANTITY] =
      g_param_spec_int ("quantity", NULL, NULL, 1, PANELIST_QUANTITY_MAX, PANELIST_QUANTITY_DEFAULT,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
panelist_quantity_lens_init (PanelistQuantityLens *self)
{
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), make_popover (self));
  gtk_widget_set_tooltip_text (self->button, _("Quantity the Prices Are Shown For"));
  adw_bin_set_child (ADW_BIN (self), self->button);
  set_quantity (self, PANELIST_QUANTITY_DEFAULT);
}
