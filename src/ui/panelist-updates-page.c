/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-updates-page.h"

#include <glib/gi18n.h>

#include "panelist-banners.h"
#include "panelist-clock.h"
#include "panelist-money.h"
#include "panelist-order-words.h"
#include "panelist-properties.h"
#include "panelist-table-row.h"
#include "panelist-text.h"
#include "panelist-update-words.h"
#include "panelist-updates-model.h"

#define ROW_HEIGHT 48
#define NARROW_ROW_HEIGHT 58

/* "Updated 2 min ago", and "Today" is another day after midnight. */
#define TICK_SECONDS 30

enum {
  COLUMN_ICON,
  COLUMN_SERVICE,
  COLUMN_WHAT,
  COLUMN_BEFORE,
  COLUMN_ARROW,
  COLUMN_AFTER,
  COLUMN_PERCENT,
  COLUMN_FAVORITE,
  N_COLUMNS,
};

static const PanelistTableColumn columns[] = {
  [COLUMN_ICON] = { .id = "icon", .width = 16, .align = PANELIST_TABLE_CENTER },
  [COLUMN_SERVICE] = { .id = "service" },
  [COLUMN_WHAT] = { .id = "what", .width = 92 },
  [COLUMN_BEFORE] = { .id = "before", .width = 110, .align = PANELIST_TABLE_END, .numeric = TRUE },
  [COLUMN_ARROW] = { .id = "arrow", .width = 16, .align = PANELIST_TABLE_CENTER },
  [COLUMN_AFTER] = { .id = "after", .width = 92, .align = PANELIST_TABLE_END, .numeric = TRUE },
  [COLUMN_PERCENT] = { .id = "percent", .width = 70, .align = PANELIST_TABLE_END, .numeric = TRUE },
  [COLUMN_FAVORITE] = { .id = "favorite", .width = 16, .align = PANELIST_TABLE_CENTER },
};

struct _PanelistUpdatesPage
{
  AdwNavigationPage parent_instance;

  GtkSearchBar *search_bar;
  GtkWidget *search_entry;
  AdwToggle *favorites;
  AdwToggle *used;
  AdwToggle *all;
  GtkStack *stack;
  GtkListView *list;
  AdwStatusPage *empty;

  PanelistSession *session;
  PanelistPanel *panel;
  PanelistUpdatesModel *model;
  PanelistTableColumns *wide_columns;
  PanelistTableColumns *narrow_columns;
  GPtrArray *items;         /* GtkListItem, borrowed: those that the list keeps */
  GPtrArray *headers;       /* GtkListHeader, the same */
  GBindingGroup *state;
  GSignalGroup *news;
  DexFuture *refresh;
  char *view;
  char *subtitle;
  gboolean narrow;
  gboolean refreshing;
  guint tick_source;
  guint scroll_source;
};

G_DEFINE_FINAL_TYPE (PanelistUpdatesPage, panelist_updates_page, ADW_TYPE_NAVIGATION_PAGE)

#define FIELD(name) G_STRUCT_OFFSET (PanelistUpdatesPage, name)

static const PanelistPropertyInfo table[] = {
  { "session", PANELIST_PROPERTY_OBJECT, FIELD (session), panelist_session_get_type, FALSE, 0 },
  { "panel", PANELIST_PROPERTY_OBJECT, FIELD (panel), panelist_panel_get_type, FALSE, 0 },
  { "view", PANELIST_PROPERTY_TEXT, FIELD (view), NULL, FALSE, 0 },
  { "subtitle", PANELIST_PROPERTY_TEXT, FIELD (subtitle), NULL, FALSE, 0 },
  { "narrow", PANELIST_PROPERTY_BOOLEAN, FIELD (narrow), NULL, FALSE, 0 },
  { "refreshing", PANELIST_PROPERTY_BOOLEAN, FIELD (refreshing), NULL, FALSE, 0 },
};

static GParamSpec *properties[G_N_ELEMENTS (table) + 1];

