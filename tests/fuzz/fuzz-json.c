/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz.h"
#include "json-oracle.h"

/* What the reader accepts, json-glib accepts and reads as the same structure. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  PanelistJsonProblem problem = PANELIST_JSON_PROBLEM_NONE;
  g_autoptr (PanelistJson) json =
      panelist_json_read_strict ((const char *) data, size, PANELIST_JSON_BUDGET, &problem);
  g_autoptr (PanelistJson) tolerant = NULL;

  fuzz_check ((json != NULL) == (problem == PANELIST_JSON_PROBLEM_NONE), "a value or a problem");

  if (json != NULL)
    assert_json_glib_agrees (json, (const char *) data, size);

  tolerant = panelist_json_read_tolerant ((const char *) data, size, PANELIST_JSON_BUDGET, TRUE, &problem);
  fuzz_check ((tolerant != NULL) == (problem == PANELIST_JSON_PROBLEM_NONE), "a value or a problem");
  fuzz_check (json == NULL || tolerant != NULL || !yyjson_is_ctn (panelist_json_get_root (json)),
              "whoever reads strictly reads tolerantly");

  return 0;
}
