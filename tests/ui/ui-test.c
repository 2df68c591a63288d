/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui-test.h"

#include <libdex.h>

#include "panelist-ui.h"

void
ui_test_init (int    *argc,
              char ***argv)
{
  g_test_init (argc, argv, NULL);
  dex_init ();
  adw_init ();
  panelist_ui_init ();
}

static void
on_frame (GdkFrameClock *clock,
          gboolean      *painted)
{
  *painted = TRUE;
}

/* Shows @widget in a window of its own and waits for a frame. */
GtkWindow *
ui_test_show (GtkWidget *widget,
              int        width,
              int        height)
{
  GdkFrameClock *clock = NULL;
  GtkWidget *window = NULL;
  gboolean painted = FALSE;
  gulong handler = 0;

  window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  adw_window_set_content (ADW_WINDOW (window), widget);
  gtk_window_present (GTK_WINDOW (window));

  clock = gtk_widget_get_frame_clock (window);
  handler = g_signal_connect (clock, "after-paint", G_CALLBACK (on_frame), &painted);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
  return GTK_WINDOW (window);
}

void
ui_test_wait_for (gboolean (*condition) (gpointer data),
                  gpointer   data)
{
  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  guint *n_left = user_data;

  (*n_left)--;
  return *n_left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Until what hides, moves or gets the focus with the next frames has done so. */
void
ui_test_wait_frames (GtkWidget *widget,
                     guint      n)
{
  gtk_widget_add_tick_callback (widget, on_tick, &n, NULL);
  while (n > 0)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
has_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_label (GTK_LABEL (widget)) != '\0')
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child))
      return TRUE;
  return FALSE;
}

static gboolean
has_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  return gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
         gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY) ||
         (tooltip != NULL && *tooltip != '\0') || has_text (widget);
}

/* Inner parts of GTK's own composite widgets get their name from the whole. */
static gboolean
is_part (GtkWidget *widget)
{
  static const char *const wholes[] = {
    "GtkSearchEntry", "GtkSpinButton", "GtkPasswordEntry", "GtkEntry", "GtkMenuButton",
    "AdwEntryRow", "AdwPasswordEntryRow", "GtkDropDown", "AdwComboRow", "GtkScrolledWindow",
  };

  /* The lists inside a combo row, of what is chosen and of the choices, get text with their first frame. */
  if (!ADW_IS_COMBO_ROW (widget) && gtk_widget_get_ancestor (widget, ADW_TYPE_COMBO_ROW) != NULL)
    return TRUE;

  for (GtkWidget *parent = gtk_widget_get_parent (widget); parent != NULL;
       parent = gtk_widget_get_parent (parent))
    for (guint i = 0; i < G_N_ELEMENTS (wholes); i++)
      if (g_type_is_a (G_OBJECT_TYPE (parent), g_type_from_name (wholes[i])))
        return GTK_IS_TEXT (widget) || GTK_IS_TOGGLE_BUTTON (widget);
  return FALSE;
}

/* Each widget that the keyboard can reach says what it is. */
void
ui_test_assert_names (GtkWidget *widget)
{
  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget))
    return;
  if (gtk_widget_get_focusable (widget) && !is_part (widget) && !has_name (widget))
    g_error ("A %s (%s) in a %s can be focused but has no accessible name", G_OBJECT_TYPE_NAME (widget),
             gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget)) ?: "no id",
             G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    ui_test_assert_names (child);
}

/* The first widget of @type in @widget that shows @label (NULL = any). */
GtkWidget *
ui_test_find (GtkWidget  *widget,
              GType       type,
              const char *label)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    {
      if (label == NULL)
        return widget;
      if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), label) == 0)
        return widget;
      if (!GTK_IS_LABEL (widget) && ui_test_find (widget, GTK_TYPE_LABEL, label) != NULL)
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_test_find (child, type, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The first widget in @widget with @tooltip. */
GtkWidget *
ui_test_find_tooltip (GtkWidget  *widget,
                      const char *tooltip)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_test_find_tooltip (child, tooltip);

      if (found != NULL)
        return found;
    }
  return NULL;
}
