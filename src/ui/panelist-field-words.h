/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "panelist-order-draft.h"

G_BEGIN_DECLS

/* The words for the fields of the order form: what they are called, what is wrong with them, what can
 * be chosen. They know fields, never service types. */

/* What a field row shows of its field at one moment. */
typedef struct {
  gboolean visible;     /* the type has the field */
  gboolean required;
  gboolean filled;
  gboolean valid;       /* filled and nothing wrong with it */
  char *error;          /* translated; NULL while there is nothing to complain about yet */
} PanelistFieldState;

void        panelist_field_state_read        (PanelistFieldState *state,
                                              PanelistOrderDraft *draft,
                                              PanelistField       field,
                                              gboolean            left);
void        panelist_field_state_clear       (PanelistFieldState *state);
void        panelist_field_state_show        (PanelistFieldState *state,
                                              GtkWidget          *row,
                                              GtkAccessible      *editor);

const char *panelist_field_get_title         (PanelistField       field);
char       *panelist_field_dup_title         (PanelistField       field,
                                              gboolean            required);
char       *panelist_field_dup_hint          (PanelistOrderDraft *draft,
                                              PanelistField       field);
char       *panelist_field_dup_problem       (PanelistOrderDraft *draft,
                                              PanelistField       field,
                                              PanelistProblem     problem,
                                              int64_t             limit);
char       *panelist_field_dup_choice        (PanelistField       field,
                                              int                 choice);
void        panelist_field_get_range         (PanelistOrderDraft *draft,
                                              PanelistField       field,
                                              int64_t            *lower,
                                              int64_t            *step);
gboolean    panelist_problem_is_stuck        (PanelistProblem     problem);
char       *panelist_number_parse_typed      (const char         *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PanelistFieldState, panelist_field_state_clear)

G_END_DECLS
