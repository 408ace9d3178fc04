"""Audits in bulk on Spark: a small run of the example, a worker killed on the way, equal to the byte to one process."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "spark_corpus.py"


@pytest.mark.slow
@pytest.mark.skipif(find_spec("pyspark") is None, reason="pyspark is not installed")
@pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java")
def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    """What a cluster of two workers answers, one killed, is what one process answers, to the byte."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", str(EXAMPLE), "--chains", "2000", "--workers", "2", "--kill"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-4_000:] + done.stdout
    assert "2 workers, 1 killed" in done.stdout
    assert re.search(r"equal to the byte: 2,000 audits, [1-9][0-9,]* findings", done.stdout)
