/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-grouping-page.h"

#include <string.h>

#include <glib/gi18n.h>

#include "panelist-facet-words.h"
#include "panelist-keyword-row.h"
#include "panelist-keywords-page.h"
#include "panelist-store.h"

/* Platforms, or kinds */
typedef struct
{
  PanelistGroupingPage *page;
  PanelistGrouping grouping;
  AdwPreferencesGroup *group;
  GtkWidget *add_row;
  GPtrArray *rows;      /* AdwActionRow, borrowed: one for each group, which it has as data */
} List;

struct _PanelistGroupingPage
{
  AdwPreferencesPage parent_instance;

  AdwBanner *banner;
  GtkWidget *restore_row;
  List lists[PANELIST_N_GROUPINGS];

  PanelistKeywordsFile *file;
};

G_DEFINE_FINAL_TYPE (PanelistGroupingPage, panelist_grouping_page, ADW_TYPE_PREFERENCES_PAGE)

static PanelistKeywords *
get_keywords (PanelistGroupingPage *self)
{
  return panelist_keywords_file_get_keywords (self->file);
}

/* Rows */

static const char *
get_name (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "name");
}

static void
open_group (List       *list,
            const char *name)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (list->page), ADW_TYPE_PREFERENCES_DIALOG);

  adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (dialog),
                                       panelist_keywords_page_new (list->page->file, list->grouping, name));
}

static void
on_activated (GtkWidget *row,
              List      *list)
{
  open_group (list, get_name (row));
}

static GtkWidget *
new_icon (const char *name)
{
  return g_object_new (GTK_TYPE_IMAGE, "icon-name", name, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

static GtkWidget *
new_row (List       *list,
         const char *name)
{
  GtkWidget *row = NULL;

  row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "subtitle-lines", 2, "activatable", TRUE, NULL);
  /* Not with the others: they are told of in any order, and a name is no markup. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), panelist_kind_get_title (name));
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (name), g_free);
  if (list->grouping == PANELIST_GROUPING_KIND)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), new_icon (panelist_kind_get_icon_name (name)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_icon ("go-next-symbolic"));
  g_signal_connect (row, "activated", G_CALLBACK (on_activated), list);
  return row;
}

static void
show_words (List      *list,
            GtkWidget *row,
            guint      group)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *joined = NULL;

  words = panelist_keywords_dup_words (get_keywords (list->page), list->grouping, group);
  /* Translators: between the keywords in a list of them */
  joined = g_strjoinv (C_("list", ", "), words);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), *joined != '\0' ? joined : _("No keywords: nothing is found"));
}

/* Rows of groups that stay, stay; a new group comes last. */
static void
show_groups (List *list)
{
  PanelistKeywords *keywords = get_keywords (list->page);

  for (guint i = list->rows->len; i > 0; i--)
    {
      GtkWidget *row = g_ptr_array_index (list->rows, i - 1);

      if (panelist_keywords_find_group (keywords, list->grouping, get_name (row), NULL))
        continue;
      g_ptr_array_remove_index (list->rows, i - 1);
      adw_preferences_group_remove (list->group, row);
    }
  for (guint i = 1; i < panelist_keywords_get_n_groups (keywords, list->grouping); i++)
    {
      if (i > list->rows->len)
        {
          GtkWidget *row = new_row (list, panelist_keywords_get_group (keywords, list->grouping, i));

          adw_preferences_group_remove (list->group, list->add_row);
          adw_preferences_group_add (list->group, row);
          adw_preferences_group_add (list->group, list->add_row);
          g_ptr_array_add (list->rows, row);
        }
      show_words (list, g_ptr_array_index (list->rows, i - 1), i);
    }
}

/* Groups of one's own */

static char *
on_check (GtkWidget  *row,
          const char *text,
          List       *list)
{
  return panelist_keywords_page_check_name (list->page->file, list->grouping, NULL, text);
}

/* Its name is its first keyword, unless that belongs to another group. */
static void
on_added (GtkWidget  *row,
          const char *text,
          List       *list)
{
  PanelistKeywords *before = get_keywords (list->page);
  g_autoptr (PanelistKeywords) keywords = NULL;
  g_autofree char *word = NULL;
  const char *words[] = { NULL, NULL };

  word = g_utf8_strdown (text, -1);
  if (panelist_keywords_check_word (before, list->grouping, text, NULL, word, NULL) == PANELIST_KEYWORD_FINE)
    words[0] = word;
  keywords = panelist_keywords_with_words (before, list->grouping, text, words);
  panelist_keyword_row_set_text (PANELIST_KEYWORD_ROW (row), "");
  panelist_keywords_file_set_keywords (list->page->file, keywords);
  open_group (list, text);
}

