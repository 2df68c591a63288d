-- SPDX-FileCopyrightText: The Panelist Contributors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The database as the first version made it: test_migration.py fills it and lets today's engine open it.
PRAGMA journal_mode = WAL;
CREATE TABLE panel (
  id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, name TEXT, address TEXT NOT NULL,
  currency TEXT, currency_override TEXT, balance TEXT, balance_time INTEGER,
  catalog_time INTEGER, last_answer_time INTEGER, key_stored INTEGER NOT NULL DEFAULT 0,
  is_demo INTEGER NOT NULL DEFAULT 0, letter TEXT, color TEXT,
  also_send_quantity INTEGER NOT NULL DEFAULT 0, cancel_by_order INTEGER NOT NULL DEFAULT 0,
  user_agent TEXT, batch_status TEXT, takes_refill TEXT, takes_cancel TEXT,
  poll_interval INTEGER NOT NULL DEFAULT 0, removed_time INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE service (
  panel INTEGER NOT NULL REFERENCES panel (id), service TEXT NOT NULL, position INTEGER NOT NULL,
  name TEXT, category TEXT, type TEXT, rate TEXT, min INTEGER, max INTEGER,
  refill TEXT, cancel TEXT, drip_feed TEXT, description TEXT, average_time TEXT,
  PRIMARY KEY (panel, service)) STRICT, WITHOUT ROWID;
CREATE INDEX service_position ON service (panel, position);
CREATE TABLE service_change (
  id INTEGER PRIMARY KEY, panel INTEGER NOT NULL REFERENCES panel (id), service TEXT NOT NULL,
  time INTEGER NOT NULL, kind TEXT NOT NULL, old TEXT, new TEXT) STRICT;
CREATE TABLE mass_run (
  id INTEGER PRIMARY KEY, panel INTEGER NOT NULL REFERENCES panel (id), state TEXT NOT NULL,
  created_time INTEGER NOT NULL) STRICT;
CREATE TABLE intent (
  id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, state TEXT NOT NULL,
  panel INTEGER NOT NULL REFERENCES panel (id), origin TEXT NOT NULL DEFAULT 'here',
  mass_run INTEGER REFERENCES mass_run (id), retry_of TEXT, parent TEXT,
  service TEXT, service_name TEXT, service_category TEXT, service_type TEXT, service_rate TEXT,
  service_min INTEGER, service_max INTEGER, service_refill TEXT, service_cancel TEXT,
  service_drip_feed TEXT, form TEXT, body_hash TEXT, quantity INTEGER NOT NULL DEFAULT -1,
  expected_charge TEXT, currency TEXT, balance_before TEXT, balance_before_time INTEGER,
  id_floor INTEGER, app_version TEXT, created_time INTEGER NOT NULL, boot_time INTEGER,
  sent_time INTEGER NOT NULL DEFAULT 0, answered_time INTEGER NOT NULL DEFAULT 0,
  http_status INTEGER NOT NULL DEFAULT 0, body TEXT, reason TEXT, evidence TEXT,
  candidate_id TEXT, remote_id TEXT, status TEXT NOT NULL DEFAULT 'none', status_text TEXT,
  start_count INTEGER NOT NULL DEFAULT -1, remains INTEGER NOT NULL DEFAULT -1,
  first_charge TEXT, charge TEXT, placed_time INTEGER NOT NULL DEFAULT 0,
  first_progress_time INTEGER NOT NULL DEFAULT 0, final_time INTEGER NOT NULL DEFAULT 0,
  checked_time INTEGER NOT NULL DEFAULT 0, next_check_time INTEGER NOT NULL DEFAULT 0,
  seen INTEGER NOT NULL DEFAULT 0, note TEXT, tag TEXT, UNIQUE (panel, remote_id)) STRICT;
CREATE INDEX intent_due ON intent (panel, next_check_time) WHERE next_check_time > 0;
CREATE INDEX intent_created ON intent (created_time);
CREATE TRIGGER intent_transition BEFORE UPDATE OF state ON intent
  WHEN new.state IS NOT old.state AND (old.state || '>' || new.state) NOT IN (
    'draft>held', 'draft>submitting', 'held>draft', 'held>submitting', 'held>not-sent',
    'submitting>placed', 'submitting>refused', 'submitting>not-sent', 'submitting>unconfirmed',
    'refused>unconfirmed', 'unconfirmed>placed', 'unconfirmed>not-placed',
    'not-placed>placed', 'not-placed>unconfirmed')
  BEGIN SELECT RAISE (ABORT, 'no such transition'); END;
CREATE TABLE order_event (
  intent INTEGER NOT NULL REFERENCES intent (id), sequence INTEGER NOT NULL,
  boot_time INTEGER NOT NULL, time INTEGER NOT NULL, kind TEXT NOT NULL, detail TEXT,
  PRIMARY KEY (intent, sequence)) STRICT, WITHOUT ROWID;
CREATE TRIGGER order_event_update BEFORE UPDATE ON order_event
  BEGIN SELECT RAISE (ABORT, 'events are never changed'); END;
CREATE TRIGGER order_event_delete BEFORE DELETE ON order_event
  BEGIN SELECT RAISE (ABORT, 'events are never deleted'); END;
CREATE TABLE refill (
  id INTEGER PRIMARY KEY, intent INTEGER NOT NULL REFERENCES intent (id),
  order_intent INTEGER NOT NULL REFERENCES intent (id), outcome TEXT NOT NULL, refill_id TEXT,
  state TEXT NOT NULL DEFAULT 'unknown', state_text TEXT, reason TEXT,
  created_time INTEGER NOT NULL, checked_time INTEGER NOT NULL DEFAULT 0,
  final_time INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX refill_order ON refill (order_intent);
CREATE TABLE cancel_request (
  id INTEGER PRIMARY KEY, intent INTEGER NOT NULL REFERENCES intent (id),
  order_intent INTEGER NOT NULL REFERENCES intent (id), outcome TEXT NOT NULL, cancel_id TEXT,
  reason TEXT, created_time INTEGER NOT NULL) STRICT;
CREATE INDEX cancel_order ON cancel_request (order_intent);
CREATE TABLE balance_point (
  id INTEGER PRIMARY KEY, panel INTEGER NOT NULL REFERENCES panel (id), time INTEGER NOT NULL,
  balance TEXT NOT NULL, currency TEXT) STRICT;
CREATE TABLE template (id INTEGER PRIMARY KEY, name TEXT NOT NULL, form TEXT NOT NULL) STRICT;
CREATE TABLE favorite (
  panel INTEGER NOT NULL REFERENCES panel (id), service TEXT NOT NULL, tag TEXT, note TEXT,
  PRIMARY KEY (panel, service)) STRICT, WITHOUT ROWID;
PRAGMA user_version = 1;
