"""The lake of a case."""

from __future__ import annotations

from vedette.backends.parquet_lake import ParquetLake
from vedette.casework.detection_inputs import lake_folder
from vedette.casework.workspace import Workspace
from vedette.ports import Lake


def position_lake(workspace: Workspace) -> Lake:
    """The lake of the case: empty until the first file was added."""
    return ParquetLake(root=lake_folder(workspace))
