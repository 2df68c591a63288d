/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-service-table.h"

#include <string.h>

#include <glib/gi18n.h>

#include "panelist-money.h"
#include "panelist-service-words.h"
#include "panelist-text.h"

#define ROW_HEIGHT 44
#define NARROW_ROW_HEIGHT 56

/* At the default text size, with some room to spare. */
#define DIGIT_WIDTH 9
#define MARK_WIDTH 5

/* A star is small to point at. */
#define STAR_MARGIN 6

/* The room for a sign or code beside an amount. */
#define N_CURRENCY_DIGITS 3

enum {
  COLUMN_FAVORITE,
  COLUMN_SERVICE,
  COLUMN_RATE,
  COLUMN_MIN,
  COLUMN_MAX,
  COLUMN_REFILL,
  COLUMN_CANCEL,
  COLUMN_SUCCESS,
  COLUMN_PANEL,
  N_COLUMNS,
};

static const PanelistTableColumn table[] = {
  [COLUMN_FAVORITE] = { .id = "favorite", .width = 16, .align = PANELIST_TABLE_CENTER },
  [COLUMN_SERVICE] = { .id = "service", .title = N_("Service"), .sortable = TRUE },
  [COLUMN_RATE] = { .id = "rate", .width = 84, .min_width = 60, .max_width = 160,
                    .align = PANELIST_TABLE_END, .numeric = TRUE, .sortable = TRUE },
  [COLUMN_MIN] = { .id = "min", .title = N_("Min"), .width = 56, .min_width = 40, .max_width = 120,
                   .align = PANELIST_TABLE_END, .numeric = TRUE, .sortable = TRUE },
  [COLUMN_MAX] = { .id = "max", .title = N_("Max"), .width = 84, .min_width = 40, .max_width = 140,
                   .align = PANELIST_TABLE_END, .numeric = TRUE, .sortable = TRUE },
  [COLUMN_REFILL] = { .id = "refill", .title = N_("Refill"), .width = 44, .align = PANELIST_TABLE_CENTER,
                      .sortable = TRUE },
  [COLUMN_CANCEL] = { .id = "cancel", .title = N_("Cancel"), .width = 48, .align = PANELIST_TABLE_CENTER,
                      .sortable = TRUE },
  [COLUMN_SUCCESS] = { .id = "success", .title = N_("Success"), .width = 56, .align = PANELIST_TABLE_END,
                       .numeric = TRUE, .sortable = TRUE },
  [COLUMN_PANEL] = { .id = "panel", .title = N_("Panel"), .width = 96, .min_width = 60, .max_width = 200,
                     .sortable = TRUE },
};

/* The longest figures of a catalog: digits before the point, and behind it. */
typedef struct
{
  guint rate;
  guint fraction;
  int64_t min;
  int64_t max;
} Figures;

struct _PanelistServiceTable
{
  GObject parent_instance;

  PanelistTableColumns *columns;
  PanelistTableColumns *narrow_columns;
  GPtrArray *panels;        /* PanelistPanel: whose services are shown */
  PanelistServiceMarks *marks;
  gboolean one_currency;
  gboolean roomy;
  gboolean spacious;
  gboolean has_success;     /* of any of the services */
  int quantity;             /* that prices are shown for */
  Figures figures;
  int fitted[N_COLUMNS];    /* widths that follow the figures; 0 = not yet */
};

G_DEFINE_FINAL_TYPE (PanelistServiceTable, panelist_service_table, G_TYPE_OBJECT)

/* What a row of the list is about. */
typedef struct
{
  GtkListItem *item;      /* borrowed: it has the row */
  gboolean stale;         /* the cells are those of another service */
} RowState;

static G_DEFINE_QUARK (panelist-row-state, row_state)

static RowState *
get_row_state (PanelistTableRow *row)
{
  return g_object_get_qdata (G_OBJECT (row), row_state_quark ());
}

/* There are few panels. */
static PanelistPanel *
get_panel (PanelistServiceTable *self,
           PanelistService      *service)
{
  for (guint i = 0; i < self->panels->len; i++)
    {
      PanelistPanel *panel = g_ptr_array_index (self->panels, i);

      if (panelist_panel_get_id (panel) == panelist_service_get_panel_id (service))
        return panel;
    }
  return NULL;
}

