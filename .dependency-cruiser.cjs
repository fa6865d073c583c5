/**
 * The import table of ARCHITECTURE.md. Type imports count. tests/architecture/import-rules.test.ts breaks each rule
 * once, to show that it works.
 */
const folder = (name) => `^src/${name}/`
const anyOf = (...patterns) => `(${patterns.join('|')})`
const packages = (...names) => names.map((name) => `node_modules/${name}(/|$)`)
const node = { dependencyTypesNot: ['core'] }

const rule = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from: typeof from === 'string' ? { path: from } : from,
  to,
})

/**
 * `from` may import only `allowed` (path patterns) and, with `node` as the last argument, what is built into Node. A
 * file that does not exist is told by `no-unresolvable` alone.
 */
const only = (name, comment, from, allowed, builtIn = {}) =>
  rule(name, comment, from, { pathNot: anyOf(...allowed), couldNotResolve: false, ...builtIn })

/** Among those who might, only `owner` may import a package. */
const owns = (name, owner, ...names) =>
  rule(
    name,
    `${names.join(', ')} only in ${owner}`,
    { path: '^src/', pathNot: owner },
    { path: anyOf(...packages(...names)) },
  )

const poolHost = ['^src/workers/pool-host\\.ts$', '^src/workers/host/']

module.exports = {
  forbidden: [
    rule('no-circular', 'No cycles', {}, { circular: true }),
    rule('no-unresolvable', 'Every import exists', {}, { couldNotResolve: true }),
    rule(
      'known-folders',
      'Every file is in a folder that has a rule',
      { path: '^src/', pathNot: '^src/(shared|workers|engine|main|preload|renderer|cli)/' },
      {},
    ),
    only('shared', 'shared: itself and zod; it runs in sandboxed processes too', folder('shared'), [
      folder('shared'),
      ...packages('zod'),
    ]),
    only(
      'workers',
      'workers: shared, piscina, sharp and codecs, node:',
      folder('workers'),
      [
        folder('workers'),
        folder('shared'),
        ...packages('piscina', 'sharp', 'file-type', 'zod', 'libheif-js', 'svgo'),
        ...packages('@imagemagick/magick-wasm'),
      ],
      node,
    ),
    rule(
      'piscina-in-pool-host',
      'piscina only in the pool host',
      { path: folder('workers'), pathNot: poolHost },
      { path: anyOf(...packages('piscina')) },
    ),
    rule(
      'sharp-not-in-pool-host',
      'sharp only in the worker threads: the host must survive what they load',
      { path: poolHost },
      { path: anyOf(...packages('sharp')), reachable: true },
    ),
    only(
      'engine-parts',
      'engine/X: itself, ports.ts, shared, node:, the packages of its trade',
      '^src/engine/([^/]+)/',
      [
        '^src/engine/$1/',
        '^src/engine/ports\\.ts$',
        folder('shared'),
        ...packages('zod', 'lowdb', 'systeminformation', 'env-paths', 'proper-lockfile', 'pretty-bytes'),
        ...packages('@types/proper-lockfile', 'cacache', '@types/cacache', 'chokidar'),
        ...packages('ignore', 'simple-statistics', 'ml-regression-theil-sen', '@datadog/sketches-js'),
        ...packages('csv-stringify'),
      ],
      node,
    ),
    only(
      'engine-root',
      'engine: its parts, shared, node:',
      '^src/engine/[^/]+\\.ts$',
      [folder('engine'), folder('shared'), ...packages('zod')],
      node,
    ),
    only(
      'main',
      'main: shared, electron, node:; the engine only as a path to start',
      folder('main'),
      [folder('main'), folder('shared'), ...packages('electron', 'zod')],
      node,
    ),
    only('preload', 'preload: shared, electron', folder('preload'), [
      folder('preload'),
      folder('shared'),
      ...packages('electron'),
    ]),
    only('renderer', 'renderer: shared, react and UI packages', folder('renderer'), [
      folder('renderer'),
      folder('shared'),
      ...packages(
        'react',
        'react-dom',
        '@types/react',
        '@types/react-dom',
        '@mantine/[a-z]+',
        'uplot',
        'zustand',
      ),
      ...packages(
        '@tanstack/react-virtual',
        '@tabler/icons-react',
        '@fontsource-variable/inter',
        'zod',
        'pretty-bytes',
      ),
      ...packages('i18next', 'react-i18next', 'web-vitals'),
    ]),
    rule('renderer-features', 'Features do not import each other', '^src/renderer/features/([^/]+)/', {
      path: '^src/renderer/features/',
      pathNot: '^src/renderer/features/$1/',
    }),
    only(
      'cli',
      'cli: shared, engine/create-engine.ts',
      folder('cli'),
      [
        folder('cli'),
        folder('shared'),
        '^src/engine/create-engine\\.ts$',
        ...packages('commander', 'cli-progress', '@types/cli-progress', 'cli-table3', 'pretty-bytes', 'zod'),
      ],
      node,
    ),
    owns('lowdb-owners', '^src/engine/(history|settings|recipes)/', 'lowdb'),
    owns('systeminformation-owner', '^src/engine/monitor/', 'systeminformation'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    reporterOptions: { text: { highlightFocused: true } },
  },
}
