/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-list-field-row.h"

#include <glib/gi18n.h>

#include "panelist-field-words.h"
#include "panelist-money.h"
#include "panelist-ui.h"

/* A form of more than 500 KB is refused by panels (protocol.md 4.1), so no larger file is read. */
#define FILE_MAX (256 * 1024)

struct _PanelistListFieldRow {
  AdwPreferencesRow parent_instance;

  PanelistOrderDraft *draft;
  PanelistField field;
  gboolean edited;
  gboolean left;       /* after an edit: going through an empty field is no mistake yet */
  gboolean updating;
  GCancellable *cancellable;
  char *file_problem;

  GtkWidget *title;
  GtkWidget *counter;
  GtkWidget *tick;
  GtkWidget *view;
  GtkWidget *note;
  GtkWidget *load;
  GtkTextBuffer *buffer;
  GtkTextTag *duplicate;
};

G_DEFINE_FINAL_TYPE (PanelistListFieldRow, panelist_list_field_row, ADW_TYPE_PREFERENCES_ROW)

static char *
dup_text (PanelistListFieldRow *self)
{
  GtkTextIter start = { 0 };
  GtkTextIter end = { 0 };

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

/* "48 of 10–1,500" where the lines decide the quantity, else "48 lines". */
static char *
dup_counter (PanelistListFieldRow *self,
             guint                 n_lines)
{
  PanelistService *service = NULL;
  const PanelistServiceTypeInfo *info = NULL;
  g_autofree char *lines = NULL;
  g_autofree char *lower = NULL;
  g_autofree char *upper = NULL;

  lines = panelist_number_format (n_lines);
  service = panelist_order_draft_get_service (self->draft);
  if (service != NULL)
    {
      info = panelist_service_type_get_info (panelist_service_get_service_type (service));
      lower = panelist_number_format (panelist_service_get_min (service));
      upper = panelist_number_format (panelist_service_get_max (service));
    }

  if (info != NULL && info->quantity == PANELIST_QUANTITY_LINES &&
      info->lines_field == (int) self->field && panelist_service_get_min (service) >= 0 &&
      panelist_service_get_max (service) >= 0)
    /* Translators: a number of lines and its limits, for example "48 of 10–1,500" */
    return g_strdup_printf (_("%s of %s–%s"), lines, lower, upper);

  /* Translators: %s is a number of lines */
  return g_strdup_printf (ngettext ("%s line", "%s lines", n_lines), lines);
}

static void
mark_line (PanelistListFieldRow *self,
           int                   line,
           GHashTable           *seen)
{
  GtkTextIter start = { 0 };
  GtkTextIter end = { 0 };
  g_autofree char *text = NULL;

  gtk_text_buffer_get_iter_at_line (self->buffer, &start, line);
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);

  text = g_strstrip (gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE));
  if (text[0] != '\0' && !g_hash_table_add (seen, g_steal_pointer (&text)))
    gtk_text_buffer_apply_tag (self->buffer, self->duplicate, &start, &end);
}

/* Underlines every line that stands further up already. */
static void
mark_duplicates (PanelistListFieldRow *self,
                 guint                 n_duplicates)
{
  g_autoptr (GHashTable) seen = NULL;
  GtkTextIter start = { 0 };
  GtkTextIter end = { 0 };

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_tag (self->buffer, self->duplicate, &start, &end);
  if (n_duplicates == 0)
    return;

  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (int line = 0; line < gtk_text_buffer_get_line_count (self->buffer); line++)
    mark_line (self, line, seen);
}

static void
show_note (PanelistListFieldRow *self,
           const char           *error,
           guint                 n_duplicates)
{
  g_autofree char *duplicates = NULL;
  g_autofree char *number = NULL;
  const char *text = NULL;

  if (n_duplicates > 0)
    {
      number = panelist_number_format (n_duplicates);
      /* Translators: %s is a number of lines of a list */
      duplicates = g_strdup_printf (
          ngettext ("%s line is there twice", "%s lines are there twice", n_duplicates), number);
    }

  text = error;
  if (text == NULL)
    text = self->file_problem;
  if (text == NULL)
    text = duplicates;

  gtk_label_set_label (GTK_LABEL (self->note), text != NULL ? text : "");
  gtk_widget_remove_css_class (self->note, "error");
  gtk_widget_remove_css_class (self->note, "warning");
  if (error != NULL || self->file_problem != NULL)
    gtk_widget_add_css_class (self->note, "error");
  else if (duplicates != NULL)
    gtk_widget_add_css_class (self->note, "warning");
}

