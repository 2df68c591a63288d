/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* An ordered list of name/value pairs: the body of a request without `key`, in the order it is sent.
 * Reference counted and immutable once handed on. */
#define PANELIST_TYPE_FORM (panelist_form_get_type ())
typedef struct _PanelistForm PanelistForm;

GType         panelist_form_get_type  (void);
PanelistForm *panelist_form_new       (const char   *action);
PanelistForm *panelist_form_ref       (PanelistForm *self);
void          panelist_form_unref     (PanelistForm *self);
void          panelist_form_add       (PanelistForm *self,
                                       const char   *name,
                                       const char   *value);
guint         panelist_form_get_size  (PanelistForm *self);
const char   *panelist_form_get_name  (PanelistForm *self,
                                       guint         index);
const char   *panelist_form_get_value (PanelistForm *self,
                                       guint         index);
const char   *panelist_form_lookup    (PanelistForm *self,
                                       const char   *name);
char         *panelist_form_encode    (PanelistForm *self);
char         *panelist_form_to_json   (PanelistForm *self);
PanelistForm *panelist_form_from_json (const char   *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PanelistForm, panelist_form_unref)

G_END_DECLS
