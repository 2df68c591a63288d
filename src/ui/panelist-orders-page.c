/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-orders-page.h"

#include <glib/gi18n.h>

#include "panelist-banners.h"
#include "panelist-clock.h"
#include "panelist-order-inspector.h"
#include "panelist-order-requests.h"
#include "panelist-order-row.h"
#include "panelist-order-words.h"
#include "panelist-orders-model.h"
#include "panelist-outcome-words.h"
#include "panelist-table-header.h"
#include "panelist-ui.h"

/* Ages and "Updated 2 min ago" grow while nothing else happens. */
#define TICK_SECONDS 30

/* Where room is short, it goes to the names. */
#define PROGRESS_WIDTH 150
#define PROGRESS_WIDTH_TIGHT 110

struct _PanelistOrdersPage
{
  AdwNavigationPage parent_instance;

  PanelistSession *session;
  PanelistPanel *panel;
  PanelistOrdersModel *model;
  PanelistTableColumns *wide_columns;
  PanelistTableColumns *narrow_columns;
  GPtrArray *rows;         /* PanelistOrderRow, borrowed: those that the list keeps */
  GHashTable *picked;      /* PanelistOrder, of the selection mode */
  GHashTable *folded;      /* uuids of unconfirmed orders, as long as the application runs */
  PanelistOrder *current;  /* the one in the details */
  DexFuture *refreshing;
  guint tick_source;
  guint scroll_source;
  gboolean narrow;
  gboolean details_as_page;
  gboolean picking;

  AdwNavigationView *navigation;
  AdwOverlaySplitView *split;
  AdwWindowTitle *title;
  GtkWidget *refresh;
  GtkWidget *banners;
  GtkSearchBar *search_bar;
  GtkWidget *search_entry;
  AdwToggle *attention;
  AdwToggle *active;
  GtkMenuButton *views_narrow;
  GtkWidget *stack;
  GtkWidget *header;
  GtkListView *list;
  AdwStatusPage *empty;
  GtkWidget *new_order;
  GtkWidget *refill;
  GtkWidget *cancel;
  GtkWidget *copy;
  PanelistOrderInspector *inspector;
  PanelistOrderInspector *details;
  AdwNavigationPage *details_page;
};

G_DEFINE_FINAL_TYPE (PanelistOrdersPage, panelist_orders_page, ADW_TYPE_NAVIGATION_PAGE)

typedef enum {
  PROP_SESSION = 1,
  PROP_PANEL,
  PROP_VIEW,
  PROP_NARROW,
  PROP_DETAILS_AS_PAGE,
  PROP_PICKING,
} PanelistOrdersPageProperty;

static GParamSpec *properties[PROP_PICKING + 1];

static guint reorder_signal;
static guint restore_draft_signal;
static guint new_order_signal;

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static PanelistAccounts *
get_accounts (PanelistOrdersPage *self)
{
  return self->session != NULL ? panelist_session_get_accounts (self->session) : NULL;
}

/* Rows */

static PanelistTableColumns *
get_columns (PanelistOrdersPage *self)
{
  return self->narrow ? self->narrow_columns : self->wide_columns;
}

static void
show_picking (PanelistOrdersPage *self,
              PanelistOrderRow   *row)
{
  PanelistOrder *order = NULL;

  order = panelist_order_row_get_order (row);
  if (order != NULL)
    panelist_order_row_set_picking (row, self->picking,
                                    g_hash_table_contains (self->picked, order),
                                    order == self->current);
}

static void
update_rows (PanelistOrdersPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      PanelistOrderRow *row = g_ptr_array_index (self->rows, i);

      panelist_order_row_set_columns (row, get_columns (self));
      show_picking (self, row);
    }
}

static char *
dup_count_label (const char *format,
                 guint       count)
{
  g_autofree char *number = NULL;
  g_auto (GStrv) parts = NULL;

  number = g_strdup_printf ("%u", count);
  parts = g_strsplit (format, "%u", 2);
  return g_strjoinv (number, parts);
}

static guint
get_count (PanelistOrdersPage *self,
           PanelistOrderView   view)
{
  if (self->session == NULL)
    return 0;
  return panelist_order_tally_get (panelist_session_get_tally (self->session), view);
}

static void
show_views_menu (PanelistOrdersPage *self)
{
  g_autoptr (GMenu) menu = NULL;

  menu = g_menu_new ();
  for (guint view = 0; view <= PANELIST_ORDER_VIEW_ALL; view++)
    {
      g_autoptr (GMenuItem) item = NULL;
      g_autofree char *label = NULL;

      /* Translators: the name of a view and how many orders it has, "Needs Attention (6)" */
      label = g_strdup_printf (_("%s (%u)"),
                               panelist_order_view_get_title ((PanelistOrderView) view),
                               get_count (self, (PanelistOrderView) view));
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "orders.view", "s",
                                         panelist_order_view_get_name ((PanelistOrderView) view));
      g_menu_append_item (menu, item);
      if ((PanelistOrderView) view == panelist_orders_model_get_view (self->model))
        gtk_menu_button_set_label (self->views_narrow, label);
    }
  gtk_menu_button_set_menu_model (self->views_narrow, G_MENU_MODEL (menu));
}

