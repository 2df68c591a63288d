/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-store"

#include "config.h"

#include "panelist-rescue.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define RECORD_SIZE 512
#define N_RECORDS   128
#define MARK        "panelist-rescue-1"

/* A record is text, one value a line, filled up with NUL; its last four bytes are the CRC-32 of the rest, the low
 * byte first. */
typedef guint8 Record[RECORD_SIZE];

#define TEXT_SIZE (RECORD_SIZE - 4)

struct _PanelistRescue {
  int file;
  char *uuids[N_RECORDS];   /* whose record it is; NULL = free */
};

static void
record_free (gpointer data)
{
  PanelistRescueRecord *record = data;

  g_free (record->uuid);
  g_free (record->remote_id);
  g_free (record->candidate_id);
  g_free (record);
}

static guint32
compute_crc (const guint8 *data,
             gsize         size)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320 : 0);
    }
  return ~crc;
}

/* Bytes */

static const char *
get_nick (PanelistIntentState state)
{
  GEnumValue *value = g_enum_get_value (g_type_class_get (PANELIST_TYPE_INTENT_STATE), (int) state);

  return value != NULL ? value->value_nick : "";
}

static gboolean
encode (const PanelistRescueRecord *record,
        Record                      bytes)
{
  g_autofree char *text = NULL;
  guint32 crc = 0;

  text = g_strdup_printf (MARK "\n%s\n%s\n%u\n%s\n%s\n",
                          record->uuid,
                          get_nick (record->state),
                          record->http_status,
                          record->remote_id != NULL ? record->remote_id : "",
                          record->candidate_id != NULL ? record->candidate_id : "");
  if (strlen (text) >= TEXT_SIZE)
    return FALSE;
  memset (bytes, 0, RECORD_SIZE);
  memcpy (bytes, text, strlen (text));
  crc = compute_crc (bytes, TEXT_SIZE);
  for (guint i = 0; i < 4; i++)
    bytes[TEXT_SIZE + i] = (guint8) (crc >> (8 * i));
  return TRUE;
}

static char *
dup_filled (const char *text)
{
  return *text != '\0' ? g_strdup (text) : NULL;
}

/* NULL for what is free, was cut while it was written, or is not a record. */
static PanelistRescueRecord *
decode (const Record bytes)
{
  g_autofree char *text = g_strndup ((const char *) bytes, TEXT_SIZE);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GEnumValue *state = NULL;
  PanelistRescueRecord *record = NULL;
  guint32 crc = 0;

  for (guint i = 0; i < 4; i++)
    crc |= (guint32) bytes[TEXT_SIZE + i] << (8 * i);
  if (crc != compute_crc (bytes, TEXT_SIZE) || g_strv_length (lines) != 7 || !g_str_equal (lines[0], MARK))
    return NULL;
  state = g_enum_get_value_by_nick (g_type_class_get (PANELIST_TYPE_INTENT_STATE), lines[2]);
  if (state == NULL)
    return NULL;
  record = g_new0 (PanelistRescueRecord, 1);
  record->uuid = g_strdup (lines[1]);
  record->state = (PanelistIntentState) state->value;
  record->http_status = (guint) g_ascii_strtoull (lines[3], NULL, 10);
  record->remote_id = dup_filled (lines[4]);
  record->candidate_id = dup_filled (lines[5]);
  return record;
}

static gboolean
write_slot (PanelistRescue *self,
            guint           slot,
            const Record    bytes)
{
  return pwrite (self->file, bytes, RECORD_SIZE, (off_t) slot * RECORD_SIZE) == RECORD_SIZE &&
         fdatasync (self->file) == 0;
}

/**
 * panelist_rescue_open:
 * @path: the file, made when it is not there
 *
 * Takes the room for all records now, while there may be some.
 *
 * Returns: (transfer full) (nullable): the file, or NULL when it can not be made
 */
PanelistRescue *
panelist_rescue_open (const char *path)
{
  PanelistRescue *self = NULL;
  int file = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (file < 0)
    return NULL;
  if (posix_fallocate (file, 0, RECORD_SIZE * N_RECORDS) != 0 || fsync (file) != 0)
    g_message ("There is no room for the rescue file");
  self = g_new0 (PanelistRescue, 1);
  self->file = file;
  return self;
}

void
panelist_rescue_close (PanelistRescue *self)
{
  for (guint i = 0; i < N_RECORDS; i++)
    g_free (self->uuids[i]);
  close (self->file);
  g_free (self);
}

GPtrArray *
panelist_rescue_read (PanelistRescue *self)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (record_free);

  for (guint i = 0; self != NULL && i < N_RECORDS; i++)
    {
      PanelistRescueRecord *record = NULL;
      Record bytes = { 0 };

      if (pread (self->file, bytes, RECORD_SIZE, (off_t) i * RECORD_SIZE) != RECORD_SIZE)
        break;
      record = decode (bytes);
      if (record == NULL)
        continue;
      g_set_str (&self->uuids[i], record->uuid);
      g_ptr_array_add (records, record);
    }
  return records;
}

static gboolean
find_slot (PanelistRescue *self,
           const char     *uuid,
           guint          *slot)
{
  for (guint i = 0; i < N_RECORDS; i++)
    if (g_strcmp0 (self->uuids[i], uuid) == 0)
      {
        *slot = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
panelist_rescue_write (PanelistRescue             *self,
                       const PanelistRescueRecord *record)
{
  Record bytes = { 0 };
  guint slot = 0;

  if (self == NULL || !encode (record, bytes) ||
      (!find_slot (self, record->uuid, &slot) && !find_slot (self, NULL, &slot)))
    return FALSE;
  if (!write_slot (self, slot, bytes))
    return FALSE;
  g_set_str (&self->uuids[slot], record->uuid);
  return TRUE;
}

void
panelist_rescue_forget (PanelistRescue *self,
                        const char     *uuid)
{
  const Record empty = { 0 };
  guint slot = 0;

  if (self == NULL || !find_slot (self, uuid, &slot))
    return;
  /* Should it stay, it says nothing new: the order has left the state that it is about. */
  write_slot (self, slot, empty);
  g_clear_pointer (&self->uuids[slot], g_free);
}

void
panelist_rescue_clear (PanelistRescue *self)
{
  for (guint i = 0; self != NULL && i < N_RECORDS; i++)
    if (self->uuids[i] != NULL)
      panelist_rescue_forget (self, self->uuids[i]);
}
