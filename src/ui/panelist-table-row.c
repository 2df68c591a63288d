/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-table-row.h"

#include <adwaita.h>
#include <math.h>

#define ICON_SIZE 16
#define ICON_SPACING 12
#define COMPACT_MARGIN 12
#define LINE_SPACING 2
#define BAR_HEIGHT 4
#define BAR_SPACING 7
#define DETAIL_SCALE 0.82
#define COUNT_SCALE 0.92

/* Secondary text: below body size it needs more than the 55 % of `dimmed` to be legible. */
#define DIMMED_OPACITY 0.7f
#define DIMMED_OPACITY_HIGH_CONTRAST 0.9f
#define FAINT_OPACITY 0.3f
#define GRAY_BAR_OPACITY 0.45f
#define TRACK_OPACITY 0.12f

typedef struct {
  char *icon_name;
  GtkIconPaintable *icon;
  char *text;
  char *detail;
  PanelistTableTone tone;
  PanelistTableTone icon_tone;
  PanelistTableTone detail_tone;
  double fraction;
  gboolean moving;
  gboolean strong;
  int reserve;

  /* made when first painted */
  PangoLayout *text_layout;
  PangoLayout *detail_layout;
} Cell;

struct _PanelistTableRow
{
  GtkWidget parent_instance;

  PanelistTableColumns *columns;
  GArray *cells;

  /* Never painted: each carries the style class of one tone, so that the color comes from the style sheet.
   * Made only for the tones that the row has shown. */
  GtkWidget *tones[PANELIST_TABLE_N_TONES];
};

G_DEFINE_FINAL_TYPE (PanelistTableRow, panelist_table_row, GTK_TYPE_WIDGET)

typedef enum {
  PROP_COLUMNS = 1,
} PanelistTableRowProperty;

static GParamSpec *properties[PROP_COLUMNS + 1];

static void
cell_clear_layouts (Cell *cell)
{
  g_clear_object (&cell->text_layout);
  g_clear_object (&cell->detail_layout);
}

static void
cell_clear (gpointer data)
{
  Cell *cell = data;

  g_clear_pointer (&cell->icon_name, g_free);
  g_clear_object (&cell->icon);
  g_clear_pointer (&cell->text, g_free);
  g_clear_pointer (&cell->detail, g_free);
  cell_clear_layouts (cell);
}

static Cell *
get_cell (PanelistTableRow *self,
          guint             index)
{
  g_assert (index < self->cells->len);

  return &g_array_index (self->cells, Cell, index);
}

static gboolean
cell_is_empty (const Cell *cell)
{
  return cell->text == NULL && cell->detail == NULL && cell->icon == NULL && cell->fraction < 0;
}

static void
clear_layouts (PanelistTableRow *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    cell_clear_layouts (get_cell (self, i));
}

/* Colors */

static void
ensure_tone (PanelistTableRow  *self,
             PanelistTableTone  tone)
{
  static const char *const classes[PANELIST_TABLE_N_TONES] = {
    [PANELIST_TABLE_TONE_ACCENT] = "table-bar",
    [PANELIST_TABLE_TONE_SUCCESS] = "success",
    [PANELIST_TABLE_TONE_WARNING] = "warning",
    [PANELIST_TABLE_TONE_ERROR] = "error",
  };

  if (classes[tone] == NULL || self->tones[tone] != NULL)
    return;
  self->tones[tone] = g_object_new (GTK_TYPE_LABEL,
                                    "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                    NULL);
  gtk_widget_add_css_class (self->tones[tone], classes[tone]);
  gtk_widget_set_parent (self->tones[tone], GTK_WIDGET (self));
}

static GdkRGBA
get_color (PanelistTableRow  *self,
           PanelistTableTone  tone)
{
  GdkRGBA color;

  gtk_widget_get_color (self->tones[tone] ? self->tones[tone] : GTK_WIDGET (self), &color);
  if (tone == PANELIST_TABLE_TONE_DIMMED)
    color.alpha *= adw_style_manager_get_high_contrast (adw_style_manager_get_default ())
                       ? DIMMED_OPACITY_HIGH_CONTRAST
                       : DIMMED_OPACITY;
  if (tone == PANELIST_TABLE_TONE_FAINT)
    color.alpha *= FAINT_OPACITY;
  return color;
}

/* Layouts */

static PangoLayout *
make_layout (PanelistTableRow *self,
             const char       *text,
             double            scale,
             gboolean          numeric,
             gboolean          strong)
{
  g_autoptr (PangoAttrList) attributes = NULL;
  PangoLayout *layout = NULL;

  attributes = pango_attr_list_new ();
  if (scale != 1.0)
    pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  if (numeric)
    pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (strong)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));

  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_auto_dir (layout, FALSE);
  return layout;
}

