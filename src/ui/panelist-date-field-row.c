/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-date-field-row.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "panelist-field-words.h"
#include "panelist-ui.h"

struct _PanelistDateFieldRow {
  AdwActionRow parent_instance;

  PanelistOrderDraft *draft;
  PanelistField field;
  gboolean left;
  gboolean updating;

  GtkWidget *date;
  GtkWidget *tick;
  GtkWidget *clear;
  GtkWidget *pick;
  GtkWidget *popover;
  GtkWidget *calendar;
};

G_DEFINE_FINAL_TYPE (PanelistDateFieldRow, panelist_date_field_row, ADW_TYPE_ACTION_ROW)

/* The draft keeps a day as YYYY-MM-DD and sends it as the protocol wants. */
static GDateTime *
parse_date (const char *value)
{
  int year = 0;
  int month = 0;
  int day = 0;

  if (value == NULL || sscanf (value, "%4d-%2d-%2d", &year, &month, &day) != 3)
    return NULL;
  return g_date_time_new_local (year, month, day, 0, 0, 0);
}

static void
panelist_date_field_row_update (PanelistDateFieldRow *self)
{
  g_auto (PanelistFieldState) state = { 0 };
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;
  const char *value = NULL;

  value = panelist_order_draft_get_value (self->draft, self->field);
  date = parse_date (value);
  if (date != NULL)
    text = g_date_time_format (date, "%x");

  panelist_field_state_read (&state, self->draft, self->field, self->left);
  panelist_field_state_show (&state, GTK_WIDGET (self), GTK_ACCESSIBLE (self->pick));
  gtk_widget_set_visible (self->tick, state.valid);
  gtk_widget_set_visible (self->clear, state.filled);
  gtk_label_set_label (GTK_LABEL (self->date), text != NULL ? text : "");

  title = panelist_field_dup_title (self->field, state.required);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), state.error);
}

static void
on_popover_shown (PanelistDateFieldRow *self)
{
  g_autoptr (GDateTime) date = NULL;
  g_autoptr (GDateTime) now = NULL;

  if (self->draft == NULL)
    return;
  if (!gtk_widget_get_visible (self->popover))
    {
      self->left = TRUE;
      panelist_date_field_row_update (self);
      return;
    }

  date = parse_date (panelist_order_draft_get_value (self->draft, self->field));
  if (date == NULL)
    {
      now = g_date_time_new_now_local ();
      date = g_date_time_add_days (now, 30);
    }

  self->updating = TRUE;
  gtk_calendar_select_day (GTK_CALENDAR (self->calendar), date);
  self->updating = FALSE;
}

static void
on_day_selected (PanelistDateFieldRow *self)
{
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *value = NULL;

  if (self->updating || self->draft == NULL)
    return;

  date = gtk_calendar_get_date (GTK_CALENDAR (self->calendar));
  value = g_date_time_format (date, "%Y-%m-%d");
  panelist_order_draft_set_value (self->draft, self->field, value);
}

static void
on_clear_clicked (PanelistDateFieldRow *self)
{
  gtk_widget_grab_focus (self->pick);
  panelist_order_draft_set_value (self->draft, self->field, NULL);
}

static void
panelist_date_field_row_dispose (GObject *object)
{
  PanelistDateFieldRow *self = PANELIST_DATE_FIELD_ROW (object);

  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_DATE_FIELD_ROW);

  G_OBJECT_CLASS (panelist_date_field_row_parent_class)->dispose (object);
}

static void
panelist_date_field_row_class_init (PanelistDateFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = panelist_date_field_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, PANELIST_RESOURCE_PATH "panelist-date-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistDateFieldRow, date);
  gtk_widget_class_bind_template_child (widget_class, PanelistDateFieldRow, tick);
  gtk_widget_class_bind_template_child (widget_class, PanelistDateFieldRow, clear);
  gtk_widget_class_bind_template_child (widget_class, PanelistDateFieldRow, pick);
  gtk_widget_class_bind_template_child (widget_class, PanelistDateFieldRow, popover);
  gtk_widget_class_bind_template_child (widget_class, PanelistDateFieldRow, calendar);
  gtk_widget_class_bind_template_callback (widget_class, on_popover_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_day_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_clicked);
}

static void
panelist_date_field_row_init (PanelistDateFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A row that edits `field` of `draft` and follows it; hidden while the type has no such field. */
GtkWidget *
panelist_date_field_row_new (PanelistOrderDraft *draft,
                             PanelistField       field)
{
  PanelistDateFieldRow *self = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (draft), NULL);

  self = g_object_new (PANELIST_TYPE_DATE_FIELD_ROW, NULL);
  self->draft = g_object_ref (draft);
  self->field = field;
  g_signal_connect_object (draft, "changed", G_CALLBACK (panelist_date_field_row_update), self,
                           G_CONNECT_SWAPPED);
  panelist_date_field_row_update (self);

  return GTK_WIDGET (self);
}
