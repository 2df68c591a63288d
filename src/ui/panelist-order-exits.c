/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-order-exits.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "panelist-clock.h"
#include "panelist-find-dialog.h"
#include "panelist-order-errors.h"
#include "panelist-order-question.h"
#include "panelist-outcome-words.h"
#include "panelist-placed-dialog.h"
#include "panelist-ui.h"

struct _PanelistOrderExits
{
  GtkBox parent_instance;

  PanelistSession *session;
  PanelistOrder *order;
  AdwDialog *dialog;     /* weak: one question at a time */
  DexFuture *due;        /* the time of "It Was Not Placed" */
  gboolean busy;         /* what was asked for has not ended */

  GtkWidget *evidence;
  GtkWidget *cause;
  GtkWidget *sent;
  GtkWidget *advice;
  GtkWidget *check;
  GtkWidget *check_stack;
  GtkWidget *placed;
  GtkWidget *not_placed;
  GtkWidget *more;
  GtkWidget *hint;
};

G_DEFINE_FINAL_TYPE (PanelistOrderExits, panelist_order_exits, GTK_TYPE_BOX)

static PanelistOrdering *
get_ordering (PanelistOrderExits *self)
{
  return panelist_session_get_ordering (self->session);
}

static PanelistPanel *
get_panel (PanelistOrderExits *self)
{
  return panelist_accounts_get_panel (panelist_session_get_accounts (self->session),
                                      panelist_order_get_panel_id (self->order));
}

static const char *
get_panel_name (PanelistOrderExits *self)
{
  PanelistPanel *panel = NULL;

  panel = get_panel (self);
  return panel != NULL ? panelist_panel_get_name (panel) : NULL;
}

/* Showing */

static void update (PanelistOrderExits *self);

static DexFuture *
on_due (DexFuture *future,
        gpointer   user_data)
{
  update (PANELIST_ORDER_EXITS (user_data));
  return NULL;
}

/* "It Was Not Placed" with the reason why it can not be chosen, and a look at the clock when it can. */
static void
show_not_placed (PanelistOrderExits *self)
{
  g_autofree char *hint = NULL;
  PanelistNotPlaced allowed = PANELIST_NOT_PLACED_STATE;
  int64_t seconds = 0;

  dex_clear (&self->due);
  allowed = panelist_ordering_check_not_placed (get_ordering (self), self->order, &seconds);
  hint = panelist_not_placed_dup_hint (allowed, seconds);
  gtk_widget_set_sensitive (self->not_placed, allowed == PANELIST_NOT_PLACED_ALLOWED && !self->busy);
  gtk_label_set_label (GTK_LABEL (self->hint), hint != NULL ? hint : "");
  gtk_widget_set_visible (self->hint, hint != NULL);
  if (hint != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->not_placed),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, hint, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->not_placed),
                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);

  if (allowed == PANELIST_NOT_PLACED_TOO_EARLY)
    self->due = dex_future_finally (panelist_clock_sleep (seconds * 1000), on_due, self, NULL);
}

static void
update (PanelistOrderExits *self)
{
  g_autofree char *evidence = NULL;
  g_autofree char *cause = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *advice = NULL;
  gboolean checking = FALSE;
  gboolean has_panel = FALSE;

  evidence = panelist_order_dup_evidence (self->order);
  cause = panelist_order_dup_cause (self->order);
  sent = panelist_order_dup_sent (self->order, get_panel_name (self));
  gtk_label_set_label (GTK_LABEL (self->evidence), evidence);
  gtk_label_set_label (GTK_LABEL (self->cause), cause);
  gtk_label_set_label (GTK_LABEL (self->sent), sent);
  advice = panelist_order_dup_advice (self->order, get_panel_name (self));
  gtk_label_set_label (GTK_LABEL (self->advice), advice);

  g_object_get (self->order, "checking", &checking, NULL);
  checking = checking || self->busy;
  has_panel = get_panel (self) != NULL;
  gtk_stack_set_visible_child_name (GTK_STACK (self->check_stack), checking ? "checking" : "label");
  gtk_widget_set_sensitive (self->check, has_panel && !checking);
  gtk_widget_set_sensitive (self->placed, has_panel);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exits.send-again", has_panel && !self->busy);
  show_not_placed (self);
}

/* What was asked for goes on when the row is gone: its words go to the page. */

typedef struct
{
  GWeakRef exits;
  GWeakRef page;   /* what the toasts of the page lie over */
  PanelistSession *session;
  PanelistOrder *order;
  PanelistOrderDraft *draft;
  gboolean answered;
} PanelistExit;

static void
exit_clear (gpointer data)
{
  PanelistExit *leaving = data;

  g_weak_ref_clear (&leaving->exits);
  g_weak_ref_clear (&leaving->page);
  g_clear_object (&leaving->session);
  g_clear_object (&leaving->order);
  g_clear_object (&leaving->draft);
}

