/** The newest major version of PostgreSQL whose locks were measured; what it does is taken for newer ones too. */
export const NEWEST_MEASURED = 18;
