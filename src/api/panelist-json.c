/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-api"

#include "config.h"

#include "panelist-json.h"

#include <stdlib.h>
#include <string.h>

/* How far a beginning is tried before the whole rest is. */
#define TRIAL_LENGTH  4096
#define TRIAL_MARGIN  16
#define MAX_ATTEMPTS  32
#define HEADER        16

typedef struct {
  gsize used;
  gsize limit;
  gboolean exceeded;
} Budget;

struct _PanelistJson {
  Budget budget;
  yyjson_doc *doc;
};

/* Allocator with a budget: yyjson needs 16 bytes a value and knows no bound */

static gboolean
budget_take (Budget *self,
             gsize   size)
{
  if (size > self->limit - self->used)
    {
      self->exceeded = TRUE;
      return FALSE;
    }

  self->used += size;

  return TRUE;
}

static void *
budget_malloc (void  *context,
               size_t size)
{
  Budget *self = context;
  char *block = NULL;

  if (!budget_take (self, size))
    return NULL;

  block = malloc (size + HEADER);

  if (block == NULL)
    {
      self->used -= size;
      return NULL;
    }

  memcpy (block, &size, sizeof size);

  return block + HEADER;
}

static void *
budget_realloc (void  *context,
                void  *pointer,
                size_t old_size,
                size_t size)
{
  Budget *self = context;
  char *block = NULL;

  if (size > old_size && !budget_take (self, size - old_size))
    return NULL;

  block = realloc ((char *) pointer - HEADER, size + HEADER);

  if (block == NULL)
    {
      if (size > old_size)
        self->used -= size - old_size;

      return NULL;
    }

  if (size < old_size)
    self->used -= old_size - size;

  memcpy (block, &size, sizeof size);

  return block + HEADER;
}

static void
budget_free (void *context,
             void *pointer)
{
  Budget *self = context;
  size_t size = 0;

  memcpy (&size, (char *) pointer - HEADER, sizeof size);
  self->used -= size;
  free ((char *) pointer - HEADER);
}

/* Reading */

/* Whether nothing in a container is a container, but for empty ones: its size tells. */
static inline gboolean
is_leaf (yyjson_val *container)
{
  const gsize n_children = unsafe_yyjson_get_len (container) * (unsafe_yyjson_is_obj (container) ? 2 : 1);

  return unsafe_yyjson_get_next (container) == container + 1 + n_children;
}

/* The parser does not recurse, so that depth costs no stack; whoever walks the tree may rely on the bound.
 * All values lie in one row, each container knows where it ends. */
static gboolean
is_too_deep (yyjson_val *root)
{
  yyjson_val *ends[PANELIST_JSON_MAX_DEPTH] = { NULL };
  yyjson_val *end = NULL;
  guint depth = 0;

  end = unsafe_yyjson_get_next (root);

  for (yyjson_val *value = root; value < end;)
    {
      if (!unsafe_yyjson_is_ctn (value))
        {
          value++;
          continue;
        }

      while (depth > 0 && value >= ends[depth - 1])
        depth--;

      if (depth == PANELIST_JSON_MAX_DEPTH)
        return TRUE;

      /* The empty containers in it are one level deeper. */
      if (depth + 1 < PANELIST_JSON_MAX_DEPTH && is_leaf (value))
        {
          value = unsafe_yyjson_get_next (value);
          continue;
        }

      ends[depth++] = unsafe_yyjson_get_next (value);
      value++;
    }

  return FALSE;
}

static PanelistJson *
read_value (const char          *text,
            gsize                length,
            gsize                budget,
            yyjson_read_flag     flags,
            PanelistJsonProblem *problem,
            yyjson_read_err     *error)
{
  g_autoptr (PanelistJson) self = NULL;
  yyjson_alc allocator = { budget_malloc, budget_realloc, budget_free, NULL };

  self = g_new0 (PanelistJson, 1);
  self->budget.limit = budget;
  allocator.ctx = &self->budget;

  /* Without YYJSON_READ_INSITU the text is not written to. */
  self->doc = yyjson_read_opts ((char *) (gpointer) text, length, flags | YYJSON_READ_NUMBER_AS_RAW,
                                &allocator, error);

  if (self->doc == NULL)
    {
      *problem = self->budget.exceeded ? PANELIST_JSON_PROBLEM_TOO_LARGE : PANELIST_JSON_PROBLEM_INVALID;
      return NULL;
    }

  if (is_too_deep (yyjson_doc_get_root (self->doc)))
    {
      *problem = PANELIST_JSON_PROBLEM_TOO_LARGE;
      return NULL;
    }

  *problem = PANELIST_JSON_PROBLEM_NONE;

  return g_steal_pointer (&self);
}