static const char *
get_currency (PanelistServiceTable *self,
              PanelistService      *service)
{
  PanelistPanel *panel = get_panel (self, service);

  return panel ? panelist_panel_get_currency (panel) : NULL;
}

static const PanelistServiceMark *
get_mark (PanelistServiceTable *self,
          PanelistService      *service)
{
  if (self->marks == NULL)
    return NULL;
  return panelist_service_marks_lookup (self->marks, panelist_service_get_panel_id (service),
                                        panelist_service_get_id (service));
}

/* Cells */

static void
set_number (PanelistTableRow *row,
            guint             index,
            int64_t           number)
{
  g_autofree char *text = NULL;
  PanelistTableCell cell = PANELIST_TABLE_CELL_INIT;

  text = number < 0 ? g_strdup ("–") : panelist_number_format (number);
  cell.text = text;
  panelist_table_row_set_cell (row, index, &cell);
}

/* A tick for yes, the word for no, a dash for not told: three states without a color. */
static void
set_flag (PanelistTableRow *row,
          guint             index,
          PanelistFlag      flag)
{
  g_autofree char *word = NULL;
  PanelistTableCell cell = PANELIST_TABLE_CELL_INIT;

  if (flag == PANELIST_FLAG_YES)
    {
      cell.icon_name = "panelist-check-symbolic";
    }
  else
    {
      word = panelist_service_dup_flag (flag);
      cell.text = word;
      cell.tone = PANELIST_TABLE_TONE_DIMMED;
    }
  panelist_table_row_set_cell (row, index, &cell);
}

/* Category, number, and the panel where it has no column. */
static char *
dup_detail (PanelistServiceTable *self,
            PanelistService      *service)
{
  PanelistPanel *panel = NULL;
  g_autofree char *id = NULL;
  g_autofree char *category = NULL;
  g_autofree char *name = NULL;
  const char *parts[5] = { NULL };
  guint n = 0;

  id = panelist_text_isolate (panelist_service_get_id (service));
  category = panelist_text_isolate (panelist_service_get_category (service));
  panel = self->panels->len > 1 && !self->spacious ? get_panel (self, service) : NULL;
  parts[n++] = category;
  parts[n++] = id;
  if (panel != NULL)
    parts[n++] = name = panelist_text_isolate (panelist_panel_get_name (panel));
  if (panelist_service_is_package (service))
    parts[n++] = _("rate per package");
  return g_strjoinv (" · ", (char **) parts);
}

static void
set_favorite (PanelistTableRow          *row,
              guint                      index,
              const PanelistServiceMark *mark)
{
  PanelistTableCell cell = PANELIST_TABLE_CELL_INIT;

  cell.icon_name = mark != NULL && mark->favorite ? "starred-symbolic" : "non-starred-symbolic";
  cell.tone = mark != NULL && mark->favorite ? PANELIST_TABLE_TONE_ACCENT : PANELIST_TABLE_TONE_FAINT;
  panelist_table_row_set_cell (row, index, &cell);
}

static void
set_success (PanelistTableRow          *row,
             const PanelistServiceMark *mark)
{
  g_autofree char *text = NULL;
  PanelistTableCell cell = PANELIST_TABLE_CELL_INIT;

  text = panelist_service_dup_success (mark);
  cell.text = text ? text : "–";
  cell.tone = text ? PANELIST_TABLE_TONE_NORMAL : PANELIST_TABLE_TONE_DIMMED;
  panelist_table_row_set_cell (row, COLUMN_SUCCESS, &cell);
}

/* In one currency amounts stand below each other, and the head says which it is. */
static void
set_rate (PanelistServiceTable *self,
          PanelistTableRow     *row,
          PanelistService      *service)
{
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;
  PanelistTableCell cell = PANELIST_TABLE_CELL_INIT;

  amount = panelist_service_dup_price (service, self->quantity);
  if (self->one_currency)
    text = panelist_amount_dup_aligned (amount, panelist_amount_count_shown (self->figures.fraction, self->quantity));
  else
    text = panelist_money_format (amount, get_currency (self, service));
  cell.text = text ? text : "–";
  panelist_table_row_set_cell (row, COLUMN_RATE, &cell);
}

