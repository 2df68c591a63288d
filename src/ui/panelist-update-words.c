/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-update-words.h"

#include <math.h>

#include <glib/gi18n.h>

#include "panelist-money.h"
#include "panelist-text.h"

/* How a kind of change looks and is called, and what its values are. */
typedef enum
{
  VALUE_NONE,
  VALUE_RATE,
  VALUE_NUMBER,
  VALUE_FLAG,
  VALUE_TEXT,     /* long: in the second line */
  VALUE_WORD,
} Value;

typedef struct
{
  const char *icon;
  const char *title;
  PanelistTableTone tone;
  Value value;
} Look;

static const Look looks[] = {
  [PANELIST_CATALOG_CHANGE_NEW] = { "list-add-symbolic", N_("New"), PANELIST_TABLE_TONE_ACCENT, VALUE_RATE },
  [PANELIST_CATALOG_CHANGE_REMOVED] = { "list-remove-symbolic", N_("Removed"), PANELIST_TABLE_TONE_WARNING,
                                        VALUE_NONE },
  [PANELIST_CATALOG_CHANGE_PRICE_UP] = { "panelist-up-symbolic", N_("Rate"), PANELIST_TABLE_TONE_ERROR, VALUE_RATE },
  [PANELIST_CATALOG_CHANGE_PRICE_DOWN] = { "panelist-down-symbolic", N_("Rate"), PANELIST_TABLE_TONE_SUCCESS,
                                           VALUE_RATE },
  [PANELIST_CATALOG_CHANGE_PRICE] = { "panelist-updates-symbolic", N_("Rate"), PANELIST_TABLE_TONE_DIMMED,
                                      VALUE_RATE },
  [PANELIST_CATALOG_CHANGE_MIN] = { "object-flip-horizontal-symbolic", N_("Minimum"), PANELIST_TABLE_TONE_DIMMED,
                                    VALUE_NUMBER },
  [PANELIST_CATALOG_CHANGE_MAX] = { "object-flip-horizontal-symbolic", N_("Maximum"), PANELIST_TABLE_TONE_DIMMED,
                                    VALUE_NUMBER },
  [PANELIST_CATALOG_CHANGE_REFILL_GAINED] = { "panelist-check-symbolic", N_("Refill"), PANELIST_TABLE_TONE_SUCCESS,
                                              VALUE_FLAG },
  [PANELIST_CATALOG_CHANGE_REFILL_LOST] = { "dialog-warning-symbolic", N_("Refill"), PANELIST_TABLE_TONE_WARNING,
                                            VALUE_FLAG },
  [PANELIST_CATALOG_CHANGE_CANCEL_GAINED] = { "panelist-check-symbolic", N_("Cancel"), PANELIST_TABLE_TONE_SUCCESS,
                                              VALUE_FLAG },
  [PANELIST_CATALOG_CHANGE_CANCEL_LOST] = { "dialog-warning-symbolic", N_("Cancel"), PANELIST_TABLE_TONE_WARNING,
                                            VALUE_FLAG },
  [PANELIST_CATALOG_CHANGE_DRIP_FEED_GAINED] = { "panelist-check-symbolic", N_("Drip-Feed"),
                                                 PANELIST_TABLE_TONE_SUCCESS, VALUE_FLAG },
  [PANELIST_CATALOG_CHANGE_DRIP_FEED_LOST] = { "dialog-warning-symbolic", N_("Drip-Feed"),
                                               PANELIST_TABLE_TONE_WARNING, VALUE_FLAG },
  [PANELIST_CATALOG_CHANGE_RENAMED] = { "document-edit-symbolic", N_("Renamed"), PANELIST_TABLE_TONE_DIMMED,
                                        VALUE_TEXT },
  [PANELIST_CATALOG_CHANGE_TYPE] = { "document-edit-symbolic", N_("Type"), PANELIST_TABLE_TONE_DIMMED, VALUE_TEXT },
  [PANELIST_CATALOG_CHANGE_CATEGORY] = { "document-edit-symbolic", N_("Category"), PANELIST_TABLE_TONE_DIMMED,
                                         VALUE_TEXT },
  [PANELIST_CATALOG_CHANGE_RETURNED] = { "list-add-symbolic", N_("Back Again"), PANELIST_TABLE_TONE_ACCENT,
                                         VALUE_RATE },
  [PANELIST_CATALOG_CHANGE_CURRENCY] = { "panelist-updates-symbolic", N_("Currency"), PANELIST_TABLE_TONE_WARNING,
                                         VALUE_WORD },
};

