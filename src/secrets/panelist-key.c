/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-secrets"

#include "config.h"

#include "panelist-key.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "panelist-redact.h"
#include "panelist-secrets.h"

#define MAX_KEY_BYTES 512

struct _PanelistKey {
  gatomicrefcount references;
  char *page;      /* a page of its own that core dumps leave out */
  gsize size;
};

G_DEFINE_BOXED_TYPE (PanelistKey, panelist_key, panelist_key_ref, panelist_key_unref)

static gboolean
is_clean (const char *text,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_iscntrl (text[i]))
      return FALSE;
  return g_utf8_validate (text, (gssize) length, NULL);
}

static char *
map_page (gsize size)
{
  char *page = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (page == MAP_FAILED)
    g_error ("No memory for a key");
  madvise (page, size, MADV_DONTDUMP);
  return page;
}

/**
 * panelist_key_new:
 * @text: a pasted key; blanks at both ends are dropped
 *
 * Source: safety.md D6: one line break has made whole keyring files unreadable.
 *
 * Returns: (transfer full) (nullable): the key, or NULL with PANELIST_SECRETS_ERROR_BAD_KEY when it is empty, longer
 *   than 512 bytes or holds a control character
 */
PanelistKey *
panelist_key_new (const char  *text,
                  GError     **error)
{
  PanelistKey *self = NULL;
  gsize length = 0;

  g_return_val_if_fail (text != NULL, NULL);

  while (g_ascii_isspace (*text))
    text++;
  length = strlen (text);
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;

  if (length == 0 || length > MAX_KEY_BYTES || !is_clean (text, length))
    {
      g_set_error_literal (error,
                           PANELIST_SECRETS_ERROR,
                           PANELIST_SECRETS_ERROR_BAD_KEY,
                           "The key is empty, too long or holds a control character");
      return NULL;
    }

  self = g_new0 (PanelistKey, 1);
  g_atomic_ref_count_init (&self->references);
  self->size = (gsize) sysconf (_SC_PAGESIZE);
  self->page = map_page (self->size);
  memcpy (self->page, text, length);
  panelist_redact_remember (self->page);
  return self;
}

PanelistKey *
panelist_key_ref (PanelistKey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
panelist_key_unref (PanelistKey *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  panelist_redact_forget (self->page);
  explicit_bzero (self->page, self->size);
  munmap (self->page, self->size);
  g_free (self);
}

/**
 * panelist_key_get_text:
 * @self: a key
 *
 * Returns: (transfer none): the key's text, as long as @self lives
 */
const char *
panelist_key_get_text (PanelistKey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->page;
}

gboolean
panelist_key_equal (PanelistKey *a,
                    PanelistKey *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return strcmp (a->page, b->page) == 0;
}
