/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-tracking"

#include "config.h"

#include "panelist-accounts-private.h"

#include "panelist-dex.h"
#include "panelist-text.h"

/* What people add to a service: shown at once, stored behind it, and taken back when that fails. */

/* More is no note any more. */
#define NOTE_MAX 4000
#define TAG_MAX 60
#define TAGS_MAX 30

static void
show (PanelistAccounts         *self,
      const PanelistStoredMark *stored)
{
  PanelistServiceMark mark = PANELIST_SERVICE_MARK_INIT;

  mark.favorite = stored->favorite;
  mark.hidden = stored->hidden;
  mark.note = stored->note;
  mark.tags = (const char *const *) stored->tags;
  panelist_service_marks_set_added (self->marks, stored->panel_id, stored->service_id, &mark);
}

void
panelist_accounts_show_marks (PanelistAccounts *self,
                              GPtrArray        *stored)
{
  panelist_service_marks_freeze (self->marks);

  for (guint i = 0; i < stored->len; i++)
    show (self, g_ptr_array_index (stored, i));

  panelist_service_marks_thaw (self->marks);
}

static PanelistStoredMark *
dup_shown (PanelistAccounts *self,
           int64_t           panel_id,
           const char       *service_id)
{
  const PanelistServiceMark *mark = panelist_service_marks_lookup (self->marks, panel_id, service_id);
  PanelistStoredMark *stored = g_new0 (PanelistStoredMark, 1);

  stored->panel_id = panel_id;
  stored->service_id = g_strdup (service_id);

  if (mark == NULL)
    return stored;

  stored->favorite = mark->favorite;
  stored->hidden = mark->hidden;
  stored->note = g_strdup (mark->note);
  stored->tags = g_strdupv ((char **) mark->tags);

  return stored;
}

typedef struct {
  PanelistAccounts   *self;
  PanelistStoredMark *before;
  PanelistStoredMark *after;
  DexFuture          *stored;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  dex_clear (&saving->stored);
  g_clear_pointer (&saving->after, panelist_stored_mark_free);
  g_clear_pointer (&saving->before, panelist_stored_mark_free);
  g_clear_object (&saving->self);
  g_free (saving);
}

static DexFuture *
save_fiber (gpointer data)
{
  Saving *saving = data;
  g_autoptr (PanelistStoredMark) stored = NULL;
  g_autoptr (GError) error = NULL;

  if (dex_await (g_steal_pointer (&saving->stored), &error))
    return dex_future_new_true ();

  /* A later change may have been stored in the meantime, with this one in it: what is stored counts. */
  stored = dex_await_boxed (panelist_store_find_mark (saving->self->store, saving->after->panel_id,
                                                      saving->after->service_id),
                            NULL);
  show (saving->self, stored != NULL ? stored : saving->before);

  return dex_future_new_for_error (g_steal_pointer (&error));
}

/* Takes both. */
static DexFuture *
save (PanelistAccounts   *self,
      PanelistStoredMark *before,
      PanelistStoredMark *after)
{
  Saving *saving = NULL;

  saving = g_new0 (Saving, 1);
  saving->self = g_object_ref (self);
  saving->before = before;
  saving->after = after;
  /* First of all: who hears of it and asks the store gets this in the answer. */
  saving->stored = panelist_store_save_mark (self->store, after);
  show (self, after);

  return panelist_detach (panelist_spawn ("panelist-accounts-save-mark", save_fiber, saving, saving_free));
}

PanelistServiceMarks *
panelist_accounts_get_marks (PanelistAccounts *self)
{
  g_return_val_if_fail (PANELIST_IS_ACCOUNTS (self), NULL);

  return self->marks;
}

PanelistKeywords *
panelist_accounts_get_keywords (PanelistAccounts *self)
{
  g_return_val_if_fail (PANELIST_IS_ACCOUNTS (self), NULL);

  return self->keywords;
}

/**
 * panelist_accounts_set_favorite:
 * @self: accounts
 * @panel_id: the row id of a panel
 * @service_id: of one of its services, also one it no longer has
 *
 * Returns: (transfer full): a future of %TRUE when it is stored, or of a %PANELIST_STORE_ERROR: then it is shown as
 *   it was before
 */
