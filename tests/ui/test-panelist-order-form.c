/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "panelist-field-words.h"
#include "panelist-money.h"
#include "panelist-order-form.h"
#include "panelist-order-summary.h"
#include "ui-test.h"

#define LINK "https://clips.example/v/1"
#define LINK_SENT "link=https%3A%2F%2Fclips.example%2Fv%2F1"
#define HEAD "action=add&service=2&"

typedef struct
{
  PanelistOrderDraft *draft;
  GtkWidget *form;
  GtkWidget *summary;
  GtkWidget *box;
  GtkWindow *window;   /* only where the focus moves */
} Fixture;

static PanelistService *
make_service (const char *type,
              const char *rate,
              int64_t     min,
              int64_t     max)
{
  return g_object_new (PANELIST_TYPE_SERVICE,
                       "id", "2",
                       "name", HOSTILE_TEXT,
                       "category", HOSTILE_TEXT,
                       "type", panelist_service_type_from_text (type, NULL),
                       "type-text", type,
                       "rate", rate,
                       "min", min,
                       "max", max,
                       NULL);
}

static void
set_service (Fixture    *fixture,
             const char *type,
             const char *rate,
             int64_t     min,
             int64_t     max)
{
  g_autoptr (PanelistService) service = NULL;

  service = make_service (type, rate, min, max);
  panelist_order_draft_set_service (fixture->draft,
                                    panelist_order_draft_get_panel (fixture->draft), service);
}

static void
set_up (Fixture    *fixture,
        const char *type,
        const char *rate,
        int64_t     min,
        int64_t     max)
{
  g_autoptr (PanelistPanel) panel = NULL;

  panel = panelist_panel_new ("Main Panel", "https://panel.example/api/v2");
  panelist_panel_set_balance (panel, "100.84", "USD", 1);
  fixture->draft = panelist_order_draft_new (panel, NULL);
  fixture->form = panelist_order_form_new (fixture->draft);
  fixture->summary = g_object_new (PANELIST_TYPE_ORDER_SUMMARY, "draft", fixture->draft, NULL);
  set_service (fixture, type, rate, min, max);

  fixture->box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append (GTK_BOX (fixture->box), fixture->form);
  gtk_box_append (GTK_BOX (fixture->box), fixture->summary);
}

static void
tear_down (Fixture *fixture)
{
  if (fixture->window != NULL)
    gtk_window_destroy (fixture->window);
  g_assert_finalize_object (fixture->box);
  g_assert_finalize_object (fixture->draft);
}

/* The row of a field, visible or not. */
static GtkWidget *
find_row (GtkWidget    *widget,
          PanelistField field)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = NULL;

      if (ADW_IS_PREFERENCES_ROW (child))
        {
          g_autofree char *required = panelist_field_dup_title (field, TRUE);
          g_autofree char *optional = panelist_field_dup_title (field, FALSE);
          const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (child));

          if (g_str_equal (title, required) || g_str_equal (title, optional))
            return child;
        }
      found = find_row (child, field);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_editor (GtkWidget *row)
{
  static const char *const types[] = { "GtkSpinButton", "GtkTextView", "GtkMenuButton" };

  if (ADW_IS_ENTRY_ROW (row))
    return GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row)));
  if (ADW_IS_COMBO_ROW (row))
    return row;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      GtkWidget *found = ui_test_find (row, g_type_from_name (types[i]), NULL);

      if (found != NULL)
        return found;
    }
  g_assert_not_reached ();
}

static const char *
get_subtitle (GtkWidget *row)
{
  return adw_action_row_get_subtitle (ADW_ACTION_ROW (row));
}

/* As a person does it: through the widget. */
static void
type_into (Fixture      *fixture,
           PanelistField field,
           const char   *value)
{
  GtkWidget *row = find_row (fixture->form, field);
  GtkWidget *editor = NULL;
  const int *choices = NULL;
  gsize n_choices = 0;

  g_assert_nonnull (row);
  g_assert_true (gtk_widget_get_visible (row));
  editor = find_editor (row);
  switch (panelist_field_get_kind (field))
    {
    case PANELIST_FIELD_KIND_LIST:
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor)), value, -1);
      break;
    case PANELIST_FIELD_KIND_CHOICE:
      choices = panelist_field_get_choices (field, &n_choices);
      for (guint i = 0; i < n_choices; i++)
        if (choices[i] == atoi (value))
          adw_combo_row_set_selected (ADW_COMBO_ROW (row),
                                      field == PANELIST_FIELD_DELAY ? i : i + 1);
      break;
    case PANELIST_FIELD_KIND_DATE:
      panelist_order_draft_set_value (fixture->draft, field, value);
      break;
    case PANELIST_FIELD_KIND_TEXT:
    case PANELIST_FIELD_KIND_NUMBER:
    default:
      gtk_editable_set_text (GTK_EDITABLE (ADW_IS_ENTRY_ROW (row) ? row : editor), value);
      break;
    }
}

