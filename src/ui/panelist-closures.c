/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-closures.h"

#include <glib/gi18n.h>

#include "panelist-money.h"
#include "panelist-panel-words.h"
#include "panelist-service-words.h"
#include "panelist-text.h"

#define UNKNOWN "–"

/**
 * panelist_closures_bind:
 * @widget_class: a class with a template
 *
 * Makes the closures known to the template of @widget_class.
 */
void
panelist_closures_bind (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_callback_full (widget_class, #name, G_CALLBACK (name))
  BIND (panelist_amount);
  BIND (panelist_count);
  BIND (panelist_balance_of);
  BIND (panelist_balance_time);
  BIND (panelist_has_text);
  BIND (panelist_is_set);
  BIND (panelist_equals);
  BIND (panelist_service_name);
  BIND (panelist_service_origin);
  BIND (panelist_service_rate);
  BIND (panelist_service_limits);
  BIND (panelist_service_type);
  BIND (panelist_service_refill);
  BIND (panelist_service_cancel);
  BIND (panelist_service_drip_feed);
  BIND (panelist_service_has_refill);
  BIND (panelist_service_has_cancel);
  BIND (panelist_service_has_drip_feed);
  BIND (panelist_service_average_time);
  BIND (panelist_service_description);
#undef BIND
}

/* An amount of money. */
char *
panelist_amount (gpointer    self,
                 const char *amount,
                 const char *currency)
{
  char *text = NULL;

  text = panelist_money_format (amount, currency);
  return text ? text : g_strdup (UNKNOWN);
}

/* A count for the end of a row: nothing for none. */
char *
panelist_count (gpointer self,
                guint    count)
{
  return count > 0 ? panelist_number_format (count) : g_strdup ("");
}

/* The balance of a panel in its currency. */
char *
panelist_balance_of (gpointer       self,
                     PanelistPanel *panel,
                     const char    *balance,
                     const char    *currency,
                     const char    *currency_override)
{
  char *text = NULL;

  text = panel ? panelist_panel_dup_balance (panel) : NULL;
  return text ? text : g_strdup (UNKNOWN);
}

/* When the balance was read. */
char *
panelist_balance_time (gpointer self,
                       int64_t  time)
{
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *moment = NULL;

  if (time <= 0)
    return g_strdup (_("Switch Panel"));
  date = g_date_time_new_from_unix_local (time);
  /* Translators: a day and a time, as in g_date_time_format() */
  moment = g_date_time_format (date, _("%-d %B, %H:%M"));
  /* Translators: a day and a time */
  return g_strdup_printf (_("Balance of %s"), moment);
}

gboolean
panelist_has_text (gpointer    self,
                   const char *text)
{
  return text != NULL && *text != '\0';
}

gboolean
panelist_is_set (gpointer  self,
                 GObject  *object)
{
  return object != NULL;
}

gboolean
panelist_equals (gpointer    self,
                 const char *a,
                 const char *b)
{
  return g_strcmp0 (a, b) == 0;
}

/* Services */

char *
panelist_service_name (gpointer         self,
                       PanelistService *service)
{
  return g_strdup (service ? panelist_service_get_name (service) : "");
}

char *
panelist_service_origin (gpointer         self,
                         PanelistService *service,
                         PanelistPanel   *panel)
{
  if (service == NULL)
    return g_strdup ("");
  return panelist_service_dup_origin (service, panel ? panelist_panel_get_name (panel) : NULL);
}

char *
panelist_service_rate (gpointer         self,
                       PanelistService *service,
                       PanelistPanel   *panel)
{
  if (service == NULL)
    return g_strdup ("");
  return panelist_service_dup_rate (service, panel ? panelist_panel_get_currency (panel) : NULL);
}

char *
panelist_service_limits (gpointer         self,
                         PanelistService *service)
{
  return service ? panelist_service_dup_limits (service) : g_strdup ("");
}

char *
panelist_service_type (gpointer         self,
                       PanelistService *service)
{
  return service ? panelist_service_dup_type (service) : g_strdup ("");
}

char *
panelist_service_refill (gpointer         self,
                         PanelistService *service)
{
  return service ? panelist_service_dup_flag (panelist_service_get_refill (service)) : g_strdup ("");
}

char *
panelist_service_cancel (gpointer         self,
                         PanelistService *service)
{
  return service ? panelist_service_dup_flag (panelist_service_get_cancel (service)) : g_strdup ("");
}

char *
panelist_service_drip_feed (gpointer         self,
                            PanelistService *service)
{
  return service ? panelist_service_dup_flag (panelist_service_get_drip_feed (service)) : g_strdup ("");
}

gboolean
panelist_service_has_refill (gpointer         self,
                             PanelistService *service)
{
  return service != NULL && panelist_service_get_refill (service) == PANELIST_FLAG_YES;
}

gboolean
panelist_service_has_cancel (gpointer         self,
                             PanelistService *service)
{
  return service != NULL && panelist_service_get_cancel (service) == PANELIST_FLAG_YES;
}

gboolean
panelist_service_has_drip_feed (gpointer         self,
                                PanelistService *service)
{
  return service != NULL && panelist_service_get_drip_feed (service) == PANELIST_FLAG_YES;
}

char *
panelist_service_average_time (gpointer         self,
                               PanelistService *service)
{
  const char *text = service ? panelist_service_get_average_time (service) : NULL;

  return panelist_text_display (text, -1, 80);
}

char *
panelist_service_description (gpointer         self,
                              PanelistService *service)
{
  const char *text = service ? panelist_service_get_description (service) : NULL;

  return panelist_text_display_lines (text, -1, 4000);
}
