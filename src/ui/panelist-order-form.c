/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-order-form.h"

#include <glib/gi18n.h>

#include "panelist-choice-field-row.h"
#include "panelist-date-field-row.h"
#include "panelist-extra-field-row.h"
#include "panelist-guard-words.h"
#include "panelist-list-field-row.h"
#include "panelist-number-field-row.h"
#include "panelist-order-words.h"
#include "panelist-text-field-row.h"
#include "panelist-ui.h"

struct _PanelistOrderForm
{
  GtkBox parent_instance;

  PanelistOrderDraft *draft;
  PanelistOrder *other;
  GtkWidget *rows[PANELIST_N_FIELDS];
  GPtrArray *extra_rows;

  AdwPreferencesGroup *fields;
  GtkWidget *duplicate;
  GtkWidget *order_anyway;
  GtkWidget *drip_group;
  GtkWidget *drip;
  AdwPreferencesGroup *extras;
  GtkWidget *tag;
  GtkWidget *note;
};

G_DEFINE_FINAL_TYPE (PanelistOrderForm, panelist_order_form, GTK_TYPE_BOX)

static gboolean
takes_drip_feed (PanelistService *service)
{
  const PanelistServiceTypeInfo *info = NULL;

  if (service == NULL)
    return FALSE;
  info = panelist_service_type_get_info (panelist_service_get_service_type (service));
  return info->drip_feed && panelist_service_get_drip_feed (service) != PANELIST_FLAG_NO;
}

static void
show_drip_feed (PanelistOrderForm *self)
{
  g_autofree char *words = NULL;
  gboolean drip_feed = FALSE;

  gtk_widget_set_visible (self->drip_group,
                          takes_drip_feed (panelist_order_draft_get_service (self->draft)));
  g_object_get (self->draft, "drip-feed", &drip_feed, NULL);
  if (adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self->drip)) != drip_feed)
    adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self->drip), drip_feed);
  words = panelist_order_draft_dup_drip_feed (self->draft);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->drip), words);
}

static void
on_drip_switched (PanelistOrderForm *self)
{
  if (self->draft == NULL)
    return;

  g_object_set (self->draft, "drip-feed",
                adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self->drip)), NULL);
}

static void
show_extras (PanelistOrderForm *self)
{
  g_autofree char *type = NULL;
  g_autofree char *description = NULL;
  PanelistService *service = NULL;
  gboolean unknown = FALSE;
  guint n_extras = 0;

  n_extras = panelist_order_draft_get_n_extras (self->draft);
  while (self->extra_rows->len > n_extras)
    {
      adw_preferences_group_remove (self->extras, self->extra_rows->pdata[self->extra_rows->len - 1]);
      g_ptr_array_set_size (self->extra_rows, (int) self->extra_rows->len - 1);
    }
  while (self->extra_rows->len < n_extras)
    {
      GtkWidget *row = panelist_extra_field_row_new (self->draft, self->extra_rows->len);

      adw_preferences_group_add (self->extras, row);
      g_ptr_array_add (self->extra_rows, row);
    }

  service = panelist_order_draft_get_service (self->draft);
  unknown = service != NULL &&
            panelist_service_get_service_type (service) == PANELIST_SERVICE_TYPE_UNKNOWN;
  if (unknown)
    {
      /* The description of a group is always markup. */
      type = g_markup_escape_text (panelist_service_get_type_text (service), -1);
      /* Translators: %s is a service type as the panel calls it */
      description = g_strdup_printf (_("Unknown type “%s”: the service’s description says what "
                                       "the panel wants to know"),
                                     type);
    }
  adw_preferences_group_set_description (self->extras, description);
  gtk_widget_set_visible (GTK_WIDGET (self->extras), unknown || n_extras > 0);
}

static void
panelist_order_form_update (PanelistOrderForm *self)
{
  show_drip_feed (self);
  show_extras (self);
  gtk_widget_set_visible (GTK_WIDGET (self->fields),
                          panelist_order_draft_get_service (self->draft) != NULL);
}

static void
on_add_extra_clicked (PanelistOrderForm *self)
{
  panelist_order_form_add_extra (self);
}

static GtkWidget *
make_field_row (PanelistOrderForm *self,
                PanelistField         field)
{
  switch (panelist_field_get_kind (field))
    {
    case PANELIST_FIELD_KIND_TEXT:
      return panelist_text_field_row_new (self->draft, field);
    case PANELIST_FIELD_KIND_LIST:
      return panelist_list_field_row_new (self->draft, field);
    case PANELIST_FIELD_KIND_NUMBER:
      return panelist_number_field_row_new (self->draft, field);
    case PANELIST_FIELD_KIND_CHOICE:
      return panelist_choice_field_row_new (self->draft, field);
    case PANELIST_FIELD_KIND_DATE:
      return panelist_date_field_row_new (self->draft, field);
    default:
      g_return_val_if_reached (NULL);
    }
}

/* One row for each field there is; each shows itself when the type has its field. */
static void
make_field_rows (PanelistOrderForm *self)
{
  g_object_ref (self->duplicate);
  adw_preferences_group_remove (self->fields, self->duplicate);

  for (guint field = 0; field < PANELIST_N_FIELDS; field++)
    {
      GtkWidget *row = make_field_row (self, (PanelistField) field);

      self->rows[field] = row;
      if (field == PANELIST_FIELD_RUNS || field == PANELIST_FIELD_INTERVAL)
        adw_expander_row_add_row (ADW_EXPANDER_ROW (self->drip), row);
      else
        adw_preferences_group_add (self->fields, row);

      if (field == PANELIST_FIELD_LINK)
        adw_preferences_group_add (self->fields, self->duplicate);
    }

  g_object_unref (self->duplicate);
}

