//! Archives with a fixed order, owner, day and modes.

use std::io::{Cursor, Write};

use anyhow::Result;
use flate2::{Compression, GzBuilder};

use super::Item;

pub(super) const PROGRAM_MODE: u32 = 0o755;
pub(super) const FILE_MODE: u32 = 0o644;

impl Item {
    pub(super) fn mode(&self) -> u32 {
        if self.is_program { PROGRAM_MODE } else { FILE_MODE }
    }
}

/// A gzip file without name and day.
pub(super) fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::best());
    packed.write_all(bytes)?;
    Ok(packed.finish()?)
}

/// All items below a folder, as a tar file with gzip.
pub(super) fn tar_gz(folder: &str, items: &[Item], epoch: u64) -> Result<Vec<u8>> {
    let mut tar = tar::Builder::new(Vec::new());
    for item in items {
        let mut header = tar::Header::new_ustar();
        header.set_size(item.bytes.len() as u64);
        header.set_mode(item.mode());
        header.set_mtime(epoch);
        header.set_uid(0);
        header.set_gid(0);
        header.set_username("root")?;
        header.set_groupname("root")?;
        tar.append_data(&mut header, format!("{folder}/{}", item.path), item.bytes.as_slice())?;
    }
    gzip(&tar.into_inner()?)
}

/// All items below a folder, as a zip file. Its day is that of the format's beginning: zip has no time zone.
pub(super) fn zip(folder: &str, items: &[Item]) -> Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for item in items {
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(item.mode());
        zip.start_file(format!("{folder}/{}", item.path), options)?;
        zip.write_all(&item.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items() -> Vec<Item> {
        let item =
            |path: &str, is_program| Item { path: path.to_owned(), bytes: b"text".to_vec(), is_program };
        vec![item("candor", true), item("man/man1/candor.1", false)]
    }

    #[test]
    fn an_archive_has_no_owner_and_day_of_this_machine() {
        let bytes = tar_gz("candor-1", &items(), 1_700_000_000).unwrap();
        assert_eq!(bytes, tar_gz("candor-1", &items(), 1_700_000_000).unwrap());
        let mut read = tar::Archive::new(flate2::read::GzDecoder::new(bytes.as_slice()));
        let seen: Vec<(String, u32, u64, u64)> = read
            .entries()
            .unwrap()
            .map(|entry| {
                let entry = entry.unwrap();
                let header = entry.header();
                let path = entry.path().unwrap().display().to_string();
                (path, header.mode().unwrap(), header.uid().unwrap(), header.mtime().unwrap())
            })
            .collect();
        let expected = [("candor-1/candor", 0o755), ("candor-1/man/man1/candor.1", 0o644)];
        let expected = expected.map(|(path, mode)| (path.to_owned(), mode, 0, 1_700_000_000));
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_zip_is_the_same_every_time() {
        assert_eq!(zip("candor-1", &items()).unwrap(), zip("candor-1", &items()).unwrap());
    }
}
