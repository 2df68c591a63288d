/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include "panelist-clock.h"
#include "panelist-statement.h"
#include "panelist-store-private.h"

/* The log is bounded both ways: what is older goes, and of a panel that changes everything all the time only the
 * newest stay. A chart of prices looks at less than that. */
#define KEEP_SECONDS (INT64_C (180) * 24 * 60 * 60)
#define KEEP_CHANGES 200000

/* Log */

typedef struct {
  PanelistConnection *connection;
  PanelistCatalog *before;
  PanelistCatalog *after;
  PanelistStatement *insert;
  PanelistStatement *removed;   /* whether a service was removed before */
  int64_t panel_id;
  int64_t now;
  char *currency;               /* of the rates in `after`, nullable */
  char *currency_before;
} Log;

static void
log_clear (Log *log)
{
  g_clear_pointer (&log->insert, panelist_statement_free);
  g_clear_pointer (&log->removed, panelist_statement_free);
  g_clear_pointer (&log->currency, g_free);
  g_clear_pointer (&log->currency_before, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Log, log_clear)

static gboolean
prepare (Log     *log,
         GError **error)
{
  log->insert = panelist_statement_new (
      log->connection,
      "INSERT INTO service_change (panel, service, time, kind, old, new, name, currency) VALUES (?,?,?,?,?,?,?,?)",
      error);
  if (log->insert == NULL)
    return FALSE;
  log->removed = panelist_statement_new (
      log->connection,
      "SELECT old FROM service_change WHERE panel = ? AND service = ? AND kind = 'removed' ORDER BY id DESC LIMIT 1",
      error);
  return log->removed != NULL;
}

/* In what the rates of the last catalog were, and in what those of this one are. */
static gboolean
read_currencies (Log     *log,
                 GError **error)
{
  g_autoptr (PanelistStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = panelist_statement_new (log->connection, "SELECT currency, catalog_currency FROM panel WHERE id = ?",
                                      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_number (statement, 1, log->panel_id);
  if (panelist_statement_next (statement, &failure))
    {
      log->currency = g_strdup (panelist_statement_get_text (statement, 0));
      log->currency_before = g_strdup (panelist_statement_get_text (statement, 1));
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
is_other_currency (Log *log)
{
  return log->currency != NULL && log->currency_before != NULL &&
         g_strcmp0 (log->currency, log->currency_before) != 0;
}

static gboolean
insert (Log                        *log,
        const char                 *service_id,
        PanelistCatalogChangeKind   kind,
        const char                 *before,
        const char                 *after,
        const char                 *name,
        GError                    **error)
{
  panelist_statement_bind_number (log->insert, 1, log->panel_id);
  panelist_statement_bind_text (log->insert, 2, service_id);
  panelist_statement_bind_number (log->insert, 3, log->now);
  panelist_statement_bind_nick (log->insert, 4, PANELIST_TYPE_CATALOG_CHANGE_KIND, (int) kind);
  panelist_statement_bind_text (log->insert, 5, before);
  panelist_statement_bind_text (log->insert, 6, after);
  panelist_statement_bind_text (log->insert, 7, name);
  panelist_statement_bind_text (log->insert, 8, log->currency);
  return panelist_statement_run (log->insert, error);
}

static gboolean
save_currency (Log     *log,
               GError **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  if (log->currency == NULL || g_strcmp0 (log->currency, log->currency_before) == 0)
    return TRUE;
  if (is_other_currency (log) && !insert (log, "", PANELIST_CATALOG_CHANGE_CURRENCY, log->currency_before,
                                          log->currency, NULL, error))
    return FALSE;
  statement = panelist_statement_new (log->connection, "UPDATE panel SET catalog_currency = ? WHERE id = ?", error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_text (statement, 1, log->currency);
  panelist_statement_bind_number (statement, 2, log->panel_id);
  return panelist_statement_run (statement, error);
}

static gboolean
is_price (PanelistCatalogChangeKind kind)
{
  return kind == PANELIST_CATALOG_CHANGE_PRICE_UP || kind == PANELIST_CATALOG_CHANGE_PRICE_DOWN ||
         kind == PANELIST_CATALOG_CHANGE_PRICE;
}

/* A service that was there before comes back with what it cost then. */
static gboolean
find_removed (Log         *log,
              const char  *service_id,
              gboolean    *found,
              char       **rate,
              GError     **error)
{
  g_autoptr (GError) failure = NULL;

  panelist_statement_bind_number (log->removed, 1, log->panel_id);
  panelist_statement_bind_text (log->removed, 2, service_id);
  *found = panelist_statement_next (log->removed, &failure);
  if (*found && !is_other_currency (log))
    *rate = g_strdup (panelist_statement_get_text (log->removed, 0));
  panelist_statement_reset (log->removed);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
log_change (Log                          *log,
            const PanelistCatalogChange  *change,
            GError                      **error)
{
  PanelistCatalogChangeKind kind = change->kind;
  PanelistCatalogRow before = { 0 };
  PanelistCatalogRow after = { 0 };
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;
  gboolean returned = FALSE;

  if (change->before != G_MAXUINT)
    {
      panelist_catalog_get_row (log->before, change->before, &before);
      old = panelist_catalog_change_dup_value (kind, &before);
    }
  if (change->after != G_MAXUINT)
    {
      panelist_catalog_get_row (log->after, change->after, &after);
      new = panelist_catalog_change_dup_value (kind, &after);
    }
  if (kind == PANELIST_CATALOG_CHANGE_NEW && !find_removed (log, after.id, &returned, &old, error))
    return FALSE;
  if (returned)
    kind = PANELIST_CATALOG_CHANGE_RETURNED;
  return insert (log, after.id != NULL ? after.id : before.id, kind, old, new,
                 after.id != NULL ? after.name : before.name, error);
}

static gboolean
run_prune (Log         *log,
           const char  *sql,
           int64_t      bound,
           GError     **error)
{
  g_autoptr (PanelistStatement) statement = panelist_statement_new (log->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_number (statement, 1, log->panel_id);
  panelist_statement_bind_number (statement, 2, bound);
  return panelist_statement_run (statement, error);
}

static gboolean
prune (Log     *log,
       GError **error)
{
  return run_prune (log, "DELETE FROM service_change WHERE panel = ? AND time < ?", log->now - KEEP_SECONDS, error) &&
         run_prune (log,
                    "DELETE FROM service_change WHERE panel = ?1 AND id <="
                    " (SELECT id FROM service_change WHERE panel = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
                    KEEP_CHANGES, error);
}

gboolean
panelist_store_log_changes (PanelistConnection  *connection,
                            PanelistCatalog     *before,
                            PanelistCatalog     *after,
                            GArray              *changes,
                            GError             **error)
{
  g_auto (Log) log = { .connection = connection, .before = before, .after = after };
  gboolean other_currency = FALSE;

  log.panel_id = panelist_catalog_get_panel_id (after);
  log.now = panelist_clock_now ();
  if (!prepare (&log, error) || !read_currencies (&log, error) || !save_currency (&log, error))
    return FALSE;
  other_currency = is_other_currency (&log);
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const PanelistCatalogChange *change = &g_array_index (changes, PanelistCatalogChange, i);

      /* Rates in two currencies are neither higher nor lower. */
      if (!(other_currency && is_price (change->kind)) && !log_change (&log, change, error))
        return FALSE;
    }
  return changes == NULL || prune (&log, error);
}

/* List */

static gboolean
list_changes (PanelistConnection  *connection,
              gpointer             input,
              GValue              *result,
              GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;
  g_autoptr (PanelistChangeLog) log = NULL;
  g_autoptr (GError) failure = NULL;

  statement = panelist_statement_new (
      connection,
      "SELECT c.id, c.panel, c.service, c.time, c.kind, c.old, c.new, c.name, c.currency FROM service_change c"
      " WHERE c.panel IN (SELECT id FROM panel WHERE removed_time = 0) ORDER BY c.id DESC LIMIT ?",
      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_number (statement, 1, PANELIST_CHANGE_LOG_MAX);
  log = panelist_change_log_new ();
  while (panelist_statement_next (statement, &failure))
    {
      PanelistChange change = { 0 };

      change.id = panelist_statement_get_number (statement, 0);
      change.panel_id = panelist_statement_get_number (statement, 1);
      change.service_id = panelist_statement_get_text (statement, 2);
      change.time = panelist_statement_get_number (statement, 3);
      change.kind = (PanelistCatalogChangeKind) panelist_statement_get_enum (statement, 4,
                                                                              PANELIST_TYPE_CATALOG_CHANGE_KIND);
      change.before = panelist_statement_get_text (statement, 5);
      change.after = panelist_statement_get_text (statement, 6);
      change.name = panelist_statement_get_text (statement, 7);
      change.currency = panelist_statement_get_text (statement, 8);
      panelist_change_log_add (log, &change);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_value_init (result, PANELIST_TYPE_CHANGE_LOG);
  g_value_take_boxed (result, g_steal_pointer (&log));
  return TRUE;
}

/**
 * panelist_store_list_changes:
 * @self: a store
 *
 * Returns: (transfer full): resolves to a PanelistChangeLog (boxed), newest first, of at most
 *   %PANELIST_CHANGE_LOG_MAX changes
 */
DexFuture *
panelist_store_list_changes (PanelistStore *self)
{
  return panelist_store_run (self, list_changes, NULL, NULL);
}

/* Prices */

typedef struct {
  int64_t panel_id;
  char *service_id;
} ServiceKey;

static void
service_key_free (gpointer data)
{
  ServiceKey *key = data;

  g_clear_pointer (&key->service_id, g_free);
  g_free (key);
}

void
panelist_price_point_free (PanelistPricePoint *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->rate, g_free);
  g_free (self);
}

static void
add_point (GPtrArray  *points,
           int64_t     time,
           const char *rate)
{
  PanelistPricePoint *point = g_new0 (PanelistPricePoint, 1);

  point->time = time;
  point->rate = g_strdup (rate);
  g_ptr_array_add (points, point);
}

/* Of the rows that tell a price: what it was before the first of them, and then what it became. */
static gboolean
add_changes (PanelistConnection  *connection,
             const ServiceKey    *key,
             GPtrArray           *points,
             GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = panelist_statement_new (
      connection,
      "SELECT time, old, new, kind = 'new' FROM service_change WHERE panel = ?1 AND service = ?2"
      " AND kind IN ('new', 'returned', 'removed', 'price-up', 'price-down', 'price')"
      " AND id > (SELECT coalesce (max (id), 0) FROM service_change WHERE panel = ?1 AND service = '')"
      " ORDER BY time, id",
      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_number (statement, 1, key->panel_id);
  panelist_statement_bind_text (statement, 2, key->service_id);
  while (panelist_statement_next (statement, &failure))
    {
      if (points->len == 0 && panelist_statement_get_number (statement, 3) == 0)
        add_point (points, 0, panelist_statement_get_text (statement, 1));
      add_point (points, panelist_statement_get_number (statement, 0), panelist_statement_get_text (statement, 2));
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
add_rate (PanelistConnection  *connection,
          const ServiceKey    *key,
          GPtrArray           *points,
          GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = panelist_statement_new (connection,
                                      "SELECT nullif (rate, '') FROM service WHERE panel = ? AND service = ?", error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_number (statement, 1, key->panel_id);
  panelist_statement_bind_text (statement, 2, key->service_id);
  if (panelist_statement_next (statement, &failure))
    add_point (points, 0, panelist_statement_get_text (statement, 0));
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
free_point (gpointer data)
{
  panelist_price_point_free (data);
}

static gboolean
list_price_points (PanelistConnection  *connection,
                   gpointer             input,
                   GValue              *result,
                   GError             **error)
{
  g_autoptr (GPtrArray) points = g_ptr_array_new_with_free_func (free_point);

  if (!add_changes (connection, input, points, error))
    return FALSE;
  if (points->len == 0 && !add_rate (connection, input, points, error))
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&points));
  return TRUE;
}

/**
 * panelist_store_list_price_points:
 * @self: a store
 * @panel_id: the row of a panel
 * @service_id: of one of its services, now or once
 *
 * Returns: (transfer full): resolves to a GPtrArray (boxed) of PanelistPricePoint, oldest first
 */
DexFuture *
panelist_store_list_price_points (PanelistStore *self,
                                  int64_t        panel_id,
                                  const char    *service_id)
{
  ServiceKey *key = NULL;

  dex_return_error_if_fail (service_id != NULL);

  key = g_new0 (ServiceKey, 1);
  key->panel_id = panel_id;
  key->service_id = g_strdup (service_id);
  return panelist_store_run (self, list_price_points, key, service_key_free);
}

/* Visits */

static gboolean
count_news (PanelistConnection  *connection,
            gpointer             input,
            GValue              *result,
            GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (
      connection,
      "SELECT count (*) FROM service_change WHERE id > coalesce ((SELECT newest FROM visit WHERE page = ?), 0)"
      " AND panel IN (SELECT id FROM panel WHERE removed_time = 0)"
      " AND NOT EXISTS (SELECT 1 FROM service_mark WHERE service_mark.panel = service_change.panel"
      " AND service_mark.service = service_change.service AND hidden)",
      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_text (statement, 1, input);
  if (!panelist_statement_next (statement, error))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, panelist_statement_get_number (statement, 0));
  return TRUE;
}

DexFuture *
panelist_store_count_news (PanelistStore *self,
                           const char    *page)
{
  dex_return_error_if_fail (page != NULL);

  return panelist_store_run (self, count_news, g_strdup (page), g_free);
}

typedef struct {
  char *page;
  int64_t newest;
} Visit;

static void
visit_free (gpointer data)
{
  Visit *visit = data;

  g_clear_pointer (&visit->page, g_free);
  g_free (visit);
}

static gboolean
save_visit (PanelistConnection  *connection,
            gpointer             input,
            GValue              *result,
            GError             **error)
{
  const Visit *visit = input;
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (connection,
                                      "INSERT INTO visit (page, newest) VALUES (?, ?)"
                                      " ON CONFLICT (page) DO UPDATE SET newest = max (newest, excluded.newest)",
                                      error);
  if (statement == NULL)
    return FALSE;
  panelist_statement_bind_text (statement, 1, visit->page);
  panelist_statement_bind_number (statement, 2, visit->newest);
  if (!panelist_statement_run (statement, error))
    return FALSE;
  panelist_store_set_true (result);
  return TRUE;
}

DexFuture *
panelist_store_save_visit (PanelistStore *self,
                           const char    *page,
                           int64_t        newest)
{
  Visit *visit = NULL;

  dex_return_error_if_fail (page != NULL);

  visit = g_new0 (Visit, 1);
  visit->page = g_strdup (page);
  visit->newest = newest;
  return panelist_store_run (self, save_visit, visit, visit_free);
}