static guint service_requested_signal;

static PanelistAccounts *
get_accounts (PanelistUpdatesPage *self)
{
  return self->session != NULL ? panelist_session_get_accounts (self->session) : NULL;
}

static GListModel *
get_panels (PanelistUpdatesPage *self)
{
  return self->session != NULL ? G_LIST_MODEL (panelist_accounts_get_panels (get_accounts (self))) : NULL;
}

/* Rows */

/* Its name where there are several panels, and for what is of no service. */
static const char *
get_panel_name (PanelistUpdatesPage  *self,
                const PanelistChange *change)
{
  PanelistPanel *panel = NULL;

  if (self->session == NULL)
    return NULL;
  if (g_list_model_get_n_items (get_panels (self)) < 2 && change->kind != PANELIST_CATALOG_CHANGE_CURRENCY)
    return NULL;
  panel = panelist_accounts_get_panel (get_accounts (self), change->panel_id);
  return panel != NULL ? panelist_panel_get_name (panel) : NULL;
}

static gboolean
is_favorite (PanelistUpdatesPage  *self,
             const PanelistChange *change)
{
  const PanelistServiceMark *mark = NULL;

  if (self->session == NULL)
    return FALSE;
  mark = panelist_service_marks_lookup (panelist_accounts_get_marks (get_accounts (self)), change->panel_id,
                                        change->service_id);
  return mark != NULL && mark->favorite;
}

static void
set_text (PanelistTableRow  *row,
          guint              index,
          const char        *text,
          PanelistTableTone  tone)
{
  PanelistTableCell cell = PANELIST_TABLE_CELL_INIT;

  cell.text = text;
  cell.tone = tone;
  panelist_table_row_set_cell (row, index, &cell);
}

static void
set_icon (PanelistTableRow  *row,
          guint              index,
          const char        *icon_name,
          PanelistTableTone  tone)
{
  PanelistTableCell cell = PANELIST_TABLE_CELL_INIT;

  cell.icon_name = icon_name;
  cell.tone = tone;
  panelist_table_row_set_cell (row, index, &cell);
}

static gboolean
is_price_move (const PanelistChange *change)
{
  return change->kind == PANELIST_CATALOG_CHANGE_PRICE_UP || change->kind == PANELIST_CATALOG_CHANGE_PRICE_DOWN;
}

static void
bind_wide (PanelistUpdatesPage  *self,
           PanelistTableRow     *row,
           const PanelistChange *change,
           const char           *panel_name)
{
  PanelistTableCell service = PANELIST_TABLE_CELL_INIT;
  const PanelistTableTone tone = panelist_change_get_tone (change);
  g_autofree char *name = panelist_change_dup_name (change, panel_name);
  g_autofree char *detail = panelist_change_dup_detail (change, panel_name);
  g_autofree char *before = panelist_change_dup_before (change);
  g_autofree char *after = panelist_change_dup_after (change);
  g_autofree char *percent = panelist_change_dup_percent (change);

  service.text = name;
  service.detail = detail;
  set_icon (row, COLUMN_ICON, panelist_change_get_icon (change), tone);
  panelist_table_row_set_cell (row, COLUMN_SERVICE, &service);
  set_text (row, COLUMN_WHAT, panelist_change_get_title (change), PANELIST_TABLE_TONE_DIMMED);
  set_text (row, COLUMN_BEFORE, before, PANELIST_TABLE_TONE_DIMMED);
  set_text (row, COLUMN_ARROW, before != NULL && after != NULL ? panelist_change_get_arrow () : NULL,
            PANELIST_TABLE_TONE_DIMMED);
  set_text (row, COLUMN_AFTER, after, PANELIST_TABLE_TONE_NORMAL);
  set_text (row, COLUMN_PERCENT, percent, is_price_move (change) ? tone : PANELIST_TABLE_TONE_DIMMED);
  set_icon (row, COLUMN_FAVORITE, is_favorite (self, change) ? "starred-symbolic" : NULL, PANELIST_TABLE_TONE_ACCENT);
}

