/* SPDX-FileCopyrightText: The Panelist Contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "panelist-ui"

#include "config.h"

#include "panelist-services-page-private.h"

#include "panelist-dex.h"

/* Other keywords: platform and kind of all services are found in a thread, and the list is as it was until then. */

typedef struct
{
  GWeakRef page;
  PanelistKeywords *keywords;
  GPtrArray *catalogs;
  PanelistCatalogInference *inference;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_weak_ref_clear (&job->page);
  g_clear_pointer (&job->keywords, panelist_keywords_unref);
  g_clear_pointer (&job->catalogs, g_ptr_array_unref);
  g_clear_pointer (&job->inference, panelist_catalog_inference_free);
  g_free (job);
}

static DexFuture *
infer_fiber (gpointer data)
{
  Job *job = data;

  job->inference = panelist_catalog_inference_new (
      job->keywords, (PanelistCatalog *const *) job->catalogs->pdata, job->catalogs->len);
  return dex_future_new_true ();
}

/* Selection, filters and place stay; services that are no longer, or newly, in a chosen group go and come. */
static void
show (PanelistServicesPage     *self,
      PanelistCatalogInference *inference)
{
  panelist_services_page_begin_change (self);
  panelist_catalog_model_set_inference (self->model, inference);
  panelist_services_page_end_change (self);
}

static DexFuture *
regroup_fiber (gpointer data)
{
  Job *job = data;
  g_autoptr (PanelistServicesPage) self = NULL;

  dex_await (dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, infer_fiber, job, NULL), NULL);

  /* Meanwhile there may be other keywords, or no page. */
  self = g_weak_ref_get (&job->page);
  if (self != NULL && self->session != NULL &&
      panelist_accounts_get_keywords (panelist_session_get_accounts (self->session)) == job->keywords)
    show (self, job->inference);
  return dex_future_new_true ();
}

void
panelist_services_page_regroup (PanelistServicesPage *self)
{
  g_autoptr (GPtrArray) catalogs = NULL;
  Job *job = NULL;

  job = g_new0 (Job, 1);
  g_weak_ref_init (&job->page, self);
  job->keywords = panelist_keywords_ref (panelist_accounts_get_keywords (panelist_session_get_accounts (self->session)));
  job->catalogs = panelist_services_page_dup_catalogs (self);
  dex_future_disown (panelist_spawn ("services-regroup", regroup_fiber, job, job_free));
}
