/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-services-page.h"

#include <glib/gi18n.h>

#include "panelist-banners.h"
#include "panelist-catalog-model.h"
#include "panelist-clock.h"
#include "panelist-closures.h"
#include "panelist-money.h"
#include "panelist-panel-words.h"
#include "panelist-properties.h"
#include "panelist-service-inspector.h"
#include "panelist-service-table.h"
#include "panelist-table-header.h"

/* After this a wait gets a spinner, and after that an explanation. Milliseconds. */
#define SLOW 3000
#define VERY_SLOW 30000

/* From here on there is room for the details beside the list. */
#define BESIDE "min-width: 801sp"

struct _PanelistServicesPage
{
  AdwNavigationPage parent_instance;

  PanelistServiceInspector *inspector;
  GtkEditable *search;
  GtkStack *states;
  PanelistTableHeader *header;
  GtkListView *list;
  GMenuModel *row_menu;

  GtkWidget *menu;           /* of the row that was pointed at */

  PanelistSession *session;
  PanelistPanel *panel;
  PanelistCatalogModel *model;
  GtkSingleSelection *selection;
  PanelistServiceTable *table;
  DexFuture *refresh;
  DexFuture *patience;
  GBindingGroup *state;     /* of the page, in the settings of the session */
  GSignalGroup *accounts;
  GSignalGroup *currency;

  gboolean beside;          /* the inspector stands beside the list */
  gboolean roomy;           /* there is room for all columns */
  gboolean narrow;          /* rows of two lines */
  gboolean details;         /* the user wants to see the inspector */
  gboolean descending;
  gboolean slow;
  gboolean changing;        /* the model is about to change: the selection means nothing */
  char *sort;
  char *selected;           /* id of the selected service, kept while it does not match */
  char *summary;
  char *loading_hint;
  char *failure;
};

G_DEFINE_FINAL_TYPE (PanelistServicesPage, panelist_services_page, ADW_TYPE_NAVIGATION_PAGE)

#define FIELD(name) G_STRUCT_OFFSET (PanelistServicesPage, name)

static const PanelistPropertyInfo table[] = {
  { "session", PANELIST_PROPERTY_OBJECT, FIELD (session), panelist_session_get_type, FALSE, 0 },
  { "panel", PANELIST_PROPERTY_OBJECT, FIELD (panel), panelist_panel_get_type, FALSE, 0 },
  { "beside", PANELIST_PROPERTY_BOOLEAN, FIELD (beside), NULL, FALSE, TRUE },
  { "roomy", PANELIST_PROPERTY_BOOLEAN, FIELD (roomy), NULL, FALSE, TRUE },
  { "narrow", PANELIST_PROPERTY_BOOLEAN, FIELD (narrow), NULL, FALSE, 0 },
  { "details", PANELIST_PROPERTY_BOOLEAN, FIELD (details), NULL, FALSE, TRUE },
  { "descending", PANELIST_PROPERTY_BOOLEAN, FIELD (descending), NULL, FALSE, 0 },
  { "slow", PANELIST_PROPERTY_BOOLEAN, FIELD (slow), NULL, FALSE, 0 },
  { "sort", PANELIST_PROPERTY_TEXT, FIELD (sort), NULL, FALSE, 0 },
  { "selected", PANELIST_PROPERTY_TEXT, FIELD (selected), NULL, FALSE, 0 },
  { "summary", PANELIST_PROPERTY_TEXT, FIELD (summary), NULL, FALSE, 0 },
  { "loading-hint", PANELIST_PROPERTY_TEXT, FIELD (loading_hint), NULL, FALSE, 0 },
  { "failure", PANELIST_PROPERTY_TEXT, FIELD (failure), NULL, FALSE, 0 },
};

static GParamSpec *properties[G_N_ELEMENTS (table) + 1];