static void
exit_release (gpointer data)
{
  g_rc_box_release_full (data, exit_clear);
}

static void
exit_closure_free (gpointer  data,
                   GClosure *closure)
{
  exit_release (data);
}

static PanelistExit *
exit_new (PanelistOrderExits *self)
{
  PanelistExit *leaving = NULL;
  GtkWidget *overlay = NULL;

  overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  leaving = g_rc_box_new0 (PanelistExit);
  g_weak_ref_init (&leaving->exits, self);
  g_weak_ref_init (&leaving->page, overlay != NULL
                                       ? adw_toast_overlay_get_child (ADW_TOAST_OVERLAY (overlay))
                                       : NULL);
  leaving->session = g_object_ref (self->session);
  leaving->order = g_object_ref (self->order);
  return leaving;
}

static AdwToast *
exit_tell (PanelistExit *leaving,
           const char   *words)
{
  g_autoptr (GtkWidget) page = NULL;

  page = g_weak_ref_get (&leaving->page);
  if (page == NULL)
    return NULL;
  gtk_accessible_announce (GTK_ACCESSIBLE (page), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  return panelist_toast (page, words);
}

static void
exit_tell_error (PanelistExit *leaving,
                 const GError *error)
{
  g_autofree char *words = NULL;

  words = panelist_error_dup_nothing_settled (error, NULL, NULL);
  exit_tell (leaving, words);
}

static void
set_busy (PanelistOrderExits *self,
          gboolean            busy)
{
  self->busy = busy;
  if (self->order != NULL)
    update (self);
}

static void
exit_end (PanelistExit *leaving)
{
  g_autoptr (PanelistOrderExits) self = NULL;

  self = g_weak_ref_get (&leaving->exits);
  if (self != NULL && self->check != NULL)
    set_busy (self, FALSE);
}

static void
leave (PanelistOrderExits *self,
       PanelistExit       *leaving,
       DexFuture          *future,
       DexFutureCallback   on_ended)
{
  set_busy (self, TRUE);
  dex_future_disown (dex_future_finally (future, on_ended, leaving, exit_release));
}

/* Check Balance */

static DexFuture *
on_checked (DexFuture *future,
            gpointer   user_data)
{
  PanelistExit *leaving = user_data;
  g_autoptr (GtkWidget) page = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *evidence = NULL;

  exit_end (leaving);
  if (dex_future_get_value (future, &error) == NULL)
    {
      exit_tell_error (leaving, error);
      return dex_future_new_true ();
    }

  page = g_weak_ref_get (&leaving->page);
  evidence = panelist_order_dup_evidence (leaving->order);
  if (page != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (page), evidence,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  return dex_future_new_true ();
}

static void
on_check_clicked (PanelistOrderExits *self)
{
  if (!self->busy)
    leave (self, exit_new (self),
           panelist_ordering_check_balance (get_ordering (self), self->order), on_checked);
}

/* It Was Placed… */

static void
on_dialog_closed (PanelistOrderExits *self)
{
  g_clear_weak_pointer (&self->dialog);
}

static void
present (PanelistOrderExits *self,
         AdwDialog          *dialog)
{
  g_set_weak_pointer (&self->dialog, dialog);
  g_signal_connect_object (dialog, "closed", G_CALLBACK (on_dialog_closed), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
on_placed_clicked (PanelistOrderExits *self)
{
  if (self->dialog == NULL)
    present (self, panelist_placed_dialog_new (self->session, self->order));
}

/* It Was Not Placed */

static DexFuture *
on_taken_back (DexFuture *future,
               gpointer   user_data)
{
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL)
    exit_tell_error (user_data, error);
  return dex_future_new_true ();
}

static void
on_undo_clicked (PanelistExit *leaving)
{
  DexFuture *future = NULL;

  if (leaving->answered)
    return;
  leaving->answered = TRUE;
  future = panelist_ordering_undo_not_placed (panelist_session_get_ordering (leaving->session),
                                              leaving->order);
  dex_future_disown (dex_future_finally (future, on_taken_back, g_rc_box_acquire (leaving),
                                         exit_release));
}

static DexFuture *
on_stated (DexFuture *future,
           gpointer   user_data)
{
  PanelistExit *leaving = user_data;
  g_autoptr (GError) error = NULL;
  AdwToast *toast = NULL;

  exit_end (leaving);
  if (dex_future_get_value (future, &error) == NULL)
    {
      exit_tell_error (leaving, error);
      return dex_future_new_true ();
    }

  toast = exit_tell (leaving, _("Marked as not placed"));
  if (toast != NULL)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_undo_clicked),
                             g_rc_box_acquire (leaving), exit_closure_free, G_CONNECT_SWAPPED);
    }
  return dex_future_new_true ();
}

static void
on_not_placed_clicked (PanelistOrderExits *self)
{
  if (!self->busy)
    leave (self, exit_new (self),
           panelist_ordering_state_not_placed (get_ordering (self), self->order), on_stated);
}

