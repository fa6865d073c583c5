import process from 'node:process'
import * as z from 'zod'
import {
  type PoolPayload,
  type PoolRequest,
  type PoolTaskName,
  poolRequestSchema,
  poolTasks,
} from '../../shared/contract/pool.ts'
import { toErrorData, WhittleError } from '../../shared/errors.ts'
import type { Parent } from './parent.ts'
import type { WorkerPool } from './worker-pool.ts'

type RunRequest = Extract<PoolRequest, { type: 'run' }>

/** As much of a request as it takes to answer it. */
const answerableSchema = z.object({ type: z.literal('run'), jobId: z.int() })

/**
 * Answers the parent's requests until the process ends.
 *
 * @returns Once the workers have loaded their codecs and the parent was told so.
 * @throws when they cannot.
 */
export async function serve(parent: Parent, pool: WorkerPool): Promise<void> {
  parent.onMessage((message) => receive(message, parent, pool))
  const versions = await pool.readVersions()
  parent.send({ type: 'ready', pid: process.pid, threads: pool.threads, versions })
}

function receive(message: unknown, parent: Parent, pool: WorkerPool): void {
  const request = poolRequestSchema.safeParse(message)
  if (!request.success) {
    refuse(message, badRequest(request.error), parent)
  } else if (request.data.type === 'cancel') {
    pool.cancel(request.data.jobId)
  } else if (pool.has(request.data.jobId)) {
    // To answer it would end the job that has the number by right.
    parent.log('error', `Job ${request.data.jobId} was sent twice; the second one is left out.`)
  } else {
    void run(request.data, parent, pool)
  }
}

function refuse(message: unknown, error: WhittleError, parent: Parent): void {
  parent.log('error', `A message was not understood: ${error.detail ?? error.message}`)
  const answerable = answerableSchema.safeParse(message)
  if (answerable.success) fail(answerable.data.jobId, error, parent)
}

async function run({ jobId, task, payload }: RunRequest, parent: Parent, pool: WorkerPool): Promise<void> {
  try {
    const result = await pool.run({
      jobId,
      task,
      payload: parsePayload(task, payload),
      onNews: (news) => parent.send({ ...news, jobId }),
    })
    parent.send({ type: 'done', jobId, result })
  } catch (error) {
    fail(jobId, error, parent)
  }
}

function fail(jobId: number, error: unknown, parent: Parent): void {
  parent.send({ type: 'failed', jobId, error: toErrorData(error) })
}

function parsePayload(task: PoolTaskName, payload: unknown): PoolPayload<PoolTaskName> {
  const parsed = poolTasks[task].params.safeParse(payload)
  if (parsed.success) return parsed.data
  throw badRequest(parsed.error)
}

function badRequest(error: z.ZodError): WhittleError {
  return new WhittleError('BAD_REQUEST', { detail: z.prettifyError(error) })
}
