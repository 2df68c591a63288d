/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-order-placer.h"

struct _PanelistOrderPlacer
{
  GObject parent_instance;

  PanelistOrdering *ordering;
  guint n_sending;
};

G_DEFINE_FINAL_TYPE (PanelistOrderPlacer, panelist_order_placer, G_TYPE_OBJECT)

typedef enum {
  PROP_SENDING = 1,
} PanelistOrderPlacerProperty;

static GParamSpec *properties[PROP_SENDING + 1];

enum {
  HELD,
  SETTLED,
  FAILED,
  RETURNED,
  TOO_LATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
count_sending (PanelistOrderPlacer *self,
               int                  difference)
{
  gboolean before = self->n_sending > 0;

  self->n_sending = (guint) ((int) self->n_sending + difference);
  if (before != (self->n_sending > 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENDING]);
}

/* One confirmed draft on its way. */
typedef struct
{
  PanelistOrderPlacer *self;
  PanelistOrderDraft *draft;
  gboolean submitting;      /* held before, sent now */
} Passage;

static Passage *
passage_new (PanelistOrderPlacer *self,
             PanelistOrderDraft  *draft)
{
  Passage *passage = NULL;

  passage = g_new0 (Passage, 1);
  passage->self = g_object_ref (self);
  passage->draft = panelist_order_draft_copy (draft);
  return passage;
}

static void
passage_free (gpointer data)
{
  Passage *passage = data;

  g_clear_object (&passage->draft);
  g_clear_object (&passage->self);
  g_free (passage);
}

static void
passage_closure_free (gpointer  data,
                      GClosure *closure)
{
  passage_free (data);
}

/* At once */

static DexFuture *
on_placed (DexFuture *future,
           gpointer   user_data)
{
  Passage *passage = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = NULL;

  count_sending (passage->self, -1);
  value = dex_future_get_value (future, &error);
  if (value != NULL)
    g_signal_emit (passage->self, signals[SETTLED], 0, g_value_get_object (value), passage->draft);
  else
    g_signal_emit (passage->self, signals[FAILED], 0, error, passage->draft);
  return dex_future_new_true ();
}

static void
follow_future (PanelistOrderPlacer *self,
               PanelistOrderDraft  *draft,
               DexFuture           *future)
{
  count_sending (self, 1);
  dex_future_disown (dex_future_finally (future, on_placed, passage_new (self, draft), passage_free));
}

/* Held first */

static void
on_state_changed (PanelistOrder *order,
                  GParamSpec    *pspec,
                  Passage       *passage)
{
  g_autoptr (PanelistOrderPlacer) self = NULL;
  g_autoptr (PanelistOrderDraft) draft = NULL;

  switch ((int) panelist_order_get_intent_state (order))
    {
    case PANELIST_INTENT_HELD:
      return;
    case PANELIST_INTENT_SUBMITTING:
      if (!passage->submitting)
        count_sending (passage->self, 1);
      passage->submitting = TRUE;
      return;
    default:
      break;
    }

  /* What is taken back is told to whoever took it back. */
  g_set_object (&self, passage->self);
  g_set_object (&draft, passage->draft);
  if (passage->submitting)
    count_sending (self, -1);
  g_signal_handlers_disconnect_by_func (order, on_state_changed, passage);
  if (panelist_order_get_intent_state (order) != PANELIST_INTENT_DRAFT)
    g_signal_emit (self, signals[SETTLED], 0, order, draft);
}

static DexFuture *
on_held (DexFuture *future,
         gpointer   user_data)
{
  Passage *passage = user_data;
  g_autoptr (GError) error = NULL;
  PanelistOrder *order = NULL;
  Passage *following = NULL;
  const GValue *value = NULL;

  count_sending (passage->self, -1);
  value = dex_future_get_value (future, &error);
  if (value == NULL)
    {
      g_signal_emit (passage->self, signals[FAILED], 0, error, passage->draft);
      return dex_future_new_true ();
    }

  order = g_value_get_object (value);
  following = passage_new (passage->self, passage->draft);
  g_signal_connect_data (order, "notify::intent-state", G_CALLBACK (on_state_changed), following,
                         passage_closure_free, G_CONNECT_DEFAULT);
  g_signal_emit (passage->self, signals[HELD], 0, order, passage->draft);
  on_state_changed (order, NULL, following);
  return dex_future_new_true ();
}

static DexFuture *
on_taken_back (DexFuture *future,
               gpointer   user_data)
{
  PanelistOrderPlacer *self = PANELIST_ORDER_PLACER (user_data);
  const GValue *value = NULL;

  value = dex_future_get_value (future, NULL);
  if (value != NULL)
    g_signal_emit (self, signals[RETURNED], 0, g_value_get_object (value));
  else
    g_signal_emit (self, signals[TOO_LATE], 0);
  return dex_future_new_true ();
}

/* GObject */

static void
panelist_order_placer_get_property (GObject    *object,
                                    guint       id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  switch ((PanelistOrderPlacerProperty) id)
    {
    case PROP_SENDING:
      g_value_set_boolean (value, panelist_order_placer_get_sending (PANELIST_ORDER_PLACER (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
panelist_order_placer_dispose (GObject *object)
{
  g_clear_object (&PANELIST_ORDER_PLACER (object)->ordering);

  G_OBJECT_CLASS (panelist_order_placer_parent_class)->dispose (object);
}

static guint
install_signal (PanelistOrderPlacerClass *klass,
                const char               *name,
                GType                     first,
                GType                     second)
{
  return g_signal_new (name, G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       (first != G_TYPE_NONE) + (second != G_TYPE_NONE), first, second);
}

static void
panelist_order_placer_class_init (PanelistOrderPlacerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = panelist_order_placer_get_property;
  object_class->dispose = panelist_order_placer_dispose;

  properties[PROP_SENDING] =
      g_param_spec_boolean ("sending", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[HELD] = install_signal (klass, "held", PANELIST_TYPE_ORDER, PANELIST_TYPE_ORDER_DRAFT);
  signals[SETTLED] = install_signal (klass, "settled", PANELIST_TYPE_ORDER, PANELIST_TYPE_ORDER_DRAFT);
  signals[FAILED] = install_signal (klass, "failed", G_TYPE_ERROR, PANELIST_TYPE_ORDER_DRAFT);
  signals[RETURNED] = install_signal (klass, "returned", PANELIST_TYPE_ORDER_DRAFT, G_TYPE_NONE);
  signals[TOO_LATE] = install_signal (klass, "too-late", G_TYPE_NONE, G_TYPE_NONE);
}

static void
panelist_order_placer_init (PanelistOrderPlacer *self)
{
}

/**
 * panelist_order_placer_new:
 * @ordering: what spends
 *
 * Returns: (transfer full): a new placer
 */
PanelistOrderPlacer *
panelist_order_placer_new (PanelistOrdering *ordering)
{
  PanelistOrderPlacer *self = NULL;

  g_return_val_if_fail (PANELIST_IS_ORDERING (ordering), NULL);

  self = g_object_new (PANELIST_TYPE_ORDER_PLACER, NULL);
  self->ordering = g_object_ref (ordering);
  return self;
}

gboolean
panelist_order_placer_get_sending (PanelistOrderPlacer *self)
{
  g_return_val_if_fail (PANELIST_IS_ORDER_PLACER (self), FALSE);

  return self->n_sending > 0;
}

/* After its question was answered: `draft` is sent now. */
void
panelist_order_placer_place (PanelistOrderPlacer *self,
                             PanelistOrderDraft  *draft)
{
  g_return_if_fail (PANELIST_IS_ORDER_PLACER (self));
  g_return_if_fail (PANELIST_IS_ORDER_DRAFT (draft));

  follow_future (self, draft, panelist_ordering_place (self->ordering, draft));
}

/* After the destructive question: once more what may have been placed as `twin`. */
void
panelist_order_placer_send_again (PanelistOrderPlacer *self,
                                  PanelistOrderDraft  *draft,
                                  PanelistOrder       *twin)
{
  g_return_if_fail (PANELIST_IS_ORDER_PLACER (self));
  g_return_if_fail (PANELIST_IS_ORDER_DRAFT (draft));
  g_return_if_fail (PANELIST_IS_ORDER (twin));

  follow_future (self, draft, panelist_ordering_send_again (self->ordering, twin, draft));
}

/* `draft` is sent in `delay` seconds, unless it is taken back before. */
void
panelist_order_placer_hold (PanelistOrderPlacer *self,
                            PanelistOrderDraft  *draft,
                            guint                delay)
{
  g_return_if_fail (PANELIST_IS_ORDER_PLACER (self));
  g_return_if_fail (PANELIST_IS_ORDER_DRAFT (draft));

  count_sending (self, 1);
  dex_future_disown (dex_future_finally (panelist_ordering_hold (self->ordering, draft, delay), on_held,
                                         passage_new (self, draft), passage_free));
}

/* A held order becomes a form again. */
void
panelist_order_placer_take_back (PanelistOrderPlacer *self,
                                 PanelistOrder       *order)
{
  g_return_if_fail (PANELIST_IS_ORDER_PLACER (self));
  g_return_if_fail (PANELIST_IS_ORDER (order));

  dex_future_disown (dex_future_finally (panelist_ordering_cancel_held (self->ordering, order), on_taken_back,
                                         g_object_ref (self), g_object_unref));
}
