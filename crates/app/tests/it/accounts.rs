//! Accounts: nobody grants themself anything, two are needed where children are reached, and signing in is slow for
//! whoever guesses.

use app::{
    Refused,
    account::{
        create::CreateAccount, found::Purpose, invite::Invitation, roles::ProposeRole, sign_in::Credentials,
    },
};
use domain::{RoleCode, UserId};
use jiff::SignedDuration;
use testkit::{Cast, on_both};
use totp_rs::{Builder, Secret};

use crate::steps::*;

const PASSWORD: &str = "төрт түлік малым бар";

fn given(login: &str, password: &str, code: &str) -> Credentials {
    Credentials { login: login.into(), password: password.to_owned().into(), code: code.to_owned().into() }
}

async fn signs_in(cast: &Cast, login: &str, password: &str, code: &str) -> app::Answer<String> {
    let session = cast.app.sign_in(cast.command(), &given(login, password, code)).await?;
    Ok(session.secret.to_string())
}

/// An account with a password.
async fn newcomer(cast: &Cast, login: &str) -> (UserId, Invitation) {
    let admin = cast.who("admin").await;
    let asked = CreateAccount {
        command: cast.command(),
        login: login.into(),
        name: "New Comer".into(),
        language: "kk".into(),
    };
    cast.app.create_account(&admin, asked).await.unwrap()
}

async fn with_password(cast: &Cast, login: &str) -> UserId {
    let (id, invitation) = newcomer(cast, login).await;
    cast.app.set_password_by_link(cast.command(), &invitation.secret, PASSWORD).await.unwrap();
    id
}

fn proposal(cast: &Cast, account: UserId, role: &str) -> ProposeRole {
    ProposeRole {
        command: cast.command(),
        account,
        role: RoleCode::new(role).unwrap(),
        team: Some(cast.centre),
        place: None,
    }
}

async fn nobody_grants_a_role_to_themself(cast: Cast) {
    let (admin, dana) = (cast.who("admin").await, cast.who("dana").await);
    let own = cast.app.propose_role(&admin, proposal(&cast, admin.user(), "social_worker")).await;
    assert_eq!(reason(own), "not-yourself");
    // Who confirms does not propose, and not for themself.
    not_found(cast.app.propose_role(&dana, proposal(&cast, cast.id("aigul"), "supervisor")).await);
    cast.app.propose_role(&admin, proposal(&cast, dana.user(), "social_worker")).await.unwrap();
    let grant = cast.app.own_account(&dana).await.unwrap().roles.last().unwrap().grant;
    let own = cast.app.confirm_role(&dana, cast.command(), dana.user(), grant).await;
    assert_eq!(reason(own), "not-yourself");
    assert!(!cast.who("dana").await.holds("social_worker"));
}

async fn a_role_that_reaches_children_needs_two(cast: Cast) {
    let (id, _) = newcomer(&cast, "nurlan").await;
    let admin = cast.who("admin").await;
    cast.app.propose_role(&admin, proposal(&cast, id, "social_worker")).await.unwrap();
    assert!(!cast.who("nurlan").await.holds("social_worker"), "a proposal is not a role");
    let grant = cast.app.account(&admin, id).await.unwrap().roles[0].grant;
    // Once there is somebody to confirm, managers of accounts no longer do.
    not_found(cast.app.confirm_role(&admin, cast.command(), id, grant).await);
    not_found(cast.app.confirm_role(&cast.who("askar").await, cast.command(), id, grant).await);
    not_found(cast.app.confirm_role(&cast.who("aigul").await, cast.command(), id, grant).await);
    cast.app.confirm_role(&cast.who("saule").await, cast.command(), id, grant).await.unwrap();
    assert!(cast.who("nurlan").await.holds("social_worker"));
    cast.app.end_role(&admin, cast.command(), id, grant).await.unwrap();
    assert!(!cast.who("nurlan").await.holds("social_worker"));
}

async fn the_first_who_confirms_is_confirmed_by_a_second_manager(cast: Cast) {
    // The cast was staffed so; what it must not allow is the proposer confirming.
    let house = testkit::House::found(cast.kind).await.unwrap();
    let admin = house.app.acting_as("admin").await.unwrap();
    let asked = CreateAccount {
        command: house.command(),
        login: "dana".into(),
        name: "Dana".into(),
        language: "en".into(),
    };
    let (id, _) = house.app.create_account(&admin, asked).await.unwrap();
    let proposal = ProposeRole {
        command: house.command(),
        account: id,
        role: RoleCode::of("data_protection_officer"),
        team: None,
        place: None,
    };
    house.app.propose_role(&admin, proposal).await.unwrap();
    let grant = house.app.account(&admin, id).await.unwrap().roles[0].grant;
    assert_eq!(reason(house.app.confirm_role(&admin, house.command(), id, grant).await), "second-person");
}

