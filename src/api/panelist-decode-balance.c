/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-api"

#include "config.h"

#include "panelist-decode-private.h"

#include <string.h>

#include "panelist-clock.h"
#include "panelist-text.h"

#define TEXT_MAX      64
#define CURRENCY_MAX  16

static const char *const amount_names[] = { "balance", "funds", "amount", "balancef", NULL };
static const char *const wrapper_names[] = { "data", NULL };

static const PanelistExpectation expectation = {
  .fields = amount_names,
  .wrappers = wrapper_names,
  .budget = PANELIST_JSON_BUDGET,
  .number_allowed = TRUE,
};

/* The first of the names, first as it is spelled here, then in any case. */
static yyjson_val *
find_amount (yyjson_val *object)
{
  yyjson_val *key = NULL;
  yyjson_val *value = NULL;
  gsize i = 0;
  gsize n = 0;

  for (guint name = 0; amount_names[name] != NULL; name++)
    {
      value = panelist_json_member (object, amount_names[name]);

      if (value != NULL)
        return value;
    }

  yyjson_obj_foreach (object, i, n, key, value)
    {
      const gsize length = yyjson_get_len (key);

      if (length == strlen ("balance") && g_ascii_strncasecmp (yyjson_get_str (key), "balance", length) == 0)
        return value;
    }

  return NULL;
}

/* A code inside the amount, "12.50 USD"; signs like `$` belong to several currencies. */
static char *
find_currency (const char *text)
{
  gsize length = 0;

  for (const char *p = text; *p != '\0'; p += MAX (length, 1))
    {
      for (length = 0; g_ascii_isupper (p[length]);)
        length++;

      if (length == 3 && !g_ascii_isalpha (p[length]) && (p == text || !g_ascii_isalpha (p[-1])))
        return g_strndup (p, length);
    }

  return NULL;
}

static gboolean
read_amount (PanelistBalance *balance,
             yyjson_val      *value,
             const char      *key)
{
  if (!yyjson_is_str (value) && !yyjson_is_raw (value) && !yyjson_is_null (value))
    return FALSE;

  balance->amount = panelist_json_dup_amount (value, &balance->ambiguous);
  balance->text = panelist_decode_dup_text (value, TEXT_MAX, key);

  if (balance->text == NULL)
    balance->text = g_strdup ("");

  if (balance->currency == NULL && balance->amount != NULL)
    balance->currency = find_currency (balance->text);

  return TRUE;
}

static char *
read_currency (yyjson_val *object,
               const char *key)
{
  yyjson_val *value = NULL;

  value = panelist_json_member (object, "currency");

  return yyjson_is_str (value) ? panelist_decode_dup_text (value, CURRENCY_MAX, key) : NULL;
}

static gboolean
read_object (PanelistBalance *balance,
             yyjson_val      *object,
             const char      *key)
{
  yyjson_val *value = NULL;

  if (panelist_json_count_members (object, "balance") > 1)
    return FALSE;

  value = find_amount (object);

  if (!yyjson_is_obj (value))
    {
      balance->currency = read_currency (object, key);
      return read_amount (balance, value, key);
    }

  /* `{"balance":{"amount","currency"}}` */
  balance->currency = read_currency (value, key);

  if (balance->currency == NULL)
    balance->currency = read_currency (object, key);

  return panelist_json_count_members (value, "amount") == 1 &&
         read_amount (balance, panelist_json_member (value, "amount"), key);
}

/**
 * panelist_decode_balance:
 * @reply: what came back for a `balance`
 * @key: (nullable): the key that was sent; it is removed from every text
 * @error: return location
 *
 * The amount is %NULL when the panel told something that is no amount for sure.
 *
 * Returns: (transfer full) (nullable): the balance, or %NULL with a %PANELIST_API_ERROR
 */
PanelistBalance *
panelist_decode_balance (const PanelistReply  *reply,
                         const char           *key,
                         GError              **error)
{
  g_autoptr (PanelistBalance) balance = NULL;
  g_auto (PanelistReading) reading = { 0 };
  gboolean is_read = FALSE;

  g_return_val_if_fail (reply != NULL, NULL);

  if (!panelist_decode_read (reply, &expectation, key, &reading, error))
    return NULL;

  balance = panelist_balance_new ();
  balance->time = panelist_clock_now ();

  if (yyjson_is_raw (reading.value))
    is_read = read_amount (balance, reading.value, key);
  else if (yyjson_is_obj (reading.value))
    is_read = read_object (balance, reading.value, key);

  if (!is_read)
    {
      g_propagate_error (error, panelist_decode_new_malformed (reply->http_status,
                                                               "The answer holds no balance"));
      return NULL;
    }

  return g_steal_pointer (&balance);
}
