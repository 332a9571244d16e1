/** The version of the package; a test holds it to package.json, which a module of the kernel cannot find by itself. */
export const VERSION = "0.1.0";