static void
set_panel (PanelistServiceTable *self,
           PanelistTableRow     *row,
           PanelistService      *service)
{
  PanelistPanel *panel = NULL;
  PanelistTableCell cell = PANELIST_TABLE_CELL_INIT;

  panel = self->panels->len > 1 ? get_panel (self, service) : NULL;
  cell.text = panel ? panelist_panel_get_name (panel) : NULL;
  panelist_table_row_set_cell (row, COLUMN_PANEL, &cell);
}

static void
bind_wide (PanelistServiceTable      *self,
           PanelistTableRow          *row,
           PanelistService           *service,
           const PanelistServiceMark *mark)
{
  g_autofree char *detail = NULL;
  PanelistTableCell name_cell = PANELIST_TABLE_CELL_INIT;
  int64_t unknown = -1;
  gboolean package = panelist_service_is_package (service);

  set_favorite (row, COLUMN_FAVORITE, mark);
  detail = dup_detail (self, service);
  name_cell.text = panelist_service_get_name (service);
  name_cell.detail = detail;
  name_cell.tone = mark != NULL && mark->hidden ? PANELIST_TABLE_TONE_DIMMED : PANELIST_TABLE_TONE_NORMAL;
  panelist_table_row_set_cell (row, COLUMN_SERVICE, &name_cell);

  set_rate (self, row, service);
  set_number (row, COLUMN_MIN, package ? unknown : panelist_service_get_min (service));
  set_number (row, COLUMN_MAX, package ? unknown : panelist_service_get_max (service));
  set_flag (row, COLUMN_REFILL, panelist_service_get_refill (service));
  set_flag (row, COLUMN_CANCEL, panelist_service_get_cancel (service));
  set_success (row, mark);
  set_panel (self, row, service);
}

static char *
dup_narrow_detail (PanelistServiceTable      *self,
                   PanelistService           *service,
                   const PanelistServiceMark *mark)
{
  g_autofree char *detail = NULL;
  g_autofree char *name = NULL;

  detail = panelist_service_dup_short_detail (service, mark);
  if (self->panels->len < 2 || get_panel (self, service) == NULL)
    return g_steal_pointer (&detail);
  name = panelist_text_isolate (panelist_panel_get_name (get_panel (self, service)));
  /* Translators: limits and flags of a service, and the name of its panel */
  return g_strdup_printf (C_("service row", "%s · %s"), detail, name);
}

static void
bind_narrow (PanelistServiceTable      *self,
             PanelistTableRow          *row,
             PanelistService           *service,
             const PanelistServiceMark *mark)
{
  g_autofree char *detail = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *price = NULL;
  PanelistTableCell cell = PANELIST_TABLE_CELL_INIT;
  PanelistTableCell end = PANELIST_TABLE_CELL_INIT;

  detail = dup_narrow_detail (self, service, mark);
  cell.text = panelist_service_get_name (service);
  cell.detail = detail;
  if (mark != NULL && mark->favorite)
    {
      cell.icon_name = "starred-symbolic";
      cell.icon_tone = PANELIST_TABLE_TONE_ACCENT;
    }
  cell.tone = mark != NULL && mark->hidden ? PANELIST_TABLE_TONE_DIMMED : PANELIST_TABLE_TONE_NORMAL;
  panelist_table_row_set_cell (row, PANELIST_TABLE_COMPACT_MAIN, &cell);

  amount = panelist_service_dup_price (service, self->quantity);
  price = panelist_money_format (amount, get_currency (self, service));
  end.text = price ? price : "–";
  panelist_table_row_set_cell (row, PANELIST_TABLE_COMPACT_END, &end);
}

static char *
dup_label (PanelistServiceTable      *self,
           PanelistService           *service,
           const PanelistServiceMark *mark)
{
  PanelistPanel *panel = NULL;

  panel = get_panel (self, service);
  return panelist_service_dup_label (service, self->quantity, panel ? panelist_panel_get_currency (panel) : NULL,
                                     self->panels->len > 1 && panel != NULL ? panelist_panel_get_name (panel) : NULL,
                                     mark);
}

