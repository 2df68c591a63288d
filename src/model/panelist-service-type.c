/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-model"

#include "config.h"

#include "panelist-service-type.h"

#include "panelist-text.h"

G_DEFINE_ENUM_TYPE (PanelistServiceType,
                    panelist_service_type,
                    G_DEFINE_ENUM_VALUE (PANELIST_SERVICE_TYPE_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (PANELIST_SERVICE_TYPE_DEFAULT, "default"),
                    G_DEFINE_ENUM_VALUE (PANELIST_SERVICE_TYPE_PACKAGE, "package"),
                    G_DEFINE_ENUM_VALUE (PANELIST_SERVICE_TYPE_SEO, "seo"),
                    G_DEFINE_ENUM_VALUE (PANELIST_SERVICE_TYPE_CUSTOM_COMMENTS, "custom-comments"),
                    G_DEFINE_ENUM_VALUE (PANELIST_SERVICE_TYPE_CUSTOM_COMMENTS_PACKAGE, "custom-comments-package"),
                    G_DEFINE_ENUM_VALUE (PANELIST_SERVICE_TYPE_MENTIONS, "mentions"),
                    G_DEFINE_ENUM_VALUE (PANELIST_SERVICE_TYPE_MENTIONS_WITH_HASHTAGS, "mentions-with-hashtags"),
                    G_DEFINE_ENUM_VALUE (PANELIST_SERVICE_TYPE_MENTIONS_CUSTOM_LIST, "mentions-custom-list"),
                    G_DEFINE_ENUM_VALUE (PANELIST_SERVICE_TYPE_MENTIONS_HASHTAG, "mentions-hashtag"),
                    G_DEFINE_ENUM_VALUE (PANELIST_SERVICE_TYPE_MENTIONS_USER_FOLLOWERS, "mentions-user-followers"),
                    G_DEFINE_ENUM_VALUE (PANELIST_SERVICE_TYPE_MENTIONS_MEDIA_LIKERS, "mentions-media-likers"),
                    G_DEFINE_ENUM_VALUE (PANELIST_SERVICE_TYPE_COMMENT_LIKES, "comment-likes"),
                    G_DEFINE_ENUM_VALUE (PANELIST_SERVICE_TYPE_COMMENT_REPLIES, "comment-replies"),
                    G_DEFINE_ENUM_VALUE (PANELIST_SERVICE_TYPE_POLL, "poll"),
                    G_DEFINE_ENUM_VALUE (PANELIST_SERVICE_TYPE_INVITES_FROM_GROUPS, "invites-from-groups"),
                    G_DEFINE_ENUM_VALUE (PANELIST_SERVICE_TYPE_SUBSCRIPTIONS, "subscriptions"),
                    G_DEFINE_ENUM_VALUE (PANELIST_SERVICE_TYPE_WEB_TRAFFIC, "web-traffic"),
                    G_DEFINE_ENUM_VALUE (PANELIST_SERVICE_TYPE_CUSTOM_DATA, "custom-data"))

G_DEFINE_ENUM_TYPE (PanelistField,
                    panelist_field,
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_LINK, "link"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_QUANTITY, "quantity"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_COMMENTS, "comments"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_USERNAMES, "usernames"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_HASHTAGS, "hashtags"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_HASHTAG, "hashtag"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_USERNAME, "username"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_MEDIA, "media"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_KEYWORDS, "keywords"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_ANSWER_NUMBER, "answer_number"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_GROUPS, "groups"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_CUSTOM_DATA, "custom_data"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_MIN, "min"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_MAX, "max"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_POSTS, "posts"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_OLD_POSTS, "old_posts"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_DELAY, "delay"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_EXPIRY, "expiry"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_COUNTRY, "country"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_DEVICE, "device"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_TYPE_OF_TRAFFIC, "type_of_traffic"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_GOOGLE_KEYWORD, "google_keyword"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_REFERRING_URL, "referring_url"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_RUNS, "runs"),
                    G_DEFINE_ENUM_VALUE (PANELIST_FIELD_INTERVAL, "interval"))

