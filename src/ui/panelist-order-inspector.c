/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-order-inspector.h"

#include <glib/gi18n.h>

#include "panelist-money.h"
#include "panelist-order-exits.h"
#include "panelist-order-fact.h"
#include "panelist-order-requests.h"
#include "panelist-order-steps.h"
#include "panelist-order-words.h"
#include "panelist-outcome-words.h"
#include "panelist-text.h"
#include "panelist-ui.h"

struct _PanelistOrderInspector
{
  AdwBin parent_instance;

  PanelistSession *session;
  PanelistOrder *order;
  DexFuture *reading;
  guint update_source;
  guint tick_source;
  gboolean closable;

  AdwWindowTitle *title;
  GtkWidget *name;
  GtkWidget *origin;
  GtkWidget *status_icon;
  GtkWidget *status;
  GtkWidget *progress;
  GtkWidget *bar;
  GtkWidget *reason;
  GtkWidget *steps;
  GtkWidget *exits_box;
  PanelistOrderFact *number;
  PanelistOrderFact *link;
  PanelistOrderFact *quantity;
  PanelistOrderFact *counts;
  PanelistOrderFact *remains;
  PanelistOrderFact *raw_status;
  PanelistOrderFact *expected;
  PanelistOrderFact *first_charge;
  PanelistOrderFact *charge;
  PanelistOrderFact *refund;
  GtkWidget *refills_card;
  GtkWidget *refills;
  GtkWidget *events_card;
  GtkWidget *events;
  GtkWidget *tag;
  GtkWidget *note;
  GtkWidget *refill;
  GtkWidget *cancel;
  GtkWidget *hint;
  GtkWidget *reorder;
};

G_DEFINE_FINAL_TYPE (PanelistOrderInspector, panelist_order_inspector, ADW_TYPE_BIN)

typedef enum {
  PROP_SESSION = 1,
  PROP_ORDER,
  PROP_CLOSABLE,
} PanelistOrderInspectorProperty;

static GParamSpec *properties[PROP_CLOSABLE + 1];

static guint reorder_signal;
static guint closed_signal;

static PanelistPanel *
get_panel (PanelistOrderInspector *self)
{
  if (self->session == NULL || self->order == NULL)
    return NULL;
  return panelist_accounts_get_panel (panelist_session_get_accounts (self->session),
                                      panelist_order_get_panel_id (self->order));
}

static void
show_heading (PanelistOrderInspector *self)
{
  g_autofree char *name = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *panel_name = NULL;
  PanelistService *service = NULL;

  name = panelist_order_dup_name (self->order);
  adw_window_title_set_title (self->title, name);

  service = panelist_order_get_service (self->order);
  g_object_get (self->order, "panel-name", &panel_name, NULL);
  if (get_panel (self) != NULL)
    g_set_str (&panel_name, panelist_panel_get_name (get_panel (self)));
  gtk_label_set_label (GTK_LABEL (self->name),
                       service != NULL ? panelist_service_get_name (service) : "–");
  if (service != NULL)
    origin = g_strdup_printf ("%s · %s · %s", panelist_service_get_id (service),
                              panelist_service_get_category (service),
                              panel_name != NULL ? panel_name : "–");
  gtk_label_set_label (GTK_LABEL (self->origin), origin != NULL ? origin : "");
}

static void
show_status (PanelistOrderInspector *self)
{
  static const char *const styles[] = { "success", "warning", "error" };
  g_autofree char *status = NULL;
  g_autofree char *progress = NULL;
  g_autofree char *reason = NULL;
  const char *style = NULL;
  double fraction = -1;

  status = panelist_order_dup_status (self->order);
  progress = panelist_order_dup_progress (self->order);
  reason = panelist_order_dup_waiting (self->order, NULL);
  if (reason == NULL)
    reason = panelist_order_dup_reason (self->order);
  style = panelist_order_get_status_style (self->order);
  fraction = panelist_order_get_fraction (self->order);

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (self->status_icon, styles[i]);
  if (style != NULL)
    gtk_widget_add_css_class (self->status_icon, style);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->status_icon),
                                panelist_order_get_status_icon (self->order));
  gtk_label_set_label (GTK_LABEL (self->status), status);
  gtk_label_set_label (GTK_LABEL (self->progress), progress != NULL ? progress : "");
  gtk_widget_set_visible (self->bar, fraction >= 0);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), MAX (fraction, 0));
  gtk_label_set_label (GTK_LABEL (self->reason), reason != NULL ? reason : "");
  gtk_widget_set_visible (self->reason, reason != NULL);
  panelist_order_steps_set_order (PANELIST_ORDER_STEPS (self->steps), self->session, self->order);
}