/* The factories */

/* A list keeps some two hundred rows and shows fifteen of them: the cells of the others wait until they come into view. */
static void
fill_row (PanelistServiceTable *self,
          PanelistTableRow     *row)
{
  RowState *state = get_row_state (row);
  PanelistService *service = gtk_list_item_get_item (state->item);

  if (!state->stale || service == NULL)
    return;
  state->stale = FALSE;
  if (panelist_table_row_get_columns (row) == self->narrow_columns)
    bind_narrow (self, row, service, get_mark (self, service));
  else
    bind_wide (self, row, service, get_mark (self, service));
}

static void
on_setup (PanelistServiceTable *self,
          GtkListItem          *item)
{
  RowState *state = g_new0 (RowState, 1);
  GtkWidget *row = panelist_table_row_new (NULL);

  state->item = item;
  g_object_set_qdata_full (G_OBJECT (row), row_state_quark (), state, g_free);
  g_signal_connect_object (row, "map", G_CALLBACK (fill_row), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
}

static void
on_bind (PanelistServiceTable *self,
         GtkListItem          *item,
         gboolean              narrow)
{
  PanelistService *service = gtk_list_item_get_item (item);
  PanelistTableRow *row = PANELIST_TABLE_ROW (gtk_list_item_get_child (item));
  g_autofree char *label = NULL;

  panelist_table_row_set_columns (row, narrow ? self->narrow_columns : self->columns);
  get_row_state (row)->stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (row)))
    fill_row (self, row);
  label = dup_label (self, service, get_mark (self, service));
  gtk_list_item_set_accessible_label (item, label);
}

static void
on_bind_wide (PanelistServiceTable *self,
              GtkListItem          *item)
{
  on_bind (self, item, FALSE);
}

static void
on_bind_narrow (PanelistServiceTable *self,
                GtkListItem          *item)
{
  on_bind (self, item, TRUE);
}

/* Columns */

/* "$" of "$0.00": the sign that stands with the amounts of a currency, or its code. */
static char *
dup_currency_sign (const char *currency)
{
  g_autofree char *zero = NULL;
  g_autoptr (GString) sign = NULL;

  zero = panelist_money_format ("0", currency);
  sign = g_string_new (NULL);
  for (const char *c = zero; c != NULL && *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (g_unichar_isalpha (character) || g_unichar_type (character) == G_UNICODE_CURRENCY_SYMBOL)
        g_string_append_unichar (sign, character);
    }
  return g_string_free_and_steal (g_steal_pointer (&sign));
}

static void
update_rate_title (PanelistServiceTable *self)
{
  g_autofree char *sign = NULL;
  g_autofree char *number = NULL;
  g_autofree char *title = NULL;

  number = panelist_number_format (self->quantity);
  if (self->panels->len > 0 && self->one_currency)
    sign = dup_currency_sign (panelist_panel_get_currency (g_ptr_array_index (self->panels, 0)));
  if (sign != NULL && *sign != '\0')
    {
      if (self->quantity == PANELIST_RATE_QUANTITY)
        /* Translators: head of the column of rates; the first %s is the sign or code of a currency, then 1,000 */
        title = g_strdup_printf (_("%s per %s"), sign, number);
      else
        /* Translators: head of the column of prices; the sign or code of a currency, and a quantity */
        title = g_strdup_printf (_("%s for %s"), sign, number);
    }
  else if (self->quantity == PANELIST_RATE_QUANTITY)
    {
      title = g_strdup (_("Rate per 1,000"));
    }
  else
    {
      title = g_strdup_printf (_("Price for %s"), number);
    }
  panelist_table_columns_set_title (self->columns, COLUMN_RATE, title);
}

static void
find_success (const char                *service_id,
              const PanelistServiceMark *mark,
              const char                *folded,
              gpointer                   user_data)
{
  PanelistServiceTable *self = user_data;

  self->has_success = self->has_success || mark->success >= 0;
}

