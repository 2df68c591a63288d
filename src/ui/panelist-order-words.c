/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-order-words.h"

#include <glib/gi18n.h>

#include "panelist-money.h"
#include "panelist-outcome-words.h"
#include "panelist-panel-words.h"
#include "panelist-text.h"

typedef struct
{
  const char *word;
  const char *icon;
  const char *style;   /* style class of icon and word, or NULL */
} PanelistStatusWords;

/* In the order of PanelistIntentState; a placed order is told by its status instead. */
static const PanelistStatusWords intent_words[] = {
  [PANELIST_INTENT_DRAFT] = { N_("Draft"), "panelist-held-symbolic", NULL },
  [PANELIST_INTENT_HELD] = { N_("Held"), "panelist-held-symbolic", NULL },
  [PANELIST_INTENT_SUBMITTING] = { N_("Sending…"), "panelist-pending-symbolic", NULL },
  [PANELIST_INTENT_PLACED] = { N_("Placed"), "panelist-pending-symbolic", NULL },
  [PANELIST_INTENT_REFUSED] = { N_("Refused"), "panelist-refused-symbolic", "error" },
  [PANELIST_INTENT_NOT_SENT] = { N_("Not Sent"), "panelist-not-sent-symbolic", NULL },
  [PANELIST_INTENT_UNCONFIRMED] = { N_("Unconfirmed"), "panelist-unconfirmed-symbolic", "warning" },
  [PANELIST_INTENT_NOT_PLACED] = { N_("Not Placed"), "panelist-not-sent-symbolic", NULL },
};

/* In the order of PanelistOrderStatus. */
static const PanelistStatusWords status_words[] = {
  [PANELIST_ORDER_STATUS_NONE] = { N_("Placed"), "panelist-pending-symbolic", NULL },
  [PANELIST_ORDER_STATUS_UNKNOWN] = { N_("Unknown"), "panelist-unconfirmed-symbolic", NULL },
  [PANELIST_ORDER_STATUS_PENDING] = { N_("Pending"), "panelist-pending-symbolic", NULL },
  [PANELIST_ORDER_STATUS_PROCESSING] = { N_("Processing"), "panelist-pending-symbolic", NULL },
  [PANELIST_ORDER_STATUS_ACTIVE] = { N_("Active"), "panelist-progress-symbolic", NULL },
  [PANELIST_ORDER_STATUS_IN_PROGRESS] = { N_("In Progress"), "panelist-progress-symbolic", NULL },
  [PANELIST_ORDER_STATUS_COMPLETED] = { N_("Completed"), "panelist-done-symbolic", "success" },
  [PANELIST_ORDER_STATUS_PARTIAL] = { N_("Partial"), "panelist-partial-symbolic", NULL },
  [PANELIST_ORDER_STATUS_CANCELED] = { N_("Canceled"), "panelist-not-sent-symbolic", NULL },
  [PANELIST_ORDER_STATUS_REFUNDED] = { N_("Refunded"), "panelist-not-sent-symbolic", NULL },
  [PANELIST_ORDER_STATUS_FAILED] = { N_("Failed at the Panel"), "panelist-refused-symbolic",
                                     "error" },
  [PANELIST_ORDER_STATUS_PAUSED] = { N_("Paused"), "panelist-held-symbolic", NULL },
  [PANELIST_ORDER_STATUS_EXPIRED] = { N_("Expired"), "panelist-not-sent-symbolic", NULL },
  [PANELIST_ORDER_STATUS_NOT_FOUND] = { N_("Not Found"), "panelist-unconfirmed-symbolic",
                                        "warning" },
};

/* What a refill that is not over, or went wrong, makes of the status of its order. */
static const PanelistStatusWords refill_words[] = {
  [PANELIST_REFILL_STATE_UNKNOWN] = { N_("Refill Requested"), "panelist-refill-symbolic", NULL },
  [PANELIST_REFILL_STATE_PENDING] = { N_("Refill Requested"), "panelist-refill-symbolic", NULL },
  [PANELIST_REFILL_STATE_IN_PROGRESS] = { N_("Refilling"), "panelist-refill-symbolic", NULL },
  [PANELIST_REFILL_STATE_COMPLETED] = { N_("Refill Completed"), "panelist-done-symbolic",
                                        "success" },
  [PANELIST_REFILL_STATE_REJECTED] = { N_("Refill Rejected"), "panelist-refill-symbolic", NULL },
  [PANELIST_REFILL_STATE_ERROR] = { N_("Refill Failed at the Panel"), "panelist-refill-symbolic",
                                    NULL },
  [PANELIST_REFILL_STATE_CANCELED] = { N_("Refill Canceled"), "panelist-refill-symbolic", NULL },
  [PANELIST_REFILL_STATE_NOT_FOUND] = { N_("Refill Not Found"), "panelist-refill-symbolic", NULL },
};

