/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "panelist-session.h"

G_BEGIN_DECLS

#define PANELIST_PRICE_DAYS 90

/* What a service cost in the last days, as a chart of steps with its range. Hidden while nothing is known.
 *
 * Signal `loaded`: panelist_price_card_get_points() answers. */
#define PANELIST_TYPE_PRICE_CARD (panelist_price_card_get_type ())
G_DECLARE_FINAL_TYPE (PanelistPriceCard, panelist_price_card, PANELIST, PRICE_CARD, GtkBox)

GtkWidget *panelist_price_card_new         (void);
void       panelist_price_card_set_service (PanelistPriceCard *self,
                                            PanelistSession   *session,
                                            PanelistService   *service);
GPtrArray *panelist_price_card_get_points  (PanelistPriceCard *self);

G_END_DECLS
