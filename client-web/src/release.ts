/** This package's version, which operators see; a test compares it with package.json. */
export const release = "0.1.0";
