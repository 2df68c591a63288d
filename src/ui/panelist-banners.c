/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-banners.h"

#include <glib/gi18n.h>

#include "panelist-order-words.h"
#include "panelist-panel-words.h"

struct _PanelistBanners
{
  AdwBin parent_instance;

  AdwBanner *demo;
  AdwBanner *state;

  PanelistSession *session;
  PanelistPanel *panel;
  gboolean hide_unconfirmed;
  gboolean shown;

  GPtrArray *watched;   /* panels whose state is followed */
};

G_DEFINE_FINAL_TYPE (PanelistBanners, panelist_banners, ADW_TYPE_BIN)

typedef enum {
  PROP_SESSION = 1,
  PROP_PANEL,
  PROP_HIDE_UNCONFIRMED,
  PROP_SHOWN,
} PanelistBannersProperty;

static GParamSpec *properties[PROP_SHOWN + 1];

static GListModel *
get_panels (PanelistBanners *self)
{
  return G_LIST_MODEL (panelist_accounts_get_panels (panelist_session_get_accounts (self->session)));
}

/* What is shown */

/* A banner that is only not revealed would still be read out. */
static void
reveal (AdwBanner *banner,
        gboolean   revealed)
{
  gtk_widget_set_visible (GTK_WIDGET (banner), revealed);
  adw_banner_set_revealed (banner, revealed);
}

static void
show_banner (PanelistBanners *self,
             const char      *title,
             const char      *button,
             const char      *action,
             const char      *uuid)
{
  adw_banner_set_title (self->state, title);
  adw_banner_set_button_label (self->state, button);
  /* Never an action with the target of another one in between: GTK warns of it. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->state), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->state),
                                          uuid ? g_variant_new_string (uuid) : NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->state), action);
  reveal (self->state, TRUE);
}

static gboolean
show_unconfirmed (PanelistBanners *self)
{
  guint n = panelist_order_tally_get_unconfirmed (panelist_session_get_tally (self->session));
  g_autofree char *title = NULL;

  if (n == 0 || self->hide_unconfirmed)
    return FALSE;
  title = g_strdup_printf (ngettext ("%u order may or may not have been placed",
                                     "%u orders may or may not have been placed", n),
                           n);
  gtk_widget_add_css_class (GTK_WIDGET (self->state), "attention");
  show_banner (self, title, _("Review"), "session.review", NULL);
  return TRUE;
}

static gboolean
show_damage (PanelistBanners *self)
{
  gboolean damaged = FALSE;

  g_object_get (self->session, "damaged", &damaged, NULL);
  if (!damaged)
    return FALSE;
  gtk_widget_add_css_class (GTK_WIDGET (self->state), "attention");
  show_banner (self, _("The data file is damaged: close Panelist and open it again to restore it"), NULL, NULL, NULL);
  return TRUE;
}

static gboolean
show_restored (PanelistBanners *self)
{
  g_autofree char *moment = NULL;
  g_autofree char *title = NULL;
  int64_t time = panelist_session_get_restored_time (self->session);

  if (time == 0)
    return FALSE;
  moment = panelist_time_dup_moment (time);
  /* Translators: %s is a time, for example "28 November, 14:02" */
  title = g_strdup_printf (_("Restored from a backup: orders after %s may be missing"), moment);
  show_banner (self, title, _("Dismiss"), "session.dismiss-restored", NULL);
  return TRUE;
}

/* The panel with the worst state; the one in use before others that are as bad. */
static PanelistPanel *
find_worst (PanelistBanners *self)
{
  PanelistPanel *worst = NULL;
  int worst_urgency = 0;

  for (guint i = 0; i < self->watched->len; i++)
    {
      PanelistPanel *panel = g_ptr_array_index (self->watched, i);
      int urgency = panelist_panel_get_urgency (panelist_panel_get_state (panel));

      if (urgency == 0)
        continue;
      if (worst == NULL || urgency < worst_urgency || (urgency == worst_urgency && panel == self->panel))
        {
          worst = panel;
          worst_urgency = urgency;
        }
    }
  return worst;
}

static void
update_shown (PanelistBanners *self)
{
  gboolean shown = adw_banner_get_revealed (self->demo) || adw_banner_get_revealed (self->state);

  if (self->shown == shown)
    return;
  self->shown = shown;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
}