/* Tests */

/* protocol.md 3.1: `*` = required. Runs and interval stand behind their switch. */
static const struct
{
  const char *type;
  const char *fields;
  const char *values;
  const char *body;
  const char *charge;
} cases[] = {
  { "Default", "link* quantity* runs interval", "link=" LINK "|quantity=500",
    HEAD LINK_SENT "&quantity=500", "0.45" },
  { "Package", "link*", "link=" LINK, HEAD LINK_SENT, "0.90" },
  { "SEO", "link* quantity* keywords*", "link=" LINK "|quantity=500|keywords=a\nb",
    HEAD LINK_SENT "&quantity=500&keywords=a%0Ab", "0.45" },
  { "Custom Comments", "link* comments*", "link=" LINK "|comments=Nice\n\nGreat\nNice",
    HEAD LINK_SENT "&comments=Nice%0AGreat%0ANice", "0.0027" },
  { "Custom Comments Package", "link* comments*", "link=" LINK "|comments=Nice",
    HEAD LINK_SENT "&comments=Nice", "0.90" },
  { "Mentions", "link* quantity* usernames*", "link=" LINK "|quantity=500|usernames=@a\n@b",
    HEAD LINK_SENT "&quantity=500&usernames=%40a%0A%40b", "0.45" },
  { "Mentions with Hashtags", "link* quantity* usernames* hashtags*",
    "link=" LINK "|quantity=500|usernames=a|hashtags=#x",
    HEAD LINK_SENT "&quantity=500&usernames=a&hashtags=%23x", "0.45" },
  { "Mentions Custom List", "link* usernames*", "link=" LINK "|usernames=a\nb\nc",
    HEAD LINK_SENT "&usernames=a%0Ab%0Ac", "0.0027" },
  { "Mentions Hashtag", "link* quantity* hashtag*", "link=" LINK "|quantity=500|hashtag=x",
    HEAD LINK_SENT "&quantity=500&hashtag=x", "0.45" },
  { "Mentions User Followers", "link* quantity* username*", "link=" LINK "|quantity=500|username=x",
    HEAD LINK_SENT "&quantity=500&username=x", "0.45" },
  { "Mentions Media Likers", "link* quantity* media*", "link=" LINK "|quantity=500|media=m",
    HEAD LINK_SENT "&quantity=500&media=m", "0.45" },
  { "Comment Likes", "link* quantity* username*", "link=" LINK "|quantity=500|username=x",
    HEAD LINK_SENT "&quantity=500&username=x", "0.45" },
  { "Comment Replies", "link* comments* username*", "link=" LINK "|comments=a\nb|username=x",
    HEAD LINK_SENT "&comments=a%0Ab&username=x", "0.0018" },
  { "Poll", "link* quantity* answer_number*", "link=" LINK "|quantity=500|answer_number=3",
    HEAD LINK_SENT "&quantity=500&answer_number=3", "0.45" },
  { "Invites from Groups", "link* quantity* groups*", "link=" LINK "|quantity=500|groups=g",
    HEAD LINK_SENT "&quantity=500&groups=g", "0.45" },
  { "Subscriptions", "username* min* max* posts old_posts delay* expiry",
    "username=x|min=100|max=200|posts=10|delay=30|expiry=2087-11-05",
    HEAD "username=x&min=100&max=200&posts=10&delay=30&expiry=05%2F11%2F2087", "0" },
  { "Web Traffic", "link* quantity* country* device* type_of_traffic* runs interval",
    "link=" LINK "|quantity=500|country=US|device=5|type_of_traffic=1|google_keyword=shoes",
    HEAD LINK_SENT
    "&quantity=500&country=US&device=5&type_of_traffic=1&google_keyword=shoes",
    "0.45" },
  { "Moonlight", "link* quantity", "link=" LINK "|quantity=500", HEAD LINK_SENT "&quantity=500",
    "0.45" },
};

