/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <string.h>

#include "panelist-keyring-file.h"

static GByteArray *
make_file (void)
{
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GVariant) contents = NULL;
  GVariantBuilder items;
  guint8 salt[32] = { 7 };

  g_variant_builder_init (&items, G_VARIANT_TYPE ("a(a{say}ay)"));
  contents = g_variant_ref_sink (g_variant_new (
      "(u@ayutu@a(a{say}ay))",
      GUINT32_TO_LE (32),
      g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, salt, sizeof salt, 1),
      GUINT32_TO_LE (1000),
      GUINT64_TO_LE (1),
      GUINT32_TO_LE (0),
      g_variant_builder_end (&items)));
  g_byte_array_append (file, (const guint8 *) "GnomeKeyring\n\r\0\n\1\0", 18);
  g_byte_array_append (file, g_variant_get_data (contents), g_variant_get_size (contents));
  return file;
}

static gboolean
is_sound (const guint8 *data,
          gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  return panelist_keyring_file_is_sound (bytes);
}

static void
test_cut (void)
{
  g_autoptr (GByteArray) file = make_file ();

  g_assert_true (is_sound (file->data, file->len));
  for (guint size = 0; size < file->len; size++)
    g_assert_false (is_sound (file->data, size));
}

/* Every flip is answered; those in the salt can't be told from another salt. */
static void
test_flipped (void)
{
  g_autoptr (GByteArray) file = make_file ();
  guint n_rejected = 0;

  for (guint bit = 0; bit < file->len * 8; bit++)
    {
      file->data[bit / 8] ^= (guint8) (1 << (bit % 8));
      n_rejected += !is_sound (file->data, file->len);
      file->data[bit / 8] ^= (guint8) (1 << (bit % 8));
    }
  g_assert_cmpuint (n_rejected, >=, (18 + 4) * 8);
}

static void
test_moved_aside (void)
{
  g_autofree char *directory = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (directory, "default.keyring", NULL);
  g_autofree char *aside = NULL;
  g_autofree char *kept = NULL;

  g_assert_true (panelist_keyring_file_check (path, &aside));
  g_assert_true (g_file_set_contents (path, "GnomeKeyring cut", -1, NULL));
  g_assert_false (panelist_keyring_file_check (path, &aside));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (aside, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "GnomeKeyring cut");
  g_remove (aside);
  g_rmdir (directory);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secrets/keyring-file/cut", test_cut);
  g_test_add_func ("/secrets/keyring-file/flipped", test_flipped);
  g_test_add_func ("/secrets/keyring-file/moved-aside", test_moved_aside);
  return g_test_run ();
}
