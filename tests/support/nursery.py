"""Where processes of their own come from: forked from one that has Linkage imported already, so that each begins at once."""

from __future__ import annotations

import multiprocessing

NURSERY = multiprocessing.get_context("forkserver")
NURSERY.set_forkserver_preload(["app", "make.serve", "tests.support.working", "tests.support.served"])
