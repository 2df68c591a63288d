/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-tracking"

#include "config.h"

#include "panelist-tracker.h"

#include "panelist-clock.h"
#include "panelist-dex.h"
#include "panelist-pace.h"
#include "panelist-tracker-due.h"
#include "panelist-tracker-round.h"

#define TICK             5000              /* milliseconds: how often the store is asked what is due */
#define CATALOG_INTERVAL (6 * 60 * 60)
#define DEMO_CATALOG_INTERVAL 60           /* its time passes quickly */
#define CATALOG_SPACING  (60 * 60)         /* between two tries by timer */
#define WATCH_TRIES      3                 /* after the first one: protocol.md 6, class order id */
#define WATCH_PAUSE      2000

/* The timers of one panel. The fiber of a loop owns it; the tracker only tells it to stop. */
typedef struct {
  GWeakRef tracker;
  PanelistAccounts *accounts;
  PanelistPanel *panel;
  DexPromise *stop;
  gboolean stopped;
  guint n_failures;
  int64_t not_before;       /* monotonic: the end of the back-off */
  int64_t catalog_tried;    /* wall clock */
} Loop;

struct _PanelistTracker {
  GObject parent_instance;

  PanelistAccounts *accounts;
  PanelistConditions *conditions;
  GHashTable *loops;       /* PanelistPanel → Loop */
  GHashTable *refreshes;   /* PanelistPanel → DexFuture, by hand, one in flight */
  guint n_refreshing;
  int64_t last_time;
  PanelistPause pause;
  gboolean hidden;
  gboolean started;
};

G_DEFINE_FINAL_TYPE (PanelistTracker, panelist_tracker, G_TYPE_OBJECT)

typedef enum {
  PROP_REFRESHING = 1,
  PROP_LAST_TIME,
  PROP_PAUSE,
  PROP_HIDDEN,
} PanelistTrackerProperty;

static GParamSpec *properties[PROP_HIDDEN + 1];

static void
set_last_time (PanelistTracker *self)
{
  self->last_time = panelist_clock_now ();
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_TIME]);
}

static void
add_refreshing (PanelistTracker *self,
                int              difference)
{
  gboolean before = self->n_refreshing > 0;

  self->n_refreshing = (guint) ((int) self->n_refreshing + difference);

  if (before != (self->n_refreshing > 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REFRESHING]);
}

static void
update_pause (PanelistTracker *self)
{
  GListModel *panels = G_LIST_MODEL (panelist_accounts_get_panels (self->accounts));
  PanelistPause pause = panelist_conditions_get_pause_of (self->conditions, panels);

  if (self->pause == pause)
    return;

  self->pause = pause;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSE]);
}

/* Timers */

static void
loop_clear (gpointer data)
{
  Loop *loop = data;

  g_weak_ref_clear (&loop->tracker);
  dex_clear (&loop->stop);
  g_clear_object (&loop->panel);
  g_clear_object (&loop->accounts);
}

static void
loop_unref (gpointer loop)
{
  g_rc_box_release_full (loop, loop_clear);
}

/* A rejected key blocks an address after a few tries, and a keyring would ask for its password again and again:
 * these wait for a person (safety.md B16, D3). */
static gboolean
may_call (PanelistPanel *panel)
{
  switch (panelist_panel_get_state (panel))
    {
    case PANELIST_PANEL_STATE_KEY_REJECTED:
    case PANELIST_PANEL_STATE_KEY_MISSING:
    case PANELIST_PANEL_STATE_KEYRING_LOCKED:
    case PANELIST_PANEL_STATE_KEYRING_ABSENT:
    case PANELIST_PANEL_STATE_KEYRING_DAMAGED:
      return FALSE;

    case PANELIST_PANEL_STATE_OK:
    case PANELIST_PANEL_STATE_OFFLINE:
    case PANELIST_PANEL_STATE_NOT_ANSWERING:
    case PANELIST_PANEL_STATE_WEB_PAGE:
    case PANELIST_PANEL_STATE_MOVED:
    case PANELIST_PANEL_STATE_NOT_SECURE:
    case PANELIST_PANEL_STATE_MAINTENANCE:
    case PANELIST_PANEL_STATE_RATE_LIMITED:
    default:
      return TRUE;
    }
}

