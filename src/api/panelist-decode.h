/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-answer.h"
#include "panelist-api-error.h"
#include "panelist-catalog.h"
#include "panelist-reply.h"

G_BEGIN_DECLS

/* From a reply to a typed answer: pure functions, safe on any thread. `key` is redacted from every
 * text. Readers follow protocol.md 4.2; `add` is valued by safety.md A4 alone. */

PanelistCatalog       *panelist_decode_services        (const PanelistReply  *reply,
                                                        int64_t               panel_id,
                                                        const char           *key,
                                                        GError              **error);
PanelistAddAnswer     *panelist_decode_add             (const PanelistReply  *reply,
                                                        const char           *key);
PanelistStatusAnswer  *panelist_decode_status          (const PanelistReply  *reply,
                                                        const char           *order_id,
                                                        const char           *key,
                                                        GError              **error);
GPtrArray             *panelist_decode_statuses        (const PanelistReply  *reply,
                                                        const char * const   *order_ids,
                                                        const char           *key,
                                                        guint                *n_foreign,
                                                        GError              **error);
PanelistRequestAnswer *panelist_decode_refill          (const PanelistReply  *reply,
                                                        const char           *order_id,
                                                        const char           *key);
PanelistRequestAnswer *panelist_decode_refills         (const PanelistReply  *reply,
                                                        const char * const   *order_ids,
                                                        const char           *key);
PanelistRequestAnswer *panelist_decode_refill_status   (const PanelistReply  *reply,
                                                        const char           *refill_id,
                                                        const char           *key);
PanelistRequestAnswer *panelist_decode_refill_statuses (const PanelistReply  *reply,
                                                        const char * const   *refill_ids,
                                                        const char           *key);
PanelistRequestAnswer *panelist_decode_cancel          (const PanelistReply  *reply,
                                                        const char * const   *order_ids,
                                                        const char           *key);
PanelistBalance       *panelist_decode_balance         (const PanelistReply  *reply,
                                                        const char           *key,
                                                        GError              **error);

G_END_DECLS