static void
assert_fields (Fixture    *fixture,
               const char *fields)
{
  g_auto (GStrv) names = g_strsplit (fields, " ", -1);

  for (guint field = 0; field < PANELIST_N_FIELDS; field++)
    {
      g_autofree char *required =
          g_strconcat (panelist_field_get_name ((PanelistField) field), "*", NULL);
      GtkWidget *row = find_row (fixture->form, (PanelistField) field);
      gboolean is_required = g_strv_contains ((const char *const *) names, required);
      gboolean is_there =
          is_required || g_strv_contains ((const char *const *) names,
                                          panelist_field_get_name ((PanelistField) field));
      g_autofree char *title = panelist_field_dup_title ((PanelistField) field, is_required);

      g_assert_nonnull (row);
      g_assert_cmpint (gtk_widget_get_visible (row), ==, is_there);
      if (!is_there)
        continue;
      g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, title);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (find_editor (row)),
                                           GTK_ACCESSIBLE_PROPERTY_REQUIRED, is_required);
    }
}

static void
fill (Fixture    *fixture,
      const char *values)
{
  g_auto (GStrv) pairs = g_strsplit (values, "|", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);
      PanelistField field = PANELIST_FIELD_LINK;

      g_assert_true (panelist_field_from_name (pair[0], &field));
      type_into (fixture, field, pair[1]);
    }
}

static void
assert_sent (Fixture    *fixture,
             const char *body)
{
  g_autoptr (PanelistForm) form = panelist_order_draft_dup_form (fixture->draft);
  g_autofree char *encoded = panelist_form_encode (form);

  g_assert_cmpstr (encoded, ==, body);
}

static void
test_types (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autofree char *charge = panelist_money_format (cases[index].charge, "USD");
  Fixture fixture = { 0 };

  set_up (&fixture, cases[index].type, "0.90", 1, 10000);
  assert_fields (&fixture, cases[index].fields);
  ui_test_assert_names (fixture.form);
  ui_test_assert_names (fixture.summary);
  g_assert_false (
      panelist_order_summary_get_ready (PANELIST_ORDER_SUMMARY (fixture.summary)));

  fill (&fixture, cases[index].values);
  assert_sent (&fixture, cases[index].body);
  g_assert_cmpstr (
      panelist_order_summary_get_charge_text (PANELIST_ORDER_SUMMARY (fixture.summary)), ==,
      charge);
  g_assert_true (panelist_order_summary_get_ready (PANELIST_ORDER_SUMMARY (fixture.summary)));
  tear_down (&fixture);
}

static void
test_drip_feed (void)
{
  Fixture fixture = { 0 };
  GtkWidget *drip = NULL;
  g_autofree char *charge = panelist_money_format ("4.50", "USD");
  const char *subtitle = NULL;

  set_up (&fixture, "Default", "0.90", 50, 10000);
  drip = ui_test_find (fixture.form, ADW_TYPE_EXPANDER_ROW, NULL);
  fill (&fixture, "link=" LINK "|quantity=500");
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (drip), TRUE);
  g_assert_false (panelist_order_summary_get_ready (PANELIST_ORDER_SUMMARY (fixture.summary)));

  fill (&fixture, "runs=10|interval=30");
  assert_sent (&fixture, HEAD LINK_SENT "&quantity=500&runs=10&interval=30");
  g_assert_cmpstr (
      panelist_order_summary_get_charge_text (PANELIST_ORDER_SUMMARY (fixture.summary)), ==,
      charge);
  subtitle = adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (drip));
  g_assert_true (g_str_has_prefix (subtitle, "10 × 500 = "));

  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (drip), FALSE);
  assert_sent (&fixture, HEAD LINK_SENT "&quantity=500");
  tear_down (&fixture);
}

static void
assert_invalid (GtkWidget *row,
                gboolean   invalid)
{
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (find_editor (row)), GTK_ACCESSIBLE_STATE_INVALID,
                                    invalid ? GTK_ACCESSIBLE_INVALID_TRUE
                                            : GTK_ACCESSIBLE_INVALID_FALSE);
  g_assert_cmpint (gtk_widget_has_css_class (row, "error"), ==, invalid);
}