static void
bind_narrow (PanelistUpdatesPage  *self,
             PanelistTableRow     *row,
             const PanelistChange *change,
             const char           *panel_name)
{
  PanelistTableCell main = PANELIST_TABLE_CELL_INIT;
  g_autofree char *name = panelist_change_dup_name (change, panel_name);
  g_autofree char *detail = panelist_change_dup_short (change, panel_name);

  main.icon_name = panelist_change_get_icon (change);
  main.icon_tone = panelist_change_get_tone (change);
  main.text = name;
  main.detail = detail;
  panelist_table_row_set_cell (row, PANELIST_TABLE_COMPACT_MAIN, &main);
  set_icon (row, PANELIST_TABLE_COMPACT_END, is_favorite (self, change) ? "starred-symbolic" : NULL,
            PANELIST_TABLE_TONE_ACCENT);
}

static void
bind_item (PanelistUpdatesPage *self,
           GtkListItem         *item)
{
  PanelistTableRow *row = PANELIST_TABLE_ROW (gtk_list_item_get_child (item));
  const PanelistChange *change = NULL;
  const char *panel_name = NULL;
  g_autofree char *label = NULL;

  if (gtk_list_item_get_item (item) == NULL)
    return;
  change = panelist_update_get_change (gtk_list_item_get_item (item));
  panel_name = get_panel_name (self, change);
  panelist_table_row_set_columns (row, self->narrow ? self->narrow_columns : self->wide_columns);
  if (self->narrow)
    bind_narrow (self, row, change, panel_name);
  else
    bind_wide (self, row, change, panel_name);
  label = panelist_change_dup_label (change, panel_name, is_favorite (self, change));
  gtk_list_item_set_accessible_label (item, label);
}

static void
on_item_setup (PanelistUpdatesPage *self,
               GtkListItem         *item)
{
  gtk_list_item_set_child (item, panelist_table_row_new (self->wide_columns));
  g_ptr_array_add (self->items, item);
}

static void
on_item_teardown (PanelistUpdatesPage *self,
                  GtkListItem         *item)
{
  g_ptr_array_remove_fast (self->items, item);
}

static void
bind_header (GtkListHeader *header)
{
  g_autofree char *day = NULL;

  if (gtk_list_header_get_item (header) == NULL)
    return;
  day = panelist_time_dup_day (panelist_update_get_change (gtk_list_header_get_item (header))->time,
                               panelist_clock_now ());
  gtk_label_set_text (GTK_LABEL (gtk_list_header_get_child (header)), day);
}

static void
on_header_setup (PanelistUpdatesPage *self,
                 GtkListHeader       *header)
{
  GtkWidget *label = NULL;

  label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "margin-start", 12, "margin-end", 12, "margin-top", 14,
                        "margin-bottom", 6, NULL);
  gtk_widget_add_css_class (label, "heading");
  gtk_list_header_set_child (header, label);
  g_ptr_array_add (self->headers, header);
}

static void
on_header_bind (PanelistUpdatesPage *self,
                GtkListHeader       *header)
{
  bind_header (header);
}

static void
on_header_teardown (PanelistUpdatesPage *self,
                    GtkListHeader       *header)
{
  g_ptr_array_remove_fast (self->headers, header);
}

/* What is told of the list */

static void
show_count (PanelistUpdatesPage *self,
            AdwToggle           *toggle,
            PanelistUpdatesView  view,
            const char          *title,
            const char          *format)
{
  const guint n = panelist_updates_model_get_count (self->model, view);
  g_autofree char *number = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *label = NULL;

  if (n > 0)
    {
      number = panelist_number_format (n);
      parts = g_strsplit (format, "%s", 2);
      label = g_strjoinv (number, parts);
    }
  adw_toggle_set_label (toggle, label != NULL ? label : title);
}

