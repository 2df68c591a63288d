/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include "panelist-keywords-file.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "panelist-dex.h"
#include "panelist-store.h"

/* Far more than all keywords that a table takes. */
#define MAX_SIZE (1024 * 1024)

struct _PanelistKeywordsFile
{
  GObject parent_instance;

  char *path;              /* NULL: what is changed is forgotten with the object */
  PanelistKeywords *keywords;
  GError *error;
  DexFuture *writing;
  gboolean damaged;        /* what is there can not be read, and must not be lost */
  gboolean outdated;       /* keywords were changed while others are written */
};

G_DEFINE_FINAL_TYPE (PanelistKeywordsFile, panelist_keywords_file, G_TYPE_OBJECT)

typedef enum {
  PROP_KEYWORDS = 1,
  PROP_ERROR,
} PanelistKeywordsFileProperty;

static GParamSpec *properties[PROP_ERROR + 1];

static void
take_error (PanelistKeywordsFile *self,
            GError               *error)
{
  if (error == NULL && self->error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

/* Writing, in a thread */

typedef struct {
  char *path;
  char *changes;
  gboolean keep;   /* what is there now */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->path, g_free);
  g_clear_pointer (&job->changes, g_free);
  g_free (job);
}

static GError *
new_error (int         saved_errno,
           const char *path)
{
  return g_error_new (PANELIST_STORE_ERROR,
                      saved_errno == ENOSPC || saved_errno == EROFS ? PANELIST_STORE_ERROR_FULL
                                                                    : PANELIST_STORE_ERROR_FAILED,
                      "%s can not be written: %s", path, g_strerror (saved_errno));
}

static gboolean
move_aside (const char *path)
{
  g_autofree char *aside = g_strconcat (path, "~", NULL);

  return g_rename (path, aside) == 0 || errno == ENOENT;
}

static DexFuture *
write_fiber (gpointer data)
{
  Job *job = data;
  g_autofree char *directory = g_path_get_dirname (job->path);
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (directory, 0700) != 0 || (job->keep && !move_aside (job->path)))
    return dex_future_new_for_error (new_error (errno, job->path));

  if (*job->changes == '\0')
    return g_unlink (job->path) == 0 || errno == ENOENT ? dex_future_new_true ()
                                                       : dex_future_new_for_error (new_error (errno, job->path));

  if (!g_file_set_contents_full (job->path, job->changes, -1,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &error))
    return dex_future_new_for_error (
        g_error_new (PANELIST_STORE_ERROR,
                     g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ||
                             g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ROFS)
                         ? PANELIST_STORE_ERROR_FULL
                         : PANELIST_STORE_ERROR_FAILED,
                     "%s", error->message));

  return dex_future_new_true ();
}

static DexFuture *
write_all_fiber (gpointer data)
{
  PanelistKeywordsFile *self = data;

  do
    {
      Job *job = g_new0 (Job, 1);
      GError *error = NULL;

      job->path = g_strdup (self->path);
      job->changes = g_strdup (panelist_keywords_get_changes (self->keywords));
      job->keep = self->damaged;
      self->outdated = FALSE;

      if (dex_await (dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, write_fiber, job, job_free),
                     &error))
        self->damaged = FALSE;

      take_error (self, error);
    }
  while (self->outdated);

  return dex_future_new_true ();
}

static DexFuture *
on_written (DexFuture *future,
            gpointer   user_data)
{
  PanelistKeywordsFile *self = user_data;

  dex_clear (&self->writing);

  return dex_future_new_true ();
}

/* GObject */