static void
test_numbers (void)
{
  Fixture fixture = { 0 };
  GtkWidget *row = NULL;
  GtkWidget *link = NULL;
  g_autofree char *thousand = panelist_number_format (1000);
  g_autofree char *too_much = g_strdup_printf ("Quantity must be at most %s", thousand);

  set_up (&fixture, "Default", "0.90", 50, 1000);
  fixture.window = ui_test_show (fixture.box, 600, 800);
  row = find_row (fixture.form, PANELIST_FIELD_QUANTITY);
  link = find_row (fixture.form, PANELIST_FIELD_LINK);

  /* More digits can't mend these: told at once, and what was typed stays. */
  type_into (&fixture, PANELIST_FIELD_QUANTITY, "20000");
  assert_invalid (row, TRUE);
  g_assert_cmpstr (get_subtitle (row), ==, too_much);
  type_into (&fixture, PANELIST_FIELD_QUANTITY, "12x");
  g_assert_cmpstr (get_subtitle (row), ==, "Quantity must be a whole number");
  g_assert_cmpstr (panelist_order_draft_get_value (fixture.draft, PANELIST_FIELD_QUANTITY), ==,
                   "12x");

  /* Too little may still grow: told when the field is left. */
  gtk_widget_grab_focus (find_editor (row));
  type_into (&fixture, PANELIST_FIELD_QUANTITY, "20");
  assert_invalid (row, FALSE);
  gtk_widget_grab_focus (link);
  assert_invalid (row, TRUE);
  g_assert_cmpstr (get_subtitle (row), ==, "Quantity must be at least 50");
  g_assert_cmpstr (panelist_order_draft_get_value (fixture.draft, PANELIST_FIELD_QUANTITY), ==,
                   "20");

  /* As people write it. */
  type_into (&fixture, PANELIST_FIELD_QUANTITY, thousand);
  assert_invalid (row, FALSE);
  g_assert_cmpstr (panelist_order_draft_get_value (fixture.draft, PANELIST_FIELD_QUANTITY), ==,
                   "1000");
  tear_down (&fixture);
}

static void
test_steps (void)
{
  Fixture fixture = { 0 };
  GtkSpinButton *spin = NULL;

  set_up (&fixture, "Default", "0.90", 50, 1000);
  spin = GTK_SPIN_BUTTON (find_editor (find_row (fixture.form, PANELIST_FIELD_QUANTITY)));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "");
  gtk_spin_button_spin (spin, GTK_SPIN_STEP_FORWARD, 0);
  g_assert_cmpstr (panelist_order_draft_get_value (fixture.draft, PANELIST_FIELD_QUANTITY), ==,
                   "50");
  gtk_spin_button_spin (spin, GTK_SPIN_STEP_FORWARD, 0);
  g_assert_cmpstr (panelist_order_draft_get_value (fixture.draft, PANELIST_FIELD_QUANTITY), ==,
                   "60");
  tear_down (&fixture);
}

static void
test_missing (void)
{
  Fixture fixture = { 0 };
  GtkWidget *row = NULL;
  g_autofree char *caption = NULL;

  set_up (&fixture, "Default", "0.90", 50, 1000);
  fixture.window = ui_test_show (fixture.box, 600, 800);
  row = find_row (fixture.form, PANELIST_FIELD_LINK);
  g_object_get (fixture.summary, "caption", &caption, NULL);
  g_assert_cmpstr (caption, ==, "The link is missing");
  assert_invalid (row, FALSE);

  /* Going through it is no mistake yet; to leave it emptied is one. */
  gtk_widget_grab_focus (row);
  gtk_widget_grab_focus (find_editor (find_row (fixture.form, PANELIST_FIELD_QUANTITY)));
  assert_invalid (row, FALSE);
  gtk_widget_grab_focus (row);
  gtk_editable_set_text (GTK_EDITABLE (row), "x");
  gtk_editable_set_text (GTK_EDITABLE (row), "");
  gtk_widget_grab_focus (find_editor (find_row (fixture.form, PANELIST_FIELD_QUANTITY)));
  assert_invalid (row, TRUE);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                   "The link is missing");
  tear_down (&fixture);
}

static void
assert_tick (GtkWidget *row,
             gboolean   shown)
{
  GtkWidget *tick = ui_test_find_tooltip (row, "Valid");

  g_assert_nonnull (tick);
  g_assert_true (gtk_widget_get_visible (tick) == shown);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (tick), GTK_ACCESSIBLE_PROPERTY_LABEL, "Valid");
}

