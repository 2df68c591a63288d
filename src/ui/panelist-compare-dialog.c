/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-compare-dialog.h"

#include <string.h>

#include <glib/gi18n.h>

#include "panelist-money.h"
#include "panelist-service-actions.h"
#include "panelist-service-hints.h"
#include "panelist-service-words.h"

#define CARD_WIDTH 240
#define MIN_CARD_WIDTH 160
#define PADDING 12
#define UNKNOWN "–"

/* A longer name would push everything else out of sight; the list and the details have all of it. */
#define MAX_NAME_LINES 4

typedef enum {
  LINE_PRICE,
  LINE_QUANTITY,
  LINE_TYPE,
  LINE_REFILL,
  LINE_CANCEL,
  LINE_DRIP_FEED,
  LINE_HINTS,
  LINE_SUCCESS,
  LINE_TIME,
  N_LINES,
} Line;

/* What a card has, from the top: each is a row of the grid, so that they are in line in all cards. */
#define ROW_NAME 0
#define ROW_ORIGIN 1
#define ROW_LINES 2
#define N_ROWS (ROW_LINES + N_LINES + 1)

struct _PanelistCompareDialog
{
  AdwDialog parent_instance;

  GtkGrid *grid;
  gboolean narrow;      /* one card is below the other */
  Line lines[N_LINES];  /* those that are shown */
  int n_lines;

  PanelistSession *session;
  GPtrArray *services;
  int quantity;
};

G_DEFINE_FINAL_TYPE (PanelistCompareDialog, panelist_compare_dialog, ADW_TYPE_DIALOG)

static guint order_requested_signal;

static PanelistPanel *
get_panel (PanelistCompareDialog *self,
           PanelistService       *service)
{
  return panelist_accounts_get_panel (panelist_session_get_accounts (self->session),
                                      panelist_service_get_panel_id (service));
}

static const char *
get_currency (PanelistCompareDialog *self,
              PanelistService       *service)
{
  PanelistPanel *panel = get_panel (self, service);

  return panel ? panelist_panel_get_currency (panel) : NULL;
}

/* The cheapest */

