/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-panel-words.h"

#include <glib/gi18n.h>

#include "panelist-address.h"
#include "panelist-api-error.h"
#include "panelist-http-body.h"
#include "panelist-money.h"
#include "panelist-redact.h"
#include "panelist-secrets.h"
#include "panelist-store.h"
#include "panelist-text.h"

static char *
format_time (int64_t time)
{
  g_autoptr (GDateTime) date = NULL;
  g_autoptr (GDateTime) now = NULL;

  date = g_date_time_new_from_unix_local (time);
  now = g_date_time_new_now_local ();
  if (g_date_time_get_year (date) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (date) == g_date_time_get_day_of_year (now))
    /* Translators: a time of today, as in g_date_time_format() */
    return g_date_time_format (date, _("%H:%M"));
  /* Translators: a time of another day, as in g_date_time_format() */
  return g_date_time_format (date, _("%-d %B, %H:%M"));
}

/**
 * panelist_panel_dup_balance:
 *
 * Returns: (transfer full) (nullable): the balance, %NULL while it is not known
 */
char *
panelist_panel_dup_balance (PanelistPanel *panel)
{
  g_return_val_if_fail (PANELIST_IS_PANEL (panel), NULL);

  return panelist_money_format (panelist_panel_get_balance (panel), panelist_panel_get_currency (panel));
}

/* States of a panel */

typedef struct {
  int urgency;              /* the smallest is told first; 0 = not told (ux.md 12) */
  const char *sentence;     /* %s = the name of the panel */
  PanelistRemedy remedy;
} State;

#define DETAILS { "panel.details", N_("Details") }

static const State states[] = {
  [PANELIST_PANEL_STATE_OK] = { 0 },
  [PANELIST_PANEL_STATE_RATE_LIMITED] = { 0 },
  [PANELIST_PANEL_STATE_KEY_REJECTED] =
      { 1, N_("%s rejected the API key"), { "panel.edit", N_("Edit Panel…") } },
  [PANELIST_PANEL_STATE_KEY_MISSING] =
      { 1, N_("The API key of %s is missing"), { "panel.enter-key", N_("Enter Key…") } },
  [PANELIST_PANEL_STATE_KEYRING_LOCKED] =
      { 1, N_("The keyring is locked: %s can’t be asked"), { "panel.unlock", N_("Unlock") } },
  [PANELIST_PANEL_STATE_KEYRING_ABSENT] =
      { 1, N_("No keyring available: the key of %s can’t be read"),
        { "panel.use-key", N_("Use Key for This Session…") } },
  [PANELIST_PANEL_STATE_KEYRING_DAMAGED] =
      { 1, N_("The key file was damaged; a copy was kept. %s needs its key again"),
        { "panel.enter-key", N_("Enter Key…") } },
  [PANELIST_PANEL_STATE_NOT_SECURE] = { 2, N_("The connection to %s is not secure"), DETAILS },
  [PANELIST_PANEL_STATE_MOVED] =
      { 2, N_("%s points to another address"), { "panel.edit", N_("Edit Panel…") } },
  [PANELIST_PANEL_STATE_NOT_ANSWERING] = { 3, N_("%s is not answering"), DETAILS },
  [PANELIST_PANEL_STATE_WEB_PAGE] = { 3, N_("%s sends a web page instead of data"), DETAILS },
  [PANELIST_PANEL_STATE_MAINTENANCE] = { 3, N_("%s is under maintenance"), DETAILS },
  [PANELIST_PANEL_STATE_OFFLINE] =
      { 4, N_("Working offline: prices and statuses may be old"), { NULL, NULL } },
};

#undef DETAILS

/**
 * panelist_panel_get_urgency:
 * @state: how a panel is reached
 *
 * Returns: 0 when there is nothing to tell, else a rank: of several panels the smallest is told first
 */
int
panelist_panel_get_urgency (PanelistPanelState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (states), 0);

  return states[state].urgency;
}

