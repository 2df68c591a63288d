/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-table-header.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define HEIGHT 30
#define HANDLE_WIDTH 12
#define KEYBOARD_STEP 8

typedef struct {
  PanelistTableHeader *header;
  guint index;
  GtkWidget *title;      /* a button, or a label where nothing can be sorted */
  GtkWidget *label;
  GtkWidget *arrow;
  GtkWidget *handle;     /* the draggable edge, or NULL */
  int width_before;
} Title;

struct _PanelistTableHeader
{
  GtkWidget parent_instance;

  PanelistTableColumns *columns;
  GPtrArray *titles;
};

G_DEFINE_FINAL_TYPE (PanelistTableHeader, panelist_table_header, GTK_TYPE_WIDGET)

typedef enum {
  PROP_COLUMNS = 1,
} PanelistTableHeaderProperty;

static GParamSpec *properties[PROP_COLUMNS + 1];

enum {
  SORT_REQUESTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
title_free (gpointer data)
{
  Title *title = data;

  g_clear_pointer (&title->title, gtk_widget_unparent);
  g_clear_pointer (&title->handle, gtk_widget_unparent);
  g_free (title);
}

static gboolean
is_sorted_by (PanelistTableHeader *self,
              guint                index)
{
  return g_strcmp0 (panelist_table_columns_get_sort (self->columns),
                    panelist_table_columns_get (self->columns, index)->id) == 0;
}

static void
on_title_clicked (Title *title)
{
  PanelistTableHeader *self = title->header;
  gboolean descending = FALSE;

  if (is_sorted_by (self, title->index))
    descending = !panelist_table_columns_get_descending (self->columns);
  g_signal_emit (self, signals[SORT_REQUESTED], 0,
                 panelist_table_columns_get (self->columns, title->index)->id, descending);
}

/* Widths */

static gboolean
on_key_pressed (Title           *title,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  int step = 0;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != GDK_SHIFT_MASK)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Right || key == GDK_KEY_KP_Right)
    step = KEYBOARD_STEP;
  else if (key == GDK_KEY_Left || key == GDK_KEY_KP_Left)
    step = -KEYBOARD_STEP;
  else
    return GDK_EVENT_PROPAGATE;

  panelist_table_columns_set_width (title->header->columns, title->index,
                                    panelist_table_columns_get_width (title->header->columns, title->index) +
                                        step);
  return GDK_EVENT_STOP;
}

static void
on_drag_begin (Title *title)
{
  title->width_before = panelist_table_columns_get_width (title->header->columns, title->index);
}

/* The edge is at the start of its column: the column that takes the rest stands before it. */
static void
on_drag_update (Title  *title,
                double  offset_x,
                double  offset_y)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (title->header)) == GTK_TEXT_DIR_RTL;

  panelist_table_columns_set_width (title->header->columns, title->index,
                                    title->width_before + (int) (rtl ? offset_x : -offset_x));
}

static GtkWidget *
make_handle (Title *title)
{
  GtkGesture *drag = NULL;
  GtkWidget *handle = NULL;

  handle = g_object_new (ADW_TYPE_BIN, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_cursor_from_name (handle, "col-resize");
  drag = gtk_gesture_drag_new ();
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), title);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), title);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (drag));
  return handle;
}

/* Titles */

static GtkWidget *
make_button (Title *title)
{
  GtkEventController *keys = NULL;
  GtkWidget *button = NULL;

  button = gtk_button_new ();
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_title_clicked), title);
  if (title->handle != NULL)
    {
      keys = gtk_event_controller_key_new ();
      g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_pressed), title);
      gtk_widget_add_controller (button, keys);
    }
  return button;
}

static GtkAlign
to_align (PanelistTableAlign align)
{
  switch (align)
    {
    case PANELIST_TABLE_CENTER:
      return GTK_ALIGN_CENTER;
    case PANELIST_TABLE_END:
      return GTK_ALIGN_END;
    case PANELIST_TABLE_START:
    default:
      return GTK_ALIGN_START;
    }
}

