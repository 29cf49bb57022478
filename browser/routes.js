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
const everybody = ["/me", "/me/factor", "/me/away", "/me/reminders", "/me/calendar", "/protocol"];
const rules = ["/protocol/parts", "/protocol/tasks", "/protocol/sharing", "/protocol/consent", "/protocol/keeping", "/protocol/stages"];
const record = (...paths) => paths.map((path) => `/records/*${path}`);
const caseload = ["/day", "/children", "/children?urgency", "/children?kind", "/children?closed", "/records/*"];

export const people = [
  {
    role: "social_worker",
    // One's own record leads to more than a colleague's, an adult's to other pages than a child's.
    // A referral that is over has no letter to print.
    examples: { "/records/*": 60, "/records/*/forms": 4, "/records/*/referrals/*": 12 },
    finds: [
      ...everybody, ...rules, ...caseload, "/referrals", "/directory", "/me/handover",
      ...record("/tasks/*", "/tasks/new", "/forms", "/forms/contact", "/forms/contact/*", "/forms/safety_check"),
      ...record("/forms/closure_checklist", "/forms/child_profile", "/consent", "/consent?purpose", "/urgency", "/stage"),
      "/complaints/new",
      ...record("/plan", "/plan/goals/*", "/plan/goals/new?level", "/plan/versions", "/plan/versions?from", "/plan/review", "/refer", "/refer?purpose", "/refer?purpose&service"),
      ...record("/referrals/*", "/closure", "/bars", "/history", "/correct/*", "/print", "/print/record", "/print/plan", "/print/consent", "/print/history", "/referrals/*/print"),
      ...record("/conferences/new", "/conferences/*"),
      ...record("/links", "/forms/protected_address", "/forms/livelihood"), "/records/new?kind",
      ...record("/forms/name_change", "/forms/birth_change", "/forms/death", "/forms/own_wish", "/elsewhere/*"),
    ],
  },
  {
    role: "supervisor",
    finds: [...everybody, ...rules, ...caseload, "/team", "/team/*/*", "/counts", "/accounts", "/accounts/*", ...record("/assign", "/plan", "/plan/versions", "/closure")],
  },
  {
    role: "operation_officer",
    finds: [
      ...everybody, ...rules, "/lists", "/lists/new", "/lists/*", "/lists/*/import", "/operations", "/operations/new", "/operations/*", "/operations/*/flights/new", "/flights/*",
      "/flights/*/import", "/flights/*/arrivals", "/flights/*/arrivals/roster", "/flights/*/roster", "/flights/*/slips",
      ...record("/forms/manifest_line", "/forms/flight_profile", "/forms/operation_profile"),
    ],
  },
  {
    role: "psychologist",
    finds: [
      ...everybody, ...rules, ...caseload, "/referrals",
      ...record("/referrals/*", "/plan", "/consent", "/forms/screening", "/forms/session_note", "/forms/same_day_safety"),
    ],
  },
  {
    role: "teacher",
    examples: { "/records/*/referrals/*": 6 },
    finds: [
      ...everybody, "/day", "/children", "/referrals", "/records/*",
      ...record("/referrals/*", "/plan", "/forms/learning_needs", "/forms/enrolment", "/forms/school_progress"),
      ...record("/conferences/*", "/print", "/print/plan", "/referrals/*/print"),
    ],
  },
  { role: "data_protection_officer", finds: [...everybody, ...rules, "/officer", "/officer?before", "/accounts", "/accounts/*"] },
  { role: "administrator", finds: [...everybody, ...rules, "/accounts", "/accounts/new", "/accounts/*", "/teams", "/teams/new", "/teams/*", "/teams/*/close"] },
  { role: "consular_officer", finds: everybody },
  {
    role: "registrar",
    examples: { "/lists/*": 8 },
    each: ["/lists/*"],
    finds: [...everybody, ...rules, "/lists", "/lists/new", "/lists/*", "/matches", "/matches/*", "/matches?show", "/search", ...record("/answer")],
  },
  { role: "health_worker", finds: everybody },
  { role: "lawyer", finds: everybody },
  { role: "guardianship_authority", finds: everybody },
  { role: "local_authority", finds: everybody },
  { role: "accompanying_ngo", finds: everybody },
  { role: "violation_focal_point", finds: everybody },
  { role: "online_focal_point", finds: everybody },
  { role: "ministry_coordinator", finds: [...everybody, ...rules, "/counts", "/counts?week"] },
  {
    role: "complaints_focal_point",
    finds: [...everybody, ...rules, "/complaints", "/complaints/new", ...record("", "/forms", "/forms/complaint", "/forms/complaint_answer", "/history")],
  },
];
