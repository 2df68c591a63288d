/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-window.h"

#include <glib/gi18n.h>

#include "panelist-add-panel-dialog.h"
#include "panelist-closures.h"
#include "panelist-failure-page.h"
#include "panelist-key-dialog.h"
#include "panelist-money.h"
#include "panelist-new-order-page.h"
#include "panelist-orders-page.h"
#include "panelist-outcome-words.h"
#include "panelist-panel-switcher.h"
#include "panelist-panel-words.h"
#include "panelist-panels-dialog.h"
#include "panelist-properties.h"
#include "panelist-report-dialog.h"
#include "panelist-services-page.h"
#include "panelist-sidebar-row.h"
#include "panelist-ui.h"
#include "panelist-updates-page.h"
#include "panelist-welcome-page.h"

struct _PanelistWindow
{
  AdwApplicationWindow parent_instance;

  GtkStack *states;
  PanelistWelcomePage *welcome;
  PanelistFailurePage *failure;
  AdwNavigationSplitView *split;
  AdwNavigationView *pages_view;
  GtkListBox *pages;
  PanelistPanelSwitcher *switcher;
  PanelistSidebarRow *services_row;
  PanelistSidebarRow *orders_row;
  PanelistSidebarRow *updates_row;
  PanelistServicesPage *services;
  PanelistNewOrderPage *new_order;
  PanelistOrdersPage *orders;

  PanelistSettings *settings;
  PanelistSession *session;
  PanelistPanel *panel;
  gboolean all_panels;
  gboolean slow;
  gboolean narrow;

  GSignalGroup *accounts;
  GSignalGroup *panels;
  GSignalGroup *tally;
  GSignalGroup *news;
  DexFuture *unlock;
};

G_DEFINE_FINAL_TYPE (PanelistWindow, panelist_window, ADW_TYPE_APPLICATION_WINDOW)

#define FIELD(name) G_STRUCT_OFFSET (PanelistWindow, name)

static const PanelistPropertyInfo table[] = {
  { "settings", PANELIST_PROPERTY_OBJECT, FIELD (settings), panelist_settings_get_type, TRUE, 0 },
  { "session", PANELIST_PROPERTY_OBJECT, FIELD (session), panelist_session_get_type, FALSE, 0 },
  { "panel", PANELIST_PROPERTY_OBJECT, FIELD (panel), panelist_panel_get_type, FALSE, 0 },
  { "all-panels", PANELIST_PROPERTY_BOOLEAN, FIELD (all_panels), NULL, FALSE, 0 },
  { "slow", PANELIST_PROPERTY_BOOLEAN, FIELD (slow), NULL, FALSE, 0 },
  { "narrow", PANELIST_PROPERTY_BOOLEAN, FIELD (narrow), NULL, FALSE, 0 },
};

static GParamSpec *properties[G_N_ELEMENTS (table) + 1];

enum {
  OPEN_REQUESTED,
  START_EMPTY_REQUESTED,
  RESTORE_REQUESTED,
  DEMO_REQUESTED,
  LEAVE_DEMO_REQUESTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static PanelistAccounts *
get_accounts (PanelistWindow *self)
{
  return panelist_session_get_accounts (self->session);
}

static GListModel *
get_panels (PanelistWindow *self)
{
  return G_LIST_MODEL (panelist_accounts_get_panels (get_accounts (self)));
}

/* The panel with a uuid: actions carry ids, never objects. */
static PanelistPanel *
find_panel (PanelistWindow *self,
            const char     *uuid)
{
  if (self->session == NULL)
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (get_panels (self)); i++)
    {
      g_autoptr (PanelistPanel) panel = NULL;

      panel = g_list_model_get_item (get_panels (self), i);
      if (g_strcmp0 (panelist_panel_get_uuid (panel), uuid) == 0)
        return panel;
    }
  return NULL;
}

/* Pages */

static void
select_row (PanelistWindow *self,
            const char     *tag)
{
  for (int i = 0;; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->pages, i);

      if (row == NULL)
        return;
      if (g_strcmp0 (panelist_sidebar_row_get_tag (PANELIST_SIDEBAR_ROW (row)), tag) == 0)
        gtk_list_box_select_row (self->pages, row);
    }
}