DexFuture *
panelist_accounts_set_favorite (PanelistAccounts *self,
                                int64_t           panel_id,
                                const char       *service_id,
                                gboolean          favorite)
{
  PanelistStoredMark *before = NULL;
  PanelistStoredMark *after = NULL;

  dex_return_error_if_fail (PANELIST_IS_ACCOUNTS (self));
  dex_return_error_if_fail (service_id != NULL);

  before = dup_shown (self, panel_id, service_id);
  after = panelist_stored_mark_copy (before);
  after->favorite = favorite;

  return save (self, before, after);
}

/**
 * panelist_accounts_set_hidden:
 *
 * Returns: (transfer full): as panelist_accounts_set_favorite()
 */
DexFuture *
panelist_accounts_set_hidden (PanelistAccounts *self,
                              int64_t           panel_id,
                              const char       *service_id,
                              gboolean          hidden)
{
  PanelistStoredMark *before = NULL;
  PanelistStoredMark *after = NULL;

  dex_return_error_if_fail (PANELIST_IS_ACCOUNTS (self));
  dex_return_error_if_fail (service_id != NULL);

  before = dup_shown (self, panel_id, service_id);
  after = panelist_stored_mark_copy (before);
  after->hidden = hidden;

  return save (self, before, after);
}

/* Takes `text`. NULL when nothing is left of it. */
static char *
trim (char  *text,
      gssize max_characters)
{
  g_autofree char *whole = text;
  g_autofree char *cut = NULL;

  if (text == NULL)
    return NULL;

  if (g_utf8_strlen (text, -1) > max_characters)
    {
      cut = g_utf8_substring (text, 0, max_characters);
      g_set_str (&whole, cut);
    }

  g_strstrip (whole);

  return *whole != '\0' ? g_steal_pointer (&whole) : NULL;
}

/**
 * panelist_accounts_set_note:
 * @note: (nullable): what the person wrote; blanks around it are dropped, and nothing else is %NULL
 *
 * Returns: (transfer full): as panelist_accounts_set_favorite()
 */
DexFuture *
panelist_accounts_set_note (PanelistAccounts *self,
                            int64_t           panel_id,
                            const char       *service_id,
                            const char       *note)
{
  PanelistStoredMark *before = NULL;
  PanelistStoredMark *after = NULL;

  dex_return_error_if_fail (PANELIST_IS_ACCOUNTS (self));
  dex_return_error_if_fail (service_id != NULL);
  dex_return_error_if_fail (note == NULL || g_utf8_validate (note, -1, NULL));

  before = dup_shown (self, panel_id, service_id);
  after = panelist_stored_mark_copy (before);
  g_clear_pointer (&after->note, g_free);
  after->note = trim (g_strdup (note), NOTE_MAX);

  return save (self, before, after);
}

/* Without blanks around them, without those that are there already. */
static GStrv
clean_tags (const char *const *tags)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; tags != NULL && tags[i] != NULL && g_hash_table_size (seen) < TAGS_MAX; i++)
    {
      g_autofree char *tag = trim (g_strdelimit (g_strdup (tags[i]), "\n\r", ' '), TAG_MAX);

      if (tag != NULL && g_hash_table_add (seen, panelist_text_fold (tag, -1)))
        g_strv_builder_add (builder, tag);
    }

  return g_hash_table_size (seen) > 0 ? g_strv_builder_end (builder) : NULL;
}

/**
 * panelist_accounts_set_tags:
 * @tags: (nullable): all tags the service has from now on; the same word twice is kept once
 *
 * Returns: (transfer full): as panelist_accounts_set_favorite()
 */
DexFuture *
panelist_accounts_set_tags (PanelistAccounts  *self,
                            int64_t            panel_id,
                            const char        *service_id,
                            const char *const *tags)
{
  PanelistStoredMark *before = NULL;
  PanelistStoredMark *after = NULL;

  dex_return_error_if_fail (PANELIST_IS_ACCOUNTS (self));
  dex_return_error_if_fail (service_id != NULL);

  before = dup_shown (self, panel_id, service_id);
  after = panelist_stored_mark_copy (before);
  g_clear_pointer (&after->tags, g_strfreev);
  after->tags = clean_tags (tags);

  return save (self, before, after);
}
