/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-accounts.h"

G_BEGIN_DECLS

/* What belongs to one panel. It outlives the panel's place in the list, so that a removal can be
 * undone. */
typedef struct {
  PanelistPanel   *panel;
  PanelistClient  *client;
  PanelistCatalog *catalog;
  char            *catalog_address;   /* where the panel was when it told the catalog */
  GError          *catalog_error;     /* why the last try to read it failed, NULL when it did not */
  guint            skipped[PANELIST_CATALOG_N_SKIPS];   /* rows of the last answer */
  DexFuture       *catalog_refresh;   /* one in flight */
  DexFuture       *balance_refresh;   /* one in flight */
} PanelistAccount;

struct _PanelistAccounts {
  GObject parent_instance;

  PanelistStore *store;
  PanelistSecrets *secrets;
  PanelistTransport *transport;
  PanelistObjectList *panels;
  PanelistObjectList *orders;
  PanelistObjectList *refills;
  PanelistServiceMarks *marks;
  PanelistKeywords *keywords;
  GHashTable *accounts;   /* PanelistPanel → PanelistAccount */
  DexFuture *saving;      /* the last queued change of panels: they are made one after the other */
};

PanelistAccount *panelist_accounts_get_account (PanelistAccounts *self,
                                                PanelistPanel    *panel);
/* panelist-accounts-marks.c: of PanelistStoredMark, as they were read */
void             panelist_accounts_show_marks  (PanelistAccounts *self,
                                                GPtrArray        *stored);

G_END_DECLS
