/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "panelist-address.h"

typedef struct {
  const char *address;
  const char *expected;   /* NULL: refused with `code` */
  int         code;
} AddressCase;

static const AddressCase normalize_cases[] = {
  { "https://panel.example/api/v2", "https://panel.example/api/v2", 0 },
  { "HTTPS://Panel.EXAMPLE:443/api/v2/", "https://panel.example/api/v2", 0 },
  { "https://panel.example:8443/API/v2", "https://panel.example:8443/API/v2", 0 },
  { "https://panel.example.", "https://panel.example/", 0 },
  { "https://panel.example", "https://panel.example/", 0 },
  { "https://b\u00fccher.example/api/v2", "https://xn--bcher-kva.example/api/v2", 0 },
  { "https://XN--BCHER-KVA.example/api/v2", "https://xn--bcher-kva.example/api/v2", 0 },
  { "https://panel.example/a/../b", "https://panel.example/b", 0 },
  { "https://192.0.2.1/api/v2", "https://192.0.2.1/api/v2", 0 },
  { "https://[2001:DB8:0::1]/api/v2", "https://[2001:db8::1]/api/v2", 0 },
  { "http://localhost:8080/api/v2", "http://localhost:8080/api/v2", 0 },
  { "http://LOCALHOST/api/v2", "http://localhost/api/v2", 0 },
  { "http://127.0.0.1:80/api/v2", "http://127.0.0.1/api/v2", 0 },
  { "http://127.255.1.2:1/x", "http://127.255.1.2:1/x", 0 },
  { "http://[::1]:8080/api/v2", "http://[::1]:8080/api/v2", 0 },
  { "http://[0:0:0:0:0:0:0:1]/x", "http://[::1]/x", 0 },

  { NULL, NULL, PANELIST_ADDRESS_ERROR_EMPTY },
  { "", NULL, PANELIST_ADDRESS_ERROR_EMPTY },
  { "panel.example", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "https://", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "https:///api", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "https://:443/api", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "https://panel.example:0/", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "https://panel.example:99999/", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "https://panel.example:abc/", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "https://panel.example/api?x=1", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "https://panel.example/api#x", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "https://panel.example/a/%2e%2e/b", "https://panel.example/b", 0 },
  { "https://panel.example/a%00b", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "https://panel.example/@user", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "https://panel.example/a b", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "https://panel.example/\n", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "https://panel.example\\@evil.example/", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "https://panel\u200b.example/", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "https://panel..example/", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "https://-panel.example/", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "https://pa%2fnel.example/", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "https://panel.example\xff/", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "https://user@panel.example/", NULL, PANELIST_ADDRESS_ERROR_USER_INFO },
  { "https://user:password@panel.example/", NULL, PANELIST_ADDRESS_ERROR_USER_INFO },
  { "https://@panel.example/", NULL, PANELIST_ADDRESS_ERROR_USER_INFO },
  { "ftp://panel.example/", NULL, PANELIST_ADDRESS_ERROR_SCHEME },
  { "file:///etc/passwd", NULL, PANELIST_ADDRESS_ERROR_SCHEME },
  { "javascript:alert(1)", NULL, PANELIST_ADDRESS_ERROR_SCHEME },
  { "httpss://panel.example/", NULL, PANELIST_ADDRESS_ERROR_SCHEME },
  { "http://panel.example/api/v2", NULL, PANELIST_ADDRESS_ERROR_PLAIN_HTTP },
  { "http://192.168.0.1/", NULL, PANELIST_ADDRESS_ERROR_PLAIN_HTTP },
  { "http://128.0.0.1/", NULL, PANELIST_ADDRESS_ERROR_PLAIN_HTTP },
  { "http://0.0.0.0/", NULL, PANELIST_ADDRESS_ERROR_PLAIN_HTTP },
  { "http://[::]/", NULL, PANELIST_ADDRESS_ERROR_PLAIN_HTTP },
  { "http://[::ffff:127.0.0.1]/", NULL, PANELIST_ADDRESS_ERROR_PLAIN_HTTP },
  { "http://localhost.example/", NULL, PANELIST_ADDRESS_ERROR_PLAIN_HTTP },
  { "http://127.0.0.1.example/", NULL, PANELIST_ADDRESS_ERROR_PLAIN_HTTP },
  { "http://127.1/", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "http://0x7f.0.0.1/", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "http://2130706433/", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "http://127.0.0.01/", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "http://[::1%25lo]/", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
};

static void
test_normalize (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (normalize_cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *normalized = NULL;
      g_autofree char *twice = NULL;

      g_test_message ("case %u", (guint) i);
      normalized = panelist_address_normalize (normalize_cases[i].address, &error);
      g_assert_cmpstr (normalized, ==, normalize_cases[i].expected);

      if (normalized == NULL)
        {
          g_assert_error (error, PANELIST_ADDRESS_ERROR, normalize_cases[i].code);
          continue;
        }

      g_assert_no_error (error);
      twice = panelist_address_normalize (normalized, NULL);
      g_assert_cmpstr (twice, ==, normalized);
    }
}

static const AddressCase propose_cases[] = {
  { "panel.example", "https://panel.example/api/v2", 0 },
  { "  Panel.Example \n", "https://panel.example/api/v2", 0 },
  { "\"https://panel.example/\"", "https://panel.example/api/v2", 0 },
  { "<https://panel.example>", "https://panel.example/api/v2", 0 },
  { "panel.example/api", "https://panel.example/api/v2", 0 },
  { "https://panel.example/api/", "https://panel.example/api/v2", 0 },
  { "https://panel.example/api/v2/", "https://panel.example/api/v2", 0 },
  { "https://panel.example/en/api", "https://panel.example/api/v2", 0 },
  { "https://panel.example/api-docs", "https://panel.example/api/v2", 0 },
  { "https://panel.example/docs#add", "https://panel.example/api/v2", 0 },
  { "https://panel.example/api/v2/docs", "https://panel.example/api/v2", 0 },
  { "https://panel.example/services?page=2", "https://panel.example/api/v2", 0 },
  { "https://panel.example/shop/api/v2", "https://panel.example/shop/api/v2", 0 },
  { "https://panel.example/api/v3", "https://panel.example/api/v3", 0 },
  { "https://panel.example/api/v2?key=SECRET&action=balance", "https://panel.example/api/v2", 0 },
  { "http://panel.example/api/v2", "https://panel.example/api/v2", 0 },
  { "panel.example:8443", "https://panel.example:8443/api/v2", 0 },
  { "http://127.0.0.1:40123/api/v2", "http://127.0.0.1:40123/api/v2", 0 },
  { "127.0.0.1:40123", "http://127.0.0.1:40123/api/v2", 0 },
  { "localhost:40123/api", "http://localhost:40123/api/v2", 0 },
  { "https://localhost/", "https://localhost/api/v2", 0 },
  { "[::1]:8080", "http://[::1]:8080/api/v2", 0 },
  { "b\u00fccher.example", "https://xn--bcher-kva.example/api/v2", 0 },

  { NULL, NULL, PANELIST_ADDRESS_ERROR_EMPTY },
  { "   ", NULL, PANELIST_ADDRESS_ERROR_EMPTY },
  { "not an address", NULL, PANELIST_ADDRESS_ERROR_MALFORMED },
  { "ftp://panel.example", NULL, PANELIST_ADDRESS_ERROR_SCHEME },
  { "file:///etc/passwd", NULL, PANELIST_ADDRESS_ERROR_SCHEME },
  { "user:pw@panel.example", NULL, PANELIST_ADDRESS_ERROR_USER_INFO },
  { "https://panel.example/adminapi/v1", NULL, PANELIST_ADDRESS_ERROR_OTHER_API },
  { "https://panel.example/adminApi/v2/updateOrders", NULL, PANELIST_ADDRESS_ERROR_OTHER_API },
  { "https://panel.example/api?api_id=1&api_key=2", NULL, PANELIST_ADDRESS_ERROR_OTHER_API },
  { "https://panel.example/api?api_token=1&package=2", NULL, PANELIST_ADDRESS_ERROR_OTHER_API },
};

static void
test_propose (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (propose_cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *proposed = NULL;

      g_test_message ("case %u", (guint) i);
      proposed = panelist_address_propose (propose_cases[i].address, &error);
      g_assert_cmpstr (proposed, ==, propose_cases[i].expected);

      if (proposed == NULL)
        g_assert_error (error, PANELIST_ADDRESS_ERROR, propose_cases[i].code);
      else
        g_assert_no_error (error);
    }
}

/* Whatever bytes come in: only https, and http to loopback, comes out of either function. */
static void
test_nothing_else (void)
{
  static const char *const parts[] = {
    "http", "https", "HTTP", "ftp", "://", ":", "//", "/", "\\", "@", "user", "127.0.0.1", "localhost",
    "[::1]",
    "[", "]", "%", "%00", "%40", "panel.example", ".", "?", "#", "&key=1", ":80", ":443", " ", "\t", "\n",
    "\u202e",
    "\xff", "\u3002", "0x7f", "1", "xn--", "\u00fc", "api/v2", "..", "evil.example",
  };

  for (guint round = 0; round < 5000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      guint n_parts = (guint) g_test_rand_int_range (1, 8);

      for (guint i = 0; i < n_parts; i++)
        g_string_append (text, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);

      for (guint i = 0; i < 2; i++)
        {
          g_autofree char *address = NULL;

          address = i == 0 ? panelist_address_normalize (text->str, NULL)
                           : panelist_address_propose (text->str, NULL);

          if (address == NULL)
            continue;

          if (!g_str_has_prefix (address, "https://"))
            {
              g_assert_true (g_str_has_prefix (address, "http://127.") ||
                             g_str_has_prefix (address, "http://localhost/") ||
                             g_str_has_prefix (address, "http://localhost:") ||
                             g_str_has_prefix (address, "http://[::1]"));
              g_assert_true (panelist_address_is_loopback (address));
            }

          g_assert_null (strpbrk (address, "@?#\\ \t\n"));
        }
    }
}

static void
test_host (void)
{
  g_autofree char *plain = panelist_address_dup_host ("https://Panel.Example:8443/api/v2");
  g_autofree char *international = panelist_address_dup_host ("https://b\u00fccher.example/api/v2");
  g_autofree char *invalid = panelist_address_dup_host ("panel.example");

  g_assert_cmpstr (plain, ==, "panel.example");
  g_assert_cmpstr (international, ==, "b\u00fccher.example (xn--bcher-kva.example)");
  g_assert_null (invalid);

  g_assert_true (panelist_address_is_loopback ("http://127.0.0.1:1/x"));
  g_assert_true (panelist_address_is_loopback ("https://localhost/x"));
  g_assert_true (panelist_address_is_loopback ("http://[::1]/x"));
  g_assert_false (panelist_address_is_loopback ("https://panel.example/x"));
  g_assert_false (panelist_address_is_loopback ("http://panel.example/x"));
  g_assert_false (panelist_address_is_loopback (NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/address/normalize", test_normalize);
  g_test_add_func ("/address/propose", test_propose);
  g_test_add_func ("/address/nothing-else", test_nothing_else);
  g_test_add_func ("/address/host", test_host);

  return g_test_run ();
}
