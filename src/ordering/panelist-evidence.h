/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-enums.h"

G_BEGIN_DECLS

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