static void
add_title (PanelistTableHeader *self,
           guint                index)
{
  const PanelistTableColumn *column = panelist_table_columns_get (self->columns, index);
  GtkWidget *box = NULL;
  Title *title = NULL;

  title = g_new0 (Title, 1);
  title->header = self;
  title->index = index;
  g_ptr_array_add (self->titles, title);

  if (column->max_width > 0)
    title->handle = make_handle (title);

  title->label = g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_END, "single-line-mode", TRUE, NULL);
  title->arrow = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_halign (box, to_align (column->align));
  gtk_box_append (GTK_BOX (box), title->label);
  if (column->align == PANELIST_TABLE_END)
    gtk_box_prepend (GTK_BOX (box), title->arrow);
  else
    gtk_box_append (GTK_BOX (box), title->arrow);

  if (column->sortable)
    {
      title->title = make_button (title);
      gtk_button_set_child (GTK_BUTTON (title->title), box);
    }
  else
    {
      title->title = adw_bin_new ();
      adw_bin_set_child (ADW_BIN (title->title), box);
    }
  gtk_widget_add_css_class (title->title, "table-title");
  gtk_widget_set_parent (title->title, GTK_WIDGET (self));
  if (title->handle != NULL)
    gtk_widget_set_parent (title->handle, GTK_WIDGET (self));
}

static void
update_title (PanelistTableHeader *self,
              Title               *title)
{
  const char *text = panelist_table_columns_get_title (self->columns, title->index);
  gboolean shown = panelist_table_columns_get_visible (self->columns, title->index) && text != NULL;
  gboolean sorted = is_sorted_by (self, title->index);
  gboolean descending = panelist_table_columns_get_descending (self->columns);

  gtk_label_set_label (GTK_LABEL (title->label), text ? text : "");
  gtk_widget_set_visible (title->arrow, sorted);
  gtk_image_set_from_icon_name (GTK_IMAGE (title->arrow), descending ? "pan-down-symbolic" : "pan-up-symbolic");
  gtk_widget_set_child_visible (title->title, shown);
  if (title->handle != NULL)
    gtk_widget_set_child_visible (title->handle, shown);

  if (sorted)
    gtk_widget_add_css_class (title->title, "sorted");
  else
    gtk_widget_remove_css_class (title->title, "sorted");
  if (!GTK_IS_BUTTON (title->title))
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (title->title),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text ? text : "",
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  !sorted ? _("Sort by this column")
                                          : descending ? _("Sorted descending") : _("Sorted ascending"),
                                  -1);
}

static void
on_columns_changed (PanelistTableHeader *self)
{
  for (guint i = 0; i < self->titles->len; i++)
    update_title (self, g_ptr_array_index (self->titles, i));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* GtkWidget */

static void
panelist_table_header_measure (GtkWidget      *widget,
                               GtkOrientation  orientation,
                               int             for_size,
                               int            *minimum,
                               int            *natural,
                               int            *minimum_baseline,
                               int            *natural_baseline)
{
  *minimum = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = (int) adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, HEIGHT, gtk_widget_get_settings (widget));
  *natural = *minimum;
}

