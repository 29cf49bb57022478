//! Writes every component into static pages, to be looked at: `cargo run -p homeward-web --example gallery -- DIR`.

#[path = "../src/look/gallery.rs"]
#[expect(clippy::wildcard_imports, reason = "it shows every component there is")]
mod gallery;

use std::{env, fs, io, path::PathBuf};

use web::{
    assets,
    look::Theme,
    words::{Language, Words},
};

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "gallery".to_owned()));
    fs::create_dir_all(folder.join("assets"))?;
    for name in assets::names() {
        let url = assets::url(name);
        if let Some(asset) = url.strip_prefix(assets::PREFIX).and_then(assets::get) {
            fs::write(folder.join(url.trim_start_matches('/')), asset.bytes)?;
        }
    }
    for language in Language::ALL {
        for theme in [Theme::Light, Theme::Dark] {
            for (name, html) in gallery::pages(Words::new(language), theme) {
                // From files, an address has no root.
                let html = html.into_string().replace("\"/assets/", "\"assets/");
                fs::write(folder.join(format!("{name}.{}.{}.html", language.code(), theme.code())), html)?;
            }
        }
    }
    Ok(())
}
