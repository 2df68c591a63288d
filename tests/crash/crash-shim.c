/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Preloaded into the engine: stands between it and the system for the files of one directory (CRASH_DIR) and for
 * sockets of the Internet, and does one of these:
 *
 *   CRASH_AT=N            ends the process before the N-th of these calls; with CRASH_HALF=1 after half its bytes
 *   CRASH_FAIL_AT=N       from the N-th call that changes a file on, CRASH_FAIL_COUNT of them (0 = all) fail with
 *                         the errno CRASH_FAIL; ENOSPC only where the file would grow
 *   CRASH_LOCK_AT=N       the same for file locks, which are then held by somebody else; nobody sleeps
 *   CRASH_RECORD=FILE     writes down what is done to the files, what is sent, and what is noted in CRASH_NOTES
 *   CRASH_CLOCK=SEED      the wall clock jumps up to a day either way, again and again
 *   CRASH_CLOCK_AT=TIME   the wall clock runs fast, and past this time soon after the start
 *   CRASH_SLOW=MS         every sync of a file takes so long, and CRASH_SLOW_NOTES=MS every note
 *   CRASH_DNS=WAY         no name has an address: `fail` says so at once, `hang` after twenty seconds
 *   CRASH_COUNTER=FILE    keeps three numbers, 8 bytes each, current: calls, calls that change a file, locks
 */

#define _GNU_SOURCE
#undef _FILE_OFFSET_BITS
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define MAX_FILES 4096

enum { NOTHING, IN_DIRECTORY, NOTES, SOCKET };
/* The kinds of the record; power_loss.py reads them. */
enum { WRITE = 1, TRUNCATE, SYNC, CREATE, UNLINK, RENAME, ALLOCATE, SEND, NOTE, MAKE_DIRECTORY };