static void
update_state (PanelistBanners *self)
{
  g_autofree char *title = NULL;
  PanelistPanel *worst = NULL;
  PanelistRemedy remedy;

  reveal (self->demo, self->session != NULL && panelist_session_get_demo (self->session));
  if (self->session == NULL)
    {
      reveal (self->state, FALSE);
      return;
    }
  if (show_damage (self) || show_unconfirmed (self))
    return;

  gtk_widget_remove_css_class (GTK_WIDGET (self->state), "attention");
  if (show_restored (self))
    return;
  worst = find_worst (self);
  if (worst == NULL)
    {
      reveal (self->state, FALSE);
      return;
    }
  title = panelist_panel_dup_state (worst);
  remedy = panelist_panel_get_remedy (worst);
  show_banner (self, title, remedy.label, remedy.action, remedy.action ? panelist_panel_get_uuid (worst) : NULL);
}

static void
update (PanelistBanners *self)
{
  update_state (self);
  update_shown (self);
}

/* What is followed */

static void
clear_watched (PanelistBanners *self)
{
  for (guint i = 0; i < self->watched->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->watched, i), update, self);
  g_ptr_array_set_size (self->watched, 0);
}

static void
on_panels_changed (PanelistBanners *self)
{
  GListModel *panels = get_panels (self);

  clear_watched (self);
  for (guint i = 0; i < g_list_model_get_n_items (panels); i++)
    {
      PanelistPanel *panel = g_list_model_get_item (panels, i);

      g_signal_connect_object (panel, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (self->watched, panel);
    }
  update (self);
}

static void
set_session (PanelistBanners *self,
             PanelistSession *session)
{
  if (self->session == session)
    return;

  clear_watched (self);
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_func (get_panels (self), on_panels_changed, self);
      g_signal_handlers_disconnect_by_func (panelist_session_get_tally (self->session), update, self);
      g_signal_handlers_disconnect_by_func (self->session, update, self);
    }
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_object (get_panels (self), "items-changed", G_CALLBACK (on_panels_changed), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (panelist_session_get_tally (session), "changed", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      on_panels_changed (self);
    }
  else
    {
      update (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

/* GObject */

static void
panelist_banners_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  PanelistBanners *self = PANELIST_BANNERS (object);

  switch ((PanelistBannersProperty) id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_PANEL:
      g_value_set_object (value, self->panel);
      break;
    case PROP_HIDE_UNCONFIRMED:
      g_value_set_boolean (value, self->hide_unconfirmed);
      break;
    case PROP_SHOWN:
      g_value_set_boolean (value, self->shown);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_banners_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  PanelistBanners *self = PANELIST_BANNERS (object);

  switch ((PanelistBannersProperty) id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_PANEL:
      if (!g_set_object (&self->panel, g_value_get_object (value)))
        break;
      update (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_HIDE_UNCONFIRMED:
      if (self->hide_unconfirmed == g_value_get_boolean (value))
        break;
      self->hide_unconfirmed = g_value_get_boolean (value);
      update (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_SHOWN:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_banners_dispose (GObject *object)
{
  PanelistBanners *self = PANELIST_BANNERS (object);

  clear_watched (self);
  g_clear_object (&self->session);
  g_clear_object (&self->panel);
  gtk_widget_dispose_template (GTK_WIDGET (self), PANELIST_TYPE_BANNERS);

  G_OBJECT_CLASS (panelist_banners_parent_class)->dispose (object);
}

static void
panelist_banners_finalize (GObject *object)
{
  PanelistBanners *self = PANELIST_BANNERS (object);

  g_clear_pointer (&self->watched, g_ptr_array_unref);

  G_OBJECT_CLASS (panelist_banners_parent_class)->finalize (object);
}

static void
panelist_banners_class_init (PanelistBannersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = panelist_banners_get_property;
  object_class->set_property = panelist_banners_set_property;
  object_class->dispose = panelist_banners_dispose;
  object_class->finalize = panelist_banners_finalize;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, PANELIST_TYPE_SESSION, flags);
  properties[PROP_PANEL] = g_param_spec_object ("panel", NULL, NULL, PANELIST_TYPE_PANEL, flags);
  properties[PROP_HIDE_UNCONFIRMED] = g_param_spec_boolean ("hide-unconfirmed", NULL, NULL, FALSE, flags);
  properties[PROP_SHOWN] = g_param_spec_boolean ("shown", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, PANELIST_RESOURCE_PATH "panelist-banners.ui");
  gtk_widget_class_bind_template_child (widget_class, PanelistBanners, demo);
  gtk_widget_class_bind_template_child (widget_class, PanelistBanners, state);
}

static void
panelist_banners_init (PanelistBanners *self)
{
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}
