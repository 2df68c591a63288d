/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-service-picker.h"

#include <glib/gi18n.h>

#include "panelist-catalog-model.h"
#include "panelist-money.h"
#include "panelist-ui.h"

/* How many services that were ordered last stand above the rest. */
#define N_RECENT 5

struct _PanelistServicePicker
{
  AdwDialog parent_instance;

  PanelistAccounts *accounts;
  PanelistPanel *panel;
  PanelistCatalogModel *model;
  GListStore *recent;
  GtkSelectionModel *selection;

  GtkWidget *panels;
  GtkWidget *search;
  GtkWidget *stack;
  GtkWidget *list;

  gboolean renewing;    /* all of the list changes */
};

G_DEFINE_FINAL_TYPE (PanelistServicePicker, panelist_service_picker, ADW_TYPE_DIALOG)

static guint picked_signal;

static char *
dup_details (PanelistServicePicker *self,
             PanelistService       *service)
{
  g_autofree char *rate = NULL;
  const PanelistServiceTypeInfo *info = NULL;

  rate = panelist_money_format (panelist_service_get_rate (service),
                                panelist_panel_get_currency (self->panel));
  info = panelist_service_type_get_info (panelist_service_get_service_type (service));
  if (info->charge == PANELIST_CHARGE_FLAT)
    /* Translators: the number of a service, its category, its price */
    return g_strdup_printf (_("%s · %s · %s per package"), panelist_service_get_id (service),
                            panelist_service_get_category (service), rate);

  /* Translators: the number of a service, its category, its price */
  return g_strdup_printf (_("%s · %s · %s per 1,000"), panelist_service_get_id (service),
                          panelist_service_get_category (service), rate);
}

static GtkWidget *
make_label (const char *style)
{
  GtkWidget *label = NULL;

  label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL)
    {
      gtk_widget_add_css_class (label, style);
      gtk_widget_add_css_class (label, "dimmed");
    }
  return label;
}

static void
on_row_setup (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  GtkWidget *box = NULL;

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), make_label (NULL));
  gtk_box_append (GTK_BOX (box), make_label ("caption"));
  gtk_list_item_set_child (item, box);
}

static void
on_row_bind (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             PanelistServicePicker    *self)
{
  g_autofree char *details = NULL;
  g_autofree char *label = NULL;
  PanelistService *service = NULL;
  GtkWidget *name = NULL;

  service = gtk_list_item_get_item (item);
  details = dup_details (self, service);
  name = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  gtk_label_set_label (GTK_LABEL (name), panelist_service_get_name (service));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (name)), details);

  label = g_strdup_printf ("%s, %s", panelist_service_get_name (service), details);
  gtk_list_item_set_accessible_label (item, label);
}

static void
update_page (PanelistServicePicker *self)
{
  guint n_total = 0;
  const char *name = "list";

  g_object_get (self->model, "n-total", &n_total, NULL);
  if (n_total == 0)
    name = "empty";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0)
    name = "no-match";
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
}

static void
add_recent (PanelistServicePicker *self,
            PanelistCatalog       *catalog,
            GHashTable            *seen,
            PanelistOrder         *order)
{
  g_autoptr (PanelistService) current = NULL;
  PanelistService *service = NULL;
  guint index = 0;

  service = panelist_order_get_service (order);
  if (service == NULL || panelist_order_get_panel_id (order) != panelist_panel_get_id (self->panel) ||
      !g_hash_table_add (seen, (gpointer) panelist_service_get_id (service)) ||
      !panelist_catalog_find (catalog, panelist_service_get_id (service), &index))
    return;

  current = panelist_catalog_dup_service (catalog, index);
  g_list_store_append (self->recent, current);
}

/* What was ordered last, as the catalog has it today; nothing while searching. */
static void
fill_recent (PanelistServicePicker *self)
{
  g_autoptr (GHashTable) seen = NULL;
  PanelistCatalog *catalog = NULL;
  GListModel *orders = NULL;

  g_list_store_remove_all (self->recent);
  catalog = panelist_accounts_get_catalog (self->accounts, self->panel);
  if (catalog == NULL ||
      gtk_editable_get_text (GTK_EDITABLE (self->search))[0] != '\0')
    return;

  seen = g_hash_table_new (g_str_hash, g_str_equal);
  orders = G_LIST_MODEL (panelist_accounts_get_orders (self->accounts));
  for (guint i = 0; i < g_list_model_get_n_items (orders) &&
                    g_list_model_get_n_items (G_LIST_MODEL (self->recent)) < N_RECENT;
       i++)
    {
      g_autoptr (PanelistOrder) order = NULL;

      order = g_list_model_get_item (orders, i);
      add_recent (self, catalog, seen, order);
    }
}

static void
show_top (PanelistServicePicker *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    gtk_list_view_scroll_to (GTK_LIST_VIEW (self->list), 0, GTK_LIST_SCROLL_SELECT, NULL);
}

/* What was found comes before what was there, which goes after that: meanwhile the rows move to what was found. */
static void
on_items_changed (PanelistServicePicker *self)
{
  if (self->renewing)
    show_top (self);
}