static const Look *
get_look (const PanelistChange *change)
{
  return &looks[change->kind];
}

const char *
panelist_change_get_icon (const PanelistChange *change)
{
  g_return_val_if_fail (change != NULL, NULL);

  return get_look (change)->icon;
}

PanelistTableTone
panelist_change_get_tone (const PanelistChange *change)
{
  g_return_val_if_fail (change != NULL, PANELIST_TABLE_TONE_NORMAL);

  return get_look (change)->tone;
}

/* What changed, in one or two words. */
const char *
panelist_change_get_title (const PanelistChange *change)
{
  g_return_val_if_fail (change != NULL, NULL);

  return _(get_look (change)->title);
}

/* Of the service; a change of all its services has the panel's. */
char *
panelist_change_dup_name (const PanelistChange *change,
                          const char           *panel_name)
{
  g_return_val_if_fail (change != NULL, NULL);

  if (change->kind == PANELIST_CATALOG_CHANGE_CURRENCY)
    return g_strdup (panel_name != NULL ? panel_name : _("All services"));
  if (change->name != NULL && *change->name != '\0')
    return g_strdup (change->name);

  /* Translators: a service without a name; %s is its number */
  return g_strdup_printf (_("Service %s"), change->service_id);
}

static char *
dup_value (const PanelistChange *change,
           const char           *value)
{
  switch (get_look (change)->value)
    {
    case VALUE_RATE:
      return value != NULL ? panelist_money_format (value, change->currency) : g_strdup ("–");
    case VALUE_NUMBER:
      return value != NULL ? panelist_number_format (g_ascii_strtoll (value, NULL, 10)) : g_strdup ("–");
    case VALUE_FLAG:
      if (value == NULL)
        return g_strdup ("–");
      return g_strdup (g_str_equal (value, "yes") ? _("Yes") : _("No"));
    case VALUE_WORD:
      return g_strdup (value != NULL ? value : "–");
    case VALUE_TEXT:
    case VALUE_NONE:
    default:
      return NULL;
    }
}

static gboolean
has_before (const PanelistChange *change)
{
  if (change->kind == PANELIST_CATALOG_CHANGE_RETURNED)
    return change->before != NULL && g_strcmp0 (change->before, change->after) != 0;
  return change->kind != PANELIST_CATALOG_CHANGE_NEW;
}

/* NULL where there is no such value. */
char *
panelist_change_dup_before (const PanelistChange *change)
{
  g_return_val_if_fail (change != NULL, NULL);

  return has_before (change) ? dup_value (change, change->before) : NULL;
}

char *
panelist_change_dup_after (const PanelistChange *change)
{
  g_return_val_if_fail (change != NULL, NULL);

  return dup_value (change, change->after);
}

/* "+4.7 %", NULL where there is nothing to compare. */
char *
panelist_change_dup_percent (const PanelistChange *change)
{
  double before = 0;
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  double percent = 0;
  g_autofree char *figure = NULL;

  g_return_val_if_fail (change != NULL, NULL);

  if (get_look (change)->value != VALUE_RATE || !has_before (change) || change->before == NULL ||
      change->after == NULL)
    return NULL;
  before = panelist_money_sort_key (change->before);
  if (!(before > 0))
    return NULL;
  percent = (panelist_money_sort_key (change->after) / before - 1) * 100;
  if (!isfinite (percent))
    return NULL;
  g_ascii_formatd (text, sizeof text, fabs (percent) < 100 ? "%.1f" : "%.0f", fabs (percent));
  figure = panelist_money_format (text, NULL);
  if (figure == NULL)
    return NULL;

  /* Translators: by how much a price fell, in percent, with the decimal separator of the locale */
  return percent < 0 ? g_strdup_printf (_("−%s %%"), figure)
                     /* Translators: by how much a price rose, in percent, with the decimal separator of the locale */
                     : g_strdup_printf (_("+%s %%"), figure);
}

