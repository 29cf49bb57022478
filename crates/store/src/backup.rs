//! Backup and restore: one stream for both databases, so that one can move from SQLite to PostgreSQL and back.
//!
//! The stream is not encrypted; the rows in it are sealed as they are in the database, the routing columns are not.
//! Whoever writes it to a disk encrypts it.
//!
//! Format 1: the 16 bytes `homeward backup` and a newline, the format and the schema version (4 bytes each,
//! big-endian), then frames: one byte for their kind, their length (4 bytes), their content as canonical values
//! (a tag 0 null, 1 eight bytes, 2 text, 3 bytes, the latter two under their 4-byte length):
//! `T` a table: its name, then name and type (1 BIGINT, 2 TEXT, 3 BYTEA) of each column; `R` a row of it; `E` the
//! end, with the number of rows. A stream without `E` is incomplete.
//!
//! Invariant: the same database gives the same bytes, whichever kind it is.

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};

use crate::{
    error::Error,
    load::Load,
    rows::tables,
    schema::SCHEMA,
    snapshot::Snapshot,
    store::Store,
    target::{Options, Target},
    value::{Type, Value, Values},
};

const MAGIC: &[u8; 16] = b"homeward backup\n";
const FORMAT: u32 = 1;
/// A frame longer than this is damage, not data.
const LONGEST: u32 = 1 << 30;
const BUFFER: usize = 256 << 10;

const TABLE: u8 = b'T';
const ROW: u8 = b'R';
const END: u8 = b'E';

impl Type {
    fn code(self) -> i64 {
        match self {
            Self::BigInt => 1,
            Self::Text => 2,
            Self::Bytea => 3,
        }
    }
    fn from_code(code: i64) -> Option<Self> {
        [Self::BigInt, Self::Text, Self::Bytea].into_iter().find(|kind| kind.code() == code)
    }
}

impl Store {
    /// Writes the whole database as it is now, and gives the number of rows. Writing goes on beside it.
    pub async fn backup(&self, out: &mut (impl AsyncWrite + Unpin)) -> Result<u64, Error> {
        self.snapshot().await?.backup(out).await
    }

    /// Fills an empty database from a backup, of this or an earlier schema, brings it up to date and opens it. After
    /// an error the database is still empty.
    pub async fn restore(
        target: Target,
        options: Options,
        input: &mut (impl AsyncRead + Unpin),
    ) -> Result<Self, Error> {
        let mut input = BufReader::with_capacity(BUFFER, input);
        let mut header = [0; 24];
        input.read_exact(&mut header).await.map_err(cut_short)?;
        let (magic, versions) = header.split_at(MAGIC.len());
        let (format, schema) = versions.split_at(4);
        let number = |bytes: &[u8]| bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte));
        let schema = number(schema);
        if magic != MAGIC {
            return Err(Error::BadBackup("it begins differently"));
        }
        if number(format) != FORMAT {
            return Err(Error::BadBackup("its format is of a newer program"));
        }
        if schema > SCHEMA {
            return Err(Error::Newer { found: schema, known: SCHEMA });
        }
        let mut load = Load::begin(target.clone(), schema).await?;
        let mut count = 0_u64;
        let mut columns = 0;
        loop {
            let kind = input.read_u8().await.map_err(cut_short)?;
            let length = input.read_u32().await.map_err(cut_short)?;
            if length > LONGEST {
                return Err(Error::BadBackup("a row is too long"));
            }
            // Grows with what really comes, not with what a damaged length promises.
            let mut content = Vec::new();
            (&mut input).take(u64::from(length)).read_to_end(&mut content).await?;
            if content.len() != length as usize {
                return Err(Error::BadBackup("it ends too early"));
            }
            let values = decode(&content)?;
            match kind {
                TABLE => {
                    let heading = heading(&values)?;
                    let (table, named) = (heading.0.as_str(), &heading.1);
                    let named: Vec<_> = named.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
                    load.table(table, &named).await?;
                    columns = named.len();
                }
                ROW if values.len() == columns && columns > 0 => {
                    load.row(values).await?;
                    count += 1;
                }
                END if values == [Value::Int(i64::try_from(count).unwrap_or(i64::MAX))] => break,
                _ => return Err(Error::BadBackup("a part of it is damaged")),
            }
        }
        load.finish().await?;
        Self::open(target, options).await
    }
}

impl Snapshot {
    /// Writes the whole database as it was at this moment, and gives the number of rows.
    pub async fn backup(&self, out: &mut (impl AsyncWrite + Unpin)) -> Result<u64, Error> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend_from_slice(&FORMAT.to_be_bytes());
        bytes.extend_from_slice(&SCHEMA.to_be_bytes());
        let mut count = 0;
        for table in tables() {
            let columns = table.columns.iter();
            let columns = columns
                .flat_map(|column| [Value::Text(column.name.to_owned()), Value::Int(column.kind.code())]);
            let heading: Values =
                std::iter::once(Value::Text(table.name.to_owned())).chain(columns).collect();
            frame(TABLE, &heading, &mut bytes)?;
            let mut pages = self.pages(table);
            while let Some(page) = pages.next().await? {
                for row in page {
                    frame(ROW, &row, &mut bytes)?;
                    count += 1;
                    if bytes.len() >= BUFFER {
                        out.write_all(&bytes).await?;
                        bytes.clear();
                    }
                }
            }
        }
        frame(END, &vec![Value::Int(i64::try_from(count).unwrap_or(i64::MAX))], &mut bytes)?;
        out.write_all(&bytes).await?;
        out.flush().await?;
        Ok(count)
    }
}

fn frame(kind: u8, values: &Values, out: &mut Vec<u8>) -> Result<(), Error> {
    out.push(kind);
    let length_at = out.len();
    out.extend_from_slice(&[0; 4]);
    for value in values {
        value.encode(out);
    }
    let length = u32::try_from(out.len() - length_at - 4).ok().filter(|length| *length <= LONGEST);
    let length = length.ok_or(Error::BadBackup("a row is too long"))?;
    out[length_at..length_at + 4].copy_from_slice(&length.to_be_bytes());
    Ok(())
}

fn decode(mut content: &[u8]) -> Result<Values, Error> {
    let mut values = Vec::new();
    while !content.is_empty() {
        values.push(Value::decode(&mut content).ok_or(Error::BadBackup("a value of it is damaged"))?);
    }
    Ok(values)
}

/// The name of a table and its columns.
fn heading(heading: &[Value]) -> Result<(String, Vec<(String, Type)>), Error> {
    let damaged = || Error::BadBackup("a table of it is damaged");
    // The names become part of a statement.
    let name = |value: &Value| match value {
        Value::Text(name)
            if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') =>
        {
            Ok(name.clone())
        }
        _ => Err(damaged()),
    };
    let (table, columns) = heading.split_first().ok_or_else(damaged)?;
    let (table, (pairs, rest)) = (name(table)?, columns.as_chunks::<2>());
    let column = |[column, kind]: &[Value; 2]| {
        let kind = if let Value::Int(code) = kind { Type::from_code(*code) } else { None };
        Ok((name(column)?, kind.ok_or_else(damaged)?))
    };
    let columns = pairs.iter().map(column).collect::<Result<Vec<_>, Error>>()?;
    // Which migrations have run is for the migrations to say.
    if !rest.is_empty() || table.starts_with("refinery") {
        return Err(damaged());
    }
    Ok((table, columns))
}

fn cut_short(error: std::io::Error) -> Error {
    if error.kind() == std::io::ErrorKind::UnexpectedEof {
        Error::BadBackup("it ends too early")
    } else {
        error.into()
    }
}
