/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-catalog"

#include "config.h"

#include "panelist-catalog-text.h"

#include <string.h>

#include "panelist-text.h"

#define BLOCK           PANELIST_ARENA_SLACK
#define CACHE_BITS      12
#define FOLDED_MAX      1024
#define MAX_FOLD        8
#define MAX_MARKS       4

/* Arena */

void
panelist_arena_init (PanelistArena *self)
{
  self->capacity = 4096;
  self->data = g_malloc (self->capacity);
  self->data[0] = '\0';
  self->length = 1;
}

void
panelist_arena_grow (PanelistArena *self,
                     gsize          length)
{
  self->capacity = MAX (self->length + length + PANELIST_ARENA_SLACK, self->capacity * 2);
  self->data = g_realloc (self->data, self->capacity);
}

/* Copies text and puts a NUL behind it. */
PanelistSpan
panelist_arena_append (PanelistArena *self,
                       const char    *text,
                       gsize          length)
{
  PanelistSpan span = { 0, 0 };

  if (length == 0)
    return span;

  panelist_arena_reserve (self, length + 1);
  span.offset = (uint32_t) self->length;
  span.length = (uint32_t) length;
  memcpy (self->data + self->length, text, length);
  self->data[self->length + length] = '\0';
  self->length += length + 1;

  return span;
}

void
panelist_arena_shrink (PanelistArena *self)
{
  self->capacity = self->length + PANELIST_ARENA_SLACK;
  self->data = g_realloc (self->data, self->capacity);
}

void
panelist_arena_clear (PanelistArena *self)
{
  g_clear_pointer (&self->data, g_free);
}

/* A cut that does not split a character. */
gsize
panelist_catalog_cap_text (const char *text,
                           gsize       length,
                           gsize       max)
{
  if (length <= max)
    return length;

  while (max > 0 && ((uint8_t) text[max] & 0xc0) == 0x80)
    max--;

  return max;
}

/* Appends folded text without end mark; returns its length. */
gsize
panelist_catalog_append_folded (PanelistArena *folded,
                                const char    *text,
                                gsize          length)
{
  g_autofree char *result = NULL;

  result = panelist_text_fold (text, (gssize) length);
  length = panelist_catalog_cap_text (result, strlen (result), FOLDED_MAX);
  panelist_arena_reserve (folded, length);
  memcpy (folded->data + folded->length, result, length);
  folded->length += length;

  return length;
}

/* Plain ASCII, sixteen bytes at a time */

typedef int8_t Block __attribute__ ((vector_size (BLOCK)));

#define EACH(c) ((Block) { c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c })

static inline gboolean
is_any (Block mask)
{
  uint64_t halves[2] = { 0 };

  memcpy (halves, &mask, sizeof mask);

  return (halves[0] | halves[1]) != 0;
}

/* What display would change in a block: non-ASCII and control characters (as signed bytes both are below the
 * blank), `&`, `<`, and blanks after blanks. */
static inline Block
find_special (Block block,
              Block previous)
{
  const Block before = __builtin_shufflevector (previous, block, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
                                                27, 28, 29, 30);
  const Block blanks = block == EACH (' ');

  return (block < EACH (' ')) | (block == EACH (0x7f)) | (block == EACH ('&')) | (block == EACH ('<')) |
         (blanks & (before == EACH (' ')));
}

/* How many bytes of a block stand before the first one that is marked. */
static inline gsize
count_unmarked (Block mask)
{
  uint64_t halves[2] = { 0 };
  gsize n = 0;

  memcpy (halves, &mask, sizeof mask);

  if (halves[0] == 0)
    n = BLOCK / 2;

  if (halves[n > 0] == 0)
    return BLOCK;

#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  return n + (gsize) __builtin_ctzll (halves[n > 0]) / 8;
#else
  return n + (gsize) __builtin_clzll (halves[n > 0]) / 8;
#endif
}

static inline Block
to_lower_block (Block block)
{
  return block + (((block >= EACH ('A')) & (block <= EACH ('Z'))) & EACH ('a' - 'A'));
}

/* Writes to the end of both arenas, which have room; FALSE when the text is of another kind. */
static gboolean
append_plain (const char *text,
              gsize       length,
              char       *display,
              char       *folded)
{
  Block previous = EACH (' ');
  Block block = EACH ('x');

  /* The block before the first one is all blanks: text that begins with one is not plain. */
  for (gsize i = 0; i < length; i += BLOCK)
    {
      if (length - i >= BLOCK)
        {
          memcpy (&block, text + i, BLOCK);
        }
      else
        {
          block = EACH ('x');
          memcpy (&block, text + i, length - i);
        }

      if (is_any (find_special (block, previous)))
        return FALSE;

      previous = block;
      memcpy (display + i, &block, BLOCK);
      block = to_lower_block (block);
      memcpy (folded + i, &block, BLOCK);
    }

  return text[length - 1] != ' ';
}

/* Other text: runs of plain ASCII, and between them characters one by one. What becomes of one is asked from the
 * functions for all text, once. */

