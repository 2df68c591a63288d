/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Where templates, icons and the style sheet are. */
#define PANELIST_RESOURCE_PATH "/io/github/panelist/Panelist/"

void      panelist_ui_init (void);
AdwToast *panelist_toast   (GtkWidget  *widget,
                            const char *title);
AdwToast *panelist_toast_with_button (GtkWidget  *widget,
                                      const char *title,
                                      const char *button,
                                      guint       seconds);
void      panelist_name_spin_buttons (GtkWidget *widget);
void      panelist_keep_unheard      (GtkEditable *entry);
void      panelist_keep_focus        (GtkWidget *widget);

G_END_DECLS
