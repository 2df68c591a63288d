/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdint.h>

#include <glib-object.h>

G_BEGIN_DECLS

/* The seventeen service types of protocol.md 3.1, one known extra type, and the unknown one. */
#define PANELIST_TYPE_SERVICE_TYPE (panelist_service_type_get_type ())

typedef enum {
  PANELIST_SERVICE_TYPE_UNKNOWN,
  PANELIST_SERVICE_TYPE_DEFAULT,
  PANELIST_SERVICE_TYPE_PACKAGE,
  PANELIST_SERVICE_TYPE_SEO,
  PANELIST_SERVICE_TYPE_CUSTOM_COMMENTS,
  PANELIST_SERVICE_TYPE_CUSTOM_COMMENTS_PACKAGE,
  PANELIST_SERVICE_TYPE_MENTIONS,
  PANELIST_SERVICE_TYPE_MENTIONS_WITH_HASHTAGS,
  PANELIST_SERVICE_TYPE_MENTIONS_CUSTOM_LIST,
  PANELIST_SERVICE_TYPE_MENTIONS_HASHTAG,
  PANELIST_SERVICE_TYPE_MENTIONS_USER_FOLLOWERS,
  PANELIST_SERVICE_TYPE_MENTIONS_MEDIA_LIKERS,
  PANELIST_SERVICE_TYPE_COMMENT_LIKES,
  PANELIST_SERVICE_TYPE_COMMENT_REPLIES,
  PANELIST_SERVICE_TYPE_POLL,
  PANELIST_SERVICE_TYPE_INVITES_FROM_GROUPS,
  PANELIST_SERVICE_TYPE_SUBSCRIPTIONS,
  PANELIST_SERVICE_TYPE_WEB_TRAFFIC,
  PANELIST_SERVICE_TYPE_CUSTOM_DATA,
} PanelistServiceType;

GType panelist_service_type_get_type (void);

/* The form fields of `add`; the nick of each is its name on the wire. */
#define PANELIST_TYPE_FIELD (panelist_field_get_type ())

typedef enum {
  PANELIST_FIELD_LINK,
  PANELIST_FIELD_QUANTITY,
  PANELIST_FIELD_COMMENTS,
  PANELIST_FIELD_USERNAMES,
  PANELIST_FIELD_HASHTAGS,
  PANELIST_FIELD_HASHTAG,
  PANELIST_FIELD_USERNAME,
  PANELIST_FIELD_MEDIA,
  PANELIST_FIELD_KEYWORDS,
  PANELIST_FIELD_ANSWER_NUMBER,
  PANELIST_FIELD_GROUPS,
  PANELIST_FIELD_CUSTOM_DATA,
  PANELIST_FIELD_MIN,
  PANELIST_FIELD_MAX,
  PANELIST_FIELD_POSTS,
  PANELIST_FIELD_OLD_POSTS,
  PANELIST_FIELD_DELAY,
  PANELIST_FIELD_EXPIRY,
  PANELIST_FIELD_COUNTRY,
  PANELIST_FIELD_DEVICE,
  PANELIST_FIELD_TYPE_OF_TRAFFIC,
  PANELIST_FIELD_GOOGLE_KEYWORD,
  PANELIST_FIELD_REFERRING_URL,
  PANELIST_FIELD_RUNS,
  PANELIST_FIELD_INTERVAL,
} PanelistField;

#define PANELIST_N_FIELDS (PANELIST_FIELD_INTERVAL + 1)

GType panelist_field_get_type (void);

typedef enum {
  PANELIST_FIELD_KIND_TEXT,
  PANELIST_FIELD_KIND_LIST,
  PANELIST_FIELD_KIND_NUMBER,
  PANELIST_FIELD_KIND_CHOICE,
  PANELIST_FIELD_KIND_DATE,
} PanelistFieldKind;

typedef enum {
  PANELIST_QUANTITY_TYPED,       /* the field `quantity` */
  PANELIST_QUANTITY_LINES,       /* the lines of the list field that decides it */
  PANELIST_QUANTITY_PACKAGE,     /* one package; limits are not checked */
  PANELIST_QUANTITY_PER_POST,    /* subscriptions: min…max for each new post */
} PanelistQuantityRule;

typedef enum {
  PANELIST_CHARGE_PER_THOUSAND,  /* rate × effective quantity / 1000 (× runs) */
  PANELIST_CHARGE_FLAT,          /* the rate */
  PANELIST_CHARGE_PER_POST,      /* nothing at once */
} PanelistChargeRule;

typedef struct {
  PanelistServiceType type;
  const char *name;                 /* as the protocol spells it, "Custom Comments" */
  uint64_t required;                /* bits: 1 << PanelistField */
  uint64_t optional;
  PanelistQuantityRule quantity;
  int lines_field;                  /* the PanelistField that is counted, or -1 */
  gboolean drip_feed;
  PanelistChargeRule charge;
} PanelistServiceTypeInfo;

const PanelistServiceTypeInfo *panelist_service_type_get_info  (PanelistServiceType type);
PanelistServiceType            panelist_service_type_from_text (const char *text,
                                                                gboolean   *drip_feed_opened);
const char                    *panelist_field_get_name         (PanelistField field);
PanelistFieldKind              panelist_field_get_kind         (PanelistField field);
gboolean                       panelist_field_from_name        (const char    *name,
                                                                PanelistField *field);
const int                     *panelist_field_get_choices      (PanelistField field,
                                                                gsize        *n_choices);

G_END_DECLS