static void
show_counts (PanelistOrdersPage *self)
{
  g_autofree char *attention = NULL;
  g_autofree char *active = NULL;
  guint n_attention = 0;
  guint n_active = 0;

  n_attention = get_count (self, PANELIST_ORDER_VIEW_ATTENTION);
  n_active = get_count (self, PANELIST_ORDER_VIEW_ACTIVE);
  attention = n_attention > 0
                  /* Translators: a view and how many orders it has */
                  ? dup_count_label (_("Needs Attention %u"), n_attention)
                  : g_strdup (_("Needs Attention"));
  active = n_active > 0
               /* Translators: a view and how many orders it has */
               ? dup_count_label (_("Active %u"), n_active)
               : g_strdup (_("Active"));
  adw_toggle_set_label (self->attention, attention);
  adw_toggle_set_label (self->active, active);
  show_views_menu (self);
}

/* The banner is for pages where the unconfirmed order is not in sight. */
static void
show_banner (PanelistOrdersPage *self)
{
  g_autoptr (PanelistOrder) first = NULL;

  first = g_list_model_get_item (panelist_orders_model_get_model (self->model), 0);
  g_object_set (self->banners, "hide-unconfirmed",
                first != NULL &&
                    panelist_order_get_intent_state (first) == PANELIST_INTENT_UNCONFIRMED,
                NULL);
}

static void
show_page (PanelistOrdersPage *self)
{
  PanelistOrderView view = PANELIST_ORDER_VIEW_ALL;
  const char *query = NULL;
  const char *name = "list";

  view = panelist_orders_model_get_view (self->model);
  query = panelist_orders_model_get_query (self->model);
  if (g_list_model_get_n_items (panelist_orders_model_get_model (self->model)) == 0)
    name = query != NULL && query[0] != '\0' && get_count (self, view) > 0 ? "no-match" : "empty";

  /* Where there are no orders at all, every view says so. */
  if (get_count (self, PANELIST_ORDER_VIEW_ALL) == 0)
    view = PANELIST_ORDER_VIEW_ALL;
  adw_status_page_set_title (self->empty, panelist_order_view_get_empty (view));
  adw_status_page_set_description (
      self->empty, view == PANELIST_ORDER_VIEW_ALL      ? _("Orders that are placed show up here")
                   : view == PANELIST_ORDER_VIEW_ACTIVE ? _("Orders that have ended are in the other views")
                                                        : NULL);
  gtk_widget_set_visible (self->new_order, view == PANELIST_ORDER_VIEW_ALL);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
}

static void
show_title (PanelistOrdersPage *self)
{
  g_autofree char *updated = NULL;
  g_autofree char *count = NULL;
  const char *words = NULL;
  PanelistPause pause = PANELIST_PAUSE_NONE;
  gboolean refreshing = FALSE;
  int64_t last = 0;
  guint n = 0;

  if (self->picking)
    {
      n = g_hash_table_size (self->picked);
      count = n > 0 ? g_strdup_printf (ngettext ("%u Selected", "%u Selected", n), n)
                    : g_strdup (_("Select Orders"));
      adw_window_title_set_title (self->title, count);
      adw_window_title_set_subtitle (self->title, NULL);
      return;
    }

  if (self->session != NULL)
    g_object_get (panelist_session_get_tracker (self->session), "refreshing", &refreshing,
                  "last-time", &last, "pause", &pause, NULL);
  updated = panelist_time_dup_updated (last, panelist_clock_now ());
  words = refreshing ? _("Updating…") : panelist_pause_get_words (pause);
  adw_window_title_set_title (self->title, _("Orders"));
  adw_window_title_set_subtitle (self->title, words != NULL ? words : updated);
}

/* Details */

static void
set_current (PanelistOrdersPage *self,
             PanelistOrder      *order)
{
  g_set_object (&self->current, order);
  panelist_order_inspector_set_order (self->inspector, order);
  panelist_order_inspector_set_order (self->details, order);
  update_rows (self);
}

/* Beside the inspector there is no room for the bars; it shows the one of its order. */
static void
show_inspector (PanelistOrdersPage *self,
                gboolean            shown)
{
  adw_overlay_split_view_set_show_sidebar (self->split, shown);
  panelist_table_columns_set_visible (self->wide_columns, PANELIST_ORDER_COLUMN_PROGRESS, !shown);
}

static gboolean
is_details_pushed (PanelistOrdersPage *self)
{
  return adw_navigation_view_get_visible_page (self->navigation) == self->details_page;
}

static void
show_details (PanelistOrdersPage *self,
              PanelistOrder      *order)
{
  set_current (self, order);
  show_inspector (self, !self->details_as_page);
  if (self->details_as_page && !is_details_pushed (self))
    adw_navigation_view_push (self->navigation, self->details_page);
}

static void
hide_details (PanelistOrdersPage *self)
{
  show_inspector (self, FALSE);
  if (is_details_pushed (self))
    adw_navigation_view_pop (self->navigation);
  set_current (self, NULL);
}

