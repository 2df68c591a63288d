/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-service-inspector.h"

#include <glib/gi18n.h>

#include "panelist-closures.h"
#include "panelist-fact.h"
#include "panelist-money.h"
#include "panelist-price-card.h"
#include "panelist-properties.h"
#include "panelist-service-actions.h"
#include "panelist-service-hints.h"
#include "panelist-service-words.h"
#include "panelist-ui.h"

struct _PanelistServiceInspector
{
  AdwBin parent_instance;

  GtkWidget *order;
  GtkToggleButton *star;
  PanelistFact *own_orders;
  PanelistFact *own_spent;
  PanelistFact *own_completed;
  PanelistFact *own_partial;
  PanelistFact *own_time;
  GtkWidget *own_card;
  PanelistPriceCard *price;
  GtkEditable *note;
  GtkEditable *tags;

  PanelistSession *session;
  PanelistService *service;
  PanelistPanel *panel;
  GSignalGroup *marks;
  gboolean show_title;
  gboolean comparing;
  gboolean showing;       /* what people set is being shown, not set */
};

G_DEFINE_FINAL_TYPE (PanelistServiceInspector, panelist_service_inspector, ADW_TYPE_BIN)

#define FIELD(name) G_STRUCT_OFFSET (PanelistServiceInspector, name)

static const PanelistPropertyInfo table[] = {
  { "session", PANELIST_PROPERTY_OBJECT, FIELD (session), panelist_session_get_type, FALSE, 0 },
  { "service", PANELIST_PROPERTY_OBJECT, FIELD (service), panelist_service_get_type, FALSE, 0 },
  { "panel", PANELIST_PROPERTY_OBJECT, FIELD (panel), panelist_panel_get_type, FALSE, 0 },
  { "show-title", PANELIST_PROPERTY_BOOLEAN, FIELD (show_title), NULL, FALSE, FALSE },
  { "comparing", PANELIST_PROPERTY_BOOLEAN, FIELD (comparing), NULL, FALSE, FALSE },
};

static GParamSpec *properties[G_N_ELEMENTS (table) + 1];

enum {
  ORDER_REQUESTED,
  HISTORY_REQUESTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static PanelistAccounts *
get_accounts (PanelistServiceInspector *self)
{
  return self->session ? panelist_session_get_accounts (self->session) : NULL;
}

/* Closures */

static char *
visible_child (PanelistServiceInspector *self,
               PanelistService          *service)
{
  return g_strdup (service ? "service" : "none");
}

static char *
hints (PanelistServiceInspector *self,
       PanelistService          *service)
{
  return panelist_service_dup_hints (service ? panelist_service_get_name (service) : NULL);
}

/* What the own orders say */

static void
show_fact (PanelistFact *fact,
           const char   *value)
{
  gtk_widget_set_visible (GTK_WIDGET (fact), value != NULL);
  g_object_set (fact, "value", value, NULL);
}

static void
show_share (PanelistFact *fact,
            int           share)
{
  g_autofree char *figure = NULL;
  g_autofree char *words = NULL;

  if (share >= 0)
    {
      figure = panelist_number_format ((share + 5) / 10);
      /* Translators: a share of orders, in percent */
      words = g_strdup_printf (_("%s %%"), figure);
    }
  show_fact (fact, words);
}

static void
show_own (PanelistServiceInspector  *self,
          const PanelistServiceMark *mark)
{
  g_autofree char *orders = NULL;
  g_autofree char *spent = NULL;
  g_autofree char *time = NULL;

  gtk_widget_set_visible (self->own_card, mark != NULL && mark->n_orders > 0);
  if (mark == NULL || mark->n_orders == 0)
    return;
  orders = panelist_number_format (mark->n_orders);
  spent = panelist_money_format (mark->spent, mark->currency);
  time = panelist_service_dup_time (mark);
  show_fact (self->own_orders, orders);
  show_fact (self->own_spent, spent);
  show_share (self->own_completed, mark->success);
  show_share (self->own_partial, mark->partial);
  show_fact (self->own_time, time);
}

/* What people add */

static void
show_text (GtkEditable *editable,
           const char  *text)
{
  if (g_strcmp0 (gtk_editable_get_text (editable), text ? text : "") != 0)
    gtk_editable_set_text (editable, text ? text : "");
}

static gboolean
is_edited (GtkEditable *editable)
{
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (editable));

  return text != NULL && gtk_widget_has_focus (text);
}

static char *
dup_tags (const PanelistServiceMark *mark)
{
  return mark != NULL && mark->tags != NULL ? g_strjoinv (", ", (char **) mark->tags) : g_strdup ("");
}