/* A column of dashes takes the room of names. */
static void
update_success (PanelistServiceTable *self)
{
  self->has_success = FALSE;
  for (guint i = 0; self->marks != NULL && i < self->panels->len; i++)
    panelist_service_marks_foreach (self->marks, panelist_panel_get_id (g_ptr_array_index (self->panels, i)),
                                    find_success, self);
}

/* The first to go are those that are least asked for; the panel is then told in the second line. */
static void
update_columns (PanelistServiceTable *self)
{
  panelist_table_columns_set_visible (self->columns, COLUMN_MAX, self->roomy);
  panelist_table_columns_set_visible (self->columns, COLUMN_CANCEL, self->roomy);
  panelist_table_columns_set_visible (self->columns, COLUMN_FAVORITE, self->marks != NULL);
  panelist_table_columns_set_visible (self->columns, COLUMN_SUCCESS, self->has_success);
  panelist_table_columns_set_visible (self->columns, COLUMN_PANEL, self->panels->len > 1 && self->spacious);
}

/* GObject */

static void
panelist_service_table_dispose (GObject *object)
{
  PanelistServiceTable *self = PANELIST_SERVICE_TABLE (object);

  g_clear_object (&self->columns);
  g_clear_object (&self->narrow_columns);
  g_clear_object (&self->marks);
  g_clear_pointer (&self->panels, g_ptr_array_unref);

  G_OBJECT_CLASS (panelist_service_table_parent_class)->dispose (object);
}

static void
panelist_service_table_class_init (PanelistServiceTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = panelist_service_table_dispose;
}

static void
panelist_service_table_init (PanelistServiceTable *self)
{
  self->columns = panelist_table_columns_new (table, G_N_ELEMENTS (table), ROW_HEIGHT);
  self->narrow_columns = panelist_table_columns_new_compact (NARROW_ROW_HEIGHT);
  self->panels = g_ptr_array_new_with_free_func (g_object_unref);
  self->quantity = PANELIST_RATE_QUANTITY;
  self->one_currency = TRUE;
  self->roomy = TRUE;
  self->spacious = TRUE;
  update_columns (self);
  update_rate_title (self);
}

/**
 * panelist_service_table_new:
 *
 * Returns: (transfer full): the looks of a table of services
 */
PanelistServiceTable *
panelist_service_table_new (void)
{
  return g_object_new (PANELIST_TYPE_SERVICE_TABLE, NULL);
}

/**
 * panelist_service_table_get_columns:
 *
 * Returns: (transfer none): the columns of the wide table, for its header
 */
PanelistTableColumns *
panelist_service_table_get_columns (PanelistServiceTable *self)
{
  g_return_val_if_fail (PANELIST_IS_SERVICE_TABLE (self), NULL);

  return self->columns;
}

/**
 * panelist_service_table_new_factory:
 * @narrow: whether rows have two lines instead of columns
 *
 * Returns: (transfer full): a factory for a list of #PanelistService
 */
GtkListItemFactory *
panelist_service_table_new_factory (PanelistServiceTable *self,
                                    gboolean              narrow)
{
  GtkListItemFactory *factory = NULL;

  g_return_val_if_fail (PANELIST_IS_SERVICE_TABLE (self), NULL);

  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (narrow ? on_bind_narrow : on_bind_wide), self,
                           G_CONNECT_SWAPPED);
  return factory;
}

static void
measure_figures (PanelistCatalog *catalog,
                 Figures         *figures)
{
  PanelistCatalogRow row;

  for (guint i = 0; i < panelist_catalog_get_size (catalog); i++)
    {
      guint n_digits = 0;

      panelist_catalog_get_row (catalog, i, &row);
      n_digits = panelist_amount_count_fraction (row.rate);
      if (n_digits > figures->fraction && n_digits <= PANELIST_MAX_ALIGNED_DIGITS)
        figures->fraction = n_digits;
      if (row.rate != NULL)
        figures->rate = MAX (figures->rate, (guint) strcspn (row.rate, "."));
      figures->min = MAX (figures->min, row.min);
      figures->max = MAX (figures->max, row.max);
    }
}

