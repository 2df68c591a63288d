/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <json-glib/json-glib.h>

#include "fuzz.h"

/* json-glib reads the same body as the object that holds this id and no error. */
static void
check_placed (const uint8_t *data,
              size_t         size,
              const char    *id)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *number = NULL;
  JsonObject *object = NULL;
  JsonNode *node = NULL;

  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      size -= 3;
    }

  json_parser_set_strict (parser, TRUE);
  fuzz_check (json_parser_load_from_data (parser, (const char *) data, (gssize) size, NULL),
              "what was placed is strict JSON");
  fuzz_check (JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)), "what was placed is an object");
  object = json_node_get_object (json_parser_get_root (parser));

  for (guint i = 0; i < 2 && node == NULL; i++)
    {
      node = json_object_get_member (object, "order");

      if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
        node = json_object_get_member (object, "order_id");

      if (node != NULL && !JSON_NODE_HOLDS_VALUE (node))
        node = NULL;

      if (node == NULL && i == 0 && json_object_has_member (object, "data") &&
          JSON_NODE_HOLDS_OBJECT (json_object_get_member (object, "data")))
        object = json_object_get_object_member (object, "data");
    }

  fuzz_check (node != NULL, "what was placed has an id");

  if (json_node_get_value_type (node) == G_TYPE_STRING && *json_node_get_string (node) != '\0')
    {
      fuzz_check (strcmp (json_node_get_string (node), id) == 0, "the id is the one in the answer");
    }
  else if (json_node_get_value_type (node) == G_TYPE_INT64)
    {
      number = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
      fuzz_check (strcmp (number, id) == 0, "the id is the one in the answer");
    }
}

static void
check_answer (const PanelistAddAnswer *answer)
{
  fuzz_check (answer->row >= 2 && answer->row <= 9, "an answer to what was sent is of rows 2 to 9");
  fuzz_check ((answer->row == 4) == (answer->outcome == PANELIST_INTENT_PLACED), "only row 4 is placed");
  fuzz_check ((answer->row == 3 || answer->row == 6 || answer->row == 8) ==
                  (answer->outcome == PANELIST_INTENT_REFUSED),
              "rows 3, 6 and 8 are refused");
  fuzz_check ((answer->remote_id != NULL) == (answer->row == 4), "what is placed has an id");
  fuzz_check (answer->row != 9 || answer->candidate_id == NULL, "row 9 has no candidate");
  fuzz_check (answer->outcome != PANELIST_INTENT_REFUSED || answer->candidate_id == NULL,
              "what is refused has no candidate");
  fuzz_check_text (answer->remote_id, 64);
  fuzz_check_text (answer->candidate_id, 64);
  fuzz_check_text (answer->text, 510);
  fuzz_check_text (answer->body, 4096);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  for (guint i = 0; i < G_N_ELEMENTS (fuzz_statuses); i++)
    {
      g_autoptr (PanelistReply) reply = fuzz_make_reply (data, size, fuzz_statuses[i]);
      g_autoptr (PanelistAddAnswer) answer = panelist_decode_add (reply, FUZZ_KEY);

      check_answer (answer);

      if (answer->outcome == PANELIST_INTENT_PLACED)
        check_placed (data, size, answer->remote_id);
    }

  return 0;
}
