/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-shortcuts-dialog.h"

#include <glib/gi18n.h>

/* A row without keys is the title of a group. */
typedef struct {
  const char *title;
  const char *keys;     /* accelerators, separated by blanks */
} Shortcut;

static const Shortcut shortcuts[] = {
  { N_("General"), NULL },
  { N_("New Order"), "<Control>n" },
  { N_("Search in Page"), "<Control>f" },
  { N_("Refresh"), "<Control>r F5" },
  { N_("Details Beside the List"), "F9" },
  { N_("Back"), "<Alt>Left Escape" },
  { N_("Main Menu"), "F10" },
  { N_("Preferences"), "<Control>comma" },
  { N_("Keyboard Shortcuts"), "<Control>question" },
  { N_("Close Window"), "<Control>w" },
  { N_("Quit"), "<Control>q" },
  { N_("Pages"), NULL },
  { N_("Services"), "<Control>1" },
  { N_("New Order"), "<Control>2" },
  { N_("Orders"), "<Control>3" },
  { N_("Updates"), "<Control>4" },
  { N_("Lists"), NULL },
  { N_("Open"), "Return" },
  { N_("Row Menu"), "<Shift>F10 Menu" },
  { N_("Copy ID"), "<Control>c" },
  { N_("Change the Width of a Column"), "<Shift>Left <Shift>Right" },
};

static GtkWidget *
create_key (const char *accelerator)
{
  GdkModifierType modifiers = 0;
  guint key = 0;
  g_autofree char *text = NULL;
  GtkWidget *label = NULL;

  if (!gtk_accelerator_parse (accelerator, &key, &modifiers))
    return NULL;
  text = gtk_accelerator_get_label (key, modifiers);
  label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "keycap");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

static GtkWidget *
create_row (const Shortcut *shortcut)
{
  g_auto (GStrv) accelerators = NULL;
  GtkWidget *row = NULL;

  row = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(shortcut->title));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  accelerators = g_strsplit (shortcut->keys, " ", 0);
  for (guint i = 0; accelerators[i] != NULL; i++)
    {
      GtkWidget *key = create_key (accelerators[i]);

      if (key != NULL)
        adw_action_row_add_suffix (ADW_ACTION_ROW (row), key);
    }
  return row;
}

static GtkWidget *
create_page (void)
{
  GtkWidget *page = NULL;
  GtkWidget *group = NULL;

  page = adw_preferences_page_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      if (shortcuts[i].keys != NULL)
        {
          adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), create_row (&shortcuts[i]));
          continue;
        }
      group = adw_preferences_group_new ();
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _(shortcuts[i].title));
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
    }
  return page;
}

/**
 * panelist_shortcuts_dialog_new:
 *
 * Returns: (transfer none): a new floating dialog
 */
AdwDialog *
panelist_shortcuts_dialog_new (void)
{
  AdwDialog *dialog = NULL;
  GtkWidget *view = NULL;

  view = adw_toolbar_view_new ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), create_page ());

  dialog = adw_dialog_new ();
  adw_dialog_set_title (dialog, _("Keyboard Shortcuts"));
  adw_dialog_set_content_width (dialog, 460);
  adw_dialog_set_content_height (dialog, 640);
  adw_dialog_set_child (dialog, view);
  return dialog;
}
