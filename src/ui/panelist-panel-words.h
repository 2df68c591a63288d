/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-panel.h"

G_BEGIN_DECLS

/* The words for a panel and for what went wrong with it: plain text in the current locale that names the
 * remedy, never a key. Owned by the caller where not const. */

/* What can be done about a state: the name of an action of the window, whose parameter is the panel's uuid. */
typedef struct {
  const char *action;   /* NULL = nothing to be done */
  const char *label;    /* translated, without mnemonic */
} PanelistRemedy;

char           *panelist_panel_dup_balance   (PanelistPanel      *panel);
char           *panelist_panel_dup_state     (PanelistPanel      *panel);
PanelistRemedy  panelist_panel_get_remedy    (PanelistPanel      *panel);
int             panelist_panel_get_urgency   (PanelistPanelState  state);
char           *panelist_panel_dup_report    (PanelistPanel      *panel);

char           *panelist_error_dup_sentence  (const GError       *error,
                                              const char         *panel_name);
gboolean        panelist_error_is_keyring    (const GError       *error);
const char     *panelist_address_error_get_words (const GError   *error);

G_END_DECLS
