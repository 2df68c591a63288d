/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-keywords-page.h"

#include <string.h>

#include <glib/gi18n.h>

#include "panelist-facet-words.h"
#include "panelist-keyword-row.h"
#include "panelist-text.h"

struct _PanelistKeywordsPage
{
  AdwNavigationPage parent_instance;

  AdwPreferencesPage *groups;
  AdwPreferencesGroup *list;
  GtkWidget *name_row;        /* NULL where the name is built in */
  GtkWidget *add_row;
  GtkWidget *reset_row;
  GPtrArray *rows;            /* PanelistKeywordRow, borrowed: one for each keyword */

  PanelistKeywordsFile *file;
  PanelistGrouping grouping;
  char *name;                 /* of the group, in the table */
};

G_DEFINE_FINAL_TYPE (PanelistKeywordsPage, panelist_keywords_page, ADW_TYPE_NAVIGATION_PAGE)

/* Undo */

typedef struct
{
  PanelistKeywordsFile *file;
  PanelistKeywords *before;
} Undo;

static void
undo_free (gpointer  data,
           GClosure *closure)
{
  Undo *undo = data;

  g_clear_object (&undo->file);
  g_clear_pointer (&undo->before, panelist_keywords_unref);
  g_free (undo);
}

static void
on_undo (AdwToast *toast,
         Undo     *undo)
{
  panelist_keywords_file_set_keywords (undo->file, undo->before);
}

void
panelist_keywords_page_change (GtkWidget            *widget,
                               PanelistKeywordsFile *file,
                               PanelistKeywords     *keywords,
                               const char           *told)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_DIALOG);
  AdwToast *toast = NULL;
  Undo *undo = NULL;

  g_return_if_fail (PANELIST_IS_KEYWORDS_FILE (file));
  g_return_if_fail (keywords != NULL);

  undo = g_new0 (Undo, 1);
  undo->file = g_object_ref (file);
  undo->before = panelist_keywords_ref (panelist_keywords_file_get_keywords (file));
  toast = adw_toast_new (told);
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_undo), undo, undo_free, G_CONNECT_DEFAULT);
  panelist_keywords_file_set_keywords (file, keywords);
  /* It takes back this change and no other: any later one makes it go. */
  g_signal_connect_object (file, "notify::keywords", G_CALLBACK (adw_toast_dismiss), toast, G_CONNECT_SWAPPED);
  if (dialog != NULL)
    adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), toast);
  else
    g_object_unref (toast);
}

/* Names are compared as they are shown: kinds are translated. */
char *
panelist_keywords_page_check_name (PanelistKeywordsFile *file,
                                   PanelistGrouping      grouping,
                                   const char           *replaced,
                                   const char           *name)
{
  PanelistKeywords *keywords = panelist_keywords_file_get_keywords (file);
  g_autofree char *folded = NULL;
  PanelistKeywordProblem problem = PANELIST_KEYWORD_FINE;

  folded = panelist_text_fold (name, -1);
  problem = panelist_keywords_check_name (keywords, grouping, replaced, name);
  for (guint i = 0; problem == PANELIST_KEYWORD_FINE && i < panelist_keywords_get_n_groups (keywords, grouping); i++)
    {
      const char *group = panelist_keywords_get_group (keywords, grouping, i);
      g_autofree char *title = panelist_text_fold (panelist_kind_get_title (group), -1);

      if (g_strcmp0 (group, replaced) != 0 && strcmp (title, folded) == 0)
        problem = PANELIST_KEYWORD_TAKEN;
    }
  return panelist_keyword_problem_to_words (problem, NULL);
}

/* The words of the group */

static PanelistKeywords *
get_keywords (PanelistKeywordsPage *self)
{
  return panelist_keywords_file_get_keywords (self->file);
}

static GPtrArray *
dup_words (PanelistKeywordsPage *self)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) list = NULL;
  guint group = 0;

  if (panelist_keywords_find_group (get_keywords (self), self->grouping, self->name, &group))
    list = panelist_keywords_dup_words (get_keywords (self), self->grouping, group);
  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    g_ptr_array_add (words, g_strdup (list[i]));
  return words;
}

static PanelistKeywords *
with_words (PanelistKeywordsPage *self,
            GPtrArray            *words)
{
  g_ptr_array_add (words, NULL);
  return panelist_keywords_with_words (get_keywords (self), self->grouping, self->name,
                                       (const char *const *) words->pdata);
}

static void
set_words (PanelistKeywordsPage *self,
           GPtrArray            *words)
{
  g_autoptr (PanelistKeywords) keywords = NULL;

  keywords = with_words (self, words);
  panelist_keywords_file_set_keywords (self->file, keywords);
}

static char *
on_check (PanelistKeywordsPage *self,
          const char           *text,
          PanelistKeywordRow   *row)
{
  const char *replaced = panelist_keyword_row_get_value (row);
  const char *other = NULL;
  PanelistKeywordProblem problem = PANELIST_KEYWORD_FINE;

  problem = panelist_keywords_check_word (get_keywords (self), self->grouping, self->name,
                                          *replaced != '\0' ? replaced : NULL, text, &other);
  return panelist_keyword_problem_to_words (problem, other != NULL ? panelist_kind_get_title (other) : NULL);
}

