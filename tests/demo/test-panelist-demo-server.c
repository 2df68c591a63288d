/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <sys/socket.h>

#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "panelist-demo-catalog.h"
#include "panelist-demo-server.h"
#include "panelist-money.h"

#define KEY "canary-key-0123456789"
#define STANDING 0.001   /* the panel's time practically stands still */
#define RACING 20000.0

typedef struct {
  PanelistDemoServer *server;
  SoupSession *session;
  guint status;
  char *location;
  char *retry_after;
  GError *error;
} Panel;

static Panel *
panel_open (double      time_scale,
            const char *faults,
            const char *log)
{
  Panel *panel = g_new0 (Panel, 1);
  g_autoptr (GError) error = NULL;

  panel->server = g_object_new (PANELIST_TYPE_DEMO_SERVER, "key", KEY, "n-services", 200, "time-scale", time_scale,
                                "faults", faults, "log", log, NULL);
  g_assert_true (panelist_demo_server_start (panel->server, &error));
  g_assert_no_error (error);
  panel->session = soup_session_new ();
  return panel;
}

static void
panel_close (Panel *panel)
{
  soup_session_abort (panel->session);
  g_clear_object (&panel->session);
  panelist_demo_server_stop (panel->server);
  g_clear_object (&panel->server);
  g_clear_error (&panel->error);
  g_free (panel->location);
  g_free (panel->retry_after);
  g_free (panel);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Panel, panel_close)

