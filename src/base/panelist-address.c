/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-base"

#include "config.h"

#include "panelist-address.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_ADDRESS  2048
#define MAX_HOST     253
#define MAX_LABEL    63
#define DEFAULT_PATH "/api/v2"

G_DEFINE_QUARK (panelist-address-error-quark, panelist_address_error)

/* Hosts */

static gboolean
is_loopback_host (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* A dotted quad that the strict parser refuses ("127.1", "0x7f.0.0.1", "2130706433") may still be
 * read as an address by a resolver: no name ends with a number. */
static gboolean
ends_with_number (const char *host)
{
  const char *label = strrchr (host, '.');

  label = label != NULL ? label + 1 : host;

  return g_ascii_isdigit (*label) && strspn (label, "0123456789abcdefABCDEFxX") == strlen (label);
}

static gboolean
is_host_name (const char *host)
{
  g_auto (GStrv) labels = NULL;

  if (strlen (host) > MAX_HOST || ends_with_number (host))
    return FALSE;

  labels = g_strsplit (host, ".", -1);

  for (guint i = 0; labels[i] != NULL; i++)
    {
      gsize length = strlen (labels[i]);

      if (length == 0 || length > MAX_LABEL || labels[i][0] == '-' || labels[i][length - 1] == '-')
        return FALSE;

      if (strspn (labels[i], "abcdefghijklmnopqrstuvwxyz0123456789-_") != length)
        return FALSE;
    }

  return TRUE;
}

/* Lower case, punycode, IPv6 in its shortest form with brackets; NULL when it is no host. */
static char *
normalize_host (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;
  g_autofree char *ascii = NULL;
  g_autofree char *lower = NULL;

  if (host == NULL || *host == '\0')
    return NULL;

  if ((address = g_inet_address_new_from_string (host)) != NULL)
    {
      g_autofree char *text = g_inet_address_to_string (address);

      if (strchr (text, '%') != NULL)
        return NULL;

      return strchr (text, ':') != NULL ? g_strdup_printf ("[%s]", text) : g_steal_pointer (&text);
    }

  if ((ascii = g_hostname_to_ascii (host)) == NULL)
    return NULL;

  lower = g_ascii_strdown (ascii, -1);

  if (g_str_has_suffix (lower, "."))
    lower[strlen (lower) - 1] = '\0';

  return is_host_name (lower) ? g_steal_pointer (&lower) : NULL;
}

/* Addresses */

static gboolean
has_forbidden_character (const char *address)
{
  for (const char *p = address; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c <= 0x20 || c == 0x7f || c == '\\' || g_unichar_iscntrl (c) || g_unichar_isspace (c) ||
          g_unichar_type (c) == G_UNICODE_FORMAT)
        return TRUE;
    }

  return FALSE;
}

static GUri *
parse (const char  *address,
       GError     **error)
{
  g_autoptr (GError) reason = NULL;
  GUri *uri = NULL;

  if (address == NULL || *address == '\0')
    {
      g_set_error_literal (error, PANELIST_ADDRESS_ERROR, PANELIST_ADDRESS_ERROR_EMPTY,
                           "The address is empty");
      return NULL;
    }

  if (strlen (address) > MAX_ADDRESS || !g_utf8_validate (address, -1, NULL) ||
      has_forbidden_character (address))
    {
      g_set_error_literal (error, PANELIST_ADDRESS_ERROR, PANELIST_ADDRESS_ERROR_MALFORMED,
                           "The address has characters that none may have, or is too long");
      return NULL;
    }

  uri = g_uri_parse (address, G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_HAS_PASSWORD, &reason);

  if (uri == NULL)
    g_set_error (error, PANELIST_ADDRESS_ERROR, PANELIST_ADDRESS_ERROR_MALFORMED,
                 "%s", reason->message);

  return uri;
}

static gboolean
check_scheme (GUri        *uri,
              const char  *host,
              GError     **error)
{
  const char *scheme = g_uri_get_scheme (uri);

  if (g_str_equal (scheme, "https"))
    return TRUE;

  if (!g_str_equal (scheme, "http"))
    {
      g_set_error_literal (error, PANELIST_ADDRESS_ERROR, PANELIST_ADDRESS_ERROR_SCHEME,
                           "The address does not start with https://");
      return FALSE;
    }

  if (g_str_has_prefix (host, "["))
    {
      if (g_str_equal (host, "[::1]"))
        return TRUE;
    }
  else if (is_loopback_host (host))
    return TRUE;

  g_set_error_literal (error, PANELIST_ADDRESS_ERROR, PANELIST_ADDRESS_ERROR_PLAIN_HTTP,
                       "Without TLS only this computer itself may be addressed");
  return FALSE;
}

