// Pages the sweep looks at beside those it finds by following links: what no link leads to, and what must be found.

/** Before anybody has signed in. */
export const outside = [
  { path: "/" },
  { path: "/sign-in" },
  { path: "/calendar" },
  { path: "/nothing-is-here", status: 404 },
];

/** As anybody who has signed in: refusals, and pages with nothing on them. */
export const inside = [
  { path: "/nothing-is-here", status: 404 },
  { path: "/records/HW-0000-000", status: 404 },
];

/**
 * Who signs in, by the codes of the protocol's roles, and the kinds of page (as `kindOf` writes them) that a walk
 * along the links must come by. A page that stops being reachable fails here.
 */
export const people = [
  { role: "social_worker", finds: [] },
  { role: "supervisor", finds: [] },
  { role: "operation_officer", finds: [] },
  { role: "psychologist", finds: [] },
  { role: "teacher", finds: [] },
  { role: "data_protection_officer", finds: [] },
  { role: "administrator", finds: [] },
];