static void
on_done (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* Sends a form as it stands and gives back the body; NULL when no whole answer came. */
static char *
post (Panel      *panel,
      const char *form)
{
  g_autoptr (SoupMessage) message = soup_message_new ("POST", panelist_demo_server_get_address (panel->server));
  g_autoptr (GBytes) body = g_bytes_new (form, strlen (form));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) answer = NULL;
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  soup_session_send_and_read_async (panel->session, message, G_PRIORITY_DEFAULT, NULL, on_done, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_clear_error (&panel->error);
  answer = soup_session_send_and_read_finish (panel->session, result, &panel->error);
  panel->status = soup_message_get_status (message);
  g_free (panel->location);
  panel->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  g_free (panel->retry_after);
  panel->retry_after = g_strdup (soup_message_headers_get_one (headers, "Retry-After"));
  if (answer == NULL)
    return NULL;
  if (g_bytes_get_size (answer) == 0)
    return g_strdup ("");
  return g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
}

static char *
call (Panel      *panel,
      const char *fields)
{
  g_autofree char *form = g_strdup_printf ("key=" KEY "&%s", fields);

  return post (panel, form);
}

static void
expect (Panel      *panel,
        const char *fields,
        const char *answer)
{
  g_autofree char *body = call (panel, fields);

  g_assert_no_error (panel->error);
  g_assert_cmpstr (body, ==, answer);
}

static char *
cut_out (const char *json,
         const char *name)
{
  g_autofree char *start = g_strdup_printf ("\"%s\": \"", name);
  const char *at = strstr (json, start);

  g_assert_nonnull (at);
  at += strlen (start);
  return g_strndup (at, strcspn (at, "\""));
}

static char *
get_balance (Panel *panel)
{
  g_autofree char *body = call (panel, "action=balance");

  return cut_out (body, "balance");
}

#define LINK "link=https%3A%2F%2Fphotos.example%2Fp%2F"

static void
test_shapes (void)
{
  g_autoptr (Panel) panel = panel_open (STANDING, NULL, NULL);

  expect (panel, "action=balance", "{\"balance\": \"100.84292\", \"currency\": \"USD\"}");
  expect (panel, "action=add&service=101&quantity=500&" LINK "1", "{\"order\": 23501}");
  expect (panel, "action=status&order=23501",
          "{\"charge\": \"0.235\", \"start_count\": \"0\", \"status\": \"Pending\", \"remains\": \"500\","
          " \"currency\": \"USD\"}");
  expect (panel, "action=status&orders=23501%2C10",
          "{\"23501\": {\"charge\": \"0.235\", \"start_count\": \"0\", \"status\": \"Pending\", \"remains\": \"500\","
          " \"currency\": \"USD\"}, \"10\": {\"error\": \"Incorrect order ID\"}}");
  /* A name comes once in an object. */
  expect (panel, "action=status&orders=10%2C10", "{\"10\": {\"error\": \"Incorrect order ID\"}}");
  expect (panel, "action=refill&orders=3%2C23501",
          "[{\"order\": 3, \"refill\": {\"error\": \"Incorrect order ID\"}},"
          " {\"order\": 23501, \"refill\": {\"error\": \"Order must be completed\"}}]");
  expect (panel, "action=refill_status&refills=3", "[{\"refill\": 3, \"status\": {\"error\": \"Refill not found\"}}]");
  expect (panel, "action=cancel&orders=9%2C23501",
          "[{\"order\": 9, \"cancel\": {\"error\": \"Incorrect order ID\"}}, {\"order\": 23501, \"cancel\": 1}]");
  expect (panel, "action=cancel&orders=23501",
          "[{\"order\": 23501, \"cancel\": {\"error\": \"Order already in cancellation\"}}]");
  expect (panel, "action=balance", "{\"balance\": \"100.60792\", \"currency\": \"USD\"}");
}

static void
test_services (void)
{
  g_autoptr (Panel) one = panel_open (STANDING, NULL, NULL);
  g_autoptr (Panel) two = panel_open (STANDING, NULL, NULL);
  g_autofree char *first = call (one, "action=services");
  g_autofree char *second = call (two, "action=services");
  static const char * const types[] = {
    "Default", "Package", "SEO", "Custom Comments", "Custom Comments Package", "Mentions", "Mentions with Hashtags",
    "Mentions Custom List", "Mentions Hashtag", "Mentions User Followers", "Mentions Media Likers", "Comment Likes",
    "Comment Replies", "Poll", "Invites from Groups", "Subscriptions", "web_traffic", "Pick a Comment",
  };

  g_assert_true (g_str_has_prefix (first, "[{\"service\": 101, \"name\": \""));
  g_assert_true (g_str_has_suffix (first, "}]"));
  g_assert_cmpstr (first, ==, second);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *member = g_strdup_printf ("\"type\": \"%s\"", types[i]);

      g_assert_nonnull (strstr (first, member));
    }
  g_assert_nonnull (strstr (first, "\"min\": \"100\", \"max\": \"1000000\", \"refill\": true, \"cancel\": true}"));
}

static const char * const accepted[] = {
  "service=101&quantity=100&" LINK "1",
  "service=105&" LINK "1",
  "service=106&quantity=100&keywords=a%0Ab&" LINK "1",
  "service=107&comments=Nice%0A%0AGreat%0A&" LINK "1",
  "service=108&comments=Nice&" LINK "1",
  "service=109&quantity=100&usernames=a&" LINK "1",
  "service=110&quantity=100&usernames=a&hashtags=b&" LINK "1",
  "service=111&usernames=a%0Ab&" LINK "1",
  "service=112&quantity=100&hashtag=b&" LINK "1",
  "service=113&quantity=100&username=b&" LINK "1",
  "service=114&quantity=100&media=b&" LINK "1",
  "service=115&quantity=100&username=b&" LINK "1",
  "service=116&username=b&comments=c&" LINK "1",
  "service=117&quantity=100&answer_number=2&" LINK "1",
  "service=118&quantity=100&groups=g&" LINK "1",
  "service=119&username=u&min=100&max=200&delay=0&posts=3",
  "service=120&quantity=100&country=US&device=1&type_of_traffic=3&" LINK "1",
  "service=121&quantity=100&" LINK "1",
};

