/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "workbench.h"

/* A6 of safety.md through ordering: whatever is asked for at once, a panel gets one write at a time. */

#define N_ORDERS 3

/* A second between two orders, less what the way to the panel may vary. */
#define APART (900 * 1000)

typedef struct {
  Workbench *bench;
  GArray *add_times;
  guint n_writes;
} Wire;

/* What is on its way by the journal: orders and requests that have no outcome yet. */
static guint
count_submitting (Workbench *self)
{
  GListModel *orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));
  guint n = 0;
  gboolean refill = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    {
      g_autoptr (PanelistOrder) order = g_list_model_get_item (orders, i);

      n += panelist_order_get_intent_state (order) == PANELIST_INTENT_SUBMITTING;
      n += panelist_order_get_cancel_state (order) == PANELIST_INTENT_SUBMITTING;
      refill = refill || panelist_order_get_refill_intent (order) == PANELIST_INTENT_SUBMITTING;
    }

  /* Two refills are one call. */
  return n + refill;
}

static void
note_write (ScriptedPanel *server,
            GHashTable    *form,
            gpointer       user_data)
{
  Wire *wire = user_data;
  int64_t now = g_get_monotonic_time ();

  wire->n_writes++;
  g_assert_cmpuint (count_submitting (wire->bench), ==, 1);

  if (g_strcmp0 (g_hash_table_lookup (form, "action"), "add") == 0)
    g_array_append_val (wire->add_times, now);
}

static void
test_one_at_a_time (Workbench     *self,
                    gconstpointer  unused)
{
  g_autoptr (GPtrArray) orders = workbench_place_three (self, TRUE);
  g_autoptr (GPtrArray) refilled = g_ptr_array_new ();
  g_autoptr (GPtrArray) canceled = g_ptr_array_new ();
  g_autoptr (PanelistHeldRefill) held = NULL;
  g_autoptr (DexFuture) cancel = NULL;
  DexFuture *placed[N_ORDERS] = { NULL };
  Wire wire = { self, g_array_new (FALSE, FALSE, sizeof (int64_t)), 0 };

  g_object_set (g_ptr_array_index (orders, 2), "status", PANELIST_ORDER_STATUS_IN_PROGRESS, NULL);
  g_ptr_array_add (refilled, g_ptr_array_index (orders, 0));
  g_ptr_array_add (refilled, g_ptr_array_index (orders, 1));
  g_ptr_array_add (canceled, g_ptr_array_index (orders, 2));
  scripted_panel_answer (self->server, "refill", 200, "[{\"order\": 101, \"refill\": 6}, {\"order\": 102, \"refill\": 7}]");
  scripted_panel_answer (self->server, "cancel", 200, "[{\"order\": 103, \"cancel\": 1}]");
  scripted_panel_hook (self->server, "add", note_write, &wire);
  scripted_panel_hook (self->server, "refill", note_write, &wire);
  scripted_panel_hook (self->server, "cancel", note_write, &wire);

  for (guint i = 0; i < N_ORDERS; i++)
    {
      g_autofree char *link = g_strdup_printf ("https://clips.example/@b/%u", i);
      g_autofree char *answer = g_strdup_printf ("{\"order\": %u}", 201 + i);
      g_autoptr (PanelistOrderDraft) draft = workbench_draft (self, link, 250);

      scripted_panel_queue (self->server, "add", 200, answer);
      placed[i] = panelist_ordering_place (self->ordering, draft);
    }

  held = finish_object (panelist_ordering_hold_refill (self->ordering, refilled, 0, FALSE));
  cancel = panelist_ordering_request_cancel (self->ordering, canceled);

  for (guint i = 0; i < N_ORDERS; i++)
    {
      g_autoptr (PanelistOrder) order = finish_object (placed[i]);

      g_assert_cmpint (panelist_order_get_intent_state (order), ==, PANELIST_INTENT_PLACED);
    }

  g_ptr_array_unref (finish_boxed (panelist_held_refill_wait (held)));
  g_ptr_array_unref (finish_boxed (g_steal_pointer (&cancel)));
  g_assert_cmpuint (wire.n_writes, ==, N_ORDERS + 2);
  g_assert_cmpint (panelist_order_get_cancel_state (g_ptr_array_index (orders, 2)), ==, PANELIST_INTENT_PLACED);
  g_assert_cmpuint (wire.add_times->len, ==, N_ORDERS);

  for (guint i = 1; i < N_ORDERS; i++)
    g_assert_cmpint (g_array_index (wire.add_times, int64_t, i) - g_array_index (wire.add_times, int64_t, i - 1), >=,
                     APART);

  g_array_unref (wire.add_times);
}

static void
set_up (Workbench     *self,
        gconstpointer  unused)
{
  workbench_set_up_in_life (self);
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/ordering-pace/one-at-a-time", Workbench, NULL, set_up, test_one_at_a_time, workbench_tear_down);

  return g_test_run ();
}
