/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include "panelist-clock.h"
#include "panelist-statement.h"
#include "panelist-store-private.h"

G_DEFINE_BOXED_TYPE (PanelistStoredMark, panelist_stored_mark, panelist_stored_mark_copy, panelist_stored_mark_free)

PanelistStoredMark *
panelist_stored_mark_copy (const PanelistStoredMark *self)
{
  PanelistStoredMark *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (PanelistStoredMark, 1);
  copy->panel_id = self->panel_id;
  copy->service_id = g_strdup (self->service_id);
  copy->favorite = self->favorite;
  copy->hidden = self->hidden;
  copy->note = g_strdup (self->note);
  copy->tags = g_strdupv (self->tags);
  return copy;
}

void
panelist_stored_mark_free (PanelistStoredMark *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->service_id, g_free);
  g_clear_pointer (&self->note, g_free);
  g_clear_pointer (&self->tags, g_strfreev);
  g_free (self);
}

static void
free_mark (gpointer data)
{
  panelist_stored_mark_free (data);
}

/* Read */

#define SELECT_MARK "SELECT panel, service, favorite, hidden, note, tags FROM service_mark"

static PanelistStoredMark *
read_mark (PanelistStatement *statement)
{
  PanelistStoredMark *mark = g_new0 (PanelistStoredMark, 1);
  const char *tags = panelist_statement_get_text (statement, 5);

  mark->panel_id = panelist_statement_get_number (statement, 0);
  mark->service_id = g_strdup (panelist_statement_get_text (statement, 1));
  mark->favorite = panelist_statement_get_number (statement, 2) != 0;
  mark->hidden = panelist_statement_get_number (statement, 3) != 0;
  mark->note = g_strdup (panelist_statement_get_text (statement, 4));
  mark->tags = tags != NULL ? g_strsplit (tags, "\n", -1) : NULL;
  return mark;
}

static gboolean
list_marks (PanelistConnection  *connection,
            gpointer             input,
            GValue              *result,
            GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;
  g_autoptr (GPtrArray) marks = NULL;
  g_autoptr (GError) failure = NULL;

  statement = panelist_statement_new (connection, SELECT_MARK, error);
  if (statement == NULL)
    return FALSE;
  marks = g_ptr_array_new_with_free_func (free_mark);
  while (panelist_statement_next (statement, &failure))
    g_ptr_array_add (marks, read_mark (statement));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&marks));
  return TRUE;
}

/**
 * panelist_store_list_marks:
 * @self: a store
 *
 * Returns: (transfer full): resolves to a GPtrArray (boxed) of PanelistStoredMark, also of services that are gone and
 *   of panels that were removed: both may come back
 */
DexFuture *
panelist_store_list_marks (PanelistStore *self)
{
  return panelist_store_run (self, list_marks, NULL, NULL);
}

static gboolean
find_mark (PanelistConnection  *connection,
           gpointer             input,
           GValue              *result,
           GError             **error)
{
  const PanelistStoredMark *wanted = input;
  g_autoptr (PanelistStatement) statement = NULL;
  g_autoptr (PanelistStoredMark) mark = NULL;
  g_autoptr (GError) failure = NULL;

  statement = panelist_statement_new (connection, SELECT_MARK " WHERE panel = ? AND service = ?", error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_number (statement, 1, wanted->panel_id);
  panelist_statement_bind_text (statement, 2, wanted->service_id);
  if (panelist_statement_next (statement, &failure))
    mark = read_mark (statement);
  else if (failure == NULL)
    mark = panelist_stored_mark_copy (wanted);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_value_init (result, PANELIST_TYPE_STORED_MARK);
  g_value_take_boxed (result, g_steal_pointer (&mark));
  return TRUE;
}

/**
 * panelist_store_find_mark:
 * @self: a store
 * @panel_id: the row of a panel
 * @service_id: of one of its services, now or once
 *
 * Returns: (transfer full): resolves to a PanelistStoredMark (boxed), one that says nothing when none is stored
 */
DexFuture *
panelist_store_find_mark (PanelistStore *self,
                          int64_t        panel_id,
                          const char    *service_id)
{
  PanelistStoredMark *wanted = NULL;

  dex_return_error_if_fail (service_id != NULL);

  wanted = g_new0 (PanelistStoredMark, 1);
  wanted->panel_id = panel_id;
  wanted->service_id = g_strdup (service_id);
  return panelist_store_run (self, find_mark, wanted, free_mark);
}

/* Save */

static gboolean
is_blank (const PanelistStoredMark *mark)
{
  return !mark->favorite && !mark->hidden && mark->note == NULL && (mark->tags == NULL || mark->tags[0] == NULL);
}

static PanelistStatement *
prepare_save (PanelistConnection        *connection,
              const PanelistStoredMark  *mark,
              GError                   **error)
{
  g_autoptr (PanelistStatement) statement = NULL;
  g_autofree char *tags = NULL;

  if (is_blank (mark))
    return panelist_statement_new (connection, "DELETE FROM service_mark WHERE panel = ? AND service = ?", error);

  statement = panelist_statement_new (
      connection,
      "INSERT OR REPLACE INTO service_mark (panel, service, favorite, hidden, note, tags, changed_time)"
      " VALUES (?,?,?,?,?,?,?)",
      error);
  if (statement == NULL)
    return NULL;
  if (mark->tags != NULL && mark->tags[0] != NULL)
    tags = g_strjoinv ("\n", mark->tags);
  panelist_statement_bind_number (statement, 3, mark->favorite);
  panelist_statement_bind_number (statement, 4, mark->hidden);
  panelist_statement_bind_text (statement, 5, mark->note);
  panelist_statement_bind_text (statement, 6, tags);
  panelist_statement_bind_number (statement, 7, panelist_clock_now ());
  return g_steal_pointer (&statement);
}

static gboolean
save_mark (PanelistConnection  *connection,
           gpointer             input,
           GValue              *result,
           GError             **error)
{
  const PanelistStoredMark *mark = input;
  g_autoptr (PanelistStatement) statement = prepare_save (connection, mark, error);

  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_number (statement, 1, mark->panel_id);
  panelist_statement_bind_text (statement, 2, mark->service_id);
  if (!panelist_statement_run (statement, error))
    return FALSE;
  panelist_store_set_true (result);
  return TRUE;
}

/**
 * panelist_store_save_mark:
 * @self: a store
 * @mark: all that people added to a service; when that is nothing, its row goes
 *
 * Returns: (transfer full): resolves to TRUE when it is durable
 */
DexFuture *
panelist_store_save_mark (PanelistStore            *self,
                          const PanelistStoredMark *mark)
{
  dex_return_error_if_fail (mark != NULL && mark->service_id != NULL);

  return panelist_store_run (self, save_mark, panelist_stored_mark_copy (mark), free_mark);
}
