import { notifications } from '@mantine/notifications'
import { type ErrorData, toErrorData } from '../../shared/errors.ts'

/** Short news in the corner, for what has no better place on the screen. */

export function notifyError(error: unknown): void {
  notifyProblem(toErrorData(error))
}

export function notifyProblem(problem: ErrorData): void {
  const more = [problem.hint, problem.detail?.split('\n')[0]].filter((text) => text !== undefined).join(' ')
  notifications.show({
    // The same problem many times over is one notification.
    id: `${problem.code} ${problem.message}`,
    title: problem.message,
    message: more,
    color: 'var(--bad)',
    withBorder: true,
    role: 'alert',
    autoClose: 10_000,
  })
}

export function notifyNothingUsable(): void {
  notifications.show({
    title: 'Nothing to add',
    message: 'What was dropped is not a file or folder on this computer. Save it first, then drop the file.',
    color: 'var(--warn)',
    withBorder: true,
    role: 'alert',
  })
}

export function notifyLostBatch(): void {
  notifications.show({
    id: 'lost batch',
    title: 'A batch that was not started yet was lost; add it again.',
    message: '',
    color: 'var(--warn)',
    withBorder: true,
    role: 'alert',
    autoClose: false,
  })
}

export function notifyDone(title: string, message: string): void {
  notifications.show({ title, message, color: 'var(--good-fill)', withBorder: true, role: 'status' })
}
