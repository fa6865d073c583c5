/**
 * Which outputs the pipeline makes of the same pixels, goal and encoders. To be raised by everybody who changes what
 * comes out (another resize kernel, another search for the quality, another order of steps): results of an earlier
 * pipeline are not reused then.
 */
export const pipelineVersion = 4
