import i18next from 'i18next'
import { de } from './locales/de/index.ts'
import { en } from './locales/en/index.ts'

/** Languages that the window speaks. */
const languages = ['en', 'de'] as const
export type Language = (typeof languages)[number]

/** Plural forms share one key: `image_one` and `image_other` are asked for as `image`. */
type Base<K extends string> = K extends `${infer B}_one` | `${infer B}_other` ? B : K
type KeysOf<T> = {
  [K in keyof T & string]: T[K] extends string ? Base<K> : `${K}.${KeysOf<T[K]>}`
}[keyof T & string]

/** Every text there is, by its place in the tables of `locales/`. */
export type TextKey = KeysOf<typeof en>

/** What is put into a text; `count` also chooses between one and many. */
export type TextValues = Readonly<Record<string, string | number>>

/** The text behind a key in the language of the window. */
export function t(key: TextKey, values: TextValues = {}): string {
  return instance().t(key, { ...values })
}

/** The language of the window. */
export function currentLanguage(): Language {
  return instance().language === 'de' ? 'de' : 'en'
}

/** The locale for numbers and dates: the system's own where it speaks the window's language, e.g. `en-GB`. */
export function currentLocale(): string {
  const language = currentLanguage()
  const system = systemLocale()
  return isOf(system, language) ? system : language
}

/** Which language a choice means on this system; English where the system's is none of ours. */
export function languageOf(choice: 'system' | Language, system = systemLocale()): Language {
  if (choice !== 'system') return choice
  return languages.find((language) => isOf(system, language)) ?? 'en'
}

/** Switches the window's language. What is on screen follows when it is drawn again. */
export function setLanguage(language: Language): void {
  if (language === currentLanguage()) return
  // With all texts in memory the change is done when the call returns.
  void instance().changeLanguage(language)
}

/** The one instance, made when it is first needed so that importing this does nothing. */
export function instance(): typeof i18next {
  if (!i18next.isInitialized) {
    void i18next.init({
      lng: 'en',
      fallbackLng: 'en',
      initAsync: false,
      resources: { en: { translation: en }, de: { translation: de } },
      // React escapes what it draws; twice would show.
      interpolation: { escapeValue: false },
    })
  }
  return i18next
}

let knownLocale: string | undefined

/** Asked once: it takes a tenth of a millisecond, every number on screen wants it, and it cannot change under a page. */
function systemLocale(): string {
  knownLocale ??= new Intl.DateTimeFormat().resolvedOptions().locale
  return knownLocale
}

function isOf(locale: string, language: Language): boolean {
  return locale === language || locale.startsWith(`${language}-`)
}
