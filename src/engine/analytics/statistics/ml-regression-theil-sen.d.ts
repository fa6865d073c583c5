/** The package has no types of its own; this is the part of it that is used. */
declare module 'ml-regression-theil-sen' {
  export class TheilSenRegression {
    constructor(x: readonly number[], y: readonly number[])
    readonly slope: number
    readonly intercept: number
  }
}