static void
show_empty (PanelistUpdatesPage *self)
{
  static const char *const titles[PANELIST_UPDATES_N_VIEWS] = {
    [PANELIST_UPDATES_FAVORITES] = N_("No Updates of Favorites"),
    [PANELIST_UPDATES_USED] = N_("No Updates of Used Services"),
    [PANELIST_UPDATES_ALL] = N_("No Updates Yet"),
  };
  static const char *const descriptions[PANELIST_UPDATES_N_VIEWS] = {
    [PANELIST_UPDATES_FAVORITES] = N_("Changes of services that are marked with a star show up here"),
    [PANELIST_UPDATES_USED] = N_("Changes of services that were ordered show up here"),
    [PANELIST_UPDATES_ALL] = N_("Changes of rates, limits and services show up here"),
  };
  const PanelistUpdatesView view = panelist_updates_model_get_view (self->model);

  adw_status_page_set_title (self->empty, _(titles[view]));
  adw_status_page_set_description (self->empty, _(descriptions[view]));
}

static void
update_state (PanelistUpdatesPage *self)
{
  const PanelistUpdatesView view = panelist_updates_model_get_view (self->model);
  const char *name = "list";

  /* Translators: a view and how many updates it has */
  show_count (self, self->favorites, PANELIST_UPDATES_FAVORITES, _("Favorites"), _("Favorites %s"));
  /* Translators: a view and how many updates it has */
  show_count (self, self->used, PANELIST_UPDATES_USED, _("Used"), _("Used %s"));
  /* Translators: a view and how many updates it has */
  show_count (self, self->all, PANELIST_UPDATES_ALL, _("All"), _("All %s"));

  show_empty (self);
  if (self->session == NULL || panelist_news_get_log (panelist_session_get_news (self->session)) == NULL)
    name = "loading";
  else if (panelist_updates_model_get_count (self->model, view) == 0)
    name = "empty";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    name = "no-match";
  gtk_stack_set_visible_child_name (self->stack, name);
}

/* The oldest of the lists that are compared. */
static void
update_subtitle (PanelistUpdatesPage *self)
{
  g_autofree char *updated = NULL;
  int64_t oldest = 0;

  for (guint i = 0; self->session != NULL && i < g_list_model_get_n_items (get_panels (self)); i++)
    {
      g_autoptr (PanelistPanel) panel = g_list_model_get_item (get_panels (self), i);
      const int64_t time = panelist_panel_get_catalog_time (panel);

      if (time > 0 && (oldest == 0 || time < oldest))
        oldest = time;
    }
  updated = panelist_time_dup_updated (oldest, panelist_clock_now ());
  g_object_set (self, "subtitle", self->refreshing ? _("Updating…") : updated, NULL);
}

static gboolean
on_tick (gpointer user_data)
{
  PanelistUpdatesPage *self = PANELIST_UPDATES_PAGE (user_data);

  update_subtitle (self);
  for (guint i = 0; i < self->headers->len; i++)
    bind_header (g_ptr_array_index (self->headers, i));
  return G_SOURCE_CONTINUE;
}

/* A list holds on to its first row; at the top the top is meant, where the day is told and new rows come. */
static gboolean
scroll_to_top (gpointer user_data)
{
  PanelistUpdatesPage *self = PANELIST_UPDATES_PAGE (user_data);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));

  self->scroll_source = 0;
  if (adjustment != NULL)
    gtk_adjustment_set_value (adjustment, 0);
  return G_SOURCE_REMOVE;
}

static void
queue_scroll (PanelistUpdatesPage *self)
{
  if (self->scroll_source == 0)
    self->scroll_source = g_idle_add (scroll_to_top, self);
}

static void
stay_at_top (PanelistUpdatesPage *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));

  if (adjustment == NULL || gtk_adjustment_get_value (adjustment) < 1)
    queue_scroll (self);
}

static void
on_items_changed (PanelistUpdatesPage *self)
{
  stay_at_top (self);
  update_state (self);
}

