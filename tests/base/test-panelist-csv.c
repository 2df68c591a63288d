/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "panelist-csv.h"

static void
test_text (void)
{
  static const struct {
    const char *text;
    const char *cell;
  } cases[] = {
    { "Main Panel", "Main Panel" },
    { "", "\"\"" },
    { NULL, "\"\"" },
    { "a,b", "\"a,b\"" },
    { "a;b", "\"a;b\"" },
    { "say \"yes\"", "\"say \"\"yes\"\"\"" },
    { "two\nlines", "\"two\nlines\"" },
    { "=1+1", "'=1+1" },
    { "+1", "'+1" },
    { "-1", "'-1" },
    { "@a", "'@a" },
    { "\tx", "\"'\tx\"" },
    { "\rx", "\"'\rx\"" },
    { "=\"a\"", "\"'=\"\"a\"\"\"" },
    { "'=", "'=" },
    { "1=1", "1=1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) row = g_string_new (NULL);

      panelist_csv_add_text (row, cases[i].text);
      g_assert_cmpstr (row->str, ==, cases[i].cell);
    }
}

static void
test_rows (void)
{
  g_autoptr (GString) rows = g_string_new (NULL);

  panelist_csv_add_text (rows, NULL);
  panelist_csv_add_number (rows, "-0.225");
  panelist_csv_add_number (rows, NULL);
  panelist_csv_end_row (rows);
  panelist_csv_add_number (rows, "250");
  panelist_csv_add_number (rows, "-1+1");
  panelist_csv_add_text (rows, "x");
  panelist_csv_end_row (rows);
  g_assert_cmpstr (rows->str, ==, "\"\",-0.225,\"\"\r\n250,'-1+1,x\r\n");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv/text", test_text);
  g_test_add_func ("/csv/rows", test_rows);

  return g_test_run ();
}
