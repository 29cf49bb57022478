//! A client of a few lines: one connection that is kept, one request after the other, cookies kept.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

/// What a browser says that it can unpack.
const COMPRESSED: &str = "gzip, deflate, br, zstd";

/// Whether the answer may be compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Body {
    /// As a browser gets it; its bytes are only counted.
    Compressed,
    /// To be read.
    Plain,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    /// `br`, `gzip` or nothing.
    pub(crate) encoding: Option<String>,
    pub(crate) body: Vec<u8>,
    /// Bytes of the head and the body on the wire.
    pub(crate) bytes: usize,
    /// From the first byte sent to the last one received.
    pub(crate) took: Duration,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A browser with one connection.
pub(crate) struct Client {
    at: String,
    stream: BufReader<TcpStream>,
    cookies: BTreeMap<String, String>,
}

impl Client {
    pub(crate) fn new(at: &str) -> Result<Self> {
        let stream = TcpStream::connect(at).context("the server does not answer")?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_mins(2)))?;
        Ok(Self { at: at.to_owned(), stream: BufReader::new(stream), cookies: BTreeMap::new() })
    }

    pub(crate) fn get(&mut self, path: &str, body: Body) -> Result<Answer> {
        self.ask("GET", path, "", body)
    }
    /// A page that must be there, as text.
    pub(crate) fn page(&mut self, path: &str) -> Result<String> {
        let answer = self.get(path, Body::Plain)?;
        ensure!(answer.status == 200, "{path} answers {}", answer.status);
        Ok(answer.text())
    }
    pub(crate) fn post(&mut self, path: &str, form: &str) -> Result<Answer> {
        self.ask("POST", path, form, Body::Compressed)
    }

    fn ask(&mut self, method: &str, path: &str, form: &str, body: Body) -> Result<Answer> {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let (at, cookies) = (&self.at, cookies.join("; "));
        let encodings = if body == Body::Compressed { COMPRESSED } else { "identity" };
        let kind = match method {
            "POST" => format!(
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
                form.len()
            ),
            _ => String::new(),
        };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {at}\r\nOrigin: http://{at}\r\nAccept-Language: en\r\n\
             Accept-Encoding: {encodings}\r\nCookie: {cookies}\r\n{kind}\r\n{form}"
        );
        let began = Instant::now();
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut answer = self.answer()?;
        answer.took = began.elapsed();
        Ok(answer)
    }

    fn answer(&mut self) -> Result<Answer> {
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|code| code.parse().ok());
        let mut answer = Answer {
            status: status.with_context(|| format!("no answer of HTTP: {first}"))?,
            location: None,
            encoding: None,
            body: Vec::new(),
            bytes: first.len() + 2,
            took: Duration::ZERO,
        };
        let (mut length, mut chunked) = (0_usize, false);
        loop {
            let line = self.line()?;
            answer.bytes += line.len() + 2;
            let Some((name, value)) = line.split_once(": ") else { break };
            match name {
                "content-length" => length = value.parse()?,
                "transfer-encoding" => chunked = value == "chunked",
                "content-encoding" => answer.encoding = Some(value.to_owned()),
                "location" => answer.location = Some(value.to_owned()),
                "set-cookie" => {
                    let pair = value.split(';').next().and_then(|pair| pair.split_once('='));
                    match pair {
                        Some((name, "")) => drop(self.cookies.remove(name)),
                        Some((name, value)) => drop(self.cookies.insert(name.to_owned(), value.to_owned())),
                        None => {}
                    }
                }
                "connection" if value == "close" => bail!("the server does not keep the connection"),
                _ => {}
            }
        }
        if !chunked {
            self.take(length, &mut answer)?;
            return Ok(answer);
        }
        loop {
            let line = self.line()?;
            answer.bytes += line.len() + 2;
            let length = usize::from_str_radix(line.trim(), 16).context("no length of a chunk")?;
            self.take(length, &mut answer)?;
            self.line()?;
            answer.bytes += 2;
            if length == 0 {
                return Ok(answer);
            }
        }
    }

    fn take(&mut self, length: usize, answer: &mut Answer) -> Result<()> {
        let from = answer.body.len();
        answer.body.resize(from + length, 0);
        self.stream.read_exact(&mut answer.body[from..])?;
        answer.bytes += length;
        Ok(())
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        ensure!(self.stream.read_line(&mut line)? > 0, "the server closed the connection");
        line.truncate(line.trim_end().len());
        Ok(line)
    }

    /// Signs in with the one click of a demo.
    pub(crate) fn sign_in(at: &str, account: &str) -> Result<Self> {
        let mut client = Self::new(at)?;
        let answer = client.post(&format!("/demo/as/{account}"), "")?;
        ensure!((300..400).contains(&answer.status), "signing in answers {}", answer.status);
        Ok(client)
    }
}

/// What stands between two texts, the first time.
pub(crate) fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    text.split_once(from)?.1.split_once(to).map(|(found, _)| found)
}
