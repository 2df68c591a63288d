/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "panelist-accounts.h"

G_BEGIN_DECLS

/* What can be done with a service wherever it is shown. The widget is where it was done: toasts are shown there. */

void panelist_service_favor   (GtkWidget        *widget,
                               PanelistAccounts *accounts,
                               PanelistService  *service,
                               gboolean          favorite);
void panelist_service_hide    (GtkWidget        *widget,
                               PanelistAccounts *accounts,
                               PanelistService  *service,
                               gboolean          hidden);
void panelist_service_note    (GtkWidget        *widget,
                               PanelistAccounts *accounts,
                               PanelistService  *service,
                               const char       *note);
void panelist_service_tag     (GtkWidget        *widget,
                               PanelistAccounts *accounts,
                               PanelistService  *service,
                               const char       *tags);
void panelist_service_copy_id (GtkWidget        *widget,
                               PanelistService  *service);

const PanelistServiceMark *
     panelist_service_get_mark (PanelistAccounts *accounts,
                                PanelistService  *service);

G_END_DECLS