/* What is wrong with a certificate, the gravest first; NULL when `detail` does not tell. */
static const char *
get_certificate_reason (const char *detail)
{
  static const struct
  {
    GTlsCertificateFlags flag;
    const char *words;
  } reasons[] = {
    { G_TLS_CERTIFICATE_REVOKED, N_("the certificate was revoked") },
    { G_TLS_CERTIFICATE_BAD_IDENTITY, N_("the certificate belongs to another host") },
    { G_TLS_CERTIFICATE_EXPIRED, N_("the certificate has expired") },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, N_("the certificate is not valid yet") },
    { G_TLS_CERTIFICATE_UNKNOWN_CA, N_("the certificate is not trusted") },
    { G_TLS_CERTIFICATE_INSECURE, N_("the certificate uses an insecure algorithm") },
    { G_TLS_CERTIFICATE_GENERIC_ERROR, N_("the certificate could not be checked") },
  };
  GTlsCertificateFlags flags = panelist_http_find_flags (detail);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if ((flags & reasons[i].flag) != 0)
      return _(reasons[i].words);
  return NULL;
}

/**
 * panelist_panel_dup_state:
 *
 * Returns: (transfer full) (nullable): one short factual sentence, %NULL when all is well
 */
char *
panelist_panel_dup_state (PanelistPanel *panel)
{
  PanelistPanelState state = PANELIST_PANEL_STATE_OK;
  g_autofree char *name = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *last = NULL;
  g_autofree char *time = NULL;
  g_autofree char *detail = NULL;
  int64_t last_answer = 0;

  g_return_val_if_fail (PANELIST_IS_PANEL (panel), NULL);

  state = panelist_panel_get_state (panel);
  if (states[state].sentence == NULL)
    return NULL;

  name = panelist_text_isolate (panelist_panel_get_name (panel));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  sentence = g_strdup_printf (_(states[state].sentence), name);
#pragma GCC diagnostic pop

  g_object_get (panel, "last-answer-time", &last_answer, "state-detail", &detail, NULL);
  if (state == PANELIST_PANEL_STATE_NOT_SECURE && get_certificate_reason (detail) != NULL)
    /* Translators: a sentence like "The connection to Main Panel is not secure", and why */
    return g_strdup_printf (_("%s: %s"), sentence, get_certificate_reason (detail));
  if (states[state].urgency != 3 || last_answer == 0)
    return g_steal_pointer (&sentence);
  time = format_time (last_answer);
  /* Translators: a sentence like "Main Panel is not answering", and a time */
  return g_strdup_printf (_("%s. Last update %s"), sentence, time);
}

/**
 * panelist_panel_get_remedy:
 *
 * Returns: what can be done about the state of @panel
 */
PanelistRemedy
panelist_panel_get_remedy (PanelistPanel *panel)
{
  PanelistRemedy remedy = { NULL, NULL };

  g_return_val_if_fail (PANELIST_IS_PANEL (panel), remedy);

  remedy = states[panelist_panel_get_state (panel)].remedy;
  remedy.label = remedy.label ? _(remedy.label) : NULL;
  return remedy;
}

/**
 * panelist_panel_dup_report:
 *
 * What a support would ask for. Not translated but for the sentence on top; without the key.
 *
 * Returns: (transfer full): a few lines of plain text
 */
char *
panelist_panel_dup_report (PanelistPanel *panel)
{
  g_autofree char *state = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *report = NULL;
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *time = NULL;
  GEnumClass *states_class = NULL;

  g_return_val_if_fail (PANELIST_IS_PANEL (panel), NULL);

  state = panelist_panel_dup_state (panel);
  g_object_get (panel, "state-detail", &detail, NULL);
  now = g_date_time_new_now_utc ();
  time = g_date_time_format_iso8601 (now);
  states_class = g_type_class_ref (PANELIST_TYPE_PANEL_STATE);
  report = g_strdup_printf ("%s\n\nPanelist %s\nTime: %s\nAddress: %s\nState: %s\nDetail: %s\n",
                            state ? state : "", PANELIST_VERSION, time,
                            panelist_panel_get_address (panel),
                            g_enum_get_value (states_class, panelist_panel_get_state (panel))->value_nick,
                            detail ? detail : "–");
  g_type_class_unref (states_class);
  return panelist_redact (report, -1, NULL);
}

