/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-window WORK FOLDER [N]: one run of the window, over the data in FOLDER. Prints lines of `what TAB value`.
 *   prepare  fills FOLDER with a panel of N services; its address is in the environment (PANELIST_BENCH_ADDRESS)
 *   hello    an empty AdwApplicationWindow: milliseconds to its second frame, and memory
 *   start    the window of Panelist: the same, and the longest gap of the main loop
 *   record   types into the search as keys do, outside of frames: for every key how many frames it took until its answer
 *            was painted, and milliseconds of work and of the clock until then; then every frame of the recording
 *   search   searches and scrolls: keys and page jumps in milliseconds
 *   form     searches, and opens the order form of what was found first: milliseconds from the start to the form
 *   scenes   searches, scrolls and refreshes: keys and page jumps in milliseconds, gaps, memory */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <adwaita.h>

#include "bench.h"
#include "panelist-dex.h"
#include "panelist-new-order-page.h"
#include "panelist-window.h"

#define KEY "0123456789abcdef0123456789abcdef"
#define PANEL_NAME "Bench"
#define MAX_WAIT 60
#define TEXT "clips views r30"
#define RECORDED_TEXT "clips views refill"
#define N_JUMPS 16

typedef enum {
  WORK_PREPARE,
  WORK_HELLO,
  WORK_START,
  WORK_RECORD,
  WORK_SEARCH,
  WORK_FORM,
  WORK_SCENES,
} Work;

typedef struct {
  Work work;
  const char *folder;
  guint n_services;
  double began;
  AdwApplication *application;
  GtkWindow *window;
  PanelistSecrets *secrets;
  PanelistSettings *settings;
  PanelistSession *session;
  guint n_frames;
} Bench;

static void
tell (const char *what,
      double      value)
{
  g_print ("%s\t%.6g\n", what, value);
}

static double
wall_now (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

/* Kilobytes of resident memory */
static double
read_memory (void)
{
  g_autofree char *text = NULL;
  const char *line = NULL;

  g_file_get_contents ("/proc/self/status", &text, NULL, NULL);
  line = text != NULL ? strstr (text, "VmRSS:") : NULL;

  return line != NULL ? g_ascii_strtod (line + strlen ("VmRSS:"), NULL) : 0;
}

/* The longest time between two looks at what the loop waits for: nothing was answered meanwhile. As time of the
 * clock, and as time that this thread worked, which does not grow with what else the machine does. */

typedef struct {
  double clock;
  double work;
} Gap;

static Gap gap_began;
static Gap longest_gap;

static gint
poll_and_measure (GPollFD *fds,
                  guint    n_fds,
                  gint     timeout)
{
  gint n = 0;

  if (gap_began.clock > 0)
    {
      longest_gap.clock = MAX (longest_gap.clock, wall_now () - gap_began.clock);
      longest_gap.work = MAX (longest_gap.work, bench_now () - gap_began.work);
    }

  n = g_poll (fds, n_fds, timeout);
  gap_began = (Gap) { wall_now (), bench_now () };

  return n;
}

static void
forget_gap (void)
{
  longest_gap = (Gap) { 0 };
}

static void
tell_gap (const char *scene)
{
  g_autofree char *clock = g_strconcat ("clock-gap-", scene, NULL);
  g_autofree char *work = g_strconcat ("gap-", scene, NULL);

  tell (clock, longest_gap.clock);
  tell (work, longest_gap.work);
  forget_gap ();
}

/* Waiting */

static gboolean
mark_late (gpointer data)
{
  g_printerr ("bench-window: it did not come within %d s\n", MAX_WAIT);
  exit (EXIT_FAILURE);
}

typedef gboolean (*Condition) (Bench *bench);

static void
wait_until (Bench     *bench,
            Condition  condition)
{
  const guint timer = g_timeout_add_seconds (MAX_WAIT, mark_late, NULL);

  while (!condition (bench))
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (timer);
}

static const GValue *
await (DexFuture *future)
{
  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);

  return dex_future_get_value (future, NULL);
}

