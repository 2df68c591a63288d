/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "panelist-dex.h"
#include "panelist-tracker-due.h"
#include "workbench.h"

/* The machine of this process, as GLib shows it to everybody. */
static gboolean metered = FALSE;
static gboolean power_saver = FALSE;

#define TEST_TYPE_NETWORK (test_network_get_type ())
G_DECLARE_FINAL_TYPE (TestNetwork, test_network, TEST, NETWORK, GObject)

struct _TestNetwork {
  GObject parent_instance;
};

#define TEST_TYPE_POWER (test_power_get_type ())
G_DECLARE_FINAL_TYPE (TestPower, test_power, TEST, POWER, GObject)

struct _TestPower {
  GObject parent_instance;
};

enum {
  PROP_CONNECTIVITY = 1,
  PROP_AVAILABLE,
  PROP_METERED,
};

enum {
  PROP_ENABLED = 1,
};

static gboolean
test_initable_init (GInitable     *initable,
                    GCancellable  *cancellable,
                    GError       **error)
{
  return TRUE;
}

static void
test_initable_iface_init (GInitableIface *iface)
{
  iface->init = test_initable_init;
}

static void
test_iface_init (gpointer iface)
{
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestNetwork, test_network, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, test_initable_iface_init)
                               G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, test_iface_init))

G_DEFINE_FINAL_TYPE_WITH_CODE (TestPower, test_power, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, test_initable_iface_init)
                               G_IMPLEMENT_INTERFACE (G_TYPE_POWER_PROFILE_MONITOR, test_iface_init))

static void
test_network_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_CONNECTIVITY: g_value_set_enum (value, G_NETWORK_CONNECTIVITY_FULL); break;
    case PROP_AVAILABLE: g_value_set_boolean (value, TRUE); break;
    case PROP_METERED: g_value_set_boolean (value, metered); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
test_network_class_init (TestNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = test_network_get_property;
  g_object_class_override_property (G_OBJECT_CLASS (klass), PROP_CONNECTIVITY, "connectivity");
  g_object_class_override_property (G_OBJECT_CLASS (klass), PROP_AVAILABLE, "network-available");
  g_object_class_override_property (G_OBJECT_CLASS (klass), PROP_METERED, "network-metered");
}

static void
test_network_init (TestNetwork *self)
{
}

static void
test_power_get_property (GObject    *object,
                         guint       id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  g_value_set_boolean (value, power_saver);
}

static void
test_power_class_init (TestPowerClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = test_power_get_property;
  g_object_class_override_property (G_OBJECT_CLASS (klass), PROP_ENABLED, "power-saver-enabled");
}

static void
test_power_init (TestPower *self)
{
}

static void
set_machine (gboolean is_metered,
             gboolean saves_power)
{
  g_autoptr (GPowerProfileMonitor) power = g_power_profile_monitor_dup_default ();

  metered = is_metered;
  power_saver = saves_power;
  g_object_notify (G_OBJECT (g_network_monitor_get_default ()), "network-metered");
  g_object_notify (G_OBJECT (power), "power-saver-enabled");
}

static PanelistPanel *
new_panel (const char *address,
           gboolean    is_demo)
{
  PanelistPanel *panel = panelist_panel_new ("Main Panel", address);

  g_object_set (panel, "is-demo", is_demo, NULL);

  return panel;
}

static const struct {
  const char *address;
  gboolean is_demo;
  gboolean metered;
  gboolean power_saver;
  PanelistPause pause;
} cases[] = {
  { "https://panel.example/api/v2", FALSE, FALSE, FALSE, PANELIST_PAUSE_NONE },
  { "https://panel.example/api/v2", FALSE, TRUE, FALSE, PANELIST_PAUSE_METERED },
  { "https://panel.example/api/v2", FALSE, FALSE, TRUE, PANELIST_PAUSE_POWER_SAVER },
  { "https://panel.example/api/v2", FALSE, TRUE, TRUE, PANELIST_PAUSE_METERED },
  { "http://127.0.0.1:1/api/v2", FALSE, TRUE, FALSE, PANELIST_PAUSE_NONE },
  { "http://127.0.0.1:1/api/v2", FALSE, TRUE, TRUE, PANELIST_PAUSE_POWER_SAVER },
  { "http://127.0.0.1:1/api/v2", TRUE, TRUE, TRUE, PANELIST_PAUSE_NONE },
};

static void
test_pause (void)
{
  g_autoptr (PanelistConditions) conditions = panelist_conditions_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistPanel) panel = new_panel (cases[i].address, cases[i].is_demo);
      g_autoptr (GListStore) panels = g_list_store_new (PANELIST_TYPE_PANEL);

      set_machine (cases[i].metered, cases[i].power_saver);
      g_assert_cmpint (panelist_conditions_get_pause (conditions, panel), ==, cases[i].pause);
      g_assert_cmpint (panelist_conditions_get_pause_of (conditions, G_LIST_MODEL (panels)), ==,
                       PANELIST_PAUSE_NONE);
      g_list_store_append (panels, panel);
      g_assert_cmpint (panelist_conditions_get_pause_of (conditions, G_LIST_MODEL (panels)), ==, cases[i].pause);
    }

  set_machine (FALSE, FALSE);
}