static void
on_narrow_changed (PanelistUpdatesPage *self)
{
  for (guint i = 0; i < self->items->len; i++)
    bind_item (self, g_ptr_array_index (self->items, i));
  stay_at_top (self);
}

/* What can be done */

static gboolean
is_offered (PanelistUpdatesPage  *self,
            const PanelistChange *change)
{
  PanelistPanel *panel = panelist_accounts_get_panel (get_accounts (self), change->panel_id);
  PanelistCatalog *catalog = panel != NULL ? panelist_accounts_get_catalog (get_accounts (self), panel) : NULL;
  guint index = 0;

  return catalog != NULL && panelist_catalog_find (catalog, change->service_id, &index);
}

static void
on_row_activated (PanelistUpdatesPage *self,
                  guint                position)
{
  g_autoptr (PanelistUpdate) update = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  const PanelistChange *change = NULL;
  g_autofree char *name = NULL;
  g_autofree char *isolated = NULL;
  g_autofree char *words = NULL;

  if (update == NULL || self->session == NULL)
    return;
  change = panelist_update_get_change (update);
  if (change->kind == PANELIST_CATALOG_CHANGE_CURRENCY)
    return;
  if (is_offered (self, change))
    {
      g_signal_emit (self, service_requested_signal, 0, change->panel_id, change->service_id);
      return;
    }
  name = panelist_change_dup_name (change, NULL);
  isolated = panelist_text_isolate (name);
  /* Translators: %s is the name of a service that its panel has removed */
  words = g_strdup_printf (_("“%s” is not offered anymore"), isolated);
  panelist_toast (GTK_WIDGET (self->stack), words);
}

static void
on_search_changed (PanelistUpdatesPage *self)
{
  g_object_set (self->model, "query", gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), NULL);
}

static void
on_clear_search_clicked (PanelistUpdatesPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

static DexFuture *
on_refreshed (DexFuture *future,
              gpointer   user_data)
{
  PanelistUpdatesPage *self = PANELIST_UPDATES_PAGE (user_data);

  if (dex_future_get_value (future, NULL) == NULL)
    panelist_toast (GTK_WIDGET (self->stack), _("Not everything could be updated"));
  dex_clear (&self->refresh);
  g_object_set (self, "refreshing", FALSE, NULL);
  update_subtitle (self);
  return NULL;
}

static void
refresh (PanelistUpdatesPage *self)
{
  g_autoptr (GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);

  if (self->session == NULL || self->refresh != NULL || g_list_model_get_n_items (get_panels (self)) == 0)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (get_panels (self)); i++)
    {
      g_autoptr (PanelistPanel) panel = g_list_model_get_item (get_panels (self), i);

      g_ptr_array_add (futures, panelist_accounts_refresh_catalog (get_accounts (self), panel));
    }
  self->refresh = dex_future_finally (dex_future_allv ((DexFuture *const *) futures->pdata, futures->len),
                                      on_refreshed, self, NULL);
  g_object_set (self, "refreshing", TRUE, NULL);
  update_subtitle (self);
}

static void
on_refresh_clicked (PanelistUpdatesPage *self)
{
  refresh (self);
}

static void
on_refresh_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  refresh (PANELIST_UPDATES_PAGE (widget));
}

static void
on_search_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  PanelistUpdatesPage *self = PANELIST_UPDATES_PAGE (widget);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (self->search_entry);
}

/* The row that has the focus. */
static PanelistUpdate *
get_focused (PanelistUpdatesPage *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  for (guint i = 0; focus != NULL && i < self->items->len; i++)
    {
      GtkListItem *item = g_ptr_array_index (self->items, i);

      if (gtk_list_item_get_child (item) != NULL &&
          gtk_widget_is_ancestor (gtk_list_item_get_child (item), focus))
        return gtk_list_item_get_item (item);
    }
  return NULL;
}

