/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "panelist-table-header.h"
#include "panelist-table-row.h"
#include "ui-test.h"

static const PanelistTableColumn table[] = {
  { .id = "status", .title = "Status", .width = 100 },
  { .id = "service", .title = "Service", .sortable = TRUE, .spill = TRUE },
  { .id = "progress", .title = "Progress", .width = 60 },
  { .id = "charge", .title = "Charge", .width = 50, .min_width = 40, .max_width = 80,
    .align = PANELIST_TABLE_END, .numeric = TRUE, .sortable = TRUE },
};

enum { STATUS, SERVICE, PROGRESS, CHARGE };

static void
test_places (void)
{
  static const struct {
    GtkTextDirection direction;
    guint hidden;
    guint column;
    gboolean visible;
    int x;
    int width;
  } cases[] = {
    /* 12 at the ends and between: 500 - 5 × 12 - 210 = 230 are left for the service */
    { GTK_TEXT_DIR_LTR, 99, STATUS, TRUE, 12, 100 },
    { GTK_TEXT_DIR_LTR, 99, SERVICE, TRUE, 124, 230 },
    { GTK_TEXT_DIR_LTR, 99, PROGRESS, TRUE, 366, 60 },
    { GTK_TEXT_DIR_LTR, 99, CHARGE, TRUE, 438, 50 },
    { GTK_TEXT_DIR_LTR, PROGRESS, PROGRESS, FALSE, 0, 0 },
    { GTK_TEXT_DIR_LTR, PROGRESS, SERVICE, TRUE, 124, 302 },
    { GTK_TEXT_DIR_LTR, PROGRESS, CHARGE, TRUE, 438, 50 },
    { GTK_TEXT_DIR_RTL, 99, STATUS, TRUE, 388, 100 },
    { GTK_TEXT_DIR_RTL, 99, CHARGE, TRUE, 12, 50 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistTableColumns) columns = NULL;
      GtkWidget *row = NULL;
      int x = 0;
      int width = 0;

      columns = panelist_table_columns_new (table, G_N_ELEMENTS (table), 44);
      if (cases[i].hidden < G_N_ELEMENTS (table))
        panelist_table_columns_set_visible (columns, cases[i].hidden, FALSE);
      row = g_object_ref_sink (panelist_table_row_new (columns));
      gtk_widget_set_direction (row, cases[i].direction);

      g_assert_true (panelist_table_columns_place (columns, cases[i].column, row, 500, &x, &width) ==
                     cases[i].visible);
      g_assert_cmpint (x, ==, cases[i].x);
      g_assert_cmpint (width, ==, cases[i].width);
      g_assert_finalize_object (row);
    }
}

static void
test_width_bounds (void)
{
  g_autoptr (PanelistTableColumns) columns = NULL;

  columns = panelist_table_columns_new (table, G_N_ELEMENTS (table), 44);
  panelist_table_columns_set_width (columns, CHARGE, 1000);
  g_assert_cmpint (panelist_table_columns_get_width (columns, CHARGE), ==, 80);
  panelist_table_columns_set_width (columns, CHARGE, 1);
  g_assert_cmpint (panelist_table_columns_get_width (columns, CHARGE), ==, 40);
  panelist_table_columns_set_width (columns, STATUS, 1);
  g_assert_cmpint (panelist_table_columns_get_width (columns, STATUS), ==, 100);
}

static void
fill (PanelistTableRow *row)
{
  PanelistTableCell status = PANELIST_TABLE_CELL_INIT;
  PanelistTableCell service = PANELIST_TABLE_CELL_INIT;
  PanelistTableCell progress = PANELIST_TABLE_CELL_INIT;

  status.icon_name = "panelist-unconfirmed-symbolic";
  status.text = "Unconfirmed";
  status.tone = PANELIST_TABLE_TONE_WARNING;
  service.text = HOSTILE_TEXT;
  service.detail = HOSTILE_TEXT;
  progress.text = "843 of 1,000";
  progress.fraction = 0.843;
  progress.moving = TRUE;
  panelist_table_row_set_cell (row, STATUS, &status);
  panelist_table_row_set_cell (row, SERVICE, &service);
  panelist_table_row_set_cell (row, PROGRESS, &progress);
}

static int
measure_figure (const char *figure)
{
  g_autoptr (GtkWidget) label = NULL;
  int width = 0;

  label = g_object_ref_sink (gtk_label_new (figure));
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width;
}

/* A figure that is cut reads as another one. */
static void
test_fits_figures (void)
{
  static const char * const figures[] = { "$0.09375", "$4,567.89", "€84.2927" };
  g_autoptr (PanelistTableColumns) columns = NULL;
  int width = 0;

  columns = panelist_table_columns_new (table, G_N_ELEMENTS (table), 44);
  width = panelist_table_columns_get_width (columns, CHARGE);
  panelist_table_columns_fit (columns, CHARGE, NULL);
  panelist_table_columns_fit (columns, CHARGE, "$1");
  g_assert_cmpint (panelist_table_columns_get_width (columns, CHARGE), ==, width);
  panelist_table_columns_fit (columns, CHARGE, "$1,234.50");
  g_assert_cmpint (panelist_table_columns_get_width (columns, CHARGE), >, width);
  width = panelist_table_columns_get_width (columns, CHARGE);
  panelist_table_columns_fit (columns, CHARGE, "$1");
  g_assert_cmpint (panelist_table_columns_get_width (columns, CHARGE), ==, width);

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      panelist_table_columns_fit (columns, CHARGE, figures[i]);
      g_assert_cmpint (panelist_table_columns_get_width (columns, CHARGE), >=, measure_figure (figures[i]));
    }
}