static void
on_notify (guint *n_notifications)
{
  (*n_notifications)++;
}

static PanelistPause
get_pause (Workbench *self)
{
  PanelistPause pause = PANELIST_PAUSE_NONE;

  g_object_get (self->tracker, "pause", &pause, NULL);

  return pause;
}

static PanelistOrder *
place (Workbench *self)
{
  scripted_panel_answer (self->server, "add", 200, "{\"order\": 101}");

  return workbench_place (self, "https://clips.example/@a/1", 250);
}

static guint
count_calls (Workbench *self)
{
  return scripted_panel_count (self->server, "status") + scripted_panel_count (self->server, "balance") +
         scripted_panel_count (self->server, "services");
}

static void
test_tracker (Workbench     *self,
              gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = place (self);
  g_autoptr (DexFuture) later = NULL;
  guint n_notifications = 0;
  guint n_calls = 0;

  wait_until (panelist_order_get_status (order) == PANELIST_ORDER_STATUS_PENDING);
  g_signal_connect_swapped (self->tracker, "notify::pause", G_CALLBACK (on_notify), &n_notifications);
  set_machine (FALSE, TRUE);
  g_assert_cmpint (get_pause (self), ==, PANELIST_PAUSE_POWER_SAVER);
  g_assert_cmpuint (n_notifications, ==, 1);

  /* Long after the order and the balance are due: nothing is asked. By hand it is. */
  panelist_tracker_start (self->tracker);
  n_calls = count_calls (self);
  later = panelist_clock_sleep (100000);
  wait_until (!dex_future_is_pending (later));
  g_assert_cmpuint (count_calls (self), ==, n_calls);
  finish (panelist_tracker_refresh (self->tracker, NULL));
  g_assert_cmpuint (count_calls (self), >, n_calls);

  scripted_panel_answer (self->server, "status", 200, "{\"101\": {\"status\": \"Completed\"}}");
  set_machine (FALSE, FALSE);
  g_assert_cmpint (get_pause (self), ==, PANELIST_PAUSE_NONE);
  g_assert_cmpuint (n_notifications, ==, 2);
  wait_until (panelist_order_get_status (order) == PANELIST_ORDER_STATUS_COMPLETED);
}

typedef struct {
  Workbench *bench;
  gboolean hidden;
} Question;

static DexFuture *
count_due_fiber (gpointer data)
{
  Question *question = data;
  g_autoptr (GPtrArray) orders = NULL;
  g_autoptr (GError) error = NULL;

  orders = panelist_due_await_orders (question->bench->accounts, question->bench->panel, question->hidden, &error);
  g_assert_no_error (error);

  return dex_future_new_for_uint (orders->len);
}

static guint
count_due (Workbench *self,
           gboolean   hidden)
{
  Question question = { self, hidden };
  g_autoptr (DexFuture) count = panelist_spawn ("count-due", count_due_fiber, &question, NULL);

  wait_until (!dex_future_is_pending (count));

  return g_value_get_uint (dex_future_get_value (count, NULL));
}

static void
wait_for_due (Workbench *self,
              gboolean   hidden)
{
  while (count_due (self, hidden) == 0)
    {
      g_autoptr (DexFuture) later = panelist_clock_sleep (500);

      wait_until (!dex_future_is_pending (later));
    }
}

/* An order is due, and not yet for a window that nobody sees; then for that too. */
static void
test_hidden (Workbench     *self,
             gconstpointer  unused)
{
  g_autoptr (PanelistOrder) order = place (self);
  gboolean hidden = FALSE;

  wait_until (panelist_order_get_status (order) == PANELIST_ORDER_STATUS_PENDING);
  wait_for_due (self, FALSE);
  g_assert_cmpuint (count_due (self, TRUE), ==, 0);
  wait_for_due (self, TRUE);

  g_object_set (self->tracker, "hidden", TRUE, NULL);
  g_object_get (self->tracker, "hidden", &hidden, NULL);
  g_assert_true (hidden);
  scripted_panel_answer (self->server, "status", 200, "{\"101\": {\"status\": \"Completed\"}}");
  panelist_tracker_start (self->tracker);
  wait_until (panelist_order_get_status (order) == PANELIST_ORDER_STATUS_COMPLETED);
}

#define ADD(path, func) g_test_add (path, Workbench, NULL, workbench_set_up, func, workbench_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("GIO_USE_NETWORK_MONITOR");
  g_io_extension_point_register (G_NETWORK_MONITOR_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_NETWORK_MONITOR_EXTENSION_POINT_NAME, TEST_TYPE_NETWORK, "test", 1000);
  g_io_extension_point_register (G_POWER_PROFILE_MONITOR_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_POWER_PROFILE_MONITOR_EXTENSION_POINT_NAME, TEST_TYPE_POWER, "test", 1000);

  g_test_add_func ("/conditions/pause", test_pause);
  ADD ("/conditions/tracker", test_tracker);
  ADD ("/conditions/hidden", test_hidden);

  return g_test_run ();
}
