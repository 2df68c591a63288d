/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-base"

#include "config.h"

#include "panelist-text.h"

#include <stdlib.h>
#include <string.h>

/* Nobody reads more, and layout of a megabyte in one line stalls (safety.md C5, E). */
#define INPUT_MAX          (64 * 1024)
#define MAX_MARKS          8
#define MAX_ENTITY         10
#define MAX_TAG            512
#define MAX_EMPTY_LINES    1
#define REPLACEMENT        0xfffd
#define FIRST_STRONG       "\u2068"
#define POP_ISOLATE        "\u2069"
#define ELLIPSIS           "…"

/* Reading */

static gsize
input_length (const char *text,
              gssize      length)
{
  if (text == NULL)
    return 0;

  if (length < 0)
    return strnlen (text, INPUT_MAX);

  return MIN ((gsize) length, INPUT_MAX);
}

/* Never fails: what is no UTF-8 reads as U+FFFD. NUL is a character like others here. */
static gunichar
next_character (const char **position,
                const char  *end)
{
  const char *p = *position;
  gunichar c = 0;

  if ((guchar) *p < 0x80)
    {
      *position = p + 1;
      return (guchar) *p;
    }

  c = g_utf8_get_char_validated (p, end - p);

  if (c == (gunichar) -1 || c == (gunichar) -2)
    {
      *position = p + 1;
      return REPLACEMENT;
    }

  *position = g_utf8_next_char (p);
  return c;
}

static gboolean
is_ascii (const char *text,
          gsize       length)
{
  guchar seen = 0;

  for (gsize i = 0; i < length; i++)
    seen |= (guchar) text[i];

  return seen < 0x80;
}

static gboolean
is_blank (gunichar c)
{
  return c <= 0x20 || c == 0x7f || (c >= 0x80 && c <= 0x9f) || c == 0x2028 || c == 0x2029 ||
         g_unichar_isspace (c);
}

/* Folding for search */

typedef struct {
  gunichar    character;
  const char *plain;
} Replacement;

/* Letters that no decomposition leads back to ASCII, though people search for them so; sorted. The
 * small capitals are what "fancy text" makers use beside the mathematical letters (which NFKD does
 * resolve). */
static const Replacement letters[] = {
  { 0x00df, "ss" }, { 0x00e6, "ae" }, { 0x00f0, "d" },  { 0x00f8, "o" },  { 0x00fe, "th" },
  { 0x0111, "d" },  { 0x0127, "h" },  { 0x0131, "i" },  { 0x0138, "q" },  { 0x0142, "l" },
  { 0x014b, "n" },  { 0x0153, "oe" }, { 0x0167, "t" },  { 0x0180, "b" },  { 0x0192, "f" },
  { 0x01dd, "e" },  { 0x0250, "a" },  { 0x0254, "c" },  { 0x0258, "e" },  { 0x0259, "e" },
  { 0x0262, "g" },  { 0x0265, "h" },  { 0x026a, "i" },  { 0x026f, "m" },  { 0x0274, "n" },
  { 0x0279, "r" },  { 0x0280, "r" },  { 0x0287, "t" },  { 0x028c, "v" },  { 0x028d, "w" },
  { 0x028e, "y" },  { 0x028f, "y" },  { 0x0299, "b" },  { 0x029c, "h" },  { 0x029f, "l" },
  { 0x03c2, "σ" },  { 0x1d00, "a" },  { 0x1d04, "c" },  { 0x1d05, "d" },  { 0x1d07, "e" },
  { 0x1d0a, "j" },  { 0x1d0b, "k" },  { 0x1d0d, "m" },  { 0x1d0f, "o" },  { 0x1d18, "p" },
  { 0x1d1b, "t" },  { 0x1d1c, "u" },  { 0x1d20, "v" },  { 0x1d21, "w" },  { 0x1d22, "z" },
  { 0x1e9e, "ss" }, { 0xa730, "f" },  { 0xa731, "s" },  { 0xa7af, "q" },
};

static int
compare_replacement (gconstpointer key,
                     gconstpointer member)
{
  const gunichar *character = key;
  const Replacement *replacement = member;

  return (*character > replacement->character) - (*character < replacement->character);
}

/* Letters in filled circles and squares, which are symbols to Unicode and letters to whoever typed
 * them. */