static DexFuture *
wake_up (DexFuture *future,
         gpointer   data)
{
  g_main_context_wakeup (NULL);
  return NULL;
}

static gboolean
finish (DexFuture *future)
{
  g_autoptr (DexFuture) held = future;

  dex_future_disown (dex_future_finally (dex_ref (future), wake_up, NULL, NULL));

  return await (held) != NULL;
}

/* Finding what the window is made of */

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_mapped (widget))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The list of services is the only one that is mapped on its page and has items of this type. */
static GListModel *
find_list (GtkWidget *widget)
{
  if (GTK_IS_LIST_VIEW (widget) && gtk_widget_get_mapped (widget) &&
      gtk_list_view_get_model (GTK_LIST_VIEW (widget)) != NULL)
    return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (widget)));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GListModel *found = find_list (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Frames */

static gboolean
shows_all (Bench *bench)
{
  GListModel *list = bench->work == WORK_HELLO ? NULL : find_list (GTK_WIDGET (bench->window));

  return bench->work == WORK_HELLO || (list != NULL && g_list_model_get_n_items (list) == bench->n_services);
}

static void
on_painted (GdkFrameClock *clock,
            Bench         *bench)
{
  if (bench->n_frames < 2 && shows_all (bench))
    {
      bench->n_frames++;

      if (bench->n_frames == 2)
        {
          struct timespec worked = { 0 };

          clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &worked);
          tell ("painted", wall_now () - bench->began);
          tell ("worked", (double) worked.tv_sec * 1000 + (double) worked.tv_nsec / 1000000);
        }

      gtk_widget_queue_draw (GTK_WIDGET (bench->window));
    }
}

static void
watch_frames (Bench *bench)
{
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (bench->window)), "after-paint",
                    G_CALLBACK (on_painted), bench);
}

static gboolean
is_painted (Bench *bench)
{
  return bench->n_frames >= 2;
}

/* What changes in a frame is done in that frame: waiting for the clock is no part of it. */
typedef struct {
  void (*change) (Bench *bench, guint step);
  Bench *bench;
  guint step;
  double began;
  double took;
  double clock_began;
  double clock_took;
  gboolean done;
} Frame;

static void
on_frame_painted (GdkFrameClock *clock,
                  Frame         *frame)
{
  if (frame->began > 0 && !frame->done)
    {
      frame->took = bench_now () - frame->began;
      frame->clock_took = wall_now () - frame->clock_began;
      frame->done = TRUE;
      g_main_context_wakeup (NULL);
    }
}

static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  Frame *frame = data;

  frame->began = bench_now ();
  frame->clock_began = wall_now ();
  frame->change (frame->bench, frame->step);

  return G_SOURCE_REMOVE;
}

/* As time that this thread worked, and as time of the clock. */
static double
measure_frame (Bench  *bench,
               void  (*change) (Bench *bench, guint step),
               guint   step,
               double *clock_took)
{
  Frame frame = { .change = change, .bench = bench, .step = step };
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->window));
  const gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (on_frame_painted), &frame);

  gtk_widget_add_tick_callback (GTK_WIDGET (bench->window), on_tick, &frame, NULL);

  while (!frame.done)
    g_main_context_iteration (NULL, TRUE);

  g_signal_handler_disconnect (clock, handler);

  if (clock_took != NULL)
    *clock_took = frame.clock_took;

  return frame.took;
}

/* One letter more, as a key does it; 0 clears. */
static void
type_key (Bench *bench,
          guint  step)
{
  GtkEditable *search = GTK_EDITABLE (find_widget (GTK_WIDGET (bench->window), GTK_TYPE_SEARCH_ENTRY));
  int position = -1;

  if (step == 0)
    gtk_editable_delete_text (search, 0, -1);
  else
    gtk_editable_insert_text (search, TEXT + step - 1, 1, &position);
}

