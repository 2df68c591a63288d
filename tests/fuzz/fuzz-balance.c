/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  for (guint i = 0; i < G_N_ELEMENTS (fuzz_statuses); i++)
    {
      g_autoptr (PanelistReply) reply = fuzz_make_reply (data, size, fuzz_statuses[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (PanelistBalance) balance = panelist_decode_balance (reply, FUZZ_KEY, &error);

      fuzz_check_error (error, balance != NULL);

      if (balance == NULL)
        continue;

      fuzz_check (fuzz_statuses[i] < 300, "a balance comes with success");
      fuzz_check_text (balance->text, 64);
      fuzz_check_text (balance->currency, 16);
      fuzz_check_text (balance->amount, 256);
      fuzz_check (balance->amount == NULL || g_ascii_isdigit (*balance->amount) || *balance->amount == '-',
                  "an amount is decimal text");
    }

  return 0;
}