static guint
count_digits (int64_t number)
{
  guint n = 1;

  for (; number >= 10; number /= 10)
    n++;
  return n;
}

/* A figure that is cut reads as another one: the column is as wide as its longest, unless a person chose. */
static void
fit_column (PanelistServiceTable *self,
            guint                 column,
            guint                 n_digits,
            guint                 n_fraction_digits)
{
  int width = panelist_table_columns_get_width (self->columns, column);

  if (self->fitted[column] != 0 && width != self->fitted[column])
    return;

  width = (int) (DIGIT_WIDTH * (n_digits + n_fraction_digits) + MARK_WIDTH * (MAX (n_digits, 1) - 1) / 3);
  if (n_fraction_digits > 0)
    width += MARK_WIDTH;
  self->fitted[column] = CLAMP (width, table[column].width, table[column].max_width);
  panelist_table_columns_set_width (self->columns, column, self->fitted[column]);
}

static void
fit_columns (PanelistServiceTable *self)
{
  const guint in_thousands = count_digits (PANELIST_RATE_QUANTITY);
  const guint n_digits = self->figures.rate + MAX (count_digits (self->quantity), in_thousands) - in_thousands;

  fit_column (self, COLUMN_RATE, self->one_currency ? n_digits : n_digits + N_CURRENCY_DIGITS,
              panelist_amount_count_shown (self->figures.fraction, self->quantity));
  fit_column (self, COLUMN_MIN, count_digits (self->figures.min), 0);
  fit_column (self, COLUMN_MAX, count_digits (self->figures.max), 0);
}

static gboolean
has_one_currency (GPtrArray *panels)
{
  for (guint i = 1; i < panels->len; i++)
    if (g_strcmp0 (panelist_panel_get_currency (g_ptr_array_index (panels, i)),
                   panelist_panel_get_currency (g_ptr_array_index (panels, 0))) != 0)
      return FALSE;
  return TRUE;
}

/**
 * panelist_service_table_set_scope:
 * @panels: (element-type PanelistPanel): whose services are shown
 * @catalogs: (element-type PanelistCatalog): the services
 *
 * Call before @catalogs reach the model of the list: rows that are bound later use it.
 */
void
panelist_service_table_set_scope (PanelistServiceTable *self,
                                  GPtrArray            *panels,
                                  GPtrArray            *catalogs)
{
  g_return_if_fail (PANELIST_IS_SERVICE_TABLE (self));

  g_ptr_array_set_size (self->panels, 0);
  for (guint i = 0; i < panels->len; i++)
    g_ptr_array_add (self->panels, g_object_ref (g_ptr_array_index (panels, i)));
  self->one_currency = has_one_currency (self->panels);
  self->figures = (Figures) { 0 };
  for (guint i = 0; i < catalogs->len; i++)
    measure_figures (g_ptr_array_index (catalogs, i), &self->figures);
  fit_columns (self);
  update_rate_title (self);
  update_success (self);
  update_columns (self);
}

/**
 * panelist_service_table_set_marks:
 * @marks: (nullable): what people added to services
 *
 * Rows that are bound later show them.
 */
void
panelist_service_table_set_marks (PanelistServiceTable *self,
                                  PanelistServiceMarks *marks)
{
  g_return_if_fail (PANELIST_IS_SERVICE_TABLE (self));

  g_set_object (&self->marks, marks);
  update_success (self);
  update_columns (self);
}

/**
 * panelist_service_table_refresh:
 * @list: whose factory came from panelist_service_table_new_factory()
 *
 * Shows in all rows what is known now; rows that stay as they are cost next to nothing.
 */
void
panelist_service_table_refresh (PanelistServiceTable *self,
                                GtkListView          *list)
{
  g_return_if_fail (PANELIST_IS_SERVICE_TABLE (self));
  g_return_if_fail (GTK_IS_LIST_VIEW (list));

  update_success (self);
  update_columns (self);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);
      GtkListItem *item = NULL;

      if (!PANELIST_IS_TABLE_ROW (row))
        continue;
      item = get_row_state (PANELIST_TABLE_ROW (row))->item;
      if (gtk_list_item_get_item (item) != NULL)
        on_bind (self, item, panelist_table_row_get_columns (PANELIST_TABLE_ROW (row)) == self->narrow_columns);
    }
}

