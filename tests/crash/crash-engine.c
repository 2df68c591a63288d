/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Panelist without a window, for tests that kill it: opens a data directory, shows its journal as JSON lines, waits
 * for a line on its input, and places the orders, or asks for the refills and cancels, that it is told to. The real
 * store, the real ordering, real HTTP; only the keys are kept in memory. An order is a number: its quantity, and the
 * end of its link. */

#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "panelist-clock.h"
#include "panelist-dex.h"
#include "panelist-http.h"
#include "panelist-ordering.h"

#define KEY "canary-key"
#define SERVICE "1"
#define N_READS 4   /* of the balance for an unconfirmed order, safety.md A7 */

static char *data_dir = NULL;
static char *address = NULL;
static char *log_path = NULL;
static double time_scale = 2000;
static int first = 1;
static int count = 0;
static int parallel = 1;
static int hold = 0;
static int cancel_every = 0;
static char *ask = NULL;
static int batch = 1;
static gboolean follow = FALSE;
static gboolean gaps = FALSE;
static gboolean evidence = FALSE;
static gboolean restore = FALSE;
static gboolean check_many = FALSE;

static const GOptionEntry options[] = {
  { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &data_dir, "The data directory", "DIR" },
  { "address", 0, 0, G_OPTION_ARG_STRING, &address, "Of the panel, for a new data directory", "ADDRESS" },
  { "log", 0, 0, G_OPTION_ARG_FILENAME, &log_path, "Where confirmed orders and their outcomes are noted", "FILE" },
  { "time-scale", 0, 0, G_OPTION_ARG_DOUBLE, &time_scale, "How many times faster than life", "X" },
  { "first", 0, 0, G_OPTION_ARG_INT, &first, "The first order", "N" },
  { "count", 0, 0, G_OPTION_ARG_INT, &count, "How many orders", "N" },
  { "parallel", 0, 0, G_OPTION_ARG_INT, &parallel, "How many are confirmed before the first has its outcome", "N" },
  { "hold", 0, 0, G_OPTION_ARG_INT, &hold, "Hold each order for that long before it is sent", "SECONDS" },
  { "cancel-every", 0, 0, G_OPTION_ARG_INT, &cancel_every, "Take every N-th held order back, about when it is sent", "N" },
  { "ask", 0, 0, G_OPTION_ARG_STRING, &ask, "Ask to refill or to cancel these orders, and place none", "KIND" },
  { "batch", 0, 0, G_OPTION_ARG_INT, &batch, "How many orders a request is for", "N" },
  { "follow", 0, 0, G_OPTION_ARG_NONE, &follow, "Read the status of all orders before the end", NULL },
  { "gaps", 0, 0, G_OPTION_ARG_NONE, &gaps, "Tell at the end for how long the main loop was busy at a time", NULL },
  { "evidence", 0, 0, G_OPTION_ARG_NONE, &evidence, "Read all evidence of unconfirmed orders before the end", NULL },
  { "restore", 0, 0, G_OPTION_ARG_NONE, &restore, "Put the newest sound backup in the place of a damaged file", NULL },
  { "check", 0, 0, G_OPTION_ARG_NONE, &check_many, "Open each data directory that the input names, and no more", NULL },
  { NULL },
};

typedef struct {
  PanelistStore *store;
  PanelistAccounts *accounts;
  PanelistTracker *tracker;
  PanelistOrdering *ordering;
  PanelistPanel *panel;
  int next;
  int log;
} Engine;

/* How long the main loop is away between two waits, less the time for which the machine did not let it run: a busy
 * machine is no gap (safety.md G, R15). */

#define GAP 100   /* milliseconds */

static struct {
  int schedstat;
  int64_t begun;
  int64_t longest;
  guint n_turns;
  guint n_gaps;
} busy;

static int64_t
get_run_time (void)
{
  char text[64] = "";
  unsigned long long unused = 0;
  unsigned long long kept_waiting = 0;

  if (pread (busy.schedstat, text, sizeof text - 1, 0) <= 0 || sscanf (text, "%llu %llu", &unused, &kept_waiting) != 2)
    g_error ("The system does not tell for how long a thread waits to run");

  return g_get_monotonic_time () - (int64_t) kept_waiting / 1000;
}