static void
test_fits_words (void)
{
  g_autoptr (PanelistTableColumns) columns = NULL;
  PanelistTableCell cell = PANELIST_TABLE_CELL_INIT;
  GtkWidget *row = NULL;
  int width = 0;

  columns = panelist_table_columns_new (table, G_N_ELEMENTS (table), 44);
  width = panelist_table_columns_get_width (columns, CHARGE);
  row = g_object_ref_sink (panelist_table_row_new (columns));
  panelist_table_row_fit_cell (PANELIST_TABLE_ROW (row), CHARGE);
  g_assert_cmpint (panelist_table_columns_get_width (columns, CHARGE), ==, width);

  cell.text = "Canceled";
  panelist_table_row_set_cell (PANELIST_TABLE_ROW (row), CHARGE, &cell);
  panelist_table_row_fit_cell (PANELIST_TABLE_ROW (row), CHARGE);
  g_assert_cmpint (panelist_table_columns_get_width (columns, CHARGE), >, width);
  g_assert_cmpint (panelist_table_columns_get_width (columns, CHARGE), <, 80);
  cell.text = "Longer than the column may be";
  panelist_table_row_set_cell (PANELIST_TABLE_ROW (row), CHARGE, &cell);
  panelist_table_row_fit_cell (PANELIST_TABLE_ROW (row), CHARGE);
  g_assert_cmpint (panelist_table_columns_get_width (columns, CHARGE), ==, 80);
  g_assert_finalize_object (row);
}

static void
test_row_paints_plain_text (void)
{
  g_autoptr (PanelistTableColumns) columns = NULL;
  GtkWidget *row = NULL;
  GtkWindow *window = NULL;
  int height = 0;

  columns = panelist_table_columns_new (table, G_N_ELEMENTS (table), 44);
  row = panelist_table_row_new (columns);
  fill (PANELIST_TABLE_ROW (row));
  window = ui_test_show (row, 500, 60);

  g_assert_cmpstr (panelist_table_row_get_text (PANELIST_TABLE_ROW (row), SERVICE), ==, HOSTILE_TEXT);
  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, ==, 44);
  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_PRESENTATION);

  gtk_window_destroy (window);
}

static void
test_row_changes_columns (void)
{
  g_autoptr (PanelistTableColumns) wide = NULL;
  g_autoptr (PanelistTableColumns) compact = NULL;
  PanelistTableCell cell = PANELIST_TABLE_CELL_INIT;
  GtkWidget *row = NULL;
  GtkWindow *window = NULL;

  wide = panelist_table_columns_new (table, G_N_ELEMENTS (table), 44);
  compact = panelist_table_columns_new_compact (60);
  row = g_object_ref_sink (panelist_table_row_new (wide));
  fill (PANELIST_TABLE_ROW (row));
  panelist_table_row_set_columns (PANELIST_TABLE_ROW (row), compact);
  g_assert_null (panelist_table_row_get_text (PANELIST_TABLE_ROW (row), PANELIST_TABLE_COMPACT_MAIN));

  cell.text = "Clips Views";
  cell.fraction = 1.5;
  panelist_table_row_set_cell (PANELIST_TABLE_ROW (row), PANELIST_TABLE_COMPACT_MAIN, &cell);
  cell.detail = "1,500 of 1,000";
  panelist_table_row_set_cell (PANELIST_TABLE_ROW (row), PANELIST_TABLE_COMPACT_END, &cell);
  window = ui_test_show (row, 360, 60);
  g_assert_cmpstr (panelist_table_row_get_text (PANELIST_TABLE_ROW (row), PANELIST_TABLE_COMPACT_MAIN), ==,
                   "Clips Views");

  gtk_window_destroy (window);
  g_assert_finalize_object (row);
}

typedef struct {
  char *id;
  gboolean descending;
} Request;

static void
on_sort_requested (GtkWidget  *header,
                   const char *id,
                   gboolean    descending,
                   Request    *request)
{
  g_set_str (&request->id, id);
  request->descending = descending;
}

static void
test_header (void)
{
  g_autoptr (PanelistTableColumns) columns = NULL;
  GtkWidget *header = NULL;
  GtkWidget *button = NULL;
  GtkWindow *window = NULL;
  Request request = { 0 };

  columns = panelist_table_columns_new (table, G_N_ELEMENTS (table), 44);
  header = panelist_table_header_new (columns);
  g_signal_connect (header, "sort-requested", G_CALLBACK (on_sort_requested), &request);
  window = ui_test_show (header, 500, 60);
  ui_test_assert_names (header);

  g_assert_null (ui_test_find (header, GTK_TYPE_BUTTON, "Status"));
  button = ui_test_find (header, GTK_TYPE_BUTTON, "Charge");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Charge");
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (request.id, ==, "charge");
  g_assert_false (request.descending);

  panelist_table_columns_set_sort (columns, "charge", FALSE);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Sorted ascending");
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (request.descending);

  panelist_table_columns_set_title (columns, CHARGE, "USD");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "USD");

  g_free (request.id);
  gtk_window_destroy (window);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/table/places", test_places);
  g_test_add_func ("/ui/table/width-bounds", test_width_bounds);
  g_test_add_func ("/ui/table/fits-figures", test_fits_figures);
  g_test_add_func ("/ui/table/fits-words", test_fits_words);
  g_test_add_func ("/ui/table/row-paints-plain-text", test_row_paints_plain_text);
  g_test_add_func ("/ui/table/row-changes-columns", test_row_changes_columns);
  g_test_add_func ("/ui/table/header", test_header);

  return g_test_run ();
}
