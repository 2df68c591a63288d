/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "panelist-address.h"
#include "panelist-api-error.h"
#include "panelist-closures.h"
#include "panelist-http-body.h"
#include "panelist-panel-words.h"
#include "panelist-secrets.h"
#include "panelist-service-words.h"
#include "panelist-store.h"
#include "panelist-text.h"
#include "ui-test.h"

static PanelistService *
new_service (PanelistServiceType  type,
             const char          *rate,
             int64_t              min,
             int64_t              max)
{
  return g_object_new (PANELIST_TYPE_SERVICE, "id", "4821", "name", "Clips Views", "category", "Clips",
                       "type", type, "type-text", "As the Panel Says", "rate", rate, "min", min, "max", max,
                       "refill", PANELIST_FLAG_YES, "cancel", PANELIST_FLAG_NO, NULL);
}

static void
test_nothing (void)
{
  g_autofree char *amount = panelist_amount (NULL, NULL, NULL);
  g_autofree char *none = panelist_count (NULL, 0);
  g_autofree char *many = panelist_count (NULL, 10482);
  g_autofree char *balance = panelist_balance_of (NULL, NULL, NULL, NULL, NULL);
  g_autofree char *name = panelist_service_name (NULL, NULL);
  g_autofree char *rate = panelist_service_rate (NULL, NULL, NULL);
  g_autofree char *description = panelist_service_description (NULL, NULL);

  g_assert_cmpstr (amount, ==, "–");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (many, ==, "10,482");
  g_assert_cmpstr (balance, ==, "–");
  g_assert_cmpstr (name, ==, "");
  g_assert_cmpstr (rate, ==, "");
  g_assert_cmpstr (description, ==, "");
  g_assert_false (panelist_has_text (NULL, NULL));
  g_assert_false (panelist_has_text (NULL, ""));
  g_assert_true (panelist_has_text (NULL, "x"));
  g_assert_true (panelist_equals (NULL, NULL, NULL));
  g_assert_false (panelist_equals (NULL, "a", NULL));
}

static void
test_services (void)
{
  static const struct {
    PanelistServiceType type;
    const char *rate;
    int64_t min;
    int64_t max;
    const char *rate_words;
    const char *limits;
    const char *aligned;      /* to four digits */
  } cases[] = {
    { PANELIST_SERVICE_TYPE_DEFAULT, "0.09", 50, 10000, "$0.09 per 1,000", "50 – 10,000", "0.09\u2007\u2007" },
    { PANELIST_SERVICE_TYPE_DEFAULT, "0.0615", 50, -1, "$0.0615 per 1,000", "at least 50", "0.0615" },
    { PANELIST_SERVICE_TYPE_DEFAULT, "8", -1, 1500, "$8.00 per 1,000", "at most 1,500",
      "8\u2008\u2007\u2007\u2007\u2007" },
    { PANELIST_SERVICE_TYPE_DEFAULT, NULL, -1, -1, "Unknown rate", "–", NULL },
    { PANELIST_SERVICE_TYPE_PACKAGE, "1.5", 1, 1, "$1.50 per package", "One package", "1.5\u2007\u2007\u2007" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistService) service = NULL;
      g_autofree char *rate = NULL;
      g_autofree char *limits = NULL;
      g_autofree char *aligned = NULL;

      service = new_service (cases[i].type, cases[i].rate, cases[i].min, cases[i].max);
      rate = panelist_service_dup_rate (service, "USD");
      limits = panelist_service_dup_limits (service);
      aligned = panelist_amount_dup_aligned (panelist_service_get_rate (service), 4);
      g_assert_cmpstr (rate, ==, cases[i].rate_words);
      g_assert_cmpstr (limits, ==, cases[i].limits);
      g_assert_cmpstr (aligned, ==, cases[i].aligned);
    }
}

static void
test_type (void)
{
  g_autoptr (PanelistService) known = NULL;
  g_autoptr (PanelistService) unknown = NULL;
  g_autofree char *known_type = NULL;
  g_autofree char *unknown_type = NULL;

  known = new_service (PANELIST_SERVICE_TYPE_CUSTOM_COMMENTS, "1", 1, 10);
  unknown = new_service (PANELIST_SERVICE_TYPE_UNKNOWN, "1", 1, 10);
  known_type = panelist_service_dup_type (known);
  unknown_type = panelist_service_dup_type (unknown);
  g_assert_cmpstr (known_type, ==, "Custom Comments");
  g_assert_cmpstr (unknown_type, ==, "As the Panel Says");
}

static void
test_flags (void)
{
  g_autofree char *yes = panelist_service_dup_flag (PANELIST_FLAG_YES);
  g_autofree char *no = panelist_service_dup_flag (PANELIST_FLAG_NO);
  g_autofree char *unknown = panelist_service_dup_flag (PANELIST_FLAG_UNKNOWN);

  g_assert_cmpstr (yes, ==, "Yes");
  g_assert_cmpstr (no, ==, "No");
  g_assert_cmpstr (unknown, ==, "–");
}