#define F(field) (UINT64_C (1) << PANELIST_FIELD_##field)
#define DRIP (F (RUNS) | F (INTERVAL))
#define TYPED PANELIST_QUANTITY_TYPED, -1
#define LINES(field) PANELIST_QUANTITY_LINES, PANELIST_FIELD_##field
#define ONE_PACKAGE PANELIST_QUANTITY_PACKAGE, -1
#define PER_THOUSAND PANELIST_CHARGE_PER_THOUSAND
#define FLAT PANELIST_CHARGE_FLAT

/* The table of protocol.md 3.1, by type: name, required, optional, effective quantity, drip-feed, charge. */
static const PanelistServiceTypeInfo types[] = {
  { PANELIST_SERVICE_TYPE_UNKNOWN, "", F (LINK), F (QUANTITY), TYPED, FALSE, PER_THOUSAND },
  { PANELIST_SERVICE_TYPE_DEFAULT, "Default",
    F (LINK) | F (QUANTITY), DRIP, TYPED, TRUE, PER_THOUSAND },
  { PANELIST_SERVICE_TYPE_PACKAGE, "Package", F (LINK), 0, ONE_PACKAGE, FALSE, FLAT },
  { PANELIST_SERVICE_TYPE_SEO, "SEO",
    F (LINK) | F (QUANTITY) | F (KEYWORDS), 0, TYPED, FALSE, PER_THOUSAND },
  { PANELIST_SERVICE_TYPE_CUSTOM_COMMENTS, "Custom Comments",
    F (LINK) | F (COMMENTS), 0, LINES (COMMENTS), FALSE, PER_THOUSAND },
  { PANELIST_SERVICE_TYPE_CUSTOM_COMMENTS_PACKAGE, "Custom Comments Package",
    F (LINK) | F (COMMENTS), 0, ONE_PACKAGE, FALSE, FLAT },
  { PANELIST_SERVICE_TYPE_MENTIONS, "Mentions",
    F (LINK) | F (QUANTITY) | F (USERNAMES), 0, TYPED, FALSE, PER_THOUSAND },
  { PANELIST_SERVICE_TYPE_MENTIONS_WITH_HASHTAGS, "Mentions with Hashtags",
    F (LINK) | F (QUANTITY) | F (USERNAMES) | F (HASHTAGS), 0, TYPED, FALSE, PER_THOUSAND },
  { PANELIST_SERVICE_TYPE_MENTIONS_CUSTOM_LIST, "Mentions Custom List",
    F (LINK) | F (USERNAMES), 0, LINES (USERNAMES), FALSE, PER_THOUSAND },
  { PANELIST_SERVICE_TYPE_MENTIONS_HASHTAG, "Mentions Hashtag",
    F (LINK) | F (QUANTITY) | F (HASHTAG), 0, TYPED, FALSE, PER_THOUSAND },
  { PANELIST_SERVICE_TYPE_MENTIONS_USER_FOLLOWERS, "Mentions User Followers",
    F (LINK) | F (QUANTITY) | F (USERNAME), 0, TYPED, FALSE, PER_THOUSAND },
  { PANELIST_SERVICE_TYPE_MENTIONS_MEDIA_LIKERS, "Mentions Media Likers",
    F (LINK) | F (QUANTITY) | F (MEDIA), 0, TYPED, FALSE, PER_THOUSAND },
  { PANELIST_SERVICE_TYPE_COMMENT_LIKES, "Comment Likes",
    F (LINK) | F (QUANTITY) | F (USERNAME), 0, TYPED, FALSE, PER_THOUSAND },
  { PANELIST_SERVICE_TYPE_COMMENT_REPLIES, "Comment Replies",
    F (LINK) | F (USERNAME) | F (COMMENTS), 0, LINES (COMMENTS), FALSE, PER_THOUSAND },
  { PANELIST_SERVICE_TYPE_POLL, "Poll",
    F (LINK) | F (QUANTITY) | F (ANSWER_NUMBER), 0, TYPED, FALSE, PER_THOUSAND },
  { PANELIST_SERVICE_TYPE_INVITES_FROM_GROUPS, "Invites from Groups",
    F (LINK) | F (QUANTITY) | F (GROUPS), 0, TYPED, FALSE, PER_THOUSAND },
  { PANELIST_SERVICE_TYPE_SUBSCRIPTIONS, "Subscriptions",
    F (USERNAME) | F (MIN) | F (MAX) | F (DELAY), F (POSTS) | F (OLD_POSTS) | F (EXPIRY),
    PANELIST_QUANTITY_PER_POST, -1, FALSE, PANELIST_CHARGE_PER_POST },
  { PANELIST_SERVICE_TYPE_WEB_TRAFFIC, "Web Traffic",
    F (LINK) | F (QUANTITY) | F (COUNTRY) | F (DEVICE) | F (TYPE_OF_TRAFFIC),
    F (GOOGLE_KEYWORD) | F (REFERRING_URL) | DRIP, TYPED, TRUE, PER_THOUSAND },
  { PANELIST_SERVICE_TYPE_CUSTOM_DATA, "Custom Data",
    F (LINK) | F (QUANTITY) | F (CUSTOM_DATA), 0, TYPED, FALSE, PER_THOUSAND },
};

