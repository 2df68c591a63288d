/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist"

#include "config.h"

#include "panelist-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "panelist-about-dialog.h"
#include "panelist-clock.h"
#include "panelist-demo-process.h"
#include "panelist-dex.h"
#include "panelist-keywords-file.h"
#include "panelist-order-words.h"
#include "panelist-panel-words.h"
#include "panelist-preferences-dialog.h"
#include "panelist-session.h"
#include "panelist-shortcuts-dialog.h"
#include "panelist-ui.h"
#include "panelist-window.h"

/* The demo lives faster, and is looked at more often (ux.md 11). Seconds. */
#define DEMO_TIME_SCALE 60.0
#define DEMO_POLL_INTERVAL 10

/* What the end of a session leaves for writing down what is known. Milliseconds. */
#define TERMINATION 2000

/* After this, opening the data gets a spinner. Milliseconds. */
#define SLOW 1000

/* One of a kind: a newer one takes its place. */
#define UNCONFIRMED_NOTIFICATION "unconfirmed"

struct _PanelistApplication
{
  AdwApplication parent_instance;

  char *data_directory;         /* of --data-dir, or NULL */
  gboolean demo;                /* the session is, or will be, the demo's */
  double time_scale;

  PanelistSettings *settings;
  PanelistKeywordsFile *keywords;
  PanelistSession *session;
  PanelistDemoProcess *demo_process;
  GSignalGroup *ordering;
  GSignalGroup *tally;
  DexFuture *work;              /* opening or closing a session */
  DexFuture *patience;
  gboolean held;                /* a session is open, or being opened or closed */
  guint inhibitor;              /* no logout, no suspend while an order is being sent; 0 = none */
  guint signals[3];             /* sources that end the process, 0 = none */
};

G_DEFINE_FINAL_TYPE (PanelistApplication, panelist_application, ADW_TYPE_APPLICATION)

static void open_session (PanelistApplication *self);

static PanelistWindow *
get_window (PanelistApplication *self)
{
  for (GList *list = gtk_application_get_windows (GTK_APPLICATION (self)); list != NULL; list = list->next)
    if (PANELIST_IS_WINDOW (list->data))
      return list->data;
  return NULL;
}

static char *
dup_data_directory (PanelistApplication *self)
{
  if (self->data_directory != NULL)
    return g_strdup (self->data_directory);
  return g_build_filename (g_get_user_data_dir (), PANELIST_DATA_NAME, NULL);
}

static char *
dup_demo_parent (PanelistApplication *self)
{
  if (self->data_directory != NULL)
    return g_strdup (self->data_directory);
  return g_build_filename (g_get_user_cache_dir (), PANELIST_DATA_NAME, NULL);
}

/* While a session is open the process stays, also without a window: an order may be on its way. */
static void
set_held (PanelistApplication *self,
          gboolean             held)
{
  if (self->held == held)
    return;
  self->held = held;
  if (held)
    g_application_hold (G_APPLICATION (self));
  else
    g_application_release (G_APPLICATION (self));
}

/* Closing */

static DexFuture *
on_closed (DexFuture *future,
           gpointer   user_data)
{
  PanelistApplication *self = PANELIST_APPLICATION (user_data);

  dex_clear (&self->work);
  g_clear_object (&self->session);
  g_clear_object (&self->demo_process);
  if (get_window (self) != NULL)
    open_session (self);
  else
    set_held (self, FALSE);
  return NULL;
}

/* An order that is on its way keeps the data open until its outcome is stored; opened again meanwhile, it would
 * be taken for one that nobody knows of. */
static DexFuture *
close_fiber (gpointer data)
{
  PanelistApplication *self = data;
  g_autoptr (PanelistSession) session = g_object_ref (self->session);

  dex_await (panelist_ordering_wait_idle (panelist_session_get_ordering (session)), NULL);
  dex_await (panelist_keywords_file_wait (self->keywords), NULL);
  return panelist_session_close (session);
}