static const PanelistStatusWords refill_held = { N_("Refill Held"), "panelist-refill-symbolic", NULL };
static const PanelistStatusWords refill_sending = { N_("Requesting Refill…"),
                                                    "panelist-refill-symbolic", NULL };
static const PanelistStatusWords refill_unconfirmed = { N_("Refill Unconfirmed"),
                                                        "panelist-unconfirmed-symbolic",
                                                        "warning" };

/* The newest refill speaks for the order until it has ended well. */
static const PanelistStatusWords *
find_refill_words (PanelistOrder *order)
{
  PanelistRefillState state = PANELIST_REFILL_STATE_UNKNOWN;

  switch (panelist_order_get_refill_intent (order))
    {
    case PANELIST_INTENT_HELD:
      return &refill_held;
    case PANELIST_INTENT_SUBMITTING:
      return &refill_sending;
    case PANELIST_INTENT_UNCONFIRMED:
      return &refill_unconfirmed;
    case PANELIST_INTENT_PLACED:
      state = panelist_order_get_refill_state (order);
      if (state == PANELIST_REFILL_STATE_COMPLETED || state == PANELIST_REFILL_STATE_CANCELED)
        return NULL;
      return &refill_words[state];
    case PANELIST_INTENT_DRAFT:
    case PANELIST_INTENT_REFUSED:
    case PANELIST_INTENT_NOT_SENT:
    case PANELIST_INTENT_NOT_PLACED:
    default:
      return NULL;
    }
}

static const PanelistStatusWords *
find_words (PanelistOrder *order)
{
  const PanelistStatusWords *words = NULL;
  PanelistIntentState state = PANELIST_INTENT_DRAFT;

  state = panelist_order_get_intent_state (order);
  if (state != PANELIST_INTENT_PLACED)
    return &intent_words[state];

  words = find_refill_words (order);
  return words != NULL ? words : &status_words[panelist_order_get_status (order)];
}

/* One or two words for where the order stands; a status the dictionary does not know is shown as it came. */
char *
panelist_order_dup_status (PanelistOrder *order)
{
  const PanelistStatusWords *words = NULL;
  const char *text = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  words = find_words (order);
  text = panelist_order_get_status_text (order);
  if (words == &status_words[PANELIST_ORDER_STATUS_UNKNOWN] && text != NULL && text[0] != '\0')
    return panelist_text_display (text, -1, 40);
  return g_strdup (_(words->word));
}

const char *
panelist_order_get_status_icon (PanelistOrder *order)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  return find_words (order)->icon;
}

/* The style class of icon and word, or NULL. */
const char *
panelist_order_get_status_style (PanelistOrder *order)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  return find_words (order)->style;
}

const char *
panelist_order_status_get_word (PanelistOrderStatus status)
{
  g_return_val_if_fail (status < G_N_ELEMENTS (status_words), NULL);

  return _(status_words[status].word);
}

static char *
dup_quoted (const char *format,
            const char *text)
{
  g_autofree char *clean = NULL;
  g_autofree char *isolated = NULL;
  g_auto (GStrv) parts = NULL;

  clean = panelist_text_display (text, -1, PANELIST_TEXT_ERROR_MAX);
  isolated = panelist_text_isolate (clean);

  /* One %s in a fixed sentence of ours; replacing it keeps the compiler's check of formats whole. */
  parts = g_strsplit (format, "%s", 2);
  return g_strjoinv (isolated, parts);
}

static gboolean
is_filled (const char *text)
{
  return text != NULL && text[0] != '\0';
}

static char *
dup_not_delivered (PanelistOrder *order)
{
  g_autofree char *number = NULL;
  g_autofree char *refund = NULL;
  g_autofree char *amount = NULL;
  int64_t remains = 0;

  remains = panelist_order_get_remains (order);
  if (remains <= 0)
    return NULL;

  number = panelist_number_format (remains);
  refund = panelist_order_dup_refund (order);
  if (refund == NULL || panelist_order_has_net_charge (order))
    {
      amount = panelist_order_dup_charge (order);
      /* Translators: a number and an amount, "157 not delivered, charge now $0.28" */
      return g_strdup_printf (_("%s not delivered, charge now %s"), number, amount);
    }

  amount = panelist_money_format (refund, panelist_order_get_currency (order));
  /* Translators: a number and an amount, "157 not delivered, refund due $0.07" */
  return g_strdup_printf (_("%s not delivered, refund due %s"), number, amount);
}