static char *
join (const char *scheme,
      const char *host,
      int         port,
      const char *path)
{
  gboolean is_default = port < 0 || port == (g_str_equal (scheme, "https") ? 443 : 80);
  g_autofree char *trimmed = NULL;

  trimmed = g_strdup (path);

  while (strlen (trimmed) > 1 && g_str_has_suffix (trimmed, "/"))
    trimmed[strlen (trimmed) - 1] = '\0';

  if (is_default)
    return g_strdup_printf ("%s://%s%s", scheme, host, *trimmed != '\0' ? trimmed : "/");

  return g_strdup_printf ("%s://%s:%d%s", scheme, host, port, *trimmed != '\0' ? trimmed : "/");
}

/**
 * panelist_address_normalize:
 * @address: (nullable): the address of a panel as it is to be saved
 * @error: return location for a %PANELIST_ADDRESS_ERROR
 *
 * The one gate for addresses (safety.md B13, B15): https with a host, or http to a loopback
 * address, without user information, query, fragment or control characters. Nothing else is ever
 * connected to. Two addresses are the same when their normalized forms are equal.
 *
 * Returns: (transfer full): scheme and host in lower case, the host in punycode, no default port,
 *   no `/` at the end; or %NULL with an error
 */
char *
panelist_address_normalize (const char  *address,
                            GError     **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *host = NULL;
  g_autofree char *normalized = NULL;

  if ((uri = parse (address, error)) == NULL)
    return NULL;

  if (g_uri_get_userinfo (uri) != NULL)
    {
      g_set_error_literal (error, PANELIST_ADDRESS_ERROR, PANELIST_ADDRESS_ERROR_USER_INFO,
                           "The address holds a user name or a password");
      return NULL;
    }

  host = normalize_host (g_uri_get_host (uri));

  if (host != NULL && !check_scheme (uri, host, error))
    return NULL;

  if (host == NULL && !g_str_equal (g_uri_get_scheme (uri), "https") &&
      !g_str_equal (g_uri_get_scheme (uri), "http"))
    {
      g_set_error_literal (error, PANELIST_ADDRESS_ERROR, PANELIST_ADDRESS_ERROR_SCHEME,
                           "The address does not start with https://");
      return NULL;
    }

  if (host == NULL || g_uri_get_port (uri) == 0 || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL)
    {
      g_set_error_literal (error, PANELIST_ADDRESS_ERROR, PANELIST_ADDRESS_ERROR_MALFORMED,
                           "The address has no valid host, or a query or a fragment");
      return NULL;
    }

  normalized = join (g_uri_get_scheme (uri), host, g_uri_get_port (uri), g_uri_get_path (uri));

  /* Legal in a path or decoded out of one, but another program could read another host out of it. */
  if (strpbrk (normalized, "@?#\\ \t\r\n") != NULL ||
      !g_uri_is_valid (normalized, G_URI_FLAGS_NONE, NULL))
    {
      g_set_error_literal (error, PANELIST_ADDRESS_ERROR, PANELIST_ADDRESS_ERROR_MALFORMED,
                           "The address holds a sign that can be misread");
      return NULL;
    }

  return g_steal_pointer (&normalized);
}

/* Pasted addresses */

/* An address as people copy it: with quotes or brackets around it, or with blanks. */
static char *
dup_pasted (const char *pasted)
{
  char *text = NULL;
  gsize length = 0;

  text = g_strstrip (g_strdup (pasted));
  length = strlen (text);

  while (length >= 2 && strchr ("\"'<(`", text[0]) != NULL &&
         strchr ("\"'>)`", text[length - 1]) != NULL)
    {
      memmove (text, text + 1, length - 2);
      length -= 2;
      text[length] = '\0';
      g_strstrip (text);
      length = strlen (text);
    }

  return text;
}

/* Interfaces that share the words but not the protocol (protocol.md 1). */
static gboolean
is_other_api (GUri *uri)
{
  static const char *const words[] = { "api_id=", "api_token=", "package=" };
  g_autofree char *path = NULL;
  const char *query = g_uri_get_query (uri);

  path = g_ascii_strdown (g_uri_get_path (uri), -1);

  if (strstr (path, "/adminapi") != NULL || strstr (path, "updateorders") != NULL)
    return TRUE;

  for (guint i = 0; query != NULL && i < G_N_ELEMENTS (words); i++)
    {
      const char *found = strstr (query, words[i]);

      if (found == query || (found != NULL && (found[-1] == '&' || found[-1] == ';')))
        return TRUE;
    }

  return query != NULL && strstr (query, "action=updateOrders") != NULL;
}

