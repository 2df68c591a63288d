/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What every test of a widget needs. */

/* A name that no view may take for markup or a mnemonic (safety.md E). */
#define HOSTILE_TEXT "<b>x</b> & <span size=\"999999\"> _y"

void       ui_test_init             (int         *argc,
                                     char      ***argv);
GtkWindow *ui_test_show             (GtkWidget   *widget,
                                     int          width,
                                     int          height);
void       ui_test_wait_for         (gboolean   (*condition) (gpointer data),
                                     gpointer     data);
void       ui_test_wait_frames      (GtkWidget   *widget,
                                     guint        n);
void       ui_test_assert_names     (GtkWidget   *widget);
GtkWidget *ui_test_find             (GtkWidget   *widget,
                                     GType        type,
                                     const char  *label);
GtkWidget *ui_test_find_tooltip     (GtkWidget   *widget,
                                     const char  *tooltip);

G_END_DECLS
