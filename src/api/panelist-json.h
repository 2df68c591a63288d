/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdint.h>

#include <yyjson.h>

#include "panelist-enums.h"

G_BEGIN_DECLS

/* One JSON value read from a hostile body: strict RFC 8259, numbers kept as text, bounds of
 * safety.md C5. */

#define PANELIST_JSON_MAX_DEPTH        32
#define PANELIST_JSON_MAX_KEYS         512
#define PANELIST_JSON_MAX_STRING       (64 * 1024)
#define PANELIST_JSON_MAX_NUMBER       40
#define PANELIST_JSON_MAX_NOISE        (64 * 1024)
#define PANELIST_JSON_BUDGET           (4 * 1024 * 1024)
#define PANELIST_JSON_BUDGET_SERVICES  (256 * 1024 * 1024)

typedef enum {
  PANELIST_JSON_PROBLEM_NONE,
  PANELIST_JSON_PROBLEM_EMPTY,      /* nothing but blanks */
  PANELIST_JSON_PROBLEM_WEB_PAGE,   /* HTML */
  PANELIST_JSON_PROBLEM_INVALID,    /* not JSON */
  PANELIST_JSON_PROBLEM_TOO_LARGE,  /* over the depth or the budget */
} PanelistJsonProblem;

typedef struct _PanelistJson PanelistJson;

/* All of the body but a byte order mark and blanks */
PanelistJson *panelist_json_read_strict   (const char          *body,
                                           gsize                length,
                                           gsize                budget,
                                           PanelistJsonProblem *problem);
/* protocol.md 4.2 step 1: also after text that PHP put in front, up to the end of the body */
PanelistJson *panelist_json_read_tolerant (const char          *body,
                                           gsize                length,
                                           gsize                budget,
                                           gboolean             number_allowed,
                                           PanelistJsonProblem *problem);
/* The next object that begins at `*offset` or later and is complete, whatever is around it; moves
 * `*offset` behind it. For candidates only. */
PanelistJson *panelist_json_read_embedded (const char          *body,
                                           gsize                length,
                                           gsize                budget,
                                           gsize               *offset);
void          panelist_json_free          (PanelistJson        *self);
yyjson_val   *panelist_json_get_root      (PanelistJson        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistJson, panelist_json_free)

/* Members. An object with more than PANELIST_JSON_MAX_KEYS keys has none. */
yyjson_val *panelist_json_member        (yyjson_val  *object,
                                         const char  *name);
guint       panelist_json_count_members (yyjson_val  *object,
                                         const char  *name);
gboolean    panelist_json_equals        (yyjson_val  *text,
                                         const char  *other);

/* Typed fields (safety.md C2): a wrong type, grammar or size is "unknown". `value` may be NULL. */
gboolean     panelist_json_get_text    (yyjson_val  *value,
                                        const char **text,
                                        gsize       *length);
gboolean     panelist_json_get_integer (yyjson_val  *value,
                                        int64_t     *integer);
char        *panelist_json_dup_integer (yyjson_val  *value);
char        *panelist_json_dup_amount  (yyjson_val  *value,
                                        gboolean    *ambiguous);
PanelistFlag panelist_json_get_flag    (yyjson_val  *value);
char        *panelist_json_dup_id      (yyjson_val  *value);

G_END_DECLS