static const PanelistFieldKind kinds[PANELIST_N_FIELDS] = {
  [PANELIST_FIELD_LINK] = PANELIST_FIELD_KIND_TEXT,
  [PANELIST_FIELD_QUANTITY] = PANELIST_FIELD_KIND_NUMBER,
  [PANELIST_FIELD_COMMENTS] = PANELIST_FIELD_KIND_LIST,
  [PANELIST_FIELD_USERNAMES] = PANELIST_FIELD_KIND_LIST,
  [PANELIST_FIELD_HASHTAGS] = PANELIST_FIELD_KIND_LIST,
  [PANELIST_FIELD_HASHTAG] = PANELIST_FIELD_KIND_TEXT,
  [PANELIST_FIELD_USERNAME] = PANELIST_FIELD_KIND_TEXT,
  [PANELIST_FIELD_MEDIA] = PANELIST_FIELD_KIND_TEXT,
  [PANELIST_FIELD_KEYWORDS] = PANELIST_FIELD_KIND_LIST,
  [PANELIST_FIELD_ANSWER_NUMBER] = PANELIST_FIELD_KIND_NUMBER,
  [PANELIST_FIELD_GROUPS] = PANELIST_FIELD_KIND_LIST,
  [PANELIST_FIELD_CUSTOM_DATA] = PANELIST_FIELD_KIND_LIST,
  [PANELIST_FIELD_MIN] = PANELIST_FIELD_KIND_NUMBER,
  [PANELIST_FIELD_MAX] = PANELIST_FIELD_KIND_NUMBER,
  [PANELIST_FIELD_POSTS] = PANELIST_FIELD_KIND_NUMBER,
  [PANELIST_FIELD_OLD_POSTS] = PANELIST_FIELD_KIND_NUMBER,
  [PANELIST_FIELD_DELAY] = PANELIST_FIELD_KIND_CHOICE,
  [PANELIST_FIELD_EXPIRY] = PANELIST_FIELD_KIND_DATE,
  [PANELIST_FIELD_COUNTRY] = PANELIST_FIELD_KIND_TEXT,
  [PANELIST_FIELD_DEVICE] = PANELIST_FIELD_KIND_CHOICE,
  [PANELIST_FIELD_TYPE_OF_TRAFFIC] = PANELIST_FIELD_KIND_CHOICE,
  [PANELIST_FIELD_GOOGLE_KEYWORD] = PANELIST_FIELD_KIND_TEXT,
  [PANELIST_FIELD_REFERRING_URL] = PANELIST_FIELD_KIND_TEXT,
  [PANELIST_FIELD_RUNS] = PANELIST_FIELD_KIND_NUMBER,
  [PANELIST_FIELD_INTERVAL] = PANELIST_FIELD_KIND_NUMBER,
};

/* The aliases of protocol.md 3.4, normalized. */
static const struct {
  const char *spelling;
  PanelistServiceType type;
} aliases[] = {
  { "mentions users followers", PANELIST_SERVICE_TYPE_MENTIONS_USER_FOLLOWERS },
  { "mentions hastag", PANELIST_SERVICE_TYPE_MENTIONS_HASHTAG },
  { "custom replies", PANELIST_SERVICE_TYPE_COMMENT_REPLIES },
};

/* protocol.md 3.2 */
static const int delays[] = { 0,   5,   10,  15,  30,  60,  90,  120, 150, 180,
                              210, 240, 270, 300, 360, 420, 480, 540, 600 };
