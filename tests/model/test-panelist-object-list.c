/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <libdex.h>

#include "panelist-object-list.h"
#include "panelist-refill.h"
#include "panelist-service.h"

typedef struct {
  guint position;
  guint removed;
  guint added;
} Change;

static void
on_items_changed (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    data)
{
  *(Change *) data = (Change) { position, removed, added };
}

static PanelistService *
new_service (const char *id)
{
  return g_object_new (PANELIST_TYPE_SERVICE, "id", id, NULL);
}

static const char *
id_at (PanelistObjectList *list,
       guint               position)
{
  g_autoptr (PanelistService) service = g_list_model_get_item (G_LIST_MODEL (list), position);

  return panelist_service_get_id (service);
}

static void
test_add_splice_remove (void)
{
  g_autoptr (PanelistObjectList) list = panelist_object_list_new (PANELIST_TYPE_SERVICE, "id");
  g_autoptr (GPtrArray) more = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (PanelistService) first = new_service ("a");
  Change change = { 0 };

  g_signal_connect (list, "items-changed", G_CALLBACK (on_items_changed), &change);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == PANELIST_TYPE_SERVICE);

  panelist_object_list_add (list, first);
  g_assert_cmpuint (change.position, ==, 0);
  g_assert_cmpuint (change.added, ==, 1);

  g_ptr_array_add (more, new_service ("b"));
  g_ptr_array_add (more, new_service ("c"));
  panelist_object_list_splice (list, more);
  g_assert_cmpuint (change.position, ==, 1);
  g_assert_cmpuint (change.removed, ==, 0);
  g_assert_cmpuint (change.added, ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 3);

  g_assert_true (panelist_object_list_lookup (list, "a") == first);
  g_assert_true (panelist_object_list_lookup (list, "c") == g_ptr_array_index (more, 1));
  g_assert_null (panelist_object_list_lookup (list, "d"));
  g_assert_null (panelist_object_list_lookup (list, NULL));

  g_assert_true (panelist_object_list_remove (list, "b"));
  g_assert_cmpuint (change.position, ==, 1);
  g_assert_cmpuint (change.removed, ==, 1);
  g_assert_cmpuint (change.added, ==, 0);
  g_assert_false (panelist_object_list_remove (list, "b"));
  g_assert_null (panelist_object_list_lookup (list, "b"));
  g_assert_cmpstr (id_at (list, 0), ==, "a");
  g_assert_cmpstr (id_at (list, 1), ==, "c");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 2));
}

static void
test_number_key (void)
{
  g_autoptr (PanelistObjectList) list = panelist_object_list_new (PANELIST_TYPE_REFILL, "id");
  g_autoptr (PanelistRefill) refill = g_object_new (PANELIST_TYPE_REFILL, "id", INT64_C (9007199254740993), NULL);

  panelist_object_list_add (list, refill);
  g_assert_true (panelist_object_list_lookup (list, "9007199254740993") == refill);
  g_assert_null (panelist_object_list_lookup (list, "9007199254740992"));
}

static void
test_finalize (void)
{
  PanelistObjectList *list = panelist_object_list_new (PANELIST_TYPE_SERVICE, "id");
  PanelistService *service = new_service ("a");

  panelist_object_list_add (list, service);
  g_assert_finalize_object (list);
  g_assert_finalize_object (service);
}

int
main (int    argc,
      char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/object-list/add-splice-remove", test_add_splice_remove);
  g_test_add_func ("/model/object-list/number-key", test_number_key);
  g_test_add_func ("/model/object-list/finalize", test_finalize);
  return g_test_run ();
}
