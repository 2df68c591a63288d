/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "panelist-client.h"
#include "panelist-clock.h"
#include "panelist-fault-server.h"
#include "panelist-http.h"

#define KEY "canary0123456789abcdef"

typedef struct {
  PanelistFaultServer *server;
  PanelistPanel *panel;
  PanelistSecrets *secrets;
  PanelistTransport *transport;
  PanelistClient *client;
} Fixture;

static gpointer
await (DexFuture  *future,
       GError    **error)
{
  const GValue *value = NULL;
  gpointer boxed = NULL;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);

  if ((value = dex_future_get_value (future, error)) != NULL && G_VALUE_HOLDS_BOXED (value))
    boxed = g_value_dup_boxed (value);

  dex_unref (future);

  return boxed;
}

static void
set_key (Fixture    *fixture,
         const char *text)
{
  g_autoptr (PanelistKey) key = NULL;

  key = panelist_key_new (text, NULL);
  panelist_secrets_use_for_session (fixture->secrets, panelist_panel_get_uuid (fixture->panel), key);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->server = panelist_fault_server_new (NULL);
  fixture->panel = panelist_panel_new ("Main", panelist_fault_server_get_address (fixture->server));
  fixture->secrets = panelist_memory_secrets_new ();
  fixture->transport = panelist_http_new ();
  fixture->client = panelist_client_new (fixture->panel, fixture->secrets, fixture->transport);
  set_key (fixture, KEY);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->client);
  g_assert_finalize_object (fixture->transport);
  g_clear_object (&fixture->secrets);
  g_clear_object (&fixture->panel);
  g_clear_pointer (&fixture->server, panelist_fault_server_free);
}

static void
assert_body (Fixture    *fixture,
             guint       index,
             const char *body)
{
  g_autofree char *request = NULL;
  g_autofree char *end = NULL;

  request = panelist_fault_server_dup_request (fixture->server, index);
  end = g_strconcat ("\r\n\r\nkey=" KEY "&", body, NULL);
  g_assert_true (g_str_has_suffix (request, end));
}

static PanelistForm *
make_order (void)
{
  PanelistForm *form = NULL;

  form = panelist_form_new ("add");
  panelist_form_add (form, "service", "1");
  panelist_form_add (form, "link", "https://example.com/a b?c=d&e+f");
  panelist_form_add (form, "quantity", "100");

  return form;
}

/* The ten calls on the wire and their answers (protocol.md 2) */

