/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "panelist-form.h"
#include "panelist-key.h"

G_BEGIN_DECLS

/* The pure parts of a request and of an answer's headers. */

GBytes     *panelist_http_build_body        (PanelistForm         *form,
                                             PanelistKey          *key);
const char *panelist_http_check_agent       (const char           *user_agent);
int64_t     panelist_http_parse_retry_after (const char           *value,
                                             int64_t               now);
char       *panelist_http_describe_flags    (GTlsCertificateFlags  flags);
GTlsCertificateFlags panelist_http_find_flags (const char         *description);

G_END_DECLS
