/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-order-row.h"

#include <glib/gi18n.h>

#include "panelist-clock.h"
#include "panelist-order-exits.h"
#include "panelist-order-requests.h"
#include "panelist-order-steps.h"
#include "panelist-order-words.h"
#include "panelist-table-row.h"
#include "panelist-text.h"
#include "panelist-ui.h"

struct _PanelistOrderRow
{
  GtkBox parent_instance;

  PanelistSession *session;
  PanelistOrder *order;
  PanelistPanel *panel;
  GtkListItem *item;     /* borrowed while bound */
  PanelistTableColumns *columns;
  gboolean name_panel;
  gboolean picking;
  gboolean picked;
  gboolean folded;
  gboolean updating;

  GtkWidget *exits;      /* only while the order is unconfirmed and not folded */
  GtkWidget *steps;      /* only while there are some */
  guint tick_source;

  GtkWidget *check;
  GtkOverlay *overlay;
  PanelistTableRow *row;
  GtkWidget *actions;
  GtkWidget *fold;
  GtkWidget *seen;
};

G_DEFINE_FINAL_TYPE (PanelistOrderRow, panelist_order_row, GTK_TYPE_BOX)

static guint pick_signal;
static guint fold_signal;
static guint seen_signal;

static const PanelistTableColumn columns[] = {
  [PANELIST_ORDER_COLUMN_STATUS] = { .id = "status",
                                     .title = N_("Status"),
                                     .width = 132,
                                     .min_width = 100,
                                     .max_width = 220,
                                     .sortable = TRUE },
  [PANELIST_ORDER_COLUMN_SERVICE] = { .id = "service",
                                      .title = N_("Service"),
                                      .sortable = TRUE,
                                      .spill = TRUE },
  [PANELIST_ORDER_COLUMN_PROGRESS] = { .id = "progress",
                                       .title = N_("Progress"),
                                       .width = 150,
                                       .min_width = 100,
                                       .max_width = 260,
                                       .numeric = TRUE },
  [PANELIST_ORDER_COLUMN_CHARGE] = { .id = "charge",
                                     .title = N_("Charge"),
                                     .width = 68,
                                     .min_width = 56,
                                     .max_width = 140,
                                     .align = PANELIST_TABLE_END,
                                     .numeric = TRUE,
                                     .sortable = TRUE },
  [PANELIST_ORDER_COLUMN_AGE] = { .id = "age",
                                  .title = N_("Age"),
                                  .width = 52,
                                  .min_width = 44,
                                  .max_width = 100,
                                  .align = PANELIST_TABLE_END,
                                  .numeric = TRUE,
                                  .sortable = TRUE },
};

static PanelistTableTone
get_tone (const char *style)
{
  if (g_strcmp0 (style, "error") == 0)
    return PANELIST_TABLE_TONE_ERROR;
  if (g_strcmp0 (style, "warning") == 0)
    return PANELIST_TABLE_TONE_WARNING;
  if (g_strcmp0 (style, "success") == 0)
    return PANELIST_TABLE_TONE_SUCCESS;
  return PANELIST_TABLE_TONE_NORMAL;
}

static const char *
get_service_name (PanelistOrder *order)
{
  PanelistService *service = NULL;

  service = panelist_order_get_service (order);
  return service != NULL ? panelist_service_get_name (service) : "–";
}

static const char *
get_panel_name (PanelistOrderRow *self)
{
  return self->name_panel && self->panel != NULL ? panelist_panel_get_name (self->panel) : NULL;
}

static void
clear_exits (PanelistOrderRow *self)
{
  if (self->exits != NULL)
    gtk_box_remove (GTK_BOX (self), self->exits);
  self->exits = NULL;
}

static void
clear_steps (PanelistOrderRow *self)
{
  if (self->steps == NULL)
    return;
  gtk_overlay_remove_overlay (self->overlay, self->steps);
  gtk_widget_set_margin_end (GTK_WIDGET (self->row), 0);
  self->steps = NULL;
}

