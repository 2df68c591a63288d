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
#define FOLDED_MAX         1024

/* Compatibility forms grow up to eleven times when folded: a catalog made of them ends here. */
#define FOLDED_TOTAL_MAX   (256 * 1024 * 1024)

struct _PanelistCatalogBuilder {
  PanelistCatalog *catalog;
  guint capacity;
  guint n_skipped;

  /* Categories and types as they came, and their folded forms. */
  PanelistArena scratch;
  PanelistTextIndex categories;
  PanelistTextIndex types;
  uint32_t last_category;
};

/* Arena */

static void
arena_reserve (PanelistArena *self,
               gsize          length)
{
  gsize wanted = 0;

  wanted = self->length + length + WORD;

  if (G_LIKELY (wanted <= self->capacity))
    return;

  self->capacity = MAX (wanted, self->capacity * 2);
  self->data = g_realloc (self->data, self->capacity);
}

static PanelistSpan
arena_append (PanelistArena *self,
              const char    *text,
              gsize          length)
{
  PanelistSpan span = { 0, 0 };

  if (length == 0)
    return span;

  arena_reserve (self, length + 1);
  span.offset = (uint32_t) self->length;
  span.length = (uint32_t) length;
  memcpy (self->data + self->length, text, length);
  self->data[self->length + length] = '\0';
  self->length += length + 1;

  return span;
}