static void
test_all_types (void)
{
  g_autoptr (Panel) panel = panel_open (STANDING, NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      g_autofree char *fields = g_strdup_printf ("action=add&%s", accepted[i]);
      g_autofree char *answer = g_strdup_printf ("{\"order\": %d}", 23501 + (int) i);

      expect (panel, fields, answer);
    }
}

static const struct {
  const char *fields;
  const char *words;
} refusals[] = {
  { "action=nothing", "Incorrect request" },
  { "action=status", "Incorrect request" },
  { "action=cancel&order=1", "Incorrect request" },
  { "action=add&service=99999&quantity=100&" LINK "2", "Incorrect service ID" },
  { "action=add&service=abc", "Incorrect service ID" },
  { "action=add&service=101&quantity=100", "Bad link" },
  { "action=add&service=101&quantity=100&link=two+words", "Bad link" },
  { "action=add&service=101&" LINK "2", "Quantity required" },
  { "action=add&service=101&quantity=99&" LINK "2", "Quantity less than minimal 100" },
  { "action=add&service=101&quantity=-5&" LINK "2", "Quantity less than minimal 100" },
  { "action=add&service=101&quantity=1000001&" LINK "2", "Quantity more than maximum 1000000" },
  { "action=add&service=101&quantity=1000000&" LINK "2", "Not enough funds on balance" },
  { "action=add&service=101&quantity=100&runs=3&" LINK "2", "Interval required" },
  { "action=add&service=101&quantity=100&interval=3&" LINK "2", "Runs required" },
  { "action=add&service=107&quantity=100&" LINK "2", "neworder.error.comments_field_is_required" },
  { "action=add&service=107&comments=%0A+%0A&" LINK "2", "Quantity less than minimal 1" },
  { "action=add&service=107&comments=a&runs=2&interval=5&" LINK "2", "This service does not support dripfeed" },
  { "action=add&service=101&quantity=100&runs=2&interval=-1&" LINK "2", "Interval required" },
  { "action=add&service=101&quantity=100&runs=1001&interval=1&" LINK "2", "Incorrect parameters" },
  { "action=add&service=117&quantity=100&answer_number=0&" LINK "2", "Incorrect parameters" },
  { "action=add&service=119&username=u&min=100&max=200", "Missing required parameters: delay" },
  { "action=add&service=119&username=u&min=100&max=200&delay=7", "Incorrect parameters" },
  { "action=add&service=119&username=u&min=100&max=200&delay=0&posts=1001", "Incorrect parameters" },
  { "action=add&service=119&username=u&min=100&max=200&delay=0&old_posts=1001", "Incorrect parameters" },
  { "action=add&service=120&quantity=100&country=US&device=6&type_of_traffic=3&" LINK "2", "Incorrect parameters" },
  { "action=add&service=120&quantity=100&country=US&device=1&type_of_traffic=4&" LINK "2", "Incorrect parameters" },
  { "action=add&service=120&quantity=100&country=US&device=1&type_of_traffic=2&" LINK "2",
    "Missing required parameters: referring_url" },
  { "action=add&service=117&quantity=100&" LINK "2", "Missing required parameters: answer_number" },
  { "action=add&service=119&username=u&min=200&max=100&delay=0", "Incorrect parameters" },
  { "action=add&service=119&username=u&min=100&max=100&delay=0&expiry=05%2F11%2F2001", "Incorrect parameters" },
  { "action=add&service=120&quantity=100&country=US&device=1&type_of_traffic=1&" LINK "2",
    "Missing required parameters: google_keyword" },
  { "action=add&service=101&quantity=100&" LINK "1",
    "You have active order with this link. Please wait until order being completed." },
  { "action=status&order=7", "Incorrect order ID" },
  { "action=refill&order=7", "Incorrect order ID" },
  { "action=refill&order=23501", "Order must be completed" },
  { "action=refill_status&refill=7", "Refill not found" },
};