static char *
dup_refill_reason (PanelistOrder *order)
{
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;

  g_object_get (order, "refill-text", &text, "refill-id", &id, NULL);
  switch (panelist_order_get_refill_intent (order))
    {
    case PANELIST_INTENT_REFUSED:
      if (is_filled (text))
        /* Translators: %s is what the panel says */
        return dup_quoted (_("Refill refused: “%s”"), text);
      return g_strdup (_("The panel refused the refill"));
    case PANELIST_INTENT_NOT_SENT:
      return g_strdup (_("The refill request was not sent. Nothing left this computer."));
    case PANELIST_INTENT_UNCONFIRMED:
      return g_strdup (_("It is not known whether the refill was requested. "
                         "Panels answer “already requested” to a second one."));
    case PANELIST_INTENT_PLACED:
      if (panelist_order_get_refill_state (order) == PANELIST_REFILL_STATE_COMPLETED)
        return g_strdup (_("Refill completed"));
      if (panelist_order_get_refill_state (order) == PANELIST_REFILL_STATE_CANCELED)
        return g_strdup (_("Refill canceled"));
      if (is_filled (id))
        /* Translators: %s is the number of a refill */
        return dup_quoted (_("Refill %s"), id);
      return NULL;
    case PANELIST_INTENT_HELD:
      return g_strdup (_("The refill request is sent in a moment"));
    case PANELIST_INTENT_DRAFT:
    case PANELIST_INTENT_SUBMITTING:
    case PANELIST_INTENT_NOT_PLACED:
    default:
      return NULL;
    }
}

static char *
dup_cancel_reason (PanelistOrder *order)
{
  g_autofree char *text = NULL;

  if (panelist_order_status_is_final (panelist_order_get_status (order)))
    return NULL;

  g_object_get (order, "cancel-reason", &text, NULL);
  switch (panelist_order_get_cancel_state (order))
    {
    case PANELIST_INTENT_SUBMITTING:
      return g_strdup (_("Requesting cancel…"));
    case PANELIST_INTENT_PLACED:
      return g_strdup (_("Cancel Requested"));
    case PANELIST_INTENT_UNCONFIRMED:
      return g_strdup (_("It is not known yet whether the cancel was requested"));
    case PANELIST_INTENT_NOT_SENT:
      return g_strdup (_("The cancel request was not sent. Nothing left this computer."));
    case PANELIST_INTENT_REFUSED:
      if (is_filled (text))
        /* Translators: %s is what the panel says */
        return dup_quoted (_("Cancel refused: “%s”"), text);
      return g_strdup (_("The panel refused to cancel"));
    case PANELIST_INTENT_DRAFT:
    case PANELIST_INTENT_HELD:
    case PANELIST_INTENT_NOT_PLACED:
    default:
      return NULL;
    }
}

/* A panel's words of a refusal come beside a bar, which leaves them no room. */
gboolean
panelist_order_has_long_reason (PanelistOrder *order)
{
  g_autofree char *reason = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER (order), FALSE);

  reason = dup_cancel_reason (order);
  if (reason != NULL)
    return panelist_order_get_cancel_state (order) == PANELIST_INTENT_REFUSED;
  return panelist_order_get_refill_intent (order) == PANELIST_INTENT_REFUSED;
}

static char *
dup_placed_reason (PanelistOrder *order)
{
  char *reason = NULL;

  reason = dup_cancel_reason (order);
  if (reason == NULL)
    reason = dup_refill_reason (order);
  if (reason != NULL)
    return reason;

  switch ((int) panelist_order_get_status (order))
    {
    case PANELIST_ORDER_STATUS_PARTIAL:
      return dup_not_delivered (order);
    case PANELIST_ORDER_STATUS_NOT_FOUND:
      return g_strdup (_("The panel does not know this order anymore"));
    case PANELIST_ORDER_STATUS_UNKNOWN:
      return g_strdup (_("The panel uses a status that is not known"));
    default:
      return NULL;
    }
}

/* Why the order stands as it does, in one sentence, or NULL when the status says all. */
char *
panelist_order_dup_reason (PanelistOrder *order)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  switch (panelist_order_get_intent_state (order))
    {
    case PANELIST_INTENT_REFUSED:
      return panelist_order_dup_refusal (order);
    case PANELIST_INTENT_NOT_SENT:
      return panelist_order_dup_not_sent (order);
    case PANELIST_INTENT_UNCONFIRMED:
      return g_strdup (
          _("It is not known yet whether this order was placed. Do not order it again."));
    case PANELIST_INTENT_NOT_PLACED:
      return panelist_order_dup_not_placed (order);
    case PANELIST_INTENT_PLACED:
      return dup_placed_reason (order);
    case PANELIST_INTENT_DRAFT:
    case PANELIST_INTENT_HELD:
    case PANELIST_INTENT_SUBMITTING:
    default:
      return NULL;
    }
}

