import { describe, expect, it } from 'vitest'
import { engineCommands, engineEvents } from '../../src/shared/contract/engine.ts'
import {
  commandChannel,
  eventChannel,
  exposedCommandNames,
  previewScheme,
  previewUrl,
  type ShellCommandName,
  shellCommands,
  type WindowEventName,
  windowEvents,
} from '../../src/shared/contract/shell.ts'
import { downwardSchema, replySchema, upwardSchema } from '../../src/shared/contract/wire.ts'
import { lifecycleSchema } from '../../src/shared/lifecycle.ts'
import { type Example, expectContract, joined, within } from './example.ts'
import * as model from './model-examples.ts'

const none: Example = { value: {} }

const file = { batchId: 'b1', itemId: '1', output: 0 }

const shell: Record<ShellCommandName, { params: Example; result: Example }> = {
  getShell: {
    params: none,
    result: {
      value: {
        engine: model.lifecycle.value,
        platform: 'linux',
        version: '1.2.3',
        logFolder: '/logs',
        recentFolders: ['/in'],
        canOpenAtLogin: false,
        picturesFolder: '/home/anna/Pictures',
      },
      ...within('engine', model.lifecycle),
    },
  },
  restartEngine: { params: none, result: none },
  chooseInputs: { params: { value: { kind: 'folder' } }, result: { value: { paths: ['/in'] } } },
  chooseFolder: { params: { value: { title: 'Where to?' } }, result: { value: { path: '/out' } } },
  reveal: {
    params: { value: { batchId: 'b1', itemId: '1', output: 0 }, optional: ['itemId', 'output'] },
    result: none,
  },
  exportReport: {
    params: {
      value: {
        subject: { kind: 'comparison', before: 'b1', after: 'b2' },
        formats: ['json', 'pdf'],
        title: 'Spring',
        notes: '',
        logo: '/logo.png',
        paths: false,
      },
      optional: ['title', 'notes', 'logo', 'paths'],
    },
    result: {
      value: { paths: ['/reports/a.json'], problem: model.errorData.value },
      ...joined({ optional: ['problem'] }, within('problem', model.errorData)),
    },
  },
  chooseLogo: { params: none, result: { value: { path: '/logo.png' } } },
  startDrag: { params: { value: { files: [file] }, optional: ['files.0.output'] }, result: none },
  copyFile: { params: { value: { file, as: 'path' }, optional: ['file.output'] }, result: none },
  copyText: { params: { value: { text: '<picture>' } }, result: none },
  exportImages: {
    params: { value: { files: [file] }, optional: ['files.0.output'] },
    result: { value: { dir: '/copies', copied: 1 } },
  },
  exportSettings: { params: none, result: { value: { path: '/home/ada/whittle-settings.json' } } },
  openLogs: { params: none, result: none },
  recordWindowMetric: { params: { value: { metric: 'LCP', value: 320, ok: true } }, result: none },
}

const downward: Record<string, Example> = {
  call: {
    value: { type: 'call', id: 1, method: 'getSnapshot', params: { any: 'thing' } },
    anything: ['params'],
  },
  stop: { value: { type: 'stop' } },
}

const upward: Record<string, Example> = {
  ready: { value: { type: 'ready', home: '/home' } },
  'startup-failed': {
    value: { type: 'startup-failed', error: model.errorData.value },
    ...within('error', model.errorData),
  },
  result: { value: { type: 'result', id: 1, value: { any: 'thing' } }, anything: ['value'] },
  error: {
    value: { type: 'error', id: 1, error: model.errorData.value },
    ...within('error', model.errorData),
  },
  event: { value: { type: 'event', name: 'sampled', payload: { any: 'thing' } }, anything: ['payload'] },
}

describe('the shell’s commands', () => {
  it.each(Object.keys(shell) as ShellCommandName[])('%s', (name) => {
    expectContract(shellCommands[name].params, shell[name].params)
    expectContract(shellCommands[name].result, shell[name].result)
  })

  it('tell with null that a dialog was closed', () => {
    expect(shellCommands.chooseFolder.result.parse({ path: null })).toEqual({ path: null })
    expect(shellCommands.exportReport.result.parse({ paths: null })).toEqual({ paths: null })
  })
})

describe('messages between main and engine', () => {
  it('are all here', () => {
    expect(downwardSchema.options.map((option) => option.shape.type.value)).toEqual(Object.keys(downward))
    expect(upwardSchema.options.map((option) => option.shape.type.value)).toEqual(Object.keys(upward))
  })
  it.each(Object.entries(downward))('%s', (_, example) => expectContract(downwardSchema, example))
  it.each(Object.entries(upward))('%s', (_, example) => expectContract(upwardSchema, example))
})

describe('replies to the window', () => {
  it('are a value', () => {
    expectContract(replySchema, { value: { ok: true, value: { any: 'thing' } }, anything: ['value'] })
  })
  it('or an error', () => {
    expectContract(replySchema, {
      value: { ok: false, error: model.errorData.value },
      ...within('error', model.errorData),
    })
  })
})

describe('the life of a process', () => {
  it('has these states', () => {
    expect(lifecycleSchema.options.map((option) => option.shape.state.value)).toEqual(
      Object.keys(model.lifecycles),
    )
  })
  it.each(Object.entries(model.lifecycles))('%s', (_, example) => expectContract(lifecycleSchema, example))
})

describe('what a window can reach', () => {
  it('are commands of the engine, each named once', () => {
    expect(new Set(exposedCommandNames).size).toBe(exposedCommandNames.length)
    expect(Object.keys(engineCommands)).toEqual(expect.arrayContaining([...exposedCommandNames]))
  })

  it('is neither what writes where it is told to, nor what tells paths', () => {
    for (const name of ['writeReport', 'locate', 'getPreview', 'recordOperation']) {
      expect(exposedCommandNames).not.toContain(name)
    }
  })

  it('has a channel of its own for each command and event', () => {
    const events = Object.keys(windowEvents) as WindowEventName[]
    const commands = [...exposedCommandNames, ...(Object.keys(shellCommands) as ShellCommandName[])]
    const channels = [...commands.map(commandChannel), ...events.map(eventChannel)]
    expect(new Set(channels).size).toBe(channels.length)
    for (const channel of channels) expect(channel).toMatch(/^whittle:(command|event):\w+$/)
  })

  it('has no command of the shell that hides one of the engine', () => {
    const names = [...Object.keys(engineCommands), ...Object.keys(shellCommands)]
    expect(new Set(names).size).toBe(names.length)
    const shellEvents = ['engineChanged', 'pathsOpened', 'menuChosen']
    expect(Object.keys(windowEvents)).toEqual([...Object.keys(engineEvents), ...shellEvents])
  })
})

describe('the address of a preview', () => {
  it.each(['b1', '20261123-071205-3fa9', '../..', 'a b&c=d?#/%', '漢字'])('keeps the ids, e.g. %s', (id) => {
    const url = new URL(previewUrl({ batchId: id, itemId: `${id}1`, output: 0, side: 320 }))
    expect(url.protocol).toBe(`${previewScheme}:`)
    expect(url.host).toBe('item')
    expect(url.pathname.slice(1).split('/').map(decodeURIComponent)).toEqual([id, `${id}1`])
    expect(Object.fromEntries(url.searchParams)).toEqual({ side: '320', output: '0' })
  })

  it('leaves the output out for an original', () => {
    expect(previewUrl({ batchId: 'b', itemId: '1', side: 64 })).toBe('whittle-preview://item/b/1?side=64')
  })
})
