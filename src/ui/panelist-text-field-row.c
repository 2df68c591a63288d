/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-text-field-row.h"

#include <glib/gi18n.h>

#include "panelist-field-words.h"
#include "panelist-text.h"
#include "panelist-ui.h"

struct _PanelistTextFieldRow {
  AdwEntryRow parent_instance;

  PanelistOrderDraft *draft;
  PanelistField field;
  gboolean edited;
  gboolean left;       /* after an edit: going through an empty field is no mistake yet */
  gboolean updating;

  GtkWidget *tick;
  GtkWidget *untrack;
  GtkWidget *paste;
};

G_DEFINE_FINAL_TYPE (PanelistTextFieldRow, panelist_text_field_row, ADW_TYPE_ENTRY_ROW)

static void
panelist_text_field_row_update (PanelistTextFieldRow *self)
{
  g_auto (PanelistFieldState) state = { 0 };
  g_autofree char *title = NULL;
  g_autofree char *untracked = NULL;
  const char *value = NULL;

  value = panelist_order_draft_get_value (self->draft, self->field);
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self)), value != NULL ? value : "") != 0)
    {
      self->updating = TRUE;
      self->edited = FALSE;
      self->left = FALSE;
      gtk_editable_set_text (GTK_EDITABLE (self), value != NULL ? value : "");
      self->updating = FALSE;
    }

  panelist_field_state_read (&state, self->draft, self->field, self->left);
  panelist_field_state_show (&state, GTK_WIDGET (self),
                             GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (self))));
  gtk_widget_set_visible (self->tick, state.valid);
  gtk_widget_set_visible (self->paste, !state.filled);
  untracked = self->field == PANELIST_FIELD_LINK ? panelist_text_drop_tracking (value) : NULL;
  gtk_widget_set_visible (self->untrack, untracked != NULL);

  title = panelist_field_dup_title (self->field, state.required);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 state.error != NULL ? state.error : title);
}

static void
on_text_changed (PanelistTextFieldRow *self)
{
  if (self->updating)
    return;

  self->edited = TRUE;
  panelist_order_draft_set_value (self->draft, self->field,
                                  gtk_editable_get_text (GTK_EDITABLE (self)));
}

static void
on_focus_left (PanelistTextFieldRow *self)
{
  self->left = self->edited;
  panelist_text_field_row_update (self);
}

static void
on_text_pasted (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (PanelistTextFieldRow) self = user_data;
  g_autofree char *text = NULL;

  text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  if (text == NULL || self->draft == NULL)
    return;

  /* One line, and the blanks around a copied link are no part of it. */
  g_strdelimit (text, "\r\n", ' ');
  gtk_editable_set_text (GTK_EDITABLE (self), g_strstrip (text));
  gtk_editable_set_position (GTK_EDITABLE (self), -1);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
on_paste_clicked (PanelistTextFieldRow *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL,
                                 on_text_pasted, g_object_ref (self));
}

static void
on_untrack_clicked (PanelistTextFieldRow *self)
{
  g_autofree char *untracked = NULL;

  untracked = panelist_text_drop_tracking (gtk_editable_get_text (GTK_EDITABLE (self)));
  if (untracked != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self), untracked);
  gtk_editable_set_position (GTK_EDITABLE (self), -1);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
panelist_text_field_row_dispose (GObject *object)
{
  PanelistTextFieldRow *self = PANELIST_TEXT_FIELD_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_TEXT_FIELD_ROW);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (panelist_text_field_row_parent_class)->dispose (object);
}

static void
panelist_text_field_row_class_init (PanelistTextFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = panelist_text_field_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, PANELIST_RESOURCE_PATH "panelist-text-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistTextFieldRow, tick);
  gtk_widget_class_bind_template_child (widget_class, PanelistTextFieldRow, paste);
  gtk_widget_class_bind_template_child (widget_class, PanelistTextFieldRow, untrack);
  gtk_widget_class_bind_template_callback (widget_class, on_untrack_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_paste_clicked);
}

static void
panelist_text_field_row_init (PanelistTextFieldRow *self)
{
  GtkEventController *focus = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/* A row that edits `field` of `draft` and follows it; hidden while the type has no such field. */
GtkWidget *
panelist_text_field_row_new (PanelistOrderDraft *draft,
                             PanelistField       field)
{
  PanelistTextFieldRow *self = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (draft), NULL);

  self = g_object_new (PANELIST_TYPE_TEXT_FIELD_ROW, NULL);
  self->draft = g_object_ref (draft);
  self->field = field;
  g_signal_connect (self, "changed", G_CALLBACK (on_text_changed), NULL);
  g_signal_connect_object (draft, "changed", G_CALLBACK (panelist_text_field_row_update), self,
                           G_CONNECT_SWAPPED);
  panelist_text_field_row_update (self);

  return GTK_WIDGET (self);
}