/* Each state of a panel has a rank, and one that is told has a sentence with the panel's name. */
static void
test_states (void)
{
  static const struct {
    PanelistPanelState state;
    int urgency;
    const char *action;
  } cases[] = {
    { PANELIST_PANEL_STATE_OK, 0, NULL },
    { PANELIST_PANEL_STATE_RATE_LIMITED, 0, NULL },
    { PANELIST_PANEL_STATE_KEY_REJECTED, 1, "panel.edit" },
    { PANELIST_PANEL_STATE_KEY_MISSING, 1, "panel.enter-key" },
    { PANELIST_PANEL_STATE_KEYRING_LOCKED, 1, "panel.unlock" },
    { PANELIST_PANEL_STATE_KEYRING_ABSENT, 1, "panel.use-key" },
    { PANELIST_PANEL_STATE_KEYRING_DAMAGED, 1, "panel.enter-key" },
    { PANELIST_PANEL_STATE_NOT_SECURE, 2, "panel.details" },
    { PANELIST_PANEL_STATE_MOVED, 2, "panel.edit" },
    { PANELIST_PANEL_STATE_NOT_ANSWERING, 3, "panel.details" },
    { PANELIST_PANEL_STATE_WEB_PAGE, 3, "panel.details" },
    { PANELIST_PANEL_STATE_MAINTENANCE, 3, "panel.details" },
    { PANELIST_PANEL_STATE_OFFLINE, 4, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistPanel) panel = NULL;
      g_autofree char *sentence = NULL;

      panel = panelist_panel_new (HOSTILE_TEXT, "https://panel.example/api/v2");
      panelist_panel_set_state (panel, cases[i].state, NULL);
      sentence = panelist_panel_dup_state (panel);
      g_assert_cmpint (panelist_panel_get_urgency (cases[i].state), ==, cases[i].urgency);
      g_assert_cmpstr (panelist_panel_get_remedy (panel).action, ==, cases[i].action);
      g_assert_true ((panelist_panel_get_remedy (panel).label != NULL) == (cases[i].action != NULL));
      g_assert_true ((sentence != NULL) == (cases[i].urgency != 0));
      if (sentence != NULL && cases[i].state != PANELIST_PANEL_STATE_OFFLINE)
        g_assert_nonnull (strstr (sentence, HOSTILE_TEXT));
    }
}

/* The banner names the reason, in the words of the language; nothing is lost where it is not known. */
static void
test_not_secure (void)
{
  static const struct {
    GTlsCertificateFlags flags;
    const char *sentence;
  } cases[] = {
    { G_TLS_CERTIFICATE_EXPIRED, "The connection to Main Panel is not secure: the certificate has expired" },
    { G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_BAD_IDENTITY,
      "The connection to Main Panel is not secure: the certificate belongs to another host" },
    { G_TLS_CERTIFICATE_NO_FLAGS, "The connection to Main Panel is not secure" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PanelistPanel) panel = panelist_panel_new ("Main Panel", "https://panel.example/api/v2");
      g_autofree char *detail = panelist_http_describe_flags (cases[i].flags);
      g_autofree char *sentence = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *isolated = NULL;
      g_auto (GStrv) parts = NULL;

      panelist_panel_set_state (panel, PANELIST_PANEL_STATE_NOT_SECURE, detail);
      sentence = panelist_panel_dup_state (panel);
      isolated = panelist_text_isolate ("Main Panel");
      parts = g_strsplit (cases[i].sentence, "Main Panel", 2);
      expected = g_strjoinv (isolated, parts);
      g_assert_cmpstr (sentence, ==, expected);
    }
}

static void
test_errors (void)
{
  static const struct {
    GQuark (*domain) (void);
    int n_codes;
  } domains[] = {
    { panelist_api_error_quark, PANELIST_API_ERROR_CANCELED + 1 },
    { panelist_secrets_error_quark, PANELIST_SECRETS_ERROR_BAD_KEY + 1 },
    { panelist_store_error_quark, PANELIST_STORE_ERROR_DUPLICATE + 1 },
    { panelist_address_error_quark, PANELIST_ADDRESS_ERROR_OTHER_API + 1 },
  };
  g_autofree char *unexpected = NULL;
  g_autoptr (GError) other = NULL;

  other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");
  unexpected = panelist_error_dup_sentence (other, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    for (int code = 0; code < domains[i].n_codes; code++)
      {
        g_autoptr (GError) error = NULL;
        g_autofree char *sentence = NULL;

        if (domains[i].domain == panelist_api_error_quark)
          error = panelist_api_error_new ((PanelistApiError) code, PANELIST_ERROR_CLASS_OTHER, 500, "words");
        else
          error = g_error_new_literal (domains[i].domain (), code, "words");
        sentence = panelist_error_dup_sentence (error, NULL);
        g_assert_cmpstr (sentence, !=, "");
        g_assert_cmpstr (sentence, !=, unexpected);
      }
}

static void
test_report_is_plain (void)
{
  g_autoptr (PanelistPanel) panel = NULL;
  g_autofree char *report = NULL;

  panel = panelist_panel_new ("Main Panel", "https://panel.example/api/v2");
  panelist_panel_set_state (panel, PANELIST_PANEL_STATE_NOT_ANSWERING, "timed out");
  report = panelist_panel_dup_report (panel);
  g_assert_nonnull (strstr (report, "https://panel.example/api/v2"));
  g_assert_nonnull (strstr (report, "not-answering"));
  g_assert_nonnull (strstr (report, "timed out"));
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/ui/closures/nothing", test_nothing);
  g_test_add_func ("/ui/closures/services", test_services);
  g_test_add_func ("/ui/closures/type", test_type);
  g_test_add_func ("/ui/closures/flags", test_flags);
  g_test_add_func ("/ui/closures/states", test_states);
  g_test_add_func ("/ui/closures/not-secure", test_not_secure);
  g_test_add_func ("/ui/closures/not_secure", test_not_secure);
  g_test_add_func ("/ui/closures/errors", test_errors);
  g_test_add_func ("/ui/closures/report-is-plain", test_report_is_plain);

  return g_test_run ();
}
