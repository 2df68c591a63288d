/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-service.h"

G_BEGIN_DECLS

/* The words for a service: plain text in the current locale, all owned by the caller. */

gboolean  panelist_service_is_package       (PanelistService *service);
char     *panelist_service_dup_rate         (PanelistService *service,
                                             const char      *currency);
char     *panelist_service_dup_limits       (PanelistService *service);
char     *panelist_service_dup_flag         (PanelistFlag     flag);
char     *panelist_service_dup_type         (PanelistService *service);
char     *panelist_service_dup_origin       (PanelistService *service,
                                             const char      *panel_name);
char     *panelist_service_dup_short_detail (PanelistService *service);
char     *panelist_service_dup_label        (PanelistService *service,
                                             const char      *currency);
char     *panelist_service_dup_aligned_rate (PanelistService *service,
                                             guint            n_fraction_digits);
guint     panelist_amount_count_fraction    (const char      *amount);

G_END_DECLS