/* What is being typed is not overwritten, but by another service. */
static void
show_marks_of (PanelistServiceInspector *self,
               gboolean                  another)
{
  const PanelistServiceMark *mark = panelist_service_get_mark (get_accounts (self), self->service);
  g_autofree char *tags = NULL;

  tags = dup_tags (mark);
  self->showing = TRUE;
  gtk_toggle_button_set_active (self->star, mark != NULL && mark->favorite);
  gtk_button_set_icon_name (GTK_BUTTON (self->star),
                            mark != NULL && mark->favorite ? "starred-symbolic" : "non-starred-symbolic");
  if (another || !is_edited (self->note))
    show_text (self->note, mark ? mark->note : NULL);
  if (another || !is_edited (self->tags))
    show_text (self->tags, tags);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "service.hide", self->service && !(mark && mark->hidden));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "service.show-again", mark != NULL && mark->hidden);
  show_own (self, mark);
  self->showing = FALSE;
}

static void
show_marks (PanelistServiceInspector *self)
{
  show_marks_of (self, FALSE);
}

static void
on_star_toggled (PanelistServiceInspector *self)
{
  if (!self->showing && self->service != NULL && self->session != NULL)
    panelist_service_favor (GTK_WIDGET (self), get_accounts (self), self->service,
                            gtk_toggle_button_get_active (self->star));
}

/* Both are read before one is stored: then they show what is stored. */
static void
save_texts (PanelistServiceInspector *self)
{
  const PanelistServiceMark *mark = panelist_service_get_mark (get_accounts (self), self->service);
  g_autofree char *note = g_strdup (gtk_editable_get_text (self->note));
  g_autofree char *tags = g_strdup (gtk_editable_get_text (self->tags));
  g_autofree char *tags_before = dup_tags (mark);
  g_autofree char *note_before = g_strdup (mark != NULL && mark->note != NULL ? mark->note : "");

  if (self->session == NULL || self->service == NULL)
    return;
  if (g_strcmp0 (note, note_before) != 0)
    panelist_service_note (GTK_WIDGET (self), get_accounts (self), self->service, note);
  if (g_strcmp0 (tags, tags_before) != 0)
    panelist_service_tag (GTK_WIDGET (self), get_accounts (self), self->service, tags);
}

static void
watch_focus (PanelistServiceInspector *self,
             GtkEditable              *editable)
{
  GtkEventController *focus = NULL;

  focus = gtk_event_controller_focus_new ();
  g_signal_connect_object (focus, "leave", G_CALLBACK (save_texts), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (editable), focus);
}

/* Actions */

static void
on_order_clicked (PanelistServiceInspector *self)
{
  if (self->service != NULL)
    g_signal_emit (self, signals[ORDER_REQUESTED], 0, self->service);
}

static void
copy_id (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  PanelistServiceInspector *self = PANELIST_SERVICE_INSPECTOR (widget);

  if (self->service != NULL)
    panelist_service_copy_id (widget, self->service);
}

static void
hide (GtkWidget  *widget,
      const char *name,
      GVariant   *parameter)
{
  PanelistServiceInspector *self = PANELIST_SERVICE_INSPECTOR (widget);

  if (self->service != NULL && self->session != NULL)
    panelist_service_hide (widget, get_accounts (self), self->service, g_str_equal (name, "service.hide"));
}

static void
show_history (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  PanelistServiceInspector *self = PANELIST_SERVICE_INSPECTOR (widget);

  if (self->service != NULL)
    g_signal_emit (self, signals[HISTORY_REQUESTED], 0, self->service);
}

/* The service */

static void
on_service_changed (PanelistServiceInspector *self)
{
  PanelistPanel *panel = NULL;

  if (self->service != NULL && self->session != NULL)
    panel = panelist_accounts_get_panel (get_accounts (self), panelist_service_get_panel_id (self->service));
  g_object_set (self, "panel", panel, NULL);
  panelist_price_card_set_service (self->price, self->session, self->service);
  show_marks_of (self, TRUE);
}

static void
on_session_changed (PanelistServiceInspector *self)
{
  g_signal_group_set_target (self->marks, self->session ? panelist_accounts_get_marks (get_accounts (self)) : NULL);
  on_service_changed (self);
}

static void
panelist_service_inspector_get_property (GObject    *object,
                                         guint       id,
                                         GValue     *value,
                                         GParamSpec *pspec)
{
  panelist_properties_get (object, &table[id - 1], value);
}

static void
panelist_service_inspector_set_property (GObject      *object,
                                         guint         id,
                                         const GValue *value,
                                         GParamSpec   *pspec)
{
  PanelistServiceInspector *self = PANELIST_SERVICE_INSPECTOR (object);

  /* What was typed belongs to the service that goes. */
  if (g_str_equal (pspec->name, "service") && self->note != NULL && g_value_get_object (value) != self->service)
    save_texts (self);
  panelist_properties_set (object, &table[id - 1], value, pspec);
}

