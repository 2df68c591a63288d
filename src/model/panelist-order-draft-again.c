/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-model"

#include "config.h"

#include "panelist-order-draft.h"

#include <stdio.h>

/* A form on its way back into the fields that it was made of. */

/* `d/m/Y` on the wire, YYYY-MM-DD in a draft. */
static char *
dup_date (const char *text)
{
  int day = 0;
  int month = 0;
  int year = 0;

  if (sscanf (text, "%2d/%2d/%4d", &day, &month, &year) != 3)
    return g_strdup (text);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

static void
set_field (PanelistOrderDraft *self,
           PanelistField       field,
           const char         *value)
{
  g_autofree char *typed = NULL;

  typed = panelist_field_get_kind (field) == PANELIST_FIELD_KIND_DATE ? dup_date (value) : g_strdup (value);
  panelist_order_draft_set_value (self, field, typed);
}

/* What the panel's options add is no parameter that somebody typed (protocol.md 3.5). */
static gboolean
is_added (PanelistOrderDraft *self,
          PanelistField       field)
{
  return field == PANELIST_FIELD_QUANTITY && !panelist_order_draft_has_field (self, field);
}

static void
fill_in (PanelistOrderDraft *self,
         PanelistForm       *form,
         const char         *uuid)
{
  for (guint i = 0; i < panelist_form_get_size (form); i++)
    {
      const char *name = panelist_form_get_name (form, i);
      const char *value = panelist_form_get_value (form, i);
      PanelistField field = PANELIST_FIELD_LINK;

      if (g_str_equal (name, "action") || g_str_equal (name, "service"))
        continue;
      /* The unique number is of that order alone. */
      if (g_strcmp0 (value, uuid) == 0)
        continue;
      if (!panelist_field_from_name (name, &field))
        panelist_order_draft_set_extra (self, panelist_order_draft_get_n_extras (self), name, value);
      else if (!is_added (self, field))
        set_field (self, field, value);
    }
}

/**
 * panelist_order_draft_new_from_order:
 * @panel: the panel of the order
 * @service: (nullable): the service as it is now; %NULL as it was when it was ordered
 * @order: an order
 *
 * Returns: (transfer full): a form that sends the same as @order, with its note and tag. It is not told to be a
 *   retry: that is `retry-of`.
 */
PanelistOrderDraft *
panelist_order_draft_new_from_order (PanelistPanel   *panel,
                                     PanelistService *service,
                                     PanelistOrder   *order)
{
  PanelistOrderDraft *self = NULL;
  PanelistForm *form = NULL;
  g_autofree char *note = NULL;
  g_autofree char *tag = NULL;

  g_return_val_if_fail (PANELIST_IS_PANEL (panel), NULL);
  g_return_val_if_fail (PANELIST_IS_ORDER (order), NULL);

  self = panelist_order_draft_new (panel, service != NULL ? service : panelist_order_get_service (order));
  form = panelist_order_get_form (order);
  if (form != NULL)
    {
      g_object_set (self, "drip-feed", panelist_form_lookup (form, "runs") != NULL, NULL);
      fill_in (self, form, panelist_order_get_uuid (order));
    }
  g_object_get (order, "note", &note, "tag", &tag, NULL);
  g_object_set (self, "note", note, "tag", tag, NULL);
  return self;
}

const char *
panelist_order_draft_get_target (PanelistOrderDraft *self)
{
  const char *link = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDER_DRAFT (self), NULL);

  if (panelist_order_draft_has_field (self, PANELIST_FIELD_LINK))
    link = panelist_order_draft_get_value (self, PANELIST_FIELD_LINK);
  else if (panelist_order_draft_has_field (self, PANELIST_FIELD_USERNAME))
    link = panelist_order_draft_get_value (self, PANELIST_FIELD_USERNAME);
  return link != NULL && *link != '\0' ? link : NULL;
}
