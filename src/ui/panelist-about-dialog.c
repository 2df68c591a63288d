/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-about-dialog.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>

#include "panelist-redact.h"

static void
append_versions (GString *report)
{
  g_autofree char *os = NULL;

  os = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  g_string_append_printf (report, "Panelist %s (%s)\n", PANELIST_VERSION, PANELIST_APPLICATION_ID);
  g_string_append_printf (report, "GTK %u.%u.%u, libadwaita %u.%u.%u, libsoup %u.%u.%u, GLib %u.%u.%u\n",
                          gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
                          adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version (),
                          soup_get_major_version (), soup_get_minor_version (), soup_get_micro_version (),
                          glib_major_version, glib_minor_version, glib_micro_version);
  g_string_append_printf (report, "System: %s, %s, %s\n", os ? os : "unknown",
                          g_getenv ("XDG_CURRENT_DESKTOP") ? g_getenv ("XDG_CURRENT_DESKTOP") : "no desktop",
                          g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? "Flatpak" : "no sandbox");
}

static void
append_catalog (GString          *report,
                PanelistAccounts *accounts,
                PanelistPanel    *panel)
{
  static const char *const reasons[PANELIST_CATALOG_N_SKIPS] = {
    [PANELIST_CATALOG_SKIP_UNREADABLE] = "not readable as a service",
    [PANELIST_CATALOG_SKIP_ID] = "without a usable number",
    [PANELIST_CATALOG_SKIP_DUPLICATE] = "with the number of an earlier row, which counts",
    [PANELIST_CATALOG_SKIP_FULL] = "beyond the most that is read",
  };
  const GError *error = panelist_accounts_get_catalog_error (accounts, panel);

  for (guint i = 0; i < PANELIST_CATALOG_N_SKIPS; i++)
    {
      const guint n = panelist_accounts_get_skipped (accounts, panel, (PanelistCatalogSkip) i);

      if (n > 0)
        g_string_append_printf (report, "  %u rows skipped: %s\n", n, reasons[i]);
    }
  if (error != NULL)
    g_string_append_printf (report, "  The last list of services was not taken, the old one stays: %s\n",
                            error->message);
}

/* Panels are counted, not named: a report is shown to strangers. */
static void
append_panel (GString          *report,
              PanelistAccounts *accounts,
              PanelistPanel    *panel,
              guint             number)
{
  PanelistCatalog *catalog = panelist_accounts_get_catalog (accounts, panel);
  GEnumClass *states = NULL;
  guint n_skipped = 0;

  for (guint i = 0; i < PANELIST_CATALOG_N_SKIPS; i++)
    n_skipped += panelist_accounts_get_skipped (accounts, panel, (PanelistCatalogSkip) i);
  states = g_type_class_ref (PANELIST_TYPE_PANEL_STATE);
  g_string_append_printf (report, "Panel %u: %s, %u services, %u rows skipped\n", number,
                          g_enum_get_value (states, (int) panelist_panel_get_state (panel))->value_nick,
                          catalog ? panelist_catalog_get_size (catalog) : 0, n_skipped);
  g_type_class_unref (states);
  append_catalog (report, accounts, panel);
}

static void
append_session (GString         *report,
                PanelistSession *session)
{
  PanelistAccounts *accounts = panelist_session_get_accounts (session);
  PanelistOrderTally *tally = panelist_session_get_tally (session);
  GListModel *panels = G_LIST_MODEL (panelist_accounts_get_panels (accounts));

  for (guint i = 0; i < g_list_model_get_n_items (panels); i++)
    {
      g_autoptr (PanelistPanel) panel = NULL;

      panel = g_list_model_get_item (panels, i);
      append_panel (report, accounts, panel, i + 1);
    }
  g_string_append_printf (report, "Orders: %u, %u active, %u need attention, %u unconfirmed\n",
                          panelist_order_tally_get (tally, PANELIST_ORDER_VIEW_ALL),
                          panelist_order_tally_get (tally, PANELIST_ORDER_VIEW_ACTIVE),
                          panelist_order_tally_get (tally, PANELIST_ORDER_VIEW_ATTENTION),
                          panelist_order_tally_get_unconfirmed (tally));
  g_string_append_printf (report, "Refills: %u\n",
                          g_list_model_get_n_items (G_LIST_MODEL (panelist_accounts_get_refills (accounts))));
}

/**
 * panelist_about_dialog_dup_report:
 * @session: (nullable): what is open
 *
 * The Troubleshooting text: versions, counts and skipped rows, in English; no names, no links, no key.
 *
 * Returns: (transfer full): plain text
 */
char *
panelist_about_dialog_dup_report (PanelistSession *session)
{
  g_autoptr (GString) report = NULL;

  report = g_string_new (NULL);
  append_versions (report);
  if (session != NULL)
    append_session (report, session);
  return panelist_redact (report->str, (gssize) report->len, NULL);
}

/**
 * panelist_about_dialog_new:
 * @session: (nullable): what is open
 *
 * Returns: (transfer none): a new floating dialog
 */
AdwDialog *
panelist_about_dialog_new (PanelistSession *session)
{
  g_autofree char *report = NULL;
  AdwDialog *dialog = NULL;

  report = panelist_about_dialog_dup_report (session);
  dialog = adw_about_dialog_new ();
  g_object_set (dialog,
                "application-icon", "panelist",
                "application-name", _("Panelist"),
                "comments", _("Order services from a panel you have an account with, and follow the orders"),
                "developer-name", _("The Panelist Contributors"),
                "version", PANELIST_VERSION,
                "website", PANELIST_PROJECT_URL,
                "issue-url", PANELIST_PROJECT_URL "/issues",
                "copyright", "© The Panelist Contributors",
                "license-type", GTK_LICENSE_GPL_3_0,
                /* Translators: names of the translators, one a line */
                "translator-credits", _("translator-credits"),
                "debug-info", report,
                "debug-info-filename", "panelist-troubleshooting.txt",
                NULL);
  return dialog;
}