/* The demo keeps its page state apart. */
static PanelistSettings *
get_page_settings (PanelistWindow *self)
{
  return self->session ? panelist_session_get_settings (self->session) : self->settings;
}

static gboolean
is_on_page (PanelistWindow *self,
            GtkWidget      *widget)
{
  return widget != NULL && gtk_widget_is_ancestor (widget, GTK_WIDGET (self->pages_view));
}

/* In a narrow window the list of pages is a page of its own: nothing is selected in it. The page moves; who works on
 * it still does afterwards. */
static void
on_narrow (PanelistWindow *self)
{
  g_autofree char *page = NULL;
  g_autoptr (GtkWidget) focus = NULL;

  g_set_object (&focus, gtk_root_get_focus (GTK_ROOT (self)));
  if (is_on_page (self, focus))
    adw_navigation_split_view_set_show_content (self->split, TRUE);
  adw_navigation_split_view_set_collapsed (self->split, self->narrow);
  gtk_list_box_set_selection_mode (self->pages, self->narrow ? GTK_SELECTION_NONE : GTK_SELECTION_SINGLE);
  g_object_get (get_page_settings (self), "page", &page, NULL);
  if (!self->narrow)
    select_row (self, page);
  if (is_on_page (self, focus))
    gtk_root_set_focus (GTK_ROOT (self), focus);
}

static void
open_page (PanelistWindow *self,
           const char     *tag)
{
  AdwNavigationPage *visible = NULL;

  if (adw_navigation_view_find_page (self->pages_view, tag) == NULL)
    tag = "services";
  visible = adw_navigation_view_get_visible_page (self->pages_view);
  if (visible == NULL || g_strcmp0 (adw_navigation_page_get_tag (visible), tag) != 0)
    adw_navigation_view_replace_with_tags (self->pages_view, &tag, 1);
  if (!self->narrow)
    select_row (self, tag);
  g_object_set (get_page_settings (self), "page", tag, NULL);
}

static void
on_page_activated (PanelistWindow *self,
                   GtkListBoxRow  *row)
{
  panelist_window_show_page (self, panelist_sidebar_row_get_tag (PANELIST_SIDEBAR_ROW (row)));
}

static void
on_order_requested (PanelistWindow  *self,
                    PanelistService *service)
{
  PanelistPanel *panel = panelist_accounts_get_panel (get_accounts (self), panelist_service_get_panel_id (service));

  if (panel == NULL)
    return;
  panelist_new_order_page_set_service (self->new_order, panel, service);
  panelist_window_show_page (self, "new-order");
}

static void
on_show_order (PanelistWindow *self,
               PanelistOrder  *order)
{
  panelist_window_show_page (self, "orders");
  panelist_orders_page_show_order (self->orders, order);
}

static void
on_reorder (PanelistWindow *self,
            PanelistOrder  *order)
{
  panelist_window_show_page (self, "new-order");
  panelist_new_order_page_reorder (self->new_order, order);
}

static void
on_restore_draft (PanelistWindow     *self,
                  PanelistOrderDraft *draft)
{
  panelist_window_show_page (self, "new-order");
  panelist_new_order_page_restore_draft (self->new_order, draft);
}

static void
on_new_order (PanelistWindow *self)
{
  panelist_window_show_page (self, "new-order");
}

/* The list that has it, with nothing that would hide it. */
static void
on_service_requested (PanelistWindow *self,
                      int64_t         panel_id,
                      const char     *service_id)
{
  PanelistPanel *panel = panelist_accounts_get_panel (get_accounts (self), panel_id);

  if (panel == NULL)
    return;
  if (!self->all_panels)
    g_object_set (self, "panel", panel, NULL);
  panelist_window_show_page (self, "services");
  panelist_services_page_show_service (self->services, panel_id, service_id);
}

/* The session */

static void
update_badge (PanelistWindow *self)
{
  guint n = 0;
  g_autofree char *count = NULL;
  g_autofree char *description = NULL;

  if (self->session != NULL)
    n = panelist_order_tally_get (panelist_session_get_tally (self->session), PANELIST_ORDER_VIEW_ATTENTION);
  if (n > 0)
    {
      count = panelist_number_format (n);
      description = g_strdup_printf (ngettext ("%u order needs attention", "%u orders need attention", n), n);
    }
  g_object_set (self->orders_row, "count", count, "description", description, NULL);
}

