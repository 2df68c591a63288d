/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE
#include "config.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "http-test.h"

#define DNS_PORT 53

/* The one name server of this process: a socket in a network of its own, where nothing else is. */
static int name_server = -1;

static gboolean
write_file (const char *path,
            const char *text)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC);
  gboolean written = fd >= 0 && write (fd, text, strlen (text)) == (gssize) strlen (text);

  if (fd >= 0)
    close (fd);

  return written;
}

static gboolean
lay_over (const char *path,
          const char *text)
{
  g_autofree char *file = NULL;
  gboolean laid = FALSE;
  int fd = -1;

  if ((fd = g_file_open_tmp ("panelist-resolver-XXXXXX", &file, NULL)) < 0)
    return FALSE;

  close (fd);
  laid = write_file (file, text) && mount (file, path, NULL, MS_BIND, NULL) == 0;
  g_unlink (file);

  return laid;
}

static gboolean
enter_namespaces (void)
{
  g_autofree char *users = g_strdup_printf ("0 %u 1", getuid ());
  g_autofree char *groups = g_strdup_printf ("0 %u 1", getgid ());

  return unshare (CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET) == 0 &&
         write_file ("/proc/self/setgroups", "deny") &&
         write_file ("/proc/self/uid_map", users) &&
         write_file ("/proc/self/gid_map", groups) &&
         mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

/* A second address too: who has but the first one is not asked for addresses of others (AI_ADDRCONFIG). */
static gboolean
set_loopback_up (void)
{
  struct ifreq flags = { .ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING };
  struct ifreq second = { .ifr_name = "lo:1" };
  struct sockaddr_in address = { .sin_family = AF_INET };

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK + 1);
  memcpy (&second.ifr_addr, &address, sizeof address);

  return ioctl (name_server, SIOCSIFFLAGS, &flags) == 0 && ioctl (name_server, SIOCSIFADDR, &second) == 0;
}

static gboolean
open_name_server (void)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (DNS_PORT) };

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  name_server = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

  return name_server >= 0 && set_loopback_up () &&
         bind (name_server, (struct sockaddr *) &address, sizeof address) == 0 &&
         lay_over ("/etc/resolv.conf", "nameserver 127.0.0.1\noptions timeout:20 attempts:1\n") &&
         lay_over ("/etc/nsswitch.conf", "hosts: dns\n");
}

static gboolean
tick_cb (gpointer user_data)
{
  guint *n_ticks = user_data;

  (*n_ticks)++;

  return G_SOURCE_CONTINUE;
}

/* Orders from a panel with a name, which `deadline` milliseconds may be spent on. */
static PanelistReply *
order (guint  deadline,
       guint *n_ticks)
{
  g_autoptr (PanelistTransport) transport = NULL;
  PanelistReply *reply = NULL;
  guint source = 0;

  transport = g_object_new (PANELIST_TYPE_HTTP, "connect-deadline", deadline, NULL);
  source = g_idle_add_full (G_PRIORITY_DEFAULT, tick_cb, n_ticks, NULL);
  reply = send_to (transport, "https://panel.example/api/v2", TRUE);
  g_source_remove (source);

  return reply;
}

static void
check_not_sent (const PanelistReply *reply,
                PanelistApiError     code)
{
  g_autoptr (PanelistAddAnswer) answer = NULL;

  g_assert_false (reply->started);
  g_assert_error (reply->failure, PANELIST_API_ERROR, (int) code);
  answer = panelist_decode_add (reply, KEY);
  g_assert_cmpint (answer->outcome, ==, PANELIST_INTENT_NOT_SENT);
}

/* Until there comes a packet of one byte.
 *
 * Returns: how many questions there were */
static gpointer
deny_names (gpointer user_data)
{
  guint n_questions = 0;
  guint8 packet[1500];
  struct sockaddr_in from = { 0, };
  socklen_t size = sizeof from;
  gssize length = 0;

  while ((length = recvfrom (name_server, packet, sizeof packet, 0, (struct sockaddr *) &from, &size)) > 1)
    {
      n_questions++;
      /* an answer: there is no such name */
      packet[2] = 0x81;
      packet[3] = 0x83;
      g_assert_cmpint (sendto (name_server, packet, (gsize) length, 0, (struct sockaddr *) &from, size), ==, length);
    }

  return GUINT_TO_POINTER (n_questions);
}

/* 2 of safety.md I */
static void
test_no_name (void)
{
  g_autoptr (PanelistReply) reply = NULL;
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (DNS_PORT) };
  GThread *server = NULL;
  guint n_ticks = 0;

  if (name_server < 0)
    {
      g_test_skip ("no network of its own is to be had here");
      return;
    }

  server = g_thread_new ("name-server", deny_names, NULL);
  reply = order (PATIENCE, &n_ticks);
  check_not_sent (reply, PANELIST_API_ERROR_UNREACHABLE);

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_assert_cmpint (sendto (name_server, "", 1, 0, (struct sockaddr *) &address, sizeof address), ==, 1);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (server)), >, 0);
}

/* 3 of safety.md I: the question arrives, and nobody ever answers. */
static void
test_hangs (void)
{
  g_autoptr (PanelistReply) reply = NULL;
  guint8 packet[1500];
  guint n_ticks = 0;

  if (name_server < 0)
    {
      g_test_skip ("no network of its own is to be had here");
      return;
    }

  reply = order (300, &n_ticks);
  check_not_sent (reply, PANELIST_API_ERROR_TIMED_OUT);
  g_assert_cmpint (recv (name_server, packet, sizeof packet, MSG_DONTWAIT), >, 12);
  g_assert_cmpuint (n_ticks, >, 10);
}

int
main (int   argc,
      char *argv[])
{
  /* before there is a second thread */
  if (!enter_namespaces () || !open_name_server ())
    g_clear_fd (&name_server, NULL);

  /* no proxy is looked for, and what has only a loopback interface counts as online */
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_setenv ("GIO_USE_NETWORK_MONITOR", "base", TRUE);

  dex_init ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/resolver/no-name", test_no_name);
  g_test_add_func ("/resolver/hangs", test_hangs);

  return g_test_run ();
}