enum {
  ORDER_REQUESTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What is told */

static const char *
get_sort_words (PanelistServicesPage *self)
{
  switch (panelist_catalog_sort_from_column (self->sort))
    {
    case PANELIST_CATALOG_SORT_NAME:
      return _("by name");
    case PANELIST_CATALOG_SORT_RATE:
      return _("by rate");
    case PANELIST_CATALOG_SORT_MIN:
      return _("by minimum");
    case PANELIST_CATALOG_SORT_MAX:
      return _("by maximum");
    case PANELIST_CATALOG_SORT_FAVORITE:
      return _("favorites first");
    case PANELIST_CATALOG_SORT_ID:
      return _("by ID");
    case PANELIST_CATALOG_SORT_REFILL:
      return _("by refill");
    case PANELIST_CATALOG_SORT_CANCEL:
      return _("by cancel");
    case PANELIST_CATALOG_SORT_SUCCESS:
      return _("by success");
    case PANELIST_CATALOG_SORT_PANEL:
      return _("by panel");
    case PANELIST_CATALOG_SORT_DEFAULT:
    default:
      return *gtk_editable_get_text (self->search) != '\0' ? _("by relevance") : NULL;
    }
}

static char *
dup_summary (PanelistServicesPage *self,
             guint                 n_matches,
             guint                 n_total)
{
  g_autofree char *matches = NULL;
  g_autofree char *total = NULL;
  g_autofree char *count = NULL;

  matches = panelist_number_format (n_matches);
  total = panelist_number_format (n_total);
  if (n_matches == n_total)
    count = g_strdup_printf (ngettext ("%s service", "%s services", n_total), total);
  else
    /* Translators: how many services match, and how many there are */
    count = g_strdup_printf (_("%s of %s"), matches, total);
  if (get_sort_words (self) == NULL)
    return g_steal_pointer (&count);
  /* Translators: how many services are shown, and what they are sorted by */
  return g_strdup_printf (_("%s, %s"), count, get_sort_words (self));
}

static void
update_state (PanelistServicesPage *self)
{
  guint n_matches = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autofree char *summary = NULL;
  guint n_total = 0;
  const char *state = "list";

  g_object_get (self->model, "n-total", &n_total, NULL);
  if (n_total > 0)
    summary = dup_summary (self, n_matches, n_total);
  g_object_set (self, "summary", summary ? summary : "", NULL);

  if (n_total == 0)
    state = self->refresh == NULL && self->failure != NULL ? "failed" : "loading";
  else if (n_matches == 0)
    state = "no-match";
  gtk_stack_set_visible_child_name (self->states, state);
}

/* Selection: kept by id, as the objects of a catalog are made anew */

static void
restore_selection (PanelistServicesPage *self)
{
  guint position = GTK_INVALID_LIST_POSITION;

  if (self->selected != NULL && *self->selected != '\0' &&
      !panelist_catalog_model_find (self->model, self->selected, &position))
    position = GTK_INVALID_LIST_POSITION;
  gtk_single_selection_set_selected (self->selection, position);
  g_object_set (self->inspector, "service", gtk_single_selection_get_selected_item (self->selection), NULL);
}

/* Without a selection GTK does not look through all items for the one that was selected. */
static void
begin_change (PanelistServicesPage *self)
{
  self->changing = TRUE;
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

static void
end_change (PanelistServicesPage *self)
{
  self->changing = FALSE;
  restore_selection (self);
  update_state (self);
}

static void
on_selection_changed (PanelistServicesPage *self)
{
  PanelistService *service = NULL;

  if (self->changing)
    return;
  service = gtk_single_selection_get_selected_item (self->selection);
  g_object_set (self->inspector, "service", service, NULL);
  if (service != NULL)
    g_object_set (self, "selected", panelist_service_get_id (service), NULL);
}

/* Search and sort */

static void
apply_sort (PanelistServicesPage *self)
{
  PanelistCatalogSort sort = panelist_catalog_sort_from_column (self->sort);

  begin_change (self);
  panelist_catalog_model_set_sort (self->model, sort, self->descending);
  panelist_table_columns_set_sort (panelist_service_table_get_columns (self->table),
                                   sort == PANELIST_CATALOG_SORT_DEFAULT ? NULL : self->sort,
                                   self->descending);
  end_change (self);
}

static void
on_sort_requested (PanelistServicesPage *self,
                   const char           *id,
                   gboolean              descending)
{
  g_object_set (self, "sort", id, "descending", descending, NULL);
}

static void
on_search_changed (PanelistServicesPage *self)
{
  begin_change (self);
  panelist_catalog_model_set_query (self->model, gtk_editable_get_text (self->search));
  end_change (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    gtk_list_view_scroll_to (self->list, 0, GTK_LIST_SCROLL_NONE, NULL);
}

/* Typing anywhere on the page began a search: what follows is typed into the entry itself. */
static void
on_search_started (PanelistServicesPage *self)
{
  gtk_text_grab_focus_without_selecting (GTK_TEXT (gtk_editable_get_delegate (self->search)));
}

static void
on_search_stopped (PanelistServicesPage *self)
{
  gtk_editable_set_text (self->search, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* Down from the search text into the list. */
static void
on_search_left (PanelistServicesPage *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    return;
  if (position == GTK_INVALID_LIST_POSITION)
    position = 0;
  gtk_list_view_scroll_to (self->list, position, GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
focus_search (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PanelistServicesPage *self = PANELIST_SERVICES_PAGE (widget);

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (self->search, 0, -1);
}

static gboolean
on_search_key (PanelistServicesPage *self,
               guint                 key,
               guint                 code,
               GdkModifierType       state)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  on_search_left (self);
  return GDK_EVENT_STOP;
}

/* Header bars have a gap of their own at the bottom, banners have not. */
static int
gap (PanelistServicesPage *self,
     gboolean              below_banner)
{
  return below_banner ? 9 : 0;
}

/* Details */

static gboolean
shows_inspector (PanelistServicesPage *self,
                 gboolean              beside,
                 gboolean              details)
{
  return beside && details;
}

static void
on_order_requested (PanelistServicesPage *self,
                    PanelistService      *service)
{
  g_signal_emit (self, signals[ORDER_REQUESTED], 0, service);
}

static gboolean
pop_details (gpointer data)
{
  AdwNavigationPage *page = data;
  GtkWidget *view = NULL;

  view = gtk_widget_get_ancestor (GTK_WIDGET (page), ADW_TYPE_NAVIGATION_VIEW);
  if (view != NULL && adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (view)) == page)
    adw_navigation_view_pop (ADW_NAVIGATION_VIEW (view));
  return G_SOURCE_REMOVE;
}

/* Told while the page is being measured, which it must outlive. */
static void
on_room_beside (AdwNavigationPage *page)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, pop_details, g_object_ref (page), g_object_unref);
}

/* The details are on a page of their own only as long as there is no room beside the list. The list below is not
 * measured meanwhile, so the page finds that out itself. */
static void
push_details (PanelistServicesPage *self,
              PanelistService      *service)
{
  GtkWidget *view = NULL;
  GtkWidget *inspector = NULL;
  GtkWidget *bin = NULL;
  AdwBreakpoint *wide = NULL;
  AdwNavigationPage *page = NULL;

  view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  if (view == NULL)
    return;
  inspector = panelist_service_inspector_new (self->panel, service);
  g_signal_connect_object (inspector, "order-requested", G_CALLBACK (on_order_requested), self,
                           G_CONNECT_SWAPPED);

  bin = adw_breakpoint_bin_new ();
  gtk_widget_set_size_request (bin, 320, 240);
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (bin), inspector);
  page = adw_navigation_page_new (bin, panelist_service_get_name (service));
  adw_navigation_page_set_tag (page, "service");
  wide = adw_breakpoint_new (adw_breakpoint_condition_parse (BESIDE));
  g_signal_connect_object (wide, "apply", G_CALLBACK (on_room_beside), page, G_CONNECT_SWAPPED);
  adw_breakpoint_bin_add_breakpoint (ADW_BREAKPOINT_BIN (bin), wide);

  /* Return, Return: the details, then the order. Not the first label that could be selected. */
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), page);
  panelist_service_inspector_focus_order (PANELIST_SERVICE_INSPECTOR (inspector));
}

