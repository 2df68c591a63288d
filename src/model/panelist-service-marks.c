/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-model"

#include "config.h"

#include "panelist-service-marks.h"

#include "panelist-text.h"

/* Between note and tags in the folded text, so that no word is found across them. */
#define FIELD_END '\x1f'

typedef struct {
  PanelistServiceMark mark;
  char *note;
  GStrv tags;
  char *spent;
  char *currency;
  char *folded;
} Entry;

struct _PanelistServiceMarks {
  GObject parent_instance;

  GHashTable *panels;   /* int64 → GHashTable of service id → Entry */
  guint n_frozen;
  gboolean changed;     /* while frozen */
};

G_DEFINE_FINAL_TYPE (PanelistServiceMarks, panelist_service_marks, G_TYPE_OBJECT)

static guint changed_signal;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->note, g_free);
  g_clear_pointer (&entry->tags, g_strfreev);
  g_clear_pointer (&entry->spent, g_free);
  g_clear_pointer (&entry->currency, g_free);
  g_clear_pointer (&entry->folded, g_free);
  g_free (entry);
}

static char *
fold_texts (const PanelistServiceMark *mark)
{
  g_autoptr (GString) folded = g_string_new (NULL);
  g_autofree char *note = panelist_text_fold (mark->note, -1);

  g_string_append (folded, note);

  for (guint i = 0; mark->tags != NULL && mark->tags[i] != NULL; i++)
    {
      g_autofree char *tag = panelist_text_fold (mark->tags[i], -1);

      g_string_append_c (folded, FIELD_END);
      g_string_append (folded, tag);
    }

  return g_string_free_and_steal (g_steal_pointer (&folded));
}

static Entry *
entry_new (const PanelistServiceMark *mark)
{
  Entry *entry = NULL;

  entry = g_new0 (Entry, 1);
  entry->note = g_strdup (mark->note);
  entry->tags = g_strdupv ((char **) mark->tags);
  entry->spent = g_strdup (mark->spent);
  entry->currency = g_strdup (mark->currency);
  entry->folded = fold_texts (mark);
  entry->mark = *mark;
  entry->mark.note = entry->note;
  entry->mark.tags = (const char *const *) entry->tags;
  entry->mark.spent = entry->spent;
  entry->mark.currency = entry->currency;

  return entry;
}

static gboolean
is_empty (const char *const *tags)
{
  return tags == NULL || tags[0] == NULL;
}

static gboolean
is_blank (const PanelistServiceMark *mark)
{
  return mark == NULL || (!mark->favorite && !mark->hidden && mark->n_orders == 0 && mark->success < 0 &&
                          (mark->note == NULL || *mark->note == '\0') && is_empty (mark->tags));
}

static gboolean
is_same (const PanelistServiceMark *a,
         const PanelistServiceMark *b)
{
  if (is_empty (a->tags) != is_empty (b->tags) || (!is_empty (a->tags) && !g_strv_equal (a->tags, b->tags)))
    return FALSE;

  return a->favorite == b->favorite && a->hidden == b->hidden && g_strcmp0 (a->note, b->note) == 0 &&
         a->n_orders == b->n_orders && a->n_final == b->n_final && a->n_timed == b->n_timed &&
         a->success == b->success && a->partial == b->partial && a->median_time == b->median_time &&
         g_strcmp0 (a->spent, b->spent) == 0 && g_strcmp0 (a->currency, b->currency) == 0;
}

static void
emit_changed (PanelistServiceMarks *self,
              int64_t               panel_id,
              const char           *service_id)
{
  if (self->n_frozen > 0)
    self->changed = TRUE;
  else
    g_signal_emit (self, changed_signal, 0, panel_id, service_id);
}

static void
panelist_service_marks_finalize (GObject *object)
{
  PanelistServiceMarks *self = PANELIST_SERVICE_MARKS (object);

  g_clear_pointer (&self->panels, g_hash_table_unref);

  G_OBJECT_CLASS (panelist_service_marks_parent_class)->finalize (object);
}

static void
panelist_service_marks_class_init (PanelistServiceMarksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = panelist_service_marks_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
}

static void
panelist_service_marks_init (PanelistServiceMarks *self)
{
  self->panels = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_hash_table_unref);
}

/**
 * panelist_service_marks_new:
 *
 * Returns: (transfer full): marks of no service
 */
PanelistServiceMarks *
panelist_service_marks_new (void)
{
  return g_object_new (PANELIST_TYPE_SERVICE_MARKS, NULL);
}

/**
 * panelist_service_marks_freeze:
 *
 * Until panelist_service_marks_thaw() nothing is signaled, then one change of many, if there was any.
 */
void
panelist_service_marks_freeze (PanelistServiceMarks *self)
{
  g_return_if_fail (PANELIST_IS_SERVICE_MARKS (self));

  self->n_frozen++;
}

/**
 * panelist_service_marks_thaw:
 */
void
panelist_service_marks_thaw (PanelistServiceMarks *self)
{
  g_return_if_fail (PANELIST_IS_SERVICE_MARKS (self));
  g_return_if_fail (self->n_frozen > 0);

  self->n_frozen--;

  if (self->n_frozen == 0 && self->changed)
    {
      self->changed = FALSE;
      g_signal_emit (self, changed_signal, 0, (int64_t) 0, NULL);
    }
}

