import { notifications } from '@mantine/notifications'
import { type ErrorData, toErrorData } from '../../shared/errors.ts'
import { t } from '../i18n.ts'
import { problemWords } from '../words.ts'

/** Short news in the corner, for what has no better place on the screen. */

export function notifyError(error: unknown): void {
  notifyProblem(toErrorData(error))
}

export function notifyProblem(problem: ErrorData): void {
  const { message, hint, detail } = problemWords(problem)
  const more = [hint, detail].filter((text) => text !== undefined).join(' ')
  notifications.show({
    // The same problem many times over is one notification.
    id: `${problem.code} ${problem.message}`,
    title: message,
    message: more,
    color: 'var(--bad)',
    withBorder: true,
    closeButtonProps: { 'aria-label': t('notice.close') },
    role: 'alert',
    autoClose: 10_000,
  })
}

export function notifyNothingUsable(): void {
  notifications.show({
    title: t('notice.nothingToAdd'),
    message: t('notice.notOnThisComputer'),
    color: 'var(--warn)',
    withBorder: true,
    closeButtonProps: { 'aria-label': t('notice.close') },
    role: 'alert',
  })
}

export function notifyLostBatch(): void {
  notifications.show({
    id: 'lost batch',
    title: t('notice.lostBatch'),
    message: '',
    color: 'var(--warn)',
    withBorder: true,
    closeButtonProps: { 'aria-label': t('notice.close') },
    role: 'alert',
    autoClose: false,
  })
}

export function notifyDone(title: string, message: string): void {
  notifications.show({
    title,
    message,
    color: 'var(--good-fill)',
    withBorder: true,
    closeButtonProps: { 'aria-label': t('notice.close') },
    role: 'status',
  })
}