/* What was never typed is NULL in the draft and empty in an entry. */
static gboolean
to_entry_text (GBinding     *binding,
               const GValue *from,
               GValue       *to,
               gpointer      user_data)
{
  const char *text = NULL;

  text = g_value_get_string (from);
  g_value_set_string (to, text != NULL ? text : "");
  return TRUE;
}

static void
panelist_order_form_dispose (GObject *object)
{
  PanelistOrderForm *self = PANELIST_ORDER_FORM (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->other);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_ORDER_FORM);

  G_OBJECT_CLASS (panelist_order_form_parent_class)->dispose (object);
}

static void
panelist_order_form_finalize (GObject *object)
{
  PanelistOrderForm *self = PANELIST_ORDER_FORM (object);

  g_clear_pointer (&self->extra_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (panelist_order_form_parent_class)->finalize (object);
}

static void
panelist_order_form_class_init (PanelistOrderFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = panelist_order_form_dispose;
  object_class->finalize = panelist_order_form_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               PANELIST_RESOURCE_PATH "panelist-order-form.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderForm, fields);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderForm, duplicate);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderForm, order_anyway);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderForm, drip_group);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderForm, drip);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderForm, extras);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderForm, tag);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderForm, note);
  gtk_widget_class_bind_template_callback (widget_class, on_add_extra_clicked);
}

static void
panelist_order_form_init (PanelistOrderForm *self)
{
  self->extra_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A form that edits `draft` and follows it. */
GtkWidget *
panelist_order_form_new (PanelistOrderDraft *draft)
{
  PanelistOrderForm *self = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (draft), NULL);

  self = g_object_new (PANELIST_TYPE_ORDER_FORM, NULL);
  panelist_order_form_set_draft (self, draft);
  return GTK_WIDGET (self);
}

/* Once, for a form from a template. */
void
panelist_order_form_set_draft (PanelistOrderForm  *self,
                               PanelistOrderDraft *draft)
{
  GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  g_return_if_fail (PANELIST_IS_ORDER_FORM (self));
  g_return_if_fail (PANELIST_IS_ORDER_DRAFT (draft));
  g_return_if_fail (self->draft == NULL);

  self->draft = g_object_ref (draft);
  make_field_rows (self);
  g_object_bind_property (draft, "order-anyway", self->order_anyway, "active", flags);
  g_object_bind_property_full (draft, "tag", self->tag, "text", flags, to_entry_text, NULL, NULL,
                               NULL);
  g_object_bind_property_full (draft, "note", self->note, "text", flags, to_entry_text, NULL, NULL,
                               NULL);
  g_signal_connect_object (self->drip, "notify::enable-expansion", G_CALLBACK (on_drip_switched),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "changed", G_CALLBACK (panelist_order_form_update), self,
                           G_CONNECT_SWAPPED);
  panelist_order_form_update (self);
}

/* `other`: an order for the same link that is not over, NULL = none. The consent goes with it. A twin, which may be
 * this very order, takes no consent here: Place Order leads to a question of its own. */
void
panelist_order_form_set_other (PanelistOrderForm *self,
                               PanelistOrder     *other,
                               gboolean           is_twin)
{
  g_autofree char *words = NULL;

  g_return_if_fail (PANELIST_IS_ORDER_FORM (self));

  if (g_set_object (&self->other, other))
    g_object_set (self->draft, "order-anyway", FALSE, NULL);
  gtk_widget_set_visible (self->duplicate, other != NULL);
  if (other == NULL)
    return;

  words = panelist_guard_dup_other (other, panelist_order_draft_get_panel (self->draft));
  gtk_widget_set_visible (self->order_anyway, !is_twin);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->duplicate),
                                 is_twin ? _("This May Already Be Ordered") : _("Order Anyway for the Same Link"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->duplicate), words);
}

/* A step forward within a row that has the focus would leave its text. */
static void
focus_row (GtkWidget *row)
{
  if (ADW_IS_ENTRY_ROW (row))
    gtk_widget_grab_focus (row);
  else if (gtk_widget_get_focus_child (row) == NULL)
    gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
}

/* Goes to the first field that is required and empty. Returns: whether there is one */
gboolean
panelist_order_form_focus_empty (PanelistOrderForm *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER_FORM (self), FALSE);

  for (guint field = 0; field < PANELIST_N_FIELDS; field++)
    {
      const char *value = panelist_order_draft_get_value (self->draft, (PanelistField) field);

      if (panelist_order_draft_requires_field (self->draft, (PanelistField) field) &&
          (value == NULL || value[0] == '\0'))
        {
          focus_row (self->rows[field]);
          return TRUE;
        }
    }
  return FALSE;
}

/* Adds an empty extra parameter and goes there. */
void
panelist_order_form_add_extra (PanelistOrderForm *self)
{
  guint n_extras = 0;

  g_return_if_fail (PANELIST_IS_ORDER_FORM (self));

  n_extras = panelist_order_draft_get_n_extras (self->draft);
  panelist_order_draft_set_extra (self->draft, n_extras, "", "");
  if (self->extra_rows->len > n_extras)
    gtk_widget_child_focus (self->extra_rows->pdata[n_extras], GTK_DIR_TAB_FORWARD);
}