/* Selection mode */

static GPtrArray *
list_picked (PanelistOrdersPage *self)
{
  return g_hash_table_get_keys_as_ptr_array (self->picked);
}

static void
show_eligible (PanelistOrdersPage *self)
{
  g_autoptr (GPtrArray) orders = NULL;
  g_autofree char *refill = NULL;
  g_autofree char *cancel = NULL;
  guint n_refill = 0;
  guint n_cancel = 0;

  orders = list_picked (self);
  if (self->session != NULL)
    {
      n_refill = panelist_order_requests_count (self->session, PANELIST_INTENT_KIND_REFILL, orders);
      n_cancel = panelist_order_requests_count (self->session, PANELIST_INTENT_KIND_CANCEL, orders);
    }

  /* Translators: how many of the selected orders can be refilled; the shorter one is for narrow windows */
  refill = self->narrow ? g_strdup_printf (_("Refill %u"), n_refill)
                        : g_strdup_printf (_("Refill %u of %u"), n_refill, orders->len);
  /* Translators: how many of the selected orders can be canceled; the shorter one is for narrow windows */
  cancel = self->narrow ? g_strdup_printf (_("Request Cancel %u…"), n_cancel)
                        : g_strdup_printf (_("Request Cancel %u of %u…"), n_cancel, orders->len);
  gtk_button_set_label (GTK_BUTTON (self->refill), refill);
  gtk_button_set_label (GTK_BUTTON (self->cancel), cancel);
  gtk_widget_set_sensitive (self->refill, n_refill > 0);
  gtk_widget_set_sensitive (self->cancel, n_cancel > 0);
  gtk_widget_set_sensitive (self->copy, orders->len > 0);
}

static void
update_picking (PanelistOrdersPage *self)
{
  gtk_widget_set_margin_start (self->header, self->picking ? 36 : 0);
  gtk_widget_set_margin_end (self->header, self->picking ? 0 : 42);
  gtk_widget_set_visible (self->refresh, !self->picking);
  show_title (self);
  show_eligible (self);
  update_rows (self);
}

static void
set_picking (PanelistOrdersPage *self,
             gboolean            picking)
{
  if (self->picking == picking)
    return;

  self->picking = picking;
  g_hash_table_remove_all (self->picked);
  update_picking (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PICKING]);
}

static void
toggle_picked (PanelistOrdersPage *self,
               PanelistOrder      *order)
{
  set_picking (self, TRUE);
  if (!g_hash_table_remove (self->picked, order))
    g_hash_table_add (self->picked, g_object_ref (order));
  update_picking (self);
}

static void
on_select_all (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  PanelistOrdersPage *self = PANELIST_ORDERS_PAGE (widget);
  GListModel *orders = NULL;

  set_picking (self, TRUE);
  orders = panelist_orders_model_get_model (self->model);
  for (guint i = 0; i < g_list_model_get_n_items (orders); i++)
    g_hash_table_add (self->picked, g_list_model_get_item (orders, i));
  update_picking (self);
}

static void
on_select_none (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  PanelistOrdersPage *self = PANELIST_ORDERS_PAGE (widget);

  g_hash_table_remove_all (self->picked);
  update_picking (self);
}

static void
on_select_clicked (PanelistOrdersPage *self)
{
  hide_details (self);
  set_picking (self, TRUE);
}

static void
on_done_clicked (PanelistOrdersPage *self)
{
  set_picking (self, FALSE);
}