static int
poll_and_measure (GPollFD *fds,
                  guint    n_fds,
                  int      timeout)
{
  int n_ready = 0;
  int64_t away = get_run_time () - busy.begun;

  busy.n_turns++;
  busy.n_gaps += away > GAP * 1000;
  busy.longest = MAX (busy.longest, away);
  n_ready = g_poll (fds, n_fds, timeout);
  busy.begun = get_run_time ();

  return n_ready;
}

static void
begin_measuring (void)
{
  busy.schedstat = open ("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
  busy.begun = get_run_time ();
  g_main_context_set_poll_func (NULL, poll_and_measure);
}

static void
print_gaps (void)
{
  printf ("{\"gaps\": %u, \"longest\": %" G_GINT64_FORMAT ", \"turns\": %u}\n",
          busy.n_gaps, (gint64) busy.longest / 1000, busy.n_turns);
  fflush (stdout);
}

/* The store settles its futures on its own thread, which does not wake this loop. */
static const GValue *
wait_for (DexFuture  *future,
          GError    **error)
{
  /* Kept for good: the process is short. */
  DexFuture *here = panelist_detach (future);

  while (dex_future_is_pending (here))
    g_main_context_iteration (NULL, TRUE);

  return dex_future_get_value (here, error);
}

static const char *
nick_of (GType type,
         int   value)
{
  GEnumValue *found = g_enum_get_value (g_type_class_get (type), value);

  return found != NULL ? found->value_nick : "";
}

static const char *
or_nothing (const char *text)
{
  return text != NULL ? text : "";
}

static void
print_orders (GPtrArray *orders)
{
  for (guint i = 0; i < orders->len; i++)
    {
      PanelistOrder *order = g_ptr_array_index (orders, i);

      printf ("%s{\"n\": %" G_GINT64_FORMAT ", \"uuid\": \"%s\", \"state\": \"%s\", \"id\": \"%s\"}",
              i > 0 ? ", " : "",
              (gint64) panelist_order_get_quantity (order),
              panelist_order_get_uuid (order),
              nick_of (PANELIST_TYPE_INTENT_STATE, (int) panelist_order_get_intent_state (order)),
              or_nothing (panelist_order_get_remote_id (order)));
    }
}

/* One line: what a person would see after this start. */
static gboolean
print_store (const char     *directory,
             PanelistStore **store)
{
  g_autoptr (GError) error = NULL;
  const GValue *value = NULL;

  if ((value = wait_for (panelist_store_open (directory), &error)) != NULL)
    {
      *store = g_value_dup_object (value);
      value = wait_for (panelist_store_list_orders (*store), &error);
    }

  if (value == NULL)
    {
      printf ("{\"error\": %d, \"domain\": \"%s\"}\n", error->code, g_quark_to_string (error->domain));
      fflush (stdout);
      g_printerr ("%s: %s\n", directory, error->message);
      return FALSE;
    }

  printf ("{\"orders\": [");
  print_orders (g_value_get_boxed (value));
  printf ("]}\n");
  fflush (stdout);

  return TRUE;
}

static int
run_checks (void)
{
  char line[4096];

  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_autoptr (PanelistStore) store = NULL;

      print_store (g_strchomp (line), &store);

      if (store != NULL)
        wait_for (panelist_store_close (store), NULL);

      /* Only now does nothing of it lie under that name any more. */
      puts ("{\"closed\": true}");
      fflush (stdout);
    }

  return 0;
}

/* One write a line, so that what was noted before a kill is there, whole. */
static void
note (Engine *self,
      char   *line)
{
  g_autofree char *text = line;

  if (write (self->log, text, strlen (text)) != (gssize) strlen (text))
    g_error ("The log could not be written");
}