static void
clear_box (GtkWidget *box)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

/* What an unconfirmed order says stands with its exits. */
static void
show_exits (PanelistOrderInspector *self)
{
  GtkWidget *exits = NULL;
  gboolean unconfirmed = FALSE;

  unconfirmed = self->session != NULL &&
                panelist_order_get_intent_state (self->order) == PANELIST_INTENT_UNCONFIRMED;
  gtk_widget_set_visible (self->exits_box, unconfirmed);
  if (unconfirmed)
    gtk_widget_set_visible (self->reason, FALSE);
  if (!unconfirmed)
    {
      clear_box (self->exits_box);
    }
  else if (gtk_widget_get_first_child (self->exits_box) == NULL)
    {
      exits = panelist_order_exits_new (self->session, self->order);
      gtk_widget_set_hexpand (exits, TRUE);
      gtk_widget_set_margin_start (exits, 14);
      gtk_widget_set_margin_end (exits, 14);
      gtk_widget_set_margin_top (exits, 12);
      gtk_widget_set_margin_bottom (exits, 12);
      gtk_box_append (GTK_BOX (self->exits_box), exits);
    }
}

static gboolean
on_tick (gpointer user_data)
{
  PanelistOrderInspector *self = PANELIST_ORDER_INSPECTOR (user_data);

  show_status (self);
  return G_SOURCE_CONTINUE;
}

/* Seconds count for what is about to be sent, or is on its way. */
static void
follow_time (PanelistOrderInspector *self)
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
set_number (PanelistOrderFact *fact,
            int64_t       number)
{
  g_autofree char *text = NULL;

  if (number >= 0)
    text = panelist_number_format (number);
  panelist_order_fact_set_value (fact, text);
}

static void
set_amount (PanelistOrderInspector *self,
            PanelistOrderFact           *fact,
            const char             *amount)
{
  g_autofree char *text = NULL;

  text = panelist_money_format (amount, panelist_order_get_currency (self->order));
  panelist_order_fact_set_value (fact, text);
}

/* "3,572 → 4,572": what to look for at the link. */
static void
show_counts (PanelistOrderInspector *self)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *text = NULL;
  int64_t start = -1;
  int64_t quantity = -1;

  start = panelist_order_get_start_count (self->order);
  quantity = panelist_order_get_quantity (self->order);
  if (start >= 0 && quantity > 0)
    {
      from = panelist_number_format (start);
      to = panelist_number_format (start + quantity);
      /* Translators: the count at the start and the one expected in the end, "3,572 → 4,572" */
      text = g_strdup_printf (_("%s → %s"), from, to);
    }
  panelist_order_fact_set_value (self->counts, text);
}

static void
show_facts (PanelistOrderInspector *self)
{
  g_autofree char *link = NULL;
  g_autofree char *raw = NULL;
  g_autofree char *refund = NULL;
  const char *current = NULL;
  const char *first = NULL;

  if (panelist_order_get_link (self->order) != NULL)
    link = panelist_text_display (panelist_order_get_link (self->order), -1, 2048);
  if (panelist_order_get_status_text (self->order) != NULL)
    raw = panelist_text_display (panelist_order_get_status_text (self->order), -1, 120);

  panelist_order_fact_set_value (self->number, panelist_order_get_remote_id (self->order));
  panelist_order_fact_set_value (self->link, link);
  set_number (self->quantity, panelist_order_get_quantity (self->order));
  show_counts (self);
  set_number (self->remains, panelist_order_get_remains (self->order));
  panelist_order_fact_set_value (self->raw_status, raw);

  refund = panelist_order_dup_refund (self->order);
  current = panelist_order_get_charge (self->order);
  first = panelist_order_get_first_charge (self->order);
  set_amount (self, self->expected, panelist_order_get_expected_charge (self->order));
  set_amount (self, self->first_charge, first);
  set_amount (self, self->charge, current);
  set_amount (self, self->refund, refund);
}