/* For a service that was renamed, or is elsewhere now. */
static char *
dup_texts (const PanelistChange *change)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (get_look (change)->value != VALUE_TEXT)
    return NULL;
  before = panelist_text_isolate (change->before != NULL && *change->before != '\0' ? change->before : "–");
  after = panelist_text_isolate (change->after != NULL && *change->after != '\0' ? change->after : "–");
  if (change->kind == PANELIST_CATALOG_CHANGE_RENAMED)
    /* Translators: how a service was called before it was renamed */
    return g_strdup_printf (_("was “%s”"), before);

  /* Translators: a category or type as it was and as it is */
  return g_strdup_printf (_("“%s”, was “%s”"), after, before);
}

static char *
join (const char *separator,
      const char *one,
      const char *two,
      const char *three)
{
  const char *parts[4] = { NULL };
  guint n = 0;

  if (one != NULL)
    parts[n++] = one;
  if (two != NULL)
    parts[n++] = two;
  if (three != NULL)
    parts[n++] = three;
  return g_strjoinv (separator, (char **) parts);
}

/* The second line: number, panel, and what would not fit in a column. */
char *
panelist_change_dup_detail (const PanelistChange *change,
                            const char           *panel_name)
{
  g_autofree char *texts = NULL;

  g_return_val_if_fail (change != NULL, NULL);

  texts = dup_texts (change);
  if (change->kind == PANELIST_CATALOG_CHANGE_CURRENCY)
    return g_strdup (_("Rates before and after can’t be compared"));
  return join (" · ", change->service_id, panel_name, texts);
}

/* Before and after in one: "$0.086 → $0.090". NULL where there is none. */
static char *
dup_values (const PanelistChange *change,
            const char           *format)
{
  g_autofree char *before = panelist_change_dup_before (change);
  g_autofree char *after = panelist_change_dup_after (change);
  g_auto (GStrv) parts = NULL;

  if (before == NULL || after == NULL)
    return g_steal_pointer (&after);
  parts = g_strsplit (format, "%s", 3);
  return g_strconcat (parts[0], before, parts[1], after, parts[2], NULL);
}

const char *
panelist_change_get_arrow (void)
{
  return gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL ? "←" : "→";
}

/* From one value to another, not from or to nothing. */
static gboolean
is_move (const PanelistChange *change)
{
  return get_look (change)->value != VALUE_TEXT && has_before (change);
}

/* The second line of a narrow row: "Rate $0.086 → $0.090 · +4.7 %". */
char *
panelist_change_dup_short (const PanelistChange *change,
                           const char           *panel_name)
{
  g_autofree char *format = NULL;
  g_autofree char *values = NULL;
  g_autofree char *texts = NULL;
  g_autofree char *percent = NULL;
  g_autofree char *what = NULL;

  g_return_val_if_fail (change != NULL, NULL);

  format = g_strdup_printf ("%%s %s %%s", panelist_change_get_arrow ());
  values = dup_values (change, format);
  texts = dup_texts (change);
  percent = panelist_change_dup_percent (change);
  what = join (is_move (change) ? " " : " · ", panelist_change_get_title (change), values, texts);
  if (change->kind == PANELIST_CATALOG_CHANGE_CURRENCY)
    panel_name = NULL;
  return join (" · ", what, percent, panel_name);
}