static void
test_refusals (void)
{
  g_autoptr (Panel) panel = panel_open (STANDING, NULL, NULL);
  g_autofree char *wrong_key = post (panel, "key=other&action=balance");

  g_assert_cmpstr (wrong_key, ==, "{\"error\": \"Invalid API key\"}");
  expect (panel, "action=add&service=101&quantity=100&" LINK "1", "{\"order\": 23501}");
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *answer = g_strdup_printf ("{\"error\": \"%s\"}", refusals[i].words);

      expect (panel, refusals[i].fields, answer);
    }
  expect (panel, "action=balance", "{\"balance\": \"100.79592\", \"currency\": \"USD\"}");
}

static int
rank (const char *status)
{
  static const char * const order[] = { "Pending", "Processing", "In progress", "Completed", "Partial", "Canceled" };

  for (int i = 0; i < (int) G_N_ELEMENTS (order); i++)
    {
      if (strcmp (status, order[i]) == 0)
        return MIN (i, 3);
    }
  g_assert_not_reached ();
}

/* Follows one order to its end; gives back the last answer about it. */
static char *
follow (Panel *panel,
        int    id)
{
  g_autofree char *fields = g_strdup_printf ("action=status&order=%d", id);
  int last = 0;

  while (TRUE)
    {
      g_autofree char *body = call (panel, fields);
      g_autofree char *status = cut_out (body, "status");

      g_assert_cmpint (rank (status), >=, last);
      last = rank (status);
      if (last == 3)
        return g_strdup (body);
    }
}

/* What is left of `balance` after an ended order of 1000 pieces. */
static char *
subtract_cost (const char *balance,
               const char *body)
{
  g_autofree char *remains = cut_out (body, "remains");
  g_autofree char *charge = cut_out (body, "charge");
  g_autofree char *cost = panelist_money_share (charge, 1000 - g_ascii_strtoll (remains, NULL, 10), 1000);

  return panelist_money_subtract (balance, cost);
}

static void
test_life (void)
{
  g_autoptr (Panel) panel = panel_open (RACING, NULL, NULL);
  g_autofree char *expected = g_strdup ("100.84292");
  g_autofree char *balance = NULL;
  guint ends[3] = { 0 };

  for (int i = 0; i < 60; i++)
    {
      g_autofree char *add = g_strdup_printf ("action=add&service=101&quantity=1000&link=%d", i);
      g_autofree char *answer = call (panel, add);
      g_autofree char *body = follow (panel, 23501 + i);
      g_autofree char *status = cut_out (body, "status");
      g_autofree char *remains = cut_out (body, "remains");
      int64_t rest = g_ascii_strtoll (remains, NULL, 10);
      char *left = subtract_cost (expected, body);

      g_assert_true (g_str_has_prefix (answer, "{\"order\": "));
      ends[strcmp (status, "Completed") == 0 ? 0 : strcmp (status, "Partial") == 0 ? 1 : 2]++;
      g_assert_true ((strcmp (status, "Completed") == 0) == (rest == 0));
      g_assert_true ((strcmp (status, "Canceled") == 0) == (rest == 1000));
      g_free (expected);
      expected = left;
    }
  balance = get_balance (panel);
  g_assert_true (panelist_money_equal (balance, expected));
  g_assert_cmpuint (ends[0], >, 40);
  g_assert_cmpuint (ends[1], >, 0);
  g_assert_cmpuint (ends[2], >, 0);
}

