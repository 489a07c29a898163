/** The version of this release; `API_GIT_VERSION` may override what is reported. */
export const VERSION = "0.1.0";
