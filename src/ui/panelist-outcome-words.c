/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-outcome-words.h"

#include <glib/gi18n.h>

#include "panelist-clock.h"
#include "panelist-money.h"
#include "panelist-order-errors.h"
#include "panelist-order-words.h"
#include "panelist-panel-words.h"
#include "panelist-text.h"

/* "Sending…" says enough for so long. Seconds. */
#define PATIENCE 10

/* Why nothing was sent, as a phrase of its own. In the order of PanelistReason. */
static const char *const not_sent_words[] = {
  [PANELIST_REASON_OFFLINE] = N_("Offline"),
  [PANELIST_REASON_UNREACHABLE] = N_("The panel could not be reached"),
  [PANELIST_REASON_TIMED_OUT] = N_("The panel is not answering"),
  [PANELIST_REASON_NOT_SECURE] = N_("The connection to the panel is not secure"),
  [PANELIST_REASON_PROXY] = N_("The proxy let nothing through"),
  [PANELIST_REASON_WRONG_ADDRESS] = N_("The address of the panel is not valid"),
  [PANELIST_REASON_PANEL_CHANGED] = N_("The address or key of the panel was changed"),
  [PANELIST_REASON_KEY_REJECTED] = N_("The panel rejected the API key"),
  [PANELIST_REASON_KEY_MISSING] = N_("The API key is missing"),
  [PANELIST_REASON_KEYRING_LOCKED] = N_("The keyring is locked"),
  [PANELIST_REASON_KEYRING_ABSENT] = N_("No keyring is available"),
  [PANELIST_REASON_KEYRING_DAMAGED] = N_("The key file was damaged"),
  [PANELIST_REASON_NUMBER_TAKEN] = NULL,
  [PANELIST_REASON_FOUND_AT_START] = N_("Panelist ended before it was sent"),
  [PANELIST_REASON_NOT_SAVED] = NULL,
  [PANELIST_REASON_PRICE_ROSE] = N_("The price rose"),
  [PANELIST_REASON_SERVICE_GONE] = N_("The panel does not offer this service anymore"),
  [PANELIST_REASON_SERVICE_CHANGED] = N_("The panel changed this service"),
  [PANELIST_REASON_FUNDS] = N_("The balance is too low"),
  [PANELIST_REASON_DUPLICATE_LINK] = N_("Another order has the same link"),
  [PANELIST_REASON_TWIN_UNCONFIRMED] = N_("The same order is unconfirmed"),
  [PANELIST_REASON_LIMIT_ORDER] = N_("Above the limit for one order"),
  [PANELIST_REASON_LIMIT_DAY] = N_("Above the limit for a day"),
  [PANELIST_REASON_LIMIT_MONTH] = N_("Above the limit for a month"),
  [PANELIST_REASON_LIMIT_BALANCE] = N_("Below the balance to keep"),
  [PANELIST_REASON_PANEL_REMOVED] = N_("The panel was removed"),
  [PANELIST_REASON_DISK] = N_("It could not be written to the disk first"),
};

static const char *
get_not_sent_words (PanelistOrder *order)
{
  PanelistReason code = PANELIST_REASON_NONE;

  code = panelist_order_get_reason_code (order);
  if (code >= G_N_ELEMENTS (not_sent_words) || not_sent_words[code] == NULL)
    return NULL;
  return _(not_sent_words[code]);
}

/* The one %s in a fixed sentence of ours becomes `text`. */
static char *
dup_with (const char *format,
          const char *text)
{
  g_auto (GStrv) parts = NULL;

  parts = g_strsplit (format, "%s", 2);
  return g_strjoinv (text, parts);
}

static char *
dup_with_isolated (const char *format,
                   const char *text)
{
  g_autofree char *clean = NULL;
  g_autofree char *isolated = NULL;

  clean = panelist_text_display (text, -1, PANELIST_TEXT_ERROR_MAX);
  isolated = panelist_text_isolate (clean);
  return dup_with (format, isolated);
}

