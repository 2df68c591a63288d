/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include "panelist-migrations.h"

#include "panelist-backup.h"
#include "panelist-statement.h"
#include "panelist-store.h"

/* Amounts are decimal text, times UTC seconds, states the nicks of the model's enums. An `add` row of `intent` is
 * the order in all its states (design.md 5). A migration that was released is never changed: add one behind it. */
static const char *const migrations[] = {
  /* 1 */
  "CREATE TABLE panel ("
  "  id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, name TEXT, address TEXT NOT NULL,"
  "  currency TEXT, currency_override TEXT, balance TEXT, balance_time INTEGER,"
  "  catalog_time INTEGER, last_answer_time INTEGER, key_stored INTEGER NOT NULL DEFAULT 0,"
  "  is_demo INTEGER NOT NULL DEFAULT 0, letter TEXT, color TEXT,"
  "  also_send_quantity INTEGER NOT NULL DEFAULT 0, cancel_by_order INTEGER NOT NULL DEFAULT 0,"
  "  user_agent TEXT, batch_status TEXT, takes_refill TEXT, takes_cancel TEXT,"
  "  poll_interval INTEGER NOT NULL DEFAULT 0, removed_time INTEGER NOT NULL DEFAULT 0) STRICT;"

  "CREATE TABLE service ("
  "  panel INTEGER NOT NULL REFERENCES panel (id), service TEXT NOT NULL, position INTEGER NOT NULL,"
  "  name TEXT, category TEXT, type TEXT, rate TEXT, min INTEGER, max INTEGER,"
  "  refill TEXT, cancel TEXT, drip_feed TEXT, description TEXT, average_time TEXT,"
  "  PRIMARY KEY (panel, service)) STRICT, WITHOUT ROWID;"
  "CREATE INDEX service_position ON service (panel, position);"

  "CREATE TABLE service_change ("
  "  id INTEGER PRIMARY KEY, panel INTEGER NOT NULL REFERENCES panel (id), service TEXT NOT NULL,"
  "  time INTEGER NOT NULL, kind TEXT NOT NULL, old TEXT, new TEXT) STRICT;"

  "CREATE TABLE mass_run ("
  "  id INTEGER PRIMARY KEY, panel INTEGER NOT NULL REFERENCES panel (id), state TEXT NOT NULL,"
  "  created_time INTEGER NOT NULL) STRICT;"

  "CREATE TABLE intent ("
  "  id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, state TEXT NOT NULL,"
  "  panel INTEGER NOT NULL REFERENCES panel (id), origin TEXT NOT NULL DEFAULT 'here',"
  "  mass_run INTEGER REFERENCES mass_run (id), retry_of TEXT, parent TEXT,"
  "  service TEXT, service_name TEXT, service_category TEXT, service_type TEXT, service_rate TEXT,"
  "  service_min INTEGER, service_max INTEGER, service_refill TEXT, service_cancel TEXT,"
  "  service_drip_feed TEXT, form TEXT, body_hash TEXT, quantity INTEGER NOT NULL DEFAULT -1,"
  "  expected_charge TEXT, currency TEXT, balance_before TEXT, balance_before_time INTEGER,"
  "  id_floor INTEGER, app_version TEXT, created_time INTEGER NOT NULL, boot_time INTEGER,"
  "  sent_time INTEGER NOT NULL DEFAULT 0, answered_time INTEGER NOT NULL DEFAULT 0,"
  "  http_status INTEGER NOT NULL DEFAULT 0, body TEXT, reason TEXT, evidence TEXT,"
  "  candidate_id TEXT, remote_id TEXT, status TEXT NOT NULL DEFAULT 'none', status_text TEXT,"
  "  start_count INTEGER NOT NULL DEFAULT -1, remains INTEGER NOT NULL DEFAULT -1,"
  "  first_charge TEXT, charge TEXT, placed_time INTEGER NOT NULL DEFAULT 0,"
  "  first_progress_time INTEGER NOT NULL DEFAULT 0, final_time INTEGER NOT NULL DEFAULT 0,"
  "  checked_time INTEGER NOT NULL DEFAULT 0, next_check_time INTEGER NOT NULL DEFAULT 0,"
  "  seen INTEGER NOT NULL DEFAULT 0, note TEXT, tag TEXT, UNIQUE (panel, remote_id)) STRICT;"
  "CREATE INDEX intent_due ON intent (panel, next_check_time) WHERE next_check_time > 0;"
  "CREATE INDEX intent_created ON intent (created_time);"

  /* The diagram of safety.md A2, as the last line of defense. */
  "CREATE TRIGGER intent_transition BEFORE UPDATE OF state ON intent"
  "  WHEN new.state IS NOT old.state AND (old.state || '>' || new.state) NOT IN ("
  "    'draft>held', 'draft>submitting', 'held>draft', 'held>submitting', 'held>not-sent',"
  "    'submitting>placed', 'submitting>refused', 'submitting>not-sent', 'submitting>unconfirmed',"
  "    'refused>unconfirmed', 'unconfirmed>placed', 'unconfirmed>not-placed',"
  "    'not-placed>placed', 'not-placed>unconfirmed')"
  "  BEGIN SELECT RAISE (ABORT, 'no such transition'); END;"

  "CREATE TABLE order_event ("
  "  intent INTEGER NOT NULL REFERENCES intent (id), sequence INTEGER NOT NULL,"
  "  boot_time INTEGER NOT NULL, time INTEGER NOT NULL, kind TEXT NOT NULL, detail TEXT,"
  "  PRIMARY KEY (intent, sequence)) STRICT, WITHOUT ROWID;"
  "CREATE TRIGGER order_event_update BEFORE UPDATE ON order_event"
  "  BEGIN SELECT RAISE (ABORT, 'events are never changed'); END;"
  "CREATE TRIGGER order_event_delete BEFORE DELETE ON order_event"
  "  BEGIN SELECT RAISE (ABORT, 'events are never deleted'); END;"

  "CREATE TABLE refill ("
  "  id INTEGER PRIMARY KEY, intent INTEGER NOT NULL REFERENCES intent (id),"
  "  order_intent INTEGER NOT NULL REFERENCES intent (id), outcome TEXT NOT NULL, refill_id TEXT,"
  "  state TEXT NOT NULL DEFAULT 'unknown', state_text TEXT, reason TEXT,"
  "  created_time INTEGER NOT NULL, checked_time INTEGER NOT NULL DEFAULT 0,"
  "  final_time INTEGER NOT NULL DEFAULT 0) STRICT;"
  "CREATE INDEX refill_order ON refill (order_intent);"
  "CREATE TABLE cancel_request ("
  "  id INTEGER PRIMARY KEY, intent INTEGER NOT NULL REFERENCES intent (id),"
  "  order_intent INTEGER NOT NULL REFERENCES intent (id), outcome TEXT NOT NULL, cancel_id TEXT,"
  "  reason TEXT, created_time INTEGER NOT NULL) STRICT;"
  "CREATE INDEX cancel_order ON cancel_request (order_intent);"

  "CREATE TABLE balance_point ("
  "  id INTEGER PRIMARY KEY, panel INTEGER NOT NULL REFERENCES panel (id), time INTEGER NOT NULL,"
  "  balance TEXT NOT NULL, currency TEXT) STRICT;"
  "CREATE TABLE template (id INTEGER PRIMARY KEY, name TEXT NOT NULL, form TEXT NOT NULL) STRICT;"
  "CREATE TABLE favorite ("
  "  panel INTEGER NOT NULL REFERENCES panel (id), service TEXT NOT NULL, tag TEXT, note TEXT,"
  "  PRIMARY KEY (panel, service)) STRICT, WITHOUT ROWID;",

  /* 2: what the words in `reason` and `evidence` mean, for people of any language */
  "ALTER TABLE intent ADD COLUMN reason_code TEXT;"
  "ALTER TABLE intent ADD COLUMN evidence_kind TEXT;",

  /* 3: guards of a panel, evidence with its amounts, and what was lost with a damaged file: everything between the
   * backup that was restored, whose newest row is `newest_intent`, and that moment */
  "ALTER TABLE panel ADD COLUMN confirm TEXT;"
  "ALTER TABLE panel ADD COLUMN confirm_amount TEXT;"
  "ALTER TABLE panel ADD COLUMN most_per_order TEXT;"
  "ALTER TABLE panel ADD COLUMN most_per_day TEXT;"
  "ALTER TABLE panel ADD COLUMN most_per_month TEXT;"
  "ALTER TABLE panel ADD COLUMN balance_to_keep TEXT;"
  "ALTER TABLE intent ADD COLUMN balance_before_currency TEXT;"
  "ALTER TABLE intent ADD COLUMN balance_before_ambiguous INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE intent ADD COLUMN balance_after TEXT;"
  "ALTER TABLE intent ADD COLUMN evidence_fall TEXT;"
  "ALTER TABLE intent ADD COLUMN evidence_time INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE intent ADD COLUMN evidence_reads INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE intent ADD COLUMN candidate_known INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE intent ADD COLUMN active_link_time INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE intent ADD COLUMN ended_time INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE intent ADD COLUMN settled_time INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE intent ADD COLUMN sent_sequence INTEGER NOT NULL DEFAULT 0;"
  "UPDATE intent SET sent_sequence = id WHERE sent_time > 0;"
  "CREATE INDEX intent_sent ON intent (sent_sequence);"
  "CREATE TABLE restore ("
  "  id INTEGER PRIMARY KEY, time INTEGER NOT NULL, complete_until INTEGER NOT NULL,"
  "  newest_intent INTEGER NOT NULL) STRICT;",

  /* 4: the parameter by which a panel tells a repeated order */
  "ALTER TABLE panel ADD COLUMN unique_field TEXT;",

  /* 5: what people add to a service; changes that can be read without the catalog they were of. `new` and `removed`
   * tell the rate now, so that the changes of a service are its prices over time. `visit` has the newest change that
   * was there when a page was looked at. */
  "CREATE TABLE service_mark ("
  "  panel INTEGER NOT NULL REFERENCES panel (id), service TEXT NOT NULL,"
  "  favorite INTEGER NOT NULL DEFAULT 0, hidden INTEGER NOT NULL DEFAULT 0, note TEXT, tags TEXT,"
  "  changed_time INTEGER NOT NULL, PRIMARY KEY (panel, service)) STRICT, WITHOUT ROWID;"
  "INSERT INTO service_mark SELECT panel, service, 1, 0, note, tag, 0 FROM favorite;"
  "DROP TABLE favorite;"
  "ALTER TABLE service_change ADD COLUMN name TEXT;"
  "ALTER TABLE service_change ADD COLUMN currency TEXT;"
  "UPDATE service_change SET name = CASE kind WHEN 'removed' THEN old WHEN 'new' THEN new WHEN 'renamed' THEN new END;"
  "UPDATE service_change SET old = NULL, new = NULL WHERE kind IN ('new', 'removed');"
  "CREATE INDEX service_change_service ON service_change (panel, service);"
  "ALTER TABLE panel ADD COLUMN catalog_currency TEXT;"
  "CREATE TABLE visit (page TEXT PRIMARY KEY, newest INTEGER NOT NULL) STRICT, WITHOUT ROWID;",
};

