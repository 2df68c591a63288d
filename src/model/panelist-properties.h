/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Properties that only hold a value, told by a table: what the model's objects are made of. A value lives in the
 * object's struct at `offset`; setting it notifies only on change. Texts are copied, objects and boxed values
 * referenced. */

typedef enum {
  PANELIST_PROPERTY_TEXT,       /* char * */
  PANELIST_PROPERTY_NUMBER,     /* int64_t */
  PANELIST_PROPERTY_BOOLEAN,    /* gboolean */
  PANELIST_PROPERTY_ENUM,       /* int */
  PANELIST_PROPERTY_OBJECT,     /* GObject * */
  PANELIST_PROPERTY_BOXED,      /* pointer, copied with g_boxed_copy() */
} PanelistPropertyKind;

typedef struct {
  const char *name;
  PanelistPropertyKind kind;
  gsize offset;
  GType (*type) (void);         /* of enums, objects and boxed values */
  gboolean construct_only;
  int64_t initial;              /* of numbers and enums */
} PanelistPropertyInfo;

/* Installs the table; property ids are 1 + the index in it. `pspecs` has room for one more than the table. */
void panelist_properties_install  (GObjectClass               *klass,
                                   const PanelistPropertyInfo *table,
                                   guint                       n_properties,
                                   GParamSpec                **pspecs);
void panelist_properties_get      (GObject                    *object,
                                   const PanelistPropertyInfo *info,
                                   GValue                     *value);
void panelist_properties_set      (GObject                    *object,
                                   const PanelistPropertyInfo *info,
                                   const GValue               *value,
                                   GParamSpec                 *pspec);
void panelist_properties_finalize (GObject                    *object,
                                   const PanelistPropertyInfo *table,
                                   guint                       n_properties);

G_END_DECLS
