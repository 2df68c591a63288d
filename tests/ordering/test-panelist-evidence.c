/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "panelist-evidence.h"

static void
test_judge (void)
{
  static const struct {
    PanelistEvidenceBalance before;
    PanelistEvidenceBalance after;
    const char *charge;
    PanelistEvidence expected;
  } cases[] = {
    { { "100.84292", "USD", FALSE }, { "100.56473", "USD", FALSE }, "0.27819", PANELIST_EVIDENCE_MATCH },
    { { "100.84", "USD", FALSE }, { "100.56", "USD", FALSE }, "0.27819", PANELIST_EVIDENCE_MATCH },
    { { "100.84", "USD", FALSE }, { "100.57", "USD", FALSE }, "0.27819", PANELIST_EVIDENCE_MATCH },
    { { "100.84", "USD", FALSE }, { "100.55", "USD", FALSE }, "0.27819", PANELIST_EVIDENCE_UNCLEAR },
    { { "100.84", NULL, FALSE }, { "100.56", NULL, FALSE }, "0.28", PANELIST_EVIDENCE_MATCH },
    { { "20000", "IDR", FALSE }, { "500", "IDR", FALSE }, "19500", PANELIST_EVIDENCE_MATCH },

    { { "100.84", "USD", FALSE }, { "100.84", "USD", FALSE }, "0.28", PANELIST_EVIDENCE_UNCHANGED },
    { { "100.840", "USD", FALSE }, { "100.84", "USD", FALSE }, "0.28", PANELIST_EVIDENCE_UNCHANGED },

    { { "100.84", "USD", FALSE }, { "100.84", "USD", FALSE }, "0.005", PANELIST_EVIDENCE_TOO_SMALL },
    { { "100", "USD", FALSE }, { "100", "USD", FALSE }, "0.5", PANELIST_EVIDENCE_TOO_SMALL },
    { { "100.84", "USD", FALSE }, { "100.84", "USD", FALSE }, "0", PANELIST_EVIDENCE_TOO_SMALL },

    { { "100.84", "USD", FALSE }, { "200.84", "USD", FALSE }, "0.28", PANELIST_EVIDENCE_UNCLEAR },
    { { "100.84", "USD", FALSE }, { "90.84", "USD", FALSE }, "0.28", PANELIST_EVIDENCE_UNCLEAR },
    { { "100.84", "USD", FALSE }, { "100.56", "EUR", FALSE }, "0.28", PANELIST_EVIDENCE_UNCLEAR },
    { { "100.84", "USD", FALSE }, { "100.56", NULL, FALSE }, "0.28", PANELIST_EVIDENCE_UNCLEAR },
    { { "1234", "USD", TRUE }, { "1233", "USD", FALSE }, "1", PANELIST_EVIDENCE_UNCLEAR },
    { { "1234", "USD", FALSE }, { "1233", "USD", TRUE }, "1", PANELIST_EVIDENCE_UNCLEAR },
    { { NULL, "USD", FALSE }, { "1233", "USD", FALSE }, "1", PANELIST_EVIDENCE_UNCLEAR },
    { { "1234", "USD", FALSE }, { NULL, "USD", FALSE }, "1", PANELIST_EVIDENCE_UNCLEAR },
    { { "1234", "USD", FALSE }, { "1233", "USD", FALSE }, NULL, PANELIST_EVIDENCE_UNCLEAR },
    { { "1234", "USD", FALSE }, { "1235", "USD", FALSE }, "-1", PANELIST_EVIDENCE_UNCLEAR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PanelistEvidenceJudgement judgement = { 0 };

      judgement = panelist_evidence_judge (&cases[i].before, &cases[i].after, cases[i].charge, NULL);
      g_assert_cmpint (judgement.kind, ==, cases[i].expected);
      g_assert_false (judgement.shared);
      g_free (judgement.fall);
    }
}

/* What else was ordered at the panel meanwhile. */
static void
test_judge_others (void)
{
  static const struct {
    const char *after;              /* 100.00 before, this order costs 0.50 */
    const char *known;
    const char *uncertain[3];
    PanelistEvidence kind;
    const char *fall;
    gboolean shared;
  } cases[] = {
    /* orders that are placed are subtracted */
    { "98.50", "1", { NULL }, PANELIST_EVIDENCE_MATCH, "0.50", FALSE },
    { "99.00", "1", { NULL }, PANELIST_EVIDENCE_UNCHANGED, "0.00", FALSE },
    { "98.49", "1.005", { NULL }, PANELIST_EVIDENCE_MATCH, "0.505", FALSE },
    { "98.99", "1.005", { NULL }, PANELIST_EVIDENCE_UNCHANGED, "0.005", FALSE },
    { "98.00", "1", { NULL }, PANELIST_EVIDENCE_UNCLEAR, "1.00", FALSE },
    { "100.00", "0.50", { NULL }, PANELIST_EVIDENCE_UNCLEAR, "-0.50", FALSE },
    { "99.50", NULL, { NULL }, PANELIST_EVIDENCE_UNCLEAR, NULL, FALSE },

    /* another one is not known of either: its price tells them apart, or does not */
    { "100.00", "0", { "2" }, PANELIST_EVIDENCE_UNCHANGED, "0.00", FALSE },
    { "99.50", "0", { "2" }, PANELIST_EVIDENCE_MATCH, "0.50", FALSE },
    { "98.00", "0", { "2" }, PANELIST_EVIDENCE_UNCHANGED, "0.00", TRUE },
    { "97.50", "0", { "2" }, PANELIST_EVIDENCE_MATCH, "0.50", TRUE },
    { "97.00", "0", { "2" }, PANELIST_EVIDENCE_UNCLEAR, "3.00", FALSE },
    { "99.50", "0", { "0.50" }, PANELIST_EVIDENCE_UNCLEAR, "0.50", TRUE },
    { "99.00", "0", { "0.50" }, PANELIST_EVIDENCE_MATCH, "0.50", TRUE },
    { "99.00", "0", { "0.50", "0.50" }, PANELIST_EVIDENCE_UNCLEAR, "1.00", TRUE },
    { "98.50", "0", { "0.50", "0.50" }, PANELIST_EVIDENCE_MATCH, "0.50", TRUE },
    { "97.50", "1", { "1", "7" }, PANELIST_EVIDENCE_MATCH, "0.50", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PanelistEvidenceBalance before = { "100.00", "USD", FALSE };
      PanelistEvidenceBalance after = { cases[i].after, "USD", FALSE };
      const char *uncertain[3] = { cases[i].uncertain[0], cases[i].uncertain[1], cases[i].uncertain[2] };
      PanelistEvidenceOthers others = { cases[i].known, uncertain, 0 };
      PanelistEvidenceJudgement judgement = { 0 };

      while (others.n_uncertain < 3 && uncertain[others.n_uncertain] != NULL)
        others.n_uncertain++;

      judgement = panelist_evidence_judge (&before, &after, "0.50", &others);
      g_assert_cmpint (judgement.kind, ==, cases[i].kind);
      g_assert_cmpstr (judgement.fall, ==, cases[i].fall);
      g_assert_cmpint (judgement.shared, ==, cases[i].shared);
      g_free (judgement.fall);
    }
}

/* More of them than can be told apart. */
static void
test_judge_many (void)
{
  PanelistEvidenceBalance before = { "100.00", "USD", FALSE };
  PanelistEvidenceBalance after = { "99.50", "USD", FALSE };
  const char *uncertain[9] = { "1", "2", "3", "4", "5", "6", "7", "8", "9" };
  PanelistEvidenceOthers others = { "0", uncertain, 9 };
  PanelistEvidenceJudgement judgement = panelist_evidence_judge (&before, &after, "0.50", &others);

  g_assert_cmpint (judgement.kind, ==, PANELIST_EVIDENCE_UNCLEAR);
  /* What was read before they were sent stands. */
  g_assert_true (judgement.shared);
  g_free (judgement.fall);
}

/* What stands when the balance is read again. */
static void
test_replace (void)
{
  static const struct {
    PanelistEvidence old;
    PanelistEvidence now;
    gboolean shared;
    gboolean replaces;
  } cases[] = {
    { PANELIST_EVIDENCE_NONE, PANELIST_EVIDENCE_UNREAD, FALSE, TRUE },
    { PANELIST_EVIDENCE_NONE, PANELIST_EVIDENCE_UNCLEAR, TRUE, TRUE },
    { PANELIST_EVIDENCE_NONE, PANELIST_EVIDENCE_MATCH, TRUE, TRUE },
    { PANELIST_EVIDENCE_UNREAD, PANELIST_EVIDENCE_UNREAD, FALSE, TRUE },
    { PANELIST_EVIDENCE_UNREAD, PANELIST_EVIDENCE_MATCH, FALSE, TRUE },

    { PANELIST_EVIDENCE_UNCHANGED, PANELIST_EVIDENCE_UNREAD, FALSE, FALSE },
    { PANELIST_EVIDENCE_UNCHANGED, PANELIST_EVIDENCE_UNCHANGED, FALSE, TRUE },
    { PANELIST_EVIDENCE_UNCHANGED, PANELIST_EVIDENCE_MATCH, FALSE, TRUE },
    { PANELIST_EVIDENCE_UNCHANGED, PANELIST_EVIDENCE_UNCLEAR, FALSE, TRUE },
    { PANELIST_EVIDENCE_UNCHANGED, PANELIST_EVIDENCE_UNCLEAR, TRUE, FALSE },
    { PANELIST_EVIDENCE_UNCHANGED, PANELIST_EVIDENCE_MATCH, TRUE, FALSE },

    { PANELIST_EVIDENCE_MATCH, PANELIST_EVIDENCE_UNREAD, FALSE, FALSE },
    { PANELIST_EVIDENCE_MATCH, PANELIST_EVIDENCE_UNCLEAR, FALSE, FALSE },
    { PANELIST_EVIDENCE_MATCH, PANELIST_EVIDENCE_UNCLEAR, TRUE, FALSE },
    { PANELIST_EVIDENCE_MATCH, PANELIST_EVIDENCE_UNCHANGED, FALSE, TRUE },
    { PANELIST_EVIDENCE_MATCH, PANELIST_EVIDENCE_UNCHANGED, TRUE, FALSE },
    { PANELIST_EVIDENCE_MATCH, PANELIST_EVIDENCE_MATCH, FALSE, TRUE },

    { PANELIST_EVIDENCE_UNCLEAR, PANELIST_EVIDENCE_MATCH, FALSE, TRUE },
    { PANELIST_EVIDENCE_UNCLEAR, PANELIST_EVIDENCE_MATCH, TRUE, FALSE },
    { PANELIST_EVIDENCE_UNCLEAR, PANELIST_EVIDENCE_UNREAD, FALSE, FALSE },
    { PANELIST_EVIDENCE_TOO_SMALL, PANELIST_EVIDENCE_TOO_SMALL, FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (panelist_evidence_may_replace (cases[i].old, cases[i].now, cases[i].shared), ==,
                     cases[i].replaces);
}

static void
test_charge (void)
{
  static const struct {
    const char *charge;
    const char *expected;
    gboolean is_charge;
    gboolean is_near;
  } cases[] = {
    { "0.27819", "0.27819", TRUE, TRUE },
    { "0.2781900", "0.27819", TRUE, TRUE },
    { "0.28", "0.27819", TRUE, TRUE },
    { "0.27", "0.27819", TRUE, FALSE },
    { "0.29", "0.27819", FALSE, FALSE },
    { "0.26", "0.27819", FALSE, FALSE },
    { "0.05", "0.045", TRUE, FALSE },
    { "0.3", "0.27819", FALSE, FALSE },       /* one decimal may be all there is */
    { "0.3", "0.299", TRUE, TRUE },
    { "0", "0.27819", FALSE, FALSE },
    { "0.00", "0.004", FALSE, FALSE },
    { "19500", "19500.25", TRUE, TRUE },
    { "19501", "19500", FALSE, TRUE },
    { "19695", "19500", FALSE, TRUE },        /* one percent is near */
    { "19695.01", "19500", FALSE, FALSE },
    { "19305", "19500", FALSE, TRUE },
    { "19304.99", "19500", FALSE, FALSE },
    { NULL, "1", FALSE, FALSE },
    { "1", NULL, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (panelist_evidence_is_charge (cases[i].charge, cases[i].expected), ==, cases[i].is_charge);
      g_assert_cmpint (panelist_evidence_is_near (cases[i].charge, cases[i].expected), ==, cases[i].is_near);
    }
}

static void
test_describe (void)
{
  PanelistEvidenceBalance before = { "100.84292", "USD", FALSE };
  PanelistEvidenceBalance after = { "100.56473", "USD", FALSE };
  PanelistEvidenceBalance unknown = { NULL, NULL, FALSE };
  g_autofree char *match = panelist_evidence_describe (PANELIST_EVIDENCE_MATCH, &before, &after, "0.27819");
  g_autofree char *unclear = panelist_evidence_describe (PANELIST_EVIDENCE_UNCLEAR, &before, &unknown, NULL);

  g_assert_cmpstr (match, ==, "The balance fell by 0.27819 USD, the price of this order");
  g_assert_cmpstr (unclear, ==, "Unclear: the balance was 100.84292 before and unknown after");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/evidence/judge", test_judge);
  g_test_add_func ("/evidence/judge/others", test_judge_others);
  g_test_add_func ("/evidence/judge/many", test_judge_many);
  g_test_add_func ("/evidence/replace", test_replace);
  g_test_add_func ("/evidence/charge", test_charge);
  g_test_add_func ("/evidence/describe", test_describe);

  return g_test_run ();
}
