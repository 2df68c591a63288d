/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-sparkline.h"

#include "panelist-money.h"

#define HEIGHT 56
#define DOT 3.0f
#define FILL_OPACITY 0.12f

typedef struct {
  int64_t time;
  char *rate;
} Price;

struct _PanelistSparkline
{
  GtkWidget parent_instance;

  GArray *prices;     /* of Price, those in sight */
  int64_t from;
  int64_t to;
  const char *lowest;
  const char *highest;
};

G_DEFINE_FINAL_TYPE (PanelistSparkline, panelist_sparkline, GTK_TYPE_WIDGET)

static void
price_clear (gpointer data)
{
  g_clear_pointer (&((Price *) data)->rate, g_free);
}

/* Painting: what is drawn is only a picture of the amounts */

typedef struct {
  float left;
  float width;
  float top;
  float height;
  double lowest;
  double highest;
} Frame;

static float
get_x (PanelistSparkline *self,
       const Frame       *frame,
       int64_t            time)
{
  const double share = (double) (CLAMP (time, self->from, self->to) - self->from) / (double) MAX (self->to - self->from, 1);

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    return frame->left + frame->width * (float) (1 - share);
  return frame->left + frame->width * (float) share;
}

/* One price for all the time is a line in the middle. */
static float
get_y (const Frame *frame,
       const char  *rate)
{
  const double range = frame->highest - frame->lowest;
  const double share = range > 0 ? (panelist_money_sort_key (rate) - frame->lowest) / range : 0.5;

  return frame->top + frame->height * (float) (1 - share);
}

/* The line, or with @closed the area below it; there is a gap where there was no price. */
static GskPath *
make_path (PanelistSparkline *self,
           const Frame       *frame,
           gboolean           closed)
{
  GskPathBuilder *builder = gsk_path_builder_new ();
  const float bottom = frame->top + frame->height + DOT;
  gboolean drawing = FALSE;
  float x = 0;

  for (guint i = 0; i < self->prices->len; i++)
    {
      const Price *price = &g_array_index (self->prices, Price, i);
      const int64_t until = i + 1 < self->prices->len ? g_array_index (self->prices, Price, i + 1).time : self->to;

      x = get_x (self, frame, price->time);
      if (price->rate == NULL && drawing && closed)
        gsk_path_builder_line_to (builder, x, bottom);
      if (price->rate == NULL)
        {
          drawing = FALSE;
          continue;
        }
      if (!drawing)
        gsk_path_builder_move_to (builder, x, closed ? bottom : get_y (frame, price->rate));
      gsk_path_builder_line_to (builder, x, get_y (frame, price->rate));
      x = get_x (self, frame, until);
      gsk_path_builder_line_to (builder, x, get_y (frame, price->rate));
      drawing = TRUE;
    }
  if (drawing && closed)
    gsk_path_builder_line_to (builder, x, bottom);
  return gsk_path_builder_free_to_path (builder);
}

static void
paint_dot (PanelistSparkline *self,
           GtkSnapshot       *snapshot,
           const Frame       *frame,
           const GdkRGBA     *color)
{
  const Price *last = &g_array_index (self->prices, Price, self->prices->len - 1);
  GskPathBuilder *builder = NULL;
  g_autoptr (GskPath) path = NULL;

  if (last->rate == NULL)
    return;
  builder = gsk_path_builder_new ();
  gsk_path_builder_add_circle (builder, &GRAPHENE_POINT_INIT (get_x (self, frame, self->to), get_y (frame, last->rate)),
                               DOT);
  path = gsk_path_builder_free_to_path (builder);
  gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, color);
}