static gboolean
is_catalog_due (Loop *loop)
{
  const int64_t now = panelist_clock_now ();
  const gboolean demo = panelist_panel_get_is_demo (loop->panel);

  return panelist_pace_is_older (panelist_panel_get_catalog_time (loop->panel),
                                 demo ? DEMO_CATALOG_INTERVAL : CATALOG_INTERVAL, now) &&
         panelist_pace_is_older (loop->catalog_tried, demo ? DEMO_CATALOG_INTERVAL : CATALOG_SPACING, now);
}

/* All that is due at one panel: orders, refills, balance, catalog. Ends at the first call that fails. */
static gboolean
await_due (Loop      *loop,
           gboolean   hidden,
           GError   **error)
{
  PanelistAccounts *accounts = loop->accounts;
  PanelistPanel *panel = loop->panel;
  g_autoptr (GPtrArray) refills = NULL;
  gboolean active = FALSE;

  while (!loop->stopped)
    {
      g_autoptr (GPtrArray) orders = NULL;

      if (!(orders = panelist_due_await_orders (accounts, panel, hidden, error)))
        return FALSE;

      if (orders->len == 0)
        break;

      active = TRUE;

      if (!panelist_round_await_orders (accounts, panel, orders, error))
        return FALSE;
    }

  refills = panelist_due_refills (accounts, panel, hidden);
  active |= refills->len > 0;

  if (!loop->stopped && !panelist_round_await_refills (accounts, panel, refills, error))
    return FALSE;

  if (!loop->stopped && panelist_due_is_balance (panel, active, hidden) &&
      !dex_await (panelist_accounts_refresh_balance (accounts, panel), error))
    return FALSE;

  if (!loop->stopped && is_catalog_due (loop))
    {
      loop->catalog_tried = panelist_clock_now ();

      if (!dex_await (panelist_accounts_refresh_catalog (accounts, panel), error))
        return FALSE;
    }

  return TRUE;
}

/* The tracker is not held while answers are waited for. */
static gboolean
is_allowed (Loop     *loop,
            gboolean *hidden)
{
  g_autoptr (PanelistTracker) tracker = g_weak_ref_get (&loop->tracker);

  if (tracker == NULL)
    return FALSE;

  *hidden = tracker->hidden;

  return panelist_conditions_get_pause (tracker->conditions, loop->panel) == PANELIST_PAUSE_NONE;
}

static void
await_tick (Loop *loop)
{
  g_autoptr (GError) error = NULL;
  gboolean hidden = FALSE;

  if (!may_call (loop->panel) || panelist_clock_monotonic () < loop->not_before || !is_allowed (loop, &hidden))
    return;

  if (await_due (loop, hidden, &error))
    {
      g_autoptr (PanelistTracker) tracker = g_weak_ref_get (&loop->tracker);

      loop->n_failures = 0;

      if (tracker != NULL)
        set_last_time (tracker);

      return;
    }

  loop->n_failures++;
  loop->not_before = panelist_clock_monotonic () + panelist_pace_back_off (loop->n_failures) * 1000;
  g_debug ("A panel gave no usable answer, %u in a row: %s", loop->n_failures, error->message);
}

static DexFuture *
loop_fiber (gpointer data)
{
  Loop *loop = data;

  while (!loop->stopped)
    {
      await_tick (loop);

      if (!loop->stopped)
        dex_await (dex_future_first (panelist_clock_sleep (TICK), dex_ref (loop->stop), NULL), NULL);
    }

  return dex_future_new_true ();
}

static void
stop_loop (gpointer data)
{
  Loop *loop = data;

  loop->stopped = TRUE;
  dex_promise_resolve_boolean (loop->stop, TRUE);
  loop_unref (loop);
}