static void
jump_page (Bench *bench,
           guint  step)
{
  GtkWidget *list = find_widget (GTK_WIDGET (bench->window), GTK_TYPE_LIST_VIEW);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_page_size (adjustment) * (step * 7 + 1));
}

static void
draw (Bench *bench,
      guint  step)
{
  gtk_widget_queue_draw (GTK_WIDGET (bench->window));
}

/* Return in the search text opens the details, with the focus on Order; Return there opens the form. */
static void
press_return (Bench *bench,
              guint  step)
{
  if (step == 0)
    g_signal_emit_by_name (find_widget (GTK_WIDGET (bench->window), GTK_TYPE_SEARCH_ENTRY), "activate");
  else
    gtk_widget_activate (gtk_window_get_focus (bench->window));
}

static gboolean
shows_form (Bench *bench)
{
  return find_widget (GTK_WIDGET (bench->window), PANELIST_TYPE_NEW_ORDER_PAGE) != NULL;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  const double first = *(const double *) a;
  const double second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
median (double *values,
        gsize   n)
{
  qsort (values, n, sizeof (double), compare_doubles);

  return values[n / 2];
}

static void
play_form (Bench *bench)
{
  for (guint i = 1; i < sizeof TEXT; i++)
    measure_frame (bench, type_key, i, NULL);

  for (guint i = 0; i < 2; i++)
    measure_frame (bench, press_return, i, NULL);

  wait_until (bench, shows_form);
  measure_frame (bench, draw, 0, NULL);
  tell ("form", wall_now () - bench->began);
}

static void
play_search (Bench *bench)
{
  double jumps[N_JUMPS] = { 0 };
  double slowest = 0;

  for (guint i = 0; i < N_JUMPS; i++)
    jumps[i] = measure_frame (bench, jump_page, i, NULL);

  forget_gap ();

  for (guint i = 1; i < sizeof TEXT; i++)
    {
      g_autofree char *name = g_strdup_printf ("key-%u", i);
      double clock_took = 0;

      tell (name, measure_frame (bench, type_key, i, &clock_took));
      slowest = MAX (slowest, clock_took);
    }

  measure_frame (bench, type_key, 0, NULL);
  tell_gap ("search");
  tell ("jump", median (jumps, N_JUMPS));
  tell ("clock-slowest-key", slowest);
}

/* A recording: what every frame took, from what the clock did before it to what it painted. */

typedef struct {
  gint64 counter;
  double clock_began;
  double clock;
  double work_began;
  double work;
} FrameTime;

typedef struct {
  FrameTime now;
  GArray *frames;   /* of FrameTime */
} Recording;

static void
on_recorded_begins (GdkFrameClock *clock,
                    Recording     *recording)
{
  recording->now = (FrameTime) { .counter = gdk_frame_clock_get_frame_counter (clock),
                                 .clock_began = wall_now (),
                                 .work_began = bench_now () };
}

static void
on_recorded_painted (GdkFrameClock *clock,
                     Recording     *recording)
{
  recording->now.clock = wall_now () - recording->now.clock_began;
  recording->now.work = bench_now () - recording->now.work_began;
  g_array_append_val (recording->frames, recording->now);
  g_main_context_wakeup (NULL);
}

static void
on_settled (gpointer settled)
{
  *(gboolean *) settled = TRUE;
}

/* Lets the main loop run on for a while; the end is one of its own events. */
static void
settle (guint milliseconds)
{
  gboolean settled = FALSE;

  g_timeout_add_once (milliseconds, on_settled, &settled);
  while (!settled)
    g_main_context_iteration (NULL, TRUE);
}

/* Types one letter, and tells what came of it. What the list holds when the next frame is painted is what the list
 * will hold: an answer that came later would be another number of services. */
static void
record_key (Bench     *bench,
            Recording *recording,
            guint      step)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->window));
  GtkEditable *search = GTK_EDITABLE (find_widget (GTK_WIDGET (bench->window), GTK_TYPE_SEARCH_ENTRY));
  const gint64 counter = gdk_frame_clock_get_frame_counter (clock);
  const guint n_frames = recording->frames->len;
  const double clock_began = wall_now ();
  const double work_began = bench_now ();
  g_autofree char *name = g_strdup_printf ("key-%u", step);
  double clock_took = 0;
  double work_took = 0;
  guint n_then = 0;
  int position = -1;

  gtk_editable_insert_text (search, RECORDED_TEXT + step - 1, 1, &position);
  gtk_widget_queue_draw (GTK_WIDGET (bench->window));
  while (recording->frames->len == n_frames)
    g_main_context_iteration (NULL, TRUE);

  clock_took = wall_now () - clock_began;
  work_took = bench_now () - work_began;
  n_then = g_list_model_get_n_items (find_list (GTK_WIDGET (bench->window)));
  g_print ("%s\t%" G_GINT64_FORMAT "\t%.3f\t%.3f\t%u", name,
           g_array_index (recording->frames, FrameTime, n_frames).counter - counter, work_took, clock_took, n_then);

  settle (120);
  g_print ("\t%u\n", g_list_model_get_n_items (find_list (GTK_WIDGET (bench->window))));
}