/* Short: for whom or what it is ordered; NULL when the form does not say. */
char *
panelist_order_dup_target (PanelistOrder *order)
{
  PanelistForm *form = NULL;
  const char *link = NULL;
  const char *username = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  link = panelist_order_get_link (order);
  if (is_filled (link))
    return panelist_text_short_link (link);

  form = panelist_order_get_form (order);
  username = form != NULL ? panelist_form_lookup (form, "username") : NULL;
  return is_filled (username) ? panelist_text_short_link (username) : NULL;
}

/* Target, then the reason or else the client tag; the panel when there are several (NULL: don't name it). */
char *
panelist_order_dup_second_line (PanelistOrder *order,
                                const char    *panel_name)
{
  g_autoptr (GStrvBuilder) parts = NULL;
  g_auto (GStrv) strings = NULL;
  g_autofree char *target = NULL;
  g_autofree char *isolated = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *count = NULL;
  g_autofree char *tag = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  parts = g_strv_builder_new ();
  /* The words of an unconfirmed order stand in full below the row. Those of another come first: what follows may be
   * cut where room is short. */
  reason = panelist_order_dup_waiting (order, panel_name);
  if (reason == NULL && panelist_order_get_intent_state (order) != PANELIST_INTENT_UNCONFIRMED)
    reason = panelist_order_dup_reason (order);
  if (reason != NULL)
    g_strv_builder_add (parts, reason);
  if (panelist_order_has_long_reason (order))
    count = panelist_order_dup_progress (order);
  if (count != NULL)
    g_strv_builder_add (parts, count);

  target = panelist_order_dup_target (order);
  if (target != NULL)
    {
      isolated = panelist_text_isolate (target);
      g_strv_builder_add (parts, isolated);
    }
  g_object_get (order, "tag", &tag, NULL);
  if (reason == NULL && is_filled (tag))
    g_strv_builder_add (parts, tag);
  if (is_filled (panel_name))
    g_strv_builder_add (parts, panel_name);

  strings = g_strv_builder_end (parts);
  return g_strjoinv (" · ", strings);
}

/* A narrow row has no room for what an open one or the details say in full. */
static char *
dup_short_reason (PanelistOrder *order)
{
  switch ((int) panelist_order_get_intent_state (order))
    {
    case PANELIST_INTENT_HELD:
    case PANELIST_INTENT_SUBMITTING:
      return panelist_order_dup_waiting (order, NULL);
    case PANELIST_INTENT_NOT_SENT:
      return panelist_order_dup_not_sent_short (order);
    case PANELIST_INTENT_UNCONFIRMED:
    case PANELIST_INTENT_NOT_PLACED:
      return NULL;
    default:
      return panelist_order_dup_reason (order);
    }
}

/* The same for a narrow list: the status, then only what matters most. */
char *
panelist_order_dup_short_line (PanelistOrder *order)
{
  g_autofree char *status = NULL;
  g_autofree char *countdown = NULL;
  g_autofree char *more = NULL;
  g_autofree char *target = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  status = panelist_order_dup_status (order);
  countdown = panelist_order_dup_countdown (order);
  if (countdown != NULL)
    {
      more = panelist_order_dup_charge (order);
      return g_strdup_printf ("%s · %s · %s", status, more, countdown);
    }

  more = dup_short_reason (order);
  if (more == NULL)
    g_object_get (order, "tag", &more, NULL);
  if (!is_filled (more))
    {
      target = panelist_order_dup_target (order);
      g_clear_pointer (&more, g_free);
      more = target != NULL ? panelist_text_isolate (target) : NULL;
    }
  return more != NULL ? g_strdup_printf ("%s · %s", status, more) : g_steal_pointer (&status);
}

/* Ended with nothing delivered: an empty bar says no more than the word. */
static gboolean
is_empty_end (PanelistOrder *order)
{
  PanelistOrderStatus status = panelist_order_get_status (order);

  return panelist_order_status_is_final (status) && status != PANELIST_ORDER_STATUS_PARTIAL &&
         panelist_order_get_remains (order) >= panelist_order_get_quantity (order);
}

