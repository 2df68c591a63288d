/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-demo"

#include "config.h"

#include "panelist-demo-catalog.h"

#include <string.h>

#include "panelist-demo-json.h"

struct _PanelistDemoCatalog {
  guint seed;
  guint n_services;
  guint epoch;
  PanelistDemoService *services;
  GBytes *json;
};

typedef struct {
  const char *type;
  const char *goods;
  int weight;          /* how often it comes, of the sum of all */
  int low;             /* cents per 1000, or per package */
  int high;
} Kind;

/* The wire's type, what is sold, and what it costs. Two spellings are odd on purpose. */
static const Kind kinds[] = {
  { "Default", "Followers", 14, 40, 900 },
  { "Default", "Likes", 14, 10, 300 },
  { "default", "Views", 10, 1, 60 },
  { "Default", "Shares", 5, 20, 400 },
  { "Package", "Starter Package", 2, 199, 4900 },
  { "SEO", "Search Visits", 1, 90, 700 },
  { "Custom Comments", "Custom Comments", 5, 300, 2500 },
  { "Custom Comments Package", "10 Comments Package", 1, 99, 900 },
  { "Mentions", "Mentions", 1, 150, 900 },
  { "Mentions with Hashtags", "Mentions by Tags", 1, 150, 900 },
  { "Mentions Custom List", "Mentions from Your List", 1, 150, 900 },
  { "Mentions Hashtag", "Mentions by Hashtag", 1, 150, 900 },
  { "Mentions User Followers", "Mentions of Followers", 1, 150, 900 },
  { "Mentions Media Likers", "Mentions of Likers", 1, 150, 900 },
  { "Comment Likes", "Comment Likes", 2, 100, 600 },
  { "Comment Replies", "Comment Replies", 1, 400, 2600 },
  { "Poll", "Poll Votes", 2, 30, 500 },
  { "Invites from Groups", "Members from Groups", 1, 200, 900 },
  { "Subscriptions", "Auto Likes", 3, 60, 500 },
  { "web_traffic", "Website Visits", 2, 10, 120 },
  { "Pick a Comment", "Picked Comments", 1, 300, 900 },
  { "Live Stream 2", "Live Watchers", 1, 500, 4000 },
};

static const char * const platforms[] = { "Clips", "Photos", "Videos", "Chat" };
static const char * const qualities[] = {
  "Real", "HQ", "Mixed Quality", "Active", "No Drop", "Worldwide", "🔥 Premium", "⭐ Best Seller",
  "Türkçe", "Español &amp; Português", "متابعين عرب", "Tiếng Việt", "Русские", "Basic",
};
static const char * const speeds[] = {
  "500/day", "5K/day", "20K/Day ⚡", "Instant", "0-1 Hour Start", "Slow", "Speed: 1K/hour",
};
static const char * const refills[] = { "No Refill", "R30", "30 Days Refill ♻️", "R365", "Lifetime ♻️" };
static const char * const maxima[] = { "10K", "50K", "100K", "1M" };
static const int64_t max_numbers[] = { 10000, 50000, 100000, 1000000 };

/* That many changes are made up for at once. */
#define EPOCHS_MAX 200

/* A well-mixed number for one purpose of one thing, so that no draw depends on the order of calls. */
guint
panelist_demo_hash (guint seed,
                    guint number,
                    guint purpose)
{
  uint64_t mixed = ((uint64_t) seed << 32) ^ ((uint64_t) number * 0x9e3779b97f4a7c15u) ^ ((uint64_t) purpose << 17);

  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
  return (guint) ((mixed ^ (mixed >> 31)) >> 16);
}

static const Kind *
choose_kind (PanelistDemoCatalog *self,
             guint                index)
{
  guint total = 0;
  guint at;

  /* Each kind comes once before chance has a say: a small catalog has all of them too. */
  if (index < G_N_ELEMENTS (kinds))
    return &kinds[index];
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    total += (guint) kinds[i].weight;
  at = panelist_demo_hash (self->seed, index, 1) % total;
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (at < (guint) kinds[i].weight)
        return &kinds[i];
      at -= (guint) kinds[i].weight;
    }
  return &kinds[0];
}

static int
draw_flag (guint number)
{
  return number % 10 < 5 ? 1 : number % 10 < 8 ? 0 : -1;
}