async fn a_password_is_set_by_a_link_that_works_once(cast: Cast) {
    let (id, invitation) = newcomer(&cast, "nurlan").await;
    assert_eq!(reason(signs_in(&cast, "nurlan", PASSWORD, "").await), "sign-in-wrong");
    let short = cast.app.set_password_by_link(cast.command(), &invitation.secret, "short").await;
    assert_eq!(reason(short), "password-short");
    let set = cast.app.set_password_by_link(cast.command(), &invitation.secret, PASSWORD).await.unwrap();
    assert_eq!(set, id);
    let twice = cast.app.set_password_by_link(cast.command(), &invitation.secret, "another long one").await;
    assert_eq!(reason(twice), "link-over");
    signs_in(&cast, "NURLAN ", PASSWORD, "").await.unwrap();
    // A later link makes the earlier void, and none lasts.
    let (_, old) = newcomer(&cast, "second").await;
    cast.clock.advance(SignedDuration::from_hours(73));
    assert_eq!(reason(cast.app.invited(&old.secret).await), "link-over");
}

async fn guessing_is_slowed_down(cast: Cast) {
    with_password(&cast, "nurlan").await;
    for _ in 0..5 {
        assert_eq!(reason(signs_in(&cast, "nurlan", "wrong wrong wrong", "").await), "sign-in-wrong");
    }
    // Even the right one waits now, and so does everybody who tries.
    assert_eq!(reason(signs_in(&cast, "nurlan", PASSWORD, "").await), "sign-in-wait");
    cast.clock.advance(SignedDuration::from_secs(31));
    assert_eq!(reason(signs_in(&cast, "nurlan", "wrong wrong wrong", "").await), "sign-in-wrong");
    cast.clock.advance(SignedDuration::from_secs(31));
    assert_eq!(reason(signs_in(&cast, "nurlan", PASSWORD, "").await), "sign-in-wait");
    cast.clock.advance(SignedDuration::from_secs(31));
    signs_in(&cast, "nurlan", PASSWORD, "").await.unwrap();
    // A success forgets them.
    assert_eq!(reason(signs_in(&cast, "nurlan", "wrong wrong wrong", "").await), "sign-in-wrong");
    signs_in(&cast, "nurlan", PASSWORD, "").await.unwrap();
}

async fn waiting_does_not_tell_whose_names_are_known(cast: Cast) {
    with_password(&cast, "nurlan").await;
    let mut waited = 0;
    // Over an hour of trying, at one name that is somebody's and one that is nobody's.
    for pause in [0, 0, 0, 0, 0, 0, 10, 21, 0, 30, 31, 0, 90, 31, 300, 10, 600, 1200, 2400, 3601, 3599, 2, 0]
    {
        cast.clock.advance(SignedDuration::from_secs(pause));
        let mut said = Vec::new();
        for login in ["nurlan", "nobody"] {
            match signs_in(&cast, login, "wrong wrong wrong", "").await {
                Err(Refused::Because(reason)) => said.push((reason.code, reason.args)),
                other => panic!("{login}: {other:?}"),
            }
        }
        assert_eq!(said[0], said[1], "after {pause} s");
        waited += usize::from(said[0].0 == "sign-in-wait");
    }
    assert!(waited > 8, "{waited}");
    // However it is typed, a name is one name; and one stranger does not make another wait.
    assert_eq!(reason(signs_in(&cast, " NOBODY", PASSWORD, "").await), "sign-in-wait");
    assert_eq!(reason(signs_in(&cast, "nobody-else", PASSWORD, "").await), "sign-in-wrong");
}

async fn sessions_end(cast: Cast) {
    let id = with_password(&cast, "nurlan").await;
    let first = signs_in(&cast, "nurlan", PASSWORD, "").await.unwrap();
    let second = signs_in(&cast, "nurlan", PASSWORD, "").await.unwrap();
    assert_eq!(cast.app.signed_in(&first).await.unwrap().user(), id);
    let over = |answer: app::Answer<app::SignedIn>| {
        assert!(matches!(answer, Err(Refused::SignIn)), "{:?}", answer.map(drop));
    };
    over(cast.app.signed_in("not a secret").await);
    // By signing out: this one.
    let who = cast.app.signed_in(&first).await.unwrap();
    cast.app.sign_out(&who).await.unwrap();
    over(cast.app.signed_in(&first).await);
    // By idleness; using it keeps it, but not for ever.
    for _ in 0..30 {
        cast.clock.advance(SignedDuration::from_mins(25));
        if cast.app.signed_in(&second).await.is_err() {
            break;
        }
    }
    over(cast.app.signed_in(&second).await);
    let third = signs_in(&cast, "nurlan", PASSWORD, "").await.unwrap();
    cast.clock.advance(SignedDuration::from_mins(31));
    over(cast.app.signed_in(&third).await);
    // Everywhere at once.
    let fourth = signs_in(&cast, "nurlan", PASSWORD, "").await.unwrap();
    let fifth = signs_in(&cast, "nurlan", PASSWORD, "").await.unwrap();
    let who = cast.app.signed_in(&fourth).await.unwrap();
    cast.app.sign_out_everywhere(&who, cast.command()).await.unwrap();
    over(cast.app.signed_in(&fourth).await);
    over(cast.app.signed_in(&fifth).await);
    // With the account.
    cast.clock.advance(SignedDuration::from_secs(1));
    let sixth = signs_in(&cast, "nurlan", PASSWORD, "").await.unwrap();
    let admin = cast.who("admin").await;
    cast.app.close_account(&admin, cast.command(), id).await.unwrap();
    over(cast.app.signed_in(&sixth).await);
    assert_eq!(reason(signs_in(&cast, "nurlan", PASSWORD, "").await), "sign-in-wrong");
    assert_eq!(reason(cast.app.close_account(&admin, cast.command(), admin.user()).await), "not-yourself");
}