static void
note_end (Engine        *self,
          int            number,
          PanelistOrder *order,
          const GError  *error)
{
  if (order != NULL)
    note (self, g_strdup_printf ("{\"n\": %d, \"event\": \"outcome\", \"uuid\": \"%s\", \"state\": \"%s\","
                                 " \"id\": \"%s\"}\n",
                                 number,
                                 panelist_order_get_uuid (order),
                                 nick_of (PANELIST_TYPE_INTENT_STATE, (int) panelist_order_get_intent_state (order)),
                                 or_nothing (panelist_order_get_remote_id (order))));
  else
    note (self, g_strdup_printf ("{\"n\": %d, \"event\": \"rejected\", \"domain\": \"%s\", \"code\": %d}\n",
                                 number, g_quark_to_string (error->domain), error->code));
}

static PanelistOrderDraft *
make_draft (Engine *self,
            int     number)
{
  PanelistCatalog *catalog = panelist_accounts_get_catalog (self->accounts, self->panel);
  g_autoptr (PanelistService) service = NULL;
  g_autofree char *link = g_strdup_printf ("https://clips.example/p/%d", number);
  g_autofree char *quantity = g_strdup_printf ("%d", number);
  PanelistOrderDraft *draft = NULL;
  guint index = 0;

  if (!panelist_catalog_find (catalog, SERVICE, &index))
    g_error ("The panel has no service " SERVICE);

  service = panelist_catalog_dup_service (catalog, index);
  draft = panelist_order_draft_new (self->panel, service);
  panelist_order_draft_set_value (draft, PANELIST_FIELD_LINK, link);
  panelist_order_draft_set_value (draft, PANELIST_FIELD_QUANTITY, quantity);

  return draft;
}

static gboolean
is_open (PanelistOrder *order)
{
  return panelist_order_get_intent_state (order) == PANELIST_INTENT_HELD ||
         panelist_order_get_intent_state (order) == PANELIST_INTENT_SUBMITTING;
}

static void
resolve_when_ended (PanelistOrder *order,
                    GParamSpec    *pspec,
                    DexPromise    *promise)
{
  if (!is_open (order) && dex_future_is_pending (DEX_FUTURE (promise)))
    dex_promise_resolve_boolean (promise, TRUE);
}

static void
await_end (PanelistOrder *order)
{
  g_autoptr (DexPromise) promise = dex_promise_new ();
  gulong handler = 0;

  handler = g_signal_connect (order, "notify::intent-state", G_CALLBACK (resolve_when_ended), promise);
  resolve_when_ended (order, NULL, promise);
  dex_await (dex_ref (DEX_FUTURE (promise)), NULL);
  g_signal_handler_disconnect (order, handler);
}

/* About the end of its delay, or some time after: whether it is sent or taken back is decided in the database. */
static gboolean
await_taken_back (Engine        *self,
                  int            number,
                  PanelistOrder *order)
{
  int64_t left = panelist_order_get_hold_end (order) - panelist_clock_monotonic ();

  dex_await (panelist_clock_sleep (left / 1000 - 500 + (1 << g_random_int_range (9, 18))), NULL);

  if (!dex_await (panelist_ordering_cancel_held (self->ordering, order), NULL))
    return FALSE;

  note (self, g_strdup_printf ("{\"n\": %d, \"event\": \"taken back\"}\n", number));

  return TRUE;
}

static PanelistOrder *
await_held (Engine              *self,
            int                  number,
            PanelistOrderDraft  *draft,
            GError             **error)
{
  g_autoptr (PanelistOrder) order = NULL;

  if (!(order = dex_await_object (panelist_ordering_hold (self->ordering, draft, (guint) hold), error)))
    return NULL;

  note (self, g_strdup_printf ("{\"n\": %d, \"event\": \"held\"}\n", number));

  if (cancel_every > 0 && number % cancel_every == 0 && await_taken_back (self, number, order))
    return NULL;

  await_end (order);

  return g_steal_pointer (&order);
}

