/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-decode.h"
#include "panelist-json.h"

G_BEGIN_DECLS

/* What the decoders of all calls share: texts, error classes, and the order of evaluation of
 * protocol.md 4.2. */

#define PANELIST_DECODE_BODY_MAX 4096

/* What one call expects of its answer. */
typedef struct {
  const char *const *fields;     /* who has one of these is the answer, never a wrapper */
  const char *const *wrappers;   /* keys whose object or array is the answer */
  gsize budget;                  /* memory for reading */
  gboolean number_allowed;       /* the body may be a bare number */
} PanelistExpectation;

/* An answer that holds no error. */
typedef struct {
  PanelistJson *json;
  yyjson_val *value;      /* unwrapped */
  gboolean is_wrapped;
} PanelistReading;

gboolean            panelist_decode_read          (const PanelistReply        *reply,
                                                   const PanelistExpectation  *expectation,
                                                   const char                 *key,
                                                   PanelistReading            *reading,
                                                   GError                    **error);
void                panelist_reading_clear        (PanelistReading            *self);

/* The panel's refusal in an object: its text, or NULL when there is none or it has no text */
gboolean            panelist_decode_has_error     (yyjson_val                 *object);
gboolean            panelist_decode_has_failed    (yyjson_val                 *object);
char               *panelist_decode_dup_error     (yyjson_val                 *object,
                                                   const char                 *key);
char               *panelist_decode_dup_message   (yyjson_val                 *object,
                                                   const char                 *key);
char               *panelist_decode_dup_any_text  (yyjson_val                 *value,
                                                   const char                 *key);

char               *panelist_decode_dup_text      (yyjson_val                 *value,
                                                   gsize                       max_characters,
                                                   const char                 *key);
char               *panelist_decode_dup_id        (yyjson_val                 *value,
                                                   const char                 *key);
char               *panelist_decode_dup_body      (GBytes                     *body,
                                                   const char                 *key);
PanelistErrorClass  panelist_decode_get_class     (const char                 *text,
                                                   guint                       http_status);
gboolean            panelist_decode_is_undecided  (const char                 *text,
                                                   PanelistErrorClass          error_class);
gboolean            panelist_decode_holds_undecided
                                                  (yyjson_val                 *value);
gboolean            panelist_decode_is_whole      (const PanelistReply        *reply);
gboolean            panelist_decode_is_lost       (guint                       http_status);
GError             *panelist_decode_new_problem   (PanelistJsonProblem         problem,
                                                   guint                       http_status);
GError             *panelist_decode_new_refusal   (const char                 *text,
                                                   guint                       http_status);
GError             *panelist_decode_new_http      (guint                       http_status);
GError             *panelist_decode_new_malformed (guint                       http_status,
                                                   const char                 *message);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PanelistReading, panelist_reading_clear)

G_END_DECLS