static void
on_activated (PanelistServicesPage *self,
              guint                 position)
{
  g_autoptr (PanelistService) service = NULL;

  service = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  if (service == NULL)
    return;
  gtk_single_selection_set_selected (self->selection, position);
  if (!self->beside)
    {
      push_details (self, service);
      return;
    }
  g_object_set (self, "details", TRUE, NULL);
  panelist_service_inspector_focus_order (self->inspector);
}

/* Return in the search text opens what it found first, whatever was selected before. */
static void
on_search_activated (PanelistServicesPage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    on_activated (self, 0);
}

static PanelistService *
get_selected (PanelistServicesPage *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static void
show_details (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PanelistServicesPage *self = PANELIST_SERVICES_PAGE (widget);

  if (get_selected (self) != NULL)
    on_activated (self, gtk_single_selection_get_selected (self->selection));
}

static void
toggle_details (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  PanelistServicesPage *self = PANELIST_SERVICES_PAGE (widget);

  if (self->beside)
    g_object_set (self, "details", !self->details, NULL);
}

static void
order_selected (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  PanelistServicesPage *self = PANELIST_SERVICES_PAGE (widget);

  if (get_selected (self) != NULL)
    on_order_requested (self, get_selected (self));
}

static void
copy_id (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PanelistServicesPage *self = PANELIST_SERVICES_PAGE (widget);

  if (get_selected (self) == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), panelist_service_get_id (get_selected (self)));
  panelist_toast (GTK_WIDGET (self->list), _("ID Copied"));
}

