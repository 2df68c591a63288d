/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-choice-field-row.h"

#include <glib/gi18n.h>

#include "panelist-field-words.h"
#include "panelist-ui.h"

struct _PanelistChoiceFieldRow {
  AdwComboRow parent_instance;

  PanelistOrderDraft *draft;
  PanelistField field;
  gboolean left;
  gboolean updating;
  guint offset;   /* 1 = the first entry says that nothing is chosen */
};

G_DEFINE_FINAL_TYPE (PanelistChoiceFieldRow, panelist_choice_field_row, ADW_TYPE_COMBO_ROW)

static guint
find_choice (PanelistChoiceFieldRow *self)
{
  const int *choices = NULL;
  const char *value = NULL;
  guint64 number = 0;
  gsize n_choices = 0;

  value = panelist_order_draft_get_value (self->draft, self->field);
  if (value == NULL || !g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT, &number, NULL))
    return 0;

  choices = panelist_field_get_choices (self->field, &n_choices);
  for (gsize i = 0; i < n_choices; i++)
    if (choices[i] == (int) number)
      return (guint) i + self->offset;
  return 0;
}

static void
panelist_choice_field_row_update (PanelistChoiceFieldRow *self)
{
  g_auto (PanelistFieldState) state = { 0 };
  g_autofree char *title = NULL;
  g_autofree char *hint = NULL;

  self->updating = TRUE;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), find_choice (self));
  self->updating = FALSE;

  panelist_field_state_read (&state, self->draft, self->field, self->left);
  panelist_field_state_show (&state, GTK_WIDGET (self), GTK_ACCESSIBLE (self));

  title = panelist_field_dup_title (self->field, state.required);
  hint = panelist_field_dup_hint (self->draft, self->field);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), state.error != NULL ? state.error : hint);
}

static void
on_selected (PanelistChoiceFieldRow *self)
{
  g_autofree char *value = NULL;
  const int *choices = NULL;
  gsize n_choices = 0;
  guint selected = 0;

  if (self->updating || self->draft == NULL)
    return;

  choices = panelist_field_get_choices (self->field, &n_choices);
  selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  if (selected >= self->offset && selected - self->offset < n_choices)
    value = g_strdup_printf ("%d", choices[selected - self->offset]);
  panelist_order_draft_set_value (self->draft, self->field, value);
}

static void
on_focus_left (PanelistChoiceFieldRow *self)
{
  self->left = TRUE;
  panelist_choice_field_row_update (self);
}

static GListModel *
list_choices (PanelistField field,
              gboolean      with_none)
{
  GtkStringList *list = NULL;
  const int *choices = NULL;
  gsize n_choices = 0;

  list = gtk_string_list_new (NULL);
  if (with_none)
    gtk_string_list_append (list, _("Not Chosen"));
  choices = panelist_field_get_choices (field, &n_choices);
  for (gsize i = 0; i < n_choices; i++)
    gtk_string_list_take (list, panelist_field_dup_choice (field, choices[i]));

  return G_LIST_MODEL (list);
}

static void
panelist_choice_field_row_dispose (GObject *object)
{
  PanelistChoiceFieldRow *self = PANELIST_CHOICE_FIELD_ROW (object);

  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_CHOICE_FIELD_ROW);

  G_OBJECT_CLASS (panelist_choice_field_row_parent_class)->dispose (object);
}

static void
panelist_choice_field_row_class_init (PanelistChoiceFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = panelist_choice_field_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, PANELIST_RESOURCE_PATH "panelist-choice-field-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
}

static void
panelist_choice_field_row_init (PanelistChoiceFieldRow *self)
{
  GtkEventController *focus = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/* A row that edits `field` of `draft` and follows it; hidden while the type has no such field. */
GtkWidget *
panelist_choice_field_row_new (PanelistOrderDraft *draft,
                               PanelistField       field)
{
  PanelistChoiceFieldRow *self = NULL;
  g_autoptr (GListModel) choices = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (draft), NULL);

  self = g_object_new (PANELIST_TYPE_CHOICE_FIELD_ROW, NULL);
  /* A field that starts with a value always has one. */
  self->offset = panelist_order_draft_get_value (draft, field) == NULL ? 1 : 0;
  choices = list_choices (field, self->offset > 0);
  self->field = field;
  adw_combo_row_set_model (ADW_COMBO_ROW (self), choices);

  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (panelist_choice_field_row_update), self,
                           G_CONNECT_SWAPPED);
  panelist_choice_field_row_update (self);

  return GTK_WIDGET (self);
}
