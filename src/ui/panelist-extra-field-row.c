/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-extra-field-row.h"

#include <glib/gi18n.h>

#include "panelist-ui.h"

struct _PanelistExtraFieldRow
{
  AdwPreferencesRow parent_instance;

  PanelistOrderDraft *draft;
  guint index;
  gboolean updating;

  GtkWidget *name;
  GtkWidget *value;
};

G_DEFINE_FINAL_TYPE (PanelistExtraFieldRow, panelist_extra_field_row, ADW_TYPE_PREFERENCES_ROW)

static void
show_text (GtkWidget  *entry,
           const char *text)
{
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (entry)), text != NULL ? text : "") != 0)
    gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
}

static gboolean
is_taken (PanelistExtraFieldRow *self,
          const char            *name)
{
  if (g_ascii_strcasecmp (name, "key") == 0 || g_ascii_strcasecmp (name, "action") == 0 ||
      g_ascii_strcasecmp (name, "service") == 0)
    return TRUE;

  for (guint i = 0; i < panelist_order_draft_get_n_extras (self->draft); i++)
    {
      const char *other = NULL;
      const char *value = NULL;

      panelist_order_draft_get_extra (self->draft, i, &other, &value);
      if (i != self->index && g_strcmp0 (other, name) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
panelist_extra_field_row_update (PanelistExtraFieldRow *self)
{
  const char *name = NULL;
  const char *value = NULL;
  gboolean taken = FALSE;

  if (self->index >= panelist_order_draft_get_n_extras (self->draft))
    return;

  panelist_order_draft_get_extra (self->draft, self->index, &name, &value);
  self->updating = TRUE;
  show_text (self->name, name);
  show_text (self->value, value);
  self->updating = FALSE;

  taken = name != NULL && name[0] != '\0' && is_taken (self, name);
  if (taken)
    gtk_widget_add_css_class (self->name, "error");
  else
    gtk_widget_remove_css_class (self->name, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_STATE_INVALID,
                               taken ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
on_changed (PanelistExtraFieldRow *self)
{
  if (self->updating || self->draft == NULL)
    return;

  panelist_order_draft_set_extra (self->draft, self->index,
                                  gtk_editable_get_text (GTK_EDITABLE (self->name)),
                                  gtk_editable_get_text (GTK_EDITABLE (self->value)));
}

static void
on_remove_clicked (PanelistExtraFieldRow *self)
{
  panelist_order_draft_remove_extra (self->draft, self->index);
}

static void
panelist_extra_field_row_dispose (GObject *object)
{
  PanelistExtraFieldRow *self = PANELIST_EXTRA_FIELD_ROW (object);

  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_EXTRA_FIELD_ROW);

  G_OBJECT_CLASS (panelist_extra_field_row_parent_class)->dispose (object);
}

static void
panelist_extra_field_row_class_init (PanelistExtraFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = panelist_extra_field_row_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, PANELIST_RESOURCE_PATH "panelist-extra-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistExtraFieldRow, name);
  gtk_widget_class_bind_template_child (widget_class, PanelistExtraFieldRow, value);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked);
}

static void
panelist_extra_field_row_init (PanelistExtraFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A row for the extra parameter at `index`; the page makes as many as the draft has. */
GtkWidget *
panelist_extra_field_row_new (PanelistOrderDraft *draft,
                              guint               index)
{
  PanelistExtraFieldRow *self = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (draft), NULL);

  self = g_object_new (PANELIST_TYPE_EXTRA_FIELD_ROW, NULL);
  self->draft = g_object_ref (draft);
  self->index = index;
  g_signal_connect_object (draft, "changed", G_CALLBACK (panelist_extra_field_row_update), self,
                           G_CONNECT_SWAPPED);
  panelist_extra_field_row_update (self);

  return GTK_WIDGET (self);
}
