"""What map pictures are made of: projection, extent, clipping, lines, signs, labels, graticule, scale."""
