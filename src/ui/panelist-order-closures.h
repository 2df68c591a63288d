/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Closures of the order pages: pure, and safe with NULL. */

/* The bar of the narrow form says why nothing can be placed, else what is left afterwards. */
static inline char *
bar_caption (gpointer    instance,
             gboolean    ready,
             const char *caption,
             const char *after)
{
  const char *text = NULL;

  text = ready ? after : caption;
  return g_strdup (text != NULL ? text : "");
}

static inline gboolean
has_caption (gpointer    instance,
             const char *caption)
{
  return caption != NULL && caption[0] != '\0';
}

G_END_DECLS