static gboolean
is_numeric (PanelistTableRow *self,
            guint             index)
{
  return panelist_table_columns_get (self->columns, index)->numeric;
}

static PangoLayout *
get_text_layout (PanelistTableRow *self,
                 guint             index)
{
  Cell *cell = get_cell (self, index);

  if (cell->text_layout == NULL && cell->text != NULL)
    {
      gboolean above_bar = cell->fraction >= 0 && !panelist_table_columns_get_compact (self->columns);

      cell->text_layout = make_layout (self, cell->text, above_bar ? COUNT_SCALE : 1.0,
                                       above_bar || is_numeric (self, index), cell->strong);
      /* A line runs as the table does, but a name runs as its own letters do. */
      pango_layout_set_auto_dir (cell->text_layout, !above_bar && !is_numeric (self, index));
    }
  return cell->text_layout;
}

static PangoLayout *
get_detail_layout (PanelistTableRow *self,
                   guint             index)
{
  Cell *cell = get_cell (self, index);

  if (cell->detail_layout == NULL && cell->detail != NULL)
    cell->detail_layout = make_layout (self, cell->detail, DETAIL_SCALE, is_numeric (self, index), FALSE);
  return cell->detail_layout;
}

static int
layout_height (PangoLayout *layout)
{
  int height = 0;

  if (layout != NULL)
    pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

static int
layout_width (PangoLayout *layout)
{
  int width = 0;

  if (layout == NULL)
    return 0;
  pango_layout_set_width (layout, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* Painting */

static void
paint_layout (PanelistTableRow   *self,
              GtkSnapshot        *snapshot,
              PangoLayout        *layout,
              PanelistTableAlign  align,
              PanelistTableTone   tone,
              int                 x,
              int                 y,
              int                 width)
{
  gboolean right = (align == PANELIST_TABLE_END) != (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL);
  GdkRGBA color;

  if (layout == NULL || width <= 0)
    return;

  /* Pango calls it left where a line of its own direction begins, if that runs from right to left. */
  if (pango_layout_get_auto_dir (layout) && pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL)
    right = !right;
  color = get_color (self, tone);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  if (align == PANELIST_TABLE_CENTER)
    pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  else
    pango_layout_set_alignment (layout, right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
paint_icon (PanelistTableRow *self,
            GtkSnapshot      *snapshot,
            const Cell       *cell,
            int               x,
            int               y)
{
  GdkRGBA color;

  color = get_color (self, cell->icon_tone != PANELIST_TABLE_TONE_NORMAL ? cell->icon_tone : cell->tone);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (cell->icon), snapshot, ICON_SIZE,
                                            ICON_SIZE, &color, 1);
  gtk_snapshot_restore (snapshot);
}

static void
paint_rounded (GtkSnapshot   *snapshot,
               const GdkRGBA *color,
               int            x,
               int            y,
               float          width)
{
  GskRoundedRect shape;
  graphene_rect_t bounds;

  graphene_rect_init (&bounds, (float) x, (float) y, width, BAR_HEIGHT);
  gsk_rounded_rect_init_from_rect (&shape, &bounds, BAR_HEIGHT / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, color, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
paint_bar (PanelistTableRow *self,
           GtkSnapshot      *snapshot,
           const Cell       *cell,
           int               x,
           int               y,
           int               width)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  float done = 0;
  GdkRGBA track;
  GdkRGBA fill;

  if (width <= 0)
    return;
  track = get_color (self, PANELIST_TABLE_TONE_NORMAL);
  fill = track;
  track.alpha *= TRACK_OPACITY;
  if (cell->moving)
    fill = get_color (self, PANELIST_TABLE_TONE_ACCENT);
  else
    fill.alpha *= GRAY_BAR_OPACITY;

  paint_rounded (snapshot, &track, x, y, (float) width);
  done = (float) (width * MIN (cell->fraction, 1.0));
  if (done > 0)
    paint_rounded (snapshot, &fill, rtl ? x + width - (int) done : x, y, done);
}

/* What the lines of a cell may use of the next column. */
static int
spill_width (PanelistTableRow *self,
             guint             index,
             int               total)
{
  int x = 0;
  int width = 0;
  int next_x = 0;
  int next_width = 0;

  if (!panelist_table_columns_get (self->columns, index)->spill || index + 1 >= self->cells->len ||
      !cell_is_empty (get_cell (self, index + 1)))
    return 0;
  if (!panelist_table_columns_place (self->columns, index, GTK_WIDGET (self), total, &x, &width) ||
      !panelist_table_columns_place (self->columns, index + 1, GTK_WIDGET (self), total, &next_x,
                                     &next_width))
    return 0;
  return MAX (x + width, next_x + next_width) - MIN (x, next_x) - width;
}

static void
paint_lines (PanelistTableRow *self,
             GtkSnapshot      *snapshot,
             guint             index,
             int               x,
             int               width,
             int               spill)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  Cell *cell = get_cell (self, index);
  PanelistTableAlign align = panelist_table_columns_get (self->columns, index)->align;
  PangoLayout *text = NULL;
  PangoLayout *detail = NULL;
  int room = width + spill - cell->reserve;
  int height = 0;
  int below = 0;
  int y = 0;

  text = get_text_layout (self, index);
  detail = get_detail_layout (self, index);
  height = layout_height (text);
  if (cell->fraction >= 0)
    below = BAR_SPACING + BAR_HEIGHT;
  else if (detail != NULL)
    below = LINE_SPACING + layout_height (detail);

  y = (gtk_widget_get_height (GTK_WIDGET (self)) - height - below) / 2;
  paint_layout (self, snapshot, text, align, cell->tone, rtl ? x + width - room : x, y, room);
  if (cell->fraction >= 0)
    paint_bar (self, snapshot, cell, x, y + height + BAR_SPACING, width);
  else
    paint_layout (self, snapshot, detail, align, cell->detail_tone, rtl ? x + width - room : x,
                  y + height + LINE_SPACING, room);
}

static void
paint_cell (PanelistTableRow *self,
            GtkSnapshot      *snapshot,
            guint             index,
            int               total)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  Cell *cell = get_cell (self, index);
  int middle = (gtk_widget_get_height (GTK_WIDGET (self)) - ICON_SIZE) / 2;
  int x = 0;
  int width = 0;

  if (cell_is_empty (cell) ||
      !panelist_table_columns_place (self->columns, index, GTK_WIDGET (self), total, &x, &width))
    return;

  if (cell->icon != NULL && cell->text == NULL)
    {
      paint_icon (self, snapshot, cell, x + (width - ICON_SIZE) / 2, middle);
      return;
    }
  if (cell->icon != NULL)
    {
      paint_icon (self, snapshot, cell, rtl ? x + width - ICON_SIZE : x, middle);
      width -= ICON_SIZE + ICON_SPACING - 4;
      if (!rtl)
        x += ICON_SIZE + ICON_SPACING - 4;
    }
  paint_lines (self, snapshot, index, x, width, spill_width (self, index, total));
}

/* Two lines over the whole width: icon, text and end text; below them detail or bar, and end detail. */
static void
paint_compact (PanelistTableRow *self,
               GtkSnapshot      *snapshot,
               int               total)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  Cell *cell = get_cell (self, PANELIST_TABLE_COMPACT_MAIN);
  Cell *end_cell = get_cell (self, PANELIST_TABLE_COMPACT_END);
  PangoLayout *text = get_text_layout (self, PANELIST_TABLE_COMPACT_MAIN);
  PangoLayout *detail = get_detail_layout (self, PANELIST_TABLE_COMPACT_MAIN);
  PangoLayout *end_text = get_text_layout (self, PANELIST_TABLE_COMPACT_END);
  PangoLayout *end_detail = get_detail_layout (self, PANELIST_TABLE_COMPACT_END);
  int start = COMPACT_MARGIN;
  int first = 0;
  int second = 0;
  int top = 0;
  int text_height = layout_height (text);
  int detail_height = MAX (layout_height (detail), layout_height (end_detail));
  int end_width = layout_width (end_text);
  int end_detail_width = layout_width (end_detail);

  if (cell->icon != NULL)
    start += ICON_SIZE + ICON_SPACING;
  top = (gtk_widget_get_height (GTK_WIDGET (self)) - text_height - LINE_SPACING - detail_height) / 2;
  first = total - start - COMPACT_MARGIN - (end_width > 0 ? end_width + COMPACT_MARGIN : 0);
  second = total - start - COMPACT_MARGIN - (end_detail_width > 0 ? end_detail_width + COMPACT_MARGIN : 0);

  if (cell->icon != NULL)
    paint_icon (self, snapshot, cell, rtl ? total - COMPACT_MARGIN - ICON_SIZE : COMPACT_MARGIN,
                top + (text_height - ICON_SIZE) / 2);
  paint_layout (self, snapshot, text, PANELIST_TABLE_START, cell->tone, rtl ? total - start - first : start, top,
                first);
  paint_layout (self, snapshot, end_text, PANELIST_TABLE_END, end_cell->tone,
                rtl ? COMPACT_MARGIN : total - COMPACT_MARGIN - end_width, top, end_width);
  top += text_height + LINE_SPACING;
  paint_layout (self, snapshot, end_detail, PANELIST_TABLE_END, end_cell->detail_tone,
                rtl ? COMPACT_MARGIN : total - COMPACT_MARGIN - end_detail_width, top, end_detail_width);
  if (cell->fraction >= 0)
    paint_bar (self, snapshot, cell, rtl ? total - start - second : start,
               top + (detail_height - BAR_HEIGHT) / 2, second);
  else
    paint_layout (self, snapshot, detail, PANELIST_TABLE_START, cell->detail_tone,
                  rtl ? total - start - second : start, top, second);
}

/* GtkWidget */

static void
panelist_table_row_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  PanelistTableRow *self = PANELIST_TABLE_ROW (widget);
  int total = gtk_widget_get_width (widget);

  if (self->columns == NULL)
    return;
  if (panelist_table_columns_get_compact (self->columns))
    {
      paint_compact (self, snapshot, total);
      return;
    }
  for (guint i = 0; i < self->cells->len; i++)
    paint_cell (self, snapshot, i, total);
}

static void
panelist_table_row_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  PanelistTableRow *self = PANELIST_TABLE_ROW (widget);

  *minimum = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL && self->columns != NULL)
    *minimum = (int) adw_length_unit_to_px (ADW_LENGTH_UNIT_SP,
                                            panelist_table_columns_get_row_height (self->columns),
                                            gtk_widget_get_settings (widget));
  *natural = *minimum;
}

