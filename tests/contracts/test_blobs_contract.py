from __future__ import annotations

from pathlib import Path

import pytest

from vedette.backends.folder_blobs import FolderBlobs
from vedette.backends.memory import MemoryBlobs
from vedette.testing.blobs_contract import BlobsContract


class TestFolderBlobs(BlobsContract):
    @pytest.fixture
    def blobs(self, tmp_path: Path) -> FolderBlobs:
        return FolderBlobs(root=tmp_path / "blobs")


class TestMemoryBlobs(BlobsContract):
    @pytest.fixture
    def blobs(self) -> MemoryBlobs:
        return MemoryBlobs()
