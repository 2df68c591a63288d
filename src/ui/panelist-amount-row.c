/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-amount-row.h"

#include <glib/gi18n.h>

#include "panelist-money.h"
#include "panelist-properties.h"

struct _PanelistAmountRow
{
  AdwEntryRow parent_instance;

  GtkWidget *currency_label;

  char *label;
  char *currency;
  gboolean positive;
  gboolean required;
  char *amount;
  gboolean valid;
  gboolean showing;      /* the text is being set from the amount */
};

G_DEFINE_FINAL_TYPE (PanelistAmountRow, panelist_amount_row, ADW_TYPE_ENTRY_ROW)

#define FIELD(name) G_STRUCT_OFFSET (PanelistAmountRow, name)

static const PanelistPropertyInfo table[] = {
  { "label", PANELIST_PROPERTY_TEXT, FIELD (label), NULL, FALSE, 0 },
  { "currency", PANELIST_PROPERTY_TEXT, FIELD (currency), NULL, FALSE, 0 },
  { "positive", PANELIST_PROPERTY_BOOLEAN, FIELD (positive), NULL, FALSE, 0 },
  { "required", PANELIST_PROPERTY_BOOLEAN, FIELD (required), NULL, FALSE, 0 },
  { "amount", PANELIST_PROPERTY_TEXT, FIELD (amount), NULL, FALSE, 0 },
  { "valid", PANELIST_PROPERTY_BOOLEAN, FIELD (valid), NULL, FALSE, 0 },
};

static GParamSpec *properties[G_N_ELEMENTS (table) + 1];

/* Returns: (nullable): what is wrong with the text */
static char *
dup_problem (PanelistAmountRow *self,
             const char        *text,
             const char        *amount)
{
  g_autofree char *example = NULL;

  if (*text == '\0')
    return self->required ? g_strdup (_("An amount is needed")) : NULL;
  if (amount == NULL)
    {
      example = panelist_money_format ("1250.50", NULL);
      /* Translators: %s is an amount in the way of the locale, for example "1,250.50" */
      return g_strdup_printf (_("Not an amount; it is written like %s"), example);
    }
  if (self->positive && panelist_money_is_zero (amount))
    return g_strdup (_("Must be above 0; leave it empty for no limit"));
  return NULL;
}

static void
show_problem (PanelistAmountRow *self,
              const char        *problem)
{
  GtkAccessible *text = GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (self)));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), problem != NULL ? problem : self->label);
  gtk_accessible_update_state (text, GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
}

static void
update (PanelistAmountRow *self)
{
  g_autofree char *text = NULL;
  g_autofree char *amount = NULL;
  g_autofree char *problem = NULL;

  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));
  amount = panelist_money_parse_typed (text);
  problem = dup_problem (self, text, amount);
  show_problem (self, problem);
  self->showing = TRUE;
  g_object_set (self, "amount", problem == NULL ? amount : NULL, "valid", problem == NULL, NULL);
  self->showing = FALSE;
}

static void
on_changed (PanelistAmountRow *self)
{
  if (!self->showing)
    update (self);
}

static void
on_amount_set (PanelistAmountRow *self)
{
  g_autofree char *text = NULL;

  if (self->showing)
    return;
  text = panelist_money_format (self->amount, NULL);
  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self), text != NULL ? text : "");
  self->showing = FALSE;
  update (self);
}

static void
on_currency_set (PanelistAmountRow *self)
{
  gtk_label_set_label (GTK_LABEL (self->currency_label), self->currency != NULL ? self->currency : "");
  gtk_widget_set_visible (self->currency_label, self->currency != NULL && *self->currency != '\0');
}

static void
panelist_amount_row_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  panelist_properties_get (object, &table[id - 1], value);
}

static void
panelist_amount_row_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  panelist_properties_set (object, &table[id - 1], value, pspec);
}

static void
panelist_amount_row_finalize (GObject *object)
{
  panelist_properties_finalize (object, table, G_N_ELEMENTS (table));

  G_OBJECT_CLASS (panelist_amount_row_parent_class)->finalize (object);
}

static void
panelist_amount_row_class_init (PanelistAmountRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = panelist_amount_row_get_property;
  object_class->set_property = panelist_amount_row_set_property;
  object_class->finalize = panelist_amount_row_finalize;
  panelist_properties_install (object_class, table, G_N_ELEMENTS (table), properties);
}

static void
panelist_amount_row_init (PanelistAmountRow *self)
{
  self->valid = TRUE;
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self), GTK_INPUT_PURPOSE_NUMBER);
  adw_entry_row_set_max_length (ADW_ENTRY_ROW (self), 40);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  self->currency_label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->currency_label, "dimmed");
  gtk_widget_set_visible (self->currency_label, FALSE);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), self->currency_label);

  g_signal_connect (self, "changed", G_CALLBACK (on_changed), NULL);
  g_signal_connect (self, "notify::amount", G_CALLBACK (on_amount_set), NULL);
  g_signal_connect (self, "notify::label", G_CALLBACK (update), NULL);
  g_signal_connect (self, "notify::required", G_CALLBACK (update), NULL);
  g_signal_connect (self, "notify::currency", G_CALLBACK (on_currency_set), NULL);
}

/* Decimal text; NULL when it was left out or is no amount. */
const char *
panelist_amount_row_get_amount (PanelistAmountRow *self)
{
  g_return_val_if_fail (PANELIST_IS_AMOUNT_ROW (self), NULL);

  return self->amount;
}

gboolean
panelist_amount_row_get_valid (PanelistAmountRow *self)
{
  g_return_val_if_fail (PANELIST_IS_AMOUNT_ROW (self), FALSE);

  return self->valid;
}
