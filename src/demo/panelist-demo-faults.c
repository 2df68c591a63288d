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
  PanelistDemoFault fault;   /* none: a delay */
  int millionths;            /* how probable it is */
  guint count;               /* of the next calls; G_MAXUINT: no end */
  guint delay;               /* milliseconds */
} Rule;

struct _PanelistDemoFaults {
  GArray *rules;
  GRand *random;
};

static const char * const names[] = {
  "none", "drop-before", "reset", "redirect", "rate", "refuse", "drop-after", "slow", "truncate", "html",
  "empty", "5xx",
};

static const char * const actions[] = {
  "*", "services", "add", "status", "refill", "refill_status", "cancel", "balance", NULL,
};

static void
rule_clear (gpointer data)
{
  Rule *rule = data;

  g_free (rule->action);
}

static gboolean
parse_delay (const char *value,
             Rule       *rule)
{
  gboolean seconds = value != NULL && !g_str_has_suffix (value, "ms") && g_str_has_suffix (value, "s");
  guint64 number = 0;
  g_autofree char *digits = NULL;

  if (!seconds && (value == NULL || !g_str_has_suffix (value, "ms")))
    return FALSE;
  digits = g_strndup (value, strlen (value) - (seconds ? 1 : 2));
  if (!g_ascii_string_to_unsigned (digits, 10, 0, 3600000, &number, NULL))
    return FALSE;
  rule->delay = (guint) (seconds ? number * 1000 : number);
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

static gboolean
parse_rule (PanelistDemoFaults  *self,
            const char          *text,
            GError             **error)
{
  g_auto (GStrv) sides = g_strsplit (text, ":", 2);
  g_auto (GStrv) parts = g_strsplit (sides[0] && sides[1] ? sides[1] : "", "=", 2);
  const char *name = parts[0] ? parts[0] : "";
  const char *value = parts[0] ? parts[1] : NULL;
  Rule rule = { .millionths = MILLION, .count = G_MAXUINT };
  gboolean known = strcmp (name, "delay") == 0;
  gboolean ok;

  for (guint i = 1; i < G_N_ELEMENTS (names) && !known; i++)
    {
      known = strcmp (name, names[i]) == 0;
      if (known)
        rule.fault = (PanelistDemoFault) i;
    }
  if (!known || !g_strv_contains (actions, sides[0] ? sides[0] : ""))
    {
      g_autofree char *all = g_strjoinv (", ", (char **) (const char *[]) {
        "drop-before", "drop-after", "reset", "slow", "truncate", "html", "empty", "5xx", "redirect", "rate",
        "refuse", "delay", NULL });

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "“%s” is not a fault: write ACTION:FAULT or ACTION:FAULT=VALUE, where ACTION is * or a call"
                   " of the protocol and FAULT is one of %s", text, all);
      return FALSE;
    }
  ok = rule.fault == PANELIST_DEMO_FAULT_NONE ? parse_delay (value, &rule) : parse_frequency (value, &rule);
  if (!ok)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "“%s” has a wrong value: a delay takes 300ms or 2s, a fault a probability as 0.2 or a count",
                   text);
      return FALSE;
    }
  rule.action = g_strdup (sides[0]);
  g_array_append_val (self->rules, rule);
  return TRUE;
}

/* Reads `spec`, for example "add:drop-after=0.2,*:delay=300ms"; NULL and "" mean no faults. */
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
      if (!parse_rule (self, texts[i], error))
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

/* Draws what happens to a call of `action`; `delay` gets the milliseconds to wait before it is done. */
PanelistDemoFault
panelist_demo_faults_draw (PanelistDemoFaults *self,
                           const char         *action,
                           guint              *delay)
{
  PanelistDemoFault drawn = PANELIST_DEMO_FAULT_NONE;

  g_return_val_if_fail (self != NULL, PANELIST_DEMO_FAULT_NONE);

  *delay = 0;
  for (guint i = 0; i < self->rules->len; i++)
    {
      Rule *rule = &g_array_index (self->rules, Rule, i);

      if (strcmp (rule->action, "*") != 0 && g_strcmp0 (rule->action, action) != 0)
        continue;
      *delay += rule->delay;
      if (drawn != PANELIST_DEMO_FAULT_NONE || rule->fault == PANELIST_DEMO_FAULT_NONE || rule->count == 0
          || g_rand_int_range (self->random, 0, MILLION) >= rule->millionths)
        continue;
      if (rule->count != G_MAXUINT)
        rule->count--;
      drawn = rule->fault;
    }
  return drawn;
}

const char *
panelist_demo_fault_get_name (PanelistDemoFault fault)
{
  g_return_val_if_fail (fault < G_N_ELEMENTS (names), NULL);

  return names[fault];
}
