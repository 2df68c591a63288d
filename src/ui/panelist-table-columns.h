/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The columns of a table: what its header (PanelistTableHeader) and all its rows (PanelistTableRow) share.
 *
 * A table is a GtkListView with the style class `table` whose factory makes one PanelistTableRow per item,
 * below a PanelistTableHeader with the style class `table-header`, in a box with the class `table-area`.
 *
 *   static const PanelistTableColumn columns[] = {
 *     { .id = "service", .title = N_("Service"), .sortable = TRUE, .spill = TRUE },
 *     { .id = "charge", .title = N_("Charge"), .width = 68, .align = PANELIST_TABLE_END, .numeric = TRUE },
 *   };
 *   self->columns = panelist_table_columns_new (columns, G_N_ELEMENTS (columns), 44);
 *
 * A narrow page shows the same items in rows of two lines and no header: panelist_table_columns_new_compact().
 *
 * Properties: sort (id of a column or NULL), descending: where the arrow of the header is. The header emits
 * `sort-requested`; whoever sorts sets them. Signal `changed`: widths, titles, visibility or the sort. */
#define PANELIST_TYPE_TABLE_COLUMNS (panelist_table_columns_get_type ())
G_DECLARE_FINAL_TYPE (PanelistTableColumns, panelist_table_columns, PANELIST, TABLE_COLUMNS, GObject)

typedef enum {
  PANELIST_TABLE_START,
  PANELIST_TABLE_CENTER,
  PANELIST_TABLE_END,
} PanelistTableAlign;

/* Lengths are pixels at the default text size; they grow with it. */
typedef struct {
  const char *id;
  const char *title;          /* to be translated; NULL = nothing in the header */
  int width;                  /* 0 = all that is left, exactly one column of a table */
  int min_width;              /* with max_width: the user may change the width between them */
  int max_width;
  PanelistTableAlign align;
  gboolean numeric;           /* tabular figures */
  gboolean sortable;          /* the title is a button */
  gboolean spill;             /* the second line may run into the next column where that one is empty */
} PanelistTableColumn;

/* The columns of a compact table. */
enum {
  PANELIST_TABLE_COMPACT_MAIN,  /* icon, text; below it detail or bar */
  PANELIST_TABLE_COMPACT_END,   /* as wide as its text; its detail stands beside the bar */
};

PanelistTableColumns      *panelist_table_columns_new         (const PanelistTableColumn *columns,
                                                               guint                      n_columns,
                                                               int                        row_height);
PanelistTableColumns      *panelist_table_columns_new_compact (int                        row_height);
gboolean                   panelist_table_columns_get_compact (PanelistTableColumns      *self);
int                        panelist_table_columns_get_row_height (PanelistTableColumns   *self);
guint                      panelist_table_columns_get_size    (PanelistTableColumns      *self);
const PanelistTableColumn *panelist_table_columns_get         (PanelistTableColumns      *self,
                                                               guint                      index);
const char                *panelist_table_columns_get_title   (PanelistTableColumns      *self,
                                                               guint                      index);
void                       panelist_table_columns_set_title   (PanelistTableColumns      *self,
                                                               guint                      index,
                                                               const char                *title);
gboolean                   panelist_table_columns_get_visible (PanelistTableColumns      *self,
                                                               guint                      index);
void                       panelist_table_columns_set_visible (PanelistTableColumns      *self,
                                                               guint                      index,
                                                               gboolean                   visible);
int                        panelist_table_columns_get_width   (PanelistTableColumns      *self,
                                                               guint                      index);
void                       panelist_table_columns_set_width   (PanelistTableColumns      *self,
                                                               guint                      index,
                                                               int                        width);
void                       panelist_table_columns_fit         (PanelistTableColumns      *self,
                                                               guint                      index,
                                                               const char                *figure);
const char                *panelist_table_columns_get_sort    (PanelistTableColumns      *self);
gboolean                   panelist_table_columns_get_descending (PanelistTableColumns   *self);
void                       panelist_table_columns_set_sort    (PanelistTableColumns      *self,
                                                               const char                *id,
                                                               gboolean                   descending);
gboolean                   panelist_table_columns_place       (PanelistTableColumns      *self,
                                                               guint                      index,
                                                               GtkWidget                 *widget,
                                                               int                        total,
                                                               int                       *x,
                                                               int                       *width);

G_END_DECLS
