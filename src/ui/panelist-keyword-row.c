/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-keyword-row.h"

#include <string.h>

#include <glib/gi18n.h>

struct _PanelistKeywordRow
{
  AdwEntryRow parent_instance;

  char *label;
  char *value;        /* what it was last set to, or applied; empty in a row that adds */
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (PanelistKeywordRow, panelist_keyword_row, ADW_TYPE_ENTRY_ROW)

enum {
  CHECK,
  ACCEPTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
dup_text (PanelistKeywordRow *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));
}

/* An empty row that adds is right as it is. */
static char *
dup_problem (PanelistKeywordRow *self,
             const char         *text)
{
  char *problem = NULL;

  if (strcmp (text, self->value) != 0)
    g_signal_emit (self, signals[CHECK], 0, text, &problem);
  return problem;
}

static void
update (PanelistKeywordRow *self)
{
  GtkAccessible *delegate = GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (self)));
  g_autofree char *text = NULL;
  g_autofree char *problem = NULL;

  text = dup_text (self);
  problem = dup_problem (self, text);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), problem != NULL ? problem : self->label);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self), problem == NULL);
  gtk_accessible_update_state (delegate, GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
}

static void
on_changed (PanelistKeywordRow *self)
{
  if (!self->setting)
    update (self);
}

static void
on_apply (PanelistKeywordRow *self)
{
  g_autofree char *text = NULL;
  g_autofree char *problem = NULL;

  text = dup_text (self);
  problem = dup_problem (self, text);
  if (problem == NULL && strcmp (text, self->value) != 0)
    g_signal_emit (self, signals[ACCEPTED], 0, text);
}

static void
panelist_keyword_row_finalize (GObject *object)
{
  PanelistKeywordRow *self = PANELIST_KEYWORD_ROW (object);

  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->value, g_free);

  G_OBJECT_CLASS (panelist_keyword_row_parent_class)->finalize (object);
}

static void
panelist_keyword_row_class_init (PanelistKeywordRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = panelist_keyword_row_finalize;

  signals[CHECK] = g_signal_new ("check", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_STRING, 1, G_TYPE_STRING);
  signals[ACCEPTED] = g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
panelist_keyword_row_init (PanelistKeywordRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self), TRUE);
  adw_entry_row_set_enable_emoji_completion (ADW_ENTRY_ROW (self), FALSE);
  g_signal_connect (self, "changed", G_CALLBACK (on_changed), NULL);
  g_signal_connect (self, "apply", G_CALLBACK (on_apply), NULL);
}

/**
 * panelist_keyword_row_new:
 * @label: what the text is
 * @text: what stands there; empty in a row that adds
 *
 * Returns: (transfer none): a new floating row
 */
GtkWidget *
panelist_keyword_row_new (const char *label,
                          const char *text)
{
  PanelistKeywordRow *self = NULL;

  g_return_val_if_fail (label != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  self = g_object_new (PANELIST_TYPE_KEYWORD_ROW, NULL);
  self->label = g_strdup (label);
  panelist_keyword_row_set_text (self, text);
  return GTK_WIDGET (self);
}

/**
 * panelist_keyword_row_set_text:
 *
 * What is there now, not what somebody typed: there is nothing to apply.
 */
void
panelist_keyword_row_set_text (PanelistKeywordRow *self,
                               const char         *text)
{
  g_return_if_fail (PANELIST_IS_KEYWORD_ROW (self));
  g_return_if_fail (text != NULL);

  g_set_str (&self->value, text);
  self->setting = TRUE;
  /* The button is shown for what is typed while the row has one. */
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self), text);
  self->setting = FALSE;
  update (self);
}

/**
 * panelist_keyword_row_get_value:
 *
 * Returns: (transfer none): what is there, whatever is typed
 */
const char *
panelist_keyword_row_get_value (PanelistKeywordRow *self)
{
  g_return_val_if_fail (PANELIST_IS_KEYWORD_ROW (self), NULL);

  return self->value;
}

/**
 * panelist_keyword_row_focus:
 *
 * Puts the keyboard into the text, behind it.
 */
void
panelist_keyword_row_focus (PanelistKeywordRow *self)
{
  g_return_if_fail (PANELIST_IS_KEYWORD_ROW (self));

  adw_entry_row_grab_focus_without_selecting (ADW_ENTRY_ROW (self));
}

/**
 * panelist_keyword_problem_to_words:
 * @other: (nullable): the title of the group that has it already
 *
 * Returns: (transfer full) (nullable): what is wrong; %NULL when nothing
 */
char *
panelist_keyword_problem_to_words (PanelistKeywordProblem  problem,
                                   const char             *other)
{
  switch (problem)
    {
    case PANELIST_KEYWORD_EMPTY:
      return g_strdup (_("Needs letters or digits"));
    case PANELIST_KEYWORD_TOO_SHORT:
      return g_strdup (_("Needs at least 2 characters"));
    case PANELIST_KEYWORD_TOO_LONG:
      /* Translators: %u is a number of characters */
      return g_strdup_printf (_("Takes at most %u characters"), PANELIST_KEYWORD_MAX_CHARACTERS);
    case PANELIST_KEYWORD_TWICE:
      return g_strdup (_("Is in this list already"));
    case PANELIST_KEYWORD_TAKEN:
      /* Translators: of a keyword; %s is a platform or a kind of service, for example "Photos" */
      return other != NULL ? g_strdup_printf (_("Belongs to %s already"), other) : g_strdup (_("This name is taken"));
    case PANELIST_KEYWORD_SIGN:
      return g_strdup (_("A name can not have [ ] = #"));
    case PANELIST_KEYWORD_TOO_MANY:
      return g_strdup (_("There is no room for more"));
    case PANELIST_KEYWORD_FINE:
    default:
      return NULL;
    }
}