/* Where the steps lie in a wide row: over the progress, or at the end of the service where there is no progress. */
static gboolean
place_steps (PanelistOrderRow *self,
             int              *x,
             int              *width)
{
  gboolean rtl = FALSE;
  gboolean over_progress = FALSE;
  int total = 0;
  int natural = 0;
  int end = 0;

  rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  total = gtk_widget_get_width (GTK_WIDGET (self->row));
  gtk_widget_measure (self->steps, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  over_progress = panelist_table_columns_place (self->columns, PANELIST_ORDER_COLUMN_PROGRESS,
                                                GTK_WIDGET (self->row), total, x, width);
  if (!over_progress && !panelist_table_columns_place (self->columns, PANELIST_ORDER_COLUMN_SERVICE,
                                                       GTK_WIDGET (self->row), total, x, width))
    return FALSE;

  end = rtl ? *x : *x + *width;
  *width = over_progress ? MAX (*width, natural) : natural;
  *x = rtl ? end : end - *width;
  return TRUE;
}

static gboolean
on_get_position (PanelistOrderRow *self,
                 GtkWidget        *widget,
                 GdkRectangle     *position)
{
  int total = 0;

  if (self->columns == NULL || widget != self->steps)
    return FALSE;

  total = gtk_widget_get_width (GTK_WIDGET (self->overlay));
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, NULL, &position->height, NULL, NULL);
  position->y = (gtk_widget_get_height (GTK_WIDGET (self->overlay)) - position->height) / 2;
  if (!panelist_table_columns_get_compact (self->columns))
    return place_steps (self, &position->x, &position->width);

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &position->width, NULL, NULL);
  position->x = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? 12
                                                                      : total - position->width - 12;
  return TRUE;
}

/* Why the picked order can't be refilled, or may not; NULL when it can. */
static const char *
get_hint (PanelistOrderRow *self)
{
  if (!self->picking || !self->picked || self->session == NULL)
    return NULL;
  return panelist_eligibility_get_refill (
      panelist_order_requests_check (self->session, PANELIST_INTENT_KIND_REFILL, self->order));
}

static char *
dup_second_line (PanelistOrderRow *self)
{
  g_autofree char *target = NULL;
  g_autofree char *isolated = NULL;
  const char *hint = get_hint (self);

  if (hint == NULL)
    return panelist_order_dup_second_line (self->order, get_panel_name (self));
  target = panelist_order_dup_target (self->order);
  if (target == NULL)
    return g_strdup (hint);
  isolated = panelist_text_isolate (target);
  return g_strjoin (" · ", hint, isolated, NULL);
}

static gboolean
is_unconfirmed (PanelistOrderRow *self)
{
  return panelist_order_get_intent_state (self->order) == PANELIST_INTENT_UNCONFIRMED;
}

/* The bars have less room than they would take. */
static gboolean
is_cramped (PanelistOrderRow *self)
{
  return panelist_table_columns_get_width (self->columns, PANELIST_ORDER_COLUMN_PROGRESS) <
         columns[PANELIST_ORDER_COLUMN_PROGRESS].width;
}

static void
show_wide (PanelistOrderRow *self)
{
  PanelistTableCell status = PANELIST_TABLE_CELL_INIT;
  PanelistTableCell service = PANELIST_TABLE_CELL_INIT;
  PanelistTableCell progress = PANELIST_TABLE_CELL_INIT;
  PanelistTableCell charge = PANELIST_TABLE_CELL_INIT;
  PanelistTableCell age = PANELIST_TABLE_CELL_INIT;
  g_autofree char *word = NULL;
  g_autofree char *second = NULL;
  g_autofree char *count = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *passed = NULL;
  int x = 0;
  int width = 0;

  word = panelist_order_dup_status (self->order);
  status.icon_name = panelist_order_get_status_icon (self->order);
  status.text = word;
  status.icon_tone = get_tone (panelist_order_get_status_style (self->order));
  /* A good end needs no colored word beside its colored icon. */
  status.tone = status.icon_tone == PANELIST_TABLE_TONE_SUCCESS ? PANELIST_TABLE_TONE_NORMAL
                                                                : status.icon_tone;
  status.strong = is_unconfirmed (self);

  second = dup_second_line (self);
  service.text = get_service_name (self->order);
  service.detail = second;
  if (self->steps != NULL && place_steps (self, &x, &width))
    service.reserve = width + 12;

  count = panelist_order_dup_progress (self->order);
  /* A reason is not cut for a bar: the details still have it. */
  if (!panelist_order_has_long_reason (self->order) &&
      !(is_cramped (self) && panelist_order_needs_attention (self->order)))
    {
      progress.text = count;
      progress.fraction = panelist_order_get_fraction (self->order);
      progress.moving = panelist_order_is_moving (self->order);
    }
  if (progress.fraction < 0)
    progress.tone = PANELIST_TABLE_TONE_DIMMED;

  amount = panelist_order_dup_charge (self->order);
  charge.text = amount;
  passed = panelist_order_dup_age (self->order, panelist_clock_now ());
  age.text = passed;
  age.tone = PANELIST_TABLE_TONE_DIMMED;

  panelist_table_row_set_cell (self->row, PANELIST_ORDER_COLUMN_STATUS, &status);
  panelist_table_row_fit_cell (self->row, PANELIST_ORDER_COLUMN_STATUS);
  panelist_table_row_set_cell (self->row, PANELIST_ORDER_COLUMN_SERVICE, &service);
  panelist_table_row_set_cell (self->row, PANELIST_ORDER_COLUMN_PROGRESS, &progress);
  panelist_table_columns_fit (self->columns, PANELIST_ORDER_COLUMN_CHARGE, amount);
  panelist_table_row_set_cell (self->row, PANELIST_ORDER_COLUMN_CHARGE, &charge);
  panelist_table_row_set_cell (self->row, PANELIST_ORDER_COLUMN_AGE, &age);
}

