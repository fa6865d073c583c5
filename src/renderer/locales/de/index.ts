import type { en } from '../en/index.ts'
import * as common from './common.ts'
import { history } from './history.ts'
import * as insight from './insight.ts'
import { insights } from './insights.ts'
import * as keeping from './keeping.ts'
import { list, summary } from './list.ts'
import { monitor } from './monitor.ts'
import { optimize, welcome } from './optimize.ts'
import * as recipes from './recipes.ts'
import { report } from './report.ts'
import * as results from './results.ts'
import * as settings from './settings.ts'
import * as shell from './shell.ts'

/** All texts of the window in German. */
export const de: typeof en = {
  ...common,
  ...shell,
  ...results,
  ...settings,
  ...keeping,
  ...recipes,
  ...insight,
  list,
  summary,
  optimize,
  welcome,
  monitor,
  history,
  insights,
  report,
}
