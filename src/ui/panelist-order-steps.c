/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-order-steps.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "panelist-order-errors.h"
#include "panelist-outcome-words.h"
#include "panelist-ui.h"

struct _PanelistOrderSteps
{
  GtkBox parent_instance;

  PanelistSession *session;
  PanelistOrder *order;
  gboolean undoing;

  GtkWidget *spinner;
  GtkWidget *go_on;
  GtkWidget *cancel;
  GtkWidget *stop_waiting;
  GtkWidget *undo;
  GtkWidget *try_again;
};

G_DEFINE_FINAL_TYPE (PanelistOrderSteps, panelist_order_steps, GTK_TYPE_BOX)

static PanelistPanel *
get_panel (PanelistOrderSteps *self)
{
  if (self->session == NULL || self->order == NULL)
    return NULL;
  return panelist_accounts_get_panel (panelist_session_get_accounts (self->session),
                                      panelist_order_get_panel_id (self->order));
}

static void
update (PanelistOrderSteps *self)
{
  g_autofree char *words = NULL;
  PanelistIntentState state = PANELIST_INTENT_DRAFT;
  gboolean held = FALSE;
  gboolean waiting = FALSE;
  gboolean stopped = FALSE;

  state = panelist_order_get_intent_state (self->order);
  held = state == PANELIST_INTENT_HELD;
  g_object_get (self->order, "waiting", &waiting, "stopped-waiting", &stopped, NULL);
  if (state == PANELIST_INTENT_SUBMITTING && !stopped)
    words = panelist_order_dup_waiting (self->order, NULL);

  gtk_widget_set_visible (self->spinner, state == PANELIST_INTENT_SUBMITTING && !stopped);
  gtk_widget_set_visible (self->stop_waiting, words != NULL);
  gtk_widget_set_visible (self->cancel, held);
  gtk_widget_set_visible (self->go_on, held && waiting && get_panel (self) != NULL);
  gtk_widget_set_visible (self->undo, state == PANELIST_INTENT_NOT_PLACED);
  gtk_widget_set_sensitive (self->undo, !self->undoing);
  gtk_widget_set_visible (self->try_again, (state == PANELIST_INTENT_NOT_SENT ||
                                            state == PANELIST_INTENT_REFUSED) &&
                                               get_panel (self) != NULL);
}

/* Buttons */

static void
on_go_on_clicked (PanelistOrderSteps *self)
{
  PanelistPanel *panel = NULL;

  panel = get_panel (self);
  if (panel != NULL)
    panelist_ordering_go_on (panelist_session_get_ordering (self->session), panel);
}

static void
ask_page (PanelistOrderSteps *self,
          const char         *action)
{
  if (self->order != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "s",
                                panelist_order_get_uuid (self->order));
}

static void
on_cancel_clicked (PanelistOrderSteps *self)
{
  ask_page (self, "order.cancel-sending");
}

static void
on_try_again_clicked (PanelistOrderSteps *self)
{
  ask_page (self, "order.try-again");
}

/* Of the screen alone: a late answer still settles the order. */
static void
on_stop_waiting_clicked (PanelistOrderSteps *self)
{
  if (self->order != NULL)
    g_object_set (self->order, "stopped-waiting", TRUE, NULL);
}

static DexFuture *
on_undone (DexFuture *future,
           gpointer   user_data)
{
  g_autoptr (PanelistOrderSteps) self = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  self = g_weak_ref_get (user_data);
  if (self == NULL || self->spinner == NULL)
    return dex_future_new_true ();

  self->undoing = FALSE;
  if (self->order != NULL)
    update (self);
  if (dex_future_get_value (future, &error) == NULL)
    {
      words = panelist_error_dup_nothing_settled (error, NULL, NULL);
      panelist_toast (GTK_WIDGET (self), words);
    }
  return dex_future_new_true ();
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
on_undo_clicked (PanelistOrderSteps *self)
{
  DexFuture *future = NULL;
  GWeakRef *weak = NULL;

  if (self->order == NULL || self->session == NULL || self->undoing)
    return;

  self->undoing = TRUE;
  update (self);
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  future = panelist_ordering_undo_not_placed (panelist_session_get_ordering (self->session),
                                              self->order);
  dex_future_disown (dex_future_finally (future, on_undone, weak, weak_ref_free));
}

/* GObject */

static void
panelist_order_steps_dispose (GObject *object)
{
  PanelistOrderSteps *self = PANELIST_ORDER_STEPS (object);

  panelist_order_steps_set_order (self, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_ORDER_STEPS);

  G_OBJECT_CLASS (panelist_order_steps_parent_class)->dispose (object);
}

static void
panelist_order_steps_class_init (PanelistOrderStepsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = panelist_order_steps_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               PANELIST_RESOURCE_PATH "panelist-order-steps.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSteps, spinner);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSteps, go_on);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSteps, cancel);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSteps, stop_waiting);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSteps, undo);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderSteps, try_again);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_go_on_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_waiting_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_try_again_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_undo_clicked);
}

static void
panelist_order_steps_init (PanelistOrderSteps *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
panelist_order_steps_new (void)
{
  return g_object_new (PANELIST_TYPE_ORDER_STEPS, NULL);
}

/* Shows what can be done about `order`, as it is now; call it again as time passes. NULL for none. */
void
panelist_order_steps_set_order (PanelistOrderSteps *self,
                                PanelistSession    *session,
                                PanelistOrder      *order)
{
  g_return_if_fail (PANELIST_IS_ORDER_STEPS (self));

  if (g_set_object (&self->order, order))
    self->undoing = FALSE;
  g_set_object (&self->session, session);
  if (order != NULL)
    update (self);
}

/* Whether an order has steps in a list. A refused one needs the room for its reason there. */
gboolean
panelist_order_steps_apply (PanelistOrder *order)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (order), FALSE);

  switch (panelist_order_get_intent_state (order))
    {
    case PANELIST_INTENT_HELD:
    case PANELIST_INTENT_SUBMITTING:
    case PANELIST_INTENT_NOT_SENT:
    case PANELIST_INTENT_NOT_PLACED:
      return TRUE;
    case PANELIST_INTENT_DRAFT:
    case PANELIST_INTENT_PLACED:
    case PANELIST_INTENT_REFUSED:
    case PANELIST_INTENT_UNCONFIRMED:
    default:
      return FALSE;
    }
}
