"""Time and memory of a build over N articles, and of a filter change over its tables.

    python -m benchmarks.build ARTICLES.jsonl.xz [--articles 1000] [--workers 1]

Prints seconds by stage, words a second of reading, the peak resident memory, the time of a second
build in which nothing changed (as a share of the first), and the median time of the Overview's measures
under a changed filter.
"""

from __future__ import annotations

import argparse
import itertools
import lzma
import resource
import statistics
import tempfile
import time
from pathlib import Path

from dashboard.filters import Filters
from dashboard.measures import coverage, mentions, tone
from dashboard.measures.catalogue import catalogue_sources
from dashboard.preprocess.pipeline import build
from dashboard.store import Store


def main() -> None:
    """Run the benchmark that the module's docstring describes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles_file", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "sample.jsonl"
        with lzma.open(options.articles_file, "rt", encoding="utf-8") as lines:
            sample.write_text("".join(itertools.islice(lines, options.articles)), encoding="utf-8")
        data = Path(folder) / "data"
        began: dict[str, float] = {}
        start = time.perf_counter()

        def watch(stage: str, _done: int, _total: int) -> None:
            began.setdefault(stage, time.perf_counter() - start)

        report = build([sample], data, workers=options.workers, progress=watch)
        first = time.perf_counter() - start
        ends = [*list(began.values())[1:], first]
        for stage, (begin, end) in zip(began, zip(began.values(), ends, strict=True), strict=True):
            print(f"{stage:<10} {end - begin:8.1f} s")
        start = time.perf_counter()
        build([sample], data)
        again = time.perf_counter() - start
        store = Store(data)
        print(f"build      {first:8.1f} s for {report.rows['articles']} articles")
        print(f"unchanged  {again:8.1f} s, {again / first:.2f} of the first")
        print(f"memory     {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB at most")
        times = []
        for source in list(catalogue_sources(store)["source"])[:10]:
            start = time.perf_counter()
            filters = Filters(sources=(source,))
            coverage.coverage_over_time(store, filters)
            mentions.top_entities(store, filters)
            tone.tone_by_source(store, filters)
            times.append(time.perf_counter() - start)
        print(f"filter     {statistics.median(times):8.2f} s, median of {len(times)} changes of the source")


if __name__ == "__main__":
    main()