/* Found once, by the name that the C library has for it. */
#define REAL(name)                                              \
  static __typeof__ (&name) real;                               \
  if (real == NULL)                                             \
    real = (__typeof__ (&name)) dlsym (RTLD_NEXT, #name)

static char kinds[MAX_FILES];
static char *paths[MAX_FILES];
static pthread_mutex_t mutex = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;
static const char *directory;
static const char *notes;
static int record = -1;
static int64_t numbers_without_file[3];
static int64_t *numbers = numbers_without_file;
static int64_t crash_at, fail_at, fail_count, lock_at;
static int crash_half, fail_number, jumping, hurrying;
static int64_t slow, slow_notes;
static const char *dns;
static int64_t jump;
static uint64_t random_state;

static int64_t
get_number (const char *name)
{
  const char *text = getenv (name);

  return text != NULL ? strtoll (text, NULL, 10) : 0;
}

static int
open_raw (const char *path,
          int         flags)
{
  REAL (open64);

  return real (path, flags, 0600);
}

__attribute__ ((constructor)) static void
start (void)
{
  const char *counter = getenv ("CRASH_COUNTER");
  const char *record_path = getenv ("CRASH_RECORD");

  directory = getenv ("CRASH_DIR");
  notes = getenv ("CRASH_NOTES");
  crash_at = get_number ("CRASH_AT");
  crash_half = get_number ("CRASH_HALF") != 0;
  fail_at = get_number ("CRASH_FAIL_AT");
  fail_count = get_number ("CRASH_FAIL_COUNT");
  fail_number = (int) get_number ("CRASH_FAIL");
  lock_at = get_number ("CRASH_LOCK_AT");
  slow = get_number ("CRASH_SLOW");
  slow_notes = get_number ("CRASH_SLOW_NOTES");
  dns = getenv ("CRASH_DNS");
  random_state = (uint64_t) get_number ("CRASH_CLOCK");
  jumping = random_state != 0;
  if (getenv ("CRASH_CLOCK_AT") != NULL)
    {
      jump = get_number ("CRASH_CLOCK_AT") - 10 - time (NULL);
      hurrying = 1;
    }

  if (counter != NULL)
    {
      int file = open_raw (counter, O_RDWR | O_CREAT | O_CLOEXEC);
      int ignored = ftruncate (file, sizeof numbers_without_file);

      (void) ignored;
      numbers = mmap (NULL, sizeof numbers_without_file, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
      close (file);
    }

  if (record_path != NULL)
    record = open_raw (record_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC);
}

static int
kind_of (int file)
{
  return file >= 0 && file < MAX_FILES ? kinds[file] : NOTHING;
}

static int
is_in_directory (const char *path)
{
  size_t size = directory != NULL ? strlen (directory) : 0;

  return size > 0 && strncmp (path, directory, size) == 0 && (path[size] == '/' || path[size] == '\0');
}

static void
remember (int         file,
          const char *path)
{
  if (file < 0 || file >= MAX_FILES)
    return;

  kinds[file] = NOTHING;

  if (is_in_directory (path))
    kinds[file] = IN_DIRECTORY;
  else if (notes != NULL && strcmp (path, notes) == 0)
    kinds[file] = NOTES;
  else
    return;

  free (paths[file]);
  paths[file] = strdup (path);
}

static void
write_raw (int         file,
           const void *data,
           size_t      size)
{
  REAL (write);

  while (size > 0)
    {
      ssize_t n = real (file, data, size);

      if (n <= 0)
        abort ();

      data = (const char *) data + n;
      size -= (size_t) n;
    }
}

static void
put_down (int         kind,
          const char *path,
          int64_t     offset,
          const void *data,
          size_t      size)
{
  struct { uint32_t kind, path_size; int64_t offset; uint64_t size; } head;

  if (record < 0)
    return;

  head.kind = (uint32_t) kind;
  head.path_size = (uint32_t) strlen (path);
  head.offset = offset;
  head.size = data != NULL ? size : 0;
  write_raw (record, &head, sizeof head);
  write_raw (record, path, head.path_size);
  if (data != NULL)
    write_raw (record, data, size);
}

/* Whether this call is the one before which the process ends. */
static int
is_last (void)
{
  return ++numbers[0] == crash_at;
}

static void
end (void)
{
  kill (getpid (), SIGKILL);
  pause ();
}

static void
count_call (void)
{
  if (is_last ())
    end ();
}

/* Whether a call that changes a file is to fail; @grows is whether it needs room. */
static int
fails (int grows)
{
  int64_t number = ++numbers[1];

  if (fail_at == 0 || number < fail_at || (fail_count > 0 && number >= fail_at + fail_count) ||
      (fail_number == ENOSPC && !grows))
    return 0;

  errno = fail_number;

  return 1;
}

static int
would_grow (int   file,
            off_t end_of_write)
{
  struct stat information;

  return fstat (file, &information) == 0 && end_of_write > information.st_size;
}

/* Files */

static int
opened (int         file,
        const char *path,
        int         is_new)
{
  if (file >= 0)
    {
      remember (file, path);
      if (is_new && kind_of (file) == IN_DIRECTORY)
        put_down (CREATE, path, 0, NULL, 0);
    }

  return file;
}

static int
open_here (const char *path,
           int         flags,
           mode_t      mode)
{
  struct stat information;
  int is_new = 0;
  int file = 0;
  REAL (open64);

  if (!is_in_directory (path))
    return opened (real (path, flags, mode), path, 0);

  pthread_mutex_lock (&mutex);
  is_new = (flags & O_CREAT) != 0 && stat (path, &information) != 0;
  if (is_new)
    count_call ();
  file = is_new && fails (1) ? -1 : opened (real (path, flags, mode), path, is_new);
  pthread_mutex_unlock (&mutex);

  return file;
}

#define MODE_OF(flags)                          \
  mode_t mode = 0;                              \
  if (((flags) & O_CREAT) != 0)                 \
    {                                           \
      va_list arguments;                        \
      va_start (arguments, flags);              \
      mode = va_arg (arguments, mode_t);        \
      va_end (arguments);                       \
    }

int
open (const char *path,
      int         flags,
      ...)
{
  MODE_OF (flags)
  return open_here (path, flags, mode);
}

int
open64 (const char *path,
        int         flags,
        ...)
{
  MODE_OF (flags)
  return open_here (path, flags, mode);
}

int
close (int file)
{
  REAL (close);

  if (file >= 0 && file < MAX_FILES)
    kinds[file] = NOTHING;

  return real (file);
}

static ssize_t
write_at (int         file,
          const void *data,
          size_t      size,
          off_t       offset)
{
  ssize_t n = 0;
  REAL (pwrite64);

  pthread_mutex_lock (&mutex);
  if (is_last ())
    {
      if (crash_half)
        n = real (file, data, size / 2, offset);
      end ();
    }
  n = fails (would_grow (file, offset + (off_t) size)) ? -1 : real (file, data, size, offset);
  if (n > 0)
    put_down (WRITE, paths[file], offset, data, (size_t) n);
  pthread_mutex_unlock (&mutex);

  return n;
}

ssize_t
pwrite64 (int         file,
          const void *data,
          size_t      size,
          off64_t     offset)
{
  REAL (pwrite64);

  return kind_of (file) == IN_DIRECTORY ? write_at (file, data, size, offset) : real (file, data, size, offset);
}

ssize_t
pwrite (int         file,
        const void *data,
        size_t      size,
        off_t       offset)
{
  return pwrite64 (file, data, size, offset);
}

/* Outside of the lock: who waits for a disk stands in nobody else's way. */
static void
take_time (int64_t milliseconds)
{
  struct timespec pause = { milliseconds / 1000, milliseconds % 1000 * 1000000 };

  if (milliseconds > 0)
    clock_nanosleep (CLOCK_MONOTONIC, 0, &pause, NULL);
}

static ssize_t send_here (int           socket,
                          struct msghdr *message,
                          int           flags);

ssize_t
write (int         file,
       const void *data,
       size_t      size)
{
  struct iovec part = { (void *) data, size };
  struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
  ssize_t n = 0;
  off_t offset = 0;
  REAL (write);

  switch (kind_of (file))
    {
    case IN_DIRECTORY:
      offset = lseek (file, 0, SEEK_CUR);
      n = write_at (file, data, size, offset);
      if (n > 0)
        lseek (file, offset + n, SEEK_SET);
      return n;

    case NOTES:
      take_time (slow_notes);
      pthread_mutex_lock (&mutex);
      n = real (file, data, size);
      put_down (NOTE, "", 0, data, size);
      pthread_mutex_unlock (&mutex);
      return n;

    case SOCKET:
      return send_here (file, &message, MSG_NOSIGNAL);

    default:
      return real (file, data, size);
    }
}

#define CHANGE(file, grows, call, kind, offset)                              \
  int answer = 0;                                                            \
  if (kind_of (file) != IN_DIRECTORY)                                        \
    return call;                                                             \
  pthread_mutex_lock (&mutex);                                               \
  count_call ();                                                             \
  answer = fails (grows) ? -1 : call;                                        \
  if (answer == 0)                                                           \
    put_down (kind, paths[file], offset, NULL, 0);                           \
  pthread_mutex_unlock (&mutex);                                             \
  return answer;

int
ftruncate64 (int     file,
             off64_t size)
{
  REAL (ftruncate64);
  CHANGE (file, would_grow (file, size), real (file, size), TRUNCATE, size)
}

int
ftruncate (int   file,
           off_t size)
{
  return ftruncate64 (file, size);
}

int
fdatasync (int file)
{
  REAL (fdatasync);
  take_time (kind_of (file) == IN_DIRECTORY ? slow : 0);
  CHANGE (file, 0, real (file), SYNC, 0)
}

int
fsync (int file)
{
  REAL (fsync);
  take_time (kind_of (file) == IN_DIRECTORY ? slow : 0);
  CHANGE (file, 0, real (file), SYNC, 0)
}

int
posix_fallocate64 (int     file,
                   off64_t offset,
                   off64_t size)
{
  int answer = 0;
  REAL (posix_fallocate64);

  if (kind_of (file) != IN_DIRECTORY)
    return real (file, offset, size);

  pthread_mutex_lock (&mutex);
  count_call ();
  answer = fails (would_grow (file, offset + size)) ? errno : real (file, offset, size);
  if (answer == 0)
    put_down (ALLOCATE, paths[file], offset + size, NULL, 0);
  pthread_mutex_unlock (&mutex);

  return answer;
}

int
posix_fallocate (int   file,
                 off_t offset,
                 off_t size)
{
  return posix_fallocate64 (file, offset, size);
}

int
unlink (const char *path)
{
  int answer = 0;
  REAL (unlink);

  if (!is_in_directory (path))
    return real (path);

  pthread_mutex_lock (&mutex);
  count_call ();
  answer = fails (0) ? -1 : real (path);
  if (answer == 0)
    put_down (UNLINK, path, 0, NULL, 0);
  pthread_mutex_unlock (&mutex);

  return answer;
}

int
rename (const char *from,
        const char *to)
{
  int answer = 0;
  REAL (rename);

  if (!is_in_directory (from))
    return real (from, to);

  pthread_mutex_lock (&mutex);
  count_call ();
  answer = fails (1) ? -1 : real (from, to);
  if (answer == 0)
    put_down (RENAME, from, 0, to, strlen (to));
  pthread_mutex_unlock (&mutex);

  return answer;
}

int
mkdir (const char *path,
       mode_t      mode)
{
  int answer = 0;
  REAL (mkdir);

  if (!is_in_directory (path))
    return real (path, mode);

  pthread_mutex_lock (&mutex);
  count_call ();
  answer = fails (1) ? -1 : real (path, mode);
  if (answer == 0)
    put_down (MAKE_DIRECTORY, path, 0, NULL, 0);
  pthread_mutex_unlock (&mutex);

  return answer;
}

/* Locks */

static int
is_locked (int           file,
           int           command,
           struct flock *lock)
{
  if (kind_of (file) != IN_DIRECTORY || (command != F_SETLK && command != F_OFD_SETLK) || lock->l_type != F_WRLCK)
    return 0;

  numbers[2]++;

  return lock_at > 0 && numbers[2] >= lock_at && (fail_count == 0 || numbers[2] < lock_at + fail_count);
}

int
fcntl64 (int file,
         int command,
         ...)
{
  va_list arguments;
  void *argument = NULL;
  REAL (fcntl64);

  va_start (arguments, command);
  argument = va_arg (arguments, void *);
  va_end (arguments);

  if (is_locked (file, command, argument))
    {
      errno = EAGAIN;
      return -1;
    }

  return real (file, command, argument);
}

int
nanosleep (const struct timespec *wanted,
           struct timespec       *rest)
{
  REAL (nanosleep);

  return lock_at > 0 ? 0 : real (wanted, rest);
}

/* Sockets */

int
getaddrinfo (const char             *node,
             const char             *service,
             const struct addrinfo  *hints,
             struct addrinfo       **result)
{
  REAL (getaddrinfo);

  if (dns == NULL)
    return real (node, service, hints, result);
  if (strcmp (dns, "hang") == 0)
    take_time (20000);

  return EAI_NONAME;
}

int
socket (int domain,
        int type,
        int protocol)
{
  int file = 0;
  REAL (socket);

  file = real (domain, type, protocol);
  if (file >= 0 && file < MAX_FILES)
    kinds[file] = domain == AF_INET || domain == AF_INET6 ? SOCKET : NOTHING;

  return file;
}

static void
put_down_message (const struct msghdr *message,
                  size_t               size)
{
  for (size_t i = 0; i < message->msg_iovlen && size > 0; i++)
    {
      size_t part = message->msg_iov[i].iov_len < size ? message->msg_iov[i].iov_len : size;

      put_down (SEND, "", 0, message->msg_iov[i].iov_base, part);
      size -= part;
    }
}

static ssize_t
send_here (int            socket,
           struct msghdr *message,
           int            flags)
{
  ssize_t n = 0;
  REAL (sendmsg);

  if (kind_of (socket) != SOCKET)
    return real (socket, message, flags);

  pthread_mutex_lock (&mutex);
  if (is_last ())
    {
      if (crash_half && message->msg_iovlen > 0)
        {
          message->msg_iovlen = 1;
          message->msg_iov[0].iov_len /= 2;
          n = real (socket, message, flags);
        }
      end ();
    }
  n = real (socket, message, flags);
  if (n > 0)
    put_down_message (message, (size_t) n);
  pthread_mutex_unlock (&mutex);

  return n;
}

ssize_t
sendmsg (int                  socket,
         const struct msghdr *message,
         int                  flags)
{
  struct msghdr copy = *message;

  return send_here (socket, &copy, flags);
}

ssize_t
send (int         socket,
      const void *data,
      size_t      size,
      int         flags)
{
  struct iovec part = { (void *) data, size };
  struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };

  return send_here (socket, &message, flags);
}

ssize_t
writev (int                 file,
        const struct iovec *parts,
        int                 n_parts)
{
  struct msghdr message = { .msg_iov = (struct iovec *) parts, .msg_iovlen = (size_t) n_parts };
  REAL (writev);

  return kind_of (file) == SOCKET ? send_here (file, &message, MSG_NOSIGNAL) : real (file, parts, n_parts);
}

#define RECEIVE(file)                                                        \
  if (kind_of (file) == SOCKET)                                              \
    {                                                                        \
      pthread_mutex_lock (&mutex);                                           \
      count_call ();                                                         \
      pthread_mutex_unlock (&mutex);                                         \
    }

ssize_t
recv (int    socket,
      void  *data,
      size_t size,
      int    flags)
{
  REAL (recv);
  RECEIVE (socket)
  return real (socket, data, size, flags);
}

ssize_t
recvmsg (int            socket,
         struct msghdr *message,
         int            flags)
{
  REAL (recvmsg);
  RECEIVE (socket)
  return real (socket, message, flags);
}

/* The wall clock */

static int64_t
get_jump (void)
{
  static unsigned n_calls;

  if (!jumping && !hurrying)
    return 0;

  pthread_mutex_lock (&mutex);
  if (hurrying && ++n_calls % 16 == 0)
    jump++;
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  if (jumping && random_state >> 60 == 0)
    jump = (int64_t) (random_state >> 20 & 0xffffffff) % (2 * 86400) - 86400;
  pthread_mutex_unlock (&mutex);

  return jump;
}

int
clock_gettime (clockid_t        clock,
               struct timespec *time)
{
  int answer = 0;
  REAL (clock_gettime);

  answer = real (clock, time);
  if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)
    time->tv_sec += get_jump ();

  return answer;
}

int
gettimeofday (struct timeval *time,
              void           *zone)
{
  int answer = 0;
  REAL (gettimeofday);

  answer = real (time, zone);
  time->tv_sec += get_jump ();

  return answer;
}

time_t
time (time_t *result)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  if (result != NULL)
    *result = now.tv_sec;

  return now.tv_sec;
}
