/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-ui.h"

G_BEGIN_DECLS

/* The keys that work, in boxed lists. */
AdwDialog *panelist_shortcuts_dialog_new (void);

G_END_DECLS
