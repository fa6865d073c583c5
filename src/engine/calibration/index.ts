export { type Calibrator, openCalibrator } from './calibrator.ts'
export { calibrateWhenIdle } from './when-idle.ts'