static char *
draw_rate (PanelistDemoCatalog *self,
           guint                index,
           const Kind          *kind)
{
  guint cents = (guint) kind->low + panelist_demo_hash (self->seed, index, 2) % (guint) (kind->high - kind->low + 1);
  guint digit = panelist_demo_hash (self->seed, index, 9);

  /* Of the cheap ones half cost fractions of a cent; the first of each kind stay round. */
  if (index >= G_N_ELEMENTS (kinds) && cents < 100 && panelist_demo_hash (self->seed, index, 10) % 2 == 0)
    return g_strdup_printf ("%u.%02u%u", cents / 100, cents % 100, 1 + digit % 9);
  return g_strdup_printf ("%u.%02u", cents / 100, cents % 100);
}

/* Panels name their services in ways of their own; some list all they know, some stay short. */
static char *
draw_name (PanelistDemoCatalog *self,
           guint                index,
           const char          *goods,
           const char          *refill)
{
  guint draw = panelist_demo_hash (self->seed, index, 7);
  const char *quality = qualities[draw / 4 % G_N_ELEMENTS (qualities)];
  const char *speed = speeds[draw / 64 % G_N_ELEMENTS (speeds)];
  const char *max = maxima[panelist_demo_hash (self->seed, index, 4) % 4];

  switch (draw / 512 % 4)
    {
    case 0:
      return g_strdup_printf ("%s, %s, %s", goods, quality, refill);
    case 1:
      return g_strdup_printf ("%s – %s [%s] [Max %s]", goods, quality, refill, max);
    case 2:
      return g_strdup_printf ("%s %s, %s", goods, quality, speed);
    default:
      return g_strdup_printf ("%s | %s | Max %s | %s | %s", goods, quality, max, speed, refill);
    }
}

static void
draw_service (PanelistDemoCatalog *self,
              guint                index)
{
  PanelistDemoService *service = &self->services[index];
  const Kind *kind = choose_kind (self, index);
  const PanelistServiceTypeInfo *info;

  service->id = 101 + (int64_t) index;
  service->type = panelist_service_type_from_text (kind->type, NULL);
  service->type_text = kind->type;
  info = panelist_service_type_get_info (service->type);
  g_free (service->rate);
  service->rate = draw_rate (self, index, kind);
  service->min = info != NULL && info->quantity == PANELIST_QUANTITY_LINES ? 1
                 : 10 * (1 + panelist_demo_hash (self->seed, index, 3) % 10);
  service->max = max_numbers[panelist_demo_hash (self->seed, index, 4) % 4];
  if (info != NULL && info->quantity == PANELIST_QUANTITY_PACKAGE)
    service->min = service->max = 1;
  service->refill = index == 0 ? 1 : draw_flag (panelist_demo_hash (self->seed, index, 5));
  service->cancel = index == 0 ? 1 : draw_flag (panelist_demo_hash (self->seed, index, 6));
  service->drip_feed = info != NULL && info->drip_feed;
}

static void
append_service (PanelistDemoCatalog *self,
                GString             *json,
                guint                index)
{
  const PanelistDemoService *service = &self->services[index];
  const Kind *kind = choose_kind (self, index);
  guint draw = panelist_demo_hash (self->seed, index, 7);
  guint group = panelist_demo_hash (self->seed, index, 8);
  const char *platform = platforms[group % 4];
  const char *refill = refills[service->refill == 1 ? 1 + draw % 4 : 0];
  g_autofree char *goods = NULL;
  g_autofree char *name = NULL;
  g_autofree char *category = NULL;

  goods = g_strdup_printf ("%s %s", platform, kind->goods);
  name = draw_name (self, index, goods, refill);
  category = g_strdup_printf ("%s %s%s", platform, kind->goods,
                              group / 4 % 3 == 0 ? " [Targeted]" : group / 4 % 3 == 1 ? " | Cheap" : "");
  g_string_append_printf (json, "{\"service\": %" G_GINT64_FORMAT, service->id);
  if (service->renamed)
    {
      char *renamed = g_strconcat (name, " [New Server]", NULL);

      g_free (name);
      name = renamed;
    }
  panelist_demo_json_append_pair (json, "name", name);
  panelist_demo_json_append_pair (json, "type", service->type_text);
  panelist_demo_json_append_pair (json, "category", category);
  panelist_demo_json_append_pair (json, "rate", service->rate);
  g_string_append_printf (json, ", \"min\": \"%" G_GINT64_FORMAT "\", \"max\": \"%" G_GINT64_FORMAT "\"",
                          service->min, service->max);
  if (service->refill >= 0)
    g_string_append_printf (json, ", \"refill\": %s", service->refill ? "true" : "false");
  if (service->cancel >= 0)
    g_string_append_printf (json, ", \"cancel\": %s", service->cancel ? "true" : "false");
  if (draw % 5 == 0)
    panelist_demo_json_append_pair (json, "description",
                                    "Link: https://photos.example/p/1<br>Starts within an hour.<br>"
                                    "Don&#039;t order twice for one link.");
  g_string_append_c (json, '}');
}