static DexFuture *
place_fiber (gpointer data)
{
  Engine *self = data;

  while (self->next < first + count)
    {
      g_autoptr (PanelistOrderDraft) draft = NULL;
      g_autoptr (PanelistOrder) order = NULL;
      g_autoptr (GError) error = NULL;
      int number = self->next++;

      draft = make_draft (self, number);
      note (self, g_strdup_printf ("{\"n\": %d, \"event\": \"confirm\"}\n", number));
      order = hold > 0 ? await_held (self, number, draft, &error)
                       : dex_await_object (panelist_ordering_place (self->ordering, draft), &error);

      if (order != NULL || error != NULL)
        note_end (self, number, order, error);
    }

  return dex_future_new_true ();
}

/* Refills and cancels */

static GPtrArray *
take_orders (Engine *self)
{
  GListModel *list = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));
  int end = MIN (self->next + batch, first + count);
  GPtrArray *orders = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (PanelistOrder) order = g_list_model_get_item (list, i);

      if (panelist_order_get_quantity (order) >= self->next && panelist_order_get_quantity (order) < end)
        g_ptr_array_add (orders, g_steal_pointer (&order));
    }

  self->next = end;

  return orders;
}

static void
note_orders (Engine     *self,
             GPtrArray  *orders,
             const char *event)
{
  for (guint i = 0; i < orders->len; i++)
    note (self, g_strdup_printf ("{\"n\": %" G_GINT64_FORMAT ", \"event\": \"%s %s\"}\n",
                                 (gint64) panelist_order_get_quantity (g_ptr_array_index (orders, i)), ask, event));
}

/* Only of those that took the request: the others were told so at once, and are in no journal. */
static void
note_outcomes (Engine    *self,
               GPtrArray *orders,
               GPtrArray *outcomes)
{
  for (guint i = 0; i < outcomes->len; i++)
    {
      PanelistRequestOutcome *outcome = g_ptr_array_index (outcomes, i);
      PanelistOrder *order = g_ptr_array_index (orders, i);

      if (outcome->outcome == PANELIST_INTENT_NOT_SENT || outcome->outcome == PANELIST_INTENT_DRAFT)
        continue;

      note (self, g_strdup_printf ("{\"n\": %" G_GINT64_FORMAT ", \"event\": \"%s outcome\", \"state\": \"%s\","
                                   " \"id\": \"%s\"}\n",
                                   (gint64) panelist_order_get_quantity (order), ask,
                                   nick_of (PANELIST_TYPE_INTENT_STATE, (int) outcome->outcome),
                                   or_nothing (outcome->request_id)));
    }
}

static gboolean
await_refill_taken_back (Engine             *self,
                         PanelistHeldRefill *held)
{
  int64_t left = panelist_held_refill_get_hold_end (held) - panelist_clock_monotonic ();

  dex_await (panelist_clock_sleep (left / 1000 - 500 + (1 << g_random_int_range (9, 18))), NULL);

  if (!dex_await (panelist_ordering_take_back_refill (self->ordering, held), NULL))
    return FALSE;

  note_orders (self, panelist_held_refill_get_orders (held), "taken back");

  return TRUE;
}

static GPtrArray *
await_refill (Engine    *self,
              int        number,
              GPtrArray *orders)
{
  g_autoptr (PanelistHeldRefill) held = NULL;

  if (!(held = dex_await_object (panelist_ordering_hold_refill (self->ordering, orders, (guint) hold, FALSE), NULL)))
    return NULL;

  note_orders (self, panelist_held_refill_get_orders (held), "held");

  if (cancel_every > 0 && number % cancel_every == 0)
    await_refill_taken_back (self, held);

  return dex_await_boxed (panelist_held_refill_wait (held), NULL);
}

static DexFuture *
ask_fiber (gpointer data)
{
  Engine *self = data;

  while (self->next < first + count)
    {
      int number = self->next;
      g_autoptr (GPtrArray) orders = take_orders (self);
      g_autoptr (GPtrArray) outcomes = NULL;

      outcomes = g_str_equal (ask, "refill")
                   ? await_refill (self, number, orders)
                   : dex_await_boxed (panelist_ordering_request_cancel (self->ordering, orders), NULL);

      if (outcomes != NULL)
        note_outcomes (self, orders, outcomes);
    }

  return dex_future_new_true ();
}

