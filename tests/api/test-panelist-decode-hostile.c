/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "panelist-hostile-answers.h"
#include "reply-test.h"

/* safety.md I, "Body shape" and "Fields", as answers to every call. What single fields become when they can be
 * read is tested with their decoders. */

static const char *const ids[] = { "1", "2", NULL };

static PanelistReply *
make_hostile_reply (const PanelistHostileAnswer *hostile,
                    guint                        http_status)
{
  PanelistReply *reply = panelist_reply_new ();

  reply->started = TRUE;
  reply->complete = TRUE;
  reply->http_status = http_status;
  g_clear_pointer (&reply->body, g_bytes_unref);
  reply->body = g_bytes_ref (hostile->body);

  return reply;
}

static void
assert_text (const char *text,
             gsize       max)
{
  if (text == NULL)
    return;

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (text, -1), <=, (glong) max);
  g_assert_null (strstr (text, PANELIST_HOSTILE_KEY));
}

static void
assert_add (const PanelistHostileAnswer *hostile)
{
  g_autoptr (PanelistReply) reply = make_hostile_reply (hostile, 200);
  g_autoptr (PanelistAddAnswer) answer = panelist_decode_add (reply, PANELIST_HOSTILE_KEY);
  const PanelistIntentState expected = hostile->outcome == 'P'   ? PANELIST_INTENT_PLACED
                                       : hostile->outcome == 'R' ? PANELIST_INTENT_REFUSED
                                                                 : PANELIST_INTENT_UNCONFIRMED;

  g_assert_cmpint (answer->outcome, ==, expected);
  g_assert_cmpstr (answer->remote_id, ==, hostile->outcome == 'P' ? hostile->id : NULL);
  g_assert_cmpstr (answer->candidate_id, ==, hostile->outcome == 'P' ? NULL : hostile->id);
  assert_text (answer->text, 510);
  assert_text (answer->body, 4096);
  g_assert_true (hostile->outcome != 'R' || answer->text != NULL);
}

/* Whatever is lost for sure stays lost with any body. */
static void
assert_add_lost (const PanelistHostileAnswer *hostile)
{
  static const guint statuses[] = { 302, 408, 500, 503 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (PanelistReply) reply = make_hostile_reply (hostile, statuses[i]);
      g_autoptr (PanelistAddAnswer) answer = panelist_decode_add (reply, PANELIST_HOSTILE_KEY);

      g_assert_cmpint (answer->outcome, ==, PANELIST_INTENT_UNCONFIRMED);
      g_assert_cmpint (answer->row, ==, 2);
    }
}

static void
assert_requests (const PanelistHostileAnswer *hostile)
{
  g_autoptr (PanelistReply) reply = make_hostile_reply (hostile, 200);
  PanelistRequestAnswer *answers[] = {
    panelist_decode_refill (reply, "1", PANELIST_HOSTILE_KEY),
    panelist_decode_refills (reply, ids, PANELIST_HOSTILE_KEY),
    panelist_decode_refill_status (reply, "1", PANELIST_HOSTILE_KEY),
    panelist_decode_refill_statuses (reply, ids, PANELIST_HOSTILE_KEY),
    panelist_decode_cancel (reply, ids, PANELIST_HOSTILE_KEY),
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      for (guint j = 0; j < answers[i]->rows->len; j++)
        {
          const PanelistRequestRow *row = g_ptr_array_index (answers[i]->rows, j);

          g_assert_cmpstr (row->id, ==, ids[j]);
          assert_text (row->text, 510);
          assert_text (row->request_id, 64);

          if (hostile->is_broken)
            g_assert_cmpint (row->outcome, ==, PANELIST_INTENT_UNCONFIRMED);
        }

      assert_text (answers[i]->body, 4096);
      panelist_request_answer_free (answers[i]);
    }
}

static void
assert_status (const PanelistHostileAnswer *hostile)
{
  g_autoptr (PanelistReply) reply = make_hostile_reply (hostile, 200);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) batch_error = NULL;
  g_autoptr (PanelistStatusAnswer) answer = panelist_decode_status (reply, "1", PANELIST_HOSTILE_KEY, &error);
  g_autoptr (GPtrArray) answers =
      panelist_decode_statuses (reply, ids, PANELIST_HOSTILE_KEY, NULL, &batch_error);

  g_assert_true ((answer == NULL) == (error != NULL));
  g_assert_true ((answers == NULL) == (batch_error != NULL));

  if (answer != NULL)
    assert_text (answer->status_text, 64);

  if (error != NULL)
    assert_text (error->message, 510);

  if (hostile->is_broken)
    {
      g_assert_null (answer);
      g_assert_true (answers == NULL || answers->len == 0);
    }
}

static void
assert_balance (const PanelistHostileAnswer *hostile)
{
  g_autoptr (PanelistReply) reply = make_hostile_reply (hostile, 200);
  g_autoptr (GError) error = NULL;
  g_autoptr (PanelistBalance) balance = panelist_decode_balance (reply, PANELIST_HOSTILE_KEY, &error);

  g_assert_true ((balance == NULL) == (error != NULL));

  if (hostile->is_broken)
    g_assert_null (balance);
}

static void
assert_services (const PanelistHostileAnswer *hostile)
{
  g_autoptr (PanelistReply) reply = make_hostile_reply (hostile, 200);
  g_autoptr (GError) error = NULL;
  g_autoptr (PanelistCatalog) catalog = panelist_decode_services (reply, 1, PANELIST_HOSTILE_KEY, &error);

  g_assert_true ((catalog == NULL) == (error != NULL));

  if (hostile->is_broken)
    g_assert_null (catalog);

  for (guint i = 0; catalog != NULL && i < panelist_catalog_get_size (catalog); i++)
    {
      PanelistCatalogRow row = { 0 };

      panelist_catalog_get_row (catalog, i, &row);
      assert_text (row.name, 512);
      assert_text (row.category, 512);
      assert_text (row.type_text, 512);
      g_assert_cmpuint (row.id_length, >, 0);
    }
}

static void
test_answer (gconstpointer data)
{
  const PanelistHostileAnswer *hostile = data;

  assert_add (hostile);
  assert_add_lost (hostile);
  assert_requests (hostile);
  assert_status (hostile);
  assert_balance (hostile);
  assert_services (hostile);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GPtrArray) answers = NULL;
  int result = 0;

  g_test_init (&argc, &argv, NULL);
  answers = panelist_hostile_answers_new ();

  for (guint i = 0; i < answers->len; i++)
    {
      const PanelistHostileAnswer *hostile = g_ptr_array_index (answers, i);
      g_autofree char *path = g_strdup_printf ("/decode-hostile/%d-%u", hostile->number, i);

      g_test_add_data_func (path, hostile, test_answer);
    }

  result = g_test_run ();

  return result;
}