static void
on_added (PanelistKeywordsPage *self,
          const char           *text)
{
  g_autoptr (GPtrArray) words = NULL;

  words = dup_words (self);
  g_ptr_array_add (words, g_strdup (text));
  set_words (self, words);
  panelist_keyword_row_set_text (PANELIST_KEYWORD_ROW (self->add_row), "");
  panelist_keyword_row_focus (PANELIST_KEYWORD_ROW (self->add_row));
}

static void
on_replaced (PanelistKeywordsPage *self,
             const char           *text,
             PanelistKeywordRow   *row)
{
  g_autoptr (GPtrArray) words = NULL;
  guint i = 0;

  words = dup_words (self);
  if (!g_ptr_array_find (self->rows, row, &i) || i >= words->len)
    return;
  g_free (g_ptr_array_index (words, i));
  g_ptr_array_index (words, i) = g_strdup (text);
  set_words (self, words);
}

/* The keyboard goes on with the next keyword, or where one is added. */
static void
on_removed (PanelistKeywordsPage *self,
            GtkWidget            *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, PANELIST_TYPE_KEYWORD_ROW);
  g_autoptr (GPtrArray) words = NULL;
  g_autoptr (PanelistKeywords) keywords = NULL;
  g_autofree char *told = NULL;
  guint i = 0;

  words = dup_words (self);
  if (!g_ptr_array_find (self->rows, row, &i) || i >= words->len)
    return;
  /* Translators: %s is a keyword */
  told = g_strdup_printf (_("“%s” was removed"), (char *) g_ptr_array_index (words, i));
  g_ptr_array_remove_index (words, i);
  panelist_keyword_row_focus (PANELIST_KEYWORD_ROW (i + 1 < self->rows->len ? g_ptr_array_index (self->rows, i + 1)
                                                                            : self->add_row));
  keywords = with_words (self, words);
  panelist_keywords_page_change (GTK_WIDGET (self), self->file, keywords, told);
}

/* The group itself */

static char *
on_check_name (PanelistKeywordsPage *self,
               const char           *text)
{
  return panelist_keywords_page_check_name (self->file, self->grouping, self->name, text);
}

static void
show_name (PanelistKeywordsPage *self)
{
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), panelist_kind_get_title (self->name));
}

static void
on_renamed (PanelistKeywordsPage *self,
            const char           *text)
{
  g_autoptr (PanelistKeywords) keywords = NULL;

  keywords = panelist_keywords_with_name (get_keywords (self), self->grouping, self->name, text);
  g_set_str (&self->name, text);
  show_name (self);
  panelist_keyword_row_set_text (PANELIST_KEYWORD_ROW (self->name_row), text);
  panelist_keywords_file_set_keywords (self->file, keywords);
}

static gboolean
is_builtin (PanelistKeywordsPage *self)
{
  return panelist_keywords_find_group (panelist_keywords_get_builtin (), self->grouping, self->name, NULL);
}

/* Built-in groups get their words back, others go. */
static void
on_reset (PanelistKeywordsPage *self)
{
  g_autoptr (PanelistKeywords) keywords = NULL;
  g_autofree char *told = NULL;

  keywords = panelist_keywords_without_changes (get_keywords (self), self->grouping, self->name);
  /* Translators: %s is a platform or a kind of service, for example "Photos" */
  told = g_strdup_printf (is_builtin (self) ? _("%s has its built-in keywords") : _("%s was removed"),
                          panelist_kind_get_title (self->name));
  /* The button goes. */
  panelist_keyword_row_focus (PANELIST_KEYWORD_ROW (self->add_row));
  panelist_keywords_page_change (GTK_WIDGET (self), self->file, keywords, told);
}

/* What is shown */

static GtkWidget *
new_row (PanelistKeywordsPage *self)
{
  GtkWidget *row = NULL;
  GtkWidget *button = NULL;

  row = panelist_keyword_row_new (_("Keyword"), "");
  button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (row), "remove", button);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  g_signal_connect_object (row, "check", G_CALLBACK (on_check), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "accepted", G_CALLBACK (on_replaced), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_removed), self, G_CONNECT_SWAPPED);
  return row;
}

