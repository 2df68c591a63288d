/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-service-marks.h"
#include "panelist-service.h"

G_BEGIN_DECLS

/* The words for a service: plain text in the current locale, all owned by the caller. */


/* What rates are for, where they are for no package. */
#define PANELIST_RATE_QUANTITY 1000

/* Beyond this a column of amounts would be mostly blank for the sake of a few odd ones. */
#define PANELIST_MAX_ALIGNED_DIGITS 6

gboolean  panelist_service_is_package       (PanelistService           *service);
char     *panelist_service_dup_rate         (PanelistService           *service,
                                             const char                *currency);
char     *panelist_service_dup_price        (PanelistService           *service,
                                             int                        quantity);
char     *panelist_service_dup_price_words  (PanelistService           *service,
                                             int                        quantity,
                                             const char                *currency);
char     *panelist_service_dup_limits       (PanelistService           *service);
char     *panelist_service_dup_flag         (PanelistFlag               flag);
char     *panelist_service_dup_type         (PanelistService           *service);
char     *panelist_service_dup_origin       (PanelistService           *service,
                                             const char                *panel_name);
char     *panelist_service_dup_success      (const PanelistServiceMark *mark);
char     *panelist_service_dup_time         (const PanelistServiceMark *mark);
char     *panelist_service_dup_short_detail (PanelistService           *service,
                                             const PanelistServiceMark *mark);
char     *panelist_service_dup_label        (PanelistService           *service,
                                             int                        quantity,
                                             const char                *currency,
                                             const char                *panel_name,
                                             const PanelistServiceMark *mark);
char     *panelist_amount_dup_aligned       (const char                *amount,
                                             guint                      n_fraction_digits);
guint     panelist_amount_count_fraction    (const char                *amount);
guint     panelist_amount_count_shown       (guint                      n_fraction_digits,
                                             int                        quantity);

G_END_DECLS
