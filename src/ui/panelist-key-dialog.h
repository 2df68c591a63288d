/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-session.h"
#include "panelist-ui.h"

G_BEGIN_DECLS

/* Asks for the key of a panel that the keyring can't give, for the life of the process. */
AdwDialog *panelist_key_dialog_new (PanelistSession *session,
                                    PanelistPanel   *panel);

G_END_DECLS
