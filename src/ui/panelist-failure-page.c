/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-failure-page.h"

#include <glib/gi18n.h>

#include "panelist-order-words.h"
#include "panelist-properties.h"
#include "panelist-store.h"

struct _PanelistFailurePage
{
  AdwBin parent_instance;

  GtkWidget *restore;
  GtkWidget *retry;

  GMenuModel *menu;
  char *title;
  char *explanation;
  gboolean may_restore;
  gboolean may_export;
  gboolean may_start_empty;
  gboolean exporting;
  char *directory;
  guint search;          /* which search for a backup counts */
};

G_DEFINE_FINAL_TYPE (PanelistFailurePage, panelist_failure_page, ADW_TYPE_BIN)

#define FIELD(name) G_STRUCT_OFFSET (PanelistFailurePage, name)

static const PanelistPropertyInfo table[] = {
  { "menu", PANELIST_PROPERTY_OBJECT, FIELD (menu), g_menu_model_get_type, FALSE, 0 },
  { "title", PANELIST_PROPERTY_TEXT, FIELD (title), NULL, FALSE, 0 },
  { "explanation", PANELIST_PROPERTY_TEXT, FIELD (explanation), NULL, FALSE, 0 },
  { "may-restore", PANELIST_PROPERTY_BOOLEAN, FIELD (may_restore), NULL, FALSE, 0 },
  { "may-export", PANELIST_PROPERTY_BOOLEAN, FIELD (may_export), NULL, FALSE, 0 },
  { "may-start-empty", PANELIST_PROPERTY_BOOLEAN, FIELD (may_start_empty), NULL, FALSE, 0 },
  { "exporting", PANELIST_PROPERTY_BOOLEAN, FIELD (exporting), NULL, FALSE, 0 },
  { "directory", PANELIST_PROPERTY_TEXT, FIELD (directory), NULL, FALSE, 0 },
};

static GParamSpec *properties[G_N_ELEMENTS (table) + 1];

static char *
export_label (PanelistFailurePage *self,
              gboolean             damaged)
{
  return g_strdup (damaged ? _("_Export What Is Readable…") : _("_Export…"));
}

/* Export: what can be read of the orders, to a file of the person's choice */

static DexFuture *
on_exported (DexFuture *future,
             gpointer   user_data)
{
  PanelistFailurePage *self = PANELIST_FAILURE_PAGE (user_data);
  g_autofree char *title = NULL;
  g_autoptr (GError) error = NULL;
  const GValue *value = NULL;
  int64_t n_orders = 0;

  value = dex_future_get_value (future, &error);
  g_object_set (self, "exporting", FALSE, NULL);
  if (value != NULL)
    {
      n_orders = g_value_get_int64 (value);
      title = g_strdup_printf (ngettext ("%d order exported", "%d orders exported", (gulong) n_orders),
                               (int) n_orders);
    }
  else
    {
      g_message ("Nothing could be exported: %s", error->message);
      title = g_strdup (g_error_matches (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_FULL)
                            ? _("The file could not be written: the disk is full or read-only")
                            : _("No order could be read"));
    }
  panelist_toast (GTK_WIDGET (self), title);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  return dex_future_new_true ();
}

static void
on_file_chosen (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (PanelistFailurePage) self = user_data;
  g_autoptr (GFile) file = NULL;

  file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  if (file != NULL && g_file_peek_path (file) != NULL)
    panelist_failure_page_export (self, g_file_peek_path (file));
}

static void
on_export_clicked (PanelistFailurePage *self)
{
  g_autoptr (GtkFileDialog) dialog = NULL;

  dialog = gtk_file_dialog_new ();
  gtk_file_dialog_set_title (dialog, _("Export Orders"));
  gtk_file_dialog_set_initial_name (dialog, "panelist-orders.csv");
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, on_file_chosen,
                        g_object_ref (self));
}

/* Start Empty: nothing is deleted, and still it is asked about */

