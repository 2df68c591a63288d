/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-updates-model.h"

#include <string.h>

#include <gtk/gtk.h>

#include "panelist-text.h"

/* PanelistUpdate */

struct _PanelistUpdate
{
  GObject parent_instance;

  PanelistChangeLog *log;
  const PanelistChange *change;
};

G_DEFINE_FINAL_TYPE (PanelistUpdate, panelist_update, G_TYPE_OBJECT)

static void
panelist_update_finalize (GObject *object)
{
  PanelistUpdate *self = PANELIST_UPDATE (object);

  g_clear_pointer (&self->log, panelist_change_log_unref);

  G_OBJECT_CLASS (panelist_update_parent_class)->finalize (object);
}

static void
panelist_update_class_init (PanelistUpdateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = panelist_update_finalize;
}

static void
panelist_update_init (PanelistUpdate *self)
{
}

const PanelistChange *
panelist_update_get_change (PanelistUpdate *self)
{
  g_return_val_if_fail (PANELIST_IS_UPDATE (self), NULL);

  return self->change;
}

/* PanelistUpdatesModel */

#define FAVORITE (1u << 0)
#define USED (1u << 1)
#define HIDDEN (1u << 2)

struct _PanelistUpdatesModel
{
  GObject parent_instance;

  PanelistChangeLog *log;
  PanelistServiceMarks *marks;
  uint8_t *flags;          /* of each service of the log */
  GArray *rows;            /* of guint: what is listed, as rows of the log */
  GArray *days;            /* of guint: where each day begins, as rows of the list */
  guint counts[PANELIST_UPDATES_N_VIEWS];
  PanelistUpdatesView view;
  char *query;
};

static const char *const views[PANELIST_UPDATES_N_VIEWS] = {
  [PANELIST_UPDATES_FAVORITES] = "favorites",
  [PANELIST_UPDATES_USED] = "used",
  [PANELIST_UPDATES_ALL] = "all",
};

static GType
panelist_updates_model_get_item_type (GListModel *model)
{
  return PANELIST_TYPE_UPDATE;
}

static guint
panelist_updates_model_get_n_items (GListModel *model)
{
  return PANELIST_UPDATES_MODEL (model)->rows->len;
}

static gpointer
panelist_updates_model_get_item (GListModel *model,
                                 guint       position)
{
  PanelistUpdatesModel *self = PANELIST_UPDATES_MODEL (model);
  PanelistUpdate *update = NULL;

  if (position >= self->rows->len)
    return NULL;
  update = g_object_new (PANELIST_TYPE_UPDATE, NULL);
  update->log = panelist_change_log_ref (self->log);
  update->change = panelist_change_log_get (self->log, g_array_index (self->rows, guint, position));
  return update;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = panelist_updates_model_get_item_type;
  iface->get_n_items = panelist_updates_model_get_n_items;
  iface->get_item = panelist_updates_model_get_item;
}

static void
panelist_updates_model_get_section (GtkSectionModel *model,
                                    guint            position,
                                    guint           *start,
                                    guint           *end)
{
  PanelistUpdatesModel *self = PANELIST_UPDATES_MODEL (model);
  guint low = 0;
  guint high = self->days->len;

  if (position >= self->rows->len)
    {
      *start = self->rows->len;
      *end = G_MAXUINT;
      return;
    }
  while (high - low > 1)
    {
      const guint middle = low + (high - low) / 2;

      if (g_array_index (self->days, guint, middle) <= position)
        low = middle;
      else
        high = middle;
    }
  *start = g_array_index (self->days, guint, low);
  *end = low + 1 < self->days->len ? g_array_index (self->days, guint, low + 1) : self->rows->len;
}

static void
section_model_iface_init (GtkSectionModelInterface *iface)
{
  iface->get_section = panelist_updates_model_get_section;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PanelistUpdatesModel, panelist_updates_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SECTION_MODEL, section_model_iface_init))

typedef enum {
  PROP_VIEW = 1,
  PROP_QUERY,
} PanelistUpdatesModelProperty;

static GParamSpec *properties[PROP_QUERY + 1];

static guint counts_changed_signal;

/* What people and their orders say of the services */

static uint8_t *
read_flags (PanelistUpdatesModel *self)
{
  uint8_t *flags = NULL;

  if (self->log == NULL)
    return NULL;
  flags = g_new0 (uint8_t, MAX (panelist_change_log_get_n_services (self->log), 1));
  for (guint i = 0; self->marks != NULL && i < panelist_change_log_get_n_services (self->log); i++)
    {
      const PanelistChange *change = panelist_change_log_get_of_service (self->log, i);
      const PanelistServiceMark *mark = NULL;

      mark = panelist_service_marks_lookup (self->marks, change->panel_id, change->service_id);
      if (mark != NULL)
        flags[i] = (uint8_t) ((mark->favorite ? FAVORITE : 0) | (mark->n_orders > 0 ? USED : 0) |
                              (mark->hidden ? HIDDEN : 0));
    }
  return flags;
}

