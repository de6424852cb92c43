"""Audits spreadsheets on a Spark cluster with Candor.

Large csv files are cut into parts, every part and every other file is opened by a worker, and what the workers kept is
put together and judged once. The result is that of one `candor audit` over all files, byte for byte.

    python spark_audit.py --candor ./candor --workspace mine --rows 100000 --out result mine/records/*

--master names the cluster: `spark://host:7077`, `yarn`, `k8s://…`; as it is, a small cluster on this machine. Without
Spark, `--processes N` runs the same steps in processes. Needs Python 3.10 and, for Spark, `pip install pyspark` and
Java 17.
"""

import argparse
import json
import multiprocessing
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

TEXT = {".csv", ".tsv"}


def main():
    arguments = parse()
    out = pathlib.Path(arguments.out)
    out.mkdir(parents=True, exist_ok=True)
    # On a real cluster this folder is shared storage that every worker reads.
    with tempfile.TemporaryDirectory(prefix="candor-parts-") as scratch:
        work = plan(arguments, pathlib.Path(scratch) / "parts")
        kept = pathlib.Path(scratch) / "kept"
        kept.mkdir()
        read = on_spark if arguments.processes is None else in_processes
        for number, records in enumerate(read(work, arguments)):
            (kept / f"{number:06}.json").write_bytes(records)
        sys.exit(merge(kept, out, arguments))


def parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+", help="spreadsheets")
    parser.add_argument("--candor", default=shutil.which("candor"), help="the program, built for the workers' system")
    parser.add_argument("--workspace", help="the folder with candor.toml")
    parser.add_argument("--rows", type=int, default=100_000, help="records of a part of a large csv file")
    parser.add_argument("--as-of", help="the day of the audit, YYYY-MM-DD")
    parser.add_argument("--out", default="result", help="where the documents go")
    parser.add_argument("--formats", default="html,json", help="what to write, as for candor audit")
    parser.add_argument("--master", default="local-cluster[2,1,1024]", help="the Spark cluster")
    parser.add_argument("--processes", type=int, help="run in so many processes, without Spark")
    arguments = parser.parse_args()
    if not arguments.candor:
        parser.error("candor is not on the path: name it with --candor")
    return arguments


def plan(arguments, folder):
    """What the workers are to open: for each path the options that say what it is. Large texts are cut."""
    work = {}
    for number, file in enumerate(sorted(arguments.files)):
        path = pathlib.Path(file).absolute()
        name = name_of(path, arguments.workspace)
        if path.suffix.lower() not in TEXT:
            work[str(path)] = ["--part-of", name]
            continue
        parts = folder / str(number)
        command = [arguments.candor, "split", path, "--rows", str(arguments.rows), "--out", parts, "--format", "json"]
        split = subprocess.run(command, capture_output=True, text=True)
        if split.returncode != 0:
            # What cannot be cut, such as a text that is not in UTF-8, is opened whole.
            print(f"{name} is opened whole: {split.stderr.strip()}", file=sys.stderr)
            work[str(path)] = ["--part-of", name]
            continue
        split = json.loads(split.stdout)
        for part in split["parts"]:
            which = f"{part['number']}/{len(split['parts'])}"
            options = ["--part-of", name, "--part", which, "--header-rows", str(split["header_rows"])]
            work[str(pathlib.Path(part["path"]).absolute())] = options
    return work


def name_of(path, workspace):
    """The name that an audit of the workspace gives a file."""
    try:
        return path.relative_to(pathlib.Path(workspace).absolute()).as_posix()
    except (TypeError, ValueError):
        return path.name


def settings_of(workspace):
    """The files of a workspace that say how to read: small, so that each worker gets them."""
    folder = pathlib.Path(workspace) if workspace else None
    files = [*folder.glob("candor.toml"), *folder.glob("checklists/*"), *folder.glob("layouts/*")] if folder else []
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def read_files(files, work, candor, settings, as_of):
    """What a worker does: opens files, given as paths with their bytes, and gives what is kept of each."""
    with tempfile.TemporaryDirectory(prefix="candor-") as folder:
        workspace = pathlib.Path(folder) / "workspace"
        for name, content in settings.items():
            (workspace / name).parent.mkdir(parents=True, exist_ok=True)
            (workspace / name).write_bytes(content)
        for path, content in files:
            copy = pathlib.Path(folder) / pathlib.Path(path).name
            copy.write_bytes(content)
            command = [candor, "audit", str(copy), *work[path], "--format", "json", "--keep-records=only"]
            command += ["--workspace", str(workspace)] if settings else []
            command += ["--as-of", as_of] if as_of else []
            audit = subprocess.run(command, capture_output=True)
            if audit.returncode != 0:
                raise RuntimeError(f"{path}: {audit.stderr.decode(errors='replace').strip()}")
            copy.unlink()
            yield audit.stdout


def on_spark(work, arguments):
    import pyspark

    # A cluster on this machine starts its workers from the installed package.
    os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_WORKER_DIR", tempfile.mkdtemp(prefix="spark-work-"))
    conf = pyspark.SparkConf().setAppName("candor").setMaster(arguments.master)
    conf.set("spark.ui.enabled", "false").set("spark.driver.maxResultSize", "0")
    with pyspark.SparkContext(conf=conf) as spark:
        spark.addFile(arguments.candor)
        program = os.path.basename(arguments.candor)
        settings, as_of = settings_of(arguments.workspace), arguments.as_of

        def read(files):
            candor = pyspark.SparkFiles.get(program)
            os.chmod(candor, 0o755)
            paths = ((urllib.parse.unquote(urllib.parse.urlparse(uri).path), content) for uri, content in files)
            yield from read_files(paths, work, candor, settings, as_of)

        uris = ",".join(pathlib.Path(path).as_uri() for path in work)
        kept = spark.binaryFiles(uris, minPartitions=len(work)).mapPartitions(read)
        # All parts are read at once; then they come back one after the other, so that the driver needs little memory.
        kept.persist(pyspark.StorageLevel.DISK_ONLY).count()
        yield from kept.toLocalIterator()


def in_processes(work, arguments):
    settings = settings_of(arguments.workspace)
    jobs = [(path, work, arguments.candor, settings, arguments.as_of) for path in work]
    with multiprocessing.Pool(arguments.processes) as pool:
        yield from pool.imap_unordered(read_one, jobs)


def read_one(job):
    path, *rest = job
    return next(read_files([(path, pathlib.Path(path).read_bytes())], *rest))


def merge(kept, out, arguments):
    command = [arguments.candor, "merge", kept, "--out", out, "--formats", arguments.formats]
    command += ["--workspace", arguments.workspace] if arguments.workspace else []
    command += ["--as-of", arguments.as_of] if arguments.as_of else []
    return subprocess.run(command).returncode


if __name__ == "__main__":
    main()
