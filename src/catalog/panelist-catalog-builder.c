/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-catalog"

#include "config.h"

#include <string.h>

#include "panelist-catalog-private.h"
#include "panelist-text.h"

#define WORD               8
#define FIRST_ROWS         256
#define FIRST_SLOTS        512
#define DESCRIPTION_MAX    4096
#define AVERAGE_TIME_MAX   128
#define RATE_MAX           64

/* Compatibility forms grow up to eleven times when folded: a catalog made of them ends here. */
#define FOLDED_TOTAL_MAX   (256 * 1024 * 1024)

struct _PanelistCatalogBuilder {
  PanelistCatalog *catalog;
  guint capacity;
  guint n_skipped[PANELIST_CATALOG_N_SKIPS];

  /* Categories and types as they came, and their folded forms. */
  PanelistArena scratch;
  PanelistTextIndex categories;
  PanelistTextIndex types;
  uint32_t last_category;
  uint32_t last_type;
  PanelistCharacterCache *characters;
};

/* Text index */

/* The seed is random: ids come from a stranger who must not be able to make them all meet in one place. */
static inline uint32_t
hash_text (const char *text,
           gsize       length,
           uint32_t    seed)
{
  const uint64_t factor = UINT64_C (0x9e3779b97f4a7c15);
  uint64_t hash = 0;

  hash = (seed ^ length) * factor;

  for (; length >= WORD; text += WORD, length -= WORD)
    {
      uint64_t word = 0;

      memcpy (&word, text, WORD);
      hash = (hash ^ word) * factor;
      hash ^= hash >> 29;
    }

  for (; length > 0; text++, length--)
    hash = (hash ^ (uint8_t) *text) * factor;

  hash ^= hash >> 32;

  return (uint32_t) hash;
}

static void
text_index_resize (PanelistTextIndex *self,
                   uint32_t           n_slots)
{
  PanelistSlot *old = NULL;
  uint32_t n_old = 0;

  old = self->slots;
  n_old = self->n_slots;
  self->n_slots = n_slots;
  self->slots = g_new0 (PanelistSlot, self->n_slots);
  self->n_used = 0;

  for (uint32_t i = 0; i < n_old; i++)
    {
      if (old[i].index != 0)
        panelist_text_index_insert (self, old[i].hash, old[i].index - 1);
    }

  g_free (old);
}

/* Puts `index` under `hash`; the caller has looked that the text is not there yet. */
void
panelist_text_index_insert (PanelistTextIndex *self,
                            uint32_t           hash,
                            uint32_t           index)
{
  uint32_t position = 0;

  if (self->n_used * 2 >= self->n_slots)
    text_index_resize (self, MAX (FIRST_SLOTS, self->n_slots * 2));

  for (position = hash & (self->n_slots - 1); self->slots[position].index != 0;)
    position = (position + 1) & (self->n_slots - 1);

  self->slots[position].hash = hash;
  self->slots[position].index = index + 1;
  self->n_used++;
}

/* Looks `text` up among the texts that `spans`, one every `stride` bytes, mark in `arena`. */
gboolean
panelist_text_index_find (const PanelistTextIndex *self,
                          const PanelistArena     *arena,
                          const PanelistSpan      *spans,
                          gsize                    stride,
                          const char              *text,
                          gsize                    length,
                          uint32_t                *hash,
                          uint32_t                *index)
{
  *hash = hash_text (text, length, self->seed);

  if (self->n_slots == 0)
    return FALSE;

  for (uint32_t i = *hash & (self->n_slots - 1);; i = (i + 1) & (self->n_slots - 1))
    {
      const PanelistSlot *slot = &self->slots[i];
      const PanelistSpan *span = NULL;

      if (slot->index == 0)
        return FALSE;

      if (slot->hash != *hash)
        continue;

      span = (const PanelistSpan *) ((const char *) spans + stride * (slot->index - 1));

      if (span->length == length && memcmp (arena->data + span->offset, text, length) == 0)
        {
          *index = slot->index - 1;
          return TRUE;
        }
    }
}

/* Shared texts */