static void
show_compact (PanelistOrderRow *self)
{
  PanelistTableCell main_cell = PANELIST_TABLE_CELL_INIT;
  PanelistTableCell end_cell = PANELIST_TABLE_CELL_INIT;
  g_autofree char *detail = NULL;
  g_autofree char *count = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *passed = NULL;
  g_autofree char *word = NULL;
  const char *hint = get_hint (self);

  word = panelist_order_dup_status (self->order);
  detail = hint != NULL ? g_strjoin (" · ", word, hint, NULL) : panelist_order_dup_short_line (self->order);
  main_cell.icon_name = panelist_order_get_status_icon (self->order);
  main_cell.icon_tone = get_tone (panelist_order_get_status_style (self->order));
  main_cell.text = get_service_name (self->order);

  amount = panelist_order_dup_charge (self->order);
  if (self->steps == NULL)
    end_cell.text = amount;
  if (hint == NULL && panelist_order_is_moving (self->order) && panelist_order_get_fraction (self->order) >= 0 &&
      !panelist_order_needs_attention (self->order))
    {
      count = panelist_order_dup_progress (self->order);
      main_cell.fraction = panelist_order_get_fraction (self->order);
      main_cell.moving = TRUE;
      end_cell.detail = count;
    }
  else
    {
      passed = panelist_order_dup_age (self->order, panelist_clock_now ());
      main_cell.detail = detail;
      if (main_cell.icon_tone == PANELIST_TABLE_TONE_ERROR ||
          main_cell.icon_tone == PANELIST_TABLE_TONE_WARNING)
        main_cell.detail_tone = main_cell.icon_tone;
      if (self->steps == NULL)
        end_cell.detail = passed;
    }

  panelist_table_row_set_cell (self->row, PANELIST_TABLE_COMPACT_MAIN, &main_cell);
  panelist_table_row_set_cell (self->row, PANELIST_TABLE_COMPACT_END, &end_cell);
}

/* Where the column of the service begins. */
static int
get_service_start (PanelistOrderRow *self)
{
  int width = panelist_table_columns_get_width (self->columns, PANELIST_ORDER_COLUMN_STATUS);

  return 24 + (int) adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, width, gtk_widget_get_settings (GTK_WIDGET (self)));
}

static void
show_exits (PanelistOrderRow *self,
            gboolean          compact)
{
  gboolean open = FALSE;

  open = is_unconfirmed (self) && !self->folded;
  if (is_unconfirmed (self))
    gtk_widget_add_css_class (GTK_WIDGET (self), "attention");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "attention");

  if (open && self->exits == NULL && self->session != NULL)
    {
      self->exits = panelist_order_exits_new (self->session, self->order);
      gtk_widget_set_margin_end (self->exits, 12);
      gtk_widget_set_margin_bottom (self->exits, 12);
      gtk_box_append (GTK_BOX (self), self->exits);
    }
  else if (!open)
    {
      clear_exits (self);
    }

  if (self->exits != NULL)
    gtk_widget_set_margin_start (self->exits, (compact ? 12 : get_service_start (self)) + (self->picking ? 36 : 0));
}

static gboolean
on_tick (gpointer user_data)
{
  panelist_order_row_update (PANELIST_ORDER_ROW (user_data));
  return G_SOURCE_CONTINUE;
}

