/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How the window looks: the values are those of the schema. */
#define PANELIST_TYPE_COLOR_SCHEME (panelist_color_scheme_get_type ())
typedef enum {
  PANELIST_COLOR_SCHEME_FOLLOW_SYSTEM,
  PANELIST_COLOR_SCHEME_LIGHT,
  PANELIST_COLOR_SCHEME_DARK,
} PanelistColorScheme;
GType panelist_color_scheme_get_type (void);

/* Preferences and the state of pages, each a property that is bound to its GSettings key of the same name
 * (data/panelist.gschema.xml.in): nothing else reads or writes GSettings. Bind a widget to a property with
 * G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE.
 *
 * Properties: color-scheme (PanelistColorScheme), hold-delay (int, seconds), restored-seen,
 * window-width, window-height (int), window-maximized, page, panel, all-panels (boolean),
 * services-query, services-sort, services-descending, services-selected, services-details, services-filter,
 * services-quantity, services-place (int),
 * orders-view, orders-query, orders-sort, orders-descending, updates-view. */
#define PANELIST_TYPE_SETTINGS (panelist_settings_get_type ())
G_DECLARE_FINAL_TYPE (PanelistSettings, panelist_settings, PANELIST, SETTINGS, GObject)

PanelistSettings *panelist_settings_new          (const char       *file);
PanelistSettings *panelist_settings_new_volatile (void);

G_END_DECLS