static uint32_t
add_shared (PanelistCatalogBuilder *self,
            GArray                 *texts,
            PanelistTextIndex      *index,
            const char             *text,
            gsize                   length,
            gboolean                clean)
{
  PanelistSharedText shared = { 0 };
  uint32_t position = 0;
  uint32_t hash = 0;

  if (text == NULL)
    length = 0;

  length = length > 0 ? panelist_catalog_cap_text (text, length, PANELIST_TEXT_SEARCH_MAX) : 0;

  if (panelist_text_index_find (index, &self->scratch, (const PanelistSpan *) (gpointer) texts->data,
                                sizeof (PanelistSharedText), length > 0 ? text : "", length, &hash,
                                &position))
    return position;

  shared.raw = panelist_arena_append (&self->scratch, text, length);
  shared.folded.offset = (uint32_t) self->scratch.length;
  shared.folded.length = (uint32_t) panelist_catalog_append_name (&self->characters, text, length, clean,
                                                                  &self->catalog->text, &self->scratch,
                                                                  &shared.display);

  position = texts->len;
  g_array_append_val (texts, shared);
  panelist_text_index_insert (index, hash, position);

  return position;
}

/* Panels list their services category by category, and most have the type of the one before. */
static inline gboolean
is_last (PanelistCatalogBuilder *self,
         const GArray           *texts,
         uint32_t                last,
         const char             *text,
         gsize                   length)
{
  const PanelistSharedText *shared = NULL;

  if (texts->len == 0 || text == NULL || length == 0)
    return FALSE;

  shared = &g_array_index (texts, PanelistSharedText, last);

  return shared->raw.length == length && memcmp (self->scratch.data + shared->raw.offset, text, length) == 0;
}

static uint32_t
add_category (PanelistCatalogBuilder   *self,
              const PanelistCatalogRow *row,
              gboolean                  clean)
{
  if (!is_last (self, self->catalog->categories, self->last_category, row->category, row->category_length))
    self->last_category = add_shared (self, self->catalog->categories, &self->categories,
                                      row->category, row->category_length, clean);

  return self->last_category;
}

static uint32_t
add_type (PanelistCatalogBuilder   *self,
          const PanelistCatalogRow *row,
          gboolean                  clean)
{
  GArray *types = self->catalog->types;
  const guint before = types->len;

  if (is_last (self, types, self->last_type, row->type_text, row->type_text_length))
    return self->last_type;

  self->last_type = add_shared (self, types, &self->types, row->type_text, row->type_text_length, clean);

  if (types->len > before)
    {
      PanelistSharedText *shared = &g_array_index (types, PanelistSharedText, self->last_type);

      shared->type = panelist_service_type_from_text (self->catalog->text.data + shared->display.offset,
                                                      &shared->drip_feed_opened);
    }

  return self->last_type;
}

/* Rows */

static void
resize_rows (PanelistCatalogBuilder *self,
             guint                   n)
{
  PanelistCatalog *catalog = self->catalog;

  self->capacity = n;
  catalog->ids = g_renew (PanelistSpan, catalog->ids, n);
  catalog->names = g_renew (PanelistSpan, catalog->names, n);
  catalog->rates = g_renew (PanelistSpan, catalog->rates, n);
  catalog->descriptions = g_renew (uint32_t, catalog->descriptions, n);
  catalog->average_times = g_renew (uint32_t, catalog->average_times, n);
  catalog->category_of = g_renew (uint32_t, catalog->category_of, n);
  catalog->type_of = g_renew (uint32_t, catalog->type_of, n);
  catalog->mins = g_renew (int64_t, catalog->mins, n);
  catalog->maxs = g_renew (int64_t, catalog->maxs, n);
  catalog->flags = g_renew (uint8_t, catalog->flags, n);
  catalog->folded_starts = g_renew (uint32_t, catalog->folded_starts, n + 1);
  catalog->folded_names = g_renew (uint16_t, catalog->folded_names, n);
}

static inline void
reserve_row (PanelistCatalogBuilder *self)
{
  if (G_UNLIKELY (self->catalog->n_rows >= self->capacity))
    resize_rows (self, MAX (FIRST_ROWS, self->capacity * 2));
}

/* In whole blocks: both arenas have room for one after their end. */
static inline void
append_shared_folded (PanelistArena            *folded,
                      const PanelistArena      *scratch,
                      const PanelistSharedText *shared,
                      char                      end)
{
  char *target = NULL;

  panelist_arena_reserve (folded, shared->folded.length + 1);
  target = folded->data + folded->length;

  for (gsize i = 0; i < shared->folded.length; i += PANELIST_ARENA_SLACK)
    memcpy (target + i, scratch->data + shared->folded.offset + i, PANELIST_ARENA_SLACK);

  target[shared->folded.length] = end;
  folded->length += shared->folded.length + 1;
}