static char *
dup_panel_name (PanelistOrder *order,
                const char    *panel_name)
{
  g_autofree char *name = NULL;

  g_object_get (order, "panel-name", &name, NULL);
  if (panel_name != NULL)
    g_set_str (&name, panel_name);
  return panelist_text_isolate (name != NULL ? name : _("The panel"));
}

/* What the panel itself said of the order, or NULL. */
static const char *
get_answer (PanelistOrder *order)
{
  const char *reason = NULL;

  reason = panelist_order_get_reason (order);
  return panelist_order_get_reason_code (order) == PANELIST_REASON_NONE && reason != NULL &&
                 reason[0] != '\0'
             ? reason
             : NULL;
}

static char *
dup_amount (PanelistOrder *order,
            const char    *amount)
{
  return panelist_money_format (amount, panelist_order_get_currency (order));
}

/* "“Link is private”. The balance did not change." What the balance says comes when it has been read. */
char *
panelist_order_dup_refusal (PanelistOrder *order)
{
  g_autofree char *said = NULL;
  const char *balance = NULL;
  gboolean checking = FALSE;

  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  if (get_answer (order) != NULL)
    /* Translators: %s is what the panel says */
    said = dup_with_isolated (_("“%s”"), get_answer (order));
  else
    said = g_strdup (_("The panel gave no reason"));

  g_object_get (order, "checking", &checking, NULL);
  if (checking)
    balance = _("Checking the balance…");
  else if (panelist_order_get_evidence_kind (order) == PANELIST_EVIDENCE_UNCHANGED)
    balance = _("The balance did not change.");
  else if (panelist_order_get_evidence_kind (order) == PANELIST_EVIDENCE_UNREAD)
    balance = _("The balance could not be read.");
  if (balance == NULL)
    return g_steal_pointer (&said);

  /* Translators: two sentences, what the panel says and what the balance says */
  return g_strdup_printf (_("%s. %s"), said, balance);
}

/* "Offline. Nothing left this computer." */
char *
panelist_order_dup_not_sent (PanelistOrder *order)
{
  const char *words = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  words = get_not_sent_words (order);
  if (words == NULL)
    return g_strdup (_("Nothing left this computer."));
  /* Translators: %s is the cause, for example "Offline" */
  return g_strdup_printf (_("%s. Nothing left this computer."), words);
}

/* "Offline", or NULL. */
char *
panelist_order_dup_not_sent_short (PanelistOrder *order)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  return g_strdup (get_not_sent_words (order));
}

/* "Marked as not placed on 3 May, 14:20" */
char *
panelist_order_dup_not_placed (PanelistOrder *order)
{
  g_autoptr (GDateTime) moment = NULL;
  g_autofree char *text = NULL;
  int64_t time = 0;

  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  g_object_get (order, "settled-time", &time, NULL);
  moment = g_date_time_new_from_unix_local (time);
  if (time <= 0 || moment == NULL)
    return g_strdup (_("Marked as not placed"));

  /* Translators: a day of this year and a time, as in g_date_time_format() */
  text = g_date_time_format (moment, _("%-d %B, %H:%M"));
  /* Translators: %s is a day and a time */
  return g_strdup_printf (_("Marked as not placed on %s"), text);
}

