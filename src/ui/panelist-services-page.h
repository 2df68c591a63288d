/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-session.h"
#include "panelist-ui.h"

G_BEGIN_DECLS

/* The services of the panel in use, or of all panels: live search, filters, a table, and the details of the selected
 * service.
 *
 * Properties: session (PanelistSession), panel (PanelistPanel, the one in use), both writable and nullable; all-panels
 * (boolean: one list of the services of all).
 * Signal `order-requested` (PanelistService): a service shall be ordered, from its own panel.
 * Actions: page.search, page.refresh, page.details. */
#define PANELIST_TYPE_SERVICES_PAGE (panelist_services_page_get_type ())
G_DECLARE_FINAL_TYPE (PanelistServicesPage, panelist_services_page, PANELIST, SERVICES_PAGE, AdwNavigationPage)
/* Takes back search and filters, and opens the details of a service that is in the list. */
void panelist_services_page_show_service (PanelistServicesPage *self,
                                          int64_t               panel_id,
                                          const char           *service_id);

G_END_DECLS