/* Send Again… */

static DexFuture *
on_sent_again (DexFuture *future,
               gpointer   user_data)
{
  PanelistExit *leaving = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  const GValue *value = NULL;

  exit_end (leaving);
  value = dex_future_get_value (future, &error);
  if (value != NULL)
    words = panelist_order_dup_news (g_value_get_object (value));
  else
    words = panelist_error_dup_nothing_sent (error, NULL);
  if (words != NULL)
    exit_tell (leaving, words);
  return dex_future_new_true ();
}

/* The one place here that spends, once for each question. */
static void
on_send_again_answered (AdwAlertDialog *dialog,
                        const char     *response,
                        PanelistExit   *leaving)
{
  g_autoptr (PanelistOrderExits) self = NULL;
  DexFuture *future = NULL;

  if (leaving->answered)
    return;
  leaving->answered = TRUE;
  if (!g_str_equal (response, "place"))
    return;

  self = g_weak_ref_get (&leaving->exits);
  if (self != NULL && self->check != NULL)
    set_busy (self, TRUE);
  future = panelist_ordering_send_again (panelist_session_get_ordering (leaving->session),
                                         leaving->order, leaving->draft);
  dex_future_disown (dex_future_finally (future, on_sent_again, g_rc_box_acquire (leaving),
                                         exit_release));
}

static void
send_again (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  PanelistOrderExits *self = PANELIST_ORDER_EXITS (widget);
  PanelistExit *leaving = NULL;
  AdwDialog *dialog = NULL;

  if (self->dialog != NULL || self->busy)
    return;

  leaving = exit_new (self);
  /* With the service as it is now: what is asked is what it costs now. */
  leaving->draft = panelist_ordering_draft_again (get_ordering (self), self->order, TRUE);
  if (leaving->draft == NULL)
    {
      exit_release (leaving);
      return;
    }

  dialog = panelist_again_question_new (leaving->draft);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_send_again_answered), leaving,
                         exit_closure_free, 0);
  present (self, dialog);
}

/* Find It… */

/* The numbers that the panel gave since are known when the menu opens. */
static void
on_more_opened (PanelistOrderExits *self)
{
  gboolean small = FALSE;

  small = get_panel (self) != NULL &&
          panelist_ordering_get_id_window (get_ordering (self), self->order, NULL, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "exits.find", small);
}

static void
find (GtkWidget  *widget,
      const char *name,
      GVariant   *parameter)
{
  PanelistOrderExits *self = PANELIST_ORDER_EXITS (widget);

  if (self->dialog == NULL)
    present (self, panelist_find_dialog_new (self->session, self->order));
}

static void
copy (GtkWidget  *widget,
      const char *name,
      GVariant   *parameter)
{
  PanelistOrderExits *self = PANELIST_ORDER_EXITS (widget);
  g_autofree char *report = NULL;

  report = panelist_order_dup_sent_report (self->order, get_panel_name (self));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), report);
  panelist_toast (widget, _("Copied"));
}

/* GObject */

static void
panelist_order_exits_dispose (GObject *object)
{
  PanelistOrderExits *self = PANELIST_ORDER_EXITS (object);

  dex_clear (&self->due);
  g_clear_weak_pointer (&self->dialog);
  g_clear_object (&self->order);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_ORDER_EXITS);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (panelist_order_exits_parent_class)->dispose (object);
}

static void
panelist_order_exits_class_init (PanelistOrderExitsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = panelist_order_exits_dispose;

  gtk_widget_class_install_action (widget_class, "exits.send-again", NULL, send_again);
  gtk_widget_class_install_action (widget_class, "exits.find", NULL, find);
  gtk_widget_class_install_action (widget_class, "exits.copy", NULL, copy);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               PANELIST_RESOURCE_PATH "panelist-order-exits.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderExits, evidence);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderExits, cause);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderExits, sent);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderExits, advice);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderExits, check);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderExits, check_stack);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderExits, placed);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderExits, not_placed);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderExits, more);
  gtk_widget_class_bind_template_child (widget_class, PanelistOrderExits, hint);
  gtk_widget_class_bind_template_callback (widget_class, on_check_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_more_opened);
  gtk_widget_class_bind_template_callback (widget_class, on_not_placed_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_placed_clicked);
}

static void
panelist_order_exits_init (PanelistOrderExits *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* `order`: an unconfirmed one */
GtkWidget *
panelist_order_exits_new (PanelistSession *session,
                          PanelistOrder   *order)
{
  PanelistOrderExits *self = NULL;

  g_return_val_if_fail (PANELIST_IS_SESSION (session), NULL);
  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  self = g_object_new (PANELIST_TYPE_ORDER_EXITS, NULL);
  self->session = g_object_ref (session);
  self->order = g_object_ref (order);
  g_signal_connect_object (order, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