static void
start_loop (PanelistTracker *self,
            PanelistPanel   *panel)
{
  Loop *loop = NULL;

  loop = g_rc_box_new0 (Loop);
  g_weak_ref_init (&loop->tracker, self);
  loop->accounts = g_object_ref (self->accounts);
  loop->panel = g_object_ref (panel);
  loop->stop = dex_promise_new ();

  g_hash_table_insert (self->loops, panel, loop);
  dex_future_disown (panelist_spawn ("panelist-tracker-loop", loop_fiber, g_rc_box_acquire (loop), loop_unref));
}

static void
sync_loops (PanelistTracker *self)
{
  GListModel *panels = G_LIST_MODEL (panelist_accounts_get_panels (self->accounts));
  GHashTableIter iter;
  gpointer panel = NULL;

  update_pause (self);

  if (!self->started)
    return;

  g_hash_table_iter_init (&iter, self->loops);

  while (g_hash_table_iter_next (&iter, &panel, NULL))
    {
      if (panelist_accounts_get_panel (self->accounts, panelist_panel_get_id (panel)) != panel)
        g_hash_table_iter_remove (&iter);
    }

  for (guint i = 0; i < g_list_model_get_n_items (panels); i++)
    {
      g_autoptr (PanelistPanel) listed = g_list_model_get_item (panels, i);

      if (!g_hash_table_contains (self->loops, listed))
        start_loop (self, listed);
    }
}

/* GObject */

static void
panelist_tracker_dispose (GObject *object)
{
  PanelistTracker *self = PANELIST_TRACKER (object);

  if (self->accounts != NULL)
    panelist_tracker_stop (self);

  g_hash_table_remove_all (self->refreshes);
  g_clear_object (&self->conditions);
  g_clear_object (&self->accounts);

  G_OBJECT_CLASS (panelist_tracker_parent_class)->dispose (object);
}

static void
panelist_tracker_finalize (GObject *object)
{
  PanelistTracker *self = PANELIST_TRACKER (object);

  g_clear_pointer (&self->refreshes, g_hash_table_unref);
  g_clear_pointer (&self->loops, g_hash_table_unref);

  G_OBJECT_CLASS (panelist_tracker_parent_class)->finalize (object);
}

