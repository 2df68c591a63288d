/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "panelist-enums.h"

G_BEGIN_DECLS

/* What balances and charges say about an order (safety.md A7). Pure functions of decimal text. */

typedef struct {
  const char *amount;      /* decimal text, NULL = unknown */
  const char *currency;    /* NULL = not told */
  gboolean    ambiguous;   /* separators had to be guessed */
} PanelistEvidenceBalance;

/* Orders of the same panel that were sent after the balance before was read. */
typedef struct {
  const char  *known;         /* what the placed ones took together, NULL = not known; "0" without any */
  const char **uncertain;     /* the prices of those of which it is not known either */
  guint        n_uncertain;
} PanelistEvidenceOthers;

typedef struct {
  PanelistEvidence  kind;
  char             *fall;     /* of this order, less what others took; NULL when it can not be told */
  gboolean          shared;   /* rests on which of the uncertain orders were charged */
} PanelistEvidenceJudgement;

PanelistEvidenceJudgement
          panelist_evidence_judge        (const PanelistEvidenceBalance *before,
                                          const PanelistEvidenceBalance *after,
                                          const char                    *expected_charge,
                                          const PanelistEvidenceOthers  *others);
gboolean  panelist_evidence_may_replace  (PanelistEvidence               old,
                                          PanelistEvidence               now,
                                          gboolean                       shared);
gboolean  panelist_evidence_is_charge    (const char                    *charge,
                                          const char                    *expected_charge);
gboolean  panelist_evidence_is_near      (const char                    *charge,
                                          const char                    *expected_charge);
char     *panelist_evidence_describe     (PanelistEvidence               evidence,
                                          const PanelistEvidenceBalance *before,
                                          const PanelistEvidenceBalance *after,
                                          const char                    *fall);

G_END_DECLS
