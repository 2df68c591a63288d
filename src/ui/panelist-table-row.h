/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-table-columns.h"

G_BEGIN_DECLS

/* One row of a table: a single light widget that paints its cells from cached layouts. A list keeps some two
 * hundred rows, so cells are no widgets.
 *
 * In the factory: `setup` makes the row, `bind` gives it columns and cells and gives the list item its one
 * accessible label (gtk_list_item_set_accessible_label()): the row itself says nothing to screen readers.
 * Setting what is there already costs nothing, so `bind` may also follow `notify` of the item. All text is
 * plain: markup and mnemonics of a panel mean nothing here.
 *
 *   PanelistTableCell cell = PANELIST_TABLE_CELL_INIT;
 *   cell.text = panelist_service_get_name (service);
 *   cell.detail = panelist_service_get_category (service);
 *   panelist_table_row_set_cell (row, COLUMN_SERVICE, &cell);
 *
 * Property: columns (PanelistTableColumns). */
#define PANELIST_TYPE_TABLE_ROW (panelist_table_row_get_type ())
G_DECLARE_FINAL_TYPE (PanelistTableRow, panelist_table_row, PANELIST, TABLE_ROW, GtkWidget)

/* The color of an icon and a text; always beside a word or a sign that says the same. */
typedef enum {
  PANELIST_TABLE_TONE_NORMAL,
  PANELIST_TABLE_TONE_DIMMED,
  PANELIST_TABLE_TONE_FAINT,      /* a sign that says nothing yet, never a text */
  PANELIST_TABLE_TONE_ACCENT,
  PANELIST_TABLE_TONE_SUCCESS,
  PANELIST_TABLE_TONE_WARNING,
  PANELIST_TABLE_TONE_ERROR,
} PanelistTableTone;

#define PANELIST_TABLE_N_TONES (PANELIST_TABLE_TONE_ERROR + 1)

/* Borrowed strings; the row copies what it keeps. A compact row uses text, detail and icon of both its cells. */
typedef struct {
  const char *icon_name;           /* symbolic, before the text; alone it stands in the middle */
  const char *text;
  const char *detail;              /* the second, smaller line */
  PanelistTableTone tone;          /* of icon and text */
  PanelistTableTone icon_tone;     /* NORMAL = as tone */
  PanelistTableTone detail_tone;
  double fraction;                 /* of a bar in the place of the detail, 0…1; below 0: no bar */
  gboolean moving;                 /* the bar still moves: accent color instead of gray */
  gboolean strong;                 /* the text is bold */
  int reserve;                     /* what stays free at the end, with what it may use of the next column, in pixels:
                                    * there lies another widget */
} PanelistTableCell;

#define PANELIST_TABLE_CELL_INIT { .fraction = -1, .detail_tone = PANELIST_TABLE_TONE_DIMMED }

GtkWidget *panelist_table_row_new         (PanelistTableColumns    *columns);
void       panelist_table_row_set_columns (PanelistTableRow        *self,
                                           PanelistTableColumns    *columns);
PanelistTableColumns *
           panelist_table_row_get_columns (PanelistTableRow        *self);
void       panelist_table_row_set_cell    (PanelistTableRow        *self,
                                           guint                    index,
                                           const PanelistTableCell *cell);
void       panelist_table_row_fit_cell    (PanelistTableRow        *self,
                                           guint                    index);
const char *panelist_table_row_get_text   (PanelistTableRow        *self,
                                           guint                    index);

G_END_DECLS