/* Paths inside an API are kept; a home page, a documentation page or any other page leads to the
 * default. */
static char *
propose_path (const char *path)
{
  g_autofree char *lower = NULL;
  const char *api = NULL;

  lower = g_ascii_strdown (path, -1);

  while (strlen (lower) > 1 && g_str_has_suffix (lower, "/"))
    lower[strlen (lower) - 1] = '\0';

  if (g_str_has_suffix (lower, "/api"))
    return g_strdup (DEFAULT_PATH);

  if ((api = strstr (lower, "/api/")) == NULL)
    return g_strdup (DEFAULT_PATH);

  if (g_str_has_suffix (lower, "/docs") || g_str_has_suffix (lower, "/documentation"))
    return g_strdup (DEFAULT_PATH);

  return g_strndup (path, strlen (lower));
}

/**
 * panelist_address_propose:
 * @pasted: (nullable): what a person pasted: a host, `HOST/api`, the documentation page, a whole
 *   request
 * @error: return location for a %PANELIST_ADDRESS_ERROR
 *
 * Makes the address of the API of it, `https://HOST/api/v2` in most cases (protocol.md 1). A query
 * is dropped with whatever key is in it.
 *
 * Returns: (transfer full): a normalized address, or %NULL with an error
 */
char *
panelist_address_propose (const char  *pasted,
                          GError     **error)
{
  g_autofree char *text = NULL;
  g_autofree char *with_scheme = NULL;
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  g_autofree char *proposed = NULL;
  g_autoptr (GUri) uri = NULL;
  gboolean loopback = FALSE;
  const char *scheme = NULL;
  gboolean typed_scheme = FALSE;

  text = dup_pasted (pasted != NULL ? pasted : "");

  if (*text == '\0')
    return panelist_address_normalize (text, error);

  typed_scheme = strstr (text, "://") != NULL;
  with_scheme = typed_scheme ? g_strdup (text) : g_strconcat ("https://", text, NULL);

  if ((uri = parse (with_scheme, error)) == NULL)
    return NULL;

  if (is_other_api (uri))
    {
      g_set_error_literal (error, PANELIST_ADDRESS_ERROR, PANELIST_ADDRESS_ERROR_OTHER_API,
                           "The address belongs to another interface, not to API v2");
      return NULL;
    }

  scheme = g_uri_get_scheme (uri);
  host = normalize_host (g_uri_get_host (uri));

  /* normalize() has the words for all of these. */
  if (host == NULL || g_uri_get_userinfo (uri) != NULL ||
      (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http")))
    return panelist_address_normalize (with_scheme, error);

  loopback = is_loopback_host (host) || g_str_equal (host, "[::1]");

  if (!loopback)
    scheme = "https";
  else if (!typed_scheme)
    scheme = "http";

  path = propose_path (g_uri_get_path (uri));
  proposed = join (scheme, host, g_uri_get_port (uri), path);

  return panelist_address_normalize (proposed, error);
}

/**
 * panelist_address_is_loopback:
 * @address: (nullable): an address
 *
 * Returns: whether @address is valid and leads to this computer itself
 */
gboolean
panelist_address_is_loopback (const char *address)
{
  g_autofree char *normalized = NULL;
  g_autoptr (GUri) uri = NULL;

  if ((normalized = panelist_address_normalize (address, NULL)) == NULL)
    return FALSE;

  uri = g_uri_parse (normalized, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && is_loopback_host (g_uri_get_host (uri));
}

/**
 * panelist_address_dup_host:
 * @address: (nullable): an address
 *
 * The host for people to read. Of an international name both forms are shown, since its Unicode
 * form can look like another name.
 *
 * Returns: (transfer full) (nullable): "panel.example" or "bücher.example (xn--bcher-kva.example)",
 *   %NULL when @address is not valid
 */
char *
panelist_address_dup_host (const char *address)
{
  g_autofree char *normalized = NULL;
  g_autofree char *readable = NULL;
  g_autoptr (GUri) uri = NULL;
  const char *host = NULL;

  if ((normalized = panelist_address_normalize (address, NULL)) == NULL ||
      (uri = g_uri_parse (normalized, G_URI_FLAGS_NONE, NULL)) == NULL)
    return NULL;

  host = g_uri_get_host (uri);
  readable = g_hostname_is_ascii_encoded (host) ? g_hostname_to_unicode (host) : NULL;

  if (readable == NULL || g_str_equal (readable, host))
    return g_strdup (host);

  return g_strdup_printf ("%s (%s)", readable, host);
}
