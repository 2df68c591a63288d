/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include "panelist-backup.h"
#include "panelist-migrations.h"
#include "panelist-store-private.h"

G_DEFINE_QUARK (panelist-store-error-quark, panelist_store_error)

struct _PanelistStore {
  GObject parent_instance;

  char *directory;
  GAsyncQueue *jobs;
  GThread *thread;
};

G_DEFINE_FINAL_TYPE (PanelistStore, panelist_store, G_TYPE_OBJECT)

typedef enum {
  TASK_OPEN,
  TASK_JOB,
  TASK_INTENT,   /* a job that only runs on a file that passed its check */
  TASK_CLOSE,
} TaskKind;

typedef struct {
  TaskKind kind;
  PanelistJob job;
  gpointer input;
  GDestroyNotify input_destroy;
  DexPromise *promise;
} Task;

/* What the thread works with: not the object, which only the main thread may touch. */
typedef struct {
  GAsyncQueue *jobs;
  char *directory;
} Worker;

static Task *
task_new (TaskKind kind)
{
  Task *task = g_new0 (Task, 1);

  task->kind = kind;
  task->promise = dex_promise_new ();
  return task;
}

static void
task_free (Task *task)
{
  if (task->input_destroy != NULL)
    task->input_destroy (task->input);
  dex_clear (&task->promise);
  g_free (task);
}

static void
run_job (Task              *task,
         const char        *directory,
         PanelistStoreFile *file)
{
  g_auto (GValue) result = G_VALUE_INIT;
  GError *error = NULL;

  if (file->connection == NULL)
    dex_promise_reject (task->promise,
                        g_error_new_literal (PANELIST_STORE_ERROR,
                                             PANELIST_STORE_ERROR_FAILED,
                                             "The data file is not open"));
  else if ((task->kind != TASK_INTENT || panelist_store_file_check (directory, file, &error)) &&
           task->job (file->connection, task->input, &result, &error))
    dex_promise_resolve (task->promise, &result);
  else
    dex_promise_reject (task->promise, error);
}

static void
run_open (Task              *task,
          const char        *directory,
          PanelistStoreFile *file)
{
  GError *error = NULL;

  if (panelist_store_file_open (directory, file, &error))
    dex_promise_resolve_boolean (task->promise, TRUE);
  else
    dex_promise_reject (task->promise, error);
}

static gpointer
work (gpointer data)
{
  Worker *worker = data;
  PanelistStoreFile file = { .lock = -1 };
  gboolean closed = FALSE;

  while (!closed)
    {
      Task *task = g_async_queue_pop (worker->jobs);

      switch (task->kind)
        {
        case TASK_OPEN:
          run_open (task, worker->directory, &file);
          break;
        case TASK_CLOSE:
          panelist_store_file_close (&file);
          dex_promise_resolve_boolean (task->promise, TRUE);
          closed = TRUE;
          break;
        case TASK_JOB:
        case TASK_INTENT:
        default:
          run_job (task, worker->directory, &file);
          break;
        }
      task_free (task);
    }
  g_async_queue_unref (worker->jobs);
  g_free (worker->directory);
  g_free (worker);
  return NULL;
}

static DexFuture *
push (PanelistStore *self,
      Task          *task)
{
  DexFuture *future = dex_ref (DEX_FUTURE (task->promise));

  g_async_queue_push (self->jobs, task);
  return future;
}

static void
panelist_store_finalize (GObject *object)
{
  PanelistStore *self = PANELIST_STORE (object);

  /* Queued jobs still end: what they write was promised. */
  if (self->thread != NULL)
    {
      dex_unref (push (self, task_new (TASK_CLOSE)));
      /* A job's future may hold the last reference: then the thread ends by itself. */
      if (g_thread_self () == self->thread)
        g_thread_unref (g_steal_pointer (&self->thread));
      else
        g_thread_join (g_steal_pointer (&self->thread));
    }
  g_clear_pointer (&self->jobs, g_async_queue_unref);
  g_clear_pointer (&self->directory, g_free);

  G_OBJECT_CLASS (panelist_store_parent_class)->finalize (object);
}

static void
panelist_store_class_init (PanelistStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = panelist_store_finalize;
}

static void
panelist_store_init (PanelistStore *self)
{
  self->jobs = g_async_queue_new ();
}

static void
start (PanelistStore *self)
{
  Worker *worker = g_new0 (Worker, 1);

  worker->jobs = g_async_queue_ref (self->jobs);
  worker->directory = g_strdup (self->directory);
  self->thread = g_thread_new ("panelist-store", work, worker);
}

static DexFuture *
hand_over_store (DexFuture *opened,
                 gpointer   data)
{
  return dex_future_new_take_object (g_object_ref (data));
}

