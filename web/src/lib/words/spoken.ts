/** A language that there are words for. */
export type SpokenLanguage = 'en' | 'de';

/** The same words in another language: every one of them, and with what is filled in. */
export type Spoken<T> = T extends string
  ? string
  : T extends (...given: infer Given) => infer Said
    ? (...given: Given) => Spoken<Said>
    : { readonly [Key in keyof T]: Spoken<T[Key]> };
