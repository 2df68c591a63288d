/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-order-requests.h"

#include <glib/gi18n.h>

#include "panelist-order-errors.h"
#include "panelist-order-question.h"
#include "panelist-order-words.h"
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
list_eligible (PanelistSession    *session,
               PanelistIntentKind  kind,
               GPtrArray          *orders,
               gboolean           *uncertain)
{
  g_autoptr (GPtrArray) eligible = NULL;

  eligible = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < orders->len; i++)
    {
      PanelistOrder *order = g_ptr_array_index (orders, i);
      PanelistEligibility eligibility = panelist_order_requests_check (session, kind, order);

      if (eligibility > PANELIST_ELIGIBLE_UNKNOWN)
        continue;
      g_ptr_array_add (eligible, g_object_ref (order));
      if (uncertain != NULL && eligibility == PANELIST_ELIGIBLE_UNKNOWN)
        *uncertain = TRUE;
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

/* The rows say what became of each; this only counts. */
static char *
dup_summary (PanelistIntentKind  kind,
             GPtrArray          *outcomes)
{
  guint n_taken = 0;
  guint n_unknown = 0;
  guint n_not_sent = 0;

  for (guint i = 0; i < outcomes->len; i++)
    {
      PanelistRequestOutcome *outcome = g_ptr_array_index (outcomes, i);

      n_taken += outcome->outcome == PANELIST_INTENT_PLACED;
      n_unknown += outcome->outcome == PANELIST_INTENT_UNCONFIRMED;
      n_not_sent += outcome->outcome == PANELIST_INTENT_NOT_SENT;
    }

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
  tell (parent, words);
  return dex_future_new_true ();
}

/* The one place of the screen that asks panels for a refill or a cancel. */
static void
send_request (PanelistOrderRequest *request)
{
  PanelistOrdering *ordering = NULL;
  DexFuture *future = NULL;

  ordering = panelist_session_get_ordering (request->session);
  if (request->kind == PANELIST_INTENT_KIND_REFILL)
    future = panelist_ordering_request_refill (ordering, request->orders);
  else
    future = panelist_ordering_request_cancel (ordering, request->orders);

  dex_future_disown (dex_future_finally (future, on_requested, g_rc_box_acquire (request),
                                         request_release));
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
    send_request (request);
}

/* Asks, and sends the request for those of `orders` that are eligible. Does nothing when none is. */
void
panelist_order_requests_ask (GtkWidget          *parent,
                             PanelistSession    *session,
                             PanelistIntentKind  kind,
                             GPtrArray          *orders)
{
  PanelistOrderRequest *request = NULL;
  AdwDialog *dialog = NULL;
  gboolean uncertain = FALSE;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (PANELIST_IS_SESSION (session));
  g_return_if_fail (kind != PANELIST_INTENT_KIND_ADD);

  request = g_rc_box_new0 (PanelistOrderRequest);
  g_weak_ref_init (&request->parent, parent);
  request->session = g_object_ref (session);
  request->kind = kind;
  request->orders = list_eligible (session, kind, orders, &uncertain);
  if (request->orders->len == 0)
    {
      request_release (request);
      return;
    }

  dialog = kind == PANELIST_INTENT_KIND_REFILL
               ? panelist_refill_question_new (request->orders->len, uncertain)
               : panelist_cancel_question_new (request->orders->len, uncertain);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_answered), request,
                         request_closure_free, 0);
  adw_dialog_present (dialog, parent);
}