static gboolean
has_progress (PanelistOrder *order)
{
  return panelist_order_get_intent_state (order) == PANELIST_INTENT_PLACED && !is_empty_end (order) &&
         panelist_order_get_quantity (order) > 0 &&
         panelist_order_get_status (order) != PANELIST_ORDER_STATUS_COMPLETED &&
         (panelist_order_get_remains (order) != -1 ||
          panelist_order_get_status (order) == PANELIST_ORDER_STATUS_PENDING);
}

/* "843 of 1,000" while it runs, the quantity alone when it is complete or nothing is told; NULL when not known. */
char *
panelist_order_dup_progress (PanelistOrder *order)
{
  g_autofree char *done = NULL;
  g_autofree char *all = NULL;
  int64_t quantity = -1;
  int64_t remains = -1;

  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  quantity = panelist_order_get_quantity (order);
  if (quantity <= 0 || panelist_order_get_intent_state (order) != PANELIST_INTENT_PLACED)
    return NULL;

  all = panelist_number_format (quantity);
  if (!has_progress (order))
    return g_steal_pointer (&all);

  remains = panelist_order_get_remains (order);
  done = panelist_number_format (remains == -1 ? 0 : MAX (quantity - remains, 0));
  /* Translators: delivered and ordered, for example "843 of 1,000" */
  return g_strdup_printf (_("%s of %s"), done, all);
}

/* What is delivered, 0 to 1; negative when there is no bar to draw. */
double
panelist_order_get_fraction (PanelistOrder *order)
{
  int64_t quantity = -1;
  int64_t remains = -1;

  g_return_val_if_fail (PANELIST_IS_ORDER (order), -1);

  quantity = panelist_order_get_quantity (order);
  remains = panelist_order_get_remains (order);
  if (!has_progress (order))
    return -1;
  if (remains == -1)
    return 0;
  if (remains < 0)
    return -1;
  return CLAMP ((double) (quantity - remains) / (double) quantity, 0, 1);
}

/* TRUE while the bar may still grow. */
gboolean
panelist_order_is_moving (PanelistOrder *order)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (order), FALSE);

  return panelist_order_get_intent_state (order) == PANELIST_INTENT_PLACED &&
         !panelist_order_status_is_final (panelist_order_get_status (order)) &&
         find_refill_words (order) == NULL;
}

/* The current charge, else the first, else what was expected; formatted. */
char *
panelist_order_dup_charge (PanelistOrder *order)
{
  const char *charge = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  charge = panelist_order_get_charge (order);
  if (charge == NULL)
    charge = panelist_order_get_first_charge (order);
  if (charge == NULL)
    charge = panelist_order_get_expected_charge (order);
  if (charge == NULL)
    return g_strdup ("–");
  return panelist_money_format (charge, panelist_order_get_currency (order));
}

/* "now", "12 min", "3 h", "6 d" */
char *
panelist_time_dup_age (int64_t seconds)
{
  if (seconds < 60)
    return g_strdup (_("now"));
  if (seconds < 3600)
    /* Translators: an age in minutes, as short as possible */
    return g_strdup_printf (_("%d min"), (int) (seconds / 60));
  if (seconds < 86400)
    /* Translators: an age in hours, as short as possible */
    return g_strdup_printf (_("%d h"), (int) (seconds / 3600));

  /* Translators: an age in days, as short as possible */
  return g_strdup_printf (_("%d d"), (int) MIN (seconds / 86400, 99999));
}

char *
panelist_order_dup_age (PanelistOrder *order,
                        int64_t        now)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  return panelist_time_dup_age (now - panelist_order_get_created_time (order));
}

/* "14:02" of today, else "3 May, 14:02"; empty for 0. */
char *
panelist_time_dup_moment (int64_t time)
{
  g_autoptr (GDateTime) moment = NULL;
  g_autoptr (GDateTime) now = NULL;

  if (time <= 0)
    return g_strdup ("");

  moment = g_date_time_new_from_unix_local (time);
  now = g_date_time_new_now_local ();
  if (moment == NULL)
    return g_strdup ("");
  if (g_date_time_get_year (moment) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (moment) == g_date_time_get_day_of_year (now))
    /* Translators: a time of today, as in g_date_time_format() */
    return g_date_time_format (moment, _("%H:%M"));
  if (g_date_time_get_year (moment) == g_date_time_get_year (now))
    /* Translators: a time of this year, as in g_date_time_format() */
    return g_date_time_format (moment, _("%-d %B, %H:%M"));

  /* Translators: a time of another year, as in g_date_time_format() */
  return g_date_time_format (moment, _("%-d %B %Y, %H:%M"));
}