static void
panelist_service_inspector_dispose (GObject *object)
{
  PanelistServiceInspector *self = PANELIST_SERVICE_INSPECTOR (object);

  if (self->note != NULL)
    save_texts (self);
  g_clear_object (&self->marks);
  gtk_widget_dispose_template (GTK_WIDGET (object), PANELIST_TYPE_SERVICE_INSPECTOR);

  G_OBJECT_CLASS (panelist_service_inspector_parent_class)->dispose (object);
}

static void
panelist_service_inspector_finalize (GObject *object)
{
  panelist_properties_finalize (object, table, G_N_ELEMENTS (table));

  G_OBJECT_CLASS (panelist_service_inspector_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PANELIST_RESOURCE_PATH "panelist-service-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistServiceInspector, note);
  gtk_widget_class_bind_template_child (widget_class, PanelistServiceInspector, order);
  gtk_widget_class_bind_template_child (widget_class, PanelistServiceInspector, own_card);
  gtk_widget_class_bind_template_child (widget_class, PanelistServiceInspector, own_completed);
  gtk_widget_class_bind_template_child (widget_class, PanelistServiceInspector, own_orders);
  gtk_widget_class_bind_template_child (widget_class, PanelistServiceInspector, own_partial);
  gtk_widget_class_bind_template_child (widget_class, PanelistServiceInspector, own_spent);
  gtk_widget_class_bind_template_child (widget_class, PanelistServiceInspector, own_time);
  gtk_widget_class_bind_template_child (widget_class, PanelistServiceInspector, price);
  gtk_widget_class_bind_template_child (widget_class, PanelistServiceInspector, star);
  gtk_widget_class_bind_template_child (widget_class, PanelistServiceInspector, tags);
  gtk_widget_class_bind_template_callback (widget_class, hints);
  gtk_widget_class_bind_template_callback (widget_class, on_order_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_star_toggled);
  gtk_widget_class_bind_template_callback (widget_class, save_texts);
  gtk_widget_class_bind_template_callback (widget_class, visible_child);
}

static void
panelist_service_inspector_class_init (PanelistServiceInspectorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = panelist_service_inspector_get_property;
  object_class->set_property = panelist_service_inspector_set_property;
  object_class->dispose = panelist_service_inspector_dispose;
  object_class->finalize = panelist_service_inspector_finalize;
  panelist_properties_install (object_class, table, G_N_ELEMENTS (table), properties);

  signals[ORDER_REQUESTED] = g_signal_new ("order-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, PANELIST_TYPE_SERVICE);
  signals[HISTORY_REQUESTED] = g_signal_new ("history-requested", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                             0, NULL, NULL, NULL, G_TYPE_NONE, 1, PANELIST_TYPE_SERVICE);

  g_type_ensure (PANELIST_TYPE_FACT);
  g_type_ensure (PANELIST_TYPE_PRICE_CARD);
  bind_template (widget_class);
  panelist_closures_bind (widget_class);
  gtk_widget_class_install_action (widget_class, "service.copy-id", NULL, copy_id);
  gtk_widget_class_install_action (widget_class, "service.history", NULL, show_history);
  gtk_widget_class_install_action (widget_class, "service.hide", NULL, hide);
  gtk_widget_class_install_action (widget_class, "service.show-again", NULL, hide);
}

static void
panelist_service_inspector_init (PanelistServiceInspector *self)
{
  self->marks = g_signal_group_new (PANELIST_TYPE_SERVICE_MARKS);
  g_signal_group_connect_swapped (self->marks, "changed", G_CALLBACK (show_marks), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  watch_focus (self, self->note);
  watch_focus (self, self->tags);
  show_marks (self);
  g_signal_connect (self, "notify::session", G_CALLBACK (on_session_changed), NULL);
  g_signal_connect (self, "notify::service", G_CALLBACK (on_service_changed), NULL);
}

/**
 * panelist_service_inspector_new:
 * @session: where @service belongs
 * @service: what to show
 *
 * Returns: (transfer none): an inspector with a title, for a page of its own
 */
GtkWidget *
panelist_service_inspector_new (PanelistSession *session,
                                PanelistService *service)
{
  return g_object_new (PANELIST_TYPE_SERVICE_INSPECTOR,
                       "session", session,
                       "service", service,
                       "show-title", TRUE,
                       NULL);
}

/**
 * panelist_service_inspector_focus_order:
 *
 * Moves the keyboard to the button that opens the order form.
 */
void
panelist_service_inspector_focus_order (PanelistServiceInspector *self)
{
  g_return_if_fail (PANELIST_IS_SERVICE_INSPECTOR (self));

  gtk_widget_grab_focus (self->order);
}