#define NEWEST_VERSION ((int64_t) G_N_ELEMENTS (migrations))

int64_t
panelist_migrations_get_newest (void)
{
  return NEWEST_VERSION;
}

static gboolean
read_version (PanelistConnection  *connection,
              int64_t             *version,
              GError             **error)
{
  g_autoptr (PanelistStatement) statement = NULL;

  statement = panelist_statement_new (connection, "PRAGMA user_version", error);
  if (statement == NULL)
    return FALSE;
  if (!panelist_statement_next (statement, error))
    return FALSE;
  *version = panelist_statement_get_number (statement, 0);
  return TRUE;
}

static gboolean
migrate (PanelistConnection  *connection,
         int64_t              version,
         GError             **error)
{
  g_autofree char *mark = NULL;
  gboolean done = FALSE;

  mark = g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT, version + 1);
  if (!panelist_connection_begin (connection, error))
    return FALSE;
  done = panelist_connection_run (connection, migrations[version], error) &&
         panelist_connection_run (connection, mark, error);
  return panelist_connection_end (connection, done, error);
}

gboolean
panelist_migrations_check (PanelistConnection  *connection,
                           GError             **error)
{
  int64_t version = 0;

  if (!read_version (connection, &version, error))
    return FALSE;
  if (version <= NEWEST_VERSION)
    return TRUE;
  g_set_error_literal (error,
                       PANELIST_STORE_ERROR,
                       PANELIST_STORE_ERROR_NEWER,
                       "The data file was written by a newer version");
  return FALSE;
}

/**
 * panelist_migrations_run:
 * @connection: the database, of this version or an older one
 * @directory: where it lies; backups go to `backups/` there
 *
 * Brings the database to the newest version, each step in one transaction after a backup.
 *
 * Returns: whether it is of the newest version now
 */
gboolean
panelist_migrations_run (PanelistConnection  *connection,
                         const char          *directory,
                         GError             **error)
{
  int64_t version = 0;

  if (!read_version (connection, &version, error))
    return FALSE;
  if (version > 0 && version < NEWEST_VERSION && !panelist_backup_make (connection, directory, version, error))
    return FALSE;
  for (; version < NEWEST_VERSION; version++)
    if (!migrate (connection, version, error))
      return FALSE;
  return TRUE;
}