/* Seconds until a held order is sent; 0 = it is being made ready. */
static guint
get_countdown (PanelistOrder *order)
{
  int64_t left = 0;

  left = panelist_order_get_hold_end (order) - panelist_clock_monotonic ();
  return left > 0 ? (guint) ((left + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND) : 0;
}

/* "4 s", or NULL. */
char *
panelist_order_dup_countdown (PanelistOrder *order)
{
  guint seconds = 0;

  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  seconds = get_countdown (order);
  /* Translators: seconds that are left, as short as possible */
  return seconds > 0 ? g_strdup_printf (_("%u s"), seconds) : NULL;
}

static char *
dup_held (PanelistOrder *order)
{
  gboolean waiting = FALSE;
  guint seconds = 0;

  g_object_get (order, "waiting", &waiting, NULL);
  if (waiting)
    return g_strdup (_("Waits until an unconfirmed order was checked"));

  seconds = get_countdown (order);
  if (seconds == 0)
    return g_strdup (_("Checking price and balance…"));
  /* Translators: a countdown in seconds, as short as possible */
  return g_strdup_printf (ngettext ("Sending in %u s", "Sending in %u s", seconds), seconds);
}

static char *
dup_submitting (PanelistOrder *order,
                const char    *panel_name)
{
  g_autofree char *name = NULL;
  gboolean stopped = FALSE;
  int64_t sent = 0;

  g_object_get (order, "stopped-waiting", &stopped, "sent-time", &sent, NULL);
  if (panelist_order_get_reason_code (order) == PANELIST_REASON_NOT_SAVED)
    /* Translators: %s is what is known of the order, in English */
    return dup_with_isolated (_("Not saved yet, make room on the disk: %s"),
                              panelist_order_get_reason (order));
  if (stopped)
    return g_strdup (_("The answer may still come"));
  if (panelist_clock_now () - sent < PATIENCE)
    return NULL;

  name = dup_panel_name (order, panel_name);
  /* Translators: %s is the name of a panel */
  return dup_with (_("Still waiting for %s"), name);
}

/* What a held or submitting order waits for; NULL when there is nothing to say yet. */
char *
panelist_order_dup_waiting (PanelistOrder *order,
                            const char    *panel_name)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  if (panelist_order_get_intent_state (order) == PANELIST_INTENT_HELD)
    return dup_held (order);
  if (panelist_order_get_intent_state (order) == PANELIST_INTENT_SUBMITTING)
    return dup_submitting (order, panel_name);
  return NULL;
}

/* Why it is not known what became of an unconfirmed order. */
char *
panelist_order_dup_cause (PanelistOrder *order)
{
  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  switch ((int) panelist_order_get_reason_code (order))
    {
    case PANELIST_REASON_NONE:
      if (get_answer (order) != NULL)
        /* Translators: %s is what the panel says */
        return dup_with_isolated (_("The panel answered “%s”."), get_answer (order));
      return g_strdup (_("The answer of the panel could not be understood."));
    case PANELIST_REASON_TIMED_OUT:
      return g_strdup (_("The panel did not answer in time."));
    case PANELIST_REASON_NUMBER_TAKEN:
      return g_strdup (_("The panel answered with the number of another order."));
    case PANELIST_REASON_FOUND_AT_START:
      return g_strdup (_("Panelist or the computer stopped before the answer was stored."));
    default:
      return g_strdup (_("The connection broke before the answer came."));
    }
}

/* Whether orders that came later took from the balance as well: then it fell by more, or by less, than is told. */
static gboolean
has_later_orders (PanelistOrder *order)
{
  g_autofree char *fall = NULL;
  g_autofree char *all = NULL;

  g_object_get (order, "evidence-fall", &fall, NULL);
  all = panelist_money_subtract (panelist_order_get_balance_before (order),
                                 panelist_order_get_balance_after (order));
  return fall != NULL && all != NULL && !panelist_money_equal (fall, all);
}

static char *
dup_match (PanelistOrder *order)
{
  g_autofree char *fall = NULL;
  g_autofree char *trimmed = NULL;
  g_autofree char *amount = NULL;

  g_object_get (order, "evidence-fall", &fall, NULL);
  trimmed = panelist_money_trim (fall != NULL ? fall : panelist_order_get_expected_charge (order));
  amount = dup_amount (order, trimmed);
  if (has_later_orders (order))
    /* Translators: %s is an amount */
    return dup_with (_("Not counting later orders, the balance fell by %s, exactly this order’s price: "
                       "it was most likely placed."),
                     amount);
  if (get_answer (order) != NULL)
    /* Translators: %s is an amount. What the panel answered stands below. */
    return dup_with (_("The panel answered with an error, but the balance fell by %s, exactly this "
                       "order’s price: it was most likely placed."),
                     amount);
  /* Translators: %s is an amount */
  return dup_with (_("The balance fell by %s, exactly this order’s price: it was most likely placed."),
                   amount);
}