static void
count_views (PanelistUpdatesModel *self)
{
  memset (self->counts, 0, sizeof self->counts);
  if (self->log == NULL)
    return;
  for (guint i = 0; i < panelist_change_log_get_size (self->log); i++)
    {
      const uint8_t flags = self->flags[panelist_change_log_get (self->log, i)->service];

      if (flags & HIDDEN)
        continue;
      self->counts[PANELIST_UPDATES_ALL]++;
      self->counts[PANELIST_UPDATES_FAVORITES] += (flags & FAVORITE) != 0;
      self->counts[PANELIST_UPDATES_USED] += (flags & USED) != 0;
    }
}

/* What is listed */

static gboolean
matches (const PanelistChange *change,
         const char *const    *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (change->folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_in_view (PanelistUpdatesModel *self,
            const PanelistChange *change)
{
  /* Who hides a service wants to hear no more of it. */
  if (self->flags[change->service] & HIDDEN)
    return FALSE;
  if (self->view == PANELIST_UPDATES_ALL)
    return TRUE;
  return self->flags[change->service] & (self->view == PANELIST_UPDATES_FAVORITES ? FAVORITE : USED);
}

/* A day of the local calendar, as seconds from its start to before its end. */
typedef struct
{
  int64_t start;
  int64_t end;
} Day;

static gboolean
is_on (const Day *day,
       int64_t    time)
{
  return time >= day->start && time < day->end;
}

static Day
find_day (int64_t time)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (time);
  g_autoptr (GDateTime) start = NULL;
  g_autoptr (GDateTime) end = NULL;

  if (moment == NULL)
    return (Day) { time, time + 1 };
  start = g_date_time_new_local (g_date_time_get_year (moment), g_date_time_get_month (moment),
                                 g_date_time_get_day_of_month (moment), 0, 0, 0);
  end = start != NULL ? g_date_time_add_days (start, 1) : NULL;
  return end != NULL ? (Day) { g_date_time_to_unix (start), g_date_time_to_unix (end) } : (Day) { time, time + 1 };
}

typedef struct
{
  GArray *rows;
  GArray *days;
  GArray *others;   /* of the day that is being listed: those that are no favorites */
} Listing;

static void
end_day (Listing *listing)
{
  g_array_append_vals (listing->rows, listing->others->data, listing->others->len);
  g_array_set_size (listing->others, 0);
}

static void
list_changes (PanelistUpdatesModel *self,
              Listing              *listing)
{
  g_autofree char *folded = panelist_text_fold (self->query, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " ", -1);
  Day day = { 0, 0 };

  for (guint i = 0; self->log != NULL && i < panelist_change_log_get_size (self->log); i++)
    {
      const PanelistChange *change = panelist_change_log_get (self->log, i);

      if (!is_in_view (self, change) || !matches (change, (const char *const *) words))
        continue;
      if (!is_on (&day, change->time))
        {
          end_day (listing);
          day = find_day (change->time);
          g_array_append_val (listing->days, listing->rows->len);
        }
      g_array_append_val (self->flags[change->service] & FAVORITE ? listing->rows : listing->others, i);
    }
  end_day (listing);
}

/* What stays at the beginning and the end is not announced anew. `before` is the log that the old rows are of. */
static void
announce (PanelistUpdatesModel *self,
          PanelistChangeLog    *before,
          GArray               *old)
{
  GArray *new = self->rows;
  const guint n = MIN (old->len, new->len);
  guint head = 0;
  guint tail = 0;

#define SAME(a, b) \
  (panelist_change_log_get (before, g_array_index (old, guint, a))->id == \
   panelist_change_log_get (self->log, g_array_index (new, guint, b))->id)
  while (head < n && SAME (head, head))
    head++;
  while (tail < n - head && SAME (old->len - 1 - tail, new->len - 1 - tail))
    tail++;
#undef SAME
  if (old->len != new->len || head < n)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail, new->len - head - tail);
}

/* `before` is the log that the rows are of. With `anew` all rows are announced: they look different now. */
static void
list_again (PanelistUpdatesModel *self,
            PanelistChangeLog    *before,
            gboolean              anew)
{
  g_autoptr (GArray) old = g_steal_pointer (&self->rows);
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (guint));
  Listing listing = { 0 };

  g_clear_pointer (&self->days, g_array_unref);
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self->days = g_array_new (FALSE, FALSE, sizeof (guint));
  listing.rows = self->rows;
  listing.days = self->days;
  listing.others = others;
  list_changes (self, &listing);
  if (anew && (old->len > 0 || self->rows->len > 0))
    g_list_model_items_changed (G_LIST_MODEL (self), 0, old->len, self->rows->len);
  else if (!anew)
    announce (self, before, old);
}

static void
on_marks_changed (PanelistUpdatesModel *self)
{
  g_autofree uint8_t *flags = NULL;

  if (self->log == NULL)
    return;
  flags = read_flags (self);
  if (memcmp (flags, self->flags, panelist_change_log_get_n_services (self->log)) == 0)
    return;
  g_free (self->flags);
  self->flags = g_steal_pointer (&flags);
  count_views (self);
  list_again (self, self->log, TRUE);
  g_signal_emit (self, counts_changed_signal, 0);
}

