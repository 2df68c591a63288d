/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-ui.h"

#include <glib/gi18n.h>

#include "panelist-resources.h"

/**
 * panelist_ui_init:
 *
 * Registers the resources of the screen. The application and every test of a widget call it first:
 * a static library's resources are dropped by the linker unless something names them.
 */
void
panelist_ui_init (void)
{
  g_resources_register (panelist_get_resource ());
}

static AdwToast *
make_toast (const char *title)
{
  AdwToast *toast = NULL;

  toast = adw_toast_new ("");
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, title);
  return toast;
}

/**
 * panelist_toast:
 * @widget: the widget where something happened
 * @title: one short plain sentence
 *
 * Tells of one event at the bottom of the page that @widget is on. The title may hold text of a panel:
 * it is never markup. A button of the toast must carry fixed words.
 *
 * Returns: (transfer none) (nullable): the toast, or %NULL when @widget is on no page anymore
 */
AdwToast *
panelist_toast (GtkWidget  *widget,
                const char *title)
{
  GtkWidget *overlay = NULL;
  AdwToast *toast = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (title != NULL, NULL);

  overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  if (overlay == NULL)
    return NULL;

  toast = make_toast (title);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  return toast;
}

/**
 * panelist_toast_with_button:
 * @widget: the widget where something happened
 * @title: one short plain sentence
 * @button: fixed words with a mnemonic
 * @seconds: how long it stays, 0 = until it is dismissed
 *
 * Offers to take something back: it is shown before others that wait.
 *
 * Returns: (transfer none) (nullable): the toast, or %NULL when @widget is on no page anymore
 */
AdwToast *
panelist_toast_with_button (GtkWidget  *widget,
                            const char *title,
                            const char *button,
                            guint       seconds)
{
  GtkWidget *overlay = NULL;
  AdwToast *toast = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (title != NULL, NULL);

  overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  if (overlay == NULL)
    return NULL;

  toast = make_toast (title);
  adw_toast_set_button_label (toast, button);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, seconds);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  return toast;
}

/**
 * panelist_name_spin_buttons:
 * @widget: a spin button, or a row that has one
 *
 * GTK gives the buttons of a spin button an icon and no name.
 */
void
panelist_name_spin_buttons (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (gtk_widget_has_css_class (child, "up"))
        gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Increase"), -1);
      else if (gtk_widget_has_css_class (child, "down"))
        gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Decrease"), -1);
      else
        panelist_name_spin_buttons (child);
    }
}

static void
on_insert_text (GtkText    *text,
                const char *new_text,
                int         length,
                int        *position)
{
  g_signal_stop_emission_by_name (text, "insert-text");
  *position += (int) gtk_entry_buffer_insert_text (gtk_text_get_buffer (text), (guint) *position, new_text,
                                                   (int) g_utf8_strlen (new_text, length));
}

static void
on_delete_text (GtkText *text,
                int      start,
                int      end)
{
  g_signal_stop_emission_by_name (text, "delete-text");
  gtk_entry_buffer_delete_text (gtk_text_get_buffer (text), (guint) start, end < 0 ? -1 : end - start);
}

/**
 * panelist_keep_unheard:
 * @entry: for passwords
 *
 * GTK tells what is inserted and deleted to everyone on the accessibility bus, also when the entry shows dots: a
 * pasted key as a whole. What these signals would do is done here, before GTK hears of them.
 */
void
panelist_keep_unheard (GtkEditable *entry)
{
  GtkEditable *text = entry;

  g_return_if_fail (GTK_IS_EDITABLE (entry));

  while (!GTK_IS_TEXT (text))
    text = gtk_editable_get_delegate (text);
  g_signal_connect (text, "insert-text", G_CALLBACK (on_insert_text), NULL);
  g_signal_connect (text, "delete-text", G_CALLBACK (on_delete_text), NULL);
}

static void
on_breakpoint_changed (GtkWidget *widget)
{
  GtkRoot *root = NULL;
  GtkWidget *focus = NULL;

  root = gtk_widget_get_root (widget);
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (focus != NULL && gtk_widget_is_ancestor (focus, widget) && gtk_widget_is_visible (focus))
    gtk_root_set_focus (root, focus);
}

/**
 * panelist_keep_focus:
 * @widget: an AdwBreakpointBin, or a window with breakpoints
 *
 * At a breakpoint everything is out of sight for one frame, and GTK would move the focus elsewhere. Set anew, it
 * stays where it is.
 */
void
panelist_keep_focus (GtkWidget *widget)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  g_signal_connect (widget, "notify::current-breakpoint", G_CALLBACK (on_breakpoint_changed), NULL);
}