typedef enum {
  KIND_NOT_ASKED,
  KIND_KEPT,
  KIND_MARK,      /* kept, but only so many in a row */
  KIND_DROPPED,
  KIND_HARD,      /* depends on what is around it */
} Kind;

typedef struct {
  char fold[MAX_FOLD];
  uint32_t bytes;      /* its two to four bytes, as they lie in memory */
  uint8_t kind;
  uint8_t length;
  uint8_t fold_length;
} Character;

struct _PanelistCharacterCache {
  Character characters[1 << CACHE_BITS];
};

/**
 * panelist_character_cache_free:
 */
void
panelist_character_cache_free (PanelistCharacterCache *self)
{
  g_free (self);
}

static Kind
get_kind (const char *probe,
          gunichar    character)
{
  g_autofree char *display = NULL;

  display = panelist_text_display (probe, -1, PANELIST_TEXT_DISPLAY_MAX);

  if (strcmp (display, "aa") == 0)
    return KIND_DROPPED;

  if (strcmp (display, probe) != 0)
    return KIND_HARD;

  return g_unichar_ismark (character) ? KIND_MARK : KIND_KEPT;
}

/* The character between two letters, to see what is made of it. */
static void
ask_character (Character *self,
               gunichar   character,
               uint32_t   bytes)
{
  g_autofree char *folded = NULL;
  char probe[16] = { 'a' };
  gsize length = 0;

  length = (gsize) g_unichar_to_utf8 (character, probe + 1);
  probe[1 + length] = 'a';
  self->bytes = bytes;
  self->length = (uint8_t) length;
  self->kind = (uint8_t) get_kind (probe, character);
  self->fold_length = 0;

  if (self->kind != KIND_KEPT && self->kind != KIND_MARK)
    return;

  folded = panelist_text_fold (probe, -1);
  length = strlen (folded) - 2;

  if (length > MAX_FOLD || memchr (folded, ' ', length + 2) != NULL)
    {
      self->kind = KIND_HARD;
      return;
    }

  memcpy (self->fold, folded + 1, length);
  self->fold_length = (uint8_t) length;
}

/* Two to four bytes, as the first of them says; 0 when there are not so many. */
static inline gsize
read_bytes (const char *text,
            gsize       length,
            uint32_t   *bytes)
{
  const uint8_t first = (uint8_t) text[0];
  const gsize n = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  uint32_t read = 0;

  if (n > length)
    return 0;

  if (length >= sizeof read)
    memcpy (&read, text, sizeof read);
  else
    memcpy (&read, text, n);

#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  *bytes = read & (UINT32_MAX >> (32 - 8 * n));
#else
  *bytes = read & (UINT32_MAX << (32 - 8 * n));
#endif

  return n;
}

/* NULL when the text does not begin with a character. */
static inline const Character *
lookup_character (PanelistCharacterCache **cache,
                  const char              *text,
                  gsize                    length)
{
  Character *self = NULL;
  gunichar character = 0;
  uint32_t bytes = 0;

  if (read_bytes (text, length, &bytes) == 0)
    return NULL;

  if (G_UNLIKELY (*cache == NULL))
    *cache = g_new0 (PanelistCharacterCache, 1);

  self = &(*cache)->characters[bytes * UINT32_C (0x9e3779b1) >> (32 - CACHE_BITS)];

  if (G_LIKELY (self->bytes == bytes))
    return self;

  character = g_utf8_get_char_validated (text, (gssize) MIN (length, 4));

  if (character == (gunichar) -1 || character == (gunichar) -2)
    return NULL;

  ask_character (self, character, bytes);

  return self;
}

typedef struct {
  char *display;
  char *folded;
  gsize n_display;
  gsize n_folded;
  guint n_marks;
} Output;

/* The entities that names are full of; those that could make a tag are left to the functions for all text. An
 * ampersand before a blank begins none. */
static inline gsize
read_entity (const char *text,
             gsize       length,
             char       *character)
{
  static const struct {
    const char *text;
    uint8_t length;
    uint8_t taken;
    char character;
  } entities[] = {
    { "&amp;", 5, 5, '&' },   { "& ", 2, 1, '&' },      { "&#039;", 6, 6, '\'' },
    { "&quot;", 6, 6, '"' },  { "&#39;", 5, 5, '\'' },  { "&gt;", 4, 4, '>' },
  };

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      if (length >= entities[i].length && memcmp (text, entities[i].text, entities[i].length) == 0)
        {
          *character = entities[i].character;
          return entities[i].taken;
        }
    }

  return 0;
}

static inline gboolean
put_blank (Output *self)
{
  if (self->n_display == 0 || self->display[self->n_display - 1] == ' ')
    return FALSE;

  if (self->n_folded > 0 && self->folded[self->n_folded - 1] != ' ')
    self->folded[self->n_folded++] = ' ';

  self->display[self->n_display++] = ' ';

  return TRUE;
}