/* Prices of packages, and in different currencies, have nothing in common. */
static gboolean
has_common_prices (PanelistCompareDialog *self)
{
  PanelistService *first = g_ptr_array_index (self->services, 0);

  for (guint i = 0; i < self->services->len; i++)
    {
      PanelistService *service = g_ptr_array_index (self->services, i);

      if (panelist_service_is_package (service) || panelist_service_get_rate (service) == NULL ||
          g_strcmp0 (get_currency (self, service), get_currency (self, first)) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_cheapest (PanelistCompareDialog *self,
             PanelistService       *service)
{
  gboolean differs = FALSE;

  if (!has_common_prices (self))
    return FALSE;
  for (guint i = 0; i < self->services->len; i++)
    {
      int order = panelist_money_compare (panelist_service_get_rate (g_ptr_array_index (self->services, i)),
                                          panelist_service_get_rate (service));

      if (order < 0)
        return FALSE;
      differs = differs || order > 0;
    }
  return differs;
}

/* Lines */

static const char *
get_line_title (Line line)
{
  switch (line)
    {
    case LINE_PRICE:
      return _("Price");
    case LINE_QUANTITY:
      return _("Quantity");
    case LINE_TYPE:
      return _("Type");
    case LINE_REFILL:
      return _("Refill");
    case LINE_CANCEL:
      return C_("facet", "Cancel");
    case LINE_DRIP_FEED:
      return _("Drip-feed");
    case LINE_HINTS:
      return _("From the name");
    case LINE_SUCCESS:
      return _("Delivered fully");
    case LINE_TIME:
      return _("Median time");
    case N_LINES:
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
dup_line (PanelistCompareDialog *self,
          PanelistService       *service,
          Line                   line)
{
  const PanelistServiceMark *mark = panelist_service_get_mark (panelist_session_get_accounts (self->session), service);

  switch (line)
    {
    case LINE_PRICE:
      return panelist_service_dup_price_words (service, self->quantity, get_currency (self, service));
    case LINE_QUANTITY:
      return panelist_service_dup_limits (service);
    case LINE_TYPE:
      return panelist_service_dup_type (service);
    case LINE_REFILL:
      return panelist_service_dup_flag (panelist_service_get_refill (service));
    case LINE_CANCEL:
      return panelist_service_dup_flag (panelist_service_get_cancel (service));
    case LINE_DRIP_FEED:
      return panelist_service_dup_flag (panelist_service_get_drip_feed (service));
    case LINE_HINTS:
      return panelist_service_dup_hints (panelist_service_get_name (service));
    case LINE_SUCCESS:
      return panelist_service_dup_success (mark);
    case LINE_TIME:
      return panelist_service_dup_time (mark);
    case N_LINES:
    default:
      g_return_val_if_reached (NULL);
    }
}

/* A line that tells nothing of any service is left out. */
static gboolean
tells (PanelistCompareDialog *self,
       Line                   line)
{
  for (guint i = 0; i < self->services->len; i++)
    {
      g_autofree char *value = dup_line (self, g_ptr_array_index (self->services, i), line);

      if (value != NULL && *value != '\0' && strcmp (value, UNKNOWN) != 0)
        return TRUE;
    }
  return FALSE;
}

static void
choose_lines (PanelistCompareDialog *self)
{
  for (int i = 0; i < N_LINES; i++)
    if (tells (self, (Line) i))
      self->lines[self->n_lines++] = (Line) i;
}

/* Cards */

static GtkWidget *
make_label (const char *text,
            const char *style)
{
  GtkWidget *label = NULL;

  label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                        NULL);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
make_cheapest (void)
{
  GtkWidget *box = NULL;

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (box, "success");
  gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_IMAGE, "icon-name", "panelist-check-symbolic",
                                               "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_box_append (GTK_BOX (box), make_label (_("Cheapest"), "caption-heading"));
  return box;
}

static GtkWidget *
make_line (PanelistCompareDialog *self,
           PanelistService       *service,
           Line                   line)
{
  g_autofree char *value = NULL;
  GtkWidget *box = NULL;
  GtkWidget *title = NULL;

  value = dup_line (self, service, line);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  title = make_label (get_line_title (line), "caption");
  gtk_widget_add_css_class (title, "dimmed");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), make_label (value != NULL && *value != '\0' ? value : UNKNOWN, "numeric"));
  if (line == LINE_PRICE && is_cheapest (self, service))
    gtk_box_append (GTK_BOX (box), make_cheapest ());
  return box;
}

static void
on_order_clicked (PanelistCompareDialog *self,
                  GtkWidget             *button)
{
  g_autoptr (PanelistService) service = NULL;

  service = g_object_ref (g_object_get_data (G_OBJECT (button), "service"));
  adw_dialog_close (ADW_DIALOG (self));
  g_signal_emit (self, order_requested_signal, 0, service);
}

/* The name says which of the buttons it is: they all have the same words. */
static GtkWidget *
make_button (PanelistCompareDialog *self,
             PanelistService       *service)
{
  GtkWidget *button = NULL;

  button = gtk_button_new_with_label (_("Order"));
  g_object_set_data_full (G_OBJECT (button), "service", g_object_ref (service), g_object_unref);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  panelist_service_get_name (service), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_order_clicked), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_name (PanelistService *service)
{
  GtkWidget *label = NULL;

  label = g_object_new (GTK_TYPE_LABEL, "label", panelist_service_get_name (service), "xalign", 0.0f, "wrap", TRUE,
                        "wrap-mode", PANGO_WRAP_WORD_CHAR, "lines", MAX_NAME_LINES, "ellipsize", PANGO_ELLIPSIZE_END,
                        "yalign", 0.0f, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_tooltip_text (label, panelist_service_get_name (service));
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, 2, -1);
  return label;
}

static GtkWidget *
make_origin (PanelistCompareDialog *self,
             PanelistService       *service)
{
  PanelistPanel *panel = get_panel (self, service);
  g_autofree char *origin = NULL;
  GtkWidget *label = NULL;

  origin = panelist_service_dup_origin (service, panel ? panelist_panel_get_name (panel) : NULL);
  label = make_label (origin, "caption");
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dimmed");
  return label;
}

static void
attach (PanelistCompareDialog *self,
        guint                  card,
        GtkWidget             *child,
        int                    row,
        int                    n_rows)
{
  const int column = self->narrow ? 0 : (int) card;
  GtkLayoutChild *place = NULL;

  row += self->narrow ? (int) card * N_ROWS : 0;
  if (gtk_widget_get_parent (child) == NULL)
    {
      gtk_grid_attach (self->grid, child, column, row, 1, n_rows);
      return;
    }
  place = gtk_layout_manager_get_layout_child (gtk_widget_get_layout_manager (GTK_WIDGET (self->grid)), child);
  g_object_set (place, "column", column, "row", row, NULL);
}

static void
add_cell (PanelistCompareDialog *self,
          guint                  card,
          GtkWidget             *child,
          int                    row)
{
  gtk_widget_set_margin_start (child, PADDING);
  gtk_widget_set_margin_end (child, PADDING);
  gtk_widget_set_margin_top (child, row == ROW_NAME ? PADDING : 0);
  gtk_widget_set_margin_bottom (child, GTK_IS_BUTTON (child) ? PADDING : 0);
  g_object_set_data (G_OBJECT (child), "card", GUINT_TO_POINTER (card));
  g_object_set_data (G_OBJECT (child), "row", GINT_TO_POINTER (row));
  attach (self, card, child, row, 1);
}

/* The card is drawn below what stands on it; read out is one service after the other. */
static void
add_card (PanelistCompareDialog *self,
          guint                  card)
{
  PanelistService *service = g_ptr_array_index (self->services, card);
  GtkWidget *background = NULL;

  background = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (background, "card");
  g_object_set_data (G_OBJECT (background), "card", GUINT_TO_POINTER (card));
  attach (self, card, background, ROW_NAME, ROW_LINES + self->n_lines + 1);
  add_cell (self, card, make_name (service), ROW_NAME);
  add_cell (self, card, make_origin (self, service), ROW_ORIGIN);
  for (int i = 0; i < self->n_lines; i++)
    add_cell (self, card, make_line (self, service, self->lines[i]), ROW_LINES + i);
  add_cell (self, card, make_button (self, service), ROW_LINES + self->n_lines);
}

static void
set_narrow (PanelistCompareDialog *self,
            gboolean               narrow)
{
  self->narrow = narrow;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->grid)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    attach (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (child), "card")), child,
            GPOINTER_TO_INT (g_object_get_data (G_OBJECT (child), "row")), 1);
}

