import dayjs from 'dayjs';

/** The start of the day as an instant. */
export const startOf = (day: string | null) => (day ? dayjs(day).startOf('day').toISOString() : null);
export const endError = (day: string | null, now = Date.now()) => (day && dayjs(day).valueOf() <= now ? 'Choose a day that is still to come.' : undefined);
