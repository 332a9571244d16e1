import { packageVersion } from "../version.js";
import type { Part } from "./route.js";

/** What the front end asks of the server itself: its version, who is there. */
export function createAbout(): Part {
  return {
    routes: [
      { method: "GET", path: "/api", handle: () => ({ json: { version: packageVersion() } }) },
      { method: "GET", path: "/api/me", handle: () => ({ json: { identity: ANYONE, permissions: {} } }) },
      // No converters: the report is one of the server's own addresses.
      { method: "GET", path: "/api/nbconvert", handle: () => ({ json: {} }) },
      { method: "GET", path: "/api/terminals", handle: () => ({ json: [] }) },
    ],
  };
}

/** The one who has the token; no more is known. */
const ANYONE = {
  username: "owner",
  name: "Owner",
  display_name: "Owner",
  initials: "O",
  avatar_url: null,
  color: null,
};