static void
test_lists (void)
{
  Fixture fixture = { 0 };
  GtkWidget *row = NULL;
  GtkWidget *link = NULL;

  set_up (&fixture, "Custom Comments", "0.90", 3, 5);
  fixture.window = ui_test_show (fixture.box, 600, 800);
  row = find_row (fixture.form, PANELIST_FIELD_COMMENTS);
  link = find_row (fixture.form, PANELIST_FIELD_LINK);
  type_into (&fixture, PANELIST_FIELD_COMMENTS, "a\n\na");
  g_assert_nonnull (ui_test_find (row, GTK_TYPE_LABEL, "2 of 3–5"));
  g_assert_nonnull (ui_test_find (row, GTK_TYPE_LABEL, "1 line is there twice"));
  assert_invalid (row, FALSE);

  gtk_widget_grab_focus (find_editor (row));
  gtk_widget_grab_focus (link);
  assert_invalid (row, TRUE);
  g_assert_nonnull (ui_test_find (row, GTK_TYPE_LABEL, "At least 3 lines are needed"));

  type_into (&fixture, PANELIST_FIELD_COMMENTS, "a\nb\nc\nd\ne\nf");
  g_assert_nonnull (ui_test_find (row, GTK_TYPE_LABEL, "At most 5 lines are allowed"));
  assert_tick (row, FALSE);

  /* What a screen reader hears: the row and the text by the title, the tick by its word. */
  type_into (&fixture, PANELIST_FIELD_COMMENTS, "a\nb\nc");
  assert_tick (row, TRUE);
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                       ui_test_find (row, GTK_TYPE_LABEL, "Comments"), NULL);
  gtk_test_accessible_assert_relation (GTK_ACCESSIBLE (find_editor (row)), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                       ui_test_find (row, GTK_TYPE_LABEL, "Comments"), NULL);
  assert_tick (link, FALSE);
  type_into (&fixture, PANELIST_FIELD_LINK, "https://clips.example/v/1");
  assert_tick (link, TRUE);
  tear_down (&fixture);
}

static void
test_service_change_keeps_values (void)
{
  Fixture fixture = { 0 };
  GtkWidget *link = NULL;

  set_up (&fixture, "Default", "0.90", 50, 1000);
  fill (&fixture, "link=" LINK "|quantity=500");
  set_service (&fixture, "Custom Comments", "8", 1, 100);
  link = find_row (fixture.form, PANELIST_FIELD_LINK);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (link)), ==, LINK);
  g_assert_false (gtk_widget_get_visible (find_row (fixture.form, PANELIST_FIELD_QUANTITY)));
  set_service (&fixture, "Default", "0.90", 50, 1000);
  assert_sent (&fixture, HEAD LINK_SENT "&quantity=500");
  tear_down (&fixture);
}

