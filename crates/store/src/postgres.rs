//! PostgreSQL: several hosts, TLS that always verifies, a pool for reading.
//!
//! Invariant: writes go to a host that accepts them (`target_session_attrs=read-write` unless the address says
//! otherwise), and a connection is either verified by TLS or was never asked to be.

use std::{str::FromStr, sync::Arc, time::Duration};

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use futures_util::future::try_join_all;
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};
use tokio_postgres::{
    Client, Config, NoTls, Row, Statement,
    config::{SslMode, TargetSessionAttrs},
    types::{IsNull, ToSql, Type as PgType, private::BytesMut, to_sql_checked},
};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::{
    error::Error,
    value::{Type, Value, Values},
};

/// Statements kept prepared on a reading connection.
const PREPARED: usize = 512;

/// Where certificate authorities are found when the address names none.
const AUTHORITIES: [&str; 3] =
    ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem"];

/// How to reach a cluster.
#[derive(Clone)]
pub(crate) struct Address {
    config: Config,
    tls: Option<MakeRustlsConnect>,
}

impl Address {
    /// Reads an address. `sslmode` may be `disable` (also `prefer`, or nothing), or `require`, `verify-ca` and
    /// `verify-full`, which all three verify the chain and the host name; `sslrootcert` names a file of authorities.
    pub(crate) fn parse(url: &str) -> Result<Self, Error> {
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let (mut rest, mut mode, mut authorities) = (Vec::new(), "disable", None);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslmode", value)) => mode = value,
                Some(("sslrootcert", value)) => authorities = Some(decode(value).ok_or(Error::BadTarget)?),
                _ => rest.push(pair),
            }
        }
        let given = rest.iter().any(|pair| pair.starts_with("target_session_attrs="));
        let plain = if rest.is_empty() { base.to_owned() } else { format!("{base}?{}", rest.join("&")) };
        let mut config = Config::from_str(&plain).map_err(|_| Error::BadTarget)?;
        if !given {
            config.target_session_attrs(TargetSessionAttrs::ReadWrite);
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(Duration::from_secs(5));
        }
        if config.get_application_name().is_none() {
            config.application_name("homeward");
        }
        config.keepalives_idle(Duration::from_secs(30));
        let tls = match mode {
            "disable" | "allow" | "prefer" => {
                config.ssl_mode(SslMode::Disable);
                None
            }
            "require" | "verify-ca" | "verify-full" => {
                config.ssl_mode(SslMode::Require);
                Some(tls(authorities.as_deref())?)
            }
            _ => return Err(Error::BadTarget),
        };
        Ok(Self { config, tls })
    }

    /// A connection of its own.
    pub(crate) async fn connect(&self) -> Result<Client, Error> {
        let client = match &self.tls {
            None => {
                let (client, connection) = self.config.connect(NoTls).await?;
                tokio::spawn(connection);
                client
            }
            Some(tls) => {
                let (client, connection) = self.config.connect(tls.clone()).await?;
                tokio::spawn(connection);
                client
            }
        };
        // A server that answers before its disk does would break the promise of a commit. Stricter settings stay.
        client
            .batch_execute(
                "SELECT set_config('synchronous_commit', 'on', false) \
                 WHERE current_setting('synchronous_commit') = 'off'",
            )
            .await?;
        Ok(client)
    }

    /// A pool of connections.
    pub(crate) fn pool(&self, size: usize) -> Result<Pool, Error> {
        // A closed connection is noticed; one that hangs is given up by the operating system's keepalive.
        let mut config = self.config.clone();
        // Every reading statement is written for one index, whatever its parameters: planned once, not at each call.
        let options = config.get_options().map(|given| format!("{given} ")).unwrap_or_default();
        config.options(format!("{options}-c plan_cache_mode=force_generic_plan"));
        let settings = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = match &self.tls {
            None => Manager::from_config(config, NoTls, settings),
            Some(tls) => Manager::from_config(config, tls.clone(), settings),
        };
        Pool::builder(manager)
            .max_size(size.max(1))
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(Duration::from_secs(30)))
            .create_timeout(Some(Duration::from_secs(15)))
            .build()
            .map_err(|_| Error::BadTarget)
    }
}

