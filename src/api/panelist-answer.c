/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-api"

#include "config.h"

#include "panelist-answer.h"

G_DEFINE_BOXED_TYPE (PanelistAddAnswer, panelist_add_answer,
                     panelist_add_answer_copy, panelist_add_answer_free)
G_DEFINE_BOXED_TYPE (PanelistBalance, panelist_balance,
                     panelist_balance_copy, panelist_balance_free)
G_DEFINE_BOXED_TYPE (PanelistStatusAnswer, panelist_status_answer,
                     panelist_status_answer_copy, panelist_status_answer_free)
G_DEFINE_BOXED_TYPE (PanelistRequestAnswer, panelist_request_answer,
                     panelist_request_answer_copy, panelist_request_answer_free)

static GError *
copy_error (const GError *error)
{
  return error != NULL ? g_error_copy (error) : NULL;
}

/* PanelistAddAnswer */

/**
 * panelist_add_answer_new:
 *
 * Returns: (transfer full): the answer of which nothing is known: unconfirmed, row 9
 */
PanelistAddAnswer *
panelist_add_answer_new (void)
{
  PanelistAddAnswer *self = NULL;

  self = g_new0 (PanelistAddAnswer, 1);
  self->outcome = PANELIST_INTENT_UNCONFIRMED;
  self->row = 9;
  self->error_class = PANELIST_ERROR_CLASS_OTHER;

  return self;
}

/**
 * panelist_add_answer_copy:
 *
 * Returns: (transfer full): a deep copy
 */
PanelistAddAnswer *
panelist_add_answer_copy (const PanelistAddAnswer *self)
{
  PanelistAddAnswer *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (PanelistAddAnswer, 1);
  *copy = *self;
  copy->remote_id = g_strdup (self->remote_id);
  copy->candidate_id = g_strdup (self->candidate_id);
  copy->text = g_strdup (self->text);
  copy->body = g_strdup (self->body);
  copy->failure = copy_error (self->failure);

  return copy;
}

/**
 * panelist_add_answer_free:
 */
void
panelist_add_answer_free (PanelistAddAnswer *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->remote_id, g_free);
  g_clear_pointer (&self->candidate_id, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->body, g_free);
  g_clear_error (&self->failure);
  g_free (self);
}

/* PanelistBalance */

/**
 * panelist_balance_new:
 *
 * Returns: (transfer full): an unknown balance
 */
PanelistBalance *
panelist_balance_new (void)
{
  return g_new0 (PanelistBalance, 1);
}

/**
 * panelist_balance_copy:
 *
 * Returns: (transfer full): a deep copy
 */
PanelistBalance *
panelist_balance_copy (const PanelistBalance *self)
{
  PanelistBalance *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (PanelistBalance, 1);
  *copy = *self;
  copy->amount = g_strdup (self->amount);
  copy->currency = g_strdup (self->currency);
  copy->text = g_strdup (self->text);

  return copy;
}

/**
 * panelist_balance_free:
 */
void
panelist_balance_free (PanelistBalance *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->amount, g_free);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->text, g_free);
  g_free (self);
}

/* PanelistStatusAnswer */

/**
 * panelist_status_answer_new:
 *
 * Returns: (transfer full): an answer with nothing told
 */
PanelistStatusAnswer *
panelist_status_answer_new (void)
{
  PanelistStatusAnswer *self = NULL;

  self = g_new0 (PanelistStatusAnswer, 1);
  self->status = PANELIST_ORDER_STATUS_UNKNOWN;
  self->start_count = -1;
  self->remains = -1;
  self->runs = -1;
  self->posts = -1;

  return self;
}

/**
 * panelist_status_answer_copy:
 *
 * Returns: (transfer full): a deep copy
 */
PanelistStatusAnswer *
panelist_status_answer_copy (const PanelistStatusAnswer *self)
{
  PanelistStatusAnswer *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (PanelistStatusAnswer, 1);
  *copy = *self;
  copy->order_id = g_strdup (self->order_id);
  copy->status_text = g_strdup (self->status_text);
  copy->charge = g_strdup (self->charge);
  copy->currency = g_strdup (self->currency);
  copy->expiry = g_strdup (self->expiry);
  copy->orders = g_strdupv (self->orders);
  copy->error = copy_error (self->error);

  return copy;
}

/**
 * panelist_status_answer_free:
 */
void
panelist_status_answer_free (PanelistStatusAnswer *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->order_id, g_free);
  g_clear_pointer (&self->status_text, g_free);
  g_clear_pointer (&self->charge, g_free);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->expiry, g_free);
  g_clear_pointer (&self->orders, g_strfreev);
  g_clear_error (&self->error);
  g_free (self);
}

/* PanelistRequestAnswer */

/**
 * panelist_request_row_new:
 * @id: the id that was asked for
 *
 * Returns: (transfer full): the row of an id that the answer does not speak of: unconfirmed
 */
PanelistRequestRow *
panelist_request_row_new (const char *id)
{
  PanelistRequestRow *self = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_new0 (PanelistRequestRow, 1);
  self->id = g_strdup (id);
  self->outcome = PANELIST_INTENT_UNCONFIRMED;
  self->state = PANELIST_REFILL_STATE_UNKNOWN;
  self->error_class = PANELIST_ERROR_CLASS_OTHER;

  return self;
}

static gpointer
copy_request_row (gconstpointer item,
                  gpointer      user_data)
{
  const PanelistRequestRow *row = item;
  PanelistRequestRow *copy = NULL;

  copy = g_new0 (PanelistRequestRow, 1);
  *copy = *row;
  copy->id = g_strdup (row->id);
  copy->request_id = g_strdup (row->request_id);
  copy->text = g_strdup (row->text);

  return copy;
}

/**
 * panelist_request_row_free:
 */
void
panelist_request_row_free (PanelistRequestRow *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->request_id, g_free);
  g_clear_pointer (&self->text, g_free);
  g_free (self);
}

/**
 * panelist_request_answer_new:
 * @ids: (array zero-terminated=1): the ids asked for
 *
 * Returns: (transfer full): an answer with one unconfirmed row for each id, in the order asked
 */
PanelistRequestAnswer *
panelist_request_answer_new (const char * const *ids)
{
  PanelistRequestAnswer *self = NULL;

  g_return_val_if_fail (ids != NULL, NULL);

  self = g_new0 (PanelistRequestAnswer, 1);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) panelist_request_row_free);
  for (gsize i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (self->rows, panelist_request_row_new (ids[i]));

  return self;
}

/**
 * panelist_request_answer_copy:
 *
 * Returns: (transfer full): a deep copy
 */
PanelistRequestAnswer *
panelist_request_answer_copy (const PanelistRequestAnswer *self)
{
  PanelistRequestAnswer *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (PanelistRequestAnswer, 1);
  *copy = *self;
  copy->rows = g_ptr_array_copy (self->rows, (GCopyFunc) copy_request_row, NULL);
  g_ptr_array_set_free_func (copy->rows, (GDestroyNotify) panelist_request_row_free);
  copy->body = g_strdup (self->body);
  copy->failure = copy_error (self->failure);

  return copy;
}

/**
 * panelist_request_answer_free:
 */
void
panelist_request_answer_free (PanelistRequestAnswer *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->body, g_free);
  g_clear_error (&self->failure);
  g_free (self);
}
