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
    g_assert_cmpint (panelist_evidence_judge (&cases[i].before, &cases[i].after, cases[i].charge), ==,
                     cases[i].expected);
}

static void
test_describe (void)
{
  PanelistEvidenceBalance before = { "100.84292", "USD", FALSE };
  PanelistEvidenceBalance after = { "100.56473", "USD", FALSE };
  PanelistEvidenceBalance unknown = { NULL, NULL, FALSE };
  g_autofree char *match = panelist_evidence_describe (PANELIST_EVIDENCE_MATCH, &before, &after);
  g_autofree char *unclear = panelist_evidence_describe (PANELIST_EVIDENCE_UNCLEAR, &before, &unknown);

  g_assert_cmpstr (match, ==, "The balance fell by 0.27819 USD, the price of this order");
  g_assert_cmpstr (unclear, ==, "Unclear: the balance was 100.84292 before and unknown after");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/evidence/judge", test_judge);
  g_test_add_func ("/evidence/describe", test_describe);

  return g_test_run ();
}
