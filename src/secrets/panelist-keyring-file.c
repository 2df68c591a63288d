/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-secrets"

#include "config.h"

#include "panelist-keyring-file.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

/* GnomeKeyring\n\r\0\n, version 1.0 in two bytes, two reserved bytes; then one serialized GVariant. */
#define HEADER "GnomeKeyring\n\r\0\n"
#define HEADER_SIZE 16
#define VERSION_SIZE 2
#define CONTENTS_TYPE "(uayutua(a{say}ay))"

/**
 * panelist_keyring_file_is_sound:
 * @contents: all bytes of a keyring file
 *
 * Returns: whether libsecret can read the file without aborting
 */
gboolean
panelist_keyring_file_is_sound (GBytes *contents)
{
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GVariant) salt = NULL;
  const char *data = NULL;
  gsize size = 0;
  guint32 salt_size = 0;

  data = g_bytes_get_data (contents, &size);
  if (size < HEADER_SIZE + VERSION_SIZE || memcmp (data, HEADER, HEADER_SIZE) != 0)
    return FALSE;
  if (data[HEADER_SIZE] != 1 || data[HEADER_SIZE + 1] != 0)
    return FALSE;

  body = g_bytes_new_from_bytes (contents,
                                 HEADER_SIZE + VERSION_SIZE,
                                 size - HEADER_SIZE - VERSION_SIZE);
  variant = g_variant_ref_sink (
      g_variant_new_from_bytes (G_VARIANT_TYPE (CONTENTS_TYPE), body, FALSE));
  if (!g_variant_is_normal_form (variant))
    return FALSE;

  g_variant_get_child (variant, 0, "u", &salt_size);
  salt = g_variant_get_child_value (variant, 1);
  return g_variant_get_size (salt) == GUINT32_FROM_LE (salt_size);
}

/**
 * panelist_keyring_file_check:
 * @path: a keyring file that may not exist
 * @kept_copy: (out) (optional) (transfer full): where a damaged file was moved to
 *
 * A damaged file is moved aside, never deleted.
 *
 * Returns: FALSE when the file was damaged
 */
gboolean
panelist_keyring_file_check (const char  *path,
                             char       **kept_copy)
{
  g_autoptr (GDateTime) now = NULL;
  g_autoptr (GBytes) contents = NULL;
  g_autofree char *stamp = NULL;
  g_autofree char *aside = NULL;
  char *data = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &data, &size, NULL))
    return TRUE;
  contents = g_bytes_new_take (data, size);
  if (panelist_keyring_file_is_sound (contents))
    return TRUE;

  now = g_date_time_new_now_utc ();
  stamp = g_date_time_format (now, "%Y%m%d-%H%M%S");
  aside = g_strdup_printf ("%s.damaged-%s", path, stamp);
  if (g_rename (path, aside) != 0)
    g_warning ("The damaged key file could not be moved aside");
  if (kept_copy != NULL)
    *kept_copy = g_steal_pointer (&aside);
  return FALSE;
}