static void
update_news (PanelistWindow *self)
{
  int64_t n = 0;
  g_autofree char *description = NULL;

  if (self->session != NULL)
    n = panelist_news_get_count (panelist_session_get_news (self->session));
  if (n > 0)
    {
      g_autofree char *number = panelist_number_format (n);

      /* Translators: %s is a number of changes of services */
      description = g_strdup_printf (ngettext ("%s new update", "%s new updates", (gulong) n), number);
    }
  g_object_set (self->updates_row, "news", n > 0, "description", description, NULL);
}

/* What became of an order, for who does not see it. The form speaks for the orders that it placed. */
static void
on_outcome (PanelistWindow *self,
            PanelistOrder  *order)
{
  g_autofree char *words = NULL;

  if (gtk_widget_get_mapped (GTK_WIDGET (self->new_order)))
    return;
  words = panelist_order_dup_news (order);
  if (words != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self->states), words,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static guint
count_services (PanelistWindow *self,
                PanelistPanel  *panel)
{
  PanelistCatalog *catalog = panelist_accounts_get_catalog (get_accounts (self), panel);

  return catalog ? panelist_catalog_get_size (catalog) : 0;
}

/* What the Services page lists when nothing is searched. */
static void
update_services_count (PanelistWindow *self)
{
  g_autofree char *count = NULL;
  guint n = 0;

  for (guint i = 0; self->all_panels && self->session != NULL && i < g_list_model_get_n_items (get_panels (self)); i++)
    {
      g_autoptr (PanelistPanel) panel = g_list_model_get_item (get_panels (self), i);

      n += count_services (self, panel);
    }
  if (!self->all_panels && self->session != NULL && self->panel != NULL)
    n = count_services (self, self->panel);
  count = panelist_count (self, n);
  g_object_set (self->services_row, "count", count, NULL);
}

/* Keeps the panel in use, or takes the one used last, or the first. */
static void
choose_panel (PanelistWindow *self)
{
  g_autofree char *uuid = NULL;
  g_autoptr (PanelistPanel) first = NULL;
  PanelistPanel *panel = NULL;

  g_object_get (panelist_session_get_settings (self->session), "panel", &uuid, NULL);
  if (self->panel != NULL)
    panel = find_panel (self, panelist_panel_get_uuid (self->panel));
  if (panel == NULL)
    panel = find_panel (self, uuid);
  if (panel == NULL)
    {
      first = g_list_model_get_item (get_panels (self), 0);
      panel = first;
    }
  g_object_set (self, "panel", panel, NULL);
}

/* What is typed at the start is meant for the page, without a key or click before. Where the page is not in sight,
 * or something is in front of it, the focus is left alone. */
static void
focus_page (PanelistWindow *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->pages_view);

  if (page != NULL && !adw_navigation_split_view_get_collapsed (self->split) &&
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL)
    gtk_widget_activate_action (GTK_WIDGET (page), "page.focus", NULL);
}

static void
on_panels_changed (PanelistWindow *self)
{
  const gboolean shown = g_strcmp0 (gtk_stack_get_visible_child_name (self->states), "pages") == 0;
  gboolean any = FALSE;

  if (self->session == NULL)
    return;
  any = g_list_model_get_n_items (get_panels (self)) > 0;
  choose_panel (self);
  if (g_list_model_get_n_items (get_panels (self)) < 2)
    g_object_set (self, "all-panels", FALSE, NULL);
  update_services_count (self);
  gtk_stack_set_visible_child_name (self->states, any ? "pages" : "welcome");
  if (!any)
    gtk_widget_grab_focus (GTK_WIDGET (self->welcome));
  else if (!shown)
    focus_page (self);
}

static void
on_panel_changed (PanelistWindow *self)
{
  if (self->session != NULL && self->panel != NULL)
    g_object_set (panelist_session_get_settings (self->session),
                  "panel", panelist_panel_get_uuid (self->panel), NULL);
  update_services_count (self);
}