static void
update_query (PanelistServicePicker *self)
{
  self->renewing = TRUE;
  panelist_catalog_model_set_query (self->model,
                                    gtk_editable_get_text (GTK_EDITABLE (self->search)));
  self->renewing = FALSE;
  fill_recent (self);
  update_page (self);
  show_top (self);
}

static void
set_panel (PanelistServicePicker *self,
           PanelistPanel         *panel)
{
  g_set_object (&self->panel, panel);
  panelist_catalog_model_set_catalog (self->model,
                                      panelist_accounts_get_catalog (self->accounts, panel));
  update_query (self);
}

static void
on_panel_selected (PanelistServicePicker *self)
{
  PanelistPanel *panel = NULL;

  panel = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (self->panels));
  if (panel != NULL && panel != self->panel)
    set_panel (self, panel);
}

static void
on_search_changed (PanelistServicePicker *self)
{
  if (self->panel != NULL)
    update_query (self);
}

static void
pick (PanelistServicePicker *self,
      guint                  position)
{
  g_autoptr (PanelistService) service = NULL;

  service = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  if (service == NULL)
    return;

  g_signal_emit (self, picked_signal, 0, self->panel, service);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_search_activated (PanelistServicePicker *self)
{
  pick (self, gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (self->selection)));
}

static void
on_search_stopped (PanelistServicePicker *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_row_activated (PanelistServicePicker *self,
                  guint                  position)
{
  pick (self, position);
}

static void
panelist_service_picker_dispose (GObject *object)
{
  PanelistServicePicker *self = PANELIST_SERVICE_PICKER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_SERVICE_PICKER);
  g_clear_object (&self->selection);
  g_clear_object (&self->recent);
  g_clear_object (&self->model);
  g_clear_object (&self->panel);
  g_clear_object (&self->accounts);

  G_OBJECT_CLASS (panelist_service_picker_parent_class)->dispose (object);
}

static void
panelist_service_picker_class_init (PanelistServicePickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = panelist_service_picker_dispose;

  picked_signal = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 2, PANELIST_TYPE_PANEL,
                                PANELIST_TYPE_SERVICE);

  gtk_widget_class_set_template_from_resource (
      widget_class, PANELIST_RESOURCE_PATH "panelist-service-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistServicePicker, panels);
  gtk_widget_class_bind_template_child (widget_class, PanelistServicePicker, search);
  gtk_widget_class_bind_template_child (widget_class, PanelistServicePicker, stack);
  gtk_widget_class_bind_template_child (widget_class, PanelistServicePicker, list);
  gtk_widget_class_bind_template_callback (widget_class, on_panel_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
panelist_service_picker_init (PanelistServicePicker *self)
{
  g_autoptr (GtkListItemFactory) factory = NULL;
  GListStore *lists = NULL;
  GtkFlattenListModel *flat = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search), GTK_WIDGET (self));

  self->model = panelist_catalog_model_new ();
  self->recent = g_list_store_new (PANELIST_TYPE_SERVICE);
  lists = g_list_store_new (G_TYPE_LIST_MODEL);
  g_list_store_append (lists, self->recent);
  g_list_store_append (lists, self->model);
  flat = gtk_flatten_list_model_new (G_LIST_MODEL (lists));
  self->selection = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (flat)));

  factory = gtk_signal_list_item_factory_new ();
  g_signal_connect (factory, "setup", G_CALLBACK (on_row_setup), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_row_bind), self, 0);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list), factory);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), self->selection);
  g_signal_connect_swapped (self->selection, "items-changed", G_CALLBACK (on_items_changed), self);
}

static void
show_panels (PanelistServicePicker *self)
{
  GListModel *panels = NULL;
  GtkExpression *name = NULL;

  panels = G_LIST_MODEL (panelist_accounts_get_panels (self->accounts));
  name = gtk_property_expression_new (PANELIST_TYPE_PANEL, NULL, "name");
  gtk_drop_down_set_expression (GTK_DROP_DOWN (self->panels), name);
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->panels), panels);
  gtk_widget_set_visible (self->panels, g_list_model_get_n_items (panels) > 1);
  gtk_expression_unref (name);

  for (guint i = 0; i < g_list_model_get_n_items (panels); i++)
    {
      g_autoptr (PanelistPanel) panel = NULL;

      panel = g_list_model_get_item (panels, i);
      if (panel == self->panel)
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->panels), i);
    }
}

/* `panel`: the one to start with. */
AdwDialog *
panelist_service_picker_new (PanelistAccounts *accounts,
                             PanelistPanel    *panel)
{
  PanelistServicePicker *self = NULL;

  g_return_val_if_fail (PANELIST_IS_ACCOUNTS (accounts), NULL);
  g_return_val_if_fail (PANELIST_IS_PANEL (panel), NULL);

  self = g_object_new (PANELIST_TYPE_SERVICE_PICKER, NULL);
  self->accounts = g_object_ref (accounts);
  panelist_catalog_model_set_keywords (self->model, panelist_accounts_get_keywords (accounts));
  set_panel (self, panel);
  show_panels (self);

  return ADW_DIALOG (self);
}
