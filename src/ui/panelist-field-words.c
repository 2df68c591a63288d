/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-field-words.h"

#include <glib/gi18n.h>

#include "panelist-money.h"

typedef struct {
  const char *title;
  const char *missing;
} PanelistFieldWords;

/* In the order of PanelistField. */
static const PanelistFieldWords field_words[PANELIST_N_FIELDS] = {
  [PANELIST_FIELD_LINK] = { N_("Link"), N_("The link is missing") },
  [PANELIST_FIELD_QUANTITY] = { N_("Quantity"), N_("The quantity is missing") },
  [PANELIST_FIELD_COMMENTS] = { N_("Comments"), N_("The comments are missing") },
  [PANELIST_FIELD_USERNAMES] = { N_("Usernames"), N_("The usernames are missing") },
  [PANELIST_FIELD_HASHTAGS] = { N_("Hashtags"), N_("The hashtags are missing") },
  [PANELIST_FIELD_HASHTAG] = { N_("Hashtag"), N_("The hashtag is missing") },
  [PANELIST_FIELD_USERNAME] = { N_("Username"), N_("The username is missing") },
  [PANELIST_FIELD_MEDIA] = { N_("Media Link"), N_("The media link is missing") },
  [PANELIST_FIELD_KEYWORDS] = { N_("Keywords"), N_("The keywords are missing") },
  [PANELIST_FIELD_ANSWER_NUMBER] = { N_("Answer Number"), N_("The answer number is missing") },
  [PANELIST_FIELD_GROUPS] = { N_("Groups"), N_("The groups are missing") },
  [PANELIST_FIELD_CUSTOM_DATA] = { N_("Custom Data"), N_("The custom data is missing") },
  [PANELIST_FIELD_MIN] = { N_("Minimum per Post"), N_("The minimum per post is missing") },
  [PANELIST_FIELD_MAX] = { N_("Maximum per Post"), N_("The maximum per post is missing") },
  [PANELIST_FIELD_POSTS] = { N_("New Posts"), N_("The number of new posts is missing") },
  [PANELIST_FIELD_OLD_POSTS] = { N_("Earlier Posts"),
                                 N_("The number of earlier posts is missing") },
  [PANELIST_FIELD_DELAY] = { N_("Delay"), N_("The delay is missing") },
  [PANELIST_FIELD_EXPIRY] = { N_("Expiry"), N_("The expiry is missing") },
  [PANELIST_FIELD_COUNTRY] = { N_("Country"), N_("The country is missing") },
  [PANELIST_FIELD_DEVICE] = { N_("Device"), N_("The device is missing") },
  [PANELIST_FIELD_TYPE_OF_TRAFFIC] = { N_("Traffic Type"), N_("The traffic type is missing") },
  [PANELIST_FIELD_GOOGLE_KEYWORD] = { N_("Search Keyword"),
                                      N_("The search keyword is missing") },
  [PANELIST_FIELD_REFERRING_URL] = { N_("Referring Link"), N_("The referring link is missing") },
  [PANELIST_FIELD_RUNS] = { N_("Runs"), N_("The number of runs is missing") },
  [PANELIST_FIELD_INTERVAL] = { N_("Interval"), N_("The interval is missing") },
};

static const char *const device_words[] = {
  NULL,
  N_("Desktop"),
  N_("Mobile (Android)"),
  N_("Mobile (iOS)"),
  N_("Mixed (Mobile)"),
  N_("Mixed (Mobile and Desktop)"),
};

static const char *const traffic_words[] = {
  NULL,
  N_("Search Keyword"),
  N_("Custom Referrer"),
  N_("Blank Referrer"),
};

/* The name of a field as its row shows it, translated and borrowed. */
const char *
panelist_field_get_title (PanelistField field)
{
  g_return_val_if_fail ((guint) field < PANELIST_N_FIELDS, "");

  return _(field_words[field].title);
}

/* The same with a mark when the field may stay empty. */
char *
panelist_field_dup_title (PanelistField field,
                          gboolean      required)
{
  if (required)
    return g_strdup (panelist_field_get_title (field));

  /* Translators: %s is the name of a field that may stay empty, for example "New Posts" */
  return g_strdup_printf (_("%s (Optional)"), panelist_field_get_title (field));
}