static void
close_session (PanelistApplication *self)
{
  PanelistWindow *window = get_window (self);

  if (window != NULL)
    g_object_set (window, "session", NULL, NULL);
  g_signal_group_set_target (self->ordering, NULL);
  g_signal_group_set_target (self->tally, NULL);
  if (self->session == NULL)
    {
      set_held (self, FALSE);
      return;
    }
  self->work = dex_future_finally (panelist_spawn ("close-session", close_fiber, g_object_ref (self),
                                                   g_object_unref),
                                   on_closed, self, NULL);
}

/* The last window is gone: the process ends with what is on its way. */
static void
end_when_idle (PanelistApplication *self)
{
  if (get_window (self) != NULL || self->work != NULL)
    return;
  if (self->session != NULL && panelist_ordering_get_busy (panelist_session_get_ordering (self->session)))
    return;
  close_session (self);
}

static void
panelist_application_window_removed (GtkApplication *application,
                                     GtkWindow      *window)
{
  GTK_APPLICATION_CLASS (panelist_application_parent_class)->window_removed (application, window);

  end_when_idle (PANELIST_APPLICATION (application));
}

/* An order whose answer is lost is unconfirmed: it is worth a moment. */
static void
update_inhibitor (PanelistApplication *self)
{
  gboolean sending = FALSE;

  sending = self->session != NULL && panelist_ordering_get_sending (panelist_session_get_ordering (self->session));
  if (sending == (self->inhibitor != 0))
    return;
  if (!sending)
    {
      gtk_application_uninhibit (GTK_APPLICATION (self), self->inhibitor);
      self->inhibitor = 0;
      return;
    }
  self->inhibitor = gtk_application_inhibit (GTK_APPLICATION (self), GTK_WINDOW (get_window (self)),
                                             GTK_APPLICATION_INHIBIT_LOGOUT | GTK_APPLICATION_INHIBIT_SUSPEND,
                                             _("An order is being sent"));
}

static DexFuture *
on_terminated (DexFuture *future,
               gpointer   user_data)
{
  g_application_quit (G_APPLICATION (user_data));
  return NULL;
}

/* The session ends: what is known is written, and nothing is waited for. An order that is on its way is found by the
 * next start, and is unconfirmed. */
static gboolean
on_terminate (gpointer user_data)
{
  PanelistApplication *self = PANELIST_APPLICATION (user_data);
  DexFuture *closing = NULL;

  if (self->session == NULL)
    {
      g_application_quit (G_APPLICATION (self));
      return G_SOURCE_CONTINUE;
    }
  closing = dex_future_first (panelist_session_close (self->session), panelist_clock_deadline (TERMINATION), NULL);
  dex_future_disown (dex_future_finally (closing, on_terminated, g_object_ref (self), g_object_unref));
  return G_SOURCE_CONTINUE;
}

static void
watch_signals (PanelistApplication *self)
{
  static const int numbers[G_N_ELEMENTS (self->signals)] = { SIGTERM, SIGINT, SIGHUP };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    self->signals[i] = g_unix_signal_add (numbers[i], on_terminate, self);
}

/* Notifications: only while there is no window, and without a word of a panel (ux.md 10). */

static void
on_outcome (PanelistApplication *self,
            PanelistOrder       *order)
{
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *title = NULL;
  guint n = 0;

  if (panelist_order_get_intent_state (order) != PANELIST_INTENT_UNCONFIRMED || get_window (self) != NULL)
    return;

  /* This one is not counted yet. */
  n = panelist_order_tally_get_unconfirmed (panelist_session_get_tally (self->session)) + 1;
  title = g_strdup_printf (ngettext ("%u Order Is Unconfirmed", "%u Orders Are Unconfirmed", n), n);
  notification = g_notification_new (title);
  g_notification_set_body (notification, _("It is not known yet whether this order was placed. Do not order it again."));
  g_notification_set_default_action (notification, "app.show-orders");
  g_application_send_notification (G_APPLICATION (self), UNCONFIRMED_NOTIFICATION, notification);
}

/* Opening */

static void
set_session (PanelistApplication *self,
             PanelistSession     *session)
{
  PanelistWindow *window = get_window (self);

  g_set_object (&self->session, session);
  g_object_bind_property (self->keywords, "keywords", panelist_session_get_accounts (session), "keywords",
                          G_BINDING_SYNC_CREATE);
  g_signal_group_set_target (self->ordering, panelist_session_get_ordering (session));
  g_signal_group_set_target (self->tally, panelist_session_get_tally (session));
  panelist_session_start (session);
  if (window != NULL)
    g_object_set (window, "session", session, NULL);
}

