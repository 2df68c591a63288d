/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-session.h"
#include "panelist-ui.h"

G_BEGIN_DECLS

AdwDialog *panelist_about_dialog_new        (PanelistSession *session);
char      *panelist_about_dialog_dup_report (PanelistSession *session);

G_END_DECLS
