//! `homeward serve`: pages for an installation.
//!
//! Invariant: beyond this machine only with TLS, or behind a proxy that was named on purpose.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, Result, bail};
use app::{App, account::found::Purpose};
use clap::Args;
use web::{Reached, Web};

use crate::{house::Place, out};

/// Serves an installation.
#[derive(Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    place: Place,
    /// The address to listen on
    #[arg(long, env = "HOMEWARD_LISTEN", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,
    /// The port to listen on
    #[arg(long, env = "HOMEWARD_PORT", default_value_t = 8080)]
    port: u16,
    /// The certificate chain (PEM)
    #[arg(long, env = "HOMEWARD_CERTIFICATE", requires = "key")]
    certificate: Option<PathBuf>,
    /// The certificate's key (PEM)
    #[arg(long, env = "HOMEWARD_CERTIFICATE_KEY", requires = "certificate")]
    key: Option<PathBuf>,
    /// A proxy before this program ends TLS; it must be the only way here
    #[arg(long, env = "HOMEWARD_BEHIND_PROXY", conflicts_with = "certificate")]
    behind_proxy: bool,
}

impl Serve {
    pub(crate) async fn run(self) -> Result<ExitCode> {
        if !self.listen.is_loopback() && self.certificate.is_none() && !self.behind_proxy {
            bail!(
                "{} is reachable from other machines, and this would be without TLS: give --certificate and --key, \
                 or --behind-proxy when a proxy before it ends TLS",
                self.listen
            );
        }
        let address = SocketAddr::new(self.listen, self.port);
        let listener = TcpListener::bind(address).with_context(|| format!("cannot listen on {address}"))?;
        let app = self.place.open(Purpose::Real).await?;
        let tls = self.certificate.clone().zip(self.key.clone());
        let reached = if tls.is_some() || self.behind_proxy { Reached::Tls } else { Reached::Loopback };
        let mail = mail(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))?;
        let worker = worker::Worker::new(app.clone(), worker::Pace::default())?.with_mail(mail);
        beside(worker, listen(Web { app, reached }, listener, tls, Announce::No)).await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The way to send reminders, as the environment names it; without a server there is none.
fn mail(named: impl Fn(&str) -> Option<String>) -> Result<Option<worker::Mail>> {
    let Some(server) = named("HOMEWARD_SMTP") else { return Ok(None) };
    let needed = |name: &str| {
        named(name).with_context(|| {
            format!("HOMEWARD_SMTP is set, so {name} is needed, too: see docs/operations.md")
        })
    };
    let (from, address) = (needed("HOMEWARD_MAIL_FROM")?, needed("HOMEWARD_ADDRESS")?);
    let sign_in = format!("{}/sign-in", address.trim_end_matches('/'));
    Ok(Some(worker::Mail::through(&server, &from, &sign_in, web::letter::reminder)?))
}

/// Serves with a worker beside, which ends when the serving does.
pub(crate) async fn beside(worker: worker::Worker, served: impl Future<Output = Result<()>>) -> Result<()> {
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let worker = tokio::spawn(worker.run(async move { drop(stopped.await) }));
    let served = served.await;
    drop(stop);
    worker.await.context("the worker ended badly")?;
    served
}

/// Whether the address is printed on standard output.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Announce {
    /// For a person who starts the demo.
    Yes,
    /// Only in the log.
    No,
}

/// Listens until the process is told to stop.
pub(crate) async fn listen(
    web: Web,
    listener: TcpListener,
    tls: Option<(PathBuf, PathBuf)>,
    announce: Announce,
) -> Result<()> {
    let app: App = web.app.clone();
    let router = web::router(web);
    let handle = axum_server::Handle::new();
    let stopping = handle.clone();
    tokio::spawn(async move {
        stopped().await;
        stopping.graceful_shutdown(Some(Duration::from_secs(5)));
    });
    listener.set_nonblocking(true)?;
    let at = listener.local_addr()?;
    match announce {
        Announce::Yes => out::line(format!("http://{at}")),
        Announce::No => out::note(format!("listening on {at}")),
    }
    let service = router.into_make_service();
    match tls {
        Some((certificate, key)) => {
            let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
            let _ = provider.as_ref().clone().install_default();
            let config = axum_server::tls_rustls::RustlsConfig::from_pem_file(certificate, key)
                .await
                .context("the certificate or its key cannot be read")?;
            axum_server::from_tcp_rustls(listener, config)?.handle(handle).serve(service).await?;
        }
        None => axum_server::from_tcp(listener)?.handle(handle).serve(service).await?,
    }
    app.close().await;
    Ok(())
}

async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        else {
            let _ = interrupt.await;
            return;
        };
        tokio::select! { _ = interrupt => {}, _ = terminate.recv() => {} }
    }
    #[cfg(not(unix))]
    let _ = interrupt.await;
}