static void
show_word (GtkWidget  *row,
           const char *word)
{
  GtkWidget *button = g_object_get_data (G_OBJECT (row), "remove");
  g_autofree char *label = NULL;

  if (strcmp (panelist_keyword_row_get_value (PANELIST_KEYWORD_ROW (row)), word) != 0)
    panelist_keyword_row_set_text (PANELIST_KEYWORD_ROW (row), word);
  /* Translators: %s is a keyword */
  label = g_strdup_printf (_("Remove “%s”"), word);
  gtk_widget_set_tooltip_text (button, _("Remove Keyword"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static gboolean
has_word (GPtrArray  *words,
          const char *word)
{
  return g_ptr_array_find_with_equal_func (words, word, g_str_equal, NULL);
}

/* Rows of words that stay, stay: the keyboard may be in one of them. */
static void
show_words (PanelistKeywordsPage *self)
{
  g_autoptr (GPtrArray) words = NULL;

  words = dup_words (self);
  for (guint i = 0; i < self->rows->len && self->rows->len > words->len;)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      if (has_word (words, panelist_keyword_row_get_value (PANELIST_KEYWORD_ROW (row))))
        {
          i++;
          continue;
        }
      g_ptr_array_remove_index (self->rows, i);
      adw_preferences_group_remove (self->list, row);
    }

  /* Another one is added at the end; that it came in between is an undone removal. */
  while (self->rows->len < words->len)
    {
      GtkWidget *row = new_row (self);

      adw_preferences_group_remove (self->list, self->add_row);
      adw_preferences_group_add (self->list, row);
      adw_preferences_group_add (self->list, self->add_row);
      g_ptr_array_add (self->rows, row);
    }
  for (guint i = 0; i < words->len; i++)
    show_word (g_ptr_array_index (self->rows, i), g_ptr_array_index (words, i));
}

static void
on_keywords_changed (PanelistKeywordsPage *self)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);

  if (!panelist_keywords_find_group (get_keywords (self), self->grouping, self->name, NULL))
    {
      if (dialog != NULL)
        adw_preferences_dialog_pop_subpage (ADW_PREFERENCES_DIALOG (dialog));
      return;
    }
  show_words (self);
  gtk_widget_set_sensitive (self->reset_row, !is_builtin (self) ||
                            panelist_keywords_is_changed (get_keywords (self), self->grouping, self->name));
}

/* GObject */

static void
panelist_keywords_page_dispose (GObject *object)
{
  PanelistKeywordsPage *self = PANELIST_KEYWORDS_PAGE (object);

  g_clear_object (&self->add_row);
  g_clear_object (&self->file);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (panelist_keywords_page_parent_class)->dispose (object);
}

static void
panelist_keywords_page_finalize (GObject *object)
{
  PanelistKeywordsPage *self = PANELIST_KEYWORDS_PAGE (object);

  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (panelist_keywords_page_parent_class)->finalize (object);
}

static void
panelist_keywords_page_class_init (PanelistKeywordsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = panelist_keywords_page_dispose;
  object_class->finalize = panelist_keywords_page_finalize;
}

static void
panelist_keywords_page_init (PanelistKeywordsPage *self)
{
  GtkWidget *view = NULL;

  self->rows = g_ptr_array_new ();
  self->groups = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  view = adw_toolbar_view_new ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->groups));
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

static AdwPreferencesGroup *
add_group (PanelistKeywordsPage *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_page_add (self->groups, group);
  return group;
}

static void
add_name (PanelistKeywordsPage *self)
{
  self->name_row = panelist_keyword_row_new (_("Name"), self->name);
  g_signal_connect_object (self->name_row, "check", G_CALLBACK (on_check_name), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->name_row, "accepted", G_CALLBACK (on_renamed), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (add_group (self), self->name_row);
}

static void
add_list (PanelistKeywordsPage *self)
{
  self->list = add_group (self);
  adw_preferences_group_set_title (self->list, _("Keywords"));
  adw_preferences_group_set_description (
      self->list, _("Words or groups of words in a category or name. Case and accents make no difference."));
  self->add_row = g_object_ref_sink (panelist_keyword_row_new (_("Add Keyword"), ""));
  g_signal_connect_object (self->add_row, "check", G_CALLBACK (on_check), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->add_row, "accepted", G_CALLBACK (on_added), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->list, self->add_row);
}

static void
add_reset (PanelistKeywordsPage *self)
{
  const gboolean platform = self->grouping == PANELIST_GROUPING_PLATFORM;

  self->reset_row = adw_button_row_new ();
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self->reset_row), TRUE);
  if (is_builtin (self))
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reset_row), _("_Restore Built-in Keywords"));
  else
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reset_row),
                                   platform ? _("_Remove Platform") : _("_Remove Kind"));
  if (!is_builtin (self))
    gtk_widget_add_css_class (self->reset_row, "destructive-action");
  g_signal_connect_object (self->reset_row, "activated", G_CALLBACK (on_reset), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (add_group (self), self->reset_row);
}

/**
 * panelist_keywords_page_new:
 * @file: what is edited
 * @name: of a platform or kind, in the table
 *
 * Returns: (transfer none): a new floating page
 */
AdwNavigationPage *
panelist_keywords_page_new (PanelistKeywordsFile *file,
                            PanelistGrouping      grouping,
                            const char           *name)
{
  PanelistKeywordsPage *self = NULL;

  g_return_val_if_fail (PANELIST_IS_KEYWORDS_FILE (file), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (PANELIST_TYPE_KEYWORDS_PAGE, NULL);
  self->file = g_object_ref (file);
  self->grouping = grouping;
  self->name = g_strdup (name);
  show_name (self);
  if (!is_builtin (self))
    add_name (self);
  add_list (self);
  add_reset (self);
  on_keywords_changed (self);
  g_signal_connect_object (file, "notify::keywords", G_CALLBACK (on_keywords_changed), self, G_CONNECT_SWAPPED);
  return ADW_NAVIGATION_PAGE (self);
}
