/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-services-page-private.h"

#include "panelist-price-history-dialog.h"
#include "panelist-service-actions.h"

static void
show_details (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PanelistServicesPage *self = PANELIST_SERVICES_PAGE (widget);

  if (panelist_services_page_get_selected (self) != NULL)
    panelist_services_page_activate (self, gtk_single_selection_get_selected (self->selection));
}

static void
order_selected (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  PanelistServicesPage *self = PANELIST_SERVICES_PAGE (widget);

  if (panelist_services_page_get_selected (self) != NULL)
    panelist_services_page_order (self, panelist_services_page_get_selected (self));
}

static void
copy_id (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PanelistServicesPage *self = PANELIST_SERVICES_PAGE (widget);

  if (panelist_services_page_get_selected (self) != NULL)
    panelist_service_copy_id (GTK_WIDGET (self->list), panelist_services_page_get_selected (self));
}

static PanelistAccounts *
get_accounts (PanelistServicesPage *self)
{
  return self->session ? panelist_session_get_accounts (self->session) : NULL;
}

/* A pointer that rests on the list selects what comes below it where a click opens the details: keys mean the row that
 * has the focus. */
static void
select_focused (PanelistServicesPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  guint position = GTK_INVALID_LIST_POSITION;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)))
    return;
  position = panelist_service_table_get_position (focus);
  if (position != GTK_INVALID_LIST_POSITION)
    gtk_single_selection_set_selected (self->selection, position);
}

/* The service that goes is not the selected one anymore: the one that takes its place is. */
static void
hide (GtkWidget  *widget,
      const char *name,
      GVariant   *parameter)
{
  PanelistServicesPage *self = PANELIST_SERVICES_PAGE (widget);
  g_autoptr (PanelistService) service = NULL;
  guint position = gtk_single_selection_get_selected (self->selection);
  guint n = 0;

  if (panelist_services_page_get_selected (self) == NULL)
    return;
  service = g_object_ref (panelist_services_page_get_selected (self));
  panelist_service_hide (GTK_WIDGET (self->list), get_accounts (self), service, g_str_equal (name, "page.hide"));
  n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  if (panelist_services_page_get_selected (self) == NULL && n > 0)
    gtk_single_selection_set_selected (self->selection, MIN (position, n - 1));
}

static void
toggle_favorite (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  PanelistServicesPage *self = PANELIST_SERVICES_PAGE (widget);

  select_focused (self);
  g_object_set (self, "favorite", !self->favorite, NULL);
}

void
panelist_services_page_show_history (PanelistServicesPage *self,
                                     PanelistService      *service)
{
  if (self->session != NULL)
    adw_dialog_present (panelist_price_history_dialog_new (self->session, service), GTK_WIDGET (self));
}

static void
show_history (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PanelistServicesPage *self = PANELIST_SERVICES_PAGE (widget);

  if (panelist_services_page_get_selected (self) != NULL)
    panelist_services_page_show_history (self, panelist_services_page_get_selected (self));
}

/* What the menu says of the selected service. */
void
panelist_services_page_update_actions (PanelistServicesPage *self)
{
  PanelistService *service = panelist_services_page_get_selected (self);
  const PanelistServiceMark *mark = panelist_service_get_mark (get_accounts (self), service);
  static const char *const actions[] = { "page.show-details", "page.order", "page.favorite", "page.compare",
                                         "page.history",      "page.copy-id" };

  self->showing = TRUE;
  g_object_set (self,
                "favorite", mark != NULL && mark->favorite,
                "comparing", panelist_services_page_is_compared (self, service),
                NULL);
  g_object_set (self->inspector, "comparing", self->comparing, NULL);
  self->showing = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], service != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.hide", service != NULL && !(mark != NULL && mark->hidden));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.show-again", mark != NULL && mark->hidden);
}

static void
on_favorite_set (PanelistServicesPage *self)
{
  if (!self->showing && panelist_services_page_get_selected (self) != NULL)
    panelist_service_favor (GTK_WIDGET (self->list), get_accounts (self), panelist_services_page_get_selected (self),
                            self->favorite);
}

static void
on_comparing_set (PanelistServicesPage *self)
{
  if (!self->showing && panelist_services_page_get_selected (self) != NULL)
    panelist_services_page_compare (self, panelist_services_page_get_selected (self), self->comparing);
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

/* A click on the star of a row only changes that. */
static void
on_pressed (PanelistServicesPage *self,
            int                   n_presses,
            double                x,
            double                y,
            GtkGesture           *gesture)
{
  g_autoptr (PanelistService) service = NULL;
  const PanelistServiceMark *mark = NULL;
  GtkWidget *widget = NULL;
  guint position = GTK_INVALID_LIST_POSITION;

  if (self->narrow || self->session == NULL ||
      !panelist_service_table_is_star (self->table, GTK_WIDGET (self->list), x))
    return;
  widget = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);
  if (widget == NULL || widget == GTK_WIDGET (self->list))
    return;
  position = panelist_service_table_get_position (widget);
  service = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  if (service == NULL)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  mark = panelist_service_get_mark (get_accounts (self), service);
  panelist_service_favor (GTK_WIDGET (self->list), get_accounts (self), service, !(mark != NULL && mark->favorite));
}

static gboolean
on_menu_key (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  PanelistServicesPage *self = user_data;
  GtkWidget *focus = NULL;
  graphene_rect_t bounds;

  select_focused (self);
  focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  if (focus == NULL || panelist_services_page_get_selected (self) == NULL ||
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
  select_focused (PANELIST_SERVICES_PAGE (user_data));
  copy_id (GTK_WIDGET (user_data), NULL, NULL);
  return GDK_EVENT_STOP;
}

static void
add_shortcut (GtkEventController *keys,
              const char         *trigger,
              GtkShortcutFunc     func,
              gpointer            user_data)
{
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                                                          gtk_callback_action_new (func, user_data, NULL)));
}

/* The menu of rows, and the keys that work on the list. */
void
panelist_services_page_set_up_menu (PanelistServicesPage *self)
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

  gesture = gtk_gesture_click_new ();
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (gesture, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (gesture));

  gesture = gtk_gesture_long_press_new ();
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (gesture), TRUE);
  g_signal_connect_swapped (gesture, "pressed", G_CALLBACK (on_long_pressed), self);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (gesture));

  keys = gtk_shortcut_controller_new ();
  add_shortcut (keys, "Menu|<Shift>F10", on_menu_key, self);
  add_shortcut (keys, "<Control>c", on_copy_key, self);
  gtk_widget_add_controller (list, keys);
  g_signal_connect (self, "notify::favorite", G_CALLBACK (on_favorite_set), NULL);
  g_signal_connect (self, "notify::comparing", G_CALLBACK (on_comparing_set), NULL);
}

void
panelist_services_page_install_row_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "page.show-details", NULL, show_details);
  gtk_widget_class_install_action (widget_class, "page.order", NULL, order_selected);
  gtk_widget_class_install_action (widget_class, "page.copy-id", NULL, copy_id);
  gtk_widget_class_install_action (widget_class, "page.history", NULL, show_history);
  gtk_widget_class_install_action (widget_class, "page.hide", NULL, hide);
  gtk_widget_class_install_action (widget_class, "page.show-again", NULL, hide);
  gtk_widget_class_install_action (widget_class, "page.toggle-favorite", NULL, toggle_favorite);
  gtk_widget_class_install_property_action (widget_class, "page.favorite", "favorite");
  gtk_widget_class_install_property_action (widget_class, "page.compare", "comparing");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "page.toggle-favorite", NULL);
}