static gunichar
plain_enclosed_letter (gunichar c)
{
  if (c >= 0x1f150 && c <= 0x1f169)
    return 'a' + (c - 0x1f150);

  if (c >= 0x1f170 && c <= 0x1f189)
    return 'a' + (c - 0x1f170);

  return c;
}

/* What is there for looks only: accents, emoji variants and skin tones, invisible formatting. */
static gboolean
is_dropped_in_search (gunichar c)
{
  if (c >= 0x0300 && g_unichar_combining_class (c) != 0)
    return TRUE;

  return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0x1f3fb && c <= 0x1f3ff) || c == 0x20e3 ||
         c == 0x034f || (c >= 0x80 && g_unichar_type (c) == G_UNICODE_FORMAT);
}

static void
append_folded (GString  *result,
               gunichar  c)
{
  const Replacement *replacement = NULL;

  if (is_blank (c))
    {
      if (result->len > 0 && result->str[result->len - 1] != ' ')
        g_string_append_c (result, ' ');

      return;
    }

  if (is_dropped_in_search (c))
    return;

  c = g_unichar_tolower (plain_enclosed_letter (c));

  if (c >= 0x80)
    replacement = bsearch (&c, letters, G_N_ELEMENTS (letters), sizeof (Replacement),
                           compare_replacement);

  if (replacement != NULL)
    g_string_append (result, replacement->plain);
  else
    g_string_append_unichar (result, c);
}

static char *
fold_ascii (const char *text,
            gsize       length)
{
  char *result = NULL;
  char *out = NULL;

  out = result = g_malloc (length + 1);

  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) text[i] > 0x20 && text[i] != 0x7f)
        *out++ = g_ascii_tolower (text[i]);
      else if (out > result && out[-1] != ' ')
        *out++ = ' ';
    }

  if (out > result && out[-1] == ' ')
    out--;

  *out = '\0';

  return result;
}

/**
 * panelist_text_fold:
 * @text: (nullable): text of any kind, also broken UTF-8
 * @length: its length in bytes, or -1 when it ends with NUL
 *
 * Makes text comparable for search: case, accents, fancy letters ("𝓕𝓸𝓵𝓵𝓸𝔀", "ꜰᴏʟʟᴏᴡ", full width)
 * and runs of blanks no longer matter; emoji stay, without their variants. Query and text must be
 * folded alike. At most %PANELIST_TEXT_SEARCH_MAX bytes of @text count.
 *
 * Returns: (transfer full): folded UTF-8
 */
char *
panelist_text_fold (const char *text,
                    gssize      length)
{
  g_autofree char *normalized = NULL;
  g_autoptr (GString) clean = NULL;
  GString *result = NULL;
  const char *end = NULL;
  gsize size = 0;

  size = MIN (input_length (text, length), PANELIST_TEXT_SEARCH_MAX);

  if (is_ascii (text, size))
    return fold_ascii (text, size);

  clean = g_string_sized_new (size + 8);
  end = text + size;

  for (const char *p = text; p < end;)
    {
      gunichar c = next_character (&p, end);

      g_string_append_unichar (clean, c == 0 ? ' ' : c);
    }

  normalized = g_utf8_normalize (clean->str, (gssize) clean->len, G_NORMALIZE_ALL);
  result = g_string_sized_new (clean->len);

  for (const char *p = normalized; *p != '\0'; p = g_utf8_next_char (p))
    append_folded (result, g_utf8_get_char (p));

  if (result->len > 0 && result->str[result->len - 1] == ' ')
    g_string_truncate (result, result->len - 1);

  return g_string_free_and_steal (result);
}

/* Cleaning for display */

typedef struct {
  const char *name;
  gunichar    character;
} Entity;

