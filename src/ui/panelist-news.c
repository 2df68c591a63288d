/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-news.h"

#include "panelist-dex.h"

/* Under this name the store keeps what was seen. */
#define PAGE "updates"

struct _PanelistNews
{
  GObject parent_instance;

  PanelistAccounts *accounts;
  PanelistChangeLog *log;
  int64_t count;
  gboolean watched;
  guint generation;        /* of what is stored: grows with every change */
  gboolean reading;
};

G_DEFINE_FINAL_TYPE (PanelistNews, panelist_news, G_TYPE_OBJECT)

typedef enum {
  PROP_LOG = 1,
  PROP_COUNT,
} PanelistNewsProperty;

static GParamSpec *properties[PROP_COUNT + 1];

static PanelistStore *
get_store (PanelistNews *self)
{
  return panelist_accounts_get_store (self->accounts);
}

static void
set_count (PanelistNews *self,
           int64_t       count)
{
  if (self->count == count)
    return;
  self->count = count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

static void
set_log (PanelistNews      *self,
         PanelistChangeLog *log)
{
  g_clear_pointer (&self->log, panelist_change_log_unref);
  self->log = log != NULL ? panelist_change_log_ref (log) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOG]);
}

/* Reads until nothing has changed in the meantime. A store that is closed or damaged tells of itself elsewhere. */
static DexFuture *
read_fiber (gpointer data)
{
  PanelistNews *self = data;
  g_autoptr (GError) error = NULL;
  guint generation = 0;

  do
    {
      generation = self->generation;
      if (self->watched)
        {
          g_autoptr (PanelistChangeLog) log = dex_await_boxed (panelist_store_list_changes (get_store (self)), &error);

          if (log == NULL)
            break;
          if (self->watched)
            set_log (self, log);
          if (!dex_await (panelist_store_save_visit (get_store (self), PAGE, panelist_change_log_get_newest (log)),
                          &error))
            break;
        }
      set_count (self, dex_await_int64 (panelist_store_count_news (get_store (self), PAGE), &error));
    }
  while (error == NULL && generation != self->generation);

  self->reading = FALSE;
  if (error != NULL)
    g_debug ("Updates were not read: %s", error->message);
  return dex_future_new_true ();
}

static void
read_again (PanelistNews *self)
{
  self->generation++;
  if (self->reading)
    return;
  self->reading = TRUE;
  dex_future_disown (panelist_spawn ("panelist-news", read_fiber, g_object_ref (self), g_object_unref));
}

/* Hidden services are not counted. Where the changes are in sight there is nothing to count. */
static void
on_marks_changed (PanelistNews *self)
{
  if (!self->watched)
    read_again (self);
}

static void
panelist_news_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  PanelistNews *self = PANELIST_NEWS (object);

  switch ((PanelistNewsProperty) id)
    {
    case PROP_LOG:
      g_value_set_boxed (value, self->log);
      break;
    case PROP_COUNT:
      g_value_set_int64 (value, self->count);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_news_finalize (GObject *object)
{
  PanelistNews *self = PANELIST_NEWS (object);

  g_clear_pointer (&self->log, panelist_change_log_unref);
  g_clear_object (&self->accounts);

  G_OBJECT_CLASS (panelist_news_parent_class)->finalize (object);
}

static void
panelist_news_class_init (PanelistNewsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = panelist_news_get_property;
  object_class->finalize = panelist_news_finalize;

  properties[PROP_LOG] = g_param_spec_boxed ("log", NULL, NULL, PANELIST_TYPE_CHANGE_LOG, flags);
  properties[PROP_COUNT] = g_param_spec_int64 ("count", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
panelist_news_init (PanelistNews *self)
{
}

/**
 * panelist_news_new:
 * @accounts: the panels, loaded
 *
 * Returns: (transfer full): what changed at the panels of @accounts
 */
PanelistNews *
panelist_news_new (PanelistAccounts *accounts)
{
  PanelistNews *self = NULL;

  g_return_val_if_fail (PANELIST_IS_ACCOUNTS (accounts), NULL);

  self = g_object_new (PANELIST_TYPE_NEWS, NULL);
  self->accounts = g_object_ref (accounts);
  g_signal_connect_object (accounts, "catalog-changed", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  /* A panel that goes takes its changes along. */
  g_signal_connect_object (panelist_accounts_get_panels (accounts), "items-changed", G_CALLBACK (read_again), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (panelist_accounts_get_marks (accounts), "changed", G_CALLBACK (on_marks_changed), self,
                           G_CONNECT_SWAPPED);
  read_again (self);
  return self;
}

/**
 * panelist_news_get_log:
 *
 * Returns: (transfer none) (nullable): the changes, %NULL while they are not watched or not read yet
 */
PanelistChangeLog *
panelist_news_get_log (PanelistNews *self)
{
  g_return_val_if_fail (PANELIST_IS_NEWS (self), NULL);

  return self->log;
}

int64_t
panelist_news_get_count (PanelistNews *self)
{
  g_return_val_if_fail (PANELIST_IS_NEWS (self), 0);

  return self->count;
}

void
panelist_news_watch (PanelistNews *self)
{
  g_return_if_fail (PANELIST_IS_NEWS (self));

  if (self->watched)
    return;
  self->watched = TRUE;
  read_again (self);
}

void
panelist_news_unwatch (PanelistNews *self)
{
  g_return_if_fail (PANELIST_IS_NEWS (self));

  self->watched = FALSE;
}
