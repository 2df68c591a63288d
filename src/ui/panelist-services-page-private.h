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

/* The Services page by subject: the list with its search and selection (panelist-services-page.c), where it stands
 * (-scroll.c), what is told of it (-summary.c), reading services from panels (-loading.c), by what they are
 * grouped (-grouping.c), what can be done with a row (-actions.c), and services side by side (-compare.c). */

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
  GtkActionBar *compare_bar;
  GtkLabel *compare_names;
  GtkButton *compare_button;

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
  GSignalGroup *marks;
  GPtrArray *compared;      /* PanelistService */
  GPtrArray *watched;       /* panels whose currency is followed */
  GtkAdjustment *adjustment;   /* of the list; borrowed */
  int place;                /* the row that the list is to begin with, -1 = wherever it is */
  guint restoring;          /* tick callback that moves it there */
  guint n_frames;
  guint preparation;        /* source that groups the services when there is nothing else to do */
  guint announcement;       /* source that tells of the list when typing has paused */

  gboolean all_panels;      /* instead of the one in use */
  gboolean beside;          /* the inspector stands beside the list */
  gboolean roomy;           /* there is room for more columns */
  gboolean spacious;        /* there is room for all columns */
  gboolean narrow;          /* rows of two lines */
  gboolean details;         /* the user wants to see the inspector */
  gboolean descending;
  gboolean favorite;        /* the selected service is one */
  gboolean comparing;       /* it is one of those that are compared */
  gboolean showing;         /* these two are being shown, not set */
  gboolean slow;
  gboolean searching;       /* the list is narrowed down by words */
  gboolean filtered;        /* and by filters */
  gboolean changing;        /* the model is about to change: the selection means nothing */
  gboolean renewing;        /* all of the list changes, and is shown from its top */
  char *sort;
  char *selected;           /* panel and id of the selected service, kept while it does not match */
  char *summary;
  char *no_match_hint;
  char *loading_hint;
  char *failure;
};

/* The list */
PanelistService *panelist_services_page_get_selected (PanelistServicesPage *self);
void             panelist_services_page_bind_rows    (PanelistServicesPage *self);
void             panelist_services_page_on_marks_changed (PanelistServicesPage *self);
void             panelist_services_page_begin_change (PanelistServicesPage *self);
void             panelist_services_page_end_change   (PanelistServicesPage *self);
void             panelist_services_page_activate     (PanelistServicesPage *self,
                                                      guint                 position);
void             panelist_services_page_order        (PanelistServicesPage *self,
                                                      PanelistService      *service);

/* Where the list stands */
void             panelist_services_page_read_place    (PanelistServicesPage *self);
void             panelist_services_page_set_up_scroll (PanelistServicesPage *self);

/* What is told */
void             panelist_services_page_update_state (PanelistServicesPage *self);
void             panelist_services_page_announce     (PanelistServicesPage *self);

/* Loading */
void             panelist_services_page_load         (PanelistServicesPage *self);
void             panelist_services_page_refresh      (PanelistServicesPage *self);
void             panelist_services_page_set_up_loading (PanelistServicesPage *self);
GPtrArray       *panelist_services_page_dup_catalogs   (PanelistServicesPage *self);

/* Grouping */
void             panelist_services_page_regroup      (PanelistServicesPage *self);

/* What can be done with a row */
void             panelist_services_page_install_row_actions (GtkWidgetClass *widget_class);
void             panelist_services_page_set_up_menu         (PanelistServicesPage *self);
void             panelist_services_page_update_actions      (PanelistServicesPage *self);

void             panelist_services_page_show_history        (PanelistServicesPage *self,
                                                             PanelistService      *service);

/* Services side by side */
gboolean         panelist_services_page_is_compared     (PanelistServicesPage *self,
                                                         PanelistService      *service);
void             panelist_services_page_compare         (PanelistServicesPage *self,
                                                         PanelistService      *service,
                                                         gboolean              compared);
void             panelist_services_page_on_compare      (PanelistServicesPage *self);
void             panelist_services_page_compare_nothing (PanelistServicesPage *self);
void             panelist_services_page_set_up_compare  (PanelistServicesPage *self);

G_END_DECLS
