/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz.h"

static const char *const ids[] = { "1", "2", "10", "100", NULL };
static const char *const one_id[] = { "1", NULL };

static void
check_state (const PanelistStatusAnswer *answer)
{
  fuzz_check_text (answer->status_text, 64);
  fuzz_check_text (answer->charge, 128);
  fuzz_check_text (answer->currency, 16);
  fuzz_check_text (answer->expiry, 32);
  fuzz_check (answer->start_count >= -1 && answer->remains >= -1 && answer->runs >= -1 && answer->posts >= -1,
              "counts are counts");

  for (guint i = 0; answer->orders != NULL && answer->orders[i] != NULL; i++)
    fuzz_check_text (answer->orders[i], 64);

  if (answer->error != NULL)
    fuzz_check_error (answer->error, FALSE);
}

static void
check_batch (const PanelistReply *reply,
             const char *const   *asked)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) answers = panelist_decode_statuses (reply, asked, FUZZ_KEY, NULL, &error);
  guint next = 0;

  fuzz_check_error (error, answers != NULL);

  for (guint i = 0; answers != NULL && i < answers->len; i++)
    {
      const PanelistStatusAnswer *answer = g_ptr_array_index (answers, i);

      while (asked[next] != NULL && strcmp (asked[next], answer->order_id) != 0)
        next++;

      fuzz_check (asked[next] != NULL, "each id was asked for, once, in this order");
      next++;
      check_state (answer);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  for (guint i = 0; i < G_N_ELEMENTS (fuzz_statuses); i++)
    {
      g_autoptr (PanelistReply) reply = fuzz_make_reply (data, size, fuzz_statuses[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (PanelistStatusAnswer) answer = panelist_decode_status (reply, "1", FUZZ_KEY, &error);

      fuzz_check_error (error, answer != NULL);

      if (answer != NULL)
        {
          fuzz_check (strcmp (answer->order_id, "1") == 0 && answer->error == NULL, "the state of the order");
          check_state (answer);
        }

      check_batch (reply, ids);
      check_batch (reply, one_id);
    }

  return 0;
}