static void
test_cancel_and_refill (void)
{
  g_autoptr (Panel) panel = panel_open (RACING, NULL, NULL);
  g_autofree char *status = NULL;

  expect (panel, "action=add&service=101&quantity=1000&" LINK "1", "{\"order\": 23501}");
  status = follow (panel, 23501);
  g_assert_nonnull (strstr (status, "Completed"));
  expect (panel, "action=cancel&orders=23501",
          "[{\"order\": 23501, \"cancel\": {\"error\": \"Order already completed\"}}]");
  expect (panel, "action=refill&orders=23501%2C23501",
          "[{\"order\": 23501, \"refill\": 1},"
          " {\"order\": 23501, \"refill\": {\"error\": \"Refill already requested\"}}]");
  while (TRUE)
    {
      g_autofree char *body = call (panel, "action=refill_status&refill=1");

      if (strcmp (body, "{\"status\": \"Completed\"}") == 0 || strcmp (body, "{\"status\": \"Rejected\"}") == 0)
        break;
      g_assert_true (strcmp (body, "{\"status\": \"Pending\"}") == 0
                     || strcmp (body, "{\"status\": \"In progress\"}") == 0);
    }
  expect (panel, "action=refill&order=23501", "{\"refill\": \"2\"}");
}

static const struct {
  const char *fields;
  const char *answer;   /* about the parent that has ended */
} parents[] = {
  { "service=101&quantity=100&runs=3&interval=1&" LINK "1",
    "{\"status\": \"Finished\", \"runs\": 3, \"orders\": [23502, 23503, 23504]}" },
  { "service=101&quantity=100&runs=3&interval=0&" LINK "1",
    "{\"status\": \"Finished\", \"runs\": 3, \"orders\": [23502, 23503, 23504]}" },
  { "service=119&username=u&min=100&max=100&delay=0&posts=2",
    "{\"status\": \"Completed\", \"expiry\": \"\", \"posts\": 2, \"orders\": [23502, 23503]}" },
};

static void
test_parents (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parents); i++)
    {
      g_autoptr (Panel) panel = panel_open (RACING, NULL, NULL);
      g_autofree char *add = g_strdup_printf ("action=add&%s", parents[i].fields);
      g_autofree char *body = NULL;

      expect (panel, add, "{\"order\": 23501}");
      do
        {
          g_free (body);
          body = call (panel, "action=status&order=23501");
        }
      while (g_str_has_prefix (body, "{\"status\": \"Active\""));
      g_assert_cmpstr (body, ==, parents[i].answer);
    }
}

/* A drip-feed is paid whole; stopped, it gives back the runs that were not made. */
static void
test_stopped_drip_feed (void)
{
  g_autoptr (Panel) panel = panel_open (RACING, NULL, NULL);
  g_autofree char *body = NULL;
  g_autofree char *balance = NULL;
  g_autofree char *run = NULL;
  g_autofree char *expected = NULL;

  /* 100 days between the runs: only the first comes. */
  expect (panel, "action=add&service=101&quantity=1000&runs=4&interval=144000&" LINK "1", "{\"order\": 23501}");
  expect (panel, "action=status&order=23501", "{\"status\": \"Active\", \"runs\": 4, \"orders\": [23502]}");
  expect (panel, "action=cancel&orders=23501", "[{\"order\": 23501, \"cancel\": 1}]");
  do
    {
      g_free (body);
      body = call (panel, "action=status&order=23501");
    }
  while (g_str_has_prefix (body, "{\"status\": \"Active\""));
  g_assert_cmpstr (body, ==, "{\"status\": \"Stopped\", \"runs\": 4, \"orders\": [23502]}");
  run = follow (panel, 23502);
  expected = subtract_cost ("100.84292", run);
  balance = get_balance (panel);
  g_assert_true (panelist_money_equal (balance, expected));
}

static void
test_paused_subscription (void)
{
  g_autoptr (Panel) panel = panel_open (RACING, NULL, NULL);
  g_autofree char *body = NULL;

  expect (panel, "action=add&service=119&username=u&min=10000&max=10000&delay=0&posts=1000", "{\"order\": 23501}");
  do
    {
      g_free (body);
      body = call (panel, "action=status&order=23501");
    }
  while (g_str_has_prefix (body, "{\"status\": \"Active\""));
  g_assert_true (g_str_has_prefix (body, "{\"status\": \"Paused\", \"expiry\": \"\", \"posts\": 1000, \"orders\": ["));
  expect (panel, "action=cancel&orders=23501",
          "[{\"order\": 23501, \"cancel\": {\"error\": \"Cancel not supported\"}}]");
}