async fn another_password_ends_the_other_sessions(cast: Cast) {
    with_password(&cast, "nurlan").await;
    let first = signs_in(&cast, "nurlan", PASSWORD, "").await.unwrap();
    let second = signs_in(&cast, "nurlan", PASSWORD, "").await.unwrap();
    let who = cast.app.signed_in(&first).await.unwrap();
    let wrong =
        cast.app.change_password(&who, cast.command(), "not the present one", "another long one").await;
    assert_eq!(reason(wrong), "password-wrong");
    cast.app.change_password(&who, cast.command(), PASSWORD, "another long one").await.unwrap();
    cast.app.signed_in(&first).await.unwrap();
    assert!(matches!(cast.app.signed_in(&second).await, Err(Refused::SignIn)));
    assert_eq!(reason(signs_in(&cast, "nurlan", PASSWORD, "").await), "sign-in-wrong");
}

fn code(secret: &str, cast: &Cast) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    totp.generate(u64::try_from(cast.clock.now().as_second()).unwrap()).to_string()
}

async fn a_second_factor_is_asked_for_and_no_code_works_twice(cast: Cast) {
    with_password(&cast, "nurlan").await;
    let session = signs_in(&cast, "nurlan", PASSWORD, "").await.unwrap();
    let who = cast.app.signed_in(&session).await.unwrap();
    let factor = cast.app.new_factor(&who).unwrap();
    let secret = factor.secret.as_str();
    let wrong = cast.app.set_second_factor(&who, cast.command(), secret, "000000").await;
    assert_eq!(reason(wrong), "code-wrong");
    let first = code(secret, &cast);
    let recovery = cast.app.set_second_factor(&who, cast.command(), secret, &first).await.unwrap();
    cast.clock.advance(SignedDuration::from_secs(60));
    assert_eq!(reason(signs_in(&cast, "nurlan", PASSWORD, "").await), "sign-in-wrong");
    let now = code(secret, &cast);
    signs_in(&cast, "nurlan", PASSWORD, &now).await.unwrap();
    assert_eq!(reason(signs_in(&cast, "nurlan", PASSWORD, &now).await), "sign-in-wrong");
    // A recovery code in place of it, once.
    let paper = recovery[3].as_str();
    signs_in(&cast, "nurlan", PASSWORD, paper).await.unwrap();
    assert_eq!(reason(signs_in(&cast, "nurlan", PASSWORD, paper).await), "sign-in-wrong");
    assert_eq!(cast.app.own_factor(&who).await.unwrap(), Some(9));
    // A stolen session does not exchange it.
    let another = cast.app.new_factor(&who).unwrap();
    let who = cast.app.signed_in(&session).await.unwrap();
    let shown = code(another.secret.as_str(), &cast);
    let exchange = cast.app.set_second_factor(&who, cast.command(), another.secret.as_str(), &shown).await;
    assert_eq!(reason(exchange), "factor-in-force");
}

async fn the_same_code_at_the_same_time_works_once(cast: Cast) {
    with_password(&cast, "nurlan").await;
    let session = signs_in(&cast, "nurlan", PASSWORD, "").await.unwrap();
    let who = cast.app.signed_in(&session).await.unwrap();
    let factor = cast.app.new_factor(&who).unwrap();
    let secret = factor.secret.as_str();
    let set = cast.app.set_second_factor(&who, cast.command(), secret, &code(secret, &cast)).await;
    cast.clock.advance(SignedDuration::from_secs(60));
    let now = code(secret, &cast);
    let paper = set.unwrap()[0].as_str().to_owned();
    for once in [now, paper] {
        let both = tokio::join!(
            signs_in(&cast, "nurlan", PASSWORD, &once),
            signs_in(&cast, "nurlan", PASSWORD, &once)
        );
        assert_eq!([both.0, both.1].iter().filter(|answer| answer.is_ok()).count(), 1);
    }
}

