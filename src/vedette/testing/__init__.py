"""What ships for testers: contract suites for sources, detectors and backends, strategies, scenes."""