static char *
dup_unchanged (PanelistOrder *order)
{
  g_autofree char *moment = NULL;
  int64_t time = 0;

  g_object_get (order, "evidence-time", &time, NULL);
  moment = panelist_time_dup_moment (time);
  if (has_later_orders (order))
    /* Translators: %s is a time */
    return g_strdup_printf (_("Not counting later orders, the balance did not change until %s: it was "
                              "probably not placed. Some panels charge late."),
                            moment);
  /* Translators: %s is a time */
  return g_strdup_printf (_("The balance did not change until %s: it was probably not placed. "
                            "Some panels charge late."),
                          moment);
}

static char *
dup_unread (PanelistOrder *order)
{
  g_autofree char *moment = NULL;
  int64_t time = 0;

  g_object_get (order, "evidence-time", &time, NULL);
  moment = panelist_time_dup_moment (time);
  /* Translators: %s is a time */
  return g_strdup_printf (_("The balance could not be read at %s, so it does not tell anything yet."),
                          moment);
}

/* E2 of safety.md A7 */
static char *
dup_balance_evidence (PanelistOrder *order)
{
  switch (panelist_order_get_evidence_kind (order))
    {
    case PANELIST_EVIDENCE_MATCH:
      return dup_match (order);
    case PANELIST_EVIDENCE_UNCHANGED:
      return dup_unchanged (order);
    case PANELIST_EVIDENCE_UNCLEAR:
      if (panelist_order_get_balance_before (order) == NULL)
        return g_strdup (_("Unclear: the balance before this order is not known."));
      if (panelist_order_get_expected_charge (order) == NULL)
        return g_strdup (_("Unclear: the price of this order is not known."));
      return g_strdup (_("Unclear: other orders or a top-up ran at the same time."));
    case PANELIST_EVIDENCE_TOO_SMALL:
      return g_strdup (_("The panel shows too few decimals to tell."));
    case PANELIST_EVIDENCE_UNREAD:
      return dup_unread (order);
    case PANELIST_EVIDENCE_NONE:
    default:
      return g_strdup (_("The balance was not read yet. It tells whether this order was charged."));
    }
}

/* E3 */
static char *
dup_candidate_evidence (PanelistOrder *order)
{
  const char *candidate = NULL;
  gboolean known = FALSE;

  candidate = panelist_order_get_candidate_id (order);
  g_object_get (order, "candidate-known", &known, NULL);
  if (candidate == NULL)
    return NULL;
  if (known)
    /* Translators: %s is the number of an order */
    return dup_with_isolated (_("The answer named order %s, and the panel knows that number: it was "
                                "most likely placed."),
                              candidate);
  /* Translators: %s is the number of an order */
  return dup_with_isolated (_("The answer named order %s, but it was no clean answer."), candidate);
}

/* What is known of an unconfirmed order, the strongest first: a sentence a line. */
char *
panelist_order_dup_evidence (PanelistOrder *order)
{
  g_autoptr (GStrvBuilder) lines = NULL;
  g_auto (GStrv) strings = NULL;
  g_autofree char *candidate = NULL;
  g_autofree char *balance = NULL;
  int64_t active_link = 0;

  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  lines = g_strv_builder_new ();
  g_object_get (order, "active-link-time", &active_link, NULL);
  if (active_link > 0)
    g_strv_builder_add (lines, _("The panel told a later order that one is active for this link: "
                                 "this order was most likely placed."));
  candidate = dup_candidate_evidence (order);
  if (candidate != NULL)
    g_strv_builder_add (lines, candidate);
  balance = dup_balance_evidence (order);
  g_strv_builder_add (lines, balance);

  strings = g_strv_builder_end (lines);
  return g_strjoinv ("\n", strings);
}

