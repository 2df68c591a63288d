/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-order-requests.h"

#include <glib/gi18n.h>

#include "panelist-order-errors.h"
#include "panelist-order-question.h"
#include "panelist-order-words.h"
#include "panelist-outcome-words.h"
#include "panelist-ui.h"

typedef struct
{
  GWeakRef parent;
  PanelistSession *session;
  PanelistIntentKind kind;
  GPtrArray *orders;   /* PanelistOrder, all of them eligible when asked */
  gboolean answered;
} PanelistOrderRequest;

static void
request_clear (gpointer data)
{
  PanelistOrderRequest *request = data;

  g_weak_ref_clear (&request->parent);
  g_clear_object (&request->session);
  g_clear_pointer (&request->orders, g_ptr_array_unref);
}

static void
request_release (gpointer data)
{
  g_rc_box_release_full (data, request_clear);
}

static void
request_closure_free (gpointer  data,
                      GClosure *closure)
{
  request_release (data);
}

/* What the panel and the service say about a request for `order`; the removed panel takes none. */
PanelistEligibility
panelist_order_requests_check (PanelistSession    *session,
                               PanelistIntentKind  kind,
                               PanelistOrder      *order)
{
  PanelistPanel *panel = NULL;

  g_return_val_if_fail (PANELIST_IS_SESSION (session), PANELIST_NOT_ELIGIBLE_PANEL);
  g_return_val_if_fail (PANELIST_IS_ORDER (order), PANELIST_NOT_ELIGIBLE_PANEL);

  panel = panelist_accounts_get_panel (panelist_session_get_accounts (session),
                                       panelist_order_get_panel_id (order));
  if (panel == NULL)
    return PANELIST_NOT_ELIGIBLE_PANEL;
  if (kind == PANELIST_INTENT_KIND_REFILL)
    return panelist_order_check_refill (order, panelist_panel_get_takes_refill (panel));
  return panelist_order_check_cancel (order, panelist_panel_get_takes_cancel (panel));
}

static GPtrArray *
list_eligible (PanelistSession     *session,
               PanelistIntentKind   kind,
               GPtrArray           *orders,
               PanelistEligibility *weakest)
{
  g_autoptr (GPtrArray) eligible = NULL;

  eligible = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < orders->len; i++)
    {
      PanelistOrder *order = g_ptr_array_index (orders, i);
      PanelistEligibility eligibility = panelist_order_requests_check (session, kind, order);

      if (eligibility > PANELIST_ELIGIBLE_UNCONFIRMED)
        continue;
      g_ptr_array_add (eligible, g_object_ref (order));
      if (weakest != NULL)
        *weakest = MAX (*weakest, eligibility);
    }
  return g_steal_pointer (&eligible);
}

/* How many of `orders` the request may be made for. */
guint
panelist_order_requests_count (PanelistSession    *session,
                               PanelistIntentKind  kind,
                               GPtrArray          *orders)
{
  g_autoptr (GPtrArray) eligible = NULL;

  g_return_val_if_fail (PANELIST_IS_SESSION (session), 0);
  g_return_val_if_fail (orders != NULL, 0);

  eligible = list_eligible (session, kind, orders, NULL);
  return eligible->len;
}

static char *
dup_all_requested (PanelistIntentKind kind,
                   guint              n)
{
  if (n == 1)
    return g_strdup (kind == PANELIST_INTENT_KIND_REFILL ? _("Refill Requested")
                                                         : _("Cancel Requested"));
  if (kind == PANELIST_INTENT_KIND_REFILL)
    return g_strdup_printf (ngettext ("Refill requested for %u order",
                                      "Refill requested for %u orders", n),
                            n);
  return g_strdup_printf (ngettext ("Cancel requested for %u order",
                                    "Cancel requested for %u orders", n),
                          n);
}

/* The rows say what became of each; this only counts. NULL = there is nothing to tell. */
static char *
dup_summary (PanelistIntentKind  kind,
             GPtrArray          *outcomes)
{
  guint n_taken = 0;
  guint n_unknown = 0;
  guint n_not_sent = 0;
  guint n_back = 0;

  for (guint i = 0; i < outcomes->len; i++)
    {
      PanelistRequestOutcome *outcome = g_ptr_array_index (outcomes, i);

      n_taken += outcome->outcome == PANELIST_INTENT_PLACED;
      n_unknown += outcome->outcome == PANELIST_INTENT_UNCONFIRMED;
      n_not_sent += outcome->outcome == PANELIST_INTENT_NOT_SENT;
      n_back += outcome->outcome == PANELIST_INTENT_DRAFT;
    }

  /* Who took it back knows. */
  if (n_back == outcomes->len)
    return NULL;

  if (n_taken == outcomes->len)
    return dup_all_requested (kind, n_taken);
  if (n_not_sent == outcomes->len)
    return g_strdup (_("Not Sent. Nothing left this computer."));
  if (n_unknown > 0)
    return g_strdup_printf (ngettext ("It is not known whether %u request arrived",
                                      "It is not known whether %u requests arrived", n_unknown),
                            n_unknown);
  if (outcomes->len == 1)
    return g_strdup (kind == PANELIST_INTENT_KIND_REFILL ? _("The panel refused the refill")
                                                         : _("The panel refused to cancel"));

  /* Translators: how many of how many requests a panel took */
  return g_strdup_printf (_("The panel took %u of %u requests"), n_taken, outcomes->len);
}