static void
test_services (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (PanelistCatalog) catalog = NULL;
  g_autoptr (GError) error = NULL;

  panelist_fault_server_play_json (fixture->server,
                                   "[{\"service\":1,\"name\":\"Followers\",\"type\":\"Default\","
                                   "\"category\":\"First\","
                                   "\"rate\":\"0.90\",\"min\":\"50\",\"max\":\"10000\",\"refill\":true,\"cancel\":true}]");
  catalog = await (panelist_client_list_services (fixture->client), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (panelist_catalog_get_size (catalog), ==, 1);
  assert_body (fixture, 0, "action=services");
  g_assert_cmpint (panelist_panel_get_state (fixture->panel), ==, PANELIST_PANEL_STATE_OK);
}

static void
test_add (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (PanelistForm) form = NULL;
  g_autoptr (PanelistAddAnswer) answer = NULL;

  form = make_order ();
  panelist_fault_server_play_json (fixture->server, "{\"order\":23501}");
  answer = await (panelist_client_add (fixture->client, form), NULL);
  g_assert_cmpint (answer->outcome, ==, PANELIST_INTENT_PLACED);
  g_assert_cmpstr (answer->remote_id, ==, "23501");
  assert_body (fixture, 0,
               "action=add&service=1&link=https%3A%2F%2Fexample.com%2Fa%20b%3Fc%3Dd%26e%2Bf&quantity=100");
  g_assert_cmpuint (panelist_fault_server_count (fixture->server, "add"), ==, 1);
}

static void
test_status (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (PanelistStatusAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  panelist_fault_server_play_json (fixture->server,
                                   "{\"charge\":\"0.27819\",\"start_count\":\"3572\",\"status\":\"Partial\","
                                   "\"remains\":\"157\",\"currency\":\"USD\"}");
  answer = await (panelist_client_read_status (fixture->client, "23501"), &error);
  g_assert_no_error (error);
  g_assert_cmpint (answer->status, ==, PANELIST_ORDER_STATUS_PARTIAL);
  g_assert_cmpint (answer->remains, ==, 157);
  assert_body (fixture, 0, "action=status&order=23501");
}

static void
test_statuses (Fixture       *fixture,
               gconstpointer  data)
{
  const char *ids[] = { "1", "10", NULL };
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (GError) error = NULL;

  panelist_fault_server_play_json (fixture->server,
                                   "{\"1\":{\"charge\":\"0.2\",\"status\":\"Partial\"},"
                                   "\"10\":{\"error\":\"Incorrect order ID\"}}");
  answers = await (panelist_client_read_statuses (fixture->client, ids), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answers->len, ==, 2);
  assert_body (fixture, 0, "action=status&orders=1%2C10");
}

static void
test_no_lists (Fixture       *fixture,
               gconstpointer  data)
{
  const char *ids[] = { "1", "2", NULL };
  g_autoptr (GPtrArray) answers = NULL;
  PanelistFlag flag = PANELIST_FLAG_UNKNOWN;

  panelist_fault_server_play_json (fixture->server, "{\"error\":\"Incorrect request\"}");
  answers = await (panelist_client_read_statuses (fixture->client, ids), NULL);
  g_object_get (fixture->panel, "batch-status", &flag, NULL);
  g_assert_cmpint (flag, ==, PANELIST_FLAG_NO);
  assert_body (fixture, 0, "action=status&orders=1%2C2");
  assert_body (fixture, 1, "action=status&order=1");
  assert_body (fixture, 2, "action=status&order=2");
  g_clear_pointer (&answers, g_ptr_array_unref);

  panelist_fault_server_play_json (fixture->server, "{\"charge\":\"0.2\",\"status\":\"Partial\"}");
  answers = await (panelist_client_read_statuses (fixture->client, ids), NULL);
  g_assert_cmpuint (answers->len, ==, 2);
  assert_body (fixture, 3, "action=status&order=1");
  g_assert_cmpuint (panelist_fault_server_count (fixture->server, NULL), ==, 5);
}

static void
test_refill (Fixture       *fixture,
             gconstpointer  data)
{
  const char *ids[] = { "1", "2", NULL };
  const char *one[] = { "1", NULL };
  g_autoptr (PanelistRequestAnswer) single = NULL;
  g_autoptr (PanelistRequestAnswer) many = NULL;
  PanelistRequestRow *row = NULL;

  panelist_fault_server_play_json (fixture->server, "{\"refill\":\"7\"}");
  single = await (panelist_client_refill (fixture->client, one), NULL);
  assert_body (fixture, 0, "action=refill&order=1");
  row = single->rows->pdata[0];
  g_assert_cmpint (row->outcome, ==, PANELIST_INTENT_PLACED);
  g_assert_cmpstr (row->request_id, ==, "7");

  panelist_fault_server_play_json (fixture->server,
                                   "[{\"order\":2,\"refill\":{\"error\":\"Incorrect order ID\"}},"
                                   "{\"order\":1,\"refill\":1}]");
  many = await (panelist_client_refill (fixture->client, ids), NULL);
  assert_body (fixture, 1, "action=refill&orders=1%2C2");
  row = many->rows->pdata[0];
  g_assert_cmpint (row->outcome, ==, PANELIST_INTENT_PLACED);
  row = many->rows->pdata[1];
  g_assert_cmpint (row->outcome, ==, PANELIST_INTENT_REFUSED);
}

static void
test_refill_status (Fixture       *fixture,
                    gconstpointer  data)
{
  const char *ids[] = { "1", "2", NULL };
  const char *one[] = { "1", NULL };
  g_autoptr (PanelistRequestAnswer) single = NULL;
  g_autoptr (PanelistRequestAnswer) many = NULL;
  PanelistRequestRow *row = NULL;

  panelist_fault_server_play_json (fixture->server, "{\"status\":\"Completed\"}");
  single = await (panelist_client_read_refill_statuses (fixture->client, one), NULL);
  assert_body (fixture, 0, "action=refill_status&refill=1");
  row = single->rows->pdata[0];
  g_assert_cmpint (row->state, ==, PANELIST_REFILL_STATE_COMPLETED);

  panelist_fault_server_play_json (fixture->server,
                                   "[{\"refill\":1,\"status\":\"Completed\"},{\"refill\":2,\"status\":\"Rejected\"}]");
  many = await (panelist_client_read_refill_statuses (fixture->client, ids), NULL);
  assert_body (fixture, 1, "action=refill_status&refills=1%2C2");
  row = many->rows->pdata[1];
  g_assert_cmpint (row->state, ==, PANELIST_REFILL_STATE_REJECTED);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  const char *one[] = { "2", NULL };
  const char *ids[] = { "2", "3", NULL };
  g_autoptr (PanelistRequestAnswer) answer = NULL;
  g_autoptr (PanelistRequestAnswer) singly = NULL;

  panelist_fault_server_play_json (fixture->server, "[{\"order\":2,\"cancel\":1}]");
  answer = await (panelist_client_cancel (fixture->client, one), NULL);
  assert_body (fixture, 0, "action=cancel&orders=2");
  g_assert_cmpint (((PanelistRequestRow *) answer->rows->pdata[0])->outcome, ==, PANELIST_INTENT_PLACED);

  g_object_set (fixture->panel, "cancel-by-order", TRUE, NULL);
  panelist_fault_server_play_json (fixture->server, "{\"cancel\":true}");
  singly = await (panelist_client_cancel (fixture->client, ids), NULL);
  assert_body (fixture, 1, "action=cancel&order=2");
  assert_body (fixture, 2, "action=cancel&order=3");
  g_assert_cmpuint (singly->rows->len, ==, 2);
  g_assert_cmpint (((PanelistRequestRow *) singly->rows->pdata[1])->outcome, ==, PANELIST_INTENT_PLACED);
}

static void
test_unsupported (Fixture       *fixture,
                  gconstpointer  data)
{
  const char *one[] = { "2", NULL };
  g_autoptr (PanelistRequestAnswer) refill = NULL;
  g_autoptr (PanelistRequestAnswer) cancel = NULL;

  panelist_fault_server_play_json (fixture->server, "{\"error\":\"Incorrect request\"}");
  refill = await (panelist_client_refill (fixture->client, one), NULL);
  cancel = await (panelist_client_cancel (fixture->client, one), NULL);
  g_assert_cmpint (panelist_panel_get_takes_refill (fixture->panel), ==, PANELIST_FLAG_NO);
  g_assert_cmpint (panelist_panel_get_takes_cancel (fixture->panel), ==, PANELIST_FLAG_NO);
}

static void
test_balance (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (PanelistBalance) balance = NULL;
  g_autoptr (PanelistBalance) again = NULL;
  g_autoptr (GError) error = NULL;

  panelist_fault_server_play_json (fixture->server, "{\"balance\":\"100.84292\",\"currency\":\"USD\"}");
  balance = await (panelist_client_read_balance (fixture->client, FALSE), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (balance->amount, ==, "100.84292");
  g_assert_cmpstr (panelist_panel_get_balance (fixture->panel), ==, "100.84292");
  g_assert_cmpstr (panelist_panel_get_currency (fixture->panel), ==, "USD");
  assert_body (fixture, 0, "action=balance");

  again = await (panelist_client_read_balance (fixture->client, TRUE), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (panelist_fault_server_get_n_connections (fixture->server), ==, 1);
}

/* The state of the panel */

static void
test_rejected_key (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (PanelistForm) form = NULL;
  g_autoptr (PanelistAddAnswer) answer = NULL;
  g_autoptr (PanelistBalance) balance = NULL;
  g_autoptr (GError) error = NULL;

  form = make_order ();
  panelist_fault_server_play_json (fixture->server, "{\"error\":\"Invalid API key\"}");
  g_assert_null (await (panelist_client_read_balance (fixture->client, FALSE), &error));
  g_assert_error (error, PANELIST_API_ERROR, PANELIST_API_ERROR_PANEL);
  g_assert_cmpint (panelist_panel_get_state (fixture->panel), ==, PANELIST_PANEL_STATE_KEY_REJECTED);
  g_clear_error (&error);

  /* a second bad key could block the address: nothing is sent */
  g_assert_null (await (panelist_client_read_balance (fixture->client, FALSE), &error));
  g_assert_cmpint (panelist_api_error_get_class (error), ==, PANELIST_ERROR_CLASS_AUTH);
  g_clear_error (&error);
  answer = await (panelist_client_add (fixture->client, form), NULL);
  g_assert_cmpint (answer->outcome, ==, PANELIST_INTENT_NOT_SENT);
  g_assert_cmpuint (panelist_fault_server_count (fixture->server, NULL), ==, 1);

  set_key (fixture, "another-key");
  panelist_fault_server_play_json (fixture->server, "{\"balance\":\"1\"}");
  balance = await (panelist_client_read_balance (fixture->client, FALSE), &error);
  g_assert_no_error (error);
  g_assert_cmpint (panelist_panel_get_state (fixture->panel), ==, PANELIST_PANEL_STATE_OK);
}

static void
test_missing_key (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (PanelistForm) form = NULL;
  g_autoptr (PanelistAddAnswer) answer = NULL;
  g_autoptr (PanelistPanel) other = NULL;
  g_autoptr (PanelistClient) client = NULL;

  form = make_order ();
  other = panelist_panel_new ("Other", panelist_fault_server_get_address (fixture->server));
  g_object_set (other, "uuid", "00000000-0000-4000-8000-000000000000", NULL);
  client = panelist_client_new (other, fixture->secrets, fixture->transport);
  answer = await (panelist_client_add (client, form), NULL);
  g_assert_cmpint (answer->outcome, ==, PANELIST_INTENT_NOT_SENT);
  g_assert_error (answer->failure, PANELIST_SECRETS_ERROR, PANELIST_SECRETS_ERROR_MISSING);
  g_assert_cmpint (panelist_panel_get_state (other), ==, PANELIST_PANEL_STATE_KEY_MISSING);
  g_assert_cmpuint (panelist_fault_server_count (fixture->server, NULL), ==, 0);
}

static void
test_states (Fixture       *fixture,
             gconstpointer  data)
{
  const struct {
    const char *answer;
    PanelistPanelState state;
  } table[] = {
    { "HTTP/1.1 301 Moved\r\nLocation: https://b.example/\r\nContent-Length: 0\r\n\r\n", PANELIST_PANEL_STATE_MOVED },
    { "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>", PANELIST_PANEL_STATE_WEB_PAGE },
    { "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", PANELIST_PANEL_STATE_NOT_ANSWERING },
    { "HTTP/1.1 200 OK\r\nContent-Length: 23\r\n\r\n{\"error\":\"maintenance\"}", PANELIST_PANEL_STATE_MAINTENANCE },
    { "HTTP/1.1 200 OK\r\nContent-Length: 28\r\n\r\n{\"error\":\"Not enough funds\"}", PANELIST_PANEL_STATE_OK },
    { "HTTP/1.1 429 No\r\nRetry-After: 30\r\nContent-Length: 0\r\n\r\n", PANELIST_PANEL_STATE_RATE_LIMITED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;

      panelist_fault_server_play_text (fixture->server, PANELIST_FAULT_NONE, table[i].answer);
      g_assert_null (await (panelist_client_read_balance (fixture->client, FALSE), &error));
      g_assert_nonnull (error);
      g_assert_cmpint (panelist_panel_get_state (fixture->panel), ==, table[i].state);
    }
}

static void
test_echoed_key (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (PanelistForm) form = NULL;
  g_autoptr (PanelistAddAnswer) answer = NULL;

  form = make_order ();
  panelist_fault_server_play_json (fixture->server, "{\"error\":\"bad request key=" KEY "\"}");
  answer = await (panelist_client_add (fixture->client, form), NULL);
  g_assert_cmpint (answer->outcome, ==, PANELIST_INTENT_REFUSED);
  g_assert_null (strstr (answer->text, KEY));
  g_assert_null (strstr (answer->body, KEY));
  g_assert_true (panelist_panel_get_state_detail (fixture->panel) == NULL ||
                 strstr (panelist_panel_get_state_detail (fixture->panel), KEY) == NULL);
}

/* Dropping what waits for an order must not stop the order. */
static void
test_dropped (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (PanelistForm) form = NULL;
  g_autoptr (PanelistBalance) balance = NULL;

  form = make_order ();
  panelist_fault_server_play_json (fixture->server, "{\"order\":\"5\",\"balance\":\"1\"}");
  dex_unref (panelist_client_add (fixture->client, form));
  balance = await (panelist_client_read_balance (fixture->client, TRUE), NULL);
  g_assert_cmpuint (panelist_fault_server_count (fixture->server, "add"), ==, 1);
}

/* Everything that is logged while the calls above run, at every level */

static gboolean leaked = FALSE;

static GLogWriterOutput
watch_log (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].length < 0 && strstr (fields[i].value, KEY) != NULL)
      leaked = TRUE;

  return g_log_writer_default (level, fields, n_fields, user_data);
}

static void
test_log (void)
{
  g_assert_false (leaked);
}

int
main (int   argc,
      char *argv[])
{
  const struct {
    const char *name;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/client/services", test_services },
    { "/client/add", test_add },
    { "/client/status", test_status },
    { "/client/statuses", test_statuses },
    { "/client/no-lists", test_no_lists },
    { "/client/refill", test_refill },
    { "/client/refill-status", test_refill_status },
    { "/client/cancel", test_cancel },
    { "/client/unsupported", test_unsupported },
    { "/client/balance", test_balance },
    { "/client/rejected-key", test_rejected_key },
    { "/client/missing-key", test_missing_key },
    { "/client/states", test_states },
    { "/client/echoed-key", test_echoed_key },
    { "/client/dropped", test_dropped },
  };

  /* Standard output is for the results. */
  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  g_log_writer_default_set_use_stderr (TRUE);
  g_log_set_writer_func (watch_log, NULL, NULL);
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].func, tear_down);

  g_test_add_func ("/client/log", test_log);

  return g_test_run ();
}
