/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a balance says about an order (safety.md A7, E2). It never decides more than this. */
typedef enum {
  PANELIST_EVIDENCE_MATCH,       /* it fell by exactly the price */
  PANELIST_EVIDENCE_UNCHANGED,
  PANELIST_EVIDENCE_UNCLEAR,     /* anything else moved it, or it can not be compared */
  PANELIST_EVIDENCE_TOO_SMALL,   /* the panel shows too few decimals to tell */
} PanelistEvidence;

typedef struct {
  const char *amount;      /* decimal text, NULL = unknown */
  const char *currency;    /* NULL = not told */
  gboolean    ambiguous;   /* separators had to be guessed */
} PanelistEvidenceBalance;

PanelistEvidence  panelist_evidence_judge    (const PanelistEvidenceBalance *before,
                                              const PanelistEvidenceBalance *after,
                                              const char                    *expected_charge);
char             *panelist_evidence_describe (PanelistEvidence               evidence,
                                              const PanelistEvidenceBalance *before,
                                              const PanelistEvidenceBalance *after);

G_END_DECLS
