//! Which fields decide about which, and whether any decides about itself.

use std::collections::BTreeMap;

use crate::{
    definition::{Form, Item},
    expression::Expression,
    problem::Place,
};

struct Graph<'a> {
    edges: BTreeMap<&'a str, Vec<&'a str>>,
    places: BTreeMap<&'a str, Place>,
}

/// Each circle once: where its first member stands, and its members, the first repeated at the end.
pub(super) fn cycles(form: &Form) -> Vec<(Place, Vec<String>)> {
    let mut graph = Graph { edges: BTreeMap::new(), places: BTreeMap::new() };
    graph.add(&form.items, &[]);
    let mut done: BTreeMap<&str, State> = BTreeMap::new();
    let mut found = Vec::new();
    let names: Vec<&str> = graph.edges.keys().copied().collect();
    for name in names {
        graph.visit(name, &mut Vec::new(), &mut done, &mut found);
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Done,
}

impl<'a> Graph<'a> {
    fn add(&mut self, items: &'a [Item], around: &[&'a str]) {
        fn ask<'a>(found: &mut Vec<&'a str>, expression: Option<&'a Expression>) {
            found.extend(expression.into_iter().flat_map(Expression::references));
        }
        for item in items {
            // What decides about a group decides about all inside.
            let mut asked = around.to_vec();
            match item {
                Item::Field(field) => {
                    ask(&mut asked, field.relevant.as_ref());
                    ask(&mut asked, field.calculation.as_ref());
                    self.places.insert(field.name.as_str(), field.at);
                    self.edges.insert(field.name.as_str(), asked);
                }
                Item::Group(group) | Item::Repeat(group) => {
                    ask(&mut asked, group.relevant.as_ref());
                    ask(&mut asked, group.repeat_count.as_ref());
                    self.add(&group.items, &asked);
                    self.places.insert(group.name.as_str(), group.at);
                    self.edges.insert(group.name.as_str(), asked);
                }
            }
        }
    }

    fn visit(
        &self,
        name: &'a str,
        path: &mut Vec<&'a str>,
        done: &mut BTreeMap<&'a str, State>,
        found: &mut Vec<(Place, Vec<String>)>,
    ) {
        match done.get(name) {
            Some(State::Done) => return,
            Some(State::Open) => {
                let start = path.iter().position(|one| *one == name).unwrap_or(0);
                let circle = path[start..].iter().chain([&name]).map(|one| (*one).to_owned()).collect();
                found.push((self.places.get(name).copied().unwrap_or(Place { line: 1, column: 1 }), circle));
                return;
            }
            None => {}
        }
        let Some(asked) = self.edges.get(name) else { return };
        done.insert(name, State::Open);
        path.push(name);
        for next in asked {
            self.visit(next, path, done, found);
        }
        path.pop();
        done.insert(name, State::Done);
    }
}
