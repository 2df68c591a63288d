/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-demo"

#include "config.h"

#include "panelist-demo-json.h"

/* Appends `text` as a JSON string. Written by hand because the exact bytes of an answer, with their
 * mix of strings and integers, are what the demo panel is for. */
void
panelist_demo_json_append_text (GString    *json,
                                const char *text)
{
  g_return_if_fail (json != NULL);
  g_return_if_fail (text != NULL);

  g_string_append_c (json, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        g_string_append_printf (json, "\\%c", *at);
      else if ((guchar) *at < 0x20)
        g_string_append_printf (json, "\\u%04x", (guint) *at);
      else
        g_string_append_c (json, *at);
    }
  g_string_append_c (json, '"');
}

/* Appends `"name": "text"`, after a comma when a member precedes it. */
void
panelist_demo_json_append_pair (GString    *json,
                                const char *name,
                                const char *text)
{
  g_return_if_fail (json != NULL);

  if (json->len > 0 && json->str[json->len - 1] != '{')
    g_string_append (json, ", ");
  panelist_demo_json_append_text (json, name);
  g_string_append (json, ": ");
  panelist_demo_json_append_text (json, text);
}
