/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-session.h"
#include "panelist-ui.h"

G_BEGIN_DECLS

/* The state of a panel in words and as a report without the key, with Copy and Try Again.
 * Construct-only properties: session, panel. */
#define PANELIST_TYPE_REPORT_DIALOG (panelist_report_dialog_get_type ())
G_DECLARE_FINAL_TYPE (PanelistReportDialog, panelist_report_dialog, PANELIST, REPORT_DIALOG, AdwDialog)

AdwDialog *panelist_report_dialog_new (PanelistSession *session,
                                       PanelistPanel   *panel);

G_END_DECLS