/* Seconds count for what is about to be sent, or is on its way. */
static void
follow_time (PanelistOrderRow *self)
{
  PanelistIntentState state = PANELIST_INTENT_DRAFT;
  gboolean counts = FALSE;

  state = panelist_order_get_intent_state (self->order);
  counts = state == PANELIST_INTENT_HELD || state == PANELIST_INTENT_SUBMITTING;
  if (counts && self->tick_source == 0)
    self->tick_source = g_timeout_add_seconds (1, on_tick, self);
  else if (!counts)
    g_clear_handle_id (&self->tick_source, g_source_remove);
}

static void
show_steps (PanelistOrderRow *self,
            gboolean          compact)
{
  int width = 0;

  if (!panelist_order_steps_apply (self->order) || self->picking)
    {
      clear_steps (self);
      return;
    }

  if (self->steps == NULL)
    {
      self->steps = panelist_order_steps_new ();
      gtk_overlay_add_overlay (self->overlay, self->steps);
    }
  panelist_order_steps_set_order (PANELIST_ORDER_STEPS (self->steps), self->session, self->order);
  gtk_widget_measure (self->steps, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_set_margin_end (GTK_WIDGET (self->row), compact && width > 0 ? width + 12 : 0);
}

static void
show_buttons (PanelistOrderRow *self,
              gboolean          compact)
{
  gboolean may_be_seen = FALSE;

  may_be_seen = panelist_order_needs_attention (self->order) && !is_unconfirmed (self);
  gtk_widget_set_visible (self->actions, !self->picking && (!compact || may_be_seen || is_unconfirmed (self)));
  gtk_widget_set_visible (self->seen, may_be_seen);
  gtk_widget_set_visible (self->fold, is_unconfirmed (self));
  gtk_button_set_icon_name (GTK_BUTTON (self->fold), self->folded ? "pan-down-symbolic" : "pan-up-symbolic");
  gtk_widget_set_tooltip_text (self->fold, self->folded ? _("Show More") : _("Show Less"));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->fold), GTK_ACCESSIBLE_STATE_EXPANDED, !self->folded, -1);
}

void
panelist_order_row_update (PanelistOrderRow *self)
{
  g_autofree char *words = NULL;
  g_autofree char *label = NULL;
  g_autofree char *check_label = NULL;
  g_autofree char *name = NULL;
  const char *hint = NULL;
  gboolean compact = FALSE;

  g_return_if_fail (PANELIST_IS_ORDER_ROW (self));

  if (self->order == NULL || self->columns == NULL)
    return;

  compact = panelist_table_columns_get_compact (self->columns);
  show_steps (self, compact);
  if (compact)
    show_compact (self);
  else
    show_wide (self);
  show_exits (self, compact);
  follow_time (self);
  show_buttons (self, compact);

  words = panelist_order_dup_label (self->order);
  hint = get_hint (self);
  label = hint != NULL ? g_strjoin (", ", words, hint, NULL) : g_strdup (words);
  if (self->item != NULL)
    gtk_list_item_set_accessible_label (self->item, label);
  name = panelist_order_dup_name (self->order);
  /* Translators: %s is "Order 23501" */
  check_label = g_strdup_printf (_("Select %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  check_label, -1);
}

static void
on_check_toggled (PanelistOrderRow *self)
{
  if (!self->updating && self->order != NULL)
    g_signal_emit (self, pick_signal, 0, self->order);
}

static void
on_fold_clicked (PanelistOrderRow *self)
{
  if (self->order != NULL)
    g_signal_emit (self, fold_signal, 0, self->order);
}

static void
on_seen_clicked (PanelistOrderRow *self)
{
  if (self->order != NULL)
    g_signal_emit (self, seen_signal, 0, self->order);
}

static void
on_pressed (GtkGestureClick  *gesture,
            int               n_press,
            double            x,
            double            y,
            PanelistOrderRow *self)
{
  GdkModifierType state = 0;

  state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  if ((state & GDK_CONTROL_MASK) == 0 || self->order == NULL)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, pick_signal, 0, self->order);
}

static void
on_long_pressed (GtkGestureLongPress *gesture,
                 double               x,
                 double               y,
                 PanelistOrderRow    *self)
{
  if (self->order == NULL)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, pick_signal, 0, self->order);
}

static void
panelist_order_row_dispose (GObject *object)
{
  PanelistOrderRow *self = PANELIST_ORDER_ROW (object);

  panelist_order_row_unbind (self);
  g_clear_object (&self->columns);
  self->exits = NULL;
  self->steps = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_ORDER_ROW);

  G_OBJECT_CLASS (panelist_order_row_parent_class)->dispose (object);
}