/* Errors */

static char *
api_error_dup_sentence (const GError *error,
                        const char   *name)
{
  switch ((PanelistApiError) error->code)
    {
    case PANELIST_API_ERROR_PANEL:
      if (panelist_api_error_get_class (error) == PANELIST_ERROR_CLASS_AUTH)
        return g_strdup_printf (_("%s rejected the API key. Copy it again from the panel’s website."), name);
      if (panelist_api_error_get_class (error) == PANELIST_ERROR_CLASS_MAINTENANCE)
        return g_strdup_printf (_("%s is under maintenance. Try again later."), name);
      /* Translators: the name of a panel, and what it answered */
      return g_strdup_printf (_("%s answered: “%s”"), name, error->message);
    case PANELIST_API_ERROR_OFFLINE:
      return g_strdup (_("There is no network connection. Connect this computer, then try again."));
    case PANELIST_API_ERROR_UNREACHABLE:
      return g_strdup_printf (_("%s can’t be reached. Check the API URL and the network."), name);
    case PANELIST_API_ERROR_TIMED_OUT:
      return g_strdup_printf (_("%s did not answer in time. Try again later."), name);
    case PANELIST_API_ERROR_NOT_SECURE:
      /* Translators: the name of a panel, and what is wrong with its certificate */
      return g_strdup_printf (_("The connection to %s is not secure: %s. The panel’s operator has to repair it."),
                              name,
                              get_certificate_reason (error->message) != NULL
                                  ? get_certificate_reason (error->message)
                                  : error->message);
    case PANELIST_API_ERROR_PROXY:
      return g_strdup (_("The proxy asks for a sign-in. Set it up in the network settings of the system."));
    case PANELIST_API_ERROR_MOVED:
      if (error->message[0] == '\0')
        return g_strdup_printf (_("%s points to another address, but does not say which. "
                                  "Copy the API URL from the panel’s website."), name);
      /* Translators: the name of a panel, and another address */
      return g_strdup_printf (_("%s points to another address, %s. If the panel’s website names it too, enter it as API URL."),
                              name, error->message);
    case PANELIST_API_ERROR_WEB_PAGE:
      return g_strdup (_("This address sends a web page instead of data. Copy the API URL from the panel’s website; it often ends with /api/v2."));
    case PANELIST_API_ERROR_BLOCKED:
      return g_strdup_printf (_("%s takes this computer for a robot and sends a web page. Ask the panel’s support to allow its API."), name);
    case PANELIST_API_ERROR_WRONG_ADDRESS:
      return g_strdup (_("There is nothing at this address. Copy the API URL from the panel’s website; it often ends with /api/v2."));
    case PANELIST_API_ERROR_HTTP:
      return g_strdup_printf (_("%s answered with error %u. Try again later."), name,
                              panelist_api_error_get_http_status (error));
    case PANELIST_API_ERROR_NO_JSON:
    case PANELIST_API_ERROR_MALFORMED:
      return g_strdup_printf (_("The answer of %s can’t be read. Check that the API URL is one of an API v2."), name);
    case PANELIST_API_ERROR_TOO_LARGE:
      return g_strdup_printf (_("The answer of %s is too large to be read."), name);
    case PANELIST_API_ERROR_EMPTY:
      return g_strdup_printf (_("%s sent an empty list of services. The last list was kept."), name);
    case PANELIST_API_ERROR_CANCELED:
    default:
      return g_strdup (_("The request was stopped. Try again."));
    }
}

static char *
secrets_error_dup_sentence (const GError *error)
{
  switch ((PanelistSecretsError) error->code)
    {
    case PANELIST_SECRETS_ERROR_LOCKED:
      return g_strdup (_("The keyring is locked. Unlock it, or use the key for this session only."));
    case PANELIST_SECRETS_ERROR_NO_SERVICE:
      return g_strdup (_("No keyring is available. Install one like GNOME Keyring, or use the key for this session only."));
    case PANELIST_SECRETS_ERROR_DAMAGED:
      return g_strdup (_("The key file was damaged; a copy was kept. Enter the key again."));
    case PANELIST_SECRETS_ERROR_MISSING:
      return g_strdup (_("The API key is missing. Enter it again."));
    case PANELIST_SECRETS_ERROR_BAD_KEY:
    default:
      return g_strdup (_("This is no API key: a key is one line of at most 512 characters. Copy it again from the panel’s website."));
    }
}