static void
on_all_panels_changed (PanelistWindow *self)
{
  if (self->session != NULL)
    g_object_set (panelist_session_get_settings (self->session), "all-panels", self->all_panels, NULL);
  update_services_count (self);
}

/* The demo is always marked, and so is a development build: stripes in the header bars. */
static void
update_stripes (PanelistWindow *self)
{
  if (PANELIST_DEVELOPMENT || (self->session != NULL && panelist_session_get_demo (self->session)))
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "devel");
}

static void
on_session_changed (PanelistWindow *self)
{
  g_autofree char *page = NULL;
  gboolean all_panels = FALSE;

  update_stripes (self);
  g_object_set (self, "panel", NULL, NULL);
  g_signal_group_set_target (self->accounts, self->session ? get_accounts (self) : NULL);
  g_signal_group_set_target (self->panels, self->session ? get_panels (self) : NULL);
  g_signal_group_set_target (self->tally, self->session ? panelist_session_get_tally (self->session) : NULL);
  g_signal_group_set_target (self->news, self->session ? panelist_session_get_news (self->session) : NULL);
  g_object_set (self->switcher, "panels", self->session ? get_panels (self) : NULL, NULL);
  update_badge (self);
  update_news (self);
  if (self->session == NULL)
    {
      gtk_stack_set_visible_child_name (self->states, "opening");
      return;
    }
  g_object_bind_property (self, "suspended", panelist_session_get_tracker (self->session), "hidden",
                          G_BINDING_SYNC_CREATE);
  g_object_get (get_page_settings (self), "page", &page, "all-panels", &all_panels, NULL);
  g_object_set (self, "all-panels", all_panels, NULL);
  open_page (self, page);
  on_panels_changed (self);
}

/* Actions of the session */

static void
present_add_panel (PanelistWindow *self,
                   PanelistPanel  *panel)
{
  if (self->session == NULL)
    return;
  adw_dialog_present (panelist_add_panel_dialog_new (self->session, panel), GTK_WIDGET (self));
}

static void
add_panel (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  present_add_panel (PANELIST_WINDOW (widget), NULL);
}

static void
manage_panels (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  PanelistWindow *self = PANELIST_WINDOW (widget);

  if (self->session != NULL)
    adw_dialog_present (panelist_panels_dialog_new (self->session), widget);
}

static void
review (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  PanelistWindow *self = PANELIST_WINDOW (widget);

  panelist_window_show_page (self, "orders");
  panelist_orders_page_review (self->orders);
}