static void
follow_draft (PanelistListFieldRow *self)
{
  g_autofree char *text = NULL;
  const char *value = NULL;

  text = dup_text (self);
  value = panelist_order_draft_get_value (self->draft, self->field);
  if (g_strcmp0 (text, value != NULL ? value : "") == 0)
    return;

  self->updating = TRUE;
  self->edited = FALSE;
  self->left = FALSE;
  gtk_text_buffer_set_text (self->buffer, value != NULL ? value : "", -1);
  self->updating = FALSE;
}

static void
panelist_list_field_row_update (PanelistListFieldRow *self)
{
  g_auto (PanelistFieldState) state = { 0 };
  g_autofree char *title = NULL;
  g_autofree char *counter = NULL;
  guint n_lines = 0;
  guint n_duplicates = 0;

  follow_draft (self);
  panelist_field_state_read (&state, self->draft, self->field, self->left);
  panelist_field_state_show (&state, GTK_WIDGET (self), GTK_ACCESSIBLE (self->view));
  gtk_widget_set_visible (self->tick, state.valid);

  n_lines = panelist_order_draft_count_lines (self->draft, self->field, &n_duplicates);
  title = panelist_field_dup_title (self->field, state.required);
  counter = dup_counter (self, n_lines);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->counter), counter);
  mark_duplicates (self, n_duplicates);
  show_note (self, state.error, n_duplicates);
}

static void
on_buffer_changed (PanelistListFieldRow *self)
{
  g_autofree char *text = NULL;

  if (self->updating || self->draft == NULL)
    return;

  self->edited = TRUE;
  g_clear_pointer (&self->file_problem, g_free);
  text = dup_text (self);
  panelist_order_draft_set_value (self->draft, self->field, text);
}

static void
on_focus_left (PanelistListFieldRow *self)
{
  self->left = self->edited;
  panelist_list_field_row_update (self);
}

/* Adds the lines of a file below what is there: nothing typed is lost, and it can be undone. */
static void
append_text (PanelistListFieldRow *self,
             const char           *text)
{
  GtkTextIter end = { 0 };

  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  if (gtk_text_buffer_get_char_count (self->buffer) > 0 && !gtk_text_iter_starts_line (&end))
    gtk_text_buffer_insert (self->buffer, &end, "\n", -1);
  gtk_text_buffer_insert (self->buffer, &end, text, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_widget_grab_focus (self->view);
}

static void
tell_file_problem (PanelistListFieldRow *self,
                   const char           *problem)
{
  g_set_str (&self->file_problem, problem);
  panelist_list_field_row_update (self);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), problem,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
take_file (PanelistListFieldRow *self,
           GBytes               *bytes)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  const char *data = NULL;
  gsize size = 0;

  data = g_bytes_get_data (bytes, &size);
  if (size > FILE_MAX)
    {
      tell_file_problem (self, _("The file is too large for one order"));
      return;
    }
  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      size -= 3;
    }
  if (!g_utf8_validate_len (data != NULL ? data : "", size, NULL))
    {
      tell_file_problem (self, _("The file is not plain text in UTF-8"));
      return;
    }

  text = g_strndup (data, size);
  lines = g_strsplit (text, "\r\n", -1);
  g_free (text);
  text = g_strjoinv ("\n", lines);
  append_text (self, text);
}

static void
on_bytes_read (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (PanelistListFieldRow) self = user_data;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->draft == NULL)
    return;
  if (bytes == NULL)
    tell_file_problem (self, _("The file could not be read"));
  else
    take_file (self, bytes);
}