/* The menu of a row */

static void
popup_menu (PanelistServicesPage *self,
            double                x,
            double                y)
{
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
on_menu_pointed (PanelistServicesPage *self,
                 double                x,
                 double                y)
{
  GtkWidget *widget = NULL;
  guint position = GTK_INVALID_LIST_POSITION;

  widget = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);
  if (widget != NULL)
    position = panelist_service_table_get_position (widget);
  if (position == GTK_INVALID_LIST_POSITION)
    return;
  gtk_single_selection_set_selected (self->selection, position);
  popup_menu (self, x, y);
}

static void
on_right_pressed (PanelistServicesPage *self,
                  int                   n_presses,
                  double                x,
                  double                y,
                  GtkGesture           *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  on_menu_pointed (self, x, y);
}

static void
on_long_pressed (PanelistServicesPage *self,
                 double                x,
                 double                y,
                 GtkGesture           *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  on_menu_pointed (self, x, y);
}

static gboolean
on_menu_key (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  PanelistServicesPage *self = user_data;
  GtkWidget *focus = NULL;
  graphene_rect_t bounds;

  focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  if (focus == NULL || get_selected (self) == NULL ||
      !gtk_widget_compute_bounds (focus, GTK_WIDGET (self->list), &bounds))
    return GDK_EVENT_PROPAGATE;
  popup_menu (self, bounds.origin.x + bounds.size.width / 2, bounds.origin.y + bounds.size.height / 2);
  return GDK_EVENT_STOP;
}

static gboolean
on_copy_key (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  copy_id (GTK_WIDGET (user_data), NULL, NULL);
  return GDK_EVENT_STOP;
}

static void
set_up_menu (PanelistServicesPage *self)
{
  GtkWidget *list = GTK_WIDGET (self->list);
  GtkEventController *keys = NULL;
  GtkGesture *gesture = NULL;

  self->menu = gtk_popover_menu_new_from_model (self->row_menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, list);

  gesture = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (gesture, "pressed", G_CALLBACK (on_right_pressed), self);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (gesture));

  gesture = gtk_gesture_long_press_new ();
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (gesture), TRUE);
  g_signal_connect_swapped (gesture, "pressed", G_CALLBACK (on_long_pressed), self);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (gesture));

  keys = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                        gtk_callback_action_new (on_menu_key, self, NULL)));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>c"),
                        gtk_callback_action_new (on_copy_key, self, NULL)));
  gtk_widget_add_controller (list, keys);
}

/* Loading */

static DexFuture *
on_very_slow (DexFuture *future,
              gpointer   user_data)
{
  g_object_set (PANELIST_SERVICES_PAGE (user_data),
                "loading-hint", _("A long list can take two minutes"), NULL);
  return NULL;
}

static DexFuture *
on_slow (DexFuture *future,
         gpointer   user_data)
{
  g_object_set (PANELIST_SERVICES_PAGE (user_data), "slow", TRUE, NULL);
  return dex_future_finally (panelist_clock_sleep (VERY_SLOW - SLOW), on_very_slow, user_data, NULL);
}

static DexFuture *
on_refreshed (DexFuture *future,
              gpointer   user_data)
{
  PanelistServicesPage *self = PANELIST_SERVICES_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (dex_future_get_value (future, &error) == NULL)
    sentence = panelist_error_dup_sentence (error, panelist_panel_get_name (self->panel));
  dex_clear (&self->patience);
  dex_clear (&self->refresh);
  g_object_set (self, "slow", FALSE, "loading-hint", "", "failure", sentence, NULL);
  update_state (self);

  /* With a list on screen a failure is told by the banner: what can't be seen needs no toast. */
  return NULL;
}