/* Invents `n_services` services; the same seed gives the same ones. */
PanelistDemoCatalog *
panelist_demo_catalog_new (guint n_services,
                           guint seed)
{
  PanelistDemoCatalog *self = g_new0 (PanelistDemoCatalog, 1);

  self->seed = seed;
  self->n_services = n_services;
  self->services = g_new0 (PanelistDemoService, n_services);
  for (guint i = 0; i < n_services; i++)
    draw_service (self, i);
  return self;
}

void
panelist_demo_catalog_free (PanelistDemoCatalog *self)
{
  for (guint i = 0; i < self->n_services; i++)
    g_free (self->services[i].rate);
  g_free (self->services);
  g_clear_pointer (&self->json, g_bytes_unref);
  g_free (self);
}

/* A few percent either way, with as many digits as before. */
static void
move_rate (PanelistDemoService *service,
           guint                draw)
{
  const char *point = strchr (service->rate, '.');
  const int n_digits = (int) strlen (point + 1);
  const guint whole = n_digits == 3 ? 1000 : 100;
  guint64 amount = g_ascii_strtoull (service->rate, NULL, 10) * whole + g_ascii_strtoull (point + 1, NULL, 10);

  amount = MAX (1, (amount * (draw % 2 == 0 ? 103 + draw % 10 : 97 - draw % 9) + 50) / 100);
  g_free (service->rate);
  service->rate = g_strdup_printf ("%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, amount / whole, n_digits,
                                   amount % whole);
}

static void
change_service (PanelistDemoService *service,
                guint                draw)
{
  if (service->gone)
    {
      service->gone = FALSE;
      return;
    }
  switch (draw % 10)
    {
    case 0:
      service->max = service->max > 1 ? service->max * 2 : service->max;
      break;
    case 1:
      service->refill = service->refill == 1 ? 0 : 1;
      break;
    case 2:
      service->renamed = !service->renamed;
      break;
    case 3:
      service->gone = TRUE;
      break;
    default:
      move_rate (service, draw / 10);
      break;
    }
}

/* One service in some hundreds changes at a time; the first of each kind stay as they are. */
#define CHANGE_ONE_OF 300

static void
pass_epoch (PanelistDemoCatalog *self,
            guint                epoch)
{
  for (guint i = G_N_ELEMENTS (kinds); i < self->n_services; i++)
    {
      const guint draw = panelist_demo_hash (self->seed + epoch, i, 11);

      if (draw % CHANGE_ONE_OF == 0)
        change_service (&self->services[i], draw / CHANGE_ONE_OF);
    }
}

/* Changes some services: `epoch` counts the times they changed. Service structs stay where they are. */
void
panelist_demo_catalog_drift (PanelistDemoCatalog *self,
                             guint                epoch)
{
  g_return_if_fail (self != NULL);

  if (self->epoch >= epoch)
    return;
  /* Who comes back after a long time has seen the last changes only. */
  if (epoch - self->epoch > EPOCHS_MAX)
    self->epoch = epoch - EPOCHS_MAX;
  while (self->epoch < epoch)
    pass_epoch (self, ++self->epoch);
  g_clear_pointer (&self->json, g_bytes_unref);
}

/* Returns: (nullable) (transfer none): the service, when it is offered */
const PanelistDemoService *
panelist_demo_catalog_find (PanelistDemoCatalog *self,
                            int64_t              id)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (id < 101 || id - 101 >= (int64_t) self->n_services)
    return NULL;
  return self->services[id - 101].gone ? NULL : &self->services[id - 101];
}

/* The answer to `services`, made once for each state of the prices.
 *
 * Returns: (transfer none): the bytes */
GBytes *
panelist_demo_catalog_get_json (PanelistDemoCatalog *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->json == NULL)
    {
      GString *json = g_string_sized_new ((gsize) self->n_services * 320 + 16);

      g_string_append_c (json, '[');
      for (guint i = 0; i < self->n_services; i++)
        {
          if (self->services[i].gone)
            continue;
          if (json->len > 1)
            g_string_append (json, ",\n ");
          append_service (self, json, i);
        }
      g_string_append_c (json, ']');
      self->json = g_string_free_to_bytes (json);
    }
  return self->json;
}
