/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-request.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  for (guint i = 0; i < G_N_ELEMENTS (fuzz_statuses); i++)
    {
      g_autoptr (PanelistReply) reply = fuzz_make_reply (data, size, fuzz_statuses[i]);
      g_autoptr (PanelistRequestAnswer) one = panelist_decode_refill (reply, "1", FUZZ_KEY);
      g_autoptr (PanelistRequestAnswer) many = panelist_decode_refills (reply, ids, FUZZ_KEY);

      fuzz_check_request (one, one_id, fuzz_statuses[i]);
      fuzz_check_request (many, ids, fuzz_statuses[i]);
    }

  return 0;
}