static const char *
get_spoken_kind (const PanelistChange *change)
{
  switch (change->kind)
    {
    case PANELIST_CATALOG_CHANGE_PRICE_UP:
      return _("rate rose");
    case PANELIST_CATALOG_CHANGE_PRICE_DOWN:
      return _("rate fell");
    case PANELIST_CATALOG_CHANGE_REFILL_LOST:
      return _("refill lost");
    case PANELIST_CATALOG_CHANGE_CANCEL_LOST:
      return _("cancel lost");
    case PANELIST_CATALOG_CHANGE_DRIP_FEED_LOST:
      return _("drip-feed lost");
    case PANELIST_CATALOG_CHANGE_REFILL_GAINED:
      return _("refill added");
    case PANELIST_CATALOG_CHANGE_CANCEL_GAINED:
      return _("cancel added");
    case PANELIST_CATALOG_CHANGE_DRIP_FEED_GAINED:
      return _("drip-feed added");
    case PANELIST_CATALOG_CHANGE_NEW:
    case PANELIST_CATALOG_CHANGE_REMOVED:
    case PANELIST_CATALOG_CHANGE_PRICE:
    case PANELIST_CATALOG_CHANGE_MIN:
    case PANELIST_CATALOG_CHANGE_MAX:
    case PANELIST_CATALOG_CHANGE_RENAMED:
    case PANELIST_CATALOG_CHANGE_TYPE:
    case PANELIST_CATALOG_CHANGE_CATEGORY:
    case PANELIST_CATALOG_CHANGE_RETURNED:
    case PANELIST_CATALOG_CHANGE_CURRENCY:
    default:
      return panelist_change_get_title (change);
    }
}

/* The one sentence of a row for assistive technology:
 * "Clips Views HQ, rate rose from $0.086 to $0.090, +4.7 %, 4821, Main Panel, favorite". */
char *
panelist_change_dup_label (const PanelistChange *change,
                           const char           *panel_name,
                           gboolean              favorite)
{
  g_autofree char *name = NULL;
  g_autofree char *values = NULL;
  g_autofree char *texts = NULL;
  g_autofree char *percent = NULL;
  g_autofree char *what = NULL;
  g_autofree char *where = NULL;
  g_autofree char *head = NULL;

  g_return_val_if_fail (change != NULL, NULL);

  name = panelist_change_dup_name (change, panel_name);
  if (get_look (change)->value != VALUE_FLAG)
    /* Translators: part of a spoken row: a value as it was and as it is */
    values = dup_values (change, _("from %s to %s"));
  texts = dup_texts (change);
  percent = panelist_change_dup_percent (change);
  what = join (is_move (change) ? " " : ", ", get_spoken_kind (change), values, texts);
  head = join (", ", name, what, percent);
  if (change->kind != PANELIST_CATALOG_CHANGE_CURRENCY)
    where = join (", ", change->service_id, panel_name, favorite ? _("favorite") : NULL);
  return join (", ", head, where, NULL);
}

/* "Today", "Yesterday", else "19 November", with the year where it is another one. */
char *
panelist_time_dup_day (int64_t time,
                       int64_t now)
{
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_local (time);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now);
  g_autoptr (GDateTime) yesterday = NULL;

  if (day == NULL || today == NULL)
    return g_strdup ("");
  yesterday = g_date_time_add_days (today, -1);
  if (g_date_time_get_year (day) == g_date_time_get_year (today) &&
      g_date_time_get_day_of_year (day) == g_date_time_get_day_of_year (today))
    return g_strdup (_("Today"));
  if (g_date_time_get_year (day) == g_date_time_get_year (yesterday) &&
      g_date_time_get_day_of_year (day) == g_date_time_get_day_of_year (yesterday))
    return g_strdup (_("Yesterday"));
  if (g_date_time_get_year (day) == g_date_time_get_year (today))
    /* Translators: a day of this year, as in g_date_time_format() */
    return g_date_time_format (day, _("%-d %B"));

  /* Translators: a day of another year, as in g_date_time_format() */
  return g_date_time_format (day, _("%-d %B %Y"));
}