/* What a person can do to find out. */
char *
panelist_order_dup_advice (PanelistOrder *order,
                           const char    *panel_name)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  name = dup_panel_name (order, panel_name);
  /* Translators: %s is the name of a panel */
  return dup_with (_("Look for it in the list of orders on the website of %s, then choose what happened to it."), name);
}

static char *
dup_wish (PanelistOrder *order)
{
  g_autofree char *target = NULL;
  g_autofree char *isolated = NULL;
  g_autofree char *quantity = NULL;

  target = panelist_order_dup_target (order);
  if (target == NULL)
    return NULL;

  isolated = panelist_text_isolate (target);
  if (panelist_order_get_quantity (order) <= 0)
    return g_steal_pointer (&isolated);

  quantity = panelist_number_format (panelist_order_get_quantity (order));
  /* Translators: a quantity and a link */
  return g_strdup_printf (_("%s for %s"), quantity, isolated);
}

static char *
dup_balances (PanelistOrder *order)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *moment = NULL;
  int64_t time = 0;

  if (panelist_order_get_balance_before (order) == NULL)
    return NULL;

  before = dup_amount (order, panelist_order_get_balance_before (order));
  if (panelist_order_get_balance_after (order) == NULL)
    /* Translators: %s is the balance before an order was sent */
    return dup_with (_("balance %s before"), before);

  after = dup_amount (order, panelist_order_get_balance_after (order));
  g_object_get (order, "evidence-time", &time, NULL);
  moment = panelist_time_dup_moment (time);
  /* Translators: the balance before an order was sent, the balance afterwards, a time */
  return g_strdup_printf (_("balance %s before, %s at %s"), before, after, moment);
}

/* What was sent and when, what it costs, and the balance before and after, on one line. */
char *
panelist_order_dup_sent (PanelistOrder *order,
                         const char    *panel_name)
{
  g_autoptr (GStrvBuilder) parts = NULL;
  g_auto (GStrv) strings = NULL;
  g_autofree char *moment = NULL;
  g_autofree char *name = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *wish = NULL;
  g_autofree char *charge = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *balances = NULL;
  int64_t time = 0;

  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  g_object_get (order, "sent-time", &time, NULL);
  parts = g_strv_builder_new ();
  moment = panelist_time_dup_moment (time > 0 ? time : panelist_order_get_created_time (order));
  name = dup_panel_name (order, panel_name);
  /* Translators: a time and the name of a panel */
  sent = g_strdup_printf (_("Sent %s to %s"), moment, name);
  g_strv_builder_add (parts, sent);

  wish = dup_wish (order);
  if (wish != NULL)
    g_strv_builder_add (parts, wish);

  charge = panelist_order_dup_charge (order);
  /* Translators: %s is an amount */
  expected = g_strdup_printf (_("expected charge %s"), charge);
  g_strv_builder_add (parts, expected);

  balances = dup_balances (order);
  if (balances != NULL)
    g_strv_builder_add (parts, balances);

  strings = g_strv_builder_end (parts);
  return g_strjoinv (" · ", strings);
}

