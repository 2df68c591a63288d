/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include <string.h>

#include "panelist-json.h"

/* json-glib in its strict mode as the oracle of our reader: what we accept it accepts too, and
 * reads as the same structure (safety.md H). It reads less: text ends at a NUL, of equal keys the
 * last one counts, numbers lose their text. */

static inline void
assert_same_json (yyjson_val *ours,
                  JsonNode   *theirs)
{
  const char *text = NULL;
  gsize length = 0;
  int64_t integer = 0;

  if (yyjson_is_null (ours))
    {
      g_assert_true (JSON_NODE_HOLDS_NULL (theirs));
    }
  else if (yyjson_is_bool (ours))
    {
      g_assert_cmpuint (json_node_get_value_type (theirs), ==, G_TYPE_BOOLEAN);
      g_assert_true (json_node_get_boolean (theirs) == yyjson_get_bool (ours));
    }
  else if (yyjson_is_str (ours))
    {
      g_assert_cmpuint (json_node_get_value_type (theirs), ==, G_TYPE_STRING);

      /* theirs ends at a NUL */
      if (panelist_json_get_text (ours, &text, &length) && memchr (text, '\0', length) == NULL)
        g_assert_cmpstr (json_node_get_string (theirs), ==, text);
    }
  else if (yyjson_is_raw (ours))
    {
      /* theirs has lost the text of the number */
      if (json_node_get_value_type (theirs) == G_TYPE_INT64 && panelist_json_get_integer (ours, &integer))
        g_assert_cmpint (json_node_get_int (theirs), ==, integer);
      else
        g_assert_true (json_node_get_value_type (theirs) == G_TYPE_INT64 ||
                       json_node_get_value_type (theirs) == G_TYPE_DOUBLE);
    }
  else if (yyjson_is_arr (ours))
    {
      JsonArray *array = json_node_get_array (theirs);

      g_assert_cmpuint (json_array_get_length (array), ==, yyjson_arr_size (ours));

      for (guint i = 0; i < json_array_get_length (array); i++)
        assert_same_json (yyjson_arr_get (ours, i), json_array_get_element (array, i));
    }
  else
    {
      JsonObject *object = json_node_get_object (theirs);
      yyjson_obj_iter iter = yyjson_obj_iter_with (ours);
      yyjson_val *key = NULL;

      while ((key = yyjson_obj_iter_next (&iter)) != NULL)
        {
          const gboolean is_plain = strlen (yyjson_get_str (key)) == yyjson_get_len (key);

          /* of equal keys theirs keeps the last one, ours all */
          if (!is_plain || panelist_json_count_members (ours, yyjson_get_str (key)) != 1)
            continue;

          g_assert_true (json_object_has_member (object, yyjson_get_str (key)));
          assert_same_json (yyjson_obj_iter_get_val (key), json_object_get_member (object, yyjson_get_str (key)));
        }
    }
}

static inline void
assert_json_glib_agrees (PanelistJson *json,
                         const char   *text,
                         gsize         length)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      text += 3;
      length -= 3;
    }

  json_parser_set_strict (parser, TRUE);

  if (!json_parser_load_from_data (parser, text, (gssize) length, &error))
    g_error ("json-glib refuses %.*s: %s", (int) length, text, error->message);

  assert_same_json (panelist_json_get_root (json), json_parser_get_root (parser));
}