/**
 * panelist_json_free:
 */
void
panelist_json_free (PanelistJson *self)
{
  g_clear_pointer (&self->doc, yyjson_doc_free);
  g_free (self);
}

/**
 * panelist_json_get_root:
 *
 * Returns: (transfer none): the value; it lives as long as @self
 */
yyjson_val *
panelist_json_get_root (PanelistJson *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return yyjson_doc_get_root (self->doc);
}

/* Sniffing */

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void
skip_blanks (const char **body,
             gsize       *length)
{
  if (*length >= 3 && memcmp (*body, "\xef\xbb\xbf", 3) == 0)
    {
      *body += 3;
      *length -= 3;
    }

  for (; *length > 0 && is_blank (**body); ++*body)
    --*length;
}

static gboolean
has_prefix (const char *body,
            gsize       length,
            const char *prefix)
{
  gsize prefix_length = strlen (prefix);

  return length >= prefix_length && g_ascii_strncasecmp (body, prefix, prefix_length) == 0;
}

/* Whether a value could begin here, judged by what follows the bracket. Most brackets in messages of PHP are
 * sorted out by it. */
static gboolean
looks_like_value (const char *text,
                  gsize       length)
{
  gsize i = 1;

  while (i < length && is_blank (text[i]))
    i++;

  if (i >= length)
    return FALSE;

  if (*text == '{')
    return text[i] == '"' || text[i] == '}';

  return strchr ("[]{\"-0123456789tfn", text[i]) != NULL && text[i] != '\0';
}

/* Whether a beginning is worth reading to its end: a short piece of it has no error before the piece's own. */
static gboolean
survives_trial (const char *text,
                gsize       length)
{
  g_autoptr (PanelistJson) json = NULL;
  PanelistJsonProblem problem = PANELIST_JSON_PROBLEM_NONE;
  yyjson_read_err error = { 0 };

  if (length <= TRIAL_LENGTH)
    return TRUE;

  json = read_value (text, TRIAL_LENGTH, PANELIST_JSON_BUDGET, YYJSON_READ_NOFLAG, &problem, &error);

  return json != NULL || problem != PANELIST_JSON_PROBLEM_INVALID ||
         error.pos + TRIAL_MARGIN >= TRIAL_LENGTH;
}

static gboolean
next_beginning (const char *body,
                gsize       length,
                gsize      *offset)
{
  const gsize end = MIN (length, PANELIST_JSON_MAX_NOISE);

  for (; *offset < end; ++*offset)
    {
      const char c = body[*offset];

      if ((c == '{' || c == '[') && looks_like_value (body + *offset, length - *offset))
        return TRUE;
    }

  return FALSE;
}

static int
read_unicode_escape (const char *text,
                     const char *end)
{
  int unit = 0;

  if (end - text < 6 || text[0] != '\\' || text[1] != 'u')
    return -1;

  for (int i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return -1;

      unit = unit * 16 + g_ascii_xdigit_value (text[i]);
    }

  return unit;
}

/* Names that were cut in the middle of an emoji end with half a character, which the grammar allows and UTF-8
 * does not. NULL when there is none; else a copy with the replacement character for each. */
static char *
repair_surrogates (const char *text,
                   gsize       length)
{
  const char *end = text + length;
  char *copy = NULL;

  for (const char *p = memchr (text, '\\', length); p != NULL; p = memchr (p, '\\', (gsize) (end - p)))
    {
      const int unit = read_unicode_escape (p, end);
      int next = -1;

      if (unit < 0xd800 || unit > 0xdfff)
        {
          /* Also over the second one of two, which escapes nothing. */
          p += MIN (2, end - p);
          continue;
        }

      next = unit < 0xdc00 ? read_unicode_escape (p + 6, end) : -1;

      if (next >= 0xdc00 && next <= 0xdfff)
        {
          p += 12;
          continue;
        }

      if (copy == NULL)
        copy = g_memdup2 (text, length);

      memcpy (copy + (p - text), "\\ufffd", 6);
      p += 6;
    }

  return copy;
}

/* Reads up to the end of the body; half characters do not keep a whole catalog from being read. */
static PanelistJson *
read_repaired (const char          *text,
               gsize                length,
               gsize                budget,
               PanelistJsonProblem *problem,
               yyjson_read_err     *error)
{
  g_autofree char *repaired = NULL;
  PanelistJson *self = NULL;

  self = read_value (text, length, budget, YYJSON_READ_NOFLAG, problem, error);

  if (self != NULL || *problem != PANELIST_JSON_PROBLEM_INVALID)
    return self;

  repaired = repair_surrogates (text, length);

  return repaired != NULL ? read_value (repaired, length, budget, YYJSON_READ_NOFLAG, problem, error) : NULL;
}