/* The same for the clipboard, with the service and every parameter. A form never holds the key. */
char *
panelist_order_dup_sent_report (PanelistOrder *order,
                                const char    *panel_name)
{
  g_autoptr (GString) text = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *evidence = NULL;
  PanelistService *service = NULL;
  PanelistForm *form = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  sent = panelist_order_dup_sent (order, panel_name);
  evidence = panelist_order_dup_evidence (order);
  service = panelist_order_get_service (order);
  form = panelist_order_get_form (order);

  text = g_string_new (sent);
  g_string_append_printf (text, "\n%s\n", evidence);
  if (service != NULL)
    g_string_append_printf (text, "\n%s\n", panelist_service_get_name (service));
  for (guint i = 0; form != NULL && i < panelist_form_get_size (form); i++)
    g_string_append_printf (text, "%s: %s\n", panelist_form_get_name (form, i),
                            panelist_form_get_value (form, i));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* What a screen reader hears when the outcome is stored; NULL for states that are none. */
char *
panelist_order_dup_news (PanelistOrder *order)
{
  g_autofree char *words = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  switch ((int) panelist_order_get_intent_state (order))
    {
    case PANELIST_INTENT_PLACED:
      words = panelist_order_dup_name (order);
      /* Translators: %s is "Order 23501" */
      return g_strdup_printf (_("Order Placed: %s"), words);
    case PANELIST_INTENT_REFUSED:
      words = panelist_order_dup_refusal (order);
      /* Translators: %s is what the panel says */
      return g_strdup_printf (_("Order Refused: %s"), words);
    case PANELIST_INTENT_NOT_SENT:
      words = panelist_order_dup_not_sent (order);
      /* Translators: %s is "Offline. Nothing left this computer." */
      return g_strdup_printf (_("Not Sent: %s"), words);
    case PANELIST_INTENT_UNCONFIRMED:
      words = panelist_order_dup_reason (order);
      /* Translators: %s says what that means */
      return g_strdup_printf (_("Unconfirmed: %s"), words);
    default:
      return NULL;
    }
}

/* Why "It Was Not Placed" can not be chosen, or NULL. `seconds`: how long it still takes. */
char *
panelist_not_placed_dup_hint (PanelistNotPlaced allowed,
                              int64_t           seconds)
{
  g_autofree char *moment = NULL;
  int64_t time = 0;

  switch (allowed)
    {
    case PANELIST_NOT_PLACED_TOO_EARLY:
      /* The minute that is told must have come. */
      time = (panelist_clock_now () + seconds + 59) / 60 * 60;
      moment = panelist_time_dup_moment (time);
      /* Translators: %s is a time */
      return g_strdup_printf (_("“It Was Not Placed” can be chosen from %s: until then the panel may still report this "
                                "order"), moment);
    case PANELIST_NOT_PLACED_NO_EVIDENCE:
      return g_strdup (_("“It Was Not Placed” can be chosen after the balance was checked"));
    case PANELIST_NOT_PLACED_ALLOWED:
    case PANELIST_NOT_PLACED_STATE:
    default:
      return NULL;
    }
}

/* What stands in the way of settling an unconfirmed order; nothing has changed. `number` (nullable): what was
 * entered. */
char *
panelist_error_dup_nothing_settled (const GError *error,
                                    const char   *number,
                                    const char   *panel_name)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain != PANELIST_ORDER_ERROR)
    return panelist_error_dup_sentence (error, panel_name);

  switch ((int) error->code)
    {
    case PANELIST_ORDER_ERROR_ID_INVALID:
      return g_strdup (_("This is no order number. Copy it from the list of orders on the panel’s "
                         "website."));
    case PANELIST_ORDER_ERROR_ID_TAKEN:
      /* Translators: %s is the number of an order */
      return dup_with_isolated (_("Order %s is in the list already: it is another order."), number);
    case PANELIST_ORDER_ERROR_ID_UNKNOWN:
      /* Translators: %s is the number of an order */
      return dup_with_isolated (_("The panel does not know order %s. Compare the number with its "
                                  "website, or try again in a minute."),
                                number);
    case PANELIST_ORDER_ERROR_STATE:
      return g_strdup (_("It is known by now what became of this order."));
    case PANELIST_ORDER_ERROR_TOO_EARLY:
      return g_strdup (_("It is too early to say that this order was not placed."));
    case PANELIST_ORDER_ERROR_NO_WINDOW:
      return g_strdup (_("There are too many order numbers to ask for."));
    default:
      return panelist_error_dup_nothing_sent (error, panel_name);
    }
}
