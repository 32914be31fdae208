/** A session that is not used for so long ends. */
export const sessionLifeMs = 30 * 24 * 60 * 60 * 1000;
