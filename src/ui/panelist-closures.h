/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "panelist-panel.h"
#include "panelist-service.h"

G_BEGIN_DECLS

/* Pure functions for the bindings of templates; every argument may be NULL, the first is the template. A class
 * calls panelist_closures_bind() in its class_init, then a blueprint says for example
 *
 *   label: bind $panelist_amount(template.balance, template.currency) as <string>;
 */
void      panelist_closures_bind   (GtkWidgetClass  *widget_class);

/* What is not known is a dash. */
char     *panelist_amount          (gpointer         self,
                                    const char      *amount,
                                    const char      *currency);
char     *panelist_count           (gpointer         self,
                                    guint            count);
/* The texts after the panel only make the binding follow them. */
char     *panelist_balance_of      (gpointer         self,
                                    PanelistPanel   *panel,
                                    const char      *balance,
                                    const char      *currency,
                                    const char      *currency_override);
char     *panelist_balance_time    (gpointer         self,
                                    int64_t          time);
gboolean  panelist_has_text        (gpointer         self,
                                    const char      *text);
gboolean  panelist_is_set          (gpointer         self,
                                    GObject         *object);
gboolean  panelist_equals          (gpointer         self,
                                    const char      *a,
                                    const char      *b);

/* Of a service; empty without one. */
char     *panelist_service_name    (gpointer         self,
                                    PanelistService *service);
char     *panelist_service_origin  (gpointer         self,
                                    PanelistService *service,
                                    PanelistPanel   *panel);
char     *panelist_service_rate    (gpointer         self,
                                    PanelistService *service,
                                    PanelistPanel   *panel);
char     *panelist_service_limits  (gpointer         self,
                                    PanelistService *service);
char     *panelist_service_type    (gpointer         self,
                                    PanelistService *service);
char     *panelist_service_refill  (gpointer         self,
                                    PanelistService *service);
char     *panelist_service_cancel  (gpointer         self,
                                    PanelistService *service);
char     *panelist_service_drip_feed (gpointer       self,
                                    PanelistService *service);
gboolean  panelist_service_has_refill (gpointer      self,
                                    PanelistService *service);
gboolean  panelist_service_has_cancel (gpointer      self,
                                    PanelistService *service);
gboolean  panelist_service_has_drip_feed (gpointer   self,
                                    PanelistService *service);
char     *panelist_service_average_time (gpointer    self,
                                    PanelistService *service);
char     *panelist_service_description (gpointer     self,
                                    PanelistService *service);

G_END_DECLS
