/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The key never appears in text that is stored, shown, copied, exported or logged (safety.md
 * D9). */

char            *panelist_redact             (const char      *text,
                                              gssize           length,
                                              const char      *key);
void             panelist_redact_remember    (const char      *key);
void             panelist_redact_forget      (const char      *key);
GLogWriterOutput panelist_redact_log_writer  (GLogLevelFlags   level,
                                              const GLogField *fields,
                                              gsize            n_fields,
                                              gpointer         user_data);

G_END_DECLS