/**
 * panelist_service_marks_set:
 * @panel_id: the row id of a panel
 * @service_id: of one of its services, also one it no longer has
 * @mark: (nullable): what is known now; %NULL, and a mark that says nothing, forgets it
 */
void
panelist_service_marks_set (PanelistServiceMarks      *self,
                            int64_t                    panel_id,
                            const char                *service_id,
                            const PanelistServiceMark *mark)
{
  GHashTable *services = NULL;
  const PanelistServiceMark *before = NULL;

  g_return_if_fail (PANELIST_IS_SERVICE_MARKS (self));
  g_return_if_fail (service_id != NULL);

  services = g_hash_table_lookup (self->panels, &panel_id);
  before = panelist_service_marks_lookup (self, panel_id, service_id);

  if (before != NULL && mark != NULL && is_same (before, mark))
    return;

  if (is_blank (mark))
    {
      if (services != NULL && g_hash_table_remove (services, service_id))
        emit_changed (self, panel_id, service_id);

      return;
    }

  if (services == NULL)
    {
      services = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
      g_hash_table_insert (self->panels, g_memdup2 (&panel_id, sizeof panel_id), services);
    }

  g_hash_table_insert (services, g_strdup (service_id), entry_new (mark));
  emit_changed (self, panel_id, service_id);
}

/**
 * panelist_service_marks_set_added:
 * @mark: (nullable): what people added now; its figures of the own orders are not looked at
 */
void
panelist_service_marks_set_added (PanelistServiceMarks      *self,
                                  int64_t                    panel_id,
                                  const char                *service_id,
                                  const PanelistServiceMark *mark)
{
  const PanelistServiceMark nothing = PANELIST_SERVICE_MARK_INIT;
  const PanelistServiceMark *before = NULL;
  PanelistServiceMark merged = PANELIST_SERVICE_MARK_INIT;

  g_return_if_fail (PANELIST_IS_SERVICE_MARKS (self));
  g_return_if_fail (service_id != NULL);

  mark = mark != NULL ? mark : &nothing;
  before = panelist_service_marks_lookup (self, panel_id, service_id);

  if (before != NULL)
    merged = *before;

  merged.favorite = mark->favorite;
  merged.hidden = mark->hidden;
  merged.note = mark->note;
  merged.tags = mark->tags;
  panelist_service_marks_set (self, panel_id, service_id, &merged);
}

/**
 * panelist_service_marks_set_history:
 * @mark: (nullable): what the own orders say now; what people added is not looked at
 */
void
panelist_service_marks_set_history (PanelistServiceMarks      *self,
                                    int64_t                    panel_id,
                                    const char                *service_id,
                                    const PanelistServiceMark *mark)
{
  const PanelistServiceMark *before = NULL;
  PanelistServiceMark merged = PANELIST_SERVICE_MARK_INIT;

  g_return_if_fail (PANELIST_IS_SERVICE_MARKS (self));
  g_return_if_fail (service_id != NULL);

  if (mark != NULL)
    merged = *mark;

  merged.favorite = FALSE;
  merged.hidden = FALSE;
  merged.note = NULL;
  merged.tags = NULL;
  before = panelist_service_marks_lookup (self, panel_id, service_id);

  if (before != NULL)
    {
      merged.favorite = before->favorite;
      merged.hidden = before->hidden;
      merged.note = before->note;
      merged.tags = before->tags;
    }

  panelist_service_marks_set (self, panel_id, service_id, &merged);
}

/**
 * panelist_service_marks_lookup:
 *
 * Returns: (transfer none) (nullable): the mark, until the next change; %NULL when there is none
 */
const PanelistServiceMark *
panelist_service_marks_lookup (PanelistServiceMarks *self,
                               int64_t               panel_id,
                               const char           *service_id)
{
  GHashTable *services = NULL;
  Entry *entry = NULL;

  g_return_val_if_fail (PANELIST_IS_SERVICE_MARKS (self), NULL);
  g_return_val_if_fail (service_id != NULL, NULL);

  services = g_hash_table_lookup (self->panels, &panel_id);
  entry = services != NULL ? g_hash_table_lookup (services, service_id) : NULL;

  return entry != NULL ? &entry->mark : NULL;
}

/**
 * panelist_service_marks_foreach:
 * @func: (scope call): called with each marked service of the panel, its mark, and note and tags folded for
 *   search; all of them stay until the next change
 */
void
panelist_service_marks_foreach (PanelistServiceMarks    *self,
                                int64_t                  panel_id,
                                PanelistServiceMarkFunc  func,
                                gpointer                 user_data)
{
  GHashTable *services = NULL;
  GHashTableIter iter = { 0 };
  gpointer id = NULL;
  gpointer value = NULL;

  g_return_if_fail (PANELIST_IS_SERVICE_MARKS (self));

  services = g_hash_table_lookup (self->panels, &panel_id);

  if (services == NULL)
    return;

  g_hash_table_iter_init (&iter, services);

  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      const Entry *entry = value;

      func (id, &entry->mark, entry->folded, user_data);
    }
}
