import type { Catalogue } from '../app/contract';

/** What a question of the catalogue is about. */
export const presetWords = (name: string, catalogue: Catalogue | undefined) => catalogue?.presets.find((one) => one.name === name)?.description ?? `The catalogue has no question called ${name}.`;