/* A title with its arrow may be wider than its column: it grows over the gap before it. */
static void
allocate_title (Title         *title,
                GtkAllocation *place,
                gboolean       rtl)
{
  PanelistTableAlign align = panelist_table_columns_get (title->header->columns, title->index)->align;
  int natural = 0;
  int extra = 0;

  gtk_widget_measure (title->title, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  extra = MAX (0, natural - place->width);
  place->width += extra;
  if (align == PANELIST_TABLE_CENTER)
    place->x -= extra / 2;
  else if ((align == PANELIST_TABLE_END) != rtl)
    place->x -= extra;
  gtk_widget_size_allocate (title->title, place, -1);
}

static void
panelist_table_header_size_allocate (GtkWidget *widget,
                                     int        width,
                                     int        height,
                                     int        baseline)
{
  PanelistTableHeader *self = PANELIST_TABLE_HEADER (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  for (guint i = 0; i < self->titles->len; i++)
    {
      Title *title = g_ptr_array_index (self->titles, i);
      GtkAllocation place = { .height = height };
      GtkAllocation edge = { .width = HANDLE_WIDTH, .height = height };

      if (!gtk_widget_get_child_visible (title->title) ||
          !panelist_table_columns_place (self->columns, i, widget, width, &place.x, &place.width))
        continue;

      edge.x = rtl ? place.x + place.width : place.x - HANDLE_WIDTH;
      allocate_title (title, &place, rtl);
      if (title->handle != NULL)
        gtk_widget_size_allocate (title->handle, &edge, -1);
    }
}

/* GObject */

static void
panelist_table_header_set_property (GObject      *object,
                                    guint         id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  switch ((PanelistTableHeaderProperty) id)
    {
    case PROP_COLUMNS:
      panelist_table_header_set_columns (PANELIST_TABLE_HEADER (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_table_header_dispose (GObject *object)
{
  PanelistTableHeader *self = PANELIST_TABLE_HEADER (object);

  g_ptr_array_set_size (self->titles, 0);
  g_clear_object (&self->columns);

  G_OBJECT_CLASS (panelist_table_header_parent_class)->dispose (object);
}

static void
panelist_table_header_finalize (GObject *object)
{
  PanelistTableHeader *self = PANELIST_TABLE_HEADER (object);

  g_clear_pointer (&self->titles, g_ptr_array_unref);

  G_OBJECT_CLASS (panelist_table_header_parent_class)->finalize (object);
}

static void
panelist_table_header_class_init (PanelistTableHeaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = panelist_table_header_set_property;
  object_class->dispose = panelist_table_header_dispose;
  object_class->finalize = panelist_table_header_finalize;
  widget_class->measure = panelist_table_header_measure;
  widget_class->size_allocate = panelist_table_header_size_allocate;

  properties[PROP_COLUMNS] =
      g_param_spec_object ("columns", NULL, NULL, PANELIST_TYPE_TABLE_COLUMNS,
                           G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SORT_REQUESTED] = g_signal_new ("sort-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                          G_TYPE_BOOLEAN);

  gtk_widget_class_set_css_name (widget_class, "tableheader");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
panelist_table_header_init (PanelistTableHeader *self)
{
  self->titles = g_ptr_array_new_with_free_func (title_free);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Columns"), -1);
}

/**
 * panelist_table_header_new:
 * @columns: (nullable): the columns of its table
 *
 * Returns: (transfer none): a new floating header
 */
GtkWidget *
panelist_table_header_new (PanelistTableColumns *columns)
{
  return g_object_new (PANELIST_TYPE_TABLE_HEADER, "columns", columns, NULL);
}

/**
 * panelist_table_header_set_columns:
 * @columns: (nullable): the columns that it names
 */
void
panelist_table_header_set_columns (PanelistTableHeader  *self,
                                   PanelistTableColumns *columns)
{
  g_return_if_fail (PANELIST_IS_TABLE_HEADER (self));
  g_return_if_fail (columns == NULL || PANELIST_IS_TABLE_COLUMNS (columns));

  if (self->columns == columns)
    return;
  if (self->columns != NULL)
    g_signal_handlers_disconnect_by_func (self->columns, on_columns_changed, self);
  g_ptr_array_set_size (self->titles, 0);
  g_set_object (&self->columns, columns);

  if (columns != NULL)
    {
      for (guint i = 0; i < panelist_table_columns_get_size (columns); i++)
        add_title (self, i);
      g_signal_connect_object (columns, "changed", G_CALLBACK (on_columns_changed), self,
                               G_CONNECT_SWAPPED);
      on_columns_changed (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLUMNS]);
}
