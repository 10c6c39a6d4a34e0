"""Room for masks over blocks of bytes, used again and again.

Asking the system for it at every block, and giving it back, costs more than filling it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Block = NDArray[np.uint8]
Mask = NDArray[np.bool_]


class Scratch:
    """Two masks; each look at a block undoes what the same mask held before. One a thread."""

    def __init__(self) -> None:
        self._masks = [np.empty(0, dtype=np.bool_)] * 2

    def equal(self, block: Block, byte: int, *, mask: int = 0) -> Mask:
        """Tell where a byte is.

        Args:
            block: bytes.
            byte: which.
            mask: which room to use, 0 or 1.
        """
        return np.equal(block, byte, out=self._room(len(block), mask))

    def at_most(self, block: Block, byte: int, *, mask: int = 0) -> Mask:
        """Tell where bytes are that do not come after one; arguments as ``equal``."""
        return np.less_equal(block, byte, out=self._room(len(block), mask))

    def has(self, block: Block, byte: int) -> bool:
        """Tell whether a byte is there; arguments as ``equal``."""
        return bool(self.equal(block, byte).any())

    def turned(self, block: Block) -> Block:
        """Give the bytes with their last bit turned, in the second room."""
        return np.bitwise_xor(block, 1, out=self._room(len(block), 1).view(np.uint8))

    def _room(self, size: int, mask: int) -> Mask:
        if len(self._masks[mask]) < size:
            self._masks[mask] = np.empty(size, dtype=np.bool_)
        return self._masks[mask][:size]