/* What web shops write into names and descriptions; others stay as they are. */
static const Entity entities[] = {
  { "amp", '&' },       { "lt", '<' },        { "gt", '>' },        { "quot", '"' },
  { "apos", '\'' },     { "nbsp", ' ' },      { "copy", 0xa9 },     { "reg", 0xae },
  { "trade", 0x2122 },  { "hellip", 0x2026 }, { "ndash", 0x2013 },  { "mdash", 0x2014 },
  { "lsquo", 0x2018 },  { "rsquo", 0x2019 },  { "ldquo", 0x201c },  { "rdquo", 0x201d },
  { "laquo", 0xab },    { "raquo", 0xbb },    { "bull", 0x2022 },   { "middot", 0xb7 },
  { "times", 0xd7 },    { "deg", 0xb0 },      { "plusmn", 0xb1 },   { "euro", 0x20ac },
  { "pound", 0xa3 },    { "yen", 0xa5 },      { "cent", 0xa2 },     { "larr", 0x2190 },
  { "rarr", 0x2192 },   { "check", 0x2713 },  { "starf", 0x2605 },  { "star", 0x2606 },
  { "hearts", 0x2665 }, { "ensp", ' ' },      { "emsp", ' ' },      { "thinsp", ' ' },
  { "Tab", ' ' },       { "NewLine", '\n' },
};

static gunichar
numeric_entity (const char *name,
                gsize       length)
{
  char digits[MAX_ENTITY + 1] = { 0 };
  char *end = NULL;
  guint64 value = 0;
  gboolean hexadecimal = FALSE;

  memcpy (digits, name, length);
  hexadecimal = digits[0] == 'x' || digits[0] == 'X';

  if (!g_ascii_isxdigit (digits[hexadecimal]))
    return 0;

  value = g_ascii_strtoull (digits + hexadecimal, &end, hexadecimal ? 16 : 10);

  if (*end != '\0')
    return 0;

  /* A number that is no character still was meant as one. */
  if (value == 0 || value > 0x10ffff || !g_unichar_validate ((gunichar) value))
    return REPLACEMENT;

  return (gunichar) value;
}

/* The character that `&name;` stands for, 0 when it is none. */
static gunichar
lookup_entity (const char *name,
               gsize       length)
{
  if (length > 1 && name[0] == '#')
    return numeric_entity (name + 1, length - 1);

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      if (strlen (entities[i].name) == length && memcmp (entities[i].name, name, length) == 0)
        return entities[i].character;
    }

  return 0;
}

/* Valid UTF-8 in which every entity was decoded once. */
static GString *
decode_entities (const char *text,
                 gsize       length)
{
  const char *end = text + length;
  GString *result = NULL;

  result = g_string_sized_new (length + 8);

  for (const char *p = text; p < end;)
    {
      const char *semicolon = NULL;
      gunichar c = 0;

      if (*p == '&' &&
          (semicolon = memchr (p, ';', MIN ((gsize) (end - p), MAX_ENTITY + 2))) != NULL &&
          semicolon > p + 1)
        c = lookup_entity (p + 1, (gsize) (semicolon - p - 1));

      if (c != 0)
        p = semicolon + 1;
      else
        c = next_character (&p, end);

      /* Any control character will do: they are all dropped later. */
      g_string_append_unichar (result, c == 0 ? 0x01 : c);
    }

  return result;
}

/* Whether a `<` opens a tag: "<3" and "< 100" do not. */
static gboolean
starts_tag (const char *p)
{
  if (p[1] == '/')
    return g_ascii_isalpha (p[2]);

  return g_ascii_isalpha (p[1]) || p[1] == '!' || p[1] == '?';
}

static const char *
find_tag_end (const char *p)
{
  const char *end = NULL;

  if (g_str_has_prefix (p, "<!--"))
    return (end = strstr (p, "-->")) != NULL ? end + 3 : NULL;

  end = strpbrk (p + 1, "<>");

  if (end == NULL || *end != '>' || end - p > MAX_TAG)
    return NULL;

  return end + 1;
}

static gboolean
is_tag (const char *p,
        const char *name)
{
  gsize length = strlen (name);

  p += 1 + (p[1] == '/');

  return g_ascii_strncasecmp (p, name, length) == 0 && !g_ascii_isalnum (p[length]);
}

static gboolean
is_line_tag (const char *p)
{
  static const char *const names[] = { "br", "p", "div", "li", "ul", "ol", "tr", "table", "hr",
                                       "h1", "h2", "h3",  "h4", "h5", "h6" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (is_tag (p, names[i]))
        return TRUE;
    }

  return FALSE;
}

