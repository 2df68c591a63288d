/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-base"

#include "config.h"

#include "panelist-csv.h"

#include <string.h>

static void
add_separator (GString *row)
{
  if (row->len > 0 && row->str[row->len - 1] != '\n')
    g_string_append_c (row, ',');
}

static gboolean
needs_quotes (const char *text)
{
  return *text == '\0' || strpbrk (text, ",\"\r\n;\t") != NULL;
}

/**
 * panelist_csv_add_text:
 * @row: where to
 * @text: (nullable): a cell of text from anywhere; %NULL is an empty cell
 */
void
panelist_csv_add_text (GString    *row,
                       const char *text)
{
  g_autofree char *safe = NULL;

  add_separator (row);
  text = text != NULL ? text : "";
  safe = g_strconcat (*text != '\0' && strchr ("=+-@\t\r", *text) != NULL ? "'" : "", text, NULL);
  if (!needs_quotes (safe))
    {
      g_string_append (row, safe);
      return;
    }
  g_string_append_c (row, '"');
  for (const char *c = safe; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (row, '"');
      g_string_append_c (row, *c);
    }
  g_string_append_c (row, '"');
}

/**
 * panelist_csv_add_number:
 * @row: where to
 * @number: (nullable): decimal text of our own making
 */
void
panelist_csv_add_number (GString    *row,
                         const char *number)
{
  if (number == NULL || strspn (number, "0123456789.-") != strlen (number))
    {
      panelist_csv_add_text (row, number);
      return;
    }
  add_separator (row);
  g_string_append (row, *number != '\0' ? number : "\"\"");
}

void
panelist_csv_end_row (GString *row)
{
  g_string_append (row, "\r\n");
}