static const struct {
  const char *name;
  gboolean done;        /* the order is placed all the same */
  guint status;         /* 0: no answer */
  const char *body;
} faults[] = {
  { "drop-before", FALSE, 0, NULL },
  { "reset", FALSE, 0, NULL },
  { "redirect", FALSE, 302, "<html><body>Moved</body></html>" },
  { "rate", FALSE, 429, "{\"error\": \"Too many requests\"}" },
  { "refuse", FALSE, 200, "{\"error\": \"Not enough funds on balance\"}" },
  { "408", FALSE, 408, "{\"error\": \"Request Timeout\"}" },
  { "429", FALSE, 429, "{\"error\": \"Too many requests\"}" },
  { "reset-after", TRUE, 0, NULL },
  { "drop-after", TRUE, 0, NULL },
  { "truncate", TRUE, 200, "{\"order\"" },
  { "html", TRUE, 200, "<!doctype html><html><head><title>Just a moment...</title></head><body></body></html>" },
  { "empty", TRUE, 200, "" },
  { "5xx", TRUE, 502, "<html><body>502 Bad Gateway</body></html>" },
  { "503", TRUE, 503, "<html><body>503 Service Unavailable</body></html>" },
  { "slow", TRUE, 200, "{\"order\": 23501}" },
  { "delay=20ms", TRUE, 200, "{\"order\": 23501}" },
  { "late=20ms", TRUE, 200, "{\"order\": 23501}" },
  { "late=20ms,add:delay=20ms,add:drop-after", TRUE, 0, NULL },
};

static void
test_faults (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *spec = g_strdup_printf ("add:%s", faults[i].name);
      g_autoptr (Panel) panel = panel_open (STANDING, spec, NULL);
      g_autofree char *body = call (panel, "action=add&service=101&quantity=500&" LINK "1");
      g_autofree char *balance = NULL;

      g_assert_true ((panel->error != NULL) == (faults[i].status == 0));
      if (faults[i].status != 0)
        g_assert_cmpuint (panel->status, ==, faults[i].status);
      g_assert_true ((g_strcmp0 (panel->retry_after, "7") == 0) == (faults[i].status == 429));
      g_assert_true ((panel->location != NULL) == (faults[i].status == 302));
      g_assert_cmpstr (body, ==, faults[i].body);
      balance = get_balance (panel);
      g_assert_cmpstr (balance, ==, faults[i].done ? "100.60792" : "100.84292");
    }
}

static void
test_counted_faults (void)
{
  g_autoptr (Panel) panel = panel_open (STANDING, "balance:html=2,status:empty=0.0", NULL);

  for (int i = 0; i < 2; i++)
    {
      g_autofree char *body = call (panel, "action=balance");

      g_assert_true (g_str_has_prefix (body, "<!doctype html>"));
    }
  expect (panel, "action=balance", "{\"balance\": \"100.84292\", \"currency\": \"USD\"}");
  expect (panel, "action=status&order=1", "{\"error\": \"Incorrect order ID\"}");
}