/* The rest of the searchable text of a row, after its name. */
static void
append_folded_fields (PanelistCatalogBuilder   *self,
                      guint                     index,
                      const PanelistCatalogRow *row)
{
  PanelistCatalog *catalog = self->catalog;
  PanelistArena *folded = &catalog->folded;
  char *target = NULL;

  panelist_arena_reserve (folded, row->id_length + 2);
  target = folded->data + folded->length;
  *target++ = PANELIST_CATALOG_FIELD_END;

  for (gsize i = 0; i < row->id_length; i++)
    *target++ = row->id[i] >= 'A' && row->id[i] <= 'Z' ? (char) (row->id[i] + ('a' - 'A')) : row->id[i];

  *target = PANELIST_CATALOG_FIELD_END;
  folded->length += row->id_length + 2;
  append_shared_folded (folded, &self->scratch,
                        &g_array_index (catalog->categories, PanelistSharedText, catalog->category_of[index]),
                        PANELIST_CATALOG_FIELD_END);
  append_shared_folded (folded, &self->scratch,
                        &g_array_index (catalog->types, PanelistSharedText, catalog->type_of[index]),
                        PANELIST_CATALOG_ROW_END);
}

static uint32_t
add_optional_text (PanelistArena *arena,
                   const char    *text,
                   gsize          length,
                   gsize          max_characters,
                   gboolean       lines,
                   gboolean       clean)
{
  g_autofree char *display = NULL;

  if (text == NULL || length == 0)
    return 0;

  if (clean)
    return panelist_arena_append (arena, text, length).offset;

  length = panelist_catalog_cap_text (text, length, max_characters * 4);
  display = lines ? panelist_text_display_lines (text, (gssize) length, max_characters)
                  : panelist_text_display (text, (gssize) length, max_characters);

  return panelist_arena_append (arena, display, strlen (display)).offset;
}

/* An opaque word (protocol.md 4.3); a comma would split it in a list of ids. */
static gboolean
is_usable_id (const char *id,
              gsize       length)
{
  if (id == NULL || length == 0 || length > PANELIST_TEXT_ID_MAX)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if ((uint8_t) id[i] <= ' ' || id[i] == ',' || id[i] == 0x7f)
        return FALSE;
    }

  return TRUE;
}

static gboolean
skip (PanelistCatalogBuilder *self,
      PanelistCatalogSkip     reason)
{
  self->n_skipped[reason]++;

  return FALSE;
}

static gboolean
add_row (PanelistCatalogBuilder   *self,
         const PanelistCatalogRow *row,
         gboolean                  clean)
{
  PanelistCatalog *catalog = self->catalog;
  uint32_t hash = 0;
  uint32_t twin = 0;
  guint index = 0;

  if (!is_usable_id (row->id, row->id_length))
    return skip (self, PANELIST_CATALOG_SKIP_ID);

  if (catalog->n_rows >= PANELIST_CATALOG_MAX_ROWS || catalog->folded.length > FOLDED_TOTAL_MAX)
    return skip (self, PANELIST_CATALOG_SKIP_FULL);

  if (panelist_text_index_find (&catalog->index, &catalog->text, catalog->ids, sizeof (PanelistSpan),
                                row->id, row->id_length, &hash, &twin))
    return skip (self, PANELIST_CATALOG_SKIP_DUPLICATE);

  reserve_row (self);
  index = catalog->n_rows;
  catalog->folded_starts[index] = (uint32_t) catalog->folded.length;
  catalog->ids[index] = panelist_arena_append (&catalog->text, row->id, row->id_length);
  catalog->folded_names[index] =
      (uint16_t) panelist_catalog_append_name (&self->characters, row->name, row->name != NULL ? row->name_length : 0,
                                               clean, &catalog->text, &catalog->folded, &catalog->names[index]);
  catalog->category_of[index] = add_category (self, row, clean);
  catalog->type_of[index] = add_type (self, row, clean);
  append_folded_fields (self, index, row);
  catalog->rates[index] = panelist_arena_append (&catalog->text, row->rate,
                                        row->rate != NULL ? MIN (row->rate_length, RATE_MAX) : 0);
  catalog->descriptions[index] = add_optional_text (&catalog->text, row->description,
                                                    row->description_length, DESCRIPTION_MAX, TRUE, clean);
  catalog->average_times[index] = add_optional_text (&catalog->text, row->average_time,
                                                     row->average_time_length, AVERAGE_TIME_MAX, FALSE,
                                                     clean);
  catalog->mins[index] = MAX (row->min, -1);
  catalog->maxs[index] = MAX (row->max, -1);
  catalog->flags[index] = (uint8_t) (row->refill | row->cancel << 2 | row->drip_feed << 4);
  panelist_text_index_insert (&catalog->index, hash, index);
  catalog->n_rows++;

  return TRUE;
}