static char *
store_error_dup_sentence (const GError *error)
{
  switch ((PanelistStoreError) error->code)
    {
    case PANELIST_STORE_ERROR_FULL:
      return g_strdup (_("Nothing was saved: the disk is full or read-only. Make room, then try again."));
    case PANELIST_STORE_ERROR_DAMAGED:
      return g_strdup (_("The data file is damaged. Restart Panelist to repair it."));
    case PANELIST_STORE_ERROR_NEWER:
      return g_strdup (_("The data is from a newer version. Update Panelist to open it."));
    case PANELIST_STORE_ERROR_IN_USE:
      return g_strdup (_("Another Panelist uses the data. Close it, then try again."));
    case PANELIST_STORE_ERROR_DUPLICATE:
      return g_strdup (_("A panel with this address and key exists already."));
    case PANELIST_STORE_ERROR_STATE:
    case PANELIST_STORE_ERROR_FAILED:
    default:
      return g_strdup (_("The data could not be saved. Try again."));
    }
}

/**
 * panelist_error_dup_sentence:
 * @error: what a future was rejected with
 * @panel_name: (nullable): the panel it is about
 *
 * Returns: (transfer full): what went wrong and what can be done, for people
 */
char *
panelist_error_dup_sentence (const GError *error,
                             const char   *panel_name)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  if (panel_name != NULL && *panel_name != '\0')
    name = panelist_text_isolate (panel_name);
  else
    name = g_strdup (_("The panel"));

  if (error->domain == PANELIST_API_ERROR)
    return api_error_dup_sentence (error, name);
  if (error->domain == PANELIST_SECRETS_ERROR)
    return secrets_error_dup_sentence (error);
  if (error->domain == PANELIST_STORE_ERROR)
    return store_error_dup_sentence (error);
  if (error->domain == PANELIST_ADDRESS_ERROR)
    return g_strdup (panelist_address_error_get_words (error));
  return g_strdup (_("Something unexpected happened. Try again."));
}

/**
 * panelist_error_is_keyring:
 *
 * Returns: whether a key for this session only would help
 */
gboolean
panelist_error_is_keyring (const GError *error)
{
  return g_error_matches (error, PANELIST_SECRETS_ERROR, PANELIST_SECRETS_ERROR_LOCKED) ||
         g_error_matches (error, PANELIST_SECRETS_ERROR, PANELIST_SECRETS_ERROR_NO_SERVICE) ||
         g_error_matches (error, PANELIST_SECRETS_ERROR, PANELIST_SECRETS_ERROR_DAMAGED);
}

/**
 * panelist_address_error_get_words:
 * @error: a %PANELIST_ADDRESS_ERROR
 *
 * Returns: (transfer none): what is wrong with a typed address, and what a right one looks like
 */
const char *
panelist_address_error_get_words (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == PANELIST_ADDRESS_ERROR, NULL);

  switch ((PanelistAddressError) error->code)
    {
    case PANELIST_ADDRESS_ERROR_EMPTY:
      return _("The API URL is missing. It is on the panel’s website.");
    case PANELIST_ADDRESS_ERROR_SCHEME:
      return _("The API URL has to begin with https://");
    case PANELIST_ADDRESS_ERROR_PLAIN_HTTP:
      return _("Plain http would show the key to others. Use https://");
    case PANELIST_ADDRESS_ERROR_USER_INFO:
      return _("The API URL must not hold a name or password before the host.");
    case PANELIST_ADDRESS_ERROR_OTHER_API:
      return _("This is the address of another API. Copy the one of API v2 from the panel’s website.");
    case PANELIST_ADDRESS_ERROR_MALFORMED:
    default:
      return _("This is no address. It looks like https://panel.example/api/v2");
    }
}
