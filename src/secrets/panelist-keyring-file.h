/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The file in which libsecret keeps keys inside a sandbox. libsecret aborts the process when it is
 * cut short (safety.md D5), so it is looked at before the first call. */

gboolean panelist_keyring_file_is_sound  (GBytes      *contents);
gboolean panelist_keyring_file_check     (const char  *path,
                                          char       **kept_copy);

G_END_DECLS