/**
 * panelist_catalog_builder_new:
 * @panel_id: the panel whose services these are
 *
 * Returns: (transfer full): an empty builder, for one thread
 */
PanelistCatalogBuilder *
panelist_catalog_builder_new (int64_t panel_id)
{
  PanelistCatalogBuilder *self = NULL;

  self = g_new0 (PanelistCatalogBuilder, 1);
  self->catalog = panelist_catalog_alloc (panel_id);
  panelist_arena_init (&self->catalog->text);
  panelist_arena_init (&self->catalog->folded);
  panelist_arena_init (&self->scratch);
  self->catalog->folded.length = 0;
  self->catalog->index.seed = self->categories.seed = self->types.seed = g_random_int ();

  return self;
}

/**
 * panelist_catalog_builder_reserve:
 * @n_rows: how many rows are expected
 *
 * Makes room at once for what else would be made room for again and again.
 */
void
panelist_catalog_builder_reserve (PanelistCatalogBuilder *self,
                                  guint                   n_rows)
{
  uint32_t n_slots = FIRST_SLOTS;

  g_return_if_fail (self != NULL);
  g_return_if_fail (self->catalog != NULL);

  n_rows = MIN (n_rows, PANELIST_CATALOG_MAX_ROWS) + 1;

  while (n_slots < n_rows * 2)
    n_slots *= 2;

  if (n_rows > self->capacity)
    resize_rows (self, n_rows);

  if (n_slots > self->catalog->index.n_slots)
    text_index_resize (&self->catalog->index, n_slots);
}

/**
 * panelist_catalog_builder_add:
 * @row: one service as the panel sent it, in valid UTF-8. `type` and `drip_feed_opened` are not read
 *
 * Cleans and folds the texts of @row and appends it. A row without an id that can be used (one word of at most
 * %PANELIST_TEXT_ID_MAX bytes, no comma), with the id of an earlier row, or beyond %PANELIST_CATALOG_MAX_ROWS
 * is counted as skipped.
 *
 * Returns: whether the row was kept
 */
gboolean
panelist_catalog_builder_add (PanelistCatalogBuilder   *self,
                              const PanelistCatalogRow *row)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (self->catalog != NULL, FALSE);
  g_return_val_if_fail (row != NULL, FALSE);

  return add_row (self, row, FALSE);
}

/**
 * panelist_catalog_builder_restore:
 * @row: one service as panelist_catalog_get_row() gave it
 *
 * Like panelist_catalog_builder_add(), but takes the texts as clean already.
 *
 * Returns: whether the row was kept
 */
gboolean
panelist_catalog_builder_restore (PanelistCatalogBuilder   *self,
                                  const PanelistCatalogRow *row)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (self->catalog != NULL, FALSE);
  g_return_val_if_fail (row != NULL, FALSE);

  return add_row (self, row, TRUE);
}

/**
 * panelist_catalog_builder_skip:
 *
 * Counts a row that could not be read.
 */
void
panelist_catalog_builder_skip (PanelistCatalogBuilder *self)
{
  g_return_if_fail (self != NULL);

  skip (self, PANELIST_CATALOG_SKIP_UNREADABLE);
}

/**
 * panelist_catalog_builder_get_size:
 *
 * Returns: how many rows were kept so far
 */
guint
panelist_catalog_builder_get_size (PanelistCatalogBuilder *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->catalog != NULL ? self->catalog->n_rows : 0;
}

/**
 * panelist_catalog_builder_end:
 *
 * Closes the builder: nothing can be added any more, only panelist_catalog_builder_free() is left to call.
 *
 * Returns: (transfer full): the catalog
 */
PanelistCatalog *
panelist_catalog_builder_end (PanelistCatalogBuilder *self)
{
  PanelistCatalog *catalog = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (self->catalog != NULL, NULL);

  /* The row after the last one starts where the text ends. */
  reserve_row (self);
  catalog = g_steal_pointer (&self->catalog);
  catalog->folded_starts[catalog->n_rows] = (uint32_t) catalog->folded.length;
  memcpy (catalog->n_skipped, self->n_skipped, sizeof catalog->n_skipped);
  panelist_arena_shrink (&catalog->text);
  panelist_arena_shrink (&catalog->folded);

  return catalog;
}

/**
 * panelist_catalog_builder_free:
 */
void
panelist_catalog_builder_free (PanelistCatalogBuilder *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->catalog, panelist_catalog_unref);
  g_clear_pointer (&self->characters, panelist_character_cache_free);
  panelist_arena_clear (&self->scratch);
  g_clear_pointer (&self->categories.slots, g_free);
  g_clear_pointer (&self->types.slots, g_free);
  g_free (self);
}
