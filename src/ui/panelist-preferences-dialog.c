/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-preferences-dialog.h"

#include "panelist-grouping-page.h"

struct _PanelistPreferencesDialog
{
  AdwPreferencesDialog parent_instance;

  AdwComboRow *color_scheme;
  AdwComboRow *hold_delay;
  PanelistGroupingPage *grouping;
};

G_DEFINE_FINAL_TYPE (PanelistPreferencesDialog, panelist_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static void
panelist_preferences_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANELIST_TYPE_PREFERENCES_DIALOG);

  G_OBJECT_CLASS (panelist_preferences_dialog_parent_class)->dispose (object);
}

static void
panelist_preferences_dialog_class_init (PanelistPreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = panelist_preferences_dialog_dispose;

  g_type_ensure (PANELIST_TYPE_GROUPING_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PANELIST_RESOURCE_PATH "panelist-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistPreferencesDialog, color_scheme);
  gtk_widget_class_bind_template_child (widget_class, PanelistPreferencesDialog, hold_delay);
  gtk_widget_class_bind_template_child (widget_class, PanelistPreferencesDialog, grouping);
}

static void
panelist_preferences_dialog_init (PanelistPreferencesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The rows of the list stand in the order of the enum. */
static gboolean
scheme_to_row (GBinding     *binding,
               const GValue *from,
               GValue       *to,
               gpointer      user_data)
{
  g_value_set_uint (to, (guint) g_value_get_enum (from));
  return TRUE;
}

static gboolean
row_to_scheme (GBinding     *binding,
               const GValue *from,
               GValue       *to,
               gpointer      user_data)
{
  if (g_value_get_uint (from) > PANELIST_COLOR_SCHEME_DARK)
    return FALSE;
  g_value_set_enum (to, (int) g_value_get_uint (from));
  return TRUE;
}

/* Seconds, in the order of the rows. */
static const int delays[] = { 5, 10, 20 };

static gboolean
delay_to_row (GBinding     *binding,
              const GValue *from,
              GValue       *to,
              gpointer      user_data)
{
  guint row = 0;

  while (row + 1 < G_N_ELEMENTS (delays) && delays[row] < g_value_get_int (from))
    row++;
  g_value_set_uint (to, row);
  return TRUE;
}

static gboolean
row_to_delay (GBinding     *binding,
              const GValue *from,
              GValue       *to,
              gpointer      user_data)
{
  if (g_value_get_uint (from) >= G_N_ELEMENTS (delays))
    return FALSE;
  g_value_set_int (to, delays[g_value_get_uint (from)]);
  return TRUE;
}

/**
 * panelist_preferences_dialog_new:
 * @settings: what is edited
 * @keywords: and by what services are grouped
 *
 * Returns: (transfer none): a new floating dialog
 */
AdwDialog *
panelist_preferences_dialog_new (PanelistSettings     *settings,
                                 PanelistKeywordsFile *keywords)
{
  PanelistPreferencesDialog *self = NULL;

  g_return_val_if_fail (PANELIST_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (PANELIST_IS_KEYWORDS_FILE (keywords), NULL);

  self = g_object_new (PANELIST_TYPE_PREFERENCES_DIALOG, NULL);
  g_object_bind_property_full (settings, "color-scheme", self->color_scheme, "selected",
                               G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE, scheme_to_row, row_to_scheme,
                               NULL, NULL);
  g_object_bind_property_full (settings, "hold-delay", self->hold_delay, "selected",
                               G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE, delay_to_row, row_to_delay,
                               NULL, NULL);
  panelist_grouping_page_set_file (self->grouping, keywords);
  return ADW_DIALOG (self);
}