/* The panel of the data directory, or a new one with its catalog. */
static gboolean
await_panel (Engine  *self,
             GError **error)
{
  GListModel *panels = G_LIST_MODEL (panelist_accounts_get_panels (self->accounts));
  g_autoptr (PanelistPanel) panel = NULL;
  g_autoptr (PanelistKey) key = panelist_key_new (KEY, NULL);

  if (g_list_model_get_n_items (panels) > 0)
    {
      self->panel = g_list_model_get_item (panels, 0);
      panelist_accounts_use_for_session (self->accounts, self->panel, key);
      return TRUE;
    }

  if (address == NULL)
    return TRUE;

  panel = panelist_panel_new ("Main Panel", address);

  if (!wait_for (panelist_accounts_add (self->accounts, panel, key, FALSE), error))
    return FALSE;

  self->panel = g_list_model_get_item (panels, 0);

  return wait_for (panelist_accounts_refresh_catalog (self->accounts, self->panel), error) != NULL;
}

static gboolean
set_up (Engine  *self,
        GError **error)
{
  g_autoptr (PanelistSecrets) secrets = panelist_memory_secrets_new ();
  g_autoptr (PanelistTransport) transport = panelist_http_new ();

  self->accounts = panelist_accounts_new (self->store, secrets, transport);

  if (!wait_for (panelist_accounts_load (self->accounts), error) || !await_panel (self, error))
    return FALSE;

  self->tracker = panelist_tracker_new (self->accounts);
  self->ordering = panelist_ordering_new (self->accounts, self->tracker);
  self->next = first;

  return TRUE;
}

/* The four reads of each, or an end of the doubt before. */
static gboolean
is_all_read (Engine *self)
{
  GListModel *orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr (PanelistOrder) order = g_list_model_get_item (orders, i);

      if (panelist_order_get_intent_state (order) == PANELIST_INTENT_UNCONFIRMED &&
          panelist_order_get_evidence_reads (order) < N_READS)
        return FALSE;
    }

  return TRUE;
}

static void
place_all (Engine *self)
{
  g_autoptr (GPtrArray) fibers = g_ptr_array_new ();

  self->log = open (log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

  if (self->log < 0)
    g_error ("The log can not be opened");

  for (int i = 0; i < parallel; i++)
    g_ptr_array_add (fibers, panelist_spawn ("crash-engine", ask != NULL ? ask_fiber : place_fiber, self, NULL));

  for (guint i = 0; i < fibers->len; i++)
    wait_for (g_ptr_array_index (fibers, i), NULL);

  wait_for (panelist_ordering_wait_idle (self->ordering), NULL);

  if (follow)
    wait_for (panelist_tracker_refresh (self->tracker, NULL), NULL);

  while (evidence && !is_all_read (self))
    g_main_context_iteration (NULL, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  Engine engine = { 0 };
  char line[16];

  g_option_context_add_main_entries (context, options, NULL);

  if (!g_option_context_parse (context, &argc, &argv, &error))
    g_error ("%s", error->message);

  dex_init ();
  g_log_writer_default_set_use_stderr (TRUE);
  panelist_clock_set_time_scale (time_scale);

  if (check_many)
    return run_checks ();

  if (restore && !wait_for (panelist_store_restore_backup (data_dir), &error))
    g_error ("%s", error->message);

  if (!print_store (data_dir, &engine.store))
    return 2;

  if (!set_up (&engine, &error))
    {
      g_printerr ("%s\n", error->message);
      return 3;
    }

  puts ("{\"ready\": true}");
  fflush (stdout);

  if (fgets (line, sizeof line, stdin) != NULL)
    {
      if (gaps)
        begin_measuring ();

      panelist_ordering_start (engine.ordering);
      place_all (&engine);
      panelist_ordering_stop (engine.ordering);

      if (gaps)
        print_gaps ();
    }

  wait_for (panelist_store_close (engine.store), NULL);

  return 0;
}