/* The end of what a `<script>` or `<style>` holds, which nobody is meant to read. */
static const char *
skip_hidden_content (const char *tag,
                     const char *after)
{
  const char *name = is_tag (tag, "script") ? "script" : is_tag (tag, "style") ? "style" : NULL;

  if (name == NULL || tag[1] == '/')
    return after;

  for (const char *p = strstr (after, "</"); p != NULL; p = strstr (p + 2, "</"))
    {
      if (is_tag (p, name))
        return p;
    }

  return after;
}

static GString *
strip_tags (const GString *text)
{
  GString *result = NULL;

  result = g_string_sized_new (text->len);

  for (const char *p = text->str; *p != '\0';)
    {
      const char *end = NULL;

      if (*p != '<' || !starts_tag (p) || (end = find_tag_end (p)) == NULL)
        {
          g_string_append_c (result, *p++);
          continue;
        }

      if (is_line_tag (p))
        g_string_append_c (result, '\n');

      p = skip_hidden_content (p, end);
    }

  return result;
}

static gboolean
is_line_break (gunichar c)
{
  return c == '\n' || c == 0x0b || c == 0x0c || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Characters that change how others look, or that nobody can see: bidi embeddings, overrides and
 * isolates, zero width blanks, soft hyphens, tags, annotations. The joiners stay: emoji and Persian
 * need them. */
static gboolean
is_dropped_in_display (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || (c >= 0x206a &&
          c <= 0x206f) ||
         c == 0x200b || c == 0x2060 || c == 0xfeff || c == 0x180e || c == 0xad || c == 0x034f ||
         (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f) || (c & 0xfffe) == 0xfffe ||
         (c >= 0xfdd0 && c <= 0xfdef);
}

typedef struct {
  GString  *text;
  gsize     max_characters;
  gsize     n_characters;
  guint     n_marks;
  guint     n_breaks;      /* line breaks that wait for the next character */
  gboolean  blank;         /* so does a blank */
  gboolean  lines;
  gboolean  full;
} Display;

static void
display_append (Display  *self,
                gunichar  c)
{
  if (self->n_characters >= self->max_characters)
    {
      self->full = TRUE;
      return;
    }

  g_string_append_unichar (self->text, c);
  self->n_characters++;
}

static void
display_put (Display  *self,
             gunichar  c)
{
  if (self->lines && is_line_break (c))
    {
      self->n_breaks++;
      return;
    }

  if (is_blank (c))
    {
      /* CR of CR LF, and other controls, are no blank of their own. */
      self->blank |= g_unichar_isspace (c) || is_line_break (c);
      return;
    }

  if (is_dropped_in_display (c))
    return;

  if (g_unichar_ismark (c))
    {
      if (++self->n_marks > MAX_MARKS)
        return;
    }
  else
    self->n_marks = 0;

  if (self->n_characters > 0 && self->n_breaks > 0)
    {
      for (guint i = 0; i < MIN (self->n_breaks, MAX_EMPTY_LINES + 1); i++)
        display_append (self, '\n');
    }
  else if (self->n_characters > 0 && self->blank)
    display_append (self, ' ');

  self->n_breaks = 0;
  self->blank = FALSE;
  display_append (self, c);
}

/* Makes room for the ellipsis and takes no blank with it. */
static void
display_ellipsize (Display *self)
{
  char *last = NULL;

  do
    {
      last = g_utf8_find_prev_char (self->text->str, self->text->str + self->text->len);
      g_string_truncate (self->text, last != NULL ? (gsize) (last - self->text->str) : 0);
    }
  while (self->text->len > 0 && g_ascii_isspace (self->text->str[self->text->len - 1]));

  g_string_append (self->text, ELLIPSIS);
}

static gboolean
is_clean_already (const char *text,
                  gsize       length,
                  gsize       max_characters)
{
  if (length > max_characters || length == 0 || text[0] == ' ' || text[length - 1] == ' ')
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] < 0x20 || text[i] > 0x7e || text[i] == '&' || text[i] == '<' ||
          (text[i] == ' ' && text[i + 1] == ' '))
        return FALSE;
    }

  return TRUE;
}

