/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-number-field-row.h"

#include <glib/gi18n.h>

#include "panelist-field-words.h"
#include "panelist-money.h"
#include "panelist-ui.h"

struct _PanelistNumberFieldRow {
  AdwActionRow parent_instance;

  PanelistOrderDraft *draft;
  PanelistField field;
  gboolean left;
  gboolean updating;

  GtkWidget *spin;
  GtkAdjustment *adjustment;
};

G_DEFINE_FINAL_TYPE (PanelistNumberFieldRow, panelist_number_field_row, ADW_TYPE_ACTION_ROW)

/* The number the draft holds, or -1 while it is empty or no number. */
static int64_t
get_number (PanelistNumberFieldRow *self)
{
  const char *value = NULL;
  guint64 number = 0;

  value = panelist_order_draft_get_value (self->draft, self->field);
  if (value == NULL ||
      !g_ascii_string_to_unsigned (value, 10, 0, 1000000000000, &number, NULL))
    return -1;
  return (int64_t) number;
}

/* What the entry shows for the draft's value: grouped digits, or what was typed. */
static char *
dup_text (PanelistNumberFieldRow *self)
{
  const char *value = NULL;
  int64_t number = -1;

  number = get_number (self);
  if (number >= 0)
    return panelist_number_format (number);

  value = panelist_order_draft_get_value (self->draft, self->field);
  return g_strdup (value != NULL ? value : "");
}

static void
show_text (PanelistNumberFieldRow *self)
{
  g_autofree char *text = NULL;

  text = dup_text (self);
  if (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->spin)), text))
    return;

  self->updating = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->spin), text);
  self->updating = FALSE;
}

/* Where the steps of the buttons start from, and whether there is one down. */
static void
show_steps (PanelistNumberFieldRow *self)
{
  self->updating = TRUE;
  gtk_adjustment_set_value (self->adjustment, (double) MAX (get_number (self), 0));
  self->updating = FALSE;
}

static gboolean
shows_other_value (PanelistNumberFieldRow *self)
{
  g_autofree char *typed = NULL;
  const char *value = NULL;

  typed = panelist_number_parse_typed (gtk_editable_get_text (GTK_EDITABLE (self->spin)));
  value = panelist_order_draft_get_value (self->draft, self->field);
  return g_strcmp0 (typed, value != NULL ? value : "") != 0;
}

static void
panelist_number_field_row_update (PanelistNumberFieldRow *self)
{
  g_auto (PanelistFieldState) state = { 0 };
  g_autofree char *title = NULL;
  g_autofree char *hint = NULL;
  int64_t lower = 1;
  int64_t step = 1;

  panelist_field_get_range (self->draft, self->field, &lower, &step);
  gtk_adjustment_set_step_increment (self->adjustment, (double) step);
  gtk_adjustment_set_page_increment (self->adjustment, (double) step * 10);

  if (shows_other_value (self))
    {
      self->left = FALSE;
      show_steps (self);
      show_text (self);
    }

  panelist_field_state_read (&state, self->draft, self->field, self->left);
  panelist_field_state_show (&state, GTK_WIDGET (self), GTK_ACCESSIBLE (self->spin));

  title = panelist_field_dup_title (self->field, state.required);
  hint = panelist_field_dup_hint (self->draft, self->field);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), state.error != NULL ? state.error : hint);
}

/* From text to value: whatever is no number keeps the value, so that nothing is put in its place. */
static int
on_input (GtkSpinButton          *spin,
          double                 *value,
          PanelistNumberFieldRow *self)
{
  *value = self->draft != NULL ? (double) MAX (get_number (self), 0) : 0;
  return TRUE;
}

/* From value to text: empty stays empty, digits are grouped. */
static gboolean
on_output (GtkSpinButton          *spin,
           PanelistNumberFieldRow *self)
{
  if (self->draft != NULL && !self->updating)
    show_text (self);
  return TRUE;
}

static void
on_changed (PanelistNumberFieldRow *self)
{
  g_autofree char *typed = NULL;

  if (self->updating || self->draft == NULL)
    return;

  typed = panelist_number_parse_typed (gtk_editable_get_text (GTK_EDITABLE (self->spin)));
  panelist_order_draft_set_value (self->draft, self->field, typed);
  show_steps (self);
}

/* A step by button, key or wheel. From empty it goes to the smallest that is allowed. */
static void
on_value_changed (PanelistNumberFieldRow *self)
{
  g_autofree char *text = NULL;
  int64_t lower = 1;
  int64_t step = 1;
  int64_t number = 0;
  int64_t before = -1;

  if (self->updating || self->draft == NULL)
    return;

  number = (int64_t) gtk_adjustment_get_value (self->adjustment);
  before = get_number (self);
  if (number == MAX (before, 0))
    return;

  panelist_field_get_range (self->draft, self->field, &lower, &step);
  if (before < 0 && number < lower)
    number = lower;

  text = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  self->updating = TRUE;
  gtk_adjustment_set_value (self->adjustment, (double) number);
  panelist_order_draft_set_value (self->draft, self->field, text);
  self->updating = FALSE;
  show_text (self);
}

static void
on_focus_left (PanelistNumberFieldRow *self)
{
  self->left = TRUE;
  panelist_number_field_row_update (self);
}

static void
panelist_number_field_row_dispose (GObject *object)
{
  PanelistNumberFieldRow *self = PANELIST_NUMBER_FIELD_ROW (object);

  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_NUMBER_FIELD_ROW);

  G_OBJECT_CLASS (panelist_number_field_row_parent_class)->dispose (object);
}

static void
panelist_number_field_row_class_init (PanelistNumberFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = panelist_number_field_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, PANELIST_RESOURCE_PATH "panelist-number-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistNumberFieldRow, spin);
  gtk_widget_class_bind_template_child (widget_class, PanelistNumberFieldRow, adjustment);
  gtk_widget_class_bind_template_callback (widget_class, on_input);
  gtk_widget_class_bind_template_callback (widget_class, on_output);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_value_changed);
}

static void
panelist_number_field_row_init (PanelistNumberFieldRow *self)
{
  GtkEventController *focus = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_text_set_input_purpose (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->spin))),
                              GTK_INPUT_PURPOSE_DIGITS);
  panelist_name_spin_buttons (self->spin);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->spin), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self, NULL, -1);

  focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/* A row that edits `field` of `draft` and follows it; hidden while the type has no such field. */
GtkWidget *
panelist_number_field_row_new (PanelistOrderDraft *draft,
                               PanelistField       field)
{
  PanelistNumberFieldRow *self = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (draft), NULL);

  self = g_object_new (PANELIST_TYPE_NUMBER_FIELD_ROW, NULL);
  self->draft = g_object_ref (draft);
  self->field = field;
  g_signal_connect_object (draft, "changed", G_CALLBACK (panelist_number_field_row_update), self,
                           G_CONNECT_SWAPPED);
  show_text (self);
  panelist_number_field_row_update (self);

  return GTK_WIDGET (self);
}
