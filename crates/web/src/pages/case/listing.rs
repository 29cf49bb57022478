//! Lists to choose from: of the protocol, of places near by, of colleagues and teams.

use app::SignedIn;
use domain::TeamId;
use forms::definition::Offer;
use policy::Relation;

use crate::{fail::Fail, visit::Visit};

/// The choices of a list of the protocol, in its order: code and label.
pub(super) fn choices(visit: &Visit, list: &str) -> Vec<(String, String)> {
    let protocol = visit.app().protocol();
    let Some(list) = protocol.lists().choices.get(list) else { return Vec::new() };
    list.iter()
        .filter(|choice| choice.offer == Offer::Current)
        .map(|choice| (choice.code.to_string(), visit.text(&choice.label)))
        .collect()
}

/// The label of a choice; its code where the list has it no more.
pub(crate) fn label(visit: &Visit, list: &str, code: &str) -> String {
    visit.app().protocol().choice(list, code).map_or_else(|| code.to_owned(), |label| visit.text(label))
}

/// The colleagues who can answer for a record of this kind, by team: those in the sender's own teams whose role has
/// cases. The team's name goes with each.
pub(super) async fn owners(
    visit: &Visit,
    who: &SignedIn,
    kind: &str,
) -> Result<Vec<(TeamId, String, Vec<(domain::UserId, String)>)>, Fail> {
    let protocol = visit.app().protocol();
    let mut teams: Vec<TeamId> = who.actor().teams().collect();
    teams.sort_unstable();
    teams.dedup();
    let mut found = Vec::new();
    for team in teams {
        let mut people = Vec::new();
        for (id, name, roles) in visit.app().colleagues(who, team).await? {
            let owns =
                roles.iter().filter_map(|held| protocol.table().role(held.role.as_str())).any(|role| {
                    role.grants
                        .iter()
                        .any(|grant| grant.when.contains(&Relation::Owner) && grant.kinds.contains(kind))
                });
            if owns {
                people.push((id, name.as_str().to_owned()));
            }
        }
        people.sort_by(|a, b| visit.words.compare(&a.1, &b.1));
        if !people.is_empty() {
            found.push((team, visit.name_of(team).await?, people));
        }
    }
    Ok(found)
}