/**
 * panelist_store_open:
 * @directory: the data directory
 *
 * Returns: (transfer full): resolves to a PanelistStore, or rejects with PANELIST_STORE_ERROR
 */
DexFuture *
panelist_store_open (const char *directory)
{
  g_autoptr (PanelistStore) self = NULL;

  dex_return_error_if_fail (directory != NULL);

  self = g_object_new (PANELIST_TYPE_STORE, NULL);
  self->directory = g_strdup (directory);
  start (self);
  return dex_future_then (push (self, task_new (TASK_OPEN)),
                          hand_over_store,
                          g_object_ref (self),
                          g_object_unref);
}

/**
 * panelist_store_close:
 * @self: a store
 *
 * Returns: (transfer full): resolves to TRUE when every job queued before has ended and the file is closed; jobs
 *   after it never run
 */
DexFuture *
panelist_store_close (PanelistStore *self)
{
  dex_return_error_if_fail (PANELIST_IS_STORE (self));

  if (self->thread == NULL)
    return dex_future_new_true ();
  g_thread_unref (g_steal_pointer (&self->thread));
  return push (self, task_new (TASK_CLOSE));
}

/* On a thread of the pool: the disk may be slow, and there is no store thread for this directory. */
static DexFuture *
move_aside_fiber (gpointer data)
{
  GError *error = NULL;
  char *folder = NULL;

  folder = panelist_store_file_move_aside (data, &error);
  if (folder == NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_string (folder);
}

/**
 * panelist_store_move_aside:
 * @directory: a data directory whose database is damaged and not open
 *
 * Returns: (transfer full): resolves to the folder (string) that keeps the damaged files
 */
DexFuture *
panelist_store_move_aside (const char *directory)
{
  dex_return_error_if_fail (directory != NULL);

  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, move_aside_fiber,
                              g_strdup (directory), g_free);
}

static DexFuture *
run (PanelistStore  *self,
     TaskKind        kind,
     PanelistJob     job,
     gpointer        input,
     GDestroyNotify  input_destroy)
{
  Task *task = NULL;

  task = task_new (kind);
  task->job = job;
  task->input = input;
  task->input_destroy = input_destroy;
  if (self->thread == NULL)
    {
      DexFuture *refused = dex_future_new_reject (PANELIST_STORE_ERROR,
                                                  PANELIST_STORE_ERROR_FAILED,
                                                  "The data file is closed");
      task_free (task);
      return refused;
    }
  return push (self, task);
}

/**
 * panelist_store_run:
 * @self: a store
 * @job: what to do on the store thread
 * @input: (transfer full): what it needs; nothing else may use it from now on
 * @input_destroy: (nullable): frees @input, on the store thread
 *
 * Returns: (transfer full): resolves to what the job sets, or rejects with PANELIST_STORE_ERROR
 */
DexFuture *
panelist_store_run (PanelistStore  *self,
                    PanelistJob     job,
                    gpointer        input,
                    GDestroyNotify  input_destroy)
{
  dex_return_error_if_fail (PANELIST_IS_STORE (self));

  return run (self, TASK_JOB, job, input, input_destroy);
}

DexFuture *
panelist_store_run_intent (PanelistStore  *self,
                           PanelistJob     job,
                           gpointer        input,
                           GDestroyNotify  input_destroy)
{
  dex_return_error_if_fail (PANELIST_IS_STORE (self));

  return run (self, TASK_INTENT, job, input, input_destroy);
}

/* Every intent waits for the check; this one only waits. */
static gboolean
do_nothing (PanelistConnection  *connection,
            gpointer             input,
            GValue              *result,
            GError             **error)
{
  panelist_store_set_true (result);
  return TRUE;
}

DexFuture *
panelist_store_check (PanelistStore *self)
{
  return panelist_store_run_intent (self, do_nothing, NULL, NULL);
}

static gboolean
back_up (PanelistConnection  *connection,
         gpointer             input,
         GValue              *result,
         GError             **error)
{
  gboolean made = FALSE;

  if (!panelist_backup_make_weekly (connection, input, panelist_migrations_get_newest (), &made, error))
    return FALSE;
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, made);
  return TRUE;
}

/* A damaged file is no backup: it waits for the check as well. */
DexFuture *
panelist_store_back_up (PanelistStore *self)
{
  dex_return_error_if_fail (PANELIST_IS_STORE (self));

  return panelist_store_run_intent (self, back_up, g_strdup (self->directory), g_free);
}

void
panelist_store_set_true (GValue *result)
{
  g_value_init (result, G_TYPE_BOOLEAN);
  g_value_set_boolean (result, TRUE);
}