static void
panelist_updates_model_get_property (GObject    *object,
                                     guint       id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  PanelistUpdatesModel *self = PANELIST_UPDATES_MODEL (object);

  switch ((PanelistUpdatesModelProperty) id)
    {
    case PROP_VIEW:
      g_value_set_string (value, views[self->view]);
      break;
    case PROP_QUERY:
      g_value_set_string (value, self->query);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* What is no view is all of it. */
static PanelistUpdatesView
find_view (const char *name)
{
  for (guint i = 0; i < PANELIST_UPDATES_N_VIEWS; i++)
    if (g_strcmp0 (name, views[i]) == 0)
      return (PanelistUpdatesView) i;
  return PANELIST_UPDATES_ALL;
}

static void
panelist_updates_model_set_property (GObject      *object,
                                     guint         id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  PanelistUpdatesModel *self = PANELIST_UPDATES_MODEL (object);
  PanelistUpdatesView view = self->view;
  gboolean changed = FALSE;

  switch ((PanelistUpdatesModelProperty) id)
    {
    case PROP_VIEW:
      view = find_view (g_value_get_string (value));
      changed = view != self->view;
      self->view = view;
      break;
    case PROP_QUERY:
      changed = g_set_str (&self->query, g_value_get_string (value) != NULL ? g_value_get_string (value) : "");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  if (!changed)
    return;
  list_again (self, self->log, FALSE);
  g_object_notify_by_pspec (object, pspec);
}

static void
panelist_updates_model_finalize (GObject *object)
{
  PanelistUpdatesModel *self = PANELIST_UPDATES_MODEL (object);

  g_clear_pointer (&self->query, g_free);
  g_clear_pointer (&self->days, g_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->flags, g_free);
  g_clear_pointer (&self->log, panelist_change_log_unref);
  g_clear_object (&self->marks);

  G_OBJECT_CLASS (panelist_updates_model_parent_class)->finalize (object);
}

static void
panelist_updates_model_class_init (PanelistUpdatesModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = panelist_updates_model_get_property;
  object_class->set_property = panelist_updates_model_set_property;
  object_class->finalize = panelist_updates_model_finalize;

  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, NULL, flags);
  properties[PROP_QUERY] = g_param_spec_string ("query", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  counts_changed_signal = g_signal_new ("counts-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);
}

static void
panelist_updates_model_init (PanelistUpdatesModel *self)
{
  self->view = PANELIST_UPDATES_ALL;
  self->query = g_strdup ("");
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self->days = g_array_new (FALSE, FALSE, sizeof (guint));
}

PanelistUpdatesModel *
panelist_updates_model_new (void)
{
  return g_object_new (PANELIST_TYPE_UPDATES_MODEL, NULL);
}

/**
 * panelist_updates_model_set_log:
 * @log: (nullable): what changed
 */
void
panelist_updates_model_set_log (PanelistUpdatesModel *self,
                                PanelistChangeLog    *log)
{
  g_autoptr (PanelistChangeLog) before = NULL;

  g_return_if_fail (PANELIST_IS_UPDATES_MODEL (self));

  if (self->log == log)
    return;
  before = g_steal_pointer (&self->log);
  self->log = log != NULL ? panelist_change_log_ref (log) : NULL;
  g_free (self->flags);
  self->flags = read_flags (self);
  count_views (self);
  list_again (self, before, FALSE);
  g_signal_emit (self, counts_changed_signal, 0);
}

/**
 * panelist_updates_model_set_marks:
 * @marks: (nullable): which services are favorites, and which were ordered
 */
void
panelist_updates_model_set_marks (PanelistUpdatesModel *self,
                                  PanelistServiceMarks *marks)
{
  g_return_if_fail (PANELIST_IS_UPDATES_MODEL (self));

  if (self->marks == marks)
    return;
  if (self->marks != NULL)
    g_signal_handlers_disconnect_by_data (self->marks, self);
  g_set_object (&self->marks, marks);
  if (marks != NULL)
    g_signal_connect_object (marks, "changed", G_CALLBACK (on_marks_changed), self, G_CONNECT_SWAPPED);
  on_marks_changed (self);
}

PanelistUpdatesView
panelist_updates_model_get_view (PanelistUpdatesModel *self)
{
  g_return_val_if_fail (PANELIST_IS_UPDATES_MODEL (self), PANELIST_UPDATES_ALL);

  return self->view;
}

const char *
panelist_updates_model_get_query (PanelistUpdatesModel *self)
{
  g_return_val_if_fail (PANELIST_IS_UPDATES_MODEL (self), NULL);

  return self->query;
}

/**
 * panelist_updates_model_get_count:
 * @view: a view
 *
 * Returns: how many changes it has, whatever is searched for
 */
guint
panelist_updates_model_get_count (PanelistUpdatesModel *self,
                                  PanelistUpdatesView   view)
{
  g_return_val_if_fail (PANELIST_IS_UPDATES_MODEL (self), 0);
  g_return_val_if_fail (view < PANELIST_UPDATES_N_VIEWS, 0);

  return self->counts[view];
}
