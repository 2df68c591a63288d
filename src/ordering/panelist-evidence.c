/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ordering"

#include "config.h"

#include "panelist-evidence.h"

#include <string.h>

#include "panelist-money.h"

/* Of more unconfirmed orders at once nothing can be told. */
#define MAX_UNCERTAIN 8

static gsize
count_decimals (const char *amount)
{
  const char *dot = strchr (amount, '.');

  return dot != NULL ? strlen (dot + 1) : 0;
}

/* One unit of the last decimal. */
static char *
dup_unit (gsize n_decimals)
{
  g_autofree char *zeros = NULL;

  if (n_decimals == 0)
    return g_strdup ("1");

  zeros = g_strnfill (n_decimals - 1, '0');

  return g_strconcat ("0.", zeros, "1", NULL);
}

/* |a - b| */
static char *
dup_distance (const char *a,
              const char *b)
{
  return panelist_money_compare (a, b) < 0 ? panelist_money_subtract (b, a) : panelist_money_subtract (a, b);
}

static gboolean
is_within (const char *a,
           const char *b,
           const char *unit)
{
  g_autofree char *distance = dup_distance (a, b);

  return distance != NULL && panelist_money_compare (distance, unit) <= 0;
}

static gboolean
is_comparable (const PanelistEvidenceBalance *before,
               const PanelistEvidenceBalance *after)
{
  return before->amount != NULL && after->amount != NULL && !before->ambiguous && !after->ambiguous &&
         g_strcmp0 (before->currency, after->currency) == 0;
}

/* The prices of those uncertain orders whose bit is set. */
static char *
dup_sum (const PanelistEvidenceOthers *others,
         guint                         subset)
{
  char *sum = g_strdup ("0");

  for (guint i = 0; i < others->n_uncertain && sum != NULL; i++)
    {
      g_autofree char *before = NULL;

      if ((subset & (1u << i)) == 0)
        continue;

      before = sum;
      sum = panelist_money_add (before, others->uncertain[i]);
    }

  return sum;
}

/* Every way in which the orders that are not known of can have been charged is tried: with this one, or without.
 * What all ways that fit have in common is what the balance says; the fall that is told is this order's alone. */
static PanelistEvidenceJudgement
judge_fall (char                         *fall,
            const char                   *expected_charge,
            const char                   *unit,
            const PanelistEvidenceOthers *others)
{
  PanelistEvidenceJudgement judgement = { PANELIST_EVIDENCE_UNCLEAR, fall, FALSE };
  g_autofree char *own = NULL;
  gboolean with = FALSE;
  gboolean without = FALSE;
  gboolean alone = FALSE;

  for (guint subset = 0; subset < (1u << others->n_uncertain); subset++)
    {
      g_autofree char *sum = dup_sum (others, subset);
      g_autofree char *sum_with = panelist_money_add (sum, expected_charge);
      gboolean fits_with = is_within (fall, sum_with, unit);
      gboolean fits_without = is_within (fall, sum, unit);

      if (own == NULL && (fits_with || fits_without))
        {
          own = panelist_money_subtract (fall, sum);
          alone = subset == 0;
        }

      with = with || fits_with;
      without = without || fits_without;
    }

  judgement.shared = (with || without) && !(alone && with != without);

  if (with == without || own == NULL)
    return judgement;

  g_free (fall);
  judgement.fall = g_steal_pointer (&own);
  judgement.kind = with ? PANELIST_EVIDENCE_MATCH : PANELIST_EVIDENCE_UNCHANGED;

  return judgement;
}

/**
 * panelist_evidence_judge:
 * @before: the balance before the request
 * @after: the balance after it
 * @expected_charge: (nullable): what the order was to cost
 * @others: (nullable): what else was ordered meanwhile; %NULL is nothing
 *
 * Returns: what the difference says; free its `fall`. An unknown amount, another currency, guessed separators and a
 *   fall that is not the price are unclear; a price below what the panel shows is too small
 */