static void
emit_request (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  static const struct {
    const char *action;
    guint signal;
  } requests[] = {
    { "session.open", OPEN_REQUESTED },
    { "session.start-empty", START_EMPTY_REQUESTED },
    { "session.restore", RESTORE_REQUESTED },
    { "session.try-demo", DEMO_REQUESTED },
    { "session.leave-demo", LEAVE_DEMO_REQUESTED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (requests); i++)
    if (g_strcmp0 (name, requests[i].action) == 0)
      g_signal_emit (widget, signals[requests[i].signal], 0);
}

static void
dismiss_restored (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  PanelistWindow *self = PANELIST_WINDOW (widget);

  if (self->session != NULL)
    panelist_session_dismiss_restored (self->session);
}

/* Ctrl+Z where nothing else has something to undo: the newest of what is held. It spends nothing and carries nothing. */
static void
take_back (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PanelistWindow *self = PANELIST_WINDOW (widget);
  PanelistOrdering *ordering = NULL;
  PanelistHeldRefill *refill = NULL;
  PanelistOrder *order = NULL;

  if (self->session == NULL)
    return;

  ordering = panelist_session_get_ordering (self->session);
  refill = panelist_ordering_get_newest_held_refill (ordering);
  order = panelist_ordering_get_newest_held (ordering);
  if (refill != NULL &&
      (order == NULL || panelist_held_refill_get_hold_end (refill) > panelist_order_get_hold_end (order)))
    {
      panelist_window_show_page (self, "orders");
      panelist_orders_page_take_back (self->orders, refill);
    }
  else if (panelist_new_order_page_take_back (self->new_order))
    panelist_window_show_page (self, "new-order");
}

/* Actions of a panel */

static void
edit_panel (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  PanelistWindow *self = PANELIST_WINDOW (widget);
  PanelistPanel *panel = find_panel (self, g_variant_get_string (parameter, NULL));

  if (panel != NULL)
    present_add_panel (self, panel);
}

static void
show_details (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PanelistWindow *self = PANELIST_WINDOW (widget);
  PanelistPanel *panel = find_panel (self, g_variant_get_string (parameter, NULL));

  if (panel != NULL)
    adw_dialog_present (panelist_report_dialog_new (self->session, panel), widget);
}

static void
use_key (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PanelistWindow *self = PANELIST_WINDOW (widget);
  PanelistPanel *panel = find_panel (self, g_variant_get_string (parameter, NULL));

  if (panel != NULL)
    adw_dialog_present (panelist_key_dialog_new (self->session, panel), widget);
}

static DexFuture *
on_unlocked (DexFuture *future,
             gpointer   user_data)
{
  PanelistWindow *self = PANELIST_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (dex_future_get_value (future, &error) == NULL)
    {
      sentence = panelist_error_dup_sentence (error, NULL);
      panelist_toast (GTK_WIDGET (self->states), sentence);
    }
  dex_clear (&self->unlock);
  return NULL;
}

/* Reading the balance asks for the key, and that asks the keyring to be unlocked. */
static void
unlock (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  PanelistWindow *self = PANELIST_WINDOW (widget);
  PanelistPanel *panel = find_panel (self, g_variant_get_string (parameter, NULL));

  if (panel == NULL || self->unlock != NULL)
    return;
  self->unlock = dex_future_finally (panelist_accounts_refresh_balance (get_accounts (self), panel),
                                     on_unlocked, self, NULL);
}

/* Actions of the view */

static void
view_page (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  PanelistWindow *self = PANELIST_WINDOW (widget);
  AdwNavigationPage *page = NULL;

  panelist_window_show_page (self, g_variant_get_string (parameter, NULL));
  page = adw_navigation_view_get_visible_page (self->pages_view);
  gtk_widget_activate_action (GTK_WIDGET (page), "page.focus", NULL);
}

/* "view.search" is "page.search" of the page in sight. */
static void
forward_to_page (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  PanelistWindow *self = PANELIST_WINDOW (widget);
  g_autofree char *action = NULL;
  AdwNavigationPage *page = NULL;

  page = adw_navigation_view_get_visible_page (self->pages_view);
  if (page == NULL || !gtk_widget_get_mapped (GTK_WIDGET (page)))
    return;
  action = g_strconcat ("page.", name + strlen ("view."), NULL);
  gtk_widget_activate_action_variant (GTK_WIDGET (page), action, NULL);
}

/* A dialog keeps all keys from the window and its accelerators. These two have to work in it, too. */

static gboolean
on_close_key (GtkWidget *widget,
              GVariant  *arguments,
              gpointer   user_data)
{
  adw_dialog_close (ADW_DIALOG (widget));
  return TRUE;
}

static void
on_dialog_changed (PanelistWindow *self)
{
  GtkEventController *keys = NULL;
  AdwDialog *dialog = NULL;

  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));
  if (dialog == NULL || g_object_get_data (G_OBJECT (dialog), "panelist-keys") != NULL)
    return;

  keys = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_w, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (on_close_key, NULL, NULL)));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_q, GDK_CONTROL_MASK),
                                                          gtk_named_action_new ("app.quit")));
  gtk_widget_add_controller (GTK_WIDGET (dialog), keys);
  g_object_set_data (G_OBJECT (dialog), "panelist-keys", keys);
}

/* GObject */

static void
panelist_window_constructed (GObject *object)
{
  PanelistWindow *self = PANELIST_WINDOW (object);
  GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  G_OBJECT_CLASS (panelist_window_parent_class)->constructed (object);

  g_object_bind_property (self->settings, "window-width", self, "default-width", flags);
  g_object_bind_property (self->settings, "window-height", self, "default-height", flags);
  g_object_bind_property (self->settings, "window-maximized", self, "maximized", flags);
}

static void
panelist_window_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  panelist_properties_get (object, &table[id - 1], value);
}