static void
on_file_opened (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (PanelistListFieldRow) self = user_data;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  stream = g_file_read_finish (G_FILE (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->draft == NULL)
    return;
  if (stream == NULL)
    {
      tell_file_problem (self, _("The file could not be read"));
      return;
    }

  /* One byte more than allowed tells that there is more. */
  g_input_stream_read_bytes_async (G_INPUT_STREAM (stream), FILE_MAX + 1, G_PRIORITY_DEFAULT,
                                   self->cancellable, on_bytes_read, g_object_ref (self));
}

static void
on_file_chosen (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (PanelistListFieldRow) self = user_data;
  g_autoptr (GFile) file = NULL;

  /* NULL is a dismissed dialog, which needs no words. */
  file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  if (file != NULL && self->draft != NULL)
    g_file_read_async (file, G_PRIORITY_DEFAULT, self->cancellable, on_file_opened,
                       g_object_ref (self));
}

static void
on_load_clicked (PanelistListFieldRow *self)
{
  g_autoptr (GtkFileDialog) dialog = NULL;
  g_autoptr (GtkFileFilter) filter = NULL;
  g_autoptr (GListStore) filters = NULL;

  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, _("Text Files"));
  gtk_file_filter_add_mime_type (filter, "text/*");
  filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_list_store_append (filters, filter);

  dialog = gtk_file_dialog_new ();
  gtk_file_dialog_set_title (dialog, _("Load from File"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                        self->cancellable, on_file_chosen, g_object_ref (self));
}

static void
panelist_list_field_row_dispose (GObject *object)
{
  PanelistListFieldRow *self = PANELIST_LIST_FIELD_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_LIST_FIELD_ROW);

  G_OBJECT_CLASS (panelist_list_field_row_parent_class)->dispose (object);
}

static void
panelist_list_field_row_finalize (GObject *object)
{
  PanelistListFieldRow *self = PANELIST_LIST_FIELD_ROW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->file_problem, g_free);

  G_OBJECT_CLASS (panelist_list_field_row_parent_class)->finalize (object);
}

static void
panelist_list_field_row_class_init (PanelistListFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = panelist_list_field_row_dispose;
  object_class->finalize = panelist_list_field_row_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, PANELIST_RESOURCE_PATH "panelist-list-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistListFieldRow, title);
  gtk_widget_class_bind_template_child (widget_class, PanelistListFieldRow, counter);
  gtk_widget_class_bind_template_child (widget_class, PanelistListFieldRow, tick);
  gtk_widget_class_bind_template_child (widget_class, PanelistListFieldRow, view);
  gtk_widget_class_bind_template_child (widget_class, PanelistListFieldRow, note);
  gtk_widget_class_bind_template_child (widget_class, PanelistListFieldRow, load);
  gtk_widget_class_bind_template_child (widget_class, PanelistListFieldRow, buffer);
  gtk_widget_class_bind_template_callback (widget_class, on_buffer_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_load_clicked);
}

static void
panelist_list_field_row_init (PanelistListFieldRow *self)
{
  GtkEventController *focus = NULL;

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->duplicate = gtk_text_buffer_create_tag (self->buffer, NULL, "underline",
                                                PANGO_UNDERLINE_ERROR, NULL);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->title, NULL, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->title, NULL, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  self->counter, self->note, NULL, -1);

  focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_left), self);
  gtk_widget_add_controller (self->view, focus);
}

/* A row that edits `field` of `draft` and follows it; hidden while the type has no such field. */
GtkWidget *
panelist_list_field_row_new (PanelistOrderDraft *draft,
                             PanelistField       field)
{
  PanelistListFieldRow *self = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (draft), NULL);

  self = g_object_new (PANELIST_TYPE_LIST_FIELD_ROW, NULL);
  self->draft = g_object_ref (draft);
  self->field = field;
  g_signal_connect_object (draft, "changed", G_CALLBACK (panelist_list_field_row_update), self,
                           G_CONNECT_SWAPPED);
  panelist_list_field_row_update (self);

  return GTK_WIDGET (self);
}
