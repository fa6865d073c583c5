export { openSettings, type SettingsStore } from './open-settings.ts'