static void
test_unknown_faults (void)
{
  static const char * const wrong[] = {
    "add:explode", "add", "nothing:html", "add:399", "add:600", "add:503x", "*:late", "add:late=0.5",
    "add:html=2.5", "add:html=x", "*:delay", "*:delay=5", ",", "add:drop-after=0.5x",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (PanelistDemoServer) server = g_object_new (PANELIST_TYPE_DEMO_SERVER, "faults", wrong[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (panelist_demo_server_start (server, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
    }
}

/* Sends an order over a socket and hangs up before its answer: the panel places it all the same. */
static void
order_and_hang_up (Panel *panel)
{
  g_autoptr (GUri) uri = g_uri_parse (panelist_demo_server_get_address (panel->server), G_URI_FLAGS_NONE, NULL);
  g_autoptr (GInetAddress) host = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (host, (guint16) g_uri_get_port (uri));
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, 0, NULL);
  const char *form = "key=" KEY "&action=add&service=101&quantity=500&" LINK "1";
  g_autofree char *request = NULL;
  g_autoptr (GError) error = NULL;

  request = g_strdup_printf ("POST /api/v2 HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %" G_GSIZE_FORMAT
                             "\r\n\r\n%s", strlen (form), form);
  g_assert_true (g_socket_connect (socket, address, NULL, &error));
  g_assert_cmpint (g_socket_send (socket, request, strlen (request), NULL, &error), ==, (gssize) strlen (request));
  g_assert_true (g_socket_close (socket, &error));
  g_assert_no_error (error);
}

static void
test_hung_up (void)
{
  static const char * const fates[] = {
    "add:delay=10ms", "add:late=10ms", "add:delay=10ms,add:drop-after", "add:delay=10ms,add:reset-after",
    "add:late=10ms,add:slow", "add:late=10ms,add:truncate", "add:delay=10ms,add:503", "", "add:slow", "add:truncate",
    "add:reset-after",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fates); i++)
    {
      g_autoptr (Panel) panel = panel_open (STANDING, fates[i], NULL);
      g_autofree char *balance = NULL;

      order_and_hang_up (panel);
      do
        {
          g_free (balance);
          balance = get_balance (panel);
        }
      while (strcmp (balance, "100.84292") == 0);
      g_assert_cmpstr (balance, ==, "100.60792");
    }
}

/* A panel that is closed while calls wait leaves nothing behind. */
static void
test_closed_while_waiting (void)
{
  g_autoptr (Panel) panel = panel_open (STANDING, "add:delay=50ms,status:late=50ms", NULL);

  order_and_hang_up (panel);
  expect (panel, "action=balance", "{\"balance\": \"100.84292\", \"currency\": \"USD\"}");
}

static char *
read_and_remove (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_path_get_dirname (path);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
  return text;
}

static char *
make_log_path (void)
{
  g_autofree char *directory = g_dir_make_tmp ("panelist-demo-XXXXXX", NULL);

  return g_build_filename (directory, "log", NULL);
}

static void
test_log (void)
{
  g_autofree char *path = make_log_path ();
  g_autoptr (Panel) panel = panel_open (STANDING, "add:drop-after", path);
  g_autofree char *body = call (panel, "action=add&service=107&comments=Nice%2B%0A%22Great%22&" LINK "1");
  g_autofree char *text = NULL;

  g_assert_null (body);
  text = read_and_remove (path);
  g_assert_true (g_str_has_prefix (text, "{\"kind\": \"request\", \"form\": {\"action\": \"add\", \"service\": \"107\","
                                   " \"comments\": \"Nice+\\u000a\\\"Great\\\"\", \"link\":"
                                   " \"https://photos.example/p/1\"}, \"fault\": \"drop-after\"}\n"
                                   "{\"kind\": \"order\", \"order\": 23501, \"service\": 107, \"quantity\": 2,"
                                   " \"link\": \"https://photos.example/p/1\", \"charge\": \""));
  g_assert_null (strstr (text, KEY));
}

/* Each thing that the panel holds has its line, and the key has none, wherever it was written. */
static void
test_log_of_all (void)
{
  g_autofree char *path = make_log_path ();
  g_autoptr (Panel) panel = panel_open (RACING, NULL, path);
  g_autofree char *order = NULL;
  g_autofree char *text = NULL;

  expect (panel, "action=add&service=101&quantity=1000&link=" KEY, "{\"order\": 23501}");
  order = follow (panel, 23501);
  expect (panel, "action=refill&order=23501", "{\"refill\": \"1\"}");
  expect (panel, "action=add&service=101&quantity=100&runs=2&interval=144000&" LINK "2", "{\"order\": 23502}");
  expect (panel, "action=cancel&orders=23502", "[{\"order\": 23502, \"cancel\": 1}]");
  g_free (post (panel, "action=nothing"));
  text = read_and_remove (path);
  g_assert_null (strstr (text, KEY));
  g_assert_nonnull (strstr (text, "{\"kind\": \"order\", \"order\": 23501, "));
  g_assert_nonnull (strstr (text, "{\"kind\": \"refill\", \"refill\": 1, \"order\": 23501}\n"));
  g_assert_nonnull (strstr (text, "{\"kind\": \"order\", \"order\": 23502, "));
  g_assert_nonnull (strstr (text, "{\"kind\": \"child\", \"order\": 23503, \"parent\": 23502, \"service\": 101, "));
  g_assert_nonnull (strstr (text, "{\"kind\": \"cancel\", \"order\": 23502}\n"));
  g_assert_true (g_str_has_suffix (text, "{\"kind\": \"request\", \"form\": {\"action\": \"nothing\"},"
                                   " \"fault\": \"none\"}\n"));
}

static guint
count_lines (GBytes *json)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  g_auto (GStrv) lines = g_strsplit (text, ",\n", -1);

  return g_strv_length (lines);
}

/* A few services change at a time, however often somebody looks; the first ones stay for pictures and tests. */
static void
test_drift (void)
{
  g_autoptr (PanelistDemoCatalog) catalog = panelist_demo_catalog_new (1200, 1);
  g_autoptr (PanelistDemoCatalog) other = panelist_demo_catalog_new (1200, 1);
  g_autoptr (GBytes) before = g_bytes_ref (panelist_demo_catalog_get_json (catalog));
  g_autofree char *first = g_strdup (panelist_demo_catalog_find (catalog, 101)->rate);
  guint n_gone = 0;

  g_assert_cmpuint (count_lines (before), ==, 1200);
  for (guint epoch = 1; epoch <= 40; epoch++)
    panelist_demo_catalog_drift (catalog, epoch);
  panelist_demo_catalog_drift (other, 40);
  g_assert_true (g_bytes_equal (panelist_demo_catalog_get_json (catalog), panelist_demo_catalog_get_json (other)));
  g_assert_false (g_bytes_equal (panelist_demo_catalog_get_json (catalog), before));
  g_assert_cmpstr (panelist_demo_catalog_find (catalog, 101)->rate, ==, first);
  for (int64_t id = 101; id < 1301; id++)
    n_gone += panelist_demo_catalog_find (catalog, id) == NULL;
  g_assert_cmpuint (n_gone, >, 0);
  g_assert_cmpuint (n_gone, <, 60);
  g_assert_cmpuint (count_lines (panelist_demo_catalog_get_json (catalog)), ==, 1200 - n_gone);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo-server/shapes", test_shapes);
  g_test_add_func ("/demo-server/services", test_services);
  g_test_add_func ("/demo-server/drift", test_drift);
  g_test_add_func ("/demo-server/all-types", test_all_types);
  g_test_add_func ("/demo-server/refusals", test_refusals);
  g_test_add_func ("/demo-server/life", test_life);
  g_test_add_func ("/demo-server/cancel-and-refill", test_cancel_and_refill);
  g_test_add_func ("/demo-server/parents", test_parents);
  g_test_add_func ("/demo-server/stopped-drip-feed", test_stopped_drip_feed);
  g_test_add_func ("/demo-server/paused-subscription", test_paused_subscription);
  g_test_add_func ("/demo-server/faults", test_faults);
  g_test_add_func ("/demo-server/counted-faults", test_counted_faults);
  g_test_add_func ("/demo-server/unknown-faults", test_unknown_faults);
  g_test_add_func ("/demo-server/hung-up", test_hung_up);
  g_test_add_func ("/demo-server/closed-while-waiting", test_closed_while_waiting);
  g_test_add_func ("/demo-server/log", test_log);
  g_test_add_func ("/demo-server/log-of-all", test_log_of_all);
  return g_test_run ();
}