/// Undoes percent-encoding.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        if byte == b'%' {
            let (digits, after) = after.split_at_checked(2)?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
            rest = after;
        } else {
            bytes.push(byte);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

fn tls(authorities: Option<&str>) -> Result<MakeRustlsConnect, Error> {
    let mut roots = RootCertStore::empty();
    let file = match authorities {
        Some(file) => file,
        None => *AUTHORITIES
            .iter()
            .find(|file| std::path::Path::new(file).exists())
            .ok_or(Error::Tls("no file of certificate authorities; name one with sslrootcert"))?,
    };
    let certificates = CertificateDer::pem_file_iter(file)
        .map_err(|_| Error::Tls("the file of certificate authorities cannot be read"))?
        .collect::<Result<Vec<_>, _>>()
        .map_err(|_| Error::Tls("the file of certificate authorities is damaged"))?;
    roots.add_parsable_certificates(certificates);
    if roots.is_empty() {
        return Err(Error::Tls("the file of certificate authorities holds no certificate"));
    }
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| Error::Tls("no common protocol version"))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

impl ToSql for Value {
    fn to_sql(
        &self,
        kind: &PgType,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(number) if *kind == PgType::INT8 => number.to_sql(kind, out),
            Self::Text(text) if *kind == PgType::TEXT => text.to_sql(kind, out),
            Self::Bytes(bytes) if *kind == PgType::BYTEA => bytes.to_sql(kind, out),
            _ => Err("a parameter of another type".into()),
        }
    }
    fn accepts(kind: &PgType) -> bool {
        matches!(*kind, PgType::INT8 | PgType::TEXT | PgType::BYTEA)
    }
    to_sql_checked!();
}

/// One column of many rows.
#[derive(Debug)]
pub(crate) enum Array<'a> {
    Int(Vec<Option<i64>>),
    Text(Vec<Option<&'a str>>),
    Bytes(Vec<Option<&'a [u8]>>),
}

impl<'a> Array<'a> {
    /// The column at `place` of the rows.
    pub(crate) fn of(rows: &'a [Values], place: usize, kind: Type) -> Self {
        let column = rows.iter().map(move |row| row.get(place).unwrap_or(&Value::Null));
        match kind {
            Type::BigInt => Self::Int(
                column
                    .map(|value| if let Value::Int(number) = value { Some(*number) } else { None })
                    .collect(),
            ),
            Type::Text => Self::Text(
                column
                    .map(|value| if let Value::Text(text) = value { Some(text.as_str()) } else { None })
                    .collect(),
            ),
            Type::Bytea => Self::Bytes(
                column
                    .map(|value| if let Value::Bytes(bytes) = value { Some(bytes.as_slice()) } else { None })
                    .collect(),
            ),
        }
    }
}

impl ToSql for Array<'_> {
    fn to_sql(
        &self,
        kind: &PgType,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Int(column) => column.to_sql(kind, out),
            Self::Text(column) => column.to_sql(kind, out),
            Self::Bytes(column) => column.to_sql(kind, out),
        }
    }
    fn accepts(kind: &PgType) -> bool {
        matches!(*kind, PgType::INT8_ARRAY | PgType::TEXT_ARRAY | PgType::BYTEA_ARRAY)
    }
    to_sql_checked!();
}

/// The values of a row.
pub(crate) fn values(row: &Row) -> Result<Values, Error> {
    let value = |(n, column): (usize, &tokio_postgres::Column)| {
        let value = match *column.type_() {
            PgType::INT8 => row.try_get::<_, Option<i64>>(n).ok()?.map(Value::Int),
            PgType::TEXT => row.try_get::<_, Option<String>>(n).ok()?.map(Value::Text),
            PgType::BYTEA => row.try_get::<_, Option<Vec<u8>>>(n).ok()?.map(Value::Bytes),
            _ => return None,
        };
        Some(value.unwrap_or(Value::Null))
    };
    row.columns()
        .iter()
        .enumerate()
        .map(value)
        .collect::<Option<_>>()
        .ok_or(Error::Unreadable { table: "a result", column: "of another type" })
}

