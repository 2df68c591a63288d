/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-money.h"

G_BEGIN_DECLS

/* Whether it is a code of ISO 4217 that ICU knows, in any case. */
gboolean panelist_money_is_iso_currency (const char *code);

/* panelist_money_parse_typed() with separators of its own, for tests. */
char    *panelist_money_parse_with      (const char *text,
                                         gunichar    decimal,
                                         gunichar    group);

G_END_DECLS