static void
start_refresh (PanelistServicesPage *self)
{
  PanelistAccounts *accounts = NULL;

  if (self->session == NULL || self->panel == NULL || self->refresh != NULL)
    return;
  accounts = panelist_session_get_accounts (self->session);
  self->refresh = dex_future_finally (panelist_accounts_refresh_catalog (accounts, self->panel),
                                      on_refreshed, self, NULL);
  self->patience = dex_future_finally (panelist_clock_sleep (SLOW), on_slow, self, NULL);
  update_state (self);
}

static void
refresh (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  start_refresh (PANELIST_SERVICES_PAGE (widget));
}

static void
load_catalog (PanelistServicesPage *self)
{
  PanelistCatalog *catalog = NULL;

  if (self->session != NULL && self->panel != NULL)
    catalog = panelist_accounts_get_catalog (panelist_session_get_accounts (self->session), self->panel);

  begin_change (self);
  panelist_service_table_set_catalog (self->table, self->panel, catalog);
  panelist_catalog_model_set_catalog (self->model, catalog);
  end_change (self);
}

static void
on_catalog_changed (PanelistServicesPage *self,
                    PanelistPanel        *panel)
{
  if (panel == self->panel)
    load_catalog (self);
}

static void
on_panel_changed (PanelistServicesPage *self)
{
  dex_clear (&self->patience);
  dex_clear (&self->refresh);
  g_object_set (self, "slow", FALSE, "loading-hint", "", "failure", NULL, NULL);
  g_signal_group_set_target (self->currency, self->panel);
  load_catalog (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0 &&
      panelist_catalog_model_get_catalog (self->model) == NULL)
    start_refresh (self);
}

/* Page state */

static void
update_narrow (PanelistServicesPage *self)
{
  g_autoptr (GtkListItemFactory) factory = NULL;

  factory = panelist_service_table_new_factory (self->table, self->narrow);
  gtk_list_view_set_factory (self->list, factory);
}

/* The currency is known with the first balance only. */
static void
on_currency_changed (PanelistServicesPage *self)
{
  load_catalog (self);
  update_narrow (self);
}

static void
set_up_state (PanelistServicesPage *self)
{
  GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  self->state = g_binding_group_new ();
  g_binding_group_bind (self->state, "services-query", self->search, "text", flags);
  g_binding_group_bind (self->state, "services-sort", self, "sort", flags);
  g_binding_group_bind (self->state, "services-descending", self, "descending", flags);
  g_binding_group_bind (self->state, "services-selected", self, "selected", flags);
  g_binding_group_bind (self->state, "services-details", self, "details", flags);

  self->accounts = g_signal_group_new (PANELIST_TYPE_ACCOUNTS);
  g_signal_group_connect_swapped (self->accounts, "catalog-changed", G_CALLBACK (on_catalog_changed), self);

  self->currency = g_signal_group_new (PANELIST_TYPE_PANEL);
  g_signal_group_connect_swapped (self->currency, "notify::currency", G_CALLBACK (on_currency_changed), self);
  g_signal_group_connect_swapped (self->currency, "notify::currency-override", G_CALLBACK (on_currency_changed),
                                  self);
}

static void
on_session_changed (PanelistServicesPage *self)
{
  g_binding_group_set_source (self->state, self->session ? panelist_session_get_settings (self->session) : NULL);
  g_signal_group_set_target (self->accounts, self->session ? panelist_session_get_accounts (self->session) : NULL);
  on_panel_changed (self);
}

static void
update_roomy (PanelistServicesPage *self)
{
  panelist_service_table_set_roomy (self->table, self->roomy && !shows_inspector (self, self->beside, self->details));
}

/* GObject */

static void
panelist_services_page_constructed (GObject *object)
{
  PanelistServicesPage *self = PANELIST_SERVICES_PAGE (object);

  G_OBJECT_CLASS (panelist_services_page_parent_class)->constructed (object);

  /* An action whose state is a text can't do without one. */
  g_object_set (self, "sort", "default", NULL);
  update_roomy (self);
}

static void
panelist_services_page_get_property (GObject    *object,
                                     guint       id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  panelist_properties_get (object, &table[id - 1], value);
}

static void
panelist_services_page_set_property (GObject      *object,
                                     guint         id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  panelist_properties_set (object, &table[id - 1], value, pspec);
}