static void
panelist_sparkline_snapshot (GtkWidget   *widget,
                             GtkSnapshot *snapshot)
{
  PanelistSparkline *self = PANELIST_SPARKLINE (widget);
  g_autoptr (GskPath) area = NULL;
  g_autoptr (GskPath) line = NULL;
  g_autoptr (GskStroke) stroke = NULL;
  GdkRGBA color;
  GdkRGBA fill;
  Frame frame = { .left = DOT, .top = DOT };

  if (self->lowest == NULL)
    return;
  frame.width = (float) gtk_widget_get_width (widget) - 2 * DOT;
  frame.height = (float) gtk_widget_get_height (widget) - 2 * DOT - 2;
  frame.lowest = panelist_money_sort_key (self->lowest);
  frame.highest = panelist_money_sort_key (self->highest);
  gtk_widget_get_color (widget, &color);
  fill = color;
  fill.alpha *= FILL_OPACITY;

  area = make_path (self, &frame, TRUE);
  gtk_snapshot_append_fill (snapshot, area, GSK_FILL_RULE_WINDING, &fill);
  line = make_path (self, &frame, FALSE);
  stroke = gsk_stroke_new (2);
  gtk_snapshot_append_stroke (snapshot, line, stroke, &color);
  paint_dot (self, snapshot, &frame, &color);
}

static void
panelist_sparkline_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 0;
  *natural = *minimum;
}

/* GObject */

static void
panelist_sparkline_finalize (GObject *object)
{
  g_clear_pointer (&PANELIST_SPARKLINE (object)->prices, g_array_unref);

  G_OBJECT_CLASS (panelist_sparkline_parent_class)->finalize (object);
}

static void
panelist_sparkline_class_init (PanelistSparklineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = panelist_sparkline_finalize;
  widget_class->snapshot = panelist_sparkline_snapshot;
  widget_class->measure = panelist_sparkline_measure;
  gtk_widget_class_set_css_name (widget_class, "sparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
panelist_sparkline_init (PanelistSparkline *self)
{
  self->prices = g_array_new (FALSE, TRUE, sizeof (Price));
  g_array_set_clear_func (self->prices, price_clear);
}

/**
 * panelist_sparkline_new:
 *
 * Returns: (transfer none): a new floating chart of nothing
 */
GtkWidget *
panelist_sparkline_new (void)
{
  return g_object_new (PANELIST_TYPE_SPARKLINE, NULL);
}

static void
find_bounds (PanelistSparkline *self)
{
  self->lowest = NULL;
  self->highest = NULL;
  for (guint i = 0; i < self->prices->len; i++)
    {
      const char *rate = g_array_index (self->prices, Price, i).rate;

      if (rate == NULL)
        continue;
      if (self->lowest == NULL || panelist_money_compare (rate, self->lowest) < 0)
        self->lowest = rate;
      if (self->highest == NULL || panelist_money_compare (rate, self->highest) > 0)
        self->highest = rate;
    }
}

/**
 * panelist_sparkline_set_prices:
 * @prices: (array length=n_prices): oldest first, each holds until the next
 * @from: where the chart begins, UTC seconds; what ended before is left out
 * @to: where it ends
 */
void
panelist_sparkline_set_prices (PanelistSparkline   *self,
                               const PanelistPrice *prices,
                               guint                n_prices,
                               int64_t              from,
                               int64_t              to)
{
  g_return_if_fail (PANELIST_IS_SPARKLINE (self));
  g_return_if_fail (prices != NULL || n_prices == 0);

  g_array_set_size (self->prices, 0);
  for (guint i = 0; i < n_prices; i++)
    {
      Price price = { .time = prices[i].time, .rate = g_strdup (prices[i].rate) };

      if (i + 1 < n_prices && prices[i + 1].time <= from)
        g_free (price.rate);
      else
        g_array_append_val (self->prices, price);
    }
  self->from = from;
  self->to = to;
  find_bounds (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * panelist_sparkline_get_size:
 *
 * Returns: how many prices are in sight
 */
guint
panelist_sparkline_get_size (PanelistSparkline *self)
{
  g_return_val_if_fail (PANELIST_IS_SPARKLINE (self), 0);

  return self->prices->len;
}

/**
 * panelist_sparkline_get_lowest:
 *
 * Returns: (transfer none) (nullable): the lowest price in sight
 */
const char *
panelist_sparkline_get_lowest (PanelistSparkline *self)
{
  g_return_val_if_fail (PANELIST_IS_SPARKLINE (self), NULL);

  return self->lowest;
}

/**
 * panelist_sparkline_get_highest:
 *
 * Returns: (transfer none) (nullable): the highest price in sight
 */
const char *
panelist_sparkline_get_highest (PanelistSparkline *self)
{
  g_return_val_if_fail (PANELIST_IS_SPARKLINE (self), NULL);

  return self->highest;
}