async fn a_reset_keeps_the_second_factor(cast: Cast) {
    let id = with_password(&cast, "nurlan").await;
    let session = signs_in(&cast, "nurlan", PASSWORD, "").await.unwrap();
    let who = cast.app.signed_in(&session).await.unwrap();
    let factor = cast.app.new_factor(&who).unwrap();
    let secret = factor.secret.as_str();
    cast.app.set_second_factor(&who, cast.command(), secret, &code(secret, &cast)).await.unwrap();
    let admin = cast.who("admin").await;
    assert_eq!(reason(cast.app.reset_by_other(&admin, cast.command(), admin.user()).await), "not-yourself");
    not_found(cast.app.reset_by_other(&cast.who("aigul").await, cast.command(), id).await);
    let link = cast.app.reset_by_other(&admin, cast.command(), id).await.unwrap();
    assert!(matches!(cast.app.signed_in(&session).await, Err(Refused::SignIn)), "their sessions end");
    cast.app.set_password_by_link(cast.command(), &link.secret, "another long one").await.unwrap();
    cast.clock.advance(SignedDuration::from_secs(60));
    assert_eq!(reason(signs_in(&cast, "nurlan", "another long one", "").await), "sign-in-wrong");
    let session = signs_in(&cast, "nurlan", "another long one", &code(secret, &cast)).await.unwrap();
    let who = cast.app.signed_in(&session).await.unwrap();
    assert!(cast.app.own_account(&who).await.unwrap().reset_at.is_some(), "and they are told");
    // Taken away by two people or not at all.
    assert!(!cast.app.remove_second_factor(&admin, cast.command(), id).await.unwrap());
    assert_eq!(reason(cast.app.remove_second_factor(&admin, cast.command(), id).await), "second-person");
    assert!(cast.app.account(&admin, id).await.unwrap().has_factor);
    assert!(cast.app.remove_second_factor(&cast.who("dana").await, cast.command(), id).await.unwrap());
    assert!(!cast.app.account(&admin, id).await.unwrap().has_factor);
    assert!(matches!(cast.app.signed_in(&session).await, Err(Refused::SignIn)));
}

async fn a_list_of_accounts_is_never_older_than_the_database(mut cast: Cast) {
    let admin = cast.who("admin").await;
    let other = cast.another_node(Purpose::Real).await.unwrap();
    let id = cast.account("asel").await;
    let said = async || {
        let mut nodes = Vec::new();
        for app in [&cast.app, &other] {
            let listed = app.accounts(&admin).await.unwrap().into_iter().find(|account| account.id == id);
            let listed = listed.expect("it is on every list");
            let waits = listed.roles.iter().map(|role| role.holds).collect::<Vec<_>>();
            nodes.push((waits, listed.closed));
        }
        assert_eq!(nodes[0], nodes[1], "two nodes list the same");
        nodes.remove(0)
    };
    assert_eq!(said().await, (vec![], false));
    cast.propose("asel", "social_worker", Some(cast.centre), None).await;
    assert_eq!(said().await.0, [false]);
    cast.confirm("dana", "asel").await;
    assert_eq!(said().await.0, [true]);
    other.close_account(&admin, cast.command(), id).await.unwrap();
    assert!(said().await.1);
    assert_eq!(said().await, said().await, "asked again, nothing is opened and all is the same");
}

async fn a_sign_in_name_is_taken_once(cast: Cast) {
    newcomer(&cast, "nurlan").await;
    let admin = cast.who("admin").await;
    let asked = CreateAccount {
        command: cast.command(),
        login: " Nurlan".into(),
        name: "Another".into(),
        language: "en".into(),
    };
    assert_eq!(reason(cast.app.create_account(&admin, asked).await), "login-taken");
    let asked = CreateAccount {
        command: cast.command(),
        login: "somebody".into(),
        name: "Somebody".into(),
        language: "en".into(),
    };
    not_found(cast.app.create_account(&cast.who("dana").await, asked).await);
}

on_both![
    nobody_grants_a_role_to_themself,
    a_role_that_reaches_children_needs_two,
    the_first_who_confirms_is_confirmed_by_a_second_manager,
    a_password_is_set_by_a_link_that_works_once,
    guessing_is_slowed_down,
    waiting_does_not_tell_whose_names_are_known,
    sessions_end,
    another_password_ends_the_other_sessions,
    a_second_factor_is_asked_for_and_no_code_works_twice,
    the_same_code_at_the_same_time_works_once,
    a_reset_keeps_the_second_factor,
    a_list_of_accounts_is_never_older_than_the_database,
    a_sign_in_name_is_taken_once,
];