/**
 * panelist_service_table_set_quantity:
 * @quantity: that prices are shown for
 *
 * Rows that are bound later show them so.
 */
void
panelist_service_table_set_quantity (PanelistServiceTable *self,
                                     int                   quantity)
{
  g_return_if_fail (PANELIST_IS_SERVICE_TABLE (self));

  self->quantity = MAX (quantity, 1);
  fit_columns (self);
  update_rate_title (self);
}

/**
 * panelist_service_table_set_room:
 * @roomy: whether there is room for more than the most needed columns
 * @spacious: whether there is room for all columns
 */
void
panelist_service_table_set_room (PanelistServiceTable *self,
                                 gboolean              roomy,
                                 gboolean              spacious)
{
  g_return_if_fail (PANELIST_IS_SERVICE_TABLE (self));

  self->roomy = roomy;
  self->spacious = spacious;
  update_columns (self);
}

/**
 * panelist_service_table_is_star:
 * @list: whose rows are wide
 * @x: where it was pointed at
 *
 * Returns: whether that is in the column of stars
 */
gboolean
panelist_service_table_is_star (PanelistServiceTable *self,
                                GtkWidget            *list,
                                double                x)
{
  int start = 0;
  int width = 0;

  g_return_val_if_fail (PANELIST_IS_SERVICE_TABLE (self), FALSE);

  return panelist_table_columns_place (self->columns, COLUMN_FAVORITE, list, gtk_widget_get_width (list), &start,
                                       &width) &&
         x >= start - STAR_MARGIN && x < start + width + STAR_MARGIN;
}

/**
 * panelist_service_table_get_position:
 * @widget: a row that the factory made, or what the list puts around it
 *
 * Returns: where in the list it stands, %GTK_INVALID_LIST_POSITION when @widget is no row
 */
guint
panelist_service_table_get_position (GtkWidget *widget)
{
  GtkWidget *row = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), GTK_INVALID_LIST_POSITION);

  row = gtk_widget_get_ancestor (widget, PANELIST_TYPE_TABLE_ROW);
  if (row == NULL)
    row = gtk_widget_get_first_child (widget);
  if (!PANELIST_IS_TABLE_ROW (row))
    return GTK_INVALID_LIST_POSITION;
  return gtk_list_item_get_position (get_row_state (PANELIST_TABLE_ROW (row))->item);
}

static const char *const sort_columns[] = {
  [PANELIST_CATALOG_SORT_DEFAULT] = "default",
  [PANELIST_CATALOG_SORT_NAME] = "service",
  [PANELIST_CATALOG_SORT_RATE] = "rate",
  [PANELIST_CATALOG_SORT_MIN] = "min",
  [PANELIST_CATALOG_SORT_MAX] = "max",
  [PANELIST_CATALOG_SORT_FAVORITE] = "favorite",
  [PANELIST_CATALOG_SORT_ID] = "id",
  [PANELIST_CATALOG_SORT_REFILL] = "refill",
  [PANELIST_CATALOG_SORT_CANCEL] = "cancel",
  [PANELIST_CATALOG_SORT_SUCCESS] = "success",
  [PANELIST_CATALOG_SORT_PANEL] = "panel",
};

/**
 * panelist_catalog_sort_get_column:
 *
 * Returns: the id of the column, "default" for the panel's own order
 */
const char *
panelist_catalog_sort_get_column (PanelistCatalogSort sort)
{
  g_return_val_if_fail (sort < G_N_ELEMENTS (sort_columns), NULL);

  return sort_columns[sort];
}

/**
 * panelist_catalog_sort_from_column:
 * @id: (nullable): the id of a column, or anything that was once stored as one
 *
 * Returns: the order it stands for
 */
PanelistCatalogSort
panelist_catalog_sort_from_column (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (sort_columns); i++)
    if (g_strcmp0 (id, sort_columns[i]) == 0)
      return (PanelistCatalogSort) i;
  return PANELIST_CATALOG_SORT_DEFAULT;
}
