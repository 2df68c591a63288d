/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-services-page-private.h"

#include <glib/gi18n.h>

#include "panelist-banners.h"
#include "panelist-closures.h"
#include "panelist-filters-dialog.h"
#include "panelist-properties.h"
#include "panelist-ui.h"

/* From here on there is room for the details beside the list. */
#define BESIDE "min-width: 801sp"

G_DEFINE_FINAL_TYPE (PanelistServicesPage, panelist_services_page, ADW_TYPE_NAVIGATION_PAGE)

#define FIELD(name) G_STRUCT_OFFSET (PanelistServicesPage, name)

static const PanelistPropertyInfo table[] = {
  { "session", PANELIST_PROPERTY_OBJECT, FIELD (session), panelist_session_get_type, FALSE, 0 },
  { "panel", PANELIST_PROPERTY_OBJECT, FIELD (panel), panelist_panel_get_type, FALSE, 0 },
  { "all-panels", PANELIST_PROPERTY_BOOLEAN, FIELD (all_panels), NULL, FALSE, 0 },
  { "beside", PANELIST_PROPERTY_BOOLEAN, FIELD (beside), NULL, FALSE, TRUE },
  { "spacious", PANELIST_PROPERTY_BOOLEAN, FIELD (spacious), NULL, FALSE, TRUE },
  { "roomy", PANELIST_PROPERTY_BOOLEAN, FIELD (roomy), NULL, FALSE, TRUE },
  { "narrow", PANELIST_PROPERTY_BOOLEAN, FIELD (narrow), NULL, FALSE, 0 },
  { "details", PANELIST_PROPERTY_BOOLEAN, FIELD (details), NULL, FALSE, TRUE },
  { "descending", PANELIST_PROPERTY_BOOLEAN, FIELD (descending), NULL, FALSE, 0 },
  { "slow", PANELIST_PROPERTY_BOOLEAN, FIELD (slow), NULL, FALSE, 0 },
  { "sort", PANELIST_PROPERTY_TEXT, FIELD (sort), NULL, FALSE, 0 },
  { "selected", PANELIST_PROPERTY_TEXT, FIELD (selected), NULL, FALSE, 0 },
  { "favorite", PANELIST_PROPERTY_BOOLEAN, FIELD (favorite), NULL, FALSE, 0 },
  { "comparing", PANELIST_PROPERTY_BOOLEAN, FIELD (comparing), NULL, FALSE, 0 },
  { "searching", PANELIST_PROPERTY_BOOLEAN, FIELD (searching), NULL, FALSE, 0 },
  { "filtered", PANELIST_PROPERTY_BOOLEAN, FIELD (filtered), NULL, FALSE, 0 },
  { "no-match-hint", PANELIST_PROPERTY_TEXT, FIELD (no_match_hint), NULL, FALSE, 0 },
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

/* Selection: kept by panel and id, as the objects of a catalog are made anew */

static void
show_service (PanelistServicesPage *self,
              PanelistService      *service)
{
  g_object_set (self->inspector, "service", service, NULL);
  panelist_services_page_update_actions (self);
}

static gboolean
find_selected (PanelistServicesPage *self,
               guint                *position)
{
  const char *id = NULL;
  char *end = NULL;
  int64_t panel_id = 0;

  if (self->selected == NULL || (id = strchr (self->selected, '/')) == NULL)
    return FALSE;
  panel_id = g_ascii_strtoll (self->selected, &end, 10);
  return end == id && panelist_catalog_model_find_in_panel (self->model, panel_id, id + 1, position);
}

static void
restore_selection (PanelistServicesPage *self)
{
  guint position = GTK_INVALID_LIST_POSITION;

  if (!find_selected (self, &position))
    position = GTK_INVALID_LIST_POSITION;
  gtk_single_selection_set_selected (self->selection, position);
  show_service (self, panelist_services_page_get_selected (self));
}

/* Without a selection GTK does not look through all items for the one that was selected. */
void
panelist_services_page_begin_change (PanelistServicesPage *self)
{
  self->changing = TRUE;
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

void
panelist_services_page_end_change (PanelistServicesPage *self)
{
  self->changing = FALSE;
  restore_selection (self);
  panelist_services_page_update_state (self);
}

/* The model has put its rows in order already; those that stay show what is known now. */
void
panelist_services_page_on_marks_changed (PanelistServicesPage *self)
{
  if (gtk_single_selection_get_selected (self->selection) == GTK_INVALID_LIST_POSITION)
    restore_selection (self);
  panelist_service_table_refresh (self->table, self->list);
  panelist_services_page_update_actions (self);
  panelist_services_page_update_state (self);
}

static void
on_selection_changed (PanelistServicesPage *self)
{
  PanelistService *service = NULL;
  g_autofree char *selected = NULL;

  if (self->changing)
    return;
  service = panelist_services_page_get_selected (self);
  show_service (self, service);
  if (service == NULL)
    return;
  selected = g_strdup_printf ("%" G_GINT64_FORMAT "/%s", panelist_service_get_panel_id (service),
                              panelist_service_get_id (service));
  g_object_set (self, "selected", selected, NULL);
}

PanelistService *
panelist_services_page_get_selected (PanelistServicesPage *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

/* Search and sort */

static void
show_top (PanelistServicesPage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    gtk_list_view_scroll_to (self->list, 0, GTK_LIST_SCROLL_NONE, NULL);
}

/* The item that is focused next, if that is not the one that is. */
static guint
get_next_focus (PanelistServicesPage *self)
{
  g_autoptr (PanelistService) service = NULL;
  guint position = 0;

  if (!find_selected (self, &position))
    return 0;
  service = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  if (!g_str_equal (strchr (self->selected, '/') + 1, panelist_service_get_id (service)))
    return GTK_INVALID_LIST_POSITION;
  return position;
}

/* Another list comes before the one that was, which goes after that: the rows of the old one move to the new one here.
 * Those that GTK finds on what goes are thrown away and made anew, some 200 of them and the one with the focus. */
static void
on_items_changed (PanelistServicesPage *self)
{
  guint focus = GTK_INVALID_LIST_POSITION;

  if (!self->renewing)
    return;
  if (gtk_widget_get_state_flags (GTK_WIDGET (self->list)) & GTK_STATE_FLAG_FOCUS_WITHIN)
    focus = get_next_focus (self);
  if (focus < g_list_model_get_n_items (G_LIST_MODEL (self->model)))
    gtk_list_view_scroll_to (self->list, focus, GTK_LIST_SCROLL_FOCUS, NULL);
  show_top (self);
}

static void
begin_new_list (PanelistServicesPage *self)
{
  panelist_services_page_begin_change (self);
  self->renewing = TRUE;
}

static void
end_new_list (PanelistServicesPage *self)
{
  self->renewing = FALSE;
  panelist_services_page_end_change (self);
  show_top (self);
}

static void
apply_sort (PanelistServicesPage *self)
{
  PanelistCatalogSort sort = panelist_catalog_sort_from_column (self->sort);

  begin_new_list (self);
  panelist_catalog_model_set_sort (self->model, sort, self->descending);
  panelist_table_columns_set_sort (panelist_service_table_get_columns (self->table),
                                   sort == PANELIST_CATALOG_SORT_DEFAULT ? NULL : self->sort,
                                   self->descending);
  end_new_list (self);
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
  begin_new_list (self);
  panelist_catalog_model_set_query (self->model, gtk_editable_get_text (self->search));
  end_new_list (self);
  panelist_services_page_announce (self);
}

static void
on_filters_changed (PanelistServicesPage *self)
{
  begin_new_list (self);
  panelist_catalog_model_set_filter (self->model, panelist_service_filters_get_filter (self->filters));
  end_new_list (self);
  panelist_services_page_announce (self);
}

/* In a narrow page one button stands for all chips. */
static void
update_filters_button (PanelistServicesPage *self)
{
  g_autofree char *label = NULL;
  guint n = panelist_service_filters_get_n_active (self->filters);

  /* Translators: a button that opens all filters; how many are in use */
  label = n > 0 ? g_strdup_printf (_("Filters (%u)"), n) : g_strdup (_("Filters"));
  gtk_button_set_label (self->filters_button, label);
}

static void
show_filters (PanelistServicesPage *self)
{
  adw_dialog_present (panelist_filters_dialog_new (self->filters, self->lens), GTK_WIDGET (self));
}

static gboolean
has_text (PanelistServicesPage *self)
{
  return *gtk_editable_get_text (self->search) != '\0';
}

/* The search first, then the filters. Returns whether there was anything to take back. */
static gboolean
clear_step (PanelistServicesPage *self)
{
  if (has_text (self))
    gtk_editable_set_text (self->search, "");
  else if (panelist_service_filters_get_n_active (self->filters) > 0)
    panelist_service_filters_clear_all (self->filters);
  else
    return FALSE;
  return TRUE;
}

static gboolean
on_escape (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  return clear_step (PANELIST_SERVICES_PAGE (widget)) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static void
on_clear_search (PanelistServicesPage *self)
{
  gtk_editable_set_text (self->search, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
on_clear_filters (PanelistServicesPage *self)
{
  panelist_service_filters_clear_all (self->filters);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
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
  clear_step (self);
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

void
panelist_services_page_order (PanelistServicesPage *self,
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

static void
on_comparing (PanelistServicesPage *self,
              GParamSpec           *pspec,
              GObject              *inspector)
{
  g_autoptr (PanelistService) service = NULL;
  gboolean comparing = FALSE;

  g_object_get (inspector, "service", &service, "comparing", &comparing, NULL);
  if (service != NULL)
    panelist_services_page_compare (self, service, comparing);
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
  inspector = panelist_service_inspector_new (self->session, service);
  g_object_set (inspector, "comparing", panelist_services_page_is_compared (self, service), NULL);
  g_signal_connect_object (inspector, "order-requested", G_CALLBACK (panelist_services_page_order), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (inspector, "history-requested", G_CALLBACK (panelist_services_page_show_history), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (inspector, "notify::comparing", G_CALLBACK (on_comparing), self, G_CONNECT_SWAPPED);

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

void
panelist_services_page_activate (PanelistServicesPage *self,
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

/* A service that shall be shown when the page has its size. */
typedef struct
{
  int64_t panel_id;
  char *service_id;
  guint n_frames;
} Showing;

static void
showing_free (gpointer data)
{
  Showing *showing = data;

  g_clear_pointer (&showing->service_id, g_free);
  g_free (showing);
}

/* Whether details stand beside the list is known only after a frame in which the page is in sight. */
static gboolean
on_frame (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       user_data)
{
  PanelistServicesPage *self = PANELIST_SERVICES_PAGE (widget);
  Showing *showing = user_data;
  guint position = 0;

  if (showing->n_frames++ < 2)
    return G_SOURCE_CONTINUE;
  if (!panelist_catalog_model_find_in_panel (self->model, showing->panel_id, showing->service_id, &position))
    return G_SOURCE_REMOVE;
  gtk_list_view_scroll_to (self->list, position, GTK_LIST_SCROLL_NONE, NULL);
  panelist_services_page_activate (self, position);
  return G_SOURCE_REMOVE;
}

void
panelist_services_page_show_service (PanelistServicesPage *self,
                                     int64_t               panel_id,
                                     const char           *service_id)
{
  Showing *showing = NULL;

  g_return_if_fail (PANELIST_IS_SERVICES_PAGE (self));
  g_return_if_fail (service_id != NULL);

  gtk_editable_set_text (self->search, "");
  panelist_service_filters_clear_all (self->filters);
  showing = g_new0 (Showing, 1);
  showing->panel_id = panel_id;
  showing->service_id = g_strdup (service_id);
  gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame, showing, showing_free);
}

/* Return in the search text opens what it found first, whatever was selected before. */
static void
on_search_activated (PanelistServicesPage *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    panelist_services_page_activate (self, 0);
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

/* Page state */

/* All that are on screen are bound anew. */
void
panelist_services_page_bind_rows (PanelistServicesPage *self)
{
  g_autoptr (GtkListItemFactory) factory = NULL;

  factory = panelist_service_table_new_factory (self->table, self->narrow);
  gtk_list_view_set_factory (self->list, factory);
}

static void
on_quantity_changed (PanelistServicesPage *self)
{
  int quantity = 0;

  g_object_get (self->lens, "quantity", &quantity, NULL);
  panelist_service_table_set_quantity (self->table, quantity);
  panelist_services_page_bind_rows (self);
}

static void
set_up_state (PanelistServicesPage *self)
{
  GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  self->state = g_binding_group_new ();
  g_binding_group_bind (self->state, "services-filter", self->filters, "text", flags);
  g_binding_group_bind (self->state, "services-query", self->search, "text", flags);
  g_binding_group_bind (self->state, "services-quantity", self->lens, "quantity", flags);
  g_binding_group_bind (self->state, "services-sort", self, "sort", flags);
  g_binding_group_bind (self->state, "services-descending", self, "descending", flags);
  g_binding_group_bind (self->state, "services-selected", self, "selected", flags);
  g_binding_group_bind (self->state, "services-details", self, "details", flags);
}

static void
update_roomy (PanelistServicesPage *self)
{
  gboolean alone = !shows_inspector (self, self->beside, self->details);

  panelist_service_table_set_room (self->table, self->roomy && alone, self->spacious && alone);
  panelist_service_table_refresh (self->table, self->list);
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

  g_clear_handle_id (&self->preparation, g_source_remove);
  g_clear_handle_id (&self->announcement, g_source_remove);
  dex_clear (&self->patience);
  dex_clear (&self->refresh);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_SERVICES_PAGE);
  g_clear_object (&self->state);
  g_clear_object (&self->accounts);
  g_clear_object (&self->panels);
  g_clear_object (&self->marks);
  g_clear_pointer (&self->compared, g_ptr_array_unref);
  g_clear_pointer (&self->watched, g_ptr_array_unref);
  g_clear_object (&self->selection);
  g_clear_object (&self->filters);
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
refresh (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  panelist_services_page_refresh (PANELIST_SERVICES_PAGE (widget));
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "page.focus", NULL, focus_search);
  gtk_widget_class_install_action (widget_class, "page.search", NULL, focus_search);
  gtk_widget_class_install_action (widget_class, "page.refresh", NULL, refresh);
  gtk_widget_class_install_action (widget_class, "page.details", NULL, toggle_details);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
  gtk_widget_class_install_property_action (widget_class, "page.sort", "sort");
  gtk_widget_class_install_property_action (widget_class, "page.descending", "descending");
  panelist_services_page_install_row_actions (widget_class);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, PANELIST_RESOURCE_PATH "panelist-services-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistServicesPage, inspector);
  gtk_widget_class_bind_template_child (widget_class, PanelistServicesPage, search);
  gtk_widget_class_bind_template_child (widget_class, PanelistServicesPage, states);
  gtk_widget_class_bind_template_child (widget_class, PanelistServicesPage, compare_bar);
  gtk_widget_class_bind_template_child (widget_class, PanelistServicesPage, compare_button);
  gtk_widget_class_bind_template_child (widget_class, PanelistServicesPage, compare_names);
  gtk_widget_class_bind_template_child (widget_class, PanelistServicesPage, facets);
  gtk_widget_class_bind_template_child (widget_class, PanelistServicesPage, filters_button);
  gtk_widget_class_bind_template_child (widget_class, PanelistServicesPage, header);
  gtk_widget_class_bind_template_child (widget_class, PanelistServicesPage, lens);
  gtk_widget_class_bind_template_child (widget_class, PanelistServicesPage, list);
  gtk_widget_class_bind_template_child (widget_class, PanelistServicesPage, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, gap);
  gtk_widget_class_bind_template_callback (widget_class, shows_inspector);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_filters);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_search);
  gtk_widget_class_bind_template_callback (widget_class, on_quantity_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_started);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_sort_requested);
  gtk_widget_class_bind_template_callback (widget_class, on_comparing);
  gtk_widget_class_bind_template_callback (widget_class, panelist_services_page_activate);
  gtk_widget_class_bind_template_callback (widget_class, panelist_services_page_compare_nothing);
  gtk_widget_class_bind_template_callback (widget_class, panelist_services_page_on_compare);
  gtk_widget_class_bind_template_callback (widget_class, panelist_services_page_show_history);
  gtk_widget_class_bind_template_callback (widget_class, panelist_services_page_order);
  gtk_widget_class_bind_template_callback (widget_class, show_filters);
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
  g_type_ensure (PANELIST_TYPE_FACET_BAR);
  g_type_ensure (PANELIST_TYPE_QUANTITY_LENS);
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
  /* The list is filtered before anybody else counts it. */
  self->filters = panelist_service_filters_new (self->model);
  g_signal_connect_swapped (self->filters, "changed", G_CALLBACK (on_filters_changed), self);

  /* Breakpoints put back what they find here. */
  self->beside = TRUE;
  self->roomy = TRUE;
  self->spacious = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  panelist_keep_focus (adw_navigation_page_get_child (ADW_NAVIGATION_PAGE (self)));
  panelist_table_header_set_columns (self->header, panelist_service_table_get_columns (self->table));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (self->selection, "items-changed", G_CALLBACK (on_items_changed), self);
  panelist_facet_bar_set_filters (self->facets, self->filters);
  set_up_search (self);
  panelist_services_page_set_up_menu (self);
  panelist_services_page_set_up_compare (self);
  panelist_services_page_set_up_scroll (self);
  panelist_services_page_bind_rows (self);
  update_roomy (self);
  update_filters_button (self);

  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (on_selection_changed), self);
  set_up_state (self);
  panelist_services_page_set_up_loading (self);
  g_signal_connect (self, "notify::sort", G_CALLBACK (apply_sort), NULL);
  g_signal_connect (self, "notify::descending", G_CALLBACK (apply_sort), NULL);
  g_signal_connect (self, "notify::narrow", G_CALLBACK (panelist_services_page_bind_rows), NULL);
  g_signal_connect (self, "notify::roomy", G_CALLBACK (update_roomy), NULL);
  g_signal_connect (self, "notify::spacious", G_CALLBACK (update_roomy), NULL);
  g_signal_connect (self, "notify::details", G_CALLBACK (update_roomy), NULL);
  g_signal_connect (self, "notify::beside", G_CALLBACK (update_roomy), NULL);
  g_signal_connect_swapped (self->filters, "notify::n-active", G_CALLBACK (update_filters_button), self);
}
