/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-demo"

#include "config.h"

#include "panelist-demo-faults.h"

#include <gio/gio.h>
#include <string.h>

#define MILLION 1000000

typedef struct {
  char *action;
  char *name;
  PanelistDemoFault fault;   /* none: a wait */
  guint status;
  int millionths;            /* how probable it is */
  guint count;               /* of the next calls; G_MAXUINT: no end */
  guint delay;               /* milliseconds */
  guint late;
} Rule;

struct _PanelistDemoFaults {
  GArray *rules;
  GRand *random;
};

static const struct {
  const char *name;
  PanelistDemoFault fault;
  guint status;
} names[] = {
  { "drop-before", PANELIST_DEMO_FAULT_DROP_BEFORE, 0 },
  { "reset", PANELIST_DEMO_FAULT_RESET, 0 },
  { "redirect", PANELIST_DEMO_FAULT_REDIRECT, 0 },
  { "rate", PANELIST_DEMO_FAULT_RATE, 0 },
  { "refuse", PANELIST_DEMO_FAULT_REFUSE, 0 },
  { "drop-after", PANELIST_DEMO_FAULT_DROP_AFTER, 0 },
  { "reset-after", PANELIST_DEMO_FAULT_RESET_AFTER, 0 },
  { "slow", PANELIST_DEMO_FAULT_SLOW, 0 },
  { "truncate", PANELIST_DEMO_FAULT_TRUNCATE, 0 },
  { "html", PANELIST_DEMO_FAULT_HTML, 0 },
  { "empty", PANELIST_DEMO_FAULT_EMPTY, 0 },
  { "5xx", PANELIST_DEMO_FAULT_STATUS_AFTER, 502 },
};

static const char * const actions[] = {
  "*", "services", "add", "status", "refill", "refill_status", "cancel", "balance", NULL,
};

static void
rule_clear (gpointer data)
{
  Rule *rule = data;

  g_free (rule->action);
  g_free (rule->name);
}

static gboolean
parse_wait (const char *value,
            guint      *milliseconds)
{
  gboolean seconds = value != NULL && !g_str_has_suffix (value, "ms") && g_str_has_suffix (value, "s");
  guint64 number = 0;
  g_autofree char *digits = NULL;

  if (!seconds && (value == NULL || !g_str_has_suffix (value, "ms")))
    return FALSE;
  digits = g_strndup (value, strlen (value) - (seconds ? 1 : 2));
  if (!g_ascii_string_to_unsigned (digits, 10, 0, 3600000, &number, NULL))
    return FALSE;
  *milliseconds = (guint) (seconds ? number * 1000 : number);
  return TRUE;
}

/* A whole number is a count, a number with a point a probability, nothing is always. */
static gboolean
parse_frequency (const char *value,
                 Rule       *rule)
{
  guint64 number = 0;
  g_autofree char *padded = NULL;

  if (value == NULL)
    return TRUE;
  if (strchr (value, '.') == NULL)
    {
      if (!g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT - 1, &number, NULL))
        return FALSE;
      rule->count = (guint) number;
      return TRUE;
    }
  if (strcmp (value, "1.0") == 0)
    return TRUE;
  padded = g_strdup_printf ("%s000000", value);
  if (!g_str_has_prefix (padded, "0.") || strlen (value) > 8)
    return FALSE;
  padded[8] = '\0';
  if (!g_ascii_string_to_unsigned (padded + 2, 10, 0, 999999, &number, NULL))
    return FALSE;
  rule->millionths = (int) number;
  return TRUE;
}

/* Finds the fault that `rule` is named after; the waits are none. */
static gboolean
find_fault (Rule *rule)
{
  guint64 status = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (strcmp (rule->name, names[i].name) == 0)
        {
          rule->fault = names[i].fault;
          rule->status = names[i].status;
        }
    }
  if (g_ascii_string_to_unsigned (rule->name, 10, 400, 599, &status, NULL))
    {
      rule->fault = status == 429 ? PANELIST_DEMO_FAULT_RATE
                    : status < 500 ? PANELIST_DEMO_FAULT_STATUS_BEFORE : PANELIST_DEMO_FAULT_STATUS_AFTER;
      rule->status = (guint) status;
    }
  return rule->fault != PANELIST_DEMO_FAULT_NONE || strcmp (rule->name, "delay") == 0
         || strcmp (rule->name, "late") == 0;
}

