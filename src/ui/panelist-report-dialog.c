/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-report-dialog.h"

#include <glib/gi18n.h>

#include "panelist-panel-words.h"
#include "panelist-properties.h"

struct _PanelistReportDialog
{
  AdwDialog parent_instance;

  GtkWidget *report_label;

  PanelistSession *session;
  PanelistPanel *panel;
  char *heading;
  char *report;
  gboolean busy;

  DexFuture *work;
};

G_DEFINE_FINAL_TYPE (PanelistReportDialog, panelist_report_dialog, ADW_TYPE_DIALOG)

#define FIELD(name) G_STRUCT_OFFSET (PanelistReportDialog, name)

static const PanelistPropertyInfo table[] = {
  { "session", PANELIST_PROPERTY_OBJECT, FIELD (session), panelist_session_get_type, TRUE, 0 },
  { "panel", PANELIST_PROPERTY_OBJECT, FIELD (panel), panelist_panel_get_type, TRUE, 0 },
  { "heading", PANELIST_PROPERTY_TEXT, FIELD (heading), NULL, FALSE, 0 },
  { "report", PANELIST_PROPERTY_TEXT, FIELD (report), NULL, FALSE, 0 },
  { "busy", PANELIST_PROPERTY_BOOLEAN, FIELD (busy), NULL, FALSE, 0 },
};

static GParamSpec *properties[G_N_ELEMENTS (table) + 1];

static void
update (PanelistReportDialog *self)
{
  g_autofree char *heading = NULL;
  g_autofree char *report = NULL;

  heading = panelist_panel_dup_state (self->panel);
  report = panelist_panel_dup_report (self->panel);
  g_object_set (self, "heading", heading ? heading : _("The panel answers"), "report", report, NULL);
}

static void
on_copy_clicked (PanelistReportDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->report);
  panelist_toast (self->report_label, _("Report Copied"));
}

static DexFuture *
on_retried (DexFuture *future,
            gpointer   user_data)
{
  PanelistReportDialog *self = PANELIST_REPORT_DIALOG (user_data);
  gboolean answered = dex_future_is_resolved (future);

  dex_clear (&self->work);
  g_object_set (self, "busy", FALSE, NULL);
  update (self);
  panelist_toast (self->report_label, answered ? _("The Panel Answers Again") : _("No Change"));
  return NULL;
}

static void
on_retry_clicked (PanelistReportDialog *self)
{
  if (self->work != NULL)
    return;
  g_object_set (self, "busy", TRUE, NULL);
  self->work = dex_future_finally (
      panelist_accounts_refresh_balance (panelist_session_get_accounts (self->session), self->panel),
      on_retried, self, NULL);
}

static void
panelist_report_dialog_constructed (GObject *object)
{
  PanelistReportDialog *self = PANELIST_REPORT_DIALOG (object);

  G_OBJECT_CLASS (panelist_report_dialog_parent_class)->constructed (object);

  update (self);
}

static void
panelist_report_dialog_get_property (GObject    *object,
                                     guint       id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  panelist_properties_get (object, &table[id - 1], value);
}

static void
panelist_report_dialog_set_property (GObject      *object,
                                     guint         id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  panelist_properties_set (object, &table[id - 1], value, pspec);
}

static void
panelist_report_dialog_dispose (GObject *object)
{
  PanelistReportDialog *self = PANELIST_REPORT_DIALOG (object);

  dex_clear (&self->work);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_REPORT_DIALOG);

  G_OBJECT_CLASS (panelist_report_dialog_parent_class)->dispose (object);
}

static void
panelist_report_dialog_finalize (GObject *object)
{
  panelist_properties_finalize (object, table, G_N_ELEMENTS (table));

  G_OBJECT_CLASS (panelist_report_dialog_parent_class)->finalize (object);
}

static void
panelist_report_dialog_class_init (PanelistReportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = panelist_report_dialog_constructed;
  object_class->get_property = panelist_report_dialog_get_property;
  object_class->set_property = panelist_report_dialog_set_property;
  object_class->dispose = panelist_report_dialog_dispose;
  object_class->finalize = panelist_report_dialog_finalize;
  panelist_properties_install (object_class, table, G_N_ELEMENTS (table), properties);

  gtk_widget_class_set_template_from_resource (widget_class, PANELIST_RESOURCE_PATH "panelist-report-dialog.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "report", FALSE,
                                             G_STRUCT_OFFSET (PanelistReportDialog, report_label));
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_retry_clicked);
}

static void
panelist_report_dialog_init (PanelistReportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * panelist_report_dialog_new:
 * @session: where @panel belongs
 * @panel: what the report is about
 *
 * Returns: (transfer none): a new floating dialog
 */
AdwDialog *
panelist_report_dialog_new (PanelistSession *session,
                            PanelistPanel   *panel)
{
  g_return_val_if_fail (PANELIST_IS_SESSION (session), NULL);
  g_return_val_if_fail (PANELIST_IS_PANEL (panel), NULL);

  return g_object_new (PANELIST_TYPE_REPORT_DIALOG, "session", session, "panel", panel, NULL);
}