static void
arena_init (PanelistArena *self)
{
  self->capacity = 4096;
  self->data = g_malloc (self->capacity);
  self->data[0] = '\0';
  self->length = 1;
}

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
text_index_grow (PanelistTextIndex *self)
{
  PanelistSlot *old = NULL;
  uint32_t n_old = 0;

  old = self->slots;
  n_old = self->n_slots;
  self->n_slots = n_old == 0 ? FIRST_SLOTS : n_old * 2;
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
    text_index_grow (self);

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

/* Text that shows as it is */

#define EACH(byte)    (UINT64_C (0x0101010101010101) * (byte))
#define HIGH          EACH (0x80)
/* High bit of each byte: whether it is at least, or equal to, some ASCII character. For bytes below 0x80. */
#define AT_LEAST(word, byte) ((word) + EACH (0x80 - (byte)))
#define EQUAL(word, byte)    (~(((word) ^ EACH (byte)) + EACH (0x7f)))

/* Whether a word of text holds anything that display would change: non-ASCII, control characters, `&`, `<`,
 * or two blanks in a row. `last_blank` carries over from word to word. */
static inline gboolean
word_is_plain (uint64_t  word,
               uint64_t *last_blank)
{
  uint64_t blanks = 0;
  uint64_t bad = 0;
  gboolean plain = FALSE;

  blanks = EQUAL (word, ' ') & HIGH;
  bad = word | ~AT_LEAST (word, ' ') | EQUAL (word, 0x7f) | EQUAL (word, '&') | EQUAL (word, '<');
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  bad |= blanks & ((blanks << 8) | *last_blank);
  *last_blank = blanks >> 56;
#else
  bad |= blanks & ((blanks >> 8) | *last_blank);
  *last_blank = blanks << 56;
#endif
  plain = (bad & HIGH) == 0;

  return plain;
}

static inline uint64_t
word_to_lower (uint64_t word)
{
  uint64_t upper = 0;

  upper = AT_LEAST (word, 'A') & ~AT_LEAST (word, 'Z' + 1) & HIGH;

  return word | (upper >> 2);
}

/* Most names are plain ASCII: checked, copied and folded in one pass of eight bytes at a time. Writes to the
 * end of both arenas, which have room; FALSE when the text is of another kind. */
static gboolean
append_plain (const char *text,
              gsize       length,
              char       *display,
              char       *folded)
{
  uint64_t last_blank = 0;
  uint64_t word = 0;

  if (length == 0 || text[0] == ' ' || text[length - 1] == ' ')
    return FALSE;

  for (gsize i = 0; i < length; i += WORD)
    {
      if (length - i >= WORD)
        {
          memcpy (&word, text + i, WORD);
        }
      else
        {
          word = EACH ('x');
          memcpy (&word, text + i, length - i);
        }

      if (!word_is_plain (word, &last_blank))
        return FALSE;

      memcpy (display + i, &word, WORD);
      word = word_to_lower (word);
      memcpy (folded + i, &word, WORD);
    }

  display[length] = '\0';

  return TRUE;
}

/* A cut that does not split a character. */
static gsize
cap_length (const char *text,
            gsize       length,
            gsize       max)
{
  if (length <= max)
    return length;

  while (max > 0 && ((uint8_t) text[max] & 0xc0) == 0x80)
    max--;

  return max;
}

static PanelistSpan
append_cleaned (PanelistArena *arena,
                const char    *text,
                gsize          length,
                gsize          max_characters,
                gboolean       clean)
{
  g_autofree char *display = NULL;

  if (text == NULL || length == 0)
    return (PanelistSpan) { 0, 0 };

  if (clean)
    return arena_append (arena, text, length);

  length = cap_length (text, length, PANELIST_TEXT_SEARCH_MAX);
  display = panelist_text_display (text, (gssize) length, max_characters);

  return arena_append (arena, display, strlen (display));
}

/* Appends folded text without end mark. */
static gsize
append_folded (PanelistArena *arena,
               const char    *text,
               gsize          length)
{
  g_autofree char *folded = NULL;
  gsize folded_length = 0;

  folded = panelist_text_fold (text, (gssize) length);
  folded_length = cap_length (folded, strlen (folded), FOLDED_MAX);
  arena_reserve (arena, folded_length);
  memcpy (arena->data + arena->length, folded, folded_length);
  arena->length += folded_length;

  return folded_length;
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

  length = length > 0 ? cap_length (text, length, PANELIST_TEXT_SEARCH_MAX) : 0;

  if (panelist_text_index_find (index, &self->scratch, (const PanelistSpan *) (gpointer) texts->data,
                                sizeof (PanelistSharedText), length > 0 ? text : "", length, &hash,
                                &position))
    return position;

  shared.raw = arena_append (&self->scratch, text, length);
  shared.display = append_cleaned (&self->catalog->text, text, length, PANELIST_TEXT_DISPLAY_MAX, clean);
  shared.folded.offset = (uint32_t) self->scratch.length;
  shared.folded.length = (uint32_t) append_folded (&self->scratch,
                                                   self->catalog->text.data + shared.display.offset,
                                                   shared.display.length);

  position = texts->len;
  g_array_append_val (texts, shared);
  panelist_text_index_insert (index, hash, position);

  return position;
}

static uint32_t
add_category (PanelistCatalogBuilder   *self,
              const PanelistCatalogRow *row,
              gboolean                  clean)
{
  /* Panels list their services category by category. */
  if (self->catalog->categories->len > 0)
    {
      const PanelistSharedText *last = NULL;

      last = &g_array_index (self->catalog->categories, PanelistSharedText, self->last_category);

      if (row->category != NULL && row->category_length > 0 &&
          last->raw.length == row->category_length &&
          memcmp (self->scratch.data + last->raw.offset, row->category, row->category_length) == 0)
        return self->last_category;
    }

  self->last_category = add_shared (self, self->catalog->categories, &self->categories,
                                    row->category, row->category_length, clean);

  return self->last_category;
}

static uint32_t
add_type (PanelistCatalogBuilder   *self,
          const PanelistCatalogRow *row,
          gboolean                  clean)
{
  PanelistSharedText *shared = NULL;
  guint before = 0;
  uint32_t position = 0;

  before = self->catalog->types->len;
  position = add_shared (self, self->catalog->types, &self->types,
                         row->type_text, row->type_text_length, clean);

  if (position == before)
    {
      shared = &g_array_index (self->catalog->types, PanelistSharedText, position);
      shared->type = panelist_service_type_from_text (self->catalog->text.data + shared->display.offset,
                                                      &shared->drip_feed_opened);
    }

  return position;
}

/* Rows */

static void
reserve_row (PanelistCatalogBuilder *self)
{
  PanelistCatalog *catalog = self->catalog;
  guint n = 0;

  if (catalog->n_rows < self->capacity)
    return;

  self->capacity = MAX (FIRST_ROWS, self->capacity * 2);
  n = self->capacity;
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

/* Writes the name to both arenas; the folded one has no end mark yet. */
static void
add_name (PanelistCatalog *catalog,
          guint            row,
          const char      *name,
          gsize            length,
          gboolean         clean)
{
  PanelistSpan *span = &catalog->names[row];

  if (length <= PANELIST_TEXT_DISPLAY_MAX)
    {
      arena_reserve (&catalog->text, length + 1);
      arena_reserve (&catalog->folded, length);

      if (append_plain (name, length, catalog->text.data + catalog->text.length,
                        catalog->folded.data + catalog->folded.length))
        {
          *span = (PanelistSpan) { (uint32_t) catalog->text.length, (uint32_t) length };
          catalog->text.length += length + 1;
          catalog->folded.length += length;
          catalog->folded_names[row] = (uint16_t) length;
          return;
        }
    }

  *span = append_cleaned (&catalog->text, name, length, PANELIST_TEXT_DISPLAY_MAX, clean);
  catalog->folded_names[row] = (uint16_t) append_folded (&catalog->folded,
                                                         catalog->text.data + span->offset,
                                                         span->length);
}

static void
append_shared_folded (PanelistCatalogBuilder   *self,
                      const PanelistSharedText *shared,
                      char                      end)
{
  PanelistArena *folded = &self->catalog->folded;

  arena_reserve (folded, shared->folded.length + 1);
  memcpy (folded->data + folded->length, self->scratch.data + shared->folded.offset,
          shared->folded.length);
  folded->length += shared->folded.length;
  folded->data[folded->length++] = end;
}

/* The rest of the searchable text of a row, after its name. */
static void
append_folded_fields (PanelistCatalogBuilder   *self,
                      guint                     index,
                      const PanelistCatalogRow *row)
{
  PanelistCatalog *catalog = self->catalog;
  PanelistArena *folded = &catalog->folded;

  arena_reserve (folded, row->id_length + 2);
  folded->data[folded->length++] = PANELIST_CATALOG_FIELD_END;

  for (gsize i = 0; i < row->id_length; i++)
    folded->data[folded->length++] = g_ascii_tolower (row->id[i]);

  folded->data[folded->length++] = PANELIST_CATALOG_FIELD_END;
  append_shared_folded (self,
                        &g_array_index (catalog->categories, PanelistSharedText, catalog->category_of[index]),
                        PANELIST_CATALOG_FIELD_END);
  append_shared_folded (self,
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
    return arena_append (arena, text, length).offset;

  length = cap_length (text, length, max_characters * 4);
  display = lines ? panelist_text_display_lines (text, (gssize) length, max_characters)
                  : panelist_text_display (text, (gssize) length, max_characters);

  return arena_append (arena, display, strlen (display)).offset;
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
add_row (PanelistCatalogBuilder   *self,
         const PanelistCatalogRow *row,
         gboolean                  clean)
{
  PanelistCatalog *catalog = self->catalog;
  uint32_t hash = 0;
  uint32_t twin = 0;
  guint index = 0;

  if (!is_usable_id (row->id, row->id_length) || catalog->n_rows >= PANELIST_CATALOG_MAX_ROWS ||
      catalog->folded.length > FOLDED_TOTAL_MAX ||
      panelist_text_index_find (&catalog->index, &catalog->text, catalog->ids, sizeof (PanelistSpan),
                                row->id, row->id_length, &hash, &twin))
    {
      self->n_skipped++;
      return FALSE;
    }

  reserve_row (self);
  index = catalog->n_rows;
  catalog->folded_starts[index] = (uint32_t) catalog->folded.length;
  catalog->ids[index] = arena_append (&catalog->text, row->id, row->id_length);
  add_name (catalog, index, row->name, row->name != NULL ? row->name_length : 0, clean);
  catalog->category_of[index] = add_category (self, row, clean);
  catalog->type_of[index] = add_type (self, row, clean);
  append_folded_fields (self, index, row);
  catalog->rates[index] = arena_append (&catalog->text, row->rate,
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
  arena_init (&self->catalog->text);
  arena_init (&self->catalog->folded);
  arena_init (&self->scratch);
  self->catalog->folded.length = 0;
  self->catalog->index.seed = self->categories.seed = self->types.seed = g_random_int ();

  return self;
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

  self->n_skipped++;
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

static void
arena_shrink (PanelistArena *self)
{
  self->capacity = self->length + WORD;
  self->data = g_realloc (self->data, self->capacity);
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
  catalog->n_skipped = self->n_skipped;
  arena_shrink (&catalog->text);
  arena_shrink (&catalog->folded);

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
  g_clear_pointer (&self->scratch.data, g_free);
  g_clear_pointer (&self->categories.slots, g_free);
  g_clear_pointer (&self->types.slots, g_free);
  g_free (self);
}
