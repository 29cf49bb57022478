//! Somebody goes: what they were to do on records of others goes back to the teams that it is for.
//!
//! Invariant: done by the house itself in a job that is written with the end of the account or the role, so that it
//! depends on nobody. A task stays theirs while they still work in its team, and so do the tasks of the records that they
//! answer for: those go with their record, which their supervisor sees as theirs until it is handed on.

use domain::{Event, TaskId, UserId};

use crate::{
    App,
    core::{
        load::load,
        work::{Touch, Work},
    },
    refused::Answer,
};

/// The kind of the job.
pub const JOB: &str = "departure";
/// Tasks that are read at once.
const STEP: u32 = 200;

impl Work<'_> {
    /// Has the tasks of somebody who goes laid down, once this is written.
    pub(crate) fn lay_down(&mut self, account: UserId) -> Answer<()> {
        self.beside(self.app.job(JOB, account.as_bytes())?);
        Ok(())
    }
}

impl App {
    /// Does one such job. Gives the number of tasks that went back to their teams.
    pub async fn do_departure_job(&self, job: &store::Job) -> Answer<usize> {
        let account: UserId = self.record_of(JOB, job)?;
        let mut after = None;
        let mut laid_down = 0;
        loop {
            let rows = self.store().open_tasks(store::TasksOf::Assignee(account), after, STEP).await?;
            let Some(last) = rows.last() else { return Ok(laid_down) };
            after = Some((last.due, last.id));
            for row in &rows {
                laid_down += usize::from(self.lay_down_one(account, row.record, row.id).await?);
            }
        }
    }

    async fn lay_down_one(&self, account: UserId, id: domain::RecordId, task: TaskId) -> Answer<bool> {
        let Some(record) = load(self, account).await?.map(|loaded| loaded.record) else { return Ok(false) };
        let works_in = |team| {
            !record.account.closed
                && record
                    .account
                    .roles
                    .iter()
                    .any(|held| held.holds && held.team.is_some() && held.team == team)
        };
        let machine = self.machine();
        let command = self.fresh()?;
        let done = self
            .transact(&machine, command, &[Touch::Office(id)], |work| {
                let record = work.record(id)?;
                let Some(known) = record.tasks.get(&task) else { return Ok(Vec::new()) };
                let team = known.added.team.or(record.team);
                let stays = known.end.is_some()
                    || known.added.assignee != Some(account)
                    || record.owner == Some(account)
                    || team.is_none()
                    || works_in(team);
                if stays {
                    return Ok(Vec::new());
                }
                work.add_to_task(id, task, Event::TaskAssigned { task, assignee: None, team })?;
                Ok(vec![1])
            })
            .await?;
        Ok(!done.outcome.is_empty())
    }
}
