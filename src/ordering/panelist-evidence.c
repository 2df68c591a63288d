/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ordering"

#include "config.h"

#include "panelist-evidence.h"

#include <string.h>

#include "panelist-money.h"

static gsize
count_decimals (const char *amount)
{
  const char *dot = strchr (amount, '.');

  return dot != NULL ? strlen (dot + 1) : 0;
}

/* One unit of the last decimal that the panel shows. */
static char *
dup_unit (const char *before,
          const char *after)
{
  gsize n_decimals = MAX (count_decimals (before), count_decimals (after));
  g_autofree char *zeros = NULL;

  if (n_decimals == 0)
    return g_strdup ("1");

  zeros = g_strnfill (n_decimals - 1, '0');

  return g_strconcat ("0.", zeros, "1", NULL);
}

static gboolean
is_comparable (const PanelistEvidenceBalance *before,
               const PanelistEvidenceBalance *after)
{
  return before->amount != NULL && after->amount != NULL && !before->ambiguous && !after->ambiguous &&
         g_strcmp0 (before->currency, after->currency) == 0;
}

/**
 * panelist_evidence_judge:
 * @before: the balance before the request
 * @after: the balance after it
 * @expected_charge: (nullable): what the order was to cost
 *
 * Returns: what the difference says. An unknown amount, another currency, guessed separators and a fall that
 *   is not the price are unclear; a price below what the panel shows is too small.
 */
PanelistEvidence
panelist_evidence_judge (const PanelistEvidenceBalance *before,
                         const PanelistEvidenceBalance *after,
                         const char                    *expected_charge)
{
  g_autofree char *fall = NULL;
  g_autofree char *unit = NULL;
  g_autofree char *difference = NULL;
  g_autofree char *negated = NULL;

  if (!is_comparable (before, after) || expected_charge == NULL || panelist_money_is_negative (expected_charge))
    return PANELIST_EVIDENCE_UNCLEAR;

  unit = dup_unit (before->amount, after->amount);

  if (panelist_money_compare (expected_charge, unit) < 0)
    return PANELIST_EVIDENCE_TOO_SMALL;

  fall = panelist_money_subtract (before->amount, after->amount);

  if (fall == NULL)
    return PANELIST_EVIDENCE_UNCLEAR;

  if (panelist_money_is_zero (fall))
    return PANELIST_EVIDENCE_UNCHANGED;

  if (panelist_money_is_negative (fall))
    return PANELIST_EVIDENCE_UNCLEAR;

  difference = panelist_money_subtract (fall, expected_charge);
  negated = panelist_money_multiply (difference, -1);

  if (difference != NULL && panelist_money_compare (difference, unit) <= 0 &&
      panelist_money_compare (negated, unit) <= 0)
    return PANELIST_EVIDENCE_MATCH;

  return PANELIST_EVIDENCE_UNCLEAR;
}

/**
 * panelist_evidence_describe:
 * @evidence: what panelist_evidence_judge() said
 * @before: the balance before the request
 * @after: the balance after it
 *
 * Returns: (transfer full): the facts for the time line and the details, in English
 */
char *
panelist_evidence_describe (PanelistEvidence               evidence,
                            const PanelistEvidenceBalance *before,
                            const PanelistEvidenceBalance *after)
{
  g_autofree char *fall = NULL;
  const char *currency = after->currency != NULL ? after->currency : "";

  switch (evidence)
    {
    case PANELIST_EVIDENCE_MATCH:
      fall = panelist_money_subtract (before->amount, after->amount);
      return g_strdup_printf ("The balance fell by %s %s, the price of this order", fall, currency);

    case PANELIST_EVIDENCE_UNCHANGED:
      return g_strdup ("The balance did not change");

    case PANELIST_EVIDENCE_TOO_SMALL:
      return g_strdup ("The panel shows too few decimals to tell");

    case PANELIST_EVIDENCE_NONE:
    case PANELIST_EVIDENCE_UNREAD:
    case PANELIST_EVIDENCE_UNCLEAR:
    default:
      return g_strdup_printf ("Unclear: the balance was %s before and %s after",
                              before->amount != NULL ? before->amount : "unknown",
                              after->amount != NULL ? after->amount : "unknown");
    }
}