/* The one request that makes sense now, with the reason when it can't be made. */
static void
show_requests (PanelistOrderInspector *self)
{
  PanelistEligibility eligibility = PANELIST_NOT_ELIGIBLE_NO_ID;
  PanelistIntentKind kind = PANELIST_INTENT_KIND_CANCEL;
  const char *hint = NULL;
  gboolean placed = FALSE;
  gboolean final = FALSE;
  gboolean hidden = FALSE;

  placed = panelist_order_get_intent_state (self->order) == PANELIST_INTENT_PLACED;
  final = panelist_order_status_is_final (panelist_order_get_status (self->order));
  kind = final ? PANELIST_INTENT_KIND_REFILL : PANELIST_INTENT_KIND_CANCEL;
  if (self->session != NULL)
    eligibility = panelist_order_requests_check (self->session, kind, self->order);
  hint = kind == PANELIST_INTENT_KIND_REFILL ? panelist_eligibility_get_refill (eligibility)
                                             : panelist_eligibility_get_cancel (eligibility);

  /* What a panel does not support is no control, only a caption. */
  hidden = !placed || eligibility == PANELIST_NOT_ELIGIBLE_PANEL;
  gtk_widget_set_visible (self->refill, !hidden && kind == PANELIST_INTENT_KIND_REFILL);
  gtk_widget_set_visible (self->cancel, !hidden && kind == PANELIST_INTENT_KIND_CANCEL);
  gtk_widget_set_sensitive (self->refill, eligibility <= PANELIST_ELIGIBLE_UNCONFIRMED);
  gtk_widget_set_sensitive (self->cancel, eligibility <= PANELIST_ELIGIBLE_UNCONFIRMED);
  gtk_label_set_label (GTK_LABEL (self->hint), hint != NULL ? hint : "");
  gtk_widget_set_visible (self->hint, placed && hint != NULL);
  gtk_widget_set_sensitive (self->reorder, get_panel (self) != NULL);
}

static void
add_refill (PanelistOrderInspector *self,
            PanelistRefill         *refill)
{
  g_autofree char *state = NULL;
  g_autofree char *moment = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *text = NULL;
  g_autofree char *raw = NULL;

  g_object_get (refill, "state-text", &raw, NULL);
  state = panelist_order_dup_refill_state (panelist_refill_get_intent_state (refill),
                                           panelist_refill_get_state (refill), raw);
  moment = panelist_time_dup_moment (panelist_refill_get_created_time (refill));
  if (panelist_refill_get_reason (refill) != NULL)
    {
      reason = panelist_text_display (panelist_refill_get_reason (refill), -1,
                                      PANELIST_TEXT_ERROR_MAX);
      text = g_strdup_printf ("%s\n%s", state, reason);
    }
  else if (panelist_refill_get_refill_id (refill) != NULL)
    text = g_strdup_printf ("%s · %s", state, panelist_refill_get_refill_id (refill));

  gtk_box_append (GTK_BOX (self->refills),
                  panelist_order_fact_new (moment, text != NULL ? text : state));
}

static void
show_refills (PanelistOrderInspector *self)
{
  GListModel *refills = NULL;

  clear_box (self->refills);
  if (self->session == NULL)
    return;

  refills = G_LIST_MODEL (
      panelist_accounts_get_refills (panelist_session_get_accounts (self->session)));
  for (guint i = 0; i < g_list_model_get_n_items (refills); i++)
    {
      g_autoptr (PanelistRefill) refill = NULL;

      refill = g_list_model_get_item (refills, i);
      if (g_strcmp0 (panelist_refill_get_order_uuid (refill),
                     panelist_order_get_uuid (self->order)) == 0)
        add_refill (self, refill);
    }
  gtk_widget_set_visible (self->refills_card, gtk_widget_get_first_child (self->refills) != NULL);
}

static void
show_events (PanelistOrderInspector *self,
             GPtrArray              *events)
{
  clear_box (self->events);
  for (guint i = 0; i < events->len; i++)
    {
      PanelistOrderEvent *event = g_ptr_array_index (events, i);
      g_autofree char *words = NULL;
      g_autofree char *moment = NULL;

      words = panelist_order_dup_event (event->kind, event->detail);
      moment = panelist_time_dup_moment (event->time);
      if (words != NULL)
        gtk_box_append (GTK_BOX (self->events), panelist_order_fact_new (moment, words));
    }
  gtk_widget_set_visible (self->events_card, gtk_widget_get_first_child (self->events) != NULL);
}

