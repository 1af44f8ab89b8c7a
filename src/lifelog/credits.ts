/** Whom to thank for recordings that may be passed on, by the reader that knows them. */
const CREDITS: Readonly<Record<string, string>> = {
  mmash:
    'MMASH 1.0.0 (Rossi et al., PhysioNet, doi 10.13026/cerq-fc86; Data 5(4):91, 2020), ' +
    'Open Data Commons Attribution License 1.0',
}

/** The credit of a source; its own name where the recordings are the user's. */
export const creditOf = (source: string): string => CREDITS[source] ?? source
