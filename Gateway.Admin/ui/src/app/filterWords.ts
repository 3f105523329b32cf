import type { FilterOp } from './contract';

/** Comparisons as chips and forms say them. Several values are alternatives. */
export const opWords: Record<FilterOp, string> = { is: 'is', isNot: 'is not', oneOf: 'is', prefix: 'begins with', gt: 'over', lt: 'under' };