static void
play_recording (Bench *bench)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->window));
  Recording recording = { .frames = g_array_new (FALSE, TRUE, sizeof (FrameTime)) };
  double began = 0;

  settle (500);
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_recorded_begins), &recording);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_recorded_painted), &recording);
  began = wall_now ();

  g_print ("# key\tframes\twork ms\tclock ms\tservices when painted\tservices in the end\n");
  for (guint i = 1; i < sizeof RECORDED_TEXT; i++)
    record_key (bench, &recording, i);

  g_print ("# frame\tbegan ms\twork ms\tclock ms\n");
  for (guint i = 0; i < recording.frames->len; i++)
    {
      const FrameTime *frame = &g_array_index (recording.frames, FrameTime, i);

      g_print ("frame\t%.3f\t%.3f\t%.3f\n", frame->clock_began - began, frame->work, frame->clock);
    }

  g_signal_handlers_disconnect_by_data (clock, &recording);
  g_clear_pointer (&recording.frames, g_array_unref);
}

/* The panel answers over loopback: read, compared, stored and shown as in life. */
static void
play_refresh (Bench *bench,
              guint  n_times)
{
  PanelistAccounts *accounts = panelist_session_get_accounts (bench->session);
  g_autoptr (PanelistPanel) panel =
      g_list_model_get_item (G_LIST_MODEL (panelist_accounts_get_panels (accounts)), 0);
  double before = 0;

  for (guint i = 0; i < n_times; i++)
    {
      if (!finish (panelist_accounts_refresh_catalog (accounts, panel)))
        {
          g_printerr ("bench-window: the panel did not answer\n");
          exit (EXIT_FAILURE);
        }

      /* The first refreshes fill what is kept for reuse. */
      if (i == n_times / 10)
        {
          before = read_memory ();
          forget_gap ();
        }
    }

  tell_gap ("refresh");
  tell ("growth", read_memory () / before);
}

/* The window */

static DexFuture *
on_opened (DexFuture *future,
           gpointer   data)
{
  Bench *bench = data;

  bench->session = g_value_dup_object (dex_future_get_value (future, NULL));
  g_assert_nonnull (bench->session);
  g_object_set (bench->window, "session", bench->session, NULL);

  return NULL;
}

static void
on_activated (Bench *bench)
{
  if (bench->work == WORK_HELLO)
    {
      bench->window = GTK_WINDOW (adw_application_window_new (GTK_APPLICATION (bench->application)));
      gtk_window_set_default_size (bench->window, 1000, 700);
    }
  else
    {
      bench->window = GTK_WINDOW (panelist_window_new (GTK_APPLICATION (bench->application), bench->settings));
      dex_future_disown (dex_future_finally (
          panelist_session_open (bench->folder, bench->secrets, bench->settings, FALSE), on_opened, bench, NULL));
    }

  g_signal_connect_swapped (bench->window, "realize", G_CALLBACK (watch_frames), bench);
  gtk_window_present (bench->window);
}

