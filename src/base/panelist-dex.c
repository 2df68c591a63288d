/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-base"

#include "config.h"

#include "panelist-dex.h"

/* Pages of the stack cost memory only when they are used. */
#define FIBER_STACK_SIZE (1024 * 1024)

/**
 * panelist_spawn:
 * @name: a static string that names the fiber in debuggers and logs
 * @func: the fiber
 * @data: (transfer full): what the fiber works on
 * @data_destroy: (nullable): frees @data when the fiber has ended
 *
 * Starts a fiber on the scheduler of the main thread. Dropping the returned future does not cancel
 * the fiber; what the fiber awaits is canceled only by what it awaits it with.
 *
 * Returns: (transfer full): a future of what @func returns
 */
DexFuture *
panelist_spawn (const char     *name,
                DexFiberFunc    func,
                gpointer        data,
                GDestroyNotify  data_destroy)
{
  DexFuture *fiber = NULL;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (func != NULL, NULL);

  fiber = dex_scheduler_spawn (dex_scheduler_get_default (), FIBER_STACK_SIZE,
                               func, data, data_destroy);
  dex_future_set_static_name (fiber, name);

  return fiber;
}

static DexFuture *
detach_cb (DexFuture *work,
           gpointer   user_data)
{
  DexPromise *promise = user_data;
  const GValue *value = NULL;
  GError *error = NULL;

  if ((value = dex_future_get_value (work, &error)) != NULL)
    dex_promise_resolve (promise, value);
  else
    dex_promise_reject (promise, error);

  return dex_future_new_true ();
}

/**
 * panelist_detach:
 * @work: (transfer full): a future, usually a fiber
 *
 * Lets others wait for work that must not depend on them: a page that goes away drops what it chained on
 * the returned future, and @work goes on to its end all the same.
 *
 * Returns: (transfer full): a future that settles as @work does
 */
DexFuture *
panelist_detach (DexFuture *work)
{
  DexPromise *promise = NULL;

  dex_return_error_if_fail (DEX_IS_FUTURE (work));

  promise = dex_promise_new ();
  dex_future_set_static_name (DEX_FUTURE (promise), "panelist-detach");
  dex_future_disown (dex_future_finally (work, detach_cb, dex_ref (promise), dex_unref));

  return DEX_FUTURE (promise);
}

static DexPromise *
new_promise (const char *name)
{
  DexPromise *promise = NULL;

  promise = dex_promise_new_cancellable ();
  dex_future_set_static_name (DEX_FUTURE (promise), name);

  return promise;
}

/* libsoup and streams */

static void
soup_send_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  g_autoptr (GInputStream) stream = NULL;
  GError *error = NULL;

  if ((stream = soup_session_send_finish (SOUP_SESSION (object), result, &error)) != NULL)
    dex_promise_resolve_object (promise, g_steal_pointer (&stream));
  else
    dex_promise_reject (promise, error);
}

/**
 * panelist_soup_send:
 * @session: a session
 * @message: the message to send
 * @io_priority: a GLib priority
 *
 * Sends a message; the caller reads the body from the stream, with a cap (safety.md B7).
 *
 * Returns: (transfer full): a future of a #GInputStream, or of an error of libsoup or GIO
 */
DexFuture *
panelist_soup_send (SoupSession *session,
                    SoupMessage *message,
                    int          io_priority)
{
  DexPromise *promise = NULL;

  dex_return_error_if_fail (SOUP_IS_SESSION (session));
  dex_return_error_if_fail (SOUP_IS_MESSAGE (message));

  promise = new_promise ("panelist-soup-send");
  soup_session_send_async (session,
                           message,
                           io_priority,
                           dex_promise_get_cancellable (promise),
                           soup_send_cb,
                           dex_ref (promise));

  return DEX_FUTURE (promise);
}

static void
stream_read_bytes_cb (GObject      *object,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GBytes *bytes = NULL;
  GError *error = NULL;

  if ((bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error)) != NULL)
    dex_promise_resolve_boxed (promise, G_TYPE_BYTES, bytes);
  else
    dex_promise_reject (promise, error);
}

/**
 * panelist_stream_read_bytes:
 * @stream: a stream without another read under way
 * @count: the most bytes to read
 *
 * Returns: (transfer full): a future of a #GBytes (boxed), empty at the end, or of an error of GIO
 */
DexFuture *
panelist_stream_read_bytes (GInputStream *stream,
                            gsize         count)
{
  DexPromise *promise = NULL;

  dex_return_error_if_fail (G_IS_INPUT_STREAM (stream));
  dex_return_error_if_fail (count > 0);

  promise = new_promise ("panelist-stream-read-bytes");
  g_input_stream_read_bytes_async (stream,
                                   count,
                                   G_PRIORITY_DEFAULT,
                                   dex_promise_get_cancellable (promise),
                                   stream_read_bytes_cb,
                                   dex_ref (promise));

  return DEX_FUTURE (promise);
}