static char *
dup_limits_hint (PanelistService *service)
{
  g_autofree char *lower = NULL;
  g_autofree char *upper = NULL;
  int64_t min = -1;
  int64_t max = -1;

  if (service == NULL)
    return NULL;

  min = panelist_service_get_min (service);
  max = panelist_service_get_max (service);
  lower = panelist_number_format (min);
  upper = panelist_number_format (max);

  if (min >= 0 && max >= 0)
    /* Translators: the limits of a quantity, for example "50 – 10,000" */
    return g_strdup_printf (_("%s – %s"), lower, upper);
  if (min >= 0)
    /* Translators: the limit of a quantity, for example "At least 50" */
    return g_strdup_printf (_("At least %s"), lower);
  if (max >= 0)
    /* Translators: the limit of a quantity, for example "At most 10,000" */
    return g_strdup_printf (_("At most %s"), upper);
  return NULL;
}

/* The caption below a field while nothing is wrong with it, or NULL. */
char *
panelist_field_dup_hint (PanelistOrderDraft *draft,
                         PanelistField       field)
{
  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (draft), NULL);

  switch ((int) field)
    {
    case PANELIST_FIELD_QUANTITY:
    case PANELIST_FIELD_MIN:
    case PANELIST_FIELD_MAX:
      return dup_limits_hint (panelist_order_draft_get_service (draft));
    case PANELIST_FIELD_INTERVAL:
      return g_strdup (_("Minutes between runs"));
    case PANELIST_FIELD_POSTS:
      return g_strdup (_("Endless when empty"));
    case PANELIST_FIELD_OLD_POSTS:
      return g_strdup (_("Posts that are already published"));
    case PANELIST_FIELD_DELAY:
      return g_strdup (_("After each new post"));
    case PANELIST_FIELD_ANSWER_NUMBER:
      return g_strdup (_("Position of the answer in the poll"));
    default:
      return NULL;
    }
}

/* What a spin button of the field starts from when it is empty, and by how much it moves. */
void
panelist_field_get_range (PanelistOrderDraft *draft,
                          PanelistField       field,
                          int64_t            *lower,
                          int64_t            *step)
{
  PanelistService *service = NULL;

  g_return_if_fail (PANELIST_IS_ORDER_DRAFT (draft));

  *lower = 1;
  *step = 1;

  if (field == PANELIST_FIELD_RUNS)
    *lower = 2;
  if (field == PANELIST_FIELD_INTERVAL)
    *lower = *step = 5;

  service = panelist_order_draft_get_service (draft);
  if (service == NULL ||
      (field != PANELIST_FIELD_QUANTITY && field != PANELIST_FIELD_MIN &&
       field != PANELIST_FIELD_MAX))
    return;

  /* The largest power of ten within the minimum: 50 moves by 10, 1,000 by 1,000. */
  *lower = MAX (panelist_service_get_min (service), 1);
  while (*step * 10 <= *lower)
    *step *= 10;
}

/* TRUE when typing on can't mend the problem, so that it is told at once and not only after leaving. */
gboolean
panelist_problem_is_stuck (PanelistProblem problem)
{
  switch (problem)
    {
    case PANELIST_PROBLEM_NOT_A_NUMBER:
    case PANELIST_PROBLEM_ABOVE_MAX:
    case PANELIST_PROBLEM_TOTAL_ABOVE_MAX:
    case PANELIST_PROBLEM_NOT_A_CHOICE:
    case PANELIST_PROBLEM_NOT_A_DATE:
    case PANELIST_PROBLEM_NOT_IN_FUTURE:
    case PANELIST_PROBLEM_CONTROL_CHARACTER:
    case PANELIST_PROBLEM_RESERVED_NAME:
      return TRUE;

    case PANELIST_PROBLEM_NONE:
    case PANELIST_PROBLEM_MISSING:
    case PANELIST_PROBLEM_BELOW_MIN:
    case PANELIST_PROBLEM_TOO_FEW_RUNS:
    case PANELIST_PROBLEM_MIN_ABOVE_MAX:
    case PANELIST_PROBLEM_NO_SERVICE:
    default:
      return FALSE;
    }
}