static void
on_narrow (PanelistCompareDialog *self)
{
  set_narrow (self, TRUE);
}

static void
on_wide (PanelistCompareDialog *self)
{
  set_narrow (self, FALSE);
}

/* GObject */

static void
panelist_compare_dialog_dispose (GObject *object)
{
  PanelistCompareDialog *self = PANELIST_COMPARE_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->services, g_ptr_array_unref);

  G_OBJECT_CLASS (panelist_compare_dialog_parent_class)->dispose (object);
}

static void
panelist_compare_dialog_class_init (PanelistCompareDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = panelist_compare_dialog_dispose;

  order_requested_signal = g_signal_new ("order-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, PANELIST_TYPE_SERVICE);
}

static void
panelist_compare_dialog_init (PanelistCompareDialog *self)
{
  GtkWidget *toolbar = NULL;
  GtkWidget *scroller = NULL;

  self->grid = g_object_new (GTK_TYPE_GRID, "column-homogeneous", TRUE, "column-spacing", 12, "row-spacing", 9,
                             "margin-start", 12, "margin-end", 12, "margin-top", 6, "margin-bottom", 12, "valign",
                             GTK_ALIGN_START, NULL);
  scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", self->grid, "hscrollbar-policy", GTK_POLICY_NEVER,
                           "propagate-natural-height", TRUE, NULL);
  toolbar = adw_toolbar_view_new ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar), scroller);
  adw_dialog_set_child (ADW_DIALOG (self), toolbar);
  adw_dialog_set_title (ADW_DIALOG (self), _("Compare Services"));
  gtk_widget_set_size_request (GTK_WIDGET (self), 320, 240);
}

/* Below each other where there is no room beside each other. */
static void
add_breakpoint (PanelistCompareDialog *self)
{
  AdwBreakpointCondition *condition = NULL;
  AdwBreakpoint *narrow = NULL;

  condition = adw_breakpoint_condition_new_length (ADW_BREAKPOINT_CONDITION_MAX_WIDTH,
                                                   self->services->len * MIN_CARD_WIDTH, ADW_LENGTH_UNIT_SP);
  narrow = adw_breakpoint_new (condition);
  g_signal_connect_object (narrow, "apply", G_CALLBACK (on_narrow), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (narrow, "unapply", G_CALLBACK (on_wide), self, G_CONNECT_SWAPPED);
  adw_dialog_add_breakpoint (ADW_DIALOG (self), narrow);
}

/**
 * panelist_compare_dialog_new:
 * @session: where @services belong
 * @services: (element-type PanelistService): from %PANELIST_COMPARE_MIN to %PANELIST_COMPARE_MAX of them
 * @quantity: what prices are told for
 *
 * Returns: (transfer none): a new floating dialog
 */
AdwDialog *
panelist_compare_dialog_new (PanelistSession *session,
                             GPtrArray       *services,
                             int              quantity)
{
  PanelistCompareDialog *self = NULL;

  g_return_val_if_fail (PANELIST_IS_SESSION (session), NULL);
  g_return_val_if_fail (services != NULL && services->len >= PANELIST_COMPARE_MIN, NULL);
  g_return_val_if_fail (services->len <= PANELIST_COMPARE_MAX, NULL);

  self = g_object_new (PANELIST_TYPE_COMPARE_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->services = g_ptr_array_copy (services, (GCopyFunc) (void *) g_object_ref, NULL);
  g_ptr_array_set_free_func (self->services, g_object_unref);
  self->quantity = quantity;
  adw_dialog_set_content_width (ADW_DIALOG (self), (int) services->len * (CARD_WIDTH + 12) + 12);
  choose_lines (self);
  for (guint i = 0; i < services->len; i++)
    add_card (self, i);
  add_breakpoint (self);
  return ADW_DIALOG (self);
}