/* The subtitle of the list: how old what it shows is; empty before the first round. */
char *
panelist_time_dup_updated (int64_t time,
                           int64_t now)
{
  gulong minutes = 0;

  if (time <= 0)
    return g_strdup ("");
  if (now - time < 60)
    return g_strdup (_("Updated just now"));
  if (now - time < 3600)
    {
      minutes = (gulong) ((now - time) / 60);
      /* Translators: %lu is a number of minutes */
      return g_strdup_printf (ngettext ("Updated %lu min ago", "Updated %lu min ago", minutes),
                              minutes);
    }

  {
    g_autofree char *moment = NULL;

    moment = panelist_time_dup_moment (time);
    /* Translators: %s is a time */
    return g_strdup_printf (_("Updated %s"), moment);
  }
}

/* Why the list does not grow younger by itself; NULL when it does (ux.md 12). */
const char *
panelist_pause_get_words (PanelistPause pause)
{
  switch (pause)
    {
    case PANELIST_PAUSE_METERED:
      return _("Paused on metered network");
    case PANELIST_PAUSE_POWER_SAVER:
      return _("Paused in power saver");
    case PANELIST_PAUSE_NONE:
    default:
      return NULL;
    }
}

/* "Order 23501", or the words for an order that has no number. */
char *
panelist_order_dup_name (PanelistOrder *order)
{
  const char *id = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  id = panelist_order_get_remote_id (order);
  if (is_filled (id))
    /* Translators: %s is the number of an order */
    return g_strdup_printf (_("Order %s"), id);
  return g_strdup (_("Order without a number"));
}

/* The one sentence of a row for assistive technology:
 * "Order 23501, Clips Views HQ, in progress, 843 of 1,000, $0.09". */
char *
panelist_order_dup_label (PanelistOrder *order)
{
  g_autoptr (GStrvBuilder) parts = NULL;
  g_auto (GStrv) strings = NULL;
  g_autofree char *name = NULL;
  g_autofree char *status = NULL;
  g_autofree char *lower = NULL;
  g_autofree char *progress = NULL;
  g_autofree char *charge = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *evidence = NULL;
  PanelistService *service = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  parts = g_strv_builder_new ();
  name = panelist_order_dup_name (order);
  g_strv_builder_add (parts, name);

  service = panelist_order_get_service (order);
  if (service != NULL)
    g_strv_builder_add (parts, panelist_service_get_name (service));

  status = panelist_order_dup_status (order);
  lower = g_utf8_strdown (status, -1);
  g_strv_builder_add (parts, lower);

  progress = panelist_order_dup_progress (order);
  if (progress != NULL)
    g_strv_builder_add (parts, progress);
  charge = panelist_order_dup_charge (order);
  g_strv_builder_add (parts, charge);
  reason = panelist_order_dup_reason (order);
  if (reason != NULL)
    g_strv_builder_add (parts, reason);
  if (panelist_order_get_intent_state (order) == PANELIST_INTENT_UNCONFIRMED)
    {
      evidence = panelist_order_dup_evidence (order);
      g_strv_builder_add (parts, evidence);
    }

  strings = g_strv_builder_end (parts);
  return g_strjoinv (", ", strings);
}

/* What the support of a panel asks for; never the key (protocol.md 11.12). */
char *
panelist_order_dup_support_text (PanelistOrder *order)
{
  g_autoptr (GString) text = NULL;
  const char *value = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  text = g_string_new (NULL);
  value = panelist_order_get_remote_id (order);
  g_string_append_printf (text, _("Order: %s"), value != NULL ? value : "–");
  value = panelist_order_get_link (order);
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _("Link: %s"), value != NULL ? value : "–");
  value = panelist_order_get_status_text (order);
  g_string_append_c (text, '\n');
  g_string_append_printf (text, _("Status: %s"), value != NULL ? value : "–");
  if (panelist_order_get_start_count (order) >= 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _("Start count: %ld"),
                              (long) panelist_order_get_start_count (order));
    }
  if (panelist_order_get_remains (order) >= 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _("Remains: %ld"),
                              (long) panelist_order_get_remains (order));
    }
  value = panelist_order_get_charge (order);
  if (value != NULL)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _("Charge: %s"), value);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* The state of one refill request. */
char *
panelist_order_dup_refill_state (PanelistIntentState  intent,
                                 PanelistRefillState  state,
                                 const char          *text)
{
  switch (intent)
    {
    case PANELIST_INTENT_SUBMITTING:
      return g_strdup (_(refill_sending.word));
    case PANELIST_INTENT_UNCONFIRMED:
      return g_strdup (_(refill_unconfirmed.word));
    case PANELIST_INTENT_REFUSED:
      return g_strdup (_("Refill Refused"));
    case PANELIST_INTENT_NOT_SENT:
      return g_strdup (_("Refill Not Sent"));
    case PANELIST_INTENT_PLACED:
      if (state == PANELIST_REFILL_STATE_UNKNOWN && is_filled (text))
        return panelist_text_display (text, -1, 40);
      return g_strdup (_(refill_words[state].word));
    case PANELIST_INTENT_DRAFT:
    case PANELIST_INTENT_HELD:
    case PANELIST_INTENT_NOT_PLACED:
    default:
      return g_strdup ("–");
    }
}