static void
tell (GtkWidget  *parent,
      const char *words)
{
  panelist_toast (parent, words);
  gtk_accessible_announce (GTK_ACCESSIBLE (parent), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static DexFuture *
on_requested (DexFuture *future,
              gpointer   user_data)
{
  PanelistOrderRequest *request = user_data;
  g_autoptr (GtkWidget) parent = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  const GValue *value = NULL;

  parent = g_weak_ref_get (&request->parent);
  if (parent == NULL)
    return dex_future_new_true ();

  value = dex_future_get_value (future, &error);
  if (value != NULL)
    words = dup_summary (request->kind, g_value_get_boxed (value));
  else
    words = panelist_error_dup_nothing_sent (error, _("The panel"));
  if (words != NULL)
    tell (parent, words);
  return dex_future_new_true ();
}

/* Held: until it is sent it can be taken back */

typedef struct
{
  GWeakRef parent;
  PanelistHeldRefill *held;
} TakingBack;

static void
taking_back_free (gpointer data)
{
  TakingBack *taking_back = data;

  g_weak_ref_clear (&taking_back->parent);
  g_clear_object (&taking_back->held);
  g_free (taking_back);
}

static DexFuture *
on_taken_back (DexFuture *future,
               gpointer   user_data)
{
  TakingBack *taking_back = user_data;
  g_autoptr (GtkWidget) parent = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  parent = g_weak_ref_get (&taking_back->parent);
  if (parent == NULL)
    return dex_future_new_true ();

  if (dex_future_get_value (future, &error) != NULL)
    words = g_strdup (_("Refill taken back: nothing left this computer"));
  else if (g_error_matches (error, PANELIST_ORDER_ERROR, PANELIST_ORDER_ERROR_STATE))
    words = g_strdup (_("It was too late: the refill was requested already"));
  else
    words = panelist_error_dup_nothing_settled (error, NULL, NULL);
  tell (parent, words);
  return dex_future_new_true ();
}

/**
 * panelist_order_requests_take_back:
 * @parent: where it is told
 * @session: the session
 * @held: a refill that is held
 *
 * Takes the refill back, or tells that it was too late. Spends nothing.
 */
void
panelist_order_requests_take_back (GtkWidget          *parent,
                                   PanelistSession    *session,
                                   PanelistHeldRefill *held)
{
  TakingBack *taking_back = NULL;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (PANELIST_IS_SESSION (session));
  g_return_if_fail (PANELIST_IS_HELD_REFILL (held));

  taking_back = g_new0 (TakingBack, 1);
  g_weak_ref_init (&taking_back->parent, parent);
  taking_back->held = g_object_ref (held);
  dex_future_disown (dex_future_finally (
      panelist_ordering_take_back_refill (panelist_session_get_ordering (session), held), on_taken_back,
      taking_back, taking_back_free));
}

static void
on_undo_clicked (AdwToast             *toast,
                 PanelistOrderRequest *request)
{
  g_autoptr (GtkWidget) parent = NULL;

  parent = g_weak_ref_get (&request->parent);
  if (parent != NULL)
    panelist_order_requests_take_back (parent, request->session, g_object_get_data (G_OBJECT (toast), "held"));
}

static void
on_held_changed (AdwToast *toast)
{
  if (!panelist_held_refill_is_held (g_object_get_data (G_OBJECT (toast), "held")))
    adw_toast_dismiss (toast);
}

/* The toast stays exactly as long as the refill can be taken back; to dismiss it changes nothing. */
static void
offer_undo (PanelistOrderRequest *request,
            GtkWidget            *parent,
            PanelistHeldRefill   *held)
{
  GPtrArray *orders = panelist_held_refill_get_orders (held);
  g_autofree char *title = NULL;
  AdwToast *toast = NULL;

  title = g_strdup_printf (ngettext ("Requesting refill for %u order", "Requesting refill for %u orders",
                                     orders->len),
                           orders->len);
  gtk_accessible_announce (GTK_ACCESSIBLE (parent), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  toast = panelist_toast_with_button (parent, title, _("_Undo"), 0);
  if (toast == NULL)
    return;

  g_object_set_data_full (G_OBJECT (toast), "held", g_object_ref (held), g_object_unref);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_undo_clicked), g_rc_box_acquire (request),
                         request_closure_free, 0);
  for (guint i = 0; i < orders->len; i++)
    g_signal_connect_object (g_ptr_array_index (orders, i), "notify::refill-intent", G_CALLBACK (on_held_changed),
                             toast, G_CONNECT_SWAPPED);
}

static DexFuture *
on_held (DexFuture *future,
         gpointer   user_data)
{
  PanelistOrderRequest *request = user_data;
  g_autoptr (GtkWidget) parent = NULL;
  PanelistHeldRefill *held = NULL;
  const GValue *value = NULL;

  value = dex_future_get_value (future, NULL);
  if (value == NULL)
    return on_requested (future, request);

  held = g_value_get_object (value);
  parent = g_weak_ref_get (&request->parent);
  if (parent != NULL)
    offer_undo (request, parent, held);
  dex_future_disown (dex_future_finally (panelist_held_refill_wait (held), on_requested,
                                         g_rc_box_acquire (request), request_release));
  return dex_future_new_true ();
}

/* The one place of the screen that asks panels for a refill or a cancel. */
static void
send_request (PanelistOrderRequest *request,
              gboolean              again)
{
  PanelistOrdering *ordering = NULL;
  int delay = 0;

  ordering = panelist_session_get_ordering (request->session);
  if (request->kind == PANELIST_INTENT_KIND_CANCEL)
    {
      dex_future_disown (dex_future_finally (panelist_ordering_request_cancel (ordering, request->orders),
                                             on_requested, g_rc_box_acquire (request), request_release));
      return;
    }

  g_object_get (panelist_session_get_settings (request->session), "hold-delay", &delay, NULL);
  dex_future_disown (dex_future_finally (panelist_ordering_hold_refill (ordering, request->orders,
                                                                        (guint) delay, again),
                                         on_held, g_rc_box_acquire (request), request_release));
}

static void
on_answered (AdwAlertDialog   *dialog,
             const char       *response,
             PanelistOrderRequest *request)
{
  g_autoptr (GPtrArray) eligible = NULL;

  if (request->answered)
    return;
  request->answered = TRUE;
  if (!g_str_equal (response, "refill") && !g_str_equal (response, "request-cancel"))
    return;

  /* What was eligible when the question came up may not be anymore. */
  eligible = list_eligible (request->session, request->kind, request->orders, NULL);
  g_ptr_array_unref (request->orders);
  request->orders = g_ptr_array_ref (eligible);
  if (eligible->len > 0)
    send_request (request, TRUE);
}

/* A cancel is asked about, and a refill where one may have been requested before; else a refill is held, so that it
 * can be taken back (ux.md 8.7). For those of `orders` that are eligible; does nothing when none is.
 * Returns the question, or NULL when there was nothing to ask. */
AdwDialog *
panelist_order_requests_ask (GtkWidget          *parent,
                             PanelistSession    *session,
                             PanelistIntentKind  kind,
                             GPtrArray          *orders)
{
  PanelistOrderRequest *request = NULL;
  AdwDialog *dialog = NULL;
  PanelistEligibility weakest = PANELIST_ELIGIBLE;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (PANELIST_IS_SESSION (session), NULL);
  g_return_val_if_fail (kind != PANELIST_INTENT_KIND_ADD, NULL);

  request = g_rc_box_new0 (PanelistOrderRequest);
  g_weak_ref_init (&request->parent, parent);
  request->session = g_object_ref (session);
  request->kind = kind;
  request->orders = list_eligible (session, kind, orders, &weakest);
  if (request->orders->len == 0 ||
      (kind == PANELIST_INTENT_KIND_REFILL && weakest != PANELIST_ELIGIBLE_UNCONFIRMED))
    {
      if (request->orders->len > 0)
        send_request (request, FALSE);
      request_release (request);
      return NULL;
    }

  dialog = kind == PANELIST_INTENT_KIND_REFILL
               ? panelist_refill_question_new (request->orders->len)
               : panelist_cancel_question_new (request->orders->len, weakest == PANELIST_ELIGIBLE_UNKNOWN);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_answered), request,
                         request_closure_free, 0);
  adw_dialog_present (dialog, parent);
  return dialog;
}