/// Parameters as the driver takes them.
pub(crate) fn borrowed(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

/// Runs a statement on a connection of the pool. A connection that was lost while it was idle is replaced once; a
/// statement that may have run is not repeated.
pub(crate) async fn query(pool: &Pool, sql: &str, params: &[Value]) -> Result<Vec<Values>, Error> {
    let (client, [statement]) = prepared(pool, [sql]).await?;
    match client.query(&statement, &borrowed(params)).await {
        Ok(rows) => rows.iter().map(values).collect(),
        Err(error) => Err(forgetting(&client, error)),
    }
}

/// As [`query`], once for each row of parameters; all are sent before the first is answered.
pub(crate) async fn query_each(pool: &Pool, sql: &str, rows: &[Vec<Value>]) -> Result<Vec<Values>, Error> {
    let (client, [statement]) = prepared(pool, [sql]).await?;
    let params: Vec<_> = rows.iter().map(|params| borrowed(params)).collect();
    match try_join_all(params.iter().map(|params| client.query(&statement, params))).await {
        Ok(answers) => answers.iter().flatten().map(values).collect(),
        Err(error) => Err(forgetting(&client, error)),
    }
}

/// As [`query`], several that are sent together, see one state of the database, and are answered in one visit.
pub(crate) async fn query_together<const N: usize>(
    pool: &Pool,
    asked: &[(String, Vec<Value>); N],
) -> Result<[Vec<Values>; N], Error> {
    let (client, statements) = prepared(pool, asked.each_ref().map(|(sql, _)| sql.as_str())).await?;
    let params = asked.each_ref().map(|(_, params)| borrowed(params));
    let sent = statements.iter().zip(&params).map(|(statement, params)| client.query(statement, params));
    // They leave in this order when they are first polled, so all of them are under way even if nobody waits on.
    let (begun, answers, ended) = tokio::join!(
        client.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"),
        try_join_all(sent),
        client.batch_execute("COMMIT")
    );
    let answers = begun.and(answers).and_then(|answers| ended.map(|()| answers));
    let answers = answers.map_err(|error| forgetting(&client, error))?;
    let mut found = [const { Vec::new() }; N];
    for (rows, answer) in found.iter_mut().zip(answers) {
        *rows = answer.iter().map(values).collect::<Result<_, _>>()?;
    }
    Ok(found)
}

/// After a migration by a newer node a kept statement no longer fits.
fn forgetting(client: &Object, error: tokio_postgres::Error) -> Error {
    client.statement_cache.clear();
    error.into()
}

async fn prepared<const N: usize>(pool: &Pool, sql: [&str; N]) -> Result<(Object, [Statement; N]), Error> {
    'connections: for last in [false, true] {
        let client = pool.get().await.map_err(|_| Error::Unreachable)?;
        if client.statement_cache.size() > PREPARED {
            client.statement_cache.clear();
        }
        let mut statements = Vec::with_capacity(N);
        for sql in sql {
            match client.prepare_cached(sql).await {
                Ok(statement) => statements.push(statement),
                Err(_) if client.is_closed() && !last => continue 'connections,
                Err(error) => return Err(error.into()),
            }
        }
        // One for each that was asked.
        let statements = statements.try_into().map_err(|_| Error::Closed)?;
        return Ok((client, statements));
    }
    Err(Error::Unreachable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(url: &str) -> Option<Error> {
        Address::parse(url).err()
    }

    #[test]
    fn several_hosts_are_read_and_writing_is_asked_for() {
        let address = Address::parse("postgres://u:p@one:5432,two:5433/d?connect_timeout=3").unwrap();
        assert_eq!(address.config.get_hosts().len(), 2);
        assert_eq!(address.config.get_target_session_attrs(), TargetSessionAttrs::ReadWrite);
        assert!(address.tls.is_none());
    }

    #[test]
    fn an_unknown_mode_is_refused_rather_than_ignored() {
        assert_eq!(refused("postgres://h/d?sslmode=verify_full"), Some(Error::BadTarget));
        assert_eq!(refused("postgres://h/d?sslmod=require"), Some(Error::BadTarget));
    }

    #[test]
    fn tls_without_authorities_is_refused() {
        let empty = tempfile::NamedTempFile::new().unwrap();
        let url = format!("postgres://h/d?sslmode=verify-full&sslrootcert={}", empty.path().display());
        assert!(matches!(refused(&url), Some(Error::Tls(_))));
        assert!(matches!(
            refused("postgres://h/d?sslmode=require&sslrootcert=%2Fnowhere"),
            Some(Error::Tls(_))
        ));
    }

    #[test]
    fn percent_encoding_is_undone() {
        assert_eq!(decode("%2Fa%20b"), Some("/a b".into()));
        assert_eq!(decode("%2"), None);
        assert_eq!(decode("%zz"), None);
    }
}