PanelistEvidenceJudgement
panelist_evidence_judge (const PanelistEvidenceBalance *before,
                         const PanelistEvidenceBalance *after,
                         const char                    *expected_charge,
                         const PanelistEvidenceOthers  *others)
{
  static const PanelistEvidenceOthers none = { "0", NULL, 0 };
  PanelistEvidenceJudgement unclear = { PANELIST_EVIDENCE_UNCLEAR, NULL, FALSE };
  g_autofree char *unit = NULL;
  g_autofree char *all = NULL;
  char *fall = NULL;

  others = others != NULL ? others : &none;

  if (!is_comparable (before, after) || expected_charge == NULL || panelist_money_is_negative (expected_charge))
    return unclear;

  unit = dup_unit (MAX (count_decimals (before->amount), count_decimals (after->amount)));

  if (panelist_money_compare (expected_charge, unit) < 0)
    return (PanelistEvidenceJudgement) { PANELIST_EVIDENCE_TOO_SMALL, NULL, FALSE };

  all = panelist_money_subtract (before->amount, after->amount);
  fall = panelist_money_subtract (all, others->known);

  if (fall == NULL || others->n_uncertain > MAX_UNCERTAIN)
    {
      unclear.fall = fall;
      unclear.shared = fall != NULL;
      return unclear;
    }

  /* Nothing happened at all: rounding has no part in it. */
  if (panelist_money_is_zero (all) && panelist_money_is_zero (others->known))
    return (PanelistEvidenceJudgement) { PANELIST_EVIDENCE_UNCHANGED, fall, FALSE };

  /* Without other orders a fall of any size is no standing still. */
  if (panelist_money_is_zero (others->known) && others->n_uncertain == 0)
    {
      unclear.fall = fall;
      unclear.kind = !panelist_money_is_negative (fall) && is_within (fall, expected_charge, unit)
                       ? PANELIST_EVIDENCE_MATCH : PANELIST_EVIDENCE_UNCLEAR;
      return unclear;
    }

  return judge_fall (fall, expected_charge, unit, others);
}

/**
 * panelist_evidence_may_replace:
 * @old: what was read before
 * @now: what was read now
 * @shared: of the judgement of now
 *
 * A fall by exactly the price stays a fact whatever moves the balance later, but for the money coming back. That the
 * balance stood still is no fact any more when it moves. What is told only by what other orders may have taken is
 * better than nothing, and than nothing else: where a second client spends, some sum of theirs may fit by chance.
 *
 * Returns: whether @now stands in the place of @old
 */
gboolean
panelist_evidence_may_replace (PanelistEvidence old,
                               PanelistEvidence now,
                               gboolean         shared)
{
  if (old == PANELIST_EVIDENCE_NONE || old == PANELIST_EVIDENCE_UNREAD)
    return TRUE;

  if (now == PANELIST_EVIDENCE_UNREAD || now == PANELIST_EVIDENCE_NONE || shared)
    return FALSE;

  return old != PANELIST_EVIDENCE_MATCH || now == PANELIST_EVIDENCE_MATCH || now == PANELIST_EVIDENCE_UNCHANGED;
}

/**
 * panelist_evidence_is_charge:
 * @charge: (nullable): what a panel says an order cost
 * @expected_charge: (nullable): what it was to cost
 *
 * Equal within rounding: less than one unit of the last decimal that the panel gives. An amount with fewer than two
 * decimals may have lost its zeros, or be rounded to whole units: then it must be within one percent as well.
 *
 * Returns: whether the one is the other
 */
gboolean
panelist_evidence_is_charge (const char *charge,
                             const char *expected_charge)
{
  g_autofree char *unit = NULL;
  g_autofree char *distance = NULL;

  if (charge == NULL || expected_charge == NULL)
    return FALSE;

  if (panelist_money_equal (charge, expected_charge))
    return TRUE;

  if (panelist_money_is_zero (charge))
    return FALSE;

  unit = dup_unit (count_decimals (charge));
  distance = dup_distance (charge, expected_charge);

  return distance != NULL && panelist_money_compare (distance, unit) < 0 &&
         (count_decimals (charge) >= 2 || panelist_evidence_is_near (charge, expected_charge));
}

/* Within one percent of what was expected (E6). */
gboolean
panelist_evidence_is_near (const char *charge,
                           const char *expected_charge)
{
  g_autofree char *distance = NULL;
  g_autofree char *percent = NULL;

  if (charge == NULL || expected_charge == NULL)
    return FALSE;

  distance = dup_distance (charge, expected_charge);
  percent = panelist_money_share (expected_charge, 1, 100);

  return distance != NULL && percent != NULL && panelist_money_compare (distance, percent) <= 0;
}

/**
 * panelist_evidence_describe:
 * @evidence: what panelist_evidence_judge() said
 * @before: the balance before the request
 * @after: the balance after it
 * @fall: (nullable): of the judgement
 *
 * Returns: (transfer full): the facts for the time line and the logs, in English
 */
char *
panelist_evidence_describe (PanelistEvidence               evidence,
                            const PanelistEvidenceBalance *before,
                            const PanelistEvidenceBalance *after,
                            const char                    *fall)
{
  switch (evidence)
    {
    case PANELIST_EVIDENCE_MATCH:
      return g_strdup_printf ("The balance fell by %s %s, the price of this order", fall != NULL ? fall : "",
                              after->currency != NULL ? after->currency : "");

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
