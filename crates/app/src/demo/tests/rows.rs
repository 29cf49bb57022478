//! The field's table of records and their key fields, row by row, beside the questions that hold them.
//!
//! Invariant: every question named here is in the protocol, and the demo answers it.

/// A form and questions of it.
type Questions = (&'static str, &'static [&'static str]);

/// A row of the field's table with the forms and questions that hold its key fields. What is no form has a page of its
/// own: cases, consents, referrals, plans, links of kinship, embarkation and arrival.
pub(super) const ROWS: &[(&str, &[Questions])] = &[
    (
        "operation, flight, manifest line",
        &[
            (
                "operation_profile",
                &["name", "country_from", "place_from", "lead_authority", "authorities", "starts", "ends"],
            ),
            ("flight_profile", &["name", "departs", "arrives", "escort_lead", "accompanying", "on_board"]),
            ("manifest_line", &["seat", "triage", "companion"]),
        ],
    ),
    (
        "person, family, relationship",
        &[
            ("child_profile", &["names", "sex", "birth", "birth_basis", "languages"]),
            ("adult_profile", &["names", "sex", "birth", "languages"]),
            ("family_profile", &["family_name", "household_size", "children_count", "siblings_together"]),
            ("background", &["earlier_names", "kunya", "lived_where"]),
        ],
    ),
    (
        "identity claim",
        &[(
            "identity",
            &[
                "claimed",
                "evidence_kind",
                "dna",
                "laboratory_reference",
                "dna_outcome",
                "decision",
                "decided_by",
            ],
        )],
    ),
    (
        "document request",
        &[(
            "document_request",
            &[
                "document",
                "authority",
                "applied_on",
                "expected_on",
                "issued_on",
                "valid_until",
                "application_number",
                "document_number",
            ],
        )],
    ),
    (
        "safety and risk; assessment",
        &[
            ("safety_check", &["feels_safe", "harm_kinds", "harm_note", "tonight", "safety_plan"]),
            (
                "assessment",
                &[
                    "individual_strengths",
                    "individual_strains",
                    "family_strengths",
                    "community_strengths",
                    "societal_strains",
                    "own_view",
                ],
            ),
            ("child_view", &["words", "hopes", "explained_back"]),
            ("same_day_safety", &["intent", "stays_with", "called", "see_again"]),
        ],
    ),
    (
        "screening score",
        &[("screening", &["screened_on", "instrument", "sdq", "gad_7", "self_harm", "again_on"])],
    ),
    (
        "best interests",
        &[(
            "best_interests",
            &[
                "bi_kind",
                "facts",
                "facts_by",
                "option",
                "factors",
                "heard",
                "panel",
                "panel_on",
                "panel_voice",
                "decision",
                "dissent",
                "review_on",
            ],
        )],
    ),
    (
        "contact",
        &[(
            "contact",
            &["contact_kind", "contact_place", "seen_alone", "concern", "concern_note", "next_on"],
        )],
    ),
    (
        "care and guardianship",
        &[(
            "care_arrangement",
            &["carer_names", "carer_relation", "checked", "order_number", "order_on", "order_by", "benefits"],
        )],
    ),
    (
        "tracing",
        &[
            (
                "tracing_contact",
                &[
                    "side",
                    "kin",
                    "match",
                    "checked_here",
                    "checked_there",
                    "verified_on",
                    "contact",
                    "contact_on",
                ],
            ),
            ("tracing_answer", &["asked_on", "both_fit", "wish", "carer_agrees", "parent_view", "safe"]),
            ("seeker", &["seeker_name"]),
        ],
    ),
    (
        "health",
        &[(
            "health_check",
            &[
                "weight_kg",
                "height_cm",
                "immunised",
                "injury",
                "injury_needs",
                "disability",
                "aids",
                "walking",
                "refer_to",
            ],
        )],
    ),
    (
        "education",
        &[
            ("enrolment", &["school", "grade", "usual_grade", "behind", "taught_in", "support"]),
            ("learning_needs", &["recommendation", "class_may_know"]),
            (
                "school_progress",
                &["days_expected", "days_attended", "catch_up_hours", "language", "bullying"],
            ),
        ],
    ),
    (
        "legal",
        &[(
            "legal_matter",
            &["proceeding", "position", "counsel", "body", "state", "decision", "told_child"],
        )],
    ),
    (
        "livelihood; community activity",
        &[
            ("livelihood", &["training", "course", "work_state", "offers", "benefits"]),
            ("community_activity", &["activity", "attendance", "acceptance"]),
        ],
    ),
    (
        "violation",
        &[(
            "violation",
            &[
                "incident_on",
                "incident_country",
                "incident_place",
                "victim",
                "party",
                "source",
                "state",
                "verified_on",
                "sent_on",
            ],
        )],
    ),
    (
        "online harm report",
        &[(
            "online_harm",
            &["report_reference", "body", "harm", "platform", "state", "taken_down_at", "safety_actions"],
        )],
    ),
    (
        "family violence",
        &[(
            "family_violence_plan",
            &["safe_people", "way_out", "order", "order_until", "referred", "steps", "accountability"],
        )],
    ),
    (
        "supervision",
        &[("supervision", &["held_on", "looked_at", "what_said", "worker_is", "agreed", "next_on"])],
    ),
    (
        "feedback and complaint",
        &[
            ("feedback", &["how", "about", "words", "reply", "told_on"]),
            ("complaint", &["channel", "giver", "topic", "words", "about_whom"]),
            ("complaint_answer", &["handler", "state", "outcome", "reply", "replied_on"]),
        ],
    ),
];