/* A run of plain ASCII that does not begin with a blank; returns its length. Whole blocks are written, what is
 * too much is written over. */
static inline gsize
put_run (Output     *self,
         const char *text,
         gsize       length)
{
  Block block = EACH (0);
  gsize n = 0;

  if (G_LIKELY (length >= BLOCK))
    memcpy (&block, text, BLOCK);
  else
    memcpy (&block, text, length);

  n = count_unmarked (find_special (block, EACH (0)));
  memcpy (self->display + self->n_display, &block, BLOCK);
  block = to_lower_block (block);
  memcpy (self->folded + self->n_folded, &block, BLOCK);
  self->n_display += n;
  self->n_folded += n;
  self->n_marks = 0;

  return n;
}

static inline gsize
put_character (Output          *self,
               const Character *character)
{
  if (character == NULL || character->kind == KIND_HARD)
    return 0;

  if (character->kind == KIND_DROPPED)
    return character->length;

  self->n_marks = character->kind == KIND_MARK ? self->n_marks + 1 : 0;

  if (self->n_marks > MAX_MARKS)
    return 0;

  memcpy (self->display + self->n_display, &character->bytes, sizeof character->bytes);
  memcpy (self->folded + self->n_folded, character->fold, MAX_FOLD);
  self->n_display += character->length;
  self->n_folded += character->fold_length;

  return character->length;
}

/* Appends what begins the text; returns how much that is, 0 when it is not simple. */
static inline gsize
put_next (Output                  *output,
          PanelistCharacterCache **cache,
          const char              *text,
          gsize                    length,
          gboolean                 is_clean)
{
  char c = text[0];
  gsize n = 1;

  if ((uint8_t) c >= 0x80)
    return put_character (output, lookup_character (cache, text, length));

  if (c == ' ')
    return put_blank (output) ? 1 : 0;

  if (c != '&' && c != '<')
    return put_run (output, text, length);

  if (!is_clean)
    n = c == '&' ? read_entity (text, length, &c) : 0;

  output->display[output->n_display++] = c;
  output->folded[output->n_folded++] = c;
  output->n_marks = 0;

  return n;
}

/* The same for text with other characters, as long as each of them stands for itself. */
static gboolean
append_simple (PanelistCharacterCache **cache,
               const char              *text,
               gsize                    length,
               gboolean                 is_clean,
               Output                  *output)
{
  for (gsize i = 0; i < length;)
    {
      const gsize n = put_next (output, cache, text + i, length - i, is_clean);

      if (n == 0)
        return FALSE;

      i += n;
    }

  /* Blanks at the end, also those that only dropped characters follow. */
  if (output->n_display == 0 || output->display[output->n_display - 1] == ' ')
    return FALSE;

  if (output->n_folded > 0 && output->folded[output->n_folded - 1] == ' ')
    output->n_folded--;

  return TRUE;
}

static gsize
take_output (PanelistArena *display,
             PanelistArena *folded,
             gsize          n_display,
             gsize          n_folded,
             PanelistSpan  *span)
{
  *span = (PanelistSpan) { (uint32_t) display->length, (uint32_t) n_display };
  display->data[display->length + n_display] = '\0';
  display->length += n_display + 1;
  n_folded = panelist_catalog_cap_text (folded->data + folded->length, n_folded, FOLDED_MAX);
  folded->length += n_folded;

  return n_folded;
}

/* Appends a name to both arenas; @span is where it is in the first, the length in the second is returned. The
 * result is what panelist_text_display() and panelist_text_fold() make of it, for most names much faster. */
gsize
panelist_catalog_append_name (PanelistCharacterCache **cache,
                              const char              *text,
                              gsize                    length,
                              gboolean                 is_clean,
                              PanelistArena           *display,
                              PanelistArena           *folded,
                              PanelistSpan            *span)
{
  g_autofree char *cleaned = NULL;
  Output output = { 0 };

  *span = (PanelistSpan) { 0, 0 };

  if (length == 0)
    return 0;

  if (length <= PANELIST_TEXT_DISPLAY_MAX)
    {
      panelist_arena_reserve (display, length + 1);
      panelist_arena_reserve (folded, length * (MAX_FOLD / 2) + MAX_FOLD);
      output.display = display->data + display->length;
      output.folded = folded->data + folded->length;

      if (append_plain (text, length, output.display, output.folded))
        return take_output (display, folded, length, length, span);

      if (append_simple (cache, text, length, is_clean, &output))
        return take_output (display, folded, output.n_display, output.n_folded, span);
    }

  if (!is_clean)
    {
      length = panelist_catalog_cap_text (text, length, PANELIST_TEXT_SEARCH_MAX);
      cleaned = panelist_text_display (text, (gssize) length, PANELIST_TEXT_DISPLAY_MAX);
      text = cleaned;
      length = strlen (cleaned);
    }

  *span = panelist_arena_append (display, text, length);

  return panelist_catalog_append_folded (folded, display->data + span->offset, span->length);
}