static char *
clean (const char *text,
       gssize      length,
       gsize       max_characters,
       gboolean    lines)
{
  g_autoptr (GString) decoded = NULL;
  g_autoptr (GString) stripped = NULL;
  Display display = { 0 };
  gsize size = 0;

  size = input_length (text, length);

  if (size == 0 || max_characters == 0)
    return g_strdup ("");

  if (is_clean_already (text, size, max_characters))
    return g_strndup (text, size);

  decoded = decode_entities (text, size);
  stripped = strip_tags (decoded);

  display.text = g_string_sized_new (MIN (stripped->len, max_characters) + 8);
  display.max_characters = max_characters;
  display.lines = lines;

  for (const char *p = stripped->str; *p != '\0' && !display.full; p = g_utf8_next_char (p))
    display_put (&display, g_utf8_get_char (p));

  if (display.full)
    display_ellipsize (&display);

  return g_string_free_and_steal (display.text);
}

/**
 * panelist_text_display:
 * @text: (nullable): text from a panel: hostile, possibly broken UTF-8
 * @length: its length in bytes, or -1 when it ends with NUL
 * @max_characters: the most characters to return, for example %PANELIST_TEXT_DISPLAY_MAX
 *
 * Makes one clean line of it: entities decoded once, tags dropped, blanks collapsed, without
 * control characters and bidi overrides, at most eight combining marks on a character. The result
 * may still hold `<` or `&`: it is plain text, never markup.
 *
 * Returns: (transfer full): valid UTF-8, ended with an ellipsis where it was cut
 */
char *
panelist_text_display (const char *text,
                       gssize      length,
                       gsize       max_characters)
{
  return clean (text, length, max_characters, FALSE);
}

/**
 * panelist_text_display_lines:
 * @text: (nullable): text from a panel
 * @length: its length in bytes, or -1 when it ends with NUL
 * @max_characters: the most characters to return
 *
 * Like panelist_text_display(), but keeps line breaks, also those that tags make, and at most one
 * empty line in a row: for descriptions.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
panelist_text_display_lines (const char *text,
                             gssize      length,
                             gsize       max_characters)
{
  return clean (text, length, max_characters, TRUE);
}

/**
 * panelist_text_isolate:
 * @text: (nullable): clean text, see panelist_text_display()
 *
 * Puts it between U+2068 and U+2069, so that its direction does not spread to the sentence around
 * it.
 *
 * Returns: (transfer full): the isolated text, empty for %NULL and empty text
 */
char *
panelist_text_isolate (const char *text)
{
  if (text == NULL || *text == '\0')
    return g_strdup ("");

  return g_strconcat (FIRST_STRONG, text, POP_ISOLATE, NULL);
}

/**
 * panelist_text_normalize_word:
 * @text: (nullable): a status, a type or another word of a panel
 * @length: its length in bytes, or -1 when it ends with NUL
 *
 * For the lookup in a table of spellings (protocol.md 3.4, 5): trimmed, lower case, `_` and `-` as
 * blanks, blanks collapsed, dots at the end dropped.
 *
 * Returns: (transfer full): the normalized word, empty for %NULL
 */
char *
panelist_text_normalize_word (const char *text,
                              gssize      length)
{
  const char *end = NULL;
  GString *result = NULL;
  gsize size = 0;

  size = input_length (text, length);
  end = text + size;
  result = g_string_sized_new (size + 1);

  for (const char *p = text; p < end;)
    {
      gunichar c = next_character (&p, end);

      if (is_blank (c) || c == '_' || c == '-' || is_dropped_in_display (c))
        {
          if (result->len > 0 && result->str[result->len - 1] != ' ')
            g_string_append_c (result, ' ');
        }
      else
        g_string_append_unichar (result, g_unichar_tolower (c));
    }

  while (result->len > 0 && strchr (" .", result->str[result->len - 1]) != NULL)
    g_string_truncate (result, result->len - 1);

  return g_string_free_and_steal (result);
}

/**
 * panelist_text_is_remote_id:
 * @text: (nullable): an id as a panel gives it
 *
 * Returns: whether it is 1 to 64 characters of `A-Z a-z 0-9 _ . -`: fit to be stored, shown and
 *   sent in a list of ids
 */
gboolean
panelist_text_is_remote_id (const char *text)
{
  gsize length = 0;

  if (text == NULL)
    return FALSE;

  for (; text[length] != '\0'; length++)
    {
      if (length >= PANELIST_TEXT_ID_MAX || (!g_ascii_isalnum (text[length]) &&
          strchr ("_.-", text[length]) == NULL))
        return FALSE;
    }

  return length > 0;
}