static DexFuture *
on_events_read (DexFuture *future,
                gpointer   user_data)
{
  g_autoptr (PanelistOrderInspector) self = NULL;
  const GValue *value = NULL;

  self = g_weak_ref_get (user_data);
  value = dex_future_get_value (future, NULL);
  if (self != NULL && self->order != NULL && value != NULL)
    show_events (self, g_value_get_boxed (value));
  return dex_future_new_true ();
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

/* The time line comes from the store: once more for each change. A change while it is read starts over. */
static void
read_events (PanelistOrderInspector *self)
{
  PanelistStore *store = NULL;
  GWeakRef *weak = NULL;

  dex_clear (&self->reading);
  if (self->session == NULL)
    return;

  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  store = panelist_accounts_get_store (panelist_session_get_accounts (self->session));
  self->reading = dex_future_finally (
      panelist_store_list_events (store, panelist_order_get_uuid (self->order)), on_events_read,
      weak, weak_ref_free);
}

static void
update (PanelistOrderInspector *self)
{
  if (self->order == NULL)
    return;

  show_heading (self);
  show_status (self);
  show_exits (self);
  follow_time (self);
  show_facts (self);
  show_requests (self);
  show_refills (self);
  read_events (self);
}

static gboolean
on_update_due (gpointer user_data)
{
  PanelistOrderInspector *self = PANELIST_ORDER_INSPECTOR (user_data);

  self->update_source = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* One answer changes several properties: all are shown at once. */
static void
on_order_notify (PanelistOrderInspector *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add (on_update_due, self);
}

static void
ask (PanelistOrderInspector *self,
     PanelistIntentKind      kind)
{
  g_autoptr (GPtrArray) orders = NULL;

  if (self->order == NULL || self->session == NULL)
    return;

  orders = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (orders, g_object_ref (self->order));
  panelist_order_requests_ask (self->name, self->session, kind, orders);
}

static void
on_refill_clicked (PanelistOrderInspector *self)
{
  ask (self, PANELIST_INTENT_KIND_REFILL);
}

static void
on_cancel_clicked (PanelistOrderInspector *self)
{
  ask (self, PANELIST_INTENT_KIND_CANCEL);
}

static void
on_reorder_clicked (PanelistOrderInspector *self)
{
  if (self->order != NULL)
    g_signal_emit (self, reorder_signal, 0, self->order);
}

static void
on_close_clicked (PanelistOrderInspector *self)
{
  g_signal_emit (self, closed_signal, 0);
}

static void
on_copy_summary_clicked (PanelistOrderInspector *self)
{
  g_autofree char *text = NULL;

  if (self->order == NULL)
    return;

  text = panelist_order_dup_support_text (self->order);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  panelist_toast (self->name, _("Summary Copied"));
}

static DexFuture *
on_words_saved (DexFuture *future,
                gpointer   user_data)
{
  g_autoptr (PanelistOrderInspector) self = NULL;

  self = g_weak_ref_get (user_data);
  if (self != NULL && self->name != NULL && dex_future_get_value (future, NULL) == NULL)
    panelist_toast (self->name, _("The note could not be saved"));
  return dex_future_new_true ();
}

static void
on_words_applied (PanelistOrderInspector *self)
{
  PanelistStore *store = NULL;
  GWeakRef *weak = NULL;

  if (self->order == NULL || self->session == NULL)
    return;

  g_object_set (self->order, "tag", gtk_editable_get_text (GTK_EDITABLE (self->tag)), "note",
                gtk_editable_get_text (GTK_EDITABLE (self->note)), NULL);
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  store = panelist_accounts_get_store (panelist_session_get_accounts (self->session));
  dex_future_disown (dex_future_finally (panelist_store_save_order (store, self->order),
                                         on_words_saved, weak, weak_ref_free));
}

static void
panelist_order_inspector_get_property (GObject    *object,
                                       guint       id,
                                       GValue     *value,
                                       GParamSpec *pspec)
{
  PanelistOrderInspector *self = PANELIST_ORDER_INSPECTOR (object);

  switch ((PanelistOrderInspectorProperty) id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_ORDER:
      g_value_set_object (value, self->order);
      break;
    case PROP_CLOSABLE:
      g_value_set_boolean (value, self->closable);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* A refill joins the list after its order has told of it. */
static gboolean
set_session (PanelistOrderInspector *self,
             PanelistSession        *session)
{
  if (self->session == session)
    return FALSE;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (panelist_accounts_get_refills (panelist_session_get_accounts (self->session)),
                                          on_order_notify, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    g_signal_connect_object (panelist_accounts_get_refills (panelist_session_get_accounts (session)), "items-changed",
                             G_CALLBACK (on_order_notify), self, G_CONNECT_SWAPPED);
  return TRUE;
}

static void
panelist_order_inspector_set_property (GObject      *object,
                                       guint         id,
                                       const GValue *value,
                                       GParamSpec   *pspec)
{
  PanelistOrderInspector *self = PANELIST_ORDER_INSPECTOR (object);

  switch ((PanelistOrderInspectorProperty) id)
    {
    case PROP_SESSION:
      if (set_session (self, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_ORDER:
      panelist_order_inspector_set_order (self, g_value_get_object (value));
      break;
    case PROP_CLOSABLE:
      self->closable = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_order_inspector_dispose (GObject *object)
{
  PanelistOrderInspector *self = PANELIST_ORDER_INSPECTOR (object);

  dex_clear (&self->reading);
  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_handle_id (&self->tick_source, g_source_remove);
  if (self->order != NULL)
    g_signal_handlers_disconnect_by_func (self->order, on_order_notify, self);
  g_clear_object (&self->order);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_ORDER_INSPECTOR);

  G_OBJECT_CLASS (panelist_order_inspector_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (PANELIST_TYPE_ORDER_FACT);
  g_type_ensure (PANELIST_TYPE_ORDER_STEPS);
  gtk_widget_class_set_template_from_resource (
      widget_class, PANELIST_RESOURCE_PATH "panelist-order-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, title);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, name);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, origin);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, status_icon);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, status);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, progress);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, bar);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, reason);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, steps);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, exits_box);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, number);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, link);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, quantity);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, counts);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, remains);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, raw_status);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, expected);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, first_charge);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, charge);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, refund);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, refills_card);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, refills);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, events_card);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, events);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, tag);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, note);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, refill);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, cancel);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, hint);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderInspector, reorder);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_summary_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_refill_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_reorder_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_words_applied);
}

static void
panelist_order_inspector_class_init (PanelistOrderInspectorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = panelist_order_inspector_get_property;
  object_class->set_property = panelist_order_inspector_set_property;
  object_class->dispose = panelist_order_inspector_dispose;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, PANELIST_TYPE_SESSION, flags);
  properties[PROP_ORDER] = g_param_spec_object ("order", NULL, NULL, PANELIST_TYPE_ORDER, flags);
  properties[PROP_CLOSABLE] = g_param_spec_boolean ("closable", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  reorder_signal = g_signal_new ("reorder", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, PANELIST_TYPE_ORDER);
  closed_signal = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
panelist_order_inspector_init (PanelistOrderInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* `order`: the one to show and to follow; NULL for none. */
void
panelist_order_inspector_set_order (PanelistOrderInspector *self,
                                    PanelistOrder          *order)
{
  g_autofree char *tag = NULL;
  g_autofree char *note = NULL;

  g_return_if_fail (PANELIST_IS_ORDER_INSPECTOR (self));

  if (self->order == order)
    return;
  if (self->order != NULL)
    g_signal_handlers_disconnect_by_func (self->order, on_order_notify, self);

  g_set_object (&self->order, order);
  if (order != NULL)
    {
      g_signal_connect_object (order, "notify", G_CALLBACK (on_order_notify), self,
                               G_CONNECT_SWAPPED);
      g_object_get (order, "tag", &tag, "note", &note, NULL);
      gtk_editable_set_text (GTK_EDITABLE (self->tag), tag != NULL ? tag : "");
      gtk_editable_set_text (GTK_EDITABLE (self->note), note != NULL ? note : "");
      clear_box (self->events);
      clear_box (self->exits_box);
      update (self);
    }
  else
    {
      g_clear_handle_id (&self->tick_source, g_source_remove);
      clear_box (self->exits_box);
      panelist_order_steps_set_order (PANELIST_ORDER_STEPS (self->steps), NULL, NULL);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORDER]);
}

/* Returns: (nullable): the order that is shown */
PanelistOrder *
panelist_order_inspector_get_order (PanelistOrderInspector *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER_INSPECTOR (self), NULL);

  return self->order;
}