static gboolean
parse_rule (Rule        *rule,
            const char  *text,
            GError     **error)
{
  g_auto (GStrv) sides = g_strsplit (text, ":", 2);
  g_auto (GStrv) parts = g_strsplit (sides[0] && sides[1] ? sides[1] : "", "=", 2);
  const char *value = parts[0] ? parts[1] : NULL;
  gboolean ok;

  rule->action = g_strdup (sides[0] ? sides[0] : "");
  rule->name = g_strdup (parts[0] ? parts[0] : "");
  if (!find_fault (rule) || !g_strv_contains (actions, rule->action))
    {
      g_autoptr (GString) all = g_string_new (NULL);

      for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
        g_string_append_printf (all, "%s, ", names[i].name);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "“%s” is not a fault: write ACTION:FAULT or ACTION:FAULT=VALUE, where ACTION is * or a call"
                   " of the protocol and FAULT is one of %s400 to 599, delay, late", text, all->str);
      return FALSE;
    }
  if (strcmp (rule->name, "delay") == 0)
    ok = parse_wait (value, &rule->delay);
  else if (strcmp (rule->name, "late") == 0)
    ok = parse_wait (value, &rule->late);
  else
    ok = parse_frequency (value, rule);
  if (!ok)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "“%s” has a wrong value: a wait takes 300ms or 2s, a fault a probability as 0.2 or a count", text);
  return ok;
}

/* Reads `spec`, for example "add:drop-after=0.2,*:delay=300ms"; NULL and "" mean no faults. All waits of a
 * call add up; of its faults the first that is drawn happens. */
PanelistDemoFaults *
panelist_demo_faults_new (const char  *spec,
                          guint        seed,
                          GError     **error)
{
  g_autoptr (PanelistDemoFaults) self = g_new0 (PanelistDemoFaults, 1);
  g_auto (GStrv) texts = g_strsplit (spec ? spec : "", ",", -1);

  self->rules = g_array_new (FALSE, TRUE, sizeof (Rule));
  g_array_set_clear_func (self->rules, rule_clear);
  self->random = g_rand_new_with_seed (seed);
  for (gsize i = 0; texts[i] != NULL; i++)
    {
      Rule rule = { .millionths = MILLION, .count = G_MAXUINT };
      gboolean ok = parse_rule (&rule, texts[i], error);

      g_array_append_val (self->rules, rule);
      if (!ok)
        return NULL;
    }
  return g_steal_pointer (&self);
}

void
panelist_demo_faults_free (PanelistDemoFaults *self)
{
  g_clear_pointer (&self->rules, g_array_unref);
  g_clear_pointer (&self->random, g_rand_free);
  g_free (self);
}

/* Draws what happens to a call of `action`. */
PanelistDemoFate
panelist_demo_faults_draw (PanelistDemoFaults *self,
                           const char         *action)
{
  PanelistDemoFate fate = { .name = "none" };

  g_return_val_if_fail (self != NULL, fate);

  for (guint i = 0; i < self->rules->len; i++)
    {
      Rule *rule = &g_array_index (self->rules, Rule, i);

      if (strcmp (rule->action, "*") != 0 && g_strcmp0 (rule->action, action) != 0)
        continue;
      fate.delay += rule->delay;
      fate.late += rule->late;
      if (fate.fault != PANELIST_DEMO_FAULT_NONE || rule->fault == PANELIST_DEMO_FAULT_NONE || rule->count == 0
          || g_rand_int_range (self->random, 0, MILLION) >= rule->millionths)
        continue;
      if (rule->count != G_MAXUINT)
        rule->count--;
      fate.fault = rule->fault;
      fate.name = rule->name;
      fate.status = rule->status;
    }
  return fate;
}