/* The subtitle of the drip-feed: what it comes to and when it ends. */
char *
panelist_order_draft_dup_drip_feed (PanelistOrderDraft *draft)
{
  g_autoptr (GDateTime) now = NULL;
  g_autoptr (GDateTime) end = NULL;
  g_autofree char *runs_text = NULL;
  g_autofree char *quantity_text = NULL;
  g_autofree char *total_text = NULL;
  g_autofree char *moment = NULL;
  const char *value = NULL;
  gboolean drip_feed = FALSE;
  guint64 runs = 0;
  guint64 interval = 0;
  int64_t quantity = -1;

  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (draft), NULL);

  g_object_get (draft, "drip-feed", &drip_feed, NULL);
  quantity = panelist_order_draft_get_effective_quantity (draft);
  value = panelist_order_draft_get_value (draft, PANELIST_FIELD_RUNS);
  if (!drip_feed || quantity < 0 || value == NULL ||
      !g_ascii_string_to_unsigned (value, 10, 2, 1000000, &runs, NULL))
    return g_strdup (_("Delivered in several runs over time"));

  runs_text = panelist_number_format ((int64_t) runs);
  quantity_text = panelist_number_format (quantity);
  total_text = panelist_number_format (quantity * (int64_t) runs);
  value = panelist_order_draft_get_value (draft, PANELIST_FIELD_INTERVAL);
  if (value == NULL || !g_ascii_string_to_unsigned (value, 10, 0, 100000, &interval, NULL))
    /* Translators: runs × quantity = total, for example "10 × 500 = 5,000" */
    return g_strdup_printf (_("%s × %s = %s"), runs_text, quantity_text, total_text);

  now = g_date_time_new_now_local ();
  end = g_date_time_add_seconds (now, (double) ((runs - 1) * interval * 60));
  moment = end != NULL ? panelist_time_dup_moment (g_date_time_to_unix (end)) : g_strdup ("–");
  /* Translators: runs × quantity = total and a time, "10 × 500 = 5,000, ends about 21:30" */
  return g_strdup_printf (_("%s × %s = %s, ends about %s"), runs_text, quantity_text, total_text,
                          moment);
}

static const char *const event_words[][2] = {
  { "held", N_("Held") },
  { "submitting", N_("Sent to the panel") },
  { "placed", N_("Placed") },
  { "refused", N_("Refused by the panel") },
  { "not-sent", N_("Not sent") },
  { "unconfirmed", N_("Unconfirmed") },
  { "not-placed", N_("Marked as not placed") },
  { "first-progress", N_("First progress") },
  { "refill-held", N_("Refill held") },
  { "refill-draft", N_("Refill taken back") },
  { "refill-placed", N_("Refill requested") },
  { "refill-refused", N_("Refill refused") },
  { "refill-not-sent", N_("Refill request not sent") },
  { "refill-unconfirmed", N_("Refill request unconfirmed") },
  { "cancel-placed", N_("Cancel requested") },
  { "cancel-refused", N_("Cancel refused") },
  { "cancel-not-sent", N_("Cancel request not sent") },
  { "cancel-unconfirmed", N_("Cancel request unconfirmed") },
};

/* The words for an entry of the time line; NULL for one that means nothing to people. */
char *
panelist_order_dup_event (const char *kind,
                          const char *detail)
{
  PanelistOrderStatus status = PANELIST_ORDER_STATUS_NONE;

  g_return_val_if_fail (kind != NULL, NULL);

  if (g_str_equal (kind, "status") || g_str_equal (kind, "refill-status"))
    {
      if (!is_filled (detail))
        return NULL;
      status = panelist_order_status_from_text (detail, TRUE);
      if (g_str_equal (kind, "refill-status"))
        /* Translators: %s is the state of a refill as the panel tells it */
        return dup_quoted (_("Refill: %s"), detail);
      if (status != PANELIST_ORDER_STATUS_UNKNOWN && status != PANELIST_ORDER_STATUS_NONE)
        return g_strdup (_(status_words[status].word));
      return panelist_text_display (detail, -1, 60);
    }

  for (guint i = 0; i < G_N_ELEMENTS (event_words); i++)
    if (g_str_equal (event_words[i][0], kind))
      return g_strdup (_(event_words[i][1]));
  return NULL;
}