static const int devices[] = { 1, 2, 3, 4, 5 };
static const int traffic_types[] = { 1, 2, 3 };

/**
 * panelist_service_type_get_info:
 * @type: a type
 *
 * Returns: (transfer none): the row of the type table
 */
const PanelistServiceTypeInfo *
panelist_service_type_get_info (PanelistServiceType type)
{
  g_return_val_if_fail (type < G_N_ELEMENTS (types), &types[0]);
  g_assert (types[type].type == type);

  return &types[type];
}

static PanelistServiceType
look_up_normalized (const char *word)
{
  for (gsize i = 1; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *name = panelist_text_normalize_word (types[i].name, -1);

      if (g_str_equal (word, name))
        return types[i].type;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (g_str_equal (word, aliases[i].spelling))
      return aliases[i].type;
  return PANELIST_SERVICE_TYPE_UNKNOWN;
}

/**
 * panelist_service_type_from_text:
 * @text: (nullable): the type as the panel wrote it
 * @drip_feed_opened: (out) (optional): set when the form shall open with runs and interval
 *
 * Source: protocol.md 3.4. A number is never interpreted: families number their types differently.
 *
 * Returns: the type; empty text is the default type, any other unknown text the unknown type
 */
PanelistServiceType
panelist_service_type_from_text (const char *text,
                                 gboolean   *drip_feed_opened)
{
  g_autofree char *word = NULL;

  if (drip_feed_opened != NULL)
    *drip_feed_opened = FALSE;
  if (text == NULL)
    return PANELIST_SERVICE_TYPE_DEFAULT;

  word = panelist_text_normalize_word (text, -1);
  if (*word == '\0')
    return PANELIST_SERVICE_TYPE_DEFAULT;
  if (g_str_equal (word, "drip feed"))
    {
      if (drip_feed_opened != NULL)
        *drip_feed_opened = TRUE;
      return PANELIST_SERVICE_TYPE_DEFAULT;
    }
  return look_up_normalized (word);
}

/**
 * panelist_field_get_name:
 * @field: a field
 *
 * Returns: its name on the wire
 */
const char *
panelist_field_get_name (PanelistField field)
{
  GEnumClass *klass = g_type_class_get (PANELIST_TYPE_FIELD);
  GEnumValue *value = g_enum_get_value (klass, (int) field);

  g_return_val_if_fail (value != NULL, NULL);

  return value->value_nick;
}

/**
 * panelist_field_get_kind:
 * @field: a field
 *
 * Returns: what a person fills in
 */
PanelistFieldKind
panelist_field_get_kind (PanelistField field)
{
  g_return_val_if_fail (field < PANELIST_N_FIELDS, PANELIST_FIELD_KIND_TEXT);

  return kinds[field];
}

/**
 * panelist_field_from_name:
 * @name: a name on the wire
 * @field: (out): the field
 *
 * Returns: whether there is such a field
 */
gboolean
panelist_field_from_name (const char    *name,
                          PanelistField *field)
{
  GEnumClass *klass = g_type_class_get (PANELIST_TYPE_FIELD);
  GEnumValue *value = g_enum_get_value_by_nick (klass, name);

  /* Newer GLib finds nicks in any case; names on the wire have one spelling. */
  if (value == NULL || !g_str_equal (value->value_nick, name))
    return FALSE;
  *field = (PanelistField) value->value;
  return TRUE;
}

/**
 * panelist_field_get_choices:
 * @field: a field of the kind CHOICE
 * @n_choices: (out): how many there are
 *
 * Returns: (transfer none) (nullable): the numbers to choose from, as sent
 */
const int *
panelist_field_get_choices (PanelistField field,
                            gsize        *n_choices)
{
  if (field == PANELIST_FIELD_DELAY)
    {
      *n_choices = G_N_ELEMENTS (delays);
      return delays;
    }
  if (field == PANELIST_FIELD_DEVICE)
    {
      *n_choices = G_N_ELEMENTS (devices);
      return devices;
    }
  if (field == PANELIST_FIELD_TYPE_OF_TRAFFIC)
    {
      *n_choices = G_N_ELEMENTS (traffic_types);
      return traffic_types;
    }
  *n_choices = 0;
  return NULL;
}