static void
on_start_empty_confirmed (PanelistFailurePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "session.start-empty", NULL);
}

static void
on_start_empty_clicked (PanelistFailurePage *self)
{
  g_autofree char *body = NULL;
  AdwDialog *question = NULL;

  /* Translators: %s is the path of a directory */
  body = g_strdup_printf (_("Panels and orders begin anew. The damaged file is moved to a folder in %s and stays there."),
                          self->directory);
  question = adw_alert_dialog_new (_("Start Empty?"), body);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "cancel", _("_Cancel"), "empty", _("_Start Empty"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "empty", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "cancel");
  g_signal_connect_object (question, "response::empty", G_CALLBACK (on_start_empty_confirmed), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (question, GTK_WIDGET (self));
}

/* Restore: offered when there is something to restore */

typedef struct
{
  PanelistFailurePage *self;
  guint number;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_clear_object (&search->self);
  g_free (search);
}

static DexFuture *
on_backup_found (DexFuture *future,
                 gpointer   user_data)
{
  Search *search = user_data;
  PanelistFailurePage *self = search->self;
  g_autofree char *moment = NULL;
  g_autofree char *text = NULL;
  const GValue *value = NULL;

  value = dex_future_get_value (future, NULL);
  if (value == NULL || g_value_get_int64 (value) <= 0 || search->number != self->search)
    return dex_future_new_true ();

  moment = panelist_time_dup_moment (g_value_get_int64 (value));
  /* Translators: a sentence before it, and when a backup was made */
  text = g_strdup_printf (_("%s\n\nThe last backup is of %s: orders after it are not in it."), self->explanation,
                          moment);
  g_object_set (self, "may-restore", TRUE, "explanation", text, NULL);
  gtk_widget_grab_focus (self->restore);
  return dex_future_new_true ();
}

static void
find_backup (PanelistFailurePage *self)
{
  Search *search = NULL;

  search = g_new0 (Search, 1);
  search->self = g_object_ref (self);
  search->number = self->search;
  dex_future_disown (dex_future_finally (panelist_store_find_backup (self->directory), on_backup_found, search,
                                         search_free));
}

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
  gtk_widget_class_bind_template_child (widget_class, PanelistFailurePage, restore);
  gtk_widget_class_bind_template_child (widget_class, PanelistFailurePage, retry);
  gtk_widget_class_bind_template_callback (widget_class, export_label);
  gtk_widget_class_bind_template_callback (widget_class, on_export_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_start_empty_clicked);
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
  gboolean newer = FALSE;

  g_return_if_fail (PANELIST_IS_FAILURE_PAGE (self));
  g_return_if_fail (error != NULL);

  damaged = g_error_matches (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_DAMAGED);
  newer = g_error_matches (error, PANELIST_STORE_ERROR, PANELIST_STORE_ERROR_NEWER);
  if (damaged)
    {
      title = _("The Data File Is Damaged");
      explanation = g_strdup (_("Nothing was changed. Whatever is chosen here, the damaged file is kept."));
    }
  else if (newer)
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
  self->search++;
  g_object_set (self, "title", title, "explanation", explanation, "directory", directory, "may-restore", FALSE,
                "may-export", damaged || newer, "may-start-empty", damaged, NULL);
  if (damaged)
    find_backup (self);
}

/**
 * panelist_failure_page_export:
 * @path: of the file to write
 *
 * Writes the orders that can be read to a CSV file and tells how many these were.
 */
void
panelist_failure_page_export (PanelistFailurePage *self,
                              const char          *path)
{
  g_return_if_fail (PANELIST_IS_FAILURE_PAGE (self));
  g_return_if_fail (path != NULL);

  if (self->exporting || self->directory == NULL)
    return;
  g_object_set (self, "exporting", TRUE, NULL);
  dex_future_disown (dex_future_finally (panelist_store_export_damaged (self->directory, path), on_exported,
                                         g_object_ref (self), g_object_unref));
}
