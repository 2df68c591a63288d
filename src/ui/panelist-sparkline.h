/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A price over time, drawn as steps: each holds until the next. To screen readers it is an image with a summary of one
 * line. */
#define PANELIST_TYPE_SPARKLINE (panelist_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (PanelistSparkline, panelist_sparkline, PANELIST, SPARKLINE, GtkWidget)

typedef struct {
  int64_t time;       /* UTC seconds */
  const char *rate;   /* decimal text; NULL: there was no price */
} PanelistPrice;

GtkWidget  *panelist_sparkline_new         (void);
void        panelist_sparkline_set_prices  (PanelistSparkline   *self,
                                            const PanelistPrice *prices,
                                            guint                n_prices,
                                            int64_t              from,
                                            int64_t              to);
guint       panelist_sparkline_get_size    (PanelistSparkline   *self);
const char *panelist_sparkline_get_lowest  (PanelistSparkline   *self);
const char *panelist_sparkline_get_highest (PanelistSparkline   *self);

G_END_DECLS