static DexFuture *
on_opened (DexFuture *future,
           gpointer   user_data)
{
  PanelistApplication *self = PANELIST_APPLICATION (user_data);
  PanelistWindow *window = get_window (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = NULL;
  const GValue *value = NULL;

  value = dex_future_get_value (future, &error);
  if (value != NULL)
    {
      set_session (self, g_value_get_object (value));
    }
  else if (window != NULL)
    {
      directory = self->demo ? dup_demo_parent (self) : dup_data_directory (self);
      g_message ("The data could not be opened: %s", error->message);
      panelist_window_show_failure (window, error, directory);
    }
  dex_clear (&self->patience);
  dex_clear (&self->work);
  if (window != NULL)
    g_object_set (window, "slow", FALSE, NULL);
  end_when_idle (self);
  return NULL;
}

static DexFuture *
on_slow (DexFuture *future,
         gpointer   user_data)
{
  PanelistWindow *window = get_window (PANELIST_APPLICATION (user_data));

  if (window != NULL)
    g_object_set (window, "slow", TRUE, NULL);
  return NULL;
}

static DexFuture *
open_demo_fiber (gpointer data)
{
  PanelistApplication *self = PANELIST_APPLICATION (data);
  g_autofree char *parent = NULL;
  g_autoptr (PanelistSecrets) secrets = NULL;
  g_autoptr (PanelistSettings) settings = NULL;
  g_autoptr (PanelistSession) session = NULL;
  g_autoptr (PanelistPanel) panel = NULL;
  g_autoptr (PanelistKey) key = NULL;
  g_autoptr (GError) error = NULL;

  parent = dup_demo_parent (self);
  self->demo_process = dex_await_object (panelist_demo_process_start (parent, DEMO_TIME_SCALE * self->time_scale),
                                         &error);
  if (self->demo_process == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  secrets = panelist_memory_secrets_new ();
  settings = panelist_settings_new_volatile ();
  session = dex_await_object (panelist_session_open (panelist_demo_process_get_directory (self->demo_process),
                                                     secrets, settings, TRUE),
                              &error);
  if (session == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  key = panelist_key_new (panelist_demo_process_get_key (self->demo_process), &error);
  panel = panelist_panel_new (_("Demo Panel"), panelist_demo_process_get_address (self->demo_process));
  g_object_set (panel, "is-demo", TRUE, "poll-interval", (int64_t) DEMO_POLL_INTERVAL, NULL);
  if (key == NULL ||
      !dex_await (panelist_accounts_add (panelist_session_get_accounts (session), panel, key, FALSE), &error))
    {
      dex_await (panelist_session_close (session), NULL);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }
  return dex_future_new_take_object (g_steal_pointer (&session));
}

static DexFuture *
open_data (PanelistApplication *self)
{
  g_autofree char *directory = NULL;
  g_autoptr (PanelistSecrets) secrets = NULL;

  directory = dup_data_directory (self);
  secrets = panelist_keyring_new ();
  return panelist_session_open (directory, secrets, self->settings, FALSE);
}

static void
open_session (PanelistApplication *self)
{
  DexFuture *opening = NULL;

  set_held (self, TRUE);
  if (self->demo)
    opening = panelist_spawn ("open-demo", open_demo_fiber, g_object_ref (self), g_object_unref);
  else
    opening = open_data (self);
  self->work = dex_future_finally (opening, on_opened, self, NULL);
  self->patience = dex_future_finally (panelist_clock_sleep (SLOW), on_slow, self, NULL);
}

/* What the window asks for */

static void
on_open_requested (PanelistApplication *self)
{
  if (self->work == NULL && self->session == NULL)
    open_session (self);
}

static DexFuture *
on_moved_aside (DexFuture *future,
                gpointer   user_data)
{
  PanelistApplication *self = PANELIST_APPLICATION (user_data);
  PanelistWindow *window = get_window (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = NULL;

  if (dex_future_get_value (future, &error) != NULL)
    {
      dex_clear (&self->work);
      open_session (self);
      return NULL;
    }
  directory = dup_data_directory (self);
  dex_clear (&self->work);
  if (window != NULL)
    panelist_window_show_failure (window, error, directory);
  return NULL;
}

static void
on_start_empty_requested (PanelistApplication *self)
{
  g_autofree char *directory = NULL;

  if (self->work != NULL || self->session != NULL || self->demo)
    return;
  directory = dup_data_directory (self);
  self->work = dex_future_finally (panelist_store_move_aside (directory), on_moved_aside, self, NULL);
}

static void
on_restore_requested (PanelistApplication *self)
{
  g_autofree char *directory = NULL;

  if (self->work != NULL || self->session != NULL || self->demo)
    return;
  directory = dup_data_directory (self);
  self->work = dex_future_finally (panelist_store_restore_backup (directory), on_moved_aside, self, NULL);
}

/* From the data to the demo or back: what is open is closed first. */
static void
switch_to (PanelistApplication *self,
           gboolean             demo)
{
  if (self->work != NULL || self->demo == demo)
    return;
  self->demo = demo;
  if (self->session != NULL)
    close_session (self);
  else
    open_session (self);
}

static void
on_demo_requested (PanelistApplication *self)
{
  switch_to (self, TRUE);
}

static void
on_leave_demo_requested (PanelistApplication *self)
{
  switch_to (self, FALSE);
}

static void
create_window (PanelistApplication *self)
{
  PanelistWindow *window = NULL;

  window = panelist_window_new (GTK_APPLICATION (self), self->settings);
  g_signal_connect_object (window, "open-requested", G_CALLBACK (on_open_requested), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "start-empty-requested", G_CALLBACK (on_start_empty_requested), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "restore-requested", G_CALLBACK (on_restore_requested), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "demo-requested", G_CALLBACK (on_demo_requested), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "leave-demo-requested", G_CALLBACK (on_leave_demo_requested), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
  g_application_withdraw_notification (G_APPLICATION (self), UNCONFIRMED_NOTIFICATION);

  if (self->session != NULL && self->work == NULL)
    g_object_set (window, "session", self->session, NULL);
  else if (self->work == NULL)
    open_session (self);
}

/* Actions. They are exported on the session bus, where every program of the user can call them (safety.md F2): they
 * open something, never spend, change or carry anything. */

static void
show_page (PanelistApplication *self,
           const char          *tag)
{
  g_application_activate (G_APPLICATION (self));
  panelist_window_show_page (get_window (self), tag);
}

static void
on_page_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  show_page (PANELIST_APPLICATION (user_data), g_action_get_name (G_ACTION (action)));
}

/* What a notification opens: the orders that need attention. */
static void
on_show_orders (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  PanelistApplication *self = PANELIST_APPLICATION (user_data);

  g_object_set (self->settings, "orders-view", panelist_order_view_get_name (PANELIST_ORDER_VIEW_ATTENTION), NULL);
  show_page (self, "orders");
}

static void
present_dialog (PanelistApplication *self,
                AdwDialog           *dialog)
{
  g_application_activate (G_APPLICATION (self));
  adw_dialog_present (dialog, GTK_WIDGET (get_window (self)));
}

static void
on_preferences (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  PanelistApplication *self = PANELIST_APPLICATION (user_data);

  present_dialog (self, panelist_preferences_dialog_new (self->settings, self->keywords));
}

static void
on_shortcuts (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  present_dialog (PANELIST_APPLICATION (user_data), panelist_shortcuts_dialog_new ());
}

static void
on_about (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  PanelistApplication *self = PANELIST_APPLICATION (user_data);

  present_dialog (self, panelist_about_dialog_new (self->session));
}

/* What a dialog asks is answered with no. A window that is told to close would close its dialog only. */
static void
on_quit (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  PanelistWindow *window = get_window (PANELIST_APPLICATION (user_data));
  AdwDialog *dialog = NULL;

  if (window == NULL)
    return;
  while ((dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window))) != NULL)
    adw_dialog_force_close (dialog);
  gtk_window_destroy (GTK_WINDOW (window));
}

static const GActionEntry actions[] = {
  { .name = "services", .activate = on_page_action },
  { .name = "new-order", .activate = on_page_action },
  { .name = "orders", .activate = on_page_action },
  { .name = "show-orders", .activate = on_show_orders },
  { .name = "preferences", .activate = on_preferences },
  { .name = "shortcuts", .activate = on_shortcuts },
  { .name = "about", .activate = on_about },
  { .name = "quit", .activate = on_quit },
};

static void
set_accelerators (PanelistApplication *self)
{
  static const struct {
    const char *action;
    const char *keys[3];
  } accelerators[] = {
    { "view.page::services", { "<Control>1" } },
    { "view.page::new-order", { "<Control>2", "<Control>n" } },
    { "view.page::orders", { "<Control>3" } },
    { "view.page::updates", { "<Control>4" } },
    { "view.search", { "<Control>f" } },
    { "view.refresh", { "<Control>r", "F5" } },
    { "view.details", { "F9" } },
    { "window.close", { "<Control>w" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.shortcuts", { "<Control>question" } },
    { "app.quit", { "<Control>q" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action, accelerators[i].keys);
}

/* GApplication */

static gboolean
scheme_to_adwaita (GBinding     *binding,
                   const GValue *from,
                   GValue       *to,
                   gpointer      user_data)
{
  switch ((PanelistColorScheme) g_value_get_enum (from))
    {
    case PANELIST_COLOR_SCHEME_LIGHT:
      g_value_set_enum (to, ADW_COLOR_SCHEME_FORCE_LIGHT);
      return TRUE;
    case PANELIST_COLOR_SCHEME_DARK:
      g_value_set_enum (to, ADW_COLOR_SCHEME_FORCE_DARK);
      return TRUE;
    case PANELIST_COLOR_SCHEME_FOLLOW_SYSTEM:
    default:
      g_value_set_enum (to, ADW_COLOR_SCHEME_DEFAULT);
      return TRUE;
    }
}

/* libadwaita once took a style-hc.css by itself; newer versions warn about one, and the oldest that Panelist builds
 * with knows no media queries. */
static void
on_high_contrast (AdwStyleManager *manager)
{
  static GtkCssProvider *provider = NULL;

  if (provider == NULL)
    {
      provider = gtk_css_provider_new ();
      gtk_css_provider_load_from_resource (provider, "/io/github/panelist/Panelist/high-contrast.css");
    }
  if (adw_style_manager_get_high_contrast (manager))
    gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                                GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  else
    gtk_style_context_remove_provider_for_display (gdk_display_get_default (),
                                                   GTK_STYLE_PROVIDER (provider));
}

/* A preference, so the demo groups by them, too. They are there before the data is open, or soon after. */
static void
read_keywords (PanelistApplication *self)
{
  g_autofree char *directory = NULL;
  g_autofree char *path = NULL;

  directory = dup_data_directory (self);
  path = g_build_filename (directory, "keywords.ini", NULL);
  self->keywords = panelist_keywords_file_new (path);
  dex_future_disown (panelist_keywords_file_read (self->keywords));
}

static void
panelist_application_startup (GApplication *application)
{
  PanelistApplication *self = PANELIST_APPLICATION (application);
  g_autofree char *file = NULL;

  G_APPLICATION_CLASS (panelist_application_parent_class)->startup (application);

  panelist_clock_set_time_scale (self->time_scale);
  if (self->data_directory != NULL)
    file = g_build_filename (self->data_directory, "settings.ini", NULL);
  self->settings = panelist_settings_new (file);
  read_keywords (self);
  g_object_bind_property_full (self->settings, "color-scheme", adw_style_manager_get_default (), "color-scheme",
                               G_BINDING_SYNC_CREATE, scheme_to_adwaita, NULL, NULL, NULL);
  g_signal_connect (adw_style_manager_get_default (), "notify::high-contrast", G_CALLBACK (on_high_contrast), NULL);
  on_high_contrast (adw_style_manager_get_default ());
  gtk_window_set_default_icon_name (PANELIST_APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  watch_signals (self);
  set_accelerators (self);
}

static void
panelist_application_activate (GApplication *application)
{
  PanelistApplication *self = PANELIST_APPLICATION (application);
  PanelistWindow *window = get_window (self);

  if (window != NULL)
    gtk_window_present (GTK_WINDOW (window));
  else
    create_window (self);
}

/* A data directory of its own is an instance of its own. */
static void
set_data_directory (PanelistApplication *self,
                    const char          *path)
{
  g_autofree char *checksum = NULL;
  g_autofree char *id = NULL;

  self->data_directory = g_canonicalize_filename (path, NULL);
  checksum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->data_directory, -1);
  id = g_strdup_printf ("%s.Data%.16s", PANELIST_APPLICATION_ID, checksum);
  g_application_set_application_id (G_APPLICATION (self), id);
}

static int
panelist_application_handle_local_options (GApplication *application,
                                           GVariantDict *options)
{
  PanelistApplication *self = PANELIST_APPLICATION (application);
  const char *directory = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Panelist %s\n", PANELIST_VERSION);
      return EXIT_SUCCESS;
    }
  if (g_variant_dict_lookup (options, "data-dir", "^&ay", &directory))
    set_data_directory (self, directory);
  if (g_variant_dict_lookup (options, "time-scale", "d", &self->time_scale) &&
      !(self->time_scale > 0 && self->time_scale <= 100000))
    {
      g_printerr (_("The time scale must be a number above 0.\n"));
      return EXIT_FAILURE;
    }
  if (g_variant_dict_contains (options, "demo"))
    {
      /* Its data is its own: it does not disturb a Panelist that is already open. */
      self->demo = TRUE;
      g_application_set_flags (application,
                               g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
    }
  return -1;
}

static void
panelist_application_dispose (GObject *object)
{
  PanelistApplication *self = PANELIST_APPLICATION (object);

  for (gsize i = 0; i < G_N_ELEMENTS (self->signals); i++)
    g_clear_handle_id (&self->signals[i], g_source_remove);
  dex_clear (&self->patience);
  dex_clear (&self->work);
  g_clear_object (&self->ordering);
  g_clear_object (&self->tally);
  g_clear_object (&self->session);
  g_clear_object (&self->demo_process);
  g_clear_object (&self->settings);
  g_clear_object (&self->keywords);
  g_clear_pointer (&self->data_directory, g_free);

  G_OBJECT_CLASS (panelist_application_parent_class)->dispose (object);
}

static void
panelist_application_class_init (PanelistApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = panelist_application_dispose;
  G_APPLICATION_CLASS (klass)->startup = panelist_application_startup;
  G_APPLICATION_CLASS (klass)->activate = panelist_application_activate;
  G_APPLICATION_CLASS (klass)->handle_local_options = panelist_application_handle_local_options;
  GTK_APPLICATION_CLASS (klass)->window_removed = panelist_application_window_removed;
}

static void
panelist_application_init (PanelistApplication *self)
{
  static const GOptionEntry options[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open on the demo panel: no real orders, no money"), NULL },
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Keep data and settings in this directory"), N_("DIR") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the version and leave"), NULL },
#if PANELIST_DEVELOPMENT
    { "time-scale", 0, 0, G_OPTION_ARG_DOUBLE, NULL, N_("Let time pass faster"), N_("X") },
#endif
    G_OPTION_ENTRY_NULL
  };

  self->time_scale = 1.0;
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  self->ordering = g_signal_group_new (PANELIST_TYPE_ORDERING);
  g_signal_group_connect_swapped (self->ordering, "notify::busy", G_CALLBACK (end_when_idle), self);
  g_signal_group_connect_swapped (self->ordering, "notify::sending", G_CALLBACK (update_inhibitor), self);
  self->tally = g_signal_group_new (PANELIST_TYPE_ORDER_TALLY);
  g_signal_group_connect_swapped (self->tally, "outcome", G_CALLBACK (on_outcome), self);
}

/**
 * panelist_application_new:
 *
 * Returns: (transfer full): the application, to be run
 */
PanelistApplication *
panelist_application_new (void)
{
  /* The style sheet and the icons are found by the resource path, which a development build shares. */
  return g_object_new (PANELIST_TYPE_APPLICATION,
                       "application-id", PANELIST_APPLICATION_ID,
                       "resource-base-path", "/io/github/panelist/Panelist",
                       NULL);
}