/* libsecret */

static void
password_store_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, error);
}

/**
 * panelist_password_store:
 * @schema: the schema of the attributes
 * @attributes: (element-type utf8 utf8): what the password is found by; no secret
 * @label: what a person sees of it in a keyring application
 * @password: the password
 *
 * Stores into the default collection (safety.md D1).
 *
 * Returns: (transfer full): a future of %TRUE, or of an error of libsecret
 */
DexFuture *
panelist_password_store (const SecretSchema *schema,
                         GHashTable         *attributes,
                         const char         *label,
                         const char         *password)
{
  DexPromise *promise = NULL;

  dex_return_error_if_fail (schema != NULL);
  dex_return_error_if_fail (attributes != NULL);
  dex_return_error_if_fail (label != NULL);
  dex_return_error_if_fail (password != NULL);

  promise = new_promise ("panelist-password-store");
  secret_password_storev (schema,
                          attributes,
                          SECRET_COLLECTION_DEFAULT,
                          label,
                          password,
                          dex_promise_get_cancellable (promise),
                          password_store_cb,
                          dex_ref (promise));

  return DEX_FUTURE (promise);
}

static void
password_lookup_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  char *password = NULL;
  GBytes *bytes = NULL;
  GError *error = NULL;

  password = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    {
      g_clear_pointer (&password, secret_password_free);
      dex_promise_reject (promise, error);
      return;
    }

  if (password != NULL)
    bytes = g_bytes_new_with_free_func (password,
                                        strlen (password) + 1,
                                        (GDestroyNotify) secret_password_free,
                                        password);

  dex_promise_resolve_boxed (promise, G_TYPE_BYTES, bytes);
}

/**
 * panelist_password_lookup:
 * @schema: the schema of the attributes
 * @attributes: (element-type utf8 utf8): what the password is found by
 *
 * Returns: (transfer full): a future of a #GBytes (boxed) with the password and its NUL, wiped with
 *   the last reference; of %NULL when there is neither a password nor an error, which is no proof
 *   that none was stored (safety.md D4); or of an error of libsecret
 */
DexFuture *
panelist_password_lookup (const SecretSchema *schema,
                          GHashTable         *attributes)
{
  DexPromise *promise = NULL;

  dex_return_error_if_fail (schema != NULL);
  dex_return_error_if_fail (attributes != NULL);

  promise = new_promise ("panelist-password-lookup");
  secret_password_lookupv (schema,
                           attributes,
                           dex_promise_get_cancellable (promise),
                           password_lookup_cb,
                           dex_ref (promise));

  return DEX_FUTURE (promise);
}

static void
password_find_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;
  GList *found = NULL;

  found = secret_password_search_finish (result, &error);

  if (error != NULL)
    dex_promise_reject (promise, error);
  else
    dex_promise_resolve_boolean (promise, found != NULL);

  g_list_free_full (found, g_object_unref);
}

/**
 * panelist_password_find:
 * @schema: the schema of the attributes
 * @attributes: (element-type utf8 utf8): what the password is found by
 *
 * Neither unlocks anything nor reads the password.
 *
 * Returns: (transfer full): a future of whether there is one, or of an error of libsecret
 */
DexFuture *
panelist_password_find (const SecretSchema *schema,
                        GHashTable         *attributes)
{
  DexPromise *promise = NULL;

  dex_return_error_if_fail (schema != NULL);
  dex_return_error_if_fail (attributes != NULL);

  promise = new_promise ("panelist-password-find");
  secret_password_searchv (schema,
                           attributes,
                           SECRET_SEARCH_NONE,
                           dex_promise_get_cancellable (promise),
                           password_find_cb,
                           dex_ref (promise));

  return DEX_FUTURE (promise);
}

static void
password_clear_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (DexPromise) promise = user_data;
  GError *error = NULL;
  gboolean removed = FALSE;

  removed = secret_password_clear_finish (result, &error);

  if (error != NULL)
    dex_promise_reject (promise, error);
  else
    dex_promise_resolve_boolean (promise, removed);
}

/**
 * panelist_password_clear:
 * @schema: the schema of the attributes
 * @attributes: (element-type utf8 utf8): what the password is found by
 *
 * Returns: (transfer full): a future of whether something was removed, or of an error of libsecret
 */
DexFuture *
panelist_password_clear (const SecretSchema *schema,
                         GHashTable         *attributes)
{
  DexPromise *promise = NULL;

  dex_return_error_if_fail (schema != NULL);
  dex_return_error_if_fail (attributes != NULL);

  promise = new_promise ("panelist-password-clear");
  secret_password_clearv (schema,
                          attributes,
                          dex_promise_get_cancellable (promise),
                          password_clear_cb,
                          dex_ref (promise));

  return DEX_FUTURE (promise);
}
