/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-failure-page.h"

#include <glib/gi18n.h>

#include "panelist-properties.h"
#include "panelist-store.h"

struct _PanelistFailurePage
{
  AdwBin parent_instance;

  GtkWidget *retry;

  GMenuModel *menu;
  char *title;
  char *explanation;
  gboolean may_start_empty;
};

G_DEFINE_FINAL_TYPE (PanelistFailurePage, panelist_failure_page, ADW_TYPE_BIN)

#define FIELD(name) G_STRUCT_OFFSET (PanelistFailurePage, name)

static const PanelistPropertyInfo table[] = {
  { "menu", PANELIST_PROPERTY_OBJECT, FIELD (menu), g_menu_model_get_type, FALSE, 0 },
  { "title", PANELIST_PROPERTY_TEXT, FIELD (title), NULL, FALSE, 0 },
  { "explanation", PANELIST_PROPERTY_TEXT, FIELD (explanation), NULL, FALSE, 0 },
  { "may-start-empty", PANELIST_PROPERTY_BOOLEAN, FIELD (may_start_empty), NULL, FALSE, 0 },
};

static GParamSpec *properties[G_N_ELEMENTS (table) + 1];

static void
panelist_failure_page_get_property (GObject    *object,
                                    guint       id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  panelist_properties_get (object, &table[id - 1], value);
}

static void
panelist_failure_page_set_property (GObject      *object,
                                    guint         id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  panelist_properties_set (object, &table[id - 1], value, pspec);
}

static gboolean
panelist_failure_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (PANELIST_FAILURE_PAGE (widget)->retry);
}

static void
panelist_failure_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PANELIST_TYPE_FAILURE_PAGE);

  G_OBJECT_CLASS (panelist_failure_page_parent_class)->dispose (object);
}

static void
panelist_failure_page_finalize (GObject *object)
{
  panelist_properties_finalize (object, table, G_N_ELEMENTS (table));

  G_OBJECT_CLASS (panelist_failure_page_parent_class)->finalize (object);
}

static void
panelist_failure_page_class_init (PanelistFailurePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = panelist_failure_page_get_property;
  object_class->set_property = panelist_failure_page_set_property;
  object_class->dispose = panelist_failure_page_dispose;
  object_class->finalize = panelist_failure_page_finalize;
  widget_class->grab_focus = panelist_failure_page_grab_focus;
  panelist_properties_install (object_class, table, G_N_ELEMENTS (table), properties);

  gtk_widget_class_set_template_from_resource (widget_class, PANELIST_RESOURCE_PATH "panelist-failure-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistFailurePage, retry);
}

static void
panelist_failure_page_init (PanelistFailurePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * panelist_failure_page_set_error:
 * @error: why the data could not be opened
 * @directory: where it is
 *
 * Shows what is wrong in words, and the remedies that exist.
 */
void
panelist_failure_page_set_error (PanelistFailurePage *self,
                                 const GError        *error,
                                 const char          *directory)
{
  const char *title = NULL;
  g_autofree char *explanation = NULL;
  gboolean damaged = FALSE;

  g_return_if_fail (PANELIST_IS_FAILURE_PAGE (self));
  g_return_if_fail (error != NULL);

  damaged = g_error_matches (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DAMAGED);
  if (damaged)
    {
      title = _("The Data File Is Damaged");
      /* Translators: %s is the path of a directory */
      explanation = g_strdup_printf (_("Nothing was changed. Start Empty moves the damaged file to a folder in %s and keeps it there."),
                                     directory);
    }
  else if (g_error_matches (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_NEWER))
    {
      title = _("Data From a Newer Version");
      explanation = g_strdup (_("Update Panelist to open it. Nothing was changed."));
    }
  else if (g_error_matches (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_IN_USE))
    {
      title = _("Panelist Is Already Running");
      explanation = g_strdup (_("Another Panelist uses the data. Close it, then try again."));
    }
  else if (g_error_matches (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_FULL))
    {
      title = _("The Disk Is Full or Read-Only");
      /* Translators: %s is the path of a directory */
      explanation = g_strdup_printf (_("Panelist can’t write to %s. Make room there, then try again."), directory);
    }
  else
    {
      title = _("The Data Could Not Be Opened");
      /* Translators: %s is the path of a directory */
      explanation = g_strdup_printf (_("Check that the files in %s belong to you, then try again."), directory);
    }
  g_object_set (self, "title", title, "explanation", explanation, "may-start-empty", damaged, NULL);
}