static gboolean
on_copy_key (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  PanelistUpdatesPage *self = PANELIST_UPDATES_PAGE (widget);
  PanelistUpdate *update = get_focused (self);

  if (update == NULL)
    return GDK_EVENT_PROPAGATE;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), panelist_update_get_change (update)->service_id);
  panelist_toast (GTK_WIDGET (self->stack), _("Copied"));
  return GDK_EVENT_STOP;
}

static DexFuture *
on_favorite_failed (DexFuture *future,
                    gpointer   user_data)
{
  g_autoptr (PanelistUpdatesPage) self = g_weak_ref_get (user_data);

  if (self != NULL && self->stack != NULL)
    panelist_toast (GTK_WIDGET (self->stack), _("The favorite could not be saved"));
  return NULL;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static gboolean
on_favorite_key (GtkWidget *widget,
                 GVariant  *arguments,
                 gpointer   user_data)
{
  PanelistUpdatesPage *self = PANELIST_UPDATES_PAGE (widget);
  PanelistUpdate *update = get_focused (self);
  const PanelistChange *change = NULL;
  GWeakRef *weak = NULL;

  if (update == NULL || self->session == NULL)
    return GDK_EVENT_PROPAGATE;
  change = panelist_update_get_change (update);
  if (change->kind == PANELIST_CATALOG_CHANGE_CURRENCY)
    return GDK_EVENT_STOP;
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  dex_future_disown (dex_future_catch (panelist_accounts_set_favorite (get_accounts (self), change->panel_id,
                                                                       change->service_id,
                                                                       !is_favorite (self, change)),
                                       on_favorite_failed, weak, weak_ref_free));
  return GDK_EVENT_STOP;
}

/* The session */

static void
on_news_changed (PanelistUpdatesPage *self)
{
  panelist_updates_model_set_log (self->model, panelist_news_get_log (panelist_session_get_news (self->session)));
  update_state (self);
}

static void
on_session_changed (PanelistUpdatesPage *self)
{
  PanelistNews *news = self->session != NULL ? panelist_session_get_news (self->session) : NULL;

  dex_clear (&self->refresh);
  g_object_set (self, "refreshing", FALSE, NULL);
  g_signal_group_set_target (self->news, news);
  g_binding_group_set_source (self->state, self->session ? panelist_session_get_settings (self->session) : NULL);
  panelist_updates_model_set_marks (self->model,
                                    self->session ? panelist_accounts_get_marks (get_accounts (self)) : NULL);
  panelist_updates_model_set_log (self->model, news != NULL ? panelist_news_get_log (news) : NULL);
  if (news != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    panelist_news_watch (news);
  update_state (self);
  update_subtitle (self);
}

static void
panelist_updates_page_map (GtkWidget *widget)
{
  PanelistUpdatesPage *self = PANELIST_UPDATES_PAGE (widget);

  GTK_WIDGET_CLASS (panelist_updates_page_parent_class)->map (widget);
  if (self->session != NULL)
    panelist_news_watch (panelist_session_get_news (self->session));
  on_tick (self);
  self->tick_source = g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
}

static void
panelist_updates_page_unmap (GtkWidget *widget)
{
  PanelistUpdatesPage *self = PANELIST_UPDATES_PAGE (widget);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  if (self->session != NULL)
    panelist_news_unwatch (panelist_session_get_news (self->session));
  GTK_WIDGET_CLASS (panelist_updates_page_parent_class)->unmap (widget);
}

/* GObject */

static void
panelist_updates_page_get_property (GObject    *object,
                                    guint       id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  panelist_properties_get (object, &table[id - 1], value);
}

static void
panelist_updates_page_set_property (GObject      *object,
                                    guint         id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  panelist_properties_set (object, &table[id - 1], value, pspec);
}

static void
panelist_updates_page_dispose (GObject *object)
{
  PanelistUpdatesPage *self = PANELIST_UPDATES_PAGE (object);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_handle_id (&self->scroll_source, g_source_remove);
  dex_clear (&self->refresh);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->news);
  g_clear_object (&self->state);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_UPDATES_PAGE);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  g_clear_object (&self->wide_columns);
  g_clear_object (&self->narrow_columns);

  G_OBJECT_CLASS (panelist_updates_page_parent_class)->dispose (object);
}