static void
panelist_table_row_css_changed (GtkWidget         *widget,
                                GtkCssStyleChange *change)
{
  PanelistTableRow *self = PANELIST_TABLE_ROW (widget);

  GTK_WIDGET_CLASS (panelist_table_row_parent_class)->css_changed (widget, change);

  /* The font may be another one. */
  clear_layouts (self);
}

static void
panelist_table_row_direction_changed (GtkWidget        *widget,
                                      GtkTextDirection  previous)
{
  clear_layouts (PANELIST_TABLE_ROW (widget));

  GTK_WIDGET_CLASS (panelist_table_row_parent_class)->direction_changed (widget, previous);
}

/* GObject */

static void
panelist_table_row_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch ((PanelistTableRowProperty) id)
    {
    case PROP_COLUMNS:
      panelist_table_row_set_columns (PANELIST_TABLE_ROW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_table_row_dispose (GObject *object)
{
  PanelistTableRow *self = PANELIST_TABLE_ROW (object);

  for (guint i = 0; i < PANELIST_TABLE_N_TONES; i++)
    g_clear_pointer (&self->tones[i], gtk_widget_unparent);
  g_clear_object (&self->columns);
  g_array_set_size (self->cells, 0);

  G_OBJECT_CLASS (panelist_table_row_parent_class)->dispose (object);
}

static void
panelist_table_row_finalize (GObject *object)
{
  PanelistTableRow *self = PANELIST_TABLE_ROW (object);

  g_clear_pointer (&self->cells, g_array_unref);

  G_OBJECT_CLASS (panelist_table_row_parent_class)->finalize (object);
}

static void
panelist_table_row_class_init (PanelistTableRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = panelist_table_row_set_property;
  object_class->dispose = panelist_table_row_dispose;
  object_class->finalize = panelist_table_row_finalize;
  widget_class->snapshot = panelist_table_row_snapshot;
  widget_class->measure = panelist_table_row_measure;
  widget_class->css_changed = panelist_table_row_css_changed;
  widget_class->direction_changed = panelist_table_row_direction_changed;

  properties[PROP_COLUMNS] =
      g_param_spec_object ("columns", NULL, NULL, PANELIST_TYPE_TABLE_COLUMNS,
                           G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "tablerow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
panelist_table_row_init (PanelistTableRow *self)
{
  self->cells = g_array_new (FALSE, TRUE, sizeof (Cell));
  g_array_set_clear_func (self->cells, cell_clear);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * panelist_table_row_new:
 * @columns: (nullable): the columns of its table
 *
 * Returns: (transfer none): a new floating row
 */
GtkWidget *
panelist_table_row_new (PanelistTableColumns *columns)
{
  return g_object_new (PANELIST_TYPE_TABLE_ROW, "columns", columns, NULL);
}

/**
 * panelist_table_row_set_columns:
 * @columns: (nullable): the columns that the cells stand in
 *
 * Other columns than before empty all cells.
 */
void
panelist_table_row_set_columns (PanelistTableRow     *self,
                                PanelistTableColumns *columns)
{
  g_return_if_fail (PANELIST_IS_TABLE_ROW (self));
  g_return_if_fail (columns == NULL || PANELIST_IS_TABLE_COLUMNS (columns));

  if (self->columns == columns)
    return;
  if (self->columns != NULL)
    g_signal_handlers_disconnect_by_func (self->columns, gtk_widget_queue_draw, self);
  g_set_object (&self->columns, columns);

  g_array_set_size (self->cells, 0);
  if (columns != NULL)
    {
      g_array_set_size (self->cells, panelist_table_columns_get_size (columns));
      for (guint i = 0; i < self->cells->len; i++)
        get_cell (self, i)->fraction = -1;
      g_signal_connect_object (columns, "changed", G_CALLBACK (gtk_widget_queue_draw), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLUMNS]);
}

/**
 * panelist_table_row_get_columns:
 *
 * Returns: (transfer none) (nullable): the columns that the cells stand in
 */
PanelistTableColumns *
panelist_table_row_get_columns (PanelistTableRow *self)
{
  g_return_val_if_fail (PANELIST_IS_TABLE_ROW (self), NULL);

  return self->columns;
}

static void
set_icon (PanelistTableRow *self,
          Cell             *cell,
          const char       *icon_name)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = NULL;

  g_clear_object (&cell->icon);
  if (icon_name == NULL)
    return;
  theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  cell->icon = gtk_icon_theme_lookup_icon (theme, icon_name, NULL, ICON_SIZE,
                                           gtk_widget_get_scale_factor (widget),
                                           gtk_widget_get_direction (widget), 0);
}

/**
 * panelist_table_row_set_cell:
 * @index: of the column
 * @cell: what it shows; plain text
 */
void
panelist_table_row_set_cell (PanelistTableRow        *self,
                             guint                    index,
                             const PanelistTableCell *cell)
{
  Cell *mine = NULL;
  gboolean changed = FALSE;

  g_return_if_fail (PANELIST_IS_TABLE_ROW (self));
  g_return_if_fail (cell != NULL);
  g_return_if_fail (index < self->cells->len);

  mine = get_cell (self, index);
  /* A bar makes the text above it smaller. */
  if (g_set_str (&mine->text, cell->text) || (mine->fraction < 0) != (cell->fraction < 0) ||
      mine->strong != cell->strong)
    {
      g_clear_object (&mine->text_layout);
      changed = TRUE;
    }
  if (g_set_str (&mine->detail, cell->detail))
    {
      g_clear_object (&mine->detail_layout);
      changed = TRUE;
    }
  if (g_set_str (&mine->icon_name, cell->icon_name))
    {
      set_icon (self, mine, cell->icon_name);
      changed = TRUE;
    }
  if (mine->tone != cell->tone || mine->icon_tone != cell->icon_tone ||
      mine->detail_tone != cell->detail_tone || mine->fraction != cell->fraction ||
      mine->moving != cell->moving || mine->reserve != cell->reserve)
    changed = TRUE;
  if (!changed)
    return;

  mine->tone = cell->tone;
  mine->icon_tone = cell->icon_tone;
  mine->detail_tone = cell->detail_tone;
  mine->fraction = cell->fraction;
  mine->moving = cell->moving;
  mine->strong = cell->strong;
  mine->reserve = cell->reserve;
  ensure_tone (self, cell->tone);
  ensure_tone (self, cell->icon_tone);
  ensure_tone (self, cell->detail_tone);
  if (cell->moving)
    ensure_tone (self, PANELIST_TABLE_TONE_ACCENT);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * panelist_table_row_fit_cell:
 * @index: of a column that has bounds
 *
 * Makes the column as wide as the text of the cell needs, within its bounds, as panelist_table_columns_fit() does it
 * for figures.
 */
void
panelist_table_row_fit_cell (PanelistTableRow *self,
                             guint             index)
{
  PangoLayout *layout = NULL;
  double width = 0;

  g_return_if_fail (PANELIST_IS_TABLE_ROW (self));
  g_return_if_fail (index < self->cells->len);

  layout = get_text_layout (self, index);
  if (layout == NULL)
    return;
  width = adw_length_unit_from_px (ADW_LENGTH_UNIT_SP, layout_width (layout),
                                   gtk_widget_get_settings (GTK_WIDGET (self)));
  width = ceil (width) + (get_cell (self, index)->icon_name != NULL ? ICON_SIZE + ICON_SPACING : 0);
  if (width > panelist_table_columns_get_width (self->columns, index))
    panelist_table_columns_set_width (self->columns, index, (int) width);
}

/**
 * panelist_table_row_get_text:
 * @index: of the column
 *
 * Returns: (transfer none) (nullable): the first line of the cell, as it is painted
 */
const char *
panelist_table_row_get_text (PanelistTableRow *self,
                             guint             index)
{
  g_return_val_if_fail (PANELIST_IS_TABLE_ROW (self), NULL);
  g_return_val_if_fail (index < self->cells->len, NULL);

  return get_cell (self, index)->text;
}

