/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fuzz.h"

/* The promises of refill, cancel and refill_status. */

static const char *const ids[] = { "1", "2", "3", "9", NULL };
static const char *const one_id[] = { "1", NULL };

static inline void
fuzz_check_request (const PanelistRequestAnswer *answer,
                    const char *const           *asked,
                    guint                        http_status)
{
  fuzz_check (answer->rows->len == g_strv_length ((GStrv) asked), "one row for each id");
  fuzz_check_text (answer->body, 4096);

  if (answer->failure != NULL)
    fuzz_check_error (answer->failure, FALSE);

  for (guint i = 0; i < answer->rows->len; i++)
    {
      const PanelistRequestRow *row = g_ptr_array_index (answer->rows, i);

      fuzz_check (strcmp (row->id, asked[i]) == 0, "rows in the order asked");
      fuzz_check (row->outcome == PANELIST_INTENT_PLACED || row->outcome == PANELIST_INTENT_REFUSED ||
                      row->outcome == PANELIST_INTENT_UNCONFIRMED,
                  "what was sent is accepted, refused or open");
      fuzz_check (row->outcome != PANELIST_INTENT_PLACED || http_status < 300, "only success accepts");
      fuzz_check (row->outcome == PANELIST_INTENT_PLACED || row->request_id == NULL, "an id means accepted");
      fuzz_check_text (row->text, 510);
      fuzz_check_text (row->request_id, 64);
    }
}