static void
panelist_services_page_dispose (GObject *object)
{
  PanelistServicesPage *self = PANELIST_SERVICES_PAGE (object);

  dex_clear (&self->patience);
  dex_clear (&self->refresh);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_SERVICES_PAGE);
  g_clear_object (&self->state);
  g_clear_object (&self->accounts);
  g_clear_object (&self->currency);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->table);

  G_OBJECT_CLASS (panelist_services_page_parent_class)->dispose (object);
}

static void
panelist_services_page_finalize (GObject *object)
{
  panelist_properties_finalize (object, table, G_N_ELEMENTS (table));

  G_OBJECT_CLASS (panelist_services_page_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "page.search", NULL, focus_search);
  gtk_widget_class_install_action (widget_class, "page.refresh", NULL, refresh);
  gtk_widget_class_install_action (widget_class, "page.details", NULL, toggle_details);
  gtk_widget_class_install_action (widget_class, "page.show-details", NULL, show_details);
  gtk_widget_class_install_action (widget_class, "page.order", NULL, order_selected);
  gtk_widget_class_install_action (widget_class, "page.copy-id", NULL, copy_id);
  gtk_widget_class_install_property_action (widget_class, "page.sort", "sort");
  gtk_widget_class_install_property_action (widget_class, "page.descending", "descending");
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, PANELIST_RESOURCE_PATH "panelist-services-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistServicesPage, inspector);
  gtk_widget_class_bind_template_child (widget_class, PanelistServicesPage, search);
  gtk_widget_class_bind_template_child (widget_class, PanelistServicesPage, states);
  gtk_widget_class_bind_template_child (widget_class, PanelistServicesPage, header);
  gtk_widget_class_bind_template_child (widget_class, PanelistServicesPage, list);
  gtk_widget_class_bind_template_child (widget_class, PanelistServicesPage, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, gap);
  gtk_widget_class_bind_template_callback (widget_class, shows_inspector);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_order_requested);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_started);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_sort_requested);
}

static void
panelist_services_page_class_init (PanelistServicesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = panelist_services_page_constructed;
  object_class->get_property = panelist_services_page_get_property;
  object_class->set_property = panelist_services_page_set_property;
  object_class->dispose = panelist_services_page_dispose;
  object_class->finalize = panelist_services_page_finalize;
  panelist_properties_install (object_class, table, G_N_ELEMENTS (table), properties);

  signals[ORDER_REQUESTED] = g_signal_new ("order-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, PANELIST_TYPE_SERVICE);

  g_type_ensure (PANELIST_TYPE_BANNERS);
  g_type_ensure (PANELIST_TYPE_SERVICE_INSPECTOR);
  g_type_ensure (PANELIST_TYPE_TABLE_HEADER);
  bind_template (widget_class);
  panelist_closures_bind (widget_class);
  install_actions (widget_class);
}

static void
set_up_search (PanelistServicesPage *self)
{
  GtkEventController *keys = NULL;

  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search), GTK_WIDGET (self));
  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_search_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
}

static void
panelist_services_page_init (PanelistServicesPage *self)
{
  self->table = panelist_service_table_new ();
  self->model = panelist_catalog_model_new ();
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);

  /* Breakpoints put back what they find here. */
  self->beside = TRUE;
  self->roomy = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  panelist_table_header_set_columns (self->header, panelist_service_table_get_columns (self->table));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  set_up_search (self);
  set_up_menu (self);
  update_narrow (self);
  update_roomy (self);

  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (on_selection_changed), self);
  set_up_state (self);
  g_signal_connect (self, "notify::session", G_CALLBACK (on_session_changed), NULL);
  g_signal_connect (self, "notify::panel", G_CALLBACK (on_panel_changed), NULL);
  g_signal_connect (self, "notify::sort", G_CALLBACK (apply_sort), NULL);
  g_signal_connect (self, "notify::descending", G_CALLBACK (apply_sort), NULL);
  g_signal_connect (self, "notify::narrow", G_CALLBACK (update_narrow), NULL);
  g_signal_connect (self, "notify::roomy", G_CALLBACK (update_roomy), NULL);
  g_signal_connect (self, "notify::details", G_CALLBACK (update_roomy), NULL);
  g_signal_connect (self, "notify::beside", G_CALLBACK (update_roomy), NULL);
}