static void
panelist_order_row_class_init (PanelistOrderRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = panelist_order_row_dispose;

  pick_signal = g_signal_new ("pick", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, PANELIST_TYPE_ORDER);
  fold_signal = g_signal_new ("fold", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, PANELIST_TYPE_ORDER);
  seen_signal = g_signal_new ("seen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 1, PANELIST_TYPE_ORDER);

  g_type_ensure (PANELIST_TYPE_TABLE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PANELIST_RESOURCE_PATH "panelist-order-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderRow, check);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderRow, overlay);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderRow, row);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderRow, actions);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderRow, seen);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderRow, fold);
  gtk_widget_class_bind_template_callback (widget_class, on_check_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_fold_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_get_position);
  gtk_widget_class_bind_template_callback (widget_class, on_seen_clicked);
}

static void
panelist_order_row_init (PanelistOrderRow *self)
{
  GtkGesture *click = NULL;
  GtkGesture *long_press = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));

  click = gtk_gesture_click_new ();
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  long_press = gtk_gesture_long_press_new ();
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (long_press), TRUE);
  g_signal_connect (long_press, "pressed", G_CALLBACK (on_long_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (long_press));
}

/* The columns that all wide rows of a page and its header share. */
PanelistTableColumns *
panelist_order_row_make_columns (void)
{
  return panelist_table_columns_new (columns, G_N_ELEMENTS (columns), 52);
}

GtkWidget *
panelist_order_row_new (void)
{
  return g_object_new (PANELIST_TYPE_ORDER_ROW, NULL);
}

/* Shows the order of `item`. `panel`: its panel, NULL when that is gone; `name_panel`: there are several. */
void
panelist_order_row_bind (PanelistOrderRow *self,
                         GtkListItem      *item,
                         PanelistSession  *session,
                         PanelistPanel    *panel,
                         gboolean          name_panel)
{
  g_return_if_fail (PANELIST_IS_ORDER_ROW (self));
  g_return_if_fail (GTK_IS_LIST_ITEM (item));

  panelist_order_row_unbind (self);
  self->item = item;
  self->order = g_object_ref (gtk_list_item_get_item (item));
  g_set_object (&self->session, session);
  g_set_object (&self->panel, panel);
  self->name_panel = name_panel;
  g_signal_connect_object (self->order, "notify", G_CALLBACK (panelist_order_row_update), self,
                           G_CONNECT_SWAPPED);
  panelist_order_row_update (self);
}

void
panelist_order_row_unbind (PanelistOrderRow *self)
{
  g_return_if_fail (PANELIST_IS_ORDER_ROW (self));

  if (self->order != NULL)
    g_signal_handlers_disconnect_by_func (self->order, panelist_order_row_update, self);
  g_clear_handle_id (&self->tick_source, g_source_remove);
  clear_exits (self);
  clear_steps (self);
  g_clear_object (&self->order);
  g_clear_object (&self->panel);
  g_clear_object (&self->session);
  self->item = NULL;
}

/* `columns`: those of panelist_order_row_make_columns(), or compact ones. */
void
panelist_order_row_set_columns (PanelistOrderRow     *self,
                                PanelistTableColumns *row_columns)
{
  g_return_if_fail (PANELIST_IS_ORDER_ROW (self));

  if (!g_set_object (&self->columns, row_columns))
    return;
  panelist_table_row_set_columns (self->row, row_columns);
  panelist_order_row_update (self);
}

/* `picking`: the page is in selection mode. `current`: the details show this order. */
void
panelist_order_row_set_picking (PanelistOrderRow *self,
                                gboolean          picking,
                                gboolean          picked,
                                gboolean          current)
{
  g_return_if_fail (PANELIST_IS_ORDER_ROW (self));

  self->picking = picking;
  self->picked = picked;
  self->updating = TRUE;
  gtk_widget_set_visible (self->check, picking);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), picked);
  self->updating = FALSE;
  if ((picking && picked) || (!picking && current))
    gtk_widget_add_css_class (GTK_WIDGET (self), "picked");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "picked");
  panelist_order_row_update (self);
}

/* `folded`: what is known of an unconfirmed order, and its exits, are out of sight. */
void
panelist_order_row_set_folded (PanelistOrderRow *self,
                               gboolean          folded)
{
  g_return_if_fail (PANELIST_IS_ORDER_ROW (self));

  self->folded = folded;
  panelist_order_row_update (self);
}

/* Returns: (nullable): the order that is shown */
PanelistOrder *
panelist_order_row_get_order (PanelistOrderRow *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER_ROW (self), NULL);

  return self->order;
}