static const struct
{
  const char *name;
  const char *title;
  const char *empty;
} view_words[] = {
  [PANELIST_ORDER_VIEW_ATTENTION] = { "attention", N_("Needs Attention"),
                                      N_("Nothing Needs Attention") },
  [PANELIST_ORDER_VIEW_ACTIVE] = { "active", N_("Active"), N_("No Active Orders") },
  [PANELIST_ORDER_VIEW_COMPLETED] = { "completed", N_("Completed"), N_("No Completed Orders") },
  [PANELIST_ORDER_VIEW_PARTIAL] = { "partial", N_("Partial"), N_("No Partial Orders") },
  [PANELIST_ORDER_VIEW_CANCELED] = { "canceled", N_("Canceled"), N_("No Canceled Orders") },
  [PANELIST_ORDER_VIEW_ALL] = { "all", N_("All"), N_("No Orders Yet") },
};

/* The name of a view in settings and toggles. */
const char *
panelist_order_view_get_name (PanelistOrderView view)
{
  g_return_val_if_fail (view <= PANELIST_ORDER_VIEW_ALL, NULL);

  return view_words[view].name;
}

const char *
panelist_order_view_get_title (PanelistOrderView view)
{
  g_return_val_if_fail (view <= PANELIST_ORDER_VIEW_ALL, NULL);

  return _(view_words[view].title);
}

/* The heading of the view's empty page. */
const char *
panelist_order_view_get_empty (PanelistOrderView view)
{
  g_return_val_if_fail (view <= PANELIST_ORDER_VIEW_ALL, NULL);

  return _(view_words[view].empty);
}

/* Why a refill can't be requested, or the hint that it may fail; NULL when it can. */
const char *
panelist_eligibility_get_refill (PanelistEligibility eligibility)
{
  switch (eligibility)
    {
    case PANELIST_ELIGIBLE:
      return NULL;
    case PANELIST_ELIGIBLE_UNKNOWN:
      return _("The panel does not tell whether this service has refills");
    case PANELIST_ELIGIBLE_UNCONFIRMED:
      return _("It is not known whether a refill was requested before");
    case PANELIST_NOT_ELIGIBLE_SERVICE:
      return _("This service has no refill");
    case PANELIST_NOT_ELIGIBLE_PANEL:
      return _("This panel takes no refill requests");
    case PANELIST_NOT_ELIGIBLE_NO_ID:
      return _("Not placed, no refill");
    case PANELIST_NOT_ELIGIBLE_STILL_ACTIVE:
      return _("Still active, no refill yet");
    case PANELIST_NOT_ELIGIBLE_FINAL:
      return _("Not completed, no refill");
    case PANELIST_NOT_ELIGIBLE_OPEN_REQUEST:
      return _("A refill is open already");
    default:
      g_return_val_if_reached (NULL);
    }
}

/* Why a cancel can't be requested, or the hint that it may fail; NULL when it can. */
const char *
panelist_eligibility_get_cancel (PanelistEligibility eligibility)
{
  switch (eligibility)
    {
    case PANELIST_ELIGIBLE:
    case PANELIST_ELIGIBLE_UNCONFIRMED:
      return NULL;
    case PANELIST_ELIGIBLE_UNKNOWN:
      return _("The panel does not tell whether this service can be canceled");
    case PANELIST_NOT_ELIGIBLE_SERVICE:
      return _("This service cannot be canceled");
    case PANELIST_NOT_ELIGIBLE_PANEL:
      return _("This panel takes no cancel requests");
    case PANELIST_NOT_ELIGIBLE_NO_ID:
      return _("Not placed, nothing to cancel");
    case PANELIST_NOT_ELIGIBLE_STILL_ACTIVE:
    case PANELIST_NOT_ELIGIBLE_FINAL:
      return _("Ended already, nothing to cancel");
    case PANELIST_NOT_ELIGIBLE_OPEN_REQUEST:
      return _("Cancel is requested already");
    default:
      g_return_val_if_reached (NULL);
    }
}

/* Why nothing can be sent to a panel now, or NULL. A panel that only wants time is no obstacle. */
char *
panelist_panel_dup_obstacle (PanelistPanel *panel)
{
  if (panel == NULL || panelist_panel_get_urgency (panelist_panel_get_state (panel)) == 0)
    return NULL;
  if (panelist_panel_get_state (panel) == PANELIST_PANEL_STATE_OFFLINE)
    return g_strdup (_("Working offline: nothing can be sent"));
  return panelist_panel_dup_state (panel);
}