static void
panelist_updates_page_finalize (GObject *object)
{
  PanelistUpdatesPage *self = PANELIST_UPDATES_PAGE (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->headers, g_ptr_array_unref);
  panelist_properties_finalize (object, table, G_N_ELEMENTS (table));

  G_OBJECT_CLASS (panelist_updates_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, PANELIST_RESOURCE_PATH "panelist-updates-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistUpdatesPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, PanelistUpdatesPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PanelistUpdatesPage, favorites);
  gtk_widget_class_bind_template_child (widget_class, PanelistUpdatesPage, used);
  gtk_widget_class_bind_template_child (widget_class, PanelistUpdatesPage, all);
  gtk_widget_class_bind_template_child (widget_class, PanelistUpdatesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PanelistUpdatesPage, list);
  gtk_widget_class_bind_template_child (widget_class, PanelistUpdatesPage, empty);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_search_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_refresh_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
}

static void
panelist_updates_page_class_init (PanelistUpdatesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = panelist_updates_page_get_property;
  object_class->set_property = panelist_updates_page_set_property;
  object_class->dispose = panelist_updates_page_dispose;
  object_class->finalize = panelist_updates_page_finalize;
  widget_class->map = panelist_updates_page_map;
  widget_class->unmap = panelist_updates_page_unmap;
  panelist_properties_install (object_class, table, G_N_ELEMENTS (table), properties);

  service_requested_signal = g_signal_new ("service-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);

  g_type_ensure (PANELIST_TYPE_BANNERS);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "page.refresh", NULL, on_refresh_action);
  gtk_widget_class_install_action (widget_class, "page.search", NULL, on_search_action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, on_copy_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, on_favorite_key, NULL);
}

static void
set_up_list (PanelistUpdatesPage *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) headers = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_item_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_item), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "teardown", G_CALLBACK (on_item_teardown), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (headers, "setup", G_CALLBACK (on_header_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (headers, "bind", G_CALLBACK (on_header_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (headers, "teardown", G_CALLBACK (on_header_teardown), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_header_factory (self->list, headers);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->model))));
  gtk_list_view_set_model (self->list, selection);
}

static void
panelist_updates_page_init (PanelistUpdatesPage *self)
{
  GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  self->items = g_ptr_array_new ();
  self->headers = g_ptr_array_new ();
  self->model = panelist_updates_model_new ();
  self->wide_columns = panelist_table_columns_new (columns, N_COLUMNS, ROW_HEIGHT);
  self->narrow_columns = panelist_table_columns_new_compact (NARROW_ROW_HEIGHT);
  self->view = g_strdup ("all");

  gtk_widget_init_template (GTK_WIDGET (self));
  panelist_keep_focus (adw_navigation_page_get_child (ADW_NAVIGATION_PAGE (self)));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  set_up_list (self);

  self->state = g_binding_group_new ();
  g_binding_group_bind (self->state, "updates-view", self, "view", flags);
  g_object_bind_property (self, "view", self->model, "view", G_BINDING_SYNC_CREATE);
  self->news = g_signal_group_new (PANELIST_TYPE_NEWS);
  g_signal_group_connect_swapped (self->news, "notify::log", G_CALLBACK (on_news_changed), self);
  g_signal_connect_swapped (self->model, "counts-changed", G_CALLBACK (update_state), self);
  g_signal_connect_swapped (self->model, "items-changed", G_CALLBACK (on_items_changed), self);
  g_signal_connect_swapped (self->model, "notify", G_CALLBACK (queue_scroll), self);
  g_signal_connect_swapped (self->model, "notify", G_CALLBACK (update_state), self);
  g_signal_connect (self, "notify::session", G_CALLBACK (on_session_changed), NULL);
  g_signal_connect (self, "notify::narrow", G_CALLBACK (on_narrow_changed), NULL);
  update_state (self);
}
