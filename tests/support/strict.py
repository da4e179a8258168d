"""A pytest plug-in: a test that was skipped has not been run, so it fails unless it stands below with its reason."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

MAY_SKIP: dict[str, str] = {}
"""Node ids of tests that may be skipped, each with the reason that the run's report prints."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    return _strict((yield), item.nodeid)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, Any, Any]:
    return _strict((yield), collector.nodeid)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for report in terminalreporter.stats.get("skipped", []):
        reason = MAY_SKIP.get(report.nodeid)
        if reason:
            terminalreporter.write_line(f"may be skipped: {report.nodeid}: {reason}")


def _strict(report: Any, name: str) -> Any:
    if report.skipped and not hasattr(report, "wasxfail") and name not in MAY_SKIP:
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{name} was not run, and nothing may be skipped silently: {why}"
    return report