static void
panelist_window_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  panelist_properties_set (object, &table[id - 1], value, pspec);
}

static void
panelist_window_dispose (GObject *object)
{
  PanelistWindow *self = PANELIST_WINDOW (object);

  dex_clear (&self->unlock);
  g_clear_object (&self->accounts);
  g_clear_object (&self->panels);
  g_clear_object (&self->tally);
  g_clear_object (&self->news);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_WINDOW);

  G_OBJECT_CLASS (panelist_window_parent_class)->dispose (object);
}

static void
panelist_window_finalize (GObject *object)
{
  panelist_properties_finalize (object, table, G_N_ELEMENTS (table));

  G_OBJECT_CLASS (panelist_window_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "session.add-panel", NULL, add_panel);
  gtk_widget_class_install_action (widget_class, "session.manage-panels", NULL, manage_panels);
  gtk_widget_class_install_action (widget_class, "session.review", NULL, review);
  gtk_widget_class_install_action (widget_class, "session.take-back", NULL, take_back);
  /* Not an accelerator of the application: those come before the undo of a text that has the focus. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "session.take-back", NULL);
  gtk_widget_class_install_action (widget_class, "session.open", NULL, emit_request);
  gtk_widget_class_install_action (widget_class, "session.start-empty", NULL, emit_request);
  gtk_widget_class_install_action (widget_class, "session.restore", NULL, emit_request);
  gtk_widget_class_install_action (widget_class, "session.dismiss-restored", NULL, dismiss_restored);
  gtk_widget_class_install_action (widget_class, "session.try-demo", NULL, emit_request);
  gtk_widget_class_install_action (widget_class, "session.leave-demo", NULL, emit_request);
  gtk_widget_class_install_action (widget_class, "panel.edit", "s", edit_panel);
  gtk_widget_class_install_action (widget_class, "panel.details", "s", show_details);
  gtk_widget_class_install_action (widget_class, "panel.unlock", "s", unlock);
  gtk_widget_class_install_action (widget_class, "panel.use-key", "s", use_key);
  gtk_widget_class_install_action (widget_class, "panel.enter-key", "s", edit_panel);
  gtk_widget_class_install_action (widget_class, "view.page", "s", view_page);
  gtk_widget_class_install_action (widget_class, "view.search", NULL, forward_to_page);
  gtk_widget_class_install_action (widget_class, "view.refresh", NULL, forward_to_page);
  gtk_widget_class_install_action (widget_class, "view.details", NULL, forward_to_page);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, PANELIST_RESOURCE_PATH "panelist-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistWindow, states);
  gtk_widget_class_bind_template_child (widget_class, PanelistWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, PanelistWindow, failure);
  gtk_widget_class_bind_template_child (widget_class, PanelistWindow, split);
  gtk_widget_class_bind_template_child (widget_class, PanelistWindow, pages_view);
  gtk_widget_class_bind_template_child (widget_class, PanelistWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, PanelistWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, PanelistWindow, services_row);
  gtk_widget_class_bind_template_child (widget_class, PanelistWindow, orders_row);
  gtk_widget_class_bind_template_child (widget_class, PanelistWindow, updates_row);
  gtk_widget_class_bind_template_child (widget_class, PanelistWindow, services);
  gtk_widget_class_bind_template_child (widget_class, PanelistWindow, new_order);
  gtk_widget_class_bind_template_child (widget_class, PanelistWindow, orders);
  gtk_widget_class_bind_template_callback (widget_class, on_new_order);
  gtk_widget_class_bind_template_callback (widget_class, on_order_requested);
  gtk_widget_class_bind_template_callback (widget_class, on_page_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_reorder);
  gtk_widget_class_bind_template_callback (widget_class, on_restore_draft);
  gtk_widget_class_bind_template_callback (widget_class, on_service_requested);
  gtk_widget_class_bind_template_callback (widget_class, on_show_order);
}

static void
panelist_window_class_init (PanelistWindowClass *klass)
{
  static const char *const names[N_SIGNALS] = {
    [OPEN_REQUESTED] = "open-requested",
    [START_EMPTY_REQUESTED] = "start-empty-requested",
    [RESTORE_REQUESTED] = "restore-requested",
    [DEMO_REQUESTED] = "demo-requested",
    [LEAVE_DEMO_REQUESTED] = "leave-demo-requested",
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = panelist_window_constructed;
  object_class->get_property = panelist_window_get_property;
  object_class->set_property = panelist_window_set_property;
  object_class->dispose = panelist_window_dispose;
  object_class->finalize = panelist_window_finalize;
  panelist_properties_install (object_class, table, G_N_ELEMENTS (table), properties);

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);

  g_type_ensure (PANELIST_TYPE_FAILURE_PAGE);
  g_type_ensure (PANELIST_TYPE_NEW_ORDER_PAGE);
  g_type_ensure (PANELIST_TYPE_ORDERS_PAGE);
  g_type_ensure (PANELIST_TYPE_PANEL);
  g_type_ensure (PANELIST_TYPE_PANEL_SWITCHER);
  g_type_ensure (PANELIST_TYPE_SERVICES_PAGE);
  g_type_ensure (PANELIST_TYPE_SIDEBAR_ROW);
  g_type_ensure (PANELIST_TYPE_UPDATES_PAGE);
  g_type_ensure (PANELIST_TYPE_WELCOME_PAGE);
  bind_template (widget_class);
  panelist_closures_bind (widget_class);
  install_actions (widget_class);
}

static void
panelist_window_init (PanelistWindow *self)
{
  self->accounts = g_signal_group_new (PANELIST_TYPE_ACCOUNTS);
  g_signal_group_connect_swapped (self->accounts, "catalog-changed", G_CALLBACK (update_services_count), self);
  self->panels = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->panels, "items-changed", G_CALLBACK (on_panels_changed), self);
  self->tally = g_signal_group_new (PANELIST_TYPE_ORDER_TALLY);
  g_signal_group_connect_swapped (self->tally, "changed", G_CALLBACK (update_badge), self);
  g_signal_group_connect_swapped (self->tally, "outcome", G_CALLBACK (on_outcome), self);
  self->news = g_signal_group_new (PANELIST_TYPE_NEWS);
  g_signal_group_connect_swapped (self->news, "notify::count", G_CALLBACK (update_news), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  panelist_keep_focus (GTK_WIDGET (self));
  update_stripes (self);
  g_signal_connect (self, "notify::session", G_CALLBACK (on_session_changed), NULL);
  g_signal_connect (self, "notify::panel", G_CALLBACK (on_panel_changed), NULL);
  g_signal_connect (self, "notify::all-panels", G_CALLBACK (on_all_panels_changed), NULL);
  g_signal_connect (self, "notify::narrow", G_CALLBACK (on_narrow), NULL);
  g_signal_connect (self, "notify::visible-dialog", G_CALLBACK (on_dialog_changed), NULL);
}

/**
 * panelist_window_new:
 * @application: the application
 * @settings: where the size of the window is kept
 *
 * Returns: (transfer none): a new window, owned by GTK
 */
PanelistWindow *
panelist_window_new (GtkApplication   *application,
                     PanelistSettings *settings)
{
  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (PANELIST_IS_SETTINGS (settings), NULL);

  return g_object_new (PANELIST_TYPE_WINDOW,
                       "application", application,
                       "settings", settings,
                       NULL);
}

/**
 * panelist_window_show_failure:
 * @error: why the data could not be opened
 * @directory: where it is
 *
 * Shows a page that explains it and offers what can be done.
 */
void
panelist_window_show_failure (PanelistWindow *self,
                              const GError   *error,
                              const char     *directory)
{
  g_return_if_fail (PANELIST_IS_WINDOW (self));
  g_return_if_fail (error != NULL);

  panelist_failure_page_set_error (self->failure, error, directory);
  gtk_stack_set_visible_child_name (self->states, "failure");
  gtk_widget_grab_focus (GTK_WIDGET (self->failure));
}

/**
 * panelist_window_show_page:
 * @tag: of a page; an unknown one is the Services page
 *
 * Opens a page of the sidebar.
 */
void
panelist_window_show_page (PanelistWindow *self,
                           const char     *tag)
{
  g_return_if_fail (PANELIST_IS_WINDOW (self));

  open_page (self, tag);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}