static void
panelist_keywords_file_get_property (GObject    *object,
                                     guint       id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  PanelistKeywordsFile *self = PANELIST_KEYWORDS_FILE (object);

  switch ((PanelistKeywordsFileProperty) id)
    {
    case PROP_KEYWORDS:
      g_value_set_boxed (value, self->keywords);
      break;

    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_keywords_file_set_property (GObject      *object,
                                     guint         id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  PanelistKeywordsFile *self = PANELIST_KEYWORDS_FILE (object);

  switch ((PanelistKeywordsFileProperty) id)
    {
    case PROP_KEYWORDS:
      panelist_keywords_file_set_keywords (self, g_value_get_boxed (value));
      break;

    case PROP_ERROR:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_keywords_file_finalize (GObject *object)
{
  PanelistKeywordsFile *self = PANELIST_KEYWORDS_FILE (object);

  dex_clear (&self->writing);
  g_clear_pointer (&self->keywords, panelist_keywords_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (panelist_keywords_file_parent_class)->finalize (object);
}

static void
panelist_keywords_file_class_init (PanelistKeywordsFileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = panelist_keywords_file_get_property;
  object_class->set_property = panelist_keywords_file_set_property;
  object_class->finalize = panelist_keywords_file_finalize;

  properties[PROP_KEYWORDS] = g_param_spec_boxed ("keywords", NULL, NULL, PANELIST_TYPE_KEYWORDS,
                                                  G_PARAM_READWRITE | flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, G_PARAM_READABLE | flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
panelist_keywords_file_init (PanelistKeywordsFile *self)
{
  self->keywords = panelist_keywords_ref (panelist_keywords_get_builtin ());
}

/**
 * panelist_keywords_file_new:
 * @path: (nullable): where the changes are kept; %NULL to forget them with the object
 *
 * Returns: (transfer full): the built-in table, until panelist_keywords_file_read()
 */
PanelistKeywordsFile *
panelist_keywords_file_new (const char *path)
{
  PanelistKeywordsFile *self = NULL;

  self = g_object_new (PANELIST_TYPE_KEYWORDS_FILE, NULL);
  self->path = g_strdup (path);

  return self;
}

static PanelistKeywords *
parse (GBytes  *bytes,
       GError **error)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = NULL;

  if (size > MAX_SIZE || !g_utf8_validate_len (data, size, NULL))
    {
      g_set_error_literal (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DAMAGED, "No text, or too much of it");
      return NULL;
    }

  text = g_strndup (data, size);

  return panelist_keywords_new (text, error);
}

static DexFuture *
read_fiber (gpointer data)
{
  PanelistKeywordsFile *self = data;
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PanelistKeywords) keywords = NULL;
  g_autoptr (GError) error = NULL;

  bytes = dex_await_boxed (dex_file_load_contents_bytes (file), &error);

  if (bytes == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return dex_future_new_true ();

  if (bytes != NULL)
    keywords = parse (bytes, &error);

  if (keywords == NULL)
    {
      g_message ("The keywords can not be read: %s", error->message);
      self->damaged = TRUE;
      take_error (self, g_error_new_literal (PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DAMAGED, error->message));
      return dex_future_new_true ();
    }

  g_clear_pointer (&self->keywords, panelist_keywords_unref);
  self->keywords = g_steal_pointer (&keywords);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEYWORDS]);

  return dex_future_new_true ();
}

/**
 * panelist_keywords_file_read:
 *
 * Reads what was changed in earlier sessions.
 *
 * Returns: (transfer full): a future that resolves to %TRUE, also when the built-in table must do: then the object has
 *   an error
 */
DexFuture *
panelist_keywords_file_read (PanelistKeywordsFile *self)
{
  dex_return_error_if_fail (PANELIST_IS_KEYWORDS_FILE (self));

  if (self->path == NULL)
    return dex_future_new_true ();

  return panelist_spawn ("keywords-read", read_fiber, g_object_ref (self), g_object_unref);
}

/**
 * panelist_keywords_file_wait:
 *
 * Returns: (transfer full): a future that resolves to %TRUE when nothing is being written
 */
DexFuture *
panelist_keywords_file_wait (PanelistKeywordsFile *self)
{
  dex_return_error_if_fail (PANELIST_IS_KEYWORDS_FILE (self));

  return self->writing != NULL ? dex_ref (self->writing) : dex_future_new_true ();
}

/**
 * panelist_keywords_file_get_keywords:
 *
 * Returns: (transfer none): the table to group by
 */
PanelistKeywords *
panelist_keywords_file_get_keywords (PanelistKeywordsFile *self)
{
  g_return_val_if_fail (PANELIST_IS_KEYWORDS_FILE (self), NULL);

  return self->keywords;
}

/**
 * panelist_keywords_file_write:
 *
 * Writes what was changed, once more when that could not be done.
 */
void
panelist_keywords_file_write (PanelistKeywordsFile *self)
{
  g_return_if_fail (PANELIST_IS_KEYWORDS_FILE (self));

  self->outdated = TRUE;

  if (self->path != NULL && self->writing == NULL)
    self->writing = dex_future_finally (
        panelist_spawn ("keywords-write", write_all_fiber, g_object_ref (self), g_object_unref), on_written,
        g_object_ref (self), g_object_unref);
}

/**
 * panelist_keywords_file_set_keywords:
 * @keywords: another table
 *
 * It counts at once, and is written as soon as that can be done. A file that could not be read is kept beside it.
 */
void
panelist_keywords_file_set_keywords (PanelistKeywordsFile *self,
                                     PanelistKeywords     *keywords)
{
  g_return_if_fail (PANELIST_IS_KEYWORDS_FILE (self));
  g_return_if_fail (keywords != NULL);

  if (self->keywords == keywords)
    return;

  panelist_keywords_unref (self->keywords);
  self->keywords = panelist_keywords_ref (keywords);
  panelist_keywords_file_write (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEYWORDS]);
}

/**
 * panelist_keywords_file_get_error:
 *
 * Returns: (transfer none) (nullable): what is wrong with the file
 */
const GError *
panelist_keywords_file_get_error (PanelistKeywordsFile *self)
{
  g_return_val_if_fail (PANELIST_IS_KEYWORDS_FILE (self), NULL);

  return self->error;
}