static void
panelist_tracker_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  PanelistTracker *self = PANELIST_TRACKER (object);

  switch ((PanelistTrackerProperty) id)
    {
    case PROP_REFRESHING:
      g_value_set_boolean (value, self->n_refreshing > 0);
      break;

    case PROP_LAST_TIME:
      g_value_set_int64 (value, self->last_time);
      break;

    case PROP_PAUSE:
      g_value_set_enum (value, (int) self->pause);
      break;

    case PROP_HIDDEN:
      g_value_set_boolean (value, self->hidden);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
panelist_tracker_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  PanelistTracker *self = PANELIST_TRACKER (object);

  switch ((PanelistTrackerProperty) id)
    {
    case PROP_HIDDEN:
      if (self->hidden == g_value_get_boolean (value))
        break;

      self->hidden = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;

    case PROP_REFRESHING:
    case PROP_LAST_TIME:
    case PROP_PAUSE:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
panelist_tracker_class_init (PanelistTrackerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = panelist_tracker_dispose;
  object_class->finalize = panelist_tracker_finalize;
  object_class->get_property = panelist_tracker_get_property;
  object_class->set_property = panelist_tracker_set_property;

  properties[PROP_REFRESHING] = g_param_spec_boolean ("refreshing", NULL, NULL, FALSE, flags);
  properties[PROP_LAST_TIME] = g_param_spec_int64 ("last-time", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_PAUSE] = g_param_spec_enum ("pause", NULL, NULL, PANELIST_TYPE_PAUSE, PANELIST_PAUSE_NONE, flags);
  properties[PROP_HIDDEN] = g_param_spec_boolean ("hidden", NULL, NULL, FALSE, flags | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
panelist_tracker_init (PanelistTracker *self)
{
  self->loops = g_hash_table_new_full (NULL, NULL, NULL, stop_loop);
  self->refreshes = g_hash_table_new_full (NULL, NULL, g_object_unref, dex_unref);
}

/**
 * panelist_tracker_new:
 * @accounts: loaded accounts
 *
 * Returns: (transfer full): a tracker that asks nothing yet
 */
PanelistTracker *
panelist_tracker_new (PanelistAccounts *accounts)
{
  PanelistTracker *self = NULL;

  g_return_val_if_fail (PANELIST_IS_ACCOUNTS (accounts), NULL);

  self = g_object_new (PANELIST_TYPE_TRACKER, NULL);
  self->accounts = g_object_ref (accounts);
  self->conditions = panelist_conditions_new ();
  g_signal_connect_object (self->conditions, "changed", G_CALLBACK (update_pause), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (panelist_accounts_get_panels (accounts), "items-changed",
                           G_CALLBACK (sync_loops), self, G_CONNECT_SWAPPED);
  update_pause (self);

  return self;
}

/**
 * panelist_tracker_start:
 * @self: a tracker
 *
 * Starts the timers of all panels, also of those that come later.
 */
void
panelist_tracker_start (PanelistTracker *self)
{
  g_return_if_fail (PANELIST_IS_TRACKER (self));

  if (self->started)
    return;

  self->started = TRUE;
  sync_loops (self);
}

/**
 * panelist_tracker_stop:
 * @self: a tracker
 *
 * Stops the timers. What is being read ends on its own and is still stored.
 */
void
panelist_tracker_stop (PanelistTracker *self)
{
  g_return_if_fail (PANELIST_IS_TRACKER (self));

  self->started = FALSE;
  g_hash_table_remove_all (self->loops);
}

/* By hand */

typedef struct {
  PanelistTracker *self;
  PanelistAccounts *accounts;
  PanelistPanel *panel;
  PanelistOrder *order;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_clear_object (&work->order);
  g_clear_object (&work->panel);
  g_clear_object (&work->accounts);
  g_clear_object (&work->self);
  g_free (work);
}

static Work *
work_new (PanelistTracker *self,
          PanelistPanel   *panel,
          PanelistOrder   *order)
{
  Work *work = NULL;

  work = g_new0 (Work, 1);
  work->self = g_object_ref (self);
  work->accounts = g_object_ref (self->accounts);
  work->panel = panel != NULL ? g_object_ref (panel) : NULL;
  work->order = order != NULL ? g_object_ref (order) : NULL;

  return work;
}

/* The balance comes first: it proves the key with one call, before a hundred others would. */
static gboolean
await_all (PanelistAccounts  *accounts,
           PanelistPanel     *panel,
           GError           **error)
{
  g_autoptr (GPtrArray) orders = NULL;
  g_autoptr (GPtrArray) refills = NULL;

  if ((!may_call (panel) || panelist_due_is_balance (panel, TRUE, FALSE)) &&
      !dex_await (panelist_accounts_refresh_balance (accounts, panel), error))
    return FALSE;

  orders = panelist_due_open_orders (accounts, panel);

  if (!panelist_round_await_orders (accounts, panel, orders, error))
    return FALSE;

  refills = panelist_due_open_refills (accounts, panel);

  return panelist_round_await_refills (accounts, panel, refills, error);
}

static DexFuture *
refresh_panel_fiber (gpointer data)
{
  Work *work = data;
  g_autoptr (GError) error = NULL;

  if (!await_all (work->accounts, work->panel, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_true ();
}

static DexFuture *
refresh_panel (PanelistTracker *self,
               PanelistPanel   *panel)
{
  DexFuture *running = NULL;

  running = g_hash_table_lookup (self->refreshes, panel);

  if (running == NULL || !dex_future_is_pending (running))
    {
      running = panelist_detach (panelist_spawn ("panelist-tracker-refresh-panel", refresh_panel_fiber,
                                                 work_new (self, panel, NULL), work_free));
      g_hash_table_replace (self->refreshes, g_object_ref (panel), running);
    }

  return dex_ref (running);
}

static DexFuture *
refresh_fiber (gpointer data)
{
  Work *work = data;
  GListModel *panels = G_LIST_MODEL (panelist_accounts_get_panels (work->accounts));
  g_autoptr (GPtrArray) refreshes = NULL;
  g_autoptr (GError) first_error = NULL;

  refreshes = g_ptr_array_new ();

  if (work->panel != NULL)
    g_ptr_array_add (refreshes, refresh_panel (work->self, work->panel));

  for (guint i = 0; work->panel == NULL && i < g_list_model_get_n_items (panels); i++)
    {
      g_autoptr (PanelistPanel) panel = g_list_model_get_item (panels, i);

      g_ptr_array_add (refreshes, refresh_panel (work->self, panel));
    }

  for (guint i = 0; i < refreshes->len; i++)
    dex_await (g_ptr_array_index (refreshes, i), first_error == NULL ? &first_error : NULL);

  add_refreshing (work->self, -1);

  if (first_error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&first_error));

  set_last_time (work->self);

  return dex_future_new_true ();
}

/**
 * panelist_tracker_refresh:
 * @self: a tracker
 * @panel: (nullable): a panel, %NULL for all
 *
 * Asks for every order and refill that is not final, due or not, and for the balance. The first balance also
 * tells whether a panel that refused the key takes it again.
 *
 * Returns: (transfer full): a future of %TRUE, or of the first error after all panels were tried
 */
DexFuture *
panelist_tracker_refresh (PanelistTracker *self,
                          PanelistPanel   *panel)
{
  dex_return_error_if_fail (PANELIST_IS_TRACKER (self));
  dex_return_error_if_fail (panel == NULL || PANELIST_IS_PANEL (panel));

  add_refreshing (self, 1);

  return panelist_detach (panelist_spawn ("panelist-tracker-refresh", refresh_fiber,
                                          work_new (self, panel, NULL), work_free));
}

static DexFuture *
watch_fiber (gpointer data)
{
  Work *work = data;

  for (guint attempt = 0; ; attempt++)
    {
      g_autoptr (GError) error = NULL;
      gboolean trusting = attempt < WATCH_TRIES;

      if (panelist_round_await_order (work->accounts, work->panel, work->order, trusting, &error))
        return dex_future_new_true ();

      /* Anything but a denied id is left to the timers. */
      if (!trusting || panelist_api_error_get_class (error) != PANELIST_ERROR_CLASS_ORDER_ID)
        return dex_future_new_for_error (g_steal_pointer (&error));

      dex_await (panelist_clock_sleep (WATCH_PAUSE), NULL);
    }
}

/**
 * panelist_tracker_watch:
 * @self: a tracker
 * @order: an order that was just placed
 *
 * Asks for the status at once. Panels may not know an order yet in its first seconds: then three times more,
 * 2 s apart. However it ends, the order has a time for its next check.
 *
 * Returns: (transfer full): a future of %TRUE when the status is stored, or of the last error
 */
DexFuture *
panelist_tracker_watch (PanelistTracker *self,
                        PanelistOrder   *order)
{
  PanelistPanel *panel = NULL;

  dex_return_error_if_fail (PANELIST_IS_TRACKER (self));
  dex_return_error_if_fail (PANELIST_IS_ORDER (order));

  panel = panelist_accounts_get_panel (self->accounts, panelist_order_get_panel_id (order));

  dex_return_error_if_fail (panel != NULL);
  dex_return_error_if_fail (panelist_due_is_followed (order, panel));

  return panelist_detach (panelist_spawn ("panelist-tracker-watch", watch_fiber,
                                          work_new (self, panel, order), work_free));
}