static GtkWidget *
find_by_tooltip (GtkWidget  *widget,
                 const char *tooltip)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_by_tooltip (child, tooltip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Offered, never done unasked: the rest of the link stays as typed. */
static void
test_tracking_parts (void)
{
  Fixture fixture = { 0 };
  GtkWidget *button = NULL;

  set_up (&fixture, "Default", "0.90", 50, 1000);
  button = find_by_tooltip (find_row (fixture.form, PANELIST_FIELD_LINK), "Remove Tracking Parts");
  g_assert_false (gtk_widget_get_visible (button));
  type_into (&fixture, PANELIST_FIELD_LINK, LINK "?utm_source=x&v=1");
  g_assert_true (gtk_widget_get_visible (button));
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (panelist_order_draft_get_value (fixture.draft, PANELIST_FIELD_LINK), ==, LINK "?v=1");
  g_assert_false (gtk_widget_get_visible (button));
  tear_down (&fixture);
}

static void
test_unknown_type (void)
{
  Fixture fixture = { 0 };
  GtkWidget *extras = NULL;
  g_autofree char *caption = NULL;

  set_up (&fixture, HOSTILE_TEXT, "0.90", 50, 1000);
  fixture.window = ui_test_show (fixture.box, 600, 800);
  extras = gtk_widget_get_ancestor (
      ui_test_find (fixture.form, GTK_TYPE_LABEL, "Extra Parameters"), ADW_TYPE_PREFERENCES_GROUP);
  g_assert_true (gtk_widget_get_visible (extras));
  /* What the label shows after reading its markup: versions of libadwaita differ in what the
   * group returns as its description. */
  g_assert_nonnull (ui_test_find (extras, GTK_TYPE_LABEL,
                                  "Unknown type “" HOSTILE_TEXT "”: the service’s description says "
                                  "what the panel wants to know"));

  fill (&fixture, "link=" LINK "|quantity=500");
  panelist_order_form_add_extra (PANELIST_ORDER_FORM (fixture.form));
  ui_test_assert_names (fixture.form);
  panelist_order_draft_set_extra (fixture.draft, 0, "coupon", "X1");
  assert_sent (&fixture, HEAD LINK_SENT "&quantity=500&coupon=X1");

  panelist_order_draft_set_extra (fixture.draft, 0, "key", "X1");
  g_assert_false (panelist_order_summary_get_ready (PANELIST_ORDER_SUMMARY (fixture.summary)));
  g_object_get (fixture.summary, "caption", &caption, NULL);
  g_assert_cmpstr (caption, ==, "An extra parameter has a name that is taken");
  tear_down (&fixture);
}

static void
test_money (void)
{
  Fixture fixture = { 0 };
  PanelistPanel *panel = NULL;
  g_autofree char *caption = NULL;
  g_autofree char *missing = panelist_money_format ("1.20", "USD");
  g_autofree char *short_text = g_strdup_printf ("%s short", missing);

  set_up (&fixture, "Default", "204.08", 50, 1000);
  fill (&fixture, "link=" LINK "|quantity=500");
  g_assert_cmpstr (
      panelist_order_summary_get_after_text (PANELIST_ORDER_SUMMARY (fixture.summary)), ==,
      short_text);
  g_assert_false (panelist_order_summary_get_ready (PANELIST_ORDER_SUMMARY (fixture.summary)));

  panel = panelist_order_draft_get_panel (fixture.draft);
  panelist_panel_set_balance (panel, "200", "USD", 2);
  g_assert_true (panelist_order_summary_get_ready (PANELIST_ORDER_SUMMARY (fixture.summary)));

  panelist_panel_set_state (panel, PANELIST_PANEL_STATE_OFFLINE, NULL);
  g_assert_false (panelist_order_summary_get_ready (PANELIST_ORDER_SUMMARY (fixture.summary)));
  g_object_get (fixture.summary, "caption", &caption, NULL);
  g_assert_cmpstr (caption, ==, "Working offline: nothing can be sent");
  tear_down (&fixture);
}

static void
test_subscription_without_end (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, "Subscriptions", "0.90", 50, 1000);
  fill (&fixture, "username=x|min=100|max=200");
  g_assert_nonnull (ui_test_find (fixture.summary, GTK_TYPE_LABEL, "No limit"));
  fill (&fixture, "posts=10");
  g_assert_null (ui_test_find (fixture.summary, GTK_TYPE_LABEL, "No limit"));
  tear_down (&fixture);
}

static void
test_typed_numbers (void)
{
  static const struct
  {
    const char *typed;
    const char *digits;
  } numbers[] = {
    { "", "" },           { " 500 ", "500" },   { "007", "7" },        { "1 000", "1000" },
    { "1,5", "1,5" },     { "1,50", "1,50" },   { "1.5", "1.5" },      { "-5", "-5" },
    { "5e3", "5e3" },     { ",500", ",500" },   { "1,,500", "1,,500" }, { "1234,500", "1234,500" },
    { "٥٠", "50" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *digits = panelist_number_parse_typed (numbers[i].typed);

      g_assert_cmpstr (digits, ==, numbers[i].digits);
    }
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/order-form/type/%s", cases[i].type);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_types);
    }
  g_test_add_func ("/ui/order-form/drip-feed", test_drip_feed);
  g_test_add_func ("/ui/order-form/numbers", test_numbers);
  g_test_add_func ("/ui/order-form/steps", test_steps);
  g_test_add_func ("/ui/order-form/missing", test_missing);
  g_test_add_func ("/ui/order-form/lists", test_lists);
  g_test_add_func ("/ui/order-form/service-change-keeps-values", test_service_change_keeps_values);
  g_test_add_func ("/ui/order-form/tracking-parts", test_tracking_parts);
  g_test_add_func ("/ui/order-form/unknown-type", test_unknown_type);
  g_test_add_func ("/ui/order-form/money", test_money);
  g_test_add_func ("/ui/order-form/subscription-without-end", test_subscription_without_end);
  g_test_add_func ("/ui/order-form/typed-numbers", test_typed_numbers);
  return g_test_run ();
}
