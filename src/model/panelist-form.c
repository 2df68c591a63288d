/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-model"

#include "config.h"

#include "panelist-form.h"

#include <json-glib/json-glib.h>

typedef struct {
  char *name;
  char *value;
} Pair;

struct _PanelistForm {
  gatomicrefcount references;
  GArray *pairs;
};

G_DEFINE_BOXED_TYPE (PanelistForm, panelist_form, panelist_form_ref, panelist_form_unref)

static void
clear_pair (gpointer data)
{
  Pair *pair = data;

  g_clear_pointer (&pair->name, g_free);
  g_clear_pointer (&pair->value, g_free);
}

static PanelistForm *
new_empty (void)
{
  PanelistForm *self = g_new0 (PanelistForm, 1);

  g_atomic_ref_count_init (&self->references);
  self->pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  g_array_set_clear_func (self->pairs, clear_pair);
  return self;
}

/**
 * panelist_form_new:
 * @action: what the panel shall do, "add"
 *
 * Returns: (transfer full): a form whose first pair is `action`
 */
PanelistForm *
panelist_form_new (const char *action)
{
  PanelistForm *self = NULL;

  g_return_val_if_fail (action != NULL, NULL);

  self = new_empty ();
  panelist_form_add (self, "action", action);
  return self;
}

PanelistForm *
panelist_form_ref (PanelistForm *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
panelist_form_unref (PanelistForm *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_array_unref (self->pairs);
  g_free (self);
}

/**
 * panelist_form_add:
 * @self: a form that nobody else has yet
 * @name: the parameter's name, case-sensitive
 * @value: its text, UTF-8
 */
void
panelist_form_add (PanelistForm *self,
                   const char   *name,
                   const char   *value)
{
  Pair pair = { 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL && value != NULL);

  pair.name = g_strdup (name);
  pair.value = g_strdup (value);
  g_array_append_val (self->pairs, pair);
}

guint
panelist_form_get_size (PanelistForm *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->pairs->len;
}

const char *
panelist_form_get_name (PanelistForm *self,
                        guint         index)
{
  g_return_val_if_fail (self != NULL && index < self->pairs->len, NULL);

  return g_array_index (self->pairs, Pair, index).name;
}

const char *
panelist_form_get_value (PanelistForm *self,
                         guint         index)
{
  g_return_val_if_fail (self != NULL && index < self->pairs->len, NULL);

  return g_array_index (self->pairs, Pair, index).value;
}

/**
 * panelist_form_lookup:
 * @self: a form
 * @name: a parameter's name
 *
 * Returns: (nullable): the value of the first pair with that name
 */
const char *
panelist_form_lookup (PanelistForm *self,
                      const char   *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->pairs->len; i++)
    if (g_str_equal (panelist_form_get_name (self, i), name))
      return panelist_form_get_value (self, i);
  return NULL;
}

/**
 * panelist_form_encode:
 * @self: a form
 *
 * Source: protocol.md 1: UTF-8, `+` as %2B, line breaks as %0A.
 *
 * Returns: (transfer full): application/x-www-form-urlencoded, without `key`
 */
char *
panelist_form_encode (PanelistForm *self)
{
  GString *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);
  for (guint i = 0; i < self->pairs->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, '&');
      g_string_append_uri_escaped (text, panelist_form_get_name (self, i), NULL, FALSE);
      g_string_append_c (text, '=');
      g_string_append_uri_escaped (text, panelist_form_get_value (self, i), NULL, FALSE);
    }
  return g_string_free_and_steal (text);
}

/**
 * panelist_form_to_json:
 * @self: a form
 *
 * Returns: (transfer full): an array of pairs, `[["action","add"],…]`, for the database
 */
char *
panelist_form_to_json (PanelistForm *self)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  builder = json_builder_new_immutable ();
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->pairs->len; i++)
    {
      json_builder_begin_array (builder);
      json_builder_add_string_value (builder, panelist_form_get_name (self, i));
      json_builder_add_string_value (builder, panelist_form_get_value (self, i));
      json_builder_end_array (builder);
    }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static gboolean
add_json_pair (PanelistForm *self,
               JsonNode     *node)
{
  JsonArray *pair = NULL;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  pair = json_node_get_array (node);
  if (json_array_get_length (pair) != 2)
    return FALSE;
  for (guint i = 0; i < 2; i++)
    if (json_node_get_value_type (json_array_get_element (pair, i)) != G_TYPE_STRING)
      return FALSE;
  panelist_form_add (self,
                     json_array_get_string_element (pair, 0),
                     json_array_get_string_element (pair, 1));
  return TRUE;
}

/**
 * panelist_form_from_json:
 * @json: (nullable): what panelist_form_to_json() wrote
 *
 * Returns: (transfer full) (nullable): the form, or NULL when the text is not one
 */
PanelistForm *
panelist_form_from_json (const char *json)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (PanelistForm) self = NULL;
  JsonArray *pairs = NULL;

  root = json != NULL ? json_from_string (json, NULL) : NULL;
  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    return NULL;

  self = new_empty ();
  pairs = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (pairs); i++)
    if (!add_json_pair (self, json_array_get_element (pairs, i)))
      return NULL;
  return g_steal_pointer (&self);
}
