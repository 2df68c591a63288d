/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-table-columns.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Between two columns, and before the first and after the last. */
#define SPACING 12

/* At the default text size, with some room to spare. */
#define DIGIT_WIDTH 10
#define MARK_WIDTH 5

typedef struct {
  PanelistTableColumn column;
  char *title;
  gboolean visible;
  int width;
} Entry;

struct _PanelistTableColumns
{
  GObject parent_instance;

  GArray *entries;
  int row_height;
  gboolean compact;
  char *sort;
  gboolean descending;
};

G_DEFINE_FINAL_TYPE (PanelistTableColumns, panelist_table_columns, G_TYPE_OBJECT)

typedef enum {
  PROP_SORT = 1,
  PROP_DESCENDING,
} PanelistTableColumnsProperty;

static GParamSpec *properties[PROP_DESCENDING + 1];

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static Entry *
get_entry (PanelistTableColumns *self,
           guint                 index)
{
  g_assert (index < self->entries->len);

  return &g_array_index (self->entries, Entry, index);
}

static void
entry_clear (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->title, g_free);
}

static void
panelist_table_columns_get_property (GObject    *object,
                                     guint       id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  PanelistTableColumns *self = PANELIST_TABLE_COLUMNS (object);

  switch ((PanelistTableColumnsProperty) id)
    {
    case PROP_SORT:
      g_value_set_string (value, self->sort);
      break;
    case PROP_DESCENDING:
      g_value_set_boolean (value, self->descending);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_table_columns_finalize (GObject *object)
{
  PanelistTableColumns *self = PANELIST_TABLE_COLUMNS (object);

  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->sort, g_free);

  G_OBJECT_CLASS (panelist_table_columns_parent_class)->finalize (object);
}

static void
panelist_table_columns_class_init (PanelistTableColumnsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = panelist_table_columns_get_property;
  object_class->finalize = panelist_table_columns_finalize;

  properties[PROP_SORT] = g_param_spec_string ("sort", NULL, NULL, NULL, flags);
  properties[PROP_DESCENDING] = g_param_spec_boolean ("descending", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
panelist_table_columns_init (PanelistTableColumns *self)
{
  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_clear_func (self->entries, entry_clear);
}

/**
 * panelist_table_columns_new:
 * @columns: the columns, in the order they are shown; the strings are static
 * @n_columns: how many
 * @row_height: the height of a row at the default text size
 *
 * Returns: (transfer full): the columns of a table
 */
PanelistTableColumns *
panelist_table_columns_new (const PanelistTableColumn *columns,
                            guint                      n_columns,
                            int                        row_height)
{
  PanelistTableColumns *self = NULL;

  self = g_object_new (PANELIST_TYPE_TABLE_COLUMNS, NULL);
  self->row_height = row_height;
  for (guint i = 0; i < n_columns; i++)
    {
      Entry entry = { .column = columns[i], .visible = TRUE, .width = columns[i].width };

      entry.title = columns[i].title ? g_strdup (_ (columns[i].title)) : NULL;
      g_array_append_val (self->entries, entry);
    }
  return self;
}

/**
 * panelist_table_columns_new_compact:
 * @row_height: the height of a row at the default text size
 *
 * Returns: (transfer full): the two columns of a narrow table, without header
 */
PanelistTableColumns *
panelist_table_columns_new_compact (int row_height)
{
  static const PanelistTableColumn columns[] = {
    [PANELIST_TABLE_COMPACT_MAIN] = { .id = "main" },
    [PANELIST_TABLE_COMPACT_END] = { .id = "end", .align = PANELIST_TABLE_END, .numeric = TRUE },
  };
  PanelistTableColumns *self = NULL;

  self = panelist_table_columns_new (columns, G_N_ELEMENTS (columns), row_height);
  self->compact = TRUE;
  return self;
}

/**
 * panelist_table_columns_get_compact:
 *
 * Returns: whether the rows have the two columns of panelist_table_columns_new_compact()
 */
gboolean
panelist_table_columns_get_compact (PanelistTableColumns *self)
{
  g_return_val_if_fail (PANELIST_IS_TABLE_COLUMNS (self), FALSE);

  return self->compact;
}

/**
 * panelist_table_columns_get_row_height:
 *
 * Returns: the height of a row at the default text size
 */
int
panelist_table_columns_get_row_height (PanelistTableColumns *self)
{
  g_return_val_if_fail (PANELIST_IS_TABLE_COLUMNS (self), 0);

  return self->row_height;
}

/**
 * panelist_table_columns_get_size:
 *
 * Returns: how many columns there are, hidden ones included
 */
guint
panelist_table_columns_get_size (PanelistTableColumns *self)
{
  g_return_val_if_fail (PANELIST_IS_TABLE_COLUMNS (self), 0);

  return self->entries->len;
}

/**
 * panelist_table_columns_get:
 * @index: of the column
 *
 * Returns: (transfer none): the column as it was given to panelist_table_columns_new()
 */
const PanelistTableColumn *
panelist_table_columns_get (PanelistTableColumns *self,
                            guint                 index)
{
  g_return_val_if_fail (PANELIST_IS_TABLE_COLUMNS (self), NULL);

  return &get_entry (self, index)->column;
}

/**
 * panelist_table_columns_get_title:
 * @index: of the column
 *
 * Returns: (transfer none) (nullable): the translated title
 */
const char *
panelist_table_columns_get_title (PanelistTableColumns *self,
                                  guint                 index)
{
  g_return_val_if_fail (PANELIST_IS_TABLE_COLUMNS (self), NULL);

  return get_entry (self, index)->title;
}

/**
 * panelist_table_columns_set_title:
 * @index: of the column
 * @title: (nullable): translated
 *
 * For a title that depends on data, like the currency of the prices.
 */
void
panelist_table_columns_set_title (PanelistTableColumns *self,
                                  guint                 index,
                                  const char           *title)
{
  g_return_if_fail (PANELIST_IS_TABLE_COLUMNS (self));

  if (g_set_str (&get_entry (self, index)->title, title))
    g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * panelist_table_columns_get_visible:
 * @index: of the column
 *
 * Returns: whether the column is shown
 */
gboolean
panelist_table_columns_get_visible (PanelistTableColumns *self,
                                    guint                 index)
{
  g_return_val_if_fail (PANELIST_IS_TABLE_COLUMNS (self), FALSE);

  return get_entry (self, index)->visible;
}

/**
 * panelist_table_columns_set_visible:
 * @index: of the column
 * @visible: whether there is room for it
 */
void
panelist_table_columns_set_visible (PanelistTableColumns *self,
                                    guint                 index,
                                    gboolean              visible)
{
  g_return_if_fail (PANELIST_IS_TABLE_COLUMNS (self));

  if (get_entry (self, index)->visible == !!visible)
    return;
  get_entry (self, index)->visible = !!visible;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * panelist_table_columns_get_width:
 * @index: of the column
 *
 * Returns: its width at the default text size, 0 for the column that takes the rest
 */
int
panelist_table_columns_get_width (PanelistTableColumns *self,
                                  guint                 index)
{
  g_return_val_if_fail (PANELIST_IS_TABLE_COLUMNS (self), 0);

  return get_entry (self, index)->width;
}

/**
 * panelist_table_columns_set_width:
 * @index: of a column that has bounds
 * @width: the wish of the user; kept within the bounds
 */
void
panelist_table_columns_set_width (PanelistTableColumns *self,
                                  guint                 index,
                                  int                   width)
{
  Entry *entry = NULL;

  g_return_if_fail (PANELIST_IS_TABLE_COLUMNS (self));

  entry = get_entry (self, index);
  width = CLAMP (width, entry->column.min_width, entry->column.max_width);
  if (entry->column.max_width == 0 || entry->width == width)
    return;
  entry->width = width;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Points and commas, but not the signs of currencies: those are as wide as digits. */
static gboolean
is_mark (gunichar character)
{
  return g_unichar_ispunct (character) && g_unichar_type (character) != G_UNICODE_CURRENCY_SYMBOL;
}

/**
 * panelist_table_columns_fit:
 * @index: of a column that has bounds
 * @figure: (nullable): a text of mostly digits that is to be shown
 *
 * Makes the column as wide as the figure needs, within its bounds: one that is cut reads as another one. A column
 * does not get narrower again, so that it stays quiet while its rows come and go.
 */
void
panelist_table_columns_fit (PanelistTableColumns *self,
                            guint                 index,
                            const char           *figure)
{
  int width = MARK_WIDTH;

  g_return_if_fail (PANELIST_IS_TABLE_COLUMNS (self));

  for (const char *at = figure; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    width += is_mark (g_utf8_get_char (at)) ? MARK_WIDTH : DIGIT_WIDTH;
  if (width > panelist_table_columns_get_width (self, index))
    panelist_table_columns_set_width (self, index, width);
}

/**
 * panelist_table_columns_get_sort:
 *
 * Returns: (transfer none) (nullable): the id of the column that the table is sorted by, %NULL for its own order
 */
const char *
panelist_table_columns_get_sort (PanelistTableColumns *self)
{
  g_return_val_if_fail (PANELIST_IS_TABLE_COLUMNS (self), NULL);

  return self->sort;
}

/**
 * panelist_table_columns_get_descending:
 *
 * Returns: whether that order is reversed
 */
gboolean
panelist_table_columns_get_descending (PanelistTableColumns *self)
{
  g_return_val_if_fail (PANELIST_IS_TABLE_COLUMNS (self), FALSE);

  return self->descending;
}

/**
 * panelist_table_columns_set_sort:
 * @id: (nullable): id of a column, or %NULL for the table's own order
 * @descending: whether that order is reversed
 *
 * Sets where the header shows its arrow; sorting is the business of whoever owns the model.
 */
void
panelist_table_columns_set_sort (PanelistTableColumns *self,
                                 const char           *id,
                                 gboolean              descending)
{
  gboolean changed = FALSE;

  g_return_if_fail (PANELIST_IS_TABLE_COLUMNS (self));

  if (g_set_str (&self->sort, id))
    {
      changed = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SORT]);
    }
  if (self->descending != !!descending)
    {
      changed = TRUE;
      self->descending = !!descending;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESCENDING]);
    }
  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
}

static int
scale_length (GtkWidget *widget,
              int        length)
{
  return (int) (adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, length, gtk_widget_get_settings (widget)) + 0.5);
}

/**
 * panelist_table_columns_place:
 * @index: of the column
 * @widget: the row or header, for its text size and direction
 * @total: the width of @widget
 * @x: (out): where the column begins
 * @width: (out): how wide it is
 *
 * Columns give way at their end when @total is too small for all of them.
 *
 * Returns: whether the column is visible
 */
gboolean
panelist_table_columns_place (PanelistTableColumns *self,
                              guint                 index,
                              GtkWidget            *widget,
                              int                   total,
                              int                  *x,
                              int                  *width)
{
  int position = SPACING;
  int fixed = SPACING;
  int rest = 0;

  g_return_val_if_fail (PANELIST_IS_TABLE_COLUMNS (self), FALSE);
  g_return_val_if_fail (GTK_IS_WIDGET (widget), FALSE);

  if (!get_entry (self, index)->visible)
    return FALSE;

  for (guint i = 0; i < self->entries->len; i++)
    if (get_entry (self, i)->visible)
      fixed += scale_length (widget, get_entry (self, i)->width) + SPACING;
  rest = MAX (0, total - fixed);

  for (guint i = 0; i < index; i++)
    {
      Entry *entry = get_entry (self, i);

      if (entry->visible)
        position += (entry->width == 0 ? rest : scale_length (widget, entry->width)) + SPACING;
    }

  *width = get_entry (self, index)->width == 0
               ? rest
               : scale_length (widget, get_entry (self, index)->width);
  *x = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? total - position - *width : position;
  return TRUE;
}