static char *
dup_limit_problem (PanelistField field,
                   gboolean      below,
                   int64_t       limit)
{
  g_autofree char *number = NULL;

  number = panelist_number_format (limit);

  if (panelist_field_get_kind (field) == PANELIST_FIELD_KIND_LIST)
    {
      gulong n = (gulong) limit;

      if (below)
        /* Translators: %s is a number of lines */
        return g_strdup_printf (ngettext ("At least %s line is needed",
                                          "At least %s lines are needed", n),
                                number);

      /* Translators: %s is a number of lines */
      return g_strdup_printf (ngettext ("At most %s line is allowed",
                                        "At most %s lines are allowed", n),
                              number);
    }

  if (below)
    /* Translators: the name of a field and a number: "Quantity must be at least 50" */
    return g_strdup_printf (_("%s must be at least %s"), panelist_field_get_title (field), number);

  /* Translators: the name of a field and a number: "Quantity must be at most 10,000" */
  return g_strdup_printf (_("%s must be at most %s"), panelist_field_get_title (field), number);
}

/* A whole sentence for a problem of a field, translated; NULL for PANELIST_PROBLEM_NONE. `field` may be
 * PANELIST_N_FIELDS for the extra parameters. */
char *
panelist_field_dup_problem (PanelistOrderDraft *draft,
                            PanelistField       field,
                            PanelistProblem     problem,
                            int64_t             limit)
{
  g_autofree char *number = NULL;

  switch (problem)
    {
    case PANELIST_PROBLEM_NONE:
      return NULL;
    case PANELIST_PROBLEM_NO_SERVICE:
      return g_strdup (_("No service is chosen"));
    case PANELIST_PROBLEM_MISSING:
      if (field >= PANELIST_N_FIELDS)
        return g_strdup (_("An extra parameter has no name"));
      return g_strdup (_(field_words[field].missing));
    case PANELIST_PROBLEM_NOT_A_NUMBER:
      /* Translators: %s is the name of a field, for example "Quantity" */
      return g_strdup_printf (_("%s must be a whole number"), panelist_field_get_title (field));
    case PANELIST_PROBLEM_BELOW_MIN:
      return dup_limit_problem (field, TRUE, limit);
    case PANELIST_PROBLEM_ABOVE_MAX:
      return dup_limit_problem (field, FALSE, limit);
    case PANELIST_PROBLEM_TOTAL_ABOVE_MAX:
      number = panelist_number_format (limit);
      /* Translators: %s is the largest total of a drip-feed */
      return g_strdup_printf (_("Quantity × runs must be at most %s"), number);
    case PANELIST_PROBLEM_TOO_FEW_RUNS:
      return g_strdup (_("A drip-feed needs at least 2 runs"));
    case PANELIST_PROBLEM_MIN_ABOVE_MAX:
      return g_strdup (_("The minimum is above the maximum"));
    case PANELIST_PROBLEM_NOT_A_CHOICE:
      /* Translators: %s is the name of a field, for example "Device" */
      return g_strdup_printf (_("%s must be one of the list"), panelist_field_get_title (field));
    case PANELIST_PROBLEM_NOT_A_DATE:
      return g_strdup (_("The expiry is not a date"));
    case PANELIST_PROBLEM_NOT_IN_FUTURE:
      return g_strdup (_("The expiry must be in the future"));
    case PANELIST_PROBLEM_CONTROL_CHARACTER:
      /* Translators: %s is the name of a field, for example "Link" */
      return g_strdup_printf (_("%s has characters that cannot be sent"),
                              panelist_field_get_title (field));
    case PANELIST_PROBLEM_RESERVED_NAME:
      return g_strdup (_("An extra parameter has a name that is taken"));
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
dup_delay (int minutes)
{
  if (minutes == 0)
    return g_strdup (_("At Once"));
  if (minutes % 60 == 0)
    /* Translators: %d is a number of hours */
    return g_strdup_printf (ngettext ("%d Hour", "%d Hours", (gulong) (minutes / 60)),
                            minutes / 60);
  if (minutes > 60)
    /* Translators: hours and minutes, for example "1 h 30 min" */
    return g_strdup_printf (_("%d h %d min"), minutes / 60, minutes % 60);

  /* Translators: %d is a number of minutes */
  return g_strdup_printf (ngettext ("%d Minute", "%d Minutes", (gulong) minutes), minutes);
}

/* The words for a value of a choice field; the value itself where there are none. */
char *
panelist_field_dup_choice (PanelistField field,
                           int           choice)
{
  if (field == PANELIST_FIELD_DELAY && choice >= 0)
    return dup_delay (choice);
  if (field == PANELIST_FIELD_DEVICE && choice > 0 && choice < (int) G_N_ELEMENTS (device_words))
    return g_strdup (_(device_words[choice]));
  if (field == PANELIST_FIELD_TYPE_OF_TRAFFIC && choice > 0 &&
      choice < (int) G_N_ELEMENTS (traffic_words))
    return g_strdup (_(traffic_words[choice]));

  return g_strdup_printf ("%d", choice);
}

static gboolean
is_grouping (gunichar    character,
             const char *formatted_thousand)
{
  /* Whatever stands between the digits of a formatted 1,000 in this locale, and blanks. */
  if (g_unichar_isspace (character) || character == 0xa0 || character == 0x202f)
    return TRUE;
  return !g_unichar_isdigit (character) &&
         g_utf8_strchr (formatted_thousand, -1, character) != NULL;
}

/* Reads a whole number as a person of this locale writes it ("10,000"). Groups must be groups, so that
 * "1,5" is not fifteen.
 *
 * Returns: its plain digits; empty for nothing but blanks; what was typed when it is no whole number,
 *   so that the check of the draft can say so. */
char *
panelist_number_parse_typed (const char *text)
{
  g_autofree char *thousand = NULL;
  g_autofree char *stripped = NULL;
  g_autoptr (GString) digits = NULL;
  gboolean grouped = FALSE;
  guint n_in_group = 0;

  g_return_val_if_fail (text != NULL, NULL);

  thousand = panelist_number_format (1000);
  stripped = g_strstrip (g_strdup (text));
  digits = g_string_new (NULL);

  for (const char *at = stripped; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);
      int digit = g_unichar_digit_value (character);

      if (digit >= 0)
        {
          g_string_append_c (digits, (char) ('0' + digit));
          n_in_group++;
        }
      else if (is_grouping (character, thousand) && n_in_group >= (grouped ? 2 : 1) &&
               n_in_group <= 3)
        {
          grouped = TRUE;
          n_in_group = 0;
        }
      else
        return g_strdup (text);
    }

  if (grouped && n_in_group != 3)
    return g_strdup (text);

  /* Leading zeros say nothing. */
  while (digits->len > 1 && digits->str[0] == '0')
    g_string_erase (digits, 0, 1);

  return g_string_free_and_steal (g_steal_pointer (&digits));
}

/* Reads what a row has to show. `left`: the person has been in the field and left it.
 * Clear the result with panelist_field_state_clear(). */
void
panelist_field_state_read (PanelistFieldState *state,
                           PanelistOrderDraft *draft,
                           PanelistField       field,
                           gboolean            left)
{
  PanelistProblem problem = PANELIST_PROBLEM_NONE;
  const char *value = NULL;
  int64_t limit = -1;

  g_return_if_fail (PANELIST_IS_ORDER_DRAFT (draft));

  memset (state, 0, sizeof *state);
  state->visible = panelist_order_draft_has_field (draft, field);
  state->required = panelist_order_draft_requires_field (draft, field);
  value = panelist_order_draft_get_value (draft, field);
  state->filled = value != NULL && value[0] != '\0';
  if (!state->visible)
    return;

  problem = panelist_order_draft_check_field (draft, field, &limit);
  state->valid = state->filled && problem == PANELIST_PROBLEM_NONE;
  if (left || panelist_problem_is_stuck (problem))
    state->error = panelist_field_dup_problem (draft, field, problem, limit);
}

void
panelist_field_state_clear (PanelistFieldState *state)
{
  g_clear_pointer (&state->error, g_free);
}

/* Colors the row and tells assistive technology about its editor. */
void
panelist_field_state_show (PanelistFieldState *state,
                           GtkWidget          *row,
                           GtkAccessible      *editor)
{
  gtk_widget_set_visible (row, state->visible);

  if (state->error != NULL)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");

  gtk_accessible_update_property (editor, GTK_ACCESSIBLE_PROPERTY_REQUIRED, state->required, -1);
  gtk_accessible_update_state (editor, GTK_ACCESSIBLE_STATE_INVALID,
                               state->error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                                    : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (state->error != NULL)
    gtk_accessible_update_property (editor, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, state->error, -1);
  else
    gtk_accessible_reset_property (editor, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}
