/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* Amounts are decimal text in one canonical form ("0.27819"): plain digits, no exponent, no sign
 * but a leading `-`, fraction digits kept as the panel gave them. NULL is the unknown amount; every
 * function takes and returns it. All returned strings are owned by the caller. */

char     *panelist_money_parse          (const char *text);
char     *panelist_money_parse_tolerant (const char *text,
                                         gboolean   *ambiguous);
char     *panelist_money_parse_typed    (const char *text);
char     *panelist_money_add            (const char *a,
                                         const char *b);
char     *panelist_money_subtract       (const char *a,
                                         const char *b);
char     *panelist_money_multiply       (const char *amount,
                                         int64_t     factor);
char     *panelist_money_per_thousand   (const char *rate,
                                         int64_t     quantity);
char     *panelist_money_share          (const char *amount,
                                         int64_t     part,
                                         int64_t     whole);
char     *panelist_money_trim           (const char *amount);
gboolean  panelist_money_is_zero        (const char *amount);
gboolean  panelist_money_is_negative    (const char *amount);
int       panelist_money_compare        (const char *a,
                                         const char *b);
gboolean  panelist_money_equal          (const char *a,
                                         const char *b);
double    panelist_money_sort_key       (const char *amount);
char     *panelist_money_format         (const char *amount,
                                         const char *currency);
char     *panelist_number_format        (int64_t     number);

G_END_DECLS
