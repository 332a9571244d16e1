export { createGuard, type Guard } from "./guard.js";
export { authority, originFor, ownHosts } from "./hosts.js";
export type { Login } from "./logins.js";
export type { GuardOptions, Knock } from "./state.js";
export { tokenFor } from "./token.js";
