/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libdex.h>

#include "panelist-catalog-model.h"
#include "panelist-facet-bar.h"
#include "panelist-quantity-lens.h"
#include "panelist-service-filters.h"
#include "panelist-service-inspector.h"
#include "panelist-service-table.h"
#include "panelist-services-page.h"
#include "panelist-table-header.h"

G_BEGIN_DECLS

/* The Services page by subject: the list with its search and selection (panelist-services-page.c), what is told of it
 * (-summary.c), reading services from panels (-loading.c), and what can be done with a row (-actions.c). */

struct _PanelistServicesPage
{
  AdwNavigationPage parent_instance;

  PanelistServiceInspector *inspector;
  GtkEditable *search;
  GtkStack *states;
  PanelistFacetBar *facets;
  GtkButton *filters_button;
  PanelistQuantityLens *lens;
  PanelistTableHeader *header;
  GtkListView *list;
  GMenuModel *row_menu;

  GtkWidget *menu;           /* of the row that was pointed at */

  PanelistSession *session;
  PanelistPanel *panel;
  PanelistCatalogModel *model;
  PanelistServiceFilters *filters;
  GtkSingleSelection *selection;
  PanelistServiceTable *table;
  DexFuture *refresh;
  DexFuture *patience;
  GBindingGroup *state;     /* of the page, in the settings of the session */
  GSignalGroup *accounts;
  GSignalGroup *panels;
  GPtrArray *watched;       /* panels whose currency is followed */
  guint announcement;       /* source that tells of the list when typing has paused */

  gboolean all_panels;      /* instead of the one in use */
  gboolean beside;          /* the inspector stands beside the list */
  gboolean roomy;           /* there is room for all columns */
  gboolean narrow;          /* rows of two lines */
  gboolean details;         /* the user wants to see the inspector */
  gboolean descending;
  gboolean slow;
  gboolean searching;       /* the list is narrowed down by words */
  gboolean filtered;        /* and by filters */
  gboolean changing;        /* the model is about to change: the selection means nothing */
  char *sort;
  char *selected;           /* panel and id of the selected service, kept while it does not match */
  char *summary;
  char *no_match_hint;
  char *loading_hint;
  char *failure;
};

/* The list */
PanelistService *panelist_services_page_get_selected (PanelistServicesPage *self);
PanelistPanel   *panelist_services_page_get_panel    (PanelistServicesPage *self,
                                                      PanelistService      *service);
void             panelist_services_page_bind_rows    (PanelistServicesPage *self);
void             panelist_services_page_begin_change (PanelistServicesPage *self);
void             panelist_services_page_end_change   (PanelistServicesPage *self);
void             panelist_services_page_activate     (PanelistServicesPage *self,
                                                      guint                 position);
void             panelist_services_page_order        (PanelistServicesPage *self,
                                                      PanelistService      *service);

/* What is told */
void             panelist_services_page_update_state (PanelistServicesPage *self);
void             panelist_services_page_announce     (PanelistServicesPage *self);

/* Loading */
void             panelist_services_page_load         (PanelistServicesPage *self);
void             panelist_services_page_refresh      (PanelistServicesPage *self);
void             panelist_services_page_set_up_loading (PanelistServicesPage *self);

/* What can be done with a row */
void             panelist_services_page_install_row_actions (GtkWidgetClass *widget_class);
void             panelist_services_page_set_up_menu         (PanelistServicesPage *self);

G_END_DECLS