/**
 * panelist_json_read_strict:
 * @body: the body
 * @length: its length in bytes
 * @budget: bytes of memory that reading may take
 * @problem: (out): why nothing was read
 *
 * Reads a body that is one JSON value and nothing else; a byte order mark in front and blanks around it are
 * allowed.
 *
 * Returns: (transfer full) (nullable): the value
 */
PanelistJson *
panelist_json_read_strict (const char          *body,
                           gsize                length,
                           gsize                budget,
                           PanelistJsonProblem *problem)
{
  yyjson_read_err error = { 0 };

  skip_blanks (&body, &length);

  if (length == 0)
    {
      *problem = PANELIST_JSON_PROBLEM_EMPTY;
      return NULL;
    }

  if (*body == '<')
    {
      *problem = PANELIST_JSON_PROBLEM_WEB_PAGE;
      return NULL;
    }

  return read_value (body, length, budget, YYJSON_READ_NOFLAG, problem, &error);
}

/**
 * panelist_json_read_tolerant:
 * @body: the body
 * @length: its length in bytes
 * @budget: bytes of memory that reading may take
 * @number_allowed: whether the body may be a bare number
 * @problem: (out): why nothing was read
 *
 * Reads the object or array that ends the body, skipping text before it (safety.md C7).
 *
 * Returns: (transfer full) (nullable): the value
 */
PanelistJson *
panelist_json_read_tolerant (const char          *body,
                             gsize                length,
                             gsize                budget,
                             gboolean             number_allowed,
                             PanelistJsonProblem *problem)
{
  yyjson_read_err error = { 0 };
  gsize offset = 0;
  guint n_attempts = 0;

  skip_blanks (&body, &length);
  *problem = PANELIST_JSON_PROBLEM_EMPTY;

  if (length == 0)
    return NULL;

  *problem = PANELIST_JSON_PROBLEM_WEB_PAGE;

  if (has_prefix (body, length, "<!doctype") || has_prefix (body, length, "<html"))
    return NULL;

  if (number_allowed && (g_ascii_isdigit (*body) || *body == '-'))
    return read_value (body, length, budget, YYJSON_READ_NOFLAG, problem, &error);

  *problem = *body == '<' ? PANELIST_JSON_PROBLEM_WEB_PAGE : PANELIST_JSON_PROBLEM_INVALID;

  for (; n_attempts < MAX_ATTEMPTS && next_beginning (body, length, &offset); offset++)
    {
      PanelistJsonProblem here = PANELIST_JSON_PROBLEM_NONE;
      PanelistJson *self = NULL;

      if (offset > 0 && !survives_trial (body + offset, length - offset))
        continue;

      self = read_repaired (body + offset, length - offset, budget, &here, &error);
      n_attempts++;

      /* A value that only lacks its end was cut: what is complete inside it is not the answer. */
      if (self != NULL || here == PANELIST_JSON_PROBLEM_TOO_LARGE ||
          error.code == YYJSON_READ_ERROR_UNEXPECTED_END)
        {
          *problem = here;
          return self;
        }
    }

  return NULL;
}

/**
 * panelist_json_read_embedded:
 * @body: the body
 * @length: its length in bytes
 * @budget: bytes of memory that reading may take
 * @offset: (inout): where to begin to look; set behind what was found
 *
 * Gives up after a few beginnings that lead nowhere: nested brackets could be read over and over.
 *
 * Returns: (transfer full) (nullable): an object with text before or after it
 */
PanelistJson *
panelist_json_read_embedded (const char *body,
                             gsize       length,
                             gsize       budget,
                             gsize      *offset)
{
  guint n_attempts = 0;

  for (; n_attempts < MAX_ATTEMPTS && next_beginning (body, length, offset); ++*offset)
    {
      PanelistJsonProblem problem = PANELIST_JSON_PROBLEM_NONE;
      PanelistJson *self = NULL;
      yyjson_read_err error = { 0 };

      if (body[*offset] != '{')
        continue;

      n_attempts++;
      self = read_value (body + *offset, length - *offset, budget, YYJSON_READ_STOP_WHEN_DONE, &problem,
                         &error);

      if (self != NULL)
        {
          *offset += yyjson_doc_get_read_size (self->doc);
          return self;
        }
    }

  return NULL;
}