static PanelistKey *
make_key (void)
{
  return panelist_key_new (KEY, NULL);
}

static void
prepare (Bench *bench)
{
  g_autoptr (PanelistKey) key = make_key ();
  g_autoptr (PanelistPanel) panel = panelist_panel_new (PANEL_NAME, g_getenv ("PANELIST_BENCH_ADDRESS"));
  g_autoptr (DexFuture) opening = panelist_session_open (bench->folder, bench->secrets, bench->settings, FALSE);
  PanelistAccounts *accounts = NULL;

  dex_future_disown (dex_future_finally (dex_ref (opening), wake_up, NULL, NULL));
  bench->session = g_value_dup_object (await (opening));
  accounts = panelist_session_get_accounts (bench->session);

  if (!finish (panelist_accounts_add (accounts, panel, key, TRUE)) ||
      !finish (panelist_accounts_refresh_catalog (accounts, panel)))
    {
      g_printerr ("bench-window: the panel did not answer\n");
      exit (EXIT_FAILURE);
    }

  finish (panelist_session_close (bench->session));
}

/* The key is in no keyring: every run is given it. */
static void
give_key (Bench *bench)
{
  g_autoptr (PanelistKey) key = make_key ();
  PanelistAccounts *accounts = panelist_session_get_accounts (bench->session);
  g_autoptr (PanelistPanel) panel =
      g_list_model_get_item (G_LIST_MODEL (panelist_accounts_get_panels (accounts)), 0);

  panelist_accounts_use_for_session (accounts, panel, key);
}

static void
play (Bench *bench)
{
  bench->application = ADW_APPLICATION (adw_application_new ("io.github.panelist.Bench", G_APPLICATION_NON_UNIQUE));
  g_signal_connect_swapped (bench->application, "activate", G_CALLBACK (on_activated), bench);
  g_main_context_set_poll_func (NULL, poll_and_measure);
  g_application_register (G_APPLICATION (bench->application), NULL, NULL);
  g_application_activate (G_APPLICATION (bench->application));
  wait_until (bench, is_painted);
  tell_gap ("start");
  tell ("memory", read_memory ());

  if (bench->work == WORK_RECORD)
    play_recording (bench);

  if (bench->work == WORK_SEARCH)
    play_search (bench);

  if (bench->work == WORK_FORM)
    play_form (bench);

  if (bench->work == WORK_SCENES)
    {
      give_key (bench);
      play_search (bench);
      play_refresh (bench, bench->n_services > 20000 ? 10 : 100);
    }

  if (bench->session != NULL)
    finish (panelist_session_close (bench->session));
}

int
main (int   argc,
      char *argv[])
{
  static const char *const works[] = { "prepare", "hello", "start", "record", "search", "form", "scenes", NULL };
  Bench bench = { .began = wall_now () };

  if (argc < 3 || !g_strv_contains (works, argv[1]))
    return EXIT_FAILURE;

  for (guint i = 0; works[i] != NULL; i++)
    if (g_str_equal (works[i], argv[1]))
      bench.work = (Work) i;

  bench.folder = argv[2];
  bench.n_services = argc > 3 ? (guint) g_ascii_strtoull (argv[3], NULL, 10) : 0;
  dex_init ();

  if (bench.work == WORK_HELLO)
    {
      adw_init ();
    }
  else
    {
      panelist_ui_init ();
      adw_init ();
      bench.secrets = panelist_memory_secrets_new ();
      bench.settings = panelist_settings_new_volatile ();
    }

  if (bench.work == WORK_PREPARE)
    prepare (&bench);
  else
    play (&bench);

  /* What is left is given back by the end of the process. */
  fflush (stdout);
  _exit (EXIT_SUCCESS);
}