/* The rows go on to say what became of the request. */
static void
end_picking (PanelistOrdersPage *self)
{
  set_picking (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
on_request_answered (PanelistOrdersPage *self,
                     const char         *response)
{
  if (g_str_equal (response, "refill") || g_str_equal (response, "request-cancel"))
    end_picking (self);
}

static void
ask_picked (PanelistOrdersPage *self,
            PanelistIntentKind  kind)
{
  g_autoptr (GPtrArray) orders = NULL;
  AdwDialog *question = NULL;

  if (self->session == NULL)
    return;

  orders = list_picked (self);
  question = panelist_order_requests_ask (self->stack, self->session, kind, orders);
  if (question != NULL)
    g_signal_connect_object (question, "response", G_CALLBACK (on_request_answered), self, G_CONNECT_SWAPPED);
  else
    end_picking (self);
}

static void
on_refill_clicked (PanelistOrdersPage *self)
{
  ask_picked (self, PANELIST_INTENT_KIND_REFILL);
}

static void
on_cancel_clicked (PanelistOrdersPage *self)
{
  ask_picked (self, PANELIST_INTENT_KIND_CANCEL);
}

static void
copy_numbers (PanelistOrdersPage *self,
              GPtrArray          *orders)
{
  g_autoptr (GString) text = NULL;

  text = g_string_new (NULL);
  for (guint i = 0; i < orders->len; i++)
    {
      const char *id = panelist_order_get_remote_id (g_ptr_array_index (orders, i));

      if (id != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", id);
    }
  if (text->len == 0)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
  panelist_toast (self->stack, _("Copied"));
}

static void
on_copy_clicked (PanelistOrdersPage *self)
{
  g_autoptr (GPtrArray) orders = NULL;

  orders = list_picked (self);
  copy_numbers (self, orders);
}

static void
on_inspector_closed (PanelistOrdersPage *self)
{
  hide_details (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
on_popped (PanelistOrdersPage *self)
{
  if (self->details_as_page)
    set_current (self, NULL);
}

static void
on_row_activated (PanelistOrdersPage *self,
                  guint               position)
{
  g_autoptr (PanelistOrder) order = NULL;

  order = g_list_model_get_item (panelist_orders_model_get_model (self->model), position);
  if (order == NULL)
    return;
  if (self->picking)
    toggle_picked (self, order);
  else
    show_details (self, order);
}

static void
on_reorder (PanelistOrdersPage *self,
            PanelistOrder      *order)
{
  g_signal_emit (self, reorder_signal, 0, order);
}

static void
on_new_order_clicked (PanelistOrdersPage *self)
{
  g_signal_emit (self, new_order_signal, 0);
}

/* When the page gets wider or narrower while details are open, they move. */
static void
set_details_as_page (PanelistOrdersPage *self,
                     gboolean            as_page)
{
  g_autoptr (PanelistOrder) order = NULL;

  if (self->details_as_page == as_page)
    return;

  g_set_object (&order, self->current);
  self->details_as_page = as_page;
  panelist_table_columns_set_width (self->wide_columns, PANELIST_ORDER_COLUMN_PROGRESS,
                                    as_page ? PROGRESS_WIDTH_TIGHT : PROGRESS_WIDTH);
  if (order != NULL)
    {
      if (!as_page && is_details_pushed (self))
        adw_navigation_view_pop (self->navigation);
      show_details (self, order);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAILS_AS_PAGE]);
}

static void
set_narrow (PanelistOrdersPage *self,
            gboolean            narrow)
{
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  update_rows (self);
  show_eligible (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

/* What is taken back, or tried again, goes to the form. Both outlive the row: a held order that is taken back leaves
 * the list. */

static PanelistOrder *
find_order (PanelistOrdersPage *self,
            GVariant           *uuid)
{
  if (self->session == NULL)
    return NULL;
  return panelist_object_list_lookup (panelist_accounts_get_orders (get_accounts (self)),
                                      g_variant_get_string (uuid, NULL));
}

static DexFuture *
on_taken_back (DexFuture *future,
               gpointer   user_data)
{
  g_autoptr (PanelistOrdersPage) self = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  const GValue *value = NULL;

  self = g_weak_ref_get (user_data);
  if (self == NULL || self->stack == NULL)
    return dex_future_new_true ();

  value = dex_future_get_value (future, &error);
  if (value != NULL)
    {
      g_signal_emit (self, restore_draft_signal, 0, g_value_get_object (value));
      return dex_future_new_true ();
    }

  /* The database decides the race: this one was sent. */
  words = g_error_matches (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_STATE)
              ? g_strdup (_("It was too late: the order was sent already"))
              : panelist_error_dup_nothing_settled (error, NULL, NULL);
  panelist_toast (self->stack, words);
  return dex_future_new_true ();
}

static void
on_cancel_sending (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  PanelistOrdersPage *self = PANELIST_ORDERS_PAGE (widget);
  PanelistOrder *order = NULL;

  order = find_order (self, parameter);
  if (order != NULL)
    panelist_orders_page_cancel_sending (self, order);
}

static void
on_try_again (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PanelistOrdersPage *self = PANELIST_ORDERS_PAGE (widget);
  g_autoptr (PanelistOrderDraft) draft = NULL;
  PanelistOrder *order = NULL;

  order = find_order (self, parameter);
  if (order == NULL)
    return;

  draft = panelist_ordering_draft_again (panelist_session_get_ordering (self->session), order, TRUE);
  if (draft != NULL)
    g_signal_emit (self, restore_draft_signal, 0, draft);
  else
    panelist_toast (self->stack, _("The panel was removed."));
}

/* Marking as seen */

static DexFuture *
on_seen_saved (DexFuture *future,
               gpointer   user_data)
{
  PanelistOrder *order = user_data;

  /* What is not stored is not seen: the row comes back. */
  if (dex_future_get_value (future, NULL) == NULL)
    g_object_set (order, "seen", FALSE, NULL);
  return dex_future_new_true ();
}

static void
on_seen (PanelistOrdersPage *self,
         PanelistOrder      *order)
{
  PanelistStore *store = NULL;

  if (self->session == NULL)
    return;

  store = panelist_accounts_get_store (get_accounts (self));
  g_object_set (order, "seen", TRUE, NULL);
  dex_future_disown (dex_future_finally (panelist_store_save_order (store, order), on_seen_saved,
                                         g_object_ref (order), g_object_unref));
}

/* Folding */

static gboolean
is_folded (PanelistOrdersPage *self,
           PanelistOrder      *order)
{
  return g_hash_table_contains (self->folded, panelist_order_get_uuid (order));
}

static void
on_fold (PanelistOrdersPage *self,
         PanelistOrder      *order,
         PanelistOrderRow   *row)
{
  if (!g_hash_table_remove (self->folded, panelist_order_get_uuid (order)))
    g_hash_table_add (self->folded, g_strdup (panelist_order_get_uuid (order)));
  panelist_order_row_set_folded (row, is_folded (self, order));
}

static void
unfold_all (PanelistOrdersPage *self)
{
  g_hash_table_remove_all (self->folded);
  for (guint i = 0; i < self->rows->len; i++)
    panelist_order_row_set_folded (g_ptr_array_index (self->rows, i), FALSE);
}

/* The list */

static void
on_row_destroyed (PanelistOrdersPage *self,
                  GtkWidget          *row)
{
  g_ptr_array_remove_fast (self->rows, row);
}

static void
on_row_setup (PanelistOrdersPage *self,
              GtkListItem        *item)
{
  GtkWidget *row = NULL;

  row = panelist_order_row_new ();
  panelist_order_row_set_columns (PANELIST_ORDER_ROW (row), get_columns (self));
  g_signal_connect_object (row, "pick", G_CALLBACK (toggle_picked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "fold", G_CALLBACK (on_fold), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "seen", G_CALLBACK (on_seen), self, G_CONNECT_SWAPPED);
  /* An item may let go of its row before it is torn down. */
  g_signal_connect_object (row, "destroy", G_CALLBACK (on_row_destroyed), self,
                           G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
  g_ptr_array_add (self->rows, row);
}

static void
on_row_bind (PanelistOrdersPage *self,
             GtkListItem        *item)
{
  PanelistOrderRow *row = NULL;
  PanelistOrder *order = NULL;
  PanelistPanel *panel = NULL;
  gboolean several = FALSE;

  row = PANELIST_ORDER_ROW (gtk_list_item_get_child (item));
  order = gtk_list_item_get_item (item);
  if (self->session != NULL)
    {
      panel = panelist_accounts_get_panel (get_accounts (self), panelist_order_get_panel_id (order));
      several = g_list_model_get_n_items (
                    G_LIST_MODEL (panelist_accounts_get_panels (get_accounts (self)))) > 1;
    }
  panelist_order_row_set_folded (row, is_folded (self, order));
  panelist_order_row_bind (row, item, self->session, panel, several);
  show_picking (self, row);
}

static void
on_row_unbind (PanelistOrdersPage *self,
               GtkListItem        *item)
{
  GtkWidget *row = NULL;

  row = gtk_list_item_get_child (item);
  if (row != NULL)
    panelist_order_row_unbind (PANELIST_ORDER_ROW (row));
}

static gboolean
scroll_to_top (gpointer user_data)
{
  PanelistOrdersPage *self = PANELIST_ORDERS_PAGE (user_data);

  self->scroll_source = 0;
  if (g_list_model_get_n_items (panelist_orders_model_get_model (self->model)) > 0)
    gtk_list_view_scroll_to (self->list, 0, GTK_LIST_SCROLL_NONE, NULL);
  return G_SOURCE_REMOVE;
}

/* A list holds on to its first row in sight. At the top the top is meant, where a new or a pinned order comes. */
static void
on_items_changed (PanelistOrdersPage *self)
{
  GtkAdjustment *adjustment = NULL;

  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));
  if (self->scroll_source == 0 && (adjustment == NULL || gtk_adjustment_get_value (adjustment) < 1))
    self->scroll_source = g_idle_add (scroll_to_top, self);
}

static void
on_model_changed (PanelistOrdersPage *self)
{
  show_page (self);
  show_banner (self);
  show_counts (self);
  if (self->picking)
    show_eligible (self);
}

static void
on_sort_requested (PanelistOrdersPage *self,
                   const char         *id,
                   gboolean            descending)
{
  g_object_set (self->model, "sort", id, "descending", descending, NULL);
}

static void
show_sort (PanelistOrdersPage *self)
{
  g_autofree char *sort = NULL;
  gboolean descending = FALSE;

  g_object_get (self->model, "sort", &sort, "descending", &descending, NULL);
  panelist_table_columns_set_sort (self->wide_columns, sort, descending);
}

static void
on_view_changed (PanelistOrdersPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
  if (self->scroll_source == 0)
    self->scroll_source = g_idle_add (scroll_to_top, self);
}

static void
on_search_changed (PanelistOrdersPage *self)
{
  g_object_set (self->model, "query", gtk_editable_get_text (GTK_EDITABLE (self->search_entry)),
                NULL);
}

static void
on_clear_search_clicked (PanelistOrdersPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

/* Refreshing */

static DexFuture *
on_refreshed (DexFuture *future,
              gpointer   user_data)
{
  g_autoptr (PanelistOrdersPage) self = NULL;

  self = g_weak_ref_get (user_data);
  if (self != NULL && self->stack != NULL && dex_future_get_value (future, NULL) == NULL)
    panelist_toast (self->stack, _("Not everything could be updated"));
  return dex_future_new_true ();
}

static void
refresh (PanelistOrdersPage *self)
{
  GWeakRef *weak = NULL;

  if (self->session == NULL ||
      (self->refreshing != NULL && dex_future_is_pending (self->refreshing)))
    return;

  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  dex_clear (&self->refreshing);
  self->refreshing =
      dex_future_finally (panelist_tracker_refresh (panelist_session_get_tracker (self->session),
                                                    NULL),
                          on_refreshed, weak, weak_ref_free);
}

static void
on_refresh_clicked (PanelistOrdersPage *self)
{
  refresh (self);
}

static void
on_tracker_notify (PanelistOrdersPage *self)
{
  gboolean refreshing = FALSE;

  g_object_get (panelist_session_get_tracker (self->session), "refreshing", &refreshing, NULL);
  gtk_widget_set_sensitive (self->refresh, !refreshing);
  show_title (self);
}

static gboolean
on_tick (gpointer user_data)
{
  PanelistOrdersPage *self = PANELIST_ORDERS_PAGE (user_data);

  show_title (self);
  for (guint i = 0; i < self->rows->len; i++)
    panelist_order_row_update (g_ptr_array_index (self->rows, i));
  return G_SOURCE_CONTINUE;
}

/* Keys */

static void
on_refresh_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  refresh (PANELIST_ORDERS_PAGE (widget));
}

static void
on_search_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  PanelistOrdersPage *self = PANELIST_ORDERS_PAGE (widget);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (self->search_entry);
}

/* Where one goes on by the keyboard. */
static void
on_focus_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  PanelistOrdersPage *self = PANELIST_ORDERS_PAGE (widget);

  if (is_details_pushed (self))
    gtk_widget_child_focus (GTK_WIDGET (self->details_page), GTK_DIR_TAB_FORWARD);
  else if (gtk_widget_get_mapped (GTK_WIDGET (self->list)))
    gtk_widget_grab_focus (GTK_WIDGET (self->list));
  else
    gtk_widget_child_focus (self->stack, GTK_DIR_TAB_FORWARD);
}

static void
on_details_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  PanelistOrdersPage *self = PANELIST_ORDERS_PAGE (widget);
  g_autoptr (PanelistOrder) first = NULL;

  if (self->current != NULL)
    {
      hide_details (self);
      return;
    }
  first = g_list_model_get_item (panelist_orders_model_get_model (self->model), 0);
  if (first != NULL)
    show_details (self, first);
}

static gboolean
on_reorder_key (GtkWidget *widget,
                GVariant  *arguments,
                gpointer   user_data)
{
  PanelistOrdersPage *self = PANELIST_ORDERS_PAGE (widget);

  if (self->current == NULL)
    return FALSE;
  g_signal_emit (self, reorder_signal, 0, self->current);
  return TRUE;
}

static gboolean
on_copy_key (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  PanelistOrdersPage *self = PANELIST_ORDERS_PAGE (widget);
  g_autoptr (GPtrArray) orders = NULL;

  orders = list_picked (self);
  if (!self->picking && self->current != NULL)
    g_ptr_array_add (orders, self->current);
  if (orders->len == 0)
    return FALSE;
  copy_numbers (self, orders);
  return TRUE;
}

static gboolean
on_escape_key (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   user_data)
{
  PanelistOrdersPage *self = PANELIST_ORDERS_PAGE (widget);

  if (self->picking)
    set_picking (self, FALSE);
  else if (self->current != NULL)
    on_inspector_closed (self);
  else
    return FALSE;
  return TRUE;
}

/* Properties */

static void
follow_session (PanelistOrdersPage *self)
{
  PanelistSettings *settings = NULL;
  GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  panelist_orders_model_set_orders (
      self->model, G_LIST_MODEL (panelist_accounts_get_orders (get_accounts (self))));
  g_signal_connect_object (panelist_session_get_tracker (self->session), "notify",
                           G_CALLBACK (on_tracker_notify), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (panelist_session_get_tally (self->session), "changed",
                           G_CALLBACK (on_model_changed), self, G_CONNECT_SWAPPED);

  settings = panelist_session_get_settings (self->session);
  g_object_bind_property (settings, "orders-view", self->model, "view", flags);
  g_object_bind_property (settings, "orders-sort", self->model, "sort", flags);
  g_object_bind_property (settings, "orders-descending", self->model, "descending", flags);
}

static void
set_session (PanelistOrdersPage *self,
             PanelistSession    *session)
{
  if (self->session == session)
    return;

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (panelist_session_get_tracker (self->session), self);
      g_signal_handlers_disconnect_by_data (panelist_session_get_tally (self->session), self);
    }
  set_picking (self, FALSE);
  hide_details (self);
  dex_clear (&self->refreshing);
  panelist_orders_model_set_orders (self->model, NULL);

  g_set_object (&self->session, session);
  if (session != NULL)
    follow_session (self);
  on_model_changed (self);
  show_title (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
panelist_orders_page_get_property (GObject    *object,
                                   guint       id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  PanelistOrdersPage *self = PANELIST_ORDERS_PAGE (object);

  switch ((PanelistOrdersPageProperty) id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_PANEL:
      g_value_set_object (value, self->panel);
      break;
    case PROP_VIEW:
      g_object_get_property (G_OBJECT (self->model), "view", value);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    case PROP_DETAILS_AS_PAGE:
      g_value_set_boolean (value, self->details_as_page);
      break;
    case PROP_PICKING:
      g_value_set_boolean (value, self->picking);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_orders_page_set_property (GObject      *object,
                                   guint         id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  PanelistOrdersPage *self = PANELIST_ORDERS_PAGE (object);

  switch ((PanelistOrdersPageProperty) id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_PANEL:
      if (g_set_object (&self->panel, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_VIEW:
      g_object_set_property (G_OBJECT (self->model), "view", value);
      break;
    case PROP_NARROW:
      set_narrow (self, g_value_get_boolean (value));
      break;
    case PROP_DETAILS_AS_PAGE:
      set_details_as_page (self, g_value_get_boolean (value));
      break;
    case PROP_PICKING:
      set_picking (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_orders_page_map (GtkWidget *widget)
{
  PanelistOrdersPage *self = PANELIST_ORDERS_PAGE (widget);

  GTK_WIDGET_CLASS (panelist_orders_page_parent_class)->map (widget);
  on_tick (self);
  self->tick_source = g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
}

static void
panelist_orders_page_unmap (GtkWidget *widget)
{
  PanelistOrdersPage *self = PANELIST_ORDERS_PAGE (widget);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  GTK_WIDGET_CLASS (panelist_orders_page_parent_class)->unmap (widget);
}

static void
panelist_orders_page_dispose (GObject *object)
{
  PanelistOrdersPage *self = PANELIST_ORDERS_PAGE (object);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_handle_id (&self->scroll_source, g_source_remove);
  dex_clear (&self->refreshing);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  if (self->model != NULL)
    {
      /* Its last changes have nowhere to show. */
      g_signal_handlers_disconnect_by_data (panelist_orders_model_get_model (self->model), self);
      g_signal_handlers_disconnect_by_data (self->model, self);
    }
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (panelist_session_get_tracker (self->session), self);
      g_signal_handlers_disconnect_by_data (panelist_session_get_tally (self->session), self);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_ORDERS_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->wide_columns);
  g_clear_object (&self->narrow_columns);
  g_clear_object (&self->current);
  g_clear_object (&self->panel);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (panelist_orders_page_parent_class)->dispose (object);
}

static void
panelist_orders_page_finalize (GObject *object)
{
  PanelistOrdersPage *self = PANELIST_ORDERS_PAGE (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->picked, g_hash_table_unref);
  g_clear_pointer (&self->folded, g_hash_table_unref);

  G_OBJECT_CLASS (panelist_orders_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (PANELIST_TYPE_BANNERS);
  g_type_ensure (PANELIST_TYPE_TABLE_HEADER);
  g_type_ensure (PANELIST_TYPE_ORDER_INSPECTOR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PANELIST_RESOURCE_PATH "panelist-orders-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, navigation);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, split);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, title);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, refresh);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, banners);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, attention);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, active);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, views_narrow);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, header);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, list);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, empty);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, new_order);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, refill);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, cancel);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, copy);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, inspector);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, details);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrdersPage, details_page);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_clear_search_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_done_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_inspector_closed);
  gtk_widget_class_bind_template_callback (widget_class, on_new_order_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_popped);
  gtk_widget_class_bind_template_callback (widget_class, on_refill_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_refresh_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_reorder);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_select_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_sort_requested);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANELIST_TYPE_SESSION, flags);
  properties[PROP_PANEL] = g_param_spec_object ("panel", NULL, NULL, PANELIST_TYPE_PANEL, flags);
  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, "all", flags);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  properties[PROP_DETAILS_AS_PAGE] =
      g_param_spec_boolean ("details-as-page", NULL, NULL, FALSE, flags);
  properties[PROP_PICKING] = g_param_spec_boolean ("picking", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_property_action (widget_class, "orders.view", "view");
  /* The window has their keys. */
  gtk_widget_class_install_action (widget_class, "page.refresh", NULL, on_refresh_action);
  gtk_widget_class_install_action (widget_class, "page.focus", NULL, on_focus_action);
  gtk_widget_class_install_action (widget_class, "page.search", NULL, on_search_action);
  gtk_widget_class_install_action (widget_class, "page.details", NULL, on_details_action);
  gtk_widget_class_install_action (widget_class, "order.cancel-sending", "s", on_cancel_sending);
  gtk_widget_class_install_action (widget_class, "order.try-again", "s", on_try_again);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_u, GDK_CONTROL_MASK, on_reorder_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, on_copy_key, NULL);
  gtk_widget_class_install_action (widget_class, "page.select-all", NULL, on_select_all);
  gtk_widget_class_install_action (widget_class, "page.select-none", NULL, on_select_none);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, "page.select-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_a, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "page.select-none", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape_key, NULL);
}

static void
panelist_orders_page_class_init (PanelistOrdersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = panelist_orders_page_get_property;
  object_class->set_property = panelist_orders_page_set_property;
  object_class->dispose = panelist_orders_page_dispose;
  object_class->finalize = panelist_orders_page_finalize;
  widget_class->map = panelist_orders_page_map;
  widget_class->unmap = panelist_orders_page_unmap;
  install_properties (object_class);

  reorder_signal = g_signal_new ("reorder", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, PANELIST_TYPE_ORDER);
  restore_draft_signal = g_signal_new ("restore-draft", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       PANELIST_TYPE_ORDER_DRAFT);
  new_order_signal = g_signal_new ("new-order", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (widget_class);
  add_keys (widget_class);
}

static void
make_list (PanelistOrdersPage *self)
{
  g_autoptr (GtkListItemFactory) factory = NULL;
  g_autoptr (GtkNoSelection) model = NULL;

  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_row_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_row_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_row_unbind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);

  /* Selecting is the page's: it starts with a mode, not with a click. */
  model = gtk_no_selection_new (g_object_ref (panelist_orders_model_get_model (self->model)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (model));
}

/* The list has these keys too, and nothing to select with them: the page takes them before. */
static void
add_list_keys (PanelistOrdersPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_a, GDK_CONTROL_MASK),
                                                        gtk_named_action_new ("page.select-all")));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_a, GDK_CONTROL_MASK | GDK_SHIFT_MASK),
                        gtk_named_action_new ("page.select-none")));
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

static void
panelist_orders_page_init (PanelistOrdersPage *self)
{
  self->model = panelist_orders_model_new ();
  self->rows = g_ptr_array_new ();
  self->picked = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->wide_columns = panelist_order_row_make_columns ();
  self->narrow_columns = panelist_table_columns_new_compact (60);

  gtk_widget_init_template (GTK_WIDGET (self));
  panelist_keep_focus (adw_navigation_page_get_child (ADW_NAVIGATION_PAGE (self)));
  panelist_table_header_set_columns (PANELIST_TABLE_HEADER (self->header), self->wide_columns);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  make_list (self);
  add_list_keys (self);

  g_signal_connect_object (panelist_orders_model_get_model (self->model), "items-changed",
                           G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "changed", G_CALLBACK (on_model_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::view", G_CALLBACK (on_view_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::sort", G_CALLBACK (show_sort), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::descending", G_CALLBACK (show_sort), self,
                           G_CONNECT_SWAPPED);
  show_sort (self);
  update_picking (self);
  on_model_changed (self);
}

PanelistOrdersPage *
panelist_orders_page_new (PanelistSession *session)
{
  g_return_val_if_fail (session == NULL || PANELIST_IS_SESSION (session), NULL);

  return g_object_new (PANELIST_TYPE_ORDERS_PAGE, "session", session, NULL);
}

/* Brings what is unconfirmed into sight. */
void
panelist_orders_page_review (PanelistOrdersPage *self)
{
  g_return_if_fail (PANELIST_IS_ORDERS_PAGE (self));

  set_picking (self, FALSE);
  hide_details (self);
  unfold_all (self);
  on_clear_search_clicked (self);
  g_object_set (self->model, "view",
                panelist_order_view_get_name (PANELIST_ORDER_VIEW_ATTENTION), NULL);
  if (g_list_model_get_n_items (panelist_orders_model_get_model (self->model)) > 0)
    gtk_list_view_scroll_to (self->list, 0, GTK_LIST_SCROLL_FOCUS, NULL);
}

/* Shows the details of one order, in a view that has it. */
void
panelist_orders_page_show_order (PanelistOrdersPage *self,
                                 PanelistOrder      *order)
{
  g_return_if_fail (PANELIST_IS_ORDERS_PAGE (self));
  g_return_if_fail (PANELIST_IS_ORDER (order));

  if (!panelist_order_is_in_view (order, panelist_orders_model_get_view (self->model)))
    g_object_set (self->model, "view", panelist_order_view_get_name (PANELIST_ORDER_VIEW_ALL),
                  NULL);
  show_details (self, order);
}

/* Takes a held order back: the signal `restore-draft` brings its form, unless it was sent meanwhile. */
void
panelist_orders_page_cancel_sending (PanelistOrdersPage *self,
                                     PanelistOrder      *order)
{
  DexFuture *future = NULL;
  GWeakRef *weak = NULL;

  g_return_if_fail (PANELIST_IS_ORDERS_PAGE (self));
  g_return_if_fail (PANELIST_IS_ORDER (order));

  if (self->session == NULL)
    return;

  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  future = panelist_ordering_cancel_held (panelist_session_get_ordering (self->session), order);
  dex_future_disown (dex_future_finally (future, on_taken_back, weak, weak_ref_free));
}

/* Takes a held refill back, as its toast does. */
void
panelist_orders_page_take_back (PanelistOrdersPage *self,
                                PanelistHeldRefill *refill)
{
  g_return_if_fail (PANELIST_IS_ORDERS_PAGE (self));
  g_return_if_fail (PANELIST_IS_HELD_REFILL (refill));

  if (self->session != NULL)
    panelist_order_requests_take_back (self->stack, self->session, refill);
}
