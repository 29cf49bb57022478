//! A form before it is filled: what it holds, what the reader has seen of it, and the text typed and not yet sent.

use std::sync::Arc;

use domain::{EntryId, FieldCode, FormCode, Instant, PersonCode, UserId, Values, record::Entry};
use forms::{Form, Lists};
use policy::Level;
use protocol::Protocol;

use super::{
    change::may_fill,
    fill_form::{asked, given},
};
use crate::{
    App, Door, Opened, SignedIn,
    matching::Father,
    refused::{Answer, Fault, Refused},
};

/// A form on a record, as this reader may fill it.
#[derive(Debug, Clone)]
pub struct FormView {
    /// The record.
    pub opened: Opened,
    /// What the entry holds.
    pub values: Values,
    /// Facts of the record that the form's conditions may ask.
    pub given: Values,
    /// The sequence of the entry's compartment: what the reader has seen.
    pub seen: u64,
    /// Whether a father may be asked for.
    pub father: Father,
    entry: Option<Entry>,
    protocol: Arc<Protocol>,
    form: Form,
}

impl FormView {
    /// The form.
    pub const fn form(&self) -> &Form {
        &self.form
    }
    /// What it looks up.
    pub fn lists(&self) -> &Lists {
        self.protocol.lists()
    }
    /// Who set a field last, and when.
    pub fn set_by(&self, field: &FieldCode) -> Option<(UserId, Instant)> {
        let event = self.entry.as_ref()?.set_by.get(field)?;
        let recorded = self.opened.view.history.iter().find(|recorded| recorded.head.event == *event)?;
        Some((recorded.head.actor, recorded.head.at))
    }
}

impl App {
    /// A form that this person may fill on a record. Opening it is logged.
    pub async fn form_view(
        &self,
        who: &SignedIn,
        code: &PersonCode,
        form: &FormCode,
        entry: Option<EntryId>,
        door: Door,
    ) -> Answer<FormView> {
        let opened = self.open_code(who, code, door).await?;
        let protocol = self.protocol();
        let known = protocol.form(form.as_str()).ok_or(Refused::NotFound)?;
        if !known.kinds.contains(opened.kind())
            || !opened.grant.may(known.compartment.as_str(), Level::Write)
            || !may_fill(known, &opened.grant, &opened.view, &protocol, who.now())
        {
            return Err(Refused::NotFound);
        }
        if known.by_house && entry.is_none() {
            return Err(Refused::NotFound);
        }
        let kind = protocol.kinds().get(opened.kind().as_str());
        if opened.grant.is_outside() && kind.is_some_and(|kind| kind.profile.as_ref() == Some(form)) {
            return Err(Refused::NotFound);
        }
        let entry = match (known.entries, entry) {
            (forms::Entries::One, _) => opened.view.entry(form.as_str()).cloned(),
            (forms::Entries::Many, None) => None,
            (forms::Entries::Many, Some(entry)) => Some(
                opened
                    .view
                    .entries(form.as_str())
                    .iter()
                    .find(|known| known.id == entry)
                    .cloned()
                    .ok_or(Refused::NotFound)?,
            ),
        };
        let seen = opened
            .view
            .history
            .iter()
            .filter(|recorded| recorded.compartment == known.compartment)
            .map(|recorded| recorded.head.seq)
            .max()
            .unwrap_or_default();
        let given = given(known, &opened.view, &opened.grant, &protocol);
        let values = entry.as_ref().map(|entry| entry.values.clone()).unwrap_or_default();
        let father = self.father_between(&[opened.view.id]).await?;
        let form = asked(known, father, &values);
        Ok(FormView { opened, values, given, seen, entry, father, form, protocol: Arc::clone(&protocol) })
    }

    /// What this person typed into a form and has not sent.
    pub async fn form_draft(
        &self,
        who: &SignedIn,
        code: &PersonCode,
        form: &FormCode,
        entry: Option<EntryId>,
    ) -> Answer<Option<Vec<(String, String)>>> {
        let id = self.draft_id(who, code, form, entry)?;
        let Some(draft) = self.store().draft(who.user(), id).await? else { return Ok(None) };
        // A draft of an older key is given up rather than a page refused.
        let Ok(plain) = self.ring().open_for_node(&context(who, &id), &draft.sealed) else { return Ok(None) };
        Ok(serde_json::from_slice(&plain).ok())
    }

    /// Keeps what this person typed into a form, sealed, for them alone.
    pub async fn keep_form_draft(
        &self,
        who: &SignedIn,
        code: &PersonCode,
        form: &FormCode,
        entry: Option<EntryId>,
        pairs: &[(String, String)],
    ) -> Answer<()> {
        // Only where they may write: a draft must not become a place to keep things about others.
        let row = self.by_code(code).await?.ok_or(Refused::NotFound)?;
        let rows = self.store().records(&[row]).await?;
        let listed = self.show_rows(who, rows).await?;
        let protocol = self.protocol();
        let known = protocol.form(form.as_str()).ok_or(Refused::NotFound)?;
        if !listed.first().is_some_and(|row| row.grant.may(known.compartment.as_str(), Level::Write)) {
            return Err(Refused::NotFound);
        }
        let id = self.draft_id(who, code, form, entry)?;
        let plain =
            serde_json::to_vec(pairs).map_err(|_| Fault::Outside("the draft cannot be kept".into()))?;
        self.store()
            .save_draft(store::Draft {
                account: who.user(),
                id,
                changed_at: who.now(),
                sealed: self.ring().seal_for_node(&context(who, &id), &plain)?,
            })
            .await?;
        Ok(())
    }

    pub(super) fn draft_id(
        &self,
        who: &SignedIn,
        code: &PersonCode,
        form: &FormCode,
        entry: Option<EntryId>,
    ) -> Answer<[u8; 16]> {
        let (user, compact) = (who.user(), code.compact());
        let entry = entry.map(|entry| *entry.as_bytes()).unwrap_or_default();
        let parts = [user.as_bytes().as_slice(), compact.as_bytes(), form.as_str().as_bytes(), &entry];
        Ok(self.ring().token("draft", self.ring().current_index_epoch(), &parts)?)
    }
}

fn context(who: &SignedIn, id: &[u8; 16]) -> Vec<u8> {
    [b"draft\0".as_slice(), who.user().as_bytes(), id].concat()
}