/* All of it */

static void
on_restore (PanelistGroupingPage *self)
{
  panelist_keywords_page_change (GTK_WIDGET (self), self->file, panelist_keywords_get_builtin (),
                                 _("Built-in keywords restored"));
}

static void
show_error (PanelistGroupingPage *self)
{
  const GError *error = panelist_keywords_file_get_error (self->file);

  adw_banner_set_revealed (self->banner, error != NULL);
  adw_banner_set_button_label (self->banner, NULL);
  if (error == NULL)
    return;
  if (g_error_matches (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DAMAGED))
    {
      adw_banner_set_title (self->banner, _("The file of changed keywords is damaged: the built-in ones are in use. "
                                            "When a keyword is changed here, a copy of that file is kept."));
      return;
    }
  adw_banner_set_title (self->banner, g_error_matches (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_FULL)
                                          ? _("The keywords could not be saved: make room on the disk")
                                          : _("The keywords could not be saved: check the data folder"));
  adw_banner_set_button_label (self->banner, _("_Try Again"));
}

static void
on_keywords_changed (PanelistGroupingPage *self)
{
  for (guint i = 0; i < PANELIST_N_GROUPINGS; i++)
    show_groups (&self->lists[i]);
  gtk_widget_set_sensitive (self->restore_row, *panelist_keywords_get_changes (get_keywords (self)) != '\0');
}

static void
on_try_again (PanelistGroupingPage *self)
{
  panelist_keywords_file_write (self->file);
}

/* GObject */

static void
panelist_grouping_page_dispose (GObject *object)
{
  PanelistGroupingPage *self = PANELIST_GROUPING_PAGE (object);

  for (guint i = 0; i < PANELIST_N_GROUPINGS; i++)
    {
      g_clear_object (&self->lists[i].add_row);
      g_clear_pointer (&self->lists[i].rows, g_ptr_array_unref);
    }
  g_clear_object (&self->file);

  G_OBJECT_CLASS (panelist_grouping_page_parent_class)->dispose (object);
}

static void
panelist_grouping_page_class_init (PanelistGroupingPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = panelist_grouping_page_dispose;
}

static void
add_list (PanelistGroupingPage *self,
          PanelistGrouping      grouping,
          const char           *title,
          const char           *add)
{
  List *list = &self->lists[grouping];

  list->page = self;
  list->grouping = grouping;
  list->rows = g_ptr_array_new ();
  list->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (list->group, title);
  list->add_row = g_object_ref_sink (panelist_keyword_row_new (add, ""));
  g_signal_connect (list->add_row, "check", G_CALLBACK (on_check), list);
  g_signal_connect (list->add_row, "accepted", G_CALLBACK (on_added), list);
  adw_preferences_group_add (list->group, list->add_row);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), list->group);
}

static void
add_restore (PanelistGroupingPage *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  self->restore_row = adw_button_row_new ();
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self->restore_row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->restore_row), _("_Restore All Built-in Keywords"));
  g_signal_connect_object (self->restore_row, "activated", G_CALLBACK (on_restore), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, self->restore_row);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), group);
}

static void
panelist_grouping_page_init (PanelistGroupingPage *self)
{
  self->banner = ADW_BANNER (adw_banner_new (""));
  adw_banner_set_use_markup (self->banner, FALSE);
  g_signal_connect_object (self->banner, "button-clicked", G_CALLBACK (on_try_again), self, G_CONNECT_SWAPPED);
  adw_preferences_page_set_banner (ADW_PREFERENCES_PAGE (self), self->banner);
  add_list (self, PANELIST_GROUPING_PLATFORM, _("Platforms"), _("Add Platform"));
  adw_preferences_group_set_description (
      self->lists[PANELIST_GROUPING_PLATFORM].group,
      _("Panels do not tell what a service is for: the first keyword in its category or name does."));
  add_list (self, PANELIST_GROUPING_KIND, _("Kinds"), _("Add Kind"));
  add_restore (self);
}

/**
 * panelist_grouping_page_set_file:
 * @file: what is edited; it is set once
 */
void
panelist_grouping_page_set_file (PanelistGroupingPage *self,
                                 PanelistKeywordsFile *file)
{
  g_return_if_fail (PANELIST_IS_GROUPING_PAGE (self));
  g_return_if_fail (PANELIST_IS_KEYWORDS_FILE (file));
  g_return_if_fail (self->file == NULL);

  self->file = g_object_ref (file);
  on_keywords_changed (self);
  show_error (self);
  g_signal_connect_object (file, "notify::keywords", G_CALLBACK (on_keywords_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (file, "notify::error", G_CALLBACK (show_error), self, G_CONNECT_SWAPPED);
}
